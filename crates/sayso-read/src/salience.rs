//! How well a name stands for being meant by "he" or "she": subjects, names that are near or often told, and not those behind a
//! preposition (the salience factors of Lappin & Leass 1994), weighed by a log-linear model over mentions (Durrett & Klein 2013).
//!
//! The weights were fitted without the model's own choice (`training/salience.py`); the two are multiplied.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sayso_text::CleanSpan;

use crate::source_phrase::{SourcePhrase, read_source};
use crate::speaker::{Referent, World};
use crate::title::Gender;
use crate::words::{Words, is_in, lower, rows};

/// How many factors a mention has.
pub(crate) const N_FACTORS: usize = 26;
/// How many circumstances of the pronoun weigh them anew.
pub(crate) const N_CIRCUMSTANCES: usize = 6;

/// The factors of one mention, for one pronoun.
pub(crate) type Factors = [f32; N_FACTORS];
/// What holds of a pronoun and one mention: always; the pronoun is a subject, a possessive, an object; it opens its sentence; both stand in
/// one sentence.
pub(crate) type Circumstances = [bool; N_CIRCUMSTANCES];

struct Weights {
    factors: [[f32; N_CIRCUMSTANCES]; N_FACTORS],
    /// The power to which the model's share is taken: it is surer than it ought to be.
    model: f32,
    /// The score of nobody whom the article names.
    nobody: f32,
}

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = Weights {
            factors: [[0.0; N_CIRCUMSTANCES]; N_FACTORS],
            model: 0.0,
            nobody: 0.0,
        };
        let table = rows(include_str!("data/salience.tsv"));
        let mut numbers = table.map(|row| {
            let cells = row.into_iter().skip(1);
            cells
                .map(|cell| cell.parse().unwrap_or(f32::NAN))
                .collect::<Vec<f32>>()
        });
        let mut next = || numbers.next().unwrap_or_default();
        let first = |row: &[f32]| row.first().copied().unwrap_or(f32::NAN);
        weights.model = first(&next());
        weights.nobody = first(&next());
        for factor in &mut weights.factors {
            for (weight, number) in factor.iter_mut().zip(next()) {
                *weight = number;
            }
        }
        weights
    })
}

fn score(factors: &Factors, circumstances: &Circumstances) -> f32 {
    let rows = weights().factors.iter().zip(factors);
    rows.map(|(row, factor)| {
        let weight: f32 = row
            .iter()
            .zip(circumstances)
            .filter(|(_, holds)| **holds)
            .map(|(w, _)| w)
            .sum();
        weight * factor
    })
    .sum()
}

/// A mention that a pronoun may mean.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) person: usize,
    /// The model's share.
    pub(crate) share: f32,
    pub(crate) factors: Factors,
    pub(crate) circumstances: Circumstances,
}

impl World<'_> {
    /// The gender that a personal pronoun tells.
    pub(crate) fn gender(&self, pronoun: CleanSpan) -> Option<Gender> {
        match read_source(self.text, &Words::new(self.text, pronoun), &self.people) {
            SourcePhrase::He(gender) => Some(gender),
            _ => None,
        }
    }

    /// The persons whom a pronoun of some gender may mean, mention by mention, and the model's share of nobody.
    pub(crate) fn candidates(&self, pronoun: CleanSpan, gender: Gender) -> (Vec<Candidate>, f32) {
        let choices = self.choices.get(&pronoun).map(|a| a.choices.as_slice());
        let choices = choices.unwrap_or_default();
        let nobody = 1.0 - choices.iter().map(|(_, share)| share).sum::<f32>();
        let found = choices.iter().filter_map(|(mention, share)| {
            let Some(Referent::Person(person)) = self.referent_at(*mention) else {
                return None;
            };
            let (factors, circumstances) = self.standing(pronoun, *mention, person)?;
            self.fits(person, gender).then_some(Candidate {
                person,
                share: *share,
                factors,
                circumstances,
            })
        });
        (found.collect(), nobody.max(0.0))
    }

    /// The persons whom a pronoun of some gender may mean, each with the share that the model and where they stand give together; what
    /// is missing to 1 is nobody's.
    pub(crate) fn salient(&self, pronoun: CleanSpan, gender: Gender) -> Vec<(usize, f32)> {
        const LEAST: f32 = 1e-3;
        let (candidates, nobody) = self.candidates(pronoun, gender);
        let powered = |share: f32| (share + LEAST).powf(weights().model);
        let nobody = powered(nobody) * weights().nobody.exp();
        // By person: the model's share, and that of where the mentions stand.
        let mut sums: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for candidate in &candidates {
            let (model, place) = sums.entry(candidate.person).or_default();
            *model += candidate.share;
            *place += score(&candidate.factors, &candidate.circumstances).exp();
        }
        let parts = sums.into_iter();
        let parts = parts.map(|(person, (model, place))| (person, powered(model) * place));
        let mut found: Vec<(usize, f32)> = parts.collect();
        let total: f32 = found.iter().map(|(_, part)| part).sum::<f32>() + nobody;
        for (_, part) in &mut found {
            *part /= total;
        }
        found
    }

    fn standing(
        &self,
        pronoun: CleanSpan,
        mention: CleanSpan,
        person: usize,
    ) -> Option<(Factors, Circumstances)> {
        let at = self.sentence_at(mention.start().get());
        let home = self.sentence_at(pronoun.start().get());
        let factors = self.factors(pronoun, mention, person, home.abs_diff(at))?;
        let words = self.lines.get(home)?;
        let place = words.at_or_after(pronoun.start().get());
        let (word, next) = (lower(&self.text[pronoun.range()]), words.lower(place + 1));
        let before_noun = words.is_word(place + 1)
            && ["oblique", "auxiliary", "clause-opener", "article"]
                .iter()
                .all(|list| !is_in(list, &next));
        let subject = matches!(word.as_str(), "he" | "she");
        let possessive = word == "his" || word == "her" && before_noun;
        let object = !subject && !possessive;
        let circumstances = [true, subject, possessive, object, place == 0, home == at];
        Some((factors, circumstances))
    }

    fn factors(
        &self,
        pronoun: CleanSpan,
        mention: CleanSpan,
        person: usize,
        apart: usize,
    ) -> Option<Factors> {
        const FAR: usize = 400;
        let words = self.lines.get(self.sentence_at(mention.start().get()))?;
        let first = words.at_or_after(mention.start().get());
        let past = words.at_or_after(mention.end().get());
        let before = first.checked_sub(1).map(|i| words.lower(i));
        let before = before.unwrap_or_default();
        let after = words.lower(past);
        let (near, far) = if mention.start() < pronoun.start() {
            (mention.end(), pronoun.start())
        } else {
            (pronoun.end(), mention.start())
        };
        let between = CleanSpan::new(near.get(), far.get().max(near.get()));
        let gap = &self.text[between.range()];
        let opening = CleanSpan::new(
            mention.start().get().min(words.span(0).start().get()),
            mention.start().get(),
        );
        let possessive = self.text[mention.end().get()..].starts_with(['\'', '’']);
        let inflected = after.len() > 3 && (after.ends_with("ed") || after.ends_with('s'));
        let is_verb = is_in("auxiliary", &after) || inflected;
        let is_behind = is_in("oblique", &before);
        let is_first = self.people.within(opening).next().is_none();
        let in_full = self.text[mention.range()].contains(' ');
        let n_between = self.people.within(between).count();
        let joins = |word: &str| matches!(word, "and" | "or");
        let flag = |holds: bool| f32::from(u8::from(holds));
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let count = |n: usize, most: usize| n.min(most) as f32;
        Some([
            flag(apart == 0),
            flag(apart == 1),
            flag(apart == 2),
            flag(mention.start() > pronoun.start()),
            count(gap.split_whitespace().count(), FAR).ln_1p(),
            count(n_between, 6),
            flag(is_first),
            flag(first == 0),
            flag(possessive),
            flag(is_behind),
            flag(joins(&before)),
            flag(joins(&after)),
            flag(after == ","),
            flag(is_verb && !possessive),
            flag(in_full),
            count(self.people.all[person].n_mentions, 5),
            count(person, 5),
            count(gap.matches(',').count(), 5),
            flag(is_first && !possessive && !is_behind),
            flag(person == 0),
            flag(person == 0 && in_full),
            flag(is_verb && !possessive && !is_behind),
            flag(is_behind && apart == 1),
            flag(is_first && apart == 1),
            flag(is_verb && apart == 1),
            flag(n_between > 0),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_factor_has_its_weights() {
        let table: Vec<Vec<&str>> = rows(include_str!("data/salience.tsv")).collect();
        assert_eq!(table.len(), N_FACTORS + 2);
        assert!(
            table[2..]
                .iter()
                .all(|row| row.len() == N_CIRCUMSTANCES + 1)
        );
        let weights = weights();
        let all = weights.factors.iter().flatten();
        assert!(
            all.copied()
                .chain([weights.model, weights.nobody])
                .all(f32::is_finite)
        );
    }
}

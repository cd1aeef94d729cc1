//! Whom words that refer back mean: pronouns, "who" and "which", offices ("the envoy"), and nouns like "the lender" and "the 31-year-old".

use sayso_text::CleanSpan;

use crate::Speaker;
use crate::people::compatible;
use crate::source_phrase::{SourcePhrase, read_source};
use crate::speaker::{Number, Past, Referent, SourceRef, World};
use crate::title::{Gender, Title};
use crate::words::{Words, is_in, lower};

/// The share of a referent from which the model's choice counts: where the rules have nobody, and where they have somebody else.
pub(crate) const LIKELY: f32 = 0.7;
const AGAINST: f32 = 0.9;
/// Where the somebody else is one whom nothing but a single name tells to be a person.
const AGAINST_A_BARE_NAME: f32 = 0.5;
/// Bytes behind an office without a name within which its bearer is introduced.
const INTRODUCED: usize = 1_000;

/// The years in "the 31-year-old".
fn age(head: &str) -> Option<u8> {
    head.strip_suffix("-year-old")?.parse().ok()
}

/// Kinds of bodies that are none of each other, as lists of the nouns that tell them.
const KINDS: [&str; 5] = [
    ROYAL,
    "kind-firm",
    "kind-members",
    "kind-public",
    "kind-learned",
];
const ROYAL: &str = "kind-royal";

fn kind(noun: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| is_in(kind, noun))
}

/// Whether a body of some name can be called by a noun: "the company" is no union and no ministry.
pub(crate) fn can_be(noun: &str, name: &str) -> bool {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .map(lower)
        .collect();
    // "The Royal Court" is no court.
    let royal = words
        .iter()
        .find_map(|word| kind(word).filter(|k| *k == ROYAL));
    let of_name = royal.or_else(|| words.iter().rev().find_map(|word| kind(word)));
    let differ = match (kind(noun), of_name) {
        (Some(a), Some(b)) => a != b,
        (Some(ROYAL), None) => true,
        _ => false,
    };
    !differ || words.iter().any(|word| word == noun)
}

impl World<'_> {
    /// The nearest earlier source for which `pick` answers: in this sentence, else in up to two paragraphs back; the very last source in
    /// up to four, since where nobody else has spoken no other is meant.
    pub(crate) fn back(
        &self,
        sentence: usize,
        start: usize,
        pick: impl Fn(&Past) -> Option<Referent>,
    ) -> Option<Referent> {
        let paragraph = self.paragraph_of.get(sentence).copied().unwrap_or_default();
        let earlier = |p: &&Past| p.span.start().get() < start;
        let past = self.past.iter().rev().filter(earlier).take(64);
        let mut near = past.enumerate().take_while(|(k, p)| {
            let reach = if *k == 0 { 4 } else { 2 };
            p.paragraph + reach >= paragraph
        });
        near.find_map(|(_, p)| pick(p))
    }

    /// Somebody without a name who spoke before and was introduced by the same noun: "a senior official … the official".
    pub(crate) fn introduced_as(
        &self,
        title: &Title,
        sentence: usize,
        start: usize,
    ) -> Option<Referent> {
        if title.party.is_some() || title.owner.is_some() || !title.modifiers.is_empty() {
            return None;
        }
        let spoke = self.back(sentence, start, |p| match &p.referent {
            Referent::Named {
                speaker,
                number: Number::One,
            } => {
                let mut words = speaker.name.split_whitespace();
                let same = words.any(|word| lower(word) == title.head);
                same.then(|| p.referent.clone())
            }
            _ => None,
        });
        spoke.or_else(|| self.told_of_as(&title.head, sentence, start))
    }

    /// Somebody without a name of whom the sentences before tell, although he is no source there: "An official in the defence ministry
    /// gave another account. …, the official said".
    fn told_of_as(&self, head: &str, sentence: usize, start: usize) -> Option<Referent> {
        const BACK: usize = 2;
        const ADJECTIVES: usize = 3;
        const PLACE: usize = 6;
        let paragraph = self.paragraph_of.get(sentence)?;
        let near = (sentence.saturating_sub(BACK)..=sentence).rev();
        let near = near.filter(|s| self.paragraph_of.get(*s) == Some(paragraph));
        for words in near.filter_map(|s| self.lines.get(s)) {
            let noun = (1..words.len()).rev().find(|&i| {
                let first = i.saturating_sub(ADJECTIVES + 1);
                let open = (first..i).rev().take_while(|&k| words.is_word(k));
                words.lower(i) == head
                    && words.span(i).start().get() < start
                    && open
                        .into_iter()
                        .any(|k| matches!(words.lower(k).as_str(), "a" | "an"))
            });
            let Some(noun) = noun else { continue };
            let from = (0..noun)
                .rev()
                .find(|&k| matches!(words.lower(k).as_str(), "a" | "an"))?;
            let place = matches!(
                words.lower(noun + 1).as_str(),
                "at" | "from" | "in" | "of" | "with"
            );
            let body = (noun + 2..words.len().min(noun + 2 + PLACE))
                .take_while(|&i| words.is_word(i))
                .find(|&i| is_in("body", &words.lower(i)));
            let end = body.filter(|_| place).map_or(noun + 1, |b| b + 1);
            let phrase = Words::new(self.text, words.cover(from, end));
            return match read_source(self.text, &phrase, &self.people) {
                SourcePhrase::Named(speaker, number) => Some(Referent::Named { speaker, number }),
                _ => None,
            };
        }
        None
    }

    /// The referent that the model takes the words at `anaphor` for, among those that `pick` accepts, if its share of the choice is at
    /// least `share`. The shares of one referent's mentions are added up.
    pub(crate) fn meant(
        &self,
        anaphor: CleanSpan,
        share: f32,
        pick: impl Fn(&Referent) -> Option<Referent>,
    ) -> Option<Referent> {
        let found = self.shares(anaphor).into_iter();
        let (best, found) = found.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (found >= share).then(|| pick(&best)).flatten()
    }

    /// What the words at `anaphor` may mean, each with its share of the model's choice.
    pub(crate) fn shares(&self, anaphor: CleanSpan) -> Vec<(Referent, f32)> {
        let choices = self.choices.get(&anaphor).map(|a| a.choices.as_slice());
        let mut found: Vec<(Referent, String, f32)> = Vec::new();
        for (span, part) in choices.unwrap_or_default() {
            // "The ministry in Vasto": a name within an earlier source stands for that source.
            let mut earlier = self.past.iter().rev().take(64);
            let past = earlier.find(|p| p.span.contains(*span));
            let referent = match past {
                Some(past) => Some(past.referent.clone()),
                None => self.referent_at(*span),
            };
            let Some(referent) = referent else {
                continue;
            };
            let Some(Speaker { name, .. }) = self.speaker(&referent) else {
                continue;
            };
            match found.iter_mut().find(|(_, known, _)| *known == name) {
                Some((_, _, sum)) => *sum += part,
                None => found.push((referent, name, *part)),
            }
        }
        let bare = |(referent, _, share)| (referent, share);
        found.into_iter().map(bare).collect()
    }

    /// "It": the body that spoke last, unless the model is nearly sure of another.
    pub(crate) fn it(&self, pronoun: CleanSpan, sentence: usize) -> Option<Referent> {
        let start = pronoun.start().get();
        // "The office of prosecutor Ida Holm" speaks for her, and is an "it".
        let office = |p: &Past| {
            let source = self.text[p.span.range()].to_lowercase();
            let office = source.trim_start_matches("the ").starts_with("office of ");
            office.then(|| p.referent.clone())
        };
        let body = |p: &Past| self.as_body(&p.referent).or_else(|| office(p));
        let back = self.back(sentence, start, body);
        let share = if back.is_some() { AGAINST } else { LIKELY };
        self.meant(pronoun, share, |r| self.as_body(r)).or(back)
    }

    /// A referent as what "it" can mean: a body, or one who has no more than a single name so far, which may well be a body's.
    pub(crate) fn as_body(&self, referent: &Referent) -> Option<Referent> {
        match referent {
            Referent::Named {
                number: Number::Body,
                ..
            } => Some(referent.clone()),
            Referent::Person(person) if self.people.all[*person].is_only_a_name() => {
                Some(self.body(self.people.all[*person].name_span()))
            }
            _ => None,
        }
    }

    /// A referent as what "the lender" or "the 31-year-old" can mean.
    pub(crate) fn can_be_called(&self, head: &str, referent: &Referent) -> Option<Referent> {
        if let Some(age) = age(head) {
            let fits = |p: usize| self.people.all[p].age.is_none_or(|told| told == age);
            matches!(referent, Referent::Person(p) if fits(*p)).then(|| referent.clone())
        } else {
            let named = |r: &Referent| self.speaker(r).map(|s| s.name).unwrap_or_default();
            let body = self.as_body(referent).filter(|_| is_in("called", head));
            body.filter(|r| can_be(head, &named(r)))
        }
    }

    /// The only one whom this sentence and the two before name of those that can be so called.
    pub(crate) fn only_one_near(
        &self,
        head: &str,
        start: usize,
        sentence: usize,
    ) -> Option<Referent> {
        let first = self.lines.get(sentence.saturating_sub(2))?;
        let from = (first.len() > 0).then(|| first.span(0).start().get())?;
        let before = CleanSpan::new(from.min(start), start);
        let people = self.people.within(before);
        let people = people.map(|(_, p)| p.map(Referent::Person));
        let bodies = self.people.organizations_within(before);
        let bodies = bodies.map(|span| Some(self.body(span)));
        let named: Vec<Referent> = people.chain(bodies).collect::<Option<_>>()?;
        let called = named.iter().filter_map(|r| self.can_be_called(head, r));
        self.the_only(called)
    }

    /// The one of some referents if all are called alike.
    pub(crate) fn the_only(
        &self,
        mut referents: impl Iterator<Item = Referent>,
    ) -> Option<Referent> {
        let name = |r: &Referent| self.speaker(r).map(|s| s.name.to_lowercase());
        let first = referents.next()?;
        let called = name(&first);
        referents
            .all(|other| name(&other) == called)
            .then_some(first)
    }

    /// Whom a relative pronoun stands for: the name or the noun phrase directly before it, but for a comma.
    pub(crate) fn relative(&self, pronoun: CleanSpan, sentence: usize) -> Option<Referent> {
        let words = self.lines.get(sentence)?;
        let mut end = words.at_or_after(pronoun.start().get());
        let is_who = words.lower(end).starts_with("who");
        if end > 0 && words.get(end - 1) == "," {
            end -= 1;
        }
        let mut from = end;
        while from > 0 && end - from < 8 {
            let word = words.lower(from - 1);
            let of = is_who && matches!(word.as_str(), "of" | "for");
            let stop = !words.is_word(from - 1)
                || is_in("auxiliary", &word)
                || is_in("head-ends", &word) && !of
                || is_in("speech", &word);
            if stop {
                break;
            }
            from -= 1;
        }
        if from == end {
            return None;
        }
        let phrase = words.cover(from, end);
        if let Some((name, person)) = self.people.within(phrase).next_back()
            && name.end() == phrase.end()
        {
            return person.map(Referent::Person);
        }
        match read_source(self.text, &Words::new(self.text, phrase), &self.people) {
            SourcePhrase::Named(speaker, number) if !is_who || number != Number::Body => {
                Some(Referent::Named { speaker, number })
            }
            SourcePhrase::Definite { speaker, .. } | SourcePhrase::Nominal { speaker, .. }
                if !is_who =>
            {
                let number = Number::Body;
                Some(Referent::Named { speaker, number })
            }
            _ => None,
        }
    }

    pub(crate) fn fits(&self, person: usize, gender: Gender) -> bool {
        compatible(self.people.all[person].gender, Some(gender))
    }

    pub(crate) fn pronoun(
        &mut self,
        gender: Gender,
        span: CleanSpan,
        sentence: usize,
        source: SourceRef,
    ) -> Option<Referent> {
        let person = |r: &Referent| match r {
            Referent::Person(p) if self.fits(*p, gender) => Some(r.clone()),
            _ => None,
        };
        let quoted = self.quoted_subject(gender, span, sentence);
        let antecedent = match quoted {
            Some(subject) => Some((subject, false)),
            None => self.antecedent(gender, span.start().get(), sentence, source),
        };
        let found = match antecedent {
            // Who spoke last speaks on.
            Some((referent, true)) => Some(referent),
            Some((subject, false)) => {
                let bare =
                    matches!(subject, Referent::Person(p) if self.people.all[p].is_only_a_name());
                let share = if bare { AGAINST_A_BARE_NAME } else { AGAINST };
                self.likely(span, gender, share).or(Some(subject))
            }
            None => {
                let start = span.start().get();
                let back = || self.back(sentence, start, |p| person(&p.referent));
                self.likely(span, gender, LIKELY).or_else(back)
            }
        }?;
        if let Referent::Person(person) = found {
            // The pronoun tells what the name did not.
            self.people.all[person].gender.get_or_insert(gender);
        }
        Some(found)
    }

    /// The person of a pronoun's gender whose share of it is the greatest, if that is at least `least`, and if more than a single word
    /// that may be anything's name speaks for its being a person.
    fn likely(&self, pronoun: CleanSpan, gender: Gender, least: f32) -> Option<Referent> {
        let shares = self.salient(pronoun, gender).into_iter();
        let (person, share) = shares.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let found = share >= least && !self.people.all[person].is_only_a_name();
        found.then_some(Referent::Person(person))
    }

    /// The nearest source or subject that fits, and whether it is a source.
    pub(crate) fn antecedent(
        &self,
        gender: Gender,
        start: usize,
        sentence: usize,
        source: SourceRef,
    ) -> Option<(Referent, bool)> {
        let paragraph = self.paragraph_of.get(sentence).copied()?;
        let fit = |referent: &Referent| match referent {
            Referent::Person(p) => self.fits(*p, gender),
            Referent::Named { number, .. } => *number == Number::One,
            Referent::Open(_) | Referent::Somebody => true,
            Referent::People(_) => false,
        };
        let mut at = sentence;
        loop {
            let same = at == sentence;
            let here: Vec<&Past> = self
                .past
                .iter()
                .rev()
                .skip_while(|p| p.sentence > at)
                .take_while(|p| p.sentence == at)
                .take(32)
                .collect();
            // In the pronoun's own sentence the nearest source, in an earlier one the outermost.
            // Who is quoted is not in the quotation.
            let earlier = here.iter().filter(|p| {
                p.span.start().get() < start && fit(&p.referent) && !source.content.contains(p.span)
            });
            let by_source = if same {
                earlier.max_by_key(|p| p.span.start())
            } else {
                earlier.max_by_key(|p| (p.outer, p.span.start()))
            };
            if let Some(past) = by_source {
                return Some((past.referent.clone(), true));
            }
            if let Some(person) = self.subject(at, start, Some(gender), same.then_some(source)) {
                return Some((Referent::Person(person), false));
            }
            at = at.checked_sub(1)?;
            // Over paragraphs a pronoun carries no further than two back, over sentences no further than eight.
            if self.paragraph_of[at] + 2 < paragraph || at + 8 < sentence {
                return None;
            }
        }
    }

    /// The one whom a sentence is about: the first person of its main clause, else of the clause before it.
    pub(crate) fn subject(
        &self,
        sentence: usize,
        before: usize,
        gender: Option<Gender>,
        own: Option<SourceRef>,
    ) -> Option<usize> {
        let words = self.lines.get(sentence).filter(|w| w.len() > 0)?;
        if own.is_none() && self.points_elsewhere(sentence) {
            return None;
        }
        let whole = words.cover(0, words.len());
        let end = whole.end().get().min(before).max(whole.start().get());
        // "When host Chuck Todd pressed him on it, Northam did not back down."
        let subordinate = is_in("subordinator", &words.lower(0));
        let comma = (1..words.len()).find(|&i| subordinate && words.get(i) == ",");
        let main = comma
            .map(|i| words.span(i).end().get())
            .filter(|at| *at < end);
        let main =
            main.and_then(|from| self.first_person(words, CleanSpan::new(from, end), gender, own));
        main.or_else(|| {
            let span = CleanSpan::new(whole.start().get(), end);
            self.first_person(words, span, gender, own)
        })
    }

    /// "Read more: Ida Holm resigns": a line that points elsewhere, of whom the text around does not go on to tell.
    fn points_elsewhere(&self, sentence: usize) -> bool {
        const LABEL: usize = 5;
        let at = |i: usize| self.paragraph_of.get(i).copied();
        let here = at(sentence);
        let alone = here != at(sentence + 1)
            && sentence
                .checked_sub(1)
                .is_none_or(|before| at(before) != here);
        let words = &self.lines[sentence];
        let labelled = (1..=LABEL).any(|i| words.get(i) == ":");
        alone && labelled && is_in("pointer", &words.lower(0))
    }

    /// The first person named in a span outside quotations who fits, if no other of the gender contends before the main verb.
    fn first_person(
        &self,
        words: &Words<'_>,
        span: CleanSpan,
        gender: Option<Gender>,
        own: Option<SourceRef>,
    ) -> Option<usize> {
        for (name, person) in self.people.within(span) {
            let told = self.quotation_around(name).is_some()
                || own.is_some_and(|s| s.content.contains(name));
            if told || !self.can_be_subject(words, name) {
                continue;
            }
            let person = person?;
            if gender.is_none_or(|gender| self.fits(person, gender)) {
                return Some(person);
            }
        }
        None
    }

    /// Whom the quotation around a pronoun tells of: in its nearest sentence that has any, the last who speaks in it, else the first who
    /// is named. "Karl Dahl is a fraud. He told everybody the bridge was sound." Who is quoted speaks of himself as "I". Where the
    /// quotation goes on in another paragraph, only that paragraph is looked at.
    fn quoted_subject(
        &self,
        gender: Gender,
        pronoun: CleanSpan,
        sentence: usize,
    ) -> Option<Referent> {
        let from = self.quotation_around(pronoun)?.start().get();
        let before = self.lines.get(sentence.saturating_sub(3)..=sentence)?;
        for words in before.iter().rev().filter(|words| words.len() > 0) {
            let whole = words.cover(0, words.len());
            let start = whole.start().get().max(from);
            let end = whole.end().get().min(pronoun.start().get());
            let part = CleanSpan::new(start.min(end), end);
            let mut past = self.past.iter().rev().take(64);
            let spoke = past.find_map(|p| match p.referent {
                Referent::Person(person) => {
                    (part.contains(p.span) && self.fits(person, gender)).then_some(person)
                }
                _ => None,
            });
            if let Some(person) = spoke {
                return Some(Referent::Person(person));
            }
            let mut named = self.people.within(part);
            let fitting = named.find(|(name, person)| {
                self.can_be_subject(words, *name) && person.is_some_and(|p| self.fits(p, gender))
            });
            if let Some((_, person)) = fitting {
                return person.map(Referent::Person);
            }
        }
        None
    }

    /// Whether a name is no owner ("Holm's bridge") and does not hang on a preposition.
    fn can_be_subject(&self, words: &Words<'_>, name: CleanSpan) -> bool {
        let after = words.at_or_after(name.end().get());
        let possessive = self.text.get(name.end().get()..).is_some_and(|rest| {
            ["'s", "’s", "' ", "’ "]
                .iter()
                .any(|mark| rest.starts_with(mark))
        });
        let preposition = words
            .at_or_after(name.start().get())
            .checked_sub(1)
            .map(|i| words.lower(i));
        let oblique = preposition.is_some_and(|w| is_in("no-subject", &w));
        !possessive && !oblique && words.get(after) != "-"
    }

    /// The innermost quotation in which something stands.
    fn quotation_around(&self, span: CleanSpan) -> Option<CleanSpan> {
        let n = self
            .quotations
            .partition_point(|q| q.span.start() <= span.start());
        // Nested quotations are few: the innermost that starts before is near.
        let mut near = self.quotations[..n].iter().rev().take(8);
        near.find(|q| q.span.contains(span)).map(|q| q.span)
    }

    /// The one person of the article who bears a title.
    pub(crate) fn bearer(&self, nominal: &Title, start: usize, sentence: usize) -> Option<usize> {
        if nominal.plural {
            return None;
        }
        let owner = nominal.owner.as_deref();
        let owner_person = owner.and_then(|o| self.people.named(o));
        let owner_body = owner
            .filter(|_| owner_person.is_none())
            .map(|o| self.people.body_name(self.text, o));
        let party = nominal.party.or_else(|| {
            owner_person
                .and_then(|p| self.people.all[p].affiliation.as_deref())
                .and_then(crate::party::party)
        });
        let mut bearers: Vec<usize> = self.people.bearers(nominal);
        if let Some(country) = nominal.party.filter(|_| nominal.is_peer()) {
            // "His French counterpart": an officer of that country, whatever the office is called.
            let of_country = |p: &usize| {
                let person = &self.people.all[*p];
                !person.titles.is_empty() && person.affiliation.as_deref() == Some(country)
            };
            let before = CleanSpan::new(0, start);
            let named = self.people.within(before).rev().take(64);
            bearers.extend(named.filter_map(|(_, p)| p).filter(of_country));
            bearers.sort_unstable();
            bearers.dedup();
        }
        let told = |p: &usize| match (
            &party,
            &owner_body,
            self.people.all[*p].affiliation.as_deref(),
        ) {
            (Some(party), _, Some(own)) => own == *party,
            (None, Some(body), Some(own)) => own == body,
            _ => false,
        };
        if party.is_some() || owner.is_some() {
            let sure: Vec<usize> = bearers
                .iter()
                .copied()
                .filter(|p| Some(*p) != owner_person && told(p))
                .collect();
            return match sure[..] {
                [one] => Some(one),
                [] => {
                    let open: Vec<usize> = bearers
                        .iter()
                        .copied()
                        .filter(|p| {
                            Some(*p) != owner_person && (self.people.all[*p].affiliation.is_none())
                        })
                        .collect();
                    let [one] = open[..] else { return None };
                    // "Marco Rubio scored. The Florida senator": of whom was told just now, not of a senator elsewhere.
                    let other = sentence.checked_sub(1).and_then(|before| {
                        let told = self.subject(before, start, None, None)?;
                        let untitled = self.people.all[told].titles.is_empty();
                        (told != one && untitled).then_some(told)
                    });
                    other.is_none().then_some(one)
                }
                _ => self.nearest(&sure, start, sentence),
            };
        }
        // Who is named much later is not known yet: "The president said …", and at the end "under President Holm".
        bearers.retain(|p| self.people.all[*p].first <= start + INTRODUCED);
        match bearers[..] {
            [] => None,
            [one] => Some(one),
            _ => {
                // The article's own president is the one without a country before the title.
                let unmarked: Vec<usize> = bearers
                    .iter()
                    .copied()
                    .filter(|p| {
                        self.people.all[*p].titles.iter().any(|t| {
                            t.answers_to(nominal) && t.party.is_none() && t.owner.is_none()
                        })
                    })
                    .filter(|p| self.people.all[*p].titles.iter().all(|t| t.party.is_none()))
                    .collect();
                let near = self.nearest(&bearers, start, sentence);
                match unmarked[..] {
                    [one] if near.is_none() || near == Some(one) => Some(one),
                    _ => near.or_else(|| self.prominent(&bearers)),
                }
            }
        }
    }

    /// The one of some people whom the article names far more often than all others.
    fn prominent(&self, candidates: &[usize]) -> Option<usize> {
        const TIMES: usize = 4;
        let n = |p: &usize| self.people.all[*p].n_mentions;
        let one = candidates.iter().copied().max_by_key(n)?;
        let others = candidates.iter().filter(|p| **p != one);
        others
            .map(n)
            .all(|other| n(&one) >= TIMES * other.max(1))
            .then_some(one)
    }

    /// The only one of some people whom the nearest sentence names that names any of them: this or one of the three before.
    fn nearest(&self, candidates: &[usize], start: usize, sentence: usize) -> Option<usize> {
        for at in (sentence.saturating_sub(3)..=sentence).rev() {
            let words = self.lines.get(at).filter(|w| w.len() > 0)?;
            let whole = words.cover(0, words.len());
            let from = whole.start().get().min(start);
            let before = CleanSpan::new(from, whole.end().get().min(start).max(from));
            let mut named: Vec<usize> = self
                .people
                .within(before)
                .filter_map(|(_, p)| p)
                .filter(|p| candidates.contains(p))
                .collect();
            named.sort_unstable();
            named.dedup();
            match named[..] {
                [] => {}
                [one] => return Some(one),
                _ => return None,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_no_union_and_a_bank_may_be_called_a_company() {
        assert!(!can_be("company", "Seafarers’ Union"));
        assert!(!can_be("union", "Tarn Holdings"));
        assert!(can_be("company", "Tarn Line"));
        assert!(can_be("company", "Bank of Calder"));
        assert!(can_be("union", "Seafarers’ Union"));
        assert!(can_be("council", "Council of Unions and Councils"));
    }
}

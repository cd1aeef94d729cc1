//! Conflicts within and between claims: numbers, dates and quotations that differ.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_read::{StatementIdx, StatementKind};
use sayso_text::{CleanSpan, DocumentIdx, Quotation, quotations};

use crate::actor::{ActorIdx, Party};
use crate::calendar::days_named;
use crate::claim::{Evidence, Grouped};
use crate::denial::short;
use crate::ledger::{Conflict, ConflictKind, Rewording};
use crate::quantity::{Quantity, quantities};
use crate::similar::{cosine, topic};
use crate::terms::Word;
use crate::unit::{Unit, is_sentence, root};
use crate::wording::{Difference, difference};

/// Likeness from which two numbers for one noun are held against each other.
const SAME_MATTER: f32 = 0.4;
/// The same where a report tells one of them by itself.
const TOLD_MATTER: f32 = 0.55;
/// Cosine from which two quotations without common words are renderings of one, and the words that each has at least.
const TRANSLATED: f32 = 0.75;
const FEWEST_TRANSLATED: usize = 5;
/// Units that count the same noun, at most; more are not compared pair by pair.
const POSTING_LIMIT: usize = 120;

/// Different numbers for the same thing.
pub(crate) fn numbers(evidence: Evidence<'_>, claims: &[Grouped]) -> Vec<Conflict> {
    let units = evidence.units;
    let grouped = claims.iter().enumerate();
    let claim_of: BTreeMap<usize, usize> = grouped
        .flat_map(|(claim, g)| g.units.iter().map(move |&i| (i, claim)))
        .collect();
    let together =
        |i: usize, j: usize| claim_of.contains_key(&i) && claim_of.get(&i) == claim_of.get(&j);
    let counted: Vec<Vec<Quantity>> = units.iter().map(|u| quantities(&u.words)).collect();
    let mut postings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, list) in counted.iter().enumerate() {
        for noun in list.iter().flat_map(|q| &q.units) {
            let posting = postings.entry(noun).or_default();
            if posting.last() != Some(&i) {
                posting.push(i);
            }
        }
    }
    // By the two numbers: who gives the one against whom gives the other.
    let mut found: BTreeMap<(u64, u64), Vec<Conflict>> = BTreeMap::new();
    for (&noun, posting) in postings.iter().filter(|(_, p)| p.len() <= POSTING_LIMIT) {
        let sign = matches!(noun, "$" | "%") || is_money(&counted, posting, noun);
        for (k, &i) in posting.iter().enumerate() {
            for &j in &posting[k + 1..] {
                let (a, b) = (&units[i], &units[j]);
                if a.document == b.document && a.speaker == b.speaker {
                    continue;
                }
                if are_own_acts(a, b) {
                    continue;
                }
                // What a report tells by itself is held against the claim that it stands with, and no other.
                let told = a.is_told() || b.is_told();
                if told && (topic(a, b) < TOLD_MATTER || !together(i, j)) {
                    continue;
                }
                let of = |i: usize| {
                    counted[i]
                        .iter()
                        .filter(|q| q.units.iter().any(|u| u == noun))
                        .collect::<Vec<_>>()
                };
                let (x, y) = (of(i), of(j));
                // Where either gives a number that the other gives too, nothing is in dispute.
                if x.iter().any(|q| y.iter().any(|r| q.agrees(r))) || topic(a, b) < SAME_MATTER {
                    continue;
                }
                // "$" and "%" count anything: the words beside them must agree too. A word that is the nearest to neither
                // number need not be what is counted: "six batches came", "23 infants came down".
                let nearest = |q: &Quantity| q.units.first().is_some_and(|u| u == noun);
                let in_money = |q: &Quantity| q.units.iter().any(|u| u == "$");
                // "412 new cases and 9 deaths" tells the 412 too, of whatever noun.
                let tells = |i: usize, q: &Quantity| {
                    let of_else = |r: &Quantity| !r.units.iter().any(|u| u == noun);
                    let same = |r: &Quantity| (q.value - r.value).abs() < 1e-9;
                    counted[i].iter().any(|r| of_else(r) && same(r))
                };
                let alike = |q: &Quantity, r: &Quantity| {
                    (nearest(q) || nearest(r))
                        && in_money(q) == in_money(r)
                        && !tells(i, r)
                        && !tells(j, q)
                        && (noun != "peopl" || same_fate(a, b))
                        && (!sign || q.units.iter().filter(|u| r.units.contains(u)).count() > 1)
                };
                let Some((q, r)) = x
                    .iter()
                    .find_map(|q| y.iter().find(|r| alike(q, r)).map(|r| (q, r)))
                else {
                    continue;
                };
                let ((q, a), (r, b)) = if q.value <= r.value {
                    ((q, a), (r, b))
                } else {
                    ((r, b), (q, a))
                };
                let note = format!(
                    "{} against {}: “{}” and “{}”",
                    shown(q.value),
                    shown(r.value),
                    short(&a.text),
                    short(&b.text)
                );
                let key = (q.value.to_bits(), r.value.to_bits());
                found.entry(key).or_default().push(Conflict {
                    kind: ConflictKind::Number,
                    a: a.statements.clone(),
                    b: b.statements.clone(),
                    note,
                });
            }
        }
    }
    found.into_values().flat_map(one_matter).collect()
}

/// "Norland imposed | tariffs on 60 goods", "Esteria raised | tariffs on 200 goods": each has its own.
fn are_own_acts(a: &Unit, b: &Unit) -> bool {
    let known = |u: &Unit| u.voice != Party::default();
    let objects = !is_sentence(a) && !is_sentence(b);
    objects && known(a) && known(b) && !a.voice.same_side(&b.voice)
}

/// Whether people are counted who met with the same: as dead, as hurt or as held, as far as the words tell.
fn same_fate(a: &Unit, b: &Unit) -> bool {
    const FATES: [&[&str]; 4] = [
        &["kill", "dead", "die", "death", "shot", "bodi", "lost"],
        &["injur", "wound", "hurt", "hospit", "treat"],
        &["arrest", "detain", "held", "jail"],
        &["miss"],
    ];
    let fates = |unit: &Unit| {
        let has = |fate: &&[&str]| unit.words.iter().any(|w| fate.contains(&w.stem.as_str()));
        FATES.map(|fate| has(&fate))
    };
    let (a, b) = (fates(a), fates(b));
    let told = |of: &[bool; 4]| of.iter().any(|x| *x);
    !told(&a) || !told(&b) || a.iter().zip(&b).any(|(x, y)| *x && *y)
}

/// Whether a noun counts so many different sums in a story, thousands at least, that it must be a currency.
fn is_money(counted: &[Vec<Quantity>], posting: &[usize], noun: &str) -> bool {
    const SUMS: usize = 3;
    const LEAST: f64 = 1000.0;
    let all = posting.iter().flat_map(|i| &counted[*i]);
    let sums = all.filter(|q| q.value >= LEAST && q.units.first().is_some_and(|u| u == noun));
    let distinct: BTreeSet<u64> = sums.map(|q| q.value.to_bits()).collect();
    distinct.len() >= SUMS
}

/// Conflicts over the same two numbers, those that share a statement joined to one.
fn one_matter(pairs: Vec<Conflict>) -> Vec<Conflict> {
    let mut joined: Vec<Conflict> = Vec::new();
    for mut pair in pairs {
        let meets = |c: &Conflict| {
            c.a.iter().any(|s| pair.a.contains(s)) || c.b.iter().any(|s| pair.b.contains(s))
        };
        let (same, other): (Vec<Conflict>, Vec<Conflict>) = joined.into_iter().partition(meets);
        joined = other;
        for earlier in same.into_iter().rev() {
            pair.a.extend(earlier.a);
            pair.b.extend(earlier.b);
            pair.note = earlier.note;
        }
        joined.push(pair);
    }
    for conflict in &mut joined {
        conflict.a = tidy(std::mem::take(&mut conflict.a));
        conflict.b = tidy(std::mem::take(&mut conflict.b));
    }
    joined
}

fn shown(value: f64) -> String {
    let digits = format!("{value}");
    if value.fract() != 0.0 || value < 1000.0 {
        return digits;
    }
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Different dates for the same claim.
pub(crate) fn dates(
    evidence: Evidence<'_>,
    claims: &[Grouped],
    anchors: &BTreeMap<DocumentIdx, Date>,
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for grouped in claims {
        let mut by_date: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        // What a report tells by itself is of the claim on the whole, and its day may be another's.
        let said = grouped.units.iter().map(|&i| (i, &evidence.units[i]));
        for (i, unit) in said.filter(|(_, u)| !u.is_told()) {
            let anchor = evidence.statements[unit.lead.0]
                .time
                .or_else(|| anchors.get(&unit.document).copied());
            // A content that gives several dates tells of several things.
            let named = anchor.map(|a| BTreeSet::from_iter(days_named(&unit.text, a)));
            let named = named.map(Vec::from_iter);
            if let Some([only]) = named.as_deref() {
                by_date.entry(*only).or_default().push(i);
            }
        }
        let mut sides = by_date.values();
        let (Some(first), Some(second)) = (sides.next(), sides.next()) else {
            continue;
        };
        let statements = |side: &[usize]| {
            tidy(
                side.iter()
                    .flat_map(|&i| evidence.units[i].statements.clone())
                    .collect(),
            )
        };
        conflicts.push(Conflict {
            kind: ConflictKind::Date,
            a: statements(first),
            b: statements(second),
            note: format!(
                "different dates: “{}” and “{}”",
                short(&evidence.units[first[0]].text),
                short(&evidence.units[second[0]].text)
            ),
        });
    }
    conflicts
}

/// One utterance, quoted in different words by different articles. Each wording is told once, against the fullest.
pub(crate) fn wordings(evidence: Evidence<'_>, claims: &[Grouped]) -> Vec<Conflict> {
    // What stands within a quotation is not quoted anew.
    let within_quotation = |u: &Unit| {
        let outer = root(evidence.statements, u.lead);
        outer != u.lead && evidence.statements[outer.0].kind == StatementKind::Direct
    };
    let is_quoted =
        |u: &Unit| u.kind != StatementKind::Indirect && !u.headline && !within_quotation(u);
    // "B says that “…”, the paper reports": the words are B's.
    let quoted_of = |u: &Unit| {
        let mut inner = u.statements.iter().filter(|s| {
            let statement = &evidence.statements[s.0];
            statement.nested() && statement.kind != StatementKind::Indirect
        });
        let reported = inner.find_map(|s| evidence.actors.speaker(*s));
        reported.or(u.speaker)
    };
    let quoted = |i: &usize| {
        let unit = &evidence.units[*i];
        is_quoted(unit).then(|| (unit, quoted_of(unit)))
    };
    // What one speaker is quoted with, whatever claim it went to; of unknown speakers, what is in one claim.
    let mut of_speaker: BTreeMap<ActorIdx, Vec<usize>> = BTreeMap::new();
    for i in 0..evidence.units.len() {
        if let Some((_, Some(speaker))) = quoted(&i) {
            of_speaker.entry(speaker).or_default().push(i);
        }
    }
    let of_claim = claims.iter().map(|grouped| grouped.units.clone());
    let mut conflicts: Vec<Conflict> = Vec::new();
    for pool in of_speaker.into_values().chain(of_claim) {
        for conflict in differing(pool.iter().filter_map(quoted)) {
            let known = |c: &Conflict| c.a == conflict.a && c.b == conflict.b;
            if !conflicts.iter().any(known) {
                conflicts.push(conflict);
            }
        }
    }
    conflicts
}

/// The conflicts between some quotations, each with whose words they are.
fn differing<'a>(units: impl Iterator<Item = (&'a Unit, Option<ActorIdx>)>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let mut quoted: Vec<(&Unit, Option<ActorIdx>, Vec<Word>)> =
        units.map(|(u, by)| (u, by, quoted_words(u))).collect();
    quoted.sort_by_key(|(u, _, words)| (std::cmp::Reverse(words.len()), u.lead));
    let mut told = vec![false; quoted.len()];
    for k in 0..quoted.len() {
        if told[k] {
            continue;
        }
        let mut differing: Vec<(Difference, Vec<StatementIdx>)> = Vec::new();
        let (full, full_by, full_words) = &quoted[k];
        for (l, (part, part_by, part_words)) in quoted.iter().enumerate().skip(k + 1) {
            let same_speaker = full_by.is_none() || part_by.is_none() || full_by == part_by;
            if told[l] || full.document == part.document || !same_speaker {
                continue;
            }
            let known = full_by.is_some() && full_by == part_by;
            let Some(found) = difference(full_words, part_words, known) else {
                continue;
            };
            told[l] = true;
            match differing.iter_mut().find(|(d, _)| *d == found) {
                Some((_, statements)) => statements.extend(&part.statements),
                None => differing.push((found, part.statements.clone())),
            }
        }
        for (found, statements) in differing {
            let note = match found {
                Difference::Altered(x, y) => {
                    format!("the quotation is altered: “{x}” against “{y}”")
                }
                Difference::Trimmed(x) => {
                    format!("the quotation is trimmed: without “{}”", short(&x))
                }
                Difference::Turned(x) => format!(
                    "the quotation is trimmed so that its sense may turn: without “{}”",
                    short(&x)
                ),
                Difference::None | Difference::Respelled => continue,
            };
            conflicts.push(Conflict {
                kind: ConflictKind::QuoteWording,
                a: full.statements.clone(),
                b: tidy(statements),
                note,
            });
        }
    }
    conflicts
}

/// How a quotation differs from a fuller one of the same speaker; `None` where it does not, or is of another utterance.
pub(crate) fn rewording(full: &Unit, part: &Unit) -> Option<Rewording> {
    let same_speaker = full.speaker.is_some() && full.speaker == part.speaker;
    let (full_words, part_words) = (quoted_words(full), quoted_words(part));
    if !same_speaker || full_words.is_empty() || part_words.is_empty() {
        return None;
    }
    match difference(&full_words, &part_words, true) {
        Some(Difference::Trimmed(_)) => Some(Rewording::Trimmed),
        Some(Difference::Turned(_)) => Some(Rewording::Turned),
        Some(Difference::Respelled) => Some(Rewording::Respelled),
        Some(Difference::Altered(..)) => Some(Rewording::Altered),
        Some(Difference::None) => None,
        // Two renderings of one sentence are of one length.
        None => {
            let (n, m) = (full_words.len(), part_words.len());
            let alike = cosine(&full.vector, &part.vector).is_some_and(|c| c >= TRANSLATED);
            let whole = n.min(m) >= FEWEST_TRANSLATED && n.min(m) * 5 >= n.max(m) * 3;
            (alike && whole && full.document != part.document).then_some(Rewording::Translated)
        }
    }
}

/// The words within quotation marks; all words where the whole content is quoted.
fn quoted_words(unit: &Unit) -> Vec<Word> {
    if unit.kind == StatementKind::Direct {
        return unit.words.clone();
    }
    let mut marks = quotations(&unit.text, CleanSpan::new(0, unit.text.len()));
    // A content that a cue cuts has but one of the two marks: all before it is quoted.
    if marks.is_empty()
        && let Some(end) = unit.text.find(['”', '"'])
    {
        let inner = CleanSpan::new(0, end);
        marks.push(Quotation {
            span: inner,
            inner,
            closed: true,
            depth: 0,
        });
    }
    let outer = || marks.iter().filter(|q| q.depth == 0);
    unit.words
        .iter()
        .filter(|w| outer().any(|q| q.inner.range().contains(&w.range.start)))
        .cloned()
        .collect()
}

fn tidy(mut list: Vec<StatementIdx>) -> Vec<StatementIdx> {
    list.sort_unstable();
    list.dedup();
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    #[test]
    fn a_noun_of_many_great_sums_is_money_and_one_of_people_is_not() {
        let counted = |texts: &[&str]| -> Vec<Vec<Quantity>> {
            texts.iter().map(|t| quantities(&words(t))).collect()
        };
        let sums = counted(&[
            "80,000 florins",
            "18 million florins",
            "304 million florins",
        ]);
        assert!(is_money(&sums, &[0, 1, 2], "florin"));
        assert!(!is_money(&sums, &[0, 1], "florin"));
        let people = counted(&["31 people", "29 people", "38 people"]);
        assert!(!is_money(&people, &[0, 1, 2], "peopl"));
    }
}

//! Units that lean on another: what points back, elaborates, stands behind or heads it belongs where that belongs.

use std::collections::BTreeMap;

use sayso_read::StatementKind;
use sayso_text::{Article, CleanSpan};

use super::Pairs;
use crate::act::{Act, ActGroup, group};
use crate::quantity::quantities;
use crate::similar::topic;
use crate::terms::Word;
use crate::unit::{Unit, is_fragment};

/// Likeness from which a quotation elaborates the statement before it.
const ELABORATES: f32 = 0.1;
/// Likelihood from which a headline tells what a statement of its article tells.
const HEADLINE: f32 = 0.15;
/// Units back in the article among which a reference ("agree to that") finds what it points to.
const REACHES_BACK: usize = 12;

/// Units that only point back ("agree to that", "accepted such protections"), each with the unit before it in the
/// article that tells of the same party's act.
pub(super) fn references(units: &[Unit]) -> BTreeMap<usize, usize> {
    const POINTERS: &[&str] = &["it", "so", "such", "that", "these", "this", "yes"];
    /// What was put to the party, by a word that does not say what it is.
    const PUT: &[&str] = &[
        "agreement",
        "deal",
        "demand",
        "demands",
        "idea",
        "offer",
        "plan",
        "proposal",
        "proposals",
        "request",
        "settlement",
        "terms",
    ];
    let mut found = BTreeMap::new();
    for (j, unit) in units.iter().enumerate() {
        let Some(act) = &unit.act else { continue };
        let rest = unit.words.get(act.object..).unwrap_or(&[]);
        let phrase: Vec<&Word> = rest
            .iter()
            .enumerate()
            .take_while(|(i, w)| *i == 0 || !w.opens_phrase() && w.lower != "and")
            .map(|(_, w)| w)
            .collect();
        let points_back = phrase
            .iter()
            .take(6)
            .any(|w| POINTERS.contains(&w.lower.as_str()));
        let says_little = phrase.iter().filter(|w| w.is_content()).count() <= 2;
        // "accepted his proposal", whatever else is told of the day and the place.
        let put = matches!(&phrase[..], [owner, what, ..]
            if !owner.is_content() && PUT.contains(&what.lower.as_str()));
        if !unit.tells_will() || !(points_back && says_little || put) {
            continue;
        }
        let before = (0..j).rev().take(REACHES_BACK).find(|i| {
            let u = &units[*i];
            let same =
                |a: &Act| group(a.class) == group(act.class) && a.party.same_side(&act.party);
            u.document == unit.document
                && u.object.len() > 2
                && u.act.as_ref().is_some_and(same)
                && !found.contains_key(i)
        });
        if let Some(i) = before {
            found.insert(j, i);
        }
    }
    found
}

/// Each headline with the unit of its own article that it is likest to: a headline tells what the article tells.
pub(super) fn headlines(units: &[Unit], likelihoods: &Pairs) -> BTreeMap<usize, usize> {
    let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
    for (&(i, j), &likelihood) in likelihoods {
        for (headline, told) in [(i, j), (j, i)] {
            let (a, b) = (&units[headline], &units[told]);
            let of_one = a.headline && !b.headline && a.document == b.document;
            let known = best.get(&headline).map_or(HEADLINE, |(s, _)| *s);
            if of_one && likelihood > known {
                best.insert(headline, (likelihood, told));
            }
        }
    }
    best.into_iter().map(|(h, (_, told))| (h, told)).collect()
}

/// What a party says in so many words right after it is said to deny something, each with that denial.
pub(super) fn elaborations(units: &[Unit]) -> BTreeMap<usize, usize> {
    let elaborates = |i: usize, j: usize| {
        let (a, b) = (&units[i], &units[j]);
        a.document == b.document
            && !a.headline
            && group(a.cue_class) == ActGroup::Refuse
            && group(b.cue_class) == ActGroup::Neutral
            && (a.negative, b.negative) == (true, true)
            && b.kind == StatementKind::Direct
            && (a.voice.same_side(&b.voice) || a.speaker.is_none() || b.speaker.is_none())
    };
    let pairs = (1..units.len()).map(|j| (j - 1, j));
    pairs
        .filter(|&(i, j)| elaborates(i, j))
        .map(|(i, j)| (j, i))
        .collect()
}

/// Joins quotations to what they stand behind: "The bills come to us" right after its speaker is said to have promised to pay.
/// A group of quotations goes where the statements go that most of them follow, if it tells of something like it.
pub(super) fn with_quotations(
    articles: &[Article],
    units: &[Unit],
    groups: Vec<Vec<usize>>,
) -> Vec<Vec<usize>> {
    let mut group_of = vec![usize::MAX; units.len()];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&i| group_of[i] = g);
    }
    // The indirect statement right before a quotation, by the same speaker.
    let introduced_by = |j: usize| {
        let i = j.checked_sub(1)?;
        let (a, b) = (&units[i], &units[j]);
        let follows = a.document == b.document
            && a.speaker.is_some()
            && a.speaker == b.speaker
            && !a.headline
            && a.kind != StatementKind::Direct
            && b.kind == StatementKind::Direct;
        (follows && group_of[i] != usize::MAX).then(|| group_of[i])
    };
    let mut joins: BTreeMap<usize, usize> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate() {
        if group
            .iter()
            .any(|&j| units[j].kind != StatementKind::Direct)
        {
            continue;
        }
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for into in group.iter().filter_map(|&j| introduced_by(j)) {
            *votes.entry(into).or_default() += 1;
        }
        let most = votes
            .into_iter()
            .max_by_key(|(into, n)| (*n, std::cmp::Reverse(*into)));
        let Some((into, n)) = most.filter(|(into, _)| *into != g) else {
            continue;
        };
        let alike = |&j: &usize| {
            groups[into]
                .iter()
                .map(|&i| topic(&units[i], &units[j]))
                .fold(0.0, f32::max)
        };
        let best = group.iter().map(alike).fold(0.0, f32::max);
        let leans = group.iter().any(|&j| leans_on_last(articles, units, j));
        if n * 2 > group.len() && (leans || best >= ELABORATES) {
            joins.insert(g, into);
        }
    }
    let mut joined = groups.clone();
    for (g, into) in &joins {
        // What a quotation stands behind is no quotation itself, so that nothing moves twice.
        let moved = std::mem::take(&mut joined[*g]);
        joined[*into].extend(moved);
    }
    joined.retain(|group| !group.is_empty());
    joined.iter_mut().for_each(|group| group.sort_unstable());
    joined.sort();
    joined
}

/// Whether a quotation only bears out what its speaker is said to say right before it in the same paragraph, and gives nothing by itself
/// that could be told elsewhere: "They said yes, and they said it across the table."
fn leans_on_last(articles: &[Article], units: &[Unit], j: usize) -> bool {
    const LONGEST: usize = 25;
    /// Words within which it points at what was told.
    const OPENS: usize = 8;
    const POINTS: &[&str] = &[
        "he", "her", "him", "his", "it", "its", "she", "their", "them", "there", "they", "this",
    ];
    let Some(a) = j.checked_sub(1).map(|i| &units[i]) else {
        return false;
    };
    let b = &units[j];
    let between = a.place.last().zip(b.place.first());
    let between = between.filter(|(x, y)| a.document == b.document && x.end() <= y.start());
    let one_paragraph = between.is_some_and(|(x, y)| {
        let gap = CleanSpan::new(x.end().get(), y.start().get());
        !articles[a.document.0].slice(gap).contains('\n')
    });
    let mut opening = b.words.iter().take(OPENS);
    one_paragraph
        && !is_fragment(a)
        && (a.negative || !b.negative)
        && opening.any(|w| POINTS.contains(&w.lower.as_str()))
        && b.words.len() <= LONGEST
        && quantities(&b.words).is_empty()
}

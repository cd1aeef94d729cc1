//! What origins are called once the speakers are known.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_read::Statement;
use sayso_text::DocumentIdx;
use sayso_trace::{Basis, Lineage, OriginIdx};

/// The label of each origin: remarks heard by several are named for who made them, and when.
///
/// `name` gives the canonical name of a statement's speaker.
pub(crate) fn origin_labels(
    statements: &[Statement],
    lineage: &Lineage,
    name: impl Fn(usize) -> Option<String>,
) -> Vec<String> {
    let mut speakers: BTreeMap<OriginIdx, BTreeMap<String, usize>> = BTreeMap::new();
    let mut days: BTreeMap<(OriginIdx, String), BTreeMap<Date, usize>> = BTreeMap::new();
    for (i, statement) in statements
        .iter()
        .enumerate()
        .filter(|(_, s)| !s.embedded && !s.no_comment && !s.nested())
    {
        let Some(name) = name(i) else { continue };
        for origin in standing_in(lineage, statement.document, statement) {
            let length: usize = statement.content.iter().map(|c| c.len()).sum();
            *speakers
                .entry(origin)
                .or_default()
                .entry(name.clone())
                .or_default() += length;
            if let Some(day) = statement.time {
                *days
                    .entry((origin, name.clone()))
                    .or_default()
                    .entry(day)
                    .or_default() += 1;
            }
        }
    }
    let label = |(i, origin): (usize, &sayso_trace::Origin)| {
        if !origin.basis.contains(&Basis::SharedQuotes)
            || origin
                .basis
                .iter()
                .any(|b| matches!(b, Basis::WireCredit | Basis::SharedText))
        {
            return origin.label.clone();
        }
        let idx = OriginIdx(i);
        let most = |counts: &BTreeMap<String, usize>| {
            let total: usize = counts.values().sum();
            let best = counts
                .iter()
                .max_by_key(|(name, n)| (**n, std::cmp::Reverse((*name).clone())))?;
            // Remarks of several people are no one's.
            (*best.1 * 2 > total).then(|| best.0.clone())
        };
        let Some(speaker) = speakers.get(&idx).and_then(most) else {
            return origin.label.clone();
        };
        let most_days = |d: &BTreeMap<Date, usize>| {
            d.iter()
                .max_by_key(|(day, n)| (**n, std::cmp::Reverse(**day)))
                .map(|(day, _)| *day)
        };
        // Where the remarks themselves carry no day: the one day on which the same articles let him speak.
        let around = || {
            let own = |i: usize, s: &Statement| {
                origin.documents.contains(&s.document) && name(i).as_ref() == Some(&speaker)
            };
            let told: BTreeSet<Date> = statements
                .iter()
                .enumerate()
                .filter(|(i, s)| own(*i, s))
                .filter_map(|(_, s)| s.time)
                .collect();
            told.first().copied().filter(|_| told.len() == 1)
        };
        let day = days
            .get(&(idx, speaker.clone()))
            .and_then(most_days)
            .or_else(around);
        match day {
            Some(day) => format!("Remarks of {speaker}, {}", day.strftime("%-d %B %Y")),
            None => format!("Remarks of {speaker}"),
        }
    };
    lineage.origins.iter().enumerate().map(label).collect()
}

/// The origins of whose ranges a statement's content stands in.
fn standing_in(lineage: &Lineage, document: DocumentIdx, statement: &Statement) -> Vec<OriginIdx> {
    let Some(shares) = lineage.shares.get(document.0) else {
        return Vec::new();
    };
    shares
        .iter()
        .filter(|share| {
            share
                .ranges
                .iter()
                .any(|r| statement.content.iter().any(|c| r.overlaps(*c)))
        })
        .map(|share| share.origin)
        .collect()
}

//! The timeline: what was said on which day, and which days the claims name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_read::StatementIdx;
use sayso_text::DocumentIdx;

use crate::calendar::{days_between, days_named};
use crate::claim::{Evidence, Grouped, claim_text};
use crate::denial::short;
use crate::ledger::TimelineEntry;
use crate::unit::Unit;

/// Entries of a story, at most.
const LIMIT: usize = 40;
/// Words from which a unit tells enough to stand in the timeline.
const FEWEST_WORDS: usize = 6;
/// Days before or after the saying within which a day without a year is looked for.
const REACH: i64 = 200;

/// Dated entries from the claims, in date order.
pub(crate) fn timeline(
    evidence: Evidence<'_>,
    claims: &[Grouped],
    anchors: &BTreeMap<DocumentIdx, Date>,
) -> Vec<TimelineEntry> {
    let units = evidence.units;
    let days = said_on(evidence);
    let mut found: Vec<TimelineEntry> = Vec::new();
    for grouped in claims {
        let mut said: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        let mut named: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for &i in &grouped.units {
            let unit = &units[i];
            if unit.words.len() < FEWEST_WORDS {
                continue;
            }
            let time = days[i];
            if let Some(day) = time {
                said.entry(day).or_default().push(i);
            }
            let from = time.or_else(|| anchors.get(&unit.document).copied());
            let days = from.map(|from| reachable(unit, from)).unwrap_or_default();
            // "Tonight" is when it was said.
            for day in days.into_iter().filter(|day| Some(*day) != time) {
                named.entry(day).or_default().push(i);
            }
        }
        for (days, of_saying) in [(said, true), (named, false)] {
            for (day, list) in days {
                found.push(entry(evidence, grouped, day, &list, of_saying));
            }
        }
    }
    found.truncate(LIMIT);
    found.sort_by_key(|entry| entry.date);
    found.dedup_by(|b, a| a.date == b.date && a.text == b.text);
    found
}

/// The day of each unit: its own, or that of the unit next to it by the same speaker. A report gives the day once, and
/// goes on with what else was said.
fn said_on(evidence: Evidence<'_>) -> Vec<Option<Date>> {
    let Evidence {
        statements, units, ..
    } = evidence;
    let mut days: Vec<Option<Date>> = units.iter().map(|u| statements[u.lead.0].time).collect();
    let next_to = |a: &Unit, b: &Unit| {
        a.document == b.document && a.speaker.is_some() && a.speaker == b.speaker
    };
    for i in 1..units.len() {
        if days[i].is_none() && next_to(&units[i - 1], &units[i]) {
            days[i] = days[i - 1];
        }
    }
    for i in (1..units.len()).rev() {
        if days[i - 1].is_none() && next_to(&units[i - 1], &units[i]) {
            days[i - 1] = days[i];
        }
    }
    days
}

fn entry(
    evidence: Evidence<'_>,
    grouped: &Grouped,
    date: Date,
    list: &[usize],
    of_saying: bool,
) -> TimelineEntry {
    let units = evidence.units;
    // The claim's own wording where it is of that day, else the first.
    let best = list
        .iter()
        .find(|&&i| units[i].lead == grouped.claim.representative)
        .or(list.first());
    let unit = &units[best.copied().unwrap_or(grouped.units[0])];
    let name = unit.speaker.map(|s| evidence.actors.get(s).name.clone());
    let told = claim_text(evidence.articles, evidence.statements, unit);
    // "The envoy called for a truce": what is no sentence by itself is told with its subject and verb.
    let is_whole = unit.text.contains(&told);
    let words = short(&told);
    let text = match name.filter(|_| is_whole) {
        Some(name) if of_saying => format!("{name}: {words}"),
        Some(name) => format!("{words} ({name})"),
        None => words,
    };
    let statements: BTreeSet<StatementIdx> = list
        .iter()
        .flat_map(|&i| units[i].statements.iter().copied())
        .collect();
    let documents: BTreeSet<DocumentIdx> = list.iter().map(|&i| units[i].document).collect();
    TimelineEntry {
        date,
        text,
        statements: statements.into_iter().collect(),
        documents: documents.into_iter().collect(),
    }
}

/// The days that a content names, counted from the day it was said.
fn reachable(unit: &Unit, said: Date) -> Vec<Date> {
    let mut days = days_named(&unit.text, said);
    days.retain(|d| days_between(said, *d).abs() <= REACH);
    days.sort_unstable();
    days.dedup();
    days
}

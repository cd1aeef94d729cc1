//! Whose words a claim is told in: the origins of its passages, less what reports have from one another.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{CueClass, Statement, StatementKind};
use sayso_text::DocumentIdx;
use sayso_trace::{Basis, Lineage, OriginIdx};

use crate::actor::ActorIdx;
use crate::borrowed::{Lender, same_outlet};
use crate::claim::Evidence;
use crate::similar::{SAME_MATTER, SHARED_RUN, longest_run, topic};
use crate::unit::{Unit, root, unnamed_source};

/// Words in a row in two quotations of one speaker from which they are one utterance.
const SAID_ONCE: usize = 4;

/// Units of one speaker with which one is compared, at most: what one says in a hostile pile of articles is not compared without end.
const COMPARED: usize = 200;

/// By speaker, the remarks that several reports quote in the same words.
pub(crate) fn remarks(
    units: &[Unit],
    statements: &[Statement],
    lineage: &Lineage,
) -> BTreeMap<ActorIdx, BTreeSet<OriginIdx>> {
    let mut found: BTreeMap<ActorIdx, BTreeSet<OriginIdx>> = BTreeMap::new();
    for unit in units {
        let extent = statements[unit.lead.0].extent();
        if let (Some(speaker), Some(origin)) =
            (unit.speaker, lineage.origin_at(unit.document, extent))
            && lineage.origins[origin.0].basis == [Basis::SharedQuotes]
        {
            found.entry(speaker).or_default().insert(origin);
        }
    }
    found
}

/// Reports that tell a wire story in other words without saying so, each with the story's origin: most of what they have somebody say,
/// the wire story has the same people say.
pub(crate) fn retellings(units: &[Unit], lineage: &Lineage) -> BTreeMap<DocumentIdx, OriginIdx> {
    const FEWEST: usize = 6;
    const SPEAKERS: usize = 3;
    const SHARE: f64 = 0.7;
    let mut of_speaker: BTreeMap<ActorIdx, Vec<&Unit>> = BTreeMap::new();
    let mut of_document: BTreeMap<DocumentIdx, Vec<&Unit>> = BTreeMap::new();
    let said = units.iter().filter(|u| !u.headline && !u.is_told());
    for (speaker, unit) in said.filter_map(|u| Some((u.speaker?, u))) {
        of_speaker.entry(speaker).or_default().push(unit);
        of_document.entry(unit.document).or_default().push(unit);
    }
    let is_wire = |o: &OriginIdx| lineage.origins[o.0].basis.contains(&Basis::WireCredit);
    let all = (0..lineage.origins.len()).map(OriginIdx);
    let wires: Vec<OriginIdx> = all.filter(is_wire).collect();
    let mut found = BTreeMap::new();
    for (document, own) in of_document
        .into_iter()
        .filter(|(_, own)| own.len() >= FEWEST)
    {
        // For each of its statements, the other reports that have it too.
        let elsewhere: Vec<BTreeSet<DocumentIdx>> = own
            .iter()
            .map(|unit| {
                let of_same = unit.speaker.and_then(|s| of_speaker.get(&s));
                let others = of_same.into_iter().flatten().take(COMPARED);
                let same = others.filter(|u| {
                    u.document != document
                        && (topic(u, unit) >= SAME_MATTER
                            || longest_run(&u.sequence, &unit.sequence) >= SHARED_RUN)
                });
                same.map(|u| u.document).collect()
            })
            .collect();
        let retold = wires.iter().find(|wire| {
            let documents = &lineage.origins[wire.0].documents;
            let told = own.iter().zip(&elsewhere);
            let told = told.filter(|(_, there)| documents.iter().any(|d| there.contains(d)));
            let told: Vec<&Unit> = told.map(|(unit, _)| *unit).collect();
            let speakers: BTreeSet<_> = told.iter().filter_map(|u| u.speaker).collect();
            !documents.contains(&document)
                && speakers.len() >= SPEAKERS
                && told.len() as f64 >= SHARE * own.len() as f64
        });
        found.extend(retold.map(|wire| (document, *wire)));
    }
    found
}

/// Whether a unit of a group is the headline of an article whose body tells the claim as well.
pub(crate) fn repeats_body(units: &[Unit], group: &[usize], i: usize) -> bool {
    let in_body = |j: &usize| units[*j].document == units[i].document && !units[*j].headline;
    units[i].headline && group.iter().any(in_body)
}

/// Whose words a claim is told in.
pub(crate) fn origins(evidence: Evidence<'_>, group: &[usize]) -> BTreeSet<OriginIdx> {
    let Evidence {
        articles,
        statements,
        lineage,
        units,
        borrowed,
        remarks,
        retellings,
        ..
    } = evidence;
    let origin = |i: usize| {
        let unit = &units[i];
        let extent = statements[unit.lead.0].extent();
        let extent = unit.place.iter().fold(extent, |all, p| all.cover(*p));
        let of_words = lineage.origin_at(unit.document, extent);
        // A headline tells what its article tells.
        of_words.or_else(|| lineage.main_origin(unit.document))
    };
    // What a report has from another outlet is the other's.
    let handed_on = |i: usize| {
        let mut others = group
            .iter()
            .filter(|j| units[**j].document != units[i].document);
        others.any(|&j| borrowed.hands_on(articles, &units[i], &units[j]))
    };
    let own = |i: usize| match borrowed.lender(i) {
        Some(Lender::Outlet(from)) => {
            let told = group
                .iter()
                .any(|&j| same_outlet(articles, units[j].document, from));
            lineage.main_origin(from).filter(|_| !told)
        }
        Some(Lender::Agency(from)) => Some(from),
        Some(Lender::Reports) => origin(i),
        None => origin(i).filter(|_| !handed_on(i)),
    };
    let hearsay = |i: usize| borrowed.lender(i) == Some(Lender::Reports);
    // A headline tells what its article tells, and has it from there.
    let told = group.iter().filter(|i| !repeats_body(units, group, **i));
    // What others are said to report has no origin of its own where one of them is here.
    let heard = group.iter().all(|&i| hearsay(i));
    let told = told.filter(|&&i| heard || !hearsay(i));
    let told: Vec<(usize, OriginIdx)> = told.filter_map(|&i| Some((i, own(i)?))).collect();
    let basis = |o: OriginIdx| lineage.origins[o.0].basis.as_slice();
    // A report's own, or remarks that several reports quote; no wire story.
    let is_own = |o: OriginIdx| matches!(basis(o), [Basis::Own | Basis::SharedQuotes]);
    let same_voice = |i: usize, j: usize| {
        let (a, b) = (&units[i], &units[j]);
        a.voice.same_side(&b.voice) || a.speaker.is_none() || b.speaker.is_none()
    };
    // Reports that quote a speaker's remarks in the same words have from there what else they both tell of them.
    let remark = |i: usize| {
        let unit = &units[i];
        let quoted = remarks.get(&unit.speaker?)?.iter();
        quoted.copied().find(|o| {
            let documents = &lineage.origins[o.0].documents;
            let elsewhere = |j: &usize| {
                units[*j].speaker == unit.speaker
                    && units[*j].document != unit.document
                    && documents.contains(&units[*j].document)
            };
            documents.contains(&unit.document) && group.iter().any(elsewhere)
        })
    };
    // A report that is mostly a wire story has from there what it puts in words of its own.
    let reworded = |i: usize, o: OriginIdx| {
        let document = units[i].document;
        let retold = retellings.get(&document).copied();
        let main = retold.or_else(|| lineage.main_origin(document))?;
        let told_there = told.iter().any(|(j, p)| *p == main && same_voice(i, *j));
        (basis(o) == [Basis::Own] && main != o && told_there).then_some(main)
    };
    // "Has denied" without a word of its own goes back to the denial that another report quotes, and what a source without a name
    // tells to the report that speaks of the same source: to an agency's before others, and never to a later one.
    let earlier = |i: usize| {
        let (source, recalls) = (unnamed(evidence, i), is_background(evidence, i));
        // Most units are neither, and are not compared with all others.
        if source.is_none() && !recalls {
            return None;
        }
        let is_same = |j: usize| {
            let (a, b) = (&units[i], &units[j]);
            let heard_again = || {
                let (x, y) = (source.as_ref()?, unnamed(evidence, j)?);
                Some(*x == y || x == "sourc")
            };
            let said_before = || {
                recalls
                    && !is_background(evidence, j)
                    && a.speaker.is_some()
                    && a.speaker == b.speaker
            };
            a.document != b.document && (heard_again() == Some(true) || said_before())
        };
        let date = |d: DocumentIdx| articles.get(d.0)?.published.as_ref().map(|f| f.value);
        let is_later = |j: usize| {
            let both = date(units[i].document).zip(date(units[j].document));
            both.is_some_and(|(a, b)| a.is_before(b) == Some(true))
        };
        let others = told.iter().filter(|(j, _)| is_same(*j) && !is_later(*j));
        let is_wire = |o: OriginIdx| basis(o).contains(&Basis::WireCredit);
        let best = others.map(|(_, o)| *o).min_by_key(|o| (!is_wire(*o), *o))?;
        let first = is_wire(best) || source.is_none();
        let own = told.iter().find(|(j, _)| *j == i).map(|(_, o)| *o)?;
        Some(if first { best } else { best.min(own) })
    };
    // What one person is quoted with in the same words was said once, whoever printed it: where a wire story has it, there.
    let said_once = |i: usize, own: OriginIdx| {
        let is_quoted = |u: &Unit| u.speaker.is_some() && u.kind != StatementKind::Indirect;
        let a = &units[i];
        let others = told.iter().filter(|(j, _)| {
            let b = &units[*j];
            is_quoted(a) && is_quoted(b) && a.speaker == b.speaker
        });
        let others = others.take(COMPARED).filter(|(j, _)| {
            let b = &units[*j];
            a.document != b.document && longest_run(&a.sequence, &b.sequence) >= SAID_ONCE
        });
        let first = others.map(|(_, o)| *o).min_by_key(|o| (is_own(*o), *o));
        first.map_or(own, |o| if is_own(o) { o.min(own) } else { o })
    };
    let settled: BTreeSet<OriginIdx> = told
        .iter()
        .map(|&(i, o)| {
            if !is_own(o) {
                return o;
            }
            reworded(i, o)
                .or_else(|| remark(i))
                .or_else(|| earlier(i))
                .unwrap_or_else(|| said_once(i, o))
        })
        .collect();
    // Remarks that a wire story quotes as well are the wire story's here: one utterance, however many printed it.
    let in_wire = |o: OriginIdx| {
        let quotes = |d: DocumentIdx| lineage.origins[o.0].documents.contains(&d);
        let is_shared = |p: OriginIdx| basis(p).contains(&Basis::SharedText);
        let mut others = told
            .iter()
            .filter(|(j, p)| *p != o && quotes(units[*j].document) && is_shared(*p));
        others.next().map(|(_, p)| *p)
    };
    settled
        .into_iter()
        .map(|o| match basis(o) {
            [Basis::SharedQuotes] => in_wire(o).unwrap_or(o),
            _ => o,
        })
        .collect()
}

fn unnamed(evidence: Evidence<'_>, i: usize) -> Option<String> {
    let unit = &evidence.units[i];
    let from = root(evidence.statements, unit.lead);
    unnamed_source(
        evidence.articles.get(unit.document.0)?,
        &evidence.statements[from.0],
    )
}

/// Whether a report only recalls what was said elsewhere: "has denied that", without a quotation, a place or an addressee.
fn is_background(evidence: Evidence<'_>, i: usize) -> bool {
    let unit = &evidence.units[i];
    let statement = &evidence.statements[unit.lead.0];
    let article = evidence.articles.get(unit.document.0);
    let cue = statement
        .cue
        .first()
        .zip(article)
        .map(|(c, a)| a.slice(*c).to_lowercase());
    let recalls = cue.is_some_and(|cue| {
        let mut words = cue.split_whitespace();
        let first = words.next().unwrap_or_default();
        matches!(first, "has" | "have") || unit.cue_class == CueClass::Deny && first == "denies"
    });
    recalls && unit.kind == StatementKind::Indirect && statement.venue.is_none()
}

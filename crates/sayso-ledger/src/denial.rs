//! Denials: who says that a claim is not so, wholly or in part.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{CueClass, StatementIdx};
use sayso_text::DocumentIdx;

use crate::act::{Act, ActGroup, group, is_act_of_will};
use crate::actor::ActorIdx;
use crate::borrowed::Lender;
use crate::claim::{Evidence, Grouped, SAME_CLAIM};
use crate::ledger::{Conflict, ConflictKind, Denial};
use crate::similar::{cosine, topic};
use crate::terms::{TermSet, Word};
use crate::unit::{Unit, is_fragment};

/// Likeness from which "denied that ..." meets a claim.
const DENIES: f32 = 0.45;
/// The same, where what the claim tells is told of whoever denies.
const DENIES_OF_ITSELF: f32 = 0.22;
/// Likeness from which a refusal, or a plain "not", meets a claim: here the wording must be close.
const REFUSES: f32 = 0.6;
/// Share of a denial's weight that must stand in the claim, where a rare word ties the two.
const SHARED_WEIGHT: f32 = 0.5;
/// Cosine that a tie by a rare word needs besides.
const RELATED: f32 = 0.1;
/// Claims that use a term, at most, for the term to lead from a denial to them.
const CLAIMS_OF_TERM: usize = 300;
/// Share of a refusal's weight in what was agreed from which it qualifies the claim.
const QUALIFIES: f32 = 0.2;

/// How a refusing unit bears on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bearing {
    None,
    Qualifies,
    Denies,
}

/// Fills in who denies each claim, and gives the conflicts that follow. A denial meets the claim that it is most like.
pub(crate) fn denials(evidence: Evidence<'_>, claims: &mut [Grouped]) -> Vec<Conflict> {
    let units = evidence.units;
    let mut conflicts = Vec::new();
    // By claim, who denies what: units of one speaker in one claim are one denial in several wordings.
    let mut claim_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (c, grouped) in claims.iter().enumerate() {
        claim_of.extend(grouped.units.iter().map(|&i| (i, c)));
    }
    let mut denied: BTreeMap<(usize, Option<ActorIdx>), BTreeSet<usize>> = BTreeMap::new();
    let mut open: Vec<usize> = Vec::new();
    // Which claims use a term: a denial uses some of its claim's words.
    let mut using: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (c, grouped) in claims.iter().enumerate() {
        for id in grouped.units.iter().flat_map(|&i| units[i].terms.ids()) {
            using.entry(id).or_default().insert(c);
        }
    }
    for (d, unit) in units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.negative && !u.narrated && (u.speaker.is_some() || !is_fragment(u)))
    {
        if repeats(evidence, d) {
            continue;
        }
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for claims in unit
            .terms
            .ids()
            .filter_map(|id| using.get(&id))
            .filter(|c| c.len() <= CLAIMS_OF_TERM)
        {
            near.extend(claims);
        }
        let bearing = near
            .into_iter()
            .map(|c| {
                let grouped = &claims[c];
                (
                    bearing(evidence, grouped, d),
                    likeness(evidence, grouped, unit),
                    c,
                )
            })
            .filter(|(bearing, _, _)| *bearing != Bearing::None)
            .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(b.2.cmp(&a.2)));
        match bearing {
            Some((Bearing::Denies, _, c)) => {
                deny(evidence, &mut claims[c], d, &mut conflicts);
                if let Some(own) = claim_of.get(&d) {
                    let of_speaker = denied.entry((*own, unit.speaker)).or_default();
                    of_speaker.insert(c);
                }
            }
            Some((Bearing::Qualifies, _, c)) => conflicts.push(Conflict {
                kind: ConflictKind::Denial,
                a: claims[c].claim.statements.clone(),
                b: unit.statements.clone(),
                note: format!(
                    "{} does not deny this as a whole but refuses a part of it: “{}”",
                    name(evidence, unit),
                    short(&unit.text)
                ),
            }),
            _ => open.push(d),
        }
    }
    for d in open {
        let own = claim_of.get(&d).filter(|_| units[d].speaker.is_some());
        let met = own.and_then(|own| denied.get(&(*own, units[d].speaker)));
        for &c in met.into_iter().flatten() {
            deny(evidence, &mut claims[c], d, &mut conflicts);
        }
    }
    conflicts
}

/// Whether a report only hands on what another report of the story, which it names, tells as well.
fn repeats(evidence: Evidence<'_>, d: usize) -> bool {
    let unit = &evidence.units[d];
    let told = |from: &Lender| {
        let lends = |document: DocumentIdx| match from {
            Lender::Outlet(from) => document == *from,
            Lender::Agency(from) => evidence.lineage.origins[from.0]
                .documents
                .contains(&document),
            Lender::Reports => true,
        };
        let elsewhere = |u: &&Unit| u.document != unit.document && lends(u.document);
        let mut there = evidence.units.iter().filter(elsewhere);
        there.any(|u| u.negative && topic(u, unit) >= SAME_CLAIM)
    };
    evidence.borrowed.get(&d).is_some_and(told)
}

fn likeness(evidence: Evidence<'_>, grouped: &Grouped, unit: &Unit) -> f32 {
    grouped
        .units
        .iter()
        .map(|&i| topic(&evidence.units[i], unit))
        .fold(0.0, f32::max)
}

fn deny(evidence: Evidence<'_>, grouped: &mut Grouped, d: usize, conflicts: &mut Vec<Conflict>) {
    let unit = &evidence.units[d];
    let name = name(evidence, unit);
    let (kind, denies) = if group(unit.cue_class) == ActGroup::Refuse {
        (ConflictKind::Denial, "denies or rejects this")
    } else {
        (ConflictKind::Negation, "contradicts this")
    };
    let statements: &[StatementIdx] = &unit.statements;
    // What one speaker denies in several reports is one denial.
    let begins = format!("{name} {denies}: ");
    let known = |c: &&mut Conflict| {
        c.kind == kind && c.a == grouped.claim.statements && c.note.starts_with(&begins)
    };
    match conflicts.iter_mut().find(known) {
        Some(conflict) => {
            conflict.b.extend(statements);
            conflict.b.sort_unstable();
            conflict.b.dedup();
        }
        None => conflicts.push(Conflict {
            kind,
            a: grouped.claim.statements.clone(),
            b: statements.to_vec(),
            note: format!("{begins}“{}”", short(&unit.text)),
        }),
    }
    match grouped.claim.denied_by.iter_mut().find(|x| x.name == name) {
        Some(denial) => denial.statements.extend(statements),
        None => grouped.claim.denied_by.push(Denial {
            name,
            statements: statements.to_vec(),
        }),
    }
}

fn bearing(evidence: Evidence<'_>, grouped: &Grouped, d: usize) -> Bearing {
    let denial = &evidence.units[d];
    let members = || grouped.units.iter().map(|&i| &evidence.units[i]);
    let told_negative = members().filter(|u| u.negative).count() * 2 > grouped.units.len();
    if grouped.units.contains(&d) || told_negative {
        return Bearing::None;
    }
    // Who tells the opposite of what he, or his side, says elsewhere is not denying it here.
    let own_act = grouped
        .about
        .as_ref()
        .is_some_and(|party| denial.voice.same_side(party));
    if members().any(|u| {
        u.speaker.is_some() && u.speaker == denial.speaker
            || (!own_act && u.voice.same_side(&denial.voice))
    }) {
        return Bearing::None;
    }
    let n = evidence.units.len() as u32;
    let rare = |set: &TermSet, other: &TermSet| {
        set.ids().any(|id| {
            evidence.vocabulary.frequency(id) <= (n / 25).max(3) && other.ids().any(|o| o == id)
        })
    };
    let tied = members().any(|u| {
        rare(&denial.terms, &u.terms)
            && denial.terms.covered_by(&u.terms) >= SHARED_WEIGHT
            && cosine(&denial.vector, &u.vector).is_none_or(|c| c >= RELATED)
    });
    let by_denying = denial.cue_class == CueClass::Deny;
    // Who denies what is told of himself need not use the words of the telling.
    let of_itself = by_denying
        && members().any(|u| {
            let told_of = u.subject.iter().chain(u.about());
            told_of.into_iter().any(|p| p.same_side(&denial.voice))
        });
    let enough = match (by_denying, of_itself) {
        (_, true) => DENIES_OF_ITSELF,
        (true, false) => DENIES,
        (false, false) => REFUSES,
    };
    let close = likeness(evidence, grouped, denial) >= enough;
    let refuses = group(denial.cue_class) == ActGroup::Refuse;
    // "She promised nothing", where others say that she accepted.
    let other_act = denial.act.as_ref().is_some_and(|act| {
        let told = |u: &Unit| {
            let same = |a: &Act| {
                a.party == act.party && group(a.class) == group(act.class) && u.second_hand
            };
            u.act.as_ref().is_some_and(same) && topic(u, denial) >= RELATED
        };
        // Of what she would never sign it is not known whether it is this.
        let object = denial.words.get(act.object..).unwrap_or(&[]);
        let of_anything = object
            .iter()
            .all(|w| !w.is_content() || w.lower == "nothing");
        let named = act.party.actor.is_some() && is_act_of_will(act.class);
        named && of_anything && members().any(told)
    });
    let core = core(denial);
    let tied = tied
        || core.len() > 1
            && members().any(|u| {
                core.iter()
                    .all(|stem| u.words.iter().any(|w| w.stem == *stem))
            });
    if (tied || other_act) && !refuses
        || by_denying && (tied || close)
        || close && (own_act || !refuses)
    {
        return Bearing::Denies;
    }
    let on_issue = members().any(|u| {
        let object = if u.object.len() > 0 {
            &u.object
        } else {
            &u.terms
        };
        denial.terms.shared(object).1 >= 2 && denial.terms.covered_by(object) >= QUALIFIES
    });
    match (refuses && own_act && on_issue, by_denying) {
        (true, true) => Bearing::Denies,
        (true, false) => Bearing::Qualifies,
        (false, _) => Bearing::None,
    }
}

/// What a plain "no" or "not" bears on: the first content words with it ("No alarm sounded", "the gate was not opened").
fn core(unit: &Unit) -> Vec<&str> {
    const WORDS: usize = 2;
    const REACH: usize = 6;
    let denies =
        |w: &&Word| matches!(w.lower.as_str(), "no" | "not" | "never") || w.lower.ends_with("n't");
    let first = unit.words.iter().take(REACH);
    if group(unit.cue_class) == ActGroup::Refuse || !first.clone().any(|w| denies(&w)) {
        return Vec::new();
    }
    let content = unit
        .words
        .iter()
        .take(REACH + WORDS)
        .filter(|w| w.is_content());
    content.take(WORDS).map(|w| w.stem.as_str()).collect()
}

fn name(evidence: Evidence<'_>, unit: &Unit) -> String {
    unit.speaker.map_or_else(
        || "An unnamed source".to_owned(),
        |s| evidence.actors.get(s).name.clone(),
    )
}

/// The first words of a text, for a note.
pub(crate) fn short(text: &str) -> String {
    const LIMIT: usize = 140;
    let mut at = text.len();
    if text.len() > LIMIT {
        at = text
            .char_indices()
            .take_while(|(i, _)| *i <= LIMIT)
            .filter(|(_, c)| c.is_whitespace())
            .last()
            .map_or(0, |(i, _)| i);
        // One endless word is cut where it is.
        if at == 0 {
            at = text
                .char_indices()
                .nth(LIMIT / 4)
                .map_or(text.len(), |(i, _)| i);
        }
    }
    let text_part =
        text[..at].trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"'));
    if at < text.len() {
        format!("{text_part} …")
    } else {
        text_part.to_owned()
    }
}

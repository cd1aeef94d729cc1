//! Denials: who says that a claim is not so, wholly or in part.

use sayso_read::StatementIdx;

use crate::act::{ActGroup, group};
use crate::claim::{Evidence, Grouped};
use crate::ledger::{Conflict, ConflictKind, Denial};
use crate::similar::{cosine, topic};
use crate::terms::TermSet;
use crate::unit::Unit;

/// Likeness from which a denial meets a claim.
const MEETS: f32 = 0.42;
/// Share of a denial's weight that must stand in the claim, where only a rare word ties the two.
const SHARED_WEIGHT: f32 = 0.35;
/// Cosine that a tie by a rare word needs besides.
const RELATED: f32 = 0.3;
/// Share of a rejection's weight in a claim from which it qualifies the claim.
const QUALIFIES: f32 = 0.15;

/// How a refusing unit bears on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearing {
    None,
    Qualifies,
    Denies,
}

/// Fills in who denies each claim, and gives the conflicts that follow.
pub(crate) fn denials(evidence: Evidence<'_>, claims: &mut [Grouped]) -> Vec<Conflict> {
    let units = evidence.units;
    let mut conflicts = Vec::new();
    for grouped in claims.iter_mut() {
        let mut qualified: Vec<usize> = Vec::new();
        for (d, unit) in units.iter().enumerate() {
            if grouped.units.contains(&d) {
                continue;
            }
            match bearing(evidence, grouped, unit) {
                Bearing::None => {}
                Bearing::Qualifies => qualified.push(d),
                Bearing::Denies => deny(evidence, grouped, d, &mut conflicts),
            }
        }
        for d in qualified {
            let name = name(evidence, &units[d]);
            conflicts.push(Conflict {
                kind: ConflictKind::Denial,
                a: grouped.claim.statements.clone(),
                b: units[d].statements.clone(),
                note: format!(
                    "{name} does not deny this but refuses a part of it: “{}”",
                    short(&units[d].text)
                ),
            });
        }
    }
    conflicts
}

fn deny(evidence: Evidence<'_>, grouped: &mut Grouped, d: usize, conflicts: &mut Vec<Conflict>) {
    let unit = &evidence.units[d];
    let name = name(evidence, unit);
    let by_cue = group(unit.cue_class) == ActGroup::Refuse;
    conflicts.push(Conflict {
        kind: if by_cue {
            ConflictKind::Denial
        } else {
            ConflictKind::Negation
        },
        a: grouped.claim.statements.clone(),
        b: unit.statements.clone(),
        note: format!(
            "{name} {}: “{}”",
            if by_cue {
                "denies or rejects this"
            } else {
                "contradicts this"
            },
            short(&unit.text)
        ),
    });
    let statements: &[StatementIdx] = &unit.statements;
    match grouped.claim.denied_by.iter_mut().find(|x| x.name == name) {
        Some(denial) => denial.statements.extend(statements),
        None => grouped.claim.denied_by.push(Denial {
            name,
            statements: statements.to_vec(),
        }),
    }
}

fn bearing(evidence: Evidence<'_>, grouped: &Grouped, denial: &Unit) -> Bearing {
    let members = || grouped.units.iter().map(|&i| &evidence.units[i]);
    let refuses = group(denial.cue_class) == ActGroup::Refuse;
    let told_negative = members().filter(|u| u.negative).count() * 2 > grouped.units.len();
    // One who says the opposite of what he says elsewhere is not denying it here.
    let own = members().any(|u| u.speaker.is_some() && u.speaker == denial.speaker);
    if own || denial.negative == told_negative || denial.speaker.is_none() {
        return Bearing::None;
    }
    let likest = members().map(|u| topic(u, denial)).fold(0.0f32, f32::max);
    if likest >= MEETS {
        return Bearing::Denies;
    }
    let n = evidence.units.len() as u32;
    let rare = |set: &TermSet, other: &TermSet| {
        set.ids().any(|id| {
            evidence.vocabulary.frequency(id) <= (n / 12).max(3) && other.ids().any(|o| o == id)
        })
    };
    let tied = members().any(|u| {
        rare(&denial.terms, &u.terms)
            && denial.terms.covered_by(&u.terms) >= SHARED_WEIGHT
            && cosine(&denial.vector, &u.vector).is_none_or(|c| c >= RELATED)
    });
    if tied && !refuses {
        return Bearing::Denies;
    }
    let own_side = grouped
        .about
        .as_ref()
        .is_some_and(|party| denial.voice.same_side(party));
    let on_issue = members().any(|u| {
        let object = if u.object.len() > 0 {
            &u.object
        } else {
            &u.terms
        };
        denial.terms.shared(object).1 >= 2 && denial.terms.covered_by(object) >= QUALIFIES
    });
    if refuses && ((own_side && on_issue) || tied) {
        Bearing::Qualifies
    } else {
        Bearing::None
    }
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

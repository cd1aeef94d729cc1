//! How a unit that refuses, or tells something with "not", bears on a claim.

use sayso_read::CueClass;

use crate::act::{Act, ActGroup, group, is_act_of_will};
use crate::claim::{Evidence, Grouped};
use crate::negation::{refused_thing, refused_word, refused_words};
use crate::similar::{SHARED_RUN, cosine, longest_run, topic};
use crate::terms::{TermSet, Word};
use crate::unit::{Unit, asks, asserts};
use crate::wording::turns;

/// Likeness from which "denied that ..." meets a claim.
const DENIES: f32 = 0.45;
/// The same, where what the claim tells is told of whoever denies.
const DENIES_OF_ITSELF: f32 = 0.22;
/// Likeness from which a refusal, or a plain "not", meets a claim: here the wording must be close.
const REFUSES: f32 = 0.6;
/// Share of a denial's weight that must stand in the claim, where a rare word ties the two.
const SHARED_WEIGHT: f32 = 0.5;
/// Cosine that a tie by a rare word needs besides, where something is called a denial, and where it is only told with "not".
const RELATED: f32 = 0.1;
const CONTRADICTS: f32 = 0.2;
/// Share of a refusal's weight in what was agreed from which it qualifies the claim.
const QUALIFIES: f32 = 0.2;

/// How a refusing unit bears on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bearing {
    None,
    Qualifies,
    Denies,
}

/// How a unit bears on a claim; `name` has the stems of the name of who denies.
pub(super) fn bearing(
    evidence: Evidence<'_>,
    grouped: &Grouped,
    d: usize,
    name: &[String],
) -> Bearing {
    let denial = &evidence.units[d];
    let members = || grouped.units.iter().map(|&i| &evidence.units[i]);
    let by_denying = denial.cue_class == CueClass::Deny;
    // What a plain "not" meets is a sentence without one.
    let met = || members().filter(|u| by_denying || asserts(u) && !u.negative);
    let told_negative = members().filter(|u| u.negative).count() * 2 > grouped.units.len();
    if grouped.units.contains(&d) || told_negative || members().any(|u| hands_on(u, denial)) {
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
    let related = if by_denying { RELATED } else { CONTRADICTS };
    let near = |u: &Unit| cosine(&denial.vector, &u.vector).is_none_or(|c| c >= related);
    let tied = met().any(|u| {
        rare(&denial.terms, &u.terms)
            && denial.terms.covered_by(&u.terms) >= SHARED_WEIGHT
            && near(u)
    });
    let speaks_of = |u: &Unit| {
        let told_of = u.subject.iter().chain(u.about());
        told_of.into_iter().any(|p| p.same_side(&denial.voice))
    };
    // "You were not there, were you?" asks, and "I am not afraid" says nothing of the fear of others.
    let of_others =
        tells_of_itself(denial) && !members().any(speaks_of) && !names(evidence, grouped, name);
    if !by_denying && (asks(denial) || of_others) {
        return Bearing::None;
    }
    // Who denies what is told of himself need not use the words of the telling.
    let of_itself = by_denying && (members().any(speaks_of) || names(evidence, grouped, name));
    let enough = match (by_denying, of_itself) {
        (_, true) => DENIES_OF_ITSELF,
        (true, false) => DENIES,
        (false, false) => REFUSES,
    };
    let close = met().any(|u| topic(u, denial) >= enough);
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
            && met().any(|u| {
                let holds = |stem: &&str| u.words.iter().any(|w| w.stem == *stem);
                near(u) && core.iter().all(holds)
            });
    // "She was not swayed by the charges" does not deny the charges: what is said not to be so must be told, or the thing of which it is
    // said ("a three-way summit was not discussed").
    let of_word = || {
        let told = |u: &Unit, word: &Word| u.words.iter().any(|w| w.stem == word.stem);
        let denied = refused_word(&denial.words);
        let thing = refused_thing(&denial.words);
        denied.is_none_or(|word| met().any(|u| told(u, word)))
            || thing.len() > 1 && met().any(|u| thing.iter().all(|word| told(u, word)))
    };
    if (tied && of_word() || other_act) && !refuses
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

/// Whether a unit tells of its speaker: "I am not afraid", "My son was not there", "I don't think I can", and not "I don't think they can".
fn tells_of_itself(unit: &Unit) -> bool {
    const THINKS: &[&str] = &["believe", "know", "see", "think"];
    const OPENS: usize = 6;
    let own = |w: &Word| {
        matches!(
            w.lower.as_str(),
            "i" | "i'm" | "i've" | "i'd" | "i'll" | "me" | "my" | "myself"
        )
    };
    let opening = &unit.words[..unit.words.len().min(OPENS)];
    let thinks = opening
        .iter()
        .position(|w| THINKS.contains(&w.lower.as_str()));
    let said = thinks.map_or(unit.words.as_slice(), |at| &unit.words[at + 1..]);
    let first = said.iter().find(|w| w.lower != "that");
    unit.words.first().is_some_and(own) && first.is_some_and(own)
}

/// Whether a unit has the words of a denial, the "not" among them, or says of the same thing that it is not so: "how little they learned" where
/// others say that they did not learn.
fn hands_on(unit: &Unit, denial: &Unit) -> bool {
    let handed =
        unit.words.iter().any(turns) && longest_run(&unit.sequence, &denial.sequence) >= SHARED_RUN;
    let same = || {
        let denied = refused_word(&denial.words)?;
        refused_words(&unit.words).find(|word| word.stem == denied.stem)
    };
    handed || same().is_some()
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

/// Whether a claim names the one who denies, by all words of the name.
pub(super) fn names(evidence: Evidence<'_>, grouped: &Grouped, name: &[String]) -> bool {
    let holds = |u: &Unit| {
        name.iter()
            .all(|stem| u.words.iter().any(|w| w.stem == *stem))
    };
    !name.is_empty() && grouped.units.iter().any(|&i| holds(&evidence.units[i]))
}

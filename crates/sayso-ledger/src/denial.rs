//! Denials: who says that a claim is not so, wholly or in part.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::CueClass;
use sayso_text::DocumentIdx;

use crate::act::{Act, ActGroup, group, is_act_of_will};
use crate::actor::ActorIdx;
use crate::borrowed::Lender;
use crate::claim::{Evidence, Grouped, SAME_CLAIM};
use crate::ledger::{Conflict, ConflictKind, Denial};
use crate::negation::{refused_thing, refused_word, refused_words};
use crate::similar::{SHARED_RUN, cosine, longest_run, topic};
use crate::terms::{TermSet, Word, words};
use crate::unit::{Unit, asks, asserts, is_fragment, is_sentence};
use crate::wording::turns;

/// Likeness from which "denied that ..." meets a claim.
const DENIES: f32 = 0.45;
/// The same, where what the claim tells is told of whoever denies.
const DENIES_OF_ITSELF: f32 = 0.22;
/// Likeness from which a refusal, or a plain "not", meets a claim: here the wording must be close.
const REFUSES: f32 = 0.6;
/// How much likelier the claim is meant that names who denies.
const NAMED: f32 = 0.2;
/// Share of a denial's weight that must stand in the claim, where a rare word ties the two.
const SHARED_WEIGHT: f32 = 0.5;
/// Cosine that a tie by a rare word needs besides, where something is called a denial, and where it is only told with "not".
const RELATED: f32 = 0.1;
const CONTRADICTS: f32 = 0.2;
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
    // Which claims use a term: a denial uses some of its claim's words.
    let mut using: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (c, grouped) in claims.iter().enumerate() {
        for id in grouped.units.iter().flat_map(|&i| units[i].terms.ids()) {
            using.entry(id).or_default().insert(c);
        }
    }
    let denies = |u: &Unit| {
        // Of what is only told with "not" one wants to know by whom.
        let refuses = group(u.cue_class) == ActGroup::Refuse;
        let told = !u.narrated && (u.speaker.is_some() || refuses && !is_fragment(u));
        let says = refuses || asserts(u) && is_sentence(u) && !advises(u);
        u.negative && told && says && !tells_namesakes_apart(u)
    };
    let all = (0..units.len()).filter(|&d| denies(&units[d]) && !repeats(evidence, d));
    // What is called a denial tells what other wordings of it meet.
    let (outright, other): (Vec<usize>, Vec<usize>) =
        all.partition(|&d| units[d].cue_class == CueClass::Deny);
    let mut met: Met = BTreeMap::new();
    let mut open: Vec<usize> = Vec::new();
    for d in outright.into_iter().chain(other) {
        let unit = &units[d];
        let own = claim_of.get(&d).copied();
        let matter = (own, unit.speaker);
        if unit.cue_class != CueClass::Deny && own.is_some() && meet(&mut met, matter, d) {
            continue;
        }
        if names_only_reports(unit) {
            match accusation(evidence, claims, d) {
                Some(c) => met.entry(matter).or_default().entry(c).or_default().push(d),
                None => open.push(d),
            }
            continue;
        }
        let stems = name_stems(evidence, unit);
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
                let bearing = bearing(evidence, grouped, d, &stems);
                let named = if names(evidence, grouped, &stems) {
                    NAMED
                } else {
                    0.0
                };
                (bearing, likeness(evidence, grouped, unit) + named, c)
            })
            .filter(|(bearing, _, _)| *bearing != Bearing::None)
            .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(b.2.cmp(&a.2)));
        match bearing {
            Some((Bearing::Denies, _, c)) => {
                met.entry(matter).or_default().entry(c).or_default().push(d)
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
        let own = claim_of
            .get(&d)
            .copied()
            .filter(|_| units[d].speaker.is_some());
        if own.is_some() {
            meet(&mut met, (own, units[d].speaker), d);
        }
    }
    for (c, found) in by_matter(met) {
        conflicts.push(deny(evidence, &mut claims[c], &found));
    }
    conflicts
}

/// "Denied the allegations against him": what they are, the words do not tell.
fn names_only_reports(unit: &Unit) -> bool {
    const MOST: usize = 4;
    const REPORTS: &[&str] = &["accus", "alleg", "charg", "misconduct", "wrongdo"];
    let content: Vec<&Word> = unit.words.iter().filter(|w| w.is_content()).collect();
    let is_report = |w: &&Word| REPORTS.iter().any(|stem| w.stem.starts_with(stem));
    unit.cue_class == CueClass::Deny
        && !is_sentence(unit)
        && content.len() <= MOST
        && content.iter().any(is_report)
}

/// The claim that accuses who denies, and is likest to what he denies: somebody else claims it, and it tells of him.
fn accusation(evidence: Evidence<'_>, claims: &[Grouped], d: usize) -> Option<usize> {
    let denial = &evidence.units[d];
    let name = name_stems(evidence, denial);
    let surname = name.last()?;
    let accuses = |u: &Unit| {
        let claimed = u.accuses || u.disapproves || u.cue_class == CueClass::Claim;
        let of_him = u.words.iter().any(|w| w.stem == *surname);
        claimed && of_him && u.speaker != denial.speaker && !u.negative
    };
    let all = claims.iter().enumerate();
    // What he says himself is not what he denies.
    let says = |u: &Unit| u.speaker.is_some() && u.speaker == denial.speaker;
    let any =
        |g: &Grouped, is: &dyn Fn(&Unit) -> bool| g.units.iter().any(|&i| is(&evidence.units[i]));
    let accusing = all.filter(|(_, g)| any(g, &accuses) && !any(g, &says));
    let weighed = accusing.map(|(c, g)| (likeness(evidence, g, denial), g.units.len(), c));
    let best = weighed.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(b.2.cmp(&a.2)));
    best.map(|(_, _, c)| c)
}

/// The denials of each claim: those in one claim of their own, and those by one speaker, are one matter.
fn by_matter(met: Met) -> Vec<(usize, Vec<usize>)> {
    let mut of_claim: BTreeMap<usize, Vec<Joined>> = BTreeMap::new();
    for (matter, claims) in met {
        for (c, mut units) in claims {
            let same = |(own, speaker): &Matter| {
                own.is_some() && *own == matter.0 || speaker.is_some() && *speaker == matter.1
            };
            let known = of_claim.entry(c).or_default();
            let (met, other): (Vec<_>, Vec<_>) = std::mem::take(known)
                .into_iter()
                .partition(|(matters, _)| matters.iter().any(same));
            let mut matters = vec![matter];
            for (others, of_others) in met {
                matters.extend(others);
                units.extend(of_others);
            }
            units.sort_unstable();
            *known = other;
            known.push((matters, units));
        }
    }
    let each = of_claim.into_iter();
    each.flat_map(|(c, all)| all.into_iter().map(move |(_, units)| (c, units)))
        .collect()
}

/// The claim in which a denial stands, and who denies: units of one speaker in one claim are one denial in several wordings.
type Matter = (Option<usize>, Option<ActorIdx>);

/// Matters that are one, with the units that deny in them.
type Joined = (Vec<Matter>, Vec<usize>);

/// By matter and claim that is denied, the units that deny it.
type Met = BTreeMap<Matter, BTreeMap<usize, Vec<usize>>>;

/// Adds a unit to what is denied already by other wordings of the same; whether there is any.
fn meet(met: &mut Met, matter: Matter, d: usize) -> bool {
    let known = met.get_mut(&matter);
    let is_known = known.is_some();
    for units in known.into_iter().flat_map(BTreeMap::values_mut) {
        units.push(d);
    }
    is_known
}

/// The stems of the words of the name of who denies.
fn name_stems(evidence: Evidence<'_>, denial: &Unit) -> Vec<String> {
    let name = denial.speaker.map(|s| words(&evidence.actors.get(s).name));
    let content = name.into_iter().flatten().filter(Word::is_content);
    content.map(|w| w.stem).collect()
}

/// Whether a claim names the one who denies, by all words of the name.
fn names(evidence: Evidence<'_>, grouped: &Grouped, name: &[String]) -> bool {
    let holds = |u: &Unit| {
        name.iter()
            .all(|stem| u.words.iter().any(|w| w.stem == *stem))
    };
    !name.is_empty() && grouped.units.iter().any(|&i| holds(&evidence.units[i]))
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
    evidence.borrowed.lender(d).is_some_and(|from| told(&from))
}

fn likeness(evidence: Evidence<'_>, grouped: &Grouped, unit: &Unit) -> f32 {
    grouped
        .units
        .iter()
        .map(|&i| topic(&evidence.units[i], unit))
        .fold(0.0, f32::max)
}

/// Notes who denies a claim, and gives the conflict of which these units are one side.
fn deny(evidence: Evidence<'_>, grouped: &mut Grouped, units: &[usize]) -> Conflict {
    let all = || units.iter().map(|&d| &evidence.units[d]);
    let refuses = |u: &&Unit| group(u.cue_class) == ActGroup::Refuse;
    // The plainest denial is shown.
    let shown = all().find(refuses).or_else(|| all().next());
    let (kind, denies) = match shown.filter(refuses) {
        Some(_) => (ConflictKind::Denial, "denies or rejects this"),
        None => (ConflictKind::Negation, "says otherwise"),
    };
    let mut statements = BTreeSet::new();
    for unit in all() {
        let name = name(evidence, unit);
        statements.extend(&unit.statements);
        let known = grouped.claim.denied_by.iter_mut().find(|x| x.name == name);
        match known {
            Some(denial) => denial.statements.extend(&unit.statements),
            None => grouped.claim.denied_by.push(Denial {
                name,
                statements: unit.statements.clone(),
            }),
        }
    }
    let note = shown.map(|u| format!("{} {denies}: “{}”", name(evidence, u), short(&u.text)));
    Conflict {
        kind,
        a: grouped.claim.statements.clone(),
        b: statements.into_iter().collect(),
        note: note.unwrap_or_default(),
    }
}

fn bearing(evidence: Evidence<'_>, grouped: &Grouped, d: usize, name: &[String]) -> Bearing {
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

/// Whether a unit says what is not to be done: "Norland should not retaliate", "Don't go", "no president ought to say so".
fn advises(unit: &Unit) -> bool {
    const REACH: usize = 10;
    const MODALS: &[&str] = &["must", "mustn't", "ought", "should", "shouldn't"];
    let head = unit.words.iter().take(REACH);
    let words: Vec<&str> = head.map(|w| w.lower.as_str()).collect();
    words.iter().any(|w| MODALS.contains(w))
        || matches!(
            words[..],
            ["don't" | "never", ..] | ["do" | "let's", "not", ..]
        )
}

/// "Ms Holm is not related to Governor Holm": what reports say so that nobody is taken for another denies nothing.
fn tells_namesakes_apart(unit: &Unit) -> bool {
    let mut pairs = unit.words.windows(2);
    pairs.any(|pair| {
        matches!(
            (pair[0].lower.as_str(), pair[1].lower.as_str()),
            ("not", "related") | ("no", "relation")
        )
    })
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

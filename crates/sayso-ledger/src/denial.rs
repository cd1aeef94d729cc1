//! Denials: who says that a claim is not so, wholly or in part.

mod bearing;

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::CueClass;
use sayso_text::DocumentIdx;

use crate::act::{ActGroup, group};
use crate::actor::ActorIdx;
use crate::borrowed::Lender;
use crate::claim::{Evidence, Grouped};
use crate::ledger::{Conflict, ConflictKind, Denial};
use crate::similar::{SAME_MATTER, topic};
use crate::terms::{Word, words};
use crate::unit::{Unit, asserts, is_fragment, is_sentence};

use self::bearing::{Bearing, bearing, names};

/// How much likelier the claim is meant that names who denies.
const NAMED: f32 = 0.2;
/// Claims that use a term, at most, for the term to lead from a denial to them.
const CLAIMS_OF_TERM: usize = 300;

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
    let mut using = Using::new();
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
            match accusation(evidence, claims, &using, d) {
                Some(c) => met.entry(matter).or_default().entry(c).or_default().push(d),
                None => open.push(d),
            }
            continue;
        }
        let stems = name_stems(evidence, unit);
        let near = claims_using(&using, unit.terms.ids());
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
                    "{} refuses a part of this, without denying the whole: “{}”",
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

/// By term, the claims that use it.
type Using = BTreeMap<u32, BTreeSet<usize>>;

/// The claims that use any of some terms, those left out that lead to too many.
fn claims_using(using: &Using, terms: impl Iterator<Item = u32>) -> BTreeSet<usize> {
    let each = terms.filter_map(|id| using.get(&id));
    let few = each.filter(|claims| claims.len() <= CLAIMS_OF_TERM);
    few.flatten().copied().collect()
}

/// The claim that accuses who denies, and is likest to what he denies: somebody else claims it, and it tells of him.
fn accusation(
    evidence: Evidence<'_>,
    claims: &[Grouped],
    using: &Using,
    d: usize,
) -> Option<usize> {
    let denial = &evidence.units[d];
    let name = name_stems(evidence, denial);
    let surname = name.last()?;
    let accuses = |u: &Unit| {
        let claimed = u.accuses || u.disapproves || u.cue_class == CueClass::Claim;
        let of_him = u.words.iter().any(|w| w.stem == *surname);
        claimed && of_him && u.speaker != denial.speaker && !u.negative
    };
    let term = evidence.vocabulary.id(surname);
    let of_him = claims_using(using, term.into_iter()).into_iter();
    let all = of_him.map(|c| (c, &claims[c]));
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
        there.any(|u| u.negative && topic(u, unit) >= SAME_MATTER)
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

//! Claims: units of one proposition, and what they rest on.

mod lean;
mod rank;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, OriginIdx};

use crate::act::ActGroup;
use crate::actor::{ActorIdx, Actors, Party};
use crate::borrowed::Borrowed;
use crate::cluster::average_link;
use crate::ledger::{Claim, ClaimSpeaker, Hand, Silence};
use crate::origin::{origins, repeats_body};
use crate::pair::likelihood;
use crate::similar::{candidate_pairs, topic};
use crate::terms::Vocabulary;
use crate::unit::{Unit, is_fragment, root, source_text};

use self::lean::{elaborations, headlines, references, with_quotations};
pub(crate) use self::rank::{rank, shown};
pub(crate) use self::words::claim_text;
use self::words::{representative, variants};

/// Likelihood, in the quadratic mean, from which units are one claim.
const SAME_CLAIM: f32 = 0.21;
/// Likeness from which the party's own words count as its confirmation, although they were not grouped with the claim.
const CONFIRMS: f32 = 0.45;

/// A claim with the units it was made from.
#[derive(Debug)]
pub(crate) struct Grouped {
    pub(crate) claim: Claim,
    pub(crate) units: Vec<usize>,
    /// The party it is about, where it is another's act.
    pub(crate) about: Option<Party>,
}

/// What the stages before found, as far as claims need it.
#[derive(Clone, Copy)]
pub(crate) struct Evidence<'a> {
    pub(crate) articles: &'a [Article],
    pub(crate) statements: &'a [Statement],
    pub(crate) lineage: &'a Lineage,
    pub(crate) actors: &'a Actors,
    pub(crate) units: &'a [Unit],
    pub(crate) vocabulary: &'a Vocabulary,
    /// Reports that tell a wire story in other words, with its origin.
    pub(crate) retellings: &'a BTreeMap<DocumentIdx, OriginIdx>,
    /// What reports have from one another.
    pub(crate) borrowed: &'a Borrowed,
    /// By speaker, the remarks that several reports quote.
    pub(crate) remarks: &'a BTreeMap<ActorIdx, BTreeSet<OriginIdx>>,
}

/// Groups units into claims, in document order.
pub(crate) fn claims(evidence: Evidence<'_>, silences: &[StatementIdx]) -> Vec<Grouped> {
    let units = evidence.units;
    let mut likelihoods: Pairs = candidate_pairs(units, evidence.vocabulary)
        .into_iter()
        .map(|(i, j)| ((i, j), likelihood(&units[i], &units[j])))
        .collect();
    let mut back = references(units);
    back.extend(elaborations(units));
    back.extend(headlines(units, &likelihoods));
    likelihoods.retain(|(i, j), _| !back.contains_key(i) && !back.contains_key(j));
    let (told, among_told) = take_told(units, &mut likelihoods);
    let mut groups = linked(units.len(), &likelihoods);
    // What only points at another unit belongs wherever that one went.
    groups.retain(|group| !matches!(group[..], [only] if back.contains_key(&only)));
    let mut groups = with_told(units, groups, &told, &among_told);
    for &pointing in back.keys() {
        let mut at = pointing;
        let mut passed = BTreeSet::from([at]);
        // A headline and what points at it may point at each other.
        while let Some(&next) = back.get(&at).filter(|next| passed.insert(**next)) {
            at = next;
        }
        match groups.iter_mut().find(|group| group.contains(&at)) {
            Some(group) => {
                group.push(pointing);
                group.sort_unstable();
            }
            None => groups.push(vec![pointing]),
        }
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    let groups = with_quotations(evidence.articles, units, groups);
    groups
        .into_iter()
        .filter(|group| {
            group
                .iter()
                .any(|&i| !is_fragment(&units[i]) && !units[i].bare)
                || is_widely_told(evidence, group)
        })
        .map(|group| claim(evidence, group, silences))
        .collect()
}

/// How likely two units, by number, are one claim.
type Pairs = BTreeMap<(usize, usize), f32>;

/// Groups units by the quadratic mean of their likelihoods: a few sure pairs weigh more than many doubtful ones.
fn linked(n: usize, pairs: &Pairs) -> Vec<Vec<usize>> {
    let squares: Vec<(usize, usize, f32)> = pairs
        .iter()
        .map(|(&(i, j), likelihood)| (i, j, likelihood * likelihood))
        .collect();
    average_link(n, &squares, SAME_CLAIM * SAME_CLAIM)
}

/// Whether several reports tell something in sentences of their own, of two origins at least, or three reports one of which has it in its
/// headline: a claim, although nobody is named who makes it.
fn is_widely_told(evidence: Evidence<'_>, group: &[usize]) -> bool {
    let told = group.iter().map(|&i| &evidence.units[i]);
    let told = told.filter(|u| u.is_told() && !is_fragment(u));
    let documents: BTreeSet<DocumentIdx> = told.map(|u| u.document).collect();
    let origins = documents.iter();
    let origins = origins.filter_map(|d| evidence.lineage.main_origin(*d));
    let heads = group.iter().any(|&i| evidence.units[i].headline);
    heads && documents.len() >= 3 || origins.collect::<BTreeSet<OriginIdx>>().len() >= 2
}

/// By a unit that reports tell by themselves, how like it is to others that somebody says.
type Told = BTreeMap<usize, BTreeMap<usize, f32>>;

/// Takes what reports tell in sentences of their own out of the pairs: it joins no claims, but stands with the one that it is likest
/// to. Gives how like it is to what somebody says, and the pairs of such units.
fn take_told(units: &[Unit], likelihoods: &mut Pairs) -> (Told, Pairs) {
    let (mut told, mut among) = (Told::new(), Pairs::new());
    likelihoods.retain(|&(i, j), likelihood| {
        let own = [i, j].map(|k| units[k].is_told());
        if own == [true, true] {
            among.insert((i, j), *likelihood);
        }
        for (narrated, other) in [(i, j), (j, i)] {
            if units[narrated].is_told() && !units[other].is_told() {
                told.entry(narrated).or_default().insert(other, *likelihood);
            }
        }
        own == [false, false]
    });
    (told, among)
}

/// Groups what reports tell in sentences of their own by itself, and puts each group with the claim that it is likest to on the whole,
/// if any is like enough. The others stay, so that a headline can point at them.
fn with_told(
    units: &[Unit],
    mut groups: Vec<Vec<usize>>,
    told: &Told,
    among_told: &Pairs,
) -> Vec<Vec<usize>> {
    groups.retain(|group| !matches!(group[..], [only] if units[only].is_told()));
    let facts = linked(units.len(), among_told).into_iter();
    for fact in facts.filter(|fact| units[fact[0]].is_told()) {
        let mean = |group: &[usize]| {
            let alike = fact.iter().filter_map(|i| told.get(i));
            let alike = alike.flat_map(|a| group.iter().filter_map(|j| a.get(j)));
            let sum: f32 = alike.map(|likelihood| likelihood * likelihood).sum();
            (sum / (fact.len() * group.len()) as f32).sqrt()
        };
        let means = groups.iter().enumerate().map(|(g, group)| (g, mean(group)));
        let best = means.max_by(|a, b| a.1.total_cmp(&b.1));
        match best.filter(|(_, mean)| *mean >= SAME_CLAIM) {
            Some((g, _)) => groups[g].extend(fact),
            None => groups.push(fact),
        }
    }
    groups
}

fn claim(evidence: Evidence<'_>, group: Vec<usize>, silences: &[StatementIdx]) -> Grouped {
    let Evidence {
        articles,
        statements,
        actors,
        units,
        ..
    } = evidence;
    let members = || group.iter().map(|&i| &units[i]);
    let mut all: Vec<StatementIdx> = members()
        .flat_map(|u| u.statements.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    let documents: BTreeSet<DocumentIdx> = members().map(|u| u.document).collect();
    let mut outlets: Vec<String> = Vec::new();
    for outlet in documents
        .iter()
        .map(|d| articles[d.0].outlet_or_file().to_owned())
    {
        if !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    let origins = origins(evidence, &group);
    let about = about(members());
    let speakers = speakers(evidence, &group, about.as_ref());
    let second = speakers.iter().filter(|s| !s.first_hand).count();
    let narrated = speakers.is_empty() && members().any(|u| u.narrated);
    let hand = match second {
        0 if narrated && about.is_some() => Hand::Second,
        0 => Hand::First,
        n if n == speakers.len() => Hand::Second,
        _ => Hand::Mixed,
    };
    let about_actor = about.as_ref().and_then(|p| party_shown(actors, p));
    let confirms = |u: &Unit, party: &Party| {
        !u.second_hand && u.voice.same_side(party) && u.kind_of_act() != Some(ActGroup::Refuse)
    };
    let confirmed = about.as_ref().is_none_or(|party| {
        let mut others = units.iter().filter(|u| !u.negative && confirms(u, party));
        members().any(|u| confirms(u, party))
            || others.any(|u| members().any(|m| topic(m, u) >= CONFIRMS))
    });
    let tells_will = members().any(|u| u.second_hand && u.tells_will());
    let mut not_confirmed_by = Vec::new();
    let mut silence = Vec::new();
    if let Some(party) = about.as_ref().filter(|_| !confirmed && tells_will) {
        not_confirmed_by.extend(party_shown(actors, party));
        not_confirmed_by.extend(
            party
                .side
                .clone()
                .filter(|side| !not_confirmed_by.contains(side)),
        );
        // A report's "has not commented" bears on what that report tells.
        let here: Vec<StatementIdx> = silences
            .iter()
            .copied()
            .filter(|s| documents.contains(&statements[s.0].document))
            .collect();
        silence = silent(evidence, &here, party);
    }
    let best = representative(units, &group);
    let text = claim_text(articles, statements, &units[best]);
    Grouped {
        claim: Claim {
            text,
            representative: units[best].lead,
            statements: all,
            documents: documents.into_iter().collect(),
            outlets,
            origins: origins.into_iter().collect(),
            speakers,
            hand,
            about_actor,
            denied_by: Vec::new(),
            not_confirmed_by,
            silence,
            variants: variants(articles, units, &group),
        },
        units: group,
        about,
    }
}

/// A person by name; of a body, the side it speaks for.
fn party_shown(actors: &Actors, party: &Party) -> Option<String> {
    let person = party.actor.is_some_and(|a| actors.get(ActorIdx(a)).person);
    let side = party.side.clone().filter(|_| !person);
    side.or_else(|| actors.party_name(party))
}

/// The other party that most of the second-hand units name: the person where one is named most, else the side.
fn about<'a>(members: impl Iterator<Item = &'a Unit> + Clone) -> Option<Party> {
    let n = members.clone().count();
    let second: Vec<&Party> = members.filter_map(Unit::about).collect();
    if second.is_empty() || second.len() * 3 < n {
        return None;
    }
    let mut votes: BTreeMap<&Party, usize> = BTreeMap::new();
    for party in &second {
        *votes.entry(party).or_default() += 1;
    }
    let supports = |party: &Party| second.iter().filter(|p| p.same_side(party)).count();
    // Of one side, the person named most often; a side as such only where no person is named.
    votes
        .iter()
        .max_by_key(|(p, n)| (supports(p), p.actor.is_some(), **n, std::cmp::Reverse(**p)))
        .map(|(p, _)| (*p).clone())
}

fn speakers(evidence: Evidence<'_>, group: &[usize], about: Option<&Party>) -> Vec<ClaimSpeaker> {
    let Evidence {
        articles,
        statements,
        actors,
        units,
        ..
    } = evidence;
    let mut found: Vec<ClaimSpeaker> = Vec::new();
    for &i in group {
        let unit = &units[i];
        let from = root(statements, unit.lead);
        let actor = |a: &ActorIdx| (actors.get(*a).name.clone(), actors.get(*a).side.clone());
        // "… , mediator says": who that is, the article tells.
        let unnamed = unit.speaker.is_none() && repeats_body(units, group, i);
        if unit.narrated || unnamed {
            continue;
        }
        let mut voices: Vec<(String, Option<String>)> =
            actors.speakers(from).iter().map(actor).collect();
        if voices.is_empty() {
            let written = || source_text(&articles[unit.document.0], &statements[from.0]);
            let unresolved = || Some((written()?, unit.voice.side.clone()));
            voices.extend(unit.speaker.as_ref().map(actor).or_else(unresolved));
        }
        for (name, affiliation) in voices {
            // Of another party's act, only its own people speak at first hand, however they put it; a report never does.
            let first_hand = match about {
                _ if is_report(evidence, &name) => false,
                Some(party) if unit.voice != Party::default() => unit.voice.same_side(party),
                _ => !unit.second_hand && !unit.accuses,
            };
            match found
                .iter_mut()
                .find(|s| s.name == name && s.affiliation == affiliation)
            {
                Some(speaker) => {
                    speaker.first_hand |= first_hand;
                    speaker.statements.extend(&unit.statements);
                }
                None => found.push(ClaimSpeaker {
                    name,
                    affiliation,
                    first_hand,
                    statements: unit.statements.clone(),
                }),
            }
        }
    }
    for speaker in &mut found {
        speaker.statements.sort_unstable();
        speaker.statements.dedup();
    }
    found
}

/// Whether who speaks is an outlet or an agency of the story, or "one report".
fn is_report(evidence: Evidence<'_>, name: &str) -> bool {
    let outlet = |a: &Article| a.outlet.as_ref().is_some_and(|o| o.value == name);
    let last = name.rsplit(' ').next().unwrap_or_default();
    let mut agencies = evidence
        .lineage
        .origins
        .iter()
        .filter_map(|o| o.agency.as_deref());
    evidence.articles.iter().any(outlet)
        || agencies.any(|agency| agency == name)
        || matches!(last, "report" | "reports")
}

/// Statements that tell that a party has not commented, by the party's name.
fn silent(evidence: Evidence<'_>, silences: &[StatementIdx], party: &Party) -> Vec<Silence> {
    let mut found: Vec<Silence> = Vec::new();
    for &idx in silences {
        let Some((name, side)) = silent_party(evidence, idx) else {
            continue;
        };
        if !side.same_side(party) {
            continue;
        }
        match found.iter_mut().find(|s| s.name == name) {
            Some(silence) => silence.statements.push(idx),
            None => found.push(Silence {
                name,
                statements: vec![idx],
            }),
        }
    }
    found
}

/// Who is silent: the speaker, else whoever the source words name.
pub(crate) fn silent_party(evidence: Evidence<'_>, idx: StatementIdx) -> Option<(String, Party)> {
    let Evidence {
        articles,
        statements,
        actors,
        ..
    } = evidence;
    let statement = &statements[idx.0];
    if let Some(actor) = actors.speaker(idx) {
        return Some((actors.get(actor).name.clone(), actors.party(actor)));
    }
    let written = source_text(articles.get(statement.document.0)?, statement)?;
    let split = crate::terms::words(&written);
    let party = actors.mentions(&written, &split).into_iter().next()?.party;
    Some((written, party))
}

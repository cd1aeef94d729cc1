//! Claims: units of one proposition, and what they rest on.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{CueClass, Statement, StatementIdx, StatementKind};
use sayso_text::{Article, CleanSpan, DocumentIdx};
use sayso_trace::{Lineage, OriginIdx};

use crate::act::{Act, ActGroup, group};
use crate::actor::{ActorIdx, Actors, Party};
use crate::borrowed::Borrowed;
use crate::cluster::average_link;
use crate::conflict::rewording;
use crate::ledger::{Claim, ClaimSpeaker, Hand, Silence, Variant};
use crate::origin::{origins, repeats_body};
use crate::quantity::quantities;
use crate::similar::{candidate_pairs, proposition, topic};
use crate::terms::{Vocabulary, Word};
use crate::unit::{Unit, is_clause, is_dependent, is_fragment, root, source_text};

/// Mean similarity from which units are one claim.
pub(crate) const SAME_CLAIM: f32 = 0.33;
/// Mean similarity from which what a report tells by itself stands with a claim: nobody's name speaks for it.
const SAME_FACT: f32 = 0.38;
/// Claims that a story shows beyond [`CLAIMS_BASE`], for each square root of its articles.
const CLAIMS_PER_ROOT: f64 = 8.0;
/// Claims that a story shows for each article, at most: one article is quicker read than listed.
const CLAIMS_PER_ARTICLE: f64 = 6.0;
/// Claims that a story of any size may show.
const CLAIMS_BASE: f64 = 24.0;
/// Likeness from which the party's own words count as its confirmation, although they were not grouped with the claim.
const CONFIRMS: f32 = 0.45;
/// Likeness from which a quotation elaborates the statement before it.
const ELABORATES: f32 = 0.1;
/// Likeness from which a headline tells what a statement of its article tells.
const HEADLINE: f32 = 0.22;
/// Bytes between a subject and its verb ("has repeatedly") within which a claim that is no sentence by itself is shown with both.
const SUBJECT_GAP: usize = 30;
/// Units back in the article among which a reference ("agree to that") finds what it points to.
const REACHES_BACK: usize = 12;

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
    let mut similarities: BTreeMap<(usize, usize), f32> =
        candidate_pairs(units, evidence.vocabulary)
            .into_iter()
            .map(|(i, j)| ((i, j), proposition(&units[i], &units[j])))
            .collect();
    let mut back = references(units);
    back.extend(elaborations(units));
    back.extend(headlines(units, &similarities));
    similarities.retain(|(i, j), _| !back.contains_key(i) && !back.contains_key(j));
    let (told, among_told) = take_told(units, &mut similarities);
    let list: Vec<(usize, usize, f32)> = similarities
        .into_iter()
        .map(|((i, j), s)| (i, j, s))
        .collect();
    let mut groups = average_link(units.len(), &list, SAME_CLAIM);
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
fn take_told(
    units: &[Unit],
    similarities: &mut BTreeMap<(usize, usize), f32>,
) -> (Told, Vec<(usize, usize, f32)>) {
    let (mut told, mut among) = (Told::new(), Vec::new());
    similarities.retain(|&(i, j), similarity| {
        let own = [i, j].map(|k| units[k].is_told());
        if own == [true, true] {
            among.push((i, j, *similarity));
        }
        for (narrated, other) in [(i, j), (j, i)] {
            if units[narrated].is_told() && !units[other].is_told() {
                told.entry(narrated).or_default().insert(other, *similarity);
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
    among_told: &[(usize, usize, f32)],
) -> Vec<Vec<usize>> {
    groups.retain(|group| !matches!(group[..], [only] if units[only].is_told()));
    let facts = average_link(units.len(), among_told, SAME_CLAIM).into_iter();
    for fact in facts.filter(|fact| units[fact[0]].is_told()) {
        let mean = |group: &[usize]| {
            let alike = fact.iter().filter_map(|i| told.get(i));
            let sum: f32 = alike
                .flat_map(|a| group.iter().filter_map(|j| a.get(j)))
                .sum();
            sum / (fact.len() * group.len()) as f32
        };
        let means = groups.iter().enumerate().map(|(g, group)| (g, mean(group)));
        let best = means.max_by(|a, b| a.1.total_cmp(&b.1));
        match best.filter(|(_, mean)| *mean >= SAME_FACT) {
            Some((g, _)) => groups[g].extend(fact),
            None => groups.push(fact),
        }
    }
    groups
}

/// Joins quotations to what they stand behind: "The bills come to us" right after its speaker is said to have promised to pay.
/// A group of quotations goes where the statements go that most of them follow, if it tells of something like it.
fn with_quotations(
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

/// Puts the weightiest claims first.
pub(crate) fn rank(claims: &mut [Grouped], units: &[Unit]) {
    claims.sort_by_cached_key(|g| {
        (
            std::cmp::Reverse(weight(g, units)),
            g.claim.statements.clone(),
        )
    });
}

/// How many claims a story of so many articles shows: what a reader would still read.
pub(crate) fn shown(n_documents: usize) -> usize {
    let n = n_documents as f64;
    let shown = (CLAIMS_BASE + CLAIMS_PER_ROOT * n.sqrt()).min(CLAIMS_PER_ARTICLE * n);
    shown.round() as usize
}

/// Whether it is told as a claim at all; articles, origins, speakers; then whether it is denied, and about another's decision; then how
/// well it is told.
fn weight(
    grouped: &Grouped,
    units: &[Unit],
) -> (bool, usize, usize, usize, bool, bool, usize, usize) {
    let c = &grouped.claim;
    let told = || {
        let members = grouped.units.iter().map(|&i| &units[i]);
        members.filter(|u| is_clause(u) && !is_dependent(u))
    };
    let says = told().map(substance).max().unwrap_or(0);
    (
        told().next().is_some(),
        c.documents.len(),
        c.origins.len(),
        c.speakers.len(),
        !c.denied_by.is_empty(),
        !c.not_confirmed_by.is_empty(),
        grouped.units.len(),
        says,
    )
}

/// How much a unit says that can be checked: names, numbers and days before other words, and as far as the reader was sure of it.
fn substance(unit: &Unit) -> usize {
    const MOST: usize = 12;
    let content = unit
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| w.is_content());
    let weigh = |(i, w): (usize, &Word)| {
        let exact = w.lower.contains(|c: char| c.is_ascii_digit()) || w.capital && i > 0;
        if exact { 2 } else { 1 }
    };
    let said: usize = content.map(weigh).sum();
    (said.min(MOST) as f32 * unit.confidence) as usize
}

/// Units that only point back ("agree to that", "accepted such protections"), each with the unit before it in the
/// article that tells of the same party's act.
fn references(units: &[Unit]) -> BTreeMap<usize, usize> {
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
fn headlines(
    units: &[Unit],
    similarities: &BTreeMap<(usize, usize), f32>,
) -> BTreeMap<usize, usize> {
    let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
    for (&(i, j), &similarity) in similarities {
        for (headline, told) in [(i, j), (j, i)] {
            let (a, b) = (&units[headline], &units[told]);
            let of_one = a.headline && !b.headline && a.document == b.document;
            let known = best.get(&headline).map_or(HEADLINE, |(s, _)| *s);
            if of_one && similarity > known {
                best.insert(headline, (similarity, told));
            }
        }
    }
    best.into_iter().map(|(h, (_, told))| (h, told)).collect()
}

/// What a party says in so many words right after it is said to deny something, each with that denial.
fn elaborations(units: &[Unit]) -> BTreeMap<usize, usize> {
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
        .filter_map(|d| articles[d.0].outlet.as_ref())
    {
        if !outlets.contains(&outlet.value) {
            outlets.push(outlet.value.clone());
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

/// The unit whose words stand for the claim: a full clause of readable length, in the reporter's words where there is a
/// choice, that names the party it is about, says what the others say, and that the reader was sure of.
fn representative(units: &[Unit], group: &[usize]) -> usize {
    let score = |&i: &usize| {
        let unit = &units[i];
        let n = unit.words.len();
        let length = match n {
            0..=5 => -0.6,
            6..=9 => -0.1,
            10..=35 => 0.2,
            36..=60 => -0.1,
            _ => -0.5,
        };
        let others: Vec<f32> = group
            .iter()
            .filter(|&&j| j != i)
            .map(|&j| unit.terms.overlap(&units[j].terms))
            .collect();
        let central = if others.is_empty() {
            0.0
        } else {
            others.iter().sum::<f32>() / others.len() as f32
        };
        let kind = if unit.kind == StatementKind::Indirect {
            0.15
        } else {
            0.0
        };
        let clause = if is_clause(unit) { 0.3 } else { 0.0 };
        let dependent = if is_dependent(unit) { -0.6 } else { 0.0 };
        // "He", "they": a reader of the claim alone does not know who that is.
        let points = unit.words.first().is_some_and(Word::points_back);
        let points = if points { -0.2 } else { 0.0 };
        let about = if unit.about().is_some_and(|p| *p != Party::default()) {
            0.2
        } else {
            0.0
        };
        let headline = if unit.headline { -0.25 } else { 0.0 };
        let nested = if unit.statements.first() == Some(&unit.lead) {
            0.05
        } else {
            0.0
        };
        let form = length + kind + clause + dependent + points + headline + nested;
        form + central + about + 0.5 * unit.confidence
    };
    let best = group
        .iter()
        .map(|i| (score(i), *i))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.map_or(group[0], |b| b.1)
}

/// The content; where it is no sentence by itself ("a truce"), from the source before it on ("The envoy called for a truce").
fn claim_text(articles: &[Article], statements: &[Statement], unit: &Unit) -> String {
    let statement = &statements[unit.lead.0];
    let article = &articles[unit.document.0];
    let refusing = group(statement.cue_class) == ActGroup::Refuse || statement.negated;
    let demanding = matches!(
        statement.cue_class,
        CueClass::Demand | CueClass::Praise | CueClass::Promise | CueClass::Agree
    );
    if (refusing || demanding || !is_clause(unit))
        && let (Some(cue), Some(content)) = (statement.cue.first(), statement.content.last())
        && cue.end() <= statement.content[0].start()
        && content.end().get() - cue.start().get() < unit.text.len() + 160
    {
        let is_subject = |source: &&CleanSpan| {
            let gap = cue.start().get().checked_sub(source.end().get());
            gap.is_some_and(|gap| unit.narrated || gap <= SUBJECT_GAP)
                && !matches!(article.slice(**source), "who" | "which" | "that")
        };
        let subject = statement.source.last().filter(is_subject);
        let from = subject.copied().unwrap_or(*cue);
        let text = article.slice(from.cover(*cue).cover(*content));
        if !text.contains('\n') {
            return text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    // "said that the gate is open": what is told begins after "that".
    let text = unquoted(&unit.text);
    text.strip_prefix("that ").unwrap_or(text).to_owned()
}

/// A text without the marks that open or close it and nothing within it: what is shown is quoted anyway, and a sentence out of a
/// longer quotation has but one of them.
fn unquoted(text: &str) -> &str {
    const OPENS: [char; 3] = ['“', '‘', '"'];
    const CLOSES: [char; 4] = ['”', '’', '"', '\''];
    let mut text = text.trim();
    loop {
        let inner = text.strip_prefix(OPENS).or_else(|| text.strip_prefix('\''));
        let closed = text.strip_suffix(CLOSES);
        let within = |t: &str| t.contains(['“', '”', '"']);
        // A closing apostrophe is a mark only behind a full stop or comma, or where a mark opens the text.
        let is_mark = closed.is_some_and(|t| {
            inner.is_some() || !text.ends_with(['’', '\'']) || t.ends_with(['.', ',', '!', '?'])
        });
        let next = match (inner, closed.filter(|_| is_mark)) {
            (Some(inner), Some(_)) => {
                let bare = inner.strip_suffix(CLOSES).unwrap_or(inner);
                Some(bare).filter(|t| !within(t))
            }
            (Some(inner), None) => Some(inner).filter(|t| !within(t)),
            (None, Some(closed)) => Some(closed).filter(|t| !within(t)),
            (None, None) => None,
        };
        match next {
            Some(next) => text = next.trim(),
            None => return text,
        }
    }
}

/// The wordings of a claim, most frequent first; marks and capitals do not make a wording.
fn variants(articles: &[Article], units: &[Unit], group: &[usize]) -> Vec<Variant> {
    // By the words: the text, and the units that have it.
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for &i in group {
        let words: Vec<&str> = units[i].words.iter().map(|w| w.lower.as_str()).collect();
        let key = words.join(" ");
        match found.iter_mut().find(|(k, _)| *k == key) {
            Some((_, having)) => having.push(i),
            None => found.push((key, vec![i])),
        }
    }
    let fullest = |i: usize| {
        let speaker = units[i].speaker;
        let quoted = |j: &usize| {
            let unit = &units[*j];
            unit.kind != StatementKind::Indirect && unit.speaker == speaker && !unit.headline
        };
        let longest = group.iter().copied().filter(quoted);
        longest.max_by_key(|j| (units[*j].words.len(), std::cmp::Reverse(*j)))
    };
    let variant = |(_, having): (String, Vec<usize>)| {
        let first = having[0];
        let is_quoted = units[first].kind != StatementKind::Indirect;
        let full = fullest(first).filter(|full| is_quoted && !having.contains(full));
        let all = having.iter().flat_map(|i| &units[*i].statements).copied();
        let statements: BTreeSet<StatementIdx> = all.collect();
        Variant {
            text: unquoted(&units[first].text).to_owned(),
            statements: statements.into_iter().collect(),
            rewording: full.and_then(|full| rewording(&units[full], &units[first])),
            earliest: earliest(articles, units, &having),
        }
    };
    let mut variants: Vec<Variant> = found.into_iter().map(variant).collect();
    variants.sort_by_key(|v| std::cmp::Reverse(v.statements.len()));
    variants
}

/// Of several reports' units, that of the report which was published before all others.
fn earliest(articles: &[Article], units: &[Unit], having: &[usize]) -> Option<StatementIdx> {
    let published = |i: usize| {
        let article = articles.get(units[i].document.0)?;
        article.published.as_ref().map(|fact| fact.value)
    };
    let is_first = |i: usize| {
        let others = having
            .iter()
            .filter(|j| units[**j].document != units[i].document);
        let before = |j: &usize| published(i)?.is_before(published(*j)?);
        others.clone().next().is_some() && others.clone().all(|j| before(j) == Some(true))
    };
    having
        .iter()
        .find(|i| is_first(**i))
        .map(|i| units[*i].lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_only_open_or_close_a_text_are_not_of_it() {
        for (text, bare) in [
            ("“The gate is open,”", "The gate is open,"),
            ("But it is not.”", "But it is not."),
            ("“We tried", "We tried"),
            ("'No alarm sounded,'", "No alarm sounded,"),
            ("it “was the first time”", "it “was the first time”"),
            ("“Go,” he said, “now”", "“Go,” he said, “now”"),
            ("the boats of the dockers’", "the boats of the dockers’"),
            ("”", ""),
        ] {
            assert_eq!(unquoted(text), bare, "{text}");
        }
    }
}

//! Positions: where each party stands on each issue, and who says so.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_read::{CueClass, Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};

use crate::act::{Act, ActGroup, group};
use crate::actor::{Actors, Party};
use crate::claim::{Evidence, Grouped};
use crate::issue::{Issue, is_nominal};
use crate::ledger::{Position, Stance};
use crate::list::ActorList;
use crate::terms::Word;
use crate::unit::{Unit, asserts, binds, units};

/// Positions of a story, at most.
const LIMIT: usize = 30;

/// The positions of a story, by party, then issue, then day.
pub(crate) fn positions(
    evidence: Evidence<'_>,
    issues: &[Issue],
    claims: &[Grouped],
    anchors: &BTreeMap<DocumentIdx, Date>,
) -> Vec<Position> {
    let day = |idx: &StatementIdx| {
        let statement = &evidence.statements[idx.0];
        statement
            .time
            .or_else(|| anchors.get(&statement.document).copied())
    };
    let Evidence { actors, units, .. } = evidence;
    let mut found: BTreeMap<(String, String, Stance, Option<String>), Vec<StatementIdx>> =
        BTreeMap::new();
    for issue in issues {
        for (&i, &at) in &issue.units {
            let unit = &units[i];
            // "Tariffs" within "higher tariffs".
            let longer = |other: &Issue| {
                let from = other.units.get(&i).copied().unwrap_or(usize::MAX);
                from < at && at < from + other.name.split(' ').count()
            };
            if issues.iter().any(longer)
                || !takes_sides(unit)
                || !is_object(unit, at, issue.name.split(' ').count())
            {
                continue;
            }
            let told = stance(unit, at).filter(|(_, stance, _)| *stance != Stance::Unclear);
            let Some((party, stance, reported)) = told else {
                continue;
            };
            let name = party.side.clone().or_else(|| actors.party_name(&party));
            // "Many of them", "a series of letters": nobody.
            let Some(name) = name.filter(|n| n.starts_with(char::is_uppercase)) else {
                continue;
            };
            let by = if reported {
                unit.speaker.map(|s| actors.get(s).name.clone())
            } else {
                None
            };
            if reported && by.is_none() {
                continue;
            }
            found
                .entry((name, issue.name.clone(), stance, by))
                .or_default()
                .extend(&unit.statements);
        }
    }
    // Silence is told of the weightiest claim that it bears on.
    let mut told: BTreeSet<StatementIdx> = BTreeSet::new();
    for grouped in claims {
        let speaks = |issue: &&Issue| grouped.units.iter().any(|u| issue.units.contains_key(u));
        let Some(issue) = issues.iter().find(speaks) else {
            continue;
        };
        for silence in &grouped.claim.silence {
            let fresh: Vec<StatementIdx> = silence
                .statements
                .iter()
                .copied()
                .filter(|s| told.insert(*s))
                .collect();
            if fresh.is_empty() {
                continue;
            }
            let side = grouped.about.as_ref().and_then(|p| p.side.clone());
            let name = side.unwrap_or_else(|| silence.name.clone());
            let key = (name, issue.name.clone(), Stance::NoComment, None);
            found.entry(key).or_default().extend(fresh);
        }
    }
    let mut list: Vec<Position> = found
        .into_iter()
        .map(|((party, issue, stance, reported_by), mut statements)| {
            statements.sort_unstable();
            statements.dedup();
            let days: Vec<Date> = statements.iter().filter_map(day).collect();
            Position {
                party,
                issue,
                stance,
                reported_by,
                from: days.iter().min().copied(),
                to: days.iter().max().copied(),
                statements,
            }
        })
        .collect();
    list.sort_by(|a, b| (&a.party, &a.issue, a.from).cmp(&(&b.party, &b.issue, b.from)));
    // The best supported ones stay, in the order of party and issue.
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|&i| {
        (
            list[i].stance != Stance::NoComment,
            std::cmp::Reverse(list[i].statements.len()),
            i,
        )
    });
    order.truncate(LIMIT);
    order.sort_unstable();
    let mut keep = order.into_iter().peekable();
    let mut at = 0;
    list.retain(|_| {
        let kept = keep.next_if_eq(&at).is_some();
        at += 1;
        kept
    });
    list
}

/// Where a party stands on something, as a report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldStance {
    /// The article.
    pub document: DocumentIdx,
    /// Whose stance: the name of the person or body.
    pub party: String,
    /// The country or body that the party speaks for, where known.
    pub side: Option<String>,
    /// How it stands.
    pub stance: Stance,
    /// What it does to show so: agrees, rejects, demands, warns.
    pub act: CueClass,
}

/// The stances that articles tell, each article read by itself, whatever issue they are on.
#[must_use]
pub fn told_stances(
    articles: &[Article],
    statements: &[Statement],
    list: &ActorList,
) -> Vec<ToldStance> {
    let mut found = Vec::new();
    let mut members_of: BTreeMap<DocumentIdx, Vec<StatementIdx>> = BTreeMap::new();
    for (i, statement) in statements.iter().enumerate() {
        let members = members_of.entry(statement.document).or_default();
        members.push(StatementIdx(i));
    }
    for (document, members) in members_of {
        let actors = Actors::find(articles, &[document], statements, &members, list);
        let (units, _) = units(articles, statements, &members, &actors);
        for unit in &units {
            let Some((party, stance, _)) = stance(unit, usize::MAX) else {
                continue;
            };
            let Some(name) = actors.party_name(&party) else {
                continue;
            };
            let tells = |a: &&Act| group(a.class) != ActGroup::Neutral || a.class == CueClass::Warn;
            let own = unit.act.as_ref().filter(tells);
            // To refuse to commit is to reject; what must be is demanded, however it is said.
            let act = match own.map(|a| (a.class, a.negated)) {
                Some((_, true)) if stance == Stance::Opposes => CueClass::Reject,
                Some((class, _)) => class,
                None if stance == Stance::Opposes => CueClass::Reject,
                None if stance == Stance::Demands => CueClass::Demand,
                None => unit.cue_class,
            };
            found.push(ToldStance {
                document,
                party: name,
                side: party.side,
                stance,
                act,
            });
        }
    }
    found
}

/// Whether an issue, `n_words` long, that stands at a word is itself what the unit's act is about, or what its speaker speaks of: nothing but
/// its article and adjectives stand before it, and what is to be done with it: "the new talks", "to accept the terms", "that there must be
/// talks". Neither "her courage in the talks" nor "to abandon the talks" nor "the talks to be put off" tells where one stands on the talks.
fn is_object(unit: &Unit, at: usize, n_words: usize) -> bool {
    const REACH: usize = 10;
    const PARTS: &[&str] = &[
        "about",
        "after",
        "against",
        "among",
        "as",
        "at",
        "because",
        "before",
        "between",
        "by",
        "during",
        "end",
        "ended",
        "following",
        "from",
        "halt",
        "how",
        "if",
        "in",
        "into",
        "no",
        "of",
        "over",
        "stop",
        "than",
        "when",
        "where",
        "whether",
        "which",
        "who",
        "whose",
        "why",
        "with",
        "without",
    ];
    /// What is done with a thing by who stands up for it.
    const FURTHERS: &[&str] = &[
        "accept", "allow", "approve", "back", "be", "begin", "build", "continue", "fund", "give",
        "have", "hold", "impose", "join", "keep", "let", "open", "provide", "reopen", "restart",
        "restore", "resume", "send", "sign", "start", "support", "take",
    ];
    let act = unit.act.as_ref();
    let act = act.filter(|a| group(a.class) != ActGroup::Neutral);
    let from = act.map_or(0, |a| a.object);
    let Some(before) = unit.words.get(from..at).filter(|b| b.len() <= REACH) else {
        return false;
    };
    let parts = before.iter().any(|w| PARTS.contains(&w.lower.as_str()));
    // "A promise to abandon the talks", "a harsh answer to talks".
    let other_act = (0..before.len()).any(|i| {
        before[i].lower == "to"
            && before
                .get(i + 1)
                .map_or(i > 0, |next| !FURTHERS.contains(&next.lower.as_str()))
    });
    let behind = unit.words.get(at + n_words).filter(|w| !w.opens_phrase());
    let goes_on = behind.is_some_and(|w| w.lower == "to" || is_nominal(w));
    !(parts || other_act || goes_on)
}

/// Whether a unit tells where somebody stands at all: to confirm a thing is not to want it, to insist that it is so is not to demand it, and who
/// denies to have agreed has not.
fn takes_sides(unit: &Unit) -> bool {
    const OUGHT: &[&str] = &["be", "must", "ought", "should"];
    let acts = |a: &&Act| group(a.class) != ActGroup::Neutral;
    let act = unit.act.as_ref().filter(acts).map(|a| a.class);
    let ought = || unit.words.iter().any(|w| OUGHT.contains(&w.lower.as_str()));
    let insists = unit.cue_class == CueClass::Demand && asserts(unit) && !ought();
    let denies = unit.cue_class == CueClass::Deny && act.is_some();
    !insists && !denies && act.unwrap_or(unit.cue_class) != CueClass::Confirm
}

/// Whose stance a unit tells on the issue that stands at a word, which, and whether another reports it.
fn stance(unit: &Unit, at: usize) -> Option<(Party, Stance, bool)> {
    let conditional = unit.words.iter().any(|w| {
        matches!(
            w.lower.as_str(),
            "if" | "unless" | "provided" | "only" | "condition" | "conditions"
        )
    });
    if let Some(act) = unit
        .act
        .as_ref()
        .filter(|a| a.object <= at && group(a.class) != ActGroup::Neutral)
    {
        let stance = match group(act.class) {
            ActGroup::Refuse | ActGroup::Demand if act.negated => Stance::Unclear,
            ActGroup::Refuse => Stance::Opposes,
            ActGroup::Demand => Stance::Demands,
            _ if act.negated => Stance::Opposes,
            _ if conditional => Stance::Conditional,
            _ if act.class == CueClass::Agree && binding(unit, act) => Stance::Agreed,
            _ => Stance::Supports,
        };
        // "We deplore Norland's refusal" is no refusal of those who speak.
        if !unit.second_hand && !act.party.same_side(&unit.voice) {
            return None;
        }
        let party = if unit.second_hand {
            act.party.clone()
        } else {
            unit.voice.clone()
        };
        return (party != Party::default()).then_some((party, stance, unit.second_hand));
    }
    if let Some(act) = unit
        .act
        .as_ref()
        .filter(|a| a.class == CueClass::Warn && !a.negated)
    {
        let stance = threat(conditional);
        return (act.party != Party::default())
            .then(|| (act.party.clone(), stance, unit.second_hand));
    }
    if unit.second_hand || unit.voice == Party::default() {
        return None;
    }
    let cue = match unit.cue_class {
        CueClass::Agree if unit.binds => Some(Stance::Agreed),
        CueClass::Agree => Some(Stance::Supports),
        CueClass::Promise | CueClass::Praise | CueClass::Confirm => Some(Stance::Supports),
        CueClass::Reject => Some(Stance::Opposes),
        CueClass::Demand => Some(Stance::Demands),
        CueClass::Warn => Some(threat(conditional)),
        _ if unit.disapproves => Some(Stance::Opposes),
        _ => None,
    };
    let stance = cue
        .or_else(|| worded(unit, at))
        .or_else(|| obliges(unit, at))?;
    let stance = if conditional && stance == Stance::Supports {
        Stance::Conditional
    } else {
        stance
    };
    Some((unit.voice.clone(), stance, false))
}

/// Whether an act of agreeing binds: its verb, among the words before its object, or where it is the statement's own, its cue.
fn binding(unit: &Unit, act: &Act) -> bool {
    const VERB: usize = 3;
    let (before, object) = unit.words.split_at(act.object.min(unit.words.len()));
    let verb = &before[before.len().saturating_sub(VERB)..];
    let says_yes = object.first().is_some_and(|w| w.lower == "yes");
    says_yes || binds(verb, object) || before.is_empty() && unit.binds
}

/// What a threat is for or against, only its condition tells.
fn threat(conditional: bool) -> Stance {
    if conditional {
        Stance::Conditional
    } else {
        Stance::Unclear
    }
}

/// What another must do is demanded.
fn obliges(unit: &Unit, at: usize) -> Option<Stance> {
    const REACH: usize = 12;
    let clause = unit.words.iter().take(at.min(REACH));
    let first = clause
        .take_while(|w| !matches!(w.lower.as_str(), "if" | "because" | "which"))
        .position(|w| matches!(w.lower.as_str(), "must" | "should" | "ought"))?;
    let own = unit.words.first().is_some_and(Word::may_mean_speaker);
    let negated = unit.words.get(first + 1).is_some_and(|w| w.lower == "not");
    match (own, negated) {
        (true, _) => None,
        (false, true) => Some(Stance::Opposes),
        (false, false) => Some(Stance::Demands),
    }
}

/// The stance that the words right before the issue tell.
fn worded(unit: &Unit, at: usize) -> Option<Stance> {
    let at = at.min(unit.words.len());
    let before = unit.words.get(at.saturating_sub(6)..at)?;
    let clause = before
        .iter()
        .rposition(|w| w.opens_phrase() || w.lower == "but");
    let before = &before[clause.unwrap_or(0)..];
    let any = |list: &[&str]| before.iter().any(|w| list.contains(&w.lower.as_str()));
    let negated = any(&["not", "never", "no", "cannot", "without"])
        || before.iter().any(|w| w.lower.ends_with("n't"));
    if any(&["against", "oppose", "reject", "veto", "refuse"])
        || (negated
            && any(&[
                "accept", "tolerate", "support", "allow", "have", "want", "be",
            ]))
    {
        Some(Stance::Opposes)
    } else if any(&[
        "need", "needs", "must", "require", "requires", "demand", "insist", "should",
    ]) && !negated
    {
        Some(Stance::Demands)
    } else if any(&[
        "welcome",
        "support",
        "supports",
        "ready",
        "willing",
        "favour",
        "favor",
        "back",
        "committed",
    ]) && !negated
    {
        Some(Stance::Supports)
    } else {
        None
    }
}

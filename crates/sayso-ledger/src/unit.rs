//! Units: what is grouped into claims. A unit is a statement with the parts of its utterance, ready to be compared.

mod clause;
mod nesting;
mod verdict;

use std::collections::BTreeMap;

use sayso_read::{CueClass, Statement, StatementIdx, StatementKind};
use sayso_text::{Article, CleanSpan, DocumentIdx, sentences};

use crate::act::{Act, ActGroup, acts, acts_for, group, is_act_of_will, noun_act, predicate};
use crate::actor::{ActorIdx, Actors, Mention, Party};
use crate::negation::{is_not_before, main_clause, negated_first_sentence};
use crate::party::party_of;
use crate::terms::{TermSet, Vocabulary, Word, is_function_word, words};

use self::clause::is_name_alone;
pub(crate) use self::clause::{asks, asserts, is_clause, is_dependent, is_fragment, is_sentence};
pub(crate) use self::nesting::root;
use self::nesting::{covered, depth, parent, same_source, speaks_for_parent};
pub(crate) use self::verdict::binds;
use self::verdict::{disapproves, judges};

/// Confidence below which the reader's finding is no evidence, for statements of their own and for nested ones.
const TRUSTED: f32 = 0.12;
const TRUSTED_NESTED: f32 = 0.25;
/// Drafts back among which a statement that was read twice is looked for.
const AGAIN: usize = 30;
/// Units from which their mean is taken to be the story's rather than theirs.
const SETTLED: f32 = 10.0;
/// The most bytes that may stand between two parts of one utterance (", the envoy said after the talks, ").
const UTTERANCE_GAP: usize = 90;

/// A proposition as one article gives it.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// The statement whose content this is.
    pub(crate) lead: StatementIdx,
    /// It, the parts of the same utterance, and statements nested in it that say the same.
    pub(crate) statements: Vec<StatementIdx>,
    pub(crate) document: DocumentIdx,
    /// Where its words stand.
    pub(crate) place: Vec<CleanSpan>,
    /// Who voices it: for a nested statement, the one who reports it.
    pub(crate) speaker: Option<ActorIdx>,
    /// The speaker as a party, where anything is known.
    pub(crate) voice: Party,
    /// The content, parts joined by a space.
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    pub(crate) terms: TermSet,
    /// Of these the names, the numbers and the others, weighted by how rare they are in news.
    pub(crate) names: TermSet,
    pub(crate) numbers: TermSet,
    pub(crate) others: TermSet,
    /// Stem numbers of all words, in order.
    pub(crate) sequence: Vec<u32>,
    pub(crate) vector: Vec<f32>,
    /// Denied, rejected, or told with "not" in its first sentence.
    pub(crate) negative: bool,
    /// Whom its first words name, where that is a party: "it" and "we" are who speaks.
    pub(crate) subject: Option<Party>,
    /// The act the content is about.
    pub(crate) act: Option<Act>,
    /// What the act is about.
    pub(crate) object: TermSet,
    /// Its speaker accuses, blames or complains.
    pub(crate) disapproves: bool,
    /// Its speaker accepts or approves it, which binds who does: not "backs", "welcomes", "agrees that it is late".
    pub(crate) binds: bool,
    /// It blames another party, which alone knows what it did.
    pub(crate) accuses: bool,
    /// A party other than the speaker's is said to have acted.
    pub(crate) second_hand: bool,
    /// The outlet itself tells of the act; nobody is given as saying so.
    pub(crate) narrated: bool,
    pub(crate) kind: StatementKind,
    pub(crate) cue_class: CueClass,
    pub(crate) headline: bool,
    /// A headline that tells it on nobody's word.
    pub(crate) bare: bool,
    pub(crate) confidence: f32,
}

impl Unit {
    /// The party whose act is reported, if it is another than the speaker's.
    pub(crate) fn about(&self) -> Option<&Party> {
        let party = &self.act.as_ref()?.party;
        (self.second_hand && *party != Party::default()).then_some(party)
    }

    /// Whether it is a sentence of a report's own, on nobody's word.
    pub(crate) fn is_told(&self) -> bool {
        self.bare && !self.headline
    }

    /// The kind of act the content is about.
    pub(crate) fn kind_of_act(&self) -> Option<ActGroup> {
        self.act.as_ref().map(|a| group(a.class))
    }

    /// Whether the act is of a kind only its party can vouch for.
    pub(crate) fn tells_will(&self) -> bool {
        self.act.as_ref().is_some_and(|a| is_act_of_will(a.class))
    }
}

/// A unit before the vocabulary is known.
struct Draft {
    statements: Vec<StatementIdx>,
    /// Where its words stand.
    place: Vec<CleanSpan>,
    text: String,
    words: Vec<Word>,
    nested: Vec<StatementIdx>,
}

/// The content of a statement, its parts joined by a space.
pub(crate) fn content_text(article: &Article, statement: &Statement) -> String {
    joined(article, &statement.content)
}

fn joined(article: &Article, spans: &[CleanSpan]) -> String {
    let parts: Vec<&str> = spans
        .iter()
        .map(|&span| article.slice(span).trim())
        .collect();
    parts
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The sentences of a statement's content, each a proposition of its own. Those too short to be one go with the sentence
/// before, and a sentence that a cue interrupts ("It will hold," she said, "for a week") stays one.
fn propositions(article: &Article, statement: &Statement) -> Vec<Vec<CleanSpan>> {
    let text = article.text.as_str();
    let says = |spans: &[CleanSpan]| {
        let words = words(&joined(article, spans));
        let n_content = words.iter().filter(|w| w.is_content()).count();
        n_content >= 1 && words.len() >= 4
    };
    let mut found: Vec<Vec<CleanSpan>> = Vec::new();
    for span in &statement.content {
        for (i, sentence) in sentences(text, *span).into_iter().enumerate() {
            let first_letter = article
                .slice(sentence)
                .chars()
                .find(|c| c.is_alphanumeric());
            let begins = i > 0 || !first_letter.is_some_and(char::is_lowercase);
            // "“It will hold.” He alluded to | recent critics".
            let ended = |last: &[CleanSpan]| {
                let words = article.slice(last[last.len() - 1]).trim_end();
                let bare = words.trim_end_matches(['”', '"', '’', '\'', ' ']);
                bare.len() < words.len() && bare.ends_with(['.', '!', '?'])
            };
            match found.last_mut() {
                Some(last) if !((begins || ended(last)) && says(last) && says(&[sentence])) => {
                    last.push(sentence);
                }
                _ => found.push(vec![sentence]),
            }
        }
    }
    found
}

/// Words that put forward nothing: "citing | a person familiar with the matter" tells who said it, "referring to | the vote" what the report takes
/// him to mean, "outlined | some of the details of the talks" of what he spoke.
fn tells_nothing(article: &Article, statement: &Statement) -> bool {
    const LONGEST: usize = 8;
    const OPENS: usize = 5;
    const TOPICS: &[&str] = &[
        "detail",
        "details",
        "information",
        "question",
        "questions",
        "topics",
    ];
    /// Stems of what one does with details.
    const GIVES: &[&str] = &[
        "describ", "disclos", "discuss", "give", "offer", "outlin", "provid", "releas", "reveal",
        "share",
    ];
    let cue = joined(article, &statement.cue).to_lowercase();
    let said = words(&content_text(article, statement));
    let that = said.iter().any(|w| w.lower == "that");
    let cites = matches!(cue.as_str(), "citing" | "quoting") && said.len() <= LONGEST && !that;
    let glosses = matches!(
        cue.as_str(),
        "alluding to" | "in reference to" | "referring to"
    );
    let gives = words(&cue).iter().any(|w| GIVES.contains(&w.stem.as_str()));
    // Nothing but "some of the first" before it.
    let few = |w: &Word| {
        is_function_word(&w.lower) || matches!(w.lower.as_str(), "few" | "first" | "more" | "new")
    };
    let mut opening = said.iter().take(OPENS);
    let topic = opening.position(|w| TOPICS.contains(&w.lower.as_str()));
    let names_topic = topic.is_some_and(|at| {
        let behind = said.get(at + 1);
        let of = behind.is_some_and(|w| matches!(w.lower.as_str(), "about" | "of" | "on"));
        of && said[..at].iter().all(few)
    });
    statement.kind == StatementKind::Indirect && (cites || glosses || gives && names_topic)
}

/// What is turned away without the words for it: "rejected as misleading a report by the agency that | all six were held".
fn without_report(
    article: &Article,
    statement: &Statement,
    mut place: Vec<CleanSpan>,
) -> Vec<CleanSpan> {
    const REPORTS: &[&str] = &[
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "charge",
        "claim",
        "claims",
        "notion",
        "report",
        "reports",
        "rumours",
        "suggestion",
        "suggestions",
    ];
    const REACH: usize = 12;
    let refuses = group(statement.cue_class) == ActGroup::Refuse;
    let Some(first) = place.first_mut().filter(|_| refuses) else {
        return place;
    };
    let split = words(article.slice(*first));
    let named = split
        .iter()
        .take(REACH)
        .position(|w| REPORTS.contains(&w.lower.as_str()));
    let that = named.and_then(|n| {
        let behind = split.iter().enumerate().take(REACH).skip(n + 1);
        behind.into_iter().find(|(_, w)| w.lower == "that")
    });
    if let Some((_, that)) = that
        && that.range.end < first.len()
    {
        *first = CleanSpan::new(first.start().get() + that.range.end, first.end().get());
    }
    place
}

/// The units among some statements of a story, and the vocabulary they are weighed by. In document order.
pub(crate) fn units(
    articles: &[Article],
    statements: &[Statement],
    members: &[StatementIdx],
    actors: &Actors,
) -> (Vec<Unit>, Vocabulary) {
    let candidate = |idx: StatementIdx| {
        let s = &statements[idx.0];
        !s.embedded
            && !is_silence(s)
            && s.confidence >= TRUSTED
            && articles.get(s.document.0).is_some()
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut drafts_of: BTreeMap<StatementIdx, Vec<usize>> = BTreeMap::new();
    let mut ordered: Vec<StatementIdx> =
        members.iter().copied().filter(|&i| candidate(i)).collect();
    // Parents before what is nested in them.
    ordered.sort_by_key(|&i| {
        let s = &statements[i.0];
        (s.document, depth(statements, i), s.extent().start(), i)
    });
    for idx in ordered {
        let statement = &statements[idx.0];
        let article = &articles[statement.document.0];
        let parent = parent(statements, idx);
        let whole = statement.extent();
        let around = parent
            .and_then(|parent| drafts_of.get(&parent))
            .into_iter()
            .flatten()
            .copied()
            .max_by_key(|&at| (covered(&drafts[at].place, whole), std::cmp::Reverse(at)));
        if let (Some(parent), Some(at)) = (parent, around)
            && speaks_for_parent(&drafts[at].place, whole)
        {
            // Read again, a statement may find itself; that is no further evidence.
            if !same_source(&statements[parent.0], statement) {
                drafts[at].nested.push(idx);
            }
            drafts_of.insert(idx, vec![at]);
            continue;
        }
        if statement.nested() && statement.confidence < TRUSTED_NESTED {
            continue;
        }
        // A nested statement that stands outside its parent's content was misread; often it was read once before.
        let again = |d: &Draft| {
            let earlier = &statements[d.statements[0].0];
            earlier.document == statement.document
                && earlier.extent().shared(statement.extent()) * 10 >= statement.extent().len() * 8
        };
        if statement.nested() && parent.is_none() && drafts.iter().rev().take(AGAIN).any(again) {
            continue;
        }
        if let Some(at) = earlier_part(&drafts, statements, article, idx) {
            drafts[at].place.extend(&statement.content);
            drafts[at].text = joined(article, &drafts[at].place);
            drafts[at].words = words(&drafts[at].text);
            drafts[at].statements.push(idx);
            drafts_of.insert(idx, vec![at]);
            continue;
        }
        if tells_nothing(article, statement) {
            continue;
        }
        for place in propositions(article, statement) {
            let place = without_report(article, statement, place);
            let text = joined(article, &place);
            if statement.kind == StatementKind::Indirect && is_name_alone(&words(&text)) {
                continue;
            }
            drafts_of.entry(idx).or_default().push(drafts.len());
            drafts.push(Draft {
                statements: vec![idx],
                words: words(&text),
                place,
                text,
                nested: Vec::new(),
            });
        }
    }
    let mut vocabulary = Vocabulary::default();
    for draft in &drafts {
        vocabulary.add(draft.words.iter().map(|w| w.stem.as_str()));
    }
    let mut found: Vec<Unit> = drafts
        .into_iter()
        .map(|draft| finish(draft, articles, statements, actors, &vocabulary))
        .collect();
    found.sort_by_key(|u| (u.document, statements[u.lead.0].extent().start(), u.lead));
    centre(&mut found);
    ascribe(&mut found);
    (found, vocabulary)
}

/// An act of a party that its own words do not name ("we won a concession") is that of the party of whose decision the
/// same speaker told just before in the same article.
fn ascribe(units: &mut [Unit]) {
    let mut last: Option<(DocumentIdx, Option<ActorIdx>, Party)> = None;
    for unit in units {
        let (document, speaker) = (unit.document, unit.speaker);
        if !unit.second_hand || !unit.tells_will() {
            continue;
        }
        let Some(act) = &mut unit.act else { continue };
        if act.party != Party::default() {
            last = Some((document, speaker, act.party.clone()));
        } else if let Some((_, _, party)) =
            last.as_ref().filter(|l| l.0 == document && l.1 == speaker)
        {
            act.party = party.clone();
        }
    }
}

/// Takes from each vector what all units of the story have in common, so that what is left tells them apart
/// (Mu and Viswanath 2018, "All-but-the-top", the mean only). Few units have little in common that is not theirs.
fn centre(units: &mut [Unit]) {
    let Some(size) = units
        .iter()
        .map(|u| u.vector.len())
        .max()
        .filter(|n| *n > 0)
    else {
        return;
    };
    let mut mean = vec![0.0f32; size];
    let mut n = 0.0f32;
    // What reports tell by themselves does not shift what others say.
    let said = units.iter().filter(|u| !u.is_told());
    for unit in said.filter(|u| u.vector.len() == size) {
        mean.iter_mut().zip(&unit.vector).for_each(|(m, x)| *m += x);
        n += 1.0;
    }
    let share = 1.0 / (n + SETTLED);
    for unit in units.iter_mut().filter(|u| u.vector.len() == size) {
        let shifted: Vec<f32> = unit
            .vector
            .iter()
            .zip(&mean)
            .map(|(x, m)| x - m * share)
            .collect();
        unit.vector = mean_vector([shifted.as_slice()].into_iter());
    }
}

/// Whether a statement reports that a party has not commented, or has not confirmed.
pub(crate) fn is_silence(statement: &Statement) -> bool {
    let unconfirmed = statement.negated && statement.cue_class == CueClass::Confirm;
    statement.no_comment || unconfirmed
}

/// The utterance of which a statement is a further part: “It will hold,” she said, “for a week.”
fn earlier_part(
    drafts: &[Draft],
    statements: &[Statement],
    article: &Article,
    idx: StatementIdx,
) -> Option<usize> {
    let statement = &statements[idx.0];
    let (at, draft) = drafts.iter().enumerate().next_back()?;
    let before = &statements[draft.statements.last()?.0];
    let quoted = |s: &Statement| s.kind != StatementKind::Indirect;
    let same_speaker = match (&before.speaker, &statement.speaker) {
        (Some(a), Some(b)) => a.name == b.name,
        _ => true,
    };
    if before.document != statement.document
        || before.parent != statement.parent
        || !same_speaker
        || !quoted(before)
        || !quoted(statement)
    {
        return None;
    }
    let (from, to) = (
        before.content.last()?.end().get(),
        statement.content.first()?.start().get(),
    );
    let gap = article.text.as_str().get(from..to)?;
    if gap.len() > UTTERANCE_GAP || gap.contains('\n') {
        return None;
    }
    let (text, next) = (
        draft.text.trim_end_matches(['”', '"', '’', '\'']),
        content_text(article, statement),
    );
    let goes_on = !text.ends_with(['.', '!', '?'])
        && next
            .trim_start_matches(['“', '"', '‘', '\'', ' '])
            .chars()
            .next()
            .is_some_and(char::is_lowercase);
    let fragment = |words: &[Word]| words.iter().filter(|w| w.is_content()).count() < 3;
    (goes_on || fragment(&draft.words) || fragment(&words(&next))).then_some(at)
}

fn finish(
    draft: Draft,
    articles: &[Article],
    statements: &[Statement],
    actors: &Actors,
    vocabulary: &Vocabulary,
) -> Unit {
    let Draft {
        statements: parts,
        text,
        words: split,
        nested,
        place,
    } = draft;
    let lead = parts[0];
    let statement = &statements[lead.0];
    let article = &articles[statement.document.0];
    let root = root(statements, lead);
    let speaker = actors.speaker(root);
    let voice = speaker.map_or_else(
        || voice_as_written(articles, &statements[root.0], actors),
        |s| actors.party(s),
    );
    let speaker = speaker.or(voice.actor.map(ActorIdx));
    let actor = voice.clone();
    let narrated = is_narrated(article, statement, &split);
    let (speaker, voice) = if narrated {
        (None, Party::default())
    } else {
        (speaker, voice)
    };
    let mentions = actors.mentions(&text, &split);
    let subject = subject(&split, &mentions, &actor);
    let mut found = acts(&split, &mentions, Some(&voice));
    // "It would not accept more refugees": what who speaks will do.
    if found.is_empty() && voice != Party::default() {
        let speaks = subject.as_ref() == Some(&voice);
        let act = if speaks {
            own_act(&split, &voice)
        } else {
            None
        };
        found.extend(act.or_else(|| noun_act(&split, &voice)));
    }
    // A statement nested in this one, or reported by another, is an act of its own speaker.
    let mut reported: Vec<StatementIdx> = nested.clone();
    if root != lead {
        reported.insert(0, lead);
    }
    for &idx in &reported {
        if let Some(act) = act_of_nested(idx, lead, &text, &split, articles, statements, actors)
            && !found
                .iter()
                .any(|a| a.party.same_side(&act.party) && group(a.class) != ActGroup::Neutral)
        {
            found.insert(0, act);
        }
    }
    // Who rejects, accepts or demands a thing decides himself, whatever the thing is.
    let decides = matches!(
        statement.cue_class,
        CueClass::Agree
            | CueClass::Reject
            | CueClass::Demand
            | CueClass::Promise
            | CueClass::Praise
    );
    let own = (decides && root == lead && actor != Party::default()).then(|| Act {
        party: actor.clone(),
        class: statement.cue_class,
        negated: statement.negated,
        object: 0,
    });
    let will = found.iter().find(|a| is_act_of_will(a.class));
    let act = own.or_else(|| will.or(found.first()).cloned());
    // Somebody whom nobody knows speaks for the party only if the words say so ("its spokesman").
    let other_voice = voice != Party::default() || is_somebody_else(article, &statements[root.0]);
    // What a ship or a street does, anybody can see.
    let is_agent = |p: &Party| {
        p.actor.is_some()
            || p.side
                .as_deref()
                .is_some_and(|side| party_of(side).is_some())
    };
    let of_other =
        |a: &Act| !a.party.same_side(&voice) && (is_act_of_will(a.class) || is_agent(&a.party));
    let accuses = disapproves(article, statement)
        && mentions.first().is_some_and(|m| {
            m.words.start == 0 && !m.party.same_side(&voice) && m.party != Party::default()
        });
    let second_hand = narrated
        || unnamed_source(article, &statements[root.0]).is_some()
        || other_voice && !judges(&split) && act.as_ref().is_some_and(of_other);
    let object = act.as_ref().map_or_else(TermSet::default, |a| {
        let rest = split.get(a.object..).unwrap_or(&[]);
        TermSet::new(
            rest.iter()
                .enumerate()
                .take_while(|(i, w)| *i == 0 || !w.opens_sentence())
                .map(|(_, w)| w),
            vocabulary,
        )
    });
    let denied = matches!(group(statement.cue_class), ActGroup::Refuse);
    let act_negated = !decides
        && act
            .as_ref()
            .is_some_and(|a| a.negated || (group(a.class) == ActGroup::Refuse));
    // "did not say how" denies nothing; "did not believe" and "did not confirm" do.
    let negated =
        statement.negated && !matches!(statement.cue_class, CueClass::Say | CueClass::Other);
    // "Promised him no job would go": the "no" is of what was promised, unless it follows the verb at once.
    let told_of = act
        .as_ref()
        .filter(|a| is_act_of_will(a.class) && a.object > 0);
    let asserted = told_of.map_or(&split[..], |a| &split[..split.len().min(a.object + 1)]);
    let negated_itself = negated_first_sentence(asserted) && !is_not_before(&split);
    let negative = denied ^ negated ^ (act_negated || negated_itself);
    let mut all = parts.clone();
    all.extend(&nested);
    all.sort_unstable();
    let [names, numbers, others] = TermSet::by_kind(&split, vocabulary);
    Unit {
        names,
        numbers,
        others,
        lead,
        document: statement.document,
        speaker,
        voice,
        terms: if negative {
            TermSet::new(main_clause(&split), vocabulary)
        } else {
            TermSet::new(split.iter(), vocabulary)
        },
        sequence: split
            .iter()
            .filter_map(|w| vocabulary.id(&w.stem))
            .collect(),
        vector: mean_vector(
            parts
                .iter()
                .flat_map(|p| &statements[p.0].vectors)
                .filter(|v| covered(&place, v.span) > 0)
                .map(|v| v.vector.as_slice()),
        ),
        place,
        negative,
        subject,
        disapproves: disapproves(article, statement),
        binds: binds(&words(&joined(article, &statement.cue)), &split),
        accuses,
        act,
        object,
        second_hand,
        narrated,
        kind: statement.kind,
        cue_class: statement.cue_class,
        headline: statement.headline
            || article
                .title_span()
                .is_some_and(|t| t.contains(statement.extent())),
        bare: statement.is_told(),
        confidence: statement.confidence,
        statements: all,
        text,
        words: split,
    }
}

/// The act of will that a content tells of its speaker, who is "it" or "they" in it.
fn own_act(split: &[Word], voice: &Party) -> Option<Act> {
    let first = split.iter().position(|w| w.lower != "that")?;
    let speaks = split[first].may_mean_speaker();
    let act = predicate(split, first + 1, voice).filter(|_| speaks)?;
    is_act_of_will(act.class).then_some(act)
}

/// The party that a content begins with; a pronoun there is who speaks.
fn subject(split: &[Word], mentions: &[Mention], voice: &Party) -> Option<Party> {
    let first = split.iter().position(|w| w.lower != "that")?;
    let named = mentions
        .iter()
        .find(|m| m.words.start <= first + 1 && m.words.end > first);
    if let Some(mention) = named {
        let is_owner = split[mention.words.end - 1].possessive;
        let follows = mention.words.start == first || split[first].lower == "the";
        return Some(mention.party.clone()).filter(|_| follows && !is_owner);
    }
    let speaks = split[first].may_mean_speaker();
    (speaks && *voice != Party::default()).then(|| voice.clone())
}

/// Whether a source that is only described is another than the party that its statement tells of.
fn is_somebody_else(article: &Article, statement: &Statement) -> bool {
    const OWN: &[&str] = &[
        "it", "its", "their", "his", "her", "he", "she", "they", "company",
    ];
    source_text(article, statement).is_some_and(|source| {
        let split = words(&source);
        !split.iter().any(|w| {
            OWN.contains(&w.lower.as_str()) || w.lower.starts_with("spokes") || acts_for(&w.lower)
        })
    })
}

/// What a source is called of whom nobody is to know who it is, by its words with meaning: "a person familiar with the matter".
/// What such a source tells, others have done.
pub(crate) fn unnamed_source(article: &Article, statement: &Statement) -> Option<String> {
    const HEADS: &[&str] = &[
        "insider", "insiders", "people", "person", "source", "sources",
    ];
    let split = words(&source_text(article, statement)?);
    let head = split.iter().find(|w| w.is_content())?;
    let plain = split.iter().enumerate().all(|(i, w)| i == 0 || !w.capital);
    // "The person", "the people" refer back or are a whole nation.
    let known = |w: &str| matches!(w, "people" | "person") && split.len() < 3;
    let named = HEADS.contains(&head.lower.as_str()) && plain && !known(&head.lower);
    let said = split.iter().filter(|w| w.is_content());
    named.then(|| said.map(|w| w.stem.as_str()).collect::<Vec<_>>().join(" "))
}

/// Whether a statement is the outlet's own telling of an agreement ("Norland has agreed to open the gate"): its source
/// is whose act it is, and not who says so.
fn is_narrated(article: &Article, statement: &Statement, split: &[Word]) -> bool {
    if statement.is_told() {
        return true;
    }
    let infinitive = split.first().is_some_and(|w| w.lower == "to");
    let cue: String = statement
        .cue
        .iter()
        .map(|&c| article.slice(c))
        .collect::<Vec<_>>()
        .join(" ");
    let accepts = words(&cue)
        .iter()
        .any(|w| matches!(w.stem.as_str(), "accept" | "agre" | "conced" | "consent"));
    !statement.nested()
        && statement.cue_class == CueClass::Agree
        && statement.kind == StatementKind::Indirect
        && (infinitive || accepts)
}

/// The source as written: its last line, since a source never spans paragraphs; `None` where it is only a pronoun.
pub(crate) fn source_text(article: &Article, statement: &Statement) -> Option<String> {
    let written: Vec<&str> = statement.source.iter().map(|&s| article.slice(s)).collect();
    let line = written
        .join(" ")
        .lines()
        .last()
        .unwrap_or("")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // "Norland, the northern neighbour,": what follows the comma tells of the source, and does not name it.
    let name = line
        .split([',', ';'])
        .next()
        .unwrap_or("")
        .trim()
        .to_owned();
    (words(&name).iter().any(Word::is_content) && name.len() <= 100).then_some(name)
}

/// What the source words of an unresolved speaker tell: "European officials" have a side, "he" has none.
fn voice_as_written(articles: &[Article], statement: &Statement, actors: &Actors) -> Party {
    let Some(written) = articles
        .get(statement.document.0)
        .and_then(|a| source_text(a, statement))
    else {
        return Party::default();
    };
    let split = words(&written);
    let mentions = actors.mentions(&written, &split);
    // "Norland's envoy Tessa Marlow" ends with the name of who speaks; "an aide to Marlow" is not she.
    let head = mentions
        .iter()
        .rev()
        .find(|m| m.words.end == split.len() && m.party.actor.is_some());
    let before = head.map_or(&[][..], |m| &split[..m.words.start]);
    let governed = before
        .iter()
        .any(|w| is_function_word(&w.lower) && w.lower != "the");
    let found = if governed {
        mentions.first().map(|m| Party {
            actor: None,
            ..m.party.clone()
        })
    } else {
        head.or(mentions.first()).map(|m| m.party.clone())
    };
    found.unwrap_or_default()
}

/// The act that a nested statement is: its speaker said, agreed or denied its content.
fn act_of_nested(
    idx: StatementIdx,
    lead: StatementIdx,
    text: &str,
    split: &[Word],
    articles: &[Article],
    statements: &[Statement],
    actors: &Actors,
) -> Option<Act> {
    let nested = &statements[idx.0];
    let article = articles.get(nested.document.0)?;
    // "the union behind the strike": who is only described may be named elsewhere, or be who speaks.
    let own = actors.speaker(root(statements, lead));
    let named = actors
        .speaker(idx)
        .filter(|a| Some(*a) == own || !actors.get(*a).name.starts_with(char::is_lowercase));
    let party = match named {
        Some(actor) => actors.party(actor),
        None => voice_as_written(articles, nested, actors),
    };
    // "the two sides", "both leaders": whose act that is, nobody can tell.
    let described = party.side.is_none()
        && (named.is_none() || named != own)
        && actors
            .party_name(&party)
            .is_none_or(|n| n.starts_with(char::is_lowercase));
    if described {
        return None;
    }
    let object = if idx == lead {
        0
    } else {
        let inner = content_text(article, nested);
        let first: String = inner.chars().take(24).collect();
        let from = text.find(first.as_str())?;
        split.iter().position(|w| w.range.start >= from)?
    };
    // "Norland announced that it would withdraw": what it says is a promise.
    let inner = words(&content_text(article, nested));
    if !is_act_of_will(nested.cue_class)
        && let Some(act) = own_act(&inner, &party)
    {
        return Some(Act {
            object: object + act.object,
            ..act
        });
    }
    Some(Act {
        party,
        class: nested.cue_class,
        negated: nested.negated,
        object,
    })
}

/// The unit vector in the mean direction of some vectors; empty where none is given.
pub(crate) fn mean_vector<'a>(vectors: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
    let mut sum: Vec<f32> = Vec::new();
    for vector in vectors.filter(|v| !v.is_empty()) {
        if sum.is_empty() {
            sum = vector.to_vec();
        } else if sum.len() == vector.len() {
            sum.iter_mut().zip(vector).for_each(|(a, b)| *a += b);
        }
    }
    let norm = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    if norm > 0.0 && norm.is_finite() {
        sum.iter_mut().for_each(|x| *x /= norm);
        sum
    } else {
        Vec::new()
    }
}

//! Units: what is grouped into claims. A unit is a statement with the parts of its utterance, ready to be compared.

use std::collections::BTreeMap;

use sayso_read::{CueClass, Statement, StatementIdx, StatementKind};
use sayso_text::{Article, CleanSpan, DocumentIdx};

use crate::act::{Act, ActGroup, acts, group, is_act_of_will};
use crate::actor::{ActorIdx, Actors, Party};
use crate::terms::{TermSet, Vocabulary, Word, is_function_word, words};

/// The largest part of a parent's content, in bytes, that a nested statement may leave over and still be the same unit.
const NESTED_SHARE: f64 = 0.5;
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
    /// Who voices it: for a nested statement, the one who reports it.
    pub(crate) speaker: Option<ActorIdx>,
    /// The speaker as a party, where anything is known.
    pub(crate) voice: Party,
    /// The content, parts joined by a space.
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    pub(crate) terms: TermSet,
    /// Stem numbers of all words, in order.
    pub(crate) sequence: Vec<u32>,
    pub(crate) vector: Vec<f32>,
    /// Denied, rejected, or told with "not" in its first sentence.
    pub(crate) negative: bool,
    /// The act the content is about.
    pub(crate) act: Option<Act>,
    /// What the act is about.
    pub(crate) object: TermSet,
    /// A party other than the speaker's is said to have acted.
    pub(crate) second_hand: bool,
    pub(crate) kind: StatementKind,
    pub(crate) cue_class: CueClass,
    pub(crate) headline: bool,
    pub(crate) confidence: f32,
}

impl Unit {
    /// The party whose act is reported, if it is another than the speaker's.
    pub(crate) fn about(&self) -> Option<&Party> {
        let party = &self.act.as_ref()?.party;
        (self.second_hand && *party != Party::default()).then_some(party)
    }

    /// Whether the act is of a kind only its party can vouch for.
    pub(crate) fn tells_will(&self) -> bool {
        self.act.as_ref().is_some_and(|a| is_act_of_will(a.class))
    }
}

/// A unit before the vocabulary is known.
struct Draft {
    statements: Vec<StatementIdx>,
    text: String,
    words: Vec<Word>,
    nested: Vec<StatementIdx>,
}

/// The content of a statement, its parts joined by a space.
pub(crate) fn content_text(article: &Article, statement: &Statement) -> String {
    let parts: Vec<&str> = statement
        .content
        .iter()
        .map(|&span| article.slice(span).trim())
        .collect();
    parts
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
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
        !s.embedded && !s.no_comment && articles.get(s.document.0).is_some()
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut draft_of: BTreeMap<StatementIdx, usize> = BTreeMap::new();
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
        if let Some(parent) = statement.parent.filter(|p| draft_of.contains_key(p))
            && speaks_for_parent(&statements[parent.0], statement)
        {
            let at = draft_of[&parent];
            drafts[at].nested.push(idx);
            draft_of.insert(idx, at);
            continue;
        }
        if let Some(at) = earlier_part(&drafts, statements, article, idx) {
            let text = content_text(article, statement);
            drafts[at].text = format!("{} {text}", drafts[at].text);
            drafts[at].words = words(&drafts[at].text);
            drafts[at].statements.push(idx);
            draft_of.insert(idx, at);
            continue;
        }
        let text = content_text(article, statement);
        let split = words(&text);
        draft_of.insert(idx, drafts.len());
        drafts.push(Draft {
            statements: vec![idx],
            text,
            words: split,
            nested: Vec::new(),
        });
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
    (found, vocabulary)
}

fn depth(statements: &[Statement], mut idx: StatementIdx) -> usize {
    let mut depth = 0;
    // A chain of parents is never longer than the list; a loop would be.
    while let Some(parent) = statements.get(idx.0).and_then(|s| s.parent)
        && depth < 16
    {
        idx = parent;
        depth += 1;
    }
    depth
}

/// Whether what is nested is the parent's point: its content is at least half of the parent's.
fn speaks_for_parent(parent: &Statement, child: &Statement) -> bool {
    let size = |s: &Statement| s.content.iter().map(|c| c.len()).sum::<usize>() as f64;
    let whole = child.extent();
    let covered: usize = parent.content.iter().map(|c| overlap(*c, whole)).sum();
    covered as f64 >= NESTED_SHARE * size(parent)
}

fn overlap(a: CleanSpan, b: CleanSpan) -> usize {
    a.end()
        .min(b.end())
        .get()
        .saturating_sub(a.start().max(b.start()).get())
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
    let mentions = actors.mentions(&text, &split);
    let mut found = acts(&split, &mentions, Some(&voice));
    // A statement nested in this one, or reported by another, is an act of its own speaker.
    let mut reported: Vec<StatementIdx> = nested.clone();
    if statement.nested() {
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
    let will = found.iter().find(|a| is_act_of_will(a.class));
    let act = will.or(found.first()).cloned();
    let known_voice = voice != Party::default();
    let second_hand = known_voice && act.as_ref().is_some_and(|a| !a.party.same_side(&voice));
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
    let act_negated = act
        .as_ref()
        .is_some_and(|a| a.negated || (group(a.class) == ActGroup::Refuse));
    let negative = denied ^ statement.negated ^ (act_negated || negated_first_sentence(&split));
    let mut all = parts.clone();
    all.extend(&nested);
    all.sort_unstable();
    Unit {
        lead,
        document: statement.document,
        speaker,
        voice,
        terms: TermSet::new(split.iter(), vocabulary),
        sequence: split
            .iter()
            .filter_map(|w| vocabulary.id(&w.stem))
            .collect(),
        vector: mean_vector(parts.iter().map(|p| statements[p.0].vector.as_slice())),
        negative,
        act,
        object,
        second_hand,
        kind: statement.kind,
        cue_class: statement.cue_class,
        headline: statement.headline
            || article
                .title_span()
                .is_some_and(|t| t.contains(statement.extent())),
        confidence: statement.confidence,
        statements: all,
        text,
        words: split,
    }
}

/// The statement that no other one contains.
pub(crate) fn root(statements: &[Statement], mut idx: StatementIdx) -> StatementIdx {
    for _ in 0..16 {
        match statements
            .get(idx.0)
            .and_then(|s| s.parent)
            .filter(|p| p.0 < statements.len())
        {
            Some(parent) => idx = parent,
            None => break,
        }
    }
    idx
}

/// What the source words of an unresolved speaker tell: "European officials" have a side, "he" has none.
fn voice_as_written(articles: &[Article], statement: &Statement, actors: &Actors) -> Party {
    let Some(article) = articles.get(statement.document.0) else {
        return Party::default();
    };
    let written = statement
        .source
        .iter()
        .map(|&s| article.slice(s))
        .collect::<Vec<_>>()
        .join(" ");
    let split = words(&written);
    actors
        .mentions(&written, &split)
        .into_iter()
        .next()
        .map(|m| m.party)
        .unwrap_or_default()
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
    let party = match actors.speaker(idx) {
        Some(actor) => actors.party(actor),
        None => voice_as_written(articles, nested, actors),
    };
    if party == Party::default() {
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
    Some(Act {
        party,
        class: nested.cue_class,
        negated: nested.negated,
        object,
    })
}

fn negated_first_sentence(split: &[Word]) -> bool {
    let first = split
        .iter()
        .enumerate()
        .take_while(|(i, w)| *i == 0 || !w.opens_sentence())
        .map(|(_, w)| w.lower.as_str());
    let first: Vec<&str> = first.collect();
    first.iter().enumerate().any(|(i, w)| {
        let next = first.get(i + 1).copied().unwrap_or("");
        match *w {
            "not" => next != "only" && next != "just",
            "no" => next != "longer" && next != "more",
            "never" | "neither" | "none" | "nothing" | "nobody" | "cannot" => true,
            other => other.ends_with("n't"),
        }
    })
}

/// The unit vector in the mean direction of some vectors; empty where none is given.
fn mean_vector<'a>(vectors: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
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

/// Whether a unit says too little to be a claim on its own.
pub(crate) fn is_fragment(unit: &Unit) -> bool {
    let content = unit.words.iter().filter(|w| w.is_content()).count();
    let anchored = unit
        .words
        .iter()
        .any(|w| !is_function_word(&w.lower) && w.lower.len() > 3);
    content < 3 || unit.words.len() < 4 || !anchored
}

//! With which words a claim is shown.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{CueClass, Statement, StatementIdx, StatementKind};
use sayso_text::{Article, CleanSpan, DocumentIdx};

use crate::act::{ActGroup, group};
use crate::actor::Party;
use crate::conflict::rewording;
use crate::ledger::Variant;
use crate::terms::Word;
use crate::unit::{Unit, is_clause, is_dependent, is_sentence};

/// Bytes between a subject and its verb ("has repeatedly") within which a claim that is no sentence by itself is shown with both.
const SUBJECT_GAP: usize = 30;
/// What it counts for that other reports say all of a wording.
const ORNAMENT: f32 = 0.6;
/// Bytes that verb and subject may add.
const MOST_ADDED: usize = 160;

/// "Accepted the plan": which that is, only what stands around it tells.
fn tells_no_matter(unit: &Unit) -> bool {
    const MATTERS: [&str; 9] = [
        "agreement",
        "deal",
        "decision",
        "idea",
        "move",
        "offer",
        "plan",
        "proposal",
        "terms",
    ];
    unit.words.windows(2).any(|pair| {
        let definite = matches!(pair[0].lower.as_str(), "the" | "that" | "this");
        definite && MATTERS.contains(&pair[1].lower.as_str())
    })
}

/// The unit whose words stand for the claim: a full clause of readable length, in the reporter's words where there is a
/// choice, that names the party and the matter it is about, says what the others say and little beyond, and that the reader was sure of.
pub(super) fn representative(units: &[Unit], group: &[usize]) -> usize {
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
        let sentence = if is_sentence(unit) { 0.15 } else { 0.0 };
        let dependent = if is_dependent(unit) { -0.6 } else { 0.0 };
        // "He", "they": a reader of the claim alone does not know who that is.
        let points = unit.words.first().is_some_and(Word::points_back);
        let points = if points { -0.2 } else { 0.0 };
        let points = if tells_no_matter(unit) {
            points - 0.2
        } else {
            points
        };
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
        // What one report adds to it, the others do not bear out.
        let borne_out = ORNAMENT * borne_out(units, group, i);
        let form = length + kind + clause + sentence + dependent + points + headline + nested;
        form + central + borne_out + about + 0.5 * unit.confidence
    };
    let best = group
        .iter()
        .map(|i| (score(i), *i))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.map_or(group[0], |b| b.1)
}

/// How much of a unit's words the other documents of the group have: the mean of the most that a unit of each has; 0 where there are fewer than
/// two others.
fn borne_out(units: &[Unit], group: &[usize], i: usize) -> f32 {
    let mut shares: BTreeMap<DocumentIdx, f32> = BTreeMap::new();
    for &j in group
        .iter()
        .filter(|&&j| units[j].document != units[i].document)
    {
        let share = shares.entry(units[j].document).or_default();
        *share = share.max(units[i].terms.covered_by(&units[j].terms));
    }
    // Of two reports the shorter would always bear the longer out less.
    if shares.len() < 2 {
        return 0.0;
    }
    shares.values().sum::<f32>() / shares.len() as f32
}

/// The content; where it is no sentence by itself ("a truce"), from the source before it on ("The envoy called for a truce"), or up to the
/// verb behind it ("A truce was announced").
pub(crate) fn claim_text(articles: &[Article], statements: &[Statement], unit: &Unit) -> String {
    let statement = &statements[unit.lead.0];
    let article = &articles[unit.document.0];
    let refusing = group(statement.cue_class) == ActGroup::Refuse || statement.negated;
    let demanding = matches!(
        statement.cue_class,
        CueClass::Demand | CueClass::Praise | CueClass::Promise | CueClass::Agree
    );
    let whole = (refusing || demanding || !stands_alone(article, statement, unit))
        .then(|| with_verb(article, statement, unit))
        .flatten();
    if let Some(whole) = whole {
        return whole;
    }
    // "said that the gate is open": what is told begins after "that".
    let text = unquoted(&unit.text);
    let text = text.strip_prefix("that ").unwrap_or(text);
    text.trim_end_matches([',', ';', ' ']).to_owned()
}

/// Whether the content is read as a sentence: by its words, or because it is simply said.
fn stands_alone(article: &Article, statement: &Statement, unit: &Unit) -> bool {
    const PLAIN: &[&str] = &[
        "added",
        "according",
        "said",
        "say",
        "saying",
        "says",
        "tell",
        "tells",
        "told",
    ];
    let opens = unit.words.first().map(|w| w.lower.as_str());
    let cue = statement.cue.first().map_or("", |cue| article.slice(*cue));
    let simply_said = cue
        .split(' ')
        .any(|word| PLAIN.contains(&word.to_lowercase().as_str()));
    let quoted = unit.kind == StatementKind::Direct;
    is_clause(unit) && (quoted || simply_said || opens == Some("that") || is_sentence(unit))
}

/// The words of a unit with the verb that they hang on, and its subject, as they stand in one sentence.
fn with_verb(article: &Article, statement: &Statement, unit: &Unit) -> Option<String> {
    let (cue, first, last) = (
        *statement.cue.first()?,
        *unit.place.first()?,
        *unit.place.last()?,
    );
    let gap = |from: CleanSpan, to: CleanSpan| to.start().get().checked_sub(from.end().get());
    let near = |found: Option<usize>| found.is_some_and(|gap| gap <= SUBJECT_GAP);
    let span = if near(gap(cue, first)) && first.start() <= statement.content[0].start() {
        let is_subject = |source: &&CleanSpan| {
            let gap = gap(**source, cue);
            gap.is_some_and(|gap| unit.narrated || gap <= SUBJECT_GAP)
                && !matches!(article.slice(**source), "who" | "which" | "that")
        };
        let subject = statement.source.last().filter(is_subject);
        subject.copied().unwrap_or(cue).cover(cue).cover(last)
    } else if near(gap(last, cue)) && is_passive(article.slice(cue)) {
        let agent = statement
            .source
            .first()
            .filter(|agent| near(gap(cue, **agent)));
        first.cover(agent.copied().unwrap_or(cue))
    } else {
        return None;
    };
    let text = article.slice(span);
    let fits = span.len() < unit.text.len() + MOST_ADDED && !text.contains('\n');
    fits.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// "was announced", "has been accused of".
fn is_passive(cue: &str) -> bool {
    let mut words = cue.split(' ');
    words.any(|word| {
        matches!(
            word,
            "am" | "are" | "be" | "been" | "being" | "is" | "was" | "were"
        )
    })
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
pub(super) fn variants(articles: &[Article], units: &[Unit], group: &[usize]) -> Vec<Variant> {
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

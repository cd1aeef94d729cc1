//! Who made an utterance, where one article names him and another only says "he said".

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{Statement, StatementIdx, StatementKind};
use sayso_text::{Article, DocumentIdx};

use crate::actor::ActorIdx;
use crate::terms::words;
use crate::unit::{content_text, source_text};

/// Quoted words in a row that make two quotations one utterance.
const RUN: usize = 8;

/// For statements whose source is a pronoun: the actor to whom the articles that name one give the same quoted words, where those
/// articles agree. Against what the article itself tells, two articles must name another. `name`: what an actor is called.
pub(crate) fn named_elsewhere<'a>(
    articles: &[Article],
    statements: &[Statement],
    members: &[StatementIdx],
    speaker: impl Fn(StatementIdx) -> Option<ActorIdx>,
    name: impl Fn(ActorIdx) -> &'a str,
) -> Vec<(StatementIdx, ActorIdx)> {
    let mut named: BTreeMap<Vec<String>, BTreeSet<(ActorIdx, DocumentIdx)>> = BTreeMap::new();
    let mut unnamed: Vec<(StatementIdx, Vec<Vec<String>>)> = Vec::new();
    for &idx in members {
        let statement = &statements[idx.0];
        let Some(article) = articles.get(statement.document.0) else {
            continue;
        };
        if statement.kind == StatementKind::Indirect || statement.nested() {
            continue;
        }
        let split: Vec<String> = words(&content_text(article, statement))
            .into_iter()
            .map(|w| w.lower)
            .collect();
        let runs = split.windows(RUN).map(<[String]>::to_vec);
        match (source_text(article, statement), speaker(idx)) {
            // "The minister" is no name.
            (Some(source), Some(actor)) if is_called(&source, name(actor)) => {
                for run in runs {
                    let by = (actor, statement.document);
                    named.entry(run).or_default().insert(by);
                }
            }
            (None, _) if !statement.source.is_empty() => unnamed.push((idx, runs.collect())),
            _ => {}
        }
    }
    unnamed
        .into_iter()
        .filter_map(|(idx, runs)| {
            let told = runs.iter().filter_map(|r| named.get(r)).flatten();
            let told: BTreeSet<(ActorIdx, DocumentIdx)> = told.copied().collect();
            let (only, _) = *told.first()?;
            let agree = told.iter().all(|(actor, _)| *actor == only);
            let own = speaker(idx).filter(|own| *own != only);
            (agree && (own.is_none() || told.len() >= 2)).then_some((idx, only))
        })
        .collect()
}

/// Whether the words of a source hold the last word of a name.
fn is_called(source: &str, name: &str) -> bool {
    let last = words(name).pop();
    last.is_some_and(|last| words(source).iter().any(|w| w.lower == last.lower))
}

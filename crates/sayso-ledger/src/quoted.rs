//! Who made an utterance, where one article names him and another only says "he said".

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{Statement, StatementIdx, StatementKind};
use sayso_text::Article;

use crate::actor::ActorIdx;
use crate::terms::words;
use crate::unit::{content_text, source_text};

/// Quoted words in a row that make two quotations one utterance.
const RUN: usize = 8;

/// For statements whose source is a pronoun: the actor to whom the articles that name one give the same quoted words,
/// where those articles agree.
pub(crate) fn named_elsewhere(
    articles: &[Article],
    statements: &[Statement],
    members: &[StatementIdx],
    speaker: impl Fn(StatementIdx) -> Option<ActorIdx>,
) -> Vec<(StatementIdx, ActorIdx)> {
    let mut named: BTreeMap<Vec<String>, BTreeSet<ActorIdx>> = BTreeMap::new();
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
            (Some(_), Some(actor)) => {
                for run in runs {
                    named.entry(run).or_default().insert(actor);
                }
            }
            (None, _) if !statement.source.is_empty() => unnamed.push((idx, runs.collect())),
            _ => {}
        }
    }
    unnamed
        .into_iter()
        .filter_map(|(idx, runs)| {
            let actors: BTreeSet<ActorIdx> = runs
                .iter()
                .filter_map(|r| named.get(r))
                .flatten()
                .copied()
                .collect();
            let only = actors.first().filter(|_| actors.len() == 1)?;
            Some((idx, *only))
        })
        .collect()
}

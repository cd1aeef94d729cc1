//! All steps from statements and lineage to the ledger, in order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, OriginIdx};

use crate::actor::Actors;
use crate::anchor::{anchors, mend};
use crate::borrowed::borrowed;
use crate::claim::{Evidence, claims, rank, shown};
use crate::conflict::{dates, numbers, wordings};
use crate::denial::denials;
use crate::issue::issues;
use crate::label::origin_labels;
use crate::ledger::{Conflict, Ledger, Story};
use crate::list::ActorList;
use crate::origin::{remarks, retellings};
use crate::outlet::outlet_views;
use crate::pair::{N_PAIR, compared};
use crate::position::positions;
use crate::story::{date, matters, title};
use crate::timeline::timeline;
use crate::unit::{Unit, is_silence, units};

/// Joins statements and lineage. The statements come back with their times mended by what other reports tell, in the
/// same order; every index in the ledger points into that list, into `articles` and into the lineage's origins.
#[must_use]
pub fn reconcile(
    articles: &[Article],
    mut statements: Vec<Statement>,
    lineage: &Lineage,
    list: &ActorList,
) -> (Vec<Statement>, Ledger) {
    let mut found = Vec::new();
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    for (documents, members) in matters_with_statements(articles, &statements, lineage) {
        let anchors = anchors(articles, &documents, lineage);
        mend(articles, &mut statements, &members, &anchors);
        let actors = Actors::find(articles, &documents, &statements, &members, list);
        for &idx in &members {
            if let Some(actor) = actors.speaker(idx) {
                names.insert(idx.0, actors.get(actor).name.clone());
            }
        }
        found.push(story(
            articles,
            &statements,
            lineage,
            documents,
            &members,
            &actors,
            &anchors,
        ));
    }
    let labels = origin_labels(&statements, lineage, |i| names.get(&i).cloned());
    // Claims, conflicts and positions are built from statements, so that each has some; were one without, it could not
    // be shown.
    let ledger = Ledger::new(found, labels).unwrap_or_default();
    (statements, ledger)
}

/// The numbers by which two units are compared ([`N_PAIR`] of them), for each pair of places in articles (in bytes of their text) at which
/// the units begin; `None` where none begins, or the two are of different stories. For the training of the weights.
#[must_use]
pub fn compared_units(
    articles: &[Article],
    statements: &[Statement],
    lineage: &Lineage,
    pairs: &[[(DocumentIdx, usize); 2]],
) -> Vec<Option<[f32; N_PAIR]>> {
    let mut found = vec![None; pairs.len()];
    for (documents, members) in matters_with_statements(articles, statements, lineage) {
        let list = ActorList::default();
        let actors = Actors::find(articles, &documents, statements, &members, &list);
        let (units, _) = units(articles, statements, &members, &actors);
        let at = |(document, start): (DocumentIdx, usize)| {
            let begins = |u: &&Unit| u.document == document && u.place[0].start().get() == start;
            units.iter().find(begins)
        };
        for (numbers, [a, b]) in found.iter_mut().zip(pairs) {
            if let (Some(a), Some(b)) = (at(*a), at(*b)) {
                *numbers = Some(compared(a, b));
            }
        }
    }
    found
}

/// The articles of each story, with their statements.
fn matters_with_statements(
    articles: &[Article],
    statements: &[Statement],
    lineage: &Lineage,
) -> Vec<(Vec<DocumentIdx>, Vec<StatementIdx>)> {
    let mut members_of: BTreeMap<DocumentIdx, Vec<StatementIdx>> = BTreeMap::new();
    for (i, statement) in statements.iter().enumerate() {
        let of_document = members_of.entry(statement.document).or_default();
        of_document.push(StatementIdx(i));
    }
    let with_statements = |documents: Vec<DocumentIdx>| {
        let members = documents.iter().filter_map(|d| members_of.get(d));
        let members = members.flatten().copied().collect();
        (documents, members)
    };
    let stories = matters(articles, lineage).into_iter();
    stories.map(with_statements).collect()
}

fn story(
    articles: &[Article],
    statements: &[Statement],
    lineage: &Lineage,
    documents: Vec<DocumentIdx>,
    members: &[StatementIdx],
    actors: &Actors,
    anchors: &BTreeMap<DocumentIdx, Date>,
) -> Story {
    let silences: Vec<StatementIdx> = members
        .iter()
        .copied()
        .filter(|i| is_silence(&statements[i.0]) && !statements[i.0].embedded)
        .collect();
    let (units, vocabulary) = units(articles, statements, members, actors);
    let remarks = remarks(&units, statements, lineage);
    let borrowed = borrowed(articles, &documents, &units, lineage);
    let retellings = retellings(&units, lineage);
    let evidence = Evidence {
        borrowed: &borrowed,
        retellings: &retellings,
        remarks: &remarks,
        articles,
        statements,
        lineage,
        actors,
        units: &units,
        vocabulary: &vocabulary,
    };
    let mut grouped = claims(evidence, &silences);
    let mut conflicts: Vec<Conflict> = denials(evidence, &mut grouped);
    rank(&mut grouped, &units);
    let timeline = timeline(evidence, &grouped, anchors);
    grouped.truncate(shown(documents.len()));
    conflicts.extend(numbers(evidence, &grouped));
    conflicts.extend(dates(evidence, &grouped, anchors));
    conflicts.extend(wordings(evidence, &grouped));
    conflicts.sort_by(|a, b| (&a.a, &a.b, a.kind).cmp(&(&b.a, &b.b, b.kind)));
    let issues = issues(&units, actors);
    let positions = positions(evidence, &issues, &grouped, anchors);
    let origins: BTreeSet<OriginIdx> = documents
        .iter()
        .filter_map(|d| lineage.shares.get(d.0))
        .flatten()
        .map(|share| share.origin)
        .collect();
    let said = members
        .iter()
        .filter(|i| !statements[i.0].embedded)
        .filter_map(|i| statements[i.0].time);
    let published = documents
        .iter()
        .filter_map(|d| articles.get(d.0).and_then(date));
    let days: Vec<Date> = published.chain(said).collect();
    let outlets = outlet_views(evidence, &documents, &grouped);
    Story {
        outlets,
        title: title(articles, &documents),
        from: days.iter().min().copied(),
        to: days.iter().max().copied(),
        documents,
        origins: origins.into_iter().collect(),
        claims: grouped.into_iter().map(|g| g.claim).collect(),
        conflicts,
        positions,
        timeline,
    }
}

//! The day from which an article counts ("on Sunday"), and statements' times mended by it.
//!
//! An article counts from its publication. A copy of an agency's story may be published again days later, with the old
//! weekdays in it; other articles of the story then tell the right day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sayso_read::{Statement, StatementIdx, Tense, day_expressions, resolve_day};
use sayso_text::{Article, CleanSpan, DocumentIdx, quotations, sentences};
use sayso_trace::Lineage;

use crate::calendar::{days_between, last, next};
use crate::story::date;

/// Days after the story's other articles from which a copy counts as published again.
const LATE: i64 = 2;
/// Share of an article's words in another that makes it a copy, beside a credit.
const COPIED: f64 = 0.1;
/// Share that makes it one without a credit.
const COPIED_UNCREDITED: f64 = 0.3;

/// The anchor day of each article of a story that has one.
pub(crate) fn anchors(
    articles: &[Article],
    documents: &[DocumentIdx],
    lineage: &Lineage,
) -> BTreeMap<DocumentIdx, Date> {
    let published = |d: &DocumentIdx| articles.get(d.0).and_then(date);
    // Without any publication date, the latest day that the articles name in full is the best guess.
    let Some(story) = documents
        .iter()
        .filter_map(published)
        .min()
        .or_else(|| latest_named(articles, documents))
    else {
        return BTreeMap::new();
    };
    let anchor = |d: &DocumentIdx| match published(d) {
        Some(own)
            if days_between(story, own) > LATE
                && is_late_copy(articles, documents, lineage, *d, own) =>
        {
            story
        }
        Some(own) => own,
        None => nearest_relative(articles, lineage, *d).unwrap_or(story),
    };
    documents.iter().map(|d| (*d, anchor(d))).collect()
}

fn latest_named(articles: &[Article], documents: &[DocumentIdx]) -> Option<Date> {
    let mut found = Vec::new();
    for article in documents.iter().filter_map(|d| articles.get(d.0)) {
        for body in article.body() {
            for day in day_expressions(article.text.as_str(), body) {
                let written = article.slice(day.span);
                // A day told in full is the same from wherever it is counted.
                let from = |anchor: Date| resolve_day(written, anchor, day.tense);
                let (early, late) = (
                    from(Date::constant(1950, 6, 1)),
                    from(Date::constant(2150, 6, 1)),
                );
                found.extend(early.filter(|_| early == late));
            }
        }
    }
    found.into_iter().max()
}

/// Whether an article carries text of an article of the story that is earlier or has no date.
fn is_late_copy(
    articles: &[Article],
    documents: &[DocumentIdx],
    lineage: &Lineage,
    document: DocumentIdx,
    own: Date,
) -> bool {
    let credited = articles[document.0].credit.is_some();
    lineage.pairs.iter().any(|pair| {
        let (other, share) = if pair.a == document {
            (pair.b, pair.containment_a)
        } else if pair.b == document {
            (pair.a, pair.containment_b)
        } else {
            return false;
        };
        let earlier = articles
            .get(other.0)
            .and_then(date)
            .is_none_or(|d| days_between(d, own) > LATE);
        let narrative = pair.passages.iter().any(|p| !p.quoted);
        documents.contains(&other)
            && earlier
            && ((credited && share >= COPIED) || (narrative && share >= COPIED_UNCREDITED))
    })
}

/// For an article without a date: the earliest date among the articles it shares text with.
fn nearest_relative(
    articles: &[Article],
    lineage: &Lineage,
    document: DocumentIdx,
) -> Option<Date> {
    let partners = lineage.pairs.iter().filter_map(|pair| match document {
        d if d == pair.a => Some((pair.b, pair.containment_a.max(pair.containment_b))),
        d if d == pair.b => Some((pair.a, pair.containment_a.max(pair.containment_b))),
        _ => None,
    });
    partners
        .filter(|(other, share)| {
            *share >= COPIED && articles.get(other.0).is_some_and(|a| a.credit.is_none())
        })
        .filter_map(|(other, _)| date(&articles[other.0]))
        .min()
}

/// A statement's time, counted from its article's anchor; `None` stays where no words tell the day.
pub(crate) fn mended(article: &Article, statement: &Statement, anchor: Date) -> Option<Date> {
    let own = date(article);
    let Some(time) = statement.time else {
        // With a date of its own, the article was read as well as it can be.
        return if own.is_some() {
            None
        } else {
            told(article, statement, anchor).into_iter().next()
        };
    };
    // Far from its article's date, a day was told by month and number.
    let Some(own) = own.filter(|own| *own != anchor && days_between(*own, time).abs() <= 7) else {
        return Some(time);
    };
    if told(article, statement, anchor).contains(&time) {
        return Some(time);
    }
    if time <= own {
        last(time.weekday(), anchor)
    } else {
        next(time.weekday(), anchor)
    }
}

/// The days that the clause around a statement's cue tells for the saying, counted from `anchor`: not those within
/// quotations or the content.
fn told(article: &Article, statement: &Statement, anchor: Date) -> Vec<Date> {
    let text = article.text.as_str();
    let mut found = Vec::new();
    for sentence in around(article, statement) {
        let quoted = quotations(text, sentence);
        let outside = |span: CleanSpan| {
            !quoted.iter().any(|q| q.span.overlaps(span))
                && !statement.content.iter().any(|c| c.overlaps(span))
        };
        for day in day_expressions(text, sentence) {
            if !day.possessive && day.tense == Tense::Past && outside(day.span) {
                found.extend(
                    resolve_day(article.slice(day.span), anchor, day.tense)
                        .filter(|d| *d <= anchor),
                );
            }
        }
    }
    found
}

/// The sentences in which a statement's cue and source stand.
fn around(article: &Article, statement: &Statement) -> Vec<CleanSpan> {
    let extent = statement.extent();
    let Some(block) = article
        .blocks
        .iter()
        .map(|b| b.span)
        .find(|b| b.overlaps(extent))
    else {
        return Vec::new();
    };
    let told: Vec<CleanSpan> = if statement.cue.is_empty() {
        vec![extent]
    } else {
        statement.cue.clone()
    };
    sentences(article.text.as_str(), block)
        .into_iter()
        .filter(|s| told.iter().any(|t| t.overlaps(*s)))
        .collect()
}

/// Mends the times of a story's statements.
pub(crate) fn mend(
    articles: &[Article],
    statements: &mut [Statement],
    members: &[StatementIdx],
    anchors: &BTreeMap<DocumentIdx, Date>,
) {
    for &idx in members {
        let statement = &statements[idx.0];
        let (Some(article), Some(anchor)) = (
            articles.get(statement.document.0),
            anchors.get(&statement.document),
        ) else {
            continue;
        };
        let time = mended(article, statement, *anchor);
        if time != statement.time {
            statements[idx.0] = statement.clone().with_time(time);
        }
    }
}

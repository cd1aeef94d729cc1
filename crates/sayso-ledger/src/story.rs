//! Stories: which articles tell of the same event.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_text::{Article, DocumentIdx};
use sayso_trace::Lineage;

use crate::calendar::days_between;
use crate::cluster::average_link;
use crate::terms::{Word, words};

/// Mean likeness from which two groups of articles are one story. Measured on sets of articles that editors put together
/// (588 sets among 1,386 articles): B-cubed precision 0.87, recall 0.92; with single link 0.79 and 0.87 at best.
const SAME_STORY: f32 = 0.2;
/// Articles that are imagined beside the given ones, and how many of them hold any given word: among five articles, a
/// word of one is not yet rare.
const UNSEEN: f32 = 50.0;
/// See [`UNSEEN`].
const UNSEEN_WITH: f32 = 5.0;
/// Cosine below which two articles have nothing in common.
const FAINT: f32 = 0.02;
/// Days between two articles in which their likeness falls to 1/e.
const FADE: f32 = 15.0;
/// Share of one article's words that stand in another from which the two are of one story.
const SHARED_WORDS: f64 = 0.1;
/// Days that may lie between two articles of one story; a republished copy comes late, so shared words allow more.
const WINDOW: i64 = 14;
/// Days that may lie between two articles that share words.
const WINDOW_SHARED: i64 = 60;
/// Terms by which an article is compared with others.
const TERMS: usize = 400;

/// Groups articles into stories: each inner list holds the articles of one story, in order; stories are in order of
/// their first article.
///
/// Articles are joined by average link where their terms (tf-idf) are alike and their dates, where known, near each
/// other; and wherever they share passages.
#[must_use]
pub fn stories(articles: &[Article], lineage: &Lineage) -> Vec<Vec<DocumentIdx>> {
    let mut parent: Vec<usize> = (0..articles.len()).collect();
    let within = |i: usize, j: usize, window: i64| match (date(&articles[i]), date(&articles[j])) {
        (Some(a), Some(b)) => days_between(a, b).abs() <= window,
        _ => true,
    };
    let faded =
        |(i, j, likeness): (usize, usize, f32)| match (date(&articles[i]), date(&articles[j])) {
            (Some(a), Some(b)) => {
                let days = days_between(a, b).abs() as f32;
                (i, j, likeness * (-days / FADE).exp())
            }
            _ => (i, j, likeness),
        };
    let near: Vec<(usize, usize, f32)> = alike(articles)
        .into_iter()
        .filter(|(i, j, _)| within(*i, *j, WINDOW))
        .map(faded)
        .collect();
    for group in average_link(articles.len(), &near, SAME_STORY) {
        group[1..]
            .iter()
            .for_each(|&i| join(&mut parent, group[0], i));
    }
    for pair in &lineage.pairs {
        let (i, j) = (pair.a.0, pair.b.0);
        let shared = pair.containment_a.max(pair.containment_b);
        if i < articles.len()
            && j < articles.len()
            && shared >= SHARED_WORDS
            && within(i, j, WINDOW_SHARED)
        {
            join(&mut parent, i, j);
        }
    }
    let mut groups: BTreeMap<usize, Vec<DocumentIdx>> = BTreeMap::new();
    for i in 0..articles.len() {
        groups
            .entry(find(&mut parent, i))
            .or_default()
            .push(DocumentIdx(i));
    }
    groups.into_values().collect()
}

/// The day an article was published.
pub(crate) fn date(article: &Article) -> Option<Date> {
    article.published.as_ref().map(|p| p.value.date())
}

fn find(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// The smaller number stays the root, so that stories keep the order of their first article.
fn join(parent: &mut [usize], i: usize, j: usize) {
    let (i, j) = (find(parent, i), find(parent, j));
    parent[i.max(j)] = i.min(j);
}

/// How often each content word stands in an article. The headline tells the event in few words: it counts twice.
fn bag(article: &Article) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for span in article
        .body()
        .chain(article.title_span())
        .chain(article.title_span())
    {
        for word in words(article.slice(span))
            .into_iter()
            .filter(Word::is_content)
        {
            *counts.entry(word.stem).or_default() += 1;
        }
    }
    counts
}

/// Cosine of weighted terms of every two articles that are at all alike.
fn alike(articles: &[Article]) -> Vec<(usize, usize, f32)> {
    let bags: Vec<BTreeMap<String, u32>> = articles.iter().map(bag).collect();
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    for bag in &bags {
        for term in bag.keys() {
            *frequency.entry(term).or_default() += 1;
        }
    }
    let n = articles.len() as f32;
    let mut postings: BTreeMap<&str, Vec<(usize, f32)>> = BTreeMap::new();
    let mut kept: Vec<Vec<(&str, f32)>> = Vec::new();
    for (i, bag) in bags.iter().enumerate() {
        let weigh = |(term, tf): (&String, &u32)| {
            let rarity = (n + UNSEEN) / (frequency[term.as_str()] as f32 + UNSEEN_WITH);
            (1.0 + (*tf as f32).ln()) * (1.0 + rarity).ln()
        };
        let mut terms: Vec<(&str, f32)> = bag
            .iter()
            .map(|entry| (entry.0.as_str(), weigh(entry)))
            .collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        terms.truncate(TERMS);
        let norm = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
        for (term, weight) in &mut terms {
            *weight /= norm;
            postings.entry(term).or_default().push((i, *weight));
        }
        kept.push(terms);
    }
    let mut found = Vec::new();
    for (i, terms) in kept.iter().enumerate() {
        let mut row = vec![0.0f32; articles.len() - i];
        for (term, weight) in terms {
            let posting = &postings[term];
            let after = posting.partition_point(|(j, _)| *j <= i);
            for (j, other) in &posting[after..] {
                row[j - i] += weight * other;
            }
        }
        let near = row
            .into_iter()
            .enumerate()
            .filter(|(_, cosine)| *cosine >= FAINT);
        found.extend(near.map(|(offset, cosine)| (i, i + offset, cosine)));
    }
    found
}

/// The headline that shares most with the others of a story; of equals, the earliest article's.
pub(crate) fn title(articles: &[Article], documents: &[DocumentIdx]) -> String {
    let titles: Vec<&str> = documents
        .iter()
        .filter_map(|d| articles.get(d.0)?.title.as_ref())
        .map(|t| t.value.trim())
        .filter(|t| !t.is_empty())
        .collect();
    let stems: Vec<BTreeSet<String>> = titles
        .iter()
        .map(|t| {
            words(t)
                .into_iter()
                .filter(Word::is_content)
                .map(|w| w.stem)
                .collect()
        })
        .collect();
    let shared = |i: usize| -> f32 {
        let jaccard = |j: usize| {
            let common = stems[i].intersection(&stems[j]).count() as f32;
            common / (stems[i].len() + stems[j].len()).max(1) as f32
        };
        (0..titles.len()).filter(|&j| j != i).map(jaccard).sum()
    };
    let best = (0..titles.len())
        .map(|i| (shared(i), i))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match best {
        Some((_, i)) => titles[i].to_owned(),
        None => documents
            .first()
            .and_then(|d| articles.get(d.0))
            .map_or_else(String::new, |a| a.document.clone()),
    }
}

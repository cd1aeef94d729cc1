//! How likely two articles are to tell of the same event, from their words and days.
//!
//! Each article is seen in several ways (all of it, its headline, its lead, its names, its other words); two articles are
//! compared way by way, and a logistic regression weighs the cosines and the days between, as Miranda et al. (2018,
//! "Multilingual Clustering of Streaming News") do with an SVM.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use sayso_text::Article;

use crate::calendar::days_between;
use crate::story::date;
use crate::terms::{Word, words};

/// Numbers that describe a pair of articles: a cosine and its root for each of six comparisons, and four for the days.
pub const N_LIKENESS: usize = 16;

/// What the regression gives each number of a pair, in the order of [`Portrait::compared`]. Fitted by
/// `training/stories.py`.
const WEIGHTS: [f32; N_LIKENESS] = [
    -14.6288, 9.3326, 2.0718, 0.2180, -2.8364, 5.4788, 6.9145, -2.0831, 20.0016, -4.9735, -8.7734,
    13.7388, -1.6577, 3.1411, 2.0532, -0.7460,
];
/// The regression's constant.
const INTERCEPT: f32 = -11.5611;

/// Days that may lie between two articles of one story.
const WINDOW: i64 = 14;
/// More days than this between two articles count as so many.
const LONG: f32 = 8.0;
/// Content words of a lead.
const LEAD: usize = 80;
/// First words that stand for a headline where there is none.
const HEADLINE: usize = 12;
/// Terms by which an article is compared with others, the weightiest ones.
const TERMS: usize = 400;

/// In how many of some 22,000 news articles each stem stands, by stem; made by `examples/frequency.rs`.
static FREQUENCY: LazyLock<(f32, Vec<(&str, f32)>)> = LazyLock::new(|| {
    let rows = include_str!("data/frequency.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(stem, count)| Some((stem, count.parse().ok()?)));
    let mut rows: Vec<(&str, f32)> = rows.collect();
    // The first row is the number of articles; it has no stem.
    let (_, n_articles) = rows.remove(0);
    (n_articles, rows)
});

/// Fewer articles than this with a stem are not in the table.
pub const LEAST_FREQUENCY: u32 = 10;

/// How rare a stem is in news at large: the log of one and the number of articles for each that has it.
pub(crate) fn rarity(stem: &str) -> f32 {
    let (count, n_articles) = frequency(stem);
    (1.0 + n_articles / count).ln()
}

/// In how many news articles a stem stands, of how many.
pub(crate) fn frequency(stem: &str) -> (f32, f32) {
    let (n_articles, rows) = &*FREQUENCY;
    let count = rows
        .binary_search_by(|row| row.0.cmp(stem))
        .map_or(LEAST_FREQUENCY as f32 / 2.0, |row| rows[row].1);
    (count, *n_articles)
}

/// The stems of content words in an article's headline and body, for counting in how many articles each stands.
#[must_use]
pub fn content_stems(article: &Article) -> Vec<String> {
    let (title, body) = content(article);
    title.into_iter().chain(body).map(|w| w.stem).collect()
}

/// The content words of the headline and of the body.
fn content(article: &Article) -> (Vec<Word>, Vec<Word>) {
    let of = |text: &str| words(text).into_iter().filter(Word::is_content);
    let body: Vec<Word> = article.body().flat_map(|s| of(article.slice(s))).collect();
    let title = article.title.as_ref().map(|t| of(&t.value).collect());
    let title = title.filter(|words: &Vec<Word>| !words.is_empty());
    (
        title.unwrap_or_else(|| body.iter().take(HEADLINE).cloned().collect()),
        body,
    )
}

/// Numbers the stems of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stems {
    numbers: BTreeMap<String, u32>,
    rarity: Vec<f32>,
}

impl Stems {
    fn number(&mut self, stem: String) -> u32 {
        let next = self.rarity.len() as u32;
        match self.numbers.entry(stem) {
            std::collections::btree_map::Entry::Occupied(known) => *known.get(),
            std::collections::btree_map::Entry::Vacant(new) => {
                self.rarity.push(rarity(new.key()));
                *new.insert(next)
            }
        }
    }
}

/// Stems with their weight, in order of their numbers; of length 1, or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vector(Vec<(u32, f32)>);

impl Vector {
    fn of(words: impl Iterator<Item = u32>, stems: &Stems) -> Self {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
        let weigh =
            |(stem, n): (u32, u32)| (stem, (1.0 + (n as f32).ln()) * stems.rarity[stem as usize]);
        let mut terms: Vec<(u32, f32)> = counts.into_iter().map(weigh).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(TERMS);
        terms.sort_unstable_by_key(|t| t.0);
        let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
        terms.iter_mut().for_each(|t| t.1 /= length);
        Self(terms)
    }

    /// The stems and their weights.
    pub(crate) fn terms(&self) -> &[(u32, f32)] {
        &self.0
    }

    fn cosine(&self, other: &Self) -> f32 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            if a.0 == b.0 {
                sum += a.1 * b.1;
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        sum.min(1.0)
    }
}

/// An article as it is compared with others.
#[derive(Clone, Debug)]
pub(crate) struct Portrait {
    all: Vector,
    title: Vector,
    lead: Vector,
    names: Vector,
    others: Vector,
    day: Option<Date>,
}

impl Portrait {
    pub(crate) fn of(article: &Article, stems: &mut Stems) -> Self {
        let (title, body) = content(article);
        let mut numbered = |words: Vec<Word>| -> Vec<(u32, bool)> {
            let numbered = words.into_iter().map(|w| (stems.number(w.stem), w.capital));
            numbered.collect()
        };
        let (title, body) = (numbered(title), numbered(body));
        let stem = |word: &(u32, bool)| word.0;
        // The headline tells the event in few words: it counts twice.
        let twice = || title.iter().chain(&title);
        let capital = |wanted: bool| move |word: &&(u32, bool)| word.1 == wanted;
        Self {
            all: Vector::of(body.iter().chain(twice()).map(stem), stems),
            title: Vector::of(title.iter().map(stem), stems),
            lead: Vector::of(body.iter().take(LEAD).chain(twice()).map(stem), stems),
            names: Vector::of(
                body.iter().chain(&title).filter(capital(true)).map(stem),
                stems,
            ),
            others: Vector::of(body.iter().filter(capital(false)).map(stem), stems),
            day: date(article),
        }
    }

    /// All of the article.
    pub(crate) fn all(&self) -> &Vector {
        &self.all
    }

    /// Whether two articles are near enough in time to tell of one event, as far as their days are known.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        self.days_to(other).is_none_or(|days| days <= WINDOW)
    }

    fn days_to(&self, other: &Self) -> Option<i64> {
        Some(days_between(self.day?, other.day?).abs())
    }

    /// The numbers that describe a pair, the same for both orders.
    pub(crate) fn compared(&self, other: &Self) -> [f32; N_LIKENESS] {
        let crossed = self.title.cosine(&other.lead);
        let cosines = [
            self.all.cosine(&other.all),
            self.title.cosine(&other.title),
            self.lead.cosine(&other.lead),
            self.names.cosine(&other.names),
            self.others.cosine(&other.others),
            crossed.max(other.title.cosine(&self.lead)),
        ];
        let days = self.days_to(other);
        let is = |wanted: Option<i64>| f32::from(u8::from(days == wanted));
        let mut numbers = [0.0; N_LIKENESS];
        for (i, cosine) in cosines.into_iter().enumerate() {
            (numbers[2 * i], numbers[2 * i + 1]) = (cosine, cosine.sqrt());
        }
        let apart = days.map_or(0.0, |days| (days as f32).min(LONG));
        numbers[12..].copy_from_slice(&[is(None), is(Some(0)), is(Some(1)), apart]);
        numbers
    }

    /// Log odds that two articles tell of one event.
    pub(crate) fn log_odds(&self, other: &Self) -> f32 {
        let numbers = self.compared(other);
        let weighted = numbers.iter().zip(WEIGHTS).map(|(n, w)| n * w);
        INTERCEPT + weighted.sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search_and_rare_words_weigh_more() {
        let (n_articles, rows) = &*FREQUENCY;
        assert!(rows.is_sorted_by(|a, b| a.0 < b.0));
        let counts = LEAST_FREQUENCY as f32..=*n_articles;
        assert!(rows.iter().all(|row| counts.contains(&row.1)));
        assert!(rarity("presid") < rarity("ferri") && rarity("ferri") < rarity("qzx"));
    }
}

//! Remarks that several articles quote though they share no text of their own.

use std::collections::BTreeMap;

use sayso_text::{Article, DocumentIdx};

use crate::align::SHORTEST;
use crate::pairs::Shared;
use crate::sets::Sets;
use crate::words::Words;

/// Quoted words that two passages must have in common to be of the same remark.
const SAME_REMARK: usize = 3;
/// Words of a remark that its name shows.
const WORDS_SHOWN: usize = 8;

/// One side of a shared quotation: the words of an article that another quotes as well.
#[derive(Clone, Debug)]
struct Side {
    article: usize,
    /// In order.
    words: Vec<usize>,
    /// The other side's article.
    with: usize,
}

/// The remarks quoted in common, outside the groups that share their text anyway.
#[derive(Debug)]
pub(crate) struct Remarks {
    sides: Vec<Side>,
    /// For each side, its remark.
    remark: Vec<usize>,
    /// For each article whose text is not shared anyway, its sides.
    of_article: Vec<Vec<usize>>,
    /// For each remark, its sides.
    of_remark: Vec<Vec<usize>>,
}

impl Remarks {
    pub(crate) fn of(words: &[Words], shared: &[Shared], groups: &[Option<usize>]) -> Self {
        let mut sides: Vec<Side> = Vec::new();
        for pair in shared {
            if groups[pair.a].is_some() && groups[pair.b].is_some() {
                continue;
            }
            let (a, b) = (&words[pair.a], &words[pair.b]);
            for passage in &pair.passages {
                let quoted: Vec<_> = passage
                    .matched
                    .iter()
                    .filter(|(i, j)| a.spoken[*i] && b.spoken[*j])
                    .copied()
                    .collect();
                if quoted.len() < SHORTEST {
                    continue;
                }
                let (in_a, in_b): (Vec<usize>, Vec<usize>) = quoted.into_iter().unzip();
                sides.push(Side {
                    article: pair.a,
                    words: drawn_out(a, &in_a),
                    with: pair.b,
                });
                sides.push(Side {
                    article: pair.b,
                    words: drawn_out(b, &in_b),
                    with: pair.a,
                });
            }
        }
        let remark = remarks(&sides);
        let mut of_article = vec![Vec::new(); words.len()];
        let mut of_remark = vec![Vec::new(); remark.iter().max().map_or(0, |most| most + 1)];
        for (i, side) in sides.iter().enumerate() {
            if groups[side.article].is_none() {
                of_article[side.article].push(i);
            }
            of_remark[remark[i]].push(i);
        }
        Self {
            sides,
            remark,
            of_article,
            of_remark,
        }
    }

    /// The words of an article that belong to a remark, with the remark.
    pub(crate) fn of_article(&self, article: usize) -> Vec<(usize, usize)> {
        let sides = self.of_article[article].iter();
        sides
            .flat_map(|s| self.sides[*s].words.iter().map(|w| (*w, self.remark[*s])))
            .collect()
    }

    /// Every article that quotes it, those whose text is shared included.
    pub(crate) fn documents(&self, remark: usize) -> Vec<DocumentIdx> {
        let sides = self.of_remark[remark].iter().map(|s| &self.sides[*s]);
        let mut found: Vec<DocumentIdx> = sides
            .flat_map(|side| [DocumentIdx(side.article), DocumentIdx(side.with)])
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How it starts in the first article that quotes it.
    pub(crate) fn first_words(
        &self,
        remark: usize,
        articles: &[Article],
        words: &[Words],
    ) -> String {
        let sides = self.of_remark[remark].iter().map(|s| &self.sides[*s]);
        let Some(first) = sides.min_by_key(|side| (side.article, side.words.first().copied()))
        else {
            return String::new();
        };
        let of_first = &words[first.article];
        let start = of_first.start_of_speech(first.words[0]);
        let shown = (start..of_first.len())
            .take(WORDS_SHOWN)
            .take_while(|w| of_first.spoken[*w]);
        let Some(last) = shown.last() else {
            return String::new();
        };
        let cover = of_first.spans[start].cover(of_first.spans[last]);
        let text = articles[first.article].text.as_str();
        text[cover.range()]
            .split_whitespace()
            .collect::<Vec<&str>>()
            .join(" ")
    }
}

/// Shared words with the rest of what is quoted of their sentence, where the shared words are the greater part of it:
/// reports trim one remark differently.
fn drawn_out(words: &Words, shared: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < shared.len() {
        let sentence = words
            .sentences
            .partition_point(|s| s.words.end <= shared[at]);
        let Some(range) = words.sentences.get(sentence).map(|s| s.words.clone()) else {
            break;
        };
        let here: Vec<usize> = shared[at..]
            .iter()
            .copied()
            .take_while(|w| *w < range.end)
            .collect();
        let quoted: Vec<usize> = range.filter(|w| words.spoken[*w]).collect();
        at += here.len();
        found.extend(if here.len() * 2 > quoted.len() {
            quoted
        } else {
            here
        });
    }
    found
}

/// For each side, the number of its remark: sides of one passage, and sides that overlap in an article, are of one remark;
/// remarks that the very same articles quote were heard on one occasion and count as one.
fn remarks(sides: &[Side]) -> Vec<usize> {
    let mut sets = Sets::new(sides.len());
    for passage in (0..sides.len()).step_by(2) {
        sets.join(passage, passage + 1);
    }
    let mut at: Vec<usize> = (0..sides.len()).collect();
    at.sort_by_key(|s| (sides[*s].article, sides[*s].words.first().copied(), *s));
    let mut longest: Option<usize> = None;
    for side in at {
        if let Some(before) = longest
            && sides[before].article == sides[side].article
            && n_overlap(&sides[before], &sides[side]) >= SAME_REMARK
        {
            sets.join(before, side);
        }
        let end = |s: usize| (sides[s].article, sides[s].words.last().copied());
        if longest.is_none_or(|before| end(side) >= end(before)) {
            longest = Some(side);
        }
    }
    let mut articles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, side) in sides.iter().enumerate() {
        articles.entry(sets.root(i)).or_default().push(side.article);
    }
    let mut numbers: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let mut number_of_root: BTreeMap<usize, usize> = BTreeMap::new();
    for (root, mut quoting) in articles {
        quoting.sort_unstable();
        quoting.dedup();
        let next = numbers.len();
        number_of_root.insert(root, *numbers.entry(quoting).or_insert(next));
    }
    (0..sides.len())
        .map(|i| number_of_root[&sets.root(i)])
        .collect()
}

/// How far two runs of words reach over each other.
fn n_overlap(a: &Side, b: &Side) -> usize {
    let range = |side: &Side| {
        side.words
            .first()
            .zip(side.words.last())
            .map_or((0, 0), |(first, last)| (*first, last + 1))
    };
    let ((a_start, a_end), (b_start, b_end)) = (range(a), range(b));
    a_end.min(b_end).saturating_sub(a_start.max(b_start))
}

//! Whether a line is the article's: gradient-boosted trees over what the line, its neighbours and its place on the page look
//! like. The idea is that of Kohlschütter et al., "Boilerplate detection using shallow text features" (WSDM 2010), with the
//! neighbourhood widened and, where there is markup, the elements around a line. One model serves pages and text dumps; it
//! is trained by `training/blocks.py`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::features::{Features, value, window};
use crate::label::Sheet;
use crate::line::Line;
use crate::words::{is_stop_word, words};

/// How many numbers describe a line.
pub const N_FEATURES: usize = OWN + 6 * SEEN_NEAR + AROUND;

/// Of them, those of the line itself.
const OWN: usize = 24;

/// Those of each neighbour.
const SEEN_NEAR: usize = 8;

/// Those of the page around it.
const AROUND: usize = 24;

/// The model: trees that sum to the log-odds of being the article's.
static MODEL: LazyLock<Trees> = LazyLock::new(|| {
    // The file is part of the program and covered by a test.
    Trees::parse(include_str!("../model/blocks.txt")).expect("the built-in model")
});

/// The probability of each line that it is the article's.
pub(crate) fn probabilities(sheet: &Sheet<'_>) -> Vec<f32> {
    MODEL
        .sums(&vectors(sheet))
        .into_iter()
        .map(|sum| 1.0 / (1.0 + (-sum).exp()))
        .collect()
}

/// Descriptions of all lines, for the model and for its training.
pub(crate) fn vectors(sheet: &Sheet<'_>) -> Vec<[f32; N_FEATURES]> {
    let n = sheet.lines.len();
    let own: Vec<[f32; OWN]> = (0..n)
        .map(|i| own(sheet.line(i), &sheet.lines[i], &sheet.features[i]))
        .collect();
    let page = Surroundings::of(sheet);
    (0..n)
        .map(|i| {
            let mut vector = [0.0; N_FEATURES];
            vector[..OWN].copy_from_slice(&own[i]);
            for (k, offset) in [-3isize, -2, -1, 1, 2, 3].into_iter().enumerate() {
                let near = i.checked_add_signed(offset).and_then(|j| own.get(j));
                let at = OWN + k * SEEN_NEAR;
                match near {
                    Some(near) => vector[at..at + SEEN_NEAR].copy_from_slice(&near[..SEEN_NEAR]),
                    None => vector[at..at + SEEN_NEAR].fill(-1.0),
                }
            }
            vector[OWN + 6 * SEEN_NEAR..].copy_from_slice(&page.around(sheet, i));
            vector
        })
        .collect()
}

/// The looks of a line. The first [`SEEN_NEAR`] are seen by its neighbours too.
fn own(text: &str, line: &Line, f: &Features) -> [f32; OWN] {
    let sample = crate::words::head(text, 1024);
    let (mut n_words, mut n_stop, mut n_capital) = (0usize, 0usize, 0usize);
    for word in words(sample) {
        n_words += 1;
        n_stop += usize::from(word.len() < 6 && is_stop_word(word));
        n_capital += usize::from(word.starts_with(char::is_uppercase));
    }
    let (mut n_letters, mut n_digits, mut n_commas, mut n_stops, mut n_quotes) = (0, 0, 0, 0, 0);
    for byte in sample.bytes() {
        n_letters += usize::from(byte.is_ascii_alphabetic());
        n_digits += usize::from(byte.is_ascii_digit());
        n_commas += usize::from(byte == b',');
        n_stops += usize::from(matches!(byte, b'.' | b'!' | b'?'));
        n_quotes += usize::from(byte == b'"');
    }
    let share = |part: usize, of: usize| part as f32 / of.max(1) as f32;
    let flag = |holds: bool| f32::from(u8::from(holds));
    let hint = &line.hint;
    [
        (f.words as f32 + 1.0).ln(),
        f.lower,
        flag(f.ends),
        share(hint.linked, line.span.len()),
        f.cue.map_or(0.0, |cue| cue as u8 as f32 + 1.0),
        hint.role.map_or(0.0, |role| role as u8 as f32 + 1.0),
        f32::from(hint.tag as u8),
        share(n_stop, n_words),
        share(f.joints, f.words),
        flag(f.is_prose()),
        f.times.min(9) as f32,
        share(n_commas, n_words),
        share(n_stops, n_words),
        share(n_digits, sample.len()),
        share(n_capital, n_words),
        share(n_letters, n_words),
        hint.heading.map_or(0.0, f32::from),
        flag(hint.item),
        flag(hint.glued),
        flag(text.starts_with(|c: char| c.is_lowercase())),
        flag(text.starts_with(['•', '-', '–', '*', '·', '▪', '‣', '●', '◆', '→'])),
        flag(text.ends_with(':')),
        flag(text.ends_with('?')),
        share(n_quotes, n_words),
    ]
}

/// What is counted once for a page.
struct Surroundings {
    /// Words of sentences up to each line, and all words.
    prose_before: Vec<f32>,
    words_before: Vec<f32>,
    /// The nearest line of sentences above and below, by lines.
    prose_above: Vec<usize>,
    prose_below: Vec<usize>,
    /// Words of sentences by the element around, and by the one around that.
    within: [BTreeMap<u32, (f32, f32)>; 2],
    /// The run of lines that the older rule takes for the article.
    window: std::ops::Range<usize>,
    /// Depth at which most sentences stand.
    depth: f32,
}

impl Surroundings {
    fn of(sheet: &Sheet<'_>) -> Self {
        let prose_words = |i: usize| {
            let f = &sheet.features[i];
            if f.is_prose() { f.words as f32 } else { 0.0 }
        };
        let n = sheet.lines.len();
        let (mut prose_before, mut words_before) = (vec![0.0; n + 1], vec![0.0; n + 1]);
        let mut within = [BTreeMap::new(), BTreeMap::new()];
        let mut by_depth: BTreeMap<u16, f32> = BTreeMap::new();
        for i in 0..n {
            let (prose, words) = (prose_words(i), sheet.features[i].words as f32);
            prose_before[i + 1] = prose_before[i] + prose;
            words_before[i + 1] = words_before[i] + words;
            let hint = &sheet.lines[i].hint;
            for (counts, element) in within.iter_mut().zip(hint.around) {
                let count: &mut (f32, f32) = counts.entry(element).or_default();
                count.0 += prose;
                count.1 += words;
            }
            *by_depth.entry(hint.depth).or_default() += prose;
        }
        let (mut prose_above, mut prose_below) = (vec![n; n], vec![n; n]);
        let mut last = None;
        for (i, above) in prose_above.iter_mut().enumerate() {
            *above = last.map_or(n, |j| i - j);
            if prose_words(i) > 0.0 {
                last = Some(i);
            }
        }
        last = None;
        for (i, below) in prose_below.iter_mut().enumerate().rev() {
            *below = last.map_or(n, |j: usize| j - i);
            if prose_words(i) > 0.0 {
                last = Some(i);
            }
        }
        let values: Vec<f32> = sheet
            .lines
            .iter()
            .zip(&sheet.features)
            .map(|(line, f)| value(line, f))
            .collect();
        Self {
            prose_before,
            words_before,
            prose_above,
            prose_below,
            within,
            window: window(&values),
            depth: by_depth
                .iter()
                .max_by(|a, b| a.1.total_cmp(b.1))
                .map_or(0.0, |(depth, _)| f32::from(*depth)),
        }
    }

    fn around(&self, sheet: &Sheet<'_>, i: usize) -> [f32; AROUND] {
        let n = sheet.lines.len();
        let (all_prose, all_words) = (self.prose_before[n], self.words_before[n]);
        let share = |part: f32, of: f32| if of > 0.0 { part / of } else { 0.0 };
        let between = |sums: &[f32], reach: usize| {
            let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(n));
            sums[to] - sums[from]
        };
        let hint = &sheet.lines[i].hint;
        let inside = |level: usize| {
            let (prose, words) = self.within[level]
                .get(&hint.around[level])
                .copied()
                .unwrap_or_default();
            (share(prose, all_prose), share(prose, words))
        };
        let ((own_share, own_prose), (outer_share, outer_prose)) = (inside(0), inside(1));
        let near = |list: &[usize]| list[i].min(60) as f32;
        let at = |list: &[usize], j: Option<usize>| {
            j.filter(|_| list[i] < n)
                .and_then(|j| sheet.features.get(j))
                .map_or(0.0, |f| (f.words as f32 + 1.0).ln())
        };
        let flag = |holds: bool| f32::from(u8::from(holds));
        let signed = |a: usize, b: usize| (a as f32 - b as f32).clamp(-60.0, 60.0);
        [
            share(i as f32, n as f32),
            share(self.words_before[i], all_words),
            share(self.prose_before[i], all_prose),
            (all_prose + 1.0).ln(),
            share(all_prose, all_words),
            (between(&self.prose_before, 2) + 1.0).ln(),
            (between(&self.prose_before, 5) + 1.0).ln(),
            (between(&self.prose_before, 15) + 1.0).ln(),
            share(
                between(&self.prose_before, 5),
                between(&self.words_before, 5),
            ),
            share(
                between(&self.prose_before, 15),
                between(&self.words_before, 15),
            ),
            near(&self.prose_above),
            near(&self.prose_below),
            at(&self.prose_above, i.checked_sub(self.prose_above[i])),
            at(&self.prose_below, Some(i + self.prose_below[i])),
            signed(i, self.window.start),
            signed(self.window.end, i),
            share(self.window.len() as f32, n as f32),
            own_share,
            own_prose,
            outer_share,
            outer_prose,
            flag(hint.in_article) + 2.0 * flag(hint.in_main),
            f32::from(hint.depth) - self.depth,
            f32::from(hint.depth),
        ]
    }
}

/// Decision trees, their nodes one after the other.
#[derive(Debug, PartialEq)]
struct Trees {
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

/// A split, or a leaf. Numbers up to a split's threshold go to the next node, larger ones to `right`. Kept small, since
/// walking the trees is a good part of cleaning a page.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// The threshold, or a leaf's value.
    number: f32,
    /// Of a leaf, any.
    feature: u16,
    /// How many nodes on the right side begins; 0 for a leaf.
    right: u16,
}

impl Trees {
    /// Reads a tree a line: its nodes in preorder, a split as `feature<threshold`, a leaf as `=value`. Lines that begin with
    /// `#` are notes.
    fn parse(text: &str) -> Result<Self, String> {
        let (mut nodes, mut roots) = (Vec::new(), Vec::new());
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        {
            let first = nodes.len() as u32;
            // Splits whose right side is still to come.
            let mut open: Vec<usize> = Vec::new();
            let mut is_complete = false;
            for word in line.split_ascii_whitespace() {
                let number = |text: &str| {
                    text.parse::<f32>()
                        .map_err(|_| format!("`{word}` is no node"))
                };
                if is_complete {
                    return Err(format!("`{word}` follows a complete tree"));
                }
                if let Some(leaf) = word.strip_prefix('=') {
                    nodes.push(Node {
                        number: number(leaf)?,
                        feature: 0,
                        right: 0,
                    });
                    match open.pop() {
                        Some(split) => {
                            let right = u16::try_from(nodes.len() - split);
                            nodes[split].right =
                                right.map_err(|_| "a tree is too large".to_owned())?;
                        }
                        None => is_complete = true,
                    }
                } else {
                    let (feature, threshold) = word
                        .split_once('<')
                        .ok_or_else(|| format!("`{word}` is no node"))?;
                    let feature = feature.parse::<u16>().ok();
                    let feature = feature.filter(|f| usize::from(*f) < N_FEATURES);
                    open.push(nodes.len());
                    nodes.push(Node {
                        number: number(threshold)?,
                        feature: feature.ok_or_else(|| format!("`{word}` names no feature"))?,
                        right: 0,
                    });
                }
            }
            if !is_complete {
                return Err("a tree ends early".to_owned());
            }
            roots.push(first);
        }
        Ok(Self { nodes, roots })
    }

    /// What the trees say of each vector, summed in their order.
    fn sums(&self, vectors: &[[f32; N_FEATURES]]) -> Vec<f32> {
        let mut sums = vec![0.0; vectors.len()];
        let leaf = |root: u32, vector: &[f32; N_FEATURES]| {
            let mut at = root as usize;
            loop {
                let node = self.nodes[at];
                if node.right == 0 {
                    return node.number;
                }
                let is_right = vector[usize::from(node.feature)] > node.number;
                at += if is_right { usize::from(node.right) } else { 1 };
            }
        };
        // Tree by tree, so that the processor learns a tree's paths and keeps its nodes at hand.
        for root in &self.roots {
            for (sum, vector) in sums.iter_mut().zip(vectors) {
                *sum += leaf(*root, vector);
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_summed() -> Result<(), String> {
        let trees = Trees::parse("# a note\n0<1.5 1<2 =1 =2 =4\n=0.5\n")?;
        let vector = |first, second| {
            let mut vector = [0.0; N_FEATURES];
            vector[..2].copy_from_slice(&[first, second]);
            vector
        };
        let three = [vector(0.0, 0.0), vector(0.0, 3.0), vector(3.0, 3.0)];
        assert_eq!(trees.sums(&three), [1.5, 2.5, 4.5]);
        for wrong in ["0<1 =1", "=1 =2", "x", "9999<1 =1 =2", "0<a =1 =2"] {
            assert!(Trees::parse(wrong).is_err(), "{wrong}");
        }
        Ok(())
    }

    #[test]
    fn the_built_in_model_is_whole() {
        assert!(MODEL.roots.len() > 20);
    }
}

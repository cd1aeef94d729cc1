//! How well the likeness by which claims are matched tells paraphrases, beside sentence vectors alone.
//!
//! The folder holds `mrpc/msr-para-train.tsv` and `msr-para-val.tsv` (label, two IDs, two sentences; Dolan and Brockett 2005) and
//! `stsb/sts-dev.csv` (grade 0 to 5 in the fifth column, then two sentences; Cer et al. 2017), tab-separated.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ledger::sentence_likeness;
use sayso_read::Reader;

use crate::stories::cosine;

/// Two sentences, and how alike people found them.
#[derive(Clone, Debug, PartialEq)]
struct Graded {
    grade: f64,
    sentences: [String; 2],
}

/// Graded pairs of sentences.
#[derive(Clone, Debug)]
pub struct Pairs {
    /// Where the threshold is chosen.
    paraphrase_train: Vec<Graded>,
    paraphrase: Vec<Graded>,
    similarity: Vec<Graded>,
}

impl Pairs {
    /// Reads a folder.
    ///
    /// # Errors
    /// If a file cannot be read, or a row of it is none.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mrpc = |name: &str| rows(&folder.join("mrpc").join(name), 0, 3);
        Ok(Self {
            paraphrase_train: mrpc("msr-para-train.tsv")?,
            paraphrase: mrpc("msr-para-val.tsv")?,
            similarity: rows(&folder.join("stsb").join("sts-dev.csv"), 4, 5)?,
        })
    }

    /// F1 of paraphrases at the threshold that is best on the training part, and Spearman's rank correlation with the grades,
    /// each by vectors alone and by the likeness of claims.
    #[must_use]
    pub fn table(&self, reader: &Reader) -> String {
        let mut out = String::new();
        for matched in [false, true] {
            let score = |pairs: &[Graded]| scores(pairs, reader, matched);
            let train = score(&self.paraphrase_train);
            let threshold = best_threshold(&train, &self.paraphrase_train);
            let f1 = f1(&score(&self.paraphrase), &self.paraphrase, threshold);
            let grades: Vec<f64> = self.similarity.iter().map(|p| p.grade).collect();
            let spearman = spearman(&score(&self.similarity), &grades);
            let name = if matched {
                "claim matcher"
            } else {
                "vectors alone"
            };
            let (f1, spearman) = (f1 * 100.0, spearman * 100.0);
            let _ = writeln!(
                out,
                "{name:16} MRPC F1 {f1:5.1}  STS-B Spearman {spearman:5.1}"
            );
        }
        out
    }
}

fn rows(path: &Path, grade: usize, sentence: usize) -> io::Result<Vec<Graded>> {
    let table = fs::read_to_string(path)?;
    let mut found = Vec::new();
    for (row, number) in table.lines().zip(1..) {
        let cells: Vec<&str> = row.split('\t').collect();
        let graded = || {
            let two = [cells.get(sentence)?, cells.get(sentence + 1)?];
            Some(Graded {
                grade: cells.get(grade)?.parse().ok()?,
                sentences: two.map(|s| (*s).to_owned()),
            })
        };
        match graded() {
            Some(graded) => found.push(graded),
            // The head of the table.
            None if number == 1 => {}
            None => {
                let path = path.display();
                return Err(io::Error::other(format!("{path}:{number}: no pair: {row}")));
            }
        }
    }
    Ok(found)
}

fn scores(pairs: &[Graded], reader: &Reader, matched: bool) -> Vec<f64> {
    let texts: Vec<&str> = pairs
        .iter()
        .flat_map(|p| p.sentences.iter().map(String::as_str))
        .collect();
    let vectors = reader.vectors(&texts);
    let score = |i: usize| {
        let (a, b) = (2 * i, 2 * i + 1);
        if matched {
            sentence_likeness((texts[a], &vectors[a]), (texts[b], &vectors[b]))
        } else {
            cosine(&vectors[a], &vectors[b])
        }
    };
    (0..pairs.len()).map(|i| f64::from(score(i))).collect()
}

fn f1(scores: &[f64], pairs: &[Graded], threshold: f64) -> f64 {
    let is_found = |s: &f64| *s >= threshold;
    let n_found = scores.iter().filter(|s| is_found(s)).count();
    let n_wanted = pairs.iter().filter(|p| p.grade > 0.5).count();
    let both = scores
        .iter()
        .zip(pairs)
        .filter(|(s, p)| is_found(s) && p.grade > 0.5);
    2.0 * both.count() as f64 / (n_found + n_wanted).max(1) as f64
}

fn best_threshold(scores: &[f64], pairs: &[Graded]) -> f64 {
    let steps = (0..100).map(|step| f64::from(step) / 100.0);
    let best = steps.map(|t| (f1(scores, pairs, t), t));
    best.max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(0.0, |(_, t)| t)
}

/// Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank.
fn spearman(x: &[f64], y: &[f64]) -> f64 {
    let (x, y) = (ranks(x), ranks(y));
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len().max(1) as f64;
    let (mx, my) = (mean(&x), mean(&y));
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        x.iter().zip(&y).map(|(a, b)| f(a - mx, b - my)).sum()
    };
    let norm = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    if norm > 0.0 {
        sum(&|a, b| a * b) / norm
    } else {
        0.0
    }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let same = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]) == Ordering::Equal;
    let mut first = 0;
    for tied in order.chunk_by(same) {
        let rank = first as f64 + (tied.len() - 1) as f64 / 2.0;
        tied.iter().for_each(|&i| ranks[i] = rank);
        first += tied.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_ties_are_shared() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
        assert!((spearman(&[1.0, 2.0, 3.0], &[10.0, 40.0, 90.0]) - 1.0).abs() < 1e-9);
        assert!((spearman(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]) + 1.0).abs() < 1e-9);
    }

    #[test]
    fn f1_counts_what_is_found_and_wanted() {
        let pair = |grade| Graded {
            grade,
            sentences: [String::new(), String::new()],
        };
        let pairs = [pair(1.0), pair(0.0), pair(1.0)];
        assert!((f1(&[0.9, 0.8, 0.1], &pairs, 0.5) - 0.5).abs() < 1e-9);
        let best = best_threshold(&[0.9, 0.1, 0.8], &pairs);
        assert!(best > 0.1 && best <= 0.8, "{best}");
    }
}

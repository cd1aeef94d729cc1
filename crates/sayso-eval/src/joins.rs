//! Which statements are put under one claim, against joins that were judged by reading them.
//!
//! The folder holds `articles.jsonl.gz` (one object a line, with `ID`) and `sets.tsv` (a set of IDs a line, after its number). The
//! list has a line a join, tab-separated: the ID of an article and where the words of a claim begin in it, in bytes; the same of words
//! that may be put under that claim; and what the reader says of the join: `same` claim, its `opposite`, `part` of it, a `different` one, or
//! `junk`, no assertion at all. Lines that start with `#` say how it was made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ingest::{Fields, set_repeated_aside};
use sayso_ledger::{Claim, Ledger, compared_units};
use sayso_read::Statement;
use sayso_text::{Article, DocumentIdx};
use sayso_trace::Lineage;

use crate::clean::line;
use crate::overlap::{Score, words};
use crate::stories::read_articles;

/// Words by which a place is known again.
const N_WORDS: usize = 5;

/// A place in an article of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    id: String,
    start: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Join {
    claim: Place,
    member: Place,
    verdict: String,
}

/// Sets of articles, with judged joins of their statements.
#[derive(Clone, Debug)]
pub struct Joins {
    /// IDs and articles of each set that has joins.
    sets: Vec<(Vec<String>, Vec<Article>)>,
    joins: Vec<Join>,
}

impl Joins {
    /// Reads the articles of a folder and a list of joins.
    ///
    /// # Errors
    /// If a file cannot be read, or a line of the list is no join within a set.
    pub fn read(folder: &Path, list: &Path, fields: &Fields) -> io::Result<Self> {
        let list_text = fs::read_to_string(list)?;
        let rows = list_text.lines().zip(1..);
        let joins = rows.filter(|(row, _)| !row.starts_with('#'));
        let joins = joins.map(|(row, number)| {
            let list = list.display();
            join(row).ok_or_else(|| io::Error::other(format!("{list}:{number}: no join: {row}")))
        });
        let joins: Vec<Join> = joins.collect::<io::Result<_>>()?;
        let used: BTreeSet<&str> = joins.iter().map(|j| j.claim.id.as_str()).collect();
        let articles: BTreeMap<String, Article> =
            read_articles(folder, fields)?.into_iter().collect();
        let mut sets = Vec::new();
        for row in fs::read_to_string(folder.join("sets.tsv"))?.lines() {
            let ids: Vec<String> = row.split('\t').skip(1).map(str::to_owned).collect();
            if !ids.iter().any(|id| used.contains(id.as_str())) {
                continue;
            }
            let of_set: Option<Vec<Article>> =
                ids.iter().map(|id| articles.get(id).cloned()).collect();
            let of_set = of_set.ok_or_else(|| {
                let folder = folder.display();
                io::Error::other(format!(
                    "{folder}: an article of this set is missing: {row}"
                ))
            })?;
            sets.push((ids, set_repeated_aside(of_set)));
        }
        for join in &joins {
            let (a, b) = (&join.claim.id, &join.member.id);
            if !sets
                .iter()
                .any(|(ids, _)| ids.contains(a) && ids.contains(b))
            {
                return Err(io::Error::other(format!("{a} and {b} are in no set")));
            }
        }
        Ok(Self { sets, joins })
    }

    /// One line a join whose units are found: the number of its set, the verdict, and the numbers by which the two are compared, where
    /// `read` gives the statements and the lineage of some articles.
    #[must_use]
    pub fn pairs_tsv(&self, read: impl Fn(&[Article]) -> (Vec<Statement>, Lineage)) -> String {
        let mut out = String::new();
        for (number, (ids, articles)) in self.sets.iter().enumerate() {
            let (statements, lineage) = read(articles);
            let at = |place: &Place| {
                let document = ids.iter().position(|id| *id == place.id)?;
                Some((DocumentIdx(document), place.start))
            };
            let of_set = self.joins.iter().filter_map(|join| {
                let places = [at(&join.claim)?, at(&join.member)?];
                Some((join, places))
            });
            let (of_set, places): (Vec<&Join>, Vec<_>) = of_set.unzip();
            let compared = compared_units(articles, &statements, &lineage, &places);
            for (join, numbers) in of_set.iter().zip(compared) {
                let Some(numbers) = numbers else { continue };
                let _ = write!(out, "{number}\t{}", join.verdict);
                for number in numbers {
                    let _ = write!(out, "\t{number:.5}");
                }
                out.push('\n');
            }
        }
        out
    }

    /// Of the joins that are still made, the share that puts the same claim, and of those that do, the share that is still made, where
    /// `reconcile` gives the statements and the ledger of some articles. Joins of a part are left out. With `wrong`, also every join
    /// that is made and is none, and every one that is not made and should be.
    #[must_use]
    pub fn table(
        &self,
        reconcile: impl Fn(&[Article]) -> (Vec<Statement>, Ledger),
        wrong: bool,
    ) -> String {
        let mut remarks = String::new();
        let (mut right, mut made, mut wanted) = (0, 0, 0);
        for (ids, articles) in &self.sets {
            let (statements, ledger) = reconcile(articles);
            let claims = |place: &Place| {
                let document = ids.iter().position(|id| *id == place.id).map(DocumentIdx);
                let all = ledger.iter().flat_map(|story| &story.claims);
                let tells = |claim: &&Claim| {
                    document.is_some_and(|d| {
                        tells(claim, &statements, (d, &articles[d.0]), place.start)
                    })
                };
                let told = all.enumerate().filter(|(_, claim)| tells(claim));
                told.map(|(number, _)| number).collect::<BTreeSet<usize>>()
            };
            let of_set = |j: &&Join| ids.contains(&j.claim.id) && j.verdict != "part";
            for join in self.joins.iter().filter(of_set) {
                let is_made = !claims(&join.claim).is_disjoint(&claims(&join.member));
                let is_same = join.verdict == "same";
                right += usize::from(is_made && is_same);
                made += usize::from(is_made);
                wanted += usize::from(is_same);
                if wrong && is_made != is_same {
                    let (a, b) = (&join.claim, &join.member);
                    let called = if is_made { "joined" } else { "apart" };
                    let _ = writeln!(
                        remarks,
                        "{} {} and {} {}: {}, {called}",
                        a.id, a.start, b.id, b.start, join.verdict
                    );
                }
            }
        }
        let mut out = String::new();
        let score = Score {
            precision: right as f64 / made.max(1) as f64,
            recall: right as f64 / wanted.max(1) as f64,
        };
        line(&mut out, "joins, all", score);
        out + &remarks
    }
}

/// Whether a claim has a wording that holds the words at a place of an article.
fn tells(
    claim: &Claim,
    statements: &[Statement],
    (document, article): (DocumentIdx, &Article),
    start: usize,
) -> bool {
    let there = |s: &Statement| {
        let mut content = s.content.iter();
        s.document == document
            && content.any(|span| span.start().get() <= start && start < span.end().get())
    };
    let behind = article.text.as_str().get(start..).unwrap_or_default();
    let first: Vec<String> = words(behind).take(N_WORDS).collect();
    claim.variants.iter().any(|variant| {
        let told: Vec<String> = words(&variant.text).collect();
        let first = &first[..first.len().min(told.len())];
        let holds = !first.is_empty() && told.windows(first.len()).any(|run| run == first);
        holds && variant.statements.iter().any(|s| there(&statements[s.0]))
    })
}

fn join(row: &str) -> Option<Join> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [claim, start, member, at, verdict] = cells[..] else {
        return None;
    };
    let place = |id: &str, start: &str| {
        let start = start.parse().ok()?;
        Some(Place {
            id: id.to_owned(),
            start,
        })
    };
    let known = ["same", "opposite", "part", "different", "junk"].contains(&verdict);
    Some(Join {
        claim: place(claim, start)?,
        member: place(member, at)?,
        verdict: known.then(|| verdict.to_owned())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_list() {
        let judged = join("x1\t120\ty2\t7\tsame").expect("a join");
        assert_eq!((judged.claim.start, judged.member.start), (120, 7));
        assert_eq!(judged.member.id, "y2");
        assert_eq!(join("x1\t120\ty2\t7\tmaybe"), None);
        assert_eq!(join("x1\ty2\tsame"), None);
        assert_eq!(join("x1\tfirst\ty2\t7\tsame"), None);
    }
}

//! What makes two articles share words, against pairs that were judged by reading them.
//!
//! The folder holds `articles.jsonl.gz` (one object a line, with `ID`). The list has a line a pair, tab-separated: the IDs of
//! both articles, the relation, and which of them is the other's source (`a`, `b`, or `-` where neither is or it cannot be
//! told). Lines that start with `#` say how it was made.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ingest::{Fields, set_repeated_aside};
use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Pair, Relation, trace};

use crate::clean::line;
use crate::overlap::Score;
use crate::stories::read_articles;

const RELATIONS: [Relation; 4] = [
    Relation::Wire,
    Relation::Copy,
    Relation::Quotes,
    Relation::Coincidence,
];

/// A pair as it was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Judged {
    a: String,
    b: String,
    relation: Relation,
    /// The name of the source.
    source: Option<String>,
}

/// Articles and judged pairs of them.
#[derive(Clone, Debug)]
pub struct Pairs {
    ids: Vec<String>,
    articles: Vec<Article>,
    judged: Vec<Judged>,
}

impl Pairs {
    /// Reads the articles of a folder and a list of pairs.
    ///
    /// # Errors
    /// If a file cannot be read, or a line of the list is no pair of these articles.
    pub fn read(folder: &Path, list: &Path, fields: &Fields) -> io::Result<Self> {
        let found = read_articles(folder, fields)?;
        let (ids, articles): (Vec<String>, Vec<Article>) = found.into_iter().unzip();
        let articles = set_repeated_aside(articles);
        let mut judged = Vec::new();
        let list_text = fs::read_to_string(list)?;
        let rows = list_text.lines().zip(1..);
        for (row, number) in rows.filter(|(row, _)| !row.starts_with('#')) {
            let one = judged_pair(row).filter(|j| ids.contains(&j.a) && ids.contains(&j.b));
            judged.push(one.ok_or_else(|| {
                let list = list.display();
                io::Error::other(format!("{list}:{number}: no pair of these articles: {row}"))
            })?);
        }
        Ok(Self {
            ids,
            articles,
            judged,
        })
    }

    /// By relation, how many of the pairs so called are, and are so called; of all pairs, the share called rightly; and the
    /// same of sources. With `wrong`, also every pair that is called something else.
    #[must_use]
    pub fn table(&self, wrong: bool) -> String {
        let lineage = trace(&self.articles);
        let found: BTreeMap<(&str, &str), &Pair> = lineage
            .pairs
            .iter()
            .map(|p| ((self.id(p.a), self.id(p.b)), p))
            .collect();
        let called: Vec<(Relation, Option<&str>)> = self
            .judged
            .iter()
            .map(|judged| {
                let (a, b) = (judged.a.as_str(), judged.b.as_str());
                let pair = found.get(&(a, b)).or_else(|| found.get(&(b, a)));
                pair.map_or((Relation::Coincidence, None), |pair| {
                    (pair.relation, pair.source.map(|s| self.id(s.document)))
                })
            })
            .collect();
        let mut out = String::new();
        for relation in RELATIONS {
            let wanted = |j: &Judged, _: &(Relation, Option<&str>)| j.relation == relation;
            let called_so = |_: &Judged, c: &(Relation, Option<&str>)| c.0 == relation;
            let name = format!("pairs, {}", relation.as_str());
            line(&mut out, &name, self.score(&called, wanted, called_so));
        }
        let right = self.count(&called, |j, c| j.relation == c.0);
        let accuracy = Score::of_share(right, called.len());
        line(&mut out, "pairs, all", accuracy);
        let with_source = |j: &Judged, _: &(Relation, Option<&str>)| j.source.is_some();
        let told = |_: &Judged, c: &(Relation, Option<&str>)| c.1.is_some();
        let same = |j: &Judged, c: &(Relation, Option<&str>)| j.source.as_deref() == c.1;
        let n_same = self.count(&called, |j, c| told(j, c) && same(j, c)) as f64;
        let sources = Score {
            precision: n_same / self.count(&called, told).max(1) as f64,
            recall: n_same / self.count(&called, with_source).max(1) as f64,
        };
        line(&mut out, "pairs, source", sources);
        if wrong {
            for (judged, (relation, source)) in self.judged.iter().zip(&called) {
                if judged.relation == *relation && judged.source.as_deref() == *source {
                    continue;
                }
                let _ = writeln!(
                    out,
                    "{} {}: {} from {}, called {} from {}",
                    judged.a,
                    judged.b,
                    judged.relation.as_str(),
                    judged.source.as_deref().unwrap_or("-"),
                    relation.as_str(),
                    source.unwrap_or("-"),
                );
            }
        }
        out
    }

    fn id(&self, document: DocumentIdx) -> &str {
        &self.ids[document.0]
    }

    fn count(
        &self,
        called: &[(Relation, Option<&str>)],
        holds: impl Fn(&Judged, &(Relation, Option<&str>)) -> bool,
    ) -> usize {
        let pairs = self.judged.iter().zip(called);
        pairs.filter(|(j, c)| holds(j, c)).count()
    }

    fn score(
        &self,
        called: &[(Relation, Option<&str>)],
        wanted: impl Fn(&Judged, &(Relation, Option<&str>)) -> bool,
        found: impl Fn(&Judged, &(Relation, Option<&str>)) -> bool,
    ) -> Score {
        let both = self.count(called, |j, c| wanted(j, c) && found(j, c)) as f64;
        Score {
            precision: both / self.count(called, found).max(1) as f64,
            recall: both / self.count(called, wanted).max(1) as f64,
        }
    }
}

fn judged_pair(row: &str) -> Option<Judged> {
    let mut cells = row.split('\t').map(str::to_owned);
    let (a, b) = (cells.next()?, cells.next()?);
    let called = cells.next()?;
    let relation = RELATIONS.into_iter().find(|r| r.as_str() == called)?;
    let source = match cells.next()?.as_str() {
        "a" => Some(a.clone()),
        "b" => Some(b.clone()),
        "-" => None,
        _ => return None,
    };
    Some(Judged {
        a,
        b,
        relation,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_list() {
        let judged = judged_pair("x1\ty2\twire\tb").expect("a pair");
        assert_eq!(judged.relation, Relation::Wire);
        assert_eq!(judged.source.as_deref(), Some("y2"));
        assert_eq!(
            judged_pair("x1\ty2\tquotes\t-").expect("a pair").source,
            None
        );
        assert_eq!(judged_pair("x1\ty2\tgossip\t-"), None);
        assert_eq!(judged_pair("x1\ty2\twire"), None);
    }
}

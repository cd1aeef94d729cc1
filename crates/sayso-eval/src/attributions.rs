//! Which statements of news articles are attributions, against a list that was judged by reading them.
//!
//! The folder holds `articles.jsonl.gz` (one object a line, with `ID`). The list has a line a statement, tab-separated: the ID of its
//! article, the bytes of the article's line where its content begins and ends, whether it is an attribution (`yes` or `no`), whether the content is
//! whole (`ok`, `short`, `long`, `wrong`), and who is shown as its speaker (`ok`; `desc`, a description of somebody whom the article names;
//! `wrong`; `none`, nobody, though it can be told; `noneok`, nobody, and it cannot). Lines that start with `#` say how it was made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ingest::Fields;
use sayso_read::{Reader, Statement};
use sayso_text::{Article, CleanSpan, RawSpan};

use crate::statements::numbers_row;
use crate::stories::read_articles;

/// A statement that somebody judged.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    id: String,
    content: CleanSpan,
    is_attribution: bool,
}

/// Articles, with judged statements of theirs.
#[derive(Clone, Debug)]
pub struct Attributions {
    ids: Vec<String>,
    articles: Vec<Article>,
    listed: Vec<Listed>,
}

impl Attributions {
    /// Reads the articles of a folder and a list of statements.
    ///
    /// # Errors
    /// If a file cannot be read, or a line of the list is no statement of an article of the folder.
    pub fn read(folder: &Path, list: &Path, fields: &Fields) -> io::Result<Self> {
        let text = fs::read_to_string(list)?;
        let rows = text
            .lines()
            .zip(1..)
            .filter(|(row, _)| !row.starts_with('#'));
        let wrong = |number: usize, why: &str| {
            io::Error::other(format!("{}:{number}: {why}", list.display()))
        };
        let mut listed = Vec::new();
        let mut all: BTreeMap<String, Article> =
            read_articles(folder, fields)?.into_iter().collect();
        for (row, number) in rows {
            let parsed = parse(row).ok_or_else(|| wrong(number, "no judged statement"))?;
            let (id, bytes, is_attribution) = parsed;
            let article = all.get(id);
            let article = article.ok_or_else(|| wrong(number, "an article that is not there"))?;
            let content = article.text.to_clean(bytes);
            let content =
                content.ok_or_else(|| wrong(number, "a place that is not in its article"))?;
            listed.push(Listed {
                id: id.to_owned(),
                content,
                is_attribution,
            });
        }
        let used: BTreeSet<&str> = listed.iter().map(|s| s.id.as_str()).collect();
        all.retain(|id, _| used.contains(id.as_str()));
        let (ids, articles) = all.into_iter().unzip();
        Ok(Self {
            ids,
            articles,
            listed,
        })
    }

    /// For each listed statement the one that the reader finds there now, of those that overlap it best.
    fn found<'s>(
        &self,
        statements: &'s [Statement],
    ) -> Vec<(usize, &Listed, Option<&'s Statement>)> {
        let mut by_article: Vec<Vec<&Statement>> = vec![Vec::new(); self.articles.len()];
        for statement in statements {
            by_article[statement.document.0].push(statement);
        }
        let find = |listed| {
            let listed: &Listed = listed;
            let article = self.ids.iter().position(|id| *id == listed.id)?;
            let share = |s: &&Statement| shared(&s.content, listed.content);
            let best = by_article[article]
                .iter()
                .max_by(|a, b| share(a).total_cmp(&share(b)));
            Some((article, listed, best.copied().filter(|s| share(s) > 0.5)))
        };
        self.listed.iter().filter_map(find).collect()
    }

    /// One line a listed statement that the model links: its article, whether it is an attribution, and the numbers by which its confidence
    /// is told.
    #[must_use]
    pub fn numbers_tsv(&self, reader: &Reader) -> String {
        let mut out = String::new();
        for (article, listed, statement) in self.found(&reader.read(&self.articles)) {
            if let Some(statement) = statement.filter(|s| !s.figures.is_empty()) {
                numbers_row(&mut out, article, listed.is_attribution, &statement.figures);
            }
        }
        out
    }

    /// How many of the attributions, and of what is none, the reader finds.
    #[must_use]
    pub fn table(&self, reader: &Reader) -> String {
        let statements = reader.read(&self.articles);
        let found = self.found(&statements);
        let count = |is_attribution: bool| {
            let all = found
                .iter()
                .filter(|f| f.1.is_attribution == is_attribution);
            (all.clone().filter(|f| f.2.is_some()).count(), all.count())
        };
        let ((right, all), (wrong, none)) = (count(true), count(false));
        let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        let mut out = String::new();
        let _ = writeln!(
            out,
            "attributions found      {right} of {all}, {:.1} %",
            percent(right, all)
        );
        let _ = writeln!(
            out,
            "what is none found      {wrong} of {none}, {:.1} %",
            percent(wrong, none)
        );
        let _ = writeln!(
            out,
            "attributions among all  {:.1} %",
            percent(right, right + wrong)
        );
        out
    }
}

/// How much of two stretches together both have.
fn shared(content: &[CleanSpan], listed: CleanSpan) -> f64 {
    let common = |span: &CleanSpan| {
        let (a, b) = (span.range(), listed.range());
        a.end.min(b.end).saturating_sub(a.start.max(b.start))
    };
    let common: usize = content.iter().map(common).sum();
    let whole: Option<CleanSpan> = content.iter().copied().reduce(CleanSpan::cover);
    let both = whole.map_or(listed.len(), |whole| whole.cover(listed).len());
    common as f64 / both.max(1) as f64
}

fn parse(row: &str) -> Option<(&str, RawSpan, bool)> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [id, start, end, verdict, _, _] = cells[..] else {
        return None;
    };
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    let known = matches!(verdict, "yes" | "no") && start < end;
    known.then(|| (id, RawSpan::new(start, end), verdict == "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_list() {
        let judged = parse("x1\t120\t190\tno\t-\t-");
        assert_eq!(judged, Some(("x1", RawSpan::new(120, 190), false)));
        for row in [
            "x1\t120\t190\tmaybe\t-\t-",
            "x1\t190\t120\tyes\tok\tok",
            "x1\t1\t2\tyes",
        ] {
            assert_eq!(parse(row), None, "{row}");
        }
    }

    #[test]
    fn what_two_stretches_share() {
        let span = CleanSpan::new;
        assert!((shared(&[span(0, 10)], span(0, 10)) - 1.0).abs() < 1e-9);
        assert!((shared(&[span(0, 4), span(6, 10)], span(0, 10)) - 0.8).abs() < 1e-9);
        assert!((shared(&[span(5, 15)], span(0, 10)) - 1.0 / 3.0).abs() < 1e-9);
        assert!(shared(&[span(20, 25)], span(0, 10)) < 1e-9);
    }
}

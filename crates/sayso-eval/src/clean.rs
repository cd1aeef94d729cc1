//! Cleaning, on annotated web pages: the body's words from the page and from the page flattened, title, date and author.
//!
//! The folder is laid out as WCXB is: `html/ID.html.gz` and `ground-truth/ID.json`. Pages whose number is divisible by three
//! are held out: nothing is trained on them.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::catch_unwind;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sayso_ingest::{As, ingest};
use sayso_text::{Article, Fact, Moment};
use serde_json::Value;

use crate::flatten::{Way, flatten};
use crate::overlap::{Score, overlap, words};

/// An annotated page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file's name without its endings.
    pub id: String,
    /// The page as crawled.
    pub html: String,
    /// The main text that annotators chose.
    pub body: String,
    /// The headline.
    pub title: Option<String>,
    /// Day of publication, `2031-05-12`.
    pub date: Option<String>,
    /// The author or authors, as one string.
    pub author: Option<String>,
}

impl Page {
    /// Whether nothing may be trained on it.
    #[must_use]
    pub fn is_held_out(&self) -> bool {
        self.id.parse::<u64>().is_ok_and(|number| number % 3 == 0)
    }
}

/// Reads the pages of a folder, by name.
///
/// # Errors
/// If the folder or a page cannot be read, or an annotation is not JSON.
pub fn pages(folder: &Path) -> io::Result<Vec<Page>> {
    let mut names: Vec<_> = fs::read_dir(folder.join("ground-truth"))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    names.sort();
    let mut pages = Vec::with_capacity(names.len());
    for path in names {
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let annotation: Value = serde_json::from_slice(&fs::read(&path)?)?;
        let gold = &annotation["ground_truth"];
        let field = |key: &str| {
            gold[key]
                .as_str()
                .map(|s| s.trim().to_owned())
                .filter(|s| !s.is_empty())
        };
        let Some(body) = field("main_content") else {
            continue;
        };
        let mut bytes = Vec::new();
        let page = folder.join("html").join(format!("{id}.html.gz"));
        MultiGzDecoder::new(File::open(page)?).read_to_end(&mut bytes)?;
        pages.push(Page {
            html: String::from_utf8_lossy(&bytes).into_owned(),
            title: field("title"),
            date: field("publish_date").map(|d| d.chars().take(10).collect()),
            author: field("author"),
            id,
            body,
        });
    }
    Ok(pages)
}

/// How one page came out. Facts: `None` where nothing is annotated.
#[derive(Clone, Debug)]
pub struct Row {
    /// The page's name.
    pub id: String,
    /// Nothing was trained on it.
    pub held_out: bool,
    /// The body's words: by input, ours and the others'.
    pub bodies: Vec<Body>,
    /// Title, date and author from the page, and the date again, where that of a change counts too: a page that shows only when
    /// it was changed is annotated with that.
    pub facts: [Found; 4],
}

/// The body's words as one method found them in one kind of input.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// `html`, or how the page was flattened.
    pub input: &'static str,
    /// Who cleaned.
    pub method: &'static str,
    /// Against the annotation.
    pub score: Score,
}

/// A fact against its annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What the annotation has.
    pub wanted: Option<String>,
    /// What was found.
    pub found: Option<String>,
    /// Whether they agree.
    pub right: bool,
}

const SAYSO: &str = "sayso";

/// Names of the facts, in the order of [`Row::facts`].
pub const FACTS: [&str; 4] = ["title", "date", "author", "date or change"];

/// Cleans every page from its markup and from each way of flattening, beside others: `rs-trafilatura` on the markup, and on
/// flattened text with every line made a paragraph; and doing nothing.
#[must_use]
pub fn evaluate(pages: &[Page]) -> Vec<Row> {
    pages.par_iter().map(row).collect()
}

fn row(page: &Page) -> Row {
    let article = first_article(page.html.as_bytes());
    let mut bodies = Vec::new();
    let mut add = |input, method, text: &str| {
        let score = overlap(text, &page.body);
        bodies.push(Body {
            input,
            method,
            score,
        });
    };
    add(
        "html",
        SAYSO,
        &article.as_ref().map(body).unwrap_or_default(),
    );
    add("html", "rs-trafilatura", &trafilatura(&page.html));
    for way in Way::ALL {
        let flat = flatten(&page.html, way);
        let ours = first_article(flat.as_bytes());
        add(
            way.name(),
            SAYSO,
            &ours.as_ref().map(body).unwrap_or_default(),
        );
        add(
            way.name(),
            "rs-trafilatura",
            &trafilatura(&paragraphs(&flat)),
        );
        add(way.name(), "nothing done", &flat);
    }
    let fact =
        |wanted: &Option<String>, found: Option<String>, same: fn(&str, &str) -> bool| Found {
            right: matches!((wanted, &found), (Some(w), Some(f)) if same(w, f)),
            wanted: wanted.clone(),
            found,
        };
    let article = article.as_ref();
    let title = article
        .and_then(|a| a.title.as_ref())
        .map(|f| f.value.clone());
    let day = |fact: &Option<Fact<Moment>>| fact.as_ref().map(|f| f.value.date().to_string());
    let date = article.and_then(|a| day(&a.published));
    let change = article.and_then(|a| day(&a.updated));
    let either = change
        .filter(|change| page.date.as_ref() == Some(change))
        .or_else(|| date.clone());
    let authors = article
        .map(|a| {
            a.bylines
                .iter()
                .map(|f| f.value.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        })
        .filter(|names| !names.is_empty());
    Row {
        id: page.id.clone(),
        held_out: page.is_held_out(),
        bodies,
        facts: [
            fact(&page.title, title, same_words),
            fact(&page.date, date, |w, f| w == f),
            fact(&page.author, authors, same_names),
            fact(&page.date, either, |w, f| w == f),
        ],
    }
}

fn first_article(bytes: &[u8]) -> Option<Article> {
    ingest("page", bytes, As::Auto).articles.into_iter().next()
}

fn body(article: &Article) -> String {
    article
        .body()
        .map(|span| article.slice(span))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Nothing where the library panics: it is measured, not trusted.
fn trafilatura(html: &str) -> String {
    catch_unwind(|| rs_trafilatura::extract(html))
        .ok()
        .and_then(Result::ok)
        .map(|extracted| extracted.content_text)
        .unwrap_or_default()
}

/// Lines as paragraphs of a page, so that a cleaner of pages can be run on them.
fn paragraphs(text: &str) -> String {
    let mut html = String::from("<html><body><article>");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        html.push_str("<p>");
        html_escape::encode_text_to_string(line, &mut html);
        html.push_str("</p>");
    }
    html.push_str("</article></body></html>");
    html
}

fn same_words(wanted: &str, found: &str) -> bool {
    words(wanted).eq(words(found))
}

/// The same names in any order.
fn same_names(wanted: &str, found: &str) -> bool {
    let sorted = |names: &str| {
        let mut all: Vec<String> = words(names).filter(|w| w != "by" && w != "and").collect();
        all.sort();
        all.dedup();
        all
    };
    sorted(wanted) == sorted(found)
}

/// The table: for every input and method the mean over pages, F1 the mean of the pages' F1, all pages and the held-out ones;
/// for facts, precision over those found and recall over those annotated.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut out = String::new();
    let held_out: Vec<&Row> = rows.iter().filter(|r| r.held_out).collect();
    let all: Vec<&Row> = rows.iter().collect();
    for (part, rows) in [("all", &all), ("held out", &held_out)] {
        let _ = writeln!(out, "{part}: {} pages", rows.len());
        let Some(first) = rows.first() else { continue };
        for (i, Body { input, method, .. }) in first.bodies.iter().enumerate() {
            let n = rows.len() as f64;
            let mean = |value: fn(Score) -> f64| {
                rows.iter().map(|r| value(r.bodies[i].score)).sum::<f64>() / n * 100.0
            };
            let _ = writeln!(
                out,
                "{:36} P {:5.1}  R {:5.1}  F1 {:5.1}",
                format!("{part}, {input}, {method}"),
                mean(|s| s.precision),
                mean(|s| s.recall),
                mean(Score::f1)
            );
        }
        for (i, fact) in FACTS.iter().enumerate() {
            let count = |holds: fn(&Found) -> bool| {
                rows.iter().filter(|r| holds(&r.facts[i])).count() as f64
            };
            let right = count(|f| f.right);
            let score = Score {
                precision: right / count(|f| f.found.is_some()).max(1.0),
                recall: right / count(|f| f.wanted.is_some()).max(1.0),
            };
            line(&mut out, &format!("{part}, {fact}"), score);
        }
    }
    out
}

/// A row of a table.
pub(crate) fn line(out: &mut String, name: &str, score: Score) {
    let _ = writeln!(
        out,
        "{name:36} P {:5.1}  R {:5.1}  F1 {:5.1}",
        score.precision * 100.0,
        score.recall * 100.0,
        score.f1() * 100.0
    );
}

/// One line a page, tab-separated: F1 of the body by input and method, and whether each fact is right (`1`), wrong (`0`),
/// not annotated (`-`). It holds no word of the pages.
#[must_use]
pub fn rows_tsv(rows: &[Row]) -> String {
    let mut out = String::from("page\theld_out");
    for body in rows.first().map_or(&[][..], |r| &r.bodies) {
        let _ = write!(out, "\t{} {}", body.input, body.method);
    }
    for fact in FACTS {
        let _ = write!(out, "\t{fact}");
    }
    out.push('\n');
    for row in rows {
        let _ = write!(out, "{}\t{}", row.id, u8::from(row.held_out));
        for body in &row.bodies {
            let _ = write!(out, "\t{:.3}", body.score.f1());
        }
        for fact in &row.facts {
            let mark = match (&fact.wanted, fact.right) {
                (None, _) => "-",
                (_, true) => "1",
                (_, false) => "0",
            };
            let _ = write!(out, "\t{mark}");
        }
        out.push('\n');
    }
    out
}

/// The facts that are wrong, for reading: page, fact, annotated, found.
#[must_use]
pub fn wrong_facts(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        for (fact, found) in FACTS.iter().zip(&row.facts) {
            if !found.right && (found.wanted.is_some() || found.found.is_some()) {
                let shown = |s: &Option<String>| s.clone().unwrap_or_else(|| "-".to_owned());
                let _ = writeln!(
                    out,
                    "{}\t{fact}\t{}\t{}",
                    row.id,
                    shown(&found.wanted),
                    shown(&found.found)
                );
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_scored_in_every_form() {
        let body = "The council of the harbour town voted on Monday to keep the ferry line open through the winter months, the mayor said. \
            He added that the boats would run twice a day and that the fares would stay as they were in the year before.";
        let page = Page {
            id: "0003".into(),
            html: format!(
                "<html><nav><a>Home</a></nav><article><h1>Ferry line stays</h1><p>By Ann Mole</p><p>{body}</p></article></html>"
            ),
            body: body.into(),
            title: Some("Ferry Line Stays".into()),
            date: None,
            author: Some("Bo Finch".into()),
        };
        assert!(page.is_held_out());
        let rows = evaluate(&[page]);
        assert_eq!(rows[0].bodies.len(), 14);
        assert!(
            rows[0]
                .bodies
                .iter()
                .filter(|b| b.input == "html")
                .all(|b| b.score.f1() > 0.8)
        );
        assert!(rows[0].facts[0].right && !rows[0].facts[1].right && !rows[0].facts[2].right);
        assert!(table(&rows).contains("held out, glued, nothing done"));
        assert!(rows_tsv(&rows).ends_with("\t1\t-\t0\t-\n"));
        assert!(wrong_facts(&rows).contains("author\tBo Finch"));
    }
}

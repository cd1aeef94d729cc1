//! Whose words passages are, against passages that were judged by reading them.
//!
//! The folder holds a folder a set, each with `articles.jsonl.gz`. The list has a line a passage, tab-separated: set, ID of the
//! article, key of its text, first and last byte in its line of the file, judgement (`agency`, `agencies`, `article`, `remarks`, `own`,
//! `unknown`), whose (an agency's name, an article's ID, or `-`), how sure the reader was. Lines that start with `#` say how it
//! was made.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ingest::{Fields, set_repeated_aside};
use sayso_text::{Article, DocumentIdx, RawSpan};
use sayso_trace::{Basis, Lineage, Origin, OriginShare, trace};

use crate::clean::line;
use crate::overlap::Score;
use crate::stories::read_articles;

/// Articles of a set that are read, the first ones: the judged passages stand in these.
const N_ARTICLES: usize = 6_000;

/// A passage as it was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Judged {
    set: String,
    article: String,
    /// The key of the record that holds the text.
    key: String,
    span: RawSpan,
    /// What kind of origin.
    kind: String,
    /// The agency, or the article.
    whose: String,
}

/// Sets of articles, and judged passages of them.
#[derive(Clone, Debug)]
pub struct Passages {
    /// By set: IDs and articles.
    sets: BTreeMap<String, (Vec<String>, Vec<Article>)>,
    judged: Vec<Judged>,
}

impl Passages {
    /// Reads a list of passages and the sets that it names.
    ///
    /// # Errors
    /// If a file cannot be read, or a line of the list is no passage of these articles.
    pub fn read(folder: &Path, list: &Path) -> io::Result<Self> {
        let list_text = fs::read_to_string(list)?;
        let (mut sets, mut judged) = (BTreeMap::new(), Vec::new());
        let rows = list_text.lines().zip(1..);
        for (row, number) in rows.filter(|(row, _)| !row.starts_with('#')) {
            let no_passage = || {
                let list = list.display();
                io::Error::other(format!(
                    "{list}:{number}: no passage of these articles: {row}"
                ))
            };
            let passage = judged_passage(row).ok_or_else(no_passage)?;
            if !sets.contains_key(&passage.set) {
                let fields: Fields = format!("text={}", passage.key)
                    .parse()
                    .map_err(io::Error::other)?;
                let articles = read_articles(&folder.join(&passage.set), &fields)?;
                let (ids, articles): (Vec<String>, Vec<Article>) =
                    articles.into_iter().take(N_ARTICLES).unzip();
                sets.insert(passage.set.clone(), (ids, set_repeated_aside(articles)));
            }
            if !sets[&passage.set].0.contains(&passage.article) {
                return Err(no_passage());
            }
            judged.push(passage);
        }
        Ok(Self { sets, judged })
    }

    /// By what an origin is held to rest on, the share of passages whose origin is right, beside the confidence it is given; and
    /// of all passages. With `wrong`, also every passage whose origin is another.
    #[must_use]
    pub fn table(&self, wrong: bool) -> String {
        let traced: BTreeMap<&str, Lineage> = (self.sets.iter())
            .map(|(set, (_, articles))| (set.as_str(), trace(articles)))
            .collect();
        // Right, all, and the sum of confidences.
        let mut counts: BTreeMap<String, (usize, usize, f64)> = BTreeMap::new();
        let mut missed = String::new();
        for judged in &self.judged {
            let (ids, articles) = &self.sets[&judged.set];
            let lineage = &traced[judged.set.as_str()];
            let index = ids.iter().position(|id| *id == judged.article);
            let share = index.and_then(|i| share_at(&articles[i], &lineage.shares[i], judged.span));
            let origin = share.map(|share| &lineage.origins[share.origin.0]);
            let is_right = origin.is_some_and(|origin| is_right(judged, origin, ids));
            let in_part = index
                .and_then(|i| articles[i].credit.as_ref())
                .is_some_and(|credit| credit.in_part);
            let name = origin.map_or("none".to_owned(), |o| called(o, in_part));
            let count = counts.entry(name.clone()).or_default();
            count.0 += usize::from(is_right);
            count.1 += 1;
            count.2 += share.map_or(0.0, |share| share.confidence);
            if wrong && !is_right {
                let label = origin.map_or("-", |origin| &origin.label);
                let (start, end) = (judged.span.start().get(), judged.span.end().get());
                let _ = writeln!(
                    missed,
                    "{} {} {start}..{end}: {} {}, called {name}: {label}",
                    judged.set, judged.article, judged.kind, judged.whose
                );
            }
        }
        let mut out = String::new();
        let (mut right, mut all) = (0, 0);
        for (name, (n_right, n, confidence)) in counts {
            let (share, mean) = (n_right as f64 / n as f64, confidence / n as f64);
            let _ = writeln!(
                out,
                "{:36} {n_right:3} of {n:3} right, {:5.1} %; confidence {:5.1} %",
                format!("origins judged, {name}"),
                100.0 * share,
                100.0 * mean
            );
            right += n_right;
            all += n;
        }
        line(&mut out, "origins judged, all", Score::of_share(right, all));
        out + &missed
    }
}

/// What an origin is called here.
fn called(origin: &Origin, in_part: bool) -> String {
    let basis: Vec<&str> = origin.basis.iter().map(|basis| basis.as_str()).collect();
    let part = if in_part && origin.basis == [Basis::Own] {
        ", agency credited in part"
    } else {
        ""
    };
    basis.join(" + ") + part
}

/// The origin of most of a passage.
fn share_at<'a>(
    article: &Article,
    shares: &'a [OriginShare],
    passage: RawSpan,
) -> Option<&'a OriginShare> {
    let n_shared = |share: &&OriginShare| -> usize {
        let ranges = share.ranges.iter().map(|range| article.text.to_raw(*range));
        let within = |range: RawSpan| {
            let start = range.start().get().max(passage.start().get());
            range
                .end()
                .get()
                .min(passage.end().get())
                .saturating_sub(start)
        };
        ranges.map(within).sum()
    };
    let most = shares.iter().max_by_key(n_shared)?;
    (n_shared(&most) > 0).then_some(most)
}

fn is_right(judged: &Judged, origin: &Origin, ids: &[String]) -> bool {
    let is_of = |basis: Basis| origin.basis.contains(&basis);
    let carries = |id: &str| {
        let index = ids.iter().position(|known| known == id);
        index.is_some_and(|i| origin.documents.contains(&DocumentIdx(i)))
    };
    match judged.kind.as_str() {
        // The agency's own article has it too.
        "agency" => origin.agency.as_deref() == Some(&*judged.whose),
        "agencies" => is_of(Basis::WireCredit),
        "article" => !is_of(Basis::SharedQuotes) && carries(&judged.whose),
        "remarks" => is_of(Basis::SharedQuotes),
        "own" => is_of(Basis::Own),
        _ => false,
    }
}

fn judged_passage(row: &str) -> Option<Judged> {
    let mut cells = row.split('\t');
    let mut next = || cells.next().map(str::to_owned);
    let (set, article, key) = (next()?, next()?, next()?);
    let (start, end) = (next()?.parse().ok()?, next()?.parse().ok()?);
    let (kind, whose) = (next()?, next()?);
    let kinds = ["agency", "agencies", "article", "remarks", "own", "unknown"];
    (kinds.contains(&kind.as_str()) && start < end).then(|| Judged {
        set,
        article,
        key,
        span: RawSpan::new(start, end),
        kind,
        whose,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(basis: &[Basis], agency: Option<&str>, documents: &[usize]) -> Origin {
        Origin {
            label: String::new(),
            documents: documents.iter().copied().map(DocumentIdx).collect(),
            basis: basis.to_vec(),
            agency: agency.map(str::to_owned),
        }
    }

    #[test]
    fn a_line_of_the_list() {
        let judged =
            judged_passage("tides\tx1\ttext\t12\t80\tagency\tTarn News\tsure").expect("a passage");
        assert_eq!(judged.span, RawSpan::new(12, 80));
        assert_eq!((&*judged.kind, &*judged.whose), ("agency", "Tarn News"));
        assert_eq!(
            judged_passage("tides\tx1\ttext\t80\t12\town\t-\tsure"),
            None
        );
        assert_eq!(
            judged_passage("tides\tx1\ttext\t12\t80\tgossip\t-\tsure"),
            None
        );
    }

    #[test]
    fn an_agency_is_right_in_its_own_article_and_in_a_copy() {
        let judged =
            judged_passage("tides\tx1\ttext\t12\t80\tagency\tTarn News\tsure").expect("a passage");
        let is_right = |origin: &Origin| is_right(&judged, origin, &[]);
        assert!(is_right(&origin(&[Basis::Own], Some("Tarn News"), &[0])));
        assert!(is_right(&origin(
            &[Basis::WireCredit],
            Some("Tarn News"),
            &[0]
        )));
        assert!(!is_right(&origin(&[Basis::WireCredit], Some("Skua"), &[0])));
        assert!(!is_right(&origin(&[Basis::Own], None, &[0])));
    }

    #[test]
    fn an_article_is_right_where_the_origin_carries_it() {
        let judged =
            judged_passage("tides\tx1\ttext\t12\t80\tarticle\ty2\tsure").expect("a passage");
        let ids = ["x1".to_owned(), "y2".to_owned()];
        assert!(is_right(
            &judged,
            &origin(&[Basis::SharedText], None, &[0, 1]),
            &ids
        ));
        assert!(!is_right(
            &judged,
            &origin(&[Basis::SharedText], None, &[0]),
            &ids
        ));
        assert!(!is_right(
            &judged,
            &origin(&[Basis::SharedQuotes], None, &[0, 1]),
            &ids
        ));
    }
}

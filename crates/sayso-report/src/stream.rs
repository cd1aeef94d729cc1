//! Lineage one family at a time, for sets of articles whose lineage does not fit in memory.

use sayso_text::{Article, CleanSpan, DocumentIdx};
use sayso_trace::{Basis, Lineage, OriginIdx, Pair, SharedPassage};
use serde::Serialize;

use crate::json::{lines, number};
use crate::terminal::Style;
use crate::terminal::layout::{Ink, Page};
use crate::view::outlet;
use crate::wording;

/// Start and end in the original bytes.
type Range = (usize, usize);

#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Document {
        document: &'a str,
        outlet: Option<&'a str>,
        credit: Option<&'a str>,
        source: Option<&'a str>,
        origins: Vec<Share>,
    },
    Pair {
        a: &'a str,
        b: &'a str,
        containment_a: f64,
        containment_b: f64,
        relation: &'static str,
        source: Option<&'a str>,
        source_basis: Option<&'static str>,
        passages: Vec<Passage>,
    },
    Origin {
        origin: String,
        label: &'a str,
        agency: Option<&'a str>,
        documents: Vec<&'a str>,
        basis: Vec<&'static str>,
    },
}

#[derive(Serialize)]
struct Share {
    origin: String,
    share: f64,
    confidence: f64,
    ranges: Vec<Range>,
}

#[derive(Serialize)]
struct Passage {
    a: Range,
    b: Range,
    quoted: bool,
}

fn range(article: &Article, span: CleanSpan) -> Range {
    let raw = article.text.to_raw(span);
    (raw.start().get(), raw.end().get())
}

/// A family of articles as `sayso index --format jsonl` prints it: a line for each document, each pair and each origin, with
/// the fields of the lineage's JSON, but ranges of bytes without their text. An outlet's own reporting is one origin in all
/// families, `own:` and its name, and has no line; the others are numbered within the family, which its first document names.
#[must_use]
pub fn family_jsonl(articles: &[Article], lineage: &Lineage) -> String {
    let name = |d: DocumentIdx| articles.get(d.0).map(|a| a.document.as_str());
    let first = name(DocumentIdx(0)).unwrap_or_default();
    let id = |idx: OriginIdx, article: &Article| match lineage.origins.get(idx.0) {
        Some(origin) if origin.basis == [Basis::Own] => {
            format!("own:{}", article.outlet_or_document())
        }
        _ => format!("{first}:o{}", idx.0 + 1),
    };
    let parents = lineage.parents();
    let documents = articles.iter().enumerate().map(|(i, article)| {
        let shares = lineage.shares.get(i).into_iter().flatten();
        let share = |s: &sayso_trace::OriginShare| Share {
            origin: id(s.origin, article),
            share: number(s.share),
            confidence: number(s.confidence),
            ranges: s.ranges.iter().map(|r| range(article, *r)).collect(),
        };
        Line::Document {
            document: &article.document,
            outlet: article.outlet.as_ref().map(|f| f.value.as_str()),
            credit: article.credit.as_ref().map(|c| c.agency.as_str()),
            source: parents.get(i).copied().flatten().and_then(name),
            origins: shares.map(share).collect(),
        }
    });
    let pair = |pair: &Pair| {
        let (a, b) = (articles.get(pair.a.0)?, articles.get(pair.b.0)?);
        let passage = |p: &SharedPassage| Passage {
            a: range(a, p.a),
            b: range(b, p.b),
            quoted: p.quoted,
        };
        Some(Line::Pair {
            a: &a.document,
            b: &b.document,
            containment_a: number(pair.containment_a),
            containment_b: number(pair.containment_b),
            relation: pair.relation.as_str(),
            source: pair.source.and_then(|s| name(s.document)),
            source_basis: pair.source.map(|s| s.basis.as_str()),
            passages: pair.passages.iter().map(passage).collect(),
        })
    };
    let shared = lineage.origins.iter().enumerate();
    let origins = shared.filter(|(_, origin)| origin.basis != [Basis::Own]);
    let origins = origins.map(|(i, origin)| Line::Origin {
        origin: format!("{first}:o{}", i + 1),
        label: &origin.label,
        agency: origin.agency.as_deref(),
        documents: origin.documents.iter().filter_map(|d| name(*d)).collect(),
        basis: origin.basis.iter().map(|b| b.as_str()).collect(),
    });
    lines(
        documents
            .chain(lineage.pairs.iter().filter_map(pair))
            .chain(origins),
    )
}

/// What all families come to, for people: counted family by family, the origins that most articles carry kept.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    n_articles: usize,
    /// Those whose largest part is another's or shared.
    n_not_own: usize,
    n_origins: usize,
    /// Articles that carry it, outlets that do, its name, its first article; most articles first.
    most: Vec<(usize, usize, String, String)>,
}

/// How many origins a summary shows.
const SHOWN: usize = 20;

impl Summary {
    /// Of one family.
    #[must_use]
    pub fn of(articles: &[Article], lineage: &Lineage) -> Self {
        let mut summary = Self {
            n_articles: articles.len(),
            ..Self::default()
        };
        let is_own = |idx: OriginIdx| lineage.origins[idx.0].basis == [Basis::Own];
        let main = (0..articles.len()).filter_map(|i| lineage.main_origin(DocumentIdx(i)));
        summary.n_not_own = main.filter(|origin| !is_own(*origin)).count();
        for origin in lineage.origins.iter().filter(|o| o.basis != [Basis::Own]) {
            summary.n_origins += 1;
            let carriers = || origin.documents.iter().filter_map(|d| articles.get(d.0));
            let mut outlets: Vec<String> = carriers().map(outlet).collect();
            outlets.sort_unstable();
            outlets.dedup();
            let first = carriers().next().map_or("", |a| &a.document);
            let shown = (
                origin.documents.len(),
                outlets.len(),
                origin.label.clone(),
                first.to_owned(),
            );
            if shown.0 > 1 {
                summary.most.push(shown);
            }
        }
        summary
    }

    /// Takes another family in, which comes behind those that are in it.
    pub fn add(&mut self, other: Self) {
        self.n_articles += other.n_articles;
        self.n_not_own += other.n_not_own;
        self.n_origins += other.n_origins;
        self.most.extend(other.most);
        if self.most.len() >= 2 * SHOWN {
            self.keep_most();
        }
    }

    fn keep_most(&mut self) {
        // The sort is stable: of those that equally many carry, the first.
        self.most.sort_by_key(|shown| std::cmp::Reverse(shown.0));
        self.most.truncate(SHOWN);
    }

    /// For a terminal.
    #[must_use]
    pub fn terminal(mut self, style: Style) -> String {
        self.keep_most();
        let mut page = Page::new(style);
        let remark = format!(
            "{}, {} of them mostly in words that are not their own; {} besides the outlets' own reporting",
            wording::count(self.n_articles, "article"),
            self.n_not_own,
            wording::count(self.n_origins, "origin"),
        );
        page.heading("WHOSE WORDS", &remark);
        for (n_articles, n_outlets, label, first) in &self.most {
            let carried = format!(
                "{} · {} · first {first}",
                wording::count(*n_articles, "article"),
                wording::count(*n_outlets, "outlet")
            );
            page.paragraph("  ", "    ", &[(Ink::Strong, label)]);
            page.paragraph("    ", "    ", &[(Ink::Faint, &carried)]);
        }
        page.finish()
    }
}

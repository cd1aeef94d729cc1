//! What trace finds: shared passages, and whose words each passage is.

use std::fmt;
use std::ops::Deref;

use sayso_text::{Article, CleanSpan, DocumentIdx};

/// The index of an origin in [`LineageParts::origins`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginIdx(pub usize);

/// What an origin rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// An agency is credited.
    WireCredit,
    /// Narrative passages are the same words.
    SharedText,
    /// Only quoted words are shared: several heard, or took over, the same remarks.
    SharedQuotes,
    /// No shared passage and no credit: the outlet's own.
    Own,
}

impl Basis {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WireCredit => "wire_credit",
            Self::SharedText => "shared_text",
            Self::SharedQuotes => "shared_quotes",
            Self::Own => "own",
        }
    }
}

/// A source of words: an agency story, remarks that several heard, an outlet's own reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// For people: "Associated Press story", "Remarks quoted in common: “…”", "Port Vell Courier's own reporting".
    pub label: String,
    /// The articles that carry it, in order. Remarks quoted in common list every article that quotes them, one whose text
    /// is shared anyway included, though its quotation goes with that text.
    pub documents: Vec<DocumentIdx>,
    /// Why it is held to be one origin.
    pub basis: Vec<Basis>,
    /// The agency, where one is credited.
    pub agency: Option<String>,
}

/// The part of an article that comes from one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginShare {
    /// Which origin.
    pub origin: OriginIdx,
    /// Share of the body's words, 0 to 1.
    pub share: f64,
    /// How likely they are to come from there, 0 to 1: what people found who judged such passages (`sayso eval origins`).
    pub confidence: f64,
    /// Where those words stand, in order, without overlap.
    pub ranges: Vec<CleanSpan>,
}

/// Two passages that are the same words, exactly or nearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedPassage {
    /// In the first article.
    pub a: CleanSpan,
    /// In the second article.
    pub b: CleanSpan,
    /// Whether all of it stands within quotation marks in both articles.
    pub quoted: bool,
}

/// What makes two articles share words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both tell a story that an agency is credited with.
    Wire,
    /// Both tell one text, and no agency is credited.
    Copy,
    /// Mostly what others said or wrote: both heard or took over the same remarks.
    Quotes,
    /// Formulas, names with their offices, background in the same words.
    Coincidence,
}

impl Relation {
    /// As written in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Copy => "copy",
            Self::Quotes => "quotes",
            Self::Coincidence => "coincidence",
        }
    }
}

/// By what it is told that an article is another's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceBasis {
    /// It is the agency's own, and the other tells the agency's story.
    Credit,
    /// The other names its outlet.
    Named,
    /// It was published before the other.
    Date,
}

impl SourceBasis {
    /// As written in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Named => "named",
            Self::Date => "date",
        }
    }
}

/// The article of a pair from which the other has its words, directly or through others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// It.
    pub document: DocumentIdx,
    /// Why it is held to be.
    pub basis: SourceBasis,
}

/// Two articles that share passages.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The earlier in the list of articles.
    pub a: DocumentIdx,
    /// The later in the list of articles.
    pub b: DocumentIdx,
    /// Share of `a`'s body words that stand in `b`.
    pub containment_a: f64,
    /// Share of `b`'s body words that stand in `a`.
    pub containment_b: f64,
    /// The passages, in order of `a`.
    pub passages: Vec<SharedPassage>,
    /// What makes them share words.
    pub relation: Relation,
    /// Which is the other's source; `None` where both have the words from a third, where it cannot be told, and where nothing
    /// but quotations or formulas is shared.
    pub source: Option<Source>,
}

impl Pair {
    /// The article that has its words from the other, and what share of its body these are.
    #[must_use]
    pub fn taker(&self) -> Option<(DocumentIdx, f64)> {
        let source = self.source?.document;
        Some(if source == self.a {
            (self.b, self.containment_b)
        } else {
            (self.a, self.containment_a)
        })
    }
}

/// The fields of a [`Lineage`], before they are checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineageParts {
    /// For each article, in order, the origins of its passages: largest share first.
    pub shares: Vec<Vec<OriginShare>>,
    /// Pairs that share passages, in order.
    pub pairs: Vec<Pair>,
    /// All origins, in order of first appearance.
    pub origins: Vec<Origin>,
}

/// Lineage whose indices and spans are known to point into its articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lineage {
    parts: LineageParts,
}

/// Why parts do not make a lineage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineageError(String);

impl fmt::Display for LineageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LineageError {}

impl Lineage {
    /// Checks the parts against the articles.
    ///
    /// # Errors
    /// If a document or origin index is out of range, or a span is not within its article.
    pub fn new(parts: LineageParts, articles: &[Article]) -> Result<Self, LineageError> {
        if parts.shares.len() != articles.len() {
            return Err(LineageError(format!(
                "{} shares for {} articles",
                parts.shares.len(),
                articles.len()
            )));
        }
        let inside = |document: DocumentIdx, span: CleanSpan| {
            articles
                .get(document.0)
                .is_some_and(|a| a.text.as_str().get(span.range()).is_some())
        };
        for (i, shares) in parts.shares.iter().enumerate() {
            for share in shares {
                if share.origin.0 >= parts.origins.len() {
                    return Err(LineageError(format!(
                        "origin {} does not exist",
                        share.origin.0
                    )));
                }
                if let Some(span) = share.ranges.iter().find(|s| !inside(DocumentIdx(i), **s)) {
                    return Err(LineageError(format!("{span:?} is not within article {i}")));
                }
            }
        }
        for pair in &parts.pairs {
            if let Some(p) = pair
                .passages
                .iter()
                .find(|p| !inside(pair.a, p.a) || !inside(pair.b, p.b))
            {
                return Err(LineageError(format!(
                    "passage {p:?} is not within articles {:?}, {:?}",
                    pair.a, pair.b
                )));
            }
        }
        let beside = |p: &&Pair| {
            p.source
                .is_some_and(|s| s.document != p.a && s.document != p.b)
        };
        if let Some(pair) = parts.pairs.iter().find(beside) {
            return Err(LineageError(format!(
                "{:?} is not of the pair {:?}, {:?}",
                pair.source, pair.a, pair.b
            )));
        }
        if let Some(d) = parts
            .origins
            .iter()
            .flat_map(|o| &o.documents)
            .find(|d| d.0 >= articles.len())
        {
            return Err(LineageError(format!("document {} does not exist", d.0)));
        }
        Ok(Self { parts })
    }

    /// The origin of the largest part of an article's body: where its headline comes from, as far as that can be told.
    #[must_use]
    pub fn main_origin(&self, document: DocumentIdx) -> Option<OriginIdx> {
        self.parts
            .shares
            .get(document.0)?
            .first()
            .map(|share| share.origin)
    }

    /// For each article, the one from which it has most of its words, if any is known: the family tree. No article is its own
    /// ancestor; where credits and dates contradict each other in a circle, the weakest link of it is left out.
    #[must_use]
    pub fn parents(&self) -> Vec<Option<DocumentIdx>> {
        let taken = self.pairs.iter().filter_map(|pair| {
            let (taker, share) = pair.taker()?;
            Some((share, taker, pair.source?.document))
        });
        let mut taken: Vec<(f64, DocumentIdx, DocumentIdx)> = taken.collect();
        taken.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut parents: Vec<Option<DocumentIdx>> = vec![None; self.shares.len()];
        // Some ancestor of each article, at last the eldest: long chains are not walked again and again (union-find with path
        // halving; Tarjan and van Leeuwen, 1984).
        let mut elder: Vec<usize> = (0..parents.len()).collect();
        for (_, taker, source) in taken {
            if parents[taker.0].is_some() {
                continue;
            }
            let mut eldest = source.0;
            while elder[eldest] != eldest {
                elder[eldest] = elder[elder[eldest]];
                eldest = elder[eldest];
            }
            if eldest != taker.0 {
                parents[taker.0] = Some(source);
                elder[taker.0] = eldest;
            }
        }
        parents
    }

    /// The origin of the words at a span of an article: the one that covers most of it.
    #[must_use]
    pub fn origin_at(&self, document: DocumentIdx, span: CleanSpan) -> Option<OriginIdx> {
        let covered =
            |share: &OriginShare| -> usize { share.ranges.iter().map(|r| r.shared(span)).sum() };
        let shares = self.parts.shares.get(document.0)?;
        let best = shares
            .iter()
            .map(|s| (covered(s), s.origin))
            .filter(|(n, _)| *n > 0);
        best.max_by_key(|(n, origin)| (*n, std::cmp::Reverse(*origin)))
            .map(|(_, origin)| origin)
    }
}

impl Deref for Lineage {
    type Target = LineageParts;

    fn deref(&self) -> &LineageParts {
        &self.parts
    }
}

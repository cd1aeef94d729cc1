//! Look-ups that every format needs: a statement with its article, outlet, origin, words and context.
//!
//! Indices of a ledger are not checked against a run's lists, so each look-up may come back empty.

use sayso_ledger::{Claim, Variant};
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, BlockKind, CleanSpan, DocumentIdx, sentences};
use sayso_trace::{Lineage, OriginIdx};

use crate::{Briefing, visible, wording};

/// Longest stretch shown around one statement, in bytes; the article's full text holds the rest. The bound keeps a
/// brief from growing with the square of a hostile input.
const LONGEST_PASSAGE: usize = 2400;
/// How far the sentence around a statement is looked for, in bytes each way.
const CONTEXT: usize = 400;

/// `s1`.
pub(crate) fn statement_id(idx: StatementIdx) -> String {
    format!("s{}", idx.0 + 1)
}

/// `o1`.
pub(crate) fn origin_id(idx: OriginIdx) -> String {
    format!("o{}", idx.0 + 1)
}

/// `t1`.
pub(crate) fn story_id(index: usize) -> String {
    format!("t{}", index + 1)
}

/// `c1`. Claims are counted through all stories.
pub(crate) fn claim_id(index: usize) -> String {
    format!("c{}", index + 1)
}

/// The name of an article's outlet, or of its file without the folder.
pub(crate) fn outlet(article: &Article) -> String {
    visible::name(article.outlet_or_file())
}

/// The day on which an article was published.
pub(crate) fn published(article: &Article) -> Option<String> {
    let published = article.published.as_ref()?;
    Some(wording::date(published.value.date()))
}

/// A statement where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'a> {
    pub(crate) idx: StatementIdx,
    pub(crate) statement: &'a Statement,
    pub(crate) article: &'a Article,
}

impl<'a> Placed<'a> {
    pub(crate) fn id(self) -> String {
        statement_id(self.idx)
    }

    /// The outlet that carries the words: that of the embedded article where the statement stands in one.
    pub(crate) fn outlet(self) -> String {
        if !self.statement.embedded {
            return outlet(self.article);
        }
        self.embedded()
            .and_then(|i| self.article.embedded[i].outlet.as_deref())
            .map_or_else(|| "another outlet's article".to_owned(), visible::name)
    }

    /// Index of the embedded article in which the statement stands.
    pub(crate) fn embedded(self) -> Option<usize> {
        if !self.statement.embedded {
            return None;
        }
        let at = self.statement.extent();
        let embedded = &self.article.embedded;
        let next = embedded.partition_point(|e| e.span.end() <= at.start());
        embedded
            .get(next)
            .filter(|e| e.span.overlaps(at))
            .map(|_| next)
    }

    /// The speaker's name, or the source as written.
    pub(crate) fn speaker(self) -> String {
        match &self.statement.speaker {
            Some(speaker) => visible::name(&speaker.name),
            None => visible::name(&self.words(&self.statement.source, 80)),
        }
    }

    /// The content on one line, at most so many characters of it, without the quotation marks around all of it. What
    /// a report of silence attributes ("not commented") means nothing by itself, so the whole statement stands there.
    pub(crate) fn content(self, max_chars: usize) -> String {
        match self.statement.content.as_slice() {
            _ if self.statement.no_comment => {
                visible::short(self.article.slice(self.passage().span), max_chars)
            }
            [one] => visible::bare(self.article.slice(*one), max_chars),
            [first, ..] if self.article.slice(*first).chars().nth(max_chars).is_some() => {
                visible::bare(self.article.slice(*first), max_chars)
            }
            several => visible::bare(&self.words(several, max_chars), max_chars),
        }
    }

    /// The words of spans on one line, `…` between them, each cut to so many characters.
    pub(crate) fn words(self, spans: &[CleanSpan], max_chars: usize) -> String {
        let pieces = spans
            .iter()
            .map(|span| visible::short(self.article.slice(*span), max_chars));
        pieces.collect::<Vec<_>>().join(" … ")
    }

    /// The sentences around the statement, within its blocks.
    pub(crate) fn passage(self) -> Passage {
        let extent = self.statement.extent();
        let focus = if extent.len() <= LONGEST_PASSAGE {
            extent
        } else {
            self.statement.content[0]
        };
        passage(self.article, focus)
    }
}

/// A stretch of an article, and whether a sentence was cut at its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) span: CleanSpan,
    pub(crate) cut_before: bool,
    pub(crate) cut_after: bool,
}

/// The smallest run of sentences around `focus`, within the blocks that hold it.
pub(crate) fn passage(article: &Article, focus: CleanSpan) -> Passage {
    let text = article.text.as_str();
    let (from, to) = (
        focus.start().get(),
        focus.end().get().min(focus.start().get() + LONGEST_PASSAGE),
    );
    let first = article
        .blocks
        .partition_point(|b| b.span.end().get() <= from);
    let last = article
        .blocks
        .partition_point(|b| b.span.start().get() < to);
    let blocks = article.blocks.get(first..last).unwrap_or_default();
    let low = blocks.first().map_or(0, |b| b.span.start().get()).min(from);
    let high = blocks
        .last()
        .map_or(text.len(), |b| b.span.end().get())
        .max(to)
        .max(from);

    let window_start = text.floor_char_boundary(from.saturating_sub(CONTEXT).max(low));
    let window_end = text.ceil_char_boundary((to + CONTEXT).min(high).max(to));
    let (mut start, mut end) = (window_start, window_end);
    let found = sentences(text, CleanSpan::new(window_start, window_end));
    let mut around = found
        .iter()
        .filter(|s| s.start().get() < to && s.end().get() > from);
    if let Some(one) = around.next() {
        let all = around.fold(*one, |all, s| all.cover(*s));
        start = all.start().get().min(from);
        end = all.end().get().max(to).min(window_end);
    }
    Passage {
        span: CleanSpan::new(start, end.max(start)),
        cut_before: start == window_start && window_start > low,
        cut_after: end < focus.end().get() || (end == window_end && window_end < high),
    }
}

impl<'a> Briefing<'a> {
    pub(crate) fn placed(&self, idx: StatementIdx) -> Option<Placed<'a>> {
        let statement = self.statements.get(idx.0)?;
        let article = self.articles.get(statement.document.0)?;
        Some(Placed {
            idx,
            statement,
            article,
        })
    }

    /// The claims of all stories: the index among them, the claim, the index of its story.
    pub(crate) fn claims(&self) -> impl Iterator<Item = (usize, &'a Claim, usize)> {
        let stories = self.ledger.iter().enumerate();
        let claims = stories.flat_map(|(i, story)| story.claims.iter().map(move |c| (c, i)));
        claims
            .enumerate()
            .map(|(i, (claim, story))| (i, claim, story))
    }

    pub(crate) fn placed_all(&self, all: &[StatementIdx]) -> impl Iterator<Item = Placed<'a>> {
        all.iter().filter_map(|idx| self.placed(*idx))
    }

    /// Who speaks, and according to whom where the statement stands within others' words.
    pub(crate) fn voice(&self, placed: Placed<'_>) -> String {
        let mut voice = placed.speaker();
        let mut inner = voice.clone();
        let mut parent = placed.statement.parent;
        // Reports of reports of reports are rare, and a cycle of parents must not hang.
        for _ in 0..4 {
            let Some(outer) = parent.and_then(|idx| self.placed(idx)) else {
                break;
            };
            let name = outer.speaker();
            if !name.is_empty() && name != inner {
                voice = if voice.is_empty() {
                    name.clone()
                } else {
                    format!("{voice}, according to {name}")
                };
                inner = name;
            }
            parent = outer.statement.parent;
        }
        voice
    }

    /// The origin of the words a statement is made of.
    pub(crate) fn origin_of(&self, placed: Placed<'_>) -> Option<OriginIdx> {
        let statement = placed.statement;
        let by_content = self
            .lineage
            .origin_at(statement.document, statement.content[0]);
        by_content.or_else(|| {
            self.lineage
                .origin_at(statement.document, statement.extent())
        })
    }

    pub(crate) fn origin_label(&self, idx: OriginIdx) -> String {
        match self.ledger.origin_labels().get(idx.0) {
            Some(label) => visible::entry(label),
            None => lineage_label(self.lineage, idx),
        }
    }

    /// Outlets of articles, each once, in order.
    pub(crate) fn outlets(&self, documents: &[DocumentIdx]) -> Vec<String> {
        let mut outlets = Vec::new();
        for article in self.documents(documents) {
            let outlet = outlet(article);
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        outlets
    }

    pub(crate) fn documents(&self, all: &[DocumentIdx]) -> impl Iterator<Item = &'a Article> {
        all.iter().filter_map(|d| self.articles.get(d.0))
    }

    /// What is to be said of a wording besides its words: how it was changed, and who printed it first.
    pub(crate) fn variant_remark(&self, variant: &Variant) -> String {
        let changed = variant.rewording.map(|r| wording::rewording(r).to_owned());
        let first = variant.earliest.and_then(|idx| self.placed(idx));
        let first = first.map(|placed| format!("first printed by {}", placed.outlet()));
        changed
            .into_iter()
            .chain(first)
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// The role of a claim's speaker, from the first statement that gives one; what is nested in another may be another's words.
    pub(crate) fn role(&self, statements: &[StatementIdx]) -> Option<String> {
        let own = |p: &Placed<'_>| !p.statement.nested();
        let role = |p: Placed<'_>| {
            p.statement
                .speaker
                .as_ref()
                .and_then(|s| s.role.as_deref())
                .map(visible::name)
        };
        self.placed_all(statements).filter(own).find_map(role)
    }

    /// Whether no statement in the list names its speaker beyond the words as written.
    pub(crate) fn unresolved(&self, statements: &[StatementIdx]) -> bool {
        self.placed_all(statements)
            .all(|p| p.statement.speaker.is_none())
    }

    /// Whether the speaker of a claim's statement speaks for himself there; `None` where he is no speaker of it.
    pub(crate) fn first_hand(&self, claim: &Claim, idx: StatementIdx) -> Option<bool> {
        claim
            .speakers
            .iter()
            .find(|s| s.statements.contains(&idx))
            .map(|s| s.first_hand)
    }
}

/// An origin's label as the lineage has it.
pub(crate) fn lineage_label(lineage: &Lineage, idx: OriginIdx) -> String {
    lineage
        .origins
        .get(idx.0)
        .map_or_else(|| origin_id(idx), |o| visible::entry(&o.label))
}

/// A stretch of a page that is not the article, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetAside {
    pub(crate) span: CleanSpan,
    pub(crate) kind: BlockKind,
    /// Index in [`sayso_text::ArticleParts::embedded`].
    pub(crate) embedded: Option<usize>,
}

/// What was set aside, in order. The blocks of one embedded article are told as one.
pub(crate) fn set_aside(article: &Article) -> Vec<SetAside> {
    let mut all: Vec<SetAside> = (article.embedded.iter().enumerate())
        .map(|(i, e)| SetAside {
            span: e.span,
            kind: BlockKind::EmbeddedArticle,
            embedded: Some(i),
        })
        .collect();
    for block in &article.blocks {
        let is_told = match block.kind {
            BlockKind::Title | BlockKind::Body => true,
            BlockKind::EmbeddedArticle => {
                let next = article
                    .embedded
                    .partition_point(|e| e.span.end() <= block.span.start());
                article
                    .embedded
                    .get(next)
                    .is_some_and(|e| e.span.overlaps(block.span))
            }
            _ => false,
        };
        if !is_told {
            all.push(SetAside {
                span: block.span,
                kind: block.kind,
                embedded: None,
            });
        }
    }
    all.sort_by_key(|s| (s.span, s.kind));
    all
}

//! An article as the later stages see it: clean text, labelled blocks, and facts with their evidence.

use std::fmt;
use std::ops::Deref;

use crate::{CleanSpan, CleanText, Moment};

/// The index of an article in the list of all articles of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentIdx(pub usize);

/// The format a file was recognized as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// Flattened text.
    #[default]
    Text,
    /// An HTML page.
    Html,
    /// A post of the WordPress REST interface.
    WordPressJson,
    /// A schema.org article as JSON-LD.
    JsonLd,
    /// An item of a JSON Feed.
    JsonFeed,
    /// An item of IPTC ninjs.
    Ninjs,
    /// An item of an RSS feed.
    Rss,
    /// An entry of an Atom feed.
    Atom,
    /// An item of IPTC NewsML-G2.
    NewsMl,
    /// A record of JSON, most often a line of a JSONL file.
    Jsonl,
    /// A row of a table.
    Csv,
}

impl Format {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::WordPressJson => "wordpress-json",
            Self::JsonLd => "json-ld",
            Self::JsonFeed => "json-feed",
            Self::Ninjs => "ninjs",
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::NewsMl => "newsml-g2",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
        }
    }
}

/// What a block of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline of the article.
    Title,
    /// The article proper: standfirst, paragraphs, subheadings, lists.
    Body,
    /// Author line, dateline or date of publication standing by itself.
    Byline,
    /// Menus, language lists, sharing buttons, section links.
    Navigation,
    /// Teasers and links to other stories.
    RelatedLinks,
    /// Advertising and its markers.
    Advert,
    /// Reader comments and notes on them.
    Comments,
    /// A picture's caption or credit.
    Caption,
    /// A quotation lifted out of the article and shown again.
    PullQuote,
    /// Copyright, terms, cookie notices.
    Legal,
    /// Text of another article within this file.
    EmbeddedArticle,
    /// Anything else that is not the article.
    Other,
}

impl BlockKind {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Byline => "byline",
            Self::Navigation => "navigation",
            Self::RelatedLinks => "related_links",
            Self::Advert => "advert",
            Self::Comments => "comments",
            Self::Caption => "caption",
            Self::PullQuote => "pull_quote",
            Self::Legal => "legal",
            Self::EmbeddedArticle => "embedded_article",
            Self::Other => "other",
        }
    }

    /// Whether the block belongs to the article (title, body, byline) rather than being set aside.
    #[must_use]
    pub const fn is_article(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Byline)
    }
}

/// A stretch of the page with its label. Blocks are in document order and never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: CleanSpan,
    /// What it is.
    pub kind: BlockKind,
}

/// A fact about an article and the words it was taken from; `evidence` is `None` only where no words of the clean
/// text carry it (a field of an export, a meta tag).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// Where the clean text says so.
    pub evidence: Option<CleanSpan>,
}

/// An agency named as the origin of the words. `"agencies"` where the page names none ("With inputs from agencies").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyCredit {
    /// Canonical name, `Associated Press` for `(AP)`.
    pub agency: String,
    /// The crediting words.
    pub evidence: CleanSpan,
    /// Whether the agency is credited with a part of the article only ("contributed to this report").
    pub in_part: bool,
}

/// Another article's text inside this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// All of it, from outlet line to last word.
    pub span: CleanSpan,
    /// Its headline, if one stands there.
    pub title: Option<CleanSpan>,
    /// Its outlet, if named.
    pub outlet: Option<String>,
    /// Its paragraphs.
    pub body: Vec<CleanSpan>,
}

/// The fields of an [`Article`], before they are checked. By default empty.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ArticleParts {
    /// The path as given on the command line.
    pub document: String,
    /// The format of the file.
    pub format: Format,
    /// The whole clean text of the file's article record, kept and set-aside parts alike.
    pub text: CleanText,
    /// Every labelled stretch, in order.
    pub blocks: Vec<Block>,
    /// The headline.
    pub title: Option<Fact<String>>,
    /// Who published it.
    pub outlet: Option<Fact<String>>,
    /// When it was published.
    pub published: Option<Fact<Moment>>,
    /// When it was last changed, if later.
    pub updated: Option<Fact<Moment>>,
    /// The place before the first sentence: `PORT REED` of "PORT REED, May 12 (AP) —".
    pub dateline: Option<Fact<String>>,
    /// Its authors.
    pub bylines: Vec<Fact<String>>,
    /// Its address on the web, `https://…`, as its page or record tells it.
    pub address: Option<String>,
    /// What its markup says it is derived from: an address, or a name (schema.org's `isBasedOn`).
    pub based_on: Option<String>,
    /// The agency whose story it says it is.
    pub credit: Option<AgencyCredit>,
    /// The news agency that publishes it itself, by canonical name: its outlet is one.
    pub publishing_agency: Option<String>,
    /// BCP 47 primary language subtag, `en`; `und` where undetermined.
    pub language: String,
    /// Articles of others inside the file, in order.
    pub embedded: Vec<Embedded>,
}

impl ArticleParts {
    /// An English text that is all body, as annotated data and tests have it.
    #[must_use]
    pub fn all_body(document: impl Into<String>, text: impl Into<String>) -> Self {
        let text = CleanText::verbatim(text.into());
        Self {
            document: document.into(),
            blocks: vec![Block {
                span: text.span(),
                kind: BlockKind::Body,
            }],
            text,
            language: "en".to_owned(),
            ..Self::default()
        }
    }
}

/// An article whose spans are known to lie within its text, in order and without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    parts: ArticleParts,
}

/// Why parts do not make an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleError {
    /// A span reaches beyond the text or cuts a character.
    SpanOutside(CleanSpan),
    /// Two blocks overlap or stand out of order.
    BlocksOverlap(CleanSpan, CleanSpan),
}

impl fmt::Display for ArticleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SpanOutside(span) => write!(f, "span {span:?} is not within the text"),
            Self::BlocksOverlap(a, b) => {
                write!(f, "blocks {a:?} and {b:?} overlap or are out of order")
            }
        }
    }
}

impl std::error::Error for ArticleError {}

impl Article {
    /// Checks the parts.
    ///
    /// # Errors
    /// If a span is not within the text, or blocks overlap.
    pub fn new(parts: ArticleParts) -> Result<Self, ArticleError> {
        let text = parts.text.as_str();
        let facts = [
            parts.title.as_ref().and_then(|f| f.evidence),
            parts.outlet.as_ref().and_then(|f| f.evidence),
            parts.published.as_ref().and_then(|f| f.evidence),
            parts.updated.as_ref().and_then(|f| f.evidence),
            parts.dateline.as_ref().and_then(|f| f.evidence),
            parts.credit.as_ref().map(|c| c.evidence),
        ];
        let spans = parts
            .blocks
            .iter()
            .map(|b| b.span)
            .chain(facts.into_iter().flatten())
            .chain(parts.bylines.iter().filter_map(|b| b.evidence))
            .chain(
                parts
                    .embedded
                    .iter()
                    .flat_map(|e| e.body.iter().copied().chain(e.title).chain([e.span])),
            );
        for span in spans {
            if text.get(span.range()).is_none() {
                return Err(ArticleError::SpanOutside(span));
            }
        }
        for pair in parts.blocks.windows(2) {
            if pair[0].span.end() > pair[1].span.start() {
                return Err(ArticleError::BlocksOverlap(pair[0].span, pair[1].span));
            }
        }
        Ok(Self { parts })
    }

    /// The body's stretches, in order.
    pub fn body(&self) -> impl Iterator<Item = CleanSpan> + '_ {
        self.blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Body)
            .map(|b| b.span)
    }

    /// The headline where it stands in the text as a block.
    #[must_use]
    pub fn title_span(&self) -> Option<CleanSpan> {
        self.blocks
            .iter()
            .find(|b| b.kind == BlockKind::Title)
            .map(|b| b.span)
    }

    /// The outlet's name, or the file's name where the outlet is unknown.
    #[must_use]
    pub fn outlet_or_document(&self) -> &str {
        self.outlet.as_ref().map_or(&self.document, |f| &f.value)
    }

    /// The outlet's name, or that of the file without its folder: how a reader is told of the report.
    #[must_use]
    pub fn outlet_or_file(&self) -> &str {
        let file = || self.document.rsplit(['/', '\\']).next();
        let outlet = self.outlet.as_ref().map(|f| f.value.as_str());
        outlet.or_else(file).unwrap_or_default()
    }

    /// The words of a span.
    #[must_use]
    pub fn slice(&self, span: CleanSpan) -> &str {
        self.text.slice(span)
    }
}

impl Deref for Article {
    type Target = ArticleParts;

    fn deref(&self) -> &ArticleParts {
        &self.parts
    }
}

//! One attributed statement: who, by which words, said what.

use std::fmt;
use std::ops::Deref;

use jiff::civil::Date;
use sayso_text::{Article, CleanSpan, DocumentIdx};

/// The index of a statement in the list of all statements of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementIdx(pub usize);

/// How the words are given (Pareti 2016): as quoted, in the reporter's words, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// All within quotation marks.
    Direct,
    /// None within quotation marks.
    Indirect,
    /// Partly quoted.
    Mixed,
}

impl StatementKind {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// What kind of act the cue names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueClass {
    /// Says, tells, writes, adds, notes: neutral report.
    Say,
    /// Claims, alleges: the reporter keeps a distance.
    Claim,
    /// Denies, disputes, contradicts.
    Deny,
    /// Confirms, acknowledges, admits.
    Confirm,
    /// Agrees, accepts, backs, welcomes a plan.
    Agree,
    /// Rejects, refuses, rules out, opposes.
    Reject,
    /// Demands, urges, calls for, insists on.
    Demand,
    /// Promises, pledges, vows, offers.
    Promise,
    /// Praises, thanks, applauds.
    Praise,
    /// Warns, threatens.
    Warn,
    /// Voices hope, concern, doubt.
    Express,
    /// Believes, thinks, expects.
    Believe,
    /// None of these.
    Other,
}

impl CueClass {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Claim => "claim",
            Self::Deny => "deny",
            Self::Confirm => "confirm",
            Self::Agree => "agree",
            Self::Reject => "reject",
            Self::Demand => "demand",
            Self::Promise => "promise",
            Self::Praise => "praise",
            Self::Warn => "warn",
            Self::Express => "express",
            Self::Believe => "believe",
            Self::Other => "other",
        }
    }
}

/// The person or body behind a statement, as far as the article tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Fullest name the article gives.
    pub name: String,
    /// A human being known by name, as far as one can tell; not a body, a group or somebody unnamed.
    pub is_person: bool,
    /// Office or function as the article words it ("special envoy").
    pub role: Option<String>,
    /// The body or country spoken for, as far as the article says ("Russia", "European Commission").
    pub affiliation: Option<String>,
    /// The words that name the speaker most fully.
    pub resolved_from: CleanSpan,
}

/// The fields of a [`Statement`], before they are checked.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementParts {
    /// The article it stands in.
    pub document: DocumentIdx,
    /// The words that name the source; empty where none stand there.
    pub source: Vec<CleanSpan>,
    /// The words that lend the content to the source; empty for a headline's dash or comma.
    pub cue: Vec<CleanSpan>,
    /// What is attributed.
    pub content: Vec<CleanSpan>,
    /// Direct, indirect or mixed.
    pub kind: StatementKind,
    /// Whether it stands in the headline.
    pub headline: bool,
    /// Whether it stands in an embedded article, whose outlet is not this file's.
    pub embedded: bool,
    /// Who said it; `None` stays unresolved and is shown as written.
    pub speaker: Option<Speaker>,
    /// The act.
    pub cue_class: CueClass,
    /// Whether the cue is negated ("did not say").
    pub negated: bool,
    /// Whether it tells that the party has not commented, declined or did not answer.
    pub no_comment: bool,
    /// Words by which the report holds back ("without elaborating", "appeared to").
    pub hedges: Vec<CleanSpan>,
    /// Where it was said ("on NBC's 'Meet the Press'").
    pub venue: Option<CleanSpan>,
    /// When it was said, resolved against the article's date.
    pub time: Option<Date>,
    /// The statement within whose content this one stands.
    pub parent: Option<StatementIdx>,
    /// Estimated probability that source, cue and content are right, 0 to 1.
    pub confidence: f32,
    /// What the confidence was computed from; empty where a rule found the statement.
    pub figures: Vec<f32>,
    /// Sentence vectors of the content, in order; none where the reader gave none.
    pub vectors: Vec<SentenceVector>,
}

/// What a sentence means, or the part of one that is attributed.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceVector {
    /// Where it stands.
    pub span: CleanSpan,
    /// Its vector, of length 1.
    pub vector: Vec<f32>,
}

/// A statement with content, whose spans lie within its article in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    parts: StatementParts,
}

/// Why parts do not make a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StatementError {
    /// Nothing is attributed.
    NoContent,
    /// A span is not within the article's text.
    SpanOutside(CleanSpan),
    /// The confidence is not between 0 and 1.
    Confidence(f32),
}

impl fmt::Display for StatementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoContent => write!(f, "a statement needs content"),
            Self::SpanOutside(span) => write!(f, "span {span:?} is not within the article"),
            Self::Confidence(value) => write!(f, "confidence {value} is not between 0 and 1"),
        }
    }
}

impl std::error::Error for StatementError {}

impl Statement {
    /// Checks the parts against the article.
    ///
    /// # Errors
    /// If there is no content, a span is outside, or the confidence is no probability.
    pub fn new(parts: StatementParts, article: &Article) -> Result<Self, StatementError> {
        if parts.content.is_empty() {
            return Err(StatementError::NoContent);
        }
        let text = article.text.as_str();
        let spans = parts
            .source
            .iter()
            .chain(&parts.cue)
            .chain(&parts.content)
            .chain(&parts.hedges)
            .chain(&parts.venue);
        for span in spans
            .copied()
            .chain(parts.speaker.as_ref().map(|s| s.resolved_from))
        {
            if text.get(span.range()).is_none() {
                return Err(StatementError::SpanOutside(span));
            }
        }
        if !(0.0..=1.0).contains(&parts.confidence) {
            return Err(StatementError::Confidence(parts.confidence));
        }
        Ok(Self { parts })
    }

    /// Whether it stands within another statement's content.
    #[must_use]
    pub const fn nested(&self) -> bool {
        self.parts.parent.is_some()
    }

    /// Whether the outlet tells it as a fact, on nobody's word.
    #[must_use]
    pub fn is_told(&self) -> bool {
        let attributed = !self.source.is_empty() || !self.cue.is_empty();
        !attributed && self.kind == StatementKind::Indirect
    }

    /// From the first to the last byte of all its spans.
    #[must_use]
    pub fn extent(&self) -> CleanSpan {
        let mut spans = self
            .content
            .iter()
            .chain(&self.source)
            .chain(&self.cue)
            .copied();
        let first = spans.next().expect("a checked statement has content");
        spans.fold(first, CleanSpan::cover)
    }

    /// The same statement with another time, for a stage that knows the date better than one article does.
    #[must_use]
    pub fn with_time(mut self, time: Option<Date>) -> Self {
        self.parts.time = time;
        self
    }

    /// The same statement in a longer list, `offset` places further on.
    pub(crate) fn moved_by(mut self, offset: usize) -> Self {
        self.parts.parent = self.parts.parent.map(|p| StatementIdx(p.0 + offset));
        self
    }

    /// The parts, to build a changed statement from.
    #[must_use]
    pub fn into_parts(self) -> StatementParts {
        self.parts
    }
}

impl Deref for Statement {
    type Target = StatementParts;

    fn deref(&self) -> &StatementParts {
        &self.parts
    }
}

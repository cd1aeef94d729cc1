//! The ledger: what a set of reports rests on.

use std::fmt;
use std::ops::Deref;

use jiff::civil::Date;
use sayso_read::StatementIdx;
use sayso_text::DocumentIdx;
use sayso_trace::OriginIdx;

/// Whether a claim's speakers speak for themselves or about another party's act or promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hand {
    /// Every supporting speaker speaks of his own side, or of the world at large.
    First,
    /// Every supporting speaker reports another party's act or promise.
    Second,
    /// Some do, some do not.
    Mixed,
}

impl Hand {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Mixed => "mixed",
        }
    }
}

/// One who supports a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimSpeaker {
    /// Canonical name; the words as written where the speaker is unresolved.
    pub name: String,
    /// The party spoken for, where known.
    pub affiliation: Option<String>,
    /// Speaks of his own side's act (or of the world at large), not of another party's.
    pub first_hand: bool,
    /// The statements in which he does.
    pub statements: Vec<StatementIdx>,
}

/// One who denies a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// Canonical name.
    pub name: String,
    /// The statements in which he does.
    pub statements: Vec<StatementIdx>,
}

/// A party that is reported to have kept silent on a claim ("The Kremlin has not commented").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The party as named.
    pub name: String,
    /// The statements that report the silence.
    pub statements: Vec<StatementIdx>,
}

/// How a quotation differs from the fullest one of the same utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rewording {
    /// Words are left out in the middle of a sentence.
    Trimmed,
    /// Words are left out without which the rest may say something else.
    Turned,
    /// The same words in other spellings, or abbreviated.
    Respelled,
    /// Other words throughout for the same, as where two translated it.
    Translated,
    /// Words are replaced by others.
    Altered,
}

impl Rewording {
    /// As written in machine-readable output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trimmed => "trimmed",
            Self::Turned => "turned",
            Self::Respelled => "respelled",
            Self::Translated => "translated",
            Self::Altered => "altered",
        }
    }
}

/// A wording of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Verbatim from a report.
    pub text: String,
    /// Where it stands.
    pub statements: Vec<StatementIdx>,
    /// Of a quotation, how it differs from the fullest of the same speaker.
    pub rewording: Option<Rewording>,
    /// The statement of the report that was published first of all with this wording, where the times tell which that is.
    pub earliest: Option<StatementIdx>,
}

/// A proposition, and what it rests on in these reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Representative wording, verbatim the content of `representative`.
    pub text: String,
    /// The statement whose words stand for the claim.
    pub representative: StatementIdx,
    /// All statements that assert it, in document order.
    pub statements: Vec<StatementIdx>,
    /// Articles that carry it (embedded articles do not count for the page that carries them).
    pub documents: Vec<DocumentIdx>,
    /// Their outlets in order, each once; a report whose outlet is not known is called by its file.
    pub outlets: Vec<String>,
    /// Origins of the passages in which it stands.
    pub origins: Vec<OriginIdx>,
    /// Who supports it.
    pub speakers: Vec<ClaimSpeaker>,
    /// First or second hand.
    pub hand: Hand,
    /// The party whose act or promise it is about.
    pub about_actor: Option<String>,
    /// Who denies it.
    pub denied_by: Vec<Denial>,
    /// Parties said to have agreed, promised or done it who have not said so themselves in these reports.
    pub not_confirmed_by: Vec<String>,
    /// Of these, the ones that a report says have not commented.
    pub silence: Vec<Silence>,
    /// Its wordings, most frequent first.
    pub variants: Vec<Variant>,
}

/// How two statements differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictKind {
    /// One party denies or contradicts what another says.
    Denial,
    /// The same proposition, affirmed and negated.
    Negation,
    /// Different numbers for the same thing.
    Number,
    /// Different dates for the same thing.
    Date,
    /// The same utterance in different quoted wordings.
    QuoteWording,
}

impl ConflictKind {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Denial => "denial",
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Date => "date",
            Self::QuoteWording => "quote_wording",
        }
    }
}

/// Two sides of a difference between accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What kind.
    pub kind: ConflictKind,
    /// One side.
    pub a: Vec<StatementIdx>,
    /// The other side.
    pub b: Vec<StatementIdx>,
    /// One sentence for people.
    pub note: String,
}

/// Where a party stands on an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Is for it.
    Supports,
    /// Is against it.
    Opposes,
    /// Demands it.
    Demands,
    /// Is for it under conditions.
    Conditional,
    /// Has agreed to it.
    Agreed,
    /// Has not commented.
    NoComment,
    /// Speaks of it without a stance that can be told.
    Unclear,
}

impl Stance {
    /// As written in the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
            Self::Demands => "demands",
            Self::Conditional => "conditional",
            Self::Agreed => "agreed",
            Self::NoComment => "no_comment",
            Self::Unclear => "unclear",
        }
    }
}

/// A party's stance on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Who.
    pub party: String,
    /// On what, as the reports word it.
    pub issue: String,
    /// How.
    pub stance: Stance,
    /// Who reports it, where the party does not say so itself.
    pub reported_by: Option<String>,
    /// The first day on which it is told; of a statement that names no day, that of its report.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// The evidence.
    pub statements: Vec<StatementIdx>,
}

/// A dated entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The day.
    pub date: Date,
    /// What happened or was said.
    pub text: String,
    /// The evidence.
    pub statements: Vec<StatementIdx>,
    /// The articles that carry it.
    pub documents: Vec<DocumentIdx>,
}

/// A loaded word for what another outlet reports plainly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedCue {
    /// The statement that the outlet reports so.
    pub statement: StatementIdx,
    /// Its cue, as printed ("claimed").
    pub cue: String,
    /// What others report of the same speaker on the same claim, with a plain cue.
    pub plain: Vec<StatementIdx>,
}

/// A spelling that an outlet prefers for a name which most others spell otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreferredName {
    /// Whose: the name that stands for him everywhere.
    pub name: String,
    /// As this outlet spells it.
    pub spelled: String,
    /// As most articles of the story do.
    pub usual: String,
}

/// What sets an outlet apart from the others of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletView {
    /// Its name; the document's where the outlet is not known.
    pub outlet: String,
    /// Its articles in the story.
    pub documents: Vec<DocumentIdx>,
    /// Claims that no other outlet carries, as indices into the story's.
    pub only_here: Vec<usize>,
    /// Claims that most other outlets carry and it does not.
    pub left_out: Vec<usize>,
    /// Loaded words, in order of the claims.
    pub loaded: Vec<LoadedCue>,
    /// Names that it spells in a way of its own.
    pub names: Vec<PreferredName>,
}

/// Articles about the same event and what they add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Headline that stands for the story, verbatim from a report.
    pub title: String,
    /// Earliest date among its articles and dated statements.
    pub from: Option<Date>,
    /// Latest date.
    pub to: Option<Date>,
    /// Its articles.
    pub documents: Vec<DocumentIdx>,
    /// Origins behind its articles.
    pub origins: Vec<OriginIdx>,
    /// Weightiest first.
    pub claims: Vec<Claim>,
    /// In document order of the first side.
    pub conflicts: Vec<Conflict>,
    /// By party, then issue, then day.
    pub positions: Vec<Position>,
    /// In date order.
    pub timeline: Vec<TimelineEntry>,
    /// By outlet, in order of their first articles.
    pub outlets: Vec<OutletView>,
}

/// All stories of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    stories: Vec<Story>,
    origin_labels: Vec<String>,
}

/// Why stories do not make a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerError(String);

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LedgerError {}

impl Ledger {
    /// Checks that every claim, conflict and position brings evidence.
    ///
    /// # Errors
    /// If one has no statement behind it: a defect of reconcile, not of the input.
    pub fn new(stories: Vec<Story>, origin_labels: Vec<String>) -> Result<Self, LedgerError> {
        for story in &stories {
            if let Some(claim) = story.claims.iter().find(|c| c.statements.is_empty()) {
                return Err(LedgerError(format!(
                    "claim without evidence: {}",
                    claim.text
                )));
            }
            if let Some(conflict) = story
                .conflicts
                .iter()
                .find(|c| c.a.is_empty() || c.b.is_empty())
            {
                return Err(LedgerError(format!(
                    "conflict without evidence: {}",
                    conflict.note
                )));
            }
            if let Some(position) = story.positions.iter().find(|p| p.statements.is_empty()) {
                return Err(LedgerError(format!(
                    "position without evidence: {} on {}",
                    position.party, position.issue
                )));
            }
        }
        Ok(Self {
            stories,
            origin_labels,
        })
    }

    /// What each origin of the lineage is called, now that the speakers are known; indexed by [`OriginIdx`].
    #[must_use]
    pub fn origin_labels(&self) -> &[String] {
        &self.origin_labels
    }
}

impl Deref for Ledger {
    type Target = [Story];

    fn deref(&self) -> &[Story] {
        &self.stories
    }
}

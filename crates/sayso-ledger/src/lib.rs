//! Joins statements and lineage into the ledger.

mod ledger;

pub use ledger::{
    Claim, ClaimSpeaker, Conflict, ConflictKind, Denial, Hand, Ledger, LedgerError, Position, Silence, Stance, Story, TimelineEntry,
    Variant,
};

use sayso_read::Statement;
use sayso_text::{Article, DocumentIdx};
use sayso_trace::Lineage;

/// Groups articles into stories: each inner list holds the articles of one story, in order.
#[must_use]
pub fn stories(_articles: &[Article], _lineage: &Lineage) -> Vec<Vec<DocumentIdx>> {
    Vec::new()
}

/// Joins statements and lineage. The statements come back with their times mended by what other reports tell.
#[must_use]
pub fn reconcile(_articles: &[Article], statements: Vec<Statement>, _lineage: &Lineage) -> (Vec<Statement>, Ledger) {
    (statements, Ledger::default())
}

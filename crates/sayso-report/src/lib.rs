//! Renders what the stages found, for people and for programs.

use sayso_ledger::Ledger;
use sayso_read::Statement;
use sayso_text::{Article, Diagnostic};
use sayso_trace::Lineage;

/// Everything one run found. Indices in `statements`, `lineage` and `ledger` point into these lists.
#[derive(Clone, Copy, Debug)]
pub struct Briefing<'a> {
    /// All articles, in input order.
    pub articles: &'a [Article],
    /// All statements, in document order.
    pub statements: &'a [Statement],
    /// Whose words they are.
    pub lineage: &'a Lineage,
    /// What it adds up to.
    pub ledger: &'a Ledger,
    /// What went wrong on the way.
    pub diagnostics: &'a [Diagnostic],
}

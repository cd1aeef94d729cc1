//! Renders what the stages found, for people and for programs.
//!
//! [`json`] is the contract with other programs; [`terminal`], [`markdown`], [`html`] and [`dot`] are for people. None of them
//! finds anything: what they say stands in the [`Briefing`], and every sentence names the statements behind it.
//! Articles are hostile text, so each format neutralizes them in its own way, always in one place.

use sayso_ledger::Ledger;
use sayso_read::Statement;
use sayso_text::{Article, Diagnostic};
use sayso_trace::Lineage;

pub mod dot;
mod family;
pub mod html;
pub mod json;
pub mod markdown;
pub mod stream;
pub mod terminal;
mod view;
mod visible;
mod wording;

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

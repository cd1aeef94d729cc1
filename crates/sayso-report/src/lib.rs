//! Renders what the stages found, for people and for programs.
//!
//! [`json`] is the contract with other programs, [`csv`] its tables for spreadsheets, [`jsonld`] its linked data; [`terminal`], [`markdown`], [`html`] and [`dot`] are for people. None of them
//! finds anything: what they say stands in the [`Briefing`], and every sentence names the statements behind it.
//! Articles are hostile text, so each format neutralizes them in its own way, always in one place.

use sayso_ledger::Ledger;
use sayso_read::Statement;
use sayso_text::{Article, Diagnostic};
use sayso_trace::Lineage;

pub mod csv;
pub mod dot;
mod family;
pub mod html;
pub mod json;
pub mod jsonld;
pub mod markdown;
pub mod stream;
pub mod terminal;
mod view;
mod visible;
mod wording;

/// A message or a path on one line: nothing that an article or a file name holds can steer a terminal in it.
///
/// ```
/// assert_eq!(sayso_report::one_line("a\u{1b}[2J\u{202e}b\nc"), "a\u{fffd}[2J\u{fffd}b c");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    visible::line(text)
}

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

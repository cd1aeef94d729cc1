//! Finds which passages of which articles are the same words, and how many independent origins are behind them.

mod lineage;

pub use lineage::{Basis, Lineage, LineageError, LineageParts, Origin, OriginIdx, OriginShare, Pair, SharedPassage};

use sayso_text::Article;

/// Finds shared passages and origins among articles.
#[must_use]
pub fn trace(_articles: &[Article]) -> Lineage {
    Lineage::default()
}

//! Which claims a story shows, and in which order.

use super::Grouped;
use crate::terms::Word;
use crate::unit::{Unit, is_clause, is_dependent};

/// Claims that a story shows beyond [`CLAIMS_BASE`], for each square root of its articles.
const CLAIMS_PER_ROOT: f64 = 8.0;
/// Claims that a story shows for each article, at most: one article is quicker read than listed.
const CLAIMS_PER_ARTICLE: f64 = 6.0;
/// Claims that a story of any size may show.
const CLAIMS_BASE: f64 = 24.0;

/// Puts the weightiest claims first.
pub(crate) fn rank(claims: &mut [Grouped], units: &[Unit]) {
    claims.sort_by_cached_key(|g| {
        (
            std::cmp::Reverse(weight(g, units)),
            g.claim.statements.clone(),
        )
    });
}

/// How many claims a story of so many articles shows: what a reader would still read.
pub(crate) fn shown(n_documents: usize) -> usize {
    let n = n_documents as f64;
    let shown = (CLAIMS_BASE + CLAIMS_PER_ROOT * n.sqrt()).min(CLAIMS_PER_ARTICLE * n);
    shown.round() as usize
}

/// Whether it is told as a claim at all, and by somebody other than the reports themselves, whose own telling is on nobody's say-so; articles,
/// origins, speakers; then whether it is denied, and about another's decision; then how well it is told.
fn weight(
    grouped: &Grouped,
    units: &[Unit],
) -> (bool, bool, usize, usize, usize, bool, bool, usize, usize) {
    let c = &grouped.claim;
    let told = || {
        let members = grouped.units.iter().map(|&i| &units[i]);
        members.filter(|u| is_clause(u) && !is_dependent(u))
    };
    let says = told().map(substance).max().unwrap_or(0);
    (
        told().next().is_some(),
        !c.speakers.is_empty(),
        c.documents.len(),
        c.origins.len(),
        c.speakers.len(),
        !c.denied_by.is_empty(),
        !c.not_confirmed_by.is_empty(),
        grouped.units.len(),
        says,
    )
}

/// How much a unit says that can be checked: names, numbers and days before other words, and as far as the reader was sure of it.
fn substance(unit: &Unit) -> usize {
    const MOST: usize = 12;
    let content = unit
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| w.is_content());
    let weigh = |(i, w): (usize, &Word)| {
        let exact = w.lower.contains(|c: char| c.is_ascii_digit()) || w.capital && i > 0;
        if exact { 2 } else { 1 }
    };
    let said: usize = content.map(weigh).sum();
    (said.min(MOST) as f32 * unit.confidence) as usize
}

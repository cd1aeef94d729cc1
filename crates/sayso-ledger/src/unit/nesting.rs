//! How statements stand within one another.

use sayso_read::{Statement, StatementIdx};
use sayso_text::CleanSpan;

/// The largest part of a parent's content, in bytes, that a nested statement may leave over and still be the same unit.
const NESTED_SHARE: f64 = 0.5;

/// The statement within whose content another stands: what the reader names, if it does stand there.
pub(super) fn parent(statements: &[Statement], idx: StatementIdx) -> Option<StatementIdx> {
    let child = statements.get(idx.0)?;
    let parent = child.parent.filter(|p| *p != idx)?;
    let outer = statements
        .get(parent.0)
        .filter(|s| s.document == child.document)?;
    let first = *child.content.first()?;
    outer
        .content
        .iter()
        .any(|c| c.overlaps(first))
        .then_some(parent)
}

pub(super) fn depth(statements: &[Statement], mut idx: StatementIdx) -> usize {
    let mut depth = 0;
    // A chain of parents is never longer than the list; a loop would be.
    while let Some(parent) = parent(statements, idx)
        && depth < 16
    {
        idx = parent;
        depth += 1;
    }
    depth
}

/// Whether what is nested is the point of the words it stands in: it is at least half of them.
pub(super) fn speaks_for_parent(place: &[CleanSpan], nested: CleanSpan) -> bool {
    let size: usize = place.iter().map(|c| c.len()).sum();
    covered(place, nested) as f64 >= NESTED_SHARE * size as f64
}

pub(super) fn covered(place: &[CleanSpan], span: CleanSpan) -> usize {
    place.iter().map(|c| c.shared(span)).sum()
}

pub(super) fn same_source(parent: &Statement, child: &Statement) -> bool {
    match (&parent.speaker, &child.speaker) {
        (Some(a), Some(b)) => a.name == b.name,
        _ => !child.source.is_empty() && parent.source == child.source,
    }
}

/// The statement that no other one contains.
pub(crate) fn root(statements: &[Statement], mut idx: StatementIdx) -> StatementIdx {
    for _ in 0..16 {
        match parent(statements, idx) {
            Some(parent) => idx = parent,
            None => break,
        }
    }
    idx
}

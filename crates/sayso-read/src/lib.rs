//! Finds who said what in one article.
//!
//! The public way in is [`Reader`]; a [`Statement`] is what comes out.

mod statement;

pub use statement::{
    CueClass, Speaker, Statement, StatementError, StatementIdx, StatementKind, StatementParts,
};

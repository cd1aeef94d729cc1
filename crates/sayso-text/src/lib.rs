//! The ground floor: positions, clean text that knows its original bytes, segmentation, and the [`Article`] they make up.
//!
//! Everything here is plain data and pure functions; nothing reads a file.

mod article;
mod clean;
mod diagnostic;
mod moment;
mod post;
mod quotation;
mod sentence;
mod span;
mod token;

pub use article::{
    AgencyCredit, Article, ArticleError, ArticleParts, Block, BlockKind, DocumentIdx, Embedded,
    Fact, Format,
};
pub use clean::{CleanText, CleanTextBuilder};
pub use diagnostic::{Code, Diagnostic};
pub use moment::Moment;
pub use post::{Post, posts};
pub use quotation::{Quotation, quotations};
pub use sentence::sentences;
pub use span::{CleanOffset, CleanSpan, RawOffset, RawSpan, TokenIdx};
pub use token::{Token, TokenKind, tokens};

//! Finds who said what in one article.
//!
//! The public way in is [`Reader`]; a [`Statement`] is what comes out.

mod act;
mod anaphor;
mod antecedent;
mod attribution;
mod beside;
mod closing;
mod decode;
mod described;
mod extent;
mod headline;
mod hedge;
mod lemma;
mod link;
mod mend;
mod mention;
mod model;
mod name_form;
mod owned;
mod party;
mod people;
mod pieces;
mod reader;
mod refer;
mod salience;
mod script;
mod silence;
#[cfg(test)]
mod soup_tests;
mod source_phrase;
mod speaker;
#[cfg(test)]
mod speaker_tests;
mod statement;
#[cfg(test)]
mod testing;
mod title;
mod told;
mod venue;
mod when;
mod wordpiece;
mod words;
mod work;
mod zone;

pub use model::{ModelError, ModelFiles, NAME_TYPES};
pub use party::{NameKind, party, party_named};
pub use reader::Reader;
pub use refer::{Name, Standing, Standings};
pub use source_phrase::is_people_noun;
pub use statement::{
    CueClass, SentenceVector, Speaker, Statement, StatementError, StatementIdx, StatementKind,
    StatementParts,
};
pub use title::{is_feminine, is_feminine_title};
pub use when::{DayExpression, Tense, day_expressions, full_month, resolve_day};
pub use words::{without_firm_form, without_marks};

//! Scores what the stages find against annotated data. Each measure prints a table and one row an item, so that a change
//! can be read page by page; the rows are committed under `eval/`, and CI compares the totals with `.ci/floors`.

pub mod actors;
pub mod attributions;
pub mod clean;
pub mod credit;
pub mod entities;
pub mod flatten;
pub mod joins;
pub mod ledger;
pub mod lineage;
pub mod origins;
pub mod overlap;
pub mod pronouns;
pub mod similarity;
pub mod stances;
pub mod statements;
pub mod stories;

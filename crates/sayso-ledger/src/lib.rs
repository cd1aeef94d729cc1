//! Joins statements and lineage into the ledger: stories, claims and what they rest on, conflicts, positions, a timeline.
//!
//! ```
//! let (statements, ledger) = sayso_ledger::reconcile(&[], Vec::new(), &sayso_trace::Lineage::default(), &sayso_ledger::ActorList::default());
//! assert!(statements.is_empty() && ledger.is_empty());
//! ```

mod act;
mod actor;
mod anchor;
mod borrowed;
mod calendar;
mod claim;
mod cluster;
mod conflict;
mod denial;
mod echo;
mod form;
mod issue;
mod label;
mod ledger;
mod likeness;
mod list;
mod name;
mod naming;
mod negation;
mod origin;
mod outlet;
mod pair;
mod party;
mod position;
mod profile;
mod quantity;
mod quoted;
mod reconcile;
mod similar;
mod story;
mod terms;
mod timeline;
mod unit;
mod wording;

pub use echo::Echoes;
pub use ledger::{
    Claim, ClaimSpeaker, Conflict, ConflictKind, Denial, Hand, Ledger, LedgerError, LoadedCue,
    OutletView, Position, PreferredName, Rewording, Silence, Stance, Story, TimelineEntry, Variant,
};
pub use likeness::{LEAST_FREQUENCY, N_LIKENESS, content_stems};
pub use list::{ActorList, ActorListError};
pub use pair::N_PAIR;
pub use position::{ToldStance, told_stances};
pub use profile::{Known, Profile, Told, known_actors, profiles};
pub use reconcile::{compared_units, reconcile};
pub use similar::sentence_likeness;
pub use story::{Stories, compared_pairs, follow_ups, stories};

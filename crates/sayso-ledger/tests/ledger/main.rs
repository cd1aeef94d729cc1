//! The ledger on a small fictional event: one envoy's word about another party, a copy, a silence, a denial.

mod actors;
mod claims;
mod conflicts;
mod origins;
mod outlets;
mod positions;
#[path = "../support/mod.rs"]
mod support;

use sayso_ledger::{
    ActorList, Claim, ConflictKind, Hand, Ledger, Rewording, Stance, Told, compared_units,
    known_actors, profiles, reconcile, stories,
};
use sayso_read::CueClass::{Deny, Other, Say};
use sayso_read::{CueClass, Speaker, Statement};
use sayso_text::{CleanSpan, DocumentIdx};
use sayso_trace::{Lineage, trace};
use support::{Draft, Who, World, article};

const ENVOY: Who = ("Tessa Marlow", "special envoy", "Esteria");

const CHANCELLOR: Who = ("Bram Colm", "chancellor", "Esteria");

const LEADER: Who = ("Ivo Arkhanov", "president", "Norland");

const MINISTRY: Who = ("Norland Foreign Ministry", "", "Norland");

const MAYOR: Who = ("Anna Holm", "mayor", "Westhaven");

/// What every report of the event tells beside the statements.
const BACKGROUND: &str = "Norland and Esteria have quarrelled over the harbour of Westhaven for years. Delegations of Norland and Esteria met in Westhaven on Friday to talk about guarantees for the harbour and the canal.";

fn event() -> World {
    let mut world = World::default();
    world.add(
        article("Harbour Post", Some("2026-03-16"), "Norland accepts harbour guarantees, envoy says")
.narrate(BACKGROUND)
            .says(ENVOY, Say, "Esteria's envoy {Tessa Marlow} <said> on Sunday that [Norland has agreed to accept security guarantees for the harbour of Westhaven].")
            .on("2026-03-15")
            .says(ENVOY, Say, "[“President Ivo Arkhanov agreed that Norland would accept security guarantees for Westhaven,”] {Marlow} <said>.")
            .nested(LEADER, CueClass::Agree, "“{President Ivo Arkhanov} <agreed> that [Norland would accept security guarantees for Westhaven],” Marlow said.")
            .on("2026-03-15")
            .says(("", "", ""), Other, "{Norland} <has not commented on> [her remarks].")
            .silent(),
    );
    world.add(
        article("Daily Lantern", Some("2026-03-17"), "Norland to accept guarantees for harbour")
.narrate(BACKGROUND)
            .says(CHANCELLOR, Say, "{Bram Colm}, the chancellor of Esteria, <said> [Norland would accept security guarantees for the harbour of Westhaven in a wider deal].")
            .says(MAYOR, Say, "[“A total of 340 wagons stand idle at the quay,”] {Anna Holm} <said>."),
    );
    world.add(
        article("Quay Courier", None, "Envoy tells of harbour guarantees")
.narrate(BACKGROUND)

            .says(ENVOY, Say, "[“The next step will be a trilateral meeting in Westhaven,”] {Tessa Marlow} <said>.")
            .says(MAYOR, Say, "{Mayor Anna Holm} <said> [some 430 wagons stand idle at the quay]."),
    );
    world.add(
        article("Northern Tribune", Some("2026-03-18"), "Norland denies talks on three-way meeting about harbour of Westhaven")
            .narrate(BACKGROUND)
            .says(MINISTRY, Deny, "The {Norland Foreign Ministry} <denied> that [a trilateral meeting in Westhaven was discussed].")
            .on("2026-03-17"),
    );
    world
}

fn brief(world: World) -> (World, Vec<Statement>, Ledger) {
    let lineage = trace(&world.articles);
    let (statements, ledger) = reconcile(
        &world.articles,
        world.statements.clone(),
        &lineage,
        &ActorList::default(),
    );
    (world, statements, ledger)
}

fn claim<'a>(ledger: &'a Ledger, words: &str) -> &'a Claim {
    ledger[0]
        .claims
        .iter()
        .find(|c| c.text.contains(words))
        .unwrap_or_else(|| {
            panic!(
                "no claim with {words:?} among {:#?}",
                ledger[0].claims.iter().map(|c| &c.text).collect::<Vec<_>>()
            )
        })
}

const DOCKER: Who = ("Tova Brandt", "docker", "");

const MEDIATOR: Who = ("Aldis Quay", "mediator", "Esteria");

/// What every report of the strike tells beside the statements.
const STRIKE: &str = "Dockers of the Port Union walked off the quays of Westhaven seven weeks ago. The strike has kept the harbour of Westhaven shut.";

/// A report of the strike, ready for statements.
fn strike(outlet: &'static str) -> Draft {
    article(outlet, Some("2026-06-12"), "Strike at Westhaven harbour").narrate(STRIKE)
}

const NOBODY: Who = ("", "", "");

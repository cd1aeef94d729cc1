//! How many origins a claim has.

use super::*;

#[test]
fn what_a_report_has_from_another_outlet_is_no_origin_of_its_own() {
    let origins = |other: &'static str| {
        let mut world = World::default();
        world.add(
            article(
                "Harbour Post",
                Some("2026-06-12"),
                "Strike at Westhaven harbour",
            )
            .narrate(STRIKE)
            .says(
                DOCKER,
                Say,
                "{Tova Brandt} <said> [two thirds of her gang would vote for the settlement].",
            ),
        );
        world.add(
            article(
                "Daily Lantern",
                Some("2026-06-13"),
                "Dockers on the strike at Westhaven",
            )
            .narrate("A strike shuts Westhaven.")
            .says(DOCKER, Say, other),
        );
        let (_, _, ledger) = brief(world);
        let told = claim(&ledger, "two thirds");
        assert_eq!(told.documents.len(), 2, "{told:#?}");
        told.origins.len()
    };
    let named = "{Tova Brandt} <told> the Harbour Post that [of her gang, two thirds would vote for a settlement].";
    let unnamed =
        "{Tova Brandt} <told> us that [of her gang, two thirds would vote for a settlement].";
    assert_eq!((origins(named), origins(unnamed)), (1, 2));
    // "The Lantern" is the outlet itself, and no source.
    let own = "{Tova Brandt} <told> the Daily Lantern that [of her gang, two thirds would vote for a settlement].";
    assert_eq!(origins(own), 2);
}

/// The origins of what is told about the settlement, in these words by two reports of the strike, and who speaks at first hand.
fn told_twice(
    first: (Who, CueClass, &'static str),
    second: (Who, CueClass, &'static str),
) -> (usize, Hand) {
    let mut world = World::default();
    let days = ["2026-06-12", "2026-06-13"];
    for (i, (who, class, marked)) in [first, second].into_iter().enumerate() {
        let name = ["Harbour Post", "Daily Lantern"][i];
        let text = ["A strike shuts Westhaven.", STRIKE][i];
        let draft = article(name, Some(days[i]), "Strike at Westhaven harbour").narrate(text);
        world.add(draft.says(who, class, marked));
    }
    let (_, _, ledger) = brief(world);
    let told = claim(&ledger, "settlement");
    assert_eq!(told.documents.len(), 2, "{told:#?}");
    (told.origins.len(), told.hand)
}

#[test]
fn one_source_without_a_name_is_one_origin_and_tells_of_others() {
    const NOBODY: Who = ("", "", "");
    let first =
        "{A person familiar with the talks} <said> [the operator signed the settlement in May].";
    let again = "According to {a person familiar with the talks}, <said> [in May the operator signed the settlement].";
    let other = "{A clerk of the court} <said> [in May the operator signed the settlement].";
    assert_eq!(
        told_twice((NOBODY, Say, first), (NOBODY, Say, again)),
        (1, Hand::Second)
    );
    assert_eq!(told_twice((NOBODY, Say, first), (NOBODY, Say, other)).0, 2);
}

#[test]
fn what_one_person_is_quoted_with_in_the_same_words_is_one_origin() {
    let whole = "[“We will take the settlement to the gang on Friday”], {Tova Brandt} <said>.";
    let part = "{Tova Brandt} <said> she [“will take the settlement to” the dockers].";
    let told = "{Tova Brandt} <said> [she would put the settlement before the gang on Friday].";
    let count = |second| told_twice((DOCKER, Say, whole), (DOCKER, Say, second)).0;
    assert_eq!((count(part), count(told)), (1, 2));

    // Where a wire story quotes it, it is the wire story's.
    let mut world = World::default();
    for name in ["Harbour Post", "Daily Lantern"] {
        world.add(strike(name).says(DOCKER, Say, whole));
    }
    let own = "Rain fell on the idle cranes of Westhaven for a third day.";
    let alone = article(
        "Quay Courier",
        Some("2026-06-13"),
        "Strike at Westhaven harbour",
    );
    world.add(alone.narrate(own).says(DOCKER, Say, part));
    let (_, _, ledger) = brief(world);
    let told = claim(&ledger, "settlement");
    assert_eq!((told.documents.len(), told.origins.len()), (3, 1));
}

#[test]
fn a_denial_that_is_only_recalled_is_no_origin() {
    let operator: Who = ("Westhaven Port", "", "");
    let fresh =
        "{Westhaven Port} <denied> on Friday that [it had signed a settlement with the dockers].";
    let recalled = "{Westhaven Port} <has denied> that [it signed a settlement with its dockers].";
    let anew = "{Westhaven Port} <denied> again that [it signed a settlement with its dockers].";
    let told = |second| told_twice((operator, Deny, fresh), (operator, Deny, second)).0;
    assert_eq!((told(recalled), told(anew)), (1, 2));
}

#[test]
fn a_report_goes_on_with_what_it_has_from_another_outlet() {
    let origins = |second: &'static str| {
        let mut world = World::default();
        world.add(
            strike("Harbour Post")
                .says(
                    DOCKER,
                    Say,
                    "{Tova Brandt} <said> [two thirds of her gang would vote for the settlement].",
                )
                .says(
                    DOCKER,
                    Say,
                    "{Brandt} <said> [the canteen on the north quay has been locked since April].",
                ),
        );
        world.add(
            article("Daily Lantern", Some("2026-06-13"), "Dockers on the strike at Westhaven").says(
                DOCKER,
                Say,
                "{Tova Brandt} <told> the Harbour Post that [her gang would vote for a settlement].",
            )
            .says(DOCKER, Say, second),
        );
        let (_, _, ledger) = brief(world);
        claim(&ledger, "canteen").origins.len()
    };
    let called =
        "{Brandt} <told> the newspaper that [the north quay's canteen was locked in April].";
    let to_us = "{Brandt} <told> us that [the north quay's canteen was locked in April].";
    assert_eq!((origins(called), origins(to_us)), (1, 2));
}

#[test]
fn what_a_naming_report_tells_on_the_same_word_is_the_others() {
    let origins = |cue: &str| {
        let mut world = World::default();
        world.add(
            strike("Harbour Post")
                .says(MAYOR, Say, "{Mayor Anna Holm} <said> [some 430 wagons stand idle at the quay].")
                .says(DOCKER, Say, "{Tova Brandt} <said> [the canteen on the north quay has been locked since April]."),
        );
        let second: &'static str =
            format!("{{Brandt}} {cue} [the north quay's canteen was locked in April].").leak();
        world.add(
            article("Daily Lantern", Some("2026-06-13"), "Dockers on the strike at Westhaven")
                .says(MAYOR, Say, "{Mayor Anna Holm} <told> the Harbour Post that [430 wagons stand idle at the quay].")
                .narrate("It has been a long spring on the quays of Westhaven.")
                .says(DOCKER, Say, second),
        );
        let (_, _, ledger) = brief(world);
        claim(&ledger, "canteen").origins.len()
    };
    assert_eq!((origins("<says>"), origins("<told> us that")), (1, 2));
}

#[test]
fn a_wire_story_told_in_other_words_is_the_wires() {
    // What the agency's reports have three people say, and the same in words of another's own.
    let wire = [
        (
            DOCKER,
            "{Tova Brandt} <said> [two thirds of her gang would vote for the settlement].",
        ),
        (
            DOCKER,
            "{Brandt} <said> [the canteen on the north quay has been locked since April].",
        ),
        (
            MAYOR,
            "{Mayor Anna Holm} <said> [some 430 wagons stand idle at the quay].",
        ),
        (
            MAYOR,
            "{Holm} <said> [the city would lend the port two tugs].",
        ),
        (
            MEDIATOR,
            "{Aldis Quay} <said> [the talks in the customs house would go on until Friday].",
        ),
        (
            MEDIATOR,
            "{Quay} <said> [nobody had walked out of the customs house].",
        ),
    ];
    let retold = [
        (
            DOCKER,
            "{Tova Brandt} <said> [of her gang, two thirds would vote for a settlement].",
        ),
        (
            DOCKER,
            "{Brandt} <said> [since April the north quay's canteen has been locked].",
        ),
        (
            MAYOR,
            "{Mayor Anna Holm} <said> [at the quay 430 wagons stand idle].",
        ),
        (
            MAYOR,
            "{Holm} <said> [two tugs would be lent to the port by the city].",
        ),
        (
            MEDIATOR,
            "{Aldis Quay} <said> [until Friday the customs house talks would go on].",
        ),
        (
            MEDIATOR,
            "{Quay} <said> [from the customs house nobody had walked out].",
        ),
    ];
    let origins = |n: usize| {
        let mut world = World::default();
        for outlet in ["Harbour Post", "Quay Courier"] {
            let draft = strike(outlet).credited();
            world.add(
                wire.iter()
                    .fold(draft, |d, (who, marked)| d.says(*who, Say, marked)),
            );
        }
        let other = article(
            "Daily Lantern",
            Some("2026-06-13"),
            "Dockers on the strike at Westhaven",
        )
        .narrate("A strike shuts Westhaven.");
        let told = retold.iter().take(n);
        world.add(told.fold(other, |d, (who, marked)| d.says(*who, Say, marked)));
        let (_, _, ledger) = brief(world);
        let told = claim(&ledger, "canteen");
        assert_eq!(told.documents.len(), 3, "{told:#?}");
        told.origins.len()
    };
    // Two of its statements are no story.
    assert_eq!((origins(6), origins(2)), (1, 2));
}

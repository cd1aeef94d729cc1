//! Denials, numbers and wordings that differ.

use super::*;

#[test]
fn a_denial_meets_the_claim_that_it_denies() {
    let (_, _, ledger) = brief(event());
    let meeting = claim(&ledger, "The next step");
    assert_eq!(meeting.denied_by.len(), 1);
    assert_eq!(meeting.denied_by[0].name, "Norland Foreign Ministry");
    assert!(
        ledger[0].claims[0].denied_by.is_empty(),
        "the guarantees are not denied"
    );
    let denial = ledger[0]
        .conflicts
        .iter()
        .find(|c| c.kind == ConflictKind::Denial)
        .unwrap();
    assert_eq!(denial.a, meeting.statements);
}

#[test]
fn who_tells_of_oneself_or_asks_denies_nothing_of_others() {
    let told = |words: &'static str| {
        let mut world = World::default();
        world.add(strike("Harbour Post").says(
            MAYOR,
            Say,
            "{Mayor Anna Holm} <said> [families were afraid of another flood in the canteen].",
        ));
        world.add(strike("Daily Lantern").says(DOCKER, Say, words));
        let (_, _, ledger) = brief(world);
        claim(&ledger, "families were afraid of another")
            .denied_by
            .len()
    };
    let of_families = "[“Families were not afraid of the flood,”] {Tova Brandt} <said>.";
    let of_herself = "[“I was not afraid of the flood,”] {Tova Brandt} <said>.";
    let asked = "[“Families were not afraid of the flood, were they?”] {Tova Brandt} <said>.";
    assert_eq!([of_families, of_herself, asked].map(told), [1, 0, 0]);
    let advised = "[“Families should not be afraid of the flood,”] {Tova Brandt} <said>.";
    assert_eq!(told(advised), 0);
}

#[test]
fn who_denies_the_allegations_denies_what_others_claim_of_him() {
    const CLERK: Who = ("Karl Brandt", "clerk", "");
    let denied = |second: &'static str| {
        let mut world = World::default();
        world.add(
            strike("Harbour Post")
                .says(
                    DOCKER,
                    CueClass::Claim,
                    "{Tova Brandt} <claims> [Holm emptied the canteen's till].",
                )
                .says(
                    CLERK,
                    Say,
                    "{Karl Brandt} <said> [the allegations would be looked into].",
                ),
        );
        world.add(strike("Daily Lantern").says(MAYOR, Deny, second));
        let (_, _, ledger) = brief(world);
        let of = |words| claim(&ledger, words).denied_by.len();
        (of("Holm emptied"), of("allegations would be"))
    };
    assert_eq!(
        denied("{Anna Holm} <denied> [the allegations against her]."),
        (1, 0)
    );
}

#[test]
fn different_numbers_for_one_thing_conflict() {
    let (_, _, ledger) = brief(event());
    let numbers: Vec<&str> = ledger[0]
        .conflicts
        .iter()
        .filter(|c| c.kind == ConflictKind::Number)
        .map(|c| c.note.as_str())
        .collect();
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    assert!(numbers[0].starts_with("340 against 430"), "{}", numbers[0]);
}

#[test]
fn an_altered_quotation_is_shown_beside_the_other() {
    let mut world = World::default();
    for (outlet, words) in [
        ("Post", "We will never open the gate to foreign ships"),
        ("Echo", "We will soon open the gate to foreign ships"),
    ] {
        world.add(
            article(
                outlet,
                Some("2026-03-16"),
                "Holm speaks on the gate of Westhaven",
            )
            .says(
                MAYOR,
                Say,
                &format!("[“{words},”] {{Anna Holm}} <said> in Westhaven."),
            ),
        );
    }
    let (_, _, ledger) = brief(world);
    let kinds: Vec<(ConflictKind, &str)> = ledger[0]
        .conflicts
        .iter()
        .map(|c| (c.kind, c.note.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [(
            ConflictKind::QuoteWording,
            "the quotation is altered: “never” against “soon”"
        )]
    );
}

#[test]
fn a_wording_is_told_by_how_it_was_changed_and_who_printed_it_first() {
    let mut world = World::default();
    let full = "We will open the old gate of the harbour in May because the dockers asked for it";
    let trimmed = "We will open the gate of the harbour in May because the dockers asked for it";
    for (outlet, day, words) in [
        ("Echo", "2026-03-18", full),
        ("Post", "2026-03-16", full),
        ("Voice", "2026-03-17", trimmed),
    ] {
        world.add(
            article(outlet, Some(day), "Holm speaks on the gate of Westhaven").says(
                MAYOR,
                Say,
                &format!("[“{words},”] {{Anna Holm}} <said> in Westhaven."),
            ),
        );
    }
    let (_, statements, ledger) = brief(world);
    let told: Vec<(Option<Rewording>, Option<usize>)> = ledger[0].claims[0]
        .variants
        .iter()
        .map(|v| (v.rewording, v.earliest.map(|s| statements[s.0].document.0)))
        .collect();
    assert_eq!(told, [(None, Some(1)), (Some(Rewording::Trimmed), None)]);
}

#[test]
fn a_quotation_trimmed_so_that_its_sense_turns_conflicts() {
    let trimmed = |other: &'static str| {
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
                "[“I would never say that this deal is fair to dockers.”] {Tova Brandt} <said>.",
            ),
        );
        world.add(
            article(
                "Daily Lantern",
                Some("2026-06-13"),
                "Docker on Westhaven harbour strike",
            )
            .narrate(STRIKE)
            .says(DOCKER, Say, other),
        );
        let (_, _, ledger) = brief(world);
        let notes = ledger[0].conflicts.iter().map(|c| c.note.clone());
        notes.collect::<Vec<String>>()
    };
    let turned = trimmed("[“This deal is fair to dockers.”] {Tova Brandt} <said>.");
    let note =
        "the quotation is trimmed so that its sense may turn: without “i would never say that”";
    assert_eq!(turned, [note]);
    let whole =
        trimmed("[“I would never say that this deal is fair to dockers.”] {Tova Brandt} <said>.");
    assert!(whole.is_empty(), "{whole:?}");
}

#[test]
fn two_numbers_for_one_thing_are_one_conflict() {
    let mut world = World::default();
    let told = [
        ("Harbour Post", "218"),
        ("Daily Lantern", "220"),
        ("Quay Courier", "218"),
    ];
    for (name, n) in told {
        let marked: &'static str =
            format!("{{Tova Brandt}} <said> [{n} crates stood on the quay of Westhaven].").leak();
        world.add(strike(name).says(DOCKER, Say, marked));
    }
    let (_, _, ledger) = brief(world);
    let numbers: Vec<_> = ledger[0]
        .conflicts
        .iter()
        .filter(|c| c.kind == ConflictKind::Number)
        .collect();
    let [only] = numbers[..] else {
        panic!("{numbers:#?}")
    };
    assert_eq!((only.a.len(), only.b.len()), (2, 1));
}

#[test]
fn one_matter_denied_in_several_wordings_is_one_conflict() {
    let mut world = World::default();
    let port: Who = ("Westhaven Port", "", "");
    world.add(strike("Harbour Post").says(
        DOCKER,
        Say,
        "{Tova Brandt} <said> [Westhaven Port had promised the dockers a new canteen].",
    ));
    world.add(
        strike("Daily Lantern")
            .says(
                port,
                Deny,
                "{Westhaven Port} <denied> that [it had promised a new canteen].",
            )
            .says(
                port,
                Say,
                "[“No canteen was promised to anybody,”] {Westhaven Port} <said>.",
            ),
    );
    world.add(strike("Quay Courier").says(
        port,
        Say,
        "[“No canteen was promised to anybody,”] {Westhaven Port} <said>.",
    ));
    let (_, _, ledger) = brief(world);
    let denials: Vec<_> = ledger[0]
        .conflicts
        .iter()
        .filter(|c| matches!(c.kind, ConflictKind::Denial | ConflictKind::Negation))
        .collect();
    let [only] = denials[..] else {
        panic!("{denials:#?}")
    };
    assert_eq!((only.kind, only.b.len()), (ConflictKind::Denial, 3));
}

#[test]
fn the_dead_and_the_hurt_are_not_two_numbers_for_one_thing() {
    let numbers = |second: &'static str| {
        let mut world = World::default();
        world.add(strike("Harbour Post").says(
            DOCKER,
            Say,
            "{Tova Brandt} <said> [three people were killed on the quay of Westhaven].",
        ));
        world.add(strike("Daily Lantern").says(MAYOR, Say, second));
        let (_, _, ledger) = brief(world);
        let all = ledger[0].conflicts.iter();
        all.filter(|c| c.kind == ConflictKind::Number).count()
    };
    let hurt = "{Anna Holm} <said> [forty people were injured on the quay of Westhaven].";
    let dead = "{Anna Holm} <said> [four people were killed on the quay of Westhaven].";
    assert_eq!((numbers(hurt), numbers(dead)), (0, 1));
}

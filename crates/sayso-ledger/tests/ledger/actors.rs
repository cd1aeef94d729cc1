//! Who is who across reports.

use super::*;

#[test]
fn namesakes_stay_two_and_transliterations_are_one() {
    let mut world = World::default();
    for (outlet, who) in [
        ("Post", ("Vladimir Belenskiy", "president", "Norland")),
        ("Echo", ("Volodymyr Belenskyy", "president", "Norland")),
        ("Echo II", ("Volodymyr Belenskyy", "president", "Norland")),
        ("Voice", ("Marta Belenskyy", "painter", "Esteria")),
    ] {
        let marked = format!(
            "{{{}}} <said> [the harbour of Westhaven will be open to ships from the south in May].",
            who.0
        );
        world.add(
            article(
                outlet,
                Some("2026-03-16"),
                "Harbour of Westhaven to open in May",
            )
            .says(who, Say, &marked),
        );
    }
    let (_, _, ledger) = brief(world);
    let names: Vec<&str> = ledger[0].claims[0]
        .speakers
        .iter()
        .map(|s| s.name.as_str())
        .collect();
    assert_eq!(names, ["Volodymyr Belenskyy", "Marta Belenskyy"]);
}

#[test]
fn offices_tell_people_of_one_name_apart_where_one_is_of_a_state() {
    let speakers = |a: (&'static str, &'static str), b: (&'static str, &'static str)| {
        let mut world = World::default();
        for (outlet, (role, side)) in [("Post", a), ("Echo", b)] {
            let marked =
                "{Marta Belen} <said> [the harbour of Westhaven will be open to ships in May].";
            world.add(
                article(
                    outlet,
                    Some("2026-03-16"),
                    "Harbour of Westhaven to open in May",
                )
                .says(("Marta Belen", role, side), Say, marked),
            );
        }
        let (_, _, ledger) = brief(world);
        ledger[0].claims[0].speakers.len()
    };
    let committee = ("spokeswoman", "Harbour Committee");
    assert_eq!(speakers(committee, ("vice president", "Tarn Holdings")), 1);
    assert_eq!(speakers(("minister", "Peru"), ("captain", "Chile")), 2);
    assert_eq!(
        speakers(("minister", "Peru"), ("president", "Nurses' Union")),
        2
    );
}

#[test]
fn actors_have_their_names_offices_and_sides() {
    let world = event();
    let lineage = trace(&world.articles);
    let found = profiles(
        &world.articles,
        &world.statements,
        &lineage,
        &ActorList::default(),
    );
    let [story] = &found[..] else {
        panic!("one story, not {}", found.len())
    };
    let of = |name: &str| story.iter().find(|p| p.name == name).expect("an actor");
    let envoy = of("Tessa Marlow");
    assert!(envoy.person);
    assert_eq!(envoy.side.as_deref(), Some("Esteria"));
    assert_eq!(envoy.documents, [DocumentIdx(0), DocumentIdx(2)]);
    let office = Told {
        text: "special envoy".to_owned(),
        documents: vec![DocumentIdx(0), DocumentIdx(2)],
    };
    assert_eq!(envoy.roles, [office]);
    assert_eq!(envoy.statements.len(), 3);
    let ministry = of("Norland Foreign Ministry");
    assert!(!ministry.person);
    assert_eq!(ministry.side.as_deref(), Some("Norland"));
    // Who is heard in more articles comes first; who is only introduced, last.
    let heard: Vec<bool> = story.iter().map(|p| !p.statements.is_empty()).collect();
    assert!(heard.is_sorted_by(|a, b| a >= b), "{heard:?}");
    assert_eq!(story[0].name, "Tessa Marlow");
}

/// The actors of one-line articles, each with a speaker, under a user's list: which are one, and how they are called.
fn known(speakers: &[(usize, Who)], list: &str) -> Vec<(usize, String, Option<String>)> {
    let speaker = |(document, (name, role, affiliation)): &(usize, Who)| {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let speaker = Speaker {
            name: (*name).to_owned(),
            is_person: true,
            role: told(role),
            affiliation: told(affiliation),
            resolved_from: CleanSpan::new(0, 0),
        };
        (DocumentIdx(*document), speaker)
    };
    let speakers: Vec<(DocumentIdx, Speaker)> = speakers.iter().map(speaker).collect();
    let speakers: Vec<(DocumentIdx, &Speaker)> = speakers.iter().map(|(d, s)| (*d, s)).collect();
    let found = known_actors(&[], &speakers, &list.parse().expect("a list"));
    let each = found.into_iter().map(|k| k.expect("one actor"));
    each.map(|k| (k.actor, k.name, k.side)).collect()
}

#[test]
fn what_the_user_knows_joins_and_parts() {
    let speakers = [
        (0, ("Ivo Arkhanov", "", "")),
        (1, ("I. Arkhanov", "", "")),
        (1, ("Old Admiral", "", "")),
    ];
    let by_itself = known(&speakers, "");
    assert_eq!(by_itself[0].0, by_itself[1].0);
    assert_ne!(by_itself[0].0, by_itself[2].0);
    let list = "[[actor]]\nname = \"Ivo Arkhanov\"\naliases = [\"the Old Admiral\"]\nside = \"Norland\"\nnot_same_as = [\"I. Arkhanov\"]\n";
    let told = known(&speakers, list);
    assert_ne!(told[0].0, told[1].0);
    assert_eq!(told[0], told[2]);
    assert_eq!(
        (told[2].1.as_str(), told[2].2.as_deref()),
        ("Ivo Arkhanov", Some("Norland"))
    );
}

#[test]
fn a_surname_is_whose_office_or_article_tells_and_nobodys_otherwise() {
    let (ivo, marek) = (
        (0, ("Ivo Arkhanov", "president", "Norland")),
        (0, ("Marek Arkhanov", "", "")),
    );
    let who = |last| known(&[ivo, marek, last], "");
    let by_office = who((1, ("Arkhanov", "president", "")));
    assert_eq!(by_office[2].0, by_office[0].0);
    let unclear = who((1, ("Arkhanov", "", "")));
    assert!(unclear[2].0 != unclear[0].0 && unclear[2].0 != unclear[1].0);
}

#[test]
fn two_of_one_name_in_other_offices_of_other_countries_stay_two() {
    let minister = (0, ("Ada Holm", "minister", "France"));
    let apart = known(&[minister, (1, ("Ada Holm", "governor", "Peru"))], "");
    assert_ne!(apart[0].0, apart[1].0);
    let same = known(&[minister, (1, ("Ada Holm", "minister", "Peru"))], "");
    assert_eq!(same[0].0, same[1].0);
}

#[test]
fn the_union_is_the_one_body_that_is_called_so() {
    let mut world = World::default();
    let union: Who = ("Port Union", "", "");
    world.add(
        article(
            "Harbour Post",
            Some("2026-06-12"),
            "Strike at Westhaven harbour",
        )
        .narrate(STRIKE)
        .says(
            MEDIATOR,
            Say,
            "{Aldis Quay} <said> [the union had agreed to end the strike at Westhaven].",
        )
        .says(
            union,
            Other,
            "The {Port Union} <has not commented on> [his remarks].",
        )
        .silent(),
    );
    let (_, _, ledger) = brief(world);
    let told = claim(&ledger, "end the strike");
    assert_eq!(told.about_actor.as_deref(), Some("Port Union"));
    assert_eq!(told.hand, Hand::Second);
    assert_eq!(told.silence.len(), 1);
}

#[test]
fn one_article_that_names_nobody_tells_no_other_who_he_is() {
    let words = "[“Neither I nor my office approved the use of the cranes on Sunday,”]";
    let said = |name: &'static str, source: &str, who: Who| {
        article(
            name,
            Some("2026-03-16"),
            "Minister denies order for the harbour of Westhaven",
        )
        .narrate(BACKGROUND)
        .says(who, Say, &format!("{words} {source} <said>."))
    };
    let leader = |name| said(name, "{he}", LEADER);
    let by = |third: Draft| {
        let mut world = World::default();
        world.add(leader("Harbour Post")).add(third);
        let (_, _, ledger) = brief(world);
        let speakers = &claim(&ledger, "Neither I nor my office").speakers;
        speakers.iter().map(|s| s.name.clone()).collect::<Vec<_>>()
    };
    let misread = said("Quay Courier", "{The minister}", MAYOR);
    assert!(by(misread).contains(&"Ivo Arkhanov".to_owned()));
    // Nor does one that names another.
    let named = said("Quay Courier", "{Anna Holm}", MAYOR);
    assert!(by(named).contains(&"Ivo Arkhanov".to_owned()));
}

#[test]
fn a_surname_with_an_office_is_not_whom_its_article_names_in_full() {
    let first_lady = (0, ("Celia Holm", "first lady", ""));
    let president = (0, ("Holm", "president", ""));
    let elsewhere = (1, ("Ivo Holm", "president", "Peru"));
    let alone = known(&[first_lady, president], "");
    assert_ne!(alone[0].0, alone[1].0);
    let found = known(&[first_lady, president, elsewhere], "");
    assert_eq!(found[1].0, found[2].0);
}

#[test]
fn a_third_of_a_name_is_left_out_and_a_junior_is_another() {
    let (third, plain, junior) = (
        (0, ("Robert Holm III", "", "")),
        (1, ("Robert Holm", "", "")),
        (2, ("Robert Holm Jr.", "", "")),
    );
    let pair = |a, b| {
        let found = known(&[a, b], "");
        found[0].0 == found[1].0
    };
    assert!(pair(third, plain));
    assert!(!pair(plain, junior));
    assert!(!pair(third, junior));
}

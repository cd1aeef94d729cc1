//! The ledger on a small fictional event: one envoy's word about another party, a copy, a silence, a denial.

mod support;

use sayso_ledger::{
    ActorList, Claim, ConflictKind, Hand, Ledger, Rewording, Stance, Told, known_actors, profiles,
    reconcile, stories,
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

#[test]
fn a_promise_told_by_the_other_side_only_is_second_hand() {
    let (_, _, ledger) = brief(event());
    assert_eq!(ledger.len(), 1, "one story");
    let top = &ledger[0].claims[0];
    assert!(top.text.contains("security guarantees"), "{top:#?}");
    assert_eq!(top.documents, [DocumentIdx(0), DocumentIdx(1)]);
    let speakers: Vec<(&str, bool)> = top
        .speakers
        .iter()
        .map(|s| (s.name.as_str(), s.first_hand))
        .collect();
    assert_eq!(speakers, [("Tessa Marlow", false), ("Bram Colm", false)]);
    assert_eq!(top.hand, Hand::Second);
    assert_eq!(top.about_actor.as_deref(), Some("Ivo Arkhanov"));
    assert_eq!(top.not_confirmed_by, ["Ivo Arkhanov", "Norland"]);
    assert_eq!(
        top.silence
            .iter()
            .map(|s| s.name.as_str())
            .collect::<Vec<_>>(),
        ["Norland"]
    );
}

#[test]
fn the_partys_own_word_confirms() {
    let mut world = event();
    world.add(
        article("Arkhanov Gazette", Some("2026-03-18"), "Arkhanov: Norland accepts guarantees for harbour of Westhaven")
            .narrate(BACKGROUND)
            .says(LEADER, Say, "[“We have agreed to accept security guarantees for the harbour of Westhaven,”] President {Ivo Arkhanov} <said>."),
    );
    let (_, _, ledger) = brief(world);
    let top = &ledger[0].claims[0];
    assert_eq!(top.documents.len(), 3, "{top:#?}");
    assert!(top.not_confirmed_by.is_empty() && top.silence.is_empty());
    assert_eq!(top.hand, Hand::Mixed);
    assert!(
        top.speakers
            .iter()
            .any(|s| s.name == "Ivo Arkhanov" && s.first_hand)
    );
}

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
fn what_is_no_sentence_is_no_claim_of_another() {
    let n_documents = |words: &'static str| {
        let mut world = World::default();
        world.add(strike("Harbour Post").says(
            MAYOR,
            Say,
            "{Mayor Anna Holm} <said> [the flood has closed the old canteen of Westhaven].",
        ));
        world.add(strike("Daily Lantern").says(DOCKER, Other, words));
        let (_, _, ledger) = brief(world);
        claim(&ledger, "has closed the old").documents.len()
    };
    let sentence = "{Tova Brandt} <recalled> that [the flood had closed the canteen in May].";
    let object = "{Tova Brandt} <praised> [the canteen in which the flood had left its marks].";
    assert_eq!([sentence, object].map(n_documents), [2, 1]);
}

#[test]
fn a_claim_that_is_no_sentence_is_shown_with_its_subject() {
    let mut world = event();
    world.add(
        article("Morning Quay", Some("2026-03-17"), "A call for a truce")
            .narrate(BACKGROUND)
            .says(
                CHANCELLOR,
                CueClass::Demand,
                "{Bram Colm} <called for> [a truce at the gates of the old canal].",
            ),
    );
    let (_, _, ledger) = brief(world);
    let text = &claim(&ledger, "gates of the old canal").text;
    assert_eq!(
        text,
        "Bram Colm called for a truce at the gates of the old canal"
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
fn an_outlet_leaves_out_nothing_that_it_tells_in_any_sentence() {
    let left_out = |told: &str| {
        let mut world = World::default();
        for name in ["Harbour Post", "Daily Lantern"] {
            world.add(strike(name).says(
                DOCKER,
                Say,
                "{Tova Brandt} <said> [the northern gates were locked at noon by a watchman].",
            ));
        }
        world.add(strike("Quay Courier").narrate(told).says(
            MEDIATOR,
            Say,
            "{Aldis Quay} <said> [the terms are printed on four sheets of paper].",
        ));
        let (_, _, ledger) = brief(world);
        let mut views = ledger[0].outlets.iter();
        let courier = views.find(|o| o.outlet == "Quay Courier").expect("a view");
        courier.left_out.len()
    };
    assert_eq!(
        left_out("A watchman had locked the northern gates at noon."),
        0
    );
    assert_eq!(left_out("Nobody had seen the watchman since."), 1);
}

#[test]
fn an_outlet_is_told_by_the_spelling_it_prefers() {
    let mut world = World::default();
    for (outlet, name) in [
        ("Echo", "Timur Khalilov"),
        ("Post", "Timur Khalilov"),
        ("Voice", "Timur Halilov"),
    ] {
        let speaker: Who = (name, MAYOR.1, MAYOR.2);
        world.add(
            article(
                outlet,
                Some("2026-03-16"),
                "The gate of Westhaven stays shut",
            )
            .says(
                speaker,
                Say,
                &format!("{{{name}}} <said> that [the gate of Westhaven stays shut until May]."),
            ),
        );
    }
    let (_, _, ledger) = brief(world);
    let told: Vec<(&str, &str, &str)> = ledger[0]
        .outlets
        .iter()
        .flat_map(|o| o.names.iter().map(|n| (&*o.outlet, &*n.spelled, &*n.usual)))
        .collect();
    assert_eq!(told, [("Voice", "Halilov", "Khalilov")]);
}

#[test]
fn a_late_copy_counts_its_weekdays_from_the_story() {
    let words = "Esteria's envoy {Tessa Marlow} <said> Sunday that [Norland has agreed to accept security guarantees for the harbour of Westhaven and to pay for the dredging of the long canal that feeds it].";
    let mut world = World::default();
    world.add(
        article("Post", Some("2026-03-16"), "Norland accepts guarantees")
            .says(ENVOY, Say, words)
            .on("2026-03-15"),
    );
    world.add(
        article("Echo", Some("2026-03-25"), "Norland accepts guarantees")
            .says(ENVOY, Say, words)
            .on("2026-03-22")
            .credited(),
    );
    world.add(article("Voice", None, "Norland accepts guarantees").says(ENVOY, Say, words));
    let (_, statements, ledger) = brief(world);
    let times: Vec<String> = statements
        .iter()
        .map(|s| s.time.map_or("none".to_owned(), |t| t.to_string()))
        .collect();
    assert_eq!(times, ["2026-03-15", "2026-03-15", "2026-03-15"]);
    assert_eq!(ledger[0].timeline[0].date.to_string(), "2026-03-15");
    assert!(ledger[0].timeline[0].text.starts_with("Tessa Marlow: "));
}

#[test]
fn a_timeline_entry_that_is_no_sentence_has_its_subject_and_verb() {
    let mut world = event();
    world.add(
        article("Morning Quay", Some("2026-03-17"), "A call for a truce")
            .narrate(BACKGROUND)
            .says(
                CHANCELLOR,
                CueClass::Demand,
                "{Bram Colm} <called for> [a truce at the gates of the old canal].",
            )
            .on("2026-03-16"),
    );
    let (_, _, ledger) = brief(world);
    let told: Vec<&str> = ledger[0].timeline.iter().map(|e| &*e.text).collect();
    let entry = "Bram Colm called for a truce at the gates of the old canal";
    assert!(told.contains(&entry), "{told:#?}");
}

#[test]
fn a_position_is_on_what_is_wanted_and_not_on_what_is_mentioned() {
    let stands = |class: CueClass, words: &'static str| {
        let mut world = World::default();
        for name in ["Harbour Post", "Daily Lantern", "Quay Courier"] {
            world.add(strike(name).says(
                MAYOR,
                Say,
                "{Mayor Anna Holm} <said> [the ferry crane has stood idle since May].",
            ));
        }
        world.add(strike("Morning Quay").says(DOCKER, class, words));
        let (_, _, ledger) = brief(world);
        let of_docker = ledger[0]
            .positions
            .iter()
            .filter(|p| p.party == "Tova Brandt");
        of_docker
            .map(|p| (p.issue.clone(), p.stance))
            .collect::<Vec<_>>()
    };
    let crane = |stance| vec![("ferry crane".to_owned(), stance)];
    let demand = CueClass::Demand;
    assert_eq!(
        stands(demand, "{Tova Brandt} <called for> [a new ferry crane]."),
        crane(Stance::Demands)
    );
    for words in [
        "{Tova Brandt} <called for> [an end to the ferry crane].",
        "{Tova Brandt} <called for> [the ferry crane to be sold].",
        "{Tova Brandt} <insisted> that [the ferry crane was sold].",
    ] {
        assert_eq!(stands(demand, words), [], "{words}");
    }
    let answer = "{Tova Brandt} <promised> [a harsh answer to ferry cranes].";
    assert_eq!(stands(CueClass::Promise, answer), []);
    let promised = "{Tova Brandt} <promised> [a new ferry crane].";
    assert_eq!(stands(CueClass::Promise, promised), crane(Stance::Supports));
    let confirmed = "{Tova Brandt} <confirmed> [the ferry crane].";
    assert_eq!(stands(CueClass::Confirm, confirmed), []);
}

#[test]
fn positions_say_who_reports_them() {
    let (_, _, ledger) = brief(event());
    let told: Vec<(&str, Stance, Option<&str>)> = ledger[0]
        .positions
        .iter()
        .filter(|p| p.issue == "security guarantees")
        .map(|p| (p.party.as_str(), p.stance, p.reported_by.as_deref()))
        .collect();
    for by in ["Bram Colm", "Tessa Marlow"] {
        assert!(
            told.contains(&("Norland", Stance::Agreed, Some(by))),
            "{told:?}"
        );
    }
    assert!(
        told.contains(&("Norland", Stance::NoComment, None)),
        "{told:?}"
    );
}

#[test]
fn embedded_statements_are_not_counted_for_the_page() {
    let mut world = event();
    world.add(article("Digest", Some("2026-03-17"), "Norland harbour guarantees in Westhaven: what else").narrate(BACKGROUND).says(
        CHANCELLOR,
        Say,
        "{Bram Colm} <said> [Norland would accept security guarantees for the harbour of Westhaven in a wider deal].",
    ).embedded());
    let (_, _, ledger) = brief(world);
    assert_eq!(
        ledger[0].claims[0].documents,
        [DocumentIdx(0), DocumentIdx(1)]
    );
}

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
fn unrelated_articles_are_stories_of_their_own() {
    let mut world = event();
    world.add(
        article("Salt Bulletin", Some("2026-03-17"), "Salt prices fall for third week")
            .narrate("Traders at the autumn fair in Brine Hollow asked for lower dues, and the cost of a berth rose again.")
            .narrate("A cart of coarse salt now sells for less than a cart of sand, the weighmaster's list shows."),
    );
    let groups = stories(&world.articles, &Lineage::default());
    assert_eq!(groups.last().unwrap(), &[DocumentIdx(4)], "{groups:?}");
    assert!(groups[0].len() >= 3, "{groups:?}");
}

#[test]
fn what_two_reports_tell_in_other_words_is_one_claim() {
    let says = |of_canal: &str, of_quay: &str| {
        article("Harbour Post", Some("2026-03-16"), "")
            .narrate(BACKGROUND)
            .says(MAYOR, Say, &format!("{{Anna Holm}} <said> [{of_canal}]."))
            .says(
                CHANCELLOR,
                Say,
                &format!("{{Bram Colm}} <said> [{of_quay}]."),
            )
    };
    let mut world = World::default();
    world.add(says(
        "the dredging of the silted canal would cost the town nine years of fees",
        "Norland had praised the dockers of the harbour",
    ));
    world.add(says(
        "dredging the silted canal was worth nine years of fees",
        "Norland would pay for a chapel on the hill",
    ));
    let (_, _, ledger) = brief(world);
    let told_by = |words: &str| claim(&ledger, words).documents.len();
    assert_eq!(told_by("dredging"), 2);
    assert_eq!((told_by("praised"), told_by("chapel")), (1, 1));
}

#[test]
fn the_same_input_gives_the_same_ledger() {
    let (_, a, first) = brief(event());
    let (_, b, second) = brief(event());
    assert_eq!((a, first), (b, second));
}

#[test]
fn every_index_and_text_stands_on_the_statements() {
    let (world, statements, ledger) = brief(event());
    for story in ledger.iter() {
        for claim in &story.claims {
            assert!(claim.statements.contains(&claim.representative));
            let from = &statements[claim.representative.0];
            let text = world.articles[from.document.0].slice(from.extent());
            assert!(text.contains(claim.text.split_whitespace().next().unwrap()));
            assert!(
                claim
                    .speakers
                    .iter()
                    .flat_map(|s| &s.statements)
                    .all(|s| claim.statements.contains(s))
            );
        }
    }
}

#[test]
fn the_outlets_own_telling_is_nobodys_word() {
    let mut world = event();
    world.add(
        article(
            "Echo",
            Some("2026-03-17"),
            "Norland accepts guarantees for harbour",
        )
        .narrate(BACKGROUND)
        .says(
            ("Norland", "", "Norland"),
            CueClass::Agree,
            "{Norland} <has agreed> [to accept security guarantees for the harbour of Westhaven].",
        ),
    );
    let (_, _, ledger) = brief(world);
    let top = &ledger[0].claims[0];
    assert_eq!(top.documents.len(), 3, "{top:#?}");
    assert_eq!(top.hand, Hand::Second);
    assert!(top.speakers.iter().all(|s| s.name != "Norland"));
    assert_eq!(top.not_confirmed_by, ["Ivo Arkhanov", "Norland"]);
}

#[test]
fn a_persons_office_is_silent_for_the_person() {
    let mut world = World::default();
    world.add(
        article("Harbour Post", Some("2026-03-16"), "Norland accepts harbour guarantees, envoy says")
            .says(ENVOY, Say, "[“President Ivo Arkhanov agreed to security guarantees for Westhaven,”] {Tessa Marlow} <said>.")
            .says(("Arkhanov’s office", "", ""), Other, "{Arkhanov’s office} <has not commented on> [her remarks].")
            .silent(),
    );
    let (_, _, ledger) = brief(world);
    let silence = &ledger[0].claims[0].silence;
    assert_eq!(
        silence.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        ["Arkhanov’s office"]
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

const DOCKER: Who = ("Tova Brandt", "docker", "");
const MEDIATOR: Who = ("Aldis Quay", "mediator", "Esteria");

/// What every report of the strike tells beside the statements.
const STRIKE: &str = "Dockers of the Port Union walked off the quays of Westhaven seven weeks ago. The strike has kept the harbour of Westhaven shut.";

/// A report of the strike, ready for statements.
fn strike(outlet: &'static str) -> Draft {
    article(outlet, Some("2026-06-12"), "Strike at Westhaven harbour").narrate(STRIKE)
}

#[test]
fn a_quotation_of_two_sentences_speaks_to_two_claims() {
    let mut world = World::default();
    for name in ["Harbour Post", "Daily Lantern"] {
        world.add(
            strike(name)
                .says(DOCKER, Say, "[“The canteen has been locked since April.”] {Tova Brandt} <said>. [“My crane needs another engine.”]"),
        );
    }
    let (_, _, ledger) = brief(world);
    let (canteen, crane) = (claim(&ledger, "canteen"), claim(&ledger, "crane"));
    assert_eq!(canteen.text, "The canteen has been locked since April.");
    assert_eq!(crane.text, "My crane needs another engine.");
    assert_eq!(canteen.statements, crane.statements);
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
fn outlets_differ_in_what_they_carry_and_in_loaded_words() {
    let mut world = World::default();
    let both = "{Tova Brandt} <said> [the gates of Westhaven harbour were locked at noon].";
    world.add(
        article(
            "Harbour Post",
            Some("2026-06-12"),
            "Strike at Westhaven harbour",
        )
        .narrate(STRIKE)
        .says(DOCKER, Say, both)
        .says(
            MEDIATOR,
            Say,
            "{Aldis Quay} <said> [the terms are printed on four sheets of paper].",
        ),
    );
    world.add(
        article(
            "Daily Lantern",
            Some("2026-06-12"),
            "Westhaven harbour: the strike",
        )
        .narrate(STRIKE)
        .says(
            DOCKER,
            CueClass::Claim,
            "{Tova Brandt} <claimed> [the gates of Westhaven harbour were locked at noon].",
        ),
    );
    let (_, statements, ledger) = brief(world);
    let views = &ledger[0].outlets;
    let [post, lantern] = &views[..] else {
        panic!("{views:#?}")
    };
    let only: Vec<&str> = post
        .only_here
        .iter()
        .map(|c| ledger[0].claims[*c].text.as_str())
        .collect();
    assert_eq!(only, ["the terms are printed on four sheets of paper"]);
    assert!(lantern.left_out.is_empty() && post.left_out.is_empty());
    assert!(post.loaded.is_empty() && lantern.only_here.is_empty());
    let [loaded] = &lantern.loaded[..] else {
        panic!("{lantern:#?}")
    };
    assert_eq!(loaded.cue, "claimed");
    assert_eq!(statements[loaded.plain[0].0].document, DocumentIdx(0));
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

const NOBODY: Who = ("", "", "");

#[test]
fn what_a_report_tells_by_itself_stands_with_the_claim_and_makes_none_alone() {
    let mut world = event();
    world.add(
        article(
            "Canal Echo",
            Some("2026-03-16"),
            "Quiet days at the harbour of Westhaven",
        )
        .narrate(BACKGROUND)
        .says(
            NOBODY,
            Other,
            "[Norland has agreed to accept security guarantees for the harbour of Westhaven].",
        )
        .says(
            NOBODY,
            Other,
            "[The bakers of Westhaven have raised the price of bread by a third].",
        ),
    );
    let (_, statements, ledger) = brief(world);
    let told = claim(&ledger, "has agreed to accept security guarantees");
    let echo = DocumentIdx(4);
    assert!(told.documents.contains(&echo));
    let mut told_there = told.statements.iter().map(|s| &statements[s.0]);
    assert!(told_there.any(|s| s.document == echo && s.is_told()));
    let (_, _, before) = brief(event());
    let said_by = |c: &Claim| {
        c.speakers
            .iter()
            .map(|s| s.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        said_by(told),
        said_by(claim(&before, "has agreed to accept security guarantees"))
    );
    let mut all = ledger.iter().flat_map(|story| &story.claims);
    assert!(!all.any(|c| c.text.contains("bakers")));
}

#[test]
fn what_reports_of_two_origins_tell_by_themselves_is_a_claim() {
    let mut world = event();
    world.add(
        article(
            "Canal Echo",
            Some("2026-03-16"),
            "Quiet days at the harbour of Westhaven",
        )
        .narrate(BACKGROUND)
        .says(
            NOBODY,
            Other,
            "[The bakers of Westhaven have raised the price of bread by a third].",
        ),
    );
    world.add(
        article(
            "Mole Messenger",
            Some("2026-03-16"),
            "Westhaven waits for guarantees for its harbour",
        )
        .narrate("In Westhaven they speak of little but the guarantees that Norland and Esteria quarrel about, and of the canal. Friday's delegations have gone, and the harbour is as it was.")
        .says(NOBODY, Other, "[Since Monday the bakers of Westhaven have raised the price of bread]."),
    );
    let (_, _, ledger) = brief(world);
    let bread = claim(&ledger, "bakers");
    assert_eq!(bread.documents.len(), 2);
    assert!(bread.speakers.is_empty());
    assert_eq!(bread.hand, Hand::First);
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

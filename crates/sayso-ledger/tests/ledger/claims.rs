//! What is one claim, at whose hand it is told, and who is silent.

use super::*;

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
        claim(&ledger, "closed the").documents.len()
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
    // It comes behind what somebody says in one report alone.
    let at = |words: &str| {
        let mut claims = ledger[0].claims.iter();
        claims.position(|c| c.text.contains(words))
    };
    assert!(at("trilateral").is_some_and(|meeting| Some(meeting) < at("bakers")));
}

#[test]
fn units_are_compared_where_they_begin() {
    let world = event();
    let lineage = trace(&world.articles);
    let starts = |document: usize| {
        let of_document = world.statements.iter();
        let mut of_document = of_document.filter(move |s| s.document == DocumentIdx(document));
        let first = of_document.next().expect("a statement");
        (first.document, first.content[0].start().get())
    };
    let (a, b) = (starts(0), starts(1));
    let inside = (b.0, b.1 + 1);
    let compared = compared_units(
        &world.articles,
        &world.statements,
        &lineage,
        &[[a, b], [b, a], [a, inside]],
    );
    assert!(compared[0].is_some_and(|numbers| numbers[0] > 0.0));
    assert_eq!(compared[0], compared[1]);
    assert_eq!(compared[2], None);
}

#[test]
fn words_that_put_nothing_forward_make_no_claim() {
    let n_claims = |words: &'static str| {
        let mut world = event();
        let article = article("Morning Quay", Some("2026-03-17"), "The envoy at the quay");
        world.add(article.narrate(BACKGROUND).says(ENVOY, Say, words));
        let (_, _, ledger) = brief(world);
        let has = |c: &&Claim| c.text.contains("copper");
        ledger[0].claims.iter().filter(has).count()
    };
    for words in [
        "{Tessa Marlow} <offered> [some of the first details of what was decided on copper pipes].",
        "{Tessa Marlow} <referring to> [the quarrel over copper pipes in the winter].",
    ] {
        assert_eq!(n_claims(words), 0, "{words}");
    }
    let told = "{Tessa Marlow} <said> [details of the plan for copper pipes were false].";
    assert_eq!(n_claims(told), 1);
}

#[test]
fn a_claim_is_shown_in_words_that_its_other_reports_bear_out() {
    let mut world = World::default();
    for (outlet, words) in [
        (
            "Echo",
            "{Tessa Marlow} <said> that [Norland had agreed to open the northern gates].",
        ),
        (
            "Post",
            "{Tessa Marlow} <said> that [Norland agreed to open the northern gates].",
        ),
        (
            "Voice",
            "{Tessa Marlow} <said> that [Norland had agreed in principle to open the northern gates to Esterian ferries under the canal treaty].",
        ),
    ] {
        let article = article(outlet, Some("2026-03-16"), "The northern gates");
        world.add(article.narrate(BACKGROUND).says(ENVOY, Say, words));
    }
    let (_, _, ledger) = brief(world);
    let top = &ledger[0].claims[0];
    assert_eq!(top.documents.len(), 3, "{top:#?}");
    assert!(!top.text.contains("principle"), "{}", top.text);
}

#[test]
fn a_report_without_an_outlet_is_called_by_its_file() {
    let mut world = World::default();
    for outlet in ["dump_17", "Post"] {
        let article = article(outlet, Some("2026-03-16"), "The quay of Westhaven");
        let words = "{Mayor Anna Holm} <said> [some 430 wagons stand idle at the quay].";
        world.add(article.narrate(BACKGROUND).says(MAYOR, Say, words));
    }
    let (_, _, ledger) = brief(world);
    assert_eq!(ledger[0].claims[0].outlets, ["dump_17.txt", "Post"]);
}

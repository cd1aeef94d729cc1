//! Where the parties stand, and when.

use super::*;

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
    // To approve binds; to back does not.
    let agree = |words| stands(CueClass::Agree, words);
    let agreed = "{Tova Brandt} <approved> [a new ferry crane].";
    assert_eq!(agree(agreed), crane(Stance::Agreed));
    let backed = "{Tova Brandt} <backed> [a new ferry crane].";
    assert_eq!(agree(backed), crane(Stance::Supports));
    // Of another's stand one has no stand by deploring it.
    let deplored = "{Tova Brandt} <said> that [we deplore Westhaven's refusal of the ferry crane].";
    assert_eq!(stands(Say, deplored), []);
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

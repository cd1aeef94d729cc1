//! What one outlet has or prefers that others do not.

use super::*;

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

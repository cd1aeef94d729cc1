//! The five real reports that the project was begun for. They are not in the repository: without them, this says so.

use serde_json::Value;

use crate::sayso::{list, root, sayso, words};

/// The brief on the seeds, where they are.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn brief() -> Option<Value> {
    if !root().join("../shared/seeds").is_dir() {
        eprintln!("skipped: no ../shared");
        return None;
    }
    let ran = sayso(["brief", "--format", "json", "../shared/seeds"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    Some(ran.json())
}

/// The number that a seed's file name begins with.
fn number(document: &Value) -> u32 {
    let name = words(document).rsplit('/').next().unwrap_or_default();
    name.get(..3)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_else(|| panic!("not a seed: {document}"))
}

fn numbers(documents: &Value) -> Vec<u32> {
    list(documents).iter().map(number).collect()
}

fn has_basis(origin: &Value, basis: &str) -> bool {
    list(&origin["basis"]).iter().any(|b| words(b) == basis)
}

#[test]
fn five_files_are_one_story() {
    let Some(brief) = brief() else { return };
    let stories = list(&brief["stories"]);
    assert_eq!(stories.len(), 1);
    assert_eq!(numbers(&stories[0]["documents"]), [0, 1, 2, 3, 4]);
}

#[test]
fn three_carry_one_agency_story_and_two_the_same_remarks() {
    let Some(brief) = brief() else { return };
    let origins = list(&brief["lineage"]["origins"]);
    let wire = origins
        .iter()
        .find(|o| has_basis(o, "wire_credit"))
        .expect("an origin that rests on a credit");
    assert_eq!(numbers(&wire["documents"]), [2, 3, 4]);
    let remarks = origins
        .iter()
        .find(|o| numbers(&o["documents"]) == [0, 1])
        .expect("an origin of the other two");
    assert!(has_basis(remarks, "shared_quotes"), "{remarks:#}");
}

#[test]
fn one_carrier_also_has_reporting_of_its_own() {
    let Some(brief) = brief() else { return };
    let own = |id: &Value| {
        list(&brief["lineage"]["origins"])
            .iter()
            .any(|o| &o["id"] == id && has_basis(o, "own"))
    };
    let carrier = &list(&brief["lineage"]["documents"])[4];
    assert!(list(&carrier["origins"]).len() >= 2, "{carrier:#}");
    assert!(
        list(&carrier["origins"])
            .iter()
            .any(|share| own(&share["origin"])),
        "{carrier:#}"
    );
}

#[test]
fn the_acceptance_is_second_hand_voiced_by_one_side_and_not_confirmed() {
    let Some(brief) = brief() else { return };
    let second_hand = |c: &&Value| {
        let sides: Vec<&str> = list(&c["speakers"])
            .iter()
            .map(|s| words(&s["affiliation"]))
            .collect();
        words(&c["hand"]) == "second"
            && list(&c["speakers"]).len() >= 2
            && sides
                .iter()
                .all(|side| !side.is_empty() && *side == sides[0])
            && list(&c["speakers"])
                .iter()
                .all(|s| s["first_hand"] == false)
            && !list(&c["not_confirmed_by"]).is_empty()
            && words(&c["text"]).contains("security guarantee")
    };
    let claims = list(&brief["stories"][0]["claims"]);
    let claim = claims.iter().find(second_hand);
    assert!(claim.is_some(), "{claims:#?}");
}

#[test]
fn one_report_tells_of_silence() {
    let Some(brief) = brief() else { return };
    let silent = list(&brief["statements"])
        .iter()
        .filter(|s| s["no_comment"] == true && s["embedded"] == false);
    assert_eq!(
        silent.map(|s| number(&s["document"])).collect::<Vec<_>>(),
        [0]
    );
}

#[test]
fn one_report_has_a_ministry_rejecting_and_an_aide_contradicting() {
    let Some(brief) = brief() else { return };
    let statements = list(&brief["statements"]);
    let in_second = |s: &&Value| number(&s["document"]) == 1;
    let rejecting = |s: &Value| {
        words(&s["cue_class"]) == "reject" && words(&s["speaker"]["name"]).contains("Ministry")
    };
    assert!(statements.iter().filter(in_second).any(rejecting));
    // The aide's words stand against a claim or another statement.
    let denials = list(&brief["stories"][0]["claims"])
        .iter()
        .flat_map(|c| list(&c["denied_by"]))
        .flat_map(|d| list(&d["statements"]));
    let sides = list(&brief["stories"][0]["conflicts"])
        .iter()
        .flat_map(|c| [&c["a"], &c["b"]])
        .flat_map(list);
    let against: Vec<&Value> = denials.chain(sides).collect();
    let aide = |s: &Value| {
        words(&s["speaker"]["role"]).contains("aide")
            || words(&s["source"][0]["text"]).contains("aide")
    };
    assert!(
        statements
            .iter()
            .filter(in_second)
            .any(|s| aide(s) && against.contains(&&s["id"]))
    );
}

#[test]
fn no_claim_rests_on_an_embedded_article() {
    let Some(brief) = brief() else { return };
    let embedded: Vec<&Value> = list(&brief["statements"])
        .iter()
        .filter(|s| s["embedded"] == true)
        .map(|s| &s["id"])
        .collect();
    let aggregator = &list(&brief["documents"])[2];
    let n_embedded = list(&aggregator["set_aside"])
        .iter()
        .filter(|p| words(&p["kind"]) == "embedded_article")
        .count();
    assert_eq!(n_embedded, 3);
    assert!(!embedded.is_empty());
    for claim in list(&brief["stories"][0]["claims"]) {
        assert!(
            !list(&claim["statements"])
                .iter()
                .any(|id| embedded.contains(&id)),
            "{claim:#}"
        );
    }
}

#[test]
fn every_span_slices_back() {
    let Some(brief) = brief() else { return };
    crate::spans::assert_spans_slice_back(&[brief], 500);
}

//! The brief on the example says what its author put there.

use std::fs;

use serde_json::Value;

use crate::sayso::{EXAMPLE, list, sayso, words};

fn names<'a>(paths: impl IntoIterator<Item = &'a Value>) -> Vec<&'a str> {
    paths
        .into_iter()
        .map(|path| words(path).rsplit('/').next().unwrap_or_default())
        .collect()
}

fn brief() -> Value {
    let ran = sayso(["brief", "--format", "json", EXAMPLE]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stderr, "");
    ran.json()
}

#[test]
fn six_reports_are_one_story_and_three_of_them_one_wire_story() {
    let brief = brief();
    let stories = list(&brief["stories"]);
    assert_eq!(stories.len(), 1);
    assert_eq!(list(&stories[0]["documents"]).len(), 6);
    let wire: Vec<&Value> = list(&brief["lineage"]["origins"])
        .iter()
        .filter(|o| words(&o["agency"]) == "HWS")
        .collect();
    assert_eq!(wire.len(), 1, "{:?}", brief["lineage"]["origins"]);
    let carriers = names(list(&wire[0]["documents"]));
    for copy in [
        "bellhaven-record.json",
        "calder-courier.html",
        "westmere-post.txt",
    ] {
        assert!(carriers.contains(&copy), "{copy} is not among {carriers:?}");
    }
    for own in ["skarn-valley-voice.html", "dunmarrow-tribune.json"] {
        assert!(!carriers.contains(&own), "{own} is among {carriers:?}");
    }
}

#[test]
fn the_agreement_is_second_hand_unconfirmed_and_denied() {
    let brief = brief();
    let is_it = |c: &&Value| words(&c["text"]).contains("reopen") && words(&c["hand"]) == "second";
    let claims: Vec<&Value> = list(&brief["stories"][0]["claims"])
        .iter()
        .filter(is_it)
        .collect();
    assert!(
        !claims.is_empty(),
        "no second-hand claim that the tunnel reopens"
    );
    let spoken_by = |c: &&&Value, name: &str| {
        list(&c["speakers"])
            .iter()
            .any(|s| words(&s["name"]).contains(name))
    };
    assert!(claims.iter().any(|c| spoken_by(&c, "Tosk")), "{claims:#?}");
    assert!(
        claims
            .iter()
            .any(|c| !list(&c["not_confirmed_by"]).is_empty()),
        "{claims:#?}"
    );
    let denied = |c: &&Value| !list(&c["denied_by"]).is_empty();
    assert!(
        list(&brief["stories"][0]["claims"])
            .iter()
            .any(|c| denied(&c)),
        "nothing is denied"
    );
}

#[test]
fn silence_is_reported() {
    let brief = brief();
    let silent: Vec<&str> = names(
        list(&brief["statements"])
            .iter()
            .filter(|s| s["no_comment"] == true)
            .map(|s| &s["document"]),
    );
    for document in [
        "calder-courier.html",
        "bellhaven-record.json",
        "dunmarrow-tribune.json",
    ] {
        assert!(
            silent.contains(&document),
            "{document} is not among {silent:?}"
        );
    }
}

#[test]
fn the_accounts_differ_in_a_number() {
    let brief = brief();
    let notes = list(&brief["stories"][0]["conflicts"]);
    let numbers = |c: &&Value| {
        words(&c["kind"]) == "number"
            && words(&c["note"]).contains("340")
            && words(&c["note"]).contains("430")
    };
    assert!(notes.iter().any(|c| numbers(&c)), "{notes:#?}");
}

#[test]
fn what_stands_around_an_article_is_not_its_own() {
    let brief = brief();
    let lantern = |d: &&Value| words(&d["document"]).ends_with("daily-lantern.txt");
    let document = list(&brief["documents"])
        .iter()
        .find(lantern)
        .expect("the page was read");
    let embedded: Vec<&str> = list(&document["set_aside"])
        .iter()
        .filter(|p| words(&p["kind"]) == "embedded_article")
        .map(|p| words(&p["outlet"]))
        .collect();
    assert_eq!(embedded, ["Brightwater Herald", "Salt Market Bulletin"]);
    for claim in list(&brief["stories"][0]["claims"]) {
        assert!(
            !list(&claim["outlets"])
                .iter()
                .any(|o| embedded.contains(&words(o))),
            "{claim:#?}"
        );
    }
    for foreign in ["ferries", "salt", "Goat", "lighthouse"] {
        let credited = |s: &&Value| {
            s["embedded"] == false && words(&s["content"][0]["text"]).contains(foreign)
        };
        assert!(
            !list(&brief["statements"]).iter().any(|s| credited(&s)),
            "{foreign}"
        );
    }
}

#[test]
fn every_format_shows_the_same_claims() {
    let brief = brief();
    let squeeze = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let title = squeeze(words(&brief["stories"][0]["title"]));
    for format in ["terminal", "md", "html"] {
        let ran = sayso(["brief", "--format", format, EXAMPLE]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let text = squeeze(&ran.stdout);
        assert!(text.contains(&title), "{format} lacks the title");
        assert!(
            text.contains("Tosk") && text.contains("Imrie"),
            "{format} lacks the speakers"
        );
        if format == "terminal" {
            let widest = ran.stdout.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(80), "a line of {widest:?} columns");
        }
        if format == "html" {
            assert!(
                !ran.stdout.contains("src=\"http") && !ran.stdout.contains("href=\"http"),
                "the page loads from elsewhere"
            );
        }
    }
}

#[test]
fn the_lineage_for_people_shows_the_wire_story_and_its_carriers() {
    let lineage = |format: &str| {
        let ran = sayso(["lineage", "--format", format, EXAMPLE]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran.stdout
    };
    let text = lineage("terminal");
    assert!(
        text.contains("Calder Courier · 10 May 2026 · credits"),
        "{text}"
    );
    assert!(text.contains("Calder Courier ↔ Westmere Post Group: one wire story"));
    let page = lineage("html");
    assert!(page.contains("<svg") && page.contains("class=\"beside\""));
    assert!(!page.contains("src=\"http") && !page.contains("href=\"http"));
    let graph = lineage("dot");
    assert!(graph.starts_with("digraph lineage {") && graph.ends_with("}\n"));
    assert!(
        graph.contains("o1 -> d2 [label=\"credit 100%\"];"),
        "{graph}"
    );
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    for (verb, format) in [
        ("brief", "json"),
        ("brief", "html"),
        ("lineage", "html"),
        ("lineage", "dot"),
    ] {
        let one = sayso([verb, "--format", format, "--threads", "1", EXAMPLE]);
        for threads in ["2", "5"] {
            let more = sayso([verb, "--format", format, "--threads", threads, EXAMPLE]);
            assert!(
                one.stdout == more.stdout,
                "{verb} as {format} differs between 1 and {threads} threads"
            );
        }
    }
}

#[test]
fn actors_are_listed_with_all_their_names() {
    let ran = sayso(["actors", "--format", "json", EXAMPLE]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let found = ran.json();
    let actors = list(&found["stories"][0]["actors"]);
    let of = |name: &str| actors.iter().find(|a| words(&a["name"]) == name);
    let president = of("Stefan Ardelay").expect("the president");
    let aliases = list(&president["aliases"]).iter();
    let aliases: Vec<&str> = aliases.map(|alias| words(&alias["text"])).collect();
    assert_eq!(aliases, ["Stefan Ardelay", "Ardelay"]);
    let office = of("Ardelay’s office").expect("his office");
    assert_eq!(words(&office["office_of"]), "Stefan Ardelay");
    let envoy = of("Mirela Tosk").expect("the envoy");
    assert_eq!(words(&envoy["side"]), "League of Five Valleys");
    assert_eq!(list(&envoy["documents"]).len(), 6);
}

#[test]
fn what_an_author_says_in_the_first_person_is_the_authors() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("column.jsonl");
    let column = r#"{"title": "Why the tunnel should stay shut", "author": "Nina Olsen", "text": "I believe the tunnel should stay shut. Mayor Ida Holm said: \"I think it is safe.\""}"#;
    fs::write(&file, format!("{column}\n")).expect("a file can be written");
    let path = file.to_string_lossy();
    let said = sayso(["statements", "--format", "jsonl", &path]).jsonl();
    let by = |content: &str| {
        let holds = |s: &&Value| words(&s["content"][0]["text"]).contains(content);
        let found = said.iter().rfind(holds).expect("it is a statement");
        words(&found["speaker"]["name"]).to_owned()
    };
    assert_eq!(by("stay shut"), "Nina Olsen");
    assert_eq!(by("it is safe"), "Ida Holm");
}

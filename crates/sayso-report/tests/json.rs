//! The JSON contract: names, types, and offsets into the original bytes.

mod fixture;

use sayso_ledger::{ActorList, profiles};
use sayso_report::json;
use serde_json::Value;

#[test]
fn port_strike() {
    insta::assert_snapshot!(json::brief(&fixture::port_strike().briefing()));
}

#[test]
fn stages_of_the_port_strike() {
    let run = fixture::port_strike();
    let all = [run.ledger[0].documents.clone()];
    insta::assert_snapshot!("stories", json::stories_jsonl(&run.articles, &all, &[]));
    insta::assert_snapshot!(
        "statements",
        json::statements_jsonl(&run.articles, &run.statements[..3])
    );
    let profiles = profiles(
        &run.articles,
        &run.statements,
        &run.lineage,
        &ActorList::default(),
    );
    insta::assert_snapshot!("actors", json::actors(&run.articles, &profiles));
    let brief: Value = serde_json::from_str(&json::brief(&run.briefing())).expect("is JSON");
    let clean: Value = serde_json::from_str(&json::clean(&run.articles)).expect("is JSON");
    assert_eq!(brief["documents"], clean);
    let lineage: Value =
        serde_json::from_str(&json::lineage(&run.articles, &run.lineage)).expect("is JSON");
    assert_eq!(brief["lineage"]["pairs"], lineage["pairs"]);
    // The ledger knows the speakers, so it may name an origin better.
    assert_eq!(
        lineage["origins"][2]["label"],
        "Morning Post's own reporting"
    );
    assert_eq!(
        brief["lineage"]["origins"][2]["label"],
        "Morning Post's own reporting: Ines Okoye"
    );
}

/// Calls `check` for every object that has `start`, `end` and `text`.
fn spans(value: &Value, check: &mut impl FnMut(usize, usize, &str)) {
    match value {
        Value::Array(all) => all.iter().for_each(|v| spans(v, check)),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(text)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let offset =
                    |v: &Value| usize::try_from(v.as_u64().expect("is an offset")).expect("fits");
                check(offset(start), offset(end), text.as_str().expect("is text"));
            }
            fields.values().for_each(|v| spans(v, check));
        }
        _ => {}
    }
}

#[test]
fn every_span_slices_back_to_the_original_bytes() {
    let run = fixture::port_strike();
    let mut n_checked = 0;
    for (raw, article) in run.raw.iter().zip(&run.articles) {
        let clean: Value =
            serde_json::from_str(&json::clean(std::slice::from_ref(article))).expect("is JSON");
        spans(&clean, &mut |start, end, text| {
            assert_eq!(raw[start..end].replace("&amp;", "&"), text);
            n_checked += 1;
        });
    }
    for line in json::statements_jsonl(&run.articles, &run.statements).lines() {
        let statement: Value = serde_json::from_str(line).expect("is JSON");
        let article = run
            .articles
            .iter()
            .position(|a| a.document == statement["document"])
            .expect("is an article");
        spans(&statement, &mut |start, end, text| {
            assert_eq!(run.raw[article][start..end].replace("&amp;", "&"), text);
            n_checked += 1;
        });
    }
    assert!(n_checked > 40, "{n_checked}");
    // The entity makes the original longer than the clean text, so offsets of both kinds would differ behind it.
    let tide = json::clean(&run.articles[..1]);
    assert!(tide.contains("Sand & Sons"));
}

#[test]
fn hostile_text_comes_back_as_it_was() {
    let hostile = "\u{0}\u{1b}[31m\"\\ </script> \u{202E} \u{2028} 😀";
    let run = fixture::everything_reads(hostile);
    let brief: Value = serde_json::from_str(&json::brief(&run.briefing())).expect("is JSON");
    assert_eq!(brief["stories"][0]["title"], hostile);
    assert_eq!(brief["statements"][0]["content"][0]["text"], hostile);
    let n_lines = json::statements_jsonl(&run.articles, &run.statements)
        .lines()
        .count();
    assert_eq!(n_lines, run.statements.len());
}

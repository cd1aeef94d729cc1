//! The tables and the linked data of the example say what its JSON brief says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::sayso::{EXAMPLE, list, root, sayso, words};

type Rows = Vec<BTreeMap<String, String>>;

fn table(folder: &Path, file: &str) -> Rows {
    let mut reader = csv::Reader::from_path(folder.join(file)).expect("a table");
    reader
        .deserialize()
        .map(|row| row.expect("cells under a header"))
        .collect()
}

fn write_tables(folder: &Path, inputs: &str) {
    let into = folder.to_string_lossy();
    let ran = sayso(["brief", "--format", "csv", "--into", &into, inputs]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (Some(0), ""),
        "{}",
        ran.stderr
    );
}

#[test]
fn tables_hold_the_entries_of_the_brief_with_their_places() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let folder = scratch.path().join("made/for/tables");
    write_tables(&folder, EXAMPLE);
    let brief = sayso(["brief", "--format", "json", EXAMPLE]).json();
    let statements = table(&folder, "statements.csv");
    assert_eq!(statements.len(), list(&brief["statements"]).len());
    for (row, statement) in statements.iter().zip(list(&brief["statements"])) {
        assert_eq!(row["statement"], words(&statement["id"]));
        assert_eq!(row["document"], words(&statement["document"]));
        let places: Vec<String> = (list(&statement["content"]).iter())
            .map(|span| format!("{}..{}", span["start"], span["end"]))
            .collect();
        assert_eq!(row["content_spans"], places.join(" "));
        let bytes = fs::read(root().join(&row["document"])).expect("the example is there");
        let offset = |name: &str| row[name].parse::<usize>().expect("an offset");
        assert!(offset("start") < offset("end") && offset("end") <= bytes.len());
    }
    let story = &brief["stories"][0];
    let claims = table(&folder, "claims.csv");
    assert_eq!(claims.len(), list(&story["claims"]).len());
    let mut n_rows = 0;
    for (row, claim) in claims.iter().zip(list(&story["claims"])) {
        assert_eq!(row["claim"], words(&claim["id"]));
        assert_eq!(row["hand"], words(&claim["hand"]));
        n_rows += list(&claim["statements"]).len();
    }
    assert_eq!(table(&folder, "claim_statements.csv").len(), n_rows);
    for (file, key) in [("positions.csv", "positions"), ("timeline.csv", "timeline")] {
        let n: usize = list(&story[key])
            .iter()
            .map(|e| list(&e["statements"]).len())
            .sum();
        assert_eq!(table(&folder, file).len(), n, "{file}");
    }
    let sides = |side: &str| {
        list(&story["conflicts"])
            .iter()
            .map(|c| list(&c[side]).len())
            .sum::<usize>()
    };
    assert_eq!(
        table(&folder, "conflicts.csv").len(),
        sides("a") + sides("b")
    );
}

#[test]
fn tables_beside_the_reports_are_not_read_as_reports() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let report = root().join(EXAMPLE).join("calder-courier.html");
    fs::copy(report, scratch.path().join("report.html")).expect("the example can be copied");
    let inputs = scratch.path().to_string_lossy();
    let tables = scratch.path().join("tables");
    write_tables(&tables, &inputs);
    let before = fs::read(tables.join("statements.csv")).expect("a table");
    write_tables(&tables, &inputs);
    assert_eq!(
        fs::read(tables.join("statements.csv")).expect("a table"),
        before
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let file = scratch.path().join("file");
    fs::write(&file, "not a folder").expect("a file can be written");
    let into = file.to_string_lossy();
    let ran = sayso(["brief", "--format", "csv", "--into", &into, EXAMPLE]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains(&*into), "{}", ran.stderr);
}

#[test]
fn nothing_read_leaves_no_tables() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let folder = scratch.path().join("tables");
    let into = folder.to_string_lossy();
    let ran = sayso([
        "brief",
        "--format",
        "csv",
        "--into",
        &into,
        "no/such/file.txt",
    ]);
    assert_eq!(ran.status, Some(1));
    assert!(!folder.exists());
}

#[test]
fn bytes_of_the_linked_data_hold_its_words() {
    let document = sayso(["brief", "--format", "jsonld", EXAMPLE]).json();
    let nodes = list(&document["@graph"]);
    let mut n_checked = 0;
    for annotation in nodes.iter().filter(|n| n["@type"][0] == "Annotation") {
        let target = &annotation["target"];
        let article = nodes.iter().find(|n| n["@id"] == target["source"]["@id"]);
        let article = article.expect("the source is in the graph");
        let selector = |kind: &str| {
            list(&target["selector"])
                .iter()
                .find(|s| s["@type"] == kind)
                .expect("a selector")
        };
        let exact = words(&selector("TextQuoteSelector")["exact"]);
        let offset =
            |kind: &str, name: &str| selector(kind)[name].as_u64().expect("an offset") as usize;
        let (start, end) = (
            offset("TextPositionSelector", "start"),
            offset("TextPositionSelector", "end"),
        );
        let sliced: String = words(&article["text"])
            .chars()
            .skip(start)
            .take(end - start)
            .collect();
        assert_eq!(sliced, exact);
        // In a file of plain text the bytes are the words.
        let path = words(&article["identifier"]);
        if path.ends_with(".txt") {
            let bytes = fs::read(root().join(path)).expect("the example is there");
            let (start, end) = (
                offset("DataPositionSelector", "start"),
                offset("DataPositionSelector", "end"),
            );
            assert_eq!(String::from_utf8_lossy(&bytes[start..end]), exact);
            n_checked += 1;
        }
    }
    assert!(n_checked > 20, "{n_checked}");
}

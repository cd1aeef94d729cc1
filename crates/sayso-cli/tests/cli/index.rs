//! `sayso index`: the same as `lineage`, piece by piece, from a folder that keeps what was read.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::sayso::{EXAMPLE, Ran, list, root, sayso};

fn index(folder: &Path, inputs: &[&str]) -> Ran {
    let flags = ["index", "--format", "jsonl", "--into"].map(OsString::from);
    let inputs = inputs.iter().map(OsString::from);
    sayso(flags.into_iter().chain([folder.into()]).chain(inputs))
}

/// For each document the ranges of its origins, largest share first.
fn ranges<'a>(
    documents: impl Iterator<Item = &'a Value>,
) -> BTreeMap<String, Vec<Vec<(u64, u64)>>> {
    let bound = |value: &Value| value.as_u64().expect("a number");
    let of_range = |range: &Value| match range.as_array() {
        Some(pair) => (bound(&pair[0]), bound(&pair[1])),
        None => (bound(&range["start"]), bound(&range["end"])),
    };
    documents
        .map(|document| {
            let origins = list(&document["origins"]).iter();
            let ranges = origins.map(|o| list(&o["ranges"]).iter().map(of_range).collect());
            (document["document"].to_string(), ranges.collect())
        })
        .collect()
}

#[test]
fn it_finds_what_lineage_finds_and_reads_nothing_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = index(folder.path(), &[EXAMPLE]);
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    let lines = first.jsonl();
    let lineage = sayso(["lineage", "--format", "json", EXAMPLE]).json();
    let documents = lines.iter().filter(|line| line.get("document").is_some());
    let wanted = ranges(list(&lineage["documents"]).iter());
    assert!(wanted.len() > 3);
    assert_eq!(ranges(documents), wanted);
    let again = index(folder.path(), &[EXAMPLE]);
    assert_eq!(again.stdout, first.stdout);
    let people = sayso([
        "index".into(),
        "--into".into(),
        folder.path().into(),
        OsString::from(EXAMPLE),
    ]);
    assert!(
        people.stdout.starts_with("WHOSE WORDS"),
        "{}",
        people.stdout
    );
}

#[test]
fn inputs_are_added_later_and_a_changed_one_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("index");
    let mut files: Vec<_> = fs::read_dir(root().join(EXAMPLE))
        .expect("the example is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let copy = |from: &Path, name: &str| {
        let to = folder.path().join(name);
        fs::copy(from, &to).expect("copies");
        to.to_string_lossy().into_owned()
    };
    let (a, b) = (copy(&files[0], "a"), copy(&files[1], "b"));
    let one_by_one = [index(&into, &[&a]), index(&into, &[&b])];
    assert_eq!(one_by_one[0].status, Some(0), "{}", one_by_one[0].stderr);
    let at_once = index(&folder.path().join("other"), &[&a, &b]);
    assert_eq!(one_by_one[1].stdout, at_once.stdout);
    fs::write(&a, "Another text, and a shorter one.").expect("writes");
    let changed = index(&into, &[&a]);
    assert_eq!(changed.status, Some(2));
    assert!(
        changed.stderr.contains("has changed since"),
        "{}",
        changed.stderr
    );
    let as_text = ["index", "--as", "text", "--into"].map(OsString::from);
    let otherwise = sayso(as_text.into_iter().chain([into.into(), b.into()]));
    assert_eq!(otherwise.status, Some(2));
    assert!(
        otherwise.stderr.contains("name another folder"),
        "{}",
        otherwise.stderr
    );
}

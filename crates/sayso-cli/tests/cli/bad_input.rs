//! A bad file gets its code and its name, and the good ones beside it are briefed all the same.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::sayso::{EXAMPLE, Ran, list, root, sayso, words};

/// A short report, plain enough for any encoding.
const REPORT: &str = "Harbour to reopen on Monday, mayor says\n\nMay 3, 2026\n\nThe harbour of Lunde will reopen on Monday \
after nine days, Mayor Ida Holm said on Sunday. \"The last of the ice went out this morning,\" Holm told reporters on \
the quay. She said that the ferry would sail at noon.\n\nThe harbour master, Per Vang, denied that the quay had been \
damaged. \"There is a scratch, and I have seen it,\" he said.\n";

/// The same report in a language that the reader does not know.
const GERMAN: &str = "Der Hafen öffnet am Montag wieder, sagt die Bürgermeisterin\n\n3. Mai 2026\n\nDer Hafen von Lunde \
öffnet nach neun Tagen am Montag wieder, sagte Bürgermeisterin Ida Holm am Sonntag. „Das letzte Eis ist heute früh \
hinausgetrieben“, sagte sie den Reportern am Kai. Sie sagte, dass die Fähre um zwölf Uhr ablegen werde.\n\nDer \
Hafenmeister Per Vang bestritt, dass der Kai beschädigt worden sei. „Es gibt einen Kratzer, und ich habe ihn \
gesehen“, sagte er.\n";

/// Codes that a file got, in order.
fn codes<'a>(diagnostics: &'a Value, file: &str) -> Vec<&'a str> {
    let of_file = |d: &&Value| Path::new(words(&d["document"])).ends_with(file);
    list(diagnostics)
        .iter()
        .filter(of_file)
        .map(|d| words(&d["code"]))
        .collect()
}

/// Briefs a folder with one good report, `good.html`, and these files.
fn brief_beside_a_good_report(files: &[(&str, Vec<u8>)]) -> (Ran, Value) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let good = root().join(EXAMPLE).join("calder-courier.html");
    fs::copy(good, folder.path().join("good.html")).expect("the example can be copied");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file can be written");
    }
    let ran = sayso([
        Path::new("brief"),
        Path::new("--format"),
        Path::new("json"),
        folder.path(),
    ]);
    let brief = ran.json();
    let is_good = |d: &&Value| words(&d["document"]).ends_with("good.html");
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(codes(&brief["diagnostics"], "good.html"), [""; 0]);
    assert!(
        list(&brief["documents"]).iter().any(|d| is_good(&d)),
        "the good file is gone"
    );
    assert!(
        list(&brief["statements"]).iter().any(|s| is_good(&s)),
        "the good file was not read"
    );
    (ran, brief)
}

#[test]
fn each_kind_of_bad_file_gets_its_code() {
    let export = fs::read_to_string(root().join(EXAMPLE).join("bellhaven-record.json"))
        .expect("the example is there");
    let invalid: Vec<u8> = [
        &REPORT.as_bytes()[..200],
        b"\xff\xfe\x80",
        &REPORT.as_bytes()[200..],
    ]
    .concat();
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let deep_html = format!("<html><body>{}<p>{REPORT}</p>", "<div>".repeat(100_000));
    let menu = "<html><head><title>Shop</title></head><body><nav><a href=/a>Home</a> <a href=/b>Cart</a></nav></body></html>";
    let files: [(&str, Vec<u8>, &[&str]); 12] = [
        ("a-empty.txt", Vec::new(), &["S002"]),
        ("b-invalid-utf8.txt", invalid, &["S003"]),
        (
            "c-utf16.txt",
            [b"\xff\xfe".to_vec(), utf16(REPORT)].concat(),
            &[],
        ),
        (
            "d-broken.json",
            b"{\"title\": {\"rendered\": oops}}".to_vec(),
            &["S005"],
        ),
        (
            "e-unknown.json",
            b"{\"temperature\": 21, \"unit\": \"C\"}".to_vec(),
            &["S006"],
        ),
        (
            "f-deep.json",
            [vec![b'['; 100_000], vec![b']'; 100_000]].concat(),
            &["S009"],
        ),
        ("g-deep.html", deep_html.into_bytes(), &["S009"]),
        ("h-menu.html", menu.as_bytes().to_vec(), &["S007"]),
        ("i-german.txt", GERMAN.as_bytes().to_vec(), &["S008"]),
        (
            "j-picture.txt",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec(),
            &["S010"],
        ),
        (
            "k-cut.json",
            export.as_bytes()[..export.len() / 2].to_vec(),
            &["S011"],
        ),
        ("l-plain.txt", REPORT.as_bytes().to_vec(), &[]),
    ];
    let on_disk: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(name, bytes, _)| (*name, bytes.clone()))
        .collect();
    let (ran, brief) = brief_beside_a_good_report(&on_disk);
    for (name, _, expected) in &files {
        assert_eq!(
            &codes(&brief["diagnostics"], name),
            expected,
            "{name}: {}",
            ran.stderr
        );
        for code in *expected {
            let told = |line: &str| line.starts_with(&format!("{code}: ")) && line.contains(name);
            assert!(
                ran.stderr.lines().any(told),
                "{code} for {name} is not on standard error: {}",
                ran.stderr
            );
        }
    }
    // What can be kept of a damaged file is kept.
    for name in [
        "b-invalid-utf8.txt",
        "c-utf16.txt",
        "k-cut.json",
        "l-plain.txt",
    ] {
        let read = list(&brief["statements"])
            .iter()
            .filter(|s| words(&s["document"]).ends_with(name))
            .count();
        assert!(read >= 2, "{name}: {read} statements");
    }
}

#[test]
fn what_is_not_there_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let empty = folder.path().to_string_lossy().into_owned();
    let ran = sayso([
        "clean",
        "--format",
        "json",
        "no/such/file.txt",
        &empty,
        EXAMPLE,
    ]);
    assert_eq!(ran.status, Some(0));
    assert!(
        ran.stderr.contains("S001: no/such/file.txt: "),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains(&format!("S012: {empty}: ")),
        "{}",
        ran.stderr
    );
    assert_eq!(list(&ran.json()).len(), 6);
}

#[test]
fn nothing_readable_is_status_1() {
    let ran = sayso(["brief", "no/such/file.txt"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.starts_with("S001: no/such/file.txt: "),
        "{}",
        ran.stderr
    );
    let ran = sayso(["brief", "--format", "json", "no/such/file.txt"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(codes(&ran.json()["diagnostics"], "file.txt"), ["S001"]);
}

/// Cleaning only: what this is about is that size alone breaks nothing and costs no more than it must.
#[test]
fn large_files_are_cleaned() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut long_line = String::new();
    let mut long_text = String::new();
    for i in 0.. {
        let sentence =
            format!("The ferry number {i} will sail at noon, Mayor Ida Holm said on Sunday. ");
        if long_line.len() < 1 << 20 {
            long_line.push_str(&sentence);
        }
        let _ = writeln!(long_text, "{sentence}\n");
        if long_text.len() >= 2 << 20 {
            break;
        }
    }
    fs::write(folder.path().join("line.txt"), long_line).expect("a file can be written");
    fs::write(folder.path().join("text.txt"), long_text).expect("a file can be written");
    let ran = sayso([
        Path::new("clean"),
        Path::new("--format"),
        Path::new("json"),
        folder.path(),
    ]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(list(&ran.json()).len(), 2, "{}", ran.stderr);
}

#[test]
fn an_article_cannot_steer_the_terminal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hostile = REPORT
        .replace("ferry", "fer\u{1b}[31mry\u{7}")
        .replace("Holm", "<script>alert(1)</script> Holm");
    fs::write(folder.path().join("hostile.txt"), hostile).expect("a file can be written");
    let path = folder.path().to_string_lossy().into_owned();
    for format in ["terminal", "md", "html"] {
        let ran = sayso(["brief", "--format", format, &path]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        assert!(
            !ran.stdout.contains(['\u{1b}', '\u{7}']),
            "{format}: {}",
            ran.stdout
        );
        assert!(
            format == "terminal" || !ran.stdout.contains("<script>alert"),
            "{format}"
        );
    }
}

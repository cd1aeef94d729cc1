//! The command line as a contract: exit status, streams, colour.

use std::fs;
use std::process::Stdio;

use crate::sayso::{EXAMPLE, command, sayso, words};

#[test]
fn wrong_usage_is_status_2_and_says_what_to_do() {
    for args in [
        &["brief"][..],
        &["brief", "--format", "yaml", EXAMPLE],
        &["judge", EXAMPLE],
        &["clean", "--threads", "0", EXAMPLE],
        &["brief", "--format", "csv", EXAMPLE],
        &["brief", "--into", "target/tables", EXAMPLE],
        &[
            "brief",
            "--format",
            "json",
            "--into",
            "target/tables",
            EXAMPLE,
        ],
        &[
            "brief",
            "--format",
            "csv",
            "--into",
            "target/tables",
            "-o",
            "target/a.csv",
            EXAMPLE,
        ],
    ] {
        let ran = sayso(args);
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert_eq!(ran.stdout, "", "{args:?}");
        assert!(ran.stderr.contains("--help"), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn help_teaches_with_examples() {
    let ran = sayso(["--help"]);
    assert_eq!(ran.status, Some(0));
    for verb in ["brief", "clean", "statements", "lineage", "stories"] {
        assert!(
            ran.stdout.contains(&format!("\n  {verb}")),
            "{verb} is not listed"
        );
        assert!(
            ran.stdout.contains(&format!("  sayso {verb} ")) || verb == "stories",
            "no example of {verb}"
        );
    }
    assert!(ran.stdout.contains("Exit status"));
}

#[test]
fn an_unusable_model_stops_the_run() {
    let ran = sayso(["brief", "--model", "examples/no-such-model", EXAMPLE]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.contains("examples/no-such-model/reader.onnx"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_unwritable_output_file_is_named() {
    let ran = sayso(["clean", "-o", "examples/no-such-folder/out.txt", EXAMPLE]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr
            .contains("cannot write examples/no-such-folder/out.txt"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_output_file_holds_what_the_pipe_would() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("clean.json");
    let piped = sayso(["clean", "--format", "json", EXAMPLE]);
    let written = sayso([
        "clean",
        "--format",
        "json",
        EXAMPLE,
        "-o",
        &file.to_string_lossy(),
    ]);
    assert_eq!(written.stdout, "");
    assert_eq!(fs::read_to_string(file)?, piped.stdout);
    Ok(())
}

#[test]
fn a_reader_that_leaves_early_is_no_error() -> std::io::Result<()> {
    let mut child = command()
        .args(["clean", "--format", "json", EXAMPLE])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    Ok(())
}

#[test]
fn colour_is_off_in_pipes_unless_asked_for() {
    let plain = sayso(["clean", EXAMPLE]);
    assert!(!plain.stdout.contains('\u{1b}'));
    let colored = sayso(["clean", "--color", "always", EXAMPLE]);
    assert!(colored.stdout.contains('\u{1b}'));
}

#[test]
fn standard_input_is_a_document_like_any_other() -> std::io::Result<()> {
    let file = fs::File::open(
        crate::sayso::root()
            .join(EXAMPLE)
            .join("calder-courier.html"),
    )?;
    let output = command()
        .args(["clean", "--format", "json", "-"])
        .stdin(file)
        .output()?;
    let documents: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    assert_eq!(words(&documents[0]["document"]), "-");
    assert_eq!(words(&documents[0]["outlet"]), "Calder Courier");
    Ok(())
}

#[test]
fn a_file_tells_who_is_who_better_and_is_refused_whole_if_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("who.toml");
    let run = |list: &str| {
        fs::write(&path, list).expect("a file");
        let path = path.to_str().expect("UTF-8");
        sayso(["actors", "--actors", path, "--format", "json", EXAMPLE])
    };
    let ran = run(
        "[[actor]]\nname = \"Mirela Quill Tosk\"\naliases = [\"Mirela Tosk\"]\nside = \"Nowhere\"\n",
    );
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let shown = ran.json().to_string();
    assert!(shown.contains("\"Mirela Quill Tosk\"") && shown.contains("\"Nowhere\""));
    let ran = run("[[actor]]\nname = \"Mirela Tosk\"\ncountry = \"Nowhere\"\n");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(
        ran.stderr.contains("line 3") && ran.stderr.contains("`country`"),
        "{}",
        ran.stderr
    );
}

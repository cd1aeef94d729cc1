//! Hostile articles in every format: nothing of them becomes markup, a script, a control sequence, a formula or a change of
//! direction.
//!
//! Pages are looked at as a browser sees them, where one is installed, and without their content policy, so that it is the
//! escaping that is tested; beside them the pages made from harmless twins of the same articles.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::sayso::{Ran, list, sayso, words};

/// What a script does if it runs: a title of its own, or an element of its own.
const PAYLOADS: [&str; 16] = [
    "<script>document.title='PWNED'</script>",
    "</script></style></title><script>document.title='PWNED'</script>",
    "<img src=x onerror=\"document.title='PWNED'\">",
    "'\" onmouseover='x' <svg onload=\"document.body.innerHTML='<p id=pwned>'\">",
    "--><iframe src=\"javascript:parent.document.title='PWNED'\"></iframe><!--",
    "]]><a href=\"javascript:document.title='PWNED'\">go</a>",
    "\u{202E}gnp.exe\u{202C} \u{2066}x\u{2069} \u{200F}y\u{200E} z\u{061C}",
    "zero\u{200B}width\u{FEFF} and\u{2060} tags\u{E0041}\u{E0042}",
    "\u{1b}[2J\u{1b}[31mred\u{1b}]8;;http://evil.example\u{7}link\u{1b}]8;;\u{7}\u{9b}2J\u{7}",
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "line\u{2028}separators\u{2029}and nul\u{0}bytes",
    "![p](http://evil.example/p.png) [l](javascript:x) `code` **b** ~~s~~ <!-- c --> ```\n# h\n\n---\n| a | b |",
    "\"]; o9 [label=\"x\" URL=\"javascript:x\"]; // \\\"",
];

/// What stands in the harmless twins instead, and where a browser is told from a page.
const HARMLESS: &str = "plain words";

fn report(i: usize, payload: &str) -> String {
    let place = ["Lunde", "Ostrel", "Varn", "Kell"][i % 4];
    format!(
        "{payload} Harbour of {place} to reopen on Monday, mayor says {payload}\n\nMay 3, 2026\n\nThe harbour of {place} will reopen \
         on Monday after nine days, Mayor Ida {payload} Holm said on Sunday. \"{payload} the last of the ice went out this \
         morning {payload},\" Holm told reporters on the quay. She said that {payload} the ferry number {i} would sail at \
         noon.\n\nThe harbour master, Per Vang, denied that the quay had been damaged. \"{payload}\", he said. \"There is a \
         scratch, and I have seen it,\" he said.\n"
    )
}

/// Without the bytes that no text file holds: one with them is told of and not read.
fn writable(payload: &str) -> String {
    payload.replace('\0', "")
}

/// Two folders of articles, one taken as text and one as it comes, hostile or harmless.
fn articles(harmless: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    };
    let mut lines = String::new();
    for (i, payload) in PAYLOADS.into_iter().enumerate() {
        let payload = if harmless { HARMLESS } else { payload };
        write(
            &format!("text/{i:02}.txt"),
            report(i, &writable(payload)).as_bytes(),
        );
        // Records may hold HTML, so what shall come through as text is escaped.
        let text = report(i, payload)
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace("\n\n", "</p><p>");
        let record = json!({
            "title": payload,
            "outlet": format!("{payload} Times"),
            "author": payload,
            "date": "2026-05-03",
            "text": format!("<p>{text}</p>"),
        });
        lines.push_str(&record.to_string());
        lines.push('\n');
        // One page of each kind of markup; the tests are slow enough.
        if i < 6 {
            write(
                &format!("records/{i:02}.html"),
                format!(
                    "<html><head><title>x</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>",
                    payload.replace('<', "&lt;"),
                    text
                )
                .as_bytes(),
            );
        }
    }
    let word = if harmless { "Ida " } else { "Ida<b> " };
    let name = word.repeat(10_000).trim_end().to_owned();
    let long = format!(
        "Mayor {name} said on Sunday that the harbour would reopen. \"It is so,\" {name} said.\n"
    );
    write("text/long.txt", long.as_bytes());
    write("records/lines.jsonl", lines.as_bytes());
    // Half of a character, as careless exports cut them.
    let half = r#"{"title": "Half \ud83d of a sign", "date": "2026-05-03", "text": "Mayor Ida Holm \ude00 said on Sunday that the harbour of Lunde would reopen \ud83d."}"#;
    write("records/half.json", half.as_bytes());
    #[cfg(unix)]
    if !harmless {
        let name = "records/\u{202E}\u{1b}[31m=1+1 <script>document.title='PWNED'</scr.txt";
        let name = name.replace("</scr", "");
        write(&name, report(0, "words").as_bytes());
        write("records/\u{202E}\u{1b}[31mempty.txt", b"");
    }
    folder
}

/// Runs a verb over one of the folders.
fn run(folder: &Path, part: &str, args: &[&str]) -> Ran {
    let inputs = folder.join(part);
    let mut all: Vec<&str> = args.to_vec();
    if part == "text" {
        all.extend(["--as", "text"]);
    }
    let inputs = inputs.to_string_lossy();
    all.push(&inputs);
    let ran = sayso(all);
    assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
    ran
}

const PARTS: [&str; 2] = ["text", "records"];

/// Signs that turn what follows around.
fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Fails on a control other than a line break, and on a change of direction.
fn assert_inert(text: &str, of: &str) {
    for (n, line) in text.split('\n').enumerate() {
        let live = |c: char| c.is_control() || turns(c) || matches!(c, '\u{2028}' | '\u{2029}');
        assert!(!line.contains(live), "{of}, line {}: {line:?}", n + 1);
    }
}

/// Takes out the colours: `ESC [ digits ; digits m`.
fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        assert!(rest.starts_with('m'), "no colour: {piece:?}");
        out.push_str(&rest[1..]);
    }
    out
}

#[test]
fn the_words_arrive_so_the_tests_can_fail() {
    let folder = articles(false);
    let mut all = String::new();
    for part in PARTS {
        let brief = run(folder.path(), part, &["brief", "--format", "json"]).json();
        for document in list(&brief["documents"]) {
            all.push_str(words(&document["title"]));
            all.push_str(words(&document["outlet"]));
        }
        for statement in list(&brief["statements"]) {
            all.push_str(words(&statement["speaker"]["name"]));
            for span in list(&statement["content"]) {
                all.push_str(words(&span["text"]));
            }
        }
    }
    for live in [
        "<script>",
        "</script>",
        "onerror=",
        "-->",
        "]]>",
        "href=\"javascript:",
        "\u{202E}",
        "\u{200B}",
        "\u{1b}[2J",
        "\u{9b}",
        "=HYPERLINK",
        "+cmd|",
        "@SUM",
        "-2+3",
        "\u{2028}",
        "![p](http",
        "\"]; o9",
    ] {
        assert!(all.contains(live), "{live:?} is nowhere");
    }
}

#[test]
fn nothing_steers_a_terminal() {
    let folder = articles(false);
    for part in PARTS {
        for verb in [
            &["brief"][..],
            &["lineage"],
            &["statements"],
            &["actors"],
            &["stories"],
            &["clean", "--set-aside"],
        ] {
            let ran = run(
                folder.path(),
                part,
                &[verb, &["--color", "always"]].concat(),
            );
            assert!(ran.stdout.contains("\u{1b}["), "{verb:?}: no colours");
            assert_inert(
                &without_colours(&ran.stdout),
                &format!("{verb:?} of {part}"),
            );
            assert_inert(&ran.stderr, &format!("messages of {verb:?} of {part}"));
        }
    }
}

#[test]
fn json_parses_and_steers_nothing() {
    let folder = articles(false);
    for part in PARTS {
        for format in ["json", "jsonld"] {
            let ran = run(folder.path(), part, &["brief", "--format", format]);
            let document: Value = ran.json();
            assert!(document.is_object());
            assert_inert(&ran.stdout, format);
        }
        let ran = run(folder.path(), part, &["statements", "--format", "jsonl"]);
        assert_inert(&ran.stdout, "jsonl");
        assert!(ran.jsonl().len() > 10);
    }
}

#[test]
fn markdown_holds_no_markup_but_our_own() {
    let folder = articles(false);
    for part in PARTS {
        let ran = run(folder.path(), part, &["brief", "--format", "md"]);
        assert_inert(&ran.stdout, part);
        let mut text = ran.stdout;
        for n in 1..=text.matches("<a id=\"s").count() {
            text = text.replace(&format!("[s{n}](#s{n})"), "");
            text = text.replacen(&format!("<a id=\"s{n}\"></a>"), "", 1);
        }
        for line in text.lines() {
            // A backslash and the sign behind it are text.
            let mut rest = String::new();
            let mut signs = line.chars();
            while let Some(c) = signs.next() {
                if c == '\\' {
                    signs.next();
                } else {
                    rest.push(c);
                }
            }
            let rest = rest.replace("**", "");
            assert!(
                !rest.contains(['<', '>', '[', ']', '`', '*', '_', '~', '@'])
                    && !rest.contains("://"),
                "{line}"
            );
            let begins = |sign: &str| rest.starts_with(sign);
            let ours = ["# ", "## ", "### ", "- ", "| ", "|---"]
                .iter()
                .any(|b| begins(b));
            assert!(
                ours || !(begins("#") || begins("|") || begins("-") || begins("=")),
                "{line}"
            );
        }
    }
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let folder = articles(false);
    for part in PARTS {
        let tables = folder.path().join("tables").join(part);
        let into = tables.to_string_lossy();
        run(
            folder.path(),
            part,
            &["brief", "--format", "csv", "--into", &into],
        );
        let mut n_disarmed = 0;
        for entry in fs::read_dir(&tables).expect("a folder of tables") {
            let path = entry.expect("a file").path();
            let bytes = fs::read(&path).expect("a table");
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            for row in reader.records() {
                for cell in &row.expect("as many cells as the header has, in UTF-8") {
                    let start = cell.trim_start();
                    assert!(
                        !start.starts_with(['=', '+', '-', '@']),
                        "{}: {cell:?}",
                        path.display()
                    );
                    assert_inert(cell, "a cell");
                    n_disarmed += usize::from(cell.starts_with('\''));
                }
            }
        }
        assert!(n_disarmed > 3, "{part}: {n_disarmed}");
    }
}

#[test]
fn labels_of_the_graph_stay_closed() {
    let folder = articles(false);
    for part in PARTS {
        let graph = run(folder.path(), part, &["lineage", "--format", "dot"]).stdout;
        assert_inert(&graph, "dot");
        let mut outside = String::new();
        let mut signs = graph.chars();
        let mut in_label = false;
        while let Some(c) = signs.next() {
            match c {
                '"' => in_label = !in_label,
                '\\' if in_label => {
                    signs.next();
                }
                _ if in_label => {}
                c => outside.push(c),
            }
        }
        assert!(!in_label);
        for foreign in ["URL", "PWNED", "javascript", "<", "cmd"] {
            assert!(
                !outside.contains(foreign),
                "{foreign} left its label in {graph}"
            );
        }
    }
}

/// Elements of a page by name, and every attribute of any of them.
#[derive(Debug, Default)]
struct Elements {
    counts: BTreeMap<String, usize>,
    attributes: Vec<(String, String)>,
}

impl Elements {
    /// Reads a page that is written as a serializer writes: attributes in double quotes or bare.
    fn of(page: &str) -> Self {
        let mut found = Self::default();
        let mut rest = page;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
            let (name, after) = rest.split_at(rest.find(end).unwrap_or(rest.len()));
            let name = name.to_ascii_lowercase();
            rest = found.attributes(after);
            if matches!(name.as_str(), "style" | "script" | "title") {
                let close = rest.find(&format!("</{name}")).unwrap_or(rest.len());
                rest = &rest[close..];
            }
            *found.counts.entry(name).or_default() += 1;
        }
        found
    }

    /// Reads attributes up to the end of the tag; gives what follows it.
    fn attributes<'a>(&mut self, mut rest: &'a str) -> &'a str {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return rest;
            }
            if let Some(after) = rest.strip_prefix('>') {
                return after;
            }
            let end = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
            // A sign that begins no name is one by itself.
            let length = rest.find(end).unwrap_or(rest.len()).max(1);
            let (name, after) = rest.split_at(length);
            let (value, after) = match after.strip_prefix('=') {
                None => ("", after),
                Some(after) => match after.strip_prefix('"') {
                    Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                    None => after.split_at(after.find(end).unwrap_or(after.len())),
                },
            };
            self.attributes
                .push((name.to_ascii_lowercase(), value.to_owned()));
            rest = after;
        }
    }

    fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }

    fn n_handlers(&self) -> usize {
        self.attributes
            .iter()
            .filter(|(name, _)| name.starts_with("on"))
            .count()
    }

    fn n_script_links(&self) -> usize {
        let runs = |(_, value): &&(String, String)| {
            let value: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect();
            value.to_ascii_lowercase().starts_with("javascript:")
        };
        self.attributes.iter().filter(runs).count()
    }

    fn has_id(&self, id: &str) -> bool {
        self.attributes
            .iter()
            .any(|(name, value)| name == "id" && value == id)
    }
}

/// The browser to look with, if one is installed.
fn browser() -> Option<&'static str> {
    let works = |name: &&str| {
        let run = Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        run.is_ok_and(|status| status.success())
    };
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(works)
}

/// The page as a browser has it after its scripts have run; as written where there is no browser.
fn seen(browser: Option<&str>, page: &str) -> String {
    let Some(browser) = browser else {
        return page.to_owned();
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("page.html");
    fs::write(&path, page).expect("a page can be written");
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=3000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .arg(format!("file://{}", path.display()))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .expect("the browser starts");
    let dom = String::from_utf8(output.stdout).expect("a page is UTF-8");
    assert!(dom.contains("</html>"), "{browser} shows no page");
    dom
}

/// Whether a script of an article has run.
fn is_pwned(dom: &str) -> bool {
    dom.contains("<title>PWNED</title>") || Elements::of(dom).has_id("pwned")
}

/// Without the policy, which would hide that a script got in.
fn without_policy(page: &str) -> String {
    let start = page
        .find("<meta http-equiv=\"Content-Security-Policy\"")
        .expect("a page has a policy");
    let end = page[start..].find('>').expect("the tag ends") + start + 1;
    format!("{}{}", &page[..start], &page[end..])
}

#[expect(clippy::print_stdout, reason = "what was not tested is said out loud")]
fn say_without_browser() {
    println!(
        "skipped: no chromium, so pages are read as they are written and no script could have run"
    );
}

#[test]
fn no_script_gets_into_a_page() {
    let browser = browser();
    if browser.is_none() {
        say_without_browser();
    }
    let page = |title: &str, body: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
        )
    };
    if browser.is_some() {
        // These run, so the look at the page can tell.
        for payload in [PAYLOADS[0], PAYLOADS[2], PAYLOADS[3]] {
            assert!(
                is_pwned(&seen(browser, &page("t", payload))),
                "{payload} does not run"
            );
        }
        assert!(!is_pwned(&seen(browser, &page("t", "words"))));
    }
    // The count of elements can tell as well.
    let raw = |payload: &str| Elements::of(&page("t", payload));
    assert_eq!(raw(PAYLOADS[1]).count("script"), 1);
    assert_eq!(
        (raw(PAYLOADS[2]).count("img"), raw(PAYLOADS[2]).n_handlers()),
        (1, 1)
    );
    assert_eq!(
        (
            raw(PAYLOADS[4]).count("iframe"),
            raw(PAYLOADS[4]).n_script_links()
        ),
        (1, 1)
    );
    assert_eq!(
        (
            raw(PAYLOADS[5]).count("a"),
            raw(PAYLOADS[5]).n_script_links()
        ),
        (1, 1)
    );

    let (hostile, harmless) = (articles(false), articles(true));
    for part in PARTS {
        for verb in ["brief", "lineage", "stories"] {
            let args = [verb, "--format", "html"];
            let of = |folder: &TempDir| {
                let page = run(folder.path(), part, &args).stdout;
                assert_inert(&page, "a page");
                let is_there = page.contains("&lt;script&gt;document.title");
                assert!(is_there || verb != "brief" || folder.path() == harmless.path());
                seen(browser, &without_policy(&page))
            };
            let (page, twin) = (of(&hostile), of(&harmless));
            assert!(!is_pwned(&page), "a script ran in {verb} of {part}");
            let (page, twin) = (Elements::of(&page), Elements::of(&twin));
            for name in [
                "script", "img", "iframe", "object", "embed", "form", "base", "link", "meta",
            ] {
                assert_eq!(
                    page.count(name),
                    twin.count(name),
                    "{name} in {verb} of {part}"
                );
            }
            assert_eq!(
                (page.n_handlers(), page.n_script_links()),
                (0, 0),
                "{verb} of {part}"
            );
            assert_eq!((twin.n_handlers(), twin.n_script_links()), (0, 0));
        }
    }
}

//! The tables: what they say, where it stands, and that no cell is a formula.

mod fixture;

use sayso_report::csv::{self, FILES};

/// The rows of a table, each a list of cells under the header's names.
fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header");
    let header = header.iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| {
        row.expect("cells as the header has")
            .iter()
            .map(str::to_owned)
            .collect()
    });
    (header, rows.collect())
}

fn tables(run: &fixture::Run) -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    let tables = csv::brief(&run.briefing());
    assert_eq!(tables.iter().map(|t| t.file).collect::<Vec<_>>(), FILES);
    tables.iter().map(|t| rows(&t.text)).collect()
}

#[test]
fn port_strike() {
    let tables = csv::brief(&fixture::port_strike().briefing());
    let shown = tables
        .iter()
        .map(|t| format!("{}\n{}\n", t.file, t.text.replace("\r\n", "⏎\n")));
    insta::assert_snapshot!(shown.collect::<String>());
}

#[test]
fn a_row_for_each_statement_of_an_entry_and_offsets_into_the_file() {
    let run = fixture::port_strike();
    let story = &run.ledger[0];
    let counts = [
        run.statements.len(),
        story.claims.len(),
        story.claims.iter().map(|c| c.statements.len()).sum(),
        story.conflicts.iter().map(|c| c.a.len() + c.b.len()).sum(),
        story.positions.iter().map(|p| p.statements.len()).sum(),
        story.timeline.iter().map(|e| e.statements.len()).sum(),
    ];
    let tables = tables(&run);
    assert_eq!(tables.iter().map(|t| t.1.len()).collect::<Vec<_>>(), counts);
    let mut n_checked = 0;
    for (header, rows) in &tables {
        let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
        for row in rows {
            let statement: usize = row[column("statement")][1..].parse().expect("an id");
            let statement = &run.statements[statement - 1];
            let article = &run.articles[statement.document.0];
            assert_eq!(row[column("document")], article.document);
            let place = |name| row[column(name)].parse::<usize>().expect("an offset");
            let raw = &run.raw[statement.document.0][place("start")..place("end")];
            assert_eq!(raw.replace("&amp;", "&"), article.slice(statement.extent()));
            n_checked += 1;
        }
    }
    assert!(n_checked > 30, "{n_checked}");
    let (header, rows) = &tables[0];
    let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
    for (row, statement) in rows.iter().zip(&run.statements) {
        let places = row[column("content_spans")].split(' ').map(|place| {
            let (start, end) = place.split_once("..").expect("a range");
            let place = start.parse::<usize>().expect("an offset")..end.parse().expect("an offset");
            &run.raw[statement.document.0][place]
        });
        let words = places.collect::<Vec<_>>().join(" … ").replace("&amp;", "&");
        assert_eq!(words, row[column("content")]);
    }
}

#[test]
fn hostile_text_stays_in_its_cell_and_is_no_formula() {
    for hostile in [
        "=HYPERLINK(\"http://x\",\"y\")",
        "+cmd|' /C calc'!A0",
        "@SUM(1,2)\r\n=1",
        "-1+1 \u{1b}[31m \u{202E} \0",
        "  =1",
        "\",=1\r\n=2,\"",
    ] {
        let run = fixture::everything_reads(hostile);
        let (ours, armed): (Vec<_>, Vec<_>) =
            (tables(&fixture::everything_reads("w")), tables(&run));
        for ((_, ours), (_, armed)) in ours.iter().zip(&armed) {
            assert_eq!(ours.len(), armed.len());
            for cell in armed.iter().flatten() {
                let text = cell.trim_start();
                assert!(
                    !text.starts_with(['=', '+', '-', '@']),
                    "{cell:?} of {hostile:?}"
                );
                assert!(
                    !cell.contains(char::is_control) && !cell.contains('\u{202E}'),
                    "{cell:?}"
                );
            }
        }
    }
}

#[test]
fn a_cell_is_no_longer_than_a_spreadsheet_takes() {
    let run = fixture::everything_reads(&"word ".repeat(20_000));
    for (header, rows) in tables(&run) {
        for row in &rows {
            // A path is whole, or nobody can open it.
            let cells = header
                .iter()
                .zip(row)
                .filter(|(name, _)| *name != "document");
            for (name, cell) in cells {
                assert!(cell.encode_utf16().count() <= 32_767, "{name}");
            }
        }
    }
}

//! The brief as tables (CSV after RFC 4180), for spreadsheets and statistics.
//!
//! A spreadsheet takes a cell that begins like a formula for one, and a formula can fetch, send and run. So cells are written by
//! one function, which puts an apostrophe before such a beginning (OWASP, "CSV Injection").

use csv::{Terminator, WriterBuilder};
use sayso_read::StatementIdx;
use sayso_text::{Article, CleanSpan};

use crate::view::{Placed, claim_id, origin_id, statement_id, story_id};
use crate::{Briefing, json, visible};

/// Longest text of a cell, in characters. A cell of Excel holds 32,767 UTF-16 units; the offsets lead to the rest.
const LONGEST_CELL: usize = 16_000;

/// The names of the files, in the order of [`brief`].
pub const FILES: [&str; 6] = [
    "statements.csv",
    "claims.csv",
    "claim_statements.csv",
    "conflicts.csv",
    "positions.csv",
    "timeline.csv",
];

/// A table as it goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One of [`FILES`].
    pub file: &'static str,
    /// UTF-8, a header and a row a line, each ending in CR LF.
    pub text: String,
}

/// `sayso brief --format csv`: the entries of the JSON brief by the same ids, a row a statement wherever an entry lists several.
///
/// `start` and `end` are byte offsets into the original file, of the whole statement; those of its parts stand in the columns that
/// end in `_spans`, as `12..40 55..60`. Text is on one line, without what is invisible, controls or reorders.
#[must_use]
pub fn brief(briefing: &Briefing) -> Vec<Table> {
    let tables = [
        statements(briefing),
        claims(briefing),
        claim_statements(briefing),
        conflicts(briefing),
        positions(briefing),
        timeline(briefing),
    ];
    FILES
        .into_iter()
        .zip(tables)
        .map(|(file, rows)| Table {
            file,
            text: rows.text(),
        })
        .collect()
}

/// Rows under a header.
struct Rows {
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn new(header: &[&str]) -> Self {
        Self {
            rows: vec![header.iter().map(|name| (*name).to_owned()).collect()],
        }
    }

    fn push(&mut self, row: Row) {
        self.rows.push(row.cells);
    }

    /// Writing rows of one length into memory has no way to fail; a missing row would show it if it had.
    fn text(&self) -> String {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(Vec::new());
        for row in &self.rows {
            let _ = writer.write_record(row);
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// The cells of a row, from left to right.
#[derive(Default)]
struct Row {
    cells: Vec<String>,
}

impl Row {
    /// What we wrote ourselves: ids, numbers, dates, words of the contract.
    fn ours(mut self, cell: impl ToString) -> Self {
        self.cells.push(cell.to_string());
        self
    }

    /// What came from an article.
    fn text(mut self, cell: &str) -> Self {
        self.cells
            .push(disarmed(visible::short(cell, LONGEST_CELL)));
        self
    }

    /// Several of these.
    fn texts<T: AsRef<str>>(self, cells: impl IntoIterator<Item = T>) -> Self {
        let all: Vec<String> = (cells.into_iter())
            .map(|cell| visible::entry(cell.as_ref()))
            .collect();
        self.text(&all.join("; "))
    }

    /// A path: spaces count in it.
    fn path(mut self, path: &str) -> Self {
        self.cells.push(disarmed(visible::line(path)));
        self
    }

    /// The words of spans, and where they stand.
    fn spans(self, article: &Article, spans: &[CleanSpan]) -> Self {
        let words: Vec<&str> = spans.iter().map(|span| article.slice(*span)).collect();
        let places: Vec<String> = (spans.iter())
            .map(|span| {
                let raw = article.text.to_raw(*span);
                format!("{}..{}", raw.start().get(), raw.end().get())
            })
            .collect();
        self.text(&words.join(" … ")).ours(places.join(" "))
    }

    /// Where a statement stands, under the columns of [`EVIDENCE`].
    fn evidence(self, placed: Placed<'_>) -> Self {
        let raw = placed.article.text.to_raw(placed.statement.extent());
        self.ours(placed.id())
            .path(&placed.article.document)
            .ours(raw.start().get())
            .ours(raw.end().get())
    }
}

const EVIDENCE: [&str; 4] = ["statement", "document", "start", "end"];

/// The signs by which spreadsheets tell a formula, in the wide forms of Japanese keyboards as well.
fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'
    )
}

/// Text that no spreadsheet takes for a formula. White space before it does not help: some leave it out as they read.
fn disarmed(text: String) -> String {
    if text.trim_start().starts_with(begins_formula) || text.starts_with(begins_formula) {
        format!("'{text}")
    } else {
        text
    }
}

fn statements(briefing: &Briefing) -> Rows {
    let mut rows = Rows::new(&[
        "statement",
        "document",
        "start",
        "end",
        "outlet",
        "published",
        "speaker",
        "role",
        "affiliation",
        "kind",
        "cue_class",
        "negated",
        "no_comment",
        "headline",
        "embedded",
        "parent",
        "time",
        "confidence",
        "source",
        "source_spans",
        "cue",
        "cue_spans",
        "content",
        "content_spans",
        "venue",
        "venue_spans",
    ]);
    for placed in (0..briefing.statements.len()).filter_map(|i| briefing.placed(StatementIdx(i))) {
        let Placed {
            statement, article, ..
        } = placed;
        let speaker = statement.speaker.as_ref();
        let published = article.published.as_ref().map(|f| f.value.to_string());
        let time = statement.time.map(|day| day.to_string());
        rows.push(
            Row::default()
                .evidence(placed)
                .text(&placed.outlet())
                .ours(published.unwrap_or_default())
                .text(speaker.map_or("", |s| &s.name))
                .text(speaker.and_then(|s| s.role.as_deref()).unwrap_or_default())
                .text(
                    speaker
                        .and_then(|s| s.affiliation.as_deref())
                        .unwrap_or_default(),
                )
                .ours(statement.kind.as_str())
                .ours(statement.cue_class.as_str())
                .ours(statement.negated)
                .ours(statement.no_comment)
                .ours(statement.headline)
                .ours(statement.embedded)
                .ours(statement.parent.map(statement_id).unwrap_or_default())
                .ours(time.unwrap_or_default())
                .ours(json::number(f64::from(statement.confidence)))
                .spans(article, &statement.source)
                .spans(article, &statement.cue)
                .spans(article, &statement.content)
                .spans(article, statement.venue.as_slice()),
        );
    }
    rows
}

fn claims(briefing: &Briefing) -> Rows {
    let mut rows = Rows::new(
        &[
            &[
                "claim",
                "story",
                "story_title",
                "text",
                "hand",
                "about_actor",
                "speakers",
                "denied_by",
                "not_confirmed_by",
                "outlets",
                "origins",
                "n_statements",
                "n_documents",
            ][..],
            &EVIDENCE,
        ]
        .concat(),
    );
    for (i, claim, story) in briefing.claims() {
        // Its words are those of its representative.
        let Some(placed) = briefing.placed(claim.representative) else {
            continue;
        };
        let origins: Vec<String> = claim.origins.iter().copied().map(origin_id).collect();
        rows.push(
            Row::default()
                .ours(claim_id(i))
                .ours(story_id(story))
                .text(&briefing.ledger[story].title)
                .text(&claim.text)
                .ours(claim.hand.as_str())
                .text(claim.about_actor.as_deref().unwrap_or_default())
                .texts(claim.speakers.iter().map(|s| &s.name))
                .texts(claim.denied_by.iter().map(|d| &d.name))
                .texts(&claim.not_confirmed_by)
                .texts(&claim.outlets)
                .ours(origins.join(" "))
                .ours(claim.statements.len())
                .ours(claim.documents.len())
                .evidence(placed),
        );
    }
    rows
}

fn claim_statements(briefing: &Briefing) -> Rows {
    let mut rows = Rows::new(&[&["claim"][..], &EVIDENCE, &["speaker", "first_hand"]].concat());
    for (i, claim, _) in briefing.claims() {
        for placed in briefing.placed_all(&claim.statements) {
            let speaks = (claim.speakers.iter()).find(|s| s.statements.contains(&placed.idx));
            let first_hand = speaks.map(|s| s.first_hand.to_string());
            rows.push(
                Row::default()
                    .ours(claim_id(i))
                    .evidence(placed)
                    .text(&speaks.map_or_else(|| placed.speaker(), |s| s.name.clone()))
                    .ours(first_hand.unwrap_or_default()),
            );
        }
    }
    rows
}

fn conflicts(briefing: &Briefing) -> Rows {
    let header = ["conflict", "story", "kind", "note", "side"];
    let mut rows = Rows::new(&[&header[..], &EVIDENCE, &["speaker", "content"]].concat());
    let all = (briefing.ledger.iter().enumerate())
        .flat_map(|(i, story)| story.conflicts.iter().map(move |conflict| (i, conflict)));
    for (n, (story, conflict)) in all.enumerate() {
        for (side, statements) in [("a", &conflict.a), ("b", &conflict.b)] {
            for placed in briefing.placed_all(statements) {
                rows.push(
                    Row::default()
                        .ours(n + 1)
                        .ours(story_id(story))
                        .ours(conflict.kind.as_str())
                        .text(&conflict.note)
                        .ours(side)
                        .evidence(placed)
                        .text(&briefing.voice(placed))
                        .text(&placed.content(LONGEST_CELL)),
                );
            }
        }
    }
    rows
}

fn positions(briefing: &Briefing) -> Rows {
    let header = [
        "position",
        "story",
        "party",
        "stance",
        "issue",
        "reported_by",
    ];
    let mut rows = Rows::new(&[&header[..], &EVIDENCE].concat());
    let all = (briefing.ledger.iter().enumerate())
        .flat_map(|(i, story)| story.positions.iter().map(move |position| (i, position)));
    for (n, (story, position)) in all.enumerate() {
        for placed in briefing.placed_all(&position.statements) {
            rows.push(
                Row::default()
                    .ours(n + 1)
                    .ours(story_id(story))
                    .text(&position.party)
                    .ours(position.stance.as_str())
                    .text(&position.issue)
                    .text(position.reported_by.as_deref().unwrap_or_default())
                    .evidence(placed),
            );
        }
    }
    rows
}

fn timeline(briefing: &Briefing) -> Rows {
    let header = ["entry", "story", "date", "text"];
    let mut rows = Rows::new(&[&header[..], &EVIDENCE].concat());
    let all = (briefing.ledger.iter().enumerate())
        .flat_map(|(i, story)| story.timeline.iter().map(move |entry| (i, entry)));
    for (n, (story, entry)) in all.enumerate() {
        for placed in briefing.placed_all(&entry.statements) {
            rows.push(
                Row::default()
                    .ours(n + 1)
                    .ours(story_id(story))
                    .ours(entry.date)
                    .text(&entry.text)
                    .evidence(placed),
            );
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_formulas_are_disarmed_and_nothing_else() {
        let cell = |text: &str| Row::default().text(text).cells.remove(0);
        for formula in [
            "=HYPERLINK(\"http://x\")",
            "+1|cmd",
            "-2+3",
            "@SUM(A1)",
            "＝1",
            "\t=1",
            " \u{200B} =1",
        ] {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        for text in ["plain", "a=b", "“=1”", "'quoted'", ""] {
            assert_eq!(cell(text), text);
        }
        let path = Row::default().path("\t-x").cells.remove(0);
        assert_eq!(path, "' -x");
    }
}

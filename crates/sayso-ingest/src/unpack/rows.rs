//! Lists of records: JSON lines, and tables of comma-separated values (RFC 4180, with other delimiters too).

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use csv_core::{ReadFieldResult, ReadRecordResult, ReaderBuilder};
use sayso_text::{CleanText, CleanTextBuilder, Code, RawSpan};

use super::{Nature, Walk};
use crate::decode::MAX_BYTES;
use crate::fields::{Field, Fields};
use crate::json::Tape;

/// Records read together, counted in bytes.
const CHUNK: usize = 1 << 18;

/// Whether text begins as JSON lines do: an object that ends where its line does, and another below it.
pub(super) fn is_json_lines(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let Some(end) = memchr::memchr(b'\n', head).filter(|_| head.starts_with(b"{")) else {
        return false;
    };
    let is_object = || {
        std::str::from_utf8(&head[..end]).is_ok_and(|line| Tape::read(line.trim()).stop.is_none())
    };
    head[end..].trim_ascii_start().starts_with(b"{") && is_object()
}

/// The names of a table's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub(crate) names: Vec<String>,
    pub(super) delimiter: u8,
}

impl Columns {
    /// The columns of a table whose first bytes these are, if its first row names a column that holds an article and another.
    pub(super) fn of(head: &[u8], fields: &Fields) -> Option<Self> {
        if head.contains(&0)
            || head.starts_with(b"<")
            || head.starts_with(b"{")
            || head.starts_with(b"[")
        {
            return None;
        }
        let end = memchr::memchr2(b'\n', b'\r', head)?;
        let first = std::str::from_utf8(head.get(..end)?).ok()?;
        let with = |delimiter: u8| Self {
            names: {
                let row = CleanText::verbatim(first);
                cells(&row, delimiter)
                    .iter()
                    .map(|cell| cell.as_str().trim().to_owned())
                    .collect()
            },
            delimiter,
        };
        let columns = [b',', b'\t', b';', b'|']
            .map(with)
            .into_iter()
            .max_by_key(|c| c.names.len())?;
        let names: Vec<&str> = columns.names.iter().map(String::as_str).collect();
        let are_names = names.len() > 1 && names.iter().all(|name| name.len() < 64);
        (are_names && fields.find(Field::Text, &names).is_some()).then_some(columns)
    }

    /// The cells of a row, aligned to it.
    pub(crate) fn cells(&self, row: &CleanText) -> Vec<CleanText> {
        cells(row, self.delimiter)
    }
}

fn cells(row: &CleanText, delimiter: u8) -> Vec<CleanText> {
    let text = row.as_str();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut scratch = [0; 4096];
    let (mut cells, mut start, mut at) = (Vec::new(), 0, 0);
    loop {
        let (result, n, _) = reader.read_field(&text.as_bytes()[at..], &mut scratch);
        at += n;
        match result {
            // The end is told by an empty input, on the next turn.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let mut cell = &text[start..at];
                if record_end {
                    cell = cell.trim_end_matches(['\r', '\n']);
                } else {
                    cell = &cell[..cell.len() - 1];
                }
                cells.push(unquoted(cell, start));
                start = at;
                if record_end {
                    return cells;
                }
            }
            ReadFieldResult::End => return cells,
        }
    }
}

/// A cell without its quotation marks; two within them stand for one.
fn unquoted(cell: &str, start: usize) -> CleanText {
    let mut builder = CleanTextBuilder::new();
    let skipped = cell.len() - cell.trim_start_matches(['\r', '\n']).len();
    let mut from = skipped;
    if cell[from..].starts_with('"') {
        from += 1;
        while let Some(mark) = memchr::memchr(b'"', &cell.as_bytes()[from..]).map(|at| from + at) {
            builder.push_verbatim(&cell[from..mark], start + from);
            from = mark + 1;
            if !cell[from..].starts_with('"') {
                break;
            }
            builder.push_replaced("\"", RawSpan::new(start + mark, start + mark + 2));
            from += 1;
        }
    }
    builder.push_verbatim(&cell[from..], start + from);
    builder.finish()
}

/// Gives the rows of a table, the first of which named its columns.
pub(super) fn table(
    walk: &mut Walk<'_, '_>,
    name: &str,
    columns: Columns,
    stream: &mut dyn Read,
) -> ControlFlow<()> {
    let mut reader = ReaderBuilder::new().delimiter(columns.delimiter).build();
    let columns = Arc::new(columns);
    let mut records = Records::new(name, stream, Nature::Row(columns));
    // The values are read from the row again where they are needed; here they only show where it ends.
    let (mut scratch, mut ends) = (vec![0; CHUNK], vec![0; 1024]);
    let mut is_head = true;
    loop {
        let chunk = match records.input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) => return records.broken(walk, &error),
        };
        let (result, n, _, _) = reader.read_record(chunk, &mut scratch, &mut ends);
        records.take(n);
        match result {
            ReadRecordResult::InputEmpty
            | ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull => {}
            ReadRecordResult::Record if is_head => {
                is_head = false;
                records.drop_record();
            }
            ReadRecordResult::Record => records.give(walk)?,
            ReadRecordResult::End => return ControlFlow::Continue(()),
        }
    }
}

/// Gives the lines of a file of JSON lines.
pub(super) fn json_lines(
    walk: &mut Walk<'_, '_>,
    name: &str,
    stream: &mut dyn Read,
) -> ControlFlow<()> {
    let mut records = Records::new(name, stream, Nature::JsonLine);
    loop {
        let chunk = match records.input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) => return records.broken(walk, &error),
        };
        let is_end = chunk.is_empty();
        let line_end = memchr::memchr(b'\n', chunk);
        let n = line_end.map_or(chunk.len(), |at| at + 1);
        records.take(n);
        if is_end || line_end.is_some() {
            records.give(walk)?;
        }
        if is_end {
            return ControlFlow::Continue(());
        }
    }
}

/// Collects the bytes of one record after the other.
struct Records<'r, 'n> {
    name: &'n str,
    input: BufReader<&'r mut dyn Read>,
    nature: Nature,
    record: Vec<u8>,
    is_too_large: bool,
    offset: usize,
    read: usize,
    number: usize,
}

impl<'r, 'n> Records<'r, 'n> {
    fn new(name: &'n str, stream: &'r mut dyn Read, nature: Nature) -> Self {
        Self {
            name,
            input: BufReader::with_capacity(CHUNK, stream),
            nature,
            record: Vec::new(),
            is_too_large: false,
            offset: 0,
            read: 0,
            number: 0,
        }
    }

    /// Takes bytes of the input to the record.
    fn take(&mut self, n: usize) {
        if self.record.len() + n > MAX_BYTES {
            self.is_too_large = true;
            self.record.clear();
        }
        if !self.is_too_large {
            self.record.extend_from_slice(&self.input.buffer()[..n]);
        }
        self.input.consume(n);
        self.read += n;
    }

    fn drop_record(&mut self) {
        self.record.clear();
        self.is_too_large = false;
        self.offset = self.read;
    }

    fn give(&mut self, walk: &mut Walk<'_, '_>) -> ControlFlow<()> {
        let blank = self
            .record
            .iter()
            .take_while(|b| b.is_ascii_whitespace() || **b == 0)
            .count();
        if blank < self.record.len() || self.is_too_large {
            self.number += 1;
            let name = format!("{}#{}", self.name, self.number);
            if self.is_too_large {
                walk.tell(
                    Code::TooLarge,
                    &name,
                    format!(
                        "the record has more than {} MiB, the limit; it was skipped",
                        MAX_BYTES >> 20
                    ),
                )?;
            } else {
                let bytes = std::mem::take(&mut self.record);
                walk.give(name, bytes, self.offset, self.nature.clone())?;
            }
        }
        self.drop_record();
        ControlFlow::Continue(())
    }

    /// The input breaks off: what there is of the record is given, and the break told of.
    fn broken(&mut self, walk: &mut Walk<'_, '_>, error: &io::Error) -> ControlFlow<()> {
        self.give(walk)?;
        walk.unreadable(self.name, error)
    }
}

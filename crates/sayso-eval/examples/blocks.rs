//! Writes what the classifier of blocks is trained on: `cargo run --release -p sayso-eval --example blocks -- DIR OUT`.
//!
//! DIR is laid out as `sayso eval clean` wants it. OUT gets `lines.tsv` (page, held out, input, words, share of the words
//! that are the article's by annotation) and `vectors.f32` (little-endian, [`N_FEATURES`] a line).

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use sayso_eval::clean::pages;
use sayso_eval::flatten::{Way, flatten};
use sayso_eval::overlap::words;
use sayso_ingest::{N_FEATURES, described_lines};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: blocks DIR OUT"));
    };
    fs::create_dir_all(&out)?;
    let mut rows = BufWriter::new(fs::File::create(out.join("lines.tsv"))?);
    let mut vectors = BufWriter::new(fs::File::create(out.join("vectors.f32"))?);
    for page in pages(&folder)? {
        let gold = Gold::of(&page.body);
        let flat = Way::ALL.map(|way| (way.name(), flatten(&page.html, way)));
        let inputs = std::iter::once(("html", page.html.clone())).chain(flat);
        for (input, text) in inputs {
            for (line, vector) in described_lines(&text) {
                let held_out = u8::from(page.is_held_out());
                let (n_words, share) = gold.share(&line);
                writeln!(
                    rows,
                    "{}\t{held_out}\t{input}\t{n_words}\t{share:.3}",
                    page.id
                )?;
                let _: [f32; N_FEATURES] = vector;
                for number in vector {
                    vectors.write_all(&number.to_le_bytes())?;
                }
            }
        }
    }
    rows.flush()?;
    vectors.flush()
}

/// The annotated text as runs of three words, and its lines.
struct Gold {
    runs: BTreeSet<[String; 3]>,
    lines: BTreeSet<Vec<String>>,
}

impl Gold {
    fn of(body: &str) -> Self {
        let all: Vec<String> = words(body).collect();
        Self {
            runs: all.array_windows().cloned().collect(),
            lines: body.lines().map(|line| words(line).collect()).collect(),
        }
    }

    /// How many words a line has, and the share of them that stand in a run of the annotated text. A line of one or two
    /// words must be a line there.
    fn share(&self, line: &str) -> (usize, f64) {
        let own: Vec<String> = words(line).collect();
        if own.len() < 3 {
            return (
                own.len(),
                f64::from(u8::from(!own.is_empty() && self.lines.contains(&own))),
            );
        }
        let mut found = vec![false; own.len()];
        for (at, run) in own.array_windows::<3>().enumerate() {
            if self.runs.contains(run) {
                found[at..at + 3].fill(true);
            }
        }
        (
            own.len(),
            found.iter().filter(|f| **f).count() as f64 / own.len() as f64,
        )
    }
}

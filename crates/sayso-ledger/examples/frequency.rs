//! Counts in how many articles of a collection each stem stands, for `src/data/frequency.tsv`.
//!
//! `zcat articles.jsonl.gz | cargo run --release -p sayso-ledger --example frequency > frequency.tsv`

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{self, Read, Write};

use sayso_ingest::{As, ingest};
use sayso_ledger::{LEAST_FREQUENCY, content_stems};

fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();
    io::stdin().lock().read_to_end(&mut rows)?;
    let ingested = ingest("articles.jsonl", &rows, As::Auto);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for article in &ingested.articles {
        for stem in content_stems(article).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(stem).or_default() += 1;
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# stem, articles that it stands in; the first row is the number of articles"
    )?;
    writeln!(out, "\t{}", ingested.articles.len())?;
    for (stem, n) in counts.iter().filter(|(_, n)| **n >= LEAST_FREQUENCY) {
        writeln!(out, "{stem}\t{n}")?;
    }
    Ok(())
}

//! `families FILE.jsonl`: finds the families of the texts in memory on one thread, prints the seconds that took to standard error
//! (reading the file aside), and a line with the numbers of its articles for each family. For `beside_datasketch.py`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::time::Instant;

use sayso_text::{Article, ArticleParts};
use sayso_trace::{Posting, families, fingerprints};

#[expect(clippy::print_stderr, reason = "the time is what one wants to read")]
fn main() -> io::Result<()> {
    let path = std::env::args().nth(1);
    let path = path.ok_or_else(|| io::Error::other("usage: families FILE.jsonl"))?;
    let mut texts: Vec<String> = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        texts.push(record["text"].as_str().unwrap_or_default().to_owned());
    }
    let start = Instant::now();
    let (mut postings, mut n_prints) = (Vec::new(), Vec::new());
    for (number, text) in (0..).zip(texts) {
        let article = Article::new(ArticleParts::all_body("", text)).map_err(io::Error::other)?;
        let prints = fingerprints(&article);
        n_prints.push(prints.len() as u32);
        postings.extend(prints.into_iter().map(|print| Posting::new(print, number)));
    }
    let found = families(postings, &n_prints, 2048);
    eprintln!("{:.3}", start.elapsed().as_secs_f64());
    let mut out = BufWriter::new(io::stdout().lock());
    for family in found {
        let numbers: Vec<String> = family.iter().map(|d| d.0.to_string()).collect();
        writeln!(out, "{}", numbers.join(" "))?;
    }
    out.flush()
}

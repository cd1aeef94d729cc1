//! Pages and text dumps a second, beside Python's trafilatura on the same pages in the same run.
//!
//! `cargo bench -p sayso-eval` reads `../shared/data/html-wcxb`. Python is `$PYTHON`, or `python3`; without the package
//! `trafilatura` ours stand alone.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sayso_eval::clean::pages;
use sayso_eval::flatten::{Way, flatten};
use sayso_ingest::{As, ingest};

/// Passes over all pages; their median counts.
const PASSES: usize = 5;

/// Reads pages from standard input, each behind its length, and prints the seconds that extracting them took.
const TRAFILATURA: &str = "
import sys, time, trafilatura
pages = []
source = sys.stdin.buffer
while (line := source.readline()):
    pages.append(source.read(int(line)).decode())
trafilatura.bare_extraction(pages[0], with_metadata=True)
start = time.perf_counter()
for page in pages:
    trafilatura.bare_extraction(page, with_metadata=True)
print(time.perf_counter() - start)
";

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    let folder = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/html-wcxb"
    ));
    let Ok(pages) = pages(folder) else {
        println!("skipped: no ../shared");
        return;
    };
    let html: Vec<&str> = pages.iter().map(|page| page.html.as_str()).collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..PASSES {
        ours.push(rate(&html, 1));
        theirs.extend(trafilatura(&html));
    }
    let n_bytes: usize = html.iter().map(|page| page.len()).sum();
    println!(
        "{} pages, {} KiB each",
        html.len(),
        n_bytes / html.len() / 1024
    );
    let ours = median(&mut ours);
    println!("pages a second on one core: sayso {ours:.1}");
    if theirs.is_empty() {
        println!("skipped: no trafilatura for Python");
    } else {
        let theirs = median(&mut theirs);
        println!(
            "pages a second on one core: trafilatura {theirs:.1}, sayso {:.1} times",
            ours / theirs
        );
    }
    for way in Way::ALL {
        let dumps: Vec<String> = html.iter().map(|page| flatten(page, way)).collect();
        let dumps: Vec<&str> = dumps.iter().map(String::as_str).collect();
        let mut rates: Vec<f64> = (0..PASSES).map(|_| rate(&dumps, 2)).collect();
        println!(
            "dumps a second on two cores, {}: {:.0}",
            way.name(),
            median(&mut rates)
        );
    }
}

/// Documents a second.
fn rate(documents: &[&str], n_threads: usize) -> f64 {
    let pool = ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .build()
        .expect("threads can be started");
    let start = Instant::now();
    let n_articles: usize = pool.install(|| {
        documents
            .par_iter()
            .map(|page| ingest("page", page.as_bytes(), As::Auto).articles.len())
            .sum()
    });
    assert!(
        n_articles * 10 > documents.len() * 9,
        "most pages hold an article"
    );
    documents.len() as f64 / start.elapsed().as_secs_f64()
}

fn trafilatura(pages: &[&str]) -> Option<f64> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let mut child = Command::new(python)
        .args(["-c", TRAFILATURA])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    for page in pages {
        let sent =
            writeln!(input, "{}", page.len()).and_then(|()| input.write_all(page.as_bytes()));
        sent.ok()?;
    }
    drop(input);
    let output = child.wait_with_output().ok()?;
    let seconds: f64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(pages.len() as f64 / seconds)
}

fn median(rates: &mut [f64]) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

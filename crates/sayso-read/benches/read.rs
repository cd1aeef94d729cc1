//! Reading speed: articles, word pieces and statements a second, median of several passes over the same articles.
//!
//! `cargo bench -p sayso-read` reads the development articles of PolNeAR where they are, else a made-up article many times over.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::path::Path;
use std::time::{Duration, Instant};

use sayso_read::Reader;
use sayso_text::{Article, ArticleParts};

const PASSES: usize = 5;

fn article(document: String, text: String) -> Article {
    Article::new(ArticleParts::all_body(document, text)).expect("one block spans the whole text")
}

fn articles() -> (String, Vec<Article>) {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/polnear/dev/text");
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .collect();
    paths.sort();
    let found: Vec<Article> = paths
        .iter()
        .filter_map(|path| {
            Some(article(
                path.display().to_string(),
                std::fs::read_to_string(path).ok()?,
            ))
        })
        .collect();
    if !found.is_empty() {
        return ("PolNeAR dev".into(), found);
    }
    let line = "The harbour will reopen on Monday, Mayor Ida Holm said. “We kept our word,” she told reporters in Port Vell, \
                adding that the repairs had cost less than planned. Fishermen doubted that the quay would hold.\n\n";
    (
        "no ../shared: made-up articles".into(),
        (0..40)
            .map(|i| article(format!("{i}"), line.repeat(14)))
            .collect(),
    )
}

fn main() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    let reader = Reader::embedded(threads).expect("the carried model is whole");
    println!(
        "model load      {:>8.0} ms",
        began.elapsed().as_secs_f64() * 1e3
    );
    let (what, articles) = articles();
    let n_pieces: usize = articles.iter().map(|a| reader.n_pieces(a)).sum();
    let mut passes: Vec<(Duration, usize)> = (0..PASSES)
        .map(|_| {
            let began = Instant::now();
            let n_statements = reader.read(&articles).len();
            (began.elapsed(), n_statements)
        })
        .collect();
    passes.sort();
    let (time, n_statements) = passes[PASSES / 2];
    let rate = |n: usize| n as f64 / time.as_secs_f64();
    println!(
        "{what}: {} articles, {threads} threads, median of {PASSES} passes {:.2} s",
        articles.len(),
        time.as_secs_f64()
    );
    println!("articles        {:>8.1} a second", rate(articles.len()));
    println!("word pieces     {:>8.0} a second", rate(n_pieces));
    println!("statements      {:>8.0} a second", rate(n_statements));
}

//! Which articles tell of one event, against sets that editors put together; beside single-pass clustering of tf-idf vectors.
//!
//! The folder holds `articles.jsonl.gz` (one object a line, with `ID`) and `sets.tsv` (number of the set, IDs of its articles).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::bufread::GzDecoder;
use sayso_ingest::{Fields, Options, read_document, set_repeated_aside, unpack};
use sayso_ledger::{compared_pairs, content_stems, stories};
use sayso_read::Reader;
use sayso_text::{Article, CleanSpan};
use sayso_trace::trace;

use crate::clean::line;
use crate::overlap::b_cubed;

/// Days that may lie between an article and the last one of a story, in the baseline.
const WINDOW: i64 = 4;

/// The articles of the sets, in order of their day, those without one last.
#[derive(Clone, Debug, Default)]
pub struct Sets {
    articles: Vec<Article>,
    /// The set of each.
    set: Vec<usize>,
}

impl Sets {
    /// Reads the sets and their articles.
    ///
    /// # Errors
    /// If a file cannot be read, or a set names an article that is not there.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut found: BTreeMap<String, Article> = read_articles(folder, &Fields::default())?
            .into_iter()
            .collect();
        let mut placed = Vec::new();
        for row in fs::read_to_string(folder.join("sets.tsv"))?.lines() {
            let mut cells = row.split('\t');
            let number = cells.next().and_then(|n| n.parse::<usize>().ok());
            let number = number.ok_or_else(|| io::Error::other(format!("no number: {row}")))?;
            for id in cells {
                let article = found
                    .remove(id)
                    .ok_or_else(|| io::Error::other(format!("sets.tsv: no article `{id}`")))?;
                placed.push((
                    day(&article).unwrap_or(i64::MAX),
                    id.to_owned(),
                    article,
                    number,
                ));
            }
        }
        placed.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let mut sets = Self::default();
        for (_, _, article, number) in placed {
            sets.articles.push(article);
            sets.set.push(number);
        }
        sets.articles = set_repeated_aside(sets.articles);
        Ok(sets)
    }

    /// One line a pair of articles that share words: their sets, the numbers by which they are compared, and cosines of the
    /// sentence vectors of their headlines and of their leads, by which they are not.
    #[must_use]
    pub fn pairs_tsv(&self, reader: &Reader) -> String {
        let mut out = format!("# {} articles\n", self.articles.len());
        let titles: Vec<&str> = self.articles.iter().map(title).collect();
        let leads: Vec<&str> = self.articles.iter().map(lead).collect();
        let vectors = [reader.vectors(&titles), reader.vectors(&leads)];
        for (a, b, numbers) in compared_pairs(&self.articles) {
            let _ = write!(
                out,
                "{}\t{}\t{}\t{}",
                a.0, b.0, self.set[a.0], self.set[b.0]
            );
            let cosines = vectors.iter().map(|of| cosine(&of[a.0], &of[b.0]));
            for number in numbers.into_iter().chain(cosines) {
                let _ = write!(out, "\t{number:.5}");
            }
            out.push('\n');
        }
        out
    }

    /// B-cubed precision, recall and F1 of the stories, and of the baseline at its best threshold.
    #[must_use]
    pub fn table(&self) -> String {
        let found = stories(&self.articles, &trace(&self.articles));
        let mut story = vec![None; self.articles.len()];
        for (number, group) in found.iter().enumerate() {
            group.iter().for_each(|d| story[d.0] = Some(number));
        }
        let mut out = String::new();
        line(&mut out, "stories, sayso", b_cubed(&story, &self.set));
        let stems: Vec<Vec<String>> = self.articles.iter().map(content_stems).collect();
        let cosines = cosines(&stems);
        let days: Vec<Option<i64>> = self.articles.iter().map(day).collect();
        let thresholds = (2..20).map(|step| f64::from(step) * 0.025);
        let best = thresholds
            .map(|threshold| {
                let found = single_pass(&cosines, &days, threshold);
                let found: Vec<Option<usize>> = found.into_iter().map(Some).collect();
                b_cubed(&found, &self.set)
            })
            .max_by(|a, b| a.f1().total_cmp(&b.f1()));
        line(
            &mut out,
            "stories, tf-idf single pass",
            best.unwrap_or_default(),
        );
        out
    }
}

fn title(article: &Article) -> &str {
    article.title.as_ref().map_or("", |t| &t.value)
}

/// The first lines of the body, of about eighty words in all.
fn lead(article: &Article) -> &str {
    const BYTES: usize = 480;
    let mut body = article.body();
    let Some(first) = body.next() else {
        return "";
    };
    let end = body
        .map(|s| s.end().get())
        .take_while(|end| end - first.start().get() <= BYTES)
        .last();
    article.slice(CleanSpan::new(
        first.start().get(),
        end.unwrap_or(first.end().get()),
    ))
}

/// Of two vectors of unit length; nought where a text has no words.
pub(crate) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The articles of `articles.jsonl.gz` with their IDs, in the file's order.
pub(crate) fn read_articles(folder: &Path, fields: &Fields) -> io::Result<Vec<(String, Article)>> {
    let options = Options {
        fields: fields.clone(),
        ..Options::default()
    };
    let packed = BufReader::new(File::open(folder.join("articles.jsonl.gz"))?);
    let mut found = Vec::new();
    for row in BufReader::new(GzDecoder::new(packed)).lines() {
        let row = row?;
        let record: serde_json::Value = serde_json::from_str(&row)?;
        let id = record["ID"].as_str().or(record["id"].as_str());
        let id = id.unwrap_or_default();
        // A line alone is no list of lines: its end tells.
        let lines = Cursor::new(format!("{row}\n"));
        unpack("articles.jsonl", lines, &options, &mut |document| {
            let ingested = document.map(|document| read_document(&document, &options));
            let articles = ingested.map_or_else(|_| Vec::new(), |ingested| ingested.articles);
            found.extend(articles.into_iter().map(|a| (id.to_owned(), a)));
            ControlFlow::Continue(())
        });
    }
    Ok(found)
}

/// The day of publication, counted from a fixed one.
fn day(article: &Article) -> Option<i64> {
    const MICROSECONDS: i64 = 86_400_000_000;
    let date = article.published.as_ref()?.value.date();
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(
        midnight
            .timestamp()
            .as_microsecond()
            .div_euclid(MICROSECONDS),
    )
}

/// Cosines of tf-idf vectors between all articles, with frequencies from the articles themselves.
fn cosines(articles: &[Vec<String>]) -> Vec<Vec<f64>> {
    let n = articles.len();
    let mut counts: BTreeMap<&str, BTreeMap<usize, f64>> = BTreeMap::new();
    for (i, stems) in articles.iter().enumerate() {
        for stem in stems {
            *counts.entry(stem).or_default().entry(i).or_default() += 1.0;
        }
    }
    let mut cosines = vec![vec![0.0; n]; n];
    for own in counts.values() {
        let rarity = (n as f64 / own.len() as f64).ln();
        let weigh = |(i, count): (&usize, &f64)| (*i, (1.0 + count.ln()) * rarity);
        let weights: Vec<(usize, f64)> = own.iter().map(weigh).collect();
        for (i, a) in &weights {
            for (j, b) in &weights {
                cosines[*i][*j] += a * b;
            }
        }
    }
    let lengths: Vec<f64> = (0..n)
        .map(|i| cosines[i][i].sqrt().max(f64::MIN_POSITIVE))
        .collect();
    for (i, row) in cosines.iter_mut().enumerate() {
        for (j, cosine) in row.iter_mut().enumerate() {
            *cosine /= lengths[i] * lengths[j];
        }
    }
    cosines
}

/// The plain way (Allan et al. 1998): each article joins the story whose mean vector is most alike, among those that got
/// one within the window, or starts a story.
fn single_pass(cosines: &[Vec<f64>], days: &[Option<i64>], threshold: f64) -> Vec<usize> {
    struct Story {
        members: Vec<usize>,
        /// Squared length of the sum of its vectors.
        squared: f64,
        last: Option<i64>,
    }
    let mut stories: Vec<Story> = Vec::new();
    let mut found = Vec::new();
    for (i, day) in days.iter().enumerate() {
        let dot = |story: &Story| story.members.iter().map(|j| cosines[i][*j]).sum::<f64>();
        let mut best = (threshold, stories.len());
        for (k, story) in stories.iter().enumerate() {
            let is_near = match (story.last, day) {
                (Some(last), Some(day)) => (day - last).abs() <= WINDOW,
                _ => true,
            };
            let cosine = dot(story) / story.squared.sqrt().max(f64::MIN_POSITIVE);
            if is_near && cosine >= best.0 {
                best = (cosine, k);
            }
        }
        if best.1 == stories.len() {
            stories.push(Story {
                members: Vec::new(),
                squared: 0.0,
                last: None,
            });
        }
        let added = 2.0 * dot(&stories[best.1]) + cosines[i][i];
        let story = &mut stories[best.1];
        story.members.push(i);
        story.squared += added;
        story.last = day.or(story.last);
        found.push(best.1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_pass_joins_what_is_alike_and_near() {
        let articles = ["mill fire", "ferry pier", "mill fire", "mill fire"];
        let stems = articles.map(|text| text.split(' ').map(str::to_owned).collect());
        let cosines = cosines(&stems);
        assert!((cosines[0][2] - 1.0).abs() < 1e-9 && cosines[0][1].abs() < 1e-9);
        let days = [Some(1), Some(1), Some(3), Some(30)];
        assert_eq!(single_pass(&cosines, &days, 0.5), [0, 1, 0, 2]);
    }
}

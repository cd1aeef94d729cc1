//! Names and their types, against hand annotation of newswire from all continents.
//!
//! The folder is laid out as en-worldwide-newswire is: `NAME.tsv`, a word and its label (BIO) a line, a blank line behind a sentence.
//! Counted on the fifth of the files that training never sees.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sayso_read::{NAME_TYPES, Reader};
use sayso_text::{Article, ArticleParts};

use crate::clean::line;
use crate::overlap::Score;

/// A name: its first byte, the byte behind it, its type.
type Named = (usize, usize, String);

/// An article with the names that annotators found in it.
#[derive(Clone, Debug)]
pub struct Annotated {
    article: Article,
    region: &'static str,
    wanted: Vec<Named>,
}

/// Beginnings of the files' names (a country or outlet), by region.
const REGIONS: [(&str, &[&str]); 5] = [
    (
        "Africa",
        &[
            "af",
            "afs",
            "alg",
            "et",
            "ghana",
            "kenya",
            "mauritius",
            "nm",
            "panaf",
            "sa",
        ],
    ),
    (
        "Asia",
        &[
            "asia",
            "bangladesh",
            "cn",
            "in",
            "jp",
            "kr",
            "mong",
            "my",
            "pk",
            "th",
            "tw",
        ],
    ),
    (
        "Latin America",
        &[
            "arg", "bol", "chile", "col", "cosric", "cosrica", "cuba", "ecuador", "elsalv",
            "guyana", "hond", "mex", "nic", "pan", "paraguay", "peru", "uruguay", "ven",
        ],
    ),
    (
        "Middle East",
        &[
            "eg", "iran", "israel", "jr", "kw", "oman", "qt", "saud", "uae",
        ],
    ),
    ("Indigenous and Oceania", &["aus", "canada", "nz"]),
];

fn region(file: &str) -> &'static str {
    let start = file.split('_').next().unwrap_or_default();
    let found = REGIONS.iter().find(|(_, starts)| starts.contains(&start));
    found.map_or("other", |(name, _)| name)
}

/// Whether a file is in the fifth that is only measured on: 64-bit FNV-1a of its name, modulo 5.
fn is_held_out(file: &str) -> bool {
    let hash = file.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    hash.is_multiple_of(5)
}

/// Reads the articles of a folder that are held out, by name.
///
/// # Errors
/// If the folder or a file cannot be read, or none is held out.
pub fn articles(folder: &Path) -> io::Result<Vec<Annotated>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<PathBuf>, _>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let file = file.unwrap_or_default();
        if !file.ends_with(".tsv") || !is_held_out(&file) {
            continue;
        }
        let (text, wanted) = running_text(&fs::read_to_string(&path)?);
        let article = Article::new(ArticleParts::all_body(file.as_str(), text));
        found.push(Annotated {
            article: article.map_err(|e| io::Error::other(format!("{file}: {e}")))?,
            region: region(&file),
            wanted,
        });
    }
    if found.is_empty() {
        return Err(io::Error::other("no .tsv file that is held out"));
    }
    Ok(found)
}

/// The words as printed, a sentence a line, and the names among them. Lines that are no pair of word and label are passed over.
fn running_text(table: &str) -> (String, Vec<Named>) {
    let (mut text, mut names): (String, Vec<Named>) = (String::new(), Vec::new());
    let (mut begins, mut quoted, mut before) = (true, false, String::new());
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let [word, label] = cells[..] else {
            begins |= row.trim().is_empty();
            continue;
        };
        if word.is_empty() {
            continue;
        }
        if begins && !text.is_empty() {
            text.push('\n');
        }
        let closes = ",.;:?!)]}%'’".contains(word)
            || matches!(
                word,
                "'s" | "’s" | "n't" | "n’t" | "'re" | "'ve" | "'ll" | "'m" | "'d" | "..."
            );
        let mut glued = begins || closes || text.ends_with(['(', '[', '{', '$', '£', '€']);
        if begins {
            quoted = false;
        }
        if word == "\"" {
            glued |= quoted;
            quoted = !quoted;
        } else if quoted && text.ends_with('"') {
            glued = true;
        }
        if !glued {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        let kind = label.get(2..).unwrap_or_default();
        let goes_on = label.starts_with("I-") && before.get(2..) == Some(kind) && !begins;
        if goes_on && let Some(last) = names.last_mut() {
            last.1 = text.len();
        } else if !kind.is_empty() {
            names.push((start, text.len(), kind.to_owned()));
        }
        label.clone_into(&mut before);
        begins = false;
    }
    (text, names)
}

/// Reads the articles and counts the names that are right to the byte and the type: overall, by type, by region.
#[must_use]
pub fn table(articles: &[Annotated], reader: &Reader) -> String {
    let counts: Vec<Vec<(&str, [usize; 3])>> = articles
        .par_iter()
        .map(|annotated| {
            let found: Vec<Named> = reader
                .names(&annotated.article)
                .into_iter()
                .map(|n| (n.span.start().get(), n.span.end().get(), n.kind.to_owned()))
                .collect();
            let mut rows = Vec::new();
            let count = |list: &[Named], of: &dyn Fn(&Named) -> bool| {
                list.iter().filter(|name| of(name)).count()
            };
            let right: Vec<Named> = found
                .iter()
                .filter(|name| annotated.wanted.contains(name))
                .cloned()
                .collect();
            let lists = [&right, &found, &annotated.wanted];
            for kind in NAME_TYPES {
                rows.push((kind, lists.map(|list| count(list, &|name| name.2 == kind))));
            }
            rows.push(("all", lists.map(Vec::len)));
            rows.push((annotated.region, lists.map(Vec::len)));
            rows
        })
        .collect();
    let mut sums: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for (name, count) in counts.into_iter().flatten() {
        let sum = sums.entry(name).or_insert_with(|| {
            order.push(name);
            [0; 3]
        });
        for (sum, n) in sum.iter_mut().zip(count) {
            *sum += n;
        }
    }
    // "All" behind the types, then the regions.
    order.sort_by_key(|name| REGIONS.iter().any(|(region, _)| region == name) || *name == "other");
    let mut out = String::new();
    for name in order {
        let [right, found, wanted] = sums[name];
        let score = Score {
            precision: right as f64 / found.max(1) as f64,
            recall: right as f64 / wanted.max(1) as f64,
        };
        line(&mut out, &format!("entities, {name}"), score);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_text_and_labels_become_places() {
        let table = "In\tO\nNew\tB-Location\nArl\tI-Location\n,\tO\n\"\tO\nyes\tO\n\"\tO\nsaid\tO\nMia\tB-Person\nOrr\tI-Person\n's\tO\naunt\tO\n.\tO\n\nbad line\n\nArl\tI-Location\nwon\tO\n";
        let (text, names) = running_text(table);
        assert_eq!(text, "In New Arl, \"yes\" said Mia Orr's aunt.\nArl won");
        let shown: Vec<(&str, &str)> = names
            .iter()
            .map(|(a, b, k)| (&text[*a..*b], k.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("New Arl", "Location"),
                ("Mia Orr", "Person"),
                ("Arl", "Location")
            ]
        );
    }

    #[test]
    fn every_file_has_a_region_by_its_beginning() {
        assert_eq!(region("nm_1.txt.tsv"), "Africa");
        assert_eq!(region("qt_peninsula_1.txt.tsv"), "Middle East");
        assert_eq!(region("zz_1.tsv"), "other");
    }
}

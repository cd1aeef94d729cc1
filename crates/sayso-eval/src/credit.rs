//! Agency credits, against the column that annotators of a corpus filled in.
//!
//! The folder is laid out as PolNeAR is: `metadata.tsv` with the columns `compartment`, `filename` and `wire`, and
//! `COMPARTMENT/text/FILENAME.txt`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sayso_ingest::{As, ingest};

use crate::overlap::Score;

/// An article with its column.
#[derive(Clone, Debug)]
pub struct Credited {
    /// The file's name without its ending.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The agency that the column names, by its full name where the column abbreviates.
    pub agency: Option<String>,
}

/// How one article came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The article's name.
    pub id: String,
    /// What the column says.
    pub wanted: Option<String>,
    /// What was found when the file was cleaned, and when all of it was kept.
    pub found: [Option<String>; 2],
}

/// Reads the articles of a folder.
///
/// # Errors
/// If the table or a text cannot be read, or the table lacks a column.
pub fn articles(folder: &Path) -> io::Result<Vec<Credited>> {
    let table = fs::read_to_string(folder.join("metadata.tsv"))?;
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        names
            .iter()
            .position(|n| *n == name)
            .ok_or_else(|| io::Error::other(format!("metadata.tsv has no column `{name}`")))
    };
    let (part, file, wire) = (column("compartment")?, column("filename")?, column("wire")?);
    let mut articles = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |i: usize| cells.get(i).copied().unwrap_or_default().trim();
        let path = folder
            .join(cell(part))
            .join("text")
            .join(format!("{}.txt", cell(file)));
        articles.push(Credited {
            id: cell(file).to_owned(),
            text: fs::read_to_string(path)?,
            agency: full_name(cell(wire)),
        });
    }
    Ok(articles)
}

/// The column's abbreviations.
fn full_name(credit: &str) -> Option<String> {
    let name = match credit.to_ascii_lowercase().as_str() {
        "" | "none" | "na" => return None,
        "ap" => "Associated Press",
        "afp" => "Agence France-Presse",
        "upi" => "United Press International",
        "reuters" => "Reuters",
        _ => credit,
    };
    Some(name.to_owned())
}

/// Cleans every article, and keeps all of every article, and takes the credit of each.
#[must_use]
pub fn evaluate(articles: &[Credited]) -> Vec<Row> {
    articles
        .par_iter()
        .map(|article| Row {
            id: article.id.clone(),
            wanted: article.agency.clone(),
            found: [As::Auto, As::Text].map(|how| {
                let ingested = ingest(&article.id, article.text.as_bytes(), how);
                ingested
                    .articles
                    .into_iter()
                    .find_map(|article| article.credit.clone())
                    .map(|credit| credit.agency)
            }),
        })
        .collect()
}

/// Precision over the credits found, recall over those that the column has.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut out = String::new();
    for (i, name) in ["credit, cleaned", "credit, all kept"]
        .into_iter()
        .enumerate()
    {
        let count = |holds: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| holds(row)).count();
        let right = count(&|row| row.wanted.is_some() && row.wanted == row.found[i]) as f64;
        let score = Score {
            precision: right / count(&|row| row.found[i].is_some()).max(1) as f64,
            recall: right / count(&|row| row.wanted.is_some()).max(1) as f64,
        };
        crate::clean::line(&mut out, name, score);
    }
    out
}

/// The disagreements, tab-separated: article, column, found when cleaned, found when all is kept.
#[must_use]
pub fn wrong(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows
        .iter()
        .filter(|row| row.found.iter().any(|found| *found != row.wanted))
    {
        let shown = |s: &Option<String>| s.clone().unwrap_or_else(|| "-".to_owned());
        let [cleaned, kept] = &row.found;
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}",
            row.id,
            shown(&row.wanted),
            shown(cleaned),
            shown(kept)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_wrong_and_missed_are_counted() {
        let article = |text: &str, agency: Option<&str>| Credited {
            id: "a".into(),
            text: format!(
                "{text} The council of the harbour town voted on Monday to keep the ferry line open through the winter, the mayor said.\n"
            ),
            agency: agency.map(str::to_owned),
        };
        let articles = [
            article("PORT REED (AP) —", Some("Associated Press")),
            article("PORT REED (AP) —", None),
            article("PORT REED —", Some("Reuters")),
        ];
        let rows = evaluate(&articles);
        assert!(
            table(&rows).contains("P  50.0  R  50.0"),
            "{}",
            table(&rows)
        );
        assert_eq!(wrong(&rows).lines().count(), 2);
        assert_eq!(full_name("NA"), None);
        assert_eq!(full_name("reuters").as_deref(), Some("Reuters"));
    }
}

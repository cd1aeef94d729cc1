//! Pronouns: which of two names a "he" or "she" means, as GAP asks (Webster et al. 2018).
//!
//! The file is a table of GAP: `Text`, `Pronoun`, `A`, `B`, where each starts (in characters), and whether A and B are meant.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use sayso_read::Reader;
use sayso_text::{Article, ArticleParts, CleanSpan};

use crate::clean::line;
use crate::overlap::Score;

/// A pronoun with two names.
#[derive(Clone, Debug)]
pub struct Asked {
    article: Article,
    pronoun: CleanSpan,
    names: [CleanSpan; 2],
    is_meant: [bool; 2],
    is_feminine: bool,
}

/// Reads a table.
///
/// # Errors
/// If the file cannot be read, lacks a column, or says of a word that it stands where it does not.
pub fn questions(path: &Path) -> io::Result<Vec<Asked>> {
    let table = fs::read_to_string(path)?;
    let mut rows = table.lines();
    let head: Vec<&str> = rows.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let found = head.iter().position(|n| *n == name);
        found.ok_or_else(|| io::Error::other(format!("no column `{name}`")))
    };
    let (id, text) = (column("ID")?, column("Text")?);
    let word = |name: &str| Ok::<_, io::Error>((column(name)?, column(&format!("{name}-offset"))?));
    let words = [word("Pronoun")?, word("A")?, word("B")?];
    let meant = [column("A-coref")?, column("B-coref")?];
    let mut found = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
        let bad = |what: &str| io::Error::other(format!("{}: {what}", cell(id)));
        let span = |(word, offset): (usize, usize)| {
            let n_before: usize = cell(offset).parse().ok()?;
            let start = cell(text).char_indices().nth(n_before)?.0;
            let end = start + cell(word).len();
            (cell(text).get(start..end)? == cell(word)).then(|| CleanSpan::new(start, end))
        };
        let span = |at| span(at).ok_or_else(|| bad("a word does not stand where the table says"));
        let pronoun = cell(words[0].0).to_lowercase();
        found.push(Asked {
            article: Article::new(ArticleParts::all_body(cell(id), cell(text)))
                .map_err(|e| bad(&e.to_string()))?,
            pronoun: span(words[0])?,
            names: [span(words[1])?, span(words[2])?],
            is_meant: meant.map(|i| cell(i).eq_ignore_ascii_case("true")),
            is_feminine: matches!(pronoun.as_str(), "she" | "her" | "hers" | "herself"),
        });
    }
    Ok(found)
}

/// F1 over the decisions "is this name what the pronoun means": all, masculine, feminine, and the ratio of the two.
#[must_use]
pub fn table(asked: &[Asked], reader: &Reader) -> String {
    let answers: Vec<Option<usize>> = asked
        .par_iter()
        .map(|q| reader.antecedent(&q.article, q.pronoun, &q.names))
        .collect();
    let score = |of: &dyn Fn(&Asked) -> bool| {
        let (mut right, mut found, mut wanted) = (0_u32, 0_u32, 0_u32);
        for (q, answer) in asked.iter().zip(&answers).filter(|(q, _)| of(q)) {
            right += u32::from(answer.is_some_and(|k| q.is_meant[k]));
            found += u32::from(answer.is_some());
            wanted += q
                .is_meant
                .iter()
                .map(|holds| u32::from(*holds))
                .sum::<u32>();
        }
        Score {
            precision: f64::from(right) / f64::from(found.max(1)),
            recall: f64::from(right) / f64::from(wanted.max(1)),
        }
    };
    let mut out = String::new();
    line(&mut out, "pronouns, all", score(&|_| true));
    let (masculine, feminine) = (score(&|q| !q.is_feminine), score(&|q| q.is_feminine));
    line(&mut out, "pronouns, masculine", masculine);
    line(&mut out, "pronouns, feminine", feminine);
    let ratio = feminine.f1() / masculine.f1().max(f64::MIN_POSITIVE);
    let _ = writeln!(out, "feminine to masculine {ratio:.3}");
    out
}

/// What each choice is weighed by. One line a mention of a person whom the pronoun may mean, and one for nobody: the question, which of
/// its two names the person bears (`a`, `b`, `-`) or `0` for nobody, the person's number, whether the gold says that it is meant (of persons beside the two
/// it does not say: they are meant where neither is), the model's share, then factors and circumstances.
#[must_use]
pub fn numbers(asked: &[Asked], reader: &Reader) -> String {
    let lines = asked.par_iter().enumerate().map(|(i, q)| {
        let mut out = String::new();
        let Some(found) = reader.standings(&q.article, q.pronoun, &q.names) else {
            return out;
        };
        let neither = q.is_meant == [false, false];
        for mention in &found.mentions {
            let (which, is_meant) = match mention.name {
                Some(0) => ('a', q.is_meant[0]),
                Some(_) => ('b', q.is_meant[1]),
                None => ('-', neither),
            };
            let (person, share) = (mention.person, mention.share);
            let _ = write!(
                out,
                "{i}\t{which}\t{person}\t{}\t{share:.5}",
                u8::from(is_meant)
            );
            for factor in &mention.factors {
                let _ = write!(out, "\t{factor:.3}");
            }
            for holds in &mention.circumstances {
                let _ = write!(out, "\t{}", u8::from(*holds));
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{i}\t0\t-\t{}\t{:.5}", u8::from(neither), found.nobody);
        out
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> io::Result<Vec<Asked>> {
        let file = tempfile::NamedTempFile::new()?;
        fs::write(file.path(), table)?;
        questions(file.path())
    }

    const HEAD: &str =
        "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\n";

    #[test]
    fn places_are_counted_in_characters() -> io::Result<()> {
        let row = "q1\tÉva met Ida and she left.\tshe\t16\tÉva\t0\tTRUE\tIda\t8\tFALSE\n";
        let asked = &read(&format!("{HEAD}{row}"))?[0];
        let names = asked.names.map(|span| asked.article.slice(span).to_owned());
        assert_eq!(names, ["Éva", "Ida"]);
        assert_eq!(asked.article.slice(asked.pronoun), "she");
        assert!(asked.is_feminine && asked.is_meant == [true, false]);
        Ok(())
    }

    #[test]
    fn a_table_that_is_wrong_is_refused() {
        let row = "q1\tIda left.\tshe\t3\tIda\t0\tTRUE\tIda\t0\tFALSE\n";
        assert!(read(&format!("{HEAD}{row}")).is_err_and(|e| e.to_string().contains("q1")));
        assert!(read("ID\tText\n").is_err_and(|e| e.to_string().contains("Pronoun")));
    }
}

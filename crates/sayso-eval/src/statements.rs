//! Statements, against hand annotation: exact spans, whole statements, by outlet and by kind, and how far confidence can be
//! trusted.
//!
//! The folder is laid out as a part of PolNeAR is: `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` (brat standoff); of
//! several annotators the first by name counts. The rules of counting are those of the project's scorer of JSON lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sayso_ingest::{As, ingest};
use sayso_read::{Statement, StatementKind};
use sayso_text::{Article, CleanSpan, quotations};

use crate::clean::line;
use crate::overlap::Score;

/// Names of the roles, in the order of [`Roles`].
pub const ROLES: [&str; 3] = ["source", "cue", "content"];

/// Spans of source, cue and content, each as its first token and the one behind its last, sorted.
pub type Roles = [BTreeSet<(usize, usize)>; 3];

/// An article with what annotators found in it.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// All of the file, taken as clean text.
    pub article: Article,
    /// Its outlet: what stands before the first underscore of the file's name.
    pub outlet: String,
    tokens: Tokens,
    wanted: Vec<Roles>,
}

/// Reads the articles of a folder that have annotation, by name.
///
/// # Errors
/// If the folder or a file cannot be read, or a text is empty.
pub fn articles(folder: &Path) -> io::Result<Vec<Annotated>> {
    let listed = |name: &str| -> io::Result<Vec<PathBuf>> {
        let mut paths = fs::read_dir(folder.join(name))?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<Vec<_>, _>>()?;
        paths.sort();
        Ok(paths)
    };
    let annotations = listed("attributions")?;
    let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let mut articles = Vec::new();
    for path in listed("text")? {
        let Some(name) = stem(&path) else { continue };
        let is_of = |annotation: &&PathBuf| {
            let annotator = stem(annotation).and_then(|s| Some(s.rsplit_once('_')?.0.to_owned()));
            annotator.as_deref() == Some(&name)
        };
        let Some(annotation) = annotations.iter().find(is_of) else {
            continue;
        };
        let text = fs::read_to_string(&path)?;
        let read = ingest(&path.to_string_lossy(), text.as_bytes(), As::Text);
        let article = read.articles.into_iter().next();
        let article = article.ok_or_else(|| io::Error::other(format!("{name}: no text")))?;
        let tokens = Tokens::of(&text);
        let wanted = standoff(&fs::read_to_string(annotation)?, &text, &tokens);
        let outlet = name.split('_').next().unwrap_or_default().to_owned();
        articles.push(Annotated {
            article,
            outlet,
            tokens,
            wanted,
        });
    }
    Ok(articles)
}

/// Words and marks of a text, as byte ranges.
#[derive(Clone, Debug)]
struct Tokens(Vec<(usize, usize)>);

impl Tokens {
    /// Runs of letters, digits and underscores, and every other visible character by itself.
    fn of(text: &str) -> Self {
        let mut tokens: Vec<(usize, usize)> = Vec::new();
        let mut is_open = false;
        for (at, c) in text.char_indices() {
            let is_word = c.is_alphanumeric() || c == '_';
            let end = at + c.len_utf8();
            match tokens.last_mut() {
                Some(last) if is_word && is_open => last.1 = end,
                _ if !c.is_whitespace() => tokens.push((at, end)),
                _ => {}
            }
            is_open = is_word;
        }
        Self(tokens)
    }

    /// The tokens that a byte range touches.
    fn span(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let first = self.0.partition_point(|token| token.1 <= start);
        let last = self.0.partition_point(|token| token.0 < end);
        (first < last).then_some((first, last))
    }
}

/// The attributions of a standoff file; positions there count characters.
fn standoff(annotation: &str, text: &str, tokens: &Tokens) -> Vec<Roles> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let range = |range: &str| {
        let (start, end) = range.trim().split_once(' ')?;
        let byte = |text: &str| bytes.get(text.parse::<usize>().ok()?).copied();
        tokens.span(byte(start)?, byte(end)?)
    };
    let mut spans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut statements = Vec::new();
    for row in annotation.lines() {
        let mut cells = row.split('\t');
        let (Some(id), Some(rest)) = (cells.next(), cells.next()) else {
            continue;
        };
        if id.starts_with('T') {
            let ranges = rest.split_once(' ').map_or("", |(_, ranges)| ranges);
            spans.insert(id, ranges.split(';').filter_map(range).collect());
        } else if id.starts_with('E') {
            let mut roles = Roles::default();
            for (role, span) in rest.split(' ').filter_map(|item| item.split_once(':')) {
                let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
                if let Some(i) = ROLES.iter().position(|r| r.eq_ignore_ascii_case(role)) {
                    roles[i].extend(spans.get(span).into_iter().flatten());
                }
            }
            statements.push(roles);
        }
    }
    statements
}

/// A count of hits, of what was found and of what was wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    hits: usize,
    found: usize,
    wanted: usize,
}

impl Count {
    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.hits += found.intersection(wanted).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }

    fn score(self) -> Score {
        let share = |of: usize| self.hits as f64 / of.max(1) as f64;
        Score {
            precision: share(self.found),
            recall: share(self.wanted),
        }
    }
}

/// A statement that was found.
#[derive(Clone, Debug)]
struct Judged {
    /// The number of its article.
    article: usize,
    confidence: f32,
    /// Whether a wanted one overlaps it in all parts.
    right: bool,
    figures: Vec<f32>,
}

/// A line of the table from which `training/attribution.py` fits confidence: the article, 1 or 0, the numbers.
pub(crate) fn numbers_row(out: &mut String, article: usize, right: bool, figures: &[f32]) {
    let _ = write!(out, "{article}\t{}", u8::from(right));
    for figure in figures {
        let _ = write!(out, "\t{figure:.4}");
    }
    out.push('\n');
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    counts: BTreeMap<String, Count>,
    judged: Vec<Judged>,
    /// How many statements there are, nested ones too, and how many of them have a speaker with a name.
    named: (usize, usize),
}

/// Scores the statements of a run, whose documents are numbered as the articles are. Nested ones are left out: the corpus
/// annotates the outermost only.
#[must_use]
pub fn evaluate(articles: &[Annotated], statements: &[Statement]) -> Scores {
    let mut scores = Scores::default();
    let is_name = |name: &str| {
        let described = ["The ", "A ", "An "].iter().any(|a| name.starts_with(a));
        name.starts_with(char::is_uppercase) && !described
    };
    let named = statements.iter().filter_map(|s| s.speaker.as_ref());
    let n_named = named.filter(|speaker| is_name(&speaker.name)).count();
    scores.named = (statements.len(), n_named);
    for (i, annotated) in articles.iter().enumerate() {
        let own: Vec<&Statement> = statements
            .iter()
            .filter(|s| s.document.0 == i && s.parent.is_none())
            .collect();
        let found: Vec<Roles> = own.iter().map(|s| annotated.roles(s)).collect();
        for (role, name) in ROLES.iter().enumerate() {
            let all = |list: &[Roles]| -> BTreeSet<(usize, usize)> {
                list.iter().flat_map(|roles| roles[role].clone()).collect()
            };
            let (found, wanted) = (all(&found), all(&annotated.wanted));
            scores.count(name).add(&found, &wanted);
            let tokens = |spans: &BTreeSet<(usize, usize)>| -> BTreeSet<usize> {
                spans.iter().flat_map(|&(from, to)| from..to).collect()
            };
            let name = format!("{name} tokens");
            scores.count(&name).add(&tokens(&found), &tokens(&wanted));
        }
        let exact = |list: &[Roles]| -> BTreeSet<Roles> { list.iter().cloned().collect() };
        let (all_found, all_wanted) = (exact(&found), exact(&annotated.wanted));
        scores.count("triple exact").add(&all_found, &all_wanted);
        let outlet = format!("outlet {}", annotated.outlet);
        scores.count(&outlet).add(&all_found, &all_wanted);
        for kind in [
            StatementKind::Direct,
            StatementKind::Indirect,
            StatementKind::Mixed,
        ] {
            let of = |set: &BTreeSet<Roles>| -> BTreeSet<Roles> {
                set.iter()
                    .filter(|roles| annotated.kind(roles) == kind)
                    .cloned()
                    .collect()
            };
            let name = format!("kind {}", kind.as_str());
            scores.count(&name).add(&of(&all_found), &of(&all_wanted));
        }
        let mut used = BTreeSet::new();
        for (roles, statement) in found.iter().zip(own) {
            let met = (0..annotated.wanted.len())
                .find(|w| !used.contains(w) && overlap(roles, &annotated.wanted[*w]));
            used.extend(met);
            scores.judged.push(Judged {
                article: i,
                confidence: statement.confidence,
                right: met.is_some(),
                figures: statement.figures.clone(),
            });
        }
        let overlapping = scores.count("triple overlap");
        overlapping.hits += used.len();
        overlapping.found += found.len();
        overlapping.wanted += annotated.wanted.len();
    }
    scores
}

impl Annotated {
    fn roles(&self, statement: &Statement) -> Roles {
        let spans = [&statement.source, &statement.cue, &statement.content];
        spans.map(|spans| {
            let raw = |span: &CleanSpan| {
                let raw = self.article.text.to_raw(*span).range();
                self.tokens.span(raw.start, raw.end)
            };
            spans.iter().filter_map(raw).collect()
        })
    }

    /// Direct if nearly all of the content stands within quotation marks, indirect if none does.
    fn kind(&self, roles: &Roles) -> StatementKind {
        let text = self.article.text.as_str();
        let quoted = quotations(text, self.article.text.span());
        let tokens = || roles[2].iter().flat_map(|&(from, to)| from..to);
        let inside = tokens()
            .filter(|&token| {
                let (start, end) = self.tokens.0[token];
                quoted
                    .iter()
                    .any(|q| q.inner.start().get() <= start && end <= q.inner.end().get())
            })
            .count();
        match (inside, tokens().count()) {
            (0, _) => StatementKind::Indirect,
            (inside, all) if inside * 10 >= all * 9 => StatementKind::Direct,
            _ => StatementKind::Mixed,
        }
    }
}

/// Whether two statements share a token of the cue, half of the contents' tokens, and one of the source.
fn overlap(a: &Roles, b: &Roles) -> bool {
    let tokens = |spans: &BTreeSet<(usize, usize)>| -> BTreeSet<usize> {
        spans.iter().flat_map(|&(from, to)| from..to).collect()
    };
    let shared = |role: usize| {
        let (a, b) = (tokens(&a[role]), tokens(&b[role]));
        (a.intersection(&b).count(), a.len(), b.len())
    };
    let meets = |role: usize| match shared(role) {
        (_, 0, 0) => true,
        (common, _, _) => common > 0,
    };
    let (common, found, wanted) = shared(2);
    meets(0) && meets(1) && common > 0 && 4 * common >= found + wanted
}

impl Scores {
    fn count(&mut self, name: &str) -> &mut Count {
        self.counts.entry(name.to_owned()).or_default()
    }

    /// The table: the scorer's rows, then whole statements exactly, by outlet and by kind.
    #[must_use]
    pub fn table(&self) -> String {
        const ROWS: [&str; 8] = [
            "source",
            "cue",
            "content",
            "source tokens",
            "cue tokens",
            "content tokens",
            "triple exact",
            "triple overlap",
        ];
        let mut out = String::new();
        let others = self.counts.keys().map(String::as_str);
        let others = others.filter(|name| !ROWS.contains(name));
        for name in ROWS.into_iter().chain(others) {
            let count = self.counts.get(name).copied().unwrap_or_default();
            line(&mut out, name, count.score());
        }
        let (n, n_named) = self.named;
        let share = 100.0 * n_named as f64 / n.max(1) as f64;
        let _ = writeln!(
            out,
            "speaker with a name: {share:.1} % of {n}, nested ones too"
        );
        out
    }

    /// The reliability of confidence: by tenths of it, how many statements have it and what share of them overlaps an
    /// annotated one in all its parts; and the expected calibration error (Naeini, Cooper, Hauskrecht 2015).
    #[must_use]
    pub fn reliability(&self) -> String {
        let mut bins = [(0usize, 0usize, 0.0f64); 10];
        for judged in &self.judged {
            let confidence = judged.confidence;
            // Confidence lies between 0 and 1.
            let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += usize::from(judged.right);
            bin.2 += f64::from(confidence);
        }
        let mut out = String::from("confidence  statements  right\n");
        let mut error = 0.0;
        for (i, (n, right, sum)) in bins.into_iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
            let (low, high) = (i as f64 / 10.0, (i + 1) as f64 / 10.0);
            let share = right as f64 / n as f64;
            error += (share * n as f64 - sum).abs();
            let _ = writeln!(out, "{low:.1}-{high:.1}     {n:10}  {:5.1}", 100.0 * share);
        }
        let n = self.judged.len().max(1) as f64;
        let _ = writeln!(out, "expected calibration error {:.3}", error / n);
        out
    }

    /// One line an outermost statement that the model linked: its article, whether it is right, and the numbers by which its confidence is
    /// told.
    #[must_use]
    pub fn numbers_tsv(&self) -> String {
        let mut out = String::new();
        for judged in self.judged.iter().filter(|j| !j.figures.is_empty()) {
            numbers_row(&mut out, judged.article, judged.right, &judged.figures);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standoff_is_read_in_characters_and_counted_in_tokens() {
        let text = "Café stays, Ann Mole said. “No,” he added.";
        let annotation = "T1\tSource 12 20\tAnn Mole\nT2\tCue 21 25\tsaid\nT3\tContent 0 10\tCafé stays\nT4\tContent 27 31\t“No,”\n\
            E1\tAttribution:T1 Source1:T1 Cue1:T2 Content:T3 Content2:T4\n";
        let tokens = Tokens::of(text);
        let roles = standoff(annotation, text, &tokens);
        assert_eq!(roles.len(), 1);
        assert_eq!(roles[0][0], BTreeSet::from([(3, 5)]));
        assert_eq!(roles[0][1], BTreeSet::from([(5, 6)]));
        assert_eq!(roles[0][2], BTreeSet::from([(0, 2), (7, 10)]));
        let near: Roles = [
            BTreeSet::from([(4, 5)]),
            BTreeSet::from([(5, 6)]),
            BTreeSet::from([(0, 2)]),
        ];
        assert!(overlap(&roles[0], &near));
        let mut other = near.clone();
        other[0] = BTreeSet::from([(0, 1)]);
        assert!(!overlap(&roles[0], &other));
        other[0] = BTreeSet::new();
        assert!(!overlap(&roles[0], &other));
    }

    #[test]
    fn reliability_is_counted_by_tenths() {
        let judged = |confidence: f32, right: bool| Judged {
            article: 0,
            confidence,
            right,
            figures: Vec::new(),
        };
        let high = (0..100).map(|i| judged(0.95, i % 10 < 6));
        let low = (0..100).map(|i| judged(0.5, i % 10 < 2));
        let scores = Scores {
            judged: high.chain(low).collect(),
            ..Scores::default()
        };
        let reliability = scores.reliability();
        assert!(reliability.contains("0.9-1.0            100   60.0"));
        assert!(reliability.contains("0.5-0.6            100   20.0"));
        assert!(reliability.contains("expected calibration error 0.325"));
    }
}

//! The ledger of an event, against one that was made by hand from the same reports.
//!
//! The file is TOML: `event`, the folder of the reports, seen from the file; then `[[claim]]` with `text`, `origins` (how many),
//! `hand` (first, second, mixed) and `statements`; and `[[conflict]]` with `kind`, `note` and the statements `a` and `b`. A
//! statement is the name of a report in the folder and words of the content, as printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sayso_ledger::{Claim, Conflict, ConflictKind, Ledger, Variant};
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, CleanSpan, DocumentIdx};
use serde::Deserialize;

use crate::clean::line;
use crate::overlap::{Score, b_cubed, overlap};

/// Share of the words given by hand that a statement's content must hold to be the same statement.
const HOLDS: f64 = 0.5;

/// A statement, as it was marked by hand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marked {
    document: String,
    quote: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkedClaim {
    text: String,
    origins: usize,
    hand: String,
    statements: Vec<Marked>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkedConflict {
    kind: String,
    note: String,
    a: Vec<Marked>,
    b: Vec<Marked>,
}

/// An event's ledger, as it was made by hand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    event: PathBuf,
    claim: Vec<MarkedClaim>,
    conflict: Vec<MarkedConflict>,
}

impl Event {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, or is not as described above.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut event: Self = toml::from_str(&fs::read_to_string(path)?)
            .map_err(|error| io::Error::other(error.to_string()))?;
        let hands = ["first", "second", "mixed"];
        if let Some(claim) = event.claim.iter().find(|c| !hands.contains(&&*c.hand)) {
            return Err(io::Error::other(format!("no hand: {}", claim.hand)));
        }
        let is_known = |c: &&MarkedConflict| KINDS.iter().any(|kind| kind.as_str() == c.kind);
        if let Some(conflict) = event.conflict.iter().find(|c| !is_known(c)) {
            return Err(io::Error::other(format!("no kind: {}", conflict.kind)));
        }
        event.event = path.parent().unwrap_or(Path::new("")).join(&event.event);
        Ok(event)
    }

    /// The folder of the reports.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.event
    }
}

const KINDS: [ConflictKind; 5] = [
    ConflictKind::Denial,
    ConflictKind::Negation,
    ConflictKind::Number,
    ConflictKind::Date,
    ConflictKind::QuoteWording,
];

/// What was found in the reports of an event.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The reports.
    pub articles: &'a [Article],
    /// Who said what.
    pub statements: &'a [Statement],
    /// What it adds up to.
    pub ledger: &'a Ledger,
}

/// Counts over the events of a run.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    events: Vec<(String, Tally)>,
}

impl Scores {
    /// Counts one more event.
    ///
    /// # Errors
    /// If marked words do not stand in the report that they are said to stand in.
    pub fn add(&mut self, event: &Event, found: Found<'_>) -> io::Result<()> {
        let name = event.event.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        self.events.push((name, Tally::count(event, found)?));
        Ok(())
    }

    /// Claims by B-cubed over the marked statements; of the marked claims, the share whose number of origins and whose hand are
    /// right; conflicts. With `wrong`, also what differs. One event after the other, then all together.
    #[must_use]
    pub fn table(&self, wrong: bool) -> String {
        let mut out = String::new();
        let mut all = Tally::default();
        for (name, tally) in &self.events {
            tally.lines(&mut out, name);
            if wrong {
                out += &tally.remarks;
            }
            all.add(tally);
        }
        if self.events.len() > 1 {
            all.lines(&mut out, "all");
        }
        out
    }
}

/// Counts over one event, or several.
#[derive(Clone, Debug, Default)]
struct Tally {
    /// By marked statement, the claim in which it was found and the one in which it is.
    found: Vec<Option<usize>>,
    wanted: Vec<usize>,
    origins_right: usize,
    hand_right: usize,
    n_claims: usize,
    n_shown: usize,
    conflicts_met: usize,
    n_conflicts: usize,
    conflicts_told: usize,
    conflicts_false: usize,
    remarks: String,
}

impl Tally {
    fn count(event: &Event, found: Found<'_>) -> io::Result<Self> {
        let mut tally = Self {
            n_claims: event.claim.len(),
            n_conflicts: event.conflict.len(),
            ..Self::default()
        };
        let claims: Vec<&Claim> = found
            .ledger
            .iter()
            .flat_map(|story| &story.claims)
            .collect();
        let conflicts: Vec<&Conflict> = found
            .ledger
            .iter()
            .flat_map(|story| &story.conflicts)
            .collect();
        // A statement of several sentences may speak to several claims; the marked words tell which is meant.
        let claim_of = |statement: StatementIdx, quote: &str| {
            let told = claims.iter().enumerate().filter_map(|(c, claim)| {
                let variants = claim.variants.iter();
                let of_it = variants.filter(|v| v.statements.contains(&statement));
                let alike = |v: &Variant| overlap(&v.text, quote).f1();
                Some((of_it.map(alike).max_by(f64::total_cmp)?, c))
            });
            told.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                .map(|(_, c)| c)
        };
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for (number, marked) in event.claim.iter().enumerate() {
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            for statement in &marked.statements {
                let same = found.same(statement)?;
                let claim = same.iter().find_map(|s| claim_of(*s, &statement.quote));
                if let Some(claim) = claim {
                    *votes.entry(claim).or_default() += 1;
                    met.insert(claim);
                }
                tally.found.push(claim);
                tally.wanted.push(number);
                if claim.is_none() {
                    let how = if same.is_empty() {
                        "no statement"
                    } else {
                        "in no claim"
                    };
                    tally.remark(format_args!(
                        "{how}: {}: {}",
                        statement.document, statement.quote
                    ));
                }
            }
            let best = votes
                .iter()
                .max_by_key(|(c, n)| (**n, std::cmp::Reverse(**c)));
            let Some((&best, _)) = best else { continue };
            let claim = claims[best];
            let (origins, hand) = (claim.origins.len(), claim.hand.as_str());
            tally.origins_right += usize::from(origins == marked.origins);
            tally.hand_right += usize::from(hand == marked.hand);
            if origins != marked.origins || hand != marked.hand {
                tally.remark(format_args!(
                    "{} origins, {} hand; found {origins}, {hand}: {}",
                    marked.origins, marked.hand, marked.text
                ));
            }
            if votes.len() > 1 {
                let parts: Vec<String> = votes
                    .iter()
                    .map(|(c, n)| format!("{n} in “{}”", claims[*c].text))
                    .collect();
                tally.remark(format_args!("split: {}: {}", marked.text, parts.join("; ")));
            }
        }
        tally.n_shown = claims.len();
        for (c, claim) in claims.iter().enumerate() {
            let members = tally.found.iter().zip(&tally.wanted);
            let of: BTreeSet<usize> = members
                .filter(|(f, _)| **f == Some(c))
                .map(|(_, w)| *w)
                .collect();
            if of.len() > 1 {
                let parts: Vec<&str> = of.iter().map(|w| event.claim[*w].text.as_str()).collect();
                tally.remark(format_args!(
                    "joined: “{}”: {}",
                    claim.text,
                    parts.join("; ")
                ));
            } else if !met.contains(&c) {
                tally.remark(format_args!("not marked: “{}”", claim.text));
            }
        }
        let mut explained: BTreeSet<usize> = BTreeSet::new();
        for marked in &event.conflict {
            let (a, b) = (found.all_same(&marked.a)?, found.all_same(&marked.b)?);
            let meets = |conflict: &Conflict| {
                let on = |side: &[StatementIdx], with: &BTreeSet<StatementIdx>| {
                    side.iter().any(|s| with.contains(s))
                };
                on(&conflict.a, &a) && on(&conflict.b, &b)
                    || on(&conflict.a, &b) && on(&conflict.b, &a)
            };
            let told: Vec<usize> = (0..conflicts.len())
                .filter(|&i| meets(conflicts[i]))
                .collect();
            explained.extend(&told);
            if told
                .iter()
                .any(|&i| same_kind(conflicts[i].kind, &marked.kind))
            {
                tally.conflicts_met += 1;
            } else {
                tally.remark(format_args!(
                    "no conflict: {}: {}",
                    marked.kind, marked.note
                ));
            }
        }
        tally.conflicts_told = conflicts.len();
        for (i, conflict) in conflicts.iter().enumerate() {
            if !explained.contains(&i) {
                tally.conflicts_false += 1;
                let kind = conflict.kind.as_str();
                tally.remark(format_args!("false conflict: {kind}: {}", conflict.note));
            }
        }
        Ok(tally)
    }

    fn remark(&mut self, remark: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.remarks, "  {remark}");
    }

    fn lines(&self, out: &mut String, name: &str) {
        line(
            out,
            &format!("claims, {name}"),
            b_cubed(&self.found, &self.wanted),
        );
        for (what, right) in [("origins", self.origins_right), ("hand", self.hand_right)] {
            let score = Score::of_share(right, self.n_claims);
            line(out, &format!("{what}, {name}"), score);
        }
        let right = self.conflicts_told - self.conflicts_false;
        let score = Score {
            precision: right as f64 / self.conflicts_told.max(1) as f64,
            recall: self.conflicts_met as f64 / self.n_conflicts.max(1) as f64,
        };
        line(out, &format!("conflicts, {name}"), score);
        let _ = writeln!(
            out,
            "  {} claims for {} marked; {} of {} conflicts, {} false",
            self.n_shown, self.n_claims, self.conflicts_met, self.n_conflicts, self.conflicts_false
        );
    }

    fn add(&mut self, other: &Self) {
        // Events share no claims.
        let found = other.found.iter().map(|f| f.map(|c| c + self.n_shown));
        self.found.extend(found);
        self.wanted
            .extend(other.wanted.iter().map(|w| w + self.n_claims));
        self.origins_right += other.origins_right;
        self.hand_right += other.hand_right;
        self.n_claims += other.n_claims;
        self.n_shown += other.n_shown;
        self.conflicts_met += other.conflicts_met;
        self.n_conflicts += other.n_conflicts;
        self.conflicts_told += other.conflicts_told;
        self.conflicts_false += other.conflicts_false;
    }
}

/// What one report denies and another negates is told either way.
fn same_kind(kind: ConflictKind, marked: &str) -> bool {
    let contradicts = |kind: &str| matches!(kind, "denial" | "negation");
    kind.as_str() == marked || contradicts(kind.as_str()) && contradicts(marked)
}

impl Found<'_> {
    /// The statements that hold most of some marked words, the closest first.
    fn same(&self, marked: &Marked) -> io::Result<Vec<StatementIdx>> {
        let is_named = |a: &Article| Path::new(&a.document).ends_with(&marked.document);
        let document = self.articles.iter().position(is_named);
        let document = document
            .ok_or_else(|| io::Error::other(format!("no report is named {}", marked.document)))?;
        let places = places(self.articles[document].text.as_str(), &marked.quote);
        if places.is_empty() {
            let Marked { document, quote } = marked;
            return Err(io::Error::other(format!(
                "{document} does not say: {quote}"
            )));
        }
        let mut same: Vec<(f64, StatementIdx)> = Vec::new();
        let own = self.statements.iter().enumerate();
        for (i, statement) in own.filter(|(_, s)| s.document == DocumentIdx(document)) {
            let dice = places.iter().filter_map(|place| {
                let shared: usize = statement.content.iter().map(|c| c.shared(*place)).sum();
                let size: usize = statement.content.iter().map(|c| c.len()).sum();
                let holds = shared as f64 >= HOLDS * place.len() as f64;
                holds.then(|| 2.0 * shared as f64 / (size + place.len()) as f64)
            });
            if let Some(dice) = dice.max_by(f64::total_cmp) {
                same.push((dice, StatementIdx(i)));
            }
        }
        same.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(same.into_iter().map(|(_, s)| s).collect())
    }

    fn all_same(&self, marked: &[Marked]) -> io::Result<BTreeSet<StatementIdx>> {
        let mut all = BTreeSet::new();
        for one in marked {
            all.extend(self.same(one)?);
        }
        Ok(all)
    }
}

/// Where some words stand in a text, whatever white space is between them.
fn places(text: &str, quote: &str) -> Vec<CleanSpan> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let end = |from: usize| {
        let mut at = from;
        for (i, word) in words.iter().enumerate() {
            let rest = &text[at..];
            let trimmed = if i == 0 { rest } else { rest.trim_start() };
            at += rest.len() - trimmed.len() + word.len();
            trimmed.strip_prefix(word)?;
        }
        Some(at)
    };
    let starts = text.match_indices(first).map(|(at, _)| at);
    starts
        .filter_map(|at| Some(CleanSpan::new(at, end(at)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_across_line_breaks_and_wherever_they_stand() {
        let text = "the gate is\n open; the gate is open, the gate was shut";
        let found: Vec<&str> = places(text, "the gate is open")
            .into_iter()
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(found, ["the gate is\n open", "the gate is open"]);
        assert_eq!(places(text, "the gate is closed"), []);
    }

    #[test]
    fn denials_and_negations_are_one_kind() {
        assert!(same_kind(ConflictKind::Negation, "denial"));
        assert!(same_kind(ConflictKind::Date, "date"));
        assert!(!same_kind(ConflictKind::Number, "date"));
    }
}

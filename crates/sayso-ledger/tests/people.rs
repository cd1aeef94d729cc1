//! Short fictional passages, of one article or two, with whom a careful reader takes their statements to be by: name, office, side, and
//! which names are one person's. A passage is right if all that it asks for is found. Those that are read wrongly are listed in
//! `known_wrong.txt`, so that a change is seen either way: take an id out when it is mended.

#[path = "../../sayso-read/tests/known/mod.rs"]
mod known;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso_ledger::{ActorList, Known, known_actors};
use sayso_read::{Reader, Speaker, Statement};
use sayso_text::{Article, ArticleParts, CleanSpan, DocumentIdx};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    id: String,
    article: Vec<Text>,
    statement: Vec<Wanted>,
    /// Names that are one actor's.
    #[serde(default)]
    actor: Vec<Names>,
    /// Names of which no two are one actor's. One that stands twice is that of two actors, in different articles.
    #[serde(default)]
    apart: Vec<Names>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    article: usize,
    /// Some words of the content.
    content: String,
    /// Empty where no name can be told.
    speaker: String,
    role: Option<String>,
    side: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/people")
}

fn passages() -> Vec<Passage> {
    let read = |name: &str| -> Vec<Passage> {
        let text = fs::read_to_string(folder().join(name)).expect("a file of passages");
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        file.passage
    };
    ["within.toml", "across.toml"]
        .into_iter()
        .flat_map(read)
        .collect()
}

fn article(passage: &Passage, text: &Text) -> Article {
    let parts = ArticleParts::all_body(passage.id.as_str(), text.text.trim());
    Article::new(parts).expect("one block")
}

/// Words in lower case, without articles and what is no letter or digit.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("'s", "").replace("’s", "").to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !matches!(*w, "" | "the" | "a" | "an"));
    words.map(str::to_owned).collect()
}

/// Whether one holds the other.
fn overlaps(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let holds = |long: &[String], short: &[String]| {
        !short.is_empty() && long.windows(short.len()).any(|run| run == short)
    };
    holds(&a, &b) || holds(&b, &a)
}

/// A statement with who its speaker turned out to be.
struct Found<'a> {
    statement: &'a Statement,
    content: String,
    source: String,
    known: Option<Known>,
}

impl Found<'_> {
    fn speaker(&self) -> Option<&Speaker> {
        self.statement.speaker.as_ref()
    }

    /// What is wrong with whom the statement is taken to be by.
    fn differences(&self, wanted: &Wanted) -> Vec<String> {
        let mut wrong = Vec::new();
        let speaker = self.speaker();
        let name = speaker.map_or("", |s| s.name.as_str());
        let canonical = self.known.as_ref().map_or(name, |k| k.name.as_str());
        let is_named = wanted
            .speaker
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        let agrees = if wanted.speaker.is_empty() {
            // Called as the source is, which is no name.
            let as_written = speaker.is_none_or(|s| {
                self.statement
                    .source
                    .iter()
                    .any(|p| p.contains(s.resolved_from))
            });
            as_written && !self.known.as_ref().is_some_and(|k| k.person)
        } else if is_named {
            let title = |text: &str| words(text).ends_with(&words(&wanted.speaker));
            // A group that has no name of its own may be called as written.
            let is_group = speaker.is_none() && overlaps(&self.source, &wanted.speaker);
            let alias = self
                .known
                .as_ref()
                .is_some_and(|k| k.aliases.iter().any(|a| title(a)));
            title(name)
                || title(canonical)
                || alias
                || is_group
                // A body may be called by more words, or fewer.
                || speaker.is_some_and(|s| !s.is_person) && overlaps(name, &wanted.speaker)
                || words(&wanted.speaker).len() > 3 && overlaps(name, &wanted.speaker)
        } else {
            overlaps(name, &wanted.speaker)
                || speaker.is_none() && overlaps(&self.source, &wanted.speaker)
        };
        if !agrees {
            wrong.push(format!("speaker {name:?} ({canonical:?})"));
        }
        if let Some(role) = &wanted.role {
            let found = speaker.and_then(|s| s.role.as_deref()).unwrap_or_default();
            if !overlaps(found, role) && !overlaps(name, role) {
                wrong.push(format!("role {found:?}"));
            }
        }
        if let Some(side) = &wanted.side {
            let own = speaker.and_then(|s| s.affiliation.as_deref());
            let known = self.known.as_ref().and_then(|k| k.side.as_deref());
            let same = |found: &str| {
                let party = |text: &str| sayso_read::party(text);
                overlaps(found, side) || party(found).is_some() && party(found) == party(side)
            };
            if !own.is_some_and(same) && !known.is_some_and(same) {
                wrong.push(format!("side {own:?} {known:?}"));
            }
        }
        wrong
    }
}

/// What is wrong with the reading of a passage, and which actors are wrongly one.
fn differences(passage: &Passage, reader: &Reader) -> (String, String) {
    let articles: Vec<Article> = passage
        .article
        .iter()
        .map(|t| article(passage, t))
        .collect();
    let statements = reader.read(&articles);
    let spoken = statements
        .iter()
        .filter_map(|s| Some((s.document, s.speaker.as_ref()?)));
    let spoken: Vec<(DocumentIdx, &Speaker)> = spoken.collect();
    let mut known = known_actors(&articles, &spoken, &ActorList::default()).into_iter();
    let found: Vec<Found<'_>> = statements
        .iter()
        .map(|statement| {
            let article = &articles[statement.document.0];
            let joined = |spans: &[CleanSpan]| {
                let parts: Vec<&str> = spans.iter().map(|span| article.slice(*span)).collect();
                parts.join(" ")
            };
            Found {
                statement,
                content: joined(&statement.content)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                source: joined(&statement.source),
                known: statement
                    .speaker
                    .as_ref()
                    .and_then(|_| known.next().flatten()),
            }
        })
        .collect();
    let (mut wrong, mut merged) = (String::new(), String::new());
    for wanted in &passage.statement {
        let holds = |f: &&Found<'_>| {
            f.statement.document.0 == wanted.article && f.content.contains(&wanted.content)
        };
        // The innermost that has the words.
        match found.iter().filter(holds).min_by_key(|f| f.content.len()) {
            None => {
                let _ = writeln!(wrong, "  no statement with {:?}", wanted.content);
            }
            Some(f) => {
                let differences = f.differences(wanted);
                if !differences.is_empty() {
                    let _ = writeln!(
                        wrong,
                        "  {:?}, by {:?} as {:?}, {:?} for {:?}: {}",
                        wanted.content,
                        f.source,
                        wanted.speaker,
                        wanted.role,
                        wanted.side,
                        differences.join(", ")
                    );
                }
            }
        }
    }
    let actors_of = |name: &str| -> BTreeSet<usize> {
        let called = |k: &&Known| {
            k.aliases
                .iter()
                .any(|alias| words(alias).ends_with(&words(name)))
        };
        let known = found.iter().filter_map(|f| f.known.as_ref());
        // The very name, before those that only end in it.
        let exact: BTreeSet<usize> = known
            .clone()
            .filter(|k| k.aliases.iter().any(|a| words(a) == words(name)))
            .map(|k| k.actor)
            .collect();
        if exact.is_empty() {
            known.filter(called).map(|k| k.actor).collect()
        } else {
            exact
        }
    };
    for one in &passage.actor {
        let all: BTreeSet<usize> = one.names.iter().flat_map(|name| actors_of(name)).collect();
        if all.len() > 1 {
            let _ = writeln!(wrong, "  {} actors: {:?}", all.len(), one.names);
        }
    }
    for apart in &passage.apart {
        for (i, a) in apart.names.iter().enumerate() {
            for b in &apart.names[..i] {
                let both = if a == b {
                    let by = |k: usize| -> BTreeSet<usize> {
                        let here = found.iter().filter(|f| f.statement.document.0 == k);
                        let known = here.filter_map(|f| f.known.as_ref());
                        known
                            .filter(|k| words(&k.name) == words(a))
                            .map(|k| k.actor)
                            .collect()
                    };
                    by(0).intersection(&by(1)).count() > 0
                } else {
                    actors_of(a).intersection(&actors_of(b)).count() > 0
                };
                if both {
                    let _ = writeln!(merged, "  one actor: {a:?} and {b:?}");
                }
            }
        }
    }
    (wrong, merged)
}

#[test]
fn fictional_speakers_are_who_people_take_them_for() {
    let passages = passages();
    let reader = Reader::embedded(2).expect("the built-in model");
    let (mut wrong, mut report, mut all_merged) = (BTreeSet::new(), String::new(), String::new());
    for passage in &passages {
        let (differences, merged) = differences(passage, &reader);
        if !differences.is_empty() || !merged.is_empty() {
            let _ = writeln!(report, "{}\n{differences}{merged}", passage.id);
            wrong.insert(passage.id.clone());
        }
        if !merged.is_empty() {
            let _ = writeln!(all_merged, "{}\n{merged}", passage.id);
        }
    }
    assert!(
        all_merged.is_empty(),
        "wrongly merged:\n{all_merged}\n{report}"
    );
    let n = passages.len();
    known::compare(&folder(), n, &wrong, 55, &report);
    assert!(n >= 120, "{n} passages");
}

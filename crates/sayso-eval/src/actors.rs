//! Who is who across outlets, against hand annotation of the same events in five of them.
//!
//! The file is laid out as NewsWCL50 in CoNLL columns: document (`EVENT/-/EVENT_OUTLET`), sentence, token, word, chains. Chains whose
//! name ends in ACTOR are persons, in COUNTRY countries with all that speaks for them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ledger::{ActorList, Known, known_actors};
use sayso_read::{Reader, Speaker};
use sayso_text::{Article, ArticleParts, CleanSpan, DocumentIdx};

use crate::clean::line;
use crate::overlap::Score;

/// A mention: its article, its place, its chain.
type Mention = (DocumentIdx, CleanSpan, String);

/// The articles of one event and the mentions in them.
#[derive(Clone, Debug, Default)]
pub struct Event {
    articles: Vec<Article>,
    mentions: Vec<Mention>,
}

/// Reads the events of a file.
///
/// # Errors
/// If the file cannot be read, or has no document.
pub fn events(path: &Path) -> io::Result<Vec<Event>> {
    let table = fs::read_to_string(path)?;
    let mut events: BTreeMap<String, Event> = BTreeMap::new();
    for part in table.split("#begin document ").skip(1) {
        let (name, rows) = part.split_once('\n').unwrap_or((part, ""));
        let name = name.split(';').next().unwrap_or_default().trim();
        let event = name.split('/').next().unwrap_or_default();
        let event = events.entry(event.to_owned()).or_default();
        let document = DocumentIdx(event.articles.len());
        let (text, mentions) = running_text(rows);
        let article = Article::new(ArticleParts::all_body(name, text));
        let article = article.map_err(|e| io::Error::other(format!("{name}: {e}")))?;
        event.articles.push(article);
        let kept = mentions
            .into_iter()
            .filter(|(_, chain)| chain.ends_with("_ACTOR") || chain.ends_with("_COUNTRY"));
        event
            .mentions
            .extend(kept.map(|(span, chain)| (document, span, chain)));
    }
    if events.is_empty() {
        return Err(io::Error::other("no `#begin document`"));
    }
    Ok(events.into_values().collect())
}

/// The words as printed and the chains' mentions, in order of their ends.
fn running_text(rows: &str) -> (String, Vec<(CleanSpan, String)>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in rows.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [_, _, _, word, chains, ..] = cells[..] else {
            continue;
        };
        // Where a paragraph ends.
        if word == "\\n" {
            text.push('\n');
            continue;
        }
        let closes = ",.;:?!)]}%’".contains(word) || matches!(word, "'s" | "’s" | "n't" | "n’t");
        let hyphen = word == "-" || text.ends_with('-') && !text.ends_with(" -");
        if !(text.is_empty()
            || text.ends_with('\n')
            || closes
            || hyphen
            || text.ends_with(['(', '[', '{', '$', '“']))
        {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        for part in chains.split('|').map(str::trim) {
            let name = part.trim_matches(['(', ')']).to_owned();
            if part.starts_with('(') {
                open.entry(name.clone()).or_default().push(start);
            }
            if part.ends_with(')')
                && let Some(start) = open.get_mut(&name).and_then(Vec::pop)
            {
                mentions.push((CleanSpan::new(start, text.len()), name));
            }
        }
    }
    (text, mentions)
}

/// A cluster's name: a person's number, or a side, or what stays by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cluster {
    Person(usize),
    Side(String),
    Alone(usize),
}

/// The cluster of each mention: persons by who they are, everything else by the side it speaks for.
fn clusters(event: &Event, mentions: &[(DocumentIdx, CleanSpan)], reader: &Reader) -> Vec<Cluster> {
    let mut speakers: Vec<Option<Speaker>> = vec![None; mentions.len()];
    for (d, article) in event.articles.iter().enumerate() {
        let own: Vec<usize> = (0..mentions.len())
            .filter(|&i| mentions[i].0 == DocumentIdx(d))
            .collect();
        let spans: Vec<CleanSpan> = own.iter().map(|&i| mentions[i].1).collect();
        for (i, speaker) in own.into_iter().zip(reader.referents(article, &spans)) {
            speakers[i] = speaker;
        }
    }
    let voices: Vec<(DocumentIdx, &Speaker)> = mentions
        .iter()
        .zip(&speakers)
        .filter_map(|((document, _), speaker)| Some((*document, speaker.as_ref()?)))
        .collect();
    let mut known = known_actors(&event.articles, &voices, &ActorList::default()).into_iter();
    let mut cluster = |(i, speaker): (usize, &Option<Speaker>)| {
        let found = speaker.as_ref().and_then(|_| known.next()?);
        match found {
            Some(Known {
                actor,
                person: true,
                ..
            }) => Cluster::Person(actor),
            Some(Known {
                side: Some(side), ..
            }) => Cluster::Side(side),
            _ => Cluster::Alone(i),
        }
    };
    speakers.iter().enumerate().map(&mut cluster).collect()
}

/// B-cubed (Bagga and Baldwin 1998) of the clusters of all events together: with the annotators' mentions given, and with the names
/// that the reader finds, where one that no annotator marked is wrong. With `wrong`, also what the mentions of each chain were taken for.
#[must_use]
pub fn table(events: &[Event], reader: &Reader, wrong: bool) -> String {
    let (mut given, mut own) = ([0.0; 4], [0.0; 4]);
    let mut chains = String::new();
    for event in events {
        let places: Vec<(DocumentIdx, CleanSpan)> =
            event.mentions.iter().map(|(d, s, _)| (*d, *s)).collect();
        let found = clusters(event, &places, reader);
        add(&mut given, event, &places, &found);
        if wrong {
            chains += &taken_for(event, &found);
        }
        let mut names: BTreeSet<(DocumentIdx, CleanSpan)> = BTreeSet::new();
        for (d, article) in event.articles.iter().enumerate() {
            let kinds = ["Person", "Organization", "Location", "NORP"];
            let all = reader.names(article).into_iter();
            let all = all.filter(|name| kinds.contains(&name.kind));
            names.extend(all.map(|name| (DocumentIdx(d), name.span)));
        }
        let names: Vec<_> = names.into_iter().collect();
        let found = clusters(event, &names, reader);
        add(&mut own, event, &names, &found);
    }
    let score = |[p, n_found, r, n_wanted]: [f64; 4]| Score {
        precision: p / n_found.max(1.0),
        recall: r / n_wanted.max(1.0),
    };
    let mut out = String::new();
    line(&mut out, "actors, mentions given", score(given));
    line(&mut out, "actors, own names", score(own));
    out + &chains
}

/// Each chain, the longest first, with the clusters that hold its mentions, the largest first, and the words of these.
fn taken_for(event: &Event, found: &[Cluster]) -> String {
    let mut chains: BTreeMap<&str, BTreeMap<&Cluster, Vec<&str>>> = BTreeMap::new();
    for ((document, span, chain), cluster) in event.mentions.iter().zip(found) {
        let words = event.articles[document.0].slice(*span);
        let clusters = chains.entry(chain).or_default();
        clusters.entry(cluster).or_default().push(words);
    }
    let n_mentions = |clusters: &BTreeMap<&Cluster, Vec<&str>>| -> usize {
        clusters.values().map(Vec::len).sum()
    };
    let mut chains: Vec<_> = chains.into_iter().collect();
    chains.sort_by_key(|(_, clusters)| Reverse(n_mentions(clusters)));
    let mut out = String::new();
    for (chain, clusters) in chains {
        let _ = writeln!(out, "\n{chain}: {} mentions", n_mentions(&clusters));
        let mut clusters: Vec<_> = clusters.into_iter().collect();
        clusters.sort_by_key(|(_, words)| Reverse(words.len()));
        for (cluster, mut words) in clusters {
            let n = words.len();
            words.sort_unstable();
            words.dedup();
            let name = match cluster {
                Cluster::Person(actor) => format!("person {actor}"),
                Cluster::Side(side) => side.clone(),
                Cluster::Alone(_) => "nobody".to_owned(),
            };
            let _ = writeln!(out, "  {n} as {name}: {}", words.join(" | "));
        }
    }
    out
}

/// Adds the sums of precision and recall over mentions, each with their number.
fn add(sums: &mut [f64; 4], event: &Event, places: &[(DocumentIdx, CleanSpan)], found: &[Cluster]) {
    // A place may be marked for two chains ("the two leaders"): each counts.
    let mut wanted: BTreeMap<(DocumentIdx, CleanSpan), Vec<&str>> = BTreeMap::new();
    for (document, span, chain) in &event.mentions {
        wanted.entry((*document, *span)).or_default().push(chain);
    }
    let mut members: BTreeMap<&Cluster, Vec<usize>> = BTreeMap::new();
    for (i, cluster) in found.iter().enumerate() {
        members.entry(cluster).or_default().push(i);
    }
    let chains_of = |i: usize| wanted.get(&places[i]).map_or(&[][..], Vec::as_slice);
    let share = |i: usize, chain: &str| {
        let same = members[&found[i]].iter();
        same.filter(|j| chains_of(**j).contains(&chain)).count() as f64
    };
    for i in 0..places.len() {
        let best = chains_of(i).iter().map(|chain| share(i, chain));
        sums[0] += best.fold(0.0, f64::max) / members[&found[i]].len() as f64;
    }
    sums[1] += places.len() as f64;
    let mut at: BTreeMap<(DocumentIdx, CleanSpan), usize> = BTreeMap::new();
    for (i, place) in places.iter().enumerate() {
        at.entry(*place).or_insert(i);
    }
    for (document, span, chain) in &event.mentions {
        let n = event.mentions.iter().filter(|m| m.2 == *chain).count();
        if let Some(&i) = at.get(&(*document, *span)) {
            sums[2] += share(i, chain).min(n as f64) / n as f64;
        }
    }
    sums[3] += event.mentions.len() as f64;
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "e/-/a\t0\t0\tMr.\t(0_HOLM_ACTOR\ne/-/a\t0\t1\tHolm\t0_HOLM_ACTOR)\ne/-/a\t0\t2\tsaid\t-\ne/-/a\t0\t3\tNorland\t(0_N_COUNTRY)|(0_HOLM_ACTOR)\ne/-/a\t0\t4\t'll\t-\n";

    #[test]
    fn chains_are_read_with_their_places() {
        let (text, mentions) = running_text(ROWS);
        let shown: Vec<(&str, &str)> = mentions
            .iter()
            .map(|(span, chain)| (&text[span.range()], chain.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Mr. Holm", "0_HOLM_ACTOR"),
                ("Norland", "0_N_COUNTRY"),
                ("Norland", "0_HOLM_ACTOR")
            ]
        );
    }

    #[test]
    fn b_cubed_is_counted_by_mention() {
        let at = |k: usize| (DocumentIdx(0), CleanSpan::new(k, k + 1));
        let mention = |(k, chain): (usize, &str)| (at(k).0, at(k).1, chain.to_owned());
        let event = Event {
            articles: Vec::new(),
            mentions: [(0, "a"), (1, "a"), (2, "a"), (3, "b")]
                .map(mention)
                .to_vec(),
        };
        let places: Vec<_> = (0..4).map(at).collect();
        // {0, 1} {2, 3}: precision (1 + 1 + 1/2 + 1/2) / 4, recall (2/3 + 2/3 + 1/3 + 1) / 4.
        let found = [0, 0, 1, 1].map(Cluster::Person);
        let mut sums = [0.0; 4];
        add(&mut sums, &event, &places, &found);
        assert!((sums[0] / sums[1] - 0.75).abs() < 1e-9, "{sums:?}");
        assert!((sums[2] / sums[3] - 2.0 / 3.0).abs() < 1e-9, "{sums:?}");
    }
}

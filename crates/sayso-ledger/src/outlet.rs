//! Differences between outlets: what one has and the others leave out, loaded words for what others report plainly, and the
//! spellings of names that each prefers.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::StatementIdx;
use sayso_text::{CleanSpan, DocumentIdx, sentences};

use crate::actor::Actors;
use crate::claim::{Evidence, Grouped};
use crate::ledger::{LoadedCue, OutletView, PreferredName};
use crate::name::same_surname;
use crate::terms::{TermSet, Word, words};
use crate::unit::Unit;

/// Stems of verbs that doubt or colour what they report (the list of Recasens, Danescu-Niculescu-Mizil and Jurafsky 2013 gives
/// such reporting verbs as the most frequent words of framing bias).
const LOADED: &[&str] = &[
    "admit", "alleg", "assert", "blast", "boast", "brag", "claim", "conced", "confess", "contend",
    "fume", "gloat", "insist", "lament", "purport", "rant", "rail", "slam", "vent",
];
/// Stems of verbs that only report.
const PLAIN: &[&str] = &[
    "accord", "add", "announc", "said", "say", "state", "tell", "told",
];

/// Share of a wording's weight in two sentences of an article from which the article tells it, and the terms that a wording has at least.
const TOLD: f32 = 0.6;
const FEWEST_TERMS: usize = 3;
/// Wordings of a claim that are looked for in other articles, at most.
const WORDINGS: usize = 24;

/// The words of each two sentences of an article in a row.
fn passages(evidence: Evidence<'_>, document: DocumentIdx) -> Vec<TermSet> {
    let text = evidence.articles[document.0].text.as_str();
    let split: Vec<Vec<Word>> = sentences(text, CleanSpan::new(0, text.len()))
        .into_iter()
        .map(|span| words(&text[span.range()]))
        .collect();
    let pairs = split.windows(2.min(split.len().max(1)));
    pairs
        .map(|pair| TermSet::new(pair.iter().flatten(), evidence.vocabulary))
        .collect()
}

/// What sets each outlet apart, in order of their first articles; outlets of which nothing is to be told are left out.
pub(crate) fn outlet_views(
    evidence: Evidence<'_>,
    documents: &[DocumentIdx],
    claims: &[Grouped],
) -> Vec<OutletView> {
    let articles = evidence.articles;
    let name = |d: &DocumentIdx| articles.get(d.0).map(|a| a.outlet_or_document().to_owned());
    let mut names: Vec<String> = Vec::new();
    let mut of_outlet: BTreeMap<String, BTreeSet<DocumentIdx>> = BTreeMap::new();
    for document in documents {
        let Some(name) = name(document) else { continue };
        if !names.contains(&name) {
            names.push(name.clone());
        }
        of_outlet.entry(name).or_default().insert(*document);
    }
    if names.len() < 2 {
        return Vec::new();
    }
    let carriers: Vec<BTreeSet<String>> = claims
        .iter()
        .map(|g| g.claim.documents.iter().filter_map(name).collect())
        .collect();
    let spellings = spellings(evidence.actors, documents);
    let passages: BTreeMap<DocumentIdx, Vec<TermSet>> = documents
        .iter()
        .map(|d| (*d, passages(evidence, *d)))
        .collect();
    // What an outlet tells in words of its own, in whatever statement or none, it does not leave out.
    let tells = |outlet: &String, c: usize| {
        let wordings = claims[c].units.iter().take(WORDINGS);
        let terms = wordings.map(|&i| &evidence.units[i].terms);
        let told = |terms: &TermSet| {
            let own = of_outlet[outlet].iter().flat_map(|d| &passages[d]);
            terms.len() >= FEWEST_TERMS && own.into_iter().any(|p| terms.covered_by(p) >= TOLD)
        };
        terms.into_iter().any(told)
    };
    let view = |outlet: &String| {
        let carries = |c: &usize| carriers[*c].contains(outlet);
        let others = || names.iter().filter(|other| *other != outlet);
        let only_here = (0..claims.len()).filter(|c| carries(c) && carriers[*c].len() == 1);
        let only_here = only_here.filter(|c| !others().any(|other| tells(other, *c)));
        // What most of the others have.
        let most = |c: &usize| carriers[*c].len() >= 2 && carriers[*c].len() * 2 >= names.len();
        let left_out = (0..claims.len()).filter(|c| !carries(c) && most(c));
        let left_out = left_out.filter(|c| !tells(outlet, *c));
        OutletView {
            outlet: outlet.clone(),
            documents: of_outlet[outlet].iter().copied().collect(),
            only_here: only_here.collect(),
            left_out: left_out.collect(),
            loaded: loaded(evidence, &of_outlet[outlet], claims),
            names: preferred(&spellings, &of_outlet[outlet]),
        }
    };
    let views = names.iter().map(view);
    views
        .filter(|v| {
            let tells_nothing = v.only_here.is_empty() && v.left_out.is_empty();
            !(tells_nothing && v.loaded.is_empty() && v.names.is_empty())
        })
        .collect()
}

/// A name that the articles of a story spell in several ways: who bears it, and the articles by spelling.
struct Spelled<'a> {
    name: &'a str,
    articles: BTreeMap<&'a str, BTreeSet<DocumentIdx>>,
}

/// The names that are spelled in several ways: surnames, and names of one word.
fn spellings<'a>(actors: &'a Actors, documents: &[DocumentIdx]) -> Vec<Spelled<'a>> {
    let mut found = Vec::new();
    for (_, actor) in actors.all() {
        let mut articles: BTreeMap<&str, BTreeSet<DocumentIdx>> = BTreeMap::new();
        for (form, having) in &actor.forms {
            let last = form.rsplit(' ').next().unwrap_or(form);
            let whole = actor.person || last.len() == form.len();
            if whole && last.starts_with(char::is_uppercase) {
                let here = having.iter().filter(|d| documents.contains(d));
                articles.entry(last).or_default().extend(here);
            }
        }
        // Spellings of one name; others are other names of his.
        let lower: Vec<String> = articles.keys().map(|s| s.to_lowercase()).collect();
        let is_spelling = |name: &str| {
            let name = name.to_lowercase();
            let other = |known: &&String| **known != name && same_surname(known, &name);
            lower.iter().any(|known| other(&known))
        };
        articles.retain(|name, having| is_spelling(name) && !having.is_empty());
        if articles.len() > 1 {
            found.push(Spelled {
                name: &actor.name,
                articles,
            });
        }
    }
    found
}

/// The names that an outlet spells otherwise than most articles do.
fn preferred(spellings: &[Spelled<'_>], own: &BTreeSet<DocumentIdx>) -> Vec<PreferredName> {
    let of_name = |spelled: &Spelled<'_>| {
        let most = |count: &dyn Fn(&BTreeSet<DocumentIdx>) -> usize| {
            let counted = spelled.articles.iter().map(|(name, d)| (count(d), *name));
            counted
                .filter(|(n, _)| *n > 0)
                .max_by_key(|(n, name)| (*n, std::cmp::Reverse(*name)))
        };
        let (_, here) = most(&|d| d.intersection(own).count())?;
        let (n_usual, usual) = most(&BTreeSet::len)?;
        let is_rarer = spelled.articles[here].len() < n_usual;
        is_rarer.then(|| PreferredName {
            name: spelled.name.to_owned(),
            spelled: here.to_owned(),
            usual: usual.to_owned(),
        })
    };
    spellings.iter().filter_map(of_name).collect()
}

/// Cues by which an outlet colours what another reports of the same speaker plainly.
fn loaded(
    evidence: Evidence<'_>,
    own: &BTreeSet<DocumentIdx>,
    claims: &[Grouped],
) -> Vec<LoadedCue> {
    let mut found = Vec::new();
    for grouped in claims {
        let units = || grouped.units.iter().map(|&i| &evidence.units[i]);
        for unit in units().filter(|u| own.contains(&u.document) && u.speaker.is_some()) {
            let Some(cue) = cue_of(evidence, unit, LOADED) else {
                continue;
            };
            let plain: Vec<StatementIdx> = units()
                .filter(|u| !own.contains(&u.document) && u.speaker == unit.speaker)
                .filter(|u| cue_of(evidence, u, PLAIN).is_some())
                .map(|u| u.lead)
                .collect();
            if !plain.is_empty() {
                found.push(LoadedCue {
                    statement: unit.lead,
                    cue,
                    plain,
                });
            }
        }
    }
    found
}

/// The cue of a unit, if one of its words has one of some stems.
fn cue_of(evidence: Evidence<'_>, unit: &Unit, stems: &[&str]) -> Option<String> {
    let statement = &evidence.statements[unit.lead.0];
    let article = evidence.articles.get(unit.document.0)?;
    let cue: Vec<&str> = statement.cue.iter().map(|c| article.slice(*c)).collect();
    let cue = cue.join(" ");
    words(&cue)
        .iter()
        .any(|w| stems.contains(&w.stem.as_str()))
        .then_some(cue)
}

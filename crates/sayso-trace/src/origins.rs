//! Whose words each passage is.

use std::collections::BTreeMap;

use sayso_text::{Article, CleanSpan, DocumentIdx};

use crate::counterpart::{Counterparts, Rarity};
use crate::group::{Credit, Group, Groups, n_narrative};
use crate::lineage::{Basis, Origin, OriginIdx, OriginShare};
use crate::pairs::Shared;
use crate::quotes::Remarks;
use crate::rewrite::Rewrite;
use crate::words::Words;

/// Fewest words outside quotation marks by which a single passage leads back to a group's text.
const LONE_PASSAGE: usize = 15;

/// What a stretch of words goes back to, before origins are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// The text that a group of articles shares.
    Group(usize),
    /// An agency's story that stands alone.
    Wire(usize),
    /// Remarks that several articles quote.
    Remarks(usize),
    /// Agencies that the article does not name.
    Unnamed(usize),
    /// The reporting of an outlet, by the number of its first article.
    Own(usize),
}

/// Everything origins are told from.
pub(crate) struct Evidence<'a> {
    pub(crate) articles: &'a [Article],
    pub(crate) words: &'a [Words],
    pub(crate) rarity: &'a Rarity,
    pub(crate) credits: &'a [Credit],
    pub(crate) shared: &'a [Shared],
    pub(crate) groups: &'a Groups,
    /// For each article, the first of the same outlet.
    pub(crate) first_of_outlet: &'a [usize],
}

/// For each article, the first of the same outlet, or of the same agency where that publishes itself.
pub(crate) fn first_of_outlet(articles: &[Article], credits: &[Credit]) -> Vec<usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let named = articles.iter().zip(credits).enumerate();
    named
        .map(|(i, (article, credit))| *first.entry(own_name(article, credit)).or_insert(i))
        .collect()
}

/// Who reports where an article's words are its own.
fn own_name<'a>(article: &'a Article, credit: &'a Credit) -> &'a str {
    match credit {
        Credit::Own(agency) => agency,
        _ => article.outlet_or_document(),
    }
}

/// What people call a source: its name, or the name of the file where that is all there is.
fn shown(name: &str) -> &str {
    name.rsplit(['/', '\\'])
        .find(|part| !part.is_empty())
        .unwrap_or(name)
}

/// The origins of all articles, in order of first appearance, and each article's shares.
pub(crate) fn origins(evidence: &Evidence<'_>) -> (Vec<Origin>, Vec<Vec<OriginShare>>) {
    let keys = keys(evidence);
    let remarks = Remarks::of(evidence.words, evidence.shared, &evidence.groups.of);
    let mut numbers: BTreeMap<Key, OriginIdx> = BTreeMap::new();
    let mut origins: Vec<Origin> = Vec::new();
    let mut shares = Vec::new();
    for (i, mut of_words) in keys.into_iter().enumerate() {
        let rest = rest(evidence, i);
        for (word, remark) in remarks.of_article(i) {
            // Words that go back to the text of others go there with their narrative.
            if of_words[word] == rest {
                of_words[word] = Key::Remarks(remark);
            }
        }
        let mut of_article: BTreeMap<OriginIdx, OriginShare> = BTreeMap::new();
        for key in &of_words {
            if !numbers.contains_key(key) {
                numbers.insert(*key, OriginIdx(origins.len()));
                origins.push(origin(evidence, &remarks, key, i));
            }
            let number = numbers[key];
            let documents = &mut origins[number.0].documents;
            if let Err(at) = documents.binary_search(&DocumentIdx(i)) {
                documents.insert(at, DocumentIdx(i));
            }
            let share = of_article.entry(number).or_insert(OriginShare {
                origin: number,
                share: 0.0,
                confidence: 0.0,
                ranges: Vec::new(),
            });
            share.share += 1.0;
        }
        let text = evidence.articles[i].text.as_str();
        for (range, key) in ranges(text, &evidence.words[i], &of_words) {
            if let Some(share) = of_article.get_mut(&numbers[key]) {
                share.ranges.push(range);
            }
        }
        let mut of_article: Vec<OriginShare> = of_article.into_values().collect();
        for share in &mut of_article {
            share.share /= of_words.len() as f64;
        }
        of_article.sort_by(|x, y| y.share.total_cmp(&x.share).then(x.origin.cmp(&y.origin)));
        shares.push(of_article);
    }
    for origin in origins
        .iter_mut()
        .filter(|o| o.basis == [Basis::WireCredit] && o.documents.len() > 1)
    {
        origin.basis.push(Basis::SharedText);
    }
    for (credit, shares) in evidence.credits.iter().zip(&mut shares) {
        for share in shares {
            share.confidence = confidence(&origins[share.origin.0].basis, credit);
        }
    }
    tell_apart(&mut origins, evidence.articles);
    (origins, shares)
}

/// How likely words are to come from the origin they are given, by what it rests on: of the passages of `eval/origins.tsv`, the
/// share that readers gave the same origin, reckoned with one more on either side (Laplace's rule of succession).
fn confidence(basis: &[Basis], credit: &Credit) -> f64 {
    let succession = |right: u32, all: u32| f64::from(right + 1) / f64::from(all + 2);
    let is_of = |one: Basis| basis.contains(&one);
    match (is_of(Basis::WireCredit), is_of(Basis::SharedText)) {
        (true, true) => succession(24, 28),
        (true, false) => succession(11, 13),
        (false, true) => succession(2, 5),
        (false, false) if is_of(Basis::SharedQuotes) => succession(29, 30),
        // An agency has a part in the article, and which words are its is not known.
        (false, false) if matches!(credit, Credit::InPart(_)) => succession(32, 36),
        (false, false) => succession(87, 88),
    }
}

/// For each word of each article, what it goes back to, remarks left aside.
fn keys(evidence: &Evidence<'_>) -> Vec<Vec<Key>> {
    let references = |group| {
        evidence
            .groups
            .references(group, evidence.words, evidence.credits)
    };
    let behind: Vec<Counterparts<'_>> = (0..evidence.groups.groups.len())
        .map(|group| Counterparts::of(evidence.rarity, evidence.words, &references(group)))
        .collect();
    let matched = matched(evidence);
    (0..evidence.articles.len())
        .map(|i| {
            let words = &evidence.words[i];
            let credit = &evidence.credits[i];
            let rest = rest(evidence, i);
            let own_text = text_of(evidence, i);
            if credit.agency().is_some() {
                return vec![own_text.unwrap_or(rest); words.len()];
            }
            let Some(group) = evidence.groups.of[i] else {
                return with_lone_passages(words, &matched[i], vec![rest; words.len()]);
            };
            let in_text: Vec<bool> = matched[i].iter().map(|m| *m == own_text).collect();
            let rewrite = Rewrite {
                article: i,
                words,
                in_text: &in_text,
                counterparts: &behind[group],
                mixed: *credit == Credit::Unnamed,
            };
            let taken = rewrite.taken_over();
            let mut keys = vec![rest; words.len()];
            for (sentence, _) in words
                .sentences
                .iter()
                .zip(taken)
                .filter(|(_, taken)| *taken)
            {
                keys[sentence.words.clone()].fill(group_key(evidence, group));
            }
            with_lone_passages(words, &matched[i], keys)
        })
        .collect()
}

/// What the words of an article go back to where nothing else is known.
fn rest(evidence: &Evidence<'_>, i: usize) -> Key {
    match &evidence.credits[i] {
        Credit::Named(_) => Key::Wire(i),
        Credit::Unnamed => Key::Unnamed(i),
        Credit::Own(_) | Credit::InPart(_) | Credit::None => Key::Own(evidence.first_of_outlet[i]),
    }
}

/// The text that an article's words stand for when another article has them too: its group's, or the agency's it credits.
fn text_of(evidence: &Evidence<'_>, i: usize) -> Option<Key> {
    let group = evidence.groups.of[i].map(|group| group_key(evidence, group));
    group.or_else(|| evidence.credits[i].agency().map(|_| rest(evidence, i)))
}

/// What the text of a group goes back to: an outlet that only repeats itself has it from nobody.
fn group_key(evidence: &Evidence<'_>, group: usize) -> Key {
    let Group {
        members, credited, ..
    } = &evidence.groups.groups[group];
    let outlet = |member: &usize| evidence.first_of_outlet[*member];
    let first = outlet(&members[0]);
    if !credited && members.iter().all(|m| outlet(m) == first) {
        Key::Own(first)
    } else {
        Key::Group(group)
    }
}

/// For each word of each article, the text of others in which it stands, by a shared passage: that of its own group before
/// another, and another only by narrative that is long enough to be no accident.
fn matched(evidence: &Evidence<'_>) -> Vec<Vec<Option<Key>>> {
    let texts: Vec<Option<Key>> = (0..evidence.articles.len())
        .map(|i| text_of(evidence, i))
        .collect();
    let mut found: Vec<Vec<Option<Key>>> =
        evidence.words.iter().map(|w| vec![None; w.len()]).collect();
    for own in [false, true] {
        for shared in evidence.shared {
            let (a, b) = (&evidence.words[shared.a], &evidence.words[shared.b]);
            let (text_a, text_b) = (&texts[shared.a], &texts[shared.b]);
            if (text_a == text_b) != own {
                continue;
            }
            let outlets = evidence.first_of_outlet;
            if !own && outlets[shared.a] == outlets[shared.b] {
                continue;
            }
            for passage in &shared.passages {
                if !own && n_narrative(a, b, passage) < LONE_PASSAGE {
                    continue;
                }
                for (i, j) in &passage.matched {
                    if text_b.is_some() {
                        found[shared.a][*i] = *text_b;
                    }
                    if text_a.is_some() {
                        found[shared.b][*j] = *text_a;
                    }
                }
            }
        }
    }
    found
}

/// Hands sentences that mostly stand in another text to that text.
fn with_lone_passages(words: &Words, matched: &[Option<Key>], mut keys: Vec<Key>) -> Vec<Key> {
    for sentence in &words.sentences {
        let range = sentence.words.clone();
        let mut n_by_text: BTreeMap<&Key, usize> = BTreeMap::new();
        for text in matched[range.clone()].iter().flatten() {
            *n_by_text.entry(text).or_default() += 1;
        }
        let most = n_by_text
            .into_iter()
            .max_by_key(|(text, n)| (*n, std::cmp::Reverse(*text)));
        if let Some((text, n)) = most
            && n * 5 >= range.len() * 3
            && !matches!(keys[range.start], Key::Group(_))
        {
            keys[range].fill(*text);
        }
    }
    keys
}

fn origin(evidence: &Evidence<'_>, remarks: &Remarks, key: &Key, i: usize) -> Origin {
    let (label, basis, agency) = match key {
        Key::Group(group) => {
            let group = &evidence.groups.groups[*group];
            let label = match (&group.agency, group.credited) {
                (Some(agency), _) => format!("{agency} story"),
                (None, true) => "Story of unnamed agencies".to_owned(),
                (None, false) => shared_label(evidence.articles, &group.members),
            };
            let credit = group.credited.then_some(Basis::WireCredit);
            (
                label,
                credit.into_iter().chain([Basis::SharedText]).collect(),
                group.agency.clone(),
            )
        }
        Key::Wire(credited) => {
            let agency = evidence.credits[*credited].agency().map(str::to_owned);
            (
                format!("{} story", agency.as_deref().unwrap_or("Agency")),
                vec![Basis::WireCredit],
                agency,
            )
        }
        Key::Unnamed(_) => (
            format!(
                "Unnamed agencies, in {}",
                shown(evidence.articles[i].outlet_or_document())
            ),
            vec![Basis::WireCredit],
            None,
        ),
        Key::Remarks(remark) => {
            let first = remarks.first_words(*remark, evidence.articles, evidence.words);
            (
                format!("Remarks quoted in common: “{first}…”"),
                vec![Basis::SharedQuotes],
                None,
            )
        }
        Key::Own(first) => {
            let agency = evidence.credits[*first].agency().map(str::to_owned);
            let who = own_name(&evidence.articles[*first], &evidence.credits[*first]);
            (
                format!("{}: own reporting", shown(who)),
                vec![Basis::Own],
                agency,
            )
        }
    };
    let documents = match key {
        Key::Remarks(remark) => remarks.documents(*remark),
        _ => Vec::new(),
    };
    Origin {
        label,
        documents,
        basis,
        agency,
    }
}

fn shared_label(articles: &[Article], members: &[usize]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for member in members {
        let name = shown(articles[*member].outlet_or_document());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => "Shared story".to_owned(),
        [only] => format!("Story repeated by {only}"),
        [first, second] => format!("Story shared by {first} and {second}"),
        [first, second, rest @ ..] => {
            format!("Story shared by {first}, {second} and {} more", rest.len())
        }
    }
}

/// Different stories of one agency get the outlets that carry them into their names.
fn tell_apart(origins: &mut [Origin], articles: &[Article]) {
    let mut n_called: BTreeMap<String, usize> = BTreeMap::new();
    for origin in origins.iter() {
        *n_called.entry(origin.label.clone()).or_default() += 1;
    }
    for origin in origins.iter_mut().filter(|o| n_called[&o.label] > 1) {
        if let Some(first) = origin.documents.first() {
            origin.label = format!(
                "{}, in {}",
                origin.label,
                articles[first.0].outlet_or_document()
            );
        }
    }
}

/// Stretches of body with one origin. They meet at white space and leave out no visible character of the body.
fn ranges<'k>(text: &str, words: &Words, keys: &'k [Key]) -> Vec<(CleanSpan, &'k Key)> {
    let mut found = Vec::new();
    for (stretch, range) in &words.stretches {
        let mut start = stretch.start().get();
        for at in range.clone() {
            let last = at + 1 == range.end;
            if !last && keys[at] == keys[at + 1] {
                continue;
            }
            let end = if last {
                stretch.end().get()
            } else {
                let (from, to) = (
                    words.spans[at].end().get(),
                    words.spans[at + 1].start().get(),
                );
                from + seam(&text[from..to])
            };
            let piece = &text[start..end];
            let lead = piece.len() - piece.trim_start().len();
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                found.push((
                    CleanSpan::new(start + lead, start + lead + trimmed.len()),
                    &keys[at],
                ));
            }
            start = end;
        }
    }
    found
}

/// Where the characters between two words of different origin part: at white space, else before a mark that opens.
fn seam(between: &str) -> usize {
    between
        .find(char::is_whitespace)
        .or_else(|| between.find(['“', '‘', '„', '«', '(']))
        .unwrap_or(0)
}

//! Reads the words that name a source: name, title, pronoun, body, group.

use sayso_text::CleanSpan;

use crate::Speaker;
use crate::party::{NameKind, is_demonym_of, parties, party, party_at};
use crate::people::People;
use crate::speaker::Number;
use crate::title::{Gender, Title, role, role_at, title};
use crate::words::{Words, bare, is_capital, is_in, is_trade, possessor};

/// What a source phrase is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SourcePhrase {
    /// One or more persons of the article; `None` for a name that several bear.
    People(Vec<Option<usize>>),
    /// He, she.
    He(Gender),
    /// It.
    It,
    /// They.
    They,
    /// A relative pronoun.
    Who,
    /// A definite title, with the speaker to fall back on.
    Nominal { title: Title, speaker: Speaker },
    /// "The ministry", "the lender", "the 31-year-old": the noun, with the speaker to fall back on.
    Definite { head: String, speaker: Speaker },
    /// A body, group or unnamed person, called as written.
    Named(Speaker, Number),
    /// Nothing that names or describes a speaker.
    Unknown,
}

/// Reads a source phrase.
pub(crate) fn read_source(text: &str, words: &Words<'_>, people: &People) -> SourcePhrase {
    let (from, end) = trim(words);
    if from >= end {
        return SourcePhrase::Unknown;
    }
    // "He, like others,": an aside does not change who that is.
    let alone = end - from == 1 || words.get(from + 1) == ",";
    if alone
        && !is_body_in_capitals(words, from)
        && let Some(pronoun) = pronoun(&words.lower(from))
    {
        return pronoun;
    }
    // "No one", "none of the ministers": nobody; "No 10" is an address.
    let counted = words
        .get(from + 1)
        .starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if is_in("nobody", &words.lower(from)) && !counted {
        return SourcePhrase::Unknown;
    }
    // "Its statement of Friday" is whose statement it is.
    let document = (from + 1..end.min(from + 3)).any(|i| is_in("venue-speech", &words.lower(i)));
    if matches!(words.lower(from).as_str(), "its" | "their" | "his" | "her")
        && document
        && let Some(owner) = pronoun(&words.lower(from))
    {
        return owner;
    }
    // "The elder Holm": which of the family that is, the name does not tell.
    if end - from > 2
        && is_in("definite", &words.lower(from))
        && matches!(words.lower(from + 1).as_str(), "elder" | "younger")
    {
        let is_elder = words.lower(from + 1) == "elder";
        return SourcePhrase::People(vec![people.of_age(bare(words.get(end - 1)), is_elder)]);
    }
    let segments = segments(words, from, end);
    if let Some(found) = people_in(words, &segments, people) {
        return SourcePhrase::People(found);
    }
    if let Some(owner) = only_owner(words, from, end, people) {
        return SourcePhrase::People(vec![Some(owner)]);
    }
    // "Among the issues": a circumstance.
    if is_in("circumstance", &words.lower(from)) {
        return SourcePhrase::Unknown;
    }
    // "HOLM", "Holm" before a colon: the surname of one person of the article.
    if end - from == 1
        && words.is_capital(from)
        && let Some(person) = people.named(words.get(from))
    {
        return SourcePhrase::People(vec![Some(person)]);
    }
    // "The Tesk Reporter".
    let last = words.lower(end - 1);
    if is_in("article", &words.lower(from))
        && end - from > 2
        && (from + 1..end).all(|i| words.is_capital(i))
        && is_in("outlet-word", &last)
        && role(&last).is_some()
    {
        let name = body(text, words.cover(from + 1, end), people);
        return SourcePhrase::Named(name, Number::Body);
    }
    // "The operator, Tellan Gas": the name tells who it is.
    if let [(from, _), (second, end), ..] = segments[..]
        && is_in("definite", &words.lower(from))
        && !(from + 1..second).any(|i| words.is_capital(i))
        && end - second <= 5
        && (second..end).all(|i| words.is_capital(i))
    {
        let name = body(text, words.cover(second, end), people);
        return SourcePhrase::Named(name, Number::Body);
    }
    let (from, end) = segments[0];
    let start = if is_in("determiner", &words.lower(from)) {
        from + 1
    } else {
        from
    };
    let definite = start == from || is_in("definite", &words.lower(from));
    if start >= end {
        return SourcePhrase::Unknown;
    }
    let phrase = words.cover(from, end);
    if let Some(name) =
        party_at(words, start, end).filter(|n| n.to == end && n.kind != NameKind::Office)
    {
        let number = if name.kind == NameKind::Demonym {
            Number::Many
        } else {
            Number::Body
        };
        let named = body(text, words.cover(start, end), people);
        // "Few Americans" do not speak for their country.
        let counted = !definite && !is_in("article", &words.lower(from));
        let some = || Speaker {
            name: spaced(&text[phrase.range()]),
            affiliation: None,
            resolved_from: phrase,
            ..named.clone()
        };
        let speaker = if counted { some() } else { named };
        return SourcePhrase::Named(speaker, number);
    }
    // "Chief investigators": the noun behind an office's word is the head.
    let is_head = |t: &Title| {
        let behind = words.lower(t.end);
        // "The envoy mediating between the two".
        let next = words.lower(t.end + 1);
        let acts =
            behind.ends_with("ing") && (is_in("head-ends", &next) || is_in("determiner", &next));
        t.end >= end || !words.is_word(t.end) || is_in("title-ends", &behind) || acts
    };
    if let Some(found) = title(words, start, end).filter(is_head) {
        let coordinated = (start..end).any(|i| matches!(words.lower(i).as_str(), "and" | "or"));
        let number = if found.plural || coordinated {
            Number::Many
        } else {
            Number::One
        };
        let speaker = described(text, phrase, words.cover(start, end), people, Some(&found));
        if found.plural || !definite || coordinated {
            return SourcePhrase::Named(speaker, number);
        }
        return SourcePhrase::Nominal {
            title: found,
            speaker,
        };
    }
    let head = head(words, start, end);
    let noun = words.lower(head);
    let plural_of = noun.strip_suffix('s').unwrap_or(&noun);
    let speaker = || described(text, phrase, words.cover(start, end), people, None);
    let opens = is_in("definite", &words.lower(from)) && !is_in("owning", &words.lower(from));
    let bare_noun = head == start && end == head + 1 && !words.is_capital(head);
    if bare_noun && (opens || is_in("body", &noun) && definite) {
        let (head, speaker) = (noun, speaker());
        return SourcePhrase::Definite { head, speaker };
    }
    if is_in("body", &noun) {
        return SourcePhrase::Named(speaker(), Number::Body);
    }
    if words.is_capital(start) && (start..end).any(|i| is_in("body", bare(&words.lower(i)))) {
        return SourcePhrase::Named(speaker(), Number::Body);
    }
    if is_in("group", &noun) || is_in("group", plural_of) {
        let many = noun != plural_of || is_in("plural", &noun);
        return SourcePhrase::Named(speaker(), if many { Number::Many } else { Number::One });
    }
    if is_in("not-speaker", &noun) {
        return SourcePhrase::Unknown;
    }
    if words.is_capital(start) && end - start <= 6 {
        return SourcePhrase::Named(speaker(), Number::Body);
    }
    let n_words = (start..end).filter(|&i| words.is_word(i)).count();
    // A plain noun phrase: "the boy's uncle", "a study in the journal".
    if is_in("determiner", &words.lower(from))
        && !is_in("pronoun", &words.lower(from))
        && n_words <= 8
    {
        let human = !definite && is_trade(&noun);
        let number = if human { Number::One } else { Number::Body };
        return SourcePhrase::Named(speaker(), number);
    }
    if noun.ends_with('s') && noun.len() > 3 && words.is_word(head) && n_words <= 6 {
        return SourcePhrase::Named(speaker(), Number::Many);
    }
    SourcePhrase::Unknown
}

/// "The WHO" is no pronoun: a word all in capitals that is the name of a body.
fn is_body_in_capitals(words: &Words<'_>, i: usize) -> bool {
    words.get(i).chars().all(char::is_uppercase)
        && party_at(words, i, i + 1).is_some_and(|name| name.body)
}

fn pronoun(word: &str) -> Option<SourcePhrase> {
    Some(match word {
        "he" | "him" | "his" | "himself" => SourcePhrase::He(Gender::Male),
        "she" | "her" | "herself" | "hers" => SourcePhrase::He(Gender::Female),
        "it" | "its" | "itself" => SourcePhrase::It,
        "they" | "their" | "them" | "both" | "themselves" => SourcePhrase::They,
        "who" | "whom" | "whose" | "which" => SourcePhrase::Who,
        _ if is_in("pronoun", word) => SourcePhrase::Unknown,
        _ => return None,
    })
}

/// Without punctuation and prepositions around it ("according to", "by").
fn trim(words: &Words<'_>) -> (usize, usize) {
    // What tells the speaker stands at the front; a source of hundreds of words is a slip of the tagger.
    let (mut from, mut end) = (0, words.len().min(60));
    while from < end
        && (!words.is_word(from)
            || matches!(
                words.lower(from).as_str(),
                "by" | "to" | "from" | "and" | "but" | "for" | "as"
            ))
    {
        from += 1;
    }
    // "Karl Holm Jr." ends in its dot.
    let is_suffix = |i: usize| matches!(words.lower(i).as_str(), "jr" | "sr");
    while end > from
        && !words.is_word(end - 1)
        && words.get(end - 1) != "’"
        && !(end > from + 1 && words.get(end - 1) == "." && is_suffix(end - 2))
    {
        end -= 1;
    }
    // A verb group that was tagged along ("the palace has also"); "May" is a name.
    while end > from + 1
        && !words.is_capital(end - 1)
        && (is_in("auxiliary", &words.lower(end - 1)) || words.lower(end - 1).ends_with("ly"))
    {
        end -= 1;
    }
    (from, end)
}

/// The parts between commas, up to a relative clause or a bracket.
fn segments(words: &Words<'_>, from: usize, end: usize) -> Vec<(usize, usize)> {
    let mut segments = Vec::new();
    let mut start = from;
    for i in from..=end {
        let word = words.lower(i);
        let cut = i == end
            || !words.is_word(i)
                && !matches!(
                    word.as_str(),
                    "." | "’" | "'" | "&" | "-" | "/" | "\"" | "“" | "”"
                );
        let relative = i > from
            && !is_body_in_capitals(words, i)
            && matches!(
                word.as_str(),
                "who" | "whose" | "which" | "whom" | "where" | "speaking" | "referring" | "citing"
            )
            // "A poll released last week".
            || i > from
                && matches!(word.as_str(), "released" | "published")
                && !matches!(words.lower(i - 1).as_str(), "being" | "newly")
                && words.lower(i + 1) != "by";
        if (cut || relative) && start < i {
            segments.push((start, i));
        }
        if relative || matches!(word.as_str(), "(" | "–" | "—") {
            break;
        }
        if cut {
            start = i + 1;
        }
    }
    if segments.is_empty() {
        segments.push((from, end));
    }
    segments
}

/// "Mr Holm's" and nothing behind it: whose words, a noun that was cut off tells.
fn only_owner(words: &Words<'_>, from: usize, end: usize, people: &People) -> Option<usize> {
    possessor(words.get(end - 1))?;
    let (name, person) = people.within(words.cover(from, end)).next_back()?;
    let to_end = words.ending_after(name.end().get() - 1) + 1 >= end;
    let alone = (from..end).all(|i| words.is_capital(i) || !words.is_word(i));
    person.filter(|_| to_end && alone)
}

/// The persons whom a phrase names as its head: in its first part, or in the second behind a title ("the envoy, Tor
/// Vandeleur").
fn people_in(
    words: &Words<'_>,
    segments: &[(usize, usize)],
    people: &People,
) -> Option<Vec<Option<usize>>> {
    if let Some(all) = listed(words, segments, people) {
        return Some(all);
    }
    for (n, &(from, end)) in segments.iter().take(3).enumerate() {
        // "The ministry, through its spokeswoman, Ida Holm".
        if n > 0 && words.lower(from) == "through" {
            let rest = [&[(from + 1, end)], &segments[n + 1..]].concat();
            return people_in(words, &rest, people);
        }
        let named = heads(words, from, end, people);
        if n == 0 && !named.is_empty() {
            return Some(named);
        }
        if n > 0 {
            let first = segments[0];
            let start = if is_in("determiner", &words.lower(first.0)) {
                first.0 + 1
            } else {
                first.0
            };
            // "The governor of Lindmark's bank, Ida Holm": the name alone tells who it is.
            let is_name = |i: usize| words.is_capital(i) || words.get(i) == ".";
            let alone = (from..end).all(is_name) && end - from <= 5;
            // "One of them, Idris Makalani", "a prominent critic, Ramesh Ponnuru", "her opposite number, Idris Makalani", "Holm's niece,
            // Ida Dahl".
            let one = (first.0..first.1).any(|i| possessor(words.get(i)).is_some())
                || matches!(
                    words.lower(first.0).as_str(),
                    "one" | "a" | "an" | "another" | "her" | "his" | "my" | "our" | "their"
                );
            let person = !is_in("body", &words.lower(head(words, start, first.1)));
            // "A close ally of Karl Dahl, the poet Idris Makalani", "his niece, state Senator Ida Holm".
            let office = |start: usize| {
                let name_end = (start + 1..end).find(|&i| is_in("head-ends", &words.lower(i)));
                let name_end = name_end.unwrap_or(end);
                let is_name = |i: usize| words.is_capital(i) || !words.is_word(i);
                title(words, start, name_end).is_some_and(|t| (t.end..name_end).all(is_name))
            };
            let described = office(from)
                || is_in("definite", &words.lower(from)) && (from + 1..end).any(office);
            let titled = one && person && (alone || described)
                || title(words, start, first.1).is_some_and(|t| {
                    !t.plural && (t.end == first.1 || words.lower(t.end) == "to" || alone)
                });
            let [one] = named[..] else { return None };
            return titled.then(|| vec![one]);
        }
    }
    None
}

/// "Senators Ida Holm of Tesk, Karl Dahl of Orvane and Lisa Berg of Sund": each part begins with a name, and the last has two.
fn listed(
    words: &Words<'_>,
    segments: &[(usize, usize)],
    people: &People,
) -> Option<Vec<Option<usize>>> {
    let (&(from, end), others) = segments.split_last()?;
    let begins = |&(from, end): &(usize, usize)| {
        let part = (from < end).then(|| words.cover(from, end));
        let mut named = part.into_iter().flat_map(|part| people.within(part));
        named
            .next()
            .is_some_and(|(name, _)| words.at_or_after(name.start().get()) == from)
    };
    let last = (from + 1..end).find(|&i| words.lower(i) == "and" && begins(&(i + 1, end)))?;
    let parts = || {
        others
            .iter()
            .copied()
            .chain([(from, last), (last + 1, end)])
    };
    let all: Vec<Option<usize>> = parts()
        .map(|(from, end)| match heads(words, from, end, people)[..] {
            [one] => Some(one),
            _ => None,
        })
        .collect::<Option<_>>()?;
    (!others.is_empty() && parts().skip(1).all(|part| begins(&part))).then_some(all)
}

/// The persons named as heads within a part: neither owners nor after a preposition.
fn heads(words: &Words<'_>, from: usize, end: usize, people: &People) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::new();
    let mut last_end = from;
    for (span, person) in people.within(words.cover(from, end)) {
        let (name_from, name_end) = (
            words.at_or_after(span.start().get()),
            words.ending_after(span.end().get() - 1) + 1,
        );
        let owner = possessor(words.get(name_end - 1)).is_some()
            || name_end < end && matches!(words.get(name_end), "’" | "'");
        // "Halvard Shipping" is not Halvard.
        let in_longer_name = name_end < end
            && words.is_word(name_end)
            && words.is_capital(name_end)
            && !is_in("after-name", &words.lower(name_end));
        let between = |w: &str| (last_end..name_from).any(|i| words.lower(i) == w);
        let preposition = (last_end..name_from).rfind(|&i| is_in("oblique", &words.lower(i)));
        let oblique = preposition.is_some();
        // "A spokesman for President Holm", "two aides to Ida Holm": the name is that of whom they serve.
        let served = preposition.is_some_and(|i| {
            matches!(words.lower(i).as_str(), "for" | "to")
                && (i + 1 == name_from
                    || title(words, i + 1, name_from).is_some_and(|t| t.end == name_from))
        });
        // "Quisby envoy", "the Quisby campaign", "a Quisby tweet": a noun behind a name makes the name an owner.
        let before_role = name_end < end
            && (role_at(words, name_end, end).is_some()
                || words.is_word(name_end)
                    && !words.is_capital(name_end)
                    && !is_in("after-name", &words.lower(name_end)));
        if oblique && !between("and") && !found.is_empty() {
            break;
        }
        // "Secretary of State Ida Holm", but "a close ally of the opposition leader Ida Holm".
        let somebody = matches!(words.lower(from).as_str(), "a" | "an");
        let inside_title = found.is_empty()
            && preposition.is_some_and(|preposition| {
                let opens = if somebody { preposition } else { name_from };
                served || !is_office_complement(words, from, name_from, opens)
            });
        if !owner && !before_role && !in_longer_name && !inside_title {
            let joined = found.is_empty() || between("and") || between("&");
            if joined {
                found.push(person);
            } else {
                // Two names without "and": the last is the head, the first its owner.
                found = vec![person];
            }
        }
        last_end = name_end;
    }
    // "Harlan and his aides": the rest of the pair is nobody's name, so that the pair stays as written.
    let rest_names_others = (last_end..end).any(|i| words.lower(i) == "and")
        || !found.is_empty() && leading_group(words, from, end, people);
    if rest_names_others { Vec::new() } else { found }
}

/// "officials and Tor Vandeleur": something before the first name that is no title of it.
fn leading_group(words: &Words<'_>, from: usize, end: usize, people: &People) -> bool {
    let Some((span, _)) = people.within(words.cover(from, end)).next() else {
        return false;
    };
    let name = words.at_or_after(span.start().get());
    let Some(and) = (from..name).find(|&i| words.lower(i) == "and") else {
        return false;
    };
    // "Swimmer and five-time champion Ida Holm" is one.
    let describes = and == from + 1
        && and + 1 < name
        && !words.is_capital(from)
        && is_trade(&words.lower(from));
    !describes && !is_office_complement(words, from, name, name)
}

/// Whether the words before a name are a title with its complement ("Secretary of State", "minister for sport") that opens before a
/// place.
fn is_office_complement(words: &Words<'_>, from: usize, name: usize, opens: usize) -> bool {
    // "Chair of the board Kwabena Asori"
    let of_body = |t: &Title| {
        words.lower(t.end) == "of"
            && is_in("article", &words.lower(t.end + 1))
            && t.end + 3 == name
            && is_in("body", &words.lower(t.end + 2))
    };
    (from..name.min(opens)).any(|start| {
        title(words, start, name).is_some_and(|t| !t.plural && (t.end == name || of_body(&t)))
    })
}

/// The head noun: the last word before a preposition.
fn head(words: &Words<'_>, from: usize, end: usize) -> usize {
    let preposition = (from + 1..end).find(|&i| is_in("head-ends", &words.lower(i)));
    let end = preposition.unwrap_or(end);
    (from..end)
        .rev()
        .find(|&i| words.is_word(i))
        .unwrap_or(from)
}

/// A speaker called by the words of the phrase.
fn described(
    text: &str,
    whole: CleanSpan,
    without_article: CleanSpan,
    people: &People,
    title: Option<&Title>,
) -> Speaker {
    let written = &text[whole.range()];
    // "the Kremlin" is called Kremlin, "the woman" is not called woman.
    let definite = ["the ", "The "].iter().any(|the| written.starts_with(the));
    let name = name_at_end(text, without_article).filter(|_| definite && title.is_none());
    let span = name.unwrap_or(without_article);
    let named = is_capital(&text[span.range()]);
    let span = if definite && named { span } else { whole };
    let owner = title.and_then(|t| t.owner.as_deref());
    let affiliation = party(&text[whole.range()])
        .map(str::to_owned)
        .or_else(|| title.and_then(|t| t.party).map(str::to_owned))
        .or_else(|| match owner.and_then(|o| people.named(o)) {
            Some(person) => people.all[person].affiliation.clone(),
            None => owner
                .filter(|o| !people.is_surname(o))
                .filter(|_| title.is_none_or(|t| !is_in("private", &t.head)))
                .map(|o| people.body_name(text, o)),
        })
        .or_else(|| people_of_place(text, without_article, people));
    let name = spaced(&text[span.range()]);
    Speaker {
        is_person: false,
        name: name
            .strip_prefix("The ")
            .filter(|_| !named)
            .map_or(name.clone(), |rest| format!("the {rest}")),
        role: None,
        affiliation,
        resolved_from: span,
    }
}

/// The name behind up to three words that say what bears it: "consumer group Fairway", "opposition Renewal Front".
fn name_at_end(text: &str, phrase: CleanSpan) -> Option<CleanSpan> {
    let words = Words::new(text, phrase);
    let first = (0..words.len()).find(|&i| words.is_capital(i))?;
    let described = (1..=3).contains(&first)
        && (0..first).all(|i| words.is_word(i) && !is_in("head-ends", &words.lower(i)));
    let to_end = (first..words.len()).all(|i| words.is_capital(i));
    (described && to_end).then(|| words.cover(first, words.len()))
}

/// The place of the article that an owner or demonym at the start of a phrase names, where no table knows it.
fn people_of_place(text: &str, phrase: CleanSpan, people: &People) -> Option<String> {
    let words = Words::new(text, phrase);
    let first = words.get(0);
    // "North and South Korea" are two.
    if (0..words.len()).any(|i| words.lower(i) == "and") {
        return None;
    }
    // "A North Korean caller" is of no North.
    if party_at(&words, 0, words.len()).is_some_and(|name| name.to > 1) {
        return None;
    }
    if let Some(owner) = possessor(first).filter(|o| people.is_place(o)) {
        return Some(owner.to_owned());
    }
    if words.len() > 1 && words.is_capital(0) {
        let full = people.body_name(text, first);
        return (full != first && is_demonym_of(first, &full)).then_some(full);
    }
    people.is_sure_place(first).then(|| first.to_owned())
}

/// A body as speaker, called as written.
pub(crate) fn body(text: &str, span: CleanSpan, people: &People) -> Speaker {
    let words = Words::new(text, span);
    let names = parties(&words, 0, words.len());
    let known = names
        .first()
        .filter(|n| names.iter().all(|m| m.party == n.party))
        .map(|n| n.party.to_owned());
    let name = spaced(bare(&text[span.range()]));
    let full = people.full_body_name(text, &name);
    let known = known.or_else(|| full.as_deref().and_then(party).map(str::to_owned));
    Speaker {
        is_person: false,
        name: full.unwrap_or(name),
        role: None,
        affiliation: known.or_else(|| people_of_place(text, span, people)),
        resolved_from: span,
    }
}

/// Whether a noun in lower case is one for people, who may speak without a name ("officials", "women").
#[must_use]
pub fn is_people_noun(noun: &str) -> bool {
    let singular = noun.strip_suffix('s').unwrap_or(noun);
    is_in("group", noun)
        || is_in("group", singular)
        || noun
            .strip_suffix("men")
            .is_some_and(|stem| is_in("group", &format!("{stem}man")))
}

/// White space made single.
pub(crate) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Names in an article: found by shape and context, and joined with those that the model finds.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{CleanSpan, sentences};

use crate::party::{NameKind, PartyName, party_at};
use crate::title::{forename_gender, honorific, role_at};
use crate::words::{Words, bare, is_in, lower, paragraphs, possessor, sentence_case};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MentionClass {
    /// A human being.
    Person,
    /// A company, ministry, movement, outlet, alliance.
    Organization,
    /// A country, city, region.
    Place,
    /// "Russian", "Peruvians".
    Nationality,
    /// An office directly before a name or with a capital.
    Title,
    /// A name of something else, or of nobody knows what.
    Other,
}

/// A name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Where it stands, without titles, forms of address and possessive mark where they can be told.
    pub(crate) span: CleanSpan,
    /// What it names.
    pub(crate) class: MentionClass,
    /// Whether a title, a form of address or a forename tells so.
    pub(crate) told: bool,
}

/// Words that a run of capitals may have; a longer one is no name but shouting.
const LONGEST_NAME: usize = 14;

/// Finds names by capitals, titles and the shape of names, in reading order.
pub(crate) fn find_mentions(text: &str, within: &[CleanSpan]) -> Vec<Mention> {
    let mut lines: Vec<Words<'_>> = Vec::new();
    for span in within {
        for paragraph in paragraphs(text, *span) {
            lines.extend(
                sentences(text, paragraph)
                    .into_iter()
                    .map(|s| Words::new(text, s)),
            );
        }
    }
    let small = words_in_small_letters(&lines);
    let mut found = Vec::new();
    for words in &lines {
        runs(words, &small)
            .into_iter()
            .for_each(|(from, to)| split_run(words, from, to, &mut found));
    }
    let surnames = surnames(text, &found);
    for mention in found.iter_mut().filter(|m| m.class == MentionClass::Other) {
        let name = &text[mention.span.range()];
        let last = name.split_whitespace().next_back().unwrap_or_default();
        let n_words = name.split_whitespace().count();
        if n_words > 3 || !surnames.contains(&lower(bare(last))) {
            continue;
        }
        mention.class = MentionClass::Person;
        // "Defending Brackwater": the capital of a sentence is not a forename's.
        let before = text[..mention.span.start().get()].trim_end_matches([' ', '\u{a0}']);
        let particle = name
            .split_whitespace()
            .next()
            .is_some_and(|w| is_in("particle", &lower(w)));
        if n_words > 1
            && !particle
            && before
                .chars()
                .next_back()
                .is_none_or(|c| matches!(c, '\n' | '.' | '!' | '?' | ':' | '“' | '"' | '‘'))
        {
            let end = mention.span.end().get();
            mention.span = CleanSpan::new(end - last.len(), end);
        }
    }
    found
}

/// All words that stand somewhere in small letters: at the start of a sentence, these are no names.
fn words_in_small_letters(lines: &[Words<'_>]) -> BTreeSet<String> {
    let mut small = BTreeSet::new();
    for words in lines {
        small.extend(
            (0..words.len())
                .filter(|&i| !words.is_capital(i))
                .map(|i| words.lower(i)),
        );
    }
    small
}

/// Runs of words with capitals that may hold names.
fn runs(words: &Words<'_>, small: &BTreeSet<String>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < words.len() {
        if !starts_name(words, from, small) {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        while to < words.len() && to - from < LONGEST_NAME {
            let ended = possessor(words.get(to - 1)).is_some();
            if words.is_capital(to) && words.is_word(to) && !ended && !is_never_name(words.get(to))
            {
                to += 1;
            } else if words.get(to) == "."
                && is_initial_or_abbreviation(words.get(to - 1))
                && words.is_capital(to + 1)
            {
                to += 2;
            } else if is_in("particle", words.get(to)) && !ended {
                let capital = (to + 1..(to + 3).min(words.len())).find(|&i| words.is_capital(i));
                match capital {
                    Some(capital) if (to..capital).all(|i| is_in("particle", words.get(i))) => {
                        to = capital + 1
                    }
                    _ => break,
                }
            } else if words.get(to) == "of" && joins_office(words, from, to) && !ended {
                to += 2;
            } else if matches!(words.get(to), "of" | "for" | "and" | "&")
                && joins_body(words, from, to)
                && !ended
            {
                to += if words.lower(to + 1) == "the" { 3 } else { 2 };
            } else {
                break;
            }
        }
        found.push((from, to.min(words.len())));
        from = to;
    }
    found
}

fn starts_name(words: &Words<'_>, i: usize, small: &BTreeSet<String>) -> bool {
    if !words.is_word(i) || !words.is_capital(i) {
        return false;
    }
    let word = words.get(i);
    if party_at(words, i, words.len()).is_some() || honorific(word).is_some() {
        return true;
    }
    if is_never_name(word) {
        return false;
    }
    if is_in("particle", &lower(word))
        && (words.is_capital(i + 1) || is_in("particle", words.get(i + 1)))
    {
        return true;
    }
    let opens = i == 0
        || !words.is_word(i - 1)
            && !matches!(words.get(i - 1), "," | "." | "(" | "-" | "–" | "—" | "/");
    !opens || !small.contains(&lower(bare(word))) || role_at(words, i, words.len()).is_some()
}

/// Whether a word with a capital is one of grammar or calendar.
pub(crate) fn is_never_name(word: &str) -> bool {
    let acronym = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    !acronym && is_in("never-name", &lower(bare(word)))
}

fn is_initial_or_abbreviation(word: &str) -> bool {
    word.chars().count() == 1 || is_in("abbreviation", word) || honorific(word).is_some()
}

/// "Secretary of State": "of" within an office.
fn joins_office(words: &Words<'_>, from: usize, at: usize) -> bool {
    (from..at).any(|i| role_at(words, i, words.len()).is_some_and(|(_, end, _)| end > at + 1))
}

/// "Ministry of Defence", "League of the Five Valleys": "of" within a body's name.
fn joins_body(words: &Words<'_>, from: usize, at: usize) -> bool {
    let next = if words.lower(at + 1) == "the" {
        at + 2
    } else {
        at + 1
    };
    let is_body = |i: usize| is_in("body-in-name", &lower(bare(words.get(i))));
    let body_before = (from..at).any(is_body);
    words.is_capital(next)
        && !is_never_name(words.get(next))
        && body_before
        && (words.get(at) != "and" && words.get(at) != "for"
            || party_at(words, next, words.len()).is_none())
}

/// Cuts a run into nationality, title, name and so on.
fn split_run(words: &Words<'_>, from: usize, to: usize, found: &mut Vec<Mention>) {
    let mut at = from;
    let mut titled = starts_after_title(words, from);
    while at < to {
        let mut push = |from: usize, to: usize, (class, told)| {
            let span = words.cover(from, to);
            let stem = bare(words.get(to - 1)).len();
            let cut = words.get(to - 1).len() - stem;
            found.push(Mention {
                span: CleanSpan::new(span.start().get(), span.end().get() - cut),
                class,
                told,
            });
        };
        if honorific(words.get(at)).is_some() {
            at += if words.get(at + 1) == "." { 2 } else { 1 };
            titled = true;
            continue;
        }
        if let Some(name) = party_at(words, at, to)
            && !is_body_name(words, name.to, to)
        {
            push(name.from, name.to, (class_of(name), false));
            at = name.to;
            titled = false;
            continue;
        }
        if let Some((_, end, _)) = role_at(words, at, to)
            && (end < to || words.is_capital(at))
            && !is_in("body-in-name", &lower(bare(words.get(end))))
        {
            let end = if words.get(end) == "." && end < to {
                end + 1
            } else {
                end
            };
            push(at, end, (MentionClass::Title, false));
            at = end;
            titled = true;
            continue;
        }
        // The rest, up to a title inside the run ("Calder Spokeswoman Ina Holt").
        let end = (at + 1..to).find(|&i| {
            honorific(words.get(i)).is_some()
                || role_at(words, i, to).is_some() && i + 1 < to && words.is_capital(i)
        });
        let end = end.unwrap_or(to);
        let class = if end < to {
            (MentionClass::Other, false)
        } else {
            class_of_name(words, at, end, titled)
        };
        push(at, end, class);
        at = end;
    }
}

/// Whether what follows a country's name makes both a body's name ("Bank" in "Peru Bank").
fn is_body_name(words: &Words<'_>, from: usize, to: usize) -> bool {
    from < to && (from..to).any(|i| is_in("body-in-name", &lower(bare(words.get(i)))))
}

/// Whether a title ends before a word, directly or with the comma of an apposition ("the envoy, Tor Vandeleur").
fn starts_after_title(words: &Words<'_>, from: usize) -> bool {
    let end = if from > 0 && words.get(from - 1) == "," {
        from - 1
    } else {
        from
    };
    let titled = (1..=3).filter(|back| *back <= end).any(|back| {
        role_at(words, end - back, end).is_some_and(|(_, to, plural)| to == end && !plural)
    });
    // "Chair of the board Kwabena Asori"
    let of_body = end >= 4
        && is_in("body", &words.lower(end - 1))
        && is_in("article", &words.lower(end - 2))
        && words.lower(end - 3) == "of"
        && role_at(words, end - 4, end).is_some_and(|(_, to, plural)| to == end - 3 && !plural);
    titled
        || of_body
        || from > 0 && honorific(words.get(from - 1)).is_some()
        || from > 1 && words.get(from - 1) == "." && is_initial_or_abbreviation(words.get(from - 2))
}

fn class_of(name: PartyName) -> MentionClass {
    match name.kind {
        NameKind::Demonym => MentionClass::Nationality,
        NameKind::Seat => MentionClass::Organization,
        NameKind::Office => MentionClass::Title,
        NameKind::Name | NameKind::Capital if name.body && name.party != "Europe" => {
            MentionClass::Organization
        }
        NameKind::Name | NameKind::Capital => MentionClass::Place,
    }
}

/// What a name names, and whether a title or a forename tells so.
fn class_of_name(words: &Words<'_>, from: usize, to: usize, titled: bool) -> (MentionClass, bool) {
    let n_words = (from..to).filter(|&i| words.is_word(i)).count();
    if (from..to).any(|i| is_in("body-in-name", &lower(bare(words.get(i))))) {
        return (MentionClass::Organization, false);
    }
    let first = bare(words.get(from));
    // "ISOBEL KRANE" in a transcript.
    let shouted = (from..to).all(|i| words.get(i).chars().all(|c| !c.is_lowercase()));
    let forename = if shouted {
        sentence_case(first)
    } else {
        first.to_owned()
    };
    if titled && n_words <= 4 || (2..=4).contains(&n_words) && forename_gender(&forename).is_some()
    {
        return (MentionClass::Person, true);
    }
    let is_acronym = |w: &str| {
        (2..=6).contains(&w.chars().count()) && w.chars().all(|c| c.is_uppercase() || c == '.')
    };
    if n_words == 1 && is_acronym(first) {
        return (MentionClass::Organization, false);
    }
    let speaks = is_in("speech", &words.lower(to))
        || words.get(to) == "," && matches!(words.lower(to + 1).as_str(), "who" | "whose")
        || from > 0
            && matches!(
                words.lower(from - 1).as_str(),
                "said" | "says" | "added" | "adds"
            );
    if speaks && n_words <= 4 && possessor(words.get(to - 1)).is_none() {
        (MentionClass::Person, false)
    } else {
        (MentionClass::Other, false)
    }
}

/// Last words of the people's names of two and more words.
fn surnames(text: &str, mentions: &[Mention]) -> BTreeSet<String> {
    let people = mentions
        .iter()
        .filter(|m| m.class == MentionClass::Person)
        .map(|m| &text[m.span.range()]);
    people
        .filter_map(|name| name.split_whitespace().next_back())
        .map(|w| lower(bare(w)))
        .collect()
}

/// Joins the model's mentions with those of the rules: the model's stand, except that a longer name of a person from the
/// rules replaces the part of it that the model saw, unless that is a full name and what stands before it no forename ("Abbot Ciril
/// Vann"), and that who has a title or a forename is a person. In reading order, without overlap.
pub(crate) fn merge(text: &str, model: Vec<Mention>, rules: Vec<Mention>) -> Vec<Mention> {
    let completes = |long: Mention, short: Mention| {
        let mut words = text[long.span.range()].split_whitespace();
        let is_full = text[short.span.range()].contains(' ');
        let mut titled = || {
            words
                .next()
                .is_some_and(|w| forename_gender(w).is_none() && w.len() > 2)
        };
        let persons = long.class == MentionClass::Person && short.class == MentionClass::Person;
        persons
            && long.span != short.span
            && long.span.contains(short.span)
            && !(is_full && long.span.end() == short.span.end() && titled())
    };
    // "AG Holm", taken for a firm: an office opens it, and the surname of somebody with an office ends it.
    let titles = rules.iter().filter(|r| r.class == MentionClass::Title);
    let titles: BTreeSet<CleanSpan> = titles.map(|r| r.span).collect();
    let named = rules
        .iter()
        .filter(|r| r.class == MentionClass::Person && r.told);
    let ends: BTreeMap<usize, CleanSpan> = named.map(|r| (r.span.end().get(), r.span)).collect();
    let is_titled = |m: &Mention| {
        let from = CleanSpan::new(m.span.start().get(), m.span.start().get());
        let title = titles
            .range(from..)
            .next()
            .filter(|t| t.start() == m.span.start());
        let name = ends.get(&m.span.end().get());
        let both = title
            .zip(name)
            .is_some_and(|(title, name)| title.end() <= name.start());
        m.class == MentionClass::Organization && both
    };
    let model: Vec<Mention> = model.into_iter().filter(|m| !is_titled(m)).collect();
    let mut by_start: BTreeMap<(usize, usize), (Mention, bool)> = BTreeMap::new();
    for (mentions, is_model) in [(rules, false), (model, true)] {
        for mention in mentions.into_iter().filter(|m| !m.span.is_empty()) {
            let key = (mention.span.start().get(), mention.span.end().get());
            let is_told = by_start.get(&key).is_some_and(|(rule, _)| rule.told);
            if !is_told || mention.class == MentionClass::Person {
                by_start.insert(key, (mention, is_model));
            }
        }
    }
    let mut merged: Vec<(Mention, bool)> = Vec::new();
    for (mention, is_model) in by_start.into_values() {
        let overlapping = merged
            .iter()
            .rev()
            .take_while(|(m, _)| m.span.overlaps(mention.span))
            .count();
        if overlapping == 0 {
            merged.push((mention, is_model));
            continue;
        }
        let from = merged.len() - overlapping;
        let outweighs = |(other, other_is_model): &(Mention, bool)| {
            if *other_is_model == is_model {
                mention.span.len() > other.span.len()
            } else {
                let longer_person = completes(mention, *other);
                let shorter_person = completes(*other, mention);
                longer_person && !is_model || is_model && !shorter_person
            }
        };
        if merged[from..].iter().all(outweighs) {
            merged.truncate(from);
            merged.push((mention, is_model));
        }
    }
    let mut found: Vec<Mention> = merged.into_iter().map(|(mention, _)| mention).collect();
    cut_names(text, &mut found);
    drop_openers(text, &mut found);
    name_storms(text, &mut found);
    found
}

/// Takes from people's names what is no part of them: the party and state of who sits in a parliament ("Ida Holm, R-Tesk"), and verbs, to
/// which headlines give capitals too ("Ida Holm Goes After Karl Dahl").
fn cut_names(text: &str, mentions: &mut [Mention]) {
    let of_party = |name: &str| {
        let (before, behind) = name.split_once([',', '('])?;
        let letters = behind.trim_start().split(['-', '\u{2011}', '–']).next()?;
        let is_party = letters.len() == 1 && letters.chars().all(char::is_uppercase);
        is_party.then(|| before.trim_end().len())
    };
    let of_verb = |name: &str| {
        let (before, last) = name.rsplit_once(' ')?;
        let is_verb = is_in("headline-verb", &lower(last)) || is_in("capital-verb", &lower(last));
        (is_verb && before.contains(' ')).then(|| before.trim_end().len())
    };
    let people = mentions
        .iter_mut()
        .filter(|m| m.class == MentionClass::Person);
    for person in people {
        let name = &text[person.span.range()];
        let len = of_party(name).or_else(|| of_verb(name));
        if let Some(len) = len.filter(|len| *len > 0) {
            let start = person.span.start().get();
            person.span = CleanSpan::new(start, start + len);
        }
    }
}

/// "Hurricane Ostrel" is nobody, nor is "Ostrel" where no person bears the name. "The Hurricane Centre" is a body.
fn name_storms(text: &str, mentions: &mut [Mention]) {
    let is_storm =
        |word: &str| word.starts_with(char::is_uppercase) && is_in("storm", &lower(bare(word)));
    let storm = |m: &Mention| {
        let name = &text[m.span.range()];
        let before = text[..m.span.start().get()].strip_suffix(' ');
        let before = before.and_then(|b| b.rsplit([' ', '\n']).next());
        let last = name.rsplit(' ').next().unwrap_or_default();
        match name.split_once(' ') {
            Some((first, rest)) if is_storm(first) => Some(rest),
            _ => before.filter(|w| is_storm(w)).map(|_| name),
        }
        .filter(|_| !is_in("body-in-name", &lower(last)))
    };
    let mut storms: BTreeSet<&str> = mentions.iter().filter_map(storm).collect();
    if storms.is_empty() {
        return;
    }
    for person in mentions
        .iter()
        .filter(|m| m.class == MentionClass::Person && storm(m).is_none())
    {
        let words = text[person.span.range()].split(' ');
        // "Karl Harvey … Harvey": a person's name, in full or with a title.
        if person.told || words.clone().count() > 1 {
            words.for_each(|word| {
                storms.remove(word);
            });
        }
    }
    let of_storm = |m: &Mention| storm(m).is_some() || storms.contains(&text[m.span.range()]);
    for mention in mentions.iter_mut().filter(|m| of_storm(m)) {
        mention.class = MentionClass::Other;
    }
}

/// Takes out words that carry a capital only because they open a sentence: "Leaner is a word …" in a text that has "leaner" elsewhere,
/// and "Leaner" nowhere within a sentence.
fn drop_openers(text: &str, mentions: &mut Vec<Mention>) {
    let opens = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '“', '‘', '"', '\'']);
        before.is_empty() || before.ends_with(['.', '!', '?', '\n'])
    };
    let is_opener = |m: &Mention| {
        let name = &text[m.span.range()];
        name.chars().all(char::is_alphabetic) && !m.told && opens(m.span.start().get())
    };
    if !mentions.iter().any(is_opener) {
        return;
    }
    let (mut small, mut within) = (BTreeSet::new(), BTreeSet::new());
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
    {
        let at = word.as_ptr().addr() - text.as_ptr().addr();
        if word.starts_with(char::is_lowercase) {
            small.insert(word);
        } else if !opens(at) {
            within.insert(word);
        }
    }
    mentions.retain(|m| {
        let name = &text[m.span.range()];
        !(is_opener(m) && small.contains(lower(name).as_str()) && !within.contains(name))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, MentionClass)> {
        let mentions = find_mentions(text, &[CleanSpan::new(0, text.len())]);
        mentions
            .iter()
            .map(|m| (&text[m.span.range()], m.class))
            .collect()
    }

    fn people(text: &str) -> Vec<&str> {
        found(text)
            .into_iter()
            .filter(|(_, c)| *c == MentionClass::Person)
            .map(|(t, _)| t)
            .collect()
    }

    #[test]
    fn titles_and_nations_come_off_names() {
        use MentionClass::{Nationality, Person, Title};
        let text = "On Monday Peruvian President Alma Quisby met envoy Tor Vandeleur in the hall.";
        let expected = [
            ("Peruvian", Nationality),
            ("President", Title),
            ("Alma Quisby", Person),
            ("Tor Vandeleur", Person),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn surnames_are_found_again() {
        assert_eq!(
            people("Mr. Brackwater smiled. Later Brackwater’s aide left."),
            ["Brackwater", "Brackwater"]
        );
        assert_eq!(
            people("Ursula von der Lind spoke. Von der Lind left."),
            ["Ursula von der Lind", "Von der Lind"]
        );
    }

    #[test]
    fn bodies_places_and_plain_words_are_no_people() {
        let text = "The Calder Harbour Authority said so. Yesterday Moscow objected. The Kremlin, NATO and Peru’s Ministry of Defence agreed.";
        assert!(people(text).is_empty(), "{:?}", found(text));
        assert!(found(text).contains(&("Calder Harbour Authority", MentionClass::Organization)));
        assert!(found(text).contains(&("Moscow", MentionClass::Place)));
        assert!(found(text).contains(&("Kremlin", MentionClass::Organization)));
    }

    #[test]
    fn initials_belong_to_names() {
        assert_eq!(
            people("J. T. Marlowe said no. Then Sen. Ada B. Crane left."),
            ["J. T. Marlowe", "Ada B. Crane"]
        );
    }

    #[test]
    fn a_word_that_only_opens_a_sentence_is_no_name() {
        let found = |text: &str| {
            let mention = Mention {
                span: CleanSpan::new(0, 6),
                class: MentionClass::Person,
                told: false,
            };
            merge(text, vec![mention], Vec::new()).len()
        };
        assert_eq!(found("Leaner is a word for a leaner plant."), 0);
        assert_eq!(
            found("Leaner is a man. He has a leaner dog, Leaner said."),
            1
        );
        assert_eq!(found("Leaner is a man."), 1);
    }

    #[test]
    fn parties_and_verbs_are_no_part_of_a_name() {
        let text = "Ida Holm, R-Tesk, and Karl Dahl, Jr. left.";
        let person = |start: usize, end: usize| Mention {
            span: CleanSpan::new(start, end),
            class: MentionClass::Person,
            told: false,
        };
        let found = merge(text, vec![person(0, 16), person(22, 36)], Vec::new());
        let names: Vec<&str> = found.iter().map(|m| &text[m.span.range()]).collect();
        assert_eq!(names, ["Ida Holm", "Karl Dahl, Jr."]);
        let headline = "Ida Holm Goes After Karl Dahl";
        let found = merge(headline, vec![person(0, 13)], Vec::new());
        assert_eq!(&headline[found[0].span.range()], "Ida Holm");
        assert_eq!(
            merge("Karl Goes said no.", vec![person(0, 9)], Vec::new())[0]
                .span
                .len(),
            9
        );
    }

    #[test]
    fn an_abbreviated_office_before_a_surname_makes_no_firm() {
        let text = "AG Holm said no.";
        let firm = Mention {
            span: CleanSpan::new(0, 7),
            class: MentionClass::Organization,
            told: false,
        };
        let rules = find_mentions(text, &[CleanSpan::new(0, text.len())]);
        let found = merge(text, vec![firm], rules);
        let person = found.iter().find(|m| m.class == MentionClass::Person);
        assert_eq!(person.map(|m| &text[m.span.range()]), Some("Holm"));
    }

    #[test]
    fn a_storm_is_nobody() {
        use MentionClass::{Other, Person};
        let classes = |text: &str, names: &[&str]| -> Vec<MentionClass> {
            let of_name = |name: &&str| {
                let found: Vec<CleanSpan> = text
                    .match_indices(*name)
                    .map(|(start, _)| CleanSpan::new(start, start + name.len()))
                    .collect();
                found
            };
            let person = |span| Mention {
                span,
                class: Person,
                told: false,
            };
            let model = names.iter().flat_map(of_name).map(person).collect();
            let found = merge(text, model, Vec::new());
            found.iter().map(|m| m.class).collect()
        };
        let text =
            "Hurricane Ostrel turned north. Ostrel will hit Velm, the Hurricane Center said.";
        let names = ["Ostrel", "Hurricane Center"];
        assert_eq!(classes(text, &names), [Other, Other, Person]);
        let text = "Hurricane Ostrel turned north. Karl Ostrel stayed. After the storm Ida Dahl left, Ostrel said.";
        let names = ["Karl Ostrel", "Ida Dahl", "Ostrel"];
        assert_eq!(classes(text, &names), [Other, Person, Person, Person]);
    }

    #[test]
    fn merge_keeps_the_model_and_the_longer_person() {
        let person = |a, b| Mention {
            span: CleanSpan::new(a, b),
            class: MentionClass::Person,
            told: false,
        };
        let place = |a, b| Mention {
            span: CleanSpan::new(a, b),
            class: MentionClass::Place,
            told: false,
        };
        let text = "Ida Holm sailed from Tesk.";
        assert_eq!(
            merge(text, vec![person(4, 8)], vec![person(0, 8), place(20, 25)]),
            [person(0, 8), place(20, 25)]
        );
        assert_eq!(
            merge(text, vec![person(0, 3)], vec![place(0, 3)]),
            [person(0, 3)]
        );
        assert_eq!(merge(text, vec![], vec![place(0, 3)]), [place(0, 3)]);
        let told = Mention {
            told: true,
            ..person(0, 8)
        };
        assert_eq!(merge(text, vec![place(0, 8)], vec![told]), [told]);
        let text = "Abbot Ciril Vann prayed.";
        assert_eq!(
            merge(text, vec![person(6, 16)], vec![person(0, 16)]),
            [person(6, 16)]
        );
        let text = "Karl Ciril Vann prayed.";
        assert_eq!(
            merge(text, vec![person(5, 15)], vec![person(0, 15)]),
            [person(0, 15)]
        );
    }
}

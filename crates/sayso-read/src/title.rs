//! Offices and functions: what people are called by before, after and instead of their names.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::party::{NameKind, PartyName, parties};
use crate::words::{Words, is_capital, is_in, list, lower, possessor, rows, sentence_case};

const ROLES: &str = include_str!("data/roles.tsv");
const FORENAMES: &str = include_str!("data/forenames.tsv");

/// As far as English pronouns tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

impl Gender {
    fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "m" => Some(Self::Male),
            "f" => Some(Self::Female),
            _ => None,
        }
    }
}

/// A head noun of an office or function.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// Heads that may refer back to it.
    pub(crate) generic: Vec<String>,
    /// Where the word tells.
    pub(crate) gender: Option<Gender>,
}

fn roles() -> &'static BTreeMap<String, Role> {
    static ROLE_TABLE: OnceLock<BTreeMap<String, Role>> = OnceLock::new();
    ROLE_TABLE.get_or_init(|| {
        rows(ROLES)
            .map(|row| {
                let gender = row.get(2).and_then(|g| Gender::from_letter(g));
                (
                    row[0].to_owned(),
                    Role {
                        generic: list(row.get(1)),
                        gender,
                    },
                )
            })
            .collect()
    })
}

/// The role of a head noun, if it is one.
pub(crate) fn role(head: &str) -> Option<&'static Role> {
    roles().get(head)
}

/// What a forename tells.
pub(crate) fn forename_gender(name: &str) -> Option<Gender> {
    static TABLE: OnceLock<BTreeMap<&'static str, Gender>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = BTreeMap::new();
        for row in rows(FORENAMES) {
            if let Some(gender) = Gender::from_letter(row[0]) {
                table.extend(
                    row.get(1)
                        .into_iter()
                        .flat_map(|names| names.split(' '))
                        .map(|name| (name, gender)),
                );
            }
        }
        table
    });
    let first = name.split(['-', '‑']).next().unwrap_or(name);
    table.get(name).or_else(|| table.get(first)).copied()
}

/// Whether a forename is a woman's; nothing for those of both, and those that no table knows.
#[must_use]
pub fn is_feminine(forename: &str) -> Option<bool> {
    forename_gender(&sentence_case(forename)).map(|gender| gender == Gender::Female)
}

/// Whether a form of address or an office is a woman's ("Mrs", "queen"); nothing for those of both.
#[must_use]
pub fn is_feminine_title(word: &str) -> Option<bool> {
    let word = lower(word);
    let gender = honorific(&word).unwrap_or_else(|| role(&word)?.gender);
    gender.map(|gender| gender == Gender::Female)
}

/// What a form of address tells; `None` if the word is none.
pub(crate) fn honorific(word: &str) -> Option<Option<Gender>> {
    match lower(word).trim_end_matches('.') {
        "mr" | "sir" | "lord" | "herr" | "monsieur" | "señor" | "senor" | "signor" => {
            Some(Some(Gender::Male))
        }
        "mrs" | "ms" | "miss" | "mme" | "madame" | "dame" | "lady" | "frau" | "señora"
        | "senora" | "signora" => Some(Some(Gender::Female)),
        "dr" | "prof" | "rev" | "hon" => Some(None),
        _ => None,
    }
}

/// A role with what belongs to it: "special envoy" in "Special US envoy", "US special envoy for Ukraine".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// The head noun in lower case, as it stands in the table ("envoy", "secretary of state").
    pub(crate) head: String,
    /// Words before the head, in lower case, without country, body and owner ("special").
    pub(crate) modifiers: Vec<String>,
    /// As worded, without country, body and owner.
    pub(crate) label: String,
    /// The country or body spoken for, where the table knows it.
    pub(crate) party: Option<&'static str>,
    /// The owner or body as written where the table does not know it ("Harlan", "Calder Rail Authority").
    pub(crate) owner: Option<String>,
    /// "presidents", "officials".
    pub(crate) plural: bool,
    /// The word after the last that was read.
    pub(crate) end: usize,
}

/// Roles that speak for what "for" names after them; an envoy for a place does not speak for it.
const FOR_MEANS_OF: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "attorney",
    "lawyer",
    "director",
    "head",
];

/// The head noun that starts at a word: the longest entry of the table. Gives the entry, the word after it, and
/// whether it is a plural.
pub(crate) fn role_at(
    words: &Words<'_>,
    from: usize,
    end: usize,
) -> Option<(&'static str, usize, bool)> {
    if !words.is_word(from) {
        return None;
    }
    for to in (from + 1..=(from + 3).min(end)).rev() {
        let mut phrase = String::new();
        for i in from..to {
            if i > from {
                phrase.push(' ');
            }
            phrase.push_str(lower(words.get(i)).trim_end_matches('.'));
        }
        if let Some((head, _)) = roles().get_key_value(&phrase) {
            return Some((head, to, false));
        }
        if let Some((head, _)) = phrase
            .strip_suffix('s')
            .and_then(|p| roles().get_key_value(p))
        {
            return Some((head, to, true));
        }
        let plural_of_man = phrase.strip_suffix("men").map(|p| format!("{p}man"));
        if let Some((head, _)) = plural_of_man.and_then(|p| roles().get_key_value(&p)) {
            return Some((head, to, true));
        }
    }
    None
}

/// Reads a noun phrase without determiner as a title: modifiers, head, "of" and what follows it.
/// `None` if no role heads it. A possessive directly before the head noun phrase is its owner.
pub(crate) fn title(words: &Words<'_>, from: usize, end: usize) -> Option<Title> {
    let names = parties(words, from, end);
    let inside_name = |i: usize| {
        names
            .iter()
            .find(|n| n.from <= i && i < n.to && n.kind != NameKind::Office)
    };
    // The head is the last role noun before a preposition: "White House press secretary", "deputy head of mission".
    let mut head = None;
    let mut at = from;
    while at < end {
        if let Some(name) = inside_name(at) {
            at = name.to;
            continue;
        }
        if let Some((entry, to, plural)) = role_at(words, at, end) {
            head = Some((entry, at, to, plural));
            at = to;
            continue;
        }
        let word = words.lower(at);
        if !words.is_word(at) && !matches!(word.as_str(), "." | "-" | "&")
            || is_in("title-ends", &word) && !joins_fields(words, at)
        {
            break;
        }
        if let Some((entry, ..)) = head {
            // Something follows the role: "president Alma", "envoy said"; but "deputy trade minister".
            let grades = is_in("rank", entry) && is_in("title-word", &word);
            let role_behind = (at + 1..(at + 3).min(end)).any(|i| role_at(words, i, end).is_some());
            if !grades || !role_behind {
                break;
            }
        }
        at += 1;
    }
    let (entry, head_from, head_to, plural) = head?;
    // "The chief hydrologist of the water board" is not its chief.
    let graded = head_to + 1 < words.len()
        && matches!(entry, "chief" | "head" | "lead")
        && words.is_word(head_to)
        && !words.is_capital(head_to)
        && !is_in("title-ends", &words.lower(head_to))
        && (matches!(words.lower(head_to + 1).as_str(), "of" | "at" | "for" | ",")
            || words.is_capital(head_to + 1));
    if graded {
        return None;
    }
    let mut party = names
        .iter()
        .find(|n| n.to <= head_from && n.kind != NameKind::Office)
        .map(|n| n.party);
    let office = names
        .iter()
        .find(|n| n.kind == NameKind::Office && n.from <= head_from && head_from < n.to);
    let (modifiers, label, mut owner) = modifiers(words, from, (head_from, head_to), &names);
    if let Some(body) = own_body(words, head_from, &names) {
        (party, owner) = (None, Some(body));
    }
    let mut end_of_title = head_to;
    let preposition = words.lower(head_to);
    if head_to < end
        && (matches!(preposition.as_str(), "of" | "at")
            || preposition == "for" && FOR_MEANS_OF.contains(&entry))
        && let Some((to, complement_party, written)) = complement(words, head_to + 1, end, &names)
    {
        end_of_title = to;
        if party.is_none() && owner.is_none() {
            party = complement_party;
            owner = if complement_party.is_none() {
                written
            } else {
                None
            };
        }
    }
    if party.is_none() && owner.is_none() {
        party = office.map(|n| n.party);
    }
    Some(Title {
        head: entry.to_owned(),
        modifiers,
        label: spelled_out(label),
        party,
        owner,
        plural,
        end: end_of_title,
    })
}

/// "Gov" as "Governor", and "Chairman Rep" as "Chairman": what stands abbreviated between an office and a name adds nothing to it.
fn spelled_out(label: String) -> String {
    let (before, last) = label.rsplit_once(' ').unwrap_or(("", &label));
    let full = role(&lower(last)).and_then(|r| r.generic.first());
    let Some(full) = full.filter(|_| is_in("abbreviation", last)) else {
        return label;
    };
    let office = before.rsplit(' ').next().unwrap_or_default();
    if role(&lower(office)).is_some() {
        return before.to_owned();
    }
    let capital = full[..1].to_uppercase();
    format!("{before} {capital}{}", &full[1..])
        .trim_start()
        .to_owned()
}

/// "The Russian chess federation's president": a body that speaks for itself, with the nation that is part of its name.
fn own_body(words: &Words<'_>, head: usize, names: &[PartyName]) -> Option<String> {
    let nation = names
        .iter()
        .rfind(|n| n.to < head && n.kind != NameKind::Office)?;
    let last = (nation.to..head).find(|&i| possessor(words.get(i)).is_some())?;
    let noun = possessor(words.get(last)).filter(|noun| is_in("own-body", &lower(noun)))?;
    let before = (nation.from..last).map(|i| words.get(i));
    let written: Vec<&str> = before.chain([noun]).collect();
    let adjectival = possessor(words.get(nation.to - 1)).is_none();
    adjectival.then(|| written.join(" "))
}

/// What stands before and in the head: modifiers in lower case, the wording, and an owner that no table knows.
fn modifiers(
    words: &Words<'_>,
    from: usize,
    (head_from, head_to): (usize, usize),
    names: &[PartyName],
) -> (Vec<String>, String, Option<String>) {
    let (mut modifiers, mut label, mut owner) = (Vec::new(), Vec::new(), Vec::new());
    let mut i = from;
    while i < head_to {
        if let Some(name) = names
            .iter()
            .find(|n| n.from == i && n.to <= head_from && n.kind != NameKind::Office)
        {
            i = name.to;
            continue;
        }
        let word = words.get(i);
        if i < head_from && (possessor(word).is_some() || word == "’" || word == "'") {
            // All that was read so far is the owner's name: "Calder Rail Authority's director".
            owner.append(&mut label);
            owner.extend(possessor(word).map(str::to_owned));
            modifiers.clear();
        } else if words.is_word(i) {
            if i < head_from {
                modifiers.push(lower(word));
            }
            label.push(word.to_owned());
        }
        i += 1;
    }
    // "League envoy", "Calder Rail Authority spokeswoman": capitals before a role in small letters name its body.
    // "Tellan CEO", all of it in capitals.
    let head = words.get(head_from);
    let of_firm = matches!(head, "CEO" | "CFO" | "COO" | "CTO");
    if owner.is_empty() && (of_firm || head.starts_with(char::is_lowercase)) {
        let n_capitals = label
            .iter()
            .enumerate()
            .take_while(|(i, w)| {
                let joins = *w == "and" && *i > 0 && is_in("field", &lower(&label[i - 1]));
                joins || is_capital(w) && !is_rank_word(w) && !is_in("political", &lower(w))
            })
            .count();
        // "South Tesk-based" is no body.
        let comes_from = label.iter().any(|w| is_joined_adjective(&lower(w)));
        let n_capitals = if comes_from { 0 } else { n_capitals };
        let n_capitals = n_capitals.min(modifiers.len());
        owner = label.drain(..n_capitals).collect();
        modifiers.drain(..n_capitals);
    }
    let written = owner.join(" ");
    let word = lower(&written);
    // "Billionaire activist": the sentence gives it the capital.
    if is_in("no-owner", &word) {
        label.insert(0, written.clone());
        modifiers.insert(0, word.clone());
    }
    // "Her Majesty's ambassador": whose, the words do not tell.
    let is_none = word.is_empty()
        || word.starts_with("and ")
        || ["style", "sentence-opener", "no-owner"]
            .iter()
            .any(|list| is_in(list, &word));
    (modifiers, label.join(" "), (!is_none).then_some(written))
}

/// "Customs and Border Protection", "Housing and Urban Development": the "and" of one body's name.
pub(crate) fn joins_fields(words: &Words<'_>, and: usize) -> bool {
    words.lower(and) == "and"
        && and > 0
        && words.is_capital(and - 1)
        && words.is_capital(and + 1)
        && is_in("field", &words.lower(and - 1))
}

/// "Norland-born", "Tesk-based": where somebody comes from, and no body.
fn is_joined_adjective(word: &str) -> bool {
    const ENDS: [&str; 5] = ["-backed", "-based", "-born", "-educated", "-trained"];
    ENDS.iter().any(|end| word.ends_with(end))
}

/// Words that grade an office and are no part of a body's name, also where a sentence gives them a capital.
fn is_rank_word(word: &str) -> bool {
    is_in("rank", &lower(word))
}

/// What follows "of", "at" or "for", the word before `from`: up to the end of its name. Gives the word after it, the party, and the words.
fn complement(
    words: &Words<'_>,
    from: usize,
    end: usize,
    names: &[PartyName],
) -> Option<(usize, Option<&'static str>, Option<String>)> {
    let start = if words.lower(from) == "the" {
        from + 1
    } else {
        from
    };
    if let Some(name) = names.iter().find(|n| n.from == start) {
        // "The governor of Norland's Tesk province" speaks for the province.
        let owns = possessor(words.get(name.to - 1)).is_some();
        let body = owns.then(|| body_phrase(words, name.to, end)).flatten();
        if let Some((to, written)) = body {
            return Some((to, None, Some(written)));
        }
        // "The Norland chess federation" speaks for itself, "the Norland central bank" for Norland.
        return Some(match body_phrase(words, name.from, end) {
            Some((to, written))
                if written
                    .rsplit(' ')
                    .next()
                    .is_some_and(|w| is_in("own-body", w)) =>
            {
                (to, None, Some(written))
            }
            Some((to, _)) => (to, Some(name.party), None),
            None => (name.to, Some(name.party), None),
        });
    }
    if let Some((to, written)) = body_phrase(words, start, end) {
        return Some((to, None, Some(written)));
    }
    let mut to = start;
    while to < end {
        let joins = matches!(words.lower(to).as_str(), "of" | "and" | "the" | "for" | "&")
            && words.is_capital(to + 1);
        if !(words.is_capital(to) && words.is_word(to) || joins && to > start && to + 1 < end) {
            break;
        }
        to += 1;
    }
    if to > start {
        let written: Vec<&str> = (start..to).map(|i| words.get(i)).collect();
        return Some((to, None, Some(written.join(" "))));
    }
    // "minister of foreign affairs", "director of communications": the words belong to the office.
    let plain = (start..end)
        .take_while(|&i| words.is_word(i) && !is_boundary(&words.lower(i)))
        .take(3)
        .count();
    // "A spokesman for the dockers", "the head of the delegation": whom the office serves, without a name.
    // "The head of the civil defence": two words.
    let last = words.lower(start + plain.saturating_sub(1));
    let serves = if words.lower(from - 1) == "for" {
        plain == 1 && (last.ends_with('s') || is_in("group", &last))
    } else {
        plain <= 2 && is_in("body-of-office", &last)
    };
    let noun = (start..start + plain).map(|i| words.lower(i));
    let served = (start > from && serves).then(|| noun.collect::<Vec<_>>().join(" "));
    (plain > 0).then_some((start + plain, None, served))
}

/// A body told by what it is as well as by its name, or without one: "Lindmark nurses' union", "processor Song Bien Foods", "flood
/// inquiry". Gives the word after it, and its name.
pub(crate) fn body_phrase(words: &Words<'_>, from: usize, end: usize) -> Option<(usize, String)> {
    let is_mark = |i: usize| matches!(words.get(i), "’" | "'");
    let joins = |i: usize| {
        matches!(words.lower(i).as_str(), "of" | "and" | "for" | "&") && words.is_capital(i + 1)
    };
    let goes_on = |i: &usize| {
        let word = words.lower(*i);
        is_mark(*i)
            || words.is_word(*i)
                && !is_boundary(&word)
                && (joins(*i) && *i > from || !is_in("title-ends", &word))
    };
    let stop = (from..end.min(from + 9))
        .find(|i| !goes_on(i))
        .unwrap_or(end.min(from + 9));
    let is_plain = |i: usize| words.is_word(i) && !words.is_capital(i) && !joins(i);
    let is_body = |i: &usize| is_plain(*i) && is_in("body-of-office", &words.lower(*i));
    let first = (from..stop).find(|&i| words.is_capital(i));
    let (start, to) = match first {
        Some(first) => {
            let mut to = first + 1;
            while to < stop && (words.is_capital(to) && words.is_word(to) || joins(to)) {
                to += 1;
            }
            match (to..stop.min(to + 4)).find(is_body) {
                Some(body) => (from, body + 1),
                None if first > from && first <= from + 2 && (from..first).all(is_plain) => {
                    (first, to)
                }
                None => return None,
            }
        }
        None => (from, (from + 1..stop.min(from + 4)).find(is_body)? + 1),
    };
    let mut written = String::new();
    for i in start..to {
        if i > start && !is_mark(i) {
            written.push(' ');
        }
        written.push_str(words.get(i));
    }
    Some((to, written))
}

/// Words that end a title phrase.
fn is_boundary(word: &str) -> bool {
    is_in("complement-ends", word)
}

impl Title {
    /// An office of one word.
    pub(crate) fn plain(head: &str) -> Self {
        Self {
            head: head.to_owned(),
            modifiers: Vec::new(),
            label: head.to_owned(),
            party: None,
            owner: None,
            plural: false,
            end: 0,
        }
    }

    /// Told by whose equal somebody is: "her counterpart".
    pub(crate) fn is_peer(&self) -> bool {
        self.head == "counterpart"
            || role(&self.head).is_some_and(|r| r.generic.iter().any(|g| g == "counterpart"))
    }

    /// Whether a nominal ("the envoy") may refer to the bearer of this title.
    pub(crate) fn answers_to(&self, nominal: &Title) -> bool {
        let same_head = self.head == nominal.head
            || self.head.ends_with(&nominal.head)
                && self
                    .head
                    .as_bytes()
                    .get(self.head.len() - nominal.head.len() - 1)
                    == Some(&b' ')
            || role(&self.head).is_some_and(|r| r.generic.contains(&nominal.head));
        if !same_head || nominal.plural {
            return false;
        }
        // "the foreign minister" is no defence minister; a modifier that only grades does no harm.
        nominal.modifiers.iter().all(|m| {
            self.modifiers.contains(m)
                || self.head.split(' ').any(|h| h == m)
                || is_in("standing", m)
        }) || self.head == nominal.head
            && self.modifiers.is_empty()
            && nominal.modifiers.iter().all(|m| is_rank_word(m))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_text::CleanSpan;

    fn read(text: &str) -> Option<Title> {
        let words = Words::new(text, CleanSpan::new(0, text.len()));
        title(&words, 0, words.len())
    }

    #[test]
    fn country_owner_and_office_come_apart() {
        for (text, head, label, party, owner) in [
            (
                "Special US envoy",
                "envoy",
                "Special envoy",
                Some("United States"),
                None,
            ),
            (
                "U.S. Secretary of State",
                "secretary of state",
                "Secretary of State",
                Some("United States"),
                None,
            ),
            (
                "Secretary of State",
                "secretary of state",
                "Secretary of State",
                Some("United States"),
                None,
            ),
            ("Taoiseach", "taoiseach", "Taoiseach", Some("Ireland"), None),
            (
                "White House press secretary",
                "press secretary",
                "press secretary",
                Some("United States"),
                None,
            ),
            (
                "European Commission president",
                "president",
                "president",
                Some("European Commission"),
                None,
            ),
            (
                "president of Peru",
                "president",
                "president",
                Some("Peru"),
                None,
            ),
            (
                "special envoy of the League of Five Valleys",
                "envoy",
                "special envoy",
                None,
                Some("League of Five Valleys"),
            ),
            (
                "Quisby's chief adviser",
                "adviser",
                "chief adviser",
                None,
                Some("Quisby"),
            ),
            ("League envoy", "envoy", "envoy", None, Some("League")),
            (
                "Foreign Minister",
                "foreign minister",
                "Foreign Minister",
                None,
                None,
            ),
            (
                "NATO Secretary General",
                "secretary general",
                "Secretary General",
                Some("NATO"),
                None,
            ),
        ] {
            let found = read(text).unwrap_or_else(|| panic!("{text} is a title"));
            assert_eq!(
                (found.head.as_str(), found.label.as_str()),
                (head, label),
                "{text}"
            );
            assert_eq!(
                (found.party, found.owner.as_deref()),
                (party, owner),
                "{text}"
            );
        }
        assert_eq!(read("the weather"), None);
    }

    #[test]
    fn nominals_answer_by_head_and_modifiers() {
        let envoy = read("Special US envoy").unwrap();
        assert!(envoy.answers_to(&read("envoy").unwrap()));
        assert!(envoy.answers_to(&read("special envoy").unwrap()));
        assert!(!envoy.answers_to(&read("president").unwrap()));
        let minister = read("Peruvian Foreign Minister").unwrap();
        assert!(minister.answers_to(&read("minister").unwrap()));
        assert!(!minister.answers_to(&read("finance minister").unwrap()));
        assert!(
            read("Taoiseach")
                .unwrap()
                .answers_to(&read("Irish leader").unwrap())
        );
    }

    #[test]
    fn forenames_tell_gender_or_nothing() {
        assert_eq!(forename_gender("Ursula"), Some(Gender::Female));
        assert_eq!(forename_gender("Jean-Baptiste"), None);
        assert_eq!(forename_gender("Hans-Peter"), Some(Gender::Male));
        assert_eq!(forename_gender("Blorp"), None);
        assert_eq!(honorific("Mrs."), Some(Some(Gender::Female)));
        assert_eq!(honorific("Harlan"), None);
    }
}

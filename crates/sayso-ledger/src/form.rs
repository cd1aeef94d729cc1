//! The ways in which articles name actors, and which of them are one actor's.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sayso_read::{NameKind, Speaker, without_firm_form};
use sayso_text::DocumentIdx;

use crate::list::{ActorList, Listed};
use crate::name::{PersonName, bare_body, is_body, is_title, tells_no_office};
use crate::party::{party_named, party_of};
use crate::terms::{is_function_word, words};

/// How much more often than every other bearer of a surname somebody is named whom the surname alone means.
const LEADS: usize = 3;

/// Someone who speaks in an article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice<'a> {
    /// Tells it from others.
    pub(crate) number: usize,
    pub(crate) document: DocumentIdx,
    pub(crate) speaker: &'a Speaker,
}

/// One way in which one article names someone.
#[derive(Debug)]
pub(crate) struct Form {
    /// The parts, where it can be a person's name.
    pub(crate) name: Option<PersonName>,
    pub(crate) text: String,
    pub(crate) document: DocumentIdx,
    /// How often it stands there.
    pub(crate) count: usize,
    /// Words that may tell the side, and how often.
    pub(crate) hints: BTreeMap<String, usize>,
    /// The side that they tell most.
    pub(crate) side: Option<String>,
    /// Words of offices told of it, in lower case.
    pub(crate) roles: BTreeSet<String>,
    /// Whose voices are called so.
    pub(crate) voices: Vec<usize>,
    pub(crate) listed: Option<Listed>,
}

/// The forms found so far. In one article, bodies of one name and different countries are two, and so are Mr and Mrs Holm.
#[derive(Debug, Default)]
pub(crate) struct Forms(BTreeMap<(DocumentIdx, String, Option<String>), Form>);

impl Forms {
    /// Adds somebody who is introduced with some words.
    pub(crate) fn add_introduced(
        &mut self,
        name: PersonName,
        document: DocumentIdx,
        prefix: String,
    ) {
        let role = prefix.clone();
        self.add("", Some(name), document, Some(prefix), Some(&role), None);
    }

    /// Adds whoever speaks with a voice.
    pub(crate) fn add_voice(&mut self, voice: &Voice<'_>) {
        let (speaker, document) = (voice.speaker, voice.document);
        let parts = speaker.name.split(" and ");
        let several: Vec<PersonName> = parts.clone().filter_map(PersonName::parse).collect();
        if several.len() > 1 && several.len() == parts.count() {
            for name in several {
                let side = speaker.affiliation.clone();
                self.add("", Some(name), document, side, None, Some(voice.number));
            }
            return;
        }
        // What the article takes for a body is one, unless it begins with a forename.
        let name = PersonName::parse(&speaker.name);
        let name = name.filter(|n| speaker.is_person || n.is_full() && n.is_feminine.is_some());
        // Most trusted first: the affiliation, the role, the words of the name itself ("a Norland official").
        let hint = [&speaker.affiliation, &speaker.role]
            .into_iter()
            .flatten()
            .find(|h| !h.trim().is_empty())
            .cloned();
        let hint = hint.or_else(|| name.is_none().then(|| speaker.name.clone()));
        let role = speaker.role.as_deref();
        self.add(
            &speaker.name,
            name,
            document,
            hint,
            role,
            Some(voice.number),
        );
    }

    fn add(
        &mut self,
        text: &str,
        name: Option<PersonName>,
        document: DocumentIdx,
        hint: Option<String>,
        role: Option<&str>,
        voice: Option<usize>,
    ) {
        let (text, apart) = match &name {
            Some(name) => {
                let style = name.is_feminine.filter(|_| !name.is_full());
                (name.display.clone(), style.map(|f| f.to_string()))
            }
            None => (bare_body(text), hint.as_deref().and_then(party_of)),
        };
        let key = if name.is_some() {
            text.clone()
        } else {
            text.to_lowercase()
        };
        let form = self
            .0
            .entry((document, key, apart))
            .or_insert_with(|| Form {
                name,
                text,
                document,
                count: 0,
                hints: BTreeMap::new(),
                side: None,
                roles: BTreeSet::new(),
                voices: Vec::new(),
                listed: None,
            });
        form.count += 1;
        if let Some(hint) = hint {
            *form.hints.entry(hint).or_default() += 1;
        }
        let offices = role.into_iter().flat_map(words).map(|w| w.lower);
        form.roles
            .extend(offices.filter(|w| is_title(w) && !tells_no_office(w)));
        form.voices.extend(voice);
    }

    /// All of them, with what the user knows of each.
    pub(crate) fn listed(self, list: &ActorList) -> Vec<Form> {
        let mut forms: Vec<Form> = self.0.into_values().collect();
        let full = forms.iter().filter_map(Form::full);
        let surnames: BTreeSet<String> = full.map(|name| name.surname.clone()).collect();
        for form in &mut forms {
            // A word alone may call a body; where somebody is named so in full, it calls him.
            if form.name.is_none() && surnames.contains(&form.text.to_lowercase()) {
                form.name = PersonName::parse(&form.text);
            }
            form.listed = list.find(&form.text);
        }
        forms
    }
}

/// "IAEA", "U.N.": the letters of a name that is nothing else.
fn acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|c| *c != '.').collect();
    let is_one =
        (3..=7).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    is_one.then_some(letters)
}

/// The first letters of a name of three or more capitalised words.
fn initials(name: &str) -> Option<String> {
    let split = words(name);
    let capital = |range: &std::ops::Range<usize>| name[range.clone()].chars().next();
    let letters: String = split
        .iter()
        .filter(|w| w.capital)
        .filter_map(|w| capital(&w.range))
        .collect();
    let rest = split.iter().filter(|w| !w.capital);
    (letters.len() >= 3 && rest.into_iter().all(|w| is_function_word(&w.lower))).then_some(letters)
}

/// The side that an acronym is short for, if one of the sides has its initials and no other: "International Olympic Committee" for "IOC".
pub(crate) fn spelled_out(side: String, sides: &BTreeSet<String>) -> String {
    let Some(letters) = acronym(&side) else {
        return side;
    };
    let mut full = sides
        .iter()
        .filter(|s| initials(s).as_ref() == Some(&letters));
    match (full.next(), full.next()) {
        (Some(one), None) => one.clone(),
        _ => side,
    }
}

impl Form {
    /// The name, where forename and surname both stand.
    pub(crate) fn full(&self) -> Option<&PersonName> {
        self.name.as_ref().filter(|name| name.is_full())
    }

    /// What forms of one actor share one of. Not all that do are one.
    fn keys(&self) -> BTreeSet<String> {
        if let Some(name) = &self.name {
            let mut keys = name.keys();
            // One word may as well call a body.
            keys.extend((!self.text.contains(' ')).then(|| self.text.to_lowercase()));
            return keys;
        }
        let mut keys = BTreeSet::from([without_firm_form(&self.text).to_lowercase()]);
        keys.extend(self.state().map(str::to_owned));
        keys.extend(
            [acronym(&self.text), initials(&self.text)]
                .into_iter()
                .flatten(),
        );
        keys.extend(self.body_words().map(|stems| stems.join(" ")));
        keys.extend(self.short());
        keys
    }

    /// The first word of a firm's name, by which alone it may be called: "Blackmere" for "Blackmere Terminals". The first word of
    /// "Supreme Court" calls none.
    fn short(&self) -> Option<String> {
        let split: Vec<&str> = self.text.split(' ').collect();
        let [first, .., last] = split[..] else {
            return None;
        };
        let is_capital = |w: &&str| w.starts_with(char::is_uppercase);
        let calls = self.name.is_none()
            && split.iter().all(is_capital)
            && first.chars().count() > 3
            && first.chars().all(char::is_alphabetic)
            && !is_title(&first.to_lowercase())
            && !is_body(&last.to_lowercase())
            && party_named(first).is_none();
        calls.then(|| first.to_lowercase())
    }

    /// Whether the name is one word that calls the body of another name.
    fn calls(&self, other: &Self) -> bool {
        !self.text.contains(' ')
            && self.roles.is_empty()
            && other
                .short()
                .is_some_and(|short| short == self.text.to_lowercase())
    }

    /// The country or body of states that it names outright, or by its capital.
    fn state(&self) -> Option<&'static str> {
        if let Some((party, kind)) = party_named(&self.text) {
            return matches!(kind, NameKind::Name | NameKind::Capital).then_some(party);
        }
        // "The Norland government", "the government of Norland".
        let owner = self.text.strip_suffix(" government");
        let owner = owner.or_else(|| self.text.strip_prefix("government of "))?;
        let owner = owner
            .strip_suffix("'s")
            .or(owner.strip_suffix("’s"))
            .unwrap_or(owner);
        party_named(owner).map(|(party, _)| party)
    }

    /// What kind of body it is, where the name is made of a country and that: "foreign ministry" for "the Foreign Ministry of Norland"
    /// and "Norland's Ministry of Foreign Affairs". Stems in order of the alphabet.
    fn body_words(&self) -> Option<Vec<String>> {
        let split = words(&self.text);
        let kind = split.iter().filter(|w| {
            let written = &self.text[w.range.clone()];
            !is_function_word(&w.lower) && w.lower != "affairs" && party_named(written).is_none()
        });
        let kind: Vec<_> = kind.filter(|w| !(w.possessive && w.capital)).collect();
        let is_one = kind.len() >= 2 && kind.iter().any(|w| is_body(&w.lower));
        let stem = |lower: &str, stem: &str| match lower {
            "defense" => "defenc".to_owned(),
            _ => stem.to_owned(),
        };
        let mut stems: Vec<String> = kind.iter().map(|w| stem(&w.lower, &w.stem)).collect();
        stems.sort();
        is_one.then_some(stems)
    }

    /// Whether both can be one actor's, by their words.
    fn is_like(&self, other: &Self) -> bool {
        match (&self.name, &other.name) {
            (Some(a), Some(b)) => a.compatible(b),
            (None, None) => {
                let same_kind = || {
                    self.side.is_some()
                        && self.side == other.side
                        && self
                            .body_words()
                            .is_some_and(|k| other.body_words() == Some(k))
                };
                let short = |a: &Self, b: &Self| {
                    acronym(&a.text).is_some_and(|letters| initials(&b.text) == Some(letters))
                };
                without_firm_form(&self.text).eq_ignore_ascii_case(without_firm_form(&other.text))
                    || self.state().is_some_and(|s| other.state() == Some(s))
                    || short(self, other)
                    || short(other, self)
                    || same_kind()
                    || self.calls(other)
                    || other.calls(self)
            }
            _ => self.calls(other) || other.calls(self),
        }
    }

    /// Whether this is who speaks in an article under an office and a surname, although the article has the other in full: then it is
    /// not the other. "President Holm and Celia Holm".
    fn is_apart_from(&self, other: &Self) -> bool {
        let is_surname = self.name.is_some() && self.full().is_none();
        let has_office = !self.voices.is_empty() && !self.roles.is_empty();
        is_surname && has_office && self.document == other.document && other.full().is_some()
    }

    /// Whether nothing tells the two apart that is looked at when forms join.
    fn is_same_as(&self, other: &Self) -> bool {
        self.text == other.text
            && self.side == other.side
            && self.roles == other.roles
            && self.name == other.name
            && self.listed == other.listed
    }

    /// Whether what both speak for allows that they are one. Reports may tell a person's side in several ways, so that it speaks against
    /// no name that is written alike.
    fn side_allows(&self, other: &Self) -> bool {
        let alike = match (self.full(), other.full()) {
            (Some(a), Some(b)) => {
                a.surname == b.surname && a.forenames.first() == b.forenames.first()
            }
            _ => false,
        };
        // A body that stands for itself under a short name has no other side.
        if self.calls(other) || other.calls(self) {
            return true;
        }
        // Countries and bodies of states.
        let is_state =
            |side: &str| party_named(side).is_some_and(|(_, kind)| kind == NameKind::Name);
        match (&self.side, &other.side) {
            // Two of one name, but of other offices, one of them in a state. A committee's spokesman may be a firm's vice president too.
            (Some(a), Some(b)) if a != b && alike => {
                !(is_state(a) || is_state(b))
                    || self.roles.is_empty()
                    || other.roles.is_empty()
                    || !self.roles.is_disjoint(&other.roles)
            }
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }
}

/// Forms of one actor.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Indices into the forms.
    pub(crate) members: Vec<usize>,
    /// Members that differ: thousands of copies of one article have few.
    variants: Vec<usize>,
    /// The articles of the members.
    documents: BTreeSet<DocumentIdx>,
    /// How often all members stand there.
    count: usize,
    /// A surname that several people bear.
    pub(crate) is_anybodys: bool,
}

impl Group {
    fn add(&mut self, i: usize, forms: &[Form]) {
        let form = &forms[i];
        self.members.push(i);
        if !self.variants.iter().any(|&j| forms[j].is_same_as(form)) {
            self.variants.push(i);
        }
        self.documents.insert(form.document);
        self.count += form.count;
    }
}

/// Joins the forms that are one actor's. What may be one of several actors' stays by itself.
pub(crate) fn groups(forms: &[Form]) -> Vec<Group> {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for form in forms {
        *totals.entry(&form.text).or_default() += form.count;
    }
    // Those the user lists first, then full names, frequent ones first, so that a surname alone finds the person it belongs to.
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|&i| {
        let form = &forms[i];
        let rank = (
            form.listed.is_some(),
            form.full().is_some(),
            totals[form.text.as_str()],
        );
        (std::cmp::Reverse(rank), &form.text, i)
    });
    let mut all: Vec<Group> = Vec::new();
    let mut by_key: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_listed: BTreeMap<Listed, usize> = BTreeMap::new();
    // What is not clear at once may be when all else is in place.
    let mut order: VecDeque<(usize, bool)> = order.into_iter().map(|i| (i, false)).collect();
    while let Some((i, is_second)) = order.pop_front() {
        let form = &forms[i];
        let keys = form.keys();
        let (chosen, is_anybodys) = match form.listed {
            Some(actor) => (by_listed.get(&actor).copied(), false),
            None => {
                let near: BTreeSet<usize> = keys
                    .iter()
                    .filter_map(|k| by_key.get(k))
                    .flatten()
                    .copied()
                    .collect();
                choose(form, &near, &all, forms)
            }
        };
        if is_anybodys && !is_second {
            order.push_back((i, true));
            continue;
        }
        let group = chosen.unwrap_or_else(|| {
            all.push(Group::default());
            all.len() - 1
        });
        all[group].add(i, forms);
        all[group].is_anybodys |= is_anybodys;
        // Nothing joins what may be anybody's.
        if !is_anybodys {
            for key in keys {
                by_key.entry(key).or_default().insert(group);
            }
        }
        if let Some(actor) = form.listed {
            by_listed.insert(actor, group);
        }
    }
    all
}

/// The group that a form belongs to, of those that share a key with it; and whether it may as well belong to another.
fn choose(
    form: &Form,
    near: &BTreeSet<usize>,
    all: &[Group],
    forms: &[Form],
) -> (Option<usize>, bool) {
    let members = |g: usize| all[g].variants.iter().map(|&j| &forms[j]);
    // What the user listed need not be like the other names.
    let fits = |g: usize| {
        members(g).any(|f| form.is_like(f))
            && members(g).all(|f| f.listed.is_some() || form.name.is_none() || form.is_like(f))
            && members(g).all(|f| form.side_allows(f))
            && members(g).all(|f| !form.is_apart_from(f))
    };
    let mut fitting: Vec<usize> = near.iter().copied().filter(|&g| fits(g)).collect();
    let is_short = form.name.is_some() && form.full().is_none();
    if is_short
        && fitting
            .iter()
            .any(|&g| members(g).any(|f| f.full().is_some()))
    {
        // Whoever has a full name comes before other surnames alone.
        fitting.retain(|&g| members(g).any(|f| f.full().is_some()));
    }
    let only = |found: Vec<usize>| match found[..] {
        [one] => Some(one),
        _ => None,
    };
    let filtered =
        |of: &dyn Fn(usize) -> bool| only(fitting.iter().copied().filter(|&g| of(g)).collect());
    match fitting[..] {
        [] => (None, false),
        [one] => (Some(one), false),
        // A full name goes to its most frequent fit.
        [first, ..] if !is_short && form.name.is_some() => (Some(first), false),
        _ => {
            // An office tells whose it is, or its own article, or the side, or one is named far more often than the others.
            let here = filtered(&|g| all[g].documents.contains(&form.document));
            let by_role = || filtered(&|g| members(g).any(|f| !f.roles.is_disjoint(&form.roles)));
            let by_side =
                || filtered(&|g| form.side.is_some() && members(g).any(|f| f.side == form.side));
            let count = |g: usize| all[g].count;
            let by_count = || {
                filtered(&|g| {
                    fitting
                        .iter()
                        .all(|&o| o == g || count(g) >= LEADS * count(o))
                })
            };
            let found = by_role().or(here).or_else(by_side).or_else(by_count);
            (found, found.is_none() && form.name.is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_spelled_out_where_one_side_has_its_initials() {
        let sides = |names: &[&str]| {
            names
                .iter()
                .map(|&n| n.to_owned())
                .collect::<BTreeSet<String>>()
        };
        let one = sides(&["International Ferry Office", "Norland"]);
        let spelled = |side: &str, sides| spelled_out(side.to_owned(), sides);
        assert_eq!(spelled("IFO", &one), "International Ferry Office");
        assert_eq!(spelled("IFA", &one), "IFA");
        let two = sides(&["International Ferry Office", "Inland Freight Office"]);
        assert_eq!(spelled("IFO", &two), "IFO");
    }
}

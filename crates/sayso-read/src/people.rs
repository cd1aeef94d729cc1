//! Who is who in one article: names of the same person joined, with the offices that the article gives them.

mod affiliation;
mod join;
mod kin;
mod predicate;

pub(crate) use kin::is_kin;

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::CleanSpan;

use crate::mention::{Mention, MentionClass};
use crate::name_form::{NameForm, fold, name_form};
use crate::party::{NameKind, is_demonym_of, parties};
use crate::source_phrase::spaced;
use crate::title::{Gender, Title, forename_gender, role};
use crate::words::{Words, bare, is_capital, is_in, lower, possessor, without_firm_form};

/// A person of the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Where the fullest name stands.
    pub(crate) full: CleanSpan,
    /// Folded words of the fullest name.
    name: Vec<String>,
    /// He or she, as far as known.
    pub(crate) gender: Option<Gender>,
    /// Titles, in order of appearance.
    pub(crate) titles: Vec<Title>,
    /// The country or body spoken for.
    pub(crate) affiliation: Option<String>,
    /// The body that the person is said to be of, as written, and whether to lead it.
    body: Option<(String, bool)>,
    /// In years, as first told.
    pub(crate) age: Option<u8>,
    /// Where the first mention starts.
    pub(crate) first: usize,
    /// How often the article names the person.
    pub(crate) n_mentions: usize,
    /// Where full names of this person start, in order.
    full_at: Vec<usize>,
    /// Known by a form of address only ("Mrs Brackwater").
    styled: Option<CleanSpan>,
}

impl Person {
    /// Offices are told best by the fullest wording of the first one that was given.
    pub(crate) fn role(&self) -> Option<&Title> {
        let told = self.titles.iter().filter(|t| !t.label.is_empty());
        // "Colonel Holm" is the council's president, the mayor's son a lawmaker.
        let says_less = |t: &Title| is_in("military", &t.head) || is_in("family", &t.head);
        // "The head of the civil defence, Colonel Holm": a head without what he heads is nothing.
        let is_bare = |t: &Title| matches!(t.label.as_str(), "head" | "chief");
        let office = told.clone().find(|t| !says_less(t) && !is_bare(t));
        let rank = || told.clone().find(|t| is_in("military", &t.head));
        let first = office.or_else(rank).or_else(|| told.clone().next())?;
        let same = self
            .titles
            .iter()
            .filter(|t| t.head == first.head || t.answers_to(first));
        same.max_by_key(|t| t.modifiers.len()).or(Some(first))
    }

    /// Whether nothing but a single word is known, so that it may name a body as well.
    pub(crate) fn is_only_a_name(&self) -> bool {
        self.name.len() == 1
            && self.gender.is_none()
            && self.titles.is_empty()
            && self.styled.is_none()
    }

    /// The words to call the person by.
    pub(crate) fn name_span(&self) -> CleanSpan {
        self.styled.unwrap_or(self.full)
    }
}

/// The people of one article, and which mention is whose.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    /// Everybody, in order of first appearance.
    pub(crate) all: Vec<Person>,
    /// For each mention (by start), the person, where it can be told.
    by_start: BTreeMap<usize, (usize, Option<usize>)>,
    /// Organizations: start and span, in order.
    organizations: Vec<CleanSpan>,
    /// Places and other names that the article has, in order.
    places: Vec<String>,
    /// Of these, what is a place for sure.
    sure_places: BTreeSet<String>,
    /// Countries that the article names.
    countries: BTreeSet<&'static str>,
    /// Countries whose president's seat it names.
    seats: BTreeSet<&'static str>,
    /// Full names of bodies by the acronyms that the article gives for them.
    acronyms: BTreeMap<String, String>,
    by_surname: BTreeMap<String, Vec<usize>>,
    /// Who is whose wife, son and so on.
    kin: Vec<kin::Relation>,
    /// By head noun: who bears a title that the noun may refer to.
    by_head: BTreeMap<String, Vec<usize>>,
}

impl People {
    /// Reads the mentions of one article; each sentence comes with its words, in order.
    pub(crate) fn of(text: &str, sentences: &[Words<'_>], mentions: &[Mention]) -> Self {
        let mut people = Self::default();
        let named = mentions
            .iter()
            .filter(|m| matches!(m.class, MentionClass::Place | MentionClass::Other));
        people.places = named
            .map(|m| bare(&text[m.span.range()]).to_owned())
            .collect();
        people.places.sort();
        people.places.dedup();
        let sure = mentions.iter().filter(|m| m.class == MentionClass::Place);
        people.sure_places = sure
            .map(|m| bare(&text[m.span.range()]).to_owned())
            .collect();
        let is_body = |m: &&Mention| m.class == MentionClass::Organization;
        // "S. V. Holm … S.V. said".
        let full = mentions.iter().filter(|m| m.class == MentionClass::Person);
        let forenames = full.filter_map(|m| text[m.span.range()].rsplit_once(' '));
        let initialed: BTreeSet<String> = forenames
            .map(|(forenames, _)| initials(forenames))
            .filter(|letters| !letters.is_empty())
            .collect();
        // "Sundrey" is the Sundrey Group, whatever the name alone was taken for.
        let firms: BTreeSet<&str> = mentions
            .iter()
            .filter(is_body)
            .filter_map(|m| text[m.span.range()].rsplit_once(' '))
            .filter(|(_, form)| is_in("firm-form", &lower(form)))
            .map(|(name, _)| name)
            .collect();
        let bodies = mentions.iter().filter(|m| {
            is_body(m) || firms.contains(&text[m.span.range()]) || is_called_firm(text, m)
        });
        let by_initials = |m: &&Mention| initialed.contains(&initials(&text[m.span.range()]));
        let bodies = bodies.filter(|m| !by_initials(m));
        people.organizations = bodies.map(|m| with_owner(text, m.span)).collect();
        let mut forms = Vec::new();
        // "Holm Administration" is none.
        let is_government = |m: &Mention| {
            let last = text[m.span.range()]
                .rsplit_once(' ')
                .map(|(_, last)| lower(last));
            last.is_some_and(|last| is_in("of-leader", &last))
        };
        let is_person =
            |m: &Mention| m.class == MentionClass::Person && !is_government(m) || by_initials(&m);
        for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| is_person(m)) {
            let near = &mentions[i.saturating_sub(4)..(i + 5).min(mentions.len())];
            if let Some(form) = name_form(text, sentences, *mention, near) {
                forms.push(form);
            }
        }
        people.join(text, forms);
        people.note_what_pronouns_are(sentences);
        people.note_defendants(text);
        people.note_unnamed_before(sentences);
        people.note_described_behind(text, sentences);
        people.index();
        people.relate(text);
        people.affiliate(text);
        people.affiliate_its(text);
        people.affiliate_his(text);
        for words in sentences {
            for name in parties(words, 0, words.len()) {
                let last = words.lower(name.to - 1);
                if name.kind == NameKind::Seat && is_in("presidents-seat", &last) {
                    people.seats.insert(name.party);
                }
                if !name.body {
                    people.countries.insert(name.party);
                }
            }
        }
        people.affiliate_ministers();
        people.affiliate_president();
        people.note_acronyms(text, sentences);
        people
    }

    /// Mentions of people within a span, in order: start, end, person.
    pub(crate) fn within(
        &self,
        span: CleanSpan,
    ) -> impl DoubleEndedIterator<Item = (CleanSpan, Option<usize>)> + '_ {
        self.by_start
            .range(span.range())
            .map(|(start, (end, person))| (CleanSpan::new(*start, *end), *person))
            .filter(move |(s, _)| span.contains(*s))
    }

    /// The last organization before a position whose name contains a word, or has it before it: "ferry operator Tellan Line".
    pub(crate) fn organization_before(
        &self,
        text: &str,
        position: usize,
        head: &str,
    ) -> Option<CleanSpan> {
        let n_before = self
            .organizations
            .partition_point(|s| s.start().get() < position);
        // Far back, another body is as likely meant.
        self.organizations[..n_before]
            .iter()
            .rev()
            .take(200)
            .copied()
            .find(|s| {
                let before = text[..s.start().get()].strip_suffix(' ');
                let title = before.and_then(|b| b.rsplit([' ', '\n']).next());
                text[s.range()]
                    .split_whitespace()
                    .chain(title)
                    .any(|w| lower(bare(w)) == head)
            })
    }

    /// Organizations named within a span, in order.
    pub(crate) fn organizations_within(
        &self,
        span: CleanSpan,
    ) -> impl Iterator<Item = CleanSpan> + '_ {
        let from = self
            .organizations
            .partition_point(|s| s.start() < span.start());
        let rest = self.organizations[from..].iter().copied();
        rest.take_while(move |s| s.end() <= span.end())
    }

    fn index(&mut self) {
        for (p, person) in self.all.iter().enumerate() {
            if let Some(last) = person.name.last() {
                self.by_surname.entry(last.clone()).or_default().push(p);
            }
            for title in &person.titles {
                let heads = role(&title.head).map_or(&[][..], |r| &r.generic);
                let last_word = title.head.rsplit(' ').next().unwrap_or_default().to_owned();
                for head in heads.iter().chain([&title.head, &last_word]) {
                    let bearers = self.by_head.entry(head.clone()).or_default();
                    if bearers.last() != Some(&p) {
                        bearers.push(p);
                    }
                }
            }
        }
    }

    /// The name of a body or place as the article has it in full: "League of Five Valleys" for "League", "Kestria" for
    /// "Kestrian".
    pub(crate) fn body_name(&self, text: &str, written: &str) -> String {
        if !written.contains(' ') {
            if let Some(place) = self
                .places
                .iter()
                .find(|place| is_demonym_of(written, place))
            {
                return place.clone();
            }
            // "NFL" is not short for the NFL Players Association.
            let is_acronym = written.chars().all(char::is_uppercase);
            let longer = |s: &&CleanSpan| {
                text[s.range()]
                    .strip_prefix(written)
                    .filter(|rest| rest.starts_with(' ') && !is_acronym)
                    .is_some_and(|rest| {
                        !is_in("political", &lower(rest[1..].trim_end_matches('s')))
                    })
            };
            if let Some(span) = self.organizations.iter().take(2_000).find(longer) {
                return bare(&text[span.range()]).to_owned();
            }
        }
        written.to_owned()
    }

    /// Names with an acronym in brackets behind them: "Sahel Harvest Observatory (SHO)".
    fn note_acronyms(&mut self, text: &str, sentences: &[Words<'_>]) {
        for words in sentences {
            for open in (1..words.len()).filter(|&i| words.get(i) == "(" && words.get(i + 2) == ")")
            {
                let letters = words.get(open + 1);
                let is_acronym =
                    (2..=7).contains(&letters.len()) && letters.chars().all(char::is_uppercase);
                if !is_acronym || self.acronyms.contains_key(letters) {
                    continue;
                }
                let initials = |from: usize| -> String {
                    let capitals = (from..open).filter(|&i| words.is_capital(i));
                    capitals
                        .filter_map(|i| words.get(i).chars().next())
                        .collect()
                };
                let reach = open.saturating_sub(letters.len() + 4)..open;
                let named = reach
                    .rev()
                    .find(|&from| words.is_capital(from) && initials(from) == letters);
                if let Some(from) = named {
                    let name = spaced(&text[words.cover(from, open).range()]);
                    self.acronyms.insert(letters.to_owned(), name);
                }
            }
        }
    }

    /// The full name of a body that the article calls by its acronym, or by its name without "Corp.".
    pub(crate) fn full_body_name(&self, text: &str, written: &str) -> Option<String> {
        if let Some(full) = self.acronyms.get(written) {
            return Some(full.clone());
        }
        // "The North" where North Korea is named.
        let bare = written
            .strip_prefix("the ")
            .or_else(|| written.strip_prefix("The "));
        let bare = bare.unwrap_or(written);
        let is_short = |country: &&&str| {
            country
                .strip_prefix(bare)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        let mut longer = self.countries.iter().filter(is_short);
        if let (Some(country), None) = (longer.next(), longer.next()) {
            return Some((*country).to_owned());
        }
        let mut bodies = self
            .organizations
            .iter()
            .take(500)
            .map(|s| &text[s.range()]);
        let longer =
            bodies.find(|name| name.len() > written.len() && without_firm_form(name) == written)?;
        Some(longer.to_owned())
    }

    /// Whether some person of the article has the last word of a name as surname.
    pub(crate) fn is_surname(&self, written: &str) -> bool {
        written
            .split_whitespace()
            .next_back()
            .is_some_and(|w| self.by_surname.contains_key(&fold(w)))
    }

    /// The one person of the article whom a bare name ("Harlan", "Mr Harlan") can mean.
    pub(crate) fn named(&self, written: &str) -> Option<usize> {
        let last = fold(written.split_whitespace().next_back()?);
        let mut bearers = self.by_surname.get(&last)?.iter();
        bearers.next().filter(|_| bearers.next().is_none()).copied()
    }

    /// Whom a nominal may mean by title.
    pub(crate) fn bearers(&self, nominal: &Title) -> Vec<usize> {
        let candidates = self
            .by_head
            .get(&nominal.head)
            .map_or(&[][..], Vec::as_slice);
        let answers = |p: &usize| self.all[*p].titles.iter().any(|t| t.answers_to(nominal));
        candidates
            .iter()
            .copied()
            .take(256)
            .filter(answers)
            .collect()
    }

    /// Whether the article names a place so that no table knows.
    pub(crate) fn is_place(&self, written: &str) -> bool {
        self.places
            .binary_search_by(|p| p.as_str().cmp(written))
            .is_ok()
    }

    /// Whether the article names a place so.
    pub(crate) fn is_sure_place(&self, written: &str) -> bool {
        self.sure_places.contains(written)
    }

    /// Takes note of an office told elsewhere ("the president of Orvane" of the only president).
    pub(crate) fn note_affiliation(&mut self, person: usize, affiliation: &str) {
        self.all[person]
            .affiliation
            .get_or_insert_with(|| affiliation.to_owned());
    }
}

/// "The mining company Cobre Verde": a name behind a noun for a firm, whatever it was taken for.
fn is_called_firm(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.span.start().get()].strip_suffix(' ');
    let noun = before.and_then(|before| before.rsplit([' ', '\n']).next());
    matches!(mention.class, MentionClass::Place | MentionClass::Other)
        && noun.is_some_and(|noun| is_in("kind-firm", noun))
        && !is_party_name(&text[mention.span.range()])
}

/// A body's name with the owner or nation directly before it: "Orvane's Foreign Ministry".
fn with_owner(text: &str, span: CleanSpan) -> CleanSpan {
    let Some(before) = text
        .get(..span.start().get())
        .and_then(|b| b.strip_suffix(' '))
    else {
        return span;
    };
    let word = before
        .rsplit([' ', '\n', '\u{a0}'])
        .next()
        .unwrap_or_default();
    let owner = possessor(word).is_some_and(is_capital) || is_party_name(word);
    if owner {
        CleanSpan::new(before.len() - word.len(), span.end().get())
    } else {
        span
    }
}

/// "S. V.", "S.V." as letters alone, of two and more; empty for what is no row of initials.
fn initials(name: &str) -> String {
    let is_row = name.split(['.', ' ']).all(|part| part.chars().count() <= 1);
    let letters = name.chars().filter(|c| c.is_uppercase());
    let letters: String = letters.filter(|_| is_row && name.contains('.')).collect();
    if letters.chars().count() < 2 {
        return String::new();
    }
    letters
}

/// Unknown fits both.
pub(crate) fn compatible(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

impl Person {
    fn from(form: &NameForm) -> Self {
        Self {
            full: form.span,
            name: form.words.clone(),
            gender: None,
            titles: Vec::new(),
            affiliation: None,
            body: None,
            age: None,
            first: form.span.start().get(),
            n_mentions: 0,
            full_at: Vec::new(),
            styled: form.styled,
        }
    }

    fn learn(&mut self, text: &str, form: &NameForm) {
        self.gender = self.gender.or(form.gender);
        if form.words.len() > self.name.len() {
            self.name.clone_from(&form.words);
            self.full = form.span;
        }
        self.first = self.first.min(form.span.start().get());
        if form.words.len() > 1 {
            self.full_at.push(form.span.start().get());
        }
        if self.gender.is_none() && self.name.len() > 1 {
            self.gender = text[self.full.range()]
                .split([' ', '\u{a0}'])
                .next()
                .and_then(forename_gender);
        }
        if self.body.is_none() {
            self.body.clone_from(&form.body);
        }
        self.age = self.age.or(form.age);
        for title in &form.titles {
            self.learn_title(title);
        }
    }

    fn learn_title(&mut self, title: &Title) {
        // An article does not call one person by dozens of offices; a hostile one shall not make us compare them.
        if self.titles.len() < 16 && !self.titles.contains(title) {
            self.gender = self.gender.or(role(&title.head).and_then(|r| r.gender));
            self.titles.push(title.clone());
        }
    }
}

/// Whether a name written so stands for a country or body in the table.
pub(crate) fn is_party_name(text: &str) -> bool {
    let words = Words::new(text, CleanSpan::new(0, text.len()));
    parties(&words, 0, words.len())
        .first()
        .is_some_and(|n| n.from == 0 && n.to == words.len() && n.kind != NameKind::Office)
}

//! Who is who in one article: names of the same person joined, with the offices that the article gives them.

mod affiliation;
mod kin;
mod predicate;

pub(crate) use kin::is_kin;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use sayso_text::CleanSpan;

use crate::act::is_saying;
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

/// People of an article beyond these are not compared letter by letter.
const MOST_COMPARED: usize = 500;

/// Whether two words differ by one letter more, less or other.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        Ordering::Equal => !rest_a.is_empty() && rest_a[1..] == rest_b[1..],
        Ordering::Less => rest_b.len() == rest_a.len() + 1 && rest_b[1..] == *rest_a,
        Ordering::Greater => rest_a.len() == rest_b.len() + 1 && rest_a[1..] == *rest_b,
    }
}

/// Of several who may bear a name, the one who was just named in full as somebody who speaks, in this paragraph or the one before:
/// "Ida Holm, a mother of two, told the paper … “We ran,” | Holm said."
fn just_spoke(
    text: &str,
    in_full: &[(CleanSpan, usize)],
    bearers: &[usize],
    name: CleanSpan,
) -> Option<usize> {
    let before = in_full.partition_point(|(span, _)| span.end() <= name.start());
    let mut nearest = in_full[..before].iter().rev();
    let (span, person) = nearest.find(|(_, person)| bearers.contains(person))?;
    let between = text.get(span.end().get()..name.start().get())?;
    let n_paragraphs = between
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .count();
    let told_of = between
        .trim_start()
        .strip_prefix(',')
        .and_then(|rest| rest.split_once(','));
    let verb = told_of.map_or(between, |(_, rest)| rest);
    let verb = verb.split_whitespace().next().map(bare)?;
    // Where a paragraph tells of both, either may be meant.
    let of_both = nearest
        .take_while(|(other, _)| !text[other.end().get()..span.start().get()].contains('\n'))
        .any(|(_, other)| other != person && bearers.contains(other));
    // Who is named with an office again is another.
    let plain = !between.ends_with(|c: char| c.is_alphabetic());
    (n_paragraphs <= 2 && plain && !of_both && is_saying(verb)).then_some(*person)
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
        let is_person = |m: &Mention| m.class == MentionClass::Person || by_initials(&m);
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

    /// Joins the forms: full names first, then what is shorter by what fits it.
    fn join(&mut self, text: &str, forms: Vec<NameForm>) {
        let mut by_last: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut owner: Vec<Option<usize>> = vec![None; forms.len()];
        for (i, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() > 1) {
            let Some(last) = form.words.last() else {
                continue;
            };
            let same = by_last.entry(last.clone()).or_default();
            // A crowd of one surname is compared no further than this.
            let known = same
                .iter()
                .copied()
                .take(64)
                .find(|&p| same_full_name(&self.all[p].name, &form.words));
            let person = known.unwrap_or_else(|| {
                same.push(self.all.len());
                self.all.push(Person::from(form));
                self.all.len() - 1
            });
            owner[i] = Some(person);
            self.all[person].learn(text, form);
        }
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (p, person) in self.all.iter().enumerate() {
            for word in &person.name {
                let at = by_word.entry(word.clone()).or_default();
                if at.last() != Some(&p) {
                    at.push(p);
                }
            }
        }
        let in_full: Vec<(CleanSpan, usize)> = (forms.iter().zip(&owner))
            .filter_map(|(form, person)| Some((form.span, (*person)?)))
            .collect();
        let leads = self.lead_by_title(&forms, &by_word);
        let mut styled: BTreeMap<(String, Option<bool>), usize> = BTreeMap::new();
        for (i, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() == 1) {
            let word = &form.words[0];
            let candidates: Vec<usize> = by_word
                .get(word)
                .map_or_else(Vec::new, |c| c.iter().copied().take(64).collect());
            let fits = |p: &usize| {
                compatible(self.all[*p].gender, form.gender) && !self.contradicts(*p, form)
            };
            let mut bearers: Vec<usize> = candidates.iter().copied().filter(fits).collect();
            if let Some(leader) = leads.get(word).filter(|p| fits(p)) {
                bearers = vec![*leader];
            }
            let spoke = || just_spoke(text, &in_full, &bearers, form.span);
            let choice = match self.choose(word, &bearers, form) {
                Choice::One(person) if bearers.len() > 1 => Choice::One(spoke().unwrap_or(person)),
                Choice::Ambiguous => spoke().map_or(Choice::Ambiguous, Choice::One),
                choice => choice,
            };
            let choice = match choice {
                Choice::Nobody => self.initialed(&initials(&text[form.span.range()])),
                choice => choice,
            };
            let choice = match choice {
                Choice::Nobody => self.misspelt(word, form),
                choice => choice,
            };
            match choice {
                Choice::One(person) => {
                    owner[i] = Some(person);
                    self.all[person].learn(text, form);
                }
                Choice::Ambiguous => {}
                Choice::Nobody => {
                    let key = (word.clone(), form.gender.map(|g| g == Gender::Male));
                    let person = *styled.entry(key).or_insert_with(|| {
                        self.all.push(Person::from(form));
                        self.all.len() - 1
                    });
                    owner[i] = Some(person);
                    self.all[person].learn(text, form);
                }
            }
        }
        self.settle_single_names(&forms, &mut owner);
        for (form, person) in forms.iter().zip(owner) {
            if let Some(person) = person {
                self.all[person].n_mentions += 1;
            }
            self.by_start
                .insert(form.span.start().get(), (form.span.end().get(), person));
        }
    }

    /// By surname, those who are named by it and an office before anybody's full name with that surname, all of whom are something
    /// else: "President Holm and Ida Holm, the first lady".
    fn lead_by_title(
        &mut self,
        forms: &[NameForm],
        by_word: &BTreeMap<String, Vec<usize>>,
    ) -> BTreeMap<String, usize> {
        let mut leads = BTreeMap::new();
        for form in forms
            .iter()
            .filter(|f| f.words.len() == 1 && !f.titles.is_empty())
        {
            let word = &form.words[0];
            let bear = |p: &&usize| self.all[**p].name.last() == Some(word);
            let bearers = by_word.get(word).filter(|_| !leads.contains_key(word));
            let bearers: Vec<usize> = bearers
                .into_iter()
                .flatten()
                .take(64)
                .filter(bear)
                .copied()
                .collect();
            if bearers.is_empty() {
                continue;
            }
            let is_other = |p: &usize| {
                let person = &self.all[*p];
                let same = |t: &Title| {
                    person
                        .titles
                        .iter()
                        .any(|k| k.answers_to(t) || t.answers_to(k))
                };
                person.first > form.span.start().get()
                    && !person.titles.is_empty()
                    && !form.titles.iter().any(same)
            };
            if bearers.iter().all(is_other) {
                self.all.push(Person::from(form));
                leads.insert(word.clone(), self.all.len() - 1);
            }
        }
        leads
    }

    /// "Brackwater" without form of address is the one "Mr Brackwater" that the article knows; with a Mrs too, nobody.
    fn settle_single_names(&self, forms: &[NameForm], owner: &mut [Option<usize>]) {
        let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (p, person) in self
            .all
            .iter()
            .enumerate()
            .filter(|(_, p)| p.name.len() == 1)
        {
            bearers.entry(&person.name[0]).or_default().push(p);
        }
        for (form, owner) in forms.iter().zip(owner) {
            let Some(person) = *owner else { continue };
            if form.words.len() == 1 && form.styled.is_none() && self.all[person].name.len() == 1 {
                let others: Vec<usize> = bearers[form.words[0].as_str()]
                    .iter()
                    .copied()
                    .filter(|p| self.all[*p].styled.is_some())
                    .collect();
                *owner = match others[..] {
                    [] => Some(person),
                    [one] => Some(one),
                    _ => None,
                };
            }
        }
    }

    /// A title that the candidate does not bear, while the candidate bears another: "President Crane" is not Senator Crane.
    fn contradicts(&self, person: usize, form: &NameForm) -> bool {
        let known = &self.all[person].titles;
        let foreign = |t: &Title| {
            !known.is_empty()
                && !known.iter().any(|k| k.answers_to(t) || t.answers_to(k))
                && known
                    .iter()
                    .all(|k| k.party.is_some() && t.party.is_some() && k.party != t.party)
        };
        form.titles.iter().any(foreign)
    }

    /// The only person whose forenames are these initials.
    fn initialed(&self, letters: &str) -> Choice {
        if letters.is_empty() {
            return Choice::Nobody;
        }
        let letters = lower(letters);
        let begins = |p: &Person| {
            let forenames = p
                .name
                .split_last()
                .map_or(&[][..], |(_, forenames)| forenames);
            let first = forenames.iter().filter_map(|name| name.chars().next());
            first.eq(letters.chars())
        };
        let mut all = self.all.iter().enumerate().filter(|(_, p)| begins(p));
        match (all.next(), all.next()) {
            (Some((one, _)), None) => Choice::One(one),
            (Some(_), Some(_)) => Choice::Ambiguous,
            (None, _) => Choice::Nobody,
        }
    }

    /// The only person whose surname is a surname without office but for one letter: "Leslie Wimes … Wines said".
    fn misspelt(&self, word: &str, form: &NameForm) -> Choice {
        const FEWEST_LETTERS: usize = 5;
        let close = |p: &Person| {
            let is_full = p.name.len() > 1 && compatible(p.gender, form.gender);
            is_full
                && p.name
                    .last()
                    .is_some_and(|last| is_one_letter_off(last, word))
        };
        if word.chars().count() < FEWEST_LETTERS || !form.titles.is_empty() {
            return Choice::Nobody;
        }
        let all = self.all.iter().take(MOST_COMPARED);
        let close: Vec<usize> = all
            .enumerate()
            .filter(|(_, p)| close(p))
            .map(|(i, _)| i)
            .collect();
        match close[..] {
            [one] => Choice::One(one),
            _ => Choice::Nobody,
        }
    }

    fn choose(&self, word: &str, bearers: &[usize], form: &NameForm) -> Choice {
        let last = |p: &usize| self.all[*p].name.last().is_some_and(|w| w == word);
        let first = |p: &usize| self.all[*p].name.first().is_some_and(|w| w == word);
        let mut tier: Vec<usize> = bearers.iter().copied().filter(last).collect();
        if tier.is_empty() {
            tier = bearers.iter().copied().filter(first).collect();
        }
        if tier.is_empty() {
            tier = bearers.to_vec();
        }
        if tier.len() > 1 && form.gender.is_some() {
            let sure: Vec<usize> = tier
                .iter()
                .copied()
                .filter(|p| self.all[*p].gender == form.gender)
                .collect();
            if !sure.is_empty() {
                tier = sure;
            }
        }
        if tier.len() > 1 && !form.titles.is_empty() {
            let titled = |p: &usize| {
                form.titles
                    .iter()
                    .any(|t| self.all[*p].titles.iter().any(|k| k.answers_to(t)))
            };
            let by_title: Vec<usize> = tier.iter().copied().filter(titled).collect();
            if !by_title.is_empty() {
                tier = by_title;
            }
        }
        match tier[..] {
            [] => Choice::Nobody,
            [one] => Choice::One(one),
            _ => {
                // Before the second of a name appears, the first is meant.
                let at = form.span.start().get();
                let mut introduced = tier.iter().copied().filter(|p| self.all[*p].first < at);
                match (introduced.next(), introduced.next()) {
                    (Some(one), None) => Choice::One(one),
                    _ => self
                        .leading(&tier, at)
                        .or_else(|| self.in_office(&tier))
                        .map_or(Choice::Ambiguous, Choice::One),
                }
            }
        }
    }

    /// The only one who holds an office, where the others of the surname are told of as family.
    fn in_office(&self, tier: &[usize]) -> Option<usize> {
        let is_family = |p: &usize| {
            let titles = &self.all[*p].titles;
            !titles.is_empty()
                && titles
                    .iter()
                    .all(|t| t.head == "first lady" || is_in("family", &t.head))
        };
        let mut others = tier.iter().copied().filter(|p| !is_family(p));
        let one = others.next().filter(|p| !self.all[*p].titles.is_empty());
        one.filter(|_| others.next().is_none())
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

    /// The one whom an article is about, against others of the surname who are named in passing: at least three times as
    /// often by full name, and last so named before this place.
    fn leading(&self, tier: &[usize], at: usize) -> Option<usize> {
        let n_named = |p: &usize| self.all[*p].full_at.len();
        let one = tier.iter().copied().max_by_key(n_named)?;
        let last = |p: &usize| {
            let times = &self.all[*p].full_at;
            times[..times.partition_point(|t| *t < at)].last().copied()
        };
        let stands_out = n_named(&one) >= 3
            && tier
                .iter()
                .filter(|p| **p != one)
                .all(|p| n_named(&one) >= 3 * n_named(p) && last(p) < last(&one));
        stands_out.then_some(one)
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

enum Choice {
    Nobody,
    One(usize),
    Ambiguous,
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

/// "Doran J. Harlan" and "Doran Harlan": same last word, same first word or initial.
fn same_full_name(a: &[String], b: &[String]) -> bool {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return false;
    };
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    // "Cantú Lozano" is Ernesto Cantú Lozano.
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() > 1 && short.len() < long.len() && long.ends_with(short) {
        return true;
    }
    a.last() == b.last()
        && (first_a == first_b || initial(first_a, first_b) || initial(first_b, first_a))
}

/// Whether a name written so stands for a country or body in the table.
pub(crate) fn is_party_name(text: &str) -> bool {
    let words = Words::new(text, CleanSpan::new(0, text.len()));
    parties(&words, 0, words.len())
        .first()
        .is_some_and(|n| n.from == 0 && n.to == words.len() && n.kind != NameKind::Office)
}

//! For whom the people of an article speak: countries and bodies, from their titles and the words before them.

use sayso_text::CleanSpan;

use super::{People, Person};
use crate::anaphor::can_be;
use crate::party::party as party_of;
use crate::source_phrase::spaced;
use crate::speaker::owning_gender;
use crate::title::{Gender, Title, role};
use crate::words::{bare, is_in, lower};

/// Where "its" or "their" stands that begins the office of the person named at a place, a few words before the name.
fn its_before(text: &str, name: usize) -> Option<usize> {
    word_before(text, name, |word| {
        matches!(word, "its" | "their").then_some(())
    })
    .map(|(at, ())| at)
}

/// Where "his" or "her" stands that begins the office of the person named at a place, and which of them it is.
pub(super) fn owner_before(text: &str, name: usize) -> Option<(usize, Gender)> {
    word_before(text, name, owning_gender)
}

/// The last word before a name, in its clause and a few words before it, for which there is an answer.
fn word_before<T>(
    text: &str,
    name: usize,
    answer: impl Fn(&str) -> Option<T>,
) -> Option<(usize, T)> {
    const REACH: usize = 6;
    const LONGEST: usize = 40;
    let near = text.floor_char_boundary(name.saturating_sub(REACH * LONGEST));
    let line = text[near..name].rsplit('\n').next().unwrap_or_default();
    let mut end = line.len();
    for _ in 0..REACH {
        let word = line[..end].trim_end().rsplit(' ').next()?;
        end = line[..end].trim_end().len() - word.len();
        if let Some(found) = answer(&lower(word)) {
            return Some((name - line.len() + end, found));
        }
        if word.is_empty() || word.contains(['.', '!', '?', '”', '"', ';', ':']) {
            return None;
        }
    }
    None
}

/// "The Norland delegation … the head of the delegation": the country told before a noun where the text had it.
fn nation_before(text: &str, noun: &str) -> Option<String> {
    const LAST: usize = 8;
    const REACH: usize = 10_000;
    let text = &text[text.floor_char_boundary(text.len().saturating_sub(REACH))..];
    let places = text.rmatch_indices(noun).take(LAST);
    let mut words =
        places.filter_map(|(at, _)| text[..at].strip_suffix(' ')?.rsplit([' ', '\n']).next());
    words.find_map(party_of).map(str::to_owned)
}

/// "The prison service, through its deputy head": the subject before the comma, where it is a body without a name.
fn through(text: &str, its: usize) -> Option<CleanSpan> {
    let subject = text[..its].strip_suffix(", through ")?;
    let from = subject.rfind(['.', '\n', '”', '"']).map_or(0, |i| i + 1);
    let subject = subject[from..].trim_start();
    let noun = subject
        .strip_prefix("The ")
        .or_else(|| subject.strip_prefix("the "))?;
    let end = its - ", through ".len();
    let is_unnamed = !noun.contains(|c: char| c.is_uppercase() || c == ',');
    let last = noun.rsplit(' ').next()?;
    (is_unnamed && is_in("body", last)).then(|| CleanSpan::new(end - noun.len(), end))
}

impl People {
    /// Countries and bodies from the titles, in passes, since an envoy's may hang on his president's.
    pub(super) fn affiliate(&mut self, text: &str) {
        for _ in 0..3 {
            for p in 0..self.all.len() {
                if self.all[p].affiliation.is_some() {
                    self.affiliate_leader(p);
                    continue;
                }
                let party = self.all[p]
                    .titles
                    .iter()
                    .find_map(|t| t.party)
                    .map(str::to_owned);
                let owners: Vec<String> = self.all[p]
                    .titles
                    .iter()
                    .filter_map(|t| t.owner.clone())
                    .filter(|owner| self.is_named(text, owner))
                    .collect();
                let owned = || {
                    owners.iter().find_map(|owner| match self.named(owner) {
                        Some(other) if other != p => self.all[other].affiliation.clone(),
                        Some(_) => None,
                        None if self.is_surname(owner) => None,
                        None => Some(self.body_name(text, owner)),
                    })
                };
                let of = |leading: bool| {
                    let body = self.all[p].body.as_ref();
                    let (body, _) = body.filter(|(_, leads)| *leads == leading)?;
                    Some(party_of(body).map_or_else(|| body.clone(), str::to_owned))
                };
                let found = of(true).or(party).or_else(owned).or_else(|| of(false));
                let common = |body: &String| !body.contains(|c: char| c.is_uppercase() || c == ' ');
                self.all[p].affiliation = match found {
                    Some(body) if common(&body) => self.called(text, p, &body),
                    found => found,
                };
            }
        }
    }

    /// Whether whom an office belongs to is somebody or something that has a name: a single capital may be a heading's, or that of a
    /// sentence's first word.
    fn is_named(&self, text: &str, owner: &str) -> bool {
        let is_common = !owner.starts_with(char::is_uppercase);
        let is_acronym = !owner.contains(char::is_lowercase);
        let holds = |name: &str| name.split(' ').any(|word| bare(word) == owner);
        owner.contains(' ')
            || is_common
            || is_acronym
            || self.is_surname(owner)
            || self.places.iter().any(|place| holds(place))
            || self.organizations.iter().any(|s| holds(&text[s.range()]))
    }

    /// "The company's director": the body that can be called so, of those named before; of a commission without a name, the word.
    /// "The envoy's deputy": the side of the one who is the envoy.
    fn called(&self, text: &str, person: usize, noun: &str) -> Option<String> {
        let at = self.all[person].first;
        if role(noun).is_some() {
            let bearers = self.by_head.get(noun).map_or(&[][..], Vec::as_slice);
            let mut others = bearers.iter().filter(|p| **p != person);
            let one = others.next().filter(|_| others.next().is_none());
            return self.all[*one.filter(|_| !is_in("family", noun))?]
                .affiliation
                .clone();
        }
        let named = self.organization_before(text, at, noun);
        let named = named.or_else(|| {
            let body = self
                .body_before(text, at)
                .filter(|_| is_in("called", noun))?;
            can_be(noun, &text[body.range()]).then_some(body)
        });
        let written = named.map(|body| spaced(&text[body.range()]));
        let party = written.as_deref().and_then(party_of).map(str::to_owned);
        // Of a company one wants to know the name.
        let people = noun
            .strip_suffix('s')
            .is_some_and(|one| !is_in("body", one));
        let says_who = people || is_in("body", noun) && !is_in("called", noun) && noun != "state";
        let unnamed = || says_who.then(|| noun.to_owned());
        let of_nation = || nation_before(&text[..at], noun).filter(|_| says_who);
        party.or(written).or_else(of_nation).or_else(unnamed)
    }

    /// "The Sundrey Group is circling, its chief executive, Lorens Ack, said": whose office it is, the words before tell.
    pub(super) fn affiliate_its(&mut self, text: &str) {
        for p in 0..self.all.len() {
            let person = &self.all[p];
            if person.affiliation.is_some() || person.titles.is_empty() {
                continue;
            }
            let its = its_before(text, person.first);
            let body =
                its.and_then(|its| through(text, its).or_else(|| self.body_before(text, its)));
            if let Some(body) = body {
                let written = text[body.range()]
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                let party = party_of(&written).map(str::to_owned);
                self.all[p].affiliation = Some(party.unwrap_or(written));
            }
        }
    }

    /// "The minister … Her deputy, Karl Dahl, said": who serves somebody speaks for the same side.
    pub(super) fn affiliate_his(&mut self, text: &str) {
        for p in 0..self.all.len() {
            let person = &self.all[p];
            let serves = |t: &Title| {
                let last = t.head.rsplit(' ').next().unwrap_or_default();
                is_in("serves", last)
            };
            if person.affiliation.is_some() || !person.titles.iter().any(serves) {
                continue;
            }
            let found = owner_before(text, person.first).and_then(|(at, gender)| {
                let owner = self.nearest_before(text, at, gender)?;
                self.all[owner].affiliation.clone()
            });
            self.all[p].affiliation = found;
        }
    }

    /// The body that "its" at a place means: the first of the sentence, else the first of the sentence before, by name or
    /// described ("the union"), else the last one of the paragraph.
    fn body_before(&self, text: &str, at: usize) -> Option<CleanSpan> {
        let paragraph = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let ends = |i: usize| {
            text[paragraph..i]
                .trim_end()
                .rfind(['.', '!', '?'])
                .map(|e| paragraph + e + 1)
        };
        let sentence = ends(at).unwrap_or(paragraph);
        // A dateline opens the paragraph and is nobody.
        let is_dateline = |span: &CleanSpan| {
            let behind = text[span.end().get()..].trim_start();
            span.start().get() == paragraph && behind.starts_with(['-', '–', '—', '('])
        };
        let within = |from: usize, to: usize| {
            let all = self.organizations_within(CleanSpan::new(from, to));
            all.filter(|span| !is_dateline(span))
        };
        let before = if sentence > paragraph {
            ends(sentence - 1).unwrap_or(paragraph)
        } else {
            sentence
        };
        let described = || {
            let words: Vec<&str> = text[before..sentence].split_whitespace().collect();
            let nouns = words.windows(2).filter(|w| lower(w[0]) == "the");
            nouns
                .map(|w| lower(bare(w[1])))
                .find_map(|noun| self.organization_before(text, at, &noun))
        };
        let named = within(sentence, at).next();
        let named = named.or_else(|| within(before, sentence).next());
        named
            .or_else(described)
            .or_else(|| within(paragraph, before).last())
    }

    /// A minister of whom no country is told is of the only one that the article names.
    pub(super) fn affiliate_ministers(&mut self) {
        let mut countries = self.countries.iter().copied();
        let (Some(country), None) = (countries.next(), countries.next()) else {
            return;
        };
        for person in &mut self.all {
            let governs = |t: &Title| {
                matches!(t.head.as_str(), "premier" | "chancellor") || t.head.ends_with("minister")
            };
            if person.affiliation.is_none() && person.titles.iter().any(governs) {
                person.affiliation = Some(country.to_owned());
            }
        }
    }

    /// "The White House … President Holm": a president of no told country, the only one, is of the country whose president's seat the article
    /// names, unless another is its president.
    pub(super) fn affiliate_president(&mut self) {
        let [country] = self.seats.iter().copied().collect::<Vec<_>>()[..] else {
            return;
        };
        let presides = |p: &Person| {
            let current = |t: &Title| {
                t.head == "president" && !t.modifiers.iter().any(|m| is_in("not-now", m))
            };
            p.titles.iter().any(current)
        };
        let of_country = |p: &Person| p.affiliation.as_deref() == Some(country);
        if self.all.iter().any(|p| presides(p) && of_country(p)) {
            return;
        }
        let open = |p: &Person| {
            let owned = |t: &Title| t.owner.is_some() || t.party.is_some();
            presides(p)
                && p.affiliation.is_none()
                && p.body.is_none()
                && !p.titles.iter().any(owned)
        };
        let mut all = self.all.iter_mut().filter(|p| open(p));
        if let (Some(one), None) = (all.next(), all.next()) {
            one.affiliation = Some(country.to_owned());
        }
    }

    /// A country's officer who is also some leader's tells the leader's country.
    fn affiliate_leader(&mut self, officer: usize) {
        let officer = &self.all[officer];
        let country = officer
            .titles
            .iter()
            .find_map(|t| t.party)
            .map(str::to_owned);
        let leader = officer
            .titles
            .iter()
            .filter_map(|t| t.owner.as_deref())
            .find_map(|o| self.named(o));
        if let (Some(country), Some(leader)) = (country, leader) {
            let leads =
                |t: &Title| role(&t.head).is_some_and(|r| r.generic.iter().any(|g| g == "leader"));
            let leader = &mut self.all[leader];
            if leader.affiliation.is_none() && leader.titles.iter().any(leads) {
                leader.affiliation = Some(country);
            }
        }
    }
}

//! Whom a description without a name means: kin, countrymen, "the Republican", what a headline only describes.

use std::collections::BTreeSet;

use sayso_text::CleanSpan;

use crate::Speaker;
use crate::anaphor::can_be;
use crate::party::{parties, party};
use crate::people::is_kin;
use crate::speaker::{Past, Referent, SourceRef, World, owning_gender};
use crate::title::{Title, role};
use crate::words::{Words, is_in, lower};

impl World<'_> {
    /// "His wife": of whom the article tells that she is married to the one whom "he" would mean.
    pub(crate) fn kin(
        &self,
        title: &Title,
        span: CleanSpan,
        sentence: usize,
        source: SourceRef,
    ) -> Option<usize> {
        let gender = owning_gender(&Words::new(self.text, span).lower(0))?;
        if !is_kin(&title.head) {
            return None;
        }
        let (whose, _) = self.antecedent(gender, span.start().get(), sentence, source)?;
        match whose {
            Referent::Person(whose) => self.people.kin_of(whose, &title.head),
            _ => None,
        }
    }

    /// "The Austrian": the only person named before of whom the article tells that country, "Herbert Ostanek of Austria".
    pub(crate) fn countryman(&self, span: CleanSpan) -> Option<usize> {
        let words = Words::new(self.text, span);
        let one = words.len() == 2 && words.lower(0) == "the" && !words.lower(1).ends_with('s');
        let country = party(words.get(1)).filter(|_| one)?;
        let is_of = |p: &usize| {
            let person = &self.people.all[*p];
            let behind = self.text[person.full.end().get()..].strip_prefix(" of ");
            let place = behind.map(|rest| {
                let end = rest.find(['.', ',', ';', '\n']).unwrap_or(rest.len());
                rest[..end].strip_prefix("the ").unwrap_or(&rest[..end])
            });
            person.affiliation.as_deref() == Some(country) || place.and_then(party) == Some(country)
        };
        let before = CleanSpan::new(0, span.start().get());
        let near = self.people.within(before).rev().take(64);
        let named: BTreeSet<usize> = near.filter_map(|(_, p)| p).collect();
        let mut all = named.into_iter().filter(is_of);
        let one = all.next()?;
        all.next().is_none().then_some(one)
    }

    /// Whether something stands in the first paragraph.
    pub(crate) fn opens(&self, span: CleanSpan) -> bool {
        let at = self.sentence_at(span.start().get());
        self.paragraph_of.get(at) == self.paragraph_of.first()
    }

    /// "Poll: …", "Lawmaker urges …": what a headline or the first paragraph only describes is the first of those who speak below that can
    /// be called so: "a Tesk Times poll", "Representative Ida Holm". Whom a first paragraph tells of without a name may be somebody else.
    pub(crate) fn headed<'s>(
        &self,
        span: CleanSpan,
        headline: bool,
        below: impl Iterator<Item = &'s Speaker>,
    ) -> Option<Speaker> {
        const FIRST: usize = 6;
        let words = Words::new(self.text, span);
        let end = (1..words.len()).find(|&i| is_in("head-ends", &words.lower(i)));
        let head = words.lower(end.unwrap_or(words.len()).checked_sub(1)?);
        // "The Latvian foreign ministry" is no other.
        let told = !parties(&words, 0, words.len()).is_empty() || is_in("group", &head);
        if self.people.within(span).next().is_some() || told && !headline {
            return None;
        }
        let called = |s: &&Speaker| {
            let mut parts = s.name.split(' ');
            let first = parts.next().map(lower).unwrap_or_default();
            let ends = parts.next_back().is_some_and(|w| lower(w) == head);
            // "A Tesk Times poll" is one of the paper's, "a Tesk judge" nobody's.
            let document =
                is_in("headline-source", &head) && parts.any(|w| w.starts_with(char::is_uppercase));
            let named = s.name.starts_with(char::is_uppercase) && !is_in("determiner", &first);
            let is_body = ends && (document || named && !is_in("group", &head))
                || named && is_in("called", &head) && can_be(&head, &s.name);
            let holds = |office: &String| {
                office.split(' ').any(|word| {
                    let word = lower(word);
                    word == head || role(&word).is_some_and(|r| r.generic.contains(&head))
                })
            };
            let is_person = headline && s.is_person && s.role.as_ref().is_some_and(holds);
            is_person || !s.is_person && is_body
        };
        below.take(FIRST).find(called).cloned()
    }

    /// "The Republican", "the South Tesk Republican", "the Tesk businessman" has spoken or was told of right before.
    pub(crate) fn partisan(&self, span: CleanSpan, sentence: usize) -> Option<Referent> {
        let words = Words::new(self.text, span);
        let last = words
            .len()
            .checked_sub(1)
            .filter(|last| (1..5).contains(last))?;
        let noun = words.lower(last);
        let is_capital =
            |range: std::ops::Range<usize>| range.into_iter().all(|i| words.is_capital(i));
        let partisan = is_in("political", &noun) && words.is_capital(last);
        // "The GOP candidate" is whoever is that, and need not have spoken.
        let of_party = |i: usize| {
            words.get(i).chars().all(char::is_uppercase) || is_in("political", &words.lower(i))
        };
        let placed = last > 1
            && (is_in("private", &noun) || is_in("describes", &noun))
            && !(1..last).any(of_party);
        if words.lower(0) != "the" || !is_capital(1..last) || !(partisan || placed) {
            return None;
        }
        let start = span.start().get();
        let person = |p: &Past| match p.referent {
            Referent::Person(person) => Some(person),
            _ => None,
        };
        let before = sentence.checked_sub(1)?;
        let past = self.past.iter().rev();
        let past = past.filter(|p| p.span.start().get() < start).take(64);
        let spoke = past
            .take_while(|p| p.sentence + 2 >= sentence)
            .find_map(person);
        spoke
            .or_else(|| self.subject(before, start, None, None))
            .map(Referent::Person)
    }
}

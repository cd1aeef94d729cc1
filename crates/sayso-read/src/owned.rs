//! Speakers called by whose they are: "his aides", "the campaign", "the statement".

use std::collections::BTreeSet;

use sayso_text::CleanSpan;

use crate::Speaker;
use crate::speaker::{Number, Referent, SourceRef, World, owning_gender};
use crate::words::{Words, is_in};

/// Sentences back in which something is told of that "the statement" means.
const BACK: usize = 3;
/// Sentences, and bodies named, that are looked through at most.
const FAR: usize = 400;
/// Words between a name and "campaign", or "a" and "statement".
const BETWEEN: usize = 3;

impl World<'_> {
    /// "His aides": those of the person whom "he" would mean, called by the name. His side is theirs unless another is told.
    pub(crate) fn with_owner(
        &self,
        speaker: Speaker,
        span: CleanSpan,
        sentence: usize,
        source: SourceRef,
    ) -> Speaker {
        let words = Words::new(self.text, span);
        let gender = owning_gender(&words.lower(0)).filter(|_| words.len() > 1);
        let found =
            gender.and_then(|gender| self.antecedent(gender, span.start().get(), sentence, source));
        let (Some((Referent::Person(owner), _)), Some((_, rest))) =
            (found, speaker.name.split_once(' '))
        else {
            return speaker;
        };
        self.belonging(
            owner,
            rest,
            speaker.affiliation.clone(),
            speaker.resolved_from,
        )
    }

    /// What belongs to a person, as speaker.
    fn belonging(
        &self,
        owner: usize,
        what: &str,
        side: Option<String>,
        resolved_from: CleanSpan,
    ) -> Speaker {
        let owner = self.person(owner);
        Speaker {
            name: format!("{}’s {what}", owner.name),
            is_person: false,
            role: None,
            affiliation: side.or(owner.affiliation),
            resolved_from,
        }
    }

    /// "The campaign" is that of the person whose campaign the sentences before tell of, or whom the last of them is about; else of the only
    /// person whose campaign the article has told of.
    pub(crate) fn of_person(
        &self,
        head: &str,
        span: CleanSpan,
        sentence: usize,
    ) -> Option<Referent> {
        let owning = is_in("owning", &Words::new(self.text, span).lower(0));
        if owning || !is_in("of-person", head) {
            return None;
        }
        let before = CleanSpan::new(0, span.start().get());
        let last = || {
            let at = sentence.checked_sub(1)?;
            let about = self.subject(at, before.end().get(), None, None);
            about.filter(|_| is_in("of-candidate", head))
        };
        let near = (sentence.saturating_sub(BACK)..=sentence).rev();
        let near = near.filter_map(|at| self.owners(head, at, before).last());
        let owner = near.take(1).last().or_else(last).or_else(|| {
            let far = sentence.saturating_sub(FAR)..sentence;
            let all = far.flat_map(|at| self.owners(head, at, before));
            let all: BTreeSet<usize> = all.collect();
            all.first().copied().filter(|_| all.len() == 1)
        })?;
        let number = Number::Body;
        let speaker = self.belonging(owner, head, None, span);
        Some(Referent::Named { speaker, number })
    }

    /// Whose are the campaigns of which a sentence tells: "Ida Holm's campaign", "the Dahl campaign".
    fn owners(
        &self,
        head: &str,
        sentence: usize,
        before: CleanSpan,
    ) -> impl Iterator<Item = usize> {
        let words = self.lines.get(sentence);
        let nouns = words.into_iter().flat_map(move |words| {
            let nouns = (1..words.len()).filter(move |&i| words.lower(i) == head);
            let nouns = nouns.filter(move |&i| before.contains(words.span(i)));
            nouns.map(move |i| (words, i))
        });
        nouns.filter_map(|(words, i)| {
            let name = words.cover(i.saturating_sub(BETWEEN), i);
            let (name, person) = self.people.within(name).next_back()?;
            let next = words.at_or_after(name.end().get()) >= i;
            person.filter(|_| next)
        })
    }

    /// "The ministry issued a statement. …, the statement said": who issued it, in this sentence or the few before.
    pub(crate) fn issuer(&self, head: &str, start: usize, sentence: usize) -> Option<Referent> {
        if !is_in("venue-speech", head) {
            return None;
        }
        let near = (sentence.saturating_sub(BACK)..=sentence).rev();
        near.filter_map(|at| self.lines.get(at)).find_map(|words| {
            let noun = (1..words.len()).find(|&i| words.lower(i) == head)?;
            let before = noun.saturating_sub(BETWEEN)..noun;
            let article = before.rev().find(|&i| {
                matches!(words.lower(i).as_str(), "a" | "an") || is_in("owning", &words.lower(i))
            })?;
            let verb = article.checked_sub(1)?;
            let issued =
                is_in("issued", &words.lower(verb)) && words.span(noun).end().get() <= start;
            let part = (issued && verb > 0).then(|| words.cover(0, verb))?;
            let person = self.people.within(part).map(|(name, _)| name);
            let names = self.people.organizations_within(part).chain(person);
            let who = names.max_by_key(|name| name.start())?;
            let to_verb = words.at_or_after(who.end().get()) == verb;
            to_verb.then(|| self.referent_at(who)).flatten()
        })
    }

    /// "The appeals court": the only body of the article whose name, given before, has all these words: "Court of Appeals for the Fifth
    /// Circuit".
    pub(crate) fn body_of_words(&self, words: &str, start: usize) -> Option<Referent> {
        let is_plain = !words.contains(char::is_uppercase) && words.contains(' ');
        if !is_plain || !words.split(' ').any(|word| is_in("body", word)) {
            return None;
        }
        let before = CleanSpan::new(0, start);
        let holds = |span: &CleanSpan| {
            let name = Words::new(self.text, *span);
            let has = |word: &str| (0..name.len()).any(|i| name.lower(i) == word);
            words.split(' ').all(has)
        };
        let named = self.people.organizations_within(before).take(FAR);
        self.the_only(named.filter(holds).map(|span| self.body(span)))
    }
}

//! Who stands behind the words that name a source, as far as the article itself tells.
//!
//! Names go to the person they fit, titles and nominals to the one who bears the title, pronouns to the nearest source or
//! subject they fit. What stays open stays unresolved: no speaker is better than a wrong one.

use std::collections::BTreeSet;

use sayso_text::{Article, CleanSpan, Quotation, quotations, sentences};

use crate::Speaker;
use crate::mention::{Mention, MentionClass};
use crate::people::{People, compatible, is_party_name};
use crate::source_phrase::{SourcePhrase, read_source};
use crate::title::{Gender, Title};
use crate::words::{Words, is_in, lower, paragraphs};
use crate::zone::Zone;

/// What a statement offers for telling its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceRef {
    /// The words that name the source.
    pub(crate) span: Option<CleanSpan>,
    /// From the first to the last word of the content.
    pub(crate) content: CleanSpan,
    /// Whether the content is a quotation.
    pub(crate) quoted: bool,
}

/// Whom a source phrase turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Referent {
    Person(usize),
    /// Several persons of the article.
    People(Vec<usize>),
    /// A body, group or unnamed person, called as written.
    Named {
        speaker: Speaker,
        number: Number,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// One human being.
    One,
    /// Several.
    Many,
    /// A body or a place.
    Body,
}

/// A source that was resolved, for those that refer back to it.
struct Past {
    start: usize,
    paragraph: usize,
    sentence: usize,
    /// Not within the content of another source in the same sentence.
    outer: bool,
    referent: Referent,
}

/// Names the speakers of sources, in the order of `sources`. Each embedded article is a world of its own.
pub(crate) fn resolve(
    article: &Article,
    zones: &[Zone],
    mentions: &[Mention],
    sources: &[SourceRef],
) -> Vec<Option<Speaker>> {
    let mut speakers = vec![None; sources.len()];
    for scope in scopes(article, zones) {
        let inside = |span: CleanSpan| {
            let at = scope.partition_point(|s| s.end() < span.end());
            scope.get(at).is_some_and(|s| s.contains(span))
        };
        let mut own: Vec<Mention> = mentions
            .iter()
            .copied()
            .filter(|m| inside(m.span))
            .collect();
        promote(article.text.as_str(), &mut own, sources);
        let mut order: Vec<usize> = (0..sources.len())
            .filter(|&i| sources[i].span.is_some_and(inside))
            .collect();
        // In reading order, and the sentence that reports before what it reports.
        order.sort_by_key(|&i| {
            (
                sources[i].span.map_or(0, |s| s.start().get()),
                std::cmp::Reverse(sources[i].content.len()),
                i,
            )
        });
        let mut world = World::new(article, &scope, &own);
        for i in &order {
            world.note(sources, *i);
        }
        for i in order {
            speakers[i] = world.resolve(sources, i);
        }
    }
    speakers
}

/// The stretches of the article proper, and those of each embedded article, each in order.
fn scopes(article: &Article, zones: &[Zone]) -> Vec<Vec<CleanSpan>> {
    let mut scopes: Vec<(Option<usize>, Vec<CleanSpan>)> = Vec::new();
    for zone in zones {
        for span in &zone.spans {
            let embedded = if zone.embedded {
                article.embedded.iter().position(|e| e.span.contains(*span))
            } else {
                None
            };
            let key = if zone.embedded {
                Some(embedded.unwrap_or(usize::MAX))
            } else {
                None
            };
            match scopes.iter_mut().find(|(k, _)| *k == key) {
                Some((_, spans)) => spans.push(*span),
                None => scopes.push((key, vec![*span])),
            }
        }
    }
    for (_, spans) in &mut scopes {
        spans.sort();
    }
    scopes.into_iter().map(|(_, spans)| spans).collect()
}

/// A name of nobody knows what that heads a source is a person's, and so is its last word elsewhere.
fn promote(text: &str, mentions: &mut [Mention], sources: &[SourceRef]) {
    let mut heads: Vec<CleanSpan> = sources.iter().filter_map(|s| s.span).collect();
    heads.sort();
    let mut surnames = BTreeSet::new();
    for mention in mentions
        .iter_mut()
        .filter(|m| m.class == MentionClass::Other)
    {
        let name = &text[mention.span.range()];
        let n_before = heads.partition_point(|s| s.start() <= mention.span.start());
        let headed = heads[..n_before]
            .iter()
            .rev()
            .take(8)
            .filter(|s| s.contains(mention.span))
            .any(|s| {
                let before = text[s.start().get()..mention.span.start().get()].trim_end();
                let after = text[mention.span.end().get()..s.end().get()].trim();
                (before.is_empty() || before.ends_with(','))
                    && (after.is_empty() || after.starts_with(','))
            });
        let words: Vec<&str> = name.split_whitespace().collect();
        if headed && (2..=4).contains(&words.len()) && !is_party_name(name) {
            mention.class = MentionClass::Person;
            surnames.extend(words.last().map(|w| lower(w)));
        }
    }
    for mention in mentions
        .iter_mut()
        .filter(|m| m.class == MentionClass::Other)
    {
        let words: Vec<&str> = text[mention.span.range()].split_whitespace().collect();
        if words.len() <= 3 && words.last().is_some_and(|w| surnames.contains(&lower(w))) {
            mention.class = MentionClass::Person;
        }
    }
}

/// One article while its sources are being resolved.
struct World<'a> {
    text: &'a str,
    lines: Vec<Words<'a>>,
    /// The paragraph of each sentence.
    paragraph_of: Vec<usize>,
    people: People,
    quotations: Vec<Quotation>,
    past: Vec<Past>,
    /// Where the sources start, with the reach of their contents, to tell inner from outer.
    contents: Vec<(usize, CleanSpan)>,
}

impl<'a> World<'a> {
    fn new(article: &'a Article, scope: &[CleanSpan], mentions: &[Mention]) -> Self {
        let text = article.text.as_str();
        let (mut lines, mut paragraph_of, mut quoted, mut n_paragraphs) =
            (Vec::new(), Vec::new(), Vec::new(), 0);
        for span in scope {
            quoted.extend(quotations(text, *span));
            for paragraph in paragraphs(text, *span) {
                for sentence in sentences(text, paragraph) {
                    lines.push(Words::new(text, sentence));
                    paragraph_of.push(n_paragraphs);
                }
                n_paragraphs += 1;
            }
        }
        quoted.sort_by_key(|q: &Quotation| q.span.start());
        let people = People::of(text, &lines, mentions);
        Self {
            text,
            lines,
            paragraph_of,
            people,
            quotations: quoted,
            past: Vec::new(),
            contents: Vec::new(),
        }
    }

    /// A source's reach, before any is resolved.
    fn note(&mut self, sources: &[SourceRef], i: usize) {
        if let Some(span) = sources[i].span {
            self.contents.push((span.start().get(), sources[i].content));
        }
    }

    fn sentence_at(&self, position: usize) -> usize {
        self.lines
            .partition_point(|w| w.len() == 0 || w.span(w.len() - 1).end().get() <= position)
    }

    fn resolve(&mut self, sources: &[SourceRef], i: usize) -> Option<Speaker> {
        let span = sources[i].span?;
        let sentence = self.sentence_at(span.start().get());
        let words = Words::new(self.text, span);
        let phrase = read_source(self.text, &words, &self.people);
        let referent = self.referent(phrase, span, sentence, sources[i])?;
        let speaker = self.speaker(&referent);
        let start = span.start().get();
        let paragraph = self.paragraph_of.get(sentence).copied().unwrap_or_default();
        let outer = !self.is_inner(start, sentence);
        self.past.push(Past {
            start,
            paragraph,
            sentence,
            outer,
            referent,
        });
        Some(speaker)
    }

    /// Whether a source stands in the content of another one of its sentence.
    fn is_inner(&self, start: usize, sentence: usize) -> bool {
        let Some(words) = self.lines.get(sentence).filter(|w| w.len() > 0) else {
            return false;
        };
        let (from, to) = (
            words.span(0).start().get(),
            words.span(words.len() - 1).end().get(),
        );
        let first = self.contents.partition_point(|(s, _)| *s < from);
        let here = self.contents[first..]
            .iter()
            .take_while(|(s, _)| *s < to)
            .take(32);
        here.into_iter()
            .any(|(s, content)| *s != start && content.range().contains(&start))
    }

    fn referent(
        &mut self,
        phrase: SourcePhrase,
        span: CleanSpan,
        sentence: usize,
        source: SourceRef,
    ) -> Option<Referent> {
        let start = span.start().get();
        match phrase {
            SourcePhrase::People(people) => {
                let known: Vec<usize> = people.iter().copied().flatten().collect();
                match known[..] {
                    _ if known.len() < people.len() => None,
                    [one] => Some(Referent::Person(one)),
                    [] => None,
                    _ => Some(Referent::People(known)),
                }
            }
            SourcePhrase::He(gender) => self.pronoun(gender, start, sentence, source),
            SourcePhrase::It => self.back(sentence, start, 2, |p| {
                matches!(
                    &p.referent,
                    Referent::Named {
                        number: Number::Body,
                        ..
                    }
                )
                .then(|| p.referent.clone())
            }),
            SourcePhrase::They => self.back(sentence, start, 2, |p| match &p.referent {
                Referent::People(_)
                | Referent::Named {
                    number: Number::Many | Number::Body,
                    ..
                } => Some(p.referent.clone()),
                _ => None,
            }),
            SourcePhrase::Who => {
                let words = self.lines.get(sentence)?;
                let within = words.cover(0, words.len());
                let before = CleanSpan::new(within.start().get().min(start), start);
                let (name, person) = self.people.within(before).next_back()?;
                // Only a comma may stand between a name and its relative clause.
                let between = self.text.get(name.end().get()..start)?.trim();
                (between.is_empty() || between == ",").then_some(Referent::Person(person?))
            }
            SourcePhrase::Nominal { title, speaker } => {
                if let Some(person) = self.bearer(&title, start, sentence) {
                    if let Some(party) = title.party {
                        self.people.note_affiliation(person, party);
                    } else if let Some(owner) = title
                        .owner
                        .as_deref()
                        .filter(|o| self.people.named(o).is_none())
                    {
                        let body = self.people.body_name(self.text, owner);
                        self.people.note_affiliation(person, &body);
                    }
                    return Some(Referent::Person(person));
                }
                speaker.map(|speaker| Referent::Named {
                    speaker,
                    number: Number::One,
                })
            }
            SourcePhrase::BodyNoun(noun, written) => {
                let Some(body) = self.people.organization_before(self.text, start, &noun) else {
                    return written.map(|speaker| Referent::Named {
                        speaker,
                        number: Number::Body,
                    });
                };
                Some(Referent::Named {
                    speaker: crate::source_phrase::body(self.text, body, &self.people),
                    number: Number::Body,
                })
            }
            SourcePhrase::Named(speaker, number) => Some(Referent::Named { speaker, number }),
            SourcePhrase::Unknown => None,
        }
    }

    /// The nearest earlier source for which `pick` answers: in this sentence, else in up to `n` paragraphs back.
    fn back(
        &self,
        sentence: usize,
        start: usize,
        n: usize,
        pick: impl Fn(&Past) -> Option<Referent>,
    ) -> Option<Referent> {
        let paragraph = self.paragraph_of.get(sentence).copied().unwrap_or_default();
        let near = self.past.iter().rev().filter(|p| p.start < start).take(64);
        near.take_while(|p| p.paragraph + n >= paragraph)
            .find_map(pick)
    }

    fn fits(&self, person: usize, gender: Gender) -> bool {
        compatible(self.people.all[person].gender, Some(gender))
    }

    fn pronoun(
        &mut self,
        gender: Gender,
        start: usize,
        sentence: usize,
        source: SourceRef,
    ) -> Option<Referent> {
        let found = self.antecedent(gender, start, sentence, source)?;
        if let Referent::Person(person) = found {
            // The pronoun tells what the name did not.
            self.people.all[person].gender.get_or_insert(gender);
        }
        Some(found)
    }

    fn antecedent(
        &self,
        gender: Gender,
        start: usize,
        sentence: usize,
        source: SourceRef,
    ) -> Option<Referent> {
        let paragraph = self.paragraph_of.get(sentence).copied()?;
        let fit = |referent: &Referent| match referent {
            Referent::Person(p) => self.fits(*p, gender),
            Referent::Named { number, .. } => *number == Number::One,
            Referent::People(_) => false,
        };
        let mut at = sentence;
        loop {
            let same = at == sentence;
            let here: Vec<&Past> = self
                .past
                .iter()
                .rev()
                .skip_while(|p| p.sentence > at)
                .take_while(|p| p.sentence == at)
                .take(32)
                .collect();
            // In the pronoun's own sentence the nearest source, in an earlier one the outermost.
            let earlier = here.iter().filter(|p| p.start < start && fit(&p.referent));
            let by_source = if same {
                earlier.max_by_key(|p| p.start)
            } else {
                earlier.max_by_key(|p| (p.outer, p.start))
            };
            if let Some(past) = by_source {
                return Some(past.referent.clone());
            }
            if let Some(person) = self.subject(at, start, gender, same.then_some(source)) {
                return Some(Referent::Person(person));
            }
            at = at.checked_sub(1)?;
            // Over paragraphs a pronoun carries no further than two back, over sentences no further than eight.
            if self.paragraph_of[at] + 2 < paragraph || at + 8 < sentence {
                return None;
            }
        }
    }

    /// The one whom a sentence is about: the first person outside quotations who fits, if no other of the gender
    /// contends before the main verb.
    fn subject(
        &self,
        sentence: usize,
        before: usize,
        gender: Gender,
        own: Option<SourceRef>,
    ) -> Option<usize> {
        let words = self.lines.get(sentence).filter(|w| w.len() > 0)?;
        let whole = words.cover(0, words.len());
        let end = whole.end().get().min(before).max(whole.start().get());
        let span = CleanSpan::new(whole.start().get(), end);
        for (name, person) in self.people.within(span) {
            if self.is_quoted(name) || own.is_some_and(|s| s.content.contains(name)) {
                continue;
            }
            let after = words.at_or_after(name.end().get());
            let possessive = self.text.get(name.end().get()..).is_some_and(|rest| {
                ["'s", "’s", "' ", "’ "]
                    .iter()
                    .any(|mark| rest.starts_with(mark))
            });
            let preposition = words
                .at_or_after(name.start().get())
                .checked_sub(1)
                .map(|i| words.lower(i));
            let oblique = preposition.is_some_and(|w| is_in("no-subject", &w));
            if possessive || oblique || words.get(after) == "-" {
                continue;
            }
            let person = person?;
            if self.fits(person, gender) {
                return Some(person);
            }
        }
        None
    }

    fn is_quoted(&self, span: CleanSpan) -> bool {
        let n = self
            .quotations
            .partition_point(|q| q.span.start() <= span.start());
        // Nested quotations are few: the innermost that starts before is near.
        self.quotations[..n]
            .iter()
            .rev()
            .take(8)
            .any(|q| q.span.contains(span))
    }

    /// The one person of the article who bears a title.
    fn bearer(&self, nominal: &Title, start: usize, sentence: usize) -> Option<usize> {
        if nominal.plural {
            return None;
        }
        let owner = nominal.owner.as_deref();
        let owner_person = owner.and_then(|o| self.people.named(o));
        let owner_body = owner
            .filter(|_| owner_person.is_none())
            .map(|o| self.people.body_name(self.text, o));
        let party = nominal.party.or_else(|| {
            owner_person
                .and_then(|p| self.people.all[p].affiliation.as_deref())
                .and_then(crate::party::party)
        });
        let bearers: Vec<usize> = self.people.bearers(nominal);
        let told = |p: &usize| match (
            &party,
            &owner_body,
            self.people.all[*p].affiliation.as_deref(),
        ) {
            (Some(party), _, Some(own)) => own == *party,
            (None, Some(body), Some(own)) => own == body,
            _ => false,
        };
        if party.is_some() || owner.is_some() {
            let sure: Vec<usize> = bearers
                .iter()
                .copied()
                .filter(|p| Some(*p) != owner_person && told(p))
                .collect();
            return match sure[..] {
                [one] => Some(one),
                [] => {
                    let open: Vec<usize> = bearers
                        .iter()
                        .copied()
                        .filter(|p| {
                            Some(*p) != owner_person && (self.people.all[*p].affiliation.is_none())
                        })
                        .collect();
                    let [one] = open[..] else { return None };
                    Some(one)
                }
                _ => self.nearest(&sure, start, sentence),
            };
        }
        match bearers[..] {
            [] => None,
            [one] => Some(one),
            _ => {
                // The article's own president is the one without a country before the title.
                let unmarked: Vec<usize> = bearers
                    .iter()
                    .copied()
                    .filter(|p| {
                        self.people.all[*p].titles.iter().any(|t| {
                            t.answers_to(nominal) && t.party.is_none() && t.owner.is_none()
                        })
                    })
                    .filter(|p| self.people.all[*p].titles.iter().all(|t| t.party.is_none()))
                    .collect();
                let near = self.nearest(&bearers, start, sentence);
                match unmarked[..] {
                    [one] if near.is_none() || near == Some(one) => Some(one),
                    _ => near,
                }
            }
        }
    }

    /// The only one of some people whom the nearest sentence names that names any of them: this or one of the three before.
    fn nearest(&self, candidates: &[usize], start: usize, sentence: usize) -> Option<usize> {
        for at in (sentence.saturating_sub(3)..=sentence).rev() {
            let words = self.lines.get(at).filter(|w| w.len() > 0)?;
            let whole = words.cover(0, words.len());
            let from = whole.start().get().min(start);
            let before = CleanSpan::new(from, whole.end().get().min(start).max(from));
            let mut named: Vec<usize> = self
                .people
                .within(before)
                .filter_map(|(_, p)| p)
                .filter(|p| candidates.contains(p))
                .collect();
            named.sort_unstable();
            named.dedup();
            match named[..] {
                [] => {}
                [one] => return Some(one),
                _ => return None,
            }
        }
        None
    }

    fn speaker(&self, referent: &Referent) -> Speaker {
        match referent {
            Referent::Person(person) => self.person(*person),
            Referent::People(people) => {
                let each: Vec<Speaker> = people.iter().map(|p| self.person(*p)).collect();
                let names: Vec<&str> = each.iter().map(|s| s.name.as_str()).collect();
                let (last, others) = names
                    .split_last()
                    .map_or(("", &names[..]), |(l, o)| (*l, o));
                let same = each.iter().all(|s| s.affiliation == each[0].affiliation);
                Speaker {
                    name: format!("{} and {last}", others.join(", ")),
                    role: None,
                    affiliation: each[0].affiliation.clone().filter(|_| same),
                    resolved_from: each[0].resolved_from,
                }
            }
            Referent::Named { speaker, .. } => speaker.clone(),
        }
    }

    fn person(&self, person: usize) -> Speaker {
        let person = &self.people.all[person];
        let span = person.name_span();
        Speaker {
            name: crate::source_phrase::spaced(&self.text[span.range()]),
            role: person.role().map(|t| t.label.clone()),
            affiliation: person.affiliation.clone(),
            resolved_from: span,
        }
    }
}

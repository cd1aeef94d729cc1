//! Who stands behind the words that name a source, as far as the article itself tells.
//!
//! Names go to the person they fit, titles and nominals to the one who bears the title, pronouns to the nearest source or
//! subject they fit. What stays open stays unresolved: no speaker is better than a wrong one.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Article, CleanSpan, Quotation, quotations, sentences};

use crate::Speaker;
use crate::antecedent::Antecedents;
use crate::mention::{Mention, MentionClass};
use crate::people::{People, compatible, is_party_name};
use crate::source_phrase::{SourcePhrase, body, read_source};
use crate::title::{Gender, Title, forename_gender};
use crate::words::{Words, is_in, lower, paragraphs, sentence_case};
use crate::zone::Zone;

/// What a statement offers for telling its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceRef {
    /// The words that name the source.
    pub(crate) span: Option<CleanSpan>,
    /// From the first to the last word of the content.
    pub(crate) content: CleanSpan,
    /// Whether the content is a quotation to which the article names nobody.
    pub(crate) floating: bool,
}

/// Whom a source phrase turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Referent {
    Person(usize),
    /// Several persons of the article.
    People(Vec<usize>),
    /// One whose name several of the article bear: a later "he" is nobody else.
    Somebody,
    /// One human being of whom the article tells an office only, and perhaps not whose: a later "she" is nobody else.
    Open(Speaker),
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
    span: CleanSpan,
    paragraph: usize,
    sentence: usize,
    /// Not within the content of another source in the same sentence.
    outer: bool,
    referent: Referent,
}

/// The share of a referent from which the model's choice counts: where the rules have nobody, and where they have somebody else.
const LIKELY: f32 = 0.7;
const AGAINST: f32 = 0.9;

/// Names the speakers of sources, in the order of `sources`. Each embedded article is a world of its own.
pub(crate) fn resolve(
    article: &Article,
    zones: &[Zone],
    mentions: &[Mention],
    sources: &[SourceRef],
    antecedents: &[Antecedents],
) -> Vec<Option<Speaker>> {
    let choices: BTreeMap<CleanSpan, &Antecedents> =
        antecedents.iter().map(|a| (a.anaphor, a)).collect();
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
        let mut world = World::new(article, &scope, &own, &choices);
        for i in &order {
            world.note(sources, *i);
        }
        for i in order {
            speakers[i] = world.resolve(sources, i);
        }
        for (source, speaker) in sources.iter().zip(&mut speakers) {
            if source.floating && inside(source.content) {
                *speaker = world.told_of_before(source.content);
            }
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
    for mention in mentions.iter_mut() {
        let name = &text[mention.span.range()];
        let unknown = match mention.class {
            MentionClass::Other => true,
            // "ISOBEL KRANE, presenter" taken for a firm.
            MentionClass::Organization => begins_with_forename(name),
            _ => false,
        };
        if !unknown {
            continue;
        }
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

/// Two or three words, the first of them a forename and none a word for a body.
fn begins_with_forename(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().map(|word| sentence_case(word));
    (2..=3).contains(&words.len())
        && first.is_some_and(|word| forename_gender(&word).is_some())
        && !words.iter().any(|word| is_in("body-in-name", &lower(word)))
}

/// "The 31-year-old".
fn is_age(head: &str) -> bool {
    head.strip_suffix("-year-old")
        .is_some_and(|years| years.chars().all(|c| c.is_ascii_digit()))
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
    /// What the model takes sources for that refer back.
    choices: &'a BTreeMap<CleanSpan, &'a Antecedents>,
    /// Where the sources start, with the reach of their contents, to tell inner from outer.
    contents: Vec<(usize, CleanSpan)>,
}

impl<'a> World<'a> {
    fn new(
        article: &'a Article,
        scope: &[CleanSpan],
        mentions: &[Mention],
        choices: &'a BTreeMap<CleanSpan, &'a Antecedents>,
    ) -> Self {
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
            choices,
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
        let start = span.start().get();
        let referent = self.referent(phrase, span, sentence, sources[i])?;
        // An office that nobody in the article bears names nobody by itself.
        let is_open = matches!(&referent, Referent::Open(s) if span.contains(s.resolved_from));
        let speaker = self.speaker(&referent).filter(|_| !is_open);
        let paragraph = self.paragraph_of.get(sentence).copied().unwrap_or_default();
        let outer = !self.is_inner(start, sentence);
        self.past.push(Past {
            span,
            paragraph,
            sentence,
            outer,
            referent,
        });
        speaker
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
                    _ if known.len() < people.len() => Some(Referent::Somebody),
                    [one] => Some(Referent::Person(one)),
                    [] => None,
                    _ => Some(Referent::People(known)),
                }
            }
            SourcePhrase::He(gender) => self.pronoun(gender, span, sentence, source),
            SourcePhrase::It => {
                let back = self.back(sentence, start, |p| self.as_body(&p.referent));
                let share = if back.is_some() { AGAINST } else { LIKELY };
                self.meant(span, share, |r| self.as_body(r)).or(back)
            }
            SourcePhrase::They => self.back(sentence, start, |p| match &p.referent {
                Referent::People(_)
                | Referent::Named {
                    number: Number::Many,
                    ..
                } => Some(p.referent.clone()),
                _ => None,
            }),
            SourcePhrase::Who => self.relative(span, sentence),
            SourcePhrase::Nominal { title, speaker } => {
                if let Some(same) = self.introduced_as(&title, sentence, start) {
                    return Some(same);
                }
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
                let untitled = |r: &Referent| match r {
                    Referent::Person(p) if self.people.all[*p].titles.is_empty() => Some(r.clone()),
                    _ => None,
                };
                let telling = title.party.is_some() || title.owner.is_some();
                let written = if telling {
                    let number = Number::One;
                    Referent::Named { speaker, number }
                } else {
                    Referent::Open(speaker)
                };
                self.meant(span, LIKELY, untitled).or(Some(written))
            }
            SourcePhrase::Definite { head, speaker } => {
                let body = self.people.organization_before(self.text, start, &head);
                let by_head = body
                    .map(|span| self.body(span))
                    .filter(|_| is_in("body", &head));
                let meant = || self.meant(span, LIKELY, |r| self.can_be_called(&head, r));
                let alone = || self.only_one_near(&head, start, sentence);
                let number = Number::Body;
                let written = || Some(Referent::Named { speaker, number });
                by_head.or_else(meant).or_else(alone).or_else(written)
            }
            SourcePhrase::Named(speaker, number) => Some(Referent::Named { speaker, number }),
            SourcePhrase::Unknown => None,
        }
    }

    /// The nearest earlier source for which `pick` answers: in this sentence, else in up to two paragraphs back; the very last source in
    /// up to four, since where nobody else has spoken no other is meant.
    fn back(
        &self,
        sentence: usize,
        start: usize,
        pick: impl Fn(&Past) -> Option<Referent>,
    ) -> Option<Referent> {
        let paragraph = self.paragraph_of.get(sentence).copied().unwrap_or_default();
        let earlier = |p: &&Past| p.span.start().get() < start;
        let past = self.past.iter().rev().filter(earlier).take(64);
        let mut near = past.enumerate().take_while(|(k, p)| {
            let reach = if *k == 0 { 4 } else { 2 };
            p.paragraph + reach >= paragraph
        });
        near.find_map(|(_, p)| pick(p))
    }

    /// Somebody without a name who spoke before and was introduced by the same noun: "a senior official … the official".
    fn introduced_as(&self, title: &Title, sentence: usize, start: usize) -> Option<Referent> {
        if title.party.is_some() || title.owner.is_some() || !title.modifiers.is_empty() {
            return None;
        }
        self.back(sentence, start, |p| match &p.referent {
            Referent::Named {
                speaker,
                number: Number::One,
            } => {
                let mut words = speaker.name.split_whitespace();
                let same = words.any(|word| lower(word) == title.head);
                same.then(|| p.referent.clone())
            }
            _ => None,
        })
    }

    /// The referent that the model takes the words at `anaphor` for, among those that `pick` accepts, if its share of the choice is at
    /// least `share`. The shares of one referent's mentions are added up.
    fn meant(
        &self,
        anaphor: CleanSpan,
        share: f32,
        pick: impl Fn(&Referent) -> Option<Referent>,
    ) -> Option<Referent> {
        let mut found: Vec<(Referent, String, f32)> = Vec::new();
        for (span, part) in &self.choices.get(&anaphor)?.choices {
            // "The ministry in Vasto": a name within an earlier source stands for that source.
            let mut earlier = self.past.iter().rev().take(64);
            let past = earlier.find(|p| p.span.contains(*span));
            let referent = match past {
                Some(past) => Some(past.referent.clone()),
                None => self.referent_at(*span),
            };
            let Some(referent) = referent else {
                continue;
            };
            let Some(Speaker { name, .. }) = self.speaker(&referent) else {
                continue;
            };
            match found.iter_mut().find(|(_, known, _)| *known == name) {
                Some((_, _, sum)) => *sum += part,
                None => found.push((referent, name, *part)),
            }
        }
        let best = found.into_iter().max_by(|a, b| a.2.total_cmp(&b.2))?;
        (best.2 >= share).then(|| pick(&best.0)).flatten()
    }

    /// Whom or what a name of the article names.
    fn referent_at(&self, name: CleanSpan) -> Option<Referent> {
        match self.people.within(name).next_back() {
            Some((_, person)) => person.map(Referent::Person),
            None => Some(self.body(name)),
        }
    }

    fn body(&self, name: CleanSpan) -> Referent {
        Referent::Named {
            speaker: body(self.text, name, &self.people),
            number: Number::Body,
        }
    }

    /// A referent as what "it" can mean: a body, or one who has no more than a single name so far, which may well be a body's.
    fn as_body(&self, referent: &Referent) -> Option<Referent> {
        match referent {
            Referent::Named {
                number: Number::Body,
                ..
            } => Some(referent.clone()),
            Referent::Person(person) if self.people.all[*person].is_only_a_name() => {
                Some(self.body(self.people.all[*person].name_span()))
            }
            _ => None,
        }
    }

    /// A referent as what "the lender" or "the 31-year-old" can mean.
    fn can_be_called(&self, head: &str, referent: &Referent) -> Option<Referent> {
        if is_age(head) {
            matches!(referent, Referent::Person(_)).then(|| referent.clone())
        } else {
            self.as_body(referent).filter(|_| is_in("called", head))
        }
    }

    /// The only one whom this sentence and the two before name of those that can be so called.
    fn only_one_near(&self, head: &str, start: usize, sentence: usize) -> Option<Referent> {
        let first = self.lines.get(sentence.saturating_sub(2))?;
        let from = (first.len() > 0).then(|| first.span(0).start().get())?;
        let before = CleanSpan::new(from.min(start), start);
        let people = self
            .people
            .within(before)
            .map(|(_, p)| p.map(Referent::Person));
        let bodies = self
            .people
            .organizations_within(before)
            .map(|span| Some(self.body(span)));
        let mut found: Option<Referent> = None;
        for referent in people.chain(bodies) {
            let Some(referent) = self.can_be_called(head, &referent?) else {
                continue;
            };
            let name = |r: &Referent| self.speaker(r).map(|s| s.name);
            if found
                .as_ref()
                .is_some_and(|known| name(known) != name(&referent))
            {
                return None;
            }
            found.get_or_insert(referent);
        }
        found
    }

    /// Whom a relative pronoun stands for: the name or the noun phrase directly before it, but for a comma.
    fn relative(&self, pronoun: CleanSpan, sentence: usize) -> Option<Referent> {
        let words = self.lines.get(sentence)?;
        let mut end = words.at_or_after(pronoun.start().get());
        let is_who = words.lower(end).starts_with("who");
        if end > 0 && words.get(end - 1) == "," {
            end -= 1;
        }
        let mut from = end;
        while from > 0 && end - from < 8 {
            let word = words.lower(from - 1);
            let of = is_who && matches!(word.as_str(), "of" | "for");
            let stop = !words.is_word(from - 1)
                || is_in("auxiliary", &word)
                || is_in("head-ends", &word) && !of
                || is_in("speech", &word);
            if stop {
                break;
            }
            from -= 1;
        }
        if from == end {
            return None;
        }
        let phrase = words.cover(from, end);
        if let Some((name, person)) = self.people.within(phrase).next_back()
            && name.end() == phrase.end()
        {
            return person.map(Referent::Person);
        }
        match read_source(self.text, &Words::new(self.text, phrase), &self.people) {
            SourcePhrase::Named(speaker, number) if !is_who || number != Number::Body => {
                Some(Referent::Named { speaker, number })
            }
            SourcePhrase::Definite { speaker, .. } | SourcePhrase::Nominal { speaker, .. }
                if !is_who =>
            {
                let number = Number::Body;
                Some(Referent::Named { speaker, number })
            }
            _ => None,
        }
    }

    fn fits(&self, person: usize, gender: Gender) -> bool {
        compatible(self.people.all[person].gender, Some(gender))
    }

    fn pronoun(
        &mut self,
        gender: Gender,
        span: CleanSpan,
        sentence: usize,
        source: SourceRef,
    ) -> Option<Referent> {
        let person = |r: &Referent| match r {
            Referent::Person(p) if self.fits(*p, gender) => Some(r.clone()),
            _ => None,
        };
        let found = match self.antecedent(gender, span.start().get(), sentence, source) {
            // Who spoke last speaks on.
            Some((referent, true)) => Some(referent),
            Some((subject, false)) => self.meant(span, AGAINST, person).or(Some(subject)),
            None => {
                let start = span.start().get();
                let back = || self.back(sentence, start, |p| person(&p.referent));
                self.meant(span, LIKELY, person).or_else(back)
            }
        }?;
        if let Referent::Person(person) = found {
            // The pronoun tells what the name did not.
            self.people.all[person].gender.get_or_insert(gender);
        }
        Some(found)
    }

    /// The nearest source or subject that fits, and whether it is a source.
    fn antecedent(
        &self,
        gender: Gender,
        start: usize,
        sentence: usize,
        source: SourceRef,
    ) -> Option<(Referent, bool)> {
        let paragraph = self.paragraph_of.get(sentence).copied()?;
        let fit = |referent: &Referent| match referent {
            Referent::Person(p) => self.fits(*p, gender),
            Referent::Named { number, .. } => *number == Number::One,
            Referent::Open(_) | Referent::Somebody => true,
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
            // Who is quoted is not in the quotation.
            let earlier = here.iter().filter(|p| {
                p.span.start().get() < start && fit(&p.referent) && !source.content.contains(p.span)
            });
            let by_source = if same {
                earlier.max_by_key(|p| p.span.start())
            } else {
                earlier.max_by_key(|p| (p.outer, p.span.start()))
            };
            if let Some(past) = by_source {
                return Some((past.referent.clone(), true));
            }
            if let Some(person) = self.subject(at, start, Some(gender), same.then_some(source)) {
                return Some((Referent::Person(person), false));
            }
            at = at.checked_sub(1)?;
            // Over paragraphs a pronoun carries no further than two back, over sentences no further than eight.
            if self.paragraph_of[at] + 2 < paragraph || at + 8 < sentence {
                return None;
            }
        }
    }

    /// The one whom a sentence is about: the first person of its main clause, else of the clause before it.
    fn subject(
        &self,
        sentence: usize,
        before: usize,
        gender: Option<Gender>,
        own: Option<SourceRef>,
    ) -> Option<usize> {
        let words = self.lines.get(sentence).filter(|w| w.len() > 0)?;
        let whole = words.cover(0, words.len());
        let end = whole.end().get().min(before).max(whole.start().get());
        // "When host Chuck Todd pressed him on it, Northam did not back down."
        let subordinate = is_in("subordinator", &words.lower(0));
        let comma = (1..words.len()).find(|&i| subordinate && words.get(i) == ",");
        let main = comma
            .map(|i| words.span(i).end().get())
            .filter(|at| *at < end);
        let main =
            main.and_then(|from| self.first_person(words, CleanSpan::new(from, end), gender, own));
        main.or_else(|| {
            let span = CleanSpan::new(whole.start().get(), end);
            self.first_person(words, span, gender, own)
        })
    }

    /// The first person named in a span outside quotations who fits, if no other of the gender contends before the main verb.
    fn first_person(
        &self,
        words: &Words<'_>,
        span: CleanSpan,
        gender: Option<Gender>,
        own: Option<SourceRef>,
    ) -> Option<usize> {
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
            if gender.is_none_or(|gender| self.fits(person, gender)) {
                return Some(person);
            }
        }
        None
    }

    /// The one whom the sentence before a quotation is about, in the same paragraph.
    fn told_of_before(&self, content: CleanSpan) -> Option<Speaker> {
        let start = content.start().get();
        let before = self.sentence_at(start).checked_sub(1)?;
        let same = self.paragraph_of.get(before) == self.paragraph_of.get(before + 1);
        let person = self.subject(before, start, None, None).filter(|_| same)?;
        Some(self.person(person))
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
                    // "Marco Rubio scored. The Florida senator": of whom was told just now, not of a senator elsewhere.
                    let other = sentence.checked_sub(1).and_then(|before| {
                        let told = self.subject(before, start, None, None)?;
                        let untitled = self.people.all[told].titles.is_empty();
                        (told != one && untitled).then_some(told)
                    });
                    other.is_none().then_some(one)
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

    fn speaker(&self, referent: &Referent) -> Option<Speaker> {
        Some(match referent {
            Referent::Person(person) => self.person(*person),
            Referent::Named { speaker, .. } | Referent::Open(speaker) => speaker.clone(),
            Referent::Somebody => return None,
            Referent::People(people) => {
                let each: Vec<Speaker> = people.iter().map(|p| self.person(*p)).collect();
                let names: Vec<&str> = each.iter().map(|s| s.name.as_str()).collect();
                let (last, others) = names.split_last()?;
                let same = each.iter().all(|s| s.affiliation == each[0].affiliation);
                Speaker {
                    name: format!("{} and {last}", others.join(", ")),
                    role: None,
                    affiliation: each[0].affiliation.clone().filter(|_| same),
                    resolved_from: each[0].resolved_from,
                }
            }
        })
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

//! Who stands behind the words that name a source, as far as the article itself tells.
//!
//! Names go to the person they fit, titles and nominals to the one who bears the title, pronouns to the nearest source or
//! subject they fit. What stays open stays unresolved: no speaker is better than a wrong one.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Article, CleanSpan, Quotation, quotations, sentences};

use crate::Speaker;
use crate::anaphor::LIKELY;
use crate::antecedent::Antecedents;
use crate::mend;
use crate::mention::{Mention, MentionClass};
use crate::people::{People, is_party_name};
use crate::salience::Candidate;
use crate::source_phrase::{SourcePhrase, body, read_source};
use crate::title::{Gender, forename_gender, title};
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
pub(crate) enum Referent {
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
pub(crate) struct Past {
    pub(crate) span: CleanSpan,
    pub(crate) paragraph: usize,
    pub(crate) sentence: usize,
    /// Not within the content of another source in the same sentence.
    pub(crate) outer: bool,
    pub(crate) referent: Referent,
}

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
        note_apposed(article.text.as_str(), &mut own, sources);
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
        for &i in &order {
            speakers[i] = world.resolve(sources, i);
        }
        let in_headline = |span: CleanSpan| {
            let mut heads = zones.iter().filter(|z| z.headline);
            heads.any(|z| z.spans.iter().any(|s| s.contains(span)))
        };
        for (k, &i) in order.iter().enumerate() {
            let Some(span) = sources[i].span else {
                continue;
            };
            let headline = in_headline(span);
            let known = speakers[i].as_ref().is_some_and(|s| s.is_person);
            if !known && (headline || world.opens(span)) {
                let below = order[k + 1..].iter().filter(|&&l| {
                    sources[l]
                        .span
                        .is_some_and(|other| !in_headline(other) && other.start() > span.end())
                });
                let below = below.filter_map(|&l| speakers[l].as_ref());
                if let Some(found) = world.headed(span, headline, below) {
                    speakers[i] = Some(found);
                }
            }
        }
        for (source, speaker) in sources.iter().zip(&mut speakers) {
            if source.floating && inside(source.content) {
                *speaker = world.told_of_before(source.content);
            }
        }
    }
    speakers
}

/// Of two names the one with the greater share is meant even if others have more, as long as it has this much.
const UNLIKELY: f32 = 0.1;

/// Which of some names a pronoun means: the one with the greater share, unless that is small.
pub(crate) fn antecedent(
    article: &Article,
    zones: &[Zone],
    mentions: &[Mention],
    found: &Antecedents,
    names: &[CleanSpan],
) -> Option<usize> {
    asked(article, zones, mentions, found, |world, gender| {
        let shares = world.salient(found.anaphor, gender);
        let share = |name: &CleanSpan| {
            let Some(Referent::Person(person)) = world.referent_at(*name) else {
                return None;
            };
            let found = shares.iter().find(|(p, _)| *p == person);
            found.map(|(_, share)| *share)
        };
        let told = names.iter().enumerate();
        let told = told.filter_map(|(i, name)| Some((i, share(name)?)));
        let (best, found) = told.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (found >= UNLIKELY).then_some(best)
    })?
}

/// A mention that a pronoun may mean, and which of the names asked for it is of.
pub(crate) type Named = (Option<usize>, Candidate);

/// What a pronoun's choice is weighed by: for each mention that it may mean, which of some names it is of, and the numbers; then the
/// model's share of nobody.
pub(crate) fn standings(
    article: &Article,
    zones: &[Zone],
    mentions: &[Mention],
    found: &Antecedents,
    names: &[CleanSpan],
) -> Option<(Vec<Named>, f32)> {
    asked(article, zones, mentions, found, |world, gender| {
        let (candidates, nobody) = world.candidates(found.anaphor, gender);
        let of = |person: usize| {
            let meant = Some(Referent::Person(person));
            names
                .iter()
                .position(|name| world.referent_at(*name) == meant)
        };
        let candidates = candidates.into_iter().map(|c| (of(c.person), c));
        (candidates.collect(), nobody)
    })
}

/// Asks the article about a personal pronoun, with the gender that it tells.
fn asked<T>(
    article: &Article,
    zones: &[Zone],
    mentions: &[Mention],
    found: &Antecedents,
    answer: impl FnOnce(&World<'_>, Gender) -> T,
) -> Option<T> {
    let choices = BTreeMap::from([(found.anaphor, found)]);
    let scope: Vec<CleanSpan> = scopes(article, zones).into_iter().flatten().collect();
    let world = World::new(article, &scope, mentions, &choices);
    let gender = world.gender(found.anaphor)?;
    Some(answer(&world, gender))
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

/// "The mayor of Tesk, Hryhorii Ostanek,": whatever the name was taken for, or whether it was seen, it is that of who bears the office.
fn note_apposed(text: &str, mentions: &mut Vec<Mention>, sources: &[SourceRef]) {
    for source in sources.iter().filter_map(|s| s.span) {
        let Some(name) = apposed(text, source).filter(|n| !is_party_name(&text[n.range()])) else {
            continue;
        };
        let known = |m: &Mention| {
            m.span.overlaps(name)
                && matches!(m.class, MentionClass::Person | MentionClass::Organization)
        };
        if mentions.iter().any(known) {
            continue;
        }
        mentions.retain(|m| !m.span.overlaps(name));
        mentions.push(Mention {
            span: name,
            class: MentionClass::Person,
            told: true,
        });
    }
    mentions.sort_by_key(|m| m.span);
}

/// The two to four capitalized words behind the last comma of a source that begins with one person's office.
fn apposed(text: &str, source: CleanSpan) -> Option<CleanSpan> {
    let words = Words::new(text, source);
    let end = if words.get(words.len().saturating_sub(1)) == "," {
        words.len() - 1
    } else {
        words.len()
    };
    let comma = (1..end).rev().find(|&i| words.get(i) == ",")?;
    let named =
        (2..=4).contains(&(end - comma - 1)) && (comma + 1..end).all(|i| words.is_capital(i));
    let from = usize::from(is_in("article", &words.lower(0)));
    let office = title(&words, from, comma).filter(|t| !t.plural && from < comma);
    office
        .filter(|_| named)
        .map(|_| words.cover(comma + 1, end))
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

/// What "his" and "her" tell.
pub(crate) fn owning_gender(word: &str) -> Option<Gender> {
    match word {
        "his" => Some(Gender::Male),
        "her" => Some(Gender::Female),
        _ => None,
    }
}

/// Paragraphs that items of one page are apart at least, more than anything refers back over.
const APART: usize = 8;

/// One article while its sources are being resolved.
pub(crate) struct World<'a> {
    pub(crate) text: &'a str,
    pub(crate) lines: Vec<Words<'a>>,
    /// The paragraph of each sentence.
    pub(crate) paragraph_of: Vec<usize>,
    pub(crate) people: People,
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) past: Vec<Past>,
    /// What the model takes sources for that refer back.
    pub(crate) choices: &'a BTreeMap<CleanSpan, &'a Antecedents>,
    /// Where the sources start, with the reach of their contents, to tell inner from outer.
    pub(crate) contents: Vec<(usize, CleanSpan)>,
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
                // "___" between the items of a page that is written on all day: nobody is meant across it.
                if !text[paragraph.range()].contains(char::is_alphanumeric) {
                    n_paragraphs += APART;
                }
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

    pub(crate) fn sentence_at(&self, position: usize) -> usize {
        self.lines
            .partition_point(|w| w.len() == 0 || w.span(w.len() - 1).end().get() <= position)
    }

    fn resolve(&mut self, sources: &[SourceRef], i: usize) -> Option<Speaker> {
        let span = sources[i].span?;
        let named = mend::without_day(&self.text[span.range()]).len();
        let span = CleanSpan::new(span.start().get(), span.start().get() + named);
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
        if let Some(partisan) = self.partisan(span, sentence) {
            return Some(partisan);
        }
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
            SourcePhrase::It => self.it(span, sentence),
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
                if let Some(kin) = self.kin(&title, span, sentence, source) {
                    return Some(Referent::Person(kin));
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
                // "The lawyer" may be she of whom the article has told something else.
                let describes = is_in("describes", &title.head);
                let untitled = |r: &Referent| match r {
                    Referent::Person(p) if describes || self.people.all[*p].titles.is_empty() => {
                        Some(r.clone())
                    }
                    _ => None,
                };
                let telling = title.party.is_some() || title.owner.is_some();
                let written = if telling {
                    let number = Number::One;
                    Referent::Named { speaker, number }
                } else {
                    Referent::Open(speaker)
                };
                // Nobody bears the office.
                let spoke = || self.just_spoke(sentence, span, source).filter(|_| !telling);
                self.meant(span, LIKELY, untitled)
                    .or_else(|| untitled(&spoke()?))
                    .or(Some(written))
            }
            SourcePhrase::Definite { head, speaker } => {
                let body = self.people.organization_before(self.text, start, &head);
                let by_head = body
                    .map(|span| self.body(span))
                    .filter(|_| is_in("body", &head));
                let meant = || self.meant(span, LIKELY, |r| self.can_be_called(&head, r));
                let alone = || self.only_one_near(&head, start, sentence);
                let number = Number::Body;
                let before = || self.body_called(&head, sentence, start);
                let owned = || self.of_person(&head, span, sentence);
                let issued = || self.issuer(&head, start, sentence);
                let written = || {
                    let speaker = self.with_owner(speaker, span, sentence, source);
                    Some(Referent::Named { speaker, number })
                };
                let describes = is_in("describes", &head) || is_in("private", &head);
                let spoke = || self.just_spoke(sentence, span, source);
                let last = || self.last_body(&head, sentence, start);
                by_head
                    .or_else(before)
                    .or_else(meant)
                    .or_else(last)
                    .or_else(|| spoke().filter(|_| describes))
                    .or_else(alone)
                    .or_else(owned)
                    .or_else(issued)
                    .or_else(written)
            }
            // "The defence ministry" behind "Latvia's defence ministry".
            SourcePhrase::Named(speaker, Number::Body) if speaker.affiliation.is_none() => {
                let name = speaker.name.strip_prefix("the ").unwrap_or(&speaker.name);
                let before = self.body_called(name, sentence, start);
                let named = || self.body_of_words(name, start);
                let number = Number::Body;
                let written = || {
                    let speaker = self.with_owner(speaker.clone(), span, sentence, source);
                    Some(Referent::Named { speaker, number })
                };
                before.or_else(named).or_else(written)
            }
            SourcePhrase::Named(speaker, Number::Many) => {
                let number = Number::Many;
                let one = self.countryman(span).map(Referent::Person);
                let speaker = self.with_owner(speaker, span, sentence, source);
                one.or(Some(Referent::Named { speaker, number }))
            }
            SourcePhrase::Named(speaker, number) => {
                let speaker = self.with_owner(speaker, span, sentence, source);
                Some(Referent::Named { speaker, number })
            }
            SourcePhrase::Unknown => None,
        }
    }

    /// "Ida Holm told the paper on Monday. …, said the ambassador": the person who spoke in the sentence before, in the same paragraph,
    /// where what is said stands before who says it.
    fn just_spoke(&self, sentence: usize, span: CleanSpan, source: SourceRef) -> Option<Referent> {
        let mut past = self.past.iter().rev();
        let last = past.find(|p| p.span.start() < span.start())?;
        let same = self.paragraph_of.get(last.sentence) == self.paragraph_of.get(sentence);
        let just = same && last.sentence + 1 == sentence && source.content.end() <= span.start();
        let is_person = matches!(last.referent, Referent::Person(_));
        (just && is_person).then(|| last.referent.clone())
    }

    /// "Tellan denied it. …, the group said": the body that spoke last, in this sentence or the one before, if it can be called so.
    fn last_body(&self, head: &str, sentence: usize, start: usize) -> Option<Referent> {
        let mut past = self.past.iter().rev();
        let last = past.find(|p| p.span.start().get() < start)?;
        let same = self.paragraph_of.get(last.sentence) == self.paragraph_of.get(sentence);
        let near = same && last.sentence + 1 >= sentence;
        let found = self.can_be_called(head, &last.referent).filter(|_| near)?;
        // A body that has no name of its own is no more than the noun.
        let named = self.speaker(&found)?.name.starts_with(char::is_uppercase);
        named.then_some(found)
    }

    /// The body that spoke before under a longer name that ends in these words, all of them in small letters.
    fn body_called(&self, words: &str, sentence: usize, start: usize) -> Option<Referent> {
        if words.contains(char::is_uppercase)
            || !words
                .split(' ')
                .next_back()
                .is_some_and(|w| is_in("body", w))
        {
            return None;
        }
        self.back(sentence, start, |p| match &p.referent {
            Referent::Named {
                speaker,
                number: Number::Body,
            } => {
                // "The Norland embassy in Tesk" ends in "embassy".
                let longer = lower(&speaker.name);
                let head = [" in ", " at ", " of ", " to "]
                    .iter()
                    .find_map(|p| longer.split_once(p));
                let longer = head.map_or(longer.as_str(), |(head, _)| head);
                let before = longer.strip_suffix(words)?;
                before
                    .trim_end()
                    .strip_suffix("the")
                    .unwrap_or(before)
                    .ends_with(' ')
                    .then(|| p.referent.clone())
            }
            _ => None,
        })
    }

    /// Whom or what a name of the article names.
    pub(crate) fn referent_at(&self, name: CleanSpan) -> Option<Referent> {
        match self.people.within(name).next_back() {
            Some((_, person)) => person.map(Referent::Person),
            None => Some(self.body(name)),
        }
    }

    pub(crate) fn body(&self, name: CleanSpan) -> Referent {
        Referent::Named {
            speaker: body(self.text, name, &self.people),
            number: Number::Body,
        }
    }

    /// The one whom the sentences before a quotation are about, in the same paragraph: the nearest that is about anybody.
    fn told_of_before(&self, content: CleanSpan) -> Option<Speaker> {
        const BACK: usize = 4;
        let start = content.start().get();
        let own = self.sentence_at(start);
        let before = (own.saturating_sub(BACK)..own).rev();
        let mut same =
            before.take_while(|at| self.paragraph_of.get(*at) == self.paragraph_of.get(own));
        let told = same.find_map(|at| self.subject(at, start, None, None));
        let person = told.or_else(|| self.told_of_behind(content))?;
        Some(self.person(person))
    }

    /// "“We ran.” Ida Holm points at the door.": who opens the sentence behind a quotation that opens its paragraph.
    fn told_of_behind(&self, content: CleanSpan) -> Option<usize> {
        let first = self.sentence_at(content.start().get());
        let next = self.sentence_at(content.end().get() - 1) + 1;
        let paragraph = self.paragraph_of.get(first)?;
        let opens = first == 0 || self.paragraph_of.get(first - 1) != Some(paragraph);
        let same = self.paragraph_of.get(next) == Some(paragraph);
        let words = self
            .lines
            .get(next)
            .filter(|w| w.len() > 0 && opens && same)?;
        let mut named = self.people.within(words.cover(0, words.len()));
        let (name, person) = named.next()?;
        let starts = words.at_or_after(name.start().get()) == 0;
        let behind = words.lower(words.at_or_after(name.end().get()));
        person.filter(|_| starts && !matches!(behind.as_str(), "," | "and" | "’s" | "'s"))
    }

    pub(crate) fn speaker(&self, referent: &Referent) -> Option<Speaker> {
        Some(match referent {
            Referent::Person(person) => self.person(*person),
            Referent::Named { speaker, .. } | Referent::Open(speaker) => speaker.clone(),
            Referent::Somebody => return None,
            Referent::People(people) => {
                let each: Vec<Speaker> = people.iter().map(|p| self.person(*p)).collect();
                let names: Vec<&str> = each.iter().map(|s| s.name.as_str()).collect();
                let (last, others) = names.split_last()?;
                let same = each.iter().all(|s| s.affiliation == each[0].affiliation);
                // "Senators Ida Holm and Karl Dahl".
                let role = each[0].role.as_ref();
                let role = role.filter(|role| each.iter().all(|s| s.role.as_ref() == Some(role)));
                Speaker {
                    name: format!("{} and {last}", others.join(", ")),
                    is_person: true,
                    role: role.map(|role| format!("{role}s")),
                    affiliation: each[0].affiliation.clone().filter(|_| same),
                    resolved_from: each[0].resolved_from,
                }
            }
        })
    }

    pub(crate) fn person(&self, person: usize) -> Speaker {
        let person = &self.people.all[person];
        let span = person.name_span();
        let written = crate::source_phrase::spaced(&self.text[span.range()]);
        // A transcript calls people "IDA HOLM"; "TJ" alone may be a name.
        let is_shouted = written.contains(' ') && !written.contains(char::is_lowercase);
        let quiet = || {
            written
                .split(' ')
                .map(sentence_case)
                .collect::<Vec<_>>()
                .join(" ")
        };
        Speaker {
            name: if is_shouted { quiet() } else { written },
            is_person: true,
            role: person.role().map(|t| t.label.clone()),
            affiliation: person.affiliation.clone(),
            resolved_from: span,
        }
    }
}

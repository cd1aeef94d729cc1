//! Who is who across the articles of a story: one actor a person or body, with the side it speaks for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sayso_read::{Statement, StatementIdx, without_firm_form};
use sayso_text::{Article, DocumentIdx};

use crate::act::acts_for;
use crate::form::{Form, Forms, Voice, groups, spelled_out};
use crate::list::ActorList;
use crate::name::{PersonName, bare_body, is_body, is_particle, is_title};
use crate::naming::{introduced, is_adjectival, proper_words};
use crate::party::{party_of, resolve_side};
use crate::quoted::named_elsewhere;
use crate::terms::{Word, words};

/// The index of an actor in its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ActorIdx(pub(crate) usize);

/// A person or body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actor {
    /// Most frequent full form.
    pub(crate) name: String,
    /// The country or body spoken for.
    pub(crate) side: Option<String>,
    /// A person, not a body.
    pub(crate) person: bool,
    /// The person for whom it speaks: "Arkhanov's office".
    pub(crate) office_of: Option<ActorIdx>,
    /// Every form of the name, with the articles that have it.
    pub(crate) forms: BTreeMap<String, BTreeSet<DocumentIdx>>,
}

/// A party named in some text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Which words.
    pub(crate) words: Range<usize>,
    /// Who.
    pub(crate) party: Party,
}

/// A person or side, as the subject of an act.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Party {
    /// The actor where a person or a known body is named.
    pub(crate) actor: Option<usize>,
    /// Its side.
    pub(crate) side: Option<String>,
}

impl Party {
    /// Whether both name the same person, or the same side.
    pub(crate) fn same_side(&self, other: &Self) -> bool {
        (self.actor.is_some() && self.actor == other.actor)
            || (self.side.is_some() && self.side == other.side)
    }
}

/// The actors of a story.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    actors: Vec<Actor>,
    names: Vec<Option<PersonName>>,
    /// Whose each voice is; several where it is given to "A and B". The voices of a ledger are numbered as its statements.
    voices: BTreeMap<usize, Vec<ActorIdx>>,
    /// By name in lower case: bodies by all that they are called, and whoever the user lists.
    called: BTreeMap<String, ActorIdx>,
    sides: BTreeSet<String>,
    /// Words that the story always writes with a capital: names of places and bodies that no list holds.
    proper: BTreeSet<String>,
    /// By the noun that a body's name ends in, the body; `None` where several names do.
    described: BTreeMap<String, Option<ActorIdx>>,
}

impl Actors {
    /// Finds who speaks in these statements and who is introduced in these articles, and which of them are one.
    pub(crate) fn find(
        articles: &[Article],
        documents: &[DocumentIdx],
        statements: &[Statement],
        members: &[StatementIdx],
        list: &ActorList,
    ) -> Self {
        let voice = |idx: &StatementIdx| {
            let statement = &statements[idx.0];
            let speaker = statement.speaker.as_ref();
            speaker
                .filter(|_| !statement.embedded)
                .map(|speaker| Voice {
                    number: idx.0,
                    document: statement.document,
                    speaker,
                })
        };
        let voices: Vec<Voice<'_>> = members.iter().filter_map(voice).collect();
        let mut found = Self::of_voices(articles, documents, &voices, list);
        let (speaker, name) = (|i| found.speaker(i), |a| found.get(a).name.as_str());
        for (idx, actor) in named_elsewhere(articles, statements, members, speaker, name) {
            found.voices.insert(idx.0, vec![actor]);
        }
        found
    }

    /// Finds whose voices these are and who is introduced in these articles, and which of them are one.
    pub(crate) fn of_voices(
        articles: &[Article],
        documents: &[DocumentIdx],
        voices: &[Voice<'_>],
        list: &ActorList,
    ) -> Self {
        let mut forms = Forms::default();
        for voice in voices {
            forms.add_voice(voice);
        }
        for &document in documents {
            let Some(article) = articles.get(document.0) else {
                continue;
            };
            for span in article.body().chain(article.title_span()) {
                for (name, prefix) in introduced(article.slice(span)) {
                    forms.add_introduced(name, document, prefix);
                }
            }
        }
        let forms = forms.listed(list);
        let affiliations = voices.iter().filter_map(|v| v.speaker.affiliation.clone());
        let surnames: BTreeSet<&str> = forms
            .iter()
            .filter_map(|f| Some(f.full()?.surname.as_str()))
            .collect();
        // A common noun is nobody's name.
        let names = affiliations.filter(|a| a.contains(char::is_uppercase));
        let sides = names
            .filter(|a| !surnames.contains(a.to_lowercase().as_str()))
            .map(|a| party_of(&a).unwrap_or(a))
            .collect();
        let proper = proper_words(articles, documents);
        Self::join(forms, sides, proper, list)
    }

    fn join(
        mut forms: Vec<Form>,
        sides: BTreeSet<String>,
        proper: BTreeSet<String>,
        list: &ActorList,
    ) -> Self {
        let known: Vec<(String, String)> = side_of_surnames(&forms, &sides);
        let resolve = |hint: &str| Some(spelled_out(resolve_side(hint, &sides, &known)?, &sides));
        for form in &mut forms {
            form.side = most_told([&*form], &resolve);
        }
        let mut found = Self {
            sides: sides.clone(),
            proper,
            ..Self::default()
        };
        for group in groups(&forms) {
            let members: Vec<&Form> = group.members.iter().map(|&j| &forms[j]).collect();
            found.add(&members, group.is_anybodys, &resolve, list);
        }
        found.give_offices();
        found.describe();
        found.represent();
        found
            .sides
            .extend(found.actors.iter().filter_map(|a| a.side.clone()));
        found
    }

    /// Adds an actor, by all forms of its name.
    fn add(
        &mut self,
        forms: &[&Form],
        is_anybodys: bool,
        resolve: &impl Fn(&str) -> Option<String>,
        list: &ActorList,
    ) {
        let actor = ActorIdx(self.actors.len());
        let mut written: BTreeMap<String, BTreeSet<DocumentIdx>> = BTreeMap::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for form in forms {
            let documents = written.entry(form.text.clone()).or_default();
            documents.insert(form.document);
            *counts.entry(&form.text).or_default() += form.count;
        }
        // Who is a body under one name is no person under another.
        let is_body = forms.iter().any(|f| f.name.is_none());
        let own = forms.iter().filter(|f| f.name.is_none() || !is_body);
        let best = own.max_by_key(|f| {
            let text = f.text.as_str();
            let spelled_out = match f.full() {
                Some(name) => name.forenames[0].chars().count() > 1,
                None => f.text.contains(char::is_lowercase),
            };
            let is_full = f.full().is_some();
            (is_full, spelled_out, counts[text], std::cmp::Reverse(text))
        });
        let Some(best) = best else { return };
        let side = most_told(forms.iter().copied(), resolve);
        // A surname that no article gives a forename or title to may be anything ("Reports").
        let told = best.full().is_some()
            || is_anybodys
            || forms
                .iter()
                .any(|f| f.voices.is_empty() || !f.roles.is_empty());
        let person = best.name.is_some() && (told || side.is_some());
        // A body of no known country is a side of its own.
        let split = words(&best.text);
        let is_title_case = split.len() > 1
            && split[0].lower != "both"
            && split
                .iter()
                .all(|w| w.capital || matches!(w.lower.as_str(), "of" | "the" | "and" | "for"))
            && split.iter().filter(|w| w.capital).count() > 1;
        let is_proper = is_title_case || split.iter().all(|w| self.proper.contains(&w.lower));
        // A firm speaks for itself, whatever country it is of.
        let is_firm = !person && forms.iter().any(|f| without_firm_form(&f.text) != f.text);
        let side = side.filter(|_| !is_firm);
        let side = side.or_else(|| (!person && (is_proper || is_firm)).then(|| best.text.clone()));
        let listed = forms.iter().find_map(|f| f.listed);
        if listed.is_some() || !person {
            // The user's come first.
            for text in written.keys() {
                self.called.entry(text.to_lowercase()).or_insert(actor);
            }
        }
        let name = listed
            .map_or(best.text.as_str(), |l| list.name(l))
            .to_owned();
        let own_side = listed.and_then(|l| list.side(l)).map(str::to_owned);
        self.actors.push(Actor {
            name,
            side: own_side.or(side),
            person,
            office_of: None,
            forms: written,
        });
        self.names.push(best.name.clone().filter(|_| person));
        for &voice in forms.iter().flat_map(|f| &f.voices) {
            let whose = self.voices.entry(voice).or_default();
            if !whose.contains(&actor) {
                whose.push(actor);
            }
        }
    }

    /// Who made a statement, where that is resolved.
    pub(crate) fn speaker(&self, statement: StatementIdx) -> Option<ActorIdx> {
        self.speakers(statement).first().copied()
    }

    /// All who made it.
    pub(crate) fn speakers(&self, statement: StatementIdx) -> &[ActorIdx] {
        self.of_voice(statement.0)
    }

    /// Whose a voice is.
    pub(crate) fn of_voice(&self, number: usize) -> &[ActorIdx] {
        self.voices.get(&number).map_or(&[], Vec::as_slice)
    }

    /// All actors, with their indices.
    pub(crate) fn all(&self) -> impl Iterator<Item = (ActorIdx, &Actor)> {
        self.actors
            .iter()
            .enumerate()
            .map(|(i, actor)| (ActorIdx(i), actor))
    }

    /// The actor.
    pub(crate) fn get(&self, actor: ActorIdx) -> &Actor {
        &self.actors[actor.0]
    }

    /// Bodies named for a person ("Arkhanov's office") speak for that person, where only one bears the name.
    fn give_offices(&mut self) {
        for i in 0..self.actors.len() {
            if self.actors[i].person {
                continue;
            }
            let split = words(&self.actors[i].name);
            let governs = split.last().is_some_and(|w| {
                matches!(
                    w.lower.as_str(),
                    "administration"
                        | "cabinet"
                        | "campaign"
                        | "government"
                        | "office"
                        | "presidency"
                        | "regime"
                        | "team"
                )
            });
            let owner = split.iter().find(|w| w.possessive && w.capital);
            // "The Arkhanov administration".
            let owner =
                owner.or_else(|| split.iter().rev().nth(1).filter(|w| governs && w.capital));
            let Some(owner) = owner else {
                continue;
            };
            let mut bearers = (0..self.actors.len()).filter(|&j| {
                self.names[j]
                    .as_ref()
                    .is_some_and(|n| n.surname == owner.lower)
            });
            if let (Some(person), None) = (bearers.next(), bearers.next()) {
                self.actors[i].office_of = Some(ActorIdx(person));
                self.actors[i].side = self.actors[person].side.clone();
            }
        }
    }

    /// "The union" is the one body of the story whose name says that it is one.
    fn describe(&mut self) {
        for (i, actor) in self.actors.iter().enumerate().filter(|(_, a)| !a.person) {
            let split = words(&actor.name);
            let [first, .., noun] = &split[..] else {
                continue;
            };
            if is_body(&noun.lower) && noun.capital && first.capital {
                let bearer = self.described.entry(noun.lower.clone());
                let one = bearer.or_insert(Some(ActorIdx(i)));
                *one = one.filter(|known| known.0 == i);
            }
        }
    }

    /// "Negotiators for the union" and "the union's negotiators" speak for it.
    fn represent(&mut self) {
        for i in 0..self.actors.len() {
            let actor = &self.actors[i];
            if actor.person || !actor.name.starts_with(char::is_lowercase) {
                continue;
            }
            let split = words(&actor.name);
            let ends = [split.first(), split.last()];
            if !ends.into_iter().flatten().any(|w| acts_for(&w.lower)) {
                continue;
            }
            let named = self.mentions(&actor.name, &split);
            if let [Mention { party, .. }] = &named[..]
                && let Some(body) = party.actor.filter(|body| *body != i)
            {
                self.actors[i].office_of = Some(ActorIdx(body));
                self.actors[i].side.clone_from(&party.side);
            }
        }
    }

    /// The body that "the union", "its union" and a headline's "Union" describe.
    fn description_at(&self, split: &[Word], at: usize) -> Option<Mention> {
        let body = *self.described.get(&split[at].lower)?;
        let before = at.checked_sub(1).map(|i| &split[i]);
        let name = body
            .map(|body| words(&self.get(body).name))
            .unwrap_or_default();
        let leads = |w: &Word| {
            let of_name = !w.capital && name.iter().any(|n| n.lower == w.lower);
            of_name
                || (w.possessive && (at == 1 || !w.capital))
                || matches!(w.lower.as_str(), "the" | "its" | "their" | "this" | "that")
        };
        let behind = split.get(at + 1);
        let is_one =
            before.is_none_or(leads) && behind.is_none_or(|w| !w.capital && w.lower != "of");
        body.filter(|_| is_one).map(|body| Mention {
            words: at..at + 1,
            party: self.party(body),
        })
    }

    /// An actor as a party.
    pub(crate) fn party(&self, actor: ActorIdx) -> Party {
        let actor = self.get(actor).office_of.unwrap_or(actor);
        Party {
            actor: Some(actor.0),
            side: self.get(actor).side.clone(),
        }
    }

    /// The name of a party: the person's or body's, else the side's.
    pub(crate) fn party_name(&self, party: &Party) -> Option<String> {
        party
            .actor
            .map(|a| self.actors[a].name.clone())
            .or_else(|| party.side.clone())
    }

    /// The persons, bodies and countries that stand in a text, in order, without overlap.
    pub(crate) fn mentions(&self, text: &str, split: &[Word]) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < split.len() {
            let named = || {
                let mention = self.mention_at(text, split, at);
                mention.filter(|m| !is_people(text, split, &m.words))
            };
            let mention = self.description_at(split, at);
            match mention.or_else(|| split[at].capital.then(named).flatten()) {
                Some(mention) => {
                    at = mention.words.end;
                    found.push(mention);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest run of words from `at` that names a party.
    fn mention_at(&self, text: &str, split: &[Word], at: usize) -> Option<Mention> {
        let mut end = at + 1;
        while end < split.len() && end - at < 6 && !split[end].opens_phrase() {
            let within = is_particle(&split[end].lower) || is_connector(&split[end]);
            let joins =
                split[end].capital || (within && split.get(end + 1).is_some_and(|w| w.capital));
            if !joins || split[end - 1].possessive {
                break;
            }
            end += 1;
        }
        for end in (at + 1..=end).rev() {
            let run = &split[at..end];
            let written = text.get(run[0].range.start..run[run.len() - 1].range.end)?;
            // "Norland and Esteria" are two; "Dock and Rail Union" is one, where somebody is called so.
            let party = if run.iter().any(is_connector) {
                self.body_named(written)
            } else {
                self.named(written, run)
            };
            if let Some(party) = party {
                return Some(Mention {
                    words: at..end,
                    party,
                });
            }
        }
        None
    }

    /// The body that bears a name, as it is written or as the user lists it.
    fn body_named(&self, written: &str) -> Option<Party> {
        let actor = self.called.get(&bare_body(written).to_lowercase())?;
        Some(self.party(*actor))
    }

    fn named(&self, written: &str, run: &[Word]) -> Option<Party> {
        let written = written
            .strip_suffix("’s")
            .or(written.strip_suffix("'s"))
            .unwrap_or(written);
        // Titles may lead: "President Arkhanov". A title alone names nobody.
        let first = run.iter().position(|w| !is_title(&w.lower))?;
        // "Norland's President Ivo Arkhanov": the person, where the person is known.
        if let Some(last_title) = run.iter().rposition(|w| is_title(&w.lower))
            && last_title + 1 < run.len()
            && first <= last_title
        {
            let tail = &run[last_title + 1..];
            let from = tail[0].range.start - run[0].range.start;
            if let Some(party) = self
                .named(written.get(from..)?, tail)
                .filter(|p| p.actor.is_some())
            {
                return Some(party);
            }
        }
        let bare = &written[run[first].range.start - run[0].range.start..];
        if let Some(party) = self.body_named(bare) {
            return Some(party);
        }
        if first == 0
            && let Some(side) = self
                .sides
                .iter()
                .find(|s| s.eq_ignore_ascii_case(bare))
                .cloned()
                .or_else(|| party_of(bare))
        {
            return Some(Party {
                actor: None,
                side: Some(side),
            });
        }
        let split = words(bare);
        let name = PersonName::from_words(bare, &split)?;
        let mut fitting = (0..self.actors.len())
            .filter(|&i| self.names[i].as_ref().is_some_and(|n| n.compatible(&name)));
        match (fitting.next(), fitting.next()) {
            (Some(i), None) => Some(self.party(ActorIdx(i))),
            (None, _)
                if split
                    .iter()
                    .all(|w| self.proper.contains(&w.lower) && !is_adjectival(&w.lower)) =>
            {
                Some(Party {
                    actor: None,
                    side: Some(name.display),
                })
            }
            _ => None,
        }
    }
}

/// "Americans are tired" tells of people, "the Americans agreed" perhaps of their state.
fn is_people(text: &str, split: &[Word], mention: &Range<usize>) -> bool {
    let [word] = &split[mention.clone()] else {
        return false;
    };
    let the = mention.start > 0 && split[mention.start - 1].lower == "the";
    let one = text[word.range.clone()].strip_suffix('s');
    !the && one.is_some_and(|one| is_adjectival(&one.to_lowercase()) && party_of(one).is_some())
}

/// Whether a lower-case word joins the words of some bodies' names.
fn is_connector(word: &Word) -> bool {
    matches!(word.lower.as_str(), "and" | "of" | "for" | "the")
}

/// The side that the words about some forms tell most often.
fn most_told<'a>(
    forms: impl IntoIterator<Item = &'a Form>,
    resolve: &impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for (hint, n) in forms.into_iter().flat_map(|f| &f.hints) {
        if let Some(side) = resolve(hint) {
            *votes.entry(side).or_default() += n;
        }
    }
    let most = votes
        .into_iter()
        .max_by_key(|(side, n)| (*n, std::cmp::Reverse(side.clone())));
    most.map(|(side, _)| side)
}

/// The sides of the persons whose side is told outright, by surname, for roles like "Arkhanov envoy".
fn side_of_surnames(forms: &[Form], sides: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for form in forms {
        let Some(name) = &form.name else { continue };
        if let Some(side) = form
            .hints
            .keys()
            .find_map(|hint| resolve_side(hint, sides, &[]))
        {
            found.push((name.surname.clone(), side));
        }
    }
    found
}

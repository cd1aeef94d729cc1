//! Who is who across the articles of a story: one actor a person or body, with the side it speaks for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sayso_read::{Speaker, Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};

use crate::list::{ActorList, Listed};
use crate::name::{PersonName, bare_body, is_particle, is_title};
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
    /// By the names that belong to actors of the user's list, in lower case.
    listed: BTreeMap<String, ActorIdx>,
    sides: BTreeSet<String>,
    /// Words that the story always writes with a capital: names of places and bodies that no list holds.
    proper: BTreeSet<String>,
}

/// Someone who speaks in an article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice<'a> {
    /// Tells it from others.
    pub(crate) number: usize,
    pub(crate) document: DocumentIdx,
    pub(crate) speaker: &'a Speaker,
}

/// One way in which articles name someone.
#[derive(Debug)]
struct Form {
    name: Option<PersonName>,
    text: String,
    /// Documents and how often.
    documents: BTreeMap<DocumentIdx, usize>,
    /// Words that may tell the side, and how often.
    sides: BTreeMap<String, usize>,
    voices: Vec<usize>,
    listed: Option<Listed>,
}

impl Form {
    fn count(&self) -> usize {
        self.documents.values().sum()
    }

    /// Whether one article has both.
    fn meets(&self, other: &Self) -> bool {
        self.documents
            .keys()
            .any(|d| other.documents.contains_key(d))
    }

    /// Whether it can be one more form of the name of the actor that has these.
    fn fits(&self, others: &[&Self], resolve: &impl Fn(&str) -> Option<String>) -> bool {
        // What the user listed need not be like the other names.
        let alike = |other: &&Self| match (&self.name, &other.name) {
            (Some(a), Some(b)) => a.compatible(b),
            (None, None) => other.text.eq_ignore_ascii_case(&self.text),
            _ => false,
        };
        others.iter().any(alike)
            && others.iter().all(|f| f.listed.is_some() || alike(f))
            && sides_agree(others, self, resolve)
    }
}

/// The forms found so far, by whether a body's and text.
#[derive(Debug, Default)]
struct Forms(BTreeMap<(bool, String), Form>);

impl Forms {
    fn add(
        &mut self,
        text: &str,
        name: Option<PersonName>,
        document: DocumentIdx,
        hint: Option<String>,
        voice: Option<usize>,
    ) {
        let text = name
            .as_ref()
            .map_or_else(|| bare_body(text), |n| n.display.clone());
        let key = if name.is_some() {
            (false, text.clone())
        } else {
            (true, text.to_lowercase())
        };
        let form = self.0.entry(key).or_insert_with(|| Form {
            name,
            text,
            documents: BTreeMap::new(),
            sides: BTreeMap::new(),
            voices: Vec::new(),
            listed: None,
        });
        *form.documents.entry(document).or_default() += 1;
        if let Some(hint) = hint {
            *form.sides.entry(hint).or_default() += 1;
        }
        form.voices.extend(voice);
    }

    fn add_voice(&mut self, voice: &Voice<'_>) {
        let (speaker, document) = (voice.speaker, voice.document);
        let parts = speaker.name.split(" and ");
        let several: Vec<PersonName> = parts.clone().filter_map(PersonName::parse).collect();
        if several.len() > 1 && several.len() == parts.count() {
            for name in several {
                let side = speaker.affiliation.clone();
                self.add("", Some(name), document, side, Some(voice.number));
            }
            return;
        }
        // "Kremlin", "Russians": a single word that names a party names no person.
        let name = PersonName::parse(&speaker.name)
            .filter(|n| n.is_full() || party_of(&n.display).is_none());
        // Most trusted first: the affiliation, the role, the words of the name itself ("a Norland official").
        let hint = [&speaker.affiliation, &speaker.role]
            .into_iter()
            .flatten()
            .find(|h| !h.trim().is_empty())
            .cloned();
        let hint = hint.or_else(|| name.is_none().then(|| speaker.name.clone()));
        self.add(&speaker.name, name, document, hint, Some(voice.number));
    }
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
        for (idx, actor) in named_elsewhere(articles, statements, members, |i| found.speaker(i)) {
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
                    forms.add("", Some(name), document, Some(prefix), None);
                }
            }
        }
        let mut forms: Vec<Form> = forms.0.into_values().collect();
        for form in &mut forms {
            form.listed = list.find(&form.text);
        }
        let affiliations = voices.iter().filter_map(|v| v.speaker.affiliation.clone());
        let surname = |a: &String| {
            forms.iter().any(|f| {
                f.name
                    .as_ref()
                    .is_some_and(|n| n.is_full() && n.surname == a.to_lowercase())
            })
        };
        let sides = affiliations
            .filter(|a| !surname(a))
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
        // Those the user lists first, then full names, frequent ones first, so that a surname alone finds the person it belongs to.
        forms.sort_by(|a, b| {
            let rank = |f: &Form| {
                let full = f.name.as_ref().is_some_and(PersonName::is_full);
                (f.listed.is_some(), full, f.count())
            };
            rank(b).cmp(&rank(a)).then_with(|| a.text.cmp(&b.text))
        });
        let known: Vec<(String, String)> = side_of_surnames(&forms, &sides);
        let resolve = |hint: &str| resolve_side(hint, &sides, &known);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (i, form) in forms.iter().enumerate() {
            let members = |g: usize| groups[g].iter().map(|&j| &forms[j]);
            let chosen = match form.listed {
                Some(actor) => {
                    (0..groups.len()).find(|&g| members(g).any(|f| f.listed == Some(actor)))
                }
                None => {
                    let fits = |&g: &usize| form.fits(&members(g).collect::<Vec<_>>(), &resolve);
                    let near = |&g: &usize| members(g).any(|other| other.meets(form));
                    let fitting: Vec<usize> = (0..groups.len()).filter(fits).collect();
                    let full = form.name.as_ref().is_some_and(PersonName::is_full);
                    match fitting.as_slice() {
                        [] => None,
                        [only] => Some(*only),
                        // A full name goes to its most frequent fit; a bare surname only where its own article tells whose it is.
                        many if full => many.first().copied(),
                        many => {
                            let mut near = many.iter().copied().filter(near);
                            near.next().filter(|_| near.next().is_none())
                        }
                    }
                }
            };
            match chosen {
                Some(g) => groups[g].push(i),
                None => groups.push(vec![i]),
            }
        }
        let mut found = Self {
            sides: sides.clone(),
            proper: proper.clone(),
            ..Self::default()
        };
        for group in &groups {
            let members: Vec<&Form> = group.iter().map(|&j| &forms[j]).collect();
            found.add(&members, &resolve, list);
        }
        found.give_offices();
        found
            .sides
            .extend(found.actors.iter().filter_map(|a| a.side.clone()));
        found
    }

    /// Adds an actor, by all forms of its name.
    fn add(
        &mut self,
        forms: &[&Form],
        resolve: &impl Fn(&str) -> Option<String>,
        list: &ActorList,
    ) {
        let actor = ActorIdx(self.actors.len());
        let best = forms.iter().max_by_key(|f| {
            (
                f.name.as_ref().is_some_and(PersonName::is_full),
                f.count(),
                std::cmp::Reverse(f.text.clone()),
            )
        });
        let Some(best) = best else { return };
        let listed = forms.iter().find_map(|f| f.listed);
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        for (hint, n) in forms.iter().flat_map(|f| &f.sides) {
            if let Some(side) = resolve(hint) {
                *votes.entry(side).or_default() += n;
            }
        }
        let side = votes
            .iter()
            .max_by_key(|(name, n)| (**n, std::cmp::Reverse((*name).clone())))
            .map(|(s, _)| s.clone());
        // A surname that no article gives a forename or title to may be anything ("Reports").
        let told = best.name.as_ref().is_some_and(PersonName::is_full)
            || forms.iter().any(|f| f.voices.is_empty());
        let person = best.name.is_some() && (told || !votes.is_empty());
        // A body of no known country is a side of its own.
        let is_proper = words(&best.text)
            .iter()
            .all(|w| self.proper.contains(&w.lower));
        let side = side.or_else(|| (!person && is_proper).then(|| best.text.clone()));
        let mut written: BTreeMap<String, BTreeSet<DocumentIdx>> = BTreeMap::new();
        for form in forms {
            let documents = written.entry(form.text.clone()).or_default();
            documents.extend(form.documents.keys().copied());
            if listed.is_some() {
                self.listed.insert(form.text.to_lowercase(), actor);
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
            self.voices.entry(voice).or_default().push(actor);
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
            let Some(owner) = split.iter().find(|w| w.possessive && w.capital) else {
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
            let mention = if split[at].capital {
                self.mention_at(text, split, at)
            } else {
                None
            };
            match mention {
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
            let joins = split[end].capital
                || (is_particle(&split[end].lower)
                    && split.get(end + 1).is_some_and(|w| w.capital));
            if !joins || split[end - 1].possessive {
                break;
            }
            end += 1;
        }
        for end in (at + 1..=end).rev() {
            let run = &split[at..end];
            let written = text.get(run[0].range.start..run[run.len() - 1].range.end)?;
            if let Some(party) = self.named(written, run) {
                return Some(Mention {
                    words: at..end,
                    party,
                });
            }
        }
        None
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
        let body = bare_body(bare).to_lowercase();
        if let Some(actor) = self.listed.get(&body) {
            return Some(self.party(*actor));
        }
        if let Some(i) = self
            .actors
            .iter()
            .position(|a| !a.person && a.name.to_lowercase() == body)
        {
            return Some(self.party(ActorIdx(i)));
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

/// Two people of one side may be one; two of different sides may not, unless the names are written alike.
fn sides_agree(others: &[&Form], form: &Form, resolve: &impl Fn(&str) -> Option<String>) -> bool {
    let Some(name) = &form.name else { return true };
    let side = |f: &Form| {
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        for (hint, n) in &f.sides {
            if let Some(side) = resolve(hint) {
                *votes.entry(side).or_default() += n;
            }
        }
        votes
            .into_iter()
            .max_by_key(|(s, n)| (*n, std::cmp::Reverse(s.clone())))
            .map(|(s, _)| s)
    };
    let mine = side(form);
    let named = others.iter().filter_map(|f| Some((f, f.name.as_ref()?)));
    named.into_iter().all(|(other, their_name)| {
        let alike = their_name.surname == name.surname
            && their_name.forenames.first() == name.forenames.first();
        let surname_only = !name.is_full() || !their_name.is_full();
        match (&mine, side(other)) {
            (Some(a), Some(b)) => *a == b || alike,
            _ => alike || surname_only || their_name.surname == name.surname,
        }
    })
}

/// The sides of the persons whose side is told outright, by surname, for roles like "Arkhanov envoy".
fn side_of_surnames(forms: &[Form], sides: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for form in forms {
        let Some(name) = &form.name else { continue };
        if let Some(side) = form
            .sides
            .keys()
            .find_map(|hint| resolve_side(hint, sides, &[]))
        {
            found.push((name.surname.clone(), side));
        }
    }
    found
}

//! What the reports tell of each actor: how it is called, in what office and for whom it speaks, and where.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::{Speaker, Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};
use sayso_trace::Lineage;

use crate::actor::{ActorIdx, Actors};
use crate::form::Voice;
use crate::list::ActorList;
use crate::story::stories;

/// Some words and the articles that have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The words.
    pub text: String,
    /// In document order.
    pub documents: Vec<DocumentIdx>,
}

/// What the reports of one story tell of one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The fullest form that is used most.
    pub name: String,
    /// A human being, not a body or a group.
    pub person: bool,
    /// The country or body spoken for.
    pub side: Option<String>,
    /// The person whose office it is ("Arkhanov's office").
    pub office_of: Option<String>,
    /// All forms of the name, the most widespread first.
    pub aliases: Vec<Told>,
    /// Offices, likewise.
    pub roles: Vec<Told>,
    /// What it said, in document order.
    pub statements: Vec<StatementIdx>,
    /// The articles in which it speaks or is introduced, in order.
    pub documents: Vec<DocumentIdx>,
}

/// The actors of each story, those with most articles and statements first. Who is introduced with an office but not heard is among
/// them, without statements.
#[must_use]
pub fn profiles(
    articles: &[Article],
    statements: &[Statement],
    lineage: &Lineage,
    list: &ActorList,
) -> Vec<Vec<Profile>> {
    let of_story = |documents: Vec<DocumentIdx>| {
        let here: BTreeSet<DocumentIdx> = documents.iter().copied().collect();
        let all = statements.iter().enumerate();
        let members: Vec<StatementIdx> = all
            .filter(|(_, s)| here.contains(&s.document))
            .map(|(i, _)| StatementIdx(i))
            .collect();
        let actors = Actors::find(articles, &documents, statements, &members, list);
        profiles_of(&actors, statements, &members)
    };
    stories(articles, lineage)
        .into_iter()
        .map(of_story)
        .collect()
}

/// Who someone is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The same for all who are one.
    pub actor: usize,
    /// The fullest form that is used most.
    pub name: String,
    /// All forms of the name.
    pub aliases: Vec<String>,
    /// A human being, not a body or a group.
    pub person: bool,
    /// The country or body spoken for.
    pub side: Option<String>,
}

/// Who each of some speakers is, as statements of theirs would tell; nobody where several are named at once. All are taken to be of one
/// story.
#[must_use]
pub fn known_actors(
    articles: &[Article],
    speakers: &[(DocumentIdx, &Speaker)],
    list: &ActorList,
) -> Vec<Option<Known>> {
    let documents: Vec<DocumentIdx> = (0..articles.len()).map(DocumentIdx).collect();
    let voice = |(number, &(document, speaker))| Voice {
        number,
        document,
        speaker,
    };
    let voices: Vec<Voice<'_>> = speakers.iter().enumerate().map(voice).collect();
    let actors = Actors::of_voices(articles, &documents, &voices, list);
    let known = |voice: &Voice<'_>| {
        let [actor] = *actors.of_voice(voice.number) else {
            return None;
        };
        let found = actors.get(actor);
        Some(Known {
            actor: actor.0,
            name: found.name.clone(),
            aliases: found.forms.keys().cloned().collect(),
            person: found.person,
            side: found.side.clone(),
        })
    };
    voices.iter().map(known).collect()
}

fn profiles_of(
    actors: &Actors,
    statements: &[Statement],
    members: &[StatementIdx],
) -> Vec<Profile> {
    let mut said: BTreeMap<ActorIdx, Vec<StatementIdx>> = BTreeMap::new();
    for &idx in members {
        for &actor in actors.speakers(idx) {
            said.entry(actor).or_default().push(idx);
        }
    }
    let profile = |(idx, actor): (ActorIdx, &crate::actor::Actor)| {
        let statements_of = said.remove(&idx).unwrap_or_default();
        // "Special envoy" and "special envoy" are one; it is shown as it is written first.
        let mut roles: BTreeMap<String, (&str, BTreeSet<DocumentIdx>)> = BTreeMap::new();
        // The role of "A and B" is nobody's own.
        let alone = statements_of
            .iter()
            .filter(|i| actors.speakers(**i).len() == 1);
        for statement in alone.map(|i| &statements[i.0]) {
            let speaker = statement.speaker.as_ref();
            if let Some(role) = speaker.and_then(|s| s.role.as_deref()) {
                let (_, documents) = roles
                    .entry(role.to_lowercase())
                    .or_insert_with(|| (role, BTreeSet::new()));
                documents.insert(statement.document);
            }
        }
        let aliases = actor.forms.iter();
        let documents: BTreeSet<DocumentIdx> = aliases
            .clone()
            .flat_map(|(_, documents)| documents)
            .copied()
            .chain(statements_of.iter().map(|i| statements[i.0].document))
            .collect();
        Profile {
            name: actor.name.clone(),
            person: actor.person,
            side: actor.side.clone(),
            office_of: actor.office_of.map(|a| actors.get(a).name.clone()),
            aliases: told(aliases.map(|(text, documents)| (text.as_str(), documents))),
            roles: told(roles.values().map(|(text, documents)| (*text, documents))),
            statements: statements_of,
            documents: documents.into_iter().collect(),
        }
    };
    let mut found: Vec<Profile> = actors.all().map(profile).collect();
    found.sort_by(|a, b| {
        let weight = |p: &Profile| {
            (
                !p.statements.is_empty(),
                p.documents.len(),
                p.statements.len(),
            )
        };
        weight(b).cmp(&weight(a)).then_with(|| a.name.cmp(&b.name))
    });
    found
}

fn told<'a>(all: impl Iterator<Item = (&'a str, &'a BTreeSet<DocumentIdx>)>) -> Vec<Told> {
    let mut found: Vec<Told> = all
        .map(|(text, documents)| Told {
            text: text.to_owned(),
            documents: documents.iter().copied().collect(),
        })
        .collect();
    found.sort_by(|a, b| {
        let widest = b.documents.len().cmp(&a.documents.len());
        widest
            .then_with(|| b.text.len().cmp(&a.text.len()))
            .then_with(|| a.text.cmp(&b.text))
    });
    found
}

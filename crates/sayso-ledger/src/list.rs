//! What a user knows of actors and the reports do not tell: which names are one, for whom they speak, and who is not whom.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::str::FromStr;

use serde::Deserialize;

use crate::name::{PersonName, bare_body};

/// Corrections of who is who, in TOML:
///
/// ```
/// let list: sayso_ledger::ActorList = r#"
/// [[actor]]
/// name = "Ivo Arkhanov"                  # the name to show
/// aliases = ["I. Arkhanow", "the Admiral"]  # other names of the same actor
/// side = "Norland"                       # for whom it speaks
/// not_same_as = ["Marek Arkhanov"]       # names that are never this actor's
/// "#
/// .parse()?;
/// # Ok::<(), sayso_ledger::ActorListError>(())
/// ```
///
/// Names are compared without titles, articles and case. Two actors of the list are never joined.
#[derive(Clone, Debug, Default)]
pub struct ActorList {
    entries: Vec<Entry>,
    /// The entry by normal form of each name.
    by_name: BTreeMap<String, usize>,
}

/// The index of an actor in the user's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed(usize);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    actor: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    side: Option<String>,
    #[serde(default)]
    not_same_as: Vec<String>,
}

/// What is wrong with a list of actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActorListError {
    /// Not TOML, or an unknown key.
    Format(String),
    /// A name or side without letters, in the actor of this name (empty where that is the one).
    Empty(String),
    /// A name that two actors have: the name, and how the two are called.
    Shared(String, String, String),
    /// An actor that is said not to be itself: its name, and the name in its `not_same_as`.
    NotItself(String, String),
}

impl ActorListError {
    fn format(text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        Self::Format(format!("line {line}: {}", error.message()))
    }
}

impl Display for ActorListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(what) => f.write_str(what),
            Self::Empty(name) => write!(f, "the actor `{name}` has an empty name, alias or side"),
            Self::Shared(name, a, b) => write!(f, "`{name}` is a name of both `{a}` and `{b}`"),
            Self::NotItself(name, other) => {
                write!(
                    f,
                    "`{name}` is not the same as `{other}`, which is one of its own names"
                )
            }
        }
    }
}

impl std::error::Error for ActorListError {}

impl FromStr for ActorList {
    type Err = ActorListError;

    fn from_str(text: &str) -> Result<Self, ActorListError> {
        let file: File = toml::from_str(text).map_err(|e| ActorListError::format(text, &e))?;
        let mut list = Self::default();
        for entry in file.actor {
            let empty = |text: &String| !text.contains(char::is_alphanumeric);
            if [&entry.aliases, &entry.not_same_as]
                .into_iter()
                .flatten()
                .any(empty)
                || entry.side.iter().chain([&entry.name]).any(empty)
            {
                return Err(ActorListError::Empty(entry.name));
            }
            let at = list.entries.len();
            for name in entry.aliases.iter().chain([&entry.name]) {
                let taken = list.by_name.insert(normal(name), at);
                if let Some(other) = taken.filter(|other| *other != at) {
                    let other = list.entries[other].name.clone();
                    let both = (other, entry.name.clone());
                    return Err(ActorListError::Shared(name.clone(), both.0, both.1));
                }
            }
            let own = |name: &&String| list.by_name.get(&normal(name)) == Some(&at);
            if let Some(other) = entry.not_same_as.iter().find(own) {
                return Err(ActorListError::NotItself(entry.name.clone(), other.clone()));
            }
            list.entries.push(entry);
        }
        // Who is only known as somebody else is an actor too.
        for i in 0..list.entries.len() {
            for name in list.entries[i].not_same_as.clone() {
                let n_entries = list.entries.len();
                let at = *list.by_name.entry(normal(&name)).or_insert(n_entries);
                if at == n_entries {
                    list.entries.push(Entry {
                        name,
                        aliases: Vec::new(),
                        side: None,
                        not_same_as: Vec::new(),
                    });
                }
            }
        }
        Ok(list)
    }
}

impl ActorList {
    /// The actor that has this name.
    pub(crate) fn find(&self, name: &str) -> Option<Listed> {
        let at = self.by_name.get(&normal(name))?;
        Some(Listed(*at))
    }

    /// The name to show.
    pub(crate) fn name(&self, actor: Listed) -> &str {
        &self.entries[actor.0].name
    }

    /// For whom it speaks, where the list says so.
    pub(crate) fn side(&self, actor: Listed) -> Option<&str> {
        self.entries[actor.0].side.as_deref()
    }
}

/// A name without titles, articles and case.
fn normal(name: &str) -> String {
    let person = PersonName::parse(name).map(|n| n.display);
    person.unwrap_or_else(|| bare_body(name)).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        text.parse::<ActorList>().unwrap_err().to_string()
    }

    #[test]
    fn names_are_found_without_title_article_and_case() {
        let list: ActorList = "[[actor]]\nname = \"Ivo Arkhanov\"\naliases = [\"the Admiral\"]\nside = \"Norland\"\nnot_same_as = [\"Marek Arkhanov\"]\n"
            .parse()
            .unwrap();
        let found = list.find("President Ivo Arkhanov").unwrap();
        assert_eq!(list.find("admiral"), Some(found));
        assert_eq!(
            (list.name(found), list.side(found)),
            ("Ivo Arkhanov", Some("Norland"))
        );
        let brother = list.find("Marek ARKHANOV");
        assert!(brother.is_some_and(|b| b != found));
        assert_eq!(list.find("Arkhanov"), None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(error("[[actor]]\nname = 1").contains("line 2"));
        assert!(error("[[actor]]\nname = \"A\"\nalias = []").contains("alias"));
        assert_eq!(
            error("[[actor]]\nname = \"A\"\naliases = [\" \"]"),
            "the actor `A` has an empty name, alias or side"
        );
        assert_eq!(
            error(
                "[[actor]]\nname = \"Al Orr\"\n[[actor]]\nname = \"Bo Orr\"\naliases = [\"Mr Al Orr\"]"
            ),
            "`Mr Al Orr` is a name of both `Al Orr` and `Bo Orr`"
        );
        assert_eq!(
            error("[[actor]]\nname = \"Al Orr\"\naliases = [\"Al\"]\nnot_same_as = [\"Al\"]"),
            "`Al Orr` is not the same as `Al`, which is one of its own names"
        );
    }
}

//! Who does what to whom, and where that party stands, against sentences that were coded by hand.
//!
//! The file is laid out as the gold standard of PLOVER: a JSON list of objects with `text`, `event` and `source` (a list of
//! `actorText`). Scored are the six kinds of event that are said rather than done.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sayso_ledger::{ActorList, Stance, ToldStance, told_stances};
use sayso_read::{CueClass, Reader, party};
use sayso_text::{Article, ArticleParts};
use serde::Deserialize;

use crate::clean::line;
use crate::overlap::{Score, words};

#[derive(Debug, Deserialize)]
struct Coded {
    id: String,
    event: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    source: Vec<CodedActor>,
}

#[derive(Debug, Deserialize)]
struct CodedActor {
    #[serde(rename = "actorText", default)]
    text: String,
}

/// Sentences with who does what in them.
#[derive(Debug)]
pub struct Sentences {
    coded: Vec<Coded>,
    articles: Vec<Article>,
}

/// The acts and stances that a kind of event allows; `None` for events that are done rather than said.
fn allowed(event: &str) -> Option<(&'static [CueClass], &'static [Stance])> {
    use CueClass::{Agree, Claim, Confirm, Demand, Deny, Praise, Promise, Reject, Warn};
    use Stance::{Agreed, Conditional, Demands, Opposes, Supports, Unclear};
    Some(match event {
        "AGREE" => (&[Agree, Promise, Confirm], &[Agreed, Supports, Conditional]),
        "SUPPORT" => (
            &[Agree, Praise, Promise, Demand],
            &[Agreed, Supports, Conditional],
        ),
        "DEMAND" => (&[Demand], &[Demands]),
        "REJECT" => (&[Reject, Deny], &[Opposes]),
        "DISAPPROVE" => (&[Reject, Deny, Claim], &[Opposes]),
        // What a threat is for or against need not be told.
        "THREATEN" => (
            &[Warn, Promise, Reject],
            &[Opposes, Conditional, Demands, Supports, Unclear],
        ),
        _ => return None,
    })
}

impl Sentences {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, or holds no such list.
    pub fn read(path: &Path) -> io::Result<Self> {
        let coded: Vec<Coded> = serde_json::from_str(&fs::read_to_string(path)?)?;
        let coded: Vec<Coded> = coded
            .into_iter()
            .filter(|c| allowed(&c.event).is_some())
            .collect();
        let article = |c: &Coded| {
            let parts = ArticleParts::all_body(&c.id, &c.text);
            Article::new(parts).map_err(|e| io::Error::other(format!("{}: {e}", c.id)))
        };
        let articles = coded.iter().map(article).collect::<io::Result<_>>()?;
        Ok(Self { coded, articles })
    }

    /// By kind of event, the share of sentences in which the party, its act and its stance are right. With `wrong`, also each
    /// sentence in which they are not, with what was found.
    #[must_use]
    pub fn table(&self, reader: &Reader, wrong: bool) -> String {
        let statements = reader.read(&self.articles);
        let told = told_stances(&self.articles, &statements, &ActorList::default());
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        let mut remarks = String::new();
        for (i, coded) in self.coded.iter().enumerate() {
            let found: Vec<&ToldStance> = told.iter().filter(|t| t.document.0 == i).collect();
            let right = found.iter().any(|t| is_right(coded, t));
            let count = counts.entry(&coded.event).or_default();
            count[0] += usize::from(right);
            count[1] += 1;
            if !right {
                let found: Vec<String> = found
                    .iter()
                    .map(|t| format!("{} {} {}", t.party, t.act.as_str(), t.stance.as_str()))
                    .collect();
                let (event, text) = (&coded.event, &coded.text);
                let _ = writeln!(remarks, "  {event}: {text}\n    {}", found.join("; "));
            }
        }
        let mut out = String::new();
        let mut all = [0, 0];
        for (event, count) in counts {
            row(&mut out, &event.to_lowercase(), count);
            all = [all[0] + count[0], all[1] + count[1]];
        }
        row(&mut out, "all", all);
        if wrong {
            out += &remarks;
        }
        out
    }
}

fn row(out: &mut String, name: &str, [right, n]: [usize; 2]) {
    let score = Score::of_share(right, n);
    line(out, &format!("stances, {name}"), score);
}

fn is_right(coded: &Coded, told: &ToldStance) -> bool {
    let Some((acts, stances)) = allowed(&coded.event) else {
        return false;
    };
    let named: Vec<String> = words(&told.party)
        .chain(told.side.iter().flat_map(|side| words(side)))
        .collect();
    let is_party = |actor: &CodedActor| {
        let country = party(&actor.text);
        let same_country =
            country.is_some() && (told.side.as_deref() == country || party(&told.party) == country);
        same_country || words(&actor.text).any(|w| w.len() > 2 && named.contains(&w))
    };
    acts.contains(&told.act) && stances.contains(&told.stance) && coded.source.iter().any(is_party)
}

#[cfg(test)]
mod tests {
    use sayso_text::DocumentIdx;

    use super::*;

    #[test]
    fn party_act_and_stance_must_all_be_right() {
        let coded = Coded {
            id: "1".into(),
            event: "REJECT".into(),
            text: String::new(),
            source: vec![CodedActor {
                text: "Norland's president".into(),
            }],
        };
        let told = |party: &str, act, stance| ToldStance {
            document: DocumentIdx(0),
            party: party.into(),
            side: None,
            stance,
            act,
        };
        let right = |t: ToldStance| is_right(&coded, &t);
        assert!(right(told("Norland", CueClass::Reject, Stance::Opposes)));
        assert!(!right(told("Esteria", CueClass::Reject, Stance::Opposes)));
        assert!(!right(told("Norland", CueClass::Demand, Stance::Opposes)));
        assert!(!right(told("Norland", CueClass::Reject, Stance::Agreed)));
    }
}

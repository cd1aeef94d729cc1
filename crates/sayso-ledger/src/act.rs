//! Acts that a content reports: "Norland agreed to ...", "Arkhanov will accept ...", "the minister's refusal to ...".
//!
//! Without a parser, a subject is a party that no preposition governs, with a finite verb of its own next to it.

use sayso_read::CueClass;

use crate::actor::{Mention, Party};
use crate::name::is_title;
use crate::naming::is_calendar_word;
use crate::terms::Word;

/// An act of a party, as some text tells it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Act {
    /// Whose.
    pub(crate) party: Party,
    /// What kind; `Other` for anything that is done rather than declared.
    pub(crate) class: CueClass,
    /// Told not to have happened, or not to happen.
    pub(crate) negated: bool,
    /// The first word after the predicate; what follows in the sentence is what the act is about.
    pub(crate) object: usize,
}

/// Kinds of act that can be the same act in other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActGroup {
    /// Agrees, accepts, promises, offers, confirms.
    Commit,
    /// Rejects, denies.
    Refuse,
    /// Demands.
    Demand,
    /// Everything else.
    Neutral,
}

/// The group of a class.
pub(crate) fn group(class: CueClass) -> ActGroup {
    match class {
        CueClass::Agree | CueClass::Promise | CueClass::Confirm => ActGroup::Commit,
        CueClass::Reject | CueClass::Deny => ActGroup::Refuse,
        CueClass::Demand => ActGroup::Demand,
        _ => ActGroup::Neutral,
    }
}

/// Whether only the party itself can vouch for the act: what it wants, grants or refuses, not what others could see.
pub(crate) fn is_act_of_will(class: CueClass) -> bool {
    group(class) != ActGroup::Neutral
}

/// Verb stems (Snowball) by kind, sorted.
const VERBS: &[(&str, CueClass)] = &[
    ("accept", CueClass::Agree),
    ("acknowledg", CueClass::Confirm),
    ("admit", CueClass::Confirm),
    ("agre", CueClass::Agree),
    ("allow", CueClass::Agree),
    ("announc", CueClass::Say),
    ("approv", CueClass::Agree),
    ("assur", CueClass::Promise),
    ("back", CueClass::Agree),
    ("block", CueClass::Reject),
    ("commit", CueClass::Promise),
    ("conced", CueClass::Agree),
    ("condemn", CueClass::Reject),
    ("confirm", CueClass::Confirm),
    ("consent", CueClass::Agree),
    ("contradict", CueClass::Deny),
    ("declar", CueClass::Say),
    ("declin", CueClass::Reject),
    ("demand", CueClass::Demand),
    ("deni", CueClass::Deny),
    ("dismiss", CueClass::Reject),
    ("disput", CueClass::Deny),
    ("embrac", CueClass::Agree),
    ("endors", CueClass::Agree),
    ("indic", CueClass::Say),
    ("insist", CueClass::Demand),
    ("offer", CueClass::Promise),
    ("oppos", CueClass::Reject),
    ("permit", CueClass::Agree),
    ("pledg", CueClass::Promise),
    ("promis", CueClass::Promise),
    ("refus", CueClass::Reject),
    ("reject", CueClass::Reject),
    ("renounc", CueClass::Reject),
    ("repeat", CueClass::Say),
    ("request", CueClass::Demand),
    ("requir", CueClass::Demand),
    ("resist", CueClass::Reject),
    ("say", CueClass::Say),
    ("seek", CueClass::Demand),
    ("signal", CueClass::Say),
    ("sign", CueClass::Agree),
    ("state", CueClass::Say),
    ("suggest", CueClass::Say),
    ("support", CueClass::Agree),
    ("threaten", CueClass::Warn),
    ("undertak", CueClass::Promise),
    ("urg", CueClass::Demand),
    ("veto", CueClass::Reject),
    ("volunt", CueClass::Promise),
    ("vow", CueClass::Promise),
    ("want", CueClass::Demand),
    ("warn", CueClass::Warn),
    ("welcom", CueClass::Praise),
];

/// Past forms and past participles that no ending shows, with their kind.
const IRREGULAR: &[(&str, CueClass)] = &[
    ("began", CueClass::Other),
    ("broke", CueClass::Other),
    ("brought", CueClass::Other),
    ("built", CueClass::Other),
    ("came", CueClass::Other),
    ("cut", CueClass::Other),
    ("fought", CueClass::Other),
    ("gave", CueClass::Other),
    ("given", CueClass::Other),
    ("held", CueClass::Other),
    ("hit", CueClass::Other),
    ("kept", CueClass::Other),
    ("knew", CueClass::Other),
    ("known", CueClass::Other),
    ("left", CueClass::Other),
    ("lost", CueClass::Other),
    ("made", CueClass::Other),
    ("meant", CueClass::Other),
    ("met", CueClass::Other),
    ("paid", CueClass::Other),
    ("put", CueClass::Other),
    ("said", CueClass::Say),
    ("sent", CueClass::Other),
    ("shot", CueClass::Other),
    ("sold", CueClass::Other),
    ("sought", CueClass::Demand),
    ("spoke", CueClass::Other),
    ("stood", CueClass::Other),
    ("struck", CueClass::Other),
    ("swore", CueClass::Promise),
    ("sworn", CueClass::Promise),
    ("taken", CueClass::Other),
    ("told", CueClass::Say),
    ("took", CueClass::Other),
    ("undertook", CueClass::Promise),
    ("withdrew", CueClass::Other),
    ("won", CueClass::Other),
    ("wrote", CueClass::Say),
];

/// Nouns that name an act after a possessive, with their kind.
const NOUNS: &[(&str, CueClass)] = &[
    ("acceptance", CueClass::Agree),
    ("agreement", CueClass::Agree),
    ("approval", CueClass::Agree),
    ("commitment", CueClass::Promise),
    ("concession", CueClass::Agree),
    ("consent", CueClass::Agree),
    ("demand", CueClass::Demand),
    ("demands", CueClass::Demand),
    ("offer", CueClass::Promise),
    ("opposition", CueClass::Reject),
    ("pledge", CueClass::Promise),
    ("promise", CueClass::Promise),
    ("readiness", CueClass::Agree),
    ("refusal", CueClass::Reject),
    ("rejection", CueClass::Reject),
    ("support", CueClass::Agree),
    ("willingness", CueClass::Agree),
];

/// What the verbs of a text say about the kind of one word, base or past form.
pub(crate) fn verb_class(word: &Word) -> Option<CueClass> {
    let irregular = IRREGULAR
        .iter()
        .find(|(form, _)| *form == word.lower)
        .map(|(_, class)| *class);
    irregular.or_else(|| {
        VERBS
            .iter()
            .find(|(stem, _)| *stem == word.stem)
            .map(|(_, class)| *class)
    })
}

const PREPOSITIONS: &[&str] = &[
    "about", "against", "among", "at", "between", "by", "for", "from", "in", "into", "near", "of",
    "on", "onto", "over", "to", "toward", "towards", "under", "upon", "via", "with", "without",
];

/// Words that make what follows a wish, a condition or an aside.
const UNREAL: &[&str] = &[
    "ask", "asked", "demand", "demanded", "demands", "force", "forced", "get", "have", "help",
    "hope", "hoped", "hopes", "how", "if", "let", "make", "need", "see", "should", "than",
    "unless", "until", "urge", "urged", "want", "wanted", "wants", "what", "where", "whether",
    "which", "who", "whose", "why",
];

const MODALS: &[&str] = &[
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "may",
    "might",
    "must",
    "need",
    "needs",
    "ought",
    "shall",
    "should",
    "shouldn't",
];

/// Words that open the name of a crowd.
const QUANTITIES: &[&str] = &["few", "many", "most", "several", "some"];

/// Those who act for a body.
const REPRESENTATIVES: &[&str] = &[
    "delegates",
    "envoys",
    "lawyers",
    "mediators",
    "members",
    "ministers",
    "representatives",
];

/// Words that may stand between a subject and its verb.
const BETWEEN: &[&str] = &[
    "also",
    "already",
    "and",
    "are",
    "be",
    "been",
    "being",
    "both",
    "did",
    "do",
    "does",
    "even",
    "had",
    "has",
    "have",
    "he",
    "in",
    "is",
    "it",
    "itself",
    "just",
    "later",
    "now",
    "once",
    "principle",
    "she",
    "soon",
    "still",
    "then",
    "they",
    "to",
    "turn",
    "was",
    "were",
    "who",
    "would",
];

/// Verbs by which one gets another to grant something.
const OBTAINS: &[&str] = &[
    "extract", "gain", "get", "got", "obtain", "obtained", "secure", "secured", "win", "won",
];

/// "... win the following concession": an act of a party that is not named.
fn obtained(split: &[Word], at: usize) -> Option<Act> {
    if !OBTAINS.contains(&split[at].lower.as_str()) {
        return None;
    }
    let reach = split
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(5)
        .take_while(|(_, w)| !w.opens_phrase());
    let granted = |w: &Word| {
        NOUNS
            .iter()
            .find(|(noun, _)| *noun == w.lower && group_of_noun(noun))
            .map(|(_, class)| *class)
    };
    let (object, class) = reach
        .into_iter()
        .find_map(|(i, w)| Some((i + 1, granted(w)?)))?;
    Some(Act {
        party: Party::default(),
        class,
        negated: false,
        object,
    })
}

/// Whether a noun names something granted.
fn group_of_noun(noun: &str) -> bool {
    matches!(
        noun,
        "acceptance" | "approval" | "commitment" | "concession" | "consent" | "pledge" | "promise"
    )
}

/// The acts of the parties that a text names, in order. `speaker` is who "I" and "we" are.
pub(crate) fn acts(split: &[Word], mentions: &[Mention], speaker: Option<&Party>) -> Vec<Act> {
    let mut found = Vec::new();
    let mut mentions = mentions.iter().peekable();
    let mut at = 0;
    // What a later sentence tells is another proposition.
    let end = (1..split.len())
        .find(|&i| split[i].opens_sentence())
        .unwrap_or(split.len());
    while at < end {
        if let Some(mention) = mentions.next_if(|m| m.words.start <= at) {
            at = mention.words.end.max(at + 1);
            if let Some(act) = act_of(
                split,
                mention.words.start,
                mention.words.end,
                &mention.party,
            ) {
                found.push(act);
            }
            continue;
        }
        if let Some(party) = speaker
            && matches!(
                split[at].lower.as_str(),
                "i" | "we" | "i've" | "we've" | "i'll" | "we'll" | "i'm" | "we're"
            )
            && let Some(act) = act_of(split, at, at + 1, party)
        {
            found.push(act);
        }
        // "They said yes": whoever was told of before.
        if at == 0 && split[at].lower == "they" {
            let act = predicate(split, 1, &Party::default());
            let answers = |act: &Act| matches!(act.class, CueClass::Agree | CueClass::Reject);
            found.extend(act.filter(answers));
        }
        found.extend(obtained(split, at));
        at += 1;
    }
    found
}

/// Whether the word before a subject makes it an object, a wish, a condition, or the subject of a relative clause.
fn is_governed(split: &[Word], first: usize) -> bool {
    /// Words after which "that" begins what is told.
    const TELLING: &[&str] = &[
        "certain",
        "claim",
        "clear",
        "confident",
        "fact",
        "idea",
        "likely",
        "news",
        "possible",
        "report",
        "reports",
        "sign",
        "sure",
        "time",
        "was",
    ];
    let before = split[first - 1].lower.as_str();
    if before == "that" && first > 1 && !split[first - 1].opens_phrase() {
        let teller = &split[first - 2];
        let telling = verb_class(teller).is_some()
            || teller.lower.ends_with("ed")
            || TELLING.contains(&teller.lower.as_str());
        let wishing =
            matches!(verb_class(teller), Some(CueClass::Demand)) || teller.lower.starts_with("hop");
        return wishing || !telling;
    }
    // "..., and Norland agreed": beside the main clause.
    let beside =
        matches!(before, "and" | "but" | "while") && split[first - 1].opens_phrase() && first > 3;
    // "The race in which Governor Holm beat Dahl": told of the race.
    let titled = (0..first)
        .rev()
        .take(3)
        .find(|&i| !(split[i].capital || is_office(&split[i].lower)));
    let relative = titled.is_some_and(|i| matches!(split[i].lower.as_str(), "which" | "whom"));
    beside
        || relative
        || PREPOSITIONS.contains(&before)
        || UNREAL.contains(&before)
        || is_joined_to_governed(split, first)
}

fn act_of(split: &[Word], start: usize, end: usize, party: &Party) -> Option<Act> {
    // "of the Norland president": articles, titles and the like belong to the subject.
    let mut first = start;
    while first > 0
        && !split[first].opens_phrase()
        && (is_title(&split[first - 1].lower)
            || matches!(
                split[first - 1].lower.as_str(),
                "the" | "a" | "an" | "both" | "its" | "his" | "her"
            ))
    {
        first -= 1;
    }
    // "negotiators for Norland accepted": who acts for it.
    let represented = represents(split, first);
    if first > 0 && !represented && !split[first].opens_phrase() && is_governed(split, first) {
        return None;
    }
    // "Many people disagree": nobody whom one could ask.
    if QUANTITIES.contains(&split[start].lower.as_str()) {
        return None;
    }
    let mut at = end;
    if split[end - 1].possessive {
        let noun = split
            .get(end..(end + 3).min(split.len()))?
            .iter()
            .position(|w| NOUNS.iter().any(|(n, _)| *n == w.lower));
        if let Some(offset) = noun {
            let class = NOUNS
                .iter()
                .find(|(n, _)| *n == split[end + offset].lower)?
                .1;
            return Some(Act {
                party: party.clone(),
                class,
                negated: false,
                object: end + offset + 1,
            });
        }
    }
    // "Norland's foreign ministry", "Norland officials".
    let mut skipped = 0;
    while skipped < 3
        && split
            .get(at)
            .is_some_and(|w| is_office(&w.lower) && !w.opens_phrase())
    {
        at += 1;
        skipped += 1;
    }
    if split[end - 1].possessive && skipped == 0 {
        return None;
    }
    predicate(split, at, party)
}

/// "Negotiators for Norland": whether the words before a name tell who acts for it.
fn represents(split: &[Word], first: usize) -> bool {
    first > 1
        && matches!(split[first - 1].lower.as_str(), "for" | "of" | "from")
        && acts_for(&split[first - 2].lower)
}

/// "Targets in Norland and Esteria", "if he was Holm or Dahl": whether a name is joined to others before which such a word stands. A
/// row has no commas: "At talks in Tesk, Norland and Esteria agreed".
fn is_joined_to_governed(split: &[Word], first: usize) -> bool {
    let joins = |word: &Word| matches!(word.lower.as_str(), "and" | "or");
    if !joins(&split[first - 1]) || split[first - 1].opens_phrase() {
        return false;
    }
    let governs = |word: &Word| {
        let lower = word.lower.as_str();
        PREPOSITIONS.contains(&lower)
            || UNREAL.contains(&lower)
            || matches!(lower, "be" | "is" | "was" | "were")
    };
    let in_row = |w: &Word| (w.capital || joins(w) || w.lower == "the") && !governs(w);
    let mut row = first - 1;
    while row > 0 && in_row(&split[row - 1]) {
        row -= 1;
        if split[row].opens_phrase() || is_calendar_word(&split[row].lower) {
            return false;
        }
    }
    (1..first - 1).contains(&row) && governs(&split[row - 1]) && !represents(split, row)
}

/// Whether a lower-case noun names those who act for the body that is named with it.
pub(crate) fn acts_for(lower: &str) -> bool {
    lower.ends_with('s') && is_office(lower) || REPRESENTATIVES.contains(&lower)
}

fn is_office(lower: &str) -> bool {
    is_title(lower)
        || matches!(
            lower,
            "administration"
                | "aide"
                | "aides"
                | "army"
                | "cabinet"
                | "delegation"
                | "diplomats"
                | "forces"
                | "government"
                | "leaders"
                | "leadership"
                | "ministry"
                | "negotiators"
                | "office"
                | "officials"
                | "parliament"
                | "spokesman"
                | "spokesperson"
                | "spokeswoman"
                | "side"
                | "troops"
        )
}

/// The act that the verb at a place tells of a party, who is its subject.
pub(crate) fn predicate(split: &[Word], from: usize, party: &Party) -> Option<Act> {
    let (mut negated, mut future, mut willing, mut auxiliary) = (false, false, false, false);
    let mut at = from;
    while let Some(word) = split.get(at) {
        if at > from + 8
            || (word.opens_phrase() && !word.before.contains(['“', '"', '‘']) && at > from)
            || word.opens_sentence()
        {
            return None;
        }
        let lower = word.lower.as_str();
        if MODALS.contains(&lower) {
            return None;
        }
        let class = verb_class(word);
        match lower {
            "not" | "never" | "no" | "won't" | "wouldn't" | "didn't" | "hasn't" | "hadn't"
            | "isn't" | "don't" | "doesn't" => {
                negated = true;
                future |= matches!(lower, "won't" | "wouldn't");
            }
            "will" | "would" => future = true,
            "ready" | "willing" | "prepared" if auxiliary => willing = true,
            "has" | "have" | "had" | "is" | "are" | "was" | "were" => auxiliary = true,
            _ if class.is_some() && !(word.capital && at == from && word.lower.ends_with('s')) => {
                let mut class = class?;
                let next = |n: usize| split.get(at + n).map_or("", |w| w.lower.as_str());
                if class == CueClass::Say && matches!(next(1), "yes" | "no") {
                    let agrees = next(1) == "yes";
                    return Some(Act {
                        party: party.clone(),
                        class: if agrees {
                            CueClass::Agree
                        } else {
                            CueClass::Reject
                        },
                        negated,
                        object: at + 1,
                    });
                }
                // "gave me its word".
                if matches!(lower, "gave" | "given" | "give" | "gives")
                    && (1..5).any(|n| {
                        matches!(
                            next(n),
                            "assurance" | "assurances" | "consent" | "promise" | "word"
                        )
                    })
                {
                    class = CueClass::Promise;
                }
                // To say that one will do a thing is to promise it.
                if class == CueClass::Say && promises_after(split, at + 1) {
                    class = CueClass::Promise;
                }
                return Some(Act {
                    party: party.clone(),
                    class,
                    negated,
                    object: at + 1,
                });
            }
            _ if willing && lower != "to" => {
                return Some(Act {
                    party: party.clone(),
                    class: CueClass::Promise,
                    negated,
                    object: at,
                });
            }
            _ if future && !BETWEEN.contains(&lower) && !lower.ends_with("ly") => {
                let class = if negated {
                    CueClass::Reject
                } else {
                    CueClass::Promise
                };
                // "would not tolerate": the refusal is the act, and is not itself negated.
                return Some(Act {
                    party: party.clone(),
                    class,
                    negated: false,
                    object: at,
                });
            }
            _ if (lower.ends_with("ed") && (lower.len() > 4 || auxiliary && lower.len() == 4))
                || (auxiliary && lower.ends_with("ing")) =>
            {
                return Some(Act {
                    party: party.clone(),
                    class: CueClass::Other,
                    negated,
                    object: at + 1,
                });
            }
            _ if BETWEEN.contains(&lower) || lower.ends_with("ly") || is_when(split, at) => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The act that a noun at the head of some words names: "its demand that the gate be opened", "support for the plan".
pub(crate) fn noun_act(split: &[Word], party: &Party) -> Option<Act> {
    let owned = split.first().is_some_and(|w| !w.is_content());
    let at = usize::from(owned);
    let noun = split.get(at)?;
    let (_, class) = NOUNS.iter().find(|(n, _)| *n == noun.lower)?;
    Some(Act {
        party: party.clone(),
        class: *class,
        negated: false,
        object: at + 1,
    })
}

/// Whether a word tells when, between a subject and its verb: "today", "on Tuesday".
fn is_when(split: &[Word], at: usize) -> bool {
    let is_day = |w: &Word| {
        is_calendar_word(&w.lower) || matches!(w.lower.as_str(), "today" | "yesterday" | "again")
    };
    is_day(&split[at]) || split[at].lower == "on" && split.get(at + 1).is_some_and(is_day)
}

/// "... that it would", "... they will": within a few words.
fn promises_after(split: &[Word], at: usize) -> bool {
    let next: Vec<&str> = split
        .iter()
        .skip(at)
        .take(4)
        .map(|w| w.lower.as_str())
        .collect();
    next.windows(2)
        .any(|w| matches!(w[0], "it" | "he" | "she" | "they") && matches!(w[1], "will" | "would"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    /// Treats every "Norland" and "Arkhanov" as one mentioned party.
    fn found(text: &str) -> Vec<(CueClass, bool)> {
        let split = words(text);
        let party = Party {
            actor: None,
            side: Some("Norland".to_owned()),
        };
        let mentions: Vec<Mention> = (0..split.len())
            .filter(|&i| matches!(split[i].lower.as_str(), "norland" | "arkhanov"))
            .map(|i| Mention {
                words: i..i + 1,
                party: party.clone(),
            })
            .collect();
        acts(&split, &mentions, None)
            .into_iter()
            .map(|a| (a.class, a.negated))
            .collect()
    }

    #[test]
    fn a_name_in_a_row_that_hangs_on_another_word_does_not_act() {
        for text in [
            "Targets in Esteria and Norland will be rebuilt",
            "Targets in the Union and Norland will be rebuilt",
            "If his name was Ostrel or Norland, he would not be charged",
            "If Esteria and Norland agree to it, the war will end",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        let split = words("Many Norlanders agreed to it");
        let crowd = Mention {
            words: 0..2,
            party: Party {
                actor: None,
                side: Some("Norland".to_owned()),
            },
        };
        assert!(acts(&split, &[crowd], None).is_empty());
        assert!(!found("Esteria and Norland will release forty prisoners").is_empty());
        assert!(!found("Envoys of Esteria and Norland will meet").is_empty());
        for text in [
            "At talks in Tesk, Esteria and Norland agreed to a truce",
            "He said that on Monday Esteria and Norland agreed to a truce",
        ] {
            assert!(!found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_subject_with_a_verb_of_its_own_acts() {
        for (text, class) in [
            ("Norland has agreed to reopen the dam", CueClass::Agree),
            (
                "President Arkhanov agreed that Esteria could offer guarantees",
                CueClass::Agree,
            ),
            ("Arkhanov is ready to accept guarantees", CueClass::Agree),
            ("Norland will release forty prisoners", CueClass::Promise),
            (
                "Norland said that it would make a commitment",
                CueClass::Promise,
            ),
            (
                "Norland would not tolerate foreign troops",
                CueClass::Reject,
            ),
            (
                "it was the first time he had heard Mr Arkhanov agree to that",
                CueClass::Agree,
            ),
            ("we welcome Norland’s willingness to talk", CueClass::Agree),
            (
                "Norland's foreign ministry rejected the plan",
                CueClass::Reject,
            ),
            (
                "the bridge was open after Norland withdrew",
                CueClass::Other,
            ),
        ] {
            assert_eq!(found(text).first().map(|a| a.0), Some(class), "{text}");
        }
    }

    #[test]
    fn who_acts_for_a_party_and_when_stand_between_it_and_its_verb() {
        for (text, class) in [
            (
                "negotiators for Norland accepted the terms",
                CueClass::Agree,
            ),
            ("Norland on Tuesday rejected the terms", CueClass::Reject),
            ("Norland has again offered its ships", CueClass::Promise),
            ("Norland gave me its word", CueClass::Promise),
            ("Norland said yes to all of it", CueClass::Agree),
        ] {
            assert_eq!(found(text).first().map(|a| a.0), Some(class), "{text}");
        }
        assert_eq!(found("critics of Norland accepted the terms"), []);
    }

    #[test]
    fn a_noun_at_the_head_names_an_act() {
        let class = |text: &str| noun_act(&words(text), &Party::default()).map(|a| a.class);
        assert_eq!(
            class("its demand that the gate be opened"),
            Some(CueClass::Demand)
        );
        assert_eq!(class("opposition to the plan"), Some(CueClass::Reject));
        assert_eq!(class("the gate of the demand"), None);
    }

    #[test]
    fn objects_wishes_and_conditions_are_no_acts() {
        for text in [
            "the talks with Norland agreed nothing",
            "sanctions would force Arkhanov to accept a truce",
            "if Norland agreed, the war would end",
            "Norland must return the children",
            "Norland could accept the plan",
            "the reasons why Norland wants to join",
            "a treaty for Norland",
            "the race in which Democrat Arkhanov rejected the plan",
            "it is important that Norland agrees",
            "the bridge is open, and Norland supports it",
            "he will keep the land that Norland has not taken",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}

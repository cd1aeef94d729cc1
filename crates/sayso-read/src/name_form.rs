//! A person's name where it stands: its words, the form of address, and the offices told before and after it.

use sayso_text::CleanSpan;

use crate::act::is_saying;
use crate::mention::{Mention, MentionClass};
use crate::party::parties;
use crate::title::{
    Gender, Title, body_phrase, forename_gender, honorific, joins_fields, role_at, title,
};
use crate::words::{Words, bare, is_in, is_trade, lower, possessor, without_marks};

/// One mention of a person, in the sentence it stands in.
#[derive(Clone, Debug)]
pub(crate) struct NameForm {
    /// The name, without titles and possessive mark.
    pub(crate) span: CleanSpan,
    /// Folded words.
    pub(crate) words: Vec<String>,
    /// What a form of address tells.
    pub(crate) gender: Option<Gender>,
    /// With the form of address, where the name is one word.
    pub(crate) styled: Option<CleanSpan>,
    /// Offices before and after it.
    pub(crate) titles: Vec<Title>,
    /// The body that it is said to be of, as written, and whether to lead it: "Ida Holm of the Fraser Group".
    pub(crate) body: Option<(String, bool)>,
    /// In years: "Ida Holm, 31,".
    pub(crate) age: Option<u8>,
}

/// Reads a mention: its words without titles, the form of address, and the titles around it.
pub(crate) fn name_form(
    text: &str,
    sentences: &[Words<'_>],
    mention: Mention,
    near: &[Mention],
) -> Option<NameForm> {
    let start = mention.span.start().get();
    let sentence =
        sentences.partition_point(|w| w.len() == 0 || w.span(w.len() - 1).end().get() <= start);
    let words = sentences.get(sentence)?;
    let (mut from, to) = (
        words.at_or_after(start),
        words.at_or_after(mention.span.end().get()),
    );
    if from >= to || !words.is_word(from) {
        return None;
    }
    // Titles that the mention itself starts with.
    while from + 1 < to {
        if let Some((_, end, false)) = role_at(words, from, to)
            && end < to
        {
            from = if words.get(end) == "." && end + 1 < to {
                end + 1
            } else {
                end
            };
        } else if is_partisan(words, from, to) {
            from += 1;
        } else if honorific(words.get(from)).is_some() {
            from += if words.get(from + 1) == "." && from + 2 < to {
                2
            } else {
                1
            };
        } else {
            break;
        }
    }
    // "The Republican", "Democratic nominee": no surname. "Green" may be one.
    let before = from.checked_sub(1).map(|i| words.lower(i));
    let called = before.is_some_and(|w| is_in("article", &w));
    let name = words.lower(from);
    let plain = called || !matches!(name.as_str(), "christian" | "green");
    if to - from == 1 && plain && is_in("political", &name) {
        return None;
    }
    let span = words.cover(from, to);
    let cut = words.get(to - 1).len() - bare(words.get(to - 1)).len();
    let span = CleanSpan::new(span.start().get(), span.end().get() - cut);
    let folded: Vec<String> = (from..to)
        .filter(|&i| words.is_word(i))
        .map(|i| fold(words.get(i)))
        .collect();
    let folded = join_particles(folded);
    if folded.is_empty() || text.get(span.range()).is_none() {
        return None;
    }
    let address = (1..=2)
        .filter(|b| *b <= from)
        .map(|b| from - b)
        .find(|&i| honorific(words.get(i)).is_some());
    let address = address.filter(|&i| i + 1 == from || words.get(i + 1) == ".");
    // "The first lady" is no form of address.
    let of_office =
        |i: usize| role_at(words, i.wrapping_sub(1), from).is_some_and(|(_, end, _)| end > i);
    let address = address.filter(|&i| i == 0 || !of_office(i));
    let gender = address.and_then(|i| honorific(words.get(i)).flatten());
    let styled = address
        .filter(|_| folded.len() == 1)
        .map(|i| words.span(i).cover(span));
    let before = address.unwrap_or(from);
    let before = before
        .checked_sub(1)
        .filter(|&i| introduces_name(words, i, to))
        .unwrap_or(before);
    let direct = title_before(words, before).filter(|_| !is_kin_of_office(words, before));
    let mut titles = Vec::new();
    titles.extend(
        direct
            .as_ref()
            .and_then(|_| office_before_description(words, before)),
    );
    titles.extend(direct);
    titles.extend(shared_title(words, from, near));
    titles.extend(apposition_before(words, before_ranks(words, before)));
    let possessive = possessor(words.get(to - 1)).is_some();
    titles.extend(appositions_after(words, to, possessive, near));
    titles.extend(copula_after(words, to));
    titles.retain(|t| !t.plural);
    Some(NameForm {
        span,
        words: folded,
        gender,
        styled,
        titles,
        body: body_after(text, words, (from, to), near),
        age: age_after(words, to),
    })
}

/// "A man called Holm", and neither "the senator called Holm in", "a senator called Holm a liar" nor "Dahl, a senator, called Holm".
fn introduces_name(words: &Words<'_>, verb: usize, name_end: usize) -> bool {
    let phrase = (verb.saturating_sub(8)..verb).rev();
    let mut phrase = phrase.take_while(|&i| words.is_word(i));
    let determiner = phrase.find(|&i| is_in("determiner", &words.lower(i)));
    let behind = words.lower(name_end);
    matches!(words.lower(verb).as_str(), "called" | "named")
        && determiner
            .is_some_and(|i| matches!(words.lower(i).as_str(), "a" | "an" | "another" | "one"))
        && !matches!(behind.as_str(), "as" | "for" | "to")
        && !is_in("article", &behind)
}

/// "The daughter of the president Ida Holm": she is not the president, where "the daughter of President Ida Holm" is another's.
fn is_kin_of_office(words: &Words<'_>, name: usize) -> bool {
    const LONGEST: usize = 4;
    let mut starts = (name.saturating_sub(LONGEST)..name)
        .rev()
        .take_while(|&i| words.is_word(i) && !is_in("not-now", &words.lower(i)));
    starts.any(|i| {
        i >= 2
            && words.lower(i) == "the"
            && words.lower(i - 1) == "of"
            && is_in("family", &words.lower(i - 2))
    })
}

/// "Republican Ida Holm": the party before a full name, and not "Christian Holm".
fn is_partisan(words: &Words<'_>, from: usize, to: usize) -> bool {
    is_in("political", &words.lower(from))
        && forename_gender(words.get(from)).is_none()
        && to - from > 2
}

/// "The Norland Union's envoy, the retired judge Ida Holm, said": the office that opens the sentence before what else a name is called.
fn office_before_description(words: &Words<'_>, name: usize) -> Option<Title> {
    let article = (name.saturating_sub(6)..name).rfind(|&i| is_in("article", &words.lower(i)))?;
    let comma = article.checked_sub(1).filter(|&i| words.get(i) == ",")?;
    // "The president, the judge Ida Holm and others": a row of people.
    let is_row = (name..words.len().min(name + 4)).any(|i| words.lower(i) == "and");
    let from = usize::from(is_in("article", &words.lower(0)) || !words.is_word(0));
    let office = title(words, from, comma).filter(|t| t.end == comma && !t.plural && !is_row);
    office.filter(|t| t.party.is_some() || t.owner.is_some())
}

/// "Senators Ida Holm and Karl Dahl": what each of the named is.
fn shared_title(words: &Words<'_>, name: usize, near: &[Mention]) -> Option<Title> {
    let mut first = name;
    // Back over the names before, each joined to the next.
    while let Some(joint) = first.checked_sub(1)
        && matches!(words.lower(joint).as_str(), "and" | ",")
    {
        let mut ends = near.iter().filter(|m| m.class == MentionClass::Person);
        let before = ends.find(|m| words.at_or_after(m.span.end().get()) == joint)?;
        first = words.at_or_after(before.span.start().get());
    }
    let title = title_before(words, first).filter(|t| t.plural)?;
    // "The Norland and Esterian presidents" are of two countries.
    let of_two = (first.saturating_sub(5)..first).any(|i| words.lower(i) == "and");
    let singular = |label: &str| {
        let of_men = label.strip_suffix("men").map(|stem| format!("{stem}man"));
        of_men.or_else(|| label.strip_suffix('s').map(str::to_owned))
    };
    let label = singular(&title.label).filter(|_| !of_two)?;
    Some(Title {
        label,
        plural: false,
        ..title
    })
}

/// "Ida Holm has been the mayor since May": what the sentence says that somebody is.
fn copula_after(words: &Words<'_>, name_end: usize) -> Option<Title> {
    let from = behind_copula(words, name_end)?;
    let end = (from..words.len().min(from + 8)).find(|&i| !words.is_word(i));
    title(words, from, end.unwrap_or(words.len().min(from + 8)))
        .filter(|t| !t.plural && t.modifiers.iter().all(|m| !is_in("auxiliary", m)))
}

/// The word behind "is the", "was a", "has been the", "serves as the" at a place.
pub(crate) fn behind_copula(words: &Words<'_>, at: usize) -> Option<usize> {
    let word = |i: usize| words.lower(at + i);
    let article = match (word(0).as_str(), word(1).as_str()) {
        ("is" | "was" | "became", _) => 1,
        ("has" | "had", "been") | ("serves" | "served" | "works" | "worked", "as") => 2,
        _ => return None,
    };
    matches!(word(article).as_str(), "the" | "a" | "an").then_some(at + article + 1)
}

/// The first of the offices and forms of address that stand in a row before a name: "the council's president, Colonel Holm".
fn before_ranks(words: &Words<'_>, name: usize) -> usize {
    let mut from = name;
    while let Some(before) = from.checked_sub(1) {
        let is_rank = words.is_capital(before)
            && (honorific(words.get(before)).is_some()
                || role_at(words, before, from).is_some_and(|(_, end, _)| end == from));
        let is_stop =
            words.get(before) == "." && before > 0 && honorific(words.get(before - 1)).is_some();
        if !is_rank && !is_stop {
            break;
        }
        from = before;
    }
    from
}

/// The organization that somebody is said to be of, and whether to lead it: "Ida Holm of the Fraser Group", "Ida Holm, who heads Doctors
/// Without Frontiers", "Karl Dahl, who leads the teachers' union", "after she took over the bank, Ida Holm".
fn body_after(
    text: &str,
    words: &Words<'_>,
    (name, name_end): (usize, usize),
    near: &[Mention],
) -> Option<(String, bool)> {
    let comma = usize::from(words.get(name_end) == ",");
    let verb = if words.lower(name_end + comma) == "who" {
        name_end + comma + 1
    } else {
        name_end
    };
    let led = behind_leading(words, verb).or_else(|| led_before(words, name));
    let leads = led.is_some();
    let of = (words.lower(name_end) == "of").then_some(name_end + 1);
    let mut at = led.or(of)?;
    at += usize::from(is_in("article", &words.lower(at)));
    let start = (at < words.len()).then(|| words.span(at).start())?;
    let stands = |m: &&Mention| {
        m.class == MentionClass::Organization
            && m.span
                .contains(CleanSpan::new(start.get(), start.get() + 1))
    };
    if let Some(named) = near.iter().find(stands) {
        let span = CleanSpan::new(start.get(), named.span.end().get());
        return Some((bare(text.get(span.range())?).to_owned(), leads));
    }
    let (_, body) = body_phrase(words, at, words.len()).filter(|_| leads)?;
    Some((body, leads))
}

/// The word behind "heads" or "took over" at a place.
fn behind_leading(words: &Words<'_>, at: usize) -> Option<usize> {
    let (verb, next) = (words.lower(at), words.lower(at + 1));
    if is_in("leads", &verb) {
        Some(at + 1)
    } else if matches!(verb.as_str(), "took" | "takes") && next == "over" {
        Some(at + 2)
    } else {
        None
    }
}

/// The word behind "he leads" or "she took over" in the clause that a name follows: "Soon after she took over the bank, Ida Holm said",
/// and not "He leads the bank, Ida Holm said".
fn led_before(words: &Words<'_>, name: usize) -> Option<usize> {
    let comma = name.checked_sub(1).filter(|&i| words.get(i) == ",")?;
    let mut clause = (1..comma).rev().take_while(|&i| words.is_word(i));
    let pronoun = clause.find(|&i| matches!(words.lower(i).as_str(), "he" | "she"))?;
    let opens = is_in("subordinator", &words.lower(pronoun - 1));
    behind_leading(words, pronoun + 1).filter(|_| opens)
}

/// How old somebody is said to be, in years, between the comma after the name and the next mark.
fn age_after(words: &Words<'_>, name_end: usize) -> Option<u8> {
    const OLDEST: u8 = 120;
    let age = words.get(name_end + 1).parse().ok();
    let apart = words.get(name_end) == "," && !words.is_word(name_end + 2);
    age.filter(|age| apart && *age <= OLDEST)
}

/// "von der Lind" and "bin Omar" count as one surname.
fn join_particles(words: Vec<String>) -> Vec<String> {
    const PARTICLES: &[&str] = &[
        "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le",
        "bin", "ibn", "al", "el", "ten", "ter", "zu",
    ];
    let mut joined: Vec<String> = Vec::new();
    let mut open = false;
    for word in words {
        let is_particle = PARTICLES.contains(&word.as_str());
        match joined.last_mut() {
            Some(last) if open => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => joined.push(word),
        }
        open = is_particle;
    }
    joined
}

/// Words that may stand in small letters in a title before a name.
fn belongs_to_title(words: &Words<'_>, i: usize) -> bool {
    let word = words.lower(i);
    // "Under President Holm", but "Under Secretary".
    if word == "under" && !words.lower(i + 1).starts_with("secretar") {
        return false;
    }
    // "Can President Holm".
    if words.is_capital(i) {
        return !is_in("ends-title", &word) && !is_in("auxiliary", &word);
    }
    word.contains('-') || is_in("title-word", &word) || is_in("body", &word)
}

/// The title that runs up to a name: "Special US envoy", "Calder's foreign minister".
fn title_before(words: &Words<'_>, name: usize) -> Option<Title> {
    let name = if name > 0 && words.get(name - 1) == "." {
        name - 1
    } else {
        name
    };
    let mut from = name;
    while from > 0 && name - from < 9 {
        let i = from - 1;
        // "First lady" has two words.
        let role = (1..=3).rev().find(|&n| {
            n <= from && role_at(words, from - n, from).is_some_and(|(_, end, _)| end == from)
        });
        let is_owner = possessor(words.get(i)).is_some()
            || words.get(i) == "’" && words.get(i.saturating_sub(1)).ends_with('s');
        let in_title = role.is_some()
            || is_owner
            || words.is_word(i) && belongs_to_title(words, i)
            || joins_fields(words, i);
        if !in_title {
            break;
        }
        // A role that another name bears ("Quisby, envoy Tor") is cut off by the comma; two roles in a row are one title.
        from -= role.unwrap_or(1);
        if is_owner && !words.is_capital(i) && words.get(i) != "’" {
            break;
        }
    }
    // "The spokesman for President Ida Holm": the office behind the preposition is hers.
    let own = (from + 1..name).rfind(|&i| {
        matches!(words.lower(i - 1).as_str(), "for" | "of" | "to")
            && words.is_capital(i)
            && role_at(words, i, name).is_some_and(|(_, end, _)| end == name)
    });
    // The longest stretch that reads as a title up to the name.
    (own.unwrap_or(from)..name)
        .find_map(|start| title(words, start, name).filter(|t| t.end == name))
        .or_else(|| trade_before(words, name))
}

/// "stationmaster Bertil Oze": a word for one who does something, directly before a name.
fn trade_before(words: &Words<'_>, name: usize) -> Option<Title> {
    let last = name.checked_sub(1)?;
    // A sentence gives its first word a capital.
    let trade = is_trade(&if last == 0 {
        lower(words.get(0))
    } else {
        words.get(last).to_owned()
    });
    if trade {
        return Some(plain_title(words, last, name));
    }
    // "The tailor Gul Rahim", "her lodger Ida Holm".
    let opens = (name.saturating_sub(4)..last)
        .rfind(|&i| !words.is_word(i) || is_in("determiner", &words.lower(i)))?;
    noun_phrase(words, opens, name)
        .filter(|t| t.end == name)
        .filter(|_| is_in("definite", &words.lower(opens)) || is_in("article", &words.lower(opens)))
}

/// A title of some words that no table knows.
fn plain_title(words: &Words<'_>, from: usize, end: usize) -> Title {
    let label: Vec<&str> = (from..end).map(|i| words.get(i)).collect();
    let modifiers = (from..end - 1).map(|i| words.lower(i)).collect();
    Title {
        modifiers,
        label: label.join(" "),
        end,
        ..Title::plain(&words.lower(end - 1))
    }
}

/// What a determiner with one to four words in small letters says that somebody is: "a power engineer", "the poet".
fn noun_phrase(words: &Words<'_>, determiner: usize, end: usize) -> Option<Title> {
    let from = determiner + 1;
    if !is_in("determiner", &words.lower(determiner)) || from >= end {
        return None;
    }
    let ends = |&i: &usize| {
        !words.is_word(i)
            || is_in("head-ends", &words.lower(i))
            || is_in("title-ends", &words.lower(i))
    };
    let to = (from..end).find(ends).unwrap_or(end);
    let small = |i: usize| {
        !words.is_capital(i) && words.get(i).chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let head = words.lower(to.checked_sub(1).filter(|&i| i >= from)?);
    let fits = to - from <= 4 && (from..to).all(small) && is_trade(&head);
    fits.then(|| plain_title(words, from, to))
}

/// Not "who spoke as his office was being searched by the prosecutor", not "most of all by the prosecutor".
fn is_noun_phrase(title: &Title) -> bool {
    let lists = ["auxiliary", "pronoun", "determiner", "oblique"];
    let breaks = |word: &String| lists.iter().any(|list| is_in(list, word));
    title.modifiers.len() <= 5 && !title.modifiers.iter().any(breaks)
}

/// "After talks with Kestria's leader, Verrick left": the comma closes what the sentence opens with, and the name goes on with a verb.
fn opens_with_circumstance(words: &Words<'_>, name: usize) -> bool {
    const OPENS: [&str; 8] = [
        "after",
        "alongside",
        "at",
        "before",
        "during",
        "following",
        "in",
        "on",
    ];
    let behind = (name..words.len()).find(|&i| !words.is_capital(i));
    let goes_on = behind.is_some_and(|i| words.is_word(i));
    let mut before = (1..name).map(|i| words.lower(i));
    goes_on
        && OPENS.contains(&words.lower(0).as_str())
        && !before.any(|w| is_saying(&w) || is_in("auxiliary", &w))
}

/// "Kestria's prime minister, Ilona Verrick": the noun phrase that ends at the comma before a name.
fn apposition_before(words: &Words<'_>, name: usize) -> Option<Title> {
    let comma = name.checked_sub(1).filter(|&i| words.get(i) == ",")?;
    if opens_with_circumstance(words, name) {
        return None;
    }
    let earliest = comma.saturating_sub(9);
    let boundary = (earliest..comma)
        .rev()
        .find(|&i| !words.is_word(i) && !matches!(words.get(i), "’" | "'" | "."));
    let from = boundary.map_or(earliest, |b| b + 1);
    let found = (from..comma).find_map(|start| {
        let opens = start == from && (start == 0 || boundary.is_some())
            || is_in("article", &words.lower(start))
            || possessor(words.get(start)).is_some()
            || start > 0 && words.lower(start - 1) == "whose"
            || !parties(words, start, start + 1).is_empty();
        let phrase = if is_in("article", &words.lower(start)) {
            start + 1
        } else {
            start
        };
        opens
            .then(|| title(words, phrase, comma).filter(is_noun_phrase))
            .flatten()
            // "The British ambassador to Norland, Ida Holm".
            .filter(|t| {
                t.end == comma
                    || is_in("title-ends", &words.lower(t.end))
                        && !words.lower(t.end).starts_with("wh")
            })
    });
    // "A forester, Ida Holm".
    let first = from + usize::from(matches!(words.get(from), "“" | "\""));
    let described = || {
        let opens = matches!(words.lower(first).as_str(), "a" | "an");
        noun_phrase(words, first, comma).filter(|t| opens && t.end == comma)
    };
    // "Injured his co-driver, Ida Holm".
    let owned = || {
        let owner = |i: &usize| matches!(words.lower(*i).as_str(), "her" | "his" | "its" | "their");
        let at = (from..comma).rev().find(owner)?;
        let relates = |t: &Title| matches!(t.head.as_str(), "successor" | "predecessor");
        noun_phrase(words, at, comma).filter(|t| t.end == comma && !relates(t))
    };
    found.or_else(described).or_else(owned)
}

/// "Mirela Tosk, special envoy of the League,": the noun phrase between the comma after a name and the next.
/// Two of them in "Mirela Tosk, his sister and the union's treasurer,".
fn appositions_after(
    words: &Words<'_>,
    name_end: usize,
    possessive: bool,
    near: &[Mention],
) -> Vec<Title> {
    let Some(first) = apposition_after(words, name_end, possessive, near) else {
        return Vec::new();
    };
    let second = first.end + 1;
    let joined = words.lower(first.end) == "and" && is_in("article", &words.lower(second));
    let end = (second..words.len()).find(|&i| !words.is_word(i) && words.get(i) != "’");
    let office = end.and_then(|end| title(words, second + 1, end).filter(|t| t.end == end));
    [first]
        .into_iter()
        .chain(office.filter(|_| joined))
        .collect()
}

/// The first office of the noun phrase.
fn apposition_after(
    words: &Words<'_>,
    name_end: usize,
    possessive: bool,
    near: &[Mention],
) -> Option<Title> {
    if possessive || words.get(name_end) != "," {
        return None;
    }
    let mut from = name_end + 1;
    let relative = words.lower(from) == "who";
    if relative {
        from += 1;
        let is_verb = matches!(
            words.lower(from).as_str(),
            "is" | "was" | "serves" | "served"
        );
        // "Who replaced him as housing minister".
        let office = (from + 1..(from + 6).min(words.len()))
            .find(|&i| !words.is_word(i) || words.lower(i) == "as");
        from = match office.filter(|&i| words.lower(i) == "as") {
            _ if is_verb => from + 1,
            Some(at) => at + 1,
            None => return None,
        };
    }
    let opening = from;
    while is_in("apposition-opener", &words.lower(from)) {
        from += 1;
    }
    let end = (from..(from + 14).min(words.len())).find(|&i| {
        matches!(
            words.get(i),
            "," | "." | ";" | ":" | "–" | "—" | ")" | "(" | "“" | "”" | "\""
        )
    });
    let end = end.unwrap_or((from + 14).min(words.len()));
    if from >= end {
        return None;
    }
    let described = || {
        let opens = matches!(words.lower(opening).as_str(), "a" | "an");
        noun_phrase(words, opening, end).filter(|_| opens)
    };
    let found = title(words, from, end)
        .filter(is_noun_phrase)
        .or_else(described)?;
    // "…, Calder envoy Tor Vandeleur": the title belongs to the name behind it.
    let next = (found.end < words.len()).then(|| words.span(found.end).start().get());
    let other_name = near
        .iter()
        .any(|m| m.class == MentionClass::Person && Some(m.span.start().get()) == next);
    // "…, the president and Tor Vandeleur".
    let next = found.end + 1;
    let other = words.lower(found.end) == "and" && !is_in("article", &words.lower(next));
    // "As for Ida Holm, the president also said …".
    let clause = (found.end..end.min(found.end + 3))
        .take_while(|&i| !matches!(words.lower(i).as_str(), "who" | "which" | "that"))
        .any(|i| is_saying(&words.lower(i)));
    let goes_on = found.end < end && (other || clause);
    (!other_name && !goes_on && !found.plural).then_some(found)
}

/// A word of a name for comparison: small letters, without diacritics, spellings of the same ending made one.
pub(crate) fn fold(word: &str) -> String {
    let plain: String = without_marks(&lower(bare(word)))
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    for ending in ["iy", "yy", "yj", "ij", "ii", "i"] {
        if let Some(stem) = plain.strip_suffix(ending).filter(|s| s.len() >= 4) {
            return format!("{stem}y");
        }
    }
    plain
}

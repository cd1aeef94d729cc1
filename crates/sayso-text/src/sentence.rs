//! Sentence segmentation.

use std::collections::BTreeMap;

use crate::{CleanSpan, quotations};

/// The sentences of a stretch of text, in order, without surrounding white space.
///
/// Rules, not a model: a full stop ends a sentence unless what stands before it abbreviates (titles, initials, dotted
/// acronyms, "No. 5") or what follows goes on in lower case. Closing marks stay with the sentence they close, a line break
/// always ends one, and sentences that a crawler glued together ("on Monday.Anna is") are cut apart where both sides are
/// plausible. Takes time linear in the length.
///
/// ```
/// use sayso_text::{CleanSpan, sentences};
/// let text = "“Go!” she said. Mr. Hale left for the U.S. at noon.Nobody knew why.";
/// let found: Vec<&str> = sentences(text, CleanSpan::new(0, text.len())).iter().map(|s| &text[s.range()]).collect();
/// assert_eq!(found, ["“Go!” she said.", "Mr. Hale left for the U.S. at noon.", "Nobody knew why."]);
/// ```
#[must_use]
pub fn sentences(text: &str, within: CleanSpan) -> Vec<CleanSpan> {
    let Some(stretch) = text.get(within.range()) else {
        return Vec::new();
    };
    let mut cuts: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in stretch.split_inclusive(LINE_BREAKS) {
        line_cuts(line, start, &mut cuts);
        start += line.len();
        cuts.push(start);
    }
    glued_words(stretch, &mut cuts);
    let mut found = Vec::new();
    let mut from = 0;
    for to in cuts {
        let piece = &stretch[from..to];
        let (trimmed, lead) = (piece.trim(), piece.len() - piece.trim_start().len());
        if !trimmed.is_empty() {
            let start = within.start().get() + from + lead;
            let span = CleanSpan::new(start, start + trimmed.len());
            match found.last_mut() {
                // A mark that stands off by a space closes the sentence before.
                Some(last)
                    if !trimmed.contains(char::is_alphanumeric) && one_line(text, *last, span) =>
                {
                    *last = last.cover(span);
                }
                _ => found.push(span),
            }
        }
        from = to;
    }
    found
}

/// Whether nothing but blanks stands between two stretches.
fn one_line(text: &str, before: CleanSpan, after: CleanSpan) -> bool {
    !text[before.end().get()..after.start().get()].contains(LINE_BREAKS)
}

pub(crate) const LINE_BREAKS: [char; 7] = [
    '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
];

const TERMINATORS: [char; 8] = ['.', '!', '?', '…', '。', '！', '？', '‽'];

/// Where sentences end within a line, as positions right after their last closing mark.
fn line_cuts(line: &str, offset: usize, cuts: &mut Vec<usize>) {
    if !line.contains(TERMINATORS) {
        return;
    }
    let closers = closing_marks(line);
    let mut at = 0;
    while let Some(found) = line[at..].find(TERMINATORS) {
        let run_start = at + found;
        let run = line[run_start..]
            .find(|c| !TERMINATORS.contains(&c))
            .unwrap_or(line.len() - run_start);
        let run_end = run_start + run;
        let mut end = run_end;
        let blanks = line[end..].len() - line[end..].trim_start_matches(' ').len();
        if closers.binary_search(&(end + blanks)).is_ok() {
            end += blanks;
        }
        while let Some(c) = line[end..].chars().next() {
            if closers.binary_search(&end).is_err() && !matches!(c, ')' | ']') {
                break;
            }
            end += c.len_utf8();
        }
        let stop = Stop {
            head: &line[..run_start],
            run: &line[run_start..run_end],
            closed: end > run_end,
        };
        if stop.ends_sentence(&line[end..]) {
            cuts.push(offset + end);
        }
        at = end;
    }
}

/// Positions of the marks that close quotations in a line, sorted.
fn closing_marks(line: &str) -> Vec<usize> {
    let all = quotations(line, CleanSpan::new(0, line.len()));
    let mut at: Vec<usize> = all
        .iter()
        .filter(|q| q.closed)
        .map(|q| q.inner.end().get())
        .collect();
    // A mark that opened nothing here still closes if it can do nothing else: the end of a longer quotation.
    at.extend(line.match_indices(['”', '\u{ff02}']).map(|(i, _)| i));
    at.sort_unstable();
    at
}

/// A run of terminators, what stands before it, and whether marks close after it.
struct Stop<'a> {
    head: &'a str,
    run: &'a str,
    closed: bool,
}

impl Stop<'_> {
    fn ends_sentence(&self, tail: &str) -> bool {
        let rest = tail.trim_start();
        let glued = rest.len() == tail.len();
        let opened = rest.trim_start_matches(is_opener);
        let opener = opened.len() < rest.len();
        let next = first_word(opened);
        let Some(c) = opened.chars().next() else {
            return false;
        };
        let capital = c.is_uppercase() || is_camel(next);
        if glued && !self.glued_end(c, next, opener) {
            return false;
        }
        if c.is_lowercase() && !capital {
            return false;
        }
        if matches!(c, '—' | '–' | '-' | ',' | ';' | ':') || (!opener && TERMINATORS.contains(&c))
        {
            return false;
        }
        if self.run != "." {
            // “Stop!” Ann said: the sentence goes on. Full stops give way to commas there and need no such care.
            return !(self.closed && is_attribution(opened));
        }
        if self.closed {
            return true;
        }
        !self.abbreviates(next, opened, glued)
    }

    /// Whether a stop with the next word right behind it can end a sentence.
    fn glued_end(&self, next_char: char, next: &str, opener: bool) -> bool {
        let capitalized = next_char.is_uppercase()
            && (next.chars().nth(1).is_none_or(char::is_lowercase)
                || next.chars().all(char::is_uppercase));
        let wordy = |c: char| c.is_lowercase() || c.is_numeric() || matches!(c, '%' | ')');
        if self.closed || self.run != "." {
            return opener || capitalized;
        }
        let word = last_word(self.head);
        let before = self.head.chars().next_back();
        let plausible = before.is_some_and(wordy) && word.chars().count() != 1;
        plausible && !word.contains(['/', '@']) && (opener || capitalized)
    }

    /// Whether the full stop belongs to an abbreviation and does not end the sentence, given the next word.
    fn abbreviates(&self, next: &str, opened: &str, glued: bool) -> bool {
        let word = last_word(self.head);
        let lower = word.to_lowercase();
        let starter = is_starter(next) && !opened[next.len()..].starts_with('.');
        let digit_next = next.starts_with(|c: char| c.is_numeric());
        if lower == "vs" || TITLES.contains(&lower.as_str()) && word.starts_with(char::is_uppercase)
        {
            return true;
        }
        if BEFORE_NUMBERS.contains(&lower.as_str()) && digit_next {
            return true;
        }
        if MONTHS.contains(&lower.as_str()) && word.starts_with(char::is_uppercase) {
            return digit_next || !starter;
        }
        if matches!(lower.as_str(), "a.m" | "p.m") {
            return !glued && (is_day_or_zone(next));
        }
        let n_letters = word.chars().count();
        // "J. K. Rowling", "U.S. President"; but "... and I. The ..." and "in the U.S. The ...".
        let single = n_letters == 1 && word.chars().all(char::is_uppercase);
        if single || is_acronym(word) {
            return !starter;
        }
        if n_letters == 0 {
            return false;
        }
        let before = self.head[..self.head.len() - word.len()].chars();
        if word.chars().all(char::is_numeric) && before.rev().all(char::is_whitespace) {
            // "1. First point".
            return true;
        }
        AFTER_NAMES.contains(&lower.as_str()) && !starter
    }
}

/// Before a name: they never end a sentence.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "gen", "col", "lt", "capt", "cpt", "sgt", "maj", "cpl",
    "pvt", "sen", "rep", "reps", "sens", "gov", "rev", "hon", "pres", "st", "ste", "mt", "ft",
    "messrs", "mme", "mlle", "adm", "cmdr", "cdr", "comdr", "supt", "det", "insp", "fr", "amb",
    "atty", "brig", "pte", "det-supt", "sra", "dra", "msgr", "mgr", "lieut", "asst",
];

/// Before a number.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "nr", "art", "fig", "figs", "pp", "p", "vol", "ch", "sec", "par", "approx",
];

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
];

/// After or within a name; they end a sentence only where one clearly starts.
const AFTER_NAMES: &[&str] = &[
    "jr", "sr", "inc", "ltd", "co", "corp", "bros", "cos", "plc", "dept", "univ", "assn", "ave",
    "blvd", "rd", "ed", "eds", "al", "cf", "ca", "ala", "ariz", "ark", "calif", "colo", "conn",
    "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss",
    "mont", "neb", "nev", "okla", "pa", "tenn", "va", "wis",
];

/// Words that start sentences and are no part of a name.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "there",
    "here",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "after",
    "before",
    "since",
    "when",
    "while",
    "as",
    "if",
    "although",
    "though",
    "because",
    "during",
    "under",
    "but",
    "and",
    "or",
    "so",
    "yet",
    "not",
    "no",
    "however",
    "meanwhile",
    "then",
    "now",
    "also",
    "both",
    "what",
    "who",
    "how",
    "why",
    "some",
    "many",
    "most",
    "asked",
    "even",
    "still",
    "despite",
    "each",
    "another",
];

fn is_starter(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && (word.chars().count() == 1
            || word
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_lowercase() || matches!(c, '\'' | '’')))
        && STARTERS.contains(
            &word
                .split(['\'', '’'])
                .next()
                .unwrap_or(word)
                .to_lowercase()
                .as_str(),
        )
}

fn is_day_or_zone(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "eastern",
        "pacific",
        "central",
        "mountain",
        "local",
        "greenwich",
        "moscow",
    ];
    DAYS.contains(&word.to_lowercase().as_str())
        || (word.len() <= 4 && word.ends_with('T') && word.chars().all(char::is_uppercase))
}

/// "U.S", "a.m", "Ph.D" before their last dot.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
        })
}

/// "iPhone", "eBay": a name that starts small.
fn is_camel(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase)
}

/// "Ann said", "Marta Hale, the miller, asked": a name and then a verb of speaking.
fn is_attribution(rest: &str) -> bool {
    const VERBS: &[&str] = &[
        "said",
        "says",
        "asked",
        "even",
        "still",
        "despite",
        "each",
        "another",
        "asks",
        "told",
        "tells",
        "added",
        "adds",
        "wrote",
        "writes",
        "shouted",
        "cried",
        "replied",
        "answered",
        "exclaimed",
        "tweeted",
        "posted",
        "remarked",
        "declared",
        "quipped",
        "joked",
        "yelled",
        "screamed",
        "continued",
        "insisted",
        "recalled",
        "wondered",
        "demanded",
        "responded",
        "noted",
        "warned",
        "stated",
        "concluded",
        "explained",
    ];
    // Five words are not longer than this, and a line without spaces must not be searched to its end at every stop.
    let near = rest
        .char_indices()
        .nth(100)
        .map_or(rest, |(end, _)| &rest[..end]);
    near.split_whitespace()
        .take(5)
        .take_while(|w| w.chars().any(char::is_alphanumeric))
        .enumerate()
        .any(|(i, w)| i > 0 && VERBS.contains(&w.trim_matches(|c: char| !c.is_alphanumeric())))
        && !rest.starts_with(is_opener)
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '“' | '„' | '‟' | '"' | '‘' | '‚' | '\'' | '«' | '‹' | '»' | '(' | '[' | '¿' | '¡'
    )
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .unwrap_or(text.len());
    &text[..end]
}

/// The last word before a stop, with inner dots; long unbroken runs are cut, since no abbreviation is that long.
fn last_word(head: &str) -> &str {
    const LONGEST: usize = 24;
    let from = head
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, c)| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '.' | '-' | '\'' | '’' | '/' | '@' | '\u{300}'..='\u{36f}'
                )
        })
        .last()
        .map_or(head.len(), |(i, _)| i);
    head[from..].trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// Adds cuts inside words that a crawler glued together without a stop: "conflictThe", "ImagesRussian".
///
/// Camel-case names look the same, so a small first part must be a word of its own length, and a capitalized one must
/// meet a second part that starts sentences or stands by itself elsewhere in the stretch.
fn glued_words(stretch: &str, cuts: &mut Vec<usize>) {
    let mut candidates: Vec<(usize, &str, &str)> = Vec::new();
    let mut start = 0;
    for word in stretch.split(|c: char| !c.is_alphabetic()) {
        if let Some(seam) = seam(word) {
            candidates.push((start + seam, &word[..seam], &word[seam..]));
        }
        start += word.len();
        start += stretch[start..].chars().next().map_or(0, char::len_utf8);
    }
    if candidates.is_empty() {
        return;
    }
    let mut n_seen: BTreeMap<&str, usize> = BTreeMap::new();
    for word in stretch.split(|c: char| !c.is_alphabetic()) {
        *n_seen.entry(word).or_default() += 1;
    }
    let n = |word: &str| n_seen.get(word).copied().unwrap_or(0);
    for (at, left, right) in candidates {
        let small = left.chars().all(char::is_lowercase);
        let n_left = left.chars().count();
        let once = n(&stretch[at - left.len()..at + right.len()]) == 1;
        if once && ((small && n_left >= 4) || is_starter(right) || (n_left >= 5 && n(right) > 0)) {
            cuts.push(at);
        }
    }
    cuts.sort_unstable();
}

/// Where a word changes from small to capital letters, if it does so once and both parts could be words.
fn seam(word: &str) -> Option<usize> {
    let mut seams = word
        .char_indices()
        .zip(word.chars().skip(1))
        .filter(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
    let ((i, last), _) = seams.next()?;
    if seams.next().is_some() {
        return None;
    }
    let seam = i + last.len_utf8();
    let (left, right) = (&word[..seam], &word[seam..]);
    let tail = |part: &str| part.chars().skip(1).all(char::is_lowercase);
    (left.chars().count() >= 3 && right.chars().count() >= 3 && tail(left) && tail(right))
        .then_some(seam)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, CleanSpan::new(0, text.len()))
            .iter()
            .map(|s| &text[s.range()])
            .collect()
    }

    /// Cut exactly where the bar stands.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(split(&text), expected);
    }

    #[test]
    fn plain() {
        check("The mill burned. |Nobody was hurt! |Who did it? |We do not know… |Nobody does.");
        check("It cost 3.5 million in 2019. |In 2020 it cost 4.");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("Mr. Hale met Gen. Orr and Dr. Wu at St. Mary’s at 5 p.m. Monday. |He left.");
        check("The U.S. President met the U.N. chief in Washington, D.C., on Aug. 18. |It rained.");
        check("J. K. Rowling and J.R. Hale read No. 5 aloud.");
        check("Hale Corp. Chairman Ann Orr, Jr. spoke, e.g. about grain vs. Flour.");
        check("Gov. The-Anh Orr spoke.");
    }

    #[test]
    fn abbreviations_can_end_sentences() {
        check("He flew to the U.S. |The trip was long.");
        check("She arrived at 5 p.m. |Hale spoke at 6 a.m. EST.");
        check("He said no. |No. 5 lost.");
        check("It is you and I. |She knows.");
    }

    #[test]
    fn quotations_and_their_attribution() {
        check("“The mill burned,” he said. |“It is gone.” |She wept.");
        check("“Stop!” she said. |“Who?” Ann Hale asked. |“Why?” |Nobody knew.");
        check("\"It is late.\" |\"It is.\" |'So it is.' |‘Yes.’ |«Non.» |Fin.");
        check("\"It is late. \" |She left.");
        check("He said: “It burned. |It is gone.” |(It was not.) |She left.");
        check("“It burned ... all of it,” he said. |“So ...” |It had.");
    }

    #[test]
    fn line_breaks_end_sentences() {
        check("A headline without a stop\n|The mill burned\r\n|again.");
    }

    #[test]
    fn glued_by_a_crawler() {
        check(
            "They meet on Monday.|Hale is hosting the millers.|“We agreed,” she said.|“It ends.”|“It does not,” he said.",
        );
        check("It rose by 5%.|The rest fell.|U.S. millers left in 2019.|A miller stayed.");
        check("Photo: Ann Orr / Stock Images|Miller Marta Hale has agreed, a Miller said.");
        check("the long drought|The mill burned.");
    }

    #[test]
    fn names_are_not_cut() {
        check(
            "McDonald and MacArthur sold an iPhone via YouTube, LaTeX, WhatsApp, LinkedIn and BlackRock at example.com or Mill.org.",
        );
        check("The eBay sale. |iPhone sales rose. |Yahoo! is not for sale.");
        check("St.Petersburg is cold.");
    }

    #[test]
    fn nothing_visible_is_nothing() {
        assert!(split(" \n\n \t ").is_empty());
        assert!(split("").is_empty());
        assert_eq!(split("..."), ["..."]);
    }
}

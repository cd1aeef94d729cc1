//! A text dump to lines: at line ends, and where a crawler glued paragraphs, captions or menus into one line.

use std::sync::LazyLock;

use regex::Regex;
use sayso_text::CleanSpan;

use crate::line::Line;

/// So much white space within a line stands for a break that the dump lost.
const GAP: usize = 6;

/// Shorter lines are not looked into for glued paragraphs.
const GLUED: usize = 150;

/// So many words that run into each other, and one in so many words, are a page without breaks.
const LEAST_JOINTS: usize = 6;
const WORDS_A_JOINT: usize = 60;

/// Names of sites and makers with a capital within that pages are full of.
const CAMEL: [&str; 16] = [
    "YouTube",
    "LinkedIn",
    "WhatsApp",
    "TikTok",
    "GitHub",
    "JavaScript",
    "PayPal",
    "PlayStation",
    "WordPress",
    "BuzzFeed",
    "HuffPost",
    "PowerPoint",
    "FedEx",
    "AstraZeneca",
    "MasterCard",
    "DeepSeek",
];

/// What opens a name of one word with a capital within: "MacArthur", "FitzGerald", "MacBook".
const CAMEL_OPENERS: [&str; 2] = ["Mac", "Fitz"];

/// Longer stretches, in bytes, are cut: the labels and limits further on work by line.
const LONGEST: usize = 64 << 10;

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "capt", "prof",
    "rev", "hon", "vs", "jr", "sr", "no", "inc", "co",
];

/// The lines of a text.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for paragraph in paragraphs(text) {
        for (i, piece) in pieces(text, paragraph).into_iter().enumerate() {
            let mut line = Line::plain(piece);
            line.hint.glued = i > 0;
            lines.push(line);
        }
    }
    lines
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<CleanSpan> {
    let piece = &text[start..end];
    let left = piece.len() - piece.trim_start().len();
    let kept = piece.trim().len();
    (kept > 0).then(|| CleanSpan::new(start + left, start + left + kept))
}

/// Lines of the file, those of one hard-wrapped paragraph joined.
fn paragraphs(text: &str) -> Vec<CleanSpan> {
    let mut spans: Vec<CleanSpan> = Vec::new();
    let mut block: Vec<CleanSpan> = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        match trimmed(text, start, end) {
            Some(line) => block.push(line),
            None => join_wrapped(text, &mut block, &mut spans),
        }
        start = end + 1;
    }
    join_wrapped(text, &mut block, &mut spans);
    spans
}

/// Moves the lines between two blank lines over, joined where the break stands within a sentence.
fn join_wrapped(text: &str, block: &mut Vec<CleanSpan>, spans: &mut Vec<CleanSpan>) {
    let even = block.len() > 2 && {
        let lengths = || block[..block.len() - 1].iter().map(|s| s.len());
        let (low, high) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
        low >= 50 && high <= 110 && high - low <= 25
    };
    let mut open: Option<CleanSpan> = None;
    for line in block.drain(..) {
        let continues = open.is_some_and(|before: CleanSpan| {
            let (before, after) = (&text[before.range()], &text[line.range()]);
            let ends =
                before.ends_with(['.', '!', '?', ':', ';', '"', '”', '’', '\'', ')', '»', '…']);
            even || !ends
                && before.contains(' ')
                && before.len() > 30
                && after.starts_with(char::is_lowercase)
                && after.split_whitespace().nth(2).is_some()
        });
        open = match open {
            Some(before) if continues => Some(before.cover(line)),
            Some(before) => {
                spans.push(before);
                Some(line)
            }
            None => Some(line),
        };
    }
    spans.extend(open);
}

/// The paragraphs within one line.
fn pieces(text: &str, line: CleanSpan) -> Vec<CleanSpan> {
    let (start, end) = (line.start().get(), line.end().get());
    let mut cuts = gaps(&text[start..end]);
    if line.len() > GLUED {
        cuts.extend(glued_sentences(&text[start..end]));
        cuts.extend(glued_words(&text[start..end]));
    }
    if line.len() > LONGEST {
        cuts.extend(long_stretches(&text[start..end]));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut from = start;
    for cut in cuts.into_iter().map(|c| start + c).chain([end]) {
        let cut_caption = if cut - from > GLUED {
            caption_end(&text[from..cut])
        } else {
            None
        };
        if let Some(length) = cut_caption {
            pieces.extend(trimmed(text, from, from + length));
            from += length;
        }
        pieces.extend(trimmed(text, from, cut));
        from = cut;
    }
    pieces
}

/// Cuts that leave no stretch much longer than [`LONGEST`]: behind a sentence, else a word, else anywhere.
fn long_stretches(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut from = 0;
    while line.len() - from > LONGEST {
        let end = line.ceil_char_boundary(from + LONGEST);
        let stretch = &line[from..end];
        let half = stretch.floor_char_boundary(LONGEST / 2);
        let cut = stretch[half..]
            .rfind(". ")
            .or_else(|| stretch[half..].rfind(' '))
            .map_or(end, |i| from + half + i + 1);
        cuts.push(cut);
        from = cut;
    }
    cuts
}

/// Where wide white space ends, unless it stands after a sign that wants something behind it.
fn gaps(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut run, mut before) = (0, ' ');
    for (at, c) in line.char_indices() {
        if c.is_whitespace() && c != '\n' {
            run += 1;
        } else {
            if run >= GAP && (before.is_alphanumeric() || ".!?:”’\"'".contains(before)) {
                cuts.push(at);
            }
            (run, before) = (0, c);
        }
    }
    cuts
}

/// Where a sentence begins right behind the end of another: "…on Monday.The mayor…".
fn glued_sentences(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut straight_open = false;
    let char_at = |at: usize| line[at..].chars().next();
    let mut at = 0;
    while let Some(c) = char_at(at) {
        straight_open ^= c == '"';
        let ends = matches!(c, '.' | '!' | '?' | '…') && ends_word(&line[..at]);
        at += c.len_utf8();
        if !ends {
            continue;
        }
        while let Some(c) = char_at(at)
            .filter(|c| matches!(c, '”' | '’' | '»' | ')' | ']') || *c == '"' && straight_open)
        {
            straight_open ^= c == '"';
            at += c.len_utf8();
        }
        let mut ahead = line[at..]
            .chars()
            .skip_while(|c| matches!(c, '“' | '‘' | '«' | '"'));
        let begins = ahead.next().is_some_and(char::is_uppercase)
            && ahead
                .next()
                .is_some_and(|c| c.is_alphabetic() || c.is_whitespace());
        if begins {
            cuts.push(at);
        }
    }
    cuts
}

/// Where one block's last word runs into the next one's first: "…sign inWorld newsFerry line to close". Only where it happens
/// all over the line: elsewhere "McDonald" and "YouTube" are words.
fn glued_words(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut n_words, mut n_lower, mut before) = (0, 0, ' ');
    for (at, c) in line.char_indices() {
        // Two small letters, perhaps a digit or a bracket, and a capital with more of a word, or of the text, behind it.
        let follows = before.is_lowercase() || before.is_ascii_digit() || before == ')';
        if c.is_uppercase() && n_lower >= 2 && follows {
            let next = line[at + c.len_utf8()..].chars().next();
            if next.is_some_and(|next| next.is_lowercase() || next.is_whitespace())
                && !is_one_word(line, at)
            {
                cuts.push(at);
            }
        }
        n_words += usize::from(c == ' ');
        n_lower = match c {
            c if c.is_lowercase() => n_lower + 1,
            '0'..='9' | ')' if before.is_lowercase() => n_lower,
            _ => 0,
        };
        before = c;
    }
    if cuts.len() >= LEAST_JOINTS && cuts.len() * WORDS_A_JOINT >= n_words {
        cuts
    } else {
        Vec::new()
    }
}

/// Whether the word around a joint is known to be written so.
fn is_one_word(line: &str, at: usize) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    let start = line[..at].rfind(|c| !is_letter(c)).map_or(0, |i| {
        i + line[i..].chars().next().map_or(1, char::len_utf8)
    });
    let rest = &line[start..];
    CAMEL_OPENERS.contains(&&line[start..at])
        || CAMEL.iter().any(|word| {
            start + word.len() > at
                && rest.starts_with(word)
                && !rest[word.len()..].starts_with(char::is_lowercase)
        })
}

/// Whether a mark behind this text can end a sentence: the last word is no abbreviation or initial.
fn ends_word(text: &str) -> bool {
    if text.ends_with(['”', '’', '"', ')', '%']) {
        return true;
    }
    let word = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    word.chars().nth(1).is_some()
        && (word.len() > 8 || !ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
}

/// Where a picture's credit ends and the first sentence begins without a break: "… © Ann Mole / Getty ImagesThe mayor …".
fn caption_end(piece: &str) -> Option<usize> {
    /// A credit, then the sentence's capital right behind it. Lower case of four letters at least before the capital:
    /// "McDonald" is one word.
    static GLUED_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        let name = r"[\p{L}'’.\- ]";
        let pattern = format!(
            r"(?:(?:©|\bPhoto(?:graph)?s?\s*(?:by|:)|\bPictures?\s*:|\bImages?\s*:|\bCredit\s*:)\s*[^.!?]{{0,80}}?\p{{Ll}}{{4}}|\s/\s?\p{{Lu}}{name}{{1,40}}?\p{{Ll}}{{4}}|\([\p{{Lu}}]{name}{{2,50}}/\s?{name}{{2,40}}\))(?P<next>\p{{Lu}}\p{{Ll}}*\s)"
        );
        Regex::new(&pattern).expect("a fixed pattern")
    });
    let head = crate::words::head(piece, 500);
    // Nearly all pieces lack all of these, and looking for them is cheap.
    const SIGNS: [&str; 6] = ["©", "/", "hoto", "icture", "mage", "redit:"];
    if !SIGNS.iter().any(|sign| head.contains(sign)) {
        return None;
    }
    let found = GLUED_CREDIT.captures(head)?.name("next")?;
    // A sentence must be left behind it.
    (piece.len() - found.start() > 60).then(|| found.start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|l| l.text(text)).collect()
    }

    #[test]
    fn a_caption_glued_to_the_first_sentence_is_cut_off() {
        let text = "Gulls near the pier on May 10, 2031. ©     Ann Mole / Getty ImagesMayor Tom Reed is ready to close the ferry line, \
            his deputy Zoe Lam claimed on Monday.The gathering comes three days after a storm.“It is a start,” Reed said. He met Mr. Finch of the U.S. fleet.";
        let expected = [
            "Gulls near the pier on May 10, 2031. ©     Ann Mole / Getty Images",
            "Mayor Tom Reed is ready to close the ferry line, his deputy Zoe Lam claimed on Monday.",
            "The gathering comes three days after a storm.",
            "“It is a start,” Reed said. He met Mr. Finch of the U.S. fleet.",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn a_page_without_breaks_is_cut_where_words_run_into_each_other() {
        let text = "Sign inBay HeraldWorld newsFerry newsMore on YouTube todaySubscribeFerry line to stay openMayor Tom Reed, a McDonald by birth and a MacArthur by marriage, is ready to keep the ferry line open through the winter.";
        let expected = [
            "Sign in",
            "Bay Herald",
            "World news",
            "Ferry news",
            "More on YouTube today",
            "Subscribe",
            "Ferry line to stay open",
            "Mayor Tom Reed, a McDonald by birth and a MacArthur by marriage, is ready to keep the ferry line open through the winter.",
        ];
        assert_eq!(shown(text), expected);
        let sentence = "Mayor Tom Reed told LinkedIn and NewsNation on Monday that he is ready to keep the ferry line open through the winter, \
            and that SkyView and BlueFin, the two boats, would run twice a day.";
        assert_eq!(shown(sentence), [sentence]);
    }

    #[test]
    fn straight_marks_stay_with_their_side() {
        let text = "\"We will not go back to the old line, whatever it costs us in the end.\"The mayor left. \"We shall see what the council says about it all.\"\"Good,\" Finch said.";
        let expected = [
            "\"We will not go back to the old line, whatever it costs us in the end.\"",
            "The mayor left. \"We shall see what the council says about it all.\"",
            "\"Good,\" Finch said.",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn wide_gaps_break_and_wrapped_lines_join() {
        assert_eq!(
            shown("Top stories            Harbour strike off"),
            ["Top stories", "Harbour strike off"]
        );
        let wrapped = "The council of the harbour town met on Monday to speak about the\nFerry Line and what it costs to keep it running through the long\nwinter months.\n\nNext";
        assert_eq!(shown(wrapped).len(), 2);
        assert_eq!(
            shown("He spoke of the many things that\nthe council had not done"),
            ["He spoke of the many things that\nthe council had not done"]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in r#"([A-Z]?[a-z]{1,12}[.!?"”]?[ \n]{0,7}|©|“|/ ){0,80}"#) {
            let kept: String = split(&text).into_iter().flat_map(|l| l.text(&text).chars()).filter(|c| !c.is_whitespace()).collect();
            let all: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, all);
        }
    }
}

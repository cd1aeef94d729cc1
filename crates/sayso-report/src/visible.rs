//! Article text made safe to look at: nothing in it can steer a terminal, reorder a line or hide.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands where a character was that acts instead of showing.
const REPLACEMENT: char = '\u{FFFD}';

/// The text on one line, spaces as they are: for paths and messages.
pub(crate) fn line(text: &str) -> String {
    lines(text).replace('\n', " ")
}

/// Whether a character acts on a terminal although it is no ASCII control, or changes the direction of what follows.
pub(crate) fn acts(c: char) -> bool {
    matches!(
        c,
        '\u{7F}'..='\u{9F}' | '\u{061C}' | '\u{200E}' | '\u{200F}'
    ) || is_bidi_override(c)
}

/// Whether a character overrides or embeds a direction (UAX #9, explicit formatting). Implicit marks, which honest
/// Hebrew and Arabic text carries, only take part in ordering and are dropped instead of shown.
fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no look of its own but can hide or split words. The joiners U+200C and U+200D stay: emoji
/// and several scripts are misspelt without them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'..='\u{2064}'
        | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The text with controls and direction overrides replaced and invisible characters left out; line breaks stay.
pub(crate) fn lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('\n'),
            '\t' | '\r' => shown.push(' '),
            '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push('\n'),
            c if c.is_control() || is_bidi_override(c) => shown.push(REPLACEMENT),
            c if is_invisible(c) => {}
            c => shown.push(c),
        }
    }
    shown
}

/// The first characters on one line, each run of white space one space. It costs those characters alone: texts may be
/// long, and are shown in short many times.
fn head(text: &str, max_chars: usize) -> String {
    let mut shown = String::new();
    let mut left = max_chars;
    for word in text.split_whitespace() {
        let end = word
            .char_indices()
            .nth(left)
            .map_or(word.len(), |(end, _)| end);
        let word = lines(&word[..end]);
        if word.is_empty() {
            continue;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(&word);
        left = left.saturating_sub(word.chars().count() + 1);
        if left == 0 {
            break;
        }
    }
    shown
}

/// At most `max_chars` characters of a text on one line, with an ellipsis where it was cut.
pub(crate) fn short(text: &str, max_chars: usize) -> String {
    trimmed(&head(text, max_chars.saturating_add(1)), max_chars)
}

/// The same without the quotation marks around it, for where it gets marks of its own.
pub(crate) fn bare(text: &str, max_chars: usize) -> String {
    const MARKS: usize = 16;
    let line = head(text, max_chars.saturating_add(MARKS));
    trimmed(unquoted(&line), max_chars)
}

/// At most so many columns of a text on one line, wide characters counting double, with an ellipsis where it was cut.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let line = head(text, columns.saturating_add(1));
    if line.width() <= columns {
        return line;
    }
    let mut fitting = String::new();
    for cluster in line.graphemes(true) {
        if fitting.width() + cluster.width() >= columns {
            break;
        }
        fitting.push_str(cluster);
    }
    format!("{}…", fitting.trim_end())
}

/// In quotation marks.
pub(crate) fn quoted(text: &str, max_chars: usize) -> String {
    format!("“{}”", bare(text, max_chars))
}

/// At most that many characters of a line, cut between words where that loses less than half of it, with an ellipsis.
fn trimmed(text: &str, max_chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max_chars) else {
        return text.to_owned();
    };
    let cut = match text[..end].rfind(' ') {
        Some(space) if space * 2 > end => space,
        _ => end,
    };
    format!(
        "{}…",
        text[..cut].trim_end_matches([' ', ',', ';', ':', '-', '–', '—'])
    )
}

/// A name on one line. No honest name is longer than this; a hostile one must not fill the screen.
pub(crate) fn name(text: &str) -> String {
    short(text, 80)
}

/// A sentence or heading on one line, long enough for any honest one.
pub(crate) fn entry(text: &str) -> String {
    short(text, 600)
}

/// A line without the quotation marks around it, for where it gets marks of its own. A single mark at the end alone
/// may be an apostrophe and stays.
fn unquoted(line: &str) -> &str {
    let double = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„' | ' ');
    let single = |c: char| matches!(c, '\'' | '‘' | '’');
    let is_single = line.trim_start_matches(double).starts_with(single);
    let mark = |c: char| double(c) || is_single && single(c);
    let bare = line
        .trim_matches(mark)
        .trim_end_matches(',')
        .trim_end_matches(mark);
    if bare.is_empty() { line } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_line(text: &str) -> String {
        head(text, usize::MAX)
    }

    #[test]
    fn escape_sequences_and_overrides_lose_their_power() {
        assert_eq!(
            one_line("a\u{1b}[31mred\u{202E}der\u{9b}2J\u{7}\0"),
            "a\u{FFFD}[31mred\u{FFFD}der\u{FFFD}2J\u{FFFD}\u{FFFD}"
        );
        assert_eq!(
            one_line("zero\u{200B}width\u{E0041}\u{FEFF} \r\n\t x"),
            "zerowidth x"
        );
    }

    #[test]
    fn marks_around_a_quotation_go_and_apostrophes_stay() {
        assert_eq!(unquoted("“We agreed,”"), "We agreed");
        assert_eq!(unquoted("that it was ‘fair’,”"), "that it was ‘fair’");
        assert_eq!(unquoted("' 'But we try.'"), "But we try.");
        assert_eq!(
            unquoted("the offer of the dockers'"),
            "the offer of the dockers'"
        );
        assert_eq!(unquoted("”"), "”");
    }

    #[test]
    fn family_emoji_keeps_its_joiners() {
        assert_eq!(one_line("👩\u{200D}👧"), "👩\u{200D}👧");
    }

    #[test]
    fn a_head_is_the_start_of_the_line() {
        let text = " one\n two\u{200B} \u{200B} three ";
        assert_eq!(one_line(text), "one two three");
        assert_eq!(head(text, 5), "one t");
        assert_eq!(short(text, 8), "one two…");
        assert_eq!(short(text, 13), "one two three");
        assert_eq!(quoted("“one two three”", 13), "“one two three”");
    }

    #[test]
    fn fits_columns_not_characters() {
        assert_eq!(fit("Morning Post", 12), "Morning Post");
        assert_eq!(fit("Morning Post", 11), "Morning Po…");
        assert_eq!(fit("港口日報", 8), "港口日報");
        assert_eq!(fit("港口日報", 7), "港口日…");
        assert_eq!(fit("港口日報", 6), "港口…");
    }

    #[test]
    fn cuts_between_words_but_also_a_word_without_end() {
        assert_eq!(trimmed("the quick, brown fox", 12), "the quick…");
        assert_eq!(trimmed(&"x".repeat(50), 10), format!("{}…", "x".repeat(10)));
        assert_eq!(trimmed("short", 5), "short");
    }
}

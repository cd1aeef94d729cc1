//! Words into lines: greedy filling with hanging indents, measured in terminal columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Style;
use crate::visible;

/// What a stretch of text is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    /// Headings and the words of claims.
    Strong,
    /// Ids, counts and other small print.
    Faint,
    /// Outlets and speakers.
    Name,
    /// Denials.
    Denied,
    /// What is missing or second hand.
    Caution,
    /// First-hand words.
    Sound,
}

impl Ink {
    /// Select Graphic Rendition parameters (ECMA-48 §8.3.117); the 16-colour set, so that the reader's theme decides.
    const fn sgr(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Name => "36",
            Self::Denied => "31",
            Self::Caution => "33",
            Self::Sound => "32",
        }
    }
}

/// One coloured stretch of a line.
type Piece = (Ink, String);

/// Collects lines. All text goes through [`Page::paragraph`], which neutralizes it.
pub(crate) struct Page {
    out: String,
    style: Style,
}

impl Page {
    pub(crate) fn new(style: Style) -> Self {
        Self {
            out: String::new(),
            style,
        }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A section's name, set off by a blank line.
    pub(crate) fn heading(&mut self, name: &str, remark: &str) {
        self.blank();
        let remark = if remark.is_empty() {
            String::new()
        } else {
            format!(" · {remark}")
        };
        self.paragraph("", "", &[(Ink::Strong, name), (Ink::Faint, &remark)]);
    }

    /// `label` in a column of its own, the text hanging beside it.
    pub(crate) fn field(&mut self, indent: usize, label: &str, pieces: &[(Ink, &str)]) {
        const LABEL_WIDTH: usize = 11;
        let lead = format!("{:indent$}{label:LABEL_WIDTH$}", "");
        let hang = " ".repeat(indent + LABEL_WIDTH);
        self.paragraph(&lead, &hang, pieces);
    }

    /// Fills lines with the pieces: `lead` stands before the first line, `hang` before the others.
    pub(crate) fn paragraph(&mut self, lead: &str, hang: &str, pieces: &[(Ink, &str)]) {
        // A narrow window keeps at least half of each line for the words.
        let widest_indent = if self.style.width == 0 {
            usize::MAX
        } else {
            self.style.width / 2
        };
        let lead = shortened(lead, widest_indent);
        let hang = shortened(hang, widest_indent);
        let columns = self.style.width;
        let room = |indent: &str| match columns {
            0 => usize::MAX,
            columns => columns.saturating_sub(indent.width()).max(1),
        };
        let narrowest = room(lead).min(room(hang));

        let mut line: Vec<Piece> = Vec::new();
        let mut indent = lead;
        let mut used = 0;
        for word in words(pieces) {
            for part in broken(word, narrowest) {
                let width: usize = part.iter().map(|(_, text)| text.width()).sum();
                if used > 0 && used + 1 + width > room(indent) {
                    self.line(indent, &std::mem::take(&mut line));
                    (indent, used) = (hang, 0);
                }
                if used > 0 {
                    push(&mut line, part.first().map_or(Ink::Plain, |p| p.0), " ");
                    used += 1;
                }
                for (ink, text) in part {
                    push(&mut line, ink, &text);
                }
                used += width;
            }
        }
        self.line(indent, &line);
    }

    fn line(&mut self, indent: &str, pieces: &[Piece]) {
        if pieces.is_empty() {
            self.out.push_str(indent.trim_end());
        } else {
            self.out.push_str(indent);
        }
        for (ink, text) in pieces {
            if self.style.color && !ink.sgr().is_empty() {
                self.out
                    .push_str(&format!("\u{1b}[{}m{text}\u{1b}[0m", ink.sgr()));
            } else {
                self.out.push_str(text);
            }
        }
        self.out.push('\n');
    }
}

/// The end of an indent that fits, since a tree's branch stands there.
fn shortened(indent: &str, widest: usize) -> &str {
    let mut rest = indent;
    while rest.width() > widest {
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str();
    }
    rest
}

/// Joins text to a line, as part of its last piece where the ink is the same.
fn push(line: &mut Vec<Piece>, ink: Ink, text: &str) {
    match line.last_mut() {
        Some((last, so_far)) if *last == ink => so_far.push_str(text),
        _ => line.push((ink, text.to_owned())),
    }
}

/// Splits at white space; a word may run through several pieces.
fn words(pieces: &[(Ink, &str)]) -> Vec<Vec<Piece>> {
    let mut words: Vec<Vec<Piece>> = Vec::new();
    let mut word: Vec<Piece> = Vec::new();
    for (ink, text) in pieces {
        let shown = visible::lines(text);
        for (i, part) in shown.split(char::is_whitespace).enumerate() {
            if i > 0 && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                word.push((*ink, part.to_owned()));
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A word that is wider than a line, cut between grapheme clusters (UAX #29).
fn broken(word: Vec<Piece>, room: usize) -> Vec<Vec<Piece>> {
    if word.iter().map(|(_, text)| text.width()).sum::<usize>() <= room {
        return vec![word];
    }
    let mut parts: Vec<Vec<Piece>> = Vec::new();
    let (mut part, mut used) = (Vec::new(), 0);
    for (ink, text) in &word {
        for cluster in text.graphemes(true) {
            let width = cluster.width();
            if used > 0 && used + width > room {
                parts.push(std::mem::take(&mut part));
                used = 0;
            }
            push(&mut part, *ink, cluster);
            used += width;
        }
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize, color: bool) -> Page {
        Page::new(Style { color, width })
    }

    #[test]
    fn hangs_and_breaks_within_the_width() {
        let mut page = page(20, false);
        page.paragraph(
            "- ",
            "  ",
            &[
                (Ink::Plain, "one two three four five six "),
                (Ink::Strong, &"y".repeat(30)),
            ],
        );
        let text = page.finish();
        assert!(text.lines().all(|l| l.width() <= 20), "{text}");
        assert!(
            text.starts_with("- one two three four\n  five six\n  yyy"),
            "{text}"
        );
        assert_eq!(text.matches('y').count(), 30);
    }

    #[test]
    fn wide_characters_count_double() {
        let mut page = page(10, false);
        page.paragraph("", "", &[(Ink::Plain, &"港".repeat(12))]);
        assert_eq!(
            page.finish()
                .lines()
                .map(UnicodeWidthStr::width)
                .collect::<Vec<_>>(),
            [10, 10, 4]
        );
    }

    #[test]
    fn a_word_of_two_inks_stays_one_word() {
        let mut page = page(0, true);
        page.paragraph("", "", &[(Ink::Strong, "Ada"), (Ink::Plain, ", envoy")]);
        assert_eq!(page.finish(), "\u{1b}[1mAda\u{1b}[0m, envoy\n");
    }
}

//! What a line looks like, and how much that speaks for the article.

use std::collections::BTreeMap;

use sayso_text::BlockKind;

use crate::cue::{Cue, cue};
use crate::line::Line;
use crate::words::{fingerprint, head, words};

/// A line's looks. Long lines are judged by their first 4 KiB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Features {
    pub(crate) words: usize,
    /// Share of words that do not begin with a capital. Sentences have many, titles and menus few; scripts without
    /// capitals count as lower case.
    pub(crate) lower: f32,
    /// Ends as sentences do.
    pub(crate) ends: bool,
    /// Joints of lower and upper case within words: menu items glued together.
    pub(crate) joints: usize,
    pub(crate) cue: Option<Cue>,
    /// How often a line with the same words stands in the file.
    pub(crate) times: u32,
    /// Whether it is the first of them.
    pub(crate) first: bool,
    pub(crate) fingerprint: u64,
}

/// Features of all lines, in order.
pub(crate) fn features(text: &str, lines: &[Line]) -> Vec<Features> {
    let mut features: Vec<Features> = lines.iter().map(|line| look(line.text(text))).collect();
    let mut times: BTreeMap<u64, u32> = BTreeMap::new();
    for f in &mut features {
        let n = times.entry(f.fingerprint).or_default();
        f.first = *n == 0;
        *n += 1;
    }
    for f in &mut features {
        f.times = times[&f.fingerprint];
    }
    features
}

fn look(line: &str) -> Features {
    let sample = head(line, 4096);
    let (mut n, mut lower, mut joints) = (0usize, 0usize, 0usize);
    for word in words(sample) {
        n += 1;
        lower += usize::from(
            !word.starts_with(char::is_uppercase) && !word.starts_with(char::is_numeric),
        );
        let mut before = ['A'; 2];
        for c in word.chars() {
            joints += usize::from(c.is_uppercase() && before.iter().all(|b| b.is_lowercase()));
            before = [before[1], c];
        }
    }
    let share = |part: usize| if n == 0 { 0.0 } else { part as f32 / n as f32 };
    // The sample's share stands for the whole line.
    let words = if sample.len() < line.len() {
        n * (line.len() / sample.len().max(1))
    } else {
        n
    };
    Features {
        words: words.max(wide(sample) / 2),
        lower: share(lower),
        ends: ends_sentence(line),
        joints,
        cue: cue(line),
        times: 1,
        first: true,
        fingerprint: fingerprint(sample),
    }
}

/// Characters of scripts that put no space between words.
fn wide(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')).count()
}

fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', ' ']);
    let closed = bare.len() < line.len();
    // "… the war. (HNA)": an agency's mark behind the last sentence.
    let behind_mark = line
        .rfind(" (")
        .filter(|at| line.len() - at < 20)
        .map(|at| line[..at].trim_end());
    let marked = behind_mark.is_some_and(|b| b.ends_with(['.', '!', '?', '”', '"', '’']));
    marked
        || bare.ends_with(['.', '!', '?', '…', '。', '؟', '！', '？', '।'])
        || (closed && bare.ends_with(','))
}

impl Features {
    /// Whether it reads as sentences.
    pub(crate) fn is_prose(&self) -> bool {
        // A sentence that lists names, or begins with a dateline, has many capitals.
        let lower = match self.ends {
            true if self.words >= 12 => 0.2,
            _ => 0.45,
        };
        let sentence = self.lower >= lower && self.joints * 12 <= self.words;
        let noted = matches!(
            self.cue,
            Some(Cue::Caption | Cue::Legal | Cue::Notice | Cue::Advert | Cue::Byline | Cue::Widget)
        );
        !noted && sentence && (self.words >= 28 || self.ends && self.words >= 4)
    }

    /// Whether it could head a story: some words, no sentence's end.
    pub(crate) fn is_headline(&self) -> bool {
        (4..=30).contains(&self.words) && self.cue.is_none() && self.joints < 3
    }
}

/// What a marker costs the article that reaches over it: what outweighs the teasers that follow such markers. Set by hand on
/// pages of many outlets.
fn marker(f: &Features) -> Option<f32> {
    Some(match f.cue? {
        Cue::Advert | Cue::ReadMore | Cue::Caption | Cue::Byline => -0.3,
        Cue::Widget => -0.5,
        Cue::Credit => -2.0,
        Cue::Promotion | Cue::Notice | Cue::Age => -3.0,
        Cue::RelatedHeader => -6.0,
        Cue::Comments => -10.0,
        Cue::Legal => -30.0,
    })
}

/// What a line adds to the article that reaches over it, by its probability of being the article's. A line of the article is
/// worth 0.6 to 5.6 by length, so that an article is not broken up by what stands within it, and does not reach over a
/// section's header to the next one.
pub(crate) fn story_value(f: &Features, probability: f32) -> f32 {
    let lean = 2.0 * probability - 1.0;
    match marker(f) {
        Some(cost) if cost <= -1.0 => cost,
        _ if lean > 0.0 => lean * (0.6 + (f.words as f32 / 20.0).min(5.0)),
        _ => lean * if f.joints >= 3 { 1.5 } else { 0.5 },
    }
}

/// What a line adds to the article by its looks alone: what the classifier starts from.
pub(crate) fn value(line: &Line, f: &Features) -> f32 {
    if let Some(points) = marker(f) {
        return points;
    }
    if matches!(line.hint.role, Some(role) if role != BlockKind::Byline) {
        return -1.0;
    }
    if line.is_linked() {
        return -0.8;
    }
    if f.is_prose() {
        let points = 0.6 + (f.words as f32 / 20.0).min(5.0);
        return match (f.times, f.first) {
            (1, _) => points,
            (_, true) => points / 2.0,
            (_, false) => -0.3,
        };
    }
    if line.hint.heading.is_some() || line.hint.item {
        return -0.15;
    }
    if f.joints >= 3 { -1.5 } else { -0.35 }
}

/// The run of lines with the greatest sum of values, as in Pasternack and Roth, "Extracting article text from the web with
/// maximum subsequence segmentation" (WWW 2009). Empty where no line speaks for an article.
pub(crate) fn window(values: &[f32]) -> std::ops::Range<usize> {
    let (mut best, mut best_range) = (0.0, 0..0);
    let (mut sum, mut start) = (0.0f32, 0);
    for (i, value) in values.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, i);
        }
        sum += value;
        if sum > best {
            (best, best_range) = (sum, start..i + 1);
        }
    }
    best_range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_menus_and_headlines() {
        let prose = look("The mayor said on Monday that the ferry line would stay open.");
        assert!(prose.is_prose());
        let end = look("The harbour would stay shut for the whole of the long winter. (HNA)");
        assert!(end.is_prose() && end.cue.is_none());
        let menu = look("NewsSportBusinessOpinionWeather and moreContact usTerms");
        assert!(!menu.is_prose() && menu.joints >= 5);
        let headline = look("Mayor to keep ferry line open, deputy says");
        assert!(headline.is_headline() && !headline.is_prose());
    }

    #[test]
    fn the_window_reaches_over_small_gaps_only() {
        assert_eq!(
            window(&[-1.0, 2.0, -0.3, -0.3, 2.0, -30.0, 3.0, -1.0]),
            1..5
        );
        assert_eq!(window(&[-1.0, -2.0]), 0..0);
        assert_eq!(window(&[]), 0..0);
    }
}

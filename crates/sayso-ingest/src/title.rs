//! Which line is the headline.

use std::ops::Range;

use sayso_text::CleanSpan;

use crate::agency;
use crate::label::Sheet;
use crate::outlet;
use crate::words::{content_words, fingerprint, head};

/// A headline and the places where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    /// The line that is labelled as the headline.
    pub(crate) line: usize,
    /// The words, without the outlet.
    pub(crate) span: CleanSpan,
    /// The outlet behind the headline of another occurrence, "— Harbour News".
    pub(crate) suffix: Option<CleanSpan>,
    /// Other lines with the same words.
    pub(crate) repeated: Vec<usize>,
}

/// Lines further down are not looked at as headlines when nothing else tells.
const FAR: usize = 400;

/// Longer lines, in bytes, are no headlines.
const LONGEST: usize = 400;

/// The headline without the outlet behind it, and the outlet, as ranges of the line: "Ferry sinks — Harbour News",
/// "Ferry sinks | World | Harbour News".
pub(crate) fn without_suffix(line: &str) -> (&str, Option<&str>) {
    const MARKS: [&str; 9] = [
        " — ", " | ", " – ", " - ", " · ", " • ", " « ", " :: ", " » ",
    ];
    // Nearly all lines lack all of them.
    let could_have = |b: &u8| matches!(b, b'|' | b'-' | b':' | 0xe2 | 0xc2);
    if !line.as_bytes().iter().any(could_have) {
        return (line, None);
    }
    let cut = memchr::memrchr_iter(b' ', line.as_bytes()).find_map(|at| {
        let mark = MARKS.iter().find(|mark| line[at..].starts_with(**mark))?;
        Some((at, mark.len()))
    });
    let Some((at, length)) = cut else {
        return (line, None);
    };
    let (front, back) = (line[..at].trim_end(), line[at + length..].trim());
    let n_back = back.split_whitespace().count();
    let n_front = front.split_whitespace().count();
    let named =
        back.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || back.contains('.');
    if n_front >= 3 && n_back <= 6 && n_front > n_back && named && !back.is_empty() {
        (front, Some(back))
    } else {
        (line, None)
    }
}

/// The headlines of a page as they stand, to tell an outlet's name behind one from a speaker's.
struct Wordings {
    /// Fingerprints of whole lines, sorted.
    wholes: Vec<u64>,
    /// Fingerprints of lines without what could be an outlet's name, sorted.
    fronts: Vec<u64>,
    /// How many headings of the first level there are.
    n_top: usize,
    /// The site's name, as it stands behind the given headline.
    site: Option<u64>,
}

impl Wordings {
    fn of(sheet: &Sheet<'_>, given: Option<&str>) -> Self {
        let lines = || (0..sheet.lines.len()).filter(|i| sheet.lines[*i].span.len() <= LONGEST);
        let mut wholes: Vec<u64> = lines()
            .map(|i| sheet.features[i].fingerprint)
            .chain(given.map(fingerprint))
            .collect();
        let front = |line| {
            Some(without_suffix(line))
                .filter(|(_, suffix)| suffix.is_some())
                .map(|(f, _)| fingerprint(f))
        };
        let mut fronts: Vec<u64> = lines()
            .filter_map(|i| front(sheet.line(i)))
            .chain(given.and_then(front))
            .collect();
        wholes.sort_unstable();
        fronts.sort_unstable();
        let n_top = sheet
            .lines
            .iter()
            .filter(|l| l.hint.heading == Some(1))
            .count();
        Self {
            wholes,
            fronts,
            n_top,
            site: given
                .and_then(|given| without_suffix(given).1)
                .map(fingerprint),
        }
    }

    /// The headline and the outlet behind it. "Ferry line to stay open – Reed" keeps its end: Reed is who says so.
    fn split<'t>(&self, line: &'t str) -> (&'t str, Option<&'t str>) {
        let (front, suffix) = without_suffix(line);
        let Some(suffix) = suffix else {
            return (line, None);
        };
        // A bar parts sections and sites from a headline, never its speaker.
        if line[front.len()..].trim_start().starts_with('|') {
            return (self.split(front).0, Some(suffix));
        }
        if self.fronts.binary_search(&fingerprint(line)).is_ok() {
            return (line, None);
        }
        if self.wholes.binary_search(&fingerprint(front)).is_ok() || outlet::reads_as_outlet(suffix)
        {
            let (shorter, section) = without_suffix(front);
            let twice =
                section.is_some() && self.wholes.binary_search(&fingerprint(shorter)).is_ok();
            return (if twice { shorter } else { front }, Some(suffix));
        }
        (line, None)
    }
}

/// Whether a line that was found is the headline that the page's metadata gives, or at least a heading of the first level.
/// Where neither holds, the metadata are believed: the headline may be a picture, or not shown at all.
pub(crate) fn agrees(sheet: &Sheet<'_>, title: &Title, given: &str) -> bool {
    let own = content_words(&sheet.text[title.span.range()]);
    let wanted = content_words(given);
    let shared = own.iter().filter(|w| wanted.contains(w)).count();
    sheet.lines[title.line].hint.heading == Some(1)
        || shared * 2 >= own.len().min(wanted.len()).max(1)
}

/// Finds the headline among the lines before and at the start of the article. `given` is what the markup's metadata says.
pub(crate) fn find(sheet: &Sheet<'_>, window: &Range<usize>, given: Option<&str>) -> Option<Title> {
    if window.is_empty() {
        return None;
    }
    let last = (window.start + 3).min(window.end);
    let first = last.saturating_sub(FAR);
    let body: Vec<String> = {
        let lines = window
            .clone()
            .filter(|&i| sheet.features[i].is_prose())
            .take(12);
        let mut words: Vec<String> = lines
            .flat_map(|i| content_words(head(sheet.line(i), 2000)))
            .collect();
        words.sort_unstable();
        words
    };
    let wordings = Wordings::of(sheet, given);
    let wanted = given.map(|g| fingerprint(wordings.split(g).0));
    let mut best: Option<(f32, usize)> = None;
    for i in (first..last).chain(0..first.min(5)) {
        let Some(score) = score(sheet, i, window, &body, &wordings, wanted) else {
            continue;
        };
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, i));
        }
    }
    let (_, line) = best?;
    let print = fingerprint(wordings.split(sheet.line(line)).0);
    let parts = |i: usize| wordings.split(sheet.line(i));
    let places: Vec<usize> = (0..sheet.lines.len())
        .filter(|&i| sheet.lines[i].span.len() <= LONGEST && fingerprint(parts(i).0) == print)
        .collect();
    // Of two that stand close together the first is the headline, and what stands between belongs under it.
    let stands_bare = |i: &usize| {
        parts(*i).1.is_none() && sheet.lines[*i].hint.heading == sheet.lines[line].hint.heading
    };
    let line = places
        .iter()
        .copied()
        .filter(|i| line.checked_sub(*i).is_some_and(|d| d <= 6))
        .find(stands_bare)
        .unwrap_or(line);
    let (front, _) = parts(line);
    let front = given.map_or(front, |given| bare(front, wordings.split(given).0));
    let start = |s: &str| s.as_ptr() as usize - sheet.text.as_ptr() as usize;
    let span_of = |s: &str| CleanSpan::new(start(s), start(s) + s.len());
    Some(Title {
        line,
        span: span_of(front),
        suffix: places.iter().find_map(|&i| parts(i).1).map(span_of),
        repeated: places.into_iter().filter(|i| *i != line).collect(),
    })
}

/// The given headline where a line holds it among other matter: a date, a number, a label, the source in parentheses.
fn bare<'t>(line: &'t str, given: &str) -> &'t str {
    let Some(at) = line
        .find(given)
        .filter(|_| given.split_whitespace().nth(2).is_some())
    else {
        return line;
    };
    let (before, after) = (&line[..at], &line[at + given.len()..]);
    let is_matter = |text: &str| {
        text.trim().is_empty()
            || text.contains(|c: char| c.is_ascii_digit())
            || text.ends_with(':')
            || text.trim().starts_with('(') && text.trim().ends_with(')')
    };
    if is_matter(before) && is_matter(after) {
        &line[at..at + given.len()]
    } else {
        line
    }
}

/// How much a line looks like the headline; `None` where it cannot be.
fn score(
    sheet: &Sheet<'_>,
    i: usize,
    window: &Range<usize>,
    body: &[String],
    wordings: &Wordings,
    wanted: Option<u64>,
) -> Option<f32> {
    let (f, line, whole) = (&sheet.features[i], &sheet.lines[i], sheet.line(i));
    let is_top = line.hint.heading == Some(1);
    let least = if is_top { 1 } else { 2 };
    if line.span.len() > LONGEST
        || f.cue.is_some() && !is_top
        || !(least..=40).contains(&f.words)
        || f.joints >= 4
    {
        return None;
    }
    let sentence =
        f.is_prose() && (f.words > 25 || whole.ends_with(['.', ',']) || whole.ends_with(".”"));
    if (sentence || agency::has_dateline(whole)) && line.hint.heading.is_none() {
        return None;
    }
    let (front, suffix) = wordings.split(whole);
    let own = content_words(front);
    if own.is_empty() {
        return None;
    }
    let overlap =
        own.iter().filter(|w| body.binary_search(w).is_ok()).count() as f32 / own.len() as f32;
    let print = fingerprint(front);
    if wordings.site == Some(print) && wanted != Some(print) {
        return None;
    }
    let count =
        |list: &[u64]| list.partition_point(|p| *p <= print) - list.partition_point(|p| *p < print);
    let with_suffix = count(&wordings.fronts) > 0;
    let is_wanted = wanted == Some(print);
    if overlap < 0.25 && !is_wanted && !with_suffix && !is_top {
        return None;
    }
    let mut score = 4.0 * overlap;
    let mut add = |holds: bool, points: f32| score += if holds { points } else { 0.0 };
    add(own.len() < 3, -1.5);
    add(count(&wordings.wholes) > 1, 1.0);
    add(with_suffix, 1.5);
    add(i < 3, 0.7);
    add(is_top, 3.0);
    add(is_top && wordings.n_top == 1, 2.0);
    add(line.hint.heading == Some(2), 0.5);
    add(is_wanted, 4.0);
    add(suffix.is_some(), -0.3);
    add(line.hint.role.is_some() || line.is_linked(), -1.5);
    add(i >= window.start, -1.0);
    score -= (window.start.saturating_sub(i) as f32 * 0.03).min(1.5);
    (score > 1.2).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_matter_around_a_headline() {
        let given = "Ferry line stays open";
        for line in [
            "12 May 2031 Ferry line stays open",
            "Title:Ferry line stays open",
            "Ferry line stays open (bay.example) 87",
            "Ferry line stays open Posted on May 12, 2031 by Ann Mole",
        ] {
            assert_eq!(bare(line, given), given, "{line}");
        }
        for line in [
            "Ferry line stays open, mayor says",
            "Why the ferry line stays open",
        ] {
            assert_eq!(bare(line, given), line);
        }
    }

    #[test]
    fn the_outlet_behind_a_headline() {
        assert_eq!(
            without_suffix("Ferry sinks off the cape — Harbour News"),
            ("Ferry sinks off the cape", Some("Harbour News"))
        );
        assert_eq!(
            without_suffix("Ferry line to stay open – Reed"),
            ("Ferry line to stay open", Some("Reed"))
        );
        assert_eq!(
            without_suffix("A well-known ferry"),
            ("A well-known ferry", None)
        );
        assert_eq!(
            without_suffix("Ferry - what we know about the storm and its toll so far"),
            (
                "Ferry - what we know about the storm and its toll so far",
                None
            )
        );
    }
}

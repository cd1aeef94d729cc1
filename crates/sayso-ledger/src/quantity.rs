//! Numbers with what they count.

use crate::naming::is_calendar_word;
use crate::terms::Word;

/// How exact a number is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    Exact,
    About,
    AtLeast,
    AtMost,
}

/// A number and the stems of the words after it, one of which names what is counted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) value: f64,
    pub(crate) precision: Precision,
    /// Nearest first; "%" and "$" where a sign stands.
    pub(crate) units: Vec<String>,
}

impl Quantity {
    /// Whether both can be true of one thing.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let near = |share: f64| {
            (self.value - other.value).abs() <= share * self.value.abs().max(other.value.abs())
        };
        // "9.7 percent" is told as 10.
        let rounds = |a: f64, b: f64| a.fract() != 0.0 && a > 2.0 && a.round() == b;
        near(1e-9)
            || rounds(self.value, other.value)
            || rounds(other.value, self.value)
            || match (self.precision, other.precision) {
                (Precision::About, _) | (_, Precision::About) => near(0.1),
                (Precision::AtLeast, Precision::AtLeast) => near(0.1),
                (Precision::AtLeast, _) if other.value >= self.value => near(0.5),
                (_, Precision::AtLeast) if self.value >= other.value => near(0.5),
                (Precision::AtMost, _) if other.value <= self.value => near(0.5),
                (_, Precision::AtMost) if self.value <= other.value => near(0.5),
                _ => false,
            }
    }
}

const UNITS_OF_TIME: &[&str] = &["am", "pm", "o'clock"];

/// The quantities among some words; dates, years, clock times and ordinals are none.
pub(crate) fn quantities(split: &[Word]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < split.len() {
        let start = at;
        let Some(mut value) = number(&split[at].lower) else {
            at += 1;
            continue;
        };
        at += 1;
        // "Twenty-one" is two words here.
        let ones = split.get(at).filter(|w| {
            let is_word = |w: &Word| w.lower.starts_with(char::is_alphabetic);
            w.range.start == split[start].range.end + 1
                && (20.0..100.0).contains(&value)
                && is_word(w)
                && is_word(&split[start])
        });
        if let Some(ones) = ones.and_then(|w| ones_of(&w.lower)) {
            value += ones;
            at += 1;
        }
        while let Some(scale) = split
            .get(at)
            .filter(|w| !w.opens_phrase())
            .and_then(|w| scale(&w.lower))
        {
            value *= scale;
            at += 1;
        }
        let digits = split[start].lower.bytes().all(|b| b.is_ascii_digit());
        let year = digits && at == start + 1 && (1900.0..2100.0).contains(&value);
        let beside_month = |w: Option<&Word>| w.is_some_and(|w| is_calendar_word(&w.lower));
        // "Article 5", "Group of 20": a number after a capitalised word is part of a name.
        let part_of_name =
            start > 0 && split[start - 1].capital && split[start].before.is_empty() && start > 1;
        if year
            || part_of_name
            || beside_month(split.get(at))
            || (start > 0 && beside_month(split.get(start - 1)))
        {
            continue;
        }
        // "Two of the injured" are a part of what is counted.
        let is_part = split.get(at).is_some_and(|w| w.lower == "of")
            && split.get(at + 1).is_some_and(|w| {
                number(&w.lower).is_some()
                    || matches!(
                        w.lower.as_str(),
                        "the"
                            | "them"
                            | "these"
                            | "those"
                            | "its"
                            | "his"
                            | "her"
                            | "their"
                            | "our"
                            | "my"
                    )
            });
        if is_part {
            continue;
        }
        // "Three more people" are not all.
        let adds = |w: &Word| {
            matches!(
                w.lower.as_str(),
                "additional" | "another" | "further" | "more" | "other"
            )
        };
        if split.get(at).is_some_and(adds) || start > 0 && adds(&split[start - 1]) {
            continue;
        }
        // An age is no span of years.
        let is_age = split.get(at + 1).is_some_and(|w| w.lower == "old");
        // "When she was 14 years old": whose age it is, the words do not tell.
        let of_pronoun = split[start.saturating_sub(2)..start]
            .iter()
            .any(|w| matches!(w.lower.as_str(), "he" | "i" | "she" | "they"));
        if is_age && of_pronoun {
            continue;
        }
        let mut units = Vec::new();
        units.extend(is_age.then(|| "old".to_owned()));
        units.extend(counted_before(&split[..start]));
        if split[start].before.ends_with(['$', '€', '£']) {
            units.push("$".to_owned());
        }
        if split.get(at).is_some_and(|w| w.before.starts_with('%')) {
            units.push("%".to_owned());
        }
        let follows = split[at..]
            .iter()
            .enumerate()
            .take_while(|(i, w)| *i == 0 || !w.opens_phrase())
            .take_while(|(_, w)| number(&w.lower).is_none())
            .take(4);
        units.extend(
            follows
                .filter(|(_, w)| w.is_content() && !is_age)
                .map(|(_, w)| w.stem.clone())
                .take(2),
        );
        if units.is_empty()
            || split
                .get(at)
                .is_some_and(|w| UNITS_OF_TIME.contains(&w.lower.as_str()))
        {
            continue;
        }
        let before: Vec<&str> = split[start.saturating_sub(2)..start]
            .iter()
            .map(|w| w.lower.as_str())
            .collect();
        found.push(Quantity {
            value,
            precision: precision(&before),
            units,
        });
    }
    found
}

/// "Put the number of demonstrators at": the stem of what is counted, where it stands before the number.
fn counted_before(before: &[Word]) -> Option<String> {
    const REACH: usize = 8;
    let (last, before) = before.split_last()?;
    if !matches!(last.lower.as_str(), "at" | "to" | "as" | "was" | "is") {
        return None;
    }
    let near = &before[before.len().saturating_sub(REACH)..];
    let of = near.windows(2).rposition(|pair| {
        let total = matches!(
            pair[0].lower.as_str(),
            "number" | "total" | "count" | "toll" | "tally"
        );
        total && pair[1].lower == "of"
    })?;
    let counted = near[of + 2..].iter().find(|w| w.is_content());
    counted.map(|w| w.stem.clone())
}

fn precision(before: &[&str]) -> Precision {
    match before {
        [.., "more" | "fewer" | "less", "than"] if before[before.len() - 2] == "more" => {
            Precision::AtLeast
        }
        [.., "less" | "fewer", "than"] | [.., "up", "to"] | [.., "nearly" | "almost" | "under"] => {
            Precision::AtMost
        }
        [.., "at", "least"] | [.., "over" | "exceeding"] => Precision::AtLeast,
        [.., "at", "most"] => Precision::AtMost,
        [
            ..,
            "about" | "around" | "some" | "roughly" | "approximately",
        ] => Precision::About,
        _ => Precision::Exact,
    }
}

/// The number that a word spells: "fourteen".
pub(crate) fn spelled(lower: &str) -> Option<f64> {
    const WORDS: &[(&str, f64)] = &[
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("thirteen", 13.0),
        ("fourteen", 14.0),
        ("fifteen", 15.0),
        ("sixteen", 16.0),
        ("seventeen", 17.0),
        ("eighteen", 18.0),
        ("nineteen", 19.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
    ];
    let (_, value) = WORDS.iter().find(|(w, _)| *w == lower)?;
    Some(*value)
}

fn number(lower: &str) -> Option<f64> {
    if let Some(value) = spelled(lower) {
        return Some(value);
    }
    if !lower.starts_with(|c: char| c.is_ascii_digit()) || lower.len() > 20 {
        return None;
    }
    lower
        .replace(',', "")
        .parse()
        .ok()
        .filter(|v: &f64| v.is_finite())
}

/// What a word adds to "twenty-".
fn ones_of(lower: &str) -> Option<f64> {
    let one = (lower == "one").then_some(1.0);
    one.or_else(|| number(lower).filter(|n| *n < 10.0))
}

fn scale(lower: &str) -> Option<f64> {
    match lower {
        "dozen" => Some(12.0),
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" | "mn" => Some(1e6),
        "billion" | "bn" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::words;

    #[test]
    fn an_age_is_no_span_of_years_and_more_people_are_not_all() {
        let units = |text: &str| {
            let found = quantities(&words(text)).into_iter();
            found.flat_map(|q| q.units).collect::<Vec<_>>()
        };
        assert_eq!(units("a 48-year-old guard"), ["old"]);
        assert!(quantities(&words("when she was 14 years old")).is_empty());
        assert_eq!(units("a guard for 15 years"), ["year"]);
        assert!(units("three more people fell").is_empty());
    }

    fn found(text: &str) -> Vec<(f64, String)> {
        quantities(&words(text))
            .into_iter()
            .map(|q| (q.value, q.units.join(" ")))
            .collect()
    }

    #[test]
    fn counts_are_read_and_dates_are_not() {
        assert_eq!(
            found("about 1,200 loaded wagons"),
            [(1200.0, "load wagon".to_owned())]
        );
        assert_eq!(
            found("weapons worth $90 billion in loans"),
            [(9e10, "$ loan".to_owned())]
        );
        assert_eq!(found("two prisoners"), [(2.0, "prison".to_owned())]);
        assert_eq!(
            found("Twenty-one babies and thirty-eight men after 3 boats"),
            [
                (21.0, "babi".to_owned()),
                (38.0, "men".to_owned()),
                (3.0, "boat".to_owned())
            ]
        );
        assert_eq!(found("on May 20 in 2025 under Article 5 of it"), []);
        assert_eq!(
            found("put the number of demonstrators at 6,000."),
            [(6000.0, "demonstr".to_owned())]
        );
        // A part of what is counted is not its number.
        assert_eq!(found("two of the injured people"), []);
    }

    #[test]
    fn bounds_agree_with_what_they_allow() {
        let one = |text: &str| quantities(&words(text)).remove(0);
        assert!(one("more than 1,000 prisoners").agrees(&one("1,200 prisoners")));
        assert!(one("nearly 20 ships").agrees(&one("19 ships")));
        assert!(one("about 100 ships").agrees(&one("105 ships")));
        assert!(one("9.7 percent").agrees(&one("10 percent")));
        assert!(!one("9.2 percent").agrees(&one("10 percent")));
        assert!(!one("340 wagons").agrees(&one("430 wagons")));
        assert!(!one("at least 430 people").agrees(&one("at least 510 people")));
        assert!(!one("more than 1,000 prisoners").agrees(&one("900 prisoners")));
    }
}

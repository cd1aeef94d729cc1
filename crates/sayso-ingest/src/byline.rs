//! Who wrote it.

use std::sync::LazyLock;

use regex::Regex;
use sayso_text::{BlockKind, CleanSpan, Fact};

use crate::agency;
use crate::label::{Labelled, Sheet};

/// Authors in the lines by the article.
pub(crate) fn bylines(sheet: &Sheet<'_>, labelled: &Labelled) -> Vec<Fact<String>> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\W*(?i:by|written by|words by|text by|posted by|authored by|contributed by|author|report by|story by)[:\s]+(?P<names>\p{Lu}.*)$",
        )
        .expect("a fixed pattern")
    });
    static REPORTING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\W*(?:Additional )?[Rr]eporting by (?P<names>\p{Lu}[^;.()]*)")
            .expect("a fixed pattern")
    });
    let from = labelled.window.start.saturating_sub(15);
    let mut found: Vec<Fact<String>> = Vec::new();
    for i in from..(labelled.window.end + 3).min(sheet.lines.len()) {
        let line = sheet.line(i);
        let kind = labelled.kinds[i];
        if line.len() > 300 || kind == BlockKind::EmbeddedArticle {
            continue;
        }
        let names = if kind == BlockKind::Byline {
            BY.captures(line)
        } else {
            None
        }
        .or_else(|| REPORTING.captures(line));
        let Some(names) = names.as_ref().and_then(|c| c.name("names")) else {
            continue;
        };
        for name in split_names(names.as_str()) {
            let start = sheet.lines[i].span.start().get()
                + (name.as_ptr() as usize - line.as_ptr() as usize);
            let evidence = Some(CleanSpan::new(start, start + name.len()));
            if found.iter().all(|f| f.value != name) {
                found.push(Fact {
                    value: name.to_owned(),
                    evidence,
                });
            }
        }
    }
    if found.is_empty() {
        found.extend(signed(sheet, labelled));
    }
    found
}

/// A name that stands by itself in an element for authors, near the article. Boxes about the author repeat it below.
fn signed(sheet: &Sheet<'_>, labelled: &Labelled) -> Option<Fact<String>> {
    let from = labelled.window.start.saturating_sub(30);
    let to = (labelled.window.end + 15).min(sheet.lines.len());
    (from..to)
        .filter(|i| sheet.lines[*i].hint.role == Some(BlockKind::Byline))
        .find_map(|i| {
            let line = sheet.line(i);
            let names = split_names(line);
            let [name] = names[..] else { return None };
            let name = match name.strip_prefix("By") {
                Some(rest) if rest.starts_with(char::is_uppercase) => rest,
                _ => name,
            };
            let start = sheet.lines[i].span.start().get()
                + (name.as_ptr() as usize - line.as_ptr() as usize);
            (name.len() * 2 > line.len()).then(|| Fact {
                value: name.to_owned(),
                evidence: Some(CleanSpan::new(start, start + name.len())),
            })
        })
}

/// The authors that a field for them names: persons, or whoever else it says, as it says.
pub(crate) fn declared(field: &str) -> Vec<String> {
    let field = field.trim();
    // "By Ann Mole", "ByAnn Mole", and not "Byron Mole".
    let field = field
        .strip_prefix("By")
        .or_else(|| field.strip_prefix("by"))
        .filter(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_whitespace()))
        .map_or(field, str::trim_start);
    let people = split_names(field);
    if !people.is_empty() {
        return people.into_iter().map(str::to_owned).collect();
    }
    let is_name = (1..=60).contains(&field.len())
        && field.split_whitespace().count() <= 5
        && field.chars().any(char::is_alphabetic)
        && !field.contains("://")
        && !field.contains('@')
        && crate::date::find(field).is_none()
        && agency::canonical(field).is_none()
        && !is_placeholder(field);
    if is_name {
        vec![field.to_owned()]
    } else {
        Vec::new()
    }
}

/// What stands in a field for authors and names nobody: a label, a login, nothing.
fn is_placeholder(field: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        let labels = "admin|administrator|none|null|undefined|unknown|n/a|by|(?:the )?authors?|(?:written|posted|words|story|text|reviewed|edited|medically reviewed|fact checked|published) by|contributors?|(?:more|all) (?:posts |articles |stories )?(?:by|from)\\b.*|about the authors?|share|follow";
        Regex::new(&format!(r"(?i)^(?:{labels})\W*$")).expect("a fixed pattern")
    });
    // "mhall2", "ann-baytown": how one logs in.
    let is_login = !field.contains(' ')
        && !field.contains(char::is_uppercase)
        && field.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    is_login || LABEL.is_match(field)
}

/// The persons in a list of names; agencies, places and functions left out.
pub(crate) fn split_names(names: &str) -> Vec<&str> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s*(?:,|;|\||/|•|·|&|\band\b|\bin\b|\bwith\b|–|—| - )\s*")
            .expect("a fixed pattern")
    });
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|de|da|van|von|der|den|bin|al|el|la|le|di|del|ter)){1,4}$").expect("a fixed pattern")
    });
    const FUNCTION: [&str; 27] = [
        "correspondent",
        "editor",
        "reporter",
        "staff",
        "writer",
        "desk",
        "bureau",
        "news",
        "chief",
        "published",
        "updated",
        "contributor",
        "agency",
        "team",
        "author",
        "director",
        "institute",
        "founder",
        "specialist",
        "manager",
        "expert",
        "president",
        "professor",
        "officer",
        "analyst",
        "sponsored",
        "university",
    ];
    let is_person = |name: &str| {
        let lower = name.to_lowercase();
        NAME.is_match(name)
            && agency::canonical(name).is_none()
            && !FUNCTION.iter().any(|f| lower.contains(f))
            && crate::date::find(name).is_none()
    };
    let mut people: Vec<&str> = BETWEEN
        .split(names)
        .map(str::trim)
        .filter(|n| is_person(n))
        .collect();
    // What follows "in" is a place: "Ann Mole in Port Reed".
    people.retain(|name| {
        let at = name.as_ptr() as usize - names.as_ptr() as usize;
        !names[..at].trim_end().ends_with(" in")
    });
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nobody() {
        for field in [
            "undefined",
            "Written By:",
            "The Author",
            "ann-baytown",
            "mhall2",
            "More by this contributor",
            "By",
        ] {
            assert!(declared(field).is_empty(), "{field}");
        }
        assert_eq!(
            declared("By Ann Mole and Bo Finch"),
            ["Ann Mole", "Bo Finch"]
        );
        assert_eq!(declared("Bay Herald"), ["Bay Herald"]);
    }

    #[test]
    fn names_in_lists() {
        assert_eq!(
            split_names("Ann Mole and Bo van Finch"),
            ["Ann Mole", "Bo van Finch"]
        );
        assert_eq!(
            split_names("Ann Mole in Port Reed, Associated Press"),
            ["Ann Mole"]
        );
        assert_eq!(
            split_names("Ann Mole, Harbour Correspondent | 12 May 2031"),
            ["Ann Mole"]
        );
        assert!(split_names("Staff Reporter").is_empty());
    }
}

//! Which agency's story a page says it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use sayso_text::{AgencyCredit, BlockKind, CleanSpan};

use crate::cue::Cue;
use crate::label::{Labelled, Sheet};
use crate::table;
use crate::words::{head, tail};

/// Form to canonical name, from `data/agencies.tsv`.
static AGENCIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../data/agencies.tsv"));
    rows.flat_map(|(name, forms)| {
        forms
            .into_iter()
            .chain([name])
            .map(move |f| (f, name))
            .collect::<Vec<_>>()
    })
    .collect()
});

/// The canonical name of an agency that a text names and nothing else.
pub(crate) fn canonical(text: &str) -> Option<&'static str> {
    let bare = text
        .trim()
        .trim_matches(['.', ',', ';', ':', '*', '_', '-', '–', '—', '|', '"'])
        .trim();
    let bare = bare.strip_prefix("the ").unwrap_or(bare);
    let strip = |w: &str| bare.strip_suffix(w).map(str::trim);
    let forms = [
        Some(bare),
        strip(" news agency"),
        strip(" News Agency"),
        strip(" news"),
        strip(" staff"),
        strip(" Staff"),
    ];
    forms
        .into_iter()
        .flatten()
        .find_map(|f| AGENCIES.get(f).copied())
}

/// The first agency named in a text, with the range of its name.
fn named_in(text: &str) -> Option<(&'static str, std::ops::Range<usize>)> {
    static ANY: LazyLock<Regex> = LazyLock::new(|| {
        let mut forms: Vec<String> = AGENCIES.keys().map(|f| regex::escape(f)).collect();
        // Longest first, so that "AP News" is not read as "AP".
        forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
        Regex::new(&format!(
            r"(?:^|[^\p{{L}}\d])({})(?:[^\p{{L}}\d]|$)",
            forms.join("|")
        ))
        .expect("escaped forms")
    });
    let found = ANY.captures(text)?.get(1)?;
    Some((AGENCIES.get(found.as_str()).copied()?, found.range()))
}

/// A mark in capitals, as agencies sign: "HNA", "AFP-JIJI".
fn is_mark(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (2..=12).contains(&letters)
        && text.chars().all(|c| {
            c.is_uppercase()
                || c.is_alphabetic() && !c.is_lowercase()
                || matches!(c, '-' | '/' | '.' | ' ')
        })
        && text.split(' ').count() <= 2
        // "(R-S.C.)" and "(U.S.)" are no agencies.
        && text.split(['-', '/', '.', ' ']).all(|part| part.chars().count() > 1)
}

/// Looks where agencies are credited, the most telling place first: the dateline, a mark behind the last sentence, a line
/// of credit, the author line, the copyright line.
pub(crate) fn credit(sheet: &Sheet<'_>, labelled: &Labelled) -> Option<AgencyCredit> {
    let body: Vec<usize> = (0..sheet.lines.len())
        .filter(|&i| labelled.kinds[i] == BlockKind::Body)
        .collect();
    let at = |line: usize, range: std::ops::Range<usize>| {
        let start = sheet.lines[line].span.start().get();
        CleanSpan::new(start + range.start, start + range.end)
    };
    // The dateline's paragraph may have been taken for a standfirst or a menu.
    let (start, start_of_rest) = (labelled.window.start, labelled.window.end);
    let above = (start.saturating_sub(3)..start).rev();
    let first = above
        .filter(|i| labelled.kinds[*i] != BlockKind::EmbeddedArticle)
        .chain(body.iter().copied().take(4));
    let dateline = first.into_iter().find_map(|i| {
        dateline(sheet.line(i)).map(|(a, r)| AgencyCredit {
            agency: a,
            evidence: at(i, r),
            in_part: false,
        })
    });
    if dateline.is_some() {
        return dateline;
    }
    // Or stands by itself below the story.
    let below = start_of_rest..(start_of_rest + 2).min(sheet.lines.len());
    let below = below.filter(|i| labelled.kinds[*i] != BlockKind::EmbeddedArticle);
    let last = body.iter().rev().take(2).copied().chain(below);
    let signed = last.into_iter().find_map(|i| {
        signature(sheet.line(i)).map(|(a, r)| AgencyCredit {
            agency: a,
            evidence: at(i, r),
            in_part: false,
        })
    });
    if signed.is_some() {
        return signed;
    }
    // Lines by the article: a credit below another article of the page is that one's.
    let near =
        labelled.window.start.saturating_sub(12)..(labelled.window.end + 4).min(sheet.lines.len());
    let near = || {
        near.clone()
            .filter(|&i| labelled.kinds[i] != BlockKind::EmbeddedArticle)
    };
    let line = near().find_map(|i| {
        let text = sheet.line(i);
        // A name within the story is a name; at its ends it can be a signature.
        let inner = labelled.window.start + 2..labelled.window.end.saturating_sub(3);
        let in_window = i >= labelled.window.start && !inner.contains(&i);
        let found = match sheet.cue(i) {
            Some(Cue::Credit) => credit_line(text),
            Some(Cue::Byline) | None if i < labelled.window.start || in_window => author_line(text),
            _ => None,
        };
        found.map(|(agency, range)| AgencyCredit {
            agency,
            evidence: at(i, range),
            in_part: is_in_part(text),
        })
    });
    if line.is_some() {
        return line;
    }
    let contributed = body.iter().rev().take(3).find_map(|&i| {
        contributed(sheet.line(i)).map(|(a, r)| AgencyCredit {
            agency: a,
            evidence: at(i, r),
            in_part: is_in_part(sheet.line(i)),
        })
    });
    contributed.or_else(|| {
        (0..sheet.lines.len())
            .filter(|&i| {
                sheet.cue(i) == Some(Cue::Legal) && labelled.kinds[i] != BlockKind::EmbeddedArticle
            })
            .find_map(|i| {
                let text = head(sheet.line(i), 300);
                let holder = copyright_holder(text)?;
                let (agency, range) = named_in(&text[holder.clone()])?;
                Some(AgencyCredit {
                    agency: agency.to_owned(),
                    evidence: at(i, holder.start + range.start..holder.start + range.end),
                    in_part: false,
                })
            })
    })
}

/// Whether what a dateline has in parentheses is an agency, known or by its looks.
pub(crate) fn is_agency(text: &str) -> bool {
    agency_in_dateline(text).is_some()
}

/// Whether a line begins with an agency's dateline, as first paragraphs do and headlines do not.
pub(crate) fn has_dateline(line: &str) -> bool {
    dateline(line).is_some()
}

/// "NEW YORK (AP) —", "LONDON, Aug 18 (Reuters) -", "Kyiv/Moscow: (HNA) –".
fn dateline(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?P<all>(?P<place>[\p{Lu}][^()“”\x22!?]{1,70}?)?[\s,:–—-]*\((?P<agency>[^()]{2,40})\))\s*(?:[-–—:|]|--)").expect("a fixed pattern")
    });
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?P<all>(?:[\p{Lu}][\p{L} .,]{1,40}, )?(?P<agency>[\p{Lu}][\p{L}-]{1,20}))\s*(?:[–—|]|--| -)\s").expect("a fixed pattern")
    });
    let start = head(text, 200);
    if !start.contains(['-', '–', '—', '|', ':']) {
        return None;
    }
    if let Some(found) = DATELINE.captures(start) {
        let name = agency_in_dateline(found.name("agency")?.as_str())?;
        return Some((name, found.name("all")?.range()));
    }
    let found = PLAIN.captures(start)?;
    let name = canonical(found.name("agency")?.as_str())?;
    Some((name.to_owned(), found.name("all")?.range()))
}

fn agency_in_dateline(text: &str) -> Option<String> {
    let text = text.trim();
    canonical(text)
        .or_else(|| named_in(text).map(|named| named.0))
        .map(str::to_owned)
        .or_else(|| is_mark(text).then(|| text.to_owned()))
}

/// A mark behind the last sentence: "… the war. (HNA)", "… he said. — Reuters".
fn signature(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[.!?”\x22’'…]\s*(?P<all>\((?P<agency>[^()\[\]]{2,60})\))\s*\.?\s*$")
            .expect("a fixed pattern")
    });
    static DASH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"[.!?”\x22’'…]\s*(?P<all>(?:[–—-]{1,2}|/)\s*(?P<agency>[^.!?–—]{2,50}?))[./]?\s*$",
        )
        .expect("a fixed pattern")
    });
    // Reuters names its people, not itself: "(Reporting by Ann Mole; Editing by Bo Finch)".
    static SIGN_OFF: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"\((?:Additional )?[Rr]eporting by \p{Lu}[^()]{2,200}; ?(?:[^();]{2,100}; ?)*[Ee]diting by \p{Lu}[^()]{2,80}\)\s*\.?\s*$";
        Regex::new(pattern).expect("a fixed pattern")
    });
    let end = tail(text, 400);
    let offset = text.len() - end.len();
    let range = |r: std::ops::Range<usize>| offset + r.start..offset + r.end;
    if let Some(found) = SIGN_OFF.find(end) {
        return Some(("Reuters".to_owned(), range(found.range())));
    }
    if let Some(found) = MARK.captures(end) {
        let (agency, all) = (
            found.name("agency")?.as_str().trim(),
            found.name("all")?.range(),
        );
        let photo = agency.contains("hoto") || agency.contains("icture") || agency.contains("mage");
        if let Some(name) = canonical(agency) {
            return Some((name.to_owned(), range(all)));
        }
        // "(Jane Doe/HNA)" is a picture's credit.
        let parts: Vec<&str> = agency.split('/').collect();
        if !photo
            && (parts.iter().all(|p| is_mark(p) || canonical(p).is_some()) && parts.len() <= 3)
        {
            let name = parts
                .iter()
                .find_map(|p| canonical(p))
                .map_or_else(|| agency.to_owned(), str::to_owned);
            return Some((name, range(all)));
        }
        if let Some((name, _)) = credit_line(agency) {
            return Some((name, range(all)));
        }
    }
    let found = DASH.captures(end)?;
    let agency = found.name("agency")?.as_str();
    let agency = agency
        .strip_prefix("with ")
        .or_else(|| agency.strip_prefix("With "))
        .unwrap_or(agency);
    let name = canonical(agency)
        .or_else(|| agency.split([',', '/']).next().and_then(canonical))
        .or_else(|| {
            let lower = agency.to_lowercase();
            (lower == "agencies"
                || lower.contains("input from agenc")
                || lower.contains("inputs from agenc"))
            .then_some("agencies")
        })?;
    Some((name.to_owned(), range(found.name("all")?.range())))
}

/// "With inputs from agencies", "Source: AFP", "Reporting by PTI".
fn credit_line(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    static WORDING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:inputs?|reporting|reports?|material|files?|from|source|sources|via|contributed|agency|agencies|wires?|with)\b").expect("a fixed pattern")
    });
    static UNNAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:news )?(?:agenc(?:y|ies)|wires?(?: services?)?)\b")
            .expect("a fixed pattern")
    });
    if !WORDING.is_match(text) {
        return None;
    }
    let whole = 0..text.len();
    if let Some((name, _)) = named_in(text) {
        return Some((name.to_owned(), whole));
    }
    UNNAMED
        .is_match(text)
        .then(|| ("agencies".to_owned(), whole))
}

/// An agency as the author: "By Associated Press", "By Ann Mole, Reuters", "PA Media" alone.
fn author_line(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    if text.len() > 120 {
        return None;
    }
    let bare = text
        .trim_start_matches("By ")
        .trim_start_matches("by ")
        .trim_start_matches("BY ")
        .trim_start_matches("Written by ");
    let offset = text.len() - bare.len();
    if let Some(name) = canonical(bare).filter(|_| bare.len() > 2 || offset > 0) {
        return Some((name.to_owned(), 0..text.len()));
    }
    if bare.eq_ignore_ascii_case("agencies") || bare.eq_ignore_ascii_case("news agencies") {
        return Some(("agencies".to_owned(), 0..text.len()));
    }
    if offset == 0 {
        return None;
    }
    let part = bare
        .split([',', '|', '/', '•', '·', '('])
        .skip(1)
        .find_map(|p| canonical(p.trim_end_matches(')')).map(|name| (name, p)))?;
    let start = part.1.as_ptr() as usize - text.as_ptr() as usize;
    Some((part.0.to_owned(), start..start + part.1.len()))
}

/// Whether a credit is for a part only: "The Associated Press contributed to this report", "Additional reporting by Reuters".
/// "Associated Press writers Ann Mole and Bo Finch contributed" is how the agency itself signs its stories.
fn is_in_part(text: &str) -> bool {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)\bcontribut(?:ed|ing)\b|\bin part\b|\badditional (?:reporting|material)\b|\b(?:with|and) (?:files|reporting) (?:from|by)\b|\b(?:was|were) used\b";
        Regex::new(pattern).expect("a fixed pattern")
    });
    static ITS_OWN: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"^(?:[’']s)?\s+(?:\p{L}+\s+)?(?:writers?|reporters?|journalists?|correspondents?|editors?|photographers?|videojournalists?)\b";
        Regex::new(pattern).expect("a fixed pattern")
    });
    // "This story was reported by The Associated Press. Ann Mole contributed": its reporter.
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)\bthis (?:story|report|article) was (?:reported|written|produced) by ";
        Regex::new(pattern).expect("a fixed pattern")
    });
    let end = tail(text, 300);
    let is_whole = || {
        let note = tail(text, 800);
        let by = WHOLE.find(note).map(|found| &note[found.end()..]);
        let sentence = by.and_then(|by| by.split(". ").next());
        sentence.is_some_and(|s| named_in(s).is_some())
    };
    let signs_itself = || named_in(end).is_some_and(|(_, name)| ITS_OWN.is_match(&end[name.end..]));
    PART.is_match(end) && !signs_itself() && !is_whole()
}

/// "The Associated Press contributed to this report."
fn contributed(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    static WORDING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?P<all>[^.]{2,120}\bcontributed(?: to (?:this|the) (?:report|story|article|post)\b|\.\s*$))|\b(?:report(?:ing)?|material|information) from (?P<from>[^.]{2,60}) (?:was|were) used|\bthis (?:story|report|article) (?:is|was) (?:based (?:in part )?on (?:reporting|reports|material)|reported|compiled)\b[^.]{0,20}? (?:by|from) (?P<by>[^.]{2,80})|^\s*contributing: (?P<with>.{2,160})").expect("a fixed pattern")
    });
    let end = tail(text, 300);
    let could_credit = end.contains("ontribut")
        || end.contains("from") && end.contains("used")
        || end.contains("his ") && (end.contains(" by ") || end.contains(" from "));
    if !could_credit {
        return None;
    }
    let offset = text.len() - end.len();
    let found = WORDING.captures(end)?;
    let all = ["all", "from", "by", "with"].into_iter();
    let all = all.filter_map(|name| found.name(name)).next()?;
    let (name, _) = named_in(all.as_str())?;
    Some((name.to_owned(), offset + all.start()..offset + all.end()))
}

/// Who holds the copyright, as a range of the line.
pub(crate) fn copyright_holder(text: &str) -> Option<std::ops::Range<usize>> {
    static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?x)
            (?i:\breserved\s+(?:by|to)|\b(?:property|copyright)\s+of) \s+ (?P<a>\p{Lu}[^.;|]{2,80})
          | (?i:©|\bcopyright\b|\(c\)) (?:\s*(?:©|\(c\)))? \s* (?:[\d\s,–-]*\d{4})? (?i:\s*by\b)? [\s,]* (?P<b>\p{Lu}[^|;©]{2,80}?) (?:[\s,]*\d{4}.*|[.,]?\s*(?i:all\ rights).*|\.\s.*|\.?$|[|;].*)";
        Regex::new(pattern).expect("a fixed pattern")
    });
    let found = HOLDER.captures(text)?;
    found
        .name("a")
        .or_else(|| found.name("b"))
        .map(|m| m.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(found: Option<(String, std::ops::Range<usize>)>) -> Option<String> {
        found.map(|f| f.0)
    }

    #[test]
    fn datelines() {
        let of = |text| dateline(text).map(|(a, r)| (a, text[r].to_owned()));
        assert_eq!(
            of("PORT REED (AP) — The mayor"),
            Some(("Associated Press".into(), "PORT REED (AP)".into()))
        );
        assert_eq!(
            of("LONDON, Aug 18 (Reuters) - The"),
            Some(("Reuters".into(), "LONDON, Aug 18 (Reuters)".into()))
        );
        assert_eq!(
            of("PORT REED (HNA) – The mayor").map(|f| f.0),
            Some("HNA".into())
        );
        assert_eq!(of("The mayor (Labour) — who"), None);
        assert_eq!(of("Ann Mole (R-S.C.) — who"), None);
        assert_eq!(
            of("AFP - The mayor").map(|f| f.0),
            Some("Agence France-Presse".into())
        );
    }

    #[test]
    fn marks_behind_the_last_sentence() {
        assert_eq!(name(signature("It will go on. (HNA)")), Some("HNA".into()));
        assert_eq!(
            name(signature("It will go on,” he said. — Reuters")),
            Some("Reuters".into())
        );
        assert_eq!(
            name(signature("It will go on. (With inputs from PTI)")),
            Some("Press Trust of India".into())
        );
        assert_eq!(
            name(signature("It will go on. — With agencies")),
            Some("agencies".into())
        );
        assert_eq!(name(signature("The mayor on the pier (Ann Mole/AP)")), None);
        assert_eq!(
            name(signature("The mayor on the pier. (Ann Mole/AP)")),
            None
        );
        assert_eq!(name(signature("The harbour authority (HA)")), None);
        assert_eq!(name(signature("It will go on – for now.")), None);
        assert_eq!(
            name(signature(
                "It will go on. (Reporting by Ann Mole in Port Reed; Additional reporting by Zoe Lam; Editing by Bo Finch)"
            )),
            Some("Reuters".into())
        );
        assert_eq!(
            name(signature("It will go on. (Reporting by Ann Mole)")),
            None
        );
        // Links to what others wrote.
        assert_eq!(
            name(signature("More on the ferry line. [Bloomberg.]")),
            None
        );
    }

    #[test]
    fn lines_of_credit() {
        assert_eq!(
            name(credit_line("With inputs from agencies")),
            Some("agencies".into())
        );
        assert_eq!(
            name(credit_line("Source: AFP")),
            Some("Agence France-Presse".into())
        );
        assert_eq!(
            name(author_line("By Ann Mole, Associated Press")),
            Some("Associated Press".into())
        );
        assert_eq!(name(author_line("PA Media")), Some("PA Media".into()));
        assert_eq!(name(author_line("By Ann Mole")), None);
        assert_eq!(
            name(contributed(
                "The Associated Press contributed to this report."
            )),
            Some("Associated Press".into())
        );
        for part in [
            "The Associated Press contributed to this report.",
            "Bay Herald's Ann Mole and The Associated Press contributed to this report.",
            "Additional reporting by Reuters",
            "Contributing: Ann Mole, Bay Herald; The Associated Press",
        ] {
            assert!(is_in_part(part), "{part}");
        }
        for credit in [
            "Contributing: Ann Mole, Bay Herald; The Associated Press",
            "This story is based on reporting by The Associated Press.",
            "This story was compiled from Associated Press material and other sources.",
        ] {
            let agency = name(contributed(credit));
            assert_eq!(agency.as_deref(), Some("Associated Press"), "{credit}");
        }
        assert_eq!(name(contributed("This was seen by Reuters as well.")), None);
        let short = "Reuters and The Associated Press contributed.";
        assert_eq!(name(contributed(short)), Some("Reuters".into()));
        assert_eq!(name(contributed("Reuters contributed to the fall.")), None);
        for whole in [
            "This story was reported by The Associated Press. Ann Mole in Tesk and Bo Finch in Sund contributed to this report.",
            "Associated Press writers Ann Mole and Bo Finch contributed to this report.",
            "With inputs from agencies",
            "Source: AFP",
            "This story is based on reporting by The Associated Press.",
        ] {
            assert!(!is_in_part(whole), "{whole}");
        }
        let line = "Copyright 2031 The Associated Press. All rights reserved.";
        assert_eq!(
            copyright_holder(line).map(|r| &line[r]),
            Some("The Associated Press")
        );
        let line = "LEGAL WARNING: All rights of the published news are reserved by Bay Herald Press Ltd. Under no";
        assert_eq!(
            copyright_holder(line).map(|r| &line[r]),
            Some("Bay Herald Press Ltd")
        );
    }
}

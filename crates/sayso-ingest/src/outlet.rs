//! Whose page it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use sayso_text::{BlockKind, CleanSpan, Fact};

use crate::agency;
use crate::cue::Cue;
use crate::label::{Labelled, Sheet};
use crate::table;
use crate::words::head;

/// Folded form to name, from `data/outlets.tsv`.
static OUTLETS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../data/outlets.tsv"));
    rows.flat_map(|(name, forms)| {
        forms
            .into_iter()
            .chain([name])
            .map(move |f| (f.to_lowercase(), name))
            .collect::<Vec<_>>()
    })
    .collect()
});

/// Words of a section, not of an outlet's name, when they stand behind it: "Bay Herald World News".
const SECTION: [&str; 16] = [
    "world",
    "news",
    "sport",
    "sports",
    "business",
    "politics",
    "opinion",
    "uk",
    "us",
    "europe",
    "asia",
    "africa",
    "international",
    "online",
    "live",
    "latest",
];

/// The name of a known outlet.
pub(crate) fn known(text: &str) -> Option<&'static str> {
    OUTLETS.get(&text.trim().to_lowercase()).copied()
}

/// The outlet of a site, `www.bayherald.example` as it stands when it is not known.
pub(crate) fn of_host(host: &str) -> String {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut rest = host;
    loop {
        if let Some(name) = known(rest) {
            return name.to_owned();
        }
        match rest.split_once('.') {
            Some((_, shorter)) if shorter.contains('.') => rest = shorter,
            _ => return host.to_owned(),
        }
    }
}

/// An address that a browser may open, as it is written; `None` for any other, and for one that no address looks like.
pub(crate) fn address(text: &str) -> Option<String> {
    const LONGEST: usize = 2_000;
    let text = text.trim();
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let plain =
        !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    let fits = text.len() <= LONGEST && host(text).is_some_and(|host| host.contains('.'));
    (is_web && plain && fits).then(|| text.to_owned())
}

/// The host of an address.
pub(crate) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    (host.contains('.') && !host.contains([' ', '@'])).then_some(host)
}

/// A known outlet at the start of a name, and how many bytes of the name it takes: "RT World News" begins with "RT".
fn known_start(name: &str) -> Option<(&'static str, usize)> {
    let mut end = name.len();
    loop {
        if let Some(found) = known(&name[..end]) {
            return Some((found, end));
        }
        end = name[..end].trim_end().rfind([' ', ',', '/'])?;
    }
}

/// Whether what stands behind a headline is an outlet's name rather than a speaker's.
pub(crate) fn reads_as_outlet(suffix: &str) -> bool {
    static MEDIA: LazyLock<Regex> = LazyLock::new(|| {
        let words = "news|times|post|herald|daily|tribune|journal|gazette|press|chronicle|examiner|observer|today|magazine|media|radio|tv|network|weekly|star|mirror|telegraph|standard|express|mail|reporter|review|blog|online|monitor|bulletin|dispatch|inquirer|independent|guardian|agency|voice|insider|report|world|wire";
        Regex::new(&format!(
            r"(?i)\b(?:{words})\b|\.(?:com|org|net|co|tv|news|info|eu|uk|ie|in|au|ca)\b"
        ))
        .expect("a fixed pattern")
    });
    known(suffix).is_some()
        || known_start(suffix).is_some_and(|(_, n)| n > 3)
        || MEDIA.is_match(suffix)
}

/// An outlet's name without the section behind it.
fn without_section(name: &str) -> &str {
    if let Some((_, end)) = known_start(name)
        && name[end..]
            .split_whitespace()
            .all(|w| SECTION.contains(&w.to_lowercase().as_str()))
    {
        return &name[..end];
    }
    name
}

/// A company's name without its legal form: "Harbour Media Group Limited" is "Harbour Media Group".
fn without_legal_form(name: &str) -> &str {
    const FORMS: [&str; 26] = [
        "limited",
        "ltd",
        "inc",
        "llc",
        "plc",
        "gmbh",
        "corp",
        "corporation",
        "company",
        "co",
        "pvt",
        "private",
        "dac",
        "ag",
        "bv",
        "sa",
        "spa",
        "as",
        "a.ş",
        "a.ş.",
        "san",
        "tic",
        "pty",
        "lp",
        "llp",
        "s.a",
    ];
    let mut name = name
        .trim()
        .trim_end_matches(['.', ',', '-', '–', '—', '&'])
        .trim_end();
    while let Some((front, last)) = name.rsplit_once(' ') {
        if !FORMS.contains(
            &last
                .trim_matches(['.', ',', '(', ')'])
                .to_lowercase()
                .as_str(),
        ) {
            break;
        }
        name = front.trim_end().trim_end_matches([',', '&']).trim_end();
    }
    name
}

/// Whether a mark is made of the first letters of a name's first words: "HANA" of "Harbour News Agency".
fn abbreviates(mark: &str, name: &str) -> bool {
    let fold = |c: char| match c {
        'İ' | 'ı' => 'i',
        'ş' | 'Ş' => 's',
        'ğ' | 'Ğ' => 'g',
        'ç' | 'Ç' => 'c',
        'ö' | 'Ö' => 'o',
        'ü' | 'Ü' => 'u',
        c => c.to_lowercase().next().unwrap_or(c),
    };
    let mark: Vec<char> = mark
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(fold)
        .collect();
    let words: Vec<Vec<char>> = name
        .split_whitespace()
        .take(6)
        .map(|w| w.chars().map(fold).collect())
        .collect();
    // `reach[i]`: the first `i` letters of the mark can be read off the words so far.
    let mut reach = vec![false; mark.len() + 1];
    reach[0] = true;
    for word in &words {
        let mut next = vec![false; mark.len() + 1];
        for from in (0..mark.len()).filter(|i| reach[*i]) {
            for n in 1..=word.len().min(4).min(mark.len() - from) {
                if mark[from..from + n] == word[..n] {
                    next[from + n] = true;
                } else {
                    break;
                }
            }
        }
        if next[mark.len()] {
            return mark.len() > 1;
        }
        reach = next;
    }
    false
}

/// Looks where pages tell whose they are: behind the headline, in the copyright line, where the site speaks of itself.
/// `credit` is the agency's mark, which a page may carry that is the agency's own.
pub(crate) fn outlet(
    sheet: &Sheet<'_>,
    labelled: &Labelled,
    credit: Option<&str>,
) -> Option<Fact<String>> {
    let start_of = |s: &str| s.as_ptr() as usize - sheet.text.as_ptr() as usize;
    let span_of = |s: &str| CleanSpan::new(start_of(s), start_of(s) + s.len());
    if let Some(suffix) = labelled.title.as_ref().and_then(|t| t.suffix) {
        let name = without_section(&sheet.text[suffix.range()]);
        let value = known(name).unwrap_or(name).to_owned();
        return Some(Fact {
            value,
            evidence: Some(span_of(name)),
        });
    }
    let own = |i: &usize| labelled.kinds[*i] != BlockKind::EmbeddedArticle;
    for i in (0..sheet.lines.len())
        .filter(own)
        .filter(|i| sheet.cue(*i) == Some(Cue::Legal))
    {
        let line = head(sheet.line(i), 400);
        let Some(holder) = agency::copyright_holder(line) else {
            continue;
        };
        let name = without_legal_form(&line[holder]);
        if name.len() < 2 {
            continue;
        }
        if let Some(mark) = credit.filter(|mark| abbreviates(mark, name)) {
            return Some(Fact {
                value: mark.to_owned(),
                evidence: Some(span_of(name)),
            });
        }
        let inner = name
            .split(['“', '”', '"', '«', '»'])
            .map(str::trim)
            .find(|part| known(part).is_some())
            .unwrap_or(name);
        let value = known(inner)
            .or_else(|| known_start(inner).filter(|(_, n)| *n > 5).map(|k| k.0))
            .unwrap_or(inner);
        return Some(Fact {
            value: value.to_owned(),
            evidence: Some(span_of(inner)),
        });
    }
    self_reference(sheet, labelled).map(|name| Fact {
        value: known(name).unwrap_or(name).to_owned(),
        evidence: Some(span_of(name)),
    })
}

/// The name by which the site speaks of itself, where it does so twice: "About X", "Follow X on", "X privacy policy".
fn self_reference<'t>(sheet: &Sheet<'t>, labelled: &Labelled) -> Option<&'t str> {
    static WORDINGS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let name = r"(?P<name>\p{Lu}[\p{L}\d'’&.]*(?: \p{Lu}[\p{L}\d'’&.]*){0,3})";
        let forms = [
            format!(
                r"^(?:About|Contact|Follow|Support|Advertise with|Subscribe to|Welcome to|Get the|Download the) {name}(?: on\b| app\b|$)"
            ),
            format!(r"(?:what|Explore what|See what) {name} can do for you"),
            format!(r"\b{name} (?:[Pp]rivacy [Pp]olicy|[Nn]ewsletters?|[Aa]pp|[Tt]erms)\b"),
        ];
        forms
            .iter()
            .map(|f| Regex::new(f).expect("a fixed pattern"))
            .collect()
    });
    let outside = (0..sheet.lines.len()).filter(|i| {
        !matches!(
            labelled.kinds[*i],
            BlockKind::Body | BlockKind::EmbeddedArticle
        ) && sheet.lines[*i].span.len() < 300
    });
    let mut said: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for i in outside {
        for found in WORDINGS
            .iter()
            .filter_map(|w| w.captures(sheet.line(i))?.name("name"))
        {
            let entry = said
                .entry(found.as_str().trim_end_matches('.'))
                .or_insert((0, i));
            entry.0 += 1;
        }
    }
    let generic = [
        "Us", "Our", "The", "This", "Privacy", "Cookie", "Your", "News", "Terms",
    ];
    let twice = said
        .into_iter()
        .filter(|(name, (n, _))| (*n > 1 || known(name).is_some()) && !generic.contains(name));
    twice
        .max_by_key(|(_, (n, first))| (*n, std::cmp::Reverse(*first)))
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_may_open_is_an_address() {
        let page = "https://www.bayherald.example/x?y=1#z";
        assert_eq!(address(page).as_deref(), Some(page));
        for text in [
            "javascript:alert(1)",
            "https://bayherald",
            "https://bayherald.example/a b",
            "https://bayherald.example/\"onclick",
            "/x",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn names_from_the_table_and_from_companies() {
        assert_eq!(known("www.bbc.com").or(known("bbc.com")), Some("BBC"));
        assert_eq!(of_host("edition.cnn.com"), "CNN");
        assert_eq!(of_host("www.bayherald.example"), "bayherald.example");
        assert_eq!(
            host("https://www.bayherald.example/x?y"),
            Some("www.bayherald.example")
        );
        assert_eq!(
            without_legal_form("Harbour Media Group Limited."),
            "Harbour Media Group"
        );
        assert_eq!(without_section("BBC World News"), "BBC");
        assert_eq!(without_section("Bay World News"), "Bay World News");
    }

    #[test]
    fn a_mark_of_first_letters() {
        assert!(
            abbreviates("HANA", "Harbour News Agency")
                || abbreviates("HANEA", "Harbour News Agency")
        );
        assert!(abbreviates("HNA", "Harbour News Agency Press Trade"));
        assert!(!abbreviates("AFP", "Harbour News Agency"));
    }

    #[test]
    fn a_speaker_is_no_outlet() {
        assert!(reads_as_outlet("Harbour News") && reads_as_outlet("bayherald.com"));
        assert!(!reads_as_outlet("Reed") && !reads_as_outlet("mayor's envoy"));
    }
}

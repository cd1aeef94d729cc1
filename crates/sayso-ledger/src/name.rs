//! Names of people: their parts, and whether two of them can be one person.

use crate::terms::{Word, words};

/// Lower-case words inside surnames.
const PARTICLES: &[&str] = &[
    "al", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "van", "von", "zu",
];

/// Forms of address and offices that stand before a name and are no part of it.
const TITLES: &[&str] = &[
    "ambassador",
    "baroness",
    "cardinal",
    "chairman",
    "chairwoman",
    "chancellor",
    "colonel",
    "commissioner",
    "congressman",
    "congresswoman",
    "dame",
    "deputy",
    "doctor",
    "dr",
    "envoy",
    "ex",
    "former",
    "foreign",
    "gen",
    "general",
    "gov",
    "governor",
    "judge",
    "justice",
    "king",
    "leader",
    "lord",
    "lt",
    "major",
    "mayor",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rep",
    "representative",
    "rev",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sir",
    "special",
    "taoiseach",
    "vice",
];

/// Nouns that mark a body, not a person.
const BODY_NOUNS: &[&str] = &[
    "administration",
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "cabinet",
    "centre",
    "center",
    "church",
    "committee",
    "commission",
    "company",
    "congress",
    "corporation",
    "council",
    "court",
    "delegation",
    "department",
    "embassy",
    "federation",
    "force",
    "forces",
    "foundation",
    "government",
    "group",
    "house",
    "institute",
    "leaders",
    "league",
    "ministry",
    "movement",
    "navy",
    "news",
    "office",
    "officials",
    "organisation",
    "organization",
    "palace",
    "parliament",
    "party",
    "police",
    "press",
    "senate",
    "service",
    "society",
    "team",
    "times",
    "tribunal",
    "union",
    "university",
];

/// The parts of a person's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// As written, without titles.
    pub(crate) display: String,
    /// Lower case, in order; empty where only the surname stands.
    pub(crate) forenames: Vec<String>,
    /// Lower case, with its particles.
    pub(crate) surname: String,
}

impl PersonName {
    /// Reads a name, if it can be a person's: capitalised words, none of them a body's noun.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let parts = words(text);
        let first = parts
            .iter()
            .position(|w| w.capital && !TITLES.contains(&w.lower.as_str()))?;
        // Only titles may stand before the name.
        if !parts[..first]
            .iter()
            .all(|w| TITLES.contains(&w.lower.as_str()))
        {
            return None;
        }
        Self::from_words(text, &parts[first..])
    }

    /// Reads a name from words of `text` that stand next to each other.
    pub(crate) fn from_words(text: &str, parts: &[Word]) -> Option<Self> {
        let (first, last) = (parts.first()?, parts.last()?);
        let named = |w: &Word| w.capital || PARTICLES.contains(&w.lower.as_str());
        let broken = parts[1..].iter().any(Word::opens_phrase_in_name);
        let no_person = |w: &Word| {
            BODY_NOUNS.contains(&w.lower.as_str()) || w.lower.bytes().any(|b| b.is_ascii_digit())
        };
        if parts.len() > 6
            || broken
            || !parts.iter().all(named)
            || !last.capital
            || parts.iter().any(no_person)
        {
            return None;
        }
        // "U.N. Chief", "EU": an acronym is no forename.
        let written = |w: &Word| text.get(w.range.clone()).unwrap_or("");
        if parts.iter().any(|w| {
            w.lower.len() > 1
                && w.lower.len() < 5
                && written(w).chars().all(|c| c.is_uppercase() || c == '.')
        }) {
            return None;
        }
        let surname_at = (1..parts.len())
            .find(|&i| PARTICLES.contains(&parts[i].lower.as_str()))
            .unwrap_or(parts.len() - 1);
        let surname_at = if parts.len() == 1 { 0 } else { surname_at };
        let forenames = parts[..surname_at]
            .iter()
            .map(|w| w.lower.clone())
            .collect();
        let surname: Vec<&str> = parts[surname_at..]
            .iter()
            .map(|w| w.lower.as_str())
            .collect();
        let display = text.get(first.range.start..last.range.end)?;
        let display = display
            .strip_suffix("’s")
            .or(display.strip_suffix("'s"))
            .unwrap_or(display);
        let display = display.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Self {
            display,
            forenames,
            surname: surname.join(" "),
        })
    }

    /// Whether forename and surname both stand.
    pub(crate) fn is_full(&self) -> bool {
        !self.forenames.is_empty()
    }

    /// Whether the two can be one person by their names alone.
    pub(crate) fn compatible(&self, other: &Self) -> bool {
        same_surname(&self.surname, &other.surname)
            && match (self.forenames.first(), other.forenames.first()) {
                (Some(a), Some(b)) => same_forename(a, b),
                _ => true,
            }
    }
}

impl Word {
    /// Whether the words before and after cannot be one name. A full stop may follow an initial.
    fn opens_phrase_in_name(&self) -> bool {
        self.before
            .contains(|c: char| !matches!(c, '.' | '-' | '‘' | '\'' | '’'))
    }
}

/// Whether a lower-case word stands inside surnames.
pub(crate) fn is_particle(lower: &str) -> bool {
    PARTICLES.contains(&lower)
}

/// Whether a lower-case word is an office or form of address.
pub(crate) fn is_title(lower: &str) -> bool {
    TITLES.contains(&lower)
}

/// Whether a lower-case word marks a body ("ministry", "union").
pub(crate) fn is_body(lower: &str) -> bool {
    BODY_NOUNS.contains(&lower)
}

/// A body's name without its article.
pub(crate) fn bare_body(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for article in ["the ", "The ", "a ", "A ", "an ", "An "] {
        if let Some(rest) = joined.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    joined
}

/// Equal, or two transliterations of a long name: they differ only in the i, y and j at the end ("-skyy", "-skiy").
pub(crate) fn same_surname(a: &str, b: &str) -> bool {
    let bare = |s: &str| s.trim_end_matches(['i', 'y', 'j']).to_owned();
    a == b || (a.len().min(b.len()) >= 6 && bare(a).len() >= 5 && bare(a) == bare(b))
}

/// Equal, an initial, a short form, or one consonant skeleton ("Vladimir", "Volodymyr").
pub(crate) fn same_forename(a: &str, b: &str) -> bool {
    let (shorter, longer) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    if a == b {
        return true;
    }
    let n = shorter.chars().count();
    // "S" and "Steve"; "Don" and "Donald", but not "Paul" and "Paula".
    if longer.starts_with(shorter)
        && (n == 1 || (n >= 3 && !longer[shorter.len()..].starts_with(['a', 'e', 'i'])))
    {
        return true;
    }
    let (a, b) = (skeleton(a), skeleton(b));
    a == b && a.chars().count() >= 3
}

/// Consonants, doubled ones once: what transliterations of one name keep.
fn skeleton(name: &str) -> String {
    let mut kept = String::new();
    for c in name
        .chars()
        .filter(|c| c.is_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j'))
    {
        if !kept.ends_with(c) {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    #[test]
    fn a_name_is_read_without_its_titles() {
        let leader = name(
            "Commission President Ilse van der Moor"
                .strip_prefix("Commission ")
                .unwrap(),
        );
        assert_eq!(
            (leader.display.as_str(), leader.surname.as_str()),
            ("Ilse van der Moor", "van der moor")
        );
        assert_eq!(leader.forenames, ["ilse"]);
        assert!(!name("Mr Orlov").is_full());
    }

    #[test]
    fn bodies_and_descriptions_are_no_persons() {
        for text in [
            "the Harbour Ministry",
            "a Norland official",
            "Foreign Ministry",
            "EU",
            "two officials",
            "Group of 20",
            "",
        ] {
            assert_eq!(PersonName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn transliterations_are_one_person_and_namesakes_two() {
        assert!(name("Vladimir Belenskiy").compatible(&name("Volodymyr Belenskyy")));
        assert!(name("Dmitry Arkhanov").compatible(&name("Dmytro Arkhanov")));
        assert!(name("Belensky").compatible(&name("Volodymyr Belenskyy")));
        assert!(!name("Anna Holm").compatible(&name("Peter Holm")));
        assert!(!name("Paul Holm").compatible(&name("Paula Holm")));
        assert!(!name("Anna Holmer").compatible(&name("Anna Holman")));
    }
}

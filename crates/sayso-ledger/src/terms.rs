//! Words for comparing: stems, function words, and how rare each stem is in a story.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use sayso_read::full_month;
use sayso_text::{CleanSpan, TokenKind, tokens};

use crate::likeness::{frequency, rarity};
use crate::quantity::spelled;

/// A word of some text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands in the text that was split.
    pub(crate) range: Range<usize>,
    /// Lower case, curly apostrophes straightened, possessive ending and inner full stops gone ("U.S.'s" is "us").
    pub(crate) lower: String,
    /// Snowball stem of `lower`; a number in digits.
    pub(crate) stem: String,
    /// Starts with a capital.
    pub(crate) capital: bool,
    /// Carried a possessive ending.
    pub(crate) possessive: bool,
    /// What stands between the word before and this one, other than white space ("" for none).
    pub(crate) before: String,
}

impl Word {
    /// Whether it is a pronoun of the third person, or points at what was told.
    pub(crate) fn points_back(&self) -> bool {
        let lower = self.lower.as_str();
        matches!(
            lower,
            "he" | "she"
                | "they"
                | "it"
                | "this"
                | "that"
                | "these"
                | "those"
                | "his"
                | "her"
                | "their"
                | "its"
        )
    }

    /// Whether something that ends a phrase stands before the word.
    pub(crate) fn opens_phrase(&self) -> bool {
        self.before.contains(|c: char| {
            matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '(' | ')' | '…'
            )
        })
    }

    /// Whether a sentence ends before the word.
    pub(crate) fn opens_sentence(&self) -> bool {
        self.before.contains(['.', '!', '?', '…'])
    }

    /// Whether the word, at the head of what somebody says, may mean him who says it: "I", or "it" in "it would not sign".
    pub(crate) fn may_mean_speaker(&self) -> bool {
        matches!(
            self.lower.as_str(),
            "i" | "we" | "it" | "he" | "she" | "they"
        )
    }

    /// Whether it is a number in digits, or one that its stem has in digits.
    pub(crate) fn is_number(&self) -> bool {
        self.stem.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the word carries meaning of its own.
    pub(crate) fn is_content(&self) -> bool {
        // "us" is the pronoun, "US" the country.
        !is_function_word(&self.lower)
            && (self.lower != "us" || self.capital)
            && (self.lower.len() > 1 || self.lower.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// The words of a text, in order. Punctuation is kept only as what stands before the next word.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut found: Vec<Word> = Vec::new();
    let mut before = String::new();
    for token in tokens(text, CleanSpan::new(0, text.len())) {
        let written = &text[token.span.range()];
        if token.kind == TokenKind::Punctuation {
            before.push_str(written);
            continue;
        }
        let mut at = token.span.start().get();
        // A compound counts as its parts: "NATO-style" shares "NATO" with "NATO's".
        for part in written.split_inclusive(['-', '‐', '‑']) {
            let start = at;
            at += part.len();
            let part = part.trim_end_matches(['-', '‐', '‑']);
            if part.is_empty() {
                continue;
            }
            let (lower, possessive) = normalized(part);
            if lower.is_empty() {
                // A possessive ending that stands as a token of its own.
                if possessive && let Some(last) = found.last_mut() {
                    last.possessive = true;
                }
                continue;
            }
            let capital = part.chars().next().is_some_and(char::is_uppercase);
            // "Fourteen" is "14", and "Feb. 13" is "February 13"; "Jan Holm" is somebody.
            let digits = spelled(&lower).map(|n| n.to_string());
            let behind = text[start + part.len()..].trim_start_matches(['.', ' ']);
            let beside_number = behind.starts_with(|c: char| c.is_ascii_digit())
                || found.last().is_some_and(Word::is_number);
            let full = full_month(&lower).filter(|_| capital && beside_number);
            let stem = digits.unwrap_or_else(|| stemmer.stem(full.unwrap_or(&lower)).into_owned());
            let range = start..start + part.len();
            found.push(Word {
                range,
                lower,
                stem,
                capital,
                possessive,
                before: std::mem::take(&mut before),
            });
        }
    }
    found
}

fn normalized(part: &str) -> (String, bool) {
    let mut lower: String = part.to_lowercase().replace(['’', '‘', 'ʼ'], "'");
    let possessive = lower.ends_with("'s") || lower.ends_with("s'");
    if let Some(bare) = lower.strip_suffix("'s") {
        lower = bare.to_owned();
    }
    let lower = lower.trim_matches('\'');
    // "U.S." is "us"; "6.5" stays what it is.
    let lower = if lower.contains(|c: char| c.is_ascii_digit()) {
        lower.trim_end_matches('.').to_owned()
    } else {
        lower.replace('.', "")
    };
    (lower, possessive)
}

/// Articles, pronouns, auxiliaries, prepositions and the like, sorted.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "also",
    "although",
    "am",
    "amid",
    "an",
    "and",
    "another",
    "any",
    "are",
    "aren't",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "doing",
    "don't",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "few",
    "for",
    "from",
    "further",
    "get",
    "go",
    "going",
    "gonna",
    "got",
    "had",
    "hadn't",
    "has",
    "hasn't",
    "have",
    "haven't",
    "having",
    "he",
    "he'd",
    "he'll",
    "he's",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "however",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "into",
    "is",
    "isn't",
    "it",
    "it's",
    "its",
    "itself",
    "just",
    "let",
    "let's",
    "like",
    "lot",
    "make",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "much",
    "must",
    "my",
    "myself",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "quite",
    "really",
    "said",
    "same",
    "say",
    "says",
    "shall",
    "she",
    "she'd",
    "she's",
    "should",
    "shouldn't",
    "since",
    "so",
    "some",
    "something",
    "still",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they'd",
    "they'll",
    "they're",
    "they've",
    "thing",
    "things",
    "think",
    "this",
    "those",
    "though",
    "through",
    "to",
    "too",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "very",
    "was",
    "wasn't",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "were",
    "weren't",
    "what",
    "what's",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "won't",
    "would",
    "wouldn't",
    "yet",
    "you",
    "you'd",
    "you'll",
    "you're",
    "you've",
    "your",
    "yours",
];

/// Whether a lower-case word only holds others together.
pub(crate) fn is_function_word(lower: &str) -> bool {
    FUNCTION_WORDS.binary_search(&lower).is_ok()
}

/// Interned stems with their weight.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: BTreeMap<String, u32>,
    documents: Vec<u32>,
    n: u32,
}

impl Vocabulary {
    /// Counts one more text.
    pub(crate) fn add<'a>(&mut self, stems: impl Iterator<Item = &'a str>) {
        self.n += 1;
        let mut seen: Vec<u32> = stems.map(|stem| self.intern(stem)).collect();
        seen.sort_unstable();
        seen.dedup();
        for id in seen {
            self.documents[id as usize] += 1;
        }
    }

    /// Stems as frequent as in news at large, for texts that are of no story.
    pub(crate) fn of_news<'a>(stems: impl Iterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self::default();
        for stem in stems {
            let (count, n_articles) = frequency(stem);
            let id = vocabulary.intern(stem);
            vocabulary.documents[id as usize] = count as u32;
            vocabulary.n = n_articles as u32;
        }
        vocabulary
    }

    fn intern(&mut self, stem: &str) -> u32 {
        if let Some(&id) = self.ids.get(stem) {
            return id;
        }
        let id = self.documents.len() as u32;
        self.ids.insert(stem.to_owned(), id);
        self.documents.push(0);
        id
    }

    /// The number of a stem that was added.
    pub(crate) fn id(&self, stem: &str) -> Option<u32> {
        self.ids.get(stem).copied()
    }

    /// In how many texts a stem stands.
    pub(crate) fn frequency(&self, id: u32) -> u32 {
        self.documents.get(id as usize).copied().unwrap_or(0)
    }

    /// Inverse document frequency, smoothed so that it is above 0 even for a word that all texts hold
    /// (Robertson & Spärck Jones with 1 added).
    pub(crate) fn idf(&self, id: u32) -> f32 {
        let (n, df) = (self.n as f32, self.frequency(id) as f32);
        (1.0 + (n - df + 0.5).max(0.5) / (df + 0.5)).ln() + 0.1
    }
}

/// A set of stems with weights, sorted by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TermSet {
    terms: Vec<(u32, f32)>,
    total: f32,
}

impl TermSet {
    /// The distinct content words among `words`, weighted by rarity.
    pub(crate) fn new<'a>(words: impl Iterator<Item = &'a Word>, vocabulary: &Vocabulary) -> Self {
        Self::weighted(words, vocabulary, |id, _| vocabulary.idf(id))
    }

    /// The same, weighted by rarity in news at large, whatever the story.
    fn of_news<'a>(words: impl Iterator<Item = &'a Word>, vocabulary: &Vocabulary) -> Self {
        Self::weighted(words, vocabulary, |_, stem| rarity(stem))
    }

    /// The names, the numbers and the other words among some, each weighted by rarity in news at large.
    pub(crate) fn by_kind(words: &[Word], vocabulary: &Vocabulary) -> [Self; 3] {
        let numbers = words.iter().filter(|w| w.is_number());
        let is_name = |i: usize, w: &Word| w.capital && i > 0 && !w.opens_sentence();
        let named = |wanted: bool| {
            let all = words.iter().enumerate().filter(|(_, w)| !w.is_number());
            all.filter(move |(i, w)| is_name(*i, w) == wanted)
                .map(|(_, w)| w)
        };
        [
            Self::of_news(named(true), vocabulary),
            Self::of_news(numbers, vocabulary),
            Self::of_news(named(false), vocabulary),
        ]
    }

    fn weighted<'a>(
        words: impl Iterator<Item = &'a Word>,
        vocabulary: &Vocabulary,
        weigh: impl Fn(u32, &str) -> f32,
    ) -> Self {
        let content = words.filter(|w| w.is_content());
        let mut terms: Vec<(u32, f32)> = content
            .filter_map(|w| vocabulary.id(&w.stem).map(|id| (id, weigh(id, &w.stem))))
            .collect();
        terms.sort_unstable_by_key(|term| term.0);
        terms.dedup_by_key(|term| term.0);
        let total = terms.iter().map(|t| t.1).sum();
        Self { terms, total }
    }

    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }

    pub(crate) fn weight(&self) -> f32 {
        self.total
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.terms.iter().map(|t| t.0)
    }

    /// Weight of the shared terms, and how many they are.
    pub(crate) fn shared(&self, other: &Self) -> (f32, usize) {
        let (mut i, mut j, mut weight, mut n) = (0, 0, 0.0, 0);
        while let (Some(a), Some(b)) = (self.terms.get(i), other.terms.get(j)) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    weight += a.1;
                    n += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        (weight, n)
    }

    /// Mean of containment in the smaller set and weighted Jaccard overlap, 0 to 1. Containment lets a trimmed quotation
    /// match the full one; Jaccard keeps a two-word fragment from matching everything.
    pub(crate) fn overlap(&self, other: &Self) -> f32 {
        let (shared, n) = self.shared(other);
        if n == 0 {
            return 0.0;
        }
        let smaller = self.total.min(other.total);
        let union = self.total + other.total - shared;
        // A set of fewer than four terms is contained in others by chance.
        let trust = (self.len().min(other.len()) as f32 / 4.0).min(1.0);
        0.5 * trust * shared / smaller + 0.5 * shared / union
    }

    /// Share of this set's weight that stands in the other.
    pub(crate) fn covered_by(&self, other: &Self) -> f32 {
        if self.total == 0.0 {
            0.0
        } else {
            self.shared(other).0 / self.total
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted_for_the_search() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(is_function_word("wouldn't") && !is_function_word("treaty"));
    }

    #[test]
    fn a_month_that_is_cut_short_is_the_month() {
        let stems = |text: &str| words(text).into_iter().map(|w| w.stem).collect::<Vec<_>>();
        assert_eq!(stems("On Feb. 13"), stems("On February 13"));
        assert_eq!(stems("On 13 Feb"), stems("On 13 February"));
        assert_ne!(stems("Jan Holm"), stems("January Holm"));
    }

    #[test]
    fn compounds_possessives_and_initials_are_one_form() {
        let found = words("The U.S.’s Alliance-style guarantees, it said: “No”");
        let lower: Vec<&str> = found.iter().map(|w| w.lower.as_str()).collect();
        assert_eq!(
            lower,
            [
                "the",
                "us",
                "alliance",
                "style",
                "guarantees",
                "it",
                "said",
                "no"
            ]
        );
        assert!(found[1].possessive);
        assert!(found[5].opens_phrase() && !found[4].opens_phrase());
        assert!(found[7].before.contains('“'));
    }

    #[test]
    fn rare_words_weigh_more_and_fragments_less() {
        let texts = [
            "the harbour treaty was signed",
            "the harbour fee was raised",
            "the harbour dredging fund was frozen",
        ];
        let split: Vec<Vec<Word>> = texts.iter().map(|t| words(t)).collect();
        let mut vocabulary = Vocabulary::default();
        for w in &split {
            vocabulary.add(w.iter().map(|w| w.stem.as_str()));
        }
        let (harbour, treaty) = (
            vocabulary.id("harbour").unwrap(),
            vocabulary.id("treati").unwrap(),
        );
        assert!(vocabulary.idf(treaty) > vocabulary.idf(harbour));
        let sets: Vec<TermSet> = split
            .iter()
            .map(|w| TermSet::new(w.iter(), &vocabulary))
            .collect();
        assert!(sets[0].overlap(&sets[0]) > sets[0].overlap(&sets[1]));
        assert!(sets[0].overlap(&sets[1]) < 0.3);
    }
}

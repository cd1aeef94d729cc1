//! The words of a stretch, as the rules of this crate look at them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use sayso_text::{CleanSpan, Token, TokenKind, tokens};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Tokens together with the text they stand in.
#[derive(Clone, Debug)]
pub(crate) struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Words<'t> {
    /// The tokens of a stretch.
    pub(crate) fn new(text: &'t str, within: CleanSpan) -> Self {
        Self {
            text,
            tokens: tokens(text, within),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A token's characters; empty beyond the end, so that looking one further never needs a check.
    pub(crate) fn get(&self, i: usize) -> &'t str {
        self.tokens
            .get(i)
            .map_or("", |t| &self.text[t.span.range()])
    }

    /// The text that the tokens stand in.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// A token in lower case, with straight apostrophes.
    pub(crate) fn lower(&self, i: usize) -> String {
        lower(self.get(i))
    }

    /// Where a token stands.
    pub(crate) fn span(&self, i: usize) -> CleanSpan {
        self.tokens[i].span
    }

    /// From the first to the last of some tokens, end exclusive. `from < to` is the caller's to know.
    pub(crate) fn cover(&self, from: usize, to: usize) -> CleanSpan {
        self.tokens[from].span.cover(self.tokens[to - 1].span)
    }

    /// Whether a token is a word or a number.
    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.kind != TokenKind::Punctuation)
    }

    /// Whether a token is a word with a capital.
    pub(crate) fn is_capital(&self, i: usize) -> bool {
        is_capital(self.get(i))
    }

    /// The first token that starts at or after a position.
    pub(crate) fn at_or_after(&self, position: usize) -> usize {
        self.tokens
            .partition_point(|t| t.span.start().get() < position)
    }

    /// The first token that ends after a position.
    pub(crate) fn ending_after(&self, position: usize) -> usize {
        self.tokens
            .partition_point(|t| t.span.end().get() <= position)
    }
}

/// A word with a capital at its start only.
pub(crate) fn sentence_case(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first
        .into_iter()
        .chain(letters.flat_map(char::to_lowercase))
        .collect()
}

/// Whether a noun in small letters ends as those for what people do: "carpenter", "auditor", "economist".
pub(crate) fn is_trade(word: &str) -> bool {
    const ENDS: [&str; 9] = [
        "er", "or", "ist", "man", "woman", "master", "keeper", "cian", "rian",
    ];
    let letters = |c: char| c.is_alphabetic() || c == '-';
    let plain = word.len() >= 5 && !is_capital(word) && word.chars().all(letters);
    plain && ENDS.iter().any(|end| word.ends_with(end)) && !is_in("no-trade", word)
}

/// Without diacritics: "Jiří Kuběnka" as "Jiri Kubenka". Letters that are no mark upon another ("ł", "ø", "ß") become those that stand
/// for them in plain text.
#[must_use]
pub fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            c => out.push(c),
        }
    }
    out
}

/// A firm's name as it is called again: "Norvetta" for "Norvetta Corp.".
#[must_use]
pub fn without_firm_form(name: &str) -> &str {
    let bare = |name: &'_ str| name.trim_end_matches(['.', ',']).len();
    let whole = &name[..bare(name)];
    match whole.rsplit_once(' ') {
        Some((rest, form)) if is_in("firm-form", &lower(form)) => &rest[..bare(rest)],
        _ => whole,
    }
}

/// Lower case with straight apostrophes.
pub(crate) fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c })
        .collect()
}

/// Whether a word starts with a capital. "al-Sisi" counts, since what follows the particle does.
pub(crate) fn is_capital(word: &str) -> bool {
    let first = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    first(word)
        || ["al-", "el-", "d'", "d’"]
            .iter()
            .any(|p| word.strip_prefix(p).is_some_and(first))
}

/// What owns, without the mark: "Kestria" for "Kestria's".
pub(crate) fn possessor(word: &str) -> Option<&str> {
    ["'s", "’s", "ʼs", "'S", "’S"]
        .iter()
        .find_map(|mark| word.strip_suffix(mark))
        .filter(|stem| !stem.is_empty())
}

/// A word without a possessive mark.
pub(crate) fn bare(word: &str) -> &str {
    possessor(word).unwrap_or(word)
}

/// Paragraphs of a stretch: its lines, without the empty ones.
pub(crate) fn paragraphs(text: &str, within: CleanSpan) -> Vec<CleanSpan> {
    let Some(stretch) = text.get(within.range()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = within.start().get();
    for line in stretch.split_inclusive('\n') {
        let kept = line.trim_end();
        if !kept.is_empty() {
            found.push(CleanSpan::new(start, start + kept.len()));
        }
        start += line.len();
    }
    found
}

/// Rows of a table of this crate: tab-separated columns, without comment lines.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
}

/// The entries of one column that lists several.
pub(crate) fn list(column: Option<&&str>) -> Vec<String> {
    column.map_or_else(Vec::new, |c| {
        c.split("; ")
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    })
}

/// Whether a closed list of `data/word-lists.tsv` has a word (in lower case).
pub(crate) fn is_in(list: &str, word: &str) -> bool {
    static LISTS: OnceLock<BTreeMap<&'static str, BTreeSet<&'static str>>> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        rows(include_str!("data/word-lists.tsv"))
            .map(|row| {
                (
                    row[0],
                    row.get(2)
                        .map_or_else(BTreeSet::new, |words| words.split(' ').collect()),
                )
            })
            .collect()
    });
    debug_assert!(lists.contains_key(list), "no list {list}");
    lists.get(list).is_some_and(|words| words.contains(word))
}

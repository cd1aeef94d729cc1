//! The body of an article as words that can be compared across house styles.

use std::collections::BTreeMap;
use std::ops::Range;

use sayso_text::{Article, BlockKind, CleanSpan, TokenKind, posts, quotations, sentences, tokens};

/// Numbers words, so that comparison needs no strings.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: BTreeMap<String, u32>,
    /// For each word: whether it carries meaning of its own.
    content: Vec<bool>,
}

impl Vocabulary {
    fn number(&mut self, word: String) -> u32 {
        let next = self.content.len() as u32;
        let content = is_content(&word);
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.content.push(content);
        }
        number
    }

    /// The numbers of those of some words that occur.
    fn known(&self, words: &[&str]) -> Vec<u32> {
        words
            .iter()
            .filter_map(|w| self.numbers.get(*w).copied())
            .collect()
    }

    /// How many different words there are.
    pub(crate) fn len(&self) -> usize {
        self.content.len()
    }

    /// For each word, the number of the first word with the same stem.
    pub(crate) fn stems(&self) -> Vec<u32> {
        let mut first: BTreeMap<&str, u32> = BTreeMap::new();
        let mut stems = vec![0; self.len()];
        let mut words: Vec<(&String, &u32)> = self.numbers.iter().collect();
        words.sort_by_key(|(_, number)| **number);
        for (word, number) in words {
            stems[*number as usize] = *first.entry(stem(word)).or_insert(*number);
        }
        stems
    }

    /// Whether the word carries meaning of its own, rather than holding a sentence together.
    pub(crate) fn is_content(&self, word: u32) -> bool {
        self.content[word as usize]
    }
}

/// A sentence of the body and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Indices of its words.
    pub(crate) words: Range<usize>,
    /// Whether it stands on a line of its own and does not end as a sentence does.
    pub(crate) heading: bool,
}

/// The body words of one article, in order; the vectors run in parallel.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// The word, normalized, by its number in the vocabulary.
    pub(crate) ids: Vec<u32>,
    /// Where it stands.
    pub(crate) spans: Vec<CleanSpan>,
    /// Whether it stands within quotation marks, or in a post that the article shows in full.
    pub(crate) quoted: Vec<bool>,
    /// Whether it is quoted, by marks or by layout: a report speaks in the first person only where it sets a letter, a post
    /// or a statement apart.
    pub(crate) spoken: Vec<bool>,
    /// The number of quotations that end before it: quoted words with the same number stand in one quotation.
    pub(crate) quotation: Vec<usize>,
    /// The sentences; together they hold all words.
    pub(crate) sentences: Vec<Sentence>,
    /// Stretches of the body with nothing but body in them, and their words.
    pub(crate) stretches: Vec<(CleanSpan, Range<usize>)>,
}

impl Words {
    /// Of a word that is spoken, the first of its sentence from which on all words to it are.
    pub(crate) fn start_of_speech(&self, word: usize) -> usize {
        let sentence = self.sentences.partition_point(|s| s.words.end <= word);
        let start = self.sentences.get(sentence).map_or(word, |s| s.words.start);
        let before = (start..word).rev().take_while(|w| self.spoken[*w]);
        before.last().unwrap_or(word)
    }

    /// Reads the body blocks; what was set aside is not this article's.
    pub(crate) fn of(article: &Article, vocabulary: &mut Vocabulary) -> Self {
        let mut words = Self::default();
        let mut blocks = article.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            if block.kind != BlockKind::Body {
                continue;
            }
            let mut stretch = vec![block.span];
            while let Some(next) = blocks.next_if(|b| b.kind == BlockKind::Body) {
                stretch.push(next.span);
            }
            words.add_stretch(article.text.as_str(), &stretch, vocabulary);
        }
        words.hear(vocabulary);
        words
    }

    /// Tells what is spoken. An article that is in the first person for the most part is a column, not a quotation.
    fn hear(&mut self, vocabulary: &Vocabulary) {
        const COLUMN: f64 = 0.4;
        let first_person: Vec<u32> =
            vocabulary.known(&["i", "im", "ive", "my", "me", "myself", "we", "our", "weve"]);
        let mut spoken = self.quoted.clone();
        let mut n_set_apart = 0;
        for sentence in &self.sentences {
            let mut unquoted = sentence.words.clone().filter(|w| !self.quoted[*w]);
            if unquoted.any(|w| first_person.contains(&self.ids[w])) {
                for word in sentence.words.clone() {
                    n_set_apart += usize::from(!spoken[word]);
                    spoken[word] = true;
                }
            }
        }
        let n_unquoted = self.quoted.iter().filter(|q| !**q).count();
        self.spoken = if n_set_apart as f64 > COLUMN * n_unquoted as f64 {
            self.quoted.clone()
        } else {
            spoken
        };
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    fn add_stretch(&mut self, text: &str, blocks: &[CleanSpan], vocabulary: &mut Vocabulary) {
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            return;
        };
        let cover = first.cover(*last);
        let mut quotations = quotations(text, cover)
            .into_iter()
            .filter(|q| q.depth == 0)
            .peekable();
        let posts = posts(text, cover);
        let is_posted = |span: CleanSpan| {
            let next = posts.partition_point(|p| p.content.end() <= span.start());
            posts.get(next).is_some_and(|p| p.content.overlaps(span))
        };
        let mut n_ended = self.quotation.last().map_or(0, |n| n + 1);
        let start = self.len();
        for block in blocks {
            for sentence in sentences(text, *block) {
                let from = self.len();
                for (word, span) in comparable(text, sentence) {
                    while quotations
                        .next_if(|q| q.span.end() <= span.start())
                        .is_some()
                    {
                        n_ended += 1;
                    }
                    self.quotation.push(n_ended);
                    let is_quoted = quotations.peek().is_some_and(|q| q.span.overlaps(span));
                    self.quoted.push(is_quoted || is_posted(span));
                    self.ids.push(vocabulary.number(word));
                    self.spans.push(span);
                }
                if self.len() > from {
                    self.sentences.push(Sentence {
                        words: from..self.len(),
                        heading: self.len() - from <= LONGEST_HEADING
                            && is_heading(text, *block, sentence),
                    });
                }
            }
        }
        if self.len() > start {
            self.stretches.push((cover, start..self.len()));
        }
    }
}

/// Hashes of the body's words, in order, the same in every run: letters and digits in lower case (FNV-1a). They tell which words
/// are the same as [`comparable`] words do, but for the spellings of house styles, and cost a fraction of these.
pub(crate) fn word_hashes(article: &Article) -> Vec<u64> {
    let honorifics: Vec<u64> = HONORIFICS.iter().flat_map(|word| hashes(word)).collect();
    let blocks = article.body().map(|block| article.slice(block));
    let found = blocks.flat_map(hashes);
    found.filter(|hash| !honorifics.contains(hash)).collect()
}

fn hashes(text: &str) -> Vec<u64> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |h: u64, byte: u8| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut hash = START;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_alphanumeric() {
            hash = step(hash, (c as u8).to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            let lower = c.to_lowercase();
            hash = lower.fold(hash, |h, c| {
                c.encode_utf8(&mut [0; 4]).bytes().fold(h, step)
            });
        } else {
            // "U.S.", "1,000" and "Hale's" are words; what looks like them at the end of a sentence ends there.
            let joins = matches!(c, '\'' | '’' | 'ʼ' | '.' | ',' | '\u{ad}')
                && chars.peek().is_some_and(|next| next.is_alphanumeric());
            if hash != START && !joins {
                found.push(hash);
                hash = START;
            }
        }
    }
    found.extend(Some(hash).filter(|hash| *hash != START));
    found
}

/// More words than this are a sentence whose full stop is missing.
const LONGEST_HEADING: usize = 12;

/// Whether a sentence has a line of its own and no full stop.
fn is_heading(text: &str, block: CleanSpan, sentence: CleanSpan) -> bool {
    let blank = [' ', '\t', '\u{a0}'];
    let line_break = ['\n', '\r'];
    let before = text[block.start().get()..sentence.start().get()].trim_end_matches(blank);
    let after = text[sentence.end().get()..block.end().get()].trim_start_matches(blank);
    let alone = (before.is_empty() || before.ends_with(line_break))
        && (after.is_empty() || after.starts_with(line_break));
    let words = text[sentence.range()].trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    alone && !words.ends_with(['.', '!', '?', '…', ':', ',', ';'])
}

/// The words of a sentence in comparable form. Hyphenated words are taken apart, honorifics left out: house styles differ.
fn comparable(text: &str, sentence: CleanSpan) -> Vec<(String, CleanSpan)> {
    let mut found = Vec::new();
    for token in tokens(text, sentence) {
        if token.kind == TokenKind::Punctuation {
            continue;
        }
        let token_start = token.span.start().get();
        let token_text = &text[token.span.range()];
        let mut at = token_start;
        let parts: Vec<&str> = if token.kind == TokenKind::Word {
            token_text.split(is_hyphen).collect()
        } else {
            vec![token_text]
        };
        for part in parts {
            let folded = fold(part);
            if !folded.is_empty() && !HONORIFICS.contains(&folded.as_str()) {
                found.push((folded, CleanSpan::new(at, at + part.len())));
            }
            at += part.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    found
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "mx", "messrs"];

/// Lower case without apostrophes and dots, and with British and American spelling brought together.
///
/// The rewriting is the same for every word, so that it need not produce spellings that exist.
fn fold(word: &str) -> String {
    let mut folded: String = word
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | '.' | ',' | '\u{ad}'))
        .flat_map(char::to_lowercase)
        .collect();
    if folded.len() < 5 || !folded.is_ascii() {
        return folded;
    }
    for (british, american) in [
        ("our", "or"),
        ("ogue", "og"),
        ("mme", "m"),
        ("grey", "gray"),
        ("ys", "yz"),
    ] {
        if folded.contains(british) {
            folded = folded.replace(british, american);
        }
    }
    let endings: [(&[&str], &str); 12] = [
        (&["isation", "ization"], "iz"),
        (&["isations", "izations"], "iz"),
        (&["ise", "ize"], "iz"),
        (&["ises", "izes"], "izes"),
        (&["ised", "ized"], "ized"),
        (&["ising", "izing"], "izing"),
        (&["ence"], "ense"),
        (&["ences"], "enses"),
        (&["tre"], "ter"),
        (&["tres"], "ters"),
        (&["wards"], "ward"),
        (&["ement"], "ment"),
    ];
    for (from, to) in endings {
        if let Some(ending) = from.iter().find(|e| folded.ends_with(**e)) {
            folded.truncate(folded.len() - ending.len());
            folded.push_str(to);
            break;
        }
    }
    for (double, single) in [("lled", "led"), ("lling", "ling"), ("ller", "ler")] {
        if folded.ends_with(double) {
            folded.truncate(folded.len() - double.len());
            folded.push_str(single);
        }
    }
    folded
}

/// A word without the commonest English endings, where enough is left to tell it by.
fn stem(word: &str) -> &str {
    const LEAST: usize = 4;
    let endings = [
        "ations", "ation", "ments", "ment", "ingly", "ively", "ive", "edly", "ings", "ing", "ies",
        "ely", "ed", "es", "ly", "s", "e", "y",
    ];
    let cut = endings
        .iter()
        .find_map(|e| word.strip_suffix(e).filter(|rest| rest.len() >= LEAST));
    cut.unwrap_or(word)
}

/// Function words and the words of any report; what is left tells one sentence from another.
fn is_content(word: &str) -> bool {
    const FUNCTION: &[&str] = &[
        "a", "about", "added", "after", "again", "all", "also", "am", "an", "and", "any", "are",
        "as", "at", "be", "because", "been", "before", "being", "between", "but", "by", "can",
        "could", "did", "do", "does", "doing", "down", "during", "each", "for", "from", "had",
        "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in",
        "into", "is", "it", "its", "just", "may", "me", "might", "more", "most", "must", "my",
        "no", "nor", "not", "now", "of", "off", "on", "one", "only", "or", "other", "our", "out",
        "over", "own", "said", "same", "say", "says", "saying", "she", "should", "so", "some",
        "such", "than", "that", "the", "their", "theirs", "them", "then", "there", "these", "they",
        "this", "those", "through", "to", "told", "too", "under", "until", "up", "us", "very",
        "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why",
        "will", "with", "would", "you", "your", "cannot", "dont", "didnt", "isnt", "wont", "thats",
        "were", "theyre", "weve", "ive",
    ];
    !FUNCTION.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_styles_fold_together() {
        for (a, b) in [
            ("defence", "defense"),
            ("Organisation", "organization"),
            ("travelled", "traveled"),
            ("colour", "color"),
            ("centre", "center"),
            ("U.S.", "US"),
            ("Hale’s", "Hale's"),
            ("programme", "program"),
            ("judgement", "judgment"),
            ("analyse", "analyze"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("mill"), fold("mile"));
    }

    #[test]
    fn hashes_tell_words_apart_and_overlook_how_they_are_set() {
        let hashes = |text: &str| {
            let parts = sayso_text::ArticleParts::all_body("a", text);
            word_hashes(&Article::new(parts).expect("all of it is body"))
        };
        let plain = hashes("Hales game changing US plan cost 1000 Müller");
        assert_eq!(plain.len(), 8);
        assert_eq!(
            hashes("Mr Hale’s game-changing U.S. plan cost 1,000. MÜLLER"),
            plain
        );
        assert_ne!(hashes("mill"), hashes("mile"));
    }

    #[test]
    fn words_of_a_sentence() {
        let text = "Mr Hale’s game-changing U.S. plan cost 1,000.";
        let words: Vec<String> = comparable(text, CleanSpan::new(0, text.len()))
            .into_iter()
            .map(|(w, _)| w)
            .collect();
        assert_eq!(
            words,
            ["hales", "game", "changing", "us", "plan", "cost", "1000"]
        );
        for (_, span) in comparable(text, CleanSpan::new(0, text.len())) {
            assert!(!text[span.range()].is_empty());
        }
    }
}

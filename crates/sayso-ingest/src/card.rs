//! Cards that a page opens beside a name, and that crawlers write into the sentence: the name in full with headlines glued to it, up to
//! the link for more. "Mayor Ada Holm Ada Beatrix HolmBridge to close in May Council backs Holm MORE said no."

use sayso_text::{CleanText, CleanTextBuilder};

/// What closes a card.
const CLOSES: &str = " MORE";
/// Bytes of a card, at most.
const LONGEST: usize = 1_000;
/// Words of a full name before the surname, at most.
const FORENAMES: usize = 5;
/// Words of the headlines behind the one that is glued to the name, at least.
const FEWEST_WORDS: usize = 3;

/// The text without cards.
pub(crate) fn without_cards(text: CleanText) -> CleanText {
    let words = text.as_str();
    let mut kept = CleanTextBuilder::new();
    let (mut at, mut last) = (0, 0);
    for (closes, _) in words.match_indices(CLOSES) {
        let end = closes + CLOSES.len();
        let goes_on = words[end..].starts_with(|c: char| c.is_alphanumeric());
        if let Some(start) = opening(words, last, closes).filter(|_| !goes_on) {
            kept.push_verbatim(&words[at..start], at);
            at = end;
        }
        last = end;
    }
    if at == 0 {
        return text;
    }
    kept.push_verbatim(&words[at..], at);
    kept.finish().on_top_of(&text)
}

/// Where the card that ends at `end` begins: behind the name as the sentence has it.
fn opening(text: &str, from: usize, end: usize) -> Option<usize> {
    let near = text.ceil_char_boundary(from.max(end.saturating_sub(LONGEST)));
    let near = text[near..end].rfind('\n').map_or(near, |at| near + at + 1);
    let mut start = near;
    let placed = text[near..end].split(' ').map(|word| {
        let placed = (start, word);
        start += word.len() + 1;
        placed
    });
    let words: Vec<(usize, &str)> = placed.collect();
    (2..words.len().saturating_sub(FEWEST_WORDS)).find_map(|i| {
        let glued = words[i].1;
        let forenames = words[i.saturating_sub(FORENAMES + 1)..i].iter().rev();
        let mut names = forenames.take_while(|(_, word)| opens_name(word)).skip(1);
        let (start, surname) = names.find(|(_, word)| {
            let rest = glued.strip_prefix(*word);
            is_surname(word) && rest.is_some_and(opens_headline)
        })?;
        Some(start + surname.len())
    })
}

/// "Ada", "(Ada)".
fn opens_name(word: &str) -> bool {
    word.trim_start_matches(['(', '"', '“'])
        .starts_with(char::is_uppercase)
}

fn is_surname(word: &str) -> bool {
    word.chars().count() > 2 && word.ends_with(char::is_lowercase)
}

/// What stands right behind the surname, where only a mark or a space could.
fn opens_headline(rest: &str) -> bool {
    let opens = |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    opens(rest.trim_start_matches(['“', '‘', '"', '\'']))
}

#[cfg(test)]
mod tests {
    use sayso_text::CleanSpan;

    use super::*;

    fn without(text: &str) -> String {
        without_cards(CleanText::verbatim(text)).as_str().to_owned()
    }

    #[test]
    fn a_card_goes_and_the_sentence_stays() {
        let text = "Mayor Ada Holm Ada Beatrix HolmBridge to close in May Council backs Holm MORE (R-Velm) said no to Karl Dahl Karl (Kalle) Dahl2031 could be the year MORE.";
        assert_eq!(
            without(text),
            "Mayor Ada Holm (R-Velm) said no to Karl Dahl."
        );
        let clean = without_cards(CleanText::verbatim(text));
        let at = clean.as_str().find("said").unwrap();
        let raw = clean.to_raw(CleanSpan::new(at, at + 4));
        assert_eq!(&text[raw.range()], "said");
    }

    #[test]
    fn more_is_no_card_by_itself() {
        for text in [
            "Ada Holm wants MORE of it, and McHolm MORE still.",
            "Ada Holm Ada Beatrix HolmBridge to close\nThe council backs Holm MORE",
            "Ada Holm Ada Beatrix HolmBridge to close in May MOREOVER",
            "THE COUNCIL SAID THEY NEED MORE TIME",
            "HOLM SAYS HOLM'S BRIDGE WILL COST MORE THAN PLANNED",
            "Will You Let YouTube Take MORE?",
            "Mac MacDonald wants to have one MORE",
            " MORE",
            "",
        ] {
            assert_eq!(without(text), text);
        }
    }
}

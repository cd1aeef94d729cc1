//! Cards that a page opens beside a name, and that crawlers write into the sentence: the name in full with headlines glued to it, up to
//! the link for more. "Mayor Ada Holm Ada Beatrix HolmBridge to close in May Council backs Holm MORE said no."

use sayso_text::{CleanText, CleanTextBuilder};

/// What closes a card.
const CLOSES: &str = " MORE";
/// Bytes of a card, at most.
const LONGEST: usize = 1_000;
/// Words of a full name before the surname, at most.
const FORENAMES: usize = 5;

/// The text without cards.
pub(crate) fn without_cards(text: CleanText) -> CleanText {
    let words = text.as_str();
    let mut kept = CleanTextBuilder::new();
    let mut at = 0;
    for (closes, _) in words.match_indices(CLOSES) {
        let end = closes + CLOSES.len();
        let goes_on = words[end..].starts_with(|c: char| c.is_alphanumeric());
        if closes < at || goes_on {
            continue;
        }
        if let Some(start) = opening(words, at, closes) {
            kept.push_verbatim(&words[at..start], at);
            at = end;
        }
    }
    if at == 0 {
        return text;
    }
    kept.push_verbatim(&words[at..], at);
    kept.finish().on_top_of(&text)
}

/// Where the card that ends at `end` begins: behind the name as the sentence has it.
fn opening(text: &str, from: usize, end: usize) -> Option<usize> {
    let line = text[from..end].rfind('\n').map_or(from, |at| from + at + 1);
    let near =
        (line.max(end.saturating_sub(LONGEST))..=end).find(|at| text.is_char_boundary(*at))?;
    let mut start = near;
    let placed = text[near..end].split(' ').map(|word| {
        let placed = (start, word);
        start += word.len() + 1;
        placed
    });
    let words: Vec<(usize, &str)> = placed.collect();
    (1..words.len()).find_map(|i| {
        let glued = words[i].1;
        let named = words[i.saturating_sub(FORENAMES + 1)..i].iter().rev();
        let surname = named
            .take_while(|(_, word)| opens_name(word))
            .find(|(_, word)| {
                let rest = glued.strip_prefix(*word);
                word.chars().count() > 2 && rest.is_some_and(opens_headline)
            });
        surname.map(|(start, word)| start + word.len())
    })
}

/// "Ada", "(Ada)".
fn opens_name(word: &str) -> bool {
    word.trim_start_matches(['(', '"', '“'])
        .starts_with(char::is_uppercase)
}

/// What stands right behind the surname, where only a mark or a space could.
fn opens_headline(rest: &str) -> bool {
    rest.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '‘' | '"' | '\'')
    }) && rest.chars().any(char::is_alphanumeric)
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
        let text = "Mayor Ada Holm Ada Beatrix HolmBridge to close in May Council backs Holm MORE (R-Velm) said no to Karl Dahl Karl (Kalle) DahlDahl: 'Not me' MORE.";
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
            "Ada Holm Ada Beatrix HolmBridge to close\nCouncil backs Holm MORE",
            "Ada Holm Ada Beatrix HolmBridge to close MOREOVER",
            " MORE",
            "",
        ] {
            assert_eq!(without(text), text);
        }
    }
}

//! Mends to spans that the model cuts wrongly in a way that the words themselves show.

use sayso_text::CleanSpan;

use crate::act::is_saying;

/// A source without the dateline before it: "PORT CALDER (HWS) — Orvane" is Orvane.
pub(crate) fn after_dateline(text: &str, source: CleanSpan) -> CleanSpan {
    let words = &text[source.range()];
    let dash = words.char_indices().find(|(_, c)| matches!(c, '—' | '–'));
    let Some((place, rest)) =
        dash.map(|(i, c)| (&words[..i], words[i + c.len_utf8()..].trim_start()))
    else {
        return source;
    };
    let capital = |word: &str| word.chars().next().is_none_or(|c| !c.is_lowercase());
    if rest.is_empty()
        || !place.split_whitespace().all(capital)
        || !place.chars().any(char::is_uppercase)
    {
        return source;
    }
    CleanSpan::new(source.end().get() - rest.len(), source.end().get())
}

/// Mends "P will do A, S claimed" that was read as S doing A: a cue before its source, while a verb of saying without a
/// content of its own follows the source. Gives the verb as the cue, and the clause before the comma as the content.
pub(crate) fn inverted(
    text: &str,
    sentence: CleanSpan,
    content: &[CleanSpan],
    source: Option<CleanSpan>,
    cue: Option<CleanSpan>,
) -> Option<(CleanSpan, CleanSpan)> {
    let (source, cue) = (source?, cue?);
    if cue.end() > source.start() || !sentence.contains(source) {
        return None;
    }
    let before = &text[sentence.start().get()..source.start().get()];
    let after = &text[source.end().get()..sentence.end().get()];
    let words = after.trim_start();
    let verb = words.split(|c: char| !c.is_alphabetic()).next()?;
    let clause = before
        .trim_end()
        .strip_suffix(',')
        .filter(|_| is_saying(verb))?;
    let said = CleanSpan::new(
        sentence.start().get(),
        sentence.start().get() + clause.len(),
    );
    if !said.contains(cue) || !content.iter().all(|c| said.contains(*c)) {
        return None;
    }
    let start = source.end().get() + (after.len() - words.len());
    Some((CleanSpan::new(start, start + verb.len()), said))
}

/// A name without the lower-case words that stand before and after it.
pub(crate) fn capitalized(text: &str, span: CleanSpan) -> Option<CleanSpan> {
    let words = &text[span.range()];
    let is_name = |word: &str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    let mut places = words
        .split_whitespace()
        .map(|word| (word.as_ptr().addr() - words.as_ptr().addr(), word));
    let (first, word) = places.find(|(_, word)| is_name(word))?;
    let last = places
        .rfind(|(_, word)| is_name(word))
        .unwrap_or((first, word));
    let start = span.start().get();
    Some(CleanSpan::new(start + first, start + last.0 + last.1.len()))
}

/// A content without the marks around it and the word that subordinates it: they belong to the outer statement.
pub(crate) fn unmarked(text: &str, content: CleanSpan) -> CleanSpan {
    let words = &text[content.range()];
    let trimmed = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let trimmed = trimmed.strip_prefix("that ").unwrap_or(trimmed);
    let start = content.end().get() - trimmed.len();
    CleanSpan::new(start, start + trimmed.trim_end_matches(is_mark).len())
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> CleanSpan {
        let start = text.find(words).unwrap();
        CleanSpan::new(start, start + words.len())
    }

    #[test]
    fn a_dateline_is_no_part_of_a_source_but_a_dash_in_a_sentence_is() {
        let text = "PORT CALDER (HWS) — Orvane has agreed";
        let source = at(text, "PORT CALDER (HWS) — Orvane");
        assert_eq!(after_dateline(text, source), at(text, "Orvane"));
        let text = "The envoy — a former judge — said";
        let source = at(text, "The envoy — a former judge —");
        assert_eq!(after_dateline(text, source), source);
    }

    #[test]
    fn a_clause_before_its_speaker_is_what_he_said() {
        let text = "Orvane is ready to open the tunnel, envoy Mirela Tosk claimed on Monday.";
        let whole = CleanSpan::new(0, text.len());
        let content = [at(text, "to open the tunnel")];
        let (source, cue) = (
            Some(at(text, "envoy Mirela Tosk")),
            Some(at(text, "is ready")),
        );
        let said = inverted(text, whole, &content, source, cue);
        assert_eq!(
            said,
            Some((
                at(text, "claimed"),
                at(text, "Orvane is ready to open the tunnel")
            ))
        );
        let text = "According to the plan, envoy Mirela Tosk travels on Monday.";
        let (source, cue) = (
            Some(at(text, "envoy Mirela Tosk")),
            Some(at(text, "According")),
        );
        assert_eq!(
            inverted(
                text,
                CleanSpan::new(0, text.len()),
                &[at(text, "the plan")],
                source,
                cue
            ),
            None
        );
    }

    #[test]
    fn a_name_has_no_lower_case_words_at_its_ends() {
        let text = "when Ilona de Verrick thanked";
        let span = CleanSpan::new(0, text.len());
        assert_eq!(capitalized(text, span), Some(at(text, "Ilona de Verrick")));
        assert_eq!(capitalized("nobody at all", CleanSpan::new(0, 13)), None);
    }

    #[test]
    fn marks_and_that_belong_to_the_outer_statement() {
        let text = "that “Orvane agreed,”";
        assert_eq!(
            unmarked(text, CleanSpan::new(0, text.len())),
            at(text, "“Orvane agreed")
        );
        let text = "“Orvane agreed,”";
        assert_eq!(
            unmarked(text, CleanSpan::new(0, text.len())),
            at(text, "Orvane agreed")
        );
    }
}

//! Properties of aligned text and of segmentation on arbitrary input.

use proptest::prelude::*;
use sayso_text::{
    CleanSpan, CleanText, CleanTextBuilder, RawSpan, Token, TokenKind, quotations, sentences,
    tokens,
};

/// One step of cleaning: how the next raw characters come out.
#[derive(Clone, Debug)]
enum Step {
    Keep(usize),
    Drop(usize),
    Replace(usize, String),
    /// Text that stands for no bytes at all: a line break put in between two blocks.
    Insert(String),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1usize..6).prop_map(Step::Keep),
        1 => (1usize..4).prop_map(Step::Drop),
        2 => (1usize..4, "[a&é\n]{1,2}").prop_map(|(n, s)| Step::Replace(n, s)),
        1 => "[\n ]{1,2}".prop_map(Step::Insert),
    ]
}

/// Cleans `raw` by the steps, then keeps the rest.
fn clean(raw: &str, steps: &[Step]) -> CleanText {
    let mut builder = CleanTextBuilder::new();
    let mut at = 0;
    let ahead = |at: usize, n: usize| {
        raw[at..]
            .char_indices()
            .nth(n)
            .map_or(raw.len(), |(i, _)| at + i)
    };
    for step in steps {
        match step {
            Step::Keep(n) => {
                let end = ahead(at, *n);
                builder.push_verbatim(&raw[at..end], at);
                at = end;
            }
            Step::Drop(n) => at = ahead(at, *n),
            Step::Replace(n, by) => {
                let end = ahead(at, *n);
                builder.push_replaced(by, RawSpan::new(at, end));
                at = end;
            }
            Step::Insert(text) => builder.push_replaced(text, RawSpan::new(at, at)),
        }
    }
    builder.push_verbatim(&raw[at..], at);
    builder.finish()
}

fn spans(text: &str) -> Vec<CleanSpan> {
    let bounds: Vec<usize> = (0..=text.len())
        .filter(|i| text.is_char_boundary(*i))
        .collect();
    let pairs = bounds
        .iter()
        .flat_map(|a| bounds.iter().map(move |b| (*a, *b)));
    pairs
        .filter(|(a, b)| a <= b)
        .map(|(a, b)| CleanSpan::new(a, b))
        .collect()
}

proptest! {
    /// Every clean character maps to raw bytes that map back to a span that holds it; order is kept.
    #[test]
    fn to_raw_and_back(raw in "[ab é—&;\n]{0,24}", steps in prop::collection::vec(step(), 0..8)) {
        let text = clean(&raw, &steps);
        for span in spans(text.as_str()) {
            let behind = text.to_raw(span);
            prop_assert!(raw.get(behind.range()).is_some(), "{span:?} -> {behind:?}");
            // Put-in text has no bytes of its own to come back from.
            let one_character = text.slice(span).chars().count() == 1;
            if one_character && !behind.is_empty() {
                let back = text.to_clean(behind);
                prop_assert!(back.is_some());
                let back = back.unwrap();
                prop_assert!(text.as_str().get(back.range()).is_some());
                prop_assert!(back.overlaps(span));
            }
        }
        let whole = text.to_raw(text.span());
        for pair in spans(text.as_str()).windows(2) {
            let (a, b) = (text.to_raw(pair[0]), text.to_raw(pair[1]));
            prop_assert!(whole.start() <= a.start() || pair[0].is_empty());
            if pair[0].start() == pair[1].start() && !pair[0].is_empty() {
                prop_assert!(a.end() <= b.end(), "{pair:?} {a:?} {b:?}");
            }
        }
    }

    /// Any raw range is answered without a panic, by a span on character boundaries.
    #[test]
    fn any_raw_range(raw in "[ab é—]{0,16}", steps in prop::collection::vec(step(), 0..6), a in 0usize..60, b in 0usize..60) {
        let text = clean(&raw, &steps);
        if let Some(span) = text.to_clean(RawSpan::new(a.min(b), a.max(b))) {
            prop_assert!(text.as_str().get(span.range()).is_some());
        }
    }

    /// Two layers of cleaning, joined, give the same text and, through both, the same bytes.
    #[test]
    fn layers(
        raw in "[ab é—&;\n]{0,24}",
        below in prop::collection::vec(step(), 0..8),
        above in prop::collection::vec(step(), 0..8),
    ) {
        let lower = clean(&raw, &below);
        let upper = clean(lower.as_str(), &above);
        let joined = upper.on_top_of(&lower);
        prop_assert_eq!(joined.as_str(), upper.as_str());
        for span in spans(joined.as_str()) {
            let direct = joined.to_raw(span);
            prop_assert!(raw.get(direct.range()).is_some());
            let between = upper.to_raw(span);
            if !span.is_empty() && !between.is_empty() {
                let stepwise = lower.to_raw(CleanSpan::new(between.start().get(), between.end().get()));
                // Put-in text at a seam may count to either side of bytes that were dropped there.
                prop_assert!(direct.contains(stepwise), "{direct:?} {stepwise:?}");
                if joined.slice(span).chars().count() == 1 {
                    prop_assert_eq!(direct, stepwise);
                }
            }
        }
    }

    /// Tokens are in order, apart, visible, and leave out nothing but white space.
    #[test]
    fn tokens_cover_the_visible(text in "\\PC{0,60}|[A-Ua-d0-9 .,'’“”—\n-]{0,60}") {
        let found = tokens(&text, CleanSpan::new(0, text.len()));
        let mut at = 0;
        for Token { span, kind } in found {
            let gap = &text[at..span.start().get()];
            prop_assert!(gap.chars().all(|c| !c.is_alphanumeric()), "{gap:?} was left out");
            let token = &text[span.range()];
            prop_assert!(!token.is_empty() && !token.contains(' '));
            prop_assert_eq!(kind == TokenKind::Punctuation, !token.chars().next().unwrap().is_alphanumeric());
            at = span.end().get();
        }
        prop_assert!(text[at..].chars().all(|c| !c.is_alphanumeric()));
    }

    /// Sentences are in order, apart, trimmed, on one line each, and leave out nothing but white space.
    #[test]
    fn sentences_cover_the_text(text in "\\PC{0,60}|[A-Ca-c .!?,'’“”()\n0-1…]{0,60}") {
        let mut at = 0;
        for span in sentences(&text, CleanSpan::new(0, text.len())) {
            prop_assert!(text[at..span.start().get()].trim().is_empty());
            let sentence = &text[span.range()];
            prop_assert_eq!(sentence, sentence.trim());
            prop_assert!(!sentence.contains('\n') && !sentence.is_empty());
            at = span.end().get();
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    /// Quotations are in order, hold their inner words, stay on one line, and nest without crossing.
    #[test]
    fn quotations_nest(text in "\\PC{0,60}|[ab s.,'’‘“”\"«»„\n]{0,60}") {
        let found = quotations(&text, CleanSpan::new(0, text.len()));
        for (i, q) in found.iter().enumerate() {
            prop_assert!(q.span.contains(q.inner));
            prop_assert!(text.get(q.span.range()).is_some() && text.get(q.inner.range()).is_some());
            prop_assert!(!text[q.span.range()].contains('\n'));
            for r in &found[i + 1..] {
                prop_assert!(q.span.start() <= r.span.start());
                prop_assert!(!q.span.overlaps(r.span) || q.span.contains(r.span), "{q:?} crosses {r:?}");
            }
            let around = found[..i].iter().filter(|o| o.span.contains(q.span)).count();
            prop_assert_eq!(q.depth, around);
        }
    }

    /// A part of a text is segmented at its own positions.
    #[test]
    fn parts_keep_to_their_span(text in "[ab ’“”.é\n]{0,40}", a in 0usize..60, b in 0usize..60) {
        let within = CleanSpan::new(a.min(b), a.max(b));
        for span in tokens(&text, within).iter().map(|t| t.span).chain(sentences(&text, within)) {
            prop_assert!(within.contains(span));
        }
        for q in quotations(&text, within) {
            prop_assert!(within.contains(q.span));
        }
    }
}

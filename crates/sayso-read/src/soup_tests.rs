//! Articles are hostile text: no words in any order make a rule panic, or give spans outside the text or within a character.

use proptest::prelude::*;
use sayso_text::{Article, CleanSpan};

use crate::antecedent::Antecedents;
use crate::mention::find_mentions;
use crate::speaker::{SourceRef, resolve};
use crate::testing::article;
use crate::words::Words;
use crate::zone::Zone;
use crate::{beside, extent, headline, mend, script, silence};

/// Words and marks on which rules turn.
const SOUP: [&str; 64] = [
    "and",
    ",",
    ".",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "said",
    "says",
    "told",
    "was",
    "were",
    "been",
    "by",
    "by the",
    "that",
    "who",
    "which",
    "I",
    "We",
    "he",
    "She",
    "it",
    "They",
    "the",
    "The",
    "a",
    "of",
    "for",
    "to",
    "in",
    "on Monday",
    "Ida Holm",
    "Holm",
    "HOLM",
    "Tesk",
    "Mr.",
    "President",
    "spokesman",
    "board",
    "company",
    "lender",
    "31-year-old",
    "rejected",
    "ruled out",
    "turned down",
    "denied",
    "believe",
    "don’t believe",
    "agreed to",
    "according to",
    "as",
    "without",
    "statement",
    "Statement by",
    ":",
    " – ",
    "\n\n",
    "né",
    "çok",
    "—",
    "unanswered",
];

fn spans(at: &[usize], n: usize, words: &Words<'_>) -> Vec<CleanSpan> {
    let pairs = at.chunks_exact(2).take(n);
    let within = pairs.map(|pair| {
        let from = pair[0] % words.len();
        (from, (from + 1 + pair[1] % 6).min(words.len()))
    });
    within.map(|(from, to)| words.cover(from, to)).collect()
}

fn check(article: &Article, spans: impl IntoIterator<Item = CleanSpan>) {
    for span in spans {
        let text = article.text.as_str();
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn no_words_in_any_order_make_a_rule_panic(
        words in prop::collection::vec(0..SOUP.len(), 1..40),
        at in prop::collection::vec(0_usize..1000, 24),
    ) {
        let text: Vec<&str> = words.iter().map(|&i| SOUP[i]).collect();
        let text = text.join(" ");
        prop_assume!(text.contains(char::is_alphanumeric));
        let article = article(text.trim());
        let (text, whole) = (article.text.as_str(), article.text.span());
        let words = Words::new(text, whole);
        prop_assume!(words.len() > 0);
        let zone = || Zone { spans: vec![whole], headline: false, embedded: false };
        let chosen = spans(&at, 12, &words);
        let (sources, contents) = chosen.split_at(6);
        for (&cue, pair) in sources.iter().zip(contents.chunks(2).cycle()) {
            let mut content = pair.to_vec();
            check(&article, beside::source_beside(text, whole, cue, &content));
            check(&article, extent::rest_behind(text, whole, None, cue, &content));
            check(&article, extent::rest_behind(text, whole, Some(sources[0]), cue, &content));
            check(&article, mend::verb_between(text, cue, content[0]));
            check(&article, mend::release_label(text, cue));
            check(&article, mend::agent(text, whole, cue));
            check(&article, mend::clause_before(text, whole, sources[0], cue));
            check(&article, extent::apart_from(text, &content, cue));
            check(&article, extent::up_to_parallel(text, content.clone()));
            check(&article, [extent::without_venue(text, content[0]), extent::unmarked(text, content[0])]);
            let parts = extent::infinitive(text, cue, content[0]);
            check(&article, parts.into_iter().flat_map(|(a, b)| [a, b]));
            extent::without_circumstance(text, cue, &mut content);
            check(&article, content.iter().copied());
            let end = extent::predicate_end(text, Some(cue), content[0], text.len());
            check(&article, end.map(|end| CleanSpan::new(0, end)));
        }
        for formed in [beside::inverted_statement(text, whole), beside::passive_statement(text, whole)].into_iter().flatten().chain(beside::own_beliefs(text, whole)) {
            check(&article, [formed.source, formed.cue, formed.content]);
        }
        for found in silence::no_comments(&article, &[zone()]) {
            check(&article, [found.source, found.cue, found.content]);
        }
        for line in script::script(text, &zone()) {
            check(&article, [line.source, line.content]);
        }
        if let Some(found) = headline::headline_statement(text, whole) {
            check(&article, [found.source, found.content]);
        }
        let mentions = find_mentions(text, &[whole]);
        let named: Vec<CleanSpan> = mentions.iter().map(|m| m.span).collect();
        let antecedents: Vec<Antecedents> = sources
            .iter()
            .map(|&anaphor| Antecedents { anaphor, choices: named.iter().map(|&n| (n, 0.8)).collect() })
            .collect();
        let refs: Vec<SourceRef> = sources
            .iter()
            .zip(contents)
            .map(|(&source, &content)| SourceRef { span: Some(source), content, floating: false })
            .chain(contents.iter().map(|&content| SourceRef { span: None, content, floating: true }))
            .collect();
        let found = resolve(&article, &[zone()], &mentions, &refs, &antecedents);
        check(&article, found.iter().flatten().map(|speaker| speaker.resolved_from));
    }
}

//! How likely what the model linked is an attribution, put together rightly: a logistic regression over how sure the model is of the
//! parts, and over what can be seen in the words. `training/attribution.py` fits it.

use sayso_text::CleanSpan;

use crate::CueClass;
use crate::act::{Act, REACH, inner_boundaries};
use crate::lemma::lemmas;
use crate::link::Certainty;
use crate::words::{Words, is_in};

/// How many numbers a statement is judged by.
pub(crate) const N_FIGURES: usize = 17;

/// What each number weighs, in its order, and the constant. Fitted on the statements of PolNeAR's dev part and, at half their weight, on
/// those of `eval/attributions.tsv`.
const WEIGHTS: [f32; N_FIGURES] = [
    0.7320, -0.5382, 2.4456, -1.2717, -4.2428, -0.5837, -0.2414, 0.6206, 0.4958, -0.0981, -2.3034,
    -0.9635, 0.3069, -0.7704, -0.2391, -0.7512, 0.4492,
];
const CONSTANT: f32 = 1.4766;

/// A linked statement, as it is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribution<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentence: CleanSpan,
    pub(crate) source: Option<CleanSpan>,
    pub(crate) cue: Option<CleanSpan>,
    pub(crate) content: &'a [CleanSpan],
    pub(crate) act: Act,
    /// Whether some of the content stands in quotation marks.
    pub(crate) quoted: bool,
    pub(crate) certainty: Certainty,
}

impl Attribution<'_> {
    pub(crate) fn figures(&self) -> [f32; N_FIGURES] {
        const LONG: usize = 7;
        let cue = self.cue_words();
        let has = |list: &str| cue.iter().any(|word| is_in(list, word));
        let is_deed = |word: &String| lemmas(word).iter().chain([word]).any(|l| is_in("deed", l));
        let first = self.first_word();
        let opens = |list: &str| is_in(list, &first);
        let source = Words::new(self.text, self.source.unwrap_or(CleanSpan::new(0, 0)));
        let class = self.act.class;
        let does = matches!(class, CueClass::Other | CueClass::Reject | CueClass::Agree);
        let is = |fact: bool| f32::from(u8::from(fact));
        [
            log_odds(self.certainty.product()),
            self.certainty.content.clamp(LEAST, 1.0).ln(),
            self.certainty.of_source.clamp(LEAST, 1.0).ln(),
            is(self.source.is_none()),
            is(self.cue.is_none()),
            is(class == CueClass::Other),
            is(class == CueClass::Believe),
            is(self.quoted),
            is(first == "that"),
            // "Backed the bill", where "said that", "vowed to" and "asked whether" declare something.
            is(does && !self.quoted && !opens("declares")),
            // "Better known as".
            is(cue.iter().any(|word| word == "known") && cue.iter().any(|word| word == "as")),
            is(self.is_modal()),
            is(has("be")),
            is(self.is_infinitive()),
            is(self.is_condition()),
            is(cue.iter().any(is_deed)),
            is(source.len() >= LONG),
        ]
    }

    /// Whether a source does in so many words what the lexicon knows as lending words to it ("said", "denied", "demanded"), or is quoted.
    /// This is kept however unsure the model is, and so is a quotation without cue: it is somebody's.
    pub(crate) fn is_plain(&self) -> bool {
        use CueClass::{Agree, Claim, Confirm, Demand, Deny, Praise, Promise, Reject, Say, Warn};
        let told = matches!(
            self.act.class,
            Say | Claim | Confirm | Demand | Deny | Praise | Promise | Warn
        );
        // "He himself would vote against the terms": who announces a stance has taken it.
        let will = self
            .cue_words()
            .iter()
            .any(|word| matches!(word.as_str(), "will" | "would"));
        let announced = will && matches!(self.act.class, Agree | Promise | Reject);
        let real = !self.is_infinitive() && !self.is_condition();
        let plain = announced || (told || self.quoted) && !self.is_modal();
        self.cue.is_none() || self.source.is_some() && plain && real
    }

    fn cue_words(&self) -> Vec<String> {
        let cue = Words::new(self.text, self.cue.unwrap_or(CleanSpan::new(0, 0)));
        (0..cue.len()).map(|i| cue.lower(i)).collect()
    }

    /// "Would say".
    fn is_modal(&self) -> bool {
        self.cue_words().iter().any(|word| is_in("modal", word))
    }

    /// "To say".
    fn is_infinitive(&self) -> bool {
        self.cue_words().first().is_some_and(|word| word == "to")
            || self.before(1).any(|word| word == "to")
    }

    /// "If she says".
    fn is_condition(&self) -> bool {
        self.before(6).any(|word| is_in("condition", &word))
    }

    /// The first word of the content.
    fn first_word(&self) -> String {
        let Some(content) = self.content.first() else {
            return String::new();
        };
        let words = Words::new(self.text, *content);
        let first = (0..words.len()).find(|&i| words.is_word(i));
        first.map(|i| words.lower(i)).unwrap_or_default()
    }

    /// Up to so many words before the cue, or before the content where there is none, in its sentence.
    fn before(&self, n: usize) -> impl Iterator<Item = String> {
        let from = self.cue.or(self.content.first().copied());
        let at = from.map_or(self.sentence.start(), CleanSpan::start);
        // Far back in a sentence without end, nothing is looked for.
        let near = inner_boundaries(self.text, at.get().saturating_sub(REACH), at.get());
        let start = near.start().max(self.sentence.start());
        let reach = CleanSpan::new(start.get(), at.max(start).get());
        let words = Words::new(self.text, reach);
        let first = words.len().saturating_sub(n);
        let all: Vec<String> = (first..words.len()).map(|i| words.lower(i)).collect();
        all.into_iter()
    }
}

/// Below this a probability counts as this.
const LEAST: f32 = 1e-4;

fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(LEAST, 1.0 - LEAST);
    (p / (1.0 - p)).ln()
}

/// The estimated probability that a statement with these numbers is right.
pub(crate) fn confidence(figures: &[f32; N_FIGURES]) -> f32 {
    let odds = WEIGHTS.iter().zip(figures).map(|(w, x)| w * x).sum::<f32>() + CONSTANT;
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A statement with its source, cue and content between marks.
    fn judged(marked: &str) -> (f32, bool) {
        let mut text = String::new();
        let mut spans = Vec::new();
        for (i, part) in marked.split(['[', ']']).enumerate() {
            if i % 2 == 1 {
                spans.push(CleanSpan::new(text.len(), text.len() + part.len()));
            }
            text.push_str(part);
        }
        let span = |i: usize| Some(spans[i]).filter(|span| !span.is_empty());
        let content = [spans[2]];
        let attribution = Attribution {
            text: &text,
            sentence: CleanSpan::new(0, text.len()),
            source: span(0),
            cue: span(1),
            content: &content,
            act: crate::act::classify(&text, span(0), span(1), &content),
            quoted: false,
            certainty: Certainty {
                source: 0.9,
                cue: 0.8,
                content: 0.8,
                of_source: 1.0,
                of_content: 1.0,
            },
        };
        (confidence(&attribution.figures()), attribution.is_plain())
    }

    #[test]
    fn what_is_done_or_only_thought_of_is_less_likely_than_what_is_said() {
        let (said, plain) = judged("[Ida Holm] [said] [that it rains].");
        assert!(plain && said > 0.8, "{said}");
        for text in [
            "[Ida Holm] [blocked] [the bill].",
            "[Ida Holm] [might block] [the bill].",
            "If [Ida Holm] [thinks] [it rains], we go.",
            "[] [better known as] [the Doll].",
        ] {
            let (done, plain) = judged(text);
            assert!(!plain && done < said - 0.1, "{text}: {done}");
        }
    }

    #[test]
    fn what_somebody_says_outright_stays() {
        assert!(judged("[The union] [had demanded] [eight percent].").1);
        assert!(judged("[He] [would vote against] [the terms].").1);
        assert!(judged("[] [] [It rains].").1);
        assert!(!judged("[Ida Holm] [to say] [that it rains].").1);
        assert!(!judged("[] [said] [that it rains].").1);
    }
}

//! What given words of an article refer to: its names by type, a pronoun among given names, and any mention as a speaker. Statements
//! need no more than their own sources; this is for those who bring mentions of their own, as annotated data does.

use sayso_text::{Article, CleanSpan};

use crate::Speaker;
use crate::antecedent::{Antecedents, antecedents, is_anaphor};
use crate::decode;
use crate::link::Scorer;
use crate::mention::{self, Mention, MentionClass};
use crate::model::{NAME_TYPES, Scores};
use crate::pieces::{Piece, pieces};
use crate::reader::{Reader, mention};
use crate::speaker::{self, SourceRef};
use crate::work::zones;

/// A name in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Where it stands.
    pub span: CleanSpan,
    /// What it names: Date, Facility, Location, Misc, Money, NORP (a nationality, religion or political group), Organization, Person
    /// or Product.
    pub kind: &'static str,
}

/// A stretch of an article as the model sees it.
struct Seen {
    pieces: Vec<Piece>,
    scores: Scores,
    names: Vec<decode::Name>,
}

impl Seen {
    fn place(&self, name: decode::Name) -> CleanSpan {
        self.pieces[name.first]
            .span
            .cover(self.pieces[name.last].span)
    }

    /// The pieces of a span: the first and the last.
    fn pieces_of(&self, span: CleanSpan) -> Option<(usize, usize)> {
        let first = self
            .pieces
            .partition_point(|p| p.span.end() <= span.start());
        let stop = self.pieces.partition_point(|p| p.span.start() < span.end());
        (first < stop).then(|| (first, stop - 1))
    }
}

impl Reader {
    /// The names in headline, body and embedded articles, in reading order.
    #[must_use]
    pub fn names(&self, article: &Article) -> Vec<Name> {
        let name = |seen: &Seen, name: decode::Name| Name {
            span: seen.place(name),
            kind: NAME_TYPES[name.kind],
        };
        let mut found: Vec<Name> = self
            .see(article)
            .iter()
            .flat_map(|seen| seen.names.iter().map(|n| name(seen, *n)))
            .collect();
        found.sort();
        found
    }

    /// Which of some names of persons a pronoun means, if any: the person with the greatest share of the model's choice among those whom
    /// the article names and whose gender does not speak against it.
    #[must_use]
    pub fn antecedent(
        &self,
        article: &Article,
        pronoun: CleanSpan,
        names: &[CleanSpan],
    ) -> Option<usize> {
        let seen = self.see(article);
        let given = |span: &CleanSpan| Mention {
            span: *span,
            class: MentionClass::Person,
            told: true,
        };
        let mut mentions = self.mentions(article, &seen);
        mentions.retain(|m| !names.iter().any(|name| name.overlaps(m.span)));
        mentions.extend(names.iter().map(given));
        mentions.sort_by_key(|m| m.span);
        let found = seen.iter().find_map(|seen| {
            let mut candidates = seen.names.clone();
            candidates.retain(|n| !names.iter().any(|name| name.overlaps(seen.place(*n))));
            let person = NAME_TYPES.iter().position(|kind| *kind == "Person")?;
            candidates.extend(names.iter().filter_map(|name| seen.pieces_of(*name)).map(
                |(first, last)| decode::Name {
                    first,
                    last,
                    kind: person,
                },
            ));
            self.choices(seen, pronoun, &candidates)
        })?;
        speaker::antecedent(article, &zones(article), &mentions, &found, names)
    }

    /// Whom given mentions stand for, each taken as if it were the source of a statement.
    #[must_use]
    pub fn referents(&self, article: &Article, mentions: &[CleanSpan]) -> Vec<Option<Speaker>> {
        let seen = self.see(article);
        let known = self.mentions(article, &seen);
        let source = |span: &CleanSpan| SourceRef {
            span: Some(*span),
            content: CleanSpan::new(span.end().get(), span.end().get()),
            floating: false,
        };
        let sources: Vec<SourceRef> = mentions.iter().map(source).collect();
        let anaphors = mentions.iter().filter(|m| is_anaphor(article.slice(**m)));
        let choices: Vec<Antecedents> = anaphors
            .filter_map(|m| seen.iter().find_map(|s| self.choices(s, *m, &s.names)))
            .collect();
        speaker::resolve(article, &zones(article), &known, &sources, &choices)
    }

    /// The sentence vector of each text, as a line of its own: of unit length, empty for a text without words.
    #[must_use]
    pub fn vectors(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let whole = |text: &&str| {
            let span = CleanSpan::new(0, text.len());
            pieces(text, &[span], &self.model.vocabulary)
        };
        let texts: Vec<Vec<Piece>> = texts.iter().map(whole).collect();
        let views: Vec<&[Piece]> = texts.iter().map(Vec::as_slice).collect();
        let scores = self.model.run(&views, self.model.workers());
        scores.iter().map(|s| self.mean(s.pieces.iter())).collect()
    }

    fn see(&self, article: &Article) -> Vec<Seen> {
        let passages = zones(article)
            .into_iter()
            .map(|zone| self.pieces(article, &zone.spans));
        let texts: Vec<Vec<Piece>> = passages.collect();
        let views: Vec<&[Piece]> = texts.iter().map(Vec::as_slice).collect();
        let scores = self.model.run(&views, self.model.workers());
        let names = |pieces: &[Piece], scores: &Scores| {
            decode::names(pieces, &scores.pieces, &self.model.name_transitions)
        };
        texts
            .into_iter()
            .zip(scores)
            .map(|(pieces, scores)| Seen {
                names: names(&pieces, &scores),
                pieces,
                scores,
            })
            .collect()
    }

    /// The names that can be of interest to speakers, the model's and those told by their shape.
    fn mentions(&self, article: &Article, seen: &[Seen]) -> Vec<Mention> {
        let text = article.text.as_str();
        let by_model = seen.iter().flat_map(|s| {
            let names = s.names.iter();
            names.filter_map(|n| mention(n, &s.pieces, text))
        });
        let spans: Vec<CleanSpan> = zones(article).into_iter().flat_map(|z| z.spans).collect();
        mention::merge(
            text,
            by_model.collect(),
            mention::find_mentions(text, &spans),
        )
    }

    fn choices(
        &self,
        seen: &Seen,
        anaphor: CleanSpan,
        names: &[decode::Name],
    ) -> Option<Antecedents> {
        let at = seen.pieces_of(anaphor)?;
        let scorer = Scorer::new(&seen.scores, &self.model.layout);
        let found = antecedents(&scorer, &seen.pieces, at, names)?;
        Some(Antecedents { anaphor, ..found })
    }
}

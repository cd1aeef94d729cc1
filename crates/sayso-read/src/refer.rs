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
use crate::zone::zones;

/// A name in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Where it stands.
    pub span: CleanSpan,
    /// What it names: Date, Facility, Location, Misc, Money, NORP (a nationality, religion or political group), Organization, Person
    /// or Product.
    pub kind: &'static str,
}

/// A mention of a person whom a pronoun may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The number of the person in the article.
    pub person: usize,
    /// Which of the names asked for is of the same person.
    pub name: Option<usize>,
    /// The model's share, from 0 to 1.
    pub share: f32,
    /// How the mention stands to the pronoun (`data/salience.tsv` tells what each number is).
    pub factors: Vec<f32>,
    /// What holds of the pronoun, by which the factors are weighed.
    pub circumstances: Vec<bool>,
}

/// All mentions that a pronoun may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Standings {
    /// In the order of the article.
    pub mentions: Vec<Standing>,
    /// The model's share of nobody whom the article names.
    pub nobody: f32,
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

    /// Which of some names of persons a pronoun means, if any: the one with the greatest share, by the model's choice and by where the names
    /// stand, unless it has hardly any beside the others whom the article names.
    #[must_use]
    pub fn antecedent(
        &self,
        article: &Article,
        pronoun: CleanSpan,
        names: &[CleanSpan],
    ) -> Option<usize> {
        let (mentions, found) = self.asked(article, pronoun, names)?;
        speaker::antecedent(article, &zones(article), &mentions, &found, names)
    }

    /// The numbers by which [`Reader::antecedent`] chooses, for fitting the weights of where names stand.
    #[must_use]
    pub fn standings(
        &self,
        article: &Article,
        pronoun: CleanSpan,
        names: &[CleanSpan],
    ) -> Option<Standings> {
        let (mentions, found) = self.asked(article, pronoun, names)?;
        let (candidates, nobody) =
            speaker::standings(article, &zones(article), &mentions, &found, names)?;
        let mentions = candidates.into_iter().map(|(name, candidate)| Standing {
            person: candidate.person,
            name,
            share: candidate.share,
            factors: candidate.factors.to_vec(),
            circumstances: candidate.circumstances.to_vec(),
        });
        Some(Standings {
            mentions: mentions.collect(),
            nobody,
        })
    }

    /// The mentions of an article with some names among them, and what the model takes a pronoun for.
    fn asked(
        &self,
        article: &Article,
        pronoun: CleanSpan,
        names: &[CleanSpan],
    ) -> Option<(Vec<Mention>, Antecedents)> {
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
        let person = NAME_TYPES.iter().position(|kind| *kind == "Person")?;
        let found = seen.iter().find_map(|seen| {
            let mut candidates = seen.names.clone();
            candidates.retain(|n| !names.iter().any(|name| name.overlaps(seen.place(*n))));
            let given = names.iter().filter_map(|name| seen.pieces_of(*name));
            candidates.extend(given.map(|(first, last)| decode::Name {
                first,
                last,
                kind: person,
            }));
            self.choices(seen, pronoun, &candidates)
        })?;
        Some((mentions, found))
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

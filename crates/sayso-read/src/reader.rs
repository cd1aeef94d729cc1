//! Puts the parts together: zones, one pass of the model, spans, links, nested statements, and what the words alone tell.

use std::collections::BTreeMap;
use std::ops::Range;

use sayso_text::{Article, CleanSpan, DocumentIdx, Quotation, quotations, sentences};

use crate::act;
use crate::decode::{Tagged, decode};
use crate::headline::headline_statement;
use crate::link::{Linked, link};
use crate::mend;
use crate::mention::{self, Mention, MentionClass};
use crate::model::{Model, ModelError, ModelFiles, PieceScores, Scores};
use crate::pieces::{Piece, pieces};
use crate::script::script;
use crate::silence::{NoComment, no_comments};
use crate::speaker::{self, SourceRef};
use crate::zone::Zone;
use crate::{Speaker, Statement, StatementIdx, StatementKind, StatementParts, venue, when};

/// Finds statements. Loading takes a moment; one reader serves any number of articles.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use sayso_read::Reader;
/// use sayso_text::{Article, ArticleParts, Block, BlockKind, CleanText};
///
/// let text = "The harbour will reopen on Monday, Mayor Ida Holm said.";
/// let article = Article::new(ArticleParts {
///     document: "harbour.txt".into(),
///     text: CleanText::verbatim(text),
///     blocks: vec![Block { span: sayso_text::CleanSpan::new(0, text.len()), kind: BlockKind::Body }],
///     language: "en".into(),
///     ..ArticleParts::default()
/// })?;
/// let statements = Reader::embedded(1)?.read(&[article]);
/// assert_eq!(statements.len(), 1);
/// # Ok(())
/// # }
/// ```
pub struct Reader {
    model: Model,
}

/// Pieces that are read before their scores are turned into statements and dropped; bounds memory on long texts.
const BATCH: usize = 1 << 14;

/// Statements are looked for within statements to this depth.
const DEPTH: usize = 3;

/// Confidence below which a statement is more likely an error of reading than a statement.
const LEAST: f32 = 0.03;

/// Confidence below which a statement within a statement is left out: contents are shorter than what the model learned on.
const NESTED: f32 = 0.12;

/// The same for one that names no source ("was expected to").
const SOURCELESS: f32 = 0.5;

/// A statement being made: spans of one article, before speakers are known.
#[derive(Clone, Debug)]
struct Draft {
    source: Option<CleanSpan>,
    cue: Option<CleanSpan>,
    content: Vec<CleanSpan>,
    confidence: f32,
    vector: Vec<f32>,
    zone: usize,
    /// Index among the drafts of the article.
    parent: Option<usize>,
    depth: usize,
    /// Found as a report of silence.
    silent: bool,
}

impl Draft {
    fn extent(&self) -> CleanSpan {
        let content = self.content.iter().copied().reduce(CleanSpan::cover);
        let all = [content, self.source, self.cue];
        all.into_iter()
            .flatten()
            .reduce(CleanSpan::cover)
            .unwrap_or_else(|| CleanSpan::new(0, 0))
    }

    fn content_extent(&self) -> CleanSpan {
        self.content
            .iter()
            .copied()
            .reduce(CleanSpan::cover)
            .unwrap_or_else(|| CleanSpan::new(0, 0))
    }
}

/// A run of pieces that is decoded together: part of a zone, or the content of a statement read again.
struct Passage {
    article: usize,
    zone: usize,
    /// Index of the draft whose content this is.
    parent: Option<usize>,
    depth: usize,
    pieces: Vec<Piece>,
}

/// What is known of one article so far.
struct Work {
    zones: Vec<Zone>,
    quotations: Vec<Quotation>,
    drafts: Vec<Draft>,
    mentions: Vec<Mention>,
    /// By zone: the vector of a whole headline.
    headline_vectors: BTreeMap<usize, Vec<f32>>,
}

impl Reader {
    /// The reader with the model that this program carries.
    ///
    /// # Errors
    /// If the carried model is damaged.
    pub fn embedded(threads: usize) -> Result<Self, ModelError> {
        static NETWORK: &[u8] = include_bytes!("../model/reader.onnx");
        let files = ModelFiles {
            network: NETWORK,
            vocabulary: include_str!("../model/vocab.txt"),
            description: include_str!("../model/reader.json"),
        };
        Ok(Self {
            model: Model::load_static(NETWORK, files, threads)?,
        })
    }

    /// A reader with another model. `threads`: how many windows are read side by side; it changes nothing but the speed.
    ///
    /// # Errors
    /// If one of the files is damaged or belongs to another version.
    pub fn new(files: ModelFiles<'_>, threads: usize) -> Result<Self, ModelError> {
        Ok(Self {
            model: Model::load(files, threads)?,
        })
    }

    /// Reads articles. The statements come in the order of the articles, and within one in document order, a statement
    /// before those in its content.
    #[must_use]
    pub fn read(&self, articles: &[Article]) -> Vec<Statement> {
        let mut works: Vec<Work> = articles.iter().map(Work::new).collect();
        let mut queue: Vec<Passage> = Vec::new();
        let mut waiting = 0;
        for (i, article) in articles.iter().enumerate() {
            let zones: Vec<Vec<CleanSpan>> =
                works[i].zones.iter().map(|z| z.spans.clone()).collect();
            for (zone, spans) in zones.into_iter().enumerate() {
                for part in self.passages(i, zone, article, &spans) {
                    waiting += part.pieces.len();
                    queue.push(part);
                }
                if waiting >= BATCH {
                    self.digest(std::mem::take(&mut queue), articles, &mut works);
                    waiting = 0;
                }
            }
        }
        self.digest(queue, articles, &mut works);
        let mut out: Vec<Statement> = Vec::new();
        for found in self.finish(works, articles) {
            let offset = out.len();
            out.extend(found.into_iter().map(|s| s.moved_by(offset)));
        }
        out
    }

    /// The statements of each article, with parents counted within it. Articles are shared out in runs of neighbours.
    fn finish(&self, works: Vec<Work>, articles: &[Article]) -> Vec<Vec<Statement>> {
        let run = works.len().div_ceil(self.model.n_workers()).max(1);
        let mut works = works.into_iter().zip(articles).enumerate();
        std::thread::scope(|scope| {
            let mut runs = Vec::new();
            loop {
                let share: Vec<(usize, (Work, &Article))> = works.by_ref().take(run).collect();
                if share.is_empty() {
                    break;
                }
                runs.push(scope.spawn(move || {
                    let finish = |(i, (work, article)): (usize, (Work, &Article))| {
                        work.finish(article, DocumentIdx(i))
                    };
                    share.into_iter().map(finish).collect::<Vec<_>>()
                }));
            }
            let join =
                |run: std::thread::ScopedJoinHandle<'_, Vec<Vec<Statement>>>| match run.join() {
                    Ok(found) => found,
                    Err(panic) => std::panic::resume_unwind(panic),
                };
            runs.into_iter().flat_map(join).collect()
        })
    }

    /// How many word pieces the headline, body and embedded articles of an article have: the measure of reading work.
    #[must_use]
    pub fn n_pieces(&self, article: &Article) -> usize {
        zones(article)
            .iter()
            .map(|zone| self.pieces(article, &zone.spans).len())
            .sum()
    }

    /// Cuts a zone into passages of at most [`BATCH`] pieces, at line breaks where there are any.
    fn passages(
        &self,
        article: usize,
        zone: usize,
        text: &Article,
        spans: &[CleanSpan],
    ) -> Vec<Passage> {
        let mut pieces = self.pieces(text, spans);
        let mut out = Vec::new();
        while pieces.len() > BATCH {
            let cut = (BATCH / 2..BATCH)
                .rev()
                .find(|&k| pieces[k].begins_line())
                .unwrap_or(BATCH);
            let rest = pieces.split_off(cut);
            out.push(Passage {
                article,
                zone,
                parent: None,
                depth: 0,
                pieces: std::mem::replace(&mut pieces, rest),
            });
        }
        if !pieces.is_empty() {
            out.push(Passage {
                article,
                zone,
                parent: None,
                depth: 0,
                pieces,
            });
        }
        out
    }

    fn pieces(&self, article: &Article, spans: &[CleanSpan]) -> Vec<Piece> {
        pieces(article.text.as_str(), spans, &self.model.vocabulary)
    }

    /// Reads passages, and the contents of what they state, down to [`DEPTH`].
    fn digest(&self, mut queue: Vec<Passage>, articles: &[Article], works: &mut [Work]) {
        while !queue.is_empty() {
            let views: Vec<&[Piece]> = queue.iter().map(|p| p.pieces.as_slice()).collect();
            let scores = self.model.run(&views);
            let mut next = Vec::new();
            for (passage, scores) in queue.iter().zip(&scores) {
                let work = &mut works[passage.article];
                if passage.parent.is_none() {
                    work.mentions.extend(self.mentions(
                        passage,
                        scores,
                        &articles[passage.article],
                    ));
                    if work.zones[passage.zone].headline {
                        work.headline_vectors
                            .insert(passage.zone, self.mean(scores.pieces.iter()));
                    }
                }
                let tagged = decode(&passage.pieces, &scores.pieces, &self.model.transitions);
                for linked in link(&passage.pieces, &tagged, scores, &self.model.layout) {
                    let article = &articles[passage.article];
                    let Some(draft) = self.draft(passage, &linked, scores, article, work) else {
                        continue;
                    };
                    if linked.content.is_empty() {
                        work.enclose(draft);
                        continue;
                    }
                    if passage.depth < DEPTH {
                        next.extend(self.inner(
                            passage,
                            work.drafts.len(),
                            &articles[passage.article],
                            &draft.content,
                        ));
                    }
                    work.drafts.push(draft);
                }
            }
            queue = next;
        }
    }

    /// The content of a statement as a passage of its own, if its words can hold a statement.
    fn inner(
        &self,
        passage: &Passage,
        draft: usize,
        article: &Article,
        content: &[CleanSpan],
    ) -> Option<Passage> {
        let spans: Vec<CleanSpan> = content
            .iter()
            .map(|span| mend::unmarked(article.text.as_str(), *span))
            .collect();
        if !spans
            .iter()
            .any(|span| act::may_hold_statement(article.slice(*span)))
        {
            return None;
        }
        let mut pieces = self.pieces(article, &spans);
        for piece in &mut pieces {
            // Parts of one content are one sentence, not lines of their own.
            piece.shape %= 3;
        }
        let inner = Passage {
            article: passage.article,
            zone: passage.zone,
            parent: Some(draft),
            depth: passage.depth + 1,
            pieces,
        };
        (inner.pieces.len() >= 5).then_some(inner)
    }

    fn draft(
        &self,
        passage: &Passage,
        linked: &Linked,
        scores: &Scores,
        article: &Article,
        work: &Work,
    ) -> Option<Draft> {
        let place = |t: Tagged| {
            passage.pieces[t.first]
                .span
                .cover(passage.pieces[t.last].span)
        };
        let cue = linked.cue.map(place);
        let text = article.text.as_str();
        let source = linked.source.map(place);
        let mut content: Vec<CleanSpan> = linked.content.iter().map(|t| place(*t)).collect();
        if content.is_empty() {
            // The network gave the clause to a cue within it.
            let (source, cue) = (source?, cue?);
            let zone = &work.zones[passage.zone];
            let sentence = act::sentence_around(text, zone, source.cover(cue));
            let outermost = passage.parent.is_none();
            content.extend(mend::clause_before(text, sentence, source, cue).filter(|_| outermost));
            content.first()?;
        }
        let draft = Draft {
            source: source.map(|span| mend::noun_phrase(text, span)),
            cue,
            confidence: linked.probability.clamp(0.0, 1.0),
            vector: self.mean(
                linked
                    .content
                    .iter()
                    .flat_map(|t| &scores.pieces[t.first..=t.last]),
            ),
            content,
            zone: passage.zone,
            parent: passage.parent,
            depth: passage.depth,
            silent: false,
        };
        let sentence = act::sentence_around(
            article.text.as_str(),
            &work.zones[passage.zone],
            draft.extent(),
        );
        let said = mend::inverted(
            article.text.as_str(),
            sentence,
            &draft.content,
            draft.source,
            draft.cue,
        );
        let mut draft = match said {
            Some((cue, content)) => Draft {
                cue: Some(cue),
                content: vec![content],
                ..draft
            },
            None => draft,
        };
        if let Some((source, rest)) = mend::appended(text, draft.source, draft.cue, &draft.content)
        {
            draft.source = Some(source);
            draft.content = rest;
        }
        if let Some(agent) = draft.cue.and_then(|cue| mend::agent(text, sentence, cue)) {
            draft.source = Some(agent);
            if draft.content.len() > 1 {
                draft.content.retain(|content| !content.overlaps(agent));
            }
        }
        let kept = match passage.parent {
            Some(_) => {
                draft.cue.is_some()
                    && draft.confidence
                        >= if draft.source.is_some() {
                            NESTED
                        } else {
                            SOURCELESS
                        }
            }
            None => {
                draft.confidence >= LEAST
                    && (draft.cue.is_some() || work.is_quoted(article, &draft.content))
            }
        };
        kept.then(|| Draft {
            confidence: self.model.calibration.apply(draft.confidence),
            ..draft
        })
    }

    /// The sentence vector of these pieces: the unit mean of their vectors.
    fn mean<'a>(&self, rows: impl Iterator<Item = &'a PieceScores>) -> Vec<f32> {
        let mut mean = vec![0.0; self.model.layout.hidden];
        for row in rows {
            for (m, v) in mean.iter_mut().zip(&row.vector) {
                *m += v;
            }
        }
        let norm = mean.iter().map(|v| v * v).sum::<f32>().sqrt();
        if norm > 0.0 {
            for v in &mut mean {
                *v /= norm;
            }
        }
        mean
    }

    /// Runs of words that the model gives one entity class.
    fn mentions(&self, passage: &Passage, scores: &Scores, article: &Article) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        let mut open = false;
        for (piece, row) in passage.pieces.iter().zip(&scores.pieces) {
            let class = entity_class(&self.model.layout.entities[row.entity]);
            let Some(class) = class else {
                open = false;
                continue;
            };
            match out.last_mut() {
                Some(last) if open && last.class == class && !piece.begins_line() => {
                    last.span = last.span.cover(piece.span)
                }
                _ => out.push(Mention {
                    span: piece.span,
                    class,
                }),
            }
            open = true;
        }
        out.into_iter()
            .filter_map(|m| {
                Some(Mention {
                    span: mend::capitalized(article.text.as_str(), m.span)?,
                    ..m
                })
            })
            .collect()
    }
}

fn entity_class(name: &str) -> Option<MentionClass> {
    match name {
        "PERSON" => Some(MentionClass::Person),
        "ORGANIZATION" => Some(MentionClass::Organization),
        "LOCATION" => Some(MentionClass::Place),
        "MISC" => Some(MentionClass::Other),
        _ => None,
    }
}

impl Work {
    fn new(article: &Article) -> Self {
        let zones = zones(article);
        let text = article.text.as_str();
        let quotations = zones
            .iter()
            .flat_map(|z| &z.spans)
            .flat_map(|span| quotations(text, *span))
            .map(|quotation| within_sentence(text, quotation))
            .collect();
        Self {
            zones,
            quotations,
            drafts: Vec::new(),
            mentions: Vec::new(),
            headline_vectors: BTreeMap::new(),
        }
    }

    /// Takes in a statement whose content holds statements that were found before: they are nested in it.
    fn enclose(&mut self, outer: Draft) {
        let (parent, zone) = (self.drafts.len(), outer.zone);
        let is_known = |d: &Draft| d.cue.zip(outer.cue).is_some_and(|(a, b)| a.overlaps(b));
        if self.drafts.iter().any(is_known) {
            return;
        }
        let within = outer.content_extent();
        let mut inside: Vec<bool> = Vec::with_capacity(parent);
        for draft in &mut self.drafts {
            // What the inner one took of the outer's words, it gives back.
            let kept = draft.content.iter().filter_map(|span| clip(*span, within));
            let kept: Vec<CleanSpan> = kept.collect();
            let is_child = draft.parent.is_none()
                && draft.zone == zone
                && draft.cue.is_some_and(|cue| within.contains(cue))
                && !kept.is_empty();
            if is_child {
                draft.parent = Some(parent);
                draft.content = kept;
            }
            let of_child = draft.parent.is_some_and(|p| inside.get(p) == Some(&true));
            draft.depth += usize::from(is_child || of_child);
            inside.push(is_child || of_child);
        }
        self.drafts.push(outer);
    }

    /// Share of the letters and digits of these spans that stand within quotation marks.
    fn quoted_share(&self, article: &Article, spans: &[CleanSpan]) -> f64 {
        let (mut quoted, mut all) = (0_u32, 0_u32);
        for span in spans {
            let inside: Vec<Range<usize>> = self
                .quotations
                .iter()
                .filter(|q| q.span.overlaps(*span))
                .map(|q| q.inner.range())
                .collect();
            for (i, _) in article
                .slice(*span)
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
            {
                all += 1;
                quoted += u32::from(inside.iter().any(|r| r.contains(&(span.start().get() + i))));
            }
        }
        if all == 0 {
            0.0
        } else {
            f64::from(quoted) / f64::from(all)
        }
    }

    fn is_quoted(&self, article: &Article, spans: &[CleanSpan]) -> bool {
        self.quoted_share(article, spans) > 0.95
    }

    fn kind(&self, article: &Article, spans: &[CleanSpan]) -> StatementKind {
        let share = self.quoted_share(article, spans);
        if share > 0.95 {
            StatementKind::Direct
        } else if share > 0.0 {
            StatementKind::Mixed
        } else {
            StatementKind::Indirect
        }
    }

    /// What headlines and reports of silence say, which the model was not taught.
    fn add_patterns(&mut self, article: &Article) {
        let text = article.text.as_str();
        for (zone, title) in self
            .zones
            .iter()
            .enumerate()
            .filter(|(_, z)| z.headline)
            .filter_map(|(i, z)| Some((i, *z.spans.first()?)))
        {
            let Some(found) = headline_statement(text, title) else {
                continue;
            };
            let vector = self
                .headline_vectors
                .get(&zone)
                .cloned()
                .unwrap_or_default();
            // What the model found inside the content keeps its place as a nested statement; the rest it misread.
            let keep: Vec<Draft> = self
                .drafts
                .iter()
                .filter(|d| d.zone != zone)
                .cloned()
                .collect();
            let inside: Vec<Draft> = self
                .drafts
                .iter()
                .filter(|d| {
                    d.zone == zone && d.parent.is_none() && found.content.contains(d.extent())
                })
                .cloned()
                .collect();
            self.drafts = renumber(&self.drafts, keep, zone);
            let parent = self.drafts.len();
            self.drafts.push(Draft {
                source: Some(found.source),
                cue: found.cue,
                content: vec![found.content],
                confidence: 0.9,
                vector,
                zone,
                parent: None,
                depth: 0,
                silent: false,
            });
            self.drafts.extend(inside.into_iter().map(|d| Draft {
                parent: Some(parent),
                depth: 1,
                ..d
            }));
        }
        for zone in 0..self.zones.len() {
            if !self.zones[zone].headline {
                self.add_script(text, zone);
            }
        }
        for NoComment {
            source,
            cue,
            content,
        } in no_comments(article, &self.zones)
        {
            if let Some(known) = self
                .drafts
                .iter_mut()
                .find(|d| d.cue.is_some_and(|c| c.overlaps(cue)))
            {
                known.silent = true;
                continue;
            }
            let Some(zone) = self
                .zones
                .iter()
                .position(|z| z.spans.iter().any(|s| s.contains(cue)))
            else {
                continue;
            };
            self.drafts.push(Draft {
                source: Some(source),
                cue: Some(cue),
                content: vec![content],
                confidence: 0.9,
                vector: Vec::new(),
                zone,
                parent: None,
                depth: 0,
                silent: true,
            });
        }
    }

    /// The lines of a transcript: what the model found in one is nested in it.
    fn add_script(&mut self, text: &str, zone: usize) {
        for line in script(text, &self.zones[zone]) {
            // A quotation without a cue is the line itself.
            let is_line = |d: &Draft| {
                d.zone == zone && d.cue.is_none() && line.content.contains(d.content_extent())
            };
            let known = self
                .drafts
                .iter_mut()
                .find(|d| d.parent.is_none() && is_line(d));
            if let Some(known) = known {
                known.source = Some(line.source);
                known.content = vec![line.content];
                continue;
            }
            self.enclose(Draft {
                source: Some(line.source),
                cue: None,
                content: vec![line.content],
                confidence: 0.9,
                vector: Vec::new(),
                zone,
                parent: None,
                depth: 0,
                silent: false,
            });
        }
    }

    fn finish(mut self, article: &Article, document: DocumentIdx) -> Vec<Statement> {
        let mut out = Vec::new();
        self.add_patterns(article);
        let text = article.text.as_str();
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.sort_by_key(|&i| {
            let (extent, draft) = (self.drafts[i].extent(), &self.drafts[i]);
            (
                extent.start(),
                std::cmp::Reverse(extent.end()),
                draft.depth,
                i,
            )
        });
        let mut place = vec![0; order.len()];
        for (k, &i) in order.iter().enumerate() {
            place[i] = k;
        }
        let rules = mention::find_mentions(
            text,
            &self
                .zones
                .iter()
                .flat_map(|z| z.spans.clone())
                .collect::<Vec<_>>(),
        );
        let mentions = mention::merge(std::mem::take(&mut self.mentions), rules);
        let sources: Vec<SourceRef> = order
            .iter()
            .map(|&i| {
                let draft = &self.drafts[i];
                SourceRef {
                    span: draft.source,
                    content: draft.content_extent(),
                    quoted: self.is_quoted(article, &draft.content),
                }
            })
            .collect();
        let mut speakers = speaker::resolve(article, &self.zones, &mentions, &sources);
        // A quotation that names nobody goes on with whoever spoke last in its paragraph, or in the one before.
        let mut last: Option<(usize, Option<Speaker>)> = None;
        for (k, &i) in order.iter().enumerate() {
            let draft = &self.drafts[i];
            if draft.parent.is_some() {
                continue;
            }
            let start = draft.extent().start().get();
            if draft.source.is_none() && draft.cue.is_none() && sources[k].quoted {
                let near = last.as_ref().filter(|(end, _)| is_near(text, *end, start));
                speakers[k] = near.and_then(|(_, speaker)| speaker.clone());
            }
            last = Some((draft.extent().end().get(), speakers[k].clone()));
        }
        // "I" inside a quotation is its speaker.
        for k in 0..order.len() {
            let draft = &self.drafts[order[k]];
            let first_person = draft
                .source
                .is_some_and(|s| matches!(article.slice(s), "I" | "me" | "my"));
            if let (true, Some(parent)) = (first_person, draft.parent) {
                speakers[k] = speakers[place[parent]].clone();
            }
        }
        for (&i, speaker) in order.iter().zip(speakers) {
            let draft = &self.drafts[i];
            let zone = &self.zones[draft.zone];
            let act = act::classify(text, draft.source, draft.cue, &draft.content);
            let sentence = act::sentence_around(text, zone, draft.extent());
            let parts = StatementParts {
                document,
                source: draft.source.into_iter().collect(),
                cue: draft.cue.into_iter().collect(),
                content: draft.content.clone(),
                kind: self.kind(article, &draft.content),
                headline: zone.headline,
                embedded: zone.embedded,
                speaker,
                cue_class: act.class,
                negated: act.negated,
                no_comment: act.no_comment || draft.silent,
                venue: venue::venue(text, sentence, draft.cue, &draft.content),
                time: when::time(
                    text,
                    sentence,
                    &draft.content,
                    article.published.as_ref().map(|f| f.value.date()),
                ),
                parent: draft.parent.map(|p| StatementIdx(place[p])),
                confidence: draft.confidence,
                vector: draft.vector.clone(),
            };
            // Spans come from pieces of this very text, so that the check cannot fail; were it to, the statement is left out.
            match Statement::new(parts, article) {
                Ok(statement) => out.push(statement),
                Err(error) => debug_assert!(false, "{error}"),
            }
        }
        out
    }
}

/// Whether so little stands between two statements that the second can go on with the first's speaker: no paragraph of its own, and
/// no more than a sentence.
fn is_near(text: &str, end: usize, start: usize) -> bool {
    let Some(between) = text.get(end..start) else {
        return false;
    };
    let words = between.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).count() <= 3 && between.matches('\n').count() <= 2
}

/// A quotation that is never closed and not taken up again by the next paragraph reaches to the end of its sentence: a mark is
/// missing, and what follows is not to be lost in it.
fn within_sentence(text: &str, quotation: Quotation) -> Quotation {
    let behind = text[quotation.span.end().get()..].trim_start();
    if quotation.closed || behind.starts_with(['“', '"', '‘', '\'', '«']) {
        return quotation;
    }
    let first = sentences(text, quotation.inner).first().copied();
    let Some(first) = first.filter(|s| s.end() < quotation.inner.end()) else {
        return quotation;
    };
    let (start, inner) = (quotation.span.start().get(), quotation.inner.start().get());
    let end = first.end().get();
    Quotation {
        span: CleanSpan::new(start, end),
        inner: CleanSpan::new(inner, end),
        ..quotation
    }
}

/// The part of a span that lies within another.
fn clip(span: CleanSpan, within: CleanSpan) -> Option<CleanSpan> {
    let start = span.start().max(within.start());
    let end = span.end().min(within.end());
    (start < end).then(|| CleanSpan::new(start.get(), end.get()))
}

/// Keeps the drafts outside a zone, with their parents' new places.
fn renumber(all: &[Draft], keep: Vec<Draft>, dropped_zone: usize) -> Vec<Draft> {
    let mut new = vec![0; all.len()];
    let mut n = 0;
    for (i, draft) in all.iter().enumerate() {
        new[i] = n;
        n += usize::from(draft.zone != dropped_zone);
    }
    keep.into_iter()
        .map(|d| Draft {
            parent: d.parent.map(|p| new[p]),
            ..d
        })
        .collect()
}

/// What is read together: the headline, the body, and each embedded article's headline and body.
fn zones(article: &Article) -> Vec<Zone> {
    let title = article.title_span().map(|span| Zone {
        spans: vec![span],
        headline: true,
        embedded: false,
    });
    let body: Vec<CleanSpan> = article.body().collect();
    let mut out: Vec<Zone> = title.into_iter().collect();
    if !body.is_empty() {
        out.push(Zone {
            spans: body,
            headline: false,
            embedded: false,
        });
    }
    for embedded in &article.embedded {
        out.extend(embedded.title.map(|span| Zone {
            spans: vec![span],
            headline: true,
            embedded: true,
        }));
        if !embedded.body.is_empty() {
            out.push(Zone {
                spans: embedded.body.clone(),
                headline: false,
                embedded: true,
            });
        }
    }
    out
}

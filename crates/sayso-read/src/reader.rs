//! Puts the parts together: zones, one pass of the model, spans, links and nested statements.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use sayso_text::{Article, CleanSpan, DocumentIdx, sentences};

use crate::act;
use crate::antecedent::{antecedents, is_anaphor};
use crate::beside::{inverted_statement, source_beside};
use crate::closing;
use crate::decode::{self, Name, Tagged, decode};
use crate::extent;
use crate::link::{Linked, Scorer, link};
use crate::mend;
use crate::mention::{Mention, MentionClass, is_never_name};
use crate::model::{Model, ModelError, ModelFiles, NAME_TYPES, PieceScores, Scores, Worker};
use crate::pieces::{Piece, pieces};
use crate::title::role;
use crate::words::{lower, paragraphs};
use crate::work::{Draft, Work, clip};
use crate::zone::zones;
use crate::{SentenceVector, Statement};

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
    pub(crate) model: Model,
    /// What has less confidence is left out.
    least: f32,
}

/// Pieces that are read before their scores are turned into statements and dropped; bounds memory on long texts.
const BATCH: usize = 1 << 14;

/// Statements are looked for within statements to this depth.
const DEPTH: usize = 3;

/// Confidence below which a statement is left out: about where F1 on PolNeAR's dev part is best.
const LIKELY: f32 = 0.35;

/// The model's probability below which a statement is not so much as judged.
const LEAST: f32 = 0.03;

/// The same below which a statement within a statement is left out: contents are shorter than what the model learned on.
const NESTED: f32 = 0.12;

/// The same for one that names no source ("was expected to").
const SOURCELESS: f32 = 0.5;

/// A run of pieces that is decoded together: part of a zone, or the content of a statement read again.
struct Passage {
    zone: usize,
    /// Index of the draft whose content this is.
    parent: Option<usize>,
    depth: usize,
    pieces: Vec<Piece>,
}

/// A passage with what the network made of it.
struct Scored<'a> {
    passage: &'a Passage,
    scores: &'a Scores,
    /// The number of the sentence of each piece.
    sentence_of: &'a [usize],
    /// The cues, each with whether it has a content.
    cues: &'a [(CleanSpan, bool)],
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
            least: LIKELY,
        })
    }

    /// A reader with another model. `threads`: how many windows are read side by side; it changes nothing but the speed.
    ///
    /// # Errors
    /// If one of the files is damaged or belongs to another version.
    pub fn new(files: ModelFiles<'_>, threads: usize) -> Result<Self, ModelError> {
        Ok(Self {
            model: Model::load(files, threads)?,
            least: LIKELY,
        })
    }

    /// The same reader, which keeps what is more likely no attribution too, so that the likelihood can be fitted.
    #[must_use]
    pub fn with_unlikely(self) -> Self {
        Self { least: 0.0, ..self }
    }

    /// Reads articles. The statements come in the order of the articles, and within one in document order, a statement
    /// before those in its content.
    #[must_use]
    pub fn read(&self, articles: &[Article]) -> Vec<Statement> {
        self.read_noting(articles, || {})
    }

    /// Like [`Reader::read`]; calls `done` whenever an article has been read, from any thread.
    #[must_use]
    pub fn read_noting(&self, articles: &[Article], done: impl Fn() + Sync) -> Vec<Statement> {
        let workers = self.model.workers();
        let read = |i: usize, workers: &[Worker]| {
            let found = self.read_one(&articles[i], DocumentIdx(i), workers);
            done();
            found
        };
        // Many articles are shared out whole; of few, the windows.
        let mut found: Vec<Vec<Statement>> = vec![Vec::new(); articles.len()];
        if articles.len() < 2 * workers.len() {
            for (i, found) in found.iter_mut().enumerate() {
                *found = read(i, workers);
            }
        } else {
            // The longest first, so that none is left for the end.
            let mut order: Vec<usize> = (0..articles.len()).collect();
            order.sort_by_key(|&i| (std::cmp::Reverse(articles[i].text.as_str().len()), i));
            let next = AtomicUsize::new(0);
            let (send, receive) = mpsc::channel();
            std::thread::scope(|scope| {
                for worker in workers.chunks(1) {
                    let (send, next, order, read) = (send.clone(), &next, &order, &read);
                    scope.spawn(move || {
                        while let Some(&i) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                            // The receiver outlives the scope, so sending cannot fail.
                            let _ = send.send((i, read(i, worker)));
                        }
                    });
                }
                drop(send);
            });
            for (i, statements) in receive {
                found[i] = statements;
            }
        }
        let mut out: Vec<Statement> = Vec::new();
        for found in found {
            let offset = out.len();
            out.extend(found.into_iter().map(|s| s.moved_by(offset)));
        }
        out
    }

    /// The statements of an article, with parents counted within it.
    fn read_one(
        &self,
        article: &Article,
        document: DocumentIdx,
        workers: &[Worker],
    ) -> Vec<Statement> {
        let mut work = Work::new(article);
        let mut queue: Vec<Passage> = Vec::new();
        let mut waiting = 0;
        let zones: Vec<Vec<CleanSpan>> = work.zones.iter().map(|z| z.spans.clone()).collect();
        for (zone, spans) in zones.into_iter().enumerate() {
            for part in self.passages(zone, article, &spans) {
                waiting += part.pieces.len();
                queue.push(part);
            }
            if waiting >= BATCH {
                self.digest(std::mem::take(&mut queue), article, &mut work, workers);
                waiting = 0;
            }
        }
        self.digest(queue, article, &mut work, workers);
        work.finish(article, document, self.least)
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
    fn passages(&self, zone: usize, article: &Article, spans: &[CleanSpan]) -> Vec<Passage> {
        let mut pieces = self.pieces(article, spans);
        let mut out = Vec::new();
        while pieces.len() > BATCH {
            let cut = (BATCH / 2..BATCH)
                .rev()
                .find(|&k| pieces[k].begins_line())
                .unwrap_or(BATCH);
            let rest = pieces.split_off(cut);
            out.push(Passage {
                zone,
                parent: None,
                depth: 0,
                pieces: std::mem::replace(&mut pieces, rest),
            });
        }
        if !pieces.is_empty() {
            out.push(Passage {
                zone,
                parent: None,
                depth: 0,
                pieces,
            });
        }
        out
    }

    pub(crate) fn pieces(&self, article: &Article, spans: &[CleanSpan]) -> Vec<Piece> {
        pieces(article.text.as_str(), spans, &self.model.vocabulary)
    }

    /// Reads passages, and the contents of what they state, down to [`DEPTH`].
    fn digest(
        &self,
        mut queue: Vec<Passage>,
        article: &Article,
        work: &mut Work,
        workers: &[Worker],
    ) {
        let text = article.text.as_str();
        while !queue.is_empty() {
            let views: Vec<&[Piece]> = queue.iter().map(|p| p.pieces.as_slice()).collect();
            let scores = if queue[0].parent.is_none() {
                self.model.run(&views, workers)
            } else {
                self.model.run_lines(&views, workers)
            };
            let mut next = Vec::new();
            for (passage, scores) in queue.iter().zip(&scores) {
                let mut names = Vec::new();
                let sentence_of = sentence_numbers(text, &passage.pieces);
                if passage.parent.is_none() {
                    names = decode::names(
                        &passage.pieces,
                        &scores.pieces,
                        &self.model.name_transitions,
                    );
                    mend::names(text, &passage.pieces, &sentence_of, &mut names);
                    let mentions = names
                        .iter()
                        .filter_map(|n| mention(n, &passage.pieces, text));
                    work.mentions.extend(mentions);
                    if work.zones[passage.zone].headline {
                        work.headline_vectors
                            .insert(passage.zone, self.mean(scores.pieces.iter()));
                    }
                }
                let tagged = decode(&passage.pieces, &scores.pieces, &self.model.transitions);
                let scorer = Scorer::new(scores, &self.model.layout);
                // Only what is quoted may stand in another sentence than its cue.
                let fits = |content: Tagged, cue: Tagged| {
                    let (from, to) = (sentence_of[content.first], sentence_of[content.last]);
                    (from..=to).contains(&sentence_of[cue.first])
                        || work.is_quoted(article, &[place(&passage.pieces, content)])
                };
                let (pieces, layout) = (&passage.pieces, &self.model.layout);
                let linked = link(pieces, &tagged, scores, layout, fits);
                let cue = |l: &Linked| Some((place(pieces, l.cue?), !l.content.is_empty()));
                let cues: Vec<(CleanSpan, bool)> = linked.iter().filter_map(cue).collect();
                let scored = Scored {
                    passage,
                    scores,
                    sentence_of: &sentence_of,
                    cues: &cues,
                };
                let n_before = work.drafts.len();
                for linked in linked {
                    if let Some(source) = linked.source {
                        let span = (source.first, source.last);
                        let words = article.slice(place(&passage.pieces, source));
                        if passage.parent.is_none() && is_anaphor(words) {
                            let found = antecedents(&scorer, &passage.pieces, span, &names);
                            work.antecedents.extend(found);
                        }
                    }
                    let Some(draft) = self.draft(&scored, &linked, article, work) else {
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
                            article,
                            &draft.content,
                        ));
                    }
                    work.drafts.push(draft);
                }
                for outer in work.rejoin_clauses(text, n_before) {
                    let content = work.drafts[outer].content.clone();
                    work.drafts[outer].vectors = self.vectors_of(&content, &scored);
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
            .map(|span| extent::unmarked(article.text.as_str(), *span))
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
            zone: passage.zone,
            parent: Some(draft),
            depth: passage.depth + 1,
            pieces,
        };
        (inner.pieces.len() >= 5).then_some(inner)
    }

    fn draft(
        &self,
        scored: &Scored<'_>,
        linked: &Linked,
        article: &Article,
        work: &Work,
    ) -> Option<Draft> {
        let (passage, cues) = (scored.passage, scored.cues);
        let place = |t: Tagged| place(&passage.pieces, t);
        let cue = linked.cue.map(place);
        let text = article.text.as_str();
        let mut told_by = linked.source.map(place);
        let kept = &work.zones[passage.zone].spans;
        let parts = |t: &Tagged| {
            let mut parts = without_what_is_set_aside(text, kept, place(*t));
            let block = cue.filter(|_| parts.len() > 1).and_then(|cue| {
                let at = kept.partition_point(|k| k.end() <= cue.start());
                kept.get(at)
            });
            // Only a quotation goes on behind it.
            if let Some(block) = block.filter(|b| parts.iter().any(|part| b.overlaps(*part))) {
                parts.retain(|part| block.overlaps(*part) || work.is_quoted(article, &[*part]));
            }
            parts
        };
        let mut content: Vec<CleanSpan> = linked.content.iter().flat_map(parts).collect();
        if let Some(parent) = passage.parent {
            content = within(text, &content, &work.drafts[parent].content, cue);
            content = extent::up_to_parallel(text, content);
            if let Some(cue) = cue {
                extent::without_circumstance(text, cue, &mut content);
            }
        }
        if content.is_empty() {
            // The network gave the clause to a cue within it.
            let (source, cue) = (told_by?, cue?);
            let zone = &work.zones[passage.zone];
            let sentence = act::sentence_around(text, zone, source.cover(cue));
            let outermost = passage.parent.is_none();
            if let Some(clause) = mend::clause_before(text, sentence, source, cue) {
                content.extend(Some(clause).filter(|_| outermost));
            } else if let Some(closed) = closing::closed_statement(text, sentence)
                && closed.cue.overlaps(cue)
                && outermost
            {
                told_by = Some(closed.source);
                content.push(closed.content);
            }
            content.first()?;
        }
        let source = told_by;
        // What is not quoted stands in the sentence of "…, S said"; where it was sought before, the clause is what S said.
        if let (Some(source), Some(cue), None) = (source, cue, passage.parent) {
            let sentence = act::sentence_around(text, &work.zones[passage.zone], source.cover(cue));
            let elsewhere = content.iter().all(|c| !c.overlaps(sentence));
            let clause = mend::clause_before(text, sentence, source, cue);
            if let Some(clause) = clause.filter(|_| elsewhere && !work.is_quoted(article, &content))
            {
                content = vec![clause];
            }
        }
        let draft = Draft {
            source: source.map(|span| mend::noun_phrase(text, span)),
            cue,
            confidence: linked.certainty.product().clamp(0.0, 1.0),
            certainty: Some(linked.certainty),
            figures: Vec::new(),
            vectors: Vec::new(),
            content,
            zone: passage.zone,
            parent: passage.parent,
            depth: passage.depth,
            silent: false,
            signed: None,
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
        // "The wrong house had been searched, admitted Ida Holm": she is not what was admitted.
        if let (Some(cue), None) = (draft.cue, passage.parent)
            && let Some(told) = inverted_statement(text, sentence)
            && told.cue.overlaps(cue)
            && draft.content.iter().any(|c| c.overlaps(told.source))
        {
            draft.source = Some(told.source);
            draft.content = vec![told.content];
        }
        if let Some(cue) = draft
            .cue
            .and_then(|cue| mend::with_verb(text, sentence, cue))
        {
            draft.cue = Some(cue);
            draft.content.retain(|content| !content.overlaps(cue));
            draft.content.first()?;
        }
        let reported = mend::reported(text, sentence, draft.source, draft.cue, &draft.content);
        if let Some((cue, content)) = reported
            && passage.parent.is_none()
            && !cues
                .iter()
                .any(|(known, told)| *told && known.overlaps(cue))
        {
            draft.cue = Some(cue);
            draft.content = vec![content];
        }
        let found = draft
            .source
            .map_or(draft.content_extent(), |s| s.cover(draft.content_extent()));
        if let Some(cue) = draft.cue.filter(|_| passage.parent.is_none())
            && let Some(closed) = closing::attribution(text, sentence, found.cover(cue), cue)
            && !cues.iter().any(|(known, _)| known.overlaps(closed.cue))
        {
            draft.source = Some(closed.source);
            draft.cue = Some(closed.cue);
            draft.content = vec![closed.content];
        }
        if draft
            .cue
            .is_some_and(|cue| mend::tells_whom(article.slice(cue)))
        {
            draft.source = draft
                .source
                .filter(|source| Some(source.start()) > draft.cue.map(CleanSpan::start));
        }
        // "The company is expected to close": it is part of what is expected.
        if let (Some(source), Some(cue)) = (draft.source, draft.cue)
            && source.end() <= cue.start()
            && !article.slice(source).eq_ignore_ascii_case("it")
            && mend::tells_of_whom(article.slice(cue))
        {
            draft.source = None;
            let whole = draft
                .content
                .first()
                .is_some_and(|c| cue.end() <= c.start());
            if whole
                && text[source.end().get()..cue.start().get()]
                    .trim()
                    .is_empty()
            {
                draft.content.insert(0, source);
            }
        }
        let is_open = |at: usize| work.is_quoted_at(at);
        for content in &mut draft.content {
            *content = extent::within_paragraph(text, draft.cue, *content, is_open);
        }
        draft.content.retain(|content| !content.is_empty());
        if let Some(first) = draft.content.first_mut() {
            *first = mend::behind_dateline(text, *first);
            if let Some(cue) = draft.cue {
                *first = extent::behind_cited(text, cue, *first);
            }
        }
        draft.content.first()?;
        if let (Some(cue), [content]) = (draft.cue, draft.content.as_slice())
            && let Some((source, said)) = mend::speaker_behind_quotation(text, cue, *content)
        {
            draft.source = Some(source);
            draft.content = vec![said];
        }
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
        if let Some(source) = draft.source.filter(|_| passage.parent.is_none()) {
            let label = mend::release_label(text, source);
            if label.is_some_and(|label| draft.content.iter().all(|c| label.contains(*c))) {
                return None;
            }
            let first = draft.content[0];
            let between = || mend::verb_between(text, source, first);
            let is_word = |cue: CleanSpan| article.slice(cue).contains(char::is_alphabetic);
            if !draft.cue.is_some_and(is_word) && work.is_quoted(article, &draft.content) {
                draft.cue = label.or_else(between).or(draft.cue);
            }
        }
        if let Some(cue) = draft.cue.filter(|_| passage.parent.is_none()) {
            let own = act::sentence_around(text, &work.zones[passage.zone], cue);
            // "The line, whose boats …, has denied": the clause alone is nobody.
            draft.source = draft.source.filter(|source| {
                let between = text.get(source.end().get()..cue.start().get());
                let words = article.slice(*source);
                let ends = between.is_some_and(|gap| gap.trim_start().starts_with(','));
                !(words.starts_with("whose ") && (ends || words.ends_with(',')))
            });
            if !draft.source.is_some_and(|source| source.overlaps(own))
                && let Some(source) = source_beside(text, own, cue, &draft.content)
            {
                draft.source = Some(source);
                draft.content = extent::apart_from(text, &draft.content, source);
            }
            extent::without_circumstance(text, cue, &mut draft.content);
            if let Some((cue, first)) = extent::infinitive(text, cue, draft.content[0]) {
                draft.cue = Some(cue);
                draft.content[0] = first;
            }
            for content in &mut draft.content {
                *content = extent::without_venue(text, *content);
            }
            let rest = extent::rest_behind(text, sentence, draft.source, cue, &draft.content);
            draft.content.extend(rest);
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
                // Without a cue, a quotation that is a sentence by itself: within one, it is a title or a nickname.
                let length: usize = draft.content.iter().map(|span| span.len()).sum();
                let stands_alone = draft.source.is_some() || 2 * length > sentence.len();
                draft.confidence >= LEAST
                    && (draft.cue.is_some()
                        || stands_alone && work.is_quoted(article, &draft.content))
            }
        };
        kept.then(|| Draft {
            vectors: self.vectors_of(&draft.content, scored),
            ..draft
        })
    }

    /// A vector for each sentence of a content.
    fn vectors_of(&self, content: &[CleanSpan], scored: &Scored<'_>) -> Vec<SentenceVector> {
        let (passage, sentence_of) = (scored.passage, scored.sentence_of);
        let scores = &scored.scores.pieces;
        let mut found = Vec::new();
        for part in content {
            let start = passage
                .pieces
                .partition_point(|p| p.span.end() <= part.start());
            let end = passage
                .pieces
                .partition_point(|p| p.span.start() < part.end());
            let pieces: Vec<usize> = (start..end.max(start)).collect();
            for sentence in pieces.chunk_by(|a, b| sentence_of[*a] == sentence_of[*b]) {
                let (first, last) = (sentence[0], sentence[sentence.len() - 1]);
                let span = passage.pieces[first].span.cover(passage.pieces[last].span);
                found.push(SentenceVector {
                    span,
                    vector: self.mean(scores[first..=last].iter()),
                });
            }
        }
        found
    }

    /// The sentence vector of these pieces: the unit mean of their vectors.
    pub(crate) fn mean<'a>(&self, rows: impl Iterator<Item = &'a PieceScores>) -> Vec<f32> {
        let mut mean = vec![0.0; self.model.layout.hidden];
        for row in rows {
            for (m, v) in mean.iter_mut().zip(row.vector()) {
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
}

/// The number of the sentence that each piece stands in.
fn sentence_numbers(text: &str, pieces: &[Piece]) -> Vec<usize> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return Vec::new();
    };
    let whole = first.span.cover(last.span);
    let found = paragraphs(text, whole);
    let ends: Vec<usize> = found
        .into_iter()
        .flat_map(|paragraph| sentences(text, paragraph))
        .map(|sentence| sentence.end().get())
        .collect();
    let number = |piece: &Piece| ends.partition_point(|end| *end <= piece.span.start().get());
    pieces.iter().map(number).collect()
}

/// Where a tagged stretch stands.
fn place(pieces: &[Piece], tagged: Tagged) -> CleanSpan {
    pieces[tagged.first].span.cover(pieces[tagged.last].span)
}

/// A span in parts where a caption or an advertisement stands within it: only what is `kept` is the article's.
fn without_what_is_set_aside(text: &str, kept: &[CleanSpan], span: CleanSpan) -> Vec<CleanSpan> {
    let from = kept.partition_point(|k| k.end() <= span.start());
    let mut parts: Vec<CleanSpan> = Vec::new();
    for stretch in kept[from..].iter().take_while(|k| k.start() < span.end()) {
        let part = CleanSpan::new(
            span.start().get().max(stretch.start().get()),
            span.end().get().min(stretch.end().get()),
        );
        match parts.last_mut() {
            Some(last) if text[last.end().get()..part.start().get()].trim().is_empty() => {
                *last = last.cover(part);
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// A name as a mention, if it can be of interest to speakers.
pub(crate) fn mention(name: &Name, pieces: &[Piece], text: &str) -> Option<Mention> {
    let span = pieces[name.first].span.cover(pieces[name.last].span);
    let span = mend::capitalized(text, span)?;
    let class = class_of(NAME_TYPES[name.kind])?;
    let told = false;
    // "Taoiseach" alone is an office.
    let words = &text[span.range()];
    let names = !is_never_name(words) && role(&lower(words)).is_none();
    names.then_some(Mention { span, class, told })
}

/// The parts of an inner content that lie within those of the outer one: what interrupts that is none of it, and where a sentence ends
/// in the interruption, the inner content has ended before.
fn within(
    text: &str,
    content: &[CleanSpan],
    outer: &[CleanSpan],
    cue: Option<CleanSpan>,
) -> Vec<CleanSpan> {
    let after = cue.map_or(0, |cue| cue.end().get());
    let mut parts: Vec<CleanSpan> = Vec::new();
    for part in outer {
        let ended = parts.last().is_some_and(|last| {
            let between = text.get(last.end().get().max(after)..part.start().get());
            between.is_some_and(|words| words.contains(['.', '!', '?']))
        });
        if ended {
            break;
        }
        parts.extend(content.iter().filter_map(|span| clip(*span, *part)));
    }
    parts
}

/// What a type of names is to speakers; dates and sums of money are nothing to them.
fn class_of(kind: &str) -> Option<MentionClass> {
    match kind {
        "Person" => Some(MentionClass::Person),
        "Organization" => Some(MentionClass::Organization),
        "Location" | "Facility" => Some(MentionClass::Place),
        "NORP" => Some(MentionClass::Nationality),
        "Misc" | "Product" => Some(MentionClass::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inner_content_ends_where_the_outer_is_interrupted_by_the_end_of_a_sentence() {
        let at = |text: &str, words: &str| {
            let start = text.find(words).expect("it stands there");
            CleanSpan::new(start, start + words.len())
        };
        let text = "“I think it is late,” she said. “We go.”";
        let outer = [at(text, "I think it is late"), at(text, "We go")];
        let whole = at(text, "it is late,” she said. “We go");
        let cue = Some(at(text, "think"));
        let parts = within(text, &[whole], &outer, cue);
        assert_eq!(parts, [at(text, "it is late")]);
        let text = "“I think,” she said, “it is late and dark,” laughing, “too dark.”";
        let outer = ["I think", "it is late and dark", "too dark"].map(|part| at(text, part));
        let cue = Some(at(text, "think"));
        let whole = at(text, "it is late and dark,” laughing, “too dark");
        assert_eq!(within(text, &[whole], &outer, cue), outer[1..]);
    }

    #[test]
    fn what_is_set_aside_within_a_span_is_no_part_of_it() {
        let text = "Tosk came. Gulls, photo: Mole Holm left.\n\nHe ran.";
        let at = |words: &str| {
            let start = text.find(words).expect("it stands there");
            CleanSpan::new(start, start + words.len())
        };
        let kept = ["Tosk came. ", "Holm left.", "He ran."].map(at);
        let parts = |span| without_what_is_set_aside(text, &kept, span);
        let whole = CleanSpan::new(5, text.len() - 1);
        assert_eq!(parts(whole), [at("came. "), at("Holm left.\n\nHe ran")]);
        assert_eq!(parts(at("left")), [at("left")]);
    }
}

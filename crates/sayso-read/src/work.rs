//! What is known of one article while it is read: the statements found so far, what the words alone add to them, and their
//! speakers.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use sayso_text::{Article, CleanOffset, CleanSpan, DocumentIdx, Quotation, quotations, sentences};

use crate::act;
use crate::antecedent::{Antecedents, is_anaphor};
use crate::attribution::{self, Attribution};
use crate::beside::{inverted_statement, own_beliefs, passive_statement};
use crate::closing;
use crate::extent;
use crate::headline::headline_statement;
use crate::link::Certainty;
use crate::mention::{self, Mention, MentionClass};
use crate::script::{ScriptLine, posts_in, script};
use crate::silence::{NoComment, no_comments};
use crate::speaker::{self, SourceRef};
use crate::words::paragraphs;
use crate::zone::{Zone, zones};
use crate::{
    SentenceVector, Speaker, Statement, StatementIdx, StatementKind, StatementParts, hedge, venue,
    when,
};

/// A statement being made: spans of one article, before speakers are known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) source: Option<CleanSpan>,
    pub(crate) cue: Option<CleanSpan>,
    pub(crate) content: Vec<CleanSpan>,
    pub(crate) confidence: f32,
    /// What the model said of the parts; `None` of what a rule found.
    pub(crate) certainty: Option<Certainty>,
    /// By what its confidence is told; empty of what a rule found.
    pub(crate) figures: Vec<f32>,
    pub(crate) vectors: Vec<SentenceVector>,
    pub(crate) zone: usize,
    /// Index among the drafts of the article.
    pub(crate) parent: Option<usize>,
    pub(crate) depth: usize,
    /// Found as a report of silence.
    pub(crate) silent: bool,
    /// The day that the signature of a post gives.
    pub(crate) signed: Option<Date>,
}

/// Confidence of what a rule finds by the form of the words.
const BY_RULE: f32 = 0.9;

impl Draft {
    /// A statement that a rule found.
    fn by_rule(zone: usize, source: CleanSpan, cue: Option<CleanSpan>, content: CleanSpan) -> Self {
        Self {
            source: Some(source),
            cue,
            content: vec![content],
            confidence: BY_RULE,
            certainty: None,
            figures: Vec::new(),
            vectors: Vec::new(),
            zone,
            parent: None,
            depth: 0,
            silent: false,
            signed: None,
        }
    }

    pub(crate) fn extent(&self) -> CleanSpan {
        let content = self.content.iter().copied().reduce(CleanSpan::cover);
        let all = [content, self.source, self.cue];
        all.into_iter()
            .flatten()
            .reduce(CleanSpan::cover)
            .unwrap_or_else(|| CleanSpan::new(0, 0))
    }

    pub(crate) fn content_extent(&self) -> CleanSpan {
        self.content
            .iter()
            .copied()
            .reduce(CleanSpan::cover)
            .unwrap_or_else(|| CleanSpan::new(0, 0))
    }
}

/// What is known of one article so far.
pub(crate) struct Work {
    pub(crate) zones: Vec<Zone>,
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) mentions: Vec<Mention>,
    /// What sources that refer back may mean.
    pub(crate) antecedents: Vec<Antecedents>,
    /// By zone: the vector of a whole headline.
    pub(crate) headline_vectors: BTreeMap<usize, Vec<f32>>,
}

impl Work {
    pub(crate) fn new(article: &Article) -> Self {
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
            antecedents: Vec::new(),
            headline_vectors: BTreeMap::new(),
        }
    }

    /// Takes in a statement whose content holds statements that were found before: they are nested in it.
    pub(crate) fn enclose(&mut self, outer: Draft) {
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

    /// Whether a quotation is open at a position.
    pub(crate) fn is_quoted_at(&self, position: usize) -> bool {
        let until = self
            .quotations
            .partition_point(|q| q.span.start().get() <= position);
        let before = self.quotations[..until].iter().rev().take(8);
        before.into_iter().any(|q| q.span.end().get() > position)
    }

    pub(crate) fn is_quoted(&self, article: &Article, spans: &[CleanSpan]) -> bool {
        self.quoted_share(article, spans) > 0.95
    }

    fn kind(&self, article: &Article, spans: &[CleanSpan]) -> StatementKind {
        // "Described as ‘a noise’".
        let spans: Vec<CleanSpan> = spans
            .iter()
            .map(|span| {
                let cut = if article.slice(*span).starts_with("as ") {
                    3
                } else {
                    0
                };
                CleanSpan::new(span.start().get() + cut, span.end().get())
            })
            .collect();
        let share = self.quoted_share(article, &spans);
        if share > 0.95 {
            StatementKind::Direct
        } else if share > 0.0 {
            StatementKind::Mixed
        } else {
            StatementKind::Indirect
        }
    }

    /// The spans of the outermost statements with the numbers of these, in order.
    fn taken(&self) -> Vec<(CleanSpan, usize)> {
        let outer = self.drafts.iter().enumerate();
        let outer = outer.filter(|(_, d)| d.parent.is_none());
        let spans = outer.flat_map(|(i, d)| {
            let spans = d.content.iter().copied().chain(d.source).chain(d.cue);
            spans.map(move |span| (span, i))
        });
        let mut taken: Vec<(CleanSpan, usize)> = spans.collect();
        taken.sort();
        taken
    }

    /// A quotation of which a statement has most, or the start, and no other statement the rest, is that statement's as a whole.
    fn complete_quotations(&mut self, text: &str) {
        let taken = self.taken();
        let whole = self.quotations.iter().filter(|q| q.depth == 0);
        for quotation in whole.map(|q| q.span) {
            let n_before = taken.partition_point(|(span, _)| span.start() < quotation.end());
            // What overlaps is among the last that start before its end, unless the text is no news.
            let near = taken[..n_before].iter().rev().take(64).copied();
            let inside: Vec<(CleanSpan, usize)> =
                near.filter(|(span, _)| span.overlaps(quotation)).collect();
            let [(part, draft)] = inside[..] else {
                continue;
            };
            let draft = &mut self.drafts[draft];
            let most = clip(part, quotation).is_some_and(|p| {
                2 * p.len() > quotation.len()
                    || text[quotation.start().get()..p.start().get()].len() <= 3
            });
            if most && let Some(content) = draft.content.iter_mut().find(|c| **c == part) {
                *content = content.cover(quotation);
            }
        }
    }

    /// Of the drafts from a number on, makes one clause of two that the model took apart: "P | has agreed to A | , S said", where the
    /// content of "said" ends at P and "has agreed" has no source. Gives those that hold the other now.
    pub(crate) fn rejoin_clauses(&mut self, text: &str, from: usize) -> Vec<usize> {
        let mut joined = Vec::new();
        for outer in from..self.drafts.len() {
            let Draft {
                cue: Some(cue),
                content,
                parent: None,
                zone,
                ..
            } = &self.drafts[outer]
            else {
                continue;
            };
            let (&[subject], cue, zone) = (content.as_slice(), *cue, *zone) else {
                continue;
            };
            let follows = |d: &Draft| {
                let verb = d.cue.filter(|verb| subject.end() <= verb.start());
                let blank = |from: usize, to: usize| {
                    text.get(from..to).is_some_and(|gap| gap.trim().is_empty())
                };
                let end = d.content_extent().end();
                let to_cue = text.get(end.get()..cue.start().get());
                d.parent.is_none()
                    && d.source.is_none()
                    && d.zone == zone
                    && verb.is_some_and(|v| blank(subject.end().get(), v.start().get()))
                    && d.cue
                        .is_some_and(|verb| d.content.iter().all(|c| verb.end() <= c.start()))
                    && to_cue.is_some_and(|gap| {
                        gap.trim_start().starts_with(',') && !gap.contains(['.', '\n'])
                    })
            };
            let Some(inner) =
                (from..self.drafts.len()).find(|&i| i != outer && follows(&self.drafts[i]))
            else {
                continue;
            };
            let whole = subject.cover(self.drafts[inner].content_extent());
            self.drafts[outer].content = vec![whole];
            let nested = &mut self.drafts[inner];
            (nested.parent, nested.source) = (Some(outer), Some(subject));
            nested.depth += 1;
            joined.push(outer);
        }
        joined
    }

    /// A content of which the model has the subject only, "that the summit", goes on with its verb, up to the next mark or to what
    /// another statement has.
    fn complete_clauses(&mut self, text: &str) {
        let taken = self.taken();
        for draft in self.drafts.iter_mut().filter(|d| d.parent.is_none()) {
            let Some(last) = draft.content.last_mut() else {
                continue;
            };
            let next = taken.partition_point(|(span, _)| span.start() < last.end());
            let bound = taken.get(next).map_or(text.len(), |(s, _)| s.start().get());
            if let Some(end) = extent::predicate_end(text, draft.cue, *last, bound) {
                *last = CleanSpan::new(last.start().get(), end);
            }
        }
    }

    /// What is quoted is not said by whom another sentence is about: "“We ran.” Karl Dahl, the mayor, said that …", where he says
    /// something in his sentence; "“We ran,” she said. Dahl shook his head. “We did not.”"; and what stands in a paragraph before, with
    /// sentences between that nobody says.
    fn set_apart_quotations(&mut self, article: &Article) {
        let text = article.text.as_str();
        for i in 0..self.drafts.len() {
            let draft = &self.drafts[i];
            let (Some(source), Some(cue), None) = (draft.source, draft.cue, draft.parent) else {
                continue;
            };
            let sentence = act::sentence_around(text, &self.zones[draft.zone], cue);
            let is_name = !is_anaphor(article.slice(source)) && source.start() == sentence.start();
            let before = |content: &CleanSpan| {
                let words = article
                    .slice(*content)
                    .trim_end_matches(['”', '"', '’', '\'']);
                content.end() <= sentence.start()
                    && words.ends_with(['.', '!', '?'])
                    && self.is_quoted(article, &[*content])
            };
            let says = draft
                .content
                .iter()
                .any(|content| content.start() >= cue.end() && content.start() < sentence.end());
            let introduces = says && is_name && source.end() <= cue.start();
            // The last quotation that sentences of the report's own keep from the next, or from the one who says that.
            let next = draft.content.iter().skip(1).map(|c| c.start());
            let next = next
                .chain([sentence.start()])
                .map(|at| at.min(sentence.start()));
            let is_far = |(content, next): &(&CleanSpan, CleanOffset)| {
                let between = text.get(content.end().get()..next.get());
                content.end() <= sentence.start()
                    && self.is_quoted(article, &[**content])
                    && between.is_some_and(|words| words.contains('\n') || is_own_sentence(words))
                    && !is_near(text, content.end().get(), next.get())
            };
            let far = draft.content.iter().zip(next).filter(is_far).last();
            let far = far.map(|(content, _)| *content);
            let behind = draft.content.iter().find(|content| {
                content.start() >= sentence.end()
                    && self.is_quoted(article, &[**content])
                    && self.is_anothers(article, draft, **content)
            });
            let (apart, own): (Vec<CleanSpan>, Vec<CleanSpan>) =
                draft.content.iter().partition(|content| {
                    introduces && before(content)
                        || behind.is_some_and(|first| *content >= first)
                        || far.is_some_and(|last| **content <= last)
                });
            if apart.is_empty() || own.is_empty() {
                continue;
            }
            let floating = Draft {
                source: None,
                cue: None,
                vectors: draft
                    .vectors
                    .iter()
                    .filter(|v| apart.iter().any(|span| span.overlaps(v.span)))
                    .cloned()
                    .collect(),
                content: apart,
                ..draft.clone()
            };
            let draft = &mut self.drafts[i];
            draft
                .vectors
                .retain(|v| own.iter().any(|span| span.overlaps(v.span)));
            draft.content = own;
            self.drafts.push(floating);
        }
    }

    /// Whether the sentence before a quotation says nothing and opens with a person whom the statement's source does not name.
    fn is_anothers(&self, article: &Article, draft: &Draft, quotation: CleanSpan) -> bool {
        let text = article.text.as_str();
        let before = text[..quotation.start().get()].trim_end_matches([' ', '“', '"', '‘', '\'']);
        if !before.ends_with(['.', '!', '?']) {
            return false;
        }
        let stop = CleanSpan::new(before.len() - 1, before.len());
        let sentence = act::sentence_around(text, &self.zones[draft.zone], stop);
        let says_nothing = draft.cue.is_some_and(|cue| cue.end() <= sentence.start())
            && !self.is_quoted_at(sentence.start().get());
        let source = draft.source.map_or("", |source| article.slice(source));
        let is_other = |m: &Mention| {
            let mut words = article.slice(m.span).split_whitespace();
            m.class == MentionClass::Person
                && m.span.start() == sentence.start()
                && !words.any(|word| source.contains(word))
        };
        says_nothing && self.mentions.iter().any(is_other)
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
            let vector = self.headline_vectors.get(&zone).cloned();
            let vectors = vector.into_iter().map(|vector| SentenceVector {
                span: found.content,
                vector,
            });
            // What the model found inside the content keeps its place as a nested statement; the rest it misread.
            let keep: Vec<Draft> = self
                .drafts
                .iter()
                .filter(|d| d.zone != zone)
                .cloned()
                .collect();
            let within = |span: Option<CleanSpan>| span.is_none_or(|s| found.content.contains(s));
            let inside = self.drafts.iter().filter_map(|d| {
                let kept = d.content.iter().filter_map(|s| clip(*s, found.content));
                let kept: Vec<CleanSpan> = kept.collect();
                let is_child = d.zone == zone
                    && d.parent.is_none()
                    && d.cue.is_some()
                    && within(d.cue)
                    && within(d.source)
                    && !kept.is_empty();
                is_child.then(|| Draft {
                    content: kept,
                    ..d.clone()
                })
            });
            let inside: Vec<Draft> = inside.collect();
            self.drafts = renumber(&self.drafts, keep, zone);
            let parent = self.drafts.len();
            self.drafts.push(Draft {
                vectors: vectors.collect(),
                ..Draft::by_rule(zone, found.source, found.cue, found.content)
            });
            self.drafts.extend(inside.into_iter().map(|d| Draft {
                parent: Some(parent),
                depth: 1,
                ..d
            }));
        }
        for zone in 0..self.zones.len() {
            if !self.zones[zone].headline {
                self.add_formed(text, zone);
                self.add_lines(text, zone, script(text, &self.zones[zone]));
                let posts = posts_in(text, &self.zones[zone]);
                self.quote(posts.iter().map(|post| post.content));
                self.add_lines(text, zone, posts);
            }
        }
        self.add_beliefs(article);
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
                silent: true,
                ..Draft::by_rule(zone, source, Some(cue), content)
            });
        }
    }

    /// What speakers believe by their own quoted words, where the model did not see it.
    fn add_beliefs(&mut self, article: &Article) {
        let text = article.text.as_str();
        let mut found = Vec::new();
        for (i, draft) in self.drafts.iter().enumerate() {
            let is_plain = draft.parent.is_none() && self.is_quoted(article, &draft.content);
            for content in draft.content.iter().filter(|_| is_plain) {
                for belief in own_beliefs(text, extent::unmarked(text, *content)) {
                    found.push((i, belief));
                }
            }
        }
        for (parent, belief) in found {
            let is_known = |d: &Draft| d.cue.is_some_and(|cue| cue.overlaps(belief.cue));
            if !self.drafts.iter().any(is_known) {
                let zone = self.drafts[parent].zone;
                let draft = Draft::by_rule(zone, belief.source, Some(belief.cue), belief.content);
                self.drafts.push(Draft {
                    parent: Some(parent),
                    depth: 1,
                    ..draft
                });
            }
        }
    }

    /// Statements of plain forms in sentences in which the model found nothing.
    fn add_formed(&mut self, text: &str, zone: usize) {
        let taken = self.taken();
        let lines = self.zones[zone]
            .spans
            .iter()
            .flat_map(|span| paragraphs(text, *span));
        let all = lines.flat_map(|line| sentences(text, line));
        let silent = all.filter(|sentence| {
            let next = taken.partition_point(|(span, _)| span.start() < sentence.start());
            let before = next
                .checked_sub(1)
                .is_some_and(|k| taken[k].0.overlaps(*sentence));
            !before
                && taken
                    .get(next)
                    .is_none_or(|(span, _)| !span.overlaps(*sentence))
        });
        let found: Vec<Draft> = silent
            .filter_map(|sentence| {
                let inverted = inverted_statement(text, sentence);
                let formed = inverted.or_else(|| passive_statement(text, sentence));
                formed.or_else(|| closing::closed_statement(text, sentence))
            })
            .map(|s| Draft::by_rule(zone, s.source, Some(s.cue), s.content))
            .collect();
        self.drafts.extend(found);
    }

    /// Counts spans as quoted, with whatever marks they have in them.
    fn quote(&mut self, spans: impl Iterator<Item = CleanSpan>) {
        for span in spans {
            self.quotations.retain(|q| !q.span.overlaps(span));
            let at = self
                .quotations
                .partition_point(|q| q.span.start() < span.start());
            let quotation = Quotation {
                span,
                inner: span,
                closed: true,
                depth: 0,
            };
            self.quotations.insert(at, quotation);
        }
    }

    /// Lines that tell whose they are by their form: what the model found in one is nested in it.
    fn add_lines(&mut self, text: &str, zone: usize, lines: Vec<ScriptLine>) {
        for line in lines {
            // A quotation without a cue is the line itself.
            let has_cue = |d: &Draft| {
                let words = d.cue.and_then(|cue| text.get(cue.range()));
                words.is_some_and(|words| words.contains(char::is_alphabetic))
            };
            let is_line = |d: &Draft| {
                d.zone == zone && !has_cue(d) && line.content.contains(d.content_extent())
            };
            let known = self
                .drafts
                .iter_mut()
                .find(|d| d.parent.is_none() && is_line(d));
            if let Some(known) = known {
                known.source = Some(line.source);
                known.cue = None;
                known.content = vec![line.content];
                known.signed = line.signed;
                continue;
            }
            self.enclose(Draft {
                signed: line.signed,
                ..Draft::by_rule(zone, line.source, None, line.content)
            });
        }
    }

    /// Gives what the model linked its confidence, and leaves out what has less than `least`. What stood within that goes up into what
    /// that stood in.
    fn judge(&mut self, article: &Article, least: f32) {
        let text = article.text.as_str();
        let mut all = std::mem::take(&mut self.drafts);
        let mut kept = vec![true; all.len()];
        for (draft, kept) in all.iter_mut().zip(&mut kept) {
            let Some(certainty) = draft.certainty else {
                continue;
            };
            let around = draft.cue.unwrap_or_else(|| draft.extent());
            let attribution = Attribution {
                text,
                sentence: act::sentence_around(text, &self.zones[draft.zone], around),
                source: draft.source,
                cue: draft.cue,
                content: &draft.content,
                act: act::classify(text, draft.source, draft.cue, &draft.content),
                quoted: self.kind(article, &draft.content) != StatementKind::Indirect,
                certainty,
            };
            let figures = attribution.figures();
            draft.confidence = attribution::confidence(&figures);
            *kept = draft.confidence >= least || attribution.is_plain();
            draft.figures = figures.to_vec();
        }
        let kept_around = |draft: &Draft| {
            let mut outer = draft.parent;
            while let Some(p) = outer.filter(|p| !kept[*p]) {
                outer = all[p].parent;
            }
            outer
        };
        let parents: Vec<Option<usize>> = all.iter().map(kept_around).collect();
        let counted = kept.iter().scan(0, |n, kept| {
            *n += usize::from(*kept);
            Some(*n - usize::from(*kept))
        });
        let place: Vec<usize> = counted.collect();
        let drafts = all.into_iter().zip(parents).zip(&kept);
        let drafts = drafts.filter(|(_, kept)| **kept);
        self.drafts = drafts
            .map(|((draft, parent), _)| Draft {
                parent: parent.map(|p| place[p]),
                ..draft
            })
            .collect();
    }

    /// "I" is whoever is quoted, "we" those for whom he speaks; outside a quotation, "I" is who wrote the article, where that is one. `order`
    /// has the drafts in the order of the speakers, `place` the place of each draft there.
    fn settle_first_person(
        &self,
        article: &Article,
        order: &[usize],
        place: &[usize],
        speakers: &mut [Option<Speaker>],
    ) {
        for (k, &i) in order.iter().enumerate() {
            let Some(source) = self.drafts[i].source else {
                continue;
            };
            let word = article.slice(source);
            let singular = matches!(word, "I" | "me" | "my");
            if let Some(parent) = self.drafts[i].parent {
                if singular || matches!(word, "We" | "we" | "us" | "our") {
                    speakers[k] = speakers[place[parent]].clone();
                }
            } else if let [author] = article.bylines.as_slice()
                && singular
                && speakers[k].is_none()
                && !self.is_quoted_at(source.start().get())
            {
                speakers[k] = Some(Speaker {
                    name: author.value.clone(),
                    is_person: true,
                    role: None,
                    affiliation: None,
                    resolved_from: author.evidence.unwrap_or(source),
                });
            }
        }
    }

    /// The statements, without those that have less confidence than `least`.
    pub(crate) fn finish(
        mut self,
        article: &Article,
        document: DocumentIdx,
        least: f32,
    ) -> Vec<Statement> {
        let mut out = Vec::new();
        let text = article.text.as_str();
        self.complete_quotations(text);
        self.complete_clauses(text);
        self.set_apart_quotations(article);
        self.add_patterns(article);
        self.judge(article, least);
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
        let mentions = mention::merge(text, std::mem::take(&mut self.mentions), rules);
        let sources: Vec<SourceRef> = order
            .iter()
            .map(|&i| {
                let draft = &self.drafts[i];
                SourceRef {
                    span: draft.source,
                    content: draft.content_extent(),
                    floating: draft.source.is_none()
                        && draft.cue.is_none()
                        && self.is_quoted(article, &draft.content),
                }
            })
            .collect();
        let mut speakers =
            speaker::resolve(article, &self.zones, &mentions, &sources, &self.antecedents);
        // A quotation that names nobody goes on with whoever spoke last in its paragraph, or in the one before; else it is left to
        // the one whom the sentence before it is about.
        let mut last: Option<(usize, Option<Speaker>)> = None;
        for (k, &i) in order.iter().enumerate() {
            let draft = &self.drafts[i];
            if draft.parent.is_some() {
                continue;
            }
            let start = draft.extent().start().get();
            let near = last.as_ref().filter(|(end, _)| is_near(text, *end, start));
            if let Some((_, speaker)) = near.filter(|_| sources[k].floating) {
                speakers[k].clone_from(speaker);
            }
            last = Some((draft.extent().end().get(), speakers[k].clone()));
        }
        self.settle_first_person(article, &order, &place, &mut speakers);
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
                hedges: hedge::hedges_of(text, sentence, draft.cue, &draft.content),
                venue: venue::venue(text, sentence, draft.cue, &draft.content),
                time: draft.signed.or_else(|| {
                    let published = article.published.as_ref().map(|f| f.value.date());
                    when::time(text, sentence, &draft.content, published)
                }),
                parent: draft.parent.map(|p| StatementIdx(place[p])),
                confidence: draft.confidence,
                vectors: draft.vectors.clone(),
                figures: draft.figures.clone(),
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

/// Whether the words between two quotations are a sentence of the report's own: "“We ran.” Ida Holm leaned on her spade. “They came,” she
/// said."
fn is_own_sentence(between: &str) -> bool {
    const FEWEST: usize = 5;
    let marks = [' ', '“', '”', '"', '‘', '’', '\''];
    let words = between.trim_matches(marks);
    words.starts_with(char::is_uppercase)
        && words.ends_with(['.', '!', '?'])
        && words.split(' ').count() >= FEWEST
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
pub(crate) fn clip(span: CleanSpan, within: CleanSpan) -> Option<CleanSpan> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_the_reports_own_keeps_quotations_apart() {
        assert!(is_own_sentence("” Ida Holm leaned on her spade. “"));
        for words in [
            "” she said. “",
            "” said Ida Holm of the Tesk line. “",
            "” and, ",
        ] {
            assert!(!is_own_sentence(words), "{words}");
        }
    }
}

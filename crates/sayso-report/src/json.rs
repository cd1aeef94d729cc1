//! The machine-readable contract. Offsets are UTF-8 byte offsets into the original file, end exclusive.
//!
//! The types of the other crates know nothing of serialization; they are converted by hand here.

use sayso_ledger::{
    Claim, Conflict, OutletView, Position, Profile, Rewording, Story, TimelineEntry, Told,
};
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, BlockKind, CleanSpan, DocumentIdx, Fact};
use sayso_trace::{Lineage, OriginIdx};
use serde::Serialize;

use crate::view::{claim_id, lineage_label, origin_id, set_aside, statement_id, story_id};
use crate::{Briefing, visible};

/// A range of original bytes and the clean text it stands for.
#[derive(Serialize)]
struct SpanOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

fn span(article: &Article, span: CleanSpan) -> SpanOut<'_> {
    let raw = article.text.to_raw(span);
    SpanOut {
        start: raw.start().get(),
        end: raw.end().get(),
        text: article.slice(span),
    }
}

fn spans<'a>(article: &'a Article, all: &[CleanSpan]) -> Vec<SpanOut<'a>> {
    all.iter().map(|s| span(article, *s)).collect()
}

/// Four decimals are more than any of these numbers can claim; `NaN`, which JSON lacks, is no share at all.
pub(crate) fn number(value: f64) -> f64 {
    if value.is_finite() {
        (value * 1e4).round() / 1e4
    } else {
        0.0
    }
}

/// JSON in which nothing steers a terminal or reorders a line, with the same values: `serde_json` escapes the controls of ASCII,
/// and these as well as others that act stand within strings only. Line separators end a line for some readers of lines.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if visible::acts(c) || matches!(c, '\u{2028}' | '\u{2029}') {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Serializing plain data with string keys into memory has no way to fail; an empty text would show it if it had.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let mut text = inert(&serde_json::to_string_pretty(value).unwrap_or_default());
    text.push('\n');
    text
}

pub(crate) fn lines<T: Serialize>(all: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for value in all {
        text.push_str(&inert(&serde_json::to_string(&value).unwrap_or_default()));
        text.push('\n');
    }
    text
}

/// `sayso clean --format json`: an array, one object a document.
#[must_use]
pub fn clean(articles: &[Article]) -> String {
    pretty(&articles.iter().map(document).collect::<Vec<_>>())
}

/// `sayso statements --format jsonl`: one object a line.
#[must_use]
pub fn statements_jsonl(articles: &[Article], statements: &[Statement]) -> String {
    lines(statement_list(articles, statements))
}

/// `sayso lineage --format json`.
#[must_use]
pub fn lineage(articles: &[Article], lineage: &Lineage) -> String {
    pretty(&lineage_out(articles, lineage, &|origin| {
        lineage_label(lineage, origin)
    }))
}

#[derive(Serialize)]
struct ActorsOut<'a> {
    stories: Vec<StoryActorsOut<'a>>,
}

#[derive(Serialize)]
struct StoryActorsOut<'a> {
    id: String,
    actors: Vec<ActorOut<'a>>,
}

#[derive(Serialize)]
struct ActorOut<'a> {
    name: &'a str,
    kind: &'static str,
    side: Option<&'a str>,
    office_of: Option<&'a str>,
    aliases: Vec<ToldOut<'a>>,
    roles: Vec<ToldOut<'a>>,
    statements: Vec<String>,
    documents: Vec<&'a str>,
}

#[derive(Serialize)]
struct ToldOut<'a> {
    text: &'a str,
    documents: Vec<&'a str>,
}

/// `sayso actors --format json`: by story, in the order of [`stories_jsonl`].
#[must_use]
pub fn actors(articles: &[Article], profiles: &[Vec<Profile>]) -> String {
    let names = |documents: &[DocumentIdx]| -> Vec<&str> {
        let found = documents.iter().filter_map(|d| articles.get(d.0));
        found.map(|article| article.document.as_str()).collect()
    };
    fn actor<'a>(
        profile: &'a Profile,
        names: &impl Fn(&[DocumentIdx]) -> Vec<&'a str>,
    ) -> ActorOut<'a> {
        let told = |all: &'a [Told]| {
            let out = |told: &'a Told| ToldOut {
                text: &told.text,
                documents: names(&told.documents),
            };
            all.iter().map(out).collect()
        };
        ActorOut {
            name: &profile.name,
            kind: if profile.person { "person" } else { "body" },
            side: profile.side.as_deref(),
            office_of: profile.office_of.as_deref(),
            aliases: told(&profile.aliases),
            roles: told(&profile.roles),
            statements: profile
                .statements
                .iter()
                .copied()
                .map(statement_id)
                .collect(),
            documents: names(&profile.documents),
        }
    }
    let stories = profiles
        .iter()
        .enumerate()
        .map(|(i, profiles)| StoryActorsOut {
            id: story_id(i),
            actors: profiles.iter().map(|p| actor(p, &names)).collect(),
        });
    pretty(&ActorsOut {
        stories: stories.collect(),
    })
}

/// `sayso stories --format jsonl`: one line a document, in document order; stories are `t1`, `t2` as listed. `follows` is the story that
/// each follows up.
#[must_use]
pub fn stories_jsonl(
    articles: &[Article],
    stories: &[Vec<DocumentIdx>],
    follows: &[Option<usize>],
) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        document: &'a str,
        story: String,
        follows: Option<String>,
    }
    let mut of_document: Vec<(DocumentIdx, usize)> = Vec::new();
    for (i, story) in stories.iter().enumerate() {
        of_document.extend(story.iter().map(|d| (*d, i)));
    }
    of_document.sort_unstable();
    lines(of_document.into_iter().filter_map(|(document, story)| {
        let document = &articles.get(document.0)?.document;
        Some(Line {
            document,
            story: story_id(story),
            follows: follows.get(story).copied().flatten().map(story_id),
        })
    }))
}

/// `sayso brief --format json`. Claim ids run through all stories. `lineage` is what `sayso lineage` prints, with the
/// origins named as the ledger names them.
#[must_use]
pub fn brief(briefing: &Briefing) -> String {
    #[derive(Serialize)]
    struct Brief<'a> {
        stories: Vec<StoryOut<'a>>,
        statements: Vec<StatementOut<'a>>,
        documents: Vec<DocumentOut<'a>>,
        lineage: LineageOut<'a>,
        diagnostics: Vec<DiagnosticOut<'a>>,
    }
    let mut n_claims = 0;
    let mut stories = Vec::new();
    for (i, story) in briefing.ledger.iter().enumerate() {
        stories.push(story_out(briefing.articles, story, i, n_claims));
        n_claims += story.claims.len();
    }
    let diagnostics = (briefing.diagnostics.iter())
        .map(|d| DiagnosticOut {
            code: d.code.as_str(),
            document: &d.document,
            message: &d.message,
        })
        .collect();
    pretty(&Brief {
        stories,
        statements: statement_list(briefing.articles, briefing.statements),
        documents: briefing.articles.iter().map(document).collect(),
        lineage: lineage_out(briefing.articles, briefing.lineage, &|origin| {
            briefing.origin_label(origin)
        }),
        diagnostics,
    })
}

#[derive(Serialize)]
struct DiagnosticOut<'a> {
    code: &'static str,
    document: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct DocumentOut<'a> {
    document: &'a str,
    format: &'static str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    dateline: Option<&'a str>,
    bylines: Vec<&'a str>,
    credit: Option<CreditOut<'a>>,
    address: Option<&'a str>,
    based_on: Option<&'a str>,
    evidence: EvidenceOut<'a>,
    language: &'a str,
    body: Vec<SpanOut<'a>>,
    set_aside: Vec<SetAsideOut<'a>>,
}

/// Where the page says each fact; null where no words of it do.
#[derive(Serialize)]
struct EvidenceOut<'a> {
    title: Option<SpanOut<'a>>,
    outlet: Option<SpanOut<'a>>,
    published: Option<SpanOut<'a>>,
    updated: Option<SpanOut<'a>>,
    dateline: Option<SpanOut<'a>>,
    bylines: Vec<Option<SpanOut<'a>>>,
}

#[derive(Serialize)]
struct CreditOut<'a> {
    agency: &'a str,
    evidence: SpanOut<'a>,
    in_part: bool,
}

#[derive(Serialize)]
struct SetAsideOut<'a> {
    #[serde(flatten)]
    span: SpanOut<'a>,
    kind: &'static str,
    #[serde(flatten)]
    embedded: Option<EmbeddedOut<'a>>,
}

#[derive(Serialize)]
struct EmbeddedOut<'a> {
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    body: Vec<SpanOut<'a>>,
}

fn evidence<'a, T>(article: &'a Article, fact: &Option<Fact<T>>) -> Option<SpanOut<'a>> {
    Some(span(article, fact.as_ref()?.evidence?))
}

fn document(article: &Article) -> DocumentOut<'_> {
    let set_aside = set_aside(article).into_iter().map(|part| {
        let embedded = part
            .embedded
            .and_then(|i| article.embedded.get(i))
            .map(|e| EmbeddedOut {
                title: e.title.map(|t| article.slice(t)),
                outlet: e.outlet.as_deref(),
                body: spans(article, &e.body),
            });
        // The contract has no kind for a byline that is neither body nor noise.
        let kind = if part.kind == BlockKind::Byline {
            BlockKind::Other
        } else {
            part.kind
        };
        SetAsideOut {
            span: span(article, part.span),
            kind: kind.as_str(),
            embedded,
        }
    });
    DocumentOut {
        document: &article.document,
        format: article.format.as_str(),
        title: article.title.as_ref().map(|f| f.value.as_str()),
        outlet: article.outlet.as_ref().map(|f| f.value.as_str()),
        published: article.published.as_ref().map(|f| f.value.to_string()),
        updated: article.updated.as_ref().map(|f| f.value.to_string()),
        dateline: article.dateline.as_ref().map(|f| f.value.as_str()),
        bylines: article.bylines.iter().map(|f| f.value.as_str()).collect(),
        credit: (article.credit.as_ref()).map(|c| CreditOut {
            agency: &c.agency,
            evidence: span(article, c.evidence),
            in_part: c.in_part,
        }),
        address: article.address.as_deref(),
        based_on: article.based_on.as_deref(),
        evidence: EvidenceOut {
            title: evidence(article, &article.title),
            outlet: evidence(article, &article.outlet),
            published: evidence(article, &article.published),
            updated: evidence(article, &article.updated),
            dateline: evidence(article, &article.dateline),
            bylines: (article.bylines.iter())
                .map(|fact| fact.evidence.map(|e| span(article, e)))
                .collect(),
        },
        language: &article.language,
        body: article.body().map(|s| span(article, s)).collect(),
        set_aside: set_aside.collect(),
    }
}

#[derive(Serialize)]
struct StatementOut<'a> {
    id: String,
    document: &'a str,
    source: Vec<SpanOut<'a>>,
    cue: Vec<SpanOut<'a>>,
    content: Vec<SpanOut<'a>>,
    kind: &'static str,
    headline: bool,
    embedded: bool,
    speaker: Option<SpeakerOut<'a>>,
    cue_class: &'static str,
    negated: bool,
    no_comment: bool,
    hedges: Vec<SpanOut<'a>>,
    venue: Option<SpanOut<'a>>,
    time: Option<String>,
    nested: bool,
    parent: Option<String>,
    confidence: f64,
}

#[derive(Serialize)]
struct SpeakerOut<'a> {
    name: &'a str,
    role: Option<&'a str>,
    affiliation: Option<&'a str>,
    resolved_from: SpanOut<'a>,
}

fn statement_list<'a>(
    articles: &'a [Article],
    statements: &'a [Statement],
) -> Vec<StatementOut<'a>> {
    let placed = |(i, s): (usize, &'a Statement)| {
        let article = articles.get(s.document.0)?;
        Some(StatementOut {
            id: statement_id(StatementIdx(i)),
            document: &article.document,
            source: spans(article, &s.source),
            cue: spans(article, &s.cue),
            content: spans(article, &s.content),
            kind: s.kind.as_str(),
            headline: s.headline,
            embedded: s.embedded,
            speaker: s.speaker.as_ref().map(|speaker| SpeakerOut {
                name: &speaker.name,
                role: speaker.role.as_deref(),
                affiliation: speaker.affiliation.as_deref(),
                resolved_from: span(article, speaker.resolved_from),
            }),
            cue_class: s.cue_class.as_str(),
            negated: s.negated,
            no_comment: s.no_comment,
            hedges: spans(article, &s.hedges),
            venue: s.venue.map(|v| span(article, v)),
            time: s.time.map(|t| t.to_string()),
            nested: s.nested(),
            parent: s.parent.map(statement_id),
            confidence: number(f64::from(s.confidence)),
        })
    };
    statements.iter().enumerate().filter_map(placed).collect()
}

#[derive(Serialize)]
struct LineageOut<'a> {
    documents: Vec<DocumentOrigins<'a>>,
    pairs: Vec<PairOut<'a>>,
    origins: Vec<OriginOut<'a>>,
}

#[derive(Serialize)]
struct DocumentOrigins<'a> {
    document: &'a str,
    outlet: Option<&'a str>,
    credit: Option<CreditOut<'a>>,
    source: Option<&'a str>,
    origins: Vec<ShareOut<'a>>,
}

#[derive(Serialize)]
struct ShareOut<'a> {
    origin: String,
    share: f64,
    confidence: f64,
    ranges: Vec<SpanOut<'a>>,
}

#[derive(Serialize)]
struct PairOut<'a> {
    a: &'a str,
    b: &'a str,
    containment_a: f64,
    containment_b: f64,
    relation: &'static str,
    source: Option<&'a str>,
    source_basis: Option<&'static str>,
    passages: Vec<PassageOut<'a>>,
}

#[derive(Serialize)]
struct PassageOut<'a> {
    a: SpanOut<'a>,
    b: SpanOut<'a>,
    quoted: bool,
}

#[derive(Serialize)]
struct OriginOut<'a> {
    id: String,
    label: String,
    agency: Option<&'a str>,
    documents: Vec<&'a str>,
    basis: Vec<&'static str>,
}

fn lineage_out<'a>(
    articles: &'a [Article],
    lineage: &'a Lineage,
    label: &dyn Fn(OriginIdx) -> String,
) -> LineageOut<'a> {
    let document = |d: DocumentIdx| articles.get(d.0).map(|a| a.document.as_str());
    let parents = lineage.parents();
    let documents = articles
        .iter()
        .enumerate()
        .map(|(i, article)| DocumentOrigins {
            document: &article.document,
            outlet: article.outlet.as_ref().map(|f| f.value.as_str()),
            credit: (article.credit.as_ref()).map(|c| CreditOut {
                agency: &c.agency,
                evidence: span(article, c.evidence),
                in_part: c.in_part,
            }),
            source: parents.get(i).copied().flatten().and_then(document),
            origins: (lineage.shares.get(i).into_iter().flatten())
                .map(|s| ShareOut {
                    origin: origin_id(s.origin),
                    share: number(s.share),
                    confidence: number(s.confidence),
                    ranges: spans(article, &s.ranges),
                })
                .collect(),
        });
    let pairs = lineage.pairs.iter().filter_map(|pair| {
        let (a, b) = (articles.get(pair.a.0)?, articles.get(pair.b.0)?);
        let passage = |p: &sayso_trace::SharedPassage| PassageOut {
            a: span(a, p.a),
            b: span(b, p.b),
            quoted: p.quoted,
        };
        Some(PairOut {
            a: &a.document,
            b: &b.document,
            containment_a: number(pair.containment_a),
            containment_b: number(pair.containment_b),
            relation: pair.relation.as_str(),
            source: pair.source.and_then(|s| document(s.document)),
            source_basis: pair.source.map(|s| s.basis.as_str()),
            passages: pair.passages.iter().map(passage).collect(),
        })
    });
    let origins = lineage
        .origins
        .iter()
        .enumerate()
        .map(|(i, origin)| OriginOut {
            id: origin_id(OriginIdx(i)),
            label: label(OriginIdx(i)),
            agency: origin.agency.as_deref(),
            documents: paths(articles, &origin.documents),
            basis: origin.basis.iter().map(|b| b.as_str()).collect(),
        });
    LineageOut {
        documents: documents.collect(),
        pairs: pairs.collect(),
        origins: origins.collect(),
    }
}

fn paths<'a>(articles: &'a [Article], documents: &[DocumentIdx]) -> Vec<&'a str> {
    documents
        .iter()
        .filter_map(|d| articles.get(d.0))
        .map(|a| a.document.as_str())
        .collect()
}

fn ids(statements: &[StatementIdx]) -> Vec<String> {
    statements.iter().copied().map(statement_id).collect()
}

fn origin_ids(origins: &[OriginIdx]) -> Vec<String> {
    origins.iter().copied().map(origin_id).collect()
}

#[derive(Serialize)]
struct StoryOut<'a> {
    id: String,
    title: &'a str,
    from: Option<String>,
    to: Option<String>,
    documents: Vec<&'a str>,
    origins: Vec<String>,
    claims: Vec<ClaimOut<'a>>,
    conflicts: Vec<ConflictOut<'a>>,
    positions: Vec<PositionOut<'a>>,
    timeline: Vec<TimelineOut<'a>>,
    outlets: Vec<OutletOut<'a>>,
}

#[derive(Serialize)]
struct ClaimOut<'a> {
    id: String,
    text: &'a str,
    representative: String,
    statements: Vec<String>,
    documents: usize,
    outlets: &'a [String],
    origins: Vec<String>,
    speakers: Vec<ClaimSpeakerOut<'a>>,
    hand: &'static str,
    about_actor: Option<&'a str>,
    denied_by: Vec<NamedOut<'a>>,
    not_confirmed_by: &'a [String],
    silence: Vec<NamedOut<'a>>,
    variants: Vec<VariantOut<'a>>,
}

#[derive(Serialize)]
struct ClaimSpeakerOut<'a> {
    name: &'a str,
    affiliation: Option<&'a str>,
    first_hand: bool,
    statements: Vec<String>,
}

#[derive(Serialize)]
struct NamedOut<'a> {
    name: &'a str,
    statements: Vec<String>,
}

#[derive(Serialize)]
struct VariantOut<'a> {
    text: &'a str,
    statements: Vec<String>,
    rewording: Option<&'static str>,
    earliest: Option<String>,
}

#[derive(Serialize)]
struct ConflictOut<'a> {
    kind: &'static str,
    a: Vec<String>,
    b: Vec<String>,
    note: &'a str,
}

#[derive(Serialize)]
struct PositionOut<'a> {
    party: &'a str,
    issue: &'a str,
    stance: &'static str,
    reported_by: Option<&'a str>,
    from: Option<String>,
    to: Option<String>,
    statements: Vec<String>,
}

#[derive(Serialize)]
struct OutletOut<'a> {
    outlet: &'a str,
    documents: Vec<&'a str>,
    only_here: Vec<String>,
    left_out: Vec<String>,
    loaded: Vec<LoadedOut<'a>>,
    names: Vec<NameSpelledOut<'a>>,
}

#[derive(Serialize)]
struct NameSpelledOut<'a> {
    name: &'a str,
    spelled: &'a str,
    usual: &'a str,
}

#[derive(Serialize)]
struct LoadedOut<'a> {
    statement: String,
    cue: &'a str,
    plain: Vec<String>,
}

#[derive(Serialize)]
struct TimelineOut<'a> {
    date: String,
    text: &'a str,
    statements: Vec<String>,
    documents: Vec<&'a str>,
}

fn story_out<'a>(
    articles: &'a [Article],
    story: &'a Story,
    index: usize,
    n_claims_before: usize,
) -> StoryOut<'a> {
    let claims = story.claims.iter().enumerate();
    StoryOut {
        id: story_id(index),
        title: &story.title,
        from: story.from.map(|d| d.to_string()),
        to: story.to.map(|d| d.to_string()),
        documents: paths(articles, &story.documents),
        origins: origin_ids(&story.origins),
        claims: claims
            .map(|(i, claim)| claim_out(claim, n_claims_before + i))
            .collect(),
        conflicts: story.conflicts.iter().map(conflict_out).collect(),
        positions: story.positions.iter().map(position_out).collect(),
        timeline: story
            .timeline
            .iter()
            .map(|entry| timeline_out(articles, entry))
            .collect(),
        outlets: story
            .outlets
            .iter()
            .map(|view| outlet_out(articles, view, n_claims_before))
            .collect(),
    }
}

fn outlet_out<'a>(
    articles: &'a [Article],
    view: &'a OutletView,
    n_claims_before: usize,
) -> OutletOut<'a> {
    let claim_ids = |claims: &[usize]| {
        let ids = claims.iter().map(|claim| claim_id(n_claims_before + claim));
        ids.collect()
    };
    let loaded = view.loaded.iter().map(|loaded| LoadedOut {
        statement: statement_id(loaded.statement),
        cue: &loaded.cue,
        plain: ids(&loaded.plain),
    });
    OutletOut {
        outlet: &view.outlet,
        documents: paths(articles, &view.documents),
        only_here: claim_ids(&view.only_here),
        left_out: claim_ids(&view.left_out),
        loaded: loaded.collect(),
        names: (view.names.iter())
            .map(|n| NameSpelledOut {
                name: &n.name,
                spelled: &n.spelled,
                usual: &n.usual,
            })
            .collect(),
    }
}

fn claim_out(claim: &Claim, index: usize) -> ClaimOut<'_> {
    let speakers = claim.speakers.iter().map(|s| ClaimSpeakerOut {
        name: &s.name,
        affiliation: s.affiliation.as_deref(),
        first_hand: s.first_hand,
        statements: ids(&s.statements),
    });
    let denied_by = claim.denied_by.iter().map(|d| NamedOut {
        name: &d.name,
        statements: ids(&d.statements),
    });
    let silence = claim.silence.iter().map(|s| NamedOut {
        name: &s.name,
        statements: ids(&s.statements),
    });
    let variants = claim.variants.iter().map(|v| VariantOut {
        text: &v.text,
        statements: ids(&v.statements),
        rewording: v.rewording.map(Rewording::as_str),
        earliest: v.earliest.map(statement_id),
    });
    ClaimOut {
        id: claim_id(index),
        text: &claim.text,
        representative: statement_id(claim.representative),
        statements: ids(&claim.statements),
        documents: claim.documents.len(),
        outlets: &claim.outlets,
        origins: origin_ids(&claim.origins),
        speakers: speakers.collect(),
        hand: claim.hand.as_str(),
        about_actor: claim.about_actor.as_deref(),
        denied_by: denied_by.collect(),
        not_confirmed_by: &claim.not_confirmed_by,
        silence: silence.collect(),
        variants: variants.collect(),
    }
}

fn conflict_out(conflict: &Conflict) -> ConflictOut<'_> {
    ConflictOut {
        kind: conflict.kind.as_str(),
        a: ids(&conflict.a),
        b: ids(&conflict.b),
        note: &conflict.note,
    }
}

fn position_out(position: &Position) -> PositionOut<'_> {
    PositionOut {
        party: &position.party,
        issue: &position.issue,
        stance: position.stance.as_str(),
        reported_by: position.reported_by.as_deref(),
        from: position.from.map(|d| d.to_string()),
        to: position.to.map(|d| d.to_string()),
        statements: ids(&position.statements),
    }
}

fn timeline_out<'a>(articles: &'a [Article], entry: &'a TimelineEntry) -> TimelineOut<'a> {
    TimelineOut {
        date: entry.date.to_string(),
        text: &entry.text,
        statements: ids(&entry.statements),
        documents: paths(articles, &entry.documents),
    }
}

//! The brief as linked data (JSON-LD 1.1), for archives, knowledge graphs and fact-checkers' tools.
//!
//! Articles, quotations and claims are schema.org's `NewsArticle`, `Quotation` and `Claim`; who has the words from whom is told in
//! PROV-O; each span of evidence is a Web Annotation. The context stands in the document, so that nothing has to be fetched.

use sayso_read::StatementIdx;
use sayso_text::{Article, CleanSpan, DocumentIdx};
use sayso_trace::OriginIdx;
use serde_json::{Map, Value, json};

use crate::view::{Placed, claim_id, origin_id};
use crate::{Briefing, json};

/// How much of the words around a span is given on each side, in bytes. Readers of annotations look for these where positions
/// have moved.
const AROUND: usize = 32;

/// `sayso brief --format jsonld`: one document, its nodes named by fragments: `#d1` articles, `#d1-e1` articles within one, `#o1`
/// origins, `#s1` quotations, `#c1` claims, by the ids of the JSON brief where it has them.
///
/// Each span has an annotation, `#s1-content-1`, with three selectors: characters (Unicode code points) of the article's `text`,
/// which is the clean text; bytes of the original file; and the words themselves. Article text stands in string literals only and
/// with `<`, `>` and `&` escaped, so the document can be put into a `script` element of a page.
#[must_use]
pub fn brief(briefing: &Briefing) -> String {
    let mut graph = Vec::new();
    for (i, article) in briefing.articles.iter().enumerate() {
        document(briefing, i, article, &mut graph);
    }
    for i in 0..briefing.lineage.origins.len() {
        graph.push(origin(briefing, OriginIdx(i)));
    }
    let characters: Vec<Characters> = (briefing.articles.iter())
        .map(|article| Characters::new(article.text.as_str()))
        .collect();
    for placed in (0..briefing.statements.len()).filter_map(|i| briefing.placed(StatementIdx(i))) {
        graph.push(quotation(placed));
        annotations(placed, &characters[placed.statement.document.0], &mut graph);
    }
    for (i, claim, _) in briefing.claims() {
        let appearance = claim.documents.iter().copied().map(document_ref).collect();
        let statements = claim
            .statements
            .iter()
            .copied()
            .map(statement_ref)
            .collect();
        graph.push(
            Node::new(&format!("#{}", claim_id(i)), &["Claim", "prov:Entity"])
                .with("text", claim.text.as_str())
                .with("about", claim.about_actor.as_deref().map(named))
                .with("appearance", Value::Array(appearance))
                .with(
                    "firstAppearance",
                    first(briefing, &claim.documents).map(document_ref),
                )
                .with("prov:wasDerivedFrom", Value::Array(statements))
                .value(),
        );
    }
    let text = json::pretty(&json!({ "@context": context(), "@graph": graph }));
    // These signs stand within strings only.
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// What the short names stand for. Those of schema.org are its own, those of annotations as in the Web Annotation vocabulary.
fn context() -> Value {
    let mut context = Map::new();
    for (prefix, vocabulary) in [
        ("schema", "http://schema.org/"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ] {
        context.insert(prefix.to_owned(), vocabulary.into());
    }
    for name in [
        "NewsArticle",
        "Quotation",
        "Claim",
        "CreativeWork",
        "Person",
        "Organization",
        "about",
        "affiliation",
        "appearance",
        "author",
        "creator",
        "creditText",
        "dateCreated",
        "dateModified",
        "datePublished",
        "firstAppearance",
        "headline",
        "identifier",
        "inLanguage",
        "isBasedOn",
        "isPartOf",
        "jobTitle",
        "name",
        "publisher",
        "spokenByCharacter",
        "text",
    ] {
        context.insert(name.to_owned(), format!("schema:{name}").into());
    }
    for (name, iri) in [
        ("Annotation", "oa:Annotation"),
        ("SpecificResource", "oa:SpecificResource"),
        ("TextPositionSelector", "oa:TextPositionSelector"),
        ("DataPositionSelector", "oa:DataPositionSelector"),
        ("TextQuoteSelector", "oa:TextQuoteSelector"),
        ("body", "oa:hasBody"),
        ("exact", "oa:exact"),
        ("motivation", "oa:motivatedBy"),
        ("prefix", "oa:prefix"),
        ("selector", "oa:hasSelector"),
        ("source", "oa:hasSource"),
        ("suffix", "oa:suffix"),
        ("target", "oa:hasTarget"),
        ("value", "rdf:value"),
    ] {
        context.insert(name.to_owned(), iri.into());
    }
    for name in ["start", "end"] {
        let offset = json!({ "@id": format!("oa:{name}"), "@type": "xsd:nonNegativeInteger" });
        context.insert(name.to_owned(), offset);
    }
    Value::Object(context)
}

/// A node of the graph; what is not known is left out of it.
struct Node {
    fields: Map<String, Value>,
}

impl Node {
    fn new(id: &str, types: &[&str]) -> Self {
        let fields = Map::new();
        Self { fields }.with("@id", id).with("@type", types)
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let is_known = match &value {
            Value::Null => false,
            Value::Array(all) => !all.is_empty(),
            _ => true,
        };
        if is_known {
            self.fields.insert(name.to_owned(), value);
        }
        self
    }

    fn value(self) -> Value {
        Value::Object(self.fields)
    }
}

fn document_id(document: DocumentIdx) -> String {
    format!("#d{}", document.0 + 1)
}

fn document_ref(document: DocumentIdx) -> Value {
    json!({ "@id": document_id(document) })
}

fn statement_ref(statement: StatementIdx) -> Value {
    json!({ "@id": format!("#s{}", statement.0 + 1) })
}

fn named(name: &str) -> Value {
    json!({ "name": name })
}

fn organization(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

/// An article, and those within it.
fn document(briefing: &Briefing, index: usize, article: &Article, graph: &mut Vec<Value>) {
    let id = document_id(DocumentIdx(index));
    let lineage = briefing.lineage;
    let taken = lineage.pairs.iter().filter_map(|pair| {
        let (taker, _) = pair.taker()?;
        let source = pair.source?.document;
        (taker.0 == index).then(|| document_ref(source))
    });
    let shares = lineage.shares.get(index).into_iter().flatten();
    let origins = shares.map(|share| json!({ "@id": format!("#{}", origin_id(share.origin)) }));
    let authors = article.bylines.iter();
    let authors = authors.map(|f| json!({ "@type": "Person", "name": f.value }));
    let credit = article.credit.as_ref().map(|c| c.agency.as_str());
    graph.push(
        Node::new(&id, &["NewsArticle", "prov:Entity"])
            .with("identifier", article.document.as_str())
            .with("url", article.address.as_deref())
            .with("headline", article.title.as_ref().map(|f| f.value.as_str()))
            .with(
                "publisher",
                article.outlet.as_ref().map(|f| organization(&f.value)),
            )
            .with(
                "datePublished",
                article.published.as_ref().map(|f| f.value.to_string()),
            )
            .with(
                "dateModified",
                article.updated.as_ref().map(|f| f.value.to_string()),
            )
            .with("author", authors.collect::<Vec<_>>())
            .with("creditText", credit)
            // Whatever the page says: no address that a reader of the graph should follow.
            .with("isBasedOn", article.based_on.as_deref())
            .with("inLanguage", article.language.as_str())
            .with("text", article.text.as_str())
            .with(
                "prov:wasDerivedFrom",
                taken.chain(origins).collect::<Vec<_>>(),
            )
            .value(),
    );
    for (i, embedded) in article.embedded.iter().enumerate() {
        graph.push(
            Node::new(&format!("{id}-e{}", i + 1), &["NewsArticle", "prov:Entity"])
                .with("headline", embedded.title.map(|t| article.slice(t)))
                .with("publisher", embedded.outlet.as_deref().map(organization))
                .with("isPartOf", document_ref(DocumentIdx(index)))
                .value(),
        );
    }
}

/// Whose words passages are: the agency's story, remarks that several heard, an outlet's own reporting.
fn origin(briefing: &Briefing, idx: OriginIdx) -> Value {
    let agency = briefing.lineage.origins[idx.0].agency.as_deref();
    Node::new(
        &format!("#{}", origin_id(idx)),
        &["CreativeWork", "prov:Entity"],
    )
    .with("name", briefing.origin_label(idx))
    .with("creator", agency.map(organization))
    .value()
}

fn quotation(placed: Placed<'_>) -> Value {
    let Placed {
        statement, article, ..
    } = placed;
    let id = format!("#{}", placed.id());
    let words: Vec<&str> = (statement.content.iter())
        .map(|span| article.slice(*span))
        .collect();
    let carrier = match placed.embedded() {
        Some(i) => json!({ "@id": format!("{}-e{}", document_id(statement.document), i + 1) }),
        None => document_ref(statement.document),
    };
    let speaker_id = format!("{id}-speaker");
    let speaker = match &statement.speaker {
        Some(speaker) => {
            // A speaker who is no person known by name may be a body or somebody unnamed, so no type is given.
            let types: &[&str] = if speaker.is_person { &["Person"] } else { &[] };
            Some(
                Node::new(&speaker_id, types)
                    .with("name", speaker.name.as_str())
                    .with("jobTitle", speaker.role.as_deref())
                    .with(
                        "affiliation",
                        speaker.affiliation.as_deref().map(organization),
                    ),
            )
        }
        None => {
            let source: Vec<&str> = (statement.source.iter())
                .map(|span| article.slice(*span))
                .collect();
            (!source.is_empty())
                .then(|| Node::new(&speaker_id, &[]).with("name", source.join(" … ")))
        }
    };
    let creator = speaker.as_ref().map(|_| json!({ "@id": speaker_id }));
    let quoted_from: Vec<Value> = (statement.parent.map(statement_ref).into_iter())
        .chain([carrier.clone()])
        .collect();
    Node::new(&id, &["Quotation", "prov:Entity"])
        .with("text", words.join(" … "))
        .with("spokenByCharacter", speaker.map(Node::value))
        .with("creator", creator)
        .with("dateCreated", statement.time.map(|day| day.to_string()))
        .with("isPartOf", carrier)
        .with("prov:wasQuotedFrom", quoted_from)
        .value()
}

/// One annotation a span: that of the source identifies who speaks, the others link the quotation to its words.
fn annotations(placed: Placed<'_>, characters: &Characters, graph: &mut Vec<Value>) {
    let Placed {
        statement, article, ..
    } = placed;
    for (part, motivation, spans) in [
        ("content", "oa:linking", &statement.content),
        ("source", "oa:identifying", &statement.source),
        ("cue", "oa:linking", &statement.cue),
    ] {
        for (i, span) in spans.iter().enumerate() {
            let id = format!("#{}-{part}-{}", placed.id(), i + 1);
            let target = json!({
                "@type": "SpecificResource",
                "source": document_ref(statement.document),
                "selector": selectors(article, characters, *span),
            });
            graph.push(
                Node::new(&id, &["Annotation"])
                    .with("motivation", json!({ "@id": motivation }))
                    .with("body", statement_ref(placed.idx))
                    .with("target", target)
                    .value(),
            );
        }
    }
}

fn selectors(article: &Article, characters: &Characters, span: CleanSpan) -> Value {
    let text = article.text.as_str();
    let (start, end) = (span.start().get(), span.end().get());
    let raw = article.text.to_raw(span);
    let before = text.ceil_char_boundary(start.saturating_sub(AROUND));
    let after = text.floor_char_boundary((end + AROUND).min(text.len()));
    json!([
        {
            "@type": "TextPositionSelector",
            "start": characters.before(text, start),
            "end": characters.before(text, end),
        },
        {
            "@type": "DataPositionSelector",
            "start": raw.start().get(),
            "end": raw.end().get(),
        },
        {
            "@type": "TextQuoteSelector",
            "exact": &text[start..end],
            "prefix": &text[before..start],
            "suffix": &text[end..after],
        },
    ])
}

/// The article that is known to be before all others; none where dates are missing or leave it open.
fn first(briefing: &Briefing, documents: &[DocumentIdx]) -> Option<DocumentIdx> {
    let published = |d: DocumentIdx| {
        let fact = briefing.articles.get(d.0)?.published.as_ref()?;
        Some(fact.value)
    };
    let mut earliest = *documents.first()?;
    for document in documents {
        if published(*document)?.is_before(published(earliest)?) == Some(true) {
            earliest = *document;
        }
    }
    let at = published(earliest)?;
    let before = |d: &DocumentIdx| {
        *d == earliest || published(*d).is_some_and(|other| at.is_before(other) == Some(true))
    };
    documents.iter().all(before).then_some(earliest)
}

/// Counts of characters up to places that lie evenly in a text: a long article with many statements is not counted from its
/// beginning for each of them.
struct Characters {
    counts: Vec<usize>,
}

impl Characters {
    const STEP: usize = 1024;

    fn new(text: &str) -> Self {
        let mut counts = Vec::new();
        let mut count = 0;
        for piece in text.as_bytes().chunks(Self::STEP) {
            counts.push(count);
            count += starts(piece);
        }
        counts.push(count);
        Self { counts }
    }

    /// How many characters begin before a byte of the text.
    fn before(&self, text: &str, byte: usize) -> usize {
        let step = byte / Self::STEP;
        self.counts[step] + starts(&text.as_bytes()[step * Self::STEP..byte])
    }
}

/// How many characters begin in these bytes of UTF-8: all but the continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_over_steps_as_from_the_beginning() {
        for text in [
            String::new(),
            "é€😀x".repeat(700),
            "a".repeat(Characters::STEP),
        ] {
            let characters = Characters::new(&text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (n, at) in ends.enumerate() {
                assert_eq!(characters.before(&text, at), n);
            }
        }
    }
}

//! JSON: which shape it has, and the articles in it. Known are posts of the WordPress REST interface (wp/v2, and the older
//! wordpress.com one), schema.org articles as JSON-LD, JSON Feed 1.1, IPTC ninjs 1 to 3, and objects with usual keys; alone
//! or in a list.

use sayso_text::{Article, CleanSpan, CleanText, Code, Diagnostic, Format};

use crate::fields::{Field, Fields};
use crate::json::{MAX_DEPTH, Stop, Tape, Value};
use crate::metadata;
use crate::record::{self, Record, Said, plain, strings};

/// Reads the articles of a JSON text.
pub(crate) fn articles(
    document: &str,
    text: &CleanText,
    fields: &Fields,
    is_line: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Article> {
    let tape = Tape::read(text.as_str());
    let root = tape.root();
    let found = root.map(|root| all(root, fields)).unwrap_or_default();
    let is_list = found.len() > 1;
    let mut articles = Vec::new();
    for (i, (value, shape)) in found.iter().enumerate() {
        let name = if is_list {
            format!("{document}#{}", i + 1)
        } else {
            document.to_owned()
        };
        let is_cut = tape.stop.is_some() && value.range().end == text.as_str().len();
        let record = shape.record(*value, fields);
        let Some(record) = record.filter(|record| !record.text.as_str().trim().is_empty()) else {
            // One that was cut before its content is told of below.
            if !is_cut {
                let message = "it has no text, or none that can be read".to_owned();
                diagnostics.push(tell(&name, Code::NoText, message));
            }
            continue;
        };
        articles.extend(record.article(&name, text, shape.format, diagnostics));
    }
    let place = |at: usize| {
        let raw = text.to_raw(CleanSpan::new(at, at)).start().get();
        let line = memchr::memchr_iter(b'\n', &text.as_str().as_bytes()[..at]).count() + 1;
        if is_line {
            format!("byte {raw}")
        } else {
            format!("byte {raw}, line {line}")
        }
    };
    let n = articles.len();
    let finding = match (tape.stop, root) {
        (Some(Stop::Cut), _) if n > 0 => Some((Code::Truncated, format!("the export ends within a value; {n} article(s) that stood before the cut were kept, fetch it again"))),
        (Some(Stop::Cut), _) => Some((Code::BrokenJson, "the JSON ends within a value, before any article's text; fetch it again".to_owned())),
        (Some(Stop::Broken(at)), _) => Some((Code::BrokenJson, format!("not valid JSON at {}; {n} article(s) that stood before were kept, export it again", place(at)))),
        (Some(Stop::Deep(at)), _) => Some((Code::TooDeep, format!("nested more than {MAX_DEPTH} deep at {}; {n} article(s) that stood before were kept", place(at)))),
        (None, Some(root)) if found.is_empty() && (is_line || fields.given(Field::Text).is_some()) => {
            diagnostics.push(record::no_text_in(document, root, fields));
            None
        }
        (None, _) if found.is_empty() => Some((Code::UnknownJson, "JSON of no known shape: posts of WordPress, schema.org articles, JSON Feed, ninjs, or objects with keys such as `title` and `text` are; name the keys with --fields text=KEY,title=KEY".to_owned())),
        _ => None,
    };
    diagnostics.extend(finding.map(|(code, message)| tell(document, code, message)));
    articles
}

fn tell(document: &str, code: Code, message: String) -> Diagnostic {
    Diagnostic {
        code,
        document: document.to_owned(),
        message,
    }
}

/// A known shape of an object.
#[derive(Clone, Copy)]
struct Shape {
    format: Format,
    fits: fn(Value<'_>, &Fields) -> bool,
    read: fn(Value<'_>, &Fields) -> Option<Record>,
}

impl Shape {
    fn record(&self, value: Value<'_>, fields: &Fields) -> Option<Record> {
        (self.read)(value, fields)
    }
}

/// The most telling first. A mapping that the user gives goes before all.
const SHAPES: [Shape; 5] = [
    Shape {
        format: Format::JsonLd,
        fits: |value, _| is_article_type(value) && is_text(value.get("articleBody")),
        read: linked_data,
    },
    Shape {
        format: Format::Ninjs,
        fits: |value, _| {
            let body = ["body_text", "body_xhtml", "body_html"];
            body.iter().any(|key| is_text(value.get(key)))
                || value.get("bodies").is_some_and(Value::is_array)
        },
        read: ninjs,
    },
    Shape {
        format: Format::JsonFeed,
        fits: |value, _| {
            is_text(value.get("id"))
                && ["content_html", "content_text"]
                    .iter()
                    .any(|key| is_text(value.get(key)))
        },
        read: feed_item,
    },
    Shape {
        format: Format::WordPressJson,
        fits: |value, _| {
            let has = |key: &str| {
                value
                    .get(key)
                    .and_then(rendered)
                    .is_some_and(|v| is_text(Some(v)))
            };
            let is_rest = value.get("content").is_some_and(Value::is_object);
            let is_older = value.get("URL").is_some() || value.get("site_ID").is_some();
            has("title") && has("content") && (is_rest || is_older)
        },
        read: wordpress,
    },
    Shape {
        format: Format::Jsonl,
        fits: |value, fields| record::of_object(value, fields).is_some(),
        read: record::of_object,
    },
];

fn shape_of(value: Value<'_>, fields: &Fields) -> Option<Shape> {
    let mapped = fields.given(Field::Text).is_some();
    let shapes = if mapped { &SHAPES[4..] } else { &SHAPES[..] };
    shapes
        .iter()
        .find(|shape| (shape.fits)(value, fields))
        .copied()
}

/// The articles in a value: itself, the elements of a list, or of the list under a key of an envelope.
fn all<'t>(root: Value<'t>, fields: &Fields) -> Vec<(Value<'t>, Shape)> {
    const ENVELOPES: [&str; 9] = [
        "items",
        "posts",
        "articles",
        "data",
        "results",
        "documents",
        "docs",
        "entries",
        "@graph",
    ];
    let lists = || {
        let keyed = ENVELOPES.iter().filter_map(move |key| root.get(key));
        std::iter::once(root)
            .chain(keyed)
            .filter(|value| value.is_array())
    };
    if let Some(shape) = shape_of(root, fields) {
        return vec![(root, shape)];
    }
    lists()
        .map(|list| {
            let elements = list.elements();
            elements
                .filter_map(|value| Some((value, shape_of(value, fields)?)))
                .collect::<Vec<_>>()
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn is_text(value: Option<Value<'_>>) -> bool {
    value.is_some_and(|value| value.string().is_some())
}

fn word(value: Option<Value<'_>>) -> Option<String> {
    value.and_then(strings).as_ref().and_then(plain)
}

/// wp/v2 has `{"rendered": "…"}`, wordpress.com the string itself.
fn rendered(value: Value<'_>) -> Option<Value<'_>> {
    if value.is_object() {
        value.get("rendered")
    } else {
        Some(value)
    }
}

fn wordpress(post: Value<'_>, _: &Fields) -> Option<Record> {
    let field = |key: &str| post.get(key).and_then(rendered);
    let embedded = post
        .path(&["_embedded", "author"])
        .and_then(|authors| authors.elements().next());
    let author = word(embedded)
        .or_else(|| word(post.path(&["author", "name"])))
        .or_else(|| word(post.path(&["yoast_head_json", "author"])));
    let address = ["link", "URL", "url"]
        .iter()
        .find_map(|key| word(post.get(key)));
    Some(Record {
        title: field("title").and_then(Value::string),
        text: field("content")?.string()?,
        is_markup: Some(true),
        credit_line: None,
        given: Said {
            title: word(field("title")),
            outlet: word(post.path(&["yoast_head_json", "og_site_name"])),
            address,
            date: word(post.get("date")),
            updated: word(post.get("modified")),
            based_on: None,
            authors: author.into_iter().collect(),
        }
        .into(),
    })
}

/// schema.org's `Article` and what is derived from it, by the name of its type.
fn is_article_type(value: Value<'_>) -> bool {
    let is_article = |kind: Value<'_>| {
        kind.string().is_some_and(|kind| {
            let kind = kind.as_str();
            kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
        })
    };
    value
        .get("@type")
        .is_some_and(|kind| is_article(kind) || kind.elements().any(is_article))
}

fn linked_data(node: Value<'_>, _: &Fields) -> Option<Record> {
    let title = node.get("headline").or_else(|| node.get("name"));
    let address = word(node.get("url"))
        .or_else(|| word(node.path(&["mainEntityOfPage", "@id"])))
        .or_else(|| word(node.get("mainEntityOfPage")));
    Some(Record {
        title: title.and_then(Value::string),
        text: node.get("articleBody")?.string()?,
        given: Said {
            title: word(title),
            outlet: word(node.get("publisher")),
            address,
            date: word(node.get("datePublished")),
            updated: word(node.get("dateModified")),
            based_on: node.get("isBasedOn").and_then(metadata::based_on),
            authors: word(node.get("author")).into_iter().collect(),
        }
        .into(),
        ..Record::default()
    })
}

fn feed_item(item: Value<'_>, _: &Fields) -> Option<Record> {
    let (text, is_markup) = match item.get("content_html").and_then(Value::string) {
        Some(html) => (html, true),
        None => (item.get("content_text")?.string()?, false),
    };
    let author = word(item.get("authors")).or_else(|| word(item.get("author")));
    let address = word(item.get("url")).or_else(|| word(item.get("external_url")));
    Some(Record {
        title: item.get("title").and_then(Value::string),
        text,
        is_markup: Some(is_markup),
        credit_line: None,
        given: Said {
            title: word(item.get("title")),
            address,
            date: word(item.get("date_published")),
            updated: word(item.get("date_modified")),
            authors: author.into_iter().collect(),
            ..Said::default()
        }
        .into(),
    })
}

fn ninjs(item: Value<'_>, _: &Fields) -> Option<Record> {
    // Version 2 and 3 have lists of headlines and bodies, each with its role and media type.
    let of_list = |key: &str, preferred: &[&str]| {
        let list = item.get(key)?;
        let text = |value: Value<'_>| {
            let kind = word(value.get("contenttype")).unwrap_or_default();
            Some((value.get("value")?.string()?, kind))
        };
        let role = |value: &Value<'_>| word(value.get("role")).unwrap_or_default();
        let wanted = list
            .elements()
            .find(|value| preferred.contains(&role(value).as_str()));
        wanted.or_else(|| list.elements().next()).and_then(text)
    };
    let title = item
        .get("headline")
        .and_then(Value::string)
        .or_else(|| Some(of_list("headlines", &["main", "head"])?.0));
    let single = [
        ("body_text", false),
        ("body_xhtml", true),
        ("body_html", true),
    ];
    let (text, is_markup) = single
        .into_iter()
        .find_map(|(key, is_markup)| Some((item.get(key)?.string()?, is_markup)))
        .or_else(|| {
            let (text, kind) = of_list("bodies", &["main", "text"])?;
            Some((text, kind.contains("html")))
        })?;
    let date = word(item.get("firstcreated"))
        .or_else(|| word(item.get("contentcreated")))
        .or_else(|| word(item.get("versioncreated")));
    let credit_line = ["creditline", "provider", "copyrightholder"]
        .iter()
        .find_map(|key| item.get(key).and_then(strings));
    Some(Record {
        given: Said {
            title: title.as_ref().and_then(plain),
            date,
            updated: word(item.get("versioncreated")),
            authors: word(item.get("byline")).into_iter().collect(),
            ..Said::default()
        }
        .into(),
        title,
        text,
        is_markup: Some(is_markup),
        credit_line,
    })
}

#[cfg(test)]
mod tests {
    use crate::{As, Options, ingest, read_document};
    use sayso_text::{Article, Code};

    const STORY: &str = "The council of the harbour town voted on Monday to keep the ferry line open through the winter months, the mayor said.";

    fn read(json: &str) -> (Vec<Article>, Vec<Code>) {
        let ingested = ingest("f", json.as_bytes(), As::Auto);
        let codes = ingested.diagnostics.iter().map(|d| d.code).collect();
        (ingested.articles, codes)
    }

    /// Format, headline, outlet, date and authors, and the text.
    fn shown(article: &Article) -> [String; 6] {
        let fact = |f: &Option<sayso_text::Fact<String>>| {
            f.as_ref().map_or(String::new(), |f| f.value.clone())
        };
        let authors: Vec<&str> = article.bylines.iter().map(|b| b.value.as_str()).collect();
        [
            article.format.as_str().to_owned(),
            fact(&article.title),
            fact(&article.outlet),
            article
                .published
                .as_ref()
                .map_or(String::new(), |p| p.value.date().to_string()),
            authors.join("; "),
            article
                .body()
                .map(|span| article.slice(span))
                .collect::<Vec<_>>()
                .join(" "),
        ]
    }

    #[test]
    fn every_shape_gives_its_facts() {
        let cases = [
            (
                format!(
                    r#"{{"@context":"https://schema.org","@graph":[{{"@type":"Person","name":"X"}},{{"@type":["NewsArticle"],"headline":"Ferry stays","articleBody":"{STORY}","datePublished":"2031-05-12T08:00:00Z","author":[{{"name":"Ann Mole"}},{{"name":"Bo Finch"}}],"publisher":{{"name":"Bay Herald"}}}}]}}"#
                ),
                "json-ld",
            ),
            (
                format!(
                    r#"{{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{{"id":"1","title":"Ferry stays","content_html":"<p>{STORY}</p>","date_published":"2031-05-12","authors":[{{"name":"Ann Mole"}},{{"name":"Bo Finch"}}],"url":"https://x.example/"}}]}}"#
                ),
                "json-feed",
            ),
            (
                format!(
                    r#"{{"uri":"u","type":"text","firstcreated":"2031-05-12T08:00:00Z","headlines":[{{"role":"main","value":"Ferry stays"}}],"byline":"Ann Mole and Bo Finch","bodies":[{{"role":"main","contenttype":"application/xhtml+xml","value":"<p>{STORY}</p>"}}]}}"#
                ),
                "ninjs",
            ),
            (
                format!(
                    r#"[{{"headline":"Ferry stays","maintext":"{STORY}","date_publish":"2031-05-12","authors":["Ann Mole","Bo Finch"],"source_domain":"x.example"}}]"#
                ),
                "jsonl",
            ),
        ];
        for (json, format) in cases {
            let (articles, codes) = read(&json);
            assert!(codes.is_empty(), "{format}: {codes:?}");
            let [kind, title, _, date, authors, body] = shown(&articles[0]);
            let expected = [
                format,
                "Ferry stays",
                "2031-05-12",
                "Ann Mole; Bo Finch",
                STORY,
            ];
            assert_eq!(
                [kind, title, date, authors, body],
                expected.map(str::to_owned)
            );
            assert_eq!(articles[0].document, "f");
        }
    }

    #[test]
    fn fields_are_mapped_by_hand_and_paths_are_followed() -> Result<(), crate::FieldsError> {
        let json = format!(r#"{{"text":"no","a":{{"b":"{STORY}"}},"t":"Ferry stays"}}"#);
        let options = Options {
            fields: "text=a.b,title=t".parse()?,
            ..Options::default()
        };
        let document = crate::Document {
            name: "f".into(),
            bytes: json.clone().into_bytes(),
            offset: 100,
            nature: crate::Nature::Unknown,
        };
        let article = &read_document(&document, &options).articles[0];
        assert_eq!(shown(article)[5], STORY);
        assert_eq!(shown(article)[1], "Ferry stays");
        let raw = article
            .text
            .to_raw(article.body().next().expect("a body"))
            .range();
        assert_eq!(&json[raw.start - 100..raw.end - 100], STORY);
        Ok(())
    }

    #[test]
    fn lists_name_their_articles_and_unknown_shapes_are_told() {
        let two = format!(
            r#"[{{"title":"A","text":"{STORY}"}},{{"title":"B","text":"{STORY}"}},{{"x":1}}]"#
        );
        let names: Vec<String> = read(&two).0.iter().map(|a| a.document.clone()).collect();
        assert_eq!(names, ["f#1", "f#2"]);
        assert_eq!(read(r#"{"x": 1}"#).1, [Code::UnknownJson]);
        assert_eq!(read(r#"[{"title": "A", "text": "  "}]"#).1, [Code::NoText]);
        let without_value = r#"{"headline": "A", "bodies": [{"role": "main"}]}"#;
        assert_eq!(read(without_value).1, [Code::NoText]);
    }
}

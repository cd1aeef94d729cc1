//! What a page's head says about its article: meta tags (Open Graph, Dublin Core), JSON-LD (schema.org), `time`.

use jiff::civil::DateTime;

use crate::byline;
use crate::date;
use crate::entity;
use crate::json::{Tape, Value};
use crate::markup::{Token, Tokens, attribute};
use crate::outlet;

/// Facts that stand in a file's fields rather than in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<DateTime>,
    pub(crate) bylines: Vec<String>,
}

/// Larger scripts are no metadata.
const LARGEST_SCRIPT: usize = 1 << 20;

/// Reads the metadata of a page, the more telling source first.
pub(crate) fn read(html: &str) -> Given {
    let mut meta: Vec<(String, String)> = Vec::new();
    let mut time = None;
    let mut page_title = None;
    let mut linked = Given::default();
    let mut is_linked_data = false;
    let mut linked_author: Option<String> = None;
    let mut author_opens = false;
    for token in Tokens::new(html, 0..html.len()) {
        match token {
            Token::Open { name, tag } => {
                let tag = &html[tag];
                is_linked_data = name == "script"
                    && attribute(tag, "type").is_some_and(|t| t.contains("ld+json"));
                if name == "meta" && meta.len() < 500 {
                    let key = attribute(tag, "property")
                        .or_else(|| attribute(tag, "name"))
                        .or_else(|| attribute(tag, "itemprop"));
                    if let (Some(key), Some(content)) = (key, attribute(tag, "content")) {
                        meta.push((key.to_ascii_lowercase(), content.trim().to_owned()));
                    }
                } else if linked_author.is_none() && names_author(&name, tag) {
                    author_opens = true;
                } else if name == "time" && time.is_none() {
                    time = attribute(tag, "datetime")
                        .and_then(|t| date::find(&t))
                        .map(|f| f.0);
                }
            }
            Token::Text(text) if author_opens => {
                let words = entity::resolve(html[text].trim());
                if !words.is_empty() {
                    author_opens = false;
                    linked_author = Some(words);
                }
            }
            Token::Close { .. } => author_opens = false,
            Token::Raw { name, text } if name == "title" && page_title.is_none() => {
                page_title = Some(
                    entity::resolve(html[text].trim())
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                );
            }
            Token::Raw { name, text }
                if name == "script" && is_linked_data && text.len() < LARGEST_SCRIPT =>
            {
                let tape = Tape::read(html[text].trim());
                read_linked_data(&tape, &mut linked);
            }
            _ => {}
        }
    }
    let tag = |keys: &[&str]| {
        keys.iter().find_map(|k| {
            meta.iter()
                .find(|(key, value)| key == k && !value.is_empty())
                .map(|(_, v)| v.clone())
        })
    };
    let dated = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.created",
        "publishdate",
        "published",
        "publish_date",
        "publication_date",
        "article.published",
        "citation_publication_date",
        "cxenseparse:recs:publishtime",
        "pubdate",
        "publish-date",
        "sailthru.date",
        "parsely-pub-date",
        "date",
        "dc.date",
    ];
    let labelled = (1..=2).find_map(|n| {
        let label = tag(&[format!("twitter:label{n}").as_str()])?;
        let is_author = matches!(
            label.to_lowercase().as_str(),
            "written by" | "author" | "by"
        );
        is_author.then(|| tag(&[format!("twitter:data{n}").as_str()]))?
    });
    let fields = [
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "byl",
        "sailthru.author",
        "cxenseparse:author",
    ];
    let authors = fields
        .iter()
        .filter_map(|field| tag(&[field]))
        .chain(labelled)
        .map(|field| byline::declared(&field))
        .find(|names| !names.is_empty())
        .or_else(|| linked_author.map(|name| byline::declared(&name)))
        .unwrap_or_default();
    let site = tag(&["og:site_name", "application-name", "dc.publisher"]);
    let address =
        tag(&["og:url", "twitter:url"]).and_then(|a| outlet::host(&a).map(outlet::of_host));
    Given {
        title: linked
            .title
            .or_else(|| tag(&["og:title", "twitter:title", "dc.title"]))
            .or(page_title),
        outlet: site
            .or(linked.outlet)
            .or(address)
            .map(|n| outlet::known(&n).map_or(n, str::to_owned)),
        published: linked
            .published
            .or_else(|| tag(&dated).and_then(|d| date::find(&d)).map(|f| f.0))
            .or(time),
        bylines: if linked.bylines.is_empty() {
            authors
        } else {
            linked.bylines
        },
    }
}

/// Whether an element holds the name of the author: a link to the author's page, or microdata.
fn names_author(name: &str, tag: &str) -> bool {
    match name {
        "a" => {
            attribute(tag, "rel").is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
                || attribute(tag, "href").is_some_and(|address| {
                    ["/author/", "/authors/", "/contributor/", "/contributors/"]
                        .iter()
                        .any(|part| address.contains(part))
                })
        }
        "span" | "div" | "p" => attribute(tag, "itemprop").is_some_and(|p| p == "author"),
        _ => false,
    }
}

/// schema.org's `NewsArticle` and its kin, without regard to how deep they stand in the graph.
fn read_linked_data(tape: &Tape<'_>, given: &mut Given) {
    let string = |v: Value<'_>| {
        v.string()
            .map(|s| entity::resolve(s.as_str().trim()))
            .filter(|s| !s.is_empty())
    };
    let name = |v: Value<'_>| v.get("name").and_then(string);
    if given.published.is_none() {
        given.published = tape
            .all("datePublished")
            .find_map(|v| Some(date::find(&string(v)?)?.0));
    }
    if given.title.is_none() {
        given.title = tape.all("headline").find_map(string);
    }
    if given.outlet.is_none() {
        given.outlet = tape.all("publisher").find_map(name);
    }
    if given.bylines.is_empty() {
        // A graph names a person once, and refers to the node by its `@id`.
        let referred = |v: Value<'_>| {
            let id = v.get("@id")?.string()?;
            tape.all("@graph").find_map(|graph| {
                let node = graph.elements().find(|node| {
                    node.get("@id")
                        .and_then(Value::string)
                        .is_some_and(|i| i.as_str() == id.as_str())
                })?;
                name(node)
            })
        };
        let one = |v: Value<'_>| name(v).or_else(|| string(v)).or_else(|| referred(v));
        let listed = |v: Value<'_>| -> Vec<String> {
            let names = one(v).into_iter().chain(v.elements().filter_map(one));
            names.flat_map(|n| byline::declared(&n)).collect()
        };
        given.bylines = tape
            .all("author")
            .map(listed)
            .find(|n| !n.is_empty())
            .unwrap_or_default();
        given.bylines.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_linked_data() {
        let html = r#"<head><title>Ferry sinks | Bay Herald</title><meta property="og:site_name" content="Bay Herald">
            <meta property='article:published_time' content='2031-05-12T08:00:00Z'><meta name=author content="By Bo Finch"></head>
            <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ferry sinks &amp; burns",
            "author":[{"name":"Ann Mole"},{"name":"Zoe Lam"}],"datePublished":"2031-05-12T09:30:00+02:00"}]}</script>"#;
        let given = read(html);
        assert_eq!(given.title.as_deref(), Some("Ferry sinks & burns"));
        assert_eq!(given.outlet.as_deref(), Some("Bay Herald"));
        assert_eq!(given.published, Some(date::at(2031, 5, 12, 9, 30)));
        assert_eq!(given.bylines, ["Ann Mole", "Zoe Lam"]);
    }

    #[test]
    fn a_page_without_metadata_gives_none() {
        assert_eq!(read("<p>Text</p>"), Given::default());
    }
}

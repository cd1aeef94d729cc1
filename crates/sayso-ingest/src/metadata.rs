//! What a page's head says about its article: meta tags (Open Graph, Dublin Core), JSON-LD (schema.org), `time`.

use sayso_text::Moment;

use crate::byline;
use crate::date;
use crate::entity;
use crate::json::{Tape, Value};
use crate::markup::{Token, Tokens, attribute};
use crate::{outlet, title};

/// Facts that stand in a file's fields rather than in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    /// Where it stands on the web.
    pub(crate) address: Option<String>,
    pub(crate) published: Option<Moment>,
    pub(crate) updated: Option<Moment>,
    /// What it is derived from.
    pub(crate) based_on: Option<String>,
    pub(crate) bylines: Vec<String>,
    /// Authors by the name of an element's class, which boxes and comments bear too: for want of any other.
    pub(crate) guessed_bylines: Vec<String>,
}

/// Headlines of about this many bytes and more are cut off by some: search engines show no more.
const SHORT_FIELD: usize = 100;

/// Larger scripts are no metadata.
const LARGEST_SCRIPT: usize = 1 << 20;

/// Reads the metadata of a page, the more telling source first.
pub(crate) fn read(html: &str) -> Given {
    let mut meta: Vec<(String, String)> = Vec::new();
    let mut time = None;
    let mut page_title = None;
    let mut linked = Given::default();
    let mut is_linked_data = false;
    // By a link or microdata, and by an element's class.
    let mut marked: [Vec<String>; 2] = Default::default();
    let mut author_opens: Option<usize> = None;
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
                } else if let Some(kind) = names_author(&name, tag) {
                    author_opens = Some(kind);
                } else if name == "time" && time.is_none() {
                    time = attribute(tag, "datetime")
                        .and_then(|t| date::find(&t))
                        .map(|f| f.0);
                }
            }
            Token::Text(text) => {
                // A label may stand before the name: "Written by".
                if let Some(kind) = author_opens.filter(|kind| marked[*kind].is_empty()) {
                    marked[kind] = byline::declared(&entity::resolve(html[text].trim()));
                }
            }
            Token::Close { name, .. } if matches!(name.as_str(), "div" | "p" | "a") => {
                author_opens = None;
            }
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
    let changed = [
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
        "lastmod",
        "updated",
        "updated date",
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
        .unwrap_or_else(|| std::mem::take(&mut marked[0]));
    let site = tag(&["og:site_name", "application-name", "dc.publisher"]);
    let address = tag(&["og:url", "twitter:url"]);
    let host = address
        .as_deref()
        .and_then(outlet::host)
        .map(outlet::of_host);
    Given {
        address: address.as_deref().and_then(outlet::address),
        title: headline(
            [linked.title]
                .into_iter()
                .chain(["og:title", "twitter:title", "dc.title"].map(|key| tag(&[key])))
                .chain([page_title]),
        ),
        outlet: site
            .or(linked.outlet)
            .or(host)
            .map(|n| outlet::known(&n).map_or(n, str::to_owned)),
        published: linked
            .published
            .or_else(|| tag(&dated).and_then(|d| date::find(&d)).map(|f| f.0))
            .or(time),
        updated: linked
            .updated
            .or_else(|| tag(&changed).and_then(|d| date::find(&d)).map(|f| f.0)),
        based_on: linked.based_on,
        bylines: if linked.bylines.is_empty() {
            authors
        } else {
            linked.bylines
        },
        guessed_bylines: std::mem::take(&mut marked[1]),
    }
}

/// The headline among what several fields say, the more telling first. Fields that must be short cut it off, so that one that
/// goes on where an earlier one ends is the better one; exporters escape it twice.
fn headline(said: impl Iterator<Item = Option<String>>) -> Option<String> {
    let said = said.flatten().map(|text| {
        let text = entity::resolve(&entity::resolve(&text));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
    let first = said.first()?;
    let cut = first.trim_end_matches(['…', '.', ' ']);
    let longer = said.iter().find(|text| {
        let whole = title::without_suffix(text).0;
        let is_cut = first.ends_with(['…', '.']) || first.len() >= SHORT_FIELD;
        is_cut && whole.len() > first.len() && whole.starts_with(cut)
    });
    Some(longer.unwrap_or(first).clone())
}

/// Whether an element holds the name of the author: 0 for a link to the author's page or microdata, 1 for a class that says so.
fn names_author(name: &str, tag: &str) -> Option<usize> {
    let named_so = || {
        attribute(tag, "class").is_some_and(|class| {
            class.split_whitespace().any(|word| {
                let bare = word.to_ascii_lowercase().replace(['-', '_'], "");
                matches!(
                    bare.as_str(),
                    "author" | "authors" | "byline" | "bylinename"
                ) || bare.ends_with("authorname")
                    || bare.ends_with("authorsname")
            })
        })
    };
    let is_marked = match name {
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
    };
    let can_name = || matches!(name, "a" | "span" | "div" | "p" | "h3" | "h4" | "h5");
    if is_marked {
        Some(0)
    } else {
        (can_name() && named_so()).then_some(1)
    }
}

/// What an `isBasedOn` names: an address, or the name or address of a work.
pub(crate) fn based_on(value: Value<'_>) -> Option<String> {
    let string = |value: Value<'_>| {
        let text = entity::resolve(value.string()?.as_str().trim());
        (!text.is_empty()).then_some(text)
    };
    string(value)
        .or_else(|| {
            ["name", "headline", "url", "@id"]
                .iter()
                .find_map(|key| string(value.get(key)?))
        })
        .or_else(|| value.elements().find_map(string))
}

/// schema.org's `NewsArticle` and its kin, without regard to how deep they stand in the graph.
fn read_linked_data(tape: &Tape<'_>, given: &mut Given) {
    let string = |v: Value<'_>| {
        v.string()
            .map(|s| entity::resolve(s.as_str().trim()))
            .filter(|s| !s.is_empty())
    };
    let name = |v: Value<'_>| v.get("name").and_then(string);
    let moment = |key: &str| tape.all(key).find_map(|v| Some(date::find(&string(v)?)?.0));
    given.published = given.published.or_else(|| moment("datePublished"));
    given.updated = given.updated.or_else(|| moment("dateModified"));
    if given.based_on.is_none() {
        given.based_on = tape.all("isBasedOn").find_map(based_on);
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
        // The site may be named as the author of its own page, beside the article's.
        let authors: Vec<Vec<String>> = tape.all("author").map(listed).collect();
        let is_people = |names: &&Vec<String>| {
            (names.iter()).any(|name| {
                !byline::split_names(name).is_empty() && given.outlet.as_ref() != Some(name)
            })
        };
        given.bylines = authors
            .iter()
            .find(is_people)
            .or_else(|| authors.iter().find(|names| !names.is_empty()))
            .cloned()
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
            "author":[{"name":"Ann Mole"},{"name":"Zoe Lam"}],"datePublished":"2031-05-12T09:30:00+02:00",
            "dateModified":"2031-05-12T10:00:00+02:00","isBasedOn":{"@type":"NewsArticle","url":"https://hna.example/1"}}]}</script>"#;
        let given = read(html);
        assert_eq!(given.title.as_deref(), Some("Ferry sinks & burns"));
        assert_eq!(given.outlet.as_deref(), Some("Bay Herald"));
        let shown = |moment: Option<Moment>| moment.map(|m| m.to_string());
        assert_eq!(
            [given.published, given.updated].map(shown),
            ["2031-05-12T09:30:00+02:00", "2031-05-12T10:00:00+02:00"]
                .map(|time| Some(time.to_owned()))
        );
        assert_eq!(given.based_on.as_deref(), Some("https://hna.example/1"));
        assert_eq!(given.bylines, ["Ann Mole", "Zoe Lam"]);
    }

    #[test]
    fn a_page_without_metadata_gives_none() {
        assert_eq!(read("<p>Text</p>"), Given::default());
    }
}

//! Feeds and newswire items in XML: RSS 2.0 and 1.0, Atom (RFC 4287), IPTC NewsML-G2. Well-kept readers of feeds drop the
//! places of what they read, so the elements are read here; entities that a document defines itself are not expanded, which
//! leaves nothing for an entity bomb.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sayso_text::{Article, CleanText, CleanTextBuilder, Code, Diagnostic, Format, RawSpan};

use crate::entity;
use crate::record::{Record, Said, plain};

/// Elements nested deeper end the reading (S009).
const MAX_DEPTH: usize = 256;

/// Reads the items of a feed or of a newswire's message.
pub(crate) fn articles(
    document: &str,
    text: &CleanText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Article> {
    let mut feed = Feed::new(text.as_str());
    let stop = feed.read();
    let Feed {
        items,
        format,
        name,
        ..
    } = feed;
    let n_items = items.len();
    let mut articles = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        let shown = if n_items > 1 {
            format!("{document}#{}", i + 1)
        } else {
            document.to_owned()
        };
        match item.record(name.clone()) {
            Some(record) => articles.extend(record.article(&shown, text, format, diagnostics)),
            None => diagnostics.push(Diagnostic {
                code: Code::NoText,
                document: shown,
                message: "the item has no text, only a link; fetch the page it leads to".to_owned(),
            }),
        }
    }
    let n = articles.len();
    let finding = match stop {
        Some(stop) => Some((
            stop.code,
            format!(
                "{}; {n} article(s) that stood before were kept",
                stop.message
            ),
        )),
        None if n_items == 0 => Some((Code::NoArticle, "the feed has no items".to_owned())),
        None => None,
    };
    diagnostics.extend(finding.map(|(code, message)| Diagnostic {
        code,
        document: document.to_owned(),
        message,
    }));
    articles
}

struct Stop {
    code: Code,
    message: String,
}

/// What an item has so far.
#[derive(Debug, Default)]
struct Item {
    title: Option<CleanText>,
    /// The fullest text, with how full its element is, and whether it is markup.
    text: Option<(u8, CleanText, Option<bool>)>,
    date: Option<(u8, String)>,
    updated: Option<String>,
    authors: Vec<String>,
    address: Option<String>,
    outlet: Option<String>,
    credit_line: Option<CleanText>,
}

impl Item {
    fn record(self, feed: Option<String>) -> Option<Record> {
        let (_, text, is_markup) = self
            .text
            .filter(|(_, text, _)| !text.as_str().trim().is_empty())?;
        // The host tells more surely than a feed's title ("Top stories") who published.
        let outlet = self
            .outlet
            .or(if self.address.is_none() { feed } else { None });
        Some(Record {
            given: Said {
                title: self.title.as_ref().and_then(plain),
                outlet,
                address: self.address,
                date: self.date.map(|(_, date)| date),
                updated: self.updated,
                based_on: None,
                authors: self.authors,
            }
            .into(),
            title: self.title,
            text,
            is_markup,
            credit_line: self.credit_line,
        })
    }
}

/// What the words of an element are for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Use {
    Title,
    /// How full a text it is, and whether it is markup as far as the format says.
    Text(u8, Option<bool>),
    /// How well it says when the item was published.
    Date(u8),
    Author,
    Address,
    Outlet,
    Credit,
    FeedTitle,
}

/// The rank of a date that tells when the item was changed: the last to say when it was published.
const CHANGED: u8 = 1;

/// An element whose words are collected.
struct Open {
    depth: usize,
    purpose: Use,
    builder: CleanTextBuilder,
    /// Where its content begins, for elements whose content is markup itself.
    inner: Option<usize>,
}

struct Feed<'a> {
    text: &'a str,
    items: Vec<Item>,
    format: Format,
    name: Option<String>,
    item: Option<(usize, Item)>,
    open: Option<Open>,
    depth: usize,
    /// Names of the elements around, without prefix.
    around: Vec<String>,
}

impl<'a> Feed<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            items: Vec::new(),
            format: Format::Rss,
            name: None,
            item: None,
            open: None,
            depth: 0,
            around: Vec::new(),
        }
    }

    /// Reads to the end; tells why not where it cannot.
    fn read(&mut self) -> Option<Stop> {
        let mut reader = Reader::from_str(self.text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.check_comments = false;
        let stop = loop {
            let start = position(&reader);
            let event = reader.read_event();
            let range = start..position(&reader).min(self.text.len());
            match event {
                Ok(Event::Start(tag)) => {
                    self.start(&tag, &range);
                    if self.depth > MAX_DEPTH {
                        break Some(Stop {
                            code: Code::TooDeep,
                            message: format!(
                                "elements nested more than {MAX_DEPTH} deep at byte {start}"
                            ),
                        });
                    }
                }
                Ok(Event::Empty(tag)) => {
                    self.start(&tag, &range);
                    self.end(range.start);
                }
                Ok(Event::End(_)) => self.end(range.start),
                Ok(Event::Text(_)) => self.words(range),
                Ok(Event::GeneralRef(_)) => self.reference(range),
                Ok(Event::CData(_)) => {
                    let (from, to) = (
                        range.start + "<![CDATA[".len(),
                        range.end.saturating_sub("]]>".len()),
                    );
                    if let Some(open) = self.open.as_mut().filter(|open| open.inner.is_none())
                        && let Some(words) = self.text.get(from..to)
                    {
                        open.builder.push_verbatim(words, from);
                    }
                }
                Ok(Event::Eof) => break None,
                Ok(_) => {}
                Err(error) => {
                    break Some(Stop {
                        code: Code::BrokenXml,
                        message: format!(
                            "not valid XML at byte {}: {error}",
                            reader.error_position()
                        ),
                    });
                }
            }
        };
        // What was open when the file ended is kept as far as it goes.
        let end = self.text.len();
        let was_cut = self.depth > 0;
        while self.depth > 0 {
            self.end(end);
        }
        let cut = || Stop {
            code: Code::Truncated,
            message: "the file ends within an element, fetch it again".to_owned(),
        };
        stop.or_else(|| was_cut.then(cut))
    }

    fn start(&mut self, tag: &BytesStart<'_>, range: &Range<usize>) {
        self.depth += 1;
        let name = tag.name().as_ref().to_owned();
        let (prefix, local) = name.rsplit_once(':').unwrap_or(("", &name));
        if self.depth == 1 {
            self.format = match local {
                "feed" => Format::Atom,
                "rss" | "RDF" => Format::Rss,
                _ => Format::NewsMl,
            };
        }
        let is_item = match self.format {
            Format::Atom => local == "entry",
            Format::Rss => local == "item" && prefix.is_empty(),
            _ => local == "newsItem",
        };
        if is_item && self.item.is_none() {
            self.item = Some((self.depth, Item::default()));
        }
        if self.open.is_none()
            && let Some(purpose) = self.purpose(prefix, local, tag)
        {
            let markup =
                attribute(tag, "type").is_some_and(|kind| kind == "xhtml") || local == "inlineXML";
            self.open = Some(Open {
                depth: self.depth,
                purpose,
                builder: CleanTextBuilder::new(),
                inner: markup.then_some(range.end),
            });
        }
        if let Some((_, item)) = &mut self.item
            && local == "link"
            && item.address.is_none()
            && attribute(tag, "rel").is_none_or(|rel| rel == "alternate")
        {
            item.address = attribute(tag, "href");
        }
        self.around.push(local.to_owned());
    }

    /// What the words of an element are for, by its name and the elements around it.
    fn purpose(&self, prefix: &str, local: &str, tag: &BytesStart<'_>) -> Option<Use> {
        let parent = self.around.last().map_or("", String::as_str);
        let Some((item_depth, _)) = &self.item else {
            return (local == "title" && self.depth <= 3 && matches!(parent, "channel" | "feed"))
                .then_some(Use::FeedTitle);
        };
        let is_child = self.depth == item_depth + 1;
        let kind = attribute(tag, "type");
        let markup = || Some(!matches!(kind.as_deref(), None | Some("text")));
        Some(match (self.format, prefix, local) {
            (Format::Atom, _, "title") if is_child => Use::Title,
            (Format::Atom, _, "content") if is_child => Use::Text(3, markup()),
            (Format::Atom, _, "summary") if is_child => Use::Text(1, markup()),
            (Format::Atom, _, "published") if is_child => Use::Date(2),
            (Format::Atom, _, "updated") if is_child => Use::Date(CHANGED),
            (Format::Atom, _, "name") if parent == "author" => Use::Author,
            (Format::Rss, "", "title") if is_child => Use::Title,
            (Format::Rss, _, "encoded") if is_child => Use::Text(3, Some(true)),
            (Format::Rss, "", "description") if is_child => Use::Text(1, None),
            (Format::Rss, _, "pubDate") | (Format::Rss, "dc", "date") if is_child => Use::Date(2),
            (Format::Rss, _, "creator") | (Format::Rss, "", "author") if is_child => Use::Author,
            (Format::Rss, "", "link") if is_child => Use::Address,
            (Format::Rss, "", "source") if is_child => Use::Outlet,
            (Format::NewsMl, _, "headline") if parent == "contentMeta" => Use::Title,
            (Format::NewsMl, _, "inlineXML") => Use::Text(3, Some(true)),
            (Format::NewsMl, _, "inlineData") => Use::Text(2, None),
            (Format::NewsMl, _, "contentCreated") => Use::Date(3),
            (Format::NewsMl, _, "firstCreated") => Use::Date(2),
            (Format::NewsMl, _, "versionCreated") => Use::Date(CHANGED),
            (Format::NewsMl, _, "by") if parent == "contentMeta" => Use::Author,
            (Format::NewsMl, _, "creditline") => Use::Credit,
            (Format::NewsMl, _, "name") if parent == "provider" => Use::Credit,
            _ => return None,
        })
    }

    fn words(&mut self, range: Range<usize>) {
        if let Some(open) = self.open.as_mut().filter(|open| open.inner.is_none()) {
            open.builder
                .push_verbatim(&self.text[range.clone()], range.start);
        }
    }

    fn reference(&mut self, range: Range<usize>) {
        let Some(open) = self.open.as_mut().filter(|open| open.inner.is_none()) else {
            return;
        };
        let shown = &self.text[range.clone()];
        match entity::reference(shown) {
            Some((value, length)) if length == shown.len() => {
                open.builder
                    .push_replaced(&value, RawSpan::new(range.start, range.end));
            }
            _ => open.builder.push_verbatim(shown, range.start),
        }
    }

    fn end(&mut self, at: usize) {
        let depth = self.depth;
        if let Some(mut open) = self.open.take_if(|open| open.depth == depth) {
            if let Some(inner) = open.inner
                && let Some(markup) = self.text.get(inner..at)
            {
                open.builder.push_verbatim(markup, inner);
            }
            self.take(open.purpose, open.builder.finish());
        }
        if let Some((_, item)) = self.item.take_if(|(item, _)| *item == depth) {
            self.items.push(item);
        }
        self.around.pop();
        self.depth = depth.saturating_sub(1);
    }

    fn take(&mut self, purpose: Use, text: CleanText) {
        let Some(word) = plain(&text) else { return };
        let Some((_, item)) = &mut self.item else {
            self.name.get_or_insert(word);
            return;
        };
        match purpose {
            Use::Title => item.title = item.title.take().or(Some(text)),
            Use::Text(rank, markup) => {
                if item
                    .text
                    .as_ref()
                    .is_none_or(|(before, _, _)| *before < rank)
                {
                    item.text = Some((rank, text, markup));
                }
            }
            Use::Date(rank) => {
                if rank == CHANGED {
                    item.updated = Some(word.clone());
                }
                if item.date.as_ref().is_none_or(|(before, _)| *before < rank) {
                    item.date = Some((rank, word));
                }
            }
            Use::Author => {
                // RSS has an address with the name behind it: "mail@example.org (Ann Mole)".
                let name = word
                    .split_once('(')
                    .filter(|(mail, _)| mail.contains('@'))
                    .map_or(word.as_str(), |(_, name)| name.trim_end_matches(')'));
                item.authors.push(name.trim_start_matches("By ").to_owned());
            }
            Use::Address => item.address = item.address.take().or(Some(word)),
            Use::Outlet => item.outlet = Some(word),
            Use::Credit => item.credit_line = item.credit_line.take().or(Some(text)),
            Use::FeedTitle => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    // A text is no larger than the address space.
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(entity::resolve(found.value.trim()))
}

#[cfg(test)]
mod tests {
    use crate::{As, ingest};
    use sayso_text::{Article, Code};

    const STORY: &str = "The council of the harbour town voted on Monday to keep the ferry line open through the winter months, the mayor said. \
        He added that the boats would run twice a day and that the fares would stay as they were.";

    fn read(xml: &str) -> (Vec<Article>, Vec<Code>) {
        let ingested = ingest("f", xml.as_bytes(), As::Auto);
        let codes = ingested.diagnostics.iter().map(|d| d.code).collect();
        (ingested.articles, codes)
    }

    fn body(article: &Article) -> String {
        article
            .body()
            .map(|span| article.slice(span))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn items_of_rss() {
        let xml = format!(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>Bay Herald</title>\
            <item><title>Ferry &amp; pier</title><link>https://cape-post.example/a</link><pubDate>Mon, 12 May 2031 08:30:00 GMT</pubDate>\
            <dc:creator>Ann Mole</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>{STORY}</p><p>Bo &amp; Zoe left.</p>]]></content:encoded></item>\
            <item><title>Second</title><description>&lt;p&gt;{STORY}&lt;/p&gt;</description></item><item><title>Link only</title></item></channel></rss>"
        );
        let (articles, codes) = read(&xml);
        assert_eq!(codes, [Code::NoText]);
        let first = &articles[0];
        assert_eq!(
            (first.document.as_str(), first.format.as_str()),
            ("f#1", "rss")
        );
        assert_eq!(
            first.title.as_ref().map(|t| t.value.as_str()),
            Some("Ferry & pier")
        );
        assert_eq!(
            first.outlet.as_ref().map(|o| o.value.as_str()),
            Some("cape-post.example")
        );
        assert_eq!(
            first.published.as_ref().map(|p| p.value),
            Some(crate::date::utc(2031, 5, 12, 8, 30))
        );
        assert_eq!(first.bylines[0].value, "Ann Mole");
        assert_eq!(body(first), format!("{STORY} Bo & Zoe left."));
        assert_eq!(body(&articles[1]), STORY);
        assert_eq!(
            articles[1].outlet.as_ref().map(|o| o.value.as_str()),
            Some("Bay Herald")
        );
    }

    #[test]
    fn entries_of_atom() {
        let xml = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Bay Herald</title><entry><title type='html'>Ferry stays</title>\
            <link rel='self' href='https://x.example/'/><link href='https://bay.example/a'/><updated>2031-05-13T00:00:00Z</updated><published>2031-05-12T08:30:00Z</published>\
            <author><name>Ann Mole</name></author><content type='xhtml'><div><p>{STORY}</p></div></content></entry></feed>"
        );
        let (articles, codes) = read(&xml);
        assert!(codes.is_empty());
        let entry = &articles[0];
        assert_eq!(
            (entry.document.as_str(), entry.format.as_str()),
            ("f", "atom")
        );
        assert_eq!(body(entry), STORY);
        assert_eq!(
            entry.published.as_ref().map(|p| p.value),
            Some(crate::date::utc(2031, 5, 12, 8, 30))
        );
        assert_eq!(
            entry.outlet.as_ref().map(|o| o.value.as_str()),
            Some("bay.example")
        );
        assert_eq!(entry.bylines[0].value, "Ann Mole");
    }

    #[test]
    fn items_of_newsml() {
        let xml = format!(
            "<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta><provider><name>AFP</name></provider><versionCreated>2031-05-13T08:30:00+02:00</versionCreated></itemMeta>\
            <contentMeta><headline>Ferry stays</headline><by>Ann Mole</by><creditline>AFP</creditline></contentMeta>\
            <contentSet><inlineXML contenttype='application/xhtml+xml'><html xmlns='x'><body><p>{STORY}</p></body></html></inlineXML></contentSet></newsItem>"
        );
        let (articles, codes) = read(&xml);
        assert!(codes.is_empty(), "{codes:?}");
        let item = &articles[0];
        assert_eq!(item.format.as_str(), "newsml-g2");
        assert_eq!(body(item), STORY);
        assert_eq!(
            item.title.as_ref().map(|t| t.value.as_str()),
            Some("Ferry stays")
        );
    }

    #[test]
    fn broken_and_hostile_feeds() {
        let bomb = format!(
            "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><rss><channel><item><title>A</title><description>&b; {STORY}</description></item></channel></rss>"
        );
        let (articles, _) = read(&bomb);
        assert_eq!(body(&articles[0]), format!("&b; {STORY}"));
        let cut = format!("<rss><channel><item><title>A</title><description>{STORY}");
        let (articles, codes) = read(&cut);
        assert_eq!((articles.len(), codes), (1, vec![Code::Truncated]));
        let deep = format!("<rss>{}", "<a>".repeat(100_000));
        assert_eq!(read(&deep).1, [Code::TooDeep]);
        assert_eq!(
            read("<rss><channel><item><title a='>").1,
            [Code::NoText, Code::BrokenXml]
        );
    }
}

//! Markup to lines: what a reader would see, block by block, aligned to the markup, with what the elements around each
//! block say it is for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use sayso_text::{BlockKind, CleanSpan, CleanTextBuilder, RawSpan};

use crate::entity;
use crate::line::{Hint, Line, Tag};
use crate::markup::{Token, Tokens, VOID, attributes};

/// Whether an element does not break a paragraph.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "picture"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "path"
    )
}

/// Elements whose content a reader does not see, or not as text.
const UNSEEN: [&str; 14] = [
    "head", "noscript", "template", "svg", "math", "object", "canvas", "audio", "video", "map",
    "select", "datalist", "meter", "progress",
];

/// What a class or id names, the first that fits. The words are those of common publishing systems.
const ROLES: [(BlockKind, &str); 8] = [
    (BlockKind::PullQuote, r"pull-?quote"),
    (
        BlockKind::Caption,
        r"caption|(?:photo|image|media|picture)-?(?:credit|source)",
    ),
    (BlockKind::Comments, r"\bcomments?\b|disqus|respond\b"),
    (
        BlockKind::Advert,
        r"\b(?:ads?|advert|advertisement|adslot|adunit|dfp|sponsor(?:ed)?)\b",
    ),
    (
        BlockKind::Legal,
        r"cookie|copyright|gdpr|consent|disclaimer",
    ),
    (
        BlockKind::RelatedLinks,
        r"related|recommend|read-?more|more-?stories|trending|most-?(?:read|popular)|also-?like|outbrain|taboola|yarpp",
    ),
    (
        BlockKind::Navigation,
        r"\b(?:nav|navbar|navigation|menu|breadcrumbs?|pagination|share|sharing|social|newsletter|sitemap)\b",
    ),
    (
        BlockKind::Byline,
        r"byline|dateline|\bauthors?\b|timestamp|(?:entry|post|article)-?meta\b",
    ),
];

/// Word boundaries are those of ASCII, which an automaton can follow.
static ROLE_SET: LazyLock<RegexSet> = LazyLock::new(|| {
    let patterns = ROLES.map(|(_, pattern)| pattern.replace(r"\b", r"(?-u:\b)"));
    // The patterns are fixed and covered by tests.
    RegexSet::new(patterns).expect("fixed patterns")
});

struct Element {
    name: String,
    role: Option<BlockKind>,
    hidden: bool,
    inline: bool,
    heading: Option<u8>,
    linked: bool,
    item: bool,
    number: u32,
    in_article: bool,
    in_main: bool,
}

/// Turns markup into lines, one stretch after the other into one text.
pub(crate) struct Page<'a> {
    html: &'a str,
    builder: CleanTextBuilder,
    lines: Vec<Line>,
    stack: Vec<Element>,
    open: BTreeMap<String, usize>,
    space: Option<RawSpan>,
    start: usize,
    linked: usize,
    hint: Hint,
    deepest: usize,
    n_elements: u32,
}

impl<'a> Page<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self {
            html,
            builder: CleanTextBuilder::new(),
            lines: Vec::new(),
            stack: Vec::new(),
            open: BTreeMap::new(),
            space: None,
            start: 0,
            linked: 0,
            hint: Hint::default(),
            deepest: 0,
            n_elements: 0,
        }
    }

    /// Reads a stretch of the markup. Elements do not reach beyond it.
    pub(crate) fn read(&mut self, within: Range<usize>) {
        let end = within.end;
        for token in Tokens::new(self.html, within) {
            match token {
                Token::Text(range) => self.text(range),
                Token::Open { name, tag } => self.open(name, tag),
                Token::Close { name, tag } => self.close(&name, tag),
                Token::Raw { .. } => {}
            }
        }
        self.end_line(RawSpan::new(end, end));
        self.stack.clear();
        self.open.clear();
    }

    /// How many lines were read so far.
    pub(crate) fn n_lines(&self) -> usize {
        self.lines.len()
    }

    /// The text so far with its lines, and how deep the elements were nested.
    pub(crate) fn finish(self) -> (sayso_text::CleanText, Vec<Line>, usize) {
        (self.builder.finish(), self.lines, self.deepest)
    }

    fn hidden(&self) -> bool {
        self.stack.last().is_some_and(|e| e.hidden)
    }

    fn text(&mut self, range: Range<usize>) {
        if self.hidden() {
            return;
        }
        let text = &self.html[range.clone()];
        let mut verbatim = 0;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let (value, length) = match c {
                '&' => match entity::reference(&text[at..]) {
                    Some((value, length)) => (Some(value), length),
                    None => (None, 1),
                },
                c => (None, c.len_utf8()),
            };
            let raw = RawSpan::new(range.start + at, range.start + at + length);
            let shown = value.as_deref().unwrap_or(&text[at..at + length]);
            let first = shown.chars().next().unwrap_or(' ');
            if first.is_whitespace() {
                self.verbatim(&text[verbatim..at], range.start + verbatim);
                self.space = Some(self.space.map_or(raw, |s| {
                    if s.end() == raw.start() {
                        s.cover(raw)
                    } else {
                        s
                    }
                }));
                verbatim = at + length;
            } else if matches!(
                first,
                '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2060}'
            ) {
                self.verbatim(&text[verbatim..at], range.start + verbatim);
                verbatim = at + length;
            } else if let Some(value) = &value {
                self.verbatim(&text[verbatim..at], range.start + verbatim);
                self.begin();
                self.builder.push_replaced(value, raw);
                self.count(value.len());
                verbatim = at + length;
            }
            at += length;
        }
        self.verbatim(&text[verbatim..], range.start + verbatim);
    }

    fn verbatim(&mut self, text: &str, raw_start: usize) {
        if !text.is_empty() {
            self.begin();
            self.builder.push_verbatim(text, raw_start);
            self.count(text.len());
        }
    }

    /// Before a visible character: opens the line or writes the white space that waited.
    fn begin(&mut self) {
        if self.builder.as_str().len() == self.start {
            let top = self.stack.last();
            let heading = self.stack.iter().rev().take(8).find_map(|e| e.heading);
            let mut blocks = self.stack.iter().rev().filter(|e| !e.inline);
            let tag = blocks.next().map_or(Tag::Other, |e| Tag::of(&e.name));
            let mut around = || blocks.next().map_or(0, |e| e.number);
            self.hint = Hint {
                role: top.and_then(|e| e.role),
                heading,
                item: top.is_some_and(|e| e.item),
                tag,
                around: [around(), around()],
                depth: u16::try_from(self.stack.len()).unwrap_or(u16::MAX),
                in_article: top.is_some_and(|e| e.in_article),
                in_main: top.is_some_and(|e| e.in_main),
                ..Hint::default()
            };
            self.space = None;
        } else if let Some(raw) = self.space.take() {
            self.builder.push_replaced(" ", raw);
            self.count(1);
        }
    }

    fn count(&mut self, bytes: usize) {
        if self.stack.last().is_some_and(|e| e.linked) {
            self.linked += bytes;
        }
    }

    /// Ends the line; `raw` are the bytes that break it.
    fn end_line(&mut self, raw: RawSpan) {
        let end = self.builder.as_str().len();
        if end > self.start {
            let hint = Hint {
                linked: self.linked,
                ..self.hint
            };
            self.lines.push(Line {
                span: CleanSpan::new(self.start, end),
                hint,
            });
            self.builder.push_replaced("\n", raw);
            self.start = self.builder.as_str().len();
        }
        self.linked = 0;
        self.space = None;
    }

    fn open(&mut self, name: String, tag: Range<usize>) {
        let raw = RawSpan::new(tag.start, tag.end);
        let inline = is_inline(&name);
        if name == "br" {
            // A second break in a row ends the paragraph; one alone stands for white space.
            let waiting = self.space.is_some_and(|s| {
                self.html[s.range()].contains("<br") || self.html[s.range()].contains("<BR")
            });
            if waiting {
                self.end_line(raw)
            } else {
                self.space = Some(raw)
            }
            return;
        }
        if !inline {
            self.end_line(raw);
            self.close_implied(&name);
        }
        if VOID.contains(&name.as_str())
            || self.html[tag.clone()].ends_with("/>") && !inline && name != "p" && name != "div"
        {
            return;
        }
        self.n_elements += 1;
        let element = self.element(name, &self.html[tag], inline);
        *self.open.entry(element.name.clone()).or_default() += 1;
        self.stack.push(element);
        self.deepest = self.deepest.max(self.stack.len());
    }

    fn element(&self, name: String, tag: &str, inline: bool) -> Element {
        let parent = self.stack.last();
        let inherited = parent.and_then(|e| e.role);
        let whole = matches!(name.as_str(), "html" | "body" | "main" | "article");
        let named = if whole { None } else { named_role(tag) };
        let role = match name.as_str() {
            "nav" | "menu" | "button" | "form" | "footer" => Some(BlockKind::Navigation),
            "aside" => named.or(Some(BlockKind::RelatedLinks)),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            "figure" if named.is_none() => Some(BlockKind::Caption),
            // A quotation or list within a figure is content again.
            "blockquote" | "table" if inherited == Some(BlockKind::Caption) => named,
            _ if inline && named != Some(BlockKind::Caption) => inherited,
            _ => named
                .filter(|_| inherited.is_none() || inherited == Some(BlockKind::Byline))
                .or(inherited),
        };
        let heading = name
            .strip_prefix('h')
            .and_then(|n| n.parse().ok())
            .filter(|n| (1..=6).contains(n));
        let hidden = parent.is_some_and(|e| e.hidden) || UNSEEN.contains(&name.as_str());
        // Text that a script may yet show: set aside, unless the extractor finds the story there.
        let veiled = role.is_none() && !whole && tag.len() > name.len() + 2 && is_veiled(tag);
        let role = if veiled { Some(BlockKind::Other) } else { role };
        let linked = name == "a" || parent.is_some_and(|e| e.linked);
        let item = name == "li" || inline && parent.is_some_and(|e| e.item);
        Element {
            number: self.n_elements,
            in_article: name == "article" || parent.is_some_and(|e| e.in_article),
            in_main: name == "main" || parent.is_some_and(|e| e.in_main),
            role,
            hidden,
            inline,
            heading,
            linked,
            item,
            name,
        }
    }

    /// Closing tags that HTML lets one leave out.
    fn close_implied(&mut self, name: &str) {
        let Some(at) = self.stack.iter().rposition(|e| !e.inline) else {
            return;
        };
        let top = self.stack[at].name.as_str();
        let implied = match top {
            "p" => true,
            "head" => !matches!(
                name,
                "meta" | "link" | "script" | "style" | "title" | "base" | "noscript" | "template"
            ),
            "li" => name == "li",
            "dt" | "dd" => matches!(name, "dt" | "dd"),
            "td" | "th" => matches!(name, "td" | "th" | "tr"),
            "tr" | "option" => top == name,
            _ => false,
        };
        if implied {
            self.pop_to(at);
        }
    }

    fn close(&mut self, name: &str, tag: Range<usize>) {
        let raw = RawSpan::new(tag.start, tag.end);
        let inline = is_inline(name);
        if !inline {
            self.end_line(raw);
        }
        if self.open.get(name).is_none_or(|n| *n == 0) {
            return;
        }
        // An inline element does not reach out of its block.
        let mut at = self.stack.len();
        while at > 0 {
            at -= 1;
            if self.stack[at].name == name {
                self.pop_to(at);
                return;
            }
            if inline && !self.stack[at].inline {
                return;
            }
        }
    }

    fn pop_to(&mut self, at: usize) {
        for element in self.stack.drain(at..) {
            if let Some(n) = self.open.get_mut(&element.name) {
                *n -= 1;
            }
        }
    }
}

/// What the attributes of an element say it is for.
fn named_role(tag: &str) -> Option<BlockKind> {
    /// Utility and state classes name what a page has, not what the element is.
    const STATES: [&str; 8] = [
        "has-",
        "no-",
        "with-",
        "is-",
        "js-",
        "wp-block-post",
        "post-",
        "type-",
    ];
    let mut words = String::new();
    for (name, value) in attributes(tag) {
        if !["class", "id", "role", "data-testid"]
            .iter()
            .any(|wanted| name.eq_ignore_ascii_case(wanted))
        {
            continue;
        }
        for word in value.split_ascii_whitespace().filter(|w| w.len() < 64) {
            if !STATES.iter().any(|state| word.starts_with(state)) {
                words.extend(word.chars().map(|c| match c {
                    '_' => '-',
                    c => c.to_ascii_lowercase(),
                }));
                words.push(' ');
            }
        }
    }
    if words.is_empty() || !ROLE_SET.is_match(&words) {
        return None;
    }
    let fitting = ROLE_SET.matches(&words);
    fitting.iter().next().map(|i| ROLES[i].0)
}

fn is_veiled(tag: &str) -> bool {
    static VEILED_CLASS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?-u:\b)(?:screen-reader-text|sr-only|visually-?hidden|print-only)(?-u:\b)",
        )
        .expect("a fixed pattern")
    });
    attributes(tag).any(|(name, value)| {
        name.eq_ignore_ascii_case("hidden")
            || name.eq_ignore_ascii_case("style")
                && value
                    .replace(' ', "")
                    .to_ascii_lowercase()
                    .contains("display:none")
            || name.eq_ignore_ascii_case("class") && VEILED_CLASS.is_match(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(html: &str) -> Vec<(String, Option<BlockKind>)> {
        let mut page = Page::new(html);
        page.read(0..html.len());
        let (text, lines, _) = page.finish();
        lines
            .iter()
            .map(|l| (text.slice(l.span).to_owned(), l.hint.role))
            .collect()
    }

    #[test]
    fn blocks_break_and_inline_elements_do_not() {
        let html = "<div>One\n <b>tw</b>o&nbsp;three<p>Four<br>five<br><br>six<ul><li>a<li>b</ul><script>x</script>";
        let texts: Vec<_> = lines(html).into_iter().map(|l| l.0).collect();
        assert_eq!(texts, ["One two three", "Four five", "six", "a", "b"]);
    }

    #[test]
    fn elements_around_tell_the_role() {
        let html = "<nav><a>Home</a></nav><article class='comments-open'><p>Text</p><figure><img><figcaption>A pier</figcaption></figure>\
            <div class='related-posts'><p>Other</p></div><p style='display: none'>gone</p></article><div id=comments>Hi</div>";
        let expected = [
            ("Home", Some(BlockKind::Navigation)),
            ("Text", None),
            ("A pier", Some(BlockKind::Caption)),
            ("Other", Some(BlockKind::RelatedLinks)),
            ("gone", Some(BlockKind::Other)),
            ("Hi", Some(BlockKind::Comments)),
        ];
        assert_eq!(lines(html), expected.map(|(t, r)| (t.to_owned(), r)));
    }

    #[test]
    fn words_are_aligned_through_tags_and_references() {
        let html = "<p>Ann &amp; <i>Bo</i>b  said&#8230;</p>";
        let mut page = Page::new(html);
        page.read(0..html.len());
        let (text, _, _) = page.finish();
        let raw = |needle: &str| {
            let at = text.as_str().find(needle).expect("stands there");
            &html[text.to_raw(CleanSpan::new(at, at + needle.len())).range()]
        };
        assert_eq!(raw("&"), "&amp;");
        assert_eq!(raw("Bob said"), "Bo</i>b  said");
        assert_eq!(raw("…"), "&#8230;");
    }

    proptest! {
        #[test]
        fn lines_lie_in_order(html in r#"(<(p|b|/p|/b|li|nav|br|td|a href=x|script|/script|head|/head)>|&(amp|#65|lt);|[a-zé ]{1,4}|[<&"'\n]){0,40}"#) {
            let mut page = Page::new(&html);
            page.read(0..html.len());
            let (text, lines, _) = page.finish();
            let mut last = 0;
            for line in lines {
                prop_assert!(last <= line.span.start().get());
                last = line.span.end().get();
                prop_assert_eq!(text.slice(line.span).trim(), text.slice(line.span));
                prop_assert!(text.to_raw(line.span).end().get() <= html.len());
            }
        }
    }
}

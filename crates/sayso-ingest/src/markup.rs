//! HTML tokens with their places. One pass, no tree: the order and the bytes are what alignment needs. It follows the
//! tokenizer of the HTML standard (13.2.5) where pages depend on it, and reads anything in linear time.

use std::ops::Range;

use crate::entity;

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Text between tags, references unresolved.
    Text(Range<usize>),
    /// An opening tag; `name` is lower case.
    Open { name: String, tag: Range<usize> },
    /// A closing tag.
    Close { name: String, tag: Range<usize> },
    /// What stands inside `script`, `style` and the like.
    Raw { name: String, text: Range<usize> },
}

/// Elements whose content is no markup.
const RAW: [&str; 9] = [
    "script",
    "style",
    "textarea",
    "noembed",
    "noframes",
    "iframe",
    "xmp",
    "title",
    "plaintext",
];

/// Elements that have no content.
pub(crate) const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "basefont",
];

/// Reads HTML from a place on.
pub(crate) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    end: usize,
    raw: Option<String>,
}

impl<'a> Tokens<'a> {
    /// The tokens of a stretch of `html`; all places are relative to the whole.
    pub(crate) fn new(html: &'a str, within: Range<usize>) -> Self {
        Self {
            html,
            at: within.start,
            end: within.end,
            raw: None,
        }
    }

    fn rest(&self) -> &'a [u8] {
        &self.html.as_bytes()[self.at..self.end]
    }

    /// The end of the tag that opens at `at`: quotation marks in attribute values hide `>`.
    fn tag_end(&self, at: usize) -> usize {
        let bytes = self.html.as_bytes();
        let mut quote = None;
        let mut value = false;
        for (i, byte) in bytes[at..self.end].iter().enumerate() {
            match (byte, quote) {
                (b'>', None) => return at + i + 1,
                (b'"' | b'\'', None) if value => quote = Some(*byte),
                (mark, Some(open)) if *mark == open => quote = None,
                _ => {}
            }
            value = *byte == b'=' || (value && byte.is_ascii_whitespace());
        }
        // The standard drops a tag that the file's end cuts.
        self.end
    }

    fn raw_text(&mut self, name: String) -> Option<Token> {
        let rest = self.rest();
        let mut from = 0;
        let close = loop {
            let Some(found) = memchr::memmem::find(&rest[from..], b"</") else {
                break rest.len();
            };
            let at = from + found;
            if rest[at + 2..]
                .get(..name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            {
                break at;
            }
            from = at + 2;
        };
        let text = self.at..self.at + close;
        self.at = text.end;
        Some(Token::Raw { name, text })
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some(name) = self.raw.take() {
                return self.raw_text(name);
            }
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let start = self.at;
            if rest[0] != b'<' {
                let length = memchr::memchr(b'<', rest).unwrap_or(rest.len());
                self.at += length;
                return Some(Token::Text(start..self.at));
            }
            let second = rest.get(1).copied().unwrap_or(0);
            if rest.starts_with(b"<!--") {
                let length = memchr::memmem::find(&rest[4..], b"-->").map_or(rest.len(), |i| i + 7);
                self.at += length;
            } else if matches!(second, b'!' | b'?') {
                self.at += memchr::memchr(b'>', rest).map_or(rest.len(), |i| i + 1);
            } else if second.is_ascii_alphabetic()
                || second == b'/' && rest.get(2).is_some_and(u8::is_ascii_alphabetic)
            {
                let closing = second == b'/';
                let from = if closing { 2 } else { 1 };
                let length = rest[from..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric() || **b == b'-')
                    .count();
                let name = self.html[start + from..start + from + length].to_ascii_lowercase();
                self.at = self.tag_end(start + from + length);
                let tag = start..self.at;
                if closing {
                    return Some(Token::Close { name, tag });
                }
                if RAW.contains(&name.as_str()) {
                    self.raw = Some(name.clone());
                }
                return Some(Token::Open { name, tag });
            } else {
                let length = memchr::memchr(b'<', &rest[1..]).map_or(rest.len(), |i| i + 1);
                self.at += length;
                return Some(Token::Text(start..self.at));
            }
        }
    }
}

/// The value of an attribute of a tag, references resolved; empty for an attribute without a value.
pub(crate) fn attribute(tag: &str, wanted: &str) -> Option<String> {
    attributes(tag)
        .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map(|(_, value)| entity::resolve(value))
}

/// The attributes of a tag as they are written, in order, references unresolved.
pub(crate) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag.trim_start_matches('<');
    rest = rest.trim_start_matches(|c: char| !c.is_ascii_whitespace() && c != '/' && c != '>');
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let length = rest
            .find(|c: char| c.is_ascii_whitespace() || "=/>".contains(c))
            .unwrap_or(rest.len());
        let (name, after) =
            rest.split_at(length.max(rest.chars().next().map_or(0, char::len_utf8).min(1)));
        if name.is_empty() || name == ">" {
            return None;
        }
        let mut value = "";
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (from, to) = match quote {
                Some(mark) => (1, after[1..].find(mark).map_or(after.len(), |i| i + 1)),
                None => (
                    0,
                    after
                        .find(|c: char| c.is_ascii_whitespace() || c == '>')
                        .unwrap_or(after.len()),
                ),
            };
            value = &after[from..to];
            rest = &after[(to + usize::from(quote.is_some())).min(after.len())..];
        }
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> Vec<String> {
        let show = |t: Token| match t {
            Token::Text(r) => html[r].to_owned(),
            Token::Open { name, .. } => format!("<{name}>"),
            Token::Close { name, .. } => format!("</{name}>"),
            Token::Raw { text, .. } => format!("[{}]", &html[text]),
        };
        Tokens::new(html, 0..html.len()).map(show).collect()
    }

    #[test]
    fn tags_text_comments_and_raw_content() {
        let html = "<!doctype html><P class='a>b'>5 < 6<!-- <p>no --><script>if (a</b) '</p>'</SCRIPT>end<br/";
        assert_eq!(
            shown(html),
            [
                "<p>",
                "5 ",
                "< 6",
                "<script>",
                "[if (a</b) '</p>']",
                "</script>",
                "end",
                "<br>"
            ]
        );
    }

    #[test]
    fn attributes_in_all_quotings() {
        let tag = r#"<meta property="og:title" content='Tom &amp; "Ann"' data-x=5 hidden>"#;
        assert_eq!(attribute(tag, "content").as_deref(), Some("Tom & \"Ann\""));
        assert_eq!(attribute(tag, "DATA-X").as_deref(), Some("5"));
        assert_eq!(attribute(tag, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(tag, "class"), None);
        assert_eq!(attribute("<a href=\"cut", "href").as_deref(), Some("cut"));
    }

    proptest! {
        #[test]
        fn reads_anything(html in r#"[<>/!\-"'= a-cé&;]{0,80}"#) {
            let mut last = 0;
            for token in Tokens::new(&html, 0..html.len()) {
                let range = match token {
                    Token::Text(r) | Token::Raw { text: r, .. } => r,
                    Token::Open { tag, .. } | Token::Close { tag, .. } => { attribute(&html[tag.clone()], "a"); tag }
                };
                prop_assert!(last <= range.start && range.end <= html.len());
                last = range.end;
            }
        }
    }
}

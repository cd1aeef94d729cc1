//! Which format a file is in, by its content.

use std::sync::LazyLock;

use crate::words::head;
use regex::Regex;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Html,
    Json,
    /// A feed or NewsML.
    Xml,
}

/// Recognizes what a text is written in.
pub(crate) fn recognize(text: &str) -> Kind {
    static XML: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)^(?:<\?xml.{0,400}?\?>|<!--.{0,2000}?-->|<!DOCTYPE\s+[^\[>]*(?:\[.{0,4000}?\])?\s*>|<\?.{0,400}?\?>|\s)*<(?:rss|feed|rdf:RDF|(?:\w+:)?(?:newsItem|newsMessage|packageItem))[\s>]").expect("a fixed pattern")
    });
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype\s+)?html|(?:!--|meta|article|div|section|p|h1|nav|main)\b)").expect("a fixed pattern")
    });
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)</?(?:html|head|body|div|p|span|article|section|a|li|ul|h[1-6]|br|script|meta|nav|figure)(?:\s[^<>]*)?/?>").expect("a fixed pattern")
    });
    static JSON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\{\[\]"\d-]|$))"#).expect("a fixed pattern")
    });
    let start = head(text.trim_start(), 4096);
    if JSON.is_match(start) {
        return Kind::Json;
    }
    if start.starts_with('<') && XML.is_match(head(text.trim_start(), 8192)) {
        return Kind::Xml;
    }
    if MARKUP.is_match(start) {
        return Kind::Html;
    }
    // Markup without a head: several tags in the first stretch that is not short of them by chance.
    let sample = head(text, 16 << 10);
    if TAG.find_iter(sample).take(6).count() >= 6 {
        Kind::Html
    } else {
        Kind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content() {
        assert_eq!(recognize(" [{\"id\":1}]"), Kind::Json);
        assert_eq!(recognize("{\"title\":"), Kind::Json);
        assert_eq!(recognize("<!DOCTYPE html><p>x"), Kind::Html);
        assert_eq!(
            recognize("<?xml version='1.0'?>\n<rss version='2.0'>"),
            Kind::Xml
        );
        assert_eq!(recognize("<!-- a --><feed xmlns='x'>"), Kind::Xml);
        assert_eq!(recognize("<!DOCTYPE r [<!ENTITY a 'b'>]><rss>"), Kind::Xml);
        assert_eq!(recognize("<?xml version='1.0'?>\n<html>"), Kind::Html);
        assert_eq!(
            recognize("Home\n<p>a</p><p>b</p><a href='x'>c</a>"),
            Kind::Html
        );
        assert_eq!(recognize("The mayor [sic] said that 3 < 5."), Kind::Text);
        assert_eq!(recognize("[Photo] The mayor"), Kind::Text);
        assert_eq!(recognize("{curly} words"), Kind::Text);
    }
}

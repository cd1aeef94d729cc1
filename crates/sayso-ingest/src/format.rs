//! Which format a file is in, by its content.

use std::sync::LazyLock;

use regex::Regex;
use sayso_text::Format;

use crate::words::head;

/// Recognizes the format of a text.
pub(crate) fn recognize(text: &str) -> Format {
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
        return Format::WordPressJson;
    }
    if MARKUP.is_match(start) {
        return Format::Html;
    }
    // Markup without a head: several tags in the first stretch that is not short of them by chance.
    let sample = head(text, 16 << 10);
    if TAG.find_iter(sample).take(6).count() >= 6 {
        Format::Html
    } else {
        Format::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content() {
        assert_eq!(recognize(" [{\"id\":1}]"), Format::WordPressJson);
        assert_eq!(recognize("{\"title\":"), Format::WordPressJson);
        assert_eq!(recognize("<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(recognize("<?xml version='1.0'?>\n<html>"), Format::Html);
        assert_eq!(
            recognize("Home\n<p>a</p><p>b</p><a href='x'>c</a>"),
            Format::Html
        );
        assert_eq!(recognize("The mayor [sic] said that 3 < 5."), Format::Text);
        assert_eq!(recognize("[Photo] The mayor"), Format::Text);
        assert_eq!(recognize("{curly} words"), Format::Text);
    }
}

//! Pages flattened as crawlers and libraries do, to train and measure the cleaning of text dumps. The four ways bracket what
//! is met: with all breaks kept, with layout, with breaks where the source happened to have them, with none.

/// A way to flatten a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// One block element a line.
    Lines,
    /// As text browsers lay out: blank lines around paragraphs and headings, list items marked.
    Layout,
    /// Tags removed, everything else as it stands in the source.
    Stripped,
    /// Everything in one line: blocks run into each other without a space.
    Glued,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lines, Self::Layout, Self::Stripped, Self::Glued];

    /// Short name, as in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Layout => "layout",
            Self::Stripped => "stripped",
            Self::Glued => "glued",
        }
    }
}

/// Elements that do not break a line.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// Elements whose content is no text.
const UNSEEN: [&str; 8] = [
    "script", "style", "noscript", "template", "svg", "iframe", "textarea", "title",
];

/// Flattens a page. It is a crawler's flattener, not ours: it knows nothing of articles and keeps menus and all.
#[must_use]
pub fn flatten(html: &str, way: Way) -> String {
    let mut out = String::with_capacity(html.len() / 4);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_text(&mut out, &rest[..open], way);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let closes = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if !closes && UNSEEN.contains(&name.as_str()) && !tag.ends_with('/') {
            rest = skip_element(rest, &name);
            continue;
        }
        if !INLINE.contains(&name.as_str()) {
            push_break(&mut out, &name, closes, way);
        }
    }
    push_text(&mut out, rest, way);
    out.trim().to_owned()
}

/// What stands behind the closing tag of an element whose content is skipped.
fn skip_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</").map(|at| from + at + 2) {
        if rest.as_bytes()[at..]
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        {
            return rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
        }
        from = at;
    }
    ""
}

fn push_text(out: &mut String, text: &str, way: Way) {
    let resolved = html_escape::decode_html_entities(text);
    if way == Way::Stripped {
        out.push_str(&resolved);
        return;
    }
    for (i, word) in resolved.split(char::is_whitespace).enumerate() {
        if i > 0 && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        out.push_str(word);
    }
}

fn push_break(out: &mut String, name: &str, closes: bool, way: Way) {
    match way {
        Way::Stripped => {}
        // "…on Monday.The mayor…": the break is lost with the tag.
        Way::Glued => out.truncate(out.trim_end().len()),
        Way::Lines | Way::Layout => {
            out.truncate(out.trim_end_matches(' ').len());
            let wide = way == Way::Layout
                && matches!(
                    name,
                    "p" | "h1"
                        | "h2"
                        | "h3"
                        | "h4"
                        | "h5"
                        | "h6"
                        | "ul"
                        | "ol"
                        | "table"
                        | "blockquote"
                        | "figure"
                );
            let wanted = if wide { "\n\n" } else { "\n" };
            while !out.is_empty() && !out.ends_with(wanted) {
                out.push('\n');
            }
            if way == Way::Layout && name == "li" && !closes {
                out.push_str("  * ");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><title>T</title><script>x<y</script></head><ul><li>Home<li>News</ul>\n<!-- no --><p>One\n <b>tw</b>o.</p>\n<p>Tom &amp; Ann.</p>";

    #[test]
    fn four_ways() {
        assert_eq!(
            flatten(PAGE, Way::Lines),
            "Home\nNews\nOne two.\nTom & Ann."
        );
        assert_eq!(
            flatten(PAGE, Way::Layout),
            "* Home\n  * News\n\nOne two.\n\nTom & Ann."
        );
        assert_eq!(
            flatten(PAGE, Way::Stripped),
            "HomeNews\nOne\n two.\nTom & Ann."
        );
        assert_eq!(flatten(PAGE, Way::Glued), "HomeNewsOne two.Tom & Ann.");
    }

    #[test]
    fn broken_markup_ends() {
        assert_eq!(flatten("a<script>b", Way::Lines), "a");
        assert_eq!(flatten("a<!--b", Way::Lines), "a");
        assert_eq!(flatten("a<b", Way::Lines), "a<b");
    }
}

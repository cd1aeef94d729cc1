//! A line: the smallest stretch of a page that gets a label. A line of a text dump, or a block of markup.

use sayso_text::{BlockKind, CleanSpan};

/// A stretch of clean text without surrounding white space, and what the markup says about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) span: CleanSpan,
    pub(crate) hint: Hint,
}

/// What the markup around a line tells; nothing in a text dump.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Hint {
    /// What the element, or an element around it, is for.
    pub(crate) role: Option<BlockKind>,
    /// Level of a heading element, 1 to 6.
    pub(crate) heading: Option<u8>,
    /// Bytes of the line that stand in links.
    pub(crate) linked: usize,
    /// In a list.
    pub(crate) item: bool,
    /// Glued to the line before: they were one line of the file.
    pub(crate) glued: bool,
    /// The block element that holds the line.
    pub(crate) tag: Tag,
    /// The element around that, and the one around it, each by its number on the page; 0 for none.
    pub(crate) around: [u32; 2],
    /// How many elements are around the line.
    pub(crate) depth: u16,
    /// Within `article`, within `main`.
    pub(crate) in_article: bool,
    pub(crate) in_main: bool,
}

/// Block elements that say what a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Not in markup.
    #[default]
    None,
    Paragraph,
    Division,
    Item,
    Heading,
    Cell,
    Quotation,
    Other,
}

impl Tag {
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "p" => Self::Paragraph,
            "div" | "section" | "article" | "main" => Self::Division,
            "li" | "dd" | "dt" => Self::Item,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "td" | "th" => Self::Cell,
            "blockquote" => Self::Quotation,
            _ => Self::Other,
        }
    }
}

impl Line {
    pub(crate) fn plain(span: CleanSpan) -> Self {
        Self {
            span,
            hint: Hint::default(),
        }
    }

    /// The words of the line.
    pub(crate) fn text(self, text: &str) -> &str {
        &text[self.span.range()]
    }

    /// Whether it is mostly links.
    pub(crate) fn is_linked(self) -> bool {
        self.hint.linked * 10 > self.span.len() * 7
    }
}

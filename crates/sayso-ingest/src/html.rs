//! Pages: their lines are labelled by the classifier of blocks.

use sayso_text::{Article, CleanText, Code, Diagnostic, Format};

use crate::assemble::Draft;
use crate::flat;
use crate::metadata;
use crate::page::Page;

/// Deeper pages are told of (S009): no publisher nests so, a program does.
pub const MAX_DEPTH: usize = 256;

/// Cleans a page.
pub(crate) fn article(
    document: &str,
    text: &CleanText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let html = text.as_str();
    let mut page = Page::new(html);
    page.read(0..html.len());
    let (clean, lines, depth) = page.finish();
    let given = metadata::read(html);
    let draft = Draft {
        document,
        format: Format::Html,
        text: clean.on_top_of(text),
        given,
    };
    if depth > MAX_DEPTH {
        diagnostics.push(Diagnostic {
            code: Code::TooDeep,
            document: document.to_owned(),
            message: format!("elements nested {depth} deep, more than {MAX_DEPTH}; is it a page that a person reads?"),
        });
    }
    flat::by_classifier(draft, clean.as_str(), &lines, diagnostics)
}

//! From labelled lines to an article with its facts.

use sayso_text::{
    Article, ArticleParts, BlockKind, CleanSpan, CleanText, Code, Diagnostic, Fact, Format,
};

use crate::label::{Labelled, Sheet, blocks};
use crate::line::Line;
use crate::metadata::Given;
use crate::{agency, byline, dateline, language, outlet, published, title};

/// A body of fewer words is no article, unless it is most of the file.
const LEAST_WORDS: usize = 25;

/// A page ready to be made an article.
pub(crate) struct Draft<'a> {
    pub(crate) document: &'a str,
    pub(crate) format: Format,
    /// Text aligned to the file; the lines' spans are of its clean text.
    pub(crate) text: CleanText,
    pub(crate) given: Given,
}

/// Builds the article, or tells why there is none.
pub(crate) fn assemble(
    draft: Draft<'_>,
    lines: &[Line],
    sheet: &Sheet<'_>,
    labelled: &Labelled,
) -> Result<Article, Diagnostic> {
    let no_article = |message: String| Diagnostic {
        code: Code::NoArticle,
        document: draft.document.to_owned(),
        message,
    };
    let words = |kind: Option<BlockKind>| -> usize {
        let of = labelled
            .kinds
            .iter()
            .zip(&sheet.features)
            .filter(|(k, _)| kind.is_none_or(|kind| **k == kind));
        of.map(|(_, f)| f.words).sum()
    };
    let (body, all) = (words(Some(BlockKind::Body)), words(None));
    if body == 0 || body < LEAST_WORDS && body * 2 < all {
        return Err(no_article(format!(
            "no running text among {} lines; give the page of the story itself, or `--as text` to keep all of it",
            lines.len()
        )));
    }
    let credit = agency::credit(sheet, labelled);
    let given = draft.given;
    let outlet = match given.outlet {
        Some(value) => Some(Fact {
            evidence: place(sheet, labelled, &value),
            value,
        }),
        None => outlet::outlet(sheet, labelled, credit.as_ref().map(|c| c.agency.as_str())),
    };
    let dates = published::settle(sheet, labelled, given.published, given.updated);
    let mut bylines = byline::bylines(sheet, labelled);
    // A page may name its outlet where its author belongs.
    let is_outlet = |name: &String| outlet.as_ref().is_some_and(|fact| fact.value == *name);
    if bylines.is_empty() || !given.bylines.iter().all(is_outlet) {
        let declared = if given.bylines.is_empty() && bylines.is_empty() {
            given.guessed_bylines
        } else {
            given.bylines
        };
        bylines = declared
            .into_iter()
            .map(|value| Fact {
                evidence: place(sheet, labelled, &value),
                value,
            })
            .collect();
    }
    let found = labelled.title.as_ref().filter(|title| {
        let given = given.title.as_deref();
        given.is_none_or(|given| title::agrees(sheet, title, given))
    });
    let title = match (found, given.title) {
        (Some(title), _) => Some(Fact {
            value: sheet.text[title.span.range()].to_owned(),
            evidence: Some(title.span),
        }),
        (None, Some(value)) => Some(Fact {
            value: title::without_suffix(&value).0.to_owned(),
            evidence: None,
        }),
        (None, None) => None,
    };
    let mut sample = String::new();
    for (line, _) in lines
        .iter()
        .zip(&labelled.kinds)
        .filter(|(_, k)| **k == BlockKind::Body)
    {
        sample.push_str(crate::words::head(line.text(sheet.text), 8 << 10));
        sample.push('\n');
        if sample.len() > 8 << 10 {
            break;
        }
    }
    let publishing_agency = outlet
        .as_ref()
        .and_then(|fact| agency::canonical(&fact.value))
        .map(str::to_owned);
    let parts = ArticleParts {
        document: draft.document.to_owned(),
        format: draft.format,
        blocks: blocks(lines, labelled),
        title,
        outlet,
        published: dates.published,
        updated: dates.updated,
        dateline: dateline::find(sheet, labelled),
        address: given.address,
        based_on: given.based_on,
        bylines,
        credit,
        publishing_agency,
        language: language::language(&sample).to_owned(),
        embedded: labelled.embedded.clone(),
        text: draft.text,
    };
    let document = draft.document;
    Article::new(parts).map_err(|error| Diagnostic {
        code: Code::NoArticle,
        document: document.to_owned(),
        message: format!(
            "its parts do not fit together ({error}); this is a defect of sayso, please report it"
        ),
    })
}

/// Where a name stands in the lines around the article.
fn place(sheet: &Sheet<'_>, labelled: &Labelled, name: &str) -> Option<CleanSpan> {
    let outside = |i: &usize| {
        !matches!(
            labelled.kinds[*i],
            BlockKind::Body | BlockKind::EmbeddedArticle | BlockKind::RelatedLinks
        )
    };
    (0..sheet.lines.len())
        .filter(outside)
        .filter(|i| sheet.lines[*i].span.len() < 400)
        .find_map(|i| {
            let at = sheet.line(i).find(name)?;
            let start = sheet.lines[i].span.start().get() + at;
            Some(CleanSpan::new(start, start + name.len()))
        })
}

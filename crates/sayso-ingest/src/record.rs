//! Records: the fields of one article as a line of JSON or a row of a table.

use sayso_text::{
    Article, ArticleParts, CleanSpan, CleanText, CleanTextBuilder, Code, Diagnostic, Fact, Format,
    RawSpan,
};

use crate::assemble::{Draft, assemble};
use crate::fields::{Field, Fields};
use crate::json::{Tape, Value};
use crate::label::Sheet;
use crate::line::Line;
use crate::metadata::Given;
use crate::page::Page;
use crate::split::split;
use crate::unpack::Columns;
use crate::{byline, date, format, html, outlet};

/// What a record holds, aligned to the document.
struct Record {
    title: Option<CleanText>,
    text: CleanText,
    given: Given,
}

impl Record {
    /// Takes the fields from values by their names; `None` where none holds the article.
    fn of(
        names: &[&str],
        fields: &Fields,
        mut value: impl FnMut(usize) -> Option<CleanText>,
    ) -> Option<Self> {
        let mut get = |field| fields.find(field, names).and_then(&mut value);
        let mut string = |field| {
            get(field)
                .map(|text| text.as_str().trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let (author, address) = (
            string(Field::Author).unwrap_or_default(),
            string(Field::Url),
        );
        let published = string(Field::Date)
            .and_then(|text| date::find(&text))
            .map(|found| found.0);
        let host = address
            .as_deref()
            .and_then(outlet::host)
            .map(outlet::of_host);
        let named = string(Field::Outlet).map(|name| outlet_of_field(&name));
        let given = Given {
            title: string(Field::Title),
            outlet: named.or(host),
            published,
            bylines: byline::split_names(&author)
                .into_iter()
                .map(str::to_owned)
                .collect(),
        };
        Some(Self {
            title: get(Field::Title).filter(|title| !title.as_str().trim().is_empty()),
            text: get(Field::Text)?,
            given,
        })
    }

    /// The article, its whole text kept but for what markup sets apart; a full page is cleaned as pages are.
    fn article(
        self,
        document: &str,
        file: &CleanText,
        format: Format,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Article> {
        let is_markup = format::recognize(self.text.as_str()) == Format::Html;
        if is_markup && is_whole_page(self.text.as_str()) {
            let article = html::article(document, &self.text.on_top_of(file), diagnostics)?;
            return with_facts(article, format, self.given);
        }
        // Headline and text in one text; a break between them that stands for no bytes of its own.
        let mut builder = CleanTextBuilder::new();
        if let Some(title) = &self.title {
            builder.push_aligned(title);
        }
        let title_end = builder.as_str().len();
        let seam = self.text.to_raw(CleanSpan::new(0, 0)).start().get();
        builder.push_replaced("\n", RawSpan::new(seam, seam));
        builder.push_aligned(&self.text);
        let inner = builder.finish();
        let (clean, mut lines, n_title) = if is_markup {
            let mut page = Page::new(inner.as_str());
            page.read(0..title_end);
            let n_title = page.n_lines();
            page.read(title_end + 1..inner.as_str().len());
            let (clean, lines, _) = page.finish();
            (clean.on_top_of(&inner), lines, n_title)
        } else {
            let (title, text) = inner.as_str().split_at(title_end);
            let mut lines: Vec<Line> = split(title);
            let n_title = lines.len();
            lines.extend(split(text).into_iter().map(|line| Line {
                span: CleanSpan::new(
                    line.span.start().get() + title_end,
                    line.span.end().get() + title_end,
                ),
                ..line
            }));
            (inner, lines, n_title)
        };
        for line in &mut lines[..n_title] {
            line.hint.heading = Some(1);
        }
        let text = clean.as_str().to_owned();
        let draft = Draft {
            document,
            format,
            text: clean.on_top_of(file),
            given: self.given,
        };
        let sheet = Sheet::new(&text, &lines);
        let kept: Vec<bool> = lines.iter().map(|line| line.hint.role.is_none()).collect();
        let title = draft.given.title.clone();
        let labelled = sheet.label(n_title..lines.len(), Some(&kept), title.as_deref());
        assemble(draft, &lines, &sheet, &labelled)
            .map_err(|diagnostic| diagnostics.push(diagnostic))
            .ok()
    }
}

/// A name, or the outlet of an address or host that stands for it.
fn outlet_of_field(name: &str) -> String {
    if let Some(known) = outlet::known(name) {
        return known.to_owned();
    }
    let is_host = !name.contains(' ') && name.contains('.');
    match outlet::host(name).or(is_host.then_some(name)) {
        Some(host) => outlet::of_host(host),
        None => name.to_owned(),
    }
}

fn is_whole_page(text: &str) -> bool {
    let start = crate::words::head(text, 4096).to_ascii_lowercase();
    start.contains("<html") || start.contains("<body") || start.contains("<head")
}

/// What a record says goes before what its page says.
pub(crate) fn with_facts(article: Article, format: Format, given: Given) -> Option<Article> {
    fn fact<T>(value: T) -> Fact<T> {
        Fact {
            value,
            evidence: None,
        }
    }
    let mut parts: ArticleParts = (*article).clone();
    parts.format = format;
    let says = |fact: &Option<Fact<String>>, value: &String| {
        fact.as_ref().is_some_and(|f| f.value == *value)
    };
    parts.title = match given.title {
        Some(value) if !says(&parts.title, &value) => Some(fact(value)),
        _ => parts.title,
    };
    parts.outlet = match given.outlet {
        Some(value) if !says(&parts.outlet, &value) => Some(fact(value)),
        _ => parts.outlet,
    };
    parts.published = match given.published {
        Some(value) if parts.published.as_ref().is_none_or(|p| p.value != value) => {
            Some(fact(value))
        }
        _ => parts.published,
    };
    if !given.bylines.is_empty() {
        parts.bylines = given.bylines.into_iter().map(fact).collect();
    }
    // Its spans are those of an article.
    Article::new(parts).ok()
}

/// Reads a row of a table.
pub(crate) fn row(
    document: &str,
    text: &CleanText,
    columns: &Columns,
    fields: &Fields,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let cells = columns.cells(text);
    let names: Vec<&str> = columns.names.iter().map(String::as_str).collect();
    let record = Record::of(&names, fields, |i| cells.get(i).cloned());
    match record.filter(|record| !record.text.as_str().trim().is_empty()) {
        Some(record) => record.article(document, text, Format::Csv, diagnostics),
        None => {
            let message = match cells.len() {
                n if n == names.len() => "the row has no text".to_owned(),
                n => format!(
                    "the row has {n} cell(s) of {} and no text; is a quotation mark missing above it?",
                    names.len()
                ),
            };
            diagnostics.push(no_text(document, message));
            None
        }
    }
}

fn no_text(document: &str, message: String) -> Diagnostic {
    Diagnostic {
        code: Code::NoText,
        document: document.to_owned(),
        message,
    }
}

/// Whether an object holds an article under a name that is given or usual.
pub(crate) fn is_record(value: Value<'_>, fields: &Fields) -> bool {
    text_of(value, fields).is_some()
}

/// The keys of an object whose values are strings or lists of them, given paths resolved.
fn entries<'t>(value: Value<'t>, fields: &Fields) -> Vec<(String, Value<'t>)> {
    let mut entries: Vec<(String, Value<'t>)> = value.entries().collect();
    for field in [
        Field::Title,
        Field::Text,
        Field::Date,
        Field::Author,
        Field::Outlet,
        Field::Url,
    ] {
        let Some(path) = fields.given(field).filter(|path| path.contains('.')) else {
            continue;
        };
        let keys: Vec<&str> = path.split('.').collect();
        if let Some(found) = value.path(&keys) {
            entries.push((path.to_owned(), found));
        }
    }
    entries
}

fn text_of<'t>(value: Value<'t>, fields: &Fields) -> Option<Value<'t>> {
    let entries = entries(value, fields);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let (_, text) = entries[fields.find(Field::Text, &names)?];
    text.string().map(|_| text)
}

/// Reads an object as a record.
pub(crate) fn object(
    document: &str,
    file: &CleanText,
    value: Value<'_>,
    fields: &Fields,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let entries = entries(value, fields);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let record = Record::of(&names, fields, |i| strings(entries[i].1));
    match record.filter(|record| !record.text.as_str().trim().is_empty()) {
        Some(record) => record.article(document, file, Format::Jsonl, diagnostics),
        None => {
            let wanted = fields.given(Field::Text).map_or_else(
                || "none of its keys is known to hold an article".to_owned(),
                |name| format!("it has no text under `{name}`"),
            );
            let shown: Vec<&str> = names.iter().copied().take(12).collect();
            let message = format!(
                "{wanted}; its keys are {}; name one with --fields text=KEY",
                shown.join(", ")
            );
            diagnostics.push(no_text(document, message));
            None
        }
    }
}

/// A string, a number as it is written, or the strings of a list joined by commas.
fn strings(value: Value<'_>) -> Option<CleanText> {
    if let Some(text) = value.string().or_else(|| value.get("name")?.string()) {
        return Some(text);
    }
    if !value.is_array() {
        return value.scalar();
    }
    let mut builder = CleanTextBuilder::new();
    for element in value.elements() {
        let Some(text) = element.string().or_else(|| element.get("name")?.string()) else {
            continue;
        };
        if !builder.as_str().is_empty() {
            let at = element.range().start;
            builder.push_replaced(", ", RawSpan::new(at, at));
        }
        builder.push_aligned(&text);
    }
    Some(builder.finish())
}

/// Reads a line of a JSONL file; `None` where it is no record, but may be another shape of JSON.
pub(crate) fn json_line(
    document: &str,
    text: &CleanText,
    fields: &Fields,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Article>> {
    let tape = Tape::read(text.as_str());
    let root = tape.root().filter(|_| tape.stop.is_none())?;
    if fields.given(Field::Text).is_some() || is_record(root, fields) {
        return Some(
            object(document, text, root, fields, diagnostics)
                .into_iter()
                .collect(),
        );
    }
    None
}

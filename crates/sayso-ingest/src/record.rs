//! Records: the fields of one article, from whatever export, feed or table, and the article that they make.

use sayso_text::{
    Article, ArticleParts, BlockKind, CleanSpan, CleanText, CleanTextBuilder, Code, Diagnostic,
    Fact, Format, RawSpan,
};

use crate::assemble::{Draft, assemble};
use crate::card::without_cards;
use crate::fields::{Field, Fields};
use crate::json::Value;
use crate::label::Sheet;
use crate::line::Line;
use crate::metadata::Given;
use crate::page::Page;
use crate::split::split;
use crate::unpack::Columns;
use crate::{byline, date, format, html, outlet};

/// What a record holds, aligned to the document.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) title: Option<CleanText>,
    pub(crate) text: CleanText,
    /// Whether the text is markup; by its looks where the format does not say.
    pub(crate) is_markup: Option<bool>,
    /// Who is credited, as a line of its own.
    pub(crate) credit_line: Option<CleanText>,
    pub(crate) given: Given,
}

/// The words of a field that may hold references of HTML.
pub(crate) fn plain(text: &CleanText) -> Option<String> {
    let text = crate::entity::resolve(text.as_str().trim());
    (!text.is_empty()).then_some(text)
}

/// The words of the fields that tell facts.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) based_on: Option<String>,
    pub(crate) authors: Vec<String>,
}

impl From<Said> for Given {
    fn from(said: Said) -> Self {
        let host = said
            .address
            .as_deref()
            .and_then(outlet::host)
            .map(outlet::of_host);
        let moment = |text: Option<String>| Some(date::find(&text?)?.0);
        Self {
            address: said.address.as_deref().and_then(outlet::address),
            title: said.title,
            outlet: said.outlet.map(|name| outlet_of_field(&name)).or(host),
            published: moment(said.date),
            updated: moment(said.updated),
            based_on: said.based_on,
            guessed_bylines: Vec::new(),
            bylines: said
                .authors
                .iter()
                .flat_map(|names| byline::split_names(names))
                .map(str::to_owned)
                .collect(),
        }
    }
}

impl Record {
    /// Takes the fields from values by their names; `None` where none holds the article.
    fn of(
        names: &[&str],
        fields: &Fields,
        mut value: impl FnMut(usize) -> Option<CleanText>,
    ) -> Option<Self> {
        let mut get = |field| fields.find(field, names).and_then(&mut value);
        let mut string = |field| get(field).as_ref().and_then(plain);
        let said = Said {
            title: string(Field::Title),
            outlet: string(Field::Outlet),
            address: string(Field::Url),
            date: string(Field::Date),
            updated: string(Field::Updated),
            based_on: None,
            authors: string(Field::Author).into_iter().collect(),
        };
        Some(Self {
            title: get(Field::Title).filter(|title| !title.as_str().trim().is_empty()),
            text: get(Field::Text)?,
            given: said.into(),
            ..Self::default()
        })
    }

    /// The article, its whole text kept but for what markup sets apart; a full page is cleaned as pages are.
    pub(crate) fn article(
        self,
        document: &str,
        file: &CleanText,
        format: Format,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Article> {
        let looks = || format::recognize(self.text.as_str()) == format::Kind::Html;
        let is_markup = self.is_markup.unwrap_or_else(looks);
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
        let text = if is_markup {
            self.text
        } else {
            without_cards(self.text)
        };
        builder.push_aligned(&text);
        let text_end = builder.as_str().len();
        if let Some(credit) = &self.credit_line {
            let seam = credit.to_raw(CleanSpan::new(0, 0)).start().get();
            builder.push_replaced("\n", RawSpan::new(seam, seam));
            builder.push_aligned(credit);
        }
        let inner = builder.finish();
        let (clean, mut lines, [n_title, n_text]) = if is_markup {
            let mut page = Page::new(inner.as_str());
            page.read(0..title_end);
            let n_title = page.n_lines();
            page.read(title_end..text_end);
            let n_text = page.n_lines();
            page.read(text_end..inner.as_str().len());
            let (clean, lines, _) = page.finish();
            (clean.on_top_of(&inner), lines, [n_title, n_text])
        } else {
            let mut lines: Vec<Line> = Vec::new();
            let mut counts = [0, 0];
            let parts = [
                0..title_end,
                title_end..text_end,
                text_end..inner.as_str().len(),
            ];
            for (i, part) in parts.into_iter().enumerate() {
                let start = part.start;
                lines.extend(split(&inner.as_str()[part]).into_iter().map(|line| Line {
                    span: CleanSpan::new(
                        line.span.start().get() + start,
                        line.span.end().get() + start,
                    ),
                    ..line
                }));
                if let Some(count) = counts.get_mut(i) {
                    *count = lines.len();
                }
            }
            (inner, lines, counts)
        };
        for line in &mut lines[..n_title] {
            line.hint.heading = Some(1);
        }
        for line in &mut lines[n_text..] {
            line.hint.role = Some(BlockKind::Byline);
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
    parts.updated = given.updated.map(fact).or(parts.updated);
    parts.address = given.address.or(parts.address);
    parts.based_on = given.based_on.or(parts.based_on);
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

/// Reads an object as a record by the names of its keys; `None` where none of them holds an article.
pub(crate) fn of_object(value: Value<'_>, fields: &Fields) -> Option<Record> {
    let entries = entries(value, fields);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let is_text = fields
        .find(Field::Text, &names)
        .is_some_and(|i| entries[i].1.string().is_some());
    Record::of(&names, fields, |i| strings(entries[i].1)).filter(|_| is_text)
}

/// The keys of an object with their values, and the paths that were given.
fn entries<'t>(value: Value<'t>, fields: &Fields) -> Vec<(String, Value<'t>)> {
    let mut entries: Vec<(String, Value<'t>)> = value.entries().collect();
    for path in fields.paths() {
        let keys: Vec<&str> = path.split('.').collect();
        if let Some(found) = value.path(&keys) {
            entries.push((path.to_owned(), found));
        }
    }
    entries
}

/// What to tell of an object that holds no article.
pub(crate) fn no_text_in(document: &str, value: Value<'_>, fields: &Fields) -> Diagnostic {
    let wanted = fields.given(Field::Text).map_or_else(
        || "none of its keys is known to hold an article".to_owned(),
        |name| format!("it has no text under `{name}`"),
    );
    let names: Vec<String> = value.entries().map(|(name, _)| name).take(12).collect();
    let message = format!(
        "{wanted}; its keys are {}; name one with --fields text=KEY",
        names.join(", ")
    );
    no_text(document, message)
}

/// A string, a number as it is written, or the strings of a list joined by commas; of an object, its name.
pub(crate) fn strings(value: Value<'_>) -> Option<CleanText> {
    let one = |value: Value<'_>| value.string().or_else(|| value.get("name")?.string());
    if let Some(text) = one(value) {
        return Some(text);
    }
    if !value.is_array() {
        return value.scalar();
    }
    let mut builder = CleanTextBuilder::new();
    for text in value.elements().filter_map(one) {
        if !builder.as_str().is_empty() {
            let at = text.to_raw(CleanSpan::new(0, 0)).start().get();
            builder.push_replaced(", ", RawSpan::new(at, at));
        }
        builder.push_aligned(&text);
    }
    Some(builder.finish())
}

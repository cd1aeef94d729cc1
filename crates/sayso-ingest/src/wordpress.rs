//! Site exports: posts of the WordPress REST interface (wp/v2, and the older wordpress.com one), alone or in a list.

use sayso_text::{Article, CleanText, CleanTextBuilder, Code, Diagnostic, Format, RawSpan};

use crate::assemble::{Draft, assemble};
use crate::json::{Stop, Tape, Value};
use crate::label::Sheet;
use crate::metadata::Given;
use crate::page::Page;
use crate::{byline, date, outlet};

/// Reads the posts of an export.
pub(crate) fn articles(
    document: &str,
    text: &CleanText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Article> {
    let tape = Tape::read(text.as_str());
    let mut articles = Vec::new();
    let posts = tape.root().map(posts).unwrap_or_default();
    for post in &posts {
        match article(document, text, *post) {
            Ok(article) => articles.push(article),
            // A post that was cut before its content is told of below.
            Err(_) if tape.stop.is_some() && post.range().end == text.as_str().len() => {}
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let tell = |code, message: String| Diagnostic {
        code,
        document: document.to_owned(),
        message,
    };
    let place = |at: usize| {
        let raw = text
            .to_raw(sayso_text::CleanSpan::new(at, at))
            .start()
            .get();
        let line = memchr::memchr_iter(b'\n', &text.as_str().as_bytes()[..at]).count() + 1;
        format!("byte {raw}, line {line}")
    };
    let n = articles.len();
    diagnostics.extend(match tape.stop {
        Some(Stop::Cut) if n > 0 => Some(tell(Code::Truncated, format!("the export ends within a value; {n} post(s) that stood before the cut were kept, fetch it again"))),
        Some(Stop::Cut) => Some(tell(Code::BrokenJson, "the JSON ends within a value, before any post's content; fetch it again".into())),
        Some(Stop::Broken(at)) => Some(tell(Code::BrokenJson, format!("not valid JSON at {}; {n} post(s) that stood before were kept, export it again", place(at)))),
        Some(Stop::Deep(at)) => Some(tell(Code::TooDeep, format!("nested more than {} deep at {}; {n} post(s) that stood before were kept", crate::json::MAX_DEPTH, place(at)))),
        None if posts.is_empty() => Some(tell(Code::UnknownJson, "JSON, but no object with `title` and `content` as WordPress exports have; give posts of wp/v2/posts".into())),
        None => None,
    });
    articles
}

/// The posts in a value: itself, the elements of a list, or the list under a key of an envelope.
fn posts(root: Value<'_>) -> Vec<Value<'_>> {
    let is_post = |v: &Value<'_>| {
        v.get("title").is_some_and(has_text) && v.get("content").is_some_and(has_text)
    };
    if is_post(&root) {
        return vec![root];
    }
    let lists = [
        Some(root),
        root.get("posts"),
        root.get("items"),
        root.get("data"),
    ];
    let list = lists.into_iter().flatten().find(|v| v.is_array());
    list.map(|l| l.elements().filter(is_post).collect())
        .unwrap_or_default()
}

fn has_text(value: Value<'_>) -> bool {
    rendered(value).is_some_and(|v| v.string().is_some())
}

/// wp/v2 has `{"rendered": "…"}`, wordpress.com the string itself.
fn rendered(value: Value<'_>) -> Option<Value<'_>> {
    if value.is_object() {
        value.get("rendered")
    } else {
        Some(value)
    }
}

fn article(document: &str, file: &CleanText, post: Value<'_>) -> Result<Article, Diagnostic> {
    // Title and content stand in one text, aligned to the JSON; their markup is read on top of it.
    let mut builder = CleanTextBuilder::new();
    let field = |key: &str| post.get(key).and_then(rendered);
    if let Some(title) = field("title") {
        title.push_string(&mut builder);
    }
    let title_end = builder.as_str().len();
    let at = field("title").map_or(0, |t| t.range().end);
    builder.push_replaced("\n", RawSpan::new(at, at));
    if let Some(content) = field("content") {
        content.push_string(&mut builder);
    }
    let inner = builder.finish();
    let mut page = Page::new(inner.as_str());
    page.read(0..title_end);
    let n_title = page.n_lines();
    page.read(title_end + 1..inner.as_str().len());
    let (clean, mut lines, _) = page.finish();
    for line in &mut lines[..n_title] {
        line.hint.heading = Some(1);
    }
    let string = |keys: &[&str]| {
        post.path(keys)
            .and_then(Value::string)
            .map(|s| s.as_str().trim().to_owned())
            .filter(|s| !s.is_empty())
    };
    let site = string(&["yoast_head_json", "og_site_name"]);
    let host = ["link", "URL", "url"]
        .iter()
        .find_map(|k| string(&[k]))
        .and_then(|a| outlet::host(&a).map(outlet::of_host));
    let embedded_author = post
        .path(&["_embedded", "author"])
        .and_then(|a| a.elements().next())
        .and_then(|a| a.get("name")?.string());
    let author = embedded_author.map(|n| n.as_str().to_owned());
    let author = author
        .or_else(|| string(&["author", "name"]))
        .or_else(|| string(&["yoast_head_json", "author"]))
        .unwrap_or_default();
    let title = (n_title == 1).then(|| lines[0].text(clean.as_str()).to_owned());
    let given = Given {
        title,
        outlet: site
            .map(|n| outlet::known(&n).map_or(n, str::to_owned))
            .or(host),
        published: string(&["date"]).and_then(|d| date::find(&d)).map(|f| f.0),
        bylines: byline::split_names(&author)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    };
    let text = clean.on_top_of(&inner).on_top_of(file);
    let draft = Draft {
        document,
        format: Format::WordPressJson,
        text,
        given,
    };
    let sheet = Sheet::new(clean.as_str(), &lines);
    // The whole of a post is the article's, except what its markup sets apart.
    let kept: Vec<bool> = lines.iter().map(|l| l.hint.role.is_none()).collect();
    let title = draft.given.title.clone();
    let labelled = sheet.label(n_title..lines.len(), Some(&kept), title.as_deref());
    assemble(draft, &lines, &sheet, &labelled)
}

//! Every span of every output points at the bytes of the original file that hold its words.
//!
//! The decoding here is written apart from the product's own, and as simply as the example allows.

use std::fs;

use serde_json::Value;

use crate::sayso::{EXAMPLE, list, root, sayso, words};

/// A span with the document that it is of.
struct Found<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

/// All spans below a value. `document` is the nearest one named above.
fn collect<'a>(value: &'a Value, document: &'a str, found: &mut Vec<Found<'a>>) {
    match value {
        Value::Array(values) => values
            .iter()
            .for_each(|value| collect(value, document, found)),
        Value::Object(fields) => {
            let document = fields.get("document").map_or(document, words);
            if let (Some(start), Some(end), Some(text)) = (
                fields.get("start").and_then(Value::as_u64),
                fields.get("end").and_then(Value::as_u64),
                fields.get("text").and_then(Value::as_str),
            ) {
                found.push(Found {
                    document,
                    start: start as usize,
                    end: end as usize,
                    text,
                });
            }
            if let (Some(a), Some(b)) = (
                fields.get("a").and_then(Value::as_str),
                fields.get("b").and_then(Value::as_str),
            ) {
                for passage in list(&fields["passages"]) {
                    collect(&passage["a"], a, found);
                    collect(&passage["b"], b, found);
                }
                return;
            }
            fields
                .values()
                .for_each(|value| collect(value, document, found));
        }
        _ => {}
    }
}

/// Resolves the escapes of JSON strings.
fn unescape_json(raw: &str) -> String {
    let mut out = String::new();
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n' | 't' | 'r') => out.push(' '),
            Some('u') => {
                let code = u32::from_str_radix(&rest.by_ref().take(4).collect::<String>(), 16)
                    .expect("four hex digits");
                out.push(char::from_u32(code).expect("the example has no surrogates"));
            }
            Some(other) => out.push(other),
            None => panic!("a span ends within an escape: {raw}"),
        }
    }
    out
}

/// Drops tags, comments and scripts, and resolves the entities that the example uses.
fn unmark(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skip_past = |end: &str| rest.find(end).map_or(rest.len(), |i| i + end.len());
        let length = match rest {
            r if r.starts_with("<!--") => skip_past("-->"),
            r if r.starts_with("<script") => skip_past("</script>"),
            r if r.starts_with("<style") => skip_past("</style>"),
            r if r.starts_with('<') => skip_past(">"),
            r => {
                let length = skip_past(";");
                out.push_str(&entity(&r[1..length - 1]));
                length
            }
        };
        rest = &rest[length..];
    }
    out + rest
}

fn entity(name: &str) -> String {
    let named = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("nbsp", " "),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("mdash", "—"),
        ("ndash", "–"),
        ("middot", "·"),
        ("copy", "©"),
        ("hellip", "…"),
    ];
    if let Some(code) = name.strip_prefix('#') {
        let code = code.parse().expect("a decimal character reference");
        return char::from_u32(code).expect("a character").to_string();
    }
    named
        .iter()
        .find(|(n, _)| *n == name)
        .unwrap_or_else(|| panic!("unknown entity {name}"))
        .1
        .to_owned()
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub(crate) fn assert_spans_slice_back(outputs: &[Value], at_least: usize) {
    let mut found = Vec::new();
    outputs
        .iter()
        .for_each(|output| collect(output, "", &mut found));
    assert!(found.len() >= at_least, "only {} spans", found.len());
    for Found {
        document,
        start,
        end,
        text,
    } in found
    {
        let bytes =
            fs::read(root().join(document)).unwrap_or_else(|error| panic!("{document}: {error}"));
        let raw = std::str::from_utf8(&bytes[start..end]).expect("a span does not cut a character");
        let decoded = match bytes.first() {
            Some(b'{') => unmark(&unescape_json(raw)),
            Some(b'<') => unmark(raw),
            _ => raw.to_owned(),
        };
        assert_eq!(
            without_space(&decoded),
            without_space(text),
            "{document} {start}..{end}"
        );
    }
}

#[test]
fn of_clean() {
    assert_spans_slice_back(&[sayso(["clean", "--format", "json", EXAMPLE]).json()], 50);
}

#[test]
fn of_statements() {
    assert_spans_slice_back(
        &sayso(["statements", "--format", "jsonl", EXAMPLE]).jsonl(),
        150,
    );
}

#[test]
fn of_lineage() {
    assert_spans_slice_back(
        &[sayso(["lineage", "--format", "json", EXAMPLE]).json()],
        20,
    );
}

#[test]
fn of_the_brief() {
    assert_spans_slice_back(&[sayso(["brief", "--format", "json", EXAMPLE]).json()], 250);
}

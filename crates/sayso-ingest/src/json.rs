//! A JSON reader that keeps where each value stands. It makes a tape instead of a tree, so that depth costs nothing,
//! and what stood before a cut or an error stays readable. Grammar: RFC 8259.

use std::ops::Range;

use sayso_text::{CleanText, CleanTextBuilder, RawSpan};

/// Deeper JSON is not read on.
pub(crate) const MAX_DEPTH: usize = 128;

/// One entry of the tape. Positions are bytes of the JSON text; they fit since files are limited to 64 MiB.
#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: Kind,
    start: u32,
    end: u32,
    /// For a container, the index on the tape after its last entry.
    next: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Object,
    Array,
    Key,
    String,
    /// Numbers, `true`, `false`, `null`.
    Scalar,
}

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The text ended within a value.
    Cut,
    /// Something stands there that JSON does not allow.
    Broken(usize),
    /// Nested deeper than [`MAX_DEPTH`].
    Deep(usize),
}

/// The values of a JSON text, in order.
#[derive(Debug)]
pub(crate) struct Tape<'a> {
    text: &'a str,
    entries: Vec<Entry>,
    /// `None` where the text was read to its end.
    pub(crate) stop: Option<Stop>,
}

/// A value on the tape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'t> {
    tape: &'t Tape<'t>,
    index: usize,
}

impl<'a> Tape<'a> {
    /// Reads as much as is well-formed.
    pub(crate) fn read(text: &'a str) -> Self {
        let mut tape = Self {
            text,
            entries: Vec::new(),
            stop: None,
        };
        tape.stop = tape.fill().err();
        let length = tape.entries.len() as u32;
        for entry in &mut tape.entries {
            // Containers that were never closed reach to the end of what was read.
            if entry.next == 0 {
                (entry.next, entry.end) = (length, text.len() as u32);
            }
        }
        tape
    }

    /// The outermost value.
    pub(crate) fn root(&self) -> Option<Value<'_>> {
        (!self.entries.is_empty()).then_some(Value {
            tape: self,
            index: 0,
        })
    }

    /// The values under a key, wherever it stands.
    pub(crate) fn all<'t>(&'t self, key: &'t str) -> impl Iterator<Item = Value<'t>> {
        let is_key = move |e: &Entry| {
            e.kind == Kind::Key && &self.text[e.start as usize..e.end as usize] == key
        };
        let values = self
            .entries
            .iter()
            .enumerate()
            .filter(move |(_, e)| is_key(e))
            .map(|(i, _)| i + 1);
        values
            .filter(|i| *i < self.entries.len())
            .map(|index| Value { tape: self, index })
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        let next = if matches!(kind, Kind::Object | Kind::Array) {
            0
        } else {
            self.entries.len() as u32 + 1
        };
        self.entries.push(Entry {
            kind,
            start: range.start as u32,
            end: range.end as u32,
            next,
        });
    }

    fn fill(&mut self) -> Result<(), Stop> {
        #[derive(Clone, Copy, PartialEq)]
        enum Expect {
            Value,
            ValueOrClose,
            Key,
            KeyOrClose,
            CommaOrClose,
        }
        let bytes = self.text.as_bytes();
        let mut open: Vec<usize> = Vec::new();
        let mut expect = Expect::Value;
        let mut at = 0;
        loop {
            at += bytes[at..]
                .iter()
                .take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
                .count();
            let Some(&byte) = bytes.get(at) else {
                return Err(Stop::Cut);
            };
            let in_object = open
                .last()
                .is_some_and(|i| self.entries[*i].kind == Kind::Object);
            match (byte, expect) {
                (b'{' | b'[', Expect::Value | Expect::ValueOrClose) => {
                    if open.len() == MAX_DEPTH {
                        return Err(Stop::Deep(at));
                    }
                    open.push(self.entries.len());
                    self.push(
                        if byte == b'{' {
                            Kind::Object
                        } else {
                            Kind::Array
                        },
                        at..at + 1,
                    );
                    expect = if byte == b'{' {
                        Expect::KeyOrClose
                    } else {
                        Expect::ValueOrClose
                    };
                    at += 1;
                    continue;
                }
                (b'}', Expect::KeyOrClose | Expect::CommaOrClose) if in_object => {
                    self.close(&mut open, at)
                }
                (b']', Expect::ValueOrClose | Expect::CommaOrClose)
                    if !in_object && !open.is_empty() =>
                {
                    self.close(&mut open, at);
                }
                (b',', Expect::CommaOrClose) => {
                    expect = if in_object {
                        Expect::Key
                    } else {
                        Expect::Value
                    };
                    at += 1;
                    continue;
                }
                (b'"', Expect::Key | Expect::KeyOrClose) => {
                    let end = self.string_end(at)?;
                    self.push(Kind::Key, at + 1..end);
                    at = end + 1;
                    at += bytes[at..]
                        .iter()
                        .take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
                        .count();
                    match bytes.get(at) {
                        None => return Err(Stop::Cut),
                        Some(b':') => at += 1,
                        Some(_) => return Err(Stop::Broken(at)),
                    }
                    expect = Expect::Value;
                    continue;
                }
                (b'"', Expect::Value | Expect::ValueOrClose) => {
                    let end = self.string_end(at);
                    // A string that is cut off is still worth having.
                    self.push(Kind::String, at + 1..end.unwrap_or(bytes.len()));
                    at = end?;
                }
                (b'-' | b'0'..=b'9' | b't' | b'f' | b'n', Expect::Value | Expect::ValueOrClose) => {
                    let end = at
                        + bytes[at..]
                            .iter()
                            .take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b))
                            .count();
                    if end == bytes.len() && !open.is_empty() {
                        return Err(Stop::Cut);
                    }
                    if !is_scalar(&self.text[at..end]) {
                        return Err(Stop::Broken(at));
                    }
                    self.push(Kind::Scalar, at..end);
                    at = end - 1;
                }
                _ => return Err(Stop::Broken(at)),
            }
            at += 1;
            if open.is_empty() {
                let rest = self.text[at..].trim_start();
                return if rest.is_empty() {
                    Ok(())
                } else {
                    Err(Stop::Broken(self.text.len() - rest.len()))
                };
            }
            expect = Expect::CommaOrClose;
        }
    }

    fn close(&mut self, open: &mut Vec<usize>, at: usize) {
        if let Some(index) = open.pop() {
            self.entries[index].end = at as u32 + 1;
            self.entries[index].next = self.entries.len() as u32;
        }
    }

    /// Where the closing mark of the string that opens at `at` stands.
    fn string_end(&self, at: usize) -> Result<usize, Stop> {
        let bytes = self.text.as_bytes();
        let mut from = at + 1;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[from.min(bytes.len())..]) {
            let here = from + found;
            if bytes[here] == b'"' {
                return Ok(here);
            }
            from = here + 2;
        }
        Err(Stop::Cut)
    }
}

fn is_scalar(word: &str) -> bool {
    matches!(word, "true" | "false" | "null") || word.parse::<f64>().is_ok_and(|n| n.is_finite())
}

impl<'t> Value<'t> {
    fn entry(self) -> Entry {
        self.tape.entries[self.index]
    }

    pub(crate) fn is_object(self) -> bool {
        self.entry().kind == Kind::Object
    }

    pub(crate) fn is_array(self) -> bool {
        self.entry().kind == Kind::Array
    }

    /// Where it stands in the JSON text; for a string, between the marks.
    pub(crate) fn range(self) -> Range<usize> {
        self.entry().start as usize..self.entry().end as usize
    }

    /// The elements of an array.
    pub(crate) fn elements(self) -> impl Iterator<Item = Value<'t>> {
        let end = if self.is_array() {
            self.entry().next as usize
        } else {
            0
        };
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            (index < end).then(|| {
                let value = Value {
                    tape: self.tape,
                    index,
                };
                index = value.entry().next as usize;
                value
            })
        })
    }

    /// The value under a key of an object.
    pub(crate) fn get(self, key: &str) -> Option<Value<'t>> {
        if !self.is_object() {
            return None;
        }
        let end = self.entry().next as usize;
        let mut index = self.index + 1;
        while index + 1 < end {
            let value = Value {
                tape: self.tape,
                index: index + 1,
            };
            if &self.tape.text[Value {
                tape: self.tape,
                index,
            }
            .range()]
                == key
            {
                return Some(value);
            }
            index = value.entry().next as usize;
        }
        None
    }

    /// The keys of an object, as they are written, with their values.
    pub(crate) fn entries(self) -> impl Iterator<Item = (String, Value<'t>)> {
        let end = if self.is_object() {
            self.entry().next as usize
        } else {
            0
        };
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            let value = Value {
                tape: self.tape,
                index: index + 1,
            };
            (index + 1 < end).then(|| {
                let key = Value {
                    tape: self.tape,
                    index,
                };
                index = value.entry().next as usize;
                (self.tape.text[key.range()].to_owned(), value)
            })
        })
    }

    /// A number or other scalar as it is written; not `null`.
    pub(crate) fn scalar(self) -> Option<CleanText> {
        let text = &self.tape.text[self.range()];
        (self.entry().kind == Kind::Scalar && text != "null").then(|| {
            let mut builder = CleanTextBuilder::new();
            builder.push_verbatim(text, self.range().start);
            builder.finish()
        })
    }

    /// A value some keys down.
    pub(crate) fn path(self, keys: &[&str]) -> Option<Value<'t>> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// A string with its escapes resolved, aligned to the JSON text.
    pub(crate) fn string(self) -> Option<CleanText> {
        let mut builder = CleanTextBuilder::new();
        self.push_string(&mut builder).then(|| builder.finish())
    }

    /// Appends a string with its escapes resolved. Whether there was one.
    pub(crate) fn push_string(self, builder: &mut CleanTextBuilder) -> bool {
        let is_string = self.entry().kind == Kind::String;
        if is_string {
            unescape(self.tape.text, self.range(), builder);
        }
        is_string
    }
}

/// Resolves the escapes of a string (RFC 8259, section 7). A lone surrogate becomes U+FFFD; a cut escape is dropped.
fn unescape(text: &str, range: Range<usize>, builder: &mut CleanTextBuilder) {
    let bytes = text.as_bytes();
    let mut from = range.start;
    while let Some(found) = memchr::memchr(b'\\', &bytes[from..range.end]) {
        let at = from + found;
        builder.push_verbatim(&text[from..at], from);
        let Some(escape) = text[at + 1..range.end].chars().next() else {
            return;
        };
        let mut end = at + 1 + escape.len_utf8();
        let mut stands_for = match escape {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' | 'f' => ' ',
            other => other,
        };
        if escape == 'u' {
            let Some(high) = hex4(bytes, end, range.end) else {
                if end + 4 > range.end {
                    return;
                }
                builder.push_replaced("\u{fffd}", RawSpan::new(at, end));
                from = end;
                continue;
            };
            end += 4;
            stands_for = char::from_u32(high).unwrap_or('\u{fffd}');
            if (0xd800..0xdc00).contains(&high)
                && bytes[end..range.end].starts_with(b"\\u")
                && let Some(low @ 0xdc00..0xe000) = hex4(bytes, end + 2, range.end)
            {
                end += 6;
                stands_for = char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                    .unwrap_or('\u{fffd}');
            }
        }
        builder.push_replaced(stands_for.encode_utf8(&mut [0; 4]), RawSpan::new(at, end));
        from = end;
    }
    builder.push_verbatim(&text[from..range.end], from);
}

fn hex4(bytes: &[u8], at: usize, end: usize) -> Option<u32> {
    let digits = bytes[..end].get(at..at + 4)?;
    digits.iter().try_fold(0, |value, digit| {
        Some(value * 16 + char::from(*digit).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sayso_text::CleanSpan;

    #[test]
    fn values_are_found_and_aligned_through_escapes() {
        let text =
            r#" {"a":[1,{"x":null},-2.5e3],"b":{"c":"M\u00e9 \ud83d\ude00 \"so\" \/ \n end"}} "#;
        let tape = Tape::read(text);
        assert_eq!(tape.stop, None);
        let value = tape
            .root()
            .and_then(|r| r.path(&["b", "c"]))
            .and_then(Value::string)
            .expect("b.c is a string");
        assert_eq!(value.as_str(), "Mé 😀 \"so\" / \n end");
        let at = value.as_str().find('😀').expect("stands there");
        assert_eq!(
            &text[value.to_raw(CleanSpan::new(at, at + 4)).range()],
            r"\ud83d\ude00"
        );
        assert_eq!(
            tape.root()
                .and_then(|r| r.get("a"))
                .map(|a| a.elements().count()),
            Some(3)
        );
    }

    #[test]
    fn a_cut_keeps_what_stood_before() {
        let tape = Tape::read(r#"[{"t":"one"},{"t":"two tw\u00"#);
        assert_eq!(tape.stop, Some(Stop::Cut));
        let root = tape.root().expect("a list");
        let words: Vec<_> = root
            .elements()
            .filter_map(|e| e.get("t")?.string())
            .collect();
        assert_eq!(
            words.iter().map(CleanText::as_str).collect::<Vec<_>>(),
            ["one", "two tw"]
        );
    }

    #[test]
    fn errors_and_depth_are_told() {
        assert_eq!(Tape::read(r#"{"a":1,}"#).stop, Some(Stop::Broken(7)));
        assert_eq!(Tape::read("{} x").stop, Some(Stop::Broken(3)));
        assert_eq!(Tape::read("[1 2]").stop, Some(Stop::Broken(3)));
        assert_eq!(
            Tape::read(&"[".repeat(1_000_000)).stop,
            Some(Stop::Deep(MAX_DEPTH))
        );
        assert_eq!(Tape::read(r#"{"a""#).stop, Some(Stop::Cut));
    }

    proptest! {
        #[test]
        fn reads_anything(text in r#"[\[\]{}:,"\\ua0-9 é😀]{0,60}"#) {
            let tape = Tape::read(&text);
            if let Some(root) = tape.root() {
                root.elements().for_each(|e| { e.string(); });
                root.get("a");
            }
        }

        #[test]
        fn escapes_align(words in prop::collection::vec("[a-zé😀\"\\\\/\n ]{0,8}", 0..6)) {
            let plain = words.concat();
            let escaped: String = plain.encode_utf16().map(|u| format!("\\u{u:04x}")).collect();
            let text = format!("\"{escaped}\"");
            let tape = Tape::read(&text);
            let value = tape.root().and_then(Value::string).expect("a string");
            prop_assert_eq!(value.as_str(), &plain);
            for (at, c) in plain.char_indices() {
                let raw = value.to_raw(CleanSpan::new(at, at + c.len_utf8()));
                prop_assert_eq!(raw.len(), 6 * c.len_utf16());
            }
        }
    }
}

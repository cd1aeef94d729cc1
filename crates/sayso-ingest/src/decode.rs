//! From bytes to text: encoding, byte-order mark, line ends. The alignment to the bytes is kept throughout.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use sayso_text::{CleanText, CleanTextBuilder, Code, RawSpan};

/// Larger files are refused (S004).
pub const MAX_BYTES: usize = 64 << 20;

/// Characters that do not stand in the file as the same UTF-8 bytes cost an alignment run each; beyond this many the
/// file is refused (S004). It bounds memory for UTF-16 and legacy encodings at about 16 MiB of text.
const MAX_UNITS: usize = 8 << 20;

/// How far into a file its nature is judged.
const SAMPLE: usize = 64 << 10;

/// Decoded text, and how many stretches of it were not valid in its encoding.
pub(crate) struct Decoded {
    pub(crate) text: CleanText,
    pub(crate) invalid: Option<Invalid>,
}

/// Bytes that mean nothing in the file's encoding.
pub(crate) struct Invalid {
    pub(crate) count: usize,
    pub(crate) first: usize,
    pub(crate) encoding: &'static str,
}

/// Why a file gives no text.
pub(crate) struct Refused {
    pub(crate) code: Code,
    pub(crate) message: String,
}

fn refuse<T>(code: Code, message: impl Into<String>) -> Result<T, Refused> {
    Err(Refused {
        code,
        message: message.into(),
    })
}

/// Decodes a file. Line ends become `\n`; a byte-order mark is dropped. `charset` is what a server declared.
pub(crate) fn decode(bytes: &[u8], charset: Option<&str>) -> Result<Decoded, Refused> {
    if bytes.is_empty() {
        return refuse(Code::Empty, "the file has 0 bytes; fetch it again");
    }
    if bytes.len() > MAX_BYTES {
        let (size, limit) = (bytes.len() >> 20, MAX_BYTES >> 20);
        return refuse(
            Code::TooLarge,
            format!("{size} MiB, the limit is {limit} MiB; split the file"),
        );
    }
    let (encoding, start) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => match unmarked_utf16(bytes) {
            Some(encoding) => (encoding, 0),
            None => {
                if let Some(nature) = binary(bytes) {
                    return refuse(
                        Code::NotText,
                        format!("{nature}, not text; give the text, page or export itself"),
                    );
                }
                (encoding_of(bytes, charset), 0)
            }
        },
    };
    let decoded = if encoding == UTF_8 {
        utf8(bytes, start)
    } else {
        legacy(bytes, start, encoding)
    }?;
    if decoded.text.as_str().trim().is_empty() {
        return refuse(Code::Empty, "only white space; fetch the file again");
    }
    Ok(decoded)
}

/// UTF-16 without a mark shows itself by zeros at every second place of mostly Latin text.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |at: usize| {
        sample
            .iter()
            .skip(at)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 4 && even * 20 < pairs {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > pairs * 4 && odd * 20 < pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// What kind of binary data this is, if it is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
    ];
    if let Some((_, nature)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(nature);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let control = sample
        .iter()
        .filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    let mut invalid = 0;
    for chunk in sample.utf8_chunks() {
        invalid += chunk.invalid().len();
    }
    // Legacy text is at most about half high bytes in its letters, but has next to no control characters.
    (control * 50 > sample.len() || (control > 0 && invalid * 5 > sample.len()))
        .then_some("binary data")
}

fn encoding_of(bytes: &[u8], charset: Option<&str>) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let served = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    served.or_else(|| declared(bytes)).unwrap_or_else(|| {
        if looks_western(bytes) {
            WINDOWS_1252
        } else {
            UTF_8
        }
    })
}

/// The charset of an HTML `meta` tag or XML declaration (HTML standard, "prescan a byte stream", in short).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let mark = [b"charset=".as_slice(), b"encoding="];
    let at = mark
        .iter()
        .find_map(|m| memchr::memmem::find(head, m).map(|i| i + m.len()))?;
    let rest = head[at..].trim_ascii_start();
    let label = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = label
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
        .unwrap_or(label.len());
    let encoding = Encoding::for_label(&label[..end])?;
    // A page whose tag could be read byte by byte cannot be UTF-16, whatever it says (HTML standard).
    Some(
        if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
            UTF_8
        } else {
            encoding
        },
    )
}

/// Whether the bytes above ASCII read as Windows-1252: typographic marks, or letters within words. Otherwise the file
/// is taken for UTF-8 with damage.
fn looks_western(bytes: &[u8]) -> bool {
    let (mut western, mut strange, mut valid) = (0usize, 0usize, 0usize);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        for (i, byte) in chunk.invalid().iter().enumerate() {
            let near = |j: usize| bytes.get(j).is_some_and(u8::is_ascii_alphabetic);
            let in_word = (at + i > 0 && near(at + i - 1)) || near(at + i + 1);
            match byte {
                0x85 | 0x91..=0x97 | 0xa0..=0xbf => western += 1,
                0xc0..=0xfd if in_word => western += 1,
                _ => strange += 1,
            }
        }
        at += chunk.invalid().len();
    }
    western > 0 && strange * 10 <= western && valid <= western
}

/// Appends text that stands in the file as it is, with line ends made `\n`. `units` counts the alignment runs.
fn push_lines(builder: &mut CleanTextBuilder, text: &str, raw_start: usize, units: &mut usize) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for at in memchr::memchr_iter(b'\r', bytes) {
        builder.push_verbatim(&text[from..at], raw_start + from);
        let length = if bytes.get(at + 1) == Some(&b'\n') {
            2
        } else {
            1
        };
        builder.push_replaced("\n", RawSpan::new(raw_start + at, raw_start + at + length));
        *units += 1;
        from = at + length;
    }
    builder.push_verbatim(&text[from..], raw_start + from);
}

fn utf8(bytes: &[u8], start: usize) -> Result<Decoded, Refused> {
    let mut builder = CleanTextBuilder::new();
    let (mut at, mut units) = (start, 0);
    let mut invalid: Option<Invalid> = None;
    for chunk in bytes[start..].utf8_chunks() {
        push_lines(&mut builder, chunk.valid(), at, &mut units);
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            builder.push_replaced("\u{fffd}", RawSpan::new(at, at + chunk.invalid().len()));
            invalid
                .get_or_insert(Invalid {
                    count: 0,
                    first: at,
                    encoding: "UTF-8",
                })
                .count += 1;
            at += chunk.invalid().len();
            units += 1;
        }
        if units > MAX_UNITS {
            return too_many_units();
        }
    }
    Ok(Decoded {
        text: builder.finish(),
        invalid,
    })
}

fn too_many_units<T>() -> Result<T, Refused> {
    refuse(
        Code::TooLarge,
        "too large for an encoding other than UTF-8 with Unix line ends; convert or split the file",
    )
}

/// Any other encoding: the decoder is fed byte by byte, so that each character is known to come from the bytes since
/// the one before.
fn legacy(bytes: &[u8], start: usize, encoding: &'static Encoding) -> Result<Decoded, Refused> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut builder = CleanTextBuilder::new();
    let (mut from, mut units) = (start, 0);
    let mut pending_return: Option<usize> = None;
    let mut invalid: Option<Invalid> = None;
    // More than one byte can complete, so the output never runs full.
    let mut out = String::with_capacity(64);
    for at in start..=bytes.len() {
        let last = at == bytes.len();
        let end = if last { at } else { at + 1 };
        out.clear();
        let (_, _, damaged) = decoder.decode_to_string(&bytes[at..end], &mut out, last);
        if damaged {
            invalid
                .get_or_insert(Invalid {
                    count: 0,
                    first: from,
                    encoding: encoding.name(),
                })
                .count += 1;
        }
        if out.is_empty() && !last {
            continue;
        }
        if let Some(start) = pending_return.take() {
            let stop = if out == "\n" { end } else { from };
            builder.push_replaced("\n", RawSpan::new(start, stop));
            units += 1;
            if out == "\n" {
                from = end;
                continue;
            }
        }
        if out == "\r" {
            pending_return = Some(from);
        } else if out.as_bytes() == &bytes[from..end] {
            builder.push_verbatim(&out, from);
        } else {
            builder.push_replaced(&out, RawSpan::new(from, end));
            units += 1;
        }
        from = end;
        if units > MAX_UNITS {
            return too_many_units();
        }
    }
    Ok(Decoded {
        text: builder.finish(),
        invalid,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_text::CleanSpan;

    fn text(bytes: &[u8]) -> Decoded {
        decode(bytes, None).unwrap_or_else(|r| panic!("{}", r.message))
    }

    fn raw_of(decoded: &Decoded, needle: &str) -> std::ops::Range<usize> {
        let at = decoded
            .text
            .as_str()
            .find(needle)
            .expect("needle is in the text");
        decoded
            .text
            .to_raw(CleanSpan::new(at, at + needle.len()))
            .range()
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn byte_order_mark_and_returns() {
        let bytes = b"\xef\xbb\xbfOne\r\ntwo\rthree";
        let decoded = text(bytes);
        assert_eq!(decoded.text.as_str(), "One\ntwo\nthree");
        assert_eq!(&bytes[raw_of(&decoded, "two")], b"two");
        assert_eq!(&bytes[raw_of(&decoded, "One\ntwo")], b"One\r\ntwo");
        assert!(decoded.invalid.is_none());
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for little in [true, false] {
            for mark in ["", "\u{feff}"] {
                let bytes = utf16(&format!("{mark}Caf\u{e9} Tal\r\nend \u{1f4f7}."), little);
                let decoded = text(&bytes);
                assert_eq!(decoded.text.as_str(), "Caf\u{e9} Tal\nend \u{1f4f7}.");
                assert_eq!(&bytes[raw_of(&decoded, "\u{e9}")], utf16("\u{e9}", little));
                assert_eq!(
                    &bytes[raw_of(&decoded, "l\nend")],
                    utf16("l\r\nend", little)
                );
                assert_eq!(
                    &bytes[raw_of(&decoded, "\u{1f4f7}")],
                    utf16("\u{1f4f7}", little)
                );
            }
        }
    }

    #[test]
    fn windows_1252_by_look_and_by_declaration() {
        let decoded = text(b"The caf\xe9 \x93opens\x94 today");
        assert_eq!(
            decoded.text.as_str(),
            "The caf\u{e9} \u{201c}opens\u{201d} today"
        );
        let bytes = b"<meta charset=\"windows-1251\"><p>\xcc\xe8\xf0</p>";
        let decoded = text(bytes);
        assert!(decoded.text.as_str().contains("\u{41c}\u{438}\u{440}"));
        assert_eq!(&bytes[raw_of(&decoded, "\u{438}")], b"\xe8");
    }

    #[test]
    fn damaged_utf8_is_replaced_and_counted() {
        let bytes = b"Zo\xc3\xab said \xff\xfe yes \xe2\x82";
        let decoded = text(bytes);
        assert_eq!(
            decoded.text.as_str(),
            "Zo\u{eb} said \u{fffd}\u{fffd} yes \u{fffd}"
        );
        let invalid = decoded.invalid.as_ref().expect("damage is reported");
        assert_eq!((invalid.count, invalid.first), (3, 10));
        assert_eq!(&bytes[raw_of(&decoded, "yes")], b"yes");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let code = |bytes: &[u8]| decode(bytes, None).err().map(|r| r.code);
        assert_eq!(code(b""), Some(Code::Empty));
        assert_eq!(code(b" \r\n\t "), Some(Code::Empty));
        assert_eq!(code(b"\xef\xbb\xbf"), Some(Code::Empty));
        assert_eq!(code(b"%PDF-1.7 ..."), Some(Code::NotText));
        assert_eq!(
            code(&[0, 1, 2, 3, 0, 0, 9, 200, 7, 7, 1, 0]),
            Some(Code::NotText)
        );
        assert_eq!(code(b"plain"), None);
    }
}

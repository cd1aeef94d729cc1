//! Records of web archives: WARC 1.0 and 1.1 (ISO 28500), WET. Pages are taken from `response` and `resource` records,
//! their text from `conversion` records. Libraries trust the lengths that records declare, and lose the rest of the file to
//! one wrong number; here a record also ends where the next one begins.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::memmem;
use sayso_text::Code;

use super::{Nature, Walk};
use crate::decode::MAX_BYTES;

/// Longer heads of records or answers are no heads.
const MAX_HEAD: usize = 64 << 10;

/// Bytes read at a time.
const CHUNK: usize = 64 << 10;

/// A stream with the bytes that were read ahead.
struct Window<'r> {
    stream: &'r mut dyn Read,
    bytes: Vec<u8>,
    start: usize,
    ended: bool,
}

impl Window<'_> {
    fn ahead(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Reads on until so many bytes are ahead, or the stream ends.
    fn fill(&mut self, n: usize) -> io::Result<()> {
        if self.start > CHUNK {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        while self.bytes.len() - self.start < n && !self.ended {
            let before = self.bytes.len();
            let want = (n - (before - self.start)).max(CHUNK) as u64;
            let read = (&mut self.stream).take(want).read_to_end(&mut self.bytes);
            self.ended = self.bytes.len() == before || read.is_err();
            read?;
        }
        Ok(())
    }

    fn advance(&mut self, n: usize) {
        self.start = (self.start + n).min(self.bytes.len());
    }

    /// How many of the bytes ahead are the record's: so many as it declares, if behind them it ends as records do; else those
    /// up to the mark of the next record. More than [`MAX_BYTES`] where there is none so far.
    fn payload(&mut self, declared: usize) -> io::Result<usize> {
        if declared <= MAX_BYTES {
            self.fill(declared + 4)?;
            let behind = self.ahead().get(declared..);
            let fits = |b: &[u8]| b.is_empty() || b.starts_with(b"\r\n") || b.starts_with(b"\n");
            if behind.is_some_and(fits) {
                return Ok(declared);
            }
        }
        let mut searched = 0;
        loop {
            if let Some(at) = record_start(&self.ahead()[searched..]) {
                return Ok(searched + at);
            }
            let n = self.ahead().len();
            if self.ended || n > MAX_BYTES {
                return Ok(n);
            }
            searched = n.saturating_sub(MARK.len() + 4);
            self.fill(n + CHUNK.max(n / 2))?;
        }
    }

    /// Moves to where the next record begins, dropping what stands before it. Whether there is one.
    fn next_record(&mut self) -> io::Result<bool> {
        loop {
            self.fill(CHUNK)?;
            if let Some(at) = record_start(self.ahead()) {
                self.advance(at);
                return Ok(true);
            }
            if self.ended {
                return Ok(false);
            }
            // The mark may be cut by the end of what was read.
            self.advance(self.ahead().len().saturating_sub(MARK.len() + 4));
            self.fill(self.ahead().len() + CHUNK)?;
        }
    }
}

const MARK: &[u8] = b"WARC/1.";

/// Where a record begins: its mark at the start of a line, with a digit and a line end behind it.
fn record_start(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, MARK).find(|&at| {
        let begins_line = at == 0 || bytes[at - 1] == b'\n';
        let behind = &bytes[at + MARK.len()..];
        begins_line
            && behind.len() > 1
            && behind[0].is_ascii_digit()
            && matches!(behind[1], b'\r' | b'\n')
    })
}

/// Reads the records in their order.
pub(super) fn records(
    walk: &mut Walk<'_, '_>,
    name: &str,
    stream: &mut dyn Read,
    nested: usize,
) -> ControlFlow<()> {
    let mut window = Window {
        stream,
        bytes: Vec::new(),
        start: 0,
        ended: false,
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = 0;
    loop {
        match window.next_record().and_then(|more| {
            Ok(more && {
                window.fill(MAX_HEAD)?;
                true
            })
        }) {
            Ok(true) => {}
            Ok(false) => return ControlFlow::Continue(()),
            // What was read ahead before the break is still worth having.
            Err(error) if window.ahead().is_empty() => return walk.unreadable(name, &error),
            Err(error) => walk.unreadable(name, &error)?,
        }
        number += 1;
        let at_record = format!("{name}!/record {number}");
        let Some((head, length)) = head(window.ahead()) else {
            window.advance(MARK.len());
            walk.tell(
                Code::BrokenArchive,
                &at_record,
                "the record's head has no end or no length; skipped to the next record",
            )?;
            continue;
        };
        window.advance(length);
        let is_page = matches!(head.kind.as_str(), "response" | "resource" | "conversion");
        let (end, failure) = match window.payload(head.length) {
            Ok(end) => (end, None),
            Err(error) => (window.ahead().len().min(head.length), Some(error)),
        };
        if is_page && end > MAX_BYTES {
            let message = format!("more than {} MiB, the limit; skipped", MAX_BYTES >> 20);
            walk.tell(Code::TooLarge, &at_record, message)?;
            continue;
        }
        if is_page && end != head.length {
            let message = format!(
                "declares {} bytes, but the next record or the end comes after {end}; read up to there",
                head.length
            );
            walk.tell(Code::BrokenArchive, &at_record, message)?;
        }
        if is_page {
            let payload = window.ahead()[..end].trim_ascii_end().to_vec();
            let url = head.url.clone();
            let count = seen.entry(url.clone()).or_default();
            *count += 1;
            let shown = match (url.is_empty(), *count) {
                (true, _) => at_record.clone(),
                (false, 1) => format!("{name}!/{url}"),
                (false, n) => format!("{name}!/{url}#{n}"),
            };
            if head.kind == "conversion" || !payload.starts_with(b"HTTP/") {
                if is_document(&head.content_type) {
                    walk.give(
                        shown,
                        payload,
                        0,
                        Nature::Page {
                            url,
                            charset: charset(&head.content_type),
                        },
                    )?;
                }
            } else {
                answer(walk, &shown, url, &payload, nested)?;
            }
        }
        window.advance(end);
        if let Some(error) = failure {
            return walk.unreadable(name, &error);
        }
    }
}

/// The fields of a record's head.
struct Head {
    kind: String,
    url: String,
    content_type: String,
    length: usize,
}

/// The head at the start of the bytes, and its length with the empty line.
fn head(bytes: &[u8]) -> Option<(Head, usize)> {
    let within = &bytes[..bytes.len().min(MAX_HEAD)];
    let (end, length) = head_end(within)?;
    let text = String::from_utf8_lossy(&within[..end]);
    let field = |name: &str| {
        text.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    let head = Head {
        kind: field("WARC-Type")?.to_ascii_lowercase(),
        url: field("WARC-Target-URI")
            .unwrap_or_default()
            .trim_matches(['<', '>'])
            .chars()
            .take(2048)
            .collect(),
        content_type: field("Content-Type").unwrap_or_default(),
        length: field("Content-Length")?.parse().ok()?,
    };
    Some((head, length))
}

/// Where the lines of a head end, and where the body begins.
fn head_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let strict = memmem::find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let loose = memmem::find(bytes, b"\n\n").map(|at| (at, at + 2));
    strict.into_iter().chain(loose).min()
}

fn charset(content_type: &str) -> Option<String> {
    let (_, value) = content_type
        .to_ascii_lowercase()
        .split_once("charset=")
        .map(|(a, b)| (a.len(), b.to_owned()))?;
    let value: String = value
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!value.is_empty()).then_some(value)
}

/// Whether a media type can hold an article; pictures and scripts are skipped without a word.
fn is_document(content_type: &str) -> bool {
    let kind = content_type
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase();
    kind.is_empty()
        || matches!(
            kind.as_str(),
            "text/html"
                | "text/plain"
                | "application/json"
                | "text/xml"
                | "application/ld+json"
                | "application/feed+json"
        )
        || kind.ends_with("xml")
}

/// What a server answered: successful answers with a document are taken, transfer and content encodings undone.
fn answer(
    walk: &mut Walk<'_, '_>,
    shown: &str,
    url: String,
    payload: &[u8],
    nested: usize,
) -> ControlFlow<()> {
    let mut headers = [httparse::EMPTY_HEADER; 256];
    let mut response = httparse::Response::new(&mut headers);
    let body_start = match httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, payload)
    {
        Ok(httparse::Status::Complete(n)) => n,
        _ => {
            return walk.tell(
                Code::BrokenArchive,
                shown,
                "the server's answer has a head that cannot be read; skipped",
            );
        }
    };
    if !response.code.is_some_and(|code| (200..300).contains(&code)) {
        return ControlFlow::Continue(());
    }
    let field = |name: &str| {
        let found = response
            .headers
            .iter()
            .find(|h| h.name.eq_ignore_ascii_case(name));
        found
            .map(|h| String::from_utf8_lossy(h.value).trim().to_ascii_lowercase())
            .unwrap_or_default()
    };
    let (content_type, encoding) = (field("content-type"), field("content-encoding"));
    if !is_document(&content_type) {
        return ControlFlow::Continue(());
    }
    let body = &payload[body_start..];
    let body = if field("transfer-encoding").contains("chunked") {
        dechunked(body).unwrap_or_else(|| body.to_vec())
    } else {
        body.to_vec()
    };
    let nature = Nature::Page {
        url,
        charset: charset(&content_type),
    };
    let is_gzip = body.starts_with(&[0x1f, 0x8b]);
    match encoding.as_str() {
        // Some writers undo the encoding and keep the header.
        "" | "identity" => walk.stream(shown, nature, &mut body.as_slice(), nested + 1),
        "gzip" | "x-gzip" => walk.stream(shown, nature, &mut body.as_slice(), nested + 1),
        _ if is_gzip => walk.stream(shown, nature, &mut body.as_slice(), nested + 1),
        "deflate" => {
            let meter = walk.meter.clone();
            let mut inner =
                super::Limited::unpacked(flate2::read::ZlibDecoder::new(body.as_slice()), meter);
            walk.stream(shown, nature, &mut inner, nested + 1)
        }
        "br" | "zstd" if std::str::from_utf8(&body).is_ok() => {
            walk.stream(shown, nature, &mut body.as_slice(), nested + 1)
        }
        other => walk.tell(
            Code::BrokenArchive,
            shown,
            format!(
                "the page is encoded as `{}`, which is not read; crawl it without",
                other.chars().take(40).collect::<String>()
            ),
        ),
    }
}

/// The body of chunks (RFC 9112, section 7.1); a last chunk that was cut is kept. `None` where they are no chunks.
fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line_end = memchr::memchr(b'\n', &body[..body.len().min(1024)]);
        let Some(line_end) = line_end else {
            return (!whole.is_empty()).then_some(whole);
        };
        let size = std::str::from_utf8(&body[..line_end]).ok()?;
        let size = size.split(';').next().unwrap_or("").trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            return (!whole.is_empty()).then_some(whole);
        };
        body = &body[line_end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or_default();
        body = body
            .strip_prefix(b"\r\n")
            .or_else(|| body.strip_prefix(b"\n"))
            .unwrap_or(body);
    }
}

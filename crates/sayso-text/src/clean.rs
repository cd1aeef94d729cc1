//! Clean text that knows, for every character, the original bytes it came from.
//!
//! The idea is that of `NormalizedString` in the Hugging Face tokenizers: a normalized text and its alignment travel
//! together. Here the alignment is a list of runs, so that it costs little where the text was copied as it stood.

use crate::{CleanSpan, RawSpan};

/// A stretch of clean text and the original bytes behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    clean_start: usize,
    clean_len: usize,
    raw_start: usize,
    raw_len: usize,
    /// Copied byte for byte, so that positions inside map one to one. Otherwise the run is a unit (an entity, an escape).
    verbatim: bool,
}

impl Run {
    fn clean_end(&self) -> usize {
        self.clean_start + self.clean_len
    }
}

/// Text with alignment to the bytes of the original file.
///
/// ```
/// use sayso_text::{CleanSpan, CleanTextBuilder, RawSpan};
/// let raw = "Tom &amp; Ann";
/// let mut builder = CleanTextBuilder::new();
/// builder.push_verbatim("Tom ", 0);
/// builder.push_replaced("&", RawSpan::new(4, 9));
/// builder.push_verbatim(" Ann", 9);
/// let clean = builder.finish();
/// assert_eq!(clean.as_str(), "Tom & Ann");
/// let span = clean.to_raw(CleanSpan::new(4, 5));
/// assert_eq!(&raw[span.range()], "&amp;");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanText {
    text: String,
    runs: Vec<Run>,
}

impl CleanText {
    /// Text that was taken as it stands, from byte 0 of the file.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        let text = text.into();
        let len = text.len();
        let runs = if len == 0 {
            Vec::new()
        } else {
            vec![Run {
                clean_start: 0,
                clean_len: len,
                raw_start: 0,
                raw_len: len,
                verbatim: true,
            }]
        };
        Self { text, runs }
    }

    /// The clean text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The clean text of a span.
    ///
    /// # Panics
    /// If the span is of another text (beyond its end, or not on its character boundaries).
    #[must_use]
    pub fn slice(&self, span: CleanSpan) -> &str {
        &self.text[span.range()]
    }

    /// The span of the whole text.
    #[must_use]
    pub fn span(&self) -> CleanSpan {
        CleanSpan::new(0, self.text.len())
    }

    /// The pieces that it was put together from, in order: their text, the original bytes behind it, and whether these are the
    /// same. [`CleanTextBuilder`] makes the same text of them again.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, RawSpan, bool)> {
        self.runs.iter().map(|run| {
            let text = &self.text[run.clean_start..run.clean_end()];
            let raw = RawSpan::new(run.raw_start, run.raw_start + run.raw_len);
            (text, raw, run.verbatim)
        })
    }

    /// The original bytes behind a span: from the first byte of its first character to the last of its last.
    /// A unit (an entity, an escape) is never cut. An empty span maps to the empty range where it stands.
    #[must_use]
    pub fn to_raw(&self, span: CleanSpan) -> RawSpan {
        let (start, end) = (span.start().get(), span.end().get());
        if span.is_empty() {
            let at = self.raw_start(start);
            return RawSpan::new(at, at);
        }
        let from = self.raw_start(start);
        let last = &self.runs[self.run_at(end - 1)];
        let to = if last.verbatim {
            last.raw_start + (end - last.clean_start)
        } else {
            last.raw_start + last.raw_len
        };
        // Runs may stand out of file order (a title taken from a later field); a span across such a seam covers both.
        RawSpan::new(from.min(to), to.max(from))
    }

    /// The clean characters that came from these bytes, if any did: the smallest clean span that covers them.
    #[must_use]
    pub fn to_clean(&self, raw: RawSpan) -> Option<CleanSpan> {
        let (from, to) = (raw.start().get(), raw.end().get());
        let mut found: Option<CleanSpan> = None;
        for run in &self.runs {
            let (raw_start, raw_end) = (run.raw_start, run.raw_start + run.raw_len);
            if raw_end <= from || raw_start >= to || run.clean_len == 0 {
                continue;
            }
            let span = if run.verbatim {
                let start = run.clean_start + from.max(raw_start) - raw_start;
                let end = run.clean_start + to.min(raw_end) - raw_start;
                CleanSpan::new(self.floor(start), self.ceil(end))
            } else {
                CleanSpan::new(run.clean_start, run.clean_end())
            };
            found = Some(found.map_or(span, |f| f.cover(span)));
        }
        found
    }

    /// The same clean text, aligned one layer further down: `self` was made from the text of `below`
    /// (a JSON string value inside a decoded file, say), so its raw offsets are clean offsets of `below`.
    #[must_use]
    pub fn on_top_of(&self, below: &CleanText) -> Self {
        let mut builder = CleanTextBuilder::new();
        for run in &self.runs {
            let text = &self.text[run.clean_start..run.clean_end()];
            if !run.verbatim {
                let raw = match run.raw_len {
                    0 => below.unit_around(run.raw_start),
                    len => below.to_raw(CleanSpan::new(run.raw_start, run.raw_start + len)),
                };
                builder.push_replaced(text, raw);
                continue;
            }
            let (mut at, end) = (run.raw_start, run.raw_start + run.raw_len);
            while at < end {
                let lower = &below.runs[below.run_at(at)];
                let stop = lower.clean_end().min(end);
                let piece = &text[at - run.raw_start..stop - run.raw_start];
                if lower.verbatim {
                    builder.push_verbatim(piece, lower.raw_start + (at - lower.clean_start));
                } else {
                    builder.push_replaced(
                        piece,
                        RawSpan::new(lower.raw_start, lower.raw_start + lower.raw_len),
                    );
                }
                at = stop;
            }
        }
        builder.finish()
    }

    /// The same text where the bytes it was made from stand so far into a larger file.
    #[must_use]
    pub fn shifted(mut self, bytes: usize) -> Self {
        for run in &mut self.runs {
            run.raw_start += bytes;
        }
        self
    }

    /// The bytes of the unit that a position lies within, so that text put in there never points before what it follows;
    /// between characters, the empty range.
    fn unit_around(&self, clean: usize) -> RawSpan {
        match self.runs.get(self.run_at(clean)) {
            Some(run) if !run.verbatim && run.clean_start < clean && clean < run.clean_end() => {
                RawSpan::new(run.raw_start, run.raw_start + run.raw_len)
            }
            _ => self.to_raw(CleanSpan::new(clean, clean)),
        }
    }

    fn run_at(&self, clean: usize) -> usize {
        self.runs
            .partition_point(|run| run.clean_end() <= clean)
            .min(self.runs.len().saturating_sub(1))
    }

    fn raw_start(&self, clean: usize) -> usize {
        let Some(run) = self.runs.get(self.run_at(clean)) else {
            return 0;
        };
        if clean >= run.clean_end() {
            run.raw_start + run.raw_len
        } else if run.verbatim {
            run.raw_start + (clean - run.clean_start)
        } else {
            run.raw_start
        }
    }

    fn floor(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn ceil(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

/// Builds a [`CleanText`] piece by piece, in clean order.
#[derive(Debug, Default)]
pub struct CleanTextBuilder {
    text: String,
    runs: Vec<Run>,
}

impl CleanTextBuilder {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends text that stands in the file byte for byte, from `raw_start` on.
    pub fn push_verbatim(&mut self, text: &str, raw_start: usize) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && last.raw_start + last.raw_len == raw_start
        {
            last.clean_len += text.len();
            last.raw_len += text.len();
        } else {
            let clean_start = self.text.len();
            self.runs.push(Run {
                clean_start,
                clean_len: text.len(),
                raw_start,
                raw_len: text.len(),
                verbatim: true,
            });
        }
        self.text.push_str(text);
    }

    /// Appends text that stands for other bytes (an entity, an escape, a tag that breaks the line), as one unit.
    pub fn push_replaced(&mut self, text: &str, raw: RawSpan) {
        if text.is_empty() {
            return;
        }
        let clean_start = self.text.len();
        self.runs.push(Run {
            clean_start,
            clean_len: text.len(),
            raw_start: raw.start().get(),
            raw_len: raw.len(),
            verbatim: false,
        });
        self.text.push_str(text);
    }

    /// Appends text that is aligned already.
    pub fn push_aligned(&mut self, text: &CleanText) {
        for run in &text.runs {
            let words = &text.text[run.clean_start..run.clean_end()];
            if run.verbatim {
                self.push_verbatim(words, run.raw_start);
            } else {
                self.push_replaced(
                    words,
                    RawSpan::new(run.raw_start, run.raw_start + run.raw_len),
                );
            }
        }
    }

    /// What stands so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The finished text.
    #[must_use]
    pub fn finish(self) -> CleanText {
        CleanText {
            text: self.text,
            runs: self.runs,
        }
    }
}

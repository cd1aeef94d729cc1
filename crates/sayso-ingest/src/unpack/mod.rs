//! Files that hold documents: compressed files, archives, web archives, lists of records. They are read as streams, one
//! document in memory at a time; nothing is ever written to disk, and a name within an archive is never used as a path.

mod limit;
mod rows;
mod tarball;
mod warc;
mod zipped;

use std::io::{self, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use sayso_text::{Code, Diagnostic};

use crate::decode::MAX_BYTES;
use limit::{Limited, Meter};

pub use rows::Columns;

use crate::{As, Options};

/// Archives within archives deeper than this are not opened (S009).
pub const MAX_NESTED: usize = 4;

/// More documents than this in one input are not read (S004).
pub const MAX_DOCUMENTS: usize = 10_000_000;

/// How much of a stream its nature is judged by, in bytes.
const HEAD: usize = 1 << 20;

/// One document: a file, a member of an archive, a record of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The path as given, for members followed by `!/` and their name, for records by `#` and their number from 1.
    pub name: String,
    /// What it consists of, unpacked.
    pub bytes: Vec<u8>,
    /// Where the bytes stand in the (unpacked) file: not 0 for the records of a list only.
    pub offset: usize,
    /// What is known of it from around it.
    pub nature: Nature,
}

/// What is known of a document before it is looked into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Nature {
    /// Nothing: its format is told by content.
    #[default]
    Unknown,
    /// A line of a JSONL file.
    JsonLine,
    /// A row of a table.
    Row(Arc<Columns>),
    /// What a server answered.
    Page {
        /// The address asked.
        url: String,
        /// The encoding that the server declared.
        charset: Option<String>,
    },
}

/// Takes the documents and findings of a file in order; [`ControlFlow::Break`] ends the reading.
pub type Sink<'s> = dyn FnMut(Result<Document, Diagnostic>) -> ControlFlow<()> + 's;

/// Reads a file, opening what is packed: gzip, zstd, zip, tar, WARC and WET, JSONL, CSV; told by content.
///
/// Everything that is wrong goes to the sink as a diagnostic, and what can be read beside it goes on.
///
/// ```
/// use std::{io::Cursor, ops::ControlFlow};
/// let lines = "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
/// let mut names = Vec::new();
/// sayso_ingest::unpack("a.jsonl", Cursor::new(lines), &sayso_ingest::Options::default(), &mut |document| {
///     names.extend(document.map(|d| (d.name, d.offset)));
///     ControlFlow::Continue(())
/// });
/// assert_eq!(names, [("a.jsonl#1".to_owned(), 0), ("a.jsonl#2".to_owned(), 17)]);
/// ```
pub fn unpack<R: Read + Seek>(name: &str, mut file: R, options: &Options, sink: &mut Sink<'_>) {
    let mut walk = Walk::new(options, sink);
    let mut magic = [0; 4];
    let read = read_full(&mut file, &mut magic).and_then(|n| {
        file.rewind()?;
        Ok(n)
    });
    match read {
        Err(error) => {
            let _ = walk.unreadable(name, &error);
        }
        Ok(n) if is_zip(&magic[..n]) => {
            let _ = zipped::members(&mut walk, name, file, 0);
        }
        Ok(_) => {
            let _ = walk.stream(
                name,
                Nature::Unknown,
                &mut Limited::new(file, walk.meter.clone()),
                0,
            );
        }
    }
}

/// Reads a stream that cannot be searched, standard input say. A zip archive must fit in [`MAX_BYTES`] then, since its list
/// of members stands at its end.
pub fn unpack_stream(name: &str, stream: impl Read, options: &Options, sink: &mut Sink<'_>) {
    let mut walk = Walk::new(options, sink);
    let _ = walk.stream(
        name,
        Nature::Unknown,
        &mut Limited::new(stream, walk.meter.clone()),
        0,
    );
}

/// What goes along while a file is opened layer by layer.
struct Walk<'s, 'f> {
    options: &'s Options,
    sink: &'s mut Sink<'f>,
    meter: Meter,
    n_documents: usize,
}

impl<'s, 'f> Walk<'s, 'f> {
    fn new(options: &'s Options, sink: &'s mut Sink<'f>) -> Self {
        Self {
            options,
            sink,
            meter: Meter::default(),
            n_documents: 0,
        }
    }

    fn tell(&mut self, code: Code, name: &str, message: impl Into<String>) -> ControlFlow<()> {
        (self.sink)(Err(Diagnostic {
            code,
            document: name.to_owned(),
            message: message.into(),
        }))
    }

    fn give(
        &mut self,
        name: String,
        bytes: Vec<u8>,
        offset: usize,
        nature: Nature,
    ) -> ControlFlow<()> {
        self.n_documents += 1;
        if self.n_documents > MAX_DOCUMENTS {
            let message = format!(
                "more than {MAX_DOCUMENTS} documents; the rest was left out, split the file"
            );
            self.tell(Code::TooLarge, &name, message)?;
            return ControlFlow::Break(());
        }
        (self.sink)(Ok(Document {
            name,
            bytes,
            offset,
            nature,
        }))
    }

    /// Tells of a stream that broke off. A bomb ends the whole input.
    fn unreadable(&mut self, name: &str, error: &io::Error) -> ControlFlow<()> {
        if let Some(message) = limit::bomb(error) {
            self.tell(Code::ArchiveBomb, name, message)?;
            return ControlFlow::Break(());
        }
        let code = match error.kind() {
            io::ErrorKind::NotFound
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::IsADirectory => Code::Unreadable,
            _ => Code::BrokenArchive,
        };
        self.tell(
            code,
            name,
            format!("cannot be read on ({error}); what stood before was kept, fetch it again"),
        )
    }

    /// Opens a stream by its first bytes.
    fn stream(
        &mut self,
        name: &str,
        nature: Nature,
        mut stream: &mut dyn Read,
        nested: usize,
    ) -> ControlFlow<()> {
        let mut head = Vec::new();
        let failure = (&mut stream).take(HEAD as u64).read_to_end(&mut head).err();
        if let Some(error) = &failure
            && head.is_empty()
        {
            return self.unreadable(name, error);
        }
        let packed = Packed::of(&head, self.options);
        if packed.as_ref().is_some_and(Packed::nests) && nested == MAX_NESTED {
            return self.tell(
                Code::TooDeep,
                name,
                format!("archives nested more than {MAX_NESTED} deep; unpack the outer ones"),
            );
        }
        // A stream that broke within its first bytes breaks again where they end.
        let mut rest = Cursor::new(head).chain(Rest { stream, failure });
        match packed {
            Some(Packed::Gzip) => {
                let mut inner =
                    Limited::unpacked(flate2::read::MultiGzDecoder::new(rest), self.meter.clone());
                self.stream(name, nature, &mut inner, nested + 1)
            }
            Some(Packed::Zstd) => match limit::Zstd::new(rest) {
                Ok(decoder) => {
                    let mut inner = Limited::unpacked(decoder, self.meter.clone());
                    self.stream(name, nature, &mut inner, nested + 1)
                }
                Err(error) => self.unreadable(name, &error),
            },
            Some(Packed::Zip) => {
                let mut bytes = Vec::new();
                let read = rest.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
                match read {
                    Err(error) => self.unreadable(name, &error),
                    Ok(n) if n > MAX_BYTES => self.too_large(name),
                    Ok(_) => zipped::members(self, name, Cursor::new(bytes), nested),
                }
            }
            Some(Packed::Tar) => tarball::members(self, name, &mut rest, nested),
            Some(Packed::Warc) => warc::records(self, name, &mut rest, nested),
            Some(Packed::JsonLines) => rows::json_lines(self, name, &mut rest),
            Some(Packed::Table(columns)) => rows::table(self, name, columns, &mut rest),
            None => self.whole(name, nature, &mut rest),
        }
    }

    fn too_large(&mut self, name: &str) -> ControlFlow<()> {
        let limit = MAX_BYTES >> 20;
        self.tell(
            Code::TooLarge,
            name,
            format!("more than {limit} MiB, the limit; split the file"),
        )
    }

    /// A document that is a stream of its own. One that breaks off is kept as far as it goes.
    fn whole(&mut self, name: &str, nature: Nature, stream: &mut dyn Read) -> ControlFlow<()> {
        let mut bytes = Vec::new();
        let read = stream.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > MAX_BYTES {
            return self.too_large(name);
        }
        if let Err(error) = read {
            self.unreadable(name, &error)?;
            if bytes.is_empty() {
                return ControlFlow::Continue(());
            }
        }
        self.give(name.to_owned(), bytes, 0, nature)
    }

    /// A member of an archive, opened in turn. Hidden files are skipped as they are in folders.
    fn member(
        &mut self,
        archive: &str,
        name: &str,
        stream: &mut dyn Read,
        nested: usize,
    ) -> ControlFlow<()> {
        let (shown, is_unsafe) = member_name(name);
        if shown
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
        {
            return ControlFlow::Continue(());
        }
        let full = format!("{archive}!/{shown}");
        if is_unsafe {
            self.tell(
                Code::UnsafeName,
                &full,
                "its name leads out of the archive; it was read under the name shown, and nothing was written",
            )?;
        }
        self.stream(&full, Nature::Unknown, stream, nested + 1)
    }
}

/// A stream that ends in the failure that its head met.
struct Rest<'a> {
    stream: &'a mut dyn Read,
    failure: Option<io::Error>,
}

impl Read for Rest<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.failure.take() {
            Some(error) => Err(error),
            None => self.stream.read(buffer),
        }
    }
}

/// How a stream packs documents.
#[derive(Clone, Debug)]
enum Packed {
    Gzip,
    Zstd,
    Zip,
    Tar,
    Warc,
    JsonLines,
    Table(Columns),
}

impl Packed {
    fn of(head: &[u8], options: &Options) -> Option<Self> {
        let is_list = options.how == As::Auto;
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        if head.starts_with(&[0x1f, 0x8b]) {
            Some(Self::Gzip)
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Some(Self::Zstd)
        } else if is_zip(head) {
            Some(Self::Zip)
        } else if head.get(257..262) == Some(b"ustar") {
            Some(Self::Tar)
        } else if head.starts_with(b"WARC/") {
            Some(Self::Warc)
        } else if is_list && rows::is_json_lines(text) {
            Some(Self::JsonLines)
        } else if is_list {
            Columns::of(text, &options.fields).map(Self::Table)
        } else {
            None
        }
    }

    /// Whether what it packs is opened in turn.
    fn nests(&self) -> bool {
        matches!(
            self,
            Self::Gzip | Self::Zstd | Self::Zip | Self::Tar | Self::Warc
        )
    }
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn read_full(stream: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while n < buffer.len() {
        match stream.read(&mut buffer[n..]) {
            Ok(0) => break,
            Ok(read) => n += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n)
}

/// A member's name as shown: its parts, without those that lead upwards, and whether there were such.
fn member_name(name: &str) -> (String, bool) {
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let is_unsafe = name.starts_with(['/', '\\'])
        || name
            .split(['/', '\\'])
            .any(|part| part == ".." || is_drive(part));
    let parts: Vec<&str> = name
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != "." && *part != ".." && !is_drive(part))
        .collect();
    let shown: String = parts.join("/").chars().take(1024).collect();
    (shown, is_unsafe)
}

#[cfg(test)]
mod tests;

//! What went wrong with an input, as data: a stable code, the file, and a sentence with the mend.

use std::fmt;

/// Stable codes; they never change meaning once released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// S001: the path does not exist or cannot be read.
    Unreadable,
    /// S002: the file is empty.
    Empty,
    /// S003: bytes that are not valid in the file's encoding were replaced.
    InvalidBytes,
    /// S004: the file is larger than the limit.
    TooLarge,
    /// S005: JSON that cannot be parsed, or ends too early.
    BrokenJson,
    /// S006: JSON of a shape that is not known as an article.
    UnknownJson,
    /// S007: no article was found in the page.
    NoArticle,
    /// S008: the article is not in English, which the reader is trained on.
    NotEnglish,
    /// S009: markup or JSON nested deeper than the limit.
    TooDeep,
    /// S010: binary data, no text.
    NotText,
    /// S011: the export was cut off; what stood before the cut was kept.
    Truncated,
    /// S012: the directory holds no file.
    EmptyDirectory,
    /// S013: a small file unpacks to far more than news does; reading it was ended.
    ArchiveBomb,
    /// S014: a name within an archive leads out of it.
    UnsafeName,
    /// S015: an archive, a compressed file or a web archive is damaged, cut off or cannot be unpacked.
    BrokenArchive,
    /// S016: a record holds no text.
    NoText,
    /// S017: XML that cannot be read on; what stood before was kept.
    BrokenXml,
}

impl Code {
    /// The code as printed, `S001` and on.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "S001",
            Self::Empty => "S002",
            Self::InvalidBytes => "S003",
            Self::TooLarge => "S004",
            Self::BrokenJson => "S005",
            Self::UnknownJson => "S006",
            Self::NoArticle => "S007",
            Self::NotEnglish => "S008",
            Self::TooDeep => "S009",
            Self::NotText => "S010",
            Self::Truncated => "S011",
            Self::EmptyDirectory => "S012",
            Self::ArchiveBomb => "S013",
            Self::UnsafeName => "S014",
            Self::BrokenArchive => "S015",
            Self::NoText => "S016",
            Self::BrokenXml => "S017",
        }
    }
}

/// One finding about one input. It never stops the other inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// The path as given on the command line.
    pub document: String,
    /// What is wrong, where, and what to do.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}: {}",
            self.code.as_str(),
            self.document,
            self.message
        )
    }
}

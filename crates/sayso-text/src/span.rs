//! Positions and ranges. A position in the original file, one in the clean text and one among tokens are different types.

use std::fmt;
use std::ops::Range;

macro_rules! position {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(usize);

        impl $name {
            /// Wraps a number that is known to be of this kind.
            #[must_use]
            pub const fn new(value: usize) -> Self {
                Self(value)
            }

            /// The bare number.
            #[must_use]
            pub const fn get(self) -> usize {
                self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

position!(
    /// A byte position in the original file, as it lies on disk.
    RawOffset
);
position!(
    /// A byte position in clean text (UTF-8, always on a character boundary of the text it belongs to).
    CleanOffset
);
position!(
    /// The index of a token in the list that [`crate::tokens`] returned.
    TokenIdx
);

macro_rules! range {
    ($(#[$doc:meta])* $name:ident of $offset:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            start: $offset,
            end: $offset,
        }

        impl $name {
            /// From `start` to `end`, end exclusive.
            ///
            /// # Panics
            /// If `end` lies before `start`: that is a bug of the caller, never a property of the input.
            #[must_use]
            pub fn new(start: usize, end: usize) -> Self {
                assert!(start <= end, "span ends at {end} before its start {start}");
                Self { start: $offset::new(start), end: $offset::new(end) }
            }

            /// Where it starts.
            #[must_use]
            pub const fn start(self) -> $offset {
                self.start
            }

            /// Where it ends, exclusive.
            #[must_use]
            pub const fn end(self) -> $offset {
                self.end
            }

            /// As a range of bytes, for slicing.
            #[must_use]
            pub const fn range(self) -> Range<usize> {
                self.start.get()..self.end.get()
            }

            /// Length in bytes.
            #[must_use]
            pub const fn len(self) -> usize {
                self.end.get() - self.start.get()
            }

            /// Whether it holds no byte.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.len() == 0
            }

            /// Whether `other` lies wholly inside.
            #[must_use]
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two share at least one byte.
            #[must_use]
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// How many bytes the two share.
            #[must_use]
            pub fn shared(self, other: Self) -> usize {
                let (from, to) = (self.start.max(other.start), self.end.min(other.end));
                to.get().saturating_sub(from.get())
            }

            /// The smallest range that holds both.
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}..{}", self.start.get(), self.end.get())
            }
        }
    };
}

range!(
    /// A range of bytes in the original file.
    RawSpan of RawOffset
);
range!(
    /// A range of bytes in clean text.
    CleanSpan of CleanOffset
);

//! Which key of a record, or column of a table, holds what.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a record can tell of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The headline.
    Title,
    /// The article itself: text or HTML.
    Text,
    /// When it was published.
    Date,
    /// When it was last changed.
    Updated,
    /// Who wrote it.
    Author,
    /// Who published it.
    Outlet,
    /// Where it stands.
    Url,
}

impl Field {
    const ALL: [Self; 7] = [
        Self::Title,
        Self::Text,
        Self::Date,
        Self::Updated,
        Self::Author,
        Self::Outlet,
        Self::Url,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Date => "date",
            Self::Updated => "updated",
            Self::Author => "author",
            Self::Outlet => "outlet",
            Self::Url => "url",
        }
    }

    /// Names that corpora and exports use, the surest first; compared without case and without `_`, `-` and spaces.
    const fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["title", "headline", "articletitle", "head", "hl1"],
            Self::Text => &[
                "text",
                "content",
                "body",
                "articlebody",
                "maintext",
                "articletext",
                "fulltext",
                "bodytext",
                "contenttext",
                "plaintext",
                "article",
                "story",
                "html",
                "contenthtml",
                "bodyhtml",
                "rawhtml",
                "raw",
            ],
            Self::Date => &[
                "datepublished",
                "publishdate",
                "datepublish",
                "publisheddate",
                "publicationdate",
                "publishedat",
                "published",
                "pubdate",
                "firstpublished",
                "date",
                "datetime",
                "timestamp",
                "createdat",
            ],
            Self::Updated => &[
                "datemodified",
                "dateupdated",
                "updated",
                "updatedat",
                "modified",
                "modifiedat",
                "lastmodified",
            ],
            Self::Author => &[
                "author",
                "authors",
                "byline",
                "creator",
                "writer",
                "journalist",
            ],
            Self::Outlet => &[
                "outlet",
                "publication",
                "publisher",
                "sourcename",
                "newspaper",
                "sitename",
                "site",
                "media",
                "source",
                "domain",
                "sourcedomain",
            ],
            Self::Url => &[
                "url",
                "link",
                "articleurl",
                "sourceurl",
                "canonicalurl",
                "permalink",
                "uri",
                "weburl",
            ],
        }
    }
}

/// Which key or column holds what: as the user says, and else by the names that are usual.
///
/// ```
/// let fields: sayso_ingest::Fields = "title=head_line, text=story.words".parse()?;
/// assert!("titel=a".parse::<sayso_ingest::Fields>().is_err());
/// # Ok::<(), sayso_ingest::FieldsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<Field, String>);

impl Fields {
    /// The name the user gave.
    pub(crate) fn given(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// The given names that are paths into objects.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0
            .values()
            .map(String::as_str)
            .filter(|name| name.contains('.'))
    }

    /// Which of the names holds this field. Each usual name is looked for in all of them before the next.
    pub(crate) fn find(&self, field: Field, names: &[&str]) -> Option<usize> {
        if let Some(given) = self.given(field) {
            return names.iter().position(|name| *name == given).or_else(|| {
                names
                    .iter()
                    .position(|name| name.eq_ignore_ascii_case(given))
            });
        }
        let bare: Vec<String> = names.iter().map(|name| normal(name)).collect();
        field
            .usual()
            .iter()
            .find_map(|usual| bare.iter().position(|name| name == usual))
    }
}

fn normal(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (field, name)) in self.0.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            write!(f, "{comma}{}={name}", field.name())?;
        }
        Ok(())
    }
}

/// Why a mapping of fields was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldsError(String);

impl fmt::Display for FieldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
        write!(
            f,
            "`{}` is no mapping; write FIELD=NAME with FIELD one of {}, parted by commas",
            self.0,
            known.join(", ")
        )
    }
}

impl std::error::Error for FieldsError {}

impl FromStr for Fields {
    type Err = FieldsError;

    fn from_str(text: &str) -> Result<Self, FieldsError> {
        let mut fields = BTreeMap::new();
        for part in text.split(',') {
            let wrong = || FieldsError(part.trim().to_owned());
            let (field, name) = part.split_once('=').ok_or_else(wrong)?;
            let field = Field::ALL
                .into_iter()
                .find(|known| known.name() == field.trim())
                .ok_or_else(wrong)?;
            if name.trim().is_empty() || fields.insert(field, name.trim().to_owned()).is_some() {
                return Err(wrong());
            }
        }
        Ok(Self(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_come_before_usual_ones() -> Result<(), FieldsError> {
        let names = ["id", "Headline", "article_text", "content", "story"];
        let fields = Fields::default();
        assert_eq!(fields.find(Field::Title, &names), Some(1));
        assert_eq!(fields.find(Field::Text, &names), Some(3));
        assert_eq!(fields.find(Field::Date, &names), None);
        let fields: Fields = "text=Story".parse()?;
        assert_eq!(fields.find(Field::Text, &names), Some(4));
        assert_eq!(
            "text=none".parse::<Fields>()?.find(Field::Text, &names),
            None
        );
        Ok(())
    }

    #[test]
    fn wrong_mappings_are_told_of() {
        for wrong in ["", "text", "text=", "titel=a", "text=a,text=b"] {
            assert!(wrong.parse::<Fields>().is_err(), "{wrong}");
        }
    }
}

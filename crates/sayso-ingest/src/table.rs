//! General knowledge in readable tables: a name a line, then its other forms.

/// Canonical names with their forms, in the order of the table.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|line| {
            let (name, forms) = line.split_once('\t').unwrap_or((line, ""));
            (
                name,
                forms
                    .split('|')
                    .map(str::trim)
                    .filter(|f| !f.is_empty())
                    .collect(),
            )
        })
}

//! Which files the arguments mean, and reading them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use sayso_text::{Code, Diagnostic};
use walkdir::{DirEntry, WalkDir};

/// Something to read. An argument that names nothing readable is a diagnostic at its place.
pub(crate) type Input = Result<Source, Diagnostic>;

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file, under the name it goes by in all output.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// How large it is, as far as can be told without reading it.
    pub(crate) fn n_bytes(&self) -> u64 {
        match self {
            Self::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
            Self::Stdin => 0,
        }
    }
}

/// Walks the arguments in order; folders in order of file names, so that the same tree gives the same list.
///
/// A file that is named twice is read once: as two reports it would seem to confirm itself. `skip` are the
/// files that the run is going to write.
pub(crate) fn inputs(paths: &[PathBuf], skip: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut seen: BTreeSet<PathBuf> = skip
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    let mut stdin_seen = false;
    for path in paths {
        if path.as_os_str() == "-" {
            if !stdin_seen {
                inputs.push(Ok(Source::Stdin));
            }
            stdin_seen = true;
            continue;
        }
        match path.metadata() {
            Err(error) => inputs.push(Err(unreadable(path.to_string_lossy(), &error))),
            Ok(metadata) if metadata.is_dir() => walk(path, &mut seen, &mut inputs),
            Ok(_) => push_file(path.clone(), &mut seen, &mut inputs),
        }
    }
    inputs
}

fn walk(directory: &Path, seen: &mut BTreeSet<PathBuf>, inputs: &mut Vec<Input>) {
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let mut found_any = false;
    for entry in WalkDir::new(directory)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
    {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                found_any = true;
                push_file(entry.into_path(), seen, inputs);
            }
            Ok(_) => {}
            Err(error) => {
                found_any = true;
                let document = error
                    .path()
                    .unwrap_or(directory)
                    .to_string_lossy()
                    .into_owned();
                let message = match error.io_error() {
                    Some(error) => read_message(error),
                    None => {
                        "a link that leads back into its own folder was not followed".to_owned()
                    }
                };
                inputs.push(Err(Diagnostic {
                    code: Code::Unreadable,
                    document,
                    message,
                }));
            }
        }
    }
    if !found_any {
        inputs.push(Err(Diagnostic {
            code: Code::EmptyDirectory,
            document: directory.to_string_lossy().into_owned(),
            message: "the folder holds no file; name a folder or files with reports (hidden files are skipped)".to_owned(),
        }));
    }
}

fn push_file(path: PathBuf, seen: &mut BTreeSet<PathBuf>, inputs: &mut Vec<Input>) {
    let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
    if seen.insert(identity) {
        inputs.push(Ok(Source::File(path)));
    }
}

/// Tells of a path that cannot be read.
pub(crate) fn unreadable(document: impl Into<String>, error: &io::Error) -> Diagnostic {
    Diagnostic {
        code: Code::Unreadable,
        document: document.into(),
        message: read_message(error),
    }
}

fn read_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn documents(inputs: &[Input], root: &Path) -> Vec<String> {
        let name = |path: &str| {
            path.strip_prefix(&*root.to_string_lossy())
                .unwrap_or(path)
                .to_owned()
        };
        inputs
            .iter()
            .map(|input| match input {
                Ok(Source::File(path)) => name(&path.to_string_lossy()),
                Ok(Source::Stdin) => "-".to_owned(),
                Err(diagnostic) => format!(
                    "{} {}",
                    diagnostic.code.as_str(),
                    name(&diagnostic.document)
                ),
            })
            .collect()
    }

    #[test]
    fn walks_sorted_skips_hidden_and_keeps_the_place_of_what_is_missing() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        fs::create_dir_all(root.path().join("b/.git"))?;
        fs::create_dir(root.path().join("void"))?;
        for name in [
            "b/2.txt",
            "b/10.txt",
            "b/.hidden.txt",
            "b/.git/config",
            "a.txt",
        ] {
            fs::write(root.path().join(name), "x")?;
        }
        let args = ["nowhere", "b", "void", "a.txt", "b/2.txt"].map(|name| root.path().join(name));
        let found = inputs(&args, &[]);
        assert_eq!(
            documents(&found, root.path()),
            [
                "S001 /nowhere",
                "/b/10.txt",
                "/b/2.txt",
                "S012 /void",
                "/a.txt"
            ]
        );
        Ok(())
    }

    #[test]
    fn does_not_read_what_the_run_writes() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let (report, brief) = (root.path().join("a.txt"), root.path().join("brief.html"));
        fs::write(&report, "x")?;
        fs::write(&brief, "x")?;
        let found = inputs(&[root.path().to_owned()], &[brief]);
        assert_eq!(documents(&found, root.path()), ["/a.txt"]);
        Ok(())
    }
}

//! Running the command and looking into what it printed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The fictional event, from the root of the repository.
pub(crate) const EXAMPLE: &str = "examples/skarn-tunnel";

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The JSON document on standard output.
    pub(crate) fn json(&self) -> Value {
        match serde_json::from_str(&self.stdout) {
            Ok(value) => value,
            Err(error) => panic!("no JSON: {error}\n{}\n{}", self.stdout, self.stderr),
        }
    }

    /// One JSON value a line.
    pub(crate) fn jsonl(&self) -> Vec<Value> {
        let line = |line| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("no JSON: {error}: {line}"))
        };
        self.stdout.lines().map(line).collect()
    }
}

/// The root of the repository, where all runs take place.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies two folders deep")
        .to_owned()
}

/// The command, in the root, without the caller's settings.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command
        .current_dir(root())
        .env_remove("NO_COLOR")
        .env_remove("TERM")
        .stdin(Stdio::null());
    command
}

/// Runs it.
pub(crate) fn sayso(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
    let output = command().args(args).output().expect("the command starts");
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// The elements of a JSON array; none of anything else.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The words of a JSON string; none of anything else.
pub(crate) fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

//! Members of tar archives.

use std::io::Read;
use std::ops::ControlFlow;

use super::Walk;

/// Reads the files of a tar archive in their order.
pub(super) fn members(
    walk: &mut Walk<'_, '_>,
    name: &str,
    stream: &mut dyn Read,
    nested: usize,
) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.unreadable(name, &error),
    };
    for entry in entries {
        match entry {
            Ok(mut entry) if entry.header().entry_type().is_file() => {
                let member = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                walk.member(name, &member, &mut entry, nested)?;
            }
            // Links and folders hold nothing of their own.
            Ok(_) => {}
            // The next header stands behind this one, wherever that is: nothing can be found again.
            Err(error) => return walk.unreadable(name, &error),
        }
    }
    ControlFlow::Continue(())
}

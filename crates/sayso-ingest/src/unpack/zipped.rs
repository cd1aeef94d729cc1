//! Members of zip archives.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use sayso_text::Code;
use zip::ZipArchive;
use zip::read::read_zipfile_from_stream;
use zip::result::ZipError;

use super::Walk;
use super::limit::Limited;

/// Reads the files of a zip archive in the order of its list.
pub(super) fn members<R: Read + Seek>(
    walk: &mut Walk<'_, '_>,
    name: &str,
    file: R,
    nested: usize,
) -> ControlFlow<()> {
    let mut file = Limited::new(file, walk.meter.clone());
    let mut archive = match ZipArchive::new(&mut file) {
        Ok(archive) => archive,
        Err(error) => {
            let message = format!(
                "the list at its end cannot be read ({error}); members that stand before the damage were read, fetch it again"
            );
            walk.tell(Code::BrokenArchive, name, message)?;
            return without_list(walk, name, file, nested);
        }
    };
    if archive
        .file_names()
        .any(|member| member.is_ok_and(|name| name == "[Content_Types].xml"))
    {
        return walk.tell(
            Code::NotText,
            name,
            "an office document, not text; save it as text or HTML",
        );
    }
    for i in 0..archive.len() {
        let meter = walk.meter.clone();
        let shown = archive
            .name_for_index(i)
            .and_then(Result::ok)
            .map_or_else(|| i.to_string(), |member| super::member_name(&member).0);
        match archive.by_index(i) {
            Ok(member) if member.is_file() => {
                let member_name = String::from_utf8_lossy(member.name_raw()).into_owned();
                let mut member = Limited::unpacked(member, meter);
                walk.member(name, &member_name, &mut member, nested)?;
            }
            Ok(_) => {}
            Err(error) => {
                let message = match error {
                    ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                        "needs a password; unpack it yourself".to_owned()
                    }
                    error => format!("cannot be unpacked ({error}); the other members were read"),
                };
                walk.tell(Code::BrokenArchive, &format!("{name}!/{shown}"), message)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// The members of an archive whose list is gone, one behind the other by their own heads, as far as they can be read.
fn without_list(
    walk: &mut Walk<'_, '_>,
    name: &str,
    mut file: impl Read + Seek,
    nested: usize,
) -> ControlFlow<()> {
    if file.rewind().is_err() {
        return ControlFlow::Continue(());
    }
    while let Ok(Some(member)) = read_zipfile_from_stream(&mut file) {
        if !member.is_file() {
            continue;
        }
        let member_name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let mut member = Limited::unpacked(member, walk.meter.clone());
        walk.member(name, &member_name, &mut member, nested)?;
    }
    ControlFlow::Continue(())
}

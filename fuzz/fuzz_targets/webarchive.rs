//! WARC and WET: no panic, no silence, every character aligned.
#![no_main]

#[path = "../../crates/sayso-ingest/tests/support/mod.rs"]
mod support;

use libfuzzer_sys::fuzz_target;
use sayso_ingest::Options;

fuzz_target!(|data: &[u8]| {
    support::check_file(&[b"WARC/1.0\r\n", data].concat(), &Options::default());
});

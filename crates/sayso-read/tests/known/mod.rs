//! A suite of passages against the list of those that are read wrongly.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Fails, with the report, if the wrong ones of `n` passages are not those in the folder's `known_wrong.txt`. On machines whose scores
/// differ in the last digits from those on which the list was made, `floor` percent must be right.
pub(crate) fn compare(
    folder: &Path,
    n: usize,
    wrong: &BTreeSet<String>,
    floor: usize,
    report: &str,
) {
    let list = fs::read_to_string(folder.join("known_wrong.txt")).expect("the list");
    let known: BTreeSet<String> = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(str::to_owned)
        .collect();
    let n_right = n - wrong.len();
    if is_exact() {
        assert_eq!(*wrong, known, "{n_right} of {n} right\n{report}");
    } else {
        assert!(
            n_right * 100 >= n * floor,
            "{n_right} of {n} right\n{report}"
        );
    }
}

/// Whether the products of 8-bit numbers are summed without saturation here.
fn is_exact() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::is_x86_feature_detected!("avx512vnni");
    #[cfg(not(target_arch = "x86_64"))]
    return false;
}

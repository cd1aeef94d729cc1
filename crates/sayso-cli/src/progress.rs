//! A sign of life on standard error for runs that take a while.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// With fewer files, and fewer bytes, the work is over before a bar could be read.
const MIN_FILES: usize = 24;
const MIN_BYTES: u64 = 1 << 20;

/// A bar over the files, then one over the articles, and a spinner for the stages that take all of them at once.
/// Hidden unless standard error is a terminal and there is much to do.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar for this many files of so many bytes together.
    pub(crate) fn new(n_files: usize, n_bytes: u64) -> Self {
        let is_short = n_files < MIN_FILES && n_bytes < MIN_BYTES;
        if is_short || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(
            u64::try_from(n_files).ok(),
            ProgressDrawTarget::stderr(),
        );
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{bar:30}] {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message("cleaning");
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// One file or article more is done.
    pub(crate) fn one_done(&self) {
        self.0.inc(1);
    }

    /// So many articles were found so far: a sign of life while one archive is read.
    pub(crate) fn articles(&self, n: usize) {
        self.0.set_message(format!("cleaning, {n} articles"));
    }

    /// The articles are read, so many: a bar that [`Progress::one_done`] moves.
    pub(crate) fn reading(&self, n: usize) {
        self.0.set_length(u64::try_from(n).unwrap_or(u64::MAX));
        self.0.set_position(0);
        self.0.set_message("reading");
    }

    /// So many of the articles are done.
    pub(crate) fn articles_of(&self, doing: &'static str, n_done: usize, n_articles: usize) {
        self.0
            .set_message(format!("{doing}, {n_done} of {n_articles} articles"));
    }

    /// A stage over all files begins.
    pub(crate) fn stage(&self, name: &'static str) {
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            self.0.set_style(style);
        }
        self.0.set_message(name);
    }

    /// Prints something else without the bar in between.
    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

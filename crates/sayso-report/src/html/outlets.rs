//! What sets each outlet apart: claims that it alone has, claims that it leaves out, loaded words.

use maud::{Markup, html};
use sayso_ledger::{OutletView, Story};

use super::evidence::refs;
use super::{Page, quote, text};
use crate::wording;

/// Claims of one kind that are told in words; of the others, the numbers.
const N_CLAIMS: usize = 4;

/// `n_before`: claims of the stories before this one.
pub(super) fn views(page: &Page, n_before: usize, story: &Story) -> Markup {
    html! {
        @if n_before == 0 {
            p class="lead" { "What one outlet has and the others leave out, and loaded words for what others report plainly." }
        }
        ul class="views" { @for one in &story.outlets { (view(page, n_before, story, one)) } }
    }
}

fn view(page: &Page, n_before: usize, story: &Story, view: &OutletView) -> Markup {
    html! {
        li {
            h4 { (text(&view.outlet)) }
            (claims("Alone has", n_before, story, &view.only_here))
            (claims("Leaves out", n_before, story, &view.left_out))
            @for name in &view.names { p { (text(&wording::spelled(name))) } }
            @if !view.loaded.is_empty() {
                p class="label" { "Loaded words" }
                ul class="lines" {
                    @for loaded in &view.loaded {
                        li {
                            (quote(&loaded.cue, 60)) " " (refs(page, &[loaded.statement]))
                            " where others only report " (refs(page, &loaded.plain))
                        }
                    }
                }
            }
        }
    }
}

fn claims(label: &str, n_before: usize, story: &Story, indices: &[usize]) -> Markup {
    let line = |index: &usize| {
        html! {
            @if let Some(claim) = story.claims.get(*index) {
                li { a href={"#c" (n_before + index + 1)} { (quote(&claim.text, 100)) } }
            }
        }
    };
    let (shown, folded) = indices.split_at(indices.len().min(N_CLAIMS));
    html! {
        @if !shown.is_empty() {
            p class="label" { (label) }
            ul class="lines" { @for index in shown { (line(index)) } }
        }
        @if !folded.is_empty() {
            p class="about" {
                "And " (wording::count(folded.len(), "more claim")) ":"
                @for index in folded { " " a href={"#c" (n_before + index + 1)} { (index + 1) } }
            }
        }
    }
}

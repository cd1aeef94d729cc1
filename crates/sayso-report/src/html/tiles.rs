//! The footing of a story's main claim at a glance: what is counted, and what to beware of, each leading to its evidence.

use maud::{Markup, html};
use sayso_ledger::Hand;

use super::claim::{Entry, caution_class};
use super::{Page, text};
use crate::wording::{self, Caution};

/// One answer to what a desk asks: a word that says it all, and who.
struct Verdict {
    class: &'static str,
    words: &'static str,
    about: String,
    /// Where the evidence is; an answer of "none" has none.
    part: Option<&'static str>,
}

pub(super) fn tiles(page: &Page, entry: Entry<'_>) -> Markup {
    let claim = entry.claim;
    let n_outlets = page.briefing.outlets(&claim.documents).len();
    // Without a picture, speakers are told with the way of the words alone.
    let has_list = page.pictured.contains(&entry.number) && !claim.speakers.is_empty();
    let speakers_part = if has_list { "speakers" } else { "chain" };
    let counted = [
        (claim.documents.len(), "article", "statements"),
        (n_outlets, "outlet", "chain"),
        (claim.origins.len(), "origin", "chain"),
        (claim.speakers.len(), "speaker", speakers_part),
    ];
    let link = |part: &str| format!("#{}", entry.id(part));
    html! {
        ul class="tiles" {
            @for (n, what, part) in counted {
                @let counted = wording::count(n, what);
                @let label = counted.split_once(' ').map_or("", |(_, label)| label);
                li { a class="tile" href=(link(part)) { b { (n) } " " span { (label) } } }
            }
            li {
                a class="tile" href=(link(speakers_part)) {
                    @match wording::sides(claim) {
                        Some(n) => { b { (n) } " " span { (if n == 1 { "side" } else { "sides" }) } }
                        None => { b { "?" } " " span { "sides, unclear" } }
                    }
                }
            }
            @for verdict in [hand(entry, speakers_part), denied(entry), silent(entry)] {
                @let inside = html! {
                    b { (verdict.words) }
                    @if !verdict.about.is_empty() { " " span { (text(&verdict.about)) } }
                };
                li class="wide" {
                    @match verdict.part {
                        Some(part) => a class={"tile verdict " (verdict.class)} href=(link(part)) { (inside) },
                        None => span class={"tile verdict " (verdict.class)} { (inside) },
                    }
                }
            }
        }
    }
}

fn hand(entry: Entry<'_>, part: &'static str) -> Verdict {
    let claim = entry.claim;
    let n_first = claim.speakers.iter().filter(|s| s.first_hand).count();
    let (class, words) = match claim.hand {
        _ if claim.speakers.is_empty() => ("caution", "Nobody named"),
        Hand::First => ("sound", "First hand"),
        Hand::Mixed => ("caution", "Partly second hand"),
        Hand::Second => ("caution", "Second hand only"),
    };
    let n = claim.speakers.len();
    Verdict {
        class,
        words,
        about: match n {
            0 => String::new(),
            n => format!("{n_first} of {} first hand", wording::count(n, "speaker")),
        },
        part: Some(part),
    }
}

fn denied(entry: Entry<'_>) -> Verdict {
    let names: Vec<&str> = entry.claim.denied_by.iter().map(|d| &*d.name).collect();
    let is_denied = !names.is_empty();
    Verdict {
        class: if is_denied {
            caution_class(Caution::Denied)
        } else {
            "nothing"
        },
        words: if is_denied { "Denied" } else { "No denial" },
        about: if is_denied {
            format!("by {}", wording::list(&names))
        } else {
            "in these reports".to_owned()
        },
        part: is_denied.then_some("denied"),
    }
}

fn silent(entry: Entry<'_>) -> Verdict {
    let claim = entry.claim;
    let silent: Vec<&str> = claim.silence.iter().map(|s| &*s.name).collect();
    let unheard = (claim.not_confirmed_by.iter().map(String::as_str))
        .filter(|name| !silent.contains(name))
        .collect::<Vec<_>>();
    let (words, names) = match (silent.is_empty(), unheard.is_empty()) {
        (false, _) => ("Silent", [silent, unheard].concat()),
        (true, false) => ("Not heard", unheard),
        (true, true) => ("Nobody silent", vec![]),
    };
    let is_silent = !names.is_empty();
    Verdict {
        class: if is_silent {
            caution_class(Caution::NotConfirmed)
        } else {
            "nothing"
        },
        words,
        about: if is_silent {
            wording::list(&names)
        } else {
            "as far as reported".to_owned()
        },
        part: is_silent.then_some("unheard"),
    }
}

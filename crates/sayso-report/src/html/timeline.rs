//! The timeline: days along a line, with those still to come when the newest report was written marked as announced.

use jiff::civil::Date;
use maud::{Markup, html};
use sayso_ledger::{Story, TimelineEntry};

use super::evidence::places;
use super::{Page, document_id, text};
use crate::view::outlet;
use crate::wording;

pub(super) fn days(page: &Page, story: &Story) -> Markup {
    let articles = page.briefing.documents(&story.documents);
    let newest = articles
        .filter_map(|a| a.published.as_ref())
        .map(|p| p.value.date())
        .max();
    let is_announced = |day: Date| newest.is_some_and(|newest| day > newest);
    html! {
        ol class="timeline" {
            @for of_day in story.timeline.chunk_by(|a, b| a.date == b.date) {
                @let day = of_day[0].date;
                li class=[is_announced(day).then_some("announced")] {
                    p class="day" {
                        time datetime=(day) { (wording::date(day)) }
                        @if is_announced(day) { " " span class="badge" { "announced" } }
                    }
                    div { @for one in of_day { (entry(page, one)) } }
                }
            }
        }
    }
}

fn entry(page: &Page, entry: &TimelineEntry) -> Markup {
    html! {
        div class="entry" {
            p { (text(&entry.text)) }
            p class="about" {
                @if entry.statements.is_empty() {
                    @for (i, document) in entry.documents.iter().enumerate() {
                        @for article in page.briefing.documents(&[*document]) {
                            @if i > 0 { ", " }
                            a href={"#" (document_id(*document))} { (text(&outlet(article))) }
                        }
                    }
                } @else { (places(page, &entry.statements)) }
            }
        }
    }
}

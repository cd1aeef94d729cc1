//! Stories: when their articles came out, as a picture, and which earlier story each follows up.

use jiff::civil::Date;
use maud::{Markup, html};
use sayso_text::{Article, DocumentIdx};

use super::{dotted, text};
use crate::view::{outlet, published};
use crate::{visible, wording};

/// Stories in the picture: the first of those that several articles tell.
const N_ROWS: usize = 60;

/// Measures in CSS pixels, as wide as a phone.
const WIDTH: usize = 400;
const ROW: usize = 40;
const MARGIN: usize = 10;
const DOT: usize = 5;
const COLUMNS: usize = 48;

/// The stories of a run, each with its headline.
pub(super) struct Told<'a> {
    articles: &'a [Article],
    stories: &'a [Vec<DocumentIdx>],
    /// For each story, the earlier one that it follows up.
    follows: &'a [Option<usize>],
    /// For each story, those that follow it up.
    followed: Vec<Vec<usize>>,
}

impl<'a> Told<'a> {
    pub(super) fn new(
        articles: &'a [Article],
        stories: &'a [Vec<DocumentIdx>],
        follows: &'a [Option<usize>],
    ) -> Self {
        let mut followed = vec![Vec::new(); stories.len()];
        for (later, earlier) in follows.iter().enumerate() {
            if let Some(earlier) = earlier.and_then(|earlier| followed.get_mut(earlier)) {
                earlier.push(later);
            }
        }
        Self {
            articles,
            stories,
            follows,
            followed,
        }
    }

    fn members(&self, story: usize) -> impl Iterator<Item = &Article> {
        self.stories[story]
            .iter()
            .filter_map(|d| self.articles.get(d.0))
    }

    /// The first headline.
    fn headline(&self, story: usize) -> String {
        let titles = self.members(story).filter_map(|a| a.title.as_ref());
        let first = titles.map(|title| &title.value).next();
        first.map_or_else(
            || "No headline".to_owned(),
            |title| visible::short(title, 120),
        )
    }

    pub(super) fn contents(&self) -> Markup {
        html! {
            ul {
                @for story in 0..self.stories.len().min(N_ROWS) {
                    li { a href={"#t" (story + 1)} { (text(&visible::short(&self.headline(story), 60))) } }
                }
            }
        }
    }

    pub(super) fn sections(&self) -> Markup {
        html! {
            (self.picture())
            @for story in 0..self.stories.len() { (self.section(story)) }
        }
    }

    fn section(&self, story: usize) -> Markup {
        let link =
            |other: usize| html! { a href={"#t" (other + 1)} { (text(&self.headline(other))) } };
        let earlier = self.follows.get(story).copied().flatten();
        html! {
            section id={"t" (story + 1)} class="lineage" {
                h2 { (text(&self.headline(story))) }
                p class="about" { (wording::count(self.stories[story].len(), "article")) }
                @if let Some(earlier) = earlier { p class="about" { "Follows: " (link(earlier)) } }
                @for later in &self.followed[story] { p class="about" { "Followed by: " (link(*later)) } }
                ol class="timeline" {
                    @for article in self.members(story) {
                        li {
                            time { (published(article).unwrap_or_else(|| "no date".to_owned())) }
                            div {
                                @if let Some(title) = &article.title { p { (text(&visible::short(&title.value, 200))) } }
                                p class="about" {
                                    (dotted([html! { (text(&outlet(article))) }, html! { code { (text(&article.document)) } }]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A row a story, a dot an article, at its day.
    fn picture(&self) -> Markup {
        let day = |article: &Article| article.published.as_ref().map(|p| p.value.date());
        let told: Vec<(usize, Vec<Date>)> = (0..self.stories.len())
            .map(|story| (story, self.members(story).filter_map(day).collect()))
            .filter(|(_, days): &(usize, Vec<Date>)| days.len() > 1)
            .take(N_ROWS)
            .collect();
        let days = || told.iter().flat_map(|(_, days)| days);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return html! {};
        };
        let since = |day: &Date| usize::try_from((*day - *first).get_days()).unwrap_or(0);
        let x = |day: &Date| MARGIN + since(day) * (WIDTH - 2 * MARGIN) / since(last).max(1);
        let height = told.len() * ROW + ROW / 2;
        html! {
            section class="lineage" {
                h2 { "When they were told" }
                p class="lead" { "A line for each story that several dated articles tell, from " (wording::date(*first)) " to " (wording::date(*last)) "; a dot for each article." }
                figure class="tree" {
                    svg viewBox={"0 0 " (WIDTH) " " (height)} role="group" aria-label="Stories by day" {
                        @for (row, (story, days)) in told.iter().enumerate() {
                            @let y = row * ROW + 3 * ROW / 4;
                            a href={"#t" (story + 1)} {
                                title { (self.headline(*story)) }
                                text class="facts" x=(MARGIN) y=(y - 12) { (visible::fit(&self.headline(*story), COLUMNS)) }
                                path d={"M" (MARGIN) " " (y) "H" (WIDTH - MARGIN)} {}
                                @for day in days { circle cx=(x(day)) cy=(y) r=(DOT) {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

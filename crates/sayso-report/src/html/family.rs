//! Origins as family trees: a picture of each that several articles have their words from.

use maud::{Markup, html};

use super::evidence::origin_class;
use super::frame::{Place, Print, framed};
use super::lineage::origin;
use super::{Page, document_id};
use crate::family::{Family, Member, Tie};
use crate::view::{outlet, published};
use crate::{visible, wording};

/// Origins without a picture that show at once; the others open.
const N_ORIGINS: usize = 12;
/// Boxes of a picture, and levels of articles in it. A picture is for the eye; graphs for programs have no bounds.
const N_BOXES: usize = 60;
const N_LEVELS: usize = 4;

/// Measures in CSS pixels. The whole is as wide as a phone, so that its letters are not scaled down there.
const WIDTH: usize = 400;
const INDENT: usize = 60;
const BOX: usize = 46;
const ROW: usize = 60;
/// Where a trunk leaves its box, from the box's left: under the first letter.
const TRUNK: usize = PRINT.padding;
const PRINT: Print = Print {
    padding: 14,
    column: 8,
};

pub(super) fn section(page: &Page) -> Markup {
    let (trees, others): (Vec<&Family>, Vec<&Family>) =
        page.families.iter().partition(|f| f.members.len() > 1);
    let (shown, folded) = others.split_at(others.len().min(N_ORIGINS));
    let list = |some: &[&Family]| {
        html! { ul class="origins" { @for family in some { (origin(page, family.origin, None)) } } }
    };
    html! {
        section id="origins" class="lineage" {
            h2 { "Whose words" }
            p class="lead" {
                "An origin is a source of words: an agency story, remarks that several heard, an outlet's own reporting. In a picture "
                "each article stands under the one it has the words from, as told by a credit, the name of an outlet, or the date; a "
                "dashed line says that its direct source is not known."
            }
            @for family in trees {
                div class="family" {
                    (picture(page, family))
                    (list(&[family]))
                }
            }
            @if !others.is_empty() {
                @if shown.len() < page.families.len() { h3 { "Other origins" } }
                (list(shown))
                @if !folded.is_empty() {
                    details class="more" {
                        summary { (wording::count(folded.len(), "more origin")) }
                        (list(folded))
                    }
                }
            }
        }
    }
}

/// The tree, one box a row; each level stands further in.
fn picture(page: &Page, family: &Family) -> Markup {
    let label = visible::entry(&page.briefing.origin_label(family.origin));
    // A member comes after the one above it, so whoever is drawn hangs on a box.
    let drawn: Vec<(usize, &Member)> = (family.members.iter().enumerate())
        .filter(|(_, member)| member.depth < N_LEVELS)
        .take(N_BOXES)
        .collect();
    let mut row_of = vec![0; family.members.len()];
    // For each row, down to where its trunk is drawn.
    let mut trunk: Vec<usize> = (0..=drawn.len()).map(|row| row * ROW + BOX).collect();
    let mut parts = vec![origin_box(&label)];
    for (row, (i, member)) in (1..).zip(&drawn) {
        row_of[*i] = row;
        let above = member.parent.map_or(0, |parent| row_of[parent]);
        let x = member.depth * INDENT + TRUNK;
        let y = row * ROW + BOX / 2;
        parts.push(branch(member.tie, (x, trunk[above]), y));
        trunk[above] = y;
        parts.extend(article_box(page, member, row));
    }
    let height = drawn.len() * ROW + BOX;
    let n_left_out = family.members.len() - drawn.len();
    html! {
        figure class={"tree " (origin_class(family.origin))} {
            svg viewBox={"0 0 " (WIDTH) " " (height)} role="group" aria-label="Family tree" {
                @for part in &parts { (part) }
            }
            @if n_left_out > 0 {
                figcaption class="about" {
                    (wording::count(n_left_out, "article")) " more not drawn; " code { "sayso lineage --format dot" } " draws all"
                }
            }
        }
    }
}

/// Down the trunk from `start` to the level of a box, and to the box.
fn branch(tie: Tie, start: (usize, usize), y: usize) -> Markup {
    let (x, end) = (start.0, start.0 - TRUNK + INDENT);
    html! {
        path class=[(tie == Tie::Unknown).then_some("unknown")] d={"M" (x) " " (start.1) "V" (y) "H" (end)} {}
        text class="tie" x=((x + end) / 2) y=(y - 5) { (wording::tie(tie)) }
    }
}

fn origin_box(label: &str) -> Markup {
    framed((place(0, 0), PRINT), "origin-box", label, label, "")
}

fn place(level: usize, row: usize) -> Place {
    Place {
        x: level * INDENT,
        y: row * ROW,
        width: WIDTH - level * INDENT,
        height: BOX,
    }
}

fn article_box(page: &Page, member: &Member, row: usize) -> Option<Markup> {
    let article = page.briefing.articles.get(member.document.0)?;
    let (name, date) = (outlet(article), published(article));
    let facts: Vec<String> = date
        .into_iter()
        .chain([wording::percent(member.share)])
        .collect();
    let facts = facts.join(" · ");
    let full = format!("{name}, {}", visible::name(&article.document));
    let inside = framed(
        (place(member.depth + 1, row), PRINT),
        "article-box",
        &name,
        &full,
        &facts,
    );
    Some(html! { a href={"#" (document_id(member.document))} { (inside) } })
}

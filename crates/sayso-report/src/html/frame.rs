//! A box in a picture: a line of strong and a line of small print, clipped, with the whole name as its title.

use maud::{Markup, html};

use crate::visible;

/// How a box's name is set, in CSS pixels as all measures here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Print {
    /// Room between a box's edge and its text.
    pub(super) padding: usize,
    /// A letter's width is a guess, on the wide side; what is wider still is clipped.
    pub(super) column: usize,
}

/// Where a box stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Place {
    /// The level at which lines meet the box.
    pub(super) const fn middle(self) -> usize {
        self.y + self.height / 2
    }

    pub(super) const fn end(self) -> usize {
        self.x + self.width
    }
}

/// `full` is what `name` is short for.
pub(super) fn framed(
    (place, print): (Place, Print),
    class: &str,
    name: &str,
    full: &str,
    facts: &str,
) -> Markup {
    let Place {
        x,
        y,
        width,
        height,
    } = place;
    let columns = (width - 2 * print.padding) / print.column;
    let (alone, above, below) = (height / 2 + 5, height / 2 - 3, height / 2 + 14);
    html! {
        svg x=(x) y=(y) width=(width) height=(height) class=(class) {
            title { (full) }
            rect class="frame" x="0.5" y="0.5" width=(width - 1) height=(height - 1) rx="4" {}
            rect class="edge" width="5" height=(height) {}
            text class="name" x=(print.padding) y=(if facts.is_empty() { alone } else { above }) { (visible::fit(name, columns)) }
            @if !facts.is_empty() { text class="facts" x=(print.padding) y=(below) { (visible::fit(facts, columns)) } }
        }
    }
}

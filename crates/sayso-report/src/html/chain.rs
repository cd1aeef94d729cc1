//! The way of a claim's words, as a picture and in words: outlets, the origin that they have them from, where they were
//! said, who said them, and whom they are about.
//!
//! A row is an origin, so that five outlets with one agency's story are seen to be five lines that run into one.

use maud::{Markup, html};
use sayso_ledger::Claim;
use sayso_read::StatementIdx;
use sayso_trace::{Basis, OriginIdx};

use super::claim::Entry;
use super::evidence::{origin_chip, origin_class, refs};
use super::frame::{Place, Print, framed};
use super::lineage::origin_link;
use super::{Page, text};
use crate::view::{Placed, published, statement_id};
use crate::{visible, wording};

/// Rows of a picture, and boxes of a row one above the other. What is beyond stands in the words below it.
const N_ROWS: usize = 6;
const N_STOPS: usize = 6;

/// Measures in CSS pixels. `WIDTH` is the widest picture; one with fewer columns is narrower.
const WIDTH: usize = 900;
const WIDEST_BOX: usize = 176;
const GAP: usize = 32;
const BOX: usize = 40;
const PITCH: usize = 48;
const ROW_GAP: usize = 12;
const HEADING: usize = 22;
const PRINT: Print = Print {
    padding: 11,
    column: 7,
};

/// A name on the way, with the statements that pass through it.
struct Stop {
    name: String,
    statements: Vec<StatementIdx>,
    /// Of a speaker: whether he speaks for himself, where the claim counts him.
    first_hand: Option<bool>,
}

/// The words of one origin.
struct Row {
    origin: Option<OriginIdx>,
    /// Whether the claim stands in headlines only.
    is_headline: bool,
    outlets: Vec<Stop>,
    venues: Vec<Stop>,
    speakers: Vec<Stop>,
}

fn rows(page: &Page, claim: &Claim) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (known, unknown): (Vec<_>, Vec<_>) = page
        .briefing
        .placed_all(&claim.statements)
        .map(|p| (p, page.briefing.origin_of(p)))
        .partition(|(_, origin)| origin.is_some());
    for (placed, origin) in known.into_iter().chain(unknown) {
        let outlet = placed.outlet();
        // A headline has no origin of its own; it goes with the article under it.
        let is_same = |row: &Row| {
            row.origin == origin || origin.is_none() && row.outlets.iter().any(|o| o.name == outlet)
        };
        let at = rows.iter().position(is_same).unwrap_or_else(|| {
            rows.push(Row {
                origin,
                is_headline: true,
                outlets: vec![],
                venues: vec![],
                speakers: vec![],
            });
            rows.len() - 1
        });
        let row = &mut rows[at];
        row.is_headline &= placed.statement.headline;
        pass(&mut row.outlets, outlet, placed.idx, None);
        if let Some(venue) = placed.statement.venue {
            let venue = visible::name(placed.article.slice(venue));
            pass(&mut row.venues, venue, placed.idx, None);
        }
        let speaker = supporter(claim, placed);
        if !speaker.is_empty() {
            let first_hand = page.briefing.first_hand(claim, placed.idx);
            pass(&mut row.speakers, speaker, placed.idx, first_hand);
        }
    }
    rows
}

fn pass(stops: &mut Vec<Stop>, name: String, idx: StatementIdx, first_hand: Option<bool>) {
    if let Some(stop) = stops.iter_mut().find(|stop| stop.name == name) {
        stop.statements.push(idx);
        stop.first_hand = stop.first_hand.or(first_hand);
    } else {
        stops.push(Stop {
            name,
            statements: vec![idx],
            first_hand,
        });
    }
}

/// The speaker as the claim counts him; within nested words that is the outer voice.
fn supporter(claim: &Claim, placed: Placed<'_>) -> String {
    let speaker = claim
        .speakers
        .iter()
        .find(|s| s.statements.contains(&placed.idx));
    speaker.map_or_else(|| placed.speaker(), |s| visible::name(&s.name))
}

const DENIES: &str = "denies it";

/// What the party that the claim is about says to it; empty where it speaks for itself.
fn answer(claim: &Claim, party: &str) -> &'static str {
    if claim.denied_by.iter().any(|d| d.name == party) {
        DENIES
    } else if claim.silence.iter().any(|s| s.name == party) {
        "has not commented"
    } else if claim.not_confirmed_by.iter().any(|name| name == party) {
        "not heard"
    } else {
        ""
    }
}

/// Picture and words, or the words alone for a claim that gets no picture.
pub(super) fn chain(page: &Page, entry: Entry<'_>) -> Markup {
    let rows = rows(page, entry.claim);
    html! {
        div class="chain" id=(entry.id("chain")) {
            @if page.pictured.contains(&entry.number) {
                (Picture::of(page, entry, &rows).markup(entry, &rows))
                details class="more" { summary { "The same in words" } (words(page, entry, &rows)) }
            } @else { (words(page, entry, &rows)) }
        }
    }
}

fn words(page: &Page, entry: Entry<'_>, rows: &[Row]) -> Markup {
    let stops = |stops: &[Stop]| {
        html! {
            @for (i, stop) in stops.iter().enumerate() {
                @if i > 0 { (if i + 1 < stops.len() { ", " } else { " and " }) }
                (text(&stop.name))
                @if let Some(first_hand) = stop.first_hand { " (" (wording::hand(first_hand)) ")" }
                " " (refs(page, &stop.statements))
            }
        }
    };
    html! {
        ul class="lines way" {
            @for row in rows {
                li {
                    (stops(&row.outlets))
                    @match row.origin {
                        Some(origin) => {
                            " ← " @match origin_link(page, entry.story, origin) {
                                Some(link) => a href=(link) { (origin_chip(page, origin)) },
                                None => (origin_chip(page, origin)),
                            }
                        }
                        None => { " ← " (unknown_origin(row)) }
                    }
                    @if let Some(first) = row.venues.first() {
                        " ← " (wording::said_where(&first.name)) " " (stops(&row.venues))
                    }
                    " ← "
                    @if row.speakers.is_empty() { "nobody named" } @else { (stops(&row.speakers)) }
                    @if let Some(party) = &entry.claim.about_actor {
                        ", about " (text(party))
                        @let answer = answer(entry.claim, party);
                        @if !answer.is_empty() { ", who " (if answer == "not heard" { "is not heard" } else { answer }) }
                    }
                }
            }
        }
    }
}

const fn unknown_origin(row: &Row) -> &'static str {
    if row.is_headline {
        "its headline"
    } else {
        "origin unknown"
    }
}

/// What is drawn: lines first, so that boxes lie above them.
struct Picture {
    columns: Vec<&'static str>,
    width: usize,
    height: usize,
    lines: Vec<Markup>,
    boxes: Vec<Markup>,
}

impl Picture {
    fn of(page: &Page, entry: Entry<'_>, rows: &[Row]) -> Self {
        let shown = &rows[..rows.len().min(N_ROWS)];
        let party = entry.claim.about_actor.as_deref();
        let mut columns = vec!["carried by", "words of"];
        if shown.iter().any(|row| !row.venues.is_empty()) {
            columns.push("where");
        }
        columns.push("said by");
        columns.extend(party.map(|_| "about"));
        let n_gaps = columns.len() - 1;
        let width = WIDEST_BOX.min((WIDTH - n_gaps * GAP) / columns.len());
        let mut picture = Self {
            width,
            height: HEADING,
            columns,
            lines: vec![],
            boxes: vec![],
        };
        let mut ends = Vec::new();
        for row in shown {
            let class = row.origin.map(origin_class).unwrap_or_default();
            let (lines, boxes) = (picture.lines.len(), picture.boxes.len());
            ends.extend(picture.row(page, entry, row));
            // The origin's colour is its row's.
            for parts in [(&mut picture.lines, lines), (&mut picture.boxes, boxes)] {
                let of_row: Vec<Markup> = parts.0.drain(parts.1..).collect();
                parts
                    .0
                    .push(html! { g class=(class) { @for part in &of_row { (part) } } });
            }
        }
        picture.height -= ROW_GAP.min(picture.height);
        if let Some(party) = party {
            picture.party(entry, party, &ends);
        }
        picture
    }

    /// Where the box at a height stands in a column.
    const fn place(&self, column: usize, y: usize) -> Place {
        Place {
            x: column * (self.width + GAP),
            y,
            width: self.width,
            height: BOX,
        }
    }

    /// The boxes of one column, in the middle of the row's height.
    fn column(&self, column: usize, n: usize, n_levels: usize) -> Vec<Place> {
        let top = self.height + (n_levels - n) * PITCH / 2;
        (0..n)
            .map(|i| self.place(column, top + i * PITCH))
            .collect()
    }

    /// Draws a row and gives where its speakers stand, each with his hand.
    fn row(&mut self, page: &Page, entry: Entry<'_>, row: &Row) -> Vec<(Place, Option<bool>)> {
        let outlets = Drawn::of(&row.outlets, N_STOPS);
        let speakers = Drawn::of(&row.speakers, N_STOPS);
        // Words that were said nowhere in particular pass the column of places by.
        let has_venues = self.columns.contains(&"where");
        let venues = &row.venues[..row.venues.len().min(N_STOPS - 1)];
        let in_venues = |idx: &StatementIdx| venues.iter().any(|v| v.statements.contains(idx));
        let passes_by = |stop: &Stop| !stop.statements.iter().all(in_venues);
        let has_passage = has_venues
            && (venues.is_empty() || speakers.stops.iter().any(passes_by) || speakers.n_more > 0);
        let n_venues = venues.len() + usize::from(has_passage);
        let n_levels = outlets.len().max(speakers.len()).max(n_venues).max(1);

        let outlet_places = self.column(0, outlets.len(), n_levels);
        let origin = self.column(1, 1, n_levels)[0];
        let venue_places = self.column(2, n_venues, n_levels);
        let last = 2 + usize::from(has_venues);
        let speaker_places = self.column(last, speakers.len().max(1), n_levels);
        self.height += n_levels * PITCH + ROW_GAP;

        for place in &outlet_places {
            self.line(*place, origin, "carry");
        }
        self.arrow(origin);
        self.outlets(page, &outlets, &outlet_places);
        self.origin(page, entry, row, origin);
        for (venue, place) in venues.iter().zip(&venue_places) {
            self.line(origin, *place, "carry");
            self.arrow(*place);
            let facts = wording::count(venue.statements.len(), "statement");
            let drawn = framed((*place, PRINT), "stop", &venue.name, &venue.name, &facts);
            self.boxes.push(linked(venue, &drawn));
        }
        let passage = has_passage.then(|| venue_places[n_venues - 1]);
        if let Some(place) = passage {
            self.line(origin, place, "carry");
            self.lines.push(html! { path class="carry" d={"M" (place.x) " " (place.middle()) "H" (place.end())} {} });
        }

        let mut ends = Vec::new();
        for (stop, place) in speakers.stops.iter().zip(&speaker_places) {
            let class = hand_class(stop.first_hand);
            let at = venues.iter().zip(&venue_places);
            let mut from: Vec<Place> = at
                .filter(|(venue, _)| venue.statements.iter().any(|s| stop.statements.contains(s)))
                .map(|(_, place)| *place)
                .collect();
            if !has_venues {
                from.push(origin);
            } else if let Some(passage) = passage.filter(|_| passes_by(stop)) {
                from.push(passage);
            }
            for from in from {
                self.line(from, *place, class);
            }
            self.arrow(*place);
            let n = wording::count(stop.statements.len(), "statement");
            let facts = stop
                .first_hand
                .map_or(n, |hand| wording::hand(hand).to_owned());
            let drawn = framed((*place, PRINT), "stop", &stop.name, &stop.name, &facts);
            self.boxes.push(linked(stop, &drawn));
            ends.push((*place, stop.first_hand));
        }
        let from = passage.unwrap_or(origin);
        if row.speakers.is_empty() {
            let place = speaker_places[0];
            self.line(from, place, "unknown");
            self.boxes.push(framed(
                (place, PRINT),
                "stop none",
                "nobody named",
                "nobody named",
                "",
            ));
        } else if let Some(place) = speaker_places.get(speakers.stops.len()) {
            self.line(from, *place, "unknown");
            self.boxes.push(more(*place, speakers.n_more, "speaker"));
        }
        ends
    }

    fn outlets(&mut self, page: &Page, outlets: &Drawn<'_>, places: &[Place]) {
        for (stop, place) in outlets.stops.iter().zip(places) {
            let article = stop
                .statements
                .first()
                .and_then(|s| page.briefing.placed(*s));
            let date = article
                .and_then(|p| published(p.article))
                .unwrap_or_default();
            let drawn = framed((*place, PRINT), "stop", &stop.name, &stop.name, &date);
            self.boxes.push(linked(stop, &drawn));
        }
        if let Some(place) = places.get(outlets.stops.len()) {
            self.boxes.push(more(*place, outlets.n_more, "outlet"));
        }
    }

    fn origin(&mut self, page: &Page, entry: Entry<'_>, row: &Row, place: Place) {
        let label = row.origin.map_or_else(
            || unknown_origin(row).to_owned(),
            |origin| page.briefing.origin_label(origin),
        );
        let origins = &page.briefing.lineage.origins;
        let basis = row
            .origin
            .and_then(|o| origins.get(o.0))
            .map(|o| &o.basis[..]);
        // Whose own reporting it is stands to the left of it; that it is, is clipped off a long label first.
        let (name, facts) = match (basis, label.split_once(": ")) {
            (Some([Basis::Own]), Some((whose, what))) => (whose, what.to_owned()),
            _ => (&*label, wording::count(row.outlets.len(), "outlet")),
        };
        let drawn = framed((place, PRINT), "origin-box", name, &label, &facts);
        let link = row.origin.and_then(|o| origin_link(page, entry.story, o));
        self.boxes.push(match link {
            Some(link) => html! { a href=(link) { (drawn) } },
            None => drawn,
        });
    }

    /// The one whom all rows are about stands once, and every speaker's line ends there.
    fn party(&mut self, entry: Entry<'_>, party: &str, ends: &[(Place, Option<bool>)]) {
        let y = HEADING + self.height.saturating_sub(HEADING + PITCH) / 2;
        let place = self.place(self.columns.len() - 1, y);
        for (from, first_hand) in ends {
            self.line(*from, place, hand_class(*first_hand));
        }
        self.arrow(place);
        let answer = answer(entry.claim, party);
        let class = match answer {
            "" => "stop party",
            DENIES => "stop party denying",
            _ => "stop party unheard-party",
        };
        let name = visible::name(party);
        let full = if answer.is_empty() {
            name.clone()
        } else {
            format!("{name}: {answer}")
        };
        let link = match answer {
            "" => format!("#{}", entry.id("statements")),
            DENIES => format!("#{}", entry.id("denied")),
            _ => format!("#{}", entry.id("unheard")),
        };
        let drawn = framed((place, PRINT), class, &name, &full, answer);
        self.boxes.push(html! { a href=(link) { (drawn) } });
    }

    fn line(&mut self, from: Place, to: Place, class: &str) {
        let (x, end, y) = (from.end(), to.x, to.middle());
        let half = (x + end) / 2;
        self.lines.push(html! {
            path class=(class) d={"M" (x) " " (from.middle()) "C" (half) " " (from.middle()) " " (half) " " (y) " " (end) " " (y)} {}
        });
    }

    /// The head of the lines that end at a box.
    fn arrow(&mut self, to: Place) {
        let (x, y) = (to.x - 1, to.middle());
        self.lines.push(html! { path class="head" d={"M" (x - 6) " " (y - 4) "L" (x) " " (y) "L" (x - 6) " " (y + 4)} {} });
    }

    fn markup(&self, entry: Entry<'_>, rows: &[Row]) -> Markup {
        let width = self.columns.len() * (self.width + GAP) - GAP;
        let n_left_out = rows.len().saturating_sub(N_ROWS);
        let footing = wording::footing(entry.claim);
        let (title, desc) = (entry.id("picture"), entry.id("told"));
        html! {
            div class="scroll" role="region" aria-labelledby=(title) tabindex="0" {
                svg class="way-picture" viewBox={"0 0 " (width) " " (self.height + 2)} style={"width:" (width) "px"}
                    role="group" aria-labelledby=(title) aria-describedby=(desc) {
                    title id=(title) { "On whose say-so claim " (entry.place) " stands" }
                    desc id=(desc) { (footing.sentence()) ". Each row is an origin; lines run from the outlets to the speakers, dashed where one speaks at second hand." }
                    @for (i, column) in self.columns.iter().enumerate() {
                        text class="facts" x=(i * (self.width + GAP)) y="12" { (column) }
                    }
                    @for part in self.lines.iter().chain(&self.boxes) { (part) }
                }
            }
            p class="about legend" {
                span class="key" { "first hand" } " " span class="key second" { "second hand" }
                @if n_left_out > 0 { " " (wording::count(n_left_out, "more origin")) " in words only" }
            }
        }
    }
}

/// The stops of a column that are drawn; where there are more, the last box counts them.
struct Drawn<'a> {
    stops: &'a [Stop],
    n_more: usize,
}

impl<'a> Drawn<'a> {
    fn of(all: &'a [Stop], n_boxes: usize) -> Self {
        let n = if all.len() > n_boxes {
            n_boxes - 1
        } else {
            all.len()
        };
        Self {
            stops: &all[..n],
            n_more: all.len() - n,
        }
    }

    const fn len(&self) -> usize {
        self.stops.len() + (self.n_more > 0) as usize
    }
}

const fn hand_class(first_hand: Option<bool>) -> &'static str {
    match first_hand {
        Some(true) => "first",
        Some(false) => "second",
        None => "unknown",
    }
}

/// A box that leads to the first passage behind it.
fn linked(stop: &Stop, drawn: &Markup) -> Markup {
    html! {
        @match stop.statements.first() {
            Some(idx) => a href={"#" (statement_id(*idx))} { (drawn) },
            None => (drawn),
        }
    }
}

fn more(place: Place, n: usize, what: &str) -> Markup {
    let words = wording::count(n, what);
    let words = words.replacen(' ', " more ", 1);
    framed((place, PRINT), "stop none", &words, &words, "")
}

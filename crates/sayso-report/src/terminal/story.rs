//! A story in the terminal brief.

use sayso_ledger::{Conflict, OutletView, Position, Story, TimelineEntry};
use sayso_trace::Pair;

use super::evidence::{self, first, left_out};
use super::layout::{Ink, Page};
use super::{claim, lineage};
use crate::family::Family;
use crate::wording;
use crate::{Briefing, visible};

const N_POSITIONS: usize = 40;
const N_CONFLICTS: usize = 10;
const N_TIMELINE: usize = 20;
const N_OUTLETS: usize = 12;
/// Claims that an outlet alone has, or leaves out, that are spelled out.
const N_OF_OUTLET: usize = 3;
const N_PAIRS: usize = 10;

/// A story from its footing to its lineage.
pub(super) fn brief(
    page: &mut Page,
    briefing: &Briefing,
    families: &[Family],
    story: &Story,
    kicker: &str,
) {
    page.paragraph("", "", &[(Ink::Strong, &visible::entry(&story.title))]);
    let dates = wording::date_range(story.from, story.to);
    let counts = wording::story_counts(story, briefing.outlets(&story.documents).len());
    let parts = [kicker, &dates, &counts];
    let remark = parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    page.paragraph("", "", &[(Ink::Faint, &remark)]);

    if let Some(claim) = story.claims.first() {
        page.heading("THE MAIN CLAIM", "");
        claim::footing(page, briefing, claim);
    }
    if !story.claims.is_empty() {
        page.heading("CLAIMS", "weightiest first");
        claim::list(page, briefing, story);
    }
    if !story.positions.is_empty() {
        page.heading("POSITIONS", "");
        let shown = first(&story.positions, N_POSITIONS);
        for of_party in shown.chunk_by(|a, b| a.party == b.party) {
            let party = visible::name(&of_party[0].party);
            page.paragraph("  ", "  ", &[(Ink::Name, &party)]);
            of_party
                .iter()
                .for_each(|one| position(page, briefing, one));
        }
        left_out(page, "  ", story.positions.len(), N_POSITIONS);
    }
    if !story.conflicts.is_empty() {
        page.heading("WHERE THE ACCOUNTS DIFFER", "");
        for one in first(&story.conflicts, N_CONFLICTS) {
            conflict(page, briefing, one);
        }
        left_out(page, "  ", story.conflicts.len(), N_CONFLICTS);
    }
    if !story.outlets.is_empty() {
        page.heading("OUTLET BY OUTLET", "what one has and the others leave out");
        for one in first(&story.outlets, N_OUTLETS) {
            outlet(page, briefing, story, one);
        }
        left_out(page, "  ", story.outlets.len(), N_OUTLETS);
    }
    if !story.timeline.is_empty() {
        page.heading("TIMELINE", "");
        for entry in first(&story.timeline, N_TIMELINE) {
            timeline_entry(page, briefing, entry);
        }
        left_out(page, "  ", story.timeline.len(), N_TIMELINE);
    }
    page.heading(
        "WHOSE WORDS",
        "origins, and the share of each article that comes from them",
    );
    let (articles, found) = (briefing.articles, briefing.lineage);
    for family in story.origins.iter().filter_map(|o| families.get(o.0)) {
        let label = briefing.origin_label(family.origin);
        lineage::family(page, articles, found, family, &label);
    }
    let pairs: Vec<&Pair> = (found.pairs.iter())
        .filter(|p| story.documents.contains(&p.a))
        .collect();
    for pair in first(&pairs, N_PAIRS) {
        lineage::pair(page, articles, pair);
    }
    left_out(page, "  ", pairs.len(), N_PAIRS);
}

fn position(page: &mut Page, briefing: &Briefing, position: &Position) {
    let reported = match &position.reported_by {
        Some(name) => format!(", as {} reports", visible::name(name)),
        None => String::new(),
    };
    let days = match wording::date_range(position.from, position.to) {
        days if days.is_empty() => days,
        days => format!(" · {days}"),
    };
    let ink = if position.reported_by.is_some() {
        Ink::Caution
    } else {
        Ink::Strong
    };
    let pieces = [
        (ink, wording::stance(position.stance)),
        (Ink::Plain, ": "),
        (Ink::Plain, &visible::entry(&position.issue)),
        (Ink::Caution, &reported),
        (Ink::Faint, &days),
    ];
    page.paragraph("    ", "      ", &pieces);
    evidence::list(page, briefing, 6, &position.statements, 1);
}

fn conflict(page: &mut Page, briefing: &Briefing, conflict: &Conflict) {
    let pieces = [
        (Ink::Denied, wording::conflict(conflict.kind)),
        (Ink::Plain, ". "),
        (Ink::Plain, &visible::entry(&conflict.note)),
    ];
    page.paragraph("  ", "  ", &pieces);
    evidence::list(page, briefing, 4, &conflict.a, 1);
    page.paragraph("    ", "    ", &[(Ink::Faint, "against")]);
    evidence::list(page, briefing, 4, &conflict.b, 1);
}

fn outlet(page: &mut Page, briefing: &Briefing, story: &Story, view: &OutletView) {
    page.paragraph("  ", "  ", &[(Ink::Name, &visible::name(&view.outlet))]);
    for (what, claims) in [
        ("alone has", &view.only_here),
        ("leaves out", &view.left_out),
    ] {
        for &claim in first(claims, N_OF_OUTLET) {
            let number = format!(" {}. ", claim + 1);
            let text = visible::quoted(&story.claims[claim].text, 160);
            let pieces = [
                (Ink::Faint, what),
                (Ink::Faint, &number),
                (Ink::Plain, &text),
            ];
            page.paragraph("    ", "      ", &pieces);
        }
        left_out(page, "    ", claims.len(), N_OF_OUTLET);
    }
    for loaded in &view.loaded {
        let said = format!("says “{}” where others only report:", loaded.cue);
        page.paragraph("    ", "      ", &[(Ink::Caution, &*visible::entry(&said))]);
        evidence::list(page, briefing, 6, &[loaded.statement], 1);
        evidence::list(page, briefing, 6, &loaded.plain, 1);
    }
    for name in &view.names {
        let spelled = wording::spelled(name);
        page.paragraph(
            "    ",
            "      ",
            &[(Ink::Plain, &*visible::entry(&spelled))],
        );
    }
}

fn timeline_entry(page: &mut Page, briefing: &Briefing, entry: &TimelineEntry) {
    page.paragraph(
        "  ",
        "      ",
        &[
            (Ink::Strong, &wording::date(entry.date)),
            (Ink::Plain, " · "),
            (Ink::Plain, &visible::entry(&entry.text)),
        ],
    );
    if entry.statements.is_empty() {
        let outlets = briefing.outlets(&entry.documents);
        page.paragraph("      ", "      ", &[(Ink::Name, &outlets.join(", "))]);
    }
    evidence::list(page, briefing, 6, &entry.statements, 2);
}

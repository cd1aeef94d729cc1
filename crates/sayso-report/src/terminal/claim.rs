//! Claims in the terminal brief.

use sayso_ledger::{Claim, Story};

use super::layout::{Ink, Page};
use super::{evidence, ids};
use crate::wording::{self, Caution};
use crate::{Briefing, visible};

/// Evidence lines of a claim; the ids of further statements follow.
const N_EVIDENCE: usize = 5;
/// Other wordings of a claim that are shown.
const N_VARIANTS: usize = 3;

const fn ink(caution: Caution) -> Ink {
    match caution {
        Caution::Denied => Ink::Denied,
        Caution::NotConfirmed | Caution::SecondHand => Ink::Caution,
        Caution::FirstHand => Ink::Sound,
    }
}

fn quoted(text: &str, max_chars: usize) -> String {
    format!("“{}”", visible::trimmed(&visible::line(text), max_chars))
}

/// What the story's first claim rests on, one remark a line.
pub(super) fn footing(page: &mut Page, briefing: &Briefing, claim: &Claim) {
    page.paragraph("  ", "  ", &[(Ink::Strong, &quoted(&claim.text, 300))]);
    if let Some(placed) = briefing.placed(claim.representative) {
        page.paragraph(
            "  ",
            "  ",
            &[(
                Ink::Faint,
                &format!("in the words of {} ({})", placed.outlet(), placed.id()),
            )],
        );
    }
    let footing = wording::footing(claim);
    page.paragraph("  ", "    ", &[(Ink::Plain, &footing.counts)]);
    for (caution, text) in &footing.cautions {
        page.paragraph("  ! ", "    ", &[(ink(*caution), text)]);
    }
}

fn remarks(page: &mut Page, indent: &str, claim: &Claim) {
    let footing = wording::footing(claim);
    let mut pieces: Vec<(Ink, &str)> = vec![(Ink::Plain, &footing.counts)];
    for (caution, text) in &footing.cautions {
        pieces.extend([(Ink::Plain, "; "), (ink(*caution), text.as_str())]);
    }
    page.paragraph(indent, indent, &pieces);
}

/// All claims of a story: those with several statements in full, then those made once.
pub(super) fn list(page: &mut Page, briefing: &Briefing, story: &Story) {
    let (weighty, made_once): (Vec<_>, Vec<_>) = story
        .claims
        .iter()
        .enumerate()
        .partition(|(_, c)| c.statements.len() > 1 || !c.denied_by.is_empty());
    for (i, claim) in weighty {
        page.blank();
        in_full(page, briefing, i + 1, claim);
    }
    if made_once.is_empty() {
        return;
    }
    page.heading("MADE ONCE", "claims that rest on a single statement");
    for (i, claim) in made_once {
        let lead = format!("{:>3}. ", i + 1);
        let Some(placed) = briefing.placed(claim.statements[0]) else {
            continue;
        };
        evidence(page, &lead, "     ", placed, true);
        let cautions = wording::footing(claim).cautions;
        let pieces: Vec<(Ink, String)> = cautions
            .into_iter()
            .map(|(caution, text)| (ink(caution), text + "; "))
            .collect();
        if let Some((last, before)) = pieces.split_last() {
            let mut line: Vec<(Ink, &str)> = before
                .iter()
                .map(|(ink, text)| (*ink, text.as_str()))
                .collect();
            line.push((last.0, last.1.trim_end_matches("; ")));
            page.paragraph("     ", "     ", &line);
        }
    }
}

fn in_full(page: &mut Page, briefing: &Briefing, number: usize, claim: &Claim) {
    let lead = format!("{number:>3}. ");
    page.paragraph(&lead, "     ", &[(Ink::Strong, &quoted(&claim.text, 300))]);
    remarks(page, "     ", claim);

    let mut label = "said by";
    for speaker in &claim.speakers {
        let mut who = visible::name(&speaker.name);
        if let Some(role) = briefing.role(&speaker.statements) {
            who.push_str(&format!(", {}", role));
        }
        if let Some(side) = &speaker.affiliation {
            who.push_str(&format!(" ({})", visible::name(side)));
        }
        if briefing.unresolved(&speaker.statements) {
            who.push_str(" [as written]");
        }
        let hand_ink = if speaker.first_hand {
            Ink::Sound
        } else {
            Ink::Caution
        };
        let pieces = [
            (Ink::Name, who.as_str()),
            (Ink::Plain, " "),
            (hand_ink, wording::hand(speaker.first_hand)),
            (Ink::Faint, &ids(&speaker.statements)),
        ];
        page.field(5, label, &pieces);
        label = "";
    }
    if let Some(actor) = &claim.about_actor {
        page.field(5, "about", &[(Ink::Plain, &visible::name(actor))]);
    }
    for denial in &claim.denied_by {
        named(
            page,
            briefing,
            "denied by",
            Ink::Denied,
            &visible::name(&denial.name),
            &denial.statements,
        );
    }
    for silence in &claim.silence {
        named(
            page,
            briefing,
            "silent",
            Ink::Caution,
            &visible::name(&silence.name),
            &silence.statements,
        );
    }
    if !claim.outlets.is_empty() {
        page.field(
            5,
            "outlets",
            &[(Ink::Plain, &visible::entry(&claim.outlets.join(", ")))],
        );
    }
    let origins: Vec<String> = claim
        .origins
        .iter()
        .map(|o| briefing.origin_label(*o))
        .collect();
    if !origins.is_empty() {
        page.field(5, "origins", &[(Ink::Plain, &origins.join("; "))]);
    }
    let mut label = "also put";
    for variant in claim
        .variants
        .iter()
        .filter(|v| v.text != claim.text)
        .take(N_VARIANTS)
    {
        let pieces = [
            (Ink::Plain, &*quoted(&variant.text, 150)),
            (Ink::Faint, &ids(&variant.statements)),
        ];
        page.field(5, label, &pieces);
        label = "";
    }
    let mut lead = format!("{:5}{:11}", "", "evidence");
    let hang = " ".repeat(16);
    for placed in briefing.placed_all(&claim.statements).take(N_EVIDENCE) {
        evidence(page, &lead, &hang, placed, true);
        lead.clone_from(&hang);
    }
    if let Some(rest) = claim
        .statements
        .get(N_EVIDENCE..)
        .filter(|rest| !rest.is_empty())
    {
        page.paragraph(
            &hang,
            &hang,
            &[(Ink::Faint, "and"), (Ink::Faint, &ids(rest))],
        );
    }
}

fn named(
    page: &mut Page,
    briefing: &Briefing,
    label: &str,
    ink: Ink,
    name: &str,
    statements: &[sayso_read::StatementIdx],
) {
    page.field(5, label, &[(ink, name), (Ink::Faint, &ids(statements))]);
    let hang = " ".repeat(16);
    for placed in briefing.placed_all(statements).take(2) {
        evidence(page, &hang, &hang, placed, false);
    }
}

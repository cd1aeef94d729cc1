//! Claims in the terminal brief.

use sayso_ledger::{Claim, Story};
use sayso_read::StatementIdx;

use super::evidence::{self, first, ids, left_out};
use super::layout::{Ink, Page};
use crate::wording::{self, Caution};
use crate::{Briefing, visible};

/// Evidence lines of a claim; the ids of further statements follow.
const N_EVIDENCE: usize = 5;
/// Other wordings of a claim that are shown.
const N_VARIANTS: usize = 3;
const N_DENIALS: usize = 6;
/// Claims told in full, and how many of the others.
const N_IN_FULL: usize = 8;
const N_IN_SHORT: usize = 30;

const INDENT: &str = "     ";
/// Behind the labels.
const HANG: &str = "                ";

const fn ink(caution: Caution) -> Ink {
    match caution {
        Caution::Denied => Ink::Denied,
        Caution::NotConfirmed | Caution::SecondHand => Ink::Caution,
        Caution::FirstHand => Ink::Sound,
    }
}

/// What the story's first claim rests on, one remark a line.
pub(super) fn footing(page: &mut Page, briefing: &Briefing, claim: &Claim) {
    page.paragraph(
        "  ",
        "  ",
        &[(Ink::Strong, &visible::quoted(&claim.text, 300))],
    );
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

/// All claims of a story: the weightiest in full, then what else rests on several statements, then those made once.
pub(super) fn list(page: &mut Page, briefing: &Briefing, story: &Story) {
    let is_weighty = |c: &Claim| c.statements.len() > 1 || !c.denied_by.is_empty();
    let (weighty, made_once): (Vec<_>, Vec<_>) =
        (story.claims.iter().enumerate()).partition(|(_, claim)| is_weighty(claim));
    let (in_full, in_short) = weighty.split_at(weighty.len().min(N_IN_FULL));
    for (i, claim) in in_full {
        page.blank();
        whole(page, briefing, i + 1, claim);
    }
    if !in_short.is_empty() {
        page.heading("FURTHER CLAIMS", "");
    }
    for (i, claim) in first(in_short, N_IN_SHORT) {
        short(page, briefing, i + 1, claim);
    }
    left_out(page, "     ", in_short.len(), N_IN_SHORT);
    if !made_once.is_empty() {
        page.heading("MADE ONCE", "claims that rest on a single statement");
    }
    for (i, claim) in first(&made_once, N_IN_SHORT) {
        short(page, briefing, i + 1, claim);
    }
    left_out(page, "     ", made_once.len(), N_IN_SHORT);
}

/// The claim in the words that stand for it, its footing, and the ids of the others.
fn short(page: &mut Page, briefing: &Briefing, number: usize, claim: &Claim) {
    let lead = format!("{number:>3}. ");
    let words = visible::quoted(&claim.text, 150);
    if let Some(placed) = briefing.placed(claim.representative) {
        let hang = format!("{INDENT}   ");
        evidence::line(page, briefing, (&lead, &hang), placed, &words);
    }
    let is_other = |idx: &&StatementIdx| **idx != claim.representative;
    let others: Vec<StatementIdx> = claim.statements.iter().filter(is_other).copied().collect();
    evidence::labelled(page, briefing, (INDENT, INDENT), &others, 0);
    remarks(page, INDENT, claim);
}

fn whole(page: &mut Page, briefing: &Briefing, number: usize, claim: &Claim) {
    let lead = format!("{number:>3}. ");
    page.paragraph(
        &lead,
        "     ",
        &[(Ink::Strong, &visible::quoted(&claim.text, 300))],
    );
    remarks(page, INDENT, claim);

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
        page.field(INDENT.len(), label, &pieces);
        label = "";
    }
    if let Some(actor) = &claim.about_actor {
        page.field(
            INDENT.len(),
            "about",
            &[(Ink::Plain, &visible::name(actor))],
        );
    }
    for denial in first(&claim.denied_by, N_DENIALS) {
        let name = visible::name(&denial.name);
        named(
            page,
            briefing,
            "denied by",
            (Ink::Denied, &name),
            &denial.statements,
        );
    }
    left_out(page, HANG, claim.denied_by.len(), N_DENIALS);
    for silence in &claim.silence {
        let name = visible::name(&silence.name);
        named(
            page,
            briefing,
            "silent",
            (Ink::Caution, &name),
            &silence.statements,
        );
    }
    if !claim.outlets.is_empty() {
        page.field(
            INDENT.len(),
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
        page.field(
            INDENT.len(),
            "origins",
            &[(Ink::Plain, &origins.join("; "))],
        );
    }
    let mut label = "also put";
    for variant in claim
        .variants
        .iter()
        .filter(|v| v.text != claim.text)
        .take(N_VARIANTS)
    {
        let mut remark = briefing.variant_remark(variant);
        if !remark.is_empty() {
            remark.insert_str(0, ", ");
        }
        let pieces = [
            (Ink::Plain, &*visible::quoted(&variant.text, 150)),
            (Ink::Faint, &ids(&variant.statements)),
            (Ink::Faint, &remark),
        ];
        page.field(INDENT.len(), label, &pieces);
        label = "";
    }
    let lead = format!("{INDENT}{:11}", "evidence");
    evidence::labelled(page, briefing, (&lead, HANG), &claim.statements, N_EVIDENCE);
}

fn named(
    page: &mut Page,
    briefing: &Briefing,
    label: &str,
    name: (Ink, &str),
    statements: &[StatementIdx],
) {
    page.field(INDENT.len(), label, &[name, (Ink::Faint, &ids(statements))]);
    evidence::list(page, briefing, HANG.len(), first(statements, 1), 1);
}

//! Positions as a table: a row a party, a column an issue, so that one sees who has spoken to what and who has not.

use maud::{Markup, html};
use sayso_ledger::{Position, Stance, Story};

use super::evidence::{hand_badge, lines, places};
use super::{Page, text};
use crate::wording;

/// Statements whose outlets say enough; more are told in full.
const FEW: usize = 2;

pub(super) fn table(page: &Page, story: &Story) -> Markup {
    let issues = issues(&story.positions);
    html! {
        div class="scroll" role="region" aria-label="Positions" tabindex="0" {
            table class="positions" {
                caption { "Who stands where, by issue, as each party says itself where nobody else is named" }
                thead {
                    tr { th scope="col" { "Party" } @for issue in &issues { th scope="col" { (text(issue)) } } }
                }
                tbody {
                    @for of_party in story.positions.chunk_by(|a, b| a.party == b.party) {
                        tr {
                            th scope="row" { (text(&of_party[0].party)) }
                            @for issue in &issues {
                                td {
                                    @for one in of_party.iter().filter(|p| p.issue == *issue) { (position(page, one)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The issues, those that most is said to first.
fn issues(positions: &[Position]) -> Vec<&str> {
    let mut counted: Vec<(usize, &str)> = Vec::new();
    for position in positions {
        match counted
            .iter_mut()
            .find(|(_, issue)| *issue == position.issue)
        {
            Some((n, _)) => *n += 1,
            None => counted.push((1, &position.issue)),
        }
    }
    counted.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    counted.into_iter().map(|(_, issue)| issue).collect()
}

fn position(page: &Page, position: &Position) -> Markup {
    let class = match position.stance {
        Stance::Supports | Stance::Agreed => "stance for",
        Stance::Opposes => "stance against",
        Stance::Demands | Stance::Conditional => "stance asks",
        Stance::NoComment | Stance::Unclear => "stance none",
    };
    let days = wording::date_range(position.from, position.to);
    html! {
        div class="position" {
            // On a phone a cell stands by itself, without its column's head.
            p class="issue" { (text(&position.issue)) }
            p { span class=(class) { (wording::stance(position.stance)) } }
            @if let Some(name) = &position.reported_by {
                p class="told" { "told by " (text(name)) " " (hand_badge(false)) }
            }
            @if position.statements.len() <= FEW {
                p class="told" { (days) " in " (places(page, &position.statements)) }
            } @else {
                details class="more" {
                    summary { (days) " " (wording::count(position.statements.len(), "statement")) }
                    (lines(page, &position.statements))
                }
            }
        }
    }
}

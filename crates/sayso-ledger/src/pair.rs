//! How likely two units put forward one proposition: a logistic regression over what they have in common.
//!
//! The weights are fitted on pairs of statements of news stories that were judged by reading them (`eval/pairs.tsv`,
//! `training/pairs.py`). Beside the share of words that two units have in common it tells how much that is in all: two figures,
//! or five words that are no names, are seldom shared by chance.

use crate::act::{group, is_act_of_will};
use crate::actor::Party;
use crate::similar::{cosine, longest_run};
use crate::terms::TermSet;
use crate::unit::Unit;

/// Numbers that describe a pair of units.
pub const N_PAIR: usize = 10;

/// What the regression gives each number of a pair, in the order of [`compared`].
const WEIGHTS: [f32; N_PAIR] = [
    4.4141, 1.8814, 0.8777, 0.8566, 6.0798, 1.7344, 1.0456, -0.5159, 1.0893, 2.0878,
];
/// The regression's constant.
const INTERCEPT: f32 = -4.2800;
/// Log odds taken off where one of the two is told and the other denied. Few pairs of the list are, and a denial under the claim that it
/// meets is the worst of joins: set by hand.
const OPPOSITE: f32 = 2.1;
/// The same where only one of the two tells of another party's decision.
const NO_ACT: f32 = 0.7;

/// Words in a row that both have, and weight of shared words, beyond which more tells no more.
const LONG_RUN: f32 = 12.0;
const MUCH: f32 = 30.0;

/// The numbers that describe a pair, the same for both orders.
pub(crate) fn compared(a: &Unit, b: &Unit) -> [f32; N_PAIR] {
    let is = |told: bool| f32::from(u8::from(told));
    let weight = |of: fn(&Unit) -> &TermSet| of(a).shared(of(b)).0.min(MUCH) / MUCH;
    let run = longest_run(&a.sequence, &b.sequence) as f32;
    [
        a.terms.overlap(&b.terms),
        cosine(&a.vector, &b.vector).unwrap_or(0.0),
        run.min(LONG_RUN) / LONG_RUN,
        weight(|u| &u.names),
        weight(|u| &u.numbers),
        weight(|u| &u.others),
        is(a.speaker.is_some() && a.speaker == b.speaker),
        is(a.document == b.document),
        is(a.headline || b.headline),
        same_will(a, b),
    ]
}

/// How likely two units put forward one proposition, 0 to 1.
pub(crate) fn likelihood(a: &Unit, b: &Unit) -> f32 {
    let weighted = compared(a, b).into_iter().zip(WEIGHTS).map(|(n, w)| n * w);
    let mut odds = INTERCEPT + weighted.sum::<f32>();
    if a.negative != b.negative {
        odds -= OPPOSITE;
    }
    // That a party agreed to a thing is another proposition than that the thing is needed.
    let of_other = |u: &Unit| u.second_hand && u.tells_will();
    if of_other(a) != of_other(b) {
        odds -= NO_ACT;
    }
    1.0 / (1.0 + (-odds).exp())
}

/// Whether both tell of one party's decision, and how alike what it decides on is: from 0.2, 0 for other units.
fn same_will(a: &Unit, b: &Unit) -> f32 {
    const LEAST: f32 = 0.2;
    /// How alike two objects are of which one is all in the other.
    const CONTAINED: f32 = 0.8;
    let (Some(x), Some(y)) = (&a.act, &b.act) else {
        return 0.0;
    };
    let unknown = x.party == Party::default() || y.party == Party::default();
    // A person whose side nobody tells may be of the side that the other names.
    let open = |p: &Party, q: &Party| p.side.is_none() && q.actor.is_none();
    let unknown = unknown || open(&x.party, &y.party) || open(&y.party, &x.party);
    let same_party = x.party.same_side(&y.party) || (unknown && a.second_hand && b.second_hand);
    if !same_party || group(x.class) != group(y.class) || !is_act_of_will(x.class) {
        return 0.0;
    }
    let object = a.object.overlap(&b.object);
    let object = object.max(CONTAINED * smaller_covered(a, b));
    LEAST + (1.0 - LEAST) * object.max(a.terms.overlap(&b.terms))
}

/// Containment of the smaller object in the other, trusted only from two terms on.
fn smaller_covered(a: &Unit, b: &Unit) -> f32 {
    let (small, large) = if a.object.weight() <= b.object.weight() {
        (&a.object, &b.object)
    } else {
        (&b.object, &a.object)
    };
    if small.shared(large).1 < 2 {
        0.0
    } else {
        small.covered_by(large)
    }
}

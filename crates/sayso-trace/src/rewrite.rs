//! Which sentences of an article are taken over from a text that others carry too: copied, or told again.

use crate::align::SHORTEST;
use crate::counterpart::Counterparts;
use crate::words::Words;

/// A sentence is taken over if this share of its words stands in a shared passage ...
const COPIED: f64 = 0.4;
/// ... or this share of its meaning in one sentence of the text behind.
pub(crate) const SAYS_THE_SAME: f64 = 0.5;
/// With this much of either ...
const AKIN: f64 = 0.3;
/// ... or this share of its meaning anywhere in the text behind, it goes with taken-over sentences beside it.
const SAME_MATTER: f64 = 0.7;
/// Fewer unmatched words than this between taken-over sentences are the rewriter's joints, not reporting.
const JOINT: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Copied,
    SaysTheSame,
    Akin,
    None,
}

/// An article and what is known of the text that it shares with others.
pub(crate) struct Rewrite<'a> {
    /// Its number.
    pub(crate) article: usize,
    pub(crate) words: &'a Words,
    /// The words that stand in shared passages.
    pub(crate) in_text: &'a [bool],
    /// The sentences of the others.
    pub(crate) counterparts: &'a Counterparts<'a>,
    /// The article itself says that it draws on others: likeness is enough, and all that stands between taken-over sentences
    /// goes with them.
    pub(crate) mixed: bool,
}

impl Rewrite<'_> {
    /// For each sentence, whether it is taken over.
    pub(crate) fn taken_over(&self) -> Vec<bool> {
        let (words, mixed) = (self.words, self.mixed);
        let n = words.sentences.len();
        let likeness: Vec<Likeness> = (0..n).map(|i| self.likeness(i)).collect();
        let is = |i: usize, wanted| likeness[i] == wanted;
        let mut taken: Vec<bool> = likeness
            .iter()
            .map(|l| {
                matches!(l, Likeness::Copied | Likeness::SaysTheSame)
                    || (mixed && *l == Likeness::Akin)
            })
            .collect();
        // Outwards from the taken-over sentences, first one way, then the other.
        for i in 1..n {
            taken[i] |= taken[i - 1] && (is(i, Likeness::Akin) || one_quotation(words, i));
        }
        for i in (1..n).rev() {
            taken[i - 1] |= taken[i] && (is(i - 1, Likeness::Akin) || one_quotation(words, i));
        }
        if !mixed {
            drop_chance(&likeness, &mut taken);
        }

        let mut i = 0;
        while i < n {
            let end = (i..n).find(|j| taken[*j]).unwrap_or(n);
            if i > 0 && i < end && end < n {
                let n_words = words.sentences[end - 1].words.end - words.sentences[i].words.start;
                if mixed || n_words < JOINT {
                    taken[i..end].fill(true);
                }
            }
            i = end + 1;
        }
        // A heading belongs to what it heads.
        for i in (1..n).rev() {
            if words.sentences[i - 1].heading {
                taken[i - 1] = taken[i];
            }
        }
        taken
    }

    fn likeness(&self, i: usize) -> Likeness {
        let range = self.words.sentences[i].words.clone();
        let n_shared = self.in_text[range.clone()].iter().filter(|m| **m).count();
        let share = n_shared as f64 / range.len() as f64;
        if share >= COPIED {
            return Likeness::Copied;
        }
        let cover = self
            .counterparts
            .cover(self.article, &self.words.ids[range]);
        if cover.sentence >= SAYS_THE_SAME {
            Likeness::SaysTheSame
        } else if cover.sentence >= AKIN
            || cover.text >= SAME_MATTER
            || share >= AKIN
            || n_shared >= SHORTEST
        {
            Likeness::Akin
        } else {
            Likeness::None
        }
    }
}

/// Takes back stretches that rest on a single sentence in other words: two reports of one event may chance on that.
fn drop_chance(likeness: &[Likeness], taken: &mut [bool]) {
    let mut i = 0;
    while i < taken.len() {
        let end = (i..taken.len()).find(|j| !taken[*j]).unwrap_or(taken.len());
        let count = |wanted| likeness[i..end].iter().filter(|l| **l == wanted).count();
        if count(Likeness::Copied) == 0 && count(Likeness::SaysTheSame) < 2 {
            taken[i..end].fill(false);
        }
        i = end + 1;
    }
}

/// Whether a sentence goes on with the quotation that the one before ends in.
fn one_quotation(words: &Words, i: usize) -> bool {
    let (first, last) = (
        words.sentences[i].words.start,
        words.sentences[i - 1].words.end - 1,
    );
    words.quoted[first] && words.quoted[last] && words.quotation[first] == words.quotation[last]
}

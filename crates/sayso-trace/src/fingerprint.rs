//! Which articles may share passages, told from a few numbers an article, for sets that do not fit in memory.
//!
//! Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): of every [`WINDOW`] shingles in a row the one
//! with the smallest hash. Two articles that share `WINDOW + SHINGLE - 1` words in a row share a fingerprint, wherever these
//! stand; MinHash (Broder 1997), which compares articles as wholes, loses a paragraph in a long report. What is found this way
//! is only what to compare: [`crate::trace`] does the comparing.

use sayso_text::{Article, DocumentIdx};

use crate::sets::Sets;
use crate::words::word_hashes;

/// Words in a shingle. More than those of the comparison, which looks at few pairs: of a million articles many share six.
const SHINGLE: usize = 7;
/// Shingles of which one is kept.
const WINDOW: usize = 10;
/// A fingerprint in more articles than this is a formula or the mark of many copies: it leads to the first few that have it.
const MOST_ARTICLES: usize = 16;
/// How many these are.
const STANDING_FOR_REST: usize = 2;
/// Two articles with this share of the fewer fingerprints in common, and so many of them, are one text: frequent fingerprints count
/// then, and the family may grow beyond its bound.
const COPY: f64 = 0.3;
const FEWEST_OF_COPY: u32 = 4;

/// A fingerprint and the article that has it, as one number so that sorting is fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting(u64);

impl Posting {
    /// The fingerprint `print` of the article with this number.
    #[must_use]
    pub const fn new(print: u32, article: u32) -> Self {
        Self((print as u64) << 32 | article as u64)
    }

    const fn print(self) -> u32 {
        (self.0 >> 32) as u32
    }

    const fn article(self) -> u32 {
        self.0 as u32
    }
}

/// The fingerprints of an article's body, sorted, each once: about one for every five or six words.
#[must_use]
pub fn fingerprints(article: &Article) -> Vec<u32> {
    let hashes = word_hashes(article);
    let shingles: Vec<u32> = hashes.windows(SHINGLE).map(shingle).collect();
    let mut prints = winnow(&shingles);
    prints.sort_unstable();
    prints.dedup();
    prints
}

fn shingle(words: &[u64]) -> u32 {
    let mixed = words.iter().fold(0u64, |h, word| {
        (h.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (mixed >> 32) as u32
}

/// The smallest of every [`WINDOW`] in a row, the last of equal ones; all windows of a short text are one.
fn winnow(shingles: &[u32]) -> Vec<u32> {
    let window = WINDOW.min(shingles.len()).max(1);
    let mut chosen: Vec<u32> = Vec::with_capacity(2 * shingles.len() / window + 1);
    let mut smallest: Option<usize> = None;
    for end in window..=shingles.len() {
        let start = end - window;
        let before = smallest;
        smallest = match smallest {
            // The smallest so far is still in the window: only the newest can be smaller.
            Some(at) if at >= start => Some(if shingles[end - 1] <= shingles[at] {
                end - 1
            } else {
                at
            }),
            _ => (start..end).rev().min_by_key(|at| shingles[*at]),
        };
        if smallest != before {
            chosen.extend(smallest.map(|at| shingles[at]));
        }
    }
    chosen
}

/// Articles that may share passages, directly or through others, in families of two and more: each in order, the families in
/// order of their first articles. `n_prints` has the number of fingerprints of each article.
///
/// No family has more than `most` members, unless they are copies: those that share most come together first, and where more hang
/// together by a quotation here and there, the weakest links are left out. Costs no more than n log n: a fingerprint that many articles have
/// leads to the first few of them, not from all to all.
///
/// ```
/// use sayso_text::{Article, ArticleParts, DocumentIdx};
/// use sayso_trace::{Posting, families, fingerprints};
/// let text = "The board agreed on Monday to rebuild the mill that burned down in March, and to pay for all of it.";
/// let texts = [text, "The ferry between Port Reed and the islands stays in port until the wind has turned to the west.", text];
/// let (mut postings, mut n_prints) = (Vec::new(), Vec::new());
/// for (article, text) in (0..).zip(texts) {
///     let prints = fingerprints(&Article::new(ArticleParts::all_body("a.txt", text)).unwrap());
///     n_prints.push(prints.len() as u32);
///     postings.extend(prints.into_iter().map(|print| Posting::new(print, article)));
/// }
/// assert_eq!(families(postings, &n_prints, 1000), [vec![DocumentIdx(0), DocumentIdx(2)]]);
/// ```
#[must_use]
pub fn families(
    mut postings: Vec<Posting>,
    n_prints: &[u32],
    most: usize,
) -> Vec<Vec<DocumentIdx>> {
    postings.sort_unstable();
    postings.dedup();
    let (mut rare, mut frequent): (Vec<u64>, Vec<u64>) = Default::default();
    for same in postings.chunk_by(|x, y| x.print() == y.print()) {
        let (pairs, leading) = if same.len() > MOST_ARTICLES {
            (&mut frequent, STANDING_FOR_REST)
        } else {
            (&mut rare, same.len())
        };
        for (n, first) in same[..leading].iter().enumerate() {
            let (first, rest) = (u64::from(first.article()), &same[n + 1..]);
            pairs.extend(rest.iter().map(|p| first << 32 | u64::from(p.article())));
        }
    }
    drop(postings);
    let mut links = counted(rare);
    let is_copy = |n: u32, (a, b): (usize, usize)| {
        n >= FEWEST_OF_COPY && f64::from(n) >= COPY * f64::from(n_prints[a].min(n_prints[b]))
    };
    // Frequent fingerprints tell something only in numbers.
    let frequent = counted(frequent).into_iter();
    links.extend(frequent.filter(|(n, pair)| is_copy(*n, articles(*pair))));
    links.sort_unstable_by_key(|(n, pair)| (std::cmp::Reverse(*n), *pair));
    let mut sets = Sets::new(n_prints.len());
    let mut size = vec![1; n_prints.len()];
    for (n, pair) in links {
        let (a, b) = articles(pair);
        let copied = is_copy(n, (a, b));
        let (a, b) = (sets.root(a), sets.root(b));
        if a != b && (copied || size[a] + size[b] <= most) {
            sets.join(a, b);
            size[a.min(b)] = size[a] + size[b];
        }
    }
    let members = sets.members().into_iter().filter(|m| m.len() > 1);
    members
        .map(|m| m.into_iter().map(DocumentIdx).collect())
        .collect()
}

const fn articles(pair: u64) -> (usize, usize) {
    ((pair >> 32) as usize, (pair as u32) as usize)
}

/// How often each pair is there.
fn counted(mut pairs: Vec<u64>) -> Vec<(u32, u64)> {
    pairs.sort_unstable();
    let same = pairs.chunk_by(|x, y| x == y);
    same.map(|same| (same.len() as u32, same[0])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_as_long_as_a_window_leaves_a_mark_wherever_it_stands() {
        let hash = |n: u32| n.wrapping_mul(0x9e37_79b9).rotate_left(7);
        let passage: Vec<u32> = (0..WINDOW as u32).map(hash).collect();
        for lead in 0..40 {
            let before = (1000..1000 + lead).map(hash);
            let text: Vec<u32> = before.chain(passage.iter().copied()).collect();
            let other: Vec<u32> = passage
                .iter()
                .copied()
                .chain((5000..5020).map(hash))
                .collect();
            let (a, b) = (winnow(&text), winnow(&other));
            assert!(a.iter().any(|p| b.contains(p)), "after {lead}");
        }
    }

    #[test]
    fn fewer_are_kept_than_there_are() {
        let shingles: Vec<u32> = (0..1000u32).map(|n| n.wrapping_mul(0x9e37_79b9)).collect();
        let kept = winnow(&shingles).len();
        assert!((100..300).contains(&kept), "{kept}");
        assert_eq!(winnow(&[]), Vec::<u32>::new());
        assert_eq!(winnow(&[7]), [7]);
    }

    #[test]
    fn a_formula_joins_nobody_and_copies_are_joined_in_any_number() {
        let formula = |n: u32| {
            let own = (0..20).map(move |i| Posting::new(1000 + n * 20 + i, n));
            own.chain([Posting::new(5, n)])
        };
        let postings: Vec<Posting> = (0..100).flat_map(formula).collect();
        assert!(families(postings, &[21; 100], 1000).is_empty());
        let copy = |n: u32| (0..20).map(move |i| Posting::new(i, n));
        let postings: Vec<Posting> = (0..100).flat_map(copy).collect();
        // Copies are one family however many there are.
        let found = families(postings, &[20; 100], 50);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 100);
    }

    #[test]
    fn the_weakest_links_of_a_long_chain_are_left_out() {
        // Each article shares one fingerprint with the one before it, the last two share three.
        let link = |n: u32| [Posting::new(n, n), Posting::new(n, n + 1)];
        let strong = [
            Posting::new(100, 8),
            Posting::new(100, 9),
            Posting::new(101, 8),
            Posting::new(101, 9),
        ];
        let postings: Vec<Posting> = (0..9).flat_map(link).chain(strong).collect();
        let found = families(postings.clone(), &[4; 10], 4);
        assert!(found.iter().all(|family| family.len() <= 4), "{found:?}");
        let together = |a: usize, b: usize| {
            found
                .iter()
                .any(|f| f.contains(&DocumentIdx(a)) && f.contains(&DocumentIdx(b)))
        };
        assert!(together(8, 9), "{found:?}");
        assert_eq!(families(postings, &[4; 10], 10).len(), 1);
    }
}

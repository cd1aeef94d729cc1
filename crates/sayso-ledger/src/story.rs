//! Stories: which articles tell of the same event.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, Sets};

use crate::calendar::days_between;
use crate::cluster::average_link;
use crate::likeness::{N_LIKENESS, Portrait, Stems};
use crate::terms::{Word, words};

/// Mean log odds from which two groups of articles are one story; `sayso eval stories` measures it.
const SAME_STORY: f32 = -1.0;
/// Mean log odds from which a later story follows an earlier one up.
const FOLLOW_UP: f32 = -3.0;
/// Log odds that two articles are given at least: one pair without a word in common does not outweigh all others.
const FLOOR: f32 = -7.0;
/// Cosine below which two articles have nothing in common.
const FAINT: f32 = 0.05;
/// Cosine from which an article is a copy of another, and needs no comparing of its own: ten thousand copies of a text cost no
/// more than their number.
const COPY: f32 = 0.9;
/// Share of one article's words that stand in another from which the two are of one story.
const SHARED_WORDS: f64 = 0.3;
/// Days that may lie between two articles that share words: a republished copy comes late.
const WINDOW_SHARED: i64 = 60;

/// Days from a story's last article within which one that follows it up is told with it.
const SAME_MATTER: i64 = 3;

/// Stories that grow as articles arrive.
///
/// Articles are joined by average link over the log odds that two of them tell of one event. A new article is compared with
/// those that share weighty words with it, within two weeks; only the stories that it may belong to are put together anew,
/// so that stories may change as articles arrive. A near copy goes with the earliest article that it copies.
///
/// ```
/// use sayso_ledger::Stories;
/// use sayso_text::{Article, ArticleParts, DocumentIdx};
/// let mut stories = Stories::default();
/// stories.add(&Article::new(ArticleParts::all_body("a.txt", "The mill burned down in March.".to_owned())).unwrap());
/// assert_eq!(stories.groups(), [[DocumentIdx(0)]]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stories {
    stems: Stems,
    portraits: Vec<Portrait>,
    /// For each article, the one it is a copy of.
    copy_of: Vec<Option<usize>>,
    /// For each stem, the articles with it that are no copies, and its weight in each.
    postings: Vec<Vec<(usize, f32)>>,
    /// For each article, those before it that it is like, with the log odds.
    like: Vec<Vec<(usize, f32)>>,
    /// Articles that a chain of likely pairs joins: no story reaches beyond one such neighbourhood.
    neighbourhoods: Sets,
    /// The stories of each neighbourhood, by its root, as far as they hold.
    settled: BTreeMap<usize, Vec<Vec<usize>>>,
}

impl Stories {
    /// Takes an article in; articles are numbered as they come.
    pub fn add(&mut self, article: &Article) {
        let i = self.portraits.len();
        let portrait = Portrait::of(article, &mut self.stems);
        let mut cosines: BTreeMap<usize, f32> = BTreeMap::new();
        for (stem, weight) in portrait.all().terms() {
            for (j, other) in self.postings.get(*stem as usize).into_iter().flatten() {
                *cosines.entry(*j).or_default() += weight * other;
            }
        }
        cosines.retain(|j, cosine| *cosine >= FAINT && portrait.is_near(&self.portraits[*j]));
        let copied = cosines.iter().find(|(_, cosine)| **cosine >= COPY);
        let copied = copied.map(|(j, _)| *j);
        self.copy_of.push(copied);
        self.neighbourhoods.push();
        if copied.is_some() {
            self.like.push(Vec::new());
            self.portraits.push(portrait);
            return;
        }
        for (stem, weight) in portrait.all().terms() {
            let stem = *stem as usize;
            if self.postings.len() <= stem {
                self.postings.resize(stem + 1, Vec::new());
            }
            self.postings[stem].push((i, *weight));
        }
        let pairs = cosines
            .into_keys()
            .map(|j| (j, portrait.log_odds(&self.portraits[j])));
        let like: Vec<(usize, f32)> = pairs.filter(|(_, odds)| *odds > FLOOR).collect();
        for (j, _) in like.iter().filter(|(_, odds)| *odds >= SAME_STORY) {
            self.settled.remove(&self.neighbourhoods.root(*j));
            self.neighbourhoods.join(i, *j);
        }
        self.like.push(like);
        self.portraits.push(portrait);
    }

    /// The stories, each with its articles in order, in order of their first article.
    pub fn groups(&mut self) -> Vec<Vec<DocumentIdx>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut copies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, copy_of) in self.copy_of.iter().enumerate() {
            match copy_of {
                Some(original) => copies.entry(*original).or_default().push(i),
                None => {
                    let root = self.neighbourhoods.root(i);
                    members.entry(root).or_default().push(i);
                }
            }
        }
        for (root, members) in members {
            self.settled
                .entry(root)
                .or_insert_with(|| settle(&members, &self.like));
        }
        let with_copies = |group: &Vec<usize>| -> Vec<DocumentIdx> {
            let copies = group.iter().filter_map(|i| copies.get(i)).flatten();
            let mut all: Vec<DocumentIdx> = group
                .iter()
                .chain(copies)
                .copied()
                .map(DocumentIdx)
                .collect();
            all.sort_unstable();
            all
        };
        let mut groups: Vec<Vec<DocumentIdx>> =
            self.settled.values().flatten().map(with_copies).collect();
        groups.sort_unstable();
        groups
    }
}

/// The stories among the members of a neighbourhood, which are in order.
fn settle(members: &[usize], like: &[Vec<(usize, f32)>]) -> Vec<Vec<usize>> {
    let mut pairs = Vec::new();
    for (b, member) in members.iter().enumerate() {
        for (other, odds) in &like[*member] {
            if let Ok(a) = members.binary_search(other) {
                // A pair that is not listed counts as 0.
                pairs.push((a, b, odds - FLOOR));
            }
        }
    }
    average_link(members.len(), &pairs, SAME_STORY - FLOOR)
        .into_iter()
        .map(|group| group.into_iter().map(|at| members[at]).collect())
        .collect()
}

/// Groups articles into stories: each inner list holds the articles of one story, in order; stories are in order of
/// their first article.
///
/// Beyond [`Stories`], articles are joined wherever they share much of their text.
#[must_use]
pub fn stories(articles: &[Article], lineage: &Lineage) -> Vec<Vec<DocumentIdx>> {
    let mut told = Stories::default();
    articles.iter().for_each(|article| told.add(article));
    let mut joined = Sets::new(articles.len());
    for group in told.groups() {
        group.iter().for_each(|d| joined.join(group[0].0, d.0));
    }
    for pair in &lineage.pairs {
        let (i, j) = (pair.a.0, pair.b.0);
        let shared = pair.containment_a.max(pair.containment_b);
        let days =
            |i: usize, j: usize| Some(days_between(date(&articles[i])?, date(&articles[j])?).abs());
        if i < articles.len()
            && j < articles.len()
            && shared >= SHARED_WORDS
            && days(i, j).is_none_or(|days| days <= WINDOW_SHARED)
        {
            joined.join(i, j);
        }
    }
    let members = joined.members().into_iter();
    members
        .map(|group| group.into_iter().map(DocumentIdx).collect())
        .collect()
}

/// The stories, each with those that follow it up within days, and with reports that stand alone within days of it and are as like it:
/// what is told of one matter, and answered, in a row.
pub(crate) fn matters(articles: &[Article], lineage: &Lineage) -> Vec<Vec<DocumentIdx>> {
    let stories = stories(articles, lineage);
    let like = likeness_between(articles, &stories);
    let follows = followed(articles, &stories, &like);
    let days = |story: &[DocumentIdx]| {
        let dates = story.iter().filter_map(|d| date(&articles[d.0]));
        let dates: Vec<Date> = dates.collect();
        Some((*dates.iter().min()?, *dates.iter().max()?))
    };
    let near = |a: usize, b: usize| {
        let both = days(&stories[a]).zip(days(&stories[b]));
        both.is_none_or(|((a, after_a), (b, after_b))| {
            days_between(after_a, b).max(days_between(after_b, a)) <= SAME_MATTER
        })
    };
    let mut likest: Vec<Option<(f32, usize)>> = vec![None; stories.len()];
    for (&(a, b), &mean) in &like {
        for (alone, other) in [(a, b), (b, a)] {
            let better = likest[alone].is_none_or(|(best, _)| mean > best);
            if stories[alone].len() == 1 && mean >= FOLLOW_UP && better && near(alone, other) {
                likest[alone] = Some((mean, other));
            }
        }
    }
    let mut joined = Sets::new(articles.len());
    for (at, story) in stories.iter().enumerate() {
        story.iter().for_each(|d| joined.join(story[0].0, d.0));
        let followed = follows[at].filter(|earlier| near(at, *earlier));
        let likest = likest[at].map(|(_, other)| other);
        for other in followed.into_iter().chain(likest) {
            joined.join(story[0].0, stories[other][0].0);
        }
    }
    let members = joined.members().into_iter();
    members
        .map(|group| group.into_iter().map(DocumentIdx).collect())
        .collect()
}

/// For each story, the earlier one that it follows up: of those that began at least a day before it and are likest to it, if any is
/// like enough. Stories without a day follow nothing.
#[must_use]
pub fn follow_ups(articles: &[Article], stories: &[Vec<DocumentIdx>]) -> Vec<Option<usize>> {
    followed(articles, stories, &likeness_between(articles, stories))
}

/// By two stories that are compared, the first before the second in the list, the mean likeness of their articles, in log odds.
fn likeness_between(
    articles: &[Article],
    stories: &[Vec<DocumentIdx>],
) -> BTreeMap<(usize, usize), f32> {
    let mut told = Stories::default();
    articles.iter().for_each(|article| told.add(article));
    let mut story_of = vec![usize::MAX; articles.len()];
    // Copies are compared with nothing: they count neither way.
    let mut n_compared = vec![0usize; stories.len()];
    for (story, documents) in stories.iter().enumerate() {
        for document in documents.iter().filter(|d| d.0 < articles.len()) {
            story_of[document.0] = story;
            n_compared[story] += usize::from(told.copy_of[document.0].is_none());
        }
    }
    let mut like: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (i, near) in told.like.iter().enumerate() {
        for (j, odds) in near {
            let (a, b) = (story_of[i].min(story_of[*j]), story_of[i].max(story_of[*j]));
            if b != usize::MAX && a != b {
                *like.entry((a, b)).or_default() += odds - FLOOR;
            }
        }
    }
    for ((a, b), sum) in &mut like {
        *sum = *sum / (n_compared[*a] * n_compared[*b]).max(1) as f32 + FLOOR;
    }
    like
}

fn followed(
    articles: &[Article],
    stories: &[Vec<DocumentIdx>],
    like: &BTreeMap<(usize, usize), f32>,
) -> Vec<Option<usize>> {
    let began: Vec<Option<Date>> = stories
        .iter()
        .map(|documents| {
            let dates = documents.iter().filter_map(|d| date(articles.get(d.0)?));
            dates.min()
        })
        .collect();
    let is_later = |a: usize, b: usize| matches!((began[a], began[b]), (Some(a), Some(b)) if a > b);
    let mut follows: Vec<Option<(f32, usize)>> = vec![None; stories.len()];
    for (&(a, b), &mean) in like {
        for (later, earlier) in [(a, b), (b, a)] {
            let better = follows[later].is_none_or(|(best, _)| mean > best);
            if is_later(later, earlier) && mean >= FOLLOW_UP && better {
                follows[later] = Some((mean, earlier));
            }
        }
    }
    follows
        .into_iter()
        .map(|f| f.map(|(_, story)| story))
        .collect()
}

/// The numbers by which the pairs of articles that share words are compared, for the training of their weights.
#[must_use]
pub fn compared_pairs(articles: &[Article]) -> Vec<(DocumentIdx, DocumentIdx, [f32; N_LIKENESS])> {
    let mut told = Stories::default();
    articles.iter().for_each(|article| told.add(article));
    let mut found = Vec::new();
    for (b, later) in told.portraits.iter().enumerate() {
        for (a, earlier) in told.portraits[..b].iter().enumerate() {
            let numbers = later.compared(earlier);
            if later.is_near(earlier) && numbers[0] >= FAINT {
                found.push((DocumentIdx(a), DocumentIdx(b), numbers));
            }
        }
    }
    found
}

/// The day an article was published.
pub(crate) fn date(article: &Article) -> Option<Date> {
    article.published.as_ref().map(|p| p.value.date())
}

/// The headline that shares most with the others of a story; of equals, the earliest article's.
pub(crate) fn title(articles: &[Article], documents: &[DocumentIdx]) -> String {
    let titles: Vec<&str> = documents
        .iter()
        .filter_map(|d| articles.get(d.0)?.title.as_ref())
        .map(|t| t.value.trim())
        .filter(|t| !t.is_empty())
        .collect();
    let stems: Vec<BTreeSet<String>> = titles
        .iter()
        .map(|t| {
            words(t)
                .into_iter()
                .filter(Word::is_content)
                .map(|w| w.stem)
                .collect()
        })
        .collect();
    let shared = |i: usize| -> f32 {
        let jaccard = |j: usize| {
            let common = stems[i].intersection(&stems[j]).count() as f32;
            common / (stems[i].len() + stems[j].len()).max(1) as f32
        };
        (0..titles.len()).filter(|&j| j != i).map(jaccard).sum()
    };
    let best = (0..titles.len())
        .map(|i| (shared(i), i))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match best {
        Some((_, i)) => titles[i].to_owned(),
        None => documents
            .first()
            .and_then(|d| articles.get(d.0))
            .map_or_else(String::new, |a| a.document.clone()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_text::{ArticleParts, Fact, Moment};

    use super::*;

    fn article(day: Option<i8>, text: &str) -> Article {
        let moment = |day| Moment::from(jiff::civil::date(2031, 3, day));
        let parts = ArticleParts {
            published: day.map(|day| Fact {
                value: moment(day),
                evidence: None,
            }),
            ..ArticleParts::all_body("a.txt", text.to_owned())
        };
        Article::new(parts).unwrap()
    }

    fn groups(articles: &[Article]) -> Vec<Vec<usize>> {
        let mut told = Stories::default();
        articles.iter().for_each(|a| told.add(a));
        let numbers = |group: Vec<DocumentIdx>| group.into_iter().map(|d| d.0).collect();
        told.groups().into_iter().map(numbers).collect()
    }

    const MILL: [&str; 2] = [
        "The Quarle mill burned down overnight. Fire chief Ansel Brack said sparks from a kiln set the Quarle mill alight.",
        "Sparks from a kiln burned down the mill at Quarle, fire chief Ansel Brack said. The mill employed ninety.",
    ];
    const FERRY: &str = "The Tolver ferry ran aground on the Ness bank. Captain Ida Holt said fog hid the buoys, and nobody was hurt.";

    #[test]
    fn one_event_is_one_story_as_long_as_the_days_are_near() {
        let near = [
            article(Some(3), MILL[0]),
            article(Some(3), FERRY),
            article(Some(4), MILL[1]),
        ];
        assert_eq!(groups(&near), [vec![0, 2], vec![1]]);
        let far = [article(Some(3), MILL[0]), article(Some(29), MILL[1])];
        assert_eq!(groups(&far), [[0], [1]]);
        let unknown = [article(None, MILL[0]), article(Some(29), MILL[1])];
        assert_eq!(groups(&unknown), [[0, 1]]);
    }

    #[test]
    fn a_later_story_of_the_same_matter_follows_the_earlier_one_up() {
        let inquest = "An inquest into the fire that burned down the Quarle mill opened with the testimony of fire chief Ansel \
            Brack, who told the coroner that nobody had swept the kiln since autumn. The owners' lawyer objected to every word.";
        let articles = [
            article(Some(3), MILL[0]),
            article(Some(3), FERRY),
            article(Some(12), inquest),
            article(None, MILL[1]),
        ];
        let stories = [
            vec![DocumentIdx(0)],
            vec![DocumentIdx(1)],
            vec![DocumentIdx(2)],
            vec![DocumentIdx(3)],
        ];
        assert_eq!(follow_ups(&articles, &stories), [None, None, Some(0), None]);
    }

    #[test]
    fn copies_are_of_the_story_of_what_they_copy() {
        let told = [MILL[0], FERRY, MILL[0], MILL[1], FERRY];
        let articles = told.map(|text| article(Some(3), text));
        assert_eq!(groups(&articles), [vec![0, 2, 3], vec![1, 4]]);
    }

    #[test]
    fn an_article_without_words_is_a_story_of_its_own() {
        assert_eq!(
            groups(&[article(None, ""), article(None, "The")]),
            [[0], [1]]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Asking for the stories in between changes nothing.
        #[test]
        fn stories_do_not_hang_on_when_articles_come(
            drawn in prop::collection::vec((prop::option::of(1i8..28), 0usize..3, "[a-e ]{0,12}"), 1..9),
        ) {
            let text = |which: usize, more: &str| format!("{} {more}", [MILL[0], MILL[1], FERRY][which]);
            let articles: Vec<Article> = drawn.iter().map(|(day, which, more)| article(*day, &text(*which, more))).collect();
            let at_once = groups(&articles);
            let mut told = Stories::default();
            for article in &articles {
                told.add(article);
                told.groups();
            }
            let step_by_step: Vec<Vec<usize>> =
                told.groups().into_iter().map(|g| g.into_iter().map(|d| d.0).collect()).collect();
            prop_assert_eq!(&at_once, &step_by_step);
            prop_assert_eq!(at_once.iter().map(Vec::len).sum::<usize>(), articles.len());
        }
    }
}

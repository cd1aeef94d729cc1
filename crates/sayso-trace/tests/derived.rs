//! Passages found in articles that were derived from others by known edits: recall and precision by word.
//!
//! Articles are strings of made-up words with the frequencies of a language (Zipf). A derived one takes paragraphs of one or
//! two sources, in another order, some of them trimmed, in another house style, with words replaced, left out and put in at a
//! given rate, and paragraphs of its own between. Every word knows where it comes from. Some sources are an agency's; articles
//! derived from these credit it, or come out later, or both, or neither; some are derived from what was derived.

use jiff::civil::date;
use sayso_text::{AgencyCredit, Article, ArticleParts, CleanSpan, DocumentIdx, Fact, Moment};
use sayso_trace::trace;

/// SplitMix64 (Steele et al. 2014): the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// A made-up word; the shortest are the commonest.
    fn word(&mut self) -> String {
        const N_WORDS: f64 = 20_000.0;
        let mut rank = N_WORDS.powf(self.unit()) as usize;
        let mut word = String::new();
        loop {
            word.push_str(&"bdfgklmnprstv"[rank % 13..=rank % 13]);
            rank /= 13;
            word.push_str(&"aeiou"[rank % 5..=rank % 5]);
            rank /= 5;
            if rank == 0 {
                return word;
            }
        }
    }

    fn sentence(&mut self) -> Vec<String> {
        let n_words = 10 + self.below(21);
        (0..n_words).map(|_| self.word()).collect()
    }
}

/// A word and the source it comes from: article and word.
#[derive(Clone, Debug)]
struct Traced {
    word: String,
    from: Option<(usize, usize)>,
    /// The article in which it was first written.
    by: usize,
}

/// Sentences in paragraphs.
type Paragraphs = Vec<Vec<Vec<Traced>>>;

fn source(random: &mut Random, article: usize) -> Paragraphs {
    let mut n_words = 0;
    let mut traced = |word: String| {
        n_words += 1;
        let from = Some((article, n_words - 1));
        Traced {
            word,
            from,
            by: article,
        }
    };
    let n_paragraphs = 8 + random.below(8);
    let mut paragraph = || -> Vec<Vec<Traced>> {
        let n_sentences = 1 + random.below(3);
        let sentences = (0..n_sentences).map(|_| random.sentence());
        sentences
            .map(|s| s.into_iter().map(&mut traced).collect())
            .collect()
    };
    (0..n_paragraphs).map(|_| paragraph()).collect()
}

fn derived(random: &mut Random, article: usize, sources: &[Paragraphs], edits: f64) -> Paragraphs {
    let n_sources = 1 + random.below(2);
    let mut kept = Paragraphs::new();
    for _ in 0..n_sources {
        kept.extend(sources[random.below(sources.len())].iter().cloned());
    }
    random.shuffle(&mut kept);
    kept.truncate(4 + random.below(8));
    for paragraph in &mut kept {
        if paragraph.len() > 1 && random.unit() < 0.3 {
            paragraph.remove(random.below(paragraph.len()));
        }
        for sentence in paragraph.iter_mut() {
            *sentence = edited(random, article, sentence, edits);
        }
    }
    for _ in 0..random.below(4) {
        let own = random.sentence().into_iter();
        let own = own.map(|word| Traced {
            word,
            from: None,
            by: article,
        });
        let own = own.collect();
        kept.insert(random.below(kept.len() + 1), vec![own]);
    }
    kept
}

/// Of the edits three in five put another word for one, and one in five each leaves one out or puts one in.
fn edited(random: &mut Random, article: usize, sentence: &[Traced], edits: f64) -> Vec<Traced> {
    let mut found = Vec::new();
    for traced in sentence {
        if random.unit() >= edits {
            found.push(traced.clone());
            continue;
        }
        let other = Traced {
            word: random.word(),
            from: None,
            by: article,
        };
        match random.below(5) {
            0 => {}
            1 => found.extend([traced.clone(), other]),
            _ => found.push(other),
        }
    }
    found
}

/// Sets the words in one of two house styles, and tells where each stands.
fn article(
    name: &str,
    paragraphs: &Paragraphs,
    curly: bool,
) -> (Article, Vec<(CleanSpan, Traced)>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for paragraph in paragraphs {
        for (at, sentence) in paragraph.iter().enumerate() {
            for (i, traced) in sentence.iter().enumerate() {
                if i > 0 {
                    // Words joined by hyphens in one style stand apart in the other.
                    text.push(if curly && i % 17 == 3 { '-' } else { ' ' });
                }
                let start = text.len();
                let mut letters = traced.word.chars();
                match letters.next() {
                    Some(first) if i == 0 => {
                        text.extend(first.to_uppercase());
                        text.push_str(letters.as_str());
                    }
                    _ => text.push_str(&traced.word),
                }
                places.push((CleanSpan::new(start, text.len()), traced.clone()));
            }
            text.push_str(if curly && at == 0 { ".” " } else { ". " });
        }
        text.push_str(if curly { "\n\n“" } else { "\n\n" });
    }
    let parts = ArticleParts::all_body(name, text);
    (Article::new(parts).expect("all of it is body"), places)
}

/// Recall and precision by word: of words that were taken over as they are, those that stand in a passage with their source;
/// of the words of passages, those that come from the passage's other side, edits within a taken stretch included.
fn measured(seed: u64, edits: f64) -> (f64, f64) {
    const N_SOURCES: usize = 6;
    const N_DERIVED: usize = 12;
    let random = &mut Random(seed);
    let sources: Vec<Paragraphs> = (0..N_SOURCES).map(|i| source(random, i)).collect();
    let mut articles = Vec::new();
    let mut places = Vec::new();
    for (i, paragraphs) in sources.iter().enumerate() {
        let (set, placed) = article(&format!("s{i}.txt"), paragraphs, false);
        articles.push(set);
        places.push(placed);
    }
    for i in 0..N_DERIVED {
        let paragraphs = derived(random, N_SOURCES + i, &sources, edits);
        let (set, placed) = article(&format!("d{i}.txt"), &paragraphs, i % 2 == 0);
        articles.push(set);
        places.push(placed);
    }
    let lineage = trace(&articles);
    let (mut n_told, mut n_right) = (0, 0);
    let mut covered: Vec<Vec<bool>> = places.iter().map(|p| vec![false; p.len()]).collect();
    for pair in &lineage.pairs {
        let (DocumentIdx(a), DocumentIdx(b)) = (pair.a, pair.b);
        // Two derived articles share what they both took; that is not scored.
        if a >= N_SOURCES {
            continue;
        }
        for passage in &pair.passages {
            let inside = |at: &usize| passage.b.overlaps(places[b][*at].0);
            let words: Vec<usize> = (0..places[b].len()).filter(inside).collect();
            let comes = |at: usize| {
                let (article, word) = places[b][at].1.from?;
                (article == a && passage.a.overlaps(places[a][word].0)).then_some(at)
            };
            let taken: Vec<usize> = words.iter().filter_map(|at| comes(*at)).collect();
            n_told += words.len();
            // A word put in or replaced is part of the stretch if taken words stand close on both sides.
            let near = |at: usize, range: std::ops::Range<usize>| {
                taken.iter().any(|t| range.contains(t)) || taken.binary_search(&at).is_ok()
            };
            n_right += words
                .iter()
                .filter(|at| {
                    near(**at, **at + 1..**at + 6) && near(**at, at.saturating_sub(5)..**at)
                })
                .count();
            taken.iter().for_each(|at| covered[b][*at] = true);
        }
    }
    let copied = (N_SOURCES..places.len())
        .flat_map(|d| places[d].iter().zip(&covered[d]))
        .filter(|((_, traced), _)| traced.from.is_some());
    let (n_copied, n_found) = copied.fold((0, 0), |(n, found), (_, c)| {
        (n + 1, found + usize::from(*c))
    });
    (
        n_found as f64 / n_copied as f64,
        n_right as f64 / n_told as f64,
    )
}

/// Means over several sets of articles; see the table with `cargo test -p sayso-trace --test derived -- --nocapture`.
#[test]
#[expect(clippy::print_stdout, reason = "the table is what one wants to read")]
fn edits_hide_few_passages_and_make_none_up() {
    for (edits, least_recall) in [
        (0.0, 0.98),
        (0.05, 0.98),
        (0.1, 0.98),
        (0.2, 0.9),
        (0.3, 0.0),
    ] {
        let scores: Vec<(f64, f64)> = (0..8).map(|seed| measured(seed, edits)).collect();
        let mean =
            |of: fn(&(f64, f64)) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
        let (recall, precision) = (mean(|s| s.0), mean(|s| s.1));
        println!("edits {edits:.2}: recall {recall:.4}, precision {precision:.4}");
        assert!(recall >= least_recall, "recall {recall} at {edits}");
        assert!(precision >= 0.98, "precision {precision} at {edits}");
    }
}

const N_AGENCIES: usize = 3;
const N_OUTLETS: usize = 5;
/// Words of its own by which the article that another was derived from can be known.
const TOUCH: usize = 10;

/// A source and those derived from it, with what is known of them.
struct Member {
    article: Article,
    /// Index of the article that it was derived from.
    from: Option<usize>,
    /// Whether a credit or the day tells that it was, and words of that article's own.
    decided: bool,
}

/// Three agencies and five outlets each publish a story; each is taken over by others, and what these made of it by others.
fn family(seed: u64, edits: f64) -> Vec<Member> {
    let random = &mut Random(seed);
    let mut members: Vec<Member> = Vec::new();
    let mut texts: Vec<Paragraphs> = Vec::new();
    let (mut days, mut agencies): (Vec<i8>, Vec<Option<usize>>) = Default::default();
    for i in 0..N_AGENCIES + N_OUTLETS + 24 {
        let from = (i >= N_AGENCIES + N_OUTLETS).then(|| random.below(i));
        let (text, day, agency) = match from {
            None => (source(random, i), 5, (i < N_AGENCIES).then_some(i)),
            Some(from) => {
                let text = derived(random, i, &texts[from..=from], edits);
                // A copy may be out, by its date, before what it copies.
                let later: i8 = [0, 0, 1, 2][random.below(4)];
                let credits = agencies[from].filter(|_| random.unit() < 0.6);
                (text, days[from] + later, credits)
            }
        };
        let name = format!("d{i}.txt");
        let plain = article(&name, &text, false).0;
        let start = CleanSpan::new(0, 1);
        let agency_name = agency.map(|k| format!("Agency of {}", ["Tarn", "Skarn", "Vell"][k]));
        let owned = from.is_none().then(|| agency_name.clone()).flatten();
        let outlet = owned.clone().unwrap_or_else(|| format!("Courier no. {i}"));
        let fact = |value: String| Fact {
            value,
            evidence: None,
        };
        let parts = ArticleParts {
            outlet: Some(fact(outlet)),
            published: Some(Fact {
                value: Moment::from(date(2031, 5, day)),
                evidence: None,
            }),
            credit: agency_name
                .filter(|_| from.is_some())
                .map(|agency| AgencyCredit {
                    agency,
                    evidence: start,
                    in_part: false,
                }),
            publishing_agency: owned,
            ..ArticleParts::clone(&plain)
        };
        let from_agency = from.is_some_and(|from| from < N_AGENCIES);
        let day_tells = from.is_some_and(|from| days[from] < day);
        // Two that credit one agency may both have it from there, whatever their days.
        let both_credit = from.is_some_and(|from| agency.is_some() && from >= N_AGENCIES);
        // And two that have nothing but another's words may both have them from there.
        let written_by = |by: usize| {
            text.iter()
                .flatten()
                .flatten()
                .filter(|w| w.by == by)
                .count()
        };
        let has_touch = from.is_some_and(|from| written_by(from) >= TOUCH);
        members.push(Member {
            article: Article::new(parts).expect("all of it is body"),
            from,
            decided: has_touch && (from_agency || (day_tells && !both_credit)),
        });
        texts.push(text);
        days.push(day);
        agencies.push(agency);
    }
    members
}

/// Whether one member is derived from another, through others or not.
fn descends(members: &[Member], from: usize, of: usize) -> bool {
    let mut line = std::iter::successors(Some(of), |i| members[*i].from);
    line.any(|i| i == from) && from != of
}

/// Of pairs that share 50 words, one being derived from the other as credits or dates tell, those of which the source is told;
/// and of all told sources, those that are.
#[test]
#[expect(clippy::print_stdout, reason = "the table is what one wants to read")]
fn credits_and_dates_tell_who_had_it_from_whom() {
    for edits in [0.0, 0.1, 0.2] {
        let (mut n_decided, mut n_found, mut n_told, mut n_right) = (0, 0, 0, 0);
        let (mut n_parents, mut n_parents_right) = (0, 0);
        for seed in 0..12 {
            let members = family(seed, edits);
            let articles: Vec<Article> = members.iter().map(|m| m.article.clone()).collect();
            let lineage = trace(&articles);
            for pair in &lineage.pairs {
                let (DocumentIdx(a), DocumentIdx(b)) = (pair.a, pair.b);
                let body = |i: usize| articles[i].text.as_str().split_whitespace().count() as f64;
                let long = pair.containment_b * body(b) >= 50.0;
                let is_told = |source: usize| pair.source.is_some_and(|s| s.document.0 == source);
                if let Some(source) = pair.source {
                    n_told += 1;
                    let taker = if source.document == pair.a { b } else { a };
                    n_right += usize::from(descends(&members, source.document.0, taker));
                }
                // The later in the list is derived from the earlier one.
                if members[b].from == Some(a) && members[b].decided && long {
                    n_decided += 1;
                    n_found += usize::from(is_told(a));
                }
            }
            for (i, parent) in lineage.parents().into_iter().enumerate() {
                let Some(parent) = parent else { continue };
                n_parents += 1;
                n_parents_right += usize::from(members[i].from == Some(parent.0));
            }
        }
        let share = |n: usize, of: usize| n as f64 / of as f64;
        let (recall, precision) = (share(n_found, n_decided), share(n_right, n_told));
        let parents = share(n_parents_right, n_parents);
        println!(
            "edits {edits:.2}: of {n_decided} decided, {recall:.4} told; of {n_told} told, {precision:.4} right; \
             of {n_parents} parents, {parents:.4} right"
        );
        assert!(recall >= 0.95, "{recall} at {edits}");
        assert!(precision >= 0.95, "{precision} at {edits}");
    }
}

//! An index gives what tracing everything in memory gives, goes on after an interruption, and says what is wrong with it.

use std::fs;
use std::path::Path;

use sayso_index::{Index, IndexError, Input};
use sayso_text::{Article, ArticleParts, Fact};
use sayso_trace::{Lineage, trace};

fn article(document: &str, outlet: &str, text: &str) -> Article {
    let parts = ArticleParts {
        outlet: Some(Fact {
            value: outlet.to_owned(),
            evidence: None,
        }),
        ..ArticleParts::all_body(document, text)
    };
    Article::new(parts).expect("all of it is body")
}

const MILL: &str = "The board agreed on Monday to rebuild the mill that burned down in March. Work is to begin in June, before \
    the river rises, and the town will lend the owners half of the money, the mayor told the council after a long debate.";
const FERRY: &str = "The ferry between Port Reed and the islands stays in port until the wind has turned to the west. Nobody \
    could say on Tuesday how long that might take, and bread is getting short on the two smaller islands.";

/// Two carriers of one story, one of another with the first inside it, a sentence, another script.
fn articles() -> Vec<Article> {
    vec![
        article("a", "Mail", MILL),
        article("b", "Echo", FERRY),
        article("c", "Sun", MILL),
        article("d", "Post", &format!("{FERRY}\n\n{MILL}")),
        article("e", "Star", "It rained."),
        article(
            "f",
            "Заря",
            "Паром между портом и островами не пойдёт, пока ветер не переменится на западный, сказал мэр.",
        ),
        article("g", "Mail", ""),
    ]
}

/// What is told of each pair and each article's shares, by name.
fn told(articles: &[Article], lineage: &Lineage) -> Vec<String> {
    let name = |d: sayso_text::DocumentIdx| &articles[d.0].document;
    let pairs = lineage.pairs.iter().map(|p| {
        let (a, b) = (name(p.a), name(p.b));
        format!(
            "{a} {b} {:?} {:?} {:?}",
            p.relation, p.containment_a, p.passages
        )
    });
    let shares = lineage.shares.iter().enumerate().map(|(i, shares)| {
        let origins = shares
            .iter()
            .map(|s| (&lineage.origins[s.origin.0].label, s.share, &s.ranges));
        format!("{} {:?}", articles[i].document, origins.collect::<Vec<_>>())
    });
    let mut told: Vec<String> = pairs.chain(shares).collect();
    told.sort();
    told
}

fn traced(index: &Index) -> Vec<String> {
    let mut all = Vec::new();
    let sink = |mut family, _| {
        all.append(&mut family);
        Ok::<(), IndexError>(())
    };
    index.trace(told, sink).expect("whole");
    all.sort();
    all
}

fn open(folder: &Path) -> Index {
    Index::open(folder, "a test").expect("opens")
}

#[test]
fn the_same_as_in_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = articles();
    let mut index = open(folder.path());
    index.add(&articles).expect("writes");
    index.commit(&[]).expect("writes");
    assert_eq!(traced(&index), told(&articles, &trace(&articles)));
}

#[test]
fn what_was_safe_before_an_interruption_is_there_after_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = articles();
    let input = |n_documents| Input {
        name: "reports.jsonl".to_owned(),
        n_bytes: 1000,
        n_documents,
        complete: n_documents == articles.len() as u64,
    };
    let mut index = open(folder.path());
    index.add(&articles[..3]).expect("writes");
    index.commit(&[input(3)]).expect("writes");
    // These are lost: the run ends before they are safe, with half of a record on the disk.
    index.add(&articles[3..]).expect("writes");
    drop(index);
    let path = folder.path().join("articles");
    let mut bytes = fs::read(&path).expect("reads");
    bytes.extend([7; 50]);
    fs::write(&path, bytes).expect("writes");

    let mut index = open(folder.path());
    assert_eq!(index.len(), 3);
    assert_eq!(index.input("reports.jsonl"), Some(&input(3)));
    assert_eq!(index.input("other.jsonl"), None);
    index.add(&articles[3..]).expect("writes");
    index
        .commit(&[input(articles.len() as u64)])
        .expect("writes");
    drop(index);
    let index = open(folder.path());
    assert!(index.input("reports.jsonl").is_some_and(|i| i.complete));
    assert_eq!(traced(&index), told(&articles, &trace(&articles)));
}

#[test]
fn thousands_of_copies_cost_no_more_than_their_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let copies: Vec<Article> = (0..5000)
        .map(|i| article(&format!("{i}"), &format!("Paper {i}"), MILL))
        .collect();
    let mut index = open(folder.path());
    index.add(&copies).expect("writes");
    index.commit(&[]).expect("writes");
    let mut origins = Vec::new();
    let mut n_pairs = 0;
    let count = |_: &[Article], lineage: &Lineage| {
        let carriers = lineage.origins.iter().map(|o| o.documents.len());
        (carriers.collect::<Vec<_>>(), lineage.pairs.len())
    };
    let sink = |(carriers, pairs), _| {
        origins.extend::<Vec<usize>>(carriers);
        n_pairs += pairs;
        Ok::<(), IndexError>(())
    };
    index.trace(count, sink).expect("whole");
    assert_eq!(origins, [copies.len()]);
    assert!(n_pairs < 3 * copies.len(), "{n_pairs}");
}

#[test]
fn a_damaged_or_other_index_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut index = open(folder.path());
    index.add(&articles()).expect("writes");
    index.commit(&[]).expect("writes");
    drop(index);
    let other = Index::open(folder.path(), "another way");
    assert!(matches!(other, Err(IndexError::Otherwise { .. })));
    let path = folder.path().join("articles");
    let bytes = fs::read(&path).expect("reads");
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("writes");
    assert!(matches!(
        Index::open(folder.path(), "a test"),
        Err(IndexError::Damaged(_))
    ));
    // As long as it should be, and not what it was.
    fs::write(&path, vec![1; bytes.len()]).expect("writes");
    let index = open(folder.path());
    let failed = index.trace(|_, _| (), |(), _| Ok::<(), IndexError>(()));
    assert!(matches!(failed, Err(IndexError::Damaged(_))));
    fs::write(folder.path().join("state.json"), "{").expect("writes");
    assert!(matches!(
        Index::open(folder.path(), "a test"),
        Err(IndexError::Damaged(_))
    ));
}

//! Whose words: origins as family trees, and the passages that articles share.

use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, Pair, SourceBasis};

use super::layout::{Ink, Page};
use crate::family::{Family, Member, Tie};
use crate::view::{outlet, published};
use crate::{visible, wording};

/// Levels of a tree that are drawn; what stands deeper is drawn at the last one and names what it comes from.
const N_LEVELS: usize = 8;

/// An origin and the articles that carry it, as a tree.
pub(super) fn family(
    page: &mut Page,
    articles: &[Article],
    lineage: &Lineage,
    family: &Family,
    label: &str,
) {
    let basis = format!(" ({})", wording::origin_basis(lineage, family.origin));
    page.paragraph("  ", "    ", &[(Ink::Strong, label), (Ink::Faint, &basis)]);
    let branches = branches(&family.members);
    for (member, (branch, hang)) in family.members.iter().zip(branches) {
        let Some(article) = articles.get(member.document.0) else {
            continue;
        };
        let name = outlet(article);
        let mut facts = Vec::new();
        facts.extend(published(article));
        facts.push(tie(articles, family, member, article));
        facts.extend((article.document != name).then(|| visible::entry(&article.document)));
        facts.retain(|fact| !fact.is_empty());
        let facts: String = facts.iter().map(|fact| format!(" · {fact}")).collect();
        let pieces = [
            (Ink::Plain, wording::percent(member.share)),
            (Ink::Plain, " ".to_owned()),
            (Ink::Name, name),
            (Ink::Faint, facts),
        ];
        let pieces = pieces.each_ref().map(|(ink, text)| (*ink, text.as_str()));
        page.paragraph(&branch, &hang, &pieces);
    }
    if !family.others.is_empty() {
        let lead = if family.members.is_empty() {
            "    in "
        } else {
            "    also in "
        };
        let others = family.others.iter().filter_map(|(document, share)| {
            let outlet = outlet(articles.get(document.0)?);
            Some(format!("{outlet} ({})", wording::percent(*share)))
        });
        let others = others.collect::<Vec<_>>().join(", ");
        page.paragraph(lead, "      ", &[(Ink::Plain, &others)]);
    }
}

/// How an article comes to stand where it does. What stands above it is named only where the tree is not drawn so deep.
fn tie(articles: &[Article], family: &Family, member: &Member, article: &Article) -> String {
    let credits = article.credit.as_ref().map(|credit| {
        let words = visible::quoted(article.slice(credit.evidence), 60);
        format!("credits {words}")
    });
    match (member.tie, member.parent) {
        (Tie::Only, _) => String::new(),
        (Tie::First, _) => "first".to_owned(),
        // What it credits is not the agency of this origin, or no agency of a name.
        (Tie::Unknown, _) => {
            let unknown = ["source not known".to_owned()].into_iter();
            unknown.chain(credits).collect::<Vec<_>>().join(" · ")
        }
        (Tie::By(SourceBasis::Credit), None) => credits.unwrap_or_default(),
        (Tie::By(basis), Some(parent)) if member.depth >= N_LEVELS => {
            source(articles, family.members[parent].document, basis)
        }
        (Tie::By(basis), _) => wording::source_basis(basis).to_owned(),
    }
}

/// What stands before the first and the further lines of each member. Read from the last to the first, the levels at which
/// something is still to come are known.
fn branches(members: &[Member]) -> Vec<(String, String)> {
    let mut to_come = [false; N_LEVELS];
    let mut branches = Vec::with_capacity(members.len());
    for member in members.iter().rev() {
        let level = member.depth.min(N_LEVELS - 1);
        let above: String = (to_come[..level].iter())
            .map(|to_come| if *to_come { "│  " } else { "   " })
            .collect();
        let (branch, hang) = if to_come[level] {
            ("├─ ", "│  ")
        } else {
            ("└─ ", "   ")
        };
        branches.push((format!("  {above}{branch}"), format!("  {above}{hang}")));
        to_come[level] = true;
        to_come[level + 1..].fill(false);
    }
    branches.reverse();
    branches
}

/// Two articles that share passages: why, which has them from the other, and the longest of them.
pub(super) fn pair(page: &mut Page, articles: &[Article], pair: &Pair) {
    let (Some(a), Some(b)) = (articles.get(pair.a.0), articles.get(pair.b.0)) else {
        return;
    };
    let mut why = format!(": {}", wording::relation(pair.relation));
    if let (Some(source_of), Some((taker, _))) = (pair.source, pair.taker()) {
        let taker = if taker == pair.a { a } else { b };
        let source = source(articles, source_of.document, source_of.basis);
        why = format!("{why}, {} {source}", outlet(taker));
    }
    let pieces = [
        (Ink::Name, &*outlet(a)),
        (Ink::Plain, " ↔ "),
        (Ink::Name, &outlet(b)),
        (Ink::Plain, &why),
    ];
    page.paragraph("  ", "    ", &pieces);
    let counts = wording::containments(pair);
    page.paragraph("    ", "    ", &[(Ink::Plain, &counts)]);
    if let Some(longest) = pair
        .passages
        .iter()
        .max_by_key(|p| (p.a.len(), std::cmp::Reverse(p.a)))
    {
        let text = visible::quoted(a.slice(longest.a), 150);
        page.paragraph("    ", "    ", &[(Ink::Faint, &text)]);
    }
}

/// `from The Daily Tide, by date`.
fn source(articles: &[Article], source: DocumentIdx, basis: SourceBasis) -> String {
    let outlet = articles.get(source.0).map(outlet).unwrap_or_default();
    format!("from {outlet}, {}", wording::source_basis(basis))
}

#[cfg(test)]
mod tests {
    use sayso_trace::SourceBasis;

    use super::*;

    #[test]
    fn branches_go_on_where_more_is_to_come() {
        let member = |depth| Member {
            document: DocumentIdx(0),
            share: 1.0,
            parent: None,
            depth,
            tie: Tie::By(SourceBasis::Date),
        };
        let members = [0, 1, 2, 1, 0, 1, 90, 91].map(member);
        let drawn: Vec<String> = branches(&members).into_iter().map(|b| b.0).collect();
        let deep = "  ".to_owned() + &"   ".repeat(N_LEVELS - 1);
        assert_eq!(
            drawn,
            [
                "  ├─ ".to_owned(),
                "  │  ├─ ".to_owned(),
                "  │  │  └─ ".to_owned(),
                "  │  └─ ".to_owned(),
                "  └─ ".to_owned(),
                "     └─ ".to_owned(),
                deep.clone() + "├─ ",
                deep + "└─ ",
            ]
        );
    }
}

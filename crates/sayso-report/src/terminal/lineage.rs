//! Whose words: origins as trees, and the passages that articles share.

use sayso_text::Article;
use sayso_trace::{Lineage, OriginIdx, Pair};

use super::layout::{Ink, Page};
use crate::view::{carriers, outlet};
use crate::{visible, wording};

/// An origin and the articles that carry it, as a tree.
pub(super) fn origin(
    page: &mut Page,
    articles: &[Article],
    lineage: &Lineage,
    idx: OriginIdx,
    label: &str,
) {
    let Some(origin) = lineage.origins.get(idx.0) else {
        return;
    };
    let basis: Vec<&str> = origin.basis.iter().map(|b| wording::basis(*b)).collect();
    let basis = format!(" ({})", basis.join("; "));
    page.paragraph("  ", "    ", &[(Ink::Strong, label), (Ink::Faint, &basis)]);
    let carriers: Vec<_> = carriers(articles, lineage, idx).collect();
    for (i, (article, share)) in carriers.iter().enumerate() {
        let (branch, hang) = if i + 1 == carriers.len() {
            ("  └─ ", "     ")
        } else {
            ("  ├─ ", "  │  ")
        };
        let credit = match &article.credit {
            Some(credit) if origin.agency.is_some() => {
                format!(
                    " · credits {}",
                    visible::quoted(article.slice(credit.evidence), 60)
                )
            }
            _ => String::new(),
        };
        let share = format!("{:>4} ", wording::percent(*share));
        let pieces = [
            (Ink::Plain, share.as_str()),
            (Ink::Plain, " "),
            (Ink::Name, &outlet(article)),
            (Ink::Faint, &credit),
        ];
        page.paragraph(branch, hang, &pieces);
    }
}

/// Two articles that share passages, with the longest of them.
pub(super) fn pair(page: &mut Page, articles: &[Article], pair: &Pair) {
    let (Some(a), Some(b)) = (articles.get(pair.a.0), articles.get(pair.b.0)) else {
        return;
    };
    let words = format!(
        ": {} of the first's words stand in the second, {} the other way; {}",
        wording::percent(pair.containment_a),
        wording::percent(pair.containment_b),
        wording::count(pair.passages.len(), "passage")
    );
    let pieces = [
        (Ink::Name, &*outlet(a)),
        (Ink::Plain, " ↔ "),
        (Ink::Name, &outlet(b)),
        (Ink::Plain, &words),
    ];
    page.paragraph("  ", "    ", &pieces);
    if let Some(longest) = pair
        .passages
        .iter()
        .max_by_key(|p| (p.a.len(), std::cmp::Reverse(p.a)))
    {
        let text = visible::quoted(a.slice(longest.a), 150);
        page.paragraph("    ", "    ", &[(Ink::Faint, &text)]);
    }
}

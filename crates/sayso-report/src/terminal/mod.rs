//! The brief and the stages' findings as text for a terminal.
//!
//! Control characters, escape sequences and direction overrides in articles are replaced; the only escapes that come
//! out are the colours of [`Style`].

mod claim;
mod layout;

use sayso_ledger::{Conflict, Position, Story, TimelineEntry};
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};
use sayso_trace::{Lineage, OriginIdx, Pair};

use crate::view::{Placed, carriers, lineage_label, outlet, set_aside, statement_id};
use crate::wording;
use crate::{Briefing, visible};
use layout::{Ink, Page};

/// How to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to use ANSI colours; leave it off for pipes and under `NO_COLOR`.
    pub color: bool,
    /// Columns that no line exceeds; 0 leaves lines unbroken.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            color: false,
            width: 80,
        }
    }
}

/// `sayso brief`: per story its footing, claims, positions, conflicts, timeline and lineage; then the diagnostics.
#[must_use]
pub fn brief(briefing: &Briefing, style: Style) -> String {
    let mut page = Page::new(style);
    if briefing.ledger.is_empty() {
        page.paragraph("", "", &[(Ink::Strong, "No story found.")]);
    }
    let n_stories = briefing.ledger.len();
    for (i, story) in briefing.ledger.iter().enumerate() {
        if i > 0 {
            page.blank();
            page.paragraph(
                "",
                "",
                &[(Ink::Faint, &"─".repeat(style.width.clamp(1, 80)))],
            );
        }
        let kicker = if n_stories > 1 {
            format!("Story {} of {n_stories}", i + 1)
        } else {
            String::new()
        };
        story_brief(&mut page, briefing, story, &kicker);
    }
    if !briefing.diagnostics.is_empty() {
        page.heading("DIAGNOSTICS", "inputs with a problem; the others were read");
        for diagnostic in briefing.diagnostics {
            let pieces = [
                (Ink::Caution, diagnostic.code.as_str()),
                (Ink::Plain, " "),
                (Ink::Name, &visible::entry(&diagnostic.document)),
                (Ink::Plain, ": "),
                (Ink::Plain, &visible::entry(&diagnostic.message)),
            ];
            page.paragraph("  ", "       ", &pieces);
        }
    }
    page.finish()
}

fn story_brief(page: &mut Page, briefing: &Briefing, story: &Story, kicker: &str) {
    page.paragraph("", "", &[(Ink::Strong, &visible::entry(&story.title))]);
    let dates = wording::date_range(story.from, story.to);
    let counts = wording::story_counts(story, briefing.outlets(&story.documents).len());
    let parts = [kicker, &dates, &counts];
    let remark = parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    page.paragraph("", "", &[(Ink::Faint, &remark)]);

    if let Some(claim) = story.claims.first() {
        page.heading("THE MAIN CLAIM", "");
        claim::footing(page, briefing, claim);
    }
    if !story.claims.is_empty() {
        page.heading("CLAIMS", "weightiest first");
        claim::list(page, briefing, story);
    }
    if !story.positions.is_empty() {
        page.heading("POSITIONS", "");
        for of_party in story.positions.chunk_by(|a, b| a.party == b.party) {
            page.paragraph(
                "  ",
                "  ",
                &[(Ink::Name, &visible::name(&of_party[0].party))],
            );
            for one in of_party {
                position(page, briefing, one);
            }
        }
    }
    if !story.conflicts.is_empty() {
        page.heading("WHERE THE ACCOUNTS DIFFER", "");
        for one in &story.conflicts {
            conflict(page, briefing, one);
        }
    }
    if !story.timeline.is_empty() {
        page.heading("TIMELINE", "");
        for entry in &story.timeline {
            timeline_entry(page, briefing, entry);
        }
    }
    page.heading(
        "WHOSE WORDS",
        "origins, and the share of each article that comes from them",
    );
    let label = |origin| briefing.origin_label(origin);
    for origin in &story.origins {
        origin_tree(
            page,
            briefing.articles,
            briefing.lineage,
            *origin,
            &label(*origin),
        );
    }
    for pair in briefing
        .lineage
        .pairs
        .iter()
        .filter(|p| story.documents.contains(&p.a))
    {
        shared(page, briefing.articles, pair);
    }
}

/// ` s1 s4`.
fn ids(statements: &[StatementIdx]) -> String {
    statements
        .iter()
        .map(|idx| format!(" {}", statement_id(*idx)))
        .collect()
}

/// One statement as evidence: id, outlet, speaker, words.
fn evidence(page: &mut Page, lead: &str, hang: &str, placed: Placed<'_>, with_speaker: bool) {
    let quoted = format!("“{}”", visible::trimmed(&placed.content(), 150));
    let speaker = match placed.speaker() {
        name if with_speaker && !name.is_empty() => format!(", {}", visible::trimmed(&name, 60)),
        _ => String::new(),
    };
    let id = placed.id();
    let pieces = [
        (Ink::Faint, id.as_str()),
        (Ink::Plain, " "),
        (Ink::Name, &placed.outlet()),
        (Ink::Plain, &speaker),
        (Ink::Plain, ": "),
        (Ink::Plain, &quoted),
    ];
    page.paragraph(lead, hang, &pieces);
}

/// The statements behind an entry: the first ones in full, the ids of the rest.
fn evidence_list(
    page: &mut Page,
    briefing: &Briefing,
    indent: usize,
    all: &[StatementIdx],
    longest: usize,
) {
    let lead = " ".repeat(indent);
    let hang = " ".repeat(indent + 3);
    for placed in briefing.placed_all(all).take(longest) {
        evidence(page, &lead, &hang, placed, true);
    }
    if let Some(rest) = all.get(longest..).filter(|rest| !rest.is_empty()) {
        page.paragraph(
            &lead,
            &hang,
            &[(Ink::Faint, "and"), (Ink::Faint, &ids(rest))],
        );
    }
}

fn position(page: &mut Page, briefing: &Briefing, position: &Position) {
    let reported = match &position.reported_by {
        Some(name) => format!(", as {} reports", visible::name(name)),
        None => String::new(),
    };
    let ink = if position.reported_by.is_some() {
        Ink::Caution
    } else {
        Ink::Strong
    };
    let pieces = [
        (ink, wording::stance(position.stance)),
        (Ink::Plain, ": "),
        (Ink::Plain, &visible::entry(&position.issue)),
        (Ink::Caution, &reported),
    ];
    page.paragraph("    ", "      ", &pieces);
    evidence_list(page, briefing, 6, &position.statements, 2);
}

fn conflict(page: &mut Page, briefing: &Briefing, conflict: &Conflict) {
    let pieces = [
        (Ink::Denied, wording::conflict(conflict.kind)),
        (Ink::Plain, ". "),
        (Ink::Plain, &visible::entry(&conflict.note)),
    ];
    page.paragraph("  ", "  ", &pieces);
    evidence_list(page, briefing, 4, &conflict.a, 2);
    page.paragraph("    ", "    ", &[(Ink::Faint, "against")]);
    evidence_list(page, briefing, 4, &conflict.b, 2);
}

fn timeline_entry(page: &mut Page, briefing: &Briefing, entry: &TimelineEntry) {
    page.paragraph(
        "  ",
        "      ",
        &[
            (Ink::Strong, &wording::date(entry.date)),
            (Ink::Plain, " · "),
            (Ink::Plain, &visible::entry(&entry.text)),
        ],
    );
    if entry.statements.is_empty() {
        let outlets = briefing.outlets(&entry.documents);
        page.paragraph("      ", "      ", &[(Ink::Name, &outlets.join(", "))]);
    }
    evidence_list(page, briefing, 6, &entry.statements, 2);
}

fn origin_tree(
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
                    " · credits “{}”",
                    visible::trimmed(&visible::line(article.slice(credit.evidence)), 60)
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

fn shared(page: &mut Page, articles: &[Article], pair: &Pair) {
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
        let text = format!(
            "“{}”",
            visible::trimmed(&visible::line(a.slice(longest.a)), 150)
        );
        page.paragraph("    ", "    ", &[(Ink::Faint, &text)]);
    }
}

/// `sayso statements`: who said what, article by article.
#[must_use]
pub fn statements(articles: &[Article], statements: &[Statement], style: Style) -> String {
    let mut page = Page::new(style);
    let mut current = None;
    for (i, statement) in statements.iter().enumerate() {
        let Some(article) = articles.get(statement.document.0) else {
            continue;
        };
        if current != Some(statement.document) {
            current = Some(statement.document);
            article_head(&mut page, article);
        }
        let placed = Placed {
            idx: StatementIdx(i),
            statement,
            article,
        };
        let speaker = match (placed.speaker(), &statement.speaker) {
            (name, _) if name.is_empty() => "no source named".to_owned(),
            (name, Some(speaker)) => match &speaker.role {
                Some(role) => format!("{name}, {role}"),
                None => name,
            },
            (name, None) => format!("{name} (unresolved)"),
        };
        let mut marks = vec![
            wording::kind(statement.kind).to_owned(),
            statement.cue_class.as_str().to_owned(),
        ];
        for (holds, mark) in [
            (statement.negated, "negated"),
            (statement.no_comment, "no comment"),
            (statement.headline, "headline"),
            (statement.embedded, "in an embedded article"),
        ] {
            if holds {
                marks.push(mark.to_owned());
            }
        }
        marks.extend(
            statement
                .venue
                .map(|v| format!("venue: {}", placed.words(&[v]))),
        );
        marks.extend(statement.time.map(wording::date));
        marks.extend(
            statement
                .parent
                .map(|p| format!("within {}", statement_id(p))),
        );
        marks.push(wording::percent(f64::from(statement.confidence)));
        let depth = if statement.nested() { "    " } else { "  " };
        let hang = format!("{depth}     ");
        let id = format!("{:<4} ", placed.id());
        let pieces = [
            (Ink::Name, speaker.as_str()),
            (Ink::Faint, " · "),
            (Ink::Faint, &placed.words(&statement.cue)),
        ];
        page.paragraph(&format!("{depth}{id}"), &hang, &pieces);
        page.paragraph(
            &hang,
            &hang,
            &[(Ink::Plain, &format!("“{}”", placed.content()))],
        );
        page.paragraph(&hang, &hang, &[(Ink::Faint, &marks.join(" · "))]);
    }
    if statements.is_empty() {
        page.paragraph("", "", &[(Ink::Strong, "No statement found.")]);
    }
    page.finish()
}

fn article_head(page: &mut Page, article: &Article) {
    page.blank();
    let title = article.title.as_ref().map_or("no headline", |f| &f.value);
    page.paragraph("", "", &[(Ink::Strong, title)]);
    let mut facts = vec![outlet(article)];
    facts.extend(
        article
            .published
            .as_ref()
            .map(|f| wording::date(f.value.date())),
    );
    facts.extend(article.bylines.iter().map(|f| f.value.clone()));
    facts.extend(
        article
            .credit
            .as_ref()
            .map(|c| format!("credits {}", c.agency)),
    );
    if facts[0] != article.document {
        facts.push(article.document.clone());
    }
    page.paragraph("", "", &[(Ink::Faint, &facts.join(" · "))]);
}

/// `sayso clean`: each article's text, and what was set aside: counted by kind, or shown in place.
#[must_use]
pub fn clean(articles: &[Article], show_set_aside: bool, style: Style) -> String {
    let mut page = Page::new(style);
    for article in articles {
        article_head(&mut page, article);
        let aside = set_aside(article);
        let mut all: Vec<_> = article.body().map(|span| (span, None)).collect();
        if show_set_aside {
            all.extend(aside.iter().map(|part| (part.span, Some(part.kind))));
        }
        all.sort();
        for (span, kind) in all {
            page.blank();
            for paragraph in article.slice(span).lines().filter(|l| !l.trim().is_empty()) {
                match kind {
                    None => page.paragraph("", "", &[(Ink::Plain, paragraph)]),
                    Some(kind) => {
                        let label = format!("  [{}] ", wording::block(kind));
                        page.paragraph(&label, "    ", &[(Ink::Faint, paragraph)]);
                    }
                }
            }
        }
        let mut kinds: Vec<_> = aside.iter().map(|part| part.kind).collect();
        kinds.sort();
        let counted: Vec<String> = (kinds.chunk_by(|a, b| a == b))
            .map(|same| format!("{} {}", same.len(), wording::block(same[0])))
            .collect();
        if !counted.is_empty() {
            page.blank();
            page.paragraph(
                "",
                "  ",
                &[(Ink::Faint, &format!("Set aside: {}", counted.join(", ")))],
            );
        }
    }
    page.finish()
}

/// `sayso lineage`: origins with the articles that carry them, and the pairs that share passages.
#[must_use]
pub fn lineage(articles: &[Article], lineage: &Lineage, style: Style) -> String {
    let mut page = Page::new(style);
    let remark = format!(
        "{}, {}",
        wording::count(articles.len(), "article"),
        wording::count(lineage.origins.len(), "origin")
    );
    page.heading("WHOSE WORDS", &remark);
    for idx in (0..lineage.origins.len()).map(OriginIdx) {
        origin_tree(
            &mut page,
            articles,
            lineage,
            idx,
            &lineage_label(lineage, idx),
        );
    }
    if !lineage.pairs.is_empty() {
        page.heading("SHARED PASSAGES", "");
        for pair in &lineage.pairs {
            shared(&mut page, articles, pair);
        }
    }
    page.finish()
}

/// `sayso stories`: which articles belong together.
#[must_use]
pub fn stories(articles: &[Article], stories: &[Vec<DocumentIdx>], style: Style) -> String {
    let mut page = Page::new(style);
    for (i, story) in stories.iter().enumerate() {
        page.blank();
        let name = format!("t{}", i + 1);
        page.paragraph(
            "",
            "",
            &[
                (Ink::Strong, &name),
                (Ink::Plain, " · "),
                (Ink::Faint, &wording::count(story.len(), "article")),
            ],
        );
        for article in story.iter().filter_map(|d| articles.get(d.0)) {
            let title = article.title.as_ref().map_or("no headline", |f| &f.value);
            let pieces = [
                (Ink::Name, &*outlet(article)),
                (Ink::Plain, ": "),
                (Ink::Plain, title),
                (Ink::Plain, " · "),
                (Ink::Faint, &article.document),
            ];
            page.paragraph("  ", "    ", &pieces);
        }
    }
    page.finish()
}

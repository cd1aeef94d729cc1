//! The brief and the stages' findings as text for a terminal.
//!
//! Control characters, escape sequences and direction overrides in articles are replaced; the only escapes that come
//! out are the colours of [`Style`].

mod claim;
mod evidence;
pub(crate) mod layout;
mod lineage;
mod story;

use sayso_ledger::{Profile, Told};
use sayso_read::{Statement, StatementIdx};
use sayso_text::{Article, DocumentIdx};
use sayso_trace::Lineage;

use crate::family::families;
use crate::view::{Placed, lineage_label, outlet, set_aside, statement_id};
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
    let families = families(briefing.articles, briefing.lineage);
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
        story::brief(&mut page, briefing, &families, story, &kicker);
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
            (name, _) if name.is_empty() => wording::nobody(statement).to_owned(),
            (name, Some(speaker)) => match &speaker.role {
                Some(role) => format!("{name}, {role}"),
                None => name,
            },
            (name, None) => format!("{name} (unresolved)"),
        };
        let mut marks = vec![
            wording::kind(statement).to_owned(),
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
        let hedges = statement.hedges.iter();
        marks.extend(hedges.map(|hedge| format!("“{}”", placed.words(&[*hedge], 80))));
        marks.extend(
            statement
                .venue
                .map(|v| format!("venue: {}", placed.words(&[v], 80))),
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
            (Ink::Faint, &placed.words(&statement.cue, 80)),
        ];
        page.paragraph(&format!("{depth}{id}"), &hang, &pieces);
        page.paragraph(
            &hang,
            &hang,
            &[(Ink::Plain, &format!("“{}”", placed.content(usize::MAX)))],
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
    facts.extend(
        article
            .updated
            .as_ref()
            .map(|f| format!("updated {}", wording::date(f.value.date()))),
    );
    facts.extend(article.bylines.iter().map(|f| f.value.clone()));
    facts.extend(
        article
            .dateline
            .as_ref()
            .map(|f| format!("from {}", f.value)),
    );
    facts.extend(
        article
            .credit
            .as_ref()
            .map(|c| format!("credits {}", c.agency)),
    );
    facts.extend(
        article
            .based_on
            .as_ref()
            .map(|source| format!("based on {source}")),
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

/// `sayso lineage`: origins with the articles that carry them as family trees, and the pairs that share passages.
#[must_use]
pub fn lineage(articles: &[Article], lineage: &Lineage, style: Style) -> String {
    let mut page = Page::new(style);
    let remark = format!(
        "{}, {}",
        wording::count(articles.len(), "article"),
        wording::count(lineage.origins.len(), "origin")
    );
    page.heading("WHOSE WORDS", &remark);
    for family in families(articles, lineage) {
        let label = lineage_label(lineage, family.origin);
        self::lineage::family(&mut page, articles, lineage, &family, &label);
    }
    if !lineage.pairs.is_empty() {
        page.heading("SHARED PASSAGES", "");
        for pair in &lineage.pairs {
            self::lineage::pair(&mut page, articles, pair);
        }
    }
    page.finish()
}

/// `sayso actors`: who speaks in each story, by what names, in what office and for whom.
#[must_use]
pub fn actors(articles: &[Article], profiles: &[Vec<Profile>], style: Style) -> String {
    let mut page = Page::new(style);
    for (i, story) in profiles.iter().enumerate() {
        let (heard, introduced): (Vec<&Profile>, Vec<&Profile>) =
            story.iter().partition(|p| !p.statements.is_empty());
        page.blank();
        let counted = wording::count(heard.len(), "actor");
        let head = [
            (Ink::Strong, format!("t{}", i + 1)),
            (Ink::Faint, format!(" · {counted} heard")),
        ];
        let head = head.each_ref().map(|(ink, text)| (*ink, text.as_str()));
        page.paragraph("", "", &head);
        for profile in heard {
            actor(&mut page, articles, profile);
        }
        let names: Vec<&str> = introduced.iter().map(|p| p.name.as_str()).collect();
        if !names.is_empty() {
            page.paragraph(
                "  introduced, not heard: ",
                "    ",
                &[(Ink::Plain, &names.join(", "))],
            );
        }
    }
    if profiles.iter().all(Vec::is_empty) {
        page.paragraph("", "", &[(Ink::Strong, "No actor found.")]);
    }
    page.finish()
}

fn actor(page: &mut Page, articles: &[Article], profile: &Profile) {
    let mut facts = Vec::new();
    facts.extend((!profile.person).then(|| "body or group".to_owned()));
    facts.extend(
        profile
            .office_of
            .as_ref()
            .map(|name| format!("office of {name}")),
    );
    facts.extend(profile.side.as_ref().map(|side| format!("for {side}")));
    facts.push(wording::count(profile.documents.len(), "article"));
    facts.push(wording::count(profile.statements.len(), "statement"));
    let told = |all: &[Told], but: &str| -> Vec<String> {
        let others = all.iter().filter(|told| told.text != but);
        others
            .map(|told| format!("{} ({})", told.text, told.documents.len()))
            .collect()
    };
    page.paragraph(
        "  ",
        "    ",
        &[
            (Ink::Name, &profile.name),
            (Ink::Faint, &format!(" · {}", facts.join(" · "))),
        ],
    );
    let mut outlets: Vec<String> = Vec::new();
    for article in profile.documents.iter().filter_map(|d| articles.get(d.0)) {
        let name = outlet(article);
        if !outlets.contains(&name) {
            outlets.push(name);
        }
    }
    let statements: Vec<String> = profile
        .statements
        .iter()
        .copied()
        .map(statement_id)
        .collect();
    for (label, words) in [
        (
            "also      ",
            told(&profile.aliases, &profile.name).join(", "),
        ),
        ("office    ", told(&profile.roles, "").join(", ")),
        ("said      ", statements.join(" ")),
        ("in        ", outlets.join(", ")),
    ] {
        if !words.is_empty() {
            let label = format!("      {label}");
            page.paragraph(&label, &" ".repeat(label.len()), &[(Ink::Plain, &words)]);
        }
    }
}

/// `sayso stories`: which articles belong together.
#[must_use]
pub fn stories(
    articles: &[Article],
    stories: &[Vec<DocumentIdx>],
    follows: &[Option<usize>],
    style: Style,
) -> String {
    let mut page = Page::new(style);
    for (i, story) in stories.iter().enumerate() {
        page.blank();
        let name = format!("t{}", i + 1);
        let followed = match follows.get(i).copied().flatten() {
            Some(earlier) => format!(" · follows t{}", earlier + 1),
            None => String::new(),
        };
        page.paragraph(
            "",
            "",
            &[
                (Ink::Strong, &name),
                (Ink::Plain, " · "),
                (Ink::Faint, &wording::count(story.len(), "article")),
                (Ink::Faint, &followed),
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

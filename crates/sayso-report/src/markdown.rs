//! The brief as Markdown (CommonMark with GitHub tables), for notes, issues and wikis.

use std::fmt::Write;

use sayso_ledger::{Claim, Story};
use sayso_read::StatementIdx;

use crate::family::{Family, families};
use crate::view::{Placed, outlet, statement_id};
use crate::{Briefing, visible, wording};

/// Makes text literal on one line: nothing in it is markup, a link, a mention or HTML, wherever in a line it stands.
fn escaped(text: &str) -> String {
    let line = visible::entry(text);
    let mut safe = String::with_capacity(line.len() + 8);
    for (i, c) in line.char_indices() {
        match c {
            // A mention would notify people, and a backslash does not stop it.
            '@' => safe.push_str("&#64;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            // Bare addresses become links in many renderers.
            ':' if line[i..].starts_with("://") => safe.push_str("\\:"),
            '.' if line.as_bytes()[..i]
                .last_chunk()
                .is_some_and(|w: &[u8; 3]| w.eq_ignore_ascii_case(b"www")) =>
            {
                safe.push_str("\\.")
            }
            // These start a list, a rule or a heading only at the start of a block.
            '-' | '+' | '=' | '!' if i == 0 => {
                safe.push('\\');
                safe.push(c);
            }
            '.' | ')' if i > 0 && i < 10 && line[..i].bytes().all(|b| b.is_ascii_digit()) => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}

fn quoted(text: &str, max_chars: usize) -> String {
    escaped(&visible::quoted(text, max_chars))
}

/// `sayso brief --format md`: the same entries as the terminal brief, every one with its statements, and a register of
/// all statements that the ids lead to.
#[must_use]
pub fn brief(briefing: &Briefing) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_brief(&mut out, briefing);
    out
}

fn write_brief(out: &mut String, briefing: &Briefing) -> std::fmt::Result {
    if briefing.ledger.is_empty() {
        writeln!(out, "# No story found\n")?;
    }
    let families = families(briefing.articles, briefing.lineage);
    for story in briefing.ledger.iter() {
        write_story(out, briefing, story)?;
        write_lineage(out, briefing, &families, story)?;
    }
    if !briefing.statements.is_empty() {
        writeln!(
            out,
            "## Statements\n\nOffsets are bytes of the original file.\n"
        )?;
        for placed in
            (0..briefing.statements.len()).filter_map(|i| briefing.placed(StatementIdx(i)))
        {
            write_statement(out, briefing, placed)?;
        }
        writeln!(out)?;
    }
    if !briefing.diagnostics.is_empty() {
        writeln!(out, "## Diagnostics\n")?;
        for d in briefing.diagnostics {
            writeln!(
                out,
                "- {} {}: {}",
                d.code.as_str(),
                escaped(&d.document),
                escaped(&d.message)
            )?;
        }
    }
    Ok(())
}

fn write_story(out: &mut String, briefing: &Briefing, story: &Story) -> std::fmt::Result {
    writeln!(out, "# {}\n", escaped(&story.title))?;
    let counts = wording::story_counts(story, briefing.outlets(&story.documents).len());
    let dates = wording::date_range(story.from, story.to);
    writeln!(
        out,
        "{}{counts}\n",
        if dates.is_empty() {
            dates
        } else {
            dates + " · "
        }
    )?;
    if let Some(claim) = story.claims.first() {
        let footing = escaped(&wording::footing(claim).sentence());
        writeln!(
            out,
            "**The main claim:** {}\\\n{footing}\n",
            quoted(&claim.text, 300)
        )?;
    }
    if !story.claims.is_empty() {
        writeln!(out, "## Claims\n")?;
    }
    for (i, claim) in story.claims.iter().enumerate() {
        write_claim(out, briefing, i + 1, claim)?;
    }
    if !story.positions.is_empty() {
        writeln!(
            out,
            "## Positions\n\n| Party | Stance | Issue | When | Reported by | Evidence |\n|---|---|---|---|---|---|"
        )?;
        for position in &story.positions {
            let reported = position
                .reported_by
                .as_deref()
                .map_or_else(|| "itself".to_owned(), escaped);
            writeln!(
                out,
                "| {} | {} | {} | {} | {reported} | {} |",
                escaped(&position.party),
                wording::stance(position.stance),
                escaped(&position.issue),
                wording::date_range(position.from, position.to),
                links(&position.statements)
            )?;
        }
        writeln!(out)?;
    }
    if !story.conflicts.is_empty() {
        writeln!(out, "## Where the accounts differ\n")?;
        for conflict in &story.conflicts {
            let (kind, note) = (wording::conflict(conflict.kind), escaped(&conflict.note));
            writeln!(
                out,
                "- **{kind}.** {note} ({} against {})",
                links(&conflict.a),
                links(&conflict.b)
            )?;
        }
        writeln!(out)?;
    }
    if !story.outlets.is_empty() {
        writeln!(out, "## Outlet by outlet\n")?;
        for view in &story.outlets {
            writeln!(out, "- **{}**", escaped(&view.outlet))?;
            for (what, claims) in [
                ("alone has", &view.only_here),
                ("leaves out", &view.left_out),
            ] {
                for &claim in claims {
                    let text = quoted(&story.claims[claim].text, 160);
                    writeln!(out, "  - {what} claim {}: {text}", claim + 1)?;
                }
            }
            for loaded in &view.loaded {
                writeln!(
                    out,
                    "  - says “{}” where others only report: {} against {}",
                    escaped(&loaded.cue),
                    links(&[loaded.statement]),
                    links(&loaded.plain)
                )?;
            }
            for name in &view.names {
                writeln!(out, "  - {}", escaped(&wording::spelled(name)))?;
            }
        }
        writeln!(out)?;
    }
    if !story.timeline.is_empty() {
        writeln!(out, "## Timeline\n")?;
        for entry in &story.timeline {
            let outlets = briefing.outlets(&entry.documents);
            let (date, text) = (wording::date(entry.date), escaped(&entry.text));
            writeln!(
                out,
                "- **{date}** {text} ({}) {}",
                escaped(&outlets.join(", ")),
                links(&entry.statements)
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_claim(
    out: &mut String,
    briefing: &Briefing,
    number: usize,
    claim: &Claim,
) -> std::fmt::Result {
    writeln!(out, "### {number}. {}\n", quoted(&claim.text, 300))?;
    writeln!(out, "{}\n", escaped(&wording::footing(claim).sentence()))?;
    for speaker in &claim.speakers {
        let mut who = speaker.name.clone();
        who.extend(
            briefing
                .role(&speaker.statements)
                .map(|role| format!(", {role}")),
        );
        who.extend(
            speaker
                .affiliation
                .as_ref()
                .map(|side| format!(" ({side})")),
        );
        if briefing.unresolved(&speaker.statements) {
            who.push_str(", as written");
        }
        let hand = wording::hand(speaker.first_hand);
        writeln!(
            out,
            "- Said by **{}**, {hand}: {}",
            escaped(&who),
            links(&speaker.statements)
        )?;
    }
    if let Some(actor) = &claim.about_actor {
        writeln!(out, "- About **{}**", escaped(actor))?;
    }
    for denial in &claim.denied_by {
        writeln!(
            out,
            "- Denied by **{}**: {}",
            escaped(&denial.name),
            evidence(briefing, &denial.statements)
        )?;
    }
    for silence in &claim.silence {
        writeln!(
            out,
            "- Silent: **{}**: {}",
            escaped(&silence.name),
            evidence(briefing, &silence.statements)
        )?;
    }
    if !claim.outlets.is_empty() {
        writeln!(out, "- Outlets: {}", escaped(&claim.outlets.join(", ")))?;
    }
    if !claim.origins.is_empty() {
        let origins: Vec<String> = claim
            .origins
            .iter()
            .map(|o| briefing.origin_label(*o))
            .collect();
        writeln!(out, "- Origins: {}", escaped(&origins.join("; ")))?;
    }
    for variant in claim.variants.iter().filter(|v| v.text != claim.text) {
        let remark = escaped(&briefing.variant_remark(variant));
        writeln!(
            out,
            "- Also put: {} {}{}{remark}",
            quoted(&variant.text, 200),
            links(&variant.statements),
            if remark.is_empty() { "" } else { ", " }
        )?;
    }
    writeln!(
        out,
        "- Evidence: {}\n",
        evidence(briefing, &claim.statements)
    )
}

/// `[s1](#s1) [s4](#s4)`.
fn links(statements: &[StatementIdx]) -> String {
    let link = |idx: &StatementIdx| format!("[{0}](#{0})", statement_id(*idx));
    statements.iter().map(link).collect::<Vec<_>>().join(" ")
}

fn evidence(briefing: &Briefing, statements: &[StatementIdx]) -> String {
    let one = |p: Placed<'_>| {
        let (id, voice) = (p.id(), briefing.voice(p));
        let voice = if voice.is_empty() {
            voice
        } else {
            format!(", {}", escaped(&voice))
        };
        format!(
            "[{id}](#{id}) {}{voice}: {}",
            escaped(&p.outlet()),
            quoted(&p.content(200), 200)
        )
    };
    briefing
        .placed_all(statements)
        .map(one)
        .collect::<Vec<_>>()
        .join("; ")
}

fn write_lineage(
    out: &mut String,
    briefing: &Briefing,
    families: &[Family],
    story: &Story,
) -> std::fmt::Result {
    writeln!(out, "## Whose words\n")?;
    for family in story.origins.iter().filter_map(|o| families.get(o.0)) {
        writeln!(
            out,
            "- **{}** ({})",
            escaped(&briefing.origin_label(family.origin)),
            wording::origin_basis(briefing.lineage, family.origin)
        )?;
        for (document, share) in family.carriers() {
            for article in briefing.documents(&[document]) {
                writeln!(
                    out,
                    "  - {} of {}",
                    wording::percent(share),
                    escaped(&outlet(article))
                )?;
            }
        }
    }
    writeln!(out)
}

fn write_statement(out: &mut String, briefing: &Briefing, placed: Placed<'_>) -> std::fmt::Result {
    let raw = placed.article.text.to_raw(placed.statement.extent());
    let who = match briefing.voice(placed) {
        name if name.is_empty() => wording::nobody(placed.statement).to_owned(),
        name if placed.statement.speaker.is_none() => format!("{} (unresolved)", escaped(&name)),
        name => escaped(&name),
    };
    writeln!(
        out,
        "- <a id=\"{0}\"></a>**{0}** {who}: {1} — {2}, {3}, bytes {4}–{5}",
        placed.id(),
        quoted(&placed.content(596), 598),
        escaped(&placed.outlet()),
        escaped(&placed.article.document),
        raw.start().get(),
        raw.end().get()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_literal() {
        assert_eq!(
            escaped("<b>*a*</b> [x](http://y)"),
            r"&lt;b&gt;\*a\*&lt;/b&gt; \[x\](http\://y)"
        );
        assert_eq!(escaped("1. one"), r"1\. one");
        assert_eq!(escaped("- item"), r"\- item");
        assert_eq!(escaped("# a\n# b | c"), r"\# a \# b \| c");
        assert_eq!(escaped("@all"), "&#64;all");
        assert_eq!(escaped("www.example.org"), r"www\.example.org");
    }
}

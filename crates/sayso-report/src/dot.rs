//! The family trees as a graph in Graphviz's DOT language.
//!
//! Ids are ours (`o1`, `d1`); text of articles stands in quoted labels only, and one function writes these.

use std::fmt::{Result, Write};

use sayso_text::Article;
use sayso_trace::Lineage;

use crate::family::{Tie, families};
use crate::view::{lineage_label, origin_id, outlet, published};
use crate::{visible, wording};

/// `sayso lineage --format dot`: origins and articles. An arrow leads from where words come from to where they went, labelled
/// with what tells so and the share of the article that comes from the origin: dashed where the direct source is not known,
/// dotted where most of the article comes from elsewhere.
#[must_use]
pub fn lineage(articles: &[Article], lineage: &Lineage) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut out, articles, lineage);
    out
}

fn write(out: &mut String, articles: &[Article], lineage: &Lineage) -> Result {
    writeln!(out, "digraph lineage {{")?;
    writeln!(out, "  rankdir=LR;")?;
    writeln!(out, "  node [shape=box, fontname=\"sans-serif\"];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=11];")?;
    let document_id = |i: usize| format!("d{}", i + 1);
    for (i, article) in articles.iter().enumerate() {
        let lines: Vec<String> = [outlet(article)]
            .into_iter()
            .chain(published(article))
            .collect();
        writeln!(
            out,
            "  {} [label={}, tooltip={}];",
            document_id(i),
            label(&lines),
            label(&[visible::name(&article.document)])
        )?;
    }
    for family in families(articles, lineage) {
        let origin = origin_id(family.origin);
        writeln!(
            out,
            "  {origin} [label={}, style=rounded];",
            label(&[visible::short(&lineage_label(lineage, family.origin), 80)])
        )?;
        for member in &family.members {
            let parent = member.parent.map(|p| family.members[p].document.0);
            let (tie, style) = match member.tie {
                Tie::Unknown => ("", ", style=dashed"),
                tie => (wording::tie(tie), ""),
            };
            writeln!(
                out,
                "  {} -> {} [label=\"{}\"{style}];",
                parent.map_or_else(|| origin.clone(), document_id),
                document_id(member.document.0),
                format!("{tie} {}", wording::percent(member.share)).trim_start()
            )?;
        }
        for (document, share) in &family.others {
            writeln!(
                out,
                "  {origin} -> {} [label=\"{}\", style=dotted];",
                document_id(document.0),
                wording::percent(*share)
            )?;
        }
    }
    writeln!(out, "}}")
}

/// A quoted string of these lines. In labels a backslash begins an escape and an ampersand an entity, so neither stays by itself.
fn label(lines: &[String]) -> String {
    let mut label = String::from("\"");
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            label.push_str("\\n");
        }
        for c in line.chars() {
            match c {
                '"' => label.push_str("\\\""),
                '\\' => label.push_str("\\\\"),
                '&' => label.push_str("&amp;"),
                c => label.push(c),
            }
        }
    }
    label.push('"');
    label
}

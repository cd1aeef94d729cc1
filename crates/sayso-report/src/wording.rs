//! The sentences of the brief: counts, dates, lists, and what the enumerations are called in plain words.

use jiff::civil::Date;
use sayso_ledger::{Claim, ConflictKind, Hand, PreferredName, Rewording, Stance, Story};
use sayso_read::{Statement, StatementKind};
use sayso_text::BlockKind;
use sayso_trace::{Basis, Lineage, OriginIdx, Pair, Relation, SourceBasis};

use crate::family::Tie;
use crate::visible;

/// `1 article`, `2 articles`.
pub(crate) fn count(n: usize, singular: &str) -> String {
    let plural = match singular.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{singular}s"),
    };
    if n == 1 {
        format!("1 {singular}")
    } else {
        format!("{n} {plural}")
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `18 August 2025`.
pub(crate) fn date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `17–18 August 2025`, `30 July – 2 August 2025`, or empty where no date is known.
pub(crate) fn date_range(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(day), None) | (None, Some(day)) => date(day),
        (Some(from), Some(to)) if from == to => date(from),
        (Some(from), Some(to)) if from.year() != to.year() => {
            format!("{} – {}", date(from), date(to))
        }
        (Some(from), Some(to)) if from.month() != to.month() => {
            format!("{} {} – {}", from.day(), month(from), date(to))
        }
        (Some(from), Some(to)) => format!("{}–{}", from.day(), date(to)),
    }
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    // jiff months are 1 to 12.
    MONTHS[usize::from(date.month().unsigned_abs())
        .saturating_sub(1)
        .min(11)]
}

/// `42%`; a share that is not a number counts as none.
pub(crate) fn percent(share: f64) -> String {
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    format!("{:.0}%", share * 100.0)
}

/// What kind of remark on a claim's footing; formats colour them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caution {
    /// Someone denies it.
    Denied,
    /// The party concerned has not said so.
    NotConfirmed,
    /// Nobody speaks of his own act.
    SecondHand,
    /// Someone does.
    FirstHand,
}

/// What a claim rests on: counts, then remarks in order of weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Footing {
    /// `5 articles · 2 origins · 2 speakers, one side`.
    pub(crate) counts: String,
    /// `second hand only`, `no first-hand word from X`, `denied by Y`.
    pub(crate) cautions: Vec<(Caution, String)>,
}

impl Footing {
    /// All of it as one line.
    pub(crate) fn sentence(&self) -> String {
        let cautions = self.cautions.iter().map(|(_, text)| text.as_str());
        std::iter::once(self.counts.as_str())
            .chain(cautions)
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// Words a claim's footing.
pub(crate) fn footing(claim: &Claim) -> Footing {
    let origins = match claim.origins.len() {
        0 => "origin unknown".to_owned(),
        n => count(n, "origin"),
    };
    let counts = format!(
        "{} · {origins} · {}",
        count(claim.documents.len(), "article"),
        speakers(claim)
    );
    let mut cautions = Vec::new();
    match claim.hand {
        Hand::First if claim.speakers.is_empty() => {}
        Hand::First => cautions.push((Caution::FirstHand, "first hand".to_owned())),
        Hand::Mixed => cautions.push((Caution::SecondHand, "partly second hand".to_owned())),
        Hand::Second => cautions.push((Caution::SecondHand, "second hand only".to_owned())),
    }
    let names = |names: &[&str]| list(&names.iter().map(|n| visible::name(n)).collect::<Vec<_>>());
    let (silent, unheard): (Vec<&str>, Vec<&str>) = (claim.not_confirmed_by.iter())
        .map(String::as_str)
        .partition(|name| claim.silence.iter().any(|s| s.name == *name));
    if !unheard.is_empty() {
        let text = format!("no first-hand word from {}", names(&unheard));
        cautions.push((Caution::NotConfirmed, text));
    }
    if !silent.is_empty() {
        let text = format!(
            "no first-hand word from {}, reported not to have commented",
            names(&silent)
        );
        cautions.push((Caution::NotConfirmed, text));
    }
    let others = claim
        .silence
        .iter()
        .filter(|s| !claim.not_confirmed_by.contains(&s.name));
    for silence in others {
        let text = format!(
            "{} is reported not to have commented",
            visible::name(&silence.name)
        );
        cautions.push((Caution::NotConfirmed, text));
    }
    if !claim.denied_by.is_empty() {
        let deniers: Vec<&str> = claim.denied_by.iter().map(|d| d.name.as_str()).collect();
        cautions.push((Caution::Denied, format!("denied by {}", names(&deniers))));
    }
    Footing { counts, cautions }
}

/// How many sides support a claim; counted only where every speaker's is known.
pub(crate) fn sides(claim: &Claim) -> Option<usize> {
    let sides = claim.speakers.iter().map(|s| s.affiliation.as_deref());
    let mut sides = sides.collect::<Option<Vec<_>>>()?;
    sides.sort_unstable();
    sides.dedup();
    Some(sides.len())
}

/// `2 speakers, one side`.
fn speakers(claim: &Claim) -> String {
    if claim.speakers.is_empty() {
        return "no speaker named".to_owned();
    }
    let counted = count(claim.speakers.len(), "speaker");
    match (claim.speakers.len(), sides(claim)) {
        (1, _) | (_, None) => counted,
        (_, Some(1)) => format!("{counted}, one side"),
        (_, Some(n)) => format!("{counted}, {n} sides"),
    }
}

/// `5 articles · 4 outlets · 2 origins · 12 claims`.
pub(crate) fn story_counts(story: &Story, n_outlets: usize) -> String {
    [
        count(story.documents.len(), "article"),
        count(n_outlets, "outlet"),
        count(story.origins.len(), "origin"),
        count(story.claims.len(), "claim"),
    ]
    .join(" · ")
}

pub(crate) const fn hand(first_hand: bool) -> &'static str {
    if first_hand {
        "first hand"
    } else {
        "second hand"
    }
}

pub(crate) const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports",
        Stance::Opposes => "opposes",
        Stance::Demands => "demands",
        Stance::Conditional => "under conditions",
        Stance::Agreed => "agreed",
        Stance::NoComment => "has not commented",
        Stance::Unclear => "unclear",
    }
}

/// What leads to the words of a venue: "said during a meeting", "told CNN".
pub(crate) fn said_where(venue: &str) -> &'static str {
    const LEADS: &[&str] = &[
        "across",
        "after",
        "aboard",
        "at",
        "before",
        "by",
        "during",
        "following",
        "from",
        "in",
        "inside",
        "near",
        "on",
        "outside",
        "over",
        "through",
        "to",
        "via",
    ];
    let first = venue.split_whitespace().next().unwrap_or_default();
    if LEADS.contains(&first.to_lowercase().as_str()) {
        "said"
    } else {
        "told"
    }
}

pub(crate) const fn conflict(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Denial => "Denial",
        ConflictKind::Negation => "Said and said not",
        ConflictKind::Number => "Numbers differ",
        ConflictKind::Date => "Dates differ",
        ConflictKind::QuoteWording => "Quotation differs",
    }
}

/// "writes Zelenskiy where most write Zelenskyy".
pub(crate) fn spelled(name: &PreferredName) -> String {
    format!("writes {} where most write {}", name.spelled, name.usual)
}

/// How a quotation differs from the fullest one.
pub(crate) const fn rewording(rewording: Rewording) -> &'static str {
    match rewording {
        Rewording::Trimmed => "trimmed",
        Rewording::Turned => "trimmed so that its sense may turn",
        Rewording::Respelled => "respelled",
        Rewording::Translated => "in other words throughout, as translations are",
        Rewording::Altered => "altered",
    }
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::WireCredit => "an agency is credited",
        Basis::SharedText => "the same narrative words",
        Basis::SharedQuotes => "the same quoted words",
        Basis::Own => "words found in no other report, nor credited to an agency",
    }
}

/// What an origin rests on, and how sure that makes it, of all the words that it has.
pub(crate) fn origin_basis(lineage: &Lineage, idx: OriginIdx) -> String {
    let Some(origin) = lineage.origins.get(idx.0) else {
        return String::new();
    };
    let shares = origin.documents.iter().filter_map(|d| {
        let of_article = lineage.shares.get(d.0)?;
        of_article.iter().find(|share| share.origin == idx)
    });
    let (sum, all) = shares.fold((0.0, 0.0), |(sum, all), share| {
        (sum + share.confidence * share.share, all + share.share)
    });
    let known: Vec<&str> = origin.basis.iter().map(|b| basis(*b)).collect();
    let mut told = known.join("; ");
    if all > 0.0 {
        told = format!("{told}; confidence {}", percent(sum / all));
    }
    told
}

pub(crate) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Wire => "one wire story",
        Relation::Copy => "copies",
        Relation::Quotes => "only quotations in common",
        Relation::Coincidence => "coincidence",
    }
}

/// By what it is told that one article is the other's source: "from the Tide, by date".
pub(crate) const fn source_basis(basis: SourceBasis) -> &'static str {
    match basis {
        SourceBasis::Credit => "by credit",
        SourceBasis::Named => "by name",
        SourceBasis::Date => "by date",
    }
}

/// The label of a branch in a picture of a family tree.
pub(crate) const fn tie(tie: Tie) -> &'static str {
    match tie {
        Tie::By(SourceBasis::Credit) => "credit",
        Tie::By(SourceBasis::Named) => "name",
        Tie::By(SourceBasis::Date) => "date",
        Tie::First => "first",
        Tie::Only | Tie::Unknown => "",
    }
}

/// How much of each of two articles stands in the other.
pub(crate) fn containments(pair: &Pair) -> String {
    format!(
        "{} of the first's words stand in the second, {} the other way; {}",
        percent(pair.containment_a),
        percent(pair.containment_b),
        count(pair.passages.len(), "passage")
    )
}

pub(crate) fn kind(statement: &Statement) -> &'static str {
    match statement.kind {
        _ if statement.is_told() => "told as a fact",
        StatementKind::Direct => "quoted",
        StatementKind::Indirect => "reported speech",
        StatementKind::Mixed => "partly quoted",
    }
}

/// Who says what is said by nobody who is named.
pub(crate) fn nobody(statement: &Statement) -> &'static str {
    if statement.is_told() {
        if statement.headline {
            "the headline, on nobody's word"
        } else {
            "the report itself, on nobody's word"
        }
    } else {
        "no source named"
    }
}

pub(crate) const fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "headline",
        BlockKind::Body => "article text",
        BlockKind::Byline => "byline",
        BlockKind::Navigation => "navigation",
        BlockKind::RelatedLinks => "related links",
        BlockKind::Advert => "advertising",
        BlockKind::Comments => "comments",
        BlockKind::Caption => "caption",
        BlockKind::PullQuote => "quotation shown again",
        BlockKind::Legal => "legal notice",
        BlockKind::EmbeddedArticle => "embedded article",
        BlockKind::Other => "other",
    }
}

/// Why a block of this kind is not the article.
pub(crate) const fn reason(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title | BlockKind::Body => "part of the article",
        BlockKind::Byline => "names the author or the date, tells nothing",
        BlockKind::Navigation => "menus, sharing buttons, section links",
        BlockKind::RelatedLinks => "teasers for other stories",
        BlockKind::Advert => "advertising and its markers",
        BlockKind::Comments => "words of readers",
        BlockKind::Caption => "describes or credits a picture",
        BlockKind::PullQuote => "stands in the article already",
        BlockKind::Legal => "copyright, terms, cookies",
        BlockKind::EmbeddedArticle => "the words of another outlet",
        BlockKind::Other => "not the article",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn ranges_name_only_what_differs() {
        let range = |a, b| date_range(Some(a), Some(b));
        assert_eq!(range(day(2031, 5, 3), day(2031, 5, 3)), "3 May 2031");
        assert_eq!(range(day(2031, 5, 3), day(2031, 5, 5)), "3–5 May 2031");
        assert_eq!(
            range(day(2031, 4, 30), day(2031, 5, 2)),
            "30 April – 2 May 2031"
        );
        assert_eq!(
            range(day(2030, 12, 31), day(2031, 1, 1)),
            "31 December 2030 – 1 January 2031"
        );
        assert_eq!(date_range(None, None), "");
    }

    #[test]
    fn counts_and_lists_read_as_sentences() {
        assert_eq!(count(1, "origin"), "1 origin");
        assert_eq!(count(0, "party"), "0 parties");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(percent(f64::NAN), "0%");
        assert_eq!(said_where("During a meeting"), "said");
        assert_eq!(said_where("reporters"), "told");
    }
}

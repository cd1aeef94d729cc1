//! An article as bytes: what tracing needs of it, and no more.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use sayso_text::{
    AgencyCredit, Article, ArticleParts, Block, BlockKind, CleanSpan, CleanTextBuilder, Fact,
    Moment, RawSpan,
};
use serde::{Deserialize, Serialize};

/// Borrowed from the article when packed, from the bytes when unpacked.
#[derive(Serialize, Deserialize)]
struct Record<'a> {
    document: &'a str,
    outlet: Option<&'a str>,
    publishing_agency: Option<&'a str>,
    based_on: Option<&'a str>,
    /// The agency, and where it is credited.
    credit: Option<(&'a str, (usize, usize), bool)>,
    published: Option<Published>,
    text: &'a str,
    /// Of each piece of the text its length, the bytes behind it, and whether these are the same.
    pieces: Vec<(usize, usize, usize, bool)>,
    /// Start and end of each block, and whether it is body.
    blocks: Vec<(usize, usize, bool)>,
}

/// Year, month, day; hour, minute, second, nanosecond; seconds east of UTC.
#[derive(Serialize, Deserialize)]
struct Published((i16, i8, i8), Option<(i8, i8, i8, i32)>, Option<i32>);

pub(crate) fn pack(article: &Article) -> Vec<u8> {
    let bounds = |span: CleanSpan| (span.start().get(), span.end().get());
    let pieces = article.text.pieces();
    let record = Record {
        document: &article.document,
        outlet: article.outlet.as_ref().map(|fact| fact.value.as_str()),
        publishing_agency: article.publishing_agency.as_deref(),
        based_on: article.based_on.as_deref(),
        credit: article
            .credit
            .as_ref()
            .map(|c| (c.agency.as_str(), bounds(c.evidence), c.in_part)),
        published: article
            .published
            .as_ref()
            .map(|fact| pack_moment(fact.value)),
        text: article.text.as_str(),
        pieces: pieces
            .map(|(clean, raw, same)| (clean.len(), raw.start().get(), raw.end().get(), same))
            .collect(),
        blocks: article
            .blocks
            .iter()
            .map(|b| {
                let (start, end) = bounds(b.span);
                (start, end, b.kind == BlockKind::Body)
            })
            .collect(),
    };
    postcard::to_stdvec(&record).unwrap_or_default()
}

/// `None` if the bytes are not those of a record.
pub(crate) fn unpack(bytes: &[u8]) -> Option<Article> {
    let record: Record<'_> = postcard::from_bytes(bytes).ok()?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let span = |(start, end): (usize, usize)| (start <= end).then(|| CleanSpan::new(start, end));
    let mut text = CleanTextBuilder::new();
    let mut at = 0usize;
    for (len, start, end, same) in record.pieces {
        let piece = record.text.get(at..at.checked_add(len)?)?;
        at += len;
        if same {
            text.push_verbatim(piece, start);
        } else {
            text.push_replaced(piece, RawSpan::new(start, end.max(start)));
        }
    }
    let blocks = record.blocks.into_iter().map(|(start, end, body)| {
        let kind = if body {
            BlockKind::Body
        } else {
            BlockKind::Other
        };
        span((start, end)).map(|span| Block { span, kind })
    });
    let fact = |value: String| Fact {
        value,
        evidence: None,
    };
    let credit = match record.credit {
        Some((agency, bounds, in_part)) => Some(AgencyCredit {
            agency: agency.to_owned(),
            evidence: span(bounds)?,
            in_part,
        }),
        None => None,
    };
    let published = match record.published {
        Some(published) => Some(Fact {
            value: unpack_moment(&published)?,
            evidence: None,
        }),
        None => None,
    };
    let parts = ArticleParts {
        document: record.document.to_owned(),
        text: text.finish(),
        blocks: blocks.collect::<Option<_>>()?,
        outlet: owned(record.outlet).map(fact),
        published,
        based_on: owned(record.based_on),
        credit,
        publishing_agency: owned(record.publishing_agency),
        ..ArticleParts::default()
    };
    Article::new(parts).ok()
}

fn pack_moment(moment: Moment) -> Published {
    let (day, time) = (moment.date(), moment.time());
    let clock = |t: Time| (t.hour(), t.minute(), t.second(), t.subsec_nanosecond());
    Published(
        (day.year(), day.month(), day.day()),
        time.map(clock),
        moment.offset().map(Offset::seconds),
    )
}

fn unpack_moment(published: &Published) -> Option<Moment> {
    let Published((year, month, day), time, offset) = published;
    let moment = Moment::from(Date::new(*year, *month, *day).ok()?);
    let Some((hour, minute, second, nanosecond)) = *time else {
        return Some(moment);
    };
    let offset = match offset {
        Some(seconds) => Some(Offset::from_seconds(*seconds).ok()?),
        None => None,
    };
    let time = Time::new(hour, minute, second, nanosecond).ok()?;
    Some(moment.at(time, offset))
}

#[cfg(test)]
mod tests {
    use sayso_ingest::{As, ingest};
    use sayso_trace::trace;

    use super::*;

    #[test]
    fn what_tracing_sees_of_an_article_is_kept() {
        let page = "<html><head><meta property=\"og:site_name\" content=\"Tarn Echo\">\
            <meta property=\"article:published_time\" content=\"2031-05-12T09:30:00+02:00\"></head><body><nav>Home</nav>\
            <article><h1>Ferry line stays open</h1><p>PORT REED (AP) &mdash; The ferry between Port Reed &amp; the islands will \
            run all winter, the mayor said on Monday after a long meeting of the council.</p><p>“We have found the money,” she \
            said.</p></article></body></html>";
        let article = &ingest("ferry.html", page.as_bytes(), As::Auto).articles[0];
        let again = unpack(&pack(article)).expect("whole");
        assert!(article.credit.is_some() && article.outlet.is_some());
        assert!(
            article
                .published
                .as_ref()
                .is_some_and(|p| p.value.offset().is_some())
        );
        let body = |a: &Article| -> Vec<(String, RawSpan)> {
            let of = |s| (a.slice(s).to_owned(), a.text.to_raw(s));
            a.body().map(of).collect()
        };
        assert_eq!(body(article), body(&again));
        assert_eq!(article.text, again.text);
        assert_eq!(
            article.published.as_ref().map(|p| p.value),
            again.published.as_ref().map(|p| p.value)
        );
        assert_eq!(trace(std::slice::from_ref(article)), trace(&[again]));
    }

    #[test]
    fn other_bytes_are_no_article() {
        assert_eq!(unpack(&[]), None);
        assert_eq!(unpack(&[255; 40]), None);
        let article = &ingest("a.txt", b"The ferry will run all winter.", As::Text).articles[0];
        let packed = pack(article);
        assert_eq!(unpack(&packed[..packed.len() / 2]), None);
    }
}

//! Posts of social networks that an article shows in full.

use crate::span::CleanSpan;

/// A post with its signature, as the code that embeds it leaves it in plain text: "The pier stays. — Ada Lin (@adalin) May 4, 2031".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// The posted words, without links and pictures at their end.
    pub content: CleanSpan,
    /// Who posted them: the name before the handle.
    pub author: CleanSpan,
    /// From the author's name to the end of the handle and the date.
    pub signature: CleanSpan,
}

/// The longest name that an account shows, in bytes, with the dash before it; the longest handle; the longest date.
const LONGEST_NAME: usize = 60;
const LONGEST_HANDLE: usize = 40;
const LONGEST_DATE: usize = 30;

/// The posts in a stretch of text, in order. A post is what stands before its signature on the same line, or the line before a
/// signature that has a line of its own.
///
/// ```
/// use sayso_text::{CleanSpan, posts};
/// let text = "She answered at once.\nThe pier stays. — Ada Lin (@adalin) May 4, 2031\nNobody else did.";
/// let found = posts(text, CleanSpan::new(0, text.len()));
/// assert_eq!(&text[found[0].content.range()], "The pier stays.");
/// assert_eq!(&text[found[0].author.range()], "Ada Lin");
/// ```
#[must_use]
pub fn posts(text: &str, within: CleanSpan) -> Vec<Post> {
    let mut found: Vec<Post> = Vec::new();
    let mut before: Option<CleanSpan> = None;
    let mut at = within.start().get();
    for line in text[within.range()].split_inclusive('\n') {
        let mut rest = at;
        let end = at + line.len();
        while let Some((author, signature)) = signature(text, rest, end) {
            let own = trimmed(text, rest, dash_before(text, rest, author));
            if let Some(content) = own.or(before.take()) {
                found.push(Post {
                    content,
                    author,
                    signature,
                });
            }
            rest = signature.end().get();
        }
        if rest == at {
            before = trimmed(text, at, end).or(before);
        } else {
            before = None;
        }
        at = end;
    }
    found
}

/// The first signature between two places, with the author's name in it.
fn signature(text: &str, from: usize, to: usize) -> Option<(CleanSpan, CleanSpan)> {
    let line = &text[from..to];
    line.match_indices("(@").find_map(|(open, _)| {
        // Nothing is looked for farther than a signature reaches, so that a line full of handles costs no more than its length.
        let close = open + head(&line[open..], LONGEST_HANDLE).find(')')?;
        let is_handle = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        if !line[open + 2..close].chars().all(is_handle) {
            return None;
        }
        let end = close + 1 + date_len(head(&line[close + 1..], LONGEST_DATE))?;
        let before = tail(&line[..open], LONGEST_NAME);
        let dash = open - before.len() + before.rfind(['—', '–', '-'])?;
        let name = line[dash..open].trim_start_matches(['—', '–', '-']).trim();
        // "—" joins the name; a hyphen needs space on both sides to be a dash.
        let joined = line[..dash].ends_with(char::is_alphanumeric) && line[dash..].starts_with('-');
        if name.is_empty() || joined {
            return None;
        }
        let start = from + dash + line[dash..].find(name)?;
        let author = CleanSpan::new(start, start + name.len());
        Some((author, CleanSpan::new(start, from + end)))
    })
}

/// The first bytes of a text, at most so many.
fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The last bytes of a text, at most so many.
fn tail(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// Length of the date that follows a handle: " May 4, 2031". Without one it is no signature but a mention.
fn date_len(after: &str) -> Option<usize> {
    let mut words = after.split_whitespace();
    let (month, day, year) = (words.next()?, words.next()?, words.next()?);
    let year = year
        .get(..4)
        .filter(|y| y.chars().all(|c| c.is_ascii_digit()))?;
    let is_month = month.len() >= 3 && month.chars().all(char::is_alphabetic);
    let day = day.trim_end_matches(',');
    let is_day = (1..=2).contains(&day.len()) && day.chars().all(|c| c.is_ascii_digit());
    let end = year.as_ptr() as usize - after.as_ptr() as usize + year.len();
    (is_month && is_day).then_some(end)
}

/// Where the dash before an author's name begins.
fn dash_before(text: &str, from: usize, author: CleanSpan) -> usize {
    let before = text[from..author.start().get()].trim_end();
    from + before.trim_end_matches(['—', '–', '-']).len()
}

/// A stretch without space around it and without links at its end, if words are left.
fn trimmed(text: &str, from: usize, to: usize) -> Option<CleanSpan> {
    let all = &text[from..to];
    let start = from + (all.len() - all.trim_start().len());
    let mut kept = all.trim();
    while let Some(last) = kept.rsplit(char::is_whitespace).next()
        && ["http://", "https://", "pic.twitter.com/"]
            .iter()
            .any(|p| last.starts_with(p))
    {
        kept = kept[..kept.len() - last.len()].trim_end();
    }
    kept.contains(char::is_alphabetic)
        .then(|| CleanSpan::new(start, start + kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let all = posts(text, CleanSpan::new(0, text.len()));
        let shown = |post: &Post| (&text[post.content.range()], &text[post.author.range()]);
        all.iter().map(shown).collect()
    }

    #[test]
    fn a_signature_ends_a_post() {
        let text = "Lin answered.\n\nThe pier — all of it — stays! https://t.co/Xy9 — Ada Lin ⚓ (@ada_lin) May 4, 2031\n";
        let post = ("The pier — all of it — stays!", "Ada Lin ⚓");
        assert_eq!(found(text), [post]);
    }

    #[test]
    fn a_signature_on_a_line_of_its_own_signs_the_line_before() {
        let text = "The pier stays.\n\n— Ada Lin (@adalin) May 4, 2031\nShe said no more.";
        assert_eq!(found(text), [("The pier stays.", "Ada Lin")]);
    }

    #[test]
    fn several_posts_stand_in_one_line() {
        let text =
            "It stays. — Ada Lin (@adalin) May 4, 2031 It goes! - Bo Finch (@bofinch) May 5, 2031";
        assert_eq!(
            found(text),
            [("It stays.", "Ada Lin"), ("It goes!", "Bo Finch")]
        );
    }

    #[test]
    fn what_is_farther_off_than_a_signature_reaches_is_not_of_it() {
        let far = "x".repeat(LONGEST_NAME);
        let text = format!("It stays. — {far} Lin (@adalin) May 4, 2031");
        assert!(found(&text).is_empty());
        let text = format!("It stays. — Lin (@{far}) May 4, 2031");
        assert!(found(&text).is_empty());
    }

    #[test]
    fn a_handle_alone_signs_nothing() {
        for text in [
            "Follow Ada Lin (@adalin) for more.",
            "The mayor — Ada Lin (@adalin) — said no more in May 2031.",
            "— Ada Lin (@adalin) May 4, 2031",
            "(@",
            "Half-timbered (@half) May 4, 2031",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}

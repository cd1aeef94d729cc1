//! Quotation marks of every style.

use crate::CleanSpan;
use crate::sentence::LINE_BREAKS;

/// A quoted stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing mark, both included. A paragraph that goes on with a quotation left open by
    /// the one before, or whose first mark closes one after a comma or a full stop, starts at its first word.
    pub span: CleanSpan,
    /// The words between the marks.
    pub inner: CleanSpan,
    /// Whether a closing mark was found; otherwise it runs to the end of its paragraph.
    pub closed: bool,
    /// 0 for an outermost quotation, 1 for one within it, and so on.
    pub depth: usize,
}

/// The quotations of a stretch of text, in order of their opening marks.
///
/// A line is a paragraph. Apostrophes neither open nor close. A quotation over several paragraphs, each opened anew and
/// only the last closed, gives one quotation a paragraph. An opening mark of one style may be closed by another where no
/// better mark follows. Takes time linear in the length.
///
/// ```
/// use sayso_text::{CleanSpan, quotations};
/// let text = "“It’s ‘over’,” she said.";
/// let found = quotations(text, CleanSpan::new(0, text.len()));
/// let inner: Vec<&str> = found.iter().map(|q| &text[q.inner.range()]).collect();
/// assert_eq!(inner, ["It’s ‘over’,", "over"]);
/// assert_eq!(found[1].depth, 1);
/// ```
#[must_use]
pub fn quotations(text: &str, within: CleanSpan) -> Vec<Quotation> {
    let Some(stretch) = text.get(within.range()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = within.start().get();
    let mut open_before = None;
    for line in stretch.split_inclusive(LINE_BREAKS) {
        if !line.trim().is_empty() {
            let first = found.len();
            open_before = paragraph(line, start, open_before, &mut found);
            found[first..]
                .sort_by_key(|q: &Quotation| (q.span.start(), std::cmp::Reverse(q.span.end())));
            number_depths(&mut found[first..]);
        }
        start += line.len();
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
}

fn is_mark(c: char) -> bool {
    style(c).is_some()
}

fn style(c: char) -> Option<Style> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Style::Double),
        '\'' | '‘' | '’' | '‚' | '‛' => Some(Style::Single),
        '«' | '»' => Some(Style::Guillemet),
        '‹' | '›' => Some(Style::SingleGuillemet),
        _ => None,
    }
}

/// What the characters on both sides let a mark be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    /// After punctuation or another mark: it can be nothing but a closing mark.
    Close,
    /// After a word's last letter: a closing mark, or an apostrophe where `may_be_apostrophe`.
    CloseOrApostrophe {
        may_be_apostrophe: bool,
    },
    /// Context does not tell: closes what is open, opens otherwise.
    Either,
}

#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    /// Bytes it takes up: two characters where single marks stand in for a double one.
    len: usize,
    c: char,
    style: Style,
    role: Role,
    /// A quotation may well start here without being closed: at the start of the paragraph, after a comma or a colon.
    introduced: bool,
    /// No space before it.
    tight: bool,
}

fn paragraph(
    line: &str,
    offset: usize,
    open_before: Option<Style>,
    found: &mut Vec<Quotation>,
) -> Option<Style> {
    let marks = marks(line);
    let later = Later::of(&marks);
    let line_end = line.trim_end().len();
    let line_start = line.len() - line.trim_start().len();
    let mut stack: Vec<Mark> = Vec::new();
    let mut n_open = [0usize; 4];
    let mut push = |open: Option<Mark>, end: usize, close: Option<usize>| {
        let (start, inner_start) = open.map_or((line_start, line_start), |m| (m.at, m.at + m.len));
        let outer_end = end + close.unwrap_or(0);
        // An opening mark at the very end of a line encloses nothing and stays a mark.
        if inner_start < end || (close.is_some() && inner_start <= end) {
            found.push(Quotation {
                span: CleanSpan::new(offset + start, offset + outer_end),
                inner: CleanSpan::new(offset + inner_start, offset + end),
                closed: close.is_some(),
                depth: 0,
            });
        }
    };
    for (i, mark) in marks.iter().enumerate() {
        let open_here = n_open[mark.style as usize] > 0;
        // German closes „so“.
        let low_open = stack
            .last()
            .is_some_and(|m| matches!(m.c, '„' | '‚') && m.style == mark.style);
        let closes = match mark.role {
            Role::Open => low_open && mark.tight && matches!(mark.c, '“' | '‘'),
            Role::Close => true,
            Role::CloseOrApostrophe { may_be_apostrophe } => {
                open_here
                    && !(may_be_apostrophe
                        && later.n_better_closes(i) >= n_open[mark.style as usize])
            }
            Role::Either => open_here,
        };
        if !closes {
            if matches!(mark.role, Role::Open | Role::Either) {
                n_open[mark.style as usize] += 1;
                stack.push(*mark);
            }
            continue;
        }
        // Opened by one style and closed by another, where no mark of the right style follows.
        let partner = match mark.style {
            Style::Double => Style::Single,
            Style::Single => Style::Double,
            other => other,
        };
        let target = if open_here {
            Some(mark.style)
        } else {
            (n_open[partner as usize] > 0 && !later.closes_later(i, partner)).then_some(partner)
        };
        let Some(target) = target else {
            // The opening mark of the paragraph was lost, as in “The harvest is lost,” after a drop capital.
            let lost =
                mark.style == Style::Double && line[..mark.at].ends_with([',', '.', '!', '?']);
            if stack.is_empty() && i == 0 && (open_before == Some(mark.style) || lost) {
                push(None, mark.at, Some(mark.len));
            }
            continue;
        };
        while let Some(open) = stack.pop() {
            n_open[open.style as usize] -= 1;
            if open.style == target {
                push(Some(open), mark.at, Some(mark.len));
                break;
            }
            if keeps_unclosed(open) {
                push(Some(open), mark.at, None);
            }
        }
    }
    let unclosed: Vec<Mark> = stack.into_iter().filter(|m| keeps_unclosed(*m)).collect();
    for open in &unclosed {
        push(Some(*open), line_end, None);
    }
    unclosed.first().map(|m| m.style)
}

/// A lone single mark in mid-sentence is far more often an elision ('tis) than a quotation that someone forgot to close.
fn keeps_unclosed(open: Mark) -> bool {
    open.style != Style::Single || open.introduced
}

fn marks(line: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut visible_before: Option<char> = None;
    // The second mark of 'n' belongs to the first.
    let mut elided_until = 0;
    let mut characters = line.char_indices();
    while let Some((at, first)) = characters.next() {
        let doubled = doubled(first).filter(|_| line[at + first.len_utf8()..].starts_with(first));
        if doubled.is_some() {
            characters.next();
        }
        let (c, len) = doubled.map_or((first, first.len_utf8()), |c| (c, 2 * first.len_utf8()));
        if let Some(style) = style(c) {
            let rest = &line[at + len..];
            let after = rest.chars().next();
            let elided = at < elided_until;
            let role = if elided {
                None
            } else {
                role(c, style, &line[..at], before, rest)
            };
            if let Some(role) = role {
                let introduced =
                    visible_before.is_none_or(|v| ",:.;!?—–-(".contains(v) || is_mark(v));
                let tight = before.is_some_and(|b| !b.is_whitespace());
                found.push(Mark {
                    at,
                    len,
                    c,
                    style,
                    role,
                    introduced,
                    tight,
                });
            } else if matches!(after, Some('n' | 'N')) {
                elided_until = at + c.len_utf8() + 2;
            }
        }
        before = Some(c);
        if !c.is_whitespace() {
            visible_before = Some(c);
        }
    }
    found
}

/// The double mark that two of a character stand in for, as typewriters and tokenizers write it.
fn doubled(c: char) -> Option<char> {
    match c {
        '\'' => Some('"'),
        '’' => Some('”'),
        '‘' | '`' => Some('“'),
        _ => None,
    }
}

/// What a mark can be, from its character and its neighbours; `None` for an apostrophe.
fn role(c: char, style: Style, head: &str, before: Option<char>, rest: &str) -> Option<Role> {
    let after = rest.chars().next();
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    let space_before = before.is_none_or(|b| b.is_whitespace() || "([{—–-/".contains(b));
    let space_after = after.is_none_or(|a| a.is_whitespace() || ")]}—–-,.;:!?…/".contains(a));
    match style {
        Style::Single => {
            if word_before && word_after && c != '‘' {
                return None;
            }
            if word_after && (!word_before || c == '‘') {
                if is_elision(rest) {
                    return None;
                }
                return match c {
                    // Closes where a sentence was glued on; elides otherwise.
                    '’' if before.is_some_and(|b| ".,!?…".contains(b)) => Some(Role::Close),
                    '’' if !before.is_some_and(is_mark) => None,
                    '\'' if before.is_some_and(|b| ".,!?…".contains(b)) => Some(Role::Either),
                    _ => Some(Role::Open),
                };
            }
            if word_before {
                let goes_on = after.is_some_and(char::is_whitespace)
                    && rest
                        .trim_start()
                        .chars()
                        .next()
                        .is_some_and(char::is_alphanumeric);
                let elides = head.ends_with(['s', 'S', 'z', 'x']) || head.ends_with("in");
                return Some(Role::CloseOrApostrophe {
                    may_be_apostrophe: goes_on && elides,
                });
            }
            match c {
                '‘' | '‚' | '‛' => Some(Role::Open),
                _ if space_before && !after.is_none_or(char::is_whitespace) => Some(Role::Open),
                _ if !before.is_none_or(char::is_whitespace) => Some(Role::Close),
                _ => None,
            }
        }
        Style::Double => match c {
            '“' if before.is_some_and(|b| b.is_alphanumeric() || ".,!?…".contains(b))
                && space_after =>
            {
                Some(Role::Close)
            }
            '„' | '‟' | '“' => Some(Role::Open),
            // Swedish and Finnish open with the closing mark.
            '”' if space_before && word_after => Some(Role::Either),
            '”' => Some(Role::Close),
            _ if space_before && !after.is_none_or(char::is_whitespace) => Some(Role::Open),
            _ if !before.is_none_or(char::is_whitespace) && space_after => Some(Role::Close),
            _ => Some(Role::Either),
        },
        Style::Guillemet | Style::SingleGuillemet => {
            let opens = matches!(c, '«' | '‹');
            // German and Danish point inwards: »so«.
            if opens
                && before.is_some_and(|b| b.is_alphanumeric() || ".,!?…".contains(b))
                && space_after
            {
                Some(Role::Close)
            } else if !opens && space_before && word_after {
                Some(Role::Open)
            } else {
                Some(if opens { Role::Open } else { Role::Close })
            }
        }
    }
}

/// Whether an apostrophe before `rest` stands for left-out letters or digits: ’em, ’tis, ’90s.
fn is_elision(rest: &str) -> bool {
    // The clitics stand apart in tokenized text: "do n't", "he 's".
    const ELIDED: &[&str] = &[
        "em", "tis", "twas", "til", "cause", "cuz", "cos", "bout", "n", "s", "d", "m", "re", "ve",
        "ll",
    ];
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    if word.len() == 3 && word.ends_with('s') && word[..2].bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    // "Cause" with a capital starts a quotation; "Tis" and "Twas" do not.
    ELIDED.contains(&word) || matches!(word, "Em" | "Tis" | "Twas" | "Til" | "N")
}

/// What follows each mark in its paragraph, so that a choice needs no search.
struct Later {
    /// For each mark: how many single marks that must be closing ones follow before the next opening one.
    better_closes: Vec<usize>,
    /// For each mark: whether marks up to the end of the paragraph hold a closing one, a style each.
    closes: Vec<[bool; 4]>,
}

impl Later {
    fn of(marks: &[Mark]) -> Self {
        let n = marks.len();
        let mut better_closes = vec![0; n];
        let mut closes = vec![[false; 4]; n];
        let (mut better, mut close) = (0, [false; 4]);
        for (i, mark) in marks.iter().enumerate().rev() {
            better_closes[i] = better;
            closes[i] = close;
            if mark.role != Role::Open {
                close[mark.style as usize] = true;
            }
            if mark.style == Style::Single {
                better = match mark.role {
                    Role::Open | Role::Either => 0,
                    Role::Close
                    | Role::CloseOrApostrophe {
                        may_be_apostrophe: false,
                    } => better + 1,
                    Role::CloseOrApostrophe {
                        may_be_apostrophe: true,
                    } => better,
                };
            }
        }
        Self {
            better_closes,
            closes,
        }
    }

    fn n_better_closes(&self, i: usize) -> usize {
        self.better_closes[i]
    }

    fn closes_later(&self, i: usize, style: Style) -> bool {
        self.closes[i][style as usize]
    }
}

fn number_depths(quotations: &mut [Quotation]) {
    let mut ends: Vec<CleanSpan> = Vec::new();
    for quotation in quotations {
        while ends
            .last()
            .is_some_and(|last| last.end() <= quotation.span.start())
        {
            ends.pop();
        }
        quotation.depth = ends.len();
        ends.push(quotation.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quoted words, `>` a level of depth, `~` where no mark closes them.
    fn quoted(text: &str) -> Vec<String> {
        let show = |q: &Quotation| {
            let open = if q.closed { "" } else { "~" };
            format!("{}{open}{}", ">".repeat(q.depth), &text[q.inner.range()])
        };
        quotations(text, CleanSpan::new(0, text.len()))
            .iter()
            .map(show)
            .collect()
    }

    #[test]
    fn every_style() {
        assert_eq!(quoted("She said “yes” and \"no\"."), ["yes", "no"]);
        assert_eq!(quoted("He said ‘yes’ and 'no'."), ["yes", "no"]);
        assert_eq!(quoted("Elle a dit « oui » puis «non»."), [" oui ", "non"]);
        assert_eq!(
            quoted("Er sagte „ja“ und »nein« und ‚doch‘."),
            ["ja", "nein", "doch"]
        );
        assert_eq!(quoted("Powiedział „tak” i ‹nie›."), ["tak", "nie"]);
        assert_eq!(quoted("Hon sade ”ja” och ”nej”."), ["ja", "nej"]);
    }

    #[test]
    fn nested() {
        assert_eq!(
            quoted("“He told me ‘go’ twice,” she said."),
            ["He told me ‘go’ twice,", ">go"]
        );
        assert_eq!(
            quoted("'The 'Coalition of Mills' is ready,' she said."),
            ["The 'Coalition of Mills' is ready,", ">Coalition of Mills"]
        );
        assert_eq!(
            quoted("\"He said 'no,'\" she said."),
            ["He said 'no,'", ">no,"]
        );
        assert_eq!(quoted("“‘Go,’ he said.”"), ["‘Go,’ he said.", ">Go,"]);
        assert_eq!(
            quoted("“One.” ‘Two.’ “Three ‘four’”"),
            ["One.", "Two.", "Three ‘four’", ">four"]
        );
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(
            quoted("I don't know Marta's brother or the States' right or rock 'n' roll.")
                .is_empty()
        );
        assert!(
            quoted("Get ’em in the ’90s, or in '85s, 'tis late; the leaders’ meeting.").is_empty()
        );
        assert_eq!(
            quoted("'We don't know Marta's plan,' he said."),
            ["We don't know Marta's plan,"]
        );
        assert_eq!(
            quoted("‘It’s the millers’ decision,’ he said."),
            ["It’s the millers’ decision,"]
        );
        assert_eq!(
            quoted("He backs 'the States' right' to dam it."),
            ["the States' right"]
        );
        assert_eq!(
            quoted("He agreed to ‘water guarantees’ for the town."),
            ["water guarantees"]
        );
        assert_eq!(
            quoted("'It is goin' well,' he said. 'Go,' said Ann."),
            ["It is goin' well,", "Go,"]
        );
        assert!(quoted("He did n't say what Ann 's mills 'll cost.").is_empty());
    }

    #[test]
    fn several_paragraphs() {
        let text = "“First.\n\n“Second.\n\n“Third,” she said.";
        assert_eq!(quoted(text), ["~First.", "~Second.", "Third,"]);
        // The second paragraph does not open anew.
        assert_eq!(
            quoted("\"One.\nTwo,\" he said. \"Three.\""),
            ["~One.", "Two,", "Three."]
        );
    }

    #[test]
    fn unclosed_ends_with_its_paragraph() {
        assert_eq!(
            quoted("He said: “It is late.  \nNothing more."),
            ["~It is late."]
        );
        assert_eq!(
            quoted("He said \"it is late.\nShe said \"go\"."),
            ["~it is late.", "go"]
        );
        assert_eq!(
            quoted("“He said: ‘go.” Then he left."),
            ["He said: ‘go.", ">~go."]
        );
        assert!(quoted("The 'unclosed word stands here.").is_empty());
        assert_eq!(quoted("He said: 'It is late."), ["~It is late."]);
    }

    #[test]
    fn mismatched_marks() {
        assert_eq!(
            quoted("'We meet on Monday. It ends very soon.\""),
            ["We meet on Monday. It ends very soon."]
        );
        assert_eq!(
            quoted("“The mill stands ready to grind.\""),
            ["The mill stands ready to grind."]
        );
        assert_eq!(quoted("\"We will go.’ he said"), ["We will go."]);
        assert_eq!(quoted("“So it is“, he said. “Yes“."), ["So it is", "Yes"]);
    }

    #[test]
    fn stray_marks_lose_nothing() {
        assert_eq!(quoted("It is 6\" long” and he said “yes” twice."), ["yes"]);
        assert_eq!(
            quoted("to \"end the drought\"but it is \"late\"."),
            ["end the drought", "late"]
        );
        assert_eq!(quoted("“"), Vec::<String>::new());
        assert_eq!(quoted("“”"), [""]);
        assert_eq!(
            quoted("‘the right to know,” he said. “Later,” he added."),
            ["the right to know,", "Later,"]
        );
    }

    #[test]
    fn doubled_single_marks() {
        assert_eq!(
            quoted("``We go,'' he said. ''We stay,'' said Ann. ‘‘No,’’ he said."),
            ["We go,", "We stay,", "No,"]
        );
        assert_eq!(
            quoted("\"All night long,'' he said. \"There is no fix,\" he said."),
            ["All night long,", "There is no fix,"]
        );
    }

    #[test]
    fn glued_quotations() {
        assert_eq!(
            quoted("“We consider it.”“It ends,” he said."),
            ["We consider it.", "It ends,"]
        );
        assert_eq!(quoted("He left.\"We stay,\" said Ann."), ["We stay,"]);
        assert_eq!(quoted("‘Stop.’She ran."), ["Stop."]);
    }

    #[test]
    fn spans_are_of_the_whole_text() {
        let text = "“a” “b” “c”";
        let second = CleanSpan::new(8, 15);
        let found = quotations(text, second);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].span.range()], "“b”");
    }
}

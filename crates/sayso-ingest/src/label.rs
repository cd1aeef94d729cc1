//! What each line of a page is, once it is known where the article stands.

use std::ops::Range;

use sayso_text::{Block, BlockKind, Embedded};

use crate::cue::Cue;
use crate::embedded;
use crate::features::{Features, features};
use crate::line::Line;
use crate::pull_quote;
use crate::title;
use crate::words::{content_words, shingles};

/// A page's lines with their looks.
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a str,
    pub(crate) lines: &'a [Line],
    pub(crate) features: Vec<Features>,
}

/// A page's lines with their kinds.
pub(crate) struct Labelled {
    /// One a line.
    pub(crate) kinds: Vec<BlockKind>,
    /// The line that is the headline.
    pub(crate) title: Option<title::Title>,
    pub(crate) embedded: Vec<Embedded>,
    /// The lines that the article reaches over.
    pub(crate) window: Range<usize>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(text: &'a str, lines: &'a [Line]) -> Self {
        Self {
            text,
            lines,
            features: features(text, lines),
        }
    }

    pub(crate) fn line(&self, i: usize) -> &'a str {
        self.lines[i].text(self.text)
    }

    pub(crate) fn cue(&self, i: usize) -> Option<Cue> {
        self.features[i].cue
    }

    /// Labels every line. `window` are the lines that the article reaches over; `kept`, where the markup told more, says
    /// of each line whether it is the article's.
    pub(crate) fn label(
        &self,
        mut window: Range<usize>,
        kept: Option<&[bool]>,
        given_title: Option<&str>,
    ) -> Labelled {
        let title = title::find(self, &window, given_title);
        if let Some(line) = title.as_ref().map(|t| t.line)
            && window.contains(&line)
            && line - window.start <= window.len() / 4
        {
            window.start = line + 1;
        }
        let mut kinds = vec![BlockKind::Other; self.lines.len()];
        self.outside(0..window.start, &mut kinds);
        self.inside(window.clone(), kept, &mut kinds);
        self.outside(window.end..self.lines.len(), &mut kinds);
        let own = title.as_ref().map(|t| &self.text[t.span.range()]);
        let embedded = embedded::find(self, window.end, own, &mut kinds);
        if let Some(title) = &title {
            self.around_title(title, &window, &mut kinds);
        }
        pull_quote::mark(self, &window, &mut kinds);
        Labelled {
            kinds,
            title,
            embedded,
            window,
        }
    }

    /// The kind that a line's wording or markup gives it, wherever it stands.
    fn by_cue(&self, i: usize) -> Option<BlockKind> {
        Some(match self.cue(i)? {
            Cue::Advert => BlockKind::Advert,
            Cue::ReadMore | Cue::RelatedHeader | Cue::Age => BlockKind::RelatedLinks,
            Cue::Promotion => BlockKind::Navigation,
            Cue::Comments => BlockKind::Comments,
            Cue::Notice | Cue::Legal => BlockKind::Legal,
            Cue::Caption => BlockKind::Caption,
            Cue::Credit | Cue::Byline => BlockKind::Byline,
            Cue::Widget => BlockKind::Other,
        })
    }

    fn inside(&self, window: Range<usize>, kept: Option<&[bool]>, kinds: &mut [BlockKind]) {
        // After "Read also:" the lines up to the next sentence are links.
        let mut links = 0;
        let n_in_small = window
            .clone()
            .filter(|&i| self.has_small_letters(i))
            .count();
        let is_in_small = n_in_small * 2 > window.len();
        for i in window.clone() {
            let (line, f) = (&self.lines[i], &self.features[i]);
            let is_kept = kept.is_none_or(|k| k[i]);
            let set_apart = match line.hint.role {
                Some(role @ (BlockKind::Caption | BlockKind::PullQuote)) => Some(role),
                Some(role) if !is_kept => Some(role),
                _ => None,
            };
            kinds[i] = if let Some(role) = set_apart {
                self.by_cue(i).unwrap_or(role)
            } else if let Some(kind) = self.by_cue(i) {
                let sentence_in_body = kept.is_some() && is_kept && f.words > 40;
                if sentence_in_body {
                    BlockKind::Body
                } else {
                    kind
                }
            } else if !is_kept {
                if f.is_prose() && !line.is_linked() {
                    BlockKind::Other
                } else {
                    BlockKind::RelatedLinks
                }
            } else if is_in_small && self.is_shouted(i) {
                BlockKind::RelatedLinks
            } else if kept.is_some() {
                BlockKind::Body
            } else if f.is_prose() && !(links == 1 && f.words < 30) {
                if f.times > 1 && self.repeats_before(i, &window) {
                    BlockKind::Other
                } else {
                    BlockKind::Body
                }
            } else if links > 0 || f.times > 1 || line.is_linked() {
                BlockKind::RelatedLinks
            } else {
                self.short_inside(i, &window)
            };
            links = match (f.cue, kinds[i]) {
                (Some(Cue::ReadMore), _) if f.words <= 4 => 1,
                (_, BlockKind::RelatedLinks) if links > 0 => links + 1,
                (_, BlockKind::Body) => 0,
                _ => links,
            };
        }
    }

    /// A headline in capitals, which is a teaser for another story where the article is not in capitals. A subheading is shorter.
    fn is_shouted(&self, i: usize) -> bool {
        const FEWEST_WORDS: usize = 6;
        let (line, f) = (self.line(i), &self.features[i]);
        let mut letters = line.chars().filter(|c| c.is_alphabetic());
        f.words >= FEWEST_WORDS
            && !f.ends
            && !line.ends_with(':')
            && self.lines[i].hint.heading.is_none()
            && letters.all(char::is_uppercase)
    }

    fn has_small_letters(&self, i: usize) -> bool {
        self.line(i).chars().any(char::is_lowercase)
    }

    fn repeats_before(&self, i: usize, window: &Range<usize>) -> bool {
        // Near repetition is what pages do; farther back a search would cost more than it tells.
        let from = window.start.max(i.saturating_sub(200));
        self.features[from..i]
            .iter()
            .any(|f| f.fingerprint == self.features[i].fingerprint)
    }

    /// A line within the article that is no sentence: a subheading, a list item, or a teaser.
    fn short_inside(&self, i: usize, window: &Range<usize>) -> BlockKind {
        let (f, text) = (&self.features[i], self.line(i));
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3 {
            return BlockKind::Other;
        }
        if f.joints >= 3 && f.joints * 6 > f.words {
            return BlockKind::Navigation;
        }
        let bullet = text.starts_with(['•', '-', '–', '*', '·', '▪', '‣', '●', '◆'])
            || text.starts_with(|c: char| c.is_ascii_digit());
        if bullet && f.words >= 3 {
            return BlockKind::Body;
        }
        if f.words <= 10 {
            return BlockKind::Body;
        }
        // A long line without an end is a teaser unless the paragraphs behind it speak of the same.
        let own = content_words(text);
        let behind: Vec<String> = (i + 1..window.end.min(i + 5))
            .flat_map(|j| content_words(crate::words::head(self.line(j), 1500)))
            .collect();
        let shared = own.iter().filter(|w| behind.contains(w)).count();
        if f.lower > 0.6 || shared * 2 >= own.len() {
            BlockKind::Body
        } else {
            BlockKind::RelatedLinks
        }
    }

    /// Lines before and behind the article: by their cues, and by the section whose header stands above them.
    fn outside(&self, range: Range<usize>, kinds: &mut [BlockKind]) {
        let before = range.start == 0;
        let mut section: Option<BlockKind> = None;
        for i in range {
            let (line, f) = (&self.lines[i], &self.features[i]);
            let by_cue = self.by_cue(i);
            match f.cue {
                Some(Cue::Comments) => section = Some(BlockKind::Comments),
                Some(Cue::RelatedHeader | Cue::ReadMore) => section = Some(BlockKind::RelatedLinks),
                Some(Cue::Legal | Cue::Promotion | Cue::Notice) => section = None,
                _ => {}
            }
            kinds[i] = by_cue.or(line.hint.role).or(section).unwrap_or_else(|| {
                if f.is_prose() {
                    BlockKind::RelatedLinks
                } else if f.is_headline() && f.words >= 6 {
                    if before {
                        BlockKind::Navigation
                    } else {
                        BlockKind::RelatedLinks
                    }
                } else if f.words <= 1
                    && self.line(i).chars().filter(|c| c.is_alphabetic()).count() < 3
                {
                    BlockKind::Other
                } else {
                    BlockKind::Navigation
                }
            });
        }
    }

    /// The headline once, its repetitions set aside, and the standfirst under it.
    fn around_title(&self, title: &title::Title, window: &Range<usize>, kinds: &mut [BlockKind]) {
        for &i in &title.repeated {
            if kinds[i] != BlockKind::EmbeddedArticle {
                kinds[i] = BlockKind::Other;
            }
        }
        let at = title.line;
        kinds[at] = BlockKind::Title;
        let near = |i: usize| {
            (at..i)
                .rev()
                .take(4)
                .any(|j| j == at || title.repeated.contains(&j))
        };
        for (i, kind) in kinds.iter_mut().enumerate().take(window.start).skip(at + 1) {
            let (f, line) = (&self.features[i], &self.lines[i]);
            let speaks =
                f.words >= 7 && f.lower >= 0.4 && f.times == 1 && !line.is_linked() && f.joints < 3;
            let other = title.repeated.contains(&i)
                || f.cue.is_some()
                || line.hint.role.is_some_and(|r| r != BlockKind::Byline);
            if speaks && !other && near(i) {
                *kind = BlockKind::Body;
            }
        }
    }
}

/// Blocks of the labelled lines: embedded articles as one block each, all others a block a line.
pub(crate) fn blocks(lines: &[Line], labelled: &Labelled) -> Vec<Block> {
    let mut embedded = labelled.embedded.iter().map(|e| e.span).peekable();
    let mut blocks: Vec<Block> = Vec::new();
    for (line, &kind) in lines.iter().zip(&labelled.kinds) {
        while let Some(span) = embedded.next_if(|e| e.start() <= line.span.start()) {
            blocks.push(Block {
                span,
                kind: BlockKind::EmbeddedArticle,
            });
        }
        if blocks
            .last()
            .is_none_or(|b| b.span.end() <= line.span.start())
        {
            blocks.push(Block {
                span: line.span,
                kind,
            });
        }
    }
    blocks
}

/// Share of a text's four-word runs that stand in a set of runs; `None` for fewer than four words.
pub(crate) fn contained(text: &str, sorted: &[u64]) -> Option<f32> {
    let own = shingles(text, 4);
    let found = own
        .iter()
        .filter(|s| sorted.binary_search(s).is_ok())
        .count();
    (!own.is_empty()).then(|| found as f32 / own.len() as f32)
}

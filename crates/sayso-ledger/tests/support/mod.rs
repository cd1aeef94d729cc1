//! Builds articles with statements by hand: `{source}`, `<cue>` and `[content]` are marked in the text.

// Each test file uses what it needs of this.
#![allow(dead_code)]

use jiff::civil::DateTime;
use sayso_read::{
    CueClass, SentenceVector, Speaker, Statement, StatementIdx, StatementKind, StatementParts,
};
use sayso_text::{
    AgencyCredit, Article, ArticleParts, Block, BlockKind, CleanSpan, CleanText, DocumentIdx, Fact,
};

/// Who speaks: name, role, affiliation; empty for none.
pub(crate) type Who = (&'static str, &'static str, &'static str);

/// A run of articles with their statements.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) articles: Vec<Article>,
    pub(crate) statements: Vec<Statement>,
}

/// One article in the making.
pub(crate) struct Draft {
    name: &'static str,
    published: Option<&'static str>,
    credit: bool,
    title: &'static str,
    text: String,
    blocks: Vec<Block>,
    statements: Vec<Marked>,
}

struct Marked {
    spans: [Vec<CleanSpan>; 3],
    who: Option<Who>,
    class: CueClass,
    no_comment: bool,
    embedded: bool,
    time: Option<&'static str>,
    parent: Option<usize>,
}

pub(crate) fn article(
    name: &'static str,
    published: Option<&'static str>,
    title: &'static str,
) -> Draft {
    let mut draft = Draft {
        name,
        published,
        credit: false,
        title,
        text: String::new(),
        blocks: Vec::new(),
        statements: Vec::new(),
    };
    draft.block(title, BlockKind::Title);
    draft
}

impl Draft {
    fn block(&mut self, marked: &str, kind: BlockKind) -> [Vec<CleanSpan>; 3] {
        let mut spans: [Vec<CleanSpan>; 3] = Default::default();
        let mut open = [0; 3];
        let start = self.text.len();
        for c in marked.chars() {
            match (c, "{<[".find(c), "}>]".find(c)) {
                (_, Some(i), _) => open[i] = self.text.len(),
                (_, _, Some(i)) => spans[i].push(CleanSpan::new(open[i], self.text.len())),
                _ => self.text.push(c),
            }
        }
        self.blocks.push(Block {
            span: CleanSpan::new(start, self.text.len()),
            kind,
        });
        self.text.push_str("\n\n");
        spans
    }

    /// A paragraph in which nobody is quoted.
    pub(crate) fn narrate(mut self, text: &str) -> Self {
        self.block(text, BlockKind::Body);
        self
    }

    /// A paragraph with one statement.
    pub(crate) fn says(mut self, who: Who, class: CueClass, marked: &str) -> Self {
        let spans = self.block(marked, BlockKind::Body);
        let who = (!who.0.is_empty()).then_some(who);
        self.statements.push(Marked {
            spans,
            who,
            class,
            no_comment: false,
            embedded: false,
            time: None,
            parent: None,
        });
        self
    }

    /// The last statement is nested in the one before it, whose spans are `marked` again.
    pub(crate) fn nested(mut self, who: Who, class: CueClass, marked_again: &str) -> Self {
        let at = self.blocks.last().unwrap().span.start().get();
        let mut again = Draft {
            text: " ".repeat(at),
            blocks: Vec::new(),
            statements: Vec::new(),
            ..self
        };
        let spans = again.block(marked_again, BlockKind::Body);
        self = Draft {
            text: std::mem::take(&mut self.text),
            blocks: std::mem::take(&mut self.blocks),
            statements: std::mem::take(&mut self.statements),
            ..again
        };
        let parent = Some(self.statements.len() - 1);
        self.statements.push(Marked {
            spans,
            who: Some(who),
            class,
            no_comment: false,
            embedded: false,
            time: None,
            parent,
        });
        self
    }

    pub(crate) fn silent(mut self) -> Self {
        self.statements.last_mut().unwrap().no_comment = true;
        self
    }

    pub(crate) fn embedded(mut self) -> Self {
        self.statements.last_mut().unwrap().embedded = true;
        self
    }

    pub(crate) fn on(mut self, day: &'static str) -> Self {
        self.statements.last_mut().unwrap().time = Some(day);
        self
    }

    pub(crate) fn credited(mut self) -> Self {
        self.credit = true;
        self
    }
}

impl World {
    pub(crate) fn add(&mut self, draft: Draft) -> &mut Self {
        let document = DocumentIdx(self.articles.len());
        let body = draft.blocks[1].span;
        let article = Article::new(ArticleParts {
            document: format!("{}.txt", draft.name),
            text: CleanText::verbatim(draft.text),
            blocks: draft.blocks,
            title: Some(Fact {
                value: draft.title.to_owned(),
                evidence: None,
            }),
            // A name with an underscore is that of a file.
            outlet: (!draft.name.contains('_')).then(|| Fact {
                value: draft.name.to_owned(),
                evidence: None,
            }),
            published: draft.published.map(|d| Fact {
                value: format!("{d}T12:00:00").parse::<DateTime>().unwrap().into(),
                evidence: None,
            }),
            credit: draft.credit.then(|| AgencyCredit {
                agency: "Harbour Wire".to_owned(),
                evidence: body,
                in_part: false,
            }),
            language: "en".to_owned(),
            ..ArticleParts::default()
        })
        .unwrap();
        let first = self.statements.len();
        for marked in draft.statements {
            let [source, cue, content] = marked.spans;
            let text: String = content
                .iter()
                .map(|&c| article.slice(c))
                .collect::<Vec<_>>()
                .join(" ");
            let quoted = text.contains('“');
            let kind = match (quoted, text.starts_with('“') && text.ends_with('”')) {
                (_, true) => StatementKind::Direct,
                (true, _) => StatementKind::Mixed,
                _ => StatementKind::Indirect,
            };
            let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            let speaker = marked.who.map(|(name, role, affiliation)| Speaker {
                is_person: true,
                name: name.to_owned(),
                role: some(role),
                affiliation: some(affiliation),
                resolved_from: source.first().copied().unwrap_or(content[0]),
            });
            let parts = StatementParts {
                document,
                source,
                cue,
                kind,
                headline: false,
                embedded: marked.embedded,
                speaker,
                cue_class: marked.class,
                negated: false,
                no_comment: marked.no_comment,
                hedges: Vec::new(),
                venue: None,
                time: marked.time.map(|t| t.parse().unwrap()),
                parent: marked.parent.map(|p| StatementIdx(first + p)),
                confidence: 0.9,
                figures: Vec::new(),
                vectors: content
                    .iter()
                    .map(|span| SentenceVector {
                        span: *span,
                        vector: vector(article.slice(*span)),
                    })
                    .collect(),
                content,
            };
            self.statements
                .push(Statement::new(parts, &article).unwrap());
        }
        self.articles.push(article);
        self
    }
}

/// A bag of word beginnings, hashed into 384 places: near where words are shared.
fn vector(text: &str) -> Vec<f32> {
    const SMALL: &[&str] = &[
        "the", "that", "would", "and", "for", "with", "was", "had", "has", "have", "its", "will",
        "are",
    ];
    let mut places = vec![0.0f32; 384];
    for word in text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.len() > 2 && !SMALL.contains(w))
    {
        let hash = word
            .bytes()
            .take(5)
            .fold(5381usize, |h, b| h.wrapping_mul(33) ^ usize::from(b));
        places[hash % 384] += 1.0;
    }
    let norm = places.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
    places.iter_mut().for_each(|x| *x /= norm);
    places
}

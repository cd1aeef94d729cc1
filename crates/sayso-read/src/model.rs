//! The reader model: one transformer encoder whose heads give scores of tags, links, names and antecedents, and a vector, for every
//! word piece.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use rten::{Model as Graph, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::Layout as _;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use crate::pieces::Piece;
use crate::wordpiece::WordPiece;

/// Number of tags: O and B-, I- for each of source, cue and content.
pub(crate) const TAGS: usize = 7;

/// Number of tags of names: O and B-, I- for each of nine types.
pub(crate) const NAME_TAGS: usize = 19;

/// The types of names, in the order of their tags: those of the worldwide newswire set (Shan et al. 2023).
pub const NAME_TYPES: [&str; 9] = [
    "Date",
    "Facility",
    "Location",
    "Misc",
    "Money",
    "NORP",
    "Organization",
    "Person",
    "Product",
];

/// Word pieces in a window, the two markers not counted. The model was trained on windows of this size.
pub(crate) const WINDOW: usize = 254;

/// Word pieces that two neighbouring windows share where no line begins between them.
pub(crate) const OVERLAP: usize = 32;

/// The files of a reader model.
#[derive(Clone, Copy, Debug)]
pub struct ModelFiles<'a> {
    /// The network, ONNX.
    pub network: &'a [u8],
    /// The word pieces, one a line, `vocab.txt`.
    pub vocabulary: &'a str,
    /// Labels and transition scores, `reader.json`.
    pub description: &'a str,
}

/// Why a model cannot be used.
#[derive(Debug)]
pub struct ModelError(String);

impl ModelError {
    fn new(what: &str, why: impl fmt::Display) -> Self {
        Self(format!(
            "{what} is damaged or of another version: {why}; restore it from the release, or leave --model out to use the built-in one"
        ))
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ModelError {}

/// What the network says of one text.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// By piece, each from the window in which it is most central.
    pub(crate) pieces: Vec<PieceScores>,
    /// Link projections by window: positions are counted from the window's start, so that projections of two windows
    /// must not be compared.
    pub(crate) windows: Vec<LinkWindow>,
}

impl Scores {
    /// Those of a stretch of pieces, by themselves.
    fn part(&self, range: Range<usize>) -> Self {
        let window = |w: &LinkWindow| {
            let (start, end) = (w.start.max(range.start), w.end.min(range.end));
            (start < end).then(|| LinkWindow {
                start: start - range.start,
                end: end - range.start,
                rows: Arc::clone(&w.rows),
                first: w.first + start - w.start,
            })
        };
        Self {
            windows: self.windows.iter().filter_map(window).collect(),
            pieces: self.pieces[range.clone()].to_vec(),
        }
    }
}

/// What the network puts out for a window, a row of all columns for every piece and the two markers around them.
type Rows = Arc<Vec<f32>>;

/// Scores of one word piece.
#[derive(Clone, Debug)]
pub(crate) struct PieceScores {
    pub(crate) tags: [f32; TAGS],
    pub(crate) names: [f32; NAME_TAGS],
    rows: Rows,
    vector: Range<usize>,
}

impl PieceScores {
    /// Its share of the sentence vector of whatever span it is in.
    pub(crate) fn vector(&self) -> &[f32] {
        &self.rows[self.vector.clone()]
    }
}

/// The link projections of the pieces `start..end`.
#[derive(Clone, Debug)]
pub(crate) struct LinkWindow {
    pub(crate) start: usize,
    pub(crate) end: usize,
    rows: Rows,
    /// The row of the piece `start`.
    first: usize,
}

/// One of the link projections.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Projection {
    SourceQuery,
    SourceKey,
    ContentQuery,
    ContentKey,
    /// Of a pronoun or "the ...".
    Anaphor,
    /// Of a mention that it may mean.
    Antecedent,
}

impl Projection {
    /// The column where it starts: two scores of "none" stand behind the fourth and the last.
    fn start(self, layout: &Layout) -> usize {
        let after_source = usize::from(self as usize > Self::ContentKey as usize);
        self as usize * layout.link + after_source
    }
}

impl LinkWindow {
    /// The projection of a piece, counted in the whole text.
    pub(crate) fn projection(&self, layout: &Layout, piece: usize, which: Projection) -> &[f32] {
        &self.links(layout, piece)[which.start(layout)..][..layout.link]
    }

    /// Score of "the cue at this piece has no source".
    pub(crate) fn no_source(&self, layout: &Layout, piece: usize) -> f32 {
        self.links(layout, piece)[4 * layout.link]
    }

    /// Score of "the anaphor at this piece means none of the mentions here".
    pub(crate) fn no_antecedent(&self, layout: &Layout, piece: usize) -> f32 {
        self.links(layout, piece)[layout.link_columns() - 1]
    }

    fn links(&self, layout: &Layout, piece: usize) -> &[f32] {
        let row = (piece - self.start + self.first) * layout.columns();
        &self.rows[row + TAGS..][..layout.link_columns()]
    }
}

/// The loaded network with its vocabulary and what its output columns mean.
pub(crate) struct Model {
    network: Network,
    pub(crate) vocabulary: WordPiece,
    pub(crate) layout: Layout,
    pub(crate) transitions: [[f32; TAGS]; TAGS],
    pub(crate) name_transitions: [[f32; NAME_TAGS]; NAME_TAGS],
    /// One single-threaded pool a worker: windows run side by side, each on one thread, so that no result depends on
    /// how many threads there are.
    workers: Vec<Worker>,
}

/// A pool of one thread.
pub(crate) type Worker = Arc<ThreadPool>;

/// The network and its named inputs and output.
struct Network {
    graph: Graph,
    ids: NodeId,
    shapes: NodeId,
    heads: NodeId,
    /// The pieces that open and close every window.
    markers: [u32; 2],
    /// Numbers a piece that come out.
    columns: usize,
}

/// What the network's output columns mean.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) link: usize,
    pub(crate) hidden: usize,
}

impl Layout {
    fn link_columns(&self) -> usize {
        6 * self.link + 2
    }

    fn columns(&self) -> usize {
        TAGS + self.link_columns() + NAME_TAGS + self.hidden
    }

    /// The scores in a row.
    fn piece(&self, rows: &Rows, row: usize) -> PieceScores {
        let start = row * self.columns();
        let names = start + TAGS + self.link_columns();
        let vector = names + NAME_TAGS;
        PieceScores {
            tags: std::array::from_fn(|k| rows[start + k]),
            names: std::array::from_fn(|k| rows[names + k]),
            rows: Arc::clone(rows),
            vector: vector..vector + self.hidden,
        }
    }
}

impl Model {
    pub(crate) fn load(files: ModelFiles<'_>, threads: usize) -> Result<Self, ModelError> {
        let graph = options()
            .load(files.network.to_vec())
            .map_err(|e| ModelError::new("reader.onnx", e))?;
        Self::with_graph(graph, files, threads)
    }

    pub(crate) fn load_static(
        network: &'static [u8],
        files: ModelFiles<'_>,
        threads: usize,
    ) -> Result<Self, ModelError> {
        let graph = options()
            .load_static_slice(network)
            .map_err(|e| ModelError::new("reader.onnx", e))?;
        Self::with_graph(graph, files, threads)
    }

    fn with_graph(graph: Graph, files: ModelFiles<'_>, threads: usize) -> Result<Self, ModelError> {
        let node = |name: &str| {
            graph
                .node_id(name)
                .map_err(|e| ModelError::new("reader.onnx", e))
        };
        let (ids, shapes, heads) = (node("ids")?, node("shapes")?, node("heads")?);
        let wrong = |piece: &str| ModelError::new("vocab.txt", format!("it has no {piece}"));
        let vocabulary = WordPiece::new(files.vocabulary).ok_or_else(|| wrong("[UNK]"))?;
        let marker = |name: &str| vocabulary.id(name).ok_or_else(|| wrong(name));
        let markers = [marker("[CLS]")?, marker("[SEP]")?];
        let Description {
            layout,
            transitions,
            name_transitions,
        } = describe(files.description)?;
        let workers = (0..threads.max(1))
            .map(|_| Arc::new(ThreadPool::with_num_threads(1)))
            .collect();
        let network = Network {
            graph,
            ids,
            shapes,
            heads,
            markers,
            columns: layout.columns(),
        };
        Ok(Self {
            network,
            vocabulary,
            layout,
            transitions,
            name_transitions,
            workers,
        })
    }

    /// Threads of one each, among which windows can be shared out.
    pub(crate) fn workers(&self) -> &[Worker] {
        &self.workers
    }

    /// Scores for each text, in order. Texts longer than a window are read in overlapping windows.
    pub(crate) fn run(&self, texts: &[&[Piece]], workers: &[Worker]) -> Vec<Scores> {
        let windows: Vec<(usize, usize, usize)> = texts
            .iter()
            .enumerate()
            .flat_map(|(text, pieces)| {
                let found = windows(pieces.len(), |i| pieces[i].begins_line());
                found
                    .into_iter()
                    .map(move |(start, end)| (text, start, end))
            })
            .collect();
        let done = self.run_windows(&windows, texts, workers);
        let mut out: Vec<Scores> = texts.iter().map(|_| Scores::default()).collect();
        for (&(text, start, end), rows) in windows.iter().zip(&done) {
            let scores = &mut out[text];
            // The first row is the marker's.
            for (row, piece) in (1..).zip(start..end) {
                // A piece that two windows hold is more central in the earlier one in the first half of the overlap.
                let earlier = piece < scores.pieces.len();
                if earlier && row > OVERLAP / 2 {
                    scores.pieces[piece] = self.layout.piece(rows, row);
                } else if !earlier {
                    scores.pieces.push(self.layout.piece(rows, row));
                }
            }
            scores.windows.push(LinkWindow {
                start,
                end,
                rows: Arc::clone(rows),
                first: 1,
            });
        }
        out
    }

    /// Scores of short texts that share windows, each a line of its own.
    pub(crate) fn run_lines(&self, texts: &[&[Piece]], workers: &[Worker]) -> Vec<Scores> {
        let (mut joined, mut ranges): (Vec<Piece>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        for text in texts {
            let start = joined.len();
            joined.extend_from_slice(text);
            if let Some(first) = joined.get_mut(start).filter(|_| start > 0) {
                first.shape = first.shape % 3 + 3;
            }
            ranges.push(start..joined.len());
        }
        let whole = self.run(&[&joined], workers).pop().unwrap_or_default();
        ranges.into_iter().map(|r| whole.part(r)).collect()
    }

    fn run_windows(
        &self,
        windows: &[(usize, usize, usize)],
        texts: &[&[Piece]],
        workers: &[Worker],
    ) -> Vec<Rows> {
        let next = AtomicUsize::new(0);
        let (send, receive) = mpsc::channel();
        let network = &self.network;
        std::thread::scope(|scope| {
            for pool in workers {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        let Some(&(text, start, end)) = windows.get(i) else {
                            break;
                        };
                        // The receiver outlives the scope, so sending cannot fail.
                        let _ = send.send((i, network.window(&texts[text][start..end], pool)));
                    }
                });
            }
            drop(send);
        });
        let mut out = vec![Rows::default(); windows.len()];
        for (i, rows) in receive {
            out[i] = Arc::new(rows);
        }
        out
    }
}

impl Network {
    /// The output rows of the pieces and the two markers, one after the other.
    fn window(&self, pieces: &[Piece], pool: &Arc<ThreadPool>) -> Vec<f32> {
        let n = pieces.len() + 2;
        let inner = pieces.iter().map(|p| p.id.cast_signed());
        let ids: Vec<i32> = std::iter::once(self.markers[0].cast_signed())
            .chain(inner)
            .chain(std::iter::once(self.markers[1].cast_signed()))
            .collect();
        let shapes: Vec<i32> = std::iter::once(0)
            .chain(pieces.iter().map(|p| i32::from(p.shape)))
            .chain(std::iter::once(0))
            .collect();
        let ids = NdTensor::from_data([1, n], ids);
        let shapes = NdTensor::from_data([1, n], shapes);
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(pool));
        let columns = self.columns;
        let inputs = vec![
            (self.ids, ids.view().into()),
            (self.shapes, shapes.view().into()),
        ];
        let output = self.graph.run_n(inputs, [self.heads], Some(options));
        let rows: Option<NdTensor<f32, 3>> = output.ok().and_then(|[heads]| heads.try_into().ok());
        // The graph was checked when it was loaded; a window it still refuses is read as if it held no statement.
        let Some(rows) = rows.filter(|rows| rows.shape() == [1, n, columns]) else {
            return vec![0.0; columns * n];
        };
        rows.into_data()
    }
}

/// Start and end of each window over a text whose lines begin at some pieces: cut where a line begins, if one does in the last half of the
/// window, since statements hardly cross lines; else the next one overlaps.
fn windows(n: usize, begins_line: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let (mut found, mut start) = (Vec::new(), 0);
    while n > start + WINDOW {
        let full = start + WINDOW;
        let line = (start + WINDOW / 2..=full).rev().find(|&i| begins_line(i));
        found.push((start, line.unwrap_or(full)));
        start = line.unwrap_or(full - OVERLAP);
    }
    if n > start {
        found.push((start, n));
    }
    found
}

/// Weights are laid out for the processor once, when the model is loaded, not anew for every window.
fn options() -> ModelOptions {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    options
}

/// What `reader.json` tells.
#[derive(Debug)]
struct Description {
    layout: Layout,
    transitions: [[f32; TAGS]; TAGS],
    name_transitions: [[f32; NAME_TAGS]; NAME_TAGS],
}

fn describe(json: &str) -> Result<Description, ModelError> {
    let wrong = |why: &str| ModelError::new("reader.json", why);
    let value: serde_json::Value =
        serde_json::from_str(json).map_err(|e| ModelError::new("reader.json", e))?;
    let number = |name: &str| {
        value[name]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .filter(|n| *n < 1 << 16)
    };
    let layout = Layout {
        link: number("link").ok_or_else(|| wrong("no link size"))?,
        hidden: number("hidden").ok_or_else(|| wrong("no hidden size"))?,
    };
    let labels = |kinds: &[&str]| -> Vec<String> {
        let both = kinds
            .iter()
            .flat_map(|kind| ["B-", "I-"].map(|p| format!("{p}{kind}")));
        std::iter::once("O".to_owned()).chain(both).collect()
    };
    let is_known = value["labels"] == serde_json::json!(labels(&["Source", "Cue", "Content"]))
        && value["name_labels"] == serde_json::json!(labels(&NAME_TYPES));
    if !is_known {
        return Err(wrong("its labels are not those of this program"));
    }
    let missing = || wrong("a transition score is missing");
    let transitions = table(&value["transitions"]).ok_or_else(missing)?;
    let name_transitions = table(&value["name_transitions"]).ok_or_else(missing)?;
    Ok(Description {
        layout,
        transitions,
        name_transitions,
    })
}

/// A square of scores.
fn table<const N: usize>(value: &serde_json::Value) -> Option<[[f32; N]; N]> {
    let mut out = [[0.0; N]; N];
    for (i, row) in out.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            let score = value[i][j].as_f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "scores are small; single precision is what they were trained in"
            )]
            let score = score as f32;
            *cell = score;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cover_every_piece_and_end_before_a_line_or_overlap() {
        let lines = |i: usize| [100, 200, 700].contains(&i);
        assert_eq!(
            windows(800, lines),
            [(0, 200), (200, 454), (422, 676), (644, 800)]
        );
        for n in [0, 1, 253, 254, 255, 444, 445, 1000] {
            let found = windows(n, lines);
            let mut covered = 0;
            for &(start, end) in &found {
                assert!(start <= covered, "gap before {start} of {n}");
                assert!(end > covered, "window {start}..{end} of {n} adds nothing");
                covered = end;
            }
            assert_eq!(covered, n);
        }
    }

    #[test]
    fn damaged_description_is_an_error_that_names_the_file() {
        let error = describe("{\"labels\": []}").unwrap_err().to_string();
        assert!(error.contains("reader.json"), "{error}");
    }
}

//! Articles on disk, cleaned once and found again by their words: lineage of more articles than memory holds.
//!
//! An [`Index`] is a folder. Articles are appended to it with their fingerprints ([`sayso_trace::fingerprints`]); what was
//! added since the last [`Index::commit`] is gone after an interruption, everything before is kept, and so is how far the
//! inputs had been read. [`Index::trace`] then sorts the fingerprints, finds the families of articles that may share passages,
//! and traces each family by itself, a few at a time: memory holds some bytes an article and sixteen or so a fingerprint, and the text
//! of what is being traced.
//!
//! ```
//! use sayso_index::Index;
//! use sayso_text::{Article, ArticleParts};
//! let folder = tempfile::tempdir().unwrap();
//! let mut index = Index::open(folder.path(), "default").unwrap();
//! let text = "The board agreed on Monday to rebuild the mill that burned down in March, and to pay for all of it.";
//! let article = |name: &str| Article::new(ArticleParts::all_body(name, text)).unwrap();
//! index.add(&[article("mail.txt"), article("sun.txt")]).unwrap();
//! index.commit(&[]).unwrap();
//! let mut n_origins = Vec::new();
//! index.trace(|_, lineage| lineage.origins.len(), |n, _| { n_origins.push(n); Ok::<(), sayso_index::IndexError>(()) }).unwrap();
//! assert_eq!(n_origins, [1]);
//! ```

mod record;
mod state;

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use sayso_text::Article;
use sayso_trace::{Lineage, Posting, families, fingerprints, trace};

pub use state::Input;

use state::State;

/// Articles that are read and traced side by side before what came of them is handed on.
const AT_A_TIME: usize = 4096;

/// Members of a family: what is traced at once.
const MOST_OF_FAMILY: usize = 2048;

/// An index in a folder, open for reading and adding. One process at a time.
#[derive(Debug)]
pub struct Index {
    folder: PathBuf,
    state: State,
    articles: Appended,
    prints: Appended,
    inputs: Appended,
    read: Vec<Input>,
}

/// Why an index cannot be used.
#[derive(Debug)]
pub enum IndexError {
    /// A file of it cannot be read or written.
    File(PathBuf, io::Error),
    /// A file of it is not what was written: another program's, or damaged.
    Damaged(PathBuf),
    /// It was made by another version, or its articles were taken in another way.
    Otherwise {
        /// How it was made.
        made: String,
        /// How it is wanted.
        wanted: String,
    },
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Damaged(path) => {
                write!(
                    f,
                    "{}: damaged; remove the folder and start again",
                    path.display()
                )
            }
            Self::Otherwise { made, wanted } => write!(
                f,
                "the index was made with {made}, not with {wanted}; name another folder"
            ),
        }
    }
}

impl std::error::Error for IndexError {}

impl Index {
    /// Opens the index in a folder, which is made if need be. `made_with` says how articles are taken; an index is of one way.
    ///
    /// # Errors
    /// If a file cannot be read or written, is damaged, or the index was made in another way.
    pub fn open(folder: &Path, made_with: &str) -> Result<Self, IndexError> {
        std::fs::create_dir_all(folder).map_err(|e| IndexError::File(folder.to_owned(), e))?;
        let state = State::read(folder, made_with)?;
        let appended = |name, n_bytes| Appended::open(folder.join(name), n_bytes);
        let inputs = appended("inputs.jsonl", state.n_bytes_inputs)?;
        Ok(Self {
            folder: folder.to_owned(),
            articles: appended("articles", state.n_bytes_articles)?,
            prints: appended("fingerprints", state.n_bytes_prints)?,
            read: state::read_inputs(&inputs.path)?,
            inputs,
            state,
        })
    }

    /// How many articles it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state.n_articles as usize
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How far an input has been read, if it has been begun.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&Input> {
        self.read.iter().rev().find(|input| input.name == name)
    }

    /// Adds articles behind those that it holds. They are not safe before [`Index::commit`].
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn add(&mut self, articles: &[Article]) -> Result<(), IndexError> {
        let packed: Vec<(Vec<u8>, Vec<u32>)> = articles
            .par_iter()
            .map(|article| (record::pack(article), fingerprints(article)))
            .collect();
        for (bytes, prints) in packed {
            self.articles.sized(&bytes)?;
            let prints: Vec<u8> = prints.iter().flat_map(|p| p.to_le_bytes()).collect();
            self.prints.sized(&prints)?;
            self.state.n_articles += 1;
        }
        Ok(())
    }

    /// Makes what was added safe, with how far inputs were read since the last time.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn commit(&mut self, inputs: &[Input]) -> Result<(), IndexError> {
        for input in inputs {
            let mut line = serde_json::to_vec(input).unwrap_or_default();
            line.push(b'\n');
            self.inputs.append(&line)?;
        }
        self.state.n_bytes_articles = self.articles.flush()?;
        self.state.n_bytes_prints = self.prints.flush()?;
        self.state.n_bytes_inputs = self.inputs.flush()?;
        self.read.extend(inputs.iter().cloned());
        self.state.write(&self.folder)
    }

    /// Traces all articles that are safe, family by family, in the order of their first articles. `render` sees a family and
    /// its lineage, on any thread; `sink` gets what it made, in order, with the number of articles done so far.
    ///
    /// # Errors
    /// If a file cannot be read or is damaged, and what `sink` fails with.
    pub fn trace<T: Send, E: From<IndexError>>(
        &self,
        render: impl Fn(&[Article], &Lineage) -> T + Sync,
        mut sink: impl FnMut(T, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        let (postings, n_prints) = self.postings()?;
        let n_articles = n_prints.len();
        let mut family_of: Vec<Option<usize>> = vec![None; n_articles];
        let found = families(postings, &n_prints, MOST_OF_FAMILY);
        for (number, family) in found.iter().enumerate() {
            family.iter().for_each(|d| family_of[d.0] = Some(number));
        }
        let places = self.places(n_articles)?;
        let mut families: Vec<Vec<usize>> = Vec::new();
        let (mut n_waiting, mut n_done) = (0, 0);
        for (article, family) in family_of.iter().enumerate() {
            let family = match family.map(|number| &found[number]) {
                Some(family) if family[0].0 != article => Vec::new(),
                Some(family) => family.iter().map(|d| d.0).collect(),
                None => vec![article],
            };
            n_waiting += family.len();
            families.extend(Some(family).filter(|f| !f.is_empty()));
            if n_waiting >= AT_A_TIME || article + 1 == n_articles {
                let traced: Vec<Result<T, IndexError>> = std::mem::take(&mut families)
                    .into_par_iter()
                    .map(|family| {
                        let articles = self.articles(&family, &places)?;
                        Ok(render(&articles, &trace(&articles)))
                    })
                    .collect();
                n_done += n_waiting;
                n_waiting = 0;
                for one in traced {
                    sink(one?, n_done)?;
                }
            }
        }
        Ok(())
    }

    /// All fingerprints, and how many each article has.
    fn postings(&self) -> Result<(Vec<Posting>, Vec<u32>), IndexError> {
        let path = &self.prints.path;
        let fail = |error| failed(path, error);
        let mut file = BufReader::with_capacity(1 << 20, File::open(path).map_err(fail)?);
        let n_most = (self.state.n_bytes_prints / 4) as usize;
        let (mut postings, mut n_prints) = (Vec::with_capacity(n_most), Vec::new());
        let mut bytes = Vec::new();
        for article in 0..self.state.n_articles {
            read_sized(&mut file, &mut bytes).map_err(fail)?;
            let prints = bytes.chunks_exact(4);
            n_prints.push(prints.len() as u32);
            let print = |chunk: &[u8]| u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]);
            postings.extend(prints.map(|chunk| Posting::new(print(chunk), article)));
        }
        Ok((postings, n_prints))
    }

    /// Where each article starts in its file.
    fn places(&self, n_articles: usize) -> Result<Vec<u64>, IndexError> {
        let path = &self.articles.path;
        let fail = |error| failed(path, error);
        let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(fail)?);
        let (mut places, mut at) = (Vec::with_capacity(n_articles), 0u64);
        for _ in 0..n_articles {
            places.push(at);
            let n_bytes = read_size(&mut file).map_err(fail)?;
            file.seek_relative(i64::from(n_bytes)).map_err(fail)?;
            at += 4 + u64::from(n_bytes);
        }
        Ok(places)
    }

    fn articles(&self, numbers: &[usize], places: &[u64]) -> Result<Vec<Article>, IndexError> {
        let path = &self.articles.path;
        let fail = |error| failed(path, error);
        let mut file = File::open(path).map_err(fail)?;
        let mut bytes = Vec::new();
        let mut read = |number: &usize| {
            file.seek(SeekFrom::Start(places[*number])).map_err(fail)?;
            read_sized(&mut file, &mut bytes).map_err(fail)?;
            record::unpack(&bytes).ok_or_else(|| IndexError::Damaged(path.clone()))
        };
        numbers.iter().map(&mut read).collect()
    }
}

fn failed(path: &Path, error: io::Error) -> IndexError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => IndexError::Damaged(path.to_owned()),
        _ => IndexError::File(path.to_owned(), error),
    }
}

fn read_size(file: &mut impl Read) -> io::Result<u32> {
    let mut size = [0; 4];
    file.read_exact(&mut size)?;
    Ok(u32::from_le_bytes(size))
}

fn read_sized(file: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let size = read_size(file)?;
    bytes.clear();
    let n_read = file.take(u64::from(size)).read_to_end(bytes)?;
    if n_read < size as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// A file that only grows.
#[derive(Debug)]
struct Appended {
    path: PathBuf,
    file: BufWriter<File>,
    n_bytes: u64,
}

impl Appended {
    /// Opens a file; what stands behind the first `n_bytes` was not finished, and goes.
    fn open(path: PathBuf, n_bytes: u64) -> Result<Self, IndexError> {
        let options = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let ready = options.and_then(|mut file| {
            if file.metadata()?.len() < n_bytes {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            file.set_len(n_bytes)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        });
        let file = ready.map_err(|error| failed(&path, error))?;
        Ok(Self {
            path,
            file: BufWriter::with_capacity(1 << 20, file),
            n_bytes,
        })
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), IndexError> {
        let written = self.file.write_all(bytes);
        written.map_err(|e| IndexError::File(self.path.clone(), e))?;
        self.n_bytes += bytes.len() as u64;
        Ok(())
    }

    /// Appends bytes behind their number.
    fn sized(&mut self, bytes: &[u8]) -> Result<(), IndexError> {
        let size = u32::try_from(bytes.len()).map_err(|_| {
            let error = io::Error::other("an article of more than four gigabytes");
            IndexError::File(self.path.clone(), error)
        })?;
        self.append(&size.to_le_bytes())?;
        self.append(bytes)
    }

    /// Brings everything to the disk. How many bytes there are.
    fn flush(&mut self) -> Result<u64, IndexError> {
        let flushed = self.file.flush();
        let synced = flushed.and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(|e| IndexError::File(self.path.clone(), e))?;
        Ok(self.n_bytes)
    }
}

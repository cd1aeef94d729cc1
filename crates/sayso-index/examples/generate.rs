//! Articles of made-up words as JSONL, to measure with: `generate N [SEED]` prints N of them, 400 words each, one in five derived
//! from one or two of those before it: paragraphs taken in another order, one word in ten changed, a fifth of its own added. The
//! words have the frequencies of a language (Zipf). Each line tells what it is derived from, in `derived_from`.

use std::io::{self, BufWriter, Write};

const N_WORDS: usize = 400;
const N_PARAGRAPHS: usize = 10;
const VOCABULARY: f64 = 50_000.0;
/// Articles back to which an article may be copied.
const MEMORY: usize = 20_000;
const EDITS: f64 = 0.1;

/// SplitMix64 (Steele et al. 2014): the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }

    fn word(&mut self) -> u32 {
        VOCABULARY.powf(self.unit()) as u32
    }
}

/// Words of a paragraph.
type Paragraph = Vec<u32>;

/// The word of a rank; the commonest are the shortest.
fn spell(mut rank: u32, text: &mut String) {
    const CONSONANTS: &[u8] = b"bdfgklmnprstv";
    const VOWELS: &[u8] = b"aeiou";
    loop {
        text.push(char::from(CONSONANTS[rank as usize % CONSONANTS.len()]));
        rank /= CONSONANTS.len() as u32;
        text.push(char::from(VOWELS[rank as usize % VOWELS.len()]));
        rank /= VOWELS.len() as u32;
        if rank == 0 {
            return;
        }
    }
}

fn own(random: &mut Random) -> Paragraph {
    (0..N_WORDS / N_PARAGRAPHS).map(|_| random.word()).collect()
}

fn edited(random: &mut Random, paragraph: &Paragraph) -> Paragraph {
    let word = |word: &u32| {
        if random.unit() < EDITS {
            random.word()
        } else {
            *word
        }
    };
    paragraph.iter().map(word).collect()
}

fn text(paragraphs: &[Paragraph]) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        for (i, word) in paragraph.iter().enumerate() {
            let start = text.len();
            spell(*word, &mut text);
            if i % 20 == 0 {
                text[start..=start].make_ascii_uppercase();
            }
            text.push_str(if i % 20 == 19 { ". " } else { " " });
        }
        text.push_str("\\n\\n");
    }
    text
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse::<u64>());
    let Some(Ok(n_articles)) = arguments.next() else {
        return Err(io::Error::other("usage: generate N [SEED]"));
    };
    let mut random = Random(arguments.next().and_then(Result::ok).unwrap_or(1));
    let mut out = BufWriter::new(io::stdout().lock());
    let mut recent: Vec<Vec<Paragraph>> = Vec::new();
    for i in 0..n_articles as usize {
        let mut sources: Vec<usize> = Vec::new();
        if i > 0 && random.unit() < 0.2 {
            for _ in 0..1 + random.below(2) {
                sources.push(i - 1 - random.below(i.min(MEMORY)));
            }
        }
        let mut paragraphs: Vec<Paragraph> =
            (0..N_PARAGRAPHS / 5).map(|_| own(&mut random)).collect();
        while paragraphs.len() < N_PARAGRAPHS {
            let paragraph = if sources.is_empty() {
                own(&mut random)
            } else {
                let source = &recent[sources[random.below(sources.len())] % MEMORY];
                let paragraph = &source[random.below(N_PARAGRAPHS)];
                edited(&mut random, paragraph)
            };
            paragraphs.insert(random.below(paragraphs.len() + 1), paragraph);
        }
        let (day, outlet) = (1 + i * 28 / n_articles as usize, random.below(500));
        writeln!(
            out,
            "{{\"id\":{i},\"title\":\"Report {i}\",\"outlet\":\"Courier {outlet}\",\"date\":\"2031-05-{day:02}\",\
             \"derived_from\":{sources:?},\"text\":\"{}\"}}",
            text(&paragraphs)
        )?;
        match recent.get_mut(i % MEMORY) {
            Some(place) => *place = paragraphs,
            None => recent.push(paragraphs),
        }
    }
    out.flush()
}

//! Bounds on what a small file may unpack to.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use ruzstd::decoding::StreamingDecoder;

/// So much may come out whatever went in; text that repeats packs well.
const FREE: u64 = 128 << 20;

/// Beyond that, bytes that may come out for each that went in. News packs 3 to 20 to one; gzip reaches 1,032.
const RATIO: u64 = 200;

/// What went into and came out of all layers of one input.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter {
    read: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
}

/// Reads on while the input stays within bounds.
pub(super) struct Limited<R> {
    inner: R,
    meter: Meter,
    is_unpacked: bool,
}

impl<R> Limited<R> {
    /// The input itself.
    pub(super) fn new(inner: R, meter: Meter) -> Self {
        Self {
            inner,
            meter,
            is_unpacked: false,
        }
    }

    /// What a decoder gives.
    pub(super) fn unpacked(inner: R, meter: Meter) -> Self {
        Self {
            inner,
            meter,
            is_unpacked: true,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let Meter { read, unpacked } = &self.meter;
        let count = if self.is_unpacked { unpacked } else { read };
        count.set(count.get() + n as u64);
        if unpacked.get() > FREE + read.get().saturating_mul(RATIO) {
            return Err(io::Error::other(Bomb(read.get(), unpacked.get())));
        }
        Ok(n)
    }
}

impl<R: io::Seek> io::Seek for Limited<R> {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

#[derive(Clone, Copy, Debug)]
struct Bomb(u64, u64);

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes unpack to more than {}", self.0, self.1)
    }
}

impl std::error::Error for Bomb {}

/// The message for an input that went out of bounds, if that is what the error says.
pub(super) fn bomb(error: &io::Error) -> Option<String> {
    let mut source: Option<&(dyn std::error::Error + 'static)> = error
        .get_ref()
        .map(|e| e as &(dyn std::error::Error + 'static));
    while let Some(cause) = source {
        if cause.is::<Bomb>() {
            return Some(format!(
                "{cause}, as archive bombs do; reading ended there, unpack it yourself if you trust it"
            ));
        }
        // An I/O error that wraps another hides it from `source`.
        source = match cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    None
}

/// All frames of a zstd stream (RFC 8878, section 3): the library's decoder reads one.
pub(super) struct Zstd<R: Read> {
    decoder: Option<StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>>,
}

impl<R: Read> Zstd<R> {
    pub(super) fn new(stream: R) -> io::Result<Self> {
        let decoder = StreamingDecoder::new(BufReader::new(stream)).map_err(io::Error::other)?;
        Ok(Self {
            decoder: Some(decoder),
        })
    }
}

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(mut decoder) = self.decoder.take() {
            let n = decoder.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                self.decoder = Some(decoder);
                return Ok(n);
            }
            let mut stream = decoder.into_inner();
            if stream.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.decoder = Some(StreamingDecoder::new(stream).map_err(io::Error::other)?);
        }
        Ok(0)
    }
}

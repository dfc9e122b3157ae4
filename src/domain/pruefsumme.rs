//! SHA-256 of files, the name by which deliveries and outputs are known.

use std::fmt::Write;
use std::io::{self, BufRead, BufReader, Read};

use sha2::{Digest, Sha256};

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of all that a source gives, in hex, piece by piece.
///
/// # Errors
///
/// Fails where the source does.
pub fn sha256_of(source: impl Read) -> io::Result<String> {
    let mut source = BufReader::with_capacity(1 << 18, source);
    let mut hash = Sha256::new();
    loop {
        let piece = source.fill_buf()?;
        if piece.is_empty() {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(piece);
        let length = piece.len();
        source.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The empty message's digest stands in FIPS 180-4's example values.
    #[test]
    fn the_hash_of_nothing_is_known() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn piece_by_piece_is_the_same() {
        let bytes = vec![7; 600_000];
        assert_eq!(sha256_of(&*bytes).expect("a hash"), sha256(&bytes));
    }
}

//! The local key that turns an Aktenzeichen into a hash which nobody else can compute.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::pruefsumme::hex;
use crate::domain::text::tidy;

/// Secret of this workspace. Neither shown nor written anywhere but in its file.
#[derive(Clone)]
pub struct AktenzeichenKey([u8; 32]);

impl fmt::Debug for AktenzeichenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AktenzeichenKey(…)")
    }
}

impl AktenzeichenKey {
    /// A key of known bytes, for tests and for keys that are kept elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Loads the key of a file, or makes the file with a new key if there is none.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read or written, holds no key, or no random bytes are to be had.
    pub fn load_or_make(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Self::from_hex(text.trim()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    /// Keyed hash of an Aktenzeichen. Spaces and the composition of umlauts do not matter.
    pub fn hash(&self, aktenzeichen: &str) -> String {
        // A key of any length is accepted, so the fallback is never taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(tidy(aktenzeichen).as_bytes());
        hex(&mac.finalize().into_bytes()[..16])
    }

    /// Reads 64 hexadecimal digits.
    fn from_hex(text: &str) -> io::Result<Self> {
        let no_key = || io::Error::new(io::ErrorKind::InvalidData, "die Schlüsseldatei enthält keinen Schlüssel");
        if text.len() != 64 || !text.is_ascii() {
            return Err(no_key());
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).map_err(|_| no_key())?;
        }
        Ok(Self(bytes))
    }

    /// Makes a new key and its file, which only the owner may read.
    fn make(path: &Path) -> io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = match options.open(path) {
            Ok(file) => file,
            // Another run was quicker: its key counts.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Self::from_hex(fs::read_to_string(path)?.trim());
            }
            Err(error) => return Err(error),
        };
        file.write_all(format!("{}\n", hex(&bytes)).as_bytes())?;
        file.sync_all()?;
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_do_not_change_the_hash_but_the_key_does() {
        let key = AktenzeichenKey::from_bytes([7; 32]);
        assert_eq!(key.hash("\u{a0}51.2.01-0001/26 "), key.hash("51.2.01-0001/26"));
        assert_ne!(key.hash("51.2.01-0001/26"), AktenzeichenKey::from_bytes([8; 32]).hash("51.2.01-0001/26"));
        assert_eq!(format!("{key:?}"), "AktenzeichenKey(…)");
    }

    #[test]
    fn a_key_file_is_made_once_and_private() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bestand/aktenzeichen.key");
        let made = AktenzeichenKey::load_or_make(&path).expect("a new key");
        let loaded = AktenzeichenKey::load_or_make(&path).expect("the same key");
        assert_eq!(made.hash("a"), loaded.hash("a"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o600);
        }
        fs::write(&path, "kein Schlüssel").expect("written");
        assert!(AktenzeichenKey::load_or_make(&path).is_err());
    }
}

//! One run at a time per workspace.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// Held for the length of a run; the system lets go of it when the process ends, however it ends.
pub(super) struct Sperre {
    _file: File,
}

impl Sperre {
    /// Takes the lock of a store, or says who holds it.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(".sperre");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|cause| Error::io("Der Bestand lässt sich nicht sperren", &path, &cause))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Who holds it is only a help; the lock itself is what counts.
                let _ = file.read_to_string(&mut holder);
                return Err(Error::new(format!(
                    "Ein anderer Lauf arbeitet gerade in diesem Bestand ({})",
                    holder.trim()
                ))
                .at(folder)
                .remedy("Warten, bis er fertig ist, und den Befehl wiederholen"));
            }
            Err(TryLockError::Error(cause)) => {
                return Err(Error::io("Der Bestand lässt sich nicht sperren", &path, &cause));
            }
        }
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "Prozess {}", std::process::id());
        Ok(Self { _file: file })
    }
}

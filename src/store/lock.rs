//! One run at a time per workspace.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use crate::error::{Error, Result};

/// How long a run waits for another one, and what it says of itself to others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Warten {
    /// Seconds; nothing means that the run gives up at once.
    pub sekunden: u32,
}

/// Held for the length of a run; the system lets go of it when the process ends, however it ends.
pub(super) struct Sperre {
    _file: File,
}

/// Pause between two tries.
const PAUSE: Duration = Duration::from_millis(200);

impl Sperre {
    /// Takes the lock of a store, or says who holds it.
    pub(super) fn take(folder: &Path, warten: Warten) -> Result<Self> {
        let path = folder.join(".sperre");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|cause| Error::io("Der Bestand lässt sich nicht sperren", &path, &cause))?;
        let mut tries_left = u64::from(warten.sekunden) * 5;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if tries_left > 0 => {
                    tries_left -= 1;
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(held(&mut file, folder, warten)),
                Err(TryLockError::Error(cause)) => {
                    return Err(Error::io("Der Bestand lässt sich nicht sperren", &path, &cause));
                }
            }
        }
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "Prozess {}", std::process::id());
        Ok(Self { _file: file })
    }
}

fn held(file: &mut File, folder: &Path, warten: Warten) -> Error {
    let mut holder = String::new();
    // Who holds it is only a help; the lock itself is what counts.
    let _ = file.read_to_string(&mut holder);
    let waited = match warten.sekunden {
        0 => String::new(),
        seconds => format!(", auch nach {seconds} Sekunden noch"),
    };
    Error::new(format!("Ein anderer Lauf arbeitet gerade in diesem Bestand ({}{waited})", holder.trim()))
        .at(folder)
        .remedy(
            "Warten, bis er fertig ist, und den Befehl wiederholen; mit --warten SEKUNDEN wartet das Programm selbst",
        )
}

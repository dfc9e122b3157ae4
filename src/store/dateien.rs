//! Files of the store: put into place as a whole, and cleaned up after a run that was cut off.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};

/// How temporary files begin. Only a run that was cut off leaves one behind.
const TEMPORARY: &str = ".neu-";

/// Puts bytes into place as a whole: a temporary file in the same folder, synced, then renamed.
pub(super) fn persist(bytes: &[u8], path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let fail = |cause: &std::io::Error| {
        Error::io("Der Bestand lässt sich nicht schreiben", path, cause)
            .remedy("Prüfen, ob Platz frei und der Ordner schreibbar ist; nichts wurde halb aufgenommen")
    };
    fs::create_dir_all(folder).map_err(|cause| fail(&cause))?;
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(|cause| fail(&cause))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|cause| fail(&cause))?;
    file.persist(path).map_err(|cause| fail(&cause.error))?;
    // The new name must survive a power cut too; where a folder cannot be synced, the rename itself still stands.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Removes temporary files of runs that were cut off. Only for who holds the lock: no other run writes then.
///
/// What cannot be removed is no harm, so nothing here fails.
pub fn remove_temporary(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            remove_temporary(&entry.path());
        } else if kind.is_file() && entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes a file; that it is gone already is fine.
pub(super) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(Error::io("Die Datei lässt sich nicht löschen", path, &cause)),
    }
}

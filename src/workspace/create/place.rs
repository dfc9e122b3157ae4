//! Files into a folder, all or nothing: built beside, moved at the end.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::split::NewFile;
use super::{Neu, NeuError};
use crate::workspace::load::{EINSTELLUNGEN, load};

/// Folder of deliveries.
const EINGANG: &str = "data/eingang";

/// Folders that a workspace has from the beginning.
const FOLDERS: &[&str] = &["data/stammdaten/export", EINGANG, "data/massnahmen", "data/evaluationen", "data/sitzungen"];

/// Removes what was built, unless it was moved to its place.
struct Staging(PathBuf);

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to do about a failure here; the name begins with a dot and says what it is.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes the folder with the files and deliveries in it. It must be new or empty.
pub fn place(dir: &Path, files: &[NewFile], lieferungen: &[(&str, &[u8])]) -> Result<Neu, NeuError> {
    let exists = is_empty_folder(dir)?;
    let parent = if exists { dir.to_owned() } else { parent_of(dir) };
    create_folders(&parent)?;
    let staging = Staging(parent.join(format!(".arbeitsbereich-{}.neu", std::process::id())));
    for folder in FOLDERS {
        create_folders(&staging.0.join(folder))?;
    }
    for (name, text) in files {
        write_new(&staging.0.join(name), text.as_bytes())?;
    }
    for (name, bytes) in lieferungen {
        write_new(&staging.0.join(EINGANG).join(name), bytes)?;
    }
    let befunde = match load(&staging.0) {
        Ok(workspace) => workspace.warnungen,
        Err(found) => found,
    };
    if exists {
        // The settings file goes last: only with it the folder is a workspace.
        for name in ["data", EINSTELLUNGEN] {
            move_to(&staging.0.join(name), &dir.join(name))?;
        }
    } else {
        move_to(&staging.0, dir)?;
    }
    let delivered = lieferungen.iter().map(|(name, _)| Path::new(EINGANG).join(name));
    Ok(Neu { dateien: files.iter().map(|(name, _)| PathBuf::from(name)).chain(delivered).collect(), befunde })
}

/// Whether the folder is there. One that holds something is refused, but for files that the system puts there.
fn is_empty_folder(dir: &Path) -> Result<bool, NeuError> {
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(true),
            Some(_) => Err(NeuError::NichtLeer(dir.to_owned())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(_) if dir.is_file() => Err(NeuError::KeinOrdner(dir.to_owned())),
        Err(error) => Err(NeuError::Schreiben(dir.to_owned(), error)),
    }
}

/// The folder around a path.
fn parent_of(dir: &Path) -> PathBuf {
    match dir.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Makes a folder and those around it.
fn create_folders(path: &Path) -> Result<(), NeuError> {
    fs::create_dir_all(path).map_err(|error| NeuError::Schreiben(path.to_owned(), error))
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), NeuError> {
    if let Some(folder) = path.parent() {
        create_folders(folder)?;
    }
    let written = File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| NeuError::Schreiben(path.to_owned(), error))
}

/// Moves a file or folder to its place.
fn move_to(from: &Path, to: &Path) -> Result<(), NeuError> {
    fs::rename(from, to).map_err(|error| NeuError::Schreiben(to.to_owned(), error))
}

//! Errors: what went wrong on this machine, for the person who runs the program.
//!
//! An error is about a path or the program; a [`crate::finding::Befund`] is about the cells of a delivery.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Shorthand for results that fail with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Something failed; nothing is half-written. Displays as German text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    path: Option<PathBuf>,
    remedy: Option<String>,
}

impl Error {
    /// An error that is told by a German sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None, remedy: None }
    }

    /// An error of the file system. `what` says in German what could not be done.
    pub fn io(what: &str, path: &Path, cause: &io::Error) -> Self {
        Self::new(format!("{what}: {}", io_cause(cause))).at(path)
    }

    /// Adds the file or folder it is about.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

/// The usual causes in German; others as the system words them.
fn io_cause(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "gibt es nicht".to_owned(),
        io::ErrorKind::PermissionDenied => "keine Berechtigung".to_owned(),
        io::ErrorKind::AlreadyExists => "gibt es schon".to_owned(),
        io::ErrorKind::StorageFull => "der Datenträger ist voll".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "der Datenträger ist schreibgeschützt".to_owned(),
        io::ErrorKind::IsADirectory => "ist ein Ordner, keine Datei".to_owned(),
        io::ErrorKind::NotADirectory => "ist kein Ordner".to_owned(),
        _ => format!("Meldung des Systems: {cause}"),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(path) = &self.path {
            write!(f, "\n  Ort: {}", path.display())?;
        }
        if let Some(remedy) = &self.remedy {
            write!(f, "\n  Abhilfe: {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

//! One hash over everything a run is made from: if it is the same, the outcome is the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::domain::pruefsumme::{self, hex};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::workspace::{EINSTELLUNGEN, RECORDS};

/// A file that a run reads, by its path in the workspace.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Eingabe {
    pub(super) pfad: String,
    pub(super) sha256: String,
}

/// Settings, records, deliveries and own templates of a workspace, sorted by path.
pub(super) fn collect(plan: &Plan) -> Result<Vec<Eingabe>> {
    let mut files = Vec::new();
    let root = &plan.arbeitsbereich;
    for part in std::iter::once(EINSTELLUNGEN).chain(RECORDS) {
        list(&root.join(part), &|path| path.extension().is_some_and(|ending| ending == "toml"), &mut files)?;
    }
    list(
        &plan.templates(),
        &|path| path.extension().is_some_and(|ending| ending == "typ" || ending == "hbs"),
        &mut files,
    )?;
    list(&plan.eingang(), &is_delivery, &mut files)?;
    let mut eingaben = files
        .iter()
        .map(|path| {
            let shown = path.strip_prefix(root).unwrap_or(path);
            let pfad = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            Ok(Eingabe { pfad, sha256: sha256_of(path)? })
        })
        .collect::<Result<Vec<_>>>()?;
    eingaben.sort_by(|a, b| a.pfad.cmp(&b.pfad));
    Ok(eingaben)
}

/// SHA-256 of a file, in hex, however large the file is.
pub(super) fn sha256_of(path: &Path) -> Result<String> {
    let hashed = fs::File::open(path).and_then(pruefsumme::sha256_of);
    hashed.map_err(|cause| Error::io("Die Datei lässt sich nicht lesen", path, &cause))
}

/// The hash over inputs, day and program.
pub(super) fn fingerprint(eingaben: &[Eingabe], plan: &Plan) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{}\n{}\n{}\n", env!("CARGO_PKG_VERSION"), program_stamp(), plan.heute));
    for eingabe in eingaben {
        hash.update(format!("{} {}\n", eingabe.sha256, eingabe.pfad));
    }
    hex(&hash.finalize())
}

/// Tells builds of one version apart. Only a key for "nothing has changed"; it reaches no output.
fn program_stamp() -> String {
    let meta = std::env::current_exe().and_then(fs::metadata);
    meta.and_then(|meta| Ok((meta.len(), meta.modified()?)))
        .map(|(length, time)| format!("{length} {:?}", time.duration_since(UNIX_EPOCH).unwrap_or_default()))
        .unwrap_or_default()
}

/// Deliveries that lie in a folder, by path. Hidden files, lock files of Excel and half-copied files are none.
pub(super) fn deliveries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    list(folder, &is_delivery, &mut files)?;
    files.sort();
    Ok(files)
}

fn is_delivery(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let foreign = name.starts_with(['.', '~']) || matches!(name.as_str(), "desktop.ini" | "thumbs.db");
    let unfinished = [".tmp", ".part", ".crdownload", ".md"].iter().any(|ending| name.ends_with(ending));
    !(foreign || unfinished)
}

/// Files below a path that may be missing, in any order.
fn list(path: &Path, wanted: &dyn Fn(&Path) -> bool, files: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(meta) = fs::metadata(path) else { return Ok(()) };
    if meta.is_file() {
        if wanted(path) {
            files.push(path.to_owned());
        }
        return Ok(());
    }
    if !meta.is_dir() {
        // A pipe or a device holds no delivery, and reading it might never end.
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(|cause| Error::io("Der Ordner lässt sich nicht lesen", path, &cause))?;
    for entry in entries {
        let entry = entry.map_err(|cause| Error::io("Der Ordner lässt sich nicht lesen", path, &cause))?;
        list(&entry.path(), wanted, files)?;
    }
    Ok(())
}

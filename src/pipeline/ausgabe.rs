//! Finished files into `reports/`: all typeset first, then put into place one by one, then noted.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::domain::pruefsumme::sha256;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::store::{self, Ausgabe};

/// A finished file and where it belongs below `reports/`.
pub(super) struct Datei {
    pub(super) pfad: String,
    pub(super) bytes: Vec<u8>,
}

impl Datei {
    /// What is noted of it.
    pub(super) fn ausgabe(&self) -> Ausgabe {
        Ausgabe {
            pfad: self.pfad.clone(),
            sha256: sha256(&self.bytes),
            groesse: u64::try_from(self.bytes.len()).unwrap_or(u64::MAX),
        }
    }
}

/// Removes what a run that was cut off left behind. Only for who holds the store's lock: no other run writes then.
pub(super) fn remove_temporary(plan: &Plan) {
    store::remove_temporary(&plan.reports());
    store::remove_temporary(&plan.rueckmeldung());
}

/// Puts files into place. A file is replaced only by a finished one; one that is the same already stays untouched.
pub(super) fn write_all(reports: &Path, dateien: &[Datei]) -> Result<Vec<Ausgabe>> {
    dateien.iter().map(|datei| write(reports, datei)).collect()
}

fn write(reports: &Path, datei: &Datei) -> Result<Ausgabe> {
    let path = reports.join(&datei.pfad);
    let ausgabe = datei.ausgabe();
    if is_in_place(reports, &ausgabe) {
        return Ok(ausgabe);
    }
    let fail = |cause: &std::io::Error| {
        Error::io("Der Bericht lässt sich nicht schreiben", &path, cause)
            .remedy("Prüfen, ob die Datei gerade geöffnet ist, der Ordner schreibbar und Platz frei ist")
    };
    let folder = path.parent().unwrap_or(reports);
    fs::create_dir_all(folder).map_err(|cause| fail(&cause))?;
    let mut file = builder().tempfile_in(folder).map_err(|cause| fail(&cause))?;
    file.write_all(&datei.bytes).map_err(|cause| fail(&cause))?;
    file.persist(&path).map_err(|cause| fail(&cause.error))?;
    Ok(ausgabe)
}

/// Puts a file into place, whole, for its owner only: it holds what was delivered. One that is the same already stays
/// untouched. `what` begins the sentence of an error: "Der Prüfbericht".
pub(super) fn write_private(what: &str, target: &Path, bytes: &[u8]) -> Result<()> {
    let fail = |cause: &std::io::Error| {
        Error::io(&format!("{what} lässt sich nicht schreiben"), target, cause)
            .remedy("Prüfen, ob die Datei gerade geöffnet ist, der Ordner schreibbar und Platz frei ist")
    };
    let same_size = fs::metadata(target).is_ok_and(|meta| u64::try_from(bytes.len()) == Ok(meta.len()));
    if same_size && fs::read(target).is_ok_and(|old| old == bytes) {
        return make_private(target).map_err(|cause| fail(&cause));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    private_folder(folder).map_err(|cause| fail(&cause))?;
    // Temporary files are readable by their owner only, and stay so under their new name.
    let mut file = tempfile::Builder::new().prefix(".neu-").tempfile_in(folder).map_err(|cause| fail(&cause))?;
    file.write_all(bytes).map_err(|cause| fail(&cause))?;
    file.as_file().sync_all().map_err(|cause| fail(&cause))?;
    file.persist(target).map_err(|cause| fail(&cause.error))?;
    Ok(())
}

/// Puts the file of a record into place, whole. Fails where it is not any more as it was read (`before`; none: not there).
pub(super) fn replace_record(target: &Path, before: Option<&[u8]>, bytes: &[u8]) -> Result<()> {
    let fail = |cause: &std::io::Error| {
        Error::io("Der Datensatz lässt sich nicht schreiben", target, cause)
            .remedy("Prüfen, ob die Datei gerade geöffnet ist, der Ordner schreibbar und Platz frei ist")
    };
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|cause| fail(&cause))?;
    let mut file = builder().tempfile_in(folder).map_err(|cause| fail(&cause))?;
    file.write_all(bytes).map_err(|cause| fail(&cause))?;
    file.as_file().sync_all().map_err(|cause| fail(&cause))?;
    let now = match fs::read(target) {
        Ok(now) => Some(now),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => None,
        Err(cause) => return Err(fail(&cause)),
    };
    if now.as_deref() != before {
        return Err(Error::new("Der Datensatz wurde geändert, während das Formular gelesen wurde")
            .at(target)
            .remedy("Den Befehl wiederholen"));
    }
    if before.is_some() {
        let permissions = fs::metadata(target).map_err(|cause| fail(&cause))?.permissions();
        file.as_file().set_permissions(permissions).map_err(|cause| fail(&cause))?;
    }
    file.persist(target).map_err(|cause| fail(&cause.error))?;
    Ok(())
}

fn make_private(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600))?;
    }
    let _ = file;
    Ok(())
}

/// Makes a folder that only its owner may enter; one that is there stays as it is.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Temporary files that turn into reports. Reports are for reading by others, unlike what `tempfile` makes by default.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".neu-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    builder
}

/// Whether a file is there with just these bytes.
pub(super) fn is_in_place(reports: &Path, ausgabe: &Ausgabe) -> bool {
    let path = reports.join(&ausgabe.pfad);
    let same_size = fs::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() == ausgabe.groesse);
    same_size && fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == ausgabe.sha256)
}

/// Takes away what an earlier run of the same period wrote and this one does not.
pub(super) fn remove_stale(reports: &Path, before: &[Ausgabe], now: &[Ausgabe]) -> Result<()> {
    for old in before.iter().filter(|old| !now.iter().any(|new| new.pfad == old.pfad)) {
        // Only what is still as we wrote it: a file that somebody changed is theirs.
        if is_in_place(reports, old) {
            let path = reports.join(&old.pfad);
            fs::remove_file(&path)
                .map_err(|cause| Error::io("Ein alter Bericht lässt sich nicht entfernen", &path, &cause))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datei(pfad: &str, text: &str) -> Datei {
        Datei { pfad: pfad.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_stale_ones_go() {
        let reports = tempfile::tempdir().expect("a folder");
        let first = write_all(reports.path(), &[datei("q/a.pdf", "1"), datei("q/b.pdf", "2")]).expect("written");
        let second = write_all(reports.path(), &[datei("q/a.pdf", "3")]).expect("written");
        remove_stale(reports.path(), &first, &second).expect("removed");
        let left: Vec<_> = fs::read_dir(reports.path().join("q"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        assert_eq!(left, ["a.pdf"]);
        assert_eq!(fs::read(reports.path().join("q/a.pdf")).expect("a file"), b"3");
    }

    #[test]
    fn what_somebody_changed_is_not_removed() {
        let reports = tempfile::tempdir().expect("a folder");
        let first = write_all(reports.path(), &[datei("a.pdf", "1")]).expect("written");
        fs::write(reports.path().join("a.pdf"), "9").expect("changed");
        remove_stale(reports.path(), &first, &[]).expect("kept");
        assert!(reports.path().join("a.pdf").exists());
    }
}

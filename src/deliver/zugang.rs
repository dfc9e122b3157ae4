//! User and password of the mail server: from the environment or a file that only its owner reads.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result};

/// Name of the variable with the user.
const BENUTZER: &str = "SOZIALRAUMBERICHT_SMTP_BENUTZER";
/// Name of the variable with the password.
const KENNWORT: &str = "SOZIALRAUMBERICHT_SMTP_KENNWORT";

/// User and password. Never shown, never written.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zugang {
    /// User.
    pub(super) benutzer: String,
    /// Password.
    pub(super) kennwort: String,
}

impl fmt::Debug for Zugang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Zugang(…)")
    }
}

impl Zugang {
    /// User and password, from the environment or else from the file of the settings. None where neither is set: some
    /// servers take mail from certain machines without.
    pub fn find(environment: &dyn Fn(&str) -> Option<String>, datei: Option<&Path>) -> Result<Option<Self>> {
        let set = |name: &str| environment(name).filter(|value| !value.is_empty());
        match (set(BENUTZER), set(KENNWORT)) {
            (Some(benutzer), Some(kennwort)) => Ok(Some(Self { benutzer, kennwort })),
            (None, None) => datei.map(Self::read).transpose(),
            (Some(_), None) => Err(half(BENUTZER, KENNWORT)),
            (None, Some(_)) => Err(half(KENNWORT, BENUTZER)),
        }
    }

    fn read(datei: &Path) -> Result<Self> {
        let cannot = |cause: &std::io::Error| Error::io("Die Zugangsdatei lässt sich nicht lesen", datei, cause);
        let meta = fs::metadata(datei).map_err(|cause| cannot(&cause))?;
        only_for_owner(datei, &meta)?;
        let text = fs::read_to_string(datei).map_err(|cause| cannot(&cause))?;
        // What the parser complains about would quote the line; nothing of this file is ever shown.
        toml::from_str(&text).map_err(|_| {
            Error::new("Die Zugangsdatei enthält nicht genau die zwei Angaben benutzer und kennwort")
                .at(datei)
                .remedy("Zwei Zeilen schreiben: benutzer = \"…\" und kennwort = \"…\"")
        })
    }
}

fn half(there: &str, missing: &str) -> Error {
    Error::new(format!("Die Umgebungsvariable {there} ist gesetzt, {missing} fehlt"))
        .remedy("Beide setzen oder keine von beiden")
}

#[cfg(unix)]
fn only_for_owner(datei: &Path, meta: &fs::Metadata) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = meta.permissions().mode() & 0o777;
    if mode & 0o177 == 0 {
        return Ok(());
    }
    Err(Error::new(format!("Die Zugangsdatei hat die Rechte {mode:04o}; nur ihr Besitzer darf sie lesen (0600)"))
        .at(datei)
        .remedy(format!("chmod 600 {}", datei.display())))
}

#[cfg(not(unix))]
fn only_for_owner(_: &Path, _: &fs::Metadata) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(mode: u32, text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), text).expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).expect("mode");
        }
        file
    }

    #[test]
    fn the_environment_goes_before_the_file_and_half_of_it_is_refused() {
        let file = file(0o600, "benutzer = \"datei\"\nkennwort = \"a\"");
        let both = |name: &str| Some(name.to_lowercase());
        let found = Zugang::find(&both, Some(file.path())).expect("found").expect("some");
        assert_eq!(found.benutzer, "sozialraumbericht_smtp_benutzer");
        let found = Zugang::find(&|_| None, Some(file.path())).expect("found").expect("some");
        assert_eq!(found.benutzer, "datei");
        assert_eq!(Zugang::find(&|_| None, None).expect("none is no error"), None);
        let half = |name: &str| (name == BENUTZER).then(|| "a".to_owned());
        assert!(Zugang::find(&half, None).expect_err("half").to_string().contains(KENNWORT));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_with_its_mode() {
        for mode in [0o644, 0o640, 0o660, 0o700] {
            let file = file(mode, "benutzer = \"a\"\nkennwort = \"geheim\"");
            let error = Zugang::find(&|_| None, Some(file.path())).expect_err("refused").to_string();
            assert!(error.contains(&format!("{mode:04o}")) && error.contains("chmod 600"), "{error}");
        }
        assert!(Zugang::find(&|_| None, Some(file(0o400, "benutzer = \"a\"\nkennwort = \"b\"").path())).is_ok());
    }

    #[test]
    fn no_password_reaches_an_error_or_a_log() {
        let file = file(0o600, "benutzer = \"a\"\nkennwort = geheim123");
        let error = Zugang::find(&|_| None, Some(file.path())).expect_err("refused").to_string();
        assert!(!error.contains("geheim123"), "{error}");
        let zugang = Zugang { benutzer: "a".to_owned(), kennwort: "geheim123".to_owned() };
        assert_eq!(format!("{zugang:?}"), "Zugang(…)");
    }
}

//! Making a workspace: from an office's master data in JSON, or from a profile.

mod comments;
pub(super) mod emit;
mod place;
mod profile;
mod split;
mod strings;

use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::diagnostic::Fehlerstelle;
pub(super) use comments::{comment, remark};
pub use profile::Profil;
pub use strings::german_amount;

/// A workspace that was made.
#[derive(Debug)]
pub struct Neu {
    /// Its files below the folder, in the order of the pipeline's reading.
    pub dateien: Vec<PathBuf>,
    /// Mistakes in what was taken over. The files are there, so they can be mended in place.
    pub befunde: Vec<Fehlerstelle>,
}

/// Why no workspace was made. Nothing is left behind.
#[derive(Debug)]
pub enum NeuError {
    /// The folder holds something already.
    NichtLeer(PathBuf),
    /// The path is a file.
    KeinOrdner(PathBuf),
    /// The file is no JSON: line and column.
    KeinJson(usize, usize),
    /// The JSON is no table of master data.
    KeineStammdaten,
    /// A key at the top that has no file, and the one that was probably meant.
    UnbekannterSchluessel(String, Option<&'static str>),
    /// Something that TOML cannot hold, and where.
    NichtDarstellbar(String),
    /// A record without a key, or with one that is no file name: which list, which key.
    KeinDateiname(&'static str, String),
    /// Two records with the same key.
    Doppelt(String),
    /// The operating system said no.
    Schreiben(PathBuf, std::io::Error),
}

impl fmt::Display for NeuError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NichtLeer(dir) => write!(f, "Der Ordner „{}“ ist nicht leer. Ein neuer Arbeitsbereich entsteht nur in einem leeren oder neuen Ordner, damit nichts überschrieben wird.", dir.display()),
            Self::KeinOrdner(dir) => write!(f, "„{}“ ist eine Datei und kein Ordner.", dir.display()),
            Self::KeinJson(line, column) => write!(f, "Die Datei ist kein gültiges JSON (Zeile {line}, Spalte {column})."),
            Self::KeineStammdaten => f.write_str("Die Datei enthält keine Stammdaten: erwartet wird ein JSON-Objekt mit schema, amt, regeln, raeume und so fort."),
            Self::UnbekannterSchluessel(key, near) => {
                write!(f, "Den Schlüssel „{key}“ kennt die Datenübernahme nicht.")?;
                match near {
                    Some(near) => write!(f, " Meinten Sie „{near}“?"),
                    None => f.write_str(" Damit nichts verloren geht, wird nichts angelegt."),
                }
            }
            Self::NichtDarstellbar(path) => write!(f, "In der Liste „{path}“ steht ein leerer Eintrag (null); so etwas kann keine TOML-Datei aufnehmen."),
            Self::KeinDateiname(list, key) if key.is_empty() => write!(f, "Ein Eintrag in „{list}“ hat keinen Schlüssel, nach dem seine Datei heißen könnte."),
            Self::KeinDateiname(list, key) => write!(f, "Der Schlüssel „{key}“ in „{list}“ taugt nicht als Dateiname: erlaubt sind Buchstaben a–z, Ziffern, Punkt, Binde- und Unterstrich."),
            Self::Doppelt(name) => write!(f, "Zwei Einträge gehörten in dieselbe Datei „{name}“; Schlüssel dürfen nur einmal vorkommen."),
            Self::Schreiben(path, error) => write!(f, "„{}“ kann nicht geschrieben werden (Meldung des Betriebssystems: {error}).", path.display()),
        }
    }
}

impl std::error::Error for NeuError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Schreiben(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Makes a workspace from an office's master data in JSON (Datenübernahme). All or nothing.
///
/// Every value of the JSON is in the files afterwards; only `null` is expressed by leaving the key out.
///
/// # Errors
/// Where the folder is not empty, the bytes are no such JSON, or writing fails.
pub fn neu_aus_json(dir: &Path, json: &[u8]) -> Result<Neu, NeuError> {
    let value: Value =
        serde_json::from_slice(strip_bom(json)).map_err(|error| NeuError::KeinJson(error.line(), error.column()))?;
    let Value::Object(stammdaten) = value else { return Err(NeuError::KeineStammdaten) };
    let mut files = split::files(stammdaten)?;
    files.push(profile::ferien());
    files.extend(profile::export_layouts());
    place::place(dir, &files, &[])
}

/// The file of one more meeting of a Sozialraumteam: its path below the root, and its text.
///
/// # Errors
/// Where its key is no file name, or it holds what TOML cannot.
pub fn sitzungsakte(sitzung: Value) -> Result<(String, String), NeuError> {
    split::record_file("sitzungen", "sitzungen", "sitzung", sitzung)
}

/// Makes a workspace from a profile that the program brings along. All or nothing.
///
/// # Errors
/// Where the folder is not empty or writing fails.
pub fn neu_aus_profil(dir: &Path, profil: Profil) -> Result<Neu, NeuError> {
    place::place(dir, &profile::files(profil)?, profile::deliveries(profil))
}

/// Without the mark that some programs put before UTF-8.
fn strip_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

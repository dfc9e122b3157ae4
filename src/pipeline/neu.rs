//! Making a workspace.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::{Antwort, Status};
use crate::error::{Error, Result};
use crate::workspace::{Profil, neu_aus_json, neu_aus_profil};

/// The largest JSON of master data that is taken over.
const LARGEST: u64 = 64 << 20;

/// The bytes of the JSON, if they are no more than allowed.
fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|cause| Error::io("Die Stammdaten lassen sich nicht lesen", path, &cause))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST) {
        return Ok(bytes);
    }
    Err(Error::new("Die Datei ist größer als 64 MB; so groß sind Stammdaten nicht").at(path))
}

/// `neu`: from a profile, or from another system's master data.
pub(super) fn neu(ordner: &Path, profil: Option<Profil>, aus: Option<&Path>) -> Result<Antwort> {
    let made = match (profil, aus) {
        (_, Some(path)) => {
            let json = bytes_of(path)?;
            neu_aus_json(ordner, &json).map_err(|cause| Error::new(cause.to_string()).at(path))?
        }
        (profil, None) => {
            neu_aus_profil(ordner, profil.unwrap_or(Profil::Leer)).map_err(|cause| Error::new(cause.to_string()))?
        }
    };
    let mut lines = vec![
        format!("Angelegt: {} mit {} Dateien.", ordner.display(), made.dateien.len()),
        "Weiter: sozialraumbericht.toml durchsehen, Lieferungen der WJH in data/eingang ablegen, dann „lauf“."
            .to_owned(),
    ];
    let befunde: Vec<_> = made.befunde.iter().map(|place| place.render(false)).collect();
    if !befunde.is_empty() {
        lines.push(format!("\nIn den übernommenen Daten ist zu prüfen:\n\n{}", befunde.join("\n\n")));
    }
    let dateien: Vec<_> = made.dateien.iter().map(|path| path.to_string_lossy()).collect();
    Ok(Antwort {
        text: lines.join("\n"),
        json: json!({ "dateien": dateien, "befunde": befunde }),
        status: Status::of(!befunde.is_empty()),
    })
}

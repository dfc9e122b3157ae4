//! Reads the attached data back out of a PDF that this program made.

use lopdf::{Document, Object};
use serde_json::Value;

use crate::error::{Error, Result};

/// Larger than any report; what is larger is not read.
const LARGEST: usize = 64 * 1024 * 1024;

/// What a PDF says: the data attached to it, without the day on which it was typeset, so that a PDF typeset again from
/// the same data says the same. Of other files, their bytes.
pub fn aussage(bytes: &[u8]) -> Vec<u8> {
    let Ok(data) = attached_json(bytes) else { return bytes.to_vec() };
    let mut text = data.to_string();
    if let Some([year, month, day]) = made_on(bytes) {
        for of_today in [format!("{year}-{month}-{day}"), format!("{day}.{month}.{year}")] {
            text = text.replace(&of_today, "heute");
        }
    }
    text.into_bytes()
}

/// Year, month and day on which a PDF was made.
fn made_on(bytes: &[u8]) -> Option<[String; 3]> {
    let document = Document::load_mem(bytes).ok()?;
    let info = document.trailer.get(b"Info").ok()?;
    let info = document.dereference(info).ok()?.1.as_dict().ok()?;
    let made = String::from_utf8(info.get(b"CreationDate").ok()?.as_str().ok()?.to_vec()).ok()?;
    let digits = made.strip_prefix("D:")?;
    Some([digits.get(..4)?.to_owned(), digits.get(4..6)?.to_owned(), digits.get(6..8)?.to_owned()])
}

/// The attached JSON of a PDF.
///
/// # Errors
///
/// Says that the file is no PDF, or none with attached data.
pub fn attached_json(bytes: &[u8]) -> Result<Value> {
    let foreign = || {
        Error::new("In diesem PDF liegen keine Daten dieses Programms")
            .remedy("Einen Bericht aus dem Ordner reports/ angeben, unverändert wie er geschrieben wurde")
    };
    if bytes.len() > LARGEST {
        return Err(foreign());
    }
    let document = Document::load_mem(bytes).map_err(|_| Error::new("Die Datei ist kein lesbares PDF"))?;
    let attached = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) if stream.dict.has_type(b"EmbeddedFile") => stream.decompressed_content().ok(),
        _ => None,
    });
    attached.filter_map(|content| serde_json::from_slice(&content).ok()).next().ok_or_else(foreign)
}

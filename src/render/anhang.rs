//! Reads the attached data back out of a PDF that this program made.

use lopdf::{Document, Object};
use serde_json::Value;

use crate::error::{Error, Result};

/// Larger than any report; what is larger is not read.
const LARGEST: usize = 64 * 1024 * 1024;

/// What a PDF says: the data attached to it. They do not hold the day on which it was typeset, so a PDF typeset again
/// from the same data says the same. Of other files, their bytes.
pub fn aussage(bytes: &[u8]) -> Vec<u8> {
    attached_json(bytes).map_or_else(|_| bytes.to_vec(), |data| data.to_string().into_bytes())
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

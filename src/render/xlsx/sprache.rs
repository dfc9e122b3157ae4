//! The language of a workbook: German, in its properties and its charts. The library writes none, or English.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::error::{Error, Result};

/// What is replaced in which parts.
const EIGENSCHAFTEN: (&str, &str, &str) =
    ("docProps/core.xml", "<dcterms:created", "<dc:language>de-DE</dc:language><dcterms:created");
const SCHAUBILDER: (&str, &str, &str) = ("xl/charts/chart", "<c:lang val=\"en-US\"/>", "<c:lang val=\"de-DE\"/>");

/// The same workbook with German as its language.
pub(super) fn set_german(workbook: &[u8]) -> Result<Vec<u8>> {
    rewrite(workbook)
        .map_err(|cause| Error::new(format!("Die Arbeitsmappe lässt sich nicht auf Deutsch setzen: {cause}")))
}

fn rewrite(workbook: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place)?;
        let name = part.name()?.into_owned();
        let change = [EIGENSCHAFTEN, SCHAUBILDER].into_iter().find(|(start, ..)| name.starts_with(start));
        let Some((_, from, to)) = change else {
            drop(part);
            writer.raw_copy_file(archive.by_index_raw(place)?)?;
            continue;
        };
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if let Some(written) = part.last_modified() {
            options = options.last_modified_time(written);
        }
        writer.start_file(name, options)?;
        writer.write_all(text.replacen(from, to, 1).as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

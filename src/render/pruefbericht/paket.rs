//! The package of a workbook: a zip archive of parts, of which few are changed and all others copied as they are.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Grund;
use super::xml::{Edit, apply};

/// More than this no workbook holds once it is unpacked.
const LARGEST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Parts that are read as a whole (everything but sheets) are smaller than this.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
/// Parts of a package.
const MOST_PARTS: usize = 100_000;

/// A package that is only read.
pub(super) struct Paket<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by their name as the standard compares them: without regard to case.
    places: BTreeMap<String, usize>,
}

/// What becomes of a package.
#[derive(Debug, Default)]
pub(super) struct Aenderungen {
    /// Changes of parts that are there.
    pub(super) changed: BTreeMap<String, Vec<Edit>>,
    /// New parts, in their order.
    pub(super) added: Vec<(String, Vec<u8>)>,
}

impl Aenderungen {
    /// Changes a part.
    pub(super) fn change(&mut self, part: &str, edits: impl IntoIterator<Item = Edit>) {
        self.changed.entry(key(part)).or_default().extend(edits);
    }

    /// Adds a part.
    pub(super) fn add(&mut self, part: &str, text: impl Into<Vec<u8>>) {
        self.added.push((part.to_owned(), text.into()));
    }
}

impl<'a> Paket<'a> {
    /// Opens a package. What unpacks to more than any workbook holds is not opened.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Grund> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Grund::KeinPaket)?;
        if archive.len() > MOST_PARTS {
            return Err(Grund::ZuGross);
        }
        let mut places = BTreeMap::new();
        let mut unpacked: u64 = 0;
        for place in 0..archive.len() {
            let part = archive.by_index_raw(place).map_err(|_| Grund::KeinPaket)?;
            let name = String::from_utf8(part.name_raw().to_vec()).map_err(|_| Grund::KeinPaket)?;
            unpacked = unpacked.saturating_add(part.size());
            // Two parts of one name: what a reader would take is not clear.
            if places.insert(key(&name), place).is_some() {
                return Err(Grund::Inhalt);
            }
        }
        if unpacked > LARGEST_UNPACKED {
            return Err(Grund::ZuGross);
        }
        Ok(Self { archive, places })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, part: &str) -> bool {
        self.places.contains_key(&key(part))
    }

    /// A name for a new part: `before` and `after` with a number between.
    pub(super) fn free_name(&self, before: &str, after: &str, taken: &Aenderungen) -> String {
        let is_free = |name: &String| !self.has(name) && !taken.added.iter().any(|(added, _)| key(added) == key(name));
        (1_u32..).map(|number| format!("{before}{number}{after}")).find(is_free).unwrap_or_default()
    }

    /// A part as a stream that ends where no part is that long.
    pub(super) fn stream(&mut self, part: &str) -> Result<impl Read, Grund> {
        let place = *self.places.get(&key(part)).ok_or(Grund::TeilFehlt)?;
        let part = self.archive.by_index(place).map_err(|_| Grund::KeinPaket)?;
        Ok(Bounded { source: part, left: LARGEST_UNPACKED })
    }

    /// A part as a buffered stream.
    pub(super) fn buffered(&mut self, part: &str) -> Result<BufReader<impl Read>, Grund> {
        self.stream(part).map(|stream| BufReader::with_capacity(64 * 1024, stream))
    }

    /// A small part as a whole.
    pub(super) fn read(&mut self, part: &str) -> Result<Vec<u8>, Grund> {
        let mut bytes = Vec::new();
        let mut stream = self.stream(part)?.take(LARGEST_PART + 1);
        stream.read_to_end(&mut bytes).map_err(|_| Grund::Inhalt)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST_PART) {
            Ok(bytes)
        } else {
            Err(Grund::ZuGross)
        }
    }

    /// The package with its changes: parts in their order, unchanged ones byte for byte, new ones last.
    pub(super) fn write(mut self, mut changes: Aenderungen) -> Result<Vec<u8>, Grund> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let names: BTreeMap<usize, String> = self.places.iter().map(|(name, place)| (*place, name.clone())).collect();
        for (place, name) in names {
            let Some(edits) = changes.changed.remove(&name) else {
                let part = self.archive.by_index_raw(place).map_err(|_| Grund::KeinPaket)?;
                writer.raw_copy_file(part).map_err(|_| Grund::Schreiben)?;
                continue;
            };
            let part = self.archive.by_index(place).map_err(|_| Grund::KeinPaket)?;
            let real_name = String::from_utf8(part.name_raw().to_vec()).map_err(|_| Grund::KeinPaket)?;
            let written = part.last_modified().unwrap_or_default();
            let options = options(part.size()).last_modified_time(written);
            writer.start_file(real_name, options).map_err(|_| Grund::Schreiben)?;
            apply(edits, &mut Bounded { source: part, left: LARGEST_UNPACKED }, &mut writer)?;
        }
        if !changes.changed.is_empty() {
            return Err(Grund::TeilFehlt);
        }
        for (name, text) in changes.added {
            let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
            writer.start_file(name, options(size)).map_err(|_| Grund::Schreiben)?;
            writer.write_all(&text).map_err(|_| Grund::Schreiben)?;
        }
        Ok(writer.finish().map_err(|_| Grund::Schreiben)?.into_inner())
    }
}

/// The same day for every new part, so that the same input gives the same bytes.
fn options(size: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .large_file(size > u64::from(u32::MAX) / 2)
}

/// Names as they are compared.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// A stream that fails instead of going on without end.
struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.left = self
            .left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
            .ok_or_else(|| std::io::Error::other("longer than any part"))?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
            writer.write_all(text.as_bytes()).expect("written");
        }
        writer.finish().expect("a package").into_inner()
    }

    #[test]
    fn changed_parts_stay_in_their_place_and_new_ones_come_last() {
        let bytes = package(&[("A.xml", "<a/>"), ("b.xml", "<b/>"), ("c.xml", "<c/>")]);
        let mut changes = Aenderungen::default();
        changes.change("/B.xml", [Edit::insert(4, "<!-- -->")]);
        changes.add("d.xml", "<d/>");
        let written = Paket::open(&bytes).expect("a package").write(changes).expect("written");
        let mut archive = ZipArchive::new(Cursor::new(written.as_slice())).expect("a package");
        let names: Vec<_> = archive.file_names().map(|name| name.expect("a name").to_string()).collect();
        assert_eq!(names, ["A.xml", "b.xml", "c.xml", "d.xml"]);
        let mut text = String::new();
        archive.by_name("b.xml").expect("a part").read_to_string(&mut text).expect("text");
        assert_eq!(text, "<b/><!-- -->");
    }

    #[test]
    fn what_is_no_package_and_changes_of_missing_parts_are_refused() {
        assert!(matches!(Paket::open(b"A;B").map(|_| ()), Err(Grund::KeinPaket)));
        let bytes = package(&[("a.xml", "<a/>")]);
        let mut changes = Aenderungen::default();
        changes.change("z.xml", [Edit::insert(0, "x")]);
        assert!(matches!(Paket::open(&bytes).expect("a package").write(changes), Err(Grund::TeilFehlt)));
    }
}

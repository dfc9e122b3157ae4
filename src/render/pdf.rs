//! Typst as a library: one template and its data in, one PDF/A-3a and PDF/UA-1 out.
//!
//! The world that Typst sees holds the templates, the data of one document and one typeface; no file system, no
//! network, no clock. So the same data give the same bytes.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::schrift::{SCHRIFTEN, make_printable};
use super::vorlagen::Vorlagen;
use crate::error::{Error, Result};
use crate::present::Dokument;
use crate::present::probe::{fields, placeholder};

/// Documents typeset between two evictions of Typst's cache. What two documents in a row did not use goes, what all
/// share stays: memory stays flat at hardly any loss of speed.
const DOCUMENTS_PER_EVICTION: usize = 4;

/// A typeset document.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// Path below `reports/`.
    pub pfad: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Places in the data whose characters no font has; they are printed as codes.
    pub nicht_druckbar: Vec<String>,
}

/// Typesets documents from one set of templates.
pub struct Setzer {
    library: LazyHash<Library>,
    sources: HashMap<FileId, Source>,
    heute: NaiveDate,
}

impl Setzer {
    /// A typesetter for these templates; `heute` is the only day they can ask for.
    pub fn new(vorlagen: &Vorlagen, heute: NaiveDate) -> Result<Self> {
        let features = [Feature::A11yExtras].into_iter().collect();
        let mut sources = HashMap::new();
        for (name, text) in vorlagen.typst() {
            let id = file_id(name)?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Ok(Self { library: LazyHash::new(Library::builder().with_features(features).build()), sources, heute })
    }

    /// Typesets documents on all cores, in the order given.
    ///
    /// Fails as a whole if one fails: a run with a missing PDF is no run.
    pub fn set_all(&self, dokumente: &[Dokument], on_done: &(dyn Fn() + Sync)) -> Result<Vec<Pdf>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let next = std::sync::atomic::AtomicUsize::new(0);
        let mut finished: Vec<(usize, Result<Pdf>)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|_| {
                    scope.spawn(|| {
                        let mut done = Vec::new();
                        loop {
                            let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                            let Some(dokument) = dokumente.get(index) else {
                                break;
                            };
                            done.push((index, self.set(dokument)));
                            on_done();
                            if index % DOCUMENTS_PER_EVICTION == DOCUMENTS_PER_EVICTION - 1 {
                                typst::comemo::evict(0);
                            }
                        }
                        done
                    })
                })
                .collect();
            workers
                .into_iter()
                .flat_map(|worker| match worker.join() {
                    Ok(done) => done,
                    Err(_) => vec![(usize::MAX, Err(Error::new("Der Satz eines Dokuments ist abgebrochen")))],
                })
                .collect()
        });
        finished.sort_by_key(|(index, _)| *index);
        finished.into_iter().map(|(_, pdf)| pdf).collect()
    }

    /// Typesets one document.
    pub fn set(&self, dokument: &Dokument) -> Result<Pdf> {
        let mut daten = dokument.daten.clone();
        let nicht_druckbar = make_printable(&mut daten);
        let welt = Welt {
            setzer: self,
            main: file_id(dokument.template)?,
            daten: Bytes::from_string(daten.to_string()),
            anhang: Bytes::from_string(format!("{:#}\n", dokument.anhang)),
            daten_id: file_id("daten.json")?,
            anhang_id: file_id("anhang.json")?,
        };
        let warned = typst::compile::<PagedDocument>(&welt);
        let satz = warned.output.map_err(|errors| welt.error(dokument, &errors))?;
        // An unknown font or a lost glyph is only a warning to Typst; to us it is a page that is not as designed.
        if !warned.warnings.is_empty() {
            return Err(welt.error(dokument, &warned.warnings));
        }
        if let Some(field) = satz.pages().iter().find_map(|page| unfilled(&page.frame, &dokument.daten)) {
            return Err(Error::new(format!("Auf einer Seite von {} steht ein leeres Feld: „{field}“", dokument.pfad))
                .remedy("Eigene Vorlagen im Ordner templates/ prüfen oder entfernen; sonst an die Betreuung wenden"));
        }
        let bytes = typst_pdf::pdf(&satz, &options(&dokument.pfad)?).map_err(|errors| welt.error(dokument, &errors))?;
        Ok(Pdf { pfad: dokument.pfad.clone(), bytes, nicht_druckbar })
    }
}

/// A field that nobody filled in the text of a page, as it will stand in the PDF. What stands in the data was checked
/// before: people may have written it.
fn unfilled(frame: &Frame, daten: &Value) -> Option<String> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => unfilled(&group.frame, daten),
        FrameItem::Text(text) => {
            // A line may end within the field.
            let is_new = |field: &&str| !fields(daten).iter().any(|known| known.contains(field));
            placeholder(&text.text).filter(is_new).map(ToOwned::to_owned)
        }
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => None,
    })
}

/// Archivable and readable by a screen reader at once; a stable identity; the program as the only named creator.
fn options(pfad: &str) -> Result<PdfOptions> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|cause| Error::new(format!("Der PDF-Standard ist nicht verfügbar: {}", cause.message())))?;
    Ok(PdfOptions {
        ident: Smart::Custom(pfad.to_owned()),
        creator: Smart::Custom(Some(concat!("sozialraumbericht ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards,
        ..PdfOptions::default()
    })
}

/// The identity of a file in Typst's world.
fn file_id(name: &str) -> Result<FileId> {
    let path = VirtualPath::new(name).map_err(|_| Error::new(format!("Ungültiger Name einer Vorlage: {name}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// All that Typst sees while it typesets one document.
struct Welt<'a> {
    setzer: &'a Setzer,
    main: FileId,
    daten: Bytes,
    anhang: Bytes,
    daten_id: FileId,
    anhang_id: FileId,
}

impl Welt<'_> {
    /// What Typst complains about, with template and line.
    fn error(&self, dokument: &Dokument, diagnostics: &[SourceDiagnostic]) -> Error {
        let mut message = format!("Das Dokument „{}“ lässt sich nicht setzen", dokument.pfad);
        for diagnostic in diagnostics {
            message.push_str(&format!("\n  Typst: {}", diagnostic.message));
            for hint in &diagnostic.hints {
                message.push_str(&format!(" ({})", hint.v));
            }
            if let Some(place) = self.place(diagnostic) {
                message.push_str(&format!("\n    in {place}"));
            }
        }
        Error::new(message).remedy(
            "Eigene Vorlagen im Ordner templates/ prüfen oder entfernen; ohne sie gelten die eingebauten Vorlagen",
        )
    }

    fn place(&self, diagnostic: &SourceDiagnostic) -> Option<String> {
        let id = diagnostic.span.id()?;
        let source = self.source(id).ok()?;
        let range = self.range(diagnostic.span)?;
        let line = source.lines().byte_to_line(range.start)?;
        Some(format!("templates/{}, Zeile {}", id.vpath().get_without_slash(), line + 1))
    }
}

impl World for Welt<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.setzer.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SCHRIFTEN.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.setzer.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.daten_id {
            Ok(self.daten.clone())
        } else if id == self.anhang_id {
            Ok(self.anhang.clone())
        } else {
            self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SCHRIFTEN.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let day = self.setzer.heute;
        Datetime::from_ymd(day.year(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
    }
}

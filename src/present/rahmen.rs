//! What every document says about itself: office, title, period, Stand, attached data.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::domain::amt::Einstellungen;

/// Head, foot and properties of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Rahmen {
    /// Title in the properties of the PDF.
    pub titel: String,
    /// Name of the office; author in the properties, left in the head.
    pub amt: String,
    /// Part of the office; grey in the head.
    pub organisation: String,
    /// Short title and period; right in the head.
    pub kurztitel: String,
    /// Left in the foot: Stand and what this is.
    pub fuss: String,
    /// Day of the document as year, month, day.
    pub datum: (i32, u32, u32),
    /// Accent colour, `#rrggbb`.
    pub akzent: String,
    /// The attached data.
    pub anhang: Anhang,
}

/// Name and description of the attached data.
#[derive(Clone, Debug, Serialize)]
pub struct Anhang {
    /// File name, ASCII.
    pub name: String,
    /// One sentence that says what is in it.
    pub beschreibung: String,
}

impl Rahmen {
    /// The frame of a document of this office, of this day.
    pub fn new(
        einstellungen: &Einstellungen,
        heute: NaiveDate,
        titel: String,
        kurztitel: String,
        fuss: String,
    ) -> Self {
        Self {
            titel,
            amt: einstellungen.amt.name.clone(),
            organisation: einstellungen.amt.organisation.clone(),
            kurztitel,
            fuss,
            datum: (heute.year(), heute.month(), heute.day()),
            akzent: einstellungen.gestaltung.akzent().to_owned(),
            anhang: Anhang {
                name: "daten.json".to_owned(),
                beschreibung: "Die Zahlen dieses Dokuments in maschinenlesbarer Form".to_owned(),
            },
        }
    }

    /// The same with another name for the attached data.
    #[must_use]
    pub fn with_anhang(mut self, name: String, beschreibung: String) -> Self {
        self.anhang = Anhang { name, beschreibung };
        self
    }
}

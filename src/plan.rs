//! The resolved run: which workspace, which day, how the answer is written. Plain data, printable.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};

use crate::cli::{Allgemein, Ausgabeform};
use crate::ingest::oeffner::Lesart;
use crate::store::Warten;

/// Where and when a command runs, and how it answers.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Folder with `sozialraumbericht.toml`.
    pub arbeitsbereich: PathBuf,
    /// The day the run takes as today.
    pub heute: NaiveDate,
    /// The time of day that the run takes as now.
    pub uhrzeit: NaiveTime,
    /// Text or JSON.
    pub ausgabe: Ausgabeform,
    /// Whether more is shown.
    pub ausfuehrlich: bool,
    /// Whether colours are used.
    pub farbe: bool,
    /// How long a run waits for another one in the same workspace.
    pub warten: Warten,
    /// Where delivered files are opened.
    pub lesart: Lesart,
}

/// When a day begins that was asked for.
const MORGENS: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

impl Plan {
    /// Resolves the general options; `clock` is the machine's day, `no_color` whether NO_COLOR is set.
    ///
    /// Delivered files are opened in this process, see [`Self::reading`].
    pub fn resolve(allgemein: &Allgemein, clock: NaiveDate, no_color: bool) -> Self {
        Self {
            arbeitsbereich: allgemein.arbeitsbereich.clone(),
            heute: allgemein.heute.unwrap_or(clock),
            uhrzeit: MORGENS,
            ausgabe: allgemein.ausgabe,
            ausfuehrlich: allgemein.ausfuehrlich,
            farbe: !(allgemein.keine_farbe || no_color),
            warten: Warten { sekunden: allgemein.warten },
            lesart: Lesart::ImProgramm,
        }
    }

    /// The same at this time of the machine's day; a day that was asked for is always at 8 in the morning.
    #[must_use]
    pub fn at(self, allgemein: &Allgemein, uhrzeit: NaiveTime) -> Self {
        if allgemein.heute.is_some() { self } else { Self { uhrzeit, ..self } }
    }

    /// The same, with delivered files opened in this way.
    #[must_use]
    pub fn reading(self, lesart: Lesart) -> Self {
        Self { lesart, ..self }
    }

    /// `data/eingang`, where the WJH drops its files.
    pub fn eingang(&self) -> PathBuf {
        self.arbeitsbereich.join("data/eingang")
    }

    /// `data/bestand`, the store.
    pub fn bestand(&self) -> PathBuf {
        self.arbeitsbereich.join("data/bestand")
    }

    /// `data/rueckmeldung`, the answers to deliveries.
    pub fn rueckmeldung(&self) -> PathBuf {
        self.arbeitsbereich.join("data/rueckmeldung")
    }

    /// `reports`, what the program writes.
    pub fn reports(&self) -> PathBuf {
        self.arbeitsbereich.join("reports")
    }

    /// `templates`, the office's own templates.
    pub fn templates(&self) -> PathBuf {
        self.arbeitsbereich.join("templates")
    }
}

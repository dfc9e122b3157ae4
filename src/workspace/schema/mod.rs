//! What the files of a workspace may say: traced from the types that read them, with the office's words beside.
//!
//! From it come the reference of the settings (`docs/einstellungen.md`) and JSON Schemas for editors.

mod bedeutung;
mod json;
mod nachschlagewerk;
mod spur;

use serde_json::Value;

use super::check::AUSSCHUSS;
use super::load::{BudgetsFile, FerienFile, HilfeartenFile, KriterienFile, RaeumeFile, TraegerFile, VerteilerFile};
use crate::domain::amt::Einstellungen;
use crate::domain::evaluation::Evaluation;
use crate::domain::export::Exportlayout;
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::Nachweis;
use crate::domain::sitzung::{Ausschusssitzung, Sitzung};
use crate::domain::stammdaten::Konten;
pub use nachschlagewerk::markdown;

/// What stands at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// A day.
    Datum,
    /// An amount of money.
    Betrag,
    /// A number with decimals, in quotes.
    Dezimalzahl,
    /// A whole number.
    Ganzzahl {
        /// Never below nothing.
        ab_null: bool,
    },
    /// True or false.
    JaNein,
    /// A half-year.
    Halbjahr,
    /// A quarter.
    Quartal,
    /// A noun with article and plural.
    Wort,
    /// One of these words.
    Wahl(Vec<&'static str>),
    /// A list.
    Liste(Box<Form>),
    /// A table whose keys are free.
    Verzeichnis(Box<Form>),
    /// A table.
    Tabelle(Vec<Feld>),
}

/// A key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feld {
    /// The key.
    pub name: &'static str,
    /// What stands there.
    pub form: Form,
    /// Whether it must be there.
    pub pflicht: bool,
}

/// A kind of file.
struct Dateiart {
    /// The first word of the paths of its comments, and the name of its schema.
    art: &'static str,
    /// What it is, for people.
    titel: &'static str,
    /// Which files these are, below the root.
    dateien: &'static [&'static str],
    form: fn() -> Option<Form>,
}

/// Every kind of file.
const DATEIARTEN: &[Dateiart] = &[
    Dateiart {
        art: "einstellungen",
        titel: "Einstellungen des Amtes",
        dateien: &["sozialraumbericht.toml"],
        form: spur::trace::<Einstellungen>,
    },
    Dateiart {
        art: "raeume",
        titel: "Regionen und Räume",
        dateien: &["data/stammdaten/raeume.toml"],
        form: spur::trace::<RaeumeFile>,
    },
    Dateiart {
        art: "hilfearten",
        titel: "Hilfearten",
        dateien: &["data/stammdaten/hilfearten.toml"],
        form: spur::trace::<HilfeartenFile>,
    },
    Dateiart { art: "konten", titel: "Konten", dateien: &["data/stammdaten/konten.toml"], form: spur::trace::<Konten> },
    Dateiart {
        art: "traeger",
        titel: "Träger",
        dateien: &["data/stammdaten/traeger.toml"],
        form: spur::trace::<TraegerFile>,
    },
    Dateiart {
        art: "kriterien",
        titel: "Kriterien für Anlage 3",
        dateien: &["data/stammdaten/kriterien.toml"],
        form: spur::trace::<KriterienFile>,
    },
    Dateiart {
        art: "budgets",
        titel: "Budgets, ihre Änderungen und Stunden",
        dateien: &["data/stammdaten/budgets.toml"],
        form: spur::trace::<BudgetsFile>,
    },
    Dateiart {
        art: "verteiler",
        titel: "Sozialraumteams und Verteiler",
        dateien: &["data/stammdaten/verteiler.toml"],
        form: spur::trace::<VerteilerFile>,
    },
    Dateiart {
        art: "ferien",
        titel: "Schulferien",
        dateien: &["data/stammdaten/ferien.toml"],
        form: spur::trace::<FerienFile>,
    },
    Dateiart {
        art: "export",
        titel: "Aufbau einer Lieferung",
        dateien: &["data/stammdaten/export/*.toml"],
        form: spur::trace::<Exportlayout>,
    },
    Dateiart {
        art: "massnahme",
        titel: "Maßnahme",
        dateien: &["data/massnahmen/*.toml"],
        form: spur::trace::<Massnahme>,
    },
    Dateiart {
        art: "evaluation",
        titel: "Evaluation einer Maßnahme",
        dateien: &["data/evaluationen/*.toml"],
        form: spur::trace::<Evaluation>,
    },
    Dateiart {
        art: "nachweis",
        titel: "Verwendungsnachweis einer Maßnahme",
        dateien: &["data/nachweise/*.toml"],
        form: spur::trace::<Nachweis>,
    },
    Dateiart {
        art: "sitzung",
        titel: "Sitzung eines Sozialraumteams",
        dateien: &["data/sitzungen/SRT-*.toml"],
        form: spur::trace::<Sitzung>,
    },
    Dateiart {
        art: "ausschuss",
        titel: "Sitzung des Ausschusses",
        dateien: &["data/sitzungen/JHA-*.toml"],
        form: ausschuss,
    },
];

/// A session of the committee: its word stands beside what its type reads.
fn ausschuss() -> Option<Form> {
    let Form::Tabelle(mut felder) = spur::trace::<Ausschusssitzung>()? else { return None };
    felder.insert(0, Feld { name: "art", form: Form::Wahl(vec![AUSSCHUSS]), pflicht: true });
    Some(Form::Tabelle(felder))
}

/// A schema for each kind of file, by file name.
pub fn schemata() -> Vec<(String, Value)> {
    let named = |art: &Dateiart| Some((format!("{}.schema.json", art.art), json::schema(art, &(art.form)()?)));
    DATEIARTEN.iter().filter_map(named).collect()
}

/// Settings of Taplo (Even Better TOML): which schema is for which file.
pub fn taplo(ordner: &str) -> String {
    let mut text = "# Welches Schema für welche Datei gilt (Taplo, „Even Better TOML“).\n".to_owned();
    for art in DATEIARTEN {
        let files: Vec<_> = art.dateien.iter().map(|name| format!("\"{name}\"")).collect();
        text.push_str(&format!(
            "\n[[rule]]\ninclude = [{}]\n[rule.schema]\nenabled = true\npath = \"{ordner}/{}.schema.json\"\n",
            files.join(", "),
            art.art
        ));
    }
    text
}

#[cfg(test)]
mod tests;

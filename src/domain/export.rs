//! How an office's export looks, as settings: one file per layout and kind in `data/stammdaten/export/`.
//!
//! Every export is somebody's own query, so nothing about one of them is code. Texts are compared as
//! [`super::text::key`] sees them: spaces, capitals and the composition of umlauts do not matter.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::lieferung::Lieferart;
use super::zeilen::Buchungsart;

/// A field of the contract that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feld {
    /// Number of the Beleg.
    Belegnummer,
    /// Position in the Beleg.
    Position,
    /// Day of the booking.
    Buchungsdatum,
    /// Amount.
    Betrag,
    /// Produktsachkonto or Sachkonto.
    Konto,
    /// Product, where it has a column of its own.
    Produkt,
    /// Aufwand or Ertrag.
    Art,
    /// Hilfeart.
    Hilfeart,
    /// Aktenzeichen; only its keyed hash leaves the reader.
    Aktenzeichen,
    /// Key of the Maßnahme.
    Massnahme,
    /// Sozialraum, Gemeinde, PLZ, AGS or code.
    Raum,
    /// First day of the Leistung.
    LeistungVon,
    /// Last day of the Leistung.
    LeistungBis,
    /// Month of the Leistung, `10/2025`.
    Leistungsmonat,
    /// First day of the Hilfe.
    Beginn,
    /// Last day of the Hilfe.
    Ende,
    /// Day of birth; only its year leaves the reader.
    Geburtsdatum,
    /// Year of birth.
    Geburtsjahr,
    /// `m`, `w` or `d`.
    Geschlecht,
    /// Unaccompanied minor.
    Uma,
    /// Refunded by another office.
    Erstattung,
    /// Träger; held against the master data where the layout says so, and never repeated.
    Traeger,
    /// Hours; the column is known but not read.
    Umfang,
    /// Free text; the column is known but never read.
    Text,
}

impl Feld {
    /// The key, as settings and files of the program write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Belegnummer => "belegnummer",
            Self::Position => "position",
            Self::Buchungsdatum => "buchungsdatum",
            Self::Betrag => "betrag",
            Self::Konto => "konto",
            Self::Produkt => "produkt",
            Self::Art => "art",
            Self::Hilfeart => "hilfeart",
            Self::Aktenzeichen => "aktenzeichen",
            Self::Massnahme => "massnahme",
            Self::Raum => "raum",
            Self::LeistungVon => "leistung_von",
            Self::LeistungBis => "leistung_bis",
            Self::Leistungsmonat => "leistungsmonat",
            Self::Beginn => "beginn",
            Self::Ende => "ende",
            Self::Geburtsdatum => "geburtsdatum",
            Self::Geburtsjahr => "geburtsjahr",
            Self::Geschlecht => "geschlecht",
            Self::Uma => "uma",
            Self::Erstattung => "erstattung",
            Self::Traeger => "traeger",
            Self::Umfang => "umfang",
            Self::Text => "text",
        }
    }

    /// The word that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Belegnummer => "Belegnummer",
            Self::Position => "Position",
            Self::Buchungsdatum => "Buchungsdatum",
            Self::Betrag => "Betrag",
            Self::Konto => "Konto",
            Self::Produkt => "Produkt",
            Self::Art => "Art (Aufwand oder Ertrag)",
            Self::Hilfeart => "Hilfeart",
            Self::Aktenzeichen => "Aktenzeichen",
            Self::Massnahme => "Maßnahme",
            Self::Raum => "Raum",
            Self::LeistungVon => "Leistung von",
            Self::LeistungBis => "Leistung bis",
            Self::Leistungsmonat => "Leistungsmonat",
            Self::Beginn => "Beginn",
            Self::Ende => "Ende",
            Self::Geburtsdatum => "Geburtsdatum",
            Self::Geburtsjahr => "Geburtsjahr",
            Self::Geschlecht => "Geschlecht",
            Self::Uma => "umA",
            Self::Erstattung => "Erstattung",
            Self::Traeger => "Träger",
            Self::Umfang => "Umfang",
            Self::Text => "Buchungstext",
        }
    }

    /// Whether what stands in such a cell must never be repeated in a finding.
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Aktenzeichen | Self::Geburtsdatum | Self::Geburtsjahr | Self::Geschlecht | Self::Text | Self::Traeger
        )
    }

    /// Whether the reader keeps the column's values.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Traeger | Self::Umfang | Self::Text)
    }
}

impl fmt::Display for Feld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The description of one export.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exportlayout {
    /// Name of the layout; bookings and cases of one export share it.
    pub name: String,
    /// Bookings or cases.
    pub art: Lieferart,
    /// What it is and where it comes from, for people.
    pub beschreibung: String,
    /// Where the header stands.
    #[serde(default)]
    pub kopf: Kopf,
    /// The headings of each field; several spellings may be given.
    pub spalten: BTreeMap<Feld, Vec<String>>,
    /// Fields whose column must be there.
    pub pflichtspalten: Vec<Feld>,
    /// Fields whose cell must not be empty.
    pub pflichtangaben: Vec<Feld>,
    /// Headings that are known and not read.
    #[serde(default)]
    pub nicht_gelesen: Vec<String>,
    /// Values that hold for all rows, where no column gives them.
    #[serde(default)]
    pub konstanten: BTreeMap<Feld, String>,
    /// Rows to take; a row must pass every filter.
    #[serde(default)]
    pub filter: Vec<Filter>,
    /// How amounts are signed.
    #[serde(default)]
    pub vorzeichen: Vorzeichen,
    /// How accounts are written.
    #[serde(default)]
    pub konto: Kontoangabe,
    /// What tells Aufwand from Ertrag.
    #[serde(default)]
    pub buchungsart: Artangabe,
    /// What tells the Raum.
    #[serde(default)]
    pub raum: Raumangabe,
    /// What tells the Hilfeart.
    #[serde(default)]
    pub hilfeart: Hilfeartangabe,
    /// Whether Träger are held against the master data.
    #[serde(default)]
    pub traeger: Traegerangabe,
    /// How dates are written.
    #[serde(default)]
    pub datum: Datumsangabe,
    /// What means yes and no in the column umA.
    #[serde(default)]
    pub uma: JaNein,
    /// What means yes and no in the column Erstattung.
    #[serde(default)]
    pub erstattung: JaNein,
    /// What tells the period.
    #[serde(default)]
    pub zeitraum: Zeitraumangabe,
    /// What tells the part, where a delivery comes in parts.
    #[serde(default)]
    pub teile: Option<Muster>,
    /// Total rows.
    #[serde(default)]
    pub summen: Vec<Summenzeile>,
    /// Patterns of rows that only head or explain others ("Hilfeart: …").
    #[serde(default)]
    pub zwischentitel: Vec<String>,
    /// Which sheets count.
    #[serde(default)]
    pub blaetter: Blaetter,
    /// Texts are cut at so many characters.
    #[serde(default)]
    pub texte_gekuerzt_auf: Option<usize>,
}

/// Where the header stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Kopf {
    /// One row, or two whose group and column are joined ("Buchung Pos.").
    pub zeilen: u32,
    /// The header is looked for down to this row.
    pub bis_zeile: u32,
}

impl Default for Kopf {
    fn default() -> Self {
        Self { zeilen: 1, bis_zeile: 30 }
    }
}

/// A condition that rows must meet to count.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The field that is looked at.
    pub feld: Feld,
    /// Its value begins with one of these.
    pub beginnt_mit: Vec<String>,
}

/// How amounts are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vorzeichen {
    /// Aufwand and Ertrag are positive, a Storno is negative.
    #[default]
    Positiv,
    /// Ertrag is negative.
    ErtragNegativ,
    /// Aufwand is negative.
    AufwandNegativ,
}

/// The classes of accounts; their digits stand in the office's accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kontoklasse {
    /// Aufwendungen.
    Aufwand,
    /// Erträge.
    Ertrag,
    /// Auszahlungen.
    Auszahlung,
    /// Einzahlungen.
    Einzahlung,
}

/// How accounts are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Kontoangabe {
    /// Stands between product and account where one column holds both ("363370.433120").
    pub trennzeichen: Option<String>,
    /// Only rows on accounts of these classes count; rows on the other known classes are left out.
    pub nur_klassen: Vec<Kontoklasse>,
}

/// What tells Aufwand from Ertrag.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Artangabe {
    /// The column `art`, or the class of the account.
    pub aus: Artquelle,
    /// What the values of the column mean.
    pub werte: BTreeMap<String, Buchungsart>,
}

/// Where it is told whether a booking costs or earns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Artquelle {
    /// Class of the account.
    #[default]
    Konto,
    /// Column `art`.
    Spalte,
}

/// What tells the Raum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Raumangabe {
    /// Kinds of keys the column holds, tried in this order.
    pub ueber: Vec<Raumschluessel>,
    /// Values of this export and the key of the Raum they mean.
    pub werte: BTreeMap<String, String>,
}

impl Default for Raumangabe {
    fn default() -> Self {
        Self { ueber: vec![Raumschluessel::Name], werte: BTreeMap::new() }
    }
}

/// A kind of key of a Raum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Raumschluessel {
    /// Name or alias of the Raum or the Region.
    Name,
    /// Name of a municipality in the Raum.
    Gemeinde,
    /// Code of the Raum or the Region.
    Code,
    /// Amtlicher Gemeindeschlüssel.
    Ags,
    /// Postcode.
    Plz,
}

/// What tells the Hilfeart.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hilfeartangabe {
    /// The column `hilfeart`, or the product.
    pub aus: Hilfeartquelle,
    /// Values of this export and the key of the Hilfeart they mean.
    pub werte: BTreeMap<String, String>,
}

/// Where the Hilfeart is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hilfeartquelle {
    /// Column `hilfeart`, in any spelling of the master data.
    #[default]
    Schreibweise,
    /// The product, in its own column or before the account.
    Produkt,
}

/// Whether Träger are held against the master data. A Träger can be a person, so no cell is ever repeated.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Traegerangabe {
    /// Träger that the master data do not know are mentioned.
    pub pruefen: bool,
    /// Words of this export that stand for no Träger of the master data ("Pflegestelle").
    pub bekannt: Vec<String>,
}

/// How dates are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Datumsangabe {
    /// Numbers without a date format are days of the spreadsheet's calendar.
    pub seriennummern: bool,
    /// Texts and dates that mean "no end yet".
    pub offen: Vec<String>,
}

/// What means yes and no in a column. `*` stands for any text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JaNein {
    /// Yes.
    pub ja: Vec<String>,
    /// No; an empty cell always is.
    pub nein: Vec<String>,
}

impl Default for JaNein {
    fn default() -> Self {
        let list = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self { ja: list(&["ja", "wahr", "true", "1", "x"]), nein: list(&["nein", "falsch", "false", "0", "-"]) }
    }
}

/// What tells the period.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Zeitraumangabe {
    /// The file begins on 1 January and repeats earlier quarters.
    pub kumulativ: bool,
    /// Patterns for the name of the file.
    pub dateiname: Vec<String>,
    /// Patterns for the rows above the header and for sheets with parameters.
    pub zellen: Vec<String>,
}

/// Patterns for the name of the file and for the rows above the header.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Muster {
    /// For the name of the file.
    pub dateiname: Vec<String>,
    /// For the rows above the header.
    pub zellen: Vec<String>,
}

/// A kind of total row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summenzeile {
    /// Patterns of its label.
    pub beschriftung: Vec<String>,
    /// The rows it sums up.
    pub umfang: Summenumfang,
    /// What it sums up.
    pub misst: Summenmass,
}

/// The rows that a total sums up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Summenumfang {
    /// The rows since the total of this kind before it.
    Abschnitt,
    /// All rows of the sheet above it.
    Blatt,
}

/// What a total sums up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Summenmass {
    /// The amounts as they are written.
    Betrag,
    /// The number of rows.
    Anzahl,
}

/// Which sheets count.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Blaetter {
    /// Patterns of the names of sheets that hold no rows; they may tell the period.
    pub ohne_daten: Vec<String>,
    /// Patterns of the names of sheets that tell the Raum, with `{RAUM}`, where no column does.
    pub raum_aus_name: Vec<String>,
    /// The export has at most so many sheets with rows; more are warned of.
    pub hoechstens: Option<u32>,
}

impl Exportlayout {
    /// "sauber (Kosten)".
    pub fn label(&self) -> String {
        format!("{} ({})", self.name, self.art.label())
    }
}

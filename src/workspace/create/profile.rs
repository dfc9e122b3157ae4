//! Profiles: workspaces that the program brings along. Two of them are samples with records and deliveries, the same
//! as below `examples/`; the others hold settings and master data without anybody's records.

use serde_json::{Map, Value};

use super::NeuError;
use super::emit::document;
use super::split::NewFile;
use crate::domain::text::nearest;
use crate::workspace::load::EINSTELLUNGEN;

/// A profile of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profil {
    /// Landkreis Verden: settings, Räume, Hilfearten, Träger, Ansätze, distribution list.
    Verden,
    /// Norderstedt, a sample: two Regionen, teams with letters, budgets in hours beside budgets in euros.
    Norderstedt,
    /// A town with Bezirksjugendämter, a sample: Projekte with an Eigenanteil, budgets of the Bezirke.
    Bezirk,
    /// An office that has only just begun: one Sozialraum as a pattern, the Hilfearten of SGB VIII, a catalogue.
    Leer,
}

impl Profil {
    /// Every profile.
    pub const ALL: [Self; 4] = [Self::Verden, Self::Norderstedt, Self::Bezirk, Self::Leer];

    /// The word that is typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verden => "verden",
            Self::Norderstedt => "norderstedt",
            Self::Bezirk => "bezirk",
            Self::Leer => "leer",
        }
    }
}

impl std::str::FromStr for Profil {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|profil| profil.as_str() == typed).ok_or_else(|| {
            let words = Self::ALL.map(Self::as_str);
            match nearest(typed, words) {
                Some(word) => format!("Das Profil „{typed}“ gibt es nicht. Meinten Sie „{word}“?"),
                None => format!("Das Profil „{typed}“ gibt es nicht. Es gibt: {}.", words.join(", ")),
            }
        })
    }
}

/// A file of this repository as it is.
macro_rules! own_file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../", $name)))
    };
}

/// Master data of Landkreis Verden that refer to no record.
const VERDEN: &[(&str, &str)] = &[
    own_file!("sozialraumbericht.toml"),
    own_file!("data/stammdaten/raeume.toml"),
    own_file!("data/stammdaten/hilfearten.toml"),
    own_file!("data/stammdaten/konten.toml"),
    own_file!("data/stammdaten/traeger.toml"),
    own_file!("data/stammdaten/kriterien.toml"),
    own_file!("data/stammdaten/verteiler.toml"),
    own_file!("data/stammdaten/ferien.toml"),
];

/// Budgets of Landkreis Verden; their movements belong to Maßnahmen and are left out of a profile.
const VERDEN_BUDGETS: &str = include_str!("../../../data/stammdaten/budgets.toml");

/// The export layouts that are known. THE ONE PLACE TO LIST A NEW FILE of data/stammdaten/export/:
/// `own_file!("data/stammdaten/export/name.toml"),`
const EXPORT_LAYOUTS: &[(&str, &str)] = &[
    own_file!("data/stammdaten/export/altxls-faelle.toml"),
    own_file!("data/stammdaten/export/altxls-kosten.toml"),
    own_file!("data/stammdaten/export/csv1252-faelle.toml"),
    own_file!("data/stammdaten/export/csv1252-kosten.toml"),
    own_file!("data/stammdaten/export/finanz-faelle.toml"),
    own_file!("data/stammdaten/export/finanz-kosten.toml"),
    own_file!("data/stammdaten/export/geteilt-faelle.toml"),
    own_file!("data/stammdaten/export/geteilt-kosten.toml"),
    own_file!("data/stammdaten/export/ods-faelle.toml"),
    own_file!("data/stammdaten/export/ods-kosten.toml"),
    own_file!("data/stammdaten/export/okjus-faelle.toml"),
    own_file!("data/stammdaten/export/okjus-kosten.toml"),
    own_file!("data/stammdaten/export/sauber-faelle.toml"),
    own_file!("data/stammdaten/export/sauber-kosten.toml"),
    own_file!("data/stammdaten/export/vierzehnplus-faelle.toml"),
    own_file!("data/stammdaten/export/vierzehnplus-kosten.toml"),
];

/// A sample workspace: settings of its own, records from master data in JSON, more records, deliveries.
struct Beispiel {
    einstellungen: &'static str,
    stammdaten: &'static str,
    datensaetze: &'static [(&'static str, &'static str)],
    lieferungen: &'static [(&'static str, &'static [u8])],
}

/// A delivered file of a sample.
macro_rules! delivery {
    ($office:literal, $name:literal) => {
        ($name, include_bytes!(concat!("../../../examples/", $office, "/data/eingang/", $name)))
    };
}

/// A record of a sample that its master data in JSON do not hold.
macro_rules! record {
    ($office:literal, $name:literal) => {
        ($name, include_str!(concat!("../../../examples/", $office, "/", $name)))
    };
}

const NORDERSTEDT: Beispiel = Beispiel {
    einstellungen: include_str!("../../../examples/norderstedt/sozialraumbericht.toml"),
    stammdaten: include_str!("../../../tests/stammdaten/norderstedt.json"),
    datensaetze: &[],
    lieferungen: &[
        delivery!("norderstedt", "Fallbestand_kumuliert_2026-06.xlsx"),
        delivery!("norderstedt", "HHJ2026_P01-06_Einzelposten.xlsx"),
    ],
};

const BEZIRK: Beispiel = Beispiel {
    einstellungen: include_str!("../../../examples/bezirk/sozialraumbericht.toml"),
    stammdaten: include_str!("../../../tests/stammdaten/bezirk.json"),
    datensaetze: &[
        record!("bezirk", "data/nachweise/PRJ-2024-01_2024.toml"),
        record!("bezirk", "data/nachweise/PRJ-2024-01_2025.toml"),
        record!("bezirk", "data/nachweise/PRJ-2024-02_2024.toml"),
        record!("bezirk", "data/nachweise/PRJ-2024-02_2025.toml"),
        record!("bezirk", "data/nachweise/PRJ-2025-01_2025.toml"),
    ],
    lieferungen: &[
        delivery!("bezirk", "OKJUS_Hilfen_20260331.xlsx"),
        delivery!("bezirk", "OKJUS_Zahlungen_20260331.xlsx"),
    ],
};

impl Beispiel {
    /// Its files; the settings are the sample's own instead of those that the master data would give.
    fn files(&self) -> Result<Vec<NewFile>, NeuError> {
        let mut files = super::split::files(json(self.stammdaten)?)?;
        for (name, text) in &mut files {
            if name == EINSTELLUNGEN {
                self.einstellungen.clone_into(text);
            }
        }
        files.extend(self.datensaetze.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        files.push(ferien());
        Ok(files)
    }
}

/// The deliveries that a profile brings along, by their names in data/eingang.
pub const fn deliveries(profil: Profil) -> &'static [(&'static str, &'static [u8])] {
    match profil {
        Profil::Norderstedt => NORDERSTEDT.lieferungen,
        Profil::Bezirk => BEZIRK.lieferungen,
        Profil::Verden | Profil::Leer => &[],
    }
}

/// Master data of this program as a table.
fn json(text: &str) -> Result<Map<String, Value>, NeuError> {
    serde_json::from_str(text).map_err(|error| NeuError::KeinJson(error.line(), error.column()))
}

/// Files of a profile that are taken from Verden's for an office that has only just begun.
const SHARED: &[&str] = &[
    "data/stammdaten/hilfearten.toml",
    "data/stammdaten/konten.toml",
    "data/stammdaten/kriterien.toml",
    "data/stammdaten/ferien.toml",
];

/// The export layouts as files of a new workspace.
pub fn export_layouts() -> impl Iterator<Item = NewFile> {
    EXPORT_LAYOUTS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
}

/// The school holidays that are known, whatever the Land: each stands with the Land it is for.
pub fn ferien() -> NewFile {
    let (name, text) = own_file!("data/stammdaten/ferien.toml");
    (name.to_owned(), text.to_owned())
}

/// The files of a profile.
pub fn files(profil: Profil) -> Result<Vec<NewFile>, NeuError> {
    let verden = VERDEN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let mut files: Vec<NewFile> = match profil {
        Profil::Verden => {
            verden.chain([("data/stammdaten/budgets.toml".to_owned(), only_budgets(VERDEN_BUDGETS)?)]).collect()
        }
        Profil::Norderstedt => NORDERSTEDT.files()?,
        Profil::Bezirk => BEZIRK.files()?,
        Profil::Leer => {
            let mut files = super::split::files(json(include_str!("leer.json"))?)?;
            files.extend(verden.filter(|(name, _)| SHARED.contains(&name.as_str())));
            files
        }
    };
    files.extend(export_layouts());
    Ok(files)
}

/// The file of budgets with its Ansätze alone.
fn only_budgets(text: &str) -> Result<String, NeuError> {
    let file = crate::workspace::parse::parse("budgets.toml", text.as_bytes().to_vec(), &mut Vec::new());
    let Value::Object(mut table) = file.root.to_json() else { return Err(NeuError::KeineStammdaten) };
    table.insert("budgetbewegungen".to_owned(), Value::Array(Vec::new()));
    Ok(document("budgets", &table))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_export_layout_of_the_repository_is_listed() {
        let folder = crate::checkout().join("data/stammdaten/export");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| format!("data/stammdaten/export/{}", entry.expect("an entry").file_name().to_string_lossy()))
            .collect();
        there.sort();
        let listed: Vec<String> = super::EXPORT_LAYOUTS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, there, "list new layouts in EXPORT_LAYOUTS");
    }
}

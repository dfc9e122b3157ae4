//! Files that went in and came out: one line a kind.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::zahl::{self, NARROW};
use super::Datei;
use crate::domain::Zielgruppe;
use crate::domain::papier::zielgruppe_of;
use crate::domain::pruefsumme::sha256;
use crate::present::uebersicht;

/// Folders of deliveries that have a line of their own; older ones share one.
const LIEFERORDNER: usize = 3;

/// What the standards are worth that stand in the table.
pub(super) const NORM: &str =
    "Ein PDF, das PDF/A-3a oder PDF/UA-1 nicht genügt, hält den Lauf an. „–“: null oder keine.";

/// A line of what went in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Eingabezeile {
    pub(super) datei: String,
    pub(super) inhalt: String,
    pub(super) umfang: String,
    pub(super) sha256: String,
}

/// A line of what came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Ausgabezeile {
    pub(super) dokument: String,
    pub(super) anzahl: String,
    pub(super) zielgruppe: &'static str,
    pub(super) norm: &'static str,
    pub(super) groesse: String,
    pub(super) sha256: String,
}

/// Stands for the office's own word.
const MASSNAHMEN: &str = "Maßnahmen";

/// Folders that go in and what lies in them, in the order of the page.
const ORDNER: [(&str, &str); 7] = [
    ("data/stammdaten", "Stammdaten"),
    ("data/massnahmen", MASSNAHMEN),
    ("data/evaluationen", "Evaluationen"),
    ("data/nachweise", "Verwendungsnachweise"),
    ("data/sitzungen", "Sitzungen"),
    ("templates", "eigene Vorlagen"),
    ("sozialraumbericht.toml", "Einstellungen"),
];

/// `massnahmen` is what the office calls them.
pub(super) fn eingaben(dateien: &[Datei<'_>], massnahmen: &str) -> Vec<Eingabezeile> {
    let mut zeilen = deliveries(dateien);
    for (ordner, inhalt) in ORDNER {
        let in_it: Vec<_> = dateien.iter().filter(|datei| is_in(datei.pfad, ordner)).collect();
        let inhalt = if inhalt == MASSNAHMEN { massnahmen } else { inhalt };
        zeilen.extend(line(ordner.to_owned(), inhalt, &in_it));
    }
    zeilen
}

fn is_in(pfad: &str, ordner: &str) -> bool {
    pfad.strip_prefix(ordner).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Deliveries by their folder, the newest folders each, the others together.
fn deliveries(dateien: &[Datei<'_>]) -> Vec<Eingabezeile> {
    const EINGANG: &str = "data/eingang";
    let all: Vec<_> = dateien.iter().filter(|datei| is_in(datei.pfad, EINGANG)).collect();
    let folder = |datei: &Datei<'_>| datei.pfad.rsplit_once('/').map_or(EINGANG, |(folder, _)| folder).to_owned();
    let mut folders: Vec<String> = all.iter().map(|datei| folder(datei)).collect();
    folders.sort();
    folders.dedup();
    let (older, newer) = folders.split_at(folders.len().saturating_sub(LIEFERORDNER));
    let mut zeilen = Vec::new();
    let rest: Vec<_> = all.iter().copied().filter(|datei| older.contains(&folder(datei))).collect();
    zeilen.extend(line(format!("{EINGANG}, frühere"), "Lieferungen der WJH", &rest));
    for name in newer {
        let in_it: Vec<_> = all.iter().copied().filter(|datei| folder(datei) == *name).collect();
        zeilen.extend(line(shortened(name), "Lieferung der WJH", &in_it));
    }
    zeilen
}

/// The last part of a long path.
fn shortened(path: &str) -> String {
    const LONGEST: usize = 48;
    let count = path.chars().count();
    if count <= LONGEST {
        path.to_owned()
    } else {
        format!("…{}", path.chars().skip(count - LONGEST).collect::<String>())
    }
}

fn line(datei: String, inhalt: &str, dateien: &[&Datei<'_>]) -> Option<Eingabezeile> {
    let first = dateien.first()?;
    let count = dateien.len();
    Some(Eingabezeile {
        datei,
        inhalt: inhalt.to_owned(),
        umfang: if count == 1 { "1 Datei".to_owned() } else { format!("{} Dateien", zahl::menge(count)) },
        sha256: if count == 1 { zahl::hash_kurz(first.sha256) } else { zahl::hash_kurz(&of_all(dateien)) },
    })
}

/// The hash over the hashes of files in the order of their names.
fn of_all(dateien: &[&Datei<'_>]) -> String {
    let mut sorted = dateien.to_vec();
    sorted.sort_by_key(|datei| datei.pfad);
    let hashes: Vec<_> = sorted.iter().map(|datei| datei.sha256).collect();
    sha256(hashes.join("\n").as_bytes())
}

/// "1,4 MB".
pub(super) fn groesse(bytes: u64) -> String {
    let megabytes = Decimal::from(bytes) / Decimal::from(1_000_000);
    if megabytes < Decimal::new(5, 2) {
        return format!("{}{NARROW}kB", zahl::zahl(Decimal::from(bytes) / Decimal::from(1000), 1));
    }
    format!("{}{NARROW}MB", zahl::zahl(megabytes, 1))
}

/// What two kinds share a line as.
const UEBERSICHTEN: &str = "Angebots- und Beschlussübersichten";

/// Kinds of files, in the order of the page.
const ARTEN: [(&str, &str); 14] = [
    ("budgetuebersicht", "Budgetübersichten"),
    ("quartalsdaten", "Quartalsdaten"),
    ("evaluation", "Evaluationen"),
    ("jha-bericht", "Bericht an den Ausschuss"),
    ("angebote", UEBERSICHTEN),
    ("beschluesse", UEBERSICHTEN),
    ("steuerungsbericht", "Jahresbericht"),
    ("anlage", "ausgefüllte Anlagen"),
    ("formular", "Vordrucke"),
    ("einladung", "Einladungen"),
    ("protokoll", "Protokolle und Vordrucke dafür"),
    ("kennzahlen-oeffentlich", "Zahlen für die Öffentlichkeit"),
    ("kennzahlen", "Zahlen für das Amt"),
    ("index", "Übersichtsseite"),
];

fn art(pfad: &str) -> usize {
    let name = pfad.rsplit('/').next().unwrap_or(pfad);
    if pfad.starts_with("formulare/") {
        return ARTEN.iter().position(|(key, _)| *key == "formular").unwrap_or(ARTEN.len());
    }
    let kind = ARTEN.iter().find(|(key, _)| name.starts_with(key));
    // Kinds of one name share a line.
    kind.and_then(|(_, name)| ARTEN.iter().position(|(_, other)| other == name)).unwrap_or(ARTEN.len())
}

pub(super) fn ausgaben(dateien: &[Datei<'_>]) -> Vec<Ausgabezeile> {
    (0..=ARTEN.len())
        .filter_map(|which| {
            let of: Vec<_> = dateien.iter().filter(|datei| art(datei.pfad) == which).collect();
            let first = of.first()?;
            let bytes: u64 = of.iter().filter_map(|datei| datei.groesse).sum();
            let is_pdf = of.iter().all(|datei| datei.pfad.ends_with(".pdf"));
            let zielgruppe = of.iter().map(|datei| circle(datei.pfad)).min();
            Some(Ausgabezeile {
                dokument: ARTEN.get(which).map_or("weitere Dateien", |(_, name)| name).to_owned(),
                anzahl: zahl::menge(of.len()),
                zielgruppe: zielgruppe.unwrap_or(Zielgruppe::Intern).label(),
                norm: if is_pdf { "PDF/A-3a, PDF/UA-1" } else { zahl::NICHTS },
                groesse: groesse(bytes),
                sha256: if of.len() == 1 { zahl::hash_kurz(first.sha256) } else { zahl::hash_kurz(&of_all(&of)) },
            })
        })
        .collect()
}

/// Who may get a file.
fn circle(pfad: &str) -> Zielgruppe {
    if pfad.starts_with("sitzungen/") { zielgruppe_of(pfad) } else { uebersicht::zielgruppe(pfad) }
}

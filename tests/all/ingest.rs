//! Deliveries of every layout and format, against what was written into them on purpose.
//!
//! The files in `tests/lieferungen/wahrheit` were made together with the deliveries; they say, independently of this
//! program, what each file holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde::Deserialize;
use sozialraumbericht::domain::export::Exportlayout;
use sozialraumbericht::domain::lieferung::{Lieferung, Zeilen};
use sozialraumbericht::domain::zeilen::{Buchung, Buchungsart, Fall};
use sozialraumbericht::domain::{Betrag, Quartal, Stammdaten};
use sozialraumbericht::finding::{Befund, Schwere};
use sozialraumbericht::ingest::oeffner::Oeffner;
use sozialraumbericht::ingest::{AktenzeichenKey, parse_layout};
use sozialraumbericht::rules::{Pruefergebnis, pruefen};

include!("../stammdaten/laden.rs");

#[derive(Debug, Deserialize)]
struct Wahrheit {
    datei: String,
    amt: String,
    art: String,
    quartal: String,
    layout: String,
    zeitraum_von: String,
    zeitraum_bis: String,
    kumulativ: bool,
    teil: Option<u32>,
    erwartung: String,
    datensaetze_ohne_doppelte: usize,
    kontrollsummen: BTreeMap<String, serde_json::Value>,
    summen: Vec<serde_json::Value>,
    spalten: BTreeMap<String, BTreeMap<String, String>>,
    maengel: Vec<WahrerMangel>,
}

#[derive(Debug, Deserialize)]
struct WahrerMangel {
    blatt: String,
    zelle: String,
    art: String,
    schwere: String,
}

static LAYOUTS: LazyLock<Vec<Exportlayout>> = LazyLock::new(|| {
    let mut paths: Vec<PathBuf> = fs::read_dir(crate::arbeitsbereich::root().join("data/stammdaten/export"))
        .expect("the layouts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: &PathBuf| parse_layout(&fs::read_to_string(path).expect("a file"));
    paths.iter().map(|path| read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
});

static STAMMDATEN: LazyLock<BTreeMap<&'static str, Stammdaten>> = LazyLock::new(|| {
    ["verden", "norderstedt", "bezirk"]
        .into_iter()
        .map(|amt| {
            let path = crate::arbeitsbereich::root().join(format!("tests/stammdaten/{amt}.json"));
            (amt, stammdaten_from_json(&fs::read_to_string(path).expect("master data")))
        })
        .collect()
});

fn wahrheiten() -> Vec<Wahrheit> {
    let folder = fs::read_dir(crate::arbeitsbereich::root().join("tests/lieferungen/wahrheit")).expect("the truth");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("the truth");
    paths.iter().map(read).collect()
}

fn check(datei: &str, amt: &str) -> Pruefergebnis {
    let key = AktenzeichenKey::from_bytes([42; 32]);
    pruefen(
        &crate::arbeitsbereich::root().join(datei),
        None,
        &LAYOUTS,
        &STAMMDATEN[amt],
        &key,
        &Oeffner::im_programm(),
        None,
    )
}

fn accepted() -> impl Iterator<Item = (Wahrheit, Lieferung, Vec<Befund>)> {
    wahrheiten().into_iter().filter(|wahrheit| wahrheit.erwartung != "abgelehnt").map(|wahrheit| {
        let ergebnis = check(&wahrheit.datei, &wahrheit.amt);
        let errors: Vec<&Befund> = ergebnis.befunde.iter().filter(|befund| befund.schwere == Schwere::Fehler).collect();
        assert!(errors.is_empty(), "{}: {:#?}", wahrheit.datei, &errors[..errors.len().min(5)]);
        let lieferung = ergebnis.lieferung.unwrap_or_else(|| panic!("{} was refused", wahrheit.datei));
        (wahrheit, lieferung, ergebnis.befunde)
    })
}

fn bookings(lieferung: &Lieferung) -> &[Buchung] {
    match &lieferung.zeilen {
        Zeilen::Kosten(rows) => rows,
        Zeilen::Faelle(_) => panic!("{} holds cases", lieferung.datei),
    }
}

fn cases(lieferung: &Lieferung) -> &[Fall] {
    match &lieferung.zeilen {
        Zeilen::Faelle(rows) => rows,
        Zeilen::Kosten(_) => panic!("{} holds bookings", lieferung.datei),
    }
}

#[test]
fn every_file_is_recognised_with_its_period_and_columns() {
    // The truth names some fields otherwise.
    let names: BTreeMap<&str, &str> = [
        ("beleg", "belegnummer"),
        ("pos", "position"),
        ("datum", "buchungsdatum"),
        ("sachkonto", "konto"),
        ("az", "aktenzeichen"),
        ("von", "leistung_von"),
        ("bis", "leistung_bis"),
        ("monat", "leistungsmonat"),
        ("geb", "geburtsdatum"),
        ("gebjahr", "geburtsjahr"),
    ]
    .into_iter()
    .collect();
    for (wahrheit, lieferung, _) in accepted() {
        let datei = &wahrheit.datei;
        assert_eq!(lieferung.layout, wahrheit.layout, "{datei}");
        assert_eq!(lieferung.art().as_str(), wahrheit.art, "{datei}");
        assert_eq!(lieferung.quartal.to_string(), wahrheit.quartal, "{datei}");
        assert_eq!(lieferung.von.to_string(), wahrheit.zeitraum_von, "{datei}");
        assert_eq!(lieferung.bis.to_string(), wahrheit.zeitraum_bis, "{datei}");
        assert_eq!(lieferung.kumulativ, wahrheit.kumulativ, "{datei}");
        assert_eq!(lieferung.teil.map(|teil| teil.nummer), wahrheit.teil, "{datei}");
        assert_eq!(lieferung.sha256.len(), 64, "{datei}");
        for (blatt, columns) in &wahrheit.spalten {
            let blatt = if datei.ends_with(".csv") { "" } else { blatt };
            let found: BTreeMap<&str, &str> = lieferung
                .spalten
                .iter()
                .filter(|ort| ort.blatt == blatt)
                .map(|ort| (ort.feld.as_str(), ort.spalte.as_str()))
                .collect();
            for (feld, column) in columns {
                let feld = names.get(feld.as_str()).copied().unwrap_or(feld);
                let unread = ["name", "nr", "ort", "kontobez", "hhj", "sh"].contains(&feld);
                let expected = (!unread).then_some(column.as_str());
                assert_eq!(found.get(feld).copied(), expected, "{datei} {blatt} {feld}");
            }
        }
    }
}

#[test]
fn rows_and_control_sums_are_those_of_the_truth() {
    for (wahrheit, lieferung, _) in accepted() {
        let (datei, truth) = (&wahrheit.datei, &wahrheit.kontrollsummen);
        assert_eq!(lieferung.zeilen.len(), wahrheit.datensaetze_ohne_doppelte, "{datei}");
        let quartal = lieferung.quartal;
        if let Zeilen::Faelle(rows) = &lieferung.zeilen {
            let in_quarter = |day: chrono::NaiveDate| Quartal::of(day) == quartal;
            let bestand = rows
                .iter()
                .filter(|fall| fall.beginn <= quartal.ende() && fall.ende.is_none_or(|ende| ende > quartal.ende()));
            let count = |key: &str| usize::try_from(truth[key].as_u64().expect("a count")).expect("small");
            assert_eq!(bestand.count(), count("bestand_am_stichtag"), "{datei}");
            let begun = rows.iter().filter(|fall| in_quarter(fall.beginn)).count();
            assert_eq!(begun, count("begonnen_im_quartal"), "{datei}");
            let ended = rows.iter().filter(|fall| fall.ende.is_some_and(in_quarter)).count();
            assert_eq!(ended, count("beendet_im_quartal"), "{datei}");
            continue;
        }
        let rows = bookings(&lieferung);
        let sum = |wanted: &dyn Fn(&Buchung) -> bool| -> String {
            rows.iter().filter(|buchung| wanted(buchung)).map(|buchung| buchung.betrag).sum::<Betrag>().to_string()
        };
        let in_quarter = |buchung: &Buchung| Quartal::of(buchung.buchungsdatum) == quartal;
        let aufwand = |buchung: &Buchung| buchung.art == Buchungsart::Aufwand;
        for (key, found) in [
            ("aufwand", sum(&aufwand)),
            ("ertrag", sum(&|buchung| !aufwand(buchung))),
            ("davon_gwa", sum(&|buchung| buchung.massnahme.is_some())),
            ("aufwand_im_quartal", sum(&|buchung| aufwand(buchung) && in_quarter(buchung))),
            ("ertrag_im_quartal", sum(&|buchung| !aufwand(buchung) && in_quarter(buchung))),
            ("gwa_im_quartal", sum(&|buchung| buchung.massnahme.is_some() && in_quarter(buchung))),
        ] {
            assert_eq!(truth[key].as_str(), Some(found.as_str()), "{datei} {key}");
        }
    }
}

#[test]
fn totals_of_the_files_are_found_and_right() {
    for (wahrheit, lieferung, _) in accepted() {
        if wahrheit.art == "kosten" {
            assert_eq!(lieferung.summen.len(), wahrheit.summen.len(), "{}", wahrheit.datei);
            for (found, truth) in lieferung.summen.iter().zip(&wahrheit.summen) {
                assert_eq!(found.angegeben, found.gerechnet, "{}", wahrheit.datei);
                let cell = format!("{}{}", truth["spalte"].as_str().expect("a column"), truth["zeile"]);
                assert_eq!((found.blatt.as_str(), &found.zelle), (truth["blatt"].as_str().expect("a sheet"), &cell));
                assert_eq!(truth["wert"].as_str(), Some(found.angegeben.to_string().as_str()));
            }
        }
    }
}

/// Hints that are true of the sample deliveries and are no fault: exports hide rows and the column of names, and a Storno
/// often undoes a booking of an earlier quarter.
const HARMLOS: [&str; 3] = ["B004", "B005", "Q021"];

/// The rules that may answer to a fault of the truth.
fn rules_of(art: &str) -> &'static [&'static str] {
    match art {
        "text_im_betrag" => &["F001"],
        "bezugsfehler" => &["F002"],
        "unmoegliches_datum" => &["F007"],
        "unbekannter_sozialraum" => &["F009"],
        "uma_ohne_raum" => &["F010"],
        "ende_vor_beginn" => &["Z001"],
        "beginn_nach_stichtag" => &["Z002"],
        "buchung_ausserhalb_zeitraum" => &["Z003"],
        "summe_falsch" => &["Q001"],
        "doppelt_identisch" => &["Q003", "Q005"],
        "beleg_widerspruch" => &["Q004"],
        "pflichtspalte_fehlt" => &["K003"],
        other => panic!("no rule for {other}"),
    }
}

#[test]
fn every_fault_of_the_truth_is_found_at_its_cell_and_nothing_else() {
    let mut found_all = 0;
    let mut unexplained = Vec::new();
    for wahrheit in wahrheiten() {
        let ergebnis = check(&wahrheit.datei, &wahrheit.amt);
        let csv = wahrheit.datei.ends_with(".csv");
        assert_eq!(ergebnis.lieferung.is_none(), wahrheit.erwartung == "abgelehnt", "{}", wahrheit.datei);
        let mut explained = BTreeSet::new();
        for mangel in &wahrheit.maengel {
            let fits = |befund: &Befund| {
                let schwere = befund.schwere.label().to_lowercase() == mangel.schwere;
                schwere
                    && rules_of(&mangel.art).contains(&befund.regel.as_ref())
                    && befund.orte.iter().any(|ort| {
                        ort.zelle.as_deref() == Some(&mangel.zelle)
                            && ort.blatt.as_deref() == (!csv).then_some(mangel.blatt.as_str())
                    })
            };
            let place = ergebnis.befunde.iter().position(fits);
            let place = place.unwrap_or_else(|| panic!("{}: {mangel:?} not found", wahrheit.datei));
            explained.insert(place);
            found_all += 1;
        }
        let others = ergebnis.befunde.iter().enumerate().filter(|(place, _)| !explained.contains(place));
        let others =
            others.filter(|(_, befund)| befund.schwere != Schwere::Hinweis || !HARMLOS.contains(&&*befund.regel));
        unexplained.extend(others.map(|(_, befund)| {
            format!("{}: {} {:?} {}", wahrheit.datei, befund.regel, befund.orte.first(), befund.gelesen)
        }));
    }
    assert!(
        unexplained.is_empty(),
        "{} more:\n{}",
        unexplained.len(),
        unexplained[..unexplained.len().min(40)].join("\n")
    );
    assert!(found_all > 60, "{found_all}");
}

#[test]
fn other_layouts_give_the_same_bookings_and_cases() {
    let read = |datei: &str| check(datei, "verden").lieferung.unwrap_or_else(|| panic!("{datei} was refused"));
    let first = read("data/eingang/2026-Q1/Kosten- und Einnahmeaufstellung Stand 31.03.2026.xlsx");
    let first_cases = read("data/eingang/2026-Q1/Fallübersicht Stand 31.03.2026.xlsx");
    let booking = |buchung: &Buchung| {
        format!(
            "{} {} {} {} {:?} {:?} {:?} {:?} {:?} {}",
            buchung.beleg,
            buchung.position,
            buchung.buchungsdatum,
            buchung.betrag,
            buchung.art,
            buchung.hilfeart,
            buchung.massnahme,
            buchung.leistung_von,
            buchung.leistung_bis,
            buchung.konto
        )
    };
    let case = |fall: &Fall| {
        format!(
            "{} {} {} {} {:?} {:?} {} {}",
            fall.fall, fall.hilfeart, fall.raum, fall.beginn, fall.ende, fall.geburtsjahr, fall.uma, fall.erstattung
        )
    };
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    let folder = "tests/lieferungen/weitere-layouts";
    for other in ["2026-Q1-okjus/OKJUS_Zahlungen_20260331.xlsx", "2026-Q1-ods/Buchungen 2026 Q1.ods"] {
        let second = read(&format!("{folder}/{other}"));
        let lines = |lieferung: &Lieferung| sorted(bookings(lieferung).iter().map(booking).collect());
        assert_eq!(lines(&first), lines(&second), "{other}");
        let raeume = |lieferung: &Lieferung| -> BTreeMap<(String, u32), Option<String>> {
            let raum = |buchung: &Buchung| buchung.raum.as_ref().map(ToString::to_string);
            bookings(lieferung).iter().map(|row| ((row.beleg.clone(), row.position), raum(row))).collect()
        };
        let (ours, theirs) = (raeume(&first), raeume(&second));
        for (key, raum) in &ours {
            // A PLZ names no Region, so the cell is empty there.
            let region = matches!(raum.as_deref(), Some("nord" | "sued"));
            assert!(
                raum == &theirs[key] || (region && theirs[key].is_none()),
                "{other} {key:?} {raum:?} {:?}",
                theirs[key]
            );
        }
    }
    for other in ["2026-Q1-okjus/OKJUS_Hilfen_20260331.xlsx", "2026-Q1-ods/Hilfefälle 2026 Q1.ods"] {
        let second = read(&format!("{folder}/{other}"));
        let lines = |lieferung: &Lieferung| sorted(cases(lieferung).iter().map(case).collect());
        assert_eq!(lines(&first_cases), lines(&second), "{other}");
    }
}

#[test]
fn no_name_leaves_the_reader() {
    for wahrheit in wahrheiten() {
        let ergebnis = check(&wahrheit.datei, &wahrheit.amt);
        let shown = format!("{ergebnis:?}");
        assert!(!shown.to_lowercase().contains("zzkanari"), "{}", wahrheit.datei);
        assert!(!shown.contains("51.2.0"), "{} shows an Aktenzeichen", wahrheit.datei);
    }
}

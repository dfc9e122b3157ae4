use super::*;
use crate::domain::lieferung::{Teil, Zeilen};
use crate::domain::zeilen::{Buchung, Buchungsart, Herkunftszeile};
use crate::domain::{Betrag, RaumId};
use crate::finding::{Ort, Schwere};

fn eintrag(id: i64, teil: Option<(u32, u32)>) -> Eintrag {
    Eintrag {
        id,
        ergebnis: Ergebnis::Angenommen,
        datei: format!("{id}.xlsx"),
        sha256: String::new(),
        art: Some(Lieferart::Kosten),
        quartal: None,
        version: Some(1),
        teil: teil.map(|(nummer, von)| Teil { nummer, von }),
        layout: None,
        spanne: None,
        kumulativ: false,
        zeilen: 0,
        bestand_datei: None,
        bestand_sha256: None,
        spalten: Vec::new(),
        eingelesen_am: NaiveDate::MIN,
        befunde: 0,
    }
}

fn ids(geltend: &Geltend) -> Vec<i64> {
    geltend.eintraege.iter().map(|eintrag| eintrag.id).collect()
}

#[test]
fn the_newest_whole_delivery_counts_alone() {
    let geltend = counting(vec![eintrag(1, None), eintrag(2, Some((1, 2))), eintrag(3, None)]);
    assert_eq!((ids(&geltend), geltend.fehlende_teile), (vec![3], vec![]));
    assert!(counting(Vec::new()).eintraege.is_empty());
}

#[test]
fn parts_complete_each_other_and_a_new_version_replaces_its_part() {
    let parts = vec![eintrag(1, None), eintrag(2, Some((2, 2))), eintrag(3, Some((1, 2))), eintrag(4, Some((2, 2)))];
    let geltend = counting(parts);
    assert_eq!((ids(&geltend), geltend.fehlende_teile), (vec![3, 4], vec![]));
}

#[test]
fn a_missing_part_is_named() {
    let geltend = counting(vec![eintrag(1, Some((1, 3))), eintrag(2, Some((3, 3)))]);
    assert_eq!((ids(&geltend), geltend.fehlende_teile), (vec![1, 2], vec![2]));
}

fn lieferung(sha256: &str) -> Lieferung {
    let buchung = Buchung {
        herkunft: Herkunftszeile { blatt: "Kosten".to_owned(), zeile: 2 },
        beleg: "2026000001".to_owned(),
        position: 1,
        buchungsdatum: "2026-02-03".parse().expect("a day"),
        betrag: Betrag::from_cents(-12_345),
        art: Buchungsart::Ertrag,
        konto: "363350.321110".to_owned(),
        hilfeart: Some("31".into()),
        massnahme: None,
        raum: Some(RaumId::from("achim")),
        fall: Some("00ff".to_owned()),
        leistung_von: None,
        leistung_bis: None,
    };
    Lieferung {
        datei: "Kosten.xlsx".to_owned(),
        sha256: sha256.to_owned(),
        layout: "sauber".to_owned(),
        quartal: "2026-Q1".parse().expect("a quarter"),
        von: "2026-01-01".parse().expect("a day"),
        bis: "2026-03-31".parse().expect("a day"),
        kumulativ: false,
        teil: None,
        zeilen: Zeilen::Kosten(vec![buchung]),
        spalten: Vec::new(),
        summen: Vec::new(),
    }
}

fn warnung() -> Befund {
    Befund {
        regel: "F009".into(),
        schwere: Schwere::Warnung,
        orte: vec![Ort { blatt: Some("Kosten".to_owned()), zelle: Some("J2".to_owned()) }],
        gelesen: "„Langwedel (SH)“".to_owned(),
        erwartet: "ein bekannter Raum".to_owned(),
        abhilfe: "nachsehen".to_owned(),
    }
}

#[test]
fn a_delivery_its_findings_and_a_run_come_back_from_a_reopened_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let heute = "2026-04-20".parse().expect("a day");
    let taken = {
        let mut bestand = Bestand::open(folder.path()).expect("a store");
        bestand.refuse("kaputt.xls", "aaaa", None, None, &[warnung()], heute).expect("noted");
        let run = [Ausgabe { pfad: "2026-Q1/x.pdf".to_owned(), sha256: "ff".to_owned(), groesse: 3 }];
        bestand.note_run("2026-Q1", heute, "hash", "Achtung", &run).expect("noted");
        bestand.take_in(&lieferung("bbbb"), &[warnung()], heute).expect("taken in")
    };
    let bestand = Bestand::open(folder.path()).expect("the store");
    let again = bestand.eintrag_by_hash("bbbb").expect("read").expect("a line");
    assert_eq!((again.id, again.version, again.zeilen, again.befunde), (taken.id, Some(1), 1, 1));
    assert_eq!(bestand.befunde(&again).expect("findings"), [warnung()]);
    assert_eq!(bestand.eintraege().expect("lines").len(), 2);
    let run = bestand.last_run("2026-Q1").expect("read").expect("a run");
    assert_eq!((run.eingaben.as_str(), run.zu_sehen.as_str(), run.ausgaben[0].groesse), ("hash", "Achtung", 3));
    assert!(bestand.rows_path(&again).is_some_and(|path| path.is_file()));
}

#[test]
fn a_second_version_gets_the_next_number_and_the_same_rows_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let heute = "2026-04-20".parse().expect("a day");
    let mut bestand = Bestand::open(folder.path()).expect("a store");
    let first = bestand.take_in(&lieferung("bbbb"), &[], heute).expect("taken in");
    let second = bestand.take_in(&lieferung("cccc"), &[], heute).expect("taken in");
    assert_eq!((first.version, second.version), (Some(1), Some(2)));
    assert_eq!(first.bestand_sha256, second.bestand_sha256);
    let geltend = bestand.geltend(Lieferart::Kosten, second.quartal.expect("a quarter")).expect("read");
    assert_eq!(ids(&geltend), [second.id]);
}

#[cfg(unix)]
#[test]
fn the_store_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bestand");
    let _bestand = Bestand::open(&path).expect("a store");
    assert_eq!(fs::metadata(&path).expect("a folder").permissions().mode() & 0o777, 0o700);
}

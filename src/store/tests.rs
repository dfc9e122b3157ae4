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
        roh_datei: None,
        vorgabe: None,
        summe: None,
        geloescht_am: None,
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

const ROH: Rohdatei<'static> = Rohdatei { bytes: b"so geliefert", vorgabe: None };

/// Notes a run from these deliveries that reported one figure.
fn note(bestand: &mut Bestand, quellen: &[&str], ist: &str, ausgaben: &[Ausgabe]) {
    let notiz = Laufnotiz {
        befehl: Befehlsart::Lauf,
        zeitraum: "2026-Q1",
        heute: "2026-04-20".parse().expect("a day"),
        eingaben: "hash",
        zu_sehen: "Achtung",
        quellen: &quellen.iter().map(|sha256| (*sha256).to_owned()).collect::<Vec<_>>(),
        kennzahlen: &[("ist".to_owned(), ist.to_owned())].into(),
        ausgaben,
        veroeffentlicht: &[],
    };
    bestand.note_run(&notiz).expect("noted");
}

#[test]
fn a_delivery_its_findings_and_a_run_come_back_from_a_reopened_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let heute = "2026-04-20".parse().expect("a day");
    let taken = {
        let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
        let kaputt = Abgelehnt { datei: "kaputt.xls", sha256: "aaaa", art: None, quartal: None, roh: None };
        bestand.refuse(&kaputt, &[warnung()], heute).expect("noted");
        let run = [Ausgabe { pfad: "2026-Q1/x.pdf".to_owned(), sha256: "ff".to_owned(), groesse: 3 }];
        note(&mut bestand, &["bbbb"], "1.00", &run);
        bestand.take_in(&lieferung("bbbb"), &ROH, &[warnung()], heute).expect("taken in")
    };
    let bestand = Bestand::open(folder.path(), Warten::default()).expect("the store");
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
    let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
    let first = bestand.take_in(&lieferung("bbbb"), &ROH, &[], heute).expect("taken in");
    let second = bestand.take_in(&lieferung("cccc"), &ROH, &[], heute).expect("taken in");
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
    let _bestand = Bestand::open(&path, Warten::default()).expect("a store");
    assert_eq!(fs::metadata(&path).expect("a folder").permissions().mode() & 0o777, 0o700);
}

#[test]
fn the_version_before_is_the_last_report_from_other_deliveries() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
    note(&mut bestand, &["aaaa"], "1.00", &[]);
    note(&mut bestand, &["bbbb"], "2.00", &[]);
    note(&mut bestand, &["bbbb"], "2.00", &[]);
    let before = |quellen: &[&str]| {
        let quellen: Vec<_> = quellen.iter().map(|sha256| (*sha256).to_owned()).collect();
        bestand.reported_before("2026-Q1", &quellen).expect("read").map(|berichtet| berichtet.kennzahlen["ist"].clone())
    };
    assert_eq!(before(&["bbbb"]).as_deref(), Some("1.00"));
    assert_eq!(before(&["cccc"]).as_deref(), Some("2.00"));
    assert!(bestand.reported_before("2026-Q2", &[]).expect("read").is_none());
}

#[test]
fn damage_is_named_and_the_rows_come_back_byte_by_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
    let heute = "2026-04-20".parse().expect("a day");
    let lieferung = lieferung(&sha256(ROH.bytes));
    let eintrag = bestand.take_in(&lieferung, &ROH, &[], heute).expect("taken in");
    assert_eq!(bestand.check().expect("checked"), []);
    let rows = bestand.rows_path(&eintrag).expect("a file");
    let whole = fs::read(&rows).expect("rows");
    fs::write(&rows, &whole[..whole.len() - 1]).expect("damaged");
    let raw = folder.path().join(eintrag.roh_datei.as_deref().expect("a raw file"));
    fs::write(&raw, "anders").expect("damaged");
    fs::write(folder.path().join("kosten/fremd.parquet"), "x").expect("a foreign file");
    let found: Vec<_> = bestand.check().expect("checked").into_iter().map(|mangel| mangel.datei).collect();
    let expected = [eintrag.bestand_datei.clone(), eintrag.roh_datei.clone(), Some("kosten/fremd.parquet".to_owned())];
    assert_eq!(found, expected.map(Option::unwrap_or_default));
    assert!(bestand.raw(&eintrag).is_none());
    assert_eq!(bestand.restore_rows(&eintrag, &lieferung).expect("rebuilt"), Neuaufbau::Wiederhergestellt);
    assert_eq!(fs::read(&rows).expect("rows"), whole);
}

#[test]
fn what_is_deleted_stays_deleted_and_the_bookings_lose_their_case() {
    let folder = tempfile::tempdir().expect("a folder");
    let heute = "2026-04-20".parse().expect("a day");
    let (eintrag, raw, rows) = {
        let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
        let eintrag = bestand.take_in(&lieferung(&sha256(ROH.bytes)), &ROH, &[], heute).expect("taken in");
        let raw = folder.path().join(eintrag.roh_datei.as_deref().expect("a raw file"));
        let rows = bestand.rows_path(&eintrag).expect("rows");
        assert!(bestand.deletable("2026-03-30".parse().expect("a day")).expect("read").is_empty());
        assert_eq!(bestand.deletable("2026-03-31".parse().expect("a day")).expect("read").len(), 1);
        let posten = Loeschposten { eintrag: eintrag.clone(), fallsummen: Vec::new() };
        bestand.delete(&posten, heute).expect("deleted");
        assert!(!raw.exists() && !rows.exists());
        (eintrag, raw, rows)
    };
    // A run that was cut off before the files went is finished when the store opens next.
    fs::create_dir_all(raw.parent().expect("a folder")).expect("a folder");
    fs::write(&raw, ROH.bytes).expect("back");
    fs::write(&rows, "x").expect("back");
    let bestand = Bestand::open(folder.path(), Warten::default()).expect("the store");
    assert!(!raw.exists() && !rows.exists());
    assert_eq!(bestand.check().expect("checked"), []);
    let again = bestand.eintrag_by_hash(&eintrag.sha256).expect("read").expect("a line");
    assert_eq!(again.geloescht_am, Some(heute));
    let (count, sum) = parquet::totals(&bestand.rows_path(&again).expect("rows")).expect("rows");
    assert_eq!((count, sum), (1, Some(Betrag::from_cents(-12_345))));
    let bytes = fs::read(bestand.rows_path(&again).expect("rows")).expect("rows");
    assert!(!bytes.windows(4).any(|window| window == b"00ff"), "the case's hash is gone");
}

#[test]
fn a_second_run_says_who_holds_the_store_and_temporary_files_of_a_dead_one_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let held = Bestand::open(folder.path(), Warten::default()).expect("a store");
    let error = Bestand::open(folder.path(), Warten { sekunden: 1 }).err().expect("held").to_string();
    assert!(error.contains(&format!("Prozess {}", std::process::id())) && error.contains("1 Sekunden"), "{error}");
    drop(held);
    fs::create_dir_all(folder.path().join("kosten")).expect("a folder");
    fs::write(folder.path().join("kosten/.neu-abc"), "halb").expect("left behind");
    let _bestand = Bestand::open(folder.path(), Warten::default()).expect("the store");
    assert!(!folder.path().join("kosten/.neu-abc").exists());
}

#[test]
fn a_ledger_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    {
        let connection = rusqlite::Connection::open(&path).expect("a ledger");
        connection
            .execute_batch(
                "CREATE TABLE lieferung (id INTEGER PRIMARY KEY AUTOINCREMENT, ergebnis TEXT NOT NULL, datei TEXT NOT NULL,
                 sha256 TEXT NOT NULL UNIQUE, art TEXT, quartal TEXT, version INTEGER, teil INTEGER, teile INTEGER, layout TEXT,
                 von TEXT, bis TEXT, kumulativ INTEGER NOT NULL DEFAULT 0, zeilen INTEGER NOT NULL DEFAULT 0, bestand_datei TEXT,
                 bestand_sha256 TEXT, spalten TEXT NOT NULL DEFAULT '[]', eingelesen_am TEXT NOT NULL);
                 INSERT INTO lieferung (ergebnis, datei, sha256, eingelesen_am) VALUES ('abgelehnt', 'a.csv', 'aa', '2026-04-20');",
            )
            .expect("the first schema");
    }
    let bestand = Bestand::open(folder.path(), Warten::default()).expect("the store");
    let line = bestand.eintrag_by_hash("aa").expect("read").expect("a line");
    assert_eq!((line.datei.as_str(), line.roh_datei, line.geloescht_am), ("a.csv", None, None));
}

#[test]
fn a_file_refused_again_keeps_its_number_and_its_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
    let kaputt = Abgelehnt { datei: "kaputt.xls", sha256: "aaaa", art: None, quartal: None, roh: None };
    let (first, later) = ("2026-04-20".parse().expect("a day"), "2026-04-21".parse().expect("a day"));
    bestand.refuse(&kaputt, &[warnung(), warnung()], first).expect("noted");
    let before = bestand.eintrag_by_hash("aaaa").expect("read").expect("a line");
    bestand.refuse(&kaputt, &[warnung()], later).expect("noted");
    let after = bestand.eintrag_by_hash("aaaa").expect("read").expect("a line");
    assert_eq!((after.id, after.eingelesen_am, after.befunde), (before.id, first, 1));
    let next = bestand.take_in(&lieferung("bbbb"), &ROH, &[], later).expect("taken in");
    assert_eq!(next.id, before.id + 1, "no number is used up");
}

// A store of the program before it knew mail: two steps of the ledger, no outbox.
#[test]
fn a_ledger_of_the_version_before_opens_and_gains_the_outbox() {
    let folder = tempfile::tempdir().expect("a folder");
    {
        let mut bestand = Bestand::open(folder.path(), Warten::default()).expect("a store");
        note(&mut bestand, &["aaaa"], "1.00", &[]);
    }
    let ledger = rusqlite::Connection::open(folder.path().join("ledger.sqlite")).expect("the ledger");
    let tables = |like: &str| -> Vec<String> {
        let mut statement = ledger.prepare("SELECT name FROM sqlite_master WHERE name LIKE ?1").expect("a query");
        statement.query_map([like], |row| row.get(0)).and_then(Iterator::collect).expect("names")
    };
    let of_mail = tables("post%");
    assert!(of_mail.contains(&"post".to_owned()), "{of_mail:?}");
    ledger
        .execute_batch("DROP TABLE IF EXISTS termin; DROP TABLE IF EXISTS post; PRAGMA user_version = 2;")
        .expect("a ledger of old");
    drop(ledger);
    let bestand = Bestand::open(folder.path(), Warten::default()).expect("the store");
    assert_eq!(bestand.post().expect("an outbox").len(), 0);
    assert!(bestand.reported_before("2026-Q1", &[]).expect("read").is_some(), "what was reported is still known");
    assert!(bestand.given_out(Zielgruppe::Oeffentlich).expect("read").is_empty());
}

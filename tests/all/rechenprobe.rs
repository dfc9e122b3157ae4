//! The Rechenprobe stops whatever is wrong: a printed number, a row of the store, a formula, an unfilled field.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use polars::prelude::*;
use serde_json::{Value, json};
use sozialraumbericht::domain::auswertung::Auswertung;
use sozialraumbericht::domain::gegenrechnung::Gegenrechnung;
use sozialraumbericht::domain::kennzahlen::Quote;
use sozialraumbericht::domain::reihe::Reihe;
use sozialraumbericht::domain::{Betrag, Stammdaten, Zielgruppe};
use sozialraumbericht::present::probe::{Freitexte, Geprueft, Probe, Proberegel, RUNDUNG, Stelle};
use sozialraumbericht::present::{Dokument, anlage, budgetuebersicht, evaluation};
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::{aggregate, workspace};

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE, root};
use crate::quartalsdaten::Amt;

/// The sample office with all figures twice and its documents.
struct Muster {
    workspace: Arbeitsbereich,
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    gegen: Gegenrechnung,
    dokumente: Vec<Dokument>,
}

fn muster() -> &'static Muster {
    static MUSTER: OnceLock<Muster> = OnceLock::new();
    MUSTER.get_or_init(|| {
        let workspace = Arbeitsbereich::verden();
        workspace.run(&["einlesen"]).expect("taken in");
        let Ok(office) = workspace::load(workspace.path()) else { panic!("the sample has findings") };
        let stammdaten = office.stammdaten;
        let bestand = open(workspace.path());
        let quartal = "2026-Q2".parse().expect("a quarter");
        let auswertung = aggregate::auswertung(&bestand, &stammdaten, quartal).expect("figures");
        let reihe = aggregate::reihe(&bestand, &stammdaten, quartal).expect("a series");
        let gegen = aggregate::gegenrechnung(&bestand, &stammdaten, quartal).expect("figures again");
        let dokumente = dokumente(&stammdaten, &auswertung);
        Muster { workspace, stammdaten, auswertung, reihe, gegen, dokumente }
    })
}

fn open(workspace: &Path) -> Bestand {
    Bestand::open(&workspace.join("data/bestand"), Warten::default()).expect("a store")
}

fn dokumente(stammdaten: &Stammdaten, auswertung: &Auswertung) -> Vec<Dokument> {
    let heute = HEUTE.parse().expect("a day");
    let mut list: Vec<_> = stammdaten
        .sozialraeume()
        .map(|raum| budgetuebersicht::raum(stammdaten, auswertung, &raum.id, "gwa", heute))
        .collect();
    for region in &stammdaten.regionen {
        list.push(budgetuebersicht::region(stammdaten, auswertung, &region.id, "gwa", heute));
    }
    list.push(budgetuebersicht::kreis(stammdaten, auswertung, "gwa", heute));
    list.push(evaluation::kreis(stammdaten, "2026-H1".parse().expect("a half-year"), heute));
    for massnahme in &stammdaten.massnahmen {
        list.extend(anlage::alle(stammdaten, massnahme, "2026-Q2", heute));
    }
    list
}

/// What the sample's records hold on purpose.
fn freitexte() -> Freitexte {
    Freitexte::collect(["{{name}}"])
}

fn check(dokumente: Vec<Dokument>, gegen: &Gegenrechnung) -> Result<Geprueft, String> {
    Geprueft::new(dokumente, gegen, &freitexte()).map_err(|error| error.to_string())
}

#[test]
fn every_document_of_the_sample_is_right() {
    let muster = muster();
    let geprueft = check(muster.dokumente.clone(), &muster.gegen).expect("right");
    // A document without a probe would be right in silence.
    for dokument in
        muster.dokumente.iter().filter(|one| !one.pfad.contains("anlage-1") && !one.pfad.contains("anlage-3"))
    {
        assert!(dokument.proben.len() >= 8, "{}: {} probes", dokument.pfad, dokument.proben.len());
    }
    assert!(geprueft.bilanz().gedruckt > 1_000, "{:?}", geprueft.bilanz());
}

#[test]
fn both_computations_agree_on_every_figure() {
    let muster = muster();
    let count = aggregate::compare(&muster.gegen, &muster.stammdaten, &muster.auswertung).expect("the same");
    assert!(count > 1_000, "{count} figures");
    let cells = aggregate::compare_reihe(&muster.gegen, &muster.stammdaten, &muster.reihe).expect("the same");
    assert!(cells > 5_000, "{cells} numbers");
}

/// What a wrong document is refused with.
fn refused(wrong: Dokument, gegen: &Gegenrechnung, place: &str) -> String {
    match check(vec![wrong], gegen) {
        Err(error) => error,
        Ok(_) => panic!("nobody notices: {place}"),
    }
}

/// The text with another last digit in its n-th number: five more, so that what only rounding parts is not met.
fn changed(text: &str, nummer: usize) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut ends = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        while digit(at + 1) || (matches!(bytes.get(at + 1), Some(b'.' | b',')) && digit(at + 2)) {
            at += 1;
        }
        ends.push(at);
        at += 1;
    }
    let end = *ends.get(nummer)?;
    let other = char::from(b'0' + (bytes[end] - b'0' + 5) % 10);
    Some(format!("{}{other}{}", &text[..end], &text[end + 1..]))
}

/// Which kind of rule a number has.
fn kind(regel: &Proberegel) -> usize {
    match regel {
        Proberegel::Kennzahl(_)
        | Proberegel::Verlauf { .. }
        | Proberegel::Zelle(_)
        | Proberegel::Zellquotient { .. }
        | Proberegel::Dauer { .. } => 0,
        Proberegel::Summe(teile) if teile.iter().all(|(faktor, _)| *faktor > 0) => 1,
        Proberegel::Summe(_) => 2,
        Proberegel::Produkt(..) => 3,
        Proberegel::Quotient { .. } => 4,
        Proberegel::Tausend(_) => 5,
    }
}

// Totals, differences, products, rates, roundings and figures, every third of all probes of all documents.
#[test]
fn a_changed_digit_of_any_printed_number_is_found_and_named() {
    let muster = muster();
    let mut tried = [0; 6];
    let probes =
        muster.dokumente.iter().flat_map(|dokument| dokument.proben.iter().map(move |probe| (dokument, probe)));
    for (dokument, probe) in probes.enumerate().filter(|(index, _)| index % 3 == 1).map(|(_, pair)| pair) {
        let mut wrong = dokument.clone();
        let text = wrong.daten.pointer_mut(&probe.stelle.pfad).expect("a text");
        let Some(other) = text.as_str().and_then(|text| changed(text, probe.stelle.nummer)) else { continue };
        *text = Value::from(other.clone());
        // Only this rule, so that no other one finds it.
        wrong.proben.retain(|one| one == probe || one.stelle != probe.stelle);
        let error = refused(wrong, &muster.gegen, &probe.wo);
        assert!(error.contains(&dokument.pfad), "{error}");
        assert!(
            error.contains(&format!("{}: gedruckt ist „{other}“, nachgerechnet ", probe.wo))
                || error.contains("weitere"),
            "{error}"
        );
        tried[kind(&probe.regel)] += 1;
    }
    assert!(tried.iter().all(|count| *count > 2), "{tried:?}");
}

/// Charts with an alt text, and where they stand.
fn charts<'a>(value: &'a Value, pfad: &str, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(fields) if fields.contains_key("alt") && fields.contains_key("art") => {
            found.push((pfad.to_owned(), value));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, value)| charts(value, &format!("{pfad}/{key}"), found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| charts(value, &format!("{pfad}/{index}"), found));
        }
        _ => {}
    }
}

/// Where labels with numbers stand in a chart; scales, names, years and hints are none.
fn labels(chart: &Value, pfad: &str, found: &mut Vec<String>) {
    const NONE: [&str; 11] =
        ["alt", "skala", "zeit", "jahre", "legende", "hinweis", "linie", "spalten", "titel", "name", "detail"];
    match chart {
        Value::String(text) if text.chars().any(|sign| sign.is_ascii_digit()) && !pfad.contains("/namen/") => {
            found.push(pfad.to_owned());
        }
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| !NONE.contains(&key.as_str()))
            .for_each(|(key, value)| labels(value, &format!("{pfad}/{key}"), found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| labels(value, &format!("{pfad}/{index}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_changed_number_of_a_chart_is_found_in_its_words_and_in_its_labels() {
    let muster = muster();
    let bestand = open(muster.workspace.path());
    let reports = Amt::of(&bestand, muster.stammdaten.clone(), "2026-Q2").of_run();
    let (mut said, mut drawn) = (0, 0);
    for report in &reports {
        check(vec![report.clone()], &muster.gegen).expect("right");
        let declared = report.proben.iter().filter(|probe| probe.stelle.pfad.ends_with("/alt"));
        for probe in declared.enumerate().filter(|(index, _)| index % 5 == 0).map(|(_, probe)| probe) {
            let mut wrong = report.clone();
            let text = wrong.daten.pointer_mut(&probe.stelle.pfad).expect("an alt text");
            let other = changed(text.as_str().expect("a text"), probe.stelle.nummer).expect("a number");
            *text = Value::from(other);
            let error = refused(wrong, &muster.gegen, &probe.wo);
            assert!(error.contains(&probe.wo) || error.contains("weitere"), "{error}");
            said += 1;
        }
        let mut found = Vec::new();
        charts(&report.daten, "", &mut found);
        for (pfad, chart) in found {
            let mut places = Vec::new();
            labels(chart, &pfad, &mut places);
            for place in places.iter().step_by(4) {
                let mut wrong = report.clone();
                let text = wrong.daten.pointer_mut(place).expect("a label");
                let other = text.as_str().expect("a text").replace(|sign: char| sign.is_ascii_digit(), "7");
                *text = Value::from(format!("987654 {other}"));
                let error = refused(wrong, &muster.gegen, place);
                assert!(error.contains("steht in der Abbildung und nicht in ihrem Alternativtext"), "{error}");
                drawn += 1;
            }
        }
    }
    assert!(said > 80 && drawn > 70, "{said} said, {drawn} drawn");
}

#[test]
fn a_formula_that_goes_wrong_is_found_with_table_row_column_and_both_values() {
    let muster = muster();
    type Tamper = fn(&mut Auswertung);
    let cases: [(Tamper, &str); 5] = [
        (
            |auswertung| {
                let line = auswertung.kennzahlen.budget.iter_mut().find(|line| line.raum == "achim").expect("a line");
                line.frei += line.gebunden;
            },
            "Tabelle Budget, Zeile Achim, Budget gwa, Spalte frei (budget.frei.achim.2026-Q2)",
        ),
        (
            |auswertung| {
                let line = auswertung.kennzahlen.budget.iter_mut().find(|line| line.raum == "oyten").expect("a line");
                line.hochrechnung_linear += Betrag::from_cents(1);
            },
            "Tabelle Budget, Zeile Oyten, Budget gwa, Spalte Hochrechnung linear",
        ),
        (
            |auswertung| {
                let line = auswertung.kennzahlen.faelle.iter_mut().find(|line| line.bestand > 3).expect("a line");
                line.monatsdurchschnitt = Quote(line.monatsdurchschnitt.0 + rust_decimal::Decimal::new(1, 6));
            },
            "Spalte Monatsdurchschnitt",
        ),
        (
            |auswertung| {
                let lines = &mut auswertung.kennzahlen.kosten;
                let line = lines.iter_mut().find(|line| !line.ertrag.is_zero()).expect("a line");
                line.zuschussbedarf = line.aufwand;
            },
            "Spalte Zuschussbedarf",
        ),
        (|auswertung| drop(auswertung.kennzahlen.faelle.pop()), "Kennzahl faelle."),
    ];
    for (tamper, place) in cases {
        let mut wrong = muster.auswertung.clone();
        tamper(&mut wrong);
        let error = aggregate::compare(&muster.gegen, &muster.stammdaten, &wrong).expect_err(place).to_string();
        assert!(error.contains(place), "{error}");
        assert!(error.contains("die Auswertung hat ") && error.contains(", die Gegenrechnung "), "{error}");
    }
    let mut reihe = muster.reihe.clone();
    let zahlen = reihe.quartale.values_mut().next().expect("a quarter");
    zahlen.besondere.values_mut().next().expect("a line").uma += 1;
    let error = aggregate::compare_reihe(&muster.gegen, &muster.stammdaten, &reihe).expect_err("umA").to_string();
    assert!(error.contains("umA im Bestand"), "{error}");
    let mut reihe = muster.reihe.clone();
    let zahlen = reihe.quartale.values_mut().next_back().expect("a quarter");
    zahlen.dauern.values_mut().next().expect("a line").median_doppelt += 1;
    assert!(aggregate::compare_reihe(&muster.gegen, &muster.stammdaten, &reihe).is_err());
}

// The document agrees with itself in every sum, and yet its Ist is not what the rows say.
#[test]
fn a_document_that_only_agrees_with_itself_is_found() {
    let muster = muster();
    let mut wrong = muster.auswertung.clone();
    for line in
        wrong.kennzahlen.budget.iter_mut().filter(|line| ["achim", "nord", "kreis"].contains(&line.raum.as_str()))
    {
        line.ist += Betrag::from_cents(100);
        line.frei += Betrag::from_cents(-100);
    }
    let heute = HEUTE.parse().expect("a day");
    let dokument = budgetuebersicht::raum(&muster.stammdaten, &wrong, &"achim".into(), "gwa", heute);
    let error = check(vec![dokument], &muster.gegen).expect_err("another Ist");
    assert!(error.contains("Gleichung auf Seite 1, ist: gedruckt ist „"), "{error}");
}

/// A workspace of its own with the sample's store.
fn kopie() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    crate::arbeitsbereich::copy(muster().workspace.path(), folder.path());
    folder
}

fn run(root: &Path, words: &[&str]) -> Result<sozialraumbericht::pipeline::Antwort, String> {
    let root = root.to_str().expect("a path");
    crate::arbeitsbereich::run(&[words, &["--arbeitsbereich", root, "--heute", HEUTE]].concat())
        .map_err(|error| error.to_string())
}

/// Rewrites the rows of one delivery of bookings.
fn rewrite(root: &Path, change: impl FnOnce(DataFrame) -> DataFrame) -> PathBuf {
    let folder = root.join("data/bestand/kosten");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let path = files.pop().expect("a delivery");
    let frame = ParquetReader::new(fs::File::open(&path).expect("a file")).finish().expect("rows");
    let mut frame = change(frame);
    let file = fs::File::create(&path).expect("a file");
    ParquetWriter::new(file).with_compression(ParquetCompression::Uncompressed).finish(&mut frame).expect("written");
    path
}

/// One cent more in the first row.
fn one_cent_more(frame: DataFrame) -> DataFrame {
    let rows = frame.height();
    let cents: Vec<i128> = frame
        .column("betrag")
        .expect("amounts")
        .decimal()
        .expect("amounts")
        .physical()
        .iter()
        .map(Option::unwrap_or_default)
        .collect();
    let changed = (0..rows).map(|row| cents[row] + i128::from(row == 0));
    let column = Int128Chunked::from_iter_values("betrag".into(), changed).into_decimal(18, 2).expect("amounts");
    let mut frame = frame;
    frame.with_column(column.into_column()).expect("a column");
    frame
}

fn note_new_hash(root: &Path, path: &Path) {
    let sha256 = sozialraumbericht::domain::pruefsumme::sha256(&fs::read(path).expect("rows"));
    let name = format!("kosten/{}", path.file_name().expect("a name").to_string_lossy());
    let ledger = rusqlite::Connection::open(root.join("data/bestand/ledger.sqlite")).expect("a ledger");
    let lines = ledger
        .execute("UPDATE lieferung SET bestand_sha256 = ?1 WHERE bestand_datei = ?2", [&sha256, &name])
        .expect("noted");
    assert_eq!(lines, 1);
}

#[test]
fn a_changed_row_of_the_store_stops_the_run_and_is_put_right() {
    let copy = kopie();
    rewrite(copy.path(), one_cent_more);
    for words in [&["lauf"][..], &["bericht", "budget"], &["kennzahlen"]] {
        let error = run(copy.path(), words).expect_err("a changed row");
        assert!(error.contains("sind nicht die, die aufgenommen wurden: ") && error.contains("SHA-256"), "{error}");
        assert!(error.contains("bestand pruefen") && error.contains("bestand neu"), "{error}");
    }
    assert!(!copy.path().join("reports").exists(), "nothing is written");
    run(copy.path(), &["bestand", "neu"]).expect("put right");
    run(copy.path(), &["kennzahlen"]).expect("figures");
}

#[test]
fn a_changed_row_whose_hash_was_changed_too_is_found_by_sum_and_number() {
    let copy = kopie();
    let path = rewrite(copy.path(), one_cent_more);
    note_new_hash(copy.path(), &path);
    let error = run(copy.path(), &["kennzahlen"]).expect_err("another sum");
    assert!(error.contains("Summe ") && error.contains("im Verzeichnis steht"), "{error}");
    let copy = kopie();
    let path = rewrite(copy.path(), |frame| frame.slice(1, frame.height()));
    note_new_hash(copy.path(), &path);
    let error = run(copy.path(), &["kennzahlen"]).expect_err("a row less");
    assert!(error.contains("Zeilen, im Verzeichnis stehen"), "{error}");
}

#[test]
fn what_retention_leaves_is_still_compared() {
    let copy = kopie();
    run(copy.path(), &["loeschen", "--bis", "2025-12-31", "--ja"]).expect("deleted");
    let bestand = open(copy.path());
    let muster = muster();
    for quartal in ["2025-Q4", "2026-Q2"].map(|quartal| quartal.parse().expect("a quarter")) {
        let auswertung = aggregate::auswertung(&bestand, &muster.stammdaten, quartal).expect("figures");
        let gegen = aggregate::gegenrechnung(&bestand, &muster.stammdaten, quartal).expect("figures again");
        aggregate::compare(&gegen, &muster.stammdaten, &auswertung).expect("the same");
        let reihe = aggregate::reihe(&bestand, &muster.stammdaten, quartal).expect("a series");
        aggregate::compare_reihe(&gegen, &muster.stammdaten, &reihe).expect("the same");
    }
}

fn dokument(daten: Value, proben: Vec<Probe>) -> Dokument {
    Dokument {
        template: "evaluation.typ",
        zielgruppe: Zielgruppe::Intern,
        pfad: "2026-Q2/probe.pdf".to_owned(),
        daten,
        anhang: json!({}),
        proben,
    }
}

// By hand: three thirds are 33,3 % each and 100 % together; 33,3 × 3 = 99,9.
#[test]
fn parts_that_only_rounding_parts_get_the_note_once() {
    let at = |row: usize, column: usize| Stelle::new(format!("/tabelle/zeilen/{row}/{column}"));
    let proben: Vec<_> = (0..3)
        .map(|row| Probe::new(format!("Zeile {row}"), at(row, 1), Proberegel::prozent(at(row, 0), at(3, 0))))
        .chain([Probe::new("Summe", at(3, 1), Proberegel::summe((0..3).map(|row| at(row, 1))))])
        .collect();
    let zeilen = json!([["7", "33,3"], ["7", "33,3"], ["7", "33,3"], ["21", "100,0"]]);
    let daten = json!({ "tabelle": { "zeilen": zeilen, "noten": ["Erste."] }, "zeichen": "–" });
    let geprueft =
        check(vec![dokument(daten.clone(), proben.clone())], &Gegenrechnung::default()).expect("only rounding");
    assert_eq!(geprueft.dokumente()[0].daten["tabelle"]["noten"], json!(["Erste.", RUNDUNG]));
    assert_eq!(geprueft.bilanz().gerundet, 1);
    // The same beside a total without places: 99,9 is printed as 100 there.
    let mut whole = daten.clone();
    whole["tabelle"]["zeilen"][3][1] = json!("100");
    let geprueft = check(vec![dokument(whole, proben.clone())], &Gegenrechnung::default()).expect("only rounding");
    assert_eq!(geprueft.bilanz().gerundet, 1);
    // Where the table has no notes, the line on signs carries it.
    let mut bare = daten.clone();
    bare["tabelle"].as_object_mut().expect("a table").remove("noten");
    let geprueft = check(vec![dokument(bare, proben.clone())], &Gegenrechnung::default()).expect("only rounding");
    assert_eq!(geprueft.dokumente()[0].daten["zeichen"], format!("– {RUNDUNG}"));
    let mut wrong = daten;
    wrong["tabelle"]["zeilen"][3][1] = json!("99,8");
    let error = check(vec![dokument(wrong, proben)], &Gegenrechnung::default()).expect_err("no rounding makes this");
    assert!(error.contains("Summe: gedruckt ist „99,8“, nachgerechnet 99,9"), "{error}");
}

#[test]
fn what_is_not_shown_is_not_recomputed_and_a_lost_place_is_told() {
    let at = |row: usize| Stelle::new(format!("/zeilen/{row}"));
    let sum = |daten| dokument(daten, vec![Probe::new("Summe", at(2), Proberegel::summe([at(0), at(1)]))]);
    let geprueft = check(vec![sum(json!({ "zeilen": [".", "5", "9"] }))], &Gegenrechnung::default()).expect("open");
    assert_eq!(geprueft.bilanz().gedruckt, 0);
    check(vec![sum(json!({ "zeilen": ["–", "5", "5"] }))], &Gegenrechnung::default()).expect("a dash is nothing");
    let lost = check(vec![sum(json!({ "zeilen": ["5", "5"] }))], &Gegenrechnung::default()).expect_err("a lost place");
    assert!(lost.contains("findet keinen Text") && lost.contains("/zeilen/2"), "{lost}");
    let unknown = dokument(
        json!({ "a": "5" }),
        vec![Probe::new("a", Stelle::new("/a"), Proberegel::Kennzahl("budget.x".to_owned()))],
    );
    assert!(
        check(vec![unknown], &Gegenrechnung::default())
            .expect_err("unknown")
            .contains("fehlt die Gegenrechnung: budget.x")
    );
}

#[test]
fn an_unfilled_field_stops_the_document() {
    for (daten, anhang) in [(json!({ "kopf": ["Stand {{stand}}"] }), json!({})), (json!({}), json!({ "wert": "NaN" }))]
    {
        let mut wrong = dokument(daten, Vec::new());
        wrong.anhang = anhang;
        let error = check(vec![wrong], &Gegenrechnung::default()).expect_err("an unfilled field");
        assert!(error.contains("2026-Q2/probe.pdf") && error.contains("nicht ausgefüllt: „"), "{error}");
    }
}

// What the sample's records hold on purpose is printed; what a template leaves is not.
#[test]
fn an_unfilled_field_of_a_template_stops_the_run() {
    let copy = kopie();
    run(copy.path(), &["anlage", "1", "--massnahme", "GWA-2024-09"]).expect("written as recorded");
    let template = fs::read_to_string(root().join("templates/anlage-1.typ")).expect("a template");
    fs::create_dir_all(copy.path().join("templates")).expect("a folder");
    fs::write(copy.path().join("templates/anlage-1.typ"), format!("{template}\n\nWir danken «Nachname».\n"))
        .expect("written");
    let error = run(copy.path(), &["anlage", "1", "--leer"]).expect_err("an unfilled field");
    assert!(error.contains("steht ein leeres Feld: „«Nachname»“"), "{error}");
}

#[test]
fn the_run_says_how_much_was_checked() {
    let copy = kopie();
    run(copy.path(), &["lauf"]).expect("a run");
    let lauf: Value =
        serde_json::from_slice(&fs::read(copy.path().join("reports/2026-Q2/lauf.json")).expect("a protocol"))
            .expect("JSON");
    assert!(lauf["rechenprobe"]["gedruckt"].as_u64().is_some_and(|count| count > 1_500), "{}", lauf["rechenprobe"]);
    assert!(lauf["rechenprobe"]["kennzahlen"].as_u64().is_some_and(|count| count > 6_000), "{}", lauf["rechenprobe"]);
}

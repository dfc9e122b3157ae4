use std::io::{Cursor, Read};

use super::*;
use crate::present::mappe::{Bedingung, Blatt, Glied, Rechnung, Spalte, Tabelle, Zelle};

fn mappe(zeilen: Vec<Vec<Zelle>>) -> Mappe {
    let spalten = ["Name [alt]", "Wert #1", "Summe"].map(|kopf| Spalte::new(kopf, 12)).to_vec();
    let tabelle = Tabelle { name: "Probe".to_owned(), spalten, zeilen, fest: 1 };
    let [titel, thema, amt] = ["=1+1", "Thema", "Amt & Söhne"].map(str::to_owned);
    let blaetter = vec![Blatt::new("Probe", "@Titel", vec!["-Hinweis".to_owned()], tabelle)];
    Mappe { titel, thema, amt, akzent: "#17466b".to_owned(), blaetter }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("XML");
    text
}

fn heute() -> NaiveDate {
    "2026-07-20".parse().expect("a day")
}

#[test]
fn what_looks_like_a_formula_stays_a_text() {
    let texts = ["=HYPERLINK(\"http://example.org\")", "+49 4231", "-1", "@SUM(A1)", "\t=1", "'=1"];
    let zeilen = texts.iter().map(|text| vec![Zelle::text(*text), Zelle::anzahl(1), Zelle::anzahl(1)]).collect();
    let bytes = kennzahlen(&mappe(zeilen), heute()).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    // Title, note and each text have the sign that keeps them texts when they are edited.
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""), "{styles}");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("=HYPERLINK(") && strings.contains("@SUM(A1)"), "{strings}");
}

#[test]
fn columns_with_special_signs_can_be_called() {
    let summe = Rechnung::Summe(vec![Glied::Plus(1), Glied::Minus(1)]);
    let mappe = mappe(vec![vec![Zelle::text("a"), Zelle::anzahl(5), Zelle::anzahl(0).durch(summe)]]);
    let tabelle = &mappe.blaetter[0].tabelle;
    let text = |rechnung: &Rechnung| formel::text(&mappe, tabelle, rechnung);
    assert_eq!(
        text(tabelle.zeilen[0][2].rechnung.as_ref().expect("a formula")),
        "Probe[[#This Row],[Wert '#1]]-Probe[[#This Row],[Wert '#1]]"
    );
    let wo = vec![(0, Bedingung::Spalte(0)), (0, Bedingung::Text("j\"a"))];
    assert_eq!(
        text(&Rechnung::Aus { tabelle: "Probe", spalte: 1, wo }),
        "SUMIFS(Probe[Wert '#1],Probe[Name '[alt']],Probe[[#This Row],[Name '[alt']]],Probe[Name '[alt']],\"j\"\"a\")"
    );
    assert_eq!(text(&Rechnung::Aus { tabelle: "Probe", spalte: 1, wo: Vec::new() }), "SUM(Probe[Wert '#1])");
}

#[test]
fn a_workbook_with_a_wrong_formula_is_not_written() {
    let wrong = Rechnung::Summe(vec![Glied::Plus(1), Glied::Plus(1)]);
    let mappe = mappe(vec![vec![Zelle::text("a"), Zelle::anzahl(5), Zelle::anzahl(11).durch(wrong)]]);
    let error = kennzahlen(&mappe, heute()).expect_err("a wrong sum").to_string();
    assert!(error.contains("Blatt „Probe“, Zeile 5, Spalte „Summe“: die Formel ergibt 10, da steht 11"), "{error}");
}

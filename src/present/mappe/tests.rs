//! Workbooks made by hand: formulas that do not hold, gaps of charts.

use rust_decimal::Decimal;

use super::modell::*;
use crate::domain::Betrag;
use crate::domain::kennzahlen::Quote;

fn tabelle(name: &str, zeilen: Vec<Vec<Zelle>>) -> Blatt {
    let spalten = (0..zeilen[0].len()).map(|index| Spalte::new(format!("Spalte {index}"), 10)).collect();
    Blatt::new(name, "Titel", Vec::new(), Tabelle { name: name.to_owned(), spalten, zeilen, fest: 1 })
}

fn mappe(blaetter: Vec<Blatt>) -> Mappe {
    let [titel, thema, amt] = ["Titel", "Thema", "Amt"].map(str::to_owned);
    Mappe { titel, thema, amt, akzent: "#17466b".to_owned(), blaetter }
}

fn cents(cents: i64) -> Zelle {
    Zelle::betrag(Betrag::from_cents(cents))
}

/// 100,00 € less 30,10 €, 30,10 / 100,00, and 30,10 € carried on from 181 to 365 days: 60,6989… by hand.
fn zeile() -> Vec<Zelle> {
    vec![
        Zelle::text("a"),
        cents(10_000),
        cents(3_010),
        cents(6_990).durch(Rechnung::Summe(vec![Glied::Plus(1), Glied::Minus(2)])),
        Zelle::anteil(Some(Quote(Decimal::new(301, 3)))).durch(Rechnung::Anteil(vec![2], 1)),
        cents(6_070).durch(Rechnung::Hochgerechnet { spalte: 2, ganzes: 365, teil: 181 }),
        cents(0).durch(Rechnung::NieUnterNull(2, 1)),
    ]
}

#[test]
fn formulas_that_hold_are_no_fault() {
    let wo = vec![(0, Bedingung::Spalte(0))];
    let summe = Rechnung::Aus { tabelle: "Teile", spalte: 1, wo };
    let summen = tabelle("Summen", vec![vec![Zelle::text("a"), cents(20_000).durch(summe)]]);
    let mappe = mappe(vec![tabelle("Teile", vec![zeile(), zeile()]), summen]);
    assert_eq!(mappe.widersprueche(), Vec::<String>::new());
}

#[test]
fn a_wrong_cent_is_named_with_its_place() {
    let mut wrong = zeile();
    wrong[3].wert = Wert::Betrag(Betrag::from_cents(6_991));
    let found = mappe(vec![tabelle("Teile", vec![zeile(), wrong])]).widersprueche();
    // Title, size of the table, headings, one row before it.
    assert_eq!(found, ["Blatt „Teile“, Zeile 5, Spalte „Spalte 3“: die Formel ergibt 69.90, da steht 69.91"]);
}

#[test]
fn no_formula_reaches_over_a_suppressed_cell() {
    let mut hidden = zeile();
    hidden[2] = Wert::Zeichen(".").into();
    let found = mappe(vec![tabelle("Teile", vec![hidden])]).widersprueche();
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].ends_with("in der 3. Spalte der Formel steht keine Zahl"), "{found:?}");
}

#[test]
fn a_share_of_nothing_is_x() {
    let part = |zelle: Zelle| {
        let zeile = vec![Zelle::text("a"), cents(0), cents(5), zelle.durch(Rechnung::Anteil(vec![2], 1))];
        mappe(vec![tabelle("Teile", vec![zeile])]).widersprueche().len()
    };
    assert_eq!(part(Zelle::anteil(None)), 0);
    assert_eq!(part(Zelle::anteil(Some(Quote(Decimal::ZERO)))), 1);
}

#[test]
fn an_empty_table_says_so() {
    let spalten = vec![Spalte::new("Name", 10), Spalte::new("Wert", 10)];
    let leer = Tabelle { name: "Leer".to_owned(), spalten, zeilen: Vec::new(), fest: 1 };
    let blatt = Blatt::new("Leer", "Titel", vec!["Quelle".to_owned()], leer);
    assert_eq!(blatt.tabelle.zeilen, [[Zelle::text("keine Einträge"), Wert::Leer.into()]]);
    assert_eq!(
        blatt.vorspann,
        ["Diese Tabelle hat 2 Spalten und 1 Zeile; ihre Überschriften stehen in Zeile 4.", "Quelle"]
    );
    assert_eq!(blatt.kopfzeile(), 3);
}

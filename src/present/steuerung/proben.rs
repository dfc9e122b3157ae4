//! What must hold between the numbers of the report.

use serde_json::Value;

use super::budget::Schluessel;
use crate::present::probe::zahlen::numbers;
use crate::present::probe::{Probe, Proben, Proberegel, Stelle};

/// The probes; `keys` are those of the figures in the tables of budgets.
pub(super) fn proben(daten: &Value, keys: &[Schluessel]) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    for (table, lines) in keys.iter().enumerate() {
        budget(&mut proben, table, lines);
    }
    kopf(&mut proben);
    liste(&mut proben);
    foerderjahre(&mut proben);
    wirkung(&mut proben);
    proben.finish()
}

const SPALTEN: [&str; 7] = ["ansatz", "verfuegbar", "bewilligt", "rest", "ist", "gebunden", "frei"];

fn budget(proben: &mut Proben<'_>, table: usize, keys: &Schluessel) {
    let base = format!("/budgets/{table}/zeilen");
    let rows = proben.len(&base);
    let rank = |proben: &Proben<'_>, row: usize| proben.text(&format!("{base}/{row}/rang")).to_owned();
    for row in 0..rows {
        let at = |column: &str| Stelle::new(format!("{base}/{row}/{column}"));
        let name = proben.text(&format!("{base}/{row}/name")).to_owned();
        let wo = |column: &str| format!("Tabelle „Budget“, Zeile {name}, Spalte {column}");
        for column in SPALTEN {
            if let Some(key) = keys.get(row).and_then(|keys| keys.get(column)) {
                proben.declare(wo(column), at(column), Proberegel::Kennzahl(key.clone()));
            }
        }
        let rest = Proberegel::differenz(at("verfuegbar"), at("bewilligt"));
        proben.declare(wo("nicht bewilligt"), at("rest"), rest);
        let frei = Proberegel::Summe(vec![(1, at("verfuegbar")), (-1, at("ist")), (-1, at("gebunden"))]);
        proben.declare(wo("frei"), at("frei"), frei);
        proben.declare(wo("Auslastung"), at("auslastung"), Proberegel::prozent(at("ist"), at("verfuegbar")));
    }
    // The total is made of the lines that stand for themselves and of the Regionen; a Region of its parts.
    for row in 0..rows {
        let parts: Vec<usize> = match rank(proben, row).as_str() {
            "summe" => (0..row).filter(|other| rank(proben, *other) != "teil").collect(),
            "gruppe" => (row + 1..rows).take_while(|other| rank(proben, *other) == "teil").collect(),
            _ => continue,
        };
        for column in SPALTEN {
            let parts = parts.iter().map(|part| Stelle::new(format!("{base}/{part}/{column}")));
            let wo = format!("Tabelle „Budget“, Summe, Spalte {column}");
            proben.declare(wo, Stelle::new(format!("{base}/{row}/{column}")), Proberegel::summe(parts));
        }
    }
}

/// The last lines of the tables in €, as the key figures sum them up.
fn totals(proben: &Proben<'_>, column: &str) -> Vec<Stelle> {
    (0..proben.len("/budgets"))
        .filter(|table| proben.text(&format!("/budgets/{table}/einheit")) == "€")
        .filter_map(|table| {
            let last = proben.len(&format!("/budgets/{table}/zeilen")).checked_sub(1)?;
            Some(Stelle::new(format!("/budgets/{table}/zeilen/{last}/{column}")))
        })
        .collect()
}

fn kopf(proben: &mut Proben<'_>) {
    let at = |figure: usize, part: &str| Stelle::new(format!("/kennzahlen/0/{figure}/{part}"));
    let figures = [
        ("verfügbar", at(1, "wert"), "verfuegbar"),
        ("Ansatz", at(1, "zusatz"), "ansatz"),
        ("bewilligt", at(2, "wert"), "bewilligt"),
    ];
    for (name, stelle, column) in figures {
        let parts = totals(proben, column);
        proben.declare(format!("Kennzahl {name}"), stelle, Proberegel::summe(parts));
    }
    proben.declare("Kennzahl bewilligt, Anteil", at(2, "zusatz"), Proberegel::prozent(at(2, "wert"), at(1, "wert")));
    if proben.text("/kennzahlen/0/3/name") == "ausgegeben" {
        for (stelle, column) in [(at(3, "wert"), "ist"), (at(3, "zusatz"), "frei")] {
            let parts = totals(proben, column);
            proben.declare(format!("Kennzahl {column}"), stelle, Proberegel::summe(parts));
        }
    } else {
        let rest = Proberegel::differenz(at(1, "wert"), at(2, "wert"));
        proben.declare("Kennzahl nicht bewilligt", at(3, "wert"), rest);
    }
    let granted = Stelle::new("/liste/summe/im_jahr");
    let years = Proberegel::summe([granted]);
    proben.declare("Förderjahr und Liste", Stelle::new("/foerderjahre/summe/bewilligt"), years);
    schlagzeile(proben);
    let goals = Stelle::new("/kennzahlen/1/0/wert");
    let reached = [0, 1].map(|degree| Stelle::new(format!("/wirkung/summe/grade/{degree}")));
    proben.declare("Kennzahl Ziele erreicht", goals.clone(), Proberegel::summe(reached));
    let known = (0..4).map(|degree| Stelle::new(format!("/wirkung/summe/grade/{degree}")));
    let whole = Stelle::number("/kennzahlen/1/0/wert", 1);
    proben.declare("Kennzahl Ziele mit Angabe", whole, Proberegel::summe(known));
}

/// The amount of the headline: the last number before its unit.
fn schlagzeile(proben: &mut Proben<'_>) {
    let titel = proben.text("/kopf/titel");
    let Some(end) = titel.find("\u{202f}€") else { return };
    let Some(nummer) = numbers(&titel[..end]).len().checked_sub(1) else { return };
    let granted = Stelle::new("/kennzahlen/0/2/wert");
    let regel = if titel.contains("über dem Budget") {
        Proberegel::differenz(granted, Stelle::new("/kennzahlen/0/1/wert"))
    } else {
        Proberegel::summe([granted])
    };
    proben.declare("Schlagzeile", Stelle::number("/kopf/titel", nummer), regel);
}

fn liste(proben: &mut Proben<'_>) {
    let rows = proben.len("/liste/zeilen");
    for column in ["zuwendung", "im_jahr", "eigenanteil"] {
        let parts = (0..rows).map(|row| Stelle::new(format!("/liste/zeilen/{row}/{column}")));
        // „x“ stands where there is no Eigenanteil.
        let parts: Vec<_> = parts.filter(|part| proben.is_number(part)).collect();
        let wo = format!("Liste, Summe, Spalte {column}");
        proben.declare(wo, Stelle::new(format!("/liste/summe/{column}")), Proberegel::summe(parts));
    }
    for row in 0..rows {
        let rechnung = format!("/liste/zeilen/{row}/eigenanteil_rechnung");
        let share =
            Proberegel::prozent(Stelle::new(format!("/liste/zeilen/{row}/eigenanteil")), Stelle::number(&rechnung, 1));
        proben.declare(format!("Liste, Zeile {}, Eigenanteil in Prozent", row + 1), Stelle::new(rechnung), share);
    }
}

fn foerderjahre(proben: &mut Proben<'_>) {
    let mut of_year: Vec<String> = Vec::new();
    for group in 0..proben.len("/foerderjahre/gruppen") {
        let base = format!("/foerderjahre/gruppen/{group}/zeilen");
        let rows = proben.len(&base);
        let flag = |proben: &Proben<'_>, row: usize, name: &str| proben.flag(&format!("{base}/{row}/{name}"));
        let years: Vec<usize> = (0..rows).filter(|row| !flag(proben, *row, "gesamt")).collect();
        let name = proben.text(&format!("/foerderjahre/gruppen/{group}/titel")).to_owned();
        for row in 0..rows {
            let at = |column: &str| Stelle::new(format!("{base}/{row}/{column}"));
            let wo = format!("Förderjahre, {name}, Zeile {}", row + 1);
            let difference = Proberegel::differenz(at("ausgezahlt"), at("zuwendung"));
            proben.declare(format!("{wo}, Unterschied"), at("unterschied"), difference);
            if flag(proben, row, "gesamt") {
                let of_years = |column: &str| -> Vec<Stelle> {
                    years.iter().map(|year| Stelle::new(format!("{base}/{year}/{column}"))).collect()
                };
                // A year whose Nachweis is missing is not in the settlement.
                let complete = of_years("belegt").iter().all(|part| proben.is_number(part));
                let columns: &[&str] = if complete { &["bewilligt", "ausgezahlt", "belegt"] } else { &["bewilligt"] };
                for column in columns {
                    let parts = of_years(column);
                    proben.declare(format!("{wo}, {column}"), at(column), Proberegel::summe(parts));
                }
            }
            if flag(proben, row, "im_jahr") {
                of_year.push(format!("{base}/{row}"));
            }
        }
    }
    for column in ["bewilligt", "ausgezahlt", "belegt", "zuwendung", "unterschied"] {
        let parts = of_year.iter().map(|row| Stelle::new(format!("{row}/{column}")));
        // „…“ does not count.
        let parts: Vec<_> = parts.filter(|part| proben.is_number(part)).collect();
        let wo = format!("Förderjahre, Summe, Spalte {column}");
        proben.declare(wo, Stelle::new(format!("/foerderjahre/summe/{column}")), Proberegel::summe(parts));
    }
}

fn wirkung(proben: &mut Proben<'_>) {
    let rows = proben.len("/wirkung/zeilen");
    let lines = (0..rows).map(|row| format!("/wirkung/zeilen/{row}")).chain(["/wirkung/summe".to_owned()]);
    for line in lines.collect::<Vec<_>>() {
        let parts =
            (0..proben.len(&format!("{line}/grade"))).map(|degree| Stelle::new(format!("{line}/grade/{degree}")));
        proben.declare("Wirkung, Ziele", Stelle::new(format!("{line}/ziele")), Proberegel::summe(parts));
    }
    let columns = (0..proben.len("/wirkung/summe/grade")).map(|degree| (format!("grade/{degree}"), 0));
    let columns =
        columns.chain([("ziele".to_owned(), 0), ("teilnehmende".to_owned(), 0), ("teilnehmende".to_owned(), 1)]);
    for (column, nummer) in columns.collect::<Vec<_>>() {
        let parts = (0..rows).map(|row| Stelle::number(format!("/wirkung/zeilen/{row}/{column}"), nummer));
        let parts: Vec<_> = parts.filter(|part| proben.is_number(part)).collect();
        let wo = format!("Wirkung, Summe, Spalte {column}");
        proben.declare(wo, Stelle::number(format!("/wirkung/summe/{column}"), nummer), Proberegel::summe(parts));
    }
}

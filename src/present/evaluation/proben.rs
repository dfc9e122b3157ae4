//! What must hold between the numbers of an Evaluation.

use serde_json::Value;

use crate::present::probe::zahlen::{Gedruckt, read};
use crate::present::probe::{Probe, Proben, Proberegel, Stelle};

/// The probes of a document.
pub(super) fn proben(daten: &Value) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    kennzahlen(&mut proben);
    bilanz(&mut proben);
    raeume(&mut proben);
    for gruppe in 0..proben.len("/gruppen") {
        for massnahme in 0..proben.len(&format!("/gruppen/{gruppe}/massnahmen")) {
            let pfad = format!("/gruppen/{gruppe}/massnahmen/{massnahme}");
            let name = proben.text(&format!("{pfad}/titel")).to_owned();
            ziele(&mut proben, &pfad, &name);
            let note = format!("{pfad}/noten/0");
            let days = Proberegel::prozent(Stelle::number(&note, 1), Stelle::number(&note, 2));
            proben.declare(format!("{name}, Anteil der Laufzeit"), Stelle::new(note), days);
            umfang(&mut proben, &pfad, &name);
            geld(&mut proben, &pfad, &name);
        }
    }
    proben.finish()
}

/// „12 von 15“ and what percentage that is.
fn kennzahlen(proben: &mut Proben<'_>) {
    for index in 0..proben.len("/kennzahlen") {
        let (wert, zusatz) = (format!("/kennzahlen/{index}/wert"), format!("/kennzahlen/{index}/zusatz"));
        let wo = format!("Kennzahlen auf Seite 1, {}", proben.text(&format!("/kennzahlen/{index}/name")));
        if proben.text(&zusatz).ends_with("der geplanten") {
            let regel = Proberegel::prozent(Stelle::number(&wert, 0), Stelle::number(&wert, 1));
            proben.declare(wo, Stelle::new(zusatz), regel);
        } else if proben.text(&wert).ends_with('%') {
            let regel = Proberegel::prozent(Stelle::number(&zusatz, 0), Stelle::number(&zusatz, 1));
            proben.declare(wo, Stelle::new(wert), regel);
        }
    }
}

fn bilanz(proben: &mut Proben<'_>) {
    let rows = proben.len("/bilanz/zeilen");
    let lines: Vec<String> =
        (0..rows).map(|row| format!("/bilanz/zeilen/{row}")).chain(["/bilanz/summe".to_owned()]).collect();
    for line in &lines {
        let word = proben.text(&format!("{line}/wort"));
        let row = if word.is_empty() { "Summe" } else { word };
        let wo = |column: &str| format!("Tabelle „Alle Ziele“, Zeile {row}, Spalte {column}");
        let at = |column: &str| Stelle::new(format!("{line}/{column}"));
        for (count, share) in [("anzahl", "anteil"), ("vor_anzahl", "vor_anteil")] {
            let regel = Proberegel::prozent(at(count), Stelle::new(format!("/bilanz/summe/{count}")));
            proben.declare(wo(share), at(share), regel);
        }
        proben.declare(wo("Veränderung"), at("veraenderung"), Proberegel::differenz(at("anzahl"), at("vor_anzahl")));
    }
    for column in ["anzahl", "vor_anzahl", "anteil", "vor_anteil"] {
        let parts = (0..rows).map(|row| Stelle::new(format!("/bilanz/zeilen/{row}/{column}")));
        let wo = format!("Tabelle „Alle Ziele“, Zeile Summe, Spalte {column}");
        proben.declare(wo, Stelle::new(format!("/bilanz/summe/{column}")), Proberegel::summe(parts));
    }
}

fn raeume(proben: &mut Proben<'_>) {
    let rows = proben.len("/raeume/zeilen");
    let lines: Vec<String> =
        (0..rows).map(|row| format!("/raeume/zeilen/{row}")).chain(["/raeume/summe".to_owned()]).collect();
    for line in &lines {
        let at = |column: &str| Stelle::new(format!("{line}/{column}"));
        let wo = format!("Tabelle „Alle Räume“, Zeile {}, Spalte laufend", proben.text(&format!("{line}/name")));
        proben.declare(wo, at("laufend"), Proberegel::summe([at("liegt_vor"), at("ausstehend")]));
    }
    let columns = [("laufend", 0), ("liegt_vor", 0), ("ausstehend", 0), ("ziele", 0), ("erreicht", 0), ("erreicht", 1)];
    for (column, nummer) in columns {
        let parts = (0..rows).map(|row| Stelle::number(format!("/raeume/zeilen/{row}/{column}"), nummer));
        // „x“ and „…“ stand where there is nothing to count.
        let parts: Vec<_> = parts.filter(|part| proben.is_number(part)).collect();
        let wo = format!("Tabelle „Alle Räume“, Zeile zusammen, Spalte {column}");
        proben.declare(wo, Stelle::number(format!("/raeume/summe/{column}"), nummer), Proberegel::summe(parts));
    }
}

/// Ist / Soll, or the way made from the start down to a smaller Soll.
fn ziele(proben: &mut Proben<'_>, pfad: &str, name: &str) {
    for row in 0..proben.len(&format!("{pfad}/ziele/zeilen")) {
        let at = |column: &str| Stelle::new(format!("{pfad}/ziele/zeilen/{row}/{column}"));
        let value = |column: &str| match read(proben.text(&at(column).pfad), 0) {
            Some(Gedruckt::Zahl(zahl)) => Some(zahl.wert),
            _ => None,
        };
        let regel = match (value("start"), value("soll")) {
            (Some(start), Some(soll)) if soll < start => Proberegel::Quotient {
                zaehler: vec![(1, at("start")), (-1, at("ist"))],
                nenner: vec![(1, at("start")), (-1, at("soll"))],
                mal: 100,
            },
            _ => Proberegel::prozent(at("ist"), at("soll")),
        };
        proben.declare(format!("{name}, Tabelle der Ziele, Zeile {}, Spalte Anteil", row + 1), at("anteil"), regel);
    }
}

fn umfang(proben: &mut Proben<'_>, pfad: &str, name: &str) {
    for table in ["zeilen", "stunden"] {
        for row in 0..proben.len(&format!("{pfad}/umfang/{table}")) {
            let at = |column: &str| Stelle::new(format!("{pfad}/umfang/{table}/{row}/{column}"));
            let wo = format!("{name}, Tabelle zum Umfang, Zeile {}, Spalte Anteil", row + 1);
            proben.declare(wo, at("anteil"), Proberegel::prozent(at("erreicht"), at("geplant")));
        }
    }
}

/// Every amount in percent of the first one, which is the grant.
fn geld(proben: &mut Proben<'_>, pfad: &str, name: &str) {
    for row in 0..proben.len(&format!("{pfad}/geld/zeilen")) {
        let at = |row: usize, column: &str| Stelle::new(format!("{pfad}/geld/zeilen/{row}/{column}"));
        let wo = format!("{name}, Tabelle der Mittel, Zeile {}, Spalte Anteil", row + 1);
        proben.declare(wo, at(row, "anteil"), Proberegel::prozent(at(row, "betrag"), at(0, "betrag")));
    }
}

//! What must hold between the numbers of a Nachweis.

use serde_json::Value;

use crate::present::probe::{Probe, Proben, Proberegel, Stelle};

/// The probes of a document.
pub(super) fn proben(daten: &Value) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    ausgaben(&mut proben);
    einnahmen(&mut proben);
    eigenanteil(&mut proben);
    zuwendung(&mut proben);
    gesamt(&mut proben);
    ziele(&mut proben);
    let parts = (0..proben.len("/belege/zeilen")).map(|row| Stelle::new(format!("/belege/zeilen/{row}/betrag")));
    proben.declare("Belege, Summe", Stelle::new("/belege/summe"), Proberegel::summe(parts));
    // Every Beleg counts for an Einzelansatz, so both lists have one sum.
    let belege = Proberegel::summe([Stelle::new("/belege/summe")]);
    proben.declare("Ausgaben gesamt und Belege", Stelle::new("/ausgaben/summe/ist"), belege);
    proben.finish()
}

fn ausgaben(proben: &mut Proben<'_>) {
    let groups = proben.len("/ausgaben/gruppen");
    let mut lines = vec!["/ausgaben/summe".to_owned()];
    for group in 0..groups {
        let base = format!("/ausgaben/gruppen/{group}");
        let rows = proben.len(&format!("{base}/zeilen"));
        lines.extend((0..rows).map(|row| format!("{base}/zeilen/{row}")));
        lines.push(format!("{base}/summe"));
        for column in ["soll", "ist", "anerkannt"] {
            let parts = (0..rows).map(|row| Stelle::new(format!("{base}/zeilen/{row}/{column}")));
            let wo = format!("{}, Spalte {column}", proben.text(&format!("{base}/summe/name")));
            proben.declare(wo, Stelle::new(format!("{base}/summe/{column}")), Proberegel::summe(parts));
        }
    }
    for column in ["soll", "ist", "anerkannt"] {
        let parts = (0..groups).map(|group| Stelle::new(format!("/ausgaben/gruppen/{group}/summe/{column}")));
        let wo = format!("Ausgaben gesamt, Spalte {column}");
        proben.declare(wo, Stelle::new(format!("/ausgaben/summe/{column}")), Proberegel::summe(parts));
    }
    for line in lines {
        let at = |column: &str| Stelle::new(format!("{line}/{column}"));
        let name = proben.text(&format!("{line}/name")).to_owned();
        let change = Proberegel::differenz(at("ist"), at("soll"));
        proben.declare(format!("{name}, Abweichung"), at("abweichung"), change);
        let percent = Proberegel::prozent(at("abweichung"), at("soll"));
        proben.declare(format!("{name}, Abweichung in Prozent"), at("prozent"), percent);
    }
}

fn einnahmen(proben: &mut Proben<'_>) {
    let rows = proben.len("/einnahmen/zeilen");
    let lines: Vec<String> =
        (0..rows).map(|row| format!("/einnahmen/zeilen/{row}")).chain(["/einnahmen/summe".to_owned()]).collect();
    for line in &lines {
        let at = |column: &str| Stelle::new(format!("{line}/{column}"));
        let name = proben.text(&format!("{line}/name")).to_owned();
        proben.declare(
            format!("Einnahmen, {name}, Abweichung"),
            at("abweichung"),
            Proberegel::differenz(at("ist"), at("soll")),
        );
    }
    for column in ["soll", "ist"] {
        let parts = (0..rows).map(|row| Stelle::new(format!("/einnahmen/zeilen/{row}/{column}")));
        let wo = format!("Einnahmen gesamt, Spalte {column}");
        proben.declare(wo, Stelle::new(format!("/einnahmen/summe/{column}")), Proberegel::summe(parts));
    }
}

fn eigenanteil(proben: &mut Proben<'_>) {
    let rows = proben.len("/eigenanteil/zeilen");
    for row in 0..rows {
        let rechnung = format!("/eigenanteil/zeilen/{row}/rechnung");
        let product = Proberegel::Produkt(Stelle::new(&rechnung), Stelle::number(&rechnung, 1));
        if proben.text(&rechnung).contains('×') {
            let wo = format!("Eigenanteil, Zeile {}", row + 1);
            proben.declare(wo, Stelle::new(format!("/eigenanteil/zeilen/{row}/betrag")), product);
        }
    }
    let parts = (0..rows).map(|row| Stelle::new(format!("/eigenanteil/zeilen/{row}/betrag")));
    proben.declare("Eigenanteil, Summe", Stelle::new("/eigenanteil/summe"), Proberegel::summe(parts));
}

/// The Fehlbedarf is the sum of the signed lines above it; the result is what is paid less the Zuwendung, or the other way.
fn zuwendung(proben: &mut Proben<'_>) {
    let rows = proben.len("/zuwendung/zeilen");
    let text = |proben: &Proben<'_>, row: usize| proben.text(&format!("/zuwendung/zeilen/{row}/text")).to_owned();
    for row in 0..rows {
        if text(proben, row) == "Fehlbedarf" {
            let parts = (0..row).map(|above| Stelle::new(format!("/zuwendung/zeilen/{above}/betrag")));
            let here = Stelle::new(format!("/zuwendung/zeilen/{row}/betrag"));
            proben.declare("Zuwendung, Fehlbedarf", here, Proberegel::summe(parts));
        }
    }
    let Some(last) = rows.checked_sub(1) else { return };
    let granted = Stelle::new(format!("/zuwendung/zeilen/{last}/betrag"));
    let paid = Stelle::new("/zuwendung/ausgezahlt");
    let result = if proben.text("/zuwendung/ergebnis").starts_with("Restzahlung") {
        Proberegel::differenz(granted, paid)
    } else {
        Proberegel::differenz(paid, granted)
    };
    proben.declare("Zuwendung, Ergebnis", Stelle::new("/zuwendung/betrag"), result);
    // The first line is what the table of costs recognises, where the total of the plan does not cut it.
    for (index, line) in
        [("/kennzahlen/0/wert", "/zuwendung/zeilen/0/betrag"), ("/kennzahlen/3/wert", "/zuwendung/betrag")]
    {
        proben.declare("Kennzahl auf Seite 1", Stelle::new(index), Proberegel::summe([Stelle::new(line)]));
    }
}

fn gesamt(proben: &mut Proben<'_>) {
    let rows = proben.len("/gesamt/zeilen");
    for column in ["bewilligt", "ausgaben", "einnahmen", "ausgezahlt"] {
        let parts = (0..rows).map(|row| Stelle::new(format!("/gesamt/zeilen/{row}/{column}")));
        let wo = format!("Alle Förderjahre, Spalte {column}");
        proben.declare(wo, Stelle::new(format!("/gesamt/summe/{column}")), Proberegel::summe(parts));
    }
}

/// Ist / Soll where more is better.
fn ziele(proben: &mut Proben<'_>) {
    for row in 0..proben.len("/sachbericht/ziele/zeilen") {
        let base = format!("/sachbericht/ziele/zeilen/{row}");
        let at = |column: &str| Stelle::new(format!("{base}/{column}"));
        let value = |column: &str| match crate::present::probe::zahlen::read(proben.text(&at(column).pfad), 0) {
            Some(crate::present::probe::zahlen::Gedruckt::Zahl(zahl)) => Some(zahl.wert),
            _ => None,
        };
        if value("start") <= value("soll") {
            let wo = format!("Ziele, Zeile {}, Anteil", row + 1);
            proben.declare(wo, at("anteil"), Proberegel::prozent(at("ist"), at("soll")));
        }
    }
}

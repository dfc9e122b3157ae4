//! The reported figures held against the second computation.

use std::collections::BTreeSet;

use crate::domain::auswertung::Auswertung;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::kennung::{Bezug, Kennungen, Kennzahl};
use crate::domain::kennzahlen::{FallKennzahl, KostenKennzahl, Kostenzeitraum};
use crate::domain::raum::Ebene;
use crate::domain::reihe::{Dauer, Quartalszahlen, Reihe};
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Betrag, Quartal, RaumId, Stammdaten};
use crate::error::{Error, Result};

/// Compares every figure of a quarter and says how many there are. The first difference fails the run.
pub fn compare(gegen: &Gegenrechnung, stammdaten: &Stammdaten, auswertung: &Auswertung) -> Result<usize> {
    let all = Kennungen::new(auswertung).all(auswertung);
    let mut differences = Vec::new();
    for kennzahl in &all {
        let main = kennzahl.wert.text();
        let second = gegen.kennzahlen.get(&kennzahl.id).map(|wert| wert.text());
        if second.as_deref().is_none_or(|second| !same(&main, second)) {
            differences.push((place(stammdaten, kennzahl), main, second.unwrap_or_else(|| "keine".to_owned())));
        }
    }
    let known: BTreeSet<&str> = all.iter().map(|kennzahl| kennzahl.id.as_str()).collect();
    let ending = format!(".{}", auswertung.kennzahlen.quartal);
    let missing = gegen.kennzahlen.iter().filter(|(id, _)| id.ends_with(&ending) && !known.contains(id.as_str()));
    differences.extend(missing.map(|(id, wert)| (format!("Kennzahl {id}"), "keine".to_owned(), wert.text())));
    for punkt in &auswertung.verlauf {
        let ort = punkt.ort();
        let (verfuegbar, ist) = gegen.verlauf.get(&ort).copied().unwrap_or_default();
        let mut hold = |main: Betrag, second: i64, what: &str| {
            if main.cents() != second {
                let place = format!("Verlauf {} {} {}, {what}", ort.raum, ort.budgetart, ort.quartal);
                differences.push((place, main.to_string(), Betrag::from_cents(second).to_string()));
            }
        };
        hold(punkt.verfuegbar, verfuegbar, "verfügbar");
        if let Some(main) = punkt.ist {
            hold(main, ist, "Ist");
        }
    }
    match differences.first() {
        None => Ok(all.len() + auswertung.verlauf.len()),
        Some((place, main, second)) => Err(difference(place, main, second, differences.len() - 1)),
    }
}

/// Compares every number on cases and costs of all quarters, with their durations, and says how many there are.
pub fn compare_reihe(gegen: &Gegenrechnung, stammdaten: &Stammdaten, reihe: &Reihe) -> Result<usize> {
    let mut count = 0;
    for (quartal, zahlen) in &reihe.quartale {
        let cells = cells(stammdaten, *quartal, zahlen);
        for (id, main) in &cells {
            let second = gegen.zahl(id);
            if second != Some(*main) {
                let second = second.map_or_else(|| "keine".to_owned(), |second| second.to_string());
                return Err(difference(&format!("Tabelle der Zeitreihe, {id}"), &main.to_string(), &second, 0));
            }
        }
        count += cells.len() + compare_dauern(gegen, *quartal, zahlen)?;
    }
    Ok(count)
}

fn compare_dauern(gegen: &Gegenrechnung, quartal: Quartal, zahlen: &Quartalszahlen) -> Result<usize> {
    for ((ort, hilfe), main) in &zahlen.dauern {
        let second = gegen.dauern.get(&(quartal, ort.clone(), hilfe.clone()));
        if second != Some(main) {
            let id = ZellId::new(Messgroesse::Hilfetage, Zeitbezug::Quartal(quartal), ort, hilfe);
            let shown = |dauer: &Dauer| format!("{} Hilfen, {} Tage", dauer.anzahl, dauer.tage);
            let second = second.map_or_else(|| "keine".to_owned(), shown);
            return Err(difference(&format!("Tabelle der Zeitreihe, {id}"), &shown(main), &second, 0));
        }
    }
    Ok(zahlen.dauern.len())
}

/// Every number of a quarter of a Reihe by its key.
fn cells(stammdaten: &Stammdaten, quartal: Quartal, zahlen: &Quartalszahlen) -> Vec<(ZellId, i64)> {
    let mut cells = Vec::new();
    for line in &zahlen.kennzahlen.faelle {
        cells.extend(of_faelle(quartal, line));
    }
    for line in &zahlen.kennzahlen.kosten {
        cells.extend(of_kosten(stammdaten, quartal, line));
    }
    let zeit = Zeitbezug::Quartal(quartal);
    for ((ort, hilfe), dauer) in &zahlen.dauern {
        cells.push((ZellId::new(Messgroesse::Hilfetage, zeit, ort, hilfe), dauer.tage));
    }
    for (ort, besondere) in &zahlen.besondere {
        let id = |groesse| ZellId::new(groesse, zeit, ort, &Hilfe::alle());
        cells.push((id(Messgroesse::Uma), i64::from(besondere.uma)));
        cells.push((id(Messgroesse::Erstattung), i64::from(besondere.erstattung)));
    }
    cells
}

fn of_faelle(quartal: Quartal, line: &FallKennzahl) -> Vec<(ZellId, i64)> {
    let (ort, hilfe) = (Ort::new(line.ebene, line.raum.clone()), Hilfe::art(&line.hilfeart, &line.gruppe));
    let numbers = [
        (Messgroesse::BestandAnfang, line.bestand_anfang),
        (Messgroesse::Begonnen, line.begonnen),
        (Messgroesse::Beendet, line.beendet),
        (Messgroesse::Bestand, line.bestand),
        (Messgroesse::Inanspruchnahme, line.inanspruchnahme),
    ];
    let id = |groesse| ZellId::new(groesse, Zeitbezug::Quartal(quartal), &ort, &hilfe);
    numbers.into_iter().map(|(groesse, zahl)| (id(groesse), i64::from(zahl))).collect()
}

/// Lines of costs know their Hilfeart only; its group is that of the records.
fn of_kosten(stammdaten: &Stammdaten, quartal: Quartal, line: &KostenKennzahl) -> Vec<(ZellId, i64)> {
    let known = stammdaten.hilfearten.iter().find(|art| art.id.as_str() == line.hilfeart);
    let hilfe = match known {
        Some(art) => Hilfe::art(&line.hilfeart, &art.gruppe),
        None => Hilfe::art(&line.hilfeart, &line.hilfeart),
    };
    let zeit = match line.zeitraum {
        Kostenzeitraum::Quartal => Zeitbezug::Quartal(quartal),
        Kostenzeitraum::Jahr => Zeitbezug::JahrBis(quartal),
    };
    let ort = Ort::new(line.ebene, line.raum.clone());
    let numbers = [
        (Messgroesse::Aufwand, line.aufwand),
        (Messgroesse::Ertrag, line.ertrag),
        (Messgroesse::Zuschussbedarf, line.zuschussbedarf),
    ];
    numbers.map(|(groesse, betrag)| (ZellId::new(groesse, zeit, &ort, &hilfe), betrag.cents())).to_vec()
}

/// The same value; a negative one that rounds to nothing may keep its sign.
fn same(main: &str, second: &str) -> bool {
    main == second || main.strip_prefix('-') == Some(second) && second.chars().all(|sign| matches!(sign, '0' | '.'))
}

/// Table, row and column of a figure in words.
fn place(stammdaten: &Stammdaten, kennzahl: &Kennzahl<'_>) -> String {
    let name = |ebene: Ebene, raum: &str| match ebene {
        Ebene::Kreis => stammdaten.einstellungen.amt.name.clone(),
        _ => stammdaten.raum_name(&RaumId::from(raum)).to_owned(),
    };
    let (table, row) = match kennzahl.bezug {
        Bezug::Budget(line) => ("Budget", format!("{}, Budget {}", name(line.ebene, &line.raum), line.budgetart)),
        Bezug::Massnahme(line) => ("Maßnahmen", format!("{}, {}", line.massnahme, name(line.ebene, &line.raum))),
        Bezug::Faelle(line) => {
            ("Fälle", format!("{}, Hilfeart {}, Gruppe {}", name(line.ebene, &line.raum), line.hilfeart, line.gruppe))
        }
        Bezug::Kosten(line) => {
            let zeitraum = match line.zeitraum {
                Kostenzeitraum::Quartal => "Quartal",
                Kostenzeitraum::Jahr => "Jahr",
            };
            ("Kosten", format!("{}, Hilfeart {}, {zeitraum}", name(line.ebene, &line.raum), line.hilfeart))
        }
    };
    format!("Tabelle {table}, Zeile {row}, Spalte {} ({})", kennzahl.name, kennzahl.id)
}

fn difference(place: &str, main: &str, second: &str, more: usize) -> Error {
    let shown = |value: &str| value.replace('.', ",").replace('-', "\u{2212}");
    let rest = match more {
        0 => String::new(),
        1 => "\nNoch eine Zahl weicht ab.".to_owned(),
        more => format!("\nNoch {more} Zahlen weichen ab."),
    };
    Error::new(format!(
        "Die Rechenprobe ist nicht aufgegangen: {place}: die Auswertung hat {}, die Gegenrechnung {}{rest}",
        shown(main),
        shown(second)
    ))
    .remedy("Der Lauf ist angehalten, nichts wurde geschrieben. Bitte mit dieser Meldung an die Betreuung wenden")
}

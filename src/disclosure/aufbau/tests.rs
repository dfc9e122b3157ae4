use std::path::Path;

use rust_decimal::Decimal;
use serde_json::Value;

use super::*;
use crate::disclosure::{Schutzgrenzen, schuetze};
use crate::domain::Zielgruppe;
use crate::domain::kennzahlen::{FallKennzahl, KostenKennzahl, Kostenzeitraum, Quote};
use crate::domain::{Betrag, amt::KleineZellen};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stammdaten() -> Stammdaten {
    crate::workspace::load(root()).expect("the sample workspace").stammdaten
}

fn ebene(line: &Value) -> Ebene {
    serde_json::from_value(line["ebene"].clone()).expect("a level")
}

fn text(line: &Value, key: &str) -> String {
    line[key].as_str().expect("a text").to_owned()
}

fn count(line: &Value, key: &str) -> u32 {
    line[key].as_u64().and_then(|count| count.try_into().ok()).expect("a count")
}

fn decimal(line: &Value, key: &str) -> Decimal {
    text(line, key).parse().expect("a number")
}

fn betrag(line: &Value, key: &str) -> Betrag {
    Betrag::from_decimal(decimal(line, key)).expect("an amount")
}

/// The expected figures of a sample quarter, without the budgets.
fn figures(file: &str) -> Kennzahlen {
    let bytes = std::fs::read(root().join("tests/kennzahlen").join(file)).expect("a file");
    let json: Value = serde_json::from_slice(&bytes).expect("figures");
    let quartal: Quartal = text(&json, "quartal").parse().expect("a quarter");
    let lines = |part: &str| json[part].as_array().expect("lines").clone();
    Kennzahlen {
        schema: "kennzahlen/1",
        quartal,
        stichtag: quartal.ende(),
        haushaltsjahr: quartal.jahr(),
        budget: Vec::new(),
        faelle: lines("faelle")
            .iter()
            .map(|line| FallKennzahl {
                ebene: ebene(line),
                raum: text(line, "raum"),
                hilfeart: text(line, "hilfeart"),
                gruppe: text(line, "gruppe"),
                bestand_anfang: count(line, "bestand_anfang"),
                begonnen: count(line, "begonnen"),
                beendet: count(line, "beendet"),
                bestand: count(line, "bestand"),
                inanspruchnahme: count(line, "inanspruchnahme"),
                monatsdurchschnitt: Quote(decimal(line, "monatsdurchschnitt")),
                hilfedichte: None,
            })
            .collect(),
        kosten: lines("kosten")
            .iter()
            .map(|line| KostenKennzahl {
                ebene: ebene(line),
                raum: text(line, "raum"),
                hilfeart: text(line, "hilfeart"),
                zeitraum: if text(line, "zeitraum") == "jahr" { Kostenzeitraum::Jahr } else { Kostenzeitraum::Quartal },
                aufwand: betrag(line, "aufwand"),
                ertrag: betrag(line, "ertrag"),
                zuschussbedarf: betrag(line, "zuschussbedarf"),
            })
            .collect(),
    }
}

#[test]
fn probe() {
    let stammdaten = stammdaten();
    let mut regeln: KleineZellen = stammdaten.einstellungen.regeln.kleine_zellen.clone();
    if let Ok(w) = std::env::var("W") {
        regeln.schutzabstand_faelle = Some(w.parse().unwrap());
    }
    if std::env::var("SIX").is_ok() {
        let six: Vec<_> = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"].map(|q| figures(&format!("/tmp/front-disclosure/six/{q}.json"))).into();
        let set: Vec<_> = six.iter().collect();
        for n in 3..=6 {
        for gruppe in [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich] {
            let publikation = publikation(&set[6-n..], &stammdaten, &BTreeMap::new(), |_| true);
            println!("{gruppe:?} {} cells {} rows", publikation.zellen.len(), publikation.beziehungen.len());
            let start = std::time::Instant::now();
            match schuetze(&publikation, &Schutzgrenzen::of(&regeln, gruppe).unwrap()) {
                Ok(schutz) => println!("{:?} {:?}", start.elapsed(), schutz.pruefprotokoll()),
                Err(e) => println!("{e} {:?}", start.elapsed()),
            }
        }}
        return;
    }
    let q1 = figures("erwartet-2026-Q1.json");
    let q2 = figures("erwartet-2026-Q2.json");
    for set in if std::env::var("D").is_ok() {vec![vec![&q2]]} else {vec![vec![&q2], vec![&q1, &q2]]} {
        for gruppe in [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich] {
            let start = std::time::Instant::now();
            let publikation = publikation(&set, &stammdaten, &BTreeMap::new(), |_| true);
            println!("{gruppe:?} {} cells {} rows, built {:?}", publikation.zellen.len(), publikation.beziehungen.len(), start.elapsed());
            let start = std::time::Instant::now();
            let schutz = schuetze(&publikation, &Schutzgrenzen::of(&regeln, gruppe).unwrap());
            match schutz {
                Ok(schutz) => {
                    println!("{:?} {:?}", schutz.pruefprotokoll(), start.elapsed());
                    let mut by: BTreeMap<_, [usize; 4]> = BTreeMap::new();
                    for (id, status) in schutz.iter() {
                        let zelle = publikation.zelle(id).unwrap();
                        let e = by.entry((id.groesse, id.ort.ebene)).or_default();
                        e[status as usize] += 1;
                        if zelle.wert == 0 && status != crate::disclosure::Zellstatus::Offen { e[3] += 1; }
                    }
                    if std::env::var("V").is_ok() { for (k, v) in by { println!("  {k:?} {v:?}"); }}
                }
                Err(e) => println!("{e} {:?}", start.elapsed()),
            }
        }
    }
}

use rust_decimal::Decimal;
use serde_json::Value;

use super::*;
use crate::disclosure::{Frueher, Messgroesse, Schutzgrenzen, Zeitbezug, Zellstatus, schuetze};
use crate::domain::kennzahlen::{FallKennzahl, KostenKennzahl, Kostenzeitraum, Quote};
use crate::domain::{Betrag, Zielgruppe};

fn stammdaten() -> Stammdaten {
    crate::workspace::load(crate::checkout()).expect("the sample workspace").stammdaten
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
    let bytes = std::fs::read(crate::checkout().join("tests/kennzahlen").join(file)).expect("a file");
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

fn publication(files: &[&str]) -> (Publikation, Stammdaten) {
    let stammdaten = stammdaten();
    let figures: Vec<_> = files.iter().map(|file| figures(file)).collect();
    let figures: Vec<_> = figures.iter().collect();
    (publikation(&figures, &stammdaten, &BTreeMap::new(), |_| true), stammdaten)
}

fn grenzen(stammdaten: &Stammdaten, zielgruppe: Zielgruppe) -> Schutzgrenzen {
    Schutzgrenzen::of(&stammdaten.einstellungen.regeln.kleine_zellen, zielgruppe).expect("limits")
}

fn cell(groesse: Messgroesse, zeit: &str, ort: Ort, hilfe: Hilfe) -> ZellId {
    let quartal: Quartal = zeit.trim_start_matches("bis ").parse().expect("a quarter");
    let zeit = if zeit.starts_with("bis ") { Zeitbezug::JahrBis(quartal) } else { Zeitbezug::Quartal(quartal) };
    ZellId { groesse, zeit, ort, hilfe }
}

fn achim() -> Ort {
    Ort::new(Ebene::Sozialraum, "achim")
}

#[test]
fn the_sample_quarter_gives_nobody_away() {
    let (publikation, stammdaten) = publication(&["erwartet-2026-Q2.json"]);
    for zielgruppe in [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich] {
        let schutz = schuetze(&publikation, &grenzen(&stammdaten, zielgruppe)).expect("protected");
        let protokoll = schutz.pruefprotokoll();
        assert_eq!(protokoll.belegt, protokoll.primaer + protokoll.sekundaer, "every distance is proven");
        let engste = protokoll.engste.as_ref().expect("a narrowest cell");
        assert!(engste.bis - engste.von >= engste.verlangt, "{engste:?}");
        // Everything over the whole Kreis stays, and more than half of all numbers do.
        let kreis = |groesse| cell(groesse, "2026-Q2", Ort::new(Ebene::Kreis, "kreis"), Hilfe::alle());
        assert!(schutz.shows_all(&[kreis(Messgroesse::Bestand), kreis(Messgroesse::Aufwand)]));
        assert!((protokoll.primaer + protokoll.sekundaer) * 3 < protokoll.zellen * 2, "{protokoll:?}");
        println!("{}: {protokoll:?}", zielgruppe.label());
    }
}

#[test]
fn two_quarters_are_protected_together() {
    let (publikation, stammdaten) = publication(&["erwartet-2026-Q1.json", "erwartet-2026-Q2.json"]);
    let schutz = schuetze(&publikation, &grenzen(&stammdaten, Zielgruppe::Fachkreis)).expect("protected");
    let end = |ort, hilfe| cell(Messgroesse::Bestand, "2026-Q1", ort, hilfe);
    let begin = |ort, hilfe| cell(Messgroesse::BestandAnfang, "2026-Q2", ort, hilfe);
    // What stands at the end of a quarter and at the beginning of the next is one number and has one status.
    let mut linked = 0;
    for id in publikation.ids().filter(|id| id.groesse == Messgroesse::BestandAnfang) {
        let (end, begin) = (end(id.ort.clone(), id.hilfe.clone()), begin(id.ort.clone(), id.hilfe.clone()));
        if let (Some(a), Some(b)) = (publikation.zelle(&end), publikation.zelle(&begin))
            && a.wert == b.wert
        {
            assert_eq!(schutz.shows(&end), schutz.shows(&begin), "{end}");
            linked += 1;
        }
    }
    assert!(linked > 100, "{linked} lines in both quarters");
}

#[test]
fn a_quarter_joins_what_was_given_out_before() {
    let (before, stammdaten) = publication(&["erwartet-2026-Q1.json"]);
    let limits = grenzen(&stammdaten, Zielgruppe::Fachkreis);
    let given_out = schuetze(&before, &limits).expect("protected");
    let (mut both, _) = publication(&["erwartet-2026-Q1.json", "erwartet-2026-Q2.json"]);
    for (id, status) in given_out.iter() {
        let wert = before.zelle(id).expect("a cell").wert;
        let shown = status == Zellstatus::Offen;
        both.set_frueher(id, if shown { Frueher::Gezeigt(wert) } else { Frueher::Unterdrueckt });
    }
    let schutz = schuetze(&both, &limits).expect("protected");
    for (id, status) in given_out.iter() {
        assert_eq!(schutz.shows(id), status == Zellstatus::Offen, "{id}");
    }
}

#[test]
fn the_cells_of_the_sample_are_the_figures() {
    let (publikation, _) = publication(&["erwartet-2026-Q1.json", "erwartet-2026-Q2.json"]);
    let wert = |id: ZellId| publikation.zelle(&id).map(|zelle| zelle.wert);
    let spfh = || Hilfe::art("31", "ambulant");
    // From the expected figures: Bestand of § 31 in Achim 62; three times its Monatsdurchschnitt is a whole number.
    assert_eq!(wert(cell(Messgroesse::Bestand, "2026-Q2", achim(), spfh())), Some(62));
    let sum = |groesse, zeit: &str| wert(cell(groesse, zeit, achim(), spfh())).expect("an amount");
    let aufwand = Messgroesse::Aufwand;
    assert_eq!(sum(aufwand, "bis 2026-Q2"), sum(aufwand, "bis 2026-Q1") + sum(aufwand, "2026-Q2"));
    assert_eq!(
        sum(Messgroesse::Zuschussbedarf, "2026-Q2"),
        sum(aufwand, "2026-Q2") - sum(Messgroesse::Ertrag, "2026-Q2")
    );
    // The Hilfegruppe of costs is summed up from its Hilfearten; § 28 is counted apart.
    let group = |hilfe| wert(cell(aufwand, "2026-Q2", Ort::new(Ebene::Kreis, "kreis"), hilfe)).expect("an amount");
    let groups: i64 = ["ambulant", "teilstationaer", "stationaer"].map(|name| group(Hilfe::gruppe(name))).iter().sum();
    assert_eq!(groups, group(Hilfe::alle()));
}

#[test]
fn what_no_document_shows_needs_no_suppression() {
    let stammdaten = stammdaten();
    let figures = figures("erwartet-2026-Q2.json");
    let only_totals = |id: &ZellId| id.groesse == Messgroesse::Bestand && id.hilfe.hilfeart == ALLE;
    let publikation = publikation(&[&figures], &stammdaten, &BTreeMap::new(), only_totals);
    let schutz = schuetze(&publikation, &grenzen(&stammdaten, Zielgruppe::Fachkreis)).expect("protected");
    let all = schutz.iter().count();
    assert!(schutz.iter().all(|(id, _)| only_totals(id)));
    assert_eq!(schutz.pruefprotokoll().zellen, all);
    assert!(schutz.iter().filter(|(_, status)| *status == Zellstatus::Sekundaer).count() * 3 < all);
}

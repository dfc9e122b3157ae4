//! The figures as lines of CSV and as sheets of a workbook.

use serde::Serialize;

use crate::domain::auswertung::Auswertung;
use crate::domain::kennzahlen::{BudgetKennzahl, FallKennzahl, Kennzahlen, KostenKennzahl, Kostenzeitraum, Quote};
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, RaumId, Stammdaten};
use crate::present::zahl;

/// A workbook of figures.
#[derive(Clone, Debug, Serialize)]
pub struct Mappe {
    /// Title in the properties.
    pub titel: String,
    /// Author in the properties.
    pub amt: String,
    /// Texts of the first sheet: what this is, definitions, sources.
    pub hinweise: Vec<String>,
    /// One table per sheet.
    pub blaetter: Vec<Blatt>,
}

/// A sheet with one table.
#[derive(Clone, Debug, Serialize)]
pub struct Blatt {
    /// Name of the sheet.
    pub name: String,
    /// What the table shows; stands above it.
    pub titel: String,
    /// Headings.
    pub kopf: Vec<String>,
    /// Rows.
    pub zeilen: Vec<Vec<Zelle>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize)]
pub enum Zelle {
    /// A text.
    Text(String),
    /// An amount with two places.
    Betrag(Betrag),
    /// A share of 1.
    Quote(Option<Quote>),
    /// A count.
    Anzahl(u32),
    /// A number with two places.
    Zahl(Option<Quote>),
}

/// The German words of levels.
const fn ebene(ebene: Ebene) -> &'static str {
    match ebene {
        Ebene::Sozialraum => "Sozialraum",
        Ebene::Region => "Region",
        Ebene::Kreisweit => "kreisweit",
        Ebene::Ohne => "ohne",
        Ebene::Kreis => "Kreis",
    }
}

/// What a line of CSV is about, beside its Raum.
struct Gegenstand<'a> {
    bereich: &'static str,
    gliederung: &'a str,
    gruppe: &'a str,
    zeitraum: &'a str,
}

/// One figure per line: `bereich;ebene;raum;gliederung;gruppe;zeitraum;kennzahl;wert`. Values as in `kennzahlen.json`.
pub fn csv(kennzahlen: &Kennzahlen) -> String {
    let mut lines = vec!["bereich;ebene;raum;gliederung;gruppe;zeitraum;kennzahl;wert".to_owned()];
    let quartal = kennzahlen.quartal.to_string();
    let jahr = kennzahlen.haushaltsjahr.to_string();
    for line in &kennzahlen.budget {
        let about = Gegenstand { bereich: "budget", gliederung: &line.budgetart, gruppe: "", zeitraum: &quartal };
        push(&mut lines, line, &about);
    }
    for line in &kennzahlen.faelle {
        let about =
            Gegenstand { bereich: "faelle", gliederung: &line.hilfeart, gruppe: &line.gruppe, zeitraum: &quartal };
        push(&mut lines, line, &about);
    }
    for line in &kennzahlen.kosten {
        let zeitraum = match line.zeitraum {
            Kostenzeitraum::Quartal => &quartal,
            Kostenzeitraum::Jahr => &jahr,
        };
        push(&mut lines, line, &Gegenstand { bereich: "kosten", gliederung: &line.hilfeart, gruppe: "", zeitraum });
    }
    lines.join("\n")
}

/// Adds a line for each figure of a record; what tells what it is about is no figure.
fn push<T: Serialize>(lines: &mut Vec<String>, record: &T, about: &Gegenstand<'_>) {
    const KEYS: [&str; 6] = ["ebene", "raum", "budgetart", "hilfeart", "gruppe", "zeitraum"];
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(record) else { return };
    let text = |name: &str| fields.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let Gegenstand { bereich, gliederung, gruppe, zeitraum } = about;
    let (ebene, raum) = (text("ebene"), text("raum"));
    for (name, value) in fields.iter().filter(|(name, _)| !KEYS.contains(&name.as_str())) {
        let value = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        };
        lines.push(format!("{bereich};{ebene};{raum};{gliederung};{gruppe};{zeitraum};{name};{value}"));
    }
}

/// The workbook of a quarter.
pub fn mappe(stammdaten: &Stammdaten, auswertung: &Auswertung) -> Mappe {
    let kennzahlen = &auswertung.kennzahlen;
    let stand = format!("{}, Stand {}", zahl::quartal(kennzahlen.quartal), zahl::tag(kennzahlen.stichtag));
    let name = |level: Ebene, raum: &str| match level {
        Ebene::Kreis => stammdaten.einstellungen.amt.name.clone(),
        _ => stammdaten.raum_name(&RaumId::from(raum)).to_owned(),
    };
    Mappe {
        titel: format!("Kennzahlen {stand}"),
        amt: stammdaten.einstellungen.amt.name.clone(),
        hinweise: hinweise(auswertung, &stand),
        blaetter: vec![
            Blatt {
                name: "Budget".to_owned(),
                titel: format!("Sozialraumbudgets, {stand}"),
                kopf: texts(&[
                    "Ebene",
                    "Raum",
                    "Budgetart",
                    "Ansatz",
                    "Nachtrag",
                    "Übertrag",
                    "Umschichtung",
                    "verfügbar",
                    "bewilligt",
                    "Ist",
                    "gebunden",
                    "frei",
                    "Auslastung",
                    "Bindungsquote",
                    "Zeitanteil",
                    "Hochrechnung linear",
                    "Hochrechnung nach Bindung",
                    "Ampel",
                ]),
                zeilen: kennzahlen.budget.iter().map(|line| budget_row(line, name(line.ebene, &line.raum))).collect(),
            },
            Blatt {
                name: "Fälle".to_owned(),
                titel: format!("Fälle nach Hilfeart, {stand}"),
                kopf: texts(&[
                    "Ebene",
                    "Raum",
                    "Hilfeart",
                    "Hilfegruppe",
                    "Bestand am Anfang",
                    "begonnen",
                    "beendet",
                    "Bestand",
                    "Inanspruchnahme",
                    "Monatsdurchschnitt",
                    "Hilfedichte",
                ]),
                zeilen: kennzahlen.faelle.iter().map(|line| fall_row(line, name(line.ebene, &line.raum))).collect(),
            },
            Blatt {
                name: "Kosten".to_owned(),
                titel: format!("Kosten der Einzelfallhilfen in €, {stand}"),
                kopf: texts(&["Ebene", "Raum", "Hilfeart", "Zeitraum", "Aufwand", "Ertrag", "Zuschussbedarf"]),
                zeilen: kennzahlen.kosten.iter().map(|line| kosten_row(line, name(line.ebene, &line.raum))).collect(),
            },
        ],
    }
}

fn hinweise(auswertung: &Auswertung, stand: &str) -> Vec<String> {
    let mut hinweise = vec![
        format!("Kennzahlen der sozialraumorientierten Jugendhilfe, {stand}"),
        "Nur für den Dienstgebrauch im Amt: kleine Fallzahlen sind nicht unterdrückt.".to_owned(),
        "verfügbar = Ansatz + Nachtrag + Übertrag + Umschichtung".to_owned(),
        "gebunden = bewilligt − Ist, je Maßnahme und nie unter null; frei = verfügbar − Ist − gebunden".to_owned(),
        "Auslastung = Ist / verfügbar; Bindungsquote = (Ist + gebunden) / verfügbar; leer, wo kein Budget ist"
            .to_owned(),
        "Bestand = am Ende des Stichtags laufende Hilfen; Inanspruchnahme = Bestand + im Quartal beendete".to_owned(),
        "Zuschussbedarf = Aufwand − Ertrag; § 28 ist getrennt gezählt und nicht in „alle“ enthalten".to_owned(),
    ];
    hinweise.extend(auswertung.luecken.iter().map(|luecke| format!("Achtung: {luecke}")));
    hinweise.extend(auswertung.quellen.iter().map(|quelle| {
        format!(
            "Quelle: {} {}, „{}“, eingelesen am {}, SHA-256 {}",
            quelle.art.label(),
            quelle.quartal,
            quelle.datei,
            zahl::tag(quelle.eingelesen_am),
            quelle.sha256
        )
    }));
    hinweise
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn budget_row(line: &BudgetKennzahl, name: String) -> Vec<Zelle> {
    let mut row =
        vec![Zelle::Text(ebene(line.ebene).to_owned()), Zelle::Text(name), Zelle::Text(line.budgetart.clone())];
    let amounts = [
        line.ansatz,
        line.nachtrag,
        line.uebertrag,
        line.umschichtung,
        line.verfuegbar,
        line.bewilligt,
        line.ist,
        line.gebunden,
        line.frei,
    ];
    row.extend(amounts.map(Zelle::Betrag));
    row.extend([line.auslastung, line.bindungsquote, Some(line.zeitanteil)].map(Zelle::Quote));
    row.extend([line.hochrechnung_linear, line.hochrechnung_bindung].map(Zelle::Betrag));
    row.push(Zelle::Text(line.ampel.label().to_owned()));
    row
}

fn fall_row(line: &FallKennzahl, name: String) -> Vec<Zelle> {
    let mut row = vec![
        Zelle::Text(ebene(line.ebene).to_owned()),
        Zelle::Text(name),
        Zelle::Text(line.hilfeart.clone()),
        Zelle::Text(line.gruppe.clone()),
    ];
    let counts = [line.bestand_anfang, line.begonnen, line.beendet, line.bestand, line.inanspruchnahme];
    row.extend(counts.map(Zelle::Anzahl));
    row.extend([Some(line.monatsdurchschnitt), line.hilfedichte].map(Zelle::Zahl));
    row
}

fn kosten_row(line: &KostenKennzahl, name: String) -> Vec<Zelle> {
    let zeitraum = match line.zeitraum {
        Kostenzeitraum::Quartal => "Quartal",
        Kostenzeitraum::Jahr => "Jahr bis zum Stichtag",
    };
    let mut row = vec![
        Zelle::Text(ebene(line.ebene).to_owned()),
        Zelle::Text(name),
        Zelle::Text(line.hilfeart.clone()),
        Zelle::Text(zeitraum.to_owned()),
    ];
    row.extend([line.aufwand, line.ertrag, line.zuschussbedarf].map(Zelle::Betrag));
    row
}

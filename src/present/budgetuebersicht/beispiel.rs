//! A quarter of the sample office for the tests: real records and expected figures, bookings by Maßnahme.
//!
//! `ist-je-massnahme-2026-Q2.json` was counted from the deliveries of 2026 by an independent script (each Beleg once,
//! accounts of class 4 only) and sums to the expected budget lines; its quarters of 2025 were counted the same way from
//! the deliveries of the first, third and fourth quarter, the second quarter of 2025 is their mean.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::auswertung::{Auswertung, MassnahmeKennzahl, Quelle, Verlaufspunkt};
use crate::domain::budget::{Budgetbewegung, Einheit};
use crate::domain::formeln::{self, largest_remainder, months_by_year};
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Kennzahlen, Quote};
use crate::domain::lieferung::Lieferart;
use crate::domain::massnahme::Massnahme;
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, Quartal, RaumId, Stammdaten};

/// The day of the run in all tests.
pub(super) fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

pub(super) fn euro(text: &str) -> Betrag {
    Betrag::parse(text).expect("an amount")
}

fn read(path: &str) -> Value {
    let path = crate::checkout().join("tests").join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

fn part<T: DeserializeOwned>(json: &Value, key: &str) -> T {
    serde_json::from_value(json[key].clone()).unwrap_or_else(|cause| panic!("{key}: {cause}"))
}

/// The records of the sample office.
pub(super) fn stammdaten() -> Stammdaten {
    let json = read("stammdaten/verden.json");
    let keys = ["schema", "stand", "jahre", "alle_personen_erfunden", "amt", "regeln"];
    let settings: serde_json::Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), json[*key].clone())).collect();
    Stammdaten {
        einstellungen: serde_json::from_value(Value::Object(settings)).expect("settings"),
        regionen: part(&json, "regionen"),
        raeume: part(&json, "raeume"),
        hilfearten: Vec::new(),
        konten: part(&json, "konten"),
        traeger: part(&json, "traeger"),
        kriterien: Vec::new(),
        budgets: part(&json, "budgets"),
        budgetbewegungen: part(&json, "budgetbewegungen"),
        stundennachweise: Vec::new(),
        massnahmen: part(&json, "massnahmen"),
        evaluationen: Vec::new(),
        nachweise: Vec::new(),
        sozialraumteams: Vec::new(),
        sitzungen: Vec::new(),
        ausschusssitzungen: Vec::new(),
        verteiler: Vec::new(),
        ferien: Vec::new(),
    }
}

/// The figures of 2026-Q2.
pub(super) fn auswertung(stammdaten: &Stammdaten) -> Auswertung {
    let erwartet = read("kennzahlen/erwartet-2026-Q2.json");
    let ist = read("kennzahlen/ist-je-massnahme-2026-Q2.json");
    let budget = erwartet["budget"].as_array().expect("lines").iter().map(budget_line).collect();
    Auswertung {
        kennzahlen: Kennzahlen {
            schema: "kennzahlen/1",
            quartal: "2026-Q2".parse().expect("a quarter"),
            stichtag: NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day"),
            haushaltsjahr: 2026,
            budget,
            faelle: Vec::new(),
            kosten: Vec::new(),
        },
        massnahmen: massnahmen(stammdaten, &ist),
        verlauf: verlauf(stammdaten, &ist),
        quellen: quellen(),
        luecken: Vec::new(),
        korrektur: None,
    }
}

fn budget_line(json: &Value) -> BudgetKennzahl {
    let text = |key: &str| json[key].as_str().unwrap_or_else(|| panic!("{key}"));
    let betrag = |key: &str| euro(text(key));
    let quote = |key: &str| json[key].as_str().map(|text| Quote(text.parse().expect("a ratio")));
    BudgetKennzahl {
        ebene: serde_json::from_value(json["ebene"].clone()).expect("a level"),
        raum: text("raum").to_owned(),
        budgetart: text("budgetart").to_owned(),
        einheit: Einheit::Euro,
        ansatz: betrag("ansatz"),
        nachtrag: betrag("nachtrag"),
        uebertrag: betrag("uebertrag"),
        umschichtung: betrag("umschichtung"),
        verfuegbar: betrag("verfuegbar"),
        bewilligt: betrag("bewilligt"),
        ist: betrag("ist"),
        gebunden: betrag("gebunden"),
        frei: betrag("frei"),
        auslastung: quote("auslastung"),
        bindungsquote: quote("bindungsquote"),
        zeitanteil: quote("zeitanteil").expect("a ratio"),
        hochrechnung_linear: betrag("hochrechnung_linear"),
        hochrechnung_bindung: betrag("hochrechnung_bindung"),
        ampel: match text("ampel") {
            "gruen" => Ampel::Gruen,
            "gelb" => Ampel::Gelb,
            "rot" => Ampel::Rot,
            _ => Ampel::OhneBewertung,
        },
    }
}

/// The budget line with other amounts; everything that follows from them is worked out anew.
pub(super) fn line(base: &BudgetKennzahl, verfuegbar: &str, ist: &str, gebunden: &str) -> BudgetKennzahl {
    let (verfuegbar, ist, gebunden) = (euro(verfuegbar), euro(ist), euro(gebunden));
    let stichtag = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day");
    let linear = formeln::hochrechnung_linear(ist, stichtag);
    let regeln = stammdaten().einstellungen.regeln.ampel;
    BudgetKennzahl {
        ansatz: verfuegbar,
        nachtrag: Betrag::ZERO,
        uebertrag: Betrag::ZERO,
        umschichtung: Betrag::ZERO,
        verfuegbar,
        bewilligt: ist + gebunden,
        ist,
        gebunden,
        frei: formeln::frei(verfuegbar, ist, gebunden),
        auslastung: Quote::of(ist, verfuegbar),
        bindungsquote: Quote::of(ist + gebunden, verfuegbar),
        hochrechnung_linear: linear,
        hochrechnung_bindung: ist + gebunden,
        ampel: formeln::ampel(&regeln, verfuegbar, ist, gebunden, linear),
        ..base.clone()
    }
}

fn massnahmen(stammdaten: &Stammdaten, ist: &Value) -> Vec<MassnahmeKennzahl> {
    let booked = |massnahme: &str, raum: &str| {
        let lines = ist["massnahmen"].as_array().expect("lines");
        let line = lines.iter().find(|line| line["massnahme"] == massnahme && line["raum"] == raum);
        line.map_or(Betrag::ZERO, |line| euro(line["ist"].as_str().expect("an amount")))
    };
    let mut lines = Vec::new();
    for massnahme in &stammdaten.massnahmen {
        let weights: Vec<_> = massnahme.anteile.iter().map(|anteil| anteil.prozent).collect();
        let parts = largest_remainder(bewilligt_in(massnahme, 2026), &weights);
        for (anteil, bewilligt) in massnahme.anteile.iter().zip(parts) {
            let ist = booked(massnahme.id.as_str(), anteil.raum.as_str());
            if bewilligt.is_zero() && ist.is_zero() {
                continue;
            }
            lines.push(MassnahmeKennzahl {
                massnahme: massnahme.id.clone(),
                ebene: anteil.ebene,
                raum: anteil.raum.to_string(),
                budgetart: massnahme.budgetart.clone(),
                bewilligt,
                ist,
                gebunden: formeln::gebunden(bewilligt, ist),
            });
        }
    }
    lines
}

/// The approved sum of a year: its Jahresrate, else by months.
fn bewilligt_in(massnahme: &Massnahme, jahr: i32) -> Betrag {
    let Some(bewilligung) = &massnahme.bewilligung else { return Betrag::ZERO };
    if let Some(raten) = &bewilligung.jahresraten {
        return raten.iter().filter(|rate| rate.jahr == jahr).map(|rate| rate.betrag).sum();
    }
    let months = months_by_year(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let weights: Vec<_> = months.iter().map(|(_, count)| rust_decimal::Decimal::from(*count)).collect();
    let parts = largest_remainder(bewilligung.betrag, &weights);
    months.iter().zip(parts).filter(|((year, _), _)| *year == jahr).map(|(_, part)| part).sum()
}

fn verlauf(stammdaten: &Stammdaten, ist: &Value) -> Vec<Verlaufspunkt> {
    let mut points = Vec::new();
    for row in ist["verlauf"].as_array().expect("rows") {
        let raum = row["raum"].as_str().expect("a key");
        let key = RaumId::from(raum);
        let ebene = stammdaten.ebene(&key).expect("a level");
        for jahr in [2025, 2026] {
            for nummer in 1..=4 {
                let quartal = Quartal::new(jahr, nummer).expect("a quarter");
                points.push(Verlaufspunkt {
                    ebene,
                    raum: if ebene == Ebene::Region { format!("eigen:{raum}") } else { raum.to_owned() },
                    budgetart: "gwa".to_owned(),
                    quartal,
                    verfuegbar: verfuegbar_at(stammdaten, &key, quartal),
                    ist: row[quartal.to_string()].as_str().map(euro),
                });
            }
        }
    }
    points
}

/// What can be spent at a quarter's end, or on the Stichtag 30.06.2026 if that is earlier.
fn verfuegbar_at(stammdaten: &Stammdaten, raum: &RaumId, quartal: Quartal) -> Betrag {
    let day = quartal.ende().min(NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day"));
    let ansatz = stammdaten.budgets.iter().filter(|b| b.jahr == quartal.jahr() && &b.raum == raum);
    let mut sum: Betrag = ansatz.map(|budget| budget.ansatz).sum();
    for bewegung in &stammdaten.budgetbewegungen {
        if bewegung.jahr() != quartal.jahr() || bewegung.datum().day() > day {
            continue;
        }
        match bewegung {
            Budgetbewegung::Nachtrag { raum: to, betrag, .. } | Budgetbewegung::Uebertrag { raum: to, betrag, .. } => {
                if to == raum {
                    sum += *betrag;
                }
            }
            Budgetbewegung::Umschichtung { von, nach, betrag, .. } => {
                if nach == raum {
                    sum += *betrag;
                }
                if von == raum {
                    sum -= *betrag;
                }
            }
        }
    }
    sum
}

fn quellen() -> Vec<Quelle> {
    let quelle = |quartal: &str, datei: &str, sha256: &str, day: &str| Quelle {
        art: Lieferart::Kosten,
        quartal: quartal.parse().expect("a quarter"),
        teil: None,
        version: 1,
        datei: datei.to_owned(),
        sha256: sha256.to_owned(),
        eingelesen_am: day.parse().expect("a day"),
    };
    vec![
        quelle(
            "2026-Q1",
            "Kosten- und Einnahmeaufstellung Stand 31.03.2026.xlsx",
            "7f31c0ffee000000000000000000000000000000000000000000000000009e42",
            "2026-04-20",
        ),
        quelle(
            "2026-Q2",
            "HHJ2026_P01-06_Einzelposten.xlsx",
            "102800000000000000000000000000000000000000000000000000000000a1cd",
            "2026-07-20",
        ),
    ]
}

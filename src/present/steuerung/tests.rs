//! The report over the sample of the Bezirk, whose five Nachweise stand in `examples/bezirk/data/nachweise`.

use serde_json::Value;

use super::*;
use crate::aggregate::ohne_buchungen;
use crate::domain::Betrag;
use crate::domain::auswertung::Quelle;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::lieferung::Lieferart;
use crate::domain::massnahme::Massnahme;
use crate::present::probe::{Freitexte, Geprueft};

fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

fn bezirk() -> Stammdaten {
    let Ok(office) = crate::workspace::load(&crate::checkout().join("examples/bezirk")) else {
        panic!("the sample has findings")
    };
    office.stammdaten
}

fn made(stammdaten: &Stammdaten, jahr: i32) -> Dokument {
    let quartal = format!("{jahr}-Q4").parse().expect("a quarter");
    bericht(stammdaten, jahr, &ohne_buchungen(stammdaten, quartal), &Gebucht::new(), heute())
}

/// The same with one delivery, in which every Maßnahme has booked the same.
fn made_with_bookings(stammdaten: &Stammdaten, jahr: i32, cents: i64) -> Dokument {
    let quartal = format!("{jahr}-Q4").parse().expect("a quarter");
    let mut auswertung = ohne_buchungen(stammdaten, quartal);
    for line in &mut auswertung.massnahmen {
        line.ist = Betrag::from_cents(cents);
    }
    auswertung.quellen.push(Quelle {
        art: Lieferart::Kosten,
        quartal,
        teil: None,
        version: 2,
        datei: "Zahlungen.xlsx".to_owned(),
        sha256: "1028".repeat(16),
        eingelesen_am: heute(),
    });
    bericht(stammdaten, jahr, &auswertung, &Gebucht::new(), heute())
}

fn plain(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace(['\u{a0}', '\u{202f}'], " ")
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    value.as_array().expect("a list").iter().map(|entry| plain(&entry[key])).collect()
}

// By hand: granted for 2025 are 8.700,00 + 2.200,00 + 23.900,00 + 20.100,00 and four of twelve months of 19.000,00, which are
// 6.333,33: 61.233,33. verfügbar is 372.000,00 + 13.500,00 carried over + 7.250,50 by Nachtrag = 392.750,50.
#[test]
fn the_first_page_counts_money_and_nachweise() {
    let dokument = made(&bezirk(), 2025);
    assert_eq!(dokument.pfad, "2025/steuerungsbericht.pdf");
    let kopf = &dokument.daten["kopf"];
    assert_eq!(plain(&kopf["titel"]), "Fünf Projekte 2025: 61.233 € sind bewilligt, zwei Nachweise stehen aus");
    assert_eq!(plain(&kopf["thema"]), "Jahresbericht an: Bezirkliche Steuerungsgruppe");
    let [first, second] = [0, 1].map(|row| texts(&dokument.daten["kennzahlen"][row], "wert"));
    assert_eq!(first, ["5", "392.750,50 €", "61.233,33 €", "331.517,17 €"]);
    assert_eq!((second[1].as_str(), second[2].as_str()), ("4 von 5", "3 von 5"));
    let more = texts(&dokument.daten["kennzahlen"][0], "zusatz");
    assert_eq!((more[0].as_str(), more[2].as_str()), ("3 begonnen, 1 beendet", "15,6 % des Budgets"));
    assert_eq!(plain(&dokument.daten["kennzahlen"][1][2]["zusatz"]), "2 ausstehend");
}

// By hand, PRJ-2024-01: 2024 costs 7.368,58, 2 % are 147,37, Zuwendung 7.221,21 of 7.300,00 paid: 78,79 too much. 2025 costs
// 8.943,22, recognised is the plan of the year, 8.892,45; Zuwendung min(8.700,00; 8.714,60); paid 8.620,00: 80,00 too little.
// PRJ-2024-02 over all: 29.962,15 − 3.030,00 − 898,86 = 26.033,29 of 26.400,00 paid: 366,71 to be paid back.
#[test]
fn every_foerderjahr_stands_with_what_is_proven() {
    let dokument = made(&bezirk(), 2025);
    let groups = dokument.daten["foerderjahre"]["gruppen"].as_array().expect("groups").clone();
    assert_eq!(groups.len(), 5);
    assert_eq!(texts(&groups[0]["zeilen"], "unterschied"), ["+78,79", "−80,00"]);
    assert_eq!(texts(&groups[0]["zeilen"], "wort"), ["geprüft", "geprüft"]);
    assert!(plain(&groups[0]["zeilen"][1]["nachweis"]).contains("eingegangen 11.05.2026 (verspätet)"));
    assert_eq!(texts(&groups[1]["zeilen"], "jahr"), ["2024", "2025", "alle"]);
    assert_eq!(texts(&groups[1]["zeilen"], "unterschied"), ["+309,41", "+57,30", "+366,71"]);
    assert_eq!(plain(&groups[1]["zeilen"][2]["wort"]), "Rückforderung");
    let open = &groups[3]["zeilen"][0];
    assert_eq!((plain(&open["belegt"]), plain(&open["wort"])), ("…".to_owned(), "ausstehend".to_owned()));
    assert_eq!(plain(&open["nachweis"]), "fällig 30.04.2026, seit 81 Tagen überfällig");
    // 8.943,22 + 2.466,70 + 27.748,38; 8.700,00 + 2.142,70 + 23.518,21; 8.620,00 + 2.200,00 + 23.900,00.
    let sum = &dokument.daten["foerderjahre"]["summe"];
    let sum = ["bewilligt", "ausgezahlt", "belegt", "zuwendung", "unterschied"].map(|column| plain(&sum[column]));
    assert_eq!(sum, ["61.233,33", "34.720,00", "39.158,30", "34.360,91", "+359,09"]);
}

#[test]
fn bookings_stand_where_no_nachweis_says_what_was_paid() {
    let dokument = made_with_bookings(&bezirk(), 2025, 123_456);
    let groups = &dokument.daten["foerderjahre"]["gruppen"];
    assert_eq!(plain(&groups[4]["zeilen"][0]["ausgezahlt"]), "1.234,56");
    assert_eq!(plain(&groups[0]["zeilen"][1]["ausgezahlt"]), "8.620,00");
    assert_eq!(plain(&dokument.daten["herkunft"]["lieferungen"][0]["datei"]), "Zahlungen.xlsx (Fassung 2)");
}

#[test]
fn laufzeit_decision_and_eigenanteil_are_told_by_the_rules() {
    let dokument = made(&bezirk(), 2026);
    let lines = dokument.daten["liste"]["zeilen"].as_array().expect("lines").clone();
    let first = lines.iter().find(|line| plain(&line["details"][0]).starts_with("PRJ-2024-01")).expect("the line");
    let laufzeit: Vec<_> = first["laufzeit"].as_array().expect("lines").iter().map(plain).collect();
    assert_eq!(laufzeit, ["01.03.2024–31.08.2026", "30 von 24 + 12 Monaten", "verlängert um 6 Monate"]);
    assert_eq!(plain(&first["entschieden"][0]), "17.01.2024");
    assert_eq!(
        (plain(&first["eigenanteil"]), plain(&first["eigenanteil_rechnung"])),
        ("447,69".to_owned(), "2 % von 22.384,43".to_owned())
    );
    // The one Vollfinanzierung asks for none.
    let full = lines.iter().find(|line| plain(&line["details"][0]).starts_with("PRJ-2026-02")).expect("the line");
    assert_eq!(plain(&full["eigenanteil"]), "x");
    // What is not decided yet stands in the list, but takes no money.
    let open = lines.iter().find(|line| plain(&line["details"][0]).starts_with("PRJ-2026-05")).expect("the line");
    assert_eq!((plain(&open["zuwendung"]), plain(&open["entschieden"][0])), ("–".to_owned(), "noch nicht".to_owned()));
}

#[test]
fn a_refusal_stands_with_its_day_and_reason() {
    let dokument = made(&bezirk(), 2025);
    let lines = dokument.daten["liste"]["zeilen"].as_array().expect("lines").clone();
    let refused = lines.last().expect("a line");
    assert_eq!(
        (plain(&refused["stand"]), plain(&refused["entschieden"][0])),
        ("abgelehnt".to_owned(), "20.08.2025".to_owned())
    );
    assert!(plain(&refused["entschieden"][1]).starts_with("K.-o.-Kriterium"));
}

#[test]
fn what_has_no_evaluation_stands_in_front_and_is_never_left_out() {
    let dokument = made(&bezirk(), 2025);
    let lines = dokument.daten["wirkung"]["zeilen"].as_array().expect("lines").clone();
    assert_eq!(texts(&dokument.daten["wirkung"]["zeilen"], "id")[0], "PRJ-2025-03");
    assert_eq!((plain(&lines[0]["wort"]), plain(&lines[0]["ziele"])), ("ausstehend".to_owned(), "…".to_owned()));
    assert_eq!(lines.len(), 5);
    let said = texts(&dokument.daten["hinweise"]["eintraege"], "begriff");
    assert!(said.contains(&"Nachweise".to_owned()) && said.contains(&"Wirkung".to_owned()), "{said:?}");
    let all = dokument.daten["hinweise"].to_string();
    assert!(all.contains("Ohne Evaluation im ganzen Jahr: PRJ-2025-03."), "{all}");
    assert!(all.contains("PRJ-2025-02 (2025), PRJ-2025-03 (2025)"), "{all}");
}

/// An office without any Maßnahme gets a report that says so.
fn leer() -> Stammdaten {
    let mut stammdaten = bezirk();
    stammdaten.massnahmen.clear();
    stammdaten.nachweise.clear();
    stammdaten.evaluationen.clear();
    stammdaten
}

/// Many Maßnahmen with long titles, and budgets that are overspent.
fn rand() -> Stammdaten {
    let mut stammdaten = bezirk();
    let mut more: Vec<Massnahme> = stammdaten.massnahmen.clone();
    for (place, massnahme) in more.iter_mut().enumerate() {
        massnahme.id = format!("PRJ-2025-9{place}").as_str().into();
        massnahme.titel =
            "Gemeinschaftsgartenwerkstattprojekt mit einem ungewöhnlich langen Namen ".repeat(3).trim().to_owned();
    }
    stammdaten.massnahmen.extend(more);
    for budget in &mut stammdaten.budgets {
        budget.ansatz = Betrag::from_cents(budget.ansatz.cents() / 10);
    }
    stammdaten
}

#[test]
fn a_year_without_anything_is_said() {
    let dokument = made(&leer(), 2025);
    assert_eq!(plain(&dokument.daten["kopf"]["titel"]), "Kein Projekt im Jahr 2025");
    assert_eq!(plain(&dokument.daten["foerderjahre"]["keine"]), "Im Jahr 2025 wurde kein Projekt gefördert.");
}

/// Every printed sum, difference and rate is what it is made of; a wrong one is found.
#[test]
fn a_wrong_number_is_found_wherever_it_stands() {
    let check = |dokument: Dokument| {
        let freitexte = Freitexte::collect(["Stand: {{name}} M_0"]);
        Geprueft::new(vec![dokument], &Gegenrechnung::default(), &freitexte)
    };
    for jahr in [2024, 2025] {
        for office in [bezirk(), rand(), leer()] {
            assert!(check(made(&office, jahr)).is_ok(), "{jahr}");
        }
    }
    let office = bezirk();
    assert!(made(&office, 2025).proben.len() > 45);
    for place in [
        "/kopf/titel",
        "/kennzahlen/0/1/wert",
        "/kennzahlen/0/2/zusatz",
        "/kennzahlen/0/3/wert",
        "/kennzahlen/1/0/wert",
        "/budgets/0/zeilen/3/verfuegbar",
        "/liste/summe/im_jahr",
        "/liste/zeilen/0/eigenanteil",
        "/foerderjahre/gruppen/0/zeilen/0/unterschied",
        "/foerderjahre/gruppen/1/zeilen/2/belegt",
        "/foerderjahre/summe/belegt",
        "/wirkung/summe/ziele",
    ] {
        let mut wrong = made(&office, 2025);
        *wrong.daten.pointer_mut(place).expect(place) = Value::String("4.711,17\u{202f}€".to_owned());
        assert!(check(wrong).is_err(), "{place}");
    }
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn sample_data_of_the_template_are_fresh() {
    for (name, dokument) in
        [("2025", made(&bezirk(), 2025)), ("rand-viele", made(&rand(), 2025)), ("rand-nichts", made(&leer(), 2025))]
    {
        let path = crate::checkout().join(format!("templates/beispiele/steuerung-{name}.json"));
        let fresh = format!("{:#}\n", dokument.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}

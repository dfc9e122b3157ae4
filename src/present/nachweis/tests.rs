use serde_json::Value;

use super::*;
use crate::domain::Datum;
use crate::present::evaluation::tests::stammdaten;

fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

fn record(name: &str) -> Nachweis {
    let path = crate::checkout().join("data/nachweise").join(name);
    toml::from_str(&std::fs::read_to_string(path).expect("a record")).expect("a Nachweis")
}

/// The sample with its three Nachweise.
fn sample() -> Stammdaten {
    let mut stammdaten = stammdaten();
    stammdaten.nachweise =
        ["GWA-2024-07_2024.toml", "GWA-2024-07_2025.toml", "GWA-2025-01_2025.toml"].map(record).to_vec();
    stammdaten
}

fn made(stammdaten: &Stammdaten, id: &str, jahr: i32) -> Dokument {
    booked(stammdaten, id, jahr, None)
}

fn booked(stammdaten: &Stammdaten, id: &str, jahr: i32, gebucht: Option<Betrag>) -> Dokument {
    let wanted = stammdaten.nachweise.iter().find(|n| n.massnahme.as_str() == id && n.foerderjahr == jahr);
    nachweis(stammdaten, wanted.expect("a Nachweis"), gebucht, heute()).expect("a document")
}

fn plain(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace(['\u{a0}', '\u{202f}'], " ")
}

// By hand, GWA-2025-01 (data/nachweise): persons 28.980,10 of 30.069,23; rooms 2.450,00; food 2.310,42 of 2.040,76
// (+ 13,2 %); material 2.520,35 of 2.040,00 (+ 23,5 %), of which 2.040,00 × 1,2 = 2.448,00 count. Recognised 28.980,10 +
// 2.450,00 + 2.310,42 + 2.448,00 = 36.188,52. Income 611,11 + 312,60 + 150,00 + 244,44 = 1.318,15. Zuwendung 34.870,37; paid
// 35.499,99; to be paid back 629,62.
#[test]
fn the_last_nachweis_says_what_is_to_be_paid_back() {
    let stammdaten = sample();
    let dokument = made(&stammdaten, "GWA-2025-01", 2025);
    assert_eq!(
        plain(&dokument.daten["kopf"]["titel"]),
        "Offenes Eltern-Café „Auszeit“ Verden (Aller): 630 € sind zurückzuzahlen"
    );
    let figures: Vec<_> =
        dokument.daten["kennzahlen"].as_array().expect("figures").iter().map(|figure| plain(&figure["wert"])).collect();
    assert_eq!(figures, ["36.188,52 €", "1.318,15 €", "34.870,37 €", "629,62 €"]);
    let material = &dokument.daten["ausgaben"]["gruppen"][1]["zeilen"][2];
    assert_eq!((material["prozent"].as_str(), material["anerkannt"].as_str()), (Some("+23,5"), Some("2.448,00")));
    assert_eq!((material["hinweis"].as_str(), material["ueber"].as_bool()), (Some("darüber"), Some(true)));
    // One Förderjahr is the whole Maßnahme: nothing is summed up once more.
    assert!(dokument.daten["gesamt"].is_null());
}

// By hand, GWA-2024-07: 24.057,50 + 30.270,70 = 54.328,20 spent, under the plan of 55.705,88; income 663,65 + 1.247,58 =
// 1.911,23; Zuwendung 52.416,97; paid 24.100,00 + 28.938,67 = 53.038,67; to be paid back 621,70.
#[test]
fn several_foerderjahre_are_settled_together_at_the_end() {
    let stammdaten = sample();
    let last = made(&stammdaten, "GWA-2024-07", 2025);
    assert_eq!(plain(&last.daten["zuwendung"]["betrag"]), "621,70");
    assert_eq!(last.daten["gesamt"]["zeilen"].as_array().map(Vec::len), Some(2));
    assert_eq!(last.anhang["gesamt"]["zuwendung"], "52416.97");
    assert!(last.daten["kopf"]["luecken"].as_array().is_some_and(Vec::is_empty));
    // The year before is only preliminary: 24.057,50 − 663,65 = 23.393,85 of 24.100,00 paid.
    let first = made(&stammdaten, "GWA-2024-07", 2024);
    assert!(first.daten["gesamt"].is_null());
    let titel = plain(&first.daten["kopf"]["titel"]);
    assert!(titel.ends_with("706 € sind mehr ausgezahlt als belegt"), "{titel}");
}

#[test]
fn a_year_without_a_nachweis_and_a_late_one_are_said_first() {
    let mut stammdaten = sample();
    stammdaten.nachweise.remove(0);
    stammdaten.nachweise[0].eingang = Datum::parse("2026-06-30").expect("a day");
    let dokument = made(&stammdaten, "GWA-2024-07", 2025);
    let said = dokument.daten["kopf"]["luecken"].as_array().expect("a list").clone();
    assert!(plain(&said[0]).contains("Förderjahr 2024 liegt kein Nachweis vor"), "{said:?}");
    // Six months after 31.10.2025.
    assert!(plain(&said[1]).contains("fällig war er am 30.04.2026"), "{said:?}");
}

#[test]
fn what_is_booked_otherwise_than_paid_is_said_first() {
    let stammdaten = sample();
    let said = |cents| {
        let dokument = booked(&stammdaten, "GWA-2025-01", 2025, Some(Betrag::from_cents(cents)));
        dokument.daten["kopf"]["luecken"].as_array().expect("a list").iter().map(plain).collect::<Vec<_>>()
    };
    assert!(said(3_549_999).is_empty());
    let other = said(3_500_000);
    assert!(other[0].contains("35.499,99 € angegeben") && other[0].ends_with("35.000,00 €."), "{other:?}");
}

#[test]
fn the_soll_of_a_year_sums_to_the_plan() {
    let stammdaten = sample();
    let sum = |jahr: i32| made(&stammdaten, "GWA-2024-07", jahr).anhang["jahr"]["ansaetze"].clone();
    let (first, second) = (sum(2024), sum(2025));
    let cents = |value: &Value| -> i64 { value.as_str().expect("an amount").replace('.', "").parse().expect("cents") };
    let whole: Vec<i64> = first
        .as_array()
        .expect("lines")
        .iter()
        .zip(second.as_array().expect("lines"))
        .map(|(a, b)| cents(&a["soll"]) + cents(&b["soll"]))
        .collect();
    // Anlage 2 of GWA-2024-07/B.
    assert_eq!(whole, [2_931_994, 1_074_594, 427_000, 1_137_000]);
}

/// Nothing like it is on record: an Eigenanteil by tiers with unpaid work, 60 Belege, long words, nothing said.
fn schlimmster_fall() -> Stammdaten {
    use crate::domain::festlegung::Festlegung;
    use crate::domain::nachweis::Eigenleistung;
    use crate::domain::zuwendung::{EigenanteilForm, Staffelstufe};
    const WORD: &str = "Gemeinwesenarbeitsmaßnahmenbewilligungsbescheidausfertigungsverzeichnis";
    let mut stammdaten = sample();
    let regeln = &mut stammdaten.einstellungen.regeln.zuwendung;
    regeln.eigenanteil_staffel = Some(Festlegung::new(
        vec![Staffelstufe { ab_mitarbeitenden: 1, prozent: rust_decimal::Decimal::from(5) }],
        "Konzept Sozialraumarbeit",
    ));
    regeln.stundenwert_unbezahlte_arbeit = Some(Festlegung::new(Betrag::from_cents(1_500), "Beschluss vom 26.11.2025"));
    let nachweis = &mut stammdaten.nachweise[2];
    nachweis.geprueft_am = None;
    nachweis.pruefvermerk.clear();
    let pattern = nachweis.belege[0].clone();
    for number in 17..60 {
        let mut beleg = pattern.clone();
        beleg.nr = format!("2025-{number}");
        beleg.betrag = Betrag::from_cents(1);
        nachweis.belege.push(beleg);
    }
    nachweis.belege[3].zweck = format!("{WORD} {}", "und noch etwas ".repeat(8));
    nachweis.belege[5].datum = Datum::parse("2024-12-30").expect("a day");
    nachweis.belege[5].betrag = Betrag::from_cents(-12_345);
    let leistung = |form, name: &str, betrag: Option<i64>, stunden: Option<i64>| Eigenleistung {
        form,
        bezeichnung: name.to_owned(),
        betrag: betrag.map(Betrag::from_cents),
        stunden: stunden.map(rust_decimal::Decimal::from),
    };
    nachweis.eigenleistungen = vec![
        leistung(EigenanteilForm::UnbezahlteArbeit, "Ehrenamtliche an 44 Freitagen", None, Some(88)),
        leistung(EigenanteilForm::Sachleistung, WORD, Some(12_000), None),
    ];
    nachweis.sachbericht.ergebnisse.clear();
    nachweis.sachbericht.durchfuehrung = "Ein langer Satz über das, was getan wurde. ".repeat(30);
    stammdaten.evaluationen.clear();
    stammdaten
}

// By hand: 88 h × 15,00 = 1.320,00 and 120,00 of goods are 1.440,00.
#[test]
fn the_eigenanteil_stands_with_its_hours_and_what_is_missing() {
    let dokument = made(&schlimmster_fall(), "GWA-2025-01", 2025);
    let part = &dokument.daten["eigenanteil"];
    assert_eq!(part["summe"].as_str(), Some("1.440,00"));
    assert_eq!(plain(&part["zeilen"][0]["rechnung"]), "88,00 Std. × 15,00 €");
    assert!(plain(&part["satz"]).contains("fehlen"), "{part}");
    assert!(dokument.daten["sachbericht"]["ziele"].is_null());
    assert_eq!(dokument.daten["sachbericht"]["texte"][1]["texte"][0], "keine Angabe");
    let note = plain(&dokument.daten["belege"]["noten"][0]);
    assert!(note.starts_with("Ein Beleg liegt nicht im Förderjahr"), "{note}");
}

/// Every printed sum, difference and rate of a Nachweis is what it is made of; a wrong one is found.
#[test]
fn a_wrong_number_is_found_wherever_it_stands() {
    use crate::domain::gegenrechnung::Gegenrechnung;
    use crate::present::probe::{Freitexte, Geprueft};
    let check = |dokument: Dokument| Geprueft::new(vec![dokument], &Gegenrechnung::default(), &Freitexte::default());
    for office in [sample(), schlimmster_fall()] {
        let right = made(&office, "GWA-2025-01", 2025);
        assert!(right.proben.len() > 25, "{} probes", right.proben.len());
        check(right).expect("right");
        for place in [
            "/ausgaben/summe/ist",
            "/ausgaben/gruppen/0/summe/soll",
            "/ausgaben/gruppen/1/zeilen/2/abweichung",
            "/ausgaben/gruppen/1/zeilen/2/prozent",
            "/einnahmen/summe/ist",
            "/zuwendung/betrag",
            "/belege/summe",
            "/kennzahlen/3/wert",
        ] {
            let mut wrong = made(&office, "GWA-2025-01", 2025);
            *wrong.daten.pointer_mut(place).expect(place) = Value::String("4.711,17".to_owned());
            assert!(check(wrong).is_err(), "{place}");
        }
    }
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn sample_data_of_the_template_are_fresh() {
    let stammdaten = sample();
    for (name, dokument) in [
        ("jahr", made(&stammdaten, "GWA-2024-07", 2024)),
        ("gesamt", made(&stammdaten, "GWA-2024-07", 2025)),
        ("rueckforderung", made(&stammdaten, "GWA-2025-01", 2025)),
        ("rand-lang", made(&schlimmster_fall(), "GWA-2025-01", 2025)),
    ] {
        let path = crate::checkout().join(format!("templates/beispiele/nachweis-{name}.json"));
        let fresh = format!("{:#}\n", dokument.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}

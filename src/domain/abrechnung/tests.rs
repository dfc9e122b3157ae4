use super::*;
use crate::domain::Datum;
use crate::domain::nachweis::{Beleg, Nachweiseinnahme, Sachbericht};
use crate::domain::zuwendung::EigenanteilForm;

fn euro(text: &str) -> Betrag {
    Betrag::parse(text).expect("an amount")
}

fn datum(text: &str) -> Datum {
    Datum::parse(text).expect("a day")
}

/// PRJ-2026-04 of the Bezirk with a Finanzierungsplan of round sums: persons 8.000,00, rooms 2.000,00, trips 1.000,00;
/// income 1.000,00; Eigenanteil 1 %; granted 9.500,00; 01.04.2026 to 31.03.2027, so 9 and 3 months.
fn massnahme() -> Massnahme {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/stammdaten/bezirk.json")).expect("JSON");
    let records = all["massnahmen"].as_array().expect("Maßnahmen");
    let record = records.iter().find(|record| record["id"] == "PRJ-2026-04").expect("the record");
    let mut record: Massnahme = serde_json::from_value(record.clone()).expect("a Maßnahme");
    let form = &mut record.angebote[0].anlage2;
    form.personal.truncate(1);
    form.personal[0].stunden = Decimal::from(200);
    form.personal[0].satz = euro("40,00");
    form.sachkosten.truncate(2);
    (form.sachkosten[0].betrag, form.sachkosten[1].betrag) = (euro("2.000,00"), euro("1.000,00"));
    form.einnahmen.truncate(1);
    (form.einnahmen[0].art, form.einnahmen[0].betrag) = ("Spenden".to_owned(), euro("1.000,00"));
    record.bewilligung.as_mut().expect("granted").betrag = euro("9.500,00");
    record
}

fn nachweis(belege: &[(&str, &str)], spenden: &str, ausgezahlt: &str) -> Nachweis {
    let beleg = |(place, (ansatz, betrag)): (usize, &(&str, &str))| Beleg {
        nr: format!("B{place}"),
        datum: datum("2026-06-01"),
        ansatz: (*ansatz).to_owned(),
        zweck: "Miete".to_owned(),
        betrag: euro(betrag),
    };
    Nachweis {
        massnahme: "PRJ-2026-04".into(),
        foerderjahr: 2026,
        schlussnachweis: false,
        eingang: datum("2027-02-01"),
        geprueft_am: None,
        ausgezahlt: euro(ausgezahlt),
        belege: belege.iter().enumerate().map(beleg).collect(),
        einnahmen: vec![Nachweiseinnahme { art: "Spenden".to_owned(), betrag: euro(spenden) }],
        eigenleistungen: Vec::new(),
        sachbericht: Sachbericht::default(),
        pruefvermerk: String::new(),
    }
}

fn settled(record: &Massnahme, jahr: Option<i32>, nachweise: &[&Nachweis]) -> Abrechnung {
    abrechnung(&ZuwendungsRegeln::default(), record, &record.angebote[0].anlage2, None, jahr, nachweise)
}

// ANBest-P Nr. 1.2: by up to 20 %. By hand: 2.000,00 → 2.400,00; 0,02 → 0,024, as cents 0,02.
#[test]
fn an_einzelansatz_may_be_exceeded_by_a_fifth() {
    assert_eq!((hoechstens(euro("2.000,00"), 20), hoechstens(euro("0,02"), 20)), (euro("2.400,00"), euro("0,02")));
    assert_eq!(hoechstens(euro("2.000,00"), 0), euro("2.000,00"));
}

// By hand, the whole Maßnahme: persons 7.000,00 of 8.000,00; rooms 2.400,00 of 2.000,00 (exactly + 20 %: allowed), trips
// 1.300,00 of 1.000,00 (+ 30 %: 1.200,00 count). Recognised 7.000 + 2.400 + 1.200 = 10.600,00, under the plan of 11.000,00.
// Eigenanteil 1 % = 106,00; income 1.200,00; Fehlbedarf 10.600 − 1.200 − 106 = 9.294,00 < 9.500,00. Paid 9.500,00: 206,00
// are to be paid back.
#[test]
fn what_is_too_much_is_not_recognised_and_is_paid_back() {
    let record = massnahme();
    let proof = nachweis(&[("P1", "7.000,00"), ("S1", "2.400,00"), ("S2", "1.300,00")], "1.200,00", "9.500,00");
    let found = settled(&record, None, &[&proof]);
    let states: Vec<_> = found.ansaetze.iter().map(|ansatz| ansatz.ueberschreitung).collect();
    assert_eq!(states, [Ueberschreitung::Keine, Ueberschreitung::Zulaessig, Ueberschreitung::Unzulaessig]);
    assert_eq!((found.ausgaben_soll(), found.ausgaben_ist()), (euro("11.000,00"), euro("10.700,00")));
    assert_eq!((found.anerkannt, found.rechnung.eigenanteil), (euro("10.600,00"), euro("106,00")));
    assert_eq!(found.rechnung.zuwendung, euro("9.294,00"));
    assert_eq!((found.rueckforderung(), found.restzahlung()), (euro("206,00"), Betrag::ZERO));
}

// One cent above the fifth is too much: 2.400,01 counts as 2.400,00.
#[test]
fn a_cent_above_the_fifth_is_too_much() {
    let proof = nachweis(&[("S1", "2.400,01")], "0,00", "0,00");
    let found = settled(&massnahme(), None, &[&proof]);
    assert_eq!(found.ansaetze[1].ueberschreitung, Ueberschreitung::Unzulaessig);
    assert_eq!(found.anerkannt, euro("2.400,00"));
}

// By hand: every Einzelansatz + 20 % makes 13.200,00, but nothing is saved: the plan's 11.000,00 bind. Eigenanteil 110,00;
// 11.000 − 1.000 − 110 = 9.890,00, granted 9.500,00.
#[test]
fn the_total_of_the_plan_binds() {
    let proof = nachweis(&[("P1", "9.600,00"), ("S1", "2.400,00"), ("S2", "1.200,00")], "1.000,00", "9.000,00");
    let found = settled(&massnahme(), None, &[&proof]);
    assert_eq!((found.anerkannt, found.rechnung.zuwendung), (euro("11.000,00"), euro("9.500,00")));
    assert_eq!((found.rueckforderung(), found.restzahlung()), (Betrag::ZERO, euro("500,00")));
}

// By hand: 9 of 12 months are 75 %: persons 6.000,00, rooms 1.500,00, trips 750,00, income 750,00, granted 7.125,00.
#[test]
fn a_foerderjahr_has_its_part_of_the_plan() {
    let proof = nachweis(&[("P1", "6.000,00"), ("S1", "1.500,00"), ("S2", "750,00")], "750,00", "7.125,00");
    let found = settled(&massnahme(), Some(2026), &[&proof]);
    assert_eq!(found.ansaetze.iter().map(|a| a.soll).collect::<Vec<_>>(), ["6.000,00", "1.500,00", "750,00"].map(euro));
    assert_eq!(
        (found.einnahmen[0].soll, found.rechnung.grundlagen.bewilligt),
        (euro("750,00"), Some(euro("7.125,00")))
    );
    // 8.250,00 − 750,00 − 82,50 = 7.417,50, granted for the year 7.125,00.
    assert_eq!((found.rechnung.eigenanteil, found.rechnung.zuwendung), (euro("82,50"), euro("7.125,00")));
    assert_eq!((found.rueckforderung(), found.restzahlung()), (Betrag::ZERO, Betrag::ZERO));
}

// By hand: 4 h × 15,00 = 60,00 and 30,00 of goods against 1 % of 8.000,00 = 80,00: fulfilled. If only goods count, 50,00 are
// missing.
#[test]
fn the_eigenanteil_is_fulfilled_by_what_the_office_counts() {
    let mut proof = nachweis(&[("P1", "8.000,00")], "0,00", "0,00");
    let leistung = |form, betrag: Option<&str>, stunden: Option<i64>| Eigenleistung {
        form,
        bezeichnung: String::new(),
        betrag: betrag.map(euro),
        stunden: stunden.map(Decimal::from),
    };
    proof.eigenleistungen = vec![
        leistung(EigenanteilForm::UnbezahlteArbeit, None, Some(4)),
        leistung(EigenanteilForm::Sachleistung, Some("30,00"), None),
    ];
    let record = massnahme();
    let mut regeln = ZuwendungsRegeln {
        stundenwert_unbezahlte_arbeit: Some(crate::domain::festlegung::Festlegung::new(euro("15,00"), "Beispiel")),
        ..ZuwendungsRegeln::default()
    };
    let with =
        |regeln: &ZuwendungsRegeln| abrechnung(regeln, &record, &record.angebote[0].anlage2, None, None, &[&proof]);
    assert_eq!((with(&regeln).eigenleistungen, with(&regeln).eigenanteil_fehlt()), (euro("90,00"), Betrag::ZERO));
    let goods = vec![EigenanteilForm::Sachleistung];
    regeln.eigenanteil_anerkannt = Some(crate::domain::festlegung::Festlegung::new(goods, "Beispiel"));
    assert_eq!(with(&regeln).eigenanteil_fehlt(), euro("50,00"));
}

#[test]
fn income_that_was_not_planned_stands_in_its_own_line() {
    let mut proof = nachweis(&[], "100,00", "0,00");
    proof.einnahmen.push(Nachweiseinnahme { art: "Verkauf".to_owned(), betrag: euro("40,00") });
    let found = settled(&massnahme(), None, &[&proof]);
    assert_eq!(found.einnahmen_ist(), euro("140,00"));
    let besides = &found.einnahmen[1];
    assert_eq!((besides.art.as_str(), besides.soll, besides.ist), ("Verkauf", Betrag::ZERO, euro("40,00")));
}

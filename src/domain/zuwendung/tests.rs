use super::*;

fn euro(text: &str) -> Betrag {
    Betrag::parse(text).expect("an amount")
}

/// The tiers of the Bezirk: seed 002, "Finanzierung und Förderung", 1 to 5 % by staff.
fn bezirk() -> ZuwendungsRegeln {
    let stufe = |ab_mitarbeitenden, prozent: i64| Staffelstufe { ab_mitarbeitenden, prozent: Decimal::from(prozent) };
    let staffel = vec![stufe(1, 1), stufe(31, 2), stufe(61, 3), stufe(91, 4), stufe(121, 5)];
    ZuwendungsRegeln {
        eigenanteil_staffel: Some(Festlegung::new(staffel, "Konzept Sozialraumarbeit, Finanzierung und Förderung")),
        stundenwert_unbezahlte_arbeit: Some(Festlegung::new(euro("15,00"), "Beispiel")),
        ..ZuwendungsRegeln::default()
    }
}

fn grundlagen(art: Finanzierungsart, ausgaben: &str, einnahmen: &str, prozent: i64) -> Grundlagen {
    Grundlagen {
        art,
        ausgaben: euro(ausgaben),
        einnahmen: euro(einnahmen),
        eigenanteil_prozent: Decimal::from(prozent),
        anteil_prozent: Decimal::ONE_HUNDRED,
        bewilligt: None,
    }
}

fn gesamtkosten(grundlagen: Grundlagen) -> Rechnung {
    rechne(EigenanteilBasis::ZuwendungsfaehigeGesamtkosten, grundlagen)
}

// Seed 002: 1–30 1 %, 31–60 2 %, 61–90 3 %, 91–120 4 %, ab 121 5 %.
#[test]
fn the_tiers_change_exactly_at_their_boundaries() {
    let regeln = bezirk();
    let of = |staff: u32| regeln.eigenanteil_prozent(staff);
    for (staff, percent) in [(1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (120, 4), (121, 5), (240, 5)]
    {
        assert_eq!(of(staff), Decimal::from(percent), "{staff} people");
    }
    assert_eq!(of(0), Decimal::ZERO);
    assert_eq!(ZuwendungsRegeln::default().eigenanteil_prozent(500), Decimal::ZERO);
}

// By hand, seed 002 (Fehlbedarfsfinanzierung, 91–120 people 4 %): Ausgaben 66.797,50, Einnahmen 4.000,00;
// Eigenanteil 66.797,50 × 0,04 = 2.671,90; Fehlbedarf 66.797,50 − 4.000,00 − 2.671,90 = 60.125,60.
#[test]
fn a_fehlbedarf_is_what_income_and_eigenanteil_leave() {
    let art = Finanzierungsart::Fehlbedarf;
    let found = gesamtkosten(grundlagen(art, "66.797,50", "4.000,00", 4));
    assert_eq!((found.eigenanteil, found.zuwendung), (euro("2.671,90"), euro("60.125,60")));
    // Granted were 60.100,00: the smaller one counts. Had 61.000,00 been granted, the gap would.
    let capped = |cap| gesamtkosten(Grundlagen { bewilligt: Some(euro(cap)), ..found.grundlagen }).zuwendung;
    assert_eq!((capped("60.100,00"), capped("61.000,00")), (euro("60.100,00"), euro("60.125,60")));
}

// By hand: 22.384,43 × 2 % = 447,6886, rounded half away from zero 447,69; 22.384,43 − 447,69 = 21.936,74.
// 10.050,50 × 1 % = 100,505, which is half a cent: 100,51.
#[test]
fn the_eigenanteil_is_rounded_half_away_from_zero() {
    let found = gesamtkosten(grundlagen(Finanzierungsart::Fehlbedarf, "22.384,43", "0,00", 2));
    assert_eq!((found.eigenanteil, found.zuwendung), (euro("447,69"), euro("21.936,74")));
    let half = gesamtkosten(grundlagen(Finanzierungsart::Fehlbedarf, "10.050,50", "0,00", 1));
    assert_eq!(half.eigenanteil, euro("100,51"));
}

// By hand: base 50.000 − 10.000 = 40.000; 5 % are 2.000, not the 2.500 of the Gesamtkosten.
#[test]
fn the_base_may_be_the_sum_applied_for() {
    let input = grundlagen(Finanzierungsart::Fehlbedarf, "50.000,00", "10.000,00", 5);
    let found = rechne(EigenanteilBasis::BeantragteZuwendung, input);
    assert_eq!((found.eigenanteil, found.zuwendung), (euro("2.000,00"), euro("38.000,00")));
    assert_eq!(gesamtkosten(input).eigenanteil, euro("2.500,00"));
}

// By hand: 40.383,38 − 2.400,00 = 37.983,38, whatever the tier of the Träger.
#[test]
fn a_vollfinanzierung_asks_for_no_eigenanteil() {
    let found = gesamtkosten(grundlagen(Finanzierungsart::Voll, "40.383,38", "2.400,00", 1));
    assert_eq!((found.eigenanteil, found.zuwendung), (Betrag::ZERO, euro("37.983,38")));
}

// By hand: 70 % of 20.000,00 = 14.000,00. With Einnahmen of 8.000,00 only 20.000 − 8.000 − 200 (1 %) = 11.800,00 are left.
#[test]
fn an_anteil_never_exceeds_what_is_not_covered() {
    let share = |einnahmen| {
        let input = grundlagen(Finanzierungsart::Anteil, "20.000,00", einnahmen, 1);
        gesamtkosten(Grundlagen { anteil_prozent: Decimal::from(70), ..input }).zuwendung
    };
    assert_eq!((share("0,00"), share("8.000,00")), (euro("14.000,00"), euro("11.800,00")));
}

// A Festbetrag of 5.000,00 stays with an income of 3.000,00 and costs of 9.000,00; with costs of 4.200,00 it is 4.200,00.
#[test]
fn a_festbetrag_is_cut_only_by_smaller_costs() {
    let fixed = |ausgaben| {
        let input = grundlagen(Finanzierungsart::Festbetrag, ausgaben, "3.000,00", 1);
        gesamtkosten(Grundlagen { bewilligt: Some(euro("5.000,00")), ..input }).zuwendung
    };
    assert_eq!((fixed("9.000,00"), fixed("4.200,00")), (euro("5.000,00"), euro("4.200,00")));
}

#[test]
fn income_above_the_costs_leaves_nothing() {
    let found = gesamtkosten(grundlagen(Finanzierungsart::Fehlbedarf, "1.000,00", "1.200,00", 5));
    assert_eq!((found.hoechstens, found.zuwendung), (Betrag::ZERO, Betrag::ZERO));
}

// By hand: 32,5 hours × 15,00 € = 487,50 €.
#[test]
fn unpaid_work_counts_at_the_set_value() {
    assert_eq!(bezirk().wert_unbezahlter_arbeit(Decimal::new(325, 1)), euro("487,50"));
    assert_eq!(ZuwendungsRegeln::default().wert_unbezahlter_arbeit(Decimal::TEN), Betrag::ZERO);
}

#[test]
fn only_what_the_office_counts_is_eigenanteil() {
    let money = Festlegung::new(vec![EigenanteilForm::EigeneMittel], "Beispiel");
    let regeln = ZuwendungsRegeln { eigenanteil_anerkannt: Some(money), ..bezirk() };
    assert!(regeln.counts(EigenanteilForm::EigeneMittel) && !regeln.counts(EigenanteilForm::Sachleistung));
    assert!(bezirk().counts(EigenanteilForm::UnbezahlteArbeit));
}

/// The Bezirk's master data record ten Zuwendungen that somebody else reckoned.
#[test]
fn every_zuwendung_on_record_in_the_bezirk_is_found_again() {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/stammdaten/bezirk.json")).expect("JSON");
    let traeger: Vec<Traeger> = serde_json::from_value(all["traeger"].clone()).expect("Träger");
    let massnahmen: Vec<Massnahme> = serde_json::from_value(all["massnahmen"].clone()).expect("Maßnahmen");
    let regeln = bezirk();
    let mut count = 0;
    for massnahme in &massnahmen {
        let (Some(record), Some(offer)) = (&massnahme.zuwendung, massnahme.bewilligtes_angebot()) else { continue };
        let who = traeger.iter().find(|traeger| traeger.id == offer.traeger);
        let found = fuer(&regeln, massnahme, &offer.anlage2, who);
        assert_eq!(found.eigenanteil, record.eigenanteil, "{}", massnahme.id);
        assert_eq!(found.hoechstens, record.hoechstbetrag, "{}", massnahme.id);
        assert_eq!(ausgaben(&offer.anlage2), record.zuwendungsfaehige_ausgaben, "{}", massnahme.id);
        count += 1;
    }
    assert_eq!(count, 9);
}

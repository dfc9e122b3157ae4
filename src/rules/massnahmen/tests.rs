use super::*;
use crate::domain::Datum;
use crate::domain::festlegung::Festlegung;
use crate::domain::massnahme::{Foerderart, KeinLeistungsangebot, Verlaengerung};
use crate::domain::massnahmenregeln::{Beginnregel, Beschlussschritt, Voraussetzung74, Voraussetzung77};
use crate::domain::stammdaten::Gemeinnuetzigkeit;
use crate::domain::zuwendung::{EigenanteilForm, Staffelstufe};

const HEUTE: &str = "2026-07-20";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn datum(text: &str) -> Datum {
    Datum(day(text))
}

/// An office of the test data with the rules of the Bezirk: seed 002, "Verfahrenswege für Projekte", "Finanzierung und
/// Förderung".
fn amt(json: &str) -> Stammdaten {
    let all: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let mut stammdaten = crate::rules::testhilfe::stammdaten_from_json(json);
    let part = |key: &str| all[key].clone();
    stammdaten.traeger = serde_json::from_value(part("traeger")).expect("Träger");
    stammdaten.kriterien = serde_json::from_value(part("kriterien")).expect("Kriterien");
    stammdaten.budgets = serde_json::from_value(part("budgets")).expect("budgets");
    stammdaten.budgetbewegungen = serde_json::from_value(part("budgetbewegungen")).expect("movements");
    let konzept = "Konzept, Verfahrenswege für Projekte";
    let regeln = &mut stammdaten.einstellungen.regeln;
    regeln.massnahmen = Massnahmenregeln {
        hoechstlaufzeit_monate: Some(Festlegung::new(24, konzept)),
        verlaengerung_monate: Some(Festlegung::new(12, konzept)),
        beginn_nicht_vor: Some(Festlegung::new(Beginnregel::Bewilligung, konzept)),
        paragraf_74: Some(Festlegung::new(
            vec![Voraussetzung74::Gemeinnuetzigkeit, Voraussetzung74::Eigenleistung],
            "§ 74 Abs. 1 SGB VIII",
        )),
        paragraf_77: Some(Festlegung::new(
            vec![Voraussetzung77::Fachleistungsstunden, Voraussetzung77::Hilfeplan],
            "§ 77 SGB VIII",
        )),
        institutionelle_foerderung: Some(Festlegung::new(false, konzept)),
        budgetdeckung: Some(Festlegung::new(true, konzept)),
        beschluesse: Some(Festlegung::new(
            vec![
                Beschlussschritt::Bewertung,
                Beschlussschritt::Leistungserbringung,
                Beschlussschritt::Ressourceneinsatz,
            ],
            konzept,
        )),
        ..Massnahmenregeln::default()
    };
    let stufe = |ab_mitarbeitenden, prozent: i64| Staffelstufe {
        ab_mitarbeitenden,
        prozent: rust_decimal::Decimal::from(prozent),
    };
    regeln.zuwendung.eigenanteil_staffel =
        Some(Festlegung::new(vec![stufe(1, 1), stufe(31, 2), stufe(61, 3), stufe(91, 4), stufe(121, 5)], konzept));
    stammdaten
}

fn bezirk() -> Stammdaten {
    amt(include_str!("../../../tests/stammdaten/bezirk.json"))
}

fn verden() -> Stammdaten {
    let mut office = amt(include_str!("../../../tests/stammdaten/verden.json"));
    // Here nobody bears an Eigenanteil by tiers.
    office.einstellungen.regeln.zuwendung.eigenanteil_staffel = None;
    office
}

/// The rules that a changed record breaks.
fn broken(stammdaten: &Stammdaten, id: &str, change: impl FnOnce(&mut Massnahme)) -> Vec<&'static str> {
    let mut record = stammdaten.massnahme(&id.into()).expect("a record").clone();
    change(&mut record);
    befunde(stammdaten, &record, day(HEUTE)).into_iter().map(|befund| befund.regel).collect()
}

/// PRJ-2026-04 of the Bezirk, decided on 18.02.2026, breaks none of its rules.
const PROJEKT: &str = "PRJ-2026-04";

#[test]
fn a_record_by_the_rules_has_no_findings() {
    assert_eq!(broken(&bezirk(), PROJEKT, |_| {}), Vec::<&str>::new());
}

// Seed 002: "Projekte dürfen nicht vor der Genehmigung beginnen." Decided on 18.02.2026.
#[test]
fn a_start_on_the_day_of_approval_is_right_and_on_the_day_before_wrong() {
    let office = bezirk();
    let starting = |text| broken(&office, PROJEKT, |record| record.laufzeit.beginn = datum(text));
    assert!(!starting("2026-02-18").contains(&"beginn-vor-bewilligung"));
    assert!(starting("2026-02-17").contains(&"beginn-vor-bewilligung"));
}

#[test]
fn where_the_bescheid_counts_its_day_counts() {
    let mut office = bezirk();
    office.einstellungen.regeln.massnahmen.beginn_nicht_vor = Some(Festlegung::new(Beginnregel::Bescheid, "x"));
    let starting = |text| broken(&office, PROJEKT, |record| record.laufzeit.beginn = datum(text));
    // The Bescheid is of 26.02.2026.
    assert!(starting("2026-02-25").contains(&"beginn-vor-bewilligung"));
    assert!(!starting("2026-02-26").contains(&"beginn-vor-bewilligung"));
    let without = broken(&office, PROJEKT, |record| record.entscheidungen.bescheid = None);
    assert!(without.contains(&"beginn-vor-bewilligung"));
}

// Seed 002: "nicht länger als 24 Monate". By hand: from 01.04.2026 they end on 31.03.2028.
#[test]
fn twenty_four_months_are_right_and_a_day_more_is_wrong() {
    let office = bezirk();
    let ending = |text| broken(&office, PROJEKT, |record| record.laufzeit.ende = datum(text));
    assert!(!ending("2028-03-31").contains(&"laufzeit-zu-lang"));
    assert!(ending("2028-04-01").contains(&"laufzeit-zu-lang"));
}

// Seed 002: "in Ausnahmefällen um bis zu 12 Monate verlängert". By hand: 24 months to 31.03.2028, 12 more to 31.03.2029:
// 36 months in all.
#[test]
fn thirty_six_months_are_right_and_a_day_more_is_wrong() {
    let office = bezirk();
    let extended = |first: &str, last: &str| {
        broken(&office, PROJEKT, |record| {
            record.laufzeit.ende = datum(last);
            record.verlaengerung = Some(Verlaengerung {
                urspruengliches_ende: datum(first),
                neues_ende: datum(last),
                entschieden_am: datum("2026-07-01"),
                durch: "Bezirksjugendamtsleitung".to_owned(),
                grund: "Anschluss".to_owned(),
                beleg: String::new(),
            });
        })
    };
    assert_eq!(extended("2028-03-31", "2029-03-31"), Vec::<&str>::new());
    assert_eq!(extended("2028-03-31", "2029-04-01"), ["verlaengerung-zu-lang"]);
    assert_eq!(extended("2028-04-01", "2029-04-01"), ["laufzeit-zu-lang"]);
    // Of a short Laufzeit the extension alone counts: 12 months after 31.12.2026 are the whole of 2027.
    assert_eq!(extended("2026-12-31", "2027-12-31"), Vec::<&str>::new());
    assert_eq!(extended("2026-12-31", "2028-01-01"), ["verlaengerung-zu-lang"]);
}

#[test]
fn an_extension_after_the_end_is_none() {
    let office = bezirk();
    let found = broken(&office, "PRJ-2024-01", |record| {
        let more = record.verlaengerung.as_mut().expect("extended");
        more.entschieden_am = datum("2026-03-01");
    });
    assert_eq!(found, ["verlaengerung-zu-spaet"]);
    assert_eq!(broken(&office, "PRJ-2024-01", |_| {}), Vec::<&str>::new());
}

// The staff of the Träger T12 (5 people, 1 %) changed around each tier; Ausgaben 31.378,51, Eigenanteil on record 313,79.
#[test]
fn the_eigenanteil_on_record_is_held_against_the_tier() {
    let mut office = bezirk();
    for (staff, right) in [(30, true), (31, false), (60, false), (61, false), (120, false), (121, false)] {
        for traeger in office.traeger.iter_mut().filter(|traeger| traeger.id.as_str() == "T12") {
            traeger.mitarbeitende = staff;
        }
        let found = broken(&office, PROJEKT, |_| {});
        assert_eq!(!found.contains(&"eigenanteil-falsch"), right, "{staff} people: {found:?}");
    }
}

// By hand: 31 people bear 2 % of 31.378,51 = 627,57; Höchstbetrag 31.378,51 − 4.400,00 − 627,57 = 26.350,94, but 26.600,00
// are granted.
#[test]
fn a_grant_above_what_the_tier_leaves_is_found() {
    let mut office = bezirk();
    office.traeger.iter_mut().for_each(|traeger| traeger.mitarbeitende = 31);
    let record = office.massnahme(&PROJEKT.into()).expect("a record").clone();
    let found = befunde(&office, &record, day(HEUTE));
    let texts: Vec<_> = found.iter().map(|befund| befund.befund.as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("26.350,94")), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("627,57")), "{texts:?}");
}

#[test]
fn a_vollfinanzierung_says_why() {
    let mut office = bezirk();
    office.einstellungen.regeln.zuwendung.vollfinanzierung_mit_grund = Some(Festlegung::new(true, "Konzept"));
    assert_eq!(broken(&office, "PRJ-2026-02", |_| {}), ["vollfinanzierung-ohne-grund"]);
    let reason = |record: &mut Massnahme| {
        record.zuwendung.as_mut().expect("a Zuwendung").begruendung =
            "Kein Träger kann den Anteil aufbringen.".to_owned();
    };
    assert_eq!(broken(&office, "PRJ-2026-02", reason), Vec::<&str>::new());
}

#[test]
fn only_forms_that_the_office_counts_are_eigenanteil() {
    let mut office = bezirk();
    let money = vec![EigenanteilForm::Sachleistung, EigenanteilForm::UnbezahlteArbeit];
    office.einstellungen.regeln.zuwendung.eigenanteil_anerkannt = Some(Festlegung::new(money, "Konzept"));
    // "eigene Mittel" stand on record.
    assert_eq!(broken(&office, PROJEKT, |_| {}), ["eigenanteil-nicht-anerkannt"]);
    assert_eq!(broken(&office, "PRJ-2026-03", |_| {}), Vec::<&str>::new());
}

#[test]
fn a_traeger_is_not_funded_as_such() {
    let found = broken(&bezirk(), PROJEKT, |record| record.foerderart = Foerderart::Institutionell);
    assert_eq!(found, ["institutionelle-foerderung"]);
}

#[test]
fn paragraf_74_asks_for_gemeinnuetzigkeit_and_eigenleistung() {
    let mut office = bezirk();
    for traeger in &mut office.traeger {
        let until = Some(datum("2026-03-31"));
        traeger.gemeinnuetzigkeit = Some(Gemeinnuetzigkeit { nachweis: "x".to_owned(), gueltig_bis: until });
    }
    // Begins on 01.04.2026, a day after the proof has ended.
    assert_eq!(broken(&office, PROJEKT, |_| {}), ["gemeinnuetzigkeit-fehlt"]);
    office.traeger.iter_mut().for_each(|traeger| traeger.gemeinnuetzigkeit = None);
    let nothing_of_its_own = |record: &mut Massnahme| {
        record.zuwendung = None;
        record.angebote[0].anlage2.einnahmen.clear();
        record.angebote[0].anlage2.personal.iter_mut().for_each(|person| {
            person.art = crate::domain::angebot::PersonalArt::Hauptamtlich;
        });
    };
    let found = broken(&office, PROJEKT, nothing_of_its_own);
    assert!(found.contains(&"gemeinnuetzigkeit-fehlt") && found.contains(&"eigenleistung-fehlt"), "{found:?}");
}

#[test]
fn paragraf_77_asks_for_fachleistungsstunden_and_hilfeplan() {
    let office = bezirk();
    let found = broken(&office, "PRJ-2025-01", |record| {
        record.hilfeplanbezug.clear();
        for angebot in &mut record.angebote {
            for person in &mut angebot.anlage2.personal {
                person.satzart = crate::domain::angebot::Satzart::Stundensatz;
            }
        }
    });
    assert_eq!(found, ["fachleistungsstunden-fehlen", "hilfeplan-fehlt"]);
    let mixed = broken(&office, PROJEKT, |record| {
        record.angebote[0].anlage2.personal[0].satzart = crate::domain::angebot::Satzart::Fachleistungsstunde;
    });
    assert_eq!(mixed, ["rechtsgrundlage-vermischt"]);
}

#[test]
fn steps_in_a_wrong_order_or_missing_are_found() {
    let office = bezirk();
    let swapped = broken(&office, PROJEKT, |record| {
        record.entscheidungen.bescheid.as_mut().expect("a Bescheid").datum = datum("2026-02-17");
    });
    assert_eq!(swapped, ["schritte-vertauscht"]);
    let missing = broken(&office, PROJEKT, |record| record.entscheidungen.leistungserbringung = None);
    assert_eq!(missing, ["beschluss-fehlt"]);
    let unscored = broken(&office, PROJEKT, |record| record.angebote[0].anlage3 = None);
    assert_eq!(unscored, ["beschluss-fehlt", "angebot-nicht-bewertet"]);
    let both = broken(&office, PROJEKT, |record| {
        record.entscheidungen.kein_leistungsangebot =
            Some(KeinLeistungsangebot { datum: datum("2026-02-18"), grund: " ".to_owned(), beleg: String::new() });
    });
    assert!(both.contains(&"abgelehnt-und-bewilligt") && both.contains(&"ablehnung-ohne-grund"), "{both:?}");
    let more = broken(&office, PROJEKT, |record| {
        record.entscheidungen.bescheid.as_mut().expect("a Bescheid").betrag = Betrag::from_cents(2_700_000);
    });
    assert!(more.contains(&"bescheid-ueber-beschluss"), "{more:?}");
}

#[test]
fn a_word_that_the_steps_contradict_is_found() {
    let office = bezirk();
    let found = broken(&office, PROJEKT, |record| record.laufzeit.ende = datum("2026-06-30"));
    assert_eq!(found, ["status-widerspricht"]);
}

// GWA-2025-09 of the sample: A on rank 1, B on rank 2 (2,7250), C on rank 3. GWA-2026-16: A fails a K.-o.-Kriterium.
#[test]
fn a_decision_against_the_rank_needs_a_reason_of_its_own() {
    let office = verden();
    let choose = |letter: &str, reason: &str| {
        broken(&office, "GWA-2025-09", |record| {
            let decision = record.entscheidungen.leistungserbringung.as_mut().expect("a decision");
            decision.angebot = Some(format!("GWA-2025-09/{letter}"));
            decision.begruendung = reason.to_owned();
        })
    };
    assert!(choose("B", "").contains(&"entscheidung-gegen-rang"));
    assert!(choose("B", "Höchste gewichtete Punktzahl.").contains(&"entscheidung-gegen-rang"));
    let reason = "Das Angebot A ist zurückgezogen.";
    assert!(!choose("B", reason).contains(&"entscheidung-gegen-rang"));
    assert!(!choose("A", "").contains(&"entscheidung-gegen-rang"));
    let excluded = broken(&office, "GWA-2026-16", |record| {
        let decision = record.entscheidungen.leistungserbringung.as_mut().expect("a decision");
        decision.angebot = Some("GWA-2026-16/A".to_owned());
        decision.begruendung = reason.to_owned();
    });
    assert!(excluded.contains(&"ausgeschlossenes-angebot-gewaehlt"), "{excluded:?}");
}

// GWA-2026-05 of the sample: A and B share rank 1 with 3,2250; B was taken.
#[test]
fn a_tie_needs_the_reason_of_the_law() {
    let office = verden();
    let found = broken(&office, "GWA-2026-05", |record| {
        record.entscheidungen.leistungserbringung.as_mut().expect("a decision").begruendung.clear();
    });
    assert_eq!(found, ["gleichstand-ohne-grund"]);
    assert_eq!(broken(&office, "GWA-2026-05", |_| {}), Vec::<&str>::new());
}

// By hand, Dörverden 2026 on 18.02.2026: Ansatz 41.500,00 − 41.036,95 for GWA-2026-10 (decided 10.12.2025) = 463,05; the
// Übertrag comes only on 18.03. GWA-2026-07 takes
// 33 % of 47.396,53 = 15.640,8549, as cents 15.640,86 (15.640,86 + 15.640,85 + 16.114,82, largest remainder).
#[test]
fn a_budget_that_does_not_cover_is_found_on_the_day_of_the_decision() {
    let office = verden();
    let record = office.massnahme(&"GWA-2026-07".into()).expect("a record");
    let found = befunde(&office, record, day(HEUTE));
    let missing: Vec<_> = found.iter().filter(|befund| befund.regel == "budget-nicht-gedeckt").collect();
    assert_eq!(missing.len(), 1);
    let text = &missing[0].befund;
    assert!(text.contains("Dörverden 2026 noch 463,05") && text.contains("15.640,86"), "{text}");
}

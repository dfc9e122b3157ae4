//! Worked by hand on the sample office, on days whose deadlines are counted out beside each case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Ablehnung, Budgetlage, Lage, Warnungen, faellig};
use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Quote};
use crate::domain::lieferung::Lieferart;
use crate::domain::nachweis::haengt;
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, Datum, Quartal, Stammdaten};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn quartal(text: &str) -> Quartal {
    text.parse().expect("a quarter")
}

/// The sample office without what its records make due: each case puts in what it is about.
fn office() -> Stammdaten {
    let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
    let mut stammdaten = office.stammdaten;
    stammdaten.massnahmen.clear();
    stammdaten.evaluationen.clear();
    stammdaten.ausschusssitzungen.clear();
    stammdaten.sitzungen.retain(|sitzung| sitzung.id == "SRT-achim-2026-4");
    stammdaten
}

fn sample() -> Stammdaten {
    let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
    office.stammdaten
}

fn lage<'a>(stammdaten: &'a Stammdaten, heute: &str) -> Lage<'a> {
    let mut lieferungen = BTreeMap::new();
    // Everything up to the quarter that is over on the day has come.
    let mut delivered = quartal("2025-Q1");
    while delivered.ende() < day(heute) {
        lieferungen.insert((Lieferart::Kosten, delivered), Vec::new());
        lieferungen.insert((Lieferart::Faelle, delivered), Vec::new());
        delivered = delivered.next();
    }
    Lage {
        stammdaten,
        heute: day(heute),
        lieferungen,
        abgelehnt: Vec::new(),
        warnungen: Vec::new(),
        eingeladen: BTreeSet::new(),
        berichtet: BTreeSet::new(),
        budgets: None,
    }
}

/// Key, how much it presses, since when, until when.
fn told(found: &[Faelliges]) -> Vec<String> {
    let bis = |one: &Faelliges| one.bis.map_or_else(|| "–".to_owned(), |bis| bis.to_string());
    found
        .iter()
        .map(|one| format!("{} {} seit {} bis {}", one.sache, one.dringlichkeit.label(), one.seit, bis(one)))
        .collect()
}

// Quarter 2 of 2026 ends on 30 June; zulieferung_tage = 28, so its last day is 28 July.
#[test]
fn a_delivery_is_awaited_after_the_quarter_and_late_after_its_last_day() {
    let stammdaten = office();
    let mut lage = lage(&stammdaten, "2026-07-28");
    lage.lieferungen.remove(&(Lieferart::Faelle, quartal("2026-Q2")));
    lage.lieferungen.insert((Lieferart::Kosten, quartal("2026-Q2")), vec![2]);
    assert_eq!(
        told(&faellig(&lage)),
        [
            "lieferung/2026-Q2/kosten fällig seit 2026-07-01 bis 2026-07-28",
            "lieferung/2026-Q2/faelle fällig seit 2026-07-01 bis 2026-07-28",
        ]
    );
    lage.heute = day("2026-07-29");
    assert!(faellig(&lage).iter().all(|one| one.dringlichkeit == Dringlichkeit::Ueberfaellig));
    // On the last day of the quarter nothing of it is awaited.
    lage.heute = day("2026-06-30");
    lage.lieferungen.remove(&(Lieferart::Kosten, quartal("2026-Q2")));
    assert_eq!(told(&faellig(&lage)), Vec::<String>::new());
}

#[test]
fn weeks_of_silence_are_asked_for_quarter_by_quarter_and_a_year_at_most() {
    let stammdaten = office();
    let mut lage = lage(&stammdaten, "2026-07-20");
    lage.lieferungen.retain(|(_, of), _| *of == quartal("2025-Q1"));
    // nachholen_monate = 12: 2025-Q2 ended more than a year before 20 July 2026.
    let keys: Vec<_> = faellig(&lage).iter().map(|one| one.sache.to_string()).collect();
    assert_eq!(
        keys,
        [
            "lieferung/2025-Q3/kosten",
            "lieferung/2025-Q3/faelle",
            "lieferung/2025-Q4/kosten",
            "lieferung/2025-Q4/faelle",
            "lieferung/2026-Q1/kosten",
            "lieferung/2026-Q1/faelle",
            "lieferung/2026-Q2/kosten",
            "lieferung/2026-Q2/faelle",
        ],
        "the oldest deadline first"
    );
    lage.lieferungen.clear();
    let keys: Vec<_> = faellig(&lage).iter().map(|one| one.sache.to_string()).collect();
    assert_eq!(keys, ["lieferung/2026-Q2/kosten", "lieferung/2026-Q2/faelle"], "a new office starts with the last one");
}

// befunde_tage = 14: refused on 3 July, answered by 17 July.
#[test]
fn a_refused_delivery_waits_for_an_answer() {
    let stammdaten = office();
    let mut lage = lage(&stammdaten, "2026-07-18");
    // It is not asked for as missing too.
    lage.lieferungen.remove(&(Lieferart::Kosten, quartal("2026-Q2")));
    lage.abgelehnt.push(Ablehnung {
        datei: "Kosten.xlsx".to_owned(),
        sha256: "0123456789abcdef0123456789abcdef".to_owned(),
        art: Some(Lieferart::Kosten),
        quartal: Some(quartal("2026-Q2")),
        am: day("2026-07-03"),
    });
    assert_eq!(told(&faellig(&lage)), ["befunde/0123456789abcdef überfällig seit 2026-07-03 bis 2026-07-17"]);
}

// warnungen_tage = 28: taken in on 3 July, named up to 30 July. nachholen_monate = 12: 2025-Q2 ended on 30 June 2025 and
// is not asked about on 20 July 2026.
#[test]
fn warnings_of_what_counts_are_to_be_settled_for_some_time() {
    let stammdaten = office();
    let mut lage = lage(&stammdaten, "2026-07-30");
    let je_regel = BTreeMap::from([("F009".to_owned(), 2), ("Q003".to_owned(), 5), ("F010".to_owned(), 2)]);
    for of in ["2025-Q2", "2026-Q2"] {
        let (art, am) = (Lieferart::Kosten, day("2026-07-03"));
        lage.warnungen.push(Warnungen { art, quartal: quartal(of), am, je_regel: je_regel.clone() });
    }
    let found = faellig(&lage);
    assert_eq!(told(&found), ["warnungen/2026-Q2/kosten zu klären seit 2026-07-03 bis –"]);
    let Sache::Warnungen { anzahl, regeln, .. } = &found[0].sache else { panic!("{found:?}") };
    assert_eq!((*anzahl, regeln.join(" ")), (9, "Q003 F009 F010".to_owned()), "most of one rule first");
    lage.heute = day("2026-07-31");
    assert_eq!(told(&faellig(&lage)), Vec::<String>::new());
}

// SRT-achim-2026-4 is on Monday, 14 September 2026. einladungsfrist_tage = 10: out by 4 September; vorlauf_tage = 4:
// due from 31 August. protokoll_tage = 14: minutes by 28 September.
#[test]
fn a_meeting_asks_for_its_invitation_then_for_its_minutes() {
    let mut stammdaten = office();
    let at = |stammdaten: &Stammdaten, heute: &str| {
        let mut lage = lage(stammdaten, heute);
        lage.lieferungen.clear();
        lage.lieferungen.insert((Lieferart::Kosten, quartal("2026-Q3")), Vec::new());
        lage.lieferungen.insert((Lieferart::Faelle, quartal("2026-Q3")), Vec::new());
        told(&faellig(&lage))
    };
    assert_eq!(at(&stammdaten, "2026-08-30"), Vec::<String>::new());
    for (heute, wort) in [("2026-08-31", "fällig"), ("2026-09-04", "fällig"), ("2026-09-05", "überfällig")] {
        let expected = format!("einladung/SRT-achim-2026-4 {wort} seit 2026-08-31 bis 2026-09-04");
        assert_eq!(at(&stammdaten, heute), [expected], "{heute}");
    }
    for (heute, wort) in [("2026-09-15", "fällig"), ("2026-09-29", "überfällig")] {
        let expected = format!("protokoll/SRT-achim-2026-4 {wort} seit 2026-09-15 bis 2026-09-28");
        assert_eq!(at(&stammdaten, heute), [expected], "{heute}");
    }
    let mut lage = lage(&stammdaten, "2026-09-05");
    lage.eingeladen.insert("SRT-achim-2026-4".to_owned());
    assert_eq!(told(&faellig(&lage)), Vec::<String>::new(), "it is out by mail");
    stammdaten.sitzungen[0].abgesagt =
        Some(serde_json::from_value(serde_json::json!({"am": "2026-09-02", "grund": "Erkrankung"})).expect("a record"));
    assert_eq!(at(&stammdaten, "2026-09-05"), Vec::<String>::new(), "nobody is invited to what is called off");
    assert_eq!(at(&stammdaten, "2026-09-15"), Vec::<String>::new());
}

// JHA-2026-3 is on 2 September 2026 and has the Vorlage on quarter 2 of 2026 (data/sitzungen/JHA-2026-3.toml);
// jha_bericht_tage = 14: there by 19 August; ausblick_tage = 28: named from 22 July on.
#[test]
fn a_report_to_the_committee_is_named_four_weeks_ahead() {
    let mut stammdaten = office();
    let session = sample().ausschusssitzungen.into_iter().find(|sitzung| sitzung.id == "JHA-2026-3");
    let mut session = session.expect("a session");
    session.vorlagen[0].betreff = "Bericht zur Sozialraumorientierung – 2.\u{a0}Quartal\u{a0}2026".to_owned();
    stammdaten.ausschusssitzungen.push(session);
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-07-21"))), Vec::<String>::new());
    let expected = "jha-bericht/JHA-2026-3/2026-Q2 fällig seit 2026-07-01 bis 2026-08-19";
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-07-22"))), [expected]);
    let mut lage = lage(&stammdaten, "2026-07-22");
    lage.berichtet.insert(quartal("2026-Q2"));
    assert_eq!(told(&faellig(&lage)), Vec::<String>::new(), "it is written");
}

/// The office with one record of the sample, and its evaluations.
fn office_with(id: &str) -> Stammdaten {
    let mut stammdaten = office();
    stammdaten.massnahmen.extend(sample().massnahmen.into_iter().filter(|one| one.id.as_str() == id));
    assert_eq!(stammdaten.massnahmen.len(), 1, "{id}");
    stammdaten.evaluationen = sample().evaluationen;
    stammdaten.nachweise.clear();
    stammdaten
}

/// What is due about Nachweise.
fn accounts(stammdaten: &Stammdaten, heute: &str) -> Vec<String> {
    let mut lines = told(&faellig(&lage(stammdaten, heute)));
    lines.retain(|line| line.starts_with("nachweis"));
    lines
}

// GWA-2024-06 ran to 31 December 2025 and has no Verwendungsnachweis: schlussnachweis_monate = 6, so by 30 June 2026,
// named from 2 June on (ausblick_tage = 28). Its evaluation of 2024-H2 is missing too, and too old to be asked for.
#[test]
fn an_ended_massnahme_owes_its_account() {
    let mut stammdaten = office_with("GWA-2024-06");
    assert!(stammdaten.massnahmen[0].verwendungsnachweis.is_none());
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-06-01"))), Vec::<String>::new());
    let expected = "nachweis/GWA-2024-06/2025 fällig seit 2026-01-01 bis 2026-06-30";
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-06-02"))), [expected]);
    let expected = "nachweis/GWA-2024-06/2025 überfällig seit 2026-01-01 bis 2026-06-30";
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-07-20"))), [expected]);
    assert_eq!(haengt_on(&stammdaten, "2026-06-30"), None);
    assert_eq!(haengt_on(&stammdaten, "2026-07-01"), Some("den Verwendungsnachweis seit 2025-12-31".to_owned()));
    // What was not granted owes none.
    stammdaten.massnahmen[0].bewilligung = None;
    assert_eq!(accounts(&stammdaten, "2026-07-20"), Vec::<String>::new());
}

fn haengt_on(stammdaten: &Stammdaten, heute: &str) -> Option<String> {
    let stuck = haengt(stammdaten, &stammdaten.massnahmen[0], day(heute))?;
    Some(format!("{} seit {}", stuck.wartet_auf, stuck.seit))
}

// With a Nachweis for each Förderjahr, the one for 2024 is due zwischennachweis_monate = 4 after 31 December 2024: by
// 30 April 2025, named from 2 April on. It comes on 10 April; nachweispruefung = 60 days later is 9 June.
#[test]
fn each_foerderjahr_owes_its_account_where_the_office_asks_for_it() {
    let mut stammdaten = office_with("GWA-2024-06");
    stammdaten.einstellungen.regeln.massnahmen.nachweis.je_foerderjahr = true;
    assert_eq!(accounts(&stammdaten, "2025-04-01"), Vec::<String>::new());
    let expected = "nachweis/GWA-2024-06/2024 fällig seit 2025-01-01 bis 2025-04-30";
    assert_eq!(accounts(&stammdaten, "2025-04-02"), [expected]);
    let expected = "nachweis/GWA-2024-06/2024 überfällig seit 2025-01-01 bis 2025-04-30";
    assert_eq!(accounts(&stammdaten, "2025-05-01"), [expected]);
    let mut record = sample().nachweise.into_iter().find(|one| one.massnahme.as_str() == "GWA-2024-07").expect("one");
    record.massnahme = "GWA-2024-06".into();
    (record.eingang, record.geprueft_am) = (Datum(day("2025-04-10")), Some(Datum(day("2025-06-20"))));
    assert_eq!((record.foerderjahr, record.schlussnachweis), (2024, false));
    stammdaten.nachweise.push(record);
    // On 9 April it has not come yet; on 20 June it is checked.
    assert_eq!(accounts(&stammdaten, "2025-04-09").len(), 1);
    let expected = "nachweispruefung/GWA-2024-06/2024 fällig seit 2025-04-10 bis 2025-06-09";
    assert_eq!(accounts(&stammdaten, "2025-06-09"), [expected]);
    assert_eq!(haengt_on(&stammdaten, "2025-06-09"), None);
    let expected = "nachweispruefung/GWA-2024-06/2024 überfällig seit 2025-04-10 bis 2025-06-09";
    assert_eq!(accounts(&stammdaten, "2025-06-10"), [expected]);
    let stuck = "die Prüfung des Nachweises für 2024 seit 2025-04-10".to_owned();
    assert_eq!(haengt_on(&stammdaten, "2025-06-10"), Some(stuck));
    assert_eq!(accounts(&stammdaten, "2025-06-20"), Vec::<String>::new());
}

// GWA-2024-05 ran from 1 September 2024 to 31 August 2025; its Verwendungsnachweis came on 26 October 2025 and is not
// checked: 60 days later is 25 December. The one for 2024 is not owed any more once the last one is checked.
#[test]
fn the_last_account_settles_the_massnahme() {
    let mut stammdaten = office_with("GWA-2024-05");
    let expected = "nachweispruefung/GWA-2024-05/2025 fällig seit 2025-10-26 bis 2025-12-25";
    assert_eq!(accounts(&stammdaten, "2025-12-25"), [expected]);
    stammdaten.einstellungen.regeln.massnahmen.nachweis.je_foerderjahr = true;
    assert_eq!(accounts(&stammdaten, "2025-12-25").len(), 2, "that for 2024 never came");
    let noted = stammdaten.massnahmen[0].verwendungsnachweis.as_mut().expect("it came");
    (noted.geprueft, noted.geprueft_am) = (true, Some(Datum(day("2025-12-20"))));
    assert_eq!(accounts(&stammdaten, "2025-12-25"), Vec::<String>::new());
}

// GWA-2025-02 ran from 1 February 2025 to 31 July 2026, so its evaluation of 2026-H1 is due; evaluation_frist_tage = 14:
// by 14 July. auslaufend_monate = 6: its end is named from 31 January 2026 on.
#[test]
fn a_running_massnahme_owes_its_evaluation_and_its_end_is_named() {
    let mut stammdaten = office_with("GWA-2025-02");
    let ends = "laufzeit/GWA-2025-02 demnächst seit 2026-01-31 bis 2026-07-31";
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-07-20"))), [ends]);
    stammdaten.evaluationen.retain(|one| one.halbjahr.to_string() != "2026-H1");
    let owed = "evaluation/GWA-2025-02/2026-H1 überfällig seit 2026-07-01 bis 2026-07-14";
    assert_eq!(told(&faellig(&lage(&stammdaten, "2026-07-20"))), [owed, ends]);
}

#[test]
fn a_budget_in_the_red_is_named_with_its_figures_day() {
    let stammdaten = office();
    let mut lage = lage(&stammdaten, "2026-07-20");
    let budget = |ampel| BudgetKennzahl {
        ebene: Ebene::Sozialraum,
        raum: "achim".to_owned(),
        budgetart: "gwa".to_owned(),
        einheit: crate::domain::budget::Einheit::Euro,
        ansatz: Betrag::ZERO,
        nachtrag: Betrag::ZERO,
        uebertrag: Betrag::ZERO,
        umschichtung: Betrag::ZERO,
        verfuegbar: Betrag::ZERO,
        bewilligt: Betrag::ZERO,
        ist: Betrag::ZERO,
        gebunden: Betrag::ZERO,
        frei: Betrag::ZERO,
        auslastung: None,
        bindungsquote: None,
        zeitanteil: Quote(rust_decimal::Decimal::ONE),
        hochrechnung_linear: Betrag::ZERO,
        hochrechnung_bindung: Betrag::ZERO,
        ampel,
    };
    lage.budgets =
        Some(Budgetlage { quartal: quartal("2026-Q2"), budgets: vec![budget(Ampel::Gelb), budget(Ampel::Rot)] });
    assert_eq!(told(&faellig(&lage)), ["budget/2026-Q2/sozialraum/achim/gwa fällig seit 2026-06-30 bis –"]);
}

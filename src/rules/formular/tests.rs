use std::sync::LazyLock;

use super::*;
use crate::domain::formular::{Formularart, lines};
use crate::finding::Ort;
use crate::ingest::formular::{Bogen, Feld};
use crate::ingest::mappe::Zellwert;

static STAMMDATEN: LazyLock<Stammdaten> = LazyLock::new(|| {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    crate::workspace::load(root).expect("the sample").stammdaten
});

fn stammdaten() -> &'static Stammdaten {
    &STAMMDATEN
}

/// Fields of a form that is right, by name: what a person types.
const ANTRAG: &[(&str, &str)] = &[
    ("antrag_titel", "Werkstatt im Hof"),
    ("antrag_rechtsgrundlage", "§ 74"),
    ("anlage1_gremium", "Achim"),
    ("anlage1_raum_achim", "x"),
    ("anlage1_leistung", "Offene Werkstatt, 20 Nachmittage"),
    ("anlage1_bedarf", "Es fehlt ein Treffpunkt."),
    ("anlage1_bedarf_festgestellt_am", "12.01.2026"),
    ("anlage1_zielgruppe", "Kinder von 8 bis 12"),
    ("anlage1_zielgruppe_beteiligt", "nein"),
    ("anlage1_ziel_01_nr", "1"),
    ("anlage1_ziel_01_ziel", "Kinder treffen sich."),
    ("anlage1_ziel_01_indikator", "Kinder, die zweimal kommen"),
    ("anlage1_ziel_01_ausgangswert", "0"),
    ("anlage1_ziel_01_sollwert", "12,5"),
    ("anlage1_ziel_01_einheit", "Kinder"),
    ("anlage1_nachhaltig_weil", "Eltern übernehmen."),
    ("anlage1_ort", "Hof"),
    ("anlage1_zeitraum", ""),
    ("anlage1_beginn", "01.03.2026"),
    ("anlage1_ende", "31.12.2026"),
    ("anlage1_evaluation", "Strichliste"),
    ("anlage1_ergaenzungen", ""),
    ("anlage2_raum_achim", "x"),
    ("anlage2_traeger", "kinderhafen"),
    ("anlage2_person_name", "Muster"),
    ("anlage2_person_vorname", ""),
    ("anlage2_person_telefon", ""),
    ("anlage2_person_anschrift", ""),
    ("anlage2_person_email", ""),
    ("anlage2_leistung", "Werkstatt"),
    ("anlage2_zeitraum_beginn", "01.03.2026"),
    ("anlage2_zeitraum_ende", "31.12.2026"),
    ("anlage2_personal_01_art", "hauptamtlich"),
    ("anlage2_personal_01_qualifikation", "Erzieherin"),
    ("anlage2_personal_01_stunden", "116,5"),
    ("anlage2_personal_01_satz", "62,75"),
    ("anlage2_personal_01_satzart", "Stundensatz"),
    ("anlage2_personal_01_summe", "7.310,38"),
    ("anlage2_personal_gesamt", "7.310,38"),
    ("anlage2_sach_01_bezeichnung", "Holz"),
    ("anlage2_sach_01_betrag", "1.200,00"),
    ("anlage2_sachkosten_gesamt", "1.200,00"),
    ("anlage2_einnahme_01_art", "Spenden"),
    ("anlage2_einnahme_01_betrag", "100"),
    ("anlage2_einnahme_02_art", "Drittmittelförderung"),
    ("anlage2_einnahme_02_betrag", ""),
    ("anlage2_einnahmen_gesamt", "100,00"),
    ("anlage2_foerdermittel_gesamt", "8.410,38"),
    ("anlage2_ergaenzungen", ""),
    ("anlage2_ort_datum", ""),
];

/// A form with these fields; the number of a field is its row.
fn bogen(form: &str, fields: &[(&str, &str)], changed: &[(&str, &str)]) -> Bogen {
    let mut bogen = Bogen::default();
    bogen.eigenschaften.insert("Formular".to_owned(), form.to_owned());
    for (row, (name, text)) in (1..).zip(fields) {
        let text = changed.iter().find(|(other, _)| other == name).map_or(*text, |(_, text)| *text);
        let ort = Ort { blatt: Some("Blatt".to_owned()), zelle: Some(format!("C{row}")) };
        let wert = if text.is_empty() { None } else { Some(Zellwert::Text(text.to_owned())) };
        bogen.felder.insert((*name).to_owned(), Feld { ort, wert, formel: None });
    }
    bogen
}

fn heute() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

/// Codes and cells of the findings, and whether the form is taken in.
fn findings(changed: &[(&str, &str)]) -> (Vec<String>, bool) {
    let urteil = pruefen(&bogen("antragsbogen/1", ANTRAG, changed), stammdaten(), heute());
    let place = |befund: &Befund| {
        let cell = befund.orte.first().and_then(|ort| ort.zelle.clone()).unwrap_or_default();
        format!("{} {cell}", befund.regel)
    };
    (urteil.befunde.iter().map(place).collect(), urteil.inhalt.is_some())
}

fn cell(name: &str) -> String {
    let row = ANTRAG.iter().position(|(known, _)| *known == name).expect("a field") + 1;
    format!("C{row}")
}

/// 116,5 × 62,75 = 7.310,375, half away from zero 7.310,38; + 1.200,00 − 100,00 = 8.410,38.
#[test]
fn a_right_form_has_no_findings_and_its_sums_are_reckoned() {
    let urteil = pruefen(&bogen("antragsbogen/1", ANTRAG, &[]), stammdaten(), heute());
    assert_eq!(urteil.befunde, []);
    let Some(Inhalt::Antrag(antrag)) = urteil.inhalt else { panic!("an offer") };
    assert_eq!(antrag.anlage2.foerdermittel_gesamt.cents(), 841_038);
    assert_eq!(antrag.anlage2.traeger.as_str(), "T01");
    assert_eq!(antrag.anlage2.einnahmen.len(), 1, "a printed line without an amount is none");
    assert_eq!(antrag.anlage1.ziele[0].sollwert.to_string(), "12.5");
    assert_eq!(antrag.anlage1.zielgruppe_beteiligt, Some(false));
}

#[test]
fn every_fault_is_told_with_its_cell() {
    for (name, text, code) in [
        ("antrag_titel", "", "V006"),
        ("anlage1_leistung", "", "V007"),
        ("anlage1_bedarf_festgestellt_am", "im Januar", "V009"),
        ("anlage1_bedarf_festgestellt_am", "31.02.2026", "V009"),
        ("anlage1_raum_achim", "vielleicht", "V011"),
        ("anlage1_zielgruppe_beteiligt", "teils", "V011"),
        ("anlage1_ziel_01_sollwert", "viele", "V010"),
        ("anlage1_ziel_01_sollwert", "1.200", "V010"),
        ("anlage1_ziel_01_ausgangswert", "", "V015"),
        ("anlage1_ende", "28.02.2026", "V012"),
        ("anlage2_traeger", "Unbekannt e. V.", "V013"),
        ("anlage2_personal_01_stunden", "", "V015"),
        ("anlage2_personal_01_stunden", "-4", "V010"),
        ("anlage2_personal_01_stunden", "99999999999999999999", "V010"),
        ("anlage2_personal_01_satz", "62,755", "V008"),
        ("anlage2_personal_01_satz", "1.234", "V008"),
        ("anlage2_personal_01_satzart", "Pauschale", "V011"),
        ("anlage2_sach_01_betrag", "nach Beleg", "V008"),
        ("anlage2_sach_01_betrag", "999999999,00", "V008"),
        ("anlage2_sach_01_bezeichnung", "", "V015"),
        ("anlage2_foerdermittel_gesamt", "8.410,37", "V016"),
    ] {
        let (told, taken) = findings(&[(name, text)]);
        assert!(told.contains(&format!("{code} {}", cell(name))), "{name} = {text}: {told:?}");
        let warns = regel(code).is_some_and(|regel| regel.schwere == Schwere::Warnung);
        assert_eq!(taken, warns, "{name} = {text}: {told:?}");
    }
}

#[test]
fn no_team_no_offer() {
    let (told, taken) = findings(&[("anlage1_raum_achim", "")]);
    assert!(told.iter().any(|told| told.starts_with("V014")) && !taken, "{told:?}");
}

#[test]
fn who_is_to_be_asked_and_where_is_not_repeated_by_a_finding() {
    let urteil = pruefen(&bogen("antragsbogen/1", ANTRAG, &[("anlage1_ende", "irgendwann")]), stammdaten(), heute());
    assert!(urteil.befunde.iter().all(|befund| !format!("{befund:?}").contains("Muster")));
}

#[test]
fn forms_of_other_kinds_and_versions_are_refused_with_the_reason() {
    for (form, code, word) in [
        ("reisekosten/1", "V002", "antragsbogen, bewertungsbogen, evaluationsbogen"),
        ("antragsbogen/2", "V003", "neuere Fassung"),
        ("antragsbogen/0", "V003", "ältere Fassung"),
        ("antragsbogen", "V003", "antragsbogen/1"),
    ] {
        let urteil = pruefen(&bogen(form, ANTRAG, &[]), stammdaten(), heute());
        let [befund] = urteil.befunde.as_slice() else { panic!("{form}: one finding") };
        assert_eq!(befund.regel, code, "{form}");
        assert!(format!("{}{}", befund.gelesen, befund.erwartet).contains(word), "{form}: {befund:?}");
        assert!(urteil.inhalt.is_none());
    }
    let urteil = pruefen(&Bogen::default(), stammdaten(), heute());
    assert_eq!(urteil.befunde[0].regel, "V002");
}

#[test]
fn the_printed_line_helps_where_the_properties_are_gone_and_must_not_say_otherwise() {
    let with_line = |line: &str| {
        let mut form = bogen("antragsbogen/1", ANTRAG, &[]);
        let wert = Some(Zellwert::Text(line.to_owned()));
        form.felder.insert(FELD_KENNUNG.to_owned(), Feld { wert, ..Feld::default() });
        form
    };
    let mut form = with_line("Formular antragsbogen/1 · Maßnahme GWA-2026-15");
    form.eigenschaften.clear();
    let urteil = pruefen(&form, stammdaten(), heute());
    let kennung = urteil.kennung.expect("it says what it is");
    assert_eq!(
        (kennung.art, kennung.massnahme.map(|id| id.to_string())),
        (Formularart::Antragsbogen, Some("GWA-2026-15".to_owned()))
    );
    let contradicts = pruefen(&with_line("Formular antragsbogen/1 · Maßnahme GWA-2026-15"), stammdaten(), heute());
    assert_eq!(contradicts.befunde[0].regel, "V004");
}

#[test]
fn a_missing_field_and_a_formula_without_a_result_are_told() {
    let mut form = bogen("antragsbogen/1", ANTRAG, &[]);
    form.felder.remove("anlage1_ort");
    let feld = form.felder.get_mut("anlage2_sach_01_betrag").expect("a field");
    *feld = Feld { wert: None, formel: Some("100*12".to_owned()), ort: feld.ort.clone() };
    let urteil = pruefen(&form, stammdaten(), heute());
    let codes: Vec<_> = urteil.befunde.iter().map(|befund| befund.regel.as_ref()).collect();
    assert!(codes.contains(&"V005") && codes.contains(&"V015"), "{codes:?}");
}

/// A field that only repeats Anlage 1 may hold an outdated result: another library fills cells and reckons nothing.
#[test]
fn what_anlage_2_repeats_is_read_in_anlage_1() {
    let mut form = bogen("antragsbogen/1", ANTRAG, &[]);
    let name = "anlage2_zeitraum_ende";
    let stale = Some(Zellwert::Text("31.12.2020".to_owned()));
    let formel = Some("IF('Anlage 1'!$U$9=\"\",\"\",'Anlage 1'!$U$9)".to_owned());
    form.felder.insert(name.to_owned(), Feld { wert: stale, formel, ort: Ort::default() });
    let urteil = pruefen(&form, stammdaten(), heute());
    let Some(Inhalt::Antrag(antrag)) = urteil.inhalt else { panic!("{:?}", urteil.befunde) };
    assert_eq!(antrag.anlage2.zeitraum_ende.to_string(), "2026-12-31");
}

#[test]
fn every_rule_has_a_code_of_its_own() {
    let codes: std::collections::BTreeSet<_> = REGELN.iter().map(|regel| regel.code).collect();
    assert_eq!(codes.len(), REGELN.len());
    assert!(REGELN.iter().all(|regel| regel.code.starts_with('V') && !regel.abhilfe.is_empty()));
    assert_eq!(lines(ANTRAG.iter().map(|(name, _)| *name), "anlage2_einnahme"), 2);
}

//! The workbooks of figures: what other programs read in them, and what nobody can.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use quick_xml::events::Event;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde_json::Value;
use sozialraumbericht::aggregate;
use sozialraumbericht::disclosure::{self, Publikation, Schutz, Schutzgrenzen, Sicht};
use sozialraumbericht::domain::auswertung::Auswertung;
use sozialraumbericht::domain::reihe::Reihe;
use sozialraumbericht::domain::{Quartal, Stammdaten, Zielgruppe};
use sozialraumbericht::present::mappe::{self, Mappe, Wert};
use sozialraumbericht::render::xlsx;
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::workspace;

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE};

const QUARTAL: &str = "2026-Q2";

/// Figures of the sample, and what of them everybody may see.
struct Grundlage {
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    zahlen: Publikation,
    schutz: Schutz,
    /// The workbook as the command writes it.
    geschrieben: Vec<u8>,
}

impl Grundlage {
    fn offen(&self) -> Mappe {
        let sicht = Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Oeffentlich);
        mappe::mappe_oeffentlich(&self.stammdaten, &self.auswertung, &sicht)
    }

    fn oeffentlich(&self, auswertung: &Auswertung, zahlen: &Publikation) -> Mappe {
        let sicht = Sicht::protected(&self.reihe, zahlen, Zielgruppe::Oeffentlich, &self.schutz);
        mappe::mappe_oeffentlich(&self.stammdaten, auswertung, &sicht)
    }
}

fn heute() -> NaiveDate {
    HEUTE.parse().expect("a day")
}

fn grundlage() -> &'static Grundlage {
    static MADE: OnceLock<Grundlage> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = Arbeitsbereich::verden();
        folder.run(&["einlesen"]).expect("taken in");
        folder.run(&["kennzahlen", "--quartal", QUARTAL, "--als", "xlsx"]).expect("a workbook");
        let geschrieben = fs::read(folder.path().join("reports/2026-Q2/kennzahlen.xlsx")).expect("a workbook");
        let stammdaten = workspace::load(folder.path()).expect("a workspace").stammdaten;
        let bestand = Bestand::open(&folder.path().join("data/bestand"), Warten::default()).expect("a store");
        let quartal: Quartal = QUARTAL.parse().expect("a quarter");
        let auswertung = aggregate::auswertung(&bestand, &stammdaten, quartal).expect("figures");
        let reihe = aggregate::reihe(&bestand, &stammdaten, quartal).expect("figures");
        let zahlen = disclosure::zahlen(&reihe, &stammdaten);
        let sicht = Sicht::open(&reihe, &zahlen, Zielgruppe::Oeffentlich);
        mappe::mappe_oeffentlich(&stammdaten, &auswertung, &sicht);
        let asked = sicht.asked();
        let mut publikation = zahlen.clone();
        let regeln = &stammdaten.einstellungen.regeln.kleine_zellen;
        let grenzen = Schutzgrenzen::of(regeln, Zielgruppe::Oeffentlich).expect("limits");
        publikation.show_only(&asked, &grenzen);
        let schutz = disclosure::schuetze(&publikation, &grenzen).expect("protected");
        Grundlage { stammdaten, auswertung, reihe, zahlen, schutz, geschrieben }
    })
}

fn oeffentlich() -> &'static (Mappe, Vec<u8>) {
    static MADE: OnceLock<(Mappe, Vec<u8>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let all = grundlage();
        let mappe = all.oeffentlich(&all.auswertung, &all.zahlen);
        let bytes = xlsx::kennzahlen(&mappe, heute()).expect("a workbook");
        // For people who want to look at it.
        fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/kennzahlen-oeffentlich.xlsx"), &bytes).expect("written");
        (mappe, bytes)
    })
}

/// Parts of a workbook that are XML, by their names.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = BTreeMap::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML");
        parts.insert(part.name().expect("a name").into_owned(), text);
    }
    parts
}

/// Elements of a part: their names and their attributes.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => {
                let attributes = element.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let key = attribute.key.as_ref().to_owned();
                    (key, attribute.value.into_owned())
                });
                let name = element.name().as_ref().to_owned();
                found.push((name, attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Rows of the table of a sheet: below the headings, which stand in the row that the second line names.
fn rows(bytes: &[u8], sheet: &str) -> (Vec<String>, Vec<Vec<Data>>) {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a readable workbook");
    let range = workbook.worksheet_range(sheet).expect("a sheet");
    let said = range.get_value((1, 0)).expect("a line").to_string();
    let head = said.rsplit(' ').next().and_then(|row| row.trim_end_matches('.').parse::<usize>().ok());
    let head = head.expect("the row of the headings");
    let mut rows = range.rows().skip(head - 1).map(<[Data]>::to_vec);
    let headings = rows.next().expect("headings").iter().map(ToString::to_string).collect();
    (headings, rows.collect())
}

/// Whether a cell holds a figure: a number to its last place, `x` where there is none.
fn same(cell: &Data, figure: &Value) -> bool {
    let text = match figure {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return *cell == Data::String("x".to_owned()),
    };
    match cell {
        Data::Float(number) => Decimal::from_f64(*number).map(|number| number.round_dp(6)) == text.parse().ok(),
        Data::Int(number) => number.to_string() == text,
        _ => false,
    }
}

/// Names of the figures of `kennzahlen.json` with the beginnings of their headings.
const BUDGET: &[(&str, &str)] = &[
    ("ansatz", "Ansatz"),
    ("nachtrag", "Nachtrag"),
    ("uebertrag", "Übertrag"),
    ("umschichtung", "Umschichtung"),
    ("verfuegbar", "verfügbar"),
    ("bewilligt", "bewilligt"),
    ("ist", "Ist"),
    ("gebunden", "gebunden"),
    ("frei", "frei"),
    ("auslastung", "Auslastung"),
    ("bindungsquote", "Bindungsquote"),
    ("zeitanteil", "Zeitanteil"),
    ("hochrechnung_linear", "Hochrechnung linear"),
    ("hochrechnung_bindung", "Hochrechnung nach Bindung"),
];
const FAELLE: &[(&str, &str)] = &[
    ("bestand_anfang", "Bestand am Anfang"),
    ("begonnen", "begonnen"),
    ("beendet", "beendet"),
    ("bestand", "Bestand"),
    ("inanspruchnahme", "Inanspruchnahme"),
    ("monatsdurchschnitt", "Monatsdurchschnitt"),
    ("hilfedichte", "Hilfedichte"),
];
const KOSTEN: &[(&str, &str)] = &[("aufwand", "Aufwand"), ("ertrag", "Ertrag"), ("zuschussbedarf", "Zuschussbedarf")];

#[test]
fn every_figure_of_kennzahlen_json_stands_in_the_workbook() {
    let all = grundlage();
    let json = serde_json::to_value(&all.auswertung.kennzahlen).expect("figures");
    let mut checked = 0;
    for (sheet, list, names) in
        [("Budget", "budget", BUDGET), ("Fälle", "faelle", FAELLE), ("Kosten", "kosten", KOSTEN)]
    {
        for sums in [false, true] {
            let name = if sums { format!("{sheet} Summen") } else { sheet.to_owned() };
            let (headings, rows) = rows(&all.geschrieben, &name);
            let key = headings.iter().position(|heading| heading == "Schlüssel").expect("keys");
            // What belongs to a Region alone is no line of kennzahlen.json.
            let is_own = |row: &&Vec<Data>| !sums && row[key].to_string().starts_with("region-");
            let rows: Vec<_> = rows.iter().filter(|row| !is_own(row)).collect();
            let is_sum = |line: &&Value| {
                let is_total = line["ebene"] == "region" || line["ebene"] == "kreis";
                is_total || line.get("hilfeart").is_some_and(|art| art == "alle")
            };
            let lines = json[list].as_array().expect("lines").iter();
            let lines: Vec<_> = lines.filter(|line| is_sum(line) == sums).collect();
            assert_eq!(rows.len(), lines.len(), "{name}");
            for (row, line) in rows.iter().zip(lines) {
                assert!(row[key].to_string().ends_with(line["raum"].as_str().expect("a key")), "{name}: {line}");
                for (figure, heading) in names {
                    let column = headings.iter().position(|own| {
                        own.strip_prefix(heading)
                            .is_some_and(|rest| rest.is_empty() || rest.starts_with(" in ") || rest.starts_with(" je "))
                    });
                    let cell = &row[column.unwrap_or_else(|| panic!("{name}: no column {heading}"))];
                    assert!(same(cell, &line[*figure]), "{name}: {heading} is {cell:?}, not {}", line[*figure]);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 2_500, "{checked} figures");
}

#[test]
fn sums_can_be_followed() {
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(&grundlage().geschrieben[..])).expect("a readable workbook");
    for (sheet, heading, wanted) in [
        ("Budget", "verfügbar in €", "Budget[[#This Row],[Ansatz in €]]+"),
        ("Budget", "frei in €", "Budget[[#This Row],[verfügbar in €]]-Budget[[#This Row],[Ist in €]]-"),
        ("Budget", "Auslastung", "IF(Budget[[#This Row],[verfügbar in €]]>0,"),
        ("Budget Summen", "Ist in €", "SUMIFS(Budget[Ist in €],"),
        ("Maßnahmen", "gebunden in €", "MAX(0,"),
        ("Fälle Summen", "Bestand", "SUMIFS(Faelle[Bestand],"),
        ("Kosten", "Zuschussbedarf in €", "Kosten[[#This Row],[Aufwand in €]]-Kosten[[#This Row],[Ertrag in €]]"),
        ("Kosten Summen", "Aufwand in €", "SUMIFS(Kosten[Aufwand in €],"),
    ] {
        let (headings, rows) = rows(&grundlage().geschrieben, sheet);
        let column = headings.iter().position(|own| own == heading).expect("a column");
        let formulas = workbook.worksheet_formula(sheet).expect("formulas");
        let column = u32::try_from(column).expect("a column");
        let (_, (end, _)) = (formulas.start(), formulas.end().expect("formulas"));
        let first = end + 1 - u32::try_from(rows.len()).expect("rows");
        for row in first..=end {
            let formula = formulas.get_value((row, column)).map(String::as_str).unwrap_or_default();
            assert!(formula.starts_with(wanted), "{sheet}, row {row}: {formula:?}");
        }
    }
}

/// What the checklist for accessible spreadsheets asks for, and what no workbook of ours may hold.
fn check_package(bytes: &[u8], charts: usize) {
    let parts = parts(bytes);
    let mut names = BTreeSet::new();
    let mut seen = (0, 0);
    for (part, xml) in &parts {
        let elements = elements(xml);
        let of = |name: &str| {
            elements.iter().filter(|(own, _)| own == name).map(|(_, attributes)| attributes).collect::<Vec<_>>()
        };
        assert!(!part.contains("externalLink") && of("externalReference").is_empty(), "{part}");
        assert!(of("mergeCell").is_empty(), "{part} merges cells");
        if part.starts_with("xl/worksheets/sheet") {
            seen.0 += 1;
            assert_eq!(of("pane").len(), 1, "{part} has no frozen head");
            assert_eq!(of("pane")[0]["state"], "frozen", "{part}");
            assert_eq!(of("tablePart").len(), 1, "{part}: one table on each sheet");
            assert!(of("sheetView").iter().all(|view| !view.contains_key("topLeftCell")), "{part} begins at A1");
        }
        if part.starts_with("xl/tables/table") {
            let table = of("table")[0];
            assert!(table["ref"].starts_with('A'), "{part} begins in column A");
            assert!(names.insert(table["name"].clone()), "{part}: {} twice", table["name"]);
            assert!(table["name"].chars().all(|sign| sign.is_ascii_alphanumeric()), "{}", table["name"]);
            assert_eq!(of("autoFilter").len(), 1, "{part} has no filter");
            let headings: Vec<_> = of("tableColumn").iter().map(|column| column["name"].clone()).collect();
            assert_eq!(headings.iter().collect::<BTreeSet<_>>().len(), headings.len(), "{part}: {headings:?}");
            assert!(headings.iter().all(|heading| !heading.starts_with("Column")), "{part}: {headings:?}");
        }
        if part.starts_with("xl/drawings/drawing") {
            seen.1 += 1;
            let described = of("xdr:cNvPr");
            assert_eq!(described.len(), 1, "{part}");
            assert!(described[0]["descr"].chars().count() > 80, "{part}: {:?}", described[0]);
        }
        if part.starts_with("xl/charts/chart") {
            assert_eq!(of("c:lang")[0]["val"], "de-DE");
            assert_eq!(of("c:dispBlanksAs").first().map_or("gap", |gap| gap["val"].as_str()), "gap", "{part}");
            assert_eq!(of("c:min")[0]["val"], "0", "{part} begins at nothing");
            assert_eq!(of("c:title").len(), 3, "{part}: message and both axes");
        }
    }
    assert_eq!(seen, (names.len(), charts), "sheets and charts");
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:language>de-DE</dc:language>") && core.contains("<dc:title>Kennzahlen"), "{core}");
    assert!(core.contains("2026-07-20T00:00:00Z"), "{core}");
    assert!(parts["xl/worksheets/sheet1.xml"].contains("<hyperlink "), "contents with links");
}

#[test]
fn the_workbook_is_made_for_everybody() {
    check_package(&grundlage().geschrieben, 4);
    check_package(&oeffentlich().1, 4);
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let all = grundlage();
    let sicht = Sicht::open(&all.reihe, &all.zahlen, Zielgruppe::Intern);
    let again = xlsx::kennzahlen(&mappe::mappe(&all.stammdaten, &all.auswertung, &sicht), heute()).expect("a workbook");
    assert!(again == all.geschrieben);
}

#[test]
fn suppressed_numbers_stand_nowhere() {
    let all = grundlage();
    let (mappe, bytes) = oeffentlich();
    let offen = all.offen();
    let mut hidden = 0;
    for (blatt, open) in mappe.blaetter.iter().zip(&offen.blaetter) {
        assert_eq!(blatt.name, open.name);
        for (zeile, open) in blatt.tabelle.zeilen.iter().zip(&open.tabelle.zeilen) {
            for (zelle, open) in zeile.iter().zip(open) {
                let was_number = matches!(open.wert, Wert::Anzahl(_) | Wert::Betrag(_));
                if was_number && matches!(zelle.wert, Wert::Zeichen(".") | Wert::Leer) {
                    hidden += 1;
                    assert!(zelle.rechnung.is_none(), "{}: a formula gives what is kept secret", blatt.name);
                }
            }
        }
    }
    assert!(hidden > 20, "{hidden} cells are kept secret");

    // Whatever the suppressed numbers are, the workbook is the same: so nothing of them is in it.
    let mut other = all.zahlen.clone();
    let secret: Vec<_> = all.zahlen.ids().filter(|id| !all.schutz.shows(id)).cloned().collect();
    assert!(secret.len() > hidden / 2, "{} numbers", secret.len());
    for (index, id) in (1..).zip(&secret) {
        let mut zelle = *all.zahlen.zelle(id).expect("a number");
        zelle.wert += 1_000_000 + index;
        other.add_zelle(id.clone(), zelle);
    }
    let mut auswertung = all.auswertung.clone();
    auswertung.kennzahlen.faelle.clear();
    auswertung.kennzahlen.kosten.clear();
    let same = xlsx::kennzahlen(&all.oeffentlich(&auswertung, &other), heute()).expect("a workbook");
    assert!(same == *bytes, "something depends on a number that is kept secret");
}

#[test]
fn charts_keep_no_more_values_than_their_tables_show() {
    let (mappe, bytes) = oeffentlich();
    let parts = parts(bytes);
    let mut gaps = 0;
    for (index, blatt) in mappe.blaetter.iter().filter(|blatt| blatt.bild.is_some()).enumerate() {
        let xml = &parts[&format!("xl/charts/chart{}.xml", index + 1)];
        let shown: usize = blatt
            .tabelle
            .zeilen
            .iter()
            .flatten()
            .filter(|zelle| matches!(zelle.wert, Wert::Anzahl(_) | Wert::Betrag(_)))
            .count();
        let values = xml.split("<c:val>").skip(1).filter_map(|rest| rest.split("</c:val>").next());
        assert_eq!(values.map(|values| values.matches("<c:pt ").count()).sum::<usize>(), shown, "{}", blatt.name);
        gaps += blatt.tabelle.zeilen.iter().flatten().filter(|zelle| zelle.wert == Wert::Leer).count();
    }
    assert!(gaps > 0, "a chart with something kept secret");
}

#[test]
fn offices_with_hours_and_other_names_get_their_workbook_too() {
    for office in ["norderstedt", "bezirk"] {
        let folder = Arbeitsbereich::taken_over(office);
        folder.run(&["einlesen"]).expect("taken in");
        let antwort = folder.run(&["kennzahlen", "--als", "xlsx"]).expect("a workbook");
        let path = folder.path().join("reports").join(antwort.json["datei"].as_str().expect("a path"));
        let bytes = fs::read(path).expect("a workbook");
        let (headings, rows) = rows(&bytes, "Budget");
        assert!(rows.len() > 2 && headings.iter().any(|heading| heading.starts_with("verfügbar in ")), "{headings:?}");
    }
}

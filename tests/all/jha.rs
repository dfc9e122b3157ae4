//! The report to the committee over the sample office: what everybody may read, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;
use sozialraumbericht::disclosure::{Publikation, Schutz, Schutzgrenzen, Sicht, Zellart, Zelle};
use sozialraumbericht::domain::auswertung::Auswertung;
use sozialraumbericht::domain::gegenrechnung::Gegenrechnung;
use sozialraumbericht::domain::jha::{Bruch, JhaRegeln};
use sozialraumbericht::domain::massnahme::Status;
use sozialraumbericht::domain::reihe::Reihe;
use sozialraumbericht::domain::zelle::ZellId;
use sozialraumbericht::domain::{Quartal, Stammdaten, Zielgruppe};
use sozialraumbericht::present::Dokument;
use sozialraumbericht::present::jha::jha_bericht;
use sozialraumbericht::present::probe::{Freitexte, Geprueft};
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::{aggregate, disclosure, workspace};

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE, root};

/// Everything that the report is made from.
struct Grundlage {
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    zahlen: Publikation,
    gegen: Gegenrechnung,
    heute: NaiveDate,
}

impl Grundlage {
    /// The sample's figures of a quarter, after a change of its records.
    fn new(quartal: &str, change: impl FnOnce(&mut Stammdaten)) -> Self {
        Self::of(&Arbeitsbereich::verden(), quartal, change)
    }

    /// The figures of an office.
    fn of(folder: &Arbeitsbereich, quartal: &str, change: impl FnOnce(&mut Stammdaten)) -> Self {
        folder.run(&["einlesen"]).expect("taken in");
        let mut stammdaten = workspace::load(folder.path()).expect("a workspace").stammdaten;
        change(&mut stammdaten);
        let bestand = Bestand::open(&folder.path().join("data/bestand"), Warten::default()).expect("a store");
        let quartal: Quartal = quartal.parse().expect("a quarter");
        let reihe = aggregate::reihe(&bestand, &stammdaten, quartal).expect("figures");
        Self {
            auswertung: aggregate::auswertung(&bestand, &stammdaten, quartal).expect("figures"),
            zahlen: disclosure::zahlen(&reihe, &stammdaten),
            gegen: aggregate::gegenrechnung(&bestand, &stammdaten, quartal).expect("figures"),
            heute: HEUTE.parse().expect("a day"),
            reihe,
            stammdaten,
        }
    }

    fn report(&self, sicht: &Sicht<'_>) -> Dokument {
        jha_bericht(&self.stammdaten, &self.auswertung, sicht, self.heute)
    }

    /// What may be shown of what the report asks for.
    fn schutz(&self) -> Schutz {
        let sicht = Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Oeffentlich);
        self.report(&sicht);
        let asked = sicht.asked();
        let regeln = &self.stammdaten.einstellungen.regeln.kleine_zellen;
        let grenzen = Schutzgrenzen::of(regeln, Zielgruppe::Oeffentlich).expect("limits");
        let mut publikation = self.zahlen.clone();
        publikation.show_only(&asked, &grenzen);
        disclosure::schuetze(&publikation, &grenzen).expect("protected")
    }

    /// The report as everybody gets it, its printed numbers checked.
    fn public(&self) -> Dokument {
        let schutz = self.schutz();
        let sicht = Sicht::protected(&self.reihe, &self.zahlen, Zielgruppe::Oeffentlich, &schutz);
        let checked = Geprueft::new(vec![self.report(&sicht)], &self.gegen, &Freitexte::default());
        checked.expect("every printed number is right").dokumente()[0].clone()
    }
}

fn pages(dokument: &Dokument) -> usize {
    let setzer = Setzer::new(&Vorlagen::built_in(), HEUTE.parse().expect("a day")).expect("fonts");
    let pdf = setzer.set(dokument).expect("typeset");
    assert_eq!(pdf.nicht_druckbar, Vec::<String>::new());
    if let Some(folder) = std::env::var_os("JHA_ANSEHEN") {
        let name = format!("{}-{}.pdf", dokument.pfad.replace('/', "-"), pdf.bytes.len());
        std::fs::write(Path::new(&folder).join(name), &pdf.bytes).expect("a file");
    }
    lopdf::Document::load_mem(&pdf.bytes).expect("a PDF").get_pages().len()
}

/// All texts of the data, in order.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn says(dokument: &Dokument, text: &str) -> bool {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let all: String = texts(&dokument.daten).into_iter().collect();
    plain(&all).contains(&plain(text))
}

/// The table of a number.
fn table<'a>(dokument: &'a Dokument, nummer: &str) -> &'a Value {
    let kapitel = dokument.daten["kapitel"].as_array().expect("chapters").iter();
    let mut bloecke = kapitel.flat_map(|kapitel| kapitel["bloecke"].as_array().expect("blocks"));
    let found = bloecke.find(|block| block["tabelle"]["nummer"] == nummer);
    &found.unwrap_or_else(|| panic!("table {nummer}"))["tabelle"]
}

/// The texts of a line of a table.
fn line<'a>(table: &'a Value, name: &str) -> Vec<&'a str> {
    let mut zeilen = table["zeilen"].as_array().expect("lines").iter();
    let zeile = zeilen.find(|zeile| zeile["name"] == name).unwrap_or_else(|| panic!("line {name}"));
    zeile["werte"].as_array().expect("values").iter().map(|wert| wert.as_str().expect("a text")).collect()
}

/// Cases, costs and budgets of the sample as they were worked out independently of this program.
#[test]
fn the_committee_gets_the_expected_figures() {
    let grundlage = Grundlage::new("2026-Q2", |_| ());
    let dokument = grundlage.public();
    assert_eq!(dokument.pfad, "2026-Q2/jha-bericht.pdf");
    assert_eq!(dokument.zielgruppe, Zielgruppe::Oeffentlich);
    let vorlage = &dokument.daten["vorlage"];
    assert_eq!(vorlage["angaben"][0]["text"], "2026/114");
    assert_eq!(vorlage["beratungsfolge"][0]["sitzung"], "Mi., 02.09.2026, 16:00 Uhr");
    assert_eq!(vorlage["beratungsfolge"][0]["top"], "7");
    let path = root().join("tests/kennzahlen/erwartet-2026-Q2.json");
    let expected: Value = serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("figures");
    let mut compared = 0;
    for zahl in dokument.anhang["hilfen"].as_array().expect("numbers") {
        let Some(wert) = zahl["wert"].as_i64() else { continue };
        let id = zahl["id"].as_str().expect("a key");
        let Some(rest) = id.strip_prefix("bestand|2026-Q2|") else { continue };
        let lines = expected["faelle"].as_array().expect("lines").iter();
        let key = |line: &Value, key: &str| line[key].as_str().expect("a key").to_owned();
        let of_key = |line: &&Value| {
            let ort = format!("{}:{}", key(line, "ebene"), key(line, "raum"));
            rest == format!("{ort}|{}:{}", key(line, "hilfeart"), key(line, "gruppe"))
        };
        let expected = lines.clone().find(of_key).map_or(0, |line| line["bestand"].as_i64().expect("a count"));
        assert_eq!(wert, expected, "{id}");
        compared += 1;
    }
    assert!(compared > 30, "{compared} counts");
    assert_eq!(line(table(&dokument, "2.1"), "Kreis")[..3], ["1.072", "1.069", "1.064"]);
    // 18.346.313,96 is the Aufwand of the year up to the quarter in the expected figures.
    assert_eq!(line(table(&dokument, "3.2"), "Kreis")[0], "18.346.313,96");
    assert_eq!(line(table(&dokument, "5.2"), "Dörverden")[3], "56.677,81");
    assert!(says(&dokument, "Dörverden ist bis zum Jahresende über die Deckung von 10.677,81 € zu entscheiden"));
    assert!((8..=20).contains(&pages(&dokument)));
}

/// Every number that is kept secret is another one: the report must be the same to the letter.
#[test]
fn a_secret_number_has_no_part_in_any_text_chart_or_attachment() {
    let grundlage = Grundlage::new("2026-Q2", |_| ());
    let schutz = grundlage.schutz();
    let secret: Vec<&ZellId> = schutz.iter().map(|(id, _)| id).filter(|id| !schutz.shows(id)).collect();
    assert!((5..60).contains(&secret.len()), "{} secret numbers", secret.len());
    let sicht = Sicht::protected(&grundlage.reihe, &grundlage.zahlen, Zielgruppe::Oeffentlich, &schutz);
    let before = grundlage.report(&sicht);
    let mut others = grundlage.zahlen.clone();
    for id in &secret {
        let Zelle { wert, art, .. } = *others.zelle(id).expect("a number");
        let other = Zelle { wert: wert + 7_777, art, frueher: None };
        assert!(matches!(art, Zellart::Anzahl | Zellart::Summe(_) | Zellart::Betrag(_)));
        others.add_zelle((*id).clone(), other);
    }
    let sicht = Sicht::protected(&grundlage.reihe, &others, Zielgruppe::Oeffentlich, &schutz);
    let after = grundlage.report(&sicht);
    assert!(before.daten == after.daten, "a secret number shows");
    assert!(before.anhang == after.anhang, "a secret number is attached");
    let open = Sicht::open(&grundlage.reihe, &others, Zielgruppe::Oeffentlich);
    assert!(grundlage.report(&open).daten != before.daten, "the numbers are others");
    // What no report asks for yet is protected too, and has no place in this one.
    let asked = open.asked();
    let attached: BTreeMap<&str, &Value> = before.anhang["hilfen"]
        .as_array()
        .expect("numbers")
        .iter()
        .map(|zahl| (zahl["id"].as_str().expect("a key"), &zahl["wert"]))
        .collect();
    for id in secret.into_iter().filter(|id| asked.contains(id)) {
        assert_eq!(attached.get(id.key().as_str()), Some(&&Value::from(".")), "{id}");
    }
}

/// Both groups of nearly every Raum can be read: they are what the committee asks for.
#[test]
fn little_of_the_raeume_must_be_suppressed() {
    let dokument = Grundlage::new("2026-Q2", |_| ()).public();
    // In 2025-Q2 and 2025-Q3 four ambulante Hilfen were without Sozialraum: they and what guards them are kept secret.
    for (nummer, most) in [("2.2", 4), ("3.3", 0), ("4.1", 2), ("A.3", 4), ("A.4", 2), ("A.5", 1), ("A.6", 0)] {
        let table = table(&dokument, nummer);
        let werte = table["zeilen"].as_array().expect("lines").iter().flat_map(|zeile| texts(&zeile["werte"]));
        let secret = werte.filter(|wert| *wert == ".").count();
        assert!(secret <= most, "table {nummer}: {secret}");
    }
    // 31 after 42 in Dörverden and 72 after 91 in Verden (Aller): counted from the deliveries of 2025-Q2 and 2026-Q2.
    assert!(says(&dokument, "Dörverden hat weniger ambulante Hilfen: 31 nach 42."));
    assert!(says(
        &dokument,
        "Kirchlinteln und Verden (Aller) haben weniger stationäre Hilfen: 19 nach 30 und 72 nach 91."
    ));
    // 145 after 155 in Achim is less than a tenth.
    assert_eq!(line(table(&dokument, "4.1"), "Achim")[0], "nahezu unverändert");
}

#[test]
fn chapters_stand_in_their_order_whatever_is_missing() {
    let numbers = |dokument: &Dokument| -> Vec<String> {
        let kapitel = dokument.daten["kapitel"].as_array().expect("chapters").iter();
        kapitel.map(|kapitel| kapitel["nummer"].as_str().unwrap_or("A").to_owned()).collect()
    };
    let nothing = Grundlage::new("2025-Q1", |stammdaten| {
        stammdaten.massnahmen.iter_mut().for_each(|massnahme| massnahme.status = Status::Abgelehnt);
        stammdaten.ausschusssitzungen.clear();
        stammdaten.einstellungen.jha = JhaRegeln::default();
    });
    let dokument = nothing.public();
    assert_eq!(numbers(&dokument), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "A"]);
    assert_eq!(dokument.daten["vorlage"]["angaben"][0]["text"], "…");
    assert_eq!(dokument.daten["vorlage"]["beratungsfolge"][0]["sitzung"], "…");
    assert!(says(&dokument, "Ein Vergleich mit früheren Quartalen ist noch nicht möglich."));
    assert!(says(&dokument, "lief keine Maßnahme der Gemeinwesenarbeit"));
    assert!(says(&dokument, "noch keine Zielkennzahlen festgelegt"));
    assert!((8..=20).contains(&pages(&dokument)));
    sample("jha-bericht-rand.json", &dokument);
    let full = Grundlage::new("2026-Q2", |_| ()).public();
    assert_eq!(numbers(&full), numbers(&dokument));
    sample("jha-bericht.json", &full);
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
fn sample(name: &str, dokument: &Dokument) {
    let path = root().join("templates/beispiele").join(name);
    let fresh = format!("{:#}\n", dokument.daten);
    if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
        std::fs::write(&path, &fresh).expect("a file");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "{name} is not what the program makes now");
}

#[test]
fn nothing_is_compared_across_a_break() {
    let broken = Grundlage::new("2026-Q2", |stammdaten| {
        let quartal = "2025-Q4".parse().expect("a quarter");
        let text = "neue Fachsoftware".to_owned();
        stammdaten.einstellungen.jha.brueche.push(Bruch { quartal, text });
        stammdaten.einstellungen.jha.hilfearten_je_raum.push("31".into());
    });
    let dokument = broken.public();
    assert!(says(&dokument, "Ab dem 4. Quartal 2025: neue Fachsoftware"));
    assert!(says(&dokument, "ein Quartal zuvor 1.069"), "the year before is on the other side");
    assert!(!says(&dokument, "ein Jahr zuvor"));
    let spalten = texts(&table(&dokument, "2.1")["spalten"]);
    assert!(spalten.contains(&"VQ") && !spalten.contains(&"VJ"));
    assert!((8..=20).contains(&pages(&dokument)));
}

#[test]
fn another_quarters_vorlage_lends_its_number_to_nobody() {
    // The next session has a Vorlage on the second quarter only.
    let dokument = Grundlage::new("2026-Q1", |_| ()).public();
    assert_eq!(dokument.daten["vorlage"]["angaben"][0]["text"], "…");
    assert_eq!(dokument.daten["vorlage"]["beratungsfolge"][0]["top"], "…");
    assert_eq!(dokument.daten["vorlage"]["beratungsfolge"][0]["sitzung"], "Mi., 02.09.2026, 16:00 Uhr");
}

#[test]
fn other_offices_get_a_report_too() {
    for (office, quartal) in [("bezirk", "2026-Q1"), ("norderstedt", "2026-Q2")] {
        let dokument = Grundlage::of(&Arbeitsbereich::taken_over(office), quartal, |_| ()).public();
        assert_eq!(dokument.daten["kapitel"].as_array().map(Vec::len), Some(10), "{office}");
        assert!((8..=20).contains(&pages(&dokument)), "{office}");
    }
}

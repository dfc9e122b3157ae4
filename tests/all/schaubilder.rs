//! Every kind of chart is drawn by the real typesetter, without a warning. With SCHAUBILDER=folder the page is kept.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sozialraumbericht::domain::Quartal;
use sozialraumbericht::present::Dokument;
use sozialraumbericht::present::schaubild::{
    self, Balken, Form, Kachelart, Kategorie, Legende, Punkt, Reihendaten, Schaubild, Stil, Streifendaten,
};
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;

/// A page of charts instead of a report.
const SEITE: &str = r#"
#import "teile/seite.typ": seite
#import "teile/schaubild.typ": schaubild
#let daten = json("/daten.json")
#show: seite.with(daten.rahmen)
= Alle Schaubilder
#for b in daten.bilder { schaubild(b, oben: 4mm) }
"#;

fn quartale(count: usize) -> Vec<Kategorie> {
    let aktuell: Quartal = "2026-Q2".parse().expect("a quarter");
    let mut all: Vec<_> =
        std::iter::successors(Some(aktuell), |quartal| Some(quartal.previous())).take(count).collect();
    all.reverse();
    all.into_iter().map(|quartal| Kategorie::quartal(quartal, aktuell)).collect()
}

fn werte(values: &[u32]) -> Vec<Punkt> {
    values.iter().map(|value| Punkt::from(*value)).collect()
}

/// Figures of the sample, some of them made secret or missing.
fn bilder() -> Vec<Schaubild> {
    let hilfen = || {
        Reihendaten::new("Hilfen im Bestand", "Nahezu unverändert", schaubild::ganze, quartale(6))
            .reihe("ambulant", Stil::Dunkel, werte(&[584, 576, 581, 564, 586, 590]))
            .reihe("teilstationär", Stil::Weiss, werte(&[62, 64, 57, 55, 56, 55]))
            .reihe("stationär", Stil::Hell, werte(&[435, 432, 444, 432, 427, 419]))
    };
    let mut secret = hilfen().summen(werte(&[1081, 1072, 1082, 1051, 1069, 1064])).bruch(3, "neue Fachsoftware");
    for (reihe, index) in [(1, 2), (2, 2), (0, 4), (1, 4), (2, 4)] {
        secret.reihen[reihe].punkte[index] = if index == 2 { Punkt::Gesperrt } else { Punkt::Fehlt };
    }
    let mut long = Reihendaten::new("Hilfen", "Steigend", schaubild::ganze, quartale(20)).achse("Hilfen im Bestand");
    long = long
        .reihe("ambulant", Stil::Dunkel, (0..20).map(|n| if n == 9 { Punkt::Fehlt } else { Punkt::from(100 + 3 * n) }))
        .reihe("stationär", Stil::Hell, (0..20).map(|n| Punkt::from(95 - n)))
        .reihe("teilstationär", Stil::Weiss, (0..20).map(|n| if n == 14 { Punkt::Gesperrt } else { Punkt::from(8) }))
        .reihe("Eingliederungshilfe", Stil::Schraffiert, (0..20).map(|n| Punkt::from(12 + n / 3)))
        .bruch(4, "neue Zuordnung der Hilfearten");
    let rahmen = Reihendaten::new("Hilfedichte", "Verschoben", schaubild::zehntel, quartale(6));
    let kachel = |name: &str, first: u32| {
        let daten = rahmen.clone().reihe("ambulant", Stil::Dunkel, (0..6).map(|n| Punkt::from(first + n)));
        let second = (0..6).map(|n| if n == 3 { Punkt::Gesperrt } else { Punkt::from(first - n / 2) });
        (name.to_owned(), daten.reihe("stationär", Stil::Hell, second))
    };
    let kacheln: Vec<_> = [("Achim", 20), ("Dörverden", 10), ("Kirchlinteln", 4), ("Verden (Aller)", 13)]
        .map(|(n, f)| kachel(n, f))
        .into();
    vec![
        schaubild::gestapelt(hilfen(), 130, 50),
        schaubild::gestapelt(secret.achse("Hilfen"), 118, 44).with_hinweis("„.“ gesperrt, „…“ nicht geliefert."),
        schaubild::saeulen(neue(), 140, 36),
        schaubild::linien(long, 112, 50),
        schaubild::steigung(hilfen(), 140, 38),
        schaubild::kacheln(&rahmen, kacheln.clone(), Kachelart::Linien, 4, 24),
        schaubild::kacheln(&rahmen, kacheln, Kachelart::Steigung, 4, 24),
        schaubild::streifen(&auslastung(), 165),
    ]
}

fn neue() -> Reihendaten {
    let names = ["Achim", "Oyten", "Ottersberg", "Thedinghausen"].map(Kategorie::name).into();
    Reihendaten::new("Begonnene Hilfen", "Weniger Beginne", schaubild::ganze, names)
        .reihe("2. Quartal 2025", Stil::Vorjahr, werte(&[12, 0, 7, 9]))
        .reihe("2. Quartal 2026", Stil::Ist, [Punkt::from(17), Punkt::from(5), Punkt::Gesperrt, Punkt::Fehlt])
}

fn auslastung() -> Streifendaten {
    let bullet = |name: &str, ist: i64, gebunden: i64| {
        Balken::new(name)
            .teil("Ist", Stil::Ist, Decimal::new(ist, 3))
            .teil("gebunden", Stil::Gebunden, Decimal::new(gebunden, 3))
            .rahmen(Decimal::ONE)
            .marke(Decimal::new(496, 3))
            .wert(&schaubild::anteil(Decimal::new(ist, 3)))
    };
    let balken = vec![
        bullet("Region Nord", 435, 256).stark(),
        bullet("Achim", 220, 500),
        bullet("Dörverden", 499, 733),
        Balken::new("kreisweit").teil("Ist", Stil::Ist, Punkt::Gesperrt).rahmen(Decimal::ONE),
        Balken::new("ohne Sozialraum").zeichen("x").wert("x").trennt(),
    ];
    let mut daten = Streifendaten::new("Auslastung der Budgets", "Dörverden liegt darüber", schaubild::anteil, balken);
    daten.skala = true;
    daten.linie = Some((Decimal::ONE, "verfügbar".to_owned()));
    let entry = |stil, form, text: &str| Legende { stil, form, text: text.to_owned() };
    daten.legende = vec![
        entry(Stil::Ist, Form::Flaeche, "Ist"),
        entry(Stil::Gebunden, Form::Flaeche, "gebunden"),
        entry(Stil::Ueber, Form::Flaeche, "über dem Budget"),
        entry(Stil::Ist, Form::Marke, "Zeitanteil"),
    ];
    daten
}

fn typeset(bilder: &[Schaubild]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quartalsdaten.typ"), SEITE).expect("a template");
    let vorlagen = Vorlagen::with_overrides(folder.path()).expect("templates");
    let heute = NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day");
    let sample = crate::arbeitsbereich::root().join("templates/beispiele/quartalsdaten-verden.json");
    let sample: Value = serde_json::from_str(&fs::read_to_string(sample).expect("a sample")).expect("JSON");
    let dokument = Dokument {
        zielgruppe: sozialraumbericht::domain::Zielgruppe::Intern,
        proben: Vec::new(),
        template: "quartalsdaten.typ",
        pfad: "2026-Q2/schaubilder.pdf".to_owned(),
        daten: json!({ "rahmen": sample["rahmen"], "bilder": bilder }),
        anhang: json!({}),
    };
    let pdf = Setzer::new(&vorlagen, heute).expect("templates").set(&dokument).expect("every chart is typeset");
    assert_eq!(pdf.nicht_druckbar, Vec::<String>::new());
    pdf.bytes
}

#[test]
fn every_kind_of_chart_is_typeset() {
    let pdf = typeset(&bilder());
    if let Some(folder) = std::env::var_os("SCHAUBILDER") {
        fs::write(Path::new(&folder).join("schaubilder.pdf"), &pdf).expect("a page is written");
    }
}

/// Nothing to draw, one value, or nothing known: still a chart, never a stop.
#[test]
fn charts_of_little_or_nothing_are_typeset() {
    let empty = |count: usize| Reihendaten::new("Hilfen", "Keine", schaubild::ganze, quartale(count));
    let one = |punkt| empty(1).reihe("ambulant", Stil::Dunkel, [punkt]);
    let mut bilder = Vec::new();
    for daten in [empty(0), empty(2), one(Punkt::from(0)), one(Punkt::Gesperrt), one(Punkt::from(7))] {
        bilder.push(schaubild::linien(daten.clone(), 112, 30));
        bilder.push(schaubild::gestapelt(daten.clone(), 112, 30));
        bilder.push(schaubild::saeulen(daten.clone(), 112, 30));
        bilder.push(schaubild::steigung(daten.clone(), 112, 30));
        let tiles = vec![("Achim".to_owned(), daten.clone())];
        bilder.push(schaubild::kacheln(&empty(1), tiles, Kachelart::Linien, 4, 20));
        bilder.push(schaubild::kacheln(&empty(1), Vec::new(), Kachelart::Steigung, 4, 20));
    }
    bilder.push(schaubild::streifen(&Streifendaten::new("Budgets", "Keine", schaubild::anteil, Vec::new()), 165));
    typeset(&bilder);
}

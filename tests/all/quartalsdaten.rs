//! Quartalsdaten of the sample office, as the Fachkreis sees them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;
use sozialraumbericht::disclosure::{self, Frueher, Publikation, Schutz, Schutzgrenzen, Sicht, Zelle};
use sozialraumbericht::domain::auswertung::Auswertung;
use sozialraumbericht::domain::reihe::Reihe;
use sozialraumbericht::domain::zelle::{Messgroesse, Zeitbezug, ZellId};
use sozialraumbericht::domain::{Quartal, Stammdaten, Zielgruppe};
use sozialraumbericht::present::{Dokument, jha, mappe, quartalsdaten};
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::{aggregate, workspace};

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE, root};

/// Everything that a run knows before it makes documents on Hilfen.
pub struct Amt {
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    zahlen: Publikation,
    heute: NaiveDate,
}

impl Amt {
    fn new(folder: &Arbeitsbereich, quartal: &str) -> Self {
        folder.run(&["einlesen"]).expect("taken in");
        let stammdaten = workspace::load(folder.path()).expect("a workspace").stammdaten;
        let bestand = Bestand::open(&folder.path().join("data/bestand"), Warten::default()).expect("a store");
        Self::of(&bestand, stammdaten, quartal)
    }

    /// What is known of a quarter in a store.
    pub fn of(bestand: &Bestand, stammdaten: Stammdaten, quartal: &str) -> Self {
        let quartal: Quartal = quartal.parse().expect("a quarter");
        let auswertung = aggregate::auswertung(bestand, &stammdaten, quartal).expect("figures");
        let reihe = aggregate::reihe(bestand, &stammdaten, quartal).expect("figures");
        let zahlen = disclosure::zahlen(&reihe, &stammdaten);
        Self { stammdaten, auswertung, reihe, zahlen, heute: HEUTE.parse().expect("a day") }
    }

    fn raeume(&self, sicht: &Sicht<'_>) -> Vec<Dokument> {
        let one = |raum| quartalsdaten::quartalsdaten(&self.stammdaten, &self.auswertung, sicht, raum, self.heute);
        self.stammdaten.sozialraeume().map(|raum| one(&raum.id)).collect()
    }

    /// Everything that an audience gets of a run.
    fn documents(&self, sicht: &Sicht<'_>) -> Vec<Dokument> {
        match sicht.zielgruppe() {
            Zielgruppe::Fachkreis => self.raeume(sicht),
            Zielgruppe::Oeffentlich => {
                mappe::mappe_oeffentlich(&self.stammdaten, &self.auswertung, sicht);
                vec![jha::jha_bericht(&self.stammdaten, &self.auswertung, sicht, self.heute)]
            }
            Zielgruppe::Intern => Vec::new(),
        }
    }

    /// What may be shown to the Fachkreis and to everybody, decided as a run decides it.
    fn schutz(&self) -> [Schutz; 2] {
        let asked = |zielgruppe| {
            let sicht = Sicht::open(&self.reihe, &self.zahlen, zielgruppe);
            self.documents(&sicht);
            sicht.asked()
        };
        let public = asked(Zielgruppe::Oeffentlich);
        let mut shared = asked(Zielgruppe::Fachkreis);
        shared.extend(public.iter().cloned());
        let regeln = &self.stammdaten.einstellungen.regeln.kleine_zellen;
        let decide = |zielgruppe, asked: &std::collections::BTreeSet<ZellId>, before: Option<&Schutz>| {
            let mut publikation = self.zahlen.clone();
            if zielgruppe == Zielgruppe::Fachkreis {
                publikation.set_begehrt(public.clone());
            }
            for id in asked.iter().filter(|id| before.is_some_and(|before| !before.shows(id))) {
                publikation.set_frueher_if_new(id, Frueher::Unterdrueckt);
            }
            let grenzen = Schutzgrenzen::of(regeln, zielgruppe).expect("limits");
            publikation.show_only(asked, &grenzen);
            disclosure::schuetze(&publikation, &grenzen).expect("protected")
        };
        let fachkreis = decide(Zielgruppe::Fachkreis, &shared, None);
        let oeffentlich = decide(Zielgruppe::Oeffentlich, &public, Some(&fachkreis));
        [fachkreis, oeffentlich]
    }

    /// Every report on Hilfen of a run.
    pub fn of_run(&self) -> Vec<Dokument> {
        let schutz = self.schutz();
        let audiences = [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich];
        let sichten = audiences
            .iter()
            .zip(&schutz)
            .map(|(zielgruppe, schutz)| Sicht::protected(&self.reihe, &self.zahlen, *zielgruppe, schutz));
        sichten.flat_map(|sicht| self.documents(&sicht)).collect()
    }

    fn open(&self) -> Sicht<'_> {
        Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Fachkreis)
    }
}

/// Cells of a column of a table by the first words of their lines.
fn column<'a>(tabelle: &'a Value, kopf: &str, gruppe: Option<&str>) -> BTreeMap<&'a str, &'a str> {
    let spalten = tabelle["spalten"].as_array().expect("columns");
    let is_it = |spalte: &Value| spalte["kopf"] == kopf && spalte["gruppe"].as_str() == gruppe;
    let place = spalten.iter().position(is_it).unwrap_or_else(|| panic!("no column {kopf}"));
    let lines = tabelle["zeilen"].as_array().expect("lines");
    lines
        .iter()
        .map(|line| (line["name"].as_str().expect("a name"), line["werte"][place].as_str().expect("a text")))
        .collect()
}

/// A printed number as digits with a point: `1.234,56` gives `1234.56`; `–` is nothing.
fn plain(text: &str) -> String {
    if text == "–" {
        return "0".to_owned();
    }
    text.replace('.', "").replace(',', ".").replace('\u{2212}', "-")
}

fn expected() -> Value {
    let path = root().join("tests/kennzahlen/erwartet-2026-Q2.json");
    serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("figures")
}

/// What a line of the table is called, by the keys of the figures; none for what stands elsewhere.
fn name_of(stammdaten: &Stammdaten, line: &Value) -> Option<String> {
    let (hilfeart, gruppe) = (line["hilfeart"].as_str()?, line["gruppe"].as_str());
    match (hilfeart, gruppe) {
        ("alle", Some("alle") | None) => Some("zusammen".to_owned()),
        ("alle", Some("beratung")) => None,
        ("alle", Some(gruppe)) => Some(gruppe.replace("stationaer", "stationär")),
        (id, _) => {
            let art = stammdaten.hilfeart(&id.into())?;
            (art.gruppe != "beratung").then(|| format!("{} {}", art.paragraf, art.name).replace("§ ", "§\u{a0}"))
        }
    }
}

/// `tests/kennzahlen/erwartet-2026-Q2.json` comes from the generator of the sample deliveries, not from this program.
#[test]
fn every_figure_of_the_sample_is_the_expected_one_or_secret() {
    let folder = Arbeitsbereich::verden();
    let amt = Amt::new(&folder, "2026-Q2");
    let schutz = amt.schutz();
    let protected = Sicht::protected(&amt.reihe, &amt.zahlen, Zielgruppe::Fachkreis, &schutz[0]);
    let expected = expected();
    let (mut shown, mut secret) = (0, 0);
    for (dokumente, may_be_secret) in [(amt.raeume(&amt.open()), false), (amt.raeume(&protected), true)] {
        for dokument in dokumente {
            let raum = dokument.anhang["raum"].as_str().expect("a key");
            let faelle = &dokument.daten["faelle"]["tabelle"];
            let kosten = &dokument.daten["kosten"]["tabellen"];
            let of_raum = |part: &'static str| {
                let lines = expected[part].as_array().expect("lines").iter();
                lines.filter(move |line| line["ebene"] == "sozialraum" && line["raum"] == raum)
            };
            let mut check = |table: &Value, kopf: &str, gruppe: Option<&str>, line: &Value, value: &Value| {
                let Some(name) = name_of(&amt.stammdaten, line) else { return };
                let printed = column(table, kopf, gruppe);
                let Some(text) = printed.get(name.as_str()) else {
                    assert!(["0", "0.00"].contains(&value.to_string().trim_matches('"')), "{raum}: no {name}");
                    return;
                };
                if *text == "." && may_be_secret {
                    secret += 1;
                    return;
                }
                let value = value.to_string().trim_matches('"').to_owned();
                let value = if value == "0.00" { "0".to_owned() } else { value };
                assert_eq!(plain(text), value, "{raum}, {name}, {kopf}");
                shown += 1;
            };
            for line in of_raum("faelle") {
                check(faelle, "2/2026", Some("Bestand"), line, &line["bestand"]);
                check(faelle, "Beginn", Some("im Quartal"), line, &line["begonnen"]);
                check(faelle, "Ende", Some("im Quartal"), line, &line["beendet"]);
            }
            for line in of_raum("kosten") {
                let (nummer, kopf) = if line["zeitraum"] == "quartal" { (0, "2/2026") } else { (1, "2026") };
                check(&kosten[nummer], kopf, Some("Zuschussbedarf €"), line, &line["zuschussbedarf"]);
            }
        }
    }
    assert!(shown > 900, "{shown} figures");
    assert!(secret > 50, "{secret} secret ones");
}

/// A document that would tell anything of a secret number, in a table, a sentence, an alt text, a mark's place in a
/// chart or the attached data, would differ.
#[test]
fn nothing_in_a_document_hangs_on_what_is_secret() {
    let folder = Arbeitsbereich::verden();
    let amt = Amt::new(&folder, "2026-Q2");
    let [schutz, _] = amt.schutz();
    let mut zahlen = amt.zahlen.clone();
    let mut reihe = amt.reihe.clone();
    let mut changed = 0;
    for (id, _) in schutz.iter().filter(|(id, _)| !schutz.shows(id)) {
        let Some(zelle) = amt.zahlen.zelle(id) else { continue };
        zahlen.add_zelle(id.clone(), Zelle { wert: zelle.wert * 3 + 70, ..*zelle });
        changed += 1;
        if let (Messgroesse::Hilfetage | Messgroesse::Beendet, Zeitbezug::Quartal(quartal)) = (id.groesse, id.zeit)
            && let Some(of_quarter) = reihe.quartale.get_mut(&quartal)
            && let Some(dauer) = of_quarter.dauern.get_mut(&(id.ort.clone(), id.hilfe.clone()))
        {
            dauer.tage += 900;
            dauer.median_doppelt += 900;
        }
    }
    assert!(changed > 500, "{changed} secret numbers");
    let one = amt.raeume(&Sicht::protected(&amt.reihe, &amt.zahlen, Zielgruppe::Fachkreis, &schutz));
    let other = amt.raeume(&Sicht::protected(&reihe, &zahlen, Zielgruppe::Fachkreis, &schutz));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.daten, other.daten, "{}", one.pfad);
        assert_eq!(one.anhang, other.anhang, "{}", one.pfad);
    }
}

/// Nothing may be shown: every table, chart and sentence still stands, and says so.
#[test]
fn where_everything_is_secret_nothing_is_told() {
    let folder = Arbeitsbereich::verden();
    let amt = Amt::new(&folder, "2026-Q2");
    let regeln = &amt.stammdaten.einstellungen.regeln.kleine_zellen;
    let grenzen = Schutzgrenzen::of(regeln, Zielgruppe::Fachkreis).expect("limits");
    // Of what is not in a publication nothing may be shown.
    let nothing = disclosure::schuetze(&Publikation::default(), &grenzen).expect("protected");
    let sicht = Sicht::protected(&amt.reihe, &amt.zahlen, Zielgruppe::Fachkreis, &nothing);
    let dokumente = amt.raeume(&sicht);
    for dokument in &dokumente {
        let daten = &dokument.daten;
        let titel = daten["kopf"]["titel"].as_str().expect("a headline");
        assert!(titel.ends_with(": Die Zahl der Hilfen ist zum Schutz Einzelner gesperrt"), "{titel}");
        assert_eq!(daten["verlauf"]["bild"], Value::Null);
        let first = &daten["saetze"]["saetze"][0]["laeufe"][0]["text"];
        assert_eq!(*first, "Zu den gezeigten Zahlen lässt sich keine Veränderung angeben.");
        for line in daten["faelle"]["tabelle"]["zeilen"].as_array().expect("lines") {
            let werte = line["werte"].as_array().expect("cells").iter().skip(1);
            assert!(werte.into_iter().all(|text| text == "." || text == "–"), "{line}");
        }
    }
    let vorlagen = Vorlagen::built_in();
    let setzer = Setzer::new(&vorlagen, amt.heute).expect("fonts");
    assert_eq!(setzer.set_all(&dokumente, &|| ()).expect("typeset").len(), 8);
}

#[test]
fn headlines_name_what_moved_or_that_nothing_did() {
    let folder = Arbeitsbereich::verden();
    let amt = Amt::new(&folder, "2026-Q2");
    let titles: Vec<String> = amt
        .raeume(&amt.open())
        .iter()
        .map(|dokument| dokument.daten["kopf"]["titel"].as_str().expect("a text").to_owned())
        .collect();
    let expected = [
        "Achim: 263 Hilfen, nahezu unverändert gegenüber dem Vorjahr",
        "Dörverden: 11 ambulante Hilfen weniger als vor einem Jahr",
        "Kirchlinteln: 11 stationäre Hilfen weniger als vor einem Jahr",
        "Langwedel: Der Zuschussbedarf ist um 11,7\u{202f}% niedriger als vor einem Jahr",
        "Ottersberg: 8 stationäre Hilfen mehr als vor einem Jahr",
        "Oyten: Der Zuschussbedarf ist um 14,9\u{202f}% höher als vor einem Jahr",
        "Thedinghausen: 15 ambulante und 9 stationäre Hilfen mehr als vor einem Jahr",
        "Verden (Aller): 19 stationäre Hilfen weniger als vor einem Jahr",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn the_first_quarter_has_nothing_to_be_held_against() {
    let folder = Arbeitsbereich::verden();
    let amt = Amt::new(&folder, "2025-Q1");
    for dokument in amt.raeume(&amt.open()) {
        let daten = &dokument.daten;
        assert_eq!(daten["verlauf"]["bild"], Value::Null, "{}", dokument.pfad);
        let text = daten["saetze"]["saetze"][0]["laeufe"][0]["text"].as_str().expect("a sentence");
        assert_eq!(text, "Ein früheres Quartal zum Vergleich ist nicht geliefert.");
        let spalten = daten["faelle"]["tabelle"]["spalten"].as_array().expect("columns");
        assert!(spalten.iter().all(|spalte| spalte["gruppe"] != "ggü."), "{}", dokument.pfad);
        let titel = daten["kopf"]["titel"].as_str().expect("a headline");
        assert!(titel.ends_with("Hilfen am 31.03.2025"), "{titel}");
    }
}

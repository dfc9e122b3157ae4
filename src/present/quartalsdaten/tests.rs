//! Quartalsdaten of small invented offices: what the rules say, and that they say nothing of what is secret.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::disclosure::{self, Publikation, Schutzgrenzen, Zelle};
use crate::domain::Quartal;
use crate::domain::kennzahlen::{FallKennzahl, Kennzahlen, KostenKennzahl, Kostenzeitraum, Quote};
use crate::domain::raum::Ebene;
use crate::domain::reihe::{Quartalszahlen, Reihe};
use crate::domain::stammdaten::Hilfeart;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Betrag, HilfeartId};
use crate::present::evaluation::tests::stammdaten as muster;

const RAUM: &str = "achim";

fn quartal(text: &str) -> Quartal {
    text.parse().expect("a quarter")
}

/// An office with three Hilfearten of which only the Bestand and the Zuschussbedarf are known.
struct Amt {
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    zahlen: Publikation,
}

fn hilfeart(id: &str, gruppe: &str) -> Hilfeart {
    Hilfeart {
        id: HilfeartId::from(id),
        paragraf: format!("§ {id}"),
        code: id.to_owned(),
        kuerzel: String::new(),
        name: format!("Hilfe {id}"),
        gruppe: gruppe.to_owned(),
        einheit: "junge Menschen".to_owned(),
        produkt: String::new(),
        kontoart: String::new(),
        alter_von: None,
        alter_bis: None,
        schreibweisen: Vec::new(),
    }
}

fn kennzahlen(quartal: Quartal) -> Kennzahlen {
    // One line each says that cases and costs were delivered; what may be shown of them stands in the publication.
    let nothing = Quote(rust_decimal::Decimal::ZERO);
    let fall = FallKennzahl {
        ebene: Ebene::Kreis,
        raum: "kreis".to_owned(),
        hilfeart: "alle".to_owned(),
        gruppe: "alle".to_owned(),
        bestand_anfang: 0,
        begonnen: 0,
        beendet: 0,
        bestand: 0,
        inanspruchnahme: 0,
        monatsdurchschnitt: nothing,
        hilfedichte: None,
    };
    let kosten = KostenKennzahl {
        ebene: Ebene::Kreis,
        raum: "kreis".to_owned(),
        hilfeart: "alle".to_owned(),
        zeitraum: Kostenzeitraum::Quartal,
        aufwand: Betrag::ZERO,
        ertrag: Betrag::ZERO,
        zuschussbedarf: Betrag::ZERO,
    };
    Kennzahlen {
        schema: "kennzahlen/1",
        quartal,
        stichtag: quartal.ende(),
        haushaltsjahr: quartal.jahr(),
        budget: Vec::new(),
        faelle: vec![fall],
        kosten: vec![kosten],
    }
}

impl Amt {
    /// Quarters up to 2026-Q2, each with the cases of §§ 30, 31 (ambulant) and 34 (stationär).
    fn new(quartale: &[(&str, [i64; 3])]) -> Self {
        let mut stammdaten = muster();
        stammdaten.hilfearten =
            vec![hilfeart("30", "ambulant"), hilfeart("31", "ambulant"), hilfeart("34", "stationaer")];
        let mut reihe = Reihe { quartal: quartal("2026-Q2"), quartale: BTreeMap::new() };
        let mut amt = Self {
            auswertung: Auswertung {
                kennzahlen: kennzahlen(reihe.quartal),
                massnahmen: Vec::new(),
                verlauf: Vec::new(),
                quellen: Vec::new(),
                luecken: Vec::new(),
                korrektur: None,
            },
            stammdaten,
            zahlen: Publikation::default(),
            reihe: reihe.clone(),
        };
        for art in &amt.stammdaten.hilfearten {
            let gruppe = Hilfe::gruppe(&art.gruppe);
            amt.zahlen.add_hilfe(Hilfe::art(art.id.as_str(), &art.gruppe), gruppe.clone());
            amt.zahlen.add_hilfe(gruppe, Hilfe::alle());
        }
        for (name, [a, b, c]) in quartale {
            let quartal = quartal(name);
            for (hilfe, count) in
                [("30", *a), ("31", *b), ("34", *c), ("ambulant", a + b), ("stationaer", *c), ("alle", a + b + c)]
            {
                amt.zahlen.add_zelle(id(Messgroesse::Bestand, quartal, hilfe), Zelle::anzahl(count));
            }
            reihe.quartale.insert(
                quartal,
                Quartalszahlen {
                    kennzahlen: kennzahlen(quartal),
                    luecken: Vec::new(),
                    fallquellen: Vec::new(),
                    dauern: BTreeMap::new(),
                    besondere: BTreeMap::new(),
                    beitraege: BTreeMap::new(),
                },
            );
        }
        amt.reihe = reihe;
        amt
    }

    /// The same with Zuschussbedarf in whole euros.
    fn with_kosten(mut self, name: &str, hilfe: &str, euros: i64) -> Self {
        let beitrag = crate::domain::zelle::Beitrag::of_cases(100);
        let id = id(Messgroesse::Zuschussbedarf, quartal(name), hilfe);
        self.zahlen.add_zelle(id, Zelle::betrag(euros * 100, beitrag));
        self
    }

    fn dokument(&self, sicht: &Sicht<'_>) -> Dokument {
        let heute = NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day");
        quartalsdaten(&self.stammdaten, &self.auswertung, sicht, &RaumId::from(RAUM), heute)
    }

    fn open(&self) -> Dokument {
        self.dokument(&Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Fachkreis))
    }

    /// As the Fachkreis sees it, whose threshold is 3.
    fn protected(&self) -> Dokument {
        let regeln = &self.stammdaten.einstellungen.regeln.kleine_zellen;
        let grenzen = Schutzgrenzen::of(regeln, Zielgruppe::Fachkreis).expect("limits");
        let schutz = disclosure::schuetze(&self.zahlen, &grenzen).expect("protected");
        self.dokument(&Sicht::protected(&self.reihe, &self.zahlen, Zielgruppe::Fachkreis, &schutz))
    }
}

fn id(groesse: Messgroesse, quartal: Quartal, hilfe: &str) -> ZellId {
    let hilfe = match hilfe {
        "30" | "31" => Hilfe::art(hilfe, "ambulant"),
        "34" => Hilfe::art(hilfe, "stationaer"),
        "alle" => Hilfe::alle(),
        gruppe => Hilfe::gruppe(gruppe),
    };
    ZellId::new(groesse, Zeitbezug::Quartal(quartal), &Ort::new(Ebene::Sozialraum, RAUM), &hilfe)
}

/// Each sentence with its sign.
fn saetze(dokument: &Dokument) -> Vec<String> {
    let list = dokument.daten["saetze"]["saetze"].as_array().expect("sentences");
    let text = |satz: &Value| -> String {
        let laeufe = satz["laeufe"].as_array().expect("pieces");
        laeufe.iter().map(|lauf| lauf["text"].as_str().expect("a text")).collect()
    };
    list.iter().map(|satz| format!("{} | {}", satz["art"].as_str().expect("a sign"), text(satz))).collect()
}

fn titel(dokument: &Dokument) -> &str {
    dokument.daten["kopf"]["titel"].as_str().expect("a headline")
}

#[test]
fn a_change_is_named_from_ten_percent_and_eight_cases_on() {
    // ambulant 80 to 88: 8 cases, 10 %; stationär 40 to 47: 7 cases.
    let amt = Amt::new(&[("2025-Q2", [30, 50, 40]), ("2026-Q2", [32, 56, 47])]);
    let dokument = amt.open();
    assert_eq!(titel(&dokument), "Achim: 8 ambulante Hilfen mehr als vor einem Jahr");
    assert_eq!(
        saetze(&dokument)[..3],
        [
            "mehr | Alle Hilfen: 135 nach 120 vor einem Jahr (+12,5\u{202f}%).",
            "mehr | Ambulante Hilfen: 88 nach 80 vor einem Jahr (+10,0\u{202f}%). Am stärksten ändert sich \
             §\u{a0}31 Hilfe 31 (+6).",
            "gleich | Stationäre Hilfen: 47 nach 40 vor einem Jahr (+17,5\u{202f}%).",
        ]
    );
}

#[test]
fn groups_that_go_apart_share_the_headline() {
    let amt = Amt::new(&[("2025-Q2", [30, 50, 40]), ("2026-Q2", [40, 60, 28])]);
    assert_eq!(titel(&amt.open()), "Achim: 20 ambulante Hilfen mehr, 12 stationäre weniger als vor einem Jahr");
}

#[test]
fn without_the_year_before_the_quarter_before_counts() {
    let amt = Amt::new(&[("2026-Q1", [30, 50, 40]), ("2026-Q2", [31, 50, 40])]);
    let dokument = amt.open();
    assert_eq!(titel(&dokument), "Achim: 121 Hilfen, nahezu unverändert gegenüber dem Vorquartal");
    assert_eq!(saetze(&dokument)[0], "gleich | Alle Hilfen: 121 nach 120 im Vorquartal (+0,8\u{202f}%).");
}

#[test]
fn several_quarters_in_a_row_are_pointed_at() {
    let amt = Amt::new(&[
        ("2025-Q2", [30, 50, 60]),
        ("2025-Q3", [31, 50, 57]),
        ("2025-Q4", [30, 50, 54]),
        ("2026-Q1", [31, 50, 51]),
        ("2026-Q2", [30, 50, 48]),
    ]);
    let expected =
        "hinweis | Stationäre Hilfen: vier Quartale in Folge weniger, von 60 (Ende 2.\u{a0}Quartal 2025) auf 48.";
    let dokument = amt.open();
    assert!(saetze(&dokument).iter().any(|satz| satz == expected), "{:?}", saetze(&dokument));
}

#[test]
fn costs_that_rise_without_cases_are_pointed_at() {
    let amt = Amt::new(&[("2025-Q2", [30, 50, 40]), ("2026-Q2", [30, 50, 41])])
        .with_kosten("2025-Q2", "stationaer", 100_000)
        .with_kosten("2026-Q2", "stationaer", 115_000);
    let expected = "hinweis | Kosten stationärer Hilfen: Zuschussbedarf 115.000,00\u{202f}€ nach 100.000,00\u{202f}€ vor \
                    einem Jahr (+15,0\u{202f}%), bei nahezu unveränderter Zahl der Hilfen.";
    let dokument = amt.open();
    assert!(saetze(&dokument).iter().any(|satz| satz == expected), "{:?}", saetze(&dokument));
}

#[test]
fn beside_a_secret_hilfeart_none_is_called_the_strongest() {
    // § 30 has 2 cases: secret, and § 31 with it, since their sum is shown.
    let amt = Amt::new(&[("2025-Q2", [10, 50, 40]), ("2026-Q2", [2, 70, 40])]);
    let open = saetze(&amt.open());
    assert!(open[1].contains("Am stärksten ändert sich §\u{a0}31 Hilfe 31 (+20)."), "{open:?}");
    let dokument = amt.protected();
    let told = saetze(&dokument);
    assert!(!told.iter().any(|satz| satz.contains("Am stärksten") || satz.contains("Hilfe 30")), "{told:?}");
    let line = &dokument.daten["faelle"]["tabelle"]["zeilen"][1];
    assert!(line["name"].as_str().expect("a name").contains("Hilfe 30"));
    assert_eq!(line["werte"][2], ".");
    assert_eq!(line["werte"][3], ".", "the change tells as much");
}

#[test]
fn of_a_secret_group_no_sentence_tells() {
    // 2 stationäre: secret; with them the ambulante, as the total is shown.
    let amt = Amt::new(&[("2025-Q2", [30, 50, 40]), ("2026-Q2", [30, 50, 2])]);
    let dokument = amt.protected();
    let told = saetze(&dokument);
    assert_eq!(titel(&dokument), "Achim: 38 Hilfen weniger als vor einem Jahr");
    assert!(!told.iter().any(|satz| satz.contains("tionäre")), "{told:?}");
    assert_eq!(dokument.daten["kennzahlen"][3]["wert"], ".");
    assert!(!dokument.daten.to_string().contains("\"–38\""));
}

#[test]
fn every_printed_number_of_table_tiles_and_sentences_has_a_rule() {
    let amt = Amt::new(&[("2025-Q2", [30, 50, 40]), ("2026-Q2", [40, 60, 28])]);
    let dokument = amt.open();
    for probe in &dokument.proben {
        let text = dokument.daten.pointer(&probe.stelle.pfad).and_then(Value::as_str);
        let text = text.unwrap_or_else(|| panic!("{}: nothing at {}", probe.wo, probe.stelle.pfad));
        assert!(zahl_at(text, probe.stelle.nummer), "{}: no number {} in {text}", probe.wo, probe.stelle.nummer);
    }
    let declared: Vec<_> = dokument.proben.iter().map(|probe| probe.stelle.pfad.as_str()).collect();
    let table = dokument.daten["faelle"]["tabelle"]["zeilen"].as_array().expect("lines");
    for (line, zeile) in table.iter().enumerate() {
        for (column, text) in zeile["werte"].as_array().expect("cells").iter().enumerate().skip(1) {
            let place = format!("/faelle/tabelle/zeilen/{line}/werte/{column}");
            // That nobody's Hilfe ended, and so no duration is given, is no number.
            let is_dauer = column >= 6;
            if crate::present::zahl::is_number(text.as_str().expect("a text")) && !is_dauer {
                assert!(declared.contains(&place.as_str()), "{place} {text}");
            }
        }
    }
    for place in ["/kopf/titel", "/kennzahlen/0/wert", "/kennzahlen/3/wert", "/saetze/saetze/0/laeufe/2/text"] {
        assert!(declared.contains(&place), "{place}");
    }
}

fn zahl_at(text: &str, nummer: usize) -> bool {
    crate::present::probe::zahlen::read(text, nummer).is_some()
}

use serde_json::json;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn office() -> Stammdaten {
    let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
    office.stammdaten
}

fn datei<'a>(pfad: &'a str, sha256: &'a str, groesse: Option<u64>) -> Datei<'a> {
    Datei { pfad, sha256, groesse }
}

fn nachweis<'a>(stammdaten: &'a Stammdaten, zu_sehen: &'a [String]) -> Nachweis<'a> {
    Nachweis {
        stammdaten,
        heute: day("2026-07-20"),
        zeitraum: Zeitraum::Quartal("2026-Q2".parse().expect("a quarter")),
        pfad: "2026-Q2/pruefprotokoll.pdf".to_owned(),
        eingaben: vec![
            datei("data/eingang/2026-Q2/kosten.xlsx", "aaaa0000bbbb1111", None),
            datei("data/massnahmen/A.toml", "cccc0000dddd1111", None),
            datei("data/massnahmen/B.toml", "eeee0000ffff1111", None),
        ],
        befunde: vec![
            (Schwere::Hinweis, "Ausgeblendete Zeilen".to_owned()),
            (Schwere::Warnung, "Beleg doppelt".to_owned()),
            (Schwere::Warnung, "Alter unmöglich".to_owned()),
            (Schwere::Warnung, "Beleg doppelt".to_owned()),
        ],
        abgelehnt: 0,
        zu_sehen,
        bilanz: Bilanz { dokumente: 12, gedruckt: 1_200, gerundet: 1 },
        kennzahlen: 34,
        schutz: vec![(
            Zielgruppe::Oeffentlich,
            Schutzlage {
                zellen: 884,
                primaer: 103,
                sekundaer: 88,
                erschlossen: 0,
                eingegrenzt: 2,
                engster: Some(Spielraum::Faelle(3)),
            },
        )],
        ausgaben: vec![
            datei("2026-Q2/budgetuebersicht-achim.pdf", "1111222233334444", Some(60_000)),
            datei("2026-Q2/kennzahlen.json", "5555666677778888", Some(1_440_000)),
        ],
        post: None,
    }
}

// Counted by hand from the run above: 1.200 + 34 values, three warnings of two kinds, the more frequent one first.
#[test]
fn the_page_says_what_the_run_has_done() {
    let stammdaten = office();
    let daten = pruefprotokoll(&nachweis(&stammdaten, &[]), json!({})).daten;
    assert_eq!(daten["kopf"]["titel"], "Lauf bestanden: 1.234 Werte stimmen, keiner weicht ab");
    assert_eq!(daten["ergebnis"]["art"], "gruen");
    assert_eq!(
        daten["befunde"]["zeilen"],
        json!([
            {"schwere": "Fehler", "anzahl": "–", "faelle": "–"},
            {"schwere": "Warnung", "anzahl": "3", "faelle": "Beleg doppelt (2), Alter unmöglich (1)"},
            {"schwere": "Hinweis", "anzahl": "1", "faelle": "Ausgeblendete Zeilen (1)"},
        ])
    );
    assert_eq!(daten["geheimhaltung"]["zeilen"][0]["schwelle"], "unter 5", "[regeln.kleine_zellen] oeffentlich = 5");
    let note = daten["geheimhaltung"]["noten"][0].as_str().expect("a note");
    assert!(
        note.ends_with("2 Zahlen, die nur andere schützen, sind durch Früheres enger eingegrenzt als gewünscht."),
        "{note}"
    );
    assert_eq!(daten["kennzahlen"][3]["zusatz"], "1,5\u{202f}MB");
    assert_eq!(daten["ausgaben"]["zeilen"][0]["groesse"], "0,1\u{202f}MB");
    assert_eq!(daten["lauf"][2], json!({"begriff": "Mails", "texte": ["keine"]}));
}

#[test]
fn what_is_to_be_seen_makes_it_yellow_and_stays_short() {
    let stammdaten = office();
    let sentences = ["Lange ".repeat(60), "Zweitens.".to_owned()];
    let daten = pruefprotokoll(&nachweis(&stammdaten, &sentences), json!({})).daten;
    assert_eq!(daten["ergebnis"]["art"], "gelb");
    let grund = daten["ergebnis"]["grund"].as_str().expect("a text");
    assert!(grund.chars().count() < 230 && grund.ends_with("… Dazu 1 weitere in lauf.json."), "{grund}");
}

// SHA-256 of "cccc0000dddd1111\neeee0000ffff1111" by sha256sum: bf529fb2…
#[test]
fn files_of_one_folder_are_one_line() {
    let stammdaten = office();
    let daten = pruefprotokoll(&nachweis(&stammdaten, &[]), json!({})).daten;
    let zeilen = daten["eingaben"]["zeilen"].as_array().expect("a list");
    assert_eq!(
        zeilen[0],
        json!({"datei": "data/eingang/2026-Q2", "inhalt": "Lieferung der WJH", "umfang": "1 Datei", "sha256": "aaaa…1111"})
    );
    assert_eq!(zeilen[1]["umfang"], "2 Dateien");
    assert_eq!(zeilen[1]["sha256"], "bf52…6ebd");
}

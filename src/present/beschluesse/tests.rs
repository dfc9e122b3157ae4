//! Overviews of the sample's Maßnahmen and of invented meetings.

use serde_json::Value;

use super::*;
use crate::domain::sitzung::{Beschluss, Empfaenger, Mitglied, Sitzung, Sozialraumteam};
use crate::present::evaluation::tests::stammdaten as muster;

fn datum(text: &str) -> Datum {
    Datum::parse(text).expect("a day")
}

fn beschluss(nr: &str, zustaendig: &str, frist: &str) -> Beschluss {
    Beschluss {
        nr: nr.to_owned(),
        text: "Berta Beispiel bereitet das Thema vor.".to_owned(),
        massnahme: None,
        abstimmung: "einstimmig".to_owned(),
        zustaendig: zustaendig.to_owned(),
        frist: datum(frist),
        erledigt_am: None,
    }
}

fn sitzung(tag: &str, beschluesse: Vec<Beschluss>) -> Sitzung {
    let json = serde_json::json!({
        "id": format!("SRT-achim-{tag}"),
        "art": "sozialraumteam",
        "raum": "achim",
        "datum": tag,
        "beginn": "09:00",
        "ende": "11:00",
        "ort": "Rathaus",
    });
    Sitzung { beschluesse, ..serde_json::from_value(json).expect("a meeting") }
}

fn mitglied(vorname: &str, name: &str, stelle: &str) -> Mitglied {
    Mitglied {
        name: name.to_owned(),
        vorname: vorname.to_owned(),
        rolle: "Mitglied".to_owned(),
        stelle: stelle.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
    }
}

fn stammdaten(sitzungen: Vec<Sitzung>) -> Stammdaten {
    let mut stammdaten = muster();
    stammdaten.massnahmen.clear();
    stammdaten.sitzungen = sitzungen;
    stammdaten.sozialraumteams = vec![Sozialraumteam {
        raum: RaumId::from("achim"),
        leitung: "Berta Beispiel".to_owned(),
        mitglieder: vec![
            mitglied("Berta", "Beispiel", "Allgemeiner Sozialer Dienst"),
            mitglied("Carl", "Muster", "Grundschule"),
            mitglied("Dora", "Muster", "Sportverein"),
        ],
    }];
    stammdaten.verteiler = vec![Empfaenger {
        gruppe: "wjh".to_owned(),
        name: "Emil Erdacht".to_owned(),
        stelle: "Wirtschaftliche Jugendhilfe".to_owned(),
        email: "emil.erdacht@example.org".to_owned(),
        an: Vec::new(),
        ist_extern: false,
    }];
    stammdaten
}

fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

fn of_achim(stammdaten: &Stammdaten) -> Dokument {
    raum(stammdaten, "2026-Q2".parse().expect("a quarter"), &RaumId::from("achim"), heute())
}

fn column<'a>(dokument: &'a Dokument, part: &str, key: &str) -> Vec<&'a str> {
    let lines = dokument.daten[part]["zeilen"].as_array().expect("lines");
    lines.iter().map(|line| line[key].as_str().expect("a text")).collect()
}

#[test]
fn a_beschluss_is_open_until_its_day_and_overdue_from_the_day_after() {
    let mut done = beschluss("3", "Beispiel", "2026-03-01");
    done.erledigt_am = Some(datum("2026-05-04"));
    let meeting = sitzung(
        "2026-02-02",
        vec![beschluss("1", "Beispiel", "2026-07-20"), beschluss("2", "Beispiel", "2026-07-19"), done],
    );
    let dokument = of_achim(&stammdaten(vec![meeting]));
    assert_eq!(dokument.pfad, "2026-Q2/beschluesse-achim.pdf");
    assert_eq!(dokument.daten["kopf"]["titel"], "Achim: zwei Punkte sind offen, einer davon überfällig");
    assert_eq!(column(&dokument, "offen", "frist"), ["19.07.2026", "20.07.2026"]);
    assert_eq!(column(&dokument, "offen", "zustand"), ["ueberfaellig", "offen"]);
    assert_eq!(column(&dokument, "beschluesse", "stand"), ["überfällig", "offen", "erledigt 04.05.2026"]);
}

#[test]
fn open_ones_of_longer_ago_are_counted() {
    let old = sitzung("2025-07-19", vec![beschluss("1", "Beispiel", "2025-09-01")]);
    let recent = sitzung("2025-07-20", vec![beschluss("2", "Beispiel", "2025-09-02")]);
    let dokument = of_achim(&stammdaten(vec![old, recent]));
    assert_eq!(column(&dokument, "beschluesse", "frist"), ["02.09.2025"]);
    let noten = dokument.daten["beschluesse"]["noten"].as_array().expect("notes");
    assert_eq!(noten[1], "Ein weiterer Beschluss liegt mehr als ein Jahr zurück und ist ohne Erledigung.");
}

#[test]
fn the_stelle_is_named_and_never_the_person() {
    let words = ["Beispiel", "Muster", "emil.erdacht@example.org", "Grundschule", "Frieda Fremd"];
    let beschluesse = words.iter().map(|word| beschluss("1", word, "2026-08-01")).collect();
    let stammdaten = stammdaten(vec![sitzung("2026-02-02", beschluesse)]);
    let dokument = of_achim(&stammdaten);
    assert_eq!(
        column(&dokument, "beschluesse", "zustaendig"),
        [
            "Allgemeiner Sozialer Dienst",
            "Grundschule oder Sportverein",
            "Wirtschaftliche Jugendhilfe",
            "Grundschule",
            "siehe Protokoll"
        ]
    );
    assert_eq!(column(&dokument, "beschluesse", "text")[0], "Allgemeiner Sozialer Dienst bereitet das Thema vor.");
    let all = format!("{}{}", dokument.daten, dokument.anhang);
    for name in ["Beispiel ", "Muster", "Erdacht", "Fremd", "Berta"] {
        assert!(!all.contains(name), "{name}");
    }
}

#[test]
fn a_beschluss_ends_with_the_decision_on_its_massnahme() {
    let mut stammdaten = stammdaten(Vec::new());
    stammdaten.massnahmen = muster().massnahmen;
    let (granted, refused) = ("GWA-2026-08", "GWA-2026-16");
    let about = |id: &str| Beschluss { massnahme: Some(id.into()), ..beschluss(id, "Beispiel", "2026-03-01") };
    stammdaten.sitzungen = vec![sitzung("2026-02-02", vec![about(granted), about(refused)])];
    let dokument = of_achim(&stammdaten);
    assert_eq!(column(&dokument, "beschluesse", "stand"), ["bewilligt", "abgelehnt"]);
}

/// The records of the sample: three Maßnahmen wait for a decision on 20.07.2026 (`data/massnahmen`, status „Bedarf
/// festgestellt“ or „in Bewertung“), none of them should have begun by then.
#[test]
fn open_massnahmen_of_the_office_stand_in_front_with_their_next_step() {
    let mut stammdaten = stammdaten(Vec::new());
    stammdaten.massnahmen = muster().massnahmen;
    let dokument = kreis(&stammdaten, "2026-Q2".parse().expect("a quarter"), heute());
    assert_eq!(dokument.daten["kopf"]["titel"], "Drei Punkte sind offen");
    let steps = column(&dokument, "offen", "schritt");
    let score = "Angebote bewerten, über die Leistungserbringung entscheiden";
    assert_eq!(steps, [score, score, "Angebote einholen"]);
    let granted: Vec<&Value> = dokument.daten["massnahmen"]["zeilen"]
        .as_array()
        .expect("lines")
        .iter()
        .filter(|line| line["zustand"] == "erledigt")
        .map(|line| &line["leistungserbringung"]["durch"])
        .collect();
    assert!(granted.iter().all(|durch| *durch == "Leitung: Angebot A"), "{granted:?}");
}

#[test]
fn where_nothing_happened_it_is_said() {
    let dokument = of_achim(&stammdaten(Vec::new()));
    assert_eq!(dokument.daten["kopf"]["titel"], "Achim: nichts ist offen");
    assert_eq!(dokument.daten["kennzahlen"].as_array().map(Vec::len), Some(0));
    assert_eq!(dokument.daten["offen"]["keine"], "Alles ist entschieden und umgesetzt.");
}

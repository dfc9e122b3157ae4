//! The overview over the sample on 30.06.2026.

use serde_json::Value;

use super::*;
use crate::domain::TraegerId;
use crate::present::evaluation::tests::stammdaten;

fn quartal() -> Quartal {
    "2026-Q2".parse().expect("a quarter")
}

fn heute() -> NaiveDate {
    "2026-07-20".parse().expect("a day")
}

fn of_raum(stammdaten: &Stammdaten, id: &str) -> Dokument {
    raum(stammdaten, quartal(), &RaumId::from(id), heute())
}

fn angebote(dokument: &Dokument) -> Vec<&Value> {
    let gruppen = dokument.daten["gruppen"].as_array().expect("groups");
    gruppen.iter().flat_map(|gruppe| gruppe["angebote"].as_array().expect("offers")).collect()
}

#[test]
fn the_kreis_lists_each_offer_once() {
    let stammdaten = stammdaten();
    let dokument = kreis(&stammdaten, quartal(), heute());
    assert_eq!(dokument.pfad, "2026-Q2/angebote.pdf");
    let mut ids: Vec<_> = angebote(&dokument).iter().map(|angebot| angebot["id"].as_str().expect("a key")).collect();
    ids.sort_unstable();
    let listed = ids.len();
    ids.dedup();
    assert_eq!((listed, ids.len()), (18, 18));
    assert_eq!(dokument.daten["kopf"]["titel"], "17 Angebote laufen, 14 enden bis 31.12.2026");
    assert_eq!(dokument.daten["absatz"][1]["text"], " Eine ist bewilligt und noch nicht begonnen.");
}

#[test]
fn a_raum_shows_its_own_offers_and_those_of_others_that_are_open_here() {
    let stammdaten = stammdaten();
    let dokument = of_raum(&stammdaten, "langwedel");
    assert_eq!(dokument.pfad, "2026-Q2/angebote-langwedel.pdf");
    assert_eq!(dokument.daten["kopf"]["titel"], "Langwedel: Sechs Angebote laufen, fünf enden bis 31.12.2026");
    let titles: Vec<_> = dokument.daten["gruppen"].as_array().expect("groups").iter().map(|g| &g["titel"]).collect();
    assert_eq!(titles, ["Angebote in Langwedel", "Angebote der Region und des Kreises, offen auch hier"]);
    let raeume: Vec<_> = angebote(&dokument).iter().filter_map(|angebot| angebot["raeume"].as_str()).collect();
    assert_eq!(raeume[0], "auch Dörverden, Thedinghausen");
    assert_eq!(raeume[1], "alle acht Sozialräume");
}

#[test]
fn a_contact_is_printed_only_where_it_is_released_and_a_person_never() {
    let mut stammdaten = stammdaten();
    for traeger in &mut stammdaten.traeger {
        traeger.kontakt_freigegeben = traeger.id == TraegerId::from("T07");
    }
    let dokument = of_raum(&stammdaten, "langwedel");
    for angebot in angebote(&dokument) {
        let released = angebot["traeger"] == "hilfe_im_quadrat gUG";
        assert_eq!(angebot["kontakt"].as_array().map(Vec::len), Some(if released { 3 } else { 0 }));
    }
    let printed = format!("{}{}", dokument.daten, dokument.anhang);
    for traeger in &stammdaten.traeger {
        assert!(!printed.contains(&traeger.ansprechperson.vorname), "{}", traeger.ansprechperson.vorname);
        assert_eq!(printed.contains(&traeger.email), traeger.kontakt_freigegeben, "{}", traeger.email);
    }
}

#[test]
fn what_has_ended_or_is_not_granted_yet_is_no_offer() {
    let stammdaten = stammdaten();
    let early = kreis(&stammdaten, "2025-Q4".parse().expect("a quarter"), heute());
    for angebot in angebote(&early) {
        let record = stammdaten.massnahmen.iter().find(|m| angebot["id"] == m.id.as_str()).expect("a record");
        let bescheid = record.entscheidungen.bescheid.as_ref().expect("a Bescheid").datum.to_string();
        assert!(bescheid.as_str() <= "2025-12-31" || record.laufzeit.beginn.to_string().as_str() <= "2025-12-31");
        assert!(record.laufzeit.ende.to_string().as_str() >= "2025-12-31");
    }
}

#[test]
fn where_all_offers_end_soon_the_headline_says_all() {
    let dokument = of_raum(&stammdaten(), "oyten");
    assert_eq!(dokument.daten["kopf"]["titel"], "Oyten: Fünf Angebote laufen, alle enden bis 31.12.2026");
}

#[test]
fn nothing_running_is_said() {
    let mut stammdaten = stammdaten();
    stammdaten.massnahmen.clear();
    let dokument = of_raum(&stammdaten, "achim");
    assert_eq!(dokument.daten["kopf"]["titel"], "Achim: Kein Angebot läuft");
    assert_eq!(dokument.daten["noten"], Value::Array(Vec::new()));
    assert!(dokument.daten["gruppen"][0]["keine"].as_str().is_some_and(|text| !text.is_empty()));
}

/// The sample data that people who work on the template look at, by the name of their file.
fn beispiele() -> Vec<(&'static str, Dokument)> {
    let stammdaten = stammdaten();
    let mut nothing = stammdaten.clone();
    nothing.massnahmen.clear();
    let mut many = stammdaten.clone();
    for massnahme in &mut many.massnahmen {
        massnahme.titel =
            format!("{} mit Kinderbeteiligungswerkstatt und Familienerholungswochenende", massnahme.titel);
        massnahme.anteile.truncate(1);
        massnahme.anteile[0].raum = RaumId::from("achim");
    }
    vec![
        ("kreis", kreis(&stammdaten, quartal(), heute())),
        ("langwedel", of_raum(&stammdaten, "langwedel")),
        ("oyten", of_raum(&stammdaten, "oyten")),
        ("rand-nichts", of_raum(&nothing, "achim")),
        ("rand-viele", of_raum(&many, "achim")),
    ]
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn sample_data_of_the_template_are_fresh() {
    let folder = crate::checkout().join("templates/beispiele");
    for (name, dokument) in beispiele() {
        let path = folder.join(format!("angebote-{name}.json"));
        let fresh = format!("{:#}\n", dokument.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}

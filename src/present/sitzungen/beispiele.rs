//! Sample data for whoever works on the templates, kept fresh by a test.
//!
//! `BEISPIELE_SCHREIBEN=1 cargo test --release sitzungen` writes them anew.

use chrono::NaiveDate;

use super::einladung::einladung;
use super::plan::plan;
use super::planteam::plan_of_team;
use super::protokoll::protokoll;
use crate::domain::sitzung::{Gast, Tagesordnungspunkt};
use crate::domain::{Datum, Stammdaten};
use crate::present::Dokument;
use crate::rules::termine;

/// The sample office.
pub(super) fn stammdaten() -> Stammdaten {
    let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
    office.stammdaten
}

pub(super) fn heute() -> NaiveDate {
    day("2026-07-20")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A meeting with many long topics, guests, results and a short notice.
fn schlimmster_fall(stammdaten: &mut Stammdaten) {
    let sitzung = stammdaten.sitzungen.iter_mut().find(|sitzung| sitzung.id == "SRT-langwedel-2026-4").expect("it");
    for nr in 7..=14 {
        sitzung.tagesordnung.push(Tagesordnungspunkt {
            nr,
            titel: format!("Gemeinwesenarbeitsmaßnahmenbewilligungsbescheidausfertigungsverzeichnis, Teil {nr}"),
            fest: false,
            minuten: 20,
            von: "Beispielsen-Wolkenkuckucksheim".to_owned(),
            text: "Erste Zeile mit einer langen Erläuterung, die den Rand erreicht und umbricht.\nZweite Zeile."
                .to_owned(),
            eingereicht_am: Some(Datum(day("2026-08-20"))),
            zustaendig: None,
            ergebnis: String::new(),
        });
    }
    sitzung.gaeste = ["Frauke Attrappe", "Hauke Erdacht"]
        .map(|name| Gast {
            name: name.to_owned(),
            stelle: "Landesbeauftragte für Kinderbeteiligung".to_owned(),
            top: Some(5),
            email: None,
        })
        .into();
    sitzung.jahresplanung_folgejahr = true;
}

/// The samples by the name of their file.
fn beispiele() -> Vec<(&'static str, Dokument)> {
    let stammdaten = stammdaten();
    let of = |id: &str| stammdaten.sitzung(id).expect("a meeting");
    let achim = stammdaten.sozialraeume().next().expect("a Raum");
    let quartal = "2026-Q2".parse().ok();
    let this_year = termine::plan(&stammdaten, 2026, heute());
    let mut monthly = stammdaten.clone();
    for team in &mut monthly.einstellungen.sitzungsplan.teams {
        (team.woche, team.monate) = (None, Vec::new());
        (team.rhythmus_wochen, team.erste_kalenderwoche) = (Some(3), Some(2));
    }
    let mut worst = stammdaten.clone();
    schlimmster_fall(&mut worst);
    let langwedel = worst.sitzung("SRT-langwedel-2026-4").expect("a meeting");
    let mut done = worst.clone();
    let held = done.sitzungen.iter_mut().find(|sitzung| sitzung.id == "SRT-langwedel-2026-4").expect("a meeting");
    for (index, teilnahme) in held.teilnehmende.iter_mut().enumerate() {
        teilnahme.anwesend = Some(index % 3 != 0);
    }
    for punkt in held.tagesordnung.iter_mut().step_by(2) {
        punkt.ergebnis =
            "Vorgestellt und beraten; die AG berichtet in der nächsten Sitzung.\nOffen bleibt der Ort.".to_owned();
    }
    let of_last = stammdaten.sitzung("SRT-langwedel-2026-3").map(|s| s.beschluesse.clone()).unwrap_or_default();
    held.beschluesse = of_last.iter().cycle().take(8).cloned().collect();
    vec![
        ("jahresplanung-2026", plan(&stammdaten, &this_year, heute())),
        ("jahresplanung-2025", plan(&stammdaten, &termine::plan(&stammdaten, 2025, heute()), heute())),
        ("jahresplanung-rand-viele", plan(&monthly, &termine::plan(&monthly, 2027, heute()), heute())),
        ("jahresplanung-team-achim", plan_of_team(&stammdaten, &this_year, achim, heute())),
        ("einladung-achim", einladung(&stammdaten, of("SRT-achim-2026-4"), day("2026-08-31"), quartal)),
        ("einladung-rand-lang", einladung(&worst, langwedel, day("2026-09-05"), None)),
        ("protokoll-achim-vorher", protokoll(&stammdaten, of("SRT-achim-2026-4"), heute())),
        ("protokoll-achim", protokoll(&stammdaten, of("SRT-achim-2026-3"), heute())),
        (
            "protokoll-rand-lang",
            protokoll(&done, done.sitzung("SRT-langwedel-2026-4").expect("a meeting"), day("2026-09-20")),
        ),
    ]
}

#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn sample_data_of_the_templates_are_fresh() {
    let folder = crate::checkout().join("templates/beispiele");
    for (name, dokument) in beispiele() {
        let path = folder.join(format!("{name}.json"));
        let fresh = format!("{:#}\n", dokument.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}

//! The Maßnahmen as a list, their findings, and how one of them is paid: for the terminal.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::tabelle::Tabelle;
use super::{zahl, zuwendung};
use crate::domain::Stammdaten;
use crate::domain::budgetrest::Budgetrest;
use crate::domain::lebenslauf::{Schritt, Stillstand, schritte, zustand};
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::haengt;
use crate::domain::umschichtung::Ausgleich;
use crate::domain::woerter::Fall;
use crate::domain::zuwendung::Rechnung;
use crate::finding::Schwere;
use crate::finding::massnahme::Massnahmebefund;

/// The list: state, since when, what it waits for.
pub fn liste(stammdaten: &Stammdaten, massnahmen: &[&Massnahme], heute: NaiveDate) -> (Tabelle, Vec<Value>) {
    let mut tabelle = Tabelle::new(
        stammdaten.woerter().massnahme.mehrzahl(),
        &["ID", "Titel", "Räume", "§", "Laufzeit", ">bewilligt €", "Stand", "seit", "hängt"],
    );
    let mut objects = Vec::new();
    for massnahme in massnahmen {
        let stuck = haengt(stammdaten, massnahme, heute);
        let steps = schritte(massnahme, heute);
        let since = steps.iter().rev().find_map(|step| step.datum);
        let raeume: Vec<_> = massnahme.anteile.iter().map(|anteil| stammdaten.raum_name(&anteil.raum)).collect();
        let bewilligt = massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.betrag);
        let state = zustand(massnahme, heute);
        tabelle.push(vec![
            massnahme.id.to_string(),
            shortened(&massnahme.titel),
            raeume.join(", "),
            massnahme.rechtsgrundlage.as_str().replace(" SGB VIII", ""),
            zahl::spanne(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day()),
            bewilligt.map_or_else(|| zahl::NICHTS.to_owned(), zahl::betrag),
            state.wort().to_owned(),
            since.map_or_else(|| zahl::UNBEKANNT.to_owned(), zahl::tag),
            stuck.as_ref().map_or_else(|| zahl::NICHTS.to_owned(), |stuck| wartet(stuck, heute)),
        ]);
        objects.push(objekt(stammdaten, massnahme, &steps, stuck.as_ref(), heute));
    }
    let stuck = objects.iter().filter(|object| !object["haengt"].is_null()).count();
    tabelle.hinweise.push(format!(
        "{} {}, {stuck} davon hängen: sie warten länger, als das Amt vorsieht ([regeln.massnahmen]). – noch nicht \
         oder nicht bewilligt, hängt nicht.",
        objects.len(),
        stammdaten.woerter().massnahme.mehrzahl()
    ));
    (tabelle, objects)
}

/// „wartet seit 137 Tagen (05.03.2026) auf die Bewertung nach Anlage 3“.
fn wartet(stuck: &Stillstand, heute: NaiveDate) -> String {
    let days = stuck.tage(heute);
    let days = if days == 1 { "einem Tag".to_owned() } else { format!("{days} Tagen") };
    format!("wartet seit {days} ({}) auf {}", zahl::tag(stuck.seit), stuck.wartet_auf)
}

/// The steps of one Maßnahme: day, who, where it is on record, why.
pub fn verlauf(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> (Tabelle, Value) {
    let steps = schritte(massnahme, heute);
    let titel = format!("{} {}", massnahme.id, massnahme.titel);
    let mut tabelle = Tabelle::new(titel, &["Schritt", "Datum", "durch", "Beleg", "Grund"]);
    let or_nothing = |text: &str| if text.trim().is_empty() { zahl::NICHTS.to_owned() } else { text.to_owned() };
    for step in &steps {
        tabelle.push(vec![
            step.zustand.wort().to_owned(),
            step.datum.map_or_else(|| zahl::UNBEKANNT.to_owned(), zahl::tag),
            or_nothing(&step.durch),
            or_nothing(&step.beleg),
            or_nothing(&step.grund),
        ]);
    }
    let stuck = haengt(stammdaten, massnahme, heute);
    tabelle.hinweise.push(match &stuck {
        Some(stuck) => format!("Stand: {}; {}.", zustand(massnahme, heute).wort(), wartet(stuck, heute)),
        None => format!("Stand: {}.", zustand(massnahme, heute).wort()),
    });
    tabelle.hinweise.push("… das Datum steht nicht im Datensatz, – nichts eingetragen.".to_owned());
    let object = objekt(stammdaten, massnahme, &steps, stuck.as_ref(), heute);
    (tabelle, object)
}

fn objekt(
    stammdaten: &Stammdaten,
    massnahme: &Massnahme,
    steps: &[Schritt],
    stuck: Option<&Stillstand>,
    heute: NaiveDate,
) -> Value {
    let traeger = massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.traeger.clone());
    json!({
        "id": massnahme.id,
        "titel": massnahme.titel,
        "raeume": massnahme.anteile.iter().map(|anteil| &anteil.raum).collect::<Vec<_>>(),
        "rechtsgrundlage": massnahme.rechtsgrundlage.as_str(),
        "beginn": massnahme.laufzeit.beginn,
        "ende": massnahme.laufzeit.ende,
        "bewilligt": massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.betrag),
        "traeger": traeger.as_ref().map(|id| json!({
            "id": id,
            "name": stammdaten.traeger(id).map(|traeger| traeger.name.as_str()),
        })),
        "status": massnahme.status.as_str(),
        "zustand": zustand(massnahme, heute),
        "schritte": steps,
        "haengt": stuck.map(|stuck| json!({
            "wartet_auf": stuck.wartet_auf,
            "seit": stuck.seit,
            "faellig": stuck.faellig,
            "tage": stuck.tage(heute),
        })),
    })
}

/// A title that fits a line of the terminal; the record keeps the whole.
fn shortened(titel: &str) -> String {
    const LENGTH: usize = 36;
    if titel.chars().count() <= LENGTH {
        return titel.to_owned();
    }
    let kept: String = titel.chars().take(LENGTH - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A finding as the terminal shows it.
pub fn befund(befund: &Massnahmebefund) -> String {
    let word = match befund.schwere {
        Schwere::Fehler => "Fehler",
        Schwere::Warnung => "Warnung",
        Schwere::Hinweis => "Hinweis",
    };
    let mut lines = vec![format!("{word}: {}: {} [{}]", befund.massnahme, befund.befund, befund.regel)];
    for (label, text) in [("Abhilfe", &befund.abhilfe), ("Quelle", &befund.quelle)] {
        if !text.is_empty() {
            lines.push(format!("  {label}: {text}"));
        }
    }
    lines.join("\n")
}

/// The reckoning of a Zuwendung, step by step.
pub fn zuwendungstabelle(massnahme: &Massnahme, rechnung: &Rechnung, quellen: &[String]) -> Tabelle {
    let titel = format!("{}: Zuwendung, {}", massnahme.id, rechnung.grundlagen.art.wort());
    let mut tabelle = Tabelle::new(titel, &["Schritt", "Rechnung", ">€"]);
    for zeile in zuwendung::rechenweg(rechnung) {
        if zeile.art != "wert" {
            tabelle.line();
        }
        tabelle.push(vec![zeile.text, zeile.rechnung, zeile.betrag]);
    }
    tabelle.hinweise.extend(quellen.iter().map(|quelle| format!("Quelle: {quelle}")));
    tabelle
}

/// What the budgets had left on a day.
pub fn resttabelle(stammdaten: &Stammdaten, reste: &[Budgetrest], tag: NaiveDate) -> Tabelle {
    let titel = format!("Budgets am {}", zahl::tag(tag));
    let mut tabelle = Tabelle::new(titel, &["Budget", ">Jahr", ">verfügbar €", ">zugesagt €", ">Rest €", ">braucht €"]);
    for rest in reste {
        tabelle.push(vec![
            stammdaten.raum_name(&rest.raum).to_owned(),
            rest.jahr.to_string(),
            zahl::betrag(rest.verfuegbar),
            zahl::betrag(rest.zugesagt),
            zahl::betrag(rest.rest()),
            zahl::betrag(rest.bedarf),
        ]);
    }
    tabelle.hinweise.push(format!(
        "Rest = verfügbar − was {} bis zu diesem Tag zugesagt war.",
        stammdaten.woerter().massnahme.viele("ander", Fall::Dativ)
    ));
    tabelle
}

/// What would have to move between budgets for a joint Maßnahme.
pub fn umschichtungstabelle(stammdaten: &Stammdaten, massnahme: &Massnahme, lines: &[Ausgleich]) -> Tabelle {
    let titel = format!("{}: Vorschlag zur Umschichtung", massnahme.id);
    let mut tabelle = Tabelle::new(titel, &[">Jahr", "von", "nach", ">€", ">Rest vorher €", ">Rest danach €"]);
    for vorschlag in lines.iter().flat_map(|line| &line.vorschlaege) {
        tabelle.push(vec![
            vorschlag.jahr.to_string(),
            stammdaten.raum_name(&vorschlag.von).to_owned(),
            stammdaten.raum_name(&vorschlag.nach).to_owned(),
            zahl::betrag(vorschlag.betrag),
            zahl::betrag(vorschlag.rest_vorher),
            zahl::betrag(vorschlag.rest_nachher()),
        ]);
    }
    for line in lines {
        let name = stammdaten.raum_name(&line.budget.raum);
        let jahr = line.budget.jahr;
        let moved = if line.schon_bewegt.is_zero() {
            String::new()
        } else {
            format!("; umgeschichtet sind schon {}", zahl::euro(line.schon_bewegt))
        };
        tabelle.hinweise.push(format!(
            "{name} {jahr}: braucht {}, hat einen Rest von {}{moved}.",
            zahl::euro(line.budget.bedarf),
            zahl::euro(line.budget.rest())
        ));
        if !line.ungedeckt.is_zero() {
            tabelle.hinweise.push(format!("{name} {jahr}: {} bleiben ungedeckt.", zahl::euro(line.ungedeckt)));
        }
    }
    tabelle
}

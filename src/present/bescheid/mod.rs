//! Draft of a Bescheid for the WJH: the grant for the offer that is taken, or the refusal of another one.
//!
//! A draft only: the WJH checks, dates and signs it. Names of people never stand in it, only the Träger's.

mod ablehnung;
mod bewilligung;
mod worte;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use super::Dokument;
use super::evaluation::Eintrag;
use super::probe::{Probe, Proben, Proberegel, Stelle};
use super::rahmen::Rahmen;
use super::zahl::{self, NBSP};
use super::zuwendung::Rechenzeile;
use crate::domain::angebot::Angebot;
use crate::domain::massnahme::Massnahme;
use crate::domain::{Stammdaten, Zielgruppe};

pub use bewilligung::grants;

/// What `bescheid.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    entwurf: &'static str,
    absender: String,
    anschrift: Vec<String>,
    informationen: Vec<Angabe>,
    betreff: String,
    anrede: &'static str,
    einleitung: Vec<String>,
    abschnitte: Vec<Abschnitt>,
    rechtsbehelf: String,
    gruss: [String; 2],
    unterschrift: Vec<String>,
    anlagen: Vec<String>,
}

/// A term of the Informationsblock.
#[derive(Clone, Debug, Serialize)]
struct Angabe {
    begriff: &'static str,
    wert: String,
}

/// A numbered section.
#[derive(Clone, Debug, Default, Serialize)]
struct Abschnitt {
    titel: String,
    absaetze: Vec<String>,
    /// The reckoning of the Zuwendung.
    rechnung: Vec<Rechenzeile>,
    /// The grant by Haushaltsjahr.
    raten: Option<Raten>,
    /// Conditions, numbered.
    punkte: Vec<String>,
    /// What is due when.
    termine: Vec<Eintrag>,
}

/// The grant by Haushaltsjahr.
#[derive(Clone, Debug, Serialize)]
struct Raten {
    zeilen: Vec<Rate>,
    summe: String,
}

#[derive(Clone, Debug, Serialize)]
struct Rate {
    jahr: String,
    betrag: String,
}

/// A Maßnahme, the offer that the Bescheid answers, and the day of the draft.
struct Kontext<'a> {
    stammdaten: &'a Stammdaten,
    massnahme: &'a Massnahme,
    angebot: &'a Angebot,
    heute: NaiveDate,
}

/// The draft for one offer: a grant if it was taken and the money is decided, else a refusal. None while nothing is decided.
pub fn bescheid(
    stammdaten: &Stammdaten,
    massnahme: &Massnahme,
    angebot: &Angebot,
    heute: NaiveDate,
) -> Option<Dokument> {
    let kontext = Kontext { stammdaten, massnahme, angebot, heute };
    if grants(massnahme, angebot) {
        return Some(dokument(&kontext, "bewilligung", bewilligung::inhalt(&kontext)));
    }
    ablehnung::refuses(massnahme, angebot).then(|| dokument(&kontext, "ablehnung", ablehnung::inhalt(&kontext)))
}

/// What differs between a grant and a refusal.
struct Inhalt {
    betreff: String,
    einleitung: Vec<String>,
    abschnitte: Vec<Abschnitt>,
    anlagen: Vec<String>,
}

fn dokument(kontext: &Kontext<'_>, art: &'static str, inhalt: Inhalt) -> Dokument {
    let amt = &kontext.stammdaten.einstellungen.amt;
    let regeln = &kontext.stammdaten.einstellungen.bescheid;
    let letter = kontext.angebot.id.rsplit('/').next().unwrap_or_default().to_lowercase();
    let anhang_name = format!("bescheid-{}-{letter}.json", kontext.massnahme.id);
    let daten = Daten {
        rahmen: Rahmen::new(
            &kontext.stammdaten.einstellungen,
            kontext.heute,
            format!("Entwurf: {}, {}", inhalt.betreff, kontext.massnahme.id),
            format!("Entwurf · {}", kontext.massnahme.id),
            format!("{} · {} · {} {} · {}", amt.name, amt.strasse, amt.plz, amt.ort, amt.email),
        )
        .with_anhang(anhang_name, "Beträge, Termine und Grundlagen dieses Entwurfs als Dezimaltexte".to_owned()),
        entwurf: "Entwurf",
        absender: format!("{} · {} · {} {}", amt.name, amt.strasse, amt.plz, amt.ort),
        anschrift: worte::anschrift(kontext),
        informationen: worte::informationen(kontext),
        betreff: inhalt.betreff,
        anrede: "Sehr geehrte Damen und Herren,",
        einleitung: inhalt.einleitung,
        abschnitte: inhalt.abschnitte,
        rechtsbehelf: regeln.rechtsbehelf.clone(),
        gruss: ["Mit freundlichen Grüßen".to_owned(), regeln.zeichnung.clone()],
        unterschrift: vec![regeln.stelle.clone()],
        anlagen: inhalt.anlagen,
    };
    // Cannot fail on these structs: they hold texts, numbers and lists only.
    let daten = serde_json::to_value(&daten).unwrap_or_default();
    Dokument {
        template: "bescheid.typ",
        zielgruppe: Zielgruppe::Intern,
        proben: proben(&daten),
        pfad: format!("bescheide/{}/bescheid-{letter}.pdf", kontext.massnahme.id),
        anhang: json!({
            "schema": "bescheid/1",
            "entwurf": true,
            "art": art,
            "massnahme": kontext.massnahme.id,
            "angebot": kontext.angebot.id,
            "traeger": kontext.angebot.traeger,
            "abschnitte": daten["abschnitte"],
        }),
        daten,
    }
}

/// The Jahresraten sum to the grant, the lines of the reckoning to the Fehlbedarf.
fn proben(daten: &serde_json::Value) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    for section in 0..proben.len("/abschnitte") {
        let base = format!("/abschnitte/{section}");
        let rows = proben.len(&format!("{base}/raten/zeilen"));
        let parts = (0..rows).map(|row| Stelle::new(format!("{base}/raten/zeilen/{row}/betrag")));
        let total = Stelle::new(format!("{base}/raten/summe"));
        proben.declare("Bewilligung nach Haushaltsjahren, Summe", total, Proberegel::summe(parts));
        for row in 0..proben.len(&format!("{base}/rechnung")) {
            if proben.text(&format!("{base}/rechnung/{row}/text")) == "Fehlbedarf" {
                let parts = (0..row).map(|above| Stelle::new(format!("{base}/rechnung/{above}/betrag")));
                let here = Stelle::new(format!("{base}/rechnung/{row}/betrag"));
                proben.declare("Berechnung der Zuwendung, Fehlbedarf", here, Proberegel::summe(parts));
            }
        }
    }
    proben.finish()
}

impl Kontext<'_> {
    /// `§ 74 SGB VIII` with spaces that do not break.
    fn paragraf(&self) -> String {
        self.massnahme.rechtsgrundlage.as_str().replace(' ', &NBSP.to_string())
    }

    /// The Maßnahme as the Bescheid names it: `„Titel“ (GWA-2026-05)`.
    fn name(&self) -> String {
        format!("„{}“ ({})", self.massnahme.titel.replace('„', "‚").replace('“', "‘"), self.massnahme.id)
    }

    /// A span of days in words: `vom 01.01.2026 bis 31.12.2026`.
    fn zeitraum(&self) -> String {
        let laufzeit = self.massnahme.laufzeit;
        format!("vom {} bis {}", zahl::tag(laufzeit.beginn.day()), zahl::tag(laufzeit.ende.day()))
    }
}

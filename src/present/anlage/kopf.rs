//! What the three forms have in common: head, foot, the tick boxes of the Sozialräume.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::angebot::Angebot;
use crate::domain::massnahme::Massnahme;
use crate::domain::raum::Raum;
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::domain::{RaumId, Stammdaten};
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

use super::buchstabe;

/// Head of a form.
#[derive(Clone, Debug, Serialize)]
pub struct Kopf {
    /// The office's word for what is applied for.
    pub wort: String,
    /// The same after „mit“: `der Maßnahme`.
    pub wort_dativ: String,
    /// The same at the beginning of a sentence: `Die Maßnahme`.
    pub wort_subjekt: String,
    /// "Anlage 1".
    pub anlage: String,
    /// Title of the form.
    pub titel: String,
    /// What the form is about.
    pub untertitel: String,
    /// Name of the office, its part, street, town.
    pub adresse: Vec<String>,
    /// Blank for filling by hand.
    pub leer: bool,
    /// Key of the Maßnahme and letter of the offer, or "Vordruck"; right in the running head.
    pub kennung: String,
    /// Title of the Maßnahme; none in a blank form.
    pub massnahme: Option<String>,
    /// Key, offer, Träger, Rechtsgrundlage in one line; none in a blank form.
    pub angaben: Option<String>,
    /// What a tick means here.
    pub hinweis: String,
    /// The office's word for a team, "Sozialraumteam".
    pub team: String,
}

/// A tick box with its label.
#[derive(Clone, Debug, Serialize)]
pub struct Ankreuzfeld {
    /// Label.
    pub name: String,
    /// Whether it is ticked.
    pub an: bool,
}

/// The tick boxes of all Sozialräume of the office.
#[derive(Clone, Debug, Serialize)]
pub struct Raumfelder {
    /// How many stand side by side: fewer where names are long.
    pub spalten: usize,
    /// The boxes in the office's order.
    pub felder: Vec<Ankreuzfeld>,
}

/// Which form.
#[derive(Clone, Copy, Debug)]
pub struct Formular {
    /// 1, 2 or 3.
    pub nummer: u32,
    /// Title.
    pub titel: &'static str,
}

impl Ankreuzfeld {
    /// A box with its label.
    pub fn new(name: impl Into<String>, an: bool) -> Self {
        Self { name: name.into(), an }
    }
}

impl Formular {
    /// The template that prints it.
    pub const fn template(self) -> &'static str {
        match self.nummer {
            1 => "anlage-1.typ",
            2 => "anlage-2.typ",
            _ => "anlage-3.typ",
        }
    }

    /// Where the blank form is kept.
    pub fn pfad_leer(self) -> String {
        format!("formulare/anlage-{}.pdf", self.nummer)
    }

    /// Frame and head of the blank form.
    pub fn leer(self, stammdaten: &Stammdaten, heute: NaiveDate) -> (Rahmen, Kopf) {
        let kopf = Kopf {
            kennung: "Vordruck".to_owned(),
            leer: true,
            hinweis: "(Zutreffendes bitte ankreuzen)".to_owned(),
            ..self.kopf(stammdaten)
        };
        (self.rahmen(stammdaten, heute, &kopf, "Vordruck"), kopf)
    }

    /// Frame and head of a filled form; without an offer it is about all of them.
    pub fn gefuellt(
        self,
        stammdaten: &Stammdaten,
        massnahme: &Massnahme,
        angebot: Option<&Angebot>,
        heute: NaiveDate,
    ) -> (Rahmen, Kopf) {
        let several = massnahme.angebote.len() > 1;
        let kennung = match angebot {
            Some(angebot) if several => format!("{}, Angebot {}", massnahme.id, buchstabe(massnahme, angebot)),
            _ => massnahme.id.to_string(),
        };
        let mut angaben = vec![kennung.clone()];
        if let Some(angebot) = angebot {
            angaben.push(traeger_name(stammdaten, &angebot.traeger).to_owned());
            angaben.push(format!("Eingang {}", zahl::tag(angebot.eingang.day())));
        } else {
            angaben.push(zahl::spanne(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day()));
        }
        angaben.push(massnahme.rechtsgrundlage.as_str().replace(' ', "\u{a0}"));
        let kopf = Kopf {
            kennung: kennung.clone(),
            leer: false,
            massnahme: Some(massnahme.titel.clone()),
            angaben: Some(angaben.join(" · ")),
            ..self.kopf(stammdaten)
        };
        (self.rahmen(stammdaten, heute, &kopf, &kennung), kopf)
    }

    /// Its title; that of Anlage 1 is the office's word.
    fn titel(self, stammdaten: &Stammdaten) -> String {
        if self.nummer == 1 { stammdaten.woerter().beschreibung.clone() } else { self.titel.to_owned() }
    }

    /// What blank and filled forms say alike.
    fn kopf(self, stammdaten: &Stammdaten) -> Kopf {
        let amt = &stammdaten.einstellungen.amt;
        let wort = &stammdaten.woerter().massnahme;
        Kopf {
            anlage: format!("Anlage {}", self.nummer),
            titel: self.titel(stammdaten),
            wort: wort.einzahl().to_owned(),
            wort_dativ: wort.mit(Begleiter::Der, Fall::Dativ),
            wort_subjekt: capitalized(&wort.mit(Begleiter::Der, Fall::Nominativ)),
            untertitel: stammdaten.woerter().arbeit.clone(),
            adresse: vec![
                amt.name.clone(),
                amt.organisation.clone(),
                amt.strasse.clone(),
                format!("{} {}", amt.plz, amt.ort),
            ],
            leer: false,
            kennung: String::new(),
            massnahme: None,
            angaben: None,
            hinweis: "(Zutreffendes ist angekreuzt)".to_owned(),
            team: format!("{}team", amt.begriff_raum),
        }
    }

    /// The frame with the form's title, foot and attached data.
    fn rahmen(self, stammdaten: &Stammdaten, heute: NaiveDate, kopf: &Kopf, kennung: &str) -> Rahmen {
        let titel = match &kopf.massnahme {
            Some(massnahme) => format!("{} {}: {massnahme} ({kennung})", kopf.anlage, kopf.titel),
            None => format!("{} {} ({kennung})", kopf.anlage, kopf.titel),
        };
        let fuss = format!("{} · {} · {kennung}", kopf.anlage, stammdaten.woerter().arbeit_gross());
        let beschreibung = if kopf.leer {
            "Aufbau dieses Vordrucks in maschinenlesbarer Form"
        } else {
            "Die Angaben dieses Formulars in maschinenlesbarer Form"
        };
        Rahmen::new(&stammdaten.einstellungen, heute, titel, format!("{} {}", kopf.anlage, kopf.titel), fuss)
            .with_anhang(format!("anlage-{}.json", self.nummer), beschreibung.to_owned())
    }
}

/// The printed name of a Träger; its key where the master data do not know it.
pub fn traeger_name<'a>(stammdaten: &'a Stammdaten, id: &'a crate::domain::TraegerId) -> &'a str {
    stammdaten.traeger(id).map_or_else(|| id.as_str(), |traeger| traeger.name.as_str())
}

/// All Sozialräume with their boxes. What is ticked but is no Sozialraum gets a box of its own: nothing is dropped.
pub fn raumfelder(stammdaten: &Stammdaten, ticked: &[RaumId]) -> Raumfelder {
    let mut felder: Vec<Ankreuzfeld> = stammdaten
        .sozialraeume()
        .map(|raum| Ankreuzfeld::new(raum_label(stammdaten, raum), ticked.contains(&raum.id)))
        .collect();
    felder.extend(
        ticked
            .iter()
            .filter(|id| !stammdaten.sozialraeume().any(|raum| &raum.id == *id))
            .map(|id| Ankreuzfeld::new(stammdaten.raum_name(id), true)),
    );
    let longest = felder.iter().map(|feld| feld.name.chars().count()).max().unwrap_or(0);
    let spalten = match longest {
        0..=17 => 4,
        18..=25 => 3,
        26..=42 => 2,
        _ => 1,
    };
    Raumfelder { spalten, felder }
}

/// The name of a Raum; where teams have letters, with Region and letter, since letters repeat in each Region.
fn raum_label(stammdaten: &Stammdaten, raum: &Raum) -> String {
    let Some(team) = &raum.team else { return raum.name.clone() };
    let region = stammdaten.regionen.iter().find(|region| Some(&region.id) == raum.region.as_ref());
    region.map_or_else(|| format!("{} ({team})", raum.name), |region| format!("{} ({} {team})", raum.name, region.kurz))
}

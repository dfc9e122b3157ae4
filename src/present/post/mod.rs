//! The texts of mails: what a template of `templates/mail` is filled with.

mod aenderung;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::zahl;
use crate::domain::Stammdaten;
use crate::domain::post::{Postart, Postinhalt, Termin};

/// What a mail is filled with. Every text is finished; a template may use any of them.
#[derive(Clone, Debug, Serialize)]
pub struct Brief {
    /// Stem of the template, `einladung`.
    #[serde(skip)]
    pub vorlage: &'static str,
    /// Subject.
    pub betreff: String,
    /// "Guten Tag Käthe Beispiel,".
    pub anrede: String,
    /// Said on top where an invitation is late.
    pub verspaetung: Option<String>,
    /// What is new where an earlier version is out.
    pub korrektur: Option<Korrektur>,
    /// "Sitzung des Sozialraumteams Achim"; empty for reports.
    pub sitzung: String,
    /// What is enclosed, for reports.
    pub gegenstand: String,
    /// What is said first, where there is no paper.
    pub absaetze: Vec<String>,
    /// A list after it.
    pub punkte: Vec<String>,
    /// What is said last.
    pub schluss: Vec<String>,
    /// Time, place and what else stands in the box.
    pub rahmen: Vec<Rahmenzeile>,
    /// Agenda.
    pub tagesordnung: Vec<Punkt>,
    /// "Anlage" or "Anlagen".
    pub anlagen_titel: &'static str,
    /// Enclosures.
    pub anlagen: Vec<Anlage>,
    /// Who sends it.
    pub gruss: String,
    /// Reply address.
    pub antwort: String,
    /// Why the person gets it.
    pub verteiler: String,
    /// The office.
    pub amt: Absenderzeile,
    /// Accent colour.
    pub akzent: String,
}

/// What is new in a mail that follows an earlier one.
#[derive(Clone, Debug, Serialize)]
pub struct Korrektur {
    /// That it takes the place of an earlier one.
    pub satz: String,
    /// What has changed.
    pub aenderungen: Vec<String>,
}

/// A line of the box.
#[derive(Clone, Debug, Serialize)]
pub struct Rahmenzeile {
    /// "Wann".
    pub name: &'static str,
    /// "Montag, 14.09.2026, 14:30–17:00 Uhr".
    pub wert: String,
}

/// An item of the agenda.
#[derive(Clone, Debug, Serialize)]
pub struct Punkt {
    /// Number.
    pub nr: String,
    /// Title.
    pub titel: String,
}

/// An enclosure.
#[derive(Clone, Debug, Serialize)]
pub struct Anlage {
    /// What it is.
    pub titel: String,
    /// Its file.
    pub datei: String,
}

/// The office in the foot.
#[derive(Clone, Debug, Serialize)]
pub struct Absenderzeile {
    /// Name.
    pub name: String,
    /// Organisation.
    pub organisation: String,
    /// Street, postcode and town.
    pub anschrift: String,
}

/// What a mail is about.
#[derive(Clone, Copy, Debug)]
pub struct Postsache<'a> {
    /// What it holds.
    pub inhalt: &'a Postinhalt,
    /// Name of the team's Sozialraum; empty for reports.
    pub raum: &'a str,
    /// Subject of a report: "Budgetübersicht, 2. Quartal 2026".
    pub gegenstand: &'a str,
    /// The last mail of the same occasion that the person has or may have.
    pub vorher: Option<&'a Postinhalt>,
    /// Which mail of the occasion it is.
    pub nummer: u32,
    /// Name of the person.
    pub name: &'a str,
    /// Reply address.
    pub antwort: &'a str,
    /// The day of sending.
    pub heute: NaiveDate,
}

impl Brief {
    /// The texts of a mail.
    pub fn new(stammdaten: &Stammdaten, sache: &Postsache<'_>) -> Self {
        let amt = &stammdaten.einstellungen.amt;
        let inhalt = sache.inhalt;
        let vorlage = match inhalt.art {
            Postart::Einladung => "einladung",
            Postart::Absage => "absage",
            Postart::Protokoll => "protokoll",
            Postart::Bericht => "bericht",
            Postart::Mitteilung => "mitteilung",
        };
        let words = inhalt.mitteilung.as_ref();
        let team = format!("Sozialraumteam {}", sache.raum);
        let meeting = !matches!(inhalt.art, Postart::Bericht | Postart::Mitteilung);
        Self {
            vorlage,
            betreff: betreff(sache, &team),
            anrede: if sache.name.is_empty() { "Guten Tag,".to_owned() } else { format!("Guten Tag {},", sache.name) },
            verspaetung: verspaetung(sache, stammdaten.einstellungen.regeln.einladungsfrist_tage),
            korrektur: korrektur(sache),
            sitzung: if meeting { format!("Sitzung des Sozialraumteams {}", sache.raum) } else { String::new() },
            gegenstand: sache.gegenstand.to_owned(),
            absaetze: words.map(|words| words.absaetze.clone()).unwrap_or_default(),
            punkte: words.map(|words| words.punkte.clone()).unwrap_or_default(),
            schluss: words.map(|words| words.schluss.clone()).unwrap_or_default(),
            rahmen: rahmen(sache),
            tagesordnung: (1..)
                .zip(&inhalt.tagesordnung)
                .map(|(nr, titel): (u32, _)| Punkt { nr: nr.to_string(), titel: titel.clone() })
                .collect(),
            anlagen_titel: if inhalt.anlagen.len() == 1 { "Anlage" } else { "Anlagen" },
            anlagen: inhalt
                .anlagen
                .iter()
                .map(|anlage| Anlage { titel: anlage.titel.clone(), datei: anlage.name.clone() })
                .collect(),
            gruss: if meeting { format!("Organisationsteam {}", sache.raum) } else { amt.stabsstelle.clone() },
            antwort: sache.antwort.to_owned(),
            verteiler: if meeting {
                format!(
                    "Sie erhalten diese Nachricht, weil Sie im Verteiler des Sozialraumteams {} stehen.",
                    sache.raum
                )
            } else {
                words.map_or_else(
                    || "Sie erhalten diese Nachricht, weil Sie im Verteiler dieser Berichte stehen.".to_owned(),
                    |words| words.grund.clone(),
                )
            },
            amt: Absenderzeile {
                name: amt.name.clone(),
                organisation: amt.organisation.clone(),
                anschrift: format!("{}, {} {}", amt.strasse, amt.plz, amt.ort),
            },
            akzent: stammdaten.einstellungen.gestaltung.akzent().to_owned(),
        }
    }
}

fn betreff(sache: &Postsache<'_>, team: &str) -> String {
    let tag = sache.inhalt.termin.as_ref().map(|termin| zahl::tag(termin.tag)).unwrap_or_default();
    let plain = match sache.inhalt.art {
        Postart::Einladung => format!("Einladung: {team} am {tag}"),
        Postart::Absage => return format!("Absage: {team} am {tag}"),
        Postart::Protokoll => format!("Protokoll: {team} vom {tag}"),
        Postart::Bericht => sache.gegenstand.to_owned(),
        Postart::Mitteilung => sache.inhalt.mitteilung.as_ref().map(|words| words.betreff.clone()).unwrap_or_default(),
    };
    if sache.vorher.is_some() { format!("Korrektur (Fassung {}): {plain}", sache.nummer) } else { plain }
}

/// An invitation that goes out after its deadline says so; one that corrects an earlier one was in time or has said it.
fn verspaetung(sache: &Postsache<'_>, frist_tage: u32) -> Option<String> {
    let termin = sache.inhalt.termin.as_ref().filter(|_| sache.inhalt.art == Postart::Einladung)?;
    let left = (termin.tag - sache.heute).num_days();
    if sache.vorher.is_some() || left >= i64::from(frist_tage) {
        return None;
    }
    let left = match left {
        0 => "die Sitzung ist heute".to_owned(),
        1 => "die Sitzung ist morgen".to_owned(),
        days => format!("bis zur Sitzung sind es noch {} Tage", zahl::zahlwort(usize::try_from(days).unwrap_or(0))),
    };
    Some(format!(
        "Diese Einladung kommt später als vereinbart ({frist_tage}{}Tage vor der Sitzung); {left}. Wir bitten um \
         Nachsicht.",
        zahl::NBSP
    ))
}

fn korrektur(sache: &Postsache<'_>) -> Option<Korrektur> {
    let vorher = sache.vorher.filter(|_| sache.inhalt.art != Postart::Absage)?;
    Some(Korrektur {
        satz: format!(
            "Dies ist Fassung{}{}; sie ersetzt unsere frühere Nachricht. Geändert ist:",
            zahl::NBSP,
            sache.nummer
        ),
        aenderungen: aenderung::aenderungen(vorher, sache.inhalt),
    })
}

fn rahmen(sache: &Postsache<'_>) -> Vec<Rahmenzeile> {
    let Some(termin) = &sache.inhalt.termin else { return Vec::new() };
    let mut lines =
        vec![Rahmenzeile { name: "Wann", wert: wann(termin) }, Rahmenzeile { name: "Wo", wert: termin.ort.clone() }];
    match (sache.inhalt.art, &sache.inhalt.grund) {
        (Postart::Einladung, _) => {
            lines.push(Rahmenzeile { name: "Absagen", wert: format!("bitte an {}", sache.antwort) });
        }
        (Postart::Absage, Some(grund)) => lines.push(Rahmenzeile { name: "Grund", wert: grund.clone() }),
        _ => {}
    }
    lines
}

/// "Montag, 14.09.2026, 14:30–17:00 Uhr".
fn wann(termin: &Termin) -> String {
    format!("{}, {}", tag(termin), uhrzeit(termin))
}

fn tag(termin: &Termin) -> String {
    const TAGE: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    let index = usize::try_from(termin.tag.weekday().num_days_from_monday()).unwrap_or(0);
    format!("{}, {}", TAGE.get(index).copied().unwrap_or_default(), zahl::tag(termin.tag))
}

fn uhrzeit(termin: &Termin) -> String {
    format!("{}–{}{}Uhr", termin.beginn, termin.ende, zahl::NBSP)
}

/// The heading of an appointment in a calendar.
pub fn termintitel(raum: &str) -> String {
    format!("Sozialraumteam {raum}")
}

#[cfg(test)]
mod tests;

//! Every file of a run as a link: grouped by kind, with size and audience.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Datei;
use crate::domain::massnahme::Massnahme;
use crate::domain::{RaumId, Stammdaten, Zielgruppe};
use crate::present::zahl::{self, NARROW};

/// Links of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gruppe {
    /// Its heading.
    pub titel: String,
    /// Key for anchors.
    pub id: String,
    /// How many files.
    pub anzahl: String,
    /// Long ones are folded up.
    pub zugeklappt: bool,
    /// The files.
    pub dateien: Vec<Verweis>,
}

/// A link to one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verweis {
    /// What it is about.
    pub titel: String,
    /// Where it lies, from the page.
    pub ziel: String,
    /// `PDF`, `Excel`, `JSON`.
    pub format: String,
    /// How large it is.
    pub groesse: Option<String>,
    /// Who may get it.
    pub zielgruppe: &'static str,
    /// The same for programs.
    pub zielgruppe_art: Zielgruppe,
    /// Day or period, where the heading does not say it.
    pub zeitraum: Option<String>,
}

/// The kinds, in the order of the page: first part of the file's stem, heading, audience.
const ARTEN: [(&str, &str, Zielgruppe); 11] = [
    ("jha-bericht", "Bericht an den Ausschuss", Zielgruppe::Oeffentlich),
    ("budgetuebersicht", "Budgetübersichten", Zielgruppe::Fachkreis),
    ("quartalsdaten", "Quartalsdaten", Zielgruppe::Fachkreis),
    ("evaluation", "Evaluationen", Zielgruppe::Fachkreis),
    ("angebote", "Angebotsübersichten", Zielgruppe::Fachkreis),
    ("beschluesse", "Beschlussübersichten", Zielgruppe::Fachkreis),
    ("steuerungsbericht", "Jahresbericht", Zielgruppe::Fachkreis),
    ("kennzahlen-oeffentlich", "Zahlen", Zielgruppe::Oeffentlich),
    ("kennzahlen", "Zahlen", Zielgruppe::Intern),
    ("pruefprotokoll", "Protokoll des Laufs", Zielgruppe::Intern),
    ("lauf", "Protokoll des Laufs", Zielgruppe::Intern),
];
const ANLAGEN: &str = "Ausgefüllte Anlagen";
const VORDRUCKE: &str = "Vordrucke";
const WEITERE: &str = "Weitere Dateien";
/// More files than this in one group are folded up.
const AUFGEKLAPPT: usize = 24;

/// Who may get a file, told by its path below `reports/`. What is not known is for nobody outside.
pub fn zielgruppe(pfad: &str) -> Zielgruppe {
    match place(pfad) {
        Place::Vordruck => Zielgruppe::Oeffentlich,
        Place::Anlage(_) | Place::Unbekannt => Zielgruppe::Intern,
        Place::Art(art, _) => ARTEN.get(art).map_or(Zielgruppe::Intern, |(_, _, zielgruppe)| *zielgruppe),
    }
}

/// What a path says.
enum Place<'a> {
    /// A blank form.
    Vordruck,
    /// A form of a Maßnahme, by its id.
    Anlage(&'a str),
    /// A kind, and whose it is: `achim`, `region-nord`, nothing.
    Art(usize, &'a str),
    Unbekannt,
}

fn place(pfad: &str) -> Place<'_> {
    let parts: Vec<&str> = pfad.split('/').collect();
    match parts.as_slice() {
        ["formulare", ..] => Place::Vordruck,
        [_, "anlagen", massnahme, _] => Place::Anlage(massnahme),
        [_, name] => {
            let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
            let found = ARTEN.iter().enumerate().find_map(|(index, (art, _, _))| {
                let rest = stem.strip_prefix(art)?;
                let whose = if rest.is_empty() { Some(rest) } else { rest.strip_prefix('-') };
                Some(Place::Art(index, whose?))
            });
            found.unwrap_or(Place::Unbekannt)
        }
        _ => Place::Unbekannt,
    }
}

/// A link with its place in its group.
type Geordnet = ((usize, String), Verweis);

/// The files in their groups. `folder` is where the page lies; `ohne_groesse` is written after the page.
pub(super) fn gruppen(
    stammdaten: &Stammdaten,
    folder: &str,
    dateien: &[Datei],
    ohne_groesse: &[String],
) -> Vec<Gruppe> {
    let mut order: Vec<&str> = Vec::new();
    for (_, titel, _) in ARTEN {
        if !order.contains(&titel) {
            order.push(titel);
        }
    }
    order.extend([ANLAGEN, VORDRUCKE, WEITERE]);
    let mut found: BTreeMap<&str, Vec<Geordnet>> = BTreeMap::new();
    let last: Vec<_> = ohne_groesse.iter().map(|pfad| Datei { pfad: pfad.clone(), groesse: None }).collect();
    for datei in dateien.iter().chain(&last) {
        let titel = heading(&datei.pfad);
        let verweis = verweis(stammdaten, folder, datei);
        found.entry(titel).or_default().push((rank(stammdaten, &datei.pfad), verweis));
    }
    let mut gruppen = Vec::new();
    for titel in order {
        let Some(mut list) = found.remove(titel) else { continue };
        list.sort_by(|a, b| a.0.cmp(&b.0));
        let count = list.len();
        // What all have in common stands in the heading.
        let zeitraum = list.first().and_then(|(_, first)| first.zeitraum.clone());
        let common = zeitraum.filter(|one| list.iter().all(|(_, verweis)| verweis.zeitraum.as_ref() == Some(one)));
        if common.is_some() {
            list.iter_mut().for_each(|(_, verweis)| verweis.zeitraum = None);
        }
        gruppen.push(Gruppe {
            titel: common.map_or_else(|| titel.to_owned(), |zeitraum| format!("{titel}, {zeitraum}")),
            id: format!("art-{}", gruppen.len() + 1),
            anzahl: if count == 1 { "eine Datei".to_owned() } else { format!("{count} Dateien") },
            zugeklappt: count > AUFGEKLAPPT,
            dateien: list.into_iter().map(|(_, verweis)| verweis).collect(),
        });
    }
    gruppen
}

fn heading(pfad: &str) -> &'static str {
    match place(pfad) {
        Place::Vordruck => VORDRUCKE,
        Place::Anlage(_) => ANLAGEN,
        Place::Art(art, _) => ARTEN.get(art).map_or(WEITERE, |(_, titel, _)| titel),
        Place::Unbekannt => WEITERE,
    }
}

/// The whole first, then Regionen, then Räume as the office orders them; then by path.
fn rank(stammdaten: &Stammdaten, pfad: &str) -> (usize, String) {
    let rank = match place(pfad) {
        Place::Art(_, "" | "kreis") => 0,
        Place::Art(_, whose) => {
            let region = stammdaten.regionen.iter().position(|region| is_of(whose, &format!("region-{}", region.id)));
            let raum = stammdaten.raeume.iter().position(|raum| is_of(whose, raum.id.as_str()));
            match (region, raum) {
                (Some(place), _) => 1 + place,
                (None, Some(place)) => 1 + stammdaten.regionen.len() + place,
                (None, None) => usize::MAX,
            }
        }
        _ => 0,
    };
    (rank, pfad.to_owned())
}

/// Whether a part of a file name names this key, alone or followed by the kind of budget.
fn is_of(whose: &str, key: &str) -> bool {
    whose.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn verweis(stammdaten: &Stammdaten, folder: &str, datei: &Datei) -> Verweis {
    let (own, name) = datei.pfad.split_once('/').unwrap_or(("", &datei.pfad));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let zielgruppe = zielgruppe(&datei.pfad);
    Verweis {
        titel: titel(stammdaten, &datei.pfad, name),
        ziel: if own == folder { name.to_owned() } else { format!("../{}", datei.pfad) },
        format: match ending {
            "pdf" => "PDF".to_owned(),
            "xlsx" => "Excel".to_owned(),
            other => other.to_uppercase(),
        },
        groesse: datei.groesse.map(groesse),
        zielgruppe: zielgruppe.label(),
        zielgruppe_art: zielgruppe,
        zeitraum: own.parse().ok().filter(|_| own != folder).map(zahl::halbjahr),
    }
}

fn titel(stammdaten: &Stammdaten, pfad: &str, name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match place(pfad) {
        Place::Vordruck => format!("{} (leer)", form(stem)),
        Place::Anlage(id) => {
            let stem = stem.rsplit_once('/').map_or(stem, |(_, stem)| stem);
            let massnahme = stammdaten.massnahmen.iter().find(|massnahme| massnahme.id.to_string() == id);
            let titel = massnahme.map_or("", |massnahme: &Massnahme| massnahme.titel.as_str());
            format!("{id} {titel}: {}", form(stem))
        }
        Place::Art(art, whose) => match (ARTEN.get(art).map(|(key, _, _)| *key), whose) {
            (Some("jha-bericht"), _) => format!("Vorlage für den {}", stammdaten.einstellungen.amt.gremium),
            (Some("steuerungsbericht"), _) => {
                let jahr = pfad.split('/').next().unwrap_or_default();
                format!("{} {jahr}", stammdaten.einstellungen.steuerungsgremium())
            }
            (Some("kennzahlen-oeffentlich"), _) => "Kennzahlen zum Weitergeben".to_owned(),
            (Some("kennzahlen"), _) => "Alle Kennzahlen".to_owned(),
            (Some("pruefprotokoll"), _) => "Prüfprotokoll".to_owned(),
            (Some("lauf"), _) => "Eingaben und Ausgaben des Laufs".to_owned(),
            (_, whose) => whose_name(stammdaten, whose),
        },
        Place::Unbekannt => name.to_owned(),
    }
}

/// `anlage-1-b`: the form of a second offer.
fn form(stem: &str) -> String {
    let rest = stem.strip_prefix("anlage-").unwrap_or(stem);
    match rest.split_once('-') {
        Some((nummer, angebot)) => format!("Anlage{}{nummer}, Angebot {}", zahl::NBSP, angebot.to_uppercase()),
        None => format!("Anlage{}{rest}", zahl::NBSP),
    }
}

/// The name of a Raum or Region behind the kind of a document.
fn whose_name(stammdaten: &Stammdaten, whose: &str) -> String {
    if whose.is_empty() || whose == "kreis" || whose.starts_with("kreis-") {
        let suffix = whose.strip_prefix("kreis-").map(|art| format!(" ({art})")).unwrap_or_default();
        return format!("{}{suffix}", stammdaten.einstellungen.amt.name);
    }
    let regionen = stammdaten.regionen.iter().map(|region| (format!("region-{}", region.id), region.name.as_str()));
    let raeume = stammdaten.raeume.iter().map(|raum| (raum.id.to_string(), raum.name.as_str()));
    let known = regionen.chain(raeume).filter(|(key, _)| is_of(whose, key)).max_by_key(|(key, _)| key.len());
    match known {
        Some((key, name)) if key.len() == whose.len() => name.to_owned(),
        Some((key, name)) => format!("{name} ({})", whose.get(key.len() + 1..).unwrap_or_default()),
        None => RaumId::from(whose).to_string(),
    }
}

/// A size as people read it: `84 kB`, `1,2 MB`.
pub(super) fn groesse(bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    if bytes >= MEGA {
        return format!("{}{NARROW}MB", zahl::zahl(Decimal::from(bytes) / Decimal::from(MEGA), 1));
    }
    // Never „0 kB“ of a file that holds something.
    format!("{}{NARROW}kB", zahl::zahl(Decimal::from(bytes.div_ceil(1000)), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_has_its_audience() {
        let of = |pfad: &str| zielgruppe(pfad).label();
        for pfad in ["budgetuebersicht-achim.pdf", "quartalsdaten-achim.pdf", "angebote.pdf", "beschluesse-oyten.pdf"] {
            assert_eq!(of(&format!("2026-Q2/{pfad}")), "Fachkreis", "{pfad}");
        }
        assert_eq!(of("2026-H1/evaluation-kreis.pdf"), "Fachkreis");
        for pfad in ["2026-Q2/jha-bericht.pdf", "2026-Q2/kennzahlen-oeffentlich.xlsx", "formulare/anlage-1.pdf"] {
            assert_eq!(of(pfad), "öffentlich", "{pfad}");
        }
        for pfad in ["kennzahlen.xlsx", "kennzahlen.json", "lauf.json", "pruefprotokoll.pdf", "neues.pdf"] {
            assert_eq!(of(&format!("2026-Q2/{pfad}")), "intern", "{pfad}");
        }
        assert_eq!(of("2026-Q2/anlagen/GWA-2026-01/anlage-1.pdf"), "intern");
        assert_eq!(of("2026-Q2/lauffeuer.pdf"), "intern");
    }

    #[test]
    fn sizes_are_rounded_for_people() {
        let sizes = [1, 999, 1000, 83_400, 999_999, 1_000_000, 1_250_000].map(groesse);
        let expected = ["1 kB", "1 kB", "1 kB", "84 kB", "1.000 kB", "1,0 MB", "1,3 MB"];
        assert_eq!(sizes.map(|size| size.replace(NARROW, " ")), expected);
    }
}

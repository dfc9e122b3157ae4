//! All budgets side by side, on the page of the whole office.

use serde::Serialize;

use super::auswahl::{Bereich, Kontext, Zustand};
use super::bilanz::{Segment, segmente};
use super::worte::anzahl;
use super::worte::gross;
use crate::domain::RaumId;
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::zahl::{SINNLOS, UNBEKANNT};

/// Width of the stacks, in hundredths of a millimetre.
const BREITE: i64 = 3_600;

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Raeume {
    titel: &'static str,
    wort: &'static str,
    breite: i64,
    zeilen: Vec<Zeile>,
    summe: Zeile,
    noten: [String; 2],
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    name: String,
    rang: &'static str,
    laufend: String,
    liegt_vor: String,
    ausstehend: String,
    ziele: String,
    erreicht: String,
    segmente: Vec<Segment>,
}

/// Whose budget pays for a Maßnahme alone; none where several do.
pub(super) fn einziges_budget(massnahme: &Massnahme) -> Option<&RaumId> {
    match massnahme.anteile.as_slice() {
        [einziger] => Some(&einziger.raum),
        _ => None,
    }
}

/// Keys of the budgets as pages list them: each Region, its Räume, kreisweit, at the end what several pay (`None`).
pub(super) fn reihenfolge(kontext: &Kontext<'_>) -> Vec<Option<RaumId>> {
    let mut keys = Vec::new();
    let stammdaten = kontext.stammdaten;
    for region in &stammdaten.regionen {
        keys.push(Some(RaumId::new(region.id.as_str())));
        keys.extend(stammdaten.sozialraeume_of(&region.id).map(|raum| Some(raum.id.clone())));
    }
    for raum in &stammdaten.raeume {
        if !keys.contains(&Some(raum.id.clone())) && raum.id.as_str() != RaumId::OHNE {
            keys.push(Some(raum.id.clone()));
        }
    }
    keys.push(None);
    keys
}

/// The table of all budgets; none where nothing runs.
pub(super) fn raeume(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> Option<Raeume> {
    if liste.is_empty() {
        return None;
    }
    let gruppen: Vec<(Option<RaumId>, Vec<&Massnahme>)> = reihenfolge(kontext)
        .into_iter()
        .map(|key| {
            let eigene = liste.iter().copied().filter(|massnahme| einziges_budget(massnahme) == key.as_ref()).collect();
            (key, eigene)
        })
        .collect();
    let groesste = gruppen.iter().map(|(_, eigene)| kontext.zaehle(eigene).summe()).max().unwrap_or(1);
    let zeilen = gruppen
        .iter()
        .map(|(key, eigene)| {
            let (name, rang) = benannt(kontext, key.as_ref());
            zeile(kontext, name, rang, eigene, groesste)
        })
        .collect();
    let mut summe = zeile(kontext, "zusammen".to_owned(), "summe", liste, groesste);
    summe.segmente.clear();
    Some(Raeume {
        titel: "Alle Räume nebeneinander",
        wort: "Budget",
        breite: BREITE,
        zeilen,
        summe,
        noten: [
            "„Erreicht“: vollständig oder größtenteils, von den Zielen mit einer Angabe.".to_owned(),
            format!(
                "{} zählt einmal, bei dem Budget, das zahlt.",
                gross(&kontext.stammdaten.woerter().massnahme.mit(Begleiter::Jeder, Fall::Nominativ))
            ),
        ],
    })
}

/// Name and rank of a line.
fn benannt(kontext: &Kontext<'_>, key: Option<&RaumId>) -> (String, &'static str) {
    let Some(key) = key else { return ("mehrere gemeinsam".to_owned(), "einzeln") };
    let name = kontext.name(key);
    if kontext.stammdaten.region(key).is_some() {
        (format!("{name} (eigenes)"), "einzeln")
    } else if kontext.stammdaten.raum(key).is_some_and(|raum| raum.region.is_some()) {
        (name.to_owned(), "teil")
    } else {
        (name.to_owned(), "einzeln")
    }
}

fn zeile(kontext: &Kontext<'_>, name: String, rang: &'static str, eigene: &[&Massnahme], groesste: i64) -> Zeile {
    let zaehlung = kontext.zaehle(eigene);
    let count = |n: usize| anzahl(i64::try_from(n).unwrap_or(i64::MAX));
    let ausstehend = eigene.iter().filter(|massnahme| kontext.zustand(massnahme) == Zustand::Ausstehend).count();
    let erreicht = if zaehlung.bekannt() > 0 {
        format!("{} von {}", zaehlung.erreicht(), zaehlung.bekannt())
    } else if eigene.is_empty() {
        SINNLOS.to_owned()
    } else {
        UNBEKANNT.to_owned()
    };
    Zeile {
        name,
        rang,
        laufend: count(eigene.len()),
        liegt_vor: count(eigene.len() - ausstehend),
        ausstehend: count(ausstehend),
        ziele: anzahl(zaehlung.summe()),
        erreicht,
        segmente: segmente(&zaehlung, groesste, BREITE, false),
    }
}

/// Title of a group of Maßnahmen in the part that shows each.
pub(super) fn gruppentitel(kontext: &Kontext<'_>, bereich: Bereich<'_>, key: Option<&RaumId>) -> String {
    match (bereich, key) {
        (Bereich::Raum(_), _) => format!("Die {} im Einzelnen", kontext.stammdaten.woerter().massnahme.mehrzahl()),
        (Bereich::Kreis, Some(key)) => gross(kontext.name(key)),
        (Bereich::Kreis, None) => "Mehrere Räume gemeinsam".to_owned(),
    }
}

//! All Räume side by side: one line each, with a bullet on a common scale.

use rust_decimal::Decimal;
use serde::Serialize;

use super::bullet::{Segment, Skala, segmente};
use super::kontext::{Bereich, Kontext};
use super::platz::MM;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl};
use crate::domain::raum::{Raum, RaumArt, Region};
use crate::domain::{Betrag, RegionId};
use crate::present::zahl;

/// Width of a bullet in the table.
const BREITE: i64 = 34 * MM;
/// What goes beyond this share of the budget is cut and marked, so that one line does not flatten all others.
const HOECHSTENS: Decimal = Decimal::from_parts(200, 0, 0, false, 2);

/// How a line ranks among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::present) enum Rang {
    /// A Region, which sums up the lines below it.
    Gruppe,
    /// A Raum or own budget below its Region.
    Teil,
    /// A Raum or bucket that stands for itself.
    Einzeln,
    /// The total.
    Summe,
}

/// A budget with its place in the tables.
pub(in crate::present) struct Budgetzeile {
    pub name: String,
    pub rang: Rang,
    /// Key in the course of the year.
    pub key: String,
    pub zeile: BudgetKennzahl,
    /// Whether it is a Raum, an own budget or a bucket: what totals are made of.
    pub ist_teil: bool,
    /// Whether it is a Sozialraum.
    pub ist_raum: bool,
    /// Name where no Region stands above it: `Region Nord, eigenes Budget`.
    pub voller_name: String,
}

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Vergleich {
    einheit: &'static str,
    breite: i64,
    rahmen: i64,
    marke: Option<i64>,
    zeitanteil: String,
    zeilen: Vec<Zeile>,
    ueber: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    name: String,
    rang: Rang,
    ampel: Ampel,
    ampel_wort: &'static str,
    segmente: Option<Vec<Segment>>,
    gekappt: bool,
    auslastung: String,
    verfuegbar: String,
    ist: String,
    gebunden: String,
    frei: String,
    frei_rot: bool,
}

/// The lines of a Region, or of everything, in the office's order: the Region before its Räume, the total last.
pub(in crate::present) fn budgetzeilen(kontext: &Kontext<'_>, region: Option<&RegionId>) -> Vec<Budgetzeile> {
    let stammdaten = kontext.stammdaten;
    if let Some(id) = region {
        let Some(region) = stammdaten.regionen.iter().find(|candidate| &candidate.id == id) else { return Vec::new() };
        let mut zeilen = region_teile(kontext, region, Rang::Einzeln);
        zeilen.push(gruppe(kontext, region, Rang::Summe));
        return zeilen;
    }
    let mut zeilen = Vec::new();
    for region in &stammdaten.regionen {
        zeilen.push(gruppe(kontext, region, Rang::Gruppe));
        zeilen.extend(region_teile(kontext, region, Rang::Teil));
    }
    let known =
        |raum: &Raum| raum.region.as_ref().is_some_and(|id| stammdaten.regionen.iter().any(|region| &region.id == id));
    zeilen.extend(
        stammdaten
            .raeume
            .iter()
            .filter(|raum| raum.art != RaumArt::Sozialraum || !known(raum))
            .map(|raum| einzelner(kontext, raum, Rang::Einzeln)),
    );
    zeilen.push(Budgetzeile {
        name: kontext.kreis_wort(),
        voller_name: kontext.kreis_wort(),
        rang: Rang::Summe,
        key: "kreis".to_owned(),
        zeile: kontext.kennzahl(Bereich::Kreis),
        ist_teil: false,
        ist_raum: false,
    });
    zeilen
}

/// The Räume of a Region and its own budget, if there is one.
fn region_teile(kontext: &Kontext<'_>, region: &Region, rang: Rang) -> Vec<Budgetzeile> {
    let raeume = kontext.stammdaten.sozialraeume_of(&region.id);
    let mut zeilen: Vec<_> = raeume.map(|raum| einzelner(kontext, raum, rang)).collect();
    let eigen = kontext.eigenes(region);
    let nothing = [eigen.ansatz, eigen.verfuegbar, eigen.ist, eigen.gebunden].iter().all(|betrag| betrag.is_zero());
    if !nothing {
        zeilen.push(Budgetzeile {
            name: "eigenes Budget".to_owned(),
            voller_name: format!("{}, eigenes Budget", region.name),
            rang,
            key: format!("eigen:{}", region.id),
            zeile: eigen,
            ist_teil: true,
            ist_raum: false,
        });
    }
    zeilen
}

fn gruppe(kontext: &Kontext<'_>, region: &Region, rang: Rang) -> Budgetzeile {
    Budgetzeile {
        name: region.name.clone(),
        voller_name: region.name.clone(),
        rang,
        key: region.id.to_string(),
        zeile: kontext.kennzahl(Bereich::Region(region)),
        ist_teil: false,
        ist_raum: false,
    }
}

fn einzelner(kontext: &Kontext<'_>, raum: &Raum, rang: Rang) -> Budgetzeile {
    Budgetzeile {
        name: raum.name.clone(),
        voller_name: raum.name.clone(),
        rang,
        key: raum.id.to_string(),
        zeile: kontext.kennzahl(Bereich::Raum(raum)),
        ist_teil: true,
        ist_raum: raum.art == RaumArt::Sozialraum,
    }
}

/// The table of these lines.
pub(super) fn vergleich(kontext: &Kontext<'_>, lines: &[Budgetzeile]) -> Vergleich {
    let largest = lines
        .iter()
        .flat_map(|line| [line.zeile.auslastung, line.zeile.bindungsquote])
        .flatten()
        .map(|quote| quote.0.min(HOECHSTENS))
        .max()
        .unwrap_or(Decimal::ONE);
    let skala = Skala::exact(largest.max(Decimal::ONE), BREITE);
    let zeit = crate::domain::formeln::zeitanteil(kontext.stichtag());
    let zeilen: Vec<Zeile> = lines.iter().map(|line| zeile(&skala, line)).collect();
    Vergleich {
        einheit: match kontext.einheit {
            Einheit::Euro => "€",
            Einheit::Stunden => "Std.",
        },
        breite: BREITE,
        rahmen: skala.x(Decimal::ONE),
        marke: (!kontext.is_year_over()).then(|| skala.x(zeit.0)),
        zeitanteil: zahl::prozent(zeit),
        ueber: lines.iter().any(|line| line.zeile.frei.is_negative()),
        zeilen,
    }
}

fn zeile(skala: &Skala, line: &Budgetzeile) -> Zeile {
    let figures = &line.zeile;
    let shares = figures.auslastung.zip(figures.bindungsquote).map(|(a, b)| (a.0, b.0));
    Zeile {
        name: line.name.clone(),
        rang: line.rang,
        ampel: figures.ampel,
        ampel_wort: if figures.ampel == Ampel::OhneBewertung { zahl::SINNLOS } else { figures.ampel.label() },
        segmente: shares
            .map(|(auslastung, bindung)| segmente(skala, auslastung.min(HOECHSTENS), bindung.min(HOECHSTENS))),
        gekappt: shares.is_some_and(|(auslastung, bindung)| auslastung.max(bindung) > HOECHSTENS),
        auslastung: match figures.auslastung {
            Some(_) if figures.ist.is_zero() => zahl::NICHTS.to_owned(),
            Some(quote) => zahl::prozent_zahl(quote, 1),
            None => zahl::SINNLOS.to_owned(),
        },
        verfuegbar: zahl::betrag_tabelle(figures.verfuegbar),
        ist: zahl::betrag_tabelle(figures.ist),
        gebunden: zahl::betrag_tabelle(figures.gebunden),
        frei: zahl::betrag_tabelle(figures.frei),
        frei_rot: figures.frei < Betrag::ZERO,
    }
}

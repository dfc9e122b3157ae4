//! Every kind of budget of one Raum side by side, each in its own unit, where the office keeps several; and the hours of
//! the team that a budget in hours follows from.

use serde::Serialize;

use super::Eintrag;
use super::kontext::{Bereich, Kontext};
use super::proben::schluessel;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::raum::{Personal, Raum};
use crate::present::probe::{Proben, Proberegel, Stelle};
use crate::present::zahl;

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Arten {
    titel: String,
    zeilen: Vec<Zeile>,
}

/// One kind of budget.
#[derive(Clone, Debug, Serialize)]
struct Zeile {
    name: String,
    verfuegbar: String,
    ist: String,
    frei: String,
    auslastung: String,
}

/// The kinds of budgets that a Raum has, in the order of the records, each with its figures.
fn lines<'a>(kontext: &Kontext<'a>, raum: &Raum) -> Vec<(Kontext<'a>, BudgetKennzahl)> {
    let mut kinds: Vec<&str> = Vec::new();
    for budget in &kontext.stammdaten.budgets {
        let counts = budget.raum == raum.id && budget.jahr == kontext.haushaltsjahr();
        if counts && !kinds.contains(&budget.budgetart.as_str()) {
            kinds.push(&budget.budgetart);
        }
    }
    let of_kind = |kind: &'a str| {
        let kontext = Kontext::new(kontext.stammdaten, kontext.auswertung, kind, kontext.heute);
        let zeile = kontext.kennzahl(Bereich::Raum(raum));
        (kontext, zeile)
    };
    kinds.into_iter().map(of_kind).collect()
}

/// The table; none where there is nothing to put beside the budget of the document.
pub(super) fn arten(kontext: &Kontext<'_>, raum: &Raum) -> Option<Arten> {
    let lines = lines(kontext, raum);
    let zeile = |(kontext, zeile): &(Kontext<'_>, BudgetKennzahl)| Zeile {
        name: kontext.budgetkurz(),
        verfuegbar: kontext.betrag(zeile.verfuegbar),
        ist: kontext.betrag_oder_strich(zeile.ist),
        frei: kontext.betrag_oder_strich(zeile.frei),
        auslastung: zeile.auslastung.map_or_else(|| zahl::SINNLOS.to_owned(), zahl::prozent),
    };
    (lines.len() > 1).then(|| Arten {
        titel: format!("Alle Budgets {}", kontext.haushaltsjahr()),
        zeilen: lines.iter().map(zeile).collect(),
    })
}

/// What must hold of the table: every cell is a figure.
pub(super) fn proben(kontext: &Kontext<'_>, raum: &Raum, proben: &mut Proben<'_>) {
    if proben.len("/arten/zeilen") == 0 {
        return;
    }
    for (index, (kontext, zeile)) in lines(kontext, raum).iter().enumerate() {
        let keys = schluessel(kontext, zeile);
        for feld in ["verfuegbar", "ist", "frei", "auslastung"] {
            let stelle = Stelle::new(format!("/arten/zeilen/{index}/{feld}"));
            let is_number =
                proben.text(&format!("/arten/zeilen/{index}/{feld}")).contains(|c: char| c.is_ascii_digit());
            if let Some(key) = keys.get(feld).filter(|_| is_number) {
                let wo = format!("Tabelle „Alle Budgets“, Zeile {}, Spalte {feld}", kontext.budgetkurz());
                proben.declare(wo, stelle, Proberegel::Kennzahl(key.clone()));
            }
        }
    }
}

/// Who works in the team, and how the Ansatz in hours follows from it.
pub(super) fn stunden(kontext: &Kontext<'_>, raum: &Raum) -> Vec<Eintrag> {
    let settings = &kontext.stammdaten.einstellungen;
    let hours = settings.budgetart(kontext.budgetart).wochenstunden;
    let (Some(hours), Some(personal)) = (hours, raum.personal.as_ref()) else { return Vec::new() };
    let weeks = settings.regeln.stundenbudget;
    let mut ansatz = format!("{} Stunden je Woche in {} Wochen", hours.of(personal), weeks.wochen());
    if weeks.freie_wochen > 0 {
        ansatz.push_str(&format!(" ({} Wochen weniger {} freie)", weeks.wochen_im_jahr, weeks.freie_wochen));
    }
    vec![Eintrag::new("Ansatz", format!("{ansatz}.")), Eintrag::new("Team", team(personal))]
}

fn team(personal: &Personal) -> String {
    format!(
        "{} ASD, {} Netzwerker, {} feste Mitarbeitende freier Träger mit zusammen {} Stunden je Woche, davon {} für \
         kollegiale Beratung und {} für fallunabhängige Arbeit.",
        personal.asd,
        personal.netzwerker,
        personal.feste_mitarbeitende_traeger,
        personal.stunden_woche,
        personal.davon_kollegiale_beratung,
        personal.davon_fua
    )
}

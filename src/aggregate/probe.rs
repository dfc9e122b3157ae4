//! Every run proves its own figures: totals equal their parts, the Bestand adds up, no booking is lost on the way.

use super::kosten::Buchungen;
use crate::domain::kennzahlen::{ALLE, BudgetKennzahl, FallKennzahl, Kennzahlen, KostenKennzahl, Kostenzeitraum};
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, Stammdaten};
use crate::error::{Error, Result};

/// Fails the run if a figure contradicts another one.
pub(super) fn check(stammdaten: &Stammdaten, kennzahlen: &Kennzahlen, buchungen: &Buchungen) -> Result<()> {
    for line in &kennzahlen.faelle {
        check_bestand(line)?;
    }
    for line in &kennzahlen.budget {
        check_frei(line)?;
    }
    check_umschichtung(stammdaten, kennzahlen)?;
    check_faelle_totals(stammdaten, kennzahlen)?;
    check_all_booked(stammdaten, kennzahlen, buchungen)
}

fn contradiction(what: &str, place: &str, left: impl std::fmt::Display, right: impl std::fmt::Display) -> Error {
    Error::new(format!("Die Zahlen widersprechen sich: {what} ({place}): {left} gegen {right}"))
        .remedy("Der Lauf ist angehalten, nichts wurde geschrieben. Bitte mit dieser Meldung an die Betreuung wenden")
}

/// Bestand at the Stichtag = Bestand before the quarter + begonnen − beendet.
fn check_bestand(line: &FallKennzahl) -> Result<()> {
    let left = i64::from(line.bestand_anfang) + i64::from(line.begonnen) - i64::from(line.beendet);
    if left == i64::from(line.bestand) {
        return Ok(());
    }
    let place = format!("{}, Hilfeart {}", line.raum, line.hilfeart);
    Err(contradiction("Bestand am Anfang + begonnen − beendet ist nicht der Bestand", &place, left, line.bestand))
}

/// verfügbar = Ist + gebunden + frei, and the parts of verfügbar.
fn check_frei(line: &BudgetKennzahl) -> Result<()> {
    let parts = line.ansatz + line.nachtrag + line.uebertrag + line.umschichtung;
    if parts != line.verfuegbar {
        return Err(contradiction("Bestandteile und verfügbar", &line.raum, parts, line.verfuegbar));
    }
    let used = line.ist + line.gebunden + line.frei;
    if used != line.verfuegbar {
        return Err(contradiction("Ist + gebunden + frei und verfügbar", &line.raum, used, line.verfuegbar));
    }
    Ok(())
}

/// Kreis = Räume + own budgets; Umschichtungen move money and make none.
fn check_umschichtung(stammdaten: &Stammdaten, kennzahlen: &Kennzahlen) -> Result<()> {
    for kreis in kennzahlen.budget.iter().filter(|line| line.ebene == Ebene::Kreis) {
        if !kreis.umschichtung.is_zero() {
            return Err(contradiction("Umschichtungen heben sich nicht auf", "Kreis", kreis.umschichtung, "0.00"));
        }
        let of_same_kind = || kennzahlen.budget.iter().filter(|line| line.budgetart == kreis.budgetart);
        let outside_regionen = |line: &&BudgetKennzahl| match line.ebene {
            Ebene::Region | Ebene::Kreisweit | Ebene::Ohne => true,
            Ebene::Sozialraum => {
                stammdaten.raeume.iter().any(|raum| raum.id.as_str() == line.raum && raum.region.is_none())
            }
            Ebene::Kreis => false,
        };
        for (what, figure) in BUDGET_FIGURES {
            let parts: Betrag = of_same_kind().filter(outside_regionen).map(figure).sum();
            if parts != figure(kreis) {
                return Err(contradiction(
                    &format!("{what} des Kreises und seiner Teile"),
                    "Kreis",
                    figure(kreis),
                    parts,
                ));
            }
        }
    }
    Ok(())
}

type Figure = (&'static str, fn(&BudgetKennzahl) -> Betrag);

const BUDGET_FIGURES: [Figure; 5] = [
    ("verfügbar", |line| line.verfuegbar),
    ("bewilligt", |line| line.bewilligt),
    ("Ist", |line| line.ist),
    ("gebunden", |line| line.gebunden),
    ("frei", |line| line.frei),
];

/// Each Raum's total = its Hilfearten without the groups that are counted apart.
fn check_faelle_totals(stammdaten: &Stammdaten, kennzahlen: &Kennzahlen) -> Result<()> {
    let apart = &stammdaten.einstellungen.regeln.hilfegruppen_getrennt;
    for total in kennzahlen.faelle.iter().filter(|line| line.hilfeart == ALLE && line.gruppe == ALLE) {
        let parts: u32 = kennzahlen
            .faelle
            .iter()
            .filter(|line| line.ebene == total.ebene && line.raum == total.raum)
            .filter(|line| line.hilfeart != ALLE && !apart.contains(&line.gruppe))
            .map(|line| line.bestand)
            .sum();
        if parts != total.bestand {
            return Err(contradiction("Bestand aller Hilfearten und seine Teile", &total.raum, total.bestand, parts));
        }
    }
    Ok(())
}

/// Single cases + Maßnahmen of the year = all bookings of the year, summed without any grouping.
fn check_all_booked(stammdaten: &Stammdaten, kennzahlen: &Kennzahlen, buchungen: &Buchungen) -> Result<()> {
    let of_kreis = |line: &&KostenKennzahl| {
        line.ebene == Ebene::Kreis && line.zeitraum == Kostenzeitraum::Jahr && line.hilfeart != ALLE
    };
    let einzelfall: Betrag = kennzahlen.kosten.iter().filter(of_kreis).map(|line| line.zuschussbedarf).sum();
    let gwa: Betrag = buchungen
        .gwa
        .iter()
        .filter(|((_, _, quartal), _)| quartal.jahr() == kennzahlen.haushaltsjahr)
        .map(|(_, betrag)| *betrag)
        .sum();
    let hours = |art: &str| stammdaten.stundennachweise.iter().any(|nachweis| nachweis.budgetart == art);
    let budgets: Betrag = kennzahlen
        .budget
        .iter()
        .filter(|line| line.ebene == Ebene::Kreis && !hours(&line.budgetart))
        .map(|line| line.ist)
        .sum();
    if budgets != gwa {
        return Err(contradiction("Ist der Budgets und Buchungen der Maßnahmen", "Kreis", budgets, gwa));
    }
    if einzelfall + gwa != buchungen.kontrollsumme {
        return Err(contradiction(
            "gruppierte Summe und Summe aller Buchungen",
            "Kreis",
            einzelfall + gwa,
            buchungen.kontrollsumme,
        ));
    }
    Ok(())
}

//! Costs of single cases, row by row.

use std::collections::BTreeMap;

use super::{Gebucht, Karte, UNBEKANNT, without_line};
use crate::domain::gegenrechnung::{Gegenrechnung, Gegenwert};
use crate::domain::kennung::linie;
use crate::domain::kennzahlen::ALLE;
use crate::domain::zelle::{Messgroesse, Zeitbezug, ZellId};
use crate::domain::{Quartal, RaumId};
use crate::error::Result;

/// Cents of Aufwand and Ertrag in the year and in the quarter, by line of Räume and of Hilfen.
type Summen = BTreeMap<(usize, usize), [[i64; 2]; 2]>;

/// Adds the costs of a quarter and of its year up to it.
pub(super) fn add(ergebnis: &mut Gegenrechnung, karte: &Karte, rows: &Gebucht, quartal: Quartal) -> Result<()> {
    let mut summen = Summen::new();
    for row in rows.of_year_up_to(quartal).filter(|row| row.massnahme.is_none()) {
        // Whatever has no Raum or no Hilfeart stands in a line of its own.
        let raum = row.raum.as_deref().unwrap_or(RaumId::OHNE);
        let hilfeart = row.hilfeart.as_deref().unwrap_or(UNBEKANNT);
        let Some(lines) = karte.lines(raum, hilfeart) else {
            return Err(match karte.orte_of(raum) {
                None => without_line("dem Raum", raum),
                Some(_) => without_line("der Hilfeart", hilfeart),
            });
        };
        let in_quarter = Quartal::of(row.tag) == quartal;
        for line in lines {
            let sums = summen.entry(line).or_default();
            sums[0][usize::from(row.ist_ertrag)] += row.betrag.cents();
            if in_quarter {
                sums[1][usize::from(row.ist_ertrag)] += row.betrag.cents();
            }
        }
    }
    for (ort, line) in karte.orte.iter().enumerate() {
        for (hilfe, which) in karte.hilfen.iter().enumerate() {
            let sums = summen.get(&(ort, hilfe)).copied().unwrap_or_default();
            for (zeit, name, [aufwand, ertrag]) in
                [(Zeitbezug::JahrBis(quartal), "jahr", sums[0]), (Zeitbezug::Quartal(quartal), "quartal", sums[1])]
            {
                let fields = [
                    (Messgroesse::Aufwand, "aufwand", aufwand),
                    (Messgroesse::Ertrag, "ertrag", ertrag),
                    (Messgroesse::Zuschussbedarf, "zuschussbedarf", aufwand - ertrag),
                ];
                let is_total = which.hilfeart == ALLE && which.gruppe == ALLE;
                let has_line = is_total || which.hilfeart != ALLE && (aufwand != 0 || ertrag != 0);
                for (groesse, feld, cents) in fields {
                    if cents != 0 {
                        ergebnis.zellen.insert(ZellId::new(groesse, zeit, line, which), cents);
                    }
                    if has_line && karte.has_key(ort) {
                        let key = format!(
                            "kosten.{feld}.{}.{}.{name}.{quartal}",
                            linie(line.ebene, &line.raum),
                            which.hilfeart
                        );
                        ergebnis.kennzahlen.insert(key, Gegenwert::Betrag(cents));
                    }
                }
            }
        }
    }
    Ok(())
}

//! Q012: Laufender Fall ohne Kosten.

use std::collections::{BTreeMap, BTreeSet};

use super::abgleich::{Abgleich, Stelle, fall_herkunft};
use super::gegen_bestand::{anzahl, first_places, fundstellen};
use super::regel::Regel;
use crate::domain::export::Feld;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::domain::zeilen::Fall;
use crate::domain::{HilfeartId, Stammdaten};
use crate::finding::{Befund, Schwere};

/// The rule. It needs bookings and cases of a quarter; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q012",
    name: "fall-ohne-kosten",
    titel: "Laufender Fall ohne Kosten",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Zu jeder Hilfe, die das ganze Quartal lief, ist im Quartal Aufwand gebucht. Hilfearten, die auch ohne \
               Aktenzeichen (in Sammelbuchungen) oder gar nicht je Fall gebucht werden, bleiben außer Betracht.",
    grund: "Die Rechnung kann ausstehen; dann fehlt Aufwand im Quartal. Oder die Hilfe ist längst beendet; dann ist der \
            Bestand zu hoch.",
    grundlage: "fachlich, keine Vorschrift: Eine Hilfe, die das ganze Quartal lief, verursacht in ihm Aufwand.",
    beispiel: "Eine Tagesgruppe läuft seit Januar; im zweiten Quartal ist unter dem Aktenzeichen nichts gebucht.",
    abhilfe: "Prüfen, ob die Hilfe noch läuft und ob Rechnungen ausstehen.",
    pruefe: |_| Vec::new(),
};

/// Finds cases that ran from the first day of the quarter to the last without a booking; one finding for all of them.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    let Some(abgleich) = Abgleich::of(lieferung, vorgeschichte) else { return Vec::new() };
    let rows = || abgleich.buchungen.iter().map(|stelle| stelle.zeile()).filter(|row| !row.is_ertrag());
    let lump: BTreeSet<_> = rows().filter(|row| row.fall.is_none()).filter_map(|row| row.hilfeart.as_ref()).collect();
    let aufwand = abgleich.aufwand();
    let by_case: BTreeSet<_> = aufwand.keys().map(|(_, hilfeart)| *hilfeart).collect();
    let of_quarter = |stelle: &&Stelle<'_, Fall>| match stelle {
        Stelle::Hier(_) => true,
        Stelle::Dort(row) => vorgeschichte.lieferung_of(row).is_some_and(|file| file.quartal == lieferung.quartal),
    };
    let (mut here, mut there, mut gruppen) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (schluessel, hilfen) in &abgleich.faelle {
        let (_, hilfeart) = schluessel;
        if aufwand.contains_key(schluessel) || lump.contains(hilfeart) || !by_case.contains(hilfeart) {
            continue;
        }
        for stelle in hilfen.values().filter(of_quarter).filter(|stelle| ran_throughout(stelle.zeile(), lieferung)) {
            *gruppen.entry(*hilfeart).or_insert(0_usize) += 1;
            match stelle {
                Stelle::Hier(fall) => here.push(&fall.herkunft),
                Stelle::Dort(row) => there.push(*row),
            }
        }
    }
    let count = here.len() + there.len();
    if count == 0 {
        return Vec::new();
    }
    let name = |id: &HilfeartId| stammdaten.hilfeart(id).map_or_else(|| id.to_string(), |it| it.paragraf.clone());
    let hilfearten: Vec<_> = gruppen.iter().map(|(id, count)| format!("{}: {count}", name(id))).collect();
    let mut gelesen = format!("{} ohne Aufwand ({})", anzahl(count, "Fall", "Fälle"), hilfearten.join(", "));
    if !there.is_empty() {
        gelesen = format!("{gelesen}; {}", fundstellen(vorgeschichte, there, fall_herkunft));
    }
    let orte = first_places(lieferung, here, Feld::Aktenzeichen);
    vec![REGEL.befund(orte, gelesen, "Aufwand zu jeder Hilfe, die das ganze Quartal lief")]
}

fn ran_throughout(fall: &Fall, lieferung: &Lieferung) -> bool {
    fall.beginn <= lieferung.quartal.beginn() && fall.ende.is_none_or(|ende| ende >= lieferung.quartal.ende())
}

#[cfg(test)]
mod tests {
    use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
    use crate::domain::zeilen::Buchung;
    use crate::rules::vergleichshilfe::{buchung, faelle, fall, findings, kosten, vorgeschichte, with_faelle};

    fn with_booking(row: Buchung) -> Vorgeschichte {
        Vorgeschichte { buchungen: vec![Bekannt { lieferung: 3, zeile: row }], ..vorgeschichte() }
    }

    #[test]
    fn cases_without_a_booking_are_one_finding() {
        let rows = vec![fall("a", "2025-01-01"), fall("b", "2025-01-01"), fall("c", "2026-04-02")];
        let befunde = findings("Q012", &faelle(rows), &with_booking(buchung(7)));
        assert_eq!(befunde.len(), 1);
        assert_eq!(befunde[0].gelesen, "1 Fall ohne Aufwand (§ 31: 1)");
        assert_eq!(befunde[0].orte[0].to_string(), "Blatt „Blatt1“, Zelle B2");
    }

    #[test]
    fn bookings_that_come_second_name_the_rows_of_the_cases() {
        let store = with_faelle(vec![(2, fall("a", "2025-01-01")), (2, fall("b", "2025-01-01"))]);
        let befunde = findings("Q012", &kosten(vec![buchung(7)]), &store);
        assert!(befunde[0].gelesen.ends_with("Lieferung „faelle_2026-Q2.xlsx“, Blatt „Blatt1“, Zeile 2"));
    }

    #[test]
    fn lump_sums_and_bookings_without_aktenzeichen_tell_nothing() {
        let rows = vec![fall("b", "2025-01-01")];
        let lump = Buchung { fall: None, ..buchung(8) };
        assert!(findings("Q012", &faelle(rows.clone()), &with_booking(lump.clone())).is_empty());
        let mut store = with_booking(buchung(7));
        store.buchungen.push(Bekannt { lieferung: 3, zeile: lump });
        assert!(findings("Q012", &faelle(rows), &store).is_empty());
    }
}

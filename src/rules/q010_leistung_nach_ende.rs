//! Q010: Leistung nach dem Ende der Hilfe.

use std::collections::BTreeSet;

use super::abgleich::{Abgleich, Leistungszeit, Stelle, befund_of_buchungen, fall_herkunft, summe};
use super::gegen_bestand::{anzahl, fundstellen, geld, ort};
use super::regel::{Regel, tag};
use crate::domain::Stammdaten;
use crate::domain::export::Feld;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::domain::zeilen::Fall;
use crate::finding::{Befund, Schwere};

/// The rule. It needs bookings and cases of a quarter; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q010",
    name: "leistung-nach-ende",
    titel: "Leistung nach dem Ende der Hilfe",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Kein Aufwand gilt einer Leistung, die ganz nach dem Ende der Hilfe liegt. Nennt die Buchung keinen \
               Leistungszeitraum, zählt ihr Datum, mit der Frist aus [vergleich]. Stornos werden abgezogen.",
    grund: "Entweder wird für eine beendete Hilfe weiter gezahlt, oder das Ende in der Fallliste ist falsch; dann \
            stimmen auch die Fallzahlen nicht.",
    grundlage: "Das Jugendamt trägt die Kosten einer Hilfe, die es gewährt (§ 36a Abs. 1 SGB VIII); mit ihrem Ende endet die Kostenzusage.",
    beispiel: "Die Heimerziehung endete am 15.04.2026; gebucht ist noch der ganze Mai.",
    abhilfe: "Ende der Hilfe und Zahlungen vergleichen; das Ende berichtigen oder den Betrag zurückfordern.",
    pruefe: |_| Vec::new(),
};

/// Finds cases whose costs go on after they ended: one finding for each case.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    let Some(abgleich) = Abgleich::of(lieferung, vorgeschichte) else { return Vec::new() };
    let grenzen = &stammdaten.einstellungen.vergleich;
    let mut befunde = Vec::new();
    for (schluessel, buchungen) in abgleich.aufwand() {
        let Some(hilfen) = abgleich.faelle.get(&schluessel) else { continue };
        let after = |stelle: &&Stelle<'_, _>| {
            let zeit = Leistungszeit::of(stelle.zeile(), grenzen);
            let ended_before = |fall: &Stelle<'_, Fall>| fall.zeile().ende.is_some_and(|ende| ende < zeit.von);
            zeit.von >= abgleich.ab
                && !zeit.is_ahead_of(abgleich.stichtag)
                && hilfen.values().any(ended_before)
                && !hilfen.values().any(|fall| zeit.touches(fall.zeile()))
        };
        let late: Vec<_> = buchungen.iter().filter(after).copied().collect();
        if summe(&late).cents() <= 0 {
            continue;
        }
        let ends = hilfen.values().filter_map(|fall| Some((fall.zeile().ende?, *fall)));
        let Some((ende, fall)) = ends.max_by_key(|(ende, _)| *ende) else { continue };
        let gelesen = format!(
            "Ende {}{}, danach {} über zusammen {}",
            tag(ende),
            place_of_end(vorgeschichte, fall),
            anzahl(late.len(), "Buchung", "Buchungen"),
            geld(summe(&late)),
        );
        let mut befund =
            befund_of_buchungen(&REGEL, lieferung, vorgeschichte, &late, gelesen, "kein Aufwand nach dem Ende");
        if let Stelle::Hier(fall) = fall {
            befund.orte.insert(0, ort(lieferung, &fall.herkunft, Feld::Ende));
        }
        befunde.push(befund);
    }
    // By place: the hashes by which cases are sorted say nothing to anybody.
    befunde.sort_by_cached_key(|befund| (places(befund), befund.gelesen.clone()));
    befunde
}

fn places(befund: &Befund) -> BTreeSet<String> {
    befund.orte.iter().map(|ort| format!("{:>12}", ort.zelle.as_deref().unwrap_or_default())).collect()
}

fn place_of_end(vorgeschichte: &Vorgeschichte, fall: Stelle<'_, Fall>) -> String {
    match fall {
        Stelle::Hier(_) => String::new(),
        Stelle::Dort(bekannt) => format!(" ({})", fundstellen(vorgeschichte, [bekannt], fall_herkunft)),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Betrag;
    use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
    use crate::domain::zeilen::Fall;
    use crate::rules::vergleichshilfe::{buchung, faelle, fall, findings, kosten, tag, vorgeschichte, with_faelle};

    fn ended(ende: &str) -> Fall {
        Fall { ende: Some(tag(ende)), ..fall("a", "2025-01-01") }
    }

    #[test]
    fn bookings_that_come_second_are_marked_and_the_end_is_named() {
        let befunde = findings("Q010", &kosten(vec![buchung(7)]), &with_faelle(vec![(1, ended("2026-03-15"))]));
        assert_eq!(befunde.len(), 1);
        assert_eq!(befunde[0].orte[0].to_string(), "Blatt „Blatt1“, Zelle B7");
        assert_eq!(
            befunde[0].gelesen,
            "Ende 15.03.2026 (Lieferung „faelle_2026-Q1.xlsx“, Blatt „Blatt1“, Zeile 2), danach 1 Buchung über zusammen \
             100,00 €"
        );
    }

    #[test]
    fn cases_that_come_second_are_marked_and_the_bookings_are_named() {
        let buchungen = vec![Bekannt { lieferung: 3, zeile: buchung(7) }];
        let store = Vorgeschichte { buchungen, ..vorgeschichte() };
        let mut late = ended("2026-03-31");
        assert!(findings("Q010", &faelle(vec![Fall { ende: None, ..late.clone() }]), &store).is_empty());
        late.ende = Some(tag("2026-03-31"));
        let befunde = findings("Q010", &faelle(vec![late]), &store);
        assert_eq!(befunde[0].orte[0].to_string(), "Blatt „Blatt1“, Zelle E2");
        assert!(befunde[0].gelesen.ends_with("100,00 € (Lieferung „kosten_2026-Q2.xlsx“, Blatt „Blatt1“, Zeile 7)"));
    }

    #[test]
    fn a_leistung_that_touches_the_hilfe_or_was_taken_back_is_right() {
        assert!(findings("Q010", &kosten(vec![buchung(7)]), &with_faelle(vec![(2, ended("2026-04-01"))])).is_empty());
        let mut storno = buchung(8);
        storno.betrag = Betrag::from_cents(-10_000);
        let store = with_faelle(vec![(1, ended("2026-03-15"))]);
        assert!(findings("Q010", &kosten(vec![buchung(7), storno]), &store).is_empty());
        let again = with_faelle(vec![(1, ended("2026-03-15")), (2, fall("a", "2026-04-20"))]);
        assert!(findings("Q010", &kosten(vec![buchung(7)]), &again).is_empty(), "a new Hilfe of the same kind");
    }

    #[test]
    fn a_booking_that_does_not_tell_its_leistung_may_be_late() {
        let mut row = buchung(7);
        (row.leistung_von, row.leistung_bis) = (None, None);
        let store = Vorgeschichte { faelle_ab: Some(tag("2024-01-01")), ..with_faelle(vec![(1, ended("2026-03-15"))]) };
        assert!(findings("Q010", &kosten(vec![row.clone()]), &store).is_empty());
        let store = Vorgeschichte { faelle_ab: Some(tag("2024-01-01")), ..with_faelle(vec![(1, ended("2025-04-15"))]) };
        assert_eq!(findings("Q010", &kosten(vec![row]), &store).len(), 1);
    }
}

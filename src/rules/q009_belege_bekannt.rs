//! Q009: Belege früherer Quartale wiedererkannt.

use super::gegen_bestand::{anzahl, buchungen, geld};
use super::q007_beleg_frueher_anders::is_same;
use super::regel::Regel;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::domain::zeilen::Buchung;
use crate::domain::{Betrag, Stammdaten};
use crate::finding::{Befund, Schwere};

/// The rule. It needs the deliveries of other quarters; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q009",
    name: "belege-bekannt",
    titel: "Belege früherer Quartale wiedererkannt",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Wie viele Buchungen einer kumulierten Lieferung schon geliefert sind, und wie viele mit einem Datum vor \
               dem Quartal neu hinzukommen.",
    grund: "Wiederholte Belege zählen nicht noch einmal. Neue Buchungen für ein früheres Quartal ändern die Summe des \
            Jahres, aber keinen Bericht, der schon geschrieben ist.",
    grundlage: "Jede Buchung zählt einmal, unter ihrer Belegnummer (in Niedersachsen § 38 KomHKVO).",
    beispiel: "Der kumulierte Auszug Januar bis Juni wiederholt die 4.103 Buchungen des ersten Quartals.",
    abhilfe: "Nichts zu tun; sind viele frühere Buchungen neu, bei der WJH nachfragen, warum sie damals fehlten.",
    pruefe: |_| Vec::new(),
};

/// Counts what a cumulative delivery repeats, and what it adds to earlier quarters.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, _: &Stammdaten) -> Vec<Befund> {
    if !lieferung.kumulativ || vorgeschichte.belege.is_empty() {
        return Vec::new();
    }
    let before = |row: &&Buchung| row.buchungsdatum < lieferung.quartal.beginn();
    let (mut bekannt, mut neu) = (0, Vec::new());
    for row in buchungen(lieferung) {
        match vorgeschichte.belege.get(&row.schluessel()) {
            Some(known) => bekannt += usize::from(is_same(row, &known.zeile)),
            None if before(&row) => neu.push(row.betrag),
            None => {}
        }
    }
    let all = buchungen(lieferung).len();
    let gelesen = if neu.is_empty() {
        format!("{bekannt} von {all} Buchungen sind unverändert bekannt")
    } else {
        format!(
            "{bekannt} von {all} Buchungen sind unverändert bekannt; {} mit einem Datum vor {} neu, zusammen {}",
            anzahl(neu.len(), "Buchung ist", "Buchungen sind"),
            lieferung.quartal,
            geld(neu.iter().sum::<Betrag>()),
        )
    };
    vec![REGEL.befund(Vec::new(), gelesen, "bekannte Belege zählen dort, wo sie zuerst geliefert wurden")]
}

#[cfg(test)]
mod tests {
    use crate::domain::lieferung::Lieferung;
    use crate::rules::vergleichshilfe::{buchung, findings, kosten, tag, with_belege};

    #[test]
    fn a_cumulative_file_is_told_how_much_of_it_was_known() {
        let mut late = buchung(9);
        late.buchungsdatum = tag("2026-03-31");
        let kumulativ = Lieferung { kumulativ: true, ..kosten(vec![buchung(7), buchung(8), late]) };
        let befunde = findings("Q009", &kumulativ, &with_belege(vec![buchung(7)]));
        assert_eq!(
            befunde[0].gelesen,
            "1 von 3 Buchungen sind unverändert bekannt; 1 Buchung ist mit einem Datum vor 2026-Q2 neu, zusammen 100,00 €"
        );
    }

    #[test]
    fn a_file_of_its_quarter_alone_has_nothing_to_recognise() {
        assert!(findings("Q009", &kosten(vec![buchung(7)]), &with_belege(vec![buchung(7)])).is_empty());
    }
}

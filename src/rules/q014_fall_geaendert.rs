//! Q014: Beginn oder Hilfeart eines Falls hat sich geändert.

use super::abgleich::{Stelle, fall_herkunft};
use super::gegen_bestand::{ORTE, anzahl, fundstellen, ort};
use super::regel::{Regel, tag};
use super::vorquartal::Veraenderung;
use crate::domain::Stammdaten;
use crate::domain::export::Feld;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
use crate::domain::zeilen::Fall;
use crate::finding::{Befund, Ort, Schwere};

/// The rule. It needs the list of the quarter before; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q014",
    name: "fall-geaendert",
    titel: "Beginn oder Hilfeart eines Falls hat sich geändert",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Eine Hilfe, die am Ende des Vorquartals lief, steht mit demselben Beginn und derselben Hilfeart in der \
               neuen Fallliste.",
    grund: "Mit dem Beginn ändern sich die begonnenen Hilfen, der Bestand früherer Stichtage und die Hilfedauer, mit \
            der Hilfeart die Zuordnung; frühere Berichte passen dann nicht mehr zur neuen Liste.",
    grundlage: "Die Statistik der Kinder- und Jugendhilfe erfasst Art, Beginn und Ende jeder Hilfe (§ 99 Abs. 1 SGB VIII); eine andere Hilfe ist ein neuer Fall mit eigenem Beginn.",
    beispiel: "Die Hilfe begann nach der letzten Lieferung am 01.02.2025, nach der neuen am 10.02.2025.",
    abhilfe: "Klären, welche Angabe stimmt; stimmt die neue, das frühere Quartal neu liefern lassen.",
    pruefe: |_| Vec::new(),
};

/// Finds cases that changed a part of their key: a finding for each of the first, and one that counts the rest.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    let mut geaendert = Veraenderung::of(lieferung, vorgeschichte).geaendert;
    geaendert.sort_by_key(|(before, now)| (&now.zeile().herkunft, before.lieferung, &before.zeile.herkunft));
    let rest = geaendert.split_off(geaendert.len().min(ORTE));
    let mut befunde: Vec<_> = geaendert.iter().map(|pair| befund(lieferung, vorgeschichte, stammdaten, pair)).collect();
    if !rest.is_empty() {
        let gelesen = anzahl(rest.len(), "weiterer Fall ist geändert", "weitere Fälle sind geändert");
        befunde.push(REGEL.befund(Vec::new(), gelesen, "Beginn und Hilfeart wie im Vorquartal"));
    }
    befunde
}

fn befund(
    lieferung: &Lieferung,
    vorgeschichte: &Vorgeschichte,
    stammdaten: &Stammdaten,
    (before, now): &(&Bekannt<Fall>, Stelle<'_, Fall>),
) -> Befund {
    let new = now.zeile();
    let (feld, gelesen, erwartet) = if new.beginn == before.zeile.beginn {
        let name =
            |fall: &Fall| stammdaten.hilfeart(&fall.hilfeart).map_or("unbekannt", |it| it.paragraf.as_str()).to_owned();
        (Feld::Hilfeart, name(new), name(&before.zeile))
    } else {
        (Feld::Beginn, format!("Beginn {}", tag(new.beginn)), format!("Beginn {}", tag(before.zeile.beginn)))
    };
    let orte: Vec<Ort> = match now {
        Stelle::Hier(fall) => vec![ort(lieferung, &fall.herkunft, feld)],
        Stelle::Dort(_) => Vec::new(),
    };
    let rows = fundstellen(vorgeschichte, [*before], fall_herkunft);
    REGEL.befund(orte, gelesen, format!("{erwartet} wie im Vorquartal ({rows})"))
}

#[cfg(test)]
mod tests {
    use crate::domain::zeilen::Fall;
    use crate::rules::vergleichshilfe::{faelle, fall, findings, tag, with_faelle};

    #[test]
    fn another_beginn_is_marked_in_its_cell() {
        let store = with_faelle(vec![(1, fall("a", "2025-02-01"))]);
        let befunde = findings("Q014", &faelle(vec![fall("a", "2025-02-10")]), &store);
        assert_eq!(befunde.len(), 1);
        assert_eq!(befunde[0].orte[0].to_string(), "Blatt „Blatt1“, Zelle D2");
        assert_eq!(befunde[0].gelesen, "Beginn 10.02.2025");
        assert_eq!(
            befunde[0].erwartet,
            "Beginn 01.02.2025 wie im Vorquartal (Lieferung „faelle_2026-Q1.xlsx“, Blatt „Blatt1“, Zeile 2)"
        );
        assert!(findings("Q013", &faelle(vec![fall("a", "2025-02-10")]), &store).is_empty(), "it has not gone");
    }

    #[test]
    fn another_hilfeart_with_the_same_beginn_is_the_same_case() {
        let store = with_faelle(vec![(1, fall("a", "2025-02-01"))]);
        let changed = Fall { hilfeart: "30".into(), ..fall("a", "2025-02-01") };
        let befunde = findings("Q014", &faelle(vec![changed]), &store);
        assert_eq!(befunde[0].gelesen, "§ 30");
        assert!(befunde[0].erwartet.starts_with("§ 31 wie im Vorquartal"), "{}", befunde[0].erwartet);
    }

    #[test]
    fn a_second_hilfe_beside_the_first_changes_nothing() {
        let store = with_faelle(vec![(1, fall("a", "2025-02-01"))]);
        let ended = Fall { ende: Some(tag("2026-04-30")), ..fall("a", "2025-02-01") };
        assert!(findings("Q014", &faelle(vec![ended, fall("a", "2026-05-01")]), &store).is_empty());
    }

    #[test]
    fn many_changes_are_counted_after_the_first() {
        let names: Vec<_> = (0..25).map(|number| format!("fall {number}")).collect();
        let store = with_faelle(names.iter().map(|name| (1, fall(name, "2025-02-01"))).collect());
        let rows = names.iter().map(|name| fall(name, "2025-02-02")).collect();
        let befunde = findings("Q014", &faelle(rows), &store);
        assert_eq!(befunde.len(), 21);
        assert_eq!(befunde[20].gelesen, "5 weitere Fälle sind geändert");
    }
}

//! F022: Zeichen lässt sich nicht drucken.

use super::regel::{Pruefgut, Regel};
use crate::domain::text::{code_of, has_glyph};
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::blatt_of;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F022",
    name: "zeichen-nicht-druckbar",
    titel: "Zeichen lässt sich nicht drucken",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Dateiname, Blattnamen, Überschriften und gelesene Texte bestehen aus Zeichen, die die Schrift der Berichte hat.",
    grund: "In Berichten und Herkunftsnachweisen stünde statt des Zeichens sein Code. Das Ersatzzeichen U+FFFD zeigt, dass Umlaute schon beim Export verloren gegangen sind.",
    grundlage: "Fachlicher Grund: Was gedruckt wird, muss lesbar sein (BITV 2.0).",
    beispiel: "„D\u{fffd}rverden“ statt „Dörverden“.",
    abhilfe: "Das Zeichen im Fachverfahren ersetzen; bei verlorenen Umlauten den Zeichensatz des Exports auf UTF-8 stellen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let lesung = gut.lesung;
    let mut befunde = Vec::new();
    befunde.extend(foreign(&lesung.datei).map(|c| befund(vec![], c, "im Dateinamen")));
    for tabelle in &lesung.tabellen {
        let sheet = || Ort { blatt: blatt_of(&tabelle.blatt), zelle: None };
        befunde.extend(foreign(&tabelle.blatt).map(|c| befund(vec![sheet()], c, "im Namen des Blattes")));
        for (spalte, heading) in &tabelle.kopf.ueberschriften {
            let ort = || lesung.spalte(&tabelle.blatt, *spalte);
            befunde.extend(foreign(heading).map(|c| befund(vec![ort()], c, "in der Überschrift")));
        }
    }
    for zeichen in &lesung.beobachtungen.zeichen {
        let orte = zeichen.stellen.iter().map(|(herkunft, spalte)| lesung.ort(herkunft, *spalte)).collect();
        befunde.push(befund(orte, zeichen.zeichen, &format!("in der Spalte {}", zeichen.feld.label())));
    }
    befunde
}

/// The first character that cannot be printed.
fn foreign(text: &str) -> Option<char> {
    text.chars().find(|c| !has_glyph(*c))
}

fn befund(orte: Vec<Ort>, zeichen: char, wo: &str) -> Befund {
    REGEL.befund(orte, format!("das Zeichen {} {wo}", code_of(zeichen)), "Buchstaben, Ziffern und übliche Satzzeichen")
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv, findings_kosten};

    #[test]
    fn a_lost_umlaut_is_mentioned_at_its_cell() {
        let found = findings_kosten(&[("SR", "SR D\u{fffd}rverden")]);
        assert_eq!(found, [("F009", "J2".to_owned()), ("F022", "J2".to_owned())]);
    }

    #[test]
    fn headings_and_file_names_are_looked_at() {
        let head = KOSTEN_KOPF.replace(";NAME", ";NAME😀");
        assert_eq!(findings_csv("kosten😀_2026-Q1.csv", &format!("{head}{KOSTEN_ZEILE}")), ["F022", "F022", "K005"]);
    }
}

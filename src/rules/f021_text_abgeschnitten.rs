//! F021: Text ist abgeschnitten.

use std::collections::BTreeMap;

use super::regel::{Pruefgut, Regel};
use crate::domain::export::Feld;
use crate::domain::text::key;
use crate::domain::{HilfeartId, RaumId, Stammdaten};
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::Mangelart;

/// Shorter texts are beginnings of many words.
const SHORTEST: usize = 12;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F021",
    name: "text-abgeschnitten",
    titel: "Text ist abgeschnitten",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Namen von Räumen und Hilfearten stehen ganz da. Sagt das Exportlayout mit texte_gekuerzt_auf, wie lang Texte höchstens sind, wird ein Text dieser Länge ergänzt, wenn er nur eines bedeuten kann.",
    grund: "Alte Verfahren schneiden Texte ab. Sobald zwei Namen gleich beginnen, lässt sich der Text nicht mehr zuordnen.",
    grundlage: "Fachlicher Grund: Eine Zuordnung muss eindeutig bleiben.",
    beispiel: "„Sozialpädagogische Familienhilfe, aufsuc“.",
    abhilfe: "Den Export auf längere Texte oder auf Schlüssel umstellen. Ist die Länge bekannt und fehlt sie im Exportlayout, sie dort unter texte_gekuerzt_auf eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let completed = gut.lesung.beobachtungen.kuerzungen.iter().map(|kuerzung| {
        let orte = kuerzung.stellen.iter().map(|(herkunft, spalte)| gut.lesung.ort(herkunft, *spalte)).collect();
        let meaning = name_of(gut.stammdaten, kuerzung.feld, &kuerzung.bedeutung);
        REGEL.befund(orte, format!("„{}“, gelesen als „{meaning}“", kuerzung.text), "der ganze Text")
    });
    completed.chain(not_completed(gut)).collect()
}

/// The printed name of what a cut text means.
fn name_of(stammdaten: &Stammdaten, feld: Feld, id: &str) -> String {
    match feld {
        Feld::Raum => stammdaten.raum_name(&RaumId::new(id)).to_owned(),
        Feld::Hilfeart => {
            stammdaten.hilfeart(&HilfeartId::new(id)).map_or_else(|| id.to_owned(), |art| art.name.clone())
        }
        _ => id.to_owned(),
    }
}

/// Unknown texts that begin one known name and no other: probably cut, though no setting says so.
fn not_completed(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut texts: BTreeMap<(Feld, &str), Vec<Ort>> = BTreeMap::new();
    let unknown = |art| matches!(art, Mangelart::RaumUnbekannt | Mangelart::HilfeartUnbekannt);
    for mangel in gut.lesung.maengel.iter().filter(|mangel| unknown(mangel.art) && mangel.zaehlt) {
        let ort = gut.lesung.ort(&mangel.herkunft, mangel.spalte);
        texts.entry((mangel.feld, &mangel.gelesen)).or_default().push(ort);
    }
    let probable = texts.into_iter().filter_map(|((feld, text), orte)| {
        let name = only_beginning(gut.stammdaten, feld, text)?;
        let length = text.chars().count();
        let gelesen = format!("„{text}“, {length} Zeichen");
        Some(REGEL.befund(orte, gelesen, format!("der ganze Text, wahrscheinlich „{name}“")))
    });
    probable.collect()
}

/// The one name that goes on where the text ends.
fn only_beginning<'a>(stammdaten: &'a Stammdaten, feld: Feld, text: &str) -> Option<&'a str> {
    let text = key(text);
    if text.chars().count() < SHORTEST {
        return None;
    }
    let names: Vec<&str> = match feld {
        Feld::Raum => stammdaten
            .raeume
            .iter()
            .flat_map(|raum| std::iter::once(&raum.name).chain(&raum.aliasse).map(String::as_str))
            .collect(),
        _ => stammdaten
            .hilfearten
            .iter()
            .flat_map(|art| std::iter::once(&art.name).chain(&art.schreibweisen).map(String::as_str))
            .collect(),
    };
    let mut longer = names.into_iter().filter(|name| {
        let name = key(name);
        name.starts_with(&text) && name != text
    });
    let first = longer.next()?;
    longer.all(|other| key(other) == key(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_kosten, findings_of_layout};

    #[test]
    fn a_text_that_was_completed_is_mentioned() {
        let row = KOSTEN_ZEILE.replace("§ 31", "Sozialpädagogische F");
        let sheets: &[&[&str]] = &[&[KOSTEN_KOPF, &row]];
        assert_eq!(findings_of_layout(sheets, |layout| layout.texte_gekuerzt_auf = Some(20)), ["F021"]);
    }

    #[test]
    fn an_unknown_text_that_begins_one_name_is_probably_cut() {
        let found = findings_kosten(&[("LEISTUNG", "Sozialpädagogische F")]);
        assert_eq!(found, [("F012", "G2".to_owned()), ("F021", "G2".to_owned())]);
        assert_eq!(findings_kosten(&[("LEISTUNG", "Sozial")]), [("F012", "G2".to_owned())]);
    }
}

//! Z006: Alter passt nicht zur Hilfeart.

use chrono::Datelike;

use super::regel::{Pruefgut, Regel};
use crate::domain::export::Feld;
use crate::domain::stammdaten::Hilfeart;
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::Rohfall;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Z006",
    name: "alter-unmoeglich",
    titel: "Alter passt nicht zur Hilfeart",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Niemand ist bei Beginn der Hilfe jünger als alter_von und an ihrem letzten Tag (spätestens am Stichtag) älter als alter_bis; beide stehen je Hilfeart in hilfearten.toml. Ohne Angabe wird nur geprüft, dass die Geburt nicht nach dem Jahr des Beginns liegt. Bekannt ist nur das Geburtsjahr; beanstandet wird nur, was an jedem Tag dieses Jahres falsch wäre.",
    grund: "Geburtsdatum, Beginn oder Hilfeart sind falsch, oder die Hilfe läuft nach dem 18. Geburtstag unter der alten Rechtsgrundlage weiter.",
    grundlage: "§ 7 SGB VIII: Kind, Jugendlicher, junger Volljähriger; § 41 SGB VIII: Hilfe für junge Volljährige.",
    beispiel: "Eine Hilfe nach § 41 beginnt mit 12 Jahren.",
    abhilfe: "Geburtsdatum und Beginn prüfen. Mit dem 18. Geburtstag ist über eine Hilfe nach § 41 zu entscheiden; die Grenzen stehen in hilfearten.toml.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    gut.lesung.faelle.iter().filter(|fall| fall.zaehlt).filter_map(|fall| judge(gut, fall)).collect()
}

/// The year of birth is personal, so a finding names only the limit.
fn judge(gut: &Pruefgut<'_>, fall: &Rohfall) -> Option<Befund> {
    let (geburtsjahr, beginn) = (fall.geburtsjahr?, fall.beginn?);
    let hilfeart = fall.hilfeart.as_ref().and_then(|id| gut.stammdaten.hilfeart(id));
    let oldest_at_begin = beginn.year() - geburtsjahr;
    if oldest_at_begin < 0 {
        let erwartet = "eine Geburt vor dem Beginn der Hilfe".to_owned();
        return Some(REGEL.befund(orte(gut, fall, Feld::Beginn), "eine Geburt nach dem Beginn der Hilfe", erwartet));
    }
    let Hilfeart { alter_von, alter_bis, paragraf, .. } = hilfeart?;
    if let Some(von) = alter_von.filter(|von| oldest_at_begin < *von) {
        let gelesen = format!("bei Beginn unter {von} Jahre, Hilfeart {paragraf}");
        return Some(REGEL.befund(
            orte(gut, fall, Feld::Beginn),
            gelesen,
            format!("bei Beginn mindestens {von} Jahre"),
        ));
    }
    let last = fall.ende.into_iter().chain(gut.zeitraum.map(|zeitraum| zeitraum.bis)).min()?;
    let youngest_at_end = last.year() - geburtsjahr - 1;
    let bis = alter_bis.filter(|bis| youngest_at_end > *bis)?;
    let gelesen = format!("über {bis} Jahre, Hilfeart {paragraf}");
    Some(REGEL.befund(orte(gut, fall, Feld::Hilfeart), gelesen, format!("höchstens {bis} Jahre am letzten Tag")))
}

/// The birth and what it does not go with.
fn orte(gut: &Pruefgut<'_>, fall: &Rohfall, other: Feld) -> Vec<Ort> {
    let has = |feld: &Feld| {
        gut.lesung
            .tabellen
            .iter()
            .any(|tabelle| tabelle.blatt == fall.herkunft.blatt && tabelle.kopf.spalten.contains_key(feld))
    };
    let birth = [Feld::Geburtsjahr, Feld::Geburtsdatum].into_iter().find(has);
    birth.into_iter().chain([other]).map(|feld| gut.ort(&fall.herkunft, feld)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_faelle;

    #[test]
    fn a_young_adult_must_be_of_age() {
        let changes = |born| [("LEISTUNG", "§ 41 i.V.m. § 34"), ("GEBDAT", born)];
        assert_eq!(findings_faelle(&changes("01.05.2012")), [("Z006", "C2".to_owned())]);
        // Turns 18 in the year in which the Hilfe begins: possible.
        assert!(findings_faelle(&changes("31.12.2007")).is_empty());
    }

    #[test]
    fn a_hilfe_for_minors_ends_at_eighteen() {
        let changes = |born| [("LEISTUNG", "§ 34"), ("GEBDAT", born)];
        assert_eq!(findings_faelle(&changes("01.05.2006")), [("Z006", "C2".to_owned())]);
        // Not yet 18 on 31.03.2026 if born late in the year.
        assert!(findings_faelle(&changes("31.12.2008")).is_empty());
    }

    #[test]
    fn nobody_gets_help_in_a_year_before_the_birth() {
        let found = findings_faelle(&[("LEISTUNG", "§ 35a ambulant"), ("GEBDAT", "01.05.2026")]);
        assert_eq!(found, [("Z006", "C2".to_owned())]);
    }
}

//! D007: Angaben zum Zeitraum widersprechen sich.

use super::regel::{Pruefgut, Regel, quoted};
use crate::domain::Quartal;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "D007",
    name: "zeitraum-widerspricht",
    titel: "Angaben zum Zeitraum widersprechen sich",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Dateiname, Titel und Parameter nennen denselben Zeitraum, und es ist der verlangte.",
    grund: "Eine Datei mit altem Namen und neuem Inhalt würde das falsche Quartal ersetzen.",
    grundlage: "Fachlicher Grund: Eine Lieferung ersetzt die frühere desselben Quartals, und nur diese.",
    beispiel: "Dateiname „2026-Q2“, über den Überschriften „Stand: 31.03.2026“.",
    abhilfe: "Klären, welcher Zeitraum stimmt, und die anderen Angaben berichtigen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let angaben = &gut.lesung.zeitangaben;
    let mut stated: Vec<_> = angaben.iter().flat_map(|angabe| [(false, angabe.von), (true, angabe.bis)]).collect();
    stated.retain(|(_, day)| day.is_some());
    stated.sort_unstable();
    stated.dedup();
    let wanted = gut.vorgabe.map(|quartal| quartal.ende());
    let asked_otherwise = wanted.is_some_and(|wanted| {
        angaben.iter().filter_map(|angabe| angabe.bis).any(|bis| Quartal::of(bis) != Quartal::of(wanted))
    });
    // At most one first and one last day may be named.
    let contradicts =
        [false, true].into_iter().any(|last| stated.iter().filter(|(is_last, _)| *is_last == last).count() > 1);
    if !contradicts && !asked_otherwise {
        return Vec::new();
    }
    let gelesen: Vec<String> = angaben.iter().map(|angabe| angabe.text.clone()).collect();
    let erwartet =
        gut.vorgabe.map_or_else(|| "überall derselbe Zeitraum".to_owned(), |quartal| format!("überall {quartal}"));
    let orte = angaben.iter().filter_map(|angabe| angabe.ort.clone()).collect();
    vec![REGEL.befund(orte, quoted(gelesen), erwartet)]
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_named;

    #[test]
    fn another_quarter_than_asked_for_is_refused() {
        assert_eq!(findings_named("kosten_2026-Q1.csv", "2026-Q2".parse().ok()), ["D007"]);
    }
}

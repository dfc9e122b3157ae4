//! Findings of a delivery as text: grouped by rule, each group with the way out.

use crate::domain::text::visible;
use crate::finding::{Befund, Ort, Schwere};
use crate::rules;

/// Places shown of one finding; the rest is counted.
const PLACES: usize = 3;

/// Findings of one rule and one severity.
struct Gruppe<'a> {
    regel: &'a str,
    schwere: Schwere,
    befunde: Vec<&'a Befund>,
}

/// The findings of a file, worst first; hints only where `ausfuehrlich`. Of each rule at most `hoechstens` are shown.
pub fn text(befunde: &[Befund], ausfuehrlich: bool, hoechstens: u32) -> String {
    let is_shown = |befund: &&Befund| ausfuehrlich || befund.schwere != Schwere::Hinweis;
    let most = usize::try_from(hoechstens).unwrap_or(usize::MAX);
    let mut lines: Vec<String> =
        groups(befunde.iter().filter(is_shown)).iter().flat_map(|gruppe| lines_of(gruppe, most)).collect();
    let hidden = befunde.iter().filter(|befund| !is_shown(befund)).count();
    if hidden > 0 && !lines.is_empty() {
        let hints = if hidden == 1 { "Ein Hinweis".to_owned() } else { format!("{hidden} Hinweise") };
        lines.push(format!("  {hints} dazu mit -v"));
    }
    // Sheets and files bear names that a stranger chose.
    lines.iter().map(|line| visible(line)).collect::<Vec<_>>().join("\n")
}

fn groups<'a>(befunde: impl Iterator<Item = &'a Befund>) -> Vec<Gruppe<'a>> {
    let mut groups: Vec<Gruppe<'a>> = Vec::new();
    for befund in befunde {
        match groups.iter_mut().find(|gruppe| gruppe.regel == befund.regel && gruppe.schwere == befund.schwere) {
            Some(gruppe) => gruppe.befunde.push(befund),
            None => {
                groups.push(Gruppe { regel: &befund.regel, schwere: befund.schwere, befunde: vec![befund] });
            }
        }
    }
    groups.sort_by(|a, b| b.schwere.cmp(&a.schwere).then(a.regel.cmp(b.regel)));
    groups
}

/// A headline, a line for each finding, and once what was expected and what to do.
fn lines_of(gruppe: &Gruppe<'_>, most: usize) -> Vec<String> {
    let befunde = &gruppe.befunde;
    let titel = rules::titel(gruppe.regel).map(|titel| format!(": {titel}")).unwrap_or_default();
    let mut lines = vec![format!("  {} {}{titel} ({})", gruppe.schwere.label(), gruppe.regel, befunde.len())];
    let first = befunde.first();
    // What many findings have in common is said once, below them.
    let many = first.filter(|_| befunde.len() > 1).map(|first| &first.erwartet);
    let common = many.filter(|one| befunde.iter().all(|befund| befund.erwartet == **one));
    for befund in befunde.iter().take(most) {
        let expected = if common.is_some() { String::new() } else { format!(", erwartet {}", befund.erwartet) };
        lines.push(format!("    {}: gelesen {}{expected}", places(befund), befund.gelesen));
    }
    if befunde.len() > most {
        lines.push(format!("    … und {} weitere", befunde.len() - most));
    }
    if let Some(common) = common {
        lines.push(format!("    Erwartet: {common}"));
    }
    if let Some(first) = first {
        lines.push(format!("    Abhilfe: {}", first.abhilfe));
    }
    lines
}

/// "2 Fehler, 1 Warnung", or nothing where there is none.
pub fn counts(befunde: &[Befund]) -> String {
    let count = |schwere| befunde.iter().filter(|befund| befund.schwere == schwere).count();
    let parts: Vec<_> = [
        (count(Schwere::Fehler), "Fehler", "Fehler"),
        (count(Schwere::Warnung), "Warnung", "Warnungen"),
        (count(Schwere::Hinweis), "Hinweis", "Hinweise"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
    .collect();
    parts.join(", ")
}

fn places(befund: &Befund) -> String {
    let mut sheet = None;
    let place = |ort: &Ort| {
        // The sheet is named once.
        let repeated = ort.blatt.is_some() && ort.zelle.is_some() && sheet == Some(ort.blatt.clone());
        sheet = Some(ort.blatt.clone());
        if repeated { Ort { blatt: None, zelle: ort.zelle.clone() }.to_string() } else { ort.to_string() }
    };
    let mut places: Vec<_> = befund.orte.iter().take(PLACES).map(place).collect();
    match befund.orte.len().saturating_sub(PLACES) {
        0 => {}
        1 => places.push("und eine weitere Stelle".to_owned()),
        more => places.push(format!("und {more} weitere Stellen")),
    }
    if places.is_empty() { "ganze Datei".to_owned() } else { places.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn befund(schwere: Schwere, zelle: &str) -> Befund {
        Befund {
            regel: "F001".into(),
            schwere,
            orte: vec![Ort { blatt: Some("Kosten".to_owned()), zelle: Some(zelle.to_owned()) }],
            gelesen: "„abc“".to_owned(),
            erwartet: "ein Betrag".to_owned(),
            abhilfe: "Betrag eintragen".to_owned(),
        }
    }

    #[test]
    fn findings_are_grouped_worst_first_and_the_rest_is_counted() {
        let mut befunde: Vec<_> = (1..=10).map(|row| befund(Schwere::Warnung, &format!("G{row}"))).collect();
        befunde.push(befund(Schwere::Fehler, "H1"));
        befunde.push(befund(Schwere::Hinweis, "A1"));
        let shown = text(&befunde, false, 8);
        let begin = "  Fehler F001: Text im Betrag (1)\n    Blatt „Kosten“, Zelle H1: gelesen „abc“, erwartet ein Betrag\n    Abhilfe: Betrag eintragen\n  Warnung F001";
        assert!(shown.starts_with(begin), "{shown}");
        assert!(shown.contains("… und 2 weitere"), "{shown}");
        assert!(shown.ends_with("  Ein Hinweis dazu mit -v"), "{shown}");
        assert_eq!(shown.matches("Abhilfe").count(), 2, "once for each group");
        assert_eq!(counts(&befunde), "1 Fehler, 10 Warnungen, 1 Hinweis");
    }

    #[test]
    fn different_expectations_stand_with_their_findings() {
        let other = Befund { erwartet: "etwas anderes".to_owned(), ..befund(Schwere::Fehler, "H2") };
        let shown = text(&[befund(Schwere::Fehler, "H1"), other], true, 20);
        assert!(shown.contains("gelesen „abc“, erwartet ein Betrag\n"), "{shown}");
        assert!(shown.contains("gelesen „abc“, erwartet etwas anderes\n"), "{shown}");
        assert!(!shown.contains("Erwartet:"), "{shown}");
    }

    #[test]
    fn the_name_of_a_sheet_cannot_steer_the_terminal() {
        let mut evil = befund(Schwere::Fehler, "H1");
        evil.orte[0].blatt = Some("a\u{1b}[2J".to_owned());
        assert!(text(&[evil], true, 20).contains("a[U+001B][2J"));
    }
}

//! Findings of a delivery as text: grouped by rule, each group with the way out.

use crate::finding::{Befund, Schwere};
use crate::rules;

/// Findings shown of one rule; the rest is counted.
const SHOWN: usize = 8;

/// The findings of a file, worst first; hints only where `ausfuehrlich`.
pub fn text(befunde: &[Befund], ausfuehrlich: bool) -> String {
    let shown = |befund: &&Befund| ausfuehrlich || befund.schwere != Schwere::Hinweis;
    let mut groups: Vec<(&str, Schwere, Vec<&Befund>)> = Vec::new();
    for befund in befunde.iter().filter(shown) {
        match groups.iter_mut().find(|(regel, schwere, _)| *regel == befund.regel && *schwere == befund.schwere) {
            Some((_, _, group)) => group.push(befund),
            None => groups.push((&befund.regel, befund.schwere, vec![befund])),
        }
    }
    groups.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut lines = Vec::new();
    for (regel, schwere, group) in groups {
        let titel = rules::regel(regel).map(|regel| format!(": {}", regel.titel)).unwrap_or_default();
        lines.push(format!("  {} {regel}{titel} ({})", schwere.label(), group.len()));
        let limit = if ausfuehrlich { usize::MAX } else { SHOWN };
        for befund in group.iter().take(limit) {
            lines.push(format!("    {}: gelesen {}, erwartet {}", places(befund), befund.gelesen, befund.erwartet));
        }
        if group.len() > limit {
            lines.push(format!("    … und {} weitere (alle mit -v)", group.len() - limit));
        }
        if let Some(first) = group.first() {
            lines.push(format!("    Abhilfe: {}", first.abhilfe));
        }
    }
    lines.join("\n")
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
    const PLACES: usize = 3;
    let mut places: Vec<_> = befund.orte.iter().take(PLACES).map(ToString::to_string).collect();
    if befund.orte.len() > PLACES {
        places.push(format!("und {} weitere Stellen", befund.orte.len() - PLACES));
    }
    if places.is_empty() { "ganze Datei".to_owned() } else { places.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Ort;

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
        let text = text(&befunde, false);
        assert!(
            text.starts_with("  Fehler F001: Text im Betrag (1)\n    Blatt „Kosten“, Zelle H1: gelesen „abc“"),
            "{text}"
        );
        assert!(text.contains("… und 2 weitere"), "{text}");
        assert!(!text.contains("Hinweis"), "{text}");
        assert_eq!(counts(&befunde), "1 Fehler, 10 Warnungen, 1 Hinweis");
    }
}

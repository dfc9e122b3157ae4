//! The office's own severities: which may be set, and how they change findings.

use crate::domain::Befundregeln;
use crate::domain::text::{key, nearest};
use crate::finding::{Befund, Schwere};

use super::{REGELN, Regel, regel};

/// A setting that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fehleinstellung {
    /// The key of the setting, as it was typed.
    pub schluessel: String,
    /// What is wrong.
    pub meldung: String,
    /// What was expected.
    pub erwartet: String,
    /// What to do.
    pub hilfe: String,
}

/// The rule that a code or a name means; capitals do not matter.
pub fn find(typed: &str) -> Option<&'static Regel> {
    let typed = key(typed);
    REGELN.iter().find(|regel| key(regel.code) == typed || regel.name == typed)
}

/// Everything in the settings that cannot be followed.
pub fn check(einstellungen: &Befundregeln) -> Vec<Fehleinstellung> {
    let mut seen: Vec<&str> = Vec::new();
    let mut wrong = Vec::new();
    for (typed, schwere) in &einstellungen.schwere {
        match find(typed) {
            None => wrong.push(unknown(typed)),
            Some(regel) if seen.contains(&regel.code) => wrong.push(twice(typed, regel)),
            Some(regel) => {
                seen.push(regel.code);
                if regel.fest && *schwere != Schwere::Fehler {
                    wrong.push(fixed(typed, regel));
                }
            }
        }
    }
    wrong
}

fn unknown(typed: &str) -> Fehleinstellung {
    let known = REGELN.iter().flat_map(|regel| [regel.code, regel.name]);
    Fehleinstellung {
        schluessel: typed.to_owned(),
        meldung: format!("Eine Regel „{typed}“ gibt es nicht"),
        erwartet: "Code oder Name einer Regel, zum Beispiel K005 oder ueberschrift-unbekannt".to_owned(),
        hilfe: nearest(typed, known).map_or_else(
            || "Alle Regeln stehen in docs/regeln.md.".to_owned(),
            |near| match find(near) {
                Some(regel) => format!("Meinten Sie „{near}“ ({}, {})?", regel.code, regel.titel),
                None => format!("Meinten Sie „{near}“?"),
            },
        ),
    }
}

fn twice(typed: &str, regel: &Regel) -> Fehleinstellung {
    Fehleinstellung {
        schluessel: typed.to_owned(),
        meldung: format!("Die Regel {} ({}) ist zweimal eingestellt", regel.code, regel.name),
        erwartet: "jede Regel einmal, mit Code oder mit Name".to_owned(),
        hilfe: "Eine der beiden Angaben löschen.".to_owned(),
    }
}

fn fixed(typed: &str, regel: &Regel) -> Fehleinstellung {
    Fehleinstellung {
        schluessel: typed.to_owned(),
        meldung: format!("Die Regel {} ({}) bleibt immer ein Fehler", regel.code, regel.titel),
        erwartet: "\"fehler\" oder gar keine Angabe".to_owned(),
        hilfe: format!("Ohne sie wären Zahlen falsch. {}", regel.grund),
    }
}

/// Gives findings the severity that the office has set.
///
/// A finding that its rule has lowered for its case is never raised above the setting, and a rule that must stay an
/// error stays one, whatever is set.
pub fn apply(befunde: &mut [Befund], einstellungen: &Befundregeln) {
    if einstellungen.schwere.is_empty() {
        return;
    }
    for befund in befunde {
        let Some(regel) = regel(&befund.regel).filter(|regel| !regel.fest) else { continue };
        let set =
            einstellungen.schwere.iter().find(|(typed, _)| find(typed).is_some_and(|known| known.code == regel.code));
        if let Some((_, schwere)) = set {
            let lowered = befund.schwere < regel.schwere;
            befund.schwere = if lowered { befund.schwere.min(*schwere) } else { *schwere };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, Schwere)]) -> Befundregeln {
        let schwere = pairs.iter().map(|(key, schwere)| ((*key).to_owned(), *schwere)).collect();
        Befundregeln { schwere, ..Befundregeln::default() }
    }

    #[test]
    fn rules_are_set_by_code_or_name() {
        let settings = settings(&[("k005", Schwere::Warnung), ("ausgeblendetes-blatt", Schwere::Fehler)]);
        assert!(check(&settings).is_empty());
        let rule = |code: &str| find(code).expect("a rule").befund(vec![], "", "");
        let mut befunde = vec![rule("K005"), rule("B002"), rule("K006")];
        apply(&mut befunde, &settings);
        assert_eq!(
            befunde.iter().map(|befund| befund.schwere).collect::<Vec<_>>(),
            [Schwere::Warnung, Schwere::Fehler, Schwere::Hinweis]
        );
    }

    #[test]
    fn what_was_lowered_for_its_case_is_not_raised() {
        let rule = find("B008").expect("a rule");
        let lowered = Befund { schwere: Schwere::Warnung, ..rule.befund(vec![], "", "") };
        let mut befunde = vec![lowered];
        apply(&mut befunde, &settings(&[("B008", Schwere::Fehler)]));
        assert_eq!(befunde[0].schwere, Schwere::Warnung);
        apply(&mut befunde, &settings(&[("B008", Schwere::Hinweis)]));
        assert_eq!(befunde[0].schwere, Schwere::Hinweis);
    }

    #[test]
    fn a_rule_that_keeps_figures_right_cannot_be_lowered() {
        let settings = settings(&[("F001", Schwere::Warnung)]);
        assert!(check(&settings)[0].meldung.contains("bleibt immer ein Fehler"));
        let mut befunde = vec![find("F001").expect("a rule").befund(vec![], "", "")];
        apply(&mut befunde, &settings);
        assert_eq!(befunde[0].schwere, Schwere::Fehler);
        assert!(REGELN.iter().all(|regel| !regel.fest || regel.schwere == Schwere::Fehler));
    }

    #[test]
    fn a_misspelt_rule_finds_its_neighbour() {
        let wrong = check(&settings(&[("ausgeblendetesblatt", Schwere::Fehler)]));
        assert!(wrong[0].hilfe.contains("„ausgeblendetes-blatt“ (B002"), "{wrong:?}");
        let twice = check(&settings(&[("B002", Schwere::Fehler), ("ausgeblendetes-blatt", Schwere::Fehler)]));
        assert!(twice[0].meldung.contains("zweimal"), "{twice:?}");
    }
}

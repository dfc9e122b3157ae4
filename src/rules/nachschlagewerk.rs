//! The rule reference for people, made from the rules: `docs/regeln.md`.

use std::fmt::Write as _;

use super::{REGELN, Regel};

/// Families by their letter, with what they are about.
const FAMILIEN: &[(char, &str, &str)] = &[
    ('D', "Datei", "Lässt sich die Datei öffnen, und sagt sie, für welches Quartal sie ist?"),
    ('B', "Blatt", "Wie ist ein Blatt gebaut: Was ist ausgeblendet, verbunden oder gerechnet?"),
    ('K', "Kopfzeile", "Sind die Spalten da, die gebraucht werden, und ist klar, was sie bedeuten?"),
    ('F', "Feld", "Ist der Inhalt einer Zelle das, was in ihre Spalte gehört?"),
    ('Z', "Zeile", "Passen die Angaben einer Zeile zueinander und zum Zeitraum?"),
    ('Q', "Querprüfung", "Passen Zeilen, Summen und Lieferungen zueinander?"),
];

const VORSPANN: &str = "\
# Regeln der Prüfung

Diese Seite wird aus den Regeln des Programms erzeugt; Änderungen von Hand gehen verloren.

Jede gelieferte Datei wird gegen alle Regeln gehalten; alle Befunde kommen auf einmal. Ein **Fehler** weist die ganze
Datei zurück, eine **Warnung** lässt sie zu und bittet jemanden nachzusehen, ein **Hinweis** ist nur zur Kenntnis. In
Zeilen, die das Exportlayout auslässt, wird kein Fehlwert eines Feldes strenger als eine Warnung beurteilt.

Die Schwere einer Regel kann das Amt ändern, mit Code oder Name in `sozialraumbericht.toml`:

```toml
[befunde]
hoechstens_je_regel = 20
schwere = { K005 = \"warnung\", \"ausgeblendetes-blatt\" = \"fehler\" }
```

Regeln, die mit „immer“ bezeichnet sind, bleiben Fehler: Ohne sie fehlten Zeilen oder Beträge in den Zahlen.
`hoechstens_je_regel` begrenzt, wie viele Befunde einer Regel je Datei gezeigt werden; der Rest wird gezählt. Codes werden
nie für etwas anderes wiederverwendet.
";

const VORDRUCKE: &str = "
## V – Vordruck

Ist ein Formular, das ein Träger ausgefüllt hat, vollständig und lesbar? Diese Regeln gelten für `massnahme aufnehmen`;
ihre Schwere ist fest.

| Code | Regel | Schwere | Abhilfe |
|---|---|---|---|
";

/// The whole reference in Markdown.
pub fn markdown() -> String {
    let mut text = VORSPANN.to_owned();
    for (letter, name, question) in FAMILIEN {
        let family: Vec<&Regel> = REGELN.iter().filter(|regel| regel.code.starts_with(*letter)).collect();
        let _ = write!(text, "\n## {letter} – {name}\n\n{question}\n\n| Code | Regel | Schwere |\n|---|---|---|\n");
        for regel in &family {
            let _ =
                writeln!(text, "| [{0}](#{1}) | {2} | {3} |", regel.code, anchor(regel), regel.titel, severity(regel));
        }
        for regel in &family {
            section(&mut text, regel);
        }
    }
    vordrucke(&mut text);
    text
}

/// The rules for forms of Träger, in one table: they have no severity of the office's own.
fn vordrucke(text: &mut String) {
    text.push_str(VORDRUCKE);
    for regel in super::formular::REGELN {
        let _ = writeln!(text, "| {} | {} | {} | {} |", regel.code, regel.titel, regel.schwere.label(), regel.abhilfe);
    }
}

fn section(text: &mut String, regel: &Regel) {
    let _ = write!(text, "\n### <a id=\"{}\"></a>{} {}\n\n", anchor(regel), regel.code, regel.titel);
    let _ = writeln!(text, "- **Name:** `{}`", regel.name);
    for (label, content) in [
        ("Schwere", severity(regel).as_str()),
        ("Geprüft", regel.geprueft),
        ("Warum", regel.grund),
        ("Grundlage", regel.grundlage),
        ("Beispiel", regel.beispiel),
        ("Abhilfe", regel.abhilfe),
    ] {
        let _ = writeln!(text, "- **{label}:** {content}");
    }
}

fn severity(regel: &Regel) -> String {
    format!("{}{}", regel.schwere.label(), if regel.fest { " (immer)" } else { "" })
}

fn anchor(regel: &Regel) -> String {
    regel.code.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference is what the rules say. `BEISPIELE_SCHREIBEN=1 cargo test` writes it anew.
    #[test]
    fn the_reference_is_fresh() {
        let path = crate::checkout().join("docs/regeln.md");
        let made = markdown();
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &made).expect("the reference can be written");
        }
        let written = std::fs::read_to_string(&path).expect("docs/regeln.md");
        assert!(written == made, "docs/regeln.md is not what the rules say; BEISPIELE_SCHREIBEN=1 writes it anew");
    }

    #[test]
    fn every_rule_has_a_family_and_stands_there_once() {
        let made = markdown();
        for regel in REGELN {
            let count = made.matches(&format!("### <a id=\"{}\"></a>", anchor(regel))).count();
            assert_eq!(count, 1, "{}", regel.code);
        }
    }
}

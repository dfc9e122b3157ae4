//! From the tree to a type, with every mistake of the file and not just the first.
//!
//! serde stops at its first mistake. So the mistake is reported, the place is mended in the tree (a stand-in for a
//! wrong or missing value, an unknown key taken out), and reading begins again.

use serde::Deserialize;

use super::de::{Problem, TRIES, TypeError, one_of, shortened};
use super::diagnostic::Fehlerstelle;
use super::file::File;
use super::tree::{Entry, Node, Step, Value};
use crate::domain::text::nearest;

/// The most mistakes that are reported for one file; after that it is probably another kind of file.
const MOST: usize = 100;

/// Reads a type from a file and reports everything that does not fit. `None` if nothing could be made of it.
pub fn read<T: for<'de> Deserialize<'de>>(file: &mut File, out: &mut Vec<Fehlerstelle>) -> Option<T> {
    let mut reported = 0;
    // Where the syntax is broken, only little of what follows would be worth telling.
    for _ in 0..if file.incomplete { MOST / 2 } else { MOST * 4 } {
        let error = match T::deserialize(&file.root) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let (diagnostic, mended) = handle(file, error);
        if let Some(diagnostic) = diagnostic {
            out.push(diagnostic);
            reported += 1;
        }
        if !mended || reported >= MOST {
            break;
        }
    }
    file.incomplete = true;
    None
}

/// Tells a mistake and mends its place. Nothing is told where a stand-in only has to try another shape.
fn handle(file: &mut File, error: TypeError) -> (Option<Fehlerstelle>, bool) {
    let TypeError { problem, mut path } = error;
    path.reverse();
    let (node, depth) = file.root.deepest(&path);
    if let Value::StandIn(attempt) = node.value {
        path.truncate(depth);
        return (None, next_try(file, &path, attempt));
    }
    if let Problem::MissingField(field) = problem
        && let Some(Entry { node: Node { value: Value::StandIn(attempt), .. }, .. }) = node.get(field)
    {
        let attempt = *attempt;
        path.push(field.into());
        return (None, next_try(file, &path, attempt));
    }
    // Where a syntax error swallowed lines, what is missing has been told already.
    let told = file.incomplete && matches!(problem, Problem::MissingField(_));
    let diagnostic = (!told).then(|| describe(file, &problem, &path));
    (diagnostic, mend(file, &problem, &path))
}

/// Lets a stand-in try another shape; when it has tried all, what is around it is given up.
fn next_try(file: &mut File, path: &[Step], attempt: u8) -> bool {
    if attempt < TRIES {
        return set_stand_in(file, path, attempt + 1);
    }
    let Some((last, parents)) = path.split_last() else { return false };
    match (last, file.root.at_mut(parents)) {
        // Positions in the list shift, so no check may point into this file any more.
        (Step::Index(index), Some(Node { value: Value::List(items), .. })) if *index < items.len() => {
            items.remove(*index);
            file.incomplete = true;
            true
        }
        (Step::Key(_), Some(_)) if !parents.is_empty() => set_stand_in(file, parents, 0),
        _ => false,
    }
}

/// Puts a stand-in at a place.
fn set_stand_in(file: &mut File, path: &[Step], attempt: u8) -> bool {
    match file.root.at_mut(path) {
        Some(node) if !path.is_empty() => {
            node.value = Value::StandIn(attempt);
            true
        }
        _ => false,
    }
}

/// Mends the place of a mistake in the tree, so that reading can go on.
fn mend(file: &mut File, problem: &Problem, path: &[Step]) -> bool {
    match (problem, file.root.at_mut(path)) {
        (Problem::UnknownField(field, _), Some(Node { value: Value::Table(entries), .. }))
            if entries.iter().any(|entry| &entry.key == field) =>
        {
            entries.retain(|entry| &entry.key != field);
            true
        }
        (Problem::MissingField(field), Some(Node { value: Value::Table(entries), span })) => {
            let span = span.clone();
            entries.push(Entry {
                key: (*field).to_owned(),
                key_span: span.clone(),
                node: Node { value: Value::StandIn(0), span },
            });
            true
        }
        _ => set_stand_in(file, path, 0),
    }
}

/// Tells a mistake in German.
fn describe(file: &File, problem: &Problem, path: &[Step]) -> Fehlerstelle {
    let here = |message: String| file.at(file.span(path), message);
    match problem {
        Problem::UnknownField(field, expected) => {
            let span = file.key_span(path, field);
            if let Some(now) = moved(path, field) {
                return file.at(span, format!("Den Schlüssel „{field}“ gibt es hier nicht mehr")).help(now);
            }
            unknown(file.at(span, format!("Den Schlüssel „{field}“ gibt es hier nicht")), field, expected)
        }
        Problem::UnknownVariant(variant, expected) => {
            let error = here(format!("„{}“ ist hier nicht vorgesehen", shortened(variant)));
            let error = error.expecting(one_of(expected));
            if is_two_rechtsgrundlagen(path, variant) {
                return error.help(ONE_RECHTSGRUNDLAGE);
            }
            suggested(error, variant, expected)
        }
        Problem::MissingField(field) => {
            let message = format!("Der Schlüssel „{field}“ fehlt");
            let mut span = file.span(path);
            if file.text.get(span.start..).is_some_and(|text| text.starts_with('{')) {
                // A whole row underlined shows nothing; the brace is where to begin.
                span.end = span.start + 1;
                return file.at(span, message).expecting(format!("`{field} = …` in diesen Klammern"));
            }
            file.at(span, message).expecting(format!("eine Zeile `{field} = …` in diesem Abschnitt"))
        }
        Problem::InvalidType(found, expected) => {
            let error = here(format!("Falsche Art von Wert: {found}")).expecting(expected);
            if found == "eine Liste" && is_two_rechtsgrundlagen(path, "§ 74, § 77") {
                return error.help(ONE_RECHTSGRUNDLAGE);
            }
            type_help(error, expected)
        }
        Problem::InvalidValue(text, found, expected) => {
            let error = here(format!("Dieser Wert geht hier nicht: {found}")).expecting(expected);
            value_help(error, text.as_deref().unwrap_or_default(), expected)
        }
        Problem::Custom(message) => here(message.trim_end_matches('.').to_owned()),
    }
}

/// What to do about a value of the wrong type.
fn type_help(error: Fehlerstelle, expected: &str) -> Fehlerstelle {
    if expected.contains("Betrag") {
        error.help("Beträge stehen in Anführungszeichen, damit kein Cent verloren geht: \"1.234,56\".")
    } else {
        error
    }
}

/// What to do about a value that does not do.
fn value_help(error: Fehlerstelle, text: &str, expected: &str) -> Fehlerstelle {
    if expected.contains("Betrag")
        && let Some((whole, fraction)) = text.split_once('.')
        && fraction.len() == 3
        && !text.contains(',')
    {
        let groups = text.trim();
        return error.help(format!(
            "„{text}“ ist mehrdeutig: gemeint sein kann {groups},00 (Punkt für Tausend) oder {whole},{fraction} (Punkt als Komma). Bitte mit zwei Nachkommastellen schreiben: \"{groups},00\" oder \"{whole},{}\".",
            fraction.get(..2).unwrap_or(fraction),
        ));
    }
    if expected.starts_with("eine Dezimalzahl") && text.contains(',') {
        return error.help(format!("Mit Punkt schreiben: \"{}\".", text.replace(',', ".")));
    }
    error
}

/// Why there is exactly one legal basis.
const ONE_RECHTSGRUNDLAGE: &str = "Jede Maßnahme hat genau eine Rechtsgrundlage: § 74 (Kreiszuschuss für offene Angebote) oder § 77 SGB VIII (Fachleistungsstunden aus laufenden Einzelfällen). Mittel nach § 74 bezahlen nie Einzelfälle; sind beide gemeint, sind es zwei Maßnahmen.";

/// Whether somebody wrote both legal bases.
fn is_two_rechtsgrundlagen(path: &[Step], found: &str) -> bool {
    let here = matches!(path.last(), Some(Step::Key(key)) if key == "rechtsgrundlage");
    here && found.contains("74") && found.contains("77")
}

/// The same with the word that was probably meant.
fn suggested(error: Fehlerstelle, typed: &str, words: &[&'static str]) -> Fehlerstelle {
    match nearest(typed, words.iter().copied()) {
        Some(word) => error.help(format!("Meinten Sie „{word}“?")),
        None => error,
    }
}

/// Keys that settings of earlier versions have: section, key, what to do.
const MOVED: [(&str, &str, &str); 2] = [
    (
        "fristen",
        "nachweis_monate",
        "Wann ein Verwendungsnachweis fällig ist, steht nur noch unter [regeln.massnahmen.nachweis]: schlussnachweis_monate (nach der Laufzeit) und zwischennachweis_monate (nach einem Förderjahr). Dort eintragen, hier streichen.",
    ),
    (
        "fristen",
        "nachweispruefung_monate",
        "Bis wann ein Verwendungsnachweis geprüft ist, steht nur noch unter [regeln.massnahmen.liegezeit_tage]: nachweispruefung, in Tagen ab dem Eingang. Dort eintragen, hier streichen.",
    ),
];

/// What to do about a key that settings of earlier versions have.
fn moved(path: &[Step], field: &str) -> Option<&'static str> {
    let [Step::Key(section)] = path else { return None };
    MOVED.iter().find(|(of, key, _)| of == section && *key == field).map(|(_, _, now)| *now)
}

/// An unknown key, with the one that was probably meant and all that are known.
fn unknown(error: Fehlerstelle, typed: &str, words: &'static [&'static str]) -> Fehlerstelle {
    let known = format!("Hier bekannt: {}.", words.join(", "));
    suggested(error, typed, words).help(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::raum::Einwohner;
    use crate::domain::stammdaten::Traeger;
    use crate::workspace::parse::parse;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Both {
        einwohner: Vec<Einwohner>,
        traeger: Vec<Traeger>,
    }

    /// The messages about a text, and whether something could be made of it.
    fn messages(text: &str) -> (Vec<String>, bool) {
        let mut out = Vec::new();
        let mut file = parse("x.toml", text.as_bytes().to_vec(), &mut out);
        let made = read::<Both>(&mut file, &mut out).is_some_and(|both| both.einwohner.len() + both.traeger.len() > 0);
        (out.into_iter().map(|error| error.meldung).collect(), made)
    }

    #[test]
    fn every_mistake_of_a_file_is_told_and_the_rest_is_read() {
        let (told, made) = messages(
            "einwohner = [{ stichtag = 2025-12-31, insgesamt = -1 }, { sticktag = 1, u21 = true, insgesamt = 5 }]",
        );
        assert_eq!(
            told,
            [
                "Dieser Wert geht hier nicht: die Zahl -1",
                "Der Schlüssel „u21“ fehlt",
                "Den Schlüssel „sticktag“ gibt es hier nicht",
                "Falsche Art von Wert: true (ja/nein-Wert)",
                "Der Schlüssel „stichtag“ fehlt",
                "Der Schlüssel „traeger“ fehlt",
            ]
        );
        assert!(made);
    }

    #[test]
    fn all_missing_keys_of_a_record_are_told() {
        let (told, made) = messages("einwohner = []\n[[traeger]]\n");
        assert_eq!(told.len(), 11, "{told:?}");
        assert!(told.iter().all(|message| message.ends_with("fehlt")));
        assert!(made);
    }
}

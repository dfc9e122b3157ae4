//! Fields of templates that nobody filled: they must never leave the house.

use serde_json::Value;

/// Words that programs print where a value is missing.
const DEBRIS: [&str; 2] = ["NaN", "undefined"];
/// Words that are debris only where nothing else stands: in a sentence they may be meant.
const DEBRIS_ALONE: [&str; 6] = ["none", "None", "null", "nil", "NULL", "inf"];

/// The unfilled field in a text, if there is one.
///
/// A word is refused only where a program would have left it, not in a sentence or in quotation marks; what people have
/// written beside that is kept by [`Freitexte`].
pub fn placeholder(text: &str) -> Option<&str> {
    braces(text).or_else(|| merge_field(text)).or_else(|| debris(text)).or_else(|| numbered_field(text))
}

/// Lines that people have written and that look like unfilled fields. What they have written is printed.
#[derive(Clone, Debug, Default)]
pub struct Freitexte(Vec<String>);

impl Freitexte {
    /// Keeps of these texts the lines that look like unfilled fields.
    pub fn collect<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let lines = texts.into_iter().filter(|text| placeholder(text).is_some()).flat_map(str::lines).map(str::trim);
        Self(lines.filter(|line| placeholder(line).is_some()).map(ToOwned::to_owned).collect())
    }

    /// The unfilled field in a text that nobody has written like this.
    fn placeholder_beside(&self, text: &str) -> Option<String> {
        placeholder(text)?;
        let rest = self.0.iter().fold(text.to_owned(), |rest, line| rest.replace(line, " … "));
        placeholder(&rest).map(ToOwned::to_owned)
    }
}

/// Every text of some data that looks like an unfilled field.
pub fn fields(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    placeholders(value, &Freitexte::default(), "", &mut found);
    found.into_iter().map(|(_, field)| field).collect()
}

/// Every unfilled field of some data with the JSON pointer to it.
pub(super) fn placeholders(value: &Value, freitexte: &Freitexte, pfad: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => {
            found.extend(freitexte.placeholder_beside(text).map(|field| (pfad.to_owned(), field)));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                placeholders(item, freitexte, &format!("{pfad}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                placeholders(field, freitexte, &format!("{pfad}/{name}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `{{name}}`, or half of it.
fn braces(text: &str) -> Option<&str> {
    let start = text.find("{{").or_else(|| text.find("}}"))?;
    let end = text[start + 2..].find("}}").map_or(start + 2, |at| start + 2 + at + 2);
    text.get(start..end)
}

/// `«Name»` as word processors mark fields. German books quote the other way round: »so«.
fn merge_field(text: &str) -> Option<&str> {
    let mut open = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '»' => open = true,
            '«' if !open => {
                let end = text[at..].find('»').map_or(text.len(), |end| at + end + '»'.len_utf8());
                return text.get(at..end);
            }
            '«' => open = false,
            _ => {}
        }
    }
    None
}

/// `NaN` as a word; `none` where it is all there is or stands before a unit.
fn debris(text: &str) -> Option<&str> {
    let mut found = None;
    for (at, word) in words(text) {
        let before = text[..at].chars().next_back();
        let after = &text[at + word.len()..];
        let quoted = before.is_some_and(|sign| "„‚\"'»".contains(sign));
        let parts: &[char] = &['·', ',', ';', ':', '(', ')', '/'];
        let opens = text[..at].trim_end().chars().next_back().is_none_or(|sign| parts.contains(&sign));
        let closes = after.trim_start().chars().next().is_none_or(|sign| parts.contains(&sign));
        let unit = after.trim_start().starts_with(['%', '€']);
        // „null“ is a German word for nothing.
        let alone = if word == "null" { text.trim() == word } else { opens && closes };
        let is_debris = DEBRIS.contains(&word) || DEBRIS_ALONE.contains(&word) && (alone || unit);
        if is_debris && !quoted {
            found = Some(word);
            break;
        }
    }
    found.or_else(|| text.find("Some(").and_then(|at| text.get(at..at + 5)))
}

/// `M_0`: one capital, an underscore, up to three digits, as a word.
fn numbered_field(text: &str) -> Option<&str> {
    words(text).map(|(_, word)| word).find(|word| {
        let Some((letter, digits)) = word.split_once('_') else { return false };
        letter.len() == 1
            && letter.starts_with(|sign: char| sign.is_ascii_uppercase())
            && (1..=3).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// Words of letters, digits and underscores, with where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).filter(|word| !word.is_empty()).map(|word| {
        // Parts of a text begin inside it.
        (word.as_ptr().addr() - text.as_ptr().addr(), word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfilled_fields_are_found() {
        for (text, field) in [
            ("Im Quartal {{quartal}} sind", "{{quartal}}"),
            ("Rest }} davon", "}}"),
            ("Sehr geehrte Frau «Nachname»,", "«Nachname»"),
            ("NaN\u{202f}%", "NaN"),
            ("none", "none"),
            ("GWA-2026-01 · none", "none"),
            ("none\u{202f}€ sind frei", "none"),
            ("Träger: None, 5 Ziele", "None"),
            ("Stand undefined", "undefined"),
            ("null", "null"),
            ("null\u{202f}€", "null"),
            ("im M_0 waren es", "M_0"),
            ("Some(5)", "Some("),
        ] {
            assert_eq!(placeholder(text), Some(field), "{text}");
        }
    }

    #[test]
    fn what_is_in_a_record_is_printed_and_nothing_more() {
        let freitexte = Freitexte::collect(["eins\n  Ende {{name}} hier\nzwei", "ohne"]);
        assert_eq!(freitexte.placeholder_beside("Ende {{name}} hier"), None);
        assert_eq!(freitexte.placeholder_beside("Bemerkung: „Ende {{name}} hier“"), None);
        assert_eq!(freitexte.placeholder_beside("Sehr geehrte {{name}}"), Some("{{name}}".to_owned()));
        assert_eq!(freitexte.placeholder_beside("Ende {{name}} hier {{x}}"), Some("{{x}}".to_owned()));
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "null Maßnahmen, Null von zwei",
            "Band „Second to none“",
            "Second to none spielt im Jugendzentrum",
            "die Antwort „undefined“ im Formular",
            "»Kompass« und »Anker«",
            "Nanette, Annon, Nonnen, undefiniert",
            "GWA_2026, AB_12, E_Mail, raum_1",
            "{einfache Klammern}",
            "§ 34, 12,5 %, –",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}

//! The typeface of all documents, and which characters it can print.

use std::sync::LazyLock;

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Noto Sans in four cuts (SIL Open Font License).
pub(super) struct Schriften {
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
}

pub(super) static SCHRIFTEN: LazyLock<Schriften> = LazyLock::new(|| {
    let fonts: Vec<Font> = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF]
        .into_iter()
        .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
        .collect();
    Schriften { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// Whether the typeface has a sign for a character. Line breaks and the like need none.
pub fn is_printable(c: char) -> bool {
    // Default-ignorable characters are not drawn: soft hyphen, joiners, direction and variation marks.
    let invisible = matches!(c, '\n' | '\r' | '\t' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}');
    invisible || SCHRIFTEN.fonts.first().is_none_or(|font| font.info().coverage.contains(u32::from(c)))
}

/// A text with every character that cannot be printed replaced by its code, `[U+1F600]`: visible, and never guessed.
pub fn printable(text: &str) -> Option<String> {
    if text.chars().all(is_printable) {
        return None;
    }
    let mut replaced = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_printable(c) {
            replaced.push(c);
        } else {
            replaced.push_str(&format!("[U+{:04X}]", u32::from(c)));
        }
    }
    Some(replaced)
}

/// Replaces what cannot be printed in every text of a document and names the places, for instance `massnahmen/3/titel`.
pub fn make_printable(daten: &mut Value) -> Vec<String> {
    let mut places = Vec::new();
    walk(daten, "", &mut places);
    places
}

fn walk(value: &mut Value, place: &str, places: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            if let Some(replaced) = printable(text) {
                *text = replaced;
                places.push(place.trim_start_matches('/').to_owned());
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk(item, &format!("{place}/{index}"), places);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                walk(field, &format!("{place}/{name}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_texts_are_printable() {
        for text in ["Ä ö ß „x“ – − … × ▲ ●", "1.234,56\u{202f}€", "Søren Çagla Musterová Zoë", "a\nb"]
        {
            assert_eq!(printable(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_printed_is_shown_by_its_code_and_place() {
        let mut daten = serde_json::json!({"titel": "gut", "ziele": [{"text": "froh 😀"}]});
        assert_eq!(make_printable(&mut daten), ["ziele/0/text"]);
        assert_eq!(daten["ziele"][0]["text"], "froh [U+1F600]");
    }
}

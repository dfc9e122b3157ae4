//! Texts as keys: spellings that mean the same are brought to one shape.

use unicode_normalization::UnicodeNormalization;

/// Composed umlauts, plain spaces, no spaces around, one space between words.
///
/// Files hold decomposed umlauts, no-break and narrow spaces, and blanks around texts; none of them means anything.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')) {
        if word.is_empty() {
            continue;
        }
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.extend(word.nfc());
    }
    tidied
}

/// [`tidy`] and in small letters, `ß` as `ss`: the key under which spellings are looked up.
///
/// "außerhalb" in capitals is "AUSSERHALB"; without the second step the two would differ.
pub fn key(text: &str) -> String {
    tidy(text).to_lowercase().replace('ß', "ss")
}

/// A text of unknown origin on one line of a terminal: what is no sign, or turns the line around, is shown as its code.
pub fn visible(text: &str) -> String {
    let hides = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.chars().any(hides) {
        return text.to_owned();
    }
    text.chars().map(|c| if hides(c) { code_of(c) } else { c.to_string() }).collect()
}

/// A character by its number: `[U+1F600]`.
pub fn code_of(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Whether the typeface of the documents has a sign for a character for sure: Latin, Greek and Cyrillic letters, and
/// the punctuation and signs of office texts. A test holds it against the typeface.
pub const fn has_glyph(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a0}'..='\u{24f}'
        | 'Α'..='Ρ' | 'Σ'..='ώ'
        | 'Ѐ'..='ӿ'
        | 'Ḁ'..='ẛ' | 'ẞ' | 'Ạ'..='ỹ'
        | '‒'..='•' | '…' | '\u{202f}' | '‰' | '′'..='″' | '‹'..='›' | '⁄' | '€'
        | '№' | '™' | '←'..='↓' | '−' | '∞' | '≈' | '≠' | '≤' | '≥' | '▲' | '●')
}

/// The candidate most like `typed`, if one is near enough to be meant.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = key(typed);
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&typed, &key(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_composition_do_not_matter() {
        assert_eq!(tidy(" Do\u{308}rverden\u{a0} "), "Dörverden");
        assert_eq!(key("SR  ACHIM\u{202f}"), "sr achim");
        assert_eq!(key("AUSSERHALB"), key("außerhalb"));
    }

    #[test]
    fn what_could_steer_a_terminal_is_shown_as_its_code() {
        assert_eq!(visible("SR Achim"), "SR Achim");
        assert_eq!(visible("a\u{1b}[31mb\u{202e}"), "a[U+001B][31mb[U+202E]");
        assert!(has_glyph('ß') && has_glyph('€') && !has_glyph('\u{fffd}') && !has_glyph('😀'));
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        assert_eq!(nearest("achmi", ["achim", "oyten"]), Some("achim"));
        assert_eq!(nearest("xyz", ["achim", "oyten"]), None);
    }
}

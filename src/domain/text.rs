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
    fn a_misspelt_word_finds_its_neighbour() {
        assert_eq!(nearest("achmi", ["achim", "oyten"]), Some("achim"));
        assert_eq!(nearest("xyz", ["achim", "oyten"]), None);
    }
}

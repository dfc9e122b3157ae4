//! Whether a text names a case: a file number in the office's own pattern.

/// Whether the pattern of the settings (`N`, `J`, `T` a digit, all else as it stands) occurs in a text.
pub fn occurs(muster: &str, text: &str) -> bool {
    let muster: Vec<char> = muster.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let has_digits = muster.iter().any(|c| is_place(*c));
    has_digits && text.windows(muster.len()).any(|part| matches_all(&muster, part))
}

fn matches_all(muster: &[char], part: &[char]) -> bool {
    muster
        .iter()
        .zip(part)
        .all(|(wanted, found)| if is_place(*wanted) { found.is_ascii_digit() } else { wanted == found })
}

/// Whether a character of the pattern stands for a digit.
const fn is_place(c: char) -> bool {
    matches!(c, 'N' | 'J' | 'T')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_number_is_found_anywhere_in_a_text() {
        let muster = "51.2.TT-NNNN/JJ";
        assert!(occurs(muster, "Rückfrage zu 51.2.07-0815/26, bitte"));
        assert!(occurs(muster, "51.2.07-0815/26"));
        for text in ["51.2.7-0815/26", "51.3.07-0815/26", "Haushalt 51.2", "", "51.2.TT-NNNN/JJ"] {
            assert!(!occurs(muster, text), "{text}");
        }
        assert!(!occurs("", "text") && !occurs("abc", "abc"), "a pattern without digits finds nothing");
    }
}

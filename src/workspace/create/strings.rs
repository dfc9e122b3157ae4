//! Texts, amounts and lists as TOML that a person would have written.

/// Longest line of text before it is folded.
const WIDTH: usize = 100;

/// An amount as people write it: `-1234.50` becomes `-1.234,50`. Other texts stay as they are.
pub fn german_amount(plain: &str) -> String {
    let Some((whole, cents)) = split_amount(plain) else { return plain.to_owned() };
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::with_capacity(digits.len() + 6);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{cents}")
}

/// The parts of `-1234.50`, if it is an amount to the cent in the only shape that can be turned back.
pub fn split_amount(plain: &str) -> Option<(&str, &str)> {
    let (whole, cents) = plain.split_once('.')?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let padded = digits.len() > 1 && digits.starts_with('0');
    (cents.len() == 2 && numeric(cents) && numeric(digits) && !padded).then_some((whole, cents))
}

/// A key, quoted only where it must be.
pub fn key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { key.to_owned() } else { basic(key) }
}

/// A text on one line. Single quotes where they save escapes.
pub fn short(text: &str) -> String {
    let plain = text.chars().all(|c| !c.is_control() && c != '\'');
    if plain && text.contains(['"', '\\']) { format!("'{text}'") } else { basic(text) }
}

/// A text as the value of a line of its own: several lines where it is long or has line breaks.
pub fn long(text: &str) -> String {
    if text.contains('\n') {
        let mut out = String::from("\"\"\"\n");
        escape_into(&mut out, text, true);
        out.push_str("\"\"\"");
        return out;
    }
    if text.chars().count() <= WIDTH || text.starts_with([' ', '\t']) {
        return short(text);
    }
    let mut out = String::from("\"\"\"\\\n");
    for (i, line) in folded(text).into_iter().enumerate() {
        if i > 0 {
            out.push_str(" \\\n");
        }
        out.push_str("  ");
        escape_into(&mut out, line, true);
    }
    out.push_str("\"\"\"");
    out
}

/// The text cut at single spaces into lines of at most [`WIDTH`] where possible. Joined with spaces they give it back.
fn folded(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut last_break) = (0, None);
    let bytes = text.as_bytes();
    let blank = |at: Option<&u8>| at.is_none_or(|b| matches!(b, b' ' | b'\t'));
    for (at, c) in text.char_indices() {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i));
        if c == ' ' && !blank(before) && !blank(bytes.get(at + 1)) {
            if text[start..at].chars().count() > WIDTH
                && let Some(cut) = last_break
            {
                lines.push(&text[start..cut]);
                start = cut + 1;
            }
            last_break = Some(at).filter(|at| *at > start);
        }
    }
    if text[start..].chars().count() > WIDTH
        && let Some(cut) = last_break.filter(|cut| *cut > start)
    {
        lines.push(&text[start..cut]);
        start = cut + 1;
    }
    lines.push(&text[start..]);
    lines
}

/// A text in double quotes.
fn basic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    escape_into(&mut out, text, false);
    out.push('"');
    out
}

/// Escapes what TOML wants escaped. In texts of several lines quotes and line breaks stay as they are, where they may.
fn escape_into(out: &mut String, text: &str, several_lines: bool) {
    let mut chars = text.chars().peekable();
    let mut after_quote = false;
    while let Some(c) = chars.next() {
        match c {
            // Three quotes would end the text, and so would one before the closing three.
            '"' if several_lines && !after_quote && chars.peek().is_some_and(|next| *next != '"') => out.push('"'),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if several_lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
        after_quote = c == '"';
    }
}

/// A list of finished values, filled into lines where it is long.
pub fn list(items: &[String]) -> String {
    let one_line = format!("[{}]", items.join(", "));
    if one_line.chars().count() <= WIDTH && !one_line.contains('\n') {
        return one_line;
    }
    let mut out = String::from("[\n");
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && line.chars().count() + item.chars().count() + 4 > WIDTH {
            out.push_str(&format!("  {}\n", line.trim_end()));
            line.clear();
        }
        line.push_str(item);
        line.push_str(", ");
    }
    out.push_str(&format!("  {}\n]", line.trim_end()));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What TOML reads from `x = …`.
    fn read_back(value: &str) -> String {
        let table: toml::Table = format!("x = {value}\n").parse().unwrap_or_else(|e| panic!("{value}: {e}"));
        table["x"].as_str().expect("a text").to_owned()
    }

    #[test]
    fn amounts_get_points_and_a_comma() {
        for (plain, german) in [
            ("0.00", "0,00"),
            ("-3000.00", "-3.000,00"),
            ("1234567.89", "1.234.567,89"),
            ("100", "100"),
            ("007.00", "007.00"),
        ] {
            assert_eq!(german_amount(plain), german);
        }
    }

    #[test]
    fn texts_that_break_markup_come_back() {
        for text in [
            "",
            "\"",
            "\\",
            "a\"\"\"b",
            "ends with \"",
            "two\n\nlines\n",
            "\nstarts",
            "tab\tcr\rbell\u{7}",
            "'",
            "'\"",
            "x\u{7f}",
        ] {
            assert_eq!(read_back(&short(text)), text, "short {text:?}");
            assert_eq!(read_back(&long(text)), text, "long {text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            prop_assert_eq!(read_back(&short(&text)), text.clone());
            prop_assert_eq!(read_back(&long(&text)), text);
        }

        #[test]
        fn long_texts_come_back(text in "[a-z \"\\\\\t\u{a0}ü]{80,400}") {
            prop_assert_eq!(read_back(&long(&text)), text);
        }
    }
}

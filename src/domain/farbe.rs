//! Colours of documents: whether one can be read on white, also in a grey copy.

/// Red, green and blue of `#rrggbb`.
pub fn parse(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// Whether a colour stands out from white: contrast of 4.5 : 1 at least (WCAG 2.1, 1.4.3), and as a grey (BT.601) of
/// 90 of 255 at most, so that it is told from the light fills in a copy without colour.
pub fn is_dark_enough(colour: [u8; 3]) -> bool {
    let [red, green, blue] = colour.map(u32::from);
    let grey = (299 * red + 587 * green + 114 * blue) / 1000;
    grey <= 90 && contrast_on_white(colour)
}

/// Contrast of 4.5 : 1 on white by WCAG's relative luminance.
#[expect(clippy::disallowed_types, reason = "the definition of luminance has a power of 2.4; no amount is near")]
fn contrast_on_white(colour: [u8; 3]) -> bool {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    1.05 / (luminance + 0.05) >= 4.5
}

#[cfg(test)]
mod tests {
    use super::*;

    // Contrasts on white, from WCAG's formula worked out by hand: #17466b 9.9, #7b868f 3.7, #009900 3.8.
    #[test]
    fn light_colours_are_refused() {
        let dark = |colour: &str| is_dark_enough(parse(colour).expect("a colour"));
        assert!(dark("#17466b") && dark("#000000"));
        assert!(!dark("#7b868f"), "too little contrast");
        assert!(!dark("#009900"), "dark as a grey, too little contrast");
    }

    #[test]
    fn other_shapes_are_no_colour() {
        for text in ["17466b", "#17466", "#17466g", "#17466bb", "#äö6b"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

//! Styles of a workbook: those of marked cells are copied and get a fill, the list of findings gets its own.
//!
//! A marked cell keeps everything but its fill: number format, font, border, alignment, protection.

use std::collections::BTreeMap;

use crate::present::pruefbericht::Schwere;

use super::Grund;
use super::xml::{Edit, Element, apply, outline};

/// A styles part for workbooks that have none.
pub(super) const EMPTY: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Standard\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
);

/// Fills: light ones below dark writing, dark ones below light writing, and the head of the list.
const FILLS: [&str; 7] = ["FFF7CFCB", "FFFCE7A0", "FFD3E3EF", "FFB3261E", "FF7A5600", "FF17466B", "FFF1F4F6"];
/// Place of the head's fill in [`FILLS`].
const HEAD_FILL: u32 = 6;
/// Fonts of the list: size, colour, and whether bold or underlined.
const FONTS: [(&str, &str, &str); 6] = [
    ("10", "FF1C2126", ""),
    ("10", "FF1C2126", "<b/>"),
    ("15", "FF1C2126", "<b/>"),
    ("10", "FF17466B", "<u/>"),
    ("12", "FFB3261E", "<b/>"),
    ("12", "FF1C2126", "<b/>"),
];

/// Styles of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stil {
    Text,
    Titel,
    Urteil,
    Ablehnung,
    Kopf,
    Zelle,
    Fett,
    Verweis,
    Schwere(Schwere),
}

/// Fonts, fills and borders of the list's styles, in the order of their numbers; alignment where the text may be long.
const LIST: [(u32, Option<u32>, Option<u32>, bool); 11] = [
    (0, None, None, false),
    (2, None, None, false),
    (5, None, None, false),
    (4, None, None, false),
    (1, Some(HEAD_FILL), Some(1), true),
    (0, None, Some(0), true),
    (1, None, Some(0), true),
    (3, None, Some(0), true),
    (1, Some(0), Some(0), true),
    (1, Some(1), Some(0), true),
    (1, Some(2), Some(0), true),
];

impl Stil {
    const fn place(self) -> u32 {
        match self {
            Self::Text => 0,
            Self::Titel => 1,
            Self::Urteil => 2,
            Self::Ablehnung => 3,
            Self::Kopf => 4,
            Self::Zelle => 5,
            Self::Fett => 6,
            Self::Verweis => 7,
            Self::Schwere(schwere) => 8 + fill_of(schwere),
        }
    }
}

/// Place of a severity's light fill.
const fn fill_of(schwere: Schwere) -> u32 {
    match schwere {
        Schwere::Fehler => 0,
        Schwere::Warnung => 1,
        Schwere::Hinweis => 2,
    }
}

/// The styles part with what is added to it.
pub(super) struct Stile {
    part: Vec<u8>,
    elements: Vec<Element>,
    fonts: Liste,
    fills: Liste,
    borders: Liste,
    cells: Liste,
    /// Whether the writing of each font is light.
    light: Vec<bool>,
    /// Copies: number of the style and severity, and which number the copy has.
    copies: BTreeMap<(u32, Schwere), u32>,
    /// The copies as they are written.
    texts: Vec<String>,
}

/// One of the lists of the part.
struct Liste {
    element: usize,
    entries: Vec<usize>,
}

impl Liste {
    fn find(elements: &[Element], name: &str) -> Result<Self, Grund> {
        let is_list = |element: &Element| element.depth == 1 && element.tag().local() == name;
        let element = elements.iter().position(is_list).ok_or(Grund::TeilFehlt)?;
        let entries = (element + 1..elements.len())
            .take_while(|place| elements.get(*place).is_some_and(|entry| entry.depth > 1))
            .filter(|place| elements.get(*place).is_some_and(|entry| entry.parent == Some(element)))
            .collect();
        Ok(Self { element, entries })
    }

    fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Adds entries and counts them.
    fn extend(&self, elements: &[Element], added: &[String], edits: &mut Vec<Edit>) {
        let Some(list) = elements.get(self.element) else { return };
        if list.tag().plain("count").is_some() {
            edits.push(list.tag().set("count", &(self.entries.len() + added.len()).to_string()));
        }
        edits.push(list.append(&added.concat()));
    }
}

impl Stile {
    /// Reads the styles part.
    pub(super) fn new(part: Vec<u8>) -> Result<Self, Grund> {
        let elements = outline(&part)?;
        let [fonts, fills, borders, cells] =
            ["fonts", "fills", "borders", "cellXfs"].map(|name| Liste::find(&elements, name));
        let (fonts, fills, borders, cells) = (fonts?, fills?, borders?, cells?);
        let light = fonts.entries.iter().map(|font| is_light(&elements, *font)).collect();
        Ok(Self { part, elements, fonts, fills, borders, cells, light, copies: BTreeMap::new(), texts: Vec::new() })
    }

    /// Number of a style of the list.
    pub(super) fn of(&self, stil: Stil) -> u32 {
        self.cells.len() + stil.place()
    }

    /// Number of the style that a marked cell gets whose style had a number.
    pub(super) fn marked(&mut self, style: u32, schwere: Schwere) -> Result<u32, Grund> {
        // Numbers beyond the list are read as the first style.
        let style = if style < self.cells.len() { style } else { 0 };
        if let Some(known) = self.copies.get(&(style, schwere)) {
            return Ok(*known);
        }
        let number = self.cells.len() + u32::try_from(LIST.len() + self.texts.len()).map_err(|_| Grund::ZuGross)?;
        let text = self.copy(style, schwere)?;
        self.texts.push(text);
        self.copies.insert((style, schwere), number);
        Ok(number)
    }

    /// A style as it is written, with another fill.
    fn copy(&self, style: u32, schwere: Schwere) -> Result<String, Grund> {
        let place = usize::try_from(style).map_err(|_| Grund::Inhalt)?;
        let element = self.cells.entries.get(place).and_then(|place| self.elements.get(*place)).ok_or(Grund::Inhalt)?;
        let tag = element.tag();
        let font = tag.plain("fontId").and_then(|font| font.parse::<usize>().ok()).unwrap_or(0);
        let dark = if self.light.get(font).copied().unwrap_or(false) { 3 } else { 0 };
        let fill = self.fills.len() + fill_of(schwere) + dark;
        let shift = |edit: Edit| Edit { from: edit.from - tag.start, to: edit.to - tag.start, text: edit.text };
        let edits = vec![shift(tag.set("fillId", &fill.to_string())), shift(tag.set("applyFill", "1"))];
        let mut text = Vec::new();
        apply(edits, &mut element.bytes(&self.part), &mut text)?;
        String::from_utf8(text).map_err(|_| Grund::Inhalt)
    }

    /// What changes in the part.
    pub(super) fn edits(self) -> Vec<Edit> {
        let x = self.elements.first().map(|root| root.tag().prefix().to_owned()).unwrap_or_default();
        let mut edits = Vec::new();
        let fonts = FONTS.map(|(size, colour, kind)| {
            let kind = kind.replace('<', &format!("<{x}"));
            format!("<{x}font>{kind}<{x}sz val=\"{size}\"/><{x}color rgb=\"{colour}\"/><{x}name val=\"Calibri\"/><{x}family val=\"2\"/></{x}font>")
        });
        self.fonts.extend(&self.elements, &fonts, &mut edits);
        let fills = FILLS.map(|colour| {
            format!("<{x}fill><{x}patternFill patternType=\"solid\"><{x}fgColor rgb=\"{colour}\"/><{x}bgColor indexed=\"64\"/></{x}patternFill></{x}fill>")
        });
        self.fills.extend(&self.elements, &fills, &mut edits);
        let borders = [("hair", "FF7B868F"), ("thin", "FF1C2126")].map(|(line, colour)| {
            format!("<{x}border><{x}left/><{x}right/><{x}top/><{x}bottom style=\"{line}\"><{x}color rgb=\"{colour}\"/></{x}bottom><{x}diagonal/></{x}border>")
        });
        self.borders.extend(&self.elements, &borders, &mut edits);
        let list = LIST.map(|(font, fill, border, long)| {
            let font = self.fonts.len() + font;
            let fill = fill.map_or(0, |fill| self.fills.len() + fill);
            let border = border.map_or(0, |border| self.borders.len() + border);
            let start = format!("<{x}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"");
            let alignment = if long { "vertical=\"top\" wrapText=\"1\"" } else { "vertical=\"center\"" };
            format!("{start}><{x}alignment horizontal=\"left\" {alignment}/></{x}xf>")
        });
        let cells: Vec<String> = list.into_iter().chain(self.texts).collect();
        self.cells.extend(&self.elements, &cells, &mut edits);
        edits
    }
}

/// Whether the writing of a font is light, as on a dark fill.
fn is_light(elements: &[Element], font: usize) -> bool {
    let inside = elements.iter().skip(font + 1).take_while(|element| element.depth > 2);
    let Some(colour) = inside.into_iter().find(|element| element.depth == 3 && element.tag().local() == "color") else {
        return false;
    };
    let tag = colour.tag();
    if let Some(rgb) = tag.plain("rgb") {
        let part = |place: usize| rgb.get(place..place + 2).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        // The last six digits; how bright each part is to the eye, out of 255.
        let first = rgb.len().saturating_sub(6);
        let parts = [part(first), part(first + 2), part(first + 4)].map(|part| part.unwrap_or(0));
        return parts[0] * 299 + parts[1] * 587 + parts[2] * 114 > 150_000;
    }
    // The light colours of a theme, and white.
    matches!(tag.plain("theme"), Some("0" | "2")) || matches!(tag.plain("indexed"), Some("1" | "9"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = concat!(
        "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.00\"/></numFmts>",
        "<fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/><color rgb=\"FFFFFFFF\"/></font></fonts>",
        "<fills><fill/><fill/></fills><borders count=\"1\"><border/></borders>",
        "<cellXfs count=\"2\"><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
        "<xf numFmtId=\"14\" fontId=\"1\" fillId=\"1\" borderId=\"0\" applyFill=\"0\"><alignment horizontal=\"right\"/></xf></cellXfs></styleSheet>"
    );

    fn changed(stile: Stile) -> String {
        let mut text = Vec::new();
        apply(stile.edits(), &mut STYLES.as_bytes(), &mut text).expect("applied");
        String::from_utf8(text).expect("text")
    }

    #[test]
    fn a_copy_keeps_everything_but_the_fill() {
        let mut stile = Stile::new(STYLES.into()).expect("styles");
        let plain = stile.marked(0, Schwere::Fehler).expect("a number");
        let light = stile.marked(1, Schwere::Warnung).expect("a number");
        assert_eq!((plain, light), (2 + 11, 2 + 12));
        assert_eq!(stile.marked(0, Schwere::Fehler), Ok(plain), "one copy for all cells alike");
        let text = changed(stile);
        assert!(
            text.contains("<xf applyFill=\"1\" numFmtId=\"164\" fontId=\"0\" fillId=\"2\" borderId=\"0\" xfId=\"0\"/>"),
            "{text}"
        );
        let on_dark = "<xf numFmtId=\"14\" fontId=\"1\" fillId=\"6\" borderId=\"0\" applyFill=\"1\"><alignment horizontal=\"right\"/></xf></cellXfs>";
        assert!(text.contains(on_dark), "light writing keeps a dark ground: {text}");
        assert!(text.contains("<cellXfs count=\"15\"><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\""), "{text}");
        assert!(text.contains("<fills><fill/>") && text.contains("<fonts count=\"8\">"), "{text}");
    }

    #[test]
    fn styles_without_their_lists_are_refused() {
        assert!(Stile::new(b"<styleSheet><fonts/></styleSheet>".to_vec()).is_err());
        assert!(Stile::new(EMPTY.into()).is_ok());
    }
}

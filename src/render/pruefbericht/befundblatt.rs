//! The sheet with the list of findings; its rows lead to the cells.

use std::collections::{BTreeMap, BTreeSet};

use crate::present::pruefbericht::{Befundzeile, Pruefbericht, Schwere};

use super::stile::{Stil, Stile};
use super::tabellenblatt::{Zelle, address};
use super::xml::escape;

/// Widths of the columns, in characters.
const WIDTHS: [u32; 9] = [5, 10, 16, 11, 25, 27, 31, 46, 8];
/// Points of a line of the list, and of the lines above it by their style.
const LINE: usize = 14;
/// Rows with a link; a workbook bears no more.
const MOST_LINKS: usize = 60_000;

/// What is known of the sheets that the rows lead to.
#[derive(Debug, Default)]
pub(super) struct Ziele {
    /// Sheets and whether they are hidden; a hidden one cannot be jumped to.
    pub(super) blaetter: BTreeMap<String, bool>,
    /// Name of the sheet of files whose findings name none.
    pub(super) einziges: Option<String>,
    /// Cells with a comment of somebody else.
    pub(super) besetzt: BTreeSet<(String, Zelle)>,
}

/// The sheet as it is written.
pub(super) fn write(
    bericht: &Pruefbericht,
    namespace: &str,
    opens: bool,
    stile: &Stile,
    ziele: &Ziele,
    anker: impl Fn(&str, &Befundzeile) -> Option<Zelle>,
) -> String {
    let mut blatt = Blatt { stile, rows: String::new(), row: 0, links: Vec::new() };
    blatt.head(bericht);
    let head = blatt.row;
    for zeile in &bericht.zeilen {
        blatt.finding(zeile, ziele, &anker);
    }
    let filter =
        if bericht.zeilen.is_empty() { String::new() } else { format!("<autoFilter ref=\"A{head}:I{}\"/>", blatt.row) };
    for sentence in &bericht.rest {
        blatt.line(&[(1, Stil::Text, sentence)]);
    }
    let links = if blatt.links.is_empty() {
        String::new()
    } else {
        format!("<hyperlinks>{}</hyperlinks>", blatt.links.concat())
    };
    let columns: String = (1..)
        .zip(WIDTHS)
        .map(|(place, width)| format!("<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>"))
        .collect();
    let selected = if opens { " tabSelected=\"1\"" } else { "" };
    let colour = if bericht.abgelehnt { "FFB3261E" } else { "FF17466B" };
    format!(
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{}\">",
            "<sheetPr><tabColor rgb=\"{}\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>",
            "<sheetViews><sheetView showGridLines=\"0\"{} workbookViewId=\"0\"/></sheetViews>",
            "<sheetFormatPr defaultRowHeight=\"15\"/><cols>{}</cols><sheetData>{}</sheetData>{}{}",
            "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>",
            "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>",
            "<headerFooter><oddFooter>&amp;L&amp;A&amp;RSeite &amp;P von &amp;N</oddFooter></headerFooter></worksheet>"
        ),
        namespace, colour, selected, columns, blatt.rows, filter, links
    )
}

/// The sheet while it is made.
struct Blatt<'a> {
    stile: &'a Stile,
    rows: String,
    row: u32,
    links: Vec<String>,
}

impl Blatt<'_> {
    /// Title, verdict, what to do, what the colours mean, and the head of the list.
    fn head(&mut self, bericht: &Pruefbericht) {
        self.line(&[(0, Stil::Titel, &bericht.titel)]);
        let urteil = if bericht.abgelehnt { Stil::Ablehnung } else { Stil::Urteil };
        self.line(&[(0, urteil, &bericht.urteil)]);
        self.line(&[(0, Stil::Text, &bericht.lieferung)]);
        self.row += 1;
        for schritt in &bericht.schritte {
            self.line(&[(0, Stil::Text, schritt)]);
        }
        self.row += 1;
        let occurs = |schwere: Schwere| bericht.zeilen.iter().any(|zeile| zeile.schwere == schwere);
        for (schwere, meaning) in bericht.legende.iter().filter(|(schwere, _)| occurs(*schwere)) {
            self.line(&[(1, Stil::Schwere(*schwere), schwere.label()), (2, Stil::Text, meaning)]);
        }
        if bericht.zeilen.is_empty() {
            return;
        }
        self.row += 1;
        let cells: Vec<_> = (0..).zip(bericht.kopf).map(|(column, text)| (column, Stil::Kopf, text)).collect();
        self.line(&cells);
    }

    fn finding(&mut self, zeile: &Befundzeile, ziele: &Ziele, anker: &impl Fn(&str, &Befundzeile) -> Option<Zelle>) {
        let blatt = zeile.blatt.clone().or_else(|| zeile.bereich.and(ziele.einziges.clone()));
        let ziel = blatt.as_deref().and_then(|name| {
            let place = anker(name, zeile).unwrap_or((0, 1));
            (ziele.blaetter.get(name) == Some(&false)).then(|| (name.to_owned(), place))
        });
        let hidden = blatt.as_deref().is_some_and(|name| ziele.blaetter.get(name) == Some(&true));
        let mut abhilfe = zeile.abhilfe.clone();
        if ziel.as_ref().is_some_and(|ziel| zeile.bereich.is_some() && ziele.besetzt.contains(ziel)) {
            abhilfe.push_str(" (Die Zelle hat schon einen Kommentar; er blieb stehen, darum keine Notiz.)");
        }
        let name = blatt.unwrap_or_default();
        let name = if hidden { format!("{name} (ausgeblendet)") } else { name };
        let ziel = ziel.filter(|_| self.links.len() < MOST_LINKS);
        let style = if ziel.is_some() { Stil::Verweis } else { Stil::Zelle };
        let number = zeile.nummer.to_string();
        self.line(&[
            (0, Stil::Zelle, &number),
            (1, Stil::Schwere(zeile.schwere), zeile.schwere.label()),
            (2, Stil::Zelle, &name),
            (3, style, &zeile.zelle),
            (4, Stil::Fett, zeile.befund),
            (5, Stil::Zelle, &zeile.gelesen),
            (6, Stil::Zelle, &zeile.erwartet),
            (7, Stil::Zelle, &abhilfe),
            (8, Stil::Zelle, &zeile.regel),
        ]);
        if let Some((name, place)) = ziel {
            let location = format!("'{}'!{}", name.replace('\'', "''"), address(place));
            self.links.push(format!(
                "<hyperlink ref=\"D{}\" location=\"{}\" display=\"{}\"/>",
                self.row,
                escape(&location),
                escape(&zeile.zelle)
            ));
        }
    }

    fn line(&mut self, cells: &[(u32, Stil, &str)]) {
        self.row += 1;
        // Not every program makes rows as high as their text by itself.
        let height = cells.iter().map(|(column, stil, text)| height(*column, *stil, text)).max().unwrap_or(LINE);
        self.rows.push_str(&format!("<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">", self.row));
        for (column, stil, text) in cells {
            let place = address((*column, self.row));
            let style = self.stile.of(*stil);
            self.rows.push_str(&match text.parse::<u32>() {
                // Numbers of findings sort as numbers.
                Ok(number) if *column == 0 => format!("<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>"),
                _ => format!(
                    "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escape(text)
                ),
            });
        }
        self.rows.push_str("</row>");
    }
}

/// Points that a text needs in its column.
fn height(column: u32, stil: Stil, text: &str) -> usize {
    match stil {
        Stil::Titel => LINE * 2,
        Stil::Urteil | Stil::Ablehnung => LINE + 8,
        Stil::Text => LINE + 2,
        Stil::Kopf | Stil::Zelle | Stil::Fett | Stil::Verweis | Stil::Schwere(_) => {
            let width = usize::try_from(column).ok().and_then(|column| WIDTHS.get(column)).map_or(10, |width| *width);
            let width = usize::try_from(width).unwrap_or(10);
            // Widths are counted in digits; most letters are narrower, bold ones are not.
            let width = if stil == Stil::Fett { width } else { width + width / 5 };
            lines(text, width) * LINE + 2
        }
    }
}

/// Lines of a text that is broken between words where it can be.
fn lines(text: &str, width: usize) -> usize {
    let mut lines = 0;
    for paragraph in text.lines() {
        let mut used = width;
        lines += usize::from(paragraph.trim().is_empty());
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if used + 1 + length <= width {
                used += 1 + length;
            } else {
                lines += length.div_ceil(width).max(1);
                used = length - (length.div_ceil(width).max(1) - 1) * width;
            }
        }
    }
    // A row has at most 409 points.
    lines.clamp(1, 28)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_between_words() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("Datum gibt es nicht", 25), 1);
        assert_eq!(lines("Datum gibt es nicht", 10), 2);
        assert_eq!(lines("0123456789012345 789", 10), 2);
        assert_eq!(lines("a\nb", 10), 2);
    }
}

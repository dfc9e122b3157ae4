//! Notes at cells: the part with their texts and the drawing with their boxes, new or added to what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::Grund;
use super::arbeitsmappe::{Arbeitsmappe, Inhaltsarten};
use super::masse::Masse;
use super::paket::{Aenderungen, Paket};
use super::tabellenblatt::{Blattplan, Zelle, address};
use super::verweise::Verweise;
use super::xml::{Edit, Element, escape, outline};
use crate::present::pruefbericht::Absatz;

/// Who writes the notes.
const AUTHOR: &str = "Prüfbericht";
/// Numbers of shapes that belong to one block of a drawing.
const BLOCK: usize = 1024;

/// Puts notes at cells of a sheet. Returns the cells that bear a comment already: those stay as they are.
pub(super) fn add(
    paket: &mut Paket<'_>,
    mappe: &Arbeitsmappe,
    sheet: &str,
    plan: &mut Blattplan,
    mut notes: BTreeMap<Zelle, Vec<&Absatz>>,
    arten: &mut Inhaltsarten,
    changes: &mut Aenderungen,
) -> Result<BTreeSet<Zelle>, Grund> {
    let mut verweise = Verweise::of(paket, sheet)?;
    let existing = verweise.of_kind("/comments");
    let taken = match &existing {
        Some(part) => commented(&outline(&paket.read(part)?)?),
        None => BTreeSet::new(),
    };
    let occupied: BTreeSet<Zelle> = notes.keys().copied().filter(|zelle| taken.contains(&address(*zelle))).collect();
    notes.retain(|zelle, paragraphs| !occupied.contains(zelle) && !paragraphs.is_empty());
    if notes.is_empty() {
        return Ok(occupied);
    }
    match existing {
        Some(part) => extend_comments(&part, &paket.read(&part)?, &notes, changes)?,
        None => {
            let part = paket.free_name(&format!("{}comments_befunde", mappe.folder()), ".xml", changes);
            arten.add(&part, "spreadsheetml.comments+xml");
            verweise.add(&mappe.kind("comments"), &part);
            changes.add(&part, new_comments(mappe, &notes));
        }
    }
    match plan.drawing.as_deref() {
        Some(id) => {
            let part = verweise.target(id).ok_or(Grund::TeilFehlt)?;
            extend_drawing(&part, &paket.read(&part)?, &notes, &plan.masse, changes)?;
        }
        None => {
            let part = paket.free_name(&format!("{}drawings/vmlDrawing_befunde", mappe.folder()), ".vml", changes);
            arten.add_ending("vml", "vmlDrawing");
            let id = verweise.add(&mappe.kind("vmlDrawing"), &part);
            changes.add(&part, new_drawing(&notes, &plan.masse));
            let reference =
                format!("<{}legacyDrawing xmlns:r=\"{}\" r:id=\"{id}\"/>", plan.prefix, mappe.sprache.relations);
            plan.edits.push(Edit::insert(plan.drawing_place, reference));
        }
    }
    verweise.finish(changes)?;
    Ok(occupied)
}

/// Addresses of the cells with a comment.
fn commented(elements: &[Element]) -> BTreeSet<String> {
    let comments = elements.iter().filter(|element| element.depth == 2 && element.tag().local() == "comment");
    comments.filter_map(|comment| comment.tag().attr("ref")).collect()
}

fn new_comments(mappe: &Arbeitsmappe, notes: &BTreeMap<Zelle, Vec<&Absatz>>) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{}\"><authors><author>{AUTHOR}</author></authors><commentList>{}</commentList></comments>",
        mappe.sprache.main,
        comments("", 0, notes)
    )
}

fn extend_comments(
    name: &str,
    part: &[u8],
    notes: &BTreeMap<Zelle, Vec<&Absatz>>,
    changes: &mut Aenderungen,
) -> Result<(), Grund> {
    let elements = outline(part)?;
    let child = |name: &str| {
        elements.iter().find(|element| element.depth == 1 && element.tag().local() == name).ok_or(Grund::Inhalt)
    };
    let (authors, list) = (child("authors")?, child("commentList")?);
    let tag = authors.tag();
    let x = tag.prefix();
    let author = elements.iter().filter(|element| element.depth == 2 && element.tag().local() == "author").count();
    let new_author = authors.append(&format!("<{x}author>{AUTHOR}</{x}author>"));
    changes.change(name, [new_author, list.append(&comments(x, author, notes))]);
    Ok(())
}

fn comments(x: &str, author: usize, notes: &BTreeMap<Zelle, Vec<&Absatz>>) -> String {
    let mut text = String::new();
    for (zelle, paragraphs) in notes {
        text.push_str(&format!("<{x}comment ref=\"{}\" authorId=\"{author}\"><{x}text>", address(*zelle)));
        for (place, paragraph) in paragraphs.iter().enumerate() {
            let gap = if place > 0 { "\n\n" } else { "" };
            run(&mut text, x, true, &format!("{gap}{}\n", paragraph.kopf));
            run(&mut text, x, false, &paragraph.text);
        }
        text.push_str(&format!("</{x}text></{x}comment>"));
    }
    text
}

fn run(text: &mut String, x: &str, bold: bool, words: &str) {
    let bold = if bold { format!("<{x}b/>") } else { String::new() };
    text.push_str(&format!(
        "<{x}r><{x}rPr>{bold}<{x}sz val=\"9\"/><{x}color rgb=\"FF1C2126\"/><{x}rFont val=\"Calibri\"/><{x}family val=\"2\"/></{x}rPr><{x}t xml:space=\"preserve\">{}</{x}t></{x}r>",
        escape(words)
    ));
}

fn new_drawing(notes: &BTreeMap<Zelle, Vec<&Absatz>>, masse: &Masse) -> String {
    let blocks: Vec<_> = (1..=1 + notes.len() / (BLOCK - 1)).map(|block| block.to_string()).collect();
    format!(
        concat!(
            "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
            "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout>{}{}</xml>"
        ),
        blocks.join(","),
        shape_type("_x0000_t202"),
        shapes("_x0000_t202", BLOCK + 1, notes, masse)
    )
}

fn extend_drawing(
    name: &str,
    part: &[u8],
    notes: &BTreeMap<Zelle, Vec<&Absatz>>,
    masse: &Masse,
    changes: &mut Aenderungen,
) -> Result<(), Grund> {
    // Some programs write drawings that are no proper XML, so only the last end tag is looked for.
    let end = part.windows(6).rposition(|window| window == b"</xml>").ok_or(Grund::Inhalt)?;
    const KIND: &str = "_x0000_t202_befunde";
    let mut text = shape_type(KIND);
    text.push_str(&shapes(KIND, highest_shape(part).max(BLOCK) + 1, notes, masse));
    changes.change(name, [Edit::insert(u64::try_from(end).map_err(|_| Grund::ZuGross)?, text)]);
    Ok(())
}

/// The highest number of a shape that is there.
fn highest_shape(part: &[u8]) -> usize {
    const BEFORE: &[u8] = b"_x0000_s";
    let number = |place: usize| {
        let digits = part.get(place + BEFORE.len()..)?.iter().take(9).take_while(|byte| byte.is_ascii_digit());
        String::from_utf8(digits.copied().collect()).ok()?.parse::<usize>().ok()
    };
    let places = part.windows(BEFORE.len()).enumerate().filter(|(_, window)| *window == BEFORE);
    places.filter_map(|(place, _)| number(place)).max().unwrap_or(0)
}

const SPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

fn shape_type(id: &str) -> String {
    format!(
        "<v:shapetype {SPACES} id=\"{id}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

fn shapes(kind: &str, first: usize, notes: &BTreeMap<Zelle, Vec<&Absatz>>, masse: &Masse) -> String {
    let mut text = String::new();
    for (number, (zelle, paragraphs)) in (first..).zip(notes) {
        let words: Vec<_> =
            paragraphs.iter().map(|paragraph| format!("{}\n{}\n", paragraph.kopf, paragraph.text)).collect();
        let anchor = masse.anchor(*zelle, &words.concat()).map(|place| place.to_string()).join(",");
        let (column, row) = (zelle.0, zelle.1.saturating_sub(1));
        text.push_str(&format!(
            concat!(
                "<v:shape {} xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{}\" type=\"#{}\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">",
                "<v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>",
                "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>",
                "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>"
            ),
            SPACES, number, kind, anchor, row, column
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_shapes_go_on_after_the_highest() {
        assert_eq!(
            highest_shape(b"<v:shape id=\"_x0000_s1027\"/><v:shape id=\"_x0000_s2050\"/><v:shape id=\"_x0000_sx\"/>"),
            2050
        );
        assert_eq!(highest_shape(b"<xml/>"), 0);
    }

    #[test]
    fn comments_of_others_keep_their_bytes() {
        let part = "<c:comments><c:authors><c:author>WJH</c:author></c:authors><c:commentList><c:comment ref=\"B2\" authorId=\"0\"><c:text/></c:comment></c:commentList></c:comments>";
        let absatz = Absatz { kopf: "Fehler F001: Text im Betrag".to_owned(), text: "Gelesen: <a>".to_owned() };
        let notes = BTreeMap::from([((0, 7), vec![&absatz])]);
        let mut changes = Aenderungen::default();
        extend_comments("xl/comments1.xml", part.as_bytes(), &notes, &mut changes).expect("extended");
        let mut text = Vec::new();
        let edits = changes.changed.remove("xl/comments1.xml").expect("changes");
        super::super::xml::apply(edits, &mut part.as_bytes(), &mut text).expect("applied");
        let text = String::from_utf8(text).expect("text");
        assert!(text.starts_with("<c:comments><c:authors><c:author>WJH</c:author><c:author>Prüfbericht</c:author></c:authors><c:commentList><c:comment ref=\"B2\" authorId=\"0\"><c:text/></c:comment><c:comment ref=\"A7\" authorId=\"1\">"), "{text}");
        assert!(text.contains("Gelesen: &lt;a&gt;</c:t>"), "{text}");
        assert_eq!(commented(&outline(text.as_bytes()).expect("elements")).len(), 2);
    }
}

//! The answer to a delivery as a workbook: the delivered cells with marks and notes, and the list of findings.
//!
//! A workbook of the common kind (.xlsx, .xlsm) is changed in place: the parts of its package are walked through, only
//! what marks need is put in, and all other bytes stay as they were delivered. What is of another kind is built anew
//! first and then marked in the same way, so that all answers look alike.

mod arbeitsmappe;
mod befundblatt;
mod masse;
mod neubau;
mod notizen;
mod paket;
mod spaltenkopf;
mod stile;
mod tabellenblatt;
mod verweise;
mod xml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::present::pruefbericht::bereich::Bereich;
use crate::present::pruefbericht::nachbau::Nachbau;
use crate::present::pruefbericht::{Absatz, Marke, Pruefbericht};

use arbeitsmappe::{Arbeitsmappe, Blatt, Inhaltsarten, is_selected};
use befundblatt::Ziele;
use paket::{Aenderungen, Paket};
use stile::Stile;
use tabellenblatt::{Flaeche, Zelle};

/// Name of the sheet with the list.
const LIST: &str = "Befunde";

/// Why a workbook cannot be marked in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grund {
    /// It is of another kind.
    KeinPaket,
    /// It unpacks to more than any workbook holds.
    ZuGross,
    /// A part is missing.
    TeilFehlt,
    /// A part holds what cannot be changed safely.
    Inhalt,
    /// The new package cannot be written.
    Schreiben,
}

/// Marks a delivered workbook itself: its bytes with fills, notes and the list. None if it has to be built anew.
pub fn marked(bericht: &Pruefbericht, bytes: &[u8]) -> Option<Vec<u8>> {
    mark(bericht, bytes).ok()
}

/// A workbook built from the cells of a file, with marks, notes and the list.
///
/// # Errors
///
/// The workbook cannot be written.
pub fn rebuilt(bericht: &Pruefbericht, nachbau: &Nachbau, heute: NaiveDate) -> Result<Vec<u8>> {
    let fail = |cause: String| Error::new(format!("Der Prüfbericht lässt sich nicht schreiben: {cause}"));
    let bytes = neubau::from_cells(nachbau, heute).map_err(|cause| fail(cause.to_string()))?;
    mark(bericht, &bytes).map_err(|grund| fail(format!("{grund:?}")))
}

/// A workbook with nothing but the list, for files of which nothing could be read.
///
/// # Errors
///
/// The workbook cannot be written.
pub fn only_list(bericht: &Pruefbericht) -> Result<Vec<u8>> {
    let bytes = neubau::without_sheets().and_then(|bytes| mark(bericht, &bytes));
    bytes.map_err(|grund| Error::new(format!("Der Prüfbericht lässt sich nicht schreiben: {grund:?}")))
}

/// Whether a workbook holds macros. Excel opens it under a name with the ending .xlsm only.
pub fn has_macros(bytes: &[u8]) -> bool {
    let part = Paket::open(bytes).and_then(|mut paket| paket.read("[Content_Types].xml"));
    part.is_ok_and(|part| String::from_utf8_lossy(&part).contains("macroEnabled.main+xml"))
}

/// Whether an answer is about a delivery, as it lies in the folder of deliveries.
pub fn is_about(bytes: &[u8], lieferung: &str) -> bool {
    let line = format!(">{}<", xml::escape(lieferung));
    let list = Paket::open(bytes).and_then(|mut paket| {
        let mappe = Arbeitsmappe::read(&mut paket)?;
        paket.read(&mappe.blaetter.last().ok_or(Grund::TeilFehlt)?.part)
    });
    list.is_ok_and(|part| part.windows(line.len()).any(|window| window == line.as_bytes()))
}

fn mark(bericht: &Pruefbericht, bytes: &[u8]) -> std::result::Result<Vec<u8>, Grund> {
    let mut paket = Paket::open(bytes)?;
    let mappe = Arbeitsmappe::read(&mut paket)?;
    let mut arten = Inhaltsarten::read(&mut paket)?;
    let mut changes = Aenderungen::default();
    let styles = mappe.verweise.of_kind("/styles").ok_or(Grund::TeilFehlt)?;
    let mut stile = Stile::new(paket.read(&styles)?)?;
    let first = mappe.blaetter.first().map(|blatt| blatt.name.clone());
    let wanted =
        |blatt: &Blatt| bericht.marken.iter().find(|(name, _)| name.as_ref().or(first.as_ref()) == Some(&blatt.name));
    let opens = opens_with_list(&mut paket, &mappe, |blatt| wanted(blatt).is_some());
    let mut ziele = Ziele {
        blaetter: mappe.blaetter.iter().map(|blatt| (blatt.name.clone(), blatt.hidden)).collect(),
        einziges: first.clone(),
        ..Ziele::default()
    };
    let mut anker: BTreeMap<(String, Bereich), Zelle> = BTreeMap::new();
    for blatt in &mappe.blaetter {
        let Some((_, marken)) = wanted(blatt) else { continue };
        let mut sheet = Markiertes { paket: &mut paket, mappe: &mappe, blatt, stile: &mut stile, arten: &mut arten };
        let (places, occupied) = sheet.mark(marken, opens, &mut changes)?;
        anker.extend(places.into_iter().map(|(bereich, place)| ((blatt.name.clone(), bereich), place)));
        ziele.besetzt.extend(occupied.into_iter().map(|place| (blatt.name.clone(), place)));
    }
    let find = |name: &str, zeile: &crate::present::pruefbericht::Befundzeile| {
        anker.get(&(name.to_owned(), zeile.bereich?)).copied()
    };
    let list = befundblatt::write(bericht, mappe.sprache.main, opens, &stile, &ziele, find);
    let part = paket.free_name(&format!("{}worksheets/befunde", mappe.folder()), ".xml", &changes);
    arten.add(&part, "spreadsheetml.worksheet+xml");
    changes.add(&part, list);
    changes.change(&styles, stile.edits());
    let name = mappe.free_name(LIST);
    mappe.add_sheet(&name, &part, opens, &mut changes)?;
    arten.finish(&mut changes)?;
    paket.write(changes)
}

/// The workbook opens with the list, unless a sheet that stays untouched is the chosen one: two chosen sheets would
/// be edited as one, and that sheet must keep its bytes.
fn opens_with_list(paket: &mut Paket<'_>, mappe: &Arbeitsmappe, changes: impl Fn(&Blatt) -> bool) -> bool {
    let untouched = mappe.blaetter.iter().filter(|blatt| !changes(blatt));
    untouched.into_iter().all(|blatt| is_selected(paket, &blatt.part) == Ok(false))
}

/// A sheet that is being marked.
struct Markiertes<'a, 'b> {
    paket: &'a mut Paket<'b>,
    mappe: &'a Arbeitsmappe,
    blatt: &'a Blatt,
    stile: &'a mut Stile,
    arten: &'a mut Inhaltsarten,
}

/// Ranges with the cells that stand for them.
type Anker = Vec<(Bereich, Zelle)>;

impl Markiertes<'_, '_> {
    /// Fills and notes of the sheet: where each range is to be found, and which cells had a comment before.
    fn mark(
        &mut self,
        marken: &[Marke],
        deselect: bool,
        changes: &mut Aenderungen,
    ) -> std::result::Result<(Anker, std::collections::BTreeSet<Zelle>), Grund> {
        let mut flaechen = self.ranges(marken)?;
        let source = self.paket.buffered(&self.blatt.part)?;
        let mut plan = tabellenblatt::plan(source, &mut flaechen, self.stile, deselect)?;
        let mut notes: BTreeMap<Zelle, Vec<&Absatz>> = BTreeMap::new();
        let mut anker = Vec::new();
        for (marke, flaeche) in marken.iter().zip(&flaechen) {
            let Some(place) = flaeche.anker else { continue };
            anker.push((marke.bereich, place));
            notes.entry(place).or_default().extend(&marke.notiz);
        }
        let part = &self.blatt.part;
        let occupied = notizen::add(self.paket, self.mappe, part, &mut plan, notes, self.arten, changes)?;
        changes.change(part, plan.edits);
        Ok((anker, occupied))
    }

    /// The ranges of marks; a column is marked at its heading.
    fn ranges(&mut self, marken: &[Marke]) -> std::result::Result<Vec<Flaeche>, Grund> {
        let columns = marken.iter().filter(|marke| marke.bereich.is_columns());
        let columns: Vec<u32> = columns.map(|marke| marke.bereich.spalten.0).collect();
        let heads = if columns.is_empty() {
            BTreeMap::new()
        } else {
            spaltenkopf::heading_cells(self.paket.buffered(&self.blatt.part)?, &columns)?
        };
        let range = |marke: &Marke| {
            let column = marke.bereich.spalten.0;
            let bereich = match heads.get(&column).filter(|_| marke.bereich.is_columns()) {
                Some(row) => Bereich { zeilen: (*row, *row), spalten: marke.bereich.spalten },
                None => marke.bereich,
            };
            Flaeche { bereich, schwere: marke.schwere, anker: None }
        };
        Ok(marken.iter().map(range).collect())
    }
}

//! The workbook part: which sheets there are, and a new one as the last.

use super::Grund;
use super::paket::{Aenderungen, Paket};
use super::verweise::Verweise;
use super::xml::{Edit, Element, Stelle, Weiter, escape, outline, walk};

/// The words of the standard in its two forms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sprache {
    pub(super) main: &'static str,
    pub(super) relations: &'static str,
}

const TRANSITIONAL: Sprache = Sprache {
    main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const STRICT: Sprache = Sprache {
    main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};

/// A sheet of the workbook.
#[derive(Clone, Debug)]
pub(super) struct Blatt {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// The workbook part.
pub(super) struct Arbeitsmappe {
    pub(super) part: String,
    pub(super) sprache: Sprache,
    pub(super) blaetter: Vec<Blatt>,
    pub(super) verweise: Verweise,
    elements: Vec<Element>,
}

impl Arbeitsmappe {
    /// Reads the workbook part of a package.
    pub(super) fn read(paket: &mut Paket<'_>) -> Result<Self, Grund> {
        let part = Verweise::of(paket, "")?.of_kind("/officeDocument").ok_or(Grund::KeinPaket)?;
        let elements = outline(&paket.read(&part)?)?;
        let verweise = Verweise::of(paket, &part)?;
        let root = elements.first().ok_or(Grund::Inhalt)?.tag();
        if root.local() != "workbook" {
            return Err(Grund::KeinPaket);
        }
        let sprache = if root.raw.contains(STRICT.main) { STRICT } else { TRANSITIONAL };
        let mut blaetter = Vec::new();
        for element in elements.iter().filter(|element| element.depth == 2 && element.tag().local() == "sheet") {
            let tag = element.tag();
            let id = tag.attr_with_prefix("id").ok_or(Grund::Inhalt)?;
            blaetter.push(Blatt {
                name: tag.attr("name").ok_or(Grund::Inhalt)?,
                part: verweise.target(&id).unwrap_or_default(),
                hidden: tag.plain("state").is_some_and(|state| state != "visible"),
            });
        }
        Ok(Self { part, sprache, blaetter, verweise, elements })
    }

    /// Folder of the workbook part, with its slash.
    pub(super) fn folder(&self) -> &str {
        self.part.rfind('/').map_or("", |place| &self.part[..=place])
    }

    /// The kind of a relationship.
    pub(super) fn kind(&self, name: &str) -> String {
        format!("{}/{name}", self.sprache.relations)
    }

    /// A name for a new sheet.
    pub(super) fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &String| self.blaetter.iter().any(|blatt| blatt.name.to_lowercase() == name.to_lowercase());
        let numbered = (2_u32..).map(|number| format!("{wanted} ({number})"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// Adds a sheet as the last one, so that the numbers of all others stay; the workbook opens with it if asked.
    pub(super) fn add_sheet(
        mut self,
        name: &str,
        part: &str,
        opens: bool,
        changes: &mut Aenderungen,
    ) -> Result<(), Grund> {
        let id = self.verweise.add(&format!("{}/worksheet", self.sprache.relations), part);
        let sheets = self.child("sheets").ok_or(Grund::Inhalt)?;
        let numbers = self.elements.iter().filter_map(|element| element.tag().plain("sheetId")?.parse::<u32>().ok());
        let number = numbers.max().unwrap_or(0).checked_add(1).ok_or(Grund::Inhalt)?;
        let prefix = sheets.tag().prefix().to_owned();
        let mut edits = vec![sheets.append(&format!(
            "<{prefix}sheet xmlns:r=\"{}\" name=\"{}\" sheetId=\"{number}\" r:id=\"{id}\"/>",
            self.sprache.relations,
            escape(name)
        ))];
        let view = self.elements.iter().find(|element| element.depth == 2 && element.tag().local() == "workbookView");
        if let Some(view) = view.filter(|_| opens) {
            edits.push(view.tag().set("activeTab", &self.blaetter.len().to_string()));
        }
        changes.change(&self.part, edits);
        self.verweise.finish(changes)
    }

    fn child(&self, name: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.depth == 1 && element.tag().local() == name)
    }
}

/// Whether a sheet is chosen in the workbook as it was delivered. Two chosen sheets would be edited as one.
pub(super) fn is_selected(paket: &mut Paket<'_>, part: &str) -> Result<bool, Grund> {
    let mut selected = false;
    walk(paket.buffered(part)?, |stelle, depth| {
        let Stelle::Open(tag) = stelle else { return Ok(Weiter::Ja) };
        selected |= tag.local() == "sheetView" && tag.is_true("tabSelected");
        Ok(if selected || (depth == 1 && tag.local() == "sheetData") { Weiter::Nein } else { Weiter::Ja })
    })?;
    Ok(selected)
}

/// The list of what the parts of a package are.
pub(super) struct Inhaltsarten {
    elements: Vec<Element>,
    added: String,
}

const CONTENT_TYPES: &str = "[Content_Types].xml";

impl Inhaltsarten {
    pub(super) fn read(paket: &mut Paket<'_>) -> Result<Self, Grund> {
        Ok(Self { elements: outline(&paket.read(CONTENT_TYPES)?)?, added: String::new() })
    }

    fn prefix(&self) -> &str {
        self.elements.first().map_or("", |root| &root.tag().raw[..root.tag().prefix().len()])
    }

    /// Says what a new part is.
    pub(super) fn add(&mut self, part: &str, kind: &str) {
        let line = format!(
            "<{}Override PartName=\"/{}\" ContentType=\"application/vnd.openxmlformats-officedocument.{kind}\"/>",
            self.prefix(),
            escape(part)
        );
        self.added.push_str(&line);
    }

    /// Says what parts with an ending are, unless that is said already.
    pub(super) fn add_ending(&mut self, ending: &str, kind: &str) {
        let says = |element: &Element| {
            element.tag().attr("Extension").is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
        };
        let line = format!(
            "<{}Default Extension=\"{ending}\" ContentType=\"application/vnd.openxmlformats-officedocument.{kind}\"/>",
            self.prefix()
        );
        if !self.elements.iter().any(says) && !self.added.contains(&line) {
            self.added.push_str(&line);
        }
    }

    pub(super) fn finish(self, changes: &mut Aenderungen) -> Result<(), Grund> {
        let root = self.elements.first().ok_or(Grund::Inhalt)?;
        let edit: Edit = root.append(&self.added);
        changes.change(CONTENT_TYPES, [edit]);
        Ok(())
    }
}

//! Relationships: which part belongs to which.

use super::Grund;
use super::paket::{Aenderungen, Paket};
use super::xml::{Element, escape, outline};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The relationships of one part.
pub(super) struct Verweise {
    /// The part that holds them.
    path: String,
    /// Folder of the part that they belong to.
    folder: String,
    elements: Vec<Element>,
    exists: bool,
    added: Vec<(String, String, String)>,
}

impl Verweise {
    /// The relationships of a part; of the package itself where `part` is empty.
    pub(super) fn of(paket: &mut Paket<'_>, part: &str) -> Result<Self, Grund> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned();
        let exists = paket.has(&path);
        let elements = if exists { outline(&paket.read(&path)?)? } else { Vec::new() };
        Ok(Self { path, folder: folder.to_owned(), elements, exists, added: Vec::new() })
    }

    fn relations(&self) -> impl Iterator<Item = &Element> {
        let inside = |element: &&Element| {
            element.tag().local() == "Relationship" && element.tag().plain("TargetMode") != Some("External")
        };
        self.elements.iter().filter(inside)
    }

    /// The part of a relationship's id.
    pub(super) fn target(&self, id: &str) -> Option<String> {
        let found = self.relations().find(|element| element.tag().attr("Id").as_deref() == Some(id))?;
        Some(resolve(&self.folder, &found.tag().attr("Target")?))
    }

    /// The first part of a kind, for instance `/comments`.
    pub(super) fn of_kind(&self, kind: &str) -> Option<String> {
        let is_kind = |element: &&Element| element.tag().attr("Type").is_some_and(|name| name.ends_with(kind));
        Some(resolve(&self.folder, &self.relations().find(is_kind)?.tag().attr("Target")?))
    }

    /// Adds a relationship to a part and returns its id.
    pub(super) fn add(&mut self, kind: &str, part: &str) -> String {
        let taken = |id: &str| {
            self.elements.iter().any(|element| element.tag().attr("Id").as_deref() == Some(id))
                || self.added.iter().any(|(added, ..)| added == id)
        };
        let id = (1_u32..).map(|number| format!("rIdBefunde{number}")).find(|id| !taken(id)).unwrap_or_default();
        self.added.push((id.clone(), kind.to_owned(), format!("/{part}")));
        id
    }

    /// Notes what was added.
    pub(super) fn finish(self, changes: &mut Aenderungen) -> Result<(), Grund> {
        if self.added.is_empty() {
            return Ok(());
        }
        let lines = |prefix: &str| -> String {
            let line = |(id, kind, target): &(String, String, String)| {
                format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{}\"/>", escape(target))
            };
            self.added.iter().map(line).collect()
        };
        if !self.exists {
            let text = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{NAMESPACE}\">{}</Relationships>",
                lines("")
            );
            changes.add(&self.path, text);
            return Ok(());
        }
        let root = self.elements.first().ok_or(Grund::Inhalt)?;
        let text = lines(root.tag().prefix());
        changes.change(&self.path, [root.append(&text)]);
        Ok(())
    }
}

/// The part that a target means, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl/worksheets", "/xl/drawings/a.vml"), "xl/drawings/a.vml");
        assert_eq!(resolve("", ".\\xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("xl", "../../../a.xml"), "a.xml");
    }
}

//! A table of finished texts: for the terminal, and wherever rows and columns are all there is.

use serde::Serialize;

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct Spalte {
    /// Heading.
    pub kopf: String,
    /// Whether its cells stand at the right, as numbers do.
    pub rechts: bool,
}

/// A table.
#[derive(Clone, Debug, Serialize)]
pub struct Tabelle {
    /// What it shows.
    pub titel: String,
    /// Its columns.
    pub spalten: Vec<Spalte>,
    /// Its rows, a text for each column.
    pub zeilen: Vec<Vec<String>>,
    /// Rows after which a line is drawn.
    pub linien_nach: Vec<usize>,
    /// What its signs mean.
    pub hinweise: Vec<String>,
}

impl Tabelle {
    /// A table without rows; headings that begin with `>` stand at the right.
    pub fn new(titel: impl Into<String>, koepfe: &[&str]) -> Self {
        let spalten = koepfe
            .iter()
            .map(|kopf| Spalte { kopf: kopf.trim_start_matches('>').to_owned(), rechts: kopf.starts_with('>') })
            .collect();
        Self { titel: titel.into(), spalten, zeilen: Vec::new(), linien_nach: Vec::new(), hinweise: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, zeile: Vec<String>) {
        self.zeilen.push(zeile);
    }

    /// Draws a line after the last row so far.
    pub fn line(&mut self) {
        if let Some(last) = self.zeilen.len().checked_sub(1) {
            self.linien_nach.push(last);
        }
    }
}

//! Tables of figures (`templates/teile/zahlentabelle.typ`) that know where each of their numbers stands, so that what
//! must hold between the numbers is declared while the table is made.

use rust_decimal::Decimal;
use serde::Serialize;

use super::probe::{Probe, Proberegel, Stelle};
use super::zahl;
use crate::domain::zelle::ZellId;
use crate::domain::{Angabe, Betrag};

/// A table of figures. Made by [`Tabellenbau`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zahlentabelle {
    /// Number for caption and list of tables, `2.1`; none where a heading stands above.
    pub nummer: Option<String>,
    /// What it shows.
    pub titel: String,
    /// Head of the first column.
    pub erste: String,
    /// Columns after the first.
    pub spalten: Vec<Spalte>,
    /// Lines.
    pub zeilen: Vec<Tabellenzeile>,
    /// What readers must know of it.
    pub noten: Vec<String>,
}

/// A column after the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spalte {
    /// Head.
    pub kopf: String,
    /// One word over neighbouring columns.
    pub gruppe: Option<String>,
    /// How it is set.
    pub art: Spaltenart,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spaltenart {
    /// A short figure.
    Zahl,
    /// An amount with cents.
    Betrag,
    /// Words.
    Text,
    /// A unit.
    Kurz,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tabellenzeile {
    /// Its place in the order of lines.
    pub rang: Rang,
    /// Text of the first column.
    pub name: String,
    /// One text for each column after the first.
    pub werte: Vec<String>,
}

/// Place of a line in the order of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rang {
    /// Parent of the parts below it.
    Gruppe,
    /// Part of the line of a group above it.
    Teil,
    /// Neither.
    Einzeln,
    /// Total.
    Summe,
    /// A name only, over the lines below it.
    Kopf,
}

/// A printed cell and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zelle {
    text: String,
    regeln: Vec<Zellregel>,
}

/// Another number that a cell hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bezug {
    /// The same line, a column after the first, from 0.
    Spalte(usize),
    /// A line and a column after the first, both from 0.
    Zelle(usize, usize),
    /// A number elsewhere in the document.
    Stelle(Stelle),
}

/// What a cell must be, by the places of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Zellregel {
    Fest(Proberegel),
    Summe(Vec<(i64, Bezug)>),
    Quotient { zaehler: Vec<(i64, Bezug)>, nenner: Vec<(i64, Bezug)>, mal: i64 },
}

impl Zelle {
    /// Words, or a number that nothing recomputes.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), regeln: Vec::new() }
    }

    /// An empty cell.
    pub fn leer() -> Self {
        Self::text("")
    }

    /// A count of cases by its key.
    pub fn anzahl(anzahl: Angabe<i64>, id: ZellId) -> Self {
        Self::text(zahl::angabe(anzahl, zahl::anzahl_tabelle)).with(Proberegel::Zelle(id))
    }

    /// An amount of single cases by its key.
    pub fn betrag(betrag: Angabe<Betrag>, id: ZellId) -> Self {
        Self::text(zahl::angabe(betrag, zahl::betrag_tabelle)).with(Proberegel::Zelle(id))
    }

    /// A number of which another text than the plain one is printed: a rate, a mean.
    pub fn wert<T>(wert: Angabe<T>, print: impl FnOnce(T) -> String, id: ZellId) -> Self {
        Self::text(zahl::angabe(wert, print)).with(Proberegel::Zelle(id))
    }

    /// A figure by its key ([`crate::domain::kennung`]).
    pub fn kennzahl(text: impl Into<String>, key: impl Into<String>) -> Self {
        Self::text(text).with(Proberegel::Kennzahl(key.into()))
    }

    /// A change of a count: `plus` less `minus`.
    pub fn aenderung(anzahl: Angabe<i64>, plus: Bezug, minus: Bezug) -> Self {
        let text = zahl::angabe(anzahl, zahl::aenderung_anzahl);
        Self::text(text).and_summe(vec![(1, plus), (-1, minus)])
    }

    /// A change of an amount: `plus` less `minus`.
    pub fn aenderung_betrag(betrag: Angabe<Betrag>, plus: Bezug, minus: Bezug) -> Self {
        let text = zahl::angabe(betrag, zahl::aenderung_tabelle);
        Self::text(text).and_summe(vec![(1, plus), (-1, minus)])
    }

    /// The change from `alt` to `neu` in percent of `alt`, one place, without the sign of percent.
    pub fn aenderung_prozent(prozent: Angabe<Option<Decimal>>, neu: Bezug, alt: Bezug) -> Self {
        let text = zahl::angabe(prozent, |prozent| match prozent {
            Some(prozent) => zahl::mit_vorzeichen(prozent, 1),
            None => zahl::SINNLOS.to_owned(),
        });
        Self::text(text).and_quotient(vec![(1, neu), (-1, alt.clone())], vec![(1, alt)], 100)
    }

    /// The same cell, which must also follow a rule.
    #[must_use]
    pub fn with(mut self, regel: Proberegel) -> Self {
        self.regeln.push(Zellregel::Fest(regel));
        self
    }

    /// The same cell, which must also be the sum of numbers times their factors.
    #[must_use]
    pub fn and_summe(mut self, teile: Vec<(i64, Bezug)>) -> Self {
        self.regeln.push(Zellregel::Summe(teile));
        self
    }

    /// The same cell, which must also be a quotient of sums times a factor.
    #[must_use]
    pub fn and_quotient(mut self, zaehler: Vec<(i64, Bezug)>, nenner: Vec<(i64, Bezug)>, mal: i64) -> Self {
        self.regeln.push(Zellregel::Quotient { zaehler, nenner, mal });
        self
    }
}

/// Makes a [`Zahlentabelle`] and its [`Probe`]s.
#[derive(Clone, Debug)]
pub struct Tabellenbau {
    tabelle: Zahlentabelle,
    pfad: String,
    wo: String,
    proben: Vec<Probe>,
}

impl Tabellenbau {
    /// A table without columns and lines. `pfad` is the JSON pointer to it in the document's data (`/faelle`); `titel`
    /// also says where its numbers stand.
    pub fn new(pfad: impl Into<String>, titel: impl Into<String>, erste: impl Into<String>) -> Self {
        let titel = titel.into();
        let tabelle = Zahlentabelle {
            nummer: None,
            titel: titel.clone(),
            erste: erste.into(),
            spalten: Vec::new(),
            zeilen: Vec::new(),
            noten: Vec::new(),
        };
        Self { tabelle, pfad: pfad.into(), wo: format!("Tabelle „{titel}“"), proben: Vec::new() }
    }

    /// The same with a number.
    #[must_use]
    pub fn with_nummer(mut self, nummer: impl Into<String>) -> Self {
        let nummer = nummer.into();
        self.wo = format!("Tabelle {nummer}");
        self.tabelle.nummer = Some(nummer);
        self
    }

    /// The same with one more column.
    #[must_use]
    pub fn with_spalte(mut self, kopf: impl Into<String>, gruppe: Option<&str>, art: Spaltenart) -> Self {
        self.tabelle.spalten.push(Spalte { kopf: kopf.into(), gruppe: gruppe.map(ToOwned::to_owned), art });
        self
    }

    /// Adds a line with one cell for each column and says which line it is, from 0.
    pub fn push(&mut self, rang: Rang, name: impl Into<String>, zellen: Vec<Zelle>) -> usize {
        let zeile = self.tabelle.zeilen.len();
        let name = name.into();
        // First the texts: rules of a line may look at all its cells.
        let werte = zellen.iter().map(|zelle| zelle.text.clone()).collect();
        self.tabelle.zeilen.push(Tabellenzeile { rang, name, werte });
        for (spalte, zelle) in zellen.into_iter().enumerate() {
            for regel in zelle.regeln {
                self.declare(zeile, spalte, regel);
            }
        }
        zeile
    }

    /// Adds a name over the lines below it.
    pub fn push_kopf(&mut self, name: impl Into<String>) {
        self.push(Rang::Kopf, name, Vec::new());
    }

    /// Says that in these columns a line is the sum of other lines. Where one of the numbers is not printed, nothing
    /// can be summed up.
    pub fn is_summe(&mut self, zeile: usize, teile: &[usize], spalten: impl IntoIterator<Item = usize>) {
        for spalte in spalten {
            let parts = teile.iter().map(|teil| (1, Bezug::Zelle(*teil, spalte))).collect();
            self.declare(zeile, spalte, Zellregel::Summe(parts));
        }
    }

    /// Adds a note.
    pub fn note(&mut self, note: impl Into<String>) {
        self.tabelle.noten.push(note.into());
    }

    /// Whether any cell prints a sign, such as „.“.
    pub fn prints(&self, zeichen: &str) -> bool {
        self.tabelle.zeilen.iter().flat_map(|zeile| &zeile.werte).any(|text| text == zeichen)
    }

    /// Whether it has no line.
    pub fn is_empty(&self) -> bool {
        self.tabelle.zeilen.is_empty()
    }

    /// Where a cell stands.
    pub fn stelle(&self, zeile: usize, spalte: usize) -> Stelle {
        Stelle::new(format!("{}/zeilen/{zeile}/werte/{spalte}", self.pfad))
    }

    /// What a cell prints.
    pub fn text(&self, zeile: usize, spalte: usize) -> &str {
        let zeile = self.tabelle.zeilen.get(zeile);
        zeile.and_then(|zeile| zeile.werte.get(spalte)).map_or("", String::as_str)
    }

    /// Whether a cell prints a number.
    pub fn is_number(&self, zeile: usize, spalte: usize) -> bool {
        let text = self.tabelle.zeilen.get(zeile).and_then(|zeile| zeile.werte.get(spalte));
        text.is_some_and(|text| zahl::is_number(text))
    }

    /// The table and what must hold between its numbers.
    pub fn build(self) -> (Zahlentabelle, Vec<Probe>) {
        (self.tabelle, self.proben)
    }

    fn declare(&mut self, zeile: usize, spalte: usize, regel: Zellregel) {
        if !self.is_number(zeile, spalte) {
            return;
        }
        let Some(regel) = self.resolve(zeile, regel) else { return };
        let wo = format!("{}, Zeile {}, Spalte {}", self.wo, self.tabelle.zeilen[zeile].name, self.head(spalte));
        self.proben.push(Probe { wo, stelle: self.stelle(zeile, spalte), regel });
    }

    fn head(&self, spalte: usize) -> String {
        let Some(spalte) = self.tabelle.spalten.get(spalte) else { return (spalte + 1).to_string() };
        match &spalte.gruppe {
            Some(gruppe) => format!("{gruppe} {}", spalte.kopf),
            None => spalte.kopf.clone(),
        }
    }

    /// The rule by places in the document; none where one of its parts is not printed.
    fn resolve(&self, zeile: usize, regel: Zellregel) -> Option<Proberegel> {
        let places = |parts: Vec<(i64, Bezug)>| -> Option<Vec<(i64, Stelle)>> {
            parts.into_iter().map(|(faktor, bezug)| Some((faktor, self.place(zeile, bezug)?))).collect()
        };
        Some(match regel {
            Zellregel::Fest(regel) => regel,
            Zellregel::Summe(parts) => Proberegel::Summe(places(parts)?),
            Zellregel::Quotient { zaehler, nenner, mal } => {
                Proberegel::Quotient { zaehler: places(zaehler)?, nenner: places(nenner)?, mal }
            }
        })
    }

    fn place(&self, zeile: usize, bezug: Bezug) -> Option<Stelle> {
        let (zeile, spalte) = match bezug {
            Bezug::Spalte(spalte) => (zeile, spalte),
            Bezug::Zelle(zeile, spalte) => (zeile, spalte),
            Bezug::Stelle(stelle) => return Some(stelle),
        };
        self.is_number(zeile, spalte).then(|| self.stelle(zeile, spalte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug};

    fn id(art: &str) -> ZellId {
        let quartal = "2026-Q2".parse().expect("a quarter");
        ZellId::new(Messgroesse::Bestand, Zeitbezug::Quartal(quartal), &Ort::kreis(), &Hilfe::art(art, "ambulant"))
    }

    fn bau() -> Tabellenbau {
        Tabellenbau::new("/faelle", "Fälle", "Hilfeart")
            .with_spalte("1/2026", Some("Bestand"), Spaltenart::Zahl)
            .with_spalte("2/2026", Some("Bestand"), Spaltenart::Zahl)
            .with_spalte("VQ", Some("ggü."), Spaltenart::Zahl)
    }

    fn line(bau: &mut Tabellenbau, rang: Rang, art: &str, alt: Angabe<i64>, neu: Angabe<i64>) -> usize {
        let change = neu.zip(alt).map(|(neu, alt)| neu - alt);
        let zellen = vec![
            Zelle::anzahl(alt, id(art)),
            Zelle::anzahl(neu, id(art)),
            Zelle::aenderung(change, Bezug::Spalte(1), Bezug::Spalte(0)),
        ];
        bau.push(rang, art, zellen)
    }

    #[test]
    fn every_printed_number_has_a_rule_and_nothing_else() {
        let mut bau = bau();
        let a = line(&mut bau, Rang::Teil, "30", Angabe::Wert(4), Angabe::Wert(1_250));
        let b = line(&mut bau, Rang::Teil, "31", Angabe::Gesperrt, Angabe::Wert(0));
        let sum = line(&mut bau, Rang::Summe, "alle", Angabe::Gesperrt, Angabe::Wert(1_250));
        bau.is_summe(sum, &[a, b], [0, 1]);
        let (tabelle, proben) = bau.build();
        let werte: Vec<_> = tabelle.zeilen.iter().map(|zeile| zeile.werte.join(" ")).collect();
        assert_eq!(werte, ["4 1.250 +1.246", ". – .", ". 1.250 ."]);
        let places: Vec<_> = proben.iter().map(|probe| probe.stelle.pfad.as_str()).collect();
        assert_eq!(
            places,
            [
                "/faelle/zeilen/0/werte/0",
                "/faelle/zeilen/0/werte/1",
                "/faelle/zeilen/0/werte/2",
                "/faelle/zeilen/1/werte/1",
                "/faelle/zeilen/2/werte/1",
                "/faelle/zeilen/2/werte/1",
            ]
        );
        let parts = vec![(1, Stelle::new("/faelle/zeilen/0/werte/1")), (1, Stelle::new("/faelle/zeilen/1/werte/1"))];
        assert_eq!(proben[5].regel, Proberegel::Summe(parts));
        assert_eq!(proben[5].wo, "Tabelle „Fälle“, Zeile alle, Spalte Bestand 2/2026");
    }

    #[test]
    fn a_change_from_nothing_has_no_percentage() {
        let cell = |prozent| Zelle::aenderung_prozent(prozent, Bezug::Spalte(1), Bezug::Spalte(0)).text;
        assert_eq!(cell(Angabe::Wert(Some(Decimal::new(4_04, 2)))), "+4,0");
        assert_eq!(cell(Angabe::Wert(None)), "x");
        assert_eq!(cell(Angabe::Fehlt), "…");
    }
}

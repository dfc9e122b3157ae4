//! Texts of pieces, key figures and key sentences (`templates/teile/kernsaetze.typ`) that know where each of their
//! numbers stands, so that what must hold between the numbers is declared while the texts are made.

use serde::Serialize;

use super::probe::zahlen::numbers;
use super::probe::{Probe, Proberegel, Stelle};
use super::zahl;

/// A piece of a sentence, stressed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lauf {
    /// The words.
    pub text: String,
    /// Whether it is bold.
    pub stark: bool,
}

/// A text of pieces. Every number that is declared stands in a piece of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Satz {
    laeufe: Vec<Lauf>,
    regeln: Vec<(usize, Satzregel)>,
}

/// What a number of a sentence must be. Other numbers of the sentence are named by their place among those that are
/// declared, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Satzregel {
    Fest(Proberegel),
    Summe(Vec<(i64, usize)>),
    Quotient(Vec<(i64, usize)>, Vec<(i64, usize)>, i64),
}

impl Satz {
    /// A text without pieces.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds plain words.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.lauf(text.into(), false)
    }

    /// Adds stressed words.
    #[must_use]
    pub fn stark(self, text: impl Into<String>) -> Self {
        self.lauf(text.into(), true)
    }

    /// Adds a printed number and what it must be. `text` holds this number alone, with its unit.
    #[must_use]
    pub fn zahl(self, text: impl Into<String>, regel: Proberegel) -> Self {
        self.number(text.into(), false, Satzregel::Fest(regel))
    }

    /// The same, stressed.
    #[must_use]
    pub fn zahl_stark(self, text: impl Into<String>, regel: Proberegel) -> Self {
        self.number(text.into(), true, Satzregel::Fest(regel))
    }

    /// Adds the sum of declared numbers of this sentence times their factors.
    #[must_use]
    pub fn summe(self, text: impl Into<String>, teile: &[(i64, usize)]) -> Self {
        self.number(text.into(), false, Satzregel::Summe(teile.to_vec()))
    }

    /// Adds a quotient of declared numbers of this sentence times a factor.
    #[must_use]
    pub fn quotient(
        self,
        text: impl Into<String>,
        zaehler: &[(i64, usize)],
        nenner: &[(i64, usize)],
        mal: i64,
    ) -> Self {
        self.number(text.into(), false, Satzregel::Quotient(zaehler.to_vec(), nenner.to_vec(), mal))
    }

    /// Adds another sentence behind.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        let (laeufe, zahlen) = (self.laeufe.len(), self.regeln.len());
        let moved = |teile: Vec<(i64, usize)>| -> Vec<(i64, usize)> {
            teile.into_iter().map(|(faktor, number)| (faktor, number + zahlen)).collect()
        };
        self.laeufe.extend(other.laeufe);
        self.regeln.extend(other.regeln.into_iter().map(|(lauf, regel)| {
            let regel = match regel {
                Satzregel::Fest(regel) => Satzregel::Fest(regel),
                Satzregel::Summe(teile) => Satzregel::Summe(moved(teile)),
                Satzregel::Quotient(zaehler, nenner, mal) => Satzregel::Quotient(moved(zaehler), moved(nenner), mal),
            };
            (lauf + laeufe, regel)
        }));
        self
    }

    /// How many numbers are declared so far.
    pub fn declared(&self) -> usize {
        self.regeln.len()
    }

    /// The words without their pieces.
    pub fn plain(&self) -> String {
        self.laeufe.iter().map(|lauf| lauf.text.as_str()).collect()
    }

    /// The pieces, and what must hold of their numbers. `pfad` is the JSON pointer to the list of pieces; `wo` says
    /// where it stands.
    pub fn build(self, pfad: &str, wo: &str) -> (Vec<Lauf>, Vec<Probe>) {
        let stellen: Vec<Stelle> =
            self.regeln.iter().map(|(lauf, _)| Stelle::new(format!("{pfad}/{lauf}/text"))).collect();
        let places = |teile: Vec<(i64, usize)>| -> Vec<(i64, Stelle)> {
            teile.into_iter().filter_map(|(faktor, number)| Some((faktor, stellen.get(number)?.clone()))).collect()
        };
        let proben = self.regeln.into_iter().zip(&stellen).map(|((_, regel), stelle)| Probe {
            wo: wo.to_owned(),
            stelle: stelle.clone(),
            regel: match regel {
                Satzregel::Fest(regel) => regel,
                Satzregel::Summe(teile) => Proberegel::Summe(places(teile)),
                Satzregel::Quotient(zaehler, nenner, mal) => {
                    Proberegel::Quotient { zaehler: places(zaehler), nenner: places(nenner), mal }
                }
            },
        });
        let proben = proben.collect();
        (self.laeufe, proben)
    }

    fn lauf(mut self, text: String, stark: bool) -> Self {
        self.laeufe.push(Lauf { text, stark });
        self
    }

    fn number(mut self, text: String, stark: bool, regel: Satzregel) -> Self {
        if zahl::is_number(&text) {
            self.regeln.push((self.laeufe.len(), regel));
        }
        self.lauf(text, stark)
    }
}

/// A text in one string, of which some numbers are declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zeile {
    text: String,
    regeln: Vec<(usize, Proberegel)>,
}

impl Zeile {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds a printed number and what it must be.
    #[must_use]
    pub fn zahl(mut self, text: &str, regel: Proberegel) -> Self {
        // `–` among other numbers of a text is none that could be found again.
        if text.contains(|sign: char| sign.is_ascii_digit()) {
            self.regeln.push((numbers(&self.text).len(), regel));
        }
        self.text.push_str(text);
        self
    }

    /// The words.
    pub fn plain(&self) -> &str {
        &self.text
    }

    /// The text, and what must hold of its numbers.
    pub fn build(self, pfad: &str, wo: &str) -> (String, Vec<Probe>) {
        let proben = self.regeln.into_iter().map(|(nummer, regel)| Probe {
            wo: wo.to_owned(),
            stelle: Stelle::number(pfad, nummer),
            regel,
        });
        let proben = proben.collect();
        (self.text, proben)
    }
}

/// A key figure at the top of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kennzahlkachel {
    /// What it is.
    pub name: String,
    /// The figure with its unit.
    pub wert: String,
    /// What it is held against.
    pub detail: String,
}

impl Kennzahlkachel {
    /// A key figure, and what must hold of its numbers. `pfad` is the JSON pointer to it.
    pub fn new(name: impl Into<String>, wert: Zeile, detail: Zeile, pfad: &str) -> (Self, Vec<Probe>) {
        let name = name.into();
        let wo = format!("Kennzahl „{name}“");
        let (wert, mut proben) = wert.build(&format!("{pfad}/wert"), &wo);
        let (detail, more) = detail.build(&format!("{pfad}/detail"), &wo);
        proben.extend(more);
        (Self { name, wert, detail }, proben)
    }
}

/// What a key sentence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Richtung {
    /// More than before.
    Mehr,
    /// Less than before.
    Weniger,
    /// Nearly as before.
    Gleich,
    /// Where to look.
    Hinweis,
}

impl Richtung {
    /// The word that is printed beside its sign.
    pub const fn wort(self) -> &'static str {
        match self {
            Self::Mehr => "mehr",
            Self::Weniger => "weniger",
            Self::Gleich => "nahezu unverändert",
            Self::Hinweis => "hinschauen",
        }
    }
}

/// A sentence made from the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kernsatz {
    /// What it tells, for its sign.
    pub art: Richtung,
    /// The same as a word.
    pub wort: String,
    /// The sentence.
    pub laeufe: Vec<Lauf>,
}

/// Key sentences, and what must hold of their numbers. `pfad` is the JSON pointer to their list.
pub fn kernsaetze(saetze: Vec<(Richtung, Satz)>, pfad: &str) -> (Vec<Kernsatz>, Vec<Probe>) {
    let mut proben = Vec::new();
    let mut built = Vec::new();
    for (nummer, (art, satz)) in saetze.into_iter().enumerate() {
        let (laeufe, more) = satz.build(&format!("{pfad}/{nummer}/laeufe"), &format!("Kernsatz {}", nummer + 1));
        proben.extend(more);
        built.push(Kernsatz { art, wort: art.wort().to_owned(), laeufe });
    }
    (built, proben)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kennzahl(key: &str) -> Proberegel {
        Proberegel::Kennzahl(key.to_owned())
    }

    #[test]
    fn each_declared_number_is_the_first_of_its_piece() {
        let satz = Satz::new()
            .stark("§ 34 Heimerziehung:")
            .text(" ")
            .zahl("72", kennzahl("a"))
            .text(" nach ")
            .zahl("87", kennzahl("b"))
            .text(" (")
            .quotient("−17,2 %", &[(1, 0), (-1, 1)], &[(1, 1)], 100)
            .text(")");
        assert_eq!(satz.plain(), "§ 34 Heimerziehung: 72 nach 87 (−17,2 %)");
        let (saetze, proben) = kernsaetze(vec![(Richtung::Weniger, satz)], "/saetze/saetze");
        assert_eq!(saetze[0].laeufe[4].text, "87");
        assert_eq!(proben[1].stelle, Stelle::new("/saetze/saetze/0/laeufe/4/text"));
        assert_eq!(proben[1].regel, kennzahl("b"));
        let [neu, alt] = [2, 4].map(|lauf| Stelle::new(format!("/saetze/saetze/0/laeufe/{lauf}/text")));
        let quotient =
            Proberegel::Quotient { zaehler: vec![(1, neu), (-1, alt.clone())], nenner: vec![(1, alt)], mal: 100 };
        assert_eq!(proben[2].regel, quotient);
    }

    #[test]
    fn numbers_of_a_line_are_counted_with_those_that_are_not_declared() {
        let zeile = Zeile::new()
            .text("Bestand am 30.06.: ")
            .zahl("1.250", kennzahl("a"))
            .text(" / ")
            .zahl(".", kennzahl("b"))
            .text(" / ")
            .zahl("−7,5", kennzahl("c"));
        let (kachel, proben) = Kennzahlkachel::new("Hilfen", zeile, Zeile::new(), "/kennzahlen/0");
        assert_eq!(kachel.wert, "Bestand am 30.06.: 1.250 / . / −7,5");
        let places: Vec<_> = proben.iter().map(|probe| (probe.stelle.nummer, probe.regel.clone())).collect();
        assert_eq!(places, [(1, kennzahl("a")), (2, kennzahl("c"))]);
    }
}

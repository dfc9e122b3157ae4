//! Chapters under construction: blocks, numbers of figures and tables, and what must hold between printed numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::zelle::{Ort, ZellId};
use crate::domain::{Angabe, Quartal};
use crate::present::kernsaetze::{Kennzahlkachel, Kernsatz, Lauf, Richtung, Satz, Zeile, kernsaetze};
use crate::present::probe::{Nenner, Probe, Proberegel, Stelle};
use crate::present::quellen::Lieferung;
use crate::present::schaubild::Schaubild;
use crate::present::zahl;
use crate::present::zahlentabelle::{Tabellenbau, Zahlentabelle, Zelle};

use super::auslastung::Auslastung;

/// The chapters in their order. Each is always there, so that „Abschnitt 5“ is the same thing in every report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Abschnitt {
    Kurz,
    Faelle,
    Kosten,
    Verschiebung,
    Budget,
    Massnahmen,
    Ziele,
    Besondere,
    Methodik,
    Anhang,
}

impl Abschnitt {
    /// Place in the list of chapters.
    fn index(self) -> usize {
        usize::from(self as u8)
    }

    /// Number as it is printed; the annex has a letter.
    pub fn nummer(self) -> String {
        if self == Self::Anhang { "A".to_owned() } else { (self.index() + 1).to_string() }
    }

    /// `Abschnitt 5`, with a space that does not break.
    pub fn verweis(self) -> String {
        if self == Self::Anhang { "Anhang".to_owned() } else { format!("Abschnitt\u{a0}{}", self.nummer()) }
    }
}

/// A chapter as `jha-bericht.typ` prints it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kapitel {
    nummer: Option<String>,
    thema: String,
    zusatz: Option<String>,
    aussage: Option<String>,
    neue_seite: bool,
    bloecke: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "art", rename_all = "lowercase")]
enum Block {
    Absatz { laeufe: Vec<Lauf> },
    Liste { eintraege: Vec<Vec<Lauf>> },
    Zwischentitel { text: String },
    Kernsaetze { saetze: Vec<Kernsatz> },
    Kennzahlen { kennzahlen: Vec<Kennzahlkachel> },
    Abbildung { nummer: String, titel: String, bild: Box<Schaubild> },
    Tabelle { tabelle: Zahlentabelle },
    Auslastung { auslastung: Auslastung },
    Begriffe { eintraege: Vec<Eintrag> },
    Herkunft { lieferungen: Vec<Lieferung>, texte: Vec<String> },
}

/// A term and what is said about it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Eintrag {
    begriff: String,
    texte: Vec<String>,
}

impl Eintrag {
    pub fn new(begriff: impl Into<String>, text: impl Into<String>) -> Self {
        Self { begriff: begriff.into(), texte: vec![text.into()] }
    }
}

/// The chapters so far, the places of their numbers, and what must hold between these.
#[derive(Default)]
pub(super) struct Bericht {
    kapitel: BTreeMap<Abschnitt, Kapitel>,
    proben: Vec<Probe>,
    zellen: BTreeMap<ZellId, Stelle>,
    junge: BTreeMap<(Ort, Quartal), Stelle>,
}

impl Bericht {
    /// Chapters in their order, and what must hold.
    pub fn build(self) -> (Vec<Kapitel>, Vec<Probe>) {
        (self.kapitel.into_values().collect(), self.proben)
    }

    /// More that must hold: numbers outside of the chapters.
    pub fn prove(&mut self, proben: Vec<Probe>) {
        self.proben.extend(proben);
    }

    /// Where a number on cases or costs is printed, if it is.
    pub fn stelle(&self, id: &ZellId) -> Option<Stelle> {
        self.zellen.get(id).cloned()
    }

    /// Where the young people of a line are printed.
    pub fn junge(&self, ort: &Ort, quartal: Quartal) -> Option<Stelle> {
        self.junge.get(&(ort.clone(), quartal)).cloned()
    }

    /// Notes where the young people of a line are printed.
    pub fn note_junge(&mut self, ort: &Ort, quartal: Quartal, stelle: Stelle) {
        self.junge.entry((ort.clone(), quartal)).or_insert(stelle);
    }

    /// The rule of the change from `alt` to `neu` in percent.
    pub fn veraenderung(&self, neu: &ZellId, alt: &ZellId) -> Option<Proberegel> {
        let (neu, alt) = (self.stelle(neu)?, self.stelle(alt)?);
        Some(Proberegel::Quotient { zaehler: vec![(1, neu), (-1, alt.clone())], nenner: vec![(1, alt)], mal: 100 })
    }

    /// The rule of a part in percent of a sum.
    pub fn anteil(&self, teil: &ZellId, ganzes: &[ZellId]) -> Option<Proberegel> {
        let nenner: Option<Vec<_>> = ganzes.iter().map(|id| Some((1, self.stelle(id)?))).collect();
        Some(Proberegel::Quotient { zaehler: vec![(1, self.stelle(teil)?)], nenner: nenner?, mal: 100 })
    }

    /// The same where the Bestand itself is not printed.
    pub fn dichte_ungedruckt(&self, id: &ZellId, quartal: Quartal, je: u32) -> Option<Proberegel> {
        let durch = Nenner::Stelle(self.junge(&id.ort, quartal)?);
        Some(Proberegel::Zellquotient { teil: id.clone(), durch, mal: i64::from(je) })
    }

    /// The rule of a Bestand per so many young people.
    pub fn dichte(&self, id: &ZellId, quartal: Quartal, je: u32) -> Option<Proberegel> {
        let nenner = vec![(1, self.junge(&id.ort, quartal)?)];
        Some(Proberegel::Quotient { zaehler: vec![(1, self.stelle(id)?)], nenner, mal: i64::from(je) })
    }
}

/// Adds a number to a text; it is declared where its rule is known and it is a number at all.
pub(super) fn zahl_in(satz: Satz, text: impl Into<String>, regel: Option<Proberegel>) -> Satz {
    let text = text.into();
    match regel.filter(|_| zahl::is_number(&text)) {
        Some(regel) => satz.zahl(text, regel),
        None => satz.text(text),
    }
}

/// The same in a text of one string.
pub(super) fn zahl_in_zeile(zeile: Zeile, text: &str, regel: Option<Proberegel>) -> Zeile {
    match regel {
        Some(regel) => zeile.zahl(text, regel),
        None => zeile.text(text),
    }
}

/// The same in a cell of a table.
pub(super) fn zelle(text: impl Into<String>, regel: Option<Proberegel>) -> Zelle {
    let zelle = Zelle::text(text);
    match regel {
        Some(regel) => zelle.with(regel),
        None => zelle,
    }
}

/// One chapter under construction.
pub(super) struct Kapitelbau<'b> {
    bericht: &'b mut Bericht,
    abschnitt: Abschnitt,
    kapitel: Kapitel,
    abbildungen: usize,
    tabellen: usize,
}

impl<'b> Kapitelbau<'b> {
    pub fn new(bericht: &'b mut Bericht, abschnitt: Abschnitt, thema: &str) -> Self {
        let anhang = abschnitt == Abschnitt::Anhang;
        // The contents stand alone, and so do the full tables.
        let neue_seite = anhang || abschnitt == Abschnitt::Kurz;
        let kapitel = Kapitel {
            nummer: (!anhang).then(|| abschnitt.nummer()),
            thema: thema.to_owned(),
            zusatz: None,
            aussage: None,
            neue_seite,
            bloecke: Vec::new(),
        };
        Self { bericht, abschnitt, kapitel, abbildungen: 0, tabellen: 0 }
    }

    /// What is said elsewhere about the same numbers.
    pub fn bericht(&self) -> &Bericht {
        self.bericht
    }

    /// Small words behind the subject.
    pub fn zusatz(&mut self, text: impl Into<String>) {
        self.kapitel.zusatz = Some(text.into());
    }

    /// The message of the chapter.
    pub fn aussage(&mut self, zeile: Zeile) {
        let pfad = format!("/kapitel/{}/aussage", self.abschnitt.index());
        let (text, proben) = zeile.build(&pfad, &format!("Überschrift von {}", self.abschnitt.verweis()));
        self.bericht.proben.extend(proben);
        self.kapitel.aussage = Some(text);
    }

    pub fn absatz(&mut self, satz: Satz) {
        let (laeufe, proben) = satz.build(&format!("{}/laeufe", self.pfad()), &self.wo("Absatz"));
        self.push(Block::Absatz { laeufe }, proben);
    }

    /// A list with dashes; nothing where it is empty.
    pub fn liste(&mut self, saetze: Vec<Satz>) {
        if saetze.is_empty() {
            return;
        }
        let (pfad, wo) = (self.pfad(), self.wo("Liste"));
        let mut proben = Vec::new();
        let mut eintraege = Vec::new();
        for (nummer, satz) in saetze.into_iter().enumerate() {
            let (laeufe, more) = satz.build(&format!("{pfad}/eintraege/{nummer}"), &wo);
            eintraege.push(laeufe);
            proben.extend(more);
        }
        self.push(Block::Liste { eintraege }, proben);
    }

    pub fn zwischentitel(&mut self, text: impl Into<String>) {
        self.push(Block::Zwischentitel { text: text.into() }, Vec::new());
    }

    pub fn kernsaetze(&mut self, saetze: Vec<(Richtung, Satz)>) {
        let (saetze, proben) = kernsaetze(saetze, &format!("{}/saetze", self.pfad()));
        self.push(Block::Kernsaetze { saetze }, proben);
    }

    /// Key figures: name, figure, detail.
    pub fn kennzahlen(&mut self, liste: Vec<(String, Zeile, Zeile)>) {
        let pfad = self.pfad();
        let mut proben = Vec::new();
        let mut kennzahlen = Vec::new();
        for (nummer, (name, wert, detail)) in liste.into_iter().enumerate() {
            let (kachel, more) = Kennzahlkachel::new(name, wert, detail, &format!("{pfad}/kennzahlen/{nummer}"));
            kennzahlen.push(kachel);
            proben.extend(more);
        }
        self.push(Block::Kennzahlen { kennzahlen }, proben);
    }

    pub fn abbildung(&mut self, titel: impl Into<String>, bild: Schaubild) {
        self.abbildungen += 1;
        let nummer = format!("{}.{}", self.abschnitt.nummer(), self.abbildungen);
        let titel = titel.into();
        let proben = bild.proben(&format!("{nummer} {titel}"), &format!("{}/bild", self.pfad()));
        self.push(Block::Abbildung { nummer, titel, bild: Box::new(bild) }, proben);
    }

    /// A numbered table; `make` fills it, and notes the keys of its cells in the second argument.
    pub fn tabelle(
        &mut self,
        titel: impl Into<String>,
        erste: &str,
        make: impl FnOnce(Tabellenbau, &mut Bericht) -> Tabellenbau,
    ) {
        self.tabellen += 1;
        let nummer = format!("{}.{}", self.abschnitt.nummer(), self.tabellen);
        let bau = Tabellenbau::new(format!("{}/tabelle", self.pfad()), titel, erste).with_nummer(nummer);
        let (tabelle, proben) = make(bau, self.bericht).build();
        for probe in &proben {
            if let Proberegel::Zelle(id) = &probe.regel {
                self.bericht.zellen.entry(id.clone()).or_insert_with(|| probe.stelle.clone());
            }
        }
        self.push(Block::Tabelle { tabelle }, proben);
    }

    /// Budgets side by side. `make` gets the number of the table and the JSON pointer to it.
    pub fn auslastung(&mut self, make: impl FnOnce(String, &str) -> (Auslastung, Vec<Probe>)) {
        self.tabellen += 1;
        let nummer = format!("{}.{}", self.abschnitt.nummer(), self.tabellen);
        let (auslastung, proben) = make(nummer, &format!("{}/auslastung", self.pfad()));
        self.push(Block::Auslastung { auslastung }, proben);
    }

    pub fn begriffe(&mut self, eintraege: Vec<Eintrag>) {
        self.push(Block::Begriffe { eintraege }, Vec::new());
    }

    pub fn herkunft(&mut self, lieferungen: Vec<Lieferung>, texte: Vec<String>) {
        self.push(Block::Herkunft { lieferungen, texte }, Vec::new());
    }

    /// Puts the chapter in its place.
    pub fn finish(self) {
        self.bericht.kapitel.insert(self.abschnitt, self.kapitel);
    }

    /// JSON pointer to the next block.
    fn pfad(&self) -> String {
        format!("/kapitel/{}/bloecke/{}", self.abschnitt.index(), self.kapitel.bloecke.len())
    }

    fn wo(&self, what: &str) -> String {
        format!("{}, {what} {}", self.abschnitt.verweis(), self.kapitel.bloecke.len() + 1)
    }

    fn push(&mut self, block: Block, proben: Vec<Probe>) {
        self.kapitel.bloecke.push(block);
        self.bericht.proben.extend(proben);
    }
}

/// A number that may be shown, else none: for sentences, which leave out what they must not say.
pub(super) fn beide<T, U>(a: Angabe<T>, b: Angabe<U>) -> Option<(T, U)> {
    a.zip(b).wert()
}

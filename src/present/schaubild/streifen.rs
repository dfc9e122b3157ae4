//! Bars in rows: single, stacked, or bullets with frame and marker.

use rust_decimal::{Decimal, RoundingStrategy};

use super::alt::Alttext;
use super::bilder::{Schaubild, Streifen, Stueck, Zeile};
use super::daten::{Datenreihe, Kategorie, Punkt, Reihendaten, Zahlform};
use super::modell::{Lage, Legende, Marke, Stil};
use super::platz::{WORT_MM, flaeche, length, room, wide};
use super::skala::Skala;
use crate::present::probe::zahlen::{Gedruckt, read};
use crate::present::zahl;

/// A row before it is drawn.
#[derive(Clone, Debug)]
pub struct Balken {
    name: String,
    detail: Option<String>,
    stark: bool,
    trennt: bool,
    teile: Vec<(String, Stil, Punkt)>,
    rahmen: Option<Decimal>,
    marke: Option<Decimal>,
    zeichen: Option<String>,
    wert: Option<String>,
    hoechstens: Option<Decimal>,
}

impl Balken {
    /// A row with nothing in it yet.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            detail: None,
            stark: false,
            trennt: false,
            teile: Vec::new(),
            rahmen: None,
            marke: None,
            zeichen: None,
            wert: None,
            hoechstens: None,
        }
    }

    /// Draws no more than this; the value that is written and read aloud stays what it is.
    #[must_use]
    pub fn hoechstens(mut self, value: Decimal) -> Self {
        self.hoechstens = Some(value);
        self
    }

    /// One more piece. `reihe` names what it is: `Ist`.
    #[must_use]
    pub fn teil(mut self, reihe: &str, stil: Stil, punkt: impl Into<Punkt>) -> Self {
        self.teile.push((reihe.to_owned(), stil, punkt.into()));
        self
    }

    /// The value at the right; without it that of a single piece.
    #[must_use]
    pub fn wert(mut self, text: &str) -> Self {
        self.wert = Some(text.to_owned());
        self
    }

    /// A second line below the name.
    #[must_use]
    pub fn detail(mut self, text: &str) -> Self {
        self.detail = Some(text.to_owned());
        self
    }

    /// In bold.
    #[must_use]
    pub fn stark(mut self) -> Self {
        self.stark = true;
        self
    }

    /// A rule above the row.
    #[must_use]
    pub fn trennt(mut self) -> Self {
        self.trennt = true;
        self
    }

    /// An outline from zero: budget or Soll.
    #[must_use]
    pub fn rahmen(mut self, value: Decimal) -> Self {
        self.rahmen = Some(value);
        self
    }

    /// A black bar: Zeitanteil.
    #[must_use]
    pub fn marke(mut self, value: Decimal) -> Self {
        self.marke = Some(value);
        self
    }

    /// A sign in place of the bar, where one makes no sense: `x`.
    #[must_use]
    pub fn zeichen(mut self, text: &str) -> Self {
        self.zeichen = Some(text.to_owned());
        self
    }

    /// A piece that lies beyond the frame is over it and looks so: Ist and gebunden against a budget.
    fn pieces(&self) -> Vec<(Stil, Decimal, Decimal, Option<usize>)> {
        let mut pieces = Vec::new();
        let mut from = Decimal::ZERO;
        for (index, (_, stil, punkt)) in self.teile.iter().enumerate() {
            let Some(value) = punkt.wert().filter(|value| *value > Decimal::ZERO) else { continue };
            let to = self.hoechstens.map_or(from + value, |most| most.min(from + value));
            match self.rahmen.filter(|frame| matches!(stil, Stil::Ist | Stil::Gebunden) && to > *frame) {
                Some(frame) => {
                    if from < frame {
                        pieces.push((*stil, from, frame, Some(index)));
                    }
                    pieces.push((Stil::Ueber, frame.max(from), to, None));
                }
                None => pieces.push((*stil, from, to, Some(index))),
            }
            from = to;
        }
        pieces
    }

    /// `.` or `…` if a piece is secret or missing: then none is drawn, the others could not be read rightly.
    fn sign(&self) -> Option<String> {
        let signs: Vec<_> = self.teile.iter().filter_map(|(_, _, punkt)| punkt.zeichen()).collect();
        let secret = signs.iter().find(|sign| **sign == super::daten::GESPERRT).or(signs.first());
        self.zeichen.clone().or_else(|| secret.map(|sign| (*sign).to_owned()))
    }

    /// Adds what is said of the row. Where several pieces make the value at the right, the last one is what the others
    /// leave of it.
    fn speak(&self, form: Zahlform, alt: &mut Alttext) {
        alt.push(&format!(" {}: ", self.name));
        let wert = self.wert.as_ref().filter(|wert| !self.only_value(form).as_ref().eq(&Some(*wert)) && !is_sign(wert));
        if let Some(zeichen) = &self.zeichen {
            alt.push(match zeichen.as_str() {
                super::daten::GESPERRT => "gesperrt",
                zahl::UNBEKANNT => "nicht geliefert",
                _ => "nicht sinnvoll",
            });
        }
        let teile = if self.zeichen.is_some() { &[][..] } else { self.teile.as_slice() };
        let mut said = Vec::new();
        for (place, (reihe, _, punkt)) in teile.iter().enumerate() {
            alt.join(place, ", ");
            if teile.len() > 1 {
                alt.push(&format!("{reihe} "));
            }
            said.push(alt.push_value(*punkt, form, String::new(), None));
        }
        let said: Option<Vec<usize>> = said.into_iter().collect();
        if let Some(wert) = wert {
            alt.join(teile.len() + usize::from(self.zeichen.is_some()), ", ");
            let nummer = alt.push_number(&zahl::gesprochen(wert));
            if let (Some(nummer), Some([others @ .., last])) = (nummer, said.as_deref())
                && self.is_sum(wert)
            {
                alt.prove_rest(format!("Zeile {}", self.name), *last, nummer, others);
            }
        }
        alt.push(".");
    }

    /// Whether the value at the right is all pieces together.
    fn is_sum(&self, wert: &str) -> bool {
        let sum: Option<Decimal> = self.teile.iter().map(|(_, _, punkt)| punkt.wert()).sum();
        match (sum, read(wert, 0)) {
            (Some(sum), Some(Gedruckt::Zahl(printed))) if self.teile.len() > 1 => {
                let places = printed.wert.scale();
                sum.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero) == printed.wert
            }
            _ => false,
        }
    }

    fn only_value(&self, form: Zahlform) -> Option<String> {
        match self.teile.as_slice() {
            [(_, _, punkt)] => Some(punkt.text(form)),
            _ => None,
        }
    }
}

fn is_sign(text: &str) -> bool {
    [super::daten::GESPERRT, zahl::UNBEKANNT, zahl::SINNLOS, zahl::NICHTS].contains(&text)
}

/// What the rows have in common.
#[derive(Clone, Debug)]
pub struct Streifendaten {
    /// Kind of chart for the alt text: `Balkendiagramm`, `Gestapelte Balken`.
    pub art: &'static str,
    /// What is shown, where.
    pub gegenstand: String,
    /// What it says: one sentence.
    pub botschaft: String,
    /// How a value is written, its unit included.
    pub form: Zahlform,
    /// The rows.
    pub balken: Vec<Balken>,
    /// Whether a scale stands below.
    pub skala: bool,
    /// A line across all rows, and its word.
    pub linie: Option<(Decimal, String)>,
    /// Whether the values stand in the pieces.
    pub beschriftet: bool,
    /// What the looks mean.
    pub legende: Vec<Legende>,
}

impl Streifendaten {
    /// Rows without scale, line, words in the pieces and legend.
    pub fn new(gegenstand: &str, botschaft: &str, form: Zahlform, balken: Vec<Balken>) -> Self {
        let stacked = balken.iter().any(|balken| balken.teile.len() > 1);
        Self {
            art: if stacked { "Gestapelte Balken" } else { "Balkendiagramm" },
            gegenstand: gegenstand.to_owned(),
            botschaft: botschaft.to_owned(),
            form,
            balken,
            skala: false,
            linie: None,
            beschriftet: false,
            legende: Vec::new(),
        }
    }

    /// Categories and series, as a chart of another program needs them.
    fn daten(&self) -> Reihendaten {
        let kategorien = self.balken.iter().map(|balken| Kategorie::name(&balken.name)).collect();
        let mut daten = Reihendaten::new(&self.gegenstand, &self.botschaft, self.form, kategorien);
        let mut series: Vec<Datenreihe> = Vec::new();
        for (index, balken) in self.balken.iter().enumerate() {
            for (name, stil, punkt) in &balken.teile {
                let place = series.iter().position(|reihe| reihe.name == *name).unwrap_or_else(|| {
                    let punkte = vec![Punkt::Wert(Decimal::ZERO); self.balken.len()];
                    series.push(Datenreihe { name: name.clone(), stil: *stil, punkte, regeln: Vec::new() });
                    series.len() - 1
                });
                if let Some(cell) = series.get_mut(place).and_then(|reihe| reihe.punkte.get_mut(index)) {
                    *cell = *punkt;
                }
            }
        }
        daten.reihen = series;
        daten
    }

    fn alt(&self) -> Alttext {
        let mut alt = Alttext::from(format!("{}: {}.", self.art, self.gegenstand));
        for balken in &self.balken {
            balken.speak(self.form, &mut alt);
        }
        if let Some((_, text)) = &self.linie {
            alt.push(&format!(" Linie: {}.", zahl::gesprochen(text)));
        }
        let botschaft = self.botschaft.trim().trim_end_matches('.');
        if !botschaft.is_empty() {
            alt.push(&format!(" Aussage: {}.", zahl::gesprochen(botschaft)));
        }
        alt
    }
}

/// Bars on one scale from zero, `gesamt` mm wide with names and values.
pub fn streifen(daten: &Streifendaten, gesamt: u16) -> Schaubild {
    let form = daten.form;
    let names = daten.balken.iter().flat_map(|balken| [Some(balken.name.as_str()), balken.detail.as_deref()]).flatten();
    let namen_mm = room(names, 4, 16, gesamt * 2 / 5);
    let values: Vec<Option<String>> =
        daten.balken.iter().map(|balken| balken.wert.clone().or_else(|| balken.only_value(form))).collect();
    let werte_mm = room(values.iter().flatten().map(String::as_str), 3, 4, gesamt / 4);
    let breite = gesamt - namen_mm - werte_mm;
    let skala = skala(daten);
    let zeilen = daten.balken.iter().zip(values).map(|(balken, wert)| zeile(daten, balken, wert, &skala, breite));
    Schaubild::Streifen(Streifen {
        alt: daten.alt(),
        flaeche: flaeche(breite, 0),
        namen_mm,
        werte_mm,
        skala: if daten.skala { skala.marken(form) } else { Vec::new() },
        linie: daten.linie.as_ref().map(|(value, text)| Marke { lage: skala.lage(*value), text: text.clone() }),
        zeilen: zeilen.collect(),
        legende: daten.legende.clone(),
        hinweis: None,
        daten: daten.daten(),
    })
}

/// All that is drawn: pieces, frames, markers, the line.
fn skala(daten: &Streifendaten) -> Skala {
    let ends = daten.balken.iter().flat_map(|balken| {
        let end = balken.pieces().last().map(|(_, _, to, _)| *to);
        [end, balken.rahmen, balken.marke]
    });
    let line = daten.linie.as_ref().map(|(value, _)| *value);
    let values: Vec<Decimal> = ends.chain([line]).flatten().collect();
    if daten.skala { Skala::rund(values.iter().copied(), daten.form) } else { Skala::voll(values.into_iter(), 100) }
}

fn zeile(daten: &Streifendaten, balken: &Balken, wert: Option<String>, skala: &Skala, breite: u16) -> Zeile {
    let zeichen = balken.sign();
    let pieces = if zeichen.is_some() { Vec::new() } else { balken.pieces() };
    let teile = pieces.into_iter().map(|(stil, from, to, index)| {
        let x = skala.lage(from);
        let long = skala.lage(to).above(x);
        let punkt = index.and_then(|index| balken.teile.get(index)).map(|(_, _, punkt)| *punkt);
        let text = punkt.filter(|_| daten.beschriftet).map(|punkt| punkt.text(daten.form));
        let room = length(long, breite);
        Stueck { stil, x, breite: long, text: text.filter(|text| room >= WORT_MM * 100 && wide(text) + 100 <= room) }
    });
    Zeile {
        name: balken.name.clone(),
        detail: balken.detail.clone(),
        stark: balken.stark,
        teile: teile.filter(|teil| teil.breite > Lage::NULL).collect(),
        rahmen: balken.rahmen.map(|value| skala.lage(value)),
        marke: balken.marke.map(|value| skala.lage(value)),
        zeichen,
        wert,
        trennt: balken.trennt,
    }
}

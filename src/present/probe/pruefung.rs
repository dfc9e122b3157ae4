//! The declared relations held against what is printed, before a document is typeset.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::bruch::Bruch;
use super::luecken::{Freitexte, placeholders};
use super::zahlen::{Gedruckt, Zahl, read};
use super::{Nenner, Probe, Proberegel, Stelle, bilder};
use crate::domain::gegenrechnung::{Gegenrechnung, Gegenwert};
use crate::domain::zelle::ZellId;
use crate::error::{Error, Result};
use crate::present::{Dokument, zahl};

/// The note of a table whose parts do not add up only because each is rounded.
pub const RUNDUNG: &str = "Einzelwerte sind gerundet; Summen können deshalb abweichen.";

/// Shares of 1 that are printed as percent.
const ANTEILE: [&str; 3] = ["auslastung", "bindungsquote", "zeitanteil"];
/// So many mistakes are told at once.
const HOECHSTENS: usize = 5;
/// Numbers that hang on each other no deeper than this.
const DEEPEST: u32 = 8;

/// What was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilanz {
    /// Documents.
    pub dokumente: usize,
    /// Printed numbers that were recomputed or held against the second computation.
    pub gedruckt: usize,
    /// Tables that say that their parts are rounded.
    pub gerundet: usize,
}

/// Documents whose printed numbers are right and whose fields are filled. Only these are typeset.
#[derive(Clone, Debug)]
pub struct Geprueft {
    dokumente: Vec<Dokument>,
    bilanz: Bilanz,
}

impl Geprueft {
    /// Checks documents. `gegen` is the second computation; documents that print no figures need none. `freitexte` are
    /// texts of records that look like unfilled fields.
    ///
    /// # Errors
    ///
    /// Names document, table, row, column, the printed number and the recomputed one; or the unfilled field.
    pub fn new(mut dokumente: Vec<Dokument>, gegen: &Gegenrechnung, freitexte: &Freitexte) -> Result<Self> {
        let mut bilanz = Bilanz { dokumente: dokumente.len(), ..Bilanz::default() };
        for dokument in &mut dokumente {
            check_filled(dokument, freitexte)?;
            let ergebnis = Pruefung::new(dokument, gegen).run()?;
            bilder::check(dokument)?;
            bilanz.gedruckt += ergebnis.gedruckt;
            bilanz.gerundet += ergebnis.gerundet.len();
            for pfad in &ergebnis.gerundet {
                add_note(dokument, pfad)?;
            }
        }
        Ok(Self { dokumente, bilanz })
    }

    /// The documents.
    pub fn dokumente(&self) -> &[Dokument] {
        &self.dokumente
    }

    /// What was checked.
    pub const fn bilanz(&self) -> Bilanz {
        self.bilanz
    }
}

/// Fails if a field of the data or of the attachment was not filled.
fn check_filled(dokument: &Dokument, freitexte: &Freitexte) -> Result<()> {
    let mut found = Vec::new();
    placeholders(&dokument.daten, freitexte, "", &mut found);
    placeholders(&dokument.anhang, freitexte, "/anhang", &mut found);
    let Some((pfad, field)) = found.first() else { return Ok(()) };
    Err(Error::new(format!("In {} ist ein Feld nicht ausgefüllt: „{field}“ (Stelle {pfad})", dokument.pfad))
        .remedy("Der Lauf ist angehalten, nichts wurde geschrieben. Bitte mit dieser Meldung an die Betreuung wenden"))
}

/// Where the note on rounding belongs: the table that holds a number. Tables have `noten`.
fn table_of(daten: &Value, pfad: &str) -> Option<String> {
    let mut table = pfad;
    while let Some((parent, _)) = table.rsplit_once('/') {
        if daten.pointer(parent).and_then(|value| value.get("noten")).is_some_and(Value::is_array) {
            return Some(parent.to_owned());
        }
        table = parent;
    }
    None
}

/// Adds the note on rounding to a table, or else to the line on signs at the end of the document, once.
fn add_note(dokument: &mut Dokument, table: &str) -> Result<()> {
    if let Some(Value::Array(noten)) = dokument.daten.pointer_mut(&format!("{table}/noten")) {
        if !noten.iter().any(|note| note == RUNDUNG) {
            noten.push(Value::from(RUNDUNG));
        }
        return Ok(());
    }
    match dokument.daten.get_mut("zeichen") {
        Some(Value::String(zeichen)) => {
            if !zeichen.contains(RUNDUNG) {
                zeichen.push_str(&format!(" {RUNDUNG}"));
            }
            Ok(())
        }
        _ => Err(Error::new(format!("In {} fehlt ein Platz für den Hinweis auf Rundungen", dokument.pfad))),
    }
}

/// What became of the checks of one document.
struct Ergebnis {
    gedruckt: usize,
    /// Tables whose parts add up only before rounding.
    gerundet: BTreeSet<String>,
}

/// The checks of one document.
struct Pruefung<'a> {
    dokument: &'a Dokument,
    gegen: &'a Gegenrechnung,
    by_stelle: BTreeMap<&'a Stelle, Vec<&'a Proberegel>>,
}

/// How a check went.
enum Befund {
    Stimmt,
    /// Right only before its parts were rounded.
    Gerundet,
    /// One of its parts is not printed.
    Offen,
    /// Wrong; the recomputed value, if there is one.
    Falsch(Option<Bruch>),
}

impl<'a> Pruefung<'a> {
    fn new(dokument: &'a Dokument, gegen: &'a Gegenrechnung) -> Self {
        let mut by_stelle: BTreeMap<&Stelle, Vec<&Proberegel>> = BTreeMap::new();
        for probe in &dokument.proben {
            by_stelle.entry(&probe.stelle).or_default().push(&probe.regel);
        }
        Self { dokument, gegen, by_stelle }
    }

    fn run(&self) -> Result<Ergebnis> {
        let mut checked = BTreeSet::new();
        let mut gerundet = BTreeSet::new();
        let mut mistakes = Vec::new();
        for probe in &self.dokument.proben {
            match self.check(probe)? {
                Befund::Offen => continue,
                Befund::Stimmt => {}
                Befund::Gerundet => {
                    gerundet.insert(table_of(&self.dokument.daten, &probe.stelle.pfad).unwrap_or_default());
                }
                Befund::Falsch(right) => mistakes.push(self.mistake(probe, right)),
            }
            checked.insert(&probe.stelle);
        }
        if mistakes.is_empty() {
            return Ok(Ergebnis { gedruckt: checked.len(), gerundet });
        }
        let mut text = format!("Die Rechenprobe von {} ist nicht aufgegangen:", self.dokument.pfad);
        for mistake in mistakes.iter().take(HOECHSTENS) {
            text.push_str(&format!("\n  {mistake}"));
        }
        if mistakes.len() > HOECHSTENS {
            text.push_str(&format!("\n  und {} weitere", mistakes.len() - HOECHSTENS));
        }
        Err(Error::new(text).remedy(
            "Der Lauf ist angehalten, nichts wurde geschrieben. Bitte mit dieser Meldung an die Betreuung wenden",
        ))
    }

    fn check(&self, probe: &Probe) -> Result<Befund> {
        let printed = match self.printed(&probe.stelle)? {
            Gedruckt::Ohne => return Ok(Befund::Offen),
            printed => printed,
        };
        let is_total = matches!(probe.regel, Proberegel::Summe(_) | Proberegel::Quotient { .. });
        let right = match self.recompute(&probe.regel, None)? {
            Rechnung::Offen => return Ok(Befund::Offen),
            Rechnung::Keine => None,
            Rechnung::Wert(right) => Some(right),
        };
        if let Some(right) = right.filter(|right| prints(printed, *right)) {
            return Ok(if self.is_off_by_rounding(probe, printed, right)? { Befund::Gerundet } else { Befund::Stimmt });
        }
        if is_total
            && let Rechnung::Wert(exact) = self.recompute(&probe.regel, Some(DEEPEST))?
            && prints(printed, exact)
        {
            let is_sum = matches!(probe.regel, Proberegel::Summe(_));
            return Ok(if is_sum { Befund::Gerundet } else { Befund::Stimmt });
        }
        Ok(Befund::Falsch(right))
    }

    /// Whether the printed parts of a sum make something else than what is printed, and only because each is rounded:
    /// 33,4 + 33,4 + 33,3 beside 100.
    fn is_off_by_rounding(&self, probe: &Probe, printed: Gedruckt, right: Bruch) -> Result<bool> {
        let (Proberegel::Summe(teile), Gedruckt::Zahl(number)) = (&probe.regel, printed) else { return Ok(false) };
        if teile.len() < 2 || whole(number) == Some(right) {
            return Ok(false);
        }
        Ok(match self.recompute(&probe.regel, Some(DEEPEST))? {
            Rechnung::Wert(exact) => exact != right,
            Rechnung::Offen | Rechnung::Keine => false,
        })
    }

    /// The number that is printed at a place.
    fn printed(&self, stelle: &Stelle) -> Result<Gedruckt> {
        let place = || format!("{}, Stelle {} Zahl {}", self.dokument.pfad, stelle.pfad, stelle.nummer + 1);
        let text = match self.dokument.daten.pointer(&stelle.pfad) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => return Err(Error::new(format!("Die Rechenprobe findet keinen Text: {}", place()))),
        };
        read(&text, stelle.nummer)
            .ok_or_else(|| Error::new(format!("Die Rechenprobe findet keine Zahl in „{text}“: {}", place())))
    }

    /// What a rule makes: of the printed parts, or of the exact values behind them, so and so deep.
    fn recompute(&self, regel: &Proberegel, exact: Option<u32>) -> Result<Rechnung> {
        Ok(match regel {
            Proberegel::Kennzahl(key) => {
                let wert = self.gegen.kennzahlen.get(key).ok_or_else(|| self.unknown(key))?;
                let feld = key.split('.').nth(1).unwrap_or_default();
                Rechnung::of(wert, if ANTEILE.contains(&feld) { 100 } else { 1 })
            }
            Proberegel::Verlauf { ort, verfuegbar } => {
                let (budget, ist) = self.gegen.verlauf.get(ort).copied().unwrap_or_default();
                Rechnung::of(&Gegenwert::Betrag(if *verfuegbar { budget } else { ist }), 1)
            }
            Proberegel::Zelle(id) => self.zelle(id)?,
            Proberegel::Zellquotient { teil, durch, mal } => {
                let nenner = match durch {
                    Nenner::Einheit(einheit) => {
                        Bruch::new(i128::from(*einheit), 1).map_or(Rechnung::Keine, Rechnung::Wert)
                    }
                    Nenner::Zellen(zellen) => zellen.iter().try_fold(Rechnung::Wert(Bruch::NULL), |sum, id| {
                        Ok::<_, Error>(sum.with(self.zelle(id)?, Bruch::plus))
                    })?,
                    Nenner::Stelle(stelle) => self.value(stelle, exact)?,
                };
                let quotient = self.zelle(teil)?.with(nenner, Bruch::by);
                quotient.with(Rechnung::Wert(Bruch::NULL), |quotient, _| quotient.times_whole(*mal))
            }
            Proberegel::Dauer { quartal, ort, hilfe, median } => {
                let wert = self.gegen.monate(*quartal, ort, hilfe, *median);
                wert.map_or(Rechnung::Keine, |wert| Rechnung::of(&wert, 1))
            }
            Proberegel::Summe(teile) => self.sum(teile, exact)?,
            Proberegel::Produkt(left, right) => self.value(left, exact)?.with(self.value(right, exact)?, Bruch::times),
            Proberegel::Tausend(teil) => {
                let thousand = Bruch::new(1000, 1).map_or(Rechnung::Keine, Rechnung::Wert);
                self.value(teil, exact)?.with(thousand, Bruch::by)
            }
            Proberegel::Quotient { zaehler, nenner, mal } => {
                let quotient = self.sum(zaehler, exact)?.with(self.sum(nenner, exact)?, Bruch::by);
                quotient.with(Rechnung::Wert(Bruch::NULL), |quotient, _| quotient.times_whole(*mal))
            }
        })
    }

    /// A number on cases or costs by the second computation.
    fn zelle(&self, id: &ZellId) -> Result<Rechnung> {
        match self.gegen.gedruckt(id) {
            Some(wert) => Ok(Rechnung::of(&wert, 1)),
            None if self.gegen.zahl(id).is_some() => Ok(Rechnung::Keine),
            None => Err(self.unknown(&id.to_string())),
        }
    }

    fn sum(&self, teile: &[(i64, Stelle)], exact: Option<u32>) -> Result<Rechnung> {
        teile.iter().try_fold(Rechnung::Wert(Bruch::NULL), |sum, (faktor, stelle)| {
            let teil = self.value(stelle, exact)?;
            Ok(sum.with(teil, |sum, teil| sum.plus(teil.times_whole(*faktor)?)))
        })
    }

    /// The printed value of a place, or the exact one behind it where a rule says what it is.
    fn value(&self, stelle: &Stelle, exact: Option<u32>) -> Result<Rechnung> {
        let printed = match self.printed(stelle)? {
            Gedruckt::Ohne => return Ok(Rechnung::Offen),
            Gedruckt::Nichts => Bruch::NULL,
            Gedruckt::Zahl(zahl) => match whole(zahl) {
                Some(wert) => wert,
                None => return Ok(Rechnung::Keine),
            },
        };
        let Some(deeper) = exact.and_then(|deep| deep.checked_sub(1)) else { return Ok(Rechnung::Wert(printed)) };
        let mut regeln = self.by_stelle.get(stelle).cloned().unwrap_or_default();
        // First what the second computation says, then rates, then sums.
        regeln.sort_by_key(|regel| match regel {
            Proberegel::Kennzahl(_)
            | Proberegel::Verlauf { .. }
            | Proberegel::Zelle(_)
            | Proberegel::Zellquotient { .. }
            | Proberegel::Dauer { .. } => 0,
            Proberegel::Quotient { .. } | Proberegel::Produkt(..) | Proberegel::Tausend(_) => 1,
            Proberegel::Summe(_) => 2,
        });
        for regel in regeln {
            if let Rechnung::Wert(wert) = self.recompute(regel, Some(deeper))? {
                return Ok(Rechnung::Wert(wert));
            }
        }
        Ok(Rechnung::Wert(printed))
    }

    fn unknown(&self, what: &str) -> Error {
        Error::new(format!("Zu einer Zahl in {} fehlt die Gegenrechnung: {what}", self.dokument.pfad))
            .remedy("Bitte mit dieser Meldung an die Betreuung wenden")
    }

    /// Table, row, column, the printed text and what it should be.
    fn mistake(&self, probe: &Probe, right: Option<Bruch>) -> String {
        let text = self.dokument.daten.pointer(&probe.stelle.pfad);
        let text = text.map(|text| text.as_str().map_or_else(|| text.to_string(), ToOwned::to_owned));
        let printed = self.printed(&probe.stelle).ok();
        let right = right.and_then(|right| match printed {
            Some(Gedruckt::Zahl(number)) => {
                let scaled = right.by(Bruch::new(10_i128.checked_pow(number.nullen)?, 1)?)?;
                Some(zahl::zahl(scaled.rounded(number.wert.scale())?, number.wert.scale()))
            }
            _ => right.rounded(2).map(|right| zahl::zahl(right, 2)),
        });
        format!(
            "{}: gedruckt ist „{}“, nachgerechnet {}",
            probe.wo,
            text.unwrap_or_default(),
            right.unwrap_or_else(|| "ohne Ergebnis".to_owned())
        )
    }
}

/// What a rule makes.
#[derive(Clone, Copy)]
enum Rechnung {
    Wert(Bruch),
    /// A part is not printed.
    Offen,
    /// It makes no sense.
    Keine,
}

impl Rechnung {
    fn of(wert: &Gegenwert, mal: i64) -> Self {
        let bruch = wert.bruch().and_then(|(zaehler, nenner)| Bruch::new(zaehler, nenner)?.times_whole(mal));
        bruch.map_or(Self::Keine, Self::Wert)
    }

    fn with(self, other: Self, join: impl FnOnce(Bruch, Bruch) -> Option<Bruch>) -> Self {
        match (self, other) {
            (Self::Offen, _) | (_, Self::Offen) => Self::Offen,
            (Self::Keine, _) | (_, Self::Keine) => Self::Keine,
            (Self::Wert(left), Self::Wert(right)) => join(left, right).map_or(Self::Keine, Self::Wert),
        }
    }
}

/// The whole number behind „19,4 Tsd.“.
fn whole(number: Zahl) -> Option<Bruch> {
    let factor = 10_i64.checked_pow(number.nullen)?;
    Bruch::of(number.wert)?.times_whole(factor)
}

/// Whether a value is printed like this: rounded to the places that are printed; `–` is exactly nothing.
fn prints(printed: Gedruckt, wert: Bruch) -> bool {
    match printed {
        Gedruckt::Nichts => wert.is_zero(),
        Gedruckt::Ohne => false,
        Gedruckt::Zahl(number) => {
            let unit = 10_i128.checked_pow(number.nullen).and_then(|unit| Bruch::new(unit, 1));
            let rounded = unit.and_then(|unit| wert.by(unit)).and_then(|wert| wert.rounded(number.wert.scale()));
            rounded == Some(number.wert)
        }
    }
}

//! Reading the fields of a form one by one: a value, or a finding that says why there is none.

use rust_decimal::Decimal;

use super::{
    ANGABE_FEHLT, FELD_FEHLT, FORMEL_OHNE_WERT, KEIN_BETRAG, KEIN_TAG, KEINE_ZAHL, PFLICHTANGABE_FEHLT,
    UNBEKANNTE_WAHL, Vordruckregel,
};
use crate::domain::formular::chosen;
use crate::domain::{Betrag, Datum};
use crate::finding::{Befund, Ort};
use crate::ingest::betrag::{self, KeinBetrag};
use crate::ingest::formular::{Bogen, Feld};
use crate::ingest::mappe::{Zellwert, is_blank};

/// Longest text of a cell that a finding repeats.
const SHOWN: usize = 60;

/// Amounts and numbers of a form are smaller; so no sum of them is too large.
const LARGEST: Betrag = Betrag::from_cents(10_000_000_000);
const HIGHEST: Decimal = Decimal::ONE_THOUSAND;

/// Fields being read.
pub struct Leser<'a> {
    /// The form.
    pub bogen: &'a Bogen,
    /// What was wrong so far.
    pub befunde: Vec<Befund>,
}

impl<'a> Leser<'a> {
    pub fn new(bogen: &'a Bogen) -> Self {
        Self { bogen, befunde: Vec::new() }
    }

    /// The place of a field; the whole file where there is none.
    pub fn orte(&self, name: &str) -> Vec<Ort> {
        self.bogen.felder.get(name).map(|feld| feld.ort.clone()).into_iter().collect()
    }

    /// Reports a fault of a field.
    pub fn melde(&mut self, regel: Vordruckregel, name: &str, gelesen: &str, erwartet: &str) {
        let befund = regel.befund(self.orte(name), gelesen, erwartet);
        self.befunde.push(befund);
    }

    /// A field of the form; one that is not there any more is reported.
    fn feld(&mut self, name: &str) -> Option<&'a Feld> {
        let feld = self.bogen.felder.get(name);
        if feld.is_none() {
            self.melde(FELD_FEHLT, name, "nichts", &format!("das Feld „{name}“"));
        }
        feld
    }

    /// What stands in a field. A formula of somebody's own that has no result is reported.
    fn wert(&mut self, name: &str) -> Option<&'a Zellwert> {
        let feld = self.feld(name)?;
        if feld.wert.is_none() && feld.formel.is_some() {
            self.melde(FORMEL_OHNE_WERT, name, "eine Formel", "ein Wert");
        }
        feld.wert.as_ref()
    }

    /// Whether a field is empty, or is not there.
    pub fn is_empty(&self, name: &str) -> bool {
        self.bogen.felder.get(name).is_none_or(|feld| feld.wert.is_none())
    }

    /// The field that a value comes from: one that only repeats a field of Anlage 1 is read there.
    pub fn source<'n>(&self, name: &'n str, original: &'n str) -> &'n str {
        let formula = self.bogen.felder.get(name).and_then(|feld| feld.formel.as_deref());
        if formula.is_some_and(|text| text.contains("Anlage 1")) { original } else { name }
    }

    /// A text; empty where there is none.
    pub fn text(&mut self, name: &str) -> String {
        self.wert(name).map(text_of).unwrap_or_default()
    }

    /// A text without which something is missing; `was` says what.
    pub fn sollte(&mut self, name: &str, was: &str) -> String {
        let text = self.text(name);
        if text.is_empty() && self.bogen.felder.contains_key(name) {
            self.melde(ANGABE_FEHLT, name, "nichts", was);
        }
        text
    }

    /// A text without which the form cannot be taken in.
    pub fn muss(&mut self, name: &str, was: &str) -> Option<String> {
        let text = self.text(name);
        if text.is_empty() {
            self.fehlt(name, was);
            return None;
        }
        Some(text)
    }

    /// Reports that something is missing without which the form cannot be taken in.
    pub fn fehlt(&mut self, name: &str, was: &str) {
        if self.bogen.felder.contains_key(name) {
            self.melde(PFLICHTANGABE_FEHLT, name, "nichts", was);
        }
    }

    /// A day, if there is one.
    pub fn tag(&mut self, name: &str) -> Option<Datum> {
        let value = self.wert(name)?;
        let day = match value {
            Zellwert::Datum(day) => Datum::parse(&day.to_string()),
            Zellwert::Text(text) => Datum::parse(text.trim()),
            _ => None,
        };
        if day.is_none() {
            self.melde(KEIN_TAG, name, &shown(value), "ein Tag wie 31.03.2026");
        }
        day
    }

    /// A day without which the form cannot be taken in.
    pub fn muss_tag(&mut self, name: &str, was: &str) -> Option<Datum> {
        if self.is_empty(name) && !self.is_formula(name) {
            self.feld(name)?;
            self.fehlt(name, was);
            return None;
        }
        self.tag(name)
    }

    fn is_formula(&self, name: &str) -> bool {
        self.bogen.felder.get(name).is_some_and(|feld| feld.formel.is_some())
    }

    /// An amount, if there is one. None of a form is below nothing.
    pub fn betrag(&mut self, name: &str) -> Option<Betrag> {
        let value = self.wert(name)?;
        let expected = match betrag::read(value) {
            Ok(amount) if !amount.is_negative() && amount < LARGEST => return Some(amount),
            Ok(amount) if amount.is_negative() => "ein Betrag ab 0,00",
            Ok(_) | Err(KeinBetrag::ZuGross) => "ein Betrag unter 100 Millionen",
            Err(KeinBetrag::Mehrdeutig) => "ein Betrag, der nur eine Lesart hat, wie 1.234,00",
            Err(KeinBetrag::ZuFein) => "ein Betrag mit höchstens zwei Nachkommastellen",
            Err(KeinBetrag::Text | KeinBetrag::Fehlerwert) => "ein Betrag wie 1.234,56",
        };
        self.melde(KEIN_BETRAG, name, &shown(value), expected);
        None
    }

    /// A number, if there is one.
    pub fn zahl(&mut self, name: &str) -> Option<Decimal> {
        let value = self.wert(name)?;
        let number = match value {
            Zellwert::Zahl(number) => Some(number.round_dp(6).normalize()),
            Zellwert::Text(text) => german(text),
            _ => None,
        };
        let fits = |number: &Decimal| number.abs() < HIGHEST * HIGHEST;
        if number.is_none() {
            self.melde(KEINE_ZAHL, name, &shown(value), "eine Zahl wie 12 oder 2,5");
        } else if !number.as_ref().is_some_and(fits) {
            self.melde(KEINE_ZAHL, name, &shown(value), "eine Zahl unter einer Million");
        }
        number.filter(fits)
    }

    /// A number from nothing on, if there is one.
    pub fn menge(&mut self, name: &str) -> Option<Decimal> {
        let number = self.zahl(name)?;
        if number.is_sign_negative() && !number.is_zero() {
            self.melde(KEINE_ZAHL, name, &number.to_string().replace('.', ","), "eine Zahl ab 0");
            return None;
        }
        Some(number)
    }

    /// A whole number from nothing on, if there is one.
    pub fn anzahl(&mut self, name: &str) -> Option<u32> {
        let number = self.menge(name)?;
        let whole = if number.fract().is_zero() { u32::try_from(number).ok() } else { None };
        if whole.is_none() {
            self.melde(KEINE_ZAHL, name, &number.to_string().replace('.', ","), "eine ganze Zahl ab 0");
        }
        whole
    }

    /// What a choice means, if one was made.
    pub fn wahl<T: Copy>(&mut self, name: &str, words: &[(&'static str, T)]) -> Option<T> {
        let value = self.wert(name)?;
        let found = chosen(&text_of(value), words);
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| format!("„{word}“")).collect();
            self.melde(UNBEKANNTE_WAHL, name, &shown(value), &known.join(" oder "));
        }
        found
    }
}

/// A value as text. Line breaks are those of one system.
fn text_of(value: &Zellwert) -> String {
    let text = value.shown().replace("\r\n", "\n").replace("_x000D_\n", "\n").replace('\r', "\n");
    if text.chars().all(is_blank) { String::new() } else { text }
}

/// A value as a finding repeats it.
pub fn shown(value: &Zellwert) -> String {
    let text: String = value.shown().chars().take(SHOWN).collect();
    format!("„{text}“")
}

/// A number as people write it: `1.234,5`, `12`, `2,5`.
fn german(text: &str) -> Option<Decimal> {
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let bare = bare.replace('\u{2212}', "-");
    let plain = match bare.split_once(',') {
        Some((whole, fraction)) => format!("{}.{fraction}", whole.replace('.', "")),
        // A point alone may mean thousands or a decimal sign.
        None if bare.contains('.') => return None,
        None => bare,
    };
    plain.parse().ok()
}

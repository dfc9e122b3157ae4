//! What every part of the document asks for: the numbers of its line, by quarter and Hilfe.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::kennung;
use crate::domain::raum::Ebene;
use crate::domain::reihe::Dauer;
use crate::domain::veraenderung::Veraenderung;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Angabe, Betrag, Quartal, RaumId, Stammdaten};
use crate::present::zahl;

/// Records, figures, what may be shown of cases and costs, and the day of the run.
pub(super) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub auswertung: &'a Auswertung,
    pub sicht: &'a Sicht<'a>,
    /// The Sozialraum that the document is about.
    pub raum: &'a RaumId,
    pub heute: NaiveDate,
    /// What was printed, for the attached data.
    gedruckt: RefCell<BTreeMap<String, Value>>,
}

/// A quarter that the reported one is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Basis {
    pub quartal: Quartal,
    /// `vor einem Jahr`, `im Vorquartal`.
    pub wort: &'static str,
}

/// A number and what it is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vergleich {
    pub alt: i64,
    pub neu: i64,
    pub alt_id: ZellId,
    pub neu_id: ZellId,
    pub art: Veraenderung,
}

impl Vergleich {
    pub fn aenderung(&self) -> i64 {
        self.neu - self.alt
    }
}

impl<'a> Kontext<'a> {
    pub fn new(
        stammdaten: &'a Stammdaten,
        auswertung: &'a Auswertung,
        sicht: &'a Sicht<'a>,
        raum: &'a RaumId,
        heute: NaiveDate,
    ) -> Self {
        Self { stammdaten, auswertung, sicht, raum, heute, gedruckt: RefCell::default() }
    }

    pub fn ort(&self) -> Ort {
        Ort::new(Ebene::Sozialraum, self.raum.as_str())
    }

    /// What people call it: `Verden (Aller)`.
    pub fn name(&self) -> &'a str {
        self.stammdaten.raum_name(self.raum)
    }

    pub fn quartal(&self) -> Quartal {
        self.sicht.quartal()
    }

    pub fn stichtag(&self) -> NaiveDate {
        self.quartal().ende()
    }

    /// The same quarter of the year before.
    pub fn vorjahr(&self) -> Quartal {
        let quartal = self.quartal();
        Quartal::new(quartal.jahr() - 1, quartal.nummer()).unwrap_or(quartal)
    }

    pub fn vorquartal(&self) -> Quartal {
        self.quartal().previous()
    }

    /// The year before, the quarter before and the reported one, as far as `has` says that there is something of them.
    pub fn verglichen(&self, has: impl Fn(Quartal) -> bool) -> Vec<Quartal> {
        let others = [self.vorjahr(), self.vorquartal()].into_iter().filter(|quartal| has(*quartal));
        others.chain([self.quartal()]).collect()
    }

    /// What cases are held against: the year before, else the quarter before.
    pub fn basis(&self) -> Option<Basis> {
        self.basis_of(|quartal| self.sicht.has_faelle(quartal))
    }

    /// What costs of the quarter are held against.
    pub fn basis_kosten(&self) -> Option<Basis> {
        self.basis_of(|quartal| self.sicht.has_kosten(quartal))
    }

    fn basis_of(&self, has: impl Fn(Quartal) -> bool) -> Option<Basis> {
        let candidates = [
            Basis { quartal: self.vorjahr(), wort: "vor einem Jahr" },
            Basis { quartal: self.vorquartal(), wort: "im Vorquartal" },
        ];
        candidates.into_iter().find(|basis| has(basis.quartal))
    }

    /// Every quarter from the first delivery to the reported one, delivered or not.
    pub fn reihe(&self) -> Vec<Quartal> {
        let first = self.sicht.quartale().first().copied().unwrap_or(self.quartal());
        std::iter::successors(Some(first), |quartal| Some(quartal.next()))
            .take_while(|quartal| *quartal <= self.quartal())
            .collect()
    }

    pub fn id(&self, groesse: Messgroesse, zeit: Zeitbezug, hilfe: &Hilfe) -> ZellId {
        ZellId::new(groesse, zeit, &self.ort(), hilfe)
    }

    /// A count of a quarter.
    pub fn anzahl(&self, groesse: Messgroesse, quartal: Quartal, hilfe: &Hilfe) -> Angabe<i64> {
        let id = self.id(groesse, Zeitbezug::Quartal(quartal), hilfe);
        let anzahl = self.sicht.zahl(&id);
        self.note(kennung::zelle(&id), anzahl, |anzahl| json!(anzahl));
        anzahl
    }

    pub fn bestand(&self, quartal: Quartal, hilfe: &Hilfe) -> Angabe<i64> {
        self.anzahl(Messgroesse::Bestand, quartal, hilfe)
    }

    /// An amount.
    pub fn betrag(&self, groesse: Messgroesse, zeit: Zeitbezug, hilfe: &Hilfe) -> Angabe<Betrag> {
        let id = self.id(groesse, zeit, hilfe);
        let betrag = self.sicht.zahl(&id).map(Betrag::from_cents);
        self.note(kennung::zelle(&id), betrag, |betrag| json!(betrag.to_string()));
        betrag
    }

    /// How long the Hilfen lasted that ended in the reported quarter. The attached data have it as it is printed: the
    /// days behind it would tell more.
    pub fn dauer(&self, hilfe: &Hilfe) -> Angabe<Option<Dauer>> {
        let dauer = self.sicht.dauer(self.quartal(), &self.ort(), hilfe);
        let id = self.id(Messgroesse::Hilfetage, Zeitbezug::Quartal(self.quartal()), hilfe);
        let mittel = dauer.map(|dauer| dauer.map(|dauer| dauer.mittel_monate()));
        let median = dauer.map(|dauer| dauer.map(|dauer| dauer.median_monate()));
        for (feld, monate) in [("dauer_mittel", mittel), ("dauer_median", median)] {
            let key = kennung::zelle(&id).replacen("hilfetage", feld, 1);
            self.note(key, monate, |monate| monate.map_or(Value::Null, |monate| json!(one_place(monate))));
        }
        dauer
    }

    /// Cases of the Bestand now and then; missing where there is nothing to hold it against.
    pub fn vergleich(&self, hilfe: &Hilfe) -> Angabe<Vergleich> {
        let Some(basis) = self.basis() else { return Angabe::Fehlt };
        let both = self.bestand(self.quartal(), hilfe).zip(self.bestand(basis.quartal, hilfe));
        let id = |quartal| self.id(Messgroesse::Bestand, Zeitbezug::Quartal(quartal), hilfe);
        let regeln = &self.stammdaten.einstellungen.regeln.veraenderung;
        both.map(|(neu, alt)| Vergleich {
            alt,
            neu,
            alt_id: id(basis.quartal),
            neu_id: id(self.quartal()),
            art: regeln.faelle(alt, neu),
        })
    }

    /// Zuschussbedarf of the quarter now and then, judged by the cases behind it; nothing is said of it where their
    /// number is not shown.
    pub fn vergleich_kosten(&self, hilfe: &Hilfe) -> Angabe<Vergleich> {
        let Some(basis) = self.basis_kosten() else { return Angabe::Fehlt };
        let saldo = |quartal| self.betrag(Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(quartal), hilfe);
        let both = saldo(self.quartal()).zip(saldo(basis.quartal)).zip(self.bestand(self.quartal(), hilfe));
        let id = |quartal| self.id(Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(quartal), hilfe);
        let regeln = &self.stammdaten.einstellungen.regeln.veraenderung;
        both.map(|((neu, alt), faelle)| Vergleich {
            alt: alt.cents(),
            neu: neu.cents(),
            alt_id: id(basis.quartal),
            neu_id: id(self.quartal()),
            art: regeln.betrag(alt.to_decimal(), neu.to_decimal(), faelle),
        })
    }

    /// Keeps a figure for the attached data, if it was printed under a key.
    pub fn note<T>(&self, key: String, angabe: Angabe<T>, value: impl FnOnce(T) -> Value) {
        let value = match angabe {
            Angabe::Wert(wert) => value(wert),
            Angabe::Gesperrt => json!(zahl::GESPERRT),
            Angabe::Fehlt => Value::Null,
        };
        self.gedruckt.borrow_mut().insert(key, value);
    }

    /// Every figure that was asked for, by its key.
    pub fn gedruckt(&self) -> BTreeMap<String, Value> {
        self.gedruckt.borrow().clone()
    }

    /// The cents that the budgets in euros of this line have spent from 1 January to the Stichtag, with the key where
    /// it is one budget; none where there is no such budget.
    pub fn gwa(&self) -> Option<(Betrag, Option<String>)> {
        let ort = self.ort();
        let lines = self.auswertung.kennzahlen.budget.iter().filter(|line| {
            line.ebene == ort.ebene && line.raum == ort.raum && line.einheit == crate::domain::budget::Einheit::Euro
        });
        let lines: Vec<_> = lines.collect();
        let keys = kennung::Kennungen::new(self.auswertung);
        let key = match lines.as_slice() {
            [] => return None,
            [line] => keys.budget(line).into_iter().find(|figure| figure.feld == "ist").map(|figure| figure.id),
            _ => None,
        };
        Some((lines.iter().map(|line| line.ist).sum(), key))
    }

    /// The same at the end of the same quarter of the year before; none where a delivery is missing.
    pub fn gwa_vorjahr(&self) -> Option<Betrag> {
        let ort = self.ort();
        let of_line = |raum: &str, ebene| raum == ort.raum && ebene == ort.ebene;
        let kennzahlen = &self.auswertung.kennzahlen;
        let euro = |art: &str| {
            let mut lines = kennzahlen.budget.iter();
            lines.any(|line| line.budgetart == art && line.einheit == crate::domain::budget::Einheit::Euro)
        };
        let verlauf = self.auswertung.verlauf.iter();
        let points = verlauf.filter(|punkt| punkt.quartal == self.vorjahr() && of_line(&punkt.raum, punkt.ebene));
        let points: Vec<_> = points.filter(|punkt| euro(&punkt.budgetart)).map(|punkt| punkt.ist).collect();
        if points.is_empty() { None } else { points.into_iter().sum() }
    }
}

/// A decimal text with one place.
fn one_place(value: Decimal) -> String {
    format!("{:.1}", value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
}

/// A quarter in heads of columns: `2/2026`.
pub(super) fn kurz(quartal: Quartal) -> String {
    format!("{}/{}", quartal.nummer(), quartal.jahr())
}

/// The change from `alt` to `neu` in percent of `alt`; none from nothing.
pub(super) fn prozent(alt: i64, neu: i64) -> Option<Decimal> {
    (alt != 0).then(|| Decimal::from(neu - alt) * Decimal::ONE_HUNDRED / Decimal::from(alt).abs())
}

//! Every printed figure has a key, a name and a formula: `budget.ist.achim.2026-Q2`.
//!
//! Keys are built as `<area>.<field>.<line>[.…].<quarter>`. A line is a Sozialraum, `region-<id>`, `kreisweit`, `ohne`
//! or `kreis`. The kind of budget stands in the key only where an office has several.

use std::collections::{BTreeMap, BTreeSet};

use super::auswertung::{Auswertung, MassnahmeKennzahl};
use super::kennzahlen::{ALLE, Ampel, BudgetKennzahl, FallKennzahl, KostenKennzahl, Kostenzeitraum, Quote};
use super::raum::Ebene;
use super::zelle::{Messgroesse, Zeitbezug, ZellId};
use super::{Betrag, Quartal};

/// The value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wert {
    /// € or hours, exact.
    Betrag(Betrag),
    /// A count.
    Anzahl(u32),
    /// A share or a mean; none where it makes no sense.
    Quote(Option<Quote>),
    /// State at a glance.
    Ampel(Ampel),
}

impl Wert {
    /// The value as `kennzahlen.json` writes it; `x` where it makes no sense.
    pub fn text(self) -> String {
        match self {
            Self::Betrag(betrag) => betrag.to_string(),
            Self::Anzahl(anzahl) => anzahl.to_string(),
            Self::Quote(quote) => quote.map_or_else(|| "x".to_owned(), |quote| format!("{:.6}", quote.rounded(6))),
            Self::Ampel(ampel) => ampel.label().to_owned(),
        }
    }
}

/// A field of a kind of line: its key, its name, its formula.
#[derive(Clone, Copy, Debug)]
pub struct Groesse<Zeile> {
    /// Key, as in `kennzahlen.json`.
    pub feld: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// How it is made, in German; the definition stands in [`super::formeln`].
    pub formel: &'static str,
    /// Its value in a line.
    pub wert: fn(&Zeile) -> Wert,
}

const fn groesse<Zeile>(
    feld: &'static str,
    name: &'static str,
    formel: &'static str,
    wert: fn(&Zeile) -> Wert,
) -> Groesse<Zeile> {
    Groesse { feld, name, formel, wert }
}

/// Fields of budget lines.
pub const BUDGET: &[Groesse<BudgetKennzahl>] = &[
    groesse("ansatz", "Ansatz", "Summe der Ansätze des Haushaltsjahres", |line| Wert::Betrag(line.ansatz)),
    groesse("nachtrag", "Nachtrag", "Summe der Nachträge bis zum Stichtag", |line| Wert::Betrag(line.nachtrag)),
    groesse("uebertrag", "Übertrag", "Summe der Überträge bis zum Stichtag", |line| Wert::Betrag(line.uebertrag)),
    groesse("umschichtung", "Umschichtung", "erhaltene − abgegebene Umschichtungen bis zum Stichtag", |line| {
        Wert::Betrag(line.umschichtung)
    }),
    groesse("verfuegbar", "verfügbar", "Ansatz + Nachtrag + Übertrag + Umschichtung", |line| {
        Wert::Betrag(line.verfuegbar)
    }),
    groesse(
        "bewilligt",
        "bewilligt",
        "Summe der Bewilligungen des Haushaltsjahres mit Bescheid bis zum Stichtag",
        |line| Wert::Betrag(line.bewilligt),
    ),
    groesse("ist", "Ist", "Aufwand − Ertrag der Maßnahmen vom 1. Januar bis zum Stichtag", |line| {
        Wert::Betrag(line.ist)
    }),
    groesse("gebunden", "gebunden", "Summe über die Maßnahmen von max(0; bewilligt − Ist)", |line| {
        Wert::Betrag(line.gebunden)
    }),
    groesse("frei", "frei", "verfügbar − Ist − gebunden", |line| Wert::Betrag(line.frei)),
    groesse("auslastung", "Auslastung", "Ist / verfügbar", |line| Wert::Quote(line.auslastung)),
    groesse("bindungsquote", "Bindungsquote", "(Ist + gebunden) / verfügbar", |line| Wert::Quote(line.bindungsquote)),
    groesse("zeitanteil", "Zeitanteil", "vergangene Tage / Tage des Haushaltsjahres", |line| {
        Wert::Quote(Some(line.zeitanteil))
    }),
    groesse(
        "hochrechnung_linear",
        "Hochrechnung linear",
        "Ist × Tage des Haushaltsjahres / vergangene Tage, auf den Cent gerundet",
        |line| Wert::Betrag(line.hochrechnung_linear),
    ),
    groesse("hochrechnung_bindung", "Hochrechnung nach Bindung", "Ist + gebunden", |line| {
        Wert::Betrag(line.hochrechnung_bindung)
    }),
    groesse("ampel", "Ampel", "aus Bindungsquote und linearer Hochrechnung nach den Schwellen des Amtes", |line| {
        Wert::Ampel(line.ampel)
    }),
];

/// Fields of Maßnahme lines.
pub const MASSNAHME: &[Groesse<MassnahmeKennzahl>] = &[
    groesse("bewilligt", "bewilligt", "Bewilligung des Haushaltsjahres × Anteil des Raums", |line| {
        Wert::Betrag(line.bewilligt)
    }),
    groesse("ist", "Ist", "Aufwand − Ertrag der Maßnahme vom 1. Januar bis zum Stichtag", |line| {
        Wert::Betrag(line.ist)
    }),
    groesse("gebunden", "gebunden", "max(0; bewilligt − Ist)", |line| Wert::Betrag(line.gebunden)),
];

/// Fields of case lines.
pub const FAELLE: &[Groesse<FallKennzahl>] = &[
    groesse("bestand_anfang", "Bestand am Anfang", "Hilfen, die am Tag vor dem Quartal liefen", |line| {
        Wert::Anzahl(line.bestand_anfang)
    }),
    groesse("begonnen", "begonnen", "Hilfen mit Beginn im Quartal", |line| Wert::Anzahl(line.begonnen)),
    groesse("beendet", "beendet", "Hilfen mit Ende im Quartal", |line| Wert::Anzahl(line.beendet)),
    groesse("bestand", "Bestand", "Hilfen mit Beginn bis zum Stichtag und ohne Ende bis zum Stichtag", |line| {
        Wert::Anzahl(line.bestand)
    }),
    groesse("inanspruchnahme", "Inanspruchnahme", "Bestand + beendet", |line| Wert::Anzahl(line.inanspruchnahme)),
    groesse("monatsdurchschnitt", "Monatsdurchschnitt", "Mittel der Bestände an den drei Monatsenden", |line| {
        Wert::Quote(Some(line.monatsdurchschnitt))
    }),
    groesse("hilfedichte", "Hilfedichte", "Bestand je 1.000 der Bezugsbevölkerung", |line| {
        Wert::Quote(line.hilfedichte)
    }),
];

/// Fields of cost lines.
pub const KOSTEN: &[Groesse<KostenKennzahl>] = &[
    groesse("aufwand", "Aufwand", "Summe der Aufwandsbuchungen ohne Maßnahme", |line| Wert::Betrag(line.aufwand)),
    groesse("ertrag", "Ertrag", "Summe der Ertragsbuchungen ohne Maßnahme", |line| Wert::Betrag(line.ertrag)),
    groesse("zuschussbedarf", "Zuschussbedarf", "Aufwand − Ertrag", |line| Wert::Betrag(line.zuschussbedarf)),
];

/// What a figure is about.
#[derive(Clone, Copy, Debug)]
pub enum Bezug<'a> {
    /// A budget line.
    Budget(&'a BudgetKennzahl),
    /// A Maßnahme in one budget.
    Massnahme(&'a MassnahmeKennzahl),
    /// A line of cases.
    Faelle(&'a FallKennzahl),
    /// A line of costs.
    Kosten(&'a KostenKennzahl),
}

/// A figure with its key.
#[derive(Clone, Debug)]
pub struct Kennzahl<'a> {
    /// Key.
    pub id: String,
    /// Field.
    pub feld: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// How it is made.
    pub formel: &'static str,
    /// Its value.
    pub wert: Wert,
    /// What it is about.
    pub bezug: Bezug<'a>,
}

/// The part of a key that names a line.
pub fn linie(ebene: Ebene, raum: &str) -> String {
    if ebene == Ebene::Region { format!("region-{raum}") } else { raum.to_owned() }
}

/// The key of a number on cases or costs, of whatever quarter: `faelle.bestand.achim.31.2026-Q2`.
pub fn zelle(id: &ZellId) -> String {
    let (bereich, feld) = match id.groesse {
        Messgroesse::BestandAnfang => ("faelle", "bestand_anfang"),
        Messgroesse::Begonnen => ("faelle", "begonnen"),
        Messgroesse::Beendet => ("faelle", "beendet"),
        Messgroesse::Bestand => ("faelle", "bestand"),
        Messgroesse::Inanspruchnahme => ("faelle", "inanspruchnahme"),
        Messgroesse::Monatsbestaende => ("faelle", "monatsdurchschnitt"),
        Messgroesse::Hilfetage => ("faelle", "hilfetage"),
        Messgroesse::Uma => ("faelle", "uma"),
        Messgroesse::Erstattung => ("faelle", "erstattung"),
        Messgroesse::Aufwand => ("kosten", "aufwand"),
        Messgroesse::Ertrag => ("kosten", "ertrag"),
        Messgroesse::Zuschussbedarf => ("kosten", "zuschussbedarf"),
    };
    let zeit = match (id.zeit, id.is_betrag()) {
        (Zeitbezug::Quartal(quartal), true) => format!("quartal.{quartal}"),
        (Zeitbezug::JahrBis(quartal), true) => format!("jahr.{quartal}"),
        (Zeitbezug::Quartal(quartal) | Zeitbezug::JahrBis(quartal), false) => quartal.to_string(),
    };
    let what = hilfe(&id.hilfe.hilfeart, &id.hilfe.gruppe);
    format!("{bereich}.{feld}.{}.{what}.{zeit}", linie(id.ort.ebene, &id.ort.raum))
}

/// The part of a key that names a Hilfeart, a Hilfegruppe or everything.
fn hilfe(hilfeart: &str, gruppe: &str) -> String {
    match (hilfeart, gruppe) {
        (ALLE, ALLE) => ALLE.to_owned(),
        (ALLE, gruppe) => format!("gruppe-{gruppe}"),
        (hilfeart, _) => hilfeart.to_owned(),
    }
}

/// Builds keys for the figures of one quarter.
#[derive(Clone, Copy, Debug)]
pub struct Kennungen {
    quartal: Quartal,
    several_budgetarten: bool,
}

impl Kennungen {
    /// For the figures of an Auswertung.
    pub fn new(auswertung: &Auswertung) -> Self {
        let arten: BTreeSet<_> = auswertung.kennzahlen.budget.iter().map(|line| &line.budgetart).collect();
        Self { quartal: auswertung.kennzahlen.quartal, several_budgetarten: arten.len() > 1 }
    }

    fn budgetart(self, art: &str) -> String {
        if self.several_budgetarten { format!(".{art}") } else { String::new() }
    }

    /// Figures of a budget line.
    pub fn budget(self, line: &BudgetKennzahl) -> Vec<Kennzahl<'_>> {
        let tail = format!("{}{}.{}", linie(line.ebene, &line.raum), self.budgetart(&line.budgetart), self.quartal);
        figures("budget", BUDGET, line, &tail, Bezug::Budget(line))
    }

    /// Figures of a Maßnahme in one budget.
    pub fn massnahme(self, line: &MassnahmeKennzahl) -> Vec<Kennzahl<'_>> {
        let tail = format!("{}.{}.{}", line.massnahme, linie(line.ebene, &line.raum), self.quartal);
        figures("massnahme", MASSNAHME, line, &tail, Bezug::Massnahme(line))
    }

    /// Figures of a line of cases.
    pub fn faelle(self, line: &FallKennzahl) -> Vec<Kennzahl<'_>> {
        let what = hilfe(&line.hilfeart, &line.gruppe);
        let tail = format!("{}.{what}.{}", linie(line.ebene, &line.raum), self.quartal);
        figures("faelle", FAELLE, line, &tail, Bezug::Faelle(line))
    }

    /// Figures of a line of costs.
    pub fn kosten(self, line: &KostenKennzahl) -> Vec<Kennzahl<'_>> {
        let zeitraum = match line.zeitraum {
            Kostenzeitraum::Quartal => "quartal",
            Kostenzeitraum::Jahr => "jahr",
        };
        let tail = format!("{}.{}.{zeitraum}.{}", linie(line.ebene, &line.raum), line.hilfeart, self.quartal);
        figures("kosten", KOSTEN, line, &tail, Bezug::Kosten(line))
    }

    /// Every figure of an Auswertung, in the order of `kennzahlen.json`.
    pub fn all(self, auswertung: &Auswertung) -> Vec<Kennzahl<'_>> {
        let kennzahlen = &auswertung.kennzahlen;
        let mut all: Vec<_> = kennzahlen.budget.iter().flat_map(|line| self.budget(line)).collect();
        all.extend(auswertung.massnahmen.iter().flat_map(|line| self.massnahme(line)));
        all.extend(kennzahlen.faelle.iter().flat_map(|line| self.faelle(line)));
        all.extend(kennzahlen.kosten.iter().flat_map(|line| self.kosten(line)));
        all
    }
}

fn figures<'a, Zeile>(
    bereich: &str,
    groessen: &'static [Groesse<Zeile>],
    line: &Zeile,
    tail: &str,
    bezug: Bezug<'a>,
) -> Vec<Kennzahl<'a>> {
    let figure = |groesse: &Groesse<Zeile>| Kennzahl {
        id: format!("{bereich}.{}.{tail}", groesse.feld),
        feld: groesse.feld,
        name: groesse.name,
        formel: groesse.formel,
        wert: (groesse.wert)(line),
        bezug,
    };
    groessen.iter().map(figure).collect()
}

/// Every figure of an Auswertung by its key, as texts: what is kept of a report, and compared with the next one.
pub fn werte(auswertung: &Auswertung) -> BTreeMap<String, String> {
    let all = Kennungen::new(auswertung).all(auswertung);
    all.into_iter().map(|kennzahl| (kennzahl.id, kennzahl.wert.text())).collect()
}

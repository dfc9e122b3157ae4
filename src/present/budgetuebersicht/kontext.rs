//! What every part of the document asks for: the figures of its budget and the office's words.

use chrono::NaiveDate;

use crate::domain::auswertung::{Auswertung, MassnahmeKennzahl, Verlaufspunkt};
use crate::domain::budget::Einheit;
use crate::domain::formeln;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Quote};
use crate::domain::massnahme::Massnahme;
use crate::domain::raum::{Ebene, Raum, RaumArt, Region};
use crate::domain::woerter::Wort;
use crate::domain::zeitraum::last_of_month;
use crate::domain::{Betrag, Quartal, RaumId, Stammdaten};
use crate::present::zahl;

/// Records, figures, the kind of budget and the day of the run.
pub(in crate::present) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub auswertung: &'a Auswertung,
    pub budgetart: &'a str,
    pub einheit: Einheit,
    pub heute: NaiveDate,
}

/// Whose budget a document or a line is about.
#[derive(Clone, Copy)]
pub(in crate::present) enum Bereich<'a> {
    /// One Raum, or a bucket.
    Raum(&'a Raum),
    /// A Region with its Räume and its own budget.
    Region(&'a Region),
    /// Everything.
    Kreis,
}

impl<'a> Kontext<'a> {
    /// The unit is the one that the budgets of this kind are kept in.
    pub fn new(stammdaten: &'a Stammdaten, auswertung: &'a Auswertung, budgetart: &'a str, heute: NaiveDate) -> Self {
        let einheit = stammdaten
            .budgets
            .iter()
            .find(|budget| budget.budgetart == budgetart)
            .map_or(Einheit::Euro, |budget| budget.einheit);
        Self { stammdaten, auswertung, budgetart, einheit, heute }
    }

    /// The day up to which bookings count.
    pub fn stichtag(&self) -> NaiveDate {
        self.auswertung.kennzahlen.stichtag
    }

    /// The Haushaltsjahr.
    pub fn haushaltsjahr(&self) -> i32 {
        self.auswertung.kennzahlen.haushaltsjahr
    }

    /// The quarter of the figures.
    pub fn quartal(&self) -> Quartal {
        self.auswertung.kennzahlen.quartal
    }

    /// The last day of the Haushaltsjahr.
    pub fn jahresende(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.haushaltsjahr(), 12, 31).unwrap_or(NaiveDate::MAX)
    }

    /// The first day of the Haushaltsjahr.
    pub fn jahresbeginn(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.haushaltsjahr(), 1, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Whether nothing of the Haushaltsjahr is left.
    pub fn is_year_over(&self) -> bool {
        self.stichtag() >= self.jahresende()
    }

    /// The last day on which an ending Maßnahme is named: so many months after the Stichtag, to the month's end if the
    /// Stichtag is one.
    pub fn auslauf_bis(&self) -> NaiveDate {
        let monate = chrono::Months::new(self.stammdaten.einstellungen.regeln.auslaufend_monate);
        let bis = self.stichtag().checked_add_months(monate).unwrap_or(self.stichtag());
        if last_of_month(self.stichtag()) == self.stichtag() { last_of_month(bis) } else { bis }
    }

    /// An amount with the unit of this budget.
    pub fn betrag(&self, betrag: Betrag) -> String {
        zahl::mit_einheit(betrag, self.einheit)
    }

    /// The same where it stands for itself: a dash for exactly nothing.
    pub fn betrag_oder_strich(&self, betrag: Betrag) -> String {
        if betrag.is_zero() { zahl::NICHTS.to_owned() } else { self.betrag(betrag) }
    }

    /// An amount as it is read aloud: `1.234,56 Euro`.
    pub fn gesprochen(&self, betrag: Betrag) -> String {
        format!("{} {}", zahl::betrag(betrag), zahl::einheit_wort(self.einheit))
    }

    /// What has happened to the Ist of this budget.
    pub fn ausgegeben(&self) -> &'static str {
        match self.einheit {
            Einheit::Euro => "ausgegeben",
            Einheit::Stunden => "geleistet",
        }
    }

    /// What the Ist of this budget is.
    pub fn ausgaben(&self) -> &'static str {
        match self.einheit {
            Einheit::Euro => "Ausgaben",
            Einheit::Stunden => "Stunden",
        }
    }

    /// What this kind of budget is called.
    pub fn budgetname(&self) -> String {
        self.stammdaten.einstellungen.budgetart(self.budgetart).name
    }

    /// The same where there is little room.
    pub fn budgetkurz(&self) -> String {
        self.stammdaten.einstellungen.budgetart(self.budgetart).kurz().to_owned()
    }

    /// What is added to the file names of every kind of budget but the first on record.
    pub fn suffix(&self) -> String {
        match self.stammdaten.budgets.first() {
            Some(first) if first.budgetart != self.budgetart => format!("-{}", self.budgetart),
            _ => String::new(),
        }
    }

    /// What the budget pays for.
    pub const fn massnahme(&self) -> &'a Wort {
        &self.stammdaten.einstellungen.woerter.massnahme
    }

    /// The word for everything together.
    pub fn kreis_wort(&self) -> String {
        self.stammdaten.einstellungen.wort_gesamt().einzahl().to_owned()
    }

    /// The printed name of a budget's key.
    pub fn name(&self, raum: &RaumId) -> String {
        self.stammdaten.raum_name(raum).to_owned()
    }

    /// The figures of a Raum, a Region or everything; all nothing where there is no line.
    pub fn kennzahl(&self, bereich: Bereich<'_>) -> BudgetKennzahl {
        let (ebene, key) = match bereich {
            Bereich::Raum(raum) => (ebene_of(raum), raum.id.as_str()),
            Bereich::Region(region) => (Ebene::Region, region.id.as_str()),
            Bereich::Kreis => (Ebene::Kreis, "kreis"),
        };
        self.zeile(ebene, key).cloned().unwrap_or_else(|| self.leer(ebene, key))
    }

    /// The own budget of a Region: the Region less its Räume. It has no line of its own.
    pub fn eigenes(&self, region: &Region) -> BudgetKennzahl {
        let mut eigen = self.kennzahl(Bereich::Region(region));
        for raum in self.stammdaten.sozialraeume_of(&region.id) {
            let teil = self.kennzahl(Bereich::Raum(raum));
            eigen.ansatz -= teil.ansatz;
            eigen.nachtrag -= teil.nachtrag;
            eigen.uebertrag -= teil.uebertrag;
            eigen.umschichtung -= teil.umschichtung;
            eigen.verfuegbar -= teil.verfuegbar;
            eigen.bewilligt -= teil.bewilligt;
            eigen.ist -= teil.ist;
            eigen.gebunden -= teil.gebunden;
            eigen.frei -= teil.frei;
        }
        eigen.auslastung = Quote::of(eigen.ist, eigen.verfuegbar);
        eigen.bindungsquote = Quote::of(eigen.ist + eigen.gebunden, eigen.verfuegbar);
        eigen.hochrechnung_linear = formeln::hochrechnung_linear(eigen.ist, self.stichtag());
        eigen.hochrechnung_bindung = formeln::hochrechnung_bindung(eigen.ist, eigen.gebunden);
        let regeln = &self.stammdaten.einstellungen.regeln.ampel;
        eigen.ampel = formeln::ampel(regeln, eigen.verfuegbar, eigen.ist, eigen.gebunden, eigen.hochrechnung_linear);
        eigen
    }

    /// Budget figures at the quarter ends of a year, by the key of [`Verlaufspunkt`].
    pub fn verlauf(&self, raum: &str, jahr: i32) -> [Option<&'a Verlaufspunkt>; 4] {
        let verlauf = &self.auswertung.verlauf;
        [1, 2, 3, 4].map(|nummer| {
            verlauf.iter().find(|punkt| {
                punkt.raum == raum
                    && punkt.budgetart == self.budgetart
                    && punkt.quartal.jahr() == jahr
                    && punkt.quartal.nummer() == nummer
            })
        })
    }

    /// Figures by Maßnahme of the budgets that belong to a Bereich, without lines of nothing.
    pub fn massnahmen(&self, bereich: Bereich<'a>) -> Vec<&'a MassnahmeKennzahl> {
        let lines = &self.auswertung.massnahmen;
        lines
            .iter()
            .filter(|zeile| zeile.budgetart == self.budgetart && self.belongs(bereich, zeile.ebene, &zeile.raum))
            .filter(|zeile| !(zeile.bewilligt.is_zero() && zeile.ist.is_zero()))
            .collect()
    }

    /// Whether a budget is part of a Bereich.
    pub fn belongs(&self, bereich: Bereich<'_>, ebene: Ebene, key: &str) -> bool {
        match bereich {
            Bereich::Raum(raum) => ebene == ebene_of(raum) && key == raum.id.as_str(),
            Bereich::Region(region) if ebene == Ebene::Region => key == region.id.as_str(),
            Bereich::Region(region) => {
                ebene == Ebene::Sozialraum
                    && self.stammdaten.sozialraeume_of(&region.id).any(|raum| raum.id.as_str() == key)
            }
            Bereich::Kreis => true,
        }
    }

    /// Whether a Raum, a Region's own budget or a bucket is part of a Bereich, by its key alone.
    pub fn belongs_key(&self, bereich: Bereich<'_>, key: &RaumId) -> bool {
        self.stammdaten.ebene(key).is_some_and(|ebene| self.belongs(bereich, ebene, key.as_str()))
    }

    /// The Maßnahmen of this kind of budget that a Bereich pays for or shall pay for.
    pub fn records(&self, bereich: Bereich<'a>) -> Vec<&'a Massnahme> {
        let massnahmen = &self.stammdaten.massnahmen;
        massnahmen
            .iter()
            .filter(|massnahme| massnahme.budgetart == self.budgetart)
            .filter(|massnahme| {
                massnahme.anteile.iter().any(|anteil| self.belongs(bereich, anteil.ebene, anteil.raum.as_str()))
            })
            .collect()
    }

    fn zeile(&self, ebene: Ebene, key: &str) -> Option<&'a BudgetKennzahl> {
        let lines = &self.auswertung.kennzahlen.budget;
        lines.iter().find(|zeile| zeile.ebene == ebene && zeile.raum == key && zeile.budgetart == self.budgetart)
    }

    fn leer(&self, ebene: Ebene, key: &str) -> BudgetKennzahl {
        BudgetKennzahl {
            ebene,
            raum: key.to_owned(),
            budgetart: self.budgetart.to_owned(),
            einheit: self.einheit,
            ansatz: Betrag::ZERO,
            nachtrag: Betrag::ZERO,
            uebertrag: Betrag::ZERO,
            umschichtung: Betrag::ZERO,
            verfuegbar: Betrag::ZERO,
            bewilligt: Betrag::ZERO,
            ist: Betrag::ZERO,
            gebunden: Betrag::ZERO,
            frei: Betrag::ZERO,
            auslastung: None,
            bindungsquote: None,
            zeitanteil: formeln::zeitanteil(self.stichtag()),
            hochrechnung_linear: Betrag::ZERO,
            hochrechnung_bindung: Betrag::ZERO,
            ampel: Ampel::OhneBewertung,
        }
    }
}

/// The level of a Raum's own line.
fn ebene_of(raum: &Raum) -> Ebene {
    match raum.art {
        RaumArt::Sozialraum => Ebene::Sozialraum,
        RaumArt::Kreisweit => Ebene::Kreisweit,
        RaumArt::Ohne => Ebene::Ohne,
    }
}

/// A title inside other quotation marks: `Jungengruppe ‚Kompass‘`.
pub(in crate::present) fn zitat(titel: &str) -> String {
    format!("„{}“", titel.replace('„', "‚").replace('“', "‘"))
}

/// `A`, `A und B`, `A, B und C`.
pub(in crate::present) fn aufzaehlung(teile: &[String]) -> String {
    match teile {
        [] => String::new(),
        [einer] => einer.clone(),
        [vorne @ .., letzter] => format!("{} und {letzter}", vorne.join(", ")),
    }
}

//! What every chapter asks for: figures that may be shown, the office's words, the quarters to compare with.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::jha::JhaRegeln;
use crate::domain::kennzahlen::Quote;
use crate::domain::raum::{Ebene, RaumArt};
use crate::domain::veraenderung::Veraenderung;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Angabe, Betrag, Quartal, RaumId, Stammdaten};
use crate::present::hilfen::{self, Gruppe};
use crate::present::kernsaetze::Richtung;
use crate::present::schaubild::{Kategorie, Punkt, Stil};
use crate::present::zahl;

/// A table goes back at most so many quarters; charts go back to the first delivery.
const SPALTEN: usize = 8;

/// Records, figures and the day of the run.
pub(super) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub auswertung: &'a Auswertung,
    pub heute: NaiveDate,
    sicht: &'a Sicht<'a>,
    gefragt: RefCell<BTreeMap<ZellId, Angabe<i64>>>,
}

/// A line of Räume with its printed name.
#[derive(Clone, Debug)]
pub(super) struct Zeilenort {
    pub name: String,
    pub ort: Ort,
}

/// What the reported quarter is held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vergleichsquartal {
    pub quartal: Quartal,
    /// `ein Jahr zuvor`
    pub damals: &'static str,
    /// `VJ`
    pub kopf: &'static str,
}

impl<'a> Kontext<'a> {
    pub fn new(stammdaten: &'a Stammdaten, auswertung: &'a Auswertung, sicht: &'a Sicht<'a>, heute: NaiveDate) -> Self {
        Self { stammdaten, auswertung, heute, sicht, gefragt: RefCell::default() }
    }

    /// The figures as the public sees them.
    pub fn sicht(&self) -> &'a Sicht<'a> {
        self.sicht
    }

    /// Words of the Vorlage, breaks, targets.
    pub fn regeln(&self) -> &'a JhaRegeln {
        &self.stammdaten.einstellungen.jha
    }

    pub fn quartal(&self) -> Quartal {
        self.sicht.quartal()
    }

    pub fn stichtag(&self) -> NaiveDate {
        self.quartal().ende()
    }

    /// `1. Halbjahr 2026`, `1. bis 3. Quartal 2026`, `Jahr 2026`: the year up to a quarter.
    pub fn jahr_bis(&self, quartal: Quartal) -> String {
        match quartal.nummer() {
            1 => zahl::quartal(quartal),
            2 => format!("1.\u{a0}Halbjahr {}", quartal.jahr()),
            3 => format!("1. bis 3.\u{a0}Quartal {}", quartal.jahr()),
            _ => format!("Jahr {}", quartal.jahr()),
        }
    }

    /// The quarters from the first delivery on, also those without one.
    pub fn quartale(&self) -> Vec<Quartal> {
        let first = self.sicht.quartale().into_iter().min().unwrap_or(self.quartal());
        std::iter::successors(Some(first), |quartal| Some(quartal.next()))
            .take_while(|quartal| *quartal <= self.quartal())
            .collect()
    }

    /// The latest of some quarters that a table has room for.
    pub fn spalten(quartale: &[Quartal]) -> &[Quartal] {
        &quartale[quartale.len().saturating_sub(SPALTEN)..]
    }

    /// The quarter before, if its cases were delivered.
    pub fn vorquartal(&self) -> Option<Quartal> {
        Some(self.quartal().previous()).filter(|quartal| self.sicht.has_faelle(*quartal))
    }

    /// The same quarter of the year before.
    pub fn vor_einem_jahr(&self) -> Quartal {
        (0..4).fold(self.quartal(), |quartal, _| quartal.previous())
    }

    /// The same, if its cases were delivered.
    pub fn vorjahr(&self) -> Option<Quartal> {
        Some(self.vor_einem_jahr()).filter(|quartal| self.sicht.has_faelle(*quartal))
    }

    /// The same, if all costs of that year up to it were delivered.
    pub fn vorjahr_kosten(&self) -> Option<Quartal> {
        let vorjahr = self.vor_einem_jahr();
        let whole = vorjahr.of_same_year().into_iter().filter(|quartal| *quartal <= vorjahr);
        whole.into_iter().all(|quartal| self.sicht.has_kosten(quartal)).then_some(vorjahr)
    }

    /// What the reported quarter is held against: the same quarter a year ago, else the one before; none where there
    /// is none, or a break lies between.
    pub fn vergleich(&self) -> Option<Vergleichsquartal> {
        let with_words = |quartal, damals, kopf| Vergleichsquartal { quartal, damals, kopf };
        let vorjahr = self.vorjahr().map(|quartal| with_words(quartal, "ein Jahr zuvor", "VJ"));
        let vorquartal = self.vorquartal().map(|quartal| with_words(quartal, "ein Quartal zuvor", "VQ"));
        let comparable = |with: &Vergleichsquartal| !self.is_bruch_between(with.quartal, self.quartal());
        vorjahr.filter(comparable).or(vorquartal.filter(comparable))
    }

    /// A number, noted as printed.
    pub fn zahl(&self, id: &ZellId) -> Angabe<i64> {
        let wert = self.sicht.zahl(id);
        self.gefragt.borrow_mut().insert(id.clone(), wert);
        wert
    }

    /// An amount, noted as printed.
    pub fn betrag(&self, id: &ZellId) -> Angabe<Betrag> {
        self.zahl(id).map(Betrag::from_cents)
    }

    /// All numbers on cases and costs that were printed, with what was printed of them.
    pub fn gedruckt(&self) -> BTreeMap<ZellId, Angabe<i64>> {
        self.gefragt.borrow().clone()
    }

    /// Bestand per so many young people; none where there is no base or a too small one.
    pub fn dichte(&self, id: &ZellId, quartal: Quartal) -> Angabe<Option<Quote>> {
        self.gefragt.borrow_mut().insert(id.clone(), self.sicht.zahl(id));
        self.sicht.hilfedichte(quartal, &id.ort, &id.hilfe)
    }

    /// The people that the Hilfedichte of a line is about; none for buckets and for lines without a population table.
    pub fn junge(&self, ort: &Ort, quartal: Quartal) -> Option<u32> {
        use crate::domain::amt::HilfedichteBasis::{Insgesamt, U21};
        let basis = self.stammdaten.einstellungen.regeln.hilfedichte.basis;
        let of_raum = |raum: &crate::domain::raum::Raum| {
            let table = raum.einwohner_at(quartal.ende())?;
            Some(match basis {
                U21 => table.u21,
                Insgesamt => table.insgesamt,
            })
        };
        match ort.ebene {
            Ebene::Sozialraum => self.stammdaten.raum(&RaumId::from(ort.raum.as_str())).and_then(of_raum),
            Ebene::Kreis => self.stammdaten.sozialraeume().map(of_raum).sum(),
            _ => None,
        }
    }

    /// `junge Menschen unter 21 Jahren`
    pub fn junge_wort(&self) -> &'static str {
        match self.stammdaten.einstellungen.regeln.hilfedichte.basis {
            crate::domain::amt::HilfedichteBasis::U21 => "junge Menschen unter 21\u{a0}Jahren",
            crate::domain::amt::HilfedichteBasis::Insgesamt => "Einwohnerinnen und Einwohner",
        }
    }

    /// `1.000`
    pub fn je(&self) -> String {
        zahl::zahl(Decimal::from(self.stammdaten.einstellungen.regeln.hilfedichte.je), 0)
    }

    /// The Hilfegruppen that are summed up, in the office's order.
    pub fn gruppen(&self) -> &'a [String] {
        &self.stammdaten.einstellungen.regeln.hilfegruppen
    }

    /// The first and the last Hilfegruppe: ambulant and stationär, between which Hilfen shift.
    pub fn pole(&self) -> Option<(&'a str, &'a str)> {
        match self.gruppen() {
            [first, .., last] => Some((first, last)),
            _ => None,
        }
    }

    /// The look of a Hilfegruppe, the same in all charts.
    pub fn stil(&self, gruppe: &str) -> Stil {
        const STILE: [Stil; 5] = [Stil::Dunkel, Stil::Weiss, Stil::Hell, Stil::Schraffiert, Stil::Gepunktet];
        let place = self.gruppen().iter().position(|known| known == gruppe).unwrap_or(0);
        // Two groups are told apart best by dark and light.
        if self.gruppen().len() == 2 && place == 1 { Stil::Hell } else { STILE[place.min(STILE.len() - 1)] }
    }

    /// The Sozialräume in the office's order.
    pub fn raeume(&self) -> Vec<Zeilenort> {
        let raeume = self.stammdaten.sozialraeume();
        raeume
            .map(|raum| Zeilenort { name: raum.name.clone(), ort: Ort::new(Ebene::Sozialraum, raum.id.as_str()) })
            .collect()
    }

    /// What stands beside them: what belongs to a Region and to none of its Räume, and the buckets.
    pub fn daneben(&self) -> Vec<Zeilenort> {
        let alone = self.stammdaten.regionen.iter().filter_map(|region| {
            let ort = self.sicht.region_alone(&region.id)?;
            Some(Zeilenort { name: format!("{} (ohne {})", region.name, self.raum_wort()), ort })
        });
        let buckets = self.stammdaten.raeume.iter().filter_map(|raum| {
            let ebene = match raum.art {
                RaumArt::Sozialraum => return None,
                RaumArt::Kreisweit => Ebene::Kreisweit,
                RaumArt::Ohne => Ebene::Ohne,
            };
            Some(Zeilenort { name: raum.name.clone(), ort: Ort::new(ebene, raum.id.as_str()) })
        });
        alone.chain(buckets).collect()
    }

    /// `Kreis` or `Gesamt`.
    pub fn kreis_wort(&self) -> String {
        self.stammdaten.einstellungen.wort_gesamt().einzahl().to_owned()
    }

    /// `im Kreis` or `insgesamt`.
    pub fn im_kreis(&self) -> String {
        self.stammdaten.einstellungen.wort_gesamt().darin()
    }

    /// `Sozialraum`
    pub fn raum_wort(&self) -> &'a str {
        &self.stammdaten.einstellungen.amt.begriff_raum
    }

    /// `Sozialräume`, and whatever another office calls several of them.
    pub fn raeume_wort(&self) -> String {
        self.stammdaten.einstellungen.wort_raum().mehrzahl().to_owned()
    }

    /// From so many percent on a change is named.
    pub fn ab_prozent(&self) -> String {
        format!("{}{}%", self.stammdaten.einstellungen.regeln.veraenderung.ab_prozent, zahl::NARROW)
    }

    /// From so many cases on a change is named.
    pub fn ab_faellen(&self) -> u32 {
        self.stammdaten.einstellungen.regeln.veraenderung.ab_faellen
    }

    /// More, less or nearly as before: what is small in percent or in cases is not named.
    pub fn richtung(&self, neu: i64, alt: i64) -> Richtung {
        richtung(self.stammdaten.einstellungen.regeln.veraenderung.faelle(alt, neu))
    }

    /// The same of amounts of the whole office, behind which there are always enough cases.
    pub fn richtung_betrag(&self, neu: Betrag, alt: Betrag) -> Richtung {
        let regeln = &self.stammdaten.einstellungen.regeln.veraenderung;
        richtung(regeln.betrag(alt.to_decimal(), neu.to_decimal(), i64::MAX))
    }

    /// The axis of quarters.
    pub fn achse(&self, quartale: &[Quartal]) -> Vec<Kategorie> {
        quartale.iter().map(|quartal| Kategorie::quartal(*quartal, self.quartal())).collect()
    }

    /// Breaks that lie between some quarters: the first quarter after it, by its place, and why.
    pub fn brueche(&self, quartale: &[Quartal]) -> Vec<(usize, &'a str)> {
        let brueche = self.regeln().brueche.iter();
        brueche
            .filter_map(|bruch| {
                let place = quartale.iter().position(|quartal| *quartal >= bruch.quartal)?;
                (place > 0).then_some((place, bruch.text.as_str()))
            })
            .collect()
    }

    /// Whether a break lies between two quarters, so that they cannot be compared.
    pub fn is_bruch_between(&self, alt: Quartal, neu: Quartal) -> bool {
        self.regeln().brueche.iter().any(|bruch| alt < bruch.quartal && bruch.quartal <= neu)
    }
}

/// The key of a Bestand.
pub(super) fn bestand(quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> ZellId {
    ZellId::new(Messgroesse::Bestand, Zeitbezug::Quartal(quartal), ort, hilfe)
}

/// The key of a number of a quarter.
pub(super) fn im_quartal(groesse: Messgroesse, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> ZellId {
    ZellId::new(groesse, Zeitbezug::Quartal(quartal), ort, hilfe)
}

/// The key of a number of the year up to a quarter.
pub(super) fn im_jahr(groesse: Messgroesse, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> ZellId {
    ZellId::new(groesse, Zeitbezug::JahrBis(quartal), ort, hilfe)
}

/// `2/2026`
pub(super) fn kurz(quartal: Quartal) -> String {
    format!("{}/{}", quartal.nummer(), quartal.jahr())
}

/// How a Hilfegruppe is printed.
pub(super) fn gruppe_wort(gruppe: &str) -> String {
    hilfen::gruppe_name(gruppe)
}

/// The sign and word of a change.
const fn richtung(veraenderung: Veraenderung) -> Richtung {
    match veraenderung {
        Veraenderung::Mehr => Richtung::Mehr,
        Veraenderung::Weniger => Richtung::Weniger,
        Veraenderung::NahezuUnveraendert => Richtung::Gleich,
    }
}

/// A number as a point of a chart.
pub(super) fn punkt(angabe: Angabe<Decimal>) -> Punkt {
    match angabe {
        Angabe::Wert(wert) => Punkt::Wert(wert),
        Angabe::Gesperrt => Punkt::Gesperrt,
        Angabe::Fehlt => Punkt::Fehlt,
    }
}

/// The change from `alt` to `neu` in percent of `alt`; none from nothing.
pub(super) fn prozent(neu: i64, alt: i64) -> Option<Decimal> {
    (alt != 0).then(|| Decimal::from(neu - alt) * Decimal::ONE_HUNDRED / Decimal::from(alt))
}

/// `−0,7 %`
pub(super) fn prozent_text(prozent: Decimal) -> String {
    format!("{}{}%", zahl::mit_vorzeichen(prozent, 1), zahl::NARROW)
}

/// `A`, `A und B`, `A, B und C`.
pub(super) fn aufzaehlung(teile: &[String]) -> String {
    match teile {
        [] => String::new(),
        [einer] => einer.clone(),
        [vorne @ .., letzter] => format!("{} und {letzter}", vorne.join(", ")),
    }
}

/// With a capital first letter.
pub(super) fn gross(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `ambulante Hilfen`
pub(super) fn hilfen_wort(gruppe: &str) -> String {
    Gruppe { hilfe: Hilfe::gruppe(gruppe), name: gruppe_wort(gruppe), arten: Vec::new() }.hilfen()
}

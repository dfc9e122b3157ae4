//! Reads the fields of a row. Every cell becomes a value or a [`Mangel`].

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use crate::domain::export::{Artquelle, Exportlayout, Feld, Hilfeartquelle, JaNein, Kontoklasse, Vorzeichen};
use crate::domain::text::{key, tidy};
use crate::domain::zeilen::{Buchungsart, Herkunftszeile};
use crate::domain::{Betrag, HilfeartId, RaumId};

use super::AktenzeichenKey;
use super::beobachter::{Beobachter, Stelle};
use super::betrag::{self, KeinBetrag};
use super::lesung::{Mangel, Mangelart, Rohbuchung, Rohfall};
use super::mappe::{Rohzeile, Zellwert};
use super::muster::Muster;
use super::tag::{Kalender, KeinDatum, read_month};
use super::verzeichnis::Verzeichnis;
use super::wiedergabe::{is_error_word, shown};

/// Reads the rows of one sheet.
pub struct Zeilenleser<'t> {
    /// The settings.
    pub layout: &'t Exportlayout,
    /// Columns of the fields.
    pub spalten: &'t BTreeMap<Feld, u32>,
    /// Values of fields without a column.
    pub konstanten: &'t BTreeMap<Feld, Zellwert>,
    /// Master data.
    pub verzeichnis: &'t Verzeichnis<'t>,
    /// How dates are read.
    pub kalender: &'t Kalender,
    /// Key of the Aktenzeichen.
    pub key: &'t AktenzeichenKey,
    /// Where faults go.
    pub maengel: &'t mut Vec<Mangel>,
    /// Where goes what is worth a word.
    pub beobachter: &'t mut Beobachter,
    /// Rows so far of each Beleg, for layouts without positions.
    pub positions: HashMap<String, u32>,
}

/// A row while it is read.
struct Lage<'t> {
    row: &'t Rohzeile,
    herkunft: Herkunftszeile,
    /// Faults of this row begin here.
    first_mangel: usize,
}

impl<'t> Zeilenleser<'t> {
    /// Reads a booking.
    pub fn buchung(&mut self, row: &Rohzeile, herkunft: Herkunftszeile) -> Rohbuchung {
        let lage = Lage { row, herkunft, first_mangel: self.maengel.len() };
        self.check_required(&lage);
        let beleg = self.schluessel(&lage, Feld::Belegnummer);
        let position = self.position(&lage, beleg.as_deref());
        let buchungsdatum = self.datum(&lage, Feld::Buchungsdatum);
        let geschrieben = self.betrag(&lage);
        let (produkt, konto) = self.konto(&lage);
        let klasse = konto.as_deref().and_then(|konto| self.verzeichnis.kontoklasse(konto));
        let zaehlt = self.passes_filters(&lage, klasse);
        if konto.is_some() && klasse.is_none() {
            self.mangel(&lage, Feld::Konto, Mangelart::KontoklasseUnbekannt);
        }
        let art = self.buchungsart(&lage, klasse);
        let massnahme = self.massnahme(&lage);
        let hilfeart = self.hilfeart(&lage, produkt.as_deref());
        self.check_purpose(&lage, produkt.as_deref(), hilfeart.is_some());
        let raum = self.raum(&lage);
        let (leistung_von, leistung_bis) = self.leistung(&lage);
        let fall = self.fall_hash(&lage);
        self.traeger(&lage, zaehlt);
        self.mark(&lage, zaehlt);
        Rohbuchung {
            betrag: geschrieben.zip(art).map(|(betrag, art)| signed(betrag, art, self.layout.vorzeichen)),
            sachkonto: konto.clone(),
            klasse,
            konto: joined(produkt, konto),
            herkunft: lage.herkunft,
            zaehlt,
            beleg,
            position,
            buchungsdatum,
            geschrieben,
            art,
            hilfeart,
            massnahme,
            raum,
            fall,
            leistung_von,
            leistung_bis,
        }
    }

    /// Reads a case.
    pub fn fall(&mut self, row: &Rohzeile, herkunft: Herkunftszeile) -> Rohfall {
        let lage = Lage { row, herkunft, first_mangel: self.maengel.len() };
        self.check_required(&lage);
        let fall = self.fall_hash(&lage);
        let hilfeart = self.hilfeart(&lage, None);
        let uma = self.ja_nein(&lage, Feld::Uma, &self.layout.uma);
        let erstattung = self.ja_nein(&lage, Feld::Erstattung, &self.layout.erstattung);
        let raum = self.raum(&lage);
        if raum.is_none() && self.spalten.contains_key(&Feld::Raum) {
            self.mangel(&lage, Feld::Raum, if uma { Mangelart::UmaOhneRaum } else { Mangelart::RaumFehlt });
        }
        let beginn = self.datum(&lage, Feld::Beginn);
        let ende = match self.wert(&lage, Feld::Ende) {
            Some(wert) if self.kalender.is_open(wert) => None,
            _ => self.datum(&lage, Feld::Ende),
        };
        let zaehlt = self.passes_filters(&lage, None);
        self.traeger(&lage, zaehlt);
        self.mark(&lage, zaehlt);
        Rohfall {
            geburtsjahr: self.geburtsjahr(&lage),
            geschlecht: self.geschlecht(&lage),
            herkunft: lage.herkunft,
            zaehlt,
            fall,
            hilfeart,
            raum: raum.unwrap_or_else(RaumId::ohne),
            beginn,
            ende,
            uma,
            erstattung,
        }
    }

    /// The cell of a field, or its constant.
    fn wert<'a>(&self, lage: &Lage<'a>, feld: Feld) -> Option<&'a Zellwert>
    where
        't: 'a,
    {
        match self.spalten.get(&feld) {
            Some(spalte) => lage.row.get(*spalte),
            None => self.konstanten.get(&feld),
        }
    }

    /// The cell of a field as tidy text; whole numbers as their digits.
    fn text(&mut self, lage: &Lage<'_>, feld: Feld) -> Option<String> {
        match self.wert(lage, feld)? {
            Zellwert::Text(text) if is_error_word(text) => self.fault(lage, feld, Mangelart::Fehlerwert),
            Zellwert::Text(text) => {
                let text = tidy(text);
                let stelle = || Self::stelle(lage, self.spalten, feld);
                self.beobachter.text(feld, &text, stelle);
                Some(text)
            }
            Zellwert::Zahl(zahl) => Some(zahl.normalize().to_string()),
            Zellwert::Wahr(_) | Zellwert::Datum(_) => self.fault(lage, feld, Mangelart::SchluesselVerformt),
            Zellwert::Fehlerwert(_) => self.fault(lage, feld, Mangelart::Fehlerwert),
        }
    }

    fn stelle(lage: &Lage<'_>, spalten: &BTreeMap<Feld, u32>, feld: Feld) -> Stelle {
        (lage.herkunft.clone(), spalten.get(&feld).copied().unwrap_or(0))
    }

    /// Remembers a text that was cut and meant only one thing.
    fn completed(&mut self, lage: &Lage<'_>, feld: Feld, text: &str, bedeutung: &str) {
        self.beobachter.kuerzung(feld, text, bedeutung, Self::stelle(lage, self.spalten, feld));
    }

    /// Holds the Träger against the master data, where the layout says so. Nothing of the cell is kept.
    fn traeger(&mut self, lage: &Lage<'_>, zaehlt: bool) {
        if !zaehlt || !self.layout.traeger.pruefen || !self.spalten.contains_key(&Feld::Traeger) {
            return;
        }
        let Some(Zellwert::Text(text)) = self.wert(lage, Feld::Traeger) else { return };
        if !self.verzeichnis.knows_traeger(text) {
            self.beobachter.unbekannter_traeger(text, Self::stelle(lage, self.spalten, Feld::Traeger));
        }
    }

    fn fault<T>(&mut self, lage: &Lage<'_>, feld: Feld, art: Mangelart) -> Option<T> {
        self.mangel(lage, feld, art);
        None
    }

    fn mangel(&mut self, lage: &Lage<'_>, feld: Feld, art: Mangelart) {
        let gelesen = self.wert(lage, feld).map_or_else(String::new, |wert| shown(feld, wert));
        let spalte = self.spalten.get(&feld).copied().unwrap_or(0);
        self.maengel.push(Mangel { herkunft: lage.herkunft.clone(), spalte, feld, art, gelesen, zaehlt: true });
    }

    /// Writes onto the faults of a row whether the row counts.
    fn mark(&mut self, lage: &Lage<'_>, zaehlt: bool) {
        for mangel in self.maengel.iter_mut().skip(lage.first_mangel) {
            mangel.zaehlt = zaehlt;
        }
    }

    fn check_required(&mut self, lage: &Lage<'_>) {
        for feld in &self.layout.pflichtangaben {
            if self.spalten.contains_key(feld) && self.wert(lage, *feld).is_none() {
                self.mangel(lage, *feld, Mangelart::Leer);
            }
        }
    }

    /// A key such as a Belegnummer: text, or the number a spreadsheet made of it.
    fn schluessel(&mut self, lage: &Lage<'_>, feld: Feld) -> Option<String> {
        self.text(lage, feld)
    }

    fn position(&mut self, lage: &Lage<'_>, beleg: Option<&str>) -> Option<u32> {
        if !self.spalten.contains_key(&Feld::Position) {
            let rows = self.positions.entry(beleg.unwrap_or_default().to_owned()).or_insert(0);
            *rows += 1;
            return Some(*rows);
        }
        let Some(wert) = self.wert(lage, Feld::Position) else { return Some(1) };
        let number = match wert {
            Zellwert::Zahl(zahl) if zahl.is_integer() => zahl.to_u32(),
            Zellwert::Text(text) => tidy(text).parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.mangel(lage, Feld::Position, Mangelart::PositionUnlesbar);
        }
        number
    }

    fn betrag(&mut self, lage: &Lage<'_>) -> Option<Betrag> {
        let wert = self.wert(lage, Feld::Betrag)?;
        let art = match betrag::read(wert) {
            Ok(betrag) => return Some(betrag),
            Err(KeinBetrag::Text) if matches!(wert, Zellwert::Text(text) if is_error_word(text)) => {
                Mangelart::Fehlerwert
            }
            Err(KeinBetrag::Text) => Mangelart::TextImBetrag,
            Err(KeinBetrag::Fehlerwert) => Mangelart::Fehlerwert,
            Err(KeinBetrag::Mehrdeutig) => Mangelart::MehrdeutigerBetrag,
            Err(KeinBetrag::ZuFein) => Mangelart::BetragZuFein,
            Err(KeinBetrag::ZuGross) => Mangelart::BetragZuGross,
        };
        self.fault(lage, Feld::Betrag, art)
    }

    fn datum(&mut self, lage: &Lage<'_>, feld: Feld) -> Option<NaiveDate> {
        let wert = self.wert(lage, feld)?;
        match self.kalender.read(wert) {
            Ok(day) => Some(day),
            Err(why) => {
                let error = matches!(wert, Zellwert::Text(text) if is_error_word(text));
                self.fault(lage, feld, if error { Mangelart::Fehlerwert } else { of_date(why) })
            }
        }
    }

    fn leistung(&mut self, lage: &Lage<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
        if let Some(wert) = self.wert(lage, Feld::Leistungsmonat) {
            return match read_month(self.kalender, wert) {
                Ok((first, last)) => (Some(first), Some(last)),
                Err(why) => {
                    self.mangel(lage, Feld::Leistungsmonat, of_date(why));
                    (None, None)
                }
            };
        }
        (self.datum(lage, Feld::LeistungVon), self.datum(lage, Feld::LeistungBis))
    }

    /// Product and account, from one column or two.
    fn konto(&mut self, lage: &Lage<'_>) -> (Option<String>, Option<String>) {
        let produkt = self.text(lage, Feld::Produkt);
        let Some(konto) = self.text(lage, Feld::Konto) else { return (produkt, None) };
        let split = self.layout.konto.trennzeichen.as_ref().and_then(|sign| konto.split_once(sign.as_str()));
        match split {
            Some((left, right)) => (Some(left.trim().to_owned()), Some(right.trim().to_owned())),
            None => (produkt, Some(konto)),
        }
    }

    fn passes_filters(&mut self, lage: &Lage<'_>, klasse: Option<Kontoklasse>) -> bool {
        let classes = &self.layout.konto.nur_klassen;
        if !classes.is_empty() && klasse.is_some_and(|klasse| !classes.contains(&klasse)) {
            return false;
        }
        self.layout.filter.iter().all(|filter| {
            let text = self.wert(lage, filter.feld).map(|wert| tidy(&wert.shown())).unwrap_or_default();
            filter.beginnt_mit.iter().any(|start| text.starts_with(start.as_str()))
        })
    }

    fn buchungsart(&mut self, lage: &Lage<'_>, klasse: Option<Kontoklasse>) -> Option<Buchungsart> {
        if self.layout.buchungsart.aus == Artquelle::Konto || !self.has(Feld::Art) {
            return match klasse? {
                Kontoklasse::Aufwand | Kontoklasse::Auszahlung => Some(Buchungsart::Aufwand),
                Kontoklasse::Ertrag | Kontoklasse::Einzahlung => Some(Buchungsart::Ertrag),
            };
        }
        let text = self.text(lage, Feld::Art)?;
        match self.verzeichnis.art(&text) {
            Some(art) => Some(art),
            None => self.fault(lage, Feld::Art, Mangelart::ArtUnbekannt),
        }
    }

    fn has(&self, feld: Feld) -> bool {
        self.spalten.contains_key(&feld) || self.konstanten.contains_key(&feld)
    }

    fn massnahme(&mut self, lage: &Lage<'_>) -> Option<crate::domain::MassnahmeId> {
        let text = self.text(lage, Feld::Massnahme)?;
        match self.verzeichnis.massnahme(&text) {
            Some((massnahme, cut)) => {
                if cut {
                    self.completed(lage, Feld::Massnahme, &text, massnahme.as_str());
                }
                Some(massnahme)
            }
            None => self.fault(lage, Feld::Massnahme, Mangelart::MassnahmeUnbekannt),
        }
    }

    fn hilfeart(&mut self, lage: &Lage<'_>, produkt: Option<&str>) -> Option<HilfeartId> {
        if self.layout.hilfeart.aus == Hilfeartquelle::Produkt {
            let produkt = produkt?;
            if self.verzeichnis.is_produkt_of_massnahmen(produkt) {
                return None;
            }
            let feld = if self.has(Feld::Produkt) { Feld::Produkt } else { Feld::Konto };
            return match self.verzeichnis.hilfeart_of_produkt(produkt) {
                Some(hilfeart) => Some(hilfeart),
                None => self.fault(lage, feld, Mangelart::HilfeartUnbekannt),
            };
        }
        let text = self.text(lage, Feld::Hilfeart)?;
        match self.verzeichnis.hilfeart(&text) {
            Some((hilfeart, cut)) => {
                if cut {
                    self.completed(lage, Feld::Hilfeart, &text, hilfeart.as_str());
                }
                Some(hilfeart)
            }
            None => self.fault(lage, Feld::Hilfeart, Mangelart::HilfeartUnbekannt),
        }
    }

    /// A booking is for a Hilfe or for a Maßnahme; what was written and not known has its own fault.
    fn check_purpose(&mut self, lage: &Lage<'_>, produkt: Option<&str>, has_hilfeart: bool) {
        if has_hilfeart || self.wert(lage, Feld::Massnahme).is_some() {
            return;
        }
        let missing = match self.layout.hilfeart.aus {
            Hilfeartquelle::Produkt => {
                produkt.is_some_and(|produkt| self.verzeichnis.is_produkt_of_massnahmen(produkt))
            }
            Hilfeartquelle::Schreibweise => self.has(Feld::Hilfeart) && self.wert(lage, Feld::Hilfeart).is_none(),
        };
        if missing && self.has(Feld::Massnahme) {
            self.mangel(lage, Feld::Massnahme, Mangelart::ZweckFehlt);
        }
    }

    /// The Raum; `ohne` where the text means none that is known, none where the cell is empty.
    fn raum(&mut self, lage: &Lage<'_>) -> Option<RaumId> {
        let text = self.text(lage, Feld::Raum)?;
        let Some((raum, cut)) = self.verzeichnis.raum(&text) else {
            self.mangel(lage, Feld::Raum, Mangelart::RaumUnbekannt);
            return Some(RaumId::ohne());
        };
        if cut {
            self.completed(lage, Feld::Raum, &text, raum.as_str());
        }
        Some(raum)
    }

    fn fall_hash(&mut self, lage: &Lage<'_>) -> Option<String> {
        self.schluessel(lage, Feld::Aktenzeichen).map(|aktenzeichen| self.key.hash(&aktenzeichen))
    }

    fn ja_nein(&mut self, lage: &Lage<'_>, feld: Feld, words: &JaNein) -> bool {
        let text = match self.wert(lage, feld) {
            None => return false,
            Some(Zellwert::Wahr(truth)) => return *truth,
            Some(wert) => key(&wert.shown()),
        };
        let among =
            |list: &[String]| list.iter().any(|word| key(word) == text || Muster::new(word).find_key(&text).is_some());
        let yes = among(&words.ja);
        if !yes && !among(&words.nein) {
            self.mangel(lage, feld, Mangelart::JaNeinUnklar);
        }
        yes
    }

    /// The year of birth. A birth date is cut to its year here and goes no further.
    fn geburtsjahr(&mut self, lage: &Lage<'_>) -> Option<i32> {
        let year = match self.wert(lage, Feld::Geburtsjahr) {
            Some(Zellwert::Zahl(zahl)) => zahl.to_i32(),
            Some(Zellwert::Text(text)) => tidy(text).parse().ok(),
            _ => self.wert(lage, Feld::Geburtsdatum).and_then(|wert| Some(self.kalender.read(wert).ok()?.year())),
        };
        year.filter(|year| (1900..=2199).contains(year))
    }

    fn geschlecht(&self, lage: &Lage<'_>) -> Option<String> {
        let Some(Zellwert::Text(text)) = self.wert(lage, Feld::Geschlecht) else { return None };
        let letter = key(text).chars().next().filter(|letter| matches!(letter, 'm' | 'w' | 'd'))?;
        Some(letter.to_string())
    }
}

const fn of_date(why: KeinDatum) -> Mangelart {
    match why {
        KeinDatum::Unmoeglich => Mangelart::UnmoeglichesDatum,
        KeinDatum::Unlesbar => Mangelart::UnlesbaresDatum,
        KeinDatum::Fehlerwert => Mangelart::Fehlerwert,
    }
}

/// The amount as it counts: positive for Aufwand and for Ertrag, negative for a Storno.
fn signed(betrag: Betrag, art: Buchungsart, vorzeichen: Vorzeichen) -> Betrag {
    match (vorzeichen, art) {
        (Vorzeichen::ErtragNegativ, Buchungsart::Ertrag) | (Vorzeichen::AufwandNegativ, Buchungsart::Aufwand) => {
            -betrag
        }
        _ => betrag,
    }
}

/// Produktsachkonto of product and account, in whichever columns they stood.
fn joined(produkt: Option<String>, konto: Option<String>) -> Option<String> {
    match (produkt, konto) {
        (Some(produkt), Some(konto)) => Some(format!("{produkt}.{konto}")),
        (_, konto) => konto,
    }
}

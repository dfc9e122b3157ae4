//! Reads the rows of a sheet: tells data from captions, totals and foreign rows, and hands data to the fields' readers.

use std::collections::BTreeMap;

use crate::domain::Stammdaten;
use crate::domain::export::{Exportlayout, Feld};
use crate::domain::lieferung::Lieferart;
use crate::domain::text::key;
use crate::domain::zeilen::Herkunftszeile;

use super::AktenzeichenKey;
use super::auffaellig;
use super::beobachter::{Beobachter, Beobachtungen};
use super::felder::Zeilenleser;
use super::kopf::Kopf;
use super::lesung::{Fremdzeile, Lesung, Tabelle};
use super::mappe::{Blatt, Rohzeile, Zellwert};
use super::muster::{Muster, patterns};
use super::summen::Summenpruefer;
use super::tag::Kalender;
use super::verzeichnis::Verzeichnis;

/// Reads the sheets of a file into a [`Lesung`].
pub struct Leser<'r, 'l, 's> {
    lesung: &'r mut Lesung<'l>,
    layout: &'l Exportlayout,
    verzeichnis: Verzeichnis<'s>,
    kalender: Kalender,
    key: &'s AktenzeichenKey,
    captions: Vec<Muster>,
    raum_from_name: Vec<Muster>,
    beobachter: Beobachter,
}

/// What a row is.
enum Zeilenart {
    Daten,
    /// A total; the kind, by its place in the layout.
    Summe(usize, super::muster::Fund),
    Beiwerk,
    Fremd,
}

impl<'r, 'l, 's> Leser<'r, 'l, 's> {
    /// Prepares everything that is the same for all sheets.
    pub fn new(
        lesung: &'r mut Lesung<'l>,
        layout: &'l Exportlayout,
        stammdaten: &'s Stammdaten,
        key: &'s AktenzeichenKey,
        ab_1904: bool,
    ) -> Self {
        Self {
            lesung,
            layout,
            verzeichnis: Verzeichnis::new(stammdaten, layout),
            kalender: Kalender::new(layout.datum.seriennummern, ab_1904, &layout.datum.offen),
            key,
            captions: patterns(&layout.zwischentitel),
            raum_from_name: patterns(&layout.blaetter.raum_aus_name),
            beobachter: Beobachter::default(),
        }
    }

    /// Remembers a sheet that holds something else.
    pub fn sheet_without_header(&mut self, blatt: &Blatt) {
        self.lesung.ohne_kopf.push(blatt.name.clone());
    }

    /// Reads all rows below the header.
    pub fn read_sheet(&mut self, blatt: &Blatt, kopf: Kopf) {
        let constants = self.constants(blatt, &kopf);
        let mut summen = Summenpruefer::new(self.layout, &kopf);
        let mut zeilen = Zeilenleser {
            layout: self.layout,
            spalten: &kopf.spalten,
            konstanten: &constants,
            verzeichnis: &self.verzeichnis,
            kalender: &self.kalender,
            key: self.key,
            maengel: &mut self.lesung.maengel,
            beobachter: &mut self.beobachter,
            positions: std::collections::HashMap::new(),
        };
        let (mut daten, mut totals) = (Vec::new(), Vec::new());
        for row in blatt.zeilen.iter().filter(|row| row.nummer > kopf.letzte_zeile) {
            let herkunft = Herkunftszeile { blatt: blatt.name.clone(), zeile: row.nummer };
            match kind_of(row, &kopf, self.layout, &self.captions, &summen) {
                Zeilenart::Daten => {
                    daten.push(row.nummer);
                    let betrag = match self.layout.art {
                        Lieferart::Kosten => {
                            let buchung = zeilen.buchung(row, herkunft);
                            let betrag = buchung.geschrieben;
                            self.lesung.buchungen.push(buchung);
                            betrag
                        }
                        Lieferart::Faelle => {
                            self.lesung.faelle.push(zeilen.fall(row, herkunft));
                            None
                        }
                    };
                    summen.add(betrag);
                }
                Zeilenart::Summe(kind, fund) => {
                    totals.push(row.nummer);
                    self.lesung.summen.extend(summen.close(kind, &fund, row, herkunft));
                }
                Zeilenart::Beiwerk => {}
                Zeilenart::Fremd => {
                    let betrag = kopf.spalten.get(&Feld::Betrag).and_then(|spalte| row.get(*spalte));
                    let mit_betrag = betrag.is_some_and(|wert| super::betrag::read(wert).is_ok());
                    let gefuellt = row.zellen.len();
                    self.lesung.fremdzeilen.push(Fremdzeile { herkunft, gefuellt, mit_betrag });
                }
            }
        }
        self.lesung.tabellen.push(Tabelle {
            blatt: blatt.name.clone(),
            versteckt: blatt.versteckt,
            datensaetze: u32::try_from(daten.len()).unwrap_or(u32::MAX),
            auffaelligkeiten: auffaellig::find(blatt, &kopf, &daten, &totals),
            kopf,
        });
    }

    /// Hands over what was noticed in all sheets.
    pub fn finish(self) {
        let noticed = &mut self.lesung.beobachtungen;
        *noticed = Beobachtungen { dateiart: noticed.dateiart, ab_1904: noticed.ab_1904, ..self.beobachter.finish() };
    }

    /// Values that hold for all rows of a sheet: from the settings, and the Raum from its name.
    fn constants(&self, blatt: &Blatt, kopf: &Kopf) -> BTreeMap<Feld, Zellwert> {
        let given = self.layout.konstanten.iter().map(|(feld, text)| (*feld, Zellwert::Text(text.clone())));
        let mut constants: BTreeMap<Feld, Zellwert> = given.collect();
        let raum = self.raum_from_name.iter().find_map(|pattern| pattern.find(&blatt.name)?.raum);
        if let Some(raum) = raum {
            constants.insert(Feld::Raum, Zellwert::Text(raum));
        }
        constants.retain(|feld, _| !kopf.spalten.contains_key(feld));
        constants
    }
}

/// Tells what a row is. The first filled cell of a total or a caption holds its label.
fn kind_of(
    row: &Rohzeile,
    kopf: &Kopf,
    layout: &Exportlayout,
    captions: &[Muster],
    summen: &Summenpruefer,
) -> Zeilenart {
    let filled = row.zellen.len();
    if let Some(Zellwert::Text(label)) = row.zellen.first().map(|zelle| &zelle.wert) {
        let label = key(label);
        let few = filled <= (kopf.spalten.len() / 2).max(3);
        if let Some((kind, fund)) = few.then(|| summen.find(&label)).flatten() {
            return Zeilenart::Summe(kind, fund);
        }
        if filled <= 2 && captions.iter().any(|pattern| pattern.find_key(&label).is_some()) {
            return Zeilenart::Beiwerk;
        }
    }
    let required = layout.pflichtspalten.iter().filter_map(|feld| kopf.spalten.get(feld));
    let present = required.clone().count();
    if required.filter(|spalte| row.get(**spalte).is_some()).count() >= present.min(2) {
        if repeats_header(row, kopf) { Zeilenart::Beiwerk } else { Zeilenart::Daten }
    } else {
        Zeilenart::Fremd
    }
}

/// Whether a row is the header once more, as exports with pages write it.
fn repeats_header(row: &Rohzeile, kopf: &Kopf) -> bool {
    let same = |zelle: &&super::mappe::Zelle| {
        matches!(&zelle.wert, Zellwert::Text(text)
            if kopf.ueberschriften.iter().any(|(column, heading)| *column == zelle.spalte && key(heading) == key(text)))
    };
    // Most rows differ in their first cell already.
    row.zellen.first().is_some_and(|first| same(&first))
        && row.zellen.iter().filter(same).count() * 2 > row.zellen.len()
}

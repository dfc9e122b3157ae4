//! What the store knows that a new delivery is held against, in a few lazy queries over the deliveries that count.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::*;

use super::frame::{betraege, collect, counts, dates, day, scan_numbered, texts};
use crate::domain::Quartal;
use crate::domain::lieferung::{Lieferart, Lieferung, Zeilen};
use crate::domain::vergleichsgrenzen::Vergleichsgrenzen;
use crate::domain::vorgeschichte::{Bekannt, FruehereLieferung, Quartalswerte, Vorgeschichte};
use crate::domain::zeilen::{Buchung, Buchungsart, Fall, Herkunftszeile};
use crate::error::Result;
use crate::store::parquet::polars_error;
use crate::store::{Bestand, Eintrag};

/// What the store knows that concerns a delivery. The delivery itself may be in the store or not.
pub fn vorgeschichte(bestand: &Bestand, lieferung: &Lieferung, grenzen: &Vergleichsgrenzen) -> Result<Vorgeschichte> {
    let mut quelle = Quelle { bestand, lieferung, eintraege: Vec::new(), vorgeschichte: Vorgeschichte::default() };
    let (kosten, faelle) = (quelle.kind(Lieferart::Kosten)?, quelle.kind(Lieferart::Faelle)?);
    let own = if lieferung.art() == Lieferart::Kosten { &kosten } else { &faelle };
    quelle.vorgeschichte.vollstaendig =
        lieferung.teil.is_none_or(|teil| u32::try_from(own.jetzt.len() + 1).is_ok_and(|parts| parts >= teil.von));
    quelle.vorgeschichte.vorige = own.frueher.iter().next_back().and_then(|(_, file)| file.eintraege.last().copied());
    let recent = quartale_before(lieferung.quartal, grenzen.hoechstquartale);
    quelle.read_faelle(&faelle, &recent)?;
    match lieferung.art() {
        Lieferart::Kosten => quelle.compare_kosten(&kosten, &recent)?,
        Lieferart::Faelle => quelle.compare_faelle(&kosten, &faelle, &recent)?,
    }
    Ok(quelle.vorgeschichte)
}

/// The deliveries of one kind: those of each earlier quarter, and those of the same quarter that stay beside the new
/// one. Numbers are places in [`Vorgeschichte::lieferungen`].
#[derive(Debug, Default)]
struct Art {
    frueher: BTreeMap<Quartal, Quartalslieferung>,
    jetzt: Vec<usize>,
    jetzt_vollstaendig: bool,
}

#[derive(Debug)]
struct Quartalslieferung {
    eintraege: Vec<usize>,
    vollstaendig: bool,
    /// First day that it covers; a cumulative one reaches back to 1 January.
    von: NaiveDate,
}

struct Quelle<'a> {
    bestand: &'a Bestand,
    lieferung: &'a Lieferung,
    eintraege: Vec<Eintrag>,
    vorgeschichte: Vorgeschichte,
}

impl Quelle<'_> {
    /// Looks up what counts of a kind, up to the quarter of the delivery.
    fn kind(&mut self, art: Lieferart) -> Result<Art> {
        let mut kind = Art::default();
        for quartal in self.bestand.quartale(art)?.into_iter().filter(|known| *known <= self.lieferung.quartal) {
            let mut geltend = self.bestand.geltend(art, quartal)?;
            let missing = !geltend.fehlende_teile.is_empty();
            if quartal == self.lieferung.quartal {
                let same = art == self.lieferung.art();
                geltend.eintraege.retain(|eintrag| !same || self.stays_beside(eintrag));
                kind.jetzt_vollstaendig = !missing && !geltend.eintraege.is_empty();
                kind.jetzt = self.add(art, quartal, geltend.eintraege);
                continue;
            }
            let von = geltend.eintraege.iter().filter_map(|eintrag| Some(eintrag.spanne?.0)).min();
            let eintraege = self.add(art, quartal, geltend.eintraege);
            let von = von.map_or_else(|| quartal.beginn(), |von| von.min(quartal.beginn()));
            // Rows may have been removed when their time was over; then the quarter is no longer known in full.
            let vollstaendig = !missing && !eintraege.is_empty();
            kind.frueher.insert(quartal, Quartalslieferung { eintraege, vollstaendig, von });
        }
        Ok(kind)
    }

    /// Whether an accepted delivery of the same kind and quarter still counts beside the new one: as another part.
    fn stays_beside(&self, eintrag: &Eintrag) -> bool {
        let other_part = self.lieferung.teil.zip(eintrag.teil).is_some_and(|(new, old)| new.nummer != old.nummer);
        other_part && eintrag.sha256 != self.lieferung.sha256
    }

    fn add(&mut self, art: Lieferart, quartal: Quartal, eintraege: Vec<Eintrag>) -> Vec<usize> {
        let with_rows = eintraege.into_iter().filter(|eintrag| self.bestand.rows_path(eintrag).is_some());
        let with_rows: Vec<_> = with_rows.collect();
        with_rows
            .into_iter()
            .map(|eintrag| {
                let layout = eintrag.layout.clone().unwrap_or_default();
                let file = FruehereLieferung { datei: eintrag.datei.clone(), art, quartal, layout };
                self.vorgeschichte.lieferungen.push(file);
                self.eintraege.push(eintrag);
                self.eintraege.len() - 1
            })
            .collect()
    }

    fn scan(&self, places: &[usize]) -> Result<Option<LazyFrame>> {
        let numbered =
            places.iter().filter_map(|place| Some((u32::try_from(*place).ok()?, self.eintraege.get(*place)?)));
        scan_numbered(self.bestand, numbered)
    }

    /// The lists of cases of recent quarters that are complete, and from which day on they tell every case.
    fn read_faelle(&mut self, faelle: &Art, recent: &BTreeSet<Quartal>) -> Result<()> {
        let complete = |quartal: &Quartal| faelle.frueher.get(quartal).filter(|file| file.vollstaendig);
        let mut places: Vec<_> =
            recent.iter().filter_map(complete).flat_map(|file| file.eintraege.iter().copied()).collect();
        let holds_cases = self.lieferung.art() == Lieferart::Faelle;
        let own = match holds_cases {
            true => self.vorgeschichte.vollstaendig.then_some(self.lieferung.von),
            false => faelle.jetzt_vollstaendig.then(|| self.first_day(&faelle.jetzt)),
        };
        if holds_cases || faelle.jetzt_vollstaendig {
            places.extend(&faelle.jetzt);
        }
        self.vorgeschichte.faelle_ab = own.map(|own| {
            // Backwards without a gap.
            let mut ab = own;
            for (_, file) in recent.iter().rev().map_while(|quartal| Some((quartal, complete(quartal)?))) {
                ab = ab.min(file.von);
            }
            ab
        });
        if let Some(frame) = self.scan(&places)? {
            self.vorgeschichte.faelle = read_faelle(frame)?;
        }
        Ok(())
    }

    fn first_day(&self, places: &[usize]) -> NaiveDate {
        let beginn = self.lieferung.quartal.beginn();
        let spans = places.iter().filter_map(|place| Some(self.eintraege.get(*place)?.spanne?.0));
        spans.min().map_or(beginn, |von| von.min(beginn))
    }

    /// A delivery of bookings: beside bookings of all earlier quarters, and those of its own other parts.
    fn compare_kosten(&mut self, kosten: &Art, recent: &BTreeSet<Quartal>) -> Result<()> {
        let earlier: Vec<_> = kosten.frueher.values().flat_map(|file| file.eintraege.iter().copied()).collect();
        self.vorgeschichte.buchungen_vollstaendig = self.vorgeschichte.vollstaendig;
        if let Some(frame) = self.scan(&kosten.jetzt)? {
            self.vorgeschichte.buchungen = read_buchungen(frame.filter(in_quartal(self.lieferung.quartal)))?;
        }
        let Some(frame) = self.scan(&earlier)? else { return Ok(()) };
        // What came first stays, so a Beleg counts as its first delivery tells it.
        let first = frame.unique_stable_generic(Some(vec![col("beleg"), col("position")]), UniqueKeepStrategy::First);
        self.find_belege(&first)?;
        let covered = covered_quartale(kosten, recent);
        self.vorgeschichte.reihe = sum_by_quartal(&first, &covered)?;
        Ok(())
    }

    /// Which bookings earlier quarters delivered too, and which of them a cumulative delivery leaves out.
    fn find_belege(&mut self, first: &LazyFrame) -> Result<()> {
        let Zeilen::Kosten(rows) = &self.lieferung.zeilen else { return Ok(()) };
        let wanted = if self.lieferung.kumulativ {
            col("hier").is_not_null().or(in_period(self.lieferung.von, self.lieferung.bis))
        } else {
            col("hier").is_not_null()
        };
        let keys = keys_of(rows)?.lazy();
        let on = [col("beleg"), col("position")];
        let joined = first.clone().join(keys, on.clone(), on, JoinArgs::new(JoinType::Left)).filter(wanted);
        let here: BTreeSet<_> = rows.iter().map(|row| (row.beleg.as_str(), row.position)).collect();
        for bekannt in read_buchungen(joined)? {
            if here.contains(&(bekannt.zeile.beleg.as_str(), bekannt.zeile.position)) {
                self.vorgeschichte.belege.insert(bekannt.zeile.schluessel(), bekannt);
            } else {
                self.vorgeschichte.fehlende.push(bekannt);
            }
        }
        self.vorgeschichte.fehlende.sort_by(|a, b| {
            (a.lieferung, &a.zeile.herkunft, &a.zeile.beleg).cmp(&(b.lieferung, &b.zeile.herkunft, &b.zeile.beleg))
        });
        Ok(())
    }

    /// A delivery of cases: beside the bookings of its quarter, and the lists of earlier ones.
    fn compare_faelle(&mut self, kosten: &Art, faelle: &Art, recent: &BTreeSet<Quartal>) -> Result<()> {
        self.vorgeschichte.buchungen_vollstaendig = kosten.jetzt_vollstaendig;
        if kosten.jetzt_vollstaendig
            && let Some(frame) = self.scan(&kosten.jetzt)?
        {
            self.vorgeschichte.buchungen = read_buchungen(frame.filter(in_quartal(self.lieferung.quartal)))?;
        }
        let complete =
            recent.iter().filter(|quartal| faelle.frueher.get(quartal).is_some_and(|file| file.vollstaendig));
        let mut reihe: BTreeMap<Quartal, Quartalswerte> =
            complete.map(|quartal| (*quartal, Quartalswerte::default())).collect();
        for fall in &self.vorgeschichte.faelle {
            let quartal = self.vorgeschichte.lieferung_of(fall).map(|file| file.quartal);
            if let Some((quartal, werte)) = quartal.and_then(|quartal| Some((quartal, reihe.get_mut(&quartal)?))) {
                werte.add_fall(&fall.zeile, quartal.ende());
            }
        }
        self.vorgeschichte.reihe = reihe;
        Ok(())
    }
}

/// The quarters before one, newest last.
fn quartale_before(quartal: Quartal, count: u32) -> BTreeSet<Quartal> {
    std::iter::successors(Some(quartal.previous()), |quartal| Some(quartal.previous()))
        .take(usize::try_from(count).unwrap_or(usize::MAX))
        .collect()
}

/// Quarters whose bookings are all there, by their own or by a later cumulative delivery.
fn covered_quartale(kosten: &Art, recent: &BTreeSet<Quartal>) -> Vec<Quartal> {
    let covers = |quartal: &Quartal| {
        kosten
            .frueher
            .iter()
            .any(|(of, file)| file.vollstaendig && (of == quartal || (of > quartal && file.von <= quartal.beginn())))
    };
    recent.iter().copied().filter(|quartal| covers(quartal)).collect()
}

fn in_quartal(quartal: Quartal) -> Expr {
    in_period(quartal.beginn(), quartal.ende())
}

fn in_period(von: NaiveDate, bis: NaiveDate) -> Expr {
    col("buchungsdatum").gt_eq(day(von)).and(col("buchungsdatum").lt_eq(day(bis)))
}

/// Aufwand by Raum and Hilfeart and the number of bookings, for each quarter of the Buchungsdatum.
fn sum_by_quartal(first: &LazyFrame, covered: &[Quartal]) -> Result<BTreeMap<Quartal, Quartalswerte>> {
    let mut reihe: BTreeMap<Quartal, Quartalswerte> =
        covered.iter().map(|quartal| (*quartal, Quartalswerte::default())).collect();
    let mut number = lit(NULL).cast(DataType::UInt32);
    for (index, quartal) in (0_u32..).zip(covered) {
        number = when(in_quartal(*quartal)).then(lit(index).cast(DataType::UInt32)).otherwise(number);
    }
    let einzelfall = col("massnahme").is_null().and(col("art").eq(lit("aufwand")));
    let grouped = collect(
        first
            .clone()
            .with_column(number.alias("quartal"))
            .filter(col("quartal").is_not_null())
            .group_by_stable([col("quartal"), col("raum"), col("hilfeart"), einzelfall.alias("einzelfall")])
            .agg([col("betrag").sum(), len().cast(DataType::UInt32).alias("anzahl")]),
    )?;
    let (numbers, anzahlen) = (counts(&grouped, "quartal")?, counts(&grouped, "anzahl")?);
    let (raeume, hilfearten) = (texts(&grouped, "raum")?, texts(&grouped, "hilfeart")?);
    let amounts = betraege(&grouped, "betrag")?;
    let einzelfall = grouped.column("einzelfall").and_then(Column::bool).map_err(|cause| polars_error(&cause))?;
    for (index, einzelfall) in einzelfall.iter().enumerate() {
        let place = usize::try_from(numbers[index]).ok();
        let quartal = place.and_then(|place| covered.get(place));
        let Some(werte) = quartal.and_then(|quartal| reihe.get_mut(quartal)) else { continue };
        werte.anzahl += anzahlen[index];
        if einzelfall == Some(true) {
            werte.add_aufwand(raeume[index].as_deref(), hilfearten[index].as_deref(), amounts[index]);
        }
    }
    Ok(reihe)
}

/// Belege and positions of a delivery, with a column that tells them from others after a join.
fn keys_of(rows: &[Buchung]) -> Result<DataFrame> {
    let beleg = StringChunked::from_iter_values("beleg".into(), rows.iter().map(|row| row.beleg.as_str()));
    let position = UInt32Chunked::from_iter_values("position".into(), rows.iter().map(|row| row.position));
    let hier = BooleanChunked::full("hier".into(), true, rows.len());
    DataFrame::new(rows.len(), vec![beleg.into_column(), position.into_column(), hier.into_column()])
        .map_err(|cause| polars_error(&cause))
}

/// Bookings as rules look at them. Accounts are not needed.
fn read_buchungen(frame: LazyFrame) -> Result<Vec<Bekannt<Buchung>>> {
    let names = ["lieferung", "blatt", "zeile", "beleg", "position", "buchungsdatum", "betrag", "art", "hilfeart"];
    let more = ["massnahme", "raum", "fall", "leistung_von", "leistung_bis"];
    let rows = collect(frame.select(names.into_iter().chain(more).map(col).collect::<Vec<_>>()))?;
    let herkunft = Herkunft::read(&rows)?;
    let (belege, positionen) = (texts(&rows, "beleg")?, counts(&rows, "position")?);
    let (days, amounts, arten) = (dates(&rows, "buchungsdatum")?, betraege(&rows, "betrag")?, texts(&rows, "art")?);
    let (hilfearten, massnahmen) = (texts(&rows, "hilfeart")?, texts(&rows, "massnahme")?);
    let (raeume, faelle) = (texts(&rows, "raum")?, texts(&rows, "fall")?);
    let (von, bis) = (dates(&rows, "leistung_von")?, dates(&rows, "leistung_bis")?);
    let row = |index: usize| {
        let buchung = Buchung {
            herkunft: herkunft.zeile(index),
            beleg: belege[index].clone()?,
            position: positionen[index],
            buchungsdatum: days[index]?,
            betrag: amounts[index],
            art: if arten[index].as_deref() == Some("ertrag") { Buchungsart::Ertrag } else { Buchungsart::Aufwand },
            konto: String::new(),
            hilfeart: hilfearten[index].as_deref().map(Into::into),
            massnahme: massnahmen[index].as_deref().map(Into::into),
            raum: raeume[index].as_deref().map(Into::into),
            fall: faelle[index].clone(),
            leistung_von: von[index],
            leistung_bis: bis[index],
        };
        Some(Bekannt { lieferung: herkunft.lieferung(index)?, zeile: buchung })
    };
    Ok((0..rows.height()).filter_map(row).collect())
}

/// Cases as rules look at them. Who it is about is not needed.
fn read_faelle(frame: LazyFrame) -> Result<Vec<Bekannt<Fall>>> {
    let names = ["lieferung", "blatt", "zeile", "fall", "hilfeart", "raum", "beginn", "ende"];
    let rows = collect(frame.select(names.map(col)))?;
    let herkunft = Herkunft::read(&rows)?;
    let (faelle, hilfearten, raeume) = (texts(&rows, "fall")?, texts(&rows, "hilfeart")?, texts(&rows, "raum")?);
    let (beginn, ende) = (dates(&rows, "beginn")?, dates(&rows, "ende")?);
    let row = |index: usize| {
        let fall = Fall {
            herkunft: herkunft.zeile(index),
            fall: faelle[index].clone()?,
            hilfeart: hilfearten[index].as_deref()?.into(),
            raum: raeume[index].as_deref()?.into(),
            beginn: beginn[index]?,
            ende: ende[index],
            geburtsjahr: None,
            geschlecht: None,
            uma: false,
            erstattung: false,
        };
        Some(Bekannt { lieferung: herkunft.lieferung(index)?, zeile: fall })
    };
    Ok((0..rows.height()).filter_map(row).collect())
}

/// The columns that tell where rows stood.
struct Herkunft {
    lieferungen: Vec<u32>,
    blaetter: Vec<Option<String>>,
    zeilen: Vec<u32>,
}

impl Herkunft {
    fn read(rows: &DataFrame) -> Result<Self> {
        Ok(Self {
            lieferungen: counts(rows, "lieferung")?,
            blaetter: texts(rows, "blatt")?,
            zeilen: counts(rows, "zeile")?,
        })
    }

    fn zeile(&self, index: usize) -> Herkunftszeile {
        Herkunftszeile { blatt: self.blaetter[index].clone().unwrap_or_default(), zeile: self.zeilen[index] }
    }

    fn lieferung(&self, index: usize) -> Option<usize> {
        usize::try_from(self.lieferungen[index]).ok()
    }
}

//! Makes the delivery of a file without errors: every row once, with the sign that counts.

use std::collections::HashSet;

use crate::domain::export::Summenmass;
use crate::domain::lieferung::{Kontrollsumme, Lieferart, Lieferung, Spaltenort, Zeilen};
use crate::domain::zeilen::{Buchung, Fall};
use crate::ingest::lesung::{Lesung, Rohbuchung, Rohfall, Zeitraum};
use crate::ingest::mappe::{address, column_letters};

/// The delivery; none where layout or period are not known.
pub fn of(lesung: Lesung<'_>, zeitraum: Option<Zeitraum>) -> Option<Lieferung> {
    let (layout, zeitraum) = (lesung.layout?, zeitraum?);
    let spalten = lesung.columns().flat_map(|(blatt, columns)| {
        columns.iter().map(|(feld, column)| Spaltenort {
            blatt: blatt.to_owned(),
            feld: feld.as_str().to_owned(),
            spalte: column_letters(*column),
        })
    });
    let amounts = lesung.summen.iter().filter(|summe| summe.misst == Summenmass::Betrag);
    let summen = amounts.filter_map(|summe| {
        Some(Kontrollsumme {
            blatt: summe.herkunft.blatt.clone(),
            zelle: address(summe.spalte, summe.herkunft.zeile),
            angegeben: summe.angegeben?,
            gerechnet: summe.gerechnet,
        })
    });
    Some(Lieferung {
        layout: layout.name.clone(),
        quartal: zeitraum.quartal,
        von: zeitraum.von,
        bis: zeitraum.bis,
        kumulativ: layout.zeitraum.kumulativ,
        teil: lesung.teil,
        spalten: spalten.collect(),
        summen: summen.collect(),
        zeilen: match layout.art {
            Lieferart::Kosten => Zeilen::Kosten(bookings(lesung.buchungen)),
            Lieferart::Faelle => Zeilen::Faelle(cases(lesung.faelle)),
        },
        datei: lesung.datei,
        sha256: lesung.sha256,
    })
}

/// Bookings that count, each Beleg and position once.
fn bookings(rows: Vec<Rohbuchung>) -> Vec<Buchung> {
    let mut seen = HashSet::new();
    rows.into_iter()
        .filter(|row| row.zaehlt)
        .filter_map(whole_booking)
        .filter(|buchung| seen.insert((buchung.beleg.clone(), buchung.position)))
        .collect()
}

/// A booking of which everything needed was read. Where it was not, an error has refused the file.
fn whole_booking(row: Rohbuchung) -> Option<Buchung> {
    Some(Buchung {
        herkunft: row.herkunft,
        beleg: row.beleg?,
        position: row.position?,
        buchungsdatum: row.buchungsdatum?,
        betrag: row.betrag?,
        art: row.art?,
        konto: row.konto?,
        hilfeart: row.hilfeart,
        massnahme: row.massnahme,
        raum: row.raum,
        fall: row.fall,
        leistung_von: row.leistung_von,
        leistung_bis: row.leistung_bis,
    })
}

/// Cases that count, each once.
fn cases(rows: Vec<Rohfall>) -> Vec<Fall> {
    let mut seen = HashSet::new();
    rows.into_iter()
        .filter(|row| row.zaehlt)
        .filter_map(whole_case)
        .filter(|fall| seen.insert((fall.fall.clone(), fall.hilfeart.clone(), fall.beginn)))
        .collect()
}

/// A case of which everything needed was read.
fn whole_case(row: Rohfall) -> Option<Fall> {
    Some(Fall {
        herkunft: row.herkunft,
        fall: row.fall?,
        hilfeart: row.hilfeart?,
        raum: row.raum,
        beginn: row.beginn?,
        ende: row.ende,
        geburtsjahr: row.geburtsjahr,
        geschlecht: row.geschlecht,
        uma: row.uma,
        erstattung: row.erstattung,
    })
}

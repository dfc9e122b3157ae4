//! Small deliveries and stores for the tests of rules that need both.

use std::collections::BTreeMap;

use crate::domain::lieferung::{Lieferart, Lieferung, Spaltenort, Zeilen};
use crate::domain::vorgeschichte::{Bekannt, FruehereLieferung, Quartalswerte, Vorgeschichte};
use crate::domain::zeilen::{Buchung, Buchungsart, Fall, Herkunftszeile};
use crate::domain::{Betrag, Quartal};
use crate::finding::Befund;

use super::testhilfe::stammdaten;

/// A day.
pub fn tag(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

/// A quarter.
pub fn quartal(text: &str) -> Quartal {
    text.parse().expect("a quarter")
}

fn herkunft(zeile: u32) -> Herkunftszeile {
    Herkunftszeile { blatt: "Blatt1".to_owned(), zeile }
}

/// A booking of 100 € on 5 May 2026 for case a, § 31, April; it stands in the row of its Beleg.
pub fn buchung(beleg: u32) -> Buchung {
    Buchung {
        herkunft: herkunft(beleg),
        beleg: beleg.to_string(),
        position: 1,
        buchungsdatum: tag("2026-05-05"),
        betrag: Betrag::from_cents(10_000),
        art: Buchungsart::Aufwand,
        konto: String::new(),
        hilfeart: Some("31".into()),
        massnahme: None,
        raum: Some("achim".into()),
        fall: Some("a".to_owned()),
        leistung_von: Some(tag("2026-04-01")),
        leistung_bis: Some(tag("2026-04-30")),
    }
}

/// A case of § 31 in Achim that has run since a day.
pub fn fall(name: &str, beginn: &str) -> Fall {
    Fall {
        herkunft: herkunft(2),
        fall: name.to_owned(),
        hilfeart: "31".into(),
        raum: "achim".into(),
        beginn: tag(beginn),
        ende: None,
        geburtsjahr: None,
        geschlecht: None,
        uma: false,
        erstattung: false,
    }
}

/// A delivery of 2026-Q2.
pub fn lieferung(zeilen: Zeilen) -> Lieferung {
    let spalten = [("belegnummer", "A"), ("aktenzeichen", "B"), ("betrag", "C"), ("beginn", "D"), ("ende", "E")];
    Lieferung {
        datei: format!("{}_2026-Q2.xlsx", zeilen.art()),
        sha256: String::new(),
        layout: "sauber".to_owned(),
        quartal: quartal("2026-Q2"),
        von: tag("2026-04-01"),
        bis: tag("2026-06-30"),
        kumulativ: false,
        teil: None,
        zeilen,
        spalten: spalten
            .map(|(feld, spalte)| Spaltenort { blatt: "Blatt1".into(), feld: feld.into(), spalte: spalte.into() })
            .to_vec(),
        summen: Vec::new(),
    }
}

/// A delivery of bookings for 2026-Q2.
pub fn kosten(rows: Vec<Buchung>) -> Lieferung {
    lieferung(Zeilen::Kosten(rows))
}

/// A delivery of cases for 2026-Q2.
pub fn faelle(rows: Vec<Fall>) -> Lieferung {
    lieferung(Zeilen::Faelle(rows))
}

/// A store with 0: bookings of 2026-Q1, 1: cases of 2026-Q1, 2: cases of 2026-Q2, 3: bookings of 2026-Q2, as yet
/// without a row. Everything is complete.
pub fn vorgeschichte() -> Vorgeschichte {
    let file = |art: Lieferart, quartal_text: &str| FruehereLieferung {
        datei: format!("{art}_{quartal_text}.xlsx"),
        art,
        quartal: quartal(quartal_text),
        layout: "sauber".to_owned(),
    };
    Vorgeschichte {
        lieferungen: vec![
            file(Lieferart::Kosten, "2026-Q1"),
            file(Lieferart::Faelle, "2026-Q1"),
            file(Lieferart::Faelle, "2026-Q2"),
            file(Lieferart::Kosten, "2026-Q2"),
        ],
        vorige: None,
        vollstaendig: true,
        faelle_ab: Some(tag("2026-01-01")),
        buchungen_vollstaendig: true,
        ..Vorgeschichte::default()
    }
}

/// A store that knows these cases from the lists of two quarters.
pub fn with_faelle(rows: Vec<(usize, Fall)>) -> Vorgeschichte {
    let faelle = rows.into_iter().map(|(lieferung, zeile)| Bekannt { lieferung, zeile }).collect();
    Vorgeschichte { faelle, ..vorgeschichte() }
}

/// A store that knows these bookings from an earlier quarter.
pub fn with_belege(rows: Vec<Buchung>) -> Vorgeschichte {
    let belege = rows.into_iter().map(|zeile| (zeile.schluessel(), Bekannt { lieferung: 0, zeile })).collect();
    Vorgeschichte { belege, ..vorgeschichte() }
}

/// A store with figures of earlier quarters: § 31 in Achim and nothing else.
pub fn with_reihe(werte: &[(&str, i64)]) -> Vorgeschichte {
    let reihe: BTreeMap<_, _> = werte
        .iter()
        .map(|(text, wert)| {
            let werte = BTreeMap::from([(("achim".into(), "31".into()), (*wert).into())]);
            (quartal(text), Quartalswerte { anzahl: u32::try_from(*wert).expect("a count"), werte })
        })
        .collect();
    Vorgeschichte { reihe, ..vorgeschichte() }
}

/// Findings of one rule, among all that a delivery gives against a store.
pub fn findings(code: &str, lieferung: &Lieferung, vorgeschichte: &Vorgeschichte) -> Vec<Befund> {
    let all = super::gegen_bestand(lieferung, vorgeschichte, stammdaten());
    all.into_iter().filter(|befund| befund.regel == code).collect()
}

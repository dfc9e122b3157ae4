//! How it came: money since January against the year before, Hilfen since the first delivery.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{Bild, Quartalsbestand};
use crate::domain::auswertung::Auswertung;
use crate::domain::kennzahlen::ALLE;
use crate::domain::raum::Ebene;
use crate::domain::{Quartal, Stammdaten};
use crate::present::budgetuebersicht::kurz::Kurz;
use crate::present::schaubild::{self, Kategorie, Punkt, Reihendaten, Schaubild, Stil};
use crate::present::zahl;

/// Size of the plot areas in mm: readable on a telephone.
const BREITE: u16 = 50;
const HOEHE: u16 = 46;
/// Quarters that the series of Hilfen goes back.
const QUARTALE: usize = 8;
/// From this change on, and from so many Hilfen on, a change is named.
const AENDERUNG: Decimal = Decimal::from_parts(10, 0, 0, false, 2);
const MINDESTENS: i64 = 8;

/// Ist at quarter ends of this year and the year before, for the whole office.
pub(super) fn ausgaben(kurz: &Kurz, auswertung: &Auswertung, nummer: usize) -> Option<Bild> {
    let jahr = auswertung.kennzahlen.haushaltsjahr;
    let jetzt = auswertung.kennzahlen.quartal;
    let points: Vec<_> = auswertung
        .verlauf
        .iter()
        .filter(|punkt| punkt.ebene == Ebene::Kreis && punkt.budgetart == kurz.budgetart)
        .collect();
    let quartale = jetzt.of_same_year();
    let at = |jahr: i32, nummer| {
        let mut same = points.iter().filter(|point| point.quartal.jahr() == jahr && point.quartal.nummer() == nummer);
        same.next().and_then(|point| point.ist).map(|ist| ist.to_decimal())
    };
    let [now, before] = [jahr, jahr - 1].map(|jahr| quartale.map(|quartal| at(jahr, quartal.nummer())));
    if now.iter().flatten().count() == 0 {
        return None;
    }
    let kategorien = quartale.iter().map(|quartal| {
        let ende = quartal.ende();
        let kategorie = Kategorie::name(&format!("{:02}.{:02}.", ende.day(), ende.month()));
        if *quartal == jetzt { kategorie.aktuell() } else { kategorie }
    });
    let botschaft = vergleich(kurz, &now, &before, jetzt);
    let gegenstand = format!(
        "{}, Ist seit Jahresbeginn an den Quartalsenden, in tausend {}",
        kurz.name,
        zahl::einheit_wort(kurz.einheit)
    );
    let mut daten = Reihendaten::new(&gegenstand, &botschaft, schaubild::tausend, kategorien.collect());
    let punkte = |values: &[Option<Decimal>]| -> Vec<Punkt> {
        values.iter().map(|value| value.map_or(Punkt::Fehlt, Punkt::Wert)).collect()
    };
    if before.iter().any(Option::is_some) {
        daten = daten.reihe(&(jahr - 1).to_string(), Stil::Vorjahr, punkte(&before));
    }
    daten = daten.reihe(&jahr.to_string(), Stil::Ist, punkte(&now));
    let daten = daten.achse(&format!("Tsd. {}", zahl::einheit(kurz.einheit)));
    Some(Bild {
        id: format!("verlauf-{nummer}"),
        titel: format!("{}: Ist seit Jahresbeginn", kurz.name),
        satz: format!("{botschaft}."),
        note: now.iter().chain(&before).any(Option::is_none).then_some("„…“ noch nicht bekannt oder nicht geliefert."),
        bild: ahead(schaubild::saeulen(daten, BREITE + 24, HOEHE), jetzt),
    })
}

/// Of quarters to come nothing is missing: `…` stands for what is not known yet, and the alt text says so.
fn ahead(bild: Schaubild, jetzt: Quartal) -> Schaubild {
    let Schaubild::Saeulen(mut columns) = bild else { return bild };
    if let Some(zeit) = columns.zeit.get(usize::try_from(jetzt.nummer()).unwrap_or(4)) {
        columns.alt.replace_from(&format!(" {}: ", zeit.text), "nicht geliefert", "noch nicht bekannt");
    }
    Schaubild::Saeulen(columns)
}

fn vergleich(kurz: &Kurz, now: &[Option<Decimal>], before: &[Option<Decimal>], jetzt: Quartal) -> String {
    let index = usize::try_from(jetzt.nummer()).unwrap_or(1).saturating_sub(1);
    let at = |values: &[Option<Decimal>]| values.get(index).copied().flatten();
    let whole = |value: Decimal| format!("{}{}{}", zahl::zahl(value, 0), zahl::NARROW, zahl::einheit(kurz.einheit));
    match (at(now), at(before)) {
        (Some(now), Some(before)) => {
            format!("Bis {} sind {} gebucht, im Vorjahr {}", zahl::tag(jetzt.ende()), whole(now), whole(before))
        }
        (Some(now), None) => format!("Bis {} sind {} gebucht", zahl::tag(jetzt.ende()), whole(now)),
        _ => format!("Bis {} fehlt eine Lieferung", zahl::tag(jetzt.ende())),
    }
}

/// Hilfen at quarter ends by Hilfegruppe, for the whole office.
pub(super) fn hilfen(stammdaten: &Stammdaten, jetzt: Quartal, bestaende: &[Quartalsbestand]) -> Option<Bild> {
    let first = bestaende.iter().map(|bestand| bestand.quartal).min()?;
    let mut quartale: Vec<_> = std::iter::successors(Some(jetzt), |quartal| Some(quartal.previous()))
        .take_while(|quartal| *quartal >= first)
        .take(QUARTALE)
        .collect();
    quartale.reverse();
    let gruppen = &stammdaten.einstellungen.regeln.hilfegruppen;
    let count = |quartal: Quartal, gruppe: &str| {
        let bestand = bestaende.iter().find(|bestand| bestand.quartal == quartal)?;
        let mut lines = bestand.faelle.iter();
        let line = lines.find(|line| line.ebene == Ebene::Kreis && line.hilfeart == ALLE && line.gruppe == gruppe)?;
        Some(line.bestand)
    };
    if quartale.len() < 2 || gruppen.is_empty() || gruppen.iter().all(|gruppe| count(jetzt, gruppe).is_none()) {
        return None;
    }
    let stile = [Stil::Dunkel, Stil::Weiss, Stil::Hell, Stil::Schraffiert, Stil::Gepunktet];
    let total =
        |quartal: Quartal| gruppen.iter().map(|gruppe| count(quartal, gruppe).map(i64::from)).sum::<Option<i64>>();
    let kategorien = quartale.iter().map(|quartal| Kategorie::quartal(*quartal, jetzt)).collect();
    let botschaft = bewegung(
        total(jetzt),
        std::iter::successors(Some(jetzt), |quartal| Some(quartal.previous())).nth(4).and_then(total),
        jetzt,
    );
    let gesamt = stammdaten.einstellungen.wort_gesamt();
    let gegenstand = format!("Hilfen im Bestand am letzten Tag des Quartals, {} insgesamt", gesamt.einzahl());
    let mut daten = Reihendaten::new(&gegenstand, &botschaft, schaubild::ganze, kategorien);
    for (gruppe, stil) in gruppen.iter().zip(stile) {
        let punkte = quartale.iter().map(|quartal| count(*quartal, gruppe).map_or(Punkt::Fehlt, Punkt::from));
        daten = daten.reihe(wort(gruppe), stil, punkte.collect::<Vec<_>>());
    }
    let missing = daten.reihen.iter().any(|reihe| reihe.punkte.contains(&Punkt::Fehlt));
    Some(Bild {
        id: "hilfen".to_owned(),
        titel: "Hilfen im Bestand nach Hilfegruppen".to_owned(),
        satz: format!("{botschaft}."),
        note: missing.then_some("„…“ nicht geliefert."),
        bild: schaubild::linien(daten.achse("Hilfen"), BREITE, HOEHE),
    })
}

/// A change is named only where it is one.
fn bewegung(now: Option<i64>, before: Option<i64>, jetzt: Quartal) -> String {
    let Some(now) = now else { return "Der Bestand ist nicht vollständig bekannt".to_owned() };
    let tag = zahl::tag(jetzt.ende());
    let hilfen = zahl::zahl(Decimal::from(now), 0);
    let Some(before) = before else { return format!("Am {tag} laufen {hilfen} Hilfen") };
    let change = now - before;
    let small =
        change.abs() < MINDESTENS || before == 0 || Decimal::from(change.abs()) / Decimal::from(before) < AENDERUNG;
    let damals = zahl::zahl(Decimal::from(before), 0);
    if small {
        format!("Am {tag} laufen {hilfen} Hilfen, nahezu unverändert zum Vorjahr ({damals})")
    } else if change > 0 {
        format!("Am {tag} laufen {hilfen} Hilfen, ein Jahr zuvor waren es {damals}")
    } else {
        format!("Am {tag} laufen noch {hilfen} Hilfen, ein Jahr zuvor waren es {damals}")
    }
}

/// A Hilfegruppe as it is printed.
fn wort(gruppe: &str) -> &str {
    match gruppe {
        "teilstationaer" => "teilstationär",
        "stationaer" => "stationär",
        other => other,
    }
}

//! The quarters since the first delivery, and numbers as an audience sees them.

use super::modell::{Blatt, Spalte, Tabelle, Wert, Zelle};
use super::worte::{Worte, gruppe};
use crate::disclosure::Sicht;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::zahl;

/// Every quarter from the first delivered one to the reported one; what was not delivered between is a gap.
pub(super) fn quartale(sicht: &Sicht<'_>) -> Vec<Quartal> {
    let last = sicht.quartal();
    let mut quartale = vec![last];
    if let Some(first) = sicht.quartale().first() {
        while let Some(before) = quartale.last().map(|quartal| quartal.previous()).filter(|before| before >= first) {
            quartale.push(before);
        }
    }
    quartale.reverse();
    quartale
}

/// What an audience sees of a number: itself, or the sign of the reason why not.
pub(super) fn angabe<T>(angabe: Angabe<T>, make: impl FnOnce(T) -> Wert) -> Zelle {
    match angabe {
        Angabe::Wert(wert) => make(wert).into(),
        Angabe::Gesperrt => Wert::Zeichen(zahl::GESPERRT).into(),
        Angabe::Fehlt => Wert::Zeichen(zahl::UNBEKANNT).into(),
    }
}

/// A count of a quarter.
pub(super) fn anzahl(sicht: &Sicht<'_>, groesse: Messgroesse, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> Zelle {
    angabe(sicht.anzahl(groesse, quartal, ort, hilfe), Wert::Anzahl)
}

/// An amount.
pub(super) fn betrag(sicht: &Sicht<'_>, groesse: Messgroesse, zeit: Zeitbezug, ort: &Ort, hilfe: &Hilfe) -> Zelle {
    angabe(sicht.betrag(groesse, zeit, ort, hilfe), Wert::Betrag)
}

/// Whether cells hold nothing at all: no number but nothing, nothing kept secret.
pub(super) fn is_nothing(zellen: &[Zelle]) -> bool {
    zellen.iter().all(|zelle| match &zelle.wert {
        Wert::Anzahl(anzahl) => *anzahl == 0,
        Wert::Betrag(betrag) => *betrag == Betrag::ZERO,
        Wert::Zeichen(zeichen) => *zeichen == zahl::UNBEKANNT,
        _ => false,
    })
}

/// The series of these places: one row for each Hilfegruppe and quarter. Groups without anything are left out.
pub(super) fn reihe(worte: &Worte<'_>, sicht: &Sicht<'_>, name: &str, orte: &[Ort], vorspann: Vec<String>) -> Blatt {
    let quartale = quartale(sicht);
    let mut zeilen = Vec::new();
    for ort in orte {
        for hilfe in worte.gruppen() {
            let of_group: Vec<_> = quartale.iter().map(|quartal| zeile(worte, sicht, *quartal, ort, &hilfe)).collect();
            if !of_group.iter().all(|zeile| is_nothing(&zeile[4..8])) {
                zeilen.extend(of_group);
            }
        }
    }
    let spalten = vec![
        Spalte::new("Quartal", 12),
        Spalte::new("Raum", 28),
        Spalte::new("Ebene", 16),
        Spalte::new("Hilfegruppe", 16),
        Spalte::new("Bestand", 12),
        Spalte::new("begonnen", 12),
        Spalte::new("beendet", 12),
        Spalte::new("Aufwand im Quartal in €", 20),
        Spalte::new("Schlüssel", 18),
    ];
    let titel = format!(
        "Reihe der Quartale seit der ersten Lieferung, {} bis {}",
        quartale.first().copied().map(zahl::quartal).unwrap_or_default(),
        zahl::quartal(sicht.quartal())
    );
    Blatt::new(name, titel, vorspann, Tabelle { name: "Reihe".to_owned(), spalten, zeilen, fest: 1 })
}

fn zeile(worte: &Worte<'_>, sicht: &Sicht<'_>, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> Vec<Zelle> {
    let count = |groesse| anzahl(sicht, groesse, quartal, ort, hilfe);
    vec![
        Zelle::text(quartal.to_string()),
        Zelle::text(worte.raum(ort.ebene, &ort.raum)),
        Zelle::text(worte.ebene(ort.ebene)),
        Zelle::text(gruppe(&hilfe.gruppe)),
        count(Messgroesse::Bestand),
        count(Messgroesse::Begonnen),
        count(Messgroesse::Beendet),
        betrag(sicht, Messgroesse::Aufwand, Zeitbezug::Quartal(quartal), ort, hilfe),
        Zelle::text(Worte::schluessel(ort.ebene, &ort.raum)),
    ]
}

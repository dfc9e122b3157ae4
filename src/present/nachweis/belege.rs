//! Every Beleg, in the order of the Einzelansätze.

use serde::Serialize;

use super::Kontext;
use crate::domain::nachweis::Beleg;
use crate::present::zahl;

/// The list of Belege.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Belege {
    titel: String,
    zeilen: Vec<Zeile>,
    summe: String,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    nr: String,
    datum: String,
    ansatz: String,
    zweck: String,
    betrag: String,
}

pub(super) fn belege(kontext: &Kontext<'_>) -> Belege {
    let order = |beleg: &&Beleg| {
        let place = kontext.jahr.ansaetze.iter().position(|ansatz| ansatz.key == beleg.ansatz);
        (place, beleg.datum, beleg.nr.clone())
    };
    let mut belege: Vec<&Beleg> = kontext.nachweis.belege.iter().collect();
    belege.sort_by_key(order);
    let (first, last) = kontext.tage();
    let outside = belege.iter().filter(|beleg| beleg.datum.day() < first || beleg.datum.day() > last).count();
    let mut noten = Vec::new();
    match outside {
        0 => {}
        1 => {
            noten.push("Ein Beleg liegt nicht im Förderjahr; zu prüfen ist, ob seine Ausgabe hineingehört.".to_owned())
        }
        count => noten
            .push(format!("{count} Belege liegen nicht im Förderjahr; zu prüfen ist, ob ihre Ausgaben hineingehören.")),
    }
    Belege {
        titel: format!("Belege {}", kontext.nachweis.foerderjahr),
        zeilen: belege
            .iter()
            .map(|beleg| Zeile {
                nr: beleg.nr.clone(),
                datum: zahl::tag(beleg.datum.day()),
                ansatz: beleg.ansatz.clone(),
                zweck: beleg.zweck.clone(),
                betrag: zahl::betrag(beleg.betrag),
            })
            .collect(),
        summe: zahl::betrag(kontext.jahr.ausgaben_ist()),
        noten,
    }
}

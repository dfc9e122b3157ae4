//! The goals of one Maßnahme: values, the bar of Ist at Soll, the degree.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::auswahl::{Kontext, Stufe, Ziellage};
use super::worte::OHNE_ANGABE;
use crate::domain::evaluation::{Angabe, Zielerreichung};
use crate::domain::massnahme::Massnahme;
use crate::present::zahl::{self, NARROW, NBSP, NICHTS, SINNLOS, UNBEKANNT};

/// Width of the frame, which is the Soll, in hundredths of a millimetre.
const RAHMEN: i64 = 3_100;
/// Where a bar that goes beyond the Soll is cut.
const PLOT: i64 = 3_700;

/// The table of goals.
#[derive(Clone, Debug, Serialize)]
pub(in crate::present) struct Ziele {
    vor_spalte: Option<String>,
    balken_spalte: &'static str,
    rahmen: i64,
    plot: i64,
    zeilen: Vec<Zeile>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    ziel: String,
    indikator: String,
    start: String,
    soll: String,
    vor: String,
    ist: String,
    balken: Option<Balken>,
    anteil: String,
    grad: Stufe,
    grad_wort: &'static str,
}

/// A bar; `gekappt` where it is cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Balken {
    breite: i64,
    art: &'static str,
    gekappt: bool,
}

/// The goals; none where Anlage 1 names none.
pub(in crate::present) fn ziele(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Option<Ziele> {
    let lagen = kontext.ziele(massnahme);
    if lagen.is_empty() {
        return None;
    }
    let vor_spalte = kontext.vorige(massnahme).map(|vorige| {
        let text = vorige.halbjahr.to_string();
        let (jahr, nummer) = text.split_once("-H").unwrap_or((&text, ""));
        format!("Ist {nummer}/{jahr}")
    });
    let vergleich = vor_spalte.is_some();
    Some(Ziele {
        vor_spalte,
        balken_spalte: "Ist gemessen am Soll",
        rahmen: RAHMEN,
        plot: PLOT,
        zeilen: lagen.iter().map(|lage| zeile(lage, vergleich)).collect(),
    })
}

/// Whether a goal of the Maßnahme wants less of something.
pub(super) fn wants_less(kontext: &Kontext<'_>, massnahme: &Massnahme) -> bool {
    kontext.ziele(massnahme).iter().any(|lage| lage.ziel.sollwert < lage.ziel.ausgangswert)
}

fn zeile(lage: &Ziellage<'_>, vergleich: bool) -> Zeile {
    let ziel = lage.ziel;
    // Values of one goal have the same places.
    let places = [Some(ziel.ausgangswert), Some(ziel.sollwert), istwert(lage.jetzt), istwert(lage.vorher)]
        .into_iter()
        .flatten()
        .map(|value| value.normalize().scale())
        .max()
        .unwrap_or(0);
    let (balken, anteil) = match lage.jetzt {
        None if lage.stufe == Stufe::Ausstehend => (None, UNBEKANNT.to_owned()),
        None => (None, "keine Angabe".to_owned()),
        Some(erreicht) => gemessen(ziel.ausgangswert, ziel.sollwert, erreicht),
    };
    let offen = if lage.stufe == Stufe::Ausstehend { UNBEKANNT } else { OHNE_ANGABE };
    Zeile {
        ziel: format!("{} {}", ziel.nr, ziel.ziel),
        indikator: ziel.indikator.clone(),
        start: zahl::zahl(ziel.ausgangswert, places),
        soll: zahl::zahl(ziel.sollwert, places),
        vor: if vergleich { ist(lage.vorher, places, OHNE_ANGABE) } else { SINNLOS.to_owned() },
        ist: ist(lage.jetzt, places, offen),
        balken,
        anteil,
        grad: lage.stufe,
        grad_wort: lage.stufe.wort(),
    }
}

/// The value, if there is an answer.
fn istwert(ziel: Option<&Zielerreichung>) -> Option<Decimal> {
    ziel.filter(|ziel| ziel.angabe != Angabe::Keine)?.istwert
}

/// The value as it is printed; an estimate carries its sign.
fn ist(ziel: Option<&Zielerreichung>, places: u32, offen: &str) -> String {
    match (istwert(ziel), ziel.map(|ziel| ziel.angabe)) {
        (Some(value), Some(Angabe::Schaetzung)) => format!("{}{NBSP}s", zahl::zahl(value, places)),
        (Some(value), _) => zahl::zahl(value, places),
        (None, _) => offen.to_owned(),
    }
}

/// The way made: Ist / Soll, or from the start down to a smaller Soll.
fn gemessen(start: Decimal, soll: Decimal, erreicht: &Zielerreichung) -> (Option<Balken>, String) {
    let Some(ist) = istwert(Some(erreicht)) else { return (None, "keine Angabe".to_owned()) };
    let share = if soll < start { (start - ist).checked_div(start - soll) } else { ist.checked_div(soll) };
    let Some(share) = share else { return (None, SINNLOS.to_owned()) };
    let art = if erreicht.angabe == Angabe::Schaetzung { "geschaetzt" } else { "gezaehlt" };
    let breite = (share * Decimal::from(RAHMEN)).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let breite = breite.to_i64().unwrap_or(PLOT + 1).max(0);
    let balken = Balken { breite: breite.min(PLOT), art, gekappt: breite > PLOT };
    let text = if share.is_zero() {
        NICHTS.to_owned()
    } else {
        format!("{}{NARROW}%", zahl::zahl(share * Decimal::ONE_HUNDRED, 1))
    };
    (Some(balken), text)
}

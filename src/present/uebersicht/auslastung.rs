//! Budgets of all Räume at a glance: bullets on one scale, and the table that proves them.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Bild, Punkte, Ueberblick};
use crate::domain::Betrag;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl};
use crate::present::budgetuebersicht::kurz::{Kurz, Kurzzeile};
use crate::present::schaubild::{Balken, Form, Legende, Stil, Streifendaten, anteil, streifen};
use crate::present::zahl;

/// Width of the chart in mm: it has to be readable on a telephone.
const BREITE: u16 = 88;
/// What goes beyond this share of the budget is cut, so that one line does not flatten all others.
const HOECHSTENS: Decimal = Decimal::from_parts(200, 0, 0, false, 2);

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zeile {
    /// Name.
    pub name: String,
    /// `gruppe`, `teil`, `einzeln`, `summe`.
    pub rang: &'static str,
    /// Key of the Raum in `kennzahlen.json`.
    pub schluessel: String,
    /// State: shape and sign.
    pub ampel: Ampel,
    /// State as a word.
    pub ampel_wort: &'static str,
    /// Ist / verfügbar.
    pub auslastung: String,
    /// (Ist + gebunden) / verfügbar.
    pub bindung: String,
    /// What can be spent.
    pub verfuegbar: String,
    /// Booked.
    pub ist: String,
    /// Approved and not yet booked.
    pub gebunden: String,
    /// Left.
    pub frei: String,
    /// Less than nothing is left.
    pub fehlt: bool,
}

/// Chart and table of one kind of budget.
pub(super) fn ueberblick(kurz: &Kurz, nummer: usize) -> Ueberblick {
    Ueberblick {
        titel: kurz.name.clone(),
        id: format!("budget-{nummer}"),
        budgetart: kurz.budgetart.clone(),
        meldung: kurz.meldung.clone(),
        einheit: zahl::einheit(kurz.einheit),
        bild: bild(kurz, nummer),
        wichtig: kurz
            .wichtig
            .iter()
            .map(|(begriff, texte)| Punkte { begriff: begriff.clone(), texte: texte.clone() })
            .collect(),
        zeilen: kurz.zeilen.iter().map(zeile).collect(),
        note: note(kurz),
    }
}

fn note(kurz: &Kurz) -> String {
    format!(
        "Bindungsquote = (Ist + gebunden) / verfügbar. Eine Zeile mit Räumen darunter fasst diese und das eigene Budget \
         zusammen. Vergangen sind {} des Jahres. Zeichen: „–“ genau null, „x“ nicht sinnvoll.",
        zahl::prozent(kurz.zeitanteil)
    )
}

fn zeile(line: &Kurzzeile) -> Zeile {
    let figures = &line.zeile;
    let quote = |quote: Option<crate::domain::kennzahlen::Quote>, part: Betrag| match quote {
        Some(_) if part.is_zero() => zahl::NICHTS.to_owned(),
        Some(quote) => zahl::prozent_zahl(quote, 1),
        None => zahl::SINNLOS.to_owned(),
    };
    Zeile {
        name: line.voller_name.clone(),
        rang: line.rang,
        schluessel: line.schluessel.clone(),
        ampel: figures.ampel,
        ampel_wort: figures.ampel.label(),
        auslastung: quote(figures.auslastung, figures.ist),
        bindung: quote(figures.bindungsquote, figures.ist + figures.gebunden),
        verfuegbar: zahl::betrag_tabelle(figures.verfuegbar),
        ist: zahl::betrag_tabelle(figures.ist),
        gebunden: zahl::betrag_tabelle(figures.gebunden),
        frei: zahl::betrag_tabelle(figures.frei),
        fehlt: figures.frei.is_negative(),
    }
}

fn bild(kurz: &Kurz, nummer: usize) -> Bild {
    let balken: Vec<_> = kurz.zeilen.iter().map(|line| balken(kurz, line)).collect();
    let gegenstand = format!("{}, Ist und gebunden in Prozent des verfügbaren Budgets", kurz.name);
    let mut daten = Streifendaten::new(&gegenstand, &kurz.meldung, anteil, balken);
    daten.art = "Balkendiagramm";
    daten.skala = true;
    let entry = |stil, form, text: &str| Legende { stil, form, text: text.to_owned() };
    daten.legende = vec![entry(Stil::Ist, Form::Flaeche, "Ist"), entry(Stil::Gebunden, Form::Flaeche, "gebunden")];
    if kurz.zeilen.iter().any(|line| line.zeile.frei.is_negative()) {
        daten.legende.push(entry(Stil::Ueber, Form::Flaeche, "über dem Budget"));
    }
    if !kurz.jahr_vorbei {
        daten.legende.push(entry(Stil::Ist, Form::Marke, "vergangener Teil des Jahres"));
    }
    Bild {
        id: format!("bild-{nummer}"),
        titel: "Auslastung in Prozent des Budgets".to_owned(),
        satz: kurz.meldung.clone(),
        note: None,
        bild: streifen(&daten, BREITE),
    }
}

fn balken(kurz: &Kurz, line: &Kurzzeile) -> Balken {
    let mut balken = Balken::new(&line.name);
    if matches!(line.rang, "gruppe" | "summe") {
        balken = balken.stark().trennt();
    }
    let Some((ist, gebunden)) = shares(&line.zeile) else {
        return balken.zeichen(zahl::SINNLOS).wert(zahl::SINNLOS);
    };
    let wert = line.zeile.auslastung.map(zahl::prozent).unwrap_or_default();
    balken =
        balken.teil("Ist", Stil::Ist, ist).teil("gebunden", Stil::Gebunden, gebunden).rahmen(Decimal::ONE).wert(&wert);
    if kurz.jahr_vorbei { balken } else { balken.marke(kurz.zeitanteil.0) }
}

/// Ist and gebunden as shares of the budget, cut where they would flatten all others.
fn shares(figures: &BudgetKennzahl) -> Option<(Decimal, Decimal)> {
    let ist = figures.auslastung?.0.min(HOECHSTENS);
    let bindung = figures.bindungsquote?.0.min(HOECHSTENS);
    Some((ist, (bindung - ist).max(Decimal::ZERO)))
}

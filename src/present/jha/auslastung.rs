//! Budgets side by side with a bullet in every line (`templates/teile/auslastung.typ`).

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::domain::formeln;
use crate::domain::kennung::Kennungen;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl};
use crate::present::budgetuebersicht::kontext::Kontext as Budgetkontext;
use crate::present::budgetuebersicht::vergleich::{Budgetzeile, Rang};
use crate::present::probe::{Probe, Proberegel, Stelle};
use crate::present::schaubild::{Form, Lage, Legende, Stil};
use crate::present::zahl;

/// The scale goes a little beyond the budget, so that its frame is seen.
const MINDESTENS: Decimal = Decimal::from_parts(104, 0, 0, false, 2);
/// What goes beyond this share of the budget is cut, so that one line does not flatten all others.
const HOECHSTENS: Decimal = Decimal::from_parts(200, 0, 0, false, 2);
/// Place of „frei“ among the columns.
const FREI: usize = 4;

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Auslastung {
    nummer: String,
    titel: String,
    erste: String,
    einheit_bild: &'static str,
    marke: Option<Lage>,
    spalten: Vec<String>,
    zeilen: Vec<Zeile>,
    legende: Vec<Legende>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    rang: Rang,
    name: String,
    ampel: Option<Ampel>,
    ampel_wort: Option<&'static str>,
    teile: Vec<Stueck>,
    rahmen: Option<Lage>,
    rot: Option<usize>,
    werte: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Stueck {
    stil: Stil,
    x: Lage,
    breite: Lage,
}

/// The table of these budgets, and what must hold between its numbers. `pfad` is the JSON pointer to it.
pub(super) fn auslastung(
    budget: &Budgetkontext<'_>,
    lines: &[Budgetzeile],
    (nummer, titel): (String, String),
    pfad: &str,
) -> (Auslastung, Vec<Probe>) {
    let shares = lines.iter().flat_map(|line| [line.zeile.auslastung, line.zeile.bindungsquote]).flatten();
    let bis = shares.map(|quote| quote.0.min(HOECHSTENS)).fold(MINDESTENS, Decimal::max);
    let place = |share: Decimal| {
        let place = share.min(bis) / bis * Decimal::from(Lage::GANZ);
        Lage::of(place.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64().unwrap_or(0))
    };
    let unit = zahl::einheit(budget.einheit);
    let proben = proben(budget, lines, &nummer, pfad);
    let legend = |stil, form, text: &str| Legende { stil, form, text: text.to_owned() };
    let mut legende = vec![legend(Stil::Ist, Form::Flaeche, "Ist"), legend(Stil::Gebunden, Form::Flaeche, "gebunden")];
    if lines.iter().any(|line| line.zeile.bindungsquote.is_some_and(|quote| quote.0 > Decimal::ONE)) {
        legende.push(legend(Stil::Ueber, Form::Flaeche, "über dem Budget"));
    }
    let zeit = formeln::zeitanteil(budget.stichtag());
    let is_over = budget.is_year_over();
    if !is_over {
        legende.push(legend(Stil::Ist, Form::Marke, &format!("Zeitanteil {}", zahl::prozent(zeit))));
    }
    let mut noten = vec![format!(
        "Stand {}. Der Rahmen ist das verfügbare Budget (100\u{202f}%). Auslastung = Ist / verfügbar; frei = verfügbar − \
         Ist − gebunden.",
        zahl::tag(budget.stichtag())
    )];
    if lines.iter().any(|line| line.zeile.auslastung.is_none()) {
        noten.push("„x“: nicht sinnvoll, es gibt kein Budget; „–“: genau null.".to_owned());
    }
    let table = Auslastung {
        nummer,
        titel,
        erste: "Raum".to_owned(),
        einheit_bild: "Anteil am Budget",
        marke: (!is_over).then(|| place(zeit.0)),
        spalten: ["Auslastung %".to_owned()]
            .into_iter()
            .chain(["verfügbar", "Ist", "gebunden", "frei"].map(|name| format!("{name} {unit}")))
            .collect(),
        zeilen: lines.iter().map(|line| zeile(line, &place)).collect(),
        legende,
        noten,
    };
    (table, proben)
}

fn zeile(line: &Budgetzeile, place: &impl Fn(Decimal) -> Lage) -> Zeile {
    let figures = &line.zeile;
    let has_budget = figures.auslastung.is_some();
    Zeile {
        rang: line.rang,
        name: line.name.clone(),
        ampel: Some(figures.ampel),
        ampel_wort: Some(if figures.ampel == Ampel::OhneBewertung { zahl::SINNLOS } else { figures.ampel.label() }),
        teile: teile(figures, place),
        rahmen: has_budget.then(|| place(Decimal::ONE)),
        rot: figures.frei.is_negative().then_some(FREI),
        werte: vec![
            auslastung_text(figures),
            zahl::betrag_tabelle(figures.verfuegbar),
            zahl::betrag_tabelle(figures.ist),
            zahl::betrag_tabelle(figures.gebunden),
            zahl::betrag_tabelle(figures.frei),
        ],
    }
}

fn auslastung_text(figures: &BudgetKennzahl) -> String {
    match figures.auslastung {
        Some(_) if figures.ist.is_zero() => zahl::NICHTS.to_owned(),
        Some(quote) => zahl::prozent_zahl(quote, 1),
        None => zahl::SINNLOS.to_owned(),
    }
}

/// Ist, gebunden, and what of them lies over the budget.
fn teile(figures: &BudgetKennzahl, place: &impl Fn(Decimal) -> Lage) -> Vec<Stueck> {
    let (Some(ist), Some(bindung)) = (figures.auslastung, figures.bindungsquote) else { return Vec::new() };
    let (ist, bindung) = (ist.0.max(Decimal::ZERO), bindung.0.max(Decimal::ZERO));
    let inside = |share: Decimal| share.min(Decimal::ONE);
    let pieces = [
        (Stil::Ist, Decimal::ZERO, inside(ist)),
        (Stil::Gebunden, inside(ist), inside(bindung)),
        (Stil::Ueber, Decimal::ONE, bindung),
    ];
    let drawn = pieces.into_iter().filter(|(_, von, bis)| bis > von);
    drawn.map(|(stil, von, bis)| Stueck { stil, x: place(von), breite: place(bis).above(place(von)) }).collect()
}

fn proben(budget: &Budgetkontext<'_>, lines: &[Budgetzeile], nummer: &str, pfad: &str) -> Vec<Probe> {
    const FELDER: [&str; 4] = ["verfuegbar", "ist", "gebunden", "frei"];
    let kennungen = Kennungen::new(budget.auswertung);
    let stelle = |zeile: usize, spalte: usize| Stelle::new(format!("{pfad}/zeilen/{zeile}/werte/{spalte}"));
    let mut proben = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let mut prove = |spalte: usize, what: &str, regel| {
            let wo = format!("Tabelle {nummer}, Zeile {}, Spalte {what}", line.voller_name);
            proben.push(Probe { wo, stelle: stelle(row, spalte), regel });
        };
        if line.key.starts_with("eigen:") {
            // It has no key: it is what its Region has beside its Räume.
            let teile = own_parts(lines, row);
            for (place, feld) in FELDER.iter().enumerate() {
                let parts = teile.iter().map(|(faktor, line)| (*faktor, stelle(*line, place + 1))).collect();
                prove(place + 1, feld, Proberegel::Summe(parts));
            }
        } else {
            let figures = kennungen.budget(&line.zeile);
            for (place, feld) in FELDER.iter().enumerate() {
                if let Some(kennzahl) = figures.iter().find(|kennzahl| kennzahl.feld == *feld) {
                    prove(place + 1, feld, Proberegel::Kennzahl(kennzahl.id.clone()));
                }
            }
        }
        let rest = vec![(1, stelle(row, 1)), (-1, stelle(row, 2)), (-1, stelle(row, 3))];
        prove(FREI, "frei", Proberegel::Summe(rest));
        if zahl::is_number(&auslastung_text(&line.zeile)) {
            let regel = Proberegel::Quotient {
                zaehler: vec![(1, stelle(row, 2))],
                nenner: vec![(1, stelle(row, 1))],
                mal: 100,
            };
            prove(0, "Auslastung", regel);
        }
        if line.rang == Rang::Summe {
            for spalte in 1..=FREI {
                let parts = lines.iter().enumerate().filter(|(_, line)| line.ist_teil);
                let parts = parts.map(|(teil, _)| (1, stelle(teil, spalte))).collect();
                prove(spalte, "Summe", Proberegel::Summe(parts));
            }
        }
    }
    proben
}

/// The lines that an own budget is made of: its Region less the Räume below it.
pub(super) fn own_parts(lines: &[Budgetzeile], own: usize) -> Vec<(i64, usize)> {
    let Some(region) = (0..own).rev().find(|line| lines[*line].rang == Rang::Gruppe) else { return Vec::new() };
    let raeume = (region + 1..own).filter(|line| lines[*line].rang == Rang::Teil).map(|line| (-1, line));
    std::iter::once((1, region)).chain(raeume).collect()
}

//! The head of page 1: kicker, headline, Ampel with its reasons, the one equation.

use rust_decimal::Decimal;
use serde::Serialize;

use super::kontext::Kontext;
use crate::domain::Betrag;
use crate::domain::kennung::Kennzahl;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Quote};
use crate::present::korrektur::{Fassung, fassung};
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// Headlines longer than this are set smaller, so that they keep to two lines.
const LANGE_SCHLAGZEILE: usize = 88;

/// Kicker and headline.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kopf {
    thema: String,
    stand: String,
    titel: String,
    lang: bool,
    /// Parts of deliveries that are missing.
    luecken: Vec<String>,
    /// What changed against the version that was reported last.
    fassung: Option<Fassung>,
}

/// The Ampel and why it shows what it shows.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AmpelText {
    art: Ampel,
    wort: &'static str,
    grund: String,
}

/// A member of verfügbar = Ist + gebunden + frei.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Glied {
    name: String,
    betrag: String,
    anteil: String,
    rot: bool,
}

/// Kicker and headline of a document.
pub(super) fn kopf(kontext: &Kontext<'_>, thema: String, titel: String, gedruckt: &[Kennzahl<'_>]) -> Kopf {
    let prints = |id: &str| gedruckt.iter().any(|kennzahl| kennzahl.id == id);
    let is_about_one = gedruckt.iter().filter(|kennzahl| kennzahl.feld == "ansatz").count() == 1;
    let whose = |line: &str| if is_about_one { String::new() } else { line_name(kontext, line) };
    Kopf {
        thema,
        stand: format!("Stand {}, {}", zahl::tag(kontext.stichtag()), zahl::quartal(kontext.quartal())),
        lang: titel.chars().count() > LANGE_SCHLAGZEILE,
        titel,
        luecken: kontext.auswertung.luecken.clone(),
        fassung: fassung(kontext.auswertung, zahl::einheit(kontext.einheit), prints, whose),
    }
}

/// What people call a line of figures, by its part of a key.
fn line_name(kontext: &Kontext<'_>, line: &str) -> String {
    let stammdaten = kontext.stammdaten;
    let region = line.strip_prefix("region-");
    let region = region.and_then(|id| stammdaten.regionen.iter().find(|region| region.id.as_str() == id));
    match (region, stammdaten.raum(&line.into())) {
        (Some(region), _) => region.name.clone(),
        (None, Some(raum)) => raum.name.clone(),
        (None, None) => kontext.kreis_wort(),
    }
}

/// Head, foot and properties of the PDF. `kurz` names the Raum, `datei` is its part of the file names.
pub(super) fn rahmen(kontext: &Kontext<'_>, thema: &str, kurz: &str, datei: &str) -> Rahmen {
    let quartal = zahl::quartal(kontext.quartal());
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("{thema}, {quartal}"),
        format!("Budgetübersicht {} · {quartal}", shortened(kurz)),
        format!("Stand {} · {}", zahl::tag(kontext.stichtag()), kontext.budgetname()),
    )
    .with_anhang(
        anhang_name(datei),
        format!(
            "Alle Zahlen dieser Budgetübersicht: Budget, {}, Verlauf und Quellen, Beträge als Dezimaltexte",
            kontext.massnahme().mehrzahl()
        ),
    )
}

/// File name of the attached figures.
pub(super) fn anhang_name(datei: &str) -> String {
    format!("kennzahlen-{datei}.json")
}

/// A name that fits into the head of the page.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 24;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// The Ampel with value and threshold of both criteria.
pub(super) fn ampel(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> AmpelText {
    let grund = match (zeile.bindungsquote, Quote::of(zeile.hochrechnung_linear, zeile.verfuegbar)) {
        (Some(bindung), Some(linear)) => {
            let regeln = &kontext.stammdaten.einstellungen.regeln.ampel;
            let (gelb, rot) = (regeln.gelb_ab_bindungsquote, regeln.rot_ueber_bindungsquote);
            let limit = if bindung.0 > rot { grenze("rot über", rot) } else { grenze("gelb ab", gelb) };
            let value = gegen(bindung.0, &[gelb, rot]);
            let (gelb, rot) = (regeln.gelb_ueber_hochrechnung, regeln.rot_ueber_hochrechnung);
            let linear_limit = if linear.0 > rot { grenze("rot über", rot) } else { grenze("gelb über", gelb) };
            let linear_value = gegen(linear.0, &[gelb, rot]);
            format!(
                "Bindungsquote {value} ({limit}), lineare Hochrechnung {linear_value} des Budgets ({linear_limit})."
            )
        }
        _ if zeile.ist.is_zero() && zeile.gebunden.is_zero() => {
            "Es gibt kein Budget, und nichts ist gebucht oder zugesagt; Bindungsquote und Hochrechnung sind „x“, nicht \
             sinnvoll."
                .to_owned()
        }
        _ => format!(
            "Es gibt kein Budget, aber {} sind gebucht oder zugesagt; Bindungsquote und Hochrechnung sind „x“, nicht \
             sinnvoll.",
            kontext.betrag(zeile.ist + zeile.gebunden)
        ),
    };
    AmpelText { art: zeile.ampel, wort: zeile.ampel.label(), grund }
}

fn grenze(word: &str, limit: Decimal) -> String {
    format!("{word} {}", zahl::prozent_genau(limit * Decimal::ONE_HUNDRED))
}

/// A percentage beside its thresholds: with so many places that rounding does not carry it over one of them.
fn gegen(value: Decimal, limits: &[Decimal]) -> String {
    let places = (1..=6)
        .find(|places| {
            let rounded = Quote(value).rounded(places + 2);
            limits.iter().all(|limit| rounded.cmp(limit) == value.cmp(limit))
        })
        .unwrap_or(6);
    format!("{}{}%", zahl::prozent_zahl(Quote(value), places), zahl::NARROW)
}

/// The one sum that everybody must understand.
pub(super) fn gleichung(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> Vec<Glied> {
    let anteil = |betrag: Betrag| {
        if betrag.is_zero() && zeile.verfuegbar > Betrag::ZERO {
            return zahl::NICHTS.to_owned();
        }
        Quote::of(betrag, zeile.verfuegbar).map_or_else(|| zahl::SINNLOS.to_owned(), zahl::prozent)
    };
    let glied = |name: &str, betrag: Betrag, anteil: String| Glied {
        name: name.to_owned(),
        betrag: kontext.betrag_oder_strich(betrag),
        anteil,
        rot: betrag.is_negative(),
    };
    let ganzes =
        if zeile.verfuegbar > Betrag::ZERO { format!("100{}%", zahl::NARROW) } else { zahl::SINNLOS.to_owned() };
    vec![
        glied("verfügbar", zeile.verfuegbar, ganzes),
        glied(&format!("Ist ({})", kontext.ausgegeben()), zeile.ist, format!("{} Auslastung", anteil(zeile.ist))),
        glied("gebunden (zugesagt)", zeile.gebunden, anteil(zeile.gebunden)),
        glied("frei", zeile.frei, anteil(zeile.frei)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    // 89.96 % rounds to 90,0 %, the threshold it has not reached; 100.004 % rounds to 100,0 %, which it is over.
    #[test]
    fn rounding_never_carries_a_value_over_its_threshold() {
        let limits = [Decimal::new(90, 2), Decimal::ONE];
        assert_eq!(gegen(Decimal::new(8_996, 4), &limits), "89,96\u{202f}%");
        assert_eq!(gegen(Decimal::new(100_004, 5), &limits), "100,004\u{202f}%");
        assert_eq!(gegen(Decimal::new(90, 2), &limits), "90,0\u{202f}%");
        assert_eq!(gegen(Decimal::new(435_402, 6), &limits), "43,5\u{202f}%");
    }
}

//! The chart of the year: spent since 1 January at the quarter ends, against the budget, the year before behind it.
//!
//! Lengths are hundredths of a millimetre; heights are measured from the base line upwards.

use rust_decimal::Decimal;
use serde::Serialize;

use super::kontext::Kontext;
use super::platz::{MM, anteil, breite, ticks};
use crate::domain::Betrag;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::present::zahl;

/// Width of the plot, right of the axis labels.
const PLOT: i64 = 85 * MM;
/// Height of the plot.
const HOEHE: i64 = 51 * MM;
/// Height of a line of labels.
const ZEILE: i64 = 4 * MM;

/// The chart.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Jahr {
    alt: String,
    achse: String,
    breite: i64,
    hoehe: i64,
    skala: Vec<Strich>,
    gruppen: Vec<Gruppe>,
    linie: Vec<(i64, i64)>,
    linie_text: Option<Marke>,
    legende: Vec<Legende>,
    hinweis: Option<String>,
}

/// A step of the axis.
#[derive(Clone, Debug, Serialize)]
struct Strich {
    text: String,
    y: i64,
}

/// The bars of one quarter end.
#[derive(Clone, Debug, Default, Serialize)]
struct Gruppe {
    x: i64,
    name: String,
    aktuell: bool,
    vorjahr: Option<i64>,
    ist: Option<Balken>,
    hochrechnung: Option<Balken>,
    unbekannt: bool,
}

/// A bar with its label. `ueber` is the part of it that lies over the budget.
#[derive(Clone, Debug, Serialize)]
struct Balken {
    hoehe: i64,
    ueber: i64,
    text: String,
    text_y: i64,
}

/// A label at a place.
#[derive(Clone, Debug, Serialize)]
struct Marke {
    text: String,
    x: i64,
    y: i64,
}

/// A sign and its meaning.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Legende {
    zeichen: &'static str,
    text: String,
}

impl Legende {
    /// A sign and its meaning.
    pub(super) fn new(zeichen: &'static str, text: impl Into<String>) -> Self {
        Self { zeichen, text: text.into() }
    }
}

/// What the axis counts in.
struct Achse {
    einheit: String,
    teiler: Decimal,
    stellen: u32,
}

impl Achse {
    fn new(einheit: Einheit, largest: Betrag) -> Self {
        let word = zahl::einheit(einheit);
        if largest.to_decimal() >= Decimal::from(10_000) {
            Self { einheit: format!("Tsd.{}{word}", zahl::NBSP), teiler: Decimal::ONE_THOUSAND, stellen: 1 }
        } else {
            Self { einheit: word.to_owned(), teiler: Decimal::ONE, stellen: 0 }
        }
    }

    fn text(&self, betrag: Betrag) -> String {
        if betrag.is_zero() {
            return zahl::NICHTS.to_owned();
        }
        zahl::zahl(betrag.to_decimal() / self.teiler, self.stellen)
    }
}

/// Amounts become heights.
struct Skala {
    top: Decimal,
}

impl Skala {
    fn y(&self, betrag: Betrag) -> i64 {
        anteil(betrag.to_decimal() / self.top, HOEHE)
    }
}

/// The chart of a budget; none where there is neither a budget nor anything spent in both years.
pub(super) fn jahr(kontext: &Kontext<'_>, key: &str, name: &str, zeile: &BudgetKennzahl) -> Option<Jahr> {
    let jahr = kontext.haushaltsjahr();
    let punkte = kontext.verlauf(key, jahr);
    let vorjahr = kontext.verlauf(key, jahr - 1).map(|punkt| punkt.and_then(|punkt| punkt.ist));
    let stand = kontext.quartal().nummer();
    let ist = [0, 1, 2, 3].map(|index| match index + 1 {
        // The figures of the quarter itself win over the course of the year.
        number if number == stand => Some(zeile.ist),
        number if number > stand => None,
        _ => punkte.get(usize::try_from(index).unwrap_or(0)).copied().flatten().and_then(|punkt| punkt.ist),
    });
    let budget = [0, 1, 2, 3].map(|index| {
        if index + 1 >= stand {
            zeile.verfuegbar
        } else {
            let punkt = punkte.get(usize::try_from(index).unwrap_or(0)).copied().flatten();
            punkt.map_or(zeile.verfuegbar, |punkt| punkt.verfuegbar)
        }
    });
    let hochrechnung = (!kontext.is_year_over()).then_some(zeile.hochrechnung_linear);
    let all = ist.iter().chain(&vorjahr).flatten().chain(&budget).chain(&hochrechnung);
    let largest = all.copied().max().unwrap_or(Betrag::ZERO);
    if largest <= Betrag::ZERO {
        return None;
    }
    let achse = Achse::new(kontext.einheit, largest);
    let steps = ticks(largest.to_decimal() / achse.teiler, 6);
    let skala = Skala { top: steps.last().copied().unwrap_or(Decimal::ONE) * achse.teiler };
    let strich = |step: Decimal| Strich {
        text: zahl::zahl(step, step.normalize().scale()),
        y: anteil(step * achse.teiler / skala.top, HOEHE),
    };
    let gruppen = gruppen(kontext, &achse, &skala, &Werte { ist, vorjahr, budget, hochrechnung });
    let linie = linie(&skala, &budget);
    let has_vorjahr = vorjahr.iter().any(Option::is_some);
    Some(Jahr {
        alt: alt(kontext, name, &Werte { ist, vorjahr, budget, hochrechnung }),
        breite: PLOT,
        hoehe: HOEHE,
        skala: std::iter::once(Decimal::ZERO).chain(steps.iter().copied()).map(strich).collect(),
        linie_text: linie_text(&achse, &skala, &budget, &gruppen),
        legende: legende(kontext, &gruppen, has_vorjahr, !linie.is_empty()),
        gruppen,
        linie,
        hinweis: (!has_vorjahr).then(|| format!("Für {} liegen keine Lieferungen vor.", jahr - 1)),
        achse: achse.einheit,
    })
}

/// What the chart shows, by quarter.
struct Werte {
    ist: [Option<Betrag>; 4],
    vorjahr: [Option<Betrag>; 4],
    budget: [Betrag; 4],
    hochrechnung: Option<Betrag>,
}

fn gruppen(kontext: &Kontext<'_>, achse: &Achse, skala: &Skala, werte: &Werte) -> Vec<Gruppe> {
    let quartale = kontext.quartal().of_same_year();
    let parts = quartale.iter().zip(werte.ist).zip(werte.vorjahr).zip(werte.budget);
    let mut gruppen: Vec<Gruppe> = Vec::new();
    for (((quartal, ist), vorjahr), budget) in parts {
        let index = i64::from(quartal.nummer()) - 1;
        let last = quartal.nummer() == 4;
        let balken = |betrag: Betrag, over: bool| {
            let hoehe = skala.y(betrag);
            let line = skala.y(budget);
            let ueber = if over { (hoehe - line).max(0) } else { 0 };
            // A label that the budget line would cross moves above the line.
            let text_y = if (hoehe..hoehe + ZEILE + 60).contains(&line) { line + 60 } else { hoehe + 60 };
            Balken { hoehe, ueber, text: achse.text(betrag), text_y }
        };
        let hochrechnung = werte.hochrechnung.filter(|_| last).map(|betrag| balken(betrag, false));
        gruppen.push(Gruppe {
            x: PLOT * (2 * index + 1) / 8,
            name: quartal.ende().format("%d.%m.").to_string(),
            aktuell: *quartal == kontext.quartal(),
            vorjahr: vorjahr.map(|betrag| skala.y(betrag)),
            ist: ist.map(|betrag| balken(betrag, true)),
            unbekannt: ist.is_none() && hochrechnung.is_none(),
            hochrechnung,
        });
    }
    gruppen
}

/// The budget as a step line: it changes with Übertrag, Nachtrag and Umschichtung, and the step shows it.
fn linie(skala: &Skala, budget: &[Betrag; 4]) -> Vec<(i64, i64)> {
    if budget.iter().all(|betrag| *betrag <= Betrag::ZERO) {
        return Vec::new();
    }
    let mut points = Vec::new();
    for (index, betrag) in (0_i64..).zip(budget) {
        points.push((PLOT * index / 4, skala.y(*betrag)));
        points.push((PLOT * (index + 1) / 4, skala.y(*betrag)));
    }
    points
}

/// The label of the budget stands over the first quarter that has the present budget and no label of a bar in the way.
fn linie_text(achse: &Achse, skala: &Skala, budget: &[Betrag; 4], gruppen: &[Gruppe]) -> Option<Marke> {
    let present = *budget.last()?;
    if present <= Betrag::ZERO {
        return None;
    }
    let text = format!("verfügbar {}", achse.text(present));
    let width = breite(&text);
    let y = skala.y(present) + 60;
    let first = budget.iter().position(|betrag| *betrag == present).unwrap_or(0);
    let blocked = |gruppe: &Gruppe, x: i64| {
        gruppe.ist.iter().chain(&gruppe.hochrechnung).any(|balken| {
            let near = (gruppe.x - x - width / 2).abs() < width / 2 + 9 * MM;
            near && balken.text_y + ZEILE > y && balken.text_y < y + ZEILE
        })
    };
    let places = (first..4).map(|index| PLOT * i64::try_from(index).unwrap_or(0) / 4 + MM);
    let mut places = places.filter(|x| x + width <= PLOT);
    let x =
        places.clone().find(|x| !gruppen.iter().any(|gruppe| blocked(gruppe, *x))).or_else(|| places.next_back())?;
    Some(Marke { text, x, y })
}

fn legende(kontext: &Kontext<'_>, gruppen: &[Gruppe], vorjahr: bool, budget: bool) -> Vec<Legende> {
    let jahr = kontext.haushaltsjahr();
    let mut legende = vec![Legende::new("ist", format!("Ist {jahr}"))];
    if vorjahr {
        legende.push(Legende::new("vorjahr", format!("Ist {}", jahr - 1)));
    }
    if gruppen.iter().any(|gruppe| gruppe.hochrechnung.is_some()) {
        legende.push(Legende::new("hochrechnung", "Hochrechnung linear"));
    }
    if budget {
        legende.push(Legende::new("linie", "Budget"));
    }
    if gruppen.iter().flat_map(|gruppe| &gruppe.ist).any(|balken| balken.ueber > 0) {
        legende.push(Legende::new("ueber", "über dem Budget"));
    }
    legende
}

fn alt(kontext: &Kontext<'_>, name: &str, werte: &Werte) -> String {
    let tage = kontext.quartal().of_same_year().map(|quartal| quartal.ende().format("%d.%m.").to_string());
    let row = |values: &[Option<Betrag>; 4]| {
        let parts: Vec<String> = tage
            .iter()
            .zip(values)
            .filter_map(|(tag, value)| Some(format!("{tag} {}", kontext.gesprochen((*value)?))))
            .collect();
        if parts.is_empty() { "nicht bekannt".to_owned() } else { parts.join(", ") }
    };
    let mut text = format!(
        "Säulendiagramm: {} {name} seit Jahresbeginn an den Quartalsenden. {}: {}. ",
        kontext.ausgaben(),
        kontext.haushaltsjahr(),
        row(&werte.ist),
    );
    text.push_str(&format!("{}: {}. ", kontext.haushaltsjahr() - 1, row(&werte.vorjahr)));
    if let Some(betrag) = werte.hochrechnung {
        text.push_str(&format!("Hochrechnung linear zum Jahresende {}. ", kontext.gesprochen(betrag)));
    }
    let [anfang, .., ende] = werte.budget;
    if anfang == ende {
        text.push_str(&format!("Das Budget beträgt {}.", kontext.gesprochen(ende)));
    } else {
        text.push_str(&format!(
            "Das Budget beträgt {}, zu Beginn {}.",
            kontext.gesprochen(ende),
            kontext.gesprochen(anfang)
        ));
    }
    text
}

//! Small multiples: what each Raum has spent since 1 January, in percent of its budget, all on one scale.

use rust_decimal::Decimal;
use serde::Serialize;

use super::jahr::Legende;
use super::kontext::Kontext;
use super::platz::{MM, anteil};
use crate::domain::Betrag;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Quote};
use crate::present::zahl;

/// Width of one panel.
const BREITE: i64 = 38 * MM;
/// Height of 100 % where nothing goes beyond it.
const HOEHE: i64 = 24 * MM;
/// What goes beyond is cut here and marked, so that one Raum does not flatten all others.
const HOECHSTENS: Decimal = Decimal::TWO;
/// Longest alt text that is still heard to the end.
const ALT_HOECHSTENS: usize = 600;

/// All panels as one figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kacheln {
    alt: String,
    breite: i64,
    hoehe: i64,
    budget: i64,
    halb: i64,
    kacheln: Vec<Kachel>,
    legende: Vec<Legende>,
    hinweis: Option<String>,
}

/// One Raum.
#[derive(Clone, Debug, Serialize)]
struct Kachel {
    name: String,
    ampel: Ampel,
    gruppen: Vec<Gruppe>,
}

/// One quarter end.
#[derive(Clone, Debug, Serialize)]
struct Gruppe {
    x: i64,
    name: String,
    aktuell: bool,
    vorjahr: Option<Saeule>,
    ist: Option<Saeule>,
    hochrechnung: Option<Saeule>,
    unbekannt: bool,
}

/// A bar; cut where it goes beyond the scale.
#[derive(Clone, Debug, Serialize)]
struct Saeule {
    hoehe: i64,
    ueber: i64,
    text: Option<String>,
    gekappt: bool,
}

/// A budget that gets a panel: its name, its key in the course of the year, its figures.
pub(super) struct Feld {
    pub name: String,
    pub key: String,
    pub zeile: BudgetKennzahl,
}

/// The panels of the budgets that there are; none without any.
pub(super) fn kacheln(kontext: &Kontext<'_>, felder: &[Feld]) -> Option<Kacheln> {
    let (mit, ohne): (Vec<_>, Vec<_>) = felder.iter().partition(|feld| feld.zeile.verfuegbar > Betrag::ZERO);
    if mit.is_empty() {
        return None;
    }
    let shares: Vec<Anteile> = mit.iter().map(|feld| Anteile::of(kontext, feld)).collect();
    let largest = shares.iter().flat_map(Anteile::all).max().unwrap_or(Decimal::ONE);
    let top = largest.clamp(Decimal::ONE, HOECHSTENS);
    // 100 % keeps its height up to 140 %, then the panels are pressed together.
    let budget = anteil(Decimal::ONE / top.max(Decimal::ONE), HOEHE * 14 / 10).min(HOEHE);
    let kacheln: Vec<Kachel> =
        mit.iter().zip(&shares).map(|(feld, anteile)| kachel(kontext, feld, anteile, budget)).collect();
    let ohne: Vec<String> = ohne.iter().map(|feld| feld.name.clone()).collect();
    let jahr = kontext.haushaltsjahr();
    let mut legende = vec![Legende::new("ist", format!("Ist {jahr}"))];
    if shares.iter().any(|anteile| anteile.vorjahr.iter().any(Option::is_some)) {
        legende.push(Legende::new("vorjahr", format!("Ist {}", jahr - 1)));
    }
    if !kontext.is_year_over() {
        legende.push(Legende::new("hochrechnung", "Hochrechnung linear"));
    }
    legende.push(Legende::new("linie", format!("Budget = 100{}%", zahl::NARROW)));
    if kacheln.iter().flat_map(|kachel| &kachel.gruppen).flat_map(|gruppe| &gruppe.ist).any(|saeule| saeule.ueber > 0) {
        legende.push(Legende::new("ueber", "über dem Budget"));
    }
    Some(Kacheln {
        alt: alt(kontext, &mit, &shares),
        breite: BREITE,
        hoehe: anteil(top, budget),
        budget,
        halb: budget / 2,
        kacheln,
        legende,
        hinweis: (!ohne.is_empty()).then(|| format!("Ohne Budget: {}.", ohne.join(", "))),
    })
}

/// Shares of the budget of the same year, by quarter.
struct Anteile {
    ist: [Option<Decimal>; 4],
    vorjahr: [Option<Decimal>; 4],
    hochrechnung: Option<Decimal>,
}

impl Anteile {
    fn of(kontext: &Kontext<'_>, feld: &Feld) -> Self {
        let jahr = kontext.haushaltsjahr();
        let share = |part: Betrag, whole: Betrag| Quote::of(part, whole).map(|quote| quote.0);
        let stand = kontext.quartal().nummer();
        let verlauf = kontext.verlauf(&feld.key, jahr);
        let ist = [1, 2, 3, 4].map(|number: u32| {
            if number == stand {
                return share(feld.zeile.ist, feld.zeile.verfuegbar);
            }
            let punkt = verlauf.get(usize::try_from(number - 1).unwrap_or(0)).copied().flatten();
            punkt.filter(|_| number < stand).and_then(|punkt| share(punkt.ist?, feld.zeile.verfuegbar))
        });
        let before = kontext.verlauf(&feld.key, jahr - 1);
        let whole = before.last().copied().flatten().map_or(Betrag::ZERO, |punkt| punkt.verfuegbar);
        let vorjahr = before.map(|punkt| punkt.and_then(|punkt| share(punkt.ist?, whole)));
        let hochrechnung = share(feld.zeile.hochrechnung_linear, feld.zeile.verfuegbar);
        Self { ist, vorjahr, hochrechnung: hochrechnung.filter(|_| !kontext.is_year_over()) }
    }

    fn all(&self) -> impl Iterator<Item = Decimal> {
        self.ist.iter().chain(&self.vorjahr).flatten().chain(&self.hochrechnung).copied()
    }
}

fn kachel(kontext: &Kontext<'_>, feld: &Feld, anteile: &Anteile, budget: i64) -> Kachel {
    let saeule = |share: Decimal, labelled: bool, over: bool| {
        let shown = share.min(HOECHSTENS);
        let hoehe = anteil(shown, budget);
        Saeule {
            hoehe,
            ueber: if over { (hoehe - budget).max(0) } else { 0 },
            text: labelled.then(|| match share.is_zero() {
                true => zahl::NICHTS.to_owned(),
                false => zahl::prozent_zahl(Quote(share), 0),
            }),
            gekappt: share > HOECHSTENS,
        }
    };
    let quartale = kontext.quartal().of_same_year();
    let gruppen = quartale.iter().zip(anteile.ist).zip(anteile.vorjahr);
    let gruppen = gruppen.map(|((quartal, ist), vorjahr)| {
        let aktuell = *quartal == kontext.quartal();
        let last = quartal.nummer() == 4;
        let hochrechnung = anteile.hochrechnung.filter(|_| last).map(|share| saeule(share, true, false));
        Gruppe {
            x: BREITE * (2 * i64::from(quartal.nummer()) - 1) / 8,
            name: format!("Q{}", quartal.nummer()),
            aktuell,
            vorjahr: vorjahr.map(|share| saeule(share, false, false)),
            ist: ist.map(|share| saeule(share, aktuell, true)),
            unbekannt: ist.is_none() && hochrechnung.is_none(),
            hochrechnung,
        }
    });
    Kachel { name: feld.name.clone(), ampel: feld.zeile.ampel, gruppen: gruppen.collect() }
}

/// All values in reading order; where that grows too long, without the Hochrechnungen, and at last only who stands out.
fn alt(kontext: &Kontext<'_>, felder: &[&Feld], shares: &[Anteile]) -> String {
    let percent = |share: Decimal| zahl::prozent_zahl(Quote(share), 0);
    let stand = usize::try_from(kontext.quartal().nummer() - 1).unwrap_or(0);
    let now = |anteile: &Anteile| anteile.ist.get(stand).copied().flatten().unwrap_or_default();
    let anfang = format!(
        "Säulendiagramme auf gleicher Skala: {} seit Jahresbeginn bis {} in Prozent des Budgets",
        kontext.ausgaben(),
        zahl::tag(kontext.stichtag())
    );
    let schnell: Vec<String> = felder
        .iter()
        .zip(shares)
        .filter(|(_, anteile)| anteile.hochrechnung.is_some_and(|share| share > Decimal::ONE))
        .map(|(feld, _)| feld.name.clone())
        .collect();
    let aussage = match schnell.as_slice() {
        [] => "Keine lineare Hochrechnung liegt über dem Budget.".to_owned(),
        list => format!("Über dem Budget liegt die lineare Hochrechnung von {}.", super::kontext::aufzaehlung(list)),
    };
    let both = |(feld, anteile): (&&Feld, &Anteile)| match anteile.hochrechnung {
        Some(share) => format!("{} {} und {}", feld.name, percent(now(anteile)), percent(share)),
        None => format!("{} {}", feld.name, percent(now(anteile))),
    };
    let zusatz = if kontext.is_year_over() { "" } else { ", dann linear hochgerechnet zum Jahresende" };
    let full: Vec<String> = felder.iter().zip(shares).map(both).collect();
    let short: Vec<String> =
        felder.iter().zip(shares).map(|(feld, anteile)| format!("{} {}", feld.name, percent(now(anteile)))).collect();
    [
        format!("{anfang}{zusatz}: {}. {aussage}", full.join(", ")),
        format!("{anfang}: {}. {aussage}", short.join(", ")),
        format!("{anfang}, {} Räume. Alle Werte stehen in der Tabelle „Alle Räume nebeneinander“.", felder.len()),
    ]
    .into_iter()
    .find(|text| text.chars().count() <= ALT_HOECHSTENS)
    .unwrap_or(anfang)
}

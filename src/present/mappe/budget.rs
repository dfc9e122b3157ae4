//! Sheets of the budgets: Räume, Regionen and everything, Maßnahmen. Money of Maßnahmen is no Sozialdatum.

use super::modell::{Bedingung, Blatt, Glied, Rechnung, Spalte, Tabelle, Zelle};
use super::worte::Worte;
use crate::domain::Betrag;
use crate::domain::auswertung::MassnahmeKennzahl;
use crate::domain::budget::Einheit;
use crate::domain::formeln::{days_elapsed, days_of_year};
use crate::domain::kennzahlen::{BudgetKennzahl, Quote};
use crate::domain::raum::Ebene;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::{budgetuebersicht, zahl};

/// Names of the tables.
pub(super) const BUDGET: &str = "Budget";
const SUMMEN: &str = "BudgetSummen";
const MASSNAHMEN: &str = "Massnahmen";

/// Columns of both tables of budgets: the texts in front, then the figures.
const RAUM: usize = 0;
const REGION: usize = 2;
const BUDGETART: usize = 3;
const FIGURES: usize = 5;
const ANSATZ: usize = FIGURES;
const NACHTRAG: usize = FIGURES + 1;
const UEBERTRAG: usize = FIGURES + 2;
const UMSCHICHTUNG: usize = FIGURES + 3;
const VERFUEGBAR: usize = FIGURES + 4;
const IST: usize = FIGURES + 6;
const GEBUNDEN: usize = FIGURES + 7;
const SCHLUESSEL: usize = FIGURES + 15;

/// Columns of the table of Maßnahmen.
const M_BUDGETART: usize = 6;
const M_BEWILLIGT: usize = 11;
const M_SCHLUESSEL: usize = 15;

/// A line of a budget with its printed name.
pub(super) struct Zeile {
    pub(super) name: String,
    pub(super) budget: BudgetKennzahl,
}

/// Budgets that nothing is counted twice in: Räume, the Regionen's own, buckets.
pub(super) fn teile(worte: &Worte<'_>) -> Vec<Zeile> {
    let lines = &worte.auswertung.kennzahlen.budget;
    let mut arten: Vec<&str> = Vec::new();
    for line in lines {
        if !arten.contains(&line.budgetart.as_str()) {
            arten.push(&line.budgetart);
        }
    }
    arten.into_iter().flat_map(|art| teile_of(worte, art)).collect()
}

fn teile_of(worte: &Worte<'_>, art: &str) -> Vec<Zeile> {
    let lines = worte.auswertung.kennzahlen.budget.iter().filter(|line| line.budgetart == art);
    let mut teile = Vec::new();
    for line in lines {
        match line.ebene {
            Ebene::Kreis => {}
            Ebene::Region => {
                let region = worte.stammdaten.region(&line.raum.as_str().into());
                let own = region
                    .map(|region| budgetuebersicht::eigenes_budget(worte.stammdaten, worte.auswertung, region, art));
                let own = own.filter(|own| {
                    let amounts = [own.ansatz, own.verfuegbar, own.bewilligt, own.ist, own.gebunden];
                    amounts.iter().any(|betrag| !betrag.is_zero())
                });
                teile.extend(own.map(|budget| Zeile { name: worte.nur_region(&line.raum, "eigenes Budget"), budget }));
            }
            _ => teile.push(Zeile { name: worte.raum(line.ebene, &line.raum), budget: line.clone() }),
        }
    }
    teile
}

/// The budgets of the Räume.
pub(super) fn budget(worte: &Worte<'_>) -> Blatt {
    let lines = teile(worte);
    let zeilen = lines.iter().map(|line| zeile(worte, line)).collect();
    let summen = format!(
        "Summen {} und insgesamt: Blatt „Budget Summen“.",
        worte.stammdaten.einstellungen.wort_region().die_vielen("", Fall::Genitiv)
    );
    let titel = format!("Budgets der Räume {}, {}", worte.auswertung.kennzahlen.haushaltsjahr, worte.stand());
    let tabelle = Tabelle { name: BUDGET.to_owned(), spalten: spalten(worte, "Raum"), zeilen, fest: 1 };
    Blatt::new("Budget", titel, vorspann(worte, &summen), tabelle)
}

/// Regionen and everything, as sums of the Räume.
pub(super) fn summen(worte: &Worte<'_>) -> Blatt {
    let lines = worte.auswertung.kennzahlen.budget.iter();
    let lines = lines.filter(|line| matches!(line.ebene, Ebene::Region | Ebene::Kreis));
    let zeilen = lines.map(|line| summenzeile(worte, line)).collect();
    let titel = format!("Summen der Budgets {}, {}", worte.auswertung.kennzahlen.haushaltsjahr, worte.stand());
    let tabelle = Tabelle { name: SUMMEN.to_owned(), spalten: spalten(worte, "Summe"), zeilen, fest: 1 };
    let region = &worte.stammdaten.einstellungen.amt.begriff_region;
    let wie = format!(
        "{region} ist die Summe der Räume und des eigenen Budgets; Gesamt ist die Summe aller Zeilen des Blattes \
         „Budget“."
    );
    Blatt::new("Budget Summen", titel, vorspann(worte, &wie), tabelle)
}

fn vorspann(worte: &Worte<'_>, mehr: &str) -> Vec<String> {
    let mut lines = vec![
        "„x“ heißt: nicht sinnvoll, weil kein Budget da ist. „–“ heißt: genau null.".to_owned(),
        mehr.to_owned(),
        "Quelle: Stammdaten des Amtes (Budgets, Bescheide) und Kostenlieferungen der Wirtschaftlichen Jugendhilfe (WJH)."
            .to_owned(),
    ];
    lines.extend(worte.luecken());
    lines
}

/// The unit of all budgets, or both where there are both.
fn einheit(worte: &Worte<'_>) -> &'static str {
    let lines = &worte.auswertung.kennzahlen.budget;
    let has = |einheit| lines.iter().any(|line| line.einheit == einheit);
    match (has(Einheit::Euro), has(Einheit::Stunden)) {
        (true, true) => "€ oder Std.",
        (false, true) => "Std.",
        _ => "€",
    }
}

fn spalten(worte: &Worte<'_>, erste: &str) -> Vec<Spalte> {
    let unit = einheit(worte);
    let amount = |name: &str| Spalte::new(format!("{name} in {unit}"), 15);
    vec![
        Spalte::new(erste, 32),
        Spalte::new("Ebene", 27),
        Spalte::new(worte.stammdaten.einstellungen.amt.begriff_region.clone(), 16),
        Spalte::new("Budgetart", 12),
        Spalte::new("Einheit", 9),
        amount("Ansatz"),
        amount("Nachtrag"),
        amount("Übertrag"),
        amount("Umschichtung"),
        amount("verfügbar"),
        amount("bewilligt"),
        amount("Ist"),
        amount("gebunden"),
        amount("frei"),
        Spalte::new("Auslastung", 12),
        Spalte::new("Bindungsquote", 15),
        Spalte::new("Zeitanteil", 11),
        amount("Hochrechnung linear"),
        amount("Hochrechnung nach Bindung"),
        Spalte::new("Ampel", 16),
        Spalte::new("Schlüssel", 18),
    ]
}

/// A line: figures that follow from others of the line are formulas.
fn zellen(worte: &Worte<'_>, line: &BudgetKennzahl, name: String) -> Vec<Zelle> {
    let stichtag = worte.auswertung.kennzahlen.stichtag;
    let plus = |columns: &[usize]| columns.iter().map(|column| Glied::Plus(*column)).collect::<Vec<_>>();
    let frei = vec![Glied::Plus(VERFUEGBAR), Glied::Minus(IST), Glied::Minus(GEBUNDEN)];
    let verfuegbar = plus(&[ANSATZ, NACHTRAG, UEBERTRAG, UMSCHICHTUNG]);
    vec![
        Zelle::text(name),
        Zelle::text(worte.ebene(line.ebene)),
        Zelle::text(worte.region(line.ebene, &line.raum)),
        Zelle::text(line.budgetart.clone()),
        Zelle::text(zahl::einheit(line.einheit)),
        Zelle::betrag(line.ansatz),
        Zelle::betrag(line.nachtrag),
        Zelle::betrag(line.uebertrag),
        Zelle::betrag(line.umschichtung),
        Zelle::betrag(line.verfuegbar).durch(Rechnung::Summe(verfuegbar)),
        Zelle::betrag(line.bewilligt),
        Zelle::betrag(line.ist),
        Zelle::betrag(line.gebunden),
        Zelle::betrag(line.frei).durch(Rechnung::Summe(frei)),
        Zelle::anteil(line.auslastung).durch(Rechnung::Anteil(vec![IST], VERFUEGBAR)),
        Zelle::anteil(line.bindungsquote).durch(Rechnung::Anteil(vec![IST, GEBUNDEN], VERFUEGBAR)),
        Zelle::anteil(Some(line.zeitanteil)),
        Zelle::betrag(line.hochrechnung_linear).durch(Rechnung::Hochgerechnet {
            spalte: IST,
            ganzes: days_of_year(stichtag),
            teil: days_elapsed(stichtag),
        }),
        Zelle::betrag(line.hochrechnung_bindung).durch(Rechnung::Summe(plus(&[IST, GEBUNDEN]))),
        Zelle::text(line.ampel.label()),
        Zelle::text(Worte::schluessel(line.ebene, &line.raum)),
    ]
}

fn zeile(worte: &Worte<'_>, line: &Zeile) -> Vec<Zelle> {
    let budget = &line.budget;
    let mut zellen = zellen(worte, budget, line.name.clone());
    if budget.ebene == Ebene::Region {
        let region = worte.stammdaten.einstellungen.wort_region();
        zellen[1] = Zelle::text(format!("eigenes Budget {}", region.mit(Begleiter::Der, Fall::Genitiv)));
    }
    // Bookings that tell no Maßnahme are part of the Ist, and no sum of Maßnahmen can show them.
    let of_line = |massnahme: &&MassnahmeKennzahl| {
        massnahme.ebene == budget.ebene && massnahme.raum == budget.raum && massnahme.budgetart == budget.budgetart
    };
    let columns: [fn(&MassnahmeKennzahl) -> Betrag; 3] = [|m| m.bewilligt, |m| m.ist, |m| m.gebunden];
    for (place, of) in columns.into_iter().enumerate() {
        let sum: Betrag = worte.auswertung.massnahmen.iter().filter(of_line).map(of).sum();
        let zelle = &mut zellen[FIGURES + 5 + place];
        if *zelle == Zelle::betrag(sum) {
            zelle.rechnung = Some(Rechnung::Aus {
                tabelle: MASSNAHMEN,
                spalte: M_BEWILLIGT + place,
                wo: vec![(M_SCHLUESSEL, Bedingung::Spalte(SCHLUESSEL)), (M_BUDGETART, Bedingung::Spalte(BUDGETART))],
            });
        }
    }
    zellen
}

fn summenzeile(worte: &Worte<'_>, line: &BudgetKennzahl) -> Vec<Zelle> {
    let mut zellen = zellen(worte, line, worte.raum(line.ebene, &line.raum));
    let mut wo = vec![(BUDGETART, Bedingung::Spalte(BUDGETART))];
    if line.ebene == Ebene::Region {
        wo.push((REGION, Bedingung::Spalte(RAUM)));
    }
    for spalte in [ANSATZ, NACHTRAG, UEBERTRAG, UMSCHICHTUNG, FIGURES + 5, IST, GEBUNDEN] {
        zellen[spalte].rechnung = Some(Rechnung::Aus { tabelle: BUDGET, spalte, wo: wo.clone() });
    }
    zellen
}

/// What each Maßnahme costs each budget that pays for it.
pub(super) fn massnahmen(worte: &Worte<'_>) -> Blatt {
    let unit = einheit(worte);
    let amount = |name: &str| Spalte::new(format!("{name} in {unit}"), 15);
    let spalten = vec![
        Spalte::new(worte.stammdaten.woerter().massnahme.einzahl(), 15),
        Spalte::new("Titel", 62),
        Spalte::new("Träger", 46),
        Spalte::new("Rechtsgrundlage", 17),
        Spalte::new("zahlendes Budget", 30),
        Spalte::new("Ebene", 16),
        Spalte::new("Budgetart", 12),
        Spalte::new("Einheit", 9),
        Spalte::new("Beginn", 12),
        Spalte::new("Ende", 12),
        Spalte::new("Stand", 26),
        amount("bewilligt"),
        amount("Ist"),
        amount("gebunden"),
        Spalte::new("Mittelabfluss", 14),
        Spalte::new("Schlüssel des Budgets", 20),
    ];
    let lines = &worte.auswertung.massnahmen;
    let zeilen = lines.iter().filter_map(|line| massnahmenzeile(worte, line)).collect();
    let mut vorspann = vec![
        format!(
            "Gemeinsame {} stehen mit ihrem Anteil in der Zeile jedes Budgets, das zahlt.",
            worte.stammdaten.woerter().massnahme.mehrzahl()
        ),
        "„x“ heißt: nicht sinnvoll, weil nichts bewilligt ist. „–“ heißt: genau null.".to_owned(),
        "Quelle: Akten (Bescheide bis zum Stichtag) und Kostenlieferungen der WJH.".to_owned(),
    ];
    vorspann.extend(worte.luecken());
    let jahr = worte.auswertung.kennzahlen.haushaltsjahr;
    let titel = format!(
        "{} {} im Haushaltsjahr {jahr}, {}",
        worte.stammdaten.woerter().massnahme.mehrzahl(),
        worte.stammdaten.woerter().der_arbeit_kurz(),
        worte.stand()
    );
    Blatt::new(
        worte.stammdaten.woerter().massnahme.mehrzahl(),
        titel,
        vorspann,
        Tabelle { name: MASSNAHMEN.to_owned(), spalten, zeilen, fest: 2 },
    )
}

fn massnahmenzeile(worte: &Worte<'_>, line: &MassnahmeKennzahl) -> Option<Vec<Zelle>> {
    let record = worte.stammdaten.massnahme(&line.massnahme)?;
    let traeger = record.bewilligtes_angebot().and_then(|angebot| worte.stammdaten.traeger(&angebot.traeger));
    let budgets = &worte.auswertung.kennzahlen.budget;
    let einheit = budgets.iter().find(|budget| budget.budgetart == line.budgetart).map(|budget| budget.einheit);
    let budget = match line.ebene {
        Ebene::Region => worte.nur_region(&line.raum, "eigenes Budget"),
        _ => worte.raum(line.ebene, &line.raum),
    };
    let ist = M_BEWILLIGT + 1;
    Some(vec![
        Zelle::text(line.massnahme.to_string()),
        Zelle::text(record.titel.clone()),
        Zelle::text(traeger.map_or("noch nicht entschieden", |traeger| traeger.name.as_str())),
        Zelle::text(record.rechtsgrundlage.as_str()),
        Zelle::text(budget),
        Zelle::text(worte.ebene(line.ebene)),
        Zelle::text(line.budgetart.clone()),
        Zelle::text(zahl::einheit(einheit.unwrap_or(Einheit::Euro))),
        super::modell::Wert::Tag(record.laufzeit.beginn.day()).into(),
        super::modell::Wert::Tag(record.laufzeit.ende.day()).into(),
        Zelle::text(record.status.as_str()),
        Zelle::betrag(line.bewilligt),
        Zelle::betrag(line.ist),
        Zelle::betrag(line.gebunden).durch(Rechnung::NieUnterNull(M_BEWILLIGT, ist)),
        Zelle::anteil(Quote::of(line.ist, line.bewilligt)).durch(Rechnung::Anteil(vec![ist], M_BEWILLIGT)),
        Zelle::text(Worte::schluessel(line.ebene, &line.raum)),
    ])
}

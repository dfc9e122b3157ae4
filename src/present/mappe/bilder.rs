//! Sheets with a chart: its values as a table from column A on, the chart beside it.

use rust_decimal::Decimal;

use super::budget;
use super::modell::{Bild, Bildart, Blatt, Spalte, Tabelle, Wert, Zelle};
use super::worte::{Worte, gruppe};
use super::zeitreihe::quartale;
use crate::disclosure::Sicht;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::raum::Ebene;
use crate::domain::veraenderung::Veraenderung;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::schaubild::{self, Kategorie, Punkt, Reihendaten, Stil};
use crate::present::zahl;

/// Longer alt texts a workbook does not take; in units of UTF-16.
const LONGEST_ALT: usize = 255;
/// Formats at the axis: whole numbers, whole amounts, millions.
const GANZE: &str = "#,##0";
const MILLIONEN: &str = "0.0,,";

/// Looks of the Hilfegruppen, in their order.
const STILE: [Stil; 5] = [Stil::Dunkel, Stil::Weiss, Stil::Hell, Stil::Schraffiert, Stil::Gepunktet];

/// What is special about a sheet with a chart.
struct Rahmen<'a> {
    name: String,
    tabelle: String,
    art: Bildart,
    /// Heading of the categories.
    kategorien: &'a str,
    format: &'static str,
    wert: fn(Decimal) -> Wert,
    quelle: &'a str,
    /// Series from behind to the front; none for the order of the columns.
    von_hinten: Option<Vec<usize>>,
}

/// Budgets: what there is, what is spent, what is bound; one sheet for each kind of budget.
pub(super) fn budgets(worte: &Worte<'_>) -> Vec<Blatt> {
    let lines = budget::teile(worte);
    let sums = worte.auswertung.kennzahlen.budget.iter().filter(|line| line.ebene == Ebene::Kreis);
    let sums: Vec<_> = sums.collect();
    let several = sums.len() > 1;
    let sheets = sums.iter().enumerate().map(|(index, sum)| {
        let of_kind = |line: &&budget::Zeile| {
            line.budget.budgetart == sum.budgetart
                && [line.budget.verfuegbar, line.budget.ist, line.budget.gebunden]
                    .iter()
                    .any(|betrag| !betrag.is_zero())
        };
        let lines: Vec<_> = lines.iter().filter(of_kind).collect();
        let name = if several { format!("Bild Budget {}", index + 1) } else { "Bild Budget".to_owned() };
        let tabelle = if several { format!("BildBudget{}", index + 1) } else { "BildBudget".to_owned() };
        let rahmen = Rahmen {
            name,
            tabelle,
            art: Bildart::Balken,
            kategorien: "Raum",
            format: GANZE,
            wert: |value| Wert::Betrag(Betrag::rounded(value)),
            quelle: "Blatt „Budget“",
            von_hinten: Some(vec![2, 1, 0]),
        };
        let art = if several { format!(" ({})", sum.budgetart) } else { String::new() };
        let gegenstand = format!("Budgets der Räume{art}, {}", worte.stand());
        let kategorien = lines.iter().map(|line| Kategorie::name(&line.name)).collect();
        let of = |figure: fn(&BudgetKennzahl) -> Betrag| {
            lines.iter().map(|line| Punkt::Wert(figure(&line.budget).to_decimal())).collect::<Vec<_>>()
        };
        let daten = Reihendaten::new(&gegenstand, &budgetsatz(worte, sum, &lines), schaubild::euro, kategorien)
            .reihe("verfügbar", Stil::Frei, of(|budget| budget.verfuegbar))
            .reihe("Ist", Stil::Ist, of(|budget| budget.ist))
            .reihe("Ist und gebunden", Stil::Gebunden, of(|budget| budget.ist + budget.gebunden))
            .achse(&format!("Betrag in {}", zahl::einheit(sum.einheit)));
        blatt(worte, rahmen, daten)
    });
    sheets.collect()
}

fn budgetsatz(worte: &Worte<'_>, sum: &BudgetKennzahl, lines: &[&budget::Zeile]) -> String {
    let Some(auslastung) = sum.auslastung else { return format!("{}: kein Budget", worte.kreis()) };
    let verb = match sum.einheit {
        Einheit::Euro => "ausgegeben",
        Einheit::Stunden => "geleistet",
    };
    let over: Vec<_> =
        lines.iter().filter(|line| line.budget.frei.is_negative()).map(|line| line.name.as_str()).collect();
    let over = if over.is_empty() {
        "kein Raum hat mehr zugesagt als verfügbar".to_owned()
    } else {
        format!("mehr zugesagt als verfügbar: {}", over.join(", "))
    };
    format!(
        "{}: {} des Budgets {verb} bei {} des Jahres; {over}",
        worte.kreis(),
        zahl::prozent(auslastung),
        zahl::prozent(sum.zeitanteil)
    )
}

/// Cases of everything over the quarters, a line for each Hilfegruppe.
pub(super) fn faelle(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let quartale = quartale(sicht);
    let kreis = Ort::kreis();
    let mut reihen = Vec::new();
    for (key, stil) in gruppen(worte) {
        let count = |quartal| sicht.anzahl(Messgroesse::Bestand, quartal, &kreis, &Hilfe::gruppe(key));
        let punkte: Vec<_> = quartale.iter().map(|quartal| punkt(count(*quartal))).collect();
        reihen.push((gruppe(key), stil, punkte));
    }
    let botschaft = verlaufssatz(worte, quartale.first().copied().unwrap_or(sicht.quartal()), &reihen);
    let kategorien = quartale.iter().map(|quartal| Kategorie::quartal(*quartal, sicht.quartal())).collect();
    let gegenstand = format!("Hilfen im Bestand am Quartalsende, {}", worte.kreis());
    let daten = Reihendaten::new(&gegenstand, &botschaft, schaubild::ganze, kategorien).achse("Hilfen im Bestand");
    let daten = reihen.into_iter().fold(daten, |daten, (name, stil, punkte)| daten.reihe(&name, stil, punkte));
    let rahmen = Rahmen {
        name: "Bild Fälle".to_owned(),
        tabelle: "BildFaelle".to_owned(),
        art: Bildart::Linien,
        kategorien: "Quartal",
        format: GANZE,
        wert: ganze,
        quelle: "Blatt „Reihe“",
        von_hinten: None,
    };
    blatt(worte, rahmen, daten)
}

/// A series of a Hilfegruppe: its name, its look, its values.
type Gruppenreihe = (String, Stil, Vec<Punkt>);

/// `Hilfen seit dem 1. Quartal 2025: ambulant mehr (584, jetzt 640); stationär nahezu unverändert (435, jetzt 419)`.
fn verlaufssatz(worte: &Worte<'_>, beginn: Quartal, reihen: &[Gruppenreihe]) -> String {
    let regeln = &worte.stammdaten.einstellungen.regeln.veraenderung;
    let whole = |punkt: &Punkt| punkt.wert().and_then(|value| i64::try_from(value.trunc().mantissa()).ok());
    let ends = |punkte: &[Punkt]| punkte.first().and_then(whole).zip(punkte.last().and_then(whole));
    let changes: Vec<_> = reihen.iter().map(|(name, _, punkte)| (name, ends(punkte))).collect();
    let is_still = |(_, ends): &(&String, Option<(i64, i64)>)| {
        ends.is_some_and(|(alt, neu)| regeln.faelle(alt, neu) == Veraenderung::NahezuUnveraendert)
    };
    let all_still = changes.iter().all(is_still);
    let parts = changes.iter().map(|(name, ends)| {
        let Some((alt, neu)) = ends else { return format!("{name} nicht zu vergleichen") };
        let word = match regeln.faelle(*alt, *neu) {
            _ if all_still => "",
            Veraenderung::Mehr => " mehr",
            Veraenderung::Weniger => " weniger",
            Veraenderung::NahezuUnveraendert => " nahezu unverändert",
        };
        format!("{name}{word} ({}, jetzt {})", zahl::anzahl(*alt), zahl::anzahl(*neu))
    });
    let still = if all_still { " nahezu unverändert" } else { "" };
    format!("Hilfen seit dem {}{still}: {}", zahl::quartal(beginn), parts.collect::<Vec<_>>().join("; "))
}

/// Cases of each Raum, its Hilfegruppen stacked.
pub(super) fn raeume(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let orte = worte.raeume();
    let mut reihen = Vec::new();
    for (key, stil) in gruppen(worte) {
        let count = |ort| sicht.anzahl(Messgroesse::Bestand, sicht.quartal(), ort, &Hilfe::gruppe(key));
        reihen.push((gruppe(key), stil, orte.iter().map(|ort| punkt(count(ort))).collect::<Vec<_>>()));
    }
    let kategorien = orte.iter().map(|ort| Kategorie::name(&worte.raum(ort.ebene, &ort.raum))).collect();
    let gegenstand = format!("Hilfen im Bestand nach Raum und Hilfegruppe, {}", worte.stand());
    let daten = Reihendaten::new(&gegenstand, &raumsatz(&reihen), schaubild::ganze, kategorien);
    let daten = daten.achse("Hilfen im Bestand");
    let daten = reihen.into_iter().fold(daten, |daten, (name, stil, punkte)| daten.reihe(&name, stil, punkte));
    let rahmen = Rahmen {
        name: "Bild Räume".to_owned(),
        tabelle: "BildRaeume".to_owned(),
        art: Bildart::Gestapelt,
        kategorien: "Raum",
        format: GANZE,
        wert: ganze,
        quelle: "Falllieferungen der WJH",
        von_hinten: None,
    };
    blatt(worte, rahmen, daten)
}

/// In how many Räume the first group is larger than the last one, of those where both are shown.
fn raumsatz(reihen: &[Gruppenreihe]) -> String {
    let [(first, _, a), .., (last, _, b)] = reihen else { return "Hilfen nach Raum".to_owned() };
    let both: Vec<_> = a.iter().zip(b).filter_map(|(a, b)| Some((a.wert()?, b.wert()?))).collect();
    let some: Vec<_> = both.iter().filter(|(a, b)| !(a.is_zero() && b.is_zero())).collect();
    let more = some.iter().filter(|(a, b)| a > b).count();
    let rest = match a.len() - both.len() {
        0 => String::new(),
        hidden => format!("; {hidden} von {} sind nicht zu vergleichen", a.len()),
    };
    format!("Mehr Hilfen {first} als {last} in {more} von {} Räumen mit Hilfen{rest}", some.len())
}

/// Costs of everything over the quarters, Hilfegruppen stacked.
pub(super) fn kosten(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let quartale = quartale(sicht);
    let kreis = Ort::kreis();
    let amount =
        |quartal, hilfe: &Hilfe| sicht.betrag(Messgroesse::Aufwand, Zeitbezug::Quartal(quartal), &kreis, hilfe);
    let quartal = sicht.quartal();
    let vorjahr = (0..4).fold(quartal, |quartal, _| quartal.previous());
    let [jetzt, frueher] = [quartal, vorjahr].map(|quartal| amount(quartal, &Hilfe::alle()));
    let faelle = sicht.anzahl(Messgroesse::Bestand, quartal, &kreis, &Hilfe::alle());
    let botschaft = kostensatz(worte, &zahl::quartal(quartal), jetzt, frueher, faelle);
    let kategorien = quartale.iter().map(|of| Kategorie::quartal(*of, quartal)).collect();
    let gegenstand = format!("Aufwand der Einzelfallhilfen je Quartal, {}", worte.kreis());
    let daten = Reihendaten::new(&gegenstand, &botschaft, schaubild::euro, kategorien).achse("Aufwand in Mio. €");
    let daten = gruppen(worte).into_iter().fold(daten, |daten, (key, stil)| {
        let punkte = quartale.iter().map(|of| punkt(amount(*of, &Hilfe::gruppe(key)).map(Betrag::to_decimal)));
        daten.reihe(&gruppe(key), stil, punkte)
    });
    let rahmen = Rahmen {
        name: "Bild Kosten".to_owned(),
        tabelle: "BildKosten".to_owned(),
        art: Bildart::Gestapelt,
        kategorien: "Quartal",
        format: MILLIONEN,
        wert: |value| Wert::Betrag(Betrag::rounded(value)),
        quelle: "Blatt „Reihe“; in der Tabelle stehen volle Beträge in €",
        von_hinten: None,
    };
    blatt(worte, rahmen, daten)
}

fn kostensatz(
    worte: &Worte<'_>,
    quartal: &str,
    jetzt: Angabe<Betrag>,
    frueher: Angabe<Betrag>,
    faelle: Angabe<i64>,
) -> String {
    let Angabe::Wert(jetzt) = jetzt else { return format!("Aufwand im {quartal}: nicht bekannt") };
    let millions = format!("{}{}Mio.{}€", schaubild::millionen(jetzt.to_decimal()), zahl::NBSP, zahl::NBSP);
    let start = format!("Aufwand im {quartal}: {millions}");
    let (Angabe::Wert(frueher), Angabe::Wert(faelle)) = (frueher, faelle) else {
        return format!("{start}; ein Vorjahresquartal zum Vergleich fehlt");
    };
    let [alt, neu] = [frueher, jetzt].map(Betrag::to_decimal);
    let change = || {
        let share = (neu - alt).abs() / alt.abs().max(Decimal::new(1, 2)) * Decimal::ONE_HUNDRED;
        format!("{}{}%", zahl::zahl(share, 1), zahl::NARROW)
    };
    match worte.stammdaten.einstellungen.regeln.veraenderung.betrag(alt, neu, faelle) {
        Veraenderung::Mehr => format!("{start}, {} mehr als im Vorjahresquartal", change()),
        Veraenderung::Weniger => format!("{start}, {} weniger als im Vorjahresquartal", change()),
        Veraenderung::NahezuUnveraendert => format!("{start}, nahezu unverändert zum Vorjahresquartal"),
    }
}

/// Groups that are summed up, with their looks.
fn gruppen<'a>(worte: &Worte<'a>) -> Vec<(&'a str, Stil)> {
    let keys = worte.stammdaten.einstellungen.regeln.hilfegruppen.iter().map(String::as_str);
    keys.zip(STILE.into_iter().cycle()).collect()
}

fn punkt<T: Into<Decimal>>(angabe: Angabe<T>) -> Punkt {
    match angabe {
        Angabe::Wert(wert) => Punkt::Wert(wert.into()),
        Angabe::Gesperrt => Punkt::Gesperrt,
        Angabe::Fehlt => Punkt::Fehlt,
    }
}

fn ganze(value: Decimal) -> Wert {
    Wert::Anzahl(i64::try_from(value.trunc().mantissa()).unwrap_or(0))
}

/// The sheet: values as a table, where none is shown the reason in the last column.
///
/// A cell without a value is empty: a text would be drawn as nothing at all, as if it were zero.
fn blatt(worte: &Worte<'_>, rahmen: Rahmen<'_>, daten: Reihendaten) -> Blatt {
    let gaps = daten.reihen.iter().flat_map(|reihe| &reihe.punkte).any(|punkt| punkt.wert().is_none());
    let zeilen = daten.kategorien.iter().enumerate().map(|(index, kategorie)| {
        let mut zeile = vec![Zelle::text(kategorie.text.clone())];
        zeile.extend(daten.punkte(index).map(|punkt| punkt.wert().map_or(Wert::Leer, rahmen.wert).into()));
        if gaps {
            zeile.push(Zelle::text(anmerkung(&daten, index)));
        }
        zeile
    });
    let zeilen = zeilen.collect();
    let mut spalten = vec![Spalte::new(rahmen.kategorien, if rahmen.kategorien == "Raum" { 30 } else { 12 })];
    spalten.extend(daten.reihen.iter().map(|reihe| Spalte::new(reihe.name.clone(), 17)));
    let achse = daten.achse.clone().unwrap_or_default();
    let mut vorspann = vec![format!("Aussage: {}.", daten.botschaft), format!("Achse: {achse}; sie beginnt bei null.")];
    if gaps {
        spalten.push(Spalte::new("Anmerkung", 44));
        vorspann.push("Eine leere Zelle ist eine Lücke im Schaubild; die Anmerkung nennt den Grund.".to_owned());
    }
    vorspann.push(format!("Quelle: {}.", rahmen.quelle));
    vorspann.extend(worte.luecken());
    let order = rahmen.von_hinten.unwrap_or_else(|| (0..daten.reihen.len()).collect());
    let reihen = order.into_iter().filter_map(|index| {
        let reihe = daten.reihen.get(index)?;
        Some((u16::try_from(index + 1).ok()?, reihe.stil))
    });
    let bild = Bild {
        art: rahmen.art,
        titel: daten.botschaft.clone(),
        alt: alt(rahmen.art, &daten),
        kategorien: rahmen.kategorien.to_owned(),
        werte: achse,
        format: rahmen.format,
        reihen: reihen.collect(),
    };
    let titel = format!("Schaubild mit Tabelle: {}", daten.gegenstand);
    Blatt::new(rahmen.name, titel, vorspann, Tabelle { name: rahmen.tabelle, spalten, zeilen, fest: 1 }).mit_bild(bild)
}

/// `gesperrt: ambulant, stationär; nicht geliefert: teilstationär`.
fn anmerkung(daten: &Reihendaten, index: usize) -> String {
    let reasons = [(Punkt::Gesperrt, "gesperrt"), (Punkt::Fehlt, "nicht geliefert")];
    let parts = reasons.into_iter().filter_map(|(reason, word)| {
        let of_reason = daten.reihen.iter().zip(daten.punkte(index)).filter(|(_, punkt)| *punkt == reason);
        let names: Vec<_> = of_reason.map(|(reihe, _)| reihe.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{word}: {}", names.join(", ")))
    });
    let text = parts.collect::<Vec<_>>().join("; ");
    if text.is_empty() { "vollständig".to_owned() } else { text }
}

fn alt(art: Bildart, daten: &Reihendaten) -> String {
    let kind = match art {
        Bildart::Balken => "Balkendiagramm",
        Bildart::Gestapelt => "Gestapelte Säulen",
        Bildart::Linien => "Liniendiagramm",
    };
    let said = zahl::gesprochen(&daten.botschaft);
    let end = "Alle Werte stehen in der Tabelle dieses Blattes.";
    let text = format!("{kind}: {}. {said}. {end}", daten.gegenstand);
    if text.encode_utf16().count() <= LONGEST_ALT {
        return text;
    }
    let text = format!("{kind}. {said}. {end}");
    if text.encode_utf16().count() <= LONGEST_ALT {
        return text;
    }
    format!("{kind}: {}. {end}", daten.gegenstand).chars().take(LONGEST_ALT / 2).collect()
}

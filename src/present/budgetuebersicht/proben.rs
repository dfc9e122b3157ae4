//! What must hold between the numbers of a Budgetübersicht.

use std::collections::BTreeMap;

use serde_json::Value;

use super::kontext::Kontext;
use super::massnahmen::Posten;
use super::vergleich::{Budgetzeile, Rang};
use crate::domain::budget::Einheit;
use crate::domain::kennung::Kennungen;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::raum::Raum;
use crate::present::probe::zahlen::numbers;
use crate::present::probe::{Probe, Proben, Proberegel, Stelle};

const VERFUEGBAR: &str = "/gleichung/0/betrag";
const IST: &str = "/gleichung/1/betrag";
const GEBUNDEN: &str = "/gleichung/2/betrag";
const FREI: &str = "/gleichung/3/betrag";

/// The probes of one Raum's document.
pub(super) fn raum(
    kontext: &Kontext<'_>,
    (raum, zeile): (&Raum, &BudgetKennzahl),
    liste: &[Posten<'_>],
    daten: &Value,
) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    kopf(kontext, zeile, &mut proben);
    super::arten::proben(kontext, raum, &mut proben);
    bullet(&schluessel(kontext, zeile), &mut proben);
    jahr(&mut proben);
    jahr_alt(kontext, raum.id.as_str(), &mut proben);
    let parts = (0..proben.len("/zusammensetzung/zeilen"))
        .map(|index| Stelle::new(format!("/zusammensetzung/zeilen/{index}/betrag")));
    let parts: Vec<_> = parts.collect();
    let total = Stelle::new("/zusammensetzung/verfuegbar");
    let wo = "Tabelle „Zusammensetzung“, Zeile verfügbar";
    proben.declare(wo, total.clone(), Proberegel::summe(parts));
    proben.declare(wo, total, Proberegel::summe([Stelle::new(VERFUEGBAR)]));
    massnahmen(kontext, zeile, liste, &mut proben);
    proben.finish()
}

/// The probes of the document of a Region or of everything.
pub(super) fn gesamt(
    kontext: &Kontext<'_>,
    zeile: &BudgetKennzahl,
    lines: &[Budgetzeile],
    liste: &[Posten<'_>],
    daten: &Value,
) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    kopf(kontext, zeile, &mut proben);
    vergleich(kontext, lines, &mut proben);
    let columns = ["ansatz", "nachtrag", "uebertrag", "umschichtung", "verfuegbar"];
    for (index, line) in lines.iter().enumerate() {
        let row = format!("/zusammensetzung/{index}");
        let wo = |column: &str| format!("Tabelle „Zusammensetzung“, Zeile {}, Spalte {column}", line.voller_name);
        let parts = columns[..4].iter().map(|column| Stelle::new(format!("{row}/{column}")));
        proben.declare(wo("verfuegbar"), Stelle::new(format!("{row}/verfuegbar")), Proberegel::summe(parts));
        let keys = schluessel(kontext, &line.zeile);
        for column in columns {
            let stelle = Stelle::new(format!("{row}/{column}"));
            if let Some(key) = keys.get(column).filter(|_| !line.key.starts_with("eigen:")) {
                proben.declare(wo(column), stelle.clone(), Proberegel::Kennzahl(key.clone()));
            }
            if let Some(parts) = parts_of(lines, index) {
                let parts = parts.into_iter().map(|part| Stelle::new(format!("/zusammensetzung/{part}/{column}")));
                proben.declare(wo(column), stelle, Proberegel::summe(parts));
            }
        }
    }
    kacheln(lines, &mut proben);
    massnahmen(kontext, zeile, liste, &mut proben);
    proben.finish()
}

/// Keys of the figures of a line by their field; none for a line that no figures have.
pub(super) fn schluessel(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> BTreeMap<&'static str, String> {
    if !kontext.auswertung.kennzahlen.budget.contains(zeile) {
        return BTreeMap::new();
    }
    let kennzahlen = Kennungen::new(kontext.auswertung).budget(zeile);
    kennzahlen.into_iter().map(|kennzahl| (kennzahl.feld, kennzahl.id)).collect()
}

fn prozent(zaehler: &str, nenner: &str) -> Proberegel {
    Proberegel::prozent(Stelle::new(zaehler), Stelle::new(nenner))
}

/// The equation, the headline and the paragraph of page 1.
fn kopf(kontext: &Kontext<'_>, zeile: &BudgetKennzahl, proben: &mut Proben<'_>) {
    let keys = schluessel(kontext, zeile);
    let members = [("verfuegbar", VERFUEGBAR), ("ist", IST), ("gebunden", GEBUNDEN), ("frei", FREI)];
    for (index, (feld, pfad)) in members.into_iter().enumerate() {
        let wo = format!("Gleichung auf Seite 1, {feld}");
        if let Some(key) = keys.get(feld) {
            proben.declare(wo.clone(), Stelle::new(pfad), Proberegel::Kennzahl(key.clone()));
        }
        let anteil = format!("/gleichung/{index}/anteil");
        proben.declare(format!("{wo}, Anteil"), Stelle::new(anteil), prozent(pfad, VERFUEGBAR));
    }
    let rest = [(1, VERFUEGBAR), (-1, IST), (-1, GEBUNDEN)].map(|(faktor, pfad)| (faktor, Stelle::new(pfad)));
    proben.declare("Gleichung auf Seite 1, frei", Stelle::new(FREI), Proberegel::Summe(rest.to_vec()));
    schlagzeile(proben);
    absatz(&keys, proben);
}

/// The amount of the headline: the last number before its unit.
fn schlagzeile(proben: &mut Proben<'_>) {
    let titel = proben.text("/kopf/titel");
    let unit = ["\u{202f}€", "\u{202f}Std."].into_iter().find_map(|unit| titel.find(unit));
    let Some(end) = unit else { return };
    let Some(nummer) = numbers(&titel[..end]).len().checked_sub(1) else { return };
    let parts: &[(i64, &str)] = if titel.contains("sind frei") {
        &[(1, FREI)]
    } else if titel.contains("überschritten") {
        &[(1, IST), (-1, VERFUEGBAR)]
    } else if titel.contains("übersteigen") {
        &[(-1, FREI)]
    } else if titel.contains("zugesagt") {
        &[(1, GEBUNDEN)]
    } else {
        &[(1, IST)]
    };
    let regel = Proberegel::Summe(parts.iter().map(|(faktor, pfad)| (*faktor, Stelle::new(*pfad))).collect());
    proben.declare("Schlagzeile", Stelle::number("/kopf/titel", nummer), regel);
}

/// Rates and forecasts of the paragraph, each found by the words beside it.
fn absatz(keys: &BTreeMap<&'static str, String>, proben: &mut Proben<'_>) {
    let key = |feld: &str| keys.get(feld).map(|key| Proberegel::Kennzahl(key.clone()));
    let mut rates: Option<[Stelle; 2]> = None;
    for index in 0..proben.len("/absatz") {
        let pfad = format!("/absatz/{index}/text");
        let text = proben.text(&pfad);
        let mut found: Vec<(usize, &str)> = Vec::new();
        if text.contains(" Zeitanteil, ") || text.contains("des Budgets, vergangen sind") {
            found = vec![(0, "auslastung"), (1, "zeitanteil")];
            rates = Some([Stelle::number(&pfad, 0), Stelle::number(&pfad, 1)]);
        } else if text.starts_with("Bisher ist nichts") {
            found = vec![(0, "zeitanteil")];
        } else if text.starts_with(" der ") && text.contains("vergangen sind") {
            found = vec![(0, "verfuegbar"), (1, "zeitanteil")];
        } else if text.contains("sind es linear") {
            // The first number is the day.
            found = vec![(1, "hochrechnung_linear"), (2, "hochrechnung_bindung")];
        }
        for (nummer, feld) in found {
            if let Some(regel) = key(feld) {
                proben.declare(format!("Absatz auf Seite 1, {feld}"), Stelle::number(&pfad, nummer), regel);
            }
        }
        if let (true, Some([auslastung, zeitanteil])) = (text.contains("Prozentpunkt"), &rates) {
            let regel = Proberegel::differenz(auslastung.clone(), zeitanteil.clone());
            proben.declare("Absatz auf Seite 1, Abweichung", Stelle::new(&pfad), regel);
        }
    }
}

fn bullet(keys: &BTreeMap<&'static str, String>, proben: &mut Proben<'_>) {
    for index in 0..proben.len("/bullet/hochrechnungen") {
        let name = proben.text(&format!("/bullet/hochrechnungen/{index}/name"));
        let feld = if name.contains("linear") { "hochrechnung_linear" } else { "hochrechnung_bindung" };
        if let Some(key) = keys.get(feld) {
            let stelle = Stelle::new(format!("/bullet/hochrechnungen/{index}/betrag"));
            proben.declare(format!("Abbildung, {name}"), stelle, Proberegel::Kennzahl(key.clone()));
        }
    }
}

/// The labels of this quarter and of the forecast repeat numbers of page 1, in thousands or whole.
fn jahr(proben: &mut Proben<'_>) {
    let thousands = proben.text("/jahr/achse").starts_with("Tsd.");
    let same = |pfad: &str| {
        let stelle = Stelle::new(pfad);
        if thousands { Proberegel::Tausend(stelle) } else { Proberegel::summe([stelle]) }
    };
    for index in 0..proben.len("/jahr/gruppen") {
        let gruppe = format!("/jahr/gruppen/{index}");
        if proben.is_current(&gruppe) {
            let wo = format!("Abbildung des Jahres, {}", proben.text(&format!("{gruppe}/name")));
            proben.declare(wo, Stelle::new(format!("{gruppe}/ist/text")), same(IST));
        }
        let linear = (0..proben.len("/bullet/hochrechnungen"))
            .map(|index| format!("/bullet/hochrechnungen/{index}"))
            .find(|one| proben.text(&format!("{one}/name")).contains("linear"));
        if let Some(linear) = linear {
            let stelle = Stelle::new(format!("{gruppe}/hochrechnung/text"));
            proben.declare("Abbildung des Jahres, Hochrechnung", stelle, same(&format!("{linear}/betrag")));
        }
    }
}

/// What the chart of the year says aloud: both years at the quarters' ends, the budget at first and now.
fn jahr_alt(kontext: &Kontext<'_>, raum: &str, proben: &mut Proben<'_>) {
    const PFAD: &str = "/jahr/alt";
    let text = proben.text(PFAD);
    let jahr = kontext.haushaltsjahr();
    let before = text.find(&format!("{}: ", jahr - 1)).unwrap_or(text.len());
    for (von, bis, jahr) in [(0, before, jahr), (before, text.len(), jahr - 1)] {
        for punkt in kontext.verlauf(raum, jahr).into_iter().flatten() {
            let day = punkt.quartal.ende().format("%d.%m. ").to_string();
            let regel = Proberegel::Verlauf { ort: punkt.ort(), verfuegbar: false };
            declare_after(PFAD, (von, bis), &day, regel, proben);
        }
    }
    let of_year = kontext.verlauf(raum, jahr);
    let now = of_year.into_iter().flatten().find(|punkt| punkt.quartal == kontext.quartal());
    for (words, punkt) in [("Das Budget beträgt ", now), (", zu Beginn ", of_year[0])] {
        if let Some(punkt) = punkt {
            let regel = Proberegel::Verlauf { ort: punkt.ort(), verfuegbar: true };
            declare_after(PFAD, (before, text.len()), words, regel, proben);
        }
    }
}

/// Declares the number right after some words in a part of a text, if they stand there.
fn declare_after(pfad: &str, (von, bis): (usize, usize), words: &str, regel: Proberegel, proben: &mut Proben<'_>) {
    let text = proben.text(pfad);
    let Some(at) = text.get(von..bis).and_then(|part| part.find(words)) else { return };
    let nummer = numbers(&text[..von + at + words.len()]).len();
    proben.declare(format!("Beschreibung der Abbildung, „{}“", words.trim()), Stelle::number(pfad, nummer), regel);
}

/// All budgets side by side: each line adds up, and the lines add up to their Region and to everything.
fn vergleich(kontext: &Kontext<'_>, lines: &[Budgetzeile], proben: &mut Proben<'_>) {
    for (index, line) in lines.iter().enumerate() {
        let at = |line: usize, column: &str| format!("/vergleich/zeilen/{line}/{column}");
        let wo =
            |column: &str| format!("Tabelle „Alle Räume nebeneinander“, Zeile {}, Spalte {column}", line.voller_name);
        let keys = schluessel(kontext, &line.zeile);
        for column in ["verfuegbar", "ist", "gebunden", "frei", "auslastung"] {
            let key = keys.get(column).filter(|_| !line.key.starts_with("eigen:"));
            if let Some(key) = key {
                proben.declare(wo(column), Stelle::new(at(index, column)), Proberegel::Kennzahl(key.clone()));
            }
        }
        let rest = [(1, "verfuegbar"), (-1, "ist"), (-1, "gebunden")];
        let rest = rest.map(|(faktor, column)| (faktor, Stelle::new(at(index, column))));
        proben.declare(wo("frei"), Stelle::new(at(index, "frei")), Proberegel::Summe(rest.to_vec()));
        let auslastung = prozent(&at(index, "ist"), &at(index, "verfuegbar"));
        proben.declare(wo("auslastung"), Stelle::new(at(index, "auslastung")), auslastung);
        for column in ["verfuegbar", "ist", "gebunden", "frei"] {
            if let Some(parts) = parts_of(lines, index) {
                let parts = parts.into_iter().map(|part| Stelle::new(at(part, column)));
                proben.declare(wo(column), Stelle::new(at(index, column)), Proberegel::summe(parts));
            }
        }
    }
}

/// The lines that a line sums up: a Region those below it, the total all that are no Region.
fn parts_of(lines: &[Budgetzeile], index: usize) -> Option<Vec<usize>> {
    let line = lines.get(index)?;
    match line.rang {
        Rang::Teil | Rang::Einzeln => None,
        Rang::Gruppe => Some((index + 1..lines.len()).take_while(|part| lines[*part].rang == Rang::Teil).collect()),
        Rang::Summe => Some((0..lines.len()).filter(|part| lines[*part].ist_teil).collect()),
    }
}

/// The shares of this quarter are those of the table above.
fn kacheln(lines: &[Budgetzeile], proben: &mut Proben<'_>) {
    for kachel in 0..proben.len("/kacheln/kacheln") {
        let name = proben.text(&format!("/kacheln/kacheln/{kachel}/name"));
        let mut same = lines.iter().enumerate().filter(|(_, line)| line.ist_teil && line.voller_name == name);
        let (Some((index, _)), None) = (same.next(), same.next()) else { continue };
        for gruppe in 0..4 {
            let pfad = format!("/kacheln/kacheln/{kachel}/gruppen/{gruppe}");
            if proben.is_current(&pfad) {
                let row = format!("/vergleich/zeilen/{index}");
                let regel = prozent(&format!("{row}/ist"), &format!("{row}/verfuegbar"));
                proben.declare(format!("Abbildung {name}"), Stelle::new(format!("{pfad}/ist/text")), regel);
            }
        }
    }
}

/// The table of Maßnahmen and those that end soon.
fn massnahmen(kontext: &Kontext<'_>, zeile: &BudgetKennzahl, liste: &[Posten<'_>], proben: &mut Proben<'_>) {
    let rows = proben.len("/massnahmen/zeilen");
    if rows == 0 {
        return;
    }
    let columns = ["bewilligt", "ist", "gebunden"];
    let wo = |row: &str, column: &str| format!("Tabelle „Maßnahmen“, Zeile {row}, Spalte {column}");
    let keys = schluessel(kontext, zeile);
    let rate = |row: &str| prozent(&format!("{row}/ist"), &format!("{row}/bewilligt"));
    for column in columns {
        let total = Stelle::new(format!("/massnahmen/summe/{column}"));
        if let Some(key) = keys.get(column) {
            proben.declare(wo("Summe", column), total.clone(), Proberegel::Kennzahl(key.clone()));
        }
        // Hours are not booked on Maßnahmen.
        if column != "ist" || kontext.einheit == Einheit::Euro {
            let parts = (0..rows).map(|row| Stelle::new(format!("/massnahmen/zeilen/{row}/{column}")));
            proben.declare(wo("Summe", column), total, Proberegel::summe(parts));
        }
    }
    let total = "/massnahmen/summe";
    proben.declare(wo("Summe", "Mittelabfluss"), Stelle::new(format!("{total}/abfluss")), rate(total));
    let kennungen = Kennungen::new(kontext.auswertung);
    for (row, posten) in liste.iter().enumerate() {
        let pfad = format!("/massnahmen/zeilen/{row}");
        let name = posten.id.as_str();
        proben.declare(wo(name, "Mittelabfluss"), Stelle::new(format!("{pfad}/abfluss")), rate(&pfad));
        let [zahler] = posten.zahler.as_slice() else { continue };
        let lines = kontext.auswertung.massnahmen.iter();
        let mut own = lines.filter(|line| &line.massnahme == posten.id && line.raum == *zahler);
        for kennzahl in own.next().into_iter().flat_map(|line| kennungen.massnahme(line)) {
            let stelle = Stelle::new(format!("{pfad}/{}", kennzahl.feld));
            proben.declare(wo(name, kennzahl.feld), stelle, Proberegel::Kennzahl(kennzahl.id));
        }
    }
    for ending in 0..proben.len("/auslauf") {
        let pfad = format!("/auslauf/{ending}");
        let id = proben.text(&format!("{pfad}/id"));
        let Some(row) = liste.iter().position(|posten| posten.id.as_str() == id) else { continue };
        let row = format!("/massnahmen/zeilen/{row}");
        let wo = |column: &str| format!("Tabelle der auslaufenden Maßnahmen, Zeile {id}, Spalte {column}");
        let same = Proberegel::summe([Stelle::new(format!("{row}/gebunden"))]);
        proben.declare(wo("gebunden"), Stelle::new(format!("{pfad}/gebunden")), same);
        proben.declare(wo("Mittelabfluss"), Stelle::new(format!("{pfad}/abfluss")), rate(&row));
    }
}

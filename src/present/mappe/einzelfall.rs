//! Sheets of cases and costs for the office itself: every line, nothing suppressed.

use super::modell::{Bedingung, Blatt, Glied, Rechnung, Spalte, Tabelle, Zelle};
use super::worte::{JA, Worte, gruppe, ja_nein};
use crate::domain::kennzahlen::{ALLE, FallKennzahl, KostenKennzahl, Kostenzeitraum, Quote};
use crate::domain::raum::Ebene;

const FAELLE: &str = "Faelle";
const FAELLE_SUMMEN: &str = "FaelleSummen";
const KOSTEN: &str = "Kosten";
const KOSTEN_SUMMEN: &str = "KostenSummen";

/// Columns of the lines that are summed up.
const REGION: usize = 2;
const HILFEART: usize = 3;
const GRUPPE: usize = 5;
const GEZAEHLT: usize = 6;
/// The column after: what is counted, or the period.
const ZEITRAUM: usize = 7;
const FIGURES: usize = 8;
const F_SCHLUESSEL: usize = FIGURES + 7;
const K_SCHLUESSEL: usize = FIGURES + 3;

/// Columns of the sums.
const S_HILFEART: usize = 2;
const S_GRUPPE: usize = 3;
const S_ZEITRAUM: usize = 4;

/// A line that parts can be taken away from.
trait Linie: Clone {
    fn place(&self) -> (Ebene, &str);
    fn hilfeart(&self) -> &str;
    /// Whether two lines are about the same, but for the place.
    fn is_like(&self, other: &Self) -> bool;
    fn take_away(&mut self, part: &Self);
    fn is_nothing(&self) -> bool;
}

impl Linie for FallKennzahl {
    fn place(&self) -> (Ebene, &str) {
        (self.ebene, &self.raum)
    }

    fn hilfeart(&self) -> &str {
        &self.hilfeart
    }

    fn is_like(&self, other: &Self) -> bool {
        self.hilfeart == other.hilfeart && self.gruppe == other.gruppe
    }

    fn take_away(&mut self, part: &Self) {
        self.bestand_anfang = self.bestand_anfang.saturating_sub(part.bestand_anfang);
        self.begonnen = self.begonnen.saturating_sub(part.begonnen);
        self.beendet = self.beendet.saturating_sub(part.beendet);
        self.bestand = self.bestand.saturating_sub(part.bestand);
        self.inanspruchnahme = self.inanspruchnahme.saturating_sub(part.inanspruchnahme);
        self.monatsdurchschnitt = Quote(self.monatsdurchschnitt.0 - part.monatsdurchschnitt.0);
        // Nobody lives in what is left of a Region.
        self.hilfedichte = None;
    }

    fn is_nothing(&self) -> bool {
        [self.bestand_anfang, self.begonnen, self.beendet, self.bestand].iter().all(|count| *count == 0)
    }
}

impl Linie for KostenKennzahl {
    fn place(&self) -> (Ebene, &str) {
        (self.ebene, &self.raum)
    }

    fn hilfeart(&self) -> &str {
        &self.hilfeart
    }

    fn is_like(&self, other: &Self) -> bool {
        self.hilfeart == other.hilfeart && self.zeitraum == other.zeitraum
    }

    fn take_away(&mut self, part: &Self) {
        self.aufwand -= part.aufwand;
        self.ertrag -= part.ertrag;
        self.zuschussbedarf -= part.zuschussbedarf;
    }

    fn is_nothing(&self) -> bool {
        self.aufwand.is_zero() && self.ertrag.is_zero()
    }
}

/// Lines that nothing is counted twice in, and all others: totals over Räume or over Hilfearten.
fn split<'a, L: Linie>(worte: &Worte<'_>, lines: &'a [L]) -> (Vec<L>, Vec<&'a L>) {
    let is_art = |line: &&L| line.hilfeart() != ALLE;
    let mut teile = Vec::new();
    for line in lines.iter().filter(is_art) {
        match line.place() {
            (Ebene::Kreis, _) => {}
            (Ebene::Region, region) => {
                let name = worte.region(Ebene::Region, region);
                let inside = |part: &&L| {
                    let (ebene, raum) = part.place();
                    ebene == Ebene::Sozialraum && worte.region(ebene, raum) == name
                };
                let mut rest = line.clone();
                lines.iter().filter(inside).filter(|part| part.is_like(line)).for_each(|part| rest.take_away(part));
                if !rest.is_nothing() {
                    teile.push(rest);
                }
            }
            _ => teile.push(line.clone()),
        }
    }
    let is_sum = |line: &&L| matches!(line.place().0, Ebene::Region | Ebene::Kreis) || !is_art(line);
    (teile, lines.iter().filter(is_sum).collect())
}

/// The texts in front of a line: Raum, Ebene, Region, Hilfeart, Bezeichnung, Gruppe, counted in the totals.
fn vorne<L: Linie>(worte: &Worte<'_>, line: &L) -> Vec<Zelle> {
    let (level, raum) = line.place();
    let art = line.hilfeart();
    let key = worte.gruppe_of(art);
    let name =
        if level == Ebene::Region { worte.nur_region(raum, &worte.ohne_zuordnung()) } else { worte.raum(level, raum) };
    vec![
        Zelle::text(name),
        Zelle::text(worte.ebene(level)),
        Zelle::text(worte.region(level, raum)),
        Zelle::text(worte.hilfeart(art)),
        Zelle::text(worte.bezeichnung(art).0),
        Zelle::text(gruppe(&key)),
        Zelle::text(ja_nein(worte.is_summed(&key))),
    ]
}

/// Which lines a total sums up.
fn wo<L: Linie>(line: &L, gruppe: &str, schluessel: (usize, usize)) -> Vec<(usize, Bedingung)> {
    let mut wo = match line.place().0 {
        Ebene::Kreis => Vec::new(),
        Ebene::Region => vec![(REGION, Bedingung::Spalte(0))],
        _ => vec![(schluessel.0, Bedingung::Spalte(schluessel.1))],
    };
    match (line.hilfeart(), gruppe) {
        (ALLE, ALLE) => wo.push((GEZAEHLT, Bedingung::Text(JA))),
        (ALLE, _) => wo.push((GRUPPE, Bedingung::Spalte(S_GRUPPE))),
        _ => wo.push((HILFEART, Bedingung::Spalte(S_HILFEART))),
    }
    wo
}

const SUMMEN_HINWEIS: &str =
    "„alle Hilfen“ zählt die Zeilen mit „ja“ in der Spalte „in alle gezählt“; die anderen stehen nur für sich.";

fn vorspann(worte: &Worte<'_>, mehr: &[&str], quelle: &str) -> Vec<String> {
    let mut lines = vec!["Nur für den Dienstgebrauch im Amt: kleine Zahlen sind nicht gesperrt.".to_owned()];
    lines.extend(mehr.iter().map(|line| (*line).to_owned()));
    lines.push(format!("Quelle: {quelle} der WJH."));
    lines.extend(worte.luecken());
    lines
}

fn anfang_spalten(worte: &Worte<'_>) -> Vec<Spalte> {
    vec![
        Spalte::new("Raum", 28),
        Spalte::new("Ebene", 16),
        Spalte::new(worte.stammdaten.einstellungen.amt.begriff_region.clone(), 16),
        Spalte::new("Hilfeart", 28),
        Spalte::new("Bezeichnung", 48),
        Spalte::new("Hilfegruppe", 16),
        Spalte::new("in alle gezählt", 15),
    ]
}

fn summen_spalten() -> Vec<Spalte> {
    vec![
        Spalte::new("Summe", 28),
        Spalte::new("Ebene", 16),
        Spalte::new("Hilfeart", 28),
        Spalte::new("Hilfegruppe", 16),
    ]
}

/// The figures of cases and the key of the line. `first` is the column of the first of them.
fn fall_zellen(line: &FallKennzahl, first: usize) -> Vec<Zelle> {
    vec![
        Zelle::anzahl(line.bestand_anfang),
        Zelle::anzahl(line.begonnen),
        Zelle::anzahl(line.beendet),
        Zelle::anzahl(line.bestand),
        Zelle::anzahl(line.inanspruchnahme)
            .durch(Rechnung::Summe(vec![Glied::Plus(first + 3), Glied::Plus(first + 2)])),
        Zelle::zahl(Some(line.monatsdurchschnitt)),
        Zelle::zahl(line.hilfedichte),
        Zelle::text(Worte::schluessel(line.ebene, &line.raum)),
    ]
}

fn fall_spalten(worte: &Worte<'_>) -> Vec<Spalte> {
    let je = worte.stammdaten.einstellungen.regeln.hilfedichte.je;
    vec![
        Spalte::new("Bestand am Anfang", 14),
        Spalte::new("begonnen", 12),
        Spalte::new("beendet", 12),
        Spalte::new("Bestand", 12),
        Spalte::new("Inanspruchnahme", 17),
        Spalte::new("Monatsdurchschnitt", 19),
        Spalte::new(format!("Hilfedichte je {}", crate::present::zahl::anzahl(i64::from(je))), 14),
        Spalte::new("Schlüssel", 18),
    ]
}

/// Cases of each Raum by Hilfeart, and their totals.
pub(super) fn faelle(worte: &Worte<'_>) -> [Blatt; 2] {
    let (teile, summen) = split(worte, &worte.auswertung.kennzahlen.faelle);
    let mut spalten = anfang_spalten(worte);
    spalten.push(Spalte::new("gezählt werden", 16));
    spalten.extend(fall_spalten(worte));
    let zeile = |line: &FallKennzahl| {
        let mut zellen = vorne(worte, line);
        zellen.push(Zelle::text(worte.bezeichnung(&line.hilfeart).1));
        zellen.extend(fall_zellen(line, FIGURES));
        zellen
    };
    let tabelle = Tabelle { name: FAELLE.to_owned(), spalten, zeilen: teile.iter().map(zeile).collect(), fest: 1 };
    let x = "„x“ heißt: nicht sinnvoll, weil es keine Bezugsbevölkerung gibt. „–“ heißt: genau null.";
    let hinweise = [x, "Summen über Hilfearten und Räume: Blatt „Fälle Summen“."];
    let titel = format!("Fälle der Räume nach Hilfeart, {}", worte.stand());
    let blatt = Blatt::new("Fälle", titel, vorspann(worte, &hinweise, "Falllieferungen"), tabelle);

    let mut spalten = summen_spalten();
    spalten.extend(fall_spalten(worte));
    let zeile = |line: &&FallKennzahl| {
        let first = S_GRUPPE + 1;
        let mut zellen = summe_vorne(worte, *line, &line.gruppe);
        zellen.extend(fall_zellen(line, first));
        let wo = wo(*line, &line.gruppe, (F_SCHLUESSEL, first + 7));
        for place in 0..4 {
            zellen[first + place].rechnung =
                Some(Rechnung::Aus { tabelle: FAELLE, spalte: FIGURES + place, wo: wo.clone() });
        }
        zellen
    };
    let tabelle =
        Tabelle { name: FAELLE_SUMMEN.to_owned(), spalten, zeilen: summen.iter().map(zeile).collect(), fest: 1 };
    let titel = format!("Summen der Fälle nach Hilfegruppe, Region und insgesamt, {}", worte.stand());
    let hinweise = [x, SUMMEN_HINWEIS];
    [blatt, Blatt::new("Fälle Summen", titel, vorspann(worte, &hinweise, "Falllieferungen"), tabelle)]
}

fn summe_vorne<L: Linie>(worte: &Worte<'_>, line: &L, key: &str) -> Vec<Zelle> {
    let (level, raum) = line.place();
    vec![
        Zelle::text(worte.raum(level, raum)),
        Zelle::text(worte.ebene(level)),
        Zelle::text(worte.hilfeart(line.hilfeart())),
        Zelle::text(gruppe(key)),
    ]
}

const fn zeitraum(zeitraum: Kostenzeitraum) -> &'static str {
    match zeitraum {
        Kostenzeitraum::Quartal => "Quartal",
        Kostenzeitraum::Jahr => "Jahr bis zum Stichtag",
    }
}

/// The amounts and the key of the line. `first` is the column of the first of them.
fn kosten_zellen(line: &KostenKennzahl, first: usize) -> Vec<Zelle> {
    vec![
        Zelle::betrag(line.aufwand),
        Zelle::betrag(line.ertrag),
        Zelle::betrag(line.zuschussbedarf).durch(Rechnung::Summe(vec![Glied::Plus(first), Glied::Minus(first + 1)])),
        Zelle::text(Worte::schluessel(line.ebene, &line.raum)),
    ]
}

fn kosten_spalten() -> Vec<Spalte> {
    vec![
        Spalte::new("Aufwand in €", 17),
        Spalte::new("Ertrag in €", 17),
        Spalte::new("Zuschussbedarf in €", 20),
        Spalte::new("Schlüssel", 18),
    ]
}

/// Costs of single cases of each Raum by Hilfeart, and their totals.
pub(super) fn kosten(worte: &Worte<'_>) -> [Blatt; 2] {
    let (teile, summen) = split(worte, &worte.auswertung.kennzahlen.kosten);
    let mut spalten = anfang_spalten(worte);
    spalten.push(Spalte::new("Zeitraum", 22));
    spalten.extend(kosten_spalten());
    let zeile = |line: &KostenKennzahl| {
        let mut zellen = vorne(worte, line);
        zellen.push(Zelle::text(zeitraum(line.zeitraum)));
        zellen.extend(kosten_zellen(line, FIGURES));
        zellen
    };
    let tabelle = Tabelle { name: KOSTEN.to_owned(), spalten, zeilen: teile.iter().map(zeile).collect(), fest: 1 };
    let doppelt = "Jede Zeile gibt es für das Quartal und für das Jahr bis zum Stichtag: vor dem Summieren filtern.";
    let hinweise = [doppelt, "Summen über Hilfearten und Räume: Blatt „Kosten Summen“."];
    let titel = format!("Kosten der Einzelfallhilfen der Räume nach Hilfeart, {}", worte.stand());
    let blatt = Blatt::new("Kosten", titel, vorspann(worte, &hinweise, "Kostenlieferungen"), tabelle);

    let mut spalten = summen_spalten();
    spalten.push(Spalte::new("Zeitraum", 22));
    spalten.extend(kosten_spalten());
    let zeile = |line: &&KostenKennzahl| {
        let first = S_ZEITRAUM + 1;
        let key = if line.hilfeart == ALLE { ALLE.to_owned() } else { worte.gruppe_of(&line.hilfeart) };
        let mut zellen = summe_vorne(worte, *line, &key);
        zellen.push(Zelle::text(zeitraum(line.zeitraum)));
        zellen.extend(kosten_zellen(line, first));
        let mut wo = wo(*line, &key, (K_SCHLUESSEL, first + 3));
        wo.push((ZEITRAUM, Bedingung::Spalte(S_ZEITRAUM)));
        for place in 0..2 {
            zellen[first + place].rechnung =
                Some(Rechnung::Aus { tabelle: KOSTEN, spalte: FIGURES + place, wo: wo.clone() });
        }
        zellen
    };
    let tabelle =
        Tabelle { name: KOSTEN_SUMMEN.to_owned(), spalten, zeilen: summen.iter().map(zeile).collect(), fest: 1 };
    let titel = format!(
        "Summen der Kosten nach {} und insgesamt, {}",
        worte.stammdaten.einstellungen.amt.begriff_region,
        worte.stand()
    );
    let hinweise = [doppelt, SUMMEN_HINWEIS];
    [blatt, Blatt::new("Kosten Summen", titel, vorspann(worte, &hinweise, "Kostenlieferungen"), tabelle)]
}

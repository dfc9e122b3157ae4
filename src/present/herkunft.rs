//! Lineage for people: a tree on the terminal, and a workbook of cells.

use rust_decimal::Decimal;

use super::mappe::{Blatt, Mappe, Spalte, Tabelle, Zelle, inhalt};
use super::zahl;
use crate::domain::Stammdaten;
use crate::domain::betrag::Betrag;
use crate::domain::herkunft::{Beitrag, Knoten, Zaehlweise, Zellbereich};

/// Ranges of cells shown of one figure; the rest is counted.
const SHOWN: usize = 12;

/// The tree as text. All ranges of cells where `ausfuehrlich`, else the first ones and how many more there are.
pub fn text(knoten: &Knoten, ausfuehrlich: bool) -> String {
    let mut lines = Vec::new();
    branch(knoten, "", "", ausfuehrlich, &mut lines);
    lines.join("\n")
}

fn branch(knoten: &Knoten, first: &str, rest: &str, ausfuehrlich: bool, lines: &mut Vec<String>) {
    lines.push(format!("{first}{} = {}", knoten.name, wert(&knoten.wert)));
    let mut leaves = Vec::new();
    if !knoten.formel.is_empty() {
        leaves.push(format!("Formel: {}{}", knoten.formel, with_values(knoten)));
    }
    if !knoten.filter.is_empty() {
        leaves.push(format!("Filter: {}", knoten.filter.join("; ")));
    }
    leaves.extend(
        knoten.datensaetze.iter().map(|satz| format!("{}: {} = {}", satz.datei, satz.eintrag, wert(&satz.wert))),
    );
    let limit = if ausfuehrlich { usize::MAX } else { SHOWN };
    leaves.extend(knoten.zellen.iter().take(limit).map(cells));
    if knoten.zellen.len() > limit {
        leaves.push(format!("… und {} weitere Bereiche (alle mit -v)", knoten.zellen.len() - limit));
    }
    let last_leaf = knoten.teile.is_empty();
    for (index, leaf) in leaves.iter().enumerate() {
        let sign = if last_leaf && index + 1 == leaves.len() { "└ " } else { "├ " };
        lines.push(format!("{rest}{sign}{leaf}"));
    }
    for (index, teil) in knoten.teile.iter().enumerate() {
        let last = index + 1 == knoten.teile.len();
        let (sign, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        branch(teil, &format!("{rest}{sign}"), &format!("{rest}{below}"), ausfuehrlich, lines);
    }
}

/// The values that the formula is made of.
fn with_values(knoten: &Knoten) -> String {
    if knoten.teile.is_empty() {
        return String::new();
    }
    let parts: Vec<_> = knoten.teile.iter().take(SHOWN).map(|teil| wert(&teil.wert)).collect();
    let more = if knoten.teile.len() > SHOWN { "; …" } else { "" };
    format!(" [{}{more}]", parts.join("; "))
}

/// A figure's value with German signs; words stay as they are.
pub fn wert(text: &str) -> String {
    let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    match text.parse::<Decimal>() {
        Ok(value) => zahl::zahl(value, u32::try_from(places).unwrap_or(2)),
        Err(_) => text.to_owned(),
    }
}

fn cells(range: &Zellbereich) -> String {
    let sheet = if range.blatt.is_empty() { String::new() } else { format!("Blatt „{}“, ", range.blatt) };
    let quartal = range.quartal.map(|quartal| format!("{quartal} ")).unwrap_or_default();
    let fassung = range.fassung.map(|fassung| format!("Fassung {fassung}, ")).unwrap_or_default();
    let how = match &range.zaehlt {
        Zaehlweise::Betrag | Zaehlweise::Fall => String::new(),
        Zaehlweise::BetragMitUmgekehrtemVorzeichen => ", Vorzeichen umgekehrt".to_owned(),
        Zaehlweise::Anteil(share) => format!(", Anteil {}\u{202f}%", share.replace('.', ",")),
    };
    let count = if range.zellen == 1 { String::new() } else { format!(", {} Zellen", range.zellen) };
    format!("{quartal}{fassung}{}, {sheet}{}: {}{count}{how}", range.datei, range.bereich, contribution(range.beitrag))
}

fn contribution(beitrag: Beitrag) -> String {
    match beitrag {
        Beitrag::Betrag(betrag) => zahl::betrag(betrag),
        Beitrag::Anzahl(1) => "1 Fall".to_owned(),
        Beitrag::Anzahl(anzahl) => format!("{anzahl} Fälle"),
    }
}

/// The trees as a workbook: formulas on one sheet, cells on the other.
pub fn mappe(stammdaten: &Stammdaten, knoten: &[Knoten]) -> Mappe {
    let mut formeln = Vec::new();
    let mut zellen = Vec::new();
    for tree in knoten {
        rows(tree, 0, &mut formeln, &mut zellen);
    }
    let titel = match knoten {
        [one] => format!("Herkunft: {}", one.name),
        _ => "Herkunft der Kennzahlen".to_owned(),
    };
    let sheet = |name: &str, titel: &str, spalten: &[(&str, u16)], zeilen| {
        let spalten = spalten.iter().map(|(kopf, breite)| Spalte::new(*kopf, *breite)).collect();
        let quelle = "Quelle: Lieferungen und Stammdaten, wie sie eingelesen sind.".to_owned();
        Blatt::new(name, titel, vec![quelle], Tabelle { name: name.to_owned(), spalten, zeilen, fest: 1 })
    };
    let spalten = [("Ebene", 9), ("Kennung", 44), ("Kennzahl", 44), ("Wert", 16), ("Formel oder Datensatz", 70)];
    let formeln = sheet("Formeln", "Kennzahlen, Formeln und Datensätze", &spalten, formeln);
    let spalten = [
        ("Kennzahl", 44),
        ("Lieferung", 44),
        ("SHA-256", 20),
        ("Quartal", 12),
        ("Fassung", 10),
        ("Blatt", 24),
        ("Bereich", 16),
        ("zählt", 34),
        ("Beitrag", 16),
    ];
    let zellen = sheet("Zellen", "Zellen der Lieferungen", &spalten, zellen);
    let vorspann = vec![
        "Jede Kennzahl mit ihrer Formel und den Zellen der Lieferungen, aus denen sie kommt.".to_owned(),
        "Nur für den Dienstgebrauch: Einzelne Beträge gehören zu einzelnen Hilfen.".to_owned(),
    ];
    let blaetter = vec![formeln, zellen];
    let hinweise = Blatt::new("Hinweise", titel.clone(), vorspann, inhalt(&blaetter));
    let einstellungen = &stammdaten.einstellungen;
    Mappe {
        titel,
        thema: "Herkunft von Kennzahlen".to_owned(),
        amt: einstellungen.amt.name.clone(),
        akzent: einstellungen.gestaltung.akzent().to_owned(),
        blaetter: [vec![hinweise], blaetter].concat(),
    }
}

fn rows(knoten: &Knoten, depth: u32, formeln: &mut Vec<Vec<Zelle>>, zellen: &mut Vec<Vec<Zelle>>) {
    let text = |text: &str| Zelle::text(text.to_owned());
    formeln.push(vec![
        Zelle::anzahl(depth),
        text(knoten.id.as_deref().unwrap_or_default()),
        text(&knoten.name),
        value(&knoten.wert),
        text(&knoten.formel),
    ]);
    for satz in &knoten.datensaetze {
        formeln.push(vec![
            Zelle::anzahl(depth + 1),
            text(""),
            text(&satz.eintrag),
            value(&satz.wert),
            text(&satz.datei),
        ]);
    }
    for range in &knoten.zellen {
        zellen.push(vec![
            text(&knoten.name),
            text(&range.datei),
            text(&range.sha256),
            text(&range.quartal.map(|quartal| quartal.to_string()).unwrap_or_default()),
            Zelle::anzahl(range.fassung.unwrap_or_default()),
            text(&range.blatt),
            text(&range.bereich),
            text(&match &range.zaehlt {
                Zaehlweise::Betrag => "Betrag".to_owned(),
                Zaehlweise::BetragMitUmgekehrtemVorzeichen => "Betrag mit umgekehrtem Vorzeichen".to_owned(),
                Zaehlweise::Anteil(share) => format!("Anteil {} %", share.replace('.', ",")),
                Zaehlweise::Fall => "je Zelle ein Fall".to_owned(),
            }),
            match range.beitrag {
                Beitrag::Betrag(betrag) => Zelle::betrag(betrag),
                Beitrag::Anzahl(anzahl) => Zelle::anzahl(anzahl),
            },
        ]);
    }
    for teil in &knoten.teile {
        rows(teil, depth + 1, formeln, zellen);
    }
}

/// Amounts and counts as numbers, shares and words as they are.
fn value(text: &str) -> Zelle {
    if let Ok(count) = text.parse::<u32>() {
        return Zelle::anzahl(count);
    }
    let two_places = text.rsplit_once('.').is_some_and(|(_, fraction)| fraction.len() == 2);
    match text.parse::<Decimal>().ok().and_then(Betrag::from_decimal).filter(|_| two_places) {
        Some(betrag) => Zelle::betrag(betrag),
        None => Zelle::text(wert(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_shows_formula_values_and_cells() {
        let mut ist = Knoten::new(Some("ist".to_owned()), "Ist", "1234.50", "Aufwand − Ertrag");
        ist.zellen.push(Zellbereich {
            lieferung: 3,
            datei: "kosten.csv".to_owned(),
            sha256: "ff".to_owned(),
            quartal: "2026-Q2".parse().ok(),
            fassung: Some(2),
            blatt: String::new(),
            bereich: "D2:D4".to_owned(),
            zellen: 3,
            zaehlt: Zaehlweise::BetragMitUmgekehrtemVorzeichen,
            beitrag: Beitrag::Betrag(Betrag::from_cents(123_450)),
        });
        let mut frei = Knoten::new(Some("frei".to_owned()), "frei", "-0.50", "verfügbar − Ist");
        frei.teile.push(ist);
        let expected = "frei = \u{2212}0,50\n├ Formel: verfügbar − Ist [1.234,50]\n└─ Ist = 1.234,50\n   \
                        ├ Formel: Aufwand − Ertrag\n   \
                        └ 2026-Q2 Fassung 2, kosten.csv, D2:D4: 1.234,50, 3 Zellen, Vorzeichen umgekehrt";
        assert_eq!(text(&frei, false), expected);
    }
}

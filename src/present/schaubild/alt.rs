//! Alt texts: what is drawn, all values in reading order, the message.

use super::daten::Reihendaten;

/// What the data are about with the first and the last category: `Hilfen, 1. Quartal 2025 bis 2. Quartal 2026`.
fn head(kind: &str, daten: &Reihendaten) -> String {
    match (daten.kategorien.first(), daten.kategorien.last()) {
        (Some(first), Some(last)) if first.eng.is_some() && first != last => {
            format!("{kind}: {}, {} bis {}.", daten.gegenstand, first.lang, last.lang)
        }
        _ => format!("{kind}: {}.", daten.gegenstand),
    }
}

/// Breaks and message.
fn tail(daten: &Reihendaten) -> String {
    let mut text = String::new();
    for bruch in &daten.brueche {
        if let Some(kategorie) = daten.kategorien.get(bruch.vor) {
            text.push_str(&format!(" Bruch in der Reihe vor {}: {}.", kategorie.lang, bruch.grund));
        }
    }
    let botschaft = daten.botschaft.trim().trim_end_matches('.');
    if !botschaft.is_empty() {
        text.push_str(&format!(" Aussage: {}.", crate::present::zahl::gesprochen(botschaft)));
    }
    text
}

/// Series by series: `ambulant: 128, 125, gesperrt.`
pub(super) fn by_series(kind: &str, daten: &Reihendaten) -> String {
    let named = daten.kategorien.first().is_some_and(|kategorie| kategorie.eng.is_none());
    let series = daten.reihen.iter().map(|reihe| {
        let values = reihe.punkte.iter().zip(&daten.kategorien).map(|(punkt, kategorie)| {
            let value = punkt.gesprochen(daten.form);
            if named { format!("{} {value}", kategorie.lang) } else { value }
        });
        format!(" {}: {}.", reihe.name, values.collect::<Vec<_>>().join(", "))
    });
    format!("{}{}{}", head(kind, daten), series.collect::<String>(), tail(daten))
}

/// Category by category: `1/2025: ambulant 584, stationär 435, zusammen 1.019.`
pub(super) fn by_category(kind: &str, daten: &Reihendaten, sums: bool) -> String {
    let categories = daten.kategorien.iter().enumerate().map(|(index, kategorie)| {
        let mut values: Vec<_> = daten
            .reihen
            .iter()
            .zip(daten.punkte(index))
            .map(|(reihe, punkt)| match daten.reihen.len() {
                1 => punkt.gesprochen(daten.form),
                _ => format!("{} {}", reihe.name, punkt.gesprochen(daten.form)),
            })
            .collect();
        if let Some(kopf) = daten.koepfe.as_ref().and_then(|koepfe| koepfe.get(index)) {
            values.push(crate::present::zahl::gesprochen(kopf));
        } else if sums && daten.reihen.len() > 1 {
            values.push(format!("zusammen {}", daten.summe(index).gesprochen(daten.form)));
        }
        format!(" {}: {}.", kategorie.text, values.join(", "))
    });
    format!("{}{}{}", head(kind, daten), categories.collect::<String>(), tail(daten))
}

/// First and last value of each series, or all of them: `ambulant 22,5 und 21,6`.
pub(super) fn tile(titel: &str, daten: &Reihendaten, all: bool) -> String {
    let series = daten.reihen.iter().map(|reihe| {
        let last = reihe.punkte.len().saturating_sub(1);
        let shown = reihe.punkte.iter().enumerate().filter(|(index, _)| all || *index == 0 || *index == last);
        let values: Vec<_> = shown.map(|(_, punkt)| punkt.gesprochen(daten.form)).collect();
        let values = match values.as_slice() {
            [first, last] => format!("{first} und {last}"),
            _ => values.join(", "),
        };
        format!("{} {values}", reihe.name)
    });
    format!(" {titel}: {}.", series.collect::<Vec<_>>().join("; "))
}

/// Of small multiples: kind, subject, which values are said, tiles, message.
pub(super) fn tiles(kind: &str, rahmen: &Reihendaten, tiles: &[(String, Reihendaten)]) -> String {
    let values: usize = tiles.iter().flat_map(|(_, daten)| &daten.reihen).map(|reihe| reihe.punkte.len()).sum();
    let all = values <= MANY;
    let two = rahmen.kategorien.len() == 2;
    let which = match (rahmen.kategorien.first(), rahmen.kategorien.last()) {
        (Some(first), Some(last)) if first != last && (two || !all) => format!(", {} und {}", first.lang, last.lang),
        (Some(first), Some(last)) if first != last => format!(", {} bis {}", first.lang, last.lang),
        _ => String::new(),
    };
    let texts: String = tiles.iter().map(|(titel, daten)| tile(titel, daten, all)).collect();
    let count = crate::present::zahl::zahlwort(tiles.len());
    let mut count = count.chars();
    let count: String = count.next().map(|c| c.to_uppercase().chain(count).collect()).unwrap_or_default();
    format!("{count} kleine {kind}: {}{which}.{texts}{}", rahmen.gegenstand, tail(rahmen))
}

/// More values than this are too many to be read aloud in one go; then the ends of each line are said.
const MANY: usize = 48;

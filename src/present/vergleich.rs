//! The difference of two deliveries for people.

use super::herkunft::wert;
use super::korrektur::{change, name};
use super::zahl;
use crate::domain::Quartal;
use crate::domain::korrektur::Aenderung;
use crate::domain::lieferung::Lieferart;
use crate::domain::vergleich::{Einzeln, Feldvergleich, Geaendert, Stelle, Zeilenvergleich};

/// Lines shown of one kind; the rest is counted.
const SHOWN: usize = 20;

/// Rows, amounts and figures that differ. All of them where `ausfuehrlich`.
pub fn text(
    art: Option<Lieferart>,
    alt: &str,
    neu: &str,
    zeilen: &Zeilenvergleich,
    wirkung: &[(Quartal, Vec<Aenderung>)],
    ausfuehrlich: bool,
) -> String {
    let what = art.map_or("Lieferungen", Lieferart::label);
    let mut lines = vec![format!("Vergleich {what}"), format!("  alt {alt}"), format!("  neu {neu}"), String::new()];
    lines.push(format!(
        "{} Zeilen gleich, {} geändert, {} neu, {} weggefallen",
        zeilen.gleich,
        zeilen.geaendert.len(),
        zeilen.neu.len(),
        zeilen.weg.len()
    ));
    if let Some((before, after)) = zeilen.summen {
        lines.push(format!(
            "Aufwand − Ertrag: {} → {} ({})",
            zahl::euro(before),
            zahl::euro(after),
            zahl::aenderung_tabelle(after - before)
        ));
    }
    let limit = if ausfuehrlich { usize::MAX } else { SHOWN };
    section(&mut lines, "Geändert", zeilen.geaendert.iter().map(changed).collect(), limit);
    section(&mut lines, "Neu", zeilen.neu.iter().map(single).collect(), limit);
    section(&mut lines, "Weggefallen", zeilen.weg.iter().map(single).collect(), limit);
    if wirkung.is_empty() {
        lines.push(String::new());
        lines.push("Die Lieferungen sind für verschiedene Quartale; eine Wirkung auf Kennzahlen gibt es nur innerhalb eines Quartals.".to_owned());
    }
    for (quartal, geaendert) in wirkung {
        let title = format!("Wirkung auf {quartal}: {} Kennzahlen ändern sich", geaendert.len());
        let mut sorted: Vec<_> = geaendert.iter().collect();
        // Budgets first: that is what people look for.
        sorted.sort_by_key(|aenderung| (!aenderung.id.starts_with("budget."), aenderung.id.clone()));
        section(&mut lines, &title, sorted.into_iter().map(figure).collect(), limit);
        if geaendert.is_empty() {
            lines.push(String::new());
            lines.push(title);
        }
    }
    lines.join("\n")
}

fn section(lines: &mut Vec<String>, title: &str, entries: Vec<String>, limit: usize) {
    if entries.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push(title.to_owned());
    let more = entries.len().saturating_sub(limit);
    lines.extend(entries.into_iter().take(limit).map(|entry| format!("  {entry}")));
    if more > 0 {
        lines.push(format!("  … und {more} weitere (alle mit -v)"));
    }
}

fn place(stelle: &Stelle) -> String {
    if stelle.blatt.is_empty() {
        format!("Zeile {}", stelle.zeile)
    } else {
        format!("Blatt „{}“, Zeile {}", stelle.blatt, stelle.zeile)
    }
}

fn single(row: &Einzeln) -> String {
    let key = row.schluessel.as_ref().map(|key| format!("Beleg {key}, ")).unwrap_or_default();
    let betrag = row.betrag.map(|betrag| format!(": {}", zahl::euro(betrag))).unwrap_or_default();
    format!("{key}{}{betrag}", place(&row.stelle))
}

fn changed(row: &Geaendert) -> String {
    let key = row.schluessel.as_ref().map(|key| format!("Beleg {key}, ")).unwrap_or_default();
    let fields: Vec<_> = row.felder.iter().map(field).collect();
    format!("{key}{} (vorher {}): {}", place(&row.nachher), place(&row.vorher), fields.join("; "))
}

fn field(field: &Feldvergleich) -> String {
    match (&field.vorher, &field.nachher) {
        (None, None) => format!("{} geändert", field.feld),
        (vorher, nachher) => {
            let shown = |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), wert);
            format!("{} {} → {}", field.feld, shown(vorher), shown(nachher))
        }
    }
}

fn figure(aenderung: &Aenderung) -> String {
    let mut parts = aenderung.id.split('.');
    let (bereich, feld) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{}: {} {}", aenderung.id, name(bereich, feld), change(aenderung, feld, "€"))
}

//! What the checks found in the deliveries behind the figures. Rules and counts only: nothing that was read.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Lieferungsbefunde;
use crate::finding::Schwere;
use crate::present::zahl;
use crate::rules;

/// A delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lieferungszeile {
    /// The file.
    pub datei: String,
    /// What it is: `Kosten, 2. Quartal 2026, Fassung 1`.
    pub was: String,
    /// Taken in or refused.
    pub stand: String,
    /// It counts for nothing.
    pub abgelehnt: bool,
    /// Counts by severity: `16 Warnungen, 3 Hinweise`.
    pub zahl: String,
    /// Rules, worst first.
    pub regeln: Vec<Regelzeile>,
}

/// A rule that found something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Regelzeile {
    /// Severity as a word.
    pub schwere: &'static str,
    /// Code.
    pub code: String,
    /// What it looks for.
    pub titel: String,
    /// How often.
    pub anzahl: String,
}

pub(super) fn zeile(lieferung: &Lieferungsbefunde) -> Lieferungszeile {
    let mut counted: BTreeMap<(std::cmp::Reverse<Schwere>, String), usize> = BTreeMap::new();
    for befund in &lieferung.befunde {
        *counted.entry((std::cmp::Reverse(befund.schwere), befund.regel.to_string())).or_default() += 1;
    }
    let regeln = counted.iter().map(|((schwere, code), count)| Regelzeile {
        schwere: schwere.0.label(),
        code: code.clone(),
        titel: rules::regel(code).map(|regel| regel.titel.to_owned()).unwrap_or_default(),
        anzahl: count.to_string(),
    });
    let mut parts = Vec::new();
    for (schwere, one, many) in [
        (Schwere::Fehler, "ein Fehler", "Fehler"),
        (Schwere::Warnung, "eine Warnung", "Warnungen"),
        (Schwere::Hinweis, "ein Hinweis", "Hinweise"),
    ] {
        match lieferung.befunde.iter().filter(|befund| befund.schwere == schwere).count() {
            0 => {}
            1 => parts.push(one.to_owned()),
            count => parts.push(format!("{count} {many}")),
        }
    }
    let mut was: Vec<String> = Vec::new();
    was.extend(lieferung.art.map(|art| art.label().to_owned()));
    was.extend(lieferung.quartal.map(zahl::quartal));
    was.extend(lieferung.fassung.map(|fassung| format!("Fassung {fassung}")));
    Lieferungszeile {
        datei: crate::domain::text::visible(&lieferung.datei),
        was: was.join(", "),
        stand: match (lieferung.abgelehnt, lieferung.eingelesen_am) {
            (true, _) => "abgelehnt".to_owned(),
            (false, Some(day)) => format!("eingelesen am {}", zahl::tag(day)),
            (false, None) => "eingelesen".to_owned(),
        },
        abgelehnt: lieferung.abgelehnt,
        zahl: if parts.is_empty() { "ohne Befund".to_owned() } else { parts.join(", ") },
        regeln: regeln.collect(),
    }
}

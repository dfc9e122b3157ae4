//! Which rules of the office were not kept.

use serde::Serialize;

use super::auswahl::Kontext;
use crate::finding::Schwere;
use crate::finding::massnahme::Massnahmebefund;
use crate::present::zahl;
use crate::rules::massnahmen::befunde;

/// Findings by Maßnahme.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Regelteil {
    titel: String,
    satz: String,
    zeilen: Vec<Zeile>,
    noten: Vec<String>,
    #[serde(skip)]
    pub fehler: usize,
    #[serde(skip)]
    pub warnungen: usize,
    #[serde(skip)]
    pub betroffen: usize,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    id: String,
    zustand: &'static str,
    wort: &'static str,
    befund: String,
    quelle: String,
}

pub(super) fn regeln(kontext: &Kontext<'_>) -> Regelteil {
    let massnahmen: Vec<_> =
        kontext.massnahmen.iter().map(|(_, massnahme)| *massnahme).chain(kontext.fruehere.iter().copied()).collect();
    let found: Vec<Massnahmebefund> =
        massnahmen.iter().flat_map(|massnahme| befunde(kontext.stammdaten, massnahme, kontext.heute)).collect();
    let count = |schwere: Schwere| found.iter().filter(|befund| befund.schwere == schwere).count();
    let (fehler, warnungen) = (count(Schwere::Fehler), count(Schwere::Warnung));
    let betroffen = massnahmen.iter().filter(|one| found.iter().any(|befund| befund.massnahme == one.id)).count();
    let wort = kontext.wort();
    let all = massnahmen.len();
    let satz = if found.is_empty() {
        format!(
            "Bei allen {} {} sind die Regeln des Amtes eingehalten, soweit die Akten es zeigen.",
            zahl::zahlwort(all),
            wort.viele("", crate::domain::woerter::Fall::Dativ)
        )
    } else {
        let of = wort.viele("", crate::domain::woerter::Fall::Dativ);
        format!(
            "{betroffen} von {all} {of} {} Abweichungen: {}.",
            if betroffen == 1 { "zeigt" } else { "zeigen" },
            gezaehlt(fehler, warnungen, count(Schwere::Hinweis))
        )
    };
    Regelteil {
        titel: "Einhaltung der Regeln".to_owned(),
        satz,
        zeilen: found.iter().map(zeile).collect(),
        noten: vec![format!(
            "Geprüft: Reihenfolge der Schritte, Beginn und Bewilligung, Laufzeit und Verlängerung, Rechtsgrundlage, Bewertung, \
             Eigenanteil und Zuwendung, Nachweise; Stand {}.",
            zahl::tag(kontext.heute)
        )],
        fehler,
        warnungen,
        betroffen,
    }
}

/// `ein Fehler, zwei Warnungen`, without what there is none of.
pub(super) fn gezaehlt(fehler: usize, warnungen: usize, hinweise: usize) -> String {
    let kinds = [(fehler, "Fehler", "Fehler"), (warnungen, "Warnung", "Warnungen"), (hinweise, "Hinweis", "Hinweise")];
    let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
    let texts: Vec<_> =
        kinds.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    if texts.is_empty() { zahl::NICHTS.to_owned() } else { texts.join(", ") }
}

fn zeile(befund: &Massnahmebefund) -> Zeile {
    let (zustand, wort) = match befund.schwere {
        Schwere::Fehler => ("ausstehend", "Fehler"),
        Schwere::Warnung => ("verspaetet", "Warnung"),
        Schwere::Hinweis => ("offen", "Hinweis"),
    };
    Zeile {
        id: befund.massnahme.to_string(),
        zustand,
        wort,
        befund: format!("{}.", befund.befund),
        quelle: befund.quelle.clone(),
    }
}

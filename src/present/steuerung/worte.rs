//! Terms, signs and sources.

use serde::Serialize;

use super::auswahl::Kontext;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::evaluation::Eintrag;
use crate::present::quellen::Lieferung;
use crate::present::zahl;

/// What the signs mean.
pub(super) const ZEICHEN: &str = "Zeichen: „–“ genau nichts, „x“ nicht sinnvoll, „…“ nicht oder noch nicht bekannt. Beträge sind \
    auf den Cent genau, Prozente einzeln gerundet.";

/// Where the figures come from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Herkunft {
    lieferungen: Vec<Lieferung>,
    texte: Vec<String>,
}

fn entry(begriff: &str, text: impl Into<String>) -> Eintrag {
    Eintrag { begriff: begriff.to_owned(), texte: vec![text.into()] }
}

pub(super) fn begriffe(kontext: &Kontext<'_>) -> Vec<Eintrag> {
    let wort = kontext.wort();
    let of_it = wort.mit(Begleiter::Ein, Fall::Genitiv);
    let limit = kontext.stammdaten.einstellungen.regeln.zuwendung.einzelansatz_ueberschreitung_prozent;
    vec![
        entry("Förderjahr", format!("Teil der Laufzeit {of_it}, der in ein Haushaltsjahr fällt.")),
        entry("verfügbar", "Ansatz + Nachtrag + Übertrag + Umschichtung."),
        entry(
            "bewilligt",
            "Zusagen mit Bescheid, Anteil des Haushaltsjahres (Jahresrate, sonst nach Kalendermonaten).",
        ),
        entry("Ist", "Von der Wirtschaftlichen Jugendhilfe gebucht bis zum Stichtag."),
        entry("gebunden", format!("bewilligt − Ist, mindestens nichts, je {}.", wort.einzahl())),
        entry("frei", "verfügbar − Ist − gebunden."),
        entry("belegt", "Summe der Belege im Verwendungsnachweis."),
        entry(
            "Zuwendung",
            format!(
                "Nach dem Nachweis neu gerechnet: anerkannte Ausgaben (je Einzelansatz höchstens {limit}{}% über dem Plan) − \
                 Einnahmen − Eigenanteil, höchstens bewilligt; je nach Finanzierungsart.",
                zahl::NARROW
            ),
        ),
        entry("ausstehend", "Fällig und nicht eingegangen; zählt nie als „nicht erreicht“ oder als null."),
    ]
}

pub(super) fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Herkunft {
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mehrzahl = einstellungen.woerter.massnahme.mehrzahl();
    let mut texte = vec![format!(
        "{mehrzahl}, Nachweise und Evaluationen in den Akten des Amtes, Stammdaten vom {}. Die Zahlen liegen der Datei \
         maschinenlesbar bei: {anhang}.",
        zahl::tag(einstellungen.stand.day())
    )];
    let lieferungen: Vec<Lieferung> = kontext
        .auswertung
        .quellen
        .iter()
        .filter(|quelle| {
            quelle.art == crate::domain::lieferung::Lieferart::Kosten && quelle.quartal.jahr() == kontext.jahr
        })
        .map(Lieferung::from)
        .collect();
    if lieferungen.is_empty() {
        texte.push(format!("Buchungen des Jahres {} liegen nicht vor.", kontext.jahr));
    }
    if einstellungen.alle_personen_erfunden {
        texte.push(format!("Beispieldaten: Träger, {mehrzahl} und Beträge sind erfunden."));
    }
    Herkunft { lieferungen, texte }
}

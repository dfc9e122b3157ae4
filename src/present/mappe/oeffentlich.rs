//! Sheets of cases and costs for everybody: few numbers, so that little must be suppressed.

use super::modell::{Blatt, Spalte, Tabelle, Zelle};
use super::worte::{Worte, gruppe};
use super::zeitreihe::{anzahl, betrag, is_nothing};
use crate::disclosure::Sicht;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug};
use crate::domain::{Quartal, Stammdaten};
use crate::present::zahl;

/// What the signs in the tables mean.
pub(super) const ZEICHEN: &str = "„.“ heißt: aus Gründen des Datenschutzes gesperrt. „…“ heißt: nicht geliefert. „–“ \
                                  heißt: genau null.";

/// The same quarter a year ago.
fn vorjahr(quartal: Quartal) -> Quartal {
    (0..4).fold(quartal, |quartal, _| quartal.previous())
}

/// The reported quarter, the one before, the one a year ago.
fn vergleich(sicht: &Sicht<'_>) -> [Quartal; 3] {
    let quartal = sicht.quartal();
    [quartal, quartal.previous(), vorjahr(quartal)]
}

fn bestand_spalten(sicht: &Sicht<'_>) -> impl Iterator<Item = Spalte> {
    vergleich(sicht).into_iter().map(|quartal| Spalte::new(format!("Bestand am {}", zahl::tag(quartal.ende())), 16))
}

fn bestaende(sicht: &Sicht<'_>, ort: &Ort, hilfe: &Hilfe) -> impl Iterator<Item = Zelle> {
    vergleich(sicht).map(|quartal| anzahl(sicht, Messgroesse::Bestand, quartal, ort, hilfe)).into_iter()
}

fn vorspann(worte: &Worte<'_>, mehr: &[&str], quelle: &str) -> Vec<String> {
    let mut lines = vec![ZEICHEN.to_owned()];
    lines.extend(mehr.iter().map(|line| (*line).to_owned()));
    lines.push(format!("Quelle: {quelle} der Wirtschaftlichen Jugendhilfe (WJH)."));
    lines.extend(worte.luecken());
    lines
}

/// The whole office by Hilfeart.
pub(super) fn hilfen_kreis(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let kreis = Ort::kreis();
    let quartal = sicht.quartal();
    let mut spalten = vec![
        Spalte::new("Hilfeart", 28),
        Spalte::new("Bezeichnung", 48),
        Spalte::new("Hilfegruppe", 16),
        Spalte::new("gezählt werden", 16),
    ];
    spalten.extend(bestand_spalten(sicht));
    spalten.push(Spalte::new("begonnen im Quartal", 14));
    spalten.push(Spalte::new("beendet im Quartal", 14));
    let zeilen = hilfearten(worte.stammdaten).map(|hilfe| {
        let (name, einheit) = worte.bezeichnung(&hilfe.hilfeart);
        let mut zeile = vec![
            Zelle::text(worte.hilfeart(&hilfe.hilfeart)),
            Zelle::text(name),
            Zelle::text(gruppe(&hilfe.gruppe)),
            Zelle::text(einheit),
        ];
        zeile.extend(bestaende(sicht, &kreis, &hilfe));
        zeile.push(anzahl(sicht, Messgroesse::Begonnen, quartal, &kreis, &hilfe));
        zeile.push(anzahl(sicht, Messgroesse::Beendet, quartal, &kreis, &hilfe));
        zeile
    });
    let zeilen = zeilen.filter(|zeile| !is_nothing(&zeile[4..])).collect();
    let titel = format!("Hilfen nach Hilfeart, {}, {}", worte.kreis(), worte.stand());
    let hinweise = ["Die Summen nach Hilfegruppe stehen im Blatt „Reihe“."];
    let tabelle = Tabelle { name: "HilfenKreis".to_owned(), spalten, zeilen, fest: 1 };
    Blatt::new("Hilfen gesamt", titel, vorspann(worte, &hinweise, "Falllieferungen"), tabelle)
}

fn hilfearten(stammdaten: &Stammdaten) -> impl Iterator<Item = Hilfe> {
    stammdaten.hilfearten.iter().map(|art| Hilfe::art(art.id.as_str(), art.gruppe.clone()))
}

/// Each Raum by Hilfegruppe.
pub(super) fn hilfen_raeume(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let mut spalten = vec![Spalte::new("Raum", 28), Spalte::new("Ebene", 16), Spalte::new("Hilfegruppe", 16)];
    spalten.extend(bestand_spalten(sicht));
    let mut zeilen = Vec::new();
    for ort in worte.raeume() {
        for key in &worte.stammdaten.einstellungen.regeln.hilfegruppen {
            let mut zeile = vec![
                Zelle::text(worte.raum(ort.ebene, &ort.raum)),
                Zelle::text(worte.ebene(ort.ebene)),
                Zelle::text(gruppe(key)),
            ];
            zeile.extend(bestaende(sicht, &ort, &Hilfe::gruppe(key)));
            zeilen.push(zeile);
        }
    }
    let titel = format!("Hilfen der Räume nach Hilfegruppe, {}", worte.stand());
    let hinweise = ["Summen der Räume und Regionen fehlen, damit weniger Zahlen zu sperren sind."];
    let tabelle = Tabelle { name: "HilfenRaeume".to_owned(), spalten, zeilen, fest: 1 };
    Blatt::new("Hilfen Räume", titel, vorspann(worte, &hinweise, "Falllieferungen"), tabelle)
}

/// Costs of the whole office by Hilfegruppe.
pub(super) fn kosten_kreis(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let kreis = Ort::kreis();
    let zeit = Zeitbezug::JahrBis(sicht.quartal());
    let spalten = vec![Spalte::new("Hilfegruppe", 18), Spalte::new("Aufwand in €", 18)];
    let zeilen = worte.gruppen().into_iter().map(|hilfe| {
        vec![Zelle::text(gruppe(&hilfe.gruppe)), betrag(sicht, Messgroesse::Aufwand, zeit, &kreis, &hilfe)]
    });
    let zeilen = zeilen.filter(|zeile| !is_nothing(&zeile[1..])).collect();
    let titel = format!("Kosten der Einzelfallhilfen nach Hilfegruppe, {}, {}", worte.kreis(), bis(sicht.quartal()));
    let apart: Vec<String> =
        worte.stammdaten.einstellungen.regeln.hilfegruppen_getrennt.iter().map(|key| gruppe(key)).collect();
    let hinweis = format!("Nicht in „alle Hilfen“ enthalten: {}.", apart.join(", "));
    let mut hinweise = vec!["Ertrag und Zuschussbedarf je Hilfegruppe fehlen, damit weniger Zahlen zu sperren sind."];
    if !apart.is_empty() {
        hinweise.push(&hinweis);
    }
    let tabelle = Tabelle { name: "KostenKreis".to_owned(), spalten, zeilen, fest: 1 };
    Blatt::new("Kosten gesamt", titel, vorspann(worte, &hinweise, "Kostenlieferungen"), tabelle)
}

/// Costs of each Raum, all Hilfen together.
pub(super) fn kosten_raeume(worte: &Worte<'_>, sicht: &Sicht<'_>) -> Blatt {
    let jahre = [sicht.quartal(), vorjahr(sicht.quartal())];
    let mut spalten = vec![Spalte::new("Raum", 28), Spalte::new("Ebene", 16)];
    spalten.extend(jahre.map(|quartal| Spalte::new(format!("Zuschussbedarf {} in €", bis(quartal)), 26)));
    let mut orte = worte.raeume();
    orte.push(Ort::kreis());
    let zeilen = orte.iter().map(|ort| {
        let mut zeile = vec![Zelle::text(worte.raum(ort.ebene, &ort.raum)), Zelle::text(worte.ebene(ort.ebene))];
        zeile.extend(jahre.map(|quartal| {
            let zeit = Zeitbezug::JahrBis(quartal);
            betrag(sicht, Messgroesse::Zuschussbedarf, zeit, ort, &Hilfe::alle())
        }));
        zeile
    });
    let titel = format!("Kosten der Einzelfallhilfen nach Raum, {}", bis(sicht.quartal()));
    let hinweise = ["Die letzte Zeile ist die Summe aller Räume und keine weitere Zeile."];
    let tabelle = Tabelle { name: "KostenRaeume".to_owned(), spalten, zeilen: zeilen.collect(), fest: 1 };
    Blatt::new("Kosten Räume", titel, vorspann(worte, &hinweise, "Kostenlieferungen"), tabelle)
}

/// `1. Januar bis 30.06.2026`.
fn bis(quartal: Quartal) -> String {
    format!("1.{}Januar bis {}", zahl::NBSP, zahl::tag(quartal.ende()))
}

/// How much was suppressed, as a sentence of the notes; none where nothing is kept secret.
pub(super) fn sperrungen(sicht: &Sicht<'_>) -> String {
    let Some(schutz) = sicht.schutz() else {
        return "In dieser Fassung ist keine Zahl gesperrt.".to_owned();
    };
    let protokoll = schutz.pruefprotokoll();
    format!(
        "In den öffentlichen Unterlagen dieses Zeitraums sind {} von {} Zahlen zu Fällen und Kosten gesperrt: kleine \
         Fallzahlen, Beträge weniger Fälle und alles, woraus sie sich errechnen ließen. Gesperrte Zahlen stehen in \
         dieser Datei nicht, auch nicht verborgen.",
        protokoll.primaer + protokoll.sekundaer,
        protokoll.zellen
    )
}

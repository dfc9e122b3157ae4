//! Prüfprotokoll of a run on one page: what went in, what was found, what was recomputed, how small numbers are
//! protected, what came out.
//!
//! The page stays one: files of one kind are one line, and of many kinds of findings the most frequent are named.

mod angaben;
mod dateien;
mod geheimhaltung;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::probe::Bilanz;
use super::rahmen::Rahmen;
use super::{Dokument, zahl};
use crate::domain::befundregeln::Schwere;
use crate::domain::{Halbjahr, Quartal, Stammdaten, Zielgruppe};
use angaben::Begriff;
use dateien::{Ausgabezeile, Eingabezeile};
use geheimhaltung::Schutzzeile;
pub use geheimhaltung::{Schutzlage, Spielraum};

/// So many kinds of findings of one severity are named.
const REGELN: usize = 2;

/// A file that went in or came out.
#[derive(Clone, Copy, Debug)]
pub struct Datei<'a> {
    /// Path in the workspace, or below `reports/`.
    pub pfad: &'a str,
    /// SHA-256, in hex.
    pub sha256: &'a str,
    /// Bytes; none where nobody asks.
    pub groesse: Option<u64>,
}

/// How many mails stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Postbilanz {
    /// Taken over by the server.
    pub angenommen: usize,
    /// Written as drafts.
    pub entwuerfe: usize,
    /// Still planned.
    pub geplant: usize,
    /// Refused for good.
    pub abgelehnt: usize,
    /// May have arrived.
    pub ungewiss: usize,
}

/// What a run was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zeitraum {
    /// A quarter, and the half-year that ends with it.
    Quartal(Quartal),
    /// A half-year alone.
    Halbjahr(Halbjahr),
    /// Everything that was due on a day: the periods that were made.
    Faellig(Vec<String>),
}

/// What a run can say for itself.
#[derive(Clone, Debug)]
pub struct Nachweis<'a> {
    /// Settings and records.
    pub stammdaten: &'a Stammdaten,
    /// The day of the run.
    pub heute: NaiveDate,
    /// What it was about.
    pub zeitraum: Zeitraum,
    /// Path of the page below `reports/`.
    pub pfad: String,
    /// What went in.
    pub eingaben: Vec<Datei<'a>>,
    /// Findings of the deliveries that count: severity and kind of each.
    pub befunde: Vec<(Schwere, String)>,
    /// How many deliveries were refused.
    pub abgelehnt: usize,
    /// Sentences that a person has to see.
    pub zu_sehen: &'a [String],
    /// What was recomputed of the printed numbers.
    pub bilanz: Bilanz,
    /// How many figures were computed a second time.
    pub kennzahlen: usize,
    /// How small numbers are protected, by audience.
    pub schutz: Vec<(Zielgruppe, Schutzlage)>,
    /// What came out.
    pub ausgaben: Vec<Datei<'a>>,
    /// The mails; none where none was ever planned.
    pub post: Option<Postbilanz>,
}

#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    ergebnis: Ergebnis,
    kennzahlen: [Kachel; 4],
    lauf: Vec<Begriff>,
    eingaben: Eingaben,
    befunde: Befunde,
    rechenprobe: Rechenprobe,
    geheimhaltung: Geheimhaltung,
    ausgaben: Ausgaben,
}

#[derive(Clone, Debug, Serialize)]
struct Kopf {
    thema: &'static str,
    stand: String,
    titel: String,
    lang: bool,
    luecken: [(); 0],
}

#[derive(Clone, Debug, Serialize)]
struct Ergebnis {
    art: &'static str,
    wort: &'static str,
    grund: String,
}

#[derive(Clone, Debug, Serialize)]
struct Kachel {
    name: &'static str,
    wert: String,
    zusatz: String,
}

#[derive(Clone, Debug, Serialize)]
struct Eingaben {
    zeilen: Vec<Eingabezeile>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Befunde {
    zeilen: Vec<Befundzeile>,
    keine: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Befundzeile {
    schwere: &'static str,
    anzahl: String,
    faelle: String,
}

#[derive(Clone, Debug, Serialize)]
struct Rechenprobe {
    zeilen: Vec<Probezeile>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Probezeile {
    was: &'static str,
    geprueft: String,
    abweichend: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Geheimhaltung {
    zeilen: Vec<Schutzzeile>,
    keine: &'static str,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Ausgaben {
    zeilen: Vec<Ausgabezeile>,
    keine: &'static str,
    noten: Vec<String>,
}

/// The page of a run. `lauf` is its protocol for programs, which is attached.
pub fn pruefprotokoll(nachweis: &Nachweis<'_>, lauf: Value) -> Dokument {
    let period = angaben::period(&nachweis.zeitraum);
    let tag = zahl::tag(nachweis.heute);
    let rahmen = Rahmen::new(
        &nachweis.stammdaten.einstellungen,
        nachweis.heute,
        format!("Prüfprotokoll, {period}"),
        format!("Prüfprotokoll · {period}"),
        format!("Stand {tag} · Nachweis eines Laufs · nur für das Amt"),
    );
    let daten = Daten {
        rahmen: rahmen.with_anhang(
            "lauf.json".to_owned(),
            "Alle Eingaben, Ausgaben, Einstellungen und Befunde dieses Laufs mit vollen Prüfsummen".to_owned(),
        ),
        kopf: Kopf {
            thema: "Prüfprotokoll",
            stand: format!("{period}, Lauf vom {tag}"),
            titel: titel(nachweis),
            lang: false,
            luecken: [],
        },
        ergebnis: ergebnis(nachweis),
        kennzahlen: kacheln(nachweis),
        lauf: angaben::begriffe(nachweis),
        eingaben: Eingaben {
            zeilen: dateien::eingaben(&nachweis.eingaben, nachweis.stammdaten.woerter().massnahme.mehrzahl()),
            noten: vec![
                "Prüfsumme mehrerer Dateien: in der Reihenfolge ihrer Namen; die einzelnen stehen im Anhang lauf.json."
                    .to_owned(),
            ],
        },
        befunde: Befunde { zeilen: befundzeilen(nachweis), keine: "Die Prüfung hat nichts zu beanstanden." },
        rechenprobe: rechenprobe(nachweis),
        geheimhaltung: Geheimhaltung {
            zeilen: nachweis
                .schutz
                .iter()
                .map(|(zielgruppe, lage)| geheimhaltung::zeile(nachweis.stammdaten, *zielgruppe, lage))
                .collect(),
            keine: "Der Lauf hat nichts ausgegeben, was Fälle oder ihre Kosten zeigt.",
            noten: if nachweis.schutz.is_empty() {
                Vec::new()
            } else {
                vec![geheimhaltung::note(nachweis.schutz.iter().map(|(_, lage)| lage))]
            },
        },
        ausgaben: Ausgaben {
            zeilen: dateien::ausgaben(&nachweis.ausgaben),
            keine: "Es ist nichts ausgegeben.",
            noten: vec![dateien::NORM.to_owned()],
        },
    };
    Dokument {
        template: "pruefprotokoll.typ",
        zielgruppe: Zielgruppe::Intern,
        pfad: nachweis.pfad.clone(),
        // Cannot fail on these structs: they hold texts and flags only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
        anhang: lauf,
        proben: Vec::new(),
    }
}

/// Numbers and figures that were held against a second value.
fn verglichen(nachweis: &Nachweis<'_>) -> usize {
    nachweis.bilanz.gedruckt + nachweis.kennzahlen
}

fn titel(nachweis: &Nachweis<'_>) -> String {
    let count = zahl::menge(verglichen(nachweis));
    match (verglichen(nachweis), nachweis.zu_sehen.len()) {
        (0, 0) => "Lauf bestanden".to_owned(),
        (0, 1) => "Lauf bestanden, ein Hinweis".to_owned(),
        (0, many) => format!("Lauf bestanden, {many} Hinweise"),
        (_, 0) => format!("Lauf bestanden: {count} Werte stimmen, keiner weicht ab"),
        (_, 1) => format!("Lauf bestanden: {count} Werte stimmen, ein Hinweis"),
        (_, many) => format!("Lauf bestanden: {count} Werte stimmen, {many} Hinweise"),
    }
}

/// A run that does not pass writes nothing; so there is no red page.
fn ergebnis(nachweis: &Nachweis<'_>) -> Ergebnis {
    match nachweis.zu_sehen {
        [] => Ergebnis {
            art: "gruen",
            wort: "bestanden",
            grund: "Keine Lieferung ist abgelehnt, keine Zahl weicht ab, keine kleine Zahl lässt sich erschließen."
                .to_owned(),
        },
        [one] => Ergebnis { art: "gelb", wort: "bestanden, mit Hinweis", grund: gekuerzt(one) },
        [first, rest @ ..] => Ergebnis {
            art: "gelb",
            wort: "bestanden, mit Hinweisen",
            grund: format!("{} Dazu {} weitere in lauf.json.", sentence(&gekuerzt(first)), rest.len()),
        },
    }
}

/// With a full stop.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// A sentence of a line and a half at most, so that the page stays one.
fn gekuerzt(satz: &str) -> String {
    const LONGEST: usize = 180;
    let satz = satz.lines().next().unwrap_or_default();
    if satz.chars().count() <= LONGEST {
        return satz.to_owned();
    }
    let mut short: String = satz.chars().take(LONGEST).collect();
    short.truncate(short.trim_end_matches(|c: char| !c.is_whitespace()).trim_end().len());
    format!("{short} …")
}

fn kacheln(nachweis: &Nachweis<'_>) -> [Kachel; 4] {
    let count = |schwere| nachweis.befunde.iter().filter(|(of, _)| *of == schwere).count();
    let refused = match nachweis.abgelehnt {
        0 => "keine Lieferung abgelehnt".to_owned(),
        1 => "eine Lieferung abgelehnt".to_owned(),
        many => format!("{many} Lieferungen abgelehnt"),
    };
    let bytes: u64 = nachweis.ausgaben.iter().filter_map(|datei| datei.groesse).sum();
    [
        Kachel {
            name: "Eingaben",
            wert: format!("{} Dateien", zahl::menge(nachweis.eingaben.len())),
            zusatz: "mit Prüfsumme".to_owned(),
        },
        Kachel {
            name: "Befunde",
            wert: if nachweis.befunde.is_empty() {
                zahl::NICHTS.to_owned()
            } else {
                zahl::menge(nachweis.befunde.len())
            },
            zusatz: match count(Schwere::Warnung) {
                0 => refused,
                1 => format!("eine Warnung, {refused}"),
                many => format!("{} Warnungen, {refused}", zahl::menge(many)),
            },
        },
        Kachel {
            name: "Rechenprobe",
            wert: format!("{} Werte", zahl::menge(verglichen(nachweis))),
            zusatz: "0 Abweichungen".to_owned(),
        },
        Kachel {
            name: "Ausgaben",
            wert: format!("{} Dateien", zahl::menge(nachweis.ausgaben.len())),
            zusatz: dateien::groesse(bytes),
        },
    ]
}

fn befundzeilen(nachweis: &Nachweis<'_>) -> Vec<Befundzeile> {
    if nachweis.befunde.is_empty() {
        return Vec::new();
    }
    let line = |schwere: Schwere| {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, kind) in nachweis.befunde.iter().filter(|(of, _)| *of == schwere) {
            *kinds.entry(kind).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        let all: usize = kinds.iter().map(|(_, count)| count).sum();
        let more = kinds.len().saturating_sub(REGELN);
        let mut names: Vec<_> =
            kinds.iter().take(REGELN).map(|(kind, count)| format!("{kind} ({})", zahl::menge(*count))).collect();
        if more > 0 {
            names.push(format!("{more} weitere"));
        }
        let or_none = |text: String| if all == 0 { zahl::NICHTS.to_owned() } else { text };
        Befundzeile { schwere: schwere.label(), anzahl: or_none(zahl::menge(all)), faelle: or_none(names.join(", ")) }
    };
    [Schwere::Fehler, Schwere::Warnung, Schwere::Hinweis].into_iter().map(line).collect()
}

fn rechenprobe(nachweis: &Nachweis<'_>) -> Rechenprobe {
    let line = |was, count: usize| Probezeile {
        was,
        geprueft: if count == 0 { zahl::NICHTS.to_owned() } else { zahl::menge(count) },
        abweichend: zahl::NICHTS,
    };
    let gerundet = nachweis.bilanz.gerundet;
    Rechenprobe {
        zeilen: vec![
            line("gedruckte Zahlen", nachweis.bilanz.gedruckt),
            line("Kennzahlen, zweite Berechnung", nachweis.kennzahlen),
            line("Dokumente auf leere Felder", nachweis.bilanz.dokumente),
        ],
        noten: match gerundet {
            0 => Vec::new(),
            1 => vec![
                "In einer Tabelle gehen Einzelwerte nur wegen der Rundung nicht auf; es steht darunter.".to_owned(),
            ],
            many => vec![format!(
                "In {many} Tabellen gehen Einzelwerte nur wegen der Rundung nicht auf; es steht darunter."
            )],
        },
    }
}

//! Judging filled forms: which form it is, and every field of it held against what it may hold.
//!
//! Like the rules for deliveries, every finding names the cell, what was read, what was expected, and the way out. What
//! a form's own formulas reckoned counts for nothing: every sum is made anew from the entries.

mod antrag;
mod bewertung;
mod evaluation;
mod leser;

use crate::domain::Stammdaten;
use crate::domain::formular::{FELD_KENNUNG, Formularart, KeineKennung, Kennung};
use crate::domain::text::visible;
use crate::finding::{Befund, Schwere, refuses};
use crate::ingest::formular::Bogen;
use crate::ingest::mappe::Zellwert;

pub use antrag::Antrag;
pub use bewertung::{Angebotsspalte, Bewertungsblatt};
use leser::Leser;

/// A rule for forms.
#[derive(Clone, Copy, Debug)]
pub struct Vordruckregel {
    /// `V` and a number. Never used again once retired.
    pub code: &'static str,
    /// Title for people.
    pub titel: &'static str,
    /// How bad it is.
    pub schwere: Schwere,
    /// What to do.
    pub abhilfe: &'static str,
}

macro_rules! regeln {
    ($($name:ident: $code:literal, $schwere:ident, $titel:literal, $abhilfe:literal;)*) => {
        $(
            #[doc = $titel]
            pub const $name: Vordruckregel =
                Vordruckregel { code: $code, titel: $titel, schwere: Schwere::$schwere, abhilfe: $abhilfe };
        )*
        /// Every rule for forms, by code.
        pub const REGELN: &[Vordruckregel] = &[$($name),*];
    };
}

regeln! {
    NICHT_LESBAR: "V001", Fehler, "Formular ist nicht lesbar",
        "Das Formular in Excel oder LibreOffice öffnen, als .xlsx oder .ods speichern und noch einmal aufnehmen.";
    KEIN_FORMULAR: "V002", Fehler, "Datei ist keines der Formulare",
        "Ein Formular verwenden, das mit „formulare“ erzeugt wurde; eigene Tabellen und abgeschriebene Blätter werden nicht gelesen.";
    UNBEKANNTE_FASSUNG: "V003", Fehler, "Fassung des Formulars ist nicht bekannt",
        "Die Angaben in ein Formular der heutigen Fassung übertragen („formulare“ schreibt es).";
    KENNUNG_WIDERSPRICHT: "V004", Fehler, "Formular widerspricht sich, wofür es ist",
        "Das Formular neu erzeugen und die Angaben übertragen, oder die richtige Maßnahme mit „--massnahme“ nennen.";
    FELD_FEHLT: "V005", Fehler, "Feld des Formulars fehlt",
        "Das Formular neu erzeugen und die Angaben übertragen; Blätter und Zeilen dürfen nicht gelöscht werden.";
    PFLICHTANGABE_FEHLT: "V006", Fehler, "Pflichtangabe fehlt",
        "Das Feld ausfüllen oder beim Träger nachfragen.";
    ANGABE_FEHLT: "V007", Warnung, "Angabe fehlt",
        "Beim Träger nachfragen; bis dahin bleibt die Stelle im Vordruck leer.";
    KEIN_BETRAG: "V008", Fehler, "Betrag ist nicht lesbar",
        "Eine Zahl mit höchstens zwei Nachkommastellen eintragen, ohne Text.";
    KEIN_TAG: "V009", Fehler, "Datum ist nicht lesbar",
        "Einen Tag wie 31.03.2026 eintragen.";
    KEINE_ZAHL: "V010", Fehler, "Zahl ist nicht lesbar",
        "Eine Zahl eintragen, ohne Text und Einheit.";
    UNBEKANNTE_WAHL: "V011", Fehler, "Auswahl ist nicht bekannt",
        "Einen Wert aus der Liste des Feldes auswählen.";
    ENDE_VOR_BEGINN: "V012", Fehler, "Ende liegt vor dem Beginn",
        "Ersten und letzten Tag prüfen.";
    UNBEKANNTER_TRAEGER: "V013", Fehler, "Träger ist nicht bekannt",
        "Den Namen berichtigen oder den Träger in data/stammdaten/traeger.toml anlegen; dann noch einmal aufnehmen.";
    KEIN_RAUM: "V014", Fehler, "Kein Team ist angekreuzt",
        "Ein x in das Feld mindestens eines Teams setzen.";
    UNVOLLSTAENDIGE_ZEILE: "V015", Fehler, "Zeile ist unvollständig",
        "Die Zeile ganz ausfüllen oder ganz leeren.";
    SUMME_UEBERSCHRIEBEN: "V016", Warnung, "Summe ist von Hand eingetragen und falsch",
        "Nichts zu tun: Aufgenommen wird die gerechnete Summe. Beim Träger nachfragen, welche Angabe stimmt.";
    UNBEKANNTE_MASSNAHME: "V017", Fehler, "Maßnahme oder Angebot ist nicht bekannt",
        "Die Maßnahme mit „--massnahme“ nennen oder ein Formular für sie erzeugen.";
    PUNKTE_FALSCH: "V018", Fehler, "Punkte liegen nicht auf der Skala",
        "Punkte nach der Skala des Katalogs eintragen.";
    UNBEKANNTER_KATALOG: "V019", Fehler, "Kriterienkatalog ist nicht bekannt",
        "Einen Bewertungsbogen mit dem geltenden Katalog erzeugen und die Punkte übertragen.";
    FORMEL_OHNE_WERT: "V020", Fehler, "Formel ohne Ergebnis",
        "Die Datei in Excel oder LibreOffice öffnen, speichern und noch einmal aufnehmen, oder den Wert selbst eintragen.";
    ANGABE_WIDERSPRICHT: "V021", Fehler, "Angaben zu einem Ziel widersprechen sich",
        "Entweder eine Zahl mit „gezählt“ oder „geschätzt“ eintragen, oder „keine Angabe“ ohne Zahl.";
    SCHON_ENTSCHIEDEN: "V022", Warnung, "Über dieses Angebot ist schon entschieden",
        "Prüfen, ob Entscheidung, Bewilligung und Bescheid zu den neuen Angaben noch passen; sie bleiben, wie sie sind.";
    ANDERER_KATALOG: "V023", Fehler, "Angebote sind nach einem anderen Katalog bewertet",
        "Alle Angebote zu einem Bedarf nach demselben Katalog bewerten (§ 74 Abs. 5 SGB VIII).";
}

/// The rule of a code.
pub fn regel(code: &str) -> Option<&'static Vordruckregel> {
    REGELN.iter().find(|regel| regel.code == code)
}

impl Vordruckregel {
    /// A finding of this rule. What was read comes from a stranger's file, so nothing in it may steer a terminal.
    pub fn befund(
        &self,
        orte: Vec<crate::finding::Ort>,
        gelesen: impl Into<String>,
        erwartet: impl Into<String>,
    ) -> Befund {
        Befund {
            regel: self.code.into(),
            schwere: self.schwere,
            orte,
            gelesen: visible(&gelesen.into()),
            erwartet: visible(&erwartet.into()),
            abhilfe: self.abhilfe.to_owned(),
        }
    }
}

/// What a form holds.
#[derive(Clone, Debug)]
pub enum Inhalt {
    /// Anlagen 1 and 2 of an offer.
    Antrag(Box<Antrag>),
    /// Points of offers.
    Bewertung(Bewertungsblatt),
    /// An evaluation. The day it came in and the office's comment are not in it.
    Evaluation(Box<crate::domain::evaluation::Evaluation>),
}

/// What judging a form gave.
#[derive(Clone, Debug)]
pub struct Urteil {
    /// Which form it is; none where it does not say so.
    pub kennung: Option<Kennung>,
    /// What it holds; none where a finding refuses it.
    pub inhalt: Option<Inhalt>,
    /// The findings: errors first, then by their place.
    pub befunde: Vec<Befund>,
}

/// Holds a form against the rules. `heute` is the day on which it comes in.
pub fn pruefen(bogen: &Bogen, stammdaten: &Stammdaten, heute: chrono::NaiveDate) -> Urteil {
    let kennung = match kennung(bogen) {
        Ok(kennung) => kennung,
        Err(befund) => return Urteil { kennung: None, inhalt: None, befunde: vec![*befund] },
    };
    let mut leser = Leser::new(bogen);
    let inhalt = match kennung.art {
        Formularart::Antragsbogen => {
            antrag::read(&mut leser, stammdaten).map(|antrag| Inhalt::Antrag(Box::new(antrag)))
        }
        Formularart::Bewertungsbogen => bewertung::read(&mut leser, stammdaten, &kennung).map(Inhalt::Bewertung),
        Formularart::Evaluationsbogen => {
            evaluation::read(&mut leser, stammdaten, &kennung, heute).map(|form| Inhalt::Evaluation(Box::new(form)))
        }
    };
    let mut befunde = leser.befunde;
    befunde.sort_by_cached_key(|befund| (std::cmp::Reverse(befund.schwere), befund.orte.first().map(place)));
    let inhalt = if refuses(&befunde) { None } else { inhalt };
    Urteil { kennung: Some(kennung), inhalt, befunde }
}

/// Sheet, row and column of a place, to sort by.
fn place(ort: &crate::finding::Ort) -> (Option<String>, u32, usize, String) {
    let cell = ort.zelle.as_deref().unwrap_or("");
    let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
    let digits = cell.get(letters.len()..).unwrap_or("");
    (ort.blatt.clone(), digits.parse().unwrap_or(0), letters.len(), letters)
}

/// Which form a workbook says it is: by its properties, or by the printed line where a program dropped them.
fn kennung(bogen: &Bogen) -> Result<Kennung, Box<Befund>> {
    let hidden = Kennung::of_properties(|name| bogen.eigenschaften.get(name).map(String::as_str));
    let field = bogen.felder.get(FELD_KENNUNG);
    let line = field.and_then(|feld| if let Some(Zellwert::Text(line)) = &feld.wert { Some(line) } else { None });
    let printed = line.map(|line| Kennung::of_line(line));
    let orte = || field.map(|feld| feld.ort.clone()).into_iter().collect::<Vec<_>>();
    match (hidden, printed) {
        (Ok(hidden), Some(Ok(printed))) if hidden != printed => {
            let expected = format!("{hidden} wie in den Eigenschaften der Datei");
            Err(Box::new(KENNUNG_WIDERSPRICHT.befund(orte(), printed.to_string(), expected)))
        }
        (Ok(kennung), _) | (Err(KeineKennung::Fehlt), Some(Ok(kennung))) => Ok(kennung),
        (Err(KeineKennung::Fehlt), Some(Err(other))) => Err(Box::new(not_known(&other, orte()))),
        (Err(other), _) => Err(Box::new(not_known(&other, orte()))),
    }
}

/// Why a form is refused before its fields are looked at.
fn not_known(keine: &KeineKennung, orte: Vec<crate::finding::Ort>) -> Befund {
    let versions = |art: Formularart| match (art.oldest_version(), art.version()) {
        (first, last) if first == last => format!("{}/{first}", art.key()),
        (first, last) => format!("{}/{first} bis {}/{last}", art.key(), art.key()),
    };
    match keine {
        KeineKennung::Fehlt => KEIN_FORMULAR.befund(
            orte,
            "eine Datei ohne Angabe, welches Formular sie ist",
            "ein Antragsbogen, Bewertungsbogen oder Evaluationsbogen dieses Programms",
        ),
        KeineKennung::UnbekannteArt(text) => {
            let known: Vec<_> = Formularart::ALLE.into_iter().map(Formularart::key).collect();
            KEIN_FORMULAR.befund(orte, format!("„{text}“"), format!("eines von: {}", known.join(", ")))
        }
        KeineKennung::UnbekannteVersion(art, text) => {
            let number = text.split_once('/').and_then(|(_, version)| version.trim().parse::<u32>().ok());
            let why = match number {
                Some(number) if number > art.version() => {
                    "; eine neuere Fassung, als dieses Programm kennt: ihre Felder können anderes bedeuten"
                }
                Some(_) => "; eine ältere Fassung, deren Felder nicht mehr gelesen werden",
                None => "",
            };
            UNBEKANNTE_FASSUNG.befund(orte, format!("„{text}“{why}"), versions(*art))
        }
        KeineKennung::KeinHalbjahr(text) => {
            KENNUNG_WIDERSPRICHT.befund(orte, format!("Halbjahr „{text}“"), "ein Halbjahr wie 2026-H1")
        }
    }
}

#[cfg(test)]
mod tests;

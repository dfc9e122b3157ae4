//! Words of `massnahme …`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};

use crate::domain::lebenslauf::Zustand;

/// What to do with the records of Maßnahmen.
#[derive(Debug, Subcommand)]
pub enum MassnahmeBefehl {
    /// Alle Maßnahmen mit Stand, Laufzeit und Mitteln, und was seit wann hängt
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht massnahme liste --raum achim --jahr 2026\n      Zeigt die Maßnahmen, die Achim angehen und 2026 laufen.\n  sozialraumbericht massnahme liste --haengt\n      Zeigt nur, was länger auf den nächsten Schritt wartet, als das Amt vorsieht."
    )]
    Liste(Listenfilter),
    /// Ein ausgefülltes Formular einlesen und den Datensatz anlegen oder ändern
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht massnahme aufnehmen Antragsbogen.xlsx\n      Legt aus einem Antragsbogen eine neue Maßnahme an.\n  sozialraumbericht massnahme aufnehmen Antragsbogen.ods --massnahme GWA-2026-15 --probe\n      Zeigt, was sich als Angebot zu dieser Maßnahme ändern würde, und schreibt nichts."
    )]
    Aufnehmen {
        /// Ausgefüllter Antrags-, Bewertungs- oder Evaluationsbogen (.xlsx oder .ods)
        #[arg(value_name = "FORMULAR")]
        formular: PathBuf,
        /// Maßnahme, zu der ein leer ausgegebenes Formular gehört (sonst: die, für die es gemacht ist, oder eine neue)
        #[arg(long, value_name = "ID")]
        massnahme: Option<String>,
        /// Nur zeigen, was sich ändern würde
        #[arg(long)]
        probe: bool,
    },
    /// Alle Datensätze prüfen: Schreibfehler, Verweise, Summen, Zeichen
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht massnahme pruefen\n      Zeigt alle Fehler mit Datei und Zeile."
    )]
    Pruefen,
    /// Die Schritte einer Maßnahme: wann, durch wen, wo belegt, und worauf sie wartet
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht massnahme verlauf GWA-2026-12\n      Zeigt den Weg vom Bedarf bis heute und was an ihm nicht stimmt."
    )]
    Verlauf {
        /// Kennung der Maßnahme
        #[arg(value_name = "ID")]
        massnahme: String,
    },
    /// Die Zuwendung Schritt für Schritt rechnen, mit dem Rest der Budgets am Tag der Entscheidung
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht massnahme zuwendung GWA-2026-05 --angebot B\n      Zeigt Ausgaben, Einnahmen, Eigenanteil und was höchstens gewährt wird."
    )]
    Zuwendung {
        /// Kennung der Maßnahme
        #[arg(value_name = "ID")]
        massnahme: String,
        /// Buchstabe oder Kennung eines Angebots (sonst: das ausgewählte)
        #[arg(long, value_name = "ANGEBOT")]
        angebot: Option<String>,
    },
    /// Entwürfe der Bescheide schreiben: Bewilligung und Ablehnungen, zur Prüfung durch die WJH
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht massnahme bescheid GWA-2026-05\n      Schreibt je Angebot einen Entwurf nach reports/bescheide/."
    )]
    Bescheid {
        /// Kennung der Maßnahme
        #[arg(value_name = "ID")]
        massnahme: String,
        /// Nur für dieses Angebot: Buchstabe oder Kennung (sonst: alle)
        #[arg(long, value_name = "ANGEBOT")]
        angebot: Option<String>,
    },
    /// Vorschlagen, was die Budgets für eine gemeinsame Maßnahme umschichten
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht massnahme umschichtung GWA-2025-13\n      Zeigt je Jahr, wer wie viel an das zahlende Budget geben kann."
    )]
    Umschichtung {
        /// Kennung der Maßnahme
        #[arg(value_name = "ID")]
        massnahme: String,
    },
}

/// Which Maßnahmen are listed.
#[derive(Debug, Default, Args)]
pub struct Listenfilter {
    /// Nur Maßnahmen dieses Raums oder dieser Region
    #[arg(long, value_name = "RAUM")]
    pub raum: Option<String>,
    /// Nur Maßnahmen, zu denen dieser Träger ein Angebot gemacht hat (Kennung oder Name)
    #[arg(long, value_name = "TRÄGER")]
    pub traeger: Option<String>,
    /// Nur Maßnahmen, deren Laufzeit in dieses Jahr fällt
    #[arg(long, value_name = "JAHR", value_parser = clap::value_parser!(i32).range(1990..=2199))]
    pub jahr: Option<i32>,
    /// Nur dieser Stand: bedarf, interessenbekundung, bewertet, entschieden, bewilligt, beschieden, laeuft, verlaengert, beendet, abgerechnet, abgelehnt
    #[arg(long, value_name = "STAND", hide_possible_values = true)]
    pub stand: Option<Stand>,
    /// Nur was länger auf den nächsten Schritt wartet, als das Amt vorsieht
    #[arg(long)]
    pub haengt: bool,
}

/// A state of a Maßnahme, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand(Zustand);

impl Stand {
    /// The state.
    pub const fn zustand(self) -> Zustand {
        self.0
    }
}

impl ValueEnum for Stand {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Stand; Zustand::ALL.len()] = {
            let mut all = [Stand(Zustand::BedarfFestgestellt); Zustand::ALL.len()];
            let mut place = 0;
            while place < all.len() {
                all[place] = Stand(Zustand::ALL[place]);
                place += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.key()))
    }
}

//! `versand`: words of the command that sends mail.

use std::path::PathBuf;

use chrono::NaiveTime;
use clap::{Args, ValueEnum};

use super::{halbjahr, quartal};
use crate::domain::{Halbjahr, Quartal};

/// What is to be sent, and how.
#[derive(Debug, Default, Args)]
pub struct Versandworte {
    /// Nur diese Sitzung: vor ihr die Einladung, nach ihr das Protokoll, wenn sie ausfällt die Absage
    #[arg(long, value_name = "ID")]
    pub sitzung: Option<String>,
    /// Nur diesen Bericht: budget, quartal, evaluation, angebote, beschluesse, jha
    #[arg(long, value_name = "BERICHT", hide_possible_values = true, conflicts_with = "sitzung")]
    pub bericht: Option<Versandbericht>,
    /// Quartal des Berichts (sonst: das neueste, das es gibt)
    #[arg(long, value_name = "JJJJ-QN", value_parser = quartal, requires = "bericht")]
    pub quartal: Option<Quartal>,
    /// Halbjahr der Evaluation (sonst: das neueste, das es gibt)
    #[arg(long, value_name = "JJJJ-HN", value_parser = halbjahr, requires = "bericht", conflicts_with = "quartal")]
    pub halbjahr: Option<Halbjahr>,
    /// Nur an die Empfänger dieses Raums, dieser Region oder „kreis“
    #[arg(long, value_name = "RAUM", requires = "bericht")]
    pub raum: Option<String>,
    /// Zeigen, wer was bekommt; nichts senden (so auch ohne Angabe)
    #[arg(long, conflicts_with_all = ["eml", "smtp", "klaeren", "offen"])]
    pub probe: bool,
    /// Jede Mail als Entwurf in diesen Ordner schreiben, für Outlook oder Thunderbird
    #[arg(long, value_name = "ORDNER", conflicts_with_all = ["smtp", "klaeren", "offen"])]
    pub eml: Option<PathBuf>,
    /// Über den Mailserver der Einstellungen senden
    #[arg(long, conflicts_with_all = ["klaeren", "offen"])]
    pub smtp: bool,
    /// Eine Mail klären, deren Ausgang offen ist: „angenommen“ (sie ist da) oder „erneut“ (noch einmal senden)
    #[arg(
        long,
        value_names = ["MESSAGE-ID", "AUSGANG"],
        num_args = 2,
        conflicts_with_all = ["offen", "sitzung", "bericht"]
    )]
    pub klaeren: Option<Vec<String>>,
    /// Zeigen, was nicht angekommen oder nicht geklärt ist
    #[arg(long)]
    pub offen: bool,
    /// Die Uhrzeit, die als jetzt gilt (sonst: die Uhr; zusammen mit --heute: 08:00)
    #[arg(long, value_name = "HH:MM", value_parser = time)]
    pub uhrzeit: Option<NaiveTime>,
}

/// Reports that are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Versandbericht {
    /// Budgetübersicht.
    Budget,
    /// Quarter's data.
    Quartal,
    /// Evaluation.
    Evaluation,
    /// Angebotsübersicht.
    Angebote,
    /// Overview of Beschlüsse.
    Beschluesse,
    /// Report to the committee.
    Jha,
}

fn time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "Eine Uhrzeit wird wie 14:30 geschrieben.".to_owned())
}

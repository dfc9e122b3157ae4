//! `zeitplan`: words of the command that sets up the regular run.

use std::path::PathBuf;

use clap::Args;

/// For whom the files are.
#[derive(Debug, Default, Args)]
pub struct Zeitplanworte {
    /// Dienst und Zeitgeber für systemd (so auch ohne Angabe)
    #[arg(long, conflicts_with_all = ["windows", "cron"])]
    pub systemd: bool,
    /// Aufgabe für die Windows-Aufgabenplanung als XML
    #[arg(long, conflicts_with = "cron")]
    pub windows: bool,
    /// Eine Zeile für crontab
    #[arg(long)]
    pub cron: bool,
    /// Die Dateien in diesen Ordner schreiben, statt sie auszugeben
    #[arg(long, value_name = "ORDNER")]
    pub nach: Option<PathBuf>,
}

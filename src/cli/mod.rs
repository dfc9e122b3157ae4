//! Exactly what was typed. What it means is resolved in [`crate::plan`].

mod german;
mod massnahme;
mod versand;
mod zeitplan;

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use chrono::NaiveDate;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::domain::{Datum, Halbjahr, Quartal};
use crate::workspace::Profil;
pub use german::Refusal;
pub use massnahme::{Listenfilter, MassnahmeBefehl, Stand};
pub use versand::{Versandbericht, Versandworte};
pub use zeitplan::Zeitplanworte;

/// Lieferungen der Wirtschaftlichen Jugendhilfe prüfen, Budgets der Sozialräume rechnen, Berichte setzen.
#[derive(Debug, Parser)]
#[command(
    name = "sozialraumbericht",
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    version,
    after_help = "Beispiel:\n  sozialraumbericht lauf\n      Liest alles aus data/eingang ein, rechnet das neueste Quartal und schreibt alle Berichte nach reports/.\n\nHilfe zu einem Befehl: sozialraumbericht BEFEHL --help"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub befehl: Befehl,
    /// Options of all commands.
    #[command(flatten)]
    pub allgemein: Allgemein,
}

/// Options of all commands.
#[derive(Debug, Args)]
pub struct Allgemein {
    /// Ordner mit sozialraumbericht.toml (sonst: der aktuelle Ordner)
    #[arg(long, global = true, value_name = "ORDNER", default_value = ".", hide_default_value = true)]
    pub arbeitsbereich: PathBuf,
    /// Der Tag, der als heute gilt (sonst: die Uhr)
    #[arg(long, global = true, value_name = "JJJJ-MM-TT", value_parser = day)]
    pub heute: Option<NaiveDate>,
    /// Antwort als Text oder als JSON: text, json
    #[arg(
        long,
        global = true,
        value_name = "FORM",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub ausgabe: Ausgabeform,
    /// Mehr Einzelheiten zeigen
    #[arg(short = 'v', long = "ausfuehrlich", global = true)]
    pub ausfuehrlich: bool,
    /// Ohne Farben (auch über die Umgebungsvariable NO_COLOR)
    #[arg(long, global = true)]
    pub keine_farbe: bool,
    /// So viele Sekunden auf einen anderen Lauf im selben Arbeitsbereich warten (sonst: gar nicht)
    #[arg(long, global = true, value_name = "SEKUNDEN", default_value_t = 0, hide_default_value = true)]
    pub warten: u32,
    /// Diese Hilfe zeigen
    #[arg(short = 'h', long = "help", visible_alias = "hilfe", global = true, action = ArgAction::Help)]
    pub hilfe: Option<bool>,
    /// Die Version zeigen
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ausgabeform {
    /// For people.
    Text,
    /// One object on standard output.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Befehl {
    /// Der ganze Lauf: einlesen, rechnen, alle Berichte eines Quartals schreiben
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht lauf --quartal 2026-Q2\n      Schreibt alle Berichte des 2. Quartals 2026 nach reports/2026-Q2/; weil mit ihm ein Halbjahr endet, auch\n      dessen Evaluationen nach reports/2026-H1/.\n  sozialraumbericht lauf --halbjahr 2026-H1\n      Schreibt nur die Evaluationen des 1. Halbjahres 2026."
    )]
    Lauf {
        /// Quartal der Berichte (sonst: das neueste mit einer Lieferung)
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
        /// Nur die Evaluationen dieses Halbjahres
        #[arg(long, value_name = "JJJJ-HN", value_parser = halbjahr, conflicts_with = "quartal")]
        halbjahr: Option<Halbjahr>,
        /// Nur, was fällig und noch nicht getan ist; holt versäumte Zeiträume nach, darf jede Stunde laufen
        #[arg(long, conflicts_with_all = ["quartal", "halbjahr"])]
        faellig: bool,
    },
    /// Zeigen, was fällig ist, warum und seit wann
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht faellig\n      Lieferungen, Befunde, Einladungen, Protokolle, Evaluationen, Nachweise, Laufzeiten, Budgets: was davon\n      überfällig, fällig oder demnächst zu tun ist."
    )]
    Faellig,
    /// Den regelmäßigen Lauf einrichten: Dateien für systemd, Windows oder cron ausgeben
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht zeitplan --systemd\n      Gibt Dienst und Zeitgeber aus, die jede Stunde „lauf --faellig“ aufrufen."
    )]
    Zeitplan(Zeitplanworte),
    /// Lieferungen prüfen, ohne sie aufzunehmen
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht pruefen \"data/eingang/2026-Q2/HHJ2026_P01-06_Einzelposten.xlsx\"\n      Zeigt alle Befunde der Datei; am Bestand ändert sich nichts.\n  sozialraumbericht pruefen Kosten.xlsx --pruefbericht Antwort.xlsx\n      Schreibt dazu die gelieferte Datei mit markierten Zellen nach Antwort.xlsx."
    )]
    Pruefen {
        /// Gelieferte Dateien
        #[arg(required = true, value_name = "DATEI")]
        dateien: Vec<PathBuf>,
        /// Quartal, falls die Datei keines nennt
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
        /// Prüfbericht hierhin schreiben: die Datei selbst mit markierten Zellen und der Liste der Befunde
        #[arg(long, value_name = "X.xlsx")]
        pruefbericht: Option<PathBuf>,
    },
    /// Lieferungen in den Bestand aufnehmen
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht einlesen\n      Nimmt alles auf, was in data/eingang liegt und noch nicht aufgenommen ist."
    )]
    Einlesen {
        /// Gelieferte Dateien (sonst: alles aus data/eingang)
        #[arg(value_name = "DATEI")]
        dateien: Vec<PathBuf>,
        /// Quartal, falls eine Datei keines nennt
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
    },
    /// Zeigen, was wann geliefert wurde und was gilt
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht lieferungen --quartal 2026-Q2\n      Zeigt alle Fassungen der Lieferungen dieses Quartals."
    )]
    Lieferungen {
        /// Nur dieses Quartal
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
        /// Zwei Lieferungen Zeile für Zeile vergleichen: ihre Nummern aus der Liste, alt und neu
        #[arg(long, value_names = ["ALT", "NEU"], num_args = 2, conflicts_with = "quartal")]
        vergleich: Option<Vec<String>>,
    },
    /// Zeigen, aus welchen Zellen eine Kennzahl kommt
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht herkunft budget.ist.achim.2026-Q2\n      Zeigt Formel, Filter und Zellen dieser Kennzahl.\n  sozialraumbericht herkunft budget.ist.\n      Zeigt alle Kennzahlen, die so beginnen.\n  sozialraumbericht herkunft reports/2026-Q2/budgetuebersicht-achim.pdf\n      Verfolgt jede Zahl dieses Berichts zu ihren Zellen."
    )]
    Herkunft {
        /// Kennung einer Kennzahl, ihr Anfang, oder ein PDF
        #[arg(value_name = "KENNZAHL|PDF")]
        was: String,
        /// Auch als Excel-Mappe schreiben
        #[arg(long, value_name = "DATEI.xlsx")]
        mappe: Option<PathBuf>,
    },
    /// Rohdateien und Fallzeilen bis zu einem Tag löschen; Summen und Nachweise bleiben
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht loeschen --bis 2025-12-31\n      Zeigt, was gelöscht wird, und fragt nach."
    )]
    Loeschen {
        /// Letzter Tag, bis zu dem gelöscht wird
        #[arg(long, value_name = "JJJJ-MM-TT", value_parser = day)]
        bis: NaiveDate,
        /// Ohne Rückfrage löschen
        #[arg(long)]
        ja: bool,
    },
    /// Den Bestand prüfen oder aus den aufbewahrten Lieferungen neu aufbauen
    #[command(subcommand)]
    Bestand(BestandBefehl),
    /// Die Kennzahlen eines Quartals ausgeben
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht kennzahlen --quartal 2026-Q2 --als tabelle\n      Zeigt die Budgetauslastung aller Räume als Tabelle mit Balken."
    )]
    Kennzahlen {
        /// Quartal (sonst: das neueste mit einer Lieferung)
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
        /// Form: tabelle, json, csv, xlsx
        #[arg(
            long,
            value_name = "FORM",
            default_value = "tabelle",
            hide_default_value = true,
            hide_possible_values = true
        )]
        als: Kennzahlform,
    },
    /// Einen Bericht schreiben
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht bericht budget --raum achim\n      Schreibt die Budgetübersicht des Sozialraums Achim für das neueste Quartal.\n  sozialraumbericht bericht evaluation --halbjahr 2026-H1 --raum kreis\n      Schreibt die Evaluation aller Maßnahmen im 1. Halbjahr 2026.\n  sozialraumbericht bericht nachweis --jahr 2025\n      Schreibt die Verwendungsnachweise des Förderjahres 2025 und nennt, was aussteht.\n  sozialraumbericht bericht steuerung --jahr 2025\n      Schreibt den Jahresbericht an die Steuerungsgruppe nach reports/2025/steuerungsbericht.pdf."
    )]
    Bericht {
        /// Welcher Bericht: budget, quartal, evaluation, jha, angebote, beschluesse, nachweis, steuerung
        #[arg(value_name = "BERICHT", hide_possible_values = true)]
        bericht: Bericht,
        /// Quartal (sonst: das neueste mit einer Lieferung)
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
        /// Halbjahr der Evaluation (sonst: das letzte, das zu Ende ist)
        #[arg(long, value_name = "JJJJ-HN", value_parser = halbjahr, conflicts_with = "quartal")]
        halbjahr: Option<Halbjahr>,
        /// Nur dieser Raum, diese Region oder „kreis“ (sonst: alle)
        #[arg(long, value_name = "RAUM")]
        raum: Option<String>,
        /// Förderjahr der Verwendungsnachweise (sonst: alle) oder des Jahresberichts (sonst: das letzte, das zu Ende ist)
        #[arg(long, value_name = "JAHR", value_parser = clap::value_parser!(i32).range(1990..=2199))]
        jahr: Option<i32>,
        /// Nur die Verwendungsnachweise dieser Maßnahme
        #[arg(long, value_name = "ID")]
        massnahme: Option<String>,
    },
    /// Anlage 1, 2 oder 3 schreiben, ausgefüllt oder leer
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht anlage 2 --massnahme GWA-2026-01\n      Schreibt die Kostenkalkulation dieser Maßnahme.\n  sozialraumbericht anlage 1 --leer\n      Schreibt die leere Maßnahmebeschreibung zum Ausdrucken."
    )]
    Anlage {
        /// Nummer der Anlage: 1, 2 oder 3
        #[arg(value_name = "NUMMER", value_parser = clap::value_parser!(u8).range(1..=3))]
        nummer: u8,
        /// Nur diese Maßnahme (sonst: alle)
        #[arg(long, value_name = "ID", conflicts_with = "leer")]
        massnahme: Option<String>,
        /// Das leere Formular
        #[arg(long)]
        leer: bool,
        /// Ordner unter reports/, in den die ausgefüllten Anlagen gehören (sonst: das neueste Quartal)
        #[arg(long, value_name = "JJJJ-QN", value_parser = quartal)]
        quartal: Option<Quartal>,
    },
    /// Einladungen, Protokolle und Berichte per Mail versenden, jede Fassung einmal
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht versand\n      Zeigt, was fällig ist, wer was bekommt und welche Einladung bis wann hinaus muss; sendet nichts.\n  sozialraumbericht versand --sitzung SRT-achim-2026-4 --eml entwuerfe\n      Schreibt die Einladung jedes Empfängers mit Anlagen und Termin als Entwurf nach entwuerfe/.\n  sozialraumbericht versand --bericht budget --raum achim --smtp\n      Sendet die Budgetübersicht Achim des neuesten Quartals über den Mailserver der Einstellungen."
    )]
    Versand(Versandworte),
    /// Die Datensätze der Maßnahmen
    #[command(subcommand)]
    Massnahme(MassnahmeBefehl),
    /// Die Sitzungen eines Jahres planen und auf Konflikte prüfen
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht jahresplanung 2027\n      Prüft die Sitzungen in data/sitzungen, schlägt fehlende vor und schreibt Plan und Kalender nach\n      reports/jahresplanung/2027/.\n  sozialraumbericht jahresplanung 2027 --anlegen\n      Legt dazu die vorgeschlagenen Sitzungen in data/sitzungen an."
    )]
    Jahresplanung {
        /// Jahr der Sitzungen
        #[arg(value_name = "JAHR", value_parser = jahr)]
        jahr: i32,
        /// Vorgeschlagene Sitzungen ohne Konflikt in data/sitzungen anlegen
        #[arg(long)]
        anlegen: bool,
    },
    /// Die Einladung zu einer Sitzung schreiben
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht einladung SRT-achim-2026-4\n      Schreibt die Einladung mit Tagesordnung nach reports/sitzungen/SRT-achim-2026-4/."
    )]
    Einladung {
        /// Schlüssel der Sitzung
        #[arg(value_name = "SITZUNG")]
        sitzung: String,
    },
    /// Das Protokoll einer Sitzung schreiben, vorher als Vordruck
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht protokoll SRT-achim-2026-4\n      Vor der Sitzung ein Vordruck mit Tagesordnung und offenen Beschlüssen, danach das Protokoll aus der\n      Sitzungsakte; geschrieben nach reports/sitzungen/SRT-achim-2026-4/."
    )]
    Protokoll {
        /// Schlüssel der Sitzung
        #[arg(value_name = "SITZUNG")]
        sitzung: String,
    },
    /// Formulare für Träger als Excel-Mappen schreiben: Antragsbogen, Bewertungsbogen, Evaluationsbogen
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht formulare\n      Schreibt die leeren Formulare nach reports/formulare/, dazu für jede Maßnahme, deren Evaluation für das letzte\n      Halbjahr fehlt, einen Evaluationsbogen mit ihren Zielen.\n  sozialraumbericht formulare --massnahme GWA-2026-03 --halbjahr 2026-H1 --nach Versand\n      Schreibt alle Formulare dieser Maßnahme, gefüllt mit ihrem Datensatz, in den Ordner Versand."
    )]
    Formulare {
        /// Ordner, in den sie geschrieben werden (sonst: reports/formulare)
        #[arg(long, value_name = "ORDNER")]
        nach: Option<PathBuf>,
        /// Formulare dieser Maßnahme, gefüllt mit ihrem Datensatz
        #[arg(long, value_name = "ID")]
        massnahme: Option<String>,
        /// Halbjahr der Evaluationsbögen (sonst: das letzte, das zu Ende ist)
        #[arg(long, value_name = "JJJJ-HN", value_parser = halbjahr)]
        halbjahr: Option<Halbjahr>,
    },
    /// JSON Schemas schreiben, mit denen ein Editor die TOML-Dateien prüft und ergänzt
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht schema\n      Schreibt die Schemas nach schema/ und .taplo.toml, damit Editoren (Even Better TOML) sie finden."
    )]
    Schema {
        /// Ordner, in den sie geschrieben werden (sonst: schema)
        #[arg(long, value_name = "ORDNER")]
        nach: Option<PathBuf>,
    },
    /// Einen Arbeitsbereich anlegen
    #[command(
        after_help = "Beispiele:\n  sozialraumbericht neu verden --profil verden\n      Legt den Arbeitsbereich des Landkreises Verden an.\n  sozialraumbericht neu probe --profil norderstedt\n      Legt ein Beispiel mit Datensätzen und Lieferungen an; danach: cd probe, sozialraumbericht lauf.\n  sozialraumbericht neu mein-amt --aus stammdaten.json\n      Übernimmt die Stammdaten aus einem anderen System."
    )]
    Neu {
        /// Der neue Ordner
        #[arg(value_name = "ORDNER")]
        ordner: PathBuf,
        /// Vorlage: leer, verden; Beispiele mit Datensätzen und Lieferungen: norderstedt, bezirk
        #[arg(
            long,
            value_name = "PROFIL",
            value_parser = profil,
            required_unless_present = "aus",
            conflicts_with = "aus"
        )]
        profil: Option<Profil>,
        /// Stammdaten eines anderen Systems als JSON
        #[arg(long, value_name = "DATEI")]
        aus: Option<PathBuf>,
    },
}

/// What to do with the store.
#[derive(Debug, Subcommand)]
pub enum BestandBefehl {
    /// Prüfen, ob alles noch so ist, wie es aufgenommen wurde
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht bestand pruefen\n      Vergleicht jede Datei des Bestands mit dem Verzeichnis; ändert nichts."
    )]
    Pruefen,
    /// Beschädigte Zeilen aus den aufbewahrten Lieferungen neu aufbauen
    #[command(
        after_help = "Beispiel:\n  sozialraumbericht bestand neu\n      Stellt beschädigte oder fehlende Dateien Byte für Byte wieder her."
    )]
    Neu,
}

/// Forms of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kennzahlform {
    /// Table with bars for the terminal.
    Tabelle,
    /// The contract's JSON.
    Json,
    /// One figure per line.
    Csv,
    /// Workbook in the reports folder.
    Xlsx,
}

/// Reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Bericht {
    /// Budgetübersicht of a quarter.
    Budget,
    /// Quartalsdaten: cases and costs of a quarter.
    Quartal,
    /// Evaluation of the Maßnahmen in a half-year.
    Evaluation,
    /// Report to the Jugendhilfeausschuss.
    Jha,
    /// Angebotsübersicht on the last day of a quarter.
    Angebote,
    /// Beschlussübersicht: needs, Maßnahmen and Beschlüsse and how they stand.
    Beschluesse,
    /// Verwendungsnachweise and Projektberichte by Förderjahr.
    Nachweis,
    /// Yearly report to the body that steers.
    Steuerung,
}

impl Cli {
    /// Reads the words typed; what is wrong with them comes back as German text.
    pub fn read<I, T>(words: I) -> Result<Self, Refusal>
    where
        I: IntoIterator<Item = T>,
        T: Into<std::ffi::OsString> + Clone,
    {
        let mut command = german::german(Self::command());
        let matches = command.try_get_matches_from_mut(words).map_err(|error| german::refusal(&error))?;
        let cli = Self::from_arg_matches(&matches).map_err(|error| german::refusal(&error))?;
        cli.befehl.check()?;
        Ok(cli)
    }
}

impl Befehl {
    /// Refuses words that are right one by one but not together.
    fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Pruefen { dateien, pruefbericht: Some(_), .. } if dateien.len() > 1 => Err(german::wrong(
                "Ein Prüfbericht gehört zu einer einzigen Datei; mit „--pruefbericht“ darf nur eine DATEI stehen.",
            )),
            Self::Bericht { bericht: Bericht::Budget, halbjahr: Some(_), .. } => Err(german::wrong(
                "Die Budgetübersicht gehört zu einem Quartal; statt „--halbjahr“ „--quartal 2026-Q2“ angeben.",
            )),
            Self::Bericht { bericht: Bericht::Quartal, halbjahr: Some(_), .. } => Err(german::wrong(
                "Die Quartalsdaten gehören zu einem Quartal; statt „--halbjahr“ „--quartal 2026-Q2“ angeben.",
            )),
            Self::Bericht { bericht: Bericht::Jha, halbjahr: Some(_), .. } => Err(german::wrong(
                "Der JHA-Bericht gehört zu einem Quartal; statt „--halbjahr“ „--quartal 2026-Q2“ angeben.",
            )),
            Self::Bericht { bericht: Bericht::Jha, raum: Some(_), .. } => {
                Err(german::wrong("Den JHA-Bericht gibt es nur für das ganze Amt; „--raum“ weglassen."))
            }
            Self::Bericht { bericht: Bericht::Angebote, halbjahr: Some(_), .. } => Err(german::wrong(
                "Die Angebotsübersicht gehört zu einem Quartal; statt „--halbjahr“ „--quartal 2026-Q2“ angeben.",
            )),
            Self::Bericht { bericht: Bericht::Beschluesse, halbjahr: Some(_), .. } => Err(german::wrong(
                "Die Beschlussübersicht gehört zu einem Quartal; statt „--halbjahr“ „--quartal 2026-Q2“ angeben.",
            )),
            Self::Bericht { bericht: Bericht::Evaluation, quartal: Some(_), .. } => Err(german::wrong(
                "Die Evaluation gehört zu einem Halbjahr; statt „--quartal“ „--halbjahr 2026-H1“ angeben.",
            )),
            Self::Bericht { bericht: Bericht::Nachweis, quartal, halbjahr, raum, .. }
                if quartal.is_some() || halbjahr.is_some() || raum.is_some() =>
            {
                Err(german::wrong(
                    "Ein Verwendungsnachweis gehört zu einem Förderjahr und einer Maßnahme; „--jahr 2025“ und „--massnahme ID“ angeben.",
                ))
            }
            Self::Bericht { bericht: Bericht::Steuerung, quartal, halbjahr, raum, massnahme, .. }
                if quartal.is_some() || halbjahr.is_some() || raum.is_some() || massnahme.is_some() =>
            {
                Err(german::wrong(
                    "Den Jahresbericht gibt es nur für das ganze Amt und ein Jahr; nur „--jahr 2025“ angeben.",
                ))
            }
            Self::Bericht { bericht, jahr: Some(_), .. }
                if !matches!(bericht, Bericht::Nachweis | Bericht::Steuerung) =>
            {
                Err(german::wrong("„--jahr“ gibt es nur für die Berichte „nachweis“ und „steuerung“."))
            }
            Self::Bericht { bericht, massnahme: Some(_), .. } if *bericht != Bericht::Nachweis => {
                Err(german::wrong("„--massnahme“ gibt es nur für den Bericht „nachweis“."))
            }
            _ => Ok(()),
        }
    }
}

fn quartal(text: &str) -> Result<Quartal, String> {
    text.parse().map_err(|_| format!("Ein Quartal wird wie 2026-Q2 geschrieben.{}", meant::<Quartal>(text, 'Q')))
}

fn halbjahr(text: &str) -> Result<Halbjahr, String> {
    text.parse().map_err(|_| format!("Ein Halbjahr wird wie 2026-H1 geschrieben.{}", meant::<Halbjahr>(text, 'H')))
}

/// The period that somebody may have meant who wrote its year and number otherwise.
fn meant<P: FromStr + Display>(text: &str, letter: char) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let guess = match (digits.get(..4), digits.get(4..5)) {
        (Some(jahr), Some(nummer)) => format!("{jahr}-{letter}{nummer}").parse::<P>().ok(),
        _ => None,
    };
    guess.map_or_else(String::new, |period| format!(" Meinten Sie {period}?"))
}

fn jahr(text: &str) -> Result<i32, String> {
    let year = text.parse().ok().filter(|year| (2018..=2199).contains(year));
    year.ok_or_else(|| "Ein Jahr wird wie 2027 geschrieben, frühestens 2018.".to_owned())
}

fn day(text: &str) -> Result<NaiveDate, String> {
    Datum::parse(text).map(Datum::day).ok_or_else(|| "Ein Tag wird wie 2026-07-20 geschrieben.".to_owned())
}

fn profil(text: &str) -> Result<Profil, String> {
    text.parse()
}

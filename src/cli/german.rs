//! clap in German: help, usage and what is wrong with a call.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

/// Why a call does not lead to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Help was asked for; not an error.
    Help(String),
    /// The call is wrong; the text says what and how it is right.
    Wrong(String),
}

/// Puts German headings and usage lines into a command and all below it.
pub(super) fn german(command: Command) -> Command {
    below(command, "")
}

/// `parent` is how the command above is called, for the usage line.
fn below(command: Command, parent: &str) -> Command {
    let called = format!("{parent} {}", command.get_name()).trim_start().to_owned();
    let command = command
        .help_template("{about-with-newline}\nAufruf: {usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("Befehle")
        .subcommand_value_name("BEFEHL")
        .mut_args(|arg| {
            if arg.get_help_heading().is_some() {
                arg
            } else if arg.is_positional() {
                arg.help_heading("Angaben")
            } else {
                arg.help_heading("Optionen")
            }
        })
        .mut_subcommands(|command| below(command, &called));
    // clap words its usage line itself; only two words of it are English. On a copy, because rendering freezes a
    // command before it has received the options of all commands.
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[OPTIONEN]");
    let usage = if parent.is_empty() { usage } else { format!("{parent} {usage}") };
    command.override_usage(usage)
}

/// What clap found, in German.
pub(super) fn refusal(error: &Error) -> Refusal {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        return Refusal::Help(aliases_in_german(&error.to_string()));
    }
    let mut text = sentence(error);
    if let Some(guess) = suggestion(error) {
        text.push_str(&format!("\n  Meinten Sie „{guess}“?"));
    }
    wrong(&text)
}

/// A wrong call, told by a sentence.
pub(super) fn wrong(sentence: &str) -> Refusal {
    Refusal::Wrong(format!("Fehler: {sentence}\n  Hilfe: sozialraumbericht --help"))
}

/// clap writes the word "aliases" into its help and has no setting for it.
fn aliases_in_german(help: &str) -> String {
    help.replace("[aliases: ", "[auch: ").replace("[alias: ", "[auch: ")
}

fn sentence(error: &Error) -> String {
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("Den Befehl „{}“ gibt es nicht.", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "Es fehlt der Befehl.".to_owned(),
        ErrorKind::UnknownArgument => format!("Die Angabe „{arg}“ gibt es hier nicht."),
        ErrorKind::InvalidValue if value.is_empty() => format!("Nach „{arg}“ fehlt der Wert."),
        ErrorKind::InvalidValue => {
            let valid = text(error, ContextKind::ValidValue);
            format!("„{value}“ ist kein Wert für {arg}. Möglich: {valid}.")
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().map(ToString::to_string).unwrap_or_default();
            // Our own readers answer in German sentences; what clap's say in English is left out.
            let reason = if reason.ends_with(['.', '?']) { reason } else { String::new() };
            format!("„{value}“ passt nicht zu {arg}. {reason}").trim_end().to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("Es fehlt: {arg}."),
        ErrorKind::ArgumentConflict => {
            let prior = text(error, ContextKind::PriorArg);
            if prior.is_empty() || prior == arg {
                format!("„{arg}“ darf nur einmal stehen.")
            } else {
                format!("„{arg}“ und „{prior}“ schließen sich aus.")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("„{arg}“ hat die falsche Zahl von Werten.")
        }
        ErrorKind::InvalidUtf8 => "Eine Angabe ist kein lesbarer Text.".to_owned(),
        _ => "Der Aufruf ist nicht verständlich.".to_owned(),
    }
}

fn suggestion(error: &Error) -> Option<String> {
    [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| text(error, kind))
        .find(|guess| !guess.is_empty())
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cli;
    use super::Refusal;

    fn wrong(words: &[&str]) -> String {
        match Cli::read(std::iter::once(&"sozialraumbericht").chain(words)) {
            Err(Refusal::Wrong(text)) => text,
            other => panic!("expected a refusal of {words:?}, got {other:?}"),
        }
    }

    #[test]
    fn misspelt_words_get_a_suggestion() {
        assert!(wrong(&["laf"]).contains("Meinten Sie „lauf“?"), "{}", wrong(&["laf"]));
        assert!(wrong(&["lauf", "--qartal", "2026-Q1"]).contains("Meinten Sie „--quartal“?"));
        assert!(wrong(&["kennzahlen", "--als", "jsn"]).contains("Meinten Sie „json“?"));
        assert!(wrong(&["lauf", "--quartal", "Q2/2026"]).contains("wie 2026-Q2 geschrieben"));
        assert!(wrong(&["lauf", "--quartal", "2026Q2"]).contains("Meinten Sie 2026-Q2?"));
    }

    #[test]
    fn general_options_may_follow_the_command() {
        let cli = Cli::read(["sozialraumbericht", "lauf", "--arbeitsbereich", "x", "--keine-farbe"]).expect("a call");
        assert_eq!(cli.allgemein.arbeitsbereich, std::path::Path::new("x"));
        assert!(cli.allgemein.keine_farbe);
    }

    #[test]
    fn no_english_reaches_the_clerk() {
        for words in [
            &["laf"][..],
            &["lauf", "--quartal"],
            &["pruefen"],
            &["anlage", "7"],
            &["anlage", "1", "--leer", "--massnahme", "X"],
            &["neu", "x"],
            &["lauf", "zuviel"],
            &["lauf", "--heute", "gestern"],
        ] {
            let text = wrong(words).to_lowercase();
            for english in ["error", "usage", "required", "invalid", "cannot", "argument", "unexpected", "value"] {
                assert!(!text.contains(english), "{words:?}: {text}");
            }
        }
    }

    #[test]
    fn help_is_german() {
        for words in [&["--help"][..], &["lauf", "--help"], &["massnahme", "--hilfe"], &["massnahme", "liste", "-h"]] {
            let Err(Refusal::Help(text)) = Cli::read(std::iter::once(&"sozialraumbericht").chain(words)) else {
                panic!("no help for {words:?}");
            };
            for english in ["Usage", "Options", "Commands", "Arguments", "Print", "possible values", "default", "alias"]
            {
                assert!(!text.contains(english), "{words:?}: {text}");
            }
            assert!(text.contains("Aufruf: sozialraumbericht"), "{text}");
        }
    }
}

//! Words, plan, run, exit status.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sozialraumbericht::cli::{Ausgabeform, Cli, Refusal};
use sozialraumbericht::ingest::lesedienst;
use sozialraumbericht::ingest::oeffner::Lesart;
use sozialraumbericht::pipeline::{self, Fortschritt};
use sozialraumbericht::plan::Plan;

fn main() -> ExitCode {
    // A parser that gives up on a broken file is answered by a finding; what it says on the way is for nobody.
    std::panic::set_hook(Box::new(|_| {}));
    if let Some(limits) = called_to_read() {
        return ExitCode::from(lesedienst::serve(&limits));
    }
    let cli = match Cli::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(Refusal::Help(text)) => {
            say(&text);
            return ExitCode::SUCCESS;
        }
        Err(Refusal::Wrong(text)) => {
            complain(&text);
            return ExitCode::from(2);
        }
    };
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let programm = match std::env::current_exe() {
        Ok(programm) => programm,
        Err(error) => {
            complain(&format!("Fehler: Der Ort des Programms ist nicht zu erfahren (Meldung des Systems: {error})"));
            return ExitCode::FAILURE;
        }
    };
    let now = now();
    let plan = Plan::resolve(&cli.allgemein, now.date(), no_color)
        .at(&cli.allgemein, now.time())
        .reading(Lesart::Kindprozess(programm));
    let balken = Balken::new();
    let outcome = pipeline::run(&cli.befehl, &plan, &balken);
    balken.clear();
    match outcome {
        Ok(antwort) => {
            match plan.ausgabe {
                Ausgabeform::Text => say(&antwort.text),
                Ausgabeform::Json => say(&antwort.json.to_string()),
            }
            ExitCode::from(antwort.status.code())
        }
        Err(error) => {
            if plan.ausgabe == Ausgabeform::Json {
                say(&serde_json::json!({ "fehler": error.to_string() }).to_string());
            }
            complain(&format!("Fehler: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// The limits of reading, if this is the process that the program makes of itself to read a delivered file.
fn called_to_read() -> Option<Vec<String>> {
    let mut words = std::env::args_os().skip(1);
    if words.next()? != lesedienst::WORT {
        return None;
    }
    Some(words.map(|word| word.to_string_lossy().into_owned()).collect())
}

/// The clock is read here and nowhere else.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn now() -> chrono::NaiveDateTime {
    chrono::Local::now().naive_local()
}

/// Writes to standard output. A reader that has gone away (`| head`) is no failure.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
}

/// Writes to standard error.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// A progress bar on standard error, only where a person looks at it.
struct Balken {
    bar: Mutex<Option<ProgressBar>>,
}

impl Balken {
    fn new() -> Self {
        Self { bar: Mutex::new(None) }
    }

    fn clear(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

impl Fortschritt for Balken {
    fn agrees(&self, question: &str) -> bool {
        if !std::io::stdin().is_terminal() {
            return false;
        }
        self.clear();
        complain(&format!("{question} [j/N]"));
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "j" | "ja")
    }

    fn stage(&self, what: &str, steps: usize) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        self.clear();
        let bar = ProgressBar::with_draw_target(u64::try_from(steps).ok(), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg:24} {bar:32} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        if let Ok(mut current) = self.bar.lock() {
            *current = Some(bar);
        }
    }

    fn step(&self) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.inc(1);
        }
    }
}

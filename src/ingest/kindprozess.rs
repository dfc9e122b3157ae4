//! The waiting side of [`super::lesedienst`]: starts it, hands it the bytes, and ends it when its time is over.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::lesedienst::{NICHT_BEREIT, WORT};
use super::mappe::Mappe;
use super::oeffnen::Hindernis;
use super::uebergabe::{self, KeineAntwort};

/// What a single reading process may take.
#[derive(Clone, Copy, Debug)]
pub struct Grenzen {
    /// Bytes of memory.
    pub speicher: u64,
    /// Bytes that it may answer.
    pub antwort: u64,
    /// Time until it is ended.
    pub zeit: Duration,
}

/// Why there is no answer about the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Abbruch {
    /// The file is to blame.
    Datei(Hindernis),
    /// This machine or this program is: no reading process can be started.
    Programm(String),
}

/// What came out of the process before it ended.
struct Ausgabe {
    antwort: Result<Result<Mappe, Hindernis>, KeineAntwort>,
    zu_lang: bool,
    klage: Vec<u8>,
}

/// Opens a file in a process of its own.
///
/// # Errors
///
/// Says whether the file or the machine is to blame.
pub fn open(programm: &Path, bytes: &[u8], grenzen: Grenzen) -> Result<Mappe, Abbruch> {
    let mut child = start(programm, grenzen).map_err(|cause| Abbruch::Programm(cause.to_string()))?;
    let talk = Gespraech::of(&mut child);
    thread::scope(|scope| {
        let (done, waiting) = mpsc::channel();
        let talking = scope.spawn(move || {
            let ausgabe = talk.hold(bytes, grenzen.antwort);
            let _ = done.send(());
            ausgabe
        });
        let in_time = waiting.recv_timeout(grenzen.zeit) != Err(mpsc::RecvTimeoutError::Timeout);
        if !in_time {
            let _ = child.kill();
        }
        // Whatever it is still busy with: its answer is complete, or nobody waits for it any more.
        let status = child.wait().map_err(|cause| Abbruch::Programm(cause.to_string()))?;
        let ausgabe = talking.join().map_err(|_| Abbruch::Datei(Hindernis::Lesefehler))?;
        if !in_time {
            return Err(Abbruch::Datei(Hindernis::Zeit));
        }
        judge(status, ausgabe)
    })
}

fn start(programm: &Path, grenzen: Grenzen) -> std::io::Result<Child> {
    // Waiting ends first; the limit of computing time is for a process whose waiting one has died.
    let seconds = grenzen.zeit.as_secs().saturating_add(1);
    Command::new(programm)
        .args([WORT, &grenzen.speicher.to_string(), &seconds.to_string()])
        .env_clear()
        // Without this Windows finds none of its own libraries.
        .envs(std::env::var_os("SYSTEMROOT").map(|folder| ("SYSTEMROOT", folder)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// The three pipes of a reading process.
struct Gespraech {
    stdin: Option<std::process::ChildStdin>,
    stdout: Option<std::process::ChildStdout>,
    stderr: Option<std::process::ChildStderr>,
}

impl Gespraech {
    fn of(child: &mut Child) -> Self {
        Self { stdin: child.stdin.take(), stdout: child.stdout.take(), stderr: child.stderr.take() }
    }

    /// Hands over the file and takes the answer, no longer than allowed.
    fn hold(mut self, bytes: &[u8], most: u64) -> Ausgabe {
        if let Some(mut stdin) = self.stdin.take() {
            // A process that ends early reads no further; why, its status says.
            let _ = stdin.write_all(bytes);
        }
        let mut ausgabe = Ausgabe { antwort: Err(KeineAntwort::Unvollstaendig), zu_lang: false, klage: Vec::new() };
        if let Some(stdout) = self.stdout.take() {
            let mut bounded = stdout.take(most);
            ausgabe.antwort = uebergabe::read(&mut bounded);
            ausgabe.zu_lang = bounded.limit() == 0;
        }
        // With its output closed a process that still has something to say ends, so this ends too.
        if let Some(stderr) = self.stderr.take() {
            let _ = stderr.take(4096).read_to_end(&mut ausgabe.klage);
        }
        ausgabe
    }
}

fn judge(status: ExitStatus, ausgabe: Ausgabe) -> Result<Mappe, Abbruch> {
    if ausgabe.zu_lang {
        return Err(Abbruch::Datei(Hindernis::Speicher));
    }
    match ausgabe.antwort {
        Ok(answered) if status.success() => return answered.map_err(Abbruch::Datei),
        // A reader of ours that says it is done has answered in full, whatever the file was.
        Err(_) if status.success() => return Err(Abbruch::Programm("andere Programmversion".to_owned())),
        Err(KeineAntwort::Fremd) => return Err(Abbruch::Programm("andere Programmversion".to_owned())),
        Ok(_) | Err(KeineAntwort::Unvollstaendig) => {}
    }
    // Two is what every version answers to words it does not know.
    if let Some(code) = status.code()
        && (code == 2 || code == i32::from(NICHT_BEREIT))
    {
        return Err(Abbruch::Programm(format!("Rückgabewert {code}")));
    }
    Err(Abbruch::Datei(reason(status, &ausgabe.klage)))
}

/// Why a reading process ended without an answer.
fn reason(status: ExitStatus, klage: &[u8]) -> Hindernis {
    // The standard library's words before it aborts; a stack that is used up aborts as well, with others.
    let out_of_memory = b"memory allocation of";
    if klage.windows(out_of_memory.len()).any(|words| words == out_of_memory) {
        return Hindernis::Speicher;
    }
    match signal(status) {
        // The system ends processes this way when memory runs out; we would have known of our own doing.
        Some(9) => Hindernis::Speicher,
        Some(24) => Hindernis::Zeit,
        _ => Hindernis::Lesefehler,
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

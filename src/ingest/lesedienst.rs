//! The reading process: takes the bytes of one file on standard input and answers its cells on standard output.
//!
//! It is this same program, started by itself. First of all it limits itself, so that a file that makes a reader
//! allocate or loop ends this process and not the one that waits for it. It opens no file and starts nothing.

use std::io::{BufWriter, Read, Write, stdin, stdout};

use super::{oeffnen, uebergabe};

/// The word by which the program calls itself to read. Not for people, so no help names it.
pub const WORT: &str = "lies-datei";

/// Done; also where the file cannot be read, for that is an answer.
const FERTIG: u8 = 0;
/// The answer did not reach anybody.
const KEINE_ANTWORT: u8 = 4;
/// Called in another way than the program calls itself, or the limits cannot be set.
pub(super) const NICHT_BEREIT: u8 = 5;

/// Answers one file. `words` are the limits: bytes of memory, seconds of computing.
pub fn serve(words: &[String]) -> u8 {
    let [memory, seconds] = words else { return NICHT_BEREIT };
    let (Ok(memory), Ok(seconds)) = (memory.parse(), seconds.parse()) else { return NICHT_BEREIT };
    if !limit(memory, seconds) {
        return NICHT_BEREIT;
    }
    let mut bytes = Vec::new();
    if stdin().lock().read_to_end(&mut bytes).is_err() {
        return KEINE_ANTWORT;
    }
    let ergebnis = oeffnen::open("", &bytes);
    drop(bytes);
    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    match uebergabe::write(&mut out, &ergebnis).and_then(|()| out.flush()) {
        Ok(()) => {
            // The end of the process frees millions of cells at once.
            std::mem::forget(ergebnis);
            FERTIG
        }
        Err(_) => KEINE_ANTWORT,
    }
}

/// Sets the limits of this process. `false` where that is not possible and should be.
#[cfg(unix)]
fn limit(memory: u64, seconds: u64) -> bool {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let set = |resource, most: u64| {
        let allowed = getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most));
        setrlimit(resource, Rlimit { current: Some(allowed), maximum: Some(allowed) }).is_ok()
    };
    // Some systems know no limit of the address space; there the time alone has to do.
    let memory = set(Resource::As, memory.saturating_add(own_size())) || !cfg!(target_os = "linux");
    memory
        && set(Resource::Cpu, seconds)
        && set(Resource::Core, 0)
        && set(Resource::Fsize, 0)
        // Standard input, output and error, and no more.
        && set(Resource::Nofile, 3)
}

/// Elsewhere the waiting process ends this one when its time is over; memory has no limit.
#[cfg(not(unix))]
fn limit(_: u64, _: u64) -> bool {
    true
}

/// Bytes of this program, which is mapped as a whole before anything is read.
#[cfg(unix)]
fn own_size() -> u64 {
    // Libraries and the stack come on top of the program itself.
    const AROUND: u64 = 32 << 20;
    let length = std::env::current_exe().and_then(std::fs::metadata).map_or(0, |meta| meta.len());
    length.saturating_add(AROUND)
}

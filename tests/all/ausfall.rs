//! Nothing is lost: the program is killed at random moments, the disk is full, a folder is read-only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::arbeitsbereich::{Arbeitsbereich, copy};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sozialraumbericht");
/// How often the program is killed.
const KILLS: u32 = 200;

const KOSTEN: &str =
    "BELEGNR;POS;BUCHDAT;BETRAG;ART;PSK;LEISTUNG;AKTENZEICHEN;MASSNAHME;SR;LZVON;LZBIS;KREDITOR;VERWENDUNG;NAME\r\n";
const FAELLE: &str = "AKTENZEICHEN;NAME;GEBDAT;GESCHL;LEISTUNG;SR;BEGINN;ENDE;KREDITOR;UMFANG;UMA;ERSTATTUNG\r\n";

/// A small office: few documents, so that many runs are short, and three deliveries: one good, one with a warning, one
/// that is refused. With a key of its own, so that all copies agree.
fn office() -> Arbeitsbereich {
    let workspace = Arbeitsbereich::taken_over("bezirk");
    for folder in ["massnahmen", "evaluationen", "sitzungen", "eingang"] {
        let folder = workspace.path().join("data").join(folder);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder).expect("a folder");
    }
    let raum = |number: u32| ["Bezirksjugendamt Mitte", "Bezirksjugendamt Ost"][usize::from(number.is_multiple_of(2))];
    let booking = |number: u32, date: &str| {
        format!(
            "2026{number:06};1;{date};{},50;Auszahlung;363350.433110;§ 31;51.2.01-{number:04}/26;;{};01.01.2026;31.01.2026;;;\r\n",
            100 + number,
            raum(number)
        )
    };
    let case = |number: u32| {
        format!("51.2.01-{number:04}/26;;01.05.2015;w;§ 31;{};01.02.2025;31.12.9999;;;;\r\n", raum(number))
    };
    let bookings: String = (1..40).map(|number| booking(number, "05.02.2026")).collect();
    let cases: String = (1..40).map(case).collect();
    let deliver = |name: &str, text: &str| {
        // Windows-1252, as the layout says; all characters used here are one byte in it.
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("one byte")).collect();
        fs::write(workspace.path().join("data/eingang").join(name), bytes).expect("delivered");
    };
    deliver("kosten_2026-Q1.csv", &format!("{KOSTEN}{bookings}{}", booking(39, "05.02.2026")));
    deliver("faelle_2026-Q1.csv", &format!("{FAELLE}{cases}"));
    deliver("kosten-falsch_2026-Q1.csv", &format!("{KOSTEN}{}", booking(7, "31.02.2026")));
    let store = workspace.path().join("data/bestand");
    fs::create_dir_all(&store).expect("a folder");
    fs::write(store.join("aktenzeichen.key"), "07".repeat(32)).expect("a key");
    workspace
}

fn command(workspace: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(["lauf", "--heute", "2026-07-20", "--ausgabe", "json", "--arbeitsbereich"])
        .arg(workspace)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(workspace: &Path) -> Output {
    let output = command(workspace).output().expect("a run");
    let status = output.status.code();
    assert!(matches!(status, Some(0 | 3)), "{status:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Everything that a run leaves: files of reports, store and answers, and what the ledger tells.
fn state(workspace: &Path) -> Vec<(String, Vec<u8>)> {
    let mut state = Vec::new();
    for folder in ["reports", "data/bestand", "data/rueckmeldung"] {
        gather(&workspace.join(folder), folder, &mut state);
    }
    // The ledger's file has its own free pages and journal; what it says is asked for instead. The lock names a process.
    state.retain(|(name, _)| !name.ends_with("ledger.sqlite") && !name.ends_with(".sperre"));
    for words in [&["lieferungen"][..], &["bestand", "pruefen"]] {
        let output = Command::new(PROGRAM)
            .args(words)
            .args(["--ausgabe", "json", "--arbeitsbereich"])
            .arg(workspace)
            .output()
            .expect("an answer");
        state.push((words.join(" "), output.stdout));
    }
    state.sort();
    state
}

fn gather(folder: &Path, name: &str, state: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let below = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &below, state);
        } else {
            state.push((below, fs::read(entry.path()).expect("a file")));
        }
    }
}

fn names(state: &[(String, Vec<u8>)]) -> Vec<&str> {
    state.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn killed_at_two_hundred_moments_the_next_run_leaves_what_an_undisturbed_one_leaves() {
    let office = office();
    // The shorter of two runs: the first one may have to load the program.
    let [(_, first), (undisturbed, second)] = [(), ()].map(|()| {
        let workspace = tempfile::tempdir().expect("a folder");
        copy(office.path(), workspace.path());
        let started = Instant::now();
        run(workspace.path());
        (workspace, started.elapsed())
    });
    let length = first.min(second);
    let expected = state(undisturbed.path());
    assert!(expected.iter().any(|(name, _)| name.ends_with("lauf.json")), "{:?}", names(&expected));
    let threads: Vec<_> = (0..2_u32)
        .map(|thread| {
            let (office, expected) = (office.path().to_owned(), expected.clone());
            thread::spawn(move || {
                let mut finished = 0;
                for kill in (thread..KILLS).step_by(2) {
                    finished += u32::from(killed(&office, &expected, length, kill));
                }
                finished
            })
        })
        .collect();
    let finished: u32 = threads.into_iter().map(|thread| thread.join().expect("no difference")).sum();
    assert!(finished < KILLS * 3 / 4, "{finished} of {KILLS} runs were over before they were killed");
}

/// Kills a run at one of the moments of its length, then looks at what the next one leaves. Whether it was over already.
fn killed(office: &Path, expected: &[(String, Vec<u8>)], length: Duration, kill: u32) -> bool {
    let workspace = tempfile::tempdir().expect("a folder");
    copy(office, workspace.path());
    let mut child = command(workspace.path()).spawn().expect("a run");
    // Moments spread over the length by the golden ratio: random to the program, the same every time.
    let share = (u64::from(kill) * 618_033_989) % 1_000_000_000;
    thread::sleep(Duration::from_nanos(u64::try_from(length.as_nanos()).expect("short") / 1_000_000 * share / 1_000));
    let over = child.try_wait().expect("a state").is_some();
    child.kill().expect("killed");
    child.wait().expect("gone");
    run(workspace.path());
    let found = state(workspace.path());
    assert_eq!(names(&found), names(expected), "after kill {kill}");
    for ((name, found), (_, expected)) in found.iter().zip(expected) {
        assert!(found == expected, "{name} differs after kill {kill}");
    }
    over
}

#[test]
fn a_second_run_waits_where_it_is_told_to_and_leaves_where_not() {
    let office = office();
    let store = office.path().join("data/bestand");
    let held =
        sozialraumbericht::store::Bestand::open(&store, sozialraumbericht::store::Warten::default()).expect("held");
    let refused = command(office.path()).output().expect("an answer");
    assert_eq!(refused.status.code(), Some(1));
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(message.contains(&format!("Prozess {}", std::process::id())), "{message}");
    let mut waiting = command(office.path()).args(["--warten", "60"]).spawn().expect("a run");
    thread::sleep(Duration::from_millis(600));
    assert!(waiting.try_wait().expect("a state").is_none(), "it waits");
    drop(held);
    assert!(matches!(waiting.wait().expect("done").code(), Some(0 | 3)));
}

/// A full disk: a small file system of its own where that is allowed, else a limit on the size of files.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_no_damage() {
    let office = office();
    let reference = tempfile::tempdir().expect("a folder");
    copy(office.path(), reference.path());
    run(reference.path());
    let expected = state(reference.path());
    let folder = tempfile::tempdir().expect("a folder");
    let small = folder.path().join("klein");
    fs::create_dir_all(&small).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(&small)
        .output()
        .is_ok_and(|output| output.status.success());
    let (workspace, failed) = if mounted {
        let workspace: PathBuf = small.join("amt");
        copy(office.path(), &workspace);
        // What is left is filled up to a few blocks.
        let mut filler = vec![0_u8; 3 << 20];
        while fs::write(small.join("voll"), &filler).is_err() && filler.len() > 4096 {
            filler.truncate(filler.len() - 64 * 1024);
        }
        fs::write(small.join("voll"), &filler[..filler.len().saturating_sub(256 * 1024)]).expect("filled");
        let failed = command(&workspace).output().expect("an answer");
        (workspace, failed)
    } else {
        let workspace = folder.path().join("amt");
        copy(office.path(), &workspace);
        let failed = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$@\"", "sh", PROGRAM, "lauf", "--heute", "2026-07-20"])
            .arg("--arbeitsbereich")
            .arg(&workspace)
            .output()
            .expect("an answer");
        (workspace, failed)
    };
    let message = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(1), "{message}");
    assert!(message.contains("Fehler: ") && message.contains("Abhilfe"), "{message}");
    if mounted {
        assert!(message.contains("voll"), "{message}");
        fs::remove_file(small.join("voll")).expect("space");
        let roomier = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&small).status().expect("remounted");
        assert!(roomier.success());
    }
    run(&workspace);
    let found = state(&workspace);
    if mounted {
        let _ = Command::new("umount").arg("-l").arg(&small).status();
    }
    assert_eq!(names(&found), names(&expected));
    for ((name, found), (_, expected)) in found.iter().zip(&expected) {
        assert!(found == expected, "{name} differs");
    }
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_written_nothing_is_changed_and_the_reason_is_said() {
    let office = office();
    // A file where the folder belongs: nobody can write into it, whoever runs the test.
    fs::write(office.path().join("reports"), "kein Ordner").expect("written");
    let failed = command(office.path()).output().expect("an answer");
    let message = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(1), "{message}");
    assert!(message.contains("Der Bericht lässt sich nicht schreiben") && message.contains("Ort: "), "{message}");
    assert_eq!(fs::read(office.path().join("reports")).expect("untouched"), b"kein Ordner");
    fs::remove_file(office.path().join("reports")).expect("removed");
    run(office.path());
}

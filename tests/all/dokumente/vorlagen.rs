//! An office may put templates of its own beside its data: a file overrides its twin, and a broken one harms nothing.

use std::process::Command;

use super::pdf::Pdf;
use super::werkstatt::{QUARTAL, fertige_werkstatt, files, lauf, put, run};
use crate::arbeitsbereich::HEUTE;

fn built_in(name: &str) -> String {
    std::fs::read_to_string(crate::arbeitsbereich::root().join("templates").join(name)).expect("a template")
}

#[test]
fn a_changed_word_and_a_changed_colour_come_from_the_workspace() {
    let folder = fertige_werkstatt();
    let word = "Welcher Bedarf liegt zu Grunde?";
    assert!(built_in("anlage-1.typ").contains(word));
    let own = built_in("anlage-1.typ").replace(word, "Welcher Bedarf besteht?");
    put(&folder.path().join("templates/anlage-1.typ"), &own);
    run(folder.path(), &["anlage", "1", "--massnahme", "GWA-2026-01"]).expect("a form");
    let name = format!("{QUARTAL}/anlagen/GWA-2026-01/anlage-1.pdf");
    let pdf = Pdf::read(name.clone(), files(&folder.path().join("reports"))[&name].clone());
    let text = pdf.text();
    assert!(text.contains("Welcher Bedarf besteht?") && !text.contains(word), "{text}");

    let colour = "gebunden = rgb(\"#a9c4d8\")";
    assert!(built_in("teile/farben.typ").contains(colour));
    put(
        &folder.path().join("templates/teile/farben.typ"),
        &built_in("teile/farben.typ").replace(colour, "gebunden = rgb(\"#ff8000\")"),
    );
    run(folder.path(), &["bericht", "budget", "--raum", "achim"]).expect("a report");
    let name = format!("{QUARTAL}/budgetuebersicht-achim.pdf");
    let pdf = Pdf::read(name.clone(), files(&folder.path().join("reports"))[&name].clone());
    let page = |pdf: &Pdf| {
        let page = pdf.document.page_iter().next().expect("a page");
        String::from_utf8_lossy(&pdf.document.get_page_content(page)).into_owned()
    };
    // 0xff, 0x80, 0x00 as the page describes it.
    let orange = "1 0.5019608 0 sc";
    assert!(page(&pdf).contains(orange) && !page(lauf().pdf(&name)).contains(orange));
}

#[test]
fn a_broken_template_is_told_by_file_and_line_and_leaves_the_reports_of_before() {
    let folder = fertige_werkstatt();
    let reports = folder.path().join("reports");
    let before = files(&reports);
    let own = built_in("budgetuebersicht.typ");
    let line = own.lines().count() + 1;
    put(&folder.path().join("templates/budgetuebersicht.typ"), &format!("{own}#unbekannt\n"));

    let mut command = Command::new(env!("CARGO_BIN_EXE_sozialraumbericht"));
    let output = command.args(["lauf", "--heute", HEUTE, "--keine-farbe"]).current_dir(folder.path()).output();
    let output = output.expect("the program");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("a text");
    assert!(
        said.starts_with("Fehler: Das Dokument „2026-Q2/budgetuebersicht-achim.pdf“ lässt sich nicht setzen"),
        "{said}"
    );
    assert!(said.contains(&format!("in templates/budgetuebersicht.typ, Zeile {line}\n")), "{said}");
    assert!(said.contains("Abhilfe: Eigene Vorlagen im Ordner templates/ prüfen oder entfernen"), "{said}");
    assert!(output.stdout.is_empty());
    assert!(files(&reports) == before, "a report has changed");
}

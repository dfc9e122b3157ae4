//! The first sheet, which tells how a form is filled in, and the last, which holds the lists to choose from.

use super::bau::{Bau, GANZ};
use super::{Amt, Blatt, Inhalt, Stil};
use crate::domain::formular::FELD_KENNUNG;

/// Name of the sheet with the lists.
pub const LISTEN: &str = "Listen";

/// The sheet of instructions. `schritte` are sentences for this form.
pub fn hinweise(amt: &Amt<'_>, titel: &str, untertitel: &str, schritte: &[String]) -> Blatt {
    let mut bau = Bau::new("Ausfüllhinweise", amt.fuss(titel));
    kopf(&mut bau, amt, "Formular", titel, untertitel);
    bau.frage("So wird das Formular ausgefüllt", "");
    let email = &amt.stammdaten.einstellungen.amt.email;
    let general = [
        "Ausgefüllt werden nur die hinterlegten Felder; alles andere ist geschützt. Wer in ein Feld klickt, sieht eine \
         Hilfe."
            .to_owned(),
        "Mit der Tabulatortaste geht es von Feld zu Feld. In langen Texten beginnt Alt+Eingabe (LibreOffice: \
         Strg+Eingabe) eine neue Zeile."
            .to_owned(),
        "Beträge werden ohne €-Zeichen eingegeben, zum Beispiel 1234,56; Tage zum Beispiel als 31.03.2026.".to_owned(),
        "Summen rechnet das Formular selbst; nicht gebrauchte Zeilen bleiben leer.".to_owned(),
    ];
    let send = format!(
        "Das ausgefüllte Formular bitte als Excel- oder LibreOffice-Datei (.xlsx oder .ods) zurücksenden an {email}, \
         nicht als PDF oder Ausdruck: Es wird von einem Programm eingelesen."
    );
    for (number, sentence) in (1..).zip(schritte.iter().chain(&general).chain([&send])) {
        let zeile = bau.zeile(super::bau::hoehe(sentence, (2, GANZ.1), 1));
        bau.text(zeile, (0, 1), format!("{number}."), Stil::Text);
        bau.text(zeile, (2, GANZ.1), sentence.clone(), Stil::Text);
    }
    bau.frage("Angaben zum Formular", "(für die Zuordnung beim Einlesen; bitte nicht ändern)");
    let zeile = bau.zeile(24);
    bau.fest(zeile, GANZ, Inhalt::Text(amt.kennung.to_string()), FELD_KENNUNG);
    bau.fertig()
}

/// Head of a sheet: what it is at the left, the office's address at the right.
pub fn kopf(bau: &mut Bau, amt: &Amt<'_>, anlage: &str, titel: &str, untertitel: &str) {
    let office = &amt.stammdaten.einstellungen.amt;
    let last = bau.ganz().1;
    let (left, right) = ((0, last - 11), (last - 10, last));
    let lines = [
        office.name.clone(),
        office.organisation.clone(),
        office.strasse.clone(),
        format!("{} {}", office.plz, office.ort),
    ];
    let texts = [(anlage, Stil::Anlage), (titel, Stil::Titel), (untertitel, Stil::Untertitel), ("", Stil::Untertitel)];
    for ((line, (text, stil)), hoehe) in lines.into_iter().zip(texts).zip([20, 28, 20, 18]) {
        let zeile = bau.zeile(hoehe);
        bau.text(zeile, left, text, stil);
        bau.text(zeile, right, line, Stil::Adresse);
    }
    bau.abstand(6);
}

/// The hidden sheet with the lists to choose from, one in each column; formulas that refer to them come back.
pub fn listen(lists: &[Vec<String>]) -> (Blatt, Vec<String>) {
    let mut bau = Bau::new(LISTEN, String::new());
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    for _ in 0..longest {
        bau.zeile(18);
    }
    let mut formulas = Vec::new();
    for (column, list) in (0..).zip(lists) {
        for (row, entry) in (0..).zip(list) {
            bau.text(row, (column, column), entry.clone(), Stil::Text);
        }
        let last = u32::try_from(list.len().saturating_sub(1)).unwrap_or(0);
        let first = super::bau::adresse(column, 0);
        formulas.push(format!("{LISTEN}!{first}:{}", super::bau::adresse(column, last)));
    }
    bau.blatt.versteckt = true;
    (bau.fertig(), formulas)
}

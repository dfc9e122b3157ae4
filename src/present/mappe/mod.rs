//! The figures as workbooks: everything for the office itself, what may be shown for everybody.

mod bilder;
mod budget;
mod einzelfall;
mod hinweise;
mod modell;
mod oeffentlich;
mod rechenprobe;
#[cfg(test)]
mod tests;
mod worte;
mod zeitreihe;

use self::worte::Worte;
use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::raum::Ebene;
use crate::domain::zelle::Ort;
use crate::domain::{Stammdaten, Zielgruppe};

pub use hinweise::inhalt;
pub use modell::*;

/// The workbook of a quarter for the office itself: nothing is suppressed. `sicht` must be an open one.
pub fn mappe(stammdaten: &Stammdaten, auswertung: &Auswertung, sicht: &Sicht<'_>) -> Mappe {
    let worte = Worte::new(stammdaten, auswertung);
    let mut orte = worte.raeume();
    orte.extend(stammdaten.regionen.iter().map(|region| Ort::new(Ebene::Region, region.id.as_str())));
    orte.push(Ort::kreis());
    let mut vorspann = vec![
        "Nur für den Dienstgebrauch im Amt: kleine Zahlen sind nicht gesperrt.".to_owned(),
        "„…“ heißt: nicht geliefert. „–“ heißt: genau null.".to_owned(),
        format!(
            "Zeilen der Ebenen {} und Gesamt sind Summen: vor dem Summieren filtern.",
            stammdaten.einstellungen.amt.begriff_region
        ),
        "Quelle: Fall- und Kostenlieferungen der WJH.".to_owned(),
    ];
    vorspann.extend(worte.luecken());
    let mut blaetter = vec![budget::budget(&worte), budget::summen(&worte), budget::massnahmen(&worte)];
    blaetter.extend(einzelfall::faelle(&worte));
    blaetter.extend(einzelfall::kosten(&worte));
    blaetter.push(zeitreihe::reihe(&worte, sicht, "Reihe", &orte, vorspann));
    finish(&worte, sicht, Zielgruppe::Intern, blaetter)
}

/// The workbook of a quarter for everybody. Numbers on cases and costs come from `sicht` alone; money of Maßnahmen is
/// no Sozialdatum.
pub fn mappe_oeffentlich(stammdaten: &Stammdaten, auswertung: &Auswertung, sicht: &Sicht<'_>) -> Mappe {
    let worte = Worte::new(stammdaten, auswertung);
    let mut vorspann = vec![
        oeffentlich::ZEICHEN.to_owned(),
        "Quelle: Fall- und Kostenlieferungen der Wirtschaftlichen Jugendhilfe (WJH).".to_owned(),
    ];
    vorspann.extend(worte.luecken());
    let blaetter = vec![
        budget::budget(&worte),
        budget::summen(&worte),
        budget::massnahmen(&worte),
        oeffentlich::hilfen_kreis(&worte, sicht),
        oeffentlich::hilfen_raeume(&worte, sicht),
        oeffentlich::kosten_kreis(&worte, sicht),
        oeffentlich::kosten_raeume(&worte, sicht),
        zeitreihe::reihe(&worte, sicht, "Reihe", &[Ort::kreis()], vorspann),
    ];
    finish(&worte, sicht, Zielgruppe::Oeffentlich, blaetter)
}

/// Adds charts, sources, notes and the cover.
fn finish(worte: &Worte<'_>, sicht: &Sicht<'_>, zielgruppe: Zielgruppe, mut blaetter: Vec<Blatt>) -> Mappe {
    blaetter.extend(bilder::budgets(worte));
    blaetter.extend([
        bilder::faelle(worte, sicht),
        bilder::raeume(worte, sicht),
        bilder::kosten(worte, sicht),
        hinweise::quellen(worte, zielgruppe),
    ]);
    let mehr = match zielgruppe {
        Zielgruppe::Intern => vec!["Intern: kleine Zahlen sind nicht gesperrt.".to_owned()],
        Zielgruppe::Fachkreis | Zielgruppe::Oeffentlich => vec![oeffentlich::sperrungen(sicht)],
    };
    blaetter.insert(0, hinweise::definitionen(worte, mehr));
    let deckblatt = hinweise::deckblatt(worte, zielgruppe, &blaetter);
    blaetter.insert(0, deckblatt);
    let einstellungen = &worte.stammdaten.einstellungen;
    Mappe {
        titel: format!("{} ({})", hinweise::titel(worte), zielgruppe.label()),
        thema: format!("Budgets, Fälle und Kosten, {}", worte.stand()),
        amt: einstellungen.amt.name.clone(),
        akzent: einstellungen.gestaltung.akzent().to_owned(),
        blaetter,
    }
}

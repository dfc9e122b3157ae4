//! What is shown apart: counselling (§ 28), unaccompanied minors, refunded cases.

use super::kontext::{Kontext, kurz};
use super::{Abschnitt, lauf};
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Quartal};
use crate::present::hilfen;
use crate::present::probe::Probe;
use crate::present::zahl;
use crate::present::zahlentabelle::{Rang, Spaltenart, Tabellenbau, Zelle};

/// The section.
pub(super) fn abschnitt(kontext: &Kontext<'_>) -> (Abschnitt, Vec<Probe>) {
    let titel = "Gesondert: Beratung, unbegleitete Minderjährige, Erstattungsfälle".to_owned();
    if !kontext.sicht.has_faelle(kontext.quartal()) {
        let text = format!("Für das {} sind keine Fälle geliefert.", zahl::quartal(kontext.quartal()));
        return (Abschnitt::without_table(titel, text), Vec::new());
    }
    let quartale = kontext.verglichen(|quartal| kontext.sicht.has_faelle(quartal));
    let mut lines: Vec<(String, Messgroesse, Hilfe)> = Vec::new();
    for gruppe in hilfen::getrennte(kontext.stammdaten) {
        lines.extend(
            gruppe
                .arten
                .into_iter()
                .map(|art| (format!("{} (in keiner Summe)", art.name), Messgroesse::Bestand, art.hilfe)),
        );
    }
    let davon = |name: &str| format!("{name} (in den Zahlen oben enthalten)");
    lines.push((davon("unbegleitete minderjährige Ausländer (umA)"), Messgroesse::Uma, Hilfe::alle()));
    let refunded = "Fälle, die ein anderes Jugendamt erstattet, §§\u{a0}89\u{a0}ff. SGB\u{a0}VIII";
    lines.push((davon(refunded), Messgroesse::Erstattung, Hilfe::alle()));
    let mut bau = Tabellenbau::new("/gesondert/tabelle", "Gesondert", "Fälle");
    for quartal in &quartale {
        bau = bau.with_spalte(kurz(*quartal), Some("Bestand am Quartalsende"), Spaltenart::Zahl);
    }
    for (name, groesse, hilfe) in lines {
        let read = |quartal: &Quartal| (*quartal, kontext.anzahl(groesse, *quartal, &hilfe));
        let werte: Vec<_> = quartale.iter().map(read).collect();
        if werte.iter().all(|(_, wert)| matches!(wert, Angabe::Wert(0))) {
            continue;
        }
        let id = |quartal| kontext.id(groesse, Zeitbezug::Quartal(quartal), &hilfe);
        bau.push(
            Rang::Einzeln,
            name,
            werte.into_iter().map(|(quartal, wert)| Zelle::anzahl(wert, id(quartal))).collect(),
        );
    }
    if bau.is_empty() {
        let text = format!("Davon gibt es in den verglichenen Quartalen keine Fälle. {}", andere(kontext));
        return (Abschnitt::without_table(titel, text), Vec::new());
    }
    if bau.prints(zahl::GESPERRT) {
        bau.note(format!("„.“: {} oder zu dessen Schutz gesperrt.", super::faelle::unter_schwelle(kontext)));
    }
    let (tabelle, proben) = bau.build();
    (Abschnitt { titel, laeufe: vec![lauf(andere(kontext))], tabelle: Some(tabelle) }, proben)
}

/// Where those are that nobody placed.
fn andere(kontext: &Kontext<'_>) -> String {
    let raum = &kontext.stammdaten.einstellungen.amt.begriff_raum;
    format!("Fälle, die keinem {raum} zugeordnet sind, stehen nur in den Zahlen des ganzen Amtes.")
}

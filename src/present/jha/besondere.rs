//! Chapter 8: what the office does not steer itself, and what is counted apart.

use super::bau::{Abschnitt, Bericht, Kapitelbau, beide};
use super::kontext::{Kontext, aufzaehlung, im_quartal, kurz};
use crate::domain::Angabe;
use crate::domain::zelle::Messgroesse::{Bestand, Erstattung, Uma};
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, ZellId};
use crate::present::hilfen;
use crate::present::kernsaetze::{Richtung, Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::zahl;
use crate::present::zahlentabelle::{Rang, Spaltenart, Tabellenbau, Zelle};

/// The lines: name, what is counted, of which Hilfen.
fn zeilen(kontext: &Kontext<'_>) -> Vec<(String, Messgroesse, Hilfe)> {
    let mut zeilen = vec![
        ("unbegleitete minderjährige Ausländer (umA)".to_owned(), Uma, Hilfe::alle()),
        ("Erstattung durch andere Jugendämter (§§\u{a0}89 ff.)".to_owned(), Erstattung, Hilfe::alle()),
    ];
    for gruppe in hilfen::getrennte(kontext.stammdaten) {
        let name = match gruppe.arten.as_slice() {
            [einzige] => einzige.name.clone(),
            _ => gruppe.name,
        };
        zeilen.push((format!("nicht im Gesamtwert: {name}"), Bestand, gruppe.hilfe));
    }
    zeilen
}

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Besondere, "umA, Erstattungsfälle, Erziehungsberatung");
    bau.zusatz("für sich gezählt");
    if !kontext.sicht().has_faelle(kontext.quartal()) {
        bau.absatz(Satz::new().text("Dazu fehlen Fallzahlen."));
        return bau.finish();
    }
    if let Some(aussage) = aussage(kontext) {
        bau.aussage(aussage);
    }
    let ohne: Vec<String> = kontext.daneben().into_iter().map(|line| format!("„{}“", line.name)).collect();
    bau.absatz(Satz::new().text(format!(
        "Wie viele unbegleitete minderjährige Ausländer (umA) und wie viele Fälle, deren Kosten ein anderes Jugendamt \
         erstattet, laufen, hängt von Zuweisung und Zuständigkeit ab, nicht von der Arbeit in den {}n. Sie sind in den \
         Gesamtwerten der Abschnitte {} bis {} enthalten, in der Regel in den Zeilen {}, und stehen hier für sich. Ein \
         Fall kann beides sein; die Zeilen ergeben deshalb keine Summe. Erziehungsberatung (§\u{a0}28) ist in keinem \
         Gesamtwert enthalten.",
        kontext.raeume_wort(),
        Abschnitt::Faelle.nummer(),
        Abschnitt::Verschiebung.nummer(),
        aufzaehlung(&ohne)
    )));
    let titel = format!("Für sich gezählte Fälle im Bestand, {}", kontext.kreis_wort());
    bau.tabelle(titel, "Fälle", |bau, _| tabelle(kontext, bau));
    bau.finish();
}

fn id(kontext: &Kontext<'_>, groesse: Messgroesse) -> ZellId {
    im_quartal(groesse, kontext.quartal(), &Ort::kreis(), &Hilfe::alle())
}

/// `26 umA im Bestand, weniger als ein Jahr zuvor (31)`
fn aussage(kontext: &Kontext<'_>) -> Option<Zeile> {
    let neu = id(kontext, Uma);
    let jetzt = kontext.zahl(&neu);
    let Angabe::Wert(count) = jetzt else { return None };
    let zeile = Zeile::new().zahl(&zahl::anzahl(count), Proberegel::Zelle(neu)).text(" umA im Bestand");
    let Some(with) = kontext.vergleich() else { return Some(zeile) };
    let alt = im_quartal(Uma, with.quartal, &Ort::kreis(), &Hilfe::alle());
    let Some((jetzt, damals)) = beide(jetzt, kontext.zahl(&alt)) else { return Some(zeile) };
    let (davor, danach) = match kontext.richtung(jetzt, damals) {
        Richtung::Mehr => (format!(", mehr als {} (", with.damals), ")"),
        Richtung::Weniger => (format!(", weniger als {} (", with.damals), ")"),
        _ => (format!(", {} waren es ", with.damals), ""),
    };
    Some(zeile.text(&davor).zahl(&zahl::anzahl(damals), Proberegel::Zelle(alt)).text(danach))
}

fn tabelle(kontext: &Kontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let quartale = kontext.quartale();
    let quartale = Kontext::spalten(&quartale);
    for quartal in quartale {
        bau = bau.with_spalte(kurz(*quartal), None, Spaltenart::Zahl);
    }
    for (name, groesse, hilfe) in zeilen(kontext) {
        let ids = quartale.iter().map(|quartal| im_quartal(groesse, *quartal, &Ort::kreis(), &hilfe));
        let zellen = ids.map(|id| Zelle::anzahl(kontext.zahl(&id), id)).collect();
        bau.push(Rang::Einzeln, name, zellen);
    }
    super::faelle::zeichen(&mut bau);
    bau
}

//! The annex: full tables. It is built first, since the chapters before it refer to its numbers.

use std::collections::BTreeMap;

use super::bau::{Abschnitt, Bericht, Kapitelbau};
use super::budget;
use super::faelle::{dichte_text, vergleichsquartale, zeichen};
use super::hilfearten::hilfearten;
use super::kontext::{Kontext, Zeilenort, bestand, gruppe_wort, im_jahr, im_quartal, kurz};
use super::massnahmen::{Bilanz, zieltabelle};
use super::raeume::daneben_mit_faellen;
use crate::domain::kennung::Kennungen;
use crate::domain::woerter::Fall;
use crate::domain::zelle::Messgroesse::{
    Aufwand, Beendet, Begonnen, Bestand, BestandAnfang, Inanspruchnahme, Monatsbestaende,
};
use crate::domain::zelle::{Hilfe, Ort};
use crate::domain::{Angabe, Quartal};
use crate::present::budgetuebersicht::kontext::Kontext as Budgetkontext;
use crate::present::budgetuebersicht::vergleich::{Rang as Budgetrang, budgetzeilen};
use crate::present::probe::{Proberegel, Stelle};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Anhang, "Anhang: Tabellen");
    let kreis = kontext.kreis_wort();
    if kontext.sicht().has_faelle(kontext.quartal()) {
        bau.tabelle(format!("Hilfen im Bestand nach Hilfeart je Quartal, {kreis}"), "Hilfeart", |bau, _| {
            arten_je_quartal(kontext, bau)
        });
        bau.tabelle(format!("Fallzahlen je Quartal, {kreis}"), "Quartal", |bau, _| fallzahlen(kontext, bau));
        if !kontext.raeume().is_empty() {
            for gruppe in kontext.pole().into_iter().flat_map(|pole| [pole.0, pole.1]) {
                let titel = format!(
                    "{} im Bestand je {} und Quartal",
                    super::kontext::gross(&super::kontext::hilfen_wort(gruppe)),
                    kontext.raum_wort()
                );
                bau.tabelle(titel, kontext.raum_wort(), |bau, _| raeume_je_quartal(kontext, bau, gruppe));
            }
        }
        let titel = format!("Hilfedichte: Hilfen je {} {}", kontext.je(), kontext.junge_wort());
        bau.tabelle(titel, kontext.raum_wort(), |bau, bericht| dichten(kontext, bau, bericht));
        if !kontext.regeln().hilfearten_je_raum.is_empty() && !kontext.raeume().is_empty() {
            let titel =
                format!("Ausgewählte Hilfearten je {} am {}", kontext.raum_wort(), zahl::tag(kontext.stichtag()));
            bau.tabelle(titel, kontext.raum_wort(), |bau, _| arten_je_raum(kontext, bau));
        }
    }
    if kontext.sicht().has_kosten(kontext.quartal()) {
        let titel = format!("Aufwand nach Hilfeart, {kreis}, {}", kontext.jahr_bis(kontext.quartal()));
        bau.tabelle(titel, "Hilfeart", |bau, _| kosten(kontext, bau));
    }
    for budget in budget::arten(kontext) {
        let titel = format!("{} {}: Zusammensetzung", budget.budgetname(), budget.haushaltsjahr());
        bau.tabelle(titel, "Raum", |bau, _| zusammensetzung(&budget, bau));
    }
    if let Some(bilanz) = Bilanz::new(kontext).filter(|bilanz| bilanz.jetzt.summe() > 0) {
        let titel = format!(
            "Ziele {}, {}",
            kontext.stammdaten.woerter().massnahme.die_vielen("", Fall::Genitiv),
            bilanz.halbjahr()
        );
        let erste = format!("{}, Indikator", kontext.stammdaten.woerter().massnahme.einzahl());
        bau.tabelle(titel, &erste, |bau, _| zieltabelle(&bilanz, bau));
    }
    bau.finish();
}

fn arten_je_quartal(kontext: &Kontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let quartale = kontext.quartale();
    let quartale = Kontext::spalten(&quartale);
    bau = bau.with_spalte("Einheit", None, Spaltenart::Kurz);
    for quartal in quartale {
        bau = bau.with_spalte(kurz(*quartal), None, Spaltenart::Zahl);
    }
    hilfearten(kontext, &mut bau, 1..=quartale.len(), None, |line| {
        let ids = quartale.iter().map(|quartal| bestand(*quartal, &Ort::kreis(), &line.hilfe));
        let mut zellen = vec![Zelle::text(&line.einheit)];
        zellen.extend(ids.map(|id| Zelle::anzahl(kontext.zahl(&id), id)));
        zellen
    });
    bau.note("j.\u{a0}M. = junge Menschen, Fam. = Familien. Bestand am letzten Tag des Quartals.");
    brueche(kontext, &mut bau);
    zeichen(&mut bau);
    bau
}

/// Every case figure of the Kreis in each quarter.
fn fallzahlen(kontext: &Kontext<'_>, bau: Tabellenbau) -> Tabellenbau {
    let mut bau = bau
        .with_spalte("Bestand Anfang", None, Spaltenart::Zahl)
        .with_spalte("begonnen", None, Spaltenart::Zahl)
        .with_spalte("beendet", None, Spaltenart::Zahl)
        .with_spalte("Bestand Ende", None, Spaltenart::Zahl)
        .with_spalte("Inanspruchnahme", None, Spaltenart::Zahl)
        .with_spalte("Monatsdurchschnitt", None, Spaltenart::Zahl);
    for quartal in Kontext::spalten(&kontext.quartale()) {
        let id = |groesse| im_quartal(groesse, *quartal, &Ort::kreis(), &Hilfe::alle());
        let count = |groesse| Zelle::anzahl(kontext.zahl(&id(groesse)), id(groesse));
        let flow = vec![(1, Bezug::Spalte(0)), (1, Bezug::Spalte(1)), (-1, Bezug::Spalte(2))];
        let use_sum = vec![(1, Bezug::Spalte(3)), (1, Bezug::Spalte(2))];
        kontext.zahl(&id(Monatsbestaende));
        let mean = kontext.sicht().monatsdurchschnitt(*quartal, &Ort::kreis(), &Hilfe::alle());
        let zellen = vec![
            count(BestandAnfang),
            count(Begonnen),
            count(Beendet),
            count(Bestand).and_summe(flow),
            count(Inanspruchnahme).and_summe(use_sum),
            Zelle::wert(mean, |mean| zahl::zahl(mean.0, 1), id(Monatsbestaende)),
        ];
        bau.push(Rang::Einzeln, kurz(*quartal), zellen);
    }
    bau.note(
        "Bestand Ende = Bestand Anfang + begonnen − beendet. Jede Zeile folgt der Lieferung ihres Quartals; spätere \
         Nachmeldungen ändern frühere Quartale nicht.",
    );
    brueche(kontext, &mut bau);
    zeichen(&mut bau);
    bau
}

fn orte(kontext: &Kontext<'_>) -> Vec<Zeilenort> {
    let kreis = Zeilenort { name: kontext.kreis_wort(), ort: Ort::kreis() };
    kontext.raeume().into_iter().chain(daneben_mit_faellen(kontext)).chain([kreis]).collect()
}

fn raeume_je_quartal(kontext: &Kontext<'_>, mut bau: Tabellenbau, gruppe: &str) -> Tabellenbau {
    let quartale = kontext.quartale();
    let quartale = Kontext::spalten(&quartale);
    for quartal in quartale {
        bau = bau.with_spalte(kurz(*quartal), None, Spaltenart::Zahl);
    }
    let hilfe = Hilfe::gruppe(gruppe);
    let mut teile = Vec::new();
    for line in orte(kontext) {
        let ids = quartale.iter().map(|quartal| bestand(*quartal, &line.ort, &hilfe));
        let zellen = ids.map(|id| Zelle::anzahl(kontext.zahl(&id), id)).collect();
        push(&mut bau, &line, zellen, &mut teile, 0..quartale.len());
    }
    brueche(kontext, &mut bau);
    zeichen(&mut bau);
    bau
}

/// Adds a line; the Kreis is the sum of the others.
fn push(
    bau: &mut Tabellenbau,
    line: &Zeilenort,
    zellen: Vec<Zelle>,
    teile: &mut Vec<usize>,
    summen: impl IntoIterator<Item = usize>,
) {
    let is_kreis = line.ort == Ort::kreis();
    let row = bau.push(if is_kreis { Rang::Summe } else { Rang::Einzeln }, line.name.clone(), zellen);
    if is_kreis {
        bau.is_summe(row, teile, summen);
    } else {
        teile.push(row);
    }
}

/// Young people of each Raum and the Hilfen per so many of them.
fn dichten(kontext: &Kontext<'_>, mut bau: Tabellenbau, bericht: &mut Bericht) -> Tabellenbau {
    let quartale = vergleichsquartale(kontext);
    let tafeln = tafeln(kontext, &quartale);
    for (stand, _) in &tafeln {
        bau = bau.with_spalte(stand.clone(), Some("Bevölkerung"), Spaltenart::Zahl);
    }
    let gruppen: Vec<&str> = kontext.pole().into_iter().flat_map(|pole| [pole.0, pole.1]).collect();
    for gruppe in &gruppen {
        for quartal in &quartale {
            bau = bau.with_spalte(kurz(*quartal), Some(&gruppe_wort(gruppe)), Spaltenart::Zahl);
        }
    }
    let je = kontext.stammdaten.einstellungen.regeln.hilfedichte.je;
    let kreis = Zeilenort { name: kontext.kreis_wort(), ort: Ort::kreis() };
    let mut teile = Vec::new();
    for line in kontext.raeume().into_iter().chain([kreis]) {
        let mut zellen = Vec::new();
        for (_, of) in &tafeln {
            let people = of.first().and_then(|quartal| kontext.junge(&line.ort, *quartal));
            zellen.push(Zelle::text(
                people.map_or_else(|| zahl::UNBEKANNT.to_owned(), |people| zahl::anzahl(people.into())),
            ));
        }
        for gruppe in &gruppen {
            for quartal in &quartale {
                let id = bestand(*quartal, &line.ort, &Hilfe::gruppe(*gruppe));
                let text = dichte_text(kontext.dichte(&id, *quartal));
                let column = tafeln.iter().position(|(_, of)| of.contains(quartal));
                let cell = match (bericht.stelle(&id), column) {
                    (Some(stelle), Some(column)) => Zelle::text(text).and_quotient(
                        vec![(1, Bezug::Stelle(stelle))],
                        vec![(1, Bezug::Spalte(column))],
                        je.into(),
                    ),
                    _ => Zelle::text(text),
                };
                zellen.push(cell);
            }
        }
        let is_kreis = line.ort == Ort::kreis();
        let row = bau.push(if is_kreis { Rang::Summe } else { Rang::Einzeln }, line.name, zellen);
        if is_kreis {
            bau.is_summe(row, &teile, 0..tafeln.len());
        } else {
            teile.push(row);
        }
        for (column, (_, of)) in tafeln.iter().enumerate() {
            let stelle: Stelle = bau.stelle(row, column);
            of.iter().for_each(|quartal| bericht.note_junge(&line.ort, *quartal, stelle.clone()));
        }
    }
    bau.note(format!(
        "Bevölkerung: {} am genannten Tag, nach den Stammdaten. Im {} zählen auch Hilfen ohne {} mit.",
        kontext.junge_wort(),
        kontext.kreis_wort(),
        kontext.raum_wort()
    ));
    zeichen(&mut bau);
    bau
}

/// Population tables that the quarters use, with the quarters that use them.
fn tafeln(kontext: &Kontext<'_>, quartale: &[Quartal]) -> Vec<(String, Vec<Quartal>)> {
    let mut tafeln: BTreeMap<chrono::NaiveDate, Vec<Quartal>> = BTreeMap::new();
    for quartal in quartale {
        let table = kontext.stammdaten.sozialraeume().find_map(|raum| raum.einwohner_at(quartal.ende()));
        if let Some(table) = table {
            tafeln.entry(table.stichtag.day()).or_default().push(*quartal);
        }
    }
    tafeln.into_iter().map(|(stand, of)| (zahl::tag(stand), of)).collect()
}

/// The Hilfearten that the office has chosen, for every Raum.
fn arten_je_raum(kontext: &Kontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let arten = kontext.regeln().hilfearten_je_raum.iter();
    let arten: Vec<_> = arten.filter_map(|id| kontext.stammdaten.hilfeart(id)).collect();
    for art in &arten {
        bau = bau.with_spalte(format!("{} {}", art.paragraf, art.kuerzel), None, Spaltenart::Zahl);
    }
    let mut teile = Vec::new();
    for line in orte(kontext) {
        let ids =
            arten.iter().map(|art| bestand(kontext.quartal(), &line.ort, &Hilfe::art(art.id.as_str(), &art.gruppe)));
        let zellen = ids.map(|id| Zelle::anzahl(kontext.zahl(&id), id)).collect();
        push(&mut bau, &line, zellen, &mut teile, 0..arten.len());
    }
    let names: Vec<String> =
        arten.iter().map(|art| format!("{} = {} {}", art.kuerzel, art.paragraf, art.name)).collect();
    bau.note(format!("{}.", names.join(", ")));
    zeichen(&mut bau);
    bau
}

/// Aufwand alone: Erträge of single Hilfearten come from few cases, and would take the Aufwand with them.
fn kosten(kontext: &Kontext<'_>, bau: Tabellenbau) -> Tabellenbau {
    let alt = super::kosten::alt(kontext);
    let mut bau = bau.with_spalte(format!("Aufwand {} €", kontext.quartal().jahr()), None, Spaltenart::Betrag);
    if let Some(alt) = alt {
        bau = bau
            .with_spalte(format!("Aufwand {} €", alt.jahr()), None, Spaltenart::Betrag)
            .with_spalte("Veränderung €", None, Spaltenart::Betrag)
            .with_spalte("Veränd. %", None, Spaltenart::Zahl);
    }
    let unknown = crate::present::hilfen::ohne_hilfeart();
    let id = im_jahr(Aufwand, kontext.quartal(), &Ort::kreis(), &unknown);
    let weitere = (kontext.sicht().zahl(&id) != Angabe::Wert(0)).then_some(unknown);
    let columns = usize::from(alt.is_some());
    hilfearten(kontext, &mut bau, 0..=columns, weitere, |line| {
        let id = |quartal| im_jahr(Aufwand, quartal, &Ort::kreis(), &line.hilfe);
        let jetzt = kontext.betrag(&id(kontext.quartal()));
        let mut zellen = vec![Zelle::betrag(jetzt, id(kontext.quartal()))];
        if let Some(alt) = alt {
            let damals = kontext.betrag(&id(alt));
            let both = jetzt.zip(damals);
            let (neu, frueher) = (Bezug::Spalte(0), Bezug::Spalte(1));
            zellen.push(Zelle::betrag(damals, id(alt)));
            zellen.push(Zelle::aenderung_betrag(both.map(|(neu, alt)| neu - alt), neu.clone(), frueher.clone()));
            let change = both.map(|(neu, alt)| super::kosten::prozent(neu, alt));
            zellen.push(Zelle::aenderung_prozent(change, neu, frueher));
        }
        zellen
    });
    bau.note(
        "Beträge weniger Fälle und Beträge, die zum größten Teil auf einen oder zwei Fälle entfallen, sind gesperrt, dazu \
         andere, aus denen sie sich errechnen ließen. Erträge je Hilfeart stammen oft aus wenigen Fällen und sind deshalb \
         nicht ausgewiesen.",
    );
    zeichen(&mut bau);
    bau
}

/// What each budget is made of.
fn zusammensetzung(budget: &Budgetkontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let unit = zahl::einheit(budget.einheit);
    let felder = ["ansatz", "nachtrag", "uebertrag", "umschichtung", "verfuegbar"];
    for name in ["Ansatz", "Nachtrag", "Übertrag", "Umschichtung", "verfügbar"] {
        bau = bau.with_spalte(format!("{name} {unit}"), None, Spaltenart::Betrag);
    }
    let lines = budgetzeilen(budget, None);
    let kennungen = Kennungen::new(budget.auswertung);
    for (row, line) in lines.iter().enumerate() {
        let figures = &line.zeile;
        let amounts = [figures.ansatz, figures.nachtrag, figures.uebertrag, figures.umschichtung, figures.verfuegbar];
        let keyed = kennungen.budget(figures);
        let cell = |(column, (feld, amount)): (usize, (&str, crate::domain::Betrag))| {
            let text =
                if (1..4).contains(&column) { zahl::aenderung_tabelle(amount) } else { zahl::betrag_tabelle(amount) };
            let cell = Zelle::text(text);
            if line.key.starts_with("eigen:") {
                let parts = super::auslastung::own_parts(&lines, row);
                return cell.and_summe(parts.into_iter().map(|(f, line)| (f, Bezug::Zelle(line, column))).collect());
            }
            match keyed.iter().find(|kennzahl| kennzahl.feld == feld) {
                Some(kennzahl) => cell.with(Proberegel::Kennzahl(kennzahl.id.clone())),
                None => cell,
            }
        };
        let mut zellen: Vec<_> = felder.into_iter().zip(amounts).enumerate().map(cell).collect();
        zellen[4] = zellen[4].clone().and_summe((0..4).map(|column| (1, Bezug::Spalte(column))).collect());
        let rang = match line.rang {
            Budgetrang::Gruppe => Rang::Gruppe,
            Budgetrang::Teil => Rang::Teil,
            Budgetrang::Einzeln => Rang::Einzeln,
            Budgetrang::Summe => Rang::Summe,
        };
        bau.push(rang, line.name.clone(), zellen);
    }
    if let Some(summe) = lines.iter().position(|line| line.rang == Budgetrang::Summe) {
        let teile: Vec<_> = (0..lines.len()).filter(|line| lines[*line].ist_teil).collect();
        bau.is_summe(summe, &teile, 0..5);
    }
    bau.note("Umschichtungen gleichen sich über alle Budgets aus. „–“ genau null.");
    bau
}

/// Notes the breaks that lie in the columns.
fn brueche(kontext: &Kontext<'_>, bau: &mut Tabellenbau) {
    let quartale = kontext.quartale();
    let texts: Vec<String> = kontext
        .brueche(Kontext::spalten(&quartale))
        .into_iter()
        .map(|(place, grund)| {
            let first = Kontext::spalten(&quartale).get(place).copied().unwrap_or(kontext.quartal());
            format!("Bruch in der Reihe ab {}: {grund}.", kurz(first))
        })
        .collect();
    texts.into_iter().for_each(|text| bau.note(text));
}

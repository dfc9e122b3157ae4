//! Anlage 1, Maßnahmebeschreibung, as a sheet: the printed questions word for word and in their order.

use rust_decimal::Decimal;

use super::antrag::Vorgabe;
use super::bau::{Bau, Feld, GANZ, hoehe, tag, text_or_nothing, worte, zahl};
use super::hinweise::kopf;
use super::{Amt, Blatt, Eingabeart, Inhalt, Stil};
use crate::domain::angebot::{Anlage1, Ziel};
use crate::domain::formular::{JA_NEIN, KREUZ, RECHTSGRUNDLAGEN, raum, word, zeile};
use crate::domain::woerter::{Begleiter, Fall, Wort, capitalized};
use crate::domain::{RaumId, Stammdaten};
use crate::present::anlage::kopf::raumfelder;

/// Name of the sheet.
pub const BLATT: &str = "Anlage 1";
/// Goals that the form has room for, and lines that stay free below those on record.
const ZIELE: usize = 6;
const FREI: usize = 2;

/// The sheet.
pub fn anlage1(amt: &Amt<'_>, vorgabe: Vorgabe<'_>) -> Blatt {
    let woerter = amt.stammdaten.woerter();
    let wort = &woerter.massnahme;
    let form = vorgabe.angebot.map(|angebot| &angebot.anlage1);
    let team = format!("{}team", amt.stammdaten.einstellungen.amt.begriff_raum);
    let mut bau = Bau::new(BLATT, amt.fuss(&format!("Anlage 1 {}", woerter.beschreibung)));
    kopf(&mut bau, amt, "Anlage 1", &woerter.beschreibung, &woerter.arbeit);
    title(&mut bau, vorgabe);
    let raeume = Raumfeld::of(amt.stammdaten, vorgabe);
    let ticks: Vec<Inhalt> = raeume.iter().map(|raum| cross(ticked(vorgabe, 1).contains(&raum.id))).collect();
    boxes(&mut bau, &raeume, 1, &team, &ticks);
    let text = |get: fn(&Anlage1) -> &String| form.map(get).cloned().unwrap_or_default();
    bau.frage("Welche Leistung der Jugendhilfe wird erbracht?", "(konkrete Leistung und Umfang)");
    bau.textfeld(
        &text(|form| &form.leistung),
        4,
        long("leistung", "Leistung", "Was wird angeboten, wie oft, wie lange, in welchem Umfang?"),
    );
    bau.frage("Welcher Bedarf liegt zu Grunde?", "");
    let bedarf = form.map(|form| form.bedarf.clone()).or_else(|| vorgabe.massnahme.map(|m| m.bedarf.text.clone()));
    bau.textfeld(
        &bedarf.unwrap_or_default(),
        4,
        long("bedarf", "Bedarf", &format!("Der Bedarf, wie ihn das {team} festgestellt hat.")),
    );
    found(&mut bau, vorgabe, form, &team);
    bau.frage("Welche Zielgruppe wird erreicht?", "");
    bau.textfeld(
        &text(|form| &form.zielgruppe),
        2,
        long("zielgruppe", "Zielgruppe", "Wer soll erreicht werden: Alter, Lebenslage, wie viele?"),
    );
    involved(&mut bau, form);
    goals(&mut bau, wort, form.map_or(&[], |form| form.ziele.as_slice()));
    let wer = wort.mit(Begleiter::Der, Fall::Nominativ);
    bau.frage(&format!("{} wirkt nachhaltig, weil", capitalized(&wer)), "");
    bau.textfeld(
        &text(|form| &form.nachhaltig_weil),
        4,
        long("nachhaltig_weil", "Nachhaltigkeit", &format!("Was bleibt, wenn {wer} endet?")),
    );
    bau.frage("Wo wird das Angebot umgesetzt?", "");
    bau.textfeld(&text(|form| &form.ort), 2, long("ort", "Ort", "Einrichtung, Raum oder Platz."));
    period(&mut bau, vorgabe, form);
    bau.frage("Trägervorschlag für die Evaluation des Angebotes", "");
    bau.textfeld(
        &text(|form| &form.evaluation),
        4,
        long("evaluation", "Evaluation", "Wie und woran wird geprüft, ob die Ziele erreicht sind?"),
    );
    bau.frage("Folgendes ist noch zu ergänzen ...", "");
    bau.textfeld(
        &text(|form| &form.ergaenzungen),
        5,
        long("ergaenzungen", "Ergänzungen", "Alles, was sonst noch wichtig ist."),
    );
    bau.fertig()
}

/// A field for a long text.
fn long(name: &str, titel: &str, hilfe: &str) -> Feld {
    Feld::new(format!("anlage1_{name}"), Eingabeart::Text, titel, hilfe)
}

/// What the office calls it, and the legal basis: asked for here, since reports name the Maßnahme by it.
fn title(bau: &mut Bau, vorgabe: Vorgabe<'_>) {
    bau.frage("Kurzer Titel", "(Name in den Berichten)");
    let row = bau.zeile(26);
    match vorgabe.massnahme {
        Some(massnahme) => {
            bau.fest(row, (0, 23), Inhalt::Text(massnahme.titel.clone()), "antrag_titel");
        }
        None => {
            let hilfe = "Höchstens 80 Zeichen, zum Beispiel „Eltern-Café Nord“.";
            bau.feld(row, (0, 23), Inhalt::Leer, Feld::new("antrag_titel", Eingabeart::Text, "Titel", hilfe));
        }
    }
    bau.text(row, (24, 29), "  Rechtsgrundlage", Stil::Feldname);
    let basis = vorgabe.massnahme.map(|massnahme| massnahme.rechtsgrundlage);
    match basis {
        Some(basis) => {
            let basis = word(&basis, &RECHTSGRUNDLAGEN);
            bau.fest(row, (30, GANZ.1), Inhalt::Text(basis.to_owned()), "antrag_rechtsgrundlage");
        }
        None => {
            let hilfe = "§ 74: Zuschuss für ein offenes Angebot. § 77: Fachleistungsstunden für Gruppen aus laufenden \
                         Hilfen. Nie beide.";
            let feld = Feld::new("antrag_rechtsgrundlage", worte(&RECHTSGRUNDLAGEN), "SGB VIII", hilfe);
            bau.feld(row, (30, GANZ.1), Inhalt::Leer, feld);
        }
    }
}

/// The boxes of a form: all Sozialräume, and what else is ticked on record.
pub struct Raumfeld {
    /// Key.
    pub id: RaumId,
    /// Printed name.
    name: String,
}

impl Raumfeld {
    /// The boxes of both Anlagen: what one of them ticks, the other has too.
    pub fn of(stammdaten: &Stammdaten, vorgabe: Vorgabe<'_>) -> Vec<Self> {
        let mut ticked = ticked(vorgabe, 1).to_vec();
        ticked.extend(self::ticked(vorgabe, 2).iter().filter(|id| !ticked.contains(id)).cloned().collect::<Vec<_>>());
        let known = stammdaten.sozialraeume().map(|raum| raum.id.clone());
        let others = ticked.iter().filter(|id| stammdaten.sozialraeume().all(|raum| &raum.id != *id)).cloned();
        let labels = raumfelder(stammdaten, &ticked).felder.into_iter().map(|feld| feld.name);
        known.chain(others).zip(labels).map(|(id, name)| Self { id, name }).collect()
    }
}

/// What is ticked on record in an Anlage.
pub fn ticked<'a>(vorgabe: Vorgabe<'a>, anlage: u8) -> &'a [RaumId] {
    match (vorgabe.angebot, vorgabe.massnahme) {
        (Some(angebot), _) if anlage == 1 => &angebot.anlage1.sozialraumteams,
        (Some(angebot), _) => &angebot.anlage2.sozialraumteams,
        (None, Some(massnahme)) => &massnahme.sozialraeume,
        (None, None) => &[],
    }
}

/// A ticked or an empty box.
pub fn cross(ticked: bool) -> Inhalt {
    if ticked { Inhalt::Text(KREUZ.to_owned()) } else { Inhalt::Leer }
}

/// The tick boxes of an Anlage.
pub fn boxes(bau: &mut Bau, raeume: &[Raumfeld], anlage: u8, team: &str, ticked: &[Inhalt]) {
    bau.frage(&format!("für das {team}"), "(Zutreffendes bitte mit x ankreuzen)");
    let longest = raeume.iter().map(|raum| raum.name.chars().count()).max().unwrap_or(0);
    let side_by_side: u16 = if longest <= 18 { 4 } else { 2 };
    let width = (GANZ.1 + 1) / side_by_side;
    for (line, ticks) in raeume.chunks(side_by_side.into()).zip(ticked.chunks(side_by_side.into())) {
        let row = bau.zeile(22);
        for (place, (feld_of, tick)) in (0..).zip(line.iter().zip(ticks)) {
            let label = &feld_of.name;
            let left = place * width;
            let hilfe = "Ein x, wenn das Angebot für dieses Team gedacht ist; sonst leer lassen.";
            let feld =
                Feld::new(raum(anlage, feld_of.id.as_str()), Eingabeart::Wahl(vec![KREUZ]), label_of(label), hilfe);
            bau.feld(row, (left, left), tick.clone(), feld);
            bau.text(row, (left + 1, left + width - 1), format!(" {label}"), Stil::Text);
        }
        bau.abstand(4);
    }
}

/// The address of a field for formulas of another sheet.
pub fn formula_of(blatt: &Blatt, name: &str) -> String {
    let cell = blatt.zellen.iter().find(|zelle| zelle.name.as_deref() == Some(name));
    let place = cell.map(|zelle| super::bau::adresse(zelle.spalte, zelle.zeile)).unwrap_or_default();
    format!("'{}'!{place}", blatt.name)
}

/// Titles of helps are short.
fn label_of(label: &str) -> &str {
    label.char_indices().nth(32).map_or(label, |(end, _)| label.get(..end).unwrap_or(label))
}

/// The team that found the need, and the day.
fn found(bau: &mut Bau, vorgabe: Vorgabe<'_>, form: Option<&Anlage1>, team: &str) {
    bau.frage(&format!("Der Bedarf ist festgestellt im {team}:"), "");
    let row = bau.zeile(26);
    let gremium = vorgabe.massnahme.map(|massnahme| massnahme.bedarf.gremium.clone());
    match gremium {
        Some(gremium) => {
            bau.fest(row, (0, 19), Inhalt::Text(gremium), "anlage1_gremium");
        }
        None => {
            let hilfe = "Welches Team, zum Beispiel der Name des Ortes.";
            bau.feld(row, (0, 19), Inhalt::Leer, Feld::new("anlage1_gremium", Eingabeart::Text, "Team", hilfe));
        }
    }
    bau.text(row, (21, 23), "am", Stil::Feldname);
    let day =
        form.map(|form| form.bedarf_festgestellt_am).or_else(|| vorgabe.massnahme.map(|m| m.bedarf.festgestellt_am));
    let hilfe = "Tag der Sitzung, zum Beispiel 31.03.2026.";
    let feld = Feld::new("anlage1_bedarf_festgestellt_am", Eingabeart::Datum(None), "Bedarf festgestellt am", hilfe);
    bau.feld(row, (24, 29), tag(day.map(|day| day.day())), feld);
}

/// Whether the Zielgruppe took part.
fn involved(bau: &mut Bau, form: Option<&Anlage1>) {
    bau.gruppe();
    bau.abstand(9);
    let row = bau.zeile(24);
    bau.text(row, (0, 25), "Ist die Zielgruppe bei der Bedarfsfeststellung beteiligt gewesen?", Stil::Frage);
    let answer = form.and_then(|form| form.zielgruppe_beteiligt);
    let answer = answer.map_or(Inhalt::Leer, |answer| Inhalt::Text(word(&answer, &JA_NEIN).to_owned()));
    let feld = Feld::new("anlage1_zielgruppe_beteiligt", worte(&JA_NEIN), "Beteiligung", "ja oder nein auswählen.");
    bau.feld(row, (26, 29), answer, feld);
}

/// The table of goals.
fn goals(bau: &mut Bau, wort: &Wort, ziele: &[Ziel]) {
    let womit = wort.mit(Begleiter::Der, Fall::Dativ);
    bau.frage(
        &format!("Folgende Ziele sollen mit {womit} erreicht werden:"),
        "(je Zeile ein Ziel, das sich zählen lässt)",
    );
    let columns = [(0, 1), (2, 12), (13, 22), (23, 25), (26, 28), (29, GANZ.1)];
    let head = bau.zeile(20);
    for (spalten, word) in columns.into_iter().zip(["Nr.", "Ziel", "Indikator", "Start", "Soll", "Einheit"]) {
        let stil = match word {
            "Start" | "Soll" => Stil::KopfRechts,
            "Einheit" => Stil::KopfMitte,
            _ => Stil::Kopf,
        };
        bau.text(head, spalten, word, stil);
    }
    let lines = ZIELE.max(ziele.len() + FREI);
    let mut last = 0;
    for number in 0..lines {
        let ziel = ziele.get(number);
        let nr = ziel.map_or(last + 1, |ziel| ziel.nr);
        last = last.max(nr);
        goal(bau, columns, number + 1, nr, ziel);
    }
}

/// A goal's line.
fn goal(bau: &mut Bau, columns: [(u16, u16); 6], line: usize, nr: u32, ziel: Option<&Ziel>) {
    let name = |feld: &str| zeile("anlage1_ziel", line, feld);
    let text = |get: fn(&Ziel) -> &String| text_or_nothing(ziel.map_or("", |ziel| get(ziel)));
    let high = |get: fn(&Ziel) -> &String, spalten| hoehe(ziel.map_or("", |ziel| get(ziel)), spalten, 2);
    let row = bau.zeile(high(|z| &z.ziel, columns[1]).max(high(|z| &z.indikator, columns[2])));
    bau.fest(row, columns[0], Inhalt::Zahl(Decimal::from(nr)), name("nr")).stil = Stil::Fest;
    let feld = |key: &str, art, titel: &str, hilfe: &str| Feld::new(name(key), art, titel, hilfe);
    bau.feld(row, columns[1], text(|z| &z.ziel), feld("ziel", Eingabeart::Text, "Ziel", "Was soll sich ändern?"));
    let hilfe = "Was wird gezählt, zum Beispiel „Familien mit schriftlicher Absprache“.";
    bau.feld(row, columns[2], text(|z| &z.indikator), feld("indikator", Eingabeart::Text, "Indikator", hilfe));
    let hilfe = "Die Zahl zu Beginn; 0, wenn noch nichts da ist.";
    bau.feld(
        row,
        columns[3],
        zahl(ziel.map(|z| z.ausgangswert)),
        feld("ausgangswert", Eingabeart::Zahl, "Start", hilfe),
    );
    let hilfe = "Die Zahl, die am Ende erreicht sein soll.";
    bau.feld(row, columns[4], zahl(ziel.map(|z| z.sollwert)), feld("sollwert", Eingabeart::Zahl, "Soll", hilfe));
    let hilfe = "Wovon es so viele sind, zum Beispiel „Familien“.";
    bau.feld(row, columns[5], text(|z| &z.einheit), feld("einheit", Eingabeart::Text, "Einheit", hilfe));
}

/// The period in words and its first and last day.
fn period(bau: &mut Bau, vorgabe: Vorgabe<'_>, form: Option<&Anlage1>) {
    bau.frage("Welcher Zeitraum ist geplant und wann wird das Angebot beginnen?", "");
    let words = form.map(|form| form.zeitraum.clone()).unwrap_or_default();
    bau.textfeld(
        &words,
        1,
        long("zeitraum", "Zeitraum", "In Worten, zum Beispiel „wöchentlich von Februar bis Dezember 2026“."),
    );
    bau.abstand(4);
    let days = form
        .map(|form| (form.beginn.day(), form.ende.day()))
        .or_else(|| vorgabe.massnahme.map(|m| (m.laufzeit.beginn.day(), m.laufzeit.ende.day())));
    let row = bau.zeile(24);
    bau.text(row, (0, 5), "erster Tag", Stil::Feldname);
    let feld = Feld::new("anlage1_beginn", Eingabeart::Datum(None), "Erster Tag", "Zum Beispiel 01.02.2026.");
    bau.feld(row, (6, 11), tag(days.map(|days| days.0)), feld);
    bau.text(row, (14, 19), "letzter Tag", Stil::Feldname);
    let begin = super::bau::adresse(6, row);
    let feld = Feld::new("anlage1_ende", Eingabeart::Datum(Some(begin)), "Letzter Tag", "Nicht vor dem ersten Tag.");
    bau.feld(row, (20, 25), tag(days.map(|days| days.1)), feld);
}

//! Anlage 2, Kostenkalkulation, as a sheet that reckons every sum itself.

use super::anlage1::{Raumfeld, boxes, cross, formula_of, ticked};
use super::antrag::Vorgabe;
use super::bau::{Bau, Feld, GANZ, Spalten, adresse, betrag, hoehe, tag, text_or_nothing, worte, zahl};
use super::hinweise::kopf;
use super::{Amt, Blatt, Eingabeart, Inhalt, Stil, Zahlform};
use crate::domain::Betrag;
use crate::domain::angebot::{Anlage1, Anlage2, Ansprechperson, Einnahme, Personalposten, Sachposten};
use crate::domain::formular::{EINNAHMEN, KREUZ, PERSONALARTEN, SATZARTEN, word, zeile};
use crate::present::anlage::abweichungen::Kalkulation;
use crate::present::anlage::kopf::traeger_name;

/// Name of the sheet.
pub const BLATT: &str = "Anlage 2";
/// Persons, lines of Sachkosten and of further Einnahmen that the form has room for; the paper has 4, 5 and none.
const PERSONEN: usize = 10;
const SACHZEILEN: usize = 15;
const WEITERE_EINNAHMEN: usize = 3;
/// Lines that stay free below those on record.
const FREI: usize = 3;
/// Where amounts stand, and the words before them.
const GELD: Spalten = (28, GANZ.1);
const NAME: Spalten = (0, 27);

/// The sheet. `traeger` is the list of the Träger that are known.
pub fn anlage2(amt: &Amt<'_>, vorgabe: Vorgabe<'_>, anlage1: &Blatt, traeger: &str) -> Blatt {
    let form = vorgabe.angebot.map(|angebot| &angebot.anlage2);
    let team = format!("{}team", amt.stammdaten.einstellungen.amt.begriff_raum);
    let mut bau = Bau::new(BLATT, amt.fuss("Anlage 2 Kostenkalkulation"));
    kopf(&mut bau, amt, "Anlage 2", "Kostenkalkulation", &amt.stammdaten.woerter().arbeit);
    let raeume = Raumfeld::of(amt.stammdaten, vorgabe);
    let ticks = ticks(&raeume, vorgabe, anlage1);
    boxes(&mut bau, &raeume, 2, &team, &ticks);
    bau.frage("Angebotsträger", "");
    let row = bau.zeile(24);
    let name = form.map_or("", |form| traeger_name(amt.stammdaten, &form.traeger));
    let hilfe =
        "Aus der Liste auswählen. Fehlt der Träger in der Liste, den Namen eintragen; das Amt legt ihn dann an.";
    let feld = Feld::new("anlage2_traeger", Eingabeart::Vorschlag(traeger.to_owned()), "Angebotsträger", hilfe);
    bau.feld(row, GANZ, text_or_nothing(name), feld);
    person(&mut bau, form.map(|form| &form.ansprechperson));
    bau.frage("Um welche Leistung der Jugendhilfe handelt es sich?", "(aus Anlage 1 übernommen)");
    let row = bau.zeile(40);
    let leistung = leistung(vorgabe, anlage1);
    let feld =
        Feld::new("anlage2_leistung", Eingabeart::Text, "Leistung", "Der kurze Titel aus Anlage 1, oder anders.");
    bau.feld(row, GANZ, leistung, feld).zahlform = Zahlform::Standard;
    period(&mut bau, vorgabe, anlage1);
    let sums = form.map(Kalkulation::new);
    let personal = persons(&mut bau, form.map_or(&[], |form| form.personal.as_slice()), sums.as_ref());
    let sach = material(&mut bau, form.map_or(&[], |form| form.sachkosten.as_slice()), sums.as_ref());
    let einnahmen = income(&mut bau, form.map(|form| form.einnahmen.as_slice()), sums.as_ref());
    total(&mut bau, [&personal, &sach, &einnahmen], sums.as_ref());
    bau.frage("Folgendes ist noch zu ergänzen ...", "");
    let text = form.map(|form| form.ergaenzungen.clone()).unwrap_or_default();
    let feld = Feld::new("anlage2_ergaenzungen", Eingabeart::Text, "Ergänzungen", "Erläuterungen zu den Kosten.");
    bau.textfeld(&text, 4, feld);
    bau.abstand(8);
    let row = bau.zeile(26);
    bau.text(row, (0, 4), "Ort, Datum", Stil::Feldname);
    let text = form.map_or("", |form| form.ort_datum.as_str());
    let feld = Feld::new(
        "anlage2_ort_datum",
        Eingabeart::Text,
        "Ort, Datum",
        "Eine Unterschrift ist hier nicht nötig; das Amt sagt, ob es sie auf Papier braucht.",
    );
    bau.feld(row, (5, 20), text_or_nothing(text), feld);
    let row = bau.zeile(40);
    bau.text(row, (0, GANZ.1), "Unterschrift und Stempel (nur auf einem Ausdruck)", Stil::Hinweis);
    bau.fertig()
}

/// The boxes: those of Anlage 1 by formula, or those on record where they differ.
fn ticks(raeume: &[Raumfeld], vorgabe: Vorgabe<'_>, anlage1: &Blatt) -> Vec<Inhalt> {
    let differs = vorgabe.angebot.filter(|angebot| angebot.anlage1.sozialraumteams != angebot.anlage2.sozialraumteams);
    let crosses = raeume.iter().map(|raum| cross(ticked(vorgabe, 2).contains(&raum.id)));
    if differs.is_some() {
        return crosses.collect();
    }
    let place = |raum: &Raumfeld| formula_of(anlage1, &crate::domain::formular::raum(1, raum.id.as_str()));
    let taken = |place: String| format!("IF({place}=\"\",\"\",\"{KREUZ}\")");
    raeume.iter().zip(crosses).map(|(raum, tick)| Inhalt::Formel(taken(place(raum)), Box::new(tick))).collect()
}

/// The Leistung: the title of Anlage 1 by formula, or what is on record where it differs.
fn leistung(vorgabe: Vorgabe<'_>, anlage1: &Blatt) -> Inhalt {
    let title = vorgabe.massnahme.map_or("", |massnahme| massnahme.titel.as_str());
    match vorgabe.angebot {
        Some(angebot) if angebot.anlage2.leistung != title => text_or_nothing(&angebot.anlage2.leistung),
        _ => taken(&formula_of(anlage1, "antrag_titel"), text_or_nothing(title)),
    }
}

/// A value of Anlage 1.
fn taken(place: &str, ergebnis: Inhalt) -> Inhalt {
    Inhalt::Formel(format!("IF({place}=\"\",\"\",{place})"), Box::new(ergebnis))
}

/// Whom to ask.
fn person(bau: &mut Bau, person: Option<&Ansprechperson>) {
    let text = |get: fn(&Ansprechperson) -> &String| text_or_nothing(person.map_or("", |person| get(person)));
    let feld = |key: &str, titel: &str, hilfe: &str| {
        Feld::new(format!("anlage2_person_{key}"), Eingabeart::Text, titel, hilfe)
    };
    bau.frage("Ansprechperson", "");
    let row = bau.zeile(24);
    bau.text(row, (0, 2), "Name", Stil::Feldname);
    bau.feld(row, (3, 11), text(|p| &p.name), feld("name", "Name", "Nachname der Ansprechperson beim Träger."));
    bau.text(row, (12, 15), "  Vorname", Stil::Feldname);
    bau.feld(row, (16, 22), text(|p| &p.vorname), feld("vorname", "Vorname", "Vorname der Ansprechperson."));
    bau.text(row, (23, 26), "  Telefon", Stil::Feldname);
    bau.feld(row, (27, GANZ.1), text(|p| &p.telefon), feld("telefon", "Telefon", "Dienstliche Nummer."));
    bau.abstand(3);
    let row = bau.zeile(hoehe(person.map_or("", |person| &person.anschrift), (4, 18), 1).max(24));
    bau.text(row, (0, 3), "Anschrift", Stil::Feldname);
    let hilfe = "Straße, Hausnummer, Postleitzahl, Ort.";
    bau.feld(row, (4, 18), text(|p| &p.anschrift), feld("anschrift", "Anschrift", hilfe));
    bau.text(row, (19, 21), "  E-Mail", Stil::Feldname);
    bau.feld(row, (22, GANZ.1), text(|p| &p.email), feld("email", "E-Mail-Adresse", "Dienstliche Adresse."));
}

/// The period of the calculation: that of Anlage 1 by formula, or what is on record where it differs.
fn period(bau: &mut Bau, vorgabe: Vorgabe<'_>, anlage1: &Blatt) {
    bau.frage("Kalkulationszeitraum", "(aus Anlage 1 übernommen)");
    let row = bau.zeile(24);
    let described = |form: &Anlage1| (form.beginn, form.ende);
    let reckoned = |form: &Anlage2| (form.zeitraum_beginn, form.zeitraum_ende);
    let days = vorgabe.angebot.map(|angebot| reckoned(&angebot.anlage2)).or_else(|| {
        let laufzeit = vorgabe.massnahme?.laufzeit;
        Some((laufzeit.beginn, laufzeit.ende))
    });
    let same = vorgabe.angebot.is_none_or(|angebot| described(&angebot.anlage1) == reckoned(&angebot.anlage2));
    let content = |name: &str, day: Option<crate::domain::Datum>| {
        let day = tag(day.map(|day| day.day()));
        if same { taken(&formula_of(anlage1, name), day) } else { day }
    };
    bau.text(row, (0, 3), "Beginn", Stil::Feldname);
    let feld = Feld::new("anlage2_zeitraum_beginn", Eingabeart::Datum(None), "Beginn", "Erster Tag der Kalkulation.");
    bau.feld(row, (4, 9), content("anlage1_beginn", days.map(|days| days.0)), feld);
    bau.text(row, (12, 14), "Ende", Stil::Feldname);
    let begin = adresse(4, row);
    let feld =
        Feld::new("anlage2_zeitraum_ende", Eingabeart::Datum(Some(begin)), "Ende", "Letzter Tag der Kalkulation.");
    bau.feld(row, (15, 20), content("anlage1_ende", days.map(|days| days.1)), feld);
}

/// The persons and their total, whose address comes back.
fn persons(bau: &mut Bau, personal: &[Personalposten], sums: Option<&Kalkulation>) -> String {
    bau.frage("Personalkosten", "(Stundeneinsatz: Stunden im Kalkulationszeitraum)");
    let columns = [(0, 1), (2, 7), (8, 16), (17, 19), (20, 22), (23, 27), GELD];
    let head = bau.zeile(36);
    let words = [
        "Nr.",
        "tätig als",
        "Qualifikation",
        "Stunden-einsatz",
        "€ je Stunde",
        "als FLS oder Stundensatz",
        "Personalkosten €",
    ];
    for (place, (spalten, word)) in columns.into_iter().zip(words).enumerate() {
        let stil = match place {
            3 | 4 | 6 => Stil::KopfRechts,
            1 | 5 => Stil::KopfMitte,
            _ => Stil::Kopf,
        };
        bau.text(head, spalten, word, stil);
    }
    let (first, count) = (bau.naechste(), PERSONEN.max(personal.len() + FREI));
    for number in 0..count {
        let posten = personal.get(number);
        let name = |feld: &str| zeile("anlage2_personal", number + 1, feld);
        let feld = |key: &str, art, titel: &str, hilfe: &str| Feld::new(name(key), art, titel, hilfe);
        let quality = posten.map_or("", |posten| posten.qualifikation.as_str());
        let row = bau.zeile(hoehe(quality, columns[2], 1).max(24));
        bau.text(row, columns[0], (number + 1).to_string(), Stil::Text);
        let art = text_or_nothing(posten.map_or("", |posten| word(&posten.art, &PERSONALARTEN)));
        bau.feld(row, columns[1], art, feld("art", worte(&PERSONALARTEN), "tätig als", "Bitte auswählen."));
        let hilfe = "Beruf oder Abschluss, kein Name.";
        bau.feld(
            row,
            columns[2],
            text_or_nothing(quality),
            feld("qualifikation", Eingabeart::Text, "Qualifikation", hilfe),
        );
        let hilfe = "Stunden im ganzen Kalkulationszeitraum, zum Beispiel 116,5.";
        let hours = zahl(posten.map(|posten| posten.stunden));
        bau.feld(row, columns[3], hours, feld("stunden", Eingabeart::Betrag, "Stundeneinsatz", hilfe));
        let rate = betrag(posten.map(|posten| posten.satz));
        bau.feld(row, columns[4], rate, feld("satz", Eingabeart::Betrag, "€ je Stunde", "Zum Beispiel 62,75."));
        let kind = text_or_nothing(posten.map_or("", |posten| word(&posten.satzart, &SATZARTEN)));
        let hilfe = "Fachleistungsstunde (FLS) oder Stundensatz.";
        bau.feld(row, columns[5], kind, feld("satzart", worte(&SATZARTEN), "Art des Satzes", hilfe));
        let (stunden, satz) = (adresse(columns[3].0, row), adresse(columns[4].0, row));
        let formula = format!("IF(OR({stunden}=\"\",{satz}=\"\"),\"\",ROUND({stunden}*{satz},2))");
        let sum = sums.and_then(|sums| sums.personal.get(number)).copied();
        reckoned(bau, row, GELD, formula, sum, Stil::FestRechts).name = Some(name("summe"));
    }
    let last = bau.naechste() - 1;
    let range = format!("SUM({}:{})", adresse(GELD.0, first), adresse(GELD.0, last));
    let sum = sums.map_or(Betrag::ZERO, |sums| sums.personal_gesamt);
    totals(bau, "Personalkosten gesamt", range, sum, "anlage2_personal_gesamt")
}

/// A reckoned amount; without one the cell shows nothing.
fn reckoned(
    bau: &mut Bau,
    row: u32,
    spalten: Spalten,
    formula: String,
    sum: Option<Betrag>,
    stil: Stil,
) -> &mut super::Zelle {
    let zelle = bau.setze(row, spalten, Inhalt::Formel(formula, Box::new(betrag(sum))), stil);
    zelle.zahlform = Zahlform::Betrag;
    zelle
}

/// A total between two rules; its address comes back.
fn totals(bau: &mut Bau, words: &str, formula: String, sum: Betrag, name: &str) -> String {
    let row = bau.zeile(24);
    bau.text(row, NAME, words, Stil::Summenname);
    reckoned(bau, row, GELD, formula, Some(sum), Stil::Summe).name = Some(name.to_owned());
    adresse(GELD.0, row)
}

/// A table of words and amounts under its head; first and last row of the amounts come back.
fn head_of(bau: &mut Bau, titel: &str, spalte: &str) {
    bau.frage(titel, "");
    let row = bau.zeile(20);
    bau.text(row, NAME, spalte, Stil::Kopf);
    bau.text(row, GELD, "Betrag €", Stil::KopfRechts);
}

/// The Sachkosten and their total, whose address comes back.
fn material(bau: &mut Bau, posten: &[Sachposten], sums: Option<&Kalkulation>) -> String {
    head_of(bau, "Sachkosten", "Bezeichnung");
    let first = bau.naechste();
    for number in 0..SACHZEILEN.max(posten.len() + FREI) {
        let line = posten.get(number);
        let name = |feld: &str| zeile("anlage2_sach", number + 1, feld);
        let text = line.map_or("", |line| line.bezeichnung.as_str());
        let row = bau.zeile(hoehe(text, NAME, 1));
        let feld = Feld::new(name("bezeichnung"), Eingabeart::Text, "Bezeichnung", "Wofür, zum Beispiel „Raummiete“.");
        bau.feld(row, NAME, text_or_nothing(text), feld);
        let feld = Feld::new(name("betrag"), Eingabeart::Betrag, "Betrag", "Für den ganzen Zeitraum, in Euro.");
        bau.feld(row, GELD, betrag(line.map(|line| line.betrag)), feld);
    }
    let range = format!("SUM({}:{})", adresse(GELD.0, first), adresse(GELD.0, bau.naechste() - 1));
    let sum = sums.map_or(Betrag::ZERO, |sums| sums.sachkosten_gesamt);
    totals(bau, "Sachkosten gesamt", range, sum, "anlage2_sachkosten_gesamt")
}

/// The Einnahmen: those on record, those of the printed form, some more; their total's address comes back.
fn income(bau: &mut Bau, einnahmen: Option<&[Einnahme]>, sums: Option<&Kalkulation>) -> String {
    head_of(bau, "Einnahmen", "Art");
    let recorded = einnahmen.unwrap_or_default();
    let printed = EINNAHMEN.iter().filter(|art| recorded.iter().all(|line| line.art != **art));
    let lines = recorded.iter().map(|line| (line.art.as_str(), Some(line.betrag)));
    let lines: Vec<_> = lines
        .chain(printed.map(|art| (*art, None)))
        .chain(std::iter::repeat_n(("", None), WEITERE_EINNAHMEN))
        .collect();
    let first = bau.naechste();
    for (number, (art, amount)) in (1..).zip(lines) {
        let name = |feld: &str| zeile("anlage2_einnahme", number, feld);
        let row = bau.zeile(hoehe(art, NAME, 1));
        if EINNAHMEN.contains(&art) {
            bau.fest(row, NAME, Inhalt::Text(art.to_owned()), name("art"));
        } else {
            let feld = Feld::new(name("art"), Eingabeart::Text, "Art", "Eine weitere Einnahme.");
            bau.feld(row, NAME, text_or_nothing(art), feld);
        }
        let feld =
            Feld::new(name("betrag"), Eingabeart::Betrag, "Betrag", "Für den ganzen Zeitraum, in Euro; 0, wenn keine.");
        bau.feld(row, GELD, betrag(amount), feld);
    }
    let range = format!("SUM({}:{})", adresse(GELD.0, first), adresse(GELD.0, bau.naechste() - 1));
    let sum = sums.map_or(Betrag::ZERO, |sums| sums.einnahmen_gesamt);
    totals(bau, "Einnahmen gesamt", range, sum, "anlage2_einnahmen_gesamt")
}

/// The whole sum from its three parts.
fn total(bau: &mut Bau, parts: [&String; 3], sums: Option<&Kalkulation>) {
    bau.frage("Fördermittel", "(Personalkosten gesamt + Sachkosten gesamt − Einnahmen gesamt)");
    let row = bau.zeile(28);
    let [personal, sach, einnahmen] = parts;
    bau.text(row, NAME, "Fördermittel gesamt", Stil::Endsummenname);
    let formula = format!("{personal}+{sach}-{einnahmen}");
    let sum = sums.map_or(Betrag::ZERO, |sums| sums.foerdermittel_gesamt);
    reckoned(bau, row, GELD, formula, Some(sum), Stil::Endsumme).name = Some("anlage2_foerdermittel_gesamt".to_owned());
}

//! The Bewertungsbogen, Anlage 3: the current catalogue, one column for each offer, sums and ranks by formula.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::bau::{Bau, Feld, Spalten, adresse, hoehe, text_or_nothing, zahl};
use super::hinweise::{hinweise, kopf};
use super::{Amt, Blatt, Eingabeart, Formular, Inhalt, Stil, Zahlform};
use crate::domain::Stammdaten;
use crate::domain::angebot::{Angebot, Bewertung};
use crate::domain::bewertung::{Ergebnis, bewerte, katalog_of, raenge};
use crate::domain::formular::{Formularart, Kennung, as_name, zeile};
use crate::domain::kriterien::{Kriterienblock, Kriterienkatalog, Kriterium};
use crate::domain::massnahme::Massnahme;
use crate::present::anlage::kopf::traeger_name;
use crate::present::zahl as texte;

/// Names of the sheets.
pub const BLATT: &str = "Anlage 3";
const GRUENDE: &str = "Begründungen";
/// Columns for offers in the blank form, and the fewest in one of a Maßnahme.
const ANGEBOTE: usize = 6;
/// Columns of the raster: the Kriterium, its weight, and for each offer.
const NAME: Spalten = (0, 15);
const GEWICHT: Spalten = (16, 18);
const JE_ANGEBOT: u16 = 6;

/// What one column is about.
struct Spalte<'a> {
    angebot: Option<&'a Angebot>,
    ergebnis: Option<Ergebnis>,
    rang: Option<u32>,
    spalten: Spalten,
}

/// The form for a Maßnahme with its offers, or blank; none while no catalogue is in use.
pub fn bewertungsbogen(stammdaten: &Stammdaten, massnahme: Option<&Massnahme>, heute: NaiveDate) -> Option<Formular> {
    let katalog = massnahme.and_then(|m| katalog_of(stammdaten, m)).or_else(|| stammdaten.katalog_at(heute))?;
    let kennung = Kennung {
        massnahme: massnahme.map(|massnahme| massnahme.id.clone()),
        katalog: Some(katalog.version.clone()),
        ..Kennung::new(Formularart::Bewertungsbogen)
    };
    let amt = Amt { stammdaten, kennung };
    let spalten = columns(katalog, massnahme);
    let steps = steps(katalog, massnahme);
    let blaetter = vec![
        hinweise(&amt, "Bewertungsbogen", "Festlegung und Gewichtung der Kriterien", &steps),
        points(&amt, katalog, massnahme, &spalten),
        reasons(&amt, katalog, &spalten),
    ];
    let (datei, titel) = massnahme.map_or_else(
        || ("Bewertungsbogen.xlsx".to_owned(), "Bewertungsbogen".to_owned()),
        |m| (format!("Bewertungsbogen_{}.xlsx", m.id), format!("Bewertungsbogen: {} ({})", m.titel, m.id)),
    );
    Some(amt.formular(datei, titel, blaetter))
}

/// The columns: offers on record, or empty ones.
fn columns<'a>(katalog: &Kriterienkatalog, massnahme: Option<&'a Massnahme>) -> Vec<Spalte<'a>> {
    let offers: Vec<Option<&Angebot>> = match massnahme {
        Some(massnahme) if !massnahme.angebote.is_empty() => massnahme.angebote.iter().map(Some).collect(),
        _ => vec![None; ANGEBOTE],
    };
    let results: Vec<Option<Ergebnis>> =
        offers.iter().map(|angebot| Some(bewerte(katalog, angebot.as_ref()?.anlage3.as_ref()?))).collect();
    let ranks = raenge(&results);
    let places = (0..).map(|place: u16| {
        let first = GEWICHT.1 + 1 + place * JE_ANGEBOT;
        (first, first + JE_ANGEBOT - 1)
    });
    let columns = offers.into_iter().zip(results).zip(ranks).zip(places);
    columns.map(|(((angebot, ergebnis), rang), spalten)| Spalte { angebot, ergebnis, rang, spalten }).collect()
}

/// Sentences of the first sheet: scale, steps, minima.
fn steps(katalog: &Kriterienkatalog, massnahme: Option<&Massnahme>) -> Vec<String> {
    let number = |value: Decimal| texte::zahl(value, value.normalize().scale());
    let scale: Vec<String> =
        katalog.skala.iter().map(|stufe| format!("{} = {}", number(stufe.punkte), stufe.anker)).collect();
    let mut steps = vec![
        format!(
            "Bewertet wird nach dem Kriterienkatalog {} (beschlossen am {}). Alle Angebote zu einem Bedarf werden nach \
             demselben Katalog bewertet (§ 74 Abs. 5 SGB VIII).",
            katalog.version,
            texte::tag(katalog.beschlossen.day())
        ),
        format!("Punkte: {}. Dazwischen sind Schritte von {} erlaubt.", scale.join("; "), number(katalog.teilpunkte)),
        "Auf dem Blatt „Begründungen“ steht zu jedem Kriterium, warum so bewertet wurde.".to_owned(),
        "Summen, Mindestpunkte, K.-o.-Kriterien und Rang rechnet das Formular.".to_owned(),
    ];
    if let Some(massnahme) = massnahme {
        steps.insert(0, format!("Dieses Formular gehört zu {} „{}“.", massnahme.id, massnahme.titel));
    }
    steps
}

/// The sheet of points.
fn points(amt: &Amt<'_>, katalog: &Kriterienkatalog, massnahme: Option<&Massnahme>, spalten: &[Spalte<'_>]) -> Blatt {
    let width = spalten.last().map_or(GEWICHT.1, |last| last.spalten.1) + 1;
    let mut bau = Bau::quer(BLATT, amt.fuss("Anlage 3 Bewertung"), width.max(34));
    kopf(&mut bau, amt, "Anlage 3", "Festlegung und Gewichtung der Kriterien", &amt.stammdaten.woerter().arbeit);
    if let Some(massnahme) = massnahme {
        bau.textzeile(&format!("{} „{}“", massnahme.id, massnahme.titel), Stil::Frage);
        let found = texte::tag(massnahme.bedarf.festgestellt_am.day());
        bau.textzeile(&format!("Bedarf festgestellt am {found}: {}", massnahme.bedarf.gremium), Stil::Text);
    }
    bau.abstand(8);
    let first_of_head = bau.naechste();
    head(&mut bau, amt.stammdaten, spalten);
    bau.blatt.wiederholt = Some((first_of_head, bau.naechste() - 1));
    bau.blatt.eine_seite = true;
    let mut rows = Rows::default();
    for (place, block) in katalog.bloecke.iter().enumerate() {
        block_rows(&mut bau, katalog, block, place, spalten, &mut rows);
    }
    closing(&mut bau, katalog, spalten, &rows);
    scale(&mut bau, katalog);
    bau.fertig()
}

/// Rows that later formulas refer to.
#[derive(Default)]
struct Rows {
    /// Row and weight of each Kriterium.
    kriterien: Vec<(u32, Decimal)>,
    /// Rows that say whether something is reached.
    pruefungen: Vec<u32>,
}

/// The offers above their columns; each with its Träger and the key by which it is read back.
fn head(bau: &mut Bau, stammdaten: &Stammdaten, spalten: &[Spalte<'_>]) {
    let row = bau.zeile(22);
    bau.text(row, NAME, "Kriterium", Stil::Kopf);
    bau.text(row, GEWICHT, "Gewicht %", Stil::KopfRechts);
    for (number, spalte) in (0..).zip(spalten) {
        let letter = crate::ingest::mappe::column_letters(number);
        bau.text(row, spalte.spalten, format!("Angebot {letter}"), Stil::KopfRechts);
    }
    let names: Vec<String> = spalten
        .iter()
        .map(|spalte| spalte.angebot.map_or("", |angebot| traeger_name(stammdaten, &angebot.traeger)).to_owned())
        .collect();
    let first = (GEWICHT.1 + 1, GEWICHT.1 + JE_ANGEBOT);
    let height = names.iter().map(|name| hoehe(name, first, 3)).max().unwrap_or(24);
    let row = bau.zeile(height);
    bau.text(row, NAME, "Träger", Stil::Feldname);
    for (number, (spalte, name)) in (1..).zip(spalten.iter().zip(names)) {
        let feld = zeile("angebot", number, "traeger");
        if spalte.angebot.is_some() {
            bau.fest(row, spalte.spalten, Inhalt::Text(name), feld);
        } else {
            let hilfe = "Name des Trägers, wie er im Angebot steht.";
            bau.feld(row, spalte.spalten, Inhalt::Leer, Feld::new(feld, Eingabeart::Text, "Träger", hilfe));
        }
    }
    if spalten.iter().all(|spalte| spalte.angebot.is_none()) {
        return;
    }
    let row = bau.zeile(20);
    bau.text(row, NAME, "Schlüssel des Angebots", Stil::Feldname);
    for (number, spalte) in (1..).zip(spalten) {
        let key = spalte.angebot.map_or("", |angebot| angebot.id.as_str());
        bau.fest(row, spalte.spalten, text_or_nothing(key), zeile("angebot", number, "id"));
    }
}

/// The rows of a block: its title, its Kriterien, its mean, its minimum.
fn block_rows(
    bau: &mut Bau,
    katalog: &Kriterienkatalog,
    block: &Kriterienblock,
    place: usize,
    spalten: &[Spalte<'_>],
    rows: &mut Rows,
) {
    let row = bau.zeile(24);
    bau.text(row, NAME, format!("{}  {}", block.id, block.titel), Stil::Block);
    bau.setze(row, GEWICHT, zahl(Some(block.gewicht)), Stil::Block);
    let first = bau.naechste();
    for kriterium in &block.kriterien {
        let row = kriterium_row(bau, katalog, kriterium, spalten);
        rows.kriterien.push((row, kriterium.gewicht));
    }
    let last = bau.naechste() - 1;
    let row = bau.zeile(22);
    bau.text(row, NAME, format!("gewichtetes Mittel Block {}", block.id), Stil::Fest);
    let weights = format!("{}:{}", adresse(GEWICHT.0, first), adresse(GEWICHT.0, last));
    for spalte in spalten {
        let range = format!("{}:{}", adresse(spalte.spalten.0, first), adresse(spalte.spalten.0, last));
        let formula = format!("IF(COUNT({range})=0,\"\",ROUND(SUMPRODUCT({range},{weights})/SUM({weights}),4))");
        let mean = spalte.ergebnis.as_ref().and_then(|e| e.bloecke.get(place)).map(|block| rounded(block.mittel));
        let cell = bau.setze(row, spalte.spalten, Inhalt::Formel(formula, Box::new(zahl(mean))), Stil::FestRechts);
        cell.zahlform = Zahlform::Mittel;
    }
    if block.mindestpunkte.is_zero() {
        return;
    }
    let least = block.mindestpunkte;
    let words = format!("Mindestpunkte Block {}: {}", block.id, texte::zahl(least, 2));
    let reached = |e: &Ergebnis| e.bloecke.get(place).is_none_or(|block| block.erreicht);
    rows.pruefungen.push(check_row(bau, &words, spalten, row, least, "erreicht", reached));
    for kriterium in block.kriterien.iter().filter(|kriterium| kriterium.ko) {
        let at = block.kriterien.iter().position(|one| one.id == kriterium.id).unwrap_or(0);
        let points = first + u32::try_from(at).unwrap_or(0);
        let words = format!("K.-o.-Kriterium {}", kriterium.id);
        let met = |e: &Ergebnis| e.ausschluss.iter().all(|reason| reason.kurz() != kriterium.id);
        // More than nothing, in the smallest step that points have.
        rows.pruefungen.push(check_row(bau, &words, spalten, points, katalog.teilpunkte, "erfüllt", met));
    }
}

/// A row that says whether a value of another row is high enough.
fn check_row(
    bau: &mut Bau,
    words: &str,
    spalten: &[Spalte<'_>],
    of: u32,
    least: Decimal,
    good: &str,
    reached: impl Fn(&Ergebnis) -> bool,
) -> u32 {
    let row = bau.zeile(22);
    bau.text(row, NAME, words, Stil::Fest);
    for spalte in spalten {
        let value = adresse(spalte.spalten.0, of);
        let formula = format!("IF({value}=\"\",\"\",IF({value}>={},\"{good}\",\"nicht {good}\"))", least.normalize());
        let result =
            spalte.ergebnis.as_ref().map(|e| if reached(e) { good.to_owned() } else { format!("nicht {good}") });
        let result = text_or_nothing(result.as_deref().unwrap_or(""));
        bau.setze(row, spalte.spalten, Inhalt::Formel(formula, Box::new(result)), Stil::FestRechts);
    }
    row
}

/// The row of a Kriterium with a field for each offer.
fn kriterium_row(bau: &mut Bau, katalog: &Kriterienkatalog, kriterium: &Kriterium, spalten: &[Spalte<'_>]) -> u32 {
    let label =
        format!("{}  {}{}", kriterium.id, kriterium.titel, if kriterium.ko { " (K.-o.-Kriterium)" } else { "" });
    let row = bau.zeile(hoehe(&label, NAME, 1).max(24));
    bau.text(row, NAME, label, Stil::Fest);
    bau.setze(row, GEWICHT, zahl(Some(kriterium.gewicht)), Stil::FestRechts);
    let highest = katalog.skala.iter().map(|stufe| stufe.punkte).max().unwrap_or_default();
    let anchors: Vec<String> = katalog
        .skala
        .iter()
        .map(|stufe| format!("{} {}", texte::zahl(stufe.punkte, stufe.punkte.normalize().scale()), stufe.anker))
        .collect();
    for (number, spalte) in (1..).zip(spalten) {
        let points = scored(spalte, &kriterium.id).map(|bewertung| bewertung.punkte);
        let art = Eingabeart::Punkte(highest, katalog.teilpunkte);
        let name = zeile("angebot", number, &format!("{}_punkte", as_name(&kriterium.id)));
        bau.feld(row, spalte.spalten, zahl(points), Feld::new(name, art, &kriterium.id, &anchors.join("; ")));
    }
    row
}

/// What is on record of an offer and a Kriterium.
fn scored<'a>(spalte: &Spalte<'a>, kriterium: &str) -> Option<&'a Bewertung> {
    spalte.angebot?.anlage3.as_ref()?.punkte.iter().find(|bewertung| bewertung.kriterium == kriterium)
}

/// Sum, its minimum, rank.
fn closing(bau: &mut Bau, katalog: &Kriterienkatalog, spalten: &[Spalte<'_>], rows: &Rows) {
    let sum_row = bau.zeile(26);
    bau.text(sum_row, (NAME.0, GEWICHT.1), "Gewichtete Summe", Stil::Endsummenname);
    for spalte in spalten {
        let column = spalte.spalten.0;
        let parts = rows.kriterien.iter();
        let parts: Vec<String> =
            parts.map(|(row, weight)| format!("{}*{}", adresse(column, *row), weight.normalize())).collect();
        let all: Vec<String> = rows.kriterien.iter().map(|(row, _)| adresse(column, *row)).collect();
        let formula = format!("IF(COUNT({})=0,\"\",ROUND(({})/100,4))", all.join(","), parts.join("+"));
        let sum = spalte.ergebnis.as_ref().map(|ergebnis| rounded(ergebnis.summe));
        let cell = bau.setze(sum_row, spalte.spalten, Inhalt::Formel(formula, Box::new(zahl(sum))), Stil::Endsumme);
        cell.zahlform = Zahlform::Mittel;
    }
    let words = format!("Mindestsumme: {}", texte::zahl(katalog.mindestsumme, 2));
    let reached = |e: &Ergebnis| e.summe >= katalog.mindestsumme;
    let least = check_row(bau, &words, spalten, sum_row, katalog.mindestsumme, "erreicht", reached);
    let checks: Vec<u32> = rows.pruefungen.iter().copied().chain([least]).collect();
    let counted = counted_row(bau, spalten, sum_row, &checks);
    rank_row(bau, spalten, sum_row, counted);
}

/// The sum of an offer that nothing excludes; only such have a rank.
fn counted_row(bau: &mut Bau, spalten: &[Spalte<'_>], sum_row: u32, checks: &[u32]) -> u32 {
    let row = bau.zeile(22);
    bau.text(row, NAME, "Summe für den Rang (ohne ausgeschlossene)", Stil::Fest);
    for spalte in spalten {
        let column = spalte.spalten.0;
        let sum = adresse(column, sum_row);
        let missed: Vec<String> =
            checks.iter().map(|check| format!("LEFT({},5)=\"nicht\"", adresse(column, *check))).collect();
        let formula = format!("IF({sum}=\"\",\"\",IF(OR({}),\"ausgeschlossen\",{sum}))", missed.join(","));
        let result = spalte.ergebnis.as_ref().map_or(Inhalt::Leer, |e| {
            if e.ausschluss.is_empty() {
                zahl(Some(rounded(e.summe)))
            } else {
                Inhalt::Text("ausgeschlossen".to_owned())
            }
        });
        let cell = bau.setze(row, spalte.spalten, Inhalt::Formel(formula, Box::new(result)), Stil::FestRechts);
        cell.zahlform = Zahlform::Mittel;
    }
    row
}

/// The ranks: one more than there are better sums.
fn rank_row(bau: &mut Bau, spalten: &[Spalte<'_>], sum_row: u32, counted: u32) {
    let row = bau.zeile(26);
    bau.text(row, (NAME.0, GEWICHT.1), "Rang", Stil::Endsummenname);
    let (Some(first), Some(last)) = (spalten.first(), spalten.last()) else { return };
    // Cells between the joined ones are empty and count for nothing.
    let range = format!("{}:{}", adresse(first.spalten.0, counted), adresse(last.spalten.0, counted));
    for spalte in spalten {
        let own = adresse(spalte.spalten.0, counted);
        let sum = adresse(spalte.spalten.0, sum_row);
        let formula = format!("IF({sum}=\"\",\"\",IF(ISNUMBER({own}),COUNTIF({range},\">\"&{own})+1,\"–\"))");
        let result = match (&spalte.ergebnis, spalte.rang) {
            (None, _) => Inhalt::Leer,
            (Some(_), Some(rank)) => Inhalt::Zahl(Decimal::from(rank)),
            (Some(_), None) => Inhalt::Text("–".to_owned()),
        };
        bau.setze(row, spalte.spalten, Inhalt::Formel(formula, Box::new(result)), Stil::Endsumme);
    }
}

/// The scale below the table.
fn scale(bau: &mut Bau, katalog: &Kriterienkatalog) {
    bau.frage("Skala", "(Teilpunkte dazwischen sind erlaubt)");
    for stufe in &katalog.skala {
        let row = bau.zeile(20);
        bau.text(row, (0, 2), texte::zahl(stufe.punkte, stufe.punkte.normalize().scale()), Stil::Text);
        let ganz = bau.ganz();
        bau.text(row, (3, ganz.1), stufe.anker.clone(), Stil::Text);
    }
}

/// The sheet of reasons: one column for each offer, too.
fn reasons(amt: &Amt<'_>, katalog: &Kriterienkatalog, spalten: &[Spalte<'_>]) -> Blatt {
    const EACH: u16 = 10;
    let count = u16::try_from(spalten.len()).unwrap_or(1).max(1);
    let width = (11 + count * EACH).max(34);
    let mut bau = Bau::quer(GRUENDE, amt.fuss("Anlage 3 Begründungen"), width);
    bau.textzeile("Begründungen zu den Punkten", Stil::Titel);
    bau.abstand(6);
    let head = bau.zeile(22);
    bau.text(head, (0, 10), "Kriterium", Stil::Kopf);
    let place = |number: u16| (11 + number * EACH, 10 + (number + 1) * EACH);
    for number in 0..count {
        let letter = crate::ingest::mappe::column_letters(number.into());
        bau.text(head, place(number), format!("Angebot {letter}"), Stil::Kopf);
    }
    bau.blatt.wiederholt = Some((head, head));
    for kriterium in katalog.bloecke.iter().flat_map(|block| &block.kriterien) {
        let texts: Vec<&str> =
            spalten.iter().map(|spalte| scored(spalte, &kriterium.id).map_or("", |b| b.begruendung.as_str())).collect();
        let height = texts.iter().map(|text| hoehe(text, place(0), 3)).max().unwrap_or(60);
        let row = bau.zeile(height.min(480));
        bau.text(row, (0, 10), format!("{}  {}", kriterium.id, kriterium.titel), Stil::Text);
        for (number, text) in (0..).zip(texts) {
            let line = usize::from(number) + 1;
            let name = zeile("angebot", line, &format!("{}_begruendung", as_name(&kriterium.id)));
            let feld = Feld::new(name, Eingabeart::Text, &kriterium.id, "Warum so viele Punkte? Ein Satz genügt.");
            bau.feld(row, place(number), text_or_nothing(text), feld);
        }
    }
    bau.fertig()
}

/// Four places, as records hold them.
fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

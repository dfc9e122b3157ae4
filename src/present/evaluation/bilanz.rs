//! All goals by degree, this half-year beside the last one: the stack, its table, its alt text.

use serde::Serialize;

use super::auswahl::{Bereich, Kontext, Stufe, Zaehlung};
use super::worte::{anteil_von, anzahl, veraenderung};
use crate::domain::massnahme::Massnahme;
use crate::present::zahl::{self, NARROW};

/// Width of the stack, in hundredths of a millimetre.
const BREITE: i64 = 13_000;
/// About the width of a letter of 8 pt in bold; errs on the wide side.
const BUCHSTABE: i64 = 165;
/// Air beside a label in a segment.
const LUFT: i64 = 300;
/// The narrowest segment that holds its count.
const SCHMAL: i64 = 450;

/// The stack and its table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bilanz {
    titel: &'static str,
    alt: String,
    breite: i64,
    vergleich: bool,
    balken: Vec<Balken>,
    spalten: Vec<String>,
    zeilen: Vec<Zeile>,
    summe: Summe,
    noten: [String; 2],
}

#[derive(Clone, Debug, Serialize)]
struct Balken {
    name: String,
    summe: String,
    segmente: Vec<Segment>,
}

/// A part of a stack; `text` only where it fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Segment {
    art: Stufe,
    x: i64,
    breite: i64,
    text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    art: Stufe,
    wort: &'static str,
    #[serde(flatten)]
    werte: Summe,
}

#[derive(Clone, Debug, Serialize)]
struct Summe {
    anzahl: String,
    anteil: String,
    vor_anzahl: Option<String>,
    vor_anteil: Option<String>,
    veraenderung: Option<String>,
}

/// The balance of a Bereich; none where no Maßnahme has a goal.
pub(super) fn bilanz(kontext: &Kontext<'_>, bereich: Bereich<'_>, liste: &[&Massnahme]) -> Option<Bilanz> {
    let jetzt = kontext.zaehle(liste);
    let vorher = kontext.zaehle_vorher(&kontext.vorher_laufend(bereich));
    if jetzt.summe() == 0 {
        return None;
    }
    let vergleich = vorher.summe() > 0;
    let groesste = jetzt.summe().max(vorher.summe());
    let name = zahl::halbjahr(kontext.halbjahr);
    let vor_name = kontext.vorher.map(zahl::halbjahr).unwrap_or_default();
    let balken = |name: &str, zaehlung: &Zaehlung| Balken {
        name: name.to_owned(),
        summe: ziele(zaehlung.summe()),
        segmente: segmente(zaehlung, groesste, BREITE, true),
    };
    let mut bars = vec![balken(&name, &jetzt)];
    let mut spalten = vec![kurz(&name), "Anteil".to_owned()];
    if vergleich {
        bars.push(balken(&vor_name, &vorher));
        spalten.extend([kurz(&vor_name), "Anteil".to_owned(), "Veränderung".to_owned()]);
    }
    let werte = |jetzt_zahl: i64, vor_zahl: i64| Summe {
        anzahl: anzahl(jetzt_zahl),
        anteil: anteil_von(jetzt_zahl, jetzt.summe()),
        vor_anzahl: vergleich.then(|| anzahl(vor_zahl)),
        vor_anteil: vergleich.then(|| anteil_von(vor_zahl, vorher.summe())),
        veraenderung: vergleich.then(|| veraenderung(jetzt_zahl, vor_zahl)),
    };
    let zeilen = Stufe::ALLE.map(|stufe| Zeile {
        art: stufe,
        wort: stufe.wort(),
        werte: werte(jetzt.zahl(stufe), vorher.zahl(stufe)),
    });
    let hundert = || format!("100{NARROW}%");
    let wessen = format!("aller laufenden {}", kontext.stammdaten.woerter().massnahme.mehrzahl());
    Some(Bilanz {
        titel: "Alle Ziele nach dem Grad ihrer Erreichung",
        alt: alt(&wessen, &name, &jetzt, vergleich.then_some((vor_name.as_str(), &vorher))),
        breite: BREITE,
        vergleich,
        balken: bars,
        spalten,
        zeilen: zeilen.to_vec(),
        summe: Summe { anteil: hundert(), vor_anteil: vergleich.then(hundert), ..werte(jetzt.summe(), vorher.summe()) },
        noten: [
            format!(
                "Gezählt ist jedes Ziel der {} (Anlage 1) aller {}, die im Halbjahr liefen.",
                kontext.stammdaten.woerter().beschreibung,
                kontext.stammdaten.woerter().massnahme.mehrzahl()
            ),
            "„Keine Angabe“: Der Träger hat keinen Istwert genannt; „ausstehend“: Die ganze Evaluation fehlt."
                .to_owned(),
        ],
    })
}

/// Segments of one stack on a scale that ends at `groesste` goals. Edges are rounded from the sums, so that segments
/// meet without gap.
pub(super) fn segmente(zaehlung: &Zaehlung, groesste: i64, breite: i64, beschriftet: bool) -> Vec<Segment> {
    let kante = |bis: i64| breite * bis / groesste.max(1);
    let mut bis = 0;
    let mut liste = Vec::new();
    for stufe in Stufe::ALLE {
        let anzahl = zaehlung.zahl(stufe);
        if anzahl == 0 {
            continue;
        }
        let x = kante(bis);
        bis += anzahl;
        let weite = kante(bis) - x;
        let text = if beschriftet { beschriftung(stufe, anzahl, weite) } else { None };
        liste.push(Segment { art: stufe, x, breite: weite, text });
    }
    liste
}

/// Count and word, the count alone, or nothing: what fits.
fn beschriftung(stufe: Stufe, anzahl: i64, weite: i64) -> Option<String> {
    let lang = format!("{anzahl} {}", stufe.wort());
    let zeichen = i64::try_from(lang.chars().count()).unwrap_or(i64::MAX / BUCHSTABE - LUFT);
    if weite >= zeichen * BUCHSTABE + LUFT { Some(lang) } else { (weite >= SCHMAL).then(|| anzahl.to_string()) }
}

/// `1. Hj. 2026`
fn kurz(halbjahr: &str) -> String {
    halbjahr.replace("Halbjahr ", "Hj.\u{a0}")
}

/// `5 Ziele`
fn ziele(summe: i64) -> String {
    if summe == 1 { "1 Ziel".to_owned() } else { format!("{summe} Ziele") }
}

/// Kind of chart, values in reading order, message.
fn alt(wessen: &str, name: &str, jetzt: &Zaehlung, vorher: Option<(&str, &Zaehlung)>) -> String {
    let werte = |zaehlung: &Zaehlung| {
        let stufen = Stufe::ALLE.map(|stufe| format!("{} {}", zaehlung.zahl(stufe), stufe.wort()));
        format!("{}: {}", ziele(zaehlung.summe()), stufen.join(", "))
    };
    let mut text =
        format!("Gestapeltes Balkendiagramm: Ziele {wessen} nach dem Grad ihrer Erreichung. {name}, {}.", werte(jetzt));
    if let Some((name, zaehlung)) = vorher {
        text.push_str(&format!(" {name}, {}.", werte(zaehlung)));
    }
    text.push_str(&format!(
        " Aussage: {} von {} Zielen mit einer Angabe sind vollständig oder größtenteils erreicht.",
        jetzt.erreicht(),
        jetzt.bekannt()
    ));
    text
}

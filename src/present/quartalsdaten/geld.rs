//! Money of the Gemeinwesenarbeit beside the money of the Hilfen, from 1 January to the Stichtag.

use rust_decimal::Decimal;

use super::kontext::{Kontext, prozent};
use super::{Bildabschnitt, bilder, lauf};
use crate::domain::woerter::capitalized;
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::kernsaetze::Satz;
use crate::present::probe::{Probe, Proberegel};
use crate::present::schaubild::{self, Balken, Stil, Streifendaten};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

/// Where the table stands in the data.
const PFAD: &str = "/geld/tabelle";
const HILFEN: usize = 0;
const GWA: usize = 1;
const JE_100: usize = 2;

/// Both kinds of money in one year.
struct Jahr {
    bis: Quartal,
    hilfen: Angabe<Betrag>,
    gwa: Angabe<Betrag>,
    regel: Option<Proberegel>,
}

impl Jahr {
    /// So many euros of the Gemeinwesenarbeit come to 100 euros of the Hilfen; none where these cost nothing.
    fn je_100(&self) -> Angabe<Option<Decimal>> {
        self.gwa.zip(self.hilfen).map(|(gwa, hilfen)| {
            (hilfen > Betrag::ZERO).then(|| gwa.to_decimal() * Decimal::ONE_HUNDRED / hilfen.to_decimal())
        })
    }
}

/// The section.
pub(super) fn abschnitt(kontext: &Kontext<'_>) -> (Bildabschnitt, Vec<Probe>) {
    let titel = titel(kontext);
    let Some((ist, key)) = kontext.gwa() else {
        let laeufe = vec![lauf(format!(
            "Ein Budget {} in Euro gibt es hier nicht.",
            kontext.stammdaten.woerter().der_arbeit_kurz()
        ))];
        return (Bildabschnitt { titel, laeufe, bild: None, tabelle: None }, Vec::new());
    };
    let hilfen = |bis| kontext.betrag(Messgroesse::Zuschussbedarf, Zeitbezug::JahrBis(bis), &Hilfe::alle());
    let quartal = kontext.quartal();
    let now = Jahr {
        bis: quartal,
        hilfen: hilfen(quartal),
        gwa: if kontext.sicht.has_kosten(quartal) { Angabe::Wert(ist) } else { Angabe::Fehlt },
        regel: key.map(Proberegel::Kennzahl),
    };
    let vorjahr = kontext.vorjahr();
    let before = super::kosten::year_is_whole(kontext, vorjahr).then(|| Jahr {
        bis: vorjahr,
        hilfen: hilfen(vorjahr),
        gwa: kontext.gwa_vorjahr().map_or(Angabe::Fehlt, Angabe::Wert),
        regel: None,
    });
    let jahre: Vec<Jahr> = [Some(now), before].into_iter().flatten().collect();
    let (tabelle, mut proben, bau) = tabelle(kontext, &jahre);
    let (laeufe, more) = satz(kontext, &jahre, &bau).build("/geld/laeufe", &titel);
    proben.extend(more);
    (Bildabschnitt { titel, laeufe, bild: bild(kontext, &jahre), tabelle: Some(tabelle) }, proben)
}

/// `Gemeinwesenarbeit neben den Hilfen`
fn titel(kontext: &Kontext<'_>) -> String {
    format!("{} neben den Hilfen", capitalized(&kontext.stammdaten.woerter().arbeit_kurz))
}

fn tabelle(
    kontext: &Kontext<'_>,
    jahre: &[Jahr],
) -> (crate::present::zahlentabelle::Zahlentabelle, Vec<Probe>, Tabellenbau) {
    let mut bau = Tabellenbau::new(PFAD, titel(kontext), "vom 1. Januar bis zum Quartalsende, €");
    for jahr in jahre {
        bau = bau.with_spalte(jahr.bis.jahr().to_string(), None, Spaltenart::Betrag);
    }
    let with_change = jahre.len() > 1;
    if with_change {
        bau = bau.with_spalte("ggü. VJ %", None, Spaltenart::Zahl);
    }
    let change = |of: fn(&Jahr) -> Angabe<Betrag>| match jahre {
        [now, before] => {
            let both = of(now).zip(of(before)).map(|(neu, alt)| prozent(alt.cents(), neu.cents()));
            vec![Zelle::aenderung_prozent(both, Bezug::Spalte(0), Bezug::Spalte(1))]
        }
        _ => Vec::new(),
    };
    let id = |bis| kontext.id(Messgroesse::Zuschussbedarf, Zeitbezug::JahrBis(bis), &Hilfe::alle());
    let hilfen = jahre.iter().map(|jahr| Zelle::betrag(jahr.hilfen, id(jahr.bis)));
    bau.push(Rang::Einzeln, "Zuschussbedarf der Hilfen", hilfen.chain(change(|jahr| jahr.hilfen)).collect());
    let gwa = jahre.iter().map(|jahr| {
        let zelle = Zelle::text(zahl::angabe(jahr.gwa, zahl::betrag_tabelle));
        jahr.regel.iter().fold(zelle, |zelle, regel| zelle.with(regel.clone()))
    });
    bau.push(
        Rang::Einzeln,
        format!("Ist {}", kontext.stammdaten.woerter().der_arbeit_kurz()),
        gwa.chain(change(|jahr| jahr.gwa)).collect(),
    );
    let je_100 = jahre.iter().enumerate().map(|(spalte, jahr)| {
        let text = zahl::angabe(jahr.je_100(), |wert| {
            wert.map_or_else(
                || zahl::SINNLOS.to_owned(),
                |wert| match wert.is_zero() {
                    true => zahl::NICHTS.to_owned(),
                    false => zahl::zahl(wert, 2),
                },
            )
        });
        let of = |zeile| vec![(1, Bezug::Zelle(zeile, spalte))];
        Zelle::text(text).and_quotient(of(GWA), of(HILFEN), 100)
    });
    // A change of a quotient of amounts would be read as money.
    let empty = with_change.then(Zelle::leer);
    bau.push(
        Rang::Summe,
        format!("{} je 100 € der Hilfen", capitalized(&kontext.stammdaten.woerter().arbeit_kurz)),
        je_100.chain(empty).collect(),
    );
    for (jahr, spalte) in jahre.iter().zip(0..) {
        let key = format!("geld.je_100.{}.{}", kontext.raum, jahr.bis);
        kontext.note(key, jahr.je_100(), |wert| {
            wert.map_or(serde_json::Value::Null, |_| serde_json::json!(bau.text(JE_100, spalte)))
        });
        kontext.note(format!("geld.ist.{}.{}", kontext.raum, jahr.bis), jahr.gwa, |ist| {
            serde_json::json!(ist.to_string())
        });
    }
    let (tabelle, proben) = bau.clone().build();
    (tabelle, proben, bau)
}

/// How the two stand to each other, where that may be said.
fn satz(kontext: &Kontext<'_>, jahre: &[Jahr], bau: &Tabellenbau) -> Satz {
    let printed = |spalte: usize| {
        bau.is_number(JE_100, spalte).then(|| {
            let text = format!("{}{}€", bau.text(JE_100, spalte), zahl::NARROW);
            (text, Proberegel::Summe(vec![(1, bau.stelle(JE_100, spalte))]))
        })
    };
    if jahre.first().is_some_and(|now| now.gwa.wert().is_some_and(Betrag::is_zero)) {
        return Satz::new()
            .text(format!("Seit Jahresbeginn ist für {} nichts gebucht.", kontext.stammdaten.woerter().arbeit_kurz));
    }
    let Some((now, regel)) = printed(0) else {
        let why = match jahre.first().map(Jahr::je_100) {
            Some(Angabe::Gesperrt) => "Die Kosten der Hilfen sind gesperrt („.“); eine Gegenüberstellung entfällt.",
            Some(Angabe::Fehlt) => "Die Kosten der Hilfen sind nicht geliefert („…“); eine Gegenüberstellung entfällt.",
            _ => "Die Hilfen kosten nach Abzug der Erträge nichts; ein Verhältnis lässt sich nicht angeben.",
        };
        return Satz::new().text(why);
    };
    let satz = Satz::new()
        .text("Seit Jahresbeginn kommen auf 100\u{202f}€ Zuschussbedarf der Hilfen ")
        .zahl_stark(now, regel)
        .text(format!(" für {}", kontext.stammdaten.woerter().arbeit_kurz));
    match printed(1).filter(|_| jahre.len() > 1) {
        Some((before, regel)) => satz.text(" (Vorjahr ").zahl(before, regel).text(")."),
        None => satz.text("."),
    }
}

fn bild(kontext: &Kontext<'_>, jahre: &[Jahr]) -> Option<schaubild::Schaubild> {
    let shown = |jahr: &Jahr| jahr.hilfen.zip(jahr.gwa).wert().filter(|(hilfen, gwa)| !(*hilfen + *gwa).is_zero());
    if jahre.iter().any(|jahr| shown(jahr).is_none()) {
        return None;
    }
    let rows = |name: &str, of: fn(&Jahr) -> Angabe<Betrag>, stil: Stil| -> Vec<Balken> {
        let rows = jahre.iter().enumerate().map(|(place, jahr)| {
            let punkt = bilder::punkt(of(jahr).map(Betrag::to_decimal));
            let (wort, stil) = if place == 0 { (name, stil) } else { (name, Stil::Vorjahr) };
            let row = Balken::new(&format!("{wort} {}", jahr.bis.jahr())).teil(name, stil, punkt);
            if place == 0 { row.stark() } else { row }
        });
        rows.collect()
    };
    let mut balken = rows("Hilfen", |jahr| jahr.hilfen, Stil::Dunkel);
    balken.extend(rows(&capitalized(&kontext.stammdaten.woerter().arbeit_kurz), |jahr| jahr.gwa, Stil::Ist));
    let gegenstand = format!(
        "Zuschussbedarf der Hilfen und Ist {} vom 1. Januar bis zum Quartalsende, {}",
        kontext.stammdaten.woerter().der_arbeit_kurz(),
        kontext.name()
    );
    Some(schaubild::streifen(&Streifendaten::new(&gegenstand, "", schaubild::euro, balken), 165))
}

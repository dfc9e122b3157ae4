//! Costs by Hilfeart within their Hilfegruppe: of the quarter, and since 1 January.

use super::Unterabschnitt;
use super::kontext::{Kontext, kurz, prozent};
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::hilfen;
use crate::present::probe::{Probe, Stelle};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zahlentabelle, Zelle};

/// Column of the Zuschussbedarf of the reported period.
const SALDO: usize = 2;

/// Both tables.
pub(super) fn tabellen(kontext: &Kontext<'_>) -> (Unterabschnitt, Vec<Probe>) {
    let titel = "Kosten nach Hilfeart".to_owned();
    let quartal = kontext.quartal();
    if !kontext.sicht.has_kosten(quartal) {
        let text = format!("Für das {} sind keine Kosten geliefert.", zahl::quartal(quartal));
        return (Unterabschnitt::without_tables(titel, text), Vec::new());
    }
    let delivered = |quartal| kontext.sicht.has_kosten(quartal);
    let of_quarter = Tafel {
        kontext,
        pfad: "/kosten/quartal",
        titel: format!("{} ({})", zahl::quartal(quartal), zahl::spanne(quartal.beginn(), quartal.ende())),
        zeit: Zeitbezug::Quartal(quartal),
        frueher: kontext.verglichen(delivered).into_iter().rev().skip(1).map(Zeitbezug::Quartal).collect(),
        prozent: false,
    };
    let vorjahr = kontext.vorjahr();
    let first = Quartal::new(quartal.jahr(), 1).unwrap_or(quartal);
    let of_year = Tafel {
        kontext,
        pfad: "/kosten/jahr",
        titel: format!("Seit Jahresbeginn ({})", zahl::spanne(first.beginn(), quartal.ende())),
        zeit: Zeitbezug::JahrBis(quartal),
        frueher: [vorjahr].into_iter().filter(|_| year_is_whole(kontext, vorjahr)).map(Zeitbezug::JahrBis).collect(),
        prozent: true,
    };
    let (quartal_tabelle, mut proben) = of_quarter.build();
    let jahr = (quartal.nummer() > 1).then(|| of_year.build());
    let (jahr_tabelle, more) = jahr.unzip();
    proben.extend(more.into_iter().flatten());
    let abschnitt = Unterabschnitt { titel, laeufe: Vec::new(), quartal: Some(quartal_tabelle), jahr: jahr_tabelle };
    (abschnitt, proben)
}

/// Whether every quarter of a year up to one is delivered: else the year so far is not what it says.
pub(super) fn year_is_whole(kontext: &Kontext<'_>, quartal: Quartal) -> bool {
    quartal.of_same_year().into_iter().filter(|of| *of <= quartal).all(|of| kontext.sicht.has_kosten(of))
}

/// Where the Zuschussbedarf of a quarter, over all Hilfen, stands in the table of the quarter, if it is printed.
pub(super) fn saldo_of_quarter(abschnitt: &Unterabschnitt, quartal: Quartal) -> Option<Stelle> {
    let tabelle = abschnitt.quartal.as_ref()?;
    let zeile = tabelle.zeilen.iter().position(|zeile| zeile.rang == Rang::Summe)?;
    let spalte = tabelle.spalten.iter().position(|spalte| spalte.kopf == kurz(quartal))?;
    let text = tabelle.zeilen.get(zeile)?.werte.get(spalte)?;
    zahl::is_number(text).then(|| Stelle::new(format!("/kosten/quartal/zeilen/{zeile}/werte/{spalte}")))
}

struct Tafel<'a> {
    kontext: &'a Kontext<'a>,
    pfad: &'static str,
    titel: String,
    zeit: Zeitbezug,
    /// Periods before, the nearest first.
    frueher: Vec<Zeitbezug>,
    /// Whether the last column says how much it changed.
    prozent: bool,
}

/// The amounts of a line.
struct Betraege {
    aufwand: Angabe<Betrag>,
    ertrag: Angabe<Betrag>,
    saldo: Angabe<Betrag>,
    frueher: Vec<Angabe<Betrag>>,
}

impl Betraege {
    fn is_nothing(&self) -> bool {
        let mut amounts = [&self.aufwand, &self.ertrag, &self.saldo].into_iter().chain(&self.frueher);
        amounts.all(|amount| matches!(amount, Angabe::Wert(amount) if amount.is_zero()))
    }
}

impl Tafel<'_> {
    fn build(&self) -> (Zahlentabelle, Vec<Probe>) {
        let mut bau = self.head();
        let mut groups = Vec::new();
        for gruppe in hilfen::gruppen(self.kontext.stammdaten) {
            let whole = self.betraege(&gruppe.hilfe);
            let parts: Vec<_> = gruppe.arten.iter().map(|art| (art, self.betraege(&art.hilfe))).collect();
            let parts: Vec<_> = parts.into_iter().filter(|(_, betraege)| !betraege.is_nothing()).collect();
            if whole.is_nothing() && parts.is_empty() {
                continue;
            }
            let of_group = self.push(&mut bau, Rang::Gruppe, &gruppe.name, &gruppe.hilfe, &whole);
            let lines =
                parts.iter().map(|(art, betraege)| self.push(&mut bau, Rang::Teil, &art.name, &art.hilfe, betraege));
            let lines: Vec<_> = lines.collect();
            bau.is_summe(of_group, &lines, 0..self.amounts());
            groups.push(of_group);
        }
        let unknown = hilfen::ohne_hilfeart();
        let rest = self.betraege(&unknown);
        if !rest.is_nothing() {
            groups.push(self.push(&mut bau, Rang::Einzeln, "ohne Angabe der Hilfeart", &unknown, &rest));
        }
        let alle = self.betraege(&Hilfe::alle());
        let sum = self.push(&mut bau, Rang::Summe, "zusammen", &Hilfe::alle(), &alle);
        bau.is_summe(sum, &groups, 0..self.amounts());
        for gruppe in hilfen::getrennte(self.kontext.stammdaten) {
            for art in &gruppe.arten {
                let betraege = self.betraege(&art.hilfe);
                if !betraege.is_nothing() {
                    let name = format!("{} (nicht in der Summe)", art.name);
                    self.push(&mut bau, Rang::Einzeln, &name, &art.hilfe, &betraege);
                }
            }
        }
        self.notes(&mut bau);
        bau.build()
    }

    fn head(&self) -> Tabellenbau {
        let saldo = |zeit: &Zeitbezug| match zeit {
            Zeitbezug::Quartal(quartal) => kurz(*quartal),
            Zeitbezug::JahrBis(quartal) => quartal.jahr().to_string(),
        };
        let mut bau = Tabellenbau::new(self.pfad, &self.titel, "Hilfeart")
            .with_spalte("Aufwand €", None, Spaltenart::Betrag)
            .with_spalte("Ertrag €", None, Spaltenart::Betrag);
        for zeit in [&self.zeit].into_iter().chain(&self.frueher) {
            bau = bau.with_spalte(saldo(zeit), Some("Zuschussbedarf €"), Spaltenart::Betrag);
        }
        if self.shows_change() { bau.with_spalte("ggü. VJ %", None, Spaltenart::Zahl) } else { bau }
    }

    fn shows_change(&self) -> bool {
        self.prozent && !self.frueher.is_empty()
    }

    /// How many columns hold amounts.
    fn amounts(&self) -> usize {
        SALDO + 1 + self.frueher.len()
    }

    fn betraege(&self, hilfe: &Hilfe) -> Betraege {
        let of = |groesse, zeit| self.kontext.betrag(groesse, zeit, hilfe);
        Betraege {
            aufwand: of(Messgroesse::Aufwand, self.zeit),
            ertrag: of(Messgroesse::Ertrag, self.zeit),
            saldo: of(Messgroesse::Zuschussbedarf, self.zeit),
            frueher: self.frueher.iter().map(|zeit| of(Messgroesse::Zuschussbedarf, *zeit)).collect(),
        }
    }

    fn push(&self, bau: &mut Tabellenbau, rang: Rang, name: &str, hilfe: &Hilfe, betraege: &Betraege) -> usize {
        let id = |groesse, zeit| self.kontext.id(groesse, zeit, hilfe);
        let mut zellen = vec![
            Zelle::betrag(betraege.aufwand, id(Messgroesse::Aufwand, self.zeit)),
            Zelle::betrag(betraege.ertrag, id(Messgroesse::Ertrag, self.zeit)),
            Zelle::betrag(betraege.saldo, id(Messgroesse::Zuschussbedarf, self.zeit))
                .and_summe(vec![(1, Bezug::Spalte(0)), (-1, Bezug::Spalte(1))]),
        ];
        let before = self.frueher.iter().zip(&betraege.frueher);
        zellen.extend(before.map(|(zeit, betrag)| Zelle::betrag(*betrag, id(Messgroesse::Zuschussbedarf, *zeit))));
        if let Some(frueher) = betraege.frueher.first().filter(|_| self.shows_change()) {
            let change = betraege.saldo.zip(*frueher).map(|(neu, alt)| prozent(alt.cents(), neu.cents()));
            zellen.push(Zelle::aenderung_prozent(change, Bezug::Spalte(SALDO), Bezug::Spalte(SALDO + 1)));
        }
        bau.push(rang, name, zellen)
    }

    fn notes(&self, bau: &mut Tabellenbau) {
        if !self.prozent {
            bau.note("Zuschussbedarf = Aufwand − Ertrag. Es zählt das Buchungsdatum.");
        } else if self.shows_change() {
            bau.note("VJ = derselbe Zeitraum des Vorjahres. Prozente sind einzeln gerundet.");
        } else {
            bau.note("Aus dem Vorjahr ist dieser Zeitraum nicht vollständig geliefert.");
        }
        let mut signs = Vec::new();
        if bau.prints(zahl::GESPERRT) {
            signs.push("„.“: Betrag weniger Fälle oder zu deren Schutz gesperrt");
        }
        if bau.prints(zahl::SINNLOS) {
            signs.push("„x“: im Vorjahr nichts, also kein Prozentsatz");
        }
        if !signs.is_empty() {
            bau.note(format!("{}.", signs.join("; ")));
        }
    }
}

//! Costs by Hilfeart within their Hilfegruppe: of the quarter, and since 1 January.

use super::kontext::{Kontext, kurz, prozent};
use super::{Kostenabschnitt, lauf};

use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::hilfen;
use crate::present::probe::{Probe, Stelle};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zahlentabelle, Zelle};

/// Where the tables stand in the data.
const PFAD: &str = "/kosten/tabellen";

/// All tables.
pub(super) fn tabellen(kontext: &Kontext<'_>) -> (Kostenabschnitt, Vec<Probe>) {
    let titel = "Kosten nach Hilfeart".to_owned();
    let quartal = kontext.quartal();
    if !kontext.sicht.has_kosten(quartal) {
        let text = format!("Für das {} sind keine Kosten geliefert.", zahl::quartal(quartal));
        return (Kostenabschnitt { titel, laeufe: vec![lauf(text)], tabellen: Vec::new() }, Vec::new());
    }
    let vorjahr = kontext.vorjahr();
    let first = Quartal::new(quartal.jahr(), 1).unwrap_or(quartal);
    let spanne = zahl::spanne(first.beginn(), quartal.ende());
    let of_quarter = Tafel {
        kontext,
        pfad: format!("{PFAD}/0"),
        titel: format!(
            "Zuschussbedarf im {} ({})",
            zahl::quartal(quartal),
            zahl::spanne(quartal.beginn(), quartal.ende())
        ),
        zeit: Zeitbezug::Quartal(quartal),
        frueher: [(vorjahr, "VJ"), (kontext.vorquartal(), "VQ")]
            .into_iter()
            .rev()
            .filter(|(quartal, _)| kontext.sicht.has_kosten(*quartal))
            .map(|(quartal, wort)| (Zeitbezug::Quartal(quartal), wort))
            .collect(),
    };
    let of_year = Tafel {
        kontext,
        pfad: format!("{PFAD}/1"),
        titel: format!("Zuschussbedarf seit Jahresbeginn ({spanne})"),
        zeit: Zeitbezug::JahrBis(quartal),
        frueher: [(Zeitbezug::JahrBis(vorjahr), "VJ")]
            .into_iter()
            .filter(|_| year_is_whole(kontext, vorjahr))
            .collect(),
    };
    let (first_table, mut proben) = of_quarter.build();
    let mut tabellen = vec![first_table];
    // In the first quarter the year so far is the quarter.
    if quartal.nummer() > 1 {
        let (of_year, more) = of_year.build();
        proben.extend(more);
        tabellen.push(of_year);
    }
    let (parts, more) = aufwand_und_ertrag(kontext, tabellen.len());
    proben.extend(more);
    tabellen.push(parts);
    (Kostenabschnitt { titel, laeufe: Vec::new(), tabellen }, proben)
}

/// What the Zuschussbedarf is made of, over all Hilfen. Not by Hilfeart: there an Ertrag comes from so few cases that
/// its protection would cost most of the other amounts.
fn aufwand_und_ertrag(kontext: &Kontext<'_>, nummer: usize) -> (Zahlentabelle, Vec<Probe>) {
    let quartal = kontext.quartal();
    let mut bau = Tabellenbau::new(format!("{PFAD}/{nummer}"), "Aufwand und Ertrag über alle Hilfen", "Zeitraum")
        .with_spalte("Aufwand €", None, Spaltenart::Betrag)
        .with_spalte("Ertrag €", None, Spaltenart::Betrag)
        .with_spalte("Zuschussbedarf €", None, Spaltenart::Betrag);
    let mut lines = vec![(zahl::quartal(quartal), Zeitbezug::Quartal(quartal))];
    if quartal.nummer() > 1 {
        lines.push(("seit Jahresbeginn".to_owned(), Zeitbezug::JahrBis(quartal)));
    }
    let alle = Hilfe::alle();
    for (name, zeit) in lines {
        let cell = |groesse| Zelle::betrag(kontext.betrag(groesse, zeit, &alle), kontext.id(groesse, zeit, &alle));
        let saldo = cell(Messgroesse::Zuschussbedarf).and_summe(vec![(1, Bezug::Spalte(0)), (-1, Bezug::Spalte(1))]);
        bau.push(Rang::Einzeln, name, vec![cell(Messgroesse::Aufwand), cell(Messgroesse::Ertrag), saldo]);
    }
    bau.note("Zuschussbedarf = Aufwand − Ertrag. Es zählt das Buchungsdatum.");
    bau.build()
}

/// Whether every quarter of a year up to one is delivered: else the year so far is not what it says.
pub(super) fn year_is_whole(kontext: &Kontext<'_>, quartal: Quartal) -> bool {
    quartal.of_same_year().into_iter().filter(|of| *of <= quartal).all(|of| kontext.sicht.has_kosten(of))
}

/// Where the Zuschussbedarf of a quarter, over all Hilfen, stands in the table of the quarter, if it is printed.
pub(super) fn saldo_of_quarter(abschnitt: &Kostenabschnitt, quartal: Quartal) -> Option<Stelle> {
    let tabelle = abschnitt.tabellen.first()?;
    let zeile = tabelle.zeilen.iter().position(|zeile| zeile.rang == Rang::Summe)?;
    let spalte = tabelle.spalten.iter().position(|spalte| spalte.kopf == kurz(quartal))?;
    let text = tabelle.zeilen.get(zeile)?.werte.get(spalte)?;
    zahl::is_number(text).then(|| Stelle::new(format!("{PFAD}/0/zeilen/{zeile}/werte/{spalte}")))
}

struct Tafel<'a> {
    kontext: &'a Kontext<'a>,
    pfad: String,
    titel: String,
    zeit: Zeitbezug,
    /// Periods before and the word for them, the nearest first.
    frueher: Vec<(Zeitbezug, &'static str)>,
}

impl Tafel<'_> {
    fn build(&self) -> (Zahlentabelle, Vec<Probe>) {
        let mut bau = self.head();
        let mut groups = Vec::new();
        for gruppe in hilfen::gruppen(self.kontext.stammdaten) {
            let whole = self.betraege(&gruppe.hilfe);
            let parts: Vec<_> = gruppe.arten.iter().map(|art| (art, self.betraege(&art.hilfe))).collect();
            let parts: Vec<_> = parts.into_iter().filter(|(_, betraege)| !is_nothing(betraege)).collect();
            if is_nothing(&whole) && parts.is_empty() {
                continue;
            }
            let of_group = self.push(&mut bau, Rang::Gruppe, &gruppe.name, &gruppe.hilfe, &whole);
            let lines =
                parts.iter().map(|(art, betraege)| self.push(&mut bau, Rang::Teil, &art.name, &art.hilfe, betraege));
            let lines: Vec<_> = lines.collect();
            bau.is_summe(of_group, &lines, 0..=self.frueher.len());
            groups.push(of_group);
        }
        let unknown = hilfen::ohne_hilfeart();
        let rest = self.betraege(&unknown);
        if !is_nothing(&rest) {
            groups.push(self.push(&mut bau, Rang::Einzeln, "ohne Angabe der Hilfeart", &unknown, &rest));
        }
        let alle = self.betraege(&Hilfe::alle());
        let sum = self.push(&mut bau, Rang::Summe, "zusammen", &Hilfe::alle(), &alle);
        bau.is_summe(sum, &groups, 0..=self.frueher.len());
        for art in hilfen::getrennte(self.kontext.stammdaten).into_iter().flat_map(|gruppe| gruppe.arten) {
            let betraege = self.betraege(&art.hilfe);
            if !is_nothing(&betraege) {
                let name = format!("{} (nicht in der Summe)", art.name);
                self.push(&mut bau, Rang::Einzeln, &name, &art.hilfe, &betraege);
            }
        }
        self.notes(&mut bau);
        bau.build()
    }

    fn head(&self) -> Tabellenbau {
        let kopf = |zeit: Zeitbezug| match zeit {
            Zeitbezug::Quartal(quartal) => kurz(quartal),
            Zeitbezug::JahrBis(quartal) => quartal.jahr().to_string(),
        };
        let mut bau = Tabellenbau::new(&self.pfad, &self.titel, "Hilfeart");
        for zeit in [self.zeit].into_iter().chain(self.frueher.iter().map(|(zeit, _)| *zeit)) {
            bau = bau.with_spalte(kopf(zeit), Some("Zuschussbedarf €"), Spaltenart::Betrag);
        }
        for (_, wort) in &self.frueher {
            bau = bau.with_spalte(*wort, Some("ggü. %"), Spaltenart::Zahl);
        }
        bau
    }

    /// Zuschussbedarf of the reported period, then of those before.
    fn betraege(&self, hilfe: &Hilfe) -> Vec<Angabe<Betrag>> {
        let of = |zeit| self.kontext.betrag(Messgroesse::Zuschussbedarf, zeit, hilfe);
        [self.zeit].into_iter().chain(self.frueher.iter().map(|(zeit, _)| *zeit)).map(of).collect()
    }

    fn push(&self, bau: &mut Tabellenbau, rang: Rang, name: &str, hilfe: &Hilfe, betraege: &[Angabe<Betrag>]) -> usize {
        let id = |zeit| self.kontext.id(Messgroesse::Zuschussbedarf, zeit, hilfe);
        let zeiten = [self.zeit].into_iter().chain(self.frueher.iter().map(|(zeit, _)| *zeit));
        let mut zellen: Vec<_> = zeiten.zip(betraege).map(|(zeit, betrag)| Zelle::betrag(*betrag, id(zeit))).collect();
        if let Some((neu, frueher)) = betraege.split_first() {
            zellen.extend(frueher.iter().enumerate().map(|(place, alt)| {
                let change = neu.zip(*alt).map(|(neu, alt)| prozent(alt.cents(), neu.cents()));
                Zelle::aenderung_prozent(change, Bezug::Spalte(0), Bezug::Spalte(place + 1))
            }));
        }
        bau.push(rang, name, zellen)
    }

    fn notes(&self, bau: &mut Tabellenbau) {
        let words: Vec<String> = self
            .frueher
            .iter()
            .map(|(zeit, wort)| match zeit {
                Zeitbezug::JahrBis(_) => format!("{wort} = derselbe Zeitraum des Vorjahres"),
                Zeitbezug::Quartal(_) if *wort == "VQ" => format!("{wort} = Vorquartal"),
                Zeitbezug::Quartal(_) => format!("{wort} = Vorjahresquartal"),
            })
            .collect();
        if words.is_empty() {
            bau.note("Ein früherer Zeitraum zum Vergleich ist nicht vollständig geliefert.");
        } else {
            bau.note(format!("{}. Prozente sind einzeln gerundet.", words.join(", ")));
        }
        let mut signs = Vec::new();
        if bau.prints(zahl::GESPERRT) {
            signs.push("„.“: Betrag weniger Fälle oder zu deren Schutz gesperrt");
        }
        if bau.prints(zahl::SINNLOS) {
            signs.push("„x“: im früheren Zeitraum nichts, also kein Prozentsatz");
        }
        if !signs.is_empty() {
            bau.note(format!("{}.", signs.join("; ")));
        }
    }
}

fn is_nothing(betraege: &[Angabe<Betrag>]) -> bool {
    betraege.iter().all(|betrag| matches!(betrag, Angabe::Wert(betrag) if betrag.is_zero()))
}

//! Cases by Hilfeart within their Hilfegruppe.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::kontext::{Kontext, kurz};
use super::{Abschnitt, Lauf};
use crate::domain::reihe::Dauer;
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Quartal};
use crate::present::hilfen;
use crate::present::probe::{Probe, Proberegel, Stelle};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

/// Where the table stands in the data.
const PFAD: &str = "/faelle/tabelle";

/// Cells of the table that sentences refer to.
#[derive(Clone, Debug, Default)]
pub(super) struct Fallorte {
    stellen: BTreeMap<(Hilfe, Quartal), Stelle>,
}

impl Fallorte {
    /// Where the Bestand of a line stands, if it is printed.
    pub fn bestand(&self, hilfe: &Hilfe, quartal: Quartal) -> Option<Stelle> {
        self.stellen.get(&(hilfe.clone(), quartal)).cloned()
    }
}

/// The numbers of a line.
struct Zahlen {
    bestand: Vec<Angabe<i64>>,
    begonnen: Angabe<i64>,
    beendet: Angabe<i64>,
    dauer: Angabe<Option<Dauer>>,
}

impl Zahlen {
    fn of(kontext: &Kontext<'_>, quartale: &[Quartal], hilfe: &Hilfe) -> Self {
        let quartal = kontext.quartal();
        Self {
            bestand: quartale.iter().map(|quartal| kontext.bestand(*quartal, hilfe)).collect(),
            begonnen: kontext.anzahl(Messgroesse::Begonnen, quartal, hilfe),
            beendet: kontext.anzahl(Messgroesse::Beendet, quartal, hilfe),
            dauer: kontext.dauer(hilfe),
        }
    }

    /// A line of nothing needs no place: that it is not there says the same.
    fn is_nothing(&self) -> bool {
        let mut counts = self.bestand.iter().chain([&self.begonnen, &self.beendet]);
        counts.all(|count| matches!(count, Angabe::Wert(0)))
    }
}

/// The section; without a table where no cases were delivered.
pub(super) fn abschnitt(kontext: &Kontext<'_>) -> (Abschnitt, Fallorte, Vec<Probe>) {
    let titel = "Fälle nach Hilfeart".to_owned();
    if !kontext.sicht.has_faelle(kontext.quartal()) {
        let text = format!("Für das {} sind keine Fälle geliefert.", zahl::quartal(kontext.quartal()));
        return (Abschnitt::without_table(titel, text), Fallorte::default(), Vec::new());
    }
    let tafel = Tafel { kontext, quartale: kontext.verglichen(|quartal| kontext.sicht.has_faelle(quartal)) };
    let (bau, orte) = tafel.build(&titel);
    if bau.is_empty() {
        let text = format!("In {} gibt es und gab es in den verglichenen Quartalen keine Hilfe.", kontext.name());
        return (Abschnitt::without_table(titel, text), Fallorte::default(), Vec::new());
    }
    let (tabelle, proben) = bau.build();
    (Abschnitt { titel, laeufe: Vec::<Lauf>::new(), tabelle: Some(tabelle) }, orte, proben)
}

struct Tafel<'a> {
    kontext: &'a Kontext<'a>,
    /// Oldest first, the reported one last.
    quartale: Vec<Quartal>,
}

impl Tafel<'_> {
    fn build(&self, titel: &str) -> (Tabellenbau, Fallorte) {
        let mut bau = self.head(titel);
        let mut orte = Fallorte::default();
        let mut groups = Vec::new();
        for gruppe in hilfen::gruppen(self.kontext.stammdaten) {
            let whole = Zahlen::of(self.kontext, &self.quartale, &gruppe.hilfe);
            let parts: Vec<_> =
                gruppe.arten.iter().map(|art| (art, Zahlen::of(self.kontext, &self.quartale, &art.hilfe))).collect();
            let parts: Vec<_> = parts.into_iter().filter(|(_, zahlen)| !zahlen.is_nothing()).collect();
            if whole.is_nothing() && parts.is_empty() {
                continue;
            }
            let of_group = self.push(&mut bau, &mut orte, Rang::Gruppe, &gruppe.name, "", &gruppe.hilfe, &whole);
            groups.push(of_group);
            let lines = parts.iter().map(|(art, zahlen)| {
                self.push(&mut bau, &mut orte, Rang::Teil, &art.name, &art.einheit, &art.hilfe, zahlen)
            });
            let lines: Vec<_> = lines.collect();
            bau.is_summe(of_group, &lines, self.summable());
        }
        if !groups.is_empty() {
            let alle = Zahlen::of(self.kontext, &self.quartale, &Hilfe::alle());
            let sum = self.push(&mut bau, &mut orte, Rang::Summe, "zusammen", "", &Hilfe::alle(), &alle);
            bau.is_summe(sum, &groups, self.summable());
        }
        self.notes(&mut bau);
        (bau, orte)
    }

    fn head(&self, titel: &str) -> Tabellenbau {
        let mut bau = Tabellenbau::new(PFAD, titel, "Hilfeart").with_spalte("Einheit", None, Spaltenart::Kurz);
        for quartal in &self.quartale {
            bau = bau.with_spalte(kurz(*quartal), Some("Bestand"), Spaltenart::Zahl);
        }
        for (kopf, _) in self.changes() {
            bau = bau.with_spalte(kopf, Some("ggü."), Spaltenart::Zahl);
        }
        bau.with_spalte("Beginn", Some("im Quartal"), Spaltenart::Zahl)
            .with_spalte("Ende", Some("im Quartal"), Spaltenart::Zahl)
            .with_spalte("Mittel", Some("Dauer, Monate"), Spaltenart::Zahl)
            .with_spalte("Median", Some("Dauer, Monate"), Spaltenart::Zahl)
    }

    /// Heads of the columns of changes, and which of the quarters they go back to.
    fn changes(&self) -> Vec<(&'static str, usize)> {
        let wanted = [("VQ", self.kontext.vorquartal()), ("VJ", self.kontext.vorjahr())];
        let place = |quartal| self.quartale.iter().position(|known| *known == quartal);
        wanted.into_iter().filter_map(|(kopf, quartal)| Some((kopf, place(quartal)?))).collect()
    }

    /// Columns of which a group is the sum of its Hilfearten.
    fn summable(&self) -> Vec<usize> {
        let (quartale, changes) = (self.quartale.len(), self.changes().len());
        (1..=quartale).chain([quartale + changes + 1, quartale + changes + 2]).collect()
    }

    #[expect(clippy::too_many_arguments, reason = "a line is put into two places")]
    fn push(
        &self,
        bau: &mut Tabellenbau,
        orte: &mut Fallorte,
        rang: Rang,
        name: &str,
        einheit: &str,
        hilfe: &Hilfe,
        zahlen: &Zahlen,
    ) -> usize {
        let id = |groesse, quartal| self.kontext.id(groesse, Zeitbezug::Quartal(quartal), hilfe);
        let quartal = self.kontext.quartal();
        let bestand = self.quartale.iter().zip(&zahlen.bestand);
        let mut zellen = vec![Zelle::text(einheit)];
        zellen.extend(bestand.map(|(quartal, zahl)| Zelle::anzahl(*zahl, id(Messgroesse::Bestand, *quartal))));
        let last = self.quartale.len() - 1;
        for (_, before) in self.changes() {
            let change = zahlen.bestand[last].zip(zahlen.bestand[before]).map(|(neu, alt)| neu - alt);
            zellen.push(Zelle::aenderung(change, Bezug::Spalte(last + 1), Bezug::Spalte(before + 1)));
        }
        zellen.push(Zelle::anzahl(zahlen.begonnen, id(Messgroesse::Begonnen, quartal)));
        zellen.push(Zelle::anzahl(zahlen.beendet, id(Messgroesse::Beendet, quartal)));
        let tage = id(Messgroesse::Hilfetage, quartal);
        zellen.push(monate(zahlen.dauer, Dauer::mittel_monate, Proberegel::Zelle(tage.clone())));
        zellen.push(monate(zahlen.dauer, Dauer::median_monate, Proberegel::median(&tage)));
        let zeile = bau.push(rang, name, zellen);
        for (spalte, quartal) in self.quartale.iter().enumerate().filter(|(spalte, _)| bau.is_number(zeile, spalte + 1))
        {
            orte.stellen.insert((hilfe.clone(), *quartal), bau.stelle(zeile, spalte + 1));
        }
        zeile
    }

    fn notes(&self, bau: &mut Tabellenbau) {
        let mut note = "j.\u{a0}M. = junge Menschen, Fam. = Familien; VQ = Vorquartal, VJ = Vorjahresquartal. Dauer: \
                        Monate der im Quartal beendeten Hilfen, arithmetisches Mittel und Median."
            .to_owned();
        let missing = [self.kontext.vorjahr(), self.kontext.vorquartal()];
        for quartal in missing.into_iter().filter(|quartal| !self.quartale.contains(quartal)) {
            note.push_str(&format!(" Für das {} sind keine Fälle geliefert.", zahl::quartal(quartal)));
        }
        bau.note(note);
        if bau.prints(zahl::GESPERRT) {
            bau.note(format!(
                "„.“: {} oder zum Schutz eines solchen Wertes gesperrt; dann fehlen auch Veränderung, Dauer und Summen, \
                 aus denen er zu errechnen wäre.",
                unter_schwelle(self.kontext)
            ));
        }
    }
}

/// `Wert unter 3`, by the settings.
pub(super) fn unter_schwelle(kontext: &Kontext<'_>) -> String {
    format!("Wert unter {}", kontext.stammdaten.einstellungen.regeln.kleine_zellen.intern)
}

/// A duration; `–` where no Hilfe ended.
fn monate(dauer: Angabe<Option<Dauer>>, months: fn(&Dauer) -> Decimal, regel: Proberegel) -> Zelle {
    match dauer {
        Angabe::Wert(Some(dauer)) => Zelle::text(zahl::zahl(months(&dauer), 1)).with(regel),
        // No number of months at all, so nothing to recompute.
        Angabe::Wert(None) => Zelle::text(zahl::NICHTS),
        Angabe::Gesperrt => Zelle::text(zahl::GESPERRT),
        Angabe::Fehlt => Zelle::text(zahl::UNBEKANNT),
    }
}

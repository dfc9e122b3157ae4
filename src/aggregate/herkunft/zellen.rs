//! Rows as ranges of cells.

use super::Spur;
use crate::aggregate::zeilen::{Buchungszeile, Fallzeile};
use crate::domain::Betrag;
use crate::domain::export::{Feld, Vorzeichen};
use crate::domain::herkunft::{Beitrag, Zaehlweise, Zellbereich};
use crate::store::Eintrag;

/// A booking's row and what it contributes.
pub(super) struct Posten<'a> {
    pub(super) zeile: &'a Buchungszeile,
    pub(super) beitrag: Betrag,
    /// Whether Ertrag lessens the figure.
    pub(super) als_saldo: bool,
    /// Share in percent, where only a part of the amount counts.
    pub(super) anteil: Option<String>,
}

impl Spur<'_> {
    /// Bookings as ranges of their amounts: neighbours that count alike are one range.
    pub(super) fn amounts(&self, posten: &[Posten<'_>]) -> Vec<Zellbereich> {
        let mut ranges: Vec<(usize, u32, Zellbereich)> = Vec::new();
        for one in posten {
            let Some(eintrag) = self.kosten.get(one.zeile.lieferung) else { continue };
            let zaehlt = self.way(eintrag, one);
            let place = &one.zeile.herkunft;
            if let Some((lieferung, last, range)) = ranges.last_mut()
                && *lieferung == one.zeile.lieferung
                && range.blatt == place.blatt
                && range.zaehlt == zaehlt
                && !matches!(zaehlt, Zaehlweise::Anteil(_))
                && *last + 1 == place.zeile
            {
                *last = place.zeile;
                extend(range, place.zeile, Beitrag::Betrag(one.beitrag));
                continue;
            }
            let range = single(eintrag, &place.blatt, Feld::Betrag, place.zeile, zaehlt, Beitrag::Betrag(one.beitrag));
            ranges.push((one.zeile.lieferung, place.zeile, range));
        }
        ranges.into_iter().map(|(.., range)| range).collect()
    }

    /// Cases as ranges of cells, each one case.
    pub(super) fn cases(&self, rows: &[&Fallzeile], feld: Feld) -> Vec<Zellbereich> {
        let mut ranges: Vec<(usize, u32, Zellbereich)> = Vec::new();
        for row in rows {
            let Some(eintrag) = self.faelle.get(row.lieferung) else { continue };
            let place = &row.herkunft;
            if let Some((lieferung, last, range)) = ranges.last_mut()
                && *lieferung == row.lieferung
                && range.blatt == place.blatt
                && *last + 1 == place.zeile
            {
                *last = place.zeile;
                extend(range, place.zeile, Beitrag::Anzahl(1));
                continue;
            }
            let range = single(eintrag, &place.blatt, feld, place.zeile, Zaehlweise::Fall, Beitrag::Anzahl(1));
            ranges.push((row.lieferung, place.zeile, range));
        }
        ranges.into_iter().map(|(.., range)| range).collect()
    }

    /// How the cell of a booking counts: the export's own signs and the figure's.
    fn way(&self, eintrag: &Eintrag, posten: &Posten<'_>) -> Zaehlweise {
        if let Some(anteil) = &posten.anteil {
            return Zaehlweise::Anteil(anteil.clone());
        }
        let layout = self
            .layouts
            .iter()
            .find(|layout| Some(layout.art) == eintrag.art && Some(&layout.name) == eintrag.layout.as_ref());
        let written_negative = match layout.map(|layout| layout.vorzeichen).unwrap_or_default() {
            Vorzeichen::Positiv => false,
            Vorzeichen::ErtragNegativ => posten.zeile.ist_ertrag,
            Vorzeichen::AufwandNegativ => !posten.zeile.ist_ertrag,
        };
        let lessens = posten.als_saldo && posten.zeile.ist_ertrag;
        if written_negative == lessens { Zaehlweise::Betrag } else { Zaehlweise::BetragMitUmgekehrtemVorzeichen }
    }
}

fn single(eintrag: &Eintrag, blatt: &str, feld: Feld, zeile: u32, zaehlt: Zaehlweise, beitrag: Beitrag) -> Zellbereich {
    let column = eintrag.spalten.iter().find(|ort| ort.blatt == blatt && ort.feld == feld.as_str());
    let bereich = column.map_or_else(|| format!("{zeile}:{zeile}"), |ort| format!("{}{zeile}", ort.spalte));
    Zellbereich {
        lieferung: eintrag.id,
        datei: eintrag.datei.clone(),
        sha256: eintrag.sha256.clone(),
        quartal: eintrag.quartal,
        fassung: eintrag.version,
        blatt: blatt.to_owned(),
        bereich,
        zellen: 1,
        zaehlt,
        beitrag,
    }
}

/// Lengthens a range by the row below it.
fn extend(range: &mut Zellbereich, zeile: u32, more: Beitrag) {
    let start = range.bereich.split(':').next().unwrap_or_default().to_owned();
    let letters: String = start.chars().take_while(char::is_ascii_alphabetic).collect();
    range.bereich = if letters.is_empty() { format!("{start}:{zeile}") } else { format!("{start}:{letters}{zeile}") };
    range.zellen += 1;
    range.beitrag = match (range.beitrag, more) {
        (Beitrag::Betrag(sum), Beitrag::Betrag(more)) => Beitrag::Betrag(sum + more),
        (Beitrag::Anzahl(sum), Beitrag::Anzahl(more)) => Beitrag::Anzahl(sum + more),
        (sum, _) => sum,
    };
}

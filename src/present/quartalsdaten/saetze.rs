//! What changed and where to look, by plain rules.
//!
//! Every rule needs all its numbers to be shown; of what is kept secret nothing is said, not even that it is large or
//! small. Where one Hilfeart of a group is secret, none of the others is called the one that changed most.

use super::faelle::Fallorte;
use super::kontext::{Basis, Kontext, Vergleich, prozent};
use crate::domain::veraenderung::Veraenderung;
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Betrag, Quartal};
use crate::present::hilfen::{self, Art, Gruppe};
use crate::present::kernsaetze::{Richtung, Satz};
use crate::present::probe::Proberegel;
use crate::present::zahl;

/// So many sentences say where to look.
const HINWEISE: usize = 4;
/// So many quarters in a row make a trend.
const FOLGE: usize = 4;
/// A change of fewer cases in a Hilfeart is not named within its group.
const GENANNT_AB: i64 = 3;

/// All sentences, the most important first.
pub(super) fn saetze(kontext: &Kontext<'_>, orte: &Fallorte) -> Vec<(Richtung, Satz)> {
    let redaktion = Redaktion { kontext, orte };
    let mut saetze: Vec<_> = redaktion.alle().into_iter().collect();
    saetze.extend(redaktion.gruppen());
    saetze.extend(redaktion.zuschussbedarf());
    let mut hinweise = redaktion.kosten_ohne_faelle();
    hinweise.extend(redaktion.hilfearten());
    hinweise.extend(redaktion.folgen());
    hinweise.extend(redaktion.bewegung());
    hinweise.truncate(HINWEISE);
    saetze.extend(hinweise.into_iter().map(|satz| (Richtung::Hinweis, satz)));
    if saetze.is_empty() {
        saetze.push((Richtung::Hinweis, redaktion.nichts()));
    }
    saetze
}

/// The sign of a change.
const fn richtung(art: Veraenderung) -> Richtung {
    match art {
        Veraenderung::Mehr => Richtung::Mehr,
        Veraenderung::Weniger => Richtung::Weniger,
        Veraenderung::NahezuUnveraendert => Richtung::Gleich,
    }
}

/// With a capital first letter.
fn gross(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

struct Redaktion<'a> {
    kontext: &'a Kontext<'a>,
    orte: &'a Fallorte,
}

impl Redaktion<'_> {
    /// All Hilfen together.
    fn alle(&self) -> Option<(Richtung, Satz)> {
        let basis = self.kontext.basis()?;
        let vergleich = self.kontext.vergleich(&Hilfe::alle()).wert()?;
        let satz = Satz::new().stark("Alle Hilfen:").text(" ");
        Some((richtung(vergleich.art), counts(satz, &vergleich, basis).text(".")))
    }

    /// One sentence for each Hilfegruppe.
    fn gruppen(&self) -> Vec<(Richtung, Satz)> {
        let Some(basis) = self.kontext.basis() else { return Vec::new() };
        let gruppen = hilfen::gruppen(self.kontext.stammdaten).into_iter();
        let with = gruppen.filter_map(|gruppe| {
            let vergleich = self.kontext.vergleich(&gruppe.hilfe).wert()?;
            (vergleich.alt != 0 || vergleich.neu != 0).then_some((gruppe, vergleich))
        });
        with.map(|(gruppe, vergleich)| {
            let satz = Satz::new().stark(format!("{}:", gross(&gruppe.hilfen()))).text(" ");
            let satz = counts(satz, &vergleich, basis).text(".");
            (richtung(vergleich.art), satz.then(self.darunter(&gruppe, &vergleich, basis)))
        })
        .collect()
    }

    /// The Hilfearten that a change of a group comes from.
    fn darunter(&self, gruppe: &Gruppe, whole: &Vergleich, basis: Basis) -> Satz {
        if whole.art == Veraenderung::NahezuUnveraendert || gruppe.arten.len() < 2 {
            return Satz::new();
        }
        let all: Vec<_> = gruppe.arten.iter().map(|art| (art, self.kontext.vergleich(&art.hilfe).wert())).collect();
        let is_complete = all.iter().all(|(_, vergleich)| vergleich.is_some());
        let mut shown: Vec<(&Art, i64)> =
            all.into_iter().filter_map(|(art, vergleich)| Some((art, vergleich?.aenderung()))).collect();
        shown.retain(|(_, change)| change.signum() == whole.aenderung().signum() && change.abs() >= GENANNT_AB);
        // Stable: of equal ones the office's first.
        shown.sort_by_key(|(_, change)| std::cmp::Reverse(change.abs()));
        shown.truncate(2);
        let verb = match (is_complete, shown.len()) {
            (_, 0) => return Satz::new(),
            (true, 1) => " Am stärksten ändert sich ",
            (true, _) => " Am stärksten ändern sich ",
            (false, _) => " Darunter ",
        };
        let mut satz = Satz::new().text(verb);
        for (place, (art, change)) in shown.iter().enumerate() {
            let gap = if place == 0 { "" } else { " und " };
            satz = satz.text(format!("{gap}{} (", art.name));
            let text = zahl::aenderung_anzahl(*change);
            satz = match self.difference(&art.hilfe, basis.quartal) {
                Some(regel) => satz.zahl(text, regel),
                None => satz.text(text),
            };
            satz = satz.text(")");
        }
        satz.text(".")
    }

    fn difference(&self, hilfe: &Hilfe, before: Quartal) -> Option<Proberegel> {
        let neu = self.orte.bestand(hilfe, self.kontext.quartal())?;
        let alt = self.orte.bestand(hilfe, before)?;
        Some(Proberegel::Summe(vec![(1, neu), (-1, alt)]))
    }

    /// The costs of all Hilfen.
    fn zuschussbedarf(&self) -> Option<(Richtung, Satz)> {
        let basis = self.kontext.basis_kosten()?;
        let vergleich = self.kontext.vergleich_kosten(&Hilfe::alle()).wert()?;
        let satz = Satz::new().stark("Zuschussbedarf:").text(" ");
        Some((richtung(vergleich.art), amounts(satz, &vergleich, basis).text(".")))
    }

    /// Groups whose costs change and whose cases do not, or the other way.
    fn kosten_ohne_faelle(&self) -> Vec<Satz> {
        let Some(basis) = self.kontext.basis_kosten() else { return Vec::new() };
        let gruppen = hilfen::gruppen(self.kontext.stammdaten).into_iter();
        gruppen
            .filter_map(|gruppe| {
                let kosten = self.kontext.vergleich_kosten(&gruppe.hilfe).wert()?;
                let faelle = self.kontext.vergleich(&gruppe.hilfe).wert()?;
                let bei = match (kosten.art, faelle.art) {
                    (Veraenderung::NahezuUnveraendert, _) => return None,
                    (_, Veraenderung::NahezuUnveraendert) => "bei nahezu unveränderter Zahl der Hilfen",
                    (Veraenderung::Mehr, Veraenderung::Weniger) => "bei weniger Hilfen",
                    (Veraenderung::Weniger, Veraenderung::Mehr) => "bei mehr Hilfen",
                    _ => return None,
                };
                let satz = Satz::new()
                    .stark(match gruppe.adjektiv() {
                        Some(adjektiv) => format!("Kosten {adjektiv}r Hilfen:"),
                        None => format!("Kosten der {}:", gruppe.hilfen()),
                    })
                    .text(" Zuschussbedarf ");
                Some(amounts(satz, &kosten, basis).text(format!(", {bei}.")))
            })
            .collect()
    }

    /// Hilfearten that change in a group that does not.
    fn hilfearten(&self) -> Vec<Satz> {
        let Some(basis) = self.kontext.basis() else { return Vec::new() };
        let mut found: Vec<(Art, Vergleich)> = Vec::new();
        for gruppe in hilfen::gruppen(self.kontext.stammdaten) {
            let whole = self.kontext.vergleich(&gruppe.hilfe).wert().map(|vergleich| vergleich.art);
            for art in gruppe.arten {
                let Some(vergleich) = self.kontext.vergleich(&art.hilfe).wert() else { continue };
                if vergleich.art != Veraenderung::NahezuUnveraendert && whole != Some(vergleich.art) {
                    found.push((art, vergleich));
                }
            }
        }
        found.sort_by_key(|(_, vergleich)| std::cmp::Reverse(vergleich.aenderung().abs()));
        let sentence = |(art, vergleich): &(Art, Vergleich)| {
            counts(Satz::new().stark(format!("{}:", art.name)).text(" "), vergleich, basis).text(".")
        };
        found.iter().take(2).map(sentence).collect()
    }

    /// Groups that go one way for several quarters.
    fn folgen(&self) -> Vec<Satz> {
        let gruppen = hilfen::gruppen(self.kontext.stammdaten);
        gruppen.iter().filter_map(|gruppe| self.folge(gruppe)).collect()
    }

    fn folge(&self, gruppe: &Gruppe) -> Option<Satz> {
        let quartale = self.kontext.reihe();
        let mut run: Vec<(Quartal, i64)> = Vec::new();
        for quartal in quartale.into_iter().rev() {
            let Some(wert) = self.kontext.bestand(quartal, &gruppe.hilfe).wert() else { break };
            let goes_on = match run.as_slice() {
                [] | [_] => run.last().is_none_or(|(_, later)| *later != wert),
                [.., (_, before), (_, later)] => (later - wert).signum() == (before - later).signum() && *later != wert,
            };
            if !goes_on {
                break;
            }
            run.push((quartal, wert));
        }
        let ((_, neu), (first, alt)) = (run.first()?, run.last()?);
        let regeln = &self.kontext.stammdaten.einstellungen.regeln.veraenderung;
        let art = regeln.faelle(*alt, *neu);
        if run.len() <= FOLGE || art == Veraenderung::NahezuUnveraendert {
            return None;
        }
        let wort = if art == Veraenderung::Mehr { "mehr" } else { "weniger" };
        let id = |quartal| self.kontext.id(Messgroesse::Bestand, Zeitbezug::Quartal(quartal), &gruppe.hilfe);
        Some(
            Satz::new()
                .stark(format!("{}:", gross(&gruppe.hilfen())))
                .text(format!(" {} Quartale in Folge {wort}, von ", zahl::zahlwort(run.len() - 1)))
                .zahl(zahl::anzahl(*alt), Proberegel::Zelle(id(*first)))
                .text(format!(" (Ende {}) auf ", zahl::quartal(*first)))
                .zahl(zahl::anzahl(*neu), Proberegel::Zelle(id(self.kontext.quartal())))
                .text("."),
        )
    }

    /// The Hilfeart in which much more began than ended in the quarter, or the other way.
    fn bewegung(&self) -> Option<Satz> {
        let quartal = self.kontext.quartal();
        let regeln = &self.kontext.stammdaten.einstellungen.regeln.veraenderung;
        let arten = hilfen::gruppen(self.kontext.stammdaten).into_iter().flat_map(|gruppe| gruppe.arten);
        let moved = arten.filter_map(|art| {
            let begonnen = self.kontext.anzahl(Messgroesse::Begonnen, quartal, &art.hilfe).wert()?;
            let beendet = self.kontext.anzahl(Messgroesse::Beendet, quartal, &art.hilfe).wert()?;
            let bestand = self.kontext.bestand(quartal, &art.hilfe).wert()?;
            let before = bestand - begonnen + beendet;
            let counts = regeln.faelle(before, bestand) != Veraenderung::NahezuUnveraendert;
            counts.then_some((art, begonnen, beendet))
        });
        // The first of equal ones, in the office's order.
        let (art, begonnen, beendet) = moved.fold(None, |best: Option<(Art, i64, i64)>, next| match &best {
            Some(best_one) if (best_one.1 - best_one.2).abs() >= (next.1 - next.2).abs() => best,
            _ => Some(next),
        })?;
        let id = |groesse| Proberegel::Zelle(self.kontext.id(groesse, Zeitbezug::Quartal(quartal), &art.hilfe));
        Some(
            Satz::new()
                .stark(format!("{}:", art.name))
                .text(" ")
                .zahl(zahl::anzahl(begonnen), id(Messgroesse::Begonnen))
                .text(" im Quartal begonnen, ")
                .zahl(zahl::anzahl(beendet), id(Messgroesse::Beendet))
                .text(" beendet."),
        )
    }

    /// What stands where nothing can be said.
    fn nichts(&self) -> Satz {
        let text = if self.kontext.basis().is_none() && self.kontext.basis_kosten().is_none() {
            "Ein früheres Quartal zum Vergleich ist nicht geliefert."
        } else {
            "Zu den gezeigten Zahlen lässt sich keine Veränderung angeben."
        };
        Satz::new().text(text)
    }
}

/// `72 nach 87 vor einem Jahr (−17,2 %)`.
fn counts(satz: Satz, vergleich: &Vergleich, basis: Basis) -> Satz {
    both(satz, vergleich, basis, zahl::anzahl_tabelle)
}

/// `1.879,00 € nach 1.862,00 € vor einem Jahr (+0,9 %)`.
fn amounts(satz: Satz, vergleich: &Vergleich, basis: Basis) -> Satz {
    both(satz, vergleich, basis, |cents| zahl::euro(Betrag::from_cents(cents)))
}

fn both(satz: Satz, vergleich: &Vergleich, basis: Basis, print: impl Fn(i64) -> String) -> Satz {
    let first = satz.declared();
    let satz = satz
        .zahl(print(vergleich.neu), Proberegel::Zelle(vergleich.neu_id.clone()))
        .text(" nach ")
        .zahl(print(vergleich.alt), Proberegel::Zelle(vergleich.alt_id.clone()))
        .text(format!(" {}", basis.wort));
    match prozent(vergleich.alt, vergleich.neu) {
        Some(change) => {
            let text = format!("{}{}%", zahl::mit_vorzeichen(change, 1), zahl::NARROW);
            let (neu, alt) = (first, first + 1);
            satz.text(" (").quotient(text, &[(1, neu), (-1, alt)], &[(1, alt)], 100).text(")")
        }
        None => satz,
    }
}

//! Chapter 7: targets, what is reached of them, and who set them.

use rust_decimal::{Decimal, RoundingStrategy};

use super::bau::{Abschnitt, Bericht, Kapitelbau, zelle};
use super::budget;
use super::kontext::{Kontext, bestand};
use super::massnahmen::Bilanz;
use crate::domain::budget::Einheit;
use crate::domain::jha::{Richtung, Zielgroesse, Zielkennzahl};
use crate::domain::woerter::Fall;
use crate::domain::zelle::{Hilfe, Ort};
use crate::domain::{Angabe, Quartal};
use crate::present::budgetuebersicht::kontext::Bereich;
use crate::present::kernsaetze::{Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::schaubild::{Balken, Schaubild, Stil, Streifendaten, streifen, zehntel};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

/// A bar ends at so many percent of its target.
const HOECHSTENS: i64 = 120;

/// A target with what is known of it. Values are rounded as they are printed, so that readers can reckon with them.
pub(super) struct Zielstand<'a> {
    pub ziel: &'a Zielkennzahl,
    pub ist: Angabe<Option<Decimal>>,
    pub vorher: Angabe<Option<Decimal>>,
}

impl Zielstand<'_> {
    /// Whether it is reached; none where that is not known.
    pub fn erreicht(&self) -> Option<bool> {
        let ist = self.ist.wert()??;
        Some(match self.ziel.richtung {
            Richtung::Mindestens => ist >= self.ziel.ziel,
            Richtung::Hoechstens => ist <= self.ziel.ziel,
        })
    }

    /// Ist / Ziel in percent; the other way round where less is better.
    fn grad(&self) -> Angabe<Option<Decimal>> {
        self.ist.map(|ist| {
            let (part, whole) = match self.ziel.richtung {
                Richtung::Mindestens => (ist?, self.ziel.ziel),
                Richtung::Hoechstens => (self.ziel.ziel, ist?),
            };
            (part * Decimal::ONE_HUNDRED).checked_div(whole)
        })
    }

    fn einheit(&self, kontext: &Kontext<'_>) -> String {
        match self.ziel.kennzahl {
            Zielgroesse::Hilfedichte => format!("je {}", kontext.je()),
            _ => "%".to_owned(),
        }
    }

    /// A lower limit can still be reached in the course of the year.
    fn wort(&self, quartal: Quartal) -> &'static str {
        match (self.erreicht(), self.ist) {
            (Some(true), _) => "erreicht",
            (Some(false), _) if self.ziel.richtung == Richtung::Mindestens && quartal.nummer() < 4 => {
                "noch nicht erreicht"
            }
            (Some(false), _) => "nicht erreicht",
            (None, Angabe::Gesperrt) => "gesperrt",
            (None, _) => "nicht bekannt",
        }
    }
}

/// The office's targets.
pub(super) fn staende<'a>(kontext: &Kontext<'a>, bilanz: Option<&Bilanz<'_>>) -> Vec<Zielstand<'a>> {
    let ziele = kontext.regeln().ziele.iter();
    ziele.map(|ziel| stand(kontext, bilanz, ziel)).collect()
}

fn stand<'a>(kontext: &Kontext<'a>, bilanz: Option<&Bilanz<'_>>, ziel: &'a Zielkennzahl) -> Zielstand<'a> {
    let hilfe = ziel.gruppe.as_ref().map_or_else(Hilfe::alle, Hilfe::gruppe);
    let of_quarters = |value: &dyn Fn(Quartal) -> Angabe<Option<Decimal>>| {
        let vorher = kontext.vorjahr().filter(|alt| !kontext.is_bruch_between(*alt, kontext.quartal()));
        (value(kontext.quartal()), vorher.map_or(Angabe::Fehlt, value))
    };
    let (ist, vorher) = match ziel.kennzahl {
        Zielgroesse::Anteil => of_quarters(&|quartal| {
            let id = |hilfe: &Hilfe| bestand(quartal, &Ort::kreis(), hilfe);
            let both = kontext.zahl(&id(&hilfe)).zip(kontext.zahl(&id(&Hilfe::alle())));
            both.map(|(part, whole)| share(part, whole))
        }),
        Zielgroesse::Hilfedichte => of_quarters(&|quartal| {
            let dichte = kontext.dichte(&bestand(quartal, &Ort::kreis(), &hilfe), quartal);
            dichte.map(|quote| quote.map(|quote| quote.0))
        }),
        Zielgroesse::Auslastung => {
            let budget = budget::arten(kontext).into_iter().find(|budget| budget.einheit == Einheit::Euro);
            let quote = budget.and_then(|budget| budget.kennzahl(Bereich::Kreis).auslastung);
            (Angabe::Wert(quote.map(|quote| quote.0 * Decimal::ONE_HUNDRED)), Angabe::Wert(None))
        }
        Zielgroesse::Evaluationen => {
            let count = |n: usize| i64::try_from(n).unwrap_or(0);
            let jetzt = bilanz.and_then(|bilanz| share(count(bilanz.vorhanden), count(bilanz.liste.len())));
            let damals = bilanz.and_then(|bilanz| bilanz.damals);
            (Angabe::Wert(jetzt), Angabe::Wert(damals.and_then(|(there, all)| share(count(there), count(all)))))
        }
        Zielgroesse::Ziele => {
            let jetzt = bilanz.and_then(|bilanz| share(bilanz.jetzt.erreicht(), bilanz.jetzt.bekannt()));
            let damals = bilanz.and_then(|bilanz| share(bilanz.vorher.erreicht(), bilanz.vorher.bekannt()));
            (Angabe::Wert(jetzt), Angabe::Wert(damals))
        }
    };
    Zielstand { ziel, ist: ist.map(|ist| ist.map(rounded)), vorher: vorher.map(|ist| ist.map(rounded)) }
}

fn share(part: i64, whole: i64) -> Option<Decimal> {
    Decimal::from(part * 100).checked_div(Decimal::from(whole))
}

fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// `Zwei von fünf Zielen sind erreicht`
pub(super) fn satz(staende: &[Zielstand<'_>]) -> String {
    let reached = staende.iter().filter(|stand| stand.erreicht() == Some(true)).count();
    let unknown = staende.iter().filter(|stand| stand.erreicht().is_none()).count();
    if unknown == staende.len() {
        return "Zu keinem Ziel ist der Stand bekannt".to_owned();
    }
    let word = super::kontext::gross(&zahl::zahlwort(reached));
    let mut text = match (reached, staende.len()) {
        (0, 1) => "Das Ziel ist nicht erreicht".to_owned(),
        (_, 1) => "Das Ziel ist erreicht".to_owned(),
        (0, all) => format!("Keines der {} Ziele ist erreicht", zahl::zahlwort(all)),
        (1, all) => format!("Eines von {} Zielen ist erreicht", zahl::zahlwort(all)),
        (reached, all) if reached == all => format!("Alle {} Ziele sind erreicht", zahl::zahlwort(all)),
        (_, all) => format!("{word} von {} Zielen sind erreicht", zahl::zahlwort(all)),
    };
    match unknown {
        0 => {}
        1 => text.push_str(", zu einem ist der Stand nicht bekannt"),
        unknown => text.push_str(&format!(", zu {} ist der Stand nicht bekannt", zahl::zahlwort(unknown))),
    }
    text
}

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let bilanz = Bilanz::new(kontext);
    let staende = staende(kontext, bilanz.as_ref());
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Ziele, "Zielkennzahlen");
    bau.zusatz("Ziel, Stand und Zielerreichung");
    if staende.is_empty() {
        bau.absatz(Satz::new().text(format!(
            "Der {} hat für diesen Bericht noch keine Zielkennzahlen festgelegt. Ohne Ziele zeigt der Bericht, was ist, \
             aber nicht, ob es genügt.",
            kontext.stammdaten.einstellungen.amt.gremium
        )));
        return bau.finish();
    }
    bau.aussage(Zeile::new().text(&satz(&staende)));
    bau.absatz(Satz::new().text(
        "Die Zielkennzahlen fassen zusammen, woran sich die Arbeit messen lässt. Ein Stand im Laufe des Jahres zeigt die \
         Richtung; ob ein Ziel erreicht ist, entscheidet sich am Jahresende.",
    ));
    bau.abbildung("Zielerreichung in Prozent des Ziels", bild(kontext, &staende));
    let titel = format!("Zielkennzahlen am {}", zahl::tag(kontext.stichtag()));
    bau.tabelle(titel, "Zielkennzahl", |bau, bericht| tabelle(kontext, bau, bericht, &staende));
    bau.finish();
}

fn text(value: Angabe<Option<Decimal>>) -> String {
    zahl::angabe(value, |value| value.map_or_else(|| zahl::SINNLOS.to_owned(), |value| zahl::zahl(value, 1)))
}

fn bild(kontext: &Kontext<'_>, staende: &[Zielstand<'_>]) -> Schaubild {
    let mut gekuerzt = false;
    let balken: Vec<_> = staende
        .iter()
        .map(|stand| {
            let unit = stand.einheit(kontext);
            let limit = match stand.ziel.richtung {
                Richtung::Mindestens => "mindestens",
                Richtung::Hoechstens => "höchstens",
            };
            let ist = if stand.ist.is_gesperrt() { "gesperrt".to_owned() } else { text(stand.ist) };
            let detail = format!("{limit} {} {unit}, Stand {ist}", zahl::zahl(stand.ziel.ziel, 1));
            let balken = Balken::new(&stand.ziel.name).detail(&detail).wert(stand.wort(kontext.quartal()));
            match stand.grad() {
                Angabe::Wert(Some(grad)) => {
                    let grad = rounded(grad);
                    gekuerzt |= grad > Decimal::from(HOECHSTENS);
                    balken.teil("Zielerreichung", Stil::Ist, grad).hoechstens(Decimal::from(HOECHSTENS))
                }
                Angabe::Wert(None) => balken.zeichen(zahl::SINNLOS),
                Angabe::Gesperrt => balken.zeichen(zahl::GESPERRT),
                Angabe::Fehlt => balken.zeichen(zahl::UNBEKANNT),
            }
        })
        .collect();
    let gegenstand = "Zielerreichung je Zielkennzahl in Prozent des Ziels";
    let mut daten = Streifendaten::new(gegenstand, &satz(staende), zehntel, balken);
    daten.linie = Some((Decimal::ONE_HUNDRED, "Ziel".to_owned()));
    let bild = streifen(&daten, 165);
    // The note that is added last stands first.
    let bild = if gekuerzt {
        bild.with_hinweis(&format!(
            "Balken über {HOECHSTENS}{}% sind gekürzt; die Werte stehen in der Tabelle.",
            zahl::NARROW
        ))
    } else {
        bild
    };
    bild.with_hinweis("Wo weniger besser ist, zeigt der Balken Ziel / Stand.")
}

fn tabelle(kontext: &Kontext<'_>, bau: Tabellenbau, bericht: &Bericht, staende: &[Zielstand<'_>]) -> Tabellenbau {
    let mut bau = bau
        .with_spalte("Einheit", None, Spaltenart::Kurz)
        .with_spalte("Richtung", None, Spaltenart::Kurz)
        .with_spalte("Ziel", None, Spaltenart::Zahl)
        .with_spalte("zuvor", None, Spaltenart::Zahl)
        .with_spalte("Stand", None, Spaltenart::Zahl)
        .with_spalte("Zielerreichung %", None, Spaltenart::Zahl)
        .with_spalte("Ergebnis", None, Spaltenart::Kurz);
    for stand in staende {
        let (limit, parts) = match stand.ziel.richtung {
            Richtung::Mindestens => ("mindestens", (4, 2)),
            Richtung::Hoechstens => ("höchstens", (2, 4)),
        };
        let grad = Zelle::text(text(stand.grad())).and_quotient(
            vec![(1, Bezug::Spalte(parts.0))],
            vec![(1, Bezug::Spalte(parts.1))],
            100,
        );
        let zellen = vec![
            Zelle::text(stand.einheit(kontext)),
            Zelle::text(limit),
            Zelle::text(zahl::zahl(stand.ziel.ziel, 1)),
            zelle(text(stand.vorher), kontext.vorjahr().and_then(|alt| regel(kontext, bericht, stand.ziel, alt))),
            zelle(text(stand.ist), regel(kontext, bericht, stand.ziel, kontext.quartal())),
            grad,
            Zelle::text(stand.wort(kontext.quartal())),
        ];
        bau.push(Rang::Einzeln, stand.ziel.name.clone(), zellen);
    }
    bau.note(format!(
        "Zielerreichung = Stand / Ziel; wo weniger besser ist, Ziel / Stand. „Zuvor“ ist bei Hilfen der Stand ein Jahr, bei \
         Evaluationen und Zielen {} ein Halbjahr zuvor; „x“: nicht sinnvoll.",
        kontext.stammdaten.woerter().massnahme.die_vielen("", Fall::Genitiv)
    ));
    let mut quellen: Vec<&str> = Vec::new();
    for stand in staende {
        if !quellen.contains(&stand.ziel.quelle.as_str()) {
            quellen.push(&stand.ziel.quelle);
        }
    }
    match quellen.as_slice() {
        [eine] => bau.note(format!("Quelle der Ziele: {eine}.")),
        _ => {
            let each: Vec<String> =
                staende.iter().map(|stand| format!("{}: {}", stand.ziel.name, stand.ziel.quelle)).collect();
            bau.note(format!("Quellen der Ziele: {}.", each.join("; ")));
        }
    }
    bau
}

/// What a value on Hilfen must be.
fn regel(kontext: &Kontext<'_>, bericht: &Bericht, ziel: &Zielkennzahl, quartal: Quartal) -> Option<Proberegel> {
    let hilfe = ziel.gruppe.as_ref().map_or_else(Hilfe::alle, Hilfe::gruppe);
    let id = bestand(quartal, &Ort::kreis(), &hilfe);
    match ziel.kennzahl {
        Zielgroesse::Anteil => bericht.anteil(&id, &[bestand(quartal, &Ort::kreis(), &Hilfe::alle())]),
        Zielgroesse::Hilfedichte => {
            bericht.dichte(&id, quartal, kontext.stammdaten.einstellungen.regeln.hilfedichte.je)
        }
        Zielgroesse::Auslastung | Zielgroesse::Evaluationen | Zielgroesse::Ziele => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ziel(richtung: Richtung) -> Zielkennzahl {
        Zielkennzahl {
            name: "Ziel".to_owned(),
            kennzahl: Zielgroesse::Auslastung,
            gruppe: None,
            richtung,
            ziel: Decimal::from(50),
            quelle: "Beispiel".to_owned(),
        }
    }

    fn stand(ziel: &Zielkennzahl, ist: Angabe<Option<Decimal>>) -> Zielstand<'_> {
        Zielstand { ziel, ist, vorher: Angabe::Fehlt }
    }

    #[test]
    fn a_limit_is_reached_from_its_own_side() {
        let (least, most) = (ziel(Richtung::Mindestens), ziel(Richtung::Hoechstens));
        let forty = Angabe::Wert(Some(Decimal::from(40)));
        assert_eq!(stand(&least, forty).erreicht(), Some(false));
        assert_eq!(stand(&most, forty).erreicht(), Some(true));
        assert_eq!(stand(&least, forty).grad(), Angabe::Wert(Some(Decimal::from(80))));
        assert_eq!(stand(&most, forty).grad(), Angabe::Wert(Some(Decimal::from(125))));
    }

    #[test]
    fn what_is_secret_is_neither_reached_nor_missed() {
        let least = ziel(Richtung::Mindestens);
        let secret = stand(&least, Angabe::Gesperrt);
        assert_eq!((secret.erreicht(), secret.wort("2026-Q2".parse().expect("a quarter"))), (None, "gesperrt"));
        assert_eq!(satz(&[secret]), "Zu keinem Ziel ist der Stand bekannt");
    }
}

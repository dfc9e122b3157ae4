//! The top of page 1: the answer in one sentence, and eight key figures.

use chrono::Datelike;
use serde::Serialize;

use super::Lauf;
use super::auswahl::{Art, Foerderjahr, Kontext, Nachweislage, refused_on};
use super::budget;
use super::regeln::{Regelteil, gezaehlt as gezaehlt_befunde};
use super::wirkung::{self, Ergebnis};
use crate::domain::Betrag;
use crate::domain::kennzahlen::{BudgetKennzahl, Quote};
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::present::evaluation::auswahl::Stufe;
use crate::present::rahmen::Rahmen;
use crate::present::zahl::{self, NICHTS, UNBEKANNT};

/// Headlines longer than this are set smaller.
const LANG: usize = 95;

/// Kicker, headline, missing parts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kopf {
    thema: String,
    stand: String,
    titel: String,
    lang: bool,
    luecken: Vec<String>,
}

/// A key figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kennzahl {
    name: String,
    wert: String,
    zusatz: String,
}

/// All that the first page counts.
pub(super) struct Lage<'a> {
    pub gefoerdert: usize,
    pub begonnen: usize,
    pub beendet: usize,
    pub verlaengert: usize,
    pub vorbereitung: usize,
    pub abgelehnt: usize,
    pub ansatz: Betrag,
    pub verfuegbar: Betrag,
    pub bewilligt: Betrag,
    pub ist: Betrag,
    pub frei: Betrag,
    pub ergebnisse: Vec<Ergebnis<'a>>,
    /// Every Förderjahr of the granted Maßnahmen and of earlier ones, up to the year.
    pub foerderjahre: Vec<Foerderjahr<'a>>,
    pub regelfehler: usize,
    pub regelwarnungen: usize,
    pub regelbetroffen: usize,
}

impl<'a> Lage<'a> {
    pub fn new(kontext: &Kontext<'a>, regeln: &Regelteil) -> Self {
        let granted = kontext.gefoerdert();
        let in_year = |day: chrono::NaiveDate| day.year() == kontext.jahr;
        let totals = budget::summen(kontext);
        let sum = |amount: fn(&BudgetKennzahl) -> Betrag| totals.iter().map(amount).sum();
        let count = |test: &dyn Fn(&Massnahme) -> bool| granted.iter().filter(|one| test(one)).count();
        let (beginn, ende) = (|one: &Massnahme| one.laufzeit.beginn.day(), |one: &Massnahme| one.laufzeit.ende.day());
        let extended =
            |one: &Massnahme| one.verlaengerung.as_ref().is_some_and(|more| in_year(more.entschieden_am.day()));
        let all = granted.iter().chain(&kontext.fruehere);
        Self {
            gefoerdert: granted.len(),
            begonnen: count(&|one| in_year(beginn(one)) && beginn(one) <= kontext.heute),
            beendet: count(&|one| in_year(ende(one)) && ende(one) < kontext.heute),
            verlaengert: count(&extended),
            vorbereitung: kontext.von_art(Art::Vorbereitung).count(),
            abgelehnt: kontext.von_art(Art::Abgelehnt).filter(|one| refused_on(one).is_some_and(in_year)).count(),
            ansatz: sum(|line| line.ansatz),
            verfuegbar: sum(|line| line.verfuegbar),
            bewilligt: sum(|line| line.bewilligt),
            ist: sum(|line| line.ist),
            frei: sum(|line| line.frei),
            ergebnisse: wirkung::ergebnisse(kontext),
            foerderjahre: all.flat_map(|massnahme| kontext.foerderjahre(massnahme)).collect(),
            regelfehler: regeln.fehler,
            regelwarnungen: regeln.warnungen,
            regelbetroffen: regeln.betroffen,
        }
    }

    /// Förderjahre whose Nachweis is due and missing.
    pub fn ausstehend(&self) -> Vec<&Foerderjahr<'a>> {
        self.foerderjahre.iter().filter(|jahr| matches!(jahr.lage, Nachweislage::Ausstehend(_))).collect()
    }

    /// How many Nachweise of the year are asked for, there, and overdue.
    fn nachweise(&self, jahr: i32) -> (usize, usize, usize) {
        let of_year = || self.foerderjahre.iter().filter(|one| one.jahr == jahr);
        let asked = of_year().filter(|one| !matches!(one.lage, Nachweislage::NichtVerlangt)).count();
        let there =
            |one: &&Foerderjahr<'_>| matches!(one.lage, Nachweislage::Liegt { .. } | Nachweislage::OhneZahlen(_));
        let late = of_year().filter(|one| matches!(one.lage, Nachweislage::Ausstehend(_))).count();
        (asked, of_year().filter(there).count(), late)
    }

    /// Evaluations of the year: owed and due or there, there, missing.
    fn evaluationen(&self) -> (usize, usize) {
        let missing = self.ergebnisse.iter().filter(|one| !one.fehlend.is_empty()).count();
        (self.ergebnisse.iter().filter(|one| one.evaluation.is_some()).count(), missing)
    }
}

pub(super) fn rahmen(kontext: &Kontext<'_>, anhang: &str) -> Rahmen {
    let gremium = kontext.gremium();
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("Jahresbericht {} an: {gremium}", kontext.jahr),
        format!("Jahresbericht {gremium} · {}", kontext.jahr),
        format!("Stand {} · {} {}", zahl::tag(kontext.heute), kontext.wort().mehrzahl(), kontext.jahr),
    )
    .with_anhang(
        anhang.to_owned(),
        "Alle Zahlen dieses Berichts: Budget, Förderjahre, Nachweise, Ziele und Befunde, Beträge als Dezimaltexte"
            .to_owned(),
    )
}

pub(super) fn kopf(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Kopf {
    let titel = schlagzeile(kontext, lage);
    // What is missing of cases changes nothing here.
    let luecken = kontext.auswertung.luecken.iter().filter(|luecke| kontext.kennt_ist() && !luecke.contains("Fall"));
    let luecken = luecken.cloned().collect();
    Kopf {
        thema: format!("Jahresbericht an: {}", kontext.gremium()),
        stand: format!("Förderjahr {}", kontext.jahr),
        lang: titel.chars().count() > LANG,
        titel,
        luecken,
    }
}

/// `ein Projekt`, `neun Projekte`.
fn gezaehlt(kontext: &Kontext<'_>, count: usize) -> String {
    let wort = kontext.wort();
    match count {
        0 => wort.mit(Begleiter::Kein, Fall::Nominativ),
        1 => wort.mit(Begleiter::Ein, Fall::Nominativ),
        _ => format!("{} {}", zahl::zahlwort(count), wort.mehrzahl()),
    }
}

/// How many, how much, and what is missing.
fn schlagzeile(kontext: &Kontext<'_>, lage: &Lage<'_>) -> String {
    let first = capitalized(&gezaehlt(kontext, lage.gefoerdert));
    if lage.gefoerdert == 0 {
        return format!("{first} im Jahr {}", kontext.jahr);
    }
    let money = if lage.bewilligt > lage.verfuegbar {
        format!("Zusagen {} über dem Budget", zahl::euro_ganz(lage.bewilligt - lage.verfuegbar))
    } else {
        format!("{} sind bewilligt", zahl::euro_ganz(lage.bewilligt))
    };
    let open = match lage.ausstehend().len() {
        0 => String::new(),
        1 => ", ein Nachweis steht aus".to_owned(),
        count => format!(", {} Nachweise stehen aus", zahl::zahlwort(count)),
    };
    format!("{first} {}: {money}{open}", kontext.jahr)
}

pub(super) fn absatz(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Vec<Lauf> {
    let plain = |text: String| Lauf { text, stark: false };
    let strong = |text: String| Lauf { text, stark: true };
    let verb = if lage.gefoerdert == 1 { "wurde" } else { "wurden" };
    let mut text =
        vec![plain(format!("Im Jahr {} {verb} {} gefördert. ", kontext.jahr, gezaehlt(kontext, lage.gefoerdert)))];
    let more: Vec<String> = [(lage.vorbereitung, "in Vorbereitung"), (lage.abgelehnt, "abgelehnt")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| {
            format!(
                "{} {word}",
                if count == 1 { kontext.wort().mit(Begleiter::Ein, Fall::Nominativ) } else { zahl::zahlwort(count) }
            )
        })
        .collect();
    if !more.is_empty() {
        text.push(plain(format!("Dazu: {}. ", more.join(", "))));
    }
    let all = wirkung::gesamt(&lage.ergebnisse);
    if all.bekannt() > 0 {
        text.push(strong(format!("{} von {} Zielen", all.erreicht(), all.bekannt())));
        text.push(plain(" mit einer Angabe sind vollständig oder größtenteils erreicht".to_owned()));
        let (_, missing) = lage.evaluationen();
        text.push(plain(match missing {
            0 => ". ".to_owned(),
            1 => "; eine Evaluation fehlt. ".to_owned(),
            count => format!(
                "; bei {} {} fehlen Evaluationen. ",
                zahl::zahlwort(count),
                kontext.wort().viele("", Fall::Dativ)
            ),
        }));
    }
    let back = zurueck(lage);
    if back > Betrag::ZERO {
        text.push(plain("Nach den Schlussnachweisen sind ".to_owned()));
        text.push(strong(zahl::euro(back)));
        text.push(plain(" zurückzuzahlen. ".to_owned()));
    }
    text.push(plain(match lage.regelbetroffen {
        0 => "Abweichungen von den Regeln des Amtes zeigen die Akten nicht.".to_owned(),
        1 => format!(
            "Die Akte zu {} zeigt Abweichungen von den Regeln des Amtes.",
            kontext.wort().mit(Begleiter::Ein, Fall::Dativ)
        ),
        count => format!(
            "Die Akten zu {} {} zeigen Abweichungen von den Regeln des Amtes.",
            zahl::zahlwort(count),
            kontext.wort().viele("", Fall::Dativ)
        ),
    }));
    text
}

/// What is to be paid back by Schlussnachweise.
pub(super) fn zurueck(lage: &Lage<'_>) -> Betrag {
    let last = lage.foerderjahre.iter().filter_map(|jahr| match &jahr.lage {
        Nachweislage::Liegt { nachweis, abrechnung, .. } if nachweis.schlussnachweis => {
            Some(abrechnung.massgeblich().rueckforderung())
        }
        _ => None,
    });
    last.sum()
}

/// Two rows of four.
pub(super) fn kennzahlen(kontext: &Kontext<'_>, lage: &Lage<'_>) -> [Vec<Kennzahl>; 2] {
    let figure = |name: &str, wert: String, zusatz: String| Kennzahl { name: name.to_owned(), wert, zusatz };
    let listed = |parts: Vec<(usize, &str)>| {
        let parts: Vec<_> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if parts.is_empty() { NICHTS.to_owned() } else { parts.join(", ") }
    };
    let share = |part: Betrag| {
        Quote::of(part, lage.verfuegbar)
            .map_or_else(String::new, |quote| format!("{} des Budgets", zahl::prozent(quote)))
    };
    let known = kontext.kennt_ist();
    let all = wirkung::gesamt(&lage.ergebnisse);
    let (there, missing) = lage.evaluationen();
    let (asked, came, late) = lage.nachweise(kontext.jahr);
    let not_due = asked.saturating_sub(came + late);
    let earlier = lage.ausstehend().iter().filter(|jahr| jahr.jahr < kontext.jahr).count();
    let rest = lage.verfuegbar - lage.bewilligt;
    [
        vec![
            figure(
                &format!("{} gefördert", kontext.wort().mehrzahl()),
                zahl::menge(lage.gefoerdert),
                listed(vec![(lage.begonnen, "begonnen"), (lage.beendet, "beendet"), (lage.verlaengert, "verlängert")]),
            ),
            figure("Budget verfügbar", zahl::euro(lage.verfuegbar), format!("Ansatz {}", zahl::euro(lage.ansatz))),
            figure("bewilligt", zahl::euro(lage.bewilligt), share(lage.bewilligt)),
            if known {
                figure("ausgegeben", zahl::euro(lage.ist), format!("frei {}", zahl::euro(lage.frei)))
            } else {
                figure("nicht bewilligt", zahl::euro(rest), format!("ausgegeben {UNBEKANNT}"))
            },
        ],
        vec![
            figure(
                "Ziele (größtenteils) erreicht",
                format!("{} von {}", all.erreicht(), all.bekannt()),
                format!("{} ohne Angabe", zahl::anzahl(all.zahl(Stufe::Keine))),
            ),
            figure(
                &format!("{} mit Evaluation", kontext.wort().mehrzahl()),
                format!("{there} von {}", lage.ergebnisse.iter().filter(|one| one.verlangt).count()),
                if missing == 0 { "keine überfällig".to_owned() } else { format!("bei {missing} überfällig") },
            ),
            figure(
                &format!("Nachweise {}", kontext.jahr),
                format!("{came} von {asked}"),
                listed(vec![(late, "ausstehend"), (not_due, "noch nicht fällig"), (earlier, "aus Vorjahren offen")]),
            ),
            figure(
                "Abweichungen von Regeln",
                zahl::menge(lage.regelfehler + lage.regelwarnungen),
                gezaehlt_befunde(lage.regelfehler, lage.regelwarnungen, 0),
            ),
        ],
    ]
}

//! Chapter 6: the Maßnahmen of Gemeinwesenarbeit, whom they reached and which goals they reached.

use rust_decimal::Decimal;

use super::bau::{Abschnitt, Bericht, Kapitelbau};
use super::kontext::{Kontext, aufzaehlung};
use crate::domain::evaluation::{Angabe, Evaluation};
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{Betrag, Halbjahr};
use crate::present::evaluation::auswahl::{Bereich, Kontext as Evaluationskontext, Stufe, Zaehlung, Ziellage, Zustand};
use crate::present::evaluation::worte::budgets;
use crate::present::kernsaetze::{Satz, Zeile};
use crate::present::schaubild::{Balken, Form, Legende, Punkt, Schaubild, Stil, Streifendaten, ganze, streifen};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

/// More names than these are counted.
const NAMEN: usize = 8;

/// The Maßnahmen of the last half-year that is over on the Stichtag, with what their evaluations say.
pub(super) struct Bilanz<'a> {
    pub kontext: Evaluationskontext<'a>,
    pub liste: Vec<&'a Massnahme>,
    pub jetzt: Zaehlung,
    pub vorher: Zaehlung,
    /// How many evaluations are there.
    pub vorhanden: usize,
    /// The same of the half-year before: there, running.
    pub damals: Option<(usize, usize)>,
}

impl<'a> Bilanz<'a> {
    /// None before the first half-year is over.
    pub fn new(kontext: &Kontext<'a>) -> Option<Self> {
        let quartal = kontext.quartal();
        let halbjahr = quartal.ends_halbjahr().or_else(|| quartal.previous().ends_halbjahr())?;
        let evaluation = Evaluationskontext::new(kontext.stammdaten, halbjahr, kontext.heute);
        let mut liste = evaluation.laufend(Bereich::Kreis);
        liste.sort_by(|a, b| a.id.cmp(&b.id));
        let vorher_liste = evaluation.vorher_laufend(Bereich::Kreis);
        let there = |massnahme: &&&Massnahme| evaluation.zustand(massnahme) != Zustand::Ausstehend;
        let vorhanden = liste.iter().filter(there).count();
        let before = vorher_liste.iter().filter(|massnahme| evaluation.vorige(massnahme).is_some()).count();
        Some(Self {
            jetzt: evaluation.zaehle(&liste),
            vorher: evaluation.zaehle_vorher(&vorher_liste),
            vorhanden,
            damals: (!vorher_liste.is_empty()).then_some((before, vorher_liste.len())),
            liste,
            kontext: evaluation,
        })
    }

    pub fn halbjahr(&self) -> String {
        zahl::halbjahr(self.kontext.halbjahr)
    }

    pub fn ausstehend(&self) -> usize {
        self.liste.len() - self.vorhanden
    }

    /// People reached and planned, over the evaluations that are there.
    pub fn teilnehmende(&self) -> (i64, i64) {
        let there = self.liste.iter().filter_map(|massnahme| self.kontext.evaluation(massnahme));
        there.fold((0, 0), |(erreicht, geplant), evaluation| {
            (
                erreicht + i64::from(evaluation.teilnehmende_erreicht),
                geplant + i64::from(evaluation.teilnehmende_geplant),
            )
        })
    }

    fn vor_halbjahr(&self) -> Option<Halbjahr> {
        self.kontext.vorher.filter(|_| self.vorher.summe() > 0)
    }
}

/// `6 stehen aus`
pub(super) fn ausstehend_satz(count: usize) -> String {
    match count {
        0 => "keine steht aus".to_owned(),
        1 => "eine steht aus".to_owned(),
        count => format!("{count}\u{a0}stehen aus"),
    }
}

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(
        bericht,
        Abschnitt::Massnahmen,
        &format!(
            "{} {}",
            kontext.stammdaten.woerter().massnahme.mehrzahl(),
            kontext.stammdaten.woerter().der_arbeit_kurz()
        ),
    );
    bau.zusatz("Ziele und was erreicht ist");
    let Some(bilanz) = Bilanz::new(kontext).filter(|bilanz| !bilanz.liste.is_empty()) else {
        bau.absatz(Satz::new().text(format!(
            "Im letzten abgeschlossenen Halbjahr lief {} {}.",
            kontext.stammdaten.woerter().massnahme.mit(Begleiter::Kein, Fall::Nominativ),
            kontext.stammdaten.woerter().der_arbeit_kurz()
        )));
        return bau.finish();
    };
    bau.aussage(Zeile::new().text(&aussage(&bilanz)));
    bau.absatz(ueberblick(&bilanz));
    bau.liste(fehlende(kontext, &bilanz));
    if bilanz.jetzt.summe() > 0 {
        let titel = format!(
            "Ziele aller {} nach dem Grad ihrer Erreichung, {}",
            kontext.stammdaten.woerter().massnahme.mehrzahl(),
            bilanz.halbjahr()
        );
        bau.abbildung(titel, bild(&bilanz));
        bau.tabelle("Ziele nach dem Grad ihrer Erreichung", "Grad", |bau, _| gradtabelle(&bilanz, bau));
    }
    let titel = format!(
        "{}, Teilnehmende, Ziele und Mittel, {}",
        kontext.stammdaten.woerter().massnahme.mehrzahl(),
        bilanz.halbjahr()
    );
    bau.tabelle(titel, kontext.stammdaten.woerter().massnahme.einzahl(), |bau, _| massnahmentabelle(&bilanz, bau));
    bau.finish();
}

fn aussage(bilanz: &Bilanz<'_>) -> String {
    let evaluationen = match bilanz.ausstehend() {
        0 => "alle Evaluationen liegen vor".to_owned(),
        1 => "eine Evaluation steht aus".to_owned(),
        count => format!("{count}\u{a0}Evaluationen stehen aus"),
    };
    match bilanz.jetzt.bekannt() {
        0 => format!("Zu keinem Ziel liegt eine Angabe vor; {evaluationen}"),
        bekannt if bilanz.jetzt.erreicht() == 0 => {
            format!("Keines von {bekannt} Zielen ist bisher größtenteils erreicht; {evaluationen}")
        }
        bekannt if bilanz.jetzt.erreicht() == 1 => {
            format!("Eines von {bekannt} Zielen ist vollständig oder größtenteils erreicht; {evaluationen}")
        }
        bekannt => format!(
            "{} von {bekannt} Zielen sind vollständig oder größtenteils erreicht; {evaluationen}",
            bilanz.jetzt.erreicht()
        ),
    }
}

fn ueberblick(bilanz: &Bilanz<'_>) -> Satz {
    let count = bilanz.liste.len();
    let (erreicht, geplant) = bilanz.teilnehmende();
    let wort = &bilanz.kontext.stammdaten.woerter().massnahme;
    let lief = match count {
        1 => format!("lief {}", wort.mit(Begleiter::Ein, Fall::Nominativ)),
        count => format!("liefen {count} {}", wort.mehrzahl()),
    };
    let mut satz = Satz::new()
        .text(format!("Im {} {lief}; ", bilanz.halbjahr()))
        .stark(format!("{} von {count} Evaluationen liegen vor", bilanz.vorhanden))
        .text(format!(", {}. ", ausstehend_satz(bilanz.ausstehend())));
    if bilanz.vorhanden > 0 {
        satz = satz.text(format!(
            "Erreicht wurden nach Angabe der Träger {} Teilnehmende bei {} geplanten. ",
            zahl::anzahl(erreicht),
            zahl::anzahl(geplant)
        ));
    }
    satz = satz.text(format!("Die {} verfolgen zusammen {} Ziele. ", wort.mehrzahl(), bilanz.jetzt.summe()));
    if bilanz.jetzt.bekannt() > 0 {
        satz = satz.text(format!(
            "Zu {} davon liegt eine Angabe vor. Vollständig oder größtenteils erreicht: {}, teilweise: {}, nicht: {}",
            bilanz.jetzt.bekannt(),
            bilanz.jetzt.erreicht(),
            bilanz.jetzt.zahl(Stufe::Teilweise),
            bilanz.jetzt.zahl(Stufe::Nicht)
        ));
        if let Some(halbjahr) = bilanz.vor_halbjahr() {
            satz = satz.text(format!(
                " (im {} vollständig oder größtenteils {} von {})",
                zahl::halbjahr(halbjahr),
                bilanz.vorher.erreicht(),
                bilanz.vorher.bekannt()
            ));
        }
        satz = satz.text(". ");
    }
    satz.text(format!("Jedes Ziel mit Ausgangs-, Soll- und Istwert steht im {}.", Abschnitt::Anhang.verweis()))
}

/// Which evaluations are missing, which came late.
fn fehlende(kontext: &Kontext<'_>, bilanz: &Bilanz<'_>) -> Vec<Satz> {
    let mut saetze = Vec::new();
    for (zustand, wort) in [(Zustand::Ausstehend, "Ausstehend"), (Zustand::Verspaetet, "Verspätet eingegangen")] {
        let names: Vec<String> = bilanz
            .liste
            .iter()
            .filter(|massnahme| bilanz.kontext.zustand(massnahme) == zustand)
            .map(|massnahme| massnahme.id.to_string())
            .collect();
        if names.is_empty() {
            continue;
        }
        let text = if names.len() > NAMEN {
            format!("{} {}", names.len(), kontext.stammdaten.woerter().massnahme.mehrzahl())
        } else {
            aufzaehlung(&names)
        };
        let frist = zahl::tag(bilanz.kontext.frist);
        let stand = zahl::tag(kontext.heute);
        saetze.push(Satz::new().stark(format!("{wort}:")).text(format!(" {text} (fällig am {frist}, Stand {stand}).")));
    }
    saetze
}

/// The look of a degree: dark for wholly, open for not known.
const fn stil(stufe: Stufe) -> Stil {
    match stufe {
        Stufe::Vollstaendig => Stil::Dunkel,
        Stufe::Groesstenteils => Stil::Hell,
        Stufe::Teilweise => Stil::Schraffiert,
        Stufe::Nicht => Stil::Weiss,
        Stufe::Keine => Stil::Gepunktet,
        Stufe::Ausstehend => Stil::Gesperrt,
    }
}

fn bild(bilanz: &Bilanz<'_>) -> Schaubild {
    let row = |name: &str, zaehlung: &Zaehlung| {
        let mut balken = Balken::new(name).wert(&format!("{} Ziele", zaehlung.summe()));
        for stufe in Stufe::ALLE.into_iter().filter(|stufe| zaehlung.zahl(*stufe) > 0) {
            balken = balken.teil(stufe.wort(), stil(stufe), Punkt::Wert(Decimal::from(zaehlung.zahl(stufe))));
        }
        balken
    };
    let mut balken = vec![row(&bilanz.halbjahr(), &bilanz.jetzt).stark()];
    if let Some(halbjahr) = bilanz.vor_halbjahr() {
        balken.push(row(&zahl::halbjahr(halbjahr), &bilanz.vorher));
    }
    let botschaft = format!(
        "{} von {} Zielen mit einer Angabe sind vollständig oder größtenteils erreicht",
        bilanz.jetzt.erreicht(),
        bilanz.jetzt.bekannt()
    );
    let gegenstand = format!(
        "Ziele aller {} nach dem Grad ihrer Erreichung",
        bilanz.kontext.stammdaten.woerter().massnahme.mehrzahl()
    );
    let mut daten = Streifendaten::new(&gegenstand, &botschaft, ganze, balken);
    daten.beschriftet = true;
    let seen = |stufe: &Stufe| bilanz.jetzt.zahl(*stufe) + bilanz.vorher.zahl(*stufe) > 0;
    daten.legende = Stufe::ALLE
        .into_iter()
        .filter(seen)
        .map(|stufe| Legende { stil: stil(stufe), form: Form::Flaeche, text: stufe.wort().to_owned() })
        .collect();
    streifen(&daten, 165)
}

fn gradtabelle(bilanz: &Bilanz<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let halbjahre: Vec<(String, &Zaehlung)> =
        [(Some(bilanz.kontext.halbjahr), &bilanz.jetzt), (bilanz.vor_halbjahr(), &bilanz.vorher)]
            .into_iter()
            .filter_map(|(halbjahr, zaehlung)| Some((zahl::halbjahr(halbjahr?), zaehlung)))
            .collect();
    for (name, _) in &halbjahre {
        bau = bau.with_spalte("Ziele", Some(name), Spaltenart::Zahl).with_spalte(
            "Anteil %",
            Some(name),
            Spaltenart::Zahl,
        );
    }
    let last = Stufe::ALLE.len();
    let mut zeilen = Vec::new();
    for stufe in Stufe::ALLE.into_iter().map(Some).chain([None]) {
        let mut zellen = Vec::new();
        for (place, (_, zaehlung)) in halbjahre.iter().enumerate() {
            let count = stufe.map_or(zaehlung.summe(), |stufe| zaehlung.zahl(stufe));
            zellen.push(Zelle::text(zahl::anzahl_tabelle(count)));
            let share = Decimal::from(count * 100).checked_div(Decimal::from(zaehlung.summe()));
            let text = match share {
                Some(share) if share.is_zero() => zahl::NICHTS.to_owned(),
                Some(share) => zahl::zahl(share, 1),
                None => zahl::SINNLOS.to_owned(),
            };
            let column = 2 * place;
            let whole = vec![(1, Bezug::Zelle(last, column))];
            zellen.push(Zelle::text(text).and_quotient(vec![(1, Bezug::Spalte(column))], whole, 100));
        }
        let is_sum = stufe.is_none();
        let name = stufe.map_or("zusammen", Stufe::wort);
        zeilen.push(bau.push(if is_sum { Rang::Summe } else { Rang::Einzeln }, name, zellen));
    }
    if let Some((summe, teile)) = zeilen.split_last() {
        bau.is_summe(*summe, teile, (0..halbjahre.len()).map(|place| 2 * place));
    }
    bau.note(format!(
        "Jedes Ziel der {} (Anlage 1) zählt einmal; den Grad gibt der Träger an. „Keine Angabe“: kein Istwert genannt; \
         „ausstehend“: Die Evaluation fehlt. Beides heißt nicht „nicht erreicht“.",
        bilanz.kontext.stammdaten.woerter().beschreibung
    ));
    bau
}

fn massnahmentabelle(bilanz: &Bilanz<'_>, bau: Tabellenbau) -> Tabellenbau {
    let mut bau = bau
        .with_spalte("Budget", None, Spaltenart::Text)
        .with_spalte("erreicht", Some("Teilnehmende"), Spaltenart::Zahl)
        .with_spalte("geplant", Some("Teilnehmende"), Spaltenart::Zahl)
        .with_spalte("Ziele erreicht", None, Spaltenart::Zahl)
        .with_spalte("bewilligt €", Some("Mittel"), Spaltenart::Betrag)
        .with_spalte("abgerufen €", Some("Mittel"), Spaltenart::Betrag);
    let mut teile = Vec::new();
    let mut summe = (Betrag::ZERO, Betrag::ZERO);
    for massnahme in &bilanz.liste {
        let budget = budget_kurz(bilanz, massnahme);
        let name = format!("{} ({})", massnahme.titel, massnahme.id);
        let Some(evaluation) = bilanz.kontext.evaluation(massnahme) else {
            let mut zellen = vec![Zelle::text(budget)];
            zellen.extend((0..5).map(|_| Zelle::text(zahl::UNBEKANNT)));
            bau.push(Rang::Einzeln, name, zellen);
            continue;
        };
        summe = (summe.0 + evaluation.mittel.bewilligt, summe.1 + evaluation.mittel.abgerufen);
        let zellen = vec![
            Zelle::text(budget),
            Zelle::text(zahl::anzahl_tabelle(evaluation.teilnehmende_erreicht.into())),
            Zelle::text(zahl::anzahl_tabelle(evaluation.teilnehmende_geplant.into())),
            Zelle::text(erreicht(bilanz, massnahme)),
            Zelle::text(zahl::betrag_tabelle(evaluation.mittel.bewilligt)),
            Zelle::text(zahl::betrag_tabelle(evaluation.mittel.abgerufen)),
        ];
        teile.push(bau.push(Rang::Einzeln, name, zellen));
    }
    let (erreicht, geplant) = bilanz.teilnehmende();
    let zellen = vec![
        Zelle::leer(),
        Zelle::text(zahl::anzahl_tabelle(erreicht)),
        Zelle::text(zahl::anzahl_tabelle(geplant)),
        Zelle::text(format!("{} von {}", bilanz.jetzt.erreicht(), bilanz.jetzt.bekannt())),
        Zelle::text(zahl::betrag_tabelle(summe.0)),
        Zelle::text(zahl::betrag_tabelle(summe.1)),
    ];
    let row = bau.push(Rang::Summe, "zusammen", zellen);
    bau.is_summe(row, &teile, [1, 2, 4, 5]);
    bau.note(format!(
        "Ziele erreicht: vollständig oder größtenteils, von den Zielen mit einer Angabe. Mittel: bewilligt für die ganze \
         Laufzeit und davon abgerufen bis zum Ende des Halbjahres, nach der Evaluation des Trägers. „…“: Die Evaluation \
         steht aus. Mittel und Teilnehmende {} sind keine Sozialdaten; hier ist nichts gesperrt.",
        bilanz.kontext.stammdaten.woerter().der_arbeit_kurz()
    ));
    bau
}

fn budget_kurz(bilanz: &Bilanz<'_>, massnahme: &Massnahme) -> String {
    if massnahme.anteile.len() > 2 {
        return "mehrere gemeinsam".to_owned();
    }
    let names = massnahme.anteile.iter().map(|anteil| bilanz.kontext.name(&anteil.raum).to_owned());
    names.collect::<Vec<_>>().join(", ")
}

fn erreicht(bilanz: &Bilanz<'_>, massnahme: &Massnahme) -> String {
    let zaehlung = bilanz.kontext.zaehle(&[massnahme]);
    match zaehlung.bekannt() {
        0 => zahl::SINNLOS.to_owned(),
        bekannt => format!("{} von {bekannt}", zaehlung.erreicht()),
    }
}

/// The annex table of all goals.
pub(super) fn zieltabelle(bilanz: &Bilanz<'_>, bau: Tabellenbau) -> Tabellenbau {
    let mut bau = bau
        .with_spalte("Start", None, Spaltenart::Zahl)
        .with_spalte("Soll", None, Spaltenart::Zahl)
        .with_spalte("Ist", None, Spaltenart::Zahl)
        .with_spalte("Grad", None, Spaltenart::Text);
    for massnahme in &bilanz.liste {
        bau.push_kopf(format!("{} ({})", massnahme.titel, budgets(&bilanz.kontext, massnahme)));
        let evaluation = bilanz.kontext.evaluation(massnahme);
        for lage in bilanz.kontext.ziele(massnahme) {
            bau.push(Rang::Teil, lage.ziel.indikator.clone(), zielzellen(&lage, evaluation));
        }
    }
    bau.note(format!(
        "Evaluationen für das {}. „s“ geschätzt, „.“ keine Angabe, „…“ Evaluation steht aus. Einheiten nennt der \
         Indikator.",
        bilanz.halbjahr()
    ));
    bau
}

fn zielzellen(lage: &Ziellage<'_>, evaluation: Option<&Evaluation>) -> Vec<Zelle> {
    let ist = match (evaluation, lage.jetzt) {
        (None, _) => zahl::UNBEKANNT.to_owned(),
        (Some(_), None) => zahl::GESPERRT.to_owned(),
        (Some(_), Some(ziel)) => match (ziel.istwert, ziel.angabe) {
            (None, _) => zahl::GESPERRT.to_owned(),
            (Some(wert), Angabe::Schaetzung) => format!("{}\u{a0}s", wert_text(wert)),
            (Some(wert), _) => wert_text(wert),
        },
    };
    vec![
        Zelle::text(wert_text(lage.ziel.ausgangswert)),
        Zelle::text(wert_text(lage.ziel.sollwert)),
        Zelle::text(ist),
        Zelle::text(lage.stufe.wort()),
    ]
}

/// A value with as many places as it has.
fn wert_text(wert: Decimal) -> String {
    let wert = wert.normalize();
    if wert.is_zero() { zahl::NICHTS.to_owned() } else { zahl::zahl(wert, wert.scale()) }
}

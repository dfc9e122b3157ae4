//! Chapter 5: the Sozialraumbudgets, what is spent of them, and where they are heading by both Hochrechnungen.

use rust_decimal::Decimal;

use super::auslastung::{auslastung, own_parts};
use super::bau::{Abschnitt, Bericht, Kapitelbau};
use super::kontext::{Kontext, aufzaehlung};
use crate::domain::Betrag;
use crate::domain::formeln::{days_elapsed, days_of_year, zeitanteil};
use crate::domain::kennung::Kennungen;
use crate::domain::kennzahlen::{Ampel, Quote};
use crate::present::budgetuebersicht::kontext::{Bereich, Kontext as Budgetkontext};
use crate::present::budgetuebersicht::vergleich::{Budgetzeile, Rang, budgetzeilen};
use crate::present::kernsaetze::{Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::schaubild::{Balken, Form, Legende, Punkt, Schaubild, Stil, Streifendaten, streifen, zehntel};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang as Tabellenrang, Spaltenart, Tabellenbau, Zelle};

/// The kinds of budgets, the first on record first.
pub(super) fn arten<'a>(kontext: &Kontext<'a>) -> Vec<Budgetkontext<'a>> {
    let mut arten: Vec<&'a str> = Vec::new();
    for line in &kontext.auswertung.kennzahlen.budget {
        if !arten.contains(&line.budgetart.as_str()) {
            arten.push(&line.budgetart);
        }
    }
    arten
        .into_iter()
        .map(|art| Budgetkontext::new(kontext.stammdaten, kontext.auswertung, art, kontext.heute))
        .collect()
}

/// The rule of a figure of the whole office.
pub(super) fn kreis_regel(budget: &Budgetkontext<'_>, feld: &str) -> Option<Proberegel> {
    let line = budget.kennzahl(Bereich::Kreis);
    let figures = Kennungen::new(budget.auswertung).budget(&line);
    Some(Proberegel::Kennzahl(figures.into_iter().find(|kennzahl| kennzahl.feld == feld)?.id))
}

/// The budgets that a total is made of and that shall be looked at.
pub(super) fn teile(lines: &[Budgetzeile]) -> impl Iterator<Item = &Budgetzeile> {
    lines.iter().filter(|line| line.ist_teil)
}

/// `Dörverden`, `Dörverden und Oyten`: budgets of an Ampel.
pub(super) fn mit_ampel(lines: &[Budgetzeile], ampel: Ampel) -> Vec<String> {
    teile(lines).filter(|line| line.zeile.ampel == ampel).map(|line| line.voller_name.clone()).collect()
}

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Budget, "Budgets");
    bau.zusatz("Auslastung und Hochrechnung");
    let arten = arten(kontext);
    if arten.is_empty() {
        bau.absatz(Satz::new().text("Für das Haushaltsjahr ist kein Budget erfasst."));
        return bau.finish();
    }
    for (place, budget) in arten.iter().enumerate() {
        let lines = budgetzeilen(budget, None);
        if place == 0 {
            bau.aussage(aussage(budget, &lines));
        }
        if arten.len() > 1 {
            bau.zwischentitel(budget.budgetname());
        }
        bau.absatz(stand(budget));
        bau.liste(auffaellig(kontext, budget, &lines));
        let titel = format!("Auslastung je {} und {}", amt_region(kontext), kontext.raum_wort());
        bau.auslastung(|nummer, pfad| auslastung(budget, &lines, (nummer, titel), pfad));
        if !budget.is_year_over() {
            hochrechnung(kontext, &mut bau, budget, &lines, place == 0);
        }
    }
    bau.finish();
}

fn amt_region<'a>(kontext: &Kontext<'a>) -> &'a str {
    &kontext.stammdaten.einstellungen.amt.begriff_region
}

/// How much is spent by now, and who stands out.
fn aussage(budget: &Budgetkontext<'_>, lines: &[Budgetzeile]) -> Zeile {
    let kreis = budget.kennzahl(Bereich::Kreis);
    let Some(quote) = kreis.auslastung else {
        return Zeile::new().text("Für das Haushaltsjahr steht kein Budget zur Verfügung");
    };
    let mut zeile = Zeile::new().text(&format!("{} {}", zahl::prozent(quote), budget.ausgegeben()));
    if !budget.is_year_over() {
        zeile = zeile.text(&format!(" bei {} des Jahres", zahl::prozent(zeitanteil(budget.stichtag()))));
    }
    match mit_ampel(lines, Ampel::Rot).as_slice() {
        [] => zeile.text("; kein Budget steht auf Rot"),
        rot if rot.len() <= 2 => zeile.text(&format!("; rot: {}", aufzaehlung(rot))),
        rot => zeile.text(&format!("; {} Budgets stehen auf Rot", zahl::zahlwort(rot.len()))),
    }
}

fn stand(budget: &Budgetkontext<'_>) -> Satz {
    let kreis = budget.kennzahl(Bereich::Kreis);
    let amount = |satz: Satz, betrag: Betrag, feld: &str| {
        super::bau::zahl_in(satz, budget.betrag(betrag), kreis_regel(budget, feld))
    };
    let satz = amount(Satz::new().text("Verfügbar sind "), kreis.verfuegbar, "verfuegbar").text("; davon sind ");
    let mut satz = amount(satz, kreis.ist, "ist").text(format!(" {}", budget.ausgegeben()));
    if kreis.gebunden > Betrag::ZERO {
        satz = amount(satz.text(", "), kreis.gebunden, "gebunden").text(" zugesagt und noch nicht gebucht");
    }
    satz = if kreis.frei.is_negative() {
        satz.text(format!("; {} sind mehr zugesagt als verfügbar.", budget.betrag(kreis.frei.abs())))
    } else {
        amount(satz.text(" und "), kreis.frei, "frei").text(" frei.")
    };
    satz.text(
        " Die Auslastung zeigt, was ausgegeben ist; ob ein Budget reicht, zeigen erst die Zusagen. Deshalb stehen beide \
         nebeneinander.",
    )
}

/// Budgets that are over, and those whose spending runs faster than the year.
fn auffaellig(kontext: &Kontext<'_>, budget: &Budgetkontext<'_>, lines: &[Budgetzeile]) -> Vec<Satz> {
    let mut saetze = Vec::new();
    for line in teile(lines) {
        let figures = &line.zeile;
        if figures.frei.is_negative() {
            saetze.push(
                Satz::new()
                    .stark(format!("{}:", line.voller_name))
                    .text(" Ausgaben und Zusagen liegen ")
                    .stark(budget.betrag(figures.frei.abs()))
                    .text(format!(
                        " über dem Budget. Zuständig für die Deckung: {}.",
                        kontext.stammdaten.einstellungen.amt.entscheider_geld
                    )),
            );
        } else if figures.hochrechnung_linear > figures.verfuegbar {
            let quote = figures.auslastung.map(zahl::prozent).unwrap_or_default();
            saetze.push(Satz::new().stark(format!("{}:", line.voller_name)).text(format!(
                " {quote} sind {}; die lineare Hochrechnung liegt {} über dem Budget. Frei sind noch {}.",
                budget.ausgegeben(),
                budget.betrag(figures.hochrechnung_linear - figures.verfuegbar),
                budget.betrag(figures.frei)
            )));
        }
    }
    saetze
}

fn hochrechnung(
    kontext: &Kontext<'_>,
    bau: &mut Kapitelbau<'_>,
    budget: &Budgetkontext<'_>,
    lines: &[Budgetzeile],
    erklaert: bool,
) {
    let ende = zahl::tag(budget.jahresende());
    bau.zwischentitel(format!("Wohin es führt: Hochrechnung zum {ende}"));
    if erklaert {
        bau.absatz(Satz::new().text(format!(
        "Zwei Rechnungen rahmen ein, was zu erwarten ist. Die lineare setzt die bisherigen Ausgaben gleichmäßig fort; \
         sie ist zu niedrig, wenn {} erst begonnen haben oder spät abrechnen. Die Hochrechnung nach Bindung nimmt \
         an, dass alles Zugesagte abgerufen wird und nichts dazukommt. Keine der beiden ist eine Vorhersage.",
        kontext.stammdaten.woerter().massnahme.mehrzahl()
    )));
    }
    let bild = bild(kontext, budget, lines, &ende);
    bau.abbildung(format!("Lineare Hochrechnung zum {ende} in Prozent des verfügbaren Budgets"), bild);
    bau.tabelle(format!("Hochrechnung der Budgets zum {ende}"), "Raum", |bau, _| tabelle(budget, lines, bau));
}

fn share(part: Betrag, whole: Betrag) -> Option<Decimal> {
    Quote::of(part, whole).map(|quote| quote.0 * Decimal::ONE_HUNDRED)
}

fn prozent(share: Option<Decimal>) -> String {
    share.map_or_else(|| zahl::SINNLOS.to_owned(), |share| format!("{}{}%", zahl::zahl(share, 1), zahl::NARROW))
}

/// One bar for each Raum against its budget; the other Hochrechnung stands below the name.
fn bild(kontext: &Kontext<'_>, budget: &Budgetkontext<'_>, lines: &[Budgetzeile], ende: &str) -> Schaubild {
    let rows = teile(lines).filter(|line| line.zeile.verfuegbar > Betrag::ZERO);
    let balken: Vec<_> = rows
        .map(|line| {
            let figures = &line.zeile;
            let linear = share(figures.hochrechnung_linear, figures.verfuegbar).unwrap_or_default();
            let bindung = share(figures.hochrechnung_bindung, figures.verfuegbar);
            let inside = linear.min(Decimal::ONE_HUNDRED);
            let mut balken = Balken::new(&line.voller_name)
                .detail(&format!("nach Bindung {}", prozent(bindung)))
                .rahmen(Decimal::ONE_HUNDRED)
                .wert(&prozent(Some(linear)))
                .teil("im Budget", Stil::Hochrechnung, Punkt::Wert(inside));
            if linear > Decimal::ONE_HUNDRED {
                balken = balken.teil("darüber", Stil::Ueber, Punkt::Wert(linear - Decimal::ONE_HUNDRED));
            }
            balken
        })
        .collect();
    let over: Vec<String> = teile(lines)
        .filter(|line| line.zeile.verfuegbar > Betrag::ZERO)
        .filter(|line| line.zeile.hochrechnung_linear > line.zeile.verfuegbar)
        .map(|line| line.voller_name.clone())
        .collect();
    let botschaft = match over.as_slice() {
        [] => "Kein Budget liegt in der linearen Hochrechnung darüber".to_owned(),
        over => format!("Über dem Budget liegt in der linearen Hochrechnung: {}", aufzaehlung(over)),
    };
    let mut daten = Streifendaten::new(
        &format!("Lineare Hochrechnung der {} zum {ende} in Prozent des Budgets", budget.ausgaben()),
        &botschaft,
        zehntel,
        balken,
    );
    let legend = |stil, text: &str| Legende { stil, form: Form::Flaeche, text: text.to_owned() };
    daten.legende = vec![legend(Stil::Hochrechnung, "Hochrechnung linear")];
    if !over.is_empty() {
        daten.legende.push(legend(Stil::Ueber, "über dem Budget"));
    }
    streifen(&daten, 165).with_hinweis(&format!(
        "Rahmen = verfügbares Budget; Stand {}, Zeitanteil {}.",
        zahl::tag(kontext.stichtag()),
        zahl::prozent(zeitanteil(kontext.stichtag()))
    ))
}

fn tabelle(budget: &Budgetkontext<'_>, lines: &[Budgetzeile], bau: Tabellenbau) -> Tabellenbau {
    let unit = zahl::einheit(budget.einheit);
    let mut bau = bau
        .with_spalte(format!("verfügbar {unit}"), None, Spaltenart::Betrag)
        .with_spalte(unit, Some("linear"), Spaltenart::Betrag)
        .with_spalte("% des Budgets", Some("linear"), Spaltenart::Zahl)
        .with_spalte(unit, Some("nach Bindung"), Spaltenart::Betrag)
        .with_spalte("% des Budgets", Some("nach Bindung"), Spaltenart::Zahl);
    let stichtag = budget.stichtag();
    let (elapsed, whole) = (days_elapsed(stichtag), days_of_year(stichtag));
    let note = format!(
        "Linear = Ist × {whole} / {elapsed} (Tage des Jahres / vergangene Tage bis {}); Summen aus ihrem eigenen Ist, daher Abweichungen \
         um einzelne Cent. Nach Bindung = Ist + gebunden.",
        zahl::tag(stichtag)
    );
    let kennungen = Kennungen::new(budget.auswertung);
    for (row, line) in lines.iter().enumerate() {
        let figures = &line.zeile;
        let own = line.key.starts_with("eigen:");
        let keyed = kennungen.budget(figures);
        let amount = |betrag: Betrag, feld: &str, spalte: usize| {
            let cell = Zelle::text(zahl::betrag_tabelle(betrag));
            match keyed.iter().find(|kennzahl| kennzahl.feld == feld) {
                Some(kennzahl) if !own => cell.with(Proberegel::Kennzahl(kennzahl.id.clone())),
                _ => {
                    let parts = own_parts(lines, row);
                    cell.and_summe(parts.into_iter().map(|(f, line)| (f, Bezug::Zelle(line, spalte))).collect())
                }
            }
        };
        let percent = |betrag: Betrag, spalte: usize| {
            let text = share(betrag, figures.verfuegbar).map_or_else(|| zahl::SINNLOS.to_owned(), |s| zahl::zahl(s, 1));
            let text = if betrag.is_zero() && text != zahl::SINNLOS { zahl::NICHTS.to_owned() } else { text };
            Zelle::text(text).and_quotient(vec![(1, Bezug::Spalte(spalte))], vec![(1, Bezug::Spalte(0))], 100)
        };
        let linear = if own {
            Zelle::text(zahl::betrag_tabelle(figures.hochrechnung_linear))
        } else {
            amount(figures.hochrechnung_linear, "hochrechnung_linear", 1)
        };
        let zellen = vec![
            amount(figures.verfuegbar, "verfuegbar", 0),
            linear,
            percent(figures.hochrechnung_linear, 1),
            amount(figures.hochrechnung_bindung, "hochrechnung_bindung", 3),
            percent(figures.hochrechnung_bindung, 3),
        ];
        let rang = match line.rang {
            Rang::Gruppe => Tabellenrang::Gruppe,
            Rang::Teil => Tabellenrang::Teil,
            Rang::Einzeln => Tabellenrang::Einzeln,
            Rang::Summe => Tabellenrang::Summe,
        };
        bau.push(rang, &line.name, zellen);
    }
    bau.note(note);
    bau
}

//! The message: headline and first paragraph, made by rules from the figures.

use rust_decimal::Decimal;

use super::Absatz;
use super::kontext::{Kontext, aufzaehlung};
use crate::domain::Betrag;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Quote};
use crate::present::zahl;

/// Up to this difference between Auslastung and Zeitanteil the year and the spending keep step.
const IM_TAKT: Decimal = Decimal::from_parts(3, 0, 0, false, 2);

/// The headline of one budget: who, and what with the one figure that matters.
pub(super) fn schlagzeile(kontext: &Kontext<'_>, name: &str, zeile: &BudgetKennzahl) -> String {
    format!("{}: {}", capital(name), lage(kontext, zeile))
}

/// The headline of several budgets: how much is free, and who is the exception.
pub(super) fn schlagzeile_gesamt(
    kontext: &Kontext<'_>,
    name: Option<&str>,
    zeile: &BudgetKennzahl,
    teile: &[(String, BudgetKennzahl)],
) -> String {
    let vorn = name.map(|name| format!("{name}: ")).unwrap_or_default();
    if zeile.verfuegbar <= Betrag::ZERO || zeile.frei.is_negative() {
        let rest = lage(kontext, zeile);
        return if vorn.is_empty() { capital(&rest) } else { format!("{vorn}{rest}") };
    }
    let frei = format!("{vorn}{} sind frei", zahl::ganz_mit_einheit(zeile.frei, kontext.einheit));
    let names = |wanted: fn(&BudgetKennzahl) -> bool| -> Vec<String> {
        teile.iter().filter(|(_, teil)| wanted(teil)).map(|(name, _)| name.clone()).collect()
    };
    let ueberzeichnet = names(|teil| teil.frei.is_negative());
    let schnell = names(|teil| teil.verfuegbar > Betrag::ZERO && teil.hochrechnung_linear > teil.verfuegbar);
    match (ueberzeichnet.as_slice(), schnell.as_slice()) {
        ([einer], _) => format!("{frei}, nur {einer} ist überzeichnet"),
        ([_, _], _) => format!("{frei}, {} sind überzeichnet", aufzaehlung(&ueberzeichnet)),
        ([_, _, ..], _) => format!("{frei}, {} Budgets sind überzeichnet", zahl::zahlwort(ueberzeichnet.len())),
        ([], [einer]) => format!("{frei}, schneller als das Jahr läuft {einer}"),
        ([], [_, ..]) => {
            let count = zahl::zahlwort(schnell.len());
            format!("{frei}, {count} Budgets laufen schneller als das Jahr")
        }
        ([], []) => format!("{frei}, kein Budget ist überzeichnet"),
    }
}

/// How one budget stands, without its name.
fn lage(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> String {
    let ganz = |betrag: Betrag| zahl::ganz_mit_einheit(betrag, kontext.einheit);
    let jahr = kontext.haushaltsjahr();
    let frei = ganz(zeile.frei);
    if zeile.verfuegbar <= Betrag::ZERO {
        return if zeile.ist > Betrag::ZERO {
            format!("kein Budget in {jahr}, {} sind {}", ganz(zeile.ist), kontext.ausgegeben())
        } else if zeile.gebunden > Betrag::ZERO {
            format!("kein Budget in {jahr}, {} sind zugesagt", ganz(zeile.gebunden))
        } else {
            format!("kein Budget in {jahr}")
        };
    }
    if zeile.ist > zeile.verfuegbar {
        format!("Das Budget ist um {} überschritten", ganz(zeile.ist - zeile.verfuegbar))
    } else if zeile.frei.is_negative() {
        format!("Zusagen übersteigen das Budget um {}", ganz(zeile.frei.abs()))
    } else if zeile.hochrechnung_linear > zeile.verfuegbar {
        format!("Die {} laufen schneller als das Jahr", kontext.ausgaben())
    } else if zeile.frei.is_zero() {
        format!("Das Budget ist ganz {} oder zugesagt", kontext.ausgegeben())
    } else if zeile.ampel != Ampel::Gruen {
        format!("{frei} sind frei, der Rest ist {} oder zugesagt", kontext.ausgegeben())
    } else if zeile.frei.cents() * 2 > zeile.verfuegbar.cents() {
        format!("{frei} sind frei, über die Hälfte des Budgets")
    } else {
        format!("{frei} sind frei, die {} bleiben im Rahmen", kontext.ausgaben())
    }
}

/// The paragraph of one budget: spent against elapsed, and what follows if the year goes on like this.
pub(super) fn absatz(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> Absatz {
    let Some(auslastung) = zeile.auslastung else { return absatz_ohne_budget(kontext, zeile) };
    let ende = zahl::tag(kontext.jahresende());
    if kontext.is_year_over() {
        let absatz = Absatz::default()
            .text(format!("Das Haushaltsjahr ist vorbei: {} sind ", kontext.ausgegeben()))
            .stark(zahl::prozent(auslastung))
            .text(format!(" des Budgets, {}", kontext.betrag(zeile.ist)));
        return if zeile.gebunden > Betrag::ZERO {
            absatz.text(format!(". Bewilligt und noch nicht gebucht sind {}.", kontext.betrag(zeile.gebunden)))
        } else {
            absatz.text(".")
        };
    }
    let abweichung = auslastung.0 - zeile.zeitanteil.0;
    let punkte = zahl::prozentpunkte(abweichung);
    let absatz = if zeile.ist.is_zero() {
        Absatz::default().text(format!(
            "Bisher ist nichts {}, vergangen sind {} des Jahres. ",
            kontext.ausgegeben(),
            zahl::prozent(zeile.zeitanteil)
        ))
    } else if abweichung.abs() <= IM_TAKT {
        Absatz::default()
            .text(format!(
                "Die {} laufen im Takt des Jahres ({} bei {} Zeitanteil, ",
                kontext.ausgaben(),
                zahl::prozent(auslastung),
                zahl::prozent(zeile.zeitanteil)
            ))
            .stark(format!("{punkte}{}Prozentpunkte", zahl::NBSP))
            .text("). ")
    } else {
        Absatz::default()
            .text(format!(
                "{} sind {} des Budgets, vergangen sind {} des Jahres: eine Abweichung von ",
                capital(kontext.ausgegeben()),
                zahl::prozent(auslastung),
                zahl::prozent(zeile.zeitanteil)
            ))
            .stark(format!("{punkte}{}Prozentpunkten", zahl::NBSP))
            .text(". ")
    };
    folge(kontext, zeile, absatz, &ende)
}

/// What follows if the year goes on like this.
fn folge(kontext: &Kontext<'_>, zeile: &BudgetKennzahl, absatz: Absatz, ende: &str) -> Absatz {
    let rest = zeile.verfuegbar - zeile.hochrechnung_linear;
    if zeile.ist > zeile.verfuegbar {
        let over = kontext.betrag(zeile.ist - zeile.verfuegbar);
        let absatz = absatz.text("Über dem Budget liegen ").stark(over);
        return if zeile.gebunden > Betrag::ZERO {
            absatz.text(format!(", zugesagt sind weitere {}.", kontext.betrag(zeile.gebunden)))
        } else {
            absatz.text(".")
        };
    }
    if zeile.frei.is_negative() {
        let fehlt = kontext.betrag(zeile.frei.abs());
        let only_commitments = zeile.ampel == Ampel::Rot && !is_red_by_hochrechnung(kontext, zeile);
        let absatz = if only_commitments {
            absatz.text("Rot wird die Ampel durch die ").stark("Zusagen").text(": ")
        } else {
            absatz
        };
        return absatz.text(format!("Rufen die Träger alles ab, fehlen {fehlt}."));
    }
    if rest.is_negative() {
        return absatz.text(format!(
            "Läuft das Jahr so weiter, fehlen am {ende} rund {}; nach den jetzigen Zusagen bleiben {} frei.",
            rund(kontext, rest.abs()),
            kontext.betrag(zeile.frei)
        ));
    }
    let absatz = absatz.text(format!("Läuft das Jahr so weiter, bleiben am {ende} rund {} übrig", rund(kontext, rest)));
    let absatz = if rest > zeile.frei {
        absatz.text(format!("; wird alles Zugesagte abgerufen, sind es {}", kontext.betrag(zeile.frei)))
    } else {
        absatz
    };
    match kontext.einheit {
        Einheit::Euro => absatz.text(". Höchstens ein Jahr lang lässt sich der Rest übertragen."),
        Einheit::Stunden => absatz.text("."),
    }
}

fn is_red_by_hochrechnung(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> bool {
    let limit = kontext.stammdaten.einstellungen.regeln.ampel.rot_ueber_hochrechnung;
    zeile.hochrechnung_linear.to_decimal() > limit * zeile.verfuegbar.to_decimal()
}

fn absatz_ohne_budget(kontext: &Kontext<'_>, zeile: &BudgetKennzahl) -> Absatz {
    let jahr = kontext.haushaltsjahr();
    let text = if zeile.ist.is_zero() && zeile.gebunden.is_zero() {
        format!("Für {jahr} ist kein Budget veranschlagt; nichts ist {} oder zugesagt.", kontext.ausgegeben())
    } else {
        format!(
            "Für {jahr} ist kein Budget veranschlagt; {} sind {}, {} zugesagt.",
            kontext.betrag(zeile.ist),
            kontext.ausgegeben(),
            kontext.betrag(zeile.gebunden)
        )
    };
    Absatz::default().text(text)
}

/// The paragraph of several budgets: the whole, how many stay inside, who stands out.
pub(super) fn absatz_gesamt(
    kontext: &Kontext<'_>,
    zeile: &BudgetKennzahl,
    teile: &[(String, BudgetKennzahl)],
) -> Absatz {
    let Some(auslastung) = zeile.auslastung else { return absatz_ohne_budget(kontext, zeile) };
    let mut absatz = Absatz::default()
        .text(format!("{} sind ", capital(kontext.ausgegeben())))
        .stark(zahl::prozent(auslastung))
        .text(format!(
            " der {}, vergangen sind {} des Jahres. ",
            kontext.betrag(zeile.verfuegbar),
            zahl::prozent(zeile.zeitanteil)
        ));
    if !kontext.is_year_over() {
        absatz = absatz.text(format!(
            "Hochgerechnet auf den {} sind es linear {}, nach Bindung {}. ",
            zahl::tag(kontext.jahresende()),
            kontext.betrag(zeile.hochrechnung_linear),
            kontext.betrag(zeile.hochrechnung_bindung)
        ));
    }
    let mit: Vec<_> = teile.iter().filter(|(_, teil)| teil.verfuegbar > Betrag::ZERO).collect();
    let im_rahmen = mit.iter().filter(|(_, teil)| !teil.frei.is_negative()).count();
    absatz = match (im_rahmen, mit.len()) {
        (_, 0) => absatz,
        (all, count) if all == count && count == 1 => absatz.text("Das Budget reicht auch für alle Zusagen. "),
        (all, count) if all == count => {
            absatz.text(format!("Alle {} Budgets reichen auch für alle Zusagen. ", zahl::zahlwort(count)))
        }
        (some, count) => absatz.text(format!(
            "{} von {} Budgets {} auch für alle Zusagen. ",
            capital(&zahl::zahlwort(some)),
            zahl::zahlwort(count),
            if some == 1 { "reicht" } else { "reichen" }
        )),
    };
    for (name, teil) in teile.iter().filter(|(_, teil)| teil.frei.is_negative()).take(3) {
        let over = kontext.betrag(teil.frei.abs());
        absatz = absatz
            .stark(name.clone())
            .text(format!(" hat {over} mehr {} und zugesagt als verfügbar. ", kontext.ausgegeben()));
    }
    let schnell = mit.iter().filter(|(_, teil)| !teil.frei.is_negative());
    for (name, teil) in schnell.filter(|(_, teil)| teil.hochrechnung_linear > teil.verfuegbar).take(3) {
        let linear = Quote::of(teil.hochrechnung_linear, teil.verfuegbar).map(zahl::prozent).unwrap_or_default();
        absatz = absatz
            .stark(name.clone())
            .text(format!(" läuft schneller als das Jahr: Die lineare Hochrechnung liegt bei {linear} des Budgets. "));
    }
    absatz
}

/// Rounded to hundreds, for "rund".
fn rund(kontext: &Kontext<'_>, betrag: Betrag) -> String {
    let step = if betrag.cents() >= 100_000 { 10_000 } else { 1_000 };
    let rounded = (betrag.cents() + step / 2) / step * step;
    zahl::ganz_mit_einheit(Betrag::from_cents(rounded), kontext.einheit)
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

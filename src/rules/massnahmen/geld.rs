//! Money: what is granted against what was decided, what the rules of the Zuwendung allow, and what the budgets had left.

use super::{Lage, euro, tag};
use crate::domain::budgetrest::budgetreste;
use crate::domain::lebenslauf::Geldentscheidung;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::zuwendung::{self, EigenanteilForm, Finanzierungsart, Rechnung};
use crate::finding::massnahme::Massnahmebefund;

/// Where the Finanzierungsarten are laid down, if the office says nothing else.
const FINANZIERUNGSARTEN: &str = "VV Nr. 2 zu § 44 BHO, sinngemäß";

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let mut found: Vec<_> = [ueber_beschluss(lage), ueber_zuwendung(lage)].into_iter().flatten().collect();
    found.extend(record(lage));
    found.extend(budgetdeckung(lage));
    found
}

/// A Bescheid above what was decided.
fn ueber_beschluss(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let decisions = &lage.massnahme.entscheidungen;
    let (geld, bescheid) = (decisions.ressourceneinsatz.as_ref()?, decisions.bescheid.as_ref()?);
    (bescheid.betrag > geld.betrag).then(|| {
        lage.fehler(
            "bescheid-ueber-beschluss",
            format!("Der Bescheid nennt {}, beschlossen sind {}", euro(bescheid.betrag), euro(geld.betrag)),
        )
        .abhilfe(format!("Den Bescheid auf {} ändern oder den Beschluss erweitern lassen.", euro(geld.betrag)))
    })
}

/// The Zuwendung as the rules make it, for the offer that is taken.
fn rechnung(lage: &Lage<'_>) -> Option<Rechnung> {
    let angebot = lage.massnahme.bewilligtes_angebot()?;
    let traeger = lage.stammdaten.traeger(&angebot.traeger);
    let regeln = &lage.stammdaten.einstellungen.regeln.zuwendung;
    Some(zuwendung::fuer(regeln, lage.massnahme, &angebot.anlage2, traeger))
}

/// Granted above what the way of financing allows.
fn ueber_zuwendung(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let bewilligt = lage.massnahme.bewilligung.as_ref()?.betrag;
    let found = rechnung(lage)?;
    (bewilligt > found.hoechstens).then(|| {
        lage.fehler(
            "bewilligt-ueber-zuwendung",
            format!("Bewilligt sind {}, zuwendungsfähig höchstens {}", euro(bewilligt), euro(found.hoechstens)),
        )
        .abhilfe(format!("Schritt für Schritt: sozialraumbericht massnahme zuwendung {}", lage.massnahme.id))
        .nach(FINANZIERUNGSARTEN)
    })
}

/// What the record says of its Zuwendung against the rules.
fn record(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let Some(written) = &lage.massnahme.zuwendung else { return Vec::new() };
    let regeln = &lage.stammdaten.einstellungen.regeln.zuwendung;
    let mut found = Vec::new();
    let art = Finanzierungsart::parse(&written.finanzierungsart);
    if art.is_none() {
        let known: Vec<_> = Finanzierungsart::ALL.into_iter().map(Finanzierungsart::wort).collect();
        found.push(
            lage.fehler(
                "finanzierungsart-unbekannt",
                format!("Die Finanzierungsart „{}“ gibt es nicht", written.finanzierungsart),
            )
            .abhilfe(format!("Eine von: {}.", known.join(", "))),
        );
    }
    if let Some(rule) = &regeln.vollfinanzierung_mit_grund
        && rule.wert
        && art == Some(Finanzierungsart::Voll)
        && written.begruendung.trim().is_empty()
    {
        found.push(
            lage.warnung("vollfinanzierung-ohne-grund", "Eine Vollfinanzierung ist die Ausnahme; ihr Grund fehlt")
                .abhilfe("Den Grund unter zuwendung.begruendung eintragen.")
                .nach(&rule.quelle),
        );
    }
    if let (Some(staffel), Some(right)) = (&regeln.eigenanteil_staffel, rechnung(lage))
        && right.eigenanteil != written.eigenanteil
    {
        found.push(
            lage.fehler(
                "eigenanteil-falsch",
                format!("Als Eigenanteil stehen {}, nach der Staffel sind es {}", euro(written.eigenanteil), euro(right.eigenanteil)),
            )
            .abhilfe(format!(
                "Eigenanteil {} und Höchstbetrag {} eintragen, oder die Zahl der Mitarbeitenden des Trägers berichtigen.",
                euro(right.eigenanteil),
                euro(right.hoechstens)
            ))
            .nach(&staffel.quelle),
        );
    } else if let Some(right) = rechnung(lage).filter(|right| right.hoechstens != written.hoechstbetrag) {
        found.push(
            lage.fehler(
                "hoechstbetrag-falsch",
                format!(
                    "Als Höchstbetrag stehen {}, gerechnet {}",
                    euro(written.hoechstbetrag),
                    euro(right.hoechstens)
                ),
            )
            .abhilfe(format!("Schritt für Schritt: sozialraumbericht massnahme zuwendung {}", lage.massnahme.id))
            .nach(FINANZIERUNGSARTEN),
        );
    }
    found.extend(form(lage, written.eigenanteil_form.as_deref()));
    found
}

/// An Eigenanteil in a form that the office does not count.
fn form(lage: &Lage<'_>, written: Option<&str>) -> Option<Massnahmebefund> {
    let regeln = &lage.stammdaten.einstellungen.regeln.zuwendung;
    let written = written?;
    let rule = regeln.eigenanteil_anerkannt.as_ref();
    let known = EigenanteilForm::parse(written);
    if known.is_some_and(|form| regeln.counts(form)) {
        return None;
    }
    let allowed = rule.map_or_else(
        || "eigene Mittel, Sachleistung, Arbeitsleistung, unbezahlte Arbeit".to_owned(),
        |rule| rule.wert.iter().map(|form| form.wort()).collect::<Vec<_>>().join(", "),
    );
    Some(
        lage.fehler("eigenanteil-nicht-anerkannt", format!("„{written}“ zählt nicht als Eigenanteil"))
            .abhilfe(format!("Anerkannt sind: {allowed}."))
            .nach(rule.map_or("", |rule| rule.quelle.as_str())),
    )
}

/// A budget that did not cover the Maßnahme on the day of the decision on money.
fn budgetdeckung(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let Some(rule) = lage.regeln().budgetdeckung.as_ref().filter(|rule| rule.wert) else { return Vec::new() };
    let Some(geld) = &lage.massnahme.entscheidungen.ressourceneinsatz else { return Vec::new() };
    if geld.entscheidung() != Geldentscheidung::Zugestimmt {
        return Vec::new();
    }
    budgetreste(lage.stammdaten, lage.massnahme, geld.betrag, geld.datum.day())
        .into_iter()
        .filter_map(|rest| {
            let missing = rest.fehlt()?;
            let name = lage.stammdaten.raum_name(&rest.raum);
            Some(
                lage.warnung(
                    "budget-nicht-gedeckt",
                    format!(
                        "Am {} waren im Budget {name} {} noch {} frei, {} braucht {}",
                        tag(geld.datum.day()),
                        rest.jahr,
                        euro(rest.rest()),
                        lage.wort(Begleiter::Der, Fall::Nominativ),
                        euro(rest.bedarf)
                    ),
                )
                .abhilfe(format!(
                    "{} umschichten oder nachtragen: sozialraumbericht massnahme umschichtung {}",
                    euro(missing),
                    lage.massnahme.id
                ))
                .nach(&rule.quelle),
            )
        })
        .collect()
}

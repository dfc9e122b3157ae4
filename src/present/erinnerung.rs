//! Words of reminders and of the summary of a run.

use super::faellig::{Zeile, lieferung, satz, titel};
use super::zahl;
use crate::domain::angebot::Ziel;
use crate::domain::faellig::Dringlichkeit;
use crate::domain::lieferung::Lieferart;
use crate::domain::massnahme::Massnahme;
use crate::domain::post::Mitteilung;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{Halbjahr, Quartal, Stammdaten};
use chrono::NaiveDate;

/// So many things that are due are named in a summary.
const HOECHSTENS: usize = 20;

/// What is missing of the deliveries of a quarter, to the WJH.
pub fn lieferungen(
    stammdaten: &Stammdaten,
    quartal: Quartal,
    fehlend: &[(Lieferart, Vec<u32>)],
    bis: NaiveDate,
) -> Mitteilung {
    let name = zahl::quartal(quartal);
    Mitteilung {
        name: String::new(),
        betreff: format!("Erinnerung: Lieferung zum {name}"),
        absaetze: vec![format!(
            "zum {name} liegen uns noch nicht alle Daten vor. Sie waren bis {} vorgesehen. Es fehlen:",
            zahl::tag(bis)
        )],
        punkte: fehlend.iter().map(|(art, teile)| lieferung(quartal, *art, teile)).collect(),
        schluss: vec![
            "Bitte legen Sie die Dateien wie gewohnt in den Ordner data/eingang.".to_owned(),
            format!(
                "Bis dahin nennen die Berichte des Quartals die Lücke; die {}teams warten auf ihre Budgetübersicht.",
                stammdaten.einstellungen.amt.begriff_raum
            ),
        ],
        grund: "Sie erhalten diese Nachricht, weil diese Adresse für Lieferungen der WJH eingetragen ist.".to_owned(),
    }
}

/// That a refused delivery waits for a corrected one, to the WJH. The file is not named: names may tell too much.
pub fn befunde(art: Option<Lieferart>, quartal: Option<Quartal>, am: NaiveDate, bis: NaiveDate) -> Mitteilung {
    let what = match (art, quartal) {
        (Some(art), Some(quartal)) => lieferung(quartal, art, &[]),
        _ => "eine Lieferung ohne erkennbaren Zeitraum".to_owned(),
    };
    Mitteilung {
        name: String::new(),
        betreff: format!("Erinnerung: Abgelehnte Lieferung vom {}", zahl::tag(am)),
        absaetze: vec![format!(
            "am {} konnten wir eine Datei nicht aufnehmen: {what}. Eine berichtigte Fassung war bis {} vorgesehen.",
            zahl::tag(am),
            zahl::tag(bis)
        )],
        punkte: Vec::new(),
        schluss: vec![
            "Welche Zellen zu ändern sind und wie, steht im Prüfbericht im Ordner data/rueckmeldung.".to_owned(),
        ],
        grund: "Sie erhalten diese Nachricht, weil diese Adresse für Lieferungen der WJH eingetragen ist.".to_owned(),
    }
}

/// That an evaluation is missing, to the Träger: with the goals it is asked about, and how the enclosed form comes back.
pub fn evaluation(stammdaten: &Stammdaten, massnahme: &Massnahme, halbjahr: Halbjahr, bis: NaiveDate) -> Mitteilung {
    let goals = massnahme.bewilligtes_angebot().map(|angebot| angebot.anlage1.ziele.as_slice()).unwrap_or_default();
    let name = zahl::halbjahr(halbjahr);
    let enclosed = "Der Evaluationsbogen liegt bei, als Arbeitsmappe für Excel oder LibreOffice";
    let asked = if goals.is_empty() {
        format!(
            "{enclosed}. Wir bitten um die erreichten Ziele, Teilnehmende, Termine, Stunden und Mittel sowie Ihre \
             Empfehlung."
        )
    } else {
        format!(
            "{enclosed}; Ihre Ziele stehen schon darin. Wir bitten zu jedem Ziel der {} um den erreichten Wert und den \
             Grad der Zielerreichung:",
            stammdaten.woerter().beschreibung
        )
    };
    let mut schluss = Vec::new();
    if !goals.is_empty() {
        schluss.push("Dazu bitte Teilnehmende, Termine, Stunden nach Rollen, Mittel und Ihre Empfehlung.".to_owned());
    }
    schluss.push(
        "Bitte füllen Sie die hinterlegten Felder aus und schicken Sie die Datei als Anhang Ihrer Antwort auf diese \
         Nachricht zurück, nicht als PDF oder Ausdruck: Sie wird von einem Programm eingelesen."
            .to_owned(),
    );
    schluss.push("Ist die Evaluation schon unterwegs, betrachten Sie diese Nachricht bitte als erledigt.".to_owned());
    Mitteilung {
        name: String::new(),
        betreff: format!("Erinnerung: Evaluation {name}, {}", massnahme.titel),
        absaetze: vec![
            format!(
                "{} {} liegt uns die Evaluation für das {name} noch nicht vor. Sie war bis {} fällig.",
                stammdaten.woerter().massnahme.dazu(),
                titel(stammdaten, &massnahme.id),
                zahl::tag(bis)
            ),
            asked,
        ],
        punkte: goals.iter().map(goal).collect(),
        schluss,
        grund: format!(
            "Sie erhalten diese Nachricht als Träger {}.",
            stammdaten.woerter().massnahme.mit(Begleiter::Dieser, Fall::Genitiv)
        ),
    }
}

/// "Ziel 1: … Indikator: Teilnehmende (Ausgangswert 0, Sollwert 24 Kinder)".
fn goal(ziel: &Ziel) -> String {
    format!(
        "Ziel {}: {} Indikator: {} (Ausgangswert {}, Sollwert {} {})",
        ziel.nr,
        ziel.ziel,
        ziel.indikator,
        zahl::zahl(ziel.ausgangswert, ziel.ausgangswert.normalize().scale()),
        zahl::zahl(ziel.sollwert, ziel.sollwert.normalize().scale()),
        ziel.einheit
    )
}

/// What a run has done, for its summary.
#[derive(Clone, Debug, Default)]
pub struct Taten {
    /// "2. Quartal 2026".
    pub zeitraeume: Vec<String>,
    /// A sentence for each other thing that was done.
    pub saetze: Vec<String>,
    /// What went wrong.
    pub fehler: Vec<String>,
}

/// What a run has done and what is due now, to the Stabsstelle.
pub fn zusammenfassung(taten: &Taten, zeilen: &[Zeile], heute: NaiveDate) -> Mitteilung {
    let tag = zahl::tag(heute);
    let mut absaetze = vec![match taten.zeitraeume.as_slice() {
        [] => format!("der Lauf vom {tag} hat keinen Zeitraum neu geschrieben."),
        made => format!("der Lauf vom {tag} hat geschrieben: {}.", made.join(", ")),
    }];
    absaetze.extend(taten.saetze.iter().cloned());
    absaetze.extend(taten.fehler.iter().map(|fehler| format!("Misslungen: {fehler}")));
    absaetze.push(satz(zeilen));
    let pressing: Vec<_> = zeilen.iter().filter(|zeile| zeile.dringlichkeit.presses()).collect();
    let mut punkte: Vec<_> = pressing.iter().take(HOECHSTENS).map(|zeile| punkt(zeile)).collect();
    let more = pressing.len().saturating_sub(HOECHSTENS);
    if more > 0 {
        punkte.push(format!("{more} weitere zeigt „sozialraumbericht faellig“"));
    }
    let late = pressing.iter().filter(|zeile| zeile.dringlichkeit == Dringlichkeit::Ueberfaellig).count();
    Mitteilung {
        name: String::new(),
        betreff: match (taten.fehler.len(), late) {
            (0, 0) => format!("Lauf vom {tag}"),
            (0, 1) => format!("Lauf vom {tag}: eine Sache ist überfällig"),
            (0, late) => format!("Lauf vom {tag}: {late} Sachen sind überfällig"),
            _ => format!("Lauf vom {tag}: nicht alles ist gelungen"),
        },
        absaetze,
        punkte,
        schluss: Vec::new(),
        grund: "Sie erhalten diese Nachricht, weil diese Adresse für Zusammenfassungen eingetragen ist.".to_owned(),
    }
}

fn punkt(zeile: &Zeile) -> String {
    match (zeile.tage_zu_spaet, zeile.bis) {
        (Some(1), _) => format!("{}: seit einem Tag überfällig", zeile.was),
        (Some(days), _) => format!("{}: seit {days} Tagen überfällig", zeile.was),
        (None, Some(bis)) => format!("{}: bis {}", zeile.was, zahl::tag(bis)),
        (None, None) => zeile.was.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> Stammdaten {
        let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
        office.stammdaten
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_wjh_reads_what_is_missing_and_until_when_it_was_due() {
        let missing = [(Lieferart::Kosten, vec![2]), (Lieferart::Faelle, Vec::new())];
        let words = lieferungen(&office(), "2026-Q2".parse().expect("a quarter"), &missing, day("2026-07-28"));
        assert_eq!(words.betreff.replace(zahl::NBSP, " "), "Erinnerung: Lieferung zum 2. Quartal 2026");
        assert!(words.absaetze[0].contains("bis 28.07.2026"), "{words:?}");
        let punkte: Vec<_> = words.punkte.iter().map(|punkt| punkt.replace(zahl::NBSP, " ")).collect();
        assert_eq!(punkte, ["Kostenlieferung, 2. Quartal 2026, Teil 2", "Fallliste, 2. Quartal 2026"]);
    }

    // Goals of GWA-2026-01 as data/massnahmen/GWA-2026-01.toml has them.
    #[test]
    fn a_traeger_reads_each_goal_with_what_was_aimed_at() {
        let stammdaten = office();
        let massnahme = stammdaten.massnahme(&"GWA-2026-01".into()).expect("a record");
        let goals = &massnahme.bewilligtes_angebot().expect("an offer").anlage1.ziele;
        let words = evaluation(&stammdaten, massnahme, "2026-H1".parse().expect("a half-year"), day("2026-07-14"));
        assert_eq!(words.punkte.len(), goals.len());
        assert!(words.punkte[0].starts_with("Ziel 1: ") && words.punkte[0].contains("Sollwert"), "{words:?}");
        assert!(
            words.absaetze[0].contains("„Offenes Eltern-Café ‚Auszeit‘ Verden (Aller)“ (GWA-2026-01)"),
            "{words:?}"
        );
    }

    #[test]
    fn a_summary_says_what_went_wrong_first_and_counts_what_it_does_not_list() {
        let zeile = |dringlichkeit| Zeile {
            schluessel: "a".to_owned(),
            art: "lieferung",
            dringlichkeit,
            seit: day("2026-07-01"),
            bis: Some(day("2026-07-10")),
            tage_zu_spaet: Some(10),
            was: "Fallliste".to_owned(),
            warum: String::new(),
            tun: String::new(),
        };
        let mut zeilen = vec![zeile(Dringlichkeit::Ueberfaellig); 22];
        zeilen.push(zeile(Dringlichkeit::Demnaechst));
        let taten = Taten { fehler: vec!["Versand: aus".to_owned()], ..Taten::default() };
        let words = zusammenfassung(&taten, &zeilen, day("2026-07-20"));
        assert_eq!(words.betreff, "Lauf vom 20.07.2026: nicht alles ist gelungen");
        assert_eq!(words.punkte.len(), 21);
        assert_eq!(words.punkte[0], "Fallliste: seit 10 Tagen überfällig");
        assert_eq!(words.punkte[20], "2 weitere zeigt „sozialraumbericht faellig“");
        assert!(words.absaetze.iter().any(|one| one == "22 überfällig, 1 demnächst."), "{words:?}");
    }
}

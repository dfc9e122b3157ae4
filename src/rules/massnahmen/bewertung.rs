//! The scoring of Anlage 3 and the decision made on it.

use super::Lage;
use crate::domain::bewertung::{Ausschluss, ergebnisse, katalog_of, raenge};
use crate::finding::massnahme::Massnahmebefund;

/// Where the equal treatment of offers is laid down.
const GLEICHE_MASSSTAEBE: &str = "§ 74 Abs. 5 SGB VIII: gleiche Grundsätze und Maßstäbe";

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let mut found = Vec::new();
    found.extend(katalog(lage));
    let Some(decision) = &lage.massnahme.entscheidungen.leistungserbringung else { return found };
    let unscored = lage.massnahme.angebote.iter().filter(|angebot| angebot.anlage3.is_none()).count();
    if unscored > 0 {
        let befund = format!(
            "Entschieden, obwohl {unscored} von {} Angeboten nicht bewertet sind",
            lage.massnahme.angebote.len()
        );
        found.push(
            lage.fehler("angebot-nicht-bewertet", befund)
                .abhilfe("Alle Angebote zu einem Bedarf nach demselben Katalog bewerten (Anlage 3), dann entscheiden.")
                .nach(GLEICHE_MASSSTAEBE),
        );
    }
    if let Some(chosen) = decision.angebot.as_deref() {
        found.extend(rang(lage, chosen, &decision.begruendung));
    }
    found
}

/// A catalogue that did not hold yet when the offers were scored, or that was never decided.
fn katalog(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let katalog = katalog_of(lage.stammdaten, lage.massnahme)?;
    let decided = lage.massnahme.entscheidungen.leistungserbringung.as_ref()?.datum;
    (katalog.beschlossen > decided).then(|| {
        lage.hinweis(
            "katalog-nicht-beschlossen",
            format!("Bewertet nach Katalog {}, der erst nach der Entscheidung beschlossen ist", katalog.version),
        )
        .abhilfe("Nach dem Katalog bewerten, der am Tag der Entscheidung beschlossen war.")
        .nach(GLEICHE_MASSSTAEBE)
    })
}

/// A decision against the rank: never for an offer that is excluded, else only for a reason.
fn rang(lage: &Lage<'_>, chosen: &str, begruendung: &str) -> Option<Massnahmebefund> {
    let results = ergebnisse(lage.stammdaten, lage.massnahme);
    let ranks = raenge(&results);
    let place = lage.massnahme.angebote.iter().position(|angebot| angebot.id == chosen)?;
    let result = results.get(place)?.as_ref()?;
    if !result.ausschluss.is_empty() {
        let why: Vec<String> = result.ausschluss.iter().map(Ausschluss::kurz).collect();
        return Some(
            lage.fehler(
                "ausgeschlossenes-angebot-gewaehlt",
                format!(
                    "Ausgewählt ist das Angebot {chosen}, das nach Anlage 3 ausgeschlossen ist ({})",
                    why.join(", ")
                ),
            )
            .abhilfe("Ein Angebot auswählen, das die Mindestanforderungen erfüllt, oder die Bewertung berichtigen.")
            .nach("Anlage 3: K.-o.-Kriterien und Mindestpunkte"),
        );
    }
    let rank = (*ranks.get(place)?)?;
    let tied = ranks.iter().flatten().filter(|other| **other == rank).count() > 1;
    let has_reason = !begruendung.trim().is_empty();
    // A reason that speaks of the highest score gives none where the score is not the highest.
    let claims_first = begruendung.contains("Höchste gewichtete") || begruendung.contains("höchste gewichtete");
    if rank > 1 && (!has_reason || claims_first) {
        let befund = if claims_first {
            format!("Ausgewählt ist das Angebot {chosen} auf Rang {rank}; die Begründung nennt die höchste Punktzahl")
        } else {
            format!("Ausgewählt ist das Angebot {chosen} auf Rang {rank}, ohne Begründung")
        };
        return Some(
            lage.fehler("entscheidung-gegen-rang", befund)
                .abhilfe("Begründen, warum nicht das erstplatzierte Angebot ausgewählt ist, oder dieses auswählen.")
                .nach("Anlage 3: gegen die Rangfolge nur mit Begründung"),
        );
    }
    (tied && !has_reason).then(|| {
        lage.fehler("gleichstand-ohne-grund", format!("Gleichstand auf Rang {rank}, die Auswahl ist nicht begründet"))
            .abhilfe("Begründen, welches Angebot stärker an den Interessen der Betroffenen orientiert ist.")
            .nach("§ 74 Abs. 4 SGB VIII")
    })
}

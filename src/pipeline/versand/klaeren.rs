//! `versand --klaeren`: a person says what became of a mail.

use chrono::NaiveDateTime;
use serde_json::json;

use super::uebersicht;
use crate::domain::post::Zustand;
use crate::error::{Error, Result};
use crate::pipeline::{Antwort, Status};
use crate::plan::Plan;
use crate::store::Bestand;

/// Settles a mail whose outcome is open.
pub(super) fn klaeren(plan: &Plan, message_id: &str, ausgang: &str, jetzt: NaiveDateTime) -> Result<Antwort> {
    let erneut = match ausgang {
        "angenommen" => false,
        "erneut" => true,
        other => {
            return Err(Error::new(format!("„{other}“ ist kein Ausgang")).remedy("Möglich: angenommen, erneut"));
        }
    };
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    super::give_up_begun(&mut bestand, jetzt)?;
    let typed = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    let Some(eintrag) = bestand.post_by_id(typed)? else {
        return Err(Error::new(format!("Eine Mail mit der Message-ID „{typed}“ gibt es nicht"))
            .remedy("Die offenen Mails zeigt „versand --offen“"));
    };
    if !matches!(eintrag.zustand, Zustand::Ungewiss | Zustand::Abgelehnt | Zustand::Entwurf) {
        return Err(Error::new(format!(
            "Bei dieser Mail ist nichts zu klären; ihr Stand ist „{}“",
            eintrag.zustand.label()
        ))
        .remedy("Die offenen Mails zeigt „versand --offen“"));
    }
    let (zustand, text) = if erneut {
        (Zustand::Geplant, "Sie wird beim nächsten „versand --smtp“ noch einmal gesendet.")
    } else {
        (Zustand::Angenommen, "Sie gilt als angekommen.")
    };
    let note = format!("geklärt am {}: {ausgang}", uebersicht::moment_text(jetzt));
    bestand.move_post(typed, zustand, &note, jetzt)?;
    Ok(Antwort {
        text: format!("Geklärt: Mail an {} ({}). {text}", eintrag.empfaenger, eintrag.anlass),
        json: json!({ "message_id": typed, "zustand": zustand }),
        status: Status::Fertig,
    })
}

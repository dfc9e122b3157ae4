//! What is shown: who gets what, what must go out when, what is open.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use serde_json::{Value, json};

use super::anlass::{Anlass, frist, zeiten};
use super::planung::{Planung, Posten};
use crate::domain::Stammdaten;
use crate::domain::post::{Postart, Zustand};
use crate::domain::sitzung::Sitzung;
use crate::present::tabelle::Tabelle;
use crate::present::zahl;
use crate::render::terminal;
use crate::store::Posteintrag;

/// So many days ahead the deadlines are shown.
const AUSBLICK_TAGE: i64 = 60;

/// The deadline of an invitation.
#[derive(Clone, Debug, Serialize)]
pub(in crate::pipeline) struct Frist {
    /// The meeting.
    pub(in crate::pipeline) sitzung: String,
    /// Its day.
    pub(in crate::pipeline) datum: NaiveDate,
    /// Last day for the invitation.
    pub(in crate::pipeline) bis: NaiveDate,
    /// How many people it has reached, may have reached or been drafted for.
    pub(in crate::pipeline) versandt: usize,
    /// Days that it is late; none where it is out or in time.
    pub(in crate::pipeline) tage_zu_spaet: Option<i64>,
}

impl Frist {
    /// A sentence for an invitation that is late.
    pub(in crate::pipeline) fn sentence(&self) -> Option<String> {
        let days = self.tage_zu_spaet?;
        let since = if days == 1 { "einem Tag".to_owned() } else { format!("{days} Tagen") };
        Some(format!(
            "Die Einladung zu {} am {} ist seit {since} überfällig (Frist {}).",
            self.sitzung,
            zahl::tag(self.datum),
            zahl::tag(self.bis)
        ))
    }
}

/// The deadlines of the meetings to come, nearest first.
pub(in crate::pipeline) fn fristen(stammdaten: &Stammdaten, post: &[Posteintrag], jetzt: NaiveDateTime) -> Vec<Frist> {
    let ahead = |sitzung: &&Sitzung| {
        let days = (sitzung.datum.day() - jetzt.date()).num_days();
        jetzt < zeiten(sitzung).0 && days <= AUSBLICK_TAGE && sitzung.abgesagt.is_none()
    };
    let mut fristen: Vec<_> = stammdaten
        .sitzungen
        .iter()
        .filter(ahead)
        .map(|sitzung| {
            let key = Anlass::Sitzung(sitzung.id.clone()).to_string();
            let arrived = |eintrag: &&Posteintrag| eintrag.anlass == key && eintrag.zustand.may_have_arrived();
            let versandt = post.iter().filter(arrived).count();
            let bis = frist(stammdaten, sitzung);
            let late = (jetzt.date() - bis).num_days();
            let is_out = versandt > 0 || sitzung.einladung_versandt.is_some();
            Frist {
                sitzung: sitzung.id.clone(),
                datum: sitzung.datum.day(),
                bis,
                versandt,
                tage_zu_spaet: (late > 0 && !is_out).then_some(late),
            }
        })
        .collect();
    fristen.sort_by(|a, b| (a.datum, &a.sitzung).cmp(&(b.datum, &b.sitzung)));
    fristen
}

/// The deadlines as a table.
pub(super) fn fristen_text(fristen: &[Frist]) -> String {
    let mut tabelle = Tabelle::new("Einladungen der nächsten Sitzungen", &["Sitzung", "Tag", "hinaus bis", "Stand"]);
    for frist in fristen {
        let stand = match (frist.tage_zu_spaet, frist.versandt) {
            (Some(1), _) => "seit einem Tag überfällig".to_owned(),
            (Some(days), _) => format!("seit {days} Tagen überfällig"),
            (None, 0) => "offen".to_owned(),
            (None, count) => format!("versandt an {count}"),
        };
        tabelle.push(vec![frist.sitzung.clone(), zahl::tag(frist.datum), zahl::tag(frist.bis), stand]);
    }
    terminal::tabelle(&tabelle)
}

/// Who gets what of an occasion.
pub(super) fn probe_text(planung: &Planung) -> String {
    let titel = format!("{} – {}", title(planung), planung.rahmen.anlass);
    let mut tabelle = Tabelle::new(titel, &["Empfänger", "Adresse", "Verteiler", "Kreis", "Anlagen", "Stand"]);
    for posten in &planung.posten {
        let anlagen: Vec<_> = posten.sendung.inhalt.anlagen.iter().map(|anlage| anlage.name.as_str()).collect();
        tabelle.push(vec![
            posten.sendung.person.name.clone(),
            posten.sendung.person.email.clone(),
            posten.sendung.gruppe.clone(),
            posten.sendung.zielgruppe.label().to_owned(),
            if anlagen.is_empty() { zahl::NICHTS.to_owned() } else { anlagen.join(", ") },
            state(posten),
        ]);
    }
    terminal::tabelle(&tabelle)
}

/// "Einladung, Absage, Protokoll" or the subject of a report.
pub(super) fn title(planung: &Planung) -> String {
    match planung.posten.first().map(|posten| posten.sendung.inhalt.art) {
        Some(Postart::Absage) => format!("Absage Sozialraumteam {}", planung.rahmen.raum),
        Some(Postart::Protokoll) => format!("Protokoll Sozialraumteam {}", planung.rahmen.raum),
        Some(Postart::Bericht | Postart::Mitteilung) => planung.rahmen.gegenstand.clone(),
        Some(Postart::Einladung) | None => format!("Einladung Sozialraumteam {}", planung.rahmen.raum),
    }
}

fn state(posten: &Posten) -> String {
    let eintrag = &posten.eintrag;
    match (posten.ist_neu, &posten.vorher, eintrag.zustand) {
        (true, None, _) => "neu".to_owned(),
        (true, Some(_), _) => format!("Korrektur, Fassung {}", posten.fassung_nr),
        (false, _, Zustand::Geplant) => match eintrag.naechster_versuch {
            Some(moment) => format!("wieder ab {}", moment_text(moment)),
            None => "geplant".to_owned(),
        },
        // Outside a run nothing is being handed over: the run that had begun was cut off.
        (false, _, Zustand::Begonnen) => Zustand::Ungewiss.label().to_owned(),
        (false, _, Zustand::Angenommen) => format!("versandt {}", moment_text(eintrag.stand_am)),
        (false, _, other) => other.label().to_owned(),
    }
}

/// What is not settled: refused for good or for the moment, uncertain, drafts.
pub(super) fn offen(post: &[Posteintrag]) -> Vec<&Posteintrag> {
    let is_open = |eintrag: &&Posteintrag| !matches!(eintrag.zustand, Zustand::Angenommen | Zustand::Ueberholt);
    post.iter().filter(is_open).collect()
}

/// The open mails as a table.
pub(super) fn offen_text(offen: &[&Posteintrag]) -> String {
    let mut tabelle =
        Tabelle::new("Offene Mails", &["Stand", "seit", "Anlass", "Adresse", "Antwort des Servers", "Message-ID"]);
    for eintrag in offen {
        let stand = match (eintrag.zustand, eintrag.naechster_versuch) {
            (Zustand::Geplant, Some(moment)) => format!("wieder ab {}", moment_text(moment)),
            (Zustand::Begonnen, _) => Zustand::Ungewiss.label().to_owned(),
            (other, _) => other.label().to_owned(),
        };
        tabelle.push(vec![
            stand,
            moment_text(eintrag.stand_am),
            eintrag.anlass.clone(),
            eintrag.empfaenger.clone(),
            if eintrag.antwort.is_empty() { zahl::NICHTS.to_owned() } else { eintrag.antwort.clone() },
            eintrag.message_id.clone(),
        ]);
    }
    tabelle.hinweise.push(
        "ungewiss: Das Programm wiederholt nichts von selbst. Beim Empfänger nachfragen, dann\n  versand --klaeren MESSAGE-ID angenommen   (die Mail ist da)\n  versand --klaeren MESSAGE-ID erneut       (sie wird noch einmal gesendet; auch für abgelehnt und Entwurf)"
            .to_owned(),
    );
    terminal::tabelle(&tabelle)
}

/// A mail for programs.
pub(super) fn object(eintrag: &Posteintrag) -> Value {
    json!({
        "message_id": eintrag.message_id,
        "anlass": eintrag.anlass,
        "empfaenger": eintrag.empfaenger,
        "nummer": eintrag.nummer,
        "zustand": eintrag.zustand,
        "geplant_am": eintrag.geplant_am,
        "stand_am": eintrag.stand_am,
        "versuche": eintrag.versuche,
        "naechster_versuch": eintrag.naechster_versuch,
        "antwort": eintrag.antwort,
        "anlagen": eintrag.inhalt.anlagen.iter().map(|anlage| anlage.name.as_str()).collect::<Vec<_>>(),
    })
}

/// "20.07.2026 08:00".
pub(super) fn moment_text(moment: NaiveDateTime) -> String {
    format!("{} {}", zahl::tag(moment.date()), moment.format("%H:%M"))
}

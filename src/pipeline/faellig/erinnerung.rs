//! Reminders: one for each deadline that has passed, whatever becomes of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::versand::{ERINNERUNG, Neues};
use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten};
use crate::present::erinnerung as present;

/// What is missing of a quarter, and since when: the last day, kinds with their missing parts.
type Fehlend = (NaiveDate, Vec<(Lieferart, Vec<u32>)>);

/// Reminders of what is overdue: to the WJH one for each quarter and each refused delivery, to a Träger one for each
/// evaluation, with its form. Whoever has no address is not reminded.
pub(super) fn reminders(stammdaten: &Stammdaten, found: &[Faelliges]) -> Vec<Neues> {
    let mut reminders = Vec::new();
    let mut missing: BTreeMap<Quartal, Fehlend> = BTreeMap::new();
    let wjh = stammdaten.einstellungen.mail.wjh.as_ref();
    for one in found.iter().filter(|one| one.dringlichkeit == Dringlichkeit::Ueberfaellig) {
        let Some(bis) = one.bis else { continue };
        match &one.sache {
            Sache::Lieferung { quartal, art, fehlende_teile } => {
                missing.entry(*quartal).or_insert((bis, Vec::new())).1.push((*art, fehlende_teile.clone()));
            }
            Sache::Befunde { quartal, art, .. } => reminders.extend(wjh.map(|email| Neues {
                schluessel: format!("{ERINNERUNG}{}", one.sache),
                email: email.clone(),
                mitteilung: present::befunde(*art, *quartal, one.seit, bis),
            })),
            Sache::Evaluation { massnahme, halbjahr } => {
                let record = stammdaten.massnahme(massnahme);
                let traeger = record.and_then(|record| stammdaten.traeger(&record.bewilligung.as_ref()?.traeger));
                if let (Some(record), Some(traeger)) = (record, traeger) {
                    // The form to fill in goes along by the key.
                    reminders.push(Neues {
                        schluessel: format!("{ERINNERUNG}{}", one.sache),
                        email: traeger.email.clone(),
                        mitteilung: present::evaluation(stammdaten, record, *halbjahr, bis),
                    });
                }
            }
            _ => {}
        }
    }
    let of_quarters = missing.into_iter().filter_map(|(quartal, (bis, parts))| {
        Some(Neues {
            schluessel: format!("{ERINNERUNG}lieferung/{quartal}"),
            email: wjh?.clone(),
            mitteilung: present::lieferungen(stammdaten, quartal, &parts, bis),
        })
    });
    of_quarters.chain(reminders).collect()
}

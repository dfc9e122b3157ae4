//! Who sees to something: the Stelle where the person works, never the person. The overview goes to people outside the
//! administration; names stand in the minutes.

use crate::domain::sitzung::Mitglied;
use crate::domain::{RaumId, Stammdaten};

/// What stands where only a person is known, and not where that person works.
const SIEHE_PROTOKOLL: &str = "siehe Protokoll";

/// The Stelle of who sees to a Beschluss of a team: a member by surname, full name or e-mail address, or a Stelle that
/// is written as such. Members of one name at several Stellen are all named.
pub(super) fn zustaendig(stammdaten: &Stammdaten, raum: &RaumId, text: &str) -> String {
    let text = text.trim();
    let team = stammdaten.sozialraumteams.iter().find(|team| team.raum == *raum);
    let members = team.map_or(&[][..], |team| team.mitglieder.as_slice());
    let mut stellen: Vec<String> = Vec::new();
    for member in members.iter().filter(|member| is_named(member, text)) {
        if !stellen.contains(&member.stelle) {
            stellen.push(member.stelle.clone());
        }
    }
    if !stellen.is_empty() {
        return stellen.join(" oder ");
    }
    let others = stammdaten.verteiler.iter().find(|other| other.name == text || other.email == text);
    if let Some(other) = others {
        return other.stelle.clone();
    }
    if is_stelle(stammdaten, text) { text.to_owned() } else { SIEHE_PROTOKOLL.to_owned() }
}

fn is_named(member: &Mitglied, text: &str) -> bool {
    member.name == text || member.email == text || full_name(member) == text
}

fn full_name(member: &Mitglied) -> String {
    format!("{} {}", member.vorname, member.name)
}

/// Whether somebody works at a Stelle of this name, or it is one that the settings name.
fn is_stelle(stammdaten: &Stammdaten, text: &str) -> bool {
    let amt = &stammdaten.einstellungen.amt;
    let team = format!("{}team", amt.begriff_raum);
    let leitung = format!("Leitung des {team}s");
    let fixed = [&amt.organisation, &amt.kuerzel, &amt.gremium, &amt.entscheider_geld, &amt.stabsstelle];
    let members = stammdaten.sozialraumteams.iter().flat_map(|team| &team.mitglieder);
    let of_members = members.flat_map(|member| [member.stelle.as_str(), member.rolle.as_str()]);
    let of_others = stammdaten.verteiler.iter().map(|other| other.stelle.as_str());
    let general = [team.as_str(), leitung.as_str(), "Wirtschaftliche Jugendhilfe", "WJH"];
    let fixed = fixed.into_iter().map(String::as_str).chain(general);
    fixed.chain(of_members).chain(of_others).any(|known| known == text)
}

/// A text without the full names of people on record; where they work stands instead.
pub(super) fn without_names(stammdaten: &Stammdaten, text: &str) -> String {
    let members = stammdaten.sozialraumteams.iter().flat_map(|team| &team.mitglieder);
    let members = members.map(|member| (full_name(member), &member.stelle));
    let others = stammdaten.verteiler.iter().map(|other| (other.name.clone(), &other.stelle));
    members.chain(others).filter(|(name, _)| name.contains(' ')).fold(text.to_owned(), |text, (name, stelle)| {
        if text.contains(&name) { text.replace(&name, stelle) } else { text }
    })
}

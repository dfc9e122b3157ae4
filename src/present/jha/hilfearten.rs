//! Lines of all Hilfearten below their Hilfegruppen, with the total: the frame of several tables.

use std::ops::RangeInclusive;

use super::kontext::{Kontext, gruppe_wort};
use crate::domain::zelle::Hilfe;
use crate::present::zahlentabelle::{Rang, Tabellenbau, Zelle};

/// Words longer than this are cut at a comma or a bracket, so that names keep to one line.
const LANG: usize = 46;

/// A line.
pub(super) struct Artenzeile {
    pub hilfe: Hilfe,
    pub einheit: &'static str,
}

/// Adds the lines. `cells` makes the cells of a line, `summen` are the columns in which parts sum up.
///
/// Of a group with one Hilfeart only the group stands there: both lines would say the same.
pub(super) fn hilfearten(
    kontext: &Kontext<'_>,
    bau: &mut Tabellenbau,
    summen: RangeInclusive<usize>,
    cells: impl Fn(&Artenzeile) -> Vec<Zelle>,
) {
    let mut gruppen = Vec::new();
    for gruppe in kontext.gruppen() {
        let arten: Vec<_> = kontext.stammdaten.hilfearten.iter().filter(|art| &art.gruppe == gruppe).collect();
        let name = match arten.as_slice() {
            [einzige] => format!("{} ({})", gruppe_wort(gruppe), einzige.paragraf),
            _ => gruppe_wort(gruppe).to_owned(),
        };
        let einheit = match arten.as_slice() {
            [einzige] => einheit(&einzige.einheit),
            _ => "",
        };
        let row = bau.push(Rang::Gruppe, name, cells(&Artenzeile { hilfe: Hilfe::gruppe(gruppe), einheit }));
        gruppen.push(row);
        if arten.len() < 2 {
            continue;
        }
        let mut teile = Vec::new();
        for art in arten {
            let hilfe = Hilfe::art(art.id.as_str(), gruppe);
            let zellen = cells(&Artenzeile { hilfe, einheit: einheit(&art.einheit) });
            teile.push(bau.push(Rang::Teil, format!("{} {}", art.paragraf, kurzname(&art.name)), zellen));
        }
        bau.is_summe(row, &teile, summen.clone());
    }
    let zellen = cells(&Artenzeile { hilfe: Hilfe::alle(), einheit: "" });
    let row = bau.push(Rang::Summe, kontext.kreis_wort(), zellen);
    bau.is_summe(row, &gruppen, summen);
}

/// `j. M.`, `Fam.`
pub(super) fn einheit(einheit: &str) -> &'static str {
    if einheit.starts_with("Fam") { "Fam." } else { "j.\u{a0}M." }
}

/// The first words of a long name.
pub(super) fn kurzname(name: &str) -> String {
    if name.chars().count() <= LANG {
        return name.to_owned();
    }
    name.split([',', '(']).next().unwrap_or(name).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_end_at_a_comma() {
        assert_eq!(kurzname("Eingliederungshilfe seelische Behinderung, ambulant"), "Eingliederungshilfe seelische Behinderung");
        assert_eq!(kurzname("Vollzeitpflege"), "Vollzeitpflege");
        assert_eq!(einheit("Familien"), "Fam.");
    }
}

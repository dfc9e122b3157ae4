//! Lines of all Hilfearten below their Hilfegruppen, with the total: the frame of several tables.

use std::ops::RangeInclusive;

use super::kontext::Kontext;
use crate::domain::zelle::Hilfe;
use crate::present::hilfen;
use crate::present::zahlentabelle::{Rang, Tabellenbau, Zelle};

/// Names longer than this are cut at a comma, so that they keep to one line.
const LANG: usize = 60;

/// A line.
pub(super) struct Artenzeile {
    pub hilfe: Hilfe,
    pub einheit: String,
}

/// Adds the lines. `cells` makes the cells of a line, `summen` are the columns in which parts sum up, `weitere`
/// is what has no Hilfeart.
///
/// Of a group with one Hilfeart only the group stands there: both lines would say the same.
pub(super) fn hilfearten(
    kontext: &Kontext<'_>,
    bau: &mut Tabellenbau,
    summen: RangeInclusive<usize>,
    weitere: Option<Hilfe>,
    cells: impl Fn(&Artenzeile) -> Vec<Zelle>,
) {
    let mut summanden = Vec::new();
    for gruppe in hilfen::gruppen(kontext.stammdaten) {
        let (name, einheit) = match gruppe.arten.as_slice() {
            [einzige] => (format!("{}, {}", gruppe.name, kurzname(&einzige.name)), einzige.einheit.clone()),
            _ => (gruppe.name, String::new()),
        };
        let row = bau.push(Rang::Gruppe, name, cells(&Artenzeile { hilfe: gruppe.hilfe, einheit }));
        summanden.push(row);
        if gruppe.arten.len() < 2 {
            continue;
        }
        let mut teile = Vec::new();
        for art in gruppe.arten {
            let zellen = cells(&Artenzeile { hilfe: art.hilfe, einheit: art.einheit });
            teile.push(bau.push(Rang::Teil, kurzname(&art.name), zellen));
        }
        bau.is_summe(row, &teile, summen.clone());
    }
    if let Some(hilfe) = weitere {
        let zellen = cells(&Artenzeile { hilfe, einheit: String::new() });
        summanden.push(bau.push(Rang::Gruppe, "ohne Hilfeart", zellen));
    }
    let zellen = cells(&Artenzeile { hilfe: Hilfe::alle(), einheit: String::new() });
    let row = bau.push(Rang::Summe, kontext.kreis_wort(), zellen);
    bau.is_summe(row, &summanden, summen);
}

/// The first words of a long name.
pub(super) fn kurzname(name: &str) -> String {
    if name.chars().count() <= LANG {
        return name.to_owned();
    }
    name.split(',').next().unwrap_or(name).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_end_at_a_comma() {
        assert_eq!(
            kurzname("§ 35a ambulant Eingliederungshilfe seelische Behinderung, ambulant"),
            "§ 35a ambulant Eingliederungshilfe seelische Behinderung"
        );
        assert_eq!(kurzname("§ 33 Vollzeitpflege"), "§ 33 Vollzeitpflege");
    }
}

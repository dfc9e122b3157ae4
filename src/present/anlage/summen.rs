//! What must hold between the printed amounts of an Anlage 2.
//!
//! The form prints what the record says. Where that is not what its entries make, the reckoned amount stands beside it
//! ([`super::abweichungen`]) and is the one that must be right.

use serde_json::Value;

use crate::present::probe::zahlen::numbers;
use crate::present::probe::{Probe, Proben, Proberegel, Stelle};

/// The probes of a filled form.
pub(super) fn proben(daten: &Value) -> Vec<Probe> {
    let mut proben = Proben::new(daten);
    let persons = proben.len("/personal");
    for index in 0..persons {
        let at = |field: &str| Stelle::new(format!("/personal/{index}/{field}"));
        let sum = reckoned(&proben, &format!("/personal/{index}/summe"));
        let regel = Proberegel::Produkt(at("stunden"), at("satz"));
        proben.declare(format!("Person {}, Stunden × Satz", index + 1), sum, regel);
    }
    let paid = (0..persons).map(|index| reckoned(&proben, &format!("/personal/{index}/summe")));
    let paid: Vec<_> = paid.filter(|sum| proben.is_number(sum)).collect();
    let personal = reckoned(&proben, "/personal_gesamt");
    proben.declare("Personalkosten gesamt", personal.clone(), Proberegel::summe(paid));
    let mut total = vec![(1, personal)];
    for (faktor, table, name) in [(1, "sachkosten", "Sachkosten gesamt"), (-1, "einnahmen", "Einnahmen gesamt")] {
        let lines = (0..proben.len(&format!("/{table}/zeilen")))
            .map(|line| Stelle::new(format!("/{table}/zeilen/{line}/betrag")));
        let lines: Vec<_> = lines.filter(|line| proben.is_number(line)).collect();
        let sum = reckoned(&proben, &format!("/{table}/gesamt"));
        proben.declare(name, sum.clone(), Proberegel::summe(lines));
        total.push((faktor, sum));
    }
    let stelle = reckoned(&proben, "/foerdermittel");
    proben.declare("Fördermittel gesamt", stelle, Proberegel::Summe(total));
    let parts = ["/personal_gesamt", "/sachkosten/gesamt", "/einnahmen/gesamt"];
    for (line, sum) in parts.into_iter().enumerate() {
        let same = Proberegel::summe([Stelle::new(format!("{sum}/betrag"))]);
        proben.declare("Fördermittel gesamt, Rechnung", Stelle::new(format!("/rechnung/{line}/betrag")), same);
    }
    proben.finish()
}

/// Where the reckoned amount stands: the recorded one, or the last but one number of the note beside it, before what
/// was recorded.
fn reckoned(proben: &Proben<'_>, pfad: &str) -> Stelle {
    let note = format!("{pfad}/probe");
    match numbers(proben.text(&note)).len().checked_sub(2) {
        Some(nummer) => Stelle::number(note, nummer),
        None => Stelle::new(format!("{pfad}/betrag")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::proben::{angebot, heute, massnahme, stammdaten};
    use crate::domain::Betrag;
    use crate::domain::gegenrechnung::Gegenrechnung;
    use crate::present::anlage::anlage2;
    use crate::present::probe::{Freitexte, Geprueft};

    fn check(dokument: crate::present::Dokument) -> Result<usize, String> {
        let freitexte = Freitexte::collect(["{{name}}"]);
        let geprueft = Geprueft::new(vec![dokument], &Gegenrechnung::default(), &freitexte);
        geprueft.map(|geprueft| geprueft.bilanz().gedruckt).map_err(|error| error.to_string())
    }

    // Six persons, four sums, three lines of the final sum.
    #[test]
    fn every_sum_of_the_form_is_reckoned_again() {
        let stammdaten = stammdaten();
        let record = massnahme(&stammdaten, "GWA-2026-01");
        let mut form = anlage2(&stammdaten, record, angebot(record, "A"), heute());
        assert_eq!(check(form.clone()), Ok(13));
        form.daten["sachkosten"]["gesamt"]["betrag"] = "10.524,48".into();
        let error = check(form).expect_err("a wrong sum");
        assert!(error.contains("Sachkosten gesamt: gedruckt ist „10.524,48“, nachgerechnet 10.524,49"), "{error}");
    }

    #[test]
    fn a_record_that_does_not_add_up_is_printed_with_the_right_sum_beside_it() {
        let stammdaten = stammdaten();
        let mut record = massnahme(&stammdaten, "GWA-2026-01").clone();
        let place = record.angebote.iter().position(|angebot| angebot.id.ends_with('A')).expect("an offer");
        record.angebote[place].anlage2.personal[1].summe = Betrag::from_cents(731_039);
        record.angebote[place].anlage2.foerdermittel_gesamt = Betrag::from_cents(1);
        let mut form = anlage2(&stammdaten, &record, &record.angebote[place], heute());
        assert_eq!(check(form.clone()), Ok(13));
        let note =
            form.daten["personal"][1]["summe"]["probe"].as_str().expect("a note").replace("7.310,38", "7.310,37");
        form.daten["personal"][1]["summe"]["probe"] = note.into();
        assert!(check(form).is_err());
    }
}

use super::*;

/// The sample's Räume, budgets, movements and Maßnahmen.
fn verden() -> Stammdaten {
    let text = include_str!("../../../tests/stammdaten/verden.json");
    let all: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let mut stammdaten = stammdaten_from_json(text);
    stammdaten.budgets = serde_json::from_value(all["budgets"].clone()).expect("budgets");
    stammdaten.budgetbewegungen = serde_json::from_value(all["budgetbewegungen"].clone()).expect("movements");
    stammdaten
}

include!("../../../tests/stammdaten/laden.rs");

fn euro(text: &str) -> Betrag {
    Betrag::parse(text).expect("an amount")
}

fn lines(stammdaten: &Stammdaten, id: &str) -> Vec<Ausgleich> {
    let record = stammdaten.massnahme(&id.into()).expect("a record");
    let geld = record.entscheidungen.ressourceneinsatz.as_ref().expect("a decision");
    ausgleich(stammdaten, record, geld.betrag, geld.datum.day())
}

fn proposed(lines: &[Ausgleich]) -> Vec<(String, Betrag)> {
    lines.iter().flat_map(|line| &line.vorschlaege).map(|line| (line.von.to_string(), line.betrag)).collect()
}

// By hand, GWA-2026-07 on 18.02.2026: Dörverden lacks 15.640,86 − 463,05 = 15.177,81. Thedinghausen has 27.114,08 less its own
// share of 15.640,85 = 11.473,23, Langwedel 28.913,47 − 16.114,82 = 12.798,65. By these: 15.177,81 × 11.473,23 / 24.271,88 =
// 7.174,4959…, the rest is 8.003,3140…; the cent left over goes to the larger remainder: 7.174,50 and 8.003,31.
#[test]
fn what_a_budget_lacks_is_split_by_what_the_others_have_left() {
    let office = verden();
    let lines = lines(&office, "GWA-2026-07");
    let found = proposed(&lines);
    assert_eq!(found, [("thedinghausen".to_owned(), euro("7.174,50")), ("langwedel".to_owned(), euro("8.003,31"))]);
    assert_eq!(lines[0].vorschlaege[0].rest_vorher, euro("11.473,23"));
    assert!(lines.iter().all(|line| line.ungedeckt.is_zero()));
}

// GWA-2025-13 is paid by Langwedel with the budgets of Oyten and Thedinghausen; before anything is moved each of the three
// bears a third. By hand: 9.100,00 / 3 = 3.033,33 1/3, the cent left over goes to the first: 3.033,34 and 3.033,33;
// 18.048,33 / 3 = 6.016,11.
#[test]
fn pooled_budgets_bear_equal_parts() {
    let mut office = verden();
    office
        .budgetbewegungen
        .retain(|bewegung| !matches!(bewegung, Budgetbewegung::Umschichtung { massnahme: Some(_), .. }));
    let found = proposed(&lines(&office, "GWA-2025-13"));
    let expected =
        [("oyten", "3.033,34"), ("thedinghausen", "3.033,33"), ("oyten", "6.016,11"), ("thedinghausen", "6.016,11")];
    assert_eq!(found, expected.map(|(raum, sum)| (raum.to_owned(), euro(sum))));
}

#[test]
fn what_is_moved_already_is_not_proposed_again() {
    let office = verden();
    let lines = lines(&office, "GWA-2025-13");
    assert!(proposed(&lines).is_empty());
    assert_eq!(lines.iter().map(|line| line.schon_bewegt).collect::<Vec<_>>(), [euro("5.000,00"), euro("9.900,00")]);
}

#[test]
fn nobody_gives_more_than_is_left() {
    let mut office = verden();
    for budget in office.budgets.iter_mut().filter(|budget| budget.jahr == 2026) {
        if budget.raum.as_str() != "doerverden" {
            budget.ansatz = Betrag::ZERO;
        }
    }
    let lines = lines(&office, "GWA-2026-07");
    assert!(lines[0].ungedeckt > Betrag::ZERO);
    assert!(lines.iter().flat_map(|line| &line.vorschlaege).all(|line| !line.rest_nachher().is_negative()));
}

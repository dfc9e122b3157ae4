use serde_json::json;

use super::*;

const RECORD: &str = "# Kopf\nid = \"M-1\"\ntitel = \"Alt\" # so beschlossen\n\n[[angebote]]\nid = \"M-1/A\"\n\n\
    [angebote.anlage2]\n# vom Amt\npersonal = [\n  { stunden = \"62\", satz = \"58,40\" },\n]\n\
    summe = \"3.620,80\"\n\n[bedarf]\ntext = \"x\"\n";

fn file(text: &str) -> File {
    let mut out = Vec::new();
    let file = parse("m.toml", text.as_bytes().to_vec(), &mut out);
    assert!(out.is_empty(), "{text}");
    file
}

fn table(value: Json) -> Map<String, Json> {
    value.as_object().cloned().unwrap_or_default()
}

fn record(change: impl Fn(&mut Json)) -> Map<String, Json> {
    let mut value = file(RECORD).root.to_json();
    change(&mut value);
    table(value)
}

/// The text after a change, which must have been made in place.
fn changed(text: &str, neu: &Map<String, Json>) -> String {
    let (text, in_place) = aendern("massnahme", &file(text), neu);
    assert!(in_place, "written anew: {text}");
    assert_eq!(unterschiede(&file(&text), neu), []);
    text
}

#[test]
fn numbers_written_otherwise_are_no_difference() {
    let neu = record(|value| {
        value["angebote"][0]["anlage2"]["personal"][0] = json!({ "stunden": "62.00", "satz": "58.40" });
        value["angebote"][0]["anlage2"]["summe"] = json!("3620.80");
        value["gemeinsam_mit"] = json!([]);
        value["zuwendung"] = Json::Null;
    });
    assert_eq!(changed(RECORD, &neu), RECORD);
    // What is text stays text: a key with a leading zero is another key.
    assert_eq!(unterschiede(&file("plz = \"01234\"\n"), &table(json!({ "plz": "1234" }))).len(), 1);
}

#[test]
fn only_the_value_that_differs_is_rewritten() {
    let neu = record(|value| value["titel"] = json!("Neu „B“"));
    assert_eq!(changed(RECORD, &neu), RECORD.replace("\"Alt\"", "\"Neu „B“\""));
    let neu = record(|value| value["angebote"][0]["anlage2"]["summe"] = json!("1234.50"));
    assert_eq!(changed(RECORD, &neu), RECORD.replace("3.620,80", "1.234,50"));
    let neu = record(|value| value["angebote"][0]["anlage2"]["personal"][0]["stunden"] = json!("70"));
    assert_eq!(changed(RECORD, &neu), RECORD.replace("\"62\"", "\"70\""));
}

#[test]
fn keys_come_and_go_with_their_lines() {
    let neu = record(|value| value["angebote"][0]["traeger"] = json!("T01"));
    assert_eq!(changed(RECORD, &neu), RECORD.replace("id = \"M-1/A\"\n", "id = \"M-1/A\"\ntraeger = \"T01\"\n"));
    let neu = record(|value| {
        value["angebote"][0]["anlage2"].as_object_mut().expect("a table").remove("summe");
    });
    assert_eq!(changed(RECORD, &neu), RECORD.replace("summe = \"3.620,80\"\n", ""));
}

#[test]
fn a_second_offer_follows_the_first_and_a_score_its_offer() {
    let neu = record(|value| {
        value["angebote"][0]["anlage3"] = json!({ "katalog": "2026-01", "rang": 1 });
        let second = json!({ "id": "M-1/B", "anlage2": { "summe": "5.00", "personal": [] } });
        value["angebote"].as_array_mut().expect("a list").push(second);
    });
    let text = changed(RECORD, &neu);
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(place("anlage3 = { katalog") < place("id = \"M-1/B\""), "{text}");
    assert!(place("id = \"M-1/B\"") < place("[bedarf]"), "{text}");
    assert!(text.contains("# vom Amt") && text.contains("# so beschlossen"));
}

#[test]
fn an_empty_list_in_a_line_becomes_sections() {
    let text = "id = \"M-1\"\nangebote = []\n\n[bedarf]\ntext = \"x\" # Anmerkung\n";
    let offer = json!({ "id": "M-1/A", "anlage2": { "summe": "5.00", "teile": { "a": { "b": 1 } } } });
    let neu = table(json!({ "id": "M-1", "angebote": [offer], "bedarf": { "text": "x" } }));
    let now = changed(text, &neu);
    assert!(now.starts_with("id = \"M-1\"\n\n[bedarf]\ntext = \"x\" # Anmerkung\n\n[[angebote]]\n"), "{now}");
}

#[test]
fn what_cannot_be_changed_in_part_is_written_anew_with_all_values() {
    let text = "id = \"M-1\" # weg\n[[ziele]]\nnr = 1\n[[ziele]]\nnr = 2\n";
    let neu = table(json!({ "id": "M-1", "ziele": [{ "nr": 2 }] }));
    let (now, in_place) = aendern("massnahme", &file(text), &neu);
    assert!(!in_place);
    assert_eq!(unterschiede(&file(&now), &neu), []);
}

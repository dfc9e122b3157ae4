//! The figures that people read are those that were computed: on the page and in the attached data.

use serde_json::Value;

use super::pdf::Pdf;
use super::werkstatt::lauf;

/// A decimal text as Germans write it, with its unit: `-1234.50` gives `−1.234,50 €`.
fn german(decimal: &str, unit: &str) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("\u{2212}", digits));
    let (whole, fraction) = digits.split_once('.').expect("a decimal");
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{fraction}\u{202f}{unit}")
}

/// A share with six places in percent with one: `0.435402` gives `43,5 %`.
fn percent(share: &str) -> String {
    let millionths: i64 = share.replace('.', "").parse().expect("a share");
    let tenths = (millionths.abs() + 500) / 1000;
    let sign = if millionths < 0 { "-" } else { "" };
    german(&format!("{sign}{}.{}", tenths / 10, tenths % 10), "%")
}

/// Whether a number stands in a text, and not as a part of a longer one.
fn stands(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        !text[..at].ends_with(|c: char| c.is_ascii_digit() || ['.', ',', '\u{2212}'].contains(&c))
            && !text[at + number.len()..].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The line of a Raum, a Region or the Kreis in `kennzahlen.json`.
fn budget_line(raum: &str) -> &'static Value {
    let lines = lauf().kennzahlen["budget"].as_array().expect("lines");
    let own = |line: &&Value| line["raum"] == raum && line["budgetart"] == "gwa";
    let found: Vec<_> = lines.iter().filter(own).collect();
    assert_eq!(found.len(), 1, "{raum}");
    found[0]
}

/// Budgetübersichten with the key of what they are about.
fn budgetuebersichten() -> Vec<(&'static Pdf, &'static str)> {
    let reports = lauf().pdfs.values().filter_map(|pdf| {
        let name = pdf.pfad.strip_prefix("2026-Q2/budgetuebersicht-")?.strip_suffix(".pdf")?;
        Some((pdf, name.strip_prefix("region-").unwrap_or(name)))
    });
    reports.collect()
}

#[test]
fn page_1_of_each_budgetuebersicht_prints_its_figures() {
    let mut missing = Vec::new();
    for (pdf, raum) in budgetuebersichten() {
        let line = budget_line(raum);
        let text = pdf.page_text(1);
        let mut wanted = Vec::new();
        for name in ["verfuegbar", "ist", "gebunden", "frei", "hochrechnung_linear", "hochrechnung_bindung"] {
            wanted.push((name, german(line[name].as_str().expect("an amount"), "€")));
        }
        wanted.push(("auslastung", percent(line["auslastung"].as_str().expect("a share"))));
        for (name, number) in wanted {
            if !stands(&text, &number) {
                missing.push(format!("{}: {name} {number}", pdf.pfad));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert_eq!(budgetuebersichten().len(), 8 + 2 + 1);
}

/// Every amount that a record states in its calculation, read from the file as text.
fn amounts(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Array(items) => items.iter().for_each(|item| amounts(item, found)),
        toml::Value::Table(fields) => {
            for (name, field) in fields {
                let amount = name.ends_with("_gesamt") || ["summe", "betrag", "satz"].contains(&name.as_str());
                match field.as_str() {
                    Some(text) if amount && text != "0,00" => found.push(text.to_owned()),
                    _ => amounts(field, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_anlage_2_prints_every_sum_of_its_record() {
    let mut checked = 0;
    for pdf in lauf().pdfs.values().filter(|pdf| pdf.pfad.contains("anlagen/") && pdf.pfad.contains("/anlage-2")) {
        let id = pdf.pfad.split('/').nth(2).expect("a Maßnahme");
        let record = std::fs::read_to_string(lauf().root.join(format!("data/massnahmen/{id}.toml"))).expect("a record");
        let record: toml::Table = record.parse().expect("TOML");
        let angebote = record["angebote"].as_array().expect("offers");
        let chosen = record.get("bewilligung").and_then(|bewilligung| bewilligung.get("angebot"));
        let letter = pdf.pfad.strip_suffix(".pdf").and_then(|name| name.split("/anlage-2-").nth(1));
        let of_form = |angebot: &&toml::Value| match (letter, chosen) {
            (Some(letter), _) => {
                angebot["id"].as_str().is_some_and(|id| id.to_lowercase().ends_with(&format!("/{letter}")))
            }
            (None, Some(chosen)) => &angebot["id"] == chosen,
            (None, None) => true,
        };
        let angebot = angebote.iter().find(of_form).expect("the offer of the form");
        let mut sums = Vec::new();
        amounts(&angebot["anlage2"], &mut sums);
        assert!(sums.len() >= 5, "{}: {sums:?}", pdf.pfad);
        let text = pdf.text();
        for sum in &sums {
            assert!(stands(&text, sum), "{}: {sum}\n{text}", pdf.pfad);
        }
        checked += sums.len();
    }
    assert!(checked > 400, "{checked} sums");
}

/// Where two values differ first, as a pointer, with the shape of both.
fn first_difference(at: &str, left: &Value, right: &Value) -> String {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            let differing = a.iter().find(|(key, value)| b.get(*key) != Some(value));
            differing.map_or_else(String::new, |(key, value)| first_difference(&format!("{at}/{key}"), value, &b[key]))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let differing = a.iter().zip(b).position(|(a, b)| a != b);
            differing.map_or_else(String::new, |place| first_difference(&format!("{at}/{place}"), &a[place], &b[place]))
        }
        (Value::Array(a), Value::Array(b)) => format!("{at}: {} and {} items", a.len(), b.len()),
        _ => format!("{at}: {left} and {right}"),
    }
}

#[test]
fn every_pdf_carries_its_data_as_one_json_file() {
    for (pdf, dokument) in lauf().paare() {
        let anhaenge = pdf.anhaenge();
        assert_eq!(anhaenge.len(), 1, "{}", pdf.pfad);
        let anhang = &anhaenge[0];
        assert_eq!(anhang.mime, "application/json", "{}", pdf.pfad);
        assert_eq!(anhang.beziehung, "Data", "{}", pdf.pfad);
        assert!(anhang.name.ends_with(".json") && anhang.name.is_ascii(), "{}: {}", pdf.pfad, anhang.name);
        let data: Value = serde_json::from_slice(&anhang.bytes).expect("JSON");
        assert!(data == dokument.anhang, "{}: {}", pdf.pfad, first_difference("", &data, &dokument.anhang));
    }
}

#[test]
fn the_data_of_a_budgetuebersicht_are_those_of_kennzahlen_json() {
    for (pdf, raum) in budgetuebersichten() {
        let data: Value = serde_json::from_slice(&pdf.anhaenge()[0].bytes).expect("JSON");
        let lines = data["budget"].as_array().expect("lines");
        assert!(lines.iter().any(|line| line["raum"] == raum), "{}", pdf.pfad);
        for line in lines {
            assert_eq!(line, budget_line(line["raum"].as_str().expect("a key")), "{}", pdf.pfad);
        }
    }
}

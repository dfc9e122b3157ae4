//! Charts: their labels say nothing that their alt text does not say, and shares in columns are those of the values
//! beside them. Alt texts say nothing that is not printed or declared.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::bruch::Bruch;
use super::zahlen::{Gedruckt, numbers, read};
use crate::error::{Error, Result};
use crate::present::Dokument;

/// So many mistakes are told at once.
const HOECHSTENS: usize = 5;

/// Keys of charts under which a label or a list with labels stands; scales, names and years are no labels.
const LABELS: [&str; 11] =
    ["saeulen", "teile", "text", "kopf", "zeilen", "wert", "schilder", "namen", "linien", "links", "rechts"];

/// Holds the labels of every chart of a document against its alt text, and the alt texts against what is printed.
///
/// # Errors
///
/// Names document, chart and number.
pub(super) fn check(dokument: &Dokument) -> Result<()> {
    let mut charts = Vec::new();
    find_charts(&dokument.daten, String::new(), &mut charts);
    if charts.is_empty() {
        return Ok(());
    }
    let declared: BTreeSet<(&str, usize)> =
        dokument.proben.iter().map(|probe| (probe.stelle.pfad.as_str(), probe.stelle.nummer)).collect();
    let mut printed = BTreeSet::new();
    collect_printed(&dokument.daten, &mut printed);
    let mut mistakes = Vec::new();
    for (pfad, chart) in charts {
        let alt = chart.get("alt").and_then(Value::as_str).unwrap_or_default();
        let said = values(alt);
        let place = format!("{pfad}/alt");
        for (nummer, value) in numbers(alt).into_iter().enumerate() {
            let Some(value) = value.map(|zahl| zahl.wert.normalize()) else { continue };
            if !printed.contains(&value) && !declared.contains(&(place.as_str(), nummer)) {
                mistakes.push(mistake(&pfad, value, "steht im Alternativtext und nirgends sonst"));
            }
        }
        let mut labels = Vec::new();
        collect_labels(chart, &mut labels);
        let unsaid = labels.into_iter().flat_map(values).filter(|value| !said.contains(value));
        mistakes.extend(
            unsaid.map(|value| mistake(&pfad, value, "steht in der Abbildung und nicht in ihrem Alternativtext")),
        );
        let wrong = wrong_share(chart);
        mistakes.extend(wrong.map(|value| mistake(&pfad, value, "ist nicht der Anteil des Wertes, bei dem es steht")));
    }
    if mistakes.is_empty() {
        return Ok(());
    }
    mistakes.truncate(HOECHSTENS);
    Err(Error::new(format!(
        "Die Rechenprobe von {} ist nicht aufgegangen:\n  {}",
        dokument.pfad,
        mistakes.join("\n  ")
    ))
    .remedy("Der Lauf ist angehalten, nichts wurde geschrieben. Bitte mit dieser Meldung an die Betreuung wenden"))
}

fn mistake(pfad: &str, value: Decimal, what: &str) -> String {
    let value = value.to_string().replace('.', ",").replace('-', "\u{2212}");
    format!("{value} {what} (Stelle {pfad})")
}

/// The numbers of a text without their units.
fn values(text: &str) -> BTreeSet<Decimal> {
    numbers(text).into_iter().flatten().map(|zahl| zahl.wert.normalize()).collect()
}

/// Objects with an alt text, in order; tiles belong to the chart around them.
fn find_charts<'a>(value: &'a Value, pfad: String, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(fields) if fields.get("alt").is_some_and(Value::is_string) => found.push((pfad, value)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| find_charts(value, format!("{pfad}/{key}"), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| find_charts(value, format!("{pfad}/{index}"), found));
        }
        _ => {}
    }
}

/// All numbers of the document outside of alt texts.
fn collect_printed(value: &Value, printed: &mut BTreeSet<Decimal>) {
    match value {
        Value::String(text) => printed.extend(values(text)),
        Value::Number(number) => printed.extend(values(&number.to_string())),
        Value::Array(list) => list.iter().for_each(|value| collect_printed(value, printed)),
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| *key != "alt").for_each(|(_, value)| collect_printed(value, printed));
        }
        _ => {}
    }
}

/// The labels of a general chart, its tiles included.
fn collect_labels<'a>(chart: &'a Value, labels: &mut Vec<&'a str>) {
    let Value::Object(fields) = chart else { return };
    if !fields.contains_key("art") {
        return;
    }
    for tile in fields.get("kacheln").and_then(Value::as_array).into_iter().flatten() {
        tile.get("bild").into_iter().for_each(|bild| collect_labels(bild, labels));
    }
    for key in ["saeulen", "zeilen", "schilder", "linien"] {
        fields.get(key).into_iter().for_each(|list| collect_texts(list, labels));
    }
    for name in fields.get("namen").and_then(Value::as_array).into_iter().flatten() {
        labels.extend(name.get("wert").and_then(Value::as_str));
    }
}

fn collect_texts<'a>(value: &'a Value, labels: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => labels.push(text),
        Value::Array(list) => list.iter().for_each(|value| collect_texts(value, labels)),
        Value::Object(fields) => {
            let labelled = fields.iter().filter(|(key, _)| LABELS.contains(&key.as_str()));
            labelled.for_each(|(_, value)| collect_texts(value, labels));
        }
        _ => {}
    }
}

/// A share in a column that is not its value by the column's total.
fn wrong_share(chart: &Value) -> Option<Decimal> {
    let columns = chart.get("saeulen").and_then(Value::as_array)?;
    let number = |value: Option<&Value>| match read(value?.as_str()?, 0)? {
        Gedruckt::Zahl(zahl) => Some(zahl.wert),
        Gedruckt::Nichts | Gedruckt::Ohne => None,
    };
    columns.iter().find_map(|column| {
        let parts = column.get("teile").and_then(Value::as_array)?;
        let total = match column.get("kopf").and_then(Value::as_str)? {
            // Above the column stands a proportion.
            kopf if kopf.contains(" : ") => {
                parts.iter().map(|part| number(part.get("text"))).sum::<Option<Decimal>>()?
            }
            _ => number(column.get("kopf"))?,
        };
        parts.iter().find_map(|part| {
            let share = number(part.get("detail"))?;
            let value = number(part.get("text"))?;
            (!is_share(share, value, total)).then_some(share)
        })
    })
}

/// Whether a share in percent can be that of a printed value of a printed total: both may be rounded.
fn is_share(share: Decimal, value: Decimal, total: Decimal) -> bool {
    let half = |number: Decimal| match number.scale() {
        0 => Decimal::ZERO,
        places => Decimal::new(5, places + 1),
    };
    if total <= half(total) {
        // Too small in this unit to say anything.
        return true;
    }
    let bounds = [-1, 1].map(|sign| {
        let sign = Decimal::from(sign);
        let part = Bruch::of(value + sign * half(value));
        let whole = Bruch::of(total - sign * half(total));
        part.zip(whole).and_then(|(part, whole)| part.by(whole)?.times_whole(100)?.rounded(share.scale()))
    });
    match bounds {
        [Some(low), Some(high)] => (low..=high).contains(&share),
        _ => false,
    }
}

//! The overview page: one file by Handlebars, without script, that asks for nothing from outside.

use handlebars::{Handlebars, RenderError, TemplateError};
use serde_json::Value;

use super::svg;
use super::vorlagen::Vorlagen;
use crate::error::{Error, Result};
use crate::present::uebersicht::Uebersicht;

/// Name of its template.
const VORLAGE: &str = "index.hbs";

/// The page. A field that the template asks for and the data do not have is an error.
pub fn uebersicht(vorlagen: &Vorlagen, uebersicht: &Uebersicht) -> Result<Vec<u8>> {
    let text = vorlagen.text(VORLAGE).unwrap_or_default();
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_template_string(VORLAGE, text).map_err(|cause| not_a_template(&cause))?;
    let page = handlebars.render(VORLAGE, &with_drawings(uebersicht)).map_err(|cause| not_filled(&cause))?;
    Ok(page.into_bytes())
}

/// The data with each chart drawn beside its heading, as `svg`.
fn with_drawings(uebersicht: &Uebersicht) -> Value {
    // Cannot fail on these structs: they hold texts, numbers and lists only.
    let mut daten = serde_json::to_value(uebersicht).unwrap_or_default();
    for (index, budget) in uebersicht.budgets.iter().enumerate() {
        let bild = &budget.bild;
        draw(daten.pointer_mut(&format!("/budgets/{index}/bild")), svg::svg(&bild.bild, &bild.id, &bild.titel));
    }
    for (index, bild) in uebersicht.verlauf.iter().enumerate() {
        draw(daten.pointer_mut(&format!("/verlauf/{index}")), svg::svg(&bild.bild, &bild.id, &bild.titel));
    }
    daten
}

fn draw(bild: Option<&mut Value>, svg: String) {
    if let Some(Value::Object(bild)) = bild {
        bild.insert("svg".to_owned(), Value::String(svg));
    }
}

fn not_a_template(cause: &TemplateError) -> Error {
    let line = cause.pos().map(|(line, _)| format!(", Zeile {line}")).unwrap_or_default();
    failed(&format!("{} in templates/{VORLAGE}{line}", cause.reason()))
}

fn not_filled(cause: &RenderError) -> Error {
    let line = cause.line_no.map(|line| format!(", Zeile {line}")).unwrap_or_default();
    failed(&format!("{} in templates/{VORLAGE}{line}", cause.reason()))
}

fn failed(cause: &str) -> Error {
    Error::new(format!("Die Übersicht „index.html“ lässt sich nicht schreiben: {cause}"))
        .remedy("Eigene Vorlagen im Ordner templates/ prüfen oder entfernen")
}

//! What a field takes: the help that appears beside it, and the refusal of what does not fit.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, XlsxError};

use crate::present::formular::{Eingabe, Eingabeart};

/// Longest title and help that a workbook holds, in characters.
const TITLE: usize = 32;
const HELP: usize = 255;

/// The rule of a field.
pub fn validation(eingabe: &Eingabe) -> Result<DataValidation, XlsxError> {
    let number = |low: &str, high: &str| DataValidationRule::Between(Formula::new(low), Formula::new(high));
    let (validation, wrong) = match &eingabe.art {
        // A cell holds no more.
        Eingabeart::Text => (
            DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(32_000)),
            "Der Text ist zu lang für eine Zelle.".to_owned(),
        ),
        Eingabeart::Betrag => (
            DataValidation::new().allow_decimal_number_formula(number("0", "99999999.99")),
            "Erwartet wird eine Zahl ab 0, zum Beispiel 1234,56, ohne €-Zeichen.".to_owned(),
        ),
        Eingabeart::Zahl => (
            DataValidation::new().allow_decimal_number_formula(number("-99999999", "99999999")),
            "Erwartet wird eine Zahl, zum Beispiel 12 oder 2,5.".to_owned(),
        ),
        Eingabeart::Anzahl => (
            DataValidation::new().allow_whole_number_formula(number("0", "9999999")),
            "Erwartet wird eine ganze Zahl ab 0.".to_owned(),
        ),
        Eingabeart::Datum(from) => (
            DataValidation::new().allow_date_formula(match from {
                Some(from) => number(&format!("MAX({from},DATE(2000,1,1))"), "DATE(2099,12,31)"),
                None => number("DATE(2000,1,1)", "DATE(2099,12,31)"),
            }),
            match from {
                Some(_) => "Erwartet wird ein Tag wie 31.03.2026, nicht vor dem ersten Tag.".to_owned(),
                None => "Erwartet wird ein Tag wie 31.03.2026.".to_owned(),
            },
        ),
        Eingabeart::Wahl(words) => (
            DataValidation::new().allow_list_strings(words)?,
            format!("Bitte aus der Liste auswählen: {}.", words.join(", ")),
        ),
        Eingabeart::Liste(range) => {
            (DataValidation::new().allow_list_formula(Formula::new(range)), "Bitte aus der Liste auswählen.".to_owned())
        }
        Eingabeart::Vorschlag(range) => (
            DataValidation::new()
                .allow_list_formula(Formula::new(range))
                .set_error_style(DataValidationErrorStyle::Information),
            "Das steht nicht in der Liste. Es wird trotzdem übernommen; das Amt prüft es.".to_owned(),
        ),
        Eingabeart::Punkte(highest, _) => (
            DataValidation::new().allow_decimal_number_formula(number("0", &highest.normalize().to_string())),
            format!("Erwartet werden 0 bis {} Punkte.", highest.normalize().to_string().replace('.', ",")),
        ),
    };
    validation
        .set_input_title(first(&eingabe.titel, TITLE))?
        .set_input_message(first(&eingabe.hilfe, HELP))?
        .set_error_title("Das passt hier nicht")?
        .set_error_message(first(&wrong, HELP))
}

/// No more characters than fit.
fn first(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

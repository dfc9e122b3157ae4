//! What a finding may repeat of a cell.

use crate::domain::export::Feld;
use crate::domain::text::tidy;

use super::mappe::Zellwert;

/// The longest text that a finding repeats.
const LONGEST_SHOWN: usize = 60;

/// The value of a cell for people; of a personal field only what kind of value it is.
pub fn shown(feld: Feld, wert: &Zellwert) -> String {
    if !feld.is_personal() || matches!(wert, Zellwert::Fehlerwert(_)) {
        return tidy(&wert.shown()).chars().take(LONGEST_SHOWN).collect();
    }
    let kind = match wert {
        Zellwert::Text(_) => "ein Text",
        Zellwert::Zahl(_) => "eine Zahl",
        Zellwert::Datum(_) => "ein Datum",
        Zellwert::Wahr(_) => "ein Wahrheitswert",
        Zellwert::Fehlerwert(_) => "ein Fehlerwert",
    };
    format!("{kind} (wird nicht wiedergegeben)")
}

/// Error values as text, as CSV files hold them.
pub fn is_error_word(text: &str) -> bool {
    text.trim_start().starts_with('#')
        && ["#BEZUG!", "#REF!", "#NV", "#N/A", "#WERT!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#ZAHL!", "#NUM!"]
            .contains(&tidy(text).to_uppercase().as_str())
}

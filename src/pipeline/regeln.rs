//! The office's settings of the rules, held against the rules that there are.

use std::path::Path;

use crate::domain::Befundregeln;
use crate::domain::amt::Einstellungen;
use crate::rules::einstufung;
use crate::workspace::{self, Fehlerstelle};

/// Every severity that cannot be set so, with its place in the settings.
pub(super) fn mistakes(root: &Path, einstellungen: &Befundregeln) -> Vec<Fehlerstelle> {
    let wrong = einstufung::check(einstellungen);
    if wrong.is_empty() {
        return Vec::new();
    }
    // Read once more for the places; that it can be read is known by now.
    let Ok(read) = workspace::read_typed::<Einstellungen>(root, workspace::EINSTELLUNGEN) else { return Vec::new() };
    let path = &["befunde".into(), "schwere".into()];
    let place = |setting: einstufung::Fehleinstellung| {
        let span = read.file.key_span(path, &setting.schluessel);
        read.file.at(span, setting.meldung).expecting(setting.erwartet).help(setting.hilfe)
    };
    wrong.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::text::has_glyph;
    use crate::render::schrift::is_printable;

    #[test]
    fn what_counts_as_printable_is_printed_by_the_typeface() {
        let wrong: String = ('\0'..=char::MAX).filter(|c| has_glyph(*c) && !is_printable(*c)).collect();
        assert_eq!(wrong, "");
    }
}

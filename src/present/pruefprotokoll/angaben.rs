//! What a run was: program, period, mails.

use serde::Serialize;

use super::super::zahl;
use super::{Nachweis, Postbilanz, Zeitraum};

/// A term and what is said of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Begriff {
    begriff: &'static str,
    texte: Vec<String>,
}

/// "2. Quartal 2026".
pub(super) fn period(zeitraum: &Zeitraum) -> String {
    match zeitraum {
        Zeitraum::Quartal(quartal) => zahl::quartal(*quartal),
        Zeitraum::Halbjahr(halbjahr) => zahl::halbjahr(*halbjahr),
        Zeitraum::Faellig(_) => "fällige Arbeiten".to_owned(),
    }
}

pub(super) fn begriffe(nachweis: &Nachweis<'_>) -> Vec<Begriff> {
    let settings = &nachweis.stammdaten.einstellungen;
    let katalog = nachweis.stammdaten.katalog_at(nachweis.heute);
    let katalog = katalog.map_or_else(String::new, |katalog| format!(", Kriterienkatalog {}", katalog.version));
    let zeitraum = match &nachweis.zeitraum {
        Zeitraum::Quartal(quartal) => {
            let beginn_ende = zahl::spanne(quartal.beginn(), quartal.ende());
            let halbjahr = quartal.ends_halbjahr().map(|halbjahr| format!(", dazu {}", zahl::halbjahr(halbjahr)));
            format!("{} ({beginn_ende}){}", zahl::quartal(*quartal), halbjahr.unwrap_or_default())
        }
        Zeitraum::Halbjahr(halbjahr) => zahl::halbjahr(*halbjahr),
        Zeitraum::Faellig(made) if made.is_empty() => "keiner".to_owned(),
        Zeitraum::Faellig(made) => made.join(", "),
    };
    let begriff = |begriff, text: String| Begriff { begriff, texte: vec![text] };
    vec![
        begriff(
            "Programm",
            format!(
                "sozialraumbericht {}; {} vom {}{katalog}",
                env!("CARGO_PKG_VERSION"),
                settings.schema,
                zahl::tag(settings.stand.day())
            ),
        ),
        begriff("Zeitraum", zeitraum),
        begriff("Mails", nachweis.post.map_or_else(|| "keine".to_owned(), mails)),
        begriff(
            "Wiederholung",
            "Gleiche Eingaben und gleicher Tag ergeben Byte für Byte dieselben Dateien.".to_owned(),
        ),
    ]
}

/// "24 angenommen, 2 geplant, 1 ungewiss".
fn mails(post: Postbilanz) -> String {
    let parts: Vec<_> = [
        (post.angenommen, "angenommen"),
        (post.entwuerfe, "als Entwurf"),
        (post.geplant, "geplant"),
        (post.abgelehnt, "abgelehnt"),
        (post.ungewiss, "ungewiss"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{} {word}", zahl::menge(count)))
    .collect();
    if parts.is_empty() { "keine".to_owned() } else { parts.join(", ") }
}

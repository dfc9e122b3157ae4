//! Words that stand in every evaluation, and how counts and shares are written.

use rust_decimal::Decimal;

use super::Eintrag;
use super::auswahl::Kontext;
use crate::domain::evaluation::Empfehlung;
use crate::domain::massnahme::Massnahme;
use crate::present::zahl::{self, NARROW, NBSP, NICHTS, SINNLOS};

/// What the signs mean.
pub(super) const ZEICHEN: &str = "Zeichen: „–“ genau null, „.“ unbekannt oder ohne Angabe, „…“ noch nicht bekannt, „x“ \
    nicht sinnvoll, „s“ geschätzt. Prozente sind einzeln gerundet.";

/// Not known and never will be: no answer, or never planned.
pub(super) const OHNE_ANGABE: &str = ".";

/// A count in a table: `–` for exactly nothing.
pub(super) fn anzahl(count: i64) -> String {
    if count == 0 { NICHTS.to_owned() } else { zahl::zahl(Decimal::from(count), 0) }
}

/// A share in percent with one place; `x` of nothing.
pub(super) fn anteil(part: Decimal, whole: Decimal) -> String {
    match part.checked_div(whole) {
        None => SINNLOS.to_owned(),
        Some(share) if share.is_zero() => NICHTS.to_owned(),
        Some(share) => format!("{}{NARROW}%", zahl::zahl(share * Decimal::ONE_HUNDRED, 1)),
    }
}

/// A share of counts.
pub(super) fn anteil_von(part: i64, whole: i64) -> String {
    anteil(part.into(), whole.into())
}

/// A change of counts, with its sign.
pub(super) fn veraenderung(jetzt: i64, vorher: i64) -> String {
    let change = jetzt - vorher;
    if change > 0 { format!("+{}", anzahl(change)) } else { anzahl(change) }
}

/// `eine Maßnahme`, `drei Maßnahmen`.
pub(super) fn gezaehlt(count: usize, eins: &str, viele: &str) -> String {
    if count == 1 { eins.to_owned() } else { format!("{} {viele}", zahl::zahlwort(count)) }
}

/// With a capital first letter.
pub(super) fn gross(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The recommendation as it is printed.
pub(in crate::present) const fn empfehlung(empfehlung: Empfehlung) -> &'static str {
    match empfehlung {
        Empfehlung::Fortfuehren => "fortführen",
        Empfehlung::Anpassen => "anpassen",
        Empfehlung::Beenden => "beenden",
    }
}

/// Whose budgets pay, with shares where there are several.
pub(in crate::present) fn budgets(kontext: &Kontext<'_>, massnahme: &Massnahme) -> String {
    if let [einziger] = massnahme.anteile.as_slice() {
        return kontext.name(&einziger.raum).to_owned();
    }
    let anteile = massnahme.anteile.iter();
    let texte: Vec<String> = anteile
        .map(|anteil| format!("{}{NBSP}{}", kontext.name(&anteil.raum), zahl::prozent_genau(anteil.prozent)))
        .collect();
    texte.join(", ")
}

/// Terms at the end.
pub(super) fn begriffe() -> Vec<Eintrag> {
    vec![
        Eintrag::new(
            "Grad",
            "vollständig (drei Felder), größtenteils (zwei), teilweise (eines), nicht erreicht (keines); der Träger gibt \
             ihn an.",
        ),
        Eintrag::new(
            "Ist am Soll",
            "Istwert / Sollwert; ist das Soll kleiner als der Start, (Start − Ist) / (Start − Soll).",
        ),
        Eintrag::new("gezählt", "Voller Balken; der Träger hat gezählt."),
        Eintrag::new("geschätzt (s)", "Heller Balken mit gestricheltem Rand; der Träger hat geschätzt."),
        Eintrag::new("keine Angabe", "Leerer Rahmen mit gepunktetem Rand; gefragt, aber ohne Antwort."),
        Eintrag::new("ausstehend", "Die Evaluation liegt nicht vor; sie zählt nicht als „nicht erreicht“."),
        Eintrag::new(
            "Stunden geplant",
            "Stunden der Kostenkalkulation (Anlage 2), nach Tagen auf das Halbjahr verteilt.",
        ),
    ]
}

/// Where the figures come from.
pub(super) fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Vec<String> {
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mut texte = vec![format!(
        "Evaluationen der Träger, {}en und Kostenkalkulationen in den Stammdaten vom {}. Die Zahlen \
         liegen der Datei maschinenlesbar bei: {anhang}.",
        einstellungen.woerter.beschreibung,
        zahl::tag(einstellungen.stand.day())
    )];
    if einstellungen.alle_personen_erfunden {
        texte.push(format!(
            "Beispieldaten: Träger, {} und Beträge sind erfunden.",
            einstellungen.woerter.massnahme.mehrzahl()
        ));
    }
    texte
}

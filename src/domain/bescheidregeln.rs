//! What the office writes into its Bescheide (`[bescheid]`).

use serde::Deserialize;

/// Words of the office's Bescheide. Every text is a draft of the program's until the office has set its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bescheidregeln {
    /// Who writes.
    pub stelle: String,
    /// How the money is paid.
    pub auszahlung: String,
    /// Conditions beside those that follow from the office's rules.
    pub auflagen: Vec<String>,
    /// Rechtsbehelfsbelehrung.
    pub rechtsbehelf: String,
    /// Above the signature.
    pub zeichnung: String,
}

impl Default for Bescheidregeln {
    fn default() -> Self {
        Self {
            stelle: "Wirtschaftliche Jugendhilfe".to_owned(),
            auszahlung:
                "Die Zuwendung wird auf Abruf in Teilbeträgen ausgezahlt, soweit sie innerhalb von zwei Monaten \
                         für fällige Zahlungen gebraucht wird."
                    .to_owned(),
            auflagen: [
                "Änderungen des Finanzierungsplans, neue Einnahmen und Umstände, die den Zweck gefährden, sind \
                 unverzüglich mitzuteilen.",
                "Bücher und Belege sind nach Vorlage des letzten Verwendungsnachweises fünf Jahre aufzubewahren; das \
                 Jugendamt darf sie einsehen.",
                "Die Vereinbarungen zum Kinderschutz (§ 8a Abs. 4 SGB VIII) und zum erweiterten Führungszeugnis \
                 (§ 72a SGB VIII) gelten auch für diese Maßnahme.",
            ]
            .map(str::to_owned)
            .to_vec(),
            rechtsbehelf: "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim zuständigen \
                           Verwaltungsgericht erhoben werden."
                .to_owned(),
            zeichnung: "Im Auftrag".to_owned(),
        }
    }
}

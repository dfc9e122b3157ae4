//! Cover, notes and definitions, sources.

use super::modell::{Blatt, Spalte, Tabelle, Wert, Zelle};
use super::worte::Worte;
use crate::domain::Zielgruppe;
use crate::domain::kennung::{self, Groesse};
use crate::present::zahl;

/// What the workbook is.
pub(super) fn titel(worte: &Worte<'_>) -> String {
    let quartal = zahl::quartal(worte.auswertung.kennzahlen.quartal);
    format!("Kennzahlen der sozialraumorientierten Jugendhilfe, {quartal}")
}

/// The cover: what this is, for whom, and where everything stands.
pub(super) fn deckblatt(worte: &Worte<'_>, zielgruppe: Zielgruppe, blaetter: &[Blatt]) -> Blatt {
    let kennzahlen = &worte.auswertung.kennzahlen;
    let einstellungen = &worte.stammdaten.einstellungen;
    let amt = &einstellungen.amt;
    let fuer = match zielgruppe {
        Zielgruppe::Oeffentlich => "öffentlich; kleine Zahlen sind gesperrt",
        Zielgruppe::Fachkreis => "Fachkreis; kleine Zahlen sind gesperrt",
        Zielgruppe::Intern => "intern, nur für den Dienstgebrauch im Amt; kleine Zahlen sind nicht gesperrt",
    };
    let mut vorspann = vec![
        format!("Herausgeber: {}, {}", amt.name, amt.organisation),
        format!(
            "Zeitraum: {} ({}), Haushaltsjahr {}",
            zahl::quartal(kennzahlen.quartal),
            zahl::spanne(kennzahlen.quartal.beginn(), kennzahlen.stichtag),
            kennzahlen.haushaltsjahr
        ),
        format!("Stand: {}; Stammdaten vom {}", zahl::tag(kennzahlen.stichtag), zahl::tag(einstellungen.stand.day())),
        format!("Empfängerkreis: {fuer}"),
        format!("Rückfragen: {}, {}", amt.stabsstelle, amt.email),
    ];
    if einstellungen.alle_personen_erfunden {
        vorspann.push(format!(
            "Beispieldaten: Träger, {}, Fälle und Beträge sind erfunden.",
            einstellungen.woerter.massnahme.mehrzahl()
        ));
    }
    vorspann.extend(worte.luecken());
    Blatt::new("Deckblatt", titel(worte), vorspann, inhalt(blaetter))
}

/// The contents of a workbook, with links to the sheets.
pub fn inhalt(blaetter: &[Blatt]) -> Tabelle {
    let zeilen = blaetter.iter().map(|blatt| {
        let bild = if blatt.bild.is_some() { "Tabelle und Schaubild" } else { "Tabelle" };
        vec![Wert::Blatt(blatt.name.clone()).into(), Zelle::text(blatt.titel.clone()), Zelle::text(bild)]
    });
    Tabelle {
        name: "Inhalt".to_owned(),
        spalten: vec![Spalte::new("Blatt", 26), Spalte::new("Was es zeigt", 100), Spalte::new("Form", 24)],
        zeilen: zeilen.collect(),
        fest: 0,
    }
}

/// Notes and definitions. `mehr` are sentences on this version.
pub(super) fn definitionen(worte: &Worte<'_>, mehr: Vec<String>) -> Blatt {
    let budget = "Stammdaten des Amtes; Kostenlieferungen der WJH";
    let faelle = "Falllieferungen der WJH";
    let kosten = "Kostenlieferungen der WJH";
    let massnahmen = worte.stammdaten.woerter().massnahme.mehrzahl();
    let mut zeilen = Vec::new();
    zeilen.extend(begriffe("Budget", kennung::BUDGET, budget, budget_einheit));
    zeilen.push(zeile(massnahmen, "Mittelabfluss", "Ist / bewilligt", "Anteil", budget));
    zeilen.extend(begriffe(massnahmen, kennung::MASSNAHME, budget, budget_einheit));
    zeilen.extend(begriffe("Fälle", kennung::FAELLE, faelle, fall_einheit));
    zeilen.extend(begriffe("Kosten", kennung::KOSTEN, kosten, |_| "€"));
    for (term, text) in ZEICHEN.iter().chain(ABKUERZUNGEN) {
        let art = if term.starts_with('„') { "Zeichen" } else { "Abkürzung" };
        zeilen.push(zeile(art, term, text, "keine", "Hausregel"));
    }
    let regeln = &worte.stammdaten.einstellungen.regeln;
    let je = zahl::anzahl(i64::from(regeln.hilfedichte.je));
    let mut vorspann = mehr;
    vorspann.extend([
        "Formeln stehen dort, wo eine Zahl aus anderen dieser Mappe folgt; alle anderen Zahlen sind Werte.".to_owned(),
        "Summen sind auf den Cent genau. Anteile werden nur in der Anzeige gerundet und ergeben zusammen nicht immer 100."
            .to_owned(),
        format!(
            "Hilfedichte: Bestand je {je} der Bezugsbevölkerung; unter {} Personen wird keine ausgewiesen.",
            zahl::anzahl(i64::from(regeln.hilfedichte.mindestbasis))
        ),
        "Ob Familien oder junge Menschen gezählt werden, steht bei der Hilfeart.".to_owned(),
    ]);
    let spalten = vec![
        Spalte::new("Begriff", 28),
        Spalte::new("Definition", 82),
        Spalte::new("Bereich", 13),
        Spalte::new("Einheit", 20),
        Spalte::new("Quelle", 50),
    ];
    let tabelle = Tabelle { name: "Definitionen".to_owned(), spalten, zeilen, fest: 1 };
    Blatt::new("Hinweise und Definitionen", "Hinweise und Definitionen der Kennzahlen", vorspann, tabelle)
}

fn begriffe<'a, Z>(
    bereich: &'a str,
    groessen: &'static [Groesse<Z>],
    quelle: &'static str,
    einheit: fn(&str) -> &'static str,
) -> impl Iterator<Item = Vec<Zelle>> + use<'a, Z> {
    groessen.iter().map(move |groesse| zeile(bereich, groesse.name, groesse.formel, einheit(groesse.feld), quelle))
}

fn zeile(bereich: &str, begriff: &str, definition: &str, einheit: &str, quelle: &str) -> Vec<Zelle> {
    [begriff, definition, bereich, einheit, quelle].map(Zelle::text).to_vec()
}

fn budget_einheit(feld: &str) -> &'static str {
    match feld {
        "auslastung" | "bindungsquote" | "zeitanteil" => "Anteil",
        "ampel" => "Wort",
        _ => "€ oder Std.",
    }
}

fn fall_einheit(feld: &str) -> &'static str {
    match feld {
        "hilfedichte" => "je Bezugsbevölkerung",
        _ => "Hilfen",
    }
}

const ZEICHEN: &[(&str, &str)] = &[
    ("„–“", "genau null"),
    ("„.“", "gesperrt: aus Gründen des Datenschutzes nicht gezeigt"),
    ("„…“", "nicht geliefert"),
    ("„x“", "nicht sinnvoll, etwa ein Anteil an nichts"),
];

const ABKUERZUNGEN: &[(&str, &str)] = &[
    ("WJH", "Wirtschaftliche Jugendhilfe; sie bucht und liefert die Daten"),
    ("SGB VIII", "Achtes Buch Sozialgesetzbuch, Kinder- und Jugendhilfe"),
];

/// Which deliveries the figures come from. Names of files stay in the office.
pub(super) fn quellen(worte: &Worte<'_>, zielgruppe: Zielgruppe) -> Blatt {
    let intern = zielgruppe == Zielgruppe::Intern;
    let mut spalten = vec![
        Spalte::new("Lieferung", 14),
        Spalte::new("Quartal", 12),
        Spalte::new("Teil", 12),
        Spalte::new("Fassung", 10),
        Spalte::new("eingelesen am", 15),
        Spalte::new("SHA-256 der Datei", 68),
    ];
    if intern {
        spalten.push(Spalte::new("Datei", 60));
    }
    let zeilen = worte.auswertung.quellen.iter().map(|quelle| {
        let teil = quelle.teil.map_or_else(|| "ganz".to_owned(), |teil| format!("{} von {}", teil.nummer, teil.von));
        let mut zeile = vec![
            Zelle::text(quelle.art.label()),
            Zelle::text(quelle.quartal.to_string()),
            Zelle::text(teil),
            Zelle::anzahl(quelle.version),
            Wert::Tag(quelle.eingelesen_am).into(),
            Zelle::text(quelle.sha256.clone()),
        ];
        if intern {
            zeile.push(Zelle::text(quelle.datei.clone()));
        }
        zeile
    });
    let vorspann = vec![
        "Quelle: Lieferungen der Wirtschaftlichen Jugendhilfe (WJH). Die SHA-256 ist der Fingerabdruck der Datei: \
         gleiche Datei, gleicher Wert."
            .to_owned(),
    ];
    let titel = format!("Quellen: Lieferungen, aus denen die Zahlen stammen, {}", worte.stand());
    let tabelle = Tabelle { name: "Quellen".to_owned(), spalten, zeilen: zeilen.collect(), fest: 2 };
    Blatt::new("Quellen", titel, vorspann, tabelle)
}

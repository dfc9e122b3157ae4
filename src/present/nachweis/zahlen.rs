//! The zahlenmäßige Nachweis: costs and income by line of the Finanzierungsplan, the Eigenanteil, the Zuwendung.

use serde::Serialize;

use super::Kontext;
use crate::domain::Betrag;
use crate::domain::abrechnung::{Bereich, Einzelansatz, Ueberschreitung, abrechnung};
use crate::domain::kennzahlen::Quote;
use crate::domain::nachweis::Nachweis;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::zahl::{self, NICHTS, SINNLOS};
use crate::present::zuwendung::{Rechenzeile, rechenweg};

/// Costs by Einzelansatz.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Ausgaben {
    titel: String,
    gruppen: Vec<Gruppe>,
    summe: Zeile,
    noten: Vec<String>,
}

/// Persons, or material.
#[derive(Clone, Debug, Serialize)]
struct Gruppe {
    name: &'static str,
    zeilen: Vec<Zeile>,
    summe: Zeile,
}

/// Soll, Ist and what is recognised.
#[derive(Clone, Debug, Serialize)]
struct Zeile {
    key: String,
    name: String,
    soll: String,
    ist: String,
    abweichung: String,
    prozent: String,
    anerkannt: String,
    hinweis: String,
    /// Whether part of it is not recognised: set off by word and weight.
    ueber: bool,
}

/// Income.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Einnahmen {
    titel: String,
    zeilen: Vec<Einnahme>,
    summe: Einnahme,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Einnahme {
    name: String,
    soll: String,
    ist: String,
    abweichung: String,
}

/// What the Träger gave of its own.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Eigenanteil {
    titel: String,
    zeilen: Vec<Leistung>,
    summe: String,
    satz: String,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Leistung {
    form: &'static str,
    name: String,
    rechnung: String,
    betrag: String,
}

/// The Zuwendung, once more.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Zuwendung {
    titel: String,
    zeilen: Vec<Rechenzeile>,
    ausgezahlt: String,
    ergebnis: String,
    betrag: String,
    noten: Vec<String>,
}

/// All Förderjahre side by side.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Gesamt {
    titel: String,
    zeilen: Vec<Jahreszeile>,
    summe: Jahreszeile,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Jahreszeile {
    jahr: String,
    bewilligt: String,
    ausgaben: String,
    einnahmen: String,
    ausgezahlt: String,
}

/// The sums of some Einzelansätze.
#[derive(Default)]
struct Summen {
    soll: Betrag,
    ist: Betrag,
    anerkannt: Betrag,
}

impl Summen {
    fn of<'a>(ansaetze: impl Iterator<Item = &'a Einzelansatz>) -> Self {
        ansaetze.fold(Self::default(), |mut sums, ansatz| {
            sums.soll += ansatz.soll;
            sums.ist += ansatz.ist;
            sums.anerkannt += ansatz.anerkannt;
            sums
        })
    }

    fn zeile(&self, name: &str, hinweis: String) -> Zeile {
        let change = self.ist - self.soll;
        Zeile {
            key: String::new(),
            name: name.to_owned(),
            soll: zahl::betrag(self.soll),
            ist: zahl::betrag(self.ist),
            abweichung: zahl::aenderung_tabelle(change),
            prozent: prozent(Quote::of(change, self.soll)),
            anerkannt: zahl::betrag(self.anerkannt),
            hinweis,
            ueber: false,
        }
    }
}

/// A change in percent, with its sign.
fn prozent(quote: Option<Quote>) -> String {
    quote.map_or_else(
        || SINNLOS.to_owned(),
        |quote| {
            let percent = quote.0 * rust_decimal::Decimal::ONE_HUNDRED;
            if percent.is_zero() { NICHTS.to_owned() } else { zahl::mit_vorzeichen(percent, 1) }
        },
    )
}

pub(super) fn ausgaben(kontext: &Kontext<'_>) -> Ausgaben {
    let found = &kontext.jahr;
    let regeln = &kontext.stammdaten.einstellungen.regeln.zuwendung;
    let gruppe = |bereich, name| {
        let own: Vec<_> = found.ansaetze.iter().filter(|ansatz| ansatz.bereich == bereich).collect();
        let summe = Summen::of(own.iter().copied()).zeile(&format!("{name} gesamt"), String::new());
        Gruppe { name, zeilen: own.into_iter().map(zeile).collect(), summe }
    };
    let mut gruppen = vec![gruppe(Bereich::Personal, "Personalkosten"), gruppe(Bereich::Sachkosten, "Sachkosten")];
    gruppen.retain(|gruppe| !gruppe.zeilen.is_empty());
    let limit = regeln.einzelansatz_ueberschreitung_prozent;
    let mut noten = vec![format!(
        "Ein Einzelansatz darf um bis zu {limit}{}% überschritten werden, soweit an anderer Stelle gespart wird; der Plan bindet in \
         der Summe (ANBest-P Nr. 1.2, Einstellung des Amtes).",
        zahl::NARROW
    )];
    let sums = Summen::of(found.ansaetze.iter());
    if sums.anerkannt > found.anerkannt {
        noten.push(format!(
            "Zusammen überschreiten die Einzelansätze den Plan: anerkannt sind höchstens {}.",
            zahl::euro(found.anerkannt)
        ));
    }
    if kontext.soll_is_split() {
        noten.push(
            "Soll = Finanzierungsplan (Anlage 2), geteilt wie die Jahresraten der Bewilligung, sonst nach Kalendermonaten."
                .to_owned(),
        );
    }
    Ausgaben {
        titel: format!("Zahlenmäßiger Nachweis {}: Ausgaben", kontext.nachweis.foerderjahr),
        gruppen,
        summe: sums.zeile("Ausgaben gesamt", String::new()),
        noten,
    }
}

fn zeile(ansatz: &Einzelansatz) -> Zeile {
    let (hinweis, ueber) = match ansatz.ueberschreitung {
        Ueberschreitung::Keine => ("", false),
        Ueberschreitung::Zulaessig => ("im Rahmen", false),
        Ueberschreitung::Unzulaessig => ("darüber", true),
    };
    Zeile {
        key: ansatz.key.clone(),
        name: ansatz.bezeichnung.clone(),
        soll: zahl::betrag(ansatz.soll),
        ist: zahl::betrag(ansatz.ist),
        abweichung: zahl::aenderung_tabelle(ansatz.abweichung()),
        prozent: prozent(ansatz.quote()),
        anerkannt: zahl::betrag(ansatz.anerkannt),
        hinweis: hinweis.to_owned(),
        ueber,
    }
}

impl Kontext<'_> {
    /// Whether the plan is split among several Förderjahre.
    fn soll_is_split(&self) -> bool {
        let years = crate::domain::bewilligung::haushaltsjahre(self.massnahme);
        years.start() != years.end()
    }
}

pub(super) fn einnahmen(kontext: &Kontext<'_>) -> Einnahmen {
    let found = &kontext.jahr;
    let line = |name: String, soll: Betrag, ist: Betrag| Einnahme {
        name,
        soll: zahl::betrag(soll),
        ist: zahl::betrag(ist),
        abweichung: zahl::aenderung_tabelle(ist - soll),
    };
    Einnahmen {
        titel: format!("Zahlenmäßiger Nachweis {}: Einnahmen", kontext.nachweis.foerderjahr),
        zeilen: found.einnahmen.iter().map(|entry| line(entry.art.clone(), entry.soll, entry.ist)).collect(),
        summe: line("Einnahmen gesamt".to_owned(), found.einnahmen_soll(), found.einnahmen_ist()),
        noten: vec!["Alle Einnahmen außer der Zuwendung selbst; was als Eigenanteil zählt, steht dort.".to_owned()],
    }
}

pub(super) fn eigenanteil(kontext: &Kontext<'_>) -> Option<Eigenanteil> {
    let found = kontext.massgeblich();
    let due = found.rechnung.eigenanteil;
    let source: Vec<&Nachweis> = match &kontext.gesamt {
        Some(_) => kontext.alle.clone(),
        None => vec![kontext.nachweis],
    };
    let leistungen: Vec<_> = source.iter().flat_map(|nachweis| &nachweis.eigenleistungen).collect();
    if due.is_zero() && leistungen.is_empty() {
        return None;
    }
    let regeln = &kontext.stammdaten.einstellungen.regeln.zuwendung;
    let hour = regeln.stundenwert_unbezahlte_arbeit.as_ref();
    let zeilen = leistungen
        .iter()
        .map(|leistung| Leistung {
            form: leistung.form.wort(),
            name: leistung.bezeichnung.clone(),
            rechnung: match (leistung.stunden, hour) {
                _ if !regeln.counts(leistung.form) => "zählt nicht als Eigenanteil".to_owned(),
                (Some(stunden), Some(hour)) => {
                    format!("{} Std. × {}", zahl::zahl(stunden, 2), zahl::euro(hour.wert))
                }
                (Some(stunden), None) => format!("{} Std., ohne festgelegten Wert", zahl::zahl(stunden, 2)),
                (None, _) => String::new(),
            },
            betrag: zahl::betrag(leistung.wert(regeln)),
        })
        .collect();
    let given = found.eigenleistungen;
    let satz = if found.eigenanteil_fehlt().is_zero() {
        format!("Der Eigenanteil von {} ist erbracht.", zahl::euro(due))
    } else {
        format!("Vom Eigenanteil von {} fehlen {}.", zahl::euro(due), zahl::euro(found.eigenanteil_fehlt()))
    };
    let mut noten = vec!["Der Eigenanteil mindert die Zuwendung in voller Höhe, auch soweit er fehlt.".to_owned()];
    noten.extend(hour.map(|hour| format!("Wert einer unbezahlten Stunde: {}.", hour.quelle)));
    noten.extend(regeln.eigenanteil_staffel.as_ref().map(|staffel| format!("Staffel: {}.", staffel.quelle)));
    Some(Eigenanteil { titel: "Eigenanteil des Trägers".to_owned(), zeilen, summe: zahl::betrag(given), satz, noten })
}

pub(super) fn zuwendung(kontext: &Kontext<'_>) -> Zuwendung {
    let found = kontext.massgeblich();
    let (ergebnis, betrag) = if !found.restzahlung().is_zero() {
        ("Restzahlung an den Träger", found.restzahlung())
    } else if kontext.nachweis.schlussnachweis {
        ("Rückforderung", found.rueckforderung())
    } else {
        ("zu viel ausgezahlt", found.rueckforderung())
    };
    let mut noten = Vec::new();
    if !kontext.nachweis.schlussnachweis {
        noten.push("Vorläufig: Über- und Unterzahlungen gleicht der Schlussnachweis aus.".to_owned());
    }
    Zuwendung {
        titel: match &kontext.gesamt {
            Some(_) => format!(
                "Zuwendung für {}",
                kontext.stammdaten.woerter().massnahme.mit_beiwort(Begleiter::Der, "ganz", Fall::Akkusativ)
            ),
            None => format!("Zuwendung {}", kontext.nachweis.foerderjahr),
        },
        zeilen: rechenweg(&found.rechnung),
        ausgezahlt: zahl::betrag(found.ausgezahlt),
        ergebnis: ergebnis.to_owned(),
        betrag: zahl::betrag(betrag),
        noten,
    }
}

pub(super) fn gesamt(kontext: &Kontext<'_>) -> Option<Gesamt> {
    let whole = kontext.gesamt.as_ref()?;
    let regeln = &kontext.stammdaten.einstellungen.regeln.zuwendung;
    let line = |jahr: String, granted: Betrag, spent: Betrag, received: Betrag, paid: Betrag| Jahreszeile {
        jahr,
        bewilligt: zahl::betrag(granted),
        ausgaben: zahl::betrag(spent),
        einnahmen: zahl::betrag(received),
        ausgezahlt: zahl::betrag(paid),
    };
    let mut granted = Betrag::ZERO;
    let mut zeilen = Vec::new();
    for nachweis in &kontext.alle {
        let year = Some(nachweis.foerderjahr);
        let found = abrechnung(
            regeln,
            kontext.massnahme,
            &kontext.angebot.anlage2,
            kontext.traeger,
            year,
            std::slice::from_ref(nachweis),
        );
        let cap = found.rechnung.grundlagen.bewilligt.unwrap_or_default();
        granted += cap;
        zeilen.push(line(
            nachweis.foerderjahr.to_string(),
            cap,
            found.ausgaben_ist(),
            found.einnahmen_ist(),
            found.ausgezahlt,
        ));
    }
    Some(Gesamt {
        titel: "Alle Förderjahre".to_owned(),
        zeilen,
        summe: line("zusammen".to_owned(), granted, whole.ausgaben_ist(), whole.einnahmen_ist(), whole.ausgezahlt),
        noten: vec![
            "Die Zuwendung wird für die ganze Laufzeit gerechnet: was in einem Jahr gespart ist, gleicht ein anderes aus."
                .to_owned(),
        ],
    })
}

//! What the keys of the settings mean, in the words of the office: for the reference and for editors. A test holds the
//! list against the type: every key stands here once, and a default is told exactly where the type has one.

use crate::workspace::create::{comment, remark};

/// A key of the settings.
pub struct Eintrag {
    /// Path below the file: `regeln.ampel.gelb_ab_bindungsquote`.
    pub pfad: &'static str,
    /// What it means.
    pub bedeutung: &'static str,
    /// What holds where nothing is set; nothing where the key must be there.
    pub standard: &'static str,
    /// Who or what says so.
    pub quelle: &'static str,
}

const fn e(pfad: &'static str, bedeutung: &'static str, standard: &'static str, quelle: &'static str) -> Eintrag {
    Eintrag { pfad, bedeutung, standard, quelle }
}

/// The meaning of a path that begins with a kind of file.
pub fn bedeutung(path: &str) -> Option<String> {
    if let Some(key) = path.strip_prefix("einstellungen.")
        && let Some(known) = EINTRAEGE.iter().find(|eintrag| eintrag.pfad == key)
    {
        return Some(known.bedeutung.to_owned());
    }
    text_of_comment(path).or_else(|| remark(path).map(str::to_owned))
}

/// The comment of a path as one paragraph.
pub fn text_of_comment(path: &str) -> Option<String> {
    comment(path).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

const AMT: &str = "Amt";
const HAUSHALT: &str = "Haushaltsrecht des Landes";
const ERPROBT: &str = "Amt; voreingestellt ist, was sich in Proben bewährt hat";

/// Every key of the settings, in the order of the type.
pub const EINTRAEGE: &[Eintrag] = &[
    e("schema", "Form dieser Dateien; nicht ändern.", "", "Programm"),
    e("stand", "Stichtag der Stammdaten; steht in jedem Bericht als „Stammdaten vom …“.", "", AMT),
    e("jahre", "Erstes und letztes Haushaltsjahr der Budgets und Maßnahmen.", "", AMT),
    e("alle_personen_erfunden", "Nur in Beispielen: alle Personen, Träger und Beträge sind erfunden.", "false", AMT),
    e("amt", "Kopf der Berichte und Vordrucke und die Wörter, die das Amt benutzt.", "", AMT),
    e("amt.name", "Name der Körperschaft, etwa „Landkreis Musterland“.", "", AMT),
    e("amt.organisation", "Name des Amtes oder Fachdienstes.", "", AMT),
    e("amt.kuerzel", "Kurzes Zeichen des Amtes, etwa „FD 51“.", "", AMT),
    e("amt.land", "Land in zwei Buchstaben (NI, SH, NW …): bestimmt Ferien und Kontenrahmen.", "", "Land"),
    e("amt.strasse", "Straße und Hausnummer.", "", AMT),
    e("amt.plz", "Postleitzahl.", "", AMT),
    e("amt.ort", "Ort.", "", AMT),
    e(
        "amt.kreisschluessel",
        "Amtlicher Schlüssel: fünf Ziffern für einen Kreis, acht für eine Stadt.",
        "",
        "Gemeindeverzeichnis",
    ),
    e("amt.gremium", "Ausschuss, dem berichtet wird.", "", "§ 71 SGB VIII"),
    e("amt.begriff_raum", "Wort für die Einheiten, im Singular; daraus werden „…team“ und „…räume“.", "", AMT),
    e("amt.begriff_region", "Wort für eine Gruppe von Einheiten, im Singular.", "", AMT),
    e("amt.entscheider_geld", "Wer über den Ressourceneinsatz entscheidet.", "", AMT),
    e("amt.stabsstelle", "Wer auswertet und berichtet.", "", AMT),
    e("amt.email", "Absender der Einladungen, Antwortadresse.", "", AMT),
    e(
        "amt.az_muster",
        "Muster der Aktenzeichen von Fällen: N Ziffer, J Ziffer des Jahres, T Ziffer des Teams.",
        "",
        AMT,
    ),
    e("woerter", "Wörter des Amtes, die gebeugt werden, mit Artikel und Mehrzahl.", "siehe die Schlüssel", AMT),
    e("woerter.massnahme", "Was aus den Budgets bezahlt wird.", "\"die Maßnahme, die Maßnahmen\"", AMT),
    e("woerter.raum", "Beugung von begriff_raum, falls sie nicht von selbst stimmt.", "nach der Endung", AMT),
    e("woerter.region", "Beugung von begriff_region, falls sie nicht von selbst stimmt.", "nach der Endung", AMT),
    e(
        "woerter.gesamt",
        "Alles zusammen: die Zeile, in der alle Räume stehen.",
        "Kreis oder Stadt nach dem Schlüssel",
        AMT,
    ),
    e(
        "woerter.arbeit",
        "Wofür die Budgets da sind: ein weibliches Hauptwort, davor vielleicht ein Eigenschaftswort.",
        "\"fallübergreifende Gemeinwesenarbeit\"",
        AMT,
    ),
    e("woerter.arbeit_kurz", "Dasselbe, wo wenig Platz ist.", "\"Gemeinwesenarbeit\"", AMT),
    e("woerter.beschreibung", "Titel der Anlage 1.", "\"Maßnahmebeschreibung\"", "Vordruck des Amtes"),
    e("budgetarten", "Arten von Budgets.", "die üblichen Namen", AMT),
    e("budgetarten.id", "Schlüssel in budgets.toml und in den Maßnahmen.", "", AMT),
    e("budgetarten.name", "Name in den Berichten.", "", AMT),
    e("budgetarten.kurz", "Name, wo wenig Platz ist.", "der Name", AMT),
    e(
        "budgetarten.wochenstunden",
        "Aus welchen Stunden der Teams (personal in raeume.toml) ein Budget in Stunden folgt.",
        "aus keinen",
        AMT,
    ),
    e("regeln", "Was das Amt selbst regelt.", "", AMT),
    e("regeln.haushaltsjahr_beginn", "Beginn des Haushaltsjahres (Monat-Tag); nur \"01-01\".", "", HAUSHALT),
    e(
        "regeln.ampel",
        "Ampel der Budgets. Bindungsquote = (Ist + gebunden) / verfügbar; Hochrechnung im Verhältnis zum verfügbaren \
         Budget. Rot geht vor Gelb.",
        "",
        AMT,
    ),
    e("regeln.ampel.gelb_ab_bindungsquote", "Gelb ab dieser Bindungsquote.", "", AMT),
    e("regeln.ampel.rot_ueber_bindungsquote", "Rot über dieser Bindungsquote.", "", AMT),
    e("regeln.ampel.gelb_ueber_hochrechnung", "Gelb über dieser linearen Hochrechnung.", "", AMT),
    e("regeln.ampel.rot_ueber_hochrechnung", "Rot über dieser linearen Hochrechnung.", "", AMT),
    e("regeln.hilfedichte", "Fälle je so viele Einwohner.", "", "KJH-Statistik"),
    e("regeln.hilfedichte.basis", "u21: junge Menschen unter 21; insgesamt: alle Einwohner.", "", "KJH-Statistik"),
    e("regeln.hilfedichte.je", "Fälle je so viele Einwohner, üblich 1000.", "", "KJH-Statistik"),
    e("regeln.hilfedichte.mindestbasis", "Auf weniger Einwohner wird keine Dichte ausgewiesen.", "", AMT),
    e(
        "regeln.kleine_zellen",
        "Fallzahlen unter den Schwellen werden unterdrückt, und alles, woraus sie sich errechnen ließen.",
        "",
        "§ 35 SGB I, §§ 67 ff. SGB X, § 64 Abs. 3 SGB VIII",
    ),
    e("regeln.kleine_zellen.intern", "Kleinste Fallzahl in Unterlagen der Sozialraumteams.", "", AMT),
    e("regeln.kleine_zellen.oeffentlich", "Kleinste Fallzahl in öffentlichen Unterlagen.", "", AMT),
    e("regeln.kleine_zellen.nullen", "Ob „niemand“ gezeigt werden darf.", "\"offen\"", AMT),
    e(
        "regeln.kleine_zellen.dominanz_groesster_prozent",
        "Mehr darf von einem Betrag nicht auf einen Fall entfallen.",
        "75",
        "Dominanzregel der amtlichen Statistik",
    ),
    e(
        "regeln.kleine_zellen.dominanz_zwei_groesste_prozent",
        "Mehr darf von einem Betrag nicht auf zwei Fälle entfallen.",
        "90",
        "Dominanzregel der amtlichen Statistik",
    ),
    e(
        "regeln.kleine_zellen.schutzabstand_faelle",
        "So weit liegen kleinster und größter noch möglicher Wert einer gesperrten Fallzahl auseinander.",
        "die Schwelle weniger 2",
        "Intervallschutz der amtlichen Statistik",
    ),
    e(
        "regeln.kleine_zellen.schutzabstand_betraege_prozent",
        "Dasselbe für Beträge, in Prozent.",
        "20",
        "Intervallschutz der amtlichen Statistik",
    ),
    e(
        "regeln.kleine_zellen.erschlossen",
        "Was ein Lauf tut, wenn sich eine kleine Zahl aus früheren Unterlagen errechnen lässt: anhalten, oder sie nennen \
         und weiterlaufen.",
        "\"anhalten\"",
        AMT,
    ),
    e("regeln.hilfegruppen", "Hilfegruppen, die zusammengezählt werden, in der Reihenfolge der Berichte.", "", AMT),
    e("regeln.hilfegruppen_getrennt", "Hilfegruppen mit eigener Zeile, die in keiner Summe stehen.", "", AMT),
    e(
        "regeln.einladungsfrist_tage",
        "So viele Tage vor einer Sitzung sind Einladung und Tagesordnung verschickt.",
        "",
        "Standards der Sozialraumteams",
    ),
    e("regeln.evaluation", "Rhythmus der Evaluationen.", "", "Fachgremium Sozialraummanagement"),
    e(
        "regeln.evaluation_frist_tage",
        "So viele Tage nach dem Ende des Halbjahres sind seine Evaluationen fällig.",
        "14",
        AMT,
    ),
    e("regeln.auslaufend_monate", "So viele Monate im Voraus nennt die Budgetübersicht, was endet.", "6", AMT),
    e(
        "regeln.veraenderung",
        "Wann Berichte eine Veränderung von Fällen oder Kosten benennen.",
        "siehe die Schlüssel",
        AMT,
    ),
    e("regeln.veraenderung.ab_prozent", "Ab so viel Prozent des früheren Wertes.", "10", ERPROBT),
    e("regeln.veraenderung.ab_faellen", "Und ab so vielen Fällen.", "8", ERPROBT),
    e(
        "regeln.stundenbudget",
        "Budgets in Stunden: Stunden des Teams je Woche × (wochen_im_jahr − freie_wochen).",
        "siehe die Schlüssel",
        AMT,
    ),
    e("regeln.stundenbudget.wochen_im_jahr", "Wochen, mit denen ein Jahr gerechnet wird.", "52", AMT),
    e("regeln.stundenbudget.freie_wochen", "Davon ohne Arbeit der Teams: Ferien, Feiertage.", "0", AMT),
    e("regeln.zuwendung", "Zuwendungen an Träger, wo eine Maßnahme eine zuwendung nennt.", "siehe die Schlüssel", AMT),
    e(
        "regeln.zuwendung.eigenanteil_basis",
        "Wovon der Eigenanteil berechnet wird.",
        "\"zuwendungsfaehige_gesamtkosten\"",
        "Förderrichtlinie des Amtes",
    ),
    e(
        "regeln.zuwendung.einzelansatz_ueberschreitung_prozent",
        "So weit darf ein Einzelansatz überschritten werden, wenn an anderer Stelle gespart wird.",
        "20",
        "Nebenbestimmungen zur Projektförderung (ANBest-P)",
    ),
    e("gestaltung", "Aussehen der Berichte.", "siehe die Schlüssel", AMT),
    e(
        "gestaltung.akzentfarbe",
        "Farbe als #rrggbb, dunkel genug für Weiß.",
        "\"#17466b\"",
        "BITV 2.0, Kontrast 4,5 : 1",
    ),
    e("befunde", "Befunde der Lieferungen.", "siehe die Schlüssel", AMT),
    e("befunde.schwere", "Schwere einer Regel, mit Code oder Name aus docs/regeln.md.", "wie in docs/regeln.md", AMT),
    e("befunde.hoechstens_je_regel", "So viele Befunde je Regel und Datei werden gezeigt.", "20", AMT),
    e("vergleich", "Vergleich einer Lieferung mit früheren Quartalen.", "siehe die Schlüssel", ERPROBT),
    e("vergleich.mindestquartale", "Verglichen wird ab so vielen früheren Quartalen.", "4", ERPROBT),
    e("vergleich.hoechstquartale", "Und höchstens mit so vielen.", "8", ERPROBT),
    e(
        "vergleich.streuungen",
        "Vielfaches der üblichen Streuung (MAD × 1,4826).",
        "\"3.5\"",
        "Iglewicz und Hoaglin 1993",
    ),
    e("vergleich.mindestanteil", "Anteil am Median.", "\"0.25\"", ERPROBT),
    e("vergleich.mindestzahl_faelle", "Kleinste Änderung in Fällen.", "5", ERPROBT),
    e("vergleich.mindestzahl_buchungen", "Kleinste Änderung in Buchungen.", "100", ERPROBT),
    e("vergleich.mindestbetrag", "Kleinste Änderung in Euro.", "\"20000.00\"", ERPROBT),
    e(
        "vergleich.nachlauf_tage",
        "So viele Tage nach der Leistung darf eine Buchung liegen, die ihren Zeitraum nicht nennt.",
        "365",
        ERPROBT,
    ),
    e("vergleich.vorlauf_tage", "So viele Tage davor (Pflegegeld kommt im Voraus).", "14", ERPROBT),
    e("lesen", "Grenzen beim Lesen einer gelieferten Datei.", "siehe die Schlüssel", "Programm"),
    e("lesen.speicher_mib", "Arbeitsspeicher in MiB.", "640", "Programm"),
    e("lesen.sekunden", "Zeit in Sekunden.", "8", "Programm"),
    e("lesen.hoechstens_mib", "Größe der Datei in MiB.", "128", "Programm"),
    e("jha", "Bericht an den Ausschuss: was nicht in data/sitzungen steht.", "siehe die Schlüssel", AMT),
    e(
        "jha.titel",
        "Betreff, an dem die Vorlage einer Sitzung erkannt wird.",
        "\"Bericht zur Sozialraumorientierung\"",
        AMT,
    ),
    e("jha.art", "Art der Vorlage, wenn die Sitzung keine nennt.", "\"Berichtsvorlage\"", "Geschäftsordnung"),
    e("jha.federfuehrend", "Wer federführend ist.", "die Organisation des Amtes", AMT),
    e("jha.zustaendigkeit", "Worum der Ausschuss gebeten wird.", "\"Kenntnisnahme\"", "Geschäftsordnung"),
    e("jha.rhythmus", "Wie oft berichtet wird; steht als Satz in der Vorlage.", "\"jedes Quartal\"", AMT),
    e(
        "jha.finanzielle_auswirkungen",
        "Erster Satz der finanziellen Auswirkungen.",
        "\"Der Bericht selbst hat keine finanziellen Auswirkungen.\"",
        AMT,
    ),
    e("jha.weitere_beratung", "Gremien, in die die Vorlage danach geht.", "keine", "Geschäftsordnung"),
    e("jha.weitere_beratung.gremium", "Name des Gremiums.", "", AMT),
    e("jha.weitere_beratung.datum", "Tag seiner Sitzung.", "noch offen", AMT),
    e("jha.weitere_beratung.zustaendigkeit", "Worum es gebeten wird.", "", AMT),
    e(
        "jha.hilfearten_je_raum",
        "Hilfearten, die der Anhang für jeden Raum zeigt; je mehr, desto mehr muss gesperrt werden.",
        "keine",
        AMT,
    ),
    e("jha.brueche", "Brüche in der Reihe; sie stehen in Texten und Schaubildern.", "keine", AMT),
    e("jha.brueche.quartal", "Erstes Quartal neuer Zählung.", "", AMT),
    e("jha.brueche.text", "Was sich geändert hat.", "", AMT),
    e("jha.ziele", "Zielkennzahlen.", "keine", AMT),
    e("jha.ziele.name", "Name.", "", AMT),
    e(
        "jha.ziele.kennzahl",
        "Was gemessen wird: Anteil oder Dichte einer Hilfegruppe, Auslastung der Budgets, vorliegende Evaluationen, \
         erreichte Ziele.",
        "",
        AMT,
    ),
    e("jha.ziele.gruppe", "Hilfegruppe, wenn die Kennzahl von einer handelt.", "alle Hilfen", AMT),
    e("jha.ziele.richtung", "Ob mehr oder weniger besser ist.", "", AMT),
    e("jha.ziele.ziel", "Zielwert in der Einheit der Kennzahl.", "", AMT),
    e("jha.ziele.quelle", "Wer das Ziel wann beschlossen hat.", "", AMT),
];

//! What the files say about themselves: a comment at a path, and lists that get a section for each record.
//!
//! A path is the file's kind and the keys below it. A comment is printed the first time its path occurs.

/// Lists and tables that get sections of their own even where they are short, because people read them one by one.
pub const SECTIONS: &[&str] = &[
    "einstellungen.amt",
    "einstellungen.woerter",
    "einstellungen.budgetarten",
    "einstellungen.regeln.ampel",
    "einstellungen.regeln.hilfedichte",
    "einstellungen.regeln.kleine_zellen",
    "einstellungen.regeln.veraenderung",
    "einstellungen.regeln.stundenbudget",
    "einstellungen.regeln.zuwendung",
    "einstellungen.regeln.massnahmen",
    "einstellungen.regeln.massnahmen.liegezeit_tage",
    "einstellungen.regeln.massnahmen.nachweis",
    "einstellungen.gestaltung",
    "einstellungen.befunde",
    "einstellungen.vergleich",
    "einstellungen.lesen",
    "einstellungen.bescheid",
    "einstellungen.jha",
    "einstellungen.jha.brueche",
    "einstellungen.jha.ziele",
    "einstellungen.sitzungsplan",
    "einstellungen.fristen",
    "einstellungen.mail",
    "raeume.regionen",
    "raeume.raeume",
    "hilfearten.hilfearten",
    "traeger.traeger",
    "kriterien.kriterien",
    "kriterien.kriterien.bloecke",
    "verteiler.sozialraumteams",
    "massnahme.bedarf",
    "massnahme.bewilligung",
    "massnahme.entscheidungen.bescheid",
    "massnahme.entscheidungen.leistungserbringung",
    "massnahme.entscheidungen.ressourceneinsatz",
    "massnahme.entscheidungen.kein_leistungsangebot",
    "massnahme.verwendungsnachweis",
    "nachweis.sachbericht",
];

/// Every path that has a comment.
pub fn paths() -> impl Iterator<Item = &'static str> {
    COMMENTS.iter().map(|(path, _)| *path)
}

/// The comment at a path.
pub fn comment(path: &str) -> Option<&'static str> {
    COMMENTS.iter().find(|(at, _)| *at == path).map(|(_, text)| *text)
}

/// The remark behind the value at a path.
pub fn remark(path: &str) -> Option<&'static str> {
    REMARKS.iter().find(|(at, _)| *at == path).map(|(_, text)| *text)
}

/// Remarks of a few words, behind the value.
const REMARKS: &[(&str, &str)] = &[
    ("einstellungen.amt.land", "NI, SH, NW …: bestimmt Ferien und Kontenrahmen"),
    ("einstellungen.amt.kreisschluessel", "amtlicher Schlüssel des Kreises oder der Stadt"),
    ("einstellungen.amt.gremium", "Ausschuss, dem berichtet wird"),
    ("einstellungen.amt.entscheider_geld", "wer über den Ressourceneinsatz entscheidet"),
    ("einstellungen.amt.stabsstelle", "wer auswertet und berichtet"),
    ("einstellungen.amt.begriff_raum", "wie die Einheiten hier heißen, im Singular"),
    ("einstellungen.amt.email", "Absender der Einladungen, Antwortadresse"),
];

const COMMENTS: &[(&str, &str)] = &[
    // ---- sozialraumbericht.toml
    (
        "einstellungen",
        "Einstellungen des Amtes. Alles in dieser Datei entscheidet das Amt selbst.\n\nDaten stehen als Jahr-Monat-Tag, Anteile und Quoten als Dezimalzahl mit Punkt in\nAnführungszeichen (\"0.90\" = 90 %). Nach einer Änderung: sozialraumbericht massnahme pruefen",
    ),
    ("einstellungen.schema", "Form dieser Dateien; nicht ändern."),
    ("einstellungen.stand", "Stichtag der Stammdaten; steht in jedem Bericht als „Stammdaten vom …“."),
    ("einstellungen.jahre", "Erstes und letztes Haushaltsjahr der Budgets und Maßnahmen."),
    ("einstellungen.alle_personen_erfunden", "Nur in Beispielen: alle Personen, Träger und Beträge sind erfunden."),
    ("einstellungen.amt", "Das Amt: Kopf der Berichte und Vordrucke, und die Wörter, die es benutzt."),
    (
        "einstellungen.amt.az_muster",
        "Muster der Aktenzeichen von Fällen: N Ziffer, J Ziffer des Jahres, T Ziffer des Teams.\nDaran erkennt die Prüfung, dass in einer Datei Aktenzeichen stehen.",
    ),
    (
        "einstellungen.woerter",
        "Wörter des Amtes, die gebeugt werden, mit Artikel und Mehrzahl: \"das Projekt, die Projekte\".\nmassnahme: was aus den Budgets bezahlt wird. gesamt: alles zusammen. arbeit: wofür die Budgets da sind (ein\nweibliches Hauptwort, davor vielleicht ein Eigenschaftswort); arbeit_kurz, wo wenig Platz ist.\nbeschreibung: Titel der Anlage 1. Weiter möglich: raum und region, falls sich begriff_raum und begriff_region\nnicht von selbst richtig beugen: region = \"das Bezirksjugendamt, die Bezirksjugendämter\".",
    ),
    (
        "einstellungen.budgetarten",
        "Arten von Budgets: Schlüssel (id) in budgets.toml und in den Maßnahmen, Name in den Berichten, kurz, wo wenig\nPlatz ist. wochenstunden: aus welchen Stunden der Teams (personal in raeume.toml) ein Budget in Stunden folgt,\nkollegiale_beratung oder fua.",
    ),
    (
        "einstellungen.regeln.stundenbudget",
        "Budgets in Stunden: Ansatz = Stunden des Teams je Woche × (wochen_im_jahr − freie_wochen). Freie Wochen sind\nFerien und Feiertage, in denen die Teams nicht arbeiten.",
    ),
    (
        "einstellungen.regeln.haushaltsjahr_beginn",
        "Beginn des Haushaltsjahres (Monat-Tag). Vorgesehen ist nur der 1. Januar.",
    ),
    (
        "einstellungen.regeln.hilfegruppen",
        "Hilfegruppen, die zusammengezählt werden, in der Reihenfolge der Berichte. Welche Hilfeart\nin welche Gruppe gehört, steht in data/stammdaten/hilfearten.toml.",
    ),
    (
        "einstellungen.regeln.hilfegruppen_getrennt",
        "Hilfegruppen mit eigener Zeile, die in keiner Summe stehen (§ 28 Erziehungsberatung).",
    ),
    (
        "einstellungen.regeln.einladungsfrist_tage",
        "So viele Tage vor einer Sitzung sind Einladung und Tagesordnung verschickt.",
    ),
    ("einstellungen.regeln.evaluation", "Rhythmus der Evaluationen."),
    (
        "einstellungen.regeln.evaluation_frist_tage",
        "So viele Tage nach dem Ende des Halbjahres sind seine Evaluationen fällig.",
    ),
    (
        "einstellungen.regeln.auslaufend_monate",
        "So viele Monate im Voraus nennt die Budgetübersicht Maßnahmen, die enden.",
    ),
    (
        "einstellungen.regeln.ampel",
        "Ampel der Budgets. Bindungsquote = (Ist + gebunden) / verfügbar; Hochrechnung = linear auf das\nJahresende hochgerechnetes Ist im Verhältnis zum verfügbaren Budget. „ab“ schließt den Wert ein,\n„über“ nicht. Rot geht vor Gelb.",
    ),
    (
        "einstellungen.regeln.hilfedichte",
        "Hilfedichte: Fälle je so viele Einwohner. basis: u21 (junge Menschen unter 21) oder insgesamt.\nUnter der Mindestbasis wird keine Dichte ausgewiesen.",
    ),
    (
        "einstellungen.regeln.kleine_zellen",
        "Kleine Zahlen: Fallzahlen unter diesen Schwellen werden unterdrückt, intern (Unterlagen der\nSozialraumteams) und öffentlich (Ausschuss), ebenso die Beträge so weniger Fälle und alles, woraus sie\nsich errechnen ließen. Mittel der Gemeinwesenarbeit sind keine Sozialdaten. Weiter möglich, mit den\nüblichen Werten: nullen = \"offen\" (oder \"geschuetzt\"), dominanz_groesster_prozent = 75 und\ndominanz_zwei_groesste_prozent = 90 (mehr darf von einem Betrag nicht auf einen, auf zwei Fälle\nentfallen), schutzabstand_betraege_prozent = 20 und schutzabstand_faelle (so weit müssen kleinster und\ngrößter noch möglicher Wert auseinanderliegen; ohne Angabe die Schwelle weniger 2).",
    ),
    (
        "einstellungen.regeln.veraenderung",
        "Wann Berichte eine Veränderung von Fällen oder Kosten benennen: ab so viel Prozent des früheren Wertes\nund ab so vielen Fällen. Darunter heißt sie „nahezu unverändert“.",
    ),
    (
        "einstellungen.regeln.zuwendung",
        "Zuwendungen an Träger.\neigenanteil_basis: wovon der Eigenanteil berechnet wird, zuwendungsfaehige_gesamtkosten oder\nbeantragte_zuwendung. Ein Einzelansatz darf um so viel Prozent überschritten werden, wenn an\nanderer Stelle gespart wird. Weiter möglich, je mit quelle (wo es festgelegt ist):\nfinanzierungsart = \"Fehlbedarfsfinanzierung\" (oder Voll-, Anteil-, Festbetragsfinanzierung; gilt, wo eine\nMaßnahme nichts anderes sagt), eigenanteil_staffel = { wert = [{ ab_mitarbeitenden = 1, prozent = \"1\" }, …] },\neigenanteil_anerkannt = { wert = [\"eigene_mittel\", \"sachleistung\", \"arbeitsleistung\", \"unbezahlte_arbeit\"] },\nstundenwert_unbezahlte_arbeit = { wert = \"15,00\" }, vollfinanzierung_mit_grund = { wert = true }.",
    ),
    (
        "einstellungen.regeln.massnahmen",
        "Was von einer Maßnahme verlangt wird; quelle sagt, wo es festgelegt ist. Was hier nicht steht, wird nicht\ngeprüft. Die Befunde zeigt: sozialraumbericht massnahme pruefen\nbeginn_nicht_vor: bewilligung (Entscheidung über das Geld) oder bescheid; der Tag selbst ist erlaubt.\nWeiter möglich: hoechstlaufzeit_monate und verlaengerung_monate = { wert = 24, quelle = \"…\" },\ninstitutionelle_foerderung = { wert = false, quelle = \"…\" }.",
    ),
    (
        "einstellungen.regeln.massnahmen.liegezeit_tage",
        "So viele Tage darf eine Maßnahme in einem Stand bleiben; danach hängt sie (massnahme liste --haengt).",
    ),
    (
        "einstellungen.regeln.massnahmen.nachweis",
        "Verwendungsnachweise (data/nachweise). je_foerderjahr: jedes Förderjahr hat einen, sonst nur das Ende der\nLaufzeit. So viele Monate nach dem Förderjahr ist der Zwischennachweis fällig, nach der Laufzeit der letzte.",
    ),
    (
        "einstellungen.gestaltung",
        "Aussehen der Berichte. akzentfarbe als \"#rrggbb\": dunkel genug, um auf Weiß lesbar zu sein.",
    ),
    (
        "einstellungen.befunde",
        "Befunde der Lieferungen. So viele je Regel und Datei werden gezeigt, der Rest wird gezählt.\nDie Schwere einer Regel lässt sich ändern (hinweis, warnung, fehler), mit Code oder Name aus\ndocs/regeln.md: schwere = { K005 = \"warnung\", \"ausgeblendetes-blatt\" = \"fehler\" }",
    ),
    (
        "einstellungen.vergleich",
        "Vergleich einer Lieferung mit früheren Quartalen; alle Angaben dürfen fehlen. Ein Wert gilt als Sprung, wenn er\nvom Median der früheren Quartale um mehr abweicht als jede der drei Schwellen: das Vielfache der üblichen\nStreuung (MAD × 1,4826; 3.5 nach Iglewicz und Hoaglin 1993), den Anteil am Median und die kleinste Änderung\n(Fälle, Buchungen, Euro). Verglichen wird ab mindestquartale und höchstens mit hoechstquartale Quartalen.\nnachlauf_tage, vorlauf_tage: so viele Tage nach oder vor der Leistung darf eine Buchung liegen, die ihren\nLeistungszeitraum nicht nennt.",
    ),
    (
        "einstellungen.lesen",
        "Grenzen beim Lesen einer gelieferten Datei. Eine Datei, die mehr braucht, wird abgelehnt (Datei nicht\nlesbar); die anderen werden gelesen. speicher_mib: Arbeitsspeicher, sekunden: Zeit,\nhoechstens_mib: Größe der Datei.",
    ),
    (
        "einstellungen.bescheid",
        "Bescheide an Träger (Entwürfe: sozialraumbericht massnahme bescheid ID). stelle: wer den Bescheid erlässt.\nauflagen: was neben Zweck, Finanzierungsplan und Nachweisen verlangt wird; zeichnung steht über der\nUnterschrift. Die Rechtsbehelfsbelehrung vor dem ersten Gebrauch vom Rechtsamt prüfen lassen: Widerspruch oder\nKlage, Behörde oder Gericht mit Anschrift.",
    ),
    (
        "einstellungen.jha",
        "Bericht an den Ausschuss. Nummer, Tagesordnungspunkt und Termin der Vorlage stehen in data/sitzungen; hier\nsteht, was dort nicht steht. titel: Betreff, an dem die Vorlage einer Sitzung erkannt wird; rhythmus und\nfinanzielle_auswirkungen stehen als Satz in der Vorlage. Weiter möglich: federfuehrend = \"…\",\nhilfearten_je_raum = [\"31\"] (im Anhang für jeden Raum; je mehr, desto mehr muss gesperrt werden) und\nweitere_beratung = [{ gremium = \"Kreisausschuss\", datum = 2026-09-17, zustaendigkeit = \"Kenntnisnahme\" }].\nEin Bruch in der Reihe (neue Fachsoftware, neues Recht) steht in Texten und Schaubildern:\n[[jha.brueche]] mit quartal = \"2025-Q3\" (erstes Quartal neuer Zählung) und text = \"neue Fachsoftware\".",
    ),
    (
        "einstellungen.jha.ziele",
        "Zielkennzahlen des Ausschusses. kennzahl: anteil (Prozent einer Hilfegruppe am Bestand), hilfedichte (einer\nHilfegruppe oder, ohne gruppe, aller Hilfen), auslastung (Prozent der Sozialraumbudgets), evaluationen\n(Prozent der fälligen, die vorliegen), ziele (Prozent der Ziele von Maßnahmen, die mindestens größtenteils\nerreicht sind). richtung: mindestens oder hoechstens. quelle: wer das Ziel wann beschlossen hat.",
    ),
    (
        "einstellungen.sitzungsplan",
        "Sitzungen der Sozialraumteams. vormittag, nachmittag: Beginn und Ende; wechsel: von Sitzung zu Sitzung im\nWechsel, zuerst erste_sitzung. Eine Sitzung liegt mindestens abstand_ausschuss_tage vor der nächsten Sitzung des\nAusschusses und abstand_regionalteam_tage vor der des Regionalteams (0: sie dürfen sich nur nicht überschneiden).\nzulieferung_tage: so lange nach dem Quartalsende liefert die WJH; älter als budgetstand_hoechstens_tage soll die\nBudgetübersicht in der Sitzung nicht sein. Absagen werden bis absage_bis_tage vorher erbeten.",
    ),
    (
        "einstellungen.sitzungsplan.tagesordnung",
        "Was auf jeder Tagesordnung steht; die eingereichten Themen kommen vor die Punkte mit nach_themen. von: Rolle oder\nStelle im Team. anlage: der Punkt gehört zu dieser Anlage (protokoll, budgetuebersicht).",
    ),
    (
        "einstellungen.sitzungsplan.teams",
        "Wann und wo ein Team tagt: am soundsovielten Wochentag (woche) dieser Monate, oder alle rhythmus_wochen ab\nerste_kalenderwoche. Mehrere Orte wechseln sich ab.",
    ),
    (
        "einstellungen.sitzungsplan.regionalteams",
        "Termine der Regionalteams, sobald sie feststehen:\n{ region = \"nord\", datum = 2027-03-10, beginn = \"14:00\", ende = \"16:00\" }",
    ),
    (
        "einstellungen.fristen",
        "Fristen (Befehle „faellig“ und „lauf --faellig“); alle Angaben dürfen fehlen. Was anderswo steht, gilt auch hier:\neinladungsfrist_tage und evaluation_frist_tage unter [regeln], zulieferung_tage unter [sitzungsplan], die Fristen der\nNachweise unter [regeln.massnahmen.nachweis], die ihrer Prüfung unter [regeln.massnahmen.liegezeit_tage].\nbefunde_tage: so lange hat die WJH für die Antwort auf eine abgelehnte Lieferung. warnungen_tage: so lange\nnennt „faellig“ die Warnungen einer aufgenommenen Lieferung als Rückfragen. jha_bericht_tage: so lange vor der Sitzung\ndes Ausschusses liegt der Bericht vor. protokoll_tage: so lange nach der Sitzung ist das Protokoll geschrieben.\nausblick_tage: so weit im Voraus wird eine Frist genannt. nachholen_monate: ältere Quartale und Halbjahre holt\n„lauf --faellig“ nicht nach.",
    ),
    (
        "einstellungen.mail",
        "Mail (Befehl „versand“); alle Angaben dürfen fehlen. Ohne server schreibt das Programm Entwürfe (--eml).\nvorlauf_tage: so viele Tage vor der Einladungsfrist wird eine Einladung fällig. verschluesselung: \"tls\" (Port\n465), \"starttls\" (587) oder, nur für einen Server auf diesem Rechner, \"ohne\". Weiter möglich:\n  server = \"mail.example.org\"             Mailserver; port, wenn er vom üblichen abweicht\n  absender = \"jugendamt@example.org\"      sonst die Adresse des Amtes\n  antwort = \"sekretariat@example.org\"     Antwortadresse aller Teams, sonst das Organisationsteam des Teams;\n                                          für einzelne Teams: antwort_je_team = { mitte = \"…\" }\n  listendomain = \"jugendamt.example.org\"  für List-Id und Message-ID, sonst die Domain des Absenders\n  zertifikat = \"/etc/ssl/kreis-ca.pem\"    Zertifikat der eigenen Zertifizierungsstelle\n  zugangsdatei = \"/etc/sozialraumbericht/zugang.toml\"  mit benutzer und kennwort, Rechte 0600\nBenutzer und Kennwort stehen nie hier, sondern in der zugangsdatei oder in den Umgebungsvariablen\nSOZIALRAUMBERICHT_SMTP_BENUTZER und SOZIALRAUMBERICHT_SMTP_KENNWORT.\n„lauf --faellig“ sendet nur mit selbsttaetig = true. berichte: gehen dann von selbst hinaus, sobald sie geschrieben\nsind (budgetuebersicht, quartalsdaten, evaluation, angebote, beschluesse, jha-bericht). Dazu möglich:\n  wjh = \"wjh@example.org\"                 bekommt Erinnerungen an Lieferungen\n  zusammenfassung = \"stabsstelle@example.org\"  bekommt nach jedem Lauf, der etwas getan hat, die Zusammenfassung",
    ),
    // ---- raeume.toml
    (
        "raeume",
        "Regionen und Räume. Der Schlüssel (id) bleibt für immer, der Name darf sich ändern: einen Ort\ngleichen Namens gibt es auch anderswo, den Schlüssel nur einmal.",
    ),
    (
        "raeume.regionen",
        "Eine Region fasst Räume zusammen; ihr Regionalteam entscheidet über das Geld.\naliasse: alle anderen Schreibweisen, die in Lieferungen der WJH vorkommen.",
    ),
    (
        "raeume.raeume",
        "art: sozialraum, kreisweit (Angebote für das ganze Gebiet) oder ohne (umA, Vollzeitpflege\nin fremder Zuständigkeit, unbekannt). Die beiden letzten gibt es immer genau einmal.\nregion: zu welcher Region der Raum gehört, das entscheidet das Amt.\ncode, ags, plz, aliasse: woran eine Lieferung den Raum erkennt; nichts davon darf bei zwei\nRäumen stehen, außer einer Postleitzahl, die mehreren dient.",
    ),
    ("raeume.raeume.gemeinden", "Gemeinden mit ihrem Anteil an den Einwohnern des Raumes (zusammen 1)."),
    (
        "raeume.raeume.einwohner",
        "Einwohner je Stichtag; u21: junge Menschen unter 21. Es gilt die jüngste Tabelle bis zum\nStichtag des Berichts. Neue Zahlen als neue Zeile anfügen, alte stehen lassen.",
    ),
    ("raeume.raeume.personal", "Personal des Teams und Wochenstunden, aus denen die Budgets in Stunden folgen."),
    // ---- hilfearten.toml
    ("hilfearten", "Hilfen nach SGB VIII. § 41 steht je als die Hilfe, als die er gewährt wird."),
    (
        "hilfearten.hilfearten",
        "gruppe: die Hilfegruppe; die Zuordnung entscheidet das Amt (Namen in sozialraumbericht.toml).\neinheit: was gezählt wird. produkt: Produkt des Haushalts; in Buchungslisten sagt es die Hilfeart.\nkontoart: Schlüssel des Kontos in konten.toml. schreibweisen: alles, was in Lieferungen vorkommt.\nalter_von: jünger ist bei Beginn niemand; alter_bis: älter ist am letzten Tag niemand (beide in\nganzen Jahren, beide dürfen fehlen).",
    ),
    // ---- konten.toml
    (
        "konten",
        "Konten nach dem Kontenrahmen des Landes. Die erste Ziffer trennt Ergebnis- und Finanzrechnung:\ndieselbe Buchung steht oft in beiden und zählt nur einmal.",
    ),
    ("konten.produkt_gwa", "Produkt, auf dem die Maßnahmen der Gemeinwesenarbeit gebucht werden."),
    ("konten.konten", "konto: Ergebnisrechnung; finanzkonto: dasselbe in der Finanzrechnung."),
    // ---- traeger.toml
    ("traeger", "Träger von Maßnahmen und Hilfen."),
    (
        "traeger.traeger",
        "aliasse: andere Schreibweisen in Lieferungen. mitarbeitende bestimmt die Staffel des\nEigenanteils. gemeinnuetzigkeit: der Nachweis und bis wann er gilt (§ 74 SGB VIII). sammelrechnung: eine Rechnung für viele Fälle.\nkontakt_freigegeben: Telefon, E-Mail und Anschrift dürfen in der Angebotsübersicht stehen; fehlt\ndie Angabe, dann nicht.",
    ),
    // ---- kriterien.toml
    (
        "kriterien",
        "Kriterien für Anlage 3, je Version. Eine beschlossene Version bleibt, wie sie ist: Änderungen\nergeben eine neue. Alle Angebote zu einem Bedarf werden nach derselben bewertet (§ 74 Abs. 5).",
    ),
    (
        "kriterien.kriterien.skala",
        "Die Stufen der Skala und was sie bedeuten; dazwischen sind Teilpunkte in dieser Schrittweite erlaubt.",
    ),
    ("kriterien.kriterien.mindestsumme", "Gewichtete Summe, die ein Angebot erreichen muss."),
    (
        "kriterien.kriterien.bloecke",
        "Gewichte in Prozent: die Kriterien eines Blocks ergeben sein Gewicht, alle Blöcke 100.\nmindestpunkte: gewichtetes Mittel, das im Block zu erreichen ist. ko: 0 Punkte schließen aus.",
    ),
    // ---- budgets.toml
    ("budgets", "Budgets. Beträge stehen in Anführungszeichen: \"1.234,56\"."),
    (
        "budgets.budgets",
        "Ansatz je Haushaltsjahr, Budgetart und Raum (auch einer Region oder kreisweit).\neinheit: EUR oder Stunden.",
    ),
    (
        "budgets.budgetbewegungen",
        "Änderungen im Lauf des Jahres; sie zählen ab ihrem Datum.\nnachtrag: Nachtragshaushalt, eine Sperre mit Minus. uebertrag: Ermächtigung aus dem Vorjahr.\numschichtung: von einem Raum nach einem anderen, etwa für eine gemeinsame Maßnahme.",
    ),
    ("budgets.stundennachweise", "Geleistete Stunden gegen Budgets in Stunden."),
    // ---- verteiler.toml
    ("verteiler", "Sozialraumteams und Verteiler."),
    (
        "verteiler.sozialraumteams",
        "Wer zum Team gehört; rolle: Leitung Sozialraumteam, Organisationsteam oder Mitglied.",
    ),
    ("verteiler.verteiler", "Wer welche Unterlagen bekommt. extern: außerhalb der Verwaltung."),
    // ---- Maßnahme
    ("massnahme", "Maßnahme der Gemeinwesenarbeit, vom Bedarf bis zum Verwendungsnachweis."),
    (
        "massnahme.rechtsgrundlage",
        "Genau eine: \"§ 74\" (Kreiszuschuss) oder \"§ 77\" (Fachleistungsstunden), nie beide.",
    ),
    ("massnahme.anteile", "Wessen Budget zahlt, in Prozent; zusammen 100."),
    ("massnahme.angebote", "Angebot eines Trägers mit Anlage 1 (Beschreibung), 2 (Kosten) und 3 (Bewertung)."),
    ("massnahme.entscheidungen", "Entscheidungen: Leitung des Sozialraumteams, dann Geld, dann Bescheid der WJH."),
    ("massnahme.bewilligung", "Bewilligt. Ohne Jahresraten wird der Betrag nach Kalendermonaten geteilt."),
    ("massnahme.zuwendung", "Zuwendung nach den Regeln des Amtes."),
    ("massnahme.buchungsweise", "je_raum: eine Buchung je Raum; summe: eine ohne Raum, geteilt nach den Anteilen."),
    // ---- Evaluation
    ("evaluation", "Evaluation einer Maßnahme für ein Halbjahr."),
    ("evaluation.ziele", "angabe: exakt, schaetzung oder keine; grad: vollstaendig, groesstenteils, teilweise, nicht."),
    ("evaluation.empfehlung", "fortfuehren, anpassen oder beenden."),
    // ---- Nachweis
    ("nachweis", "Verwendungsnachweis einer Maßnahme für ein Förderjahr (Haushaltsjahr der Laufzeit)."),
    ("nachweis.ausgezahlt", "Was die WJH für das Förderjahr ausgezahlt hat."),
    (
        "nachweis.belege",
        "ansatz: P1 ist die erste Person der Anlage 2, S2 die zweite Zeile ihrer Sachkosten. Keine Namen.",
    ),
    (
        "nachweis.eigenleistungen",
        "form: eigene_mittel, sachleistung, arbeitsleistung (je mit betrag) oder unbezahlte_arbeit (mit stunden).",
    ),
    ("nachweis.sachbericht", "Sachbericht des Trägers."),
    // ---- Sitzungen
    ("sitzung", "Sitzung eines Sozialraumteams."),
    ("sitzung.tagesordnung", "fest: steht auf jeder Tagesordnung; von: wer den Punkt vorträgt."),
    ("ausschuss", "Sitzung des Ausschusses. art = \"ausschuss\" unterscheidet sie von der eines Sozialraumteams."),
];

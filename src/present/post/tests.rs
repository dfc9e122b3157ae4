use super::*;
use crate::domain::post::Anlagenstand;

fn inhalt() -> Postinhalt {
    let anlage = |name: &str, titel: &str| Anlagenstand {
        name: name.to_owned(),
        titel: titel.to_owned(),
        fassung: "1".to_owned(),
    };
    Postinhalt {
        art: Postart::Einladung,
        termin: Some(Termin {
            tag: "2026-09-14".parse().expect("a day"),
            beginn: "14:30".to_owned(),
            ende: "17:00".to_owned(),
            ort: "Rathaus Achim, Sitzungssaal".to_owned(),
        }),
        grund: None,
        tagesordnung: vec!["Budgetübersicht".to_owned(), "Verschiedenes".to_owned()],
        anlagen: vec![anlage("einladung.pdf", "Einladung"), anlage("budget.pdf", "Budgetübersicht Achim")],
        mitteilung: None,
    }
}

fn sache<'a>(inhalt: &'a Postinhalt, vorher: Option<&'a Postinhalt>, heute: &str) -> Postsache<'a> {
    Postsache {
        inhalt,
        raum: "Achim",
        gegenstand: "",
        vorher,
        nummer: 1 + u32::from(vorher.is_some()),
        name: "Käthe Beispiel",
        antwort: "petra.platzhalter@example.org",
        heute: heute.parse().expect("a day"),
    }
}

#[test]
fn the_box_says_day_hour_and_place() {
    let inhalt = inhalt();
    let lines: Vec<_> = rahmen(&sache(&inhalt, None, "2026-09-01")).into_iter().map(|line| line.wert).collect();
    assert_eq!(
        lines,
        [
            "Montag, 14.09.2026, 14:30–17:00\u{a0}Uhr",
            "Rathaus Achim, Sitzungssaal",
            "bitte an petra.platzhalter@example.org"
        ]
    );
}

#[test]
fn an_invitation_is_late_from_the_ninth_day_before_on() {
    let inhalt = inhalt();
    assert_eq!(verspaetung(&sache(&inhalt, None, "2026-09-04"), 10), None, "ten days before is in time");
    let late = verspaetung(&sache(&inhalt, None, "2026-09-05"), 10).expect("nine days before is late");
    assert!(late.contains("noch neun Tage"), "{late}");
    assert!(verspaetung(&sache(&inhalt, None, "2026-09-13"), 10).expect("late").contains("morgen"));
    assert_eq!(verspaetung(&sache(&inhalt, Some(&inhalt), "2026-09-13"), 10), None, "a correction is not");
}

#[test]
fn a_correction_says_what_has_changed() {
    let before = inhalt();
    let mut now = inhalt();
    let termin = now.termin.as_mut().expect("an appointment");
    termin.beginn = "15:00".to_owned();
    termin.ort = "Familienzentrum".to_owned();
    now.tagesordnung.insert(1, "Ferienbetreuung".to_owned());
    now.anlagen[1].fassung = "2".to_owned();
    now.anlagen[0].name = "protokoll.pdf".to_owned();
    now.anlagen[0].titel = "Protokoll".to_owned();
    let sache = sache(&now, Some(&before), "2026-09-01");
    assert_eq!(
        korrektur(&sache).expect("a correction").aenderungen,
        [
            "Uhrzeit: 15:00–17:00\u{a0}Uhr (bisher 14:30–17:00\u{a0}Uhr)",
            "Ort: Familienzentrum (bisher Rathaus Achim, Sitzungssaal)",
            "Neu auf der Tagesordnung: „Ferienbetreuung“",
            "Neu beigefügt: Protokoll",
            "Neue Fassung: Budgetübersicht Achim",
            "Nicht mehr beigefügt: Einladung",
        ]
    );
    assert_eq!(
        betreff(&sache, "Sozialraumteam Achim"),
        "Korrektur (Fassung 2): Einladung: Sozialraumteam Achim am 14.09.2026"
    );
}

#[test]
fn a_meeting_called_off_and_on_again_says_so() {
    let before = Postinhalt { art: Postart::Absage, tagesordnung: vec![], anlagen: vec![], ..inhalt() };
    let now = inhalt();
    assert_eq!(aenderung::aenderungen(&before, &now), ["Die Sitzung findet doch statt."]);
}

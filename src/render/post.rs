//! Mails as text: plain and HTML, from the templates in `templates/mail`.

use handlebars::{Handlebars, RenderError, no_escape};

use super::vorlagen::Vorlagen;
use crate::error::{Error, Result};
use crate::present::post::Brief;

/// The two shapes of a mail's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brieftext {
    /// For readers without HTML.
    pub text: String,
    /// For others.
    pub html: String,
}

/// Fills the templates of mails.
pub struct Postsetzer {
    text: Handlebars<'static>,
    html: Handlebars<'static>,
}

impl Postsetzer {
    /// A setter for these templates. A template that asks for what there is not is an error, not a gap.
    pub fn new(vorlagen: &Vorlagen) -> Result<Self> {
        let mut text = Handlebars::new();
        text.register_escape_fn(no_escape);
        let mut html = Handlebars::new();
        for registry in [&mut text, &mut html] {
            registry.set_strict_mode(true);
        }
        for (name, source) in vorlagen.mail() {
            let stem = name.trim_start_matches("mail/").trim_end_matches(".hbs");
            let registry = if stem.ends_with(".html") { &mut html } else { &mut text };
            registry.register_template_string(stem, source).map_err(|cause| {
                let line = cause.pos().map(|(line, _)| format!(", Zeile {line}")).unwrap_or_default();
                Error::new(format!("Die Vorlage templates/{name} ist nicht lesbar{line}: {}", cause.reason()))
                    .remedy("Die eigene Vorlage berichtigen oder entfernen; ohne sie gilt die eingebaute")
            })?;
        }
        Ok(Self { text, html })
    }

    /// Fills the two templates of a mail.
    pub fn set(&self, brief: &Brief) -> Result<Brieftext> {
        let fill = |registry: &Handlebars<'_>, ending: &str| {
            let name = format!("{}.{ending}", brief.vorlage);
            registry.render(&name, brief).map_err(|cause| unfilled(&name, &cause))
        };
        Ok(Brieftext { text: tidy(&fill(&self.text, "txt")?), html: fill(&self.html, "html")? })
    }
}

fn unfilled(name: &str, cause: &RenderError) -> Error {
    let name = cause.template_name.as_deref().unwrap_or(name);
    let line = cause.line_no.map(|line| format!(", Zeile {line}")).unwrap_or_default();
    Error::new(format!("Die Vorlage templates/mail/{name}.hbs lässt sich nicht füllen{line}: {}", cause.reason()))
        .remedy("Die eigene Vorlage berichtigen oder entfernen; ohne sie gilt die eingebaute")
}

/// Parts that are empty leave no more than one empty line; the line "-- " before the foot keeps its blank.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(|line| if line == "-- " { line } else { line.trim_end() }) {
        let repeats_empty = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !repeats_empty {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::post::{Absenderzeile, Anlage, Korrektur, Punkt, Rahmenzeile};

    fn brief(vorlage: &'static str) -> Brief {
        Brief {
            vorlage,
            betreff: "Einladung".to_owned(),
            anrede: "Guten Tag Lars O'Muster,".to_owned(),
            verspaetung: None,
            korrektur: None,
            sitzung: "Sitzung des Sozialraumteams A & B".to_owned(),
            gegenstand: "Budgetübersicht".to_owned(),
            absaetze: vec!["Es fehlt noch etwas.".to_owned()],
            punkte: vec!["Fallliste".to_owned()],
            schluss: vec!["Vielen Dank.".to_owned()],
            rahmen: vec![Rahmenzeile { name: "Wo", wert: "Haus <1>".to_owned() }],
            tagesordnung: vec![Punkt { nr: "1".to_owned(), titel: "Bericht".to_owned() }],
            anlagen_titel: "Anlage",
            anlagen: vec![Anlage { titel: "Einladung".to_owned(), datei: "einladung.pdf".to_owned() }],
            gruss: "Organisationsteam".to_owned(),
            antwort: "a@example.org".to_owned(),
            verteiler: "Verteiler".to_owned(),
            amt: Absenderzeile { name: "Amt".to_owned(), organisation: "FD".to_owned(), anschrift: "X".to_owned() },
            akzent: "#17466b".to_owned(),
        }
    }

    #[test]
    fn plain_text_is_not_escaped_and_html_is() {
        let setzer = Postsetzer::new(&Vorlagen::built_in()).expect("templates");
        for vorlage in ["einladung", "absage", "protokoll", "bericht", "mitteilung"] {
            let brief = brief(vorlage);
            let set = setzer.set(&brief).expect(vorlage);
            assert!(
                set.text.contains("Lars O'Muster") && !set.text.contains('<') || set.text.contains("<1>"),
                "{}",
                set.text
            );
            assert!(set.html.contains("Lars O&#x27;Muster"), "{}", set.html);
            assert!(!set.html.contains("<1>") && !set.html.contains("{{"), "{}", set.html);
            assert!(!set.text.contains("\n\n\n") && !set.text.contains("{{"), "{}", set.text);
            assert!(!set.text.contains("ACHTUNG") && !set.text.contains("ersetzt"), "{}", set.text);
        }
    }

    #[test]
    fn what_is_late_or_new_stands_on_top() {
        let setzer = Postsetzer::new(&Vorlagen::built_in()).expect("templates");
        let korrektur = Korrektur { satz: "Dies ist Fassung 2:".to_owned(), aenderungen: vec!["Ort: B".to_owned()] };
        let brief =
            Brief { verspaetung: Some("Zu spät.".to_owned()), korrektur: Some(korrektur), ..brief("einladung") };
        let set = setzer.set(&brief).expect("a mail");
        assert!(set.text.starts_with("ACHTUNG: Zu spät.\n\nGuten Tag"), "{}", set.text);
        assert!(set.text.contains("Dies ist Fassung 2:\n  - Ort: B\n\n"), "{}", set.text);
        let (late, greeting) = (set.html.find("Zu spät."), set.html.find("Guten Tag"));
        assert!(late.is_some() && late < greeting);
    }

    #[test]
    fn a_template_that_asks_for_what_there_is_not_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("mail")).expect("a folder");
        std::fs::write(folder.path().join("mail/bericht.txt.hbs"), "{{gibtesnicht}}").expect("a file");
        let vorlagen = Vorlagen::with_overrides(folder.path()).expect("templates");
        let error = Postsetzer::new(&vorlagen).expect("readable").set(&brief("bericht")).expect_err("refused");
        assert!(error.to_string().contains("templates/mail/bericht.txt.hbs"), "{error}");
    }
}

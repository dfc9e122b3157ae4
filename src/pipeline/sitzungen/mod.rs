//! Meetings of the Sozialraumteams: the year's plan, invitations, minutes.

mod akte;
pub(super) mod papiere;
pub(super) mod plan;

use serde_json::{Value, json};

use super::{Antwort, Status, bericht};
use crate::finding::sitzung::Sitzungsbefund;
use crate::plan::Plan;
use crate::store::Ausgabe;

/// What a command about meetings has to say: what was found, what was written, what else there is to know.
struct Ergebnis {
    befunde: Vec<Sitzungsbefund>,
    ausgaben: Vec<Ausgabe>,
    /// Sentences about characters without a picture.
    zeichen: Vec<String>,
    /// Further sentences, before the list of files.
    saetze: Vec<String>,
    /// Further members of the JSON answer.
    mehr: Vec<(&'static str, Value)>,
}

impl Ergebnis {
    fn antwort(self, plan: &Plan) -> Antwort {
        let mut lines: Vec<String> = self.befunde.iter().map(told).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(self.saetze);
        lines.extend(self.ausgaben.iter().map(|ausgabe| format!("Geschrieben: {}", bericht::shown(plan, ausgabe))));
        lines.extend(self.zeichen.iter().cloned());
        let to_see = !self.zeichen.is_empty() || self.befunde.iter().any(Sitzungsbefund::is_conflict);
        let mut answer = json!({ "befunde": self.befunde, "ausgaben": self.ausgaben, "zeichen": self.zeichen });
        if let Value::Object(table) = &mut answer {
            table.extend(self.mehr.into_iter().map(|(key, value)| (key.to_owned(), value)));
        }
        Antwort { text: lines.join("\n"), json: answer, status: Status::of(to_see) }
    }
}

/// A finding in two lines.
fn told(befund: &Sitzungsbefund) -> String {
    format!("{}: {}\n  Abhilfe: {}", befund.schwere.label(), befund.befund, befund.abhilfe)
}

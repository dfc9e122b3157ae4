//! What may be shown, and how well the rest is protected.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::zelle::{ZellId, Zellstatus};
use crate::error::Error;

/// What of a publication may be shown.
#[derive(Clone, Debug)]
pub struct Schutz {
    pub(super) status: BTreeMap<ZellId, Zellstatus>,
    pub(super) protokoll: Pruefprotokoll,
}

impl Schutz {
    /// Whether a cell may be shown. Of a number that is not in the publication nothing was checked: it may not.
    ///
    /// A line without any case or amount has no cells; that there is nothing in it may be shown.
    pub fn status(&self, id: &ZellId) -> Zellstatus {
        self.status.get(id).copied().unwrap_or(Zellstatus::Sekundaer)
    }

    /// Whether a cell may be shown.
    pub fn shows(&self, id: &ZellId) -> bool {
        self.status(id) == Zellstatus::Offen
    }

    /// Whether something may be shown that hangs on all these cells: an average, a rate, a share, a difference.
    pub fn shows_all<'a>(&self, ids: impl IntoIterator<Item = &'a ZellId>) -> bool {
        ids.into_iter().all(|id| self.shows(id))
    }

    /// All cells with their status, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&ZellId, Zellstatus)> {
        self.status.iter().map(|(id, status)| (id, *status))
    }

    /// What the attacker check found.
    pub const fn pruefprotokoll(&self) -> &Pruefprotokoll {
        &self.protokoll
    }
}

/// What the attacker check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pruefprotokoll {
    /// Cells of the publication.
    pub zellen: usize,
    /// Suppressed because of what they are.
    pub primaer: usize,
    /// Suppressed because others could be worked out from them.
    pub sekundaer: usize,
    /// Suppressed cells whose distance is proven by other possible numbers in whole cases and cents.
    pub belegt: usize,
    /// Suppressed cells that can be worked out from what was given out before, whatever is suppressed now.
    #[serde(default)]
    pub frueher_erschlossen: Vec<ZellId>,
    /// Numbers that give nobody away by themselves, suppressed for others' sake, that are known more closely than wished
    /// from other papers. Whatever they protect is proven to be protected all the same.
    #[serde(default)]
    pub frueher_eingegrenzt: Vec<ZellId>,
    /// Linear programs that were solved.
    pub programme: usize,
    /// The suppressed cell that is known best, measured by the distance it needs.
    pub engste: Option<Engste>,
}

/// A suppressed cell and what can be worked out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engste {
    /// The cell.
    pub zelle: ZellId,
    /// An attacker must think it possible that it is as small as this, or smaller.
    pub von: i64,
    /// An attacker must think it possible that it is as large as this, or larger.
    pub bis: i64,
    /// Whether nothing beyond these two is possible.
    pub ist_genau: bool,
    /// How far apart these must lie.
    pub verlangt: i64,
}

/// Why a publication cannot be given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fehlschlag {
    /// A total is not the sum of its parts.
    Widerspruch {
        /// The cells of the sum.
        zellen: Vec<String>,
    },
    /// Whatever is suppressed, the cell can be worked out, as a rule from what was given out before.
    Unschuetzbar {
        /// The cell.
        zelle: ZellId,
    },
}

impl fmt::Display for Fehlschlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Widerspruch { zellen } => {
                write!(f, "Die Zahlen passen nicht zusammen: {}", zellen.join("; "))
            }
            Self::Unschuetzbar { zelle } => write!(
                f,
                "Kleine Zahl nicht zu schützen: {zelle}. Sie ließe sich aus dem übrigen oder früher \
                 Veröffentlichten errechnen"
            ),
        }
    }
}

impl std::error::Error for Fehlschlag {}

impl From<Fehlschlag> for Error {
    fn from(fehlschlag: Fehlschlag) -> Self {
        let error = Self::new(fehlschlag.to_string());
        match fehlschlag {
            Fehlschlag::Widerspruch { .. } => error,
            Fehlschlag::Unschuetzbar { .. } => error.remedy(
                "In sozialraumbericht.toml unter [regeln.kleine_zellen] den Schutzabstand prüfen \
                 oder diesen Bericht nicht herausgeben. Lässt sich früher Herausgegebenes nicht zurückholen: dort \
                 erschlossen = \"nennen\" setzen; die Zahl wird dann nicht gedruckt, aber in jeder Antwort genannt",
            ),
        }
    }
}

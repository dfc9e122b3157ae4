//! Which Maßnahmen and Beschlüsse belong to the overview, and how they stand on its day.

use chrono::{Months, NaiveDate};

use crate::domain::massnahme::{Massnahme, Status};
use crate::domain::sitzung::{Beschluss, Sitzung};
use crate::domain::{Quartal, RaumId, Stammdaten};

/// Beschlüsse without Erledigung are listed for so long; older ones are counted.
const OFFEN_MONATE: Months = Months::new(12);

/// Records and the days that count.
pub(super) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub quartal: Quartal,
    pub heute: NaiveDate,
    /// One Sozialraum; none for everything.
    pub raum: Option<&'a RaumId>,
}

/// How a Maßnahme or a Beschluss stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zustand {
    Ueberfaellig,
    Offen,
    Erledigt,
    Abgelehnt,
}

impl Zustand {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ueberfaellig => "ueberfaellig",
            Self::Offen => "offen",
            Self::Erledigt => "erledigt",
            Self::Abgelehnt => "abgelehnt",
        }
    }

    pub const fn is_open(self) -> bool {
        matches!(self, Self::Ueberfaellig | Self::Offen)
    }

    fn open_until(frist: NaiveDate, heute: NaiveDate) -> Self {
        if frist < heute { Self::Ueberfaellig } else { Self::Offen }
    }
}

/// A Beschluss with its meeting.
#[derive(Clone, Copy)]
pub(super) struct Gefasst<'a> {
    pub sitzung: &'a Sitzung,
    pub beschluss: &'a Beschluss,
    pub zustand: Zustand,
    /// Day on which it was done, where it is known.
    pub erledigt: Option<NaiveDate>,
}

/// Beschlüsse of the overview.
pub(super) struct Beschluesse<'a> {
    /// What is overdue, then open, then the rest; of the rest the latest first.
    pub liste: Vec<Gefasst<'a>>,
    /// How many without Erledigung are older than that.
    pub aeltere: usize,
}

impl<'a> Kontext<'a> {
    /// 1 January of the year of the quarter.
    pub fn seit(&self) -> NaiveDate {
        Quartal::new(self.quartal.jahr(), 1).unwrap_or(self.quartal).beginn()
    }

    fn in_zeit(&self, day: NaiveDate) -> bool {
        (self.seit()..=self.heute).contains(&day)
    }

    /// Maßnahmen of which a step was decided in the time, or that are open; the latest Bedarf first.
    pub fn massnahmen(&self) -> Vec<&'a Massnahme> {
        let belongs = |massnahme: &&Massnahme| {
            self.raum.is_none_or(|raum| {
                massnahme.sozialraeume.contains(raum) || massnahme.anteile.iter().any(|anteil| anteil.raum == *raum)
            })
        };
        let all = self.stammdaten.massnahmen.iter().filter(belongs);
        let known = all.filter(|massnahme| massnahme.bedarf.festgestellt_am.day() <= self.heute);
        let mut wanted: Vec<_> = known
            .filter(|massnahme| {
                self.zustand(massnahme).is_open() || steps(massnahme).into_iter().any(|day| self.in_zeit(day))
            })
            .collect();
        wanted.sort_by(|a, b| (b.bedarf.festgestellt_am, &b.id).cmp(&(a.bedarf.festgestellt_am, &a.id)));
        wanted
    }

    /// How a Maßnahme stands: open until the Bescheid or the refusal, overdue once it should have begun.
    pub fn zustand(&self, massnahme: &Massnahme) -> Zustand {
        let decisions = &massnahme.entscheidungen;
        let granted = decisions.bescheid.as_ref().is_some_and(|step| step.datum.day() <= self.heute);
        let refused = decisions.kein_leistungsangebot.as_ref().is_some_and(|step| step.datum.day() <= self.heute);
        if granted {
            Zustand::Erledigt
        } else if refused || massnahme.status == Status::Abgelehnt {
            Zustand::Abgelehnt
        } else {
            Zustand::open_until(massnahme.laufzeit.beginn.day(), self.heute)
        }
    }

    /// Beschlüsse of the time, and those before that are open.
    pub fn beschluesse(&self) -> Beschluesse<'a> {
        let since = self.heute.checked_sub_months(OFFEN_MONATE).unwrap_or(NaiveDate::MIN).min(self.seit());
        let mut liste: Vec<Gefasst<'a>> = Vec::new();
        let mut aeltere = 0;
        let meetings =
            self.stammdaten.sitzungen.iter().filter(|sitzung| self.raum.is_none_or(|raum| sitzung.raum == *raum));
        for sitzung in meetings.filter(|sitzung| sitzung.datum.day() <= self.heute) {
            for beschluss in &sitzung.beschluesse {
                let gefasst = self.gefasst(sitzung, beschluss);
                if self.in_zeit(sitzung.datum.day()) || gefasst.zustand.is_open() && sitzung.datum.day() >= since {
                    liste.push(gefasst);
                } else if gefasst.zustand.is_open() {
                    aeltere += 1;
                }
            }
        }
        // Stable: of one day the office's order.
        liste.sort_by_key(|gefasst| {
            let open = gefasst.zustand.is_open();
            let rank = if open { gefasst.zustand } else { Zustand::Erledigt };
            let day = if open { gefasst.beschluss.frist.day() } else { gefasst.sitzung.datum.day() };
            let days = i64::from(chrono::Datelike::num_days_from_ce(&day));
            (rank, if open { days } else { -days })
        });
        Beschluesse { liste, aeltere }
    }

    fn gefasst(&self, sitzung: &'a Sitzung, beschluss: &'a Beschluss) -> Gefasst<'a> {
        let own = beschluss.erledigt_am.map(|day| day.day()).filter(|day| *day <= self.heute);
        let massnahme = beschluss.massnahme.as_ref().and_then(|id| self.stammdaten.massnahme(id));
        let of_massnahme = massnahme.map(|massnahme| self.zustand(massnahme)).filter(|zustand| !zustand.is_open());
        let (zustand, erledigt) = match (own, of_massnahme) {
            (Some(day), _) => (Zustand::Erledigt, Some(day)),
            (None, Some(zustand)) => (zustand, None),
            (None, None) => (Zustand::open_until(beschluss.frist.day(), self.heute), None),
        };
        Gefasst { sitzung, beschluss, zustand, erledigt }
    }
}

/// The days of all steps of a Maßnahme.
fn steps(massnahme: &Massnahme) -> Vec<NaiveDate> {
    let decisions = &massnahme.entscheidungen;
    let steps = [
        Some(massnahme.bedarf.festgestellt_am),
        decisions.leistungserbringung.as_ref().map(|step| step.datum),
        decisions.ressourceneinsatz.as_ref().map(|step| step.datum),
        decisions.bescheid.as_ref().map(|step| step.datum),
        decisions.kein_leistungsangebot.as_ref().map(|step| step.datum),
    ];
    steps.into_iter().flatten().map(|day| day.day()).collect()
}

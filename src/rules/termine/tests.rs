//! Plans worked out by hand over the sample's meetings, and examples of one rule each.

use super::*;
use crate::domain::Datum;
use crate::domain::sitzungsplan::Regionalteamtermin;

fn stammdaten() -> Stammdaten {
    let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
    office.stammdaten
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn heute() -> NaiveDate {
    day("2026-07-20")
}

/// Rules and keys of the conflicts of a plan.
fn conflicts(plan: &Jahresplan) -> Vec<(&str, Vec<&str>)> {
    plan.conflicts().map(|befund| (befund.regel, befund.sitzungen.iter().map(String::as_str).collect())).collect()
}

/// The office with the meetings of 2026 only, each changed as told.
fn changed(change: impl Fn(&mut Sitzung)) -> Stammdaten {
    let mut stammdaten = stammdaten();
    stammdaten.sitzungen.iter_mut().for_each(change);
    stammdaten
}

fn one_of<'a>(plan: &'a Jahresplan, regel: &str) -> &'a Sitzungsbefund {
    let mut found = plan.befunde.iter().filter(|befund| befund.regel == regel);
    let first = found.next().unwrap_or_else(|| panic!("no {regel} in {:?}", plan.befunde));
    assert!(found.next().is_none(), "more than one {regel}");
    first
}

/// The sample's year: five meetings of eight teams, all in their rhythm but Dörverden's last, which is on Achim's day.
#[test]
fn the_sample_year_has_one_conflict_and_a_way_out() {
    let plan = plan(&stammdaten(), 2026, heute());
    assert_eq!(plan.termine.len(), 40);
    assert!(plan.termine.iter().all(|termin| !termin.vorgeschlagen));
    assert_eq!(conflicts(&plan), [("ueberschneidung", vec!["SRT-achim-2026-5", "SRT-doerverden-2026-5"])]);
    let befund = one_of(&plan, "ueberschneidung");
    assert_eq!(befund.befund, "Achim und Dörverden tagen am 09.11.2026 beide um 09:00 Uhr.");
    assert_eq!(befund.abhilfe, "Dörverden trifft sich sonst dienstags; Dienstag, der 10.11.2026, ist frei.");
    // Seven instead of ten days: 03.02. for 10.02., 04.06. for 11.06.
    let late: Vec<_> =
        plan.befunde.iter().filter(|befund| !befund.is_conflict()).map(|b| b.sitzungen.concat()).collect();
    assert_eq!(late, ["SRT-doerverden-2026-1", "SRT-langwedel-2026-3"]);
    assert_eq!(plan.ungeprueft, ["Termine des Gremiums „Regionalteam“ für 2026 sind nicht hinterlegt"]);
}

/// 2025: Ostermontag was 21 April, Pfingstmontag 9 June; no Ferienordnung of 2025 is on record.
#[test]
fn holidays_of_the_year_before_are_found_and_unknown_school_holidays_are_told() {
    let plan = plan(&stammdaten(), 2025, heute());
    let feiertage: Vec<_> = plan.befunde.iter().filter(|befund| befund.regel == "feiertag").collect();
    let told: Vec<_> = feiertage.iter().map(|befund| befund.befund.as_str()).collect();
    assert_eq!(
        told,
        [
            "Ottersberg tagt am 21.04.2025: Ostermontag, gesetzlicher Feiertag.",
            "Achim tagt am 09.06.2025: Pfingstmontag, gesetzlicher Feiertag."
        ]
    );
    let unknown = one_of(&plan, "ferien-unbekannt");
    assert_eq!(unknown.sitzungen.len(), 40);
    assert!(unknown.befund.starts_with("Für 40 Sitzungen vom 10.02.2025 bis 20.11.2025 sind keine Schulferien"));
}

/// 2027 is empty. Second and third weeks of the months by the calendar; school holidays 22 March to 3 April and
/// 16 to 30 October are not touched, and nothing clashes, so each team gets its wished days.
#[test]
fn an_empty_year_is_proposed_in_the_rhythm_of_each_team() {
    let plan = plan(&stammdaten(), 2027, heute());
    assert_eq!(plan.termine.len(), 40);
    assert!(plan.termine.iter().all(|termin| termin.vorgeschlagen));
    let achim = RaumId::from("achim");
    let days: Vec<_> = plan
        .of_team(&achim)
        .map(|termin| format!("{} {} {} {}", termin.id, termin.datum, hour(termin.beginn), termin.ort))
        .collect();
    assert_eq!(
        days,
        [
            "SRT-achim-2027-1 2027-02-08 09:00 Rathaus Achim, Sitzungssaal",
            "SRT-achim-2027-2 2027-04-12 14:30 Familienzentrum Achim",
            "SRT-achim-2027-3 2027-06-14 09:00 Oberschule Achim, Raum 12",
            "SRT-achim-2027-4 2027-09-13 14:30 Rathaus Achim, Sitzungssaal",
            "SRT-achim-2027-5 2027-11-08 09:00 Familienzentrum Achim",
        ]
    );
    assert_eq!(conflicts(&plan), []);
    assert_eq!(plan.ungeprueft.len(), 2, "neither committee nor Regionalteams are known for 2027");
}

/// May in place of April 2027: the second Monday is the 10th, the third the 17th, which is Pfingstmontag, and Tuesday
/// the 18th is free of school. So Ottersberg moves on to the 24th, Oyten to the 25th.
#[test]
fn a_proposal_leaves_holidays_by_a_week() {
    let mut stammdaten = stammdaten();
    for team in &mut stammdaten.einstellungen.sitzungsplan.teams {
        team.monate = vec![5];
    }
    let plan = plan(&stammdaten, 2027, heute());
    let days: Vec<_> = plan.termine.iter().map(|termin| (termin.raum.as_str(), termin.datum.to_string())).collect();
    let expected = [
        ("achim", "2027-05-10"),
        ("doerverden", "2027-05-11"),
        ("kirchlinteln", "2027-05-12"),
        ("langwedel", "2027-05-13"),
        ("thedinghausen", "2027-05-19"),
        ("verden", "2027-05-20"),
        ("ottersberg", "2027-05-24"),
        ("oyten", "2027-05-25"),
    ];
    assert_eq!(days, expected.map(|(raum, day)| (raum, day.to_owned())));
}

/// Two teams that want the same Monday morning: the second in the office's order goes on by a week.
#[test]
fn two_teams_that_want_the_same_day_do_not_get_it() {
    let mut stammdaten = stammdaten();
    let plan_of = &mut stammdaten.einstellungen.sitzungsplan;
    plan_of.teams.truncate(2);
    let (achim, doerverden) = (plan_of.teams[0].clone(), &mut plan_of.teams[1]);
    doerverden.wochentag = achim.wochentag;
    doerverden.monate = vec![2];
    plan_of.teams[0].monate = vec![2];
    let plan = plan(&stammdaten, 2027, heute());
    let days: Vec<_> = plan.termine.iter().map(|termin| termin.datum.to_string()).collect();
    assert_eq!(days, ["2027-02-08", "2027-02-15"]);
}

#[test]
fn a_meeting_on_record_stands_for_its_day_and_only_the_rest_is_proposed() {
    let mut stammdaten = stammdaten();
    stammdaten.sitzungen.retain(|sitzung| sitzung.id != "SRT-achim-2026-5" && sitzung.id != "SRT-achim-2026-1");
    let plan = plan(&stammdaten, 2026, heute());
    let proposed: Vec<_> = plan.termine.iter().filter(|termin| termin.vorgeschlagen).collect();
    // The key that is free again is given anew; the day in February is over.
    assert_eq!(proposed.len(), 1);
    assert_eq!((proposed[0].id.as_str(), proposed[0].datum), ("SRT-achim-2026-1", day("2026-11-23")));
    // 9 November is Dörverden's now, the 16th Ottersberg's; on the 2nd the figures would be of 30 June, 125 days old.
    assert_eq!(conflicts(&plan).first().map(|(regel, _)| *regel), Some("wochentag"));
}

#[test]
fn weekends_and_other_hours_are_found() {
    let stammdaten = changed(|sitzung| {
        if sitzung.id == "SRT-verden-2026-4" {
            sitzung.datum = Datum(day("2026-09-19"));
            sitzung.beginn = "14:00".to_owned();
        }
    });
    let plan = plan(&stammdaten, 2026, heute());
    assert_eq!(one_of(&plan, "wochenende").befund, "Verden (Aller) tagt am 19.09.2026, einem Samstag.");
    assert_eq!(
        one_of(&plan, "wochenende").abhilfe,
        "Verden (Aller) trifft sich sonst donnerstags; Donnerstag, der 17.09.2026, ist frei."
    );
    assert_eq!(
        one_of(&plan, "uhrzeit").befund,
        "Verden (Aller) tagt am 19.09.2026 von 14:00 bis 17:00 Uhr, sonst ist nachmittags von 14:30 bis 17:00 Uhr."
    );
}

#[test]
fn the_same_time_of_the_day_twice_is_found() {
    let stammdaten = changed(|sitzung| {
        if sitzung.id == "SRT-oyten-2026-4" {
            (sitzung.beginn, sitzung.ende) = ("09:00".to_owned(), "11:30".to_owned());
        }
    });
    let plan = plan(&stammdaten, 2026, heute());
    let told: Vec<_> = plan.befunde.iter().filter(|b| b.regel == "wechsel").map(|b| b.befund.as_str()).collect();
    assert_eq!(
        told,
        [
            "Oyten: Die Sitzungen am 16.06.2026 und 15.09.2026 liegen beide vormittags.",
            "Oyten: Die Sitzungen am 15.09.2026 und 17.11.2026 liegen beide vormittags."
        ]
    );
}

/// Half days do not clash, shared minutes do; where one ends the other may begin.
#[test]
fn meetings_overlap_only_while_both_are_on() {
    let plan = plan(&stammdaten(), 2026, heute());
    let mut first = plan.termine[0].clone();
    let mut second = first.clone();
    let at = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").expect("an hour");
    for (from, to, expected) in
        [("11:30", "14:00", false), ("11:29", "14:00", true), ("07:00", "09:00", false), ("08:00", "09:01", true)]
    {
        (first.beginn, first.ende) = (at("09:00"), at("11:30"));
        (second.beginn, second.ende) = (at(from), at(to));
        assert_eq!((first.overlaps(&second), second.overlaps(&first)), (expected, expected), "{from}–{to}");
    }
    second.datum = day("2026-02-10");
    assert!(!first.overlaps(&second));
}

/// Regionalteam Nord on 16 September 2026, at least 5 days: Achim's meeting on the 14th is 2 days before, Oyten's on
/// the 15th one; Thedinghausen meets on the 16th at 14:30, when the Regionalteam sits. The others belong to the south
/// or meet later.
#[test]
fn a_regionalteam_needs_its_days_and_its_hours() {
    let mut stammdaten = stammdaten();
    let plan_of = &mut stammdaten.einstellungen.sitzungsplan;
    plan_of.abstand_regionalteam_tage = 5;
    plan_of.regionalteams = vec![Regionalteamtermin {
        region: "nord".into(),
        datum: Datum(day("2026-09-16")),
        beginn: "14:00".to_owned(),
        ende: "16:00".to_owned(),
    }];
    let plan = plan(&stammdaten, 2026, heute());
    let told: Vec<_> =
        plan.befunde.iter().filter(|befund| befund.regel.starts_with("gremium")).map(|b| b.befund.as_str()).collect();
    assert_eq!(
        told,
        [
            "Achim tagt am 14.09.2026, 2 Tage vor der Sitzung von Regionalteam am 16.09.2026; vorgesehen sind 5 Tage.",
            "Oyten tagt am 15.09.2026, einen Tag vor der Sitzung von Regionalteam am 16.09.2026; vorgesehen sind 5 Tage.",
            "Thedinghausen tagt am 16.09.2026 um 14:30 Uhr, zur selben Zeit wie Regionalteam (ab 14:00 Uhr).",
        ]
    );
    assert!(plan.ungeprueft.is_empty());
}

/// The committee sits on 10 June 2026 at 16:00; Kirchlinteln meets that morning, which is no conflict, and would be one
/// in the afternoon.
#[test]
fn the_committee_is_in_the_way_only_at_its_time() {
    let stammdaten = changed(|sitzung| {
        if sitzung.id == "SRT-kirchlinteln-2026-3" {
            (sitzung.beginn, sitzung.ende) = ("14:30".to_owned(), "17:00".to_owned());
        }
    });
    let plan = plan(&stammdaten, 2026, heute());
    assert_eq!(one_of(&plan, "gremium-zugleich").sitzungen, ["SRT-kirchlinteln-2026-3"]);
}

/// The WJH delivers 28 days after the quarter: on 27.04. the first quarter is still missing, on 28.04. it is there.
#[test]
fn figures_are_those_of_the_latest_quarter_delivered() {
    let regeln = Sitzungsplan::default();
    for (sent, expected) in [
        ("2026-04-27", "2025-Q4"),
        ("2026-04-28", "2026-Q1"),
        ("2026-01-27", "2025-Q3"),
        ("2026-01-28", "2025-Q4"),
        ("2026-08-29", "2026-Q2"),
    ] {
        assert_eq!(budgetstand(&regeln, day(sent)).to_string(), expected, "{sent}");
    }
}

/// 20 May 2026 less ten days is 10 May: the first quarter is there. With a delivery after 45 days it is not, and the
/// fourth quarter of 2025 is 31 + 28 + 31 + 30 + 20 = 140 days old.
#[test]
fn old_figures_are_found() {
    let mut stammdaten = changed(|sitzung| {
        if sitzung.id == "SRT-kirchlinteln-2026-3" {
            sitzung.datum = Datum(day("2026-05-20"));
        }
    });
    assert!(plan(&stammdaten, 2026, heute()).befunde.iter().all(|befund| befund.regel != "budgetstand"));
    stammdaten.einstellungen.sitzungsplan.zulieferung_tage = 45;
    let plan = plan(&stammdaten, 2026, heute());
    let befund = plan.befunde.iter().find(|b| b.sitzungen == ["SRT-kirchlinteln-2026-3"]).expect("a finding");
    assert_eq!(befund.regel, "budgetstand");
    assert!(befund.befund.contains("sie ist dann 140 Tage alt, vorgesehen sind höchstens 120."), "{}", befund.befund);
}

/// Oyten meets on 15 September 2026: the invitation is due on the 5th.
#[test]
fn an_invitation_that_is_overdue_is_a_conflict_until_the_meeting() {
    let stammdaten = stammdaten();
    let overdue = |heute: &str| {
        let plan = plan(&stammdaten, 2026, day(heute));
        plan.conflicts().any(|b| b.regel == "einladung-zu-spaet" && b.sitzungen == ["SRT-oyten-2026-4"])
    };
    assert_eq!(["2026-09-05", "2026-09-06", "2026-09-15", "2026-09-16"].map(overdue), [false, true, true, false]);
}

#[test]
fn another_land_and_teams_without_a_rhythm_are_told() {
    let mut stammdaten = stammdaten();
    stammdaten.einstellungen.amt.land = "BY".to_owned();
    stammdaten.einstellungen.sitzungsplan.teams.truncate(1);
    let plan = plan(&stammdaten, 2027, heute());
    let rules: Vec<_> = plan.conflicts().map(|befund| befund.regel).collect();
    assert_eq!(rules, ["ferien-unbekannt", "feiertage-unbekannt", "ohne-rhythmus"]);
    assert!(
        one_of(&plan, "ohne-rhythmus")
            .befund
            .ends_with("Dörverden, Kirchlinteln, Langwedel, Ottersberg, Oyten, Thedinghausen, Verden (Aller).")
    );
}

#[test]
fn a_meeting_that_was_called_off_is_no_longer_in_the_way() {
    let stammdaten = changed(|sitzung| {
        if sitzung.id == "SRT-achim-2026-5" {
            sitzung.abgesagt =
                Some(crate::domain::sitzung::Sitzungsabsage { am: Datum(heute()), grund: "Krankheit".to_owned() });
        }
    });
    let plan = plan(&stammdaten, 2026, heute());
    assert_eq!(plan.termine.len(), 39);
    assert_eq!(conflicts(&plan), [("wochentag", vec!["SRT-doerverden-2026-5"])]);
}

//! Simple patterns for file names, titles and labels: `*` is any text, words in braces are read.
//!
//! `{JJJJ}` year, `{Q}` quarter, `{MM}` month, `{TT}` day, `{VON}` and `{BIS}` whole dates (31.03.2026), `{TEIL}` and
//! `{TEILE}` part and number of parts, `{N}` a count, `{RAUM}` any text that tells a Raum.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::domain::text::key;

/// What a pattern found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fund {
    /// `{JJJJ}`.
    pub jahr: Option<i32>,
    /// `{Q}`.
    pub quartal: Option<u32>,
    /// `{MM}`.
    pub monat: Option<u32>,
    /// `{TT}`.
    pub tag: Option<u32>,
    /// `{VON}`.
    pub von: Option<NaiveDate>,
    /// `{BIS}`.
    pub bis: Option<NaiveDate>,
    /// `{TEIL}`.
    pub teil: Option<u32>,
    /// `{TEILE}`.
    pub teile: Option<u32>,
    /// `{N}`.
    pub anzahl: Option<i64>,
    /// `{RAUM}`.
    pub raum: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stueck {
    Literal(String),
    Any,
    Number { name: &'static str, least: usize, most: usize },
    Date { name: &'static str },
    Raum,
}

/// A pattern, ready to be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Muster(Vec<Stueck>);

impl Muster {
    /// Takes a pattern as settings write it.
    pub fn new(pattern: &str) -> Self {
        let mut stuecke = Vec::new();
        let mut literal = String::new();
        let mut rest = pattern;
        while let Some(c) = rest.chars().next() {
            let token = if c == '*' { Some((Stueck::Any, 1)) } else { token_at(rest) };
            let length = token.as_ref().map_or(c.len_utf8(), |(_, length)| *length);
            match token {
                Some((stueck, _)) => {
                    if !literal.is_empty() {
                        stuecke.push(Stueck::Literal(std::mem::take(&mut literal)));
                    }
                    stuecke.push(stueck);
                }
                None => literal.extend(c.to_lowercase()),
            }
            rest = &rest[length..];
        }
        if !literal.is_empty() {
            stuecke.push(Stueck::Literal(literal));
        }
        for stueck in &mut stuecke {
            if let Stueck::Literal(text) = stueck {
                *text = text.nfc().collect::<String>().replace('ß', "ss");
            }
        }
        Self(stuecke)
    }

    /// Tries the pattern on a whole text; spaces and capitals do not matter.
    pub fn find(&self, text: &str) -> Option<Fund> {
        self.find_key(&key(text))
    }

    /// Tries the pattern on a text that already is a key.
    pub fn find_key(&self, text: &str) -> Option<Fund> {
        let mut fund = Fund::default();
        // Titles and labels are short; a long text is none.
        (text.len() <= 400 && walk(&self.0, text, &mut fund)).then_some(fund)
    }
}

/// Takes patterns as settings write them.
pub fn patterns(list: &[String]) -> Vec<Muster> {
    list.iter().map(|pattern| Muster::new(pattern)).collect()
}

/// The word in braces at the start of `rest`, and how long it is.
fn token_at(rest: &str) -> Option<(Stueck, usize)> {
    let number = |name, least, most| Stueck::Number { name, least, most };
    [
        ("{JJJJ}", number("jahr", 4, 4)),
        ("{Q}", number("quartal", 1, 1)),
        ("{MM}", number("monat", 1, 2)),
        ("{TT}", number("tag", 1, 2)),
        ("{TEILE}", number("teile", 1, 2)),
        ("{TEIL}", number("teil", 1, 2)),
        ("{N}", number("anzahl", 1, 9)),
        ("{VON}", Stueck::Date { name: "von" }),
        ("{BIS}", Stueck::Date { name: "bis" }),
        ("{RAUM}", Stueck::Raum),
    ]
    .into_iter()
    .find_map(|(word, stueck)| rest.starts_with(word).then_some((stueck, word.len())))
}

fn walk(stuecke: &[Stueck], text: &str, fund: &mut Fund) -> bool {
    let Some((first, others)) = stuecke.split_first() else { return text.is_empty() };
    match first {
        Stueck::Literal(literal) => text.strip_prefix(literal.as_str()).is_some_and(|rest| walk(others, rest, fund)),
        Stueck::Any => ends(text).any(|end| walk(others, &text[end..], fund)),
        Stueck::Raum => ends(text).skip(1).any(|end| {
            let found = walk(others, &text[end..], fund);
            if found {
                fund.raum = Some(text[..end].to_owned());
            }
            found
        }),
        Stueck::Number { name, least, most } => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            (*least..=(*most).min(digits)).rev().any(|length| {
                let found = walk(others, &text[length..], fund);
                found && take_number(fund, name, &text[..length])
            })
        }
        Stueck::Date { name } => {
            let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count().min(10);
            let Ok(date) = NaiveDate::parse_from_str(&text[..length], "%d.%m.%Y") else { return false };
            let found = walk(others, &text[length..], fund);
            if found {
                *(if *name == "von" { &mut fund.von } else { &mut fund.bis }) = Some(date);
            }
            found
        }
    }
}

/// Every place where a text can be cut, the start first.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(place, _)| place).chain(std::iter::once(text.len()))
}

fn take_number(fund: &mut Fund, name: &str, digits: &str) -> bool {
    let Ok(number) = digits.parse::<u32>() else { return false };
    match name {
        "jahr" => fund.jahr = i32::try_from(number).ok(),
        "quartal" if (1..=4).contains(&number) => fund.quartal = Some(number),
        "monat" if (1..=12).contains(&number) => fund.monat = Some(number),
        "tag" if (1..=31).contains(&number) => fund.tag = Some(number),
        "teil" => fund.teil = Some(number),
        "teile" => fund.teile = Some(number),
        "anzahl" => fund.anzahl = Some(i64::from(number)),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_names_of_files_tell_their_period() {
        let fund = Muster::new("*_{Q}q{JJJJ}.*").find("zahlliste_2q2025.xls").expect("found");
        assert_eq!((fund.quartal, fund.jahr), (Some(2), Some(2025)));
        let fund = Muster::new("Zeitraum: {VON} – {BIS}*").find("Zeitraum: 01.01.2026 – 31.03.2026 (1. Quartal)");
        assert_eq!(fund.and_then(|fund| fund.bis), NaiveDate::from_ymd_opt(2026, 3, 31));
        let fund = Muster::new("*Teil {TEIL} von {TEILE}*").find("Zahlungen – Teil 1 von 2: ambulante").expect("found");
        assert_eq!((fund.teil, fund.teile), (Some(1), Some(2)));
        let fund = Muster::new("OKJUS_*_{JJJJ}{MM}{TT}.*").find("OKJUS_Hilfen_20260331.xlsx").expect("found");
        assert_eq!((fund.jahr, fund.monat, fund.tag), (Some(2026), Some(3), Some(31)));
    }

    #[test]
    fn labels_are_matched_whole() {
        assert!(Muster::new("Summe").find("SUMME ").is_some());
        assert!(Muster::new("Summe").find("Summe Teil 1").is_none());
        let fund = Muster::new("Zwischensumme *: {N} Fälle").find("Zwischensumme § 19 MuKi: 13 Fälle").expect("found");
        assert_eq!(fund.anzahl, Some(13));
        assert!(Muster::new("Stand: {BIS}").find("Stand: 31.02.2026").is_none());
    }
}

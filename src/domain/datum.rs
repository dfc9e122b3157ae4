//! Calendar days as people and files write them.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day in a record. Reads the date type of TOML, `2026-03-31` and `31.03.2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum(pub NaiveDate);

impl Datum {
    /// The day itself.
    pub const fn day(self) -> NaiveDate {
        self.0
    }

    /// Reads `2026-03-31` or `31.03.2026`.
    pub fn parse(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
            .ok()
            .filter(|day| (1900..=2199).contains(&day.year()))
            .map(Self)
    }
}

impl fmt::Display for Datum {
    /// ISO 8601. Texts for people are made in `present`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Datum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DatumVisitor;

        impl<'de> Visitor<'de> for DatumVisitor {
            type Value = Datum;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("ein Datum wie 2026-03-31")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Datum, E> {
                Datum::parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }

            // TOML hands its date type over as a map of one private key with the text as value.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Datum, A::Error> {
                let Some((_, text)) = map.next_entry::<String, String>()? else {
                    return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
                };
                self.visit_str(&text)
            }
        }

        deserializer.deserialize_any(DatumVisitor)
    }
}

//! Values whose own way of being written down is long: amounts and days.

/// A number as its sixteen bytes, so that its decimal places stay what they are.
pub mod zahl {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a number.
    ///
    /// # Errors
    ///
    /// Fails where the writer does.
    pub fn serialize<S: Serializer>(zahl: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        zahl.serialize().serialize(serializer)
    }

    /// Reads a number.
    ///
    /// # Errors
    ///
    /// Fails where there are no sixteen bytes of a number.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        <[u8; 16]>::deserialize(deserializer).map(Decimal::deserialize)
    }
}

/// A day as its number, counted from the first day of the common era.
pub mod datum {
    use chrono::{Datelike, NaiveDate};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    /// Writes a day.
    ///
    /// # Errors
    ///
    /// Fails where the writer does.
    pub fn serialize<S: Serializer>(datum: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
        datum.num_days_from_ce().serialize(serializer)
    }

    /// Reads a day.
    ///
    /// # Errors
    ///
    /// Fails where no day has the number.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
        let number = i32::deserialize(deserializer)?;
        NaiveDate::from_num_days_from_ce_opt(number).ok_or_else(|| D::Error::custom("no day"))
    }
}

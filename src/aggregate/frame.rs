//! Small steps between polars and our types.

use chrono::{Datelike, NaiveDate};
use polars::prelude::*;

use crate::domain::Betrag;
use crate::error::{Error, Result};
use crate::store::parquet::polars_error;
use crate::store::{Bestand, Eintrag};

/// The rows of several deliveries, one after the other.
pub(super) fn scan(bestand: &Bestand, eintraege: &[Eintrag]) -> Result<Option<LazyFrame>> {
    scan_numbered(bestand, eintraege.iter().map(|eintrag| (0, eintrag)))
}

/// The rows of several deliveries, one after the other; the column `lieferung` holds the number given with each.
pub(super) fn scan_numbered<'a>(
    bestand: &Bestand,
    eintraege: impl IntoIterator<Item = (u32, &'a Eintrag)>,
) -> Result<Option<LazyFrame>> {
    let mut frames = Vec::new();
    for (number, eintrag) in eintraege {
        let Some(path) = bestand.rows_path(eintrag) else {
            continue;
        };
        let text = path.to_str().ok_or_else(|| Error::new("Der Pfad ist kein lesbarer Text").at(&path))?;
        let args = ScanArgsParquet { glob: false, ..ScanArgsParquet::default() };
        let frame =
            LazyFrame::scan_parquet(PlRefPath::new(text), args).map_err(|cause| polars_error(&cause).at(&path))?;
        frames.push(frame.with_column(lit(number).cast(DataType::UInt32).alias("lieferung")));
    }
    if frames.is_empty() {
        return Ok(None);
    }
    let args = UnionArgs { parallel: false, rechunk: false, maintain_order: true, ..UnionArgs::default() };
    concat(frames, args).map(Some).map_err(|cause| polars_error(&cause))
}

/// Runs the plan.
pub(super) fn collect(frame: LazyFrame) -> Result<DataFrame> {
    frame.collect().map_err(|cause| polars_error(&cause))
}

/// A day as a literal of polars' date type: days since 1 January 1970.
pub(super) fn day(day: NaiveDate) -> Expr {
    lit(days(day)).cast(DataType::Date)
}

fn days(day: NaiveDate) -> i32 {
    const EPOCH: i32 = 719_163;
    day.num_days_from_ce() - EPOCH
}

/// A column of texts.
pub(super) fn texts(frame: &DataFrame, name: &str) -> Result<Vec<Option<String>>> {
    let column = frame.column(name).and_then(Column::str).map_err(|cause| polars_error(&cause))?;
    Ok(column.iter().map(|text| text.map(ToOwned::to_owned)).collect())
}

/// A column of counts.
pub(super) fn counts(frame: &DataFrame, name: &str) -> Result<Vec<u32>> {
    let column = frame.column(name).and_then(Column::u32).map_err(|cause| polars_error(&cause))?;
    Ok(column.iter().map(Option::unwrap_or_default).collect())
}

/// A column of amounts; a sum over no rows is nothing.
pub(super) fn betraege(frame: &DataFrame, name: &str) -> Result<Vec<Betrag>> {
    let column = frame.column(name).and_then(Column::decimal).map_err(|cause| polars_error(&cause))?;
    column
        .physical()
        .iter()
        .map(|cents| {
            let cents = i64::try_from(cents.unwrap_or_default());
            cents
                .map(Betrag::from_cents)
                .map_err(|_| Error::new("Eine Summe ist größer, als das Programm rechnen kann"))
        })
        .collect()
}

/// A column of days.
pub(super) fn dates(frame: &DataFrame, name: &str) -> Result<Vec<Option<NaiveDate>>> {
    let column = frame.column(name).and_then(Column::date).map_err(|cause| polars_error(&cause))?;
    Ok(column.as_date_iter().collect())
}

/// A column of truths.
pub(super) fn truths(frame: &DataFrame, name: &str) -> Result<Vec<bool>> {
    let column = frame.column(name).and_then(Column::bool).map_err(|cause| polars_error(&cause))?;
    Ok(column.iter().map(Option::unwrap_or_default).collect())
}

//! Rows of a delivery as Parquet: typed columns, amounts as decimals with two places, days as dates.

use std::path::Path;

use polars::prelude::*;

use super::dateien::persist;
use crate::domain::Betrag;
use crate::domain::lieferung::Zeilen;
use crate::domain::pruefsumme::sha256;
use crate::domain::zeilen::{Buchung, Buchungsart, Fall};
use crate::error::{Error, Result};

/// Digits of an amount in the store.
pub const PRECISION: usize = 18;

/// Writes rows to a new file in one step and gives its SHA-256. The same rows give the same bytes.
pub fn write(zeilen: &Zeilen, path: &Path) -> Result<String> {
    let bytes = bytes(zeilen).map_err(|error| error.at(path))?;
    persist(&bytes, path)?;
    Ok(sha256(&bytes))
}

/// Rows as the bytes of a Parquet file.
pub fn bytes(zeilen: &Zeilen) -> Result<Vec<u8>> {
    let frame = match zeilen {
        Zeilen::Kosten(rows) => kosten_frame(rows),
        Zeilen::Faelle(rows) => faelle_frame(rows),
    };
    encode(frame.map_err(|cause| polars_error(&cause))?)
}

fn encode(mut frame: DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Uncompressed)
        .finish(&mut frame)
        .map_err(|cause| polars_error(&cause))?;
    Ok(bytes)
}

/// The bookings of a file without what ties them to a case: hash of the Aktenzeichen and days of the Leistung.
pub fn without_cases(path: &Path) -> Result<Vec<u8>> {
    let file =
        std::fs::File::open(path).map_err(|cause| Error::io("Der Bestand lässt sich nicht lesen", path, &cause))?;
    let frame = ParquetReader::new(file).finish().map_err(|cause| polars_error(&cause).at(path))?;
    let bare = frame
        .lazy()
        .with_columns([
            lit(NULL).cast(DataType::String).alias("fall"),
            lit(NULL).cast(DataType::Date).alias("leistung_von"),
            lit(NULL).cast(DataType::Date).alias("leistung_bis"),
        ])
        .collect()
        .map_err(|cause| polars_error(&cause).at(path))?;
    encode(bare)
}

/// How many rows a file holds, and what its amounts sum to, if it has any.
pub fn totals(path: &Path) -> Result<(usize, Option<Betrag>)> {
    let file =
        std::fs::File::open(path).map_err(|cause| Error::io("Der Bestand lässt sich nicht lesen", path, &cause))?;
    let frame = ParquetReader::new(file).finish().map_err(|cause| polars_error(&cause).at(path))?;
    let Ok(column) = frame.column("betrag") else { return Ok((frame.height(), None)) };
    let cents = column.decimal().map_err(|cause| polars_error(&cause).at(path))?;
    let sum: i128 = cents.physical().iter().flatten().sum();
    Ok((frame.height(), i64::try_from(sum).ok().map(Betrag::from_cents)))
}

/// What polars complains about, for the operator. Its messages name columns and types, never values of rows.
pub fn polars_error(cause: &PolarsError) -> Error {
    Error::new(format!("Der Bestand lässt sich nicht lesen oder rechnen: {cause}"))
        .remedy("„sozialraumbericht bestand pruefen“ zeigt, was beschädigt ist, „bestand neu“ baut es neu auf")
}

fn texts<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> Column {
    StringChunked::from_iter_values(name.into(), values).into_column()
}

fn maybe_texts<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    StringChunked::from_iter_options(name.into(), values).into_column()
}

fn counts(name: &str, values: impl Iterator<Item = u32>) -> Column {
    UInt32Chunked::from_iter_values(name.into(), values).into_column()
}

fn kosten_frame(rows: &[Buchung]) -> PolarsResult<DataFrame> {
    let betrag =
        Int128Chunked::from_iter_values("betrag".into(), rows.iter().map(|row| i128::from(row.betrag.cents())))
            .into_decimal(PRECISION, 2)?;
    let days = |name: &str, day: fn(&Buchung) -> Option<chrono::NaiveDate>| {
        DateChunked::from_naive_date_options(name.into(), rows.iter().map(day)).into_column()
    };
    DataFrame::new(
        rows.len(),
        vec![
            texts("blatt", rows.iter().map(|row| row.herkunft.blatt.as_str())),
            counts("zeile", rows.iter().map(|row| row.herkunft.zeile)),
            texts("beleg", rows.iter().map(|row| row.beleg.as_str())),
            counts("position", rows.iter().map(|row| row.position)),
            days("buchungsdatum", |row| Some(row.buchungsdatum)),
            betrag.into_column(),
            texts(
                "art",
                rows.iter().map(|row| match row.art {
                    Buchungsart::Aufwand => "aufwand",
                    Buchungsart::Ertrag => "ertrag",
                }),
            ),
            texts("konto", rows.iter().map(|row| row.konto.as_str())),
            maybe_texts("hilfeart", rows.iter().map(|row| row.hilfeart.as_ref().map(|id| id.as_str()))),
            maybe_texts("massnahme", rows.iter().map(|row| row.massnahme.as_ref().map(|id| id.as_str()))),
            maybe_texts("raum", rows.iter().map(|row| row.raum.as_ref().map(|id| id.as_str()))),
            maybe_texts("fall", rows.iter().map(|row| row.fall.as_deref())),
            days("leistung_von", |row| row.leistung_von),
            days("leistung_bis", |row| row.leistung_bis),
        ],
    )
}

fn faelle_frame(rows: &[Fall]) -> PolarsResult<DataFrame> {
    let geburtsjahr = Int32Chunked::from_iter_options("geburtsjahr".into(), rows.iter().map(|row| row.geburtsjahr));
    DataFrame::new(
        rows.len(),
        vec![
            texts("blatt", rows.iter().map(|row| row.herkunft.blatt.as_str())),
            counts("zeile", rows.iter().map(|row| row.herkunft.zeile)),
            texts("fall", rows.iter().map(|row| row.fall.as_str())),
            texts("hilfeart", rows.iter().map(|row| row.hilfeart.as_str())),
            texts("raum", rows.iter().map(|row| row.raum.as_str())),
            DateChunked::from_naive_date_options("beginn".into(), rows.iter().map(|row| Some(row.beginn)))
                .into_column(),
            DateChunked::from_naive_date_options("ende".into(), rows.iter().map(|row| row.ende)).into_column(),
            geburtsjahr.into_column(),
            maybe_texts("geschlecht", rows.iter().map(|row| row.geschlecht.as_deref())),
            BooleanChunked::from_iter_values("uma".into(), rows.iter().map(|row| row.uma)).into_column(),
            BooleanChunked::from_iter_values("erstattung".into(), rows.iter().map(|row| row.erstattung)).into_column(),
        ],
    )
}

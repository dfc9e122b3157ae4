//! Overviews of invented records.

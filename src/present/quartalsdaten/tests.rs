//! Quartalsdaten of small invented offices.

//! Looks at a file before a reader does: what would take all memory or never end is not opened.

use super::oeffnen::Hindernis;

/// Larger files are no deliveries.
const LARGEST_FILE: usize = 256 * 1024 * 1024;

/// Refuses files that no reader should be given.
///
/// # Errors
///
/// Says why.
pub fn check(_ods: bool, _xls: bool, bytes: &[u8]) -> Result<(), Hindernis> {
    if bytes.len() > LARGEST_FILE {
        return Err(Hindernis::ZuGross);
    }
    Ok(())
}

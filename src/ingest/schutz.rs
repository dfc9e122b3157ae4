//! Looks at a file before a reader does: what would take all memory or never end is not opened.
//!
//! The process that reads has limits anyway. What is found here is found sooner, and told by its true name.

mod archiv;
mod flaeche;
mod ole;

use super::oeffnen::Hindernis;

/// Refuses files that no reader should be given.
///
/// # Errors
///
/// Says why.
pub fn check(bytes: &[u8]) -> Result<(), Hindernis> {
    if bytes.starts_with(b"PK") {
        return archiv::check(bytes);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return ole::check(bytes);
    }
    Ok(())
}

/// Four bytes as a number, if they are there.
fn number(bytes: &[u8], place: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(place..place.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

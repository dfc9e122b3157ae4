//! What reading a delivered file may cost (`[lesen]` in `sozialraumbericht.toml`).

use serde::Deserialize;

/// Limits of reading one delivered file. What is not set has a default that suits a desktop computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lesegrenzen {
    /// Memory that the reader may take, in MiB.
    pub speicher_mib: u32,
    /// Seconds that the reader may take.
    pub sekunden: u32,
    /// Size of the largest file that is read, in MiB.
    pub hoechstens_mib: u32,
}

impl Default for Lesegrenzen {
    fn default() -> Self {
        // Reader, the file and what comes back of it stay below 1 GB together, and the answer comes within 10 seconds.
        Self { speicher_mib: 640, sekunden: 8, hoechstens_mib: 128 }
    }
}

impl Lesegrenzen {
    /// Least and most of [`Self::speicher_mib`].
    pub const SPEICHER_MIB: (u32, u32) = (64, 65_536);
    /// Least and most of [`Self::sekunden`].
    pub const SEKUNDEN: (u32, u32) = (1, 3_600);
    /// Least and most of [`Self::hoechstens_mib`].
    pub const HOECHSTENS_MIB: (u32, u32) = (1, 4_096);

    /// Memory that the reader may take, in bytes.
    pub const fn speicher(&self) -> u64 {
        (self.speicher_mib as u64) << 20
    }

    /// Size of the largest file that is read, in bytes.
    pub const fn hoechstens(&self) -> u64 {
        (self.hoechstens_mib as u64) << 20
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_has_its_default() {
        let set: Lesegrenzen = toml::from_str("sekunden = 3").expect("limits");
        assert_eq!(set, Lesegrenzen { sekunden: 3, ..Lesegrenzen::default() });
        assert!(toml::from_str::<Lesegrenzen>("sekunde = 3").is_err());
        assert_eq!(set.speicher(), 640 * 1024 * 1024);
    }
}

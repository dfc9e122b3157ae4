//! Keys of the office's things. A name is never a key: a second Langwedel exists, the key tells them apart.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes a key as it is written.
            pub fn new(key: impl Into<String>) -> Self {
                Self(key.into())
            }

            /// The key as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(key: &str) -> Self {
                Self(key.to_owned())
            }
        }
    };
}

id_type!(
    /// Key of a Raum: a Sozialraum, `kreisweit` or `ohne`; in budgets and shares also the key of a Region.
    RaumId
);
id_type!(
    /// Key of a Region.
    RegionId
);
id_type!(
    /// Key of a Hilfeart, for instance `31` or `35a-amb`.
    HilfeartId
);
id_type!(
    /// Key of a Maßnahme, for instance `GWA-2026-09`.
    MassnahmeId
);
id_type!(
    /// Key of a Träger.
    TraegerId
);

impl RaumId {
    /// The bucket for offers of the whole Kreis.
    pub const KREISWEIT: &'static str = "kreisweit";
    /// The bucket for everything that belongs to no Sozialraum.
    pub const OHNE: &'static str = "ohne";

    /// The key of the bucket `ohne`.
    pub fn ohne() -> Self {
        Self::from(Self::OHNE)
    }
}

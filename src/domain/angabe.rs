//! A number that may be shown, or the reason why none is.

/// A number that may be shown, or the reason why none is. What hangs on several of them is shown only where all are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Angabe<T> {
    /// It may be shown.
    Wert(T),
    /// It is kept secret; printed as `.`.
    Gesperrt,
    /// Nothing was delivered for it; printed as `…`.
    Fehlt,
}

impl<T> Angabe<T> {
    /// The number made into another one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Angabe<U> {
        match self {
            Self::Wert(wert) => Angabe::Wert(make(wert)),
            Self::Gesperrt => Angabe::Gesperrt,
            Self::Fehlt => Angabe::Fehlt,
        }
    }

    /// Both numbers, where both may be shown. What is missing goes before what is kept secret: a secret that says that
    /// something is missing would give away what was not asked.
    pub fn zip<U>(self, other: Angabe<U>) -> Angabe<(T, U)> {
        match (self, other) {
            (Self::Wert(a), Angabe::Wert(b)) => Angabe::Wert((a, b)),
            (Self::Fehlt, _) | (_, Angabe::Fehlt) => Angabe::Fehlt,
            _ => Angabe::Gesperrt,
        }
    }

    /// The number, if it may be shown.
    pub fn wert(self) -> Option<T> {
        match self {
            Self::Wert(wert) => Some(wert),
            Self::Gesperrt | Self::Fehlt => None,
        }
    }

    /// Whether it is kept secret.
    pub const fn is_gesperrt(&self) -> bool {
        matches!(self, Self::Gesperrt)
    }
}

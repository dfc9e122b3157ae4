//! The catalogue of Anlage 3.

use rust_decimal::Decimal;

use super::{Checker, german};
use crate::workspace::file::steps;

impl Checker<'_> {
    /// Versions, weights, scale.
    pub(super) fn kriterien(&mut self) {
        let (file, st) = (&self.files.kriterien, self.st);
        let keys = st.kriterien.iter().enumerate();
        let keys = keys.map(|(i, katalog)| (katalog.version.clone(), steps!["kriterien", i, "version"].to_vec()));
        self.duplicates(file, "Die Version", keys.collect::<Vec<_>>());
        for (i, katalog) in st.kriterien.iter().enumerate() {
            let (mut keys, mut blocks_fit) = (Vec::new(), true);
            for (j, block) in katalog.bloecke.iter().enumerate() {
                keys.push((block.id.clone(), steps!["kriterien", i, "bloecke", j, "id"].to_vec()));
                for (k, kriterium) in block.kriterien.iter().enumerate() {
                    keys.push((
                        kriterium.id.clone(),
                        steps!["kriterien", i, "bloecke", j, "kriterien", k, "id"].to_vec(),
                    ));
                }
                let sum: Decimal = block.kriterien.iter().map(|kriterium| kriterium.gewicht).sum();
                let damaged = file.root.is_damaged(steps!["kriterien", i, "bloecke", j, "kriterien"]);
                if sum != block.gewicht && !damaged {
                    blocks_fit = false;
                    let error = file
                        .at_path(
                            steps!["kriterien", i, "bloecke", j, "gewicht"],
                            format!(
                                "Block {} wiegt {} %, seine Kriterien zusammen {} %",
                                block.id,
                                german(block.gewicht),
                                german(sum)
                            ),
                        )
                        .expecting(format!("\"{}\", die Summe seiner Kriterien", sum.normalize()));
                    self.report(file, error);
                }
            }
            self.duplicates(file, "Das Kriterium", keys);
            let sum: Decimal = katalog.bloecke.iter().map(|block| block.gewicht).sum();
            // Where a block's weight is wrong, that is the mistake to mend first.
            if blocks_fit && sum != Decimal::ONE_HUNDRED && !file.root.is_damaged(steps!["kriterien", i, "bloecke"]) {
                let error = file
                    .at_path(
                        steps!["kriterien", i, "version"],
                        format!(
                            "Die Gewichte der Blöcke in Version {} ergeben zusammen {} %",
                            katalog.version,
                            german(sum)
                        ),
                    )
                    .expecting("zusammen 100 %");
                self.report(file, error);
            }
            if katalog.skala.len() < 2 || !katalog.skala.is_sorted_by(|a, b| a.punkte < b.punkte) {
                let error =
                    file.at_path(steps!["kriterien", i, "skala"], "Die Stufen der Skala stehen nicht aufsteigend");
                self.report(file, error.expecting("mindestens zwei Stufen, jede mit mehr Punkten als die vorige"));
            }
            if katalog.teilpunkte <= Decimal::ZERO {
                let error = file.at_path(
                    steps!["kriterien", i, "teilpunkte"],
                    "Der kleinste Schritt zwischen Punkten muss über 0 liegen",
                );
                self.report(file, error.expecting("eine Dezimalzahl über 0, zum Beispiel \"0.5\""));
            }
        }
    }
}

//! The publication as a grid of quantities, Räume and Hilfearten, and the directions in which numbers can be shifted
//! without a total noticing.

use std::collections::BTreeMap;

use super::publikation::{Publikation, Vergleich};
use super::system::{Nummer, System};
use super::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug};

/// Places on an axis and how far each is shifted.
pub(super) type Richtung = Vec<(usize, i64)>;

/// A line-internal row: places on the axis of quantities and their factors.
type Innenzeile = Vec<(usize, i64)>;

/// No longer chain of quantities is shifted within a line.
const LONGEST: usize = 9;

/// So many of the shortest shifts within a line are tried.
const MOST: usize = 12;

/// The publication as a grid.
pub(super) struct Raster {
    /// Place of each cell: quantity and period, Raum, Hilfe.
    places: Vec<[usize; 3]>,
    size: [usize; 3],
    cells: Vec<Option<Nummer>>,
    orte: Achse,
    hilfen: Achse,
    /// Rows within each line, and the lines' number of their pattern.
    muster: Vec<Vec<Innenzeile>>,
    muster_of: BTreeMap<[usize; 2], usize>,
    /// What hangs on a quantity of the line.
    haengende: BTreeMap<[usize; 3], Vec<(usize, i64)>>,
    zyklen: BTreeMap<(usize, usize), Vec<Richtung>>,
}

/// An axis with a tree on it.
struct Achse {
    ist_blatt: Vec<bool>,
    hoehe: Vec<u32>,
    /// For each place: shifts along the tree that change it by one.
    richtungen: Vec<Vec<Richtung>>,
}

impl Raster {
    pub(super) fn new(system: &System, publikation: &Publikation) -> Self {
        let mut slots: BTreeMap<(Messgroesse, Zeitbezug), usize> = BTreeMap::new();
        let mut orte: BTreeMap<&Ort, usize> = BTreeMap::new();
        let mut hilfen: BTreeMap<&Hilfe, usize> = BTreeMap::new();
        for id in &system.ids {
            slots.entry((id.groesse, id.zeit)).or_default();
            orte.entry(&id.ort).or_default();
            hilfen.entry(&id.hilfe).or_default();
        }
        number(&mut slots);
        number(&mut orte);
        number(&mut hilfen);
        let places: Vec<[usize; 3]> =
            system.ids.iter().map(|id| [slots[&(id.groesse, id.zeit)], orte[&id.ort], hilfen[&id.hilfe]]).collect();
        let size = [slots.len(), orte.len(), hilfen.len()];
        let parents = |of: &BTreeMap<&Ort, usize>| -> Vec<Option<usize>> {
            of.keys().map(|ort| of.get(publikation.orte.get(*ort)?).copied()).collect()
        };
        let parent_orte = parents(&orte);
        let parent_hilfen: Vec<_> =
            hilfen.keys().map(|hilfe| hilfen.get(publikation.hilfen.get(*hilfe)?).copied()).collect();
        let mut raster = Self {
            places,
            size,
            cells: vec![None; size[0] * size[1] * size[2]],
            orte: Achse::new(&parent_orte),
            hilfen: Achse::new(&parent_hilfen),
            muster: Vec::new(),
            muster_of: BTreeMap::new(),
            haengende: BTreeMap::new(),
            zyklen: BTreeMap::new(),
        };
        for nummer in 0..system.ids.len() {
            let place = raster.index(raster.places[nummer]);
            raster.cells[place] = Some(nummer);
        }
        raster.collect_lines(system);
        raster
    }

    fn index(&self, [slot, ort, hilfe]: [usize; 3]) -> usize {
        (slot * self.size[1] + ort) * self.size[2] + hilfe
    }

    /// Rows and couplings whose cells all belong to one line.
    fn collect_lines(&mut self, system: &System) {
        let mut by_line: BTreeMap<[usize; 2], Vec<Innenzeile>> = BTreeMap::new();
        for zeile in system.zeilen.iter().filter(|zeile| zeile.vergleich == Vergleich::Gleich) {
            let mut lines = zeile.glieder.iter().map(|(nummer, _)| self.line(*nummer));
            let Some(first) = lines.next() else { continue };
            if lines.all(|line| line == first) {
                let row = zeile.glieder.iter().map(|(nummer, faktor)| (self.places[*nummer][0], *faktor)).collect();
                by_line.entry(first).or_default().push(row);
            }
        }
        let mut patterns: BTreeMap<Vec<Innenzeile>, usize> = BTreeMap::new();
        for nummer in 0..system.ids.len() {
            let line = self.line(nummer);
            if !self.muster_of.contains_key(&line) {
                let rows = by_line.remove(&line).unwrap_or_default();
                let next = patterns.len();
                let pattern = *patterns.entry(rows.clone()).or_insert(next);
                if pattern == self.muster.len() {
                    self.muster.push(rows);
                }
                self.muster_of.insert(line, pattern);
            }
            for &(hanging, faktor) in &system.haengende[nummer] {
                if self.line(hanging) == line {
                    let slot = self.places[hanging][0];
                    self.haengende.entry(self.places[nummer]).or_default().push((slot, faktor));
                }
            }
        }
    }

    fn line(&self, nummer: Nummer) -> [usize; 2] {
        let [_, ort, hilfe] = self.places[nummer];
        [ort, hilfe]
    }

    /// Weight of a cell by its level: totals of totals weigh most.
    pub(super) fn levels(&self, nummer: Nummer) -> u64 {
        let [_, ort, hilfe] = self.places[nummer];
        8_u64.pow(self.orte.hoehe[ort].min(4)) * 5_u64.pow(self.hilfen.hoehe[hilfe].min(4))
    }

    /// How far a cell stands from the details.
    pub(super) fn height(&self, nummer: Nummer) -> u32 {
        let [_, ort, hilfe] = self.places[nummer];
        self.orte.hoehe[ort] + self.hilfen.hoehe[hilfe]
    }

    /// Shifts along the axes of Räume and Hilfearten that change a cell by one.
    pub(super) fn directions_of_axes(&self, nummer: Nummer) -> [&[Richtung]; 2] {
        let [_, ort, hilfe] = self.places[nummer];
        [&self.orte.richtungen[ort], &self.hilfen.richtungen[hilfe]]
    }

    /// Shifts within the line of a cell that change it by one.
    pub(super) fn cycles(&mut self, nummer: Nummer) -> Vec<Richtung> {
        let [slot, ort, hilfe] = self.places[nummer];
        let pattern = self.muster_of[&[ort, hilfe]];
        let rows = &self.muster[pattern];
        let cycles = self.zyklen.entry((pattern, slot)).or_insert_with(|| cycles(rows, slot)).clone();
        cycles.iter().flat_map(|cycle| self.with_hanging(cycle, ort, hilfe)).collect()
    }

    /// A shift within a line, with what hangs on it moving along: all the way, or less.
    fn with_hanging(&self, cycle: &Richtung, ort: usize, hilfe: usize) -> Vec<Richtung> {
        let hanging: Vec<(usize, i64, i64)> = cycle
            .iter()
            .filter_map(|&(slot, step)| Some((self.haengende.get(&[slot, ort, hilfe])?, step)))
            .flat_map(|(list, step)| list.iter().map(move |&(slot, faktor)| (slot, faktor, step)))
            .filter(|(slot, _, _)| cycle.iter().all(|(moved, _)| moved != slot))
            .collect();
        let Some(longest) = hanging.iter().map(|(_, faktor, _)| *faktor).max() else {
            return vec![cycle.clone()];
        };
        (1..=longest)
            .rev()
            .map(|most| {
                let along = hanging.iter().map(|&(slot, faktor, step)| (slot, faktor.min(most) * step));
                cycle.iter().copied().chain(along).collect()
            })
            .collect()
    }

    /// The cells of a shift along all three axes, or `None` if it needs a detail that is known to be nothing.
    pub(super) fn cells<'a>(
        &'a self,
        slots: &'a Richtung,
        orte: &'a Richtung,
        hilfen: &'a Richtung,
    ) -> impl Iterator<Item = Option<(Nummer, i64)>> + 'a {
        orte.iter().flat_map(move |&(ort, a)| {
            hilfen.iter().flat_map(move |&(hilfe, b)| {
                slots.iter().filter_map(move |&(slot, c)| match self.cells[self.index([slot, ort, hilfe])] {
                    Some(nummer) => Some(Some((nummer, a * b * c))),
                    None if self.orte.ist_blatt[ort] && self.hilfen.ist_blatt[hilfe] => Some(None),
                    None => None,
                })
            })
        })
    }
}

fn number<K: Ord>(keys: &mut BTreeMap<K, usize>) {
    for (number, place) in keys.values_mut().enumerate() {
        *place = number;
    }
}

impl Achse {
    fn new(parents: &[Option<usize>]) -> Self {
        let path = |from: usize| -> Vec<usize> {
            // A circle in the records would never end.
            std::iter::successors(Some(from), |place| parents[*place]).take(parents.len()).collect()
        };
        let ist_blatt: Vec<bool> =
            (0..parents.len()).map(|place| parents.iter().all(|parent| *parent != Some(place))).collect();
        let leaves: Vec<usize> = (0..parents.len()).filter(|place| ist_blatt[*place]).collect();
        let mut hoehe = vec![0_u32; parents.len()];
        for &leaf in &leaves {
            for (steps, place) in (0_u32..).zip(path(leaf)) {
                hoehe[place] = hoehe[place].max(steps);
            }
        }
        let richtungen = (0..parents.len())
            .map(|place| {
                let inside = leaves.iter().filter(|leaf| path(**leaf).contains(&place));
                let outside: Vec<Option<usize>> = leaves
                    .iter()
                    .filter(|leaf| !path(**leaf).contains(&place))
                    .map(|leaf| Some(*leaf))
                    .chain([None])
                    .collect();
                let mut shifts: Vec<Richtung> = inside
                    .flat_map(|leaf| outside.iter().map(|other| difference(&path(*leaf), *other, &path)))
                    .collect();
                shifts.sort_by_key(Vec::len);
                shifts
            })
            .collect();
        Self { ist_blatt, hoehe, richtungen }
    }
}

/// One more here, one less there: the totals above both stay.
fn difference(up: &[usize], down: Option<usize>, path: &impl Fn(usize) -> Vec<usize>) -> Richtung {
    let down = down.map(path).unwrap_or_default();
    let more = up.iter().filter(|place| !down.contains(place)).map(|place| (*place, 1));
    let less = down.iter().filter(|place| !up.contains(place)).map(|place| (*place, -1));
    more.chain(less).collect()
}

/// Shifts within a line that change a quantity by one and keep every row of the line.
fn cycles(rows: &[Innenzeile], slot: usize) -> Vec<Richtung> {
    let mut found = Vec::new();
    let mut shift = BTreeMap::from([(slot, 1)]);
    repair(rows, &mut shift, &mut found);
    found.sort_by(|a: &Richtung, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    found.dedup();
    found.truncate(MOST);
    found
}

/// Mends the first row that a shift breaks, in every way, until none is broken.
fn repair(rows: &[Innenzeile], shift: &mut BTreeMap<usize, i64>, found: &mut Vec<Richtung>) {
    let change = |row: &Innenzeile| -> i64 {
        row.iter().map(|(slot, faktor)| faktor * shift.get(slot).copied().unwrap_or(0)).sum()
    };
    let Some((row, wrong)) = rows.iter().map(|row| (row, change(row))).find(|(_, wrong)| *wrong != 0) else {
        found.push(shift.iter().map(|(slot, step)| (*slot, *step)).collect());
        return;
    };
    if shift.len() == LONGEST {
        return;
    }
    for &(slot, faktor) in row {
        if !shift.contains_key(&slot) && wrong % faktor == 0 {
            shift.insert(slot, -wrong / faktor);
            repair(rows, shift, found);
            shift.remove(&slot);
        }
    }
}

//! Workbooks in OLE files (.xls): whether the chains of their sectors end, and how far their cells are spread.

use super::super::oeffnen::Hindernis;
use super::flaeche::Flaeche;
use super::number;

/// Sector numbers from here on mean "end" or "none".
const NO_SECTOR: u32 = 0xffff_fffa;

/// Refuses files whose reading would not end or would make room for far too many cells.
///
/// # Errors
///
/// Says why.
pub(super) fn check(bytes: &[u8]) -> Result<(), Hindernis> {
    let workbook = walk_chains(bytes).ok_or(Hindernis::Beschaedigt)?;
    check_records(&workbook)
}

/// Adds up the rectangles of the sheets by the records of their cells.
fn check_records(stream: &[u8]) -> Result<(), Hindernis> {
    let mut flaeche = Flaeche::default();
    let mut rest = stream;
    let two = |bytes: &[u8], place: usize| Some(u16::from_le_bytes(bytes.get(place..place + 2)?.try_into().ok()?));
    while let (Some(kind), Some(length)) = (two(rest, 0), two(rest, 2)) {
        let length = usize::from(length);
        let content = rest.get(4..4 + length).unwrap_or_default();
        match kind {
            // The beginning of a sheet.
            0x0809 => flaeche.next_sheet(),
            // A number, a text, a truth value or a formula; 0x00bd is several numbers in a row.
            0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x027e => {
                if let (Some(row), Some(column)) = (two(content, 0), two(content, 2)) {
                    let several = if kind == 0x00bd { length / 6 } else { 0 };
                    let last = u64::from(column).saturating_add(u64::try_from(several).unwrap_or(0));
                    flaeche.take((row.into(), row.into()), (column.into(), last))?;
                }
            }
            _ => {}
        }
        rest = rest.get(4 + length..).unwrap_or_default();
    }
    Ok(())
}

/// Follows every chain of sectors and hands out the stream of the workbook. A chain that runs in a circle, which would
/// fill all memory, gives nothing.
fn walk_chains(bytes: &[u8]) -> Option<Vec<u8>> {
    let size: usize = match bytes.get(30..32)? {
        [9, 0] => 512,
        [12, 0] => 4096,
        _ => return None,
    };
    let sectors = bytes.len() / size + 1;
    let fat = file_allocation_table(bytes, size, sectors)?;
    let directory = chain(&fat, number(bytes, 48)?, sectors)?;
    let mini_fat: Vec<u32> = chain(&fat, number(bytes, 60)?, sectors)?
        .into_iter()
        .flat_map(|id| sector(bytes, size, id).map(numbers).unwrap_or_default())
        .collect();
    let smallest = number(bytes, 56)?;
    let mut workbook = Vec::new();
    for id in directory {
        for entry in sector(bytes, size, id).unwrap_or_default().chunks_exact(128) {
            let (kind, start, length) = (*entry.get(66)?, number(entry, 116)?, number(entry, 120)?);
            match kind {
                2 if usize::try_from(length).ok()? > bytes.len() => return None,
                2 if length < smallest => drop(chain(&mini_fat, start, mini_fat.len() + 1)?),
                2 | 5 => {
                    let stream = chain(&fat, start, sectors)?;
                    if kind == 2 && is_workbook(entry) {
                        workbook = stream
                            .into_iter()
                            .flat_map(|id| sector(bytes, size, id).unwrap_or_default())
                            .copied()
                            .collect();
                    }
                }
                _ => {}
            }
        }
    }
    Some(workbook)
}

/// Whether an entry of the directory is the stream that holds the sheets.
fn is_workbook(entry: &[u8]) -> bool {
    ["Workbook", "Book"].iter().any(|name| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry.starts_with(&wide)
    })
}

fn file_allocation_table(bytes: &[u8], size: usize, sectors: usize) -> Option<Vec<u32>> {
    let mut places = numbers(bytes.get(76..512)?);
    let mut next = number(bytes, 68)?;
    let mut steps = 0;
    while next < NO_SECTOR {
        steps += 1;
        if steps > sectors {
            return None;
        }
        let mut more = numbers(sector(bytes, size, next)?);
        next = more.pop()?;
        places.append(&mut more);
    }
    let tables = places.into_iter().filter(|id| *id < NO_SECTOR);
    Some(tables.take(sectors).flat_map(|id| sector(bytes, size, id).map(numbers).unwrap_or_default()).collect())
}

/// The sectors of a chain; none if it is longer than the file.
fn chain(fat: &[u32], start: u32, most: usize) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    let mut next = start;
    while next < NO_SECTOR {
        if found.len() >= most {
            return None;
        }
        found.push(next);
        match fat.get(usize::try_from(next).ok()?) {
            Some(after) => next = *after,
            None => break,
        }
    }
    Some(found)
}

fn sector(bytes: &[u8], size: usize, id: u32) -> Option<&[u8]> {
    let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(size)?;
    bytes.get(start..bytes.len().min(start.checked_add(size)?))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| number(four, 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An OLE file of a header, one table and one directory sector.
    fn ole(directory_follows: u32) -> Vec<u8> {
        let mut bytes = vec![0xff; 512 * 3];
        bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        bytes[30..32].copy_from_slice(&[9, 0]);
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        bytes[512 + 4..512 + 8].copy_from_slice(&directory_follows.to_le_bytes());
        bytes[1024..].fill(0);
        bytes
    }

    #[test]
    fn a_chain_in_a_circle_is_not_opened() {
        assert_eq!(check(&ole(0xffff_fffe)), Ok(()));
        assert_eq!(check(&ole(1)), Err(Hindernis::Beschaedigt));
    }

    #[test]
    fn a_cell_far_away_makes_a_large_rectangle() {
        let record = |row: u16, column: u16| [0x0203, 4, row, column].map(u16::to_le_bytes).concat();
        let near = [record(0, 0), record(65_535, 100)].concat();
        assert_eq!(check_records(&near), Ok(()));
        assert_eq!(check_records(&[near, record(0, 255)].concat()), Err(Hindernis::ZuGross));
        assert_eq!(check_records(&[3, 2, 0xff, 0xff, 0]), Ok(()));
    }
}

//! Looks at a file before a reader does: what would take all memory or never end is not opened.
//!
//! A reader that is killed for its memory cannot be caught, so the known ways to get there are closed here.

use super::oeffnen::Hindernis;

/// Larger files are no deliveries.
const LARGEST_FILE: usize = 256 * 1024 * 1024;
/// More than this no delivery holds once it is unpacked.
const LARGEST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Sector numbers from here on mean "end" or "none".
const NO_SECTOR: u32 = 0xffff_fffa;

/// Refuses files that no reader should be given.
///
/// # Errors
///
/// Says why.
pub fn check(bytes: &[u8]) -> Result<(), Hindernis> {
    if bytes.len() > LARGEST_FILE {
        return Err(Hindernis::ZuGross);
    }
    if bytes.starts_with(b"PK") && unpacked_size(bytes) > LARGEST_UNPACKED {
        return Err(Hindernis::ZuGross);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) && !chains_end(bytes) {
        return Err(Hindernis::Beschaedigt);
    }
    Ok(())
}

/// What the parts of a zip archive say to unpack to, by its directory.
fn unpacked_size(bytes: &[u8]) -> u64 {
    let mut sum: u64 = 0;
    let mut rest = bytes;
    while let Some(place) = rest.windows(4).position(|window| window == b"PK\x01\x02") {
        rest = &rest[place..];
        sum = sum.saturating_add(u64::from(number(rest, 24).unwrap_or(0)));
        rest = &rest[4..];
    }
    sum
}

/// Whether every chain of sectors of an OLE file (.xls) ends. A chain that runs in a circle fills all memory.
fn chains_end(bytes: &[u8]) -> bool {
    walk_chains(bytes).is_some()
}

fn walk_chains(bytes: &[u8]) -> Option<()> {
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
    for id in directory {
        for entry in sector(bytes, size, id).unwrap_or_default().chunks_exact(128) {
            let (kind, start, length) = (*entry.get(66)?, number(entry, 116)?, number(entry, 120)?);
            match kind {
                2 if usize::try_from(length).ok()? > bytes.len() => return None,
                2 if length < smallest => drop(chain(&mini_fat, start, mini_fat.len() + 1)?),
                2 | 5 => drop(chain(&fat, start, sectors)?),
                _ => {}
            }
        }
    }
    Some(())
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

fn number(bytes: &[u8], place: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(place..place + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
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
    fn an_archive_that_unpacks_to_gigabytes_is_not_opened() {
        let mut bytes = b"PK\x03\x04".to_vec();
        for _ in 0..2 {
            let mut entry = b"PK\x01\x02".to_vec();
            entry.resize(46, 0);
            entry[24..28].copy_from_slice(&0x3000_0000_u32.to_le_bytes());
            bytes.extend(entry);
        }
        assert_eq!(check(&bytes), Err(Hindernis::ZuGross));
    }
}

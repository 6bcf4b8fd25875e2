//! Compound files (the container of `.xls` and of encrypted workbooks), read only as far as safety needs.
//!
//! The workbook reader trusts what such a file claims: a loop in its chains never ends, and a claimed area is
//! allocated. Here the chains are followed with a count, and the records are walked for their extent, before the
//! workbook reader sees the file.

use super::content::Content;
use super::file::Refused;
use crate::diagnostic::Kind;

/// The first eight bytes of every compound file.
pub(super) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const LAST_SECTOR: u32 = 0xFFFF_FFF9;
/// Rows times columns of all sheets of an `.xls`, as the workbook reader allocates them, values and formulas: a
/// full sheet of 64 columns.
const MOST_CELLS: u64 = 65_536 * 64;
const MOST_SHEETS: usize = 4096;

/// What kind of file stands in the container. Encrypted workbooks and other documents are refused.
pub(super) fn inspect(bytes: &[u8]) -> Result<Content, Refused> {
    let file = Compound::parse(bytes).ok_or_else(damaged)?;
    if file.entry("EncryptedPackage").is_some() {
        return Err(Refused::password());
    }
    let Some(book) = file.entry("Workbook").or_else(|| file.entry("Book")) else {
        let what = if file.entry("WordDocument").is_some() { "a Word document" } else { "no workbook" };
        return Err(Refused::unsupported(what));
    };
    let records = file.stream(book).ok_or_else(damaged)?;
    check_globals(&records)?;
    check_extent(&records)?;
    Ok(Content::Xls)
}

/// The records of a workbook that was [inspected](inspect).
pub(super) fn book(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = Compound::parse(bytes)?;
    let book = file.entry("Workbook").or_else(|| file.entry("Book"))?;
    file.stream(book)
}

fn damaged() -> Refused {
    Refused::new(
        Kind::UnreadableFile,
        "the workbook is damaged or cut short",
        "open it in a spreadsheet program and save it again",
    )
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30)?;
        if shift != 9 && shift != 12 {
            return None;
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: u64::from(u32_at(bytes, 56)?),
            entries: Vec::new(),
        };
        file.fat = file.allocation_table()?;
        let directory = file.chain(u32_at(bytes, 48)?)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        file.mini_fat = match u32_at(bytes, 60)? {
            start if start <= LAST_SECTOR => words(&file.chain(start)?),
            _ => Vec::new(),
        };
        let root = file.entries.first()?.start;
        if root <= LAST_SECTOR && !file.mini_fat.is_empty() {
            file.mini_stream = file.chain(root)?;
        }
        Some(file)
    }

    /// The sectors' successors, from the list in the header and its continuations.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut listed = words(self.bytes.get(76..512)?);
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next <= LAST_SECTOR {
            steps += 1;
            if steps > self.bytes.len() / self.sector {
                return None;
            }
            let mut more = words(self.sector_at(next)?);
            next = more.pop()?;
            listed.append(&mut more);
        }
        let mut fat = Vec::new();
        for sector in listed.into_iter().filter(|s| *s <= LAST_SECTOR) {
            fat.extend(words(self.sector_at(sector)?));
            // A list that names the same sector again and again would grow without end.
            if fat.len() > self.bytes.len() {
                return None;
            }
        }
        Some(fat)
    }

    fn sector_at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The sectors from a start to the end of their chain; `None` for a loop or a sector that is not there.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = start;
        while sector <= LAST_SECTOR {
            bytes.extend_from_slice(self.sector_at(sector)?);
            if bytes.len() > self.bytes.len() {
                return None;
            }
            sector = *self.fat.get(sector as usize)?;
        }
        Some(bytes)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        let size = usize::try_from(entry.size).ok()?;
        if entry.size >= self.mini_cutoff {
            let mut bytes = self.chain(entry.start)?;
            bytes.truncate(size);
            return Some(bytes);
        }
        let mut bytes = Vec::new();
        let mut sector = entry.start;
        while sector <= LAST_SECTOR && bytes.len() < size {
            let start = (sector as usize).checked_mul(64)?;
            bytes.extend_from_slice(self.mini_stream.get(start..start.checked_add(64)?)?);
            sector = *self.mini_fat.get(sector as usize)?;
        }
        bytes.truncate(size);
        Some(bytes)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64);
    let units: Vec<u16> = bytes.get(..length)?.chunks_exact(2).map(u16_of).collect();
    let name = String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned();
    // Version 3 files leave rubbish in the upper half of the size.
    let size = u64::from(u32_at(bytes, 120)?);
    Some(Entry { name, start: u32_at(bytes, 116)?, size })
}

/// Refuses encryption in each of its kinds (the workbook reader knows one of them), and cells that name a shared
/// text which is not there: it would leave them blank.
fn check_globals(stream: &[u8]) -> Result<(), Refused> {
    let globals = || (Records { stream, at: 0 }).take_while(|(kind, _)| *kind != 0x000A);
    if globals().any(|(kind, _)| kind == 0x002F) {
        return Err(Refused::password());
    }
    let texts =
        globals().find(|(kind, _)| *kind == 0x00FC).and_then(|(_, data)| u32_at(data, 4)).unwrap_or(0);
    for at in globals().filter(|(kind, _)| *kind == 0x0085).filter_map(|(_, data)| u32_at(data, 0)) {
        let cells = (Records { stream, at: at as usize }).take_while(|(kind, _)| *kind != 0x000A);
        if cells
            .filter(|(kind, _)| *kind == 0x00FD)
            .any(|(_, data)| u32_at(data, 6).is_none_or(|n| n >= texts))
        {
            return Err(damaged());
        }
    }
    Ok(())
}

/// Walks the records of each sheet, as the workbook reader will, and refuses claims that would be allocated.
fn check_extent(stream: &[u8]) -> Result<(), Refused> {
    let mut cells = 0_u64;
    let sheets: Vec<usize> = Records::new(stream, 0)
        .take_while(|(kind, _)| *kind != 0x000A)
        .filter(|(kind, _)| *kind == 0x0085)
        .filter_map(|(_, data)| u32_at(data, 0).map(|at| at as usize))
        .collect();
    if sheets.len() > MOST_SHEETS {
        return Err(too_large());
    }
    for at in sheets {
        cells = cells.saturating_add(sheet_extent(stream, at)?);
        if cells > MOST_CELLS {
            return Err(too_large());
        }
    }
    Ok(())
}

/// Rows times columns of one sheet's cells; its claimed area is checked on the way.
fn sheet_extent(stream: &[u8], at: usize) -> Result<u64, Refused> {
    let mut area: Option<[u64; 4]> = None;
    let mut depth = 0_u32;
    for (kind, data) in Records::new(stream, at) {
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            // Records of an embedded chart stand at depth 2 and are no cells of the sheet.
            _ if depth > 1 => {}
            0x0200 if claimed(data) > MOST_CELLS => return Err(too_large()),
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD | 0x0006 => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                let last = match (kind, data.len().checked_sub(2)) {
                    (0x00BD, Some(end)) => u16_at(data, end).unwrap_or(first).max(first),
                    _ => first,
                };
                let (row, first, last) = (u64::from(row), u64::from(first), u64::from(last));
                let [top, bottom, left, right] = area.unwrap_or([row, row, first, last]);
                area = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
            }
            _ => {}
        }
    }
    Ok(area.map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1)))
}

/// Rows times columns that a `Dimensions` record claims; all there are where it ends before it starts.
fn claimed(data: &[u8]) -> u64 {
    let wide = data.len() > 10;
    let read = |wide_at, narrow_at| {
        if wide { u32_at(data, wide_at) } else { u16_at(data, narrow_at).map(u32::from) }
    };
    let columns = if wide { (u16_at(data, 8), u16_at(data, 10)) } else { (u16_at(data, 4), u16_at(data, 6)) };
    let (Some(top), Some(bottom), (Some(left), Some(right))) = (read(0, 0), read(4, 2), columns) else {
        return 0;
    };
    if bottom == 0 || right == 0 {
        return 1;
    }
    match bottom.checked_sub(top) {
        Some(rows) => u64::from(rows) * u64::from(right.checked_sub(left).unwrap_or(right)).max(1),
        None => u64::MAX,
    }
}

fn too_large() -> Refused {
    Refused::new(
        Kind::TooLarge,
        "the sheets claim more cells than an `.xls` file can sensibly hold",
        "delete what stands far outside the tables, or save the workbook as `.xlsx`",
    )
}

/// The records of a workbook stream: kind and data.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// From a place in the stream on.
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at.checked_add(2)?)?);
        let start = self.at.checked_add(4)?;
        let data = self.stream.get(start..start.checked_add(length)?)?;
        self.at = start + length;
        Some((kind, data))
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|b| u32_at(b, 0)).collect()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(u16_of)
}

fn u16_of(bytes: &[u8]) -> u16 {
    bytes.iter().take(2).rev().fold(0, |value, byte| value << 8 | u16::from(*byte))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file of one directory sector with the entries named.
    fn container(names: &[&str]) -> Vec<u8> {
        let mut file = vec![0; 512 * 3];
        file[..8].copy_from_slice(MAGIC);
        file[30] = 9;
        file[32] = 6;
        file[60..64].fill(0xFF);
        file[48] = 1;
        file[68..512].fill(0xFF);
        file[76..80].copy_from_slice(&0_u32.to_le_bytes());
        // Sector 0 is the allocation table: itself, and the end of the directory's chain.
        file[512..1024].fill(0xFF);
        file[512..516].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
        file[516..520].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        for (at, name) in names.iter().enumerate() {
            let entry = 1024 + at * 128;
            for (i, unit) in name.encode_utf16().enumerate() {
                file[entry + 2 * i..][..2].copy_from_slice(&unit.to_le_bytes());
            }
            file[entry + 64] = u8::try_from(name.len() * 2 + 2).unwrap();
            file[entry + 116..entry + 120].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        }
        file
    }

    #[test]
    fn an_encrypted_package_is_password_protected() {
        let file = container(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]);
        assert_eq!(inspect(&file).unwrap_err().kind, Kind::PasswordProtected);
    }

    #[test]
    fn a_word_document_is_unsupported() {
        let file = container(&["Root Entry", "WordDocument"]);
        assert_eq!(inspect(&file).unwrap_err().kind, Kind::UnsupportedFormat);
    }

    #[test]
    fn a_chain_that_loops_is_damage() {
        let mut file = container(&["Root Entry", "Workbook"]);
        file[516..520].copy_from_slice(&1_u32.to_le_bytes());
        assert_eq!(inspect(&file).unwrap_err().kind, Kind::UnreadableFile);
        assert_eq!(inspect(&file[..600]).unwrap_err().kind, Kind::UnreadableFile);
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn far_apart_cells_and_claims_are_too_large() {
        let globals = |at: u32| [record(0x0085, &at.to_le_bytes()), record(0x000A, &[])].concat();
        let start = u32::try_from(globals(0).len()).unwrap();
        let number = |row: u16, column: u16| {
            record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
        };
        let near = [globals(start), record(0x0809, &[0; 16]), number(0, 0), number(9, 9)].concat();
        assert!(check_extent(&near).is_ok());
        let far = [globals(start), record(0x0809, &[0; 16]), number(0, 0), number(65535, 65535)].concat();
        assert_eq!(check_extent(&far).unwrap_err().kind, Kind::TooLarge);
        let mut claim = [0_u8; 14];
        claim[4..8].fill(0xFF);
        claim[10..12].fill(0xFF);
        let claim = [globals(start), record(0x0809, &[0; 16]), record(0x0200, &claim)].concat();
        assert_eq!(check_extent(&claim).unwrap_err().kind, Kind::TooLarge);
    }
}

//! The tables of a TrueType font file.

/// A big-endian number of a file.
pub(super) fn number(file: &[u8], at: usize, bytes: usize) -> Option<usize> {
    Some(
        file.get(at..at.checked_add(bytes)?)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

/// Tag, offset and length of each table of a font file.
pub(super) fn tables(file: &[u8]) -> Vec<(&[u8], usize, usize)> {
    let count = number(file, 4, 2).unwrap_or(0);
    let record = |at: usize| {
        let at = 12 + 16 * at;
        Some((file.get(at..at + 4)?, number(file, at + 8, 4)?, number(file, at + 12, 4)?))
    };
    (0..count).map_while(record).collect()
}

/// A font without its names and its licence text, which an embedded font needs not: they would be a twentieth of a short
/// report, in each of its fonts. A file that cannot be taken apart stays as it is.
pub(super) fn without_names(file: Vec<u8>) -> Vec<u8> {
    rewritten(&file, b"name").unwrap_or(file)
}

fn rewritten(file: &[u8], unwanted: &[u8]) -> Option<Vec<u8>> {
    let tables: Vec<_> = tables(file).into_iter().filter(|(tag, _, _)| *tag != unwanted).collect();
    let count = u16::try_from(tables.len()).ok().filter(|count| *count > 0)?;
    let mut font = file.get(..4)?.to_vec();
    // For readers that search the directory: the largest power of two in the count, and what is left.
    let log = count.ilog2() as u16;
    for value in [count, 16 << log, log, 16 * count - (16 << log)] {
        font.extend(value.to_be_bytes());
    }
    let mut body = Vec::with_capacity(file.len());
    let start = 12 + 16 * tables.len();
    let mut adjustment = None;
    for (tag, offset, length) in tables {
        let at = start + body.len();
        let mut table = file.get(offset..offset.checked_add(length)?)?.to_vec();
        if tag == b"head" {
            // The sum of the file, to be put in when there is one.
            table.get_mut(8..12)?.fill(0);
            adjustment = Some(at + 8);
        }
        table.resize(length.next_multiple_of(4), 0);
        font.extend(tag);
        font.extend(sum(&table).to_be_bytes());
        font.extend(u32::try_from(at).ok()?.to_be_bytes());
        font.extend(u32::try_from(length).ok()?.to_be_bytes());
        body.extend(table);
    }
    font.extend(body);
    let adjustment = adjustment?;
    let whole = 0xB1B0_AFBA_u32.wrapping_sub(sum(&font));
    font.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&whole.to_be_bytes());
    Some(font)
}

/// The sum of the 32-bit numbers, as the font format has its checksums.
fn sum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum, chunk| {
        let number = chunk.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        sum.wrapping_add(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_loses_its_names_and_keeps_the_rest() {
        let before = notosans::REGULAR_TTF;
        let after = without_names(before.to_vec());
        let kept = |file: &[u8]| -> Vec<(Vec<u8>, Vec<u8>)> {
            let table =
                |(tag, at, length): (&[u8], usize, usize)| (tag.to_vec(), file[at..at + length].to_vec());
            tables(file).into_iter().map(table).filter(|(tag, _)| tag != b"name" && tag != b"head").collect()
        };
        assert!(tables(before).iter().any(|(tag, _, _)| *tag == b"name"));
        assert!(!tables(&after).iter().any(|(tag, _, _)| *tag == b"name"));
        assert_eq!(kept(before), kept(&after));
        // All numbers of a whole font come to this.
        assert_eq!(sum(&after), 0xB1B0_AFBA);
        assert!(harfrust::Font::new(after, 0).is_some());
    }

    #[test]
    fn what_is_no_font_stays() {
        for bad in [&b""[..], b"\0\x01\0\0\0\x01", &notosans::REGULAR_TTF[..300]] {
            assert_eq!(without_names(bad.to_vec()), bad);
        }
    }
}

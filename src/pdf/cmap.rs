//! Codes of a font's glyphs: how strings of a page lead to glyphs, and glyphs to text.
//!
//! A face with few glyphs in a report takes one byte a glyph instead of two, which is a quarter of what a page of text
//! holds. Four bytes are no codes, those that a string of a PDF must escape: numbered straight through, letters as
//! frequent as `i` would fall on them.

use std::fmt::Write as _;

/// Runs of bytes that are codes: the first and the last.
const CODES: [(u8, u8); 4] = [(0, 0x0C), (0x0E, 0x27), (0x2A, 0x5B), (0x5D, 0xFF)];

/// Most glyphs that one byte tells apart; 0 is the one for what is missing.
const MOST_IN_A_BYTE: usize = 251;

/// By a glyph's number, its code of one byte.
static BY_NUMBER: [u8; 256] = {
    let mut codes = [0; 256];
    let (mut run, mut number) = (0, 0);
    while run < CODES.len() {
        let (first, last) = CODES[run];
        let mut code = first as usize;
        while code <= last as usize {
            codes[number] = code as u8;
            code += 1;
            number += 1;
        }
        run += 1;
    }
    codes
};

/// The name of the map of one byte a glyph.
pub(super) const BYTES_NAME: &str = "NapReport-Bytes-H";

/// Entries that a map may list together.
const MOST_LISTED: usize = 100;

/// Whether so many glyphs take one byte each.
pub(super) fn is_narrow(glyphs: usize) -> bool {
    glyphs <= MOST_IN_A_BYTE
}

/// The code of the glyph of this number, where glyphs take one byte each.
pub(super) fn code(number: u8) -> u8 {
    BY_NUMBER[usize::from(number)]
}

/// The map of one byte a glyph.
pub(super) fn bytes() -> String {
    let mut body =
        format!("1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{} begincidrange\n", CODES.len());
    let mut number = 0;
    for (first, last) in CODES {
        let _ = writeln!(body, "<{first:02X}> <{last:02X}> {number}");
        number += u16::from(last - first) + 1;
    }
    body.push_str("endcidrange\n");
    map(BYTES_NAME, "Adobe", "Identity", 1, &body)
}

/// The map from codes to text, `texts` being those of the glyphs from 1. Neighbours whose texts are neighbours are given
/// together.
pub(super) fn to_unicode(texts: &[Box<str>]) -> String {
    let narrow = is_narrow(texts.len());
    let digits = if narrow { 2 } else { 4 };
    let code = |number: usize| if narrow { usize::from(BY_NUMBER[number]) } else { number };
    let hex = |number: usize| format!("<{:0digits$X}>", code(number));
    let hexadecimal = |text: &str| -> String {
        let units = text.encode_utf16().fold(String::new(), |mut all, unit| {
            // Writing to a text does not fail.
            let _ = write!(all, "{unit:04X}");
            all
        });
        format!("<{units}>")
    };
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in 1..=texts.len() {
        let goes_on = |last: usize| {
            code(last) + 1 == code(number) && follows(&texts[last - 1], &texts[number - 1], code(number))
        };
        match runs.last_mut() {
            Some((_, last)) if goes_on(*last) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let (single, ranges): (Vec<_>, Vec<_>) = runs.into_iter().partition(|(first, last)| first == last);
    let mut body =
        format!("1 begincodespacerange\n<{:0digits$}> <{}>\nendcodespacerange\n", 0, "F".repeat(digits));
    for listed in single.chunks(MOST_LISTED) {
        let _ = writeln!(body, "{} beginbfchar", listed.len());
        for (number, _) in listed {
            let _ = writeln!(body, "{}{}", hex(*number), hexadecimal(&texts[number - 1]));
        }
        body.push_str("endbfchar\n");
    }
    for listed in ranges.chunks(MOST_LISTED) {
        let _ = writeln!(body, "{} beginbfrange", listed.len());
        for (first, last) in listed {
            let _ = writeln!(body, "{}{}{}", hex(*first), hex(*last), hexadecimal(&texts[first - 1]));
        }
        body.push_str("endbfrange\n");
    }
    map("NapReport-Text", "Adobe", "UCS", 2, &body)
}

/// Whether a glyph's text is the character after the one before, so that both stand in one range: of one UTF-16 unit,
/// and with the same upper byte of both code and character, since readers count the lower byte only.
fn follows(before: &str, text: &str, code: usize) -> bool {
    let unit = |text: &str| {
        let mut units = text.encode_utf16();
        units.next().filter(|_| units.next().is_none())
    };
    match (unit(before), unit(text)) {
        (Some(before), Some(unit)) => {
            unit.checked_sub(1) == Some(before) && unit & 0xFF != 0 && code & 0xFF != 0
        }
        _ => false,
    }
}

fn map(name: &str, registry: &str, ordering: &str, kind: u8, body: &str) -> String {
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo \
         <</Registry ({registry}) /Ordering ({ordering}) /Supplement 0>> def\n/CMapName /{name} def\n\
         /CMapType {kind} def\n{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<String> {
        let texts: Vec<Box<str>> = texts.iter().map(|text| (*text).into()).collect();
        let map = to_unicode(&texts);
        map.lines().filter(|line| line.starts_with('<')).skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn no_code_of_one_byte_is_escaped_and_each_leads_to_its_glyph() {
        let codes: Vec<u8> = (0..=MOST_IN_A_BYTE as u8).map(code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b) && !codes.iter().any(|code| b"\r()\\".contains(code)));
        assert!(codes.last() == Some(&0xFF) && is_narrow(MOST_IN_A_BYTE) && !is_narrow(MOST_IN_A_BYTE + 1));
        let map = bytes();
        let number = |text: &str| u8::from_str_radix(text.trim_matches(['<', '>']), 16).unwrap();
        let mut led = Vec::new();
        for range in map.lines().skip_while(|line| !line.ends_with("begincidrange")).skip(1).take(CODES.len())
        {
            let [first, last, glyph] = range.split(' ').collect::<Vec<_>>()[..] else { panic!("{range}") };
            led.extend((number(first)..=number(last)).zip(glyph.parse::<usize>().unwrap()..));
        }
        assert_eq!(led, codes.into_iter().zip(0..).collect::<Vec<_>>());
    }

    #[test]
    fn neighbours_are_given_together_and_others_alone() {
        assert_eq!(
            lines(&["a", "b", "c", "e", "ffi"]),
            ["<04><0065>", "<05><006600660069>", "<01><03><0061>"]
        );
        // No range goes over the end of a lower byte, nor over characters of two units.
        assert_eq!(
            lines(&["ÿ", "Ā", "𝐀", "𝐁"]),
            ["<01><00FF>", "<02><0100>", "<03><D835DC00>", "<04><D835DC01>"]
        );
    }

    #[test]
    fn many_glyphs_take_two_bytes_and_no_range_crosses_codes() {
        let texts: Vec<String> = (0..300).map(|n| char::from_u32(0x4E10 + n).unwrap().to_string()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(lines(&texts[..251])[0], "<01><0C><4E10>");
        let wide = lines(&texts);
        assert_eq!(wide[0], "<0001><00F0><4E10>");
        assert_eq!(wide[1], "<00F1><00FF><4F00>");
        assert_eq!(wide[2], "<0100><012C><4F0F>");
    }
}

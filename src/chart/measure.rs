//! How wide text will be, asked of whoever sets it.

/// Measures text in the sans face in which the charts' words will be set.
pub trait Measure: Sync {
    /// Advance width in points of a text at a size in points.
    fn width(&self, text: &str, size: f64, bold: bool, italic: bool) -> f64;

    /// Height in points above the baseline of the tallest letters with accents.
    fn ascent(&self, size: f64) -> f64 {
        size * 0.97
    }

    /// Depth in points below the baseline of the deepest letters, as a positive number.
    fn descent(&self, size: f64) -> f64 {
        size * 0.24
    }
}

/// A measure that needs no font: mean widths by kind of character, a little wide rather than narrow.
///
/// For SVG, where the reader's program chooses the face, and for tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EstimatedMeasure;

impl Measure for EstimatedMeasure {
    fn width(&self, text: &str, size: f64, bold: bool, _italic: bool) -> f64 {
        let ems: f64 = text.chars().map(ems).sum();
        // Bold letters of the common sans faces are about 6 % wider.
        ems * size * if bold { 1.06 } else { 1.0 }
    }
}

/// Width of a character in ems, for a face about as wide as Noto Sans, Arial or Verdana's narrower kin.
fn ems(c: char) -> f64 {
    match c {
        // Combining marks and joiners take no room of their own.
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0.0,
        ' ' | '\u{00A0}' | '\u{202F}' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' => {
            0.3
        }
        '-' | '(' | ')' | '[' | ']' | '/' | '"' => 0.37,
        'f' | 't' | 'r' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | 'æ' | 'œ' | 'Æ' | 'Œ' => 0.94,
        'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' => 0.53,
        'a'..='z' | '0'..='9' => 0.61,
        'N' | 'O' | 'Q' | 'G' | 'H' | 'D' | 'U' => 0.77,
        'A'..='Z' => 0.65,
        // Wide scripts and pictographs fill a square.
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' => 1.0,
        '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' => 1.0,
        '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}' => 1.0,
        c if c.is_uppercase() => 0.75,
        _ => 0.65,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_grows_with_text_size_and_weight() {
        let wide = |text, size, bold| EstimatedMeasure.width(text, size, bold, false);
        assert!(wide("", 8.0, false).abs() < f64::EPSILON);
        assert!(wide("remedy", 8.0, false) < wide("remedies", 8.0, false));
        assert!((wide("remedy", 16.0, false) - 2.0 * wide("remedy", 8.0, false)).abs() < 1e-9);
        assert!(wide("remedy", 8.0, true) > wide("remedy", 8.0, false));
        assert!((wide("e\u{301}", 8.0, false) - wide("e", 8.0, false)).abs() < 1e-9);
    }
}

//! The signs that a PDF is written in: numbers, names, strings, references. Each ends with a blank, which goes again where
//! what follows is a bracket or a slash, since those part by themselves.

use std::borrow::Cow;

/// Bytes of a content stream or of an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Syntax(Vec<u8>);

impl Syntax {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Signs as they stand, without a blank before a bracket or a slash.
    pub(super) fn raw(&mut self, signs: &str) {
        if signs.starts_with(['/', '[', ']', '<', '>', '(']) {
            self.unblank();
        }
        self.bytes(signs.as_bytes());
    }

    /// Bytes as they stand.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// An operator, after its operands.
    pub(super) fn op(&mut self, operator: &str) {
        self.raw(operator);
        self.0.push(b'\n');
    }

    /// A name of plain letters.
    pub(super) fn name(&mut self, name: &str) {
        self.unblank();
        self.0.push(b'/');
        self.raw(name);
        self.0.push(b' ');
    }

    pub(super) fn integer(&mut self, number: i64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut left = number.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if number < 0 {
            self.0.push(b'-');
        }
        self.0.extend_from_slice(&digits[at..]);
        self.0.push(b' ');
    }

    /// A number to a thousandth: finer than any device, short, and the same everywhere.
    pub(super) fn number(&mut self, number: f64) {
        self.decimal(milli(number), 1000);
    }

    /// A length on a page, in so many hundredths of a point: what [`cents`] gives.
    pub(super) fn length(&mut self, cents: i64) {
        self.decimal(cents, 100);
    }

    /// Lengths on a page, in points, to a hundredth: 0.0035 mm, finer than a printer's dot.
    pub(super) fn lengths(&mut self, points: &[f64]) {
        points.iter().for_each(|length| self.length(cents(*length)));
    }

    /// A number in parts of a whole that are a power of ten.
    fn decimal(&mut self, parts: i64, of: u32) {
        let (whole, mut part) = (parts / i64::from(of), parts.unsigned_abs() % u64::from(of));
        if whole != 0 || part == 0 {
            self.integer(whole);
        } else if parts < 0 {
            self.0.push(b'-');
        }
        if part > 0 {
            if whole != 0 {
                // In place of the blank.
                self.unblank();
            }
            self.0.push(b'.');
            let mut unit = u64::from(of) / 10;
            while part > 0 {
                self.0.push(b'0' + (part / unit) as u8);
                part %= unit;
                unit /= 10;
            }
            self.0.push(b' ');
        }
    }

    pub(super) fn numbers(&mut self, numbers: &[f64]) {
        numbers.iter().for_each(|number| self.number(*number));
    }

    /// Takes the blank at the end away.
    pub(super) fn unblank(&mut self) {
        if self.0.last() == Some(&b' ') {
            self.0.pop();
        }
    }

    /// An object, by its number.
    pub(super) fn reference(&mut self, number: u32) {
        self.integer(i64::from(number));
        self.raw("0 R ");
    }

    /// A string of any bytes.
    pub(super) fn string(&mut self, bytes: &[u8]) {
        self.unblank();
        self.0.push(b'(');
        for &byte in bytes {
            match byte {
                b'(' | b')' | b'\\' => self.0.extend([b'\\', byte]),
                // A reader takes it for a line end.
                b'\r' => self.0.extend(b"\\r"),
                byte => self.0.push(byte),
            }
        }
        self.0.push(b')');
    }

    /// A count or an offset.
    pub(super) fn count(&mut self, count: usize) {
        self.integer(whole(count));
    }

    /// A text string.
    pub(super) fn text(&mut self, text: &str) {
        self.string(&text_bytes(text));
    }
}

/// The bytes of a text string: ASCII as it is, anything else as UTF-16.
pub(super) fn text_bytes(text: &str) -> Cow<'_, [u8]> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text.as_bytes());
    }
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Cow::Owned([0xFE, 0xFF].into_iter().chain(units).collect())
}

/// A count or an offset as PDF has numbers.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// To a hundredth: places and boxes need no more.
pub(super) fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A length in thousandths.
pub(super) fn milli(value: f64) -> i64 {
    parts(value, 1000.0)
}

/// A length in hundredths.
pub(super) fn cents(value: f64) -> i64 {
    parts(value, 100.0)
}

/// Rounded half away from zero. `f64::round` does the same by a call, for each number of a page.
fn parts(value: f64, of: f64) -> i64 {
    if !value.is_finite() {
        return 0;
    }
    let exact = value * of;
    let whole = exact as i64;
    let rest = exact - whole as f64;
    whole.saturating_add(i64::from(rest >= 0.5)).saturating_sub(i64::from(rest <= -0.5))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_are_rounded_as_any(value in prop_oneof![any::<f64>(), -1e5..1e5, (-4000..4000_i32).prop_map(|n| f64::from(n) / 8.0)]) {
            let finite = if value.is_finite() { value } else { 0.0 };
            prop_assert_eq!(parts(value, 1.0), finite.round() as i64);
            prop_assert_eq!(parts(value, 100.0), (finite * 100.0).round() as i64);
        }
    }

    #[test]
    fn numbers_are_short_and_strings_come_back() {
        let mut out = Syntax::default();
        out.numbers(&[1.0, -0.5, 12.3456, 0.0004, f64::NAN, -70.05]);
        out.reference(12);
        out.string(b"a(b)\\\r");
        out.text("\u{e9}");
        let expected = b"1 -.5 12.346 0 0 -70.05 12 0 R(a\\(b\\)\\\\\\r)(\xFE\xFF\0\xE9)";
        assert_eq!(out.as_bytes(), expected);
    }
}

//! The font faces: parsed once a process, from crates that ship them under open licences.
//!
//! Noto Sans sets the text. What it lacks (dingbats, the true hyphen, Arabic, Hebrew) comes from `DejaVu
//! Sans`. What neither has is shown as a box; see [`super::text`].

use std::sync::LazyLock;

use harfrust::{Font, ShaperFont};

/// One of the faces that the reports are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FaceId {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    Fallback,
    FallbackBold,
}

impl FaceId {
    pub(crate) const ALL: [Self; 6] =
        [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic, Self::Fallback, Self::FallbackBold];

    /// The face of the text in this style.
    pub(crate) fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }

    /// Where to look for characters that this face lacks.
    pub(crate) fn fallback(self) -> Self {
        match self {
            Self::Bold | Self::BoldItalic | Self::FallbackBold => Self::FallbackBold,
            Self::Regular | Self::Italic | Self::Fallback => Self::Fallback,
        }
    }

    /// The name of the font resource on a page. Not `F1` to `F14`, which printpdf keeps for itself.
    pub(crate) fn resource(self) -> &'static str {
        match self {
            Self::Regular => "R",
            Self::Bold => "B",
            Self::Italic => "I",
            Self::BoldItalic => "BI",
            Self::Fallback => "D",
            Self::FallbackBold => "DB",
        }
    }

    /// The PostScript name, without a subset tag.
    pub(crate) fn postscript_name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans",
            Self::Bold => "NotoSans-Bold",
            Self::Italic => "NotoSans-Italic",
            Self::BoldItalic => "NotoSans-BoldItalic",
            Self::Fallback => "DejaVuSans",
            Self::FallbackBold => "DejaVuSans-Bold",
        }
    }

    /// The usWeightClass, which the font descriptor's stem width is estimated from.
    pub(crate) fn weight(self) -> u16 {
        match self {
            Self::Bold | Self::BoldItalic | Self::FallbackBold => 700,
            Self::Regular | Self::Italic | Self::Fallback => 400,
        }
    }

    /// The font file.
    pub(crate) fn data(self) -> &'static [u8] {
        match self {
            Self::Regular => notosans::REGULAR_TTF,
            Self::Bold => notosans::BOLD_TTF,
            Self::Italic => notosans::ITALIC_TTF,
            Self::BoldItalic => notosans::BOLD_ITALIC_TTF,
            Self::Fallback => dejavu::sans::regular(),
            Self::FallbackBold => dejavu::sans::bold(),
        }
    }

    /// The parsed face, parsed at its first use.
    pub(crate) fn face(self) -> &'static Face {
        static FACES: [LazyLock<Face>; 6] = [
            LazyLock::new(|| Face::parse(FaceId::Regular)),
            LazyLock::new(|| Face::parse(FaceId::Bold)),
            LazyLock::new(|| Face::parse(FaceId::Italic)),
            LazyLock::new(|| Face::parse(FaceId::BoldItalic)),
            LazyLock::new(|| Face::parse(FaceId::Fallback)),
            LazyLock::new(|| Face::parse(FaceId::FallbackBold)),
        ];
        &FACES[self as usize]
    }
}

/// A parsed face. Lengths are thousandths of the font size unless said otherwise.
pub(crate) struct Face {
    font: Font,
    units_per_em: i32,
    /// Height of the capitals, for the font descriptor and for centring text in a row.
    pub(crate) cap_height: i32,
}

impl Face {
    fn parse(id: FaceId) -> Self {
        let font = Font::new(id.data(), 0);
        // The faces are compiled into the program and read by a test: this cannot fail on a user's machine.
        #[expect(clippy::expect_used, reason = "a face in the binary that does not parse is a broken build")]
        let font = font.expect("a bundled font parses");
        let units_per_em = i32::from(font.units_per_em().max(1));
        let cap_height =
            font.metrics().cap_height.map_or(714, |height| scaled(height.round().to_i32(), units_per_em));
        Self { font, units_per_em, cap_height }
    }

    /// A shaper, cheap to make.
    pub(crate) fn shaper(&self) -> ShaperFont<'_, '_> {
        ShaperFont::new(&self.font)
    }

    /// Whether the face has a glyph for the character.
    pub(crate) fn has(&self, ch: char) -> bool {
        self.font.charmap().map_unicode(ch).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Font units to thousandths of an em, truncated as printpdf truncates widths in `/W`.
    pub(crate) fn width(&self, units: i32) -> i32 {
        (f64::from(units) * 1000.0 / f64::from(self.units_per_em)) as i32
    }

    /// Font units to thousandths of an em, rounded.
    pub(crate) fn rounded(&self, units: i32) -> i32 {
        scaled(units, self.units_per_em)
    }

    /// The advance that the font itself gives a glyph, in font units.
    pub(crate) fn advance_units(&self, shaper: &ShaperFont<'_, '_>, glyph: u32) -> i32 {
        shaper.glyph_h_advance(harfrust::GlyphId::new(glyph))
    }
}

fn scaled(units: i32, units_per_em: i32) -> i32 {
    (f64::from(units) * 1000.0 / f64::from(units_per_em)).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_face_parses_and_has_latin() {
        for id in FaceId::ALL {
            let face = id.face();
            assert!(face.has('A') && face.has('é'), "{id:?}");
            assert!((600..800).contains(&face.cap_height), "{id:?} {}", face.cap_height);
        }
    }
}

//! Colours: one blue-green ramp for the levels, and the few greys around it.
//!
//! The ramp runs from dark to light as a level gets weaker, so it reads the same to colour-blind readers and in
//! grey print; where the tool knows nothing there is no fill at all. Colour is never the only sign: every level
//! has a symbol of its own as well, see [`level_symbol`](super::level_symbol).

use crate::code::Level;

/// A colour in sRGB: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

impl Rgb {
    /// Paper.
    pub const WHITE: Self = Self(0xFF, 0xFF, 0xFF);
    /// Text.
    pub const INK: Self = Self(0x1F, 0x29, 0x33);
    /// Text of second rank: scales, names that repeat.
    pub const MUTED: Self = Self(0x52, 0x60, 0x6D);
    /// Rules between rows.
    pub const RULE: Self = Self(0xD9, 0xDD, 0xE3);
    /// What a bar of shares runs along: the length of 100 %.
    pub const TRACK: Self = Self(0xEC, 0xEF, 0xF2);
    /// Bars of shares that the eye should follow.
    pub const SHARE: Self = Self(0x2B, 0x7A, 0x98);
    /// Bars of shares to compare with.
    pub const SHARE_ASIDE: Self = Self(0x9A, 0xA5, 0xB1);

    /// Relative luminance after WCAG 2: 0.0 is black, 1.0 white.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio after WCAG 2, from 1.0 to 21.0.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// The colours of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelColours {
    /// Area of a bar or a table cell.
    pub fill: Rgb,
    /// Text and symbols on the fill; at least 4.5 to 1.
    pub ink: Rgb,
    /// Edge of the area, and the symbol on white paper; at least 3 to 1 on white.
    pub outline: Rgb,
    /// Whether the edge is dashed, which says that nothing is known.
    pub dashed: bool,
}

/// The colours of a level; see [`LevelColours`].
#[must_use]
pub fn level_colours(level: Level) -> LevelColours {
    let solid = |fill, ink, outline| LevelColours { fill, ink, outline, dashed: false };
    match level {
        Level::Commitment => solid(Rgb(0x08, 0x3D, 0x56), Rgb::WHITE, Rgb(0x08, 0x3D, 0x56)),
        Level::Addressed => solid(Rgb(0x2B, 0x7A, 0x98), Rgb::WHITE, Rgb(0x2B, 0x7A, 0x98)),
        Level::Mention => solid(Rgb(0x9F, 0xCF, 0xDD), Rgb(0x0B, 0x33, 0x45), Rgb(0x2B, 0x7A, 0x98)),
        Level::None => solid(Rgb(0xEE, 0xEA, 0xE3), Rgb(0x45, 0x41, 0x39), Rgb(0x7C, 0x76, 0x6A)),
        Level::Unknown => LevelColours {
            fill: Rgb::WHITE,
            ink: Rgb(0x45, 0x41, 0x39),
            outline: Rgb(0x7C, 0x76, 0x6A),
            dashed: true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_every_fill_is_readable() {
        for level in Level::ALL {
            let colours = level_colours(level);
            let contrast = colours.fill.contrast(colours.ink);
            assert!(contrast >= 4.5, "{level:?}: {contrast:.2}");
        }
        for ink in [Rgb::INK, Rgb::MUTED] {
            assert!(ink.contrast(Rgb::WHITE) >= 4.5, "{ink:?}");
        }
    }

    #[test]
    fn symbols_and_bars_stand_out_from_paper() {
        for level in Level::ALL {
            let contrast = level_colours(level).outline.contrast(Rgb::WHITE);
            assert!(contrast >= 3.0, "{level:?}: {contrast:.2}");
        }
        assert!(Rgb::SHARE.contrast(Rgb::WHITE) >= 3.0);
        assert!(Rgb::SHARE.luminance() + 0.12 <= Rgb::SHARE_ASIDE.luminance());
        assert!(Rgb::SHARE_ASIDE.luminance() + 0.12 <= Rgb::TRACK.luminance());
    }

    #[test]
    fn levels_keep_apart_in_grey() {
        let fills: Vec<f64> = Level::ALL.iter().map(|&level| level_colours(level).fill.luminance()).collect();
        for (pair, levels) in fills.windows(2).zip(Level::ALL.windows(2)) {
            assert!(pair[1] - pair[0] >= 0.12, "{levels:?}: {pair:?}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Rgb(0, 0, 0).contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
        assert!((Rgb(0x77, 0x77, 0x77).contrast(Rgb::WHITE) - 4.48).abs() < 0.01);
    }
}

//! Words to lines: cleaning, breaking, and the room that they take.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::measure::Measure;
use super::palette::Rgb;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Size in points.
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) rgb: Rgb,
}

/// The faces that charts use; plotters knows no bold italic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
    Italic,
}

impl Look {
    pub(super) const fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular, rgb: Rgb::INK }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self { size, weight: Weight::Bold, rgb: Rgb::INK }
    }

    pub(super) const fn italic(size: f64) -> Self {
        Self { size, weight: Weight::Italic, rgb: Rgb::INK }
    }

    pub(super) const fn muted(self) -> Self {
        self.on(Rgb::MUTED)
    }

    pub(super) const fn on(self, rgb: Rgb) -> Self {
        Self { rgb, ..self }
    }

    /// From baseline to baseline, in points.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.22).max(self.size + 1.5)
    }

    /// Height of the digits and capitals, by which a text is centred on a bar.
    pub(super) fn cap(self) -> f64 {
        self.size * 0.714
    }

    pub(super) fn width(self, text: &str, measure: &dyn Measure) -> f64 {
        measure.width(text, self.size, self.weight == Weight::Bold, self.weight == Weight::Italic)
    }
}

/// A text broken into lines, with the room that it takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lines {
    pub(super) lines: Vec<String>,
    pub(super) look: Look,
    /// Of the widest line, in points.
    pub(super) width: f64,
}

impl Lines {
    /// Breaks a text to at most `max` points of width. A word that is wider is broken between letters; nothing is cut off.
    pub(super) fn wrap(text: &str, max: f64, look: Look, measure: &dyn Measure) -> Self {
        let text = clean(text);
        let mut lines = fill(&text, max, look, measure);
        if (2..=3).contains(&lines.len()) {
            even_out(&mut lines, &text, max, look, measure);
        }
        let width = lines.iter().map(|line| look.width(line, measure)).fold(0.0, f64::max);
        Self { lines, look, width }
    }

    /// Breaks the texts of a column, which is at most `room.0` points wide; up to `room.1` where a single word needs it.
    pub(super) fn column<'t>(
        texts: impl Iterator<Item = &'t str> + Clone,
        room: (f64, f64),
        look: Look,
        measure: &dyn Measure,
    ) -> Vec<Self> {
        let wide = texts.clone().map(clean).filter(|text| look.width(text, measure) > room.0);
        let word = wide.map(|text| longest_word(&text, look, measure)).fold(0.0, f64::max);
        let max = word.clamp(room.0, room.1.max(room.0));
        texts.map(|text| Self::wrap(text, max, look, measure)).collect()
    }

    /// Height in points from the top of the capitals of the first line to the baseline of the last.
    pub(super) fn cap_height(&self) -> f64 {
        if self.lines.is_empty() { 0.0 } else { self.look.cap() + self.below_first() }
    }

    /// Height in points of all lines with their leading.
    pub(super) fn height(&self) -> f64 {
        self.count() * self.look.leading()
    }

    /// From the first baseline to the last, in points.
    pub(super) fn below_first(&self) -> f64 {
        (self.count() - 1.0).max(0.0) * self.look.leading()
    }

    fn count(&self) -> f64 {
        f64::from(u32::try_from(self.lines.len()).unwrap_or(u32::MAX))
    }
}

/// The widest of several texts, in points.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a Lines>) -> f64 {
    lines.into_iter().map(|lines| lines.width).fold(0.0, f64::max)
}

/// One line of text without what neither a page nor XML can hold: controls, noncharacters, soft hyphens.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for word in
        text.split(|c: char| c.is_control() || c.is_ascii_whitespace()).filter(|word| !word.is_empty())
    {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.extend(word.chars().filter(|c| !matches!(c, '\u{00AD}' | '\u{FFFE}' | '\u{FFFF}')));
    }
    cleaned
}

/// Takes the narrowest width that needs no more lines: even lines read better than a full one and a crumb.
fn even_out(lines: &mut Vec<String>, text: &str, max: f64, look: Look, measure: &dyn Measure) {
    let length = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
    let (mut low, mut high) = (max / 3.0, max);
    for _ in 0..7 {
        let middle = f64::midpoint(low, high);
        let tried = fill(text, middle, look, measure);
        // A break inside a word takes the place of one at a space, and then the lines keep that space.
        if tried.len() == lines.len() && length(&tried) == length(lines) {
            high = middle;
            *lines = tried;
        } else {
            low = middle;
        }
    }
}

fn fill(text: &str, max: f64, look: Look, measure: &dyn Measure) -> Vec<String> {
    // Most labels are short; measuring may mean shaping.
    if !text.is_empty() && look.width(text, measure) <= max {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut start = 0;
    for (end, _) in linebreaks(text) {
        let piece = text.get(start..end).unwrap_or_default();
        start = end;
        if fits(&line, piece, max, look, measure) {
            line.push_str(piece);
            continue;
        }
        push(&mut lines, &mut line);
        if fits("", piece, max, look, measure) {
            line.push_str(piece);
        } else {
            for letter in piece.graphemes(true) {
                if !line.is_empty() && !fits(&line, letter, max, look, measure) {
                    push(&mut lines, &mut line);
                }
                line.push_str(letter);
            }
        }
    }
    push(&mut lines, &mut line);
    lines
}

/// Width of the widest piece that has no place to break, in points.
fn longest_word(text: &str, look: Look, measure: &dyn Measure) -> f64 {
    let mut start = 0;
    let mut longest = 0.0_f64;
    for (end, _) in linebreaks(text) {
        let piece = text.get(start..end).unwrap_or_default();
        longest = longest.max(look.width(piece.trim_end(), measure));
        start = end;
    }
    // So that a column of just this width does hold it, whatever the last digit of the sum.
    longest + 0.01
}

fn fits(line: &str, piece: &str, max: f64, look: Look, measure: &dyn Measure) -> bool {
    let whole = format!("{line}{piece}");
    look.width(whole.trim_end(), measure) <= max
}

fn push(lines: &mut Vec<String>, line: &mut String) {
    let done = line.trim();
    if !done.is_empty() {
        lines.push(done.to_owned());
    }
    line.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::EstimatedMeasure;

    fn wrapped(text: &str, max: f64) -> Vec<String> {
        Lines::wrap(text, max, Look::regular(8.0), &EstimatedMeasure).lines
    }

    #[test]
    fn lines_are_even() {
        assert_eq!(wrapped("Latin America and the Caribbean", 100.0), ["Latin America and", "the Caribbean"]);
        assert_eq!(wrapped("Europe", 100.0), ["Europe"]);
        assert_eq!(wrapped("  ", 100.0), [""; 0]);
    }

    #[test]
    fn no_letter_is_lost_however_narrow() {
        for text in
            ["Donaudampfschifffahrtsgesellschaft", "a b", "ΑΙ και ιδιωτικότητα", "e\u{301}e\u{301}e\u{301}"]
        {
            for max in [1.0, 9.0, 30.0, 300.0] {
                let joined: String = wrapped(text, max).concat();
                assert_eq!(joined.replace(' ', ""), text.replace(' ', ""), "{max}");
            }
        }
    }

    #[test]
    fn a_line_is_never_wider_than_asked() {
        let text = "Information and communication technologies, electronics and telecoms";
        for max in [40.0, 77.7, 120.0] {
            assert!(Lines::wrap(text, max, Look::bold(8.5), &EstimatedMeasure).width <= max);
        }
    }

    #[test]
    fn a_column_widens_for_a_word_and_no_further() {
        let column = |room| {
            let texts = ["Commitment", "Not found"];
            Lines::column(texts.into_iter(), room, Look::bold(8.5), &EstimatedMeasure)
        };
        assert_eq!(column((20.0, 90.0))[0].lines, ["Commitment"]);
        assert!(column((20.0, 30.0))[0].lines.len() > 1);
        assert!(widest(&column((20.0, 30.0))) <= 30.0);
    }

    #[test]
    fn controls_become_spaces_or_nothing() {
        assert_eq!(clean("a\u{0}b\n\tc \u{1b}[31m d\u{FFFE}\u{AD}e"), "a b c [31m de");
    }
}

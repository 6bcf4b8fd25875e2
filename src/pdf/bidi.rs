//! Lines with words from right to left: where each word stands. What a listener hears stays in the order of the text.

use unicode_bidi::{BidiInfo, Level};

use super::lines::{Line, Setting};
use super::text::After;

/// Whether any letter is written from right to left: Hebrew, Arabic and their kin.
pub(super) fn is_needed(text: &str) -> bool {
    // They begin with one of these bytes, which no letter or quotation mark of Western languages does. Without a way out,
    // many are compared at once.
    let may_be = |byte: u8| matches!(byte, 0xD6..=0xE0 | 0xEF | 0xF0);
    text.bytes().fold(false, |found, byte| found | may_be(byte)) && text.chars().any(is_backwards)
}

/// Whether a letter is written from right to left.
fn is_backwards(ch: char) -> bool {
    matches!(ch, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The direction of a paragraph: that of its first letter that has one.
pub(super) fn base(text: &str) -> Level {
    BidiInfo::new(text, None).paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level)
}

/// Moves the words of a line to where the eye expects them (Unicode Standard Annex 9, word by word).
pub(super) fn in_order_of_the_eye(line: &mut Line, base: Level, setting: Setting<'_>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(line.pieces.len());
    for piece in &line.pieces {
        starts.push(text.len());
        text.push_str(&piece.word.text);
        if matches!(piece.after, After::Space(_)) {
            text.push(' ');
        }
    }
    let resolved = BidiInfo::new(&text, Some(base));
    let levels: Vec<Level> =
        starts.iter().map(|at| resolved.levels.get(*at).copied().unwrap_or(base)).collect();
    let order = BidiInfo::reorder_visual(&levels);
    // Between two neighbours there is a gap where the earlier of them in the text has a space after it.
    let mut x = 0.0;
    let mut before: Option<usize> = None;
    for index in order {
        if let Some(before) = before
            && let Some(earlier) = line.pieces.get(before.min(index))
            && let After::Space(space) = &earlier.after
        {
            x += space.points(setting.size);
        }
        let Some(piece) = line.pieces.get_mut(index) else { continue };
        piece.x = x;
        x += piece.word.points(setting.size);
        if let After::Hyphen(hyphen) = &piece.after {
            x += hyphen.points(setting.size);
        }
        before = Some(index);
    }
    line.width = x;
    if base.is_rtl() {
        let indent = (setting.width - x).max(0.0);
        line.pieces.iter_mut().for_each(|piece| piece.x += indent);
        line.width = x + indent;
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::FaceId;
    use super::super::lines::{Styled, break_lines};
    use super::super::text::{Press, Shaper};
    use super::*;

    /// The words of each line from left to right.
    fn seen(text: &str, width: f64) -> Vec<Vec<String>> {
        let mut shaper = Shaper::new(&Press::default());
        let parts = [Styled { text, face: FaceId::Regular, span: 0 }];
        let lines = break_lines(&mut shaper, &parts, Setting { size: 10.0, width, lang: "en" });
        let words = |line: &Line| {
            let mut pieces: Vec<_> = line.pieces.iter().collect();
            pieces.sort_by(|a, b| a.x.total_cmp(&b.x));
            assert!(pieces.iter().all(|piece| piece.x >= 0.0 && piece.x <= width));
            pieces.iter().map(|piece| piece.word.text.to_string()).collect()
        };
        lines.iter().map(words).collect()
    }

    #[test]
    fn no_letter_from_right_to_left_is_passed_over() {
        assert!(('\0'..=char::MAX).all(|ch| is_needed(&format!("a{ch}–’é")) == is_backwards(ch)));
    }

    #[test]
    fn words_from_right_to_left_stand_in_the_order_of_the_eye() {
        assert_eq!(seen("one two three", 200.0), [["one", "two", "three"]]);
        assert_eq!(seen("حقوق الإنسان والأعمال", 200.0), [["والأعمال", "الإنسان", "حقوق"]]);
        // A number and a Latin name keep their own order within the line.
        assert_eq!(seen("the words זכויות אדם here", 300.0), [["the", "words", "אדם", "זכויות", "here"]]);
        assert_eq!(seen("זכויות NAP 2020 אדם", 300.0), [["אדם", "NAP", "2020", "זכויות"]]);
    }

    #[test]
    fn a_paragraph_from_right_to_left_ends_its_lines_at_the_right() {
        let mut shaper = Shaper::new(&Press::default());
        let parts = [Styled { text: "حقوق الإنسان", face: FaceId::Regular, span: 0 }];
        let lines = break_lines(&mut shaper, &parts, Setting { size: 10.0, width: 300.0, lang: "en" });
        let first = lines[0].pieces.iter().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
        assert!(first > 200.0, "{first}");
        assert!((lines[0].width - 300.0).abs() < 1e-6);
    }
}

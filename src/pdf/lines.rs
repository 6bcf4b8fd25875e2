//! Glyphs to lines: where a paragraph breaks.
//!
//! Lines are broken by optimal fit, at the places that Unicode allows; narrow columns may also break words between
//! syllables, and a word that is wider than its column breaks anywhere rather than being clipped.

use std::cell::Cell;
use std::sync::Arc;

use smallvec::{SmallVec, smallvec};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::bidi;
use super::face::FaceId;
use super::fit::{Cost, Fit, Widths};
use super::text::{After, Shaper, Word};
use crate::report::block::{Span, Text};

/// A part of a paragraph in one style: its face and the number of its span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Styled<'a> {
    pub(crate) text: &'a str,
    pub(crate) face: FaceId,
    pub(crate) span: usize,
}

/// Glyphs on a line: where they start and which span they belong to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) word: Arc<Word>,
    pub(crate) face: FaceId,
    pub(crate) span: usize,
    /// Points from the start of the line.
    pub(crate) x: f64,
    /// What is drawn behind the word.
    pub(crate) after: After,
}

/// A line of a paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    /// Points, without the space at the end.
    pub(crate) width: f64,
}

/// How a paragraph is to be broken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// Points.
    pub(crate) size: f64,
    /// Points; at least one em is assumed.
    pub(crate) width: f64,
    /// BCP 47 tag, for hyphenation.
    pub(crate) lang: &'a str,
}

/// A text of a report as it is to be broken: what [`break_lines`] makes of it depends on nothing else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wanted<'a> {
    pub(crate) text: &'a Text,
    /// Points.
    pub(crate) size: f64,
    /// Points.
    pub(crate) width: f64,
    /// BCP 47 tag.
    pub(crate) lang: &'a str,
    /// Every span in the bold face.
    pub(crate) bold: bool,
}

impl<'a> Wanted<'a> {
    /// Its spans in their faces.
    pub(crate) fn parts(&self) -> Vec<Styled<'a>> {
        let styled = |(number, span): (usize, &'a Span)| Styled {
            text: &span.text,
            face: FaceId::of(span.bold || self.bold, span.italic),
            span: number,
        };
        self.text.iter().enumerate().map(styled).collect()
    }

    pub(crate) fn setting(&self) -> Setting<'a> {
        Setting { size: self.size, width: self.width, lang: self.lang }
    }
}

/// Narrower than this many ems a column is hyphenated; wider ones are set ragged, which reads better.
const HYPHENATE_BELOW_EMS: f64 = 34.0;

/// Breaks a paragraph into lines. An empty text gives one empty line.
pub(crate) fn break_lines(shaper: &mut Shaper, parts: &[Styled<'_>], setting: Setting<'_>) -> Vec<Line> {
    let mut room = ROOM.take();
    let lines = break_lines_in(&mut room, shaper, parts, setting);
    ROOM.set(room);
    lines
}

thread_local! {
    /// Kept from one paragraph to the next: there are very many, and most are short.
    static ROOM: Cell<Room> = Cell::default();
}

/// What a paragraph is broken in.
#[derive(Debug, Default)]
struct Room {
    text: String,
    bounds: Vec<Bound>,
    fragments: Vec<Frag>,
    fit: Fit,
}

/// A part in one style: the first byte and the one after the last, and whose they are.
type Bound = (usize, usize, FaceId, usize);

fn break_lines_in(
    Room { text, bounds, fragments, fit }: &mut Room,
    shaper: &mut Shaper,
    parts: &[Styled<'_>],
    setting: Setting<'_>,
) -> Vec<Line> {
    let setting = Setting { width: setting.width.max(setting.size), ..setting };
    text.clear();
    bounds.clear();
    fragments.clear();
    for part in parts {
        let start = text.len();
        let mut rest = part.text;
        while let Some((before, after)) = rest.split_once('\t') {
            text.push_str(before);
            text.push(' ');
            rest = after;
        }
        text.push_str(rest);
        bounds.push((start, text.len(), part.face, part.span));
    }
    let mut lines = Vec::new();
    let mut start = 0;
    let mut bounds = bounds.as_slice();
    opportunities(text, |end, opportunity| {
        while let Some((_, rest)) = bounds.split_first().filter(|((_, to, ..), _)| *to <= start) {
            bounds = rest;
        }
        add_segment(shaper, fragments, text, (start, end), bounds, setting);
        start = end;
        if opportunity == BreakOpportunity::Mandatory {
            flow(shaper, &mut lines, fragments, fit, setting);
            fragments.clear();
        }
    });
    if lines.is_empty() {
        lines.push(Line::default());
    }
    if bidi::is_needed(text) {
        let base = bidi::base(text);
        for line in &mut lines {
            bidi::in_order_of_the_eye(line, base, setting);
        }
    }
    lines
}

/// Where a text may be broken, as Unicode has it. Between two letters of ASCII that is nowhere, and where one blank parts
/// two of them it is behind the blank, whatever stands further off: only what lies between such blanks, and is not letters
/// alone, is asked for.
fn opportunities(text: &str, mut each: impl FnMut(usize, BreakOpportunity)) {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let (mut start, mut letters) = (0, true);
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_alphabetic() {
            continue;
        }
        let parts_letters = *byte == b' ' && at.checked_sub(1).is_some_and(is_letter) && is_letter(at + 1);
        if !parts_letters {
            letters = false;
            continue;
        }
        let end = at + 1;
        if !letters {
            let inside = linebreaks(&text[start..end]).take_while(|(at, _)| start + at < end);
            inside.for_each(|(at, opportunity)| each(start + at, opportunity));
        }
        each(end, BreakOpportunity::Allowed);
        (start, letters) = (end, true);
    }
    linebreaks(&text[start..]).for_each(|(at, opportunity)| each(start + at, opportunity));
}

/// What is never broken: a word, a syllable, or a part of an overlong word.
#[derive(Debug, Clone)]
struct Frag {
    /// One, but for a word that crosses styles.
    parts: SmallVec<[(FaceId, usize, Arc<Word>); 1]>,
    widths: Widths,
    /// Goes on without a gap in the next fragment: a syllable of the same word.
    continues: bool,
    /// Cut off a word that is wider than the line: there is no hyphen behind it, since the word may be an address.
    cut: bool,
}

fn add_segment(
    shaper: &mut Shaper,
    fragments: &mut Vec<Frag>,
    text: &str,
    (start, end): (usize, usize),
    bounds: &[Bound],
    setting: Setting<'_>,
) {
    let segment = &text[start..end];
    let word = without_space(segment);
    // A line break is a space to a listener: without it the last word of a line and the next one are one word.
    let spaced = word.len() < segment.len();
    let soft = word.ends_with('\u{AD}');
    let word = if soft { word.trim_end_matches('\u{AD}') } else { word };
    let word_end = start + word.len();
    let parts: SmallVec<[_; 1]> = bounds
        .iter()
        .take_while(|(from, ..)| *from < word_end)
        .filter(|(from, to, ..)| (*from).max(start) < (*to).min(word_end))
        .map(|&(from, to, face, span)| (face, span, &text[from.max(start)..to.min(word_end)]))
        .collect();
    let last_face = parts.last().map_or(FaceId::Regular, |(face, ..)| *face);
    let space = if spaced { shaper.space(last_face).points(setting.size) } else { 0.0 };
    let first_new = fragments.len();
    let narrow = setting.width < HYPHENATE_BELOW_EMS * setting.size;
    match parts[..] {
        [] => {}
        // Syllables of a word in one style; a word that crosses styles is rare and stays whole.
        [(face, span, word)] if narrow => {
            for syllable in syllables(word, setting.lang) {
                push_fragment(shaper, fragments, &[(face, span, syllable)], setting);
            }
        }
        _ => push_fragment(shaper, fragments, &parts, setting),
    }
    let new = &mut fragments[first_new..];
    let count = new.len();
    for (index, fragment) in new.iter_mut().enumerate() {
        let last = index + 1 == count;
        fragment.continues = !last || soft;
        // Asked for where it may be drawn, so that no other face has it in the file.
        if fragment.continues && !fragment.cut {
            fragment.widths.hyphen = shaper.hyphen(last_face).points(setting.size);
        }
        if last {
            fragment.widths.space = space;
        }
    }
    // White space alone, such as the spaces between two line breaks, or after a style ends.
    if count == 0
        && spaced
        && let Some(previous) = fragments.last_mut()
    {
        previous.widths.space = previous.widths.space.max(space);
    }
}

/// What stands before the space at the end of a segment.
fn without_space(segment: &str) -> &str {
    if let Some(word) =
        segment.strip_suffix(' ').filter(|word| word.ends_with(|ch: char| ch.is_ascii_graphic()))
    {
        return word;
    }
    segment.trim_end_matches(|ch: char| ch.is_whitespace() && ch != '\u{A0}')
}

/// Adds one fragment, or several where it is wider than the line.
fn push_fragment(
    shaper: &mut Shaper,
    fragments: &mut Vec<Frag>,
    parts: &[(FaceId, usize, &str)],
    setting: Setting<'_>,
) {
    let shaped: SmallVec<[_; 1]> =
        parts.iter().map(|&(face, span, text)| (face, span, shaper.word(face, text))).collect();
    let widths = |word: f64| Widths { word, space: 0.0, hyphen: 0.0 };
    let width = points(&shaped, setting.size);
    if width <= setting.width {
        fragments.push(Frag { parts: shaped, widths: widths(width), continues: false, cut: false });
        return;
    }
    for &(face, span, text) in parts {
        let mut chunk = String::new();
        let mut used = 0.0;
        let mut flush = |shaper: &mut Shaper, chunk: &mut String| {
            if !chunk.is_empty() {
                let parts = smallvec![(face, span, shaper.word(face, chunk))];
                let widths = widths(points(&parts, setting.size));
                fragments.push(Frag { parts, widths, continues: true, cut: true });
                chunk.clear();
            }
        };
        for grapheme in text.graphemes(true) {
            let wide = shaper.width(face, grapheme, setting.size);
            if used + wide > setting.width {
                flush(shaper, &mut chunk);
                used = 0.0;
            }
            chunk.push_str(grapheme);
            used += wide;
        }
        flush(shaper, &mut chunk);
    }
}

fn points(parts: &[(FaceId, usize, Arc<Word>)], size: f64) -> f64 {
    parts.iter().map(|(_, _, word)| f64::from(word.width)).sum::<f64>() * size / 1000.0
}

/// Syllables at which a word may be broken, or the word alone.
fn syllables<'a>(word: &'a str, lang: &str) -> SmallVec<[&'a str; 4]> {
    let code = match lang.get(..2) {
        Some("fr") => hypher::Lang::French,
        Some("es") => hypher::Lang::Spanish,
        Some("en") => hypher::Lang::English,
        _ => return smallvec![word],
    };
    let core = word.trim_matches(|ch: char| !ch.is_alphabetic());
    // Short words, codes, addresses and acronyms stay whole.
    let whole = core.chars().count() < 7
        || core.chars().any(|ch| !ch.is_alphabetic())
        || core.chars().skip(1).any(char::is_uppercase);
    if whole {
        return smallvec![word];
    }
    let lead = word.find(core).unwrap_or(0);
    let mut cuts = Vec::new();
    let mut at = lead;
    let mut left = 0;
    for syllable in hypher::hyphenate(core, code) {
        at += syllable.len();
        left += syllable.chars().count();
        let right = core.chars().count() - left;
        if left >= 3 && right >= 3 {
            cuts.push(at);
        }
    }
    let mut parts = SmallVec::new();
    let mut start = 0;
    for cut in cuts {
        parts.push(&word[start..cut]);
        start = cut;
    }
    parts.push(&word[start..]);
    parts
}

fn flow(shaper: &mut Shaper, lines: &mut Vec<Line>, fragments: &[Frag], fit: &mut Fit, setting: Setting<'_>) {
    if fragments.is_empty() {
        lines.push(Line::default());
        return;
    }
    let natural: f64 = fragments.iter().map(|f| f.widths.word + f.widths.space).sum();
    if natural - fragments.last().map_or(0.0, |f| f.widths.space) <= setting.width {
        lines.push(assemble(shaper, fragments, setting));
        return;
    }
    let mut start = 0;
    let cost = Cost::of(setting.width, setting.size);
    for &end in fit.optimal(fragments.iter().map(|f| f.widths), cost) {
        lines.push(assemble(shaper, &fragments[start..end], setting));
        start = end;
    }
}

/// Puts fragments on a line, syllables of a word joined and shaped anew, so that kerning and ligatures are right.
fn assemble(shaper: &mut Shaper, fragments: &[Frag], setting: Setting<'_>) -> Line {
    let mut line = Line { pieces: Vec::with_capacity(fragments.len()), width: 0.0 };
    let mut x = 0.0;
    let mut joined: Option<(FaceId, usize, Arc<Word>)> = None;
    for (index, fragment) in fragments.iter().enumerate() {
        let last = index + 1 == fragments.len();
        for (number, (face, span, word)) in fragment.parts.iter().enumerate() {
            let last_part = number + 1 == fragment.parts.len();
            let word = match joined.take() {
                Some((f, s, begun)) if f == *face && s == *span => {
                    shaper.word(*face, &format!("{}{}", begun.text, word.text))
                }
                Some((f, s, begun)) => {
                    x = push_piece(&mut line, (f, s, begun), x, setting.size);
                    Arc::clone(word)
                }
                None => Arc::clone(word),
            };
            if fragment.continues && last_part && !last {
                joined = Some((*face, *span, word));
                continue;
            }
            x = push_piece(&mut line, (*face, *span, word), x, setting.size);
            if last_part && let Some(piece) = line.pieces.last_mut() {
                let Widths { space, hyphen: of_hyphen, .. } = fragment.widths;
                let hyphen = last && fragment.continues && of_hyphen > 0.0;
                piece.after = match space > 0.0 {
                    true => After::Space(Arc::clone(shaper.space(piece.face))),
                    false if hyphen => After::Hyphen(Arc::clone(shaper.hyphen(piece.face))),
                    false => After::Nothing,
                };
                line.width = x + if hyphen { of_hyphen } else { 0.0 };
                x += space;
            }
        }
    }
    line
}

fn push_piece(line: &mut Line, (face, span, word): (FaceId, usize, Arc<Word>), x: f64, size: f64) -> f64 {
    let end = x + word.points(size);
    line.pieces.push(Piece { word, face, span, x, after: After::Nothing });
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_breaks_where_unicode_says(
            parts in proptest::collection::vec(
                prop_oneof![
                    3 => "[a-zA-Z]{1,3} ",
                    2 => "[a-zA-Z]{1,3}",
                    3 => proptest::sample::select(vec![
                        " ", "\n", "\r", "\t", ".", ",", ";", ":", "!", "?", "/", "\"", "'", "(", ")", "[", "]", "{", "}",
                        "%", "$", "0", "9", "-", "–", "—", "’", "“", "”", "«", "»", "…", "\u{a0}", "\u{ad}", "\u{200b}",
                        "\u{200d}", "\u{301}", "\u{2060}", "\u{2028}", "é", "ß", "א", "ب", "ก", "가", "あ", "一", "🇫", "👍",
                        "\u{1f3fd}", "€", "№", "_", "+", "=", "@", "#", "*", "|", "~", "\u{b4}", "ﬁ", "\u{200e}",
                    ]).prop_map(str::to_owned),
                    1 => any::<char>().prop_map(String::from),
                ],
                0..30,
            ),
        ) {
            let text = parts.concat();
            let mut found = Vec::new();
            opportunities(&text, |at, opportunity| found.push((at, opportunity)));
            prop_assert_eq!(found, linebreaks(&text).collect::<Vec<_>>());
        }
    }

    fn lines_of(text: &str, width: f64) -> (Vec<String>, Vec<Line>) {
        let mut shaper = Shaper::new(&crate::pdf::text::Press::default());
        let parts = [Styled { text, face: FaceId::Regular, span: 0 }];
        let lines = break_lines(&mut shaper, &parts, Setting { size: 10.0, width, lang: "en" });
        let words = |line: &Line| {
            let mut out = String::new();
            for piece in &line.pieces {
                out.push_str(&piece.word.text);
                out.push_str(if matches!(piece.after, After::Hyphen(_)) { "~" } else { "" });
                out.push_str(if matches!(piece.after, After::Space(_)) { " " } else { "" });
            }
            out
        };
        (lines.iter().map(words).collect(), lines)
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide() {
        let text = "The ministry will publish guidance on grievance mechanisms for telecommunications companies, \
                    see https://example.org/a/very/long/path/that/nobody/would/read and then supercalifragilisticexpialidocious.";
        for width in [30.0, 60.0, 90.0, 200.0, 480.0] {
            let (words, lines) = lines_of(text, width);
            let back: String = words.concat().replace('~', "");
            assert_eq!(
                back.split_whitespace().collect::<String>(),
                text.split_whitespace().collect::<String>()
            );
            assert!(lines.iter().all(|line| line.width <= width + 4.0), "{width}: {words:?}");
        }
    }

    #[test]
    fn an_empty_text_is_one_empty_line_and_breaks_are_kept() {
        assert_eq!(lines_of("", 100.0).0, [""]);
        // A line break is a space to a listener.
        assert_eq!(lines_of("a\n\nb", 100.0).0, ["a ", "", "b"]);
    }

    #[test]
    fn a_word_of_three_hundred_letters_is_cut_without_hyphens() {
        let (words, lines) = lines_of(&"x".repeat(300), 100.0);
        assert!(words.len() > 10);
        assert_eq!(words.concat(), "x".repeat(300));
        assert!(lines.iter().all(|line| line.width <= 100.0));
    }

    #[test]
    fn narrow_columns_are_hyphenated_between_syllables() {
        let (words, _) = lines_of("internationalisation telecommunications", 60.0);
        assert!(words.iter().any(|line| line.ends_with('~')), "{words:?}");
    }
}

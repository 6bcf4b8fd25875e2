//! Text to glyphs: shaping, and fonts to fall back on.
//!
//! Words are shaped once a run and kept, since reports repeat theirs.

use std::sync::Arc;

use foldhash::HashMap;
use harfrust::{Buffer, BufferFlags, Direction, ShapeOptions};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::encode::Glyphs;
use super::face::{FaceId, Faces};
use super::store::Store;

/// A glyph of a shaped word. Lengths are thousandths of the font size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// Glyph id in the face, before subsetting.
    pub(crate) id: u16,
    /// What a viewer moves on by: the width in `/W`.
    pub(crate) width: i32,
    /// What the line should move on by: the width with kerning.
    pub(crate) advance: i32,
    /// Shift of the drawn glyph.
    pub(crate) dx: i32,
    /// Shift of the drawn glyph, upwards.
    pub(crate) dy: i32,
    /// The characters that it stands for, as bytes of the word's text. Glyphs of one cluster share them.
    pub(crate) cluster: (u32, u32),
    /// The character of ASCII that it stands for alone, drawn where the pen stands; 0 for any other glyph.
    pub(crate) plain: u8,
}

/// Glyphs of one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) face: FaceId,
    pub(crate) glyphs: Vec<Glyph>,
    /// The glyphs are boxes for characters that no face has.
    pub(crate) substitute: bool,
    /// The glyphs stand in the order of the eye, which is not that of the text.
    pub(crate) backwards: bool,
}

impl Run {
    /// What a glyph of it shows, which stands for this text.
    pub(super) fn shown<'a>(&self, text: &'a str) -> &'a str {
        if self.substitute { SUBSTITUTE } else { text }
    }
}

/// A shaped piece of text without line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The characters, in NFC.
    pub(crate) text: Box<str>,
    pub(crate) runs: Vec<Run>,
    /// Thousandths of the font size.
    pub(crate) width: i32,
}

/// What follows a word on its line, shaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum After {
    /// Nothing, or more of the same word.
    #[default]
    Nothing,
    /// A space, in the same face: drawn, so that a listener's program finds the word's end.
    Space(Arc<Word>),
    /// A hyphen at the end of the line, since the word goes on in the next: no part of the text.
    Hyphen(Arc<Word>),
}

impl Word {
    /// Its width in points at a size in points.
    pub(crate) fn points(&self, size: f64) -> f64 {
        f64::from(self.width) * size / 1000.0
    }

    /// Adds its glyphs to those of a document.
    fn add_to(&self, glyphs: &mut Glyphs) {
        for (run, glyph) in self.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)))
        {
            // Most words are of letters that were met.
            if glyph.plain != 0 && glyphs.has(run.face, glyph.id, glyph.plain) {
                continue;
            }
            let (start, end) = glyph.cluster;
            let stands_for = self.text.get(start as usize..end as usize).unwrap_or_default();
            if run.substitute {
                glyphs.missing.extend(stands_for.chars());
            }
            glyphs.add(run.face, glyph.id, run.shown(stands_for));
        }
    }
}

/// The box that stands for a character which no face has.
const SUBSTITUTE: &str = "\u{25A1}";

/// The faces of a run's reports, and the words that were shaped in them. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Press {
    faces: Faces,
    store: Arc<Store>,
}

impl Press {
    pub(crate) fn new(faces: Faces) -> Self {
        Self { faces, ..Self::default() }
    }

    pub(crate) fn faces(&self) -> &Faces {
        &self.faces
    }
}

/// Shapes the words of a document, or of a part of it, and remembers which glyphs they need.
#[derive(Debug, Default)]
pub(crate) struct Shaper {
    /// They are looked up and never listed, so that the map's order shows nowhere.
    words: [HashMap<Box<str>, Arc<Word>>; FaceId::ALL.len()],
    /// The space and the hyphen of each face, which are asked for again and again.
    signs: [[Option<Arc<Word>>; 2]; FaceId::ALL.len()],
    press: Press,
    glyphs: Glyphs,
}

impl Shaper {
    pub(crate) fn new(press: &Press) -> Self {
        Self { press: press.clone(), ..Self::default() }
    }

    /// The glyphs that the words need, and the characters that are drawn as a box.
    pub(crate) fn end(self) -> Glyphs {
        self.glyphs
    }

    /// The shaped word, from memory where it was met before.
    pub(crate) fn word(&mut self, face: FaceId, text: &str) -> Arc<Word> {
        if let Some(word) = self.words[face as usize].get(text) {
            return Arc::clone(word);
        }
        let word = self.press.store.word(face, text, || shape(&self.press.faces, face, text));
        word.add_to(&mut self.glyphs);
        self.words[face as usize].insert(text.into(), Arc::clone(&word));
        word
    }

    /// The space between two words.
    pub(crate) fn space(&mut self, face: FaceId) -> &Arc<Word> {
        self.sign(face, 0, " ")
    }

    /// The hyphen of a word that goes on in the next line.
    pub(crate) fn hyphen(&mut self, face: FaceId) -> &Arc<Word> {
        self.sign(face, 1, "-")
    }

    fn sign(&mut self, face: FaceId, which: usize, text: &str) -> &Arc<Word> {
        let known = self.signs[face as usize][which].take();
        // A copy of one's own: threads that count who holds the same space, word by word, wait for each other.
        let own = known.unwrap_or_else(|| Arc::new((*self.word(face, text)).clone()));
        self.signs[face as usize][which].insert(own)
    }

    /// Width of a text in points, without line breaks.
    pub(crate) fn width(&mut self, face: FaceId, text: &str, size: f64) -> f64 {
        self.word(face, text).points(size)
    }
}

fn shape(faces: &Faces, face: FaceId, text: &str) -> Word {
    let text = clean(text);
    let mut runs = Vec::new();
    for (start, end, found) in itemize(faces, &text, face) {
        let part = &text[start..end];
        runs.push(match found {
            Some(face) => shape_run(faces, face, part, start),
            None => substitute_run(faces, face.fallback(), part, start),
        });
    }
    let width = runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.advance).sum();
    Word { text, runs, width }
}

/// NFC, without characters that have no form: a cell may hold any of them.
fn clean(text: &str) -> Box<str> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            // Characters that are ligatures come out of a search as nothing else: they are set as their letters.
            '\u{FB00}'..='\u{FB06}' => kept.extend(ch.nfkc()),
            ch if ch.is_control() => kept.push(' '),
            ch => kept.push(ch),
        }
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => kept.into(),
        _ => kept.nfc().collect::<String>().into(),
    }
}

/// Splits a text by the face that can draw it: byte range and face, `None` where no face has the character.
fn itemize(faces: &Faces, text: &str, face: FaceId) -> Vec<(usize, usize, Option<FaceId>)> {
    if text.is_ascii() {
        return vec![(0, text.len(), Some(face))];
    }
    // A word from right to left comes from one face where one has all of it, or its comma would stand at the wrong side.
    if super::bidi::is_needed(text)
        && let Some(found) = face_for(faces, text, face)
    {
        return vec![(0, text.len(), Some(found))];
    }
    let mut items: Vec<(usize, usize, Option<FaceId>)> = Vec::new();
    let mut push = |start: usize, end: usize, found: Option<FaceId>| match items.last_mut() {
        // Boxes are kept apart, one a character.
        Some(last) if last.2 == found && found.is_some() => last.1 = end,
        _ => items.push((start, end, found)),
    };
    for (start, grapheme) in text.grapheme_indices(true) {
        // A base and its marks come from one face, or the marks would not attach.
        if let Some(found) = face_for(faces, grapheme, face) {
            push(start, start + grapheme.len(), Some(found));
            continue;
        }
        for (at, ch) in grapheme.char_indices() {
            let mut buffer = [0; 4];
            let found = face_for(faces, ch.encode_utf8(&mut buffer), face);
            push(start + at, start + at + ch.len_utf8(), found);
        }
    }
    items
}

fn face_for(faces: &Faces, grapheme: &str, face: FaceId) -> Option<FaceId> {
    [face, face.fallback(), FaceId::Further].into_iter().find(|candidate| {
        let candidate = faces.get(*candidate);
        candidate.is_some_and(|face| grapheme.chars().all(|ch| is_ignorable(ch) || face.has(ch)))
    })
}

/// Characters that shape their neighbours or nothing, and are never drawn.
fn is_ignorable(ch: char) -> bool {
    matches!(ch,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

fn shape_run(faces: &Faces, id: FaceId, text: &str, offset: usize) -> Run {
    let Some(face) = faces.get(id) else {
        return Run { face: id, glyphs: Vec::new(), substitute: true, backwards: false };
    };
    let shaper = face.shaper();
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    // Guessed from the text; none would be no direction to plan for.
    if buffer.direction() == Direction::Invalid {
        buffer.set_direction(Direction::LeftToRight);
    }
    let plan = face.plan(&buffer);
    if harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(&plan))).is_err() {
        // Past the shaper's bounds: boxes, rather than nothing.
        return substitute_run(faces, id.fallback(), text, offset);
    }
    let infos = buffer.glyph_infos();
    let backwards = infos.windows(2).any(|pair| pair[1].cluster < pair[0].cluster);
    let mut ends: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    ends.push(text.len());
    ends.sort_unstable();
    ends.dedup();
    let glyphs = infos.iter().zip(buffer.glyph_positions()).map(|(info, position)| {
        let start = info.cluster as usize;
        let end = ends.get(ends.partition_point(|&end| end <= start)).copied().unwrap_or(text.len());
        let own = face.advance_units(&shaper, info.glyph_id);
        let width = face.width(own);
        Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            width,
            advance: width + face.rounded(position.x_advance - own),
            dx: face.rounded(position.x_offset),
            dy: face.rounded(position.y_offset),
            cluster: ((offset + start) as u32, (offset + end) as u32),
            plain: 0,
        }
    });
    let mut glyphs: Vec<Glyph> = glyphs.collect();
    for at in 0..glyphs.len() {
        glyphs[at].plain = plain(&glyphs, at, &text.as_bytes()[glyphs[at].cluster.0 as usize - offset..]);
    }
    Run { face: id, glyphs, substitute: false, backwards }
}

/// What [`Glyph::plain`] is of the glyph at this place of a run, whose text begins there.
fn plain(glyphs: &[Glyph], at: usize, text: &[u8]) -> u8 {
    let Glyph { cluster, dx, dy, .. } = glyphs[at];
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| glyphs.get(at));
    let alone = !beside.into_iter().any(|glyph| glyph.cluster == cluster);
    match text.first() {
        Some(byte) if alone && cluster.1 - cluster.0 == 1 && dx == 0 && dy == 0 => *byte,
        _ => 0,
    }
}

/// A box a character.
fn substitute_run(faces: &Faces, face: FaceId, text: &str, offset: usize) -> Run {
    let mut run = Run { face, glyphs: Vec::new(), substitute: true, backwards: false };
    let shape = shape_run(faces, face, SUBSTITUTE, 0);
    if let Some(glyph) = shape.glyphs.first() {
        run.glyphs.extend(text.char_indices().map(|(at, ch)| Glyph {
            cluster: ((offset + at) as u32, (offset + at + ch.len_utf8()) as u32),
            plain: 0,
            ..*glyph
        }));
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_ascii_are_plain_glyphs_and_no_others_are() {
        let mut shaper = Shaper::new(&Press::default());
        let word = shaper.word(FaceId::Regular, "Away, by 1é\u{2717}e\u{323}");
        let plain = word.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.plain != 0);
        assert_eq!(plain.map(|glyph| char::from(glyph.plain)).collect::<String>(), "Away, by 1");
    }

    #[test]
    fn marks_ligatures_and_fallbacks_keep_their_characters() {
        let mut shaper = Shaper::new(&Press::default());
        let word = shaper.word(FaceId::Regular, "e\u{301}ffi\u{2717}\u{4E2D}q\u{0323}\u{0303}");
        assert_eq!(&*word.text, "éffi✗中q\u{0323}\u{0303}");
        assert!(shaper.glyphs.missing.contains(&'中') && shaper.glyphs.missing.len() == 1);
        let covered: std::collections::BTreeSet<u32> = word
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .flat_map(|glyph| glyph.cluster.0..glyph.cluster.1)
            .collect();
        assert_eq!(covered.len(), word.text.len());
        assert!(word.runs.iter().any(|run| run.face == FaceId::Fallback && !run.substitute));
    }
}

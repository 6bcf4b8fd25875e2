//! The font faces: those of crates that ship them under open licences, parsed once a process, or a user's own.
//!
//! Noto Sans sets the text. What it lacks (dingbats, the true hyphen, Arabic, Hebrew) comes from `DejaVu
//! Sans`, then from a fallback of the user's. What none has is shown as a box; see [`super::text`].

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use harfrust::{Buffer, Font, ShapePlan, ShaperFont};

use super::sfnt::{number, tables};
use crate::report::block::FontFiles;

/// One of the faces that the reports are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FaceId {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    Fallback,
    FallbackBold,
    /// The user's fallback, such as one with Chinese characters.
    Further,
}

impl FaceId {
    pub(crate) const ALL: [Self; 7] = [
        Self::Regular,
        Self::Bold,
        Self::Italic,
        Self::BoldItalic,
        Self::Fallback,
        Self::FallbackBold,
        Self::Further,
    ];

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
            Self::Regular | Self::Italic | Self::Fallback | Self::Further => Self::Fallback,
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
            Self::Further => "U",
        }
    }

    /// The usWeightClass, which the font descriptor's stem width is estimated from.
    pub(crate) fn weight(self) -> u16 {
        match self {
            Self::Bold | Self::BoldItalic | Self::FallbackBold => 700,
            Self::Regular | Self::Italic | Self::Fallback | Self::Further => 400,
        }
    }

    /// Name and file of the face that comes with the tool.
    fn built_in(self) -> Option<(&'static str, &'static [u8])> {
        Some(match self {
            Self::Regular => ("NotoSans", notosans::REGULAR_TTF),
            Self::Bold => ("NotoSans-Bold", notosans::BOLD_TTF),
            Self::Italic => ("NotoSans-Italic", notosans::ITALIC_TTF),
            Self::BoldItalic => ("NotoSans-BoldItalic", notosans::BOLD_ITALIC_TTF),
            Self::Fallback => ("DejaVuSans", dejavu::sans::regular()),
            Self::FallbackBold => ("DejaVuSans-Bold", dejavu::sans::bold()),
            Self::Further => return None,
        })
    }
}

/// The faces of a document. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Faces {
    /// The user's, by [`FaceId`]; those that are not there come with the tool.
    own: Arc<[Option<Face>; FaceId::ALL.len()]>,
}

impl std::fmt::Debug for Faces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = FaceId::ALL.iter().filter_map(|id| self.get(*id)).map(Face::name);
        f.debug_list().entries(names).finish()
    }
}

impl Faces {
    /// The faces of a template's font files. One that lacks a style gets it from the regular file, so that no two designs
    /// meet in a line.
    pub(crate) fn of(files: Option<&FontFiles>) -> Self {
        let Some(files) = files else { return Self::default() };
        let parse = |file: Option<&Arc<[u8]>>, id: FaceId| {
            file.and_then(|file| Face::parse(Data::Own(Arc::clone(file)), format!("Own{}", id.resource())))
        };
        let regular = files.regular.as_ref();
        let own = FaceId::ALL.map(|id| {
            let file = match id {
                FaceId::Regular => regular,
                FaceId::Bold => files.bold.as_ref().or(regular),
                FaceId::Italic => files.italic.as_ref().or(regular),
                FaceId::BoldItalic => files.bold_italic.as_ref().or(files.bold.as_ref()).or(regular),
                FaceId::Further => files.fallback.as_ref(),
                FaceId::Fallback | FaceId::FallbackBold => None,
            };
            parse(file, id)
        });
        Self { own: Arc::new(own) }
    }

    /// The face; `None` for a fallback that the user did not give.
    pub(crate) fn get(&self, id: FaceId) -> Option<&Face> {
        static BUILT_IN: [LazyLock<Option<Face>>; 7] = [
            LazyLock::new(|| Face::built_in(FaceId::Regular)),
            LazyLock::new(|| Face::built_in(FaceId::Bold)),
            LazyLock::new(|| Face::built_in(FaceId::Italic)),
            LazyLock::new(|| Face::built_in(FaceId::BoldItalic)),
            LazyLock::new(|| Face::built_in(FaceId::Fallback)),
            LazyLock::new(|| Face::built_in(FaceId::FallbackBold)),
            LazyLock::new(|| None),
        ];
        let own = self.own.get(id as usize).and_then(Option::as_ref);
        own.or_else(|| BUILT_IN.get(id as usize).and_then(|face| face.as_ref()))
    }
}

/// A font file's bytes.
enum Data {
    Static(&'static [u8]),
    Own(Arc<[u8]>),
}

/// A parsed face. Lengths are thousandths of the font size unless said otherwise.
pub(crate) struct Face {
    data: Data,
    /// The PostScript name, without a subset tag.
    name: String,
    font: Font,
    units_per_em: i32,
    /// How to shape each script and direction that was met: making a plan takes longer than shaping a word by it.
    plans: Mutex<Vec<Arc<ShapePlan>>>,
    /// Height of the capitals, for the font descriptor and for centring text in a row.
    pub(crate) cap_height: i32,
}

/// Whether a font file can set a report: its faults in words.
///
/// # Errors
/// What is wrong with it.
pub fn check_font(file: &[u8], latin: bool) -> Result<(), String> {
    let face = Face::parse(Data::Own(file.into()), String::new())
        .ok_or("it is no font, or a collection of fonts")?;
    let tables = tables(file);
    if tables.iter().any(|(_, offset, length)| offset.saturating_add(*length) > file.len()) {
        return Err("its file is cut off".to_owned());
    }
    if !tables.iter().any(|(tag, _, _)| *tag == b"glyf") {
        return Err("its outlines are not TrueType; take the .ttf of the family".to_owned());
    }
    if latin && !"AZazé09.,–".chars().all(|ch| face.has(ch)) {
        return Err("it lacks letters or digits".to_owned());
    }
    if is_restricted(file, &tables) {
        return Err("its licence does not allow it in documents".to_owned());
    }
    Ok(())
}

/// Whether the file says that it must not be embedded (`fsType` of its OS/2 table: restricted licence).
fn is_restricted(file: &[u8], tables: &[(&[u8], usize, usize)]) -> bool {
    let table = tables.iter().find(|(tag, _, _)| *tag == b"OS/2");
    let kind = table.and_then(|(_, offset, _)| number(file, offset + 8, 2));
    kind.is_some_and(|kind| kind & 0x000F == 0x0002)
}

/// The faces of a family that comes with the tool: regular or bold, upright or italic.
#[must_use]
pub fn family_of_tool(name: &str, bold: bool, italic: bool) -> Option<&'static [u8]> {
    let faces: [fn() -> &'static [u8]; 4] = match name {
        "DejaVu Serif" => {
            [dejavu::serif::regular, dejavu::serif::bold, dejavu::serif::italic, dejavu::serif::bold_italic]
        }
        "DejaVu Sans" => {
            [dejavu::sans::regular, dejavu::sans::bold, dejavu::sans::oblique, dejavu::sans::bold_oblique]
        }
        _ => return None,
    };
    faces.get(usize::from(bold) + 2 * usize::from(italic)).map(|face| face())
}

impl Face {
    fn built_in(id: FaceId) -> Option<Self> {
        let (name, file) = id.built_in()?;
        let face = Self::parse(Data::Static(file), name.to_owned());
        // The faces are compiled into the program and read by a test: this cannot fail on a user's machine.
        debug_assert!(face.is_some(), "{name} parses");
        face
    }

    fn parse(data: Data, name: String) -> Option<Self> {
        let font = match &data {
            Data::Static(file) => Font::new(*file, 0),
            Data::Own(file) => Font::new(file.to_vec(), 0),
        }?;
        let units_per_em = i32::from(font.units_per_em().max(1));
        let cap_height =
            font.metrics().cap_height.map_or(714, |height| scaled(height.round().to_i32(), units_per_em));
        Some(Self { data, name, font, units_per_em, plans: Mutex::default(), cap_height })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The font file.
    pub(crate) fn data(&self) -> &[u8] {
        match &self.data {
            Data::Static(file) => file,
            Data::Own(file) => file,
        }
    }

    /// A shaper, cheap to make.
    pub(crate) fn shaper(&self) -> ShaperFont<'_, '_> {
        ShaperFont::new(&self.font)
    }

    /// The plan for a text whose script and direction are known.
    pub(crate) fn plan(&self, buffer: &Buffer) -> Arc<ShapePlan> {
        let (direction, script) = (buffer.direction(), buffer.script());
        // What a thread that panicked left is a list of whole plans all the same.
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let known = plans.iter().find(|plan| plan.direction() == direction && plan.script() == script);
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let plan = Arc::new(ShapePlan::new(&self.font, direction, script, None, &[]));
        plans.push(Arc::clone(&plan));
        plan
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
    // Most glyphs are neither shifted nor kerned.
    if units == 0 {
        return 0;
    }
    (f64::from(units) * 1000.0 / f64::from(units_per_em)).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_face_parses_and_has_latin() {
        let faces = Faces::default();
        for id in FaceId::ALL.into_iter().filter(|id| *id != FaceId::Further) {
            let face = faces.get(id).unwrap();
            assert!(face.has('A') && face.has('é'), "{id:?}");
            assert!((600..800).contains(&face.cap_height), "{id:?} {}", face.cap_height);
        }
    }
}

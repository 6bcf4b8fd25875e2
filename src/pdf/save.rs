//! Objects to the bytes of a file: those without a stream are packed by the hundred, as PDF 1.5 allows.
//!
//! A report of 200 countries has some 50,000 elements of structure. Written where they are made, and packed on all
//! threads, they take a fraction of what a tree of objects in memory takes.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest, Sha256};

use super::syntax::Syntax;

/// Objects that are packed together. Half as many take 2 per cent more bytes for tags; more save none, and keep a reader of
/// one of them busy for longer.
pub(super) const PACKED_TOGETHER: usize = 1000;
/// So few are not parted among threads.
pub(super) const PACKED_ALONE: usize = 300;

/// Bytes of a row of the table of places: kind, offset or stream, number within the stream.
const ROW: usize = 7;

/// How much time is spent on making a stream short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effort {
    /// Level 1, for what hardly gets shorter: fonts, coordinates, and the few pages of a short report, of which a profile has
    /// 12 kB of fonts and 4 kB of pages. Half the time of level 6, for four per cent more bytes of a page.
    Least,
    /// Level 5: four fifths of the time of level 6, for 1.5 per cent more bytes.
    Middle,
    /// Level 6: level 8 takes a tenth more of a report's time for two per cent of its bytes, level 10 twice its time for six.
    Most,
}

impl Effort {
    /// For a report of so many pages.
    pub(super) fn of(pages: usize) -> Self {
        match pages {
            0..=8 => Self::Least,
            9..=100 => Self::Middle,
            _ => Self::Most,
        }
    }

    fn deflater(self) -> RefCell<Compressor> {
        // What the library calls level 0 packs nothing.
        let level = match self {
            Self::Least => 1,
            Self::Middle => 5,
            Self::Most => 6,
        };
        RefCell::new(Compressor::new(CompressionLvl::new(level).unwrap_or_default()))
    }
}

thread_local! {
    /// The state of deflating takes some hundred kilobytes, which are set up once a thread and not once a stream.
    static LEAST: RefCell<Compressor> = Effort::Least.deflater();
    static MIDDLE: RefCell<Compressor> = Effort::Middle.deflater();
    static MOST: RefCell<Compressor> = Effort::Most.deflater();
    /// Where a stream is deflated before it is known how many bytes it takes.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Most bytes that a thread keeps for the next stream.
const MOST_ROOM: usize = 1 << 18;

/// Deflates, as a PDF wants it: with the head and the checksum of zlib.
pub(super) fn deflated(bytes: &[u8], effort: Effort) -> std::io::Result<Vec<u8>> {
    let deflater = match effort {
        Effort::Least => &LEAST,
        Effort::Middle => &MIDDLE,
        Effort::Most => &MOST,
    };
    deflater.with_borrow_mut(|deflater| deflate(deflater, bytes))
}

fn deflate(deflater: &mut Compressor, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    ROOM.with_borrow_mut(|room| {
        let most = deflater.zlib_compress_bound(bytes.len());
        if room.len() < most {
            room.resize(most, 0);
        }
        let length = deflater.zlib_compress(bytes, room).map_err(std::io::Error::other)?;
        let packed = room.get(..length).unwrap_or_default().to_vec();
        if room.len() > MOST_ROOM {
            *room = Vec::new();
        }
        Ok(packed)
    })
}

/// Objects without streams, to be packed.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Number of each object, and where it starts.
    starts: Vec<(u32, usize)>,
    objects: Syntax,
}

impl Group {
    /// Begins an object; what is written next is its value.
    pub(super) fn object(&mut self, number: u32) -> &mut Syntax {
        if !self.starts.is_empty() {
            self.objects.raw("\n");
        }
        self.starts.push((number, self.objects.len()));
        &mut self.objects
    }

    pub(super) fn packed(self, effort: Effort) -> std::io::Result<Packed> {
        let mut content = Syntax::default();
        for (number, start) in &self.starts {
            content.integer(i64::from(*number));
            content.count(*start);
        }
        let first = content.len();
        content.bytes(self.objects.as_bytes());
        let numbers = self.starts.into_iter().map(|(number, _)| number).collect();
        Ok(Packed { numbers, first, bytes: deflated(content.as_bytes(), effort)? })
    }
}

/// Objects as they stand in one stream.
#[derive(Debug)]
pub(super) struct Packed {
    numbers: Vec<u32>,
    /// Where the first of them begins, in the bytes as they come out of the stream.
    first: usize,
    /// Deflated.
    bytes: Vec<u8>,
}

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Bytes from the start of the file.
    At(usize),
    /// In a stream of objects, as one of them from 0.
    In(u32, usize),
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    out: Syntax,
    /// By the number of the object.
    places: Vec<Option<Place>>,
}

impl Writer {
    pub(super) fn new() -> Self {
        let mut out = Syntax::default();
        out.raw("%PDF-1.7\n");
        // Four bytes above ASCII: programs that move files take it for what it is.
        out.bytes(b"%\xE2\xE3\xCF\xD3\n");
        Self { out, places: Vec::new() }
    }

    fn put(&mut self, number: u32, place: Place) {
        let index = number as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, None);
        }
        self.places[index] = Some(place);
    }

    /// Adds an object with a stream. Its dictionary holds the length.
    pub(super) fn stream(&mut self, number: u32, dictionary: &Syntax, content: &[u8]) {
        self.put(number, Place::At(self.out.len()));
        self.out.integer(i64::from(number));
        self.out.raw("0 obj\n");
        self.out.bytes(dictionary.as_bytes());
        self.out.raw("stream\n");
        self.out.bytes(content);
        self.out.raw("\nendstream\nendobj\n");
    }

    /// Adds packed objects under a new number.
    pub(super) fn pack(&mut self, packed: &Packed) {
        let number = self.next_number();
        let mut dictionary = Syntax::default();
        dictionary.raw("<</Type/ObjStm/N ");
        dictionary.count(packed.numbers.len());
        dictionary.raw("/First ");
        dictionary.count(packed.first);
        dictionary.raw("/Filter/FlateDecode/Length ");
        dictionary.count(packed.bytes.len());
        dictionary.raw(">>");
        self.stream(number, &dictionary, &packed.bytes);
        for (index, packed) in packed.numbers.iter().enumerate() {
            self.put(*packed, Place::In(number, index));
        }
    }

    /// The number after all that are used or reserved.
    fn next_number(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    /// Takes all numbers below `next`, for objects that are added later.
    pub(super) fn reserve(&mut self, next: u32) {
        if self.places.len() < next as usize {
            self.places.resize(next as usize, None);
        }
    }

    /// Writes where everything is. The identifier is of the content: the same content has the same one.
    pub(super) fn finish(mut self, root: u32, info: u32) -> std::io::Result<Vec<u8>> {
        let identity: String =
            Sha256::digest(self.out.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let number = self.next_number();
        let start = self.out.len();
        self.put(number, Place::At(start));
        let table = deflated(&self.table(), Effort::Least)?;
        let mut dictionary = Syntax::default();
        dictionary.raw("<</Type/XRef/Size ");
        dictionary.integer(i64::from(number) + 1);
        dictionary.raw("/W[1 4 2]/Root ");
        dictionary.reference(root);
        dictionary.raw("/Info ");
        dictionary.reference(info);
        dictionary.raw(&format!("/ID[<{identity}><{identity}>]/Filter/FlateDecode"));
        // Each row as its difference from the one above: hardly any bytes, since objects follow each other.
        dictionary.raw("/DecodeParms<</Predictor 12/Columns 7>>/Length ");
        dictionary.count(table.len());
        dictionary.raw(">>");
        self.stream(number, &dictionary, &table);
        self.out.raw("startxref\n");
        self.out.count(start);
        self.out.unblank();
        self.out.raw("\n%%EOF\n");
        Ok(self.out.into_bytes())
    }

    /// The rows of the table, each after the sign for "differs from the row above".
    fn table(&self) -> Vec<u8> {
        let mut above = [0; ROW];
        let mut bytes = Vec::with_capacity(self.places.len() * (ROW + 1));
        for (number, place) in self.places.iter().enumerate() {
            let (kind, second, third) = match place {
                Some(Place::At(offset)) => (1, *offset, 0),
                Some(Place::In(stream, index)) => (2, *stream as usize, *index),
                // The head of the list of free numbers; the others are never used again.
                None => (0, 0, if number == 0 { usize::from(u16::MAX) } else { 0 }),
            };
            let mut row = [kind, 0, 0, 0, 0, 0, 0];
            row[1..5].copy_from_slice(&u32::try_from(second).unwrap_or(u32::MAX).to_be_bytes());
            row[5..].copy_from_slice(&u16::try_from(third).unwrap_or(u16::MAX).to_be_bytes());
            bytes.push(2);
            bytes.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_packed_fast_and_nearly_as_small() {
        let line =
            |at: u32| format!("{}.{} -{}.{} l\n", at * 7919 % 31, at % 10, at * 104_729 % 47, at * 3 % 10);
        let outline: String = (0..9000).map(line).collect();
        let by = |effort| deflated(outline.as_bytes(), effort).unwrap();
        let fast = by(Effort::Least);
        let (small, packed) = (by(Effort::Most).len(), fast.len());
        assert!(small < packed && packed < small * 5 / 4 && 2 * packed < outline.len(), "{packed} {small}");
        let mut unpacked = vec![0; outline.len()];
        libdeflater::Decompressor::new().zlib_decompress(&fast, &mut unpacked).unwrap();
        assert_eq!(unpacked, outline.as_bytes());
    }

    #[test]
    fn the_end_of_a_file_leads_to_its_table_and_the_table_to_all() {
        let mut writer = Writer::new();
        writer.reserve(4);
        let mut dictionary = Syntax::default();
        dictionary.raw("<</Length 3>>");
        writer.stream(3, &dictionary, b"abc");
        let mut group = Group::default();
        group.object(1).raw("<</Type/Catalog>>");
        group.object(2).raw("<<>>");
        writer.pack(&group.packed(Effort::Most).unwrap());
        // Free, packed, packed, the stream, the pack; the row of the table itself comes last.
        let rows: Vec<u8> = writer.table().chunks(ROW + 1).map(|row| row[1]).collect();
        assert_eq!(rows, [0, 2, 0, 255, 0], "kinds, each less the one above");
        let file = writer.finish(1, 2).unwrap();
        let text = String::from_utf8_lossy(&file);
        let (_, end) = text.rsplit_once("startxref\n").unwrap();
        let start: usize = end.lines().next().unwrap().parse().unwrap();
        assert!(file[start..].starts_with(b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]"), "{text}");
        assert!(end.ends_with("%%EOF\n"));
    }
}

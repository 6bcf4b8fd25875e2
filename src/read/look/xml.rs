//! Tags of a large XML part, one by one, in a buffer of fixed size.
//!
//! A sheet has a million tags, of which a few matter here. What is between them is passed over unread: no `<`
//! stands in a text or a value but as `&lt;`. Names are taken without their prefix.

use std::io::Read;

use memchr::memchr;

/// Longest tag that is kept whole; of what follows a tag, no more than this is kept either.
const KEPT: usize = 64 << 10;

/// The tags of a part. Comments, character data and declarations are none.
pub(super) struct Tags<R> {
    reader: R,
    buffer: Vec<u8>,
    /// What has been read and not yet been given, in the buffer.
    at: usize,
    end: usize,
    /// Whether the part can be read to its end, as far as it has been.
    pub(super) sound: bool,
    /// Whether the tags `<c>` of cells are passed over as well.
    pub(super) without_cells: bool,
}

/// A tag and what follows it, up to the next one.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// From after `<` and, in a closing one, `/`.
    rest: &'a [u8],
    /// `</name>`
    pub(super) closing: bool,
}

impl<R: Read> Tags<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, buffer: vec![0; 2 * KEPT], at: 0, end: 0, sound: true, without_cells: false }
    }

    /// The next tag that may matter.
    pub(super) fn next(&mut self) -> Option<Tag<'_>> {
        let (start, end) = loop {
            let Some(start) = self.seek(b"<") else {
                self.at = self.end;
                self.fill()?;
                continue;
            };
            self.at = start;
            if self.buffer.get(start + 1..self.end).is_some_and(|rest| self.is_passed_over(rest)) {
                self.at += 1;
                continue;
            }
            let end = self.piece();
            let start = self.at;
            self.at = end;
            let rest = self.buffer.get(start + 1..end)?;
            let until: &[u8] = match rest {
                [b'!', b'-', b'-', ..] => b"-->",
                [b'!', b'[', ..] => b"]]>",
                [b'!' | b'?', ..] | [] => continue,
                _ => break (start + 1, end),
            };
            self.at = start + 1;
            while self.seek(until).is_none() {
                self.at = self.end.saturating_sub(until.len()).max(self.at);
                self.fill()?;
            }
            self.at = self.seek(until)?;
        };
        let rest = self.buffer.get(start..end)?;
        let closing = rest.first() == Some(&b'/');
        Some(Tag { rest: rest.get(usize::from(closing)..)?, closing })
    }

    /// The tags of which there is one or more a cell, and which say nothing here: values, texts, ends of cells.
    fn is_passed_over(&self, rest: &[u8]) -> bool {
        match rest {
            [b'v' | b't', b'>', ..] | [b'/', b'v' | b't' | b'c', b'>', ..] => true,
            [b'c', b' ', ..] => self.without_cells,
            [b't', b'e', ..] => rest.starts_with(b"text:"),
            [b'/', b't', ..] => rest.starts_with(b"/text:") || rest.starts_with(b"/table:table-cell"),
            _ => false,
        }
    }

    /// Where these bytes start next, in what has been read.
    fn seek(&self, bytes: &[u8]) -> Option<usize> {
        let read = self.buffer.get(self.at..self.end)?;
        let found = match bytes {
            [byte] => memchr(*byte, read),
            _ => read.windows(bytes.len()).position(|window| window == bytes),
        };
        found.map(|found| self.at + found)
    }

    /// The end of the tag at hand: the next `<`, the end of the part, or where it gets too long.
    fn piece(&mut self) -> usize {
        let mut looked = 1;
        loop {
            let rest = self.buffer.get(self.at + looked..self.end).unwrap_or_default();
            if let Some(next) = memchr(b'<', rest) {
                return self.at + looked + next;
            }
            looked = self.end - self.at;
            if looked >= KEPT || self.fill().is_none() {
                return self.end;
            }
        }
    }

    /// Reads more behind what has not been given; `None` at the end.
    fn fill(&mut self) -> Option<()> {
        self.buffer.copy_within(self.at..self.end, 0);
        (self.at, self.end) = (0, self.end - self.at);
        let count = match self.reader.read(self.buffer.get_mut(self.end..)?) {
            Ok(count) => count,
            Err(_) => {
                self.sound = false;
                0
            }
        };
        self.end += count;
        (count > 0).then_some(())
    }
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &'a [u8] {
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        local(self.rest.split(ends).next().unwrap_or_default())
    }

    /// Names without prefixes, and values as they are written.
    pub(super) fn attributes(&self) -> Attributes<'a> {
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let name = self.rest.iter().position(ends).unwrap_or(self.rest.len());
        Attributes { rest: self.rest.get(name..).unwrap_or_default() }
    }

    /// Reference and style of a cell, where it starts with these two as most programs write it.
    pub(super) fn cell(&self) -> Option<(&'a [u8], &'a [u8])> {
        let rest = self.rest.strip_prefix(b"c r=\"")?;
        let (reference, rest) = rest.split_at_checked(memchr(b'"', rest)?)?;
        let rest = rest.strip_prefix(b"\" s=\"")?;
        Some((reference, rest.get(..memchr(b'"', rest)?)?))
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The number that an attribute holds.
    pub(super) fn number(&self, name: &[u8]) -> Option<u32> {
        self.get(name).and_then(number)
    }

    /// Whether it has no content: `<name/>`.
    pub(super) fn alone(&self) -> bool {
        let mut attributes = self.attributes();
        attributes.by_ref().for_each(drop);
        attributes.rest.first() == Some(&b'/')
    }
}

/// See [`Tag::attributes`].
pub(super) struct Attributes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = self.rest.trim_ascii_start();
        let length = self.rest.iter().position(|b| matches!(b, b'=' | b'>' | b'/'))?;
        let name = self.rest.get(..length)?;
        let value = self.rest.get(length..)?.strip_prefix(b"=")?.trim_ascii_start();
        let (quote, value) = value.split_first()?;
        let end = value.iter().position(|b| b == quote).filter(|_| matches!(quote, b'"' | b'\''))?;
        self.rest = value.get(end + 1..)?;
        Some((local(name.trim_ascii_end()), value.get(..end)?))
    }
}

fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|b| *b == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// A plain number; the largest there is where it is larger still.
pub(super) fn number(value: &[u8]) -> Option<u32> {
    let digits = value.trim_ascii();
    let valid = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    valid.then(|| {
        digits.iter().fold(0_u32, |n, digit| n.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
    })
}

/// Whether a value says yes.
pub(super) fn truth(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true" | b"on")
}

/// A value with its entities resolved.
pub(super) fn text(value: &[u8]) -> String {
    let written = String::from_utf8_lossy(value);
    let mut pieces = written.split('&');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (entity, rest) = piece.split_once(';').unwrap_or((piece, ""));
        let code = match entity.strip_prefix('#') {
            Some(code) => match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => code.parse().ok(),
            }
            .and_then(char::from_u32),
            None => [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')]
                .into_iter()
                .find_map(|(name, ch)| (name == entity).then_some(ch)),
        };
        text.extend(code);
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time, so that every tag lies across reads.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(into.len()).min(1);
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn names(xml: &[u8]) -> Vec<String> {
        let mut tags = Tags::new(Slowly(xml));
        let mut names = Vec::new();
        while let Some(tag) = tags.next() {
            let slash = if tag.closing { "/" } else { "" };
            let alone = if tag.alone() { "." } else { "" };
            names.push(format!("{slash}{}{alone}", String::from_utf8_lossy(tag.name())));
        }
        names
    }

    #[test]
    fn what_only_looks_like_a_tag_is_none() {
        let xml =
            b"<?xml version='1.0'?><!DOCTYPE a><a:b x='/>'><!-- <c> --><![CDATA[ <d> ]]></a:b><e/><f g='h'/>";
        assert_eq!(names(xml), ["b", "/b", "e.", "f."]);
        assert_eq!(names(b"<a><!-- <b>"), ["a"]);
    }

    #[test]
    fn long_texts_and_tags_cost_no_memory_and_hide_nothing() {
        let text = "x".repeat(5 * KEPT);
        let xml = format!("<a>{text}<b c='{text}' d='1'/>{text}<e f='1'/>");
        let mut tags = Tags::new(xml.as_bytes());
        assert_eq!(tags.next().unwrap().name(), b"a");
        assert_eq!(tags.next().unwrap().get(b"d"), None);
        assert_eq!(tags.next().unwrap().get(b"f"), Some(&b"1"[..]));
        assert!(tags.next().is_none() && tags.sound);
        assert_eq!(tags.buffer.len(), 2 * KEPT);
    }

    #[test]
    fn attributes_are_found_without_their_prefix() {
        let mut tags = Tags::new(&b"<sheet name=\"A &amp; B &#x41;\" r:id = 'rId1' n='99999999999'>"[..]);
        let tag = tags.next().unwrap();
        assert_eq!(text(tag.get(b"name").unwrap()), "A & B A");
        assert_eq!((tag.get(b"id"), tag.number(b"n")), (Some(&b"rId1"[..]), Some(u32::MAX)));
        assert_eq!((number(b"12a"), number(b"")), (None, None));
    }
}

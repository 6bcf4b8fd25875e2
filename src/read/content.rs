//! What a file is, by its first bytes and not by its name.

use super::archive::{self, Archive};
use super::file::Refused;
use super::opendocument::Merges;
use super::{Limits, compound};

/// A content that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Office Open XML (`.xlsx`, `.xlsm` and their templates).
    Xlsx(Archive),
    /// Office Open XML with binary parts.
    Xlsb(Archive),
    /// OpenDocument spreadsheet, with the merged areas of its sheets.
    Ods(Merges),
    /// Excel 97-2003.
    Xls,
    /// Text with delimiters, as far as the first bytes tell.
    Text,
}

impl Content {
    /// The name for messages.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Xlsx(_) => "an Excel workbook (xlsx)",
            Self::Xlsb(_) => "a binary Excel workbook (xlsb)",
            Self::Ods(_) => "an OpenDocument spreadsheet (ods)",
            Self::Xls => "an Excel 97-2003 workbook (xls)",
            Self::Text => "a text file with delimiters (csv)",
        }
    }

    /// Whether a file of this content is usually named so. `extension` is in lower case, without the dot.
    pub(super) fn fits(&self, extension: &str) -> bool {
        let usual: &[&str] = match self {
            Self::Xlsx(_) => &["xlsx", "xlsm", "xltx", "xltm"],
            Self::Xlsb(_) => &["xlsb"],
            Self::Ods(_) => &["ods", "ots"],
            Self::Xls => &["xls", "xlt"],
            Self::Text => &["csv", "tsv", "tab", "txt"],
        };
        usual.contains(&extension)
    }
}

/// Names of what is no spreadsheet, by first bytes.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
];

/// Tells what the bytes are, and refuses what cannot be read: other formats, encryption, expanding archives.
pub(super) fn of(bytes: &[u8], limits: &Limits) -> Result<Content, Refused> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::inspect(bytes, limits);
    }
    if bytes.starts_with(compound::MAGIC) {
        return compound::inspect(bytes);
    }
    // `BM` and `MZ` may start a text as well; a picture or program goes on with zeros.
    let other = OTHERS.iter().find(|(magic, _)| {
        bytes.starts_with(magic) && (magic.len() > 2 || bytes.iter().take(64).any(|b| *b == 0))
    });
    if let Some((_, what)) = other {
        return Err(Refused::unsupported(what));
    }
    if let Some(what) = markup(bytes) {
        return Err(Refused::unsupported(what));
    }
    Ok(Content::Text)
}

/// Web pages and XML under a spreadsheet's name, which some exports write.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let start = start.get(..start.len().min(512)).unwrap_or_default().to_ascii_lowercase();
    let any = |starts: &[&[u8]]| starts.iter().any(|s| start.starts_with(s));
    if any(&[b"<html", b"<!doctype html", b"<table", b"<head", b"<meta"]) {
        return Some("a web page (HTML)");
    }
    if any(&[b"mime-version:", b"from: <saved by", b"content-type: multipart/"]) {
        return Some("a saved web page (MHTML)");
    }
    any(&[b"<?xml", b"<workbook", b"<office:document"]).then_some("an XML document")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Kind;

    #[test]
    fn other_formats_are_told_by_name() {
        for (bytes, word) in [
            (&b"%PDF-1.7\n"[..], "PDF"),
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"\xEF\xBB\xBF <HTML><table>", "HTML"),
            (b"<?xml version=\"1.0\"?><Workbook>", "XML"),
            (b"MIME-Version: 1.0\r\n", "MHTML"),
            (b"MZ\x90\0\x03\0", "program"),
        ] {
            let refused = of(bytes, &Limits::default()).unwrap_err();
            assert_eq!(refused.kind, Kind::UnsupportedFormat);
            assert!(refused.message.contains(word), "{}", refused.message);
        }
    }

    #[test]
    fn a_text_may_start_as_a_program_does() {
        assert_eq!(of(b"MZ,BM,country\n", &Limits::default()).unwrap(), Content::Text);
    }
}

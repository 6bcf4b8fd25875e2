//! Reads a PDF as a screen reader does: the structure tree, with the text of each element.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The tree as indented lines: an element's type, its alternative text or its words.
pub(crate) fn tree_text(bytes: &[u8]) -> String {
    let file = Document::load_mem(bytes).unwrap();
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let texts: BTreeMap<ObjectId, BTreeMap<i64, String>> =
        pages.iter().map(|&page| (page, marked_texts(&file, page))).collect();
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root = resolved(&file, root).as_dict().unwrap();
    let mut out = String::new();
    element(&file, &texts, root.get(b"K").unwrap(), None, 0, &mut out);
    out
}

fn resolved<'a>(file: &'a Document, object: &'a Object) -> &'a Object {
    file.dereference(object).unwrap().1
}

type Texts = BTreeMap<ObjectId, BTreeMap<i64, String>>;

fn element(
    file: &Document,
    texts: &Texts,
    object: &Object,
    page: Option<ObjectId>,
    depth: usize,
    out: &mut String,
) {
    let node = resolved(file, object).as_dict().unwrap();
    let page = node.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
    let kind = String::from_utf8_lossy(node.get(b"S").unwrap().as_name().unwrap()).into_owned();
    out.push_str(&"  ".repeat(depth));
    out.push_str(&kind);
    if let Ok(alt) = node.get(b"Alt") {
        out.push_str(&format!(" alt={:?}", string(alt)));
    }
    let kids: Vec<&Object> = match node.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    };
    let mut words = String::new();
    let mut below = Vec::new();
    for kid in kids {
        match resolved(file, kid) {
            Object::Integer(mcid) => words.push_str(text_at(texts, page, *mcid)),
            Object::Dictionary(kid_node) if kid_node.get(b"MCID").is_ok() => {
                let page = kid_node.get(b"Pg").unwrap().as_reference().unwrap();
                let mcid = kid_node.get(b"MCID").unwrap().as_i64().unwrap();
                words.push_str(text_at(texts, Some(page), mcid));
            }
            Object::Dictionary(kid_node) if kid_node.get(b"S").is_ok() => below.push(kid),
            // A reference to an annotation.
            Object::Dictionary(_) => {}
            other => panic!("a kid of {kind} is {other:?}"),
        }
    }
    if kind != "Figure" && !words.trim().is_empty() {
        out.push_str(&format!(" {:?}", words.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    out.push('\n');
    for kid in below {
        element(file, texts, kid, page, depth + 1, out);
    }
}

fn text_at(texts: &Texts, page: Option<ObjectId>, mcid: i64) -> &str {
    page.and_then(|page| texts.get(&page)).and_then(|page| page.get(&mcid)).map_or("", String::as_str)
}

fn string(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(utf16) => {
            let units: Vec<u16> =
                utf16.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The text of each marked sequence of a page. Replacement text stands for the glyphs inside it.
///
/// What a viewer may trip over is a fault: text and drawing that are mixed, sequences that begin within text and end
/// outside, states that are kept and not given back.
fn marked_texts(file: &Document, page: ObjectId) -> BTreeMap<i64, String> {
    let fonts = unicode_maps(file, page);
    let content = Content::decode(&file.get_page_content(page)).unwrap();
    let mut texts: BTreeMap<i64, String> = BTreeMap::new();
    let mut open: Vec<(Option<i64>, bool, bool)> = Vec::new();
    let mut font: Option<&Codes> = None;
    let (mut in_text, mut kept) = (false, 0);
    for operation in &content.operations {
        let operator = operation.operator.as_str();
        let of_text = ["Tj", "TJ", "Td", "Tm", "Ts"].contains(&operator);
        let of_drawing = ["q", "Q", "cm", "m", "re", "w", "d", "Do"].contains(&operator);
        assert!(if in_text { !of_drawing } else { !of_text }, "{operator}, within text: {in_text}");
        match operator {
            "BT" | "ET" => {
                assert_eq!(operator == "ET", in_text, "texts are not nested");
                in_text = !in_text;
            }
            "q" => kept += 1,
            "Q" => kept -= 1,
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let mcid = properties.get(b"MCID").ok().and_then(|mcid| mcid.as_i64().ok());
                let actual = properties.get(b"ActualText").ok().map(string);
                if let Some(actual) = &actual {
                    let owner = open.iter().rev().find_map(|(mcid, ..)| *mcid);
                    // A soft hyphen is no part of the text.
                    texts.entry(owner.unwrap_or(-1)).or_default().push_str(&actual.replace('\u{AD}', ""));
                }
                open.push((mcid, actual.is_some(), in_text));
            }
            "EMC" => {
                let (.., began_in_text) = open.pop().expect("EMC without BDC");
                assert_eq!(began_in_text, in_text, "a sequence ends where it began");
            }
            "Tf" => {
                let name = operation.operands[0].as_name().unwrap();
                font = fonts.get(&String::from_utf8_lossy(name).into_owned());
            }
            "Tj" | "TJ" => {
                assert!(!open.is_empty(), "text outside of any marked sequence");
                if open.iter().any(|(_, replaced, _)| *replaced) {
                    continue;
                }
                let Some(mcid) = open.iter().rev().find_map(|(mcid, ..)| *mcid) else { continue };
                let out = texts.entry(mcid).or_default();
                for operand in &operation.operands {
                    show(operand, font.unwrap(), out);
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty() && !in_text && kept == 0, "what is begun on a page is ended there");
    texts
}

fn show(operand: &Object, font: &Codes, out: &mut String) {
    match operand {
        Object::String(bytes, _) => {
            for code in bytes.chunks(font.width) {
                let code = number(code);
                out.push_str(font.texts.get(&code).unwrap_or_else(|| panic!("glyph {code} has no text")));
            }
        }
        Object::Array(items) => items.iter().for_each(|item| show(item, font, out)),
        _ => {}
    }
}

/// What each glyph stands for, a font resource at a time.
fn unicode_maps(file: &Document, page: ObjectId) -> BTreeMap<String, Codes> {
    let page = file.get_dictionary(page).unwrap();
    let resources = resolved(file, page.get(b"Resources").unwrap()).as_dict().unwrap();
    let fonts = resolved(file, resources.get(b"Font").unwrap()).as_dict().unwrap();
    fonts
        .iter()
        .map(|(name, font)| {
            let font: &Dictionary = resolved(file, font).as_dict().unwrap();
            let map = resolved(file, font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
            let map = map.get_plain_content().unwrap();
            (String::from_utf8_lossy(name).into_owned(), parse_map(&String::from_utf8_lossy(&map)))
        })
        .collect()
}

/// The codes of a font: how many bytes each has, and what it stands for.
#[derive(Default)]
struct Codes {
    width: usize,
    texts: BTreeMap<usize, String>,
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn parse_map(text: &str) -> Codes {
    let hex = |token: &str| -> Vec<u8> {
        (0..token.len() / 2).map(|at| u8::from_str_radix(&token[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    let spelled = |units: &[u16]| String::from_utf16(units).unwrap();
    let mut codes = Codes::default();
    let mut inside = "";
    for line in text.lines() {
        let tokens: Vec<Vec<u8>> = line
            .split(['<', '>', ' '])
            .filter(|token| !token.is_empty())
            .map(|token| match token.as_bytes() {
                digits if digits.iter().all(u8::is_ascii_hexdigit) => hex(token),
                _ => Vec::new(),
            })
            .collect();
        let units = |token: &[u8]| -> Vec<u16> {
            token.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
        };
        match (line.trim(), inside, tokens.as_slice()) {
            (line, _, _) if line.contains("begin") => {
                inside = line.rsplit("begin").next().unwrap_or_default();
            }
            (line, _, _) if line.starts_with("end") => inside = "",
            (_, "codespacerange", [first, _]) => codes.width = first.len(),
            (_, "bfchar", [code, text]) => {
                codes.texts.insert(number(code), spelled(&units(text)));
            }
            (_, "bfrange", [first, last, text]) => {
                let mut units = units(text);
                for code in number(first)..=number(last) {
                    codes.texts.insert(code, spelled(&units));
                    *units.last_mut().unwrap() += 1;
                }
            }
            _ => {}
        }
    }
    assert!(codes.width > 0 && !codes.texts.is_empty(), "no codes in\n{text}");
    codes
}

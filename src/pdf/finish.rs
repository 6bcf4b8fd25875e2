//! Objects to a conformant file: tags and links ([`super::tags`]), metadata, outline, page labels, and all of it to bytes
//! ([`super::save`]). The only file that knows lopdf's objects.
//!
//! What PDF/UA-1 and PDF/A-2a ask for beyond what the encoder writes is added here, in the order of the catalog.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::LazyLock;

use lopdf::{Dictionary, Document as File, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;

use super::canvas::Annotation;
use super::content::LOGO;
use super::encode::{PdfError, compress};
use super::face::{FaceId, Faces};
use super::layout::Placed;
use super::save::{Effort, Group, Packed, Writer};
use super::shape::{Forms, REACH};
use super::syntax::{Syntax, hundredth, text_bytes, whole};
use super::tags::Tags;
use super::tree::{NodeId, Tree};
use super::{icc, xmp};
use crate::report::block::{Document, Logo};

/// What the pages hold beside their content.
pub(super) struct Extras<'a> {
    pub(super) document: &'a Document,
    pub(super) tree: &'a Tree,
    /// Of each page, the owner of each marked sequence.
    pub(super) owners: &'a [Vec<NodeId>],
    pub(super) annotations: &'a [Annotation],
    pub(super) headings: &'a [Placed],
    pub(super) faces: &'a Faces,
    pub(super) forms: &'a Forms,
}

/// Adds everything and writes the file.
pub(super) fn finish(mut file: File, extras: &Extras<'_>) -> Result<Vec<u8>, PdfError> {
    let mut pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    drop_last_page(&mut file, &mut pages);
    drop_unused(&mut file, &pages);
    add_forms(&mut file, &pages, extras.forms);
    mend_fonts(&mut file, extras.faces);
    let numbers: Vec<u32> = pages.iter().map(|page| page.0).collect();
    let tags = Tags::new(extras, &numbers, file.max_id + 1);
    file.max_id = tags.end() - 1;
    let mut links: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
    for (index, annotation) in extras.annotations.iter().enumerate() {
        let link = Object::Reference((tags.link(index), 0));
        links.entry(annotation.page).or_default().push(link);
    }
    for (number, page) in pages.iter().enumerate() {
        if let Ok(page) = file.get_dictionary_mut(*page) {
            page.set("StructParents", whole(number));
            match links.remove(&number) {
                Some(links) => page.set("Annots", links),
                None => {
                    page.remove(b"Annots");
                }
            }
            page.set("Tabs", "S");
        }
    }
    if let (Some(logo), Some(first)) = (&extras.document.sheet.logo, pages.first()) {
        add_logo(&mut file, *first, logo);
    }
    let outline = add_outline(&mut file, extras.headings, &pages);
    let (info, xmp) = describe(&mut file, extras);
    let profile = file.add_object(PROFILE.clone());
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = file.add_object(Stream::new(metadata, xmp.into_bytes()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB IEC61966-2.1"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let lang = text(&extras.document.lang);
    let root_id = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(|why| failed(&why))?;
    let root = file.get_dictionary_mut(root_id).map_err(|why| failed(&why))?;
    root.set("Lang", lang);
    root.set("MarkInfo", dictionary! { "Marked" => true });
    root.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    root.set("StructTreeRoot", Object::Reference((tags.root(), 0)));
    root.set("Metadata", metadata);
    root.set("OutputIntents", vec![intent.into()]);
    let decimal = dictionary! { "S" => "D" };
    root.set("PageLabels", dictionary! { "Nums" => vec![0.into(), decimal.into()] });
    if let Some(outline) = outline {
        root.set("Outlines", outline);
        root.set("PageMode", "UseOutlines");
    }
    let next = file.max_id + 1;
    let packed = pack(&mut file, &tags)?;
    Ok(write(&file, &packed, (root_id, info, next))?)
}

fn failed(why: &lopdf::Error) -> PdfError {
    PdfError::Write(why.to_string())
}

/// The logo among the resources of the first page, which are its own or another object.
fn add_logo(file: &mut File, first: ObjectId, logo: &Logo) {
    let image = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(logo.columns),
        "Height" => i64::from(logo.rows),
        "ColorSpace" => "DeviceRGB",
        "BitsPerComponent" => 8,
    };
    let image = file.add_object(Stream::new(image, logo.pixels.to_vec()));
    let shared = file
        .get_dictionary(first)
        .and_then(|page| page.get(b"Resources"))
        .and_then(Object::as_reference)
        .ok();
    // Other pages may share the object, so the first gets a copy of its own.
    let copy = shared.and_then(|resources| file.get_dictionary(resources).ok()).cloned();
    let Ok(page) = file.get_dictionary_mut(first) else { return };
    let own = page.get(b"Resources").and_then(Object::as_dict).ok().cloned();
    let mut resources = copy.or(own).unwrap_or_default();
    match resources.get_mut(b"XObject").and_then(Object::as_dict_mut) {
        Ok(others) => others.set(LOGO, image),
        Err(_) => resources.set("XObject", dictionary! { LOGO => image }),
    }
    page.set("Resources", resources);
}

/// The objects that an object refers to under these keys.
fn references(file: &File, of: ObjectId, keys: &[&[u8]]) -> Vec<ObjectId> {
    let dictionary = file.get_dictionary(of).ok();
    let entry = |key: &&[u8]| dictionary?.get(key).and_then(Object::as_reference).ok();
    keys.iter().filter_map(entry).collect()
}

/// The encoder's last page only told it which glyphs are used.
fn drop_last_page(file: &mut File, pages: &mut Vec<ObjectId>) {
    let Some(last) = pages.pop() else { return };
    let parent = references(file, last, &[b"Parent"]).pop();
    for object in references(file, last, &[b"Contents", b"Resources"]) {
        file.objects.remove(&object);
    }
    file.objects.remove(&last);
    if let Some(parent) = parent.and_then(|parent| file.get_dictionary_mut(parent).ok()) {
        parent.set("Kids", pages.iter().map(|page| Object::from(*page)).collect::<Vec<_>>());
        parent.set("Count", whole(pages.len()));
    }
}

/// What the encoder writes for other kinds of files: resources for each page, though all have the same fonts and nothing
/// else, boxes that are the same as the page, and its own description.
fn drop_unused(file: &mut File, pages: &[ObjectId]) {
    let resources: BTreeSet<ObjectId> =
        pages.iter().flat_map(|page| references(file, *page, &[b"Resources"])).collect();
    let first = resources.first().and_then(|first| file.get_dictionary(*first).ok());
    let Some(fonts) = first.and_then(|first| first.get(b"Font").ok()).cloned() else { return };
    let mut unused: BTreeSet<ObjectId> = resources
        .iter()
        .flat_map(|resources| references(file, *resources, &[b"XObject", b"ExtGState", b"Shading"]))
        .collect();
    unused.extend(resources);
    unused.extend(file.trailer.get(b"Info").and_then(Object::as_reference));
    for object in unused {
        file.objects.remove(&object);
    }
    let shared = file.add_object(dictionary! { "Font" => fonts });
    for page in pages {
        if let Ok(page) = file.get_dictionary_mut(*page) {
            page.set("Resources", shared);
            page.remove(b"TrimBox");
            page.remove(b"CropBox");
        }
    }
}

/// The shapes that are drawn by name, among the resources that all pages share.
fn add_forms(file: &mut File, pages: &[ObjectId], forms: &Forms) {
    let mut named = Dictionary::new();
    for (name, shape) in forms.all() {
        let about = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => [-REACH, -REACH, REACH, REACH].map(Object::from).to_vec(),
        };
        named.set(name, file.add_object(Stream::new(about, shape.to_vec())));
    }
    let shared = pages.first().and_then(|page| references(file, *page, &[b"Resources"]).pop());
    if let Some(shared) = shared.filter(|_| !named.is_empty())
        && let Ok(shared) = file.get_dictionary_mut(shared)
    {
        shared.set("XObject", named);
    }
}

/// The colour profile, deflated once for all documents: of a short report, each small stream costs as much as a page.
static PROFILE: LazyLock<Stream> = LazyLock::new(|| {
    let mut profile = Stream::new(dictionary! { "N" => 3 }, icc::srgb());
    compress(&mut profile, Effort::Least);
    profile
});

/// Packs what has no stream, tags among it, and deflates what has one.
fn pack(file: &mut File, tags: &Tags<'_>) -> io::Result<Vec<Packed>> {
    let (mut streams, mut others) = (Vec::new(), Vec::new());
    for (id, object) in &mut file.objects {
        match object {
            Object::Stream(stream) => streams.push(stream),
            other => others.push((id.0, &*other)),
        }
    }
    let write = |group: &mut Group, at: usize| {
        if let Some((number, object)) = others.get(at) {
            write_object(group.object(*number), object);
        }
    };
    let effort = tags.effort();
    let deflate = || streams.into_par_iter().for_each(|stream| compress(stream, effort));
    let ((), packed) = rayon::join(deflate, || tags.packed(others.len(), write));
    packed
}

/// Writes streams one by one, and then what is packed.
fn write(
    file: &File,
    packed: &[Packed],
    (root, info, next): (ObjectId, ObjectId, u32),
) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new();
    writer.reserve(next);
    for (id, object) in &file.objects {
        if let Object::Stream(stream) = object {
            let mut dictionary = Syntax::default();
            write_dictionary(&mut dictionary, &stream.dict);
            writer.stream(id.0, &dictionary, &stream.content);
        }
    }
    packed.iter().for_each(|packed| writer.pack(packed));
    writer.finish(root.0, info.0)
}

fn write_object(out: &mut Syntax, object: &Object) {
    match object {
        Object::Null => out.raw("null "),
        Object::Boolean(value) => out.raw(if *value { "true " } else { "false " }),
        Object::Integer(number) => out.integer(*number),
        Object::Real(number) => out.number(f64::from(*number)),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, _) => out.string(bytes),
        Object::Array(items) => {
            out.raw("[");
            items.iter().for_each(|item| write_object(out, item));
            out.raw("]");
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        // A stream is an object of its own, and nothing holds one.
        Object::Stream(stream) => write_dictionary(out, &stream.dict),
        Object::Reference(id) => out.reference(id.0),
    }
}

fn write_dictionary(out: &mut Syntax, dictionary: &Dictionary) {
    out.raw("<<");
    for (key, value) in dictionary {
        write_name(out, key);
        write_object(out, value);
    }
    out.raw(">>");
}

/// A name of any bytes.
fn write_name(out: &mut Syntax, name: &[u8]) {
    out.raw("/");
    for byte in name {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'+' | b'_' | b'.' => out.bytes(&[*byte]),
            byte => out.raw(&format!("#{byte:02X}")),
        }
    }
    out.raw(" ");
}

/// A text string as an object.
fn text(value: &str) -> Object {
    Object::String(text_bytes(value).into_owned(), StringFormat::Literal)
}

/// A place or a box, to a hundredth of a point.
fn real(value: f64) -> Object {
    Object::Real(hundredth(value) as f32)
}

/// The encoder gives the ascent as the height of capitals.
fn mend_fonts(file: &mut File, faces: &Faces) {
    let used = FaceId::ALL.iter().filter_map(|id| faces.get(*id));
    let heights: BTreeMap<&str, i32> = used.map(|face| (face.name(), face.cap_height)).collect();
    for object in file.objects.values_mut() {
        let Ok(dictionary) = object.as_dict_mut() else { continue };
        if dictionary.get_type().ok() != Some(b"FontDescriptor".as_slice()) {
            continue;
        }
        let name = dictionary.get(b"FontName").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name);
        if let Some(height) = heights.get(name) {
            dictionary.set("CapHeight", i64::from(*height));
        }
    }
}

fn destination(placed: &Placed, pages: &[ObjectId]) -> Object {
    let page = pages.get(placed.page).map_or(Object::Null, |page| (*page).into());
    vec![page, "XYZ".into(), 0.into(), real(placed.link_top()), Object::Null].into()
}

/// The nested list of headings that viewers show beside the pages.
fn add_outline(file: &mut File, headings: &[Placed], pages: &[ObjectId]) -> Option<ObjectId> {
    if headings.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = headings.iter().map(|_| file.new_object_id()).collect();
    let (top, below) = nested(headings);
    let groups = std::iter::once((root, &top)).chain(ids.iter().copied().zip(&below));
    for (parent, kids) in groups {
        for (position, &index) in kids.iter().enumerate() {
            let mut entry = dictionary! {
                "Title" => text(&headings[index].entry.text),
                "Parent" => parent,
                "Dest" => destination(&headings[index], pages),
            };
            if position > 0 {
                entry.set("Prev", ids[kids[position - 1]]);
            }
            if let Some(next) = kids.get(position + 1) {
                entry.set("Next", ids[*next]);
            }
            let own = &below[index];
            if let (Some(first), Some(last)) = (own.first(), own.last()) {
                entry.set("First", ids[*first]);
                entry.set("Last", ids[*last]);
                // Closed at first: a negative count.
                entry.set("Count", -whole(own.len()));
            }
            file.set_object(ids[index], entry);
        }
    }
    let (first, last) = (*top.first()?, *top.last()?);
    file.set_object(
        root,
        dictionary! {
            "Type" => "Outlines", "First" => ids[first], "Last" => ids[last], "Count" => whole(top.len()),
        },
    );
    Some(root)
}

/// The headings at the top, and of each heading those directly below it.
fn nested(headings: &[Placed]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut top = Vec::new();
    let mut below = vec![Vec::new(); headings.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        while open.last().is_some_and(|&last| headings[last].entry.level >= heading.entry.level) {
            open.pop();
        }
        match open.last() {
            Some(&parent) => below[parent].push(index),
            None => top.push(index),
        }
        open.push(index);
    }
    (top, below)
}

/// Adds the Info dictionary; returns it, and the packet that says the same.
fn describe(file: &mut File, extras: &Extras<'_>) -> (ObjectId, String) {
    let document = extras.document;
    let keywords = document.keywords.join(", ");
    let producer = concat!("nap-report ", env!("CARGO_PKG_VERSION"));
    let stamp = format!("{}T00:00:00Z", document.date);
    let compact = format!("D:{}000000Z", document.date.replace('-', ""));
    let packet = xmp::packet(&xmp::Packet {
        title: &document.title,
        author: &document.author,
        subject: &document.subject,
        keywords: &keywords,
        lang: &document.lang,
        date: &stamp,
        producer,
    });
    let info = dictionary! {
        "Title" => text(&document.title),
        "Author" => text(&document.author),
        "Subject" => text(&document.subject),
        "Keywords" => text(&keywords),
        "Creator" => text("nap-report"),
        "Producer" => text(producer),
        "CreationDate" => text(&compact),
        "ModDate" => text(&compact),
    };
    (file.add_object(info), packet)
}

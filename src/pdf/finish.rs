//! Objects to a conformant file: tags, metadata, outline, links, page labels. The only file that knows lopdf's
//! objects.
//!
//! What PDF/UA-1 and PDF/A-2a ask for beyond what the encoder writes is added here, in the order of the catalog.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document as File, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::canvas::Annotation;
use super::content::LOGO;
use super::encode::PdfError;
use super::face::{FaceId, Faces};
use super::layout::Placed;
use super::tree::{Kid, Node, NodeId, Role, Scope, Tree};
use super::{icc, xmp};
use crate::report::block::{Document, Link, Logo};

/// What the pages hold beside their content.
pub(super) struct Extras<'a> {
    pub(super) document: &'a Document,
    pub(super) tree: &'a Tree,
    /// Of each page, the owner of each marked sequence.
    pub(super) owners: &'a [Vec<NodeId>],
    pub(super) annotations: &'a [Annotation],
    pub(super) headings: &'a [Placed],
    pub(super) faces: &'a Faces,
}

/// Adds everything and writes the file.
pub(super) fn finish(mut file: File, extras: &Extras<'_>) -> Result<Vec<u8>, PdfError> {
    let mut pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    drop_last_page(&mut file, &mut pages);
    file.version = "1.7".to_owned();
    mend_fonts(&mut file, extras.faces);
    let elements = add_tree(&mut file, extras, &pages);
    add_annotations(&mut file, extras, &pages, &elements);
    for (number, page) in pages.iter().enumerate() {
        if let Ok(page) = file.get_dictionary_mut(*page) {
            page.set("StructParents", integer(number));
            page.set("Tabs", "S");
            page.remove(b"TrimBox");
        }
    }
    if let (Some(logo), Some(first)) = (&extras.document.sheet.logo, pages.first()) {
        add_logo(&mut file, *first, logo);
    }
    let outline = add_outline(&mut file, extras.headings, &pages);
    let xmp = describe(&mut file, extras);
    let profile = Stream::new(dictionary! { "N" => 3 }, icc::srgb());
    let profile = file.add_object(profile);
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Readable without a PDF library, as PDF/A asks.
    let metadata = file.add_object(Stream::new(metadata, xmp.into_bytes()).with_compression(false));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB IEC61966-2.1"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let structure = elements.root;
    let lang = text(&extras.document.lang);
    let root = catalog(&mut file)?;
    root.set("Lang", lang);
    root.set("MarkInfo", dictionary! { "Marked" => true });
    root.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    root.set("StructTreeRoot", structure);
    root.set("Metadata", metadata);
    root.set("OutputIntents", vec![intent.into()]);
    let decimal = dictionary! { "S" => "D" };
    root.set("PageLabels", dictionary! { "Nums" => vec![0.into(), decimal.into()] });
    if let Some(outline) = outline {
        root.set("Outlines", outline);
        root.set("PageMode", "UseOutlines");
    }
    write(file)
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
    let named = dictionary! { LOGO => image };
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
    resources.set("XObject", named);
    page.set("Resources", resources);
}

/// The encoder's last page only told it which glyphs are used.
fn drop_last_page(file: &mut File, pages: &mut Vec<ObjectId>) {
    let Some(last) = pages.pop() else { return };
    let entry = |file: &File, key: &[u8]| {
        file.get_dictionary(last).and_then(|page| page.get(key)).and_then(Object::as_reference).ok()
    };
    let (parent, content, resources) =
        (entry(file, b"Parent"), entry(file, b"Contents"), entry(file, b"Resources"));
    for object in [Some(last), content, resources].into_iter().flatten() {
        file.objects.remove(&object);
    }
    if let Some(parent) = parent.and_then(|parent| file.get_dictionary_mut(parent).ok()) {
        parent.set("Kids", pages.iter().map(|page| Object::from(*page)).collect::<Vec<_>>());
        parent.set("Count", integer(pages.len()));
    }
}

/// Deflates the streams, on all threads of the run. Level 6: level 9 takes twice the time for one per cent.
fn compress(file: &mut File) {
    let streams: Vec<&mut Stream> = file
        .objects
        .values_mut()
        .filter_map(|object| match object {
            Object::Stream(stream) if stream.allows_compression => Some(stream),
            _ => None,
        })
        .collect();
    streams.into_par_iter().for_each(|stream| {
        if stream.dict.has(b"Filter") {
            return;
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
        // Writing into memory does not fail; a stream that did would stay as it is.
        let packed = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
        if let Ok(packed) = packed
            && packed.len() + 20 < stream.content.len()
        {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    });
}

fn write(mut file: File) -> Result<Vec<u8>, PdfError> {
    let id = identity(&file);
    let id = Object::String(id, StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    compress(&mut file);
    // Tags, mostly. Level 9 takes 15 to 25 % longer for the whole report of 200 countries, and saves 0.6 % of its bytes.
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(500)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    file.save_with_options(&mut bytes, options).map_err(|error| PdfError::Write(error.to_string()))?;
    Ok(bytes)
}

/// The file's identifier: the same content has the same one.
fn identity(file: &File) -> Vec<u8> {
    let mut hash = Sha256::new();
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.finalize()[..16].to_vec()
}

fn catalog(file: &mut File) -> Result<&mut Dictionary, PdfError> {
    file.catalog_mut().map_err(|error| PdfError::Write(error.to_string()))
}

/// A text string: ASCII as it is, anything else as UTF-16.
fn text(value: &str) -> Object {
    if value.is_ascii() && !value.bytes().any(|byte| byte.is_ascii_control()) {
        return Object::String(value.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(value.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn real(value: f64) -> Object {
    Object::Real(((value * 100.0).round() / 100.0) as f32)
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

/// The objects of the tree's elements.
struct Elements {
    root: ObjectId,
    of: Vec<ObjectId>,
}

fn add_tree(file: &mut File, extras: &Extras<'_>, pages: &[ObjectId]) -> Elements {
    let root = file.new_object_id();
    let of: Vec<ObjectId> = extras.tree.nodes.iter().map(|_| file.new_object_id()).collect();
    // Annotations are numbered before they exist: their objects follow the tree's.
    for (index, node) in extras.tree.nodes.iter().enumerate() {
        let element = element(node, root, &of, pages);
        file.set_object(of[index], element);
    }
    let mut numbers: Vec<Object> = Vec::new();
    for (page, owners) in extras.owners.iter().enumerate() {
        let owners: Vec<Object> = owners.iter().map(|owner| of[owner.0].into()).collect();
        let owners = file.add_object(owners);
        numbers.push(integer(page).into());
        numbers.push(owners.into());
    }
    let first = extras.owners.len();
    for (index, annotation) in extras.annotations.iter().enumerate() {
        numbers.push(integer(first + index).into());
        numbers.push(of[annotation.node.0].into());
    }
    let parents = file.add_object(dictionary! { "Nums" => numbers });
    file.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => of[Tree::ROOT.0],
            "ParentTree" => parents,
            "ParentTreeNextKey" => integer(first + extras.annotations.len()),
        },
    );
    Elements { root, of }
}

fn element(node: &Node, root: ObjectId, of: &[ObjectId], pages: &[ObjectId]) -> Dictionary {
    let parent = node.parent.map_or(root, |parent| of[parent.0]);
    let mut element = dictionary! { "Type" => "StructElem", "S" => node.role.name(), "P" => parent };
    let home = node.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Node(_) | Kid::Annotation(_) => None,
    });
    if let Some(page) = home.and_then(|page| pages.get(page)) {
        element.set("Pg", *page);
    }
    let kids: Vec<Object> = node
        .kids
        .iter()
        .filter_map(|kid| match *kid {
            Kid::Node(id) => Some(of[id.0].into()),
            Kid::Content { page, mcid } if Some(page) == home => Some(i64::from(mcid).into()),
            Kid::Content { page, mcid } => Some(
                dictionary! { "Type" => "MCR", "Pg" => *pages.get(page)?, "MCID" => i64::from(mcid) }.into(),
            ),
            // Put in by `add_annotations`, once the annotation is an object.
            Kid::Annotation(_) => Some(Object::Null),
        })
        .collect();
    match <[Object; 1]>::try_from(kids) {
        Ok([single]) => element.set("K", single),
        Err(kids) if kids.is_empty() => {}
        Err(kids) => element.set("K", kids),
    }
    if let Some(alt) = &node.alt {
        element.set("Alt", text(alt));
    }
    if let Some(lang) = &node.lang {
        element.set("Lang", text(lang));
    }
    if let Some(attributes) = attributes(node) {
        element.set("A", attributes);
    }
    element
}

fn attributes(node: &Node) -> Option<Object> {
    if let Some(scope) = node.scope {
        let scope = match scope {
            Scope::Column => "Column",
            Scope::Row => "Row",
        };
        return Some(dictionary! { "O" => "Table", "Scope" => scope }.into());
    }
    if let Some(bbox) = node.bbox {
        let bbox: Vec<Object> = bbox.into_iter().map(real).collect();
        return Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bbox }.into());
    }
    if let Some(ground) = node.ground {
        let parts: Vec<Object> =
            [ground.0, ground.1, ground.2].map(|part| real(f64::from(part) / 255.0)).to_vec();
        return Some(dictionary! { "O" => "Layout", "BackgroundColor" => parts }.into());
    }
    (node.role == Role::L).then(|| dictionary! { "O" => "List", "ListNumbering" => "Disc" }.into())
}

fn add_annotations(file: &mut File, extras: &Extras<'_>, pages: &[ObjectId], elements: &Elements) {
    let anchors: BTreeMap<&str, &Placed> =
        extras.headings.iter().map(|placed| (placed.entry.anchor.as_str(), placed)).collect();
    let mut on_page: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
    for (index, annotation) in extras.annotations.iter().enumerate() {
        let Some(page) = pages.get(annotation.page) else { continue };
        let rect: Vec<Object> = annotation.rect.iter().copied().map(real).collect();
        let mut link = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => rect,
            "Border" => vec![0.into(), 0.into(), 0.into()],
            // Printed, as PDF/A asks.
            "F" => 4,
            "Contents" => text(&annotation.contents),
            "StructParent" => integer(extras.owners.len() + index),
            "P" => *page,
        };
        match &annotation.target {
            Link::Anchor(anchor) => {
                if let Some(placed) = anchors.get(anchor.as_str()) {
                    link.set("Dest", destination(placed, pages));
                }
            }
            Link::Web(address) => {
                link.set("A", dictionary! { "S" => "URI", "URI" => text(address) });
            }
        }
        let link = file.add_object(link);
        on_page.entry(annotation.page).or_default().push(link.into());
        let reference = dictionary! { "Type" => "OBJR", "Obj" => link, "Pg" => *page };
        fill_annotation(file, elements.of[annotation.node.0], reference.into());
    }
    for (number, page) in pages.iter().enumerate() {
        if let Ok(page) = file.get_dictionary_mut(*page) {
            match on_page.remove(&number) {
                Some(links) => page.set("Annots", links),
                None => {
                    page.remove(b"Annots");
                }
            }
        }
    }
}

/// Puts a reference where an element's list of kids keeps a place for it.
fn fill_annotation(file: &mut File, element: ObjectId, reference: Object) {
    let Ok(element) = file.get_dictionary_mut(element) else { return };
    match element.get_mut(b"K") {
        Ok(Object::Array(kids)) => {
            if let Some(place) = kids.iter_mut().find(|kid| matches!(kid, Object::Null)) {
                *place = reference;
            }
        }
        Ok(place) => *place = reference,
        Err(_) => {}
    }
}

fn destination(placed: &Placed, pages: &[ObjectId]) -> Object {
    let page = pages.get(placed.page).map_or(Object::Null, |page| (*page).into());
    // A little air above the heading.
    vec![page, "XYZ".into(), 0.into(), real(placed.top + 12.0), Object::Null].into()
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
                entry.set("Count", -integer(own.len()));
            }
            file.set_object(ids[index], entry);
        }
    }
    let (first, last) = (*top.first()?, *top.last()?);
    file.set_object(
        root,
        dictionary! {
            "Type" => "Outlines", "First" => ids[first], "Last" => ids[last], "Count" => integer(top.len()),
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

/// The Info dictionary; returns the packet that says the same.
fn describe(file: &mut File, extras: &Extras<'_>) -> String {
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
    let info = file.add_object(info);
    file.trailer.set("Info", info);
    packet
}

//! An sRGB colour profile, made here so that none has to be shipped.
//!
//! PDF/A wants to know what its RGB numbers mean. The profile holds the primaries of IEC 61966-2-1 adapted to
//! the D50 white of the profile connection space, and its transfer curve, as ICC.1:2004-10 (version 4.2) lays out: the
//! version that PDF 1.7 names, which has a curve as a formula instead of a table.

/// Primaries of sRGB in XYZ, adapted to D50 with the Bradford transform: red, green, blue.
const PRIMARIES: [[f64; 3]; 3] =
    [[0.436_07, 0.222_49, 0.013_92], [0.385_15, 0.716_87, 0.097_08], [0.143_07, 0.060_61, 0.714_10]];
/// The white of the profile connection space.
const D50: [f64; 3] = [0.964_2, 1.0, 0.824_9];
/// From the white of sRGB, D65, to that of the connection space, with the Bradford transform.
const ADAPTATION: [f64; 9] =
    [1.047_88, 0.022_92, -0.050_22, 0.029_59, 0.990_48, -0.017_06, -0.009_25, 0.015_08, 0.751_68];

/// The profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright")),
        (b"wtpt", numbers(b"XYZ ", &D50)),
        (b"chad", numbers(b"sf32", &ADAPTATION)),
    ];
    for (signature, primary) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().zip(PRIMARIES) {
        tags.push((signature, numbers(b"XYZ ", &primary)));
    }
    for signature in [b"rTRC", b"gTRC", b"bTRC"] {
        tags.push((signature, curve()));
    }
    let table = 128 + 4 + 12 * tags.len();
    let mut directory = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    directory.extend((tags.len() as u32).to_be_bytes());
    let mut before: Option<(Vec<u8>, usize)> = None;
    for (signature, tag) in tags {
        // The three curves are one.
        let at = match &before {
            Some((same, at)) if *same == tag => *at,
            _ => {
                let at = table + data.len();
                data.extend(&tag);
                data.resize(data.len().next_multiple_of(4), 0);
                at
            }
        };
        directory.extend(*signature);
        directory.extend((at as u32).to_be_bytes());
        directory.extend((tag.len() as u32).to_be_bytes());
        before = Some((tag, at));
    }
    let mut profile = header((table + data.len()) as u32);
    profile.extend(directory);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend(size.to_be_bytes());
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // A fixed date of creation: the profile never changes.
    for part in [2024_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    for value in D50 {
        header.extend(fixed(value));
    }
    header.resize(128, 0);
    header
}

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

/// A text in English.
fn text(value: &str) -> Vec<u8> {
    let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".to_vec();
    let units: Vec<u8> = value.encode_utf16().flat_map(u16::to_be_bytes).collect();
    tag.extend((units.len() as u32).to_be_bytes());
    // The one record ends here, and its text begins.
    tag.extend(28_u32.to_be_bytes());
    tag.extend(units);
    tag
}

/// Numbers as a tag of that type.
fn numbers(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    let mut tag = kind.to_vec();
    tag.extend([0; 4]);
    tag.extend(values.iter().flat_map(|value| fixed(*value)));
    tag
}

/// The transfer curve as its formula: `((x + 0.055) / 1.055) ^ 2.4`, and below 0.04045 a straight line.
fn curve() -> Vec<u8> {
    let mut tag = b"para\0\0\0\0\0\x03\0\0".to_vec();
    let values = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    tag.extend(values.into_iter().flat_map(fixed));
    tag
}

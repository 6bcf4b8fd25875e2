//! An sRGB colour profile, made here so that none has to be shipped.
//!
//! PDF/A wants to know what its RGB numbers mean. The profile holds the primaries of IEC 61966-2-1 adapted to
//! the D50 white of the profile connection space, and its transfer curve, as ICC.1:2001-04 (version 2) lays out.

/// Primaries of sRGB in XYZ, adapted to D50 with the Bradford transform: red, green, blue.
const PRIMARIES: [[f64; 3]; 3] =
    [[0.436_07, 0.222_49, 0.013_92], [0.385_15, 0.716_87, 0.097_08], [0.143_07, 0.060_61, 0.714_10]];
/// The white of the profile connection space.
const D50: [f64; 3] = [0.964_2, 1.0, 0.824_9];
/// Points of the transfer curve.
const CURVE_POINTS: u16 = 256;

/// The profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(D50)),
    ];
    for (signature, primary) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().zip(PRIMARIES) {
        tags.push((signature, xyz(primary)));
    }
    for signature in [b"rTRC", b"gTRC", b"bTRC"] {
        tags.push((signature, curve()));
    }
    let table = 128 + 4 + 12 * tags.len();
    let mut directory = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    directory.extend((tags.len() as u32).to_be_bytes());
    for (signature, tag) in &tags {
        directory.extend(*signature);
        directory.extend(((table + data.len()) as u32).to_be_bytes());
        directory.extend((tag.len() as u32).to_be_bytes());
        data.extend(tag);
        data.resize(data.len().next_multiple_of(4), 0);
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
    header.extend([2, 0x10, 0, 0]);
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

fn xyz(value: [f64; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    tag.extend(value.into_iter().flat_map(fixed));
    tag
}

fn text(value: &str) -> Vec<u8> {
    let mut tag = b"text\0\0\0\0".to_vec();
    tag.extend(value.as_bytes());
    tag.push(0);
    tag
}

fn description(value: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend((value.len() as u32 + 1).to_be_bytes());
    tag.extend(value.as_bytes());
    // The end of the ASCII text, then empty Unicode and Macintosh ones.
    tag.resize(tag.len() + 1 + 8 + 3 + 67, 0);
    tag
}

fn curve() -> Vec<u8> {
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(u32::from(CURVE_POINTS).to_be_bytes());
    for point in 0..CURVE_POINTS {
        let value = f64::from(point) / f64::from(CURVE_POINTS - 1);
        let linear = if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        tag.extend(((linear * 65_535.0).round() as u16).to_be_bytes());
    }
    tag
}

//! The world in the Equal Earth projection (Šavrič, Patterson and Jenny 2018), countries filled by a step of a scale.
//!
//! The shapes are Natural Earth's, in the public domain, at 1:110 million; countries too small for them are dots.
//! `world.txt` is made by `tests/tools/world.py`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::drawing::{Anchor, Stroke};
use super::lines::Look;
use super::measure::Measure;
use super::painter::Area;
use super::palette::Rgb;
use super::scene::Scene;

/// A map of the world.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorldMap {
    /// The colour of each country that has one, by its ISO 3166-1 alpha-3 code, as a step of the legend.
    pub countries: BTreeMap<String, usize>,
    /// The legend: colour and words a step, weakest first.
    pub steps: Vec<(Rgb, String)>,
    /// What the land without a colour is.
    pub without: String,
}

/// Land that nothing is said of.
const LAND: Rgb = Rgb(0xE9, 0xEB, 0xEE);
const WORDS: Look = Look::regular(8.0);

/// Rings of points, in whole tenths of a degree; a ring of one point is a dot.
type Shape = Vec<Vec<(f64, f64)>>;

static WORLD: LazyLock<Vec<(&'static str, Shape)>> = LazyLock::new(|| {
    let parallels: Vec<Parallel> =
        (-900..=900_i16).map(|tenths| Parallel::at(f64::from(tenths) / 10.0)).collect();
    let pair = |text: &str| -> Option<(f64, f64)> {
        let (lon, lat) = text.split_once(',')?;
        let (lon, lat) = (lon.parse::<i16>().ok()?, lat.parse::<i16>().ok()?);
        let parallel = parallels.get(usize::try_from(i32::from(lat) + 900).ok()?)?;
        Some(parallel.point(f64::from(lon) / 10.0))
    };
    let line = |line: &'static str| -> Option<(&'static str, Shape)> {
        let (code, rings) = line.split_once(' ')?;
        let rings = rings.trim_start_matches('@').split(';');
        Some((code, rings.map(|ring| ring.split(' ').filter_map(pair).collect()).collect()))
    };
    include_str!("world.txt").lines().filter_map(line).collect()
});

/// Whether the map has a shape or a dot for a country.
#[must_use]
pub fn is_on_map(iso3: &str) -> bool {
    WORLD.iter().any(|(code, _)| *code == iso3)
}

/// Makes the map ready, which takes a moment at its first use.
pub fn prepare() {
    LazyLock::force(&WORLD);
}

/// All points of one latitude: the curves are worked out for each of these, and not for each of the world's points.
#[derive(Debug, Clone, Copy)]
struct Parallel {
    /// An angle's cosine, and what the longitude times it is divided by: in this order, for a quotient kept would round the
    /// points otherwise.
    length: (f64, f64),
    y: f64,
}

impl Parallel {
    /// By its latitude in degrees.
    fn at(lat: f64) -> Self {
        const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
        let root = 3.0_f64.sqrt() / 2.0;
        let theta = (root * lat.to_radians().sin()).asin();
        let (square, sixth) = (theta * theta, theta.powi(6));
        let slope = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
        let y = theta * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square));
        Self { length: (theta.cos(), root * slope), y }
    }

    /// The point at a longitude in degrees.
    fn point(self, lon: f64) -> (f64, f64) {
        let (cosine, slope) = self.length;
        (lon.to_radians() * cosine / slope, self.y)
    }
}

/// Equal Earth: longitude and latitude in degrees to the plane, the equator being 2 × 2.7066 long.
fn project(lon: f64, lat: f64) -> (f64, f64) {
    Parallel::at(lat).point(lon)
}

/// A shape to a tenth of a point, which is what its coordinates are known to: what is finer would only be bytes. `None`
/// where nothing would be left of it.
fn to_tenths(points: &[(f64, f64)]) -> Option<Vec<(f64, f64)>> {
    let tenth = |length: f64| (length * 10.0).round() / 10.0;
    let mut rounded: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (tenth(x), tenth(y))).collect();
    rounded.dedup();
    (rounded.len() > 2).then_some(rounded)
}

/// The middle of a country whose land nobody would see at this scale: Luxembourg, or one that is a dot anyway.
fn too_small(shape: &Shape, scale: f64) -> Option<(f64, f64)> {
    const LEAST: f64 = 3.0;
    let all = || shape.iter().flatten();
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let range = (f64::INFINITY, f64::NEG_INFINITY);
        all().map(of).fold(range, |(low, high), at| (low.min(at), high.max(at)))
    };
    let ((west, east), (south, north)) = (ends(|point| point.0), ends(|point| point.1));
    let size = (east - west).max(north - south) * scale;
    (all().next().is_some() && size < LEAST).then_some(((west + east) / 2.0, (south + north) / 2.0))
}

impl WorldMap {
    pub(super) fn scene<'m>(&self, width: f64, measure: &'m dyn Measure) -> Scene<'m> {
        let mut scene = Scene::new(width, measure);
        let edge = project(180.0, 0.0).0;
        let (north, south) = (project(0.0, 84.0).1, project(0.0, -57.0).1);
        let scale = width / (2.0 * edge);
        let place = |&(x, y): &(f64, f64)| ((x + edge) * scale, (north - y) * scale);
        let seam = Stroke { rgb: Rgb::WHITE, width: 0.4, dash: None };
        // A country with a plan has an outline, whatever its colour: it is told apart in grey print as well.
        let outline = Stroke { rgb: Rgb::INK, width: 0.4, dash: None };
        let fill = |code: &str| {
            let step = self.countries.get(code).and_then(|step| self.steps.get(*step));
            step.map_or(LAND, |(rgb, _)| *rgb)
        };
        let bottom = (north - south) * scale;
        let told = |code: &str| self.countries.contains_key(code);
        for later in [false, true] {
            for (code, shape) in WORLD.iter().filter(|(code, _)| told(code) == later) {
                for ring in shape.iter().filter(|ring| ring.len() > 2) {
                    let exact: Vec<(f64, f64)> =
                        ring.iter().map(place).map(|(x, y)| (x, y.clamp(0.0, bottom))).collect();
                    let points = to_tenths(&exact).unwrap_or(exact);
                    scene.shape(points, fill(code), Some(if later { outline } else { seam }));
                }
            }
        }
        // Dots last, so that no neighbour covers them; those without a plan would only be dust.
        for (code, shape) in WORLD.iter().filter(|(code, _)| self.countries.contains_key(*code)) {
            if let Some(middle) = too_small(shape, scale) {
                let rim = Stroke { rgb: Rgb::INK, width: 0.5, dash: None };
                scene.dot(place(&middle), 2.6, Some(fill(code)), Some(rim));
            }
        }
        let mut x = 0.0;
        let mut y = bottom + 10.0;
        let land = (LAND, self.without.clone());
        for (rgb, words) in self.steps.iter().chain([&land]) {
            let wide = 16.0 + WORDS.width(words, measure) + 14.0;
            if x > 0.0 && x + wide > width {
                (x, y) = (0.0, y + 14.0);
            }
            scene.rect(Area { left: x, top: y, width: 12.0, height: 9.0 }, *rgb);
            let (left, top) = (x + 0.2, y + 0.2);
            let (right, low) = (x + 11.8, y + 8.8);
            let ring = vec![(left, top), (right, top), (right, low), (left, low), (left, top)];
            scene.line(ring, Rgb::SHARE_ASIDE, 0.4);
            scene.text((x + 16.0, y + 4.5 + WORDS.cap() / 2.0), words, WORDS, Anchor::Start);
            x += wide;
        }
        scene.height = y + 12.0;
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_is_equal_earth() {
        // Figures of the authors' paper: the equator is 2.7066 from the middle, the pole 1.3173 up.
        let (x, _) = project(180.0, 0.0);
        let (_, y) = project(0.0, 90.0);
        assert!((x - 2.7066).abs() < 1e-3 && (y - 1.3173).abs() < 1e-3, "{x} {y}");
    }

    #[test]
    fn every_country_is_a_shape_or_a_dot() {
        let lacking: Vec<&str> =
            ["FIN", "CHL", "SGP", "LUX", "KEN", "XKX", "MUS", "TON", "LIE", "USA", "FJI", "RUS"]
                .into_iter()
                .filter(|code| !is_on_map(code))
                .collect();
        assert_eq!(lacking, Vec::<&str>::new());
        let dots = WORLD.iter().filter(|(_, shape)| shape.len() == 1 && shape[0].len() == 1).count();
        assert!(WORLD.len() > 220 && (50..90).contains(&dots), "{} {dots}", WORLD.len());
    }

    #[test]
    fn small_land_is_a_dot_in_its_middle() {
        let width = 450.0;
        let scale = width / (2.0 * project(180.0, 0.0).0);
        let dotted = |code: &str| {
            let (_, shape) = WORLD.iter().find(|(known, _)| *known == code).unwrap();
            too_small(shape, scale).is_some()
        };
        let dots = ["LUX", "SGP", "MUS", "LIE", "FIN", "BEL", "SVN"].map(dotted);
        assert_eq!(dots, [true, true, true, true, false, false, false]);
        let square = vec![vec![(0.0, 0.0), (0.002, 0.0), (0.002, 0.004), (0.0, 0.0)]];
        assert_eq!(too_small(&square, 100.0), Some((0.001, 0.002)));
        assert_eq!((too_small(&square, 1000.0), too_small(&Vec::new(), 1.0)), (None, None));
    }

    #[test]
    fn shapes_are_rounded_and_none_is_lost() {
        let land = [(10.04, 20.0), (10.02, 20.01), (30.0, 20.26), (20.0, 40.0)];
        assert_eq!(to_tenths(&land), Some(vec![(10.0, 20.0), (30.0, 20.3), (20.0, 40.0)]));
        assert_eq!(to_tenths(&[(10.0, 20.0), (10.04, 20.0), (10.02, 20.03)]), None);
    }
}

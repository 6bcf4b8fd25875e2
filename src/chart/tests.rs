//! What holds for every chart, over a grid of data: nothing clipped, nothing overlapping, nothing lost, the same every time.

use std::collections::BTreeMap;

use crate::code::Level;

use super::*;

/// Short and long names; some with what breaks careless code: markup, accents, a word without a break.
const THEMES: [&str; 8] = [
    "ICT and electronics",
    "Artificial intelligence",
    "Privacy and personal data",
    "Access to remedy",
    "Children <& \"young\" people> in digital supply chains online",
    "Umweltverträglichkeitsprüfungsverfahrensbeschleunigung",
    "Environment",
    "Διαδίκτυο και ανθρώπινα δικαιώματα",
];

const REGIONS: [&str; 20] = [
    "Africa",
    "Asia",
    "Europe",
    "Latin America and the Caribbean",
    "Northern America",
    "Oceania",
    "Australia and New Zealand",
    "Central Asia",
    "Eastern Asia",
    "Eastern Europe",
    "Melanesia",
    "Micronesia and Polynesia, with the territories of other states",
    "Northern Africa",
    "Northern Europe",
    "South-eastern Asia",
    "Southern Asia",
    "Southern Europe",
    "Sub-Saharan Africa",
    "Western Asia",
    "Western Europe",
];

/// Counts of one row, by how the editions fall.
const COUNTS: [[u32; 5]; 9] = [
    [0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0],
    [0, 0, 0, 0, 1],
    [16, 0, 0, 0, 0],
    [5, 1, 3, 7, 0],
    [0, 0, 0, 0, 16],
    [1, 1, 1, 196, 1],
    [88, 12, 40, 35, 25],
    [0, 1, 0, 198, 1],
];

const WIDTHS: [f64; 3] = [280.0, 345.0, 470.0];

fn names() -> [String; 5] {
    ["Commitment", "Addressed", "Mention", "Not found", "Not known"].map(str::to_owned)
}

fn of_text(counts: &[u32; 5]) -> String {
    let hit: u64 = counts[..3].iter().map(|&count| u64::from(count)).sum();
    format!("{hit} of {}", hit + u64::from(counts[3]))
}

fn levels(themes: usize, counts: impl Fn(usize) -> [u32; 5]) -> Chart {
    let row = |index: usize| LevelsRow {
        label: THEMES[index].to_owned(),
        counts: counts(index),
        of_text: of_text(&counts(index)),
    };
    let rows = (0..themes).map(row).collect();
    Chart::Levels(LevelsByTheme { rows, level_names: names(), of_heading: "address it".to_owned() })
}

fn share(hit: u32, of: u32) -> ShareBar {
    let text = if of == 0 { "no data".to_owned() } else { format!("{hit} of {of}") };
    ShareBar { hit, of, text }
}

fn regions(themes: usize, regions: usize, of: impl Fn(usize, usize) -> (u32, u32)) -> Chart {
    let panel = |theme: usize| RegionPanel {
        label: THEMES[theme].to_owned(),
        bars: (0..regions).map(|region| of(theme, region)).map(|(hit, of)| share(hit, of)).collect(),
    };
    Chart::Regions(ThemesByRegion {
        regions: REGIONS[..regions].iter().map(|&name| name.to_owned()).collect(),
        panels: (0..themes).map(panel).collect(),
    })
}

fn country(themes: usize, region: &str, of: u32) -> Chart {
    let row = |index: usize| CountryRow {
        label: THEMES[index].to_owned(),
        level: Level::ALL[index % 5],
        level_name: names()[index % 5].clone(),
        region: share([of, 0, 1.min(of), of / 2][index % 4], of),
        all: share([9, 0, 200, 120][index % 4], 200),
    };
    Chart::Country(CountryAgainst {
        rows: (0..themes).map(row).collect(),
        country_name: "Bolivia (Plurinational State of)".to_owned(),
        region_name: region.to_owned(),
        all_name: "All countries".to_owned(),
        shares_heading: "Countries that address the theme".to_owned(),
    })
}

/// Every chart that the tests look at, with a name for the message of a failure.
fn grid() -> Vec<(String, Chart)> {
    let mut charts = Vec::new();
    for themes in 0..=8 {
        for counts in COUNTS {
            charts.push((format!("levels, {themes} themes of {counts:?}"), levels(themes, |_| counts)));
        }
        charts.push((format!("levels, {themes} themes, mixed"), levels(themes, |theme| COUNTS[theme + 1])));
        for count in [0, 1, 5, 20] {
            for of in [0, 1, 4, 200] {
                let name = format!("regions, {themes} themes, {count} regions of {of}");
                let hit = |theme: usize, region: usize| {
                    let of = if region % 3 == 2 { 0 } else { of };
                    ([0, 1, of / 2, of][(theme + region) % 4].min(of), of)
                };
                charts.push((name, regions(themes, count, hit)));
            }
        }
        for region in ["Asia", "Latin America and the Caribbean", REGIONS[11], ""] {
            for of in [0, 1, 4, 200] {
                charts
                    .push((format!("country, {themes} themes, {region}, {of}"), country(themes, region, of)));
            }
        }
    }
    charts
}

/// A text with its box by the measure: left, top, right, bottom.
type Boxed = (String, [f64; 4]);

fn boxes(drawing: &Drawing) -> Vec<Boxed> {
    let mut boxes = Vec::new();
    for mark in &drawing.marks {
        let Mark::Text { x, y, size, bold, italic, anchor, text, quarter_turns, .. } = mark else { continue };
        assert_eq!(*quarter_turns, 0);
        let width = EstimatedMeasure.width(text, *size, *bold, *italic);
        let left = match anchor {
            Anchor::Start => *x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        // From the height of capitals to the depth of a g: accents may reach into the leading.
        boxes.push((text.clone(), [left, y - size * 0.74, left + width, y + size * 0.22]));
    }
    boxes
}

fn drawn(name: &str, chart: &Chart, width: f64) -> Drawing {
    chart.drawing(width, &EstimatedMeasure).unwrap_or_else(|error| panic!("{name} at {width}: {error}"))
}

#[test]
fn every_mark_is_inside() {
    // A twentieth of a point is the backend's unit.
    const SLACK: f64 = 0.1;
    for (name, chart) in grid() {
        for width in WIDTHS {
            let drawing = drawn(&name, &chart, width);
            let inside = |what: &str, [left, top, right, bottom]: [f64; 4]| {
                let fits = left >= -SLACK && top >= -SLACK && right <= width + SLACK;
                let fits = fits && bottom <= drawing.height + SLACK;
                assert!(
                    fits,
                    "{name} at {width}: {what} {left} {top} {right} {bottom} of {}",
                    drawing.height
                );
            };
            for (text, bounds) in boxes(&drawing) {
                inside(&text, bounds);
            }
            for mark in &drawing.marks {
                let (left, top, right, bottom) = mark.bounds();
                inside(&format!("{mark:?}"), [left, top, right, bottom]);
            }
        }
    }
}

#[test]
fn no_two_texts_overlap() {
    for (name, chart) in grid() {
        for width in WIDTHS {
            let boxes = boxes(&drawn(&name, &chart, width));
            for (index, (one, a)) in boxes.iter().enumerate() {
                for (other, b) in &boxes[..index] {
                    let apart =
                        a[2] <= b[0] + 0.1 || b[2] <= a[0] + 0.1 || a[3] <= b[1] + 0.1 || b[3] <= a[1] + 0.1;
                    assert!(apart, "{name} at {width}: `{one}` {a:?} over `{other}` {b:?}");
                }
            }
        }
    }
}

#[test]
fn no_text_lies_on_a_track_or_across_the_end_of_a_segment() {
    for (name, chart) in grid() {
        for width in WIDTHS {
            let drawing = drawn(&name, &chart, width);
            let boxes = boxes(&drawing);
            for mark in &drawing.marks {
                let Mark::Path { fill: Some(_), points, .. } = mark else { continue };
                // Only bars: what is higher than a seam and wider than a symbol.
                let (left, top, right, bottom) = mark.bounds();
                if points.len() != 4 || right - left < 9.0 || bottom - top < 5.0 {
                    continue;
                }
                for (text, b) in &boxes {
                    let apart = b[2] <= left + 0.1
                        || right <= b[0] + 0.1
                        || b[3] <= top + 1.2
                        || bottom <= b[1] + 0.1;
                    let within = b[0] >= left && b[2] <= right;
                    assert!(apart || within, "{name} at {width}: `{text}` {b:?} on {mark:?}");
                }
            }
        }
    }
}

#[test]
fn no_word_is_lost() {
    for (name, chart) in grid() {
        let Chart::Levels(data) = &chart else { continue };
        for width in WIDTHS {
            let words: String =
                boxes(&drawn(&name, &chart, width)).iter().map(|(text, _)| text.as_str()).collect();
            let words = words.replace(' ', "");
            let mut expected: BTreeMap<String, usize> = BTreeMap::new();
            for row in &data.rows {
                *expected.entry(row.label.replace(' ', "")).or_default() += 1;
                *expected.entry(row.of_text.replace(' ', "")).or_default() += 1;
            }
            for (word, times) in expected {
                assert!(words.matches(&word).count() >= times, "{name} at {width}: `{word}` in {words}");
            }
        }
    }
}

#[test]
fn bars_are_as_long_as_their_counts() {
    let drawing = drawn("levels", &levels(1, |_| [8, 0, 4, 4, 2]), 470.0);
    let wide = |level: Level| {
        let fill = level_colours(level).fill;
        let widths = drawing.marks.iter().filter_map(|mark| match mark {
            Mark::Path { fill: Some(rgb), .. } if *rgb == fill => {
                let (left, _, right, _) = mark.bounds();
                Some(right - left)
            }
            _ => None,
        });
        widths.fold(0.0, f64::max)
    };
    let unit = wide(Level::Commitment) / 8.0;
    assert!(unit > 10.0);
    assert!((wide(Level::Mention) - 4.0 * unit).abs() < 0.11);
    assert!((wide(Level::None) - 4.0 * unit).abs() < 0.11);
    assert!((wide(Level::Unknown) - 2.0 * unit).abs() < 0.11);
}

#[test]
fn share_bars_run_from_nothing_to_the_whole_track() {
    let drawing =
        drawn("regions", &regions(1, 4, |_, region| [(0, 4), (1, 4), (4, 4), (0, 0)][region]), 470.0);
    let widths = |rgb: Rgb| -> Vec<f64> {
        let bars =
            drawing.marks.iter().filter(|mark| matches!(mark, Mark::Path { fill, .. } if *fill == Some(rgb)));
        bars.map(|mark| mark.bounds().2 - mark.bounds().0).collect()
    };
    let (tracks, bars) = (widths(Rgb::TRACK), widths(Rgb::SHARE));
    assert_eq!((tracks.len(), bars.len()), (3, 2), "no track where there is no data, no bar for none");
    assert!((bars[0] - tracks[0] / 4.0).abs() < 0.11 && (bars[1] - tracks[0]).abs() < 0.11);
}

#[test]
fn levels_that_no_row_has_are_not_in_the_key() {
    let drawing = drawn("levels", &levels(2, |_| [3, 0, 0, 1, 0]), 470.0);
    let texts: Vec<String> = boxes(&drawing).into_iter().map(|(text, _)| text).collect();
    assert!(texts.contains(&"Commitment".to_owned()) && texts.contains(&"Not found".to_owned()));
    assert!(!texts.contains(&"Addressed".to_owned()) && !texts.contains(&"Not known".to_owned()));
}

#[test]
fn texts_stand_in_reading_order() {
    let texts: Vec<String> = boxes(&drawn("country", &country(1, "Asia", 4), 470.0))
        .into_iter()
        .map(|(text, _)| text)
        .skip_while(|text| text != THEMES[0])
        .collect();
    assert_eq!(texts, [THEMES[0], "Commitment", "Asia", "4 of 4", "All countries", "9 of 200"]);
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    for (name, chart) in grid().into_iter().step_by(7) {
        let svg = || chart.svg(400.0, &EstimatedMeasure, "t", "d").unwrap();
        assert_eq!(svg(), svg(), "{name}");
        assert_eq!(drawn(&name, &chart, 400.0), drawn(&name, &chart, 400.0), "{name}");
    }
}

#[test]
fn svg_is_well_formed_and_named() {
    for (name, chart) in grid() {
        let svg =
            chart.svg(470.0, &EstimatedMeasure, "A <b> & \u{1}\"c\"", "what 'it' shows > that").unwrap();
        balanced(&svg).unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{svg}"));
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"470.00pt\" height=\""));
        assert!(svg.contains("viewBox=\"0 0 9400 "));
        assert!(svg.contains("role=\"img\""));
        assert!(svg.contains(">A &lt;b&gt; &amp; &quot;c&quot;</title>"), "{svg}");
        assert!(svg.contains(">what &apos;it&apos; shows &gt; that</desc>"));
    }
}

#[test]
fn svg_has_the_same_words_as_the_drawing() {
    for (name, chart) in grid().into_iter().step_by(5) {
        let svg = chart.svg(470.0, &EstimatedMeasure, "", "").unwrap();
        let drawing = drawn(&name, &chart, 470.0);
        assert_eq!(svg.matches("<text ").count(), boxes(&drawing).len(), "{name}");
        assert_eq!(
            svg.matches("font-family=\"Noto Sans, Arial, sans-serif\"").count(),
            svg.matches("<text ").count()
        );
    }
}

#[test]
fn a_width_that_cannot_be_is_refused() {
    let chart = levels(1, |_| [1, 0, 0, 0, 0]);
    for width in [f64::NAN, f64::INFINITY, -1.0, 0.0, MIN_WIDTH - 1.0, MAX_EXTENT * 2.0] {
        assert!(matches!(chart.drawing(width, &EstimatedMeasure), Err(ChartError::Width { .. })), "{width}");
    }
}

#[test]
fn a_chart_that_is_too_high_is_refused() {
    let label = "word ".repeat(200_000);
    let row = LevelsRow { label, counts: [1, 0, 0, 0, 0], of_text: "1 of 1".to_owned() };
    let chart = Chart::Levels(LevelsByTheme { rows: vec![row], ..LevelsByTheme::default() });
    assert!(matches!(chart.drawing(300.0, &EstimatedMeasure), Err(ChartError::Height { .. })));
}

#[test]
fn counts_past_reason_do_not_break_the_drawing() {
    let drawing = drawn("levels", &levels(2, |_| [u32::MAX, 1, u32::MAX, 0, 1]), 300.0);
    assert!(drawing.marks.iter().all(|mark| mark.bounds().2 <= 300.1));
}

/// Whether every tag closes in turn, attributes are quoted, and no bare `&` or control stands in the text.
fn balanced(svg: &str) -> Result<(), String> {
    if let Some(c) = svg.chars().find(|c| c.is_control() && *c != '\n') {
        return Err(format!("a control character {c:?}"));
    }
    for (at, _) in svg.match_indices('&') {
        let entity = ["&lt;", "&gt;", "&amp;", "&quot;", "&apos;"];
        if !entity.iter().any(|entity| svg[at..].starts_with(entity)) {
            return Err(format!("a bare & before {:?}", svg[at..].chars().take(20).collect::<String>()));
        }
    }
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').ok_or("a tag without an end")? + start;
        let tag = &rest[start + 1..end];
        if tag.matches('"').count() % 2 == 1 || tag.contains('<') {
            return Err(format!("quotes of <{tag}>"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().unwrap_or_default();
            if last != name {
                return Err(format!("</{name}> closes <{last}>"));
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
        rest = &rest[end + 1..];
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never closed: {open:?}")) }
}

/// Writes charts to look at: `CHART_DIR=some/dir cargo test --lib chart::tests::samples -- --ignored`.
#[test]
#[ignore = "writes files, for people to look at"]
fn samples() {
    let dir = std::path::PathBuf::from(std::env::var_os("CHART_DIR").expect("CHART_DIR is set"));
    let four = [[5, 0, 4, 7, 0], [2, 0, 3, 10, 1], [6, 1, 5, 4, 0], [14, 0, 2, 0, 0]];
    let hits = |theme: usize, region: usize| {
        let of = [4, 3, 0, 8, 1, 2, 16, 12][region % 8];
        ([of, of / 2, 0, 1, of][(theme + region * 2) % 5].min(of), of)
    };
    let charts = [
        ("levels", 470.0, levels(4, |theme| four[theme])),
        ("levels-8", 470.0, levels(8, |theme| COUNTS[theme + 1])),
        ("levels-narrow", 280.0, levels(5, |theme| COUNTS[theme + 4])),
        ("regions", 470.0, regions(4, 5, hits)),
        ("regions-6", 470.0, regions(6, 20, hits)),
        ("regions-narrow", 300.0, regions(4, 6, hits)),
        ("country", 470.0, country(4, "Europe", 9)),
        ("country-8", 470.0, country(8, "Latin America and the Caribbean", 4)),
        ("country-narrow", 280.0, country(4, REGIONS[11], 0)),
    ];
    for (name, width, chart) in charts {
        let svg = chart.svg(width, &EstimatedMeasure, name, name).unwrap();
        std::fs::write(dir.join(format!("{name}.svg")), svg).unwrap();
    }
}

//! `agree`: how far two coders agree, or one coder and the engine, and what they have to settle.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{RunError, Templates, coded, count_lost, load, say};
use crate::cli::{AgreeOptions, TableFormat};
use crate::code::Level;
use crate::compare::agreement::{self, Agreement, DRAWS, Measured, Pair, SEED};
use crate::compare::units::{self, Alone, Code, Unit, UnitKind, Units, What};
use crate::diagnostic::Diagnostics;
use crate::export;

/// Compares; returns the exit status: 0, or 3 where something in the inputs was left out.
///
/// # Errors
/// [`RunError`], and [`RunError::NothingInCommon`] where there is nothing that both coded.
pub fn agree(options: &AgreeOptions) -> Result<u8, RunError> {
    let read = &options.read;
    let mut problems = Diagnostics::new();
    let templates = load(read, &mut problems)?;
    let first = coded(read, &read.inputs, &templates, &mut problems)?;
    let names = [
        name(&read.inputs),
        options.other.as_ref().map_or("the engine".to_owned(), |b| name(std::slice::from_ref(b))),
    ];
    let units = match &options.other {
        Some(other) => {
            let second = coded(read, std::slice::from_ref(other), &templates, &mut problems)?;
            units::of_two(&first, &second)
        }
        None => units::with_machine(&first),
    };
    let problems = problems.sorted();
    say::problems(&problems, read.voice, read.log_format);
    if units.both.is_empty() {
        return Err(RunError::NothingInCommon(nothing(&units, &names)));
    }
    let told = Told::new(&units, &templates, names);
    match options.format {
        TableFormat::Text => say::lines(&told.lines()),
        TableFormat::Json => say::lines(&[serde_json::to_string_pretty(&told)?]),
        TableFormat::Csv => say::lines(&[export::table(&told.rows())?.trim_end().to_owned()]),
    }
    Ok(if count_lost(&problems) == 0 { 0 } else { 3 })
}

fn name(paths: &[std::path::PathBuf]) -> String {
    let name = paths.first().and_then(|path| path.file_name());
    name.map_or_else(|| "the inputs".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn nothing(units: &Units, [a, b]: &[String; 2]) -> String {
    format!(
        "there is nothing that both coded: {} only in {a}, {} only in {b}; codes are matched by country, period and \
         theme, and codes of passages by the passage, too",
        count(units.only_a.len(), "code"),
        count(units.only_b.len(), "code")
    )
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The levels that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Scale {
    /// none < mention < commitment
    ThreeLevels,
    /// no < yes, since somebody coded no more than that
    YesNo,
}

impl Scale {
    fn of(units: &Units) -> Self {
        let yes_alone = |unit: &Unit| [unit.a.level, unit.b.level].contains(&Level::Addressed);
        if units.both.iter().any(yes_alone) { Self::YesNo } else { Self::ThreeLevels }
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::ThreeLevels => &["none", "mention", "commitment"],
            Self::YesNo => &["no", "yes"],
        }
    }

    fn category(self, level: Level) -> usize {
        match (self, level) {
            (_, Level::None | Level::Unknown) => 0,
            (Self::YesNo, _) | (_, Level::Mention) => 1,
            (Self::ThreeLevels, Level::Addressed | Level::Commitment) => 2,
        }
    }
}

/// All that is told, in the order of the file.
#[derive(Serialize)]
struct Told {
    a: String,
    b: String,
    /// `edition` or `passage`: what a unit is, beside its theme.
    unit: &'static str,
    scale: Scale,
    /// What the intervals were drawn with.
    draws: usize,
    seed: u64,
    themes: Vec<Line>,
    /// Rows: codes of A, columns: codes of B, lowest first.
    confusion: Vec<Vec<usize>>,
    to_settle: Vec<Difference>,
    only_a: Vec<Single>,
    only_b: Vec<Single>,
}

/// The figures of a theme, or of all.
#[derive(Serialize)]
struct Line {
    theme: String,
    n: usize,
    percent_agreement: Figure,
    cohen_kappa: Figure,
    weighted_kappa_linear: Figure,
    krippendorff_alpha_ordinal: Figure,
    krippendorff_alpha_nominal: Figure,
}

/// A figure with its interval; null where it is not defined.
#[derive(Serialize)]
struct Figure {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl From<Measured> for Figure {
    fn from(measured: Measured) -> Self {
        // Six digits are more than is known, and the same on every machine.
        let round = |value: f64| (value * 1e6).round() / 1e6;
        Self {
            value: measured.value.map(round),
            low: measured.interval.map(|(low, _)| round(low)),
            high: measured.interval.map(|(_, high)| round(high)),
        }
    }
}

impl Figure {
    fn words(&self) -> String {
        match (self.value, self.low.zip(self.high)) {
            (None, _) => "not defined".to_owned(),
            (Some(value), None) => format!("{value:.2}"),
            (Some(value), Some((low, high))) => format!("{value:.2} ({low:.2} to {high:.2})"),
        }
    }
}

impl Line {
    fn new(theme: &str, measured: &Agreement) -> Self {
        Self {
            theme: theme.to_owned(),
            n: measured.n,
            percent_agreement: measured.percent.into(),
            cohen_kappa: measured.kappa.into(),
            weighted_kappa_linear: measured.weighted_kappa.into(),
            krippendorff_alpha_ordinal: measured.alpha_ordinal.into(),
            krippendorff_alpha_nominal: measured.alpha_nominal.into(),
        }
    }
}

/// A unit that the coders code differently.
#[derive(Serialize)]
struct Difference {
    country: String,
    period: String,
    theme: String,
    /// Steps between the two codes.
    steps: usize,
    passage: String,
    a: Side,
    b: Side,
}

/// One coder's side of a difference.
#[derive(Serialize)]
struct Side {
    level: &'static str,
    reason: String,
    place: String,
}

/// A unit that one of them left open.
#[derive(Serialize)]
struct Single {
    country: String,
    period: String,
    theme: String,
    level: &'static str,
    place: String,
}

impl Told {
    fn new(units: &Units, templates: &Templates, [a, b]: [String; 2]) -> Self {
        let themes = templates.codebook.themes();
        let scale = Scale::of(units);
        let categories = scale.words().len();
        let mut groups = BTreeMap::new();
        let mut pair = |unit: &Unit| {
            let known = groups.len();
            let group = *groups.entry((unit.what.country, unit.what.period.clone())).or_insert(known);
            Pair { a: scale.category(unit.a.level), b: scale.category(unit.b.level), group }
        };
        let pairs: Vec<(usize, Pair)> = units.both.iter().map(|unit| (unit.what.theme, pair(unit))).collect();
        let of = |wanted: Option<usize>| -> Vec<Pair> {
            pairs
                .iter()
                .filter(|(theme, _)| wanted.is_none_or(|w| w == *theme))
                .map(|(_, pair)| *pair)
                .collect()
        };
        let mut lines: Vec<Line> = (0..)
            .zip(themes)
            .map(|(at, theme)| Line::new(&theme.id, &agreement::agreement(&of(Some(at)), categories)))
            .collect();
        lines.push(Line::new("all", &agreement::agreement(&of(None), categories)));
        let mut confusion = vec![vec![0; categories]; categories];
        for (_, pair) in &pairs {
            if let Some(count) =
                confusion.get_mut(pair.a).and_then(|row: &mut Vec<usize>| row.get_mut(pair.b))
            {
                *count += 1;
            }
        }
        let theme = |what: &What| themes.get(what.theme).map_or("", |theme| theme.id.as_str()).to_owned();
        let steps = |unit: &Unit| scale.category(unit.a.level).abs_diff(scale.category(unit.b.level));
        let mut to_settle: Vec<Difference> = units
            .both
            .iter()
            .filter(|unit| steps(unit) > 0)
            .map(|unit| Difference {
                country: unit.what.country.as_str().to_owned(),
                period: unit.what.period.to_string(),
                theme: theme(&unit.what),
                steps: steps(unit),
                passage: unit.what.passage.clone(),
                a: side(&unit.a),
                b: side(&unit.b),
            })
            .collect();
        // The widest first; those alike stay in the order of country, period and theme.
        to_settle.sort_by_key(|difference| std::cmp::Reverse(difference.steps));
        let single = |alone: &Alone| Single {
            country: alone.what.country.as_str().to_owned(),
            period: alone.what.period.to_string(),
            theme: theme(&alone.what),
            level: alone.code.level.as_str(),
            place: alone.code.place.to_string(),
        };
        Self {
            a,
            b,
            unit: if units.kind == UnitKind::Passage { "passage" } else { "edition" },
            scale,
            draws: DRAWS,
            seed: SEED,
            themes: lines,
            confusion,
            to_settle,
            only_a: units.only_a.iter().map(single).collect(),
            only_b: units.only_b.iter().map(single).collect(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let words = self.scale.words();
        let unit =
            if self.unit == "passage" { "a passage of a plan and a theme" } else { "a plan and a theme" };
        let mut lines = vec![
            format!("Agreement of {} (A) with {} (B)", self.a, self.b),
            format!("Unit: {unit}. Scale: {}.", words.join(" < ")),
        ];
        if self.scale == Scale::YesNo {
            lines.push(
                "Somebody coded yes and no alone, so mention and commitment both count as yes.".to_owned(),
            );
        }
        lines.push(format!(
            "Left out: {} coded by A alone, {} by B alone; what one of them did not code is no `none`.",
            count(self.only_a.len(), "unit"),
            self.only_b.len()
        ));
        lines.push(String::new());
        lines.push(format!(
            "{:<12} {:>5}  {:<20} {:<20} {:<20} {:<20} alpha, nominal",
            "theme", "n", "same code", "kappa", "weighted kappa", "alpha, ordinal"
        ));
        for line in &self.themes {
            lines.push(format!(
                "{:<12} {:>5}  {:<20} {:<20} {:<20} {:<20} {}",
                line.theme,
                line.n,
                line.percent_agreement.words(),
                line.cohen_kappa.words(),
                line.weighted_kappa_linear.words(),
                line.krippendorff_alpha_ordinal.words(),
                line.krippendorff_alpha_nominal.words()
            ));
        }
        lines.push(format!(
            "Kappa is Cohen's, weighted linearly; alpha is Krippendorff's. In brackets: 95 % interval of {} draws of \
             whole plans (seed {}). A statistic is not defined where nothing was coded, or one code alone was used.",
            self.draws, self.seed
        ));
        lines.push(String::new());
        lines.push("A down, B across".to_owned());
        lines.push(format!(
            "{:<12}{}",
            "",
            words.iter().map(|word| format!("{word:>12}")).collect::<String>()
        ));
        for (word, row) in words.iter().zip(&self.confusion) {
            let counts: String = row.iter().map(|count| format!("{count:>12}")).collect();
            lines.push(format!("{word:<12}{counts}"));
        }
        lines.push(String::new());
        lines.push(format!("To settle: {}", count(self.to_settle.len(), "unit")));
        for difference in &self.to_settle {
            lines.push(format!("{} {}, {}", difference.country, difference.period, difference.theme));
            for (coder, side) in [("A", &difference.a), ("B", &difference.b)] {
                let reason =
                    if side.reason == side.level { String::new() } else { format!(": {}", side.reason) };
                lines.push(format!("  {coder} {}{reason}", side.level));
                lines.push(format!("    {}", side.place));
            }
        }
        lines
    }

    /// A row a unit to settle, and one a unit that one of them left open.
    fn rows(&self) -> Vec<Vec<String>> {
        let header = [
            "country", "period", "theme", "steps", "a", "a_reason", "a_place", "b", "b_reason", "b_place",
            "passage",
        ];
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        rows.extend(self.to_settle.iter().map(|d| {
            let sides =
                [&d.a, &d.b].map(|side| [side.level.to_owned(), side.reason.clone(), side.place.clone()]);
            let mut row = vec![d.country.clone(), d.period.clone(), d.theme.clone(), d.steps.to_string()];
            row.extend(sides.into_iter().flatten());
            row.push(d.passage.clone());
            row
        }));
        for (alone, by_a) in
            self.only_a.iter().map(|s| (s, true)).chain(self.only_b.iter().map(|s| (s, false)))
        {
            let side = [alone.level.to_owned(), String::new(), alone.place.clone()];
            let open = ["not coded".to_owned(), String::new(), String::new()];
            let (a, b) = if by_a { (side, open) } else { (open, side) };
            let mut row =
                vec![alone.country.clone(), alone.period.clone(), alone.theme.clone(), String::new()];
            row.extend(a.into_iter().chain(b));
            row.push(String::new());
            rows.push(row);
        }
        rows
    }
}

fn side(code: &Code) -> Side {
    Side { level: code.level.as_str(), reason: code.reason.clone(), place: code.place.to_string() }
}

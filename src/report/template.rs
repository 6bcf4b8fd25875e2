//! How a set of reports looks and what it says: `template.toml`, and a page of Markdown a kind of report.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::block::{FontFiles, Logo, Sheet};
use super::compose::{Page, check_page};
use crate::chart::Rgb;
use crate::diagnostic::{Diagnostics, Kind, Place, line_at, near};

/// Least contrast of text to paper: WCAG 2.1, success criterion 1.4.3.
const LEAST_CONTRAST: f64 = 4.5;

/// Templates that come with the tool: name, and its files by their names.
const BUILT_IN: [(&str, &[(&str, &str)]); 2] = [
    (
        "full",
        &[
            ("template.toml", include_str!("../../templates/full/template.toml")),
            ("comparison.md", include_str!("../../templates/full/comparison.md")),
            ("country.md", include_str!("../../templates/full/country.md")),
            ("theme.md", include_str!("../../templates/full/theme.md")),
        ],
    ),
    (
        "briefing",
        &[
            ("template.toml", include_str!("../../templates/briefing/template.toml")),
            ("comparison.md", include_str!("../../templates/briefing/comparison.md")),
            ("country.md", include_str!("../../templates/briefing/country.md")),
            ("theme.md", include_str!("../../templates/briefing/theme.md")),
        ],
    ),
];

/// A template, checked.
#[derive(Debug, Clone)]
pub struct Template {
    /// The folder's name.
    pub name: String,
    /// Page and colours.
    pub sheet: Sheet,
    /// The title of the comparison, if it is not to be the usual one.
    pub title: String,
    /// Who publishes the reports; may be empty.
    pub publisher: String,
    /// A line such as "Restricted", at the head of each page; may be empty.
    pub classification: String,
    /// Stands at the foot of each page instead of the usual line, if it is not empty.
    pub footer: String,
    /// BCP 47 tag of the language, if the template sets one.
    pub language: Option<String>,
    /// Which reports the template is for, as `--reports` names them; empty for all that it has pages for.
    pub reports: Vec<String>,
    /// Most passages a country and theme, if the template sets it.
    pub passages: Option<usize>,
    /// Whether reports may show maps.
    pub maps: bool,
    /// The pages, by kind: the file's name and its text.
    pub pages: BTreeMap<Page, (String, Arc<str>)>,
}

impl Template {
    /// Names of the templates that come with the tool.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The files of a template that comes with the tool.
    #[must_use]
    pub fn built_in_files(name: &str) -> Option<&'static [(&'static str, &'static str)]> {
        BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, files)| *files)
    }

    /// Reads a template from its files. `None` where anything is wrong, which is told at its line.
    #[must_use]
    pub fn load(name: &str, files: &dyn Files, problems: &mut Diagnostics) -> Option<Self> {
        let mut loader = Loader {
            file: files.label("template.toml"),
            text: files.text("template.toml")?,
            problems,
            faults: 0,
        };
        let mut template = loader.settings(name, files);
        for page in Page::ALL {
            let file = page.file();
            let Some(text) = files.text(file) else { continue };
            let faults = if files.is_of_tool(file, &text) { Vec::new() } else { check_page(page, &text) };
            for fault in &faults {
                let place = Place::line(files.label(file), fault.line);
                loader.problems.push(Kind::BadTemplate, &place, fault.message.as_str(), fault.hint.as_str());
            }
            loader.faults += faults.len();
            if let Some(template) = &mut template {
                template.pages.insert(page, (files.label(file), text.into()));
            }
        }
        if let Some(template) = &template
            && template.pages.is_empty()
        {
            let message = "the template has no page";
            loader.fault(0, message, "put comparison.md, country.md or theme.md beside template.toml");
        }
        if loader.faults == 0 { template } else { None }
    }
}

struct Loader<'a> {
    file: String,
    text: String,
    problems: &'a mut Diagnostics,
    faults: usize,
}

impl Loader<'_> {
    fn fault(&mut self, at: usize, message: &str, hint: &str) {
        let line = line_at(&self.text, at);
        self.problems.push(Kind::BadTemplate, &Place::line(&self.file, line), message, hint);
        self.faults += 1;
    }

    fn settings(&mut self, name: &str, files: &dyn Files) -> Option<Template> {
        let text = self.text.clone();
        let written: Written = match toml::from_str(&text) {
            Ok(written) => written,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.fault(at, error.message(), "");
                return None;
            }
        };
        if *written.version.get_ref() != 1 {
            self.fault(written.version.span().start, "a template needs `version = 1`", "");
        }
        let mut sheet = self.page(&written.page);
        if let Some(accent) = &written.look.accent {
            match colour(accent.get_ref()) {
                Some(rgb) if rgb.contrast(Rgb::WHITE) >= LEAST_CONTRAST => sheet.accent = rgb,
                Some(rgb) => {
                    let message = format!(
                        "`{}` has a contrast of {:.1} to white paper; text needs {LEAST_CONTRAST}",
                        accent.get_ref(),
                        rgb.contrast(Rgb::WHITE)
                    );
                    self.fault(accent.span().start, &message, "take a darker colour");
                }
                None => {
                    let message = format!("`{}` is no colour", accent.get_ref());
                    self.fault(accent.span().start, &message, "write it as `#0B4F6C`");
                }
            }
        }
        let height = written.look.logo_height.unwrap_or(12.0).clamp(4.0, 40.0) * MM;
        if let Some(path) = written.look.logo.as_ref().filter(|path| !path.get_ref().is_empty()) {
            match files.logo(path.get_ref(), height) {
                Ok(drawn) => {
                    let alt = written.look.logo_text.clone().unwrap_or_else(|| written.publisher.clone());
                    if alt.trim().is_empty() {
                        let hint =
                            "add `logo_text`, or `publisher`: what a listener is told instead of the picture";
                        self.fault(path.span().start, "the logo has no words", hint);
                    }
                    sheet.logo = Some(Logo { alt, ..drawn });
                }
                Err(why) => {
                    let message = format!("the logo `{}` cannot be used: {why}", path.get_ref());
                    self.fault(path.span().start, &message, "name a PNG or SVG file beside template.toml");
                }
            }
        }
        sheet.fonts = self.fonts(&written.fonts, files);
        for report in &written.reports {
            let known = ["comparison", "countries", "themes"];
            if !known.contains(&report.get_ref().as_str()) {
                let hint = format!("a report is one of {}", known.join(", "));
                self.fault(report.span().start, &format!("`{}` is no report", report.get_ref()), &hint);
            }
        }
        Some(Template {
            name: name.to_owned(),
            sheet,
            title: written.title,
            publisher: written.publisher,
            classification: written.classification,
            footer: written.footer,
            language: written.language,
            reports: written.reports.into_iter().map(Spanned::into_inner).collect(),
            passages: written.passages,
            maps: written.maps,
            pages: BTreeMap::new(),
        })
    }

    fn fonts(&mut self, written: &WrittenFonts, given: &dyn Files) -> Option<FontFiles> {
        let mut files = FontFiles::default();
        let mut take =
            |to: &mut Option<Arc<[u8]>>, at: &Spanned<String>, wish: FontWish<'_>| match given.font(wish) {
                Ok(file) => *to = Some(file),
                Err(why) => {
                    let message = format!("the font `{}` cannot be used: {why}", at.get_ref());
                    self.fault(
                        at.span().start,
                        &message,
                        "name a .ttf file beside template.toml, or a family of this system",
                    );
                }
            };
        if let Some(family) = &written.family {
            for (to, bold, italic) in [
                (&mut files.regular, false, false),
                (&mut files.bold, true, false),
                (&mut files.italic, false, true),
                (&mut files.bold_italic, true, true),
            ] {
                take(to, family, FontWish::Family { name: family.get_ref(), bold, italic });
            }
        }
        for (to, file, latin) in [
            (&mut files.regular, &written.regular, true),
            (&mut files.bold, &written.bold, true),
            (&mut files.italic, &written.italic, true),
            (&mut files.bold_italic, &written.bold_italic, true),
            (&mut files.fallback, &written.fallback, false),
        ] {
            if let Some(file) = file {
                take(to, file, FontWish::File { name: file.get_ref(), latin });
            }
        }
        (files != FontFiles::default()).then_some(files)
    }

    fn page(&mut self, written: &WrittenPage) -> Sheet {
        let mut sheet = Sheet::default();
        if let Some(size) = &written.size {
            match size.get_ref().to_lowercase().as_str() {
                "a4" => {}
                "letter" => (sheet.width, sheet.height) = (612.0, 792.0),
                other => {
                    let near = near(other, ["A4", "Letter"].into_iter());
                    let hint = if near.is_empty() { "a page is `A4` or `Letter`".to_owned() } else { near };
                    self.fault(size.span().start, &format!("`{}` is no page size", size.get_ref()), &hint);
                }
            }
        }
        let mut margin = |written: &Option<Spanned<f64>>, to: &mut f64| {
            if let Some(millimetres) = written {
                if (10.0..=60.0).contains(millimetres.get_ref()) {
                    *to = millimetres.get_ref() * MM;
                } else {
                    let message = format!("a margin of {} mm cannot be set", millimetres.get_ref());
                    self.fault(millimetres.span().start, &message, "margins are 10 to 60 mm");
                }
            }
        };
        margin(&written.left, &mut sheet.margin_left);
        margin(&written.right, &mut sheet.margin_right);
        margin(&written.top, &mut sheet.margin_top);
        margin(&written.bottom, &mut sheet.margin_bottom);
        sheet
    }
}

/// Where a template's files come from.
pub trait Files {
    /// A file as problems name it.
    fn label(&self, file: &str) -> String;
    /// The text of a file; `None` where it is not there.
    fn text(&self, file: &str) -> Option<String>;
    /// Whether a text is that of the file as it comes with the tool, which a test has looked at.
    fn is_of_tool(&self, file: &str, text: &str) -> bool;
    /// The picture of this name, drawn at a height in points.
    ///
    /// # Errors
    /// Why it cannot be used, in words.
    fn logo(&self, file: &str, height: f64) -> Result<Logo, String>;
    /// A font file that can set a report.
    ///
    /// # Errors
    /// Why it cannot be used, in words.
    fn font(&self, wish: FontWish<'_>) -> Result<Arc<[u8]>, String>;
}

/// A font that a template asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontWish<'a> {
    /// A file in the template's folder.
    File {
        /// Its name.
        name: &'a str,
        /// Whether it must have Latin letters; a fallback need not.
        latin: bool,
    },
    /// A face of a family that the system has.
    Family {
        /// The family, such as `Source Serif 4`.
        name: &'a str,
        /// The bold face.
        bold: bool,
        /// The italic face.
        italic: bool,
    },
}

/// Points a millimetre.
const MM: f64 = 72.0 / 25.4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: Spanned<i64>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    publisher: String,
    #[serde(default)]
    classification: String,
    #[serde(default)]
    footer: String,
    language: Option<String>,
    #[serde(default)]
    reports: Vec<Spanned<String>>,
    passages: Option<usize>,
    #[serde(default = "yes")]
    maps: bool,
    #[serde(default)]
    page: WrittenPage,
    #[serde(default)]
    look: WrittenLook,
    #[serde(default)]
    fonts: WrittenFonts,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenFonts {
    family: Option<Spanned<String>>,
    regular: Option<Spanned<String>>,
    bold: Option<Spanned<String>>,
    italic: Option<Spanned<String>>,
    bold_italic: Option<Spanned<String>>,
    fallback: Option<Spanned<String>>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenPage {
    size: Option<Spanned<String>>,
    left: Option<Spanned<f64>>,
    right: Option<Spanned<f64>>,
    top: Option<Spanned<f64>>,
    bottom: Option<Spanned<f64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenLook {
    accent: Option<Spanned<String>>,
    logo: Option<Spanned<String>>,
    logo_height: Option<f64>,
    logo_text: Option<String>,
}

/// `#0B4F6C`.
fn colour(written: &str) -> Option<Rgb> {
    let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some(Rgb(part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files in memory, without pictures and fonts.
    struct InMemory<'a>(Vec<(&'a str, &'a str)>);

    impl Files for InMemory<'_> {
        fn label(&self, file: &str) -> String {
            file.to_owned()
        }
        fn text(&self, file: &str) -> Option<String> {
            self.0.iter().find(|(name, _)| *name == file).map(|(_, text)| (*text).to_owned())
        }
        // Its pages are always looked at, those of the tool among them.
        fn is_of_tool(&self, _: &str, _: &str) -> bool {
            false
        }
        fn logo(&self, _: &str, _: f64) -> Result<Logo, String> {
            Err("it is not there".to_owned())
        }
        fn font(&self, _: FontWish<'_>) -> Result<Arc<[u8]>, String> {
            Err("it is not there".to_owned())
        }
    }

    fn load(toml: &str, page: &str) -> (Option<Template>, Vec<String>) {
        let mut problems = Diagnostics::new();
        let files = InMemory(vec![("template.toml", toml), ("comparison.md", page)]);
        let template = Template::load("own", &files, &mut problems);
        let told = problems.sorted().into_iter().map(|problem| {
            let place = problem.place.as_ref().unwrap();
            format!("{} {}: {} ({})", place.source.file, place.spot_name(), problem.message, problem.hint)
        });
        (template, told.collect())
    }

    #[test]
    fn the_templates_that_come_with_the_tool_are_right() {
        for name in Template::built_in_names() {
            let files = InMemory(Template::built_in_files(name).unwrap().to_vec());
            let mut problems = Diagnostics::new();
            let template = Template::load(name, &files, &mut problems);
            assert!(template.is_some_and(|template| template.pages.len() == 3), "{:?}", problems.sorted());
        }
    }

    #[test]
    fn wrong_settings_are_told_at_their_line_with_what_is_allowed() {
        let told = |toml: &str| load(toml, "text").1;
        assert_eq!(
            told("version = 1\n[look]\naccent = \"#FFD700\"\n"),
            [
                "template.toml line 3: `#FFD700` has a contrast of 1.4 to white paper; text needs 4.5 (take a darker colour)"
            ]
        );
        assert_eq!(
            told("version = 1\n[look]\naccent = \"blue\"\nlogo = \"x.png\"\n"),
            [
                "template.toml line 3: `blue` is no colour (write it as `#0B4F6C`)",
                "template.toml line 4: the logo `x.png` cannot be used: it is not there (name a PNG or SVG file beside \
                 template.toml)"
            ]
        );
        let keys = told("version = 1\ncolour = 1\n");
        assert!(
            keys[0].starts_with("template.toml line 2: unknown field `colour`, expected one of"),
            "{keys:?}"
        );
        assert_eq!(
            told("version = 1\n[page]\nsize = \"A5\"\nleft = 3.0\n"),
            [
                "template.toml line 3: `A5` is no page size (a page is `A4` or `Letter`)",
                "template.toml line 4: a margin of 3 mm cannot be set (margins are 10 to 60 mm)"
            ]
        );
        assert!(load("version = 1\n[page]\nsize = \"Letter\"\n", "text").0.unwrap().sheet.width > 600.0);
    }

    #[test]
    fn wrong_pages_are_told_at_their_line() {
        let told = |page: &str| load("version = 1", page).1;
        assert_eq!(
            told("one\n\n{{ palns }} plans\n"),
            ["comparison.md line 3: `palns` is no variable of this page (did you mean `plans`?)"]
        );
        assert_eq!(
            told("```matirx\n```\n"),
            ["comparison.md line 1: `matirx` is no part of this page (did you mean `matrix`?)"]
        );
        assert_eq!(
            told("text\n\n```chart tmieline\n```\n"),
            ["comparison.md line 3: `tmieline` is no chart of this page (did you mean `timeline`?)"]
        );
        assert!(told("{% if plans %}\ntext").iter().any(|told| told.starts_with("comparison.md line ")));
        assert_eq!(
            told("a\n\n<b>c</b>\n")[0],
            "comparison.md line 3: HTML is not set (write it as Markdown)"
        );
    }
}

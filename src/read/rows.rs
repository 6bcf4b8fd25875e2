//! The rows of a table to records: what is data, what is furniture, and what each cell says.

mod answer;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::join;

use super::columns::{Column, Vocabulary};
use super::excluded::Excluded;
use super::fill::Fill;
use super::grid::{Fault, Grid, Row, Trouble};
use super::key::{self, Key, Trust};
use super::layout::{Headed, Layout};
use super::{Meaning, Record, Shape, group, unheaded};
use crate::diagnostic::{Diagnostics, Kind, Located, Place, Spot, short};

/// What a table gave.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The statements, by row and column.
    pub records: Vec<Record>,
    /// Rows below the header that are not blank.
    pub read: usize,
    /// Rows that gave a record.
    pub used: usize,
}

pub(super) type Field = (Meaning, Located<Arc<str>>);

/// Reads the table that a layout describes. `elsewhere` is the key of the workbook; the sheet's own goes before it.
pub(super) fn read(
    grid: &Grid,
    layout: &Layout,
    vocabulary: &Vocabulary,
    elsewhere: &Key,
    problems: &mut Diagnostics,
) -> Table {
    let ((mut key, in_key), group) =
        join(|| keys(grid, layout, vocabulary), || group::Group::of(grid, layout));
    key.fall_back_on(elsewhere);
    let (themes, editions) = (layout.themes(), layout.editions());
    let table = Table::default();
    let judged = None;
    let mut unheaded = Diagnostics::new();
    let answered = layout.columns.iter().any(|headed| headed.used && headed.answer.is_some());
    let reader =
        Reader { grid, layout, vocabulary, key, themes, editions, group, answered, problems, table, judged };
    let (table, ()) = join(|| reader.rows(&in_key), || unheaded::tell(grid, layout, &mut unheaded));
    problems.extend(unheaded);
    table
}

/// The rows of a table below its header.
pub(super) fn data_rows<'a>(grid: &'a Grid, layout: &Layout) -> impl Iterator<Item = &'a Row> {
    grid.rows.get(layout.data.clone()).unwrap_or_default().iter()
}

/// The sheet's own key, and the rows below the header that are part of it.
fn keys(grid: &Grid, layout: &Layout, vocabulary: &Vocabulary) -> (Key, BTreeSet<u32>) {
    let mut found = Key::default();
    let mut rows = BTreeSet::new();
    let mut trust = Trust::Stray;
    for row in grid.rows.get(layout.above.clone()).unwrap_or_default() {
        trust = next_trust(trust, row, vocabulary);
        if !found.row(row, grid, trust) {
            found.cells(row, grid, |_| true);
            found.note(row, grid);
        }
    }
    for row in grid.rows.iter().skip(layout.header).take(layout.header_rows) {
        found.header(row, grid);
    }
    trust = Trust::Stray;
    for row in data_rows(grid, layout) {
        trust = next_trust(trust, row, vocabulary);
        let inside = row.cells.iter().filter(|(column, _)| layout.has_header(*column)).count();
        if inside < row.cells.len() {
            found.cells(row, grid, |column| !layout.has_header(column));
        }
        // A row of data has more than a code and its words; a passage without its country is no key.
        let first = row.cells.first().map_or(u32::MAX, |(column, _)| *column);
        let left = layout.columns.first().is_none_or(|column| first <= column.index);
        if inside > 0 && row.cells.len() <= 2 && left && found.row(row, grid, trust) {
            rows.insert(row.number);
        } else if row.cells.len() == 1 && left {
            found.sentence(row, grid);
        }
    }
    (found, rows)
}

/// Under a title every pair is an entry, until a row is something else.
fn next_trust(trust: Trust, row: &Row, vocabulary: &Vocabulary) -> Trust {
    match trust {
        _ if key::is_title(row, vocabulary) => Trust::Titled,
        Trust::Titled if row.cells.len() == 2 => Trust::Titled,
        _ => Trust::Stray,
    }
}

struct Reader<'a> {
    grid: &'a Grid,
    layout: &'a Layout,
    vocabulary: &'a Vocabulary,
    key: Key,
    /// The themes across, by their first column.
    themes: Vec<Arc<str>>,
    /// The editions across, and where each is named.
    editions: Vec<(Arc<str>, Spot)>,
    group: group::Group,
    /// Whether a column stands for one level.
    answered: bool,
    problems: &'a mut Diagnostics,
    table: Table,
    /// The text that was last asked whether it is a total, and what it is.
    judged: Option<(Box<str>, bool)>,
}

impl Reader<'_> {
    /// Reads the rows below the header, but for those of the key.
    fn rows(mut self, in_key: &BTreeSet<u32>) -> Table {
        let faults = self.faults();
        let excluded = Excluded::of(self.grid, self.layout);
        let mut fill = Fill::below(self.grid, self.header_end());
        for row in data_rows(self.grid, self.layout).filter(|row| !row.cells.is_empty()) {
            self.table.read += 1;
            fill.advance(row.number);
            if in_key.contains(&row.number) {
                self.furniture(row, "was read as the key of the sheet");
            } else if let Some(fields) = self.fields(row, &fill) {
                if faults.contains(&row.number) || self.is_excluded(row, &excluded) {
                    continue;
                }
                self.table.used += 1;
                self.records(row, fields, &fill);
            }
        }
        self.group.tell(self.grid, self.problems);
        self.table
    }

    /// Whether the table itself takes out the row, which is told.
    fn is_excluded(&mut self, row: &Row, excluded: &Excluded) -> bool {
        let Some((column, says)) = excluded.by(row) else { return false };
        let headed = self.layout.columns.iter().find(|headed| headed.index == column);
        let header = headed.map_or("", |headed| &*headed.header);
        self.problems.push(
            Kind::RowNotUsed,
            &self.place((row.number, column)),
            format!("the row was not used, since `{header}` says `{}`", short(says, 60)),
            "nothing to do, unless the row is of a plan and counts; then correct the cell",
        );
        true
    }

    fn header_end(&self) -> u32 {
        let last = self.layout.header + self.layout.header_rows - 1;
        self.grid.rows.get(last).map_or(0, |row| row.number)
    }

    fn place(&self, (row, column): (u32, u32)) -> Place {
        self.grid.cell(row, column)
    }

    /// Reports cells of used columns that hold no text; gives the rows that are left out for it.
    fn faults(&mut self) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        let end = self.header_end();
        for Fault { row, column, trouble } in &self.grid.faults {
            let used = self.layout.columns.iter().any(|headed| headed.used && headed.index == *column);
            if *row <= end || !used {
                continue;
            }
            let place = self.place((*row, *column));
            match trouble {
                Trouble::Error(shown) => self.problems.push(
                    Kind::CellError,
                    &place,
                    format!("the cell holds the error `{shown}`; it was taken as blank"),
                    "correct the formula, or type the value",
                ),
                Trouble::NoValue => self.problems.push(
                    Kind::CellError,
                    &place,
                    "the cell holds a formula without a stored value; it was taken as blank",
                    "open the workbook in a spreadsheet program and save it, so that the values are stored",
                ),
                Trouble::Twice => self.problems.push(
                    Kind::CellError,
                    &place,
                    "the file holds this cell twice, with different texts; it was taken as blank",
                    "open the workbook in a spreadsheet program, look at the cell, and save it",
                ),
                Trouble::Struck => self.problems.push(
                    Kind::CellError,
                    &place,
                    "the text of the cell is struck through; it was taken as blank",
                    "delete the text, or take the line through it away",
                ),
                Trouble::TooLong(chars) => {
                    out.insert(*row);
                    self.problems.push(
                        Kind::CellTooLong,
                        &place,
                        format!("the cell holds {chars} characters, past the bound; its row was left out"),
                        "split the passage over several rows",
                    );
                }
            }
        }
        out
    }

    fn furniture(&mut self, row: &Row, what: &str) {
        let text = row.cells.first().map_or("", |(_, text)| text);
        let shown: String = text.chars().take(40).collect();
        let more = if shown.len() < text.len() { "..." } else { "" };
        self.problems.push(
            Kind::FurnitureRow,
            &self.grid.row(row.number),
            format!("the row `{shown}{more}` {what}"),
            "nothing to do, unless it is a row of data",
        );
    }

    /// The texts of a row but for its theme columns; `None` where it is furniture or has no country.
    fn fields(&mut self, row: &Row, fill: &Fill<'_>) -> Option<Vec<Field>> {
        if self.repeats_header(row) {
            self.furniture(row, "repeats the header");
            return None;
        }
        let mut fields: Vec<Field> = Vec::with_capacity(self.layout.columns.len());
        for headed in self.layout.columns.iter().filter(|headed| headed.used && headed.edition.is_none()) {
            let Some(Column::Field(meaning)) = headed.says else { continue };
            if headed.answer.is_some() {
                continue;
            }
            let Some((text, at)) = self.text(row, headed, fill) else { continue };
            let place = self.place(at);
            match fields.iter_mut().find(|(known, _)| *known == meaning) {
                Some((_, known)) => known.value = joined(meaning, &known.value, text),
                None => fields.push((meaning, Located::new(Arc::clone(text), place))),
            }
        }
        fields.extend(self.answer(row, &Column::Field(Meaning::Level), None, fill));
        let inside = row.cells.iter().filter(|(column, _)| self.layout.has_header(*column)).count();
        let country = fields.iter().any(|(m, _)| matches!(m, Meaning::Country | Meaning::Iso));
        let first = row.cells.first().map(|(column, text)| (*column, &**text))?;
        let leads = self.leads(first.0);
        // A region in the first column does not make a heading of a row that has its country.
        let name = fields.iter().find(|(meaning, _)| *meaning == Meaning::Country);
        let total = name.map_or("", |(_, text)| &*text.value);
        // Nor of one with values whose country was forgotten.
        let region = !country && row.cells.len() > 1 && self.is_under(first.0, Meaning::Region);
        if !region && self.is_furniture(if country { total } else { first.1 }) {
            self.furniture(row, "was taken as a total, a note or a heading, not as a country");
            return None;
        }
        if row.cells.len() == 1 && (leads || inside == 0) && is_footnote(first.1) {
            self.furniture(row, "was taken as a footnote");
            return None;
        }
        // Cells beside the table alone are reported with their column.
        if inside == 0 {
            return None;
        }
        if row.cells.len() == 1 && leads && self.vocabulary.is_heading(first.1) {
            self.furniture(
                row,
                "was taken as a heading between the rows: it names no country, and nothing stands beside it",
            );
            return None;
        }
        if !country && !self.of_whole(&mut fields) && !self.group.fill(row, &mut fields) {
            self.without_country(row);
            return None;
        }
        self.group.remember(row, &fields);
        Some(fields)
    }

    /// Whether a text says that its row is a total, a note or a source. The rows of a country stand together.
    fn is_furniture(&mut self, text: &str) -> bool {
        if let Some((judged, is)) = self.judged.as_ref().filter(|(judged, _)| **judged == *text) {
            debug_assert_eq!(*is, self.vocabulary.is_furniture(judged));
            return *is;
        }
        let is = self.vocabulary.is_furniture(text);
        self.judged = Some((text.into(), is));
        is
    }

    /// Adds the country that the whole table is about; `false` where there is none.
    fn of_whole(&self, fields: &mut Vec<Field>) -> bool {
        let Some((country, spot)) = &self.layout.country else { return false };
        fields.push((Meaning::Country, self.whole(country, *spot)));
        true
    }

    /// A text that is said of the whole table.
    fn whole(&self, text: &Arc<str>, spot: Spot) -> Located<Arc<str>> {
        Located::new(Arc::clone(text), Place { source: Arc::clone(&self.grid.source), spot })
    }

    /// Whether a row's first cell stands where its country should, or left of that.
    fn leads(&self, column: u32) -> bool {
        let mut countries = self.layout.columns.iter().filter(|headed| {
            matches!(headed.says, Some(Column::Field(Meaning::Country | Meaning::Iso))) && headed.used
        });
        countries.any(|headed| column <= headed.index)
    }

    fn is_under(&self, column: u32, meaning: Meaning) -> bool {
        let mut columns = self.layout.columns.iter();
        columns.any(|headed| headed.index == column && headed.says == Some(Column::Field(meaning)))
    }

    fn without_country(&mut self, row: &Row) {
        let headed = self.layout.columns.iter().find(|headed| {
            matches!(headed.says, Some(Column::Field(Meaning::Country | Meaning::Iso))) && headed.used
        });
        let column = headed.map_or(0, |headed| headed.index);
        self.problems.push(
            Kind::RowWithoutCountry,
            &self.place((row.number, column)),
            "the row has text but no country; it was left out",
            "write the country in every row; merged cells are understood but in `.xlsb`",
        );
    }

    fn repeats_header(&self, row: &Row) -> bool {
        let mut same = 0;
        for headed in &self.layout.columns {
            match row.get(headed.index) {
                Some(text) if **text == *headed.header => same += 1,
                Some(_) => return false,
                None => {}
            }
        }
        same >= 2
    }

    /// The text of a cell, its own or that of a merge that covers it, and the cell that holds it.
    fn text<'b>(&self, row: &'b Row, headed: &Headed, fill: &Fill<'b>) -> Option<(&'b Arc<str>, (u32, u32))> {
        let own = row.get(headed.index).map(|text| (text, (row.number, headed.index)));
        own.or_else(|| fill.get(headed.index, headed.says.as_ref()?, self.layout))
    }

    /// The records of a row: one, or one a theme column.
    fn records(&mut self, row: &Row, mut fields: Vec<Field>, fill: &Fill<'_>) {
        let place = self.grid.row(row.number);
        if let Some((period, spot)) = &self.layout.period {
            fields.push((Meaning::Period, self.whole(period, *spot)));
        }
        if self.themes.is_empty() {
            if let Some((theme, spot)) = &self.layout.theme {
                fields.push((Meaning::Theme, self.whole(theme, *spot)));
            }
            let explained = fields.iter().any(|(meaning, _)| *meaning == Meaning::LevelByKey);
            if let Some((_, level)) = fields.iter().find(|(meaning, _)| *meaning == Meaning::Level)
                && !explained
            {
                fields.extend(self.by_key(&level.value));
            }
            let used = fields.iter().find(|(meaning, _)| *meaning == Meaning::Level);
            let used = used.map(|(_, level)| level.value.to_lowercase());
            let again = self.again(row, fill, |column| *column == Column::Field(Meaning::Level), None);
            let again = again.into_iter().filter(|(_, level)| Some(level.value.to_lowercase()) != used);
            for (level, located) in again {
                let others = fields.iter().filter(|(meaning, _)| !is_of_code(*meaning)).cloned();
                let fields: Vec<Field> = others.chain([(Meaning::Level, located)]).chain(level).collect();
                self.table.records.push(Record::new(place.clone(), self.layout.shape, fields));
            }
            self.table.records.push(Record::new(place, self.layout.shape, fields));
            return;
        }
        let mut records: Vec<Record> = Vec::new();
        if self.editions.is_empty() {
            records.extend(
                self.themes.iter().filter_map(|theme| self.of_theme(row, theme, None, &fields, fill)),
            );
        } else {
            // The edition's own years stand in its header or its columns.
            fields.retain(|(meaning, _)| !matches!(meaning, Meaning::Period | Meaning::Start | Meaning::End));
        }
        for edition in &self.editions {
            let Some(fields) = self.of_edition(row, edition, &fields, fill) else { continue };
            let of_theme = |theme| self.of_theme(row, theme, Some(&*edition.0), &fields, fill);
            records.extend(self.themes.iter().filter_map(of_theme));
        }
        self.second_codes(row, &fields, fill, &mut records);
        if records.is_empty() && self.editions.is_empty() {
            // A passage that nobody has coded is still a passage.
            records.push(Record::new(place, Shape::Passages, fields));
        }
        self.table.records.append(&mut records);
    }

    /// The row's texts with those of one of the editions across; `None` where nothing is filled in for it, so that
    /// a country with one plan has no second that nobody knows.
    fn of_edition(
        &self,
        row: &Row,
        (words, spot): &(Arc<str>, Spot),
        common: &[Field],
        fill: &Fill<'_>,
    ) -> Option<Vec<Field>> {
        let of = |headed: &&Headed| headed.used && headed.edition() == Some(words);
        let mut filled = false;
        let mut fields = Vec::with_capacity(common.len() + 2);
        for headed in self.layout.columns.iter().filter(of) {
            let Some((text, at)) = self.text(row, headed, fill) else { continue };
            filled = true;
            if let Some(Column::Field(meaning)) = headed.says
                && headed.answer.is_none()
            {
                fields.push((meaning, Located::new(Arc::clone(text), self.place(at))));
            }
        }
        fields.extend(self.answer(row, &Column::Field(Meaning::Level), Some(words), fill));
        if !fields.iter().any(|(meaning, _)| matches!(meaning, Meaning::Period | Meaning::Start)) {
            fields.push((Meaning::Period, self.whole(words, *spot)));
        }
        fields.extend_from_slice(common);
        filled.then_some(fields)
    }

    /// Adds what further columns of a theme say of it.
    fn second_codes(&self, row: &Row, common: &[Field], fill: &Fill<'_>, records: &mut Vec<Record>) {
        if !self.layout.columns.iter().any(|headed| headed.again) {
            return;
        }
        let editions = self.editions.iter().map(|(words, spot)| (Some(&**words), Some(spot)));
        let editions: Vec<_> = if self.editions.is_empty() { vec![(None, None)] } else { editions.collect() };
        for (edition, spot) in editions {
            for theme in &self.themes {
                let of_theme = |column: &Column| matches!(column, Column::Theme(of) if of == theme);
                let used = self.layout.columns.iter().find(|headed| {
                    headed.used && headed.edition() == edition && headed.says.as_ref().is_some_and(of_theme)
                });
                let used = used.and_then(|headed| self.text(row, headed, fill));
                let used = used.map(|(text, _)| text.to_lowercase());
                let again = self.again(row, fill, of_theme, edition).into_iter();
                for (by_key, level) in again.filter(|(_, level)| Some(level.value.to_lowercase()) != used) {
                    let named = Located::new(Arc::clone(theme), level.place.clone());
                    let mut fields: Vec<Field> = vec![(Meaning::Theme, named), (Meaning::Level, level)];
                    fields.extend(by_key);
                    let period = edition.zip(spot).map(|(words, spot)| self.whole(&Arc::from(words), *spot));
                    fields.extend(period.map(|period| (Meaning::Period, period)));
                    let of_plan = common
                        .iter()
                        .filter(|(meaning, _)| !matches!(meaning, Meaning::Passage | Meaning::Statement));
                    fields.extend(of_plan.cloned());
                    records.push(Record::new(self.grid.row(row.number), Shape::Matrix, fields));
                }
            }
        }
    }

    /// The codes of a row in columns that hold the same as one that is used, each with what the key says of it. What is no
    /// code there says nothing.
    fn again(
        &self,
        row: &Row,
        fill: &Fill<'_>,
        wanted: impl Fn(&Column) -> bool,
        edition: Option<&str>,
    ) -> Vec<(Option<Field>, Located<Arc<str>>)> {
        let of = |headed: &&Headed| {
            headed.again && headed.says.as_ref().is_some_and(&wanted) && headed.edition() == edition
        };
        let columns = self.layout.columns.iter().filter(of);
        let texts = columns.filter_map(|headed| self.text(row, headed, fill));
        let codes = texts.filter(|(text, _)| self.vocabulary.is_code(text));
        codes.map(|(text, at)| (self.by_key(text), Located::new(Arc::clone(text), self.place(at)))).collect()
    }

    /// What a row says about one of the themes across; `None` where that is nothing.
    fn of_theme(
        &self,
        row: &Row,
        theme: &Arc<str>,
        edition: Option<&str>,
        common: &[Field],
        fill: &Fill<'_>,
    ) -> Option<Record> {
        let is_text = |(meaning, _): &Field| matches!(meaning, Meaning::Passage | Meaning::Statement);
        let mut fields: Vec<Field> = Vec::with_capacity(common.len() + 3);
        let mut cell = None;
        let mut level = None;
        let of_edition =
            |headed: &&Headed| headed.used && (headed.edition.is_none() || headed.edition() == edition);
        for headed in self.layout.columns.iter().filter(of_edition) {
            match &headed.says {
                Some(Column::Theme(of)) if of == theme && headed.answer.is_some() => {
                    cell = cell.or(Some((row.number, headed.index)));
                }
                Some(Column::Theme(of)) if of == theme => {
                    cell = Some((row.number, headed.index));
                    level = self.text(row, headed, fill);
                }
                Some(Column::Detail(of, meaning)) if of == theme => {
                    let text = self.text(row, headed, fill);
                    let located = text.map(|(text, at)| Located::new(Arc::clone(text), self.place(at)));
                    fields.extend(located.map(|located| (*meaning, located)));
                }
                _ => {}
            }
        }
        let own = fields.iter().any(is_text);
        let answered = self.answer(row, &Column::Theme(Arc::clone(theme)), edition, fill);
        let shape = match (level.is_some() || !answered.is_empty(), own || common.iter().any(is_text)) {
            (true, true) => Shape::Coded,
            (true, false) => Shape::Matrix,
            (false, true) if own => Shape::Passages,
            // A passage of the row without a mark here is not about this theme.
            (false, true) => return None,
            // In a matrix, a blank is not known; without a column of codes there is nothing to know.
            (false, false) => cell.map(|_| Shape::Matrix)?,
        };
        let at = cell.map(|at| self.place(at)).or_else(|| Some(fields.first()?.1.place.clone()))?;
        fields.push((Meaning::Theme, Located::new(Arc::clone(theme), at)));
        if let Some((text, at)) = level {
            fields.push((Meaning::Level, Located::new(Arc::clone(text), self.place(at))));
            fields.extend(self.by_key(text));
        } else {
            fields.extend(answered);
        }
        // After the theme's own, so that those count.
        fields.extend_from_slice(common);
        Some(Record::new(self.grid.row(row.number), shape, fields))
    }

    fn by_key(&self, level: &str) -> Option<Field> {
        self.key.words(level).map(|words| (Meaning::LevelByKey, words.clone()))
    }
}

/// Whether a text belongs to a code, and not to its row.
fn is_of_code(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Level | Meaning::LevelByKey)
}

/// Two columns with one meaning: headings as a path, documents and notes as a list.
fn joined(meaning: Meaning, first: &str, second: &str) -> Arc<str> {
    let between = if meaning == Meaning::Section { " > " } else { "; " };
    Arc::from(format!("{first}{between}{second}"))
}

/// Whether a text that stands alone in its row is a footnote: it starts with a mark, or is a sentence.
fn is_footnote(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let marked = text.starts_with(['*', '†', '‡', '§', '¹', '²', '³']) || text.starts_with("(1)");
    let ends = text.ends_with(['.', '!', '?', ';', ':']);
    // The longest names of states have ten words and no full stop.
    marked || (words >= 5 && ends) || words > 12
}

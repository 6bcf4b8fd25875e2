//! Looks of the sheets of an `.ods`, where a row says itself whether a filter or a hand hides it.

use std::collections::BTreeMap;

use super::super::archive::Parts;
use super::xml::{Tag, Tags, text};
use super::{Look, MOST_COLUMNS, MOST_ROWS, MOST_STYLES, Wanted, colour_of, matched};

/// Ancestors of a style that are asked for a colour.
const MOST_PARENTS: usize = 16;
/// Repeated rows whose colours are noted; what repeats more often is the blank rest of a sheet.
const MOST_REPEATED: u32 = 256;

/// The looks of the sheets that are wanted; `None` where the content is not understood.
pub(super) fn looks(bytes: &[u8], wanted: &[Wanted]) -> Option<Vec<Look>> {
    let mut parts = Parts::open(bytes)?;
    let mut styles = Styles::default();
    if let Some(reader) = parts.read("styles.xml") {
        let mut tags = Tags::new(reader);
        while let Some(tag) = tags.next() {
            styles.tag(&tag);
        }
    }
    let mut tables = Tables { styles, ..Tables::default() };
    let mut tags = Tags::new(parts.read("content.xml")?);
    while let Some(tag) = tags.next() {
        tables.styles.tag(&tag);
        tables.tag(&tag);
        if tables.done.len() > MOST_STYLES {
            break;
        }
    }
    if !tags.sound || tables.depth > 0 {
        return None;
    }
    let listed = tables.done;
    let looks = matched(wanted, &listed).into_iter().zip(wanted).map(|(at, wanted)| {
        let look = at.and_then(|at| listed.get(at)).map(|(_, look)| look.clone().finish(&[]));
        look.unwrap_or_else(|| {
            if wanted.read { Look::unknown("the table is not found") } else { Look::default() }
        })
    });
    Some(looks.collect())
}

/// The cell styles: the parent of each, and its own colour. The inner `None` is no colour, said outright.
#[derive(Default)]
struct Styles {
    known: BTreeMap<String, (String, Option<Option<u32>>)>,
    /// The one whose properties are being read.
    open: Option<String>,
    /// Whether there is any colour.
    any: bool,
}

impl Styles {
    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            b"style" | b"default-style" => {
                self.open = None;
                let cells = !tag.closing && tag.get(b"family") == Some(b"table-cell");
                let name = tag.get(b"name").map(text);
                if let (true, Some(name), true) = (cells, name, self.known.len() < MOST_STYLES) {
                    let parent = tag.get(b"parent-style-name").map(text).unwrap_or_default();
                    self.known.insert(name.clone(), (parent, None));
                    self.open = Some(name);
                }
            }
            b"table-cell-properties" => {
                let open = self.open.as_ref().and_then(|name| self.known.get_mut(name));
                if let (Some((_, own)), Some(colour)) = (open, tag.get(b"background-color")) {
                    let none = colour == b"transparent" || colour.eq_ignore_ascii_case(b"#ffffff");
                    *own = Some((!none).then(|| colour_of(&colour.to_ascii_lowercase())));
                    self.any |= !none;
                }
            }
            _ => {}
        }
    }

    fn colour(&self, name: &[u8]) -> Option<u32> {
        let mut name = text(name);
        for _ in 0..MOST_PARENTS {
            match self.known.get(&name)? {
                (_, Some(own)) => return *own,
                (parent, None) => name.clone_from(parent),
            }
        }
        None
    }
}

#[derive(Default)]
struct Tables {
    styles: Styles,
    done: Vec<(String, Look)>,
    /// Open tables; a table within a cell is none of ours.
    depth: u32,
    /// Columns whose cells have a colour where they name no style: first, last, colour.
    columns: Vec<(u32, u32, u32)>,
    row: u32,
    repeated: u32,
    row_colour: Option<u32>,
    column: u32,
}

impl Tables {
    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if name == b"table" {
            self.table(tag);
        } else if self.depth == 1 && !tag.closing {
            match name {
                b"table-column" => self.table_column(tag),
                b"table-row" => self.table_row(tag),
                b"table-cell" | b"covered-table-cell" if self.styles.any => self.cell(tag),
                _ => {}
            }
        }
    }

    fn table(&mut self, tag: &Tag<'_>) {
        if tag.closing {
            self.depth = self.depth.saturating_sub(1);
            return;
        }
        // The workbook reader passes over tables without a name, and so does this list.
        if let (0, Some(name)) = (self.depth, tag.get(b"name")) {
            self.done.push((text(name), Look::default()));
        }
        self.depth += u32::from(!tag.alone());
        self.columns.clear();
        (self.row, self.repeated, self.column) = (0, 0, 0);
    }

    fn table_column(&mut self, tag: &Tag<'_>) {
        let Some((_, look)) = self.done.last_mut() else { return };
        let count = tag.number(b"number-columns-repeated").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let (first, last) = (self.column, self.column.saturating_add(count - 1));
        if matches!(tag.get(b"visibility"), Some(b"collapse" | b"filter")) {
            look.hidden_columns.add(first, last, MOST_COLUMNS);
        }
        let style = tag.get(b"default-cell-style-name");
        if let Some(colour) = style.and_then(|style| self.styles.colour(style))
            && first < MOST_COLUMNS
        {
            self.columns.push((first, last, colour));
        }
        self.column = last.saturating_add(1);
    }

    fn table_row(&mut self, tag: &Tag<'_>) {
        let Some((_, look)) = self.done.last_mut() else { return };
        self.row = self.row.saturating_add(self.repeated);
        self.repeated = tag.number(b"number-rows-repeated").unwrap_or(1).clamp(1, MOST_ROWS);
        let last = self.row.saturating_add(self.repeated - 1);
        match tag.get(b"visibility") {
            Some(b"collapse") => look.hidden_rows.add(self.row, last, MOST_ROWS),
            Some(b"filter") => look.filtered_rows.add(self.row, last, MOST_ROWS),
            _ => {}
        }
        let style = tag.get(b"default-cell-style-name");
        self.row_colour = style.and_then(|style| self.styles.colour(style));
        self.column = 0;
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        let Some((_, look)) = self.done.last_mut() else { return };
        let count = tag.number(b"number-columns-repeated").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let (first, last) = (self.column, self.column.saturating_add(count - 1));
        self.column = last.saturating_add(1);
        if self.repeated > MOST_REPEATED || look.is_full() {
            return;
        }
        let whole = |colour| vec![(first, last, colour)];
        let colours = match (tag.get(b"style-name"), self.row_colour) {
            (Some(style), _) => self.styles.colour(style).map_or_else(Vec::new, whole),
            (None, Some(colour)) => whole(colour),
            (None, None) => {
                let inside =
                    |(from, to, colour): &(u32, u32, u32)| ((*from).max(first), (*to).min(last), *colour);
                self.columns.iter().map(inside).filter(|(from, to, _)| from <= to).collect()
            }
        };
        if colours.is_empty() {
            return;
        }
        for row in self.row..self.row.saturating_add(self.repeated) {
            for (from, to, colour) in &colours {
                look.add_colour(row, *from, *to, *colour);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(xml: &str) -> Look {
        let mut tables = Tables::default();
        let mut tags = Tags::new(xml.as_bytes());
        while let Some(tag) = tags.next() {
            tables.styles.tag(&tag);
            tables.tag(&tag);
        }
        tables.done.pop().unwrap().1.finish(&[])
    }

    #[test]
    fn repetitions_and_styles_of_rows_and_columns_are_followed() {
        let look = look(
            "<style:style style:name='a' style:family='table-cell'><style:table-cell-properties \
             fo:background-color='#00FF00'/></style:style><style:style style:name='b' style:family='table-cell' \
             style:parent-style-name='a'/><style:style style:name='c' style:family='table-cell' \
             style:parent-style-name='b'><style:table-cell-properties fo:background-color='transparent'/>\
             </style:style><table:table table:name='x'><table:table-column table:number-columns-repeated='2'/>\
             <table:table-column table:visibility='collapse' table:default-cell-style-name='b'/>\
             <table:table-row table:number-rows-repeated='3' table:visibility='collapse'><table:table-cell \
             table:number-columns-repeated='9'/></table:table-row><table:table-row table:visibility='filter'>\
             <table:table-cell table:style-name='a'/><table:covered-table-cell/><table:table-cell \
             table:style-name='c'/></table:table-row><table:table-row table:default-cell-style-name='a' \
             table:number-rows-repeated='1000000'><table:table-cell/></table:table-row></table:table>",
        );
        assert_eq!(
            (look.hidden_rows.0.as_slice(), look.filtered_rows.0.as_slice()),
            (&[(0, 2)][..], &[(3, 3)][..])
        );
        assert_eq!(look.hidden_columns.0, [(2, 2)]);
        let green = look.colour(3, 0);
        assert!(green.is_some());
        assert_eq!([look.colour(0, 2), look.colour(2, 2)], [green; 2], "a column's style");
        assert_eq!([look.colour(0, 1), look.colour(3, 1), look.colour(3, 2), look.colour(4, 0)], [None; 4]);
    }
}

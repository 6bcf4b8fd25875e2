//! Looks of the sheets of an `.xlsx`: properties of `<row>`, `<col>` and `<autoFilter>`, and the fills of cells.

use std::collections::BTreeMap;
use std::io::Read;

use super::super::archive::Parts;
use super::xml::{Tag, Tags, number, text, truth};
use super::{Format, Look, MOST_COLUMNS, MOST_ROWS, MOST_STYLES, Wanted, colour_of, of_parts};

/// Tables of one sheet whose filters are looked at.
const MOST_TABLES: usize = 256;

/// The looks of the sheets that are wanted; `None` where the workbook is not understood.
pub(super) fn looks(bytes: &[u8], wanted: &[Wanted]) -> Option<Vec<Look>> {
    let mut parts = Parts::open(bytes)?;
    let book = relations(&mut parts, "")
        .into_values()
        .find(|target| target.kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |target| target.part);
    let listed = sheets(&mut parts, &book)?;
    let formats = formats(&mut parts, &book);
    Some(of_parts(wanted, &listed, |part| look(&mut parts, part, &formats)))
}

/// What a part refers to.
pub(super) struct Target {
    /// The kind, as an address.
    pub(super) kind: String,
    /// Name in the archive.
    pub(super) part: String,
}

/// What a part refers to, by the names that it gives them. The empty name stands for the package.
pub(super) fn relations(parts: &mut Parts<'_>, of: &str) -> BTreeMap<String, Target> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let path = format!("{folder}/_rels/{file}.rels");
    let mut found = BTreeMap::new();
    let Some(reader) = parts.read(path.trim_start_matches('/')) else { return found };
    let mut tags = Tags::new(reader);
    while let Some(tag) = tags.next() {
        let value = |name: &[u8]| tag.get(name).map(text);
        if let (b"Relationship", Some(id), Some(target)) = (tag.name(), value(b"Id"), value(b"Target")) {
            let kind = value(b"Type").unwrap_or_default();
            found.insert(id, Target { kind, part: resolved(folder, &target) });
        }
        if found.len() > MOST_STYLES {
            break;
        }
    }
    found
}

/// The part that a target names, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "" | "." => {}
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// Names and parts of the sheets, in the workbook's order.
fn sheets(parts: &mut Parts<'_>, book: &str) -> Option<Vec<(String, String)>> {
    let targets = relations(parts, book);
    let mut tags = Tags::new(parts.read(book)?);
    let mut sheets = Vec::new();
    while let Some(tag) = tags.next() {
        if let (b"sheet", Some(name)) = (tag.name(), tag.get(b"name")) {
            let target = tag.get(b"id").and_then(|id| targets.get(&text(id)));
            sheets.push((text(name), target.map(|target| target.part.clone()).unwrap_or_default()));
        }
        if tag.closing && tag.name() == b"sheets" || sheets.len() > MOST_STYLES {
            break;
        }
    }
    Some(sheets)
}

/// The cell formats, by their number; empty where none says anything.
fn formats(parts: &mut Parts<'_>, book: &str) -> Vec<Format> {
    let targets = relations(parts, book);
    let styles = targets.into_values().find(|target| target.kind.ends_with("/styles"));
    let Some(reader) = styles.and_then(|styles| parts.read(&styles.part)) else { return Vec::new() };
    let mut tags = Tags::new(reader);
    let mut fills: Vec<Option<u32>> = Vec::new();
    let mut formats = Vec::new();
    let mut struck: Vec<bool> = Vec::new();
    let (mut in_fonts, mut in_fills, mut in_formats, mut solid) = (false, false, false, false);
    while let Some(tag) = tags.next() {
        match tag.name() {
            b"fonts" => in_fonts = !tag.closing,
            b"font" if in_fonts && !tag.closing => struck.push(false),
            b"strike" if in_fonts && !tag.closing => {
                let on = !matches!(tag.get(b"val"), Some(b"0" | b"false"));
                struck.last_mut().into_iter().for_each(|struck| *struck = on);
            }
            b"fills" => in_fills = !tag.closing,
            b"cellXfs" => in_formats = !tag.closing,
            b"fill" if in_fills && !tag.closing => fills.push(None),
            b"patternFill" if in_fills && !tag.closing => {
                let pattern = tag.get(b"patternType").unwrap_or(b"none");
                solid = pattern == b"solid";
                if let Some(fill) = fills.last_mut().filter(|_| pattern != b"none") {
                    *fill = Some(colour_of(pattern));
                }
            }
            b"gradientFill" if in_fills && !tag.closing => {
                let gradient = colour_of(b"gradient").wrapping_add(u32::try_from(fills.len()).unwrap_or(0));
                fills.last_mut().into_iter().for_each(|fill| *fill = Some(gradient));
            }
            b"fgColor" if in_fills && solid && !tag.closing => {
                fills.last_mut().into_iter().for_each(|fill| *fill = colour(&tag));
            }
            b"xf" if in_formats && !tag.closing => {
                let colour = tag.number(b"fillId").and_then(|id| fills.get(id as usize)).copied().flatten();
                let struck = tag.number(b"fontId").and_then(|id| struck.get(id as usize)).copied();
                formats.push(Format { colour, struck: struck.unwrap_or(false) });
            }
            _ => {}
        }
        if fills.len().max(struck.len()).max(formats.len()) > MOST_STYLES {
            break;
        }
    }
    if formats.iter().all(|format| *format == Format::default()) { Vec::new() } else { formats }
}

/// A number for a colour; `None` for white, which shows no more than no fill does.
fn colour(tag: &Tag<'_>) -> Option<u32> {
    let tint = tag.get(b"tint").filter(|tint| !tint.iter().all(|b| matches!(b, b'0' | b'.' | b'-')));
    let (kind, value) = tag.attributes().find(|(name, _)| matches!(*name, b"rgb" | b"theme" | b"indexed"))?;
    let white = match kind {
        b"rgb" => value.len() >= 6 && value.iter().rev().take(6).all(|b| b.eq_ignore_ascii_case(&b'F')),
        b"theme" => value == b"0",
        _ => matches!(value, b"1" | b"9" | b"64" | b"65"),
    };
    let upper = value.to_ascii_uppercase();
    let value = if kind == b"rgb" { upper.get(upper.len().saturating_sub(6)..)? } else { &upper };
    let all = [kind, value, tint.unwrap_or_default()].concat();
    (!white || tint.is_some()).then(|| colour_of(&all))
}

fn look(parts: &mut Parts<'_>, part: &str, formats: &[Format]) -> Option<Look> {
    let found = Scan::of(parts.read(part)?, formats)?;
    let mut filters: Vec<_> = found.filter.into_iter().collect();
    if found.filter_mode && filters.is_empty() {
        // An advanced filter leaves no trace of its rows.
        filters.push((0, MOST_ROWS));
    }
    // A table within the sheet has a filter of its own.
    if found.tables && !found.look.hidden_rows.is_empty() {
        let targets = relations(parts, part);
        let tables = targets.into_values().filter(|target| target.kind.ends_with("/table"));
        for table in tables.take(MOST_TABLES) {
            let scan = parts.read(&table.part).and_then(|reader| Scan::of(reader, &[]));
            filters.extend(scan.and_then(|scan| scan.filter));
        }
    }
    Some(found.look.finish(&filters))
}

/// What a part of a sheet or a table says.
#[derive(Default)]
struct Scan {
    look: Look,
    /// The rows of an active filter, without its header.
    filter: Option<(u32, u32)>,
    /// Some filter is active, if only an advanced one.
    filter_mode: bool,
    tables: bool,
}

impl Scan {
    /// `None` where the part is no sheet or table, or does not end.
    fn of(reader: impl Read, formats: &[Format]) -> Option<Self> {
        let mut scan = Self::default();
        let mut tags = Tags::new(reader);
        tags.without_cells = formats.is_empty();
        let (mut row, mut column) = (0_u32, 0_u32);
        let (mut started, mut whole, mut views) = (false, false, false);
        let mut area = None;
        while let Some(tag) = tags.next() {
            // By far the most, and nearly all without a format that says anything.
            if let (false, Some((reference, style))) = (formats.is_empty(), tag.cell()) {
                let at = cell(reference).unwrap_or((row, column));
                let format = number(style).and_then(|style| formats.get(style as usize));
                format.into_iter().for_each(|format| scan.look.add_format(at.0, at.1, *format));
                column = at.1.saturating_add(1);
                continue;
            }
            if tag.closing {
                match tag.name() {
                    b"worksheet" | b"table" => whole = started,
                    b"customSheetViews" => views = false,
                    b"row" => row = row.saturating_add(1),
                    _ => {}
                }
                continue;
            }
            match tag.name() {
                b"c" if !formats.is_empty() => column = scan.cell(&tag, row, column, formats),
                b"row" => {
                    row = scan.row(&tag, row);
                    column = 0;
                }
                b"col" => scan.columns(&tag),
                b"worksheet" | b"table" => started = true,
                b"sheetPr" => scan.filter_mode = tag.get(b"filterMode").is_some_and(truth),
                // A view that somebody saved has filters of its own.
                b"customSheetViews" => views = !tag.alone(),
                b"autoFilter" if !views => area = tag.get(b"ref").and_then(rows),
                b"filters" | b"customFilters" | b"top10" | b"dynamicFilter" | b"colorFilter"
                | b"iconFilter"
                    if !views =>
                {
                    scan.filter = area;
                }
                b"tablePart" => scan.tables = true,
                _ => {}
            }
        }
        (whole && tags.sound).then_some(scan)
    }

    /// Notes whether a row is hidden. `next` is the row where no number is written. Gives the row's own.
    fn row(&mut self, tag: &Tag<'_>, next: u32) -> u32 {
        let (mut row, mut hidden) = (next, false);
        for (name, value) in tag.attributes() {
            match name {
                b"r" => row = number(value).and_then(|r| r.checked_sub(1)).unwrap_or(next),
                b"hidden" => hidden |= truth(value),
                b"ht" => hidden |= zero(value),
                _ => {}
            }
        }
        if hidden {
            self.look.hidden_rows.add(row, row, MOST_ROWS);
        }
        if tag.alone() { row.saturating_add(1) } else { row }
    }

    fn columns(&mut self, tag: &Tag<'_>) {
        let hidden = tag.get(b"hidden").is_some_and(truth) || tag.get(b"width").is_some_and(zero);
        let first = tag.number(b"min").and_then(|n| n.checked_sub(1));
        let last = tag.number(b"max").and_then(|n| n.checked_sub(1));
        if let (true, Some(first), Some(last)) = (hidden, first, last) {
            self.look.hidden_columns.add(first, last, MOST_COLUMNS);
        }
    }

    /// Notes the format of a cell. Gives the column after it.
    fn cell(&mut self, tag: &Tag<'_>, row: u32, next: u32, formats: &[Format]) -> u32 {
        let (mut at, mut format) = ((row, next), formats.first());
        for (name, value) in tag.attributes() {
            match name {
                b"r" => at = cell(value).unwrap_or(at),
                b"s" => format = number(value).and_then(|s| formats.get(s as usize)),
                _ => {}
            }
        }
        if let Some(format) = format {
            self.look.add_format(at.0, at.1, *format);
        }
        at.1.saturating_add(1)
    }
}

fn zero(value: &[u8]) -> bool {
    value.contains(&b'0') && value.iter().all(|b| matches!(b, b'0' | b'.'))
}

/// Row and column of a reference such as `B12`, from 0.
fn cell(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (letters, digits) = reference.split_at_checked(letters)?;
    let column = letters.iter().fold(0_u32, |n, letter| {
        n.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    Some((number(digits)?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The rows of an area such as `A1:D20` below its header.
fn rows(area: &[u8]) -> Option<(u32, u32)> {
    let plain: Vec<u8> = area.iter().copied().filter(|b| *b != b'$').collect();
    let mut corners = plain.split(|b| *b == b':');
    let first = cell(corners.next()?)?;
    let last = corners.next().map_or(Some(first), cell)?;
    Some((first.0.saturating_add(1), last.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILLED: Format = Format { colour: Some(7), struck: false };

    fn scan(inside: &str, formats: &[Format]) -> Option<Look> {
        let scan = Scan::of(format!("<x:worksheet>{inside}</x:worksheet>").as_bytes(), formats)?;
        Some(scan.look.finish(&scan.filter.into_iter().collect::<Vec<_>>()))
    }

    #[test]
    fn rows_and_cells_may_leave_out_where_they_stand() {
        let xml = "<x:row/><x:row hidden='1'><x:c s='1'/><x:c/><x:c s='1'/></x:row><x:row ht='0'/><x:row r='9' \
                   hidden='true'><x:c r='AB9' s='1'/></x:row>";
        let look = scan(xml, &[Format::default(), FILLED]).unwrap();
        assert_eq!(look.hidden_rows.0, [(1, 2), (8, 8)]);
        let coloured = [(1, 0), (1, 2), (8, 27)].map(|(row, column)| look.colour(row, column));
        assert_eq!((coloured, look.colour(1, 1)), ([Some(7); 3], None));
    }

    #[test]
    fn cells_are_read_alike_however_they_are_written() {
        let ways =
            ["<c r=\"B2\" s=\"1\"/>", "<c s='1' r='B2'/>", "<x:c r=\"B2\" t=\"s\" s=\"1\"><v>1</v></x:c>"];
        for cell in ways {
            let look =
                scan(&format!("<row r='2'>{cell}<c s='1'/></row>"), &[Format::default(), FILLED]).unwrap();
            assert_eq!([0, 1, 2].map(|column| look.colour(1, column)), [None, Some(7), Some(7)], "{cell}");
        }
    }

    #[test]
    fn a_cell_may_be_struck_through_and_coloured() {
        let formats = [Format::default(), FILLED, Format { struck: true, ..FILLED }];
        let look = scan("<row><c/><c s='2'/><c s='2'/><c s='1'/></row>", &formats).unwrap();
        assert_eq!([0, 1, 2, 3].map(|column| look.colour(0, column)), [None, Some(7), Some(7), Some(7)]);
        assert_eq!(
            look.struck.iter().map(|run| (run.row, run.first, run.last)).collect::<Vec<_>>(),
            [(0, 1, 2)]
        );
    }

    #[test]
    fn a_filter_counts_where_it_has_a_condition_and_is_the_sheets_own() {
        let rows = "<row r='1'/><row r='2' hidden='1'/><row r='9' hidden='1'/>";
        let filter = |condition: &str| {
            format!("<autoFilter ref='A1:C5'><filterColumn colId='0'>{condition}</filterColumn></autoFilter>")
        };
        let hidden = |xml: &str| {
            let look = scan(&format!("{rows}{xml}"), &[]).unwrap();
            (look.hidden_rows.0, look.filtered_rows.0)
        };
        assert_eq!(hidden(&filter("<filters><filter val='x'/></filters>")), (vec![(8, 8)], vec![(1, 1)]));
        assert_eq!(hidden(&filter("")), (vec![(1, 1), (8, 8)], vec![]));
        let view = filter("<top10 val='3'/>");
        let view = format!("<customSheetViews><customSheetView>{view}</customSheetView></customSheetViews>");
        assert_eq!(hidden(&view), (vec![(1, 1), (8, 8)], vec![]));
    }

    #[test]
    fn a_part_that_does_not_end_is_not_known() {
        assert!(Scan::of(&b"<worksheet><row hidden='1'/>"[..], &[]).is_none());
        assert!(Scan::of(&b"</worksheet>"[..], &[]).is_none());
    }

    #[test]
    fn claims_past_the_last_row_or_column_cost_nothing() {
        let xml = "<cols><col min='2' max='4294967295' hidden='1'/><col min='0' max='3' width='0'/></cols>\
                   <row r='4294967295' hidden='1'><c r='ZZZZZZ99' s='0'/></row><row hidden='1'/>";
        let look = scan(xml, &[FILLED]).unwrap();
        assert_eq!(look.hidden_columns.0, [(1, 16_383)]);
        assert!(look.hidden_rows.is_empty() && look.runs.is_empty());
    }

    #[test]
    fn targets_are_seen_from_their_part() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
    }
}

//! Tables: how wide the columns are, and rows as slices whose head is repeated on every page.

use std::sync::Arc;

use super::face::FaceId;
use super::flow::{Flow, Setup};
use super::lines::Line;
use super::slice::{Drawn, Look, Slice};
use super::style::{self, Frame};
use super::text::Shaper;
use super::tree::{NodeId, Owner, Role, Scope};
use crate::chart::{Rgb, Stroke};
use crate::report::block::{Align, Cell, Column, Row, Table, Width, plain};

/// Space between a column's edge and its text.
const PAD_X: f64 = 5.0;
/// Space above and below a row's text.
const PAD_Y: f64 = 3.6;
/// Room for the symbol of a badge and the space after it.
const SYMBOL: f64 = 12.0;

/// A cell broken into lines.
struct SetCell {
    lines: Vec<Line>,
    looks: Arc<[Look]>,
    node: NodeId,
}

/// A column's place on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    x: f64,
    width: f64,
}

/// Lays out a table.
pub(super) fn table(flow: &mut Flow<'_, '_, '_>, table: &Table) {
    flow.caption(&table.title, 14.0);
    let extents = flow.ahead.extents(table);
    let extents = extents.unwrap_or_else(|| self::extents(flow.shaper, flow.frame, table));
    let section = flow.section;
    let node = flow.tree.add(section, Role::Table);
    let head = flow.tree.add(node, Role::THead);
    let body = flow.tree.add(node, Role::TBody);
    let head = Arc::new(head_slice(flow, head, table, &extents));
    let mut first = (*head).clone();
    first.above = 5.0;
    first.keep_with_next = true;
    flow.push(first);
    let count = table.rows.len();
    // Totals at the end are no company for the last row.
    let totals = table.rows.iter().rev().take_while(|row| row.strong).count();
    for (index, row) in table.rows.iter().enumerate() {
        let slices = row_slices(flow, body, row, table, &extents, head.height);
        let parts = slices.len();
        for (part, mut slice) in slices.into_iter().enumerate() {
            slice.repeat = Some(Arc::clone(&head));
            // Two rows at least at the head and at the end of a table that crosses pages; notes stay with it.
            let last = index + 2 + totals >= count && index + 1 < count;
            let ends = index == 0 || last || index + 1 == count && !table.note.is_empty();
            slice.keep_with_next = ends && part + 1 == parts && count > 1;
            flow.push(slice);
        }
    }
    flow.small_print(&table.note, 5.0);
}

/// Content-sized columns get what they need within reason; the others share the rest, but none gets less than its
/// longest word: what is missing is taken from the widest content-sized column, whose cells then break.
pub(super) fn extents(shaper: &mut Shaper, frame: Frame, table: &Table) -> Vec<Extent> {
    let most = frame.width * 0.3;
    let mut widths = Vec::new();
    let mut shares = 0.0;
    // Points that the shared part must have so that each of its columns has room for its longest word.
    let mut needed: f64 = 0.0;
    for (index, column) in table.columns.iter().enumerate() {
        let cells = || table.rows.iter().filter_map(move |row| row.cells.get(index));
        match column.width {
            Width::Content => {
                let header = shaper.width(FaceId::Bold, &column.header, style::HEAD_CELL.size);
                let widest =
                    cells().map(|cell| natural_width(shaper, cell, index == 0)).fold(header, f64::max);
                widths.push(widest.min(most) + 2.0 * PAD_X + 0.5);
            }
            Width::Share(share) => {
                let share = share.max(0.01);
                let longest = cells().map(|cell| longest_word(shaper, cell)).fold(0.0, f64::max);
                needed = needed.max((longest.min(most) + 2.0 * PAD_X + 0.5) / share);
                shares += share;
                widths.push(0.0);
            }
        }
    }
    needed *= shares;
    let room = (frame.width - needed).max(frame.width * 0.25);
    let over = widths.iter().sum::<f64>() - room;
    if over > 0.0
        && let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b))
    {
        *widest = (*widest - over).max(frame.width * 0.1);
    }
    let fixed: f64 = widths.iter().sum();
    let squeeze = if fixed > frame.width * 0.9 { frame.width * 0.9 / fixed } else { 1.0 };
    let squeeze = if shares == 0.0 { (frame.width / fixed).min(1.0) } else { squeeze };
    let rest = frame.width - fixed * squeeze;
    let mut x = frame.left;
    let mut extents = Vec::new();
    for (column, width) in table.columns.iter().zip(widths) {
        let width = match column.width {
            Width::Content => width * squeeze,
            Width::Share(share) => rest * share.max(0.01) / shares,
        };
        extents.push(Extent { x, width });
        x += width;
    }
    extents
}

fn longest_word(shaper: &mut Shaper, cell: &Cell) -> f64 {
    let mut longest: f64 = 0.0;
    for span in &cell.text {
        for word in span.text.split_whitespace() {
            longest = longest.max(shaper.width(FaceId::of(span.bold, span.italic), word, style::CELL.size));
        }
    }
    longest + indent(cell)
}

fn natural_width(shaper: &mut Shaper, cell: &Cell, row_header: bool) -> f64 {
    let mut widest: f64 = 0.0;
    let mut line = 0.0;
    for span in &cell.text {
        let face = FaceId::of(span.bold || row_header, span.italic);
        for (index, part) in span.text.split('\n').enumerate() {
            if index > 0 {
                line = 0.0;
            }
            line += shaper.width(face, part, style::CELL.size);
            widest = widest.max(line);
        }
    }
    widest + indent(cell)
}

fn head_slice(flow: &mut Flow<'_, '_, '_>, head: NodeId, table: &Table, extents: &[Extent]) -> Slice {
    let row = flow.tree.add(head, Role::Tr);
    let sizes = style::HEAD_CELL;
    let mut cells = Vec::new();
    for (column, extent) in table.columns.iter().zip(extents) {
        let node = flow.tree.add(row, Role::Th);
        flow.tree.node_mut(node).scope = Some(Scope::Column);
        let width = extent.width - 2.0 * PAD_X;
        let setup = Setup { sizes, rgb: Rgb::MUTED, owner: node, width, lang: flow.lang, bold: true };
        let (lines, looks) = flow.set(&plain(column.header.as_str()), &setup);
        cells.push(SetCell { lines, looks, node });
    }
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
    let height = most as f64 * sizes.leading + 2.0 * PAD_Y;
    let mut slice = Slice::new(height, 0.0);
    for ((cell, column), extent) in cells.iter_mut().zip(&table.columns).zip(extents) {
        // Heads stand on the rule.
        let top = PAD_Y + (most - cell.lines.len()) as f64 * sizes.leading;
        put_lines(&mut slice, cell, 0..cell.lines.len(), column, *extent, 0.0, (top, sizes));
    }
    slice.rule(Owner::DECORATION, (flow.frame.left, flow.frame.right), height, 0.9, Rgb::INK);
    slice
}

/// How the text of a cell is to be set: its width in points, and whether all of it is bold.
pub(super) fn cell_setting(cell: &Cell, index: usize, row: &Row, extent: Extent) -> (f64, bool) {
    (extent.width - 2.0 * PAD_X - indent(cell), index == 0 || row.strong)
}

/// The room of a cell's symbol.
fn indent(cell: &Cell) -> f64 {
    if cell.badge.is_some() { SYMBOL } else { 0.0 }
}

fn row_slices(
    flow: &mut Flow<'_, '_, '_>,
    body: NodeId,
    row: &Row,
    table: &Table,
    extents: &[Extent],
    head_height: f64,
) -> Vec<Slice> {
    let tr = flow.tree.add(body, Role::Tr);
    let sizes = style::CELL;
    let mut cells = Vec::new();
    for (index, (cell, extent)) in row.cells.iter().zip(extents).enumerate() {
        let header = index == 0 && names_its_rows(table);
        let node = flow.tree.add(tr, if header { Role::Th } else { Role::Td });
        let added = flow.tree.node_mut(node);
        if header {
            added.scope = Some(Scope::Row);
        }
        added.ground = cell.badge.as_ref().and_then(|badge| badge.fill);
        let rgb = cell.badge.as_ref().map_or(Rgb::INK, |badge| badge.ink);
        let (width, bold) = cell_setting(cell, index, row, *extent);
        let setup = Setup { sizes, rgb, owner: node, width, lang: flow.lang, bold };
        let (lines, looks) = flow.set(&cell.text, &setup);
        cells.push(SetCell { lines, looks, node });
    }
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
    // A row that no page holds is the only kind that is torn, between lines.
    let fits =
        ((flow.frame.body_height() - head_height - 2.0 * PAD_Y) / sizes.leading).floor().max(1.0) as usize;
    let mut slices = Vec::new();
    let mut from = 0;
    loop {
        let to = most.min(from + fits);
        let height = (to - from) as f64 * sizes.leading + 2.0 * PAD_Y;
        let mut slice = Slice::new(height, 0.0);
        if row.strong {
            slice.rule(Owner::DECORATION, (flow.frame.left, flow.frame.right), 0.0, 0.6, Rgb::INK);
        }
        for (index, cell) in cells.iter_mut().enumerate() {
            let (Some(column), Some(extent)) = (table.columns.get(index), extents.get(index)) else {
                continue;
            };
            let badge = row.cells.get(index).and_then(|cell| cell.badge.as_ref());
            let mut indent = 0.0;
            if let Some(badge) = badge {
                indent = SYMBOL;
                ground(&mut slice, badge, *extent, height);
                if from == 0 {
                    let symbol = flow.marks(&badge.symbol);
                    let (x, y) = (extent.x + PAD_X + 3.5, PAD_Y + sizes.baseline() - 0.36 * sizes.size);
                    slice.drawn.push(Drawn::Marks {
                        owner: Owner::DECORATION,
                        x,
                        y,
                        marks: symbol,
                        bbox: None,
                    });
                }
            }
            let lines = from.min(cell.lines.len())..to.min(cell.lines.len());
            put_lines(&mut slice, cell, lines, column, *extent, indent, (PAD_Y, sizes));
        }
        slice.rule(Owner::DECORATION, (flow.frame.left, flow.frame.right), height, 0.4, Rgb::RULE);
        slices.push(slice);
        if to >= most {
            return slices;
        }
        from = to;
    }
}

/// Whether the first cell of a row is its header. In a table of a row or two there would be more headers than data,
/// which readers' programs take for a broken table.
fn names_its_rows(table: &Table) -> bool {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    rows * columns.saturating_sub(1) >= columns + rows
}

fn ground(slice: &mut Slice, badge: &crate::report::block::Badge, extent: Extent, height: f64) {
    let (x, y, width, height) = (extent.x + 1.0, 1.0, extent.width - 2.0, height - 2.0);
    if let Some(fill) = badge.fill {
        slice.ground(Owner::DECORATION, (x, y), (width, height), fill);
    }
    if let Some(rgb) = badge.outline {
        slice.drawn.push(Drawn::Path {
            owner: Owner::DECORATION,
            outline: super::shape::rectangle(x + 0.25, y + 0.25, width - 0.5, height - 0.5),
            closed: true,
            fill: None,
            stroke: Some(Stroke { rgb, width: 0.5, dash: Some((2.0, 1.6)) }),
        });
    }
}

/// Moves lines of a cell to where they stand; each is drawn once.
fn put_lines(
    slice: &mut Slice,
    cell: &mut SetCell,
    lines: std::ops::Range<usize>,
    column: &Column,
    extent: Extent,
    indent: f64,
    (top, sizes): (f64, style::Sizes),
) {
    debug_assert!(cell.looks.iter().all(|look| matches!(look.owner, Owner::Node(id) if id >= cell.node)));
    for (row, line) in cell.lines[lines].iter_mut().enumerate() {
        let x = match column.align {
            Align::Start => extent.x + PAD_X + indent,
            Align::End => extent.x + extent.width - PAD_X - line.width,
        };
        slice.drawn.push(Drawn::Text {
            x,
            y: top + row as f64 * sizes.leading + sizes.baseline(),
            size: sizes.size,
            line: std::mem::take(line),
            looks: Arc::clone(&cell.looks),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::ahead::Ahead;
    use super::super::flow::slices;
    use super::super::text::{Press, Shaper};
    use super::super::tree::Tree;
    use crate::report::block::{Align, Block, Cell, Column, Document, Row, Table, Width, plain};

    /// Whether each row stays with the next, the head first; the last row is a total if it is to be strong.
    fn kept(rows: usize, total: bool) -> Vec<bool> {
        let row = |at: usize| Row {
            cells: vec![Cell { text: plain(format!("row {at}")), badge: None }],
            strong: total && at + 1 == rows,
        };
        let columns =
            vec![Column { header: "Country".into(), width: Width::Share(1.0), align: Align::Start }];
        let rows = (0..rows).map(row).collect();
        let table = Table { title: Vec::new(), columns, rows, note: Vec::new() };
        let document = Document::of(vec![Block::Table(table)]);
        let mut shaper = Shaper::new(&Press::default());
        let slices = slices(&document, &mut Ahead::default(), &mut shaper, &mut Tree::new());
        slices.iter().map(|slice| slice.keep_with_next).collect()
    }

    #[test]
    fn no_row_stands_alone_at_the_end_not_even_above_totals() {
        assert_eq!(kept(5, false), [true, true, false, false, true, false]);
        assert_eq!(kept(5, true), [true, true, false, true, true, false]);
    }
}

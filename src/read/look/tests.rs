//! Looks of whole files that real programs wrote.

use std::fs;

use proptest::prelude::*;

use super::super::Limits;
use super::super::content::{self, Content};
use super::super::sheet;
use super::*;
use crate::diagnostic::Diagnostics;

fn path(name: &str) -> String {
    format!("{}/tests/read_files/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The looks by sheet name.
fn looks(name: &str) -> Vec<(String, Arc<Look>)> {
    let bytes = fs::read(path(name)).unwrap();
    let content = content::of(&bytes, &Limits::default()).unwrap();
    let mut looks = Vec::new();
    let beside = |listed: &[Listed]| looks = of(&bytes, &content, listed);
    let mut sheets = sheet::sheets(&bytes, &content, name, &Limits::default(), beside).unwrap();
    attach(looks, &mut sheets);
    sheets.into_iter().map(|sheet| (sheet.source.sheet.clone().unwrap(), sheet.grid.unwrap().look)).collect()
}

/// Hidden rows, filtered rows and hidden columns of a sheet.
type Hidden = (Vec<(u32, u32)>, Vec<(u32, u32)>, Vec<(u32, u32)>);

fn hidden(look: &Look) -> Hidden {
    assert_eq!(look.unknown, "");
    (look.hidden_rows.0.clone(), look.filtered_rows.0.clone(), look.hidden_columns.0.clone())
}

/// Which cells of an area have a colour, a letter for each colour in the order of the sheet.
fn picture(look: &Look, rows: u32, columns: u32) -> Vec<String> {
    let mut known = Vec::new();
    (0..rows)
        .map(|row| {
            (0..columns)
                .map(|column| {
                    let Some(colour) = look.colour(row, column) else { return '.' };
                    let at = known.iter().position(|c| *c == colour).unwrap_or_else(|| {
                        known.push(colour);
                        known.len() - 1
                    });
                    char::from(b'a' + u8::try_from(at).unwrap())
                })
                .collect()
        })
        .collect()
}

const COLOURS: [&str; 7] = ["aaaaaa", "..bcbc", "..ccbb", "..bbcc", "..cbcb", "..bccc", "..cccb"];
const STRIPES: [&str; 7] = ["......", "......", "aaaaaa", "......", "aaaaaa", "......", "aaaaaa"];

#[test]
fn one_workbook_looks_the_same_in_three_formats() {
    for name in ["looks_openpyxl.xlsx", "looks_libreoffice.ods", "looks_libreoffice.xls"] {
        let looks = looks(name);
        let names: Vec<_> = looks.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Hidden & folded", "Filtered", "Colours", "Striped", "Table"], "{name}");
        let [by_hand, filtered, colours, stripes, table] = [0, 1, 2, 3, 4].map(|at| &*looks[at].1);
        let (rows, none, columns) = hidden(by_hand);
        assert_eq!(rows, [(1, 1), (4, 5), (8, 8), (39, 43)], "{name}");
        assert_eq!((none, columns), (vec![], vec![(4, 4)]), "{name}");
        let by_filter = |rows: Vec<(u32, u32)>| (vec![], rows, vec![]);
        assert_eq!(hidden(filtered), by_filter(vec![(2, 2), (4, 4), (6, 6)]), "{name}");
        // The old format has no tables, and with them their filters were lost when it was written.
        let rows = vec![(1, 2), (5, 6)];
        let expected = if name.ends_with(".xls") { (rows, vec![], vec![]) } else { by_filter(rows) };
        assert_eq!(hidden(table), expected, "{name}");
        assert_eq!(picture(colours, 7, 6), COLOURS, "{name}");
        assert_eq!(picture(stripes, 7, 6), STRIPES, "{name}");
        assert_eq!(hidden(colours), Hidden::default(), "{name}");
    }
}

#[test]
fn a_filter_of_the_sheet_takes_only_its_own_rows() {
    let looks = looks("filtered_xlsxwriter.xlsx");
    assert_eq!(hidden(&looks[0].1), (vec![(9, 9)], vec![(1, 2), (5, 6)], vec![(1, 1)]));
}

#[test]
fn old_and_binary_workbooks_tell_as_well() {
    let xls = looks("looks_xlwt.xls");
    assert_eq!(hidden(&xls[0].1), (vec![(2, 3), (6, 6)], vec![], vec![(4, 4)]));
    let colours = COLOURS.map(|row| row.replace('a', ".").replace('b', "a").replace('c', "b"));
    assert_eq!(picture(&xls[1].1, 7, 6), colours);
    let xlsb = looks("looks_sheetjs.xlsb");
    assert_eq!(hidden(&xlsb[0].1), (vec![(2, 3), (6, 6)], vec![], vec![(4, 4)]));
    assert_eq!(hidden(&xlsb[1].1), Hidden::default());
}

/// `.xlsx` of one sheet, with cells and formats as written here.
fn workbook(rows: &str, formats: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id='r{id}' Type='{office}/{kind}' Target='{target}'/>")
    };
    let relations = |inside: &str| {
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns='{package}'>{inside}</Relationships>")
    };
    let book = relation(1, "worksheet", "worksheets/sheet1.xml") + &relation(2, "styles", "styles.xml");
    let parts = [
        ("_rels/.rels", relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", relations(&book)),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{main}' xmlns:r='{office}'><sheets><sheet name='A' sheetId='1' r:id='r1'/>\
                 </sheets></workbook>"
            ),
        ),
        ("xl/styles.xml", format!("<styleSheet xmlns='{main}'>{formats}</styleSheet>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns='{main}'><sheetData>{rows}</sheetData></worksheet>"),
        ),
        ("[Content_Types].xml", "<Types/>".to_owned()),
    ];
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_table_with_nothing_but_colours_is_no_unfilled_template() {
    let row = |number: u32, cells: [&str; 3]| {
        let cells = (b'A'..).zip(cells).map(|(column, cell)| {
            let at = format!("r='{}{number}'", char::from(column));
            match cell.strip_prefix('#') {
                Some(format) => format!("<c {at} s='{format}'/>"),
                None => format!("<c {at} t='inlineStr'><is><t>{cell}</t></is></c>"),
            }
        });
        format!("<row r='{number}'>{}</row>", cells.collect::<String>())
    };
    let fill = |colour: &str| {
        format!("<fill><patternFill patternType='solid'><fgColor rgb='{colour}'/></patternFill></fill>")
    };
    let formats = format!(
        "<fills><fill><patternFill patternType='none'/></fill>{}{}</fills><cellXfs><xf fillId='0'/>\
         <xf fillId='1'/><xf fillId='2'/></cellXfs>",
        fill("FF00FF00"),
        fill("FFFF0000")
    );
    let lines = [["Country", "ICT", "AI"], ["Chad", "#1", "#2"], ["Kenya", "#2", "#1"], ["Mali", "#1", "#1"]];
    let rows: String = (1..).zip(lines).map(|(number, cells)| row(number, cells)).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    fs::write(&file, workbook(&rows, &formats)).unwrap();
    let (_, told) = read_path(file);
    assert_eq!(
        told,
        ["A B2: 6 cells of the columns `ICT`, `AI` have a colour and no code; a colour is not read"]
    );
}

/// Records and problems of a file, by sheet.
fn read(name: &str) -> (Vec<(String, usize)>, Vec<String>) {
    read_path(path(name).into())
}

fn read_path(path: std::path::PathBuf) -> (Vec<(String, usize)>, Vec<String>) {
    let mut problems = Diagnostics::new();
    let vocabulary = super::super::columns::tests::builtin();
    let reading =
        super::super::read(super::super::Asked::of(&[path]), &vocabulary, &Limits::default(), &mut problems)
            .unwrap();
    let used = reading.files[0].sheets.iter().map(|sheet| (sheet.name.clone().unwrap(), sheet.rows_used));
    let told = problems.sorted().into_iter().map(|problem| {
        let place = problem.place.unwrap();
        format!(
            "{} {}: {}",
            place.source.sheet.clone().unwrap_or_default(),
            place.spot_name(),
            problem.message
        )
    });
    (used.collect(), told.collect())
}

#[test]
fn hidden_and_coloured_cells_are_told_of_tables() {
    for name in ["looks_openpyxl.xlsx", "looks_libreoffice.ods"] {
        let (used, told) = read(name);
        let expected =
            [("Hidden & folded", 3), ("Filtered", 6), ("Colours", 6), ("Striped", 6), ("Table", 6)];
        assert_eq!(used, expected.map(|(name, rows)| (name.to_owned(), rows)), "{name}");
        let expected = [
            "Colours C3: 12 cells of the columns `ICT`, `AI`, `Privacy`, `Remedy` have a colour and no code; a \
             colour is not read",
            "Filtered row 3: a filter hides 3 of 6 rows; they were used",
            "Hidden & folded row 5: rows 5, 6 and 9 are hidden, and were not used (3 rows)",
            "Hidden & folded column E: column E is hidden; it was used",
            "Table row 2: a filter hides 4 of 6 rows; they were used",
        ];
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn a_workbook_that_is_not_understood_leaves_its_looks_unknown() {
    for content in [Content::Xls, Content::Ods(Vec::new())] {
        let bytes = fs::read(path("looks_openpyxl.xlsx")).unwrap();
        let own = content::of(&bytes, &Limits::default()).unwrap();
        let mut looks = Vec::new();
        let beside = |listed: &[Listed]| looks = of(&bytes, &content, listed);
        let mut sheets = sheet::sheets(&bytes, &own, "a.xlsx", &Limits::default(), beside).unwrap();
        attach(looks, &mut sheets);
        assert!(sheets.iter().all(|sheet| !sheet.grid.as_ref().unwrap().look.unknown.is_empty()));
    }
}

#[test]
fn ranges_are_brought_in_order_and_bounded() {
    let mut ranges = Ranges::default();
    for (first, last) in [(5, 6), (7, 9), (1, 1), (3, 99), (2, 2), (200, 100), (90, 4_000_000_000)] {
        ranges.add(first, last, 1000);
    }
    assert!(ranges.sort());
    assert_eq!(ranges.0, [(1, 999)]);
    assert_eq!(ranges.take(3, 5), [(3, 5)]);
    assert_eq!(ranges.0, [(1, 2), (6, 999)]);
    assert_eq!([0, 1, 4, 6, 999, 1000].map(|n| ranges.has(n)), [false, true, false, true, true, false]);
    assert_eq!(
        [ranges.next_outside(2), ranges.next_outside(3), ranges.next_outside(7)],
        [Some(3), Some(3), Some(1000)]
    );
}

fn wanted() -> Vec<Wanted> {
    ["Hidden & folded", "Filtered", "Colours", "Striped", "Table"]
        .map(|name| Wanted { name: name.to_owned(), read: true })
        .into()
}

/// All that reads a part, on bytes of any kind.
fn scan_all(bytes: &[u8]) -> usize {
    let looks = [xlsx::looks(bytes, &wanted()), xlsb::looks(bytes, &wanted()), ods::looks(bytes, &wanted())];
    let xls = xls::looks(bytes, &wanted());
    looks.into_iter().chain([xls]).flatten().map(|looks| looks.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_workbooks_never_panic(
        file in 0_usize..4,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<proptest::sample::Index>(),
    ) {
        let names = ["looks_libreoffice.xls", "looks_xlwt.xls", "looks_sheetjs.xlsb", "looks_openpyxl.xlsx"];
        let mut bytes = fs::read(path(names[file])).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        scan_all(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        prop_assert!(scan_all(&bytes) <= 20);
    }

    #[test]
    fn tags_of_any_bytes_never_panic(bytes in proptest::collection::vec(prop_oneof![
        any::<u8>(), Just(b'<'), Just(b'>'), Just(b'/'), Just(b'!'), Just(b'-'), Just(b'"'), Just(b'='), Just(b' ')
    ], 0..400)) {
        let mut tags = xml::Tags::new(&bytes[..]);
        let mut count = 0;
        while let Some(tag) = tags.next() {
            count += 1;
            let _ = (tag.name(), tag.alone(), tag.attributes().count());
        }
        prop_assert!(count <= bytes.len());
    }
}

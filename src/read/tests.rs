//! The whole stage, on files written by real programs and on hostile ones.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::columns::tests::builtin;
use super::*;
use crate::diagnostic::Place;

/// Reads a file of `tests/read_files/`: its records and problems, a line each.
fn dump(name: &str) -> (Vec<String>, Vec<String>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/read_files").join(name);
    let (reading, problems) = read_path(path, &Limits::default());
    (reading.records.iter().map(line).collect(), told(&problems))
}

fn read_path(path: PathBuf, limits: &Limits) -> (Reading, Diagnostics) {
    let mut problems = Diagnostics::new();
    let reading = super::read(super::Asked::of(&[path]), &builtin(), limits, &mut problems).unwrap();
    (reading, problems)
}

/// `row 5 matrix: country=Chad@A5 level=2@C5`.
fn line(record: &Record) -> String {
    let fields = record.cells().map(|(meaning, cell)| {
        format!(
            " {}={}@{}",
            columns::name_of(meaning),
            cell.value.replace('\n', "/"),
            cell.place().spot_name()
        )
    });
    format!("{} {:?}:{}", record.place.spot_name(), record.shape, fields.collect::<String>())
}

fn told(problems: &Diagnostics) -> Vec<String> {
    let line = |p: &crate::diagnostic::Diagnostic| {
        let place = p.place.as_ref();
        let sheet = place.and_then(|p| p.source.sheet.clone()).unwrap_or_default();
        format!("{} {sheet} {}", p.kind, place.map(Place::spot_name).unwrap_or_default()).trim().to_owned()
    };
    problems.sorted().iter().map(line).collect()
}

#[test]
fn passages_with_titles_merged_countries_and_a_hidden_sheet() {
    let (records, problems) = dump("passages_openpyxl.xlsx");
    assert_eq!(
        records,
        [
            "row 5 Passages: country=Chile@B5 period=2017-2020@C5 \
             passage=The ministry will publish guidance for software firms.@G5 \
             section=Pillar 1 > Action 2@D5 page=12@F5",
            "row 6 Passages: country=Chile@B5 period=2017-2020@C5 \
             passage=Complaints about online services are heard by an ombudsman.@G6 section=Pillar 3@D6 page=31@F6",
            "row 8 Passages: country=Kenya@B8 period=2020@C8 passage=The plan is to/review data rules.@G8 \
             section=Chapter 2@D8 page=5-6@F8",
            "row 9 Passages: country=Peru@B9",
        ]
    );
    assert_eq!(
        problems,
        [
            "sheet-not-used Blank",
            "hidden-sheet Old",
            "furniture-row Passages row 11",
            "furniture-row Passages row 13",
            "unknown-column Passages H4",
            "cell-error Passages G7",
        ]
    );
}

#[test]
fn merged_cells_and_hidden_sheets_of_open_document() {
    let (expected, _) = dump("passages_openpyxl.xlsx");
    let (records, problems) = dump("passages_libreoffice.ods");
    assert_eq!(records, expected);
    // This program has calculated the formula that the other left without a value.
    assert!(problems.contains(&"cell-error Passages G7".to_owned()));
    assert!(problems.contains(&"hidden-sheet Old".to_owned()));
}

#[test]
fn a_matrix_with_two_header_rows_dates_and_a_code_merged_across() {
    let (records, problems) = dump("matrix_two_header_rows_xlsxwriter.xlsx");
    assert_eq!(records.len(), 16);
    assert_eq!(records[0], "row 6 Matrix: country=Norway@C6 period=2015-10-12@D6 theme=ict@E6 level=yes@E6");
    assert_eq!(records[5], "row 7 Matrix: country=Georgia@C7 period=2018-03-01@D7 theme=ai@F7");
    assert_eq!(
        records[6],
        "row 7 Matrix: country=Georgia@C7 period=2018-03-01@D7 theme=privacy@G7 level=true@G7"
    );
    assert_eq!(records[13], "row 9 Matrix: country=Thailand@C9 period=2019@D9 theme=ai@F9 level=no@E9");
    assert_eq!(problems, ["sheet-not-used Picture"]);
}

#[test]
fn scores_with_their_key_read_the_same_from_three_formats() {
    let expected = dump("scores_libreoffice.xlsx");
    assert_eq!(expected.0.len(), 12);
    assert_eq!(
        expected.0[2],
        "row 4 Matrix: country=Chad@A4 period=2019-2023@B4 theme=privacy@E4 level=2@E4 \
         level_by_key=commitment@B12"
    );
    assert_eq!(expected.0[5], "row 5 Matrix: country=Côte d'Ivoire@A5 period=2018-2020@B5 theme=ai@D5");
    assert_eq!(expected.1.len(), 7, "one sheet without a table; a total, a title, three codes and a source");
    assert_eq!(dump("scores_libreoffice.xls"), expected);
    assert_eq!(dump("scores_libreoffice.ods"), expected);
}

#[test]
fn coded_rows_with_a_key_on_its_own_sheet() {
    let (records, problems) = dump("coded_rows_xlwt.xls");
    assert_eq!(
        records,
        [
            "row 2 Coded: iso=DEU@A2 start=2016@B2 end=2020@C2 theme=Access to remedy@D2 level=C@E2 \
             level_by_key=commitment@B2 passage=Courts will be opened to claims.@F2 page=40@G2 \
             document=https://example.org/a@H2 note=checked@I2",
            "row 4 Coded: iso=FRA@A4 start=2017@B4 theme=Privacy@D4 level=M@E4 level_by_key=mention@B3 \
             passage=Law protects personal data.@F4 page=7@G4",
        ]
    );
    assert_eq!(problems, ["row-without-country Coding A3", "sheet-not-used Legend"]);
}

#[test]
fn merged_countries_of_an_old_workbook() {
    let (records, problems) = dump("merged_xlwt.xls");
    assert_eq!(
        records,
        [
            "row 2 Passages: country=Perú@A2 period=2021-2025@B2 passage=Se creará un registro.@C2",
            "row 3 Passages: country=Perú@A2 period=2021-2025@B2 passage=Se continuará la formación.@C3",
        ]
    );
    assert_eq!(problems.len(), 0);
}

#[test]
fn text_files_in_utf_16_and_windows_1252() {
    let (records, problems) = dump("coded_utf16.csv");
    assert_eq!(
        records,
        [
            "row 2 Coded: country=Poland@A2 period=2021–2024@B2 theme=ICT@C2 level=commitment@D2 \
             passage=Będzie \"nowa\" usługa,/z dwóch wierszy@E2",
            "row 4 Coded: country=China@A4 period=2021@B4 theme=AI@C4 level=no@D4",
        ]
    );
    assert_eq!(problems.len(), 0);
    let (records, problems) = dump("matrix_windows1252.csv");
    assert_eq!(records.len(), 4);
    assert_eq!(
        records[0],
        "row 3 Matrix: country=Côte d’Ivoire@A3 period=2018-2020@B3 theme=ict@C3 level=oui@C3"
    );
    assert_eq!(problems, ["encoding-guessed", "ragged-row  E4"]);
}

#[test]
fn the_report_says_what_each_column_is() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/read_files/coded_utf16.csv");
    let (reading, _) = read_path(path, &Limits::default());
    let file = &reading.files[0];
    assert_eq!((file.name.as_str(), file.bytes, file.sha256.len()), ("coded_utf16.csv", 266, 64));
    let sheet = &file.sheets[0];
    assert_eq!((sheet.header_row, sheet.rows_read, sheet.rows_used), (Some(1), 2, 2));
    let columns: Vec<_> = sheet.columns.iter().map(|(l, h, m)| format!("{l} {h} {m}")).collect();
    assert_eq!(
        columns,
        ["A Country country", "B Period period", "C Theme theme", "D Level level", "E Excerpt passage"]
    );
}

/// Reads bytes under a name.
fn bytes(name: &str, content: &[u8], limits: &Limits) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let (reading, problems) = read_path(path, limits);
    (reading.records.iter().map(line).collect(), told(&problems))
}

fn problems(name: &str, content: &[u8]) -> Vec<String> {
    bytes(name, content, &Limits::default()).1
}

fn text(content: &str) -> (Vec<String>, Vec<String>) {
    bytes("a.csv", content.as_bytes(), &Limits::default())
}

#[test]
fn what_a_file_may_take_grows_with_it() {
    let small = Limits { cell_bytes: 2_000, statements: 5, unpacked_bytes: 1_000, ..Limits::default() };
    let rows = |count: usize| {
        let row =
            |n: usize| format!("Kenya,2021-2025,privacy,mention,The plan notes rule {n} on personal data\n");
        format!("country,period,theme,level,passage\n{}", (0..count).map(row).collect::<String>())
    };
    // More cells than the bound for a small file, and no more than so large a file may have.
    let (records, problems) = bytes("a.csv", rows(400).as_bytes(), &small);
    assert_eq!((records.len(), problems), (400, Vec::new()));
    // Small cells without end are more than the file can ask for.
    let (records, problems) = bytes("a.csv", "a,a,a,a\n".repeat(5_000).as_bytes(), &small);
    assert_eq!(records.len(), 0);
    assert!(problems[0].contains("too-large"), "{problems:?}");
    let large = small.for_content(&[b'x'; 10_000]);
    assert_eq!((large.cell_bytes, large.statements, large.unpacked_bytes), (80_000, 625, 240_000));
    let packed = small.for_content(&[&b"PK"[..], &[0; 9_998]].concat());
    assert_eq!(packed.cell_bytes, 200_000);
    assert_eq!(Limits::default().for_content(b"country"), Limits::default());
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/read_files").join(name)).unwrap()
}

/// A fixture with one part changed, its checksum right again.
fn repacked(name: &str, part: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(fixture(name))).unwrap();
    let mut new = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut change = Some(change);
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let entry_name = entry.name().unwrap().into_owned();
        if entry_name == part {
            change.take().unwrap()(&mut content);
        }
        new.start_file(entry_name, SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A workbook of the given sheets' `sheetData`, as small as a workbook can be.
fn workbook(sheets: &[(&str, Option<&str>)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let (mut listed, mut related) = (String::new(), String::new());
    for (number, (name, _)) in sheets.iter().enumerate() {
        listed += &format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"/>"#, number + 1);
        related += &format!(
            r#"<Relationship Id="rId{0}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{0}.xml"/>"#,
            number + 1
        );
    }
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    part("[Content_Types].xml", "<Types/>");
    part(
        "_rels/.rels",
        &format!(
            r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>"#),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>"#),
    );
    for (number, (_, data)) in sheets.iter().enumerate() {
        if let Some(data) = data {
            let name = format!("xl/worksheets/sheet{}.xml", number + 1);
            part(&name, &format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>"#));
        }
    }
    zip.finish().unwrap().into_inner()
}

fn cells(cells: &[(&str, &str)]) -> String {
    let cells =
        cells.iter().map(|(at, text)| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#));
    cells.map(|cell| format!("<row>{cell}</row>")).collect()
}

const MATRIX: &[(&str, &str)] =
    &[("A1", "Country"), ("B1", "ICT"), ("C1", "AI"), ("A2", "Chad"), ("B2", "yes"), ("C2", "no")];

#[test]
fn a_sheet_that_is_missing_or_damaged_costs_that_sheet_alone() {
    let good = cells(MATRIX);
    let book =
        workbook(&[("Gone", None), ("Broken", Some("<row><c r=\"A1\"><v>1</row>")), ("Good", Some(&good))]);
    let (records, problems) = bytes("a.xlsx", &book, &Limits::default());
    assert_eq!(records.len(), 2);
    assert_eq!(problems, ["missing-sheet Broken", "missing-sheet Gone"]);
}

#[test]
fn a_cell_far_away_costs_one_cell() {
    let far = cells(&[MATRIX, &[("XFD1048576", "x")]].concat());
    let (records, problems) = bytes("a.xlsx", &workbook(&[("S", Some(&far))]), &Limits::default());
    assert_eq!((records.len(), problems.len()), (2, 1));
    let past = cells(&[MATRIX, &[("A1048577", "x")]].concat());
    assert_eq!(problems_of_sheet(&past), ["too-large S"]);
}

fn problems_of_sheet(data: &str) -> Vec<String> {
    problems("a.xlsx", &workbook(&[("S", Some(data))]))
}

#[test]
fn an_archive_that_expands_is_refused() {
    let rows = format!("<row><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "a".repeat(3 << 20));
    let book = workbook(&[("S", Some(&rows))]);
    assert!(book.len() < 20_000, "three megabytes of one letter pack well");
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(bytes("a.xlsx", &book, &limits), (vec![], vec!["too-large".to_owned()]));
}

#[test]
fn an_announced_number_of_texts_is_not_believed() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in
        [("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", "<sst uniqueCount=\"99999999999\"/>")]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    assert_eq!(problems("a.xlsx", &zip.finish().unwrap().into_inner()), ["too-large"]);
}

#[test]
fn damaged_and_foreign_files_are_told_as_what_they_are() {
    let book = fixture("scores_libreoffice.xlsx");
    assert_eq!(problems("a.xlsx", &book[..book.len() / 2]), ["unreadable-file"]);
    let old = fixture("scores_libreoffice.xls");
    assert_eq!(problems("a.xls", &old[..old.len() / 2]), ["unreadable-file"]);
    assert_eq!(problems("a.xlsx", b"%PDF-1.7 and so on"), ["unsupported-format"]);
    let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(problems("a.xlsx", &noise).last().unwrap(), "unreadable-file");
    assert_eq!(problems("a.csv", &noise).last().unwrap(), "unsupported-format");
    assert_eq!(problems("a.xlsx", b""), ["empty-file"]);
    assert_eq!(problems("a.csv", b" \r\n\r\n"), ["empty-file"]);
    assert_eq!(problems("a.csv", b"just a sentence\n"), ["no-table"]);
    assert_eq!(problems("a.json", b"{\"country\": 1}"), ["unsupported-format"]);
}

#[test]
fn content_decides_and_not_the_name() {
    let (records, problems) = bytes("a.csv", &fixture("scores_libreoffice.ods"), &Limits::default());
    assert_eq!(records.len(), 12);
    assert_eq!(problems[0], "format-mismatch");
    let (records, problems) = bytes("a.xlsx", b"Country\tICT\nChad\tyes\n", &Limits::default());
    assert_eq!((records.len(), problems), (1, vec!["format-mismatch".to_owned()]));
}

#[test]
fn a_flipped_bit_is_damage_and_never_another_value() {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(fixture("scores_libreoffice.xlsx"))).unwrap();
    let at = zip.by_name("xl/worksheets/sheet1.xml").unwrap().data_start().unwrap();
    let mut book = fixture("scores_libreoffice.xlsx");
    for offset in [40, 80, 120, 200] {
        let byte = &mut book[usize::try_from(at).unwrap() + offset];
        *byte ^= 1;
    }
    let (records, problems) = bytes("a.xlsx", &book, &Limits::default());
    assert_eq!(records.len(), 0);
    assert!(problems.iter().any(|p| p == "unreadable-file" || p == "missing-sheet Scores"), "{problems:?}");
}

#[test]
fn text_files_with_stray_marks() {
    let (records, problems) = text("Country,ICT,AI\nChad,yes,\"no\nMali,no,yes\n");
    assert_eq!(records.len(), 4);
    assert_eq!(records[1], "row 2 Matrix: country=Chad@A2 theme=ai@C2 level=\"no@C2");
    assert_eq!(problems, ["unclosed-quote  row 2"]);
    let (records, problems) = text("sep=;\nCountry;ICT\n\n\nCh\0ad;\"a;\"\"b\"\"\"\n;no\n");
    assert_eq!(records, ["row 4 Matrix: country=Chad@A4 theme=ict@B4 level=a;\"b\"@B4"]);
    assert_eq!(problems, ["odd-characters  A4", "row-without-country  A5"]);
    let (records, problems) = text("Country,ICT\nChad,#REF!\n");
    assert_eq!(records, ["row 2 Matrix: country=Chad@A2 theme=ict@B2"]);
    assert_eq!(problems, ["cell-error  B2"]);
}

#[test]
fn a_cell_past_the_bound_costs_its_row() {
    let limits = Limits { cell_chars: 20, ..Limits::default() };
    let content = format!("Country,Text\nChad,{}\nMali,short\n", "é".repeat(21));
    let (records, problems) = bytes("a.csv", content.as_bytes(), &limits);
    assert_eq!(records, ["row 3 Passages: country=Mali@A3 passage=short@B3"]);
    assert_eq!(problems, ["cell-too-long  B2"]);
}

#[test]
fn columns_of_one_meaning_are_told_but_for_paths_and_notes() {
    let (records, problems) = text("Country,ICT,ICT,Note,Comment\nChad,yes,no,a,b\n");
    // A second column of codes is another place that says so: what differs is settled later.
    let both = [
        "row 2 Matrix: country=Chad@A2 theme=ict@B2 level=yes@B2 note=a; b@D2",
        "row 2 Matrix: country=Chad@A2 theme=ict@C2 level=no@C2 note=a; b@D2",
    ];
    assert_eq!(records, both);
    assert_eq!(problems, ["duplicate-column  C1"]);
    // Words that are no codes are not.
    let (records, _) = text("Country,ICT,ICT\nChad,yes,see the chapter on telecoms\n");
    assert_eq!(records, ["row 2 Matrix: country=Chad@A2 theme=ict@B2 level=yes@B2"]);
    let (records, problems) = text("Country,Theme,Code,Final code\nChad,ICT,no,yes\n");
    assert_eq!(records, ["row 2 Coded: country=Chad@A2 theme=ICT@B2 level=yes@D2"]);
    assert_eq!(problems, ["unknown-column  C1"]);
    let (records, _) = text("Country,Theme,Level (Ana),Level (Ben)\nChad,ICT,yes,no\n");
    assert_eq!(records.len(), 2);
}

#[test]
fn a_scale_that_a_note_states_is_one_whatever_numbers_are_in_use() {
    let (records, _) = text("Scale: 0-3\nCountry,ICT\nChad,1\nMali,0\n");
    assert!(records.iter().all(|record| record.contains("0-3")), "{records:?}");
}

#[test]
fn passages_with_marks_by_theme_are_codes_of_the_marked_themes() {
    let (records, problems) = text("Country,Excerpt,ICT,AI\nChad,one,x,\nMali,two,,\n");
    assert_eq!(
        records,
        [
            "row 2 Coded: country=Chad@A2 theme=ict@C2 level=x@C2 passage=one@B2",
            "row 3 Passages: country=Mali@A3 passage=two@B3",
        ]
    );
    assert_eq!(problems.len(), 0);
}

#[test]
fn keys_above_and_beside_the_table() {
    let (records, _) =
        text("Scores: 0 = none; 2 = commitment\nCountry,ICT,,\nChad,2,,1 = mention\nMali,1,,\n");
    assert_eq!(
        records,
        [
            "row 3 Matrix: country=Chad@A3 theme=ict@B3 level=2@B3 level_by_key=commitment@A1",
            "row 4 Matrix: country=Mali@A4 theme=ict@B4 level=1@B4 level_by_key=mention@D3",
        ]
    );
}

#[test]
fn codes_without_a_theme_are_told_as_lost() {
    let (records, problems) = text("Country,Excerpt,Level\nChad,one,2\n");
    assert_eq!(records, ["row 2 Passages: country=Chad@A2 passage=one@B2"]);
    assert_eq!(problems, ["unknown-theme  C1"]);
    let (records, problems) = text("Theme: AI,\nCountry,Level\nChad,2\n");
    assert_eq!(records, ["row 3 Coded: country=Chad@A3 theme=ai@A1 level=2@B3"]);
    assert_eq!(problems.len(), 0);
}

#[test]
fn codes_and_quotes_by_theme_in_one_row() {
    let (records, problems) = text(
        "Region,Country,AI level,AI quote,ICT quote,ICT page\nAfrica,Kenya,mention,one,two,7\nAfrica,Mali,,,,\nAsia,,x,,,\n",
    );
    assert_eq!(
        records,
        [
            "row 2 Coded: country=Kenya@B2 region=Africa@A2 theme=ai@C2 level=mention@C2 passage=one@D2",
            "row 2 Passages: country=Kenya@B2 region=Africa@A2 theme=ict@E2 passage=two@E2 page=7@F2",
            "row 3 Matrix: country=Mali@B3 region=Africa@A3 theme=ai@C3",
        ]
    );
    assert_eq!(problems, ["row-without-country  B4"]);
}

#[test]
fn encrypted_workbooks_are_told() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "no xml but cipher"),
        ("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    assert_eq!(problems("a.ods", &zip.finish().unwrap().into_inner()), ["password-protected"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(content in prop::collection::vec(any::<u8>(), 0..400), format in 0..5_usize) {
        let start: &[u8] = [&b"PK\x03\x04"[..], compound::MAGIC, b"Country,ICT\n\"", b"\xFF\xFE", b""][format];
        bytes("a.xlsx", &[start, &content].concat(), &Limits::default());
    }

    #[test]
    fn no_change_to_a_workbook_makes_a_reader_panic(at in any::<prop::sample::Index>(), with: u8, file in 0..5_usize) {
        let names = ["scores_libreoffice.xlsx", "scores_libreoffice.ods", "coded_rows_xlwt.xls", "merged_xlwt.xls", "coded_utf16.csv"];
        let mut content = fixture(names[file]);
        let at = at.index(content.len());
        content[at] = with;
        bytes(names[file], &content, &Limits::default());
    }

    #[test]
    fn no_change_inside_a_part_makes_a_reader_panic_or_wait(
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 0..3),
        cut: bool,
        file in 0..3_usize,
    ) {
        let (name, part) = [
            ("passages_libreoffice.ods", "content.xml"),
            ("scores_libreoffice.xlsx", "xl/worksheets/sheet1.xml"),
            ("scores_libreoffice.xlsx", "xl/workbook.xml"),
        ][file];
        bytes(name, &repacked(name, part, |content| {
            let at = at.index(content.len());
            let end = if cut { content.len() } else { (at + with.len()).min(content.len()) };
            content.splice(at..end, with);
        }), &Limits::default());
    }

    #[test]
    fn any_table_of_text_keeps_or_tells_every_row(
        rows in prop::collection::vec(("[a-zA-Z0-9 ;\"]{0,8}", "[a-z\"\n,]{0,5}"), 0..8)
    ) {
        let mut content = String::from("Country,ICT\n");
        for (country, level) in &rows {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            content += &format!("{},{}\n", quoted(country), quoted(level));
        }
        let filled = rows.iter().filter(|(a, b)| !a.trim().is_empty() || !b.trim().is_empty()).count();
        let (records, problems) = text(&content);
        prop_assert!(records.len() + problems.len() >= filled, "{content:?} {records:?} {problems:?}");
    }
}

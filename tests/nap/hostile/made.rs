//! Hostile files that cannot be small, or cannot be kept in a repository: made when they are needed.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Stage;

const TABLE: &str = "Country,Period,ICT,AI\nSenegal,2019-2023,commitment,none\nPeru,2021-2025,mention,yes\n";
const READ: &str =
    "level SEN ict commitment\nlevel SEN ai none\nlevel PER ict mention\nlevel PER ai addressed\n";
const NOTHING: &str = "without SEN\nwithout PER\n";

/// Makes files in a folder, and runs.
fn case(name: &str, expected: &str, make: impl FnOnce(&Path)) {
    let stage = Stage::new();
    make(&stage.inputs());
    let wrong = stage.judge(name, expected);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn create(folder: &Path, name: &str) -> BufWriter<File> {
    BufWriter::new(File::create(folder.join(name)).unwrap())
}

/// Writes the content of a part.
type Fill<'a> = &'a dyn Fn(&mut dyn Write);

/// A workbook of one sheet, its `sheetData` written by the caller; `more` are further parts.
fn workbook(path: &Path, data: impl FnOnce(&mut dyn Write), more: &[(&str, Fill<'_>)]) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(true);
    let related = |target: &str, id: u8, kind: &str| {
        format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let book = related("xl/workbook.xml", 1, "officeDocument");
    let mut parts = related("worksheets/sheet1.xml", 1, "worksheet");
    for (name, _) in more {
        if name.ends_with("sharedStrings.xml") {
            parts += &related("sharedStrings.xml", 2, "sharedStrings");
        }
    }
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{book}</Relationships>"#)),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>"#),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    for (name, write) in more {
        zip.start_file(*name, options).unwrap();
        write(&mut zip);
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    write!(zip, r#"<worksheet xmlns="{MAIN}"><sheetData>"#).unwrap();
    data(&mut zip);
    write!(zip, "</sheetData></worksheet>").unwrap();
    zip.finish().unwrap().flush().unwrap();
}

/// The table's rows as cells with their texts.
fn table(out: &mut dyn Write) {
    for line in TABLE.lines() {
        write!(out, "<row>").unwrap();
        for text in line.split(',') {
            write!(out, r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#).unwrap();
        }
        write!(out, "</row>").unwrap();
    }
}

fn repeat(out: &mut dyn Write, piece: &str, times: usize) {
    for _ in 0..times {
        out.write_all(piece.as_bytes()).unwrap();
    }
}

#[test]
fn an_archive_of_a_thousand_times_its_size() {
    let spaces = " ".repeat(1 << 20);
    case(
        "made: archive that expands to 2 GiB",
        &format!("exit 3\ntoo-large bomb.xlsx\n{NOTHING}"),
        |folder| {
            let fill = |out: &mut dyn Write| {
                table(out);
                repeat(out, &spaces, 2048);
            };
            workbook(&folder.join("bomb.xlsx"), fill, &[]);
        },
    );
}

#[test]
fn an_archive_of_very_many_entries() {
    case("made: 70,000 entries", &format!("exit 3\ntoo-large many.xlsx\n{NOTHING}"), |folder| {
        let names: Vec<String> = (0..70_000).map(|i| format!("xl/media/{i}")).collect();
        let nothing: Fill<'_> = &|_| {};
        let more: Vec<_> = names.iter().map(|name| (name.as_str(), nothing)).collect();
        workbook(&folder.join("many.xlsx"), table, &more);
    });
}

#[test]
fn tags_within_tags() {
    // Within a cell, and around the rows: no reader may recurse.
    let expected = format!("exit 3\nno-table outside.xlsx\n{READ}");
    case("made: a million open tags", &expected, |folder| {
        let inside = |out: &mut dyn Write| {
            table(out);
            write!(out, r#"<row><c t="inlineStr"><is>"#).unwrap();
            repeat(out, "<r>", 1_000_000);
            repeat(out, "</r>", 1_000_000);
            write!(out, "</is></c></row>").unwrap();
        };
        workbook(&folder.join("inside.xlsx"), inside, &[]);
        workbook(&folder.join("outside.xlsx"), |out| repeat(out, "<row>", 1_000_000), &[]);
    });
}

#[test]
fn twenty_thousand_columns() {
    let expected = format!("exit 3\ntoo-large wide.csv\ntoo-large wide.xlsx\n{NOTHING}");
    case("made: 20,000 columns", &expected, |folder| {
        let header: Vec<String> = (0..20_000).map(|i| format!("Column {i}")).collect();
        fs::write(folder.join("wide.csv"), format!("Country,ICT,{}\nPeru,yes\n", header.join(","))).unwrap();
        let wide = |out: &mut dyn Write| {
            write!(out, "<row>").unwrap();
            for text in &header {
                write!(out, r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#).unwrap();
            }
            write!(out, "</row>").unwrap();
            table(out);
        };
        workbook(&folder.join("wide.xlsx"), wide, &[]);
    });
}

#[test]
fn a_header_as_wide_as_a_sheet() {
    case("made: 16,000 columns, 60 rows", &format!("exit 0\n{READ}"), |folder| {
        let mut out = create(folder, "wide.csv");
        for line in TABLE.lines() {
            write!(out, "{line}").unwrap();
            (0..15_990).for_each(|i| write!(out, ",word {i}").unwrap());
            writeln!(out).unwrap();
        }
    });
}

#[test]
fn a_cell_of_a_megabyte() {
    let cell = "long ".repeat(200_000);
    let expected =
        "exit 3\ncell-too-long long.csv!E3\ncell-too-long long.xlsx!E3\nwithout PER\nlevel SEN ict unknown\n";
    case("made: cells of a megabyte", expected, |folder| {
        let text =
            format!("Country,Period,Theme,Level,Passage\nSenegal,2019,ICT,,\nPeru,2021,ICT,yes,{cell}\n");
        fs::write(folder.join("long.csv"), &text).unwrap();
        let write = |out: &mut dyn Write| {
            for line in text.lines() {
                write!(out, "<row>").unwrap();
                for text in line.split(',') {
                    write!(out, r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#).unwrap();
                }
                write!(out, "</row>").unwrap();
            }
        };
        workbook(&folder.join("long.xlsx"), write, &[]);
    });
}

#[test]
fn one_line_of_a_hundred_megabytes() {
    case("made: csv of one line of 100 MB", "exit 3\ntoo-large line.csv\n", |folder| {
        repeat(&mut create(folder, "line.csv"), "0123456789", 10_000_000);
    });
    case("made: csv of one line of 60 MB", "exit 3\nno-table line.csv\n", |folder| {
        repeat(&mut create(folder, "line.csv"), "0123456789", 6_000_000);
    });
    case("made: csv of one row of 100 MB", "exit 3\ntoo-large row.csv\n", |folder| {
        repeat(&mut create(folder, "row.csv"), "012345678,", 10_000_000);
    });
}

#[test]
fn a_quote_that_opens_every_row() {
    case("made: csv of 30 MB of quotation marks", &format!("exit 0\n{READ}"), |folder| {
        let mut out = create(folder, "marks.csv");
        write!(out, "{TABLE}").unwrap();
        repeat(&mut out, "\"\n", 15_000_000);
    });
}

#[test]
fn a_million_rows() {
    let short = |rows: usize| {
        move |folder: &Path| {
            let mut out = create(folder, "rows.csv");
            write!(out, "{TABLE}").unwrap();
            repeat(&mut out, "x,,y,n\n", rows);
        }
    };
    case(
        "made: csv of 140,000 rows",
        &format!("exit 3\nunknown-country rows.csv!A4\n{READ}"),
        short(140_000),
    );
    case("made: csv of 1,000,000 rows", "exit 3\ntoo-large rows.csv\n", short(1_000_000));
}

#[test]
fn a_matrix_of_very_many_statements() {
    let matrix = |rows: usize| {
        move |folder: &Path| {
            let mut out = create(folder, "matrix.csv");
            write!(out, "{TABLE}").unwrap();
            (0..rows).for_each(|row| writeln!(out, "Kenya,{},yes,no", 1900 + row % 100).unwrap());
        }
    };
    let expected = format!("exit 0\nduplicate-row matrix.csv\nlevel KEN ict addressed\n{READ}");
    case("made: matrix of 280,000 statements", &expected, matrix(140_000));
    case(
        "made: matrix of 400,000 statements",
        "exit 3\ntoo-large matrix.csv\nwithout KEN\n",
        matrix(200_000),
    );
}

#[test]
fn a_csv_of_half_a_gigabyte() {
    case("made: csv of 500 MB", "exit 3\ntoo-large large.csv\n", |folder| {
        let mut out = create(folder, "large.csv");
        writeln!(out, "Country,Period,Theme,Level,Passage").unwrap();
        for i in 0..1_000_000 {
            writeln!(out, "Peru,2021,ICT,yes,{i:0480}").unwrap();
        }
    });
}

#[test]
fn shared_texts_of_300_megabytes() {
    case("made: 300 MB of shared texts", "exit 3\ntoo-large strings.xlsx\n", |folder| {
        let texts = |out: &mut dyn Write| {
            write!(out, r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#)
                .unwrap();
            (0..10_000_000).for_each(|i| write!(out, "<si><t>text {i:016}</t></si>").unwrap());
            write!(out, "</sst>").unwrap();
        };
        workbook(&folder.join("strings.xlsx"), table, &[("xl/sharedStrings.xml", &texts)]);
    });
}

#[test]
fn millions_of_styles() {
    case("made: 6,000,000 styles", &format!("exit 3\ntoo-large styles.xlsx\n{NOTHING}"), |folder| {
        let styles = |out: &mut dyn Write| {
            write!(out, "<styleSheet><cellXfs>").unwrap();
            repeat(out, "<xf numFmtId=\"0\"/>", 6_000_000);
            write!(out, "</cellXfs></styleSheet>").unwrap();
        };
        workbook(&folder.join("styles.xlsx"), table, &[("xl/styles.xml", &styles)]);
    });
}

#[test]
fn a_full_sheet_of_distinct_texts() {
    case("made: xlsx of 1,048,576 x 16 texts", "exit 3\ntoo-large full.xlsx\n", |folder| {
        let full = |out: &mut dyn Write| {
            for row in 0..1_048_576 {
                write!(out, "<row>").unwrap();
                for column in 0..16 {
                    write!(out, r#"<c t="str"><v>{row}/{column}</v></c>"#).unwrap();
                }
                write!(out, "</row>").unwrap();
            }
        };
        workbook(&folder.join("full.xlsx"), full, &[]);
    });
}

#[cfg(unix)]
#[test]
fn what_is_no_file() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let expected = format!(
        "exit 3\nunsupported-format pipe.csv\nunreadable-file gone.csv\nunreadable-file loop.csv\n{READ}"
    );
    case("made: folders, pipes, loops", &expected, |folder| {
        fs::create_dir(folder.join("folder.xlsx")).unwrap();
        fs::write(folder.join("folder.xlsx/in.csv"), TABLE).unwrap();
        let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.csv")).status();
        assert!(made.unwrap().success());
        symlink("loop.csv", folder.join("loop.csv")).unwrap();
        symlink("nowhere.csv", folder.join("gone.csv")).unwrap();
        symlink("..", folder.join("again")).unwrap();
        symlink("/dev/zero", folder.join("zero.txt")).unwrap();
        fs::write(folder.join("shut.csv"), TABLE).unwrap();
        fs::set_permissions(folder.join("shut.csv"), fs::Permissions::from_mode(0o000)).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn names_of_files() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let expected = format!("exit 0\n{READ}");
    case("made: odd names of files", &expected, |folder| {
        for name in [
            &b"new\nline.csv"[..],
            "\u{202e}vsc.elif.csv".as_bytes(),
            b"not\xffutf8.csv",
            b"\x1b[31mred.csv",
            b"-q.csv",
            b"a'b\"c;$(x)`y`.csv",
            "zero\u{200b}width.csv".as_bytes(),
            &[&[b'x'; 250][..], b".csv"].concat(),
        ] {
            fs::write(folder.join(OsStr::from_bytes(name)), TABLE).unwrap();
        }
    });
}

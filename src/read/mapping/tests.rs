use std::fs;
use std::path::{Path, PathBuf};

use super::super::columns::tests::builtin;
use super::super::{Asked, Limits, Meaning, Reading, Vocabulary, drafts, read};
use crate::diagnostic::{Diagnostics, Kind};

fn vocabulary() -> Vocabulary {
    builtin().with_levels(["commitment", "partial", "none", "1"].map(str::to_owned))
}

/// A folder with a text file and what stands beside it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(table: &[&str], mapping: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.put("plans.csv", &table.join("\n"));
        folder.put("plans.mapping.toml", mapping);
        folder
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn read(&self, given: Option<&Path>) -> (Reading, Diagnostics) {
        let mut problems = Diagnostics::new();
        let inputs = [self.0.path().to_owned()];
        let asked = Asked { mapping: given, ..Asked::of(&inputs) };
        let reading = read(asked, &vocabulary(), &Limits::default(), &mut problems).unwrap();
        (reading, problems)
    }
}

/// Place and message of the mapping's faults.
fn faults(problems: &Diagnostics) -> Vec<String> {
    let told = problems.sorted();
    let bad = told.iter().filter(|one| one.kind == Kind::BadMapping && one.place.is_some());
    let text = |one: &crate::diagnostic::Diagnostic| {
        let spot = one.place.as_ref().map(crate::diagnostic::Place::spot_name).unwrap_or_default();
        format!("{spot}: {} ({})", one.message, one.hint)
    };
    bad.map(text).filter(|text| !text.starts_with(':')).collect()
}

/// The first fault of a mapping file for a table of three columns.
fn fault(mapping: &str) -> String {
    let table = ["Land,Jahr,Thema", "Chad,2019,2", "Togo,2020,1"];
    let (reading, problems) = Folder::new(&table, mapping).read(None);
    assert_eq!(reading.records.len(), 0, "a wrong mapping gives nothing");
    faults(&problems).into_iter().next().unwrap_or_default()
}

const GOOD: &str =
    "[[table]]\nheader_row = 1\n[table.columns]\nA = \"country\"\nB = \"period\"\nC = \"theme:ict\"\n";

#[test]
fn a_mapping_says_what_headers_do_not() {
    let table = ["Notes on the plans", "Land,Jahr,Spalte 3,Farbe", "Chad,2019,2,red", "Togo,2020,1,blue"];
    let mapping = "[[table]]\nheader_row = 2\nlast_row = 3\n[table.columns]\nA = \"country\"\nB = \"period\"\n\
                   C = \"theme:ict\"\nD = \"not used\"\n[table.values]\n\"2\" = \"commitment\"\n";
    let (reading, problems) = Folder::new(&table, mapping).read(None);
    assert_eq!(problems.sorted(), []);
    let [record] = &reading.records[..] else { panic!("{:?}", reading.records) };
    assert_eq!(record.text(Meaning::Country), Some("Chad"));
    assert_eq!(record.text(Meaning::Theme), Some("ict"));
    assert_eq!(record.get(Meaning::Level).unwrap().place().to_string(), "plans.csv, cell C3");
    let words = record.get(Meaning::LevelByKey).unwrap();
    assert_eq!(
        (&**words.value, words.place().to_string().as_str()),
        ("commitment", "plans.mapping.toml, line 10")
    );
    let sheet = &reading.files[0].sheets[0];
    assert_eq!((sheet.header_row, sheet.rows_used), (Some(2), 1));
    assert_eq!(sheet.columns[3], ("D".into(), "Farbe".into(), "not used".into()));
    assert_eq!(reading.files[0].mapping.as_ref().unwrap().name, "plans.mapping.toml");
}

#[test]
fn countries_across_are_read_from_rows() {
    let table = ["Feld,Tschad,Togo", "Staat,Chad,Togo", "Netz,2,1"];
    let mapping = "[[table]]\ncountries = \"across\"\nheader_column = \"A\"\n[table.rows]\n2 = \"country\"\n\
                   3 = \"theme:ict\"\n";
    let (reading, problems) = Folder::new(&table, mapping).read(None);
    let told: Vec<_> = problems.sorted().into_iter().map(|p| (p.kind, p.message)).collect();
    assert_eq!(
        told,
        [(Kind::UnknownColumn, "the row `Feld` is not in the mapping file, and was not used".into())]
    );
    let codes: Vec<_> =
        reading.records.iter().map(|r| r.get(Meaning::Level).unwrap().place().spot_name()).collect();
    assert_eq!(codes, ["B3", "C3"]);
}

#[test]
fn tables_below_and_beside_each_other_are_kept_apart() {
    let table = ["Land,X,,Staat,Y", "Chad,2,,Peru,1", "Togo,1,,Mali,0", "Land,Z,,,", "Cuba,2,,,"];
    let part = |row: u32, country: &str, code: &str, theme: &str| {
        format!(
            "[[table]]\nheader_row = {row}\n[table.columns]\n{country} = \"country\"\n{code} = \"theme:{theme}\"\n"
        )
    };
    let mapping = part(1, "A", "B", "ict") + &part(1, "D", "E", "ai") + &part(4, "A", "B", "remedy");
    let (reading, problems) = Folder::new(&table, &mapping).read(None);
    assert_eq!(problems.sorted(), []);
    let read: Vec<_> = reading
        .records
        .iter()
        .map(|r| format!("{} {}", r.text(Meaning::Country).unwrap(), r.text(Meaning::Theme).unwrap()))
        .collect();
    assert_eq!(read, ["Chad ict", "Togo ict", "Peru ai", "Mali ai", "Cuba remedy"]);
}

#[test]
fn a_table_may_be_about_one_theme() {
    let table = ["Land,Kennzahl", "Chad,partial"];
    let mapping =
        "[[table]]\nheader_row = 1\ntheme = \"ai\"\n[table.columns]\nA = \"country\"\nB = \"level\"\n";
    let (reading, problems) = Folder::new(&table, mapping).read(None);
    assert_eq!(problems.sorted(), []);
    let theme = reading.records[0].get(Meaning::Theme).unwrap();
    assert_eq!((&**theme.value, theme.place().to_string().as_str()), ("ai", "plans.mapping.toml, line 3"));
}

#[test]
fn each_fault_is_told_at_its_line_with_what_is_allowed() {
    let columns = |lines: &str| format!("[[table]]\nheader_row = 1\n[table.columns]\n{lines}\n");
    let with = |line: &str| GOOD.replace("header_row = 1\n", &format!("header_row = 1\n{line}\n"));
    for (mapping, expected) in [
        ("[[table]]\nheader_row = \n".to_owned(), "line 2: "),
        (
            "[[tabel]]\nheader_row = 1\n".to_owned(),
            "line 1: `tabel` is no key of a mapping file (did you mean `table`?)",
        ),
        (
            "[table]\nheader_row = 1\n".to_owned(),
            "line 1: `table` is a list (write `[[table]]`, with two brackets)",
        ),
        (String::new(), "line 1: the mapping file describes no table"),
        (
            with("headr_rows = 1"),
            "line 3: `headr_rows` is no key of a mapping file (did you mean `header_rows`?)",
        ),
        (with("header_rows = 9"), "line 3: `header_rows` is a number from 1 to 5"),
        (
            with("theme = \"itc\""),
            "line 3: `itc` is no theme of the codebook (use one of `ai`, `ict`, `privacy`, `remedy`)",
        ),
        (
            with("theme = \"privcy\""),
            "line 3: `privcy` is no theme of the codebook (did you mean `privacy`?)",
        ),
        (with("theme = \"ict\""), "line 3: `theme` has no place here"),
        (with("countries = \"up\""), "line 3: `countries` is `\"down\"` or `\"across\"`"),
        (with("first_row = 1"), "line 3: the first row of data is not after the header"),
        (with("first_row = 3\nlast_row = 2"), "line 4: the last row of data is before the first"),
        (with("last_row = 0"), "line 3: `last_row` is a row's number"),
        (
            with("header_column = \"A\""),
            "line 3: `header_column` says nothing where countries go down (write `header_row`",
        ),
        (with("sheet = \"Coverage\""), "line 3: a text file has no sheets"),
        (with("file = \"other.xlsx\""), "line 3: the mapping file beside `plans.csv` names another file"),
        (
            GOOD.replace("header_row = 1", "header_row = 9"),
            "line 2: row 9 holds no cells (the first rows with cells are 1, 2, 3)",
        ),
        (GOOD.replace("header_row = 1\n", ""), "line 1: the table says no header row (add `header_row = 1`"),
        (
            columns("A = \"country\"\nB = \"perod\""),
            "line 5: `perod` is nothing that a column can be (did you mean `period`? Allowed are `country`",
        ),
        (columns("A = \"country\"\nB = \"theme:xyz\""), "line 5: `xyz` is no theme of the codebook"),
        (
            columns("A = \"country\"\nB = \"period:ict\""),
            "line 5: `period` is of the whole row, not of one theme",
        ),
        (
            columns("A = \"country\"\nB = \"period@2014\""),
            "line 5: `period@2014` is nothing that a column can be",
        ),
        (columns("A = \"country\"\nB = \"theme:ict=banana\""), "line 5: `theme:ict=banana` is nothing"),
        (columns("A = \"country\"\nB = \"page:ict=mention\""), "line 5: `page:ict=mention` is nothing"),
        (columns("A = \"country\"\nB = \"theme:ict@\""), "line 5: `theme:ict@` is nothing"),
        (columns("A = \"country\"\nXFE = \"period\""), "line 5: `XFE` is no column (letters, `A` to `XFD`)"),
        (
            columns("A = \"country\"\nZ = \"theme:ict\""),
            "line 5: column Z is empty (the last column with cells is C)",
        ),
        (columns("A = \"country\"\nB = \"country\"\nC = \"theme:ict\""), "line 5: two columns are `country`"),
        (columns("B = \"period\"\nC = \"theme:ict\""), "line 1: no column is the country"),
        (columns("A = \"country\"\nB = \"period\""), "line 1: the table says nothing about any theme"),
        (
            columns("A = \"country\"\nC = \"level\""),
            "line 1: the codes of the column `level` belong to no theme",
        ),
        (columns("A = \"not used\""), "line 1: the table says of no column what it is"),
        (
            format!("{GOOD}[table.values]\n2 = \"comitment\"\n"),
            "line 8: `comitment`, for the code `2`, is no level (did you mean `commitment`?)",
        ),
        (format!("{GOOD}[table.values]\n2 = \"1\"\n"), "line 8: `1`, for the code `2`, is no level"),
        (format!("{GOOD}[table.values]\nx = \"none\"\nX = \"none\"\n"), "line 9: the code `X` stands twice"),
        (format!("{GOOD}{GOOD}"), "line 7: the table takes the same cells as the one of line 1"),
    ] {
        let told = fault(&mapping);
        assert!(told.starts_with(expected), "{mapping}\nexpected: {expected}\n  actual: {told}");
    }
}

#[test]
fn a_wrong_mapping_leaves_the_sheet_out_and_is_told_there_too() {
    let (_, problems) = Folder::new(&["Country,ICT", "Chad,yes"], "[[table]]\n").read(None);
    let told: Vec<String> = problems.sorted().iter().map(|p| p.place.as_ref().unwrap().to_string()).collect();
    assert_eq!(told, ["plans.csv", "plans.mapping.toml, line 1", "plans.mapping.toml, line 1"]);
    assert!(problems.any_loss());
}

#[test]
fn a_mapping_beside_two_files_of_its_name_is_for_none() {
    let folder = Folder::new(&["Country,ICT", "Chad,yes"], GOOD);
    folder.put("plans.tsv", "Country\tICT\nTogo\tyes\n");
    let (reading, problems) = folder.read(None);
    assert_eq!(reading.records.len(), 0);
    let told = problems.sorted();
    assert!(told.iter().any(|p| p.hint == "rename it to `plans.csv.mapping.toml`"), "{told:?}");
    fs::rename(folder.0.path().join("plans.mapping.toml"), folder.0.path().join("plans.csv.mapping.toml"))
        .unwrap();
    folder.put("plans.csv", "Land,Jahr,Netz\nChad,2019,yes\n");
    let (reading, problems) = folder.read(None);
    assert_eq!((reading.records.len(), problems.sorted()), (2, vec![]));
}

#[test]
fn a_mapping_that_is_about_no_file_is_told() {
    let folder = Folder::new(&["Country,ICT", "Chad,yes"], GOOD);
    fs::rename(folder.0.path().join("plans.mapping.toml"), folder.0.path().join("plan.mapping.toml"))
        .unwrap();
    let (reading, problems) = folder.read(None);
    assert_eq!(reading.records.len(), 1);
    let told = problems.sorted();
    assert_eq!(told[0].message, "no spreadsheet beside the mapping file is named `plan`");
}

#[test]
fn a_mapping_that_is_given_goes_before_the_one_beside() {
    let folder = Folder::new(&["Land,Jahr,Netz", "Chad,2019,yes"], "[[table]]\n");
    let outside = tempfile::tempdir().unwrap();
    let given = outside.path().join("all.toml");
    fs::write(&given, GOOD).unwrap();
    let (reading, problems) = folder.read(Some(&given));
    assert_eq!((reading.records.len(), problems.sorted()), (1, vec![]));

    folder.put("more.csv", "Country,ICT\nTogo,yes\n");
    let (_, problems) = folder.read(Some(&given));
    assert!(
        faults(&problems)[0]
            .starts_with("line 1: it does not say which file it is about, and there are several"),
        "{problems:?}"
    );
    fs::write(&given, GOOD.replace("header", "file = \"plans.csv\"\nheader")).unwrap();
    let (reading, problems) = folder.read(Some(&given));
    assert_eq!((reading.records.len(), problems.sorted()), (2, vec![]));
    fs::write(&given, GOOD.replace("header", "file = \"plan.csv\"\nheader")).unwrap();
    let (_, problems) = folder.read(Some(&given));
    assert!(faults(&problems)[0].starts_with("line 2: no input is called `plan.csv`"), "{problems:?}");
}

#[test]
fn text_that_is_no_text_is_told_with_its_line() {
    let folder = Folder::new(&["Country,ICT", "Chad,yes"], "");
    fs::write(folder.0.path().join("plans.mapping.toml"), b"[[table]]\n# \xe9\n").unwrap();
    let (_, problems) = folder.read(None);
    assert!(faults(&problems)[0].starts_with("line 2: the mapping file is not UTF-8"), "{problems:?}");
}

/// Writes what was understood of a folder's one file beside it, and gives the text.
fn write(folder: &Folder, problems: &Diagnostics) -> String {
    let inputs = [folder.0.path().join("plans.csv")];
    let drafts = drafts(Asked::of(&inputs), &vocabulary(), &Limits::default(), &problems.sorted()).unwrap();
    let [draft] = &drafts[..] else { panic!("{drafts:?}") };
    fs::write(&draft.path, &draft.text).unwrap();
    draft.text.clone()
}

#[test]
fn what_is_written_gives_the_same_reading_again() {
    for (table, lines) in [
        (
            &[
                "Coverage of plans",
                "2 = commitment",
                "",
                "Country,Period,ICT,AI,Farbe",
                "Chad,2019,2,0,red",
                "Total,,1,0,",
            ][..],
            &["header_row = 4", "C = \"theme:ict\"  # ICT", "E = \"not used\"  # Farbe; for example \"red\""]
                [..],
        ),
        (
            &[
                "Country,Period,ICT,,AI,",
                ",,Level,Quote,Level,Quote",
                "Chad,2019,partial,\"a \"\"text\"\"\",none,b",
            ],
            &["header_rows = 2", "D = \"passage:ict\"", "F = \"passage:ai\""],
        ),
        (
            &["Theme: AI", "Country,Level", "Chad,none", ",,x"],
            &["theme = \"ai\"", "# C has no header and is not used"],
        ),
        (&["Country,Theme,Text,Page,Theme", "Chad,AI,A text.,3,ICT"], &["D = \"page\"", "E = \"not used\""]),
    ] {
        let folder = Folder::new(table, "");
        fs::remove_file(folder.0.path().join("plans.mapping.toml")).unwrap();
        let (before, told) = folder.read(None);
        assert!(!before.records.is_empty());
        let text = write(&folder, &told);
        for line in lines {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let (after, problems) = folder.read(None);
        assert_eq!(faults(&problems), Vec::<String>::new(), "{text}");
        let known = |reading: &Reading| {
            let texts = |record: &super::super::Record| {
                record.cells().map(|(meaning, cell)| (meaning, cell.value.clone())).collect::<Vec<_>>()
            };
            reading.records.iter().map(|record| (record.place.clone(), texts(record))).collect::<Vec<_>>()
        };
        assert_eq!(known(&before), known(&after), "{text}");
        // A header of two rows is remarked otherwise; what is said stays.
        let said = |text: &str| {
            text.lines().map(|line| line.split('#').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(said(&write(&folder, &told)), said(&text), "writing again changes nothing");
    }
}

#[test]
fn a_sheet_that_is_not_understood_is_written_to_be_filled_in() {
    let table = ["Pläne", "Land,Jahr,Netz,KI", "Chad,2019,ja,\"a\tb\"", "Togo,2020,nein,#"];
    let folder = Folder::new(&table, "");
    fs::remove_file(folder.0.path().join("plans.mapping.toml")).unwrap();
    let (before, told) = folder.read(None);
    assert_eq!(before.records.len(), 0);
    let text = write(&folder, &told);
    for line in [
        "#   row 2: A Land | B Jahr",
        "header_row = 2  # a guess",
        "A = \"not used\"  # Land: \"Chad\", \"Togo\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // As it is, it says of no column what it is, and is told so; filled in, it is used.
    let (after, problems) = folder.read(None);
    assert_eq!(after.records.len(), 0);
    assert!(faults(&problems)[0].contains("says of no column what it is"), "{problems:?}");
    let filled =
        text.replace("A = \"not used\"", "A = \"country\"").replace("C = \"not used\"", "C = \"theme:ict\"");
    folder.put("plans.mapping.toml", &filled);
    let (after, problems) = folder.read(None);
    assert_eq!((after.records.len(), problems.sorted()), (2, vec![]));
}

#[test]
fn codes_that_are_not_known_are_listed_to_be_given_a_meaning() {
    let folder = Folder::new(&["Country,ICT,AI", "Chad,7,yes", "Togo,7,X"], GOOD);
    fs::remove_file(folder.0.path().join("plans.mapping.toml")).unwrap();
    let mut told = Diagnostics::new();
    let (reading, _) = folder.read(None);
    for record in &reading.records {
        let level = record.get(Meaning::Level).unwrap();
        if &**level.value != "yes" {
            told.push(Kind::UnknownLevel, &level.place(), "", "");
        }
    }
    let text = write(&folder, &told);
    assert!(
        text.contains("# \"7\" = \"?\"  # 2 cells, the first B2\n# \"x\" = \"?\"  # 1 cell C3\n"),
        "{text}"
    );
}

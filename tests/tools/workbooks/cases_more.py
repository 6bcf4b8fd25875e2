"""What stands around a table, and how programs hide, merge, link and compute."""

from datetime import date, datetime

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from cases_usual import AI_NOW, COMPLAINTS, NEUTRAL, PERSONAL, SECTOR
from kit import case, libreoffice, openpyxl_book, put, sheetjs, text_file, xlsxwriter_rows, xlwt_rows

HEADER = ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"]


@case
def scores_with_key_below(c):
    book = openpyxl_book({"Scores": [
        HEADER,
        ["Belgium", "2017-2022", 0, 0, 1, 2],
        ["Peru", "2021-2025", 2, 1, 0, 2],
        ["Uganda", "2021-2026", 1, None, 0, 2],
        [],
        ["Key"],
        ["0 = not addressed"],
        ["1 = mentioned"],
        ["2 = concrete commitment"],
    ]})
    libreoffice(book, c.path("scores.xls"))
    c.expect("""
        BEL 2017-2022 n n m c
        PER 2021-2025 c m n c
        UGA 2021-2026 m u n c
        """, """
        Scores from 0 to 2, the key in lines below the table; Excel 97 file by LibreOffice.
        """)


@case
def scores_with_key_sheet(c):
    book = xlsxwriter.Workbook(c.path("scoring.xlsx"))
    data, key = book.add_worksheet("Data"), book.add_worksheet("Codebook")
    xlsxwriter_rows(data, [
        HEADER,
        ["Finland", "2014-2016", 1, 0, 3, 2],
        ["Colombia", "2020-2022", 2, 0, 0, 3],
        ["Czechia", "2017-2022", 1, 0, 0, 1],
    ])
    xlsxwriter_rows(key, [
        ["Score", "Meaning"],
        [0, "not addressed"],
        [1, "mention"],
        [2, "commitment"],
        [3, "commitment with a deadline"],
    ])
    book.close()
    c.expect("""
        COL 2020-2022 c n n c
        CZE 2017-2022 m n n m
        FIN 2014-2016 m n c c
        """, """
        Scores from 0 to 3, their key on a sheet of its own; XlsxWriter. The words of the key decide: 3 is a commitment as well.
        """)


@case
def totals_means_and_n_below(c):
    book = openpyxl_book({"Codes": [
        HEADER,
        ["France", "2017-2022", "no", "no", "yes", "yes"],
        ["Luxembourg", "2020-2022", "yes", "no", "no", "yes"],
        ["Japan", "2020-2025", "yes", "yes", "partial", "yes"],
        ["Total yes", None, 2, 1, 1, 3],
        ["Share", None, "67%", "33%", "33%", "100%"],
        ["Mean", None, 0.67, 0.33, 0.5, 1],
        ["n = 3"],
        ["Number of countries", 3],
    ]})
    for cell in book["Codes"][5]:
        cell.font = Font(bold=True)
    book.save(c.path("codes.xlsx"))
    c.expect("""
        FRA 2017-2022 n n a a
        JPN 2020-2025 a a m a
        LUX 2020-2022 a n n a
        """, """
        Totals, shares, a mean and an n directly below the rows, no blank row between; openpyxl.
        A reader must not take "Share" or "67%" for data.
        """)


@case
def footnotes_and_their_marks(c):
    book = openpyxl_book({"Table 3": [
        ["Table 3: themes in national action plans"],
        ["Country", "Period¹", "ICT*", "AI", "Privacy (a)", "Remedy²"],
        ["Kenya*", "2020-2025", "mention", "none", "mention", "commitment"],
        ["Chile¹", "2022-2025", "mention", "none", "none", "commitment"],
        ["Thailand [2]", "2019-2022", "none", "none*", "mention", "commitment¹"],
        ["Germany†", "2016-2020*", "none", "none", "none", "commitment"],
        [],
        ["* Checked against the printed plan."],
        ["¹ Draft seen by the desk."],
        ["[2] English version. † First plan."],
        ["(a) Including data protection."],
        ["Source: own coding; see Kenya and Chile for details."],
    ]})
    book.save(c.path("table3.xlsx"))
    c.expect("""
        CHL 2022-2025 m n n c
        DEU 2016-2020 n n n c
        KEN 2020-2025 m n m c
        THA 2019-2022 n n m c
        """, """
        Marks of footnotes in headers, countries, periods and values; the notes below name countries; openpyxl.
        """)


@case
def region_bands_between_rows(c):
    book = openpyxl_book({"By region": [
        HEADER,
        ["AFRICA"],
        ["Ghana", "2025-2029", "none", "none", "mention", "commitment"],
        ["Kenya", "2020-2025", "mention", "none", "mention", "commitment"],
        ["ASIA AND THE PACIFIC"],
        ["Japan", "2020-2025", "commitment", "commitment", "mention", "commitment"],
        ["EUROPE"],
        ["Italy", "2021-2026", "commitment", "mention", "commitment", "commitment"],
    ]})
    sheet = book["By region"]
    for row in (2, 5, 7):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor="DDDDDD")
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
    libreoffice(book, c.path("by_region.ods"))
    c.expect("""
        GHA 2025-2029 n n m c
        ITA 2021-2026 c m c c
        JPN 2020-2025 c c m c
        KEN 2020-2025 m n m c
        """, """
        Bands with a region's name, merged over all columns, between the rows; ods by LibreOffice.
        """)


@case
def header_repeated_after_page_break(c):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Print")
    rows = [
        ["Overview of plans, page 1"],
        ["Country", "Years", "ICT", "AI", "Privacy", "Remedy"],
        ["Austria", "2023-2027", "mention", "none", "mention", "commitment"],
        ["Denmark", "2014-2018", "none", "none", "none", "mention"],
        [],
        ["Overview of plans, page 2"],
        ["Country", "Years", "ICT", "AI", "Privacy", "Remedy"],
        ["Mongolia", "2023-2027", "mention", "none", "mention", "commitment"],
        ["Thailand", "2023-2027", "mention", "none", "commitment", "commitment"],
    ]
    xlwt_rows(sheet, rows)
    sheet.horz_page_breaks = [(5, 0, 255)]
    book.save(c.path("print.xls"))
    c.expect("""
        AUT 2023-2027 m n m c
        DNK 2014-2018 n n n m
        MNG 2023-2027 m n m c
        THA 2023-2027 m n c c
        """, """
        The header and a running title come again after a page break; Excel 97 file by xlwt.
        """)


@case
def country_merged_down(c):
    sheetjs(c.path("merged.xls"), [{"name": "Passages", "rows": [
        ["Country", "Period", "Page", "Passage"],
        ["Uganda", "2021-2026", 9, COMPLAINTS],
        [None, None, 12, PERSONAL],
        [None, None, 30, NEUTRAL],
        ["Slovenia", "2018-2023", 4, AI_NOW],
        [None, None, 6, "Victims may bring complaints to the ombudsman, whose office was established in 1995."],
    ], "merges": ["A2:A4", "B2:B4", "A5:A6", "B5:B6"]}], "biff8")
    c.expect("""
        SVN 2018-2023 n m n m
        UGA 2021-2026 n n c c
        """, """
        Country and period merged down over their passages; Excel 97 file (BIFF8) by SheetJS.
        """)


@case
def theme_groups_merged_across(c):
    book = openpyxl_book({"Groups": [
        ["Country", "Period", "Technology", None, "Rights of people", None],
        [None, None, "ICT", "AI", "Privacy", "Remedy"],
        ["Ireland", "2017-2020", "mention", "none", "commitment", "commitment"],
        ["Ireland", "2024-2027", "commitment", "mention", "commitment", "commitment"],
        ["Poland", "2021-2024", "none", "none", "none", "commitment"],
    ]})
    for block in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        book["Groups"].merge_cells(block)
    book.save(c.path("groups.xlsx"))
    c.expect("""
        IRL 2017-2020 m n c c
        IRL 2024-2027 c m c c
        POL 2021-2024 n n n c
        """, """
        A group over two themes each, merged across, country and period merged down over both header rows; openpyxl.
        The group "Technology" is no column of its own; Ireland has two editions in rows.
        """)


@case
def three_header_rows(c):
    book = xlsxwriter.Workbook(c.path("three-rows.xlsx"))
    sheet = book.add_worksheet("Themes")
    middle = book.add_format({"align": "center", "bold": 1, "border": 1})
    sheet.merge_range("A1:A3", "Country", middle)
    sheet.merge_range("B1:B3", "Period", middle)
    sheet.merge_range("C1:F1", "Themes addressed in the plan", middle)
    sheet.merge_range("C2:D2", "Business sectors", middle)
    sheet.merge_range("E2:F2", "Cross-cutting", middle)
    xlsxwriter_rows(sheet, [["ICT", "Artificial intelligence", "Privacy", "Remedy"]], (2, 2), middle)
    xlsxwriter_rows(sheet, [
        ["Spain", "2017-2020", "no", "no", "no", "partial"],
        ["Taiwan", "2020-2024", "yes", "no", "partial", "yes"],
        ["Korea, Rep.", "2018-2022", "yes", "no", "no", "yes"],
    ], (3, 0))
    book.close()
    c.expect("""
        ESP 2017-2020 n n n m
        KOR 2018-2022 a n n a
        TWN 2020-2024 a n m a
        """, """
        Three header rows with merged titles and groups; XlsxWriter. "Korea, Rep." is the Republic of Korea.
        """)


@case
def line_breaks_in_headers_and_names(c):
    book = openpyxl_book({"Sheet": [
        ["Country\nname", "Period of\nthe plan", "ICT and\nelectronics", "Artificial\nintelligence", "Privacy and\npersonal data", "Access to\nremedy"],
        ["Republic\nof Korea", "2018-\n2022", "mention", "none", "none", "commitment"],
        ["United\nKingdom ", "2016", "mention", "none", "mention", "commitment"],
        [" Viet Nam\n", "2023-2027", "mention", "none\n", "mention", " commitment"],
    ]})
    for row in book["Sheet"].iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True)
    book.save(c.path("wrapped.xlsx"))
    c.expect("""
        GBR 2016 m n m c
        KOR 2018-2022 m n n c
        VNM 2023-2027 m n m c
        """, """
        Line breaks in headers, names, a period and values, and spaces at the ends; openpyxl.
        """)


@case
def table_at_c7_with_blank_columns(c):
    book = openpyxl_book({"Annex 2": []})
    sheet = book["Annex 2"]
    put(sheet, [
        ["Country", None, "Period", None, "ICT", None, "AI", None, "Privacy", None, "Remedy"],
        ["Lithuania", None, "2015-2020", None, "none", None, "none", None, "none", None, "commitment"],
        ["Sweden", None, "2015-2018", None, "commitment", None, "none", None, "mention", None, "mention"],
        ["Pakistan", None, "2021-2026", None, "mention", None, "none", None, "mention", None, "commitment"],
    ], "C7")
    sheet["C2"] = "Annex 2"
    sheet["C4"] = "Coding of the plans by two desk officers"
    sheet["O3"] = "confidential"
    book.save(c.path("annex2.xlsx"))
    c.expect("""
        LTU 2015-2020 n n n c
        PAK 2021-2026 m n m c
        SWE 2015-2018 c n m m
        """, """
        The table begins at C7, a blank column stands between every two columns, a stamp far to the right; openpyxl.
        """)


@case
def hidden_sheet_with_old_copy(c):
    book = openpyxl_book({
        "Coverage": [HEADER, ["Italy", "2021-2026", "commitment", "mention", "commitment", "commitment"], ["Georgia", "2018-2020", "none", "none", "none", "mention"]],
        "Coverage old": [HEADER, ["Italy", "2021-2026", "none", "none", "none", "none"], ["Malta", "2019-2022", "commitment", "commitment", "commitment", "commitment"]],
        "Very old": [HEADER, ["Georgia", "2018-2020", "commitment", "none", "none", "mention"]],
    })
    book["Coverage old"].sheet_state = "hidden"
    book["Very old"].sheet_state = "veryHidden"
    book.save(c.path("coverage.xlsx"))
    c.expect("""
        GEO 2018-2020 n n n m
        ITA 2021-2026 c m c c
        """, """
        Two hidden sheets with older codes that say otherwise and a country more, one of them hidden so that only a macro shows it; openpyxl.
        """, ["hidden-sheet Coverage old", "hidden-sheet Very old"])


@case
def rows_hidden_by_hand(c):
    book = openpyxl_book({"Coverage": [
        HEADER,
        ["Norway", "2015-2019", "mention", "none", "none", "commitment"],
        ["Malta", "2019-2022", "none", "none", "none", "mention"],
        ["Chile", "2017-2020", "none", "none", "none", "commitment"],
        ["Kenya", "2020-2025", "mention", "none", "mention", "commitment"],
    ]})
    book["Coverage"].row_dimensions[3].hidden = True
    book["Coverage"].row_dimensions[4].hidden = True
    book.save(c.path("coverage.xlsx"))
    c.expect("""
        KEN 2020-2025 m n m c
        NOR 2015-2019 m n n c
        """, """
        Two rows in the middle were hidden by hand: somebody took them out. They are told and not used; openpyxl.
        """, ["hidden-rows Coverage"], 3)


@case
def rows_hidden_by_hand_excel97(c):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Codes")
    xlwt_rows(sheet, [
        ["Country", "Period", "Theme", "Level"],
        ["Peru", "2021-2025", "ICT", "commitment"],
        ["Peru", "2021-2025", "AI", "none"],
        ["Peru", "2021-2025", "Privacy", "commitment"],
        ["Peru", "2021-2025", "Remedy", "commitment"],
    ])
    sheet.row(3).hidden = True
    book.save(c.path("codes.xls"))
    c.expect("""
        PER 2021-2025 c n u c
        """, """
        The row with the code on privacy is hidden by hand; Excel 97 file by xlwt.
        """, ["hidden-rows Codes"], 3)


@case
def rows_hidden_by_a_filter(c):
    book = xlsxwriter.Workbook(c.path("filtered.xlsx"))
    sheet = book.add_worksheet("Coverage")
    rows = [
        ["Country", "Region", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Uganda", "Africa", "2021-2026", "none", "none", "commitment", "commitment"],
        ["Poland", "Europe", "2021-2024", "none", "none", "none", "commitment"],
        ["Kenya", "Africa", "2020-2025", "mention", "none", "mention", "commitment"],
        ["Finland", "Europe", "2014-2016", "mention", "none", "commitment", "mention"],
    ]
    xlsxwriter_rows(sheet, rows)
    sheet.autofilter("A1:G5")
    sheet.filter_column("B", "x == Africa")
    for row in (2, 4):
        sheet.set_row(row, None, None, {"hidden": True})
    book.close()
    c.expect("""
        FIN 2014-2016 m n c m
        KEN 2020-2025 m n m c
        POL 2021-2024 n n n c
        UGA 2021-2026 n n c c
        """, """
        Saved with a filter on Africa: the European rows do not show. They are data all the same, used and told; XlsxWriter.
        """, ["filtered-rows Coverage"])


@case
def hidden_column(c):
    book = openpyxl_book({"Coverage": [
        HEADER,
        ["Czechia", "2017-2022", "mention", "none", "none", "mention"],
        ["Germany", "2016-2020", "none", "none", "mention", "commitment"],
    ]})
    book["Coverage"].column_dimensions["E"].hidden = True
    book.save(c.path("coverage.xlsx"))
    c.expect("""
        CZE 2017-2022 m n n m
        DEU 2016-2020 n n m c
        """, """
        The privacy column is hidden; its codes are used, and that is told; openpyxl.
        """, ["hidden-columns Coverage"])


@case
def template_beside_data(c):
    book = openpyxl_book({
        "Round 1": [HEADER, ["Ghana", "2025-2029", "none", "none", "mention", "commitment"], ["Japan", "2020-2025", "commitment", "commitment", "mention", "commitment"]],
        "Round 2": [HEADER, ["Ghana", "2025-2029"], ["Japan", "2020-2025"]],
    })
    book.save(c.path("rounds.xlsx"))
    c.expect("""
        GHA 2025-2029 n n m c
        JPN 2020-2025 c c m c
        """, """
        The second sheet is the same form with countries and no codes yet; it takes nothing from the first; openpyxl.
        """, ["unfilled-template Round 2"])


@case
def template_alone(c):
    book = xlsxwriter.Workbook(c.path("template.xlsx"))
    sheet = book.add_worksheet("To fill in")
    sheet.write("A1", "Please fill in the yellow cells with commitment, mention or none by 30 June")
    xlsxwriter_rows(sheet, [HEADER, ["Mexico", "2020-2024"], ["Thailand", "2019-2022"]], (2, 0))
    yellow = book.add_format({"bg_color": "#FFFF99"})
    for row in (3, 4):
        for column in range(2, 6):
            sheet.write_blank(row, column, None, yellow)
    book.close()
    c.expect("""
        MEX 2020-2024 u u u u
        THA 2019-2022 u u u u
        """, """
        A form that nobody has filled in: countries, headers, empty coloured cells; XlsxWriter.
        All unknown, and one word to the user. The yellow is a hint to fill in, not a code.
        """, ["unfilled-template To fill in"])


@case
def cover_readme_lists_and_pivot(c):
    book = openpyxl_book({
        "Cover": [[], [None, "National action plans: coding 2024"], [None, "Unit for business and human rights"], [], [None, "Version", "1.3"], [None, "Date", date(2024, 3, 1)]],
        "Readme": [["How to use this file"], ["1. Fill in the sheet Data only."], ["2. One row a plan; ICT, AI, privacy and remedy each have a column."], ["3. Ask the unit where in doubt."]],
        "Data": [HEADER, ["Belgium", "2017-2022", "none", "none", "mention", "commitment"], ["Colombia", "2020-2022", "commitment", "none", "none", "commitment"]],
        "Lists": [["Countries", "Levels"], ["Belgium", "commitment"], ["Colombia", "mention"], ["France", "none"], ["Kenya", "unknown"]],
        "Pivot": [[], [], ["Row Labels", "Count of Country"], ["commitment", 1], ["none", 1], ["Grand Total", 2]],
    })
    book.save(c.path("coding-2024.xlsx"))
    c.expect("""
        BEL 2017-2022 n n m c
        COL 2020-2022 c n n c
        """, """
        Five sheets, of which one is data. The lists for the drop-downs hold countries and levels but say nothing of any plan; openpyxl.
        """, ["sheet-not-used Cover", "sheet-not-used Readme", "sheet-not-used Lists", "sheet-not-used Pivot"])


@case
def questionnaire_of_forty_themes(c):
    others = ["Children", "Women", "Migrant workers", "Indigenous peoples", "Persons with disabilities", "Land", "Water", "Environment", "Climate",
              "Corruption", "Conflict", "Trade", "Investment", "Procurement", "State-owned enterprises", "Export credit", "Tax", "Health", "Education",
              "Agriculture", "Fisheries", "Forestry", "Mining", "Oil and gas", "Garments", "Construction", "Finance", "Tourism", "Sport", "Security providers",
              "Freedom of association", "Forced labour", "Human trafficking", "Small enterprises", "Reporting", "Due diligence"]
    header = ["Respondent", "Country", "Plan"] + others[:14] + ["ICT"] + others[14:22] + ["Privacy"] + others[22:30] + ["Remedy"] + others[30:]
    rows = []
    for number, (country, plan, ict, privacy, remedy) in enumerate([
        ("Switzerland", "2020-2023", "yes", "no", "yes"),
        ("Thailand", "2019-2022", "no", "yes", "yes"),
        ("Mexico", "2020-2024", "n/a", "no", "partial"),
    ]):
        row = [f"R{number + 1}", country, plan] + [["yes", "no", "n/a"][(number + at) % 3] for at in range(len(others))]
        for at, value in ((17, ict), (26, privacy), (35, remedy)):
            row.insert(at, value)
        rows.append(row)
    assert [header[at] for at in (17, 26, 35)] == ["ICT", "Privacy", "Remedy"]
    sheetjs(c.path("questionnaire.xlsb"), [{"name": "Export", "rows": [header, *rows]}])
    c.expect("""
        CHE 2020-2023 a u n a
        MEX 2020-2024 u u n m
        THA 2019-2022 n u a a
        """, """
        A wide export of a questionnaire on some forty themes, of which three are ours; xlsb by SheetJS.
        "Security providers", "Reporting" and the like are none of ours.
        """)


@case
def codes_and_passages_for_each_theme(c):
    book = openpyxl_book({"Coding": [
        ["Country", "Period", "ICT", "ICT passage", "AI", "AI passage", "Privacy", "Privacy passage", "Remedy", "Remedy passage"],
        ["Italy", "2021-2026", "commitment", SECTOR, "mention", AI_NOW, "commitment", PERSONAL, "commitment", COMPLAINTS],
        ["Chile", "2017-2020", "none", None, "none", None, "commitment", PERSONAL, "commitment", COMPLAINTS],
        ["Poland", "2021-2024", "none", None, "none", None, "none", None, "commitment", COMPLAINTS],
    ]})
    book.save(c.path("coding.xlsx"))
    c.expect("""
        CHL 2017-2020 n n c c
        ITA 2021-2026 c m c c
        POL 2021-2024 n n n c
        """, """
        A matrix with a code and a passage for each theme, side by side; openpyxl.
        """)


@case
def notes_in_cells(c):
    book = openpyxl_book({"Matrix": [
        HEADER,
        ["Kenya", "2020-2025", "mention", "none", "mention", "commitment"],
        ["Spain", "2017-2020", "none", "none", None, "mention"],
    ]})
    sheet = book["Matrix"]
    sheet["C2"].comment = Comment("Should this be commitment? Ask Peru desk.", "AB")
    sheet["E3"].comment = Comment("commitment", "CD")
    sheet["A1"].comment = Comment("Country names as in UN list", "AB")
    book.save(c.path("matrix.xlsx"))
    c.expect("""
        ESP 2017-2020 n n u m
        KEN 2020-2025 m n m c
        """, """
        Comments in cells; what somebody writes in a comment is no code, so Spain's privacy stays unknown; openpyxl.
        """)


@case
def formulas_with_values(c):
    book = openpyxl_book({
        "Codes": [
            ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"],
            ["=Raw!A2", '=Raw!B2&"-"&Raw!C2', '=IF(Raw!D2=1,"yes","no")', '=IF(Raw!E2=1,"yes","no")', '=IF(Raw!F2=1,"yes","no")', '=IF(Raw!G2=1,"yes","no")'],
            ["=Raw!A3", '=Raw!B3&"-"&Raw!C3', '=IF(Raw!D3=1,"yes","no")', '=IF(Raw!E3=1,"yes","no")', '=IF(Raw!F3=1,"yes","no")', '=IF(Raw!G3=1,"yes","no")'],
        ],
        "Raw": [["a", "b", "c", "d", "e", "f", "g"], ["Ireland", 2017, 2020, 1, 0, 1, 1], ["Georgia", 2018, 2020, 0, 0, 0, 1]],
    })
    libreoffice(book, c.path("formulas.xlsx"), "Calc MS Excel 2007 XML")
    c.expect("""
        GEO 2018-2020 n n n a
        IRL 2017-2020 a n a a
        """, """
        Every cell is a formula on another sheet; LibreOffice computed and kept the values.
        The raw sheet has no header that says anything: it is not used.
        """, ["sheet-not-used Raw"])


@case
def real_dates_for_periods(c):
    book = openpyxl_book({"Plans": [
        ["Country", "Start date", "End date", "ICT", "AI", "Privacy", "Remedy"],
        ["Finland", date(2014, 10, 17), date(2016, 12, 31), "mention", "none", "commitment", "mention"],
        ["Peru", date(2021, 6, 11), date(2025, 12, 31), "commitment", "none", "none", "commitment"],
        ["Austria", datetime(2023, 1, 1), None, "none", "none", "none", "mention"],
    ]})
    book.save(c.path("plans.xlsx"))
    c.expect("""
        AUT 2023 n n n m
        FIN 2014-2016 m n c m
        PER 2021-2025 c n n c
        """, """
        First and last day as real dates with a date format; openpyxl.
        """)


@case
def adoption_date_in_period_column(c):
    book = xlsxwriter.Workbook(c.path("adopted.xlsx"), {"date_1904": True})
    sheet = book.add_worksheet("Adopted")
    xlsxwriter_rows(sheet, [["Country", "Date of adoption", "ICT", "AI", "Privacy", "Remedy"]])
    day, month = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"num_format": "mm/yyyy"})
    for row, (country, when, form, values) in enumerate([
        ("Netherlands", datetime(2013, 12, 20), day, ["none", "none", "none", "mention"]),
        ("Colombia", datetime(2015, 12, 9), day, ["none", "none", "none", "commitment"]),
        ("Switzerland", datetime(2016, 12, 1), month, ["mention", "none", "none", "commitment"]),
    ], 1):
        sheet.write(row, 0, country)
        sheet.write_datetime(row, 1, when, form)
        xlsxwriter_rows(sheet, [values], (row, 2))
    book.close()
    c.expect("""
        CHE 2016 m n n c
        COL 2015 n n n c
        NLD 2013 n n n m
        """, """
        The day of adoption as a real date, in a workbook that counts days from 1904; XlsxWriter.
        Read on the wrong calendar, 20 December 2013 would be in 2009.
        """)


@case
def numbers_kept_as_text(c):
    book = xlsxwriter.Workbook(c.path("as-text.xlsx"))
    sheet = book.add_worksheet("Scores")
    sheet.write("A1", "Scale: 0 = none; 1 = mention; 2 = commitment")
    xlsxwriter_rows(sheet, [HEADER], (2, 0))
    text = book.add_format({"num_format": "@"})
    for row, values in enumerate([["Nigeria", "2024", "1", "0", "1", "2"], ["Argentina", "2023", "0", "0", " 0", "2 "]], 3):
        for column, value in enumerate(values):
            sheet.write_string(row, column, value, text)
    book.close()
    c.expect("""
        ARG 2023 n n n c
        NGA 2024 m n m c
        """, """
        Years and scores are text (green triangles in Excel), some with a space; a key above; XlsxWriter.
        """)


@case
def links_in_cells(c):
    book = xlsxwriter.Workbook(c.path("links.xlsx"))
    sheet = book.add_worksheet("Plans")
    xlsxwriter_rows(sheet, [["Country", "Period", "ICT", "AI", "Privacy", "Remedy", "Plan (link)"]])
    for row, (country, period, values) in enumerate([
        ("Luxembourg", "2020-2022", ["mention", "none", "none", "commitment"]),
        ("Slovenia", "2018-2023", ["none", "none", "mention", "commitment"]),
    ], 1):
        sheet.write_url(row, 0, f"https://example.org/{row}", string=country)
        sheet.write(row, 1, period)
        xlsxwriter_rows(sheet, [values], (row, 2))
        sheet.write_formula(row, 6, f'=HYPERLINK("https://example.org/privacy-{row}.pdf","PDF")', None, "PDF")
    sheet.write_formula(3, 0, '=HYPERLINK("https://example.org/3","Liberia")', None, "Liberia")
    xlsxwriter_rows(sheet, [["2024-2028", "none", "none", "none", "commitment"]], (3, 1))
    book.close()
    c.expect("""
        LBR 2024-2028 n n n c
        LUX 2020-2022 m n n c
        SVN 2018-2023 n n m c
        """, """
        Countries are links, as cell links and as a formula with its value kept; XlsxWriter.
        """)


@case
def macro_workbook(c):
    sheetjs(c.path("tool.xlsm"), [
        {"name": "Start", "rows": [["Press the button to begin"]]},
        {"name": "Coding", "rows": [
            ["Country", "Period", "Theme", "Level"],
            ["France", "2017-2022", "ICT", "mention"],
            ["France", "2017-2022", "AI", "none"],
            ["France", "2017-2022", "Privacy", "none"],
            ["France", "2017-2022", "Remedy", "commitment"],
            ["Japan", "2020-2025", "AI", "commitment"],
        ]},
    ])
    c.expect("""
        FRA 2017-2022 m n n c
        JPN 2020-2025 u c u u
        """, """
        A workbook of the macro kind with a start page; SheetJS.
        """, ["sheet-not-used Start"])


@case
def excel5_workbook(c):
    sheetjs(c.path("old.xls"), [{"name": "NAP", "rows": [
        ["Pays", "Periode", "TIC", "Donnees personnelles", "Acces aux voies de recours"],
        ["Allemagne", "2016-2020", "oui", "non", "oui"],
        ["Pays-Bas", "2014-2018", "non", "non", "partiel"],
    ]}], "biff5")
    c.expect("""
        DEU 2016-2020 a u n a
        NLD 2014-2018 n u n m
        """, """
        An Excel 5 file (BIFF5) with French words, their accents lost; SheetJS. No column for AI.
        """)


@case
def repeated_cells_in_ods(c):
    document = OpenDocumentSpreadsheet()
    table = Table(name="Matrix")

    def row(values, repeated=None):
        line = TableRow(**({"numberrowsrepeated": repeated} if repeated else {}))
        for value in values:
            text, times = value if isinstance(value, tuple) else (value, None)
            cell = TableCell(**({"numbercolumnsrepeated": times} if times else {}), **({"valuetype": "string"} if text else {}))
            if text:
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)

    row([("", 6)], repeated=3)
    row(["Country", "Period", "ICT", "AI", "Privacy", "Remedy"])
    row(["Malta", "2019-2022", ("none", 3), "mention"])
    row([("", 1024)], repeated=2)
    row(["Norway", "2015-2019", ("mention", 2), ("commitment", 2)])
    row([("", 1024)], repeated=1048000)
    document.spreadsheet.addElement(table)
    document.save(c.path("matrix.ods"))
    c.expect("""
        MLT 2019-2022 n n n m
        NOR 2015-2019 m m c c
        """, """
        Equal cells and blank rows are written once with a count, a million blank rows at the end; odfpy.
        Two blank rows inside the table do not end it.
        """)


@case
def data_frame_with_index(c):
    import pandas

    columns = pandas.MultiIndex.from_product([["2014-2018", "2019-2023"], ["ICT", "AI", "Privacy", "Remedy"]])
    frame = pandas.DataFrame(
        [["none", "none", "none", "mention", "mention", "none", "mention", "commitment"],
         ["mention", "none", "commitment", "mention", "commitment", "commitment", "mention", "commitment"]],
        index=pandas.Index(["Denmark", "Finland"], name="Country"), columns=columns)
    frame.to_excel(c.path("frame.xlsx"), sheet_name="Sheet1")
    c.expect("""
        DNK 2014-2018 n n n m
        DNK 2019-2023 m n m c
        FIN 2014-2018 m n c m
        FIN 2019-2023 c c m c
        """, """
        A data frame written by pandas: the periods over the themes, the index name "Country" in a row of its own between
        header and data, everything to its right blank.
        """)


@case
def data_frame_with_numbers(c):
    import pandas

    pandas.DataFrame({
        "country": ["Kenya", "Poland"], "period": ["2020-2025", "2021-2024"],
        "ict": ["mention", "none"], "ai": ["none", None], "privacy": ["mention", "none"], "remedy": ["commitment", "commitment"],
    }).to_csv(c.path("frame.csv"))
    c.expect("""
        KEN 2020-2025 m n m c
        POL 2021-2024 n u n c
        """, """
        A csv by pandas: the first column has no header and counts the rows from 0; small letters in the headers.
        """)


@case
def hidden_parts_in_ods(c):
    book = openpyxl_book({
        "Codes": [
            HEADER,
            ["Ghana", "2025-2029", "none", "none", "mention", "commitment"],
            ["Kenya", "2019", "none", "none", "none", "none"],
            ["Kenya", "2020-2025", "mention", "none", "mention", "commitment"],
        ],
        "Draft": [HEADER, ["Ghana", "2025-2029", "commitment", "commitment", "commitment", "commitment"]],
    })
    book["Codes"].row_dimensions[3].hidden = True
    book["Draft"].sheet_state = "hidden"
    libreoffice(book, c.path("codes.ods"))
    c.expect("""
        GHA 2025-2029 n n m c
        KEN 2020-2025 m n m c
        """, """
        A row hidden by hand and a hidden sheet, as LibreOffice keeps them in ods.
        """, ["hidden-rows Codes", "hidden-sheet Draft"], 3)


@case
def filtered_rows_in_excel97(c):
    book = openpyxl_book({"Plans": [
        HEADER,
        ["Peru", "2021-2025", "commitment", "none", "none", "commitment"],
        ["Chile", "2022-2025", "mention", "none", "none", "commitment"],
        ["Mexico", "2020-2024", "none", "none", "mention", "mention"],
    ]})
    sheet = book["Plans"]
    sheet.auto_filter.ref = "A1:F4"
    sheet.auto_filter.add_filter_column(5, ["commitment"])
    sheet.row_dimensions[4].hidden = True
    libreoffice(book, c.path("plans.xls"))
    c.expect("""
        CHL 2022-2025 m n n c
        MEX 2020-2024 n n m m
        PER 2021-2025 c n n c
        """, """
        A filter on the remedy column hides Mexico; Excel 97 file by LibreOffice. Used, and told.
        """, ["filtered-rows Plans"])


@case
def form_with_two_pairs_a_row(c):
    def form(country, iso, period, ministry, ict, ai, privacy, remedy):
        return [
            ["Country profile"],
            ["Country", country, None, "ISO3", iso],
            ["NAP period", period, None, "Lead", ministry],
            [],
            ["ICT", ict, None, "AI", ai],
            ["Privacy", privacy, None, "Remedy", remedy],
        ]

    sheets = [
        {"name": "NOR", "rows": form("Norway", "NOR", "2015-2019", "Foreign Affairs", "none", "none", "none", "mention")},
        {"name": "JPN", "rows": form("Japan", "JPN", "2020-2025", "Foreign Affairs", "commitment", "commitment", "mention", "commitment")},
    ]
    sheetjs(c.path("profiles.xlsb"), sheets)
    c.expect("""
        JPN 2020-2025 c c m c
        NOR 2015-2019 n n n m
        """, """
        Forms with two labels and two values in a row, a sheet each, called by ISO code; xlsb by SheetJS.
        """)


@case
def dates_in_ods(c):
    book = openpyxl_book({"Pläne": [
        ["Land", "Beginn", "Ende", "IKT", "Datenschutz", "Abhilfe"],
        ["Schweiz", date(2020, 1, 15), date(2023, 12, 31), "ja", "nein", "ja"],
        ["Frankreich", date(2017, 4, 26), None, "ja", "nein", "ja"],
    ]})
    libreoffice(book, c.path("plaene.ods"))
    c.expect("""
        CHE 2020-2023 a u n a
        FRA 2017 a u n a
        """, """
        Real dates in ods, German headers; LibreOffice.
        """)


@case
def several_plans_in_rows_with_scores(c):
    book = openpyxl_book({"Time series": [
        ["Score", "Meaning", None, None, None, None, None],
        [0, "not addressed"],
        [1, "mention"],
        [2, "commitment"],
        [],
        ["Country", "Edition", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Netherlands", "1st", "2014-2018", 0, 0, 0, 1],
        ["Netherlands", "2nd", "2022-2026", 2, 2, 1, 2],
        ["United Kingdom", "1st", "2013", 0, 0, 1, 1],
        ["United Kingdom", "2nd", "2016", 1, 0, 1, 2],
    ]})
    book.save(c.path("series.xlsx"))
    c.expect("""
        GBR 2013 n n m m
        GBR 2016 m n m c
        NLD 2014-2018 n n n m
        NLD 2022-2026 c c m c
        """, """
        The key is a small table of its own in two columns above the data; two plans a country, numbered and dated; openpyxl.
        """)

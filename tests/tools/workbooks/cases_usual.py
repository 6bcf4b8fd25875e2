"""The twenty most usual ways in which an office keeps such data."""

import xlsxwriter
import xlwt
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from kit import case, libreoffice, openpyxl_book, put, sheetjs, text_file, xlsxwriter_rows, xlwt_rows

COMPLAINTS = "The Ministry of Justice will create a complaint mechanism for victims of harm done by companies."
PERSONAL = "The government will publish guidance on the protection of the personal data of workers."
SECTOR = "The ministry of economy will train companies in the ICT sector in human rights due diligence."
AI_NOW = "Artificial intelligence has changed how people are recruited."
NEUTRAL = "The plan was written after talks with trade unions and employers."


@case
def passages_long_and_rich(c):
    book = xlsxwriter.Workbook(c.path("nap_passages.xlsx"))
    sheet = book.add_worksheet("Extracts")
    bold, plain, wrap = book.add_format({"bold": 1}), book.add_format(), book.add_format({"text_wrap": 1})
    sheet.write("A1", "Extracts from national action plans", book.add_format({"bold": 1, "font_size": 14}))
    sheet.write("A2", "Compiled by the policy unit, March 2024. Wording shortened.")
    xlsxwriter_rows(sheet, [["Country", "Period", "Section", "Page", "Passage"]], (3, 0), bold)
    padding = " ".join(f"Chapter {n} describes the talks that were held with employers and trade unions." for n in range(1, 31))
    rows = [
        ["Germany", "2016-2020", "Measures", 12, COMPLAINTS],
        ["Germany", "2016-2020", "Context", 14, None],
        ["France", "2017 - open", "Pillar 1", 31, None],
        ["Kenya", "2020-2025", "Policy actions", 22, SECTOR],
        ["Kenya", "2020-2025", "Annex", "40-41", NEUTRAL],
    ]
    xlsxwriter_rows(sheet, rows, (4, 0))
    sheet.write_rich_string("E6", bold, "Artificial intelligence", plain, " has changed how people are recruited.", wrap)
    sheet.write("E7", padding + " " + PERSONAL, wrap)
    sheet.set_column("E:E", 80)
    sheet.freeze_panes(4, 1)
    book.close()
    c.expect("""
        DEU 2016-2020 n m n c
        FRA 2017-open n n c n
        KEN 2020-2025 c n n n
        """, """
        Passages under a title and a note, header frozen in row 4; written by XlsxWriter.
        One cell is rich text in two runs, one passage is more than two thousand characters long and says what matters last.
        """)


@case
def coded_rows_excel97(c):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Coding")
    xlwt_rows(sheet, [
        ["Country", "NAP", "Theme", "Code", "Page", "Coder"],
        ["Chile", "2017-2020", "ICT and electronics", "none", None, "AB"],
        ["Chile", "2017-2020", "Privacy", "mention", 41, "AB"],
        ["Chile", "2017-2020", "Access to remedy", "commitment", 63, "AB"],
        ["Thailand", "2019-2022", "ICT", "mention", 18, "CD"],
        ["Thailand", "2019-2022", "AI", "none", None, "CD"],
        ["Thailand", "2019-2022", "Privacy and personal data", "commitment", 77, "CD"],
        ["Thailand", "2019-2022", "Remedy", "commitment", 90, "CD"],
        ["Uganda", "2021-2026", "Remedy", "commitment", 33, "AB"],
    ])
    book.save(c.path("coding.xls"))
    c.expect("""
        CHL 2017-2020 n u m c
        THA 2019-2022 m n c c
        UGA 2021-2026 u u u c
        """, """
        One row a plan and theme with a code, no passages; Excel 97 file by xlwt.
        The themes are called by several names; a theme without a row was not coded and is unknown.
        """)


@case
def matrix_excel_table(c):
    book = xlsxwriter.Workbook(c.path("coverage-matrix.xlsx"))
    sheet = book.add_worksheet("Coverage")
    rows = [
        ["Belgium", "BEL", "2017-2022", "none", "none", "mention", "commitment"],
        ["Czechia", "CZE", "2017-2022", "mention", "none", "none", "mention"],
        ["Ireland", "IRL", "2017-2020", "mention", "none", "commitment", "commitment"],
        ["Peru", "PER", "2021-2025", "commitment", "mention", "none", "commitment"],
    ]
    header = ["Country", "ISO3", "Period", "ICT", "AI", "Privacy", "Remedy"]
    sheet.add_table(0, 0, len(rows), 6, {"name": "Coverage", "data": rows, "columns": [{"header": h} for h in header]})
    sheet.data_validation("D2:G40", {"validate": "list", "source": ["commitment", "mention", "none", "unknown"]})
    sheet.freeze_panes(1, 1)
    book.close()
    c.expect("""
        BEL 2017-2022 n n m c
        CZE 2017-2022 m n n m
        IRL 2017-2020 m n c c
        PER 2021-2025 c m n c
        """, """
        A plain matrix as an Excel table (ListObject) with list validation far below the data and a frozen pane; XlsxWriter.
        The easiest case: nothing may be told here.
        """)


@case
def ticks_with_key_above(c):
    book = openpyxl_book({"Overview": [
        ["Which plans address which theme?"],
        ["Key: ✓ = addressed; ◐ = mentioned in passing; ✗ = not addressed"],
        [],
        ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Netherlands", "2022-2026", "✓", "✓", "◐", "✓"],
        ["Slovenia", "2018-2023", "✗", "✗", "✓", "✓"],
        ["Georgia", "2018-2020", "✗", "✗", None, "◐"],
    ]})
    sheet = book["Overview"]
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(bold=True, size=14)
    for row in sheet["C5:F7"]:
        for cell in row:
            cell.alignment = Alignment(horizontal="center")
    book.save(c.path("overview.xlsx"))
    c.expect("""
        GEO 2018-2020 n n u m
        NLD 2022-2026 a a m a
        SVN 2018-2023 n n a a
        """, """
        Ticks, crosses and half circles with their key in a line above the table; openpyxl.
        Georgia's privacy cell is blank: unknown, not none.
        """)


@case
def countries_across_with_periods(c):
    book = openpyxl_book({"Comparison": [
        ["Theme", "Kenya", "Peru", "Japan", "Italy"],
        ["Period", "2020-2025", "2021-2025", "2020-2025", "2021-2026"],
        ["ICT", "commitment", "none", "mention", "commitment"],
        ["AI", "none", "none", "commitment", "mention"],
        ["Privacy", "mention", None, "commitment", "commitment"],
        ["Remedy", "commitment", "commitment", "mention", "commitment"],
    ]})
    book.save(c.path("comparison.xlsx"))
    c.expect("""
        ITA 2021-2026 c m c c
        JPN 2020-2025 m c c m
        KEN 2020-2025 c n m c
        PER 2021-2025 n n u c
        """, """
        A matrix that lies on its side: countries across, themes down, the periods in a row below the countries; openpyxl.
        """)


@case
def countries_across_by_code(c):
    book = openpyxl_book({"Matrix": [
        ["Themes addressed in NAPs (yes / partial / no)"],
        [],
        ["Theme", "DEU", "FRA", "POL", "SWE", "CHE"],
        ["ICT and electronics", "yes", "no", "no", "partial", "yes"],
        ["Artificial intelligence", "no", "no", "no", "no", "n/a"],
        ["Access to remedy", "yes", "yes", "partial", "yes", "yes"],
    ]})
    libreoffice(book, c.path("matrix.ods"))
    c.expect("""
        CHE undated a u u a
        DEU undated a n u a
        FRA undated n n u a
        POL undated n n u m
        SWE undated m n u a
        """, """
        Countries across by ISO code, no period anywhere; saved as ods by LibreOffice.
        There is no row about privacy: unknown for all. The title above names the words, it is no row.
        """)


@case
def sheet_a_theme_with_codes(c):
    book = xlsxwriter.Workbook(c.path("nap_by_theme.xlsx"))
    sheets = {
        "ICT": [["Finland", "2014-2016", "mention", 23], ["Lithuania", "2015-2020", "none", None], ["Japan", "2020-2025", "commitment", 19]],
        "AI": [["Japan", "2020-2025", "commitment", 20], ["Lithuania", "2015-2020", "none", None]],
        "Privacy": [["Finland", "2014-2016", "commitment", 23], ["Japan", "2020-2025", "mention", 21]],
        "Remedy": [["Finland", "2014-2016", "mention", 28], ["Lithuania", "2015-2020", "commitment", 7], ["Japan", "2020-2025", "commitment", 30]],
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        xlsxwriter_rows(sheet, [["Country", "Period", "Level", "Page"], *rows])
    book.close()
    c.expect("""
        FIN 2014-2016 m u c m
        JPN 2020-2025 c c m c
        LTU 2015-2020 n n u c
        """, """
        One sheet a theme; the theme is said by nothing but the sheet's name. XlsxWriter.
        A country that has no row on a theme's sheet is unknown there.
        """)


@case
def sheet_a_theme_with_passages(c):
    book = openpyxl_book({
        "ICT & electronics": [
            ["Country", "Year", "Text"],
            ["Denmark", 2014, "The ministry of business will advise companies in the ICT sector on human rights."],
            ["Sweden", 2015, "The ICT sector employs one worker in twenty."],
        ],
        "Data protection": [["Country", "Year", "Text"], ["Sweden", 2015, PERSONAL]],
        "Access to remedy": [
            ["Country", "Year", "Text"],
            ["Denmark", 2014, "Victims may bring complaints to the ombudsman, whose office was established in 1955."],
            ["Norway", 2015, COMPLAINTS],
        ],
    })
    libreoffice(book, c.path("texts_by_theme.ods"))
    c.expect("""
        DNK 2014 c n n m
        NOR 2015 n n n c
        SWE 2015 m n c n
        """, """
        One sheet a theme with passages, the years as numbers; LibreOffice.
        The text decides; a theme not found in the text given is none.
        """)


@case
def sheet_a_country(c):
    sheets = {
        "Germany": ("2016-2020", [["ICT", "none", ""], ["AI", "none", ""], ["Privacy", "mention", 33], ["Remedy", "commitment", 37]]),
        "Kenya": ("2020-2025", [["ICT", "mention", 11], ["Privacy", "mention", 12], ["Remedy", "commitment", 25]]),
        "Viet Nam": ("2023-2027", [["ICT", "mention", 5], ["AI", "none", ""], ["Privacy", "tbc", ""], ["Remedy", "commitment", 8]]),
    }
    rows = {name: [["Period", period], [], ["Theme", "Level", "Page"], *themes] for name, (period, themes) in sheets.items()}
    book = openpyxl_book(rows)
    for sheet in book:
        for cell in sheet[3]:
            cell.font = Font(bold=True)
    book.save(c.path("countries.xlsx"))
    c.expect("""
        DEU 2016-2020 n n m c
        KEN 2020-2025 m u m c
        VNM 2023-2027 m n u c
        """, """
        One sheet a country: its name is the sheet's name, the period stands in a line above, the themes are rows; openpyxl.
        `tbc` is unknown.
        """)


@case
def form_a_country(c):
    def form(country, iso, period, ict, ai, privacy, remedy):
        return [
            ["NAP fact sheet"],
            [],
            ["Country:", country],
            ["ISO code:", iso],
            ["Period of the plan:", period],
            ["Lead ministry:", "Foreign affairs"],
            [],
            ["Themes"],
            ["ICT and electronics:", ict],
            ["Artificial intelligence:", ai],
            ["Privacy:", privacy],
            ["Access to remedy:", remedy],
            [],
            ["Filled in by:", "desk officer"],
        ]

    book = openpyxl_book({
        "Fiche 1": form("Luxembourg", "LUX", "2020-2022", "commitment", "none", "mention", "commitment"),
        "Fiche 2": form("Spain", "ESP", "2017-2020", "none", "none", "none", "mention"),
        "Fiche 3": form("Pakistan", "PAK", "2021-2026", "mention", None, "mention", "commitment"),
    })
    for sheet in book:
        sheet["A1"].font = Font(bold=True, size=16)
        sheet.column_dimensions["A"].width = 28
        for row in range(3, 13):
            sheet.cell(row, 1).font = Font(bold=True)
    book.save(c.path("fact-sheets.xlsx"))
    c.expect("""
        ESP 2017-2020 n n n m
        LUX 2020-2022 c n m c
        PAK 2021-2026 m u m c
        """, """
        One form a country, labels with a colon on the left and values on the right, a sheet each; openpyxl.
        Pakistan's field on AI is empty: unknown.
        """)


@case
def forms_below_each_other(c):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Forms")
    rows = []
    for country, years, values in [
        ("Ghana", "2025-2029", ("no", "no", "yes", "yes")),
        ("Nigeria", "2024-2028", ("yes", "no", "partial", "yes")),
        ("Liberia", "2024-2028", ("no", None, "no", "yes")),
    ]:
        rows += [["Country", country], ["Period", years], ["ICT", values[0]], ["AI", values[1]], ["Privacy", values[2]], ["Remedy", values[3]], [], []]
    xlwt_rows(sheet, rows)
    book.save(c.path("forms.xls"))
    c.expect("""
        GHA 2025-2029 n n a a
        LBR 2024-2028 n u n a
        NGA 2024-2028 a n m a
        """, """
        Three forms below each other on one sheet, two blank rows between; Excel 97 file by xlwt.
        """)


@case
def two_regions_below_each_other(c):
    book = openpyxl_book({"NAPs": [
        ["Europe"],
        ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Austria", "2023-2027", "mention", "none", "mention", "commitment"],
        ["Italy", "2016-2021", "none", "none", "none", "commitment"],
        [],
        ["Latin America"],
        ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Colombia", "2020-2022", "commitment", "none", "none", "commitment"],
        ["Mexico", "2020-2024", "none", "none", "mention", "mention"],
    ]})
    libreoffice(book, c.path("naps_by_region.ods"))
    c.expect("""
        AUT 2023-2027 m n m c
        COL 2020-2022 c n n c
        ITA 2016-2021 n n n c
        MEX 2020-2024 n n m m
        """, """
        Two tables with the same header below each other, a region's name over each; ods by LibreOffice.
        """)


@case
def matrix_then_passages(c):
    book = xlsxwriter.Workbook(c.path("mixed.xlsx"))
    sheet = book.add_worksheet("Sheet1")
    xlsxwriter_rows(sheet, [
        ["Table 1. Codes"],
        ["Country", "Period", "ICT", "AI"],
        ["Chile", "2022-2025", "commitment", "none"],
        ["Uganda", "2021-2026", "none", "none"],
        [],
        ["Table 2. Passages on privacy and remedy"],
        ["Country", "Period", "Page", "Passage"],
        ["Chile", "2022-2025", 14, COMPLAINTS],
        ["Uganda", "2021-2026", 9, PERSONAL],
        ["Uganda", "2021-2026", 17, "Victims may bring a complaint before the human rights commission, which was established in 2009."],
    ])
    book.close()
    c.expect("""
        CHL 2022-2025 c n n c
        UGA 2021-2026 n n c m
        """, """
        A matrix, and below it a table of passages with another header on the same sheet; XlsxWriter.
        Themes that the matrix does not hold come from the passages.
        """)


@case
def two_tables_side_by_side(c):
    left = [["Country", "Period", "ICT", "Remedy"], ["Poland", "2021-2024", "no", "yes"], ["Sweden", "2015-2018", "yes", "yes"]]
    right = [["Country", "Period", "ICT", "Remedy"], ["Kenya", "2020-2025", "yes", "yes"], ["Uganda", "2021-2026", "no", "partial"], ["Liberia", "2024-2028", "no", "yes"]]
    book = openpyxl_book({"Side": []})
    put(book["Side"], [["Europe"], *left], "A1")
    put(book["Side"], [["Africa"], *right], "F1")
    book.save(c.path("side-by-side.xlsx"))
    c.expect("""
        KEN 2020-2025 a u u a
        LBR 2024-2028 n u u a
        POL 2021-2024 n u u a
        SWE 2015-2018 a u u a
        UGA 2021-2026 n u u m
        """, """
        Two tables beside each other with a blank column between, the right one longer; openpyxl.
        """)


@case
def editions_in_column_names(c):
    book = openpyxl_book({"Change": [
        ["Country", "ICT 2014", "ICT 2019", "Privacy 2014", "Privacy 2019", "Remedy 2014", "Remedy 2019"],
        ["Finland", "mention", "commitment", "commitment", "none", "mention", "commitment"],
        ["United Kingdom", "none", "mention", "mention", "mention", "mention", None],
    ]})
    book.save(c.path("change-over-time.xlsx"))
    c.expect("""
        FIN 2014 m u c m
        FIN 2019 c u n c
        GBR 2014 n u m m
        GBR 2019 m u m u
        """, """
        Two editions in the names of the columns, no period column; openpyxl. AI has no column.
        """)


@case
def editions_over_the_themes(c):
    book = openpyxl_book({"Editions": [
        ["Country", "2016-2019", None, None, None, "2020-2024", None, None, None],
        [None, "ICT", "AI", "Privacy", "Remedy", "ICT", "AI", "Privacy", "Remedy"],
        ["Switzerland", "none", "none", "none", "commitment", "mention", "mention", "none", "commitment"],
        ["United States", "commitment", "none", "mention", "mention", "commitment", "commitment", "commitment", "commitment"],
    ]})
    sheet = book["Editions"]
    for block in ("A1:A2", "B1:E1", "F1:I1"):
        sheet.merge_cells(block)
    sheet["B1"].alignment = sheet["F1"].alignment = Alignment(horizontal="center")
    book.save(c.path("editions.xlsx"))
    c.expect("""
        CHE 2016-2019 n n n c
        CHE 2020-2024 m m n c
        USA 2016-2019 c n m m
        USA 2020-2024 c c c c
        """, """
        Two header rows: the period is merged over four themes, twice; openpyxl.
        """)


@case
def editions_in_the_name(c):
    text_file(c.path("editions.csv"), [
        ["Country", "ICT", "AI", "Privacy", "Remedy"],
        ["Germany, 1st NAP", "none", "none", "mention", "commitment"],
        ["Germany, 2nd NAP", "commitment", "mention", "mention", "commitment"],
        ["Chile (NAP 2017-2020)", "none", "none", "none", "commitment"],
        ["Chile (NAP 2022-2025)", "mention", "none", "none", "commitment"],
        ["Norway (2015)", "none", "none", "none", "mention"],
    ])
    c.expect("""
        CHL 2017-2020 n n n c
        CHL 2022-2025 m n n c
        DEU 1st NAP n n m c
        DEU 2nd NAP c m m c
        NOR 2015 n n n m
        """, """
        The edition stands beside the country's name, in years or as a number; plain csv.
        """)


@case
def start_and_end_years(c):
    text_file(c.path("plans.csv"), [
        ["Country", "Start year", "End year", "ICT", "Artificial intelligence", "Privacy", "Access to remedy"],
        ["Ireland", "2017", "2020", "mention", "none", "commitment", "commitment"],
        ["France", "2017", "", "mention", "none", "none", "commitment"],
        ["Japan", "2020", "2025", "commitment", "commitment", "mention", "commitment"],
        ["Denmark", "2014", "open", "none", "none", "none", "mention"],
    ])
    c.expect("""
        DNK 2014-open n n n m
        FRA 2017 m n n c
        IRL 2017-2020 m n c c
        JPN 2020-2025 c c m c
        """, """
        First and last year in columns of their own; csv. France has no last year written, Denmark's says `open`.
        """)


@case
def iso2_only_semicolons(c):
    text_file(c.path("export.csv"), [
        ["ISO2", "Year", "ICT", "AI", "Privacy", "Remedy"],
        ["DE", "2016", "no", "no", "yes", "yes"],
        ["NA", "2024", "yes", "no", "no", "yes"],
        ["NO", "2015", "no", "no", "no", "yes"],
        ["GB", "2016", "yes", "no", "yes", "partial"],
    ], delimiter=";", end="\r\n")
    c.expect("""
        DEU 2016 n n a a
        GBR 2016 a n a m
        NAM 2024 a n n a
        NOR 2015 n n n a
        """, """
        Two-letter codes and no name; csv with semicolons and CRLF.
        NA is Namibia here and NO is Norway: neither is a missing value or a no.
        """)


@case
def iso3_only_xlsb(c):
    sheetjs(c.path("codes.xlsb"), [{"name": "Data", "rows": [
        ["Code", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["KOR", "2018-2022", "mention", "none", "none", "commitment"],
        ["THA", "2019-2022", "none", "none", "mention", "commitment"],
        ["MNG", "2023-2027", "mention", None, "mention", "commitment"],
    ]}])
    c.expect("""
        KOR 2018-2022 m n n c
        MNG 2023-2027 m u m c
        THA 2019-2022 n n m c
        """, """
        Three-letter codes under the header `Code`, no names; a real xlsb by SheetJS.
        `Code` means the country here, not a level: the cells say so.
        """)

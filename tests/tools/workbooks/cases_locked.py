"""The held-out set: the same kinds with other countries, words and details. Look at its totals before you look at its cases."""

import xlsxwriter
from openpyxl.styles import Font, PatternFill

from kit import libreoffice, locked, openpyxl_book, put, sheetjs, text_file, xlsxwriter_rows

HEADER = ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"]


@locked
def italian_forms(c):
    def form(paese, periodo, tic, ia, privacy, rimedi):
        return [
            [None, "Scheda paese"], [],
            [None, "Paese:", None, paese], [None, "Periodo del piano:", None, periodo], [],
            [None, "TIC:", None, tic], [None, "Intelligenza artificiale:", None, ia],
            [None, "Privacy:", None, privacy], [None, "Accesso ai rimedi:", None, rimedi], [],
            [None, "Compilato da:", None, "ufficio II"],
        ]

    book = openpyxl_book({
        "Scheda A": form("Spagna", "2017-2020", "no", "no", "no", "in parte"),
        "Scheda B": form("Svezia", "2015-2018", "sì", "no", "sì", "sì"),
        "Scheda C": form("Francia", "2017-2022", "sì", "no", None, "sì"),
    })
    for sheet in book:
        sheet["B1"].font = Font(bold=True)
    book.save(c.path("schede.xlsx"))
    c.expect("""
        ESP 2017-2020 n n n m
        FRA 2017-2022 a n u a
        SWE 2015-2018 a n a a
        """, """
        Italian forms, a sheet each, labels in column B, values in column D with a blank column between; openpyxl.
        """)


@locked
def german_countries_across(c):
    book = openpyxl_book({"Vergleich": [
        ["Vergleich der Aktionspläne", None, None, None, None],
        [],
        ["Thema", "Deutschland", "Frankreich", "Niederlande", "Polen"],
        ["Zeitraum", "2016-2020", "2017-2022", "2022-2026", "2021-2024"],
        ["IKT", "nein", "ja", "ja", "nein"],
        ["Künstliche Intelligenz", "nein", "nein", "ja", "nein"],
        ["Datenschutz", "ja", "nein", "teilweise", "k. A."],
        ["Zugang zu Abhilfe", "ja", "ja", "ja", "ja"],
        [],
        ["k. A. = keine Angabe"],
    ]})
    libreoffice(book, c.path("vergleich.xls"))
    c.expect("""
        DEU 2016-2020 n n a a
        FRA 2017-2022 a n n a
        NLD 2022-2026 a a m a
        POL 2021-2024 n n u a
        """, """
        German, countries across with the period below the names; Excel 97 file by LibreOffice. "k. A." is no answer.
        """)


@locked
def sheet_a_country_with_passages(c):
    book = openpyxl_book({
        "Japan 2020-2025": [
            ["Section", "Page", "Passage"],
            ["Pillar 3", 30, "The Ministry of Foreign Affairs will improve the complaint procedure of the national contact point."],
            ["Pillar 1", 12, "The government will draw up principles for the use of artificial intelligence."],
        ],
        "Peru 2021-2025": [
            ["Section", "Page", "Passage"],
            ["Objective 2", 70, "Personal data of consumers are protected by an act of 2011."],
            ["Objective 5", 95, "The labour ministry will open an office where victims can file complaints."],
        ],
        "Contents": [["Sheet"], ["Japan 2020-2025"], ["Peru 2021-2025"]],
    })
    libreoffice(book, c.path("by-country.ods"))
    c.expect("""
        JPN 2020-2025 n c n c
        PER 2021-2025 n n m c
        """, """
        Passages, a sheet a country, country and period in the sheet's name and nowhere else; ods by LibreOffice.
        The list of contents at the end is no data.
        """, ["sheet-not-used Contents"])


@locked
def hidden_rows_in_xlsb(c):
    sheetjs(c.path("plans.xlsb"), [{"name": "Plans", "rows": [
        ["Coding of plans"],
        HEADER,
        ["Luxembourg", "2020-2022", "yes", "no", "no", "yes"],
        ["Luxembourg", "2018-2019", "no", "no", "no", "yes"],
        ["Slovenia", "2018-2023", "no", "no", "yes", "yes"],
    ], "hiddenRows": [4]}])
    c.expect("""
        LUX 2020-2022 a n n a
        SVN 2018-2023 n n a a
        """, """
        The row of Luxembourg's first plan is hidden by hand; xlsb by SheetJS.
        """, ["hidden-rows Plans"], 3)


@locked
def filtered_rows_in_ods(c):
    book = openpyxl_book({"List": [
        ["Region", "Country", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Asia", "Thailand", "2019-2022", "none", "none", "mention", "commitment"],
        ["Americas", "Chile", "2022-2025", "mention", "none", "none", "commitment"],
        ["Asia", "Mongolia", "2023-2027", "mention", "none", "mention", "commitment"],
        ["Americas", "Peru", "2021-2025", "commitment", "none", "none", "commitment"],
    ]})
    sheet = book["List"]
    sheet.auto_filter.ref = "A1:G5"
    sheet.auto_filter.add_filter_column(0, ["Asia"])
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True
    libreoffice(book, c.path("list.ods"))
    c.expect("""
        CHL 2022-2025 m n n c
        MNG 2023-2027 m n m c
        PER 2021-2025 c n n c
        THA 2019-2022 n n m c
        """, """
        A filter on Asia hides two rows; saved as ods by LibreOffice. They are used, and that is told.
        """, ["filtered-rows List"])


@locked
def report_annex_with_everything(c):
    book = openpyxl_book({"Annex": []})
    sheet = book["Annex"]
    put(sheet, [
        ["Annex B. What plans say (as of May 2024)"],
        ["Coded by two people; c = commitment, m = mention, n = none"],
        [],
        ["Country¹", "Plan\nyears", "ICT", "AI²", "Privacy", "Remedy"],
        ["Africa"],
        ["Kenya", "2020-2025", "m", "n", "m", "c"],
        ["Uganda", "2021-2026", "n", "n", "c", "c"],
        ["Subtotal Africa", None, 1, 0, 2, 2],
        ["Annex B (continued)"],
        ["Country¹", "Plan\nyears", "ICT", "AI²", "Privacy", "Remedy"],
        ["Europe"],
        ["Belgium", "2017-2022", "n", "n", "m", "c"],
        ["Ireland*", "2017-2020", "m", "n", "c", "c"],
        ["Subtotal Europe", None, 1, 0, 2, 2],
        ["Grand total", None, 2, 0, 4, 4],
        [],
        ["¹ In the order of the alphabet."],
        ["² Only where named."],
        ["* Ireland: English version."],
    ], "B2")
    for row in (6, 12):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=7)
    book.save(c.path("annex.xlsx"))
    c.expect("""
        BEL 2017-2022 n n m c
        IRL 2017-2020 m n c c
        KEN 2020-2025 m n m c
        UGA 2021-2026 n n c c
        """, """
        A key of letters in a note, bands, subtotals, a repeated header, marks, notes; the table begins at B5; openpyxl.
        """)


@locked
def first_and_second_plan_in_columns(c):
    book = xlsxwriter.Workbook(c.path("first-second.xlsx"))
    sheet = book.add_worksheet("Both plans")
    xlsxwriter_rows(sheet, [
        ["Country", "ICT (1st NAP)", "ICT (2nd NAP)", "Remedy (1st NAP)", "Remedy (2nd NAP)"],
        ["Netherlands", "none", "commitment", "mention", "commitment"],
        ["Colombia", "none", "commitment", "commitment", "commitment"],
    ])
    book.close()
    c.expect("""
        COL 1st NAP n u u c
        COL 2nd NAP c u u c
        NLD 1st NAP n u u m
        NLD 2nd NAP c u u c
        """, """
        Two editions in columns, by number and in brackets; XlsxWriter. Brackets must not be passed over here.
        """)


@locked
def french_scores_from_libreoffice(c):
    book = openpyxl_book({"Notes": [
        ["Notation des plans d'action nationaux"],
        [],
        ["Pays", "Années", "TIC", "IA", "Vie privée", "Réparation"],
        ["Espagne", "2017-2020", 0, 0, 0, 1],
        ["Norvège", "2015-2019", 1, 0, 0, 3],
        ["Géorgie", "2018-2020", 0, None, 0, 2],
        ["Total", None, 1, 0, 0, 6],
        [],
        ["0 = absent"], ["1 = mention"], ["2 = engagement"], ["3 = engagement assorti d'un délai"],
    ]})
    libreoffice(book, c.path("notes.csv"), "Text - txt - csv (StarCalc):59,34,ANSI,1")
    c.expect("""
        ESP 2017-2020 n n n m
        GEO 2018-2020 n u n c
        NOR 2015-2019 m n n c
        """, """
        Scores from 0 to 3 with the key below in French, semicolons, Windows-1252; csv by LibreOffice.
        """)


@locked
def key_to_the_right(c):
    book = openpyxl_book({"Matrix": []})
    put(book["Matrix"], [
        HEADER,
        ["Argentina", "2023-2026", 2, 0, 1, 2],
        ["Nigeria", "2024-2028", 1, 1, 1, 2],
        ["Austria", "2023-2027", 0, 0, 0, 1],
    ], "A3")
    put(book["Matrix"], [["Legend"], ["2 = commitment"], ["1 = mention"], ["0 = not addressed"]], "I3")
    book.save(c.path("legend.xlsx"))
    c.expect("""
        ARG 2023-2026 c n m c
        AUT 2023-2027 n n n m
        NGA 2024-2028 m m m c
        """, """
        The legend stands to the right of the table, beside its rows; openpyxl.
        """)


@locked
def portuguese_coded_rows(c):
    text_file(c.path("codificacao.tsv"), [
        ["País", "Período", "Tema", "Nível"],
        ["Itália", "2021-2026", "TIC", "compromisso"],
        ["Itália", "2021-2026", "Inteligência artificial", "menção"],
        ["Itália", "2021-2026", "Privacidade", "compromisso"],
        ["Itália", "2021-2026", "Acesso à reparação", "compromisso"],
        ["Estados Unidos", "2016-2019", "TIC", "compromisso"],
        ["Estados Unidos", "2016-2019", "Privacidade", "menção"],
        ["Estados Unidos", "2016-2019", "Acesso à reparação", "nenhum"],
    ], delimiter="\t", encoding="utf-8", end="\r\n")
    c.expect("""
        ITA 2021-2026 c m c c
        USA 2016-2019 c u m n
        """, """
        Coded rows in Portuguese, tabs, UTF-8 without a mark.
        """)


@locked
def colours_codes_and_hidden_parts(c):
    book = openpyxl_book({
        "Now": [
            ["Green = addressed, red = not addressed"],
            HEADER,
            ["Switzerland", "2020-2023", "yes", "yes", None, "yes"],
            ["Sweden", "2015-2018", "yes / partial", "no", "yes", None],
            ["Poland", "2021-2024", "no", "no", "no", "yes"],
        ],
        "Before": [HEADER, ["Sweden", "2015-2018", "no", "no", "no", "no"]],
    })
    sheet = book["Now"]
    for cell, colour in (("C3", "00B050"), ("D3", "00B050"), ("E3", "FF0000"), ("F3", "00B050"), ("F4", "00B050"), ("E5", "FF0000")):
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    sheet.column_dimensions["D"].hidden = True
    book["Before"].sheet_state = "hidden"
    book.save(c.path("mixed.xlsx"))
    c.expect("""
        CHE 2020-2023 a a u a
        POL 2021-2024 n n n a
        SWE 2015-2018 u n a u
        """, """
        Codes and colours; two cells have a colour and no code, one has two codes; a hidden column and a hidden sheet; openpyxl.
        """, ["colour-only Now!E3", "several-codes Now!C4", "hidden-columns Now", "hidden-sheet Before"], 3)


@locked
def editions_under_countries_across(c):
    book = xlsxwriter.Workbook(c.path("across.xlsx"))
    sheet = book.add_worksheet("Across")
    head = book.add_format({"bold": 1, "align": "center"})
    sheet.write(0, 0, "Theme", head)
    sheet.merge_range("B1:C1", "Finland", head)
    sheet.merge_range("D1:E1", "Chile", head)
    sheet.write(0, 5, "Norway", head)
    xlsxwriter_rows(sheet, [
        ["Period", "2014-2016", "2017-2020", "2017-2020", "2022-2025", "2015-2019"],
        ["ICT", "mention", "commitment", "none", "mention", "none"],
        ["AI", "none", "mention", "none", "none", "none"],
        ["Privacy", "commitment", "mention", "none", "none", None],
        ["Remedy", "mention", "commitment", "commitment", "commitment", "mention"],
    ], (1, 0))
    book.close()
    c.expect("""
        CHL 2017-2020 n n n c
        CHL 2022-2025 m n n c
        FIN 2014-2016 m n c m
        FIN 2017-2020 c m m c
        NOR 2015-2019 n n u m
        """, """
        Countries across, two of them merged over two editions, the periods in the row below; XlsxWriter.
        """)


@locked
def spanish_forms_below_each_other(c):
    rows = []
    for pais, periodo, tic, ia, privacidad, reparacion in [
        ("México", "2020-2024", "no", "no", "sí", "parcial"),
        ("Alemania", "2016-2020", "no", "no", "parcial", "sí"),
        ("Japón", "2020-2025", "sí", "sí", "sí", "sí"),
    ]:
        rows += [["FICHA"], ["País", pais], ["Período", periodo], ["TIC", tic], ["Inteligencia artificial", ia],
                 ["Privacidad", privacidad], ["Acceso a la reparación", reparacion], ["Responsable", "Mesa técnica"], []]
    libreoffice(openpyxl_book({"Fichas": rows}), c.path("fichas.ods"))
    c.expect("""
        DEU 2016-2020 n n m a
        JPN 2020-2025 a a a a
        MEX 2020-2024 n n a m
        """, """
        Spanish forms below each other, a heading over each, one blank row between; ods by LibreOffice.
        """)

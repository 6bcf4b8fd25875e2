"""What stands in the cells: languages, ticks, scores, colours, words for "not yet", and the kinds of text file."""

import csv

import xlsxwriter
import xlwt
from openpyxl.styles import PatternFill

from cases_usual import COMPLAINTS, NEUTRAL, PERSONAL, SECTOR
from kit import case, libreoffice, openpyxl_book, put, sheetjs, text_file, xlsxwriter_rows, xlwt_rows

HEADER = ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"]


@case
def french_windows1252(c):
    text_file(c.path("couverture.csv"), [
        ["Thèmes abordés dans les plans d'action nationaux", "", "", "", "", ""],
        ["Pays", "Période", "TIC", "Intelligence artificielle", "Vie privée", "Accès aux voies de recours"],
        ["Allemagne", "2016-2020", "non", "non", "partiel", "oui"],
        ["Pays-Bas", "2022-2026", "oui", "oui", "partiellement", "oui"],
        ["États-Unis", "2016-2019", "oui", "non", "oui", "oui"],
        ["Corée du Sud", "2018-2022", "s.o.", "non", "non", "oui"],
    ], delimiter=";", encoding="cp1252", end="\r\n")
    c.expect("""
        DEU 2016-2020 n n m a
        KOR 2018-2022 u n n a
        NLD 2022-2026 a a m a
        USA 2016-2019 a n a a
        """, """
        French headers, values and names; csv with semicolons in Windows-1252, as Excel in France saves it.
        "s.o." is "sans objet", not applicable.
        """)


@case
def spanish_workbook(c):
    book = openpyxl_book({"Matriz": [
        ["Planes de Acción Nacional: temas por país"],
        ["Leyenda: sí = el plan trata el tema; parcial = solo lo menciona; no = no lo trata"],
        ["País", "Período", "TIC", "Inteligencia artificial", "Privacidad", "Acceso a la reparación"],
        ["España", "2017-2020", "no", "no", "no", "sí"],
        ["Reino Unido", "2016", "sí", "no", "sí", "parcial"],
        ["Perú", "2021-2025", "Sí", "no", "pendiente", "Sí"],
        ["Suiza", "2020-2023", "SI", "parcialmente", "no", "Sí"],
    ]})
    book.save(c.path("matriz.xlsx"))
    c.expect("""
        CHE 2020-2023 a m n a
        ESP 2017-2020 n n n a
        GBR 2016 a n a m
        PER 2021-2025 a n u a
        """, """
        Spanish headers, values with and without accent, names and a legend; openpyxl. "pendiente" is not yet coded.
        """)


@case
def german_excel97(c):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Übersicht")
    xlwt_rows(sheet, [
        ["Nationale Aktionspläne: welche Themen kommen vor?"],
        ["Land", "Zeitraum", "IKT", "Künstliche Intelligenz", "Datenschutz", "Zugang zu Abhilfe"],
        ["Deutschland", "2016-2020", "nein", "nein", "teilweise", "ja"],
        ["Schweiz", "2020-2023", "ja", "ja", "nein", "ja"],
        ["Vereinigte Staaten", "2016-2019", "ja", "nein", "ja", "ja"],
        ["Tschechien", "2017-2022", "ja", "nein", "nein", "teilweise"],
        ["Österreich", "in Arbeit", "", "", "", ""],
        ["Summe ja", "", 3, 1, 1, 3],
    ])
    book.save(c.path("uebersicht.xls"))
    c.expect("""
        AUT in development u u u u
        CHE 2020-2023 a a n a
        CZE 2017-2022 a n n m
        DEU 2016-2020 n n m a
        USA 2016-2019 a n a a
        """, """
        German headers, values and names with a total; Excel 97 file by xlwt. Austria's plan is "in Arbeit", in development.
        """)


@case
def portuguese_ods(c):
    book = openpyxl_book({"Planos": [
        ["País", "Período", "TIC", "Inteligência artificial", "Privacidade", "Acesso à reparação"],
        ["Alemanha", "2016-2020", "não", "não", "parcial", "sim"],
        ["Quênia", "2020-2025", "sim", "não", "sim", "sim"],
        ["Suécia", "2015-2018", "sim", "não", "Sim", "parcialmente"],
        ["Países Baixos", "2022-2026", "sim", "sim", "não avaliado", "sim"],
    ]})
    libreoffice(book, c.path("planos.ods"))
    c.expect("""
        DEU 2016-2020 n n m a
        KEN 2020-2025 a n a a
        NLD 2022-2026 a a u a
        SWE 2015-2018 a n a m
        """, """
        Portuguese headers, values and names; ods by LibreOffice. "não avaliado" is not assessed.
        """)


@case
def italian_xlsb(c):
    sheetjs(c.path("piani.xlsb"), [{"name": "Piani", "merges": ["A1:F1"], "rows": [
        ["Temi trattati nei piani d'azione nazionali"],
        ["Paese", "Periodo", "TIC", "Intelligenza artificiale", "Protezione dei dati", "Accesso ai rimedi"],
        ["Italia", "2021-2026", "sì", "in parte", "sì", "sì"],
        ["Germania", "2016-2020", "no", "no", "parziale", "sì"],
        ["Regno Unito", "2016", "sì", "no", "sì", "in parte"],
        ["Giappone", "2020-2025", "sì", "sì", "n.d.", "sì"],
    ]}])
    c.expect("""
        DEU 2016-2020 n n m a
        GBR 2016 a n a m
        ITA 2021-2026 a m a a
        JPN 2020-2025 a a u a
        """, """
        Italian headers, values and names; xlsb by SheetJS. "n.d." is "non disponibile".
        """)


@case
def spanish_coded_rows_with_bom(c):
    text_file(c.path("codificacion.csv"), [
        ["País", "Año", "Tema", "Código", "Página"],
        ["Chile", "2017", "TIC", "mención", "12"],
        ["Chile", "2017", "Inteligencia artificial", "ninguno", ""],
        ["Chile", "2017", "Privacidad", "ninguno", ""],
        ["Chile", "2017", "Acceso a la reparación", "compromiso", "58"],
        ["Colombia", "2020", "TIC", "compromiso", "19"],
        ["Colombia", "2020", "Acceso a la reparación", "compromiso", "27"],
    ], encoding="utf-8-sig", end="\r\n")
    c.expect("""
        CHL 2017 m n n c
        COL 2020 c u u c
        """, """
        Spanish coded rows in a csv with UTF-8 mark and CRLF; the first header stands right behind the mark.
        """)


@case
def french_passages(c):
    book = openpyxl_book({"Extraits": [
        ["Pays", "Période", "Page", "Extrait"],
        ["France", "2017-2022", 14, "Le gouvernement publiera un guide destiné aux entreprises du secteur du numérique sur le respect de la vie privée de leurs salariés et de leurs clients, en lien avec les syndicats et les associations."],
        ["Belgique", "2017-2022", 9, "The ministry of justice will publish a brochure on complaint mechanisms for victims."],
    ]})
    book.save(c.path("extraits.xlsx"))
    c.expect("""
        BEL 2017-2022 n n n c
        FRA 2017-2022 c n c n
        """, """
        A passage in French, which has rules of its own, and one in English below it; openpyxl.
        """, [], 0)


@case
def circles_with_key(c):
    book = openpyxl_book({"Chart": [
        HEADER,
        ["Kenya", "2020-2025", "◐", "○", "◐", "●"],
        ["Japan", "2020-2025", "●", "●", "◐", "●"],
        ["Malta", "2019-2022", "○", None, "○", "◐"],
        [],
        ["● commitment    ◐ mention    ○ none"],
    ]})
    libreoffice(book, c.path("circles.xlsx"), "Calc MS Excel 2007 XML")
    c.expect("""
        JPN 2020-2025 c c m c
        KEN 2020-2025 m n m c
        MLT 2019-2022 n u n m
        """, """
        Full, half and empty circles; the key in one cell below, without equals signs; LibreOffice.
        With this key a full circle is a commitment, not only "addressed".
        """)


@case
def marks_and_blanks(c):
    book = xlsxwriter.Workbook(c.path("marks.xlsx"))
    sheet = book.add_worksheet("Marks")
    xlsxwriter_rows(sheet, [
        ["Tick where the plan deals with the theme"],
        HEADER,
        ["Uganda", "2021-2026", None, None, "x", "x"],
        ["Switzerland", "2020-2023", "x", "X", None, "x"],
        ["Poland", "2021-2024", None, None, None, "x"],
    ])
    book.close()
    c.expect("""
        CHE 2020-2023 a a u a
        POL 2021-2024 u u u a
        UGA 2021-2026 u u a a
        """, """
        An x where the theme is there, otherwise blank; XlsxWriter.
        A blank in such a sheet may mean no, or not yet read: it stays unknown.
        """)


@case
def y_and_n_utf16(c):
    text_file(c.path("unicode.csv"), [
        HEADER,
        ["Côte d'Ivoire", "2026", "N", "N", "Y", "Y"],
        ["Türkiye", "2025", "Y", "N", "", "Y"],
        ["Lithuania", "2015-2020", "n", "n", "n", "y"],
    ], delimiter="\t", encoding="utf-16-le", end="\r\n")
    path = c.inputs / "unicode.csv"
    path.write_bytes(b"\xff\xfe" + path.read_bytes())
    c.expect("""
        CIV 2026 n n a a
        LTU 2015-2020 n n n a
        TUR 2025 a n u a
        """, """
        Y and N, in UTF-16 with a mark and tabs under the name .csv: Excel's "Unicode text".
        """)


@case
def zeros_and_ones(c):
    book = xlsxwriter.Workbook(c.path("binary.xlsx"))
    sheet = book.add_worksheet("Binary")
    xlsxwriter_rows(sheet, [
        HEADER,
        ["Argentina", "2023-2026", 0, 0, 1, 1],
        ["Vietnam", "2023-2027", 1, 0, 0, 1],
        ["Mongolia", "2023-2027", 1, 1, None, 0],
        ["Sum", None, 2, 1, 1, 2],
    ])
    book.close()
    c.expect("""
        ARG 2023-2026 n n a a
        MNG 2023-2027 a a u n
        VNM 2023-2027 a n n a
        """, """
        Only 0 and 1 in all theme columns and no key: yes and no. The sum below holds a 2, which is no score; XlsxWriter.
        """)


@case
def scores_without_key(c):
    book = openpyxl_book({"Scores": [
        HEADER,
        ["Thailand", "2019-2022", 2, 0, 1, 2],
        ["Georgia", "2018-2020", 0, 0, 0, 1],
    ]})
    book.save(c.path("scores.xlsx"))
    c.expect("""
        GEO 2018-2020 u u u u
        THA 2019-2022 u u u u
        """, """
        Scores from 0 to 2 and nowhere a word on what they mean; openpyxl.
        Is 2 a commitment or "mentioned twice"? It has to be asked, and 0 and 1 are on the same scale.
        """, ["unknown-scale Scores!C2"], 3)


@case
def percentages(c):
    text_file(c.path("percent.csv"), [
        ["Country", "Period", "ICT", "Privacy", "Remedy"],
        ["Germany", "2016-2020", "25%", "no", "yes"],
        ["France", "2017-2022", "no", "12.5 %", "yes"],
    ])
    c.expect("""
        DEU 2016-2020 u u n a
        FRA 2017-2022 n u u a
        """, """
        Two cells give a percentage: how much of what is not said, so they are refused; csv. No column for AI.
        """, ["percent-value C2", "percent-value D3"], 3)


@case
def numbers_with_percent_format(c):
    book = xlsxwriter.Workbook(c.path("share.xlsx"))
    sheet = book.add_worksheet("Share")
    percent = book.add_format({"num_format": "0%"})
    xlsxwriter_rows(sheet, [["Country", "Period", "ICT", "Remedy"], ["Ireland", "2017-2020"], ["Finland", "2014-2016"]])
    xlsxwriter_rows(sheet, [[0.4, 1], [0, 0.25]], (1, 2), percent)
    book.close()
    c.expect("""
        FIN 2014-2016 u u u u
        IRL 2017-2020 u u u u
        """, """
        Numbers that show as 40%, 100%, 0% and 25%; stored they are 0.4, 1, 0 and 0.25; XlsxWriter.
        The 1 is no "yes" and the 0 is no "no".
        """, ["percent-value Share!C2", "percent-value Share!D2", "percent-value Share!C3", "percent-value Share!D3"], 3)


@case
def words_for_not_yet(c):
    book = openpyxl_book({"Coverage": [
        HEADER,
        ["Ghana", "2025-2029", "n/a", "tbc", "?", "yes"],
        ["Liberia", "2024-2028", "-", "–", "in development", "yes"],
        ["Nigeria", "2024-2028", "N.A.", "TBD", "pending", "no"],
        ["Indonesia", "2023-2025", None, "not coded", "unknown", "yes"],
        ["Honduras", "in development", None, None, None, None],
    ]})
    book.save(c.path("coverage.xlsx"))
    c.expect("""
        GHA 2025-2029 u u u a
        HND in development u u u u
        IDN 2023-2025 u u u a
        LBR 2024-2028 u u u a
        NGA 2024-2028 u u u n
        """, """
        All the ways to write that a cell is not coded, and a plan that is not there yet; openpyxl.
        A dash is not a no. All are understood, so nothing is left out.
        """)


@case
def dash_by_key(c):
    text_file(c.path("dash.csv"), [
        ["+ = addressed", "– = not addressed", "n.a. = not assessed", "", "", ""],
        [],
        HEADER,
        ["Denmark", "2014", "–", "–", "–", "+"],
        ["Sweden", "2015", "+", "–", "n.a.", "+"],
    ])
    c.expect("""
        DNK 2014 n n n a
        SWE 2015 a n u a
        """, """
        A key above, spread over three cells, makes plus and dash into yes and no; csv in UTF-8.
        """)


@case
def colour_only(c):
    book = openpyxl_book({"Traffic light": [
        HEADER,
        ["Italy", "2021-2026"],
        ["Chile", "2022-2025"],
        ["Spain", "2017-2020"],
    ]})
    sheet = book["Traffic light"]
    colours = {"g": "00B050", "y": "FFC000", "r": "FF0000"}
    for row, marks in enumerate(["gygg", "yrrg", "rrry"], 2):
        for column, mark in enumerate(marks, 3):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor=colours[mark])
    book.save(c.path("traffic.xlsx"))
    c.expect("""
        CHL 2022-2025 u u u u
        ESP 2017-2020 u u u u
        ITA 2021-2026 u u u u
        """, """
        Green, yellow and red cells with nothing written in them and no legend; openpyxl. All unknown, and told why.
        """, ["colour-only Traffic light!C2"], 3)


@case
def several_codes_in_one_cell(c):
    book = openpyxl_book({"Codes": [
        HEADER,
        ["Peru", "2021-2025", "commitment/mention", "none", "yes/no", "commitment"],
        ["Japan", "2020-2025", "mention", "mention; commitment", "mention", "commitment"],
    ]})
    book.save(c.path("codes.xlsx"))
    c.expect("""
        JPN 2020-2025 m u m c
        PER 2021-2025 u n u c
        """, """
        Three cells hold two codes each: which one holds is for a person to say; openpyxl.
        """, ["several-codes Codes!C2", "several-codes Codes!E2", "several-codes Codes!D3"], 3)


@case
def several_scores_in_one_cell(c):
    text_file(c.path("two.csv"), [
        ["Scale: 0 = not addressed; 1 = mention; 2 = commitment"],
        ["Country", "Period", "ICT", "AI", "Privacy", "Remedy"],
        ["Slovenia", "2018-2023", "1/2", "0", "1", "2"],
        ["Lithuania", "2015-2020", "0", "0", "0-1", "1"],
    ])
    c.expect("""
        LTU 2015-2020 n n u m
        SVN 2018-2023 u n m c
        """, """
        "1/2" and "0-1" on a scale from 0 to 2: two coders' scores, not a half and no date; csv.
        """, ["several-codes C3", "several-codes E4"], 3)


@case
def decimal_comma(c):
    text_file(c.path("export.csv"), [
        ["Échelle : 0 = absent ; 1 = mention ; 2 = engagement", "", "", "", "", "", ""],
        ["Pays", "Période", "TIC", "IA", "Vie privée", "Réparation", "Moyenne"],
        ["Belgique", "2017-2022", "0,0", "0,0", "1,0", "2,0", "0,75"],
        ["Finlande", "2014-2016", "1,0", "0,0", "2,0", "1,0", "1,00"],
        ["Moyenne", "", "0,5", "0,0", "1,5", "1,5", "0,88"],
    ], delimiter=";", encoding="cp1252", end="\r\n")
    c.expect("""
        BEL 2017-2022 n n m c
        FIN 2014-2016 m n c m
        """, """
        Scores with a decimal comma and a mean a row and a column; semicolons, Windows-1252, French.
        """)


@case
def tabs_and_quoted_breaks(c):
    text_file(c.path("passages.tsv"), [
        ["Country", "Period", "Passage", "Page"],
        ["Kenya", "2020-2025", COMPLAINTS + "\n\nIt will report each year.", "22"],
        ["Kenya", "2020-2025", 'The plan speaks of "decent\twork" and of farms.', "23"],
        ["Norway", "2015", "Line one, with a comma; and a semicolon.\r\n" + PERSONAL, "8"],
    ], delimiter="\t", end="\r\n")
    c.expect("""
        KEN 2020-2025 n n n c
        NOR 2015 n n c n
        """, """
        Tab-separated passages with line breaks, a tab, quotes, commas and semicolons inside quoted cells, CRLF between rows.
        """)


@case
def values_not_understood(c):
    book = openpyxl_book({"Sheet1": [
        ["Coding, first round"],
        [],
        HEADER,
        ["Germany", "2016-2020", "none", "none", "see p. 33", "commitment"],
        ["Mexico", "2020-2024", "maybe", "none", "mention", "mention"],
    ]})
    book.save(c.path("round1.xlsx"))
    c.expect("""
        DEU 2016-2020 n n u c
        MEX 2020-2024 u n m m
        """, """
        Two cells hold what is no code; they are unknown, each with its cell; openpyxl.
        """, ["unknown-level Sheet1!E4", "unknown-level Sheet1!C5"], 3)


@case
def names_not_understood(c):
    sheetjs(c.path("names.xlsb"), [
        {"name": "Old", "hidden": True, "rows": [HEADER, ["Kenya", "2020-2025", "no", "no", "no", "no"]]},
        {"name": "Matrix", "rows": [
            ["Coverage of themes"],
            HEADER,
            ["Germny", "2016-2020", "no", "no", "yes", "yes"],
            ["Kenya", "2020-2025", "yes", "no", "yes", "yes"],
            ["Korea", "2018-2022", "yes", "no", "no", "yes"],
        ]},
    ])
    c.expect("""
        KEN 2020-2025 a n a a
        """, """
        A slip in a name, and "Korea", of which there are two: both rows are left out and told, nothing is guessed; xlsb by SheetJS.
        """, ["unknown-country Matrix!A3", "ambiguous-country Matrix!A5", "hidden-sheet Old"], 3)


@case
def yes_with_a_page(c):
    book = openpyxl_book({"Yes": [
        ["Country", "Period", "ICT", "AI", "Privacy", "Remedy", "Comments"],
        ["Ireland", "2017-2020", "Yes (p. 12)", "No", "Yes (pp. 14-15)", "YES", "privacy comes up only once"],
        ["Poland", "2021-2024", "No", "no ", "No*", "Yes (section 4)", "no remarks"],
    ]})
    book.save(c.path("yes.xlsx"))
    c.expect("""
        IRL 2017-2020 a n a a
        POL 2021-2024 n n n a
        """, """
        Yes and no with a page in brackets, a mark of a footnote, capitals and spaces; a column of free comments; openpyxl.
        """)


@case
def questions_as_headers(c):
    book = openpyxl_book({"Form Responses 1": [
        ["Timestamp", "Which country?", "Which years does the plan cover?", "Does the plan address ICT and electronics?",
         "Does the plan address artificial intelligence?", "Does the plan address the private sector's duty to report?",
         "Does the plan address privacy and data protection?", "Does the plan address access to remedy?"],
        ["2024-03-01 10:00", "Pakistan", "2021-2026", "Yes", "No", "Yes", "Partially", "Yes"],
        ["2024-03-02 11:30", "Viet Nam", "2023-2027", "Yes", "No", "No", "Don't know", "Yes"],
    ]})
    book.save(c.path("responses.xlsx"))
    c.expect("""
        PAK 2021-2026 a n m a
        VNM 2023-2027 a n u a
        """, """
        An online form's export: every header is a whole question, one of them on the private sector, which is not privacy; openpyxl.
        """)


@case
def two_files_of_two_coders(c):
    text_file(c.path("coder-a.csv"), [HEADER, ["Japan", "2020-2025", "yes", "yes", "partial", "yes"], ["Chile", "2017-2020", "no", "no", "no", "yes"]])
    libreoffice(openpyxl_book({"B": [HEADER, ["Japan", "2020-2025", "yes", "yes", "partial", "yes"], ["Chile", "2017-2020", "no", "no", "yes", "yes"]]}), c.path("coder-b.ods"))
    c.expect("""
        CHL 2017-2020 n n u a
        JPN 2020-2025 a a m a
        """, """
        Two coders' files, csv and ods; they differ on Chile and privacy: a conflict, neither is taken.
        """, ["conflict coder-a.csv:E3", "conflict coder-b.ods:B!E3"], 3)


@case
def true_and_false(c):
    book = openpyxl_book({"Checks": [
        HEADER,
        ["Finland", "2014-2016", True, False, True, True],
        ["Georgia", "2018-2020", False, False, None, True],
    ]})
    book.save(c.path("checks.xlsx"))
    c.expect("""
        FIN 2014-2016 a n a a
        GEO 2018-2020 n n u a
        """, """
        True and false as real truth values, not words; openpyxl. True is a yes, false a no, blank unknown.
        """)


@case
def colours_in_excel97(c):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Status")
    green = xlwt.easyxf("pattern: pattern solid, fore_colour green")
    red = xlwt.easyxf("pattern: pattern solid, fore_colour red")
    xlwt_rows(sheet, [["Country", "Period", "ICT", "Remedy"], ["Ireland", "2017-2020", "yes"], ["Spain", "2017-2020"]])
    for row, column, style in ((1, 3, green), (2, 2, red), (2, 3, green)):
        sheet.write(row, column, "", style)
    book.save(c.path("status.xls"))
    c.expect("""
        ESP 2017-2020 u u u u
        IRL 2017-2020 a u u u
        """, """
        One word, and three cells that have nothing but a colour; Excel 97 file by xlwt.
        """, ["colour-only Status!D2"], 3)

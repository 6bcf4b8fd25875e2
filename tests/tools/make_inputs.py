"""Writes the two sample workbooks of `inputs/`: `nap-passages.xlsx` and `nap-matrix.xlsx`.

    python -m pip install xlsxwriter
    python tests/tools/make_inputs.py            # writes into inputs/
    python tests/tools/make_inputs.py --check    # writes nothing; fails if a workbook would change

The facts come from globalnaps.org, the collection of the Danish Institute for Human Rights; the words are ours.
The codes of the matrix are not typed here: they are those of `tests/code_cases/seed-hand-coded.csv`, so that the
sample and the hand-coded yardstick cannot drift apart. The same data gives the same bytes on every run.
"""

import csv
import io
import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
UPDATED = datetime(2026, 11, 24)
SOURCE = "{} NAP {}, as listed on globalnaps.org (Danish Institute for Human Rights); summarised in our words"

# iso3 -> country and the period as the sheets write it.
PLANS = {
    "BEL": ("Belgium", "2017 - open"),
    "CHL": ("Chile", "2017-2020"),
    "COL": ("Colombia", "2020-2022"),
    "CZE": ("Czechia", "2017-2022"),
    "DNK": ("Denmark", "2014 - open"),
    "FIN": ("Finland", "2014-2016"),
    "FRA": ("France", "2017 - open"),
    "GEO": ("Georgia", "2018-2020"),
    "DEU": ("Germany", "2016-2020"),
    "IRL": ("Ireland", "2017-2020"),
    "ITA": ("Italy", "2021-2026"),
    "JPN": ("Japan", "2020-2025"),
    "KEN": ("Kenya", "2020-2025"),
    "LTU": ("Lithuania", "2015 - open"),
    "LUX": ("Luxembourg", "2020-2022"),
    "NLD": ("Netherlands", "2022-2026"),
}

# (iso3, section, page, passage, source statement). A page is given only where the source gives one.
PASSAGES = [
    ("BEL", "", "", "", "No direct reference to ICT or electronics is made in the plan."),
    ("CHL", "", "", "", "The plan makes no reference to ICT or electronics."),
    ("COL", "VIII.ii Business duty to respect > Strand 1 (tools for companies)", "",
     "The telecommunications ministry (MinTIC) will write a guide that explains business and human rights to firms "
     "in the ICT sector.", ""),
    ("COL", "VIII.iii Access to remedy mechanisms > Strand 2 (non-judicial)", "",
     "The trade regulator (SIC) will find out which mechanisms telecommunications companies run so that petitions "
     "from customers and citizens get due process.", ""),
    ("COL", "VIII.iii Access to remedy mechanisms > Strand 2 (non-judicial)", "",
     "The SIC will also find out what telecommunications companies do to prevent or remedy the harm that their "
     "business causes or may cause.", ""),
    ("CZE", "Accessibility of the courts", "48-49",
     "Technology, used with care, could lighten the work of the courts: taking evidence, hearings that not everybody "
     "attends in person, computerised files. It must not make the courts harder to reach or weaken the protection "
     "that they give.", ""),
    ("CZE", "Accessibility of the courts", "48-49",
     "The plan's example is British: in 2017 the justice ministry there held a contest for software tools to serve "
     "an online court.", ""),
    ("DNK", "", "", "", "The plan contains no explicit reference to ICT."),
    ("FIN", "2.2 State and protection of privacy", 23,
     "As a follow-up, the working group proposes that a round table on protecting privacy be held with "
     "authorities, ICT companies and civil society. Responsible: the transport and communications ministry, "
     "autumn 2014.", ""),
    ("FRA", "I. Obligation of the State to protect > Practices abroad > Switzerland", 36,
     "Switzerland has tightened its export law: Swiss authorities have to refuse an export of surveillance "
     "technology that may serve repression in the receiving country. The plan gives this as a foreign example and "
     "links to a page of Privacy International.", ""),
    ("FRA", "II. Responsibility of business > 3. Risk analysis > Practical tools", 42,
     "Among practical tools the plan lists the guides that the European Commission has written for three industries, "
     "one of them information and communications technology.", ""),
    ("GEO", "", "", "", "The chapter on business and human rights does not mention ICT or electronics."),
    ("DEU", "", "", "", "The plan does not refer to ICT."),
    ("IRL", "Section 2: Laws and rules in force > Data protection", 14,
     "Because many multinational tech companies have their seat in Ireland, its Data Protection Commissioner watches "
     "over a great deal of data and has handled prominent cases.",
     "The plan has no direct reference to ICT."),
    ("IRL", "Section 2: Laws and rules in force > Data protection", 14,
     "The Government says that it is committed to supporting the Commissioner; it has raised the funding of the data "
     "protection office fourfold in recent years.", ""),
    ("ITA", "I. Guidelines and general principles", 7,
     "A guideline of the plan: the need to study new questions raised by technological development and artificial "
     "intelligence, in the light of the 2015 parliamentary declaration on rights on the internet, and what they mean "
     "for human rights and for due diligence by companies.", ""),
    ("ITA", "II. Premises > c) National priorities", 11,
     "A priority: public awareness of what new technologies, artificial intelligence above all, may do to human "
     "rights, and due diligence in the firms that research and develop them.", ""),
    ("ITA", "IV. Ongoing activities and commitments > Gender dimension", 29,
     "A task force formed in 2020 by the minister for equal opportunities proposed to remove what hinders women's "
     "careers in fast-growing fields such as computer science, cloud services, data and AI.", ""),
    ("ITA", "Annex 1: Accountability grid", 65,
     "Measure 23: watch how artificial intelligence is used at work, in recruitment for instance, and assess what "
     "that means for inclusion and equal treatment.", ""),
    ("ITA", "Annex 1: Accountability grid", 68,
     "Measure 48: spread the principles agreed on emerging technologies such as artificial intelligence, so that "
     "human rights are respected through due diligence.", ""),
    ("JPN", "Chapter 2 > 2.(1) C. New technologies > Existing framework", "",
     "A council under the national AI strategy drew up principles for a human-centred use of artificial "
     "intelligence. They were completed in March 2019: three values and seven principles.", ""),
    ("JPN", "Chapter 2 > 2.(1) C. New technologies > Future measures planned > (a) Online defamation and privacy", "",
     "Continue to ask internet providers to take down abusive content where defamation or a breach of privacy is "
     "found online. Responsible: internal affairs and justice ministries.", ""),
    ("JPN", "Chapter 2 > 2.(1) C. New technologies > Future measures planned > (b) AI and human rights", "",
     "Continue to promote the principles of human-centric AI, respect for human rights included, so that society "
     "accepts AI and puts it to good use. Responsible: all ministries.", ""),
    ("JPN", "Chapter 2 > 2.(1) C. New technologies > Future measures planned > (c) AI and privacy", "",
     "Continue to encourage debate, at international meetings among others, on the use of AI and on how privacy is "
     "protected. Responsible: the data protection commission and the economy ministry.", ""),
    ("KEN", "", "", "", "There is no reference to information technology or electronics in the plan."),
    ("LTU", "Objective 2 > A. Measures carried out and under way", 6,
     "State-owned enterprises have been reformed since 2010 towards openness and social responsibility. They supply "
     "public services, electronic communications among others.", ""),
    ("LUX", "Part II > 1.15 New ICT and artificial intelligence > Context", "",
     "The plan counts new information and communication technology, artificial intelligence included, among its risk "
     "sectors; it grows fast as the world turns digital.", ""),
    ("LUX", "Part II > 1.15 New ICT and artificial intelligence > Context", "",
     "A 2018 report of the UN Special Rapporteur on freedom of expression dealt with artificial intelligence. States "
     "have to uphold rights such as free expression, privacy, equal treatment and an effective remedy.", ""),
    ("LUX", "Part II > 1.15 New ICT and artificial intelligence > Context", "",
     "Since 2018 the GDPR has been Europe's main law on how personal data may be gathered and used; in Luxembourg the "
     "data protection commission (CNPD) supervises it.",
     "The plan presents itself as the sequel to the first edition."),
    ("LUX", "Part II > 1.15 New ICT and artificial intelligence > Table of measures", "",
     "| Indicator | GDPR |\n"
     "| Expected results | regular meetings with the data protection commission (CNPD); better knowledge of how ICT, "
     "AI included, bears on human rights |\n"
     "| Timeline | as long as the plan runs |\n"
     "| Means | CNPD, the business federation, civil society |", ""),
    ("NLD", "Pillar III > Information for businesses", 65,
     "The government will take part in rankings by the World Benchmarking Alliance which compare the access to remedy "
     "that large companies in farming, textiles, mining and ICT manufacture offer.", ""),
]

THEMES = {
    "ict": "ICT and electronics",
    "ai": "Artificial intelligence",
    "privacy": "Privacy and personal data",
    "remedy": "Access to remedy",
}

# What a reader of a matrix row needs to know besides its codes.
NOTES = {
    "BEL": "Stated by the source, for this theme only",
    "CHL": "Stated by the source, for this theme only",
    "COL": "Guide for the ICT sector; two checks of telecommunications companies under access to remedy",
    "CZE": "Technology in the courts: what could be done, and limits; no measure (p. 48-49)",
    "DNK": "Stated by the source, for this theme only",
    "FIN": "Round table on privacy with ICT companies, autumn 2014 (p. 23)",
    "FRA": "Swiss and European examples only (p. 36, 42)",
    "GEO": "Stated by the source, for the chapter on business",
    "DEU": "Stated by the source, for this theme only",
    "IRL": "The source sees no direct reference to ICT; the passage on p. 14 names tech companies, "
           "so it is a mention",
    "ITA": "Measures 23 and 48 of the accountability grid (p. 65, 68)",
    "JPN": "Continued efforts under New technologies, future measures (a) to (c)",
    "KEN": "Stated by the source, for this theme only",
    "LTU": "Electronic communications, named in passing (p. 6)",
    "LUX": "Table of measures of 1.15; right to a remedy in its context part",
    "NLD": "Rankings on access to remedy, ICT manufacture among others (p. 65)",
}

KEY = [
    "commitment = the state plans, proposes or continues an action on the theme",
    "mention = described, cited as law in force, as past action, context or principle, or as the act of others",
    "none = the source states that the plan does not refer to the theme",
    "blank = not coded: nothing on this theme in the passages at hand, which is no proof that the plan is silent",
]

ABOUT = [
    "What this is",
    "A sample: what 16 National Action Plans on business and human rights (NAPs) say about ICT and electronics. "
    "One row is one passage of a plan, or one statement about a plan that has no such passage.",
    "Where it comes from",
    "The collection of the Danish Institute for Human Rights on globalnaps.org, topic ICT and electronics. "
    "Sections and pages are given where the collection gives them; section headings are shortened.",
    "How it was made",
    "Each passage was read and summarised in our own words. No row quotes a plan. A summary keeps what matters for "
    "coding: who acts, whether the action is past, in force or ahead, and what it is about. For a quotation, go to "
    "the plan itself.",
    "What it cannot tell",
    "The passages were collected for ICT. A plan may say more on artificial intelligence, privacy or access to "
    "remedy elsewhere. That a theme is not found here does not show that the plan is silent on it.",
]


def hand_codes():
    """The hand-coded levels as {(iso3, theme): (level, basis)}."""
    with open(ROOT / "tests/code_cases/seed-hand-coded.csv", encoding="utf-8", newline="") as file:
        return {(row["iso3"], row["theme"]): (row["level"], row["basis"]) for row in csv.DictReader(file)}


def workbook(title):
    """An empty workbook in memory, with fixed properties so that its bytes do not depend on the day."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": UPDATED, "comments": "Source: globalnaps.org, summarised"})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1,
                                 "font_color": "#FFFFFF", "bg_color": "#1F3864"}),
        "cell": book.add_format({"text_wrap": True, "align": "left", "valign": "top", "border": 1,
                                 "border_color": "#BFBFBF"}),
        "code": book.add_format({"valign": "top", "align": "center", "border": 1, "border_color": "#BFBFBF"}),
        "date": book.add_format({"num_format": "d mmmm yyyy", "align": "left"}),
    }
    return buffer, book, formats


def row_height(values, widths):
    """Points for the fullest cell: not every program sizes wrapped rows when it opens a file."""
    def lines(value, width):
        return sum(1 + int(len(part) * 1.1 // width) for part in str(value).split("\n"))
    return 15 * max(lines(value, width) for value, width in zip(values, widths))


def lay_out(sheet, header_row, widths, rows):
    """Frozen head, filter and print settings, as office sheets have them."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(header_row + 1, 3)
    sheet.autofilter(header_row, 0, header_row + rows, len(widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&L&F&RPage &P of &N")


def passages():
    """The bytes of `nap-passages.xlsx`."""
    buffer, book, style = workbook("What 16 NAPs say about ICT and electronics")
    sheet = book.add_worksheet("Passages")
    sheet.write(0, 0, "NAPs on business and human rights: passages on ICT and electronics", style["title"])
    sheet.merge_range(1, 0, 1, 7, "One row a passage, summarised in our own words; see the sheet About. Where the "
                                  "source found no passage, its statement stands in column G.", style["note"])
    sheet.write(2, 0, "Last updated", style["note"])
    sheet.write_datetime(2, 1, UPDATED, style["date"])
    header = ["Country", "ISO3", "Period", "Section", "Page", "Passage", "Source statement", "Source"]
    widths = [14, 17, 12, 34, 8, 70, 34, 40]
    top = 4
    for column, name in enumerate(header):
        sheet.write(top, column, name, style["head"])
    for offset, (iso3, section, page, passage, statement) in enumerate(PASSAGES, start=1):
        country, period = PLANS[iso3]
        source = SOURCE.format(country, period.replace(" - ", "-"))
        values = [country, iso3, period, section, page, passage, statement, source]
        for column, value in enumerate(values):
            sheet.write(top + offset, column, value, style["cell"])
        sheet.set_row(top + offset, row_height(values, widths))
    lay_out(sheet, top, widths, len(PASSAGES))
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100)
    for row, text in enumerate(ABOUT):
        about.write(row, 0, text, style["title"] if row % 2 == 0 else style["plain"])
    book.close()
    return buffer.getvalue()


def matrix():
    """The bytes of `nap-matrix.xlsx`: stated and earned levels; what is merely not found stays blank."""
    codes = hand_codes()
    buffer, book, style = workbook("Coverage of four themes in 16 NAPs")
    sheet = book.add_worksheet("Coverage")
    header = ["Country", "ISO3", "Period", *THEMES.values(), "Notes"]
    widths = [14, 8, 13, 16, 16, 16, 16, 60]
    last = len(header) - 1
    sheet.merge_range(0, 0, 0, last, "Which NAPs address ICT, AI, privacy and remedy?", style["title"])
    sheet.merge_range(1, 0, 1, last, "Coded by hand from the passages in nap-passages.xlsx (source: "
                      "globalnaps.org), by the key below. Last updated 24 November 2026.", style["note"])
    for row, text in enumerate(KEY, start=3):
        sheet.write(row, 0, text)
    top = 3 + len(KEY) + 1
    for column, name in enumerate(header):
        sheet.write(top, column, name, style["head"])
    for offset, (iso3, (country, period)) in enumerate(PLANS.items(), start=1):
        for column, value in enumerate([country, iso3, period]):
            sheet.write(top + offset, column, value, style["cell"])
        for column, theme in enumerate(THEMES, start=3):
            level, basis = codes[iso3, theme]
            sheet.write(top + offset, column, "" if basis == "silent" else level, style["code"])
        sheet.write(top + offset, last, NOTES[iso3], style["cell"])
        sheet.set_row(top + offset, row_height([NOTES[iso3]], widths[-1:]))
    sheet.data_validation(top + 1, 3, top + len(PLANS), 2 + len(THEMES),
                          {"validate": "list", "source": ["commitment", "mention", "none"]})
    sheet.set_row(top, 32)
    lay_out(sheet, top, widths, len(PLANS))
    book.close()
    return buffer.getvalue()


def main():
    check = sys.argv[1:] == ["--check"]
    stale = False
    for name, data in {"nap-passages.xlsx": passages(), "nap-matrix.xlsx": matrix()}.items():
        path = ROOT / "inputs" / name
        if check:
            fresh = path.exists() and path.read_bytes() == data
            stale = stale or not fresh
            print(f"{name}: {'as written' if fresh else 'would change'}")
        else:
            path.write_bytes(data)
            print(f"{name}: {len(data)} bytes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

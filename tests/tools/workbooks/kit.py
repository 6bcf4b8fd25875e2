"""What the scripts that make `tests/workbooks` share: the list of cases, and a few ways to write a file.

An expectation is typed by hand beside the sheet, one line an edition: the country's code, the period, and a letter each
for ict, ai, privacy and remedy. It is never computed from the data that the sheet is written from.
"""

import csv
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
THEMES = ["ict", "ai", "privacy", "remedy"]
LEVELS = {"c": "commitment", "m": "mention", "a": "addressed", "n": "none", "u": "unknown"}
CASES = {}


class Case:
    """One folder: `inputs/` and what a reader of the sheets would write down by hand."""

    def __init__(self, name, set_):
        self.dir = ROOT / "tests" / set_ / name
        shutil.rmtree(self.dir, ignore_errors=True)
        self.inputs = self.dir / "inputs"
        self.inputs.mkdir(parents=True)

    def path(self, name):
        return str(self.inputs / name)

    def expect(self, table, why, told=(), exit=0):
        rows = []
        for line in table.strip().splitlines():
            words = line.split()
            iso3, period, letters = words[0], " ".join(words[1:-4]), words[-4:]
            assert period and len(iso3) == 3, line
            rows += [(iso3, period, at, theme, LEVELS[x]) for at, (theme, x) in enumerate(zip(THEMES, letters))]
        assert len({row[:3] for row in rows}) == len(rows), "an edition stands twice"
        rows.sort(key=lambda row: row[:3])
        with open(self.dir / "expected.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["iso3", "period", "theme", "level"])
            out.writerows((iso3, period, theme, level) for iso3, period, _, theme, level in rows)
        (self.dir / "told.txt").write_text("\n".join([f"exit {exit}", *told]) + "\n", encoding="utf-8")
        lines = [line.strip() for line in why.strip().splitlines()]
        (self.dir / "why.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def case(function):
    """Names a function as a case of `tests/workbooks`."""
    CASES[function.__name__] = (function, "workbooks")
    return function


def locked(function):
    """Names a function as a case of the held-out set."""
    CASES[function.__name__] = (function, "workbooks_locked")
    return function


def put(sheet, rows, at="A1"):
    """Writes rows into an openpyxl sheet from a cell on; `None` leaves a cell out."""
    start = openpyxl.utils.cell.coordinate_from_string(at)
    left = openpyxl.utils.column_index_from_string(start[0])
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                sheet.cell(start[1] + down, left + across, value)


def openpyxl_book(sheets):
    """A workbook with these sheets: name -> rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        put(book.create_sheet(name), rows)
    return book


def xlsxwriter_rows(sheet, rows, at=(0, 0), form=None):
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                sheet.write(at[0] + down, at[1] + across, value, form)


def xlwt_rows(sheet, rows, at=(0, 0)):
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                sheet.write(at[0] + down, at[1] + across, value)


def libreoffice(book, target, filter_=None):
    """Saves an openpyxl workbook, opens it in LibreOffice and lets that program save it as `target`."""
    target = Path(target)
    kind = target.suffix[1:]
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "in" / f"{target.stem}.xlsx"
        first.parent.mkdir()
        book.save(first)
        out = Path(folder) / "out"
        subprocess.run(
            ["soffice", "-env:UserInstallation=file://" + os.environ.get("LO_PROFILE", "/tmp/lo-workbooks"), "--headless",
             "--convert-to", f"{kind}:{filter_}" if filter_ else kind, "--outdir", str(out), str(first)],
            check=True, capture_output=True)
        shutil.move(next(out.iterdir()), target)


def sheetjs(target, sheets, kind=None):
    """Lets SheetJS write the sheets: dicts with `name`, `rows` and, at will, `merges`, `hidden`, `formats`."""
    node = os.environ.get("SHEETJS", "/tmp/sheetjs")
    subprocess.run(["node", str(HERE / "sheetjs.js"), target, kind or Path(target).suffix[1:]], check=True, text=True,
                   input=json.dumps(sheets), env={**os.environ, "NODE_PATH": node + "/node_modules"})


def text_file(target, rows, delimiter=",", encoding="utf-8", end="\n", quoting=csv.QUOTE_MINIMAL):
    with open(target, "w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)


def autowidth(sheet, widths):
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width

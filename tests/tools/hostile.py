"""Writes the hostile and broken files of tests/hostile: `python tests/tools/hostile.py` from the repository.

Each folder holds `inputs/` and `expected.txt`, which is written here by hand beside the file that it is about:
what must come of it was decided before the program was run. Files that cannot be small are made by the test itself
(tests/nap/hostile/made.rs). Needs openpyxl, xlwt and msoffcrypto-tool; with node and the package xlsx in NODE_PATH
also the .xlsb files, which otherwise stay as they are.
"""

import gzip
import io
import os
import random
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import openpyxl
import xlwt
from xlwt import CompoundDoc
from msoffcrypto.format.ooxml import OOXMLFile

ROOT = Path(__file__).resolve().parents[1] / "hostile"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TABLE = [
    ["Country", "Period", "ICT", "AI"],
    ["Senegal", "2019-2023", "commitment", "none"],
    ["Peru", "2021-2025", "mention", "yes"],
]
CSV = "\n".join(",".join(row) for row in TABLE) + "\n"
# What a reader that takes the table as it stands gives.
READ = ["level SEN ict commitment", "level SEN ai none", "level PER ict mention", "level PER ai addressed"]
NOTHING = ["without SEN", "without PER"]
random.seed(4)


def case(name, files, expected):
    folder = ROOT / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "inputs").mkdir(parents=True)
    for file, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "inputs" / file).write_bytes(data)
    (folder / "expected.txt").write_text("\n".join(expected) + "\n")


# Zip archives, written by hand so that they can lie.


class Entry:
    def __init__(self, name, data, **lies):
        self.name = name.encode()
        self.data = data.encode() if isinstance(data, str) else data
        self.method = lies.get("method", 8)
        packed = zlib.compressobj(9, zlib.DEFLATED, -15)
        deflated = packed.compress(self.data) + packed.flush()
        self.packed = lies.get("packed", deflated if self.method == 8 else self.data)
        self.crc = lies.get("crc", zlib.crc32(self.data))
        self.size = lies.get("size", len(self.data))
        self.flags = lies.get("flags", 0)
        self.zip64 = lies.get("zip64", False)
        self.body = lies.get("body")

    def head(self, central):
        size, packed, extra = self.size, len(self.packed), b""
        if self.zip64:
            extra = struct.pack("<HHQQ", 1, 16, size, packed)
            size = packed = 0xFFFFFFFF
        common = struct.pack(
            "<HHHHHIIIHH", 45 if self.zip64 else 20, self.flags, self.method, 0, 0x21, self.crc, packed, size,
            len(self.name), len(extra),
        )
        return common, extra


def archive(entries):
    out, central = b"", b""
    for entry in entries:
        at = len(out)
        common, extra = entry.head(False)
        out += b"PK\x03\x04" + common + entry.name + extra + entry.packed
        central += b"PK\x01\x02" + struct.pack("<H", 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, at)
        central += entry.name + extra
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(central), len(out), 0)
    return out + central + b"PK\x05\x06" + end


def letters(column):
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return name


def cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def rows(table=TABLE, first=1):
    return [
        f'<row r="{first + i}">' + "".join(cell(f"{letters(j)}{first + i}", t) for j, t in enumerate(row)) + "</row>"
        for i, row in enumerate(table)
    ]


def sheet(data=None, before="", after="", head=HEAD):
    data = "".join(rows()) if data is None else data
    return f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def parts(sheets=None, strings=None, styles=None, names=None, targets=None):
    sheets = [sheet()] if sheets is None else sheets
    names = names or [f"S{i + 1}" for i in range(len(sheets))]
    targets = targets or [f"worksheets/sheet{i + 1}.xml" for i in range(len(sheets))]
    listed = "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, n in enumerate(names))
    related = "".join(
        f'<Relationship Id="rId{i + 1}" Type="{OFFICE}/worksheet" Target="{t}"/>' for i, t in enumerate(targets)
    )
    book = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
    }
    if strings is not None:
        related += f'<Relationship Id="rId90" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        if strings:
            book["xl/sharedStrings.xml"] = strings
    if styles:
        related += f'<Relationship Id="rId91" Type="{OFFICE}/styles" Target="styles.xml"/>'
        book["xl/styles.xml"] = styles
    book["xl/_rels/workbook.xml.rels"] = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
    for i, content in enumerate(sheets):
        if content is not None:
            book[f"xl/worksheets/sheet{i + 1}.xml"] = content
    return book


def xlsx(book=None, extra=(), **lies):
    """`lies` by part name without its folder and ending."""
    entries = []
    for name, content in (book or parts()).items():
        stem = name.rsplit("/", 1)[-1].split(".")[0]
        entries.append(Entry(name, content, **lies.get(stem, {})))
    return archive(entries + list(extra))


def strings(texts, announced=None):
    n = len(texts) if announced is None else announced
    items = "".join(f"<si><t>{t}</t></si>" for t in texts)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{n}" uniqueCount="{n}">{items}</sst>'


def shared(table=TABLE):
    """A table by numbers of shared texts, and these texts."""
    texts, data = [], ""
    for i, row in enumerate(table):
        data += f'<row r="{i + 1}">'
        for j, text in enumerate(row):
            if text not in texts:
                texts.append(text)
            data += f'<c r="{letters(j)}{i + 1}" t="s"><v>{texts.index(text)}</v></c>'
        data += "</row>"
    return data, texts


# Expanding and lying archives.

kernel = Entry("xl/media/a", b"\0" * (4 << 20))
one = Entry("a", kernel.data)


def overlapping():
    """Two hundred names for one packed body of four megabytes, after a workbook that is as it should be."""
    good = [Entry(name, content) for name, content in parts().items()]
    out, central = b"", b""
    for entry in good:
        common, extra = entry.head(False)
        central += b"PK\x01\x02" + struct.pack("<H", 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + entry.name
        out += b"PK\x03\x04" + common + entry.name + entry.packed
    at = len(out)
    common, _ = kernel.head(False)
    out += b"PK\x03\x04" + common + kernel.name + kernel.packed
    count = len(good)
    for i in range(300):
        again = Entry(f"xl/media/{i:03}", b"", packed=kernel.packed, crc=kernel.crc, size=kernel.size)
        common, _ = again.head(False)
        central += b"PK\x01\x02" + struct.pack("<H", 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + again.name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(out), 0)
    return out + central + b"PK\x05\x06" + end


case("zip_overlapping_entries", {"overlap.xlsx": overlapping()}, ["exit 3", "too-large overlap.xlsx", *NOTHING])
case(
    "zip_in_a_workbook",
    {"inner.xlsx": xlsx(extra=[Entry("xl/embeddings/a.zip", archive([Entry(f"{i}", b"\0" * 999999) for i in range(9)]))])},
    ["exit 0", *READ],
)
case(
    "zip_lying_sizes",
    {
        "large.xlsx": xlsx(sheet1={"size": 0xFFFFFFF0}),
        "shared.xlsx": xlsx(
            parts([sheet(shared()[0])], strings(shared()[1])), sharedStrings={"size": 0xFFFFFFF0}, workbook={"size": 0xFFFFFFF0}
        ),
        "small.xlsx": xlsx(sheet1={"size": 3}),
    },
    ["exit 3", "missing-sheet small.xlsx", *READ],
)
case("zip64_in_good_order", {"big.xlsx": xlsx(sheet1={"zip64": True}, workbook={"zip64": True})}, ["exit 0", *READ])
case(
    "zip64_lying_sizes",
    {"lying.xlsx": xlsx(sheet1={"zip64": True, "size": 1 << 60}, workbook={"zip64": True, "size": 1 << 62})},
    ["exit 0", *READ],
)
case(
    "zip_entries_with_paths",
    {
        "paths.xlsx": xlsx(
            extra=[
                Entry("../../evil.csv", CSV), Entry("/tmp/nap-report-evil.csv", CSV), Entry("C:\\evil.csv", CSV),
                Entry("..\\..\\evil.csv", CSV), Entry("xl/../../../evil.csv", CSV), Entry("a\0b.csv", CSV), Entry("", CSV),
            ]
        )
    },
    ["exit 0", *READ],
)
twice = list(parts([sheet("".join(rows([["Country", "ICT"], ["Senegal", "no"]])))]).items())
case(
    "zip_one_name_twice",
    {"twice.xlsx": archive([Entry(n, c) for n, c in parts().items()] + [Entry(*twice[-1])])},
    ["exit 3", "unreadable-file twice.xlsx", *NOTHING],
)

# Workbooks that are broken.

case("claimed_dimension", {"claim.xlsx": xlsx(parts([sheet(before='<dimension ref="A1:XFD1048576"/>')]))}, ["exit 0", *READ])
case(
    "corrupt_deflate_stream",
    {"corrupt.xlsx": xlsx(parts([sheet(), sheet()]), sheet2={"packed": b"\xff" * 200})},
    ["exit 3", "missing-sheet corrupt.xlsx", *READ],
)
case(
    "corrupt_deflate_of_shared_strings",
    {"corrupt.xlsx": xlsx(parts([sheet(shared()[0])], strings(shared()[1])), sharedStrings={"packed": b"\xff" * 200})},
    ["exit 3", "unreadable-file corrupt.xlsx", *NOTHING],
)
case("wrong_checksum", {"crc.xlsx": xlsx(sheet1={"crc": 1})}, ["exit 3", "unreadable-file crc.xlsx", *NOTHING])
whole = xlsx()
case(
    "truncated_xlsx",
    {f"cut{p}.xlsx": whole[: len(whole) * p // 100] for p in (1, 10, 50, 90, 99)},
    ["exit 3", *[f"unreadable-file cut{p}.xlsx" for p in (1, 10, 50, 90, 99)], *NOTHING],
)
case(
    "missing_sheet_part",
    {"gone.xlsx": xlsx(parts([sheet(), None], names=["Here", "Gone"]))},
    ["exit 3", "missing-sheet gone.xlsx", *READ],
)
no_book = parts()
del no_book["xl/workbook.xml"]
case("missing_workbook_part", {"gone.xlsx": xlsx(no_book)}, ["exit 3", "unreadable-file gone.xlsx", *NOTHING])
case(
    "missing_shared_strings",
    {"listed.xlsx": xlsx(parts([sheet(shared()[0])], "")), "unlisted.xlsx": xlsx(parts([sheet(shared()[0])]))},
    ["exit 3", "missing-sheet listed.xlsx", "missing-sheet unlisted.xlsx", *NOTHING],
)
case(
    "sheet_part_elsewhere",
    {
        "up.xlsx": xlsx(parts([sheet()], targets=["../../../../../etc/passwd"])),
        "absolute.xlsx": xlsx(parts([sheet()], targets=["/etc/passwd"])),
        "web.xlsx": xlsx(parts([sheet()], targets=["http://127.0.0.1:9/sheet1.xml"])),
    },
    ["exit 3", "missing-sheet up.xlsx", "missing-sheet absolute.xlsx", "missing-sheet web.xlsx", *NOTHING],
)
case(
    "announced_shared_strings",
    {"many.xlsx": xlsx(parts([sheet(shared()[0])], strings(shared()[1], 4000000000)))},
    ["exit 3", "too-large many.xlsx", *NOTHING],
)

# Encryption.


def encrypted():
    plain, out = io.BytesIO(whole), io.BytesIO()
    OOXMLFile(plain).encrypt("secret", out)
    return out.getvalue()


def xls(stream=None, table=TABLE):
    book = xlwt.Workbook()
    page = book.add_sheet("S")
    for i, row in enumerate(table):
        for j, text in enumerate(row):
            page.write(i, j, text)
    data = book.get_biff_data()
    out = io.BytesIO()
    CompoundDoc.XlsDoc().save(out, stream(data) if stream else data)
    return out.getvalue()


def with_file_pass(record):
    def change(data):
        """After the first record; what the sheets' places say moves with it."""
        first = 4 + struct.unpack_from("<H", data, 2)[0]
        data = bytearray(data[:first] + record + data[first:])
        at = 0
        while at + 4 <= len(data):
            kind, length = struct.unpack_from("<HH", data, at)
            if kind == 0x85:
                struct.pack_into("<I", data, at + 4, struct.unpack_from("<I", data, at + 4)[0] + len(record))
            at += 4 + length
            if kind == 0x0A:
                break
        return bytes(data)

    return change


rc4 = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + random.randbytes(48)
xor = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
case("encrypted_xlsx", {"secret.xlsx": encrypted()}, ["exit 3", "password-protected secret.xlsx", *NOTHING])
case(
    "encrypted_xls",
    {"rc4.xls": xls(with_file_pass(rc4)), "xor.xls": xls(with_file_pass(xor))},
    ["exit 3", "password-protected rc4.xls", "password-protected xor.xls", *NOTHING],
)


def ods(content, manifest=None):
    manifest = manifest or (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return archive(
        [
            Entry("mimetype", "application/vnd.oasis.opendocument.spreadsheet", method=0),
            Entry("META-INF/manifest.xml", manifest), Entry("content.xml", content),
        ]
    )


def ods_content(table_rows=None, head=HEAD):
    def row(texts):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in texts
        )
        return f"<table:table-row>{cells}</table:table-row>"

    data = "".join(row(r) for r in TABLE) if table_rows is None else table_rows(row)
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )
    return (
        f'{head}<office:document-content{names} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{data}</table:table></office:spreadsheet></office:body></office:document-content>'
    )


secret_manifest = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="900">'
    '<manifest:encryption-data manifest:checksum-type="SHA256-1K" manifest:checksum="x"><manifest:algorithm '
    'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="x"/>'
    "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
)
case(
    "encrypted_ods",
    {"secret.ods": ods(random.randbytes(900), secret_manifest)},
    ["exit 3", "password-protected secret.ods", *NOTHING],
)


def zip_crypto(data, password, crc):
    def update(byte):
        nonlocal a, b, c
        a = zlib.crc32(bytes([byte]), a ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        b = ((b + (a & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        c = zlib.crc32(bytes([b >> 24]), c ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    a, b, c = 0x12345678, 0x23456789, 0x34567890
    for byte in password:
        update(byte)
    out = bytearray()
    for byte in random.randbytes(11) + bytes([crc >> 24]) + data:
        t = (c | 2) & 0xFFFF
        out.append(byte ^ ((t * (t ^ 1) >> 8) & 0xFF))
        update(byte)
    return bytes(out)


secret = Entry("xl/worksheets/sheet1.xml", sheet())
locked = zip_crypto(secret.packed, b"secret", secret.crc)
case(
    "encrypted_zip_entries",
    {"locked.xlsx": xlsx(sheet1={"packed": locked, "flags": 1})},
    ["exit 3", "password-protected locked.xlsx", *NOTHING],
)

# Other formats under a spreadsheet's name, and spreadsheets under another's.


def sqlite():
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        base = sqlite3.connect(file.name)
        base.execute("pragma page_size = 512")
        base.execute("create table plans (country text)")
        base.commit()
        base.close()
        return Path(file.name).read_bytes()


png = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1H\xaf\xa4q"
    b"\0\0\0\0IEND\xaeB`\x82"
)
html = "<html><body><table><tr><td>Country</td><td>ICT</td></tr><tr><td>Senegal</td><td>yes</td></tr></table></body></html>"
mhtml = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
    f"{html}\r\n--b--\r\n"
)
xml2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:'
    'office:spreadsheet"><Worksheet><Table><Row><Cell><Data>Country</Data></Cell></Row></Table></Worksheet></Workbook>'
)
types = f'<Types xmlns="{PACKAGE}/content-types"/>'
foreign = {
    "a_pdf.xlsx": b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
    "a_picture.xls": png,
    "a_page.xls": html,
    "a_page_with_mark.xls": b"\xef\xbb\xbf  <!DOCTYPE html>" + html.encode(),
    "a_saved_page.xls": mhtml,
    "a_letter.xlsx": archive([Entry("[Content_Types].xml", types), Entry("word/document.xml", "<w:document/>")]),
    "a_talk.xlsx": archive([Entry("[Content_Types].xml", types), Entry("ppt/presentation.xml", "<p:p/>")]),
    "an_odt.ods": archive(
        [Entry("mimetype", "application/vnd.oasis.opendocument.text", method=0), Entry("content.xml", "<office:x/>")]
    ),
    "an_old_xml.xls": xml2003,
    "an_apple.xlsx": archive([Entry("Index/Document.iwa", b"\0\1\2"), Entry("Metadata/Properties.plist", b"bplist00")]),
    "a_database.csv": sqlite(),
    "a_zip_of_a_book.xlsx": archive([Entry("plans.xlsx", whole)]),
    "a_packed_text.csv": gzip.compress(CSV.encode(), mtime=0),
    "a_text.csv": "{\\rtf1 Country,ICT\\par Senegal,yes}",
    "some_json.csv": '{"rows": [{"Country": "Senegal", "ICT": "yes"}]}',
}
case(
    "other_formats",
    foreign,
    ["exit 3", *[f"unsupported-format {name}" for name in foreign if name != "some_json.csv"], "no-table some_json.csv", *NOTHING],
)
right = {
    "book.csv": whole, "book.xls": whole, "old.xlsx": xls(), "open.csv": ods(ods_content()), "text.xlsx": CSV, "text.xls": CSV,
}
case("content_under_other_names", right, ["exit 0", *[f"format-mismatch {n}" for n in right], *READ])

# XML tricks.

laughs = '<!DOCTYPE l [<!ENTITY a "commitment">' + "".join(
    f'<!ENTITY {b} "{"".join([f"&{a};"] * 10)}">' for a, b in zip("abcdefghi", "bcdefghij")
) + "]>"
bombed = [TABLE[0], ["Senegal", "2019-2023", "&j;", "none"]]
case(
    "entities_that_multiply",
    {
        "cells.xlsx": xlsx(parts([sheet("".join(rows(bombed)), head=HEAD + laughs)])),
        "cells.ods": ods(ods_content(lambda row: "".join(map(row, bombed)), HEAD + laughs)),
        "strings.xlsx": xlsx(parts([sheet(shared()[0])], strings(shared()[1][:-1] + ["&j;"]).replace(HEAD, HEAD + laughs))),
    },
    ["exit 3", "missing-sheet cells.xlsx", "unreadable-file cells.ods", "unreadable-file strings.xlsx", *NOTHING],
)
outside = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/">]>'
fetched = [TABLE[0], ["Senegal", "2019-2023", "&x;", "&y;"]]
case(
    "entities_from_outside",
    {
        "cells.xlsx": xlsx(parts([sheet("".join(rows(fetched)), head=HEAD + outside)])),
        "cells.ods": ods(ods_content(lambda row: "".join(map(row, fetched)), HEAD + outside)),
    },
    ["exit 3", "missing-sheet cells.xlsx", "unreadable-file cells.ods", *NOTHING],
)

# Numbers that lead nowhere.

data, texts = shared()
case(
    "shared_string_out_of_range",
    {
        "past.xlsx": xlsx(parts([sheet(data.replace("<v>6</v>", "<v>999999</v>"))], strings(texts))),
        "negative.xlsx": xlsx(parts([sheet(data.replace("<v>6</v>", "<v>-1</v>"))], strings(texts))),
        "huge.xlsx": xlsx(parts([sheet(data.replace("<v>6</v>", "<v>99999999999999999999</v>"))], strings(texts))),
    },
    # The reader of workbooks takes what is no number for the first text: a wrong value in good order.
    ["exit 3", "missing-sheet past.xlsx", "unreadable-file negative.xlsx", "unreadable-file huge.xlsx", *NOTHING],
)
styled = "".join(rows()).replace(' t="inlineStr"', ' s="4000000000" t="inlineStr"')
numbers = '<row r="9"><c r="A9" t="inlineStr"><is><t>Chad</t></is></c><c r="B9" s="77777"><v>2019</v></c></row>'
case(
    "style_out_of_range",
    {"styled.xlsx": xlsx(parts([sheet("".join(rows()).replace(' t="inlineStr"', ' s="77777" t="inlineStr"') + numbers)])),
     "huge.xlsx": xlsx(parts([sheet(styled)]))},
    ["exit 0", *READ],
)
places = {"wide": "ZZZZ1", "zero": "A0", "tall": "A99999999999", "minus": "A-1", "below": "A1048577", "letters": "ABC", "past": "XFE1"}
case(
    "references_out_of_range",
    {
        f"{n}.xlsx": xlsx(parts([sheet("".join(rows()) + f"<row>{cell(at, 'stray')}</row>")]))
        for n, at in places.items()
    },
    [
        "exit 3",
        *[f"too-large {n}.xlsx" for n in ("wide", "below", "past")],
        *[f"missing-sheet {n}.xlsx" for n in ("zero", "tall", "minus", "letters")],
        *NOTHING,
    ],
)
case(
    "row_numbers_out_of_range",
    {
        f"{n}.xlsx": xlsx(parts([sheet("".join(rows()) + f'<row r="{r}"><c t="inlineStr"><is><t>stray</t></is></c></row>')]))
        for n, r in {"huge": "99999999999", "zero": "0", "minus": "-5", "word": "x"}.items()
    },
    ["exit 3", *[f"missing-sheet {n}.xlsx" for n in ("huge", "zero", "minus", "word")], *NOTHING],
)
in_order = rows()
case("rows_out_of_order", {"mixed.xlsx": xlsx(parts([sheet("".join([in_order[2], in_order[0], in_order[1]]))]))}, ["exit 0", *READ])
double = in_order[1].replace("</row>", cell("C2", "none") + cell("D2", "none") + "</row>")
case(
    "one_cell_twice",
    {"double.xlsx": xlsx(parts([sheet("".join([in_order[0], double, in_order[2]]))]))},
    ["exit 3", "cell-error double.xlsx!C2", "level SEN ict unknown", "level SEN ai none", *READ[2:]],
)
again = in_order[1].replace(">commitment<", ">none<")
case(
    "one_row_twice",
    {"double.xlsx": xlsx(parts([sheet("".join(in_order + [again]))]))},
    ["exit 3", "cell-error double.xlsx!C2", "level SEN ict unknown", "level SEN ai none", *READ[2:]],
)

# Values.

formula = in_order[1].replace(cell("C2", "commitment"), '<c r="C2"><f>IF(1,"commitment","")</f></c>')
case(
    "formula_without_value",
    {"formula.xlsx": xlsx(parts([sheet("".join([in_order[0], formula, in_order[2]]))]))},
    ["exit 3", "cell-error formula.xlsx!C2", "level SEN ict unknown", *READ[1:]],
)
failed = in_order[1].replace(cell("C2", "commitment"), '<c r="C2" t="e"><v>#REF!</v></c>')
nameless = in_order[2].replace(cell("A3", "Peru"), '<c r="A3" t="e"><v>#N/A</v></c>')
case(
    "error_values",
    {"errors.xlsx": xlsx(parts([sheet("".join([in_order[0], failed, nameless]))]))},
    [
        "exit 3", "cell-error errors.xlsx!C2", "cell-error errors.xlsx!A3", "row-without-country errors.xlsx!A3",
        "level SEN ict unknown", "level SEN ai none", "without PER",
    ],
)
odd = [TABLE[0][:3], *[["Senegal", "2019-2023", "x"]]]
values = {"infinite": "1e999", "nan": "NaN", "word": "yes-or-no", "long": "9" * 400, "date": "99999999999999"}
case(
    "numbers_that_are_none",
    {
        f"{n}.xlsx": xlsx(
            parts(
                [sheet("".join(rows(odd)).replace(cell("C2", "x"), f'<c r="C2" s="1"><v>{v}</v></c>'))],
                styles=f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            )
        )
        for n, v in values.items()
    },
    ["exit 3", "level SEN ict unknown"],
)

# OpenDocument.


def stretched(columns, lines, text):
    def build(row):
        cells = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell>'
        empty = f'<table:table-row table:number-rows-repeated="{lines}">{cells if text else cells.replace(" office:value-type=" + chr(34) + "string" + chr(34), "").replace("<text:p></text:p>", "")}</table:table-row>'
        return "".join(map(row, TABLE)) + empty

    return build


case(
    "ods_repetitions",
    {
        "wide.ods": ods(ods_content(stretched(2147483648, 1, "x"))), "tall.ods": ods(ods_content(stretched(1, 2147483648, "x"))),
        "both.ods": ods(ods_content(stretched(16384, 1048576, "x"))),
        "past.ods": ods(ods_content(stretched("99999999999999999999", 1, "x"))),
    },
    [
        "exit 3", "too-large wide.ods", "too-large tall.ods", "too-large both.ods", "unreadable-file past.ods", *NOTHING,
    ],
)
case("ods_empty_repetitions", {"blank.ods": ods(ods_content(stretched(16384, 1048573, "")))}, ["exit 0", *READ])
content = ods_content()
case(
    "ods_cut_short",
    {f"cut{p}.ods": ods(content[: len(content) * p // 100]) for p in (30, 60, 80, 95)},
    ["exit 3", *[f"unreadable-file cut{p}.ods" for p in (30, 60, 80)], *NOTHING],
)

# Excel 97-2003.

old = xls()


def changed(at, value):
    return old[:at] + value + old[at + len(value) :]


fat = 512 + struct.unpack_from("<I", old, 76)[0] * 512
stream_at = old.find(b"\x09\x08\x10\x00")
dimension = old.find(struct.pack("<HH", 0x200, 14), stream_at)
case(
    "xls_tables_of_sectors",
    {
        # Every sector leads to itself.
        "cycle.xls": changed(fat, b"".join(struct.pack("<I", i) for i in range(128))),
        "sectors.xls": changed(44, struct.pack("<I", 0xFFFFFFF0)), "shift.xls": changed(30, struct.pack("<H", 63)),
        "directory.xls": changed(48, struct.pack("<I", 0x7FFFFFFF)), "listed.xls": changed(68, struct.pack("<II", 0, 0xFFFFFFFF)),
        "cut.xls": old[: len(old) // 2], "head.xls": old[:600],
    },
    [
        "exit 3",
        *[f"unreadable-file {n}.xls" for n in ("cycle", "shift", "directory", "cut", "head")],
    ],
)


def broken(kind, value, at=2):
    def change(data):
        """The first record of a kind, its length or content overwritten."""
        where = 0
        while struct.unpack_from("<H", data, where)[0] != kind:
            where += 4 + struct.unpack_from("<H", data, where + 2)[0]
        return data[: where + at] + value + data[where + at + len(value) :]

    return xls(change)


case(
    "xls_broken_records",
    {
        "place.xls": broken(0x85, b"\xff\xff\xff\x7f", 4), "texts.xls": broken(0xFC, b"\xff\xff\xff\xff\xff\xff\xff\xff", 4),
        "length.xls": broken(0xFC, b"\xff\xff"), "short.xls": broken(0xFD, b"\x01\x00"), "index.xls": broken(0xFD, b"\xff\xff\xff\x7f", 10),
        "claim.xls": changed(dimension + 4, struct.pack("<IIHH", 0, 0xFFFFFFFF, 0, 0xFFFF)),
    },
    [
        # The number of texts alone is wrong in texts.xls; none is lost.
        "exit 3", "unreadable-file place.xls", "unreadable-file length.xls", "unreadable-file short.xls",
        "unreadable-file index.xls", "too-large claim.xls", *READ,
    ],
)

# Binary workbooks.


def xlsb():
    with tempfile.TemporaryDirectory() as folder:
        script = (
            "const x=require('xlsx'),b=x.utils.book_new();x.utils.book_append_sheet(b,x.utils.aoa_to_sheet("
            f"{TABLE!r}),'S');x.writeFile(b,'{folder}/a.xlsb',{{compression:true,bookSST:true}})"
        )
        try:
            subprocess.run(["node", "-e", script], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return Path(folder, "a.xlsb").read_bytes()


def repacked(book, part, change):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(book)) as old_book:
        return archive(
            [Entry(n, change(old_book.read(n)) if n == part else old_book.read(n)) for n in old_book.namelist()]
        )




def in_full(sheet_part):
    """Cells in the short form, which leaves out the column, written out."""
    out, at, column = b"", 0, 0
    while at < len(sheet_part):
        start = at
        kind = sheet_part[at] & 0x7F
        if sheet_part[at] & 0x80:
            at += 1
            kind |= sheet_part[at] << 7
        at += 1
        length = sheet_part[at]
        data = sheet_part[at + 1 : at + 1 + length]
        at += 1 + length
        column = column + 1 if kind == 0x12 else 0
        full = bytes([7, length + 4]) + struct.pack("<I", column) + data
        out += full if kind == 0x12 else sheet_part[start:at]
    return out


short = xlsb()
if short:
    page = "xl/worksheets/sheet1.bin"
    case("xlsb_cells_in_short_form", {"short.xlsb": short}, ["exit 0", *READ])
    binary = repacked(short, page, in_full)
    case("xlsb_in_good_order", {"good.xlsb": repacked(binary, "", bytes)}, ["exit 0", *READ])
    cuts = {f"cut{p}.xlsb": repacked(binary, page, lambda b, p=p: b[: len(b) * p // 100]) for p in (5, 30, 60, 75)}
    case(
        "xlsb_records_cut_short",
        {**cuts, "length.xlsb": repacked(binary, page, lambda b: b.replace(b"\x00\x19", b"\x00\xff\xff\xff\x7f", 1))},
        ["exit 3", *[f"missing-sheet {n}" for n in cuts], "missing-sheet length.xlsb", *NOTHING],
    )
    case(
        "xlsb_strings_cut_short",
        {"cut.xlsb": repacked(binary, "xl/sharedStrings.bin", lambda b: b[: len(b) // 2])},
        ["exit 3", "unreadable-file cut.xlsb", *NOTHING],
    )

# Characters.

case(
    "direction_and_zero_width_characters",
    {
        "odd.csv": "Country,Period,I\u200bCT,AI\nSene\u200bgal,2019-2023,commitment,none\n\u202ePeru\u202c,2021-\u20602025,men\u200dtion,yes\n"
    },
    ["exit 0", "odd-characters odd.csv!C1", *READ],
)
case(
    "look_alike_letters",
    {
        "alike.csv": "Country,Period,ICT,AI\nFr\u0430nce,2017,yes,no\nSenegal,2019-2023,commitment,none\nP\u0435ru,2021-2025,mention,yes\n"
        "\u039aenya,2021-2025,mention,yes\n"
    },
    ["exit 0", "look-alike-letters alike.csv!A2", "look-alike-letters alike.csv!A4", "look-alike-letters alike.csv!A5",
     "level FRA ict addressed", "level KEN ict mention", *READ, "without FIN"],
)
case(
    "look_alike_header",
    {"alike.csv": "C\u043euntry,Period,ICT,\u0410I\n" + "\n".join(",".join(r) for r in TABLE[1:]) + "\n"},
    ["exit 0", "look-alike-letters alike.csv!A1", "look-alike-letters alike.csv!D1", *READ],
)
case(
    "nuls_in_csv",
    {"nul.csv": "Country,Period,ICT,AI\nSene\0gal,2019-2023,commit\0ment,none\nPeru,2021-2025,mention,yes\n"},
    ["exit 0", "odd-characters nul.csv!A2", *READ],
)
case(
    "utf_16_without_mark",
    {"little.csv": CSV.encode("utf-16-le"), "big.csv": CSV.encode("utf-16-be")},
    ["exit 0", *READ],
)
case(
    "utf_16_with_an_odd_byte",
    {"odd.csv": CSV.encode("utf-16") + b"x"},
    # Half a letter is left: the file was cut.
    ["exit 0", "odd-characters odd.csv!A4", "furniture-row odd.csv!row 4", *READ],
)
case(
    "bytes_that_are_no_utf_8",
    {"bytes.csv": CSV.encode() + b"C\xf4te d'Ivoire,2020,yes,no\n\xff\xfe\xc0\xaf,2020,yes,no\n"},
    ["exit 3", "encoding-guessed bytes.csv", "unknown-country bytes.csv!A5", "level CIV ict addressed", *READ],
)
case(
    "unclosed_quote",
    {"quote.csv": CSV + "Kenya,2021-2025,\"yes,no\nMali,2020,no,yes\n"},
    ["exit 3", "unclosed-quote quote.csv!row 4", "level MLI ai addressed", *READ],
)
case(
    "ragged_rows",
    {"ragged.csv": CSV + "Kenya,2021-2025\nMali,2020,no,yes,maybe,never\nChad\n"},
    ["exit 3", "ragged-row ragged.csv!E5", "level KEN ict unknown", "level MLI ai addressed", *READ],
)
case(
    "formula_text",
    {
        "formulas.csv": "Country,Period,Theme,Level,Passage\n=cmd|' /C calc'!A0,2020,ICT,yes,x\n"
        "Senegal,2019-2023,ICT,commitment,\"=HYPERLINK(\"\"http://127.0.0.1/\"\",\"\"x\"\")\"\nPeru,2021-2025,AI,@SUM(1),-2+3\n"
        "Kenya,2021-2025,AI,yes,\"+1+cmd|' /C calc'!A0\"\nMali,2020,AI,yes,\"\t=1+1\"\n"
    },
    [
        "exit 3", "unknown-country formulas.csv!A2", "unknown-level formulas.csv!D4", "level SEN ict commitment",
        "level PER ai unknown", "no-formula",
    ],
)
case("empty_files", {"empty.csv": "", "empty.xlsx": "", "mark.csv": "\ufeff", "wide.csv": b"\xff\xfe", "lines.csv": "\n\r\n\n"},
     ["exit 3", *[f"empty-file {n}" for n in ("empty.csv", "empty.xlsx", "mark.csv", "wide.csv", "lines.csv")]])
case(
    "names_of_sheets",
    {
        "names.xlsx": xlsx(parts([sheet(), sheet()], names=["\u202etxet&#10;new&#x1;", "x" * 5000])),
        "same.xlsx": xlsx(
            parts([sheet(), sheet("".join(rows([["Country", "ICT"], ["Kenya", "no"]])))], names=["S", "s"])
        ),
    },
    # The second of the two cannot be reached by its name.
    ["exit 3", "missing-sheet same.xlsx", "without KEN", *READ],
)
(ROOT / "good.csv").write_text("Country,Period,ICT,AI\nNorway,2015,commitment,none\nGeorgia,2018-2020,mention,yes\n")
print(sum(p.stat().st_size for p in ROOT.rglob("*") if p.is_file()), "bytes,", len(list(ROOT.glob("*/"))), "cases")

// Writes a workbook with SheetJS from JSON on standard input: node sheetjs.js OUT KIND < sheets.json
const XLSX = require("xlsx");
const [out, kind] = process.argv.slice(2);
const sheets = JSON.parse(require("fs").readFileSync(0, "utf8"));
const book = XLSX.utils.book_new();
book.Workbook = { Sheets: [] };
for (const { name, rows, merges, hidden, origin, cells, hiddenRows } of sheets) {
  const sheet = XLSX.utils.aoa_to_sheet([[]]);
  XLSX.utils.sheet_add_aoa(sheet, rows, { origin: origin || "A1" });
  if (merges) sheet["!merges"] = merges.map((range) => XLSX.utils.decode_range(range));
  // `cells` replaces single cells: { "B2": { t: "n", v: 43831, z: "yyyy-mm-dd" } }
  for (const [at, cell] of Object.entries(cells || {})) sheet[at] = cell;
  if (hiddenRows) {
    sheet["!rows"] = [];
    for (const row of hiddenRows) sheet["!rows"][row - 1] = { hidden: true };
  }
  XLSX.utils.book_append_sheet(book, sheet, name);
  book.Workbook.Sheets.push({ Hidden: hidden ? 1 : 0 });
}
XLSX.writeFile(book, out, { bookType: kind, cellDates: false, compression: true });

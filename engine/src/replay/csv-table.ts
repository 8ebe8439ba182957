import { pipeline, Readable } from "node:stream";
import { errorText } from "@sopflow/schemas";
import { type CsvError, parse } from "csv-parse";
import { type BadRow, type BadRows, InputFileError } from "./bad-rows.js";
import { decodeText, type TextSource } from "./decode-text.js";
import { ROW_PROBLEMS } from "./row-problems.js";

/** One row of a CSV file, cells in the order of the header. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where the columns of a file are. */
export interface CsvHeader {
  readonly names: readonly string[];
  /** Index of a column, -1 where the file has none. */
  indexOf(name: string): number;
}

export interface CsvTable {
  readonly header: CsvHeader;
  readonly rows: AsyncIterable<CsvRow>;
}

/** Names that would reach an object's prototype when columns become properties. */
const FORBIDDEN_COLUMNS = new Set(["__proto__", "constructor", "prototype"]);
const MAX_RECORD_CHARS = 1 << 20;

/**
 * Opens a CSV file with a header: columns in any order, quoted fields, BOM, any line ends; white space around cells and
 * empty lines are dropped. Rows with more or fewer fields than the header go to `bad`. Throws `InputFileError` when
 * `required` columns are missing.
 */
export async function openCsv(source: TextSource, required: readonly string[], bad: BadRows): Promise<CsvTable> {
  const records = readRecords(source, bad);
  const first = await records.next();
  const names = first.done === true ? [] : first.value.cells;
  checkHeader(names, required);
  return { header: { names, indexOf: (name) => names.indexOf(name) }, rows: checkedRows(records, names.length, bad) };
}

function checkHeader(names: readonly string[], required: readonly string[]): void {
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new InputFileError("import.bad_header", errorText("import.bad_header", { columns: missing.join(", ") }));
  }
  const wrong = names.find((name, i) => FORBIDDEN_COLUMNS.has(name) || (name !== "" && names.indexOf(name) !== i));
  if (wrong === undefined) return;
  const problem = {
    zh: `表头的列名“${wrong}”重复或不允许使用`,
    en: `the header names the column "${wrong}" twice, or it is not allowed`,
  };
  throw new InputFileError("import.bad_row", errorText("import.bad_row", { line: 1, problem }));
}

async function* checkedRows(records: AsyncIterable<CsvRow>, width: number, bad: BadRows): AsyncGenerator<CsvRow> {
  for await (const row of records) {
    // Spreadsheets write commas for columns that once held something.
    const tooMany = row.cells.length > width && row.cells.slice(width).some((cell) => cell !== "");
    if (row.cells.length < width || tooMany) bad.add(row.line, ROW_PROBLEMS.fieldCount(row.cells.length, width));
    else yield row;
  }
}

async function* readRecords(source: TextSource, bad: BadRows): AsyncGenerator<CsvRow> {
  let parsedTo = 0;
  // Last lines of records that are parsed and not read yet.
  const ends: number[] = [];
  const skipped: BadRow[] = [];
  const parser = parse({
    on_record: (cells, { lines }) => {
      parsedTo = lines;
      ends.push(lines);
      return cells;
    },
    relax_column_count: true,
    // A stray quote stays in its cell, where the cell's own check speaks of it; else it would swallow what follows.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    max_record_size: MAX_RECORD_CHARS,
  });
  parser.on("skip", (error: CsvError) => {
    const open = error.code === "CSV_QUOTE_NOT_CLOSED";
    skipped.push({ line: parsedTo + 1, problem: open ? ROW_PROBLEMS.openQuote() : ROW_PROBLEMS.csv(error.message) });
  });
  // The parser is destroyed with any error of the source, so that the loop below throws it.
  pipeline(Readable.from(decodeText(source)), parser, () => {});
  const records: AsyncIterable<string[]> = parser;
  for await (const cells of records) yield { line: (ends.shift() ?? 0) - lineBreaks(cells), cells };
  for (const { line, problem } of skipped) bad.add(line, problem);
}

function lineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (cell.includes("\n")) breaks += cell.split("\n").length - 1;
  return breaks;
}

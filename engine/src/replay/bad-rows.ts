import { type ErrorCode, errorText, type Text } from "@sopflow/schemas";

/** A row that was left out, and why. Lines count from 1, the header included; a row of several lines has its first. */
export interface BadRow {
  readonly line: number;
  readonly problem: Text;
  /** Named where one list is of several files. */
  readonly file?: string;
}

/** Rows that were left out: all are counted, the first `BAD_ROWS_KEPT` are kept, by line. */
export interface BadRowList {
  readonly count: number;
  readonly rows: readonly BadRow[];
}

export const BAD_ROWS_KEPT = 1_000;

/** The input cannot be used: unreadable, a header that lacks columns, or a bad row where none is allowed. */
export class InputFileError extends Error {
  override readonly name = "InputFileError";
  constructor(
    readonly code: Extract<ErrorCode, `import.${string}`>,
    readonly text: Text,
  ) {
    super(text.en);
  }
}

/** Collects the bad rows of one file, or of several that are told apart by `of`. With `strict` the first one throws. */
export class BadRows {
  readonly #rows: BadRow[] = [];
  #count = 0;

  readonly #part: { readonly whole: BadRows; readonly file: string } | undefined;

  constructor(
    readonly strict = false,
    part?: { readonly whole: BadRows; readonly file: string },
  ) {
    this.#part = part;
  }

  /** For the rows of one of several files: what is added to it stands in this list, with the name of the file. */
  of(file: string): BadRows {
    return new BadRows(this.strict, { whole: this, file });
  }

  get count(): number {
    return this.#count;
  }

  /** What was collected so far, by line. */
  list(): BadRowList {
    return { count: this.#count, rows: [...this.#rows].sort((a, b) => (a.file === b.file ? a.line - b.line : 0)) };
  }

  /** Throws `InputFileError` when strict. */
  add(line: number, problem: Text, file?: string): void {
    this.#count += 1;
    if (this.#part) {
      const { whole, file: name } = this.#part;
      const placed = { zh: `${name}：${problem.zh}`, en: `${name}: ${problem.en}` };
      whole.add(line, this.strict ? placed : problem, name);
      return;
    }
    if (this.#rows.length < BAD_ROWS_KEPT) this.#rows.push({ line, problem, ...(file !== undefined && { file }) });
    if (this.strict) throw new InputFileError("import.bad_row", errorText("import.bad_row", { line, problem }));
  }
}

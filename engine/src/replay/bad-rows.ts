import { type ErrorCode, errorText, type Text } from "@sopflow/schemas";

/** A row that was left out, and why. Lines count from 1, the header included; a row of several lines has its first. */
export interface BadRow {
  readonly line: number;
  readonly problem: Text;
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

/** Collects the bad rows of one file. With `strict` the first one throws. */
export class BadRows {
  readonly #rows: BadRow[] = [];
  #count = 0;

  constructor(readonly strict = false) {}

  get count(): number {
    return this.#count;
  }

  /** What was collected so far, by line. */
  list(): BadRowList {
    return { count: this.#count, rows: [...this.#rows].sort((a, b) => a.line - b.line) };
  }

  /** Throws `InputFileError` when strict. */
  add(line: number, problem: Text): void {
    this.#count += 1;
    if (this.#rows.length < BAD_ROWS_KEPT) this.#rows.push({ line, problem });
    if (this.strict) throw new InputFileError("import.bad_row", errorText("import.bad_row", { line, problem }));
  }
}

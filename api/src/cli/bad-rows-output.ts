import type { BadRowList } from "@sopflow/engine";
import type { Io } from "./io.js";

/** So many bad rows are shown one by one. */
const SHOWN = 50;

/** Says on standard error which rows were left out, and why; `name` is the file they are of, where there are several. */
export function printBadRows(io: Io, { count, rows }: BadRowList, name?: string): void {
  for (const { line, problem, file = name } of rows.slice(0, SHOWN)) {
    io.err(`${file === undefined ? "" : `${file} `}line ${line}: ${problem.zh} / ${problem.en}`);
  }
  if (count > SHOWN) io.err(`… and ${count - SHOWN} more`);
  if (count > 0) io.err(`${count} rows were left out`);
}

import { DataFolderError, NewerDataError } from "../errors.js";
import { markSteps } from "../trace-steps.js";
import type { Connection } from "./connection.js";
import { INDEXES, NAMES } from "./documents.js";
import { META } from "./lease.js";
import { stepKeys } from "./trace.js";

interface FormatRow {
  readonly _id: "format";
  readonly product: string;
  readonly format: number;
}

/**
 * In order: the one at index n brings format n to n + 1. Each may be stopped anywhere and run again. Never change one
 * that was released; add another. The first has nothing to bring forward: collections and indexes are made below.
 */
const MIGRATIONS: readonly ((connection: Connection) => Promise<void>)[] = [async () => {}, addTraceSteps, addClosedAt];

/** Documents read and written at a time. */
const CHUNK = 1_000;

/** The lines of an input are found by their steps, too. */
async function addTraceSteps(connection: Connection): Promise<void> {
  for await (const page of connection.pages("trace", CHUNK)) {
    const put = page.map((row) => ({ ...row, steps: stepKeys(markSteps(JSON.parse(row.lines))) }));
    await connection.apply({ name: "trace", put, remove: [] });
  }
}

/** Tasks are found by when they were closed, too. */
async function addClosedAt(connection: Connection): Promise<void> {
  for await (const page of connection.pages("tasks", CHUNK)) {
    const put = page.flatMap((row) => {
      const { closedAt }: { closedAt?: number } = JSON.parse(row.doc);
      return closedAt === undefined ? [] : [{ ...row, closedAt }];
    });
    await connection.apply({ name: "tasks", put, remove: [] });
  }
}

/** The format this build writes. */
export const MONGO_FORMAT = MIGRATIONS.length;

/** Throws `NewerDataError` and `DataFolderError`, and changes nothing. */
export async function checkFormat(connection: Connection): Promise<number> {
  const [found] = await connection.findAny<FormatRow>(META, { _id: "format" }, { limit: 1 });
  if (found?.product === "sopflow") {
    if (found.format > MONGO_FORMAT) throw new NewerDataError(found.format, MONGO_FORMAT);
    return found.format;
  }
  const others = (await connection.names()).filter((name) => name !== META);
  if (found || others.length > 0) {
    throw new DataFolderError(`${connection.place} is not sopflow's data: name another database`);
  }
  return 0;
}

/** Brings the data forward and makes the indexes that are missing. Only by the process that holds the lease. */
export async function migrate(connection: Connection): Promise<void> {
  let format = await checkFormat(connection);
  const note = (now: number) =>
    connection.apply({
      name: META,
      put: [{ _id: "format", product: "sopflow", format: now } as FormatRow],
      remove: [],
    }); // read above
  if (format === 0) await note(0);
  const there = new Set(await connection.names());
  for (const name of NAMES) {
    if (INDEXES[name].length > 0) await connection.createIndexes(name, INDEXES[name], there.has(name));
  }
  for (; format < MONGO_FORMAT; format++) {
    await MIGRATIONS[format]?.(connection);
    await note(format + 1);
  }
}

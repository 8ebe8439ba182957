import {
  createEngine,
  type ImportedFile,
  type ImportFiles,
  importHistory,
  type Store,
  StoreBusyError,
  systemClock,
  systemWaker,
} from "@sopflow/engine";
import { readConfig } from "../config.js";
import { declineDemo } from "../demo/seed-demo.js";
import { printBadRows } from "./bad-rows-output.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT } from "./exit-codes.js";
import type { Io } from "./io.js";
import { withStore } from "./open-data.js";
import type { AddCommand } from "./program.js";
import { startProgress } from "./progress.js";
import { requireReadable } from "./read-input.js";
import { table } from "./table.js";

interface ImportFlags extends ImportFiles {
  readonly strict?: boolean;
  readonly json?: boolean;
}

const KINDS = ["advisors", "products", "customers", "orders", "events"] as const;

/** `sopflow import` */
export const addImport: AddCommand = (program, io) => {
  program
    .command("import")
    .description("load history into the data folder; may be repeated or broken off, known rows count once")
    .option("--advisors <file.csv>", "advisor_id, name, pools, capacity_per_day, active")
    .option("--products <file.csv>", "sku, name, price, days_of_supply, category")
    .option("--customers <file.csv>", "customer_id, name, advisor_id, tags, …; other columns are attributes")
    .option("--orders <file.csv>", "order_id, customer_id, paid_at, quantity, amount, …")
    .option("--events <file.ndjson>", "events, one per line, as `sopflow export` writes them")
    .option("--strict", "stop at the first bad row")
    .option("--json", "print [{kind, rows, accepted, duplicates, badRows}]")
    .action(async ({ strict, json, ...files }: ImportFlags) => {
      const paths = KINDS.flatMap((kind) => files[kind] ?? []);
      if (paths.length === 0) throw new CommandFailure(EXIT.usage, `name what to import: --${KINDS.join(", --")}`);
      for (const path of paths) await requireReadable(path);
      const done = await inDataFolder(io, (store) => importInto(store, io, files, strict === true));
      for (const { name, badRows } of done) printBadRows(io, badRows, done.length > 1 ? name : undefined);
      if (json) io.out(JSON.stringify(done.map(plain), null, 2));
      else io.out(table(["FILE", "ROWS", "NEW", "KNOWN", "LEFT OUT"], done.map(rowOf)));
    });
};

async function importInto(store: Store, io: Io, files: ImportFiles, strict: boolean): Promise<ImportedFile[]> {
  await declineDemo(store);
  const logger = { info() {}, warn: keep(io), error: keep(io) };
  const engine = createEngine({ store, clock: systemClock, waker: systemWaker, logger });
  const progress = startProgress(io, "import");
  try {
    const done = await importHistory({
      store,
      engine,
      clock: systemClock,
      files,
      strict,
      signal: io.signal,
      onProgress: ({ kind, rows, totalLines }) => progress.at(rows, totalLines, kind),
    });
    // What was taken in is on the profiles when the command ends, not only when a server starts.
    const { backlog } = await engine.health();
    const last = await store.log.lastSeq();
    engine.onCommit(({ seq }) => progress.at(Math.max(0, backlog - (last - seq)), backlog, "profiles"));
    await engine.runUntilIdle();
    return done;
  } finally {
    progress.end();
    await engine.stop();
  }
}

const keep = (io: Io) => (_fields: object, message: string) => io.err(message);

async function inDataFolder<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await withStore(io, work);
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    const { dataFolder, mongoUrl } = readConfig(io.env);
    const place = mongoUrl === undefined ? dataFolder : error.file;
    throw new CommandFailure(
      EXIT.failure,
      `a server works on ${place}: stop it first, or send the rows to it (POST /v1/events/batch)`,
      { cause: error },
    );
  }
}

const plain = ({ badRows, ...file }: ImportedFile) => ({
  ...file,
  badRows: { count: badRows.count, rows: badRows.rows },
});

const rowOf = ({ name, rows, accepted, duplicates, resumed, badRows }: ImportedFile) => [
  name,
  String(rows),
  String(accepted),
  String(duplicates + resumed),
  String(badRows.count),
];

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { type Advisor, brandSettingsSchema, errorText, type PostedEventInput, type Product } from "@sopflow/schemas";
import { formatInstant } from "../core/time/index.js";
import type { Store } from "../store/index.js";
import type { Clock } from "../worker/clock.js";
import type { SopEngine } from "../worker/sop-engine.js";
import { type BadRowList, BadRows, InputFileError } from "./bad-rows.js";
import { readAdvisorsCsv, readCustomersCsv, readProductsCsv } from "./entity-csv.js";
import { readEventsNdjson } from "./events-ndjson.js";
import { readOrdersCsv } from "./orders-csv.js";

/** Paths of the files to import; each may be left out. They are taken in this order. */
export interface ImportFiles {
  readonly advisors?: string | undefined;
  readonly products?: string | undefined;
  readonly customers?: string | undefined;
  readonly orders?: string | undefined;
  readonly events?: string | undefined;
}
export type ImportKind = keyof ImportFiles;

export interface ImportOptions {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "post" | "contextChanged">;
  readonly clock: Clock;
  readonly files: ImportFiles;
  /** Stops at the first bad row. */
  readonly strict?: boolean | undefined;
  /** Goes on where an import of the same files was broken off (default). False = asks intake about every row again. */
  readonly resume?: boolean | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress {
  readonly kind: ImportKind;
  /** Rows done, those of an earlier run included. */
  readonly rows: number;
  /** Lines of the file without its header, where it has one. */
  readonly totalLines: number;
}

/** What became of one file. */
export interface ImportedFile {
  readonly kind: ImportKind;
  readonly name: string;
  readonly rows: number;
  /** Rows that were done by an earlier run and not read again by intake. */
  readonly resumed: number;
  readonly accepted: number;
  /** Known already: imported before, or received live. */
  readonly duplicates: number;
  readonly badRows: BadRowList;
}

const SOURCE = "import";
const POSTED_AT_ONCE = 1_000;

/**
 * Loads history into the store: advisors and products at once, customers, orders and events through intake, where they
 * only update profiles. May be broken off and repeated: rows that are known are duplicates, and how far each file was read
 * is kept by its content. Rejects with `InputFileError` for files that cannot be used.
 */
export async function importHistory(options: ImportOptions): Promise<ImportedFile[]> {
  const { files } = options;
  const done: ImportedFile[] = [];
  for (const kind of ["advisors", "products", "customers", "orders", "events"] as const) {
    const path = files[kind];
    if (path !== undefined) done.push(await importFile(options, kind, path));
  }
  return done;
}

async function importFile(options: ImportOptions, kind: ImportKind, path: string): Promise<ImportedFile> {
  const bad = new BadRows(options.strict);
  const { hash, lines } = await lookOver(path);
  const isTable = kind !== "events";
  const file = { kind, path, hash, totalLines: Math.max(0, lines - (isTable ? 1 : 0)) };
  const counts =
    kind === "advisors" || kind === "products" ? await saveList(options, file, bad) : await post(options, file, bad);
  return { kind, name: basename(path), ...counts, badRows: bad.list() };
}

interface InputFile {
  readonly kind: ImportKind;
  readonly path: string;
  readonly hash: string;
  readonly totalLines: number;
}

type Counts = Pick<ImportedFile, "rows" | "resumed" | "accepted" | "duplicates">;

/** Hash and number of lines of a file, in one pass. */
async function lookOver(path: string): Promise<{ hash: string; lines: number }> {
  const hash = createHash("sha256");
  let lines = 0;
  let last = 10;
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes: Buffer = chunk;
      hash.update(bytes);
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
      last = bytes.at(-1) ?? last;
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new InputFileError("import.unreadable", errorText("import.unreadable", { file: path, problem }));
  }
  return { hash: hash.digest("hex"), lines: last === 10 ? lines : lines + 1 };
}

/** Products and advisors: the file's rows replace those of the same id, others stay. */
async function saveList({ store, engine, onProgress }: ImportOptions, file: InputFile, bad: BadRows): Promise<Counts> {
  const stream = createReadStream(file.path);
  let rows = 0;
  if (file.kind === "advisors") {
    const byId = new Map((await store.brand.advisors()).map((advisor): [string, Advisor] => [advisor.id, advisor]));
    for await (const advisor of readAdvisorsCsv(stream, bad)) {
      byId.set(advisor.id, advisor);
      rows += 1;
    }
    await store.brand.saveAdvisors([...byId.values()]);
  } else {
    const bySku = new Map((await store.brand.products()).map((product): [string, Product] => [product.sku, product]));
    for await (const product of readProductsCsv(stream, bad)) {
      bySku.set(product.sku, product);
      rows += 1;
    }
    await store.brand.saveProducts([...bySku.values()]);
  }
  await engine.contextChanged();
  onProgress?.({ kind: file.kind, rows, totalLines: file.totalLines });
  return { rows, resumed: 0, accepted: rows, duplicates: 0 };
}

interface PostedRow {
  readonly line: number;
  readonly event: PostedEventInput;
}

async function post(options: ImportOptions, file: InputFile, bad: BadRows): Promise<Counts> {
  const { store, engine, onProgress, signal, resume = true } = options;
  // One place for each file content: a changed file is another one, and intake knows which of its rows are new.
  const place = `import/${file.kind}/${file.hash}`;
  const resumed = resume ? Number((await store.getMeta(place)) ?? 0) : 0;
  let [rows, accepted, duplicates] = [0, 0, 0];
  const send = async (batch: readonly PostedRow[]) => {
    if (batch.length === 0) return;
    signal?.throwIfAborted();
    const events = batch.map(({ event }) => event);
    const answers = await engine.post(events, { origin: "system", history: true });
    for (const [i, answer] of answers.entries()) {
      if (answer.status === "accepted") accepted += 1;
      else if (answer.status === "duplicate") duplicates += 1;
      else bad.add(batch[i]?.line ?? 0, answer.message);
    }
    await store.setMeta(place, String(rows));
    onProgress?.({ kind: file.kind, rows, totalLines: file.totalLines });
  };
  let batch: PostedRow[] = [];
  for await (const row of await rowsOf(options, file, bad)) {
    rows += 1;
    if (rows <= resumed) continue;
    batch.push(row);
    if (batch.length < POSTED_AT_ONCE) continue;
    await send(batch);
    batch = [];
  }
  await send(batch);
  return { rows, resumed: Math.min(resumed, rows), accepted, duplicates };
}

async function rowsOf(
  { store, clock }: ImportOptions,
  file: InputFile,
  bad: BadRows,
): Promise<AsyncIterable<PostedRow>> {
  const settings = (await store.brand.settings()) ?? brandSettingsSchema.parse({});
  const stream = createReadStream(file.path);
  if (file.kind === "customers") {
    const typeOf = (name: string) => settings.attributes[name]?.type;
    return customerRows(readCustomersCsv(stream, bad, typeOf), formatInstant(settings.timezone, clock.now()));
  }
  const events = file.kind === "orders" ? readOrdersCsv(stream, bad) : readEventsNdjson(stream, bad);
  return eventRows(events, settings.timezone);
}

async function* customerRows(customers: ReturnType<typeof readCustomersCsv>, at: string): AsyncGenerator<PostedRow> {
  for await (const { id, props, line } of customers) {
    // The same row is told once; a changed one is news.
    const content = createHash("sha256")
      .update(JSON.stringify([id, props]))
      .digest("hex")
      .slice(0, 32);
    yield {
      line,
      event: { id: `customer/${content}`, source: SOURCE, type: "customer.imported", customer: id, at, props },
    };
  }
}

async function* eventRows(events: ReturnType<typeof readOrdersCsv>, zone: string): AsyncGenerator<PostedRow> {
  for await (const { id, source, type, customer, at, props, line = 0 } of events) {
    yield { line, event: { id, source, type, customer, at: formatInstant(zone, at), props } };
  }
}

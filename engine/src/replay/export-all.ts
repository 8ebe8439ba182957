import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { brandSettingsSchema, type Json } from "@sopflow/schemas";
import { formatInstant } from "../core/time/index.js";
import type { LogEntry, Store } from "../store/index.js";

export interface ExportOptions {
  readonly store: Pick<Store, "flows" | "brand" | "customers" | "tasks" | "log">;
  /** Made when it is missing; files of the same names are replaced. */
  readonly folder: string;
  readonly onProgress?: ((progress: { readonly file: string; readonly lines: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const PAGE = 1_000;

/**
 * Writes what a brand owns as plain files: `flows/<id>.json` (drafts), `flows/<id>@<version>.json` (published),
 * `brand.json`, and as NDJSON `customers`, `tasks` and `events`, the last as back-tests and imports read them. Keys,
 * sessions and links are never written. Returns the lines of each file.
 */
export async function exportAll(options: ExportOptions): Promise<Record<string, number>> {
  const { store, folder, signal } = options;
  await mkdir(join(folder, "flows"), { recursive: true });
  const flows = await exportFlows(options);
  const { brand } = store;
  const settings = (await brand.settings()) ?? brandSettingsSchema.parse({});
  const whole = { settings, taxonomy: await brand.taxonomy(), products: await brand.products() };
  await writeJson(join(folder, "brand.json"), { ...whole, advisors: await brand.advisors() });
  const write = (name: string, rows: AsyncIterable<Json | object>) => writeLines(options, name, rows, signal);
  return {
    flows,
    customers: await write("customers.ndjson", allCustomers(store)),
    tasks: await write("tasks.ndjson", allTasks(store)),
    events: await write("events.ndjson", allEvents(store, settings.timezone)),
  };
}

async function exportFlows({ store, folder }: ExportOptions): Promise<number> {
  let files = 0;
  for (const { flowId, flow } of await store.flows.list()) {
    await writeJson(join(folder, "flows", `${flowId}.json`), flow);
    files += 1;
    for (const published of await store.flows.versions(flowId)) {
      await writeJson(join(folder, "flows", `${flowId}@${published.version}.json`), published.flow);
      files += 1;
    }
  }
  return files;
}

const writeJson = (path: string, value: unknown) => writeFile(path, `${JSON.stringify(value, null, 2)}\n`);

async function writeLines(
  { folder, onProgress }: ExportOptions,
  name: string,
  rows: AsyncIterable<Json | object>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let lines = 0;
  async function* text() {
    for await (const row of rows) {
      lines += 1;
      if (lines % PAGE === 0) onProgress?.({ file: name, lines });
      yield `${JSON.stringify(row)}\n`;
    }
  }
  await pipeline(Readable.from(text()), createWriteStream(join(folder, name)), signal ? { signal } : {});
  onProgress?.({ file: name, lines });
  return lines;
}

async function* allCustomers({ customers }: ExportOptions["store"]) {
  for (let after = ""; ; ) {
    const ids = await customers.pageIds(after, PAGE);
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
    const loaded = await customers.load(ids);
    for (const id of ids) {
      const customer = loaded.get(id);
      if (customer) yield customer;
    }
  }
}

async function* allTasks({ tasks }: ExportOptions["store"]) {
  for (let after: string | undefined; ; ) {
    const page = await tasks.query({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    after = page.at(-1)?.id;
    if (after === undefined) return;
    yield* page;
  }
}

async function* allEvents({ log }: ExportOptions["store"], zone: string) {
  for (let after = 0; ; ) {
    const page = await log.read(after, PAGE);
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
    for (const entry of page) {
      if (entry.kind === "event" && entry.customerId !== undefined) yield toPosted(entry, entry.customerId, zone);
    }
  }
}

/** The event as it was posted. What was history then is an event like any other to whoever replays it. */
function toPosted({ id, source, type, at, body }: LogEntry, customer: string, zone: string) {
  const prefix = `${source}/`;
  const own = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return { id: own, source, type, customer, at: formatInstant(zone, at), props: body };
}

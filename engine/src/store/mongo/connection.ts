import { type IndexDescription, MongoClient, MongoError, MongoServerError, WriteConcern } from "mongodb";
import { StoreError } from "../errors.js";
import type { Documents, Name } from "./documents.js";

export type Query = Readonly<Record<string, unknown>>;

export interface FindOptions {
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
}

/** Documents that one collection gets (whole, by id) and loses. */
export interface Change<N extends string = string> {
  readonly name: N;
  readonly put: readonly { readonly _id: string | number }[];
  readonly remove: readonly (string | number)[];
}

export interface ConnectionOptions {
  readonly url: string;
  /** Called before every write that reaches the server; tests end the process there. */
  readonly beforeWrite?: (what: string) => void;
  /** Documents written with one call (1,000); tests take 1, to be able to stop between any two. */
  readonly chunk?: number;
}

/** A majority, from its journal, however long it takes. */
const DURABLE = new WriteConcern("majority", undefined, true);
/** Ids asked for with one filter. */
const IDS_PER_QUERY = 1_000;
/** How long to look for a server that answers, ms. */
const FIND_SERVER_MS = 10_000;

/**
 * The only thing the rest of the store knows of the driver. Errors of the driver come out as `StoreError`. Every write is
 * acknowledged by a majority, from its journal, whatever the address asks for; every read goes to the primary.
 */
export class Connection {
  readonly #client: MongoClient;
  readonly #options: ConnectionOptions;
  readonly #guard: () => Promise<void>;
  #closed = false;

  private constructor(client: MongoClient, options: ConnectionOptions, guard: () => Promise<void>) {
    this.#client = client;
    this.#options = options;
    this.#guard = guard;
  }

  static async open(options: ConnectionOptions): Promise<Connection> {
    const shown = withoutPassword(options.url);
    let client: MongoClient | undefined;
    try {
      client = new MongoClient(options.url, {
        ignoreUndefined: true,
        appName: "sopflow",
        ...(/serverselectiontimeoutms=/i.test(options.url) ? {} : { serverSelectionTimeoutMS: FIND_SERVER_MS }),
      });
      await client.connect();
      return new Connection(client, options, async () => {});
    } catch (error) {
      await client?.close();
      throw new StoreError(
        `MongoDB does not answer at ${shown} (${error instanceof Error ? error.message : String(error)}): start it, or correct the address`,
        { cause: error },
      );
    }
  }

  /** The same connection, for writes that each ask `guard` first: it rejects when they must not reach the server. */
  guardedBy(guard: () => Promise<void>): Connection {
    return new Connection(this.#client, this.#options, guard);
  }

  /** Where the data is, to be shown: never with a password. */
  get place(): string {
    return withoutPassword(this.#options.url);
  }

  find<N extends Name>(name: N, filter: Query, { sort, limit }: FindOptions = {}): Promise<Documents[N][]> {
    return this.findAny<Documents[N]>(name, filter, { ...(sort && { sort }), ...(limit !== undefined && { limit }) });
  }

  /** Also of the store's own collections. */
  findAny<Row>(name: string, filter: Query, options: FindOptions = {}): Promise<Row[]> {
    return this.#fields(name, filter, undefined, options);
  }

  async #fields<Row>(
    name: string,
    filter: Query,
    projection: Readonly<Record<string, 1>> | undefined,
    { sort, limit }: FindOptions,
  ): Promise<Row[]> {
    if (limit !== undefined && limit <= 0) return [];
    return this.#call(async () => {
      let cursor = this.#collection(name).find(filter, projection ? { projection } : {});
      if (sort) cursor = cursor.sort(sort);
      if (limit !== undefined) cursor = cursor.limit(limit);
      // Only this store writes there, and it writes rows of this shape.
      return (await cursor.toArray()) as unknown as Row[]; // see above
    });
  }

  async first<N extends Name>(name: N, filter: Query, sort?: FindOptions["sort"]): Promise<Documents[N] | undefined> {
    return (await this.find(name, filter, { limit: 1, ...(sort && { sort }) }))[0];
  }

  /** Those that exist, in no order. */
  async byIds<N extends Name>(name: N, ids: readonly (string | number)[]): Promise<Documents[N][]> {
    const found: Documents[N][] = [];
    for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
      found.push(...(await this.find(name, { _id: { $in: ids.slice(from, from + IDS_PER_QUERY) } })));
    }
    return found;
  }

  /** Stored versions of the customers that exist. */
  async versions(ids: readonly string[]): Promise<Map<string, number>> {
    const versions = new Map<string, number>();
    for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
      const filter = { _id: { $in: ids.slice(from, from + IDS_PER_QUERY) } };
      const rows = await this.#fields<{ _id: string; version: number }>("customers", filter, { version: 1 }, {});
      for (const { _id, version } of rows) versions.set(_id, version);
    }
    return versions;
  }

  /** Customers by their earliest timer. */
  async wakes(wakeAt: Query, limit: number): Promise<{ id: string; wakeAt: number }[]> {
    const sort = { wakeAt: 1, _id: 1 } as const;
    type Row = { _id: string; wakeAt: number };
    const rows = await this.#fields<Row>("customers", { wakeAt }, { wakeAt: 1 }, { sort, limit });
    return rows.map((row) => ({ id: row._id, wakeAt: row.wakeAt }));
  }

  /** Ids in order. */
  async ids(name: Name, filter: Query, limit: number): Promise<string[]> {
    const rows = await this.#fields<{ _id: string }>(name, filter, { _id: 1 }, { sort: { _id: 1 }, limit });
    return rows.map(({ _id }) => _id);
  }

  count(name: Name, filter: Query): Promise<number> {
    return this.#call(() => this.#collection(name).countDocuments(filter));
  }

  /** How many match, by the given fields. */
  async countBy<Key>(name: Name, filter: Query, fields: readonly string[]): Promise<{ key: Key; count: number }[]> {
    const by = Object.fromEntries(fields.map((field) => [field, `$${field}`]));
    const pipeline = [{ $match: filter }, { $group: { _id: by, count: { $sum: 1 } } }];
    const groups = await this.#call(() => this.#collection(name).aggregate(pipeline).toArray());
    return groups.map(({ _id, count }) => ({ key: _id, count }));
  }

  /** All documents of a collection in order of their ids, in pieces. */
  async *pages<N extends Name>(name: N, limit: number): AsyncGenerator<Documents[N][]> {
    let after: string | number | undefined;
    for (;;) {
      const page = await this.find(name, after === undefined ? {} : { _id: { $gt: after } }, {
        sort: { _id: 1 },
        limit,
      });
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)?._id;
    }
  }

  /** Makes documents so, whatever was there: repeating it changes nothing. Those put become visible in their order. */
  async apply({ name, put, remove }: Change): Promise<void> {
    const size = this.#options.chunk ?? 1_000;
    for (let from = 0; from < put.length; from += size) {
      const operations = put.slice(from, from + size).map((document) => ({
        replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
      }));
      await this.#write(`put ${name}`, () => this.#collection(name).bulkWrite(operations, { ordered: true }));
    }
    for (let from = 0; from < remove.length; from += size) {
      await this.removeWhere(name, { _id: { $in: remove.slice(from, from + size) } });
    }
  }

  /** False when one with its id is there. */
  insert(name: string, document: { readonly _id: string | number }): Promise<boolean> {
    return this.#write(`insert ${name}`, async () => {
      try {
        await this.#collection(name).insertOne(document);
        return true;
      } catch (error) {
        if (error instanceof MongoServerError && error.code === 11_000) return false;
        throw error;
      }
    });
  }

  /** Sets fields of those that match; says how many matched. */
  update(name: string, filter: Query, update: Query): Promise<number> {
    return this.#write(
      `update ${name}`,
      async () => (await this.#collection(name).updateMany(filter, update)).matchedCount,
    );
  }

  removeWhere(name: string, filter: Query): Promise<number> {
    return this.#write(`remove ${name}`, async () => (await this.#collection(name).deleteMany(filter)).deletedCount);
  }

  drop(name: string): Promise<void> {
    return this.#write(`drop ${name}`, async () => {
      await this.#collection(name).drop();
    });
  }

  /** Makes those that are missing. FerretDB v1 ends the connection when it is asked for one that is there. */
  async createIndexes(name: Name, indexes: readonly IndexDescription[], isThere: boolean): Promise<void> {
    const present = isThere ? await this.#call(() => this.#collection(name).indexes()) : [];
    const keys = new Set(present.map(({ key }) => JSON.stringify(key)));
    const missing = indexes.filter(({ key }) => !keys.has(JSON.stringify(key)));
    if (missing.length === 0) return;
    await this.#write(`index ${name}`, () => this.#collection(name).createIndexes(missing));
  }

  /** Names of all collections in the database. */
  names(): Promise<string[]> {
    return this.#call(async () =>
      (await this.#database().listCollections({}, { nameOnly: true }).toArray())
        .map(({ name }) => name)
        .filter((name) => !name.startsWith("system.")),
    );
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#client.close();
  }

  #database() {
    // The driver would take "test". Set here: what is set on the client is mixed with what the address says.
    return this.#client.db(databaseOf(this.#options.url), { writeConcern: DURABLE, readPreference: "primary" });
  }

  #collection(name: string) {
    return this.#database().collection<{ _id: string | number }>(name);
  }

  #write<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.#call(async () => {
      await this.#guard();
      this.#options.beforeWrite?.(what);
      return work();
    });
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError("the store is closed");
    try {
      return await work();
    } catch (error) {
      if (error instanceof MongoError) {
        throw new StoreError(`the database could not do it: ${error.message}`, { cause: error });
      }
      throw error;
    }
  }
}

/** Database that an address names, `sopflow` when it names none. */
export function databaseOf(url: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]*)/.exec(url)?.[1];
  return name ? decodeURIComponent(name) : "sopflow";
}

/** An address as it may be shown. */
export function withoutPassword(url: string): string {
  return url.replace(/^(mongodb(?:\+srv)?:\/\/)[^@/]*@/, "$1").replace(/\?.*$/, "");
}

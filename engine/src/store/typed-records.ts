import type { JsonObject } from "@sopflow/schemas";
import type { z } from "zod";
import type { RecordRow, RecordStore } from "./port.js";

/** A record whose document is of one shape. */
export interface TypedRecord<Doc> extends Omit<RecordRow, "doc"> {
  readonly doc: Doc;
}

export interface TypedWrite<Doc> {
  readonly id: string;
  /** Absent: the record is removed. */
  readonly doc?: Doc;
  readonly owner?: string | undefined;
  readonly customerId?: string | undefined;
  readonly dueAt?: number | undefined;
  readonly expected?: number;
}

export interface TypedRecords<Doc> {
  get(id: string): Promise<TypedRecord<Doc> | undefined>;
  load(ids: readonly string[]): Promise<Map<string, TypedRecord<Doc>>>;
  /** True when it was written; false when another revision than `expected` was there. */
  put(write: TypedWrite<Doc>): Promise<boolean>;
  putAll(writes: readonly TypedWrite<Doc>[]): Promise<boolean[]>;
  due(before: number, limit: number): Promise<TypedRecord<Doc>[]>;
  list(query: Parameters<RecordStore["list"]>[1]): Promise<TypedRecord<Doc>[]>;
  count(owner?: string): Promise<number>;
}

/** Records of one kind, parsed when read: a document of an older form gets the schema's defaults. */
export function typedRecords<Schema extends z.ZodType>(
  store: RecordStore,
  kind: string,
  schema: Schema,
): TypedRecords<z.output<Schema>> {
  type Doc = z.output<Schema>;
  const typed = (row: RecordRow): TypedRecord<Doc> => ({ ...row, doc: schema.parse(row.doc) });
  const putAll = async (writes: readonly TypedWrite<Doc>[]) => {
    const rows = writes.map(({ id, doc, owner, customerId, dueAt, expected }) => ({
      id,
      ...(doc === undefined ? {} : { doc: doc as JsonObject }), // the schemas given here describe JSON
      ...(owner === undefined ? {} : { owner }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(expected === undefined ? {} : { expected }),
    }));
    return (await store.put(kind, rows)).map((answer) => answer === "written");
  };
  return {
    async get(id) {
      const row = await store.get(kind, id);
      return row && typed(row);
    },
    load: async (ids) => new Map([...(await store.load(kind, ids))].map(([id, row]) => [id, typed(row)])),
    put: async (write) => (await putAll([write]))[0] ?? false,
    putAll,
    due: async (before, limit) => (await store.due(kind, before, limit)).map(typed),
    list: async (query) => (await store.list(kind, query)).map(typed),
    count: (owner) => store.count(kind, owner),
  };
}

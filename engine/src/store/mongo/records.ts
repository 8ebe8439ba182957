import type { NewRecord, RecordRow, RecordStore, RecordWrite } from "../port.js";
import type { Data } from "./data.js";
import { type Documents, keyOf } from "./documents.js";
import type { Draft } from "./draft.js";

export function createRecords(data: Data): RecordStore {
  const { connection } = data;
  return {
    async get(kind, id) {
      const row = await data.read(() => connection.first("records", { _id: keyOf(kind, id) }));
      return row && toRecord(row);
    },
    async load(kind, ids) {
      const keys = [...new Set(ids)].map((id) => keyOf(kind, id));
      const rows = await data.read(() => connection.byIds("records", keys));
      return new Map(rows.map((row) => [row.id, toRecord(row)]));
    },
    async put(kind, writes) {
      if (writes.length === 0) return [];
      const answers = await data.write(async (draft) => {
        await draft.load(
          "records",
          writes.map(({ id }) => keyOf(kind, id)),
        );
        return writes.map((one) => write(draft, kind, one));
      });
      return answers ?? [];
    },
    async due(kind, before, limit) {
      const sort = { dueAt: 1, id: 1 } as const;
      const rows = await data.read(() =>
        connection.find("records", { kind, dueAt: { $lte: before } }, { sort, limit }),
      );
      return rows.map(toRecord);
    },
    async list(kind, { owner, customerId, afterId, limit }) {
      const filter = {
        kind,
        ...(owner === undefined ? {} : { owner }),
        ...(customerId === undefined ? {} : { customerId }),
        ...(afterId === undefined ? {} : { id: { $gt: afterId } }),
      };
      return (await data.read(() => connection.find("records", filter, { sort: { id: 1 }, limit }))).map(toRecord);
    },
    count: (kind, owner) =>
      data.read(() => connection.count("records", { kind, ...(owner === undefined ? {} : { owner }) })),
  };
}

/** Adds records unless they are there; `draft` reads them first. */
export async function addRecords(draft: Draft, records: readonly NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  await draft.load(
    "records",
    records.map(({ kind, id }) => keyOf(kind, id)),
  );
  for (const { kind, ...record } of records) write(draft, kind, { ...record, expected: 0 });
}

function write(draft: Draft, kind: string, { id, doc, owner, customerId, dueAt, expected }: RecordWrite) {
  const _id = keyOf(kind, id);
  const revision = draft.get("records", _id)?.revision ?? 0;
  if (expected !== undefined && expected !== revision) return "conflict";
  if (doc === undefined) draft.remove("records", _id);
  else {
    draft.put("records", {
      _id,
      kind,
      id,
      revision: revision + 1,
      owner,
      customerId,
      dueAt,
      doc: JSON.stringify(doc),
    });
  }
  return "written";
}

function toRecord({ id, revision, owner, customerId, dueAt, doc }: Documents["records"]): RecordRow {
  return {
    id,
    revision,
    doc: JSON.parse(doc),
    ...(owner == null ? {} : { owner }),
    ...(customerId == null ? {} : { customerId }),
    ...(dueAt == null ? {} : { dueAt }),
  };
}

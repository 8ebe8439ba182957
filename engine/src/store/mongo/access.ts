import { StoreError } from "../errors.js";
import type { AccessStore, ApiKeyRow } from "../port.js";
import type { Data } from "./data.js";
import type { Documents } from "./documents.js";
import type { Draft } from "./draft.js";

export function createAccess(data: Data): AccessStore {
  const { connection } = data;
  const forget = async (draft: Draft, name: "signInLinks" | "sessions", now: number) => {
    for (const { _id } of await connection.find(name, { expiresAt: { $lte: now } })) draft.remove(name, _id);
  };
  const addNew = async (draft: Draft, name: "signInLinks" | "sessions", row: Documents["sessions"]) => {
    await draft.load(name, [row._id]);
    if (draft.get(name, row._id)) throw new StoreError("there is one with this hash already");
    draft.put(name, row);
  };
  return {
    async addKey({ revokedAt, ...key }) {
      await data.write(async (draft) => {
        await draft.load("apiKeys", [key.id]);
        if (draft.get("apiKeys", key.id)) throw new StoreError(`there is a key ${key.id} already`);
        const { id, hash, createdAt } = key;
        draft.put("apiKeys", { _id: id, hash, createdAt, revokedAt, doc: JSON.stringify(key) });
      });
    },
    keys: async () =>
      (await data.read(() => connection.find("apiKeys", {}, { sort: { createdAt: 1, _id: 1 } }))).map(toKey),
    async keyByHash(hash) {
      const row = await data.read(() => connection.first("apiKeys", { hash }));
      return row && toKey(row);
    },
    revokeKey: async (id, at) =>
      (await data.write(async (draft) => {
        await draft.load("apiKeys", [id]);
        const key = draft.get("apiKeys", id);
        if (!key || key.revokedAt != null) return false;
        draft.put("apiKeys", { ...key, revokedAt: at });
        return true;
      })) ?? false,
    async addLink(link) {
      const row = { _id: link.hash, expiresAt: link.expiresAt, doc: JSON.stringify(link) };
      await data.write((draft) => addNew(draft, "signInLinks", row));
    },
    takeLink: (hash, now) =>
      data.write(async (draft) => {
        await draft.load("signInLinks", [hash]);
        const row = draft.get("signInLinks", hash);
        await forget(draft, "signInLinks", now);
        if (!row || row.expiresAt <= now) return undefined;
        draft.remove("signInLinks", hash);
        return JSON.parse(row.doc);
      }),
    async addSession(session) {
      const row = { _id: session.hash, expiresAt: session.expiresAt, doc: JSON.stringify(session) };
      await data.write(async (draft) => {
        await forget(draft, "sessions", session.createdAt);
        await addNew(draft, "sessions", row);
      });
    },
    async session(hash, now) {
      const row = await data.read(() => connection.first("sessions", { _id: hash, expiresAt: { $gt: now } }));
      return row && JSON.parse(row.doc);
    },
    async endSession(hash) {
      await data.write(async (draft) => draft.remove("sessions", hash));
    },
  };
}

function toKey({ doc, revokedAt }: Documents["apiKeys"]): ApiKeyRow {
  const key: ApiKeyRow = JSON.parse(doc);
  return revokedAt == null ? key : { ...key, revokedAt };
}

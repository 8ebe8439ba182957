import type { AccessStore, ApiKeyRow, SessionRow, SignInLinkRow } from "../port.js";
import type { Connection } from "./connection.js";

interface DocRow {
  doc: string;
}

interface KeyRow extends DocRow {
  revokedAt: number | null;
}

export function createAccess(connection: Connection): AccessStore {
  const addKey = connection.prepare("INSERT INTO api_keys (id, hash, doc, revoked_at) VALUES (?, ?, ?, ?)");
  const keys = connection.prepare<KeyRow>("SELECT doc, revoked_at AS revokedAt FROM api_keys ORDER BY rowid");
  const keyByHash = connection.prepare<KeyRow>("SELECT doc, revoked_at AS revokedAt FROM api_keys WHERE hash = ?");
  const revokeKey = connection.prepare("UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL");
  const addLink = connection.prepare("INSERT INTO sign_in_links (hash, expires_at, doc) VALUES (?, ?, ?)");
  const takeLink = connection.prepare<DocRow>(
    "DELETE FROM sign_in_links WHERE hash = ? AND expires_at > ? RETURNING doc",
  );
  const addSession = connection.prepare("INSERT INTO sessions (hash, expires_at, doc) VALUES (?, ?, ?)");
  const session = connection.prepare<DocRow>("SELECT doc FROM sessions WHERE hash = ? AND expires_at > ?");
  const endSession = connection.prepare("DELETE FROM sessions WHERE hash = ?");
  const forgetSessions = connection.prepare("DELETE FROM sessions WHERE expires_at <= ?");
  const forgetLinks = connection.prepare("DELETE FROM sign_in_links WHERE expires_at <= ?");
  return {
    async addKey({ revokedAt, ...key }) {
      await connection.write(() => addKey.run(key.id, key.hash, JSON.stringify(key), revokedAt ?? null));
    },
    keys: async () => keys.all().map(toKey),
    async keyByHash(hash) {
      const row = keyByHash.get(hash);
      return row && toKey(row);
    },
    revokeKey: async (id, at) => connection.write(() => revokeKey.run(at, id).changes === 1),
    async addLink(link) {
      await connection.write(() => addLink.run(link.hash, link.expiresAt, JSON.stringify(link)));
    },
    async takeLink(hash, now): Promise<SignInLinkRow | undefined> {
      const row = await connection.write(() => {
        forgetLinks.run(now);
        return takeLink.get(hash, now);
      });
      return row && JSON.parse(row.doc);
    },
    async addSession(added) {
      await connection.write(() => {
        forgetSessions.run(added.createdAt);
        addSession.run(added.hash, added.expiresAt, JSON.stringify(added));
      });
    },
    async session(hash, now): Promise<SessionRow | undefined> {
      const row = session.get(hash, now);
      return row && JSON.parse(row.doc);
    },
    async endSession(hash) {
      await connection.write(() => endSession.run(hash));
    },
  };
}

function toKey({ doc, revokedAt }: KeyRow): ApiKeyRow {
  const key: ApiKeyRow = JSON.parse(doc);
  return revokedAt === null ? key : { ...key, revokedAt };
}

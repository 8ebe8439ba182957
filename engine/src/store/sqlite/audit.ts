import type { AuditEntry, FlowStore } from "../port.js";
import type { Connection } from "./connection.js";

interface AuditRow {
  id: string;
  at: number;
  by: string;
  subject: string;
  action: string;
  detail: string | null;
}

export function createAudit(connection: Connection): Pick<FlowStore, "audit" | "auditOf"> {
  const insert = connection.prepare(
    `INSERT INTO audit (id, subject, at, by, action, detail) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const select = connection.prepare<AuditRow>(
    `SELECT * FROM audit WHERE subject = ?1 AND at < ?2
       AND at >= (SELECT min(at) FROM (SELECT at FROM audit WHERE subject = ?1 AND at < ?2 ORDER BY at DESC LIMIT ?3))
     ORDER BY at DESC, id`,
  );
  return {
    async audit({ id, subject, at, by, action, detail }) {
      await connection.write(() => insert.run(id, subject, at, by, action, detail ? JSON.stringify(detail) : null));
    },
    auditOf: async (subject, { before, limit }) =>
      select.all(subject, before ?? Number.MAX_SAFE_INTEGER, limit).map(toEntry),
  };
}

function toEntry({ id, at, by, subject, action, detail }: AuditRow): AuditEntry {
  return { id, at, by, subject, action, ...(detail === null ? {} : { detail: JSON.parse(detail) }) };
}

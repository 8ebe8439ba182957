import type { AuditEntry, FlowStore } from "../port.js";
import type { Data } from "./data.js";
import type { Documents } from "./documents.js";

export function createAudit(data: Data): Pick<FlowStore, "audit" | "auditOf"> {
  const { connection } = data;
  return {
    async audit({ id, subject, at, by, action, detail }) {
      await data.write(async (draft) => {
        await draft.load("audit", [id]);
        if (draft.get("audit", id)) return;
        const text = detail ? JSON.stringify(detail) : undefined;
        draft.put("audit", { _id: id, subject, at, by, action, detail: text });
      });
    },
    auditOf: (subject, { before, limit }) =>
      data.read(async () => {
        const older = before === undefined ? {} : { $lt: before };
        const filter = before === undefined ? { subject } : { subject, at: older };
        const page = await connection.find("audit", filter, { sort: { at: -1 }, limit });
        const oldest = page.at(-1)?.at;
        if (oldest === undefined) return [];
        const whole = { subject, at: { ...older, $gte: oldest } };
        return (await connection.find("audit", whole, { sort: { at: -1, _id: 1 } })).map(toEntry);
      }),
  };
}

function toEntry({ _id, at, by, subject, action, detail }: Documents["audit"]): AuditEntry {
  return { id: _id, at, by, subject, action, ...(detail == null ? {} : { detail: JSON.parse(detail) }) };
}

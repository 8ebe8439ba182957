import type { FlowTurn } from "@sopflow/schemas";
import { ConflictError } from "../errors.js";
import type { FlowDraft, FlowStore } from "../port.js";
import { createAudit } from "./audit.js";
import type { Data } from "./data.js";
import type { Documents } from "./documents.js";
import { createVersionReads, versionKey } from "./flow-versions.js";
import { raiseRevision, readRevision } from "./revisions.js";

type Stored = Documents["flows"];

export function createFlows(data: Data): FlowStore {
  const { connection } = data;
  return {
    list: async () => (await data.read(() => connection.find("flows", {}, { sort: { _id: 1 } }))).map(toDraft),
    async get(flowId) {
      const row = await data.read(() => connection.first("flows", { _id: flowId }));
      return row && toDraft(row);
    },
    async save({ flow, expectedRevision, at, by }) {
      const saved = await data.write(async (draft) => {
        await draft.load("flows", [flow.id]);
        const stored = draft.get("flows", flow.id);
        const found = stored?.revision ?? 0;
        if (found !== expectedRevision) {
          throw new ConflictError(
            `flow ${flow.id} is at revision ${found}, not ${expectedRevision}: load it again and repeat your change`,
          );
        }
        const row: Stored = {
          ...(stored ?? firstOf(flow.id)),
          revision: found + 1,
          updatedAt: at,
          updatedBy: by,
          flow: JSON.stringify(flow),
        };
        draft.put("flows", row);
        return toDraft(row);
      });
      if (!saved) throw new Error("a save has no token, so it never turns out to have happened");
      return saved;
    },
    async publish(version, turn) {
      const { flowId, publishedAt, publishedBy } = version;
      await data.write(async (draft) => {
        const _id = versionKey(flowId, version.version);
        await draft.load("flowVersions", [_id]);
        await draft.load("flows", [flowId]);
        if (draft.get("flowVersions", _id)) {
          throw new ConflictError(`flow ${flowId} has a version ${version.version} already: publish the next number`);
        }
        const flow = JSON.stringify(version.flow);
        const compiled = JSON.stringify(version.compiled);
        const inside = version.inside && { inside: JSON.stringify(version.inside) };
        const row = { _id, flowId, version: version.version, publishedAt, publishedBy, flow, compiled, ...inside };
        draft.put("flowVersions", row);
        const made = { ...firstOf(flowId), revision: 1, updatedAt: publishedAt, updatedBy: publishedBy, flow };
        const stored = draft.get("flows", flowId) ?? made;
        draft.put("flows", { ...stored, state: "live", publishedVersion: version.version, ...textOf(turn) });
        await raiseRevision(draft, "flows");
      });
    },
    async setState(flowId, state, at, by, turn) {
      await data.write(async (draft) => {
        await draft.load("flows", [flowId]);
        const stored = draft.get("flows", flowId);
        if (stored?.publishedVersion == null) {
          throw new ConflictError(`flow ${flowId} was never published: publish it first`);
        }
        draft.put("flows", { ...stored, state, updatedAt: at, updatedBy: by, ...textOf(turn) });
        await raiseRevision(draft, "flows");
      });
    },
    revision: () => readRevision(data, "flows"),
    ...createVersionReads(data),
    ...createAudit(data),
  };
}

const firstOf = (flowId: string) => ({ _id: flowId, state: "draft" as const });

const textOf = (turn: FlowTurn | undefined) => turn && { turn: JSON.stringify(turn) };

function toDraft(row: Stored): FlowDraft {
  return {
    flowId: row._id,
    flow: JSON.parse(row.flow),
    revision: row.revision,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    state: row.state,
    ...(row.publishedVersion == null ? {} : { publishedVersion: row.publishedVersion }),
    ...(row.turn == null ? {} : { turn: JSON.parse(row.turn) }),
  };
}

import type { FlowTurn } from "@sopflow/schemas";
import type { FlowState } from "../../core/flow/program.js";
import { ConflictError } from "../errors.js";
import type { FlowDraft, FlowStore } from "../port.js";
import { createAudit } from "./audit.js";
import type { Connection } from "./connection.js";
import { prepareFlowVersions } from "./flow-versions.js";
import { prepareRevision } from "./revisions.js";

interface FlowRow {
  flow_id: string;
  revision: number;
  state: FlowDraft["state"];
  published_version: number | null;
  updated_at: number;
  updated_by: string;
  flow: string;
  turn: string | null;
}

export function createFlows(connection: Connection): FlowStore {
  const list = connection.prepare<FlowRow>("SELECT * FROM flows ORDER BY flow_id");
  const get = connection.prepare<FlowRow>("SELECT * FROM flows WHERE flow_id = ?");
  const insert = connection.prepare(
    "INSERT INTO flows (flow_id, revision, state, updated_at, updated_by, flow) VALUES (?, 1, 'draft', ?, ?, ?)",
  );
  const update = connection.prepare(
    "UPDATE flows SET revision = revision + 1, updated_at = ?, updated_by = ?, flow = ? WHERE flow_id = ?",
  );
  const golive = connection.prepare(
    "UPDATE flows SET state = 'live', published_version = ?, turn = coalesce(?, turn) WHERE flow_id = ?",
  );
  const setState = connection.prepare(
    `UPDATE flows SET state = ?, updated_at = ?, updated_by = ?, turn = coalesce(?, turn)
     WHERE flow_id = ? AND published_version IS NOT NULL`,
  );
  const versions = prepareFlowVersions(connection);
  const revision = prepareRevision(connection, "flows");
  return {
    list: async () => list.all().map(toDraft),
    async get(flowId) {
      const row = get.get(flowId);
      return row && toDraft(row);
    },
    save: async ({ flow, expectedRevision, at, by }) =>
      connection.write(() => {
        const found = get.get(flow.id)?.revision ?? 0;
        if (found !== expectedRevision) {
          throw new ConflictError(
            `flow ${flow.id} is at revision ${found}, not ${expectedRevision}: load it again and repeat your change`,
          );
        }
        if (found === 0) insert.run(flow.id, at, by, JSON.stringify(flow));
        else update.run(at, by, JSON.stringify(flow), flow.id);
        return readDraft(flow.id);
      }),
    publish: async (version, turn) =>
      connection.write(() => {
        const { flowId, publishedAt, publishedBy } = version;
        if (!versions.add(version)) {
          throw new ConflictError(`flow ${flowId} has a version ${version.version} already: publish the next number`);
        }
        if (!get.get(flowId)) insert.run(flowId, publishedAt, publishedBy, JSON.stringify(version.flow));
        golive.run(version.version, textOf(turn), flowId);
        revision.raise();
      }),
    setState: async (flowId, state: FlowState, at, by, turn) =>
      connection.write(() => {
        if (setState.run(state, at, by, textOf(turn), flowId).changes !== 1) {
          throw new ConflictError(`flow ${flowId} was never published: publish it first`);
        }
        revision.raise();
      }),
    versions: async (flowId) => versions.list(flowId),
    version: async (flowId, version) => versions.get(flowId, version),
    revision: async () => revision.current(),
    published: async () => versions.published(),
    ...createAudit(connection),
  };

  function readDraft(flowId: string): FlowDraft {
    const row = get.get(flowId);
    if (!row) throw new Error(`flow ${flowId} vanished inside its own write`);
    return toDraft(row);
  }
}

const textOf = (turn: FlowTurn | undefined): string | null => (turn === undefined ? null : JSON.stringify(turn));

function toDraft(row: FlowRow): FlowDraft {
  return {
    flowId: row.flow_id,
    flow: JSON.parse(row.flow),
    revision: row.revision,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    state: row.state,
    ...(row.published_version === null ? {} : { publishedVersion: row.published_version }),
    ...(row.turn === null ? {} : { turn: JSON.parse(row.turn) }),
  };
}

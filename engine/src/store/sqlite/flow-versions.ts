import type { FlowState } from "../../core/flow/program.js";
import type { FlowVersion, PublishedVersions } from "../port.js";
import type { Connection } from "./connection.js";

interface VersionRow {
  flow_id: string;
  version: number;
  published_at: number;
  published_by: string;
  flow: string;
  compiled: string;
  inside: string | null;
}

interface NeededRow extends VersionRow {
  state: FlowState;
  newest: number;
  turn: string | null;
}

export function prepareFlowVersions(connection: Connection) {
  const insert = connection.prepare(
    `INSERT INTO flow_versions (flow_id, version, published_at, published_by, flow, compiled, inside)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (flow_id, version) DO NOTHING`,
  );
  const list = connection.prepare<VersionRow>("SELECT * FROM flow_versions WHERE flow_id = ? ORDER BY version");
  const get = connection.prepare<VersionRow>("SELECT * FROM flow_versions WHERE flow_id = ? AND version = ?");
  // One seek in the index of those who stand somewhere per version ever published; documents only of the needed ones.
  const needed = connection.prepare<NeededRow>(
    `SELECT v.*, f.state, f.turn, f.published_version AS newest FROM flow_versions v JOIN flows f USING (flow_id)
     WHERE (f.state <> 'archived' AND v.version = f.published_version)
        OR EXISTS (SELECT 1 FROM enrollments e
                   WHERE e.flow_id = v.flow_id AND e.version = v.version AND e.state <> 'ended')
     ORDER BY v.flow_id, v.version`,
  );
  return {
    /** False when that version exists. */
    add({ flowId, version, publishedAt, publishedBy, flow, compiled, inside }: FlowVersion): boolean {
      const texts = [JSON.stringify(flow), JSON.stringify(compiled), inside ? JSON.stringify(inside) : null] as const;
      return insert.run(flowId, version, publishedAt, publishedBy, ...texts).changes === 1;
    },
    list: (flowId: string): FlowVersion[] => list.all(flowId).map(toVersion),
    get(flowId: string, version: number): FlowVersion | undefined {
      const row = get.get(flowId, version);
      return row && toVersion(row);
    },
    published(): PublishedVersions[] {
      const flows = new Map<string, PublishedVersions>();
      for (const row of needed.all()) {
        const { flow_id: flowId, state, newest } = row;
        const turn = row.turn === null ? {} : { turn: JSON.parse(row.turn) };
        const before = flows.get(flowId)?.versions ?? [];
        flows.set(flowId, { state, newest, versions: [...before, toVersion(row)], ...turn });
      }
      return [...flows.values()];
    },
  };
}

function toVersion(row: VersionRow): FlowVersion {
  return {
    flowId: row.flow_id,
    version: row.version,
    flow: JSON.parse(row.flow),
    compiled: JSON.parse(row.compiled),
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    ...(row.inside === null ? {} : { inside: JSON.parse(row.inside) }),
  };
}

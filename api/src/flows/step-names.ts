import type { Store } from "@sopflow/engine";
import type { StepNames } from "@sopflow/schemas";

/** A step of a version of a flow. */
export interface StepPlace {
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
}

type Steps = ReadonlyMap<string, Pick<StepNames, "nodeType" | "nodeTitle">>;

/** Versions whose steps are remembered; a version never changes. */
const KEPT_VERSIONS = 200;

/** Adds to each row what its flow is called now, and its step in the version the row is about. */
export type NameSteps = <P extends StepPlace>(rows: readonly P[]) => Promise<(P & StepNames)[]>;

export function createStepNames({ flows }: Pick<Store, "flows">): NameSteps {
  const known = new Map<string, Steps>();
  const stepsOf = async (flowId: string, version: number): Promise<Steps> => {
    const key = `${flowId}@${version}`;
    const kept = known.get(key);
    if (kept) return kept;
    const found = await flows.version(flowId, version);
    if (!found) return new Map();
    const steps: Steps = new Map(
      found.flow.nodes.map(({ id, type, label }) => [
        id,
        { nodeType: type, ...(label !== undefined && label !== "" && { nodeTitle: label }) },
      ]),
    );
    const oldest = known.size >= KEPT_VERSIONS ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, steps);
    return steps;
  };
  return async (rows) => {
    const flowIds = [...new Set(rows.map((row) => row.flowId))];
    const names = new Map(
      await Promise.all(flowIds.map(async (id) => [id, (await flows.get(id))?.flow.name] as const)),
    );
    return Promise.all(
      rows.map(async (row) => {
        const flowName = names.get(row.flowId);
        const step = (await stepsOf(row.flowId, row.version)).get(row.nodeId);
        return { ...row, ...(flowName !== undefined && { flowName }), ...step };
      }),
    );
  };
}

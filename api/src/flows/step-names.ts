import type { Store } from "@sopflow/engine";
import type { JsonObject, StepNames } from "@sopflow/schemas";

/** A step of a version of a flow. */
export interface StepPlace {
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  /** Of a trace line: `goal` names one. */
  readonly detail?: JsonObject | undefined;
}

interface Version {
  readonly steps: ReadonlyMap<string, Pick<StepNames, "nodeType" | "nodeTitle">>;
  readonly goals: ReadonlyMap<string, Pick<StepNames, "goalOn">>;
}

/** Versions whose steps are remembered; a version never changes. */
const KEPT_VERSIONS = 200;

/** Adds to each row what its flow is called now, and its step in the version the row is about. */
export type NameSteps = <P extends StepPlace>(rows: readonly P[]) => Promise<(P & StepNames)[]>;

export function createStepNames({ flows }: Pick<Store, "flows">): NameSteps {
  const known = new Map<string, Version>();
  const versionOf = async (flowId: string, version: number): Promise<Version | undefined> => {
    const key = `${flowId}@${version}`;
    const kept = known.get(key);
    if (kept) return kept;
    const found = await flows.version(flowId, version);
    if (!found) return undefined;
    const { nodes, settings } = found.flow;
    const names: Version = {
      steps: new Map(
        nodes.map(({ id, type, label }) => [
          id,
          { nodeType: type, ...(label !== undefined && label !== "" && { nodeTitle: label }) },
        ]),
      ),
      goals: new Map(settings.goals.map(({ id, on }) => [id, { goalOn: on }])),
    };
    const oldest = known.size >= KEPT_VERSIONS ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, names);
    return names;
  };
  return async (rows) => {
    const flowIds = [...new Set(rows.map((row) => row.flowId))];
    const names = new Map(
      await Promise.all(flowIds.map(async (id) => [id, (await flows.get(id))?.flow.name] as const)),
    );
    return Promise.all(
      rows.map(async (row) => {
        const flowName = names.get(row.flowId);
        const version = await versionOf(row.flowId, row.version);
        const { goal } = row.detail ?? {};
        return {
          ...row,
          ...(flowName !== undefined && { flowName }),
          ...version?.steps.get(row.nodeId),
          ...(typeof goal === "string" && version?.goals.get(goal)),
        };
      }),
    );
  };
}

import type { Store } from "@sopflow/engine";
import { loadProgram, type Program } from "@sopflow/engine/core";

/** Versions of flows made ready to explain what they decided. */
export type ProgramOf = (flowId: string, version: number) => Promise<Program | undefined>;

/** A version never changes, so those asked for last are kept. */
const KEPT = 50;

export function createProgramOf({ flows }: Pick<Store, "flows">): ProgramOf {
  const known = new Map<string, Program>();
  return async (flowId, version) => {
    const key = `${flowId}@${version}`;
    const kept = known.get(key);
    if (kept) return kept;
    const found = await flows.version(flowId, version);
    if (!found) return undefined;
    const program = loadProgram(found.compiled);
    const oldest = known.size >= KEPT ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, program);
    return program;
  };
}

import { type CompiledFlow, loadProgram, type Plan, type Program } from "../core/flow/index.js";
import { type Context, FlowDirectory, type PublishedFlow } from "../core/journey/index.js";
import type { Store } from "../store/index.js";
import { loadContext, type ProgramCache } from "../worker/load-context.js";
import type { ShadowHeader, SideName, Sides } from "./shadow-records.js";

/** What is live, and the same with the draft in place of its flow's newest version. */
export interface Worlds extends Sides<Context> {
  readonly flowId: string;
  readonly liveVersion: number;
  readonly draftVersion: number;
  readonly plans: Sides<Plan>;
  planOf(side: SideName, version: number): Plan | undefined;
}

/** Why there is nothing to compare with any more. */
export type NoWorlds = "published" | "archived";

/** Reads what is published now. */
export async function loadWorlds(
  store: Pick<Store, "brand" | "flows">,
  programs: ProgramCache,
  shadow: Pick<ShadowHeader, "flowId" | "liveVersion" | "compiled">,
): Promise<Worlds | NoWorlds> {
  return worldsOf(await loadContext(store, programs), shadow);
}

/** A paused flow is paused for its draft, too. */
export function worldsOf(
  live: Context,
  { flowId, liveVersion, compiled }: Pick<ShadowHeader, "flowId" | "liveVersion" | "compiled">,
): Worlds | NoWorlds {
  const flow = live.flows.get(flowId);
  if (!flow || flow.state === "archived") return "archived";
  if (flow.newest.version !== liveVersion) return "published";
  const newest = programOf(compiled);
  const versions = new Map([...flow.versions, [newest.version, newest] as const]);
  const flows = live.flows.all().map((one): PublishedFlow => (one === flow ? { ...flow, newest, versions } : one));
  const draft = { ...live, hash: `${live.hash}/shadow`, flows: new FlowDirectory(flows) };
  const sides = { live, draft };
  return {
    ...sides,
    flowId,
    liveVersion,
    draftVersion: newest.version,
    plans: { live: flow.newest.plan, draft: newest.plan },
    planOf: (side, version) => sides[side].flows.program(flowId, version)?.plan,
  };
}

const loaded = new WeakMap<CompiledFlow, Program>();

function programOf(compiled: CompiledFlow): Program {
  const program = loaded.get(compiled) ?? loadProgram(compiled);
  loaded.set(compiled, program);
  return program;
}

/**
 * The draft as a shadow plays it: who matches already when it begins is let in by neither side, or the draft would seem
 * to let in crowds whom the live version let in long ago.
 */
export function withoutExisting(compiled: CompiledFlow): CompiledFlow {
  const { plan } = compiled;
  const nodes = { ...plan.nodes };
  for (const id of plan.triggers) {
    const node = nodes[id];
    if (node && "existing" in node.data)
      nodes[id] = { ...node, data: { ...node.data, existing: "ignore" } } as typeof node; // the same node with one of its own values
  }
  return { ...compiled, plan: { ...plan, nodes } };
}

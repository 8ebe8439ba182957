import { brandSettingsSchema } from "@sopflow/schemas";
import { type CompiledFlow, loadProgram, type Program } from "../core/flow/index.js";
import { type Context, FlowDirectory, type PublishedFlow, stableId } from "../core/journey/index.js";
import type { Store } from "../store/index.js";

/** Programs made so far, by hash: a version is immutable, so it is made ready once per process. */
export type ProgramCache = Map<string, Program>;

/** Reads all that is not a customer into one immutable snapshot. */
export async function loadContext(store: Pick<Store, "brand" | "flows">, programs: ProgramCache): Promise<Context> {
  const settings = (await store.brand.settings()) ?? brandSettingsSchema.parse({});
  const taxonomy = (await store.brand.taxonomy()) ?? { groups: [] };
  const products = await store.brand.products();
  const advisors = await store.brand.advisors();
  const flows = await loadFlows(store, programs);
  const hash = stableId(
    JSON.stringify([settings, taxonomy, products, advisors]),
    ...flows.map((f) =>
      JSON.stringify([f.flowId, f.state, f.newest.hash, [...f.versions.values()].map((p) => p.hash), f.turn, f.inside]),
    ),
  );
  return {
    hash,
    settings,
    taxonomy,
    products: new Map(products.map((p) => [p.sku, p])),
    advisors: new Map(advisors.map((a) => [a.id, a])),
    flows: new FlowDirectory(flows),
    queuesEntries: true,
  };
}

async function loadFlows(store: Pick<Store, "flows">, programs: ProgramCache): Promise<PublishedFlow[]> {
  const inUse = new Set<string>();
  const ready = (compiled: CompiledFlow): Program => {
    const key = `${compiled.flowId}@${compiled.version}/${compiled.hash}`;
    inUse.add(key);
    const program = programs.get(key) ?? loadProgram(compiled);
    programs.set(key, program);
    return program;
  };
  const flows: PublishedFlow[] = [];
  for (const { state, newest, versions, turn } of await store.flows.published()) {
    const flowId = versions[0]?.flowId;
    if (flowId === undefined) continue;
    const byVersion = new Map(versions.map((v) => [v.version, ready(v.compiled)]));
    // An archived flow whose people all stand in earlier versions: its newest rules still bind them.
    const stored = versions.find(({ version }) => version === newest) ?? (await store.flows.version(flowId, newest));
    if (!stored) continue;
    const program = ready(stored.compiled);
    byVersion.set(newest, program);
    const { inside } = stored;
    flows.push({
      flowId,
      state,
      newest: program,
      versions: byVersion,
      ...(inside && { inside }),
      ...(turn && { turn }),
    });
  }
  for (const key of programs.keys()) if (!inUse.has(key)) programs.delete(key);
  return flows;
}

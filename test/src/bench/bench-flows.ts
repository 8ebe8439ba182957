import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import { measureStep, templateContext } from "./bench-step.js";

const COPIES = 99;
const RUNS = 4;

interface FlowsRow {
  readonly flows: number;
  readonly usPerInput: number;
  readonly timesFive: number;
}

/**
 * `step` with 500 published flows beside `step` with 5: each template once as it is and 99 times for the friends of one
 * store. The customers are no friends of a store, so every further flow is one that must be found not to matter: by its
 * event, its audience or its condition. Runs alternate; the quickest of each counts.
 */
export function benchFlows(): FlowsRow[] {
  const contexts = [templateContext(), templateContext(storeFlows())];
  const best = contexts.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run <= RUNS; run++) {
    for (const [i, context] of contexts.entries()) {
      const { usPerInput } = measureStep(context);
      if (run > 0) best[i] = Math.min(best[i] ?? usPerInput, usPerInput); // the first run warms up
    }
  }
  const [five = Number.NaN, all = Number.NaN] = best;
  return [
    { flows: FLOW_TEMPLATES.length, usPerInput: five, timesFive: 1 },
    { flows: FLOW_TEMPLATES.length * (1 + COPIES), usPerInput: all, timesFive: all / five },
  ];
}

/** Every template again for each store. */
export function storeFlows(): unknown[] {
  const stores = Array.from({ length: COPIES }, (_, i) => `store-${i + 1}`);
  return stores.flatMap((store) => FLOW_TEMPLATES.map(({ file }) => forStore(file, store)));
}

type FlowFile = (typeof FLOW_TEMPLATES)[number]["file"];

/** The flow under an id of its own, with every trigger narrowed to one store's friends. */
function forStore(file: FlowFile, store: string): unknown {
  const isOfStore = { fact: "customer", path: "$.channel", operator: "equal", value: store };
  const nodes = file.nodes.map((node) => {
    if (!node.type.startsWith("trigger.")) return node;
    const data: Record<string, unknown> = { ...node.data };
    const name = node.type === "trigger.schedule" ? "audience" : "where";
    data[name] = { all: [isOfStore, ...(data[name] === undefined ? [] : [data[name]])] };
    return { ...node, data };
  });
  return { ...file, id: `${file.id}-${store}`, nodes };
}

import { type Customer, type FlowFile, flowSchema } from "@sopflow/schemas";
import { compileFlow } from "../flow/compile-flow.js";
import { loadProgram } from "../flow/load-program.js";
import type { Program } from "../flow/program.js";
import type { Context, PublishedFlow } from "../journey/context.js";
import { FlowDirectory } from "../journey/flow-directory.js";
import { compileRules } from "../rules/rule-index.js";
import type { PreviewRequest } from "./preview-request.js";

/** The flow that starts one whose trigger is started by hand, as a `flow.start` step of another flow would. */
const STARTER_ID = "preview-starter";
export const STARTER_EVENT = "custom.preview.start";

/** The brand as it is, with the flow of the preview live, and the customer's other flows standing still. */
export function previewContext(request: PreviewRequest): Context {
  const { program, settings, products = [], advisors = [], taxonomy } = request;
  const isByHand = program.plan.nodes[request.start.trigger]?.type === "trigger.manual";
  const starters = isByHand ? [starter(program.flowId)] : [];
  const flows = [live(program), ...starters, ...restingFlows(request.customer, program.flowId)];
  return {
    hash: "preview",
    settings,
    products: new Map(products.map((product) => [product.sku, product])),
    advisors: new Map(advisors.map((advisor) => [advisor.id, advisor])),
    taxonomy: taxonomy ?? { groups: [] },
    flows: new FlowDirectory(flows),
  };
}

const live = (program: Program): PublishedFlow => ({
  flowId: program.flowId,
  state: "live",
  newest: program,
  versions: new Map([[program.version, program]]),
});

function starter(flowId: string): PublishedFlow {
  const at = { x: 0, y: 0 };
  const file: FlowFile = {
    schema: "sopflow/flow@1",
    id: STARTER_ID,
    name: STARTER_ID,
    settings: { reentry: "after_exit" },
    nodes: [
      { id: "t", type: "trigger.event", position: at, data: { event: STARTER_EVENT } },
      { id: "s", type: "flow.start", position: at, data: { flowId } },
    ],
    edges: [{ id: "e", source: "t", sourceHandle: "out", target: "s" }],
  };
  const { compiled } = compileFlow(flowSchema.parse(file), { version: 1 });
  if (!compiled) throw new Error("the starter of previews does not compile");
  return live(loadProgram(compiled));
}

/**
 * Flows that a real customer is in besides the one that is previewed. Conditions may ask for them, so the customer stays
 * in them; what they would do is unknown here, so they are paused.
 */
function restingFlows(customer: Customer, ownId: string): PublishedFlow[] {
  const ids = new Set(customer.enrollments.map((enrollment) => enrollment.flowId));
  ids.delete(ownId);
  return [...ids].map((flowId) => ({ ...live(emptyProgram(flowId)), state: "paused" }));
}

const emptyProgram = (flowId: string): Program => ({
  flowId,
  version: 0,
  hash: "",
  rules: [],
  plan: { flowId, name: flowId, settings: EMPTY_SETTINGS, triggers: [], nodes: {} },
  ruleSet: compileRules([]),
});

const EMPTY_SETTINGS = flowSchema.shape.settings.parse({});

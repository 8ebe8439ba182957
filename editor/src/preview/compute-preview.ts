import {
  type CompiledPreview,
  compilePreview,
  customerForPreview,
  makeUpCustomer,
  type PreviewEvent,
  personInBuckets,
  propsThatMatch,
  runPreview,
  splitGroups,
} from "@sopflow/engine/core";
import type {
  Advisor,
  BrandSettings,
  Customer,
  Flow,
  FlowNode,
  JsonObject,
  PreviewCustomer,
  Product,
  Taxonomy,
} from "@sopflow/schemas";
import type { CheckOptions } from "../document/import-flow.js";
import { isTrigger } from "../nodes/node-ports.js";
import { PERSONAS, personaFor } from "./personas.js";
import type { PreviewResult, PreviewState } from "./preview-store.js";

/** The brand as the engine needs it. */
export interface PreviewBrand {
  readonly settings: BrandSettings;
  readonly products: readonly Product[];
  readonly advisors: readonly Advisor[];
  readonly taxonomy: Taxonomy;
}

export type PreviewChoices = Pick<
  PreviewState,
  "who" | "groups" | "startAt" | "trigger" | "entry" | "events" | "answers"
>;

export interface PreviewInput {
  readonly flow: Flow;
  readonly check: CheckOptions;
  readonly choices: PreviewChoices;
  readonly brand: PreviewBrand;
  /** The real customer, where one was chosen and has been loaded. */
  readonly document?: PreviewCustomer | undefined;
}

/** The triggers that a customer may come by. */
export const triggersOf = ({ nodes }: Pick<Flow, "nodes">): FlowNode[] =>
  nodes.filter((node) => isTrigger(node) && !node.disabled);

/** The trigger that was chosen, or else the first. */
export function triggerOf(flow: Pick<Flow, "nodes">, chosen: string | undefined): FlowNode | undefined {
  const triggers = triggersOf(flow);
  return triggers.find((node) => node.id === chosen) ?? triggers[0];
}

/** The made-up customer of a choice; without one, somebody whom the flow is likely to be for. */
export function fieldsOf(
  { who }: Pick<PreviewChoices, "who">,
  flow: Pick<Flow, "nodes">,
  products: readonly Product[],
) {
  if (who.kind === "madeUp" && who.persona !== "") return { persona: who.persona, fields: who.fields };
  const trigger = triggerOf(flow, undefined);
  const event = trigger?.type === "trigger.event" ? trigger.data.event : undefined;
  const id = personaFor(trigger?.type, event);
  const persona = PERSONAS.find((one) => one.id === id) ?? PERSONAS[0];
  return { persona: persona?.id ?? "", fields: persona?.fields(usualSku(products)) ?? {} };
}

/** The product that examples speak of: one that is used up, where there is one. */
export const usualSku = (products: readonly Product[]): string | undefined =>
  (products.find((one) => one.daysOfSupply !== undefined && !one.archived) ?? products.find((one) => !one.archived))
    ?.sku;

const AMOUNT = 29_900;

/** An event's properties to begin with: what the trigger asks for, and an order's usual ones. */
export function usualProps(type: string, products: readonly Product[], orderId: string): JsonObject {
  if (!type.startsWith("order.")) return {};
  const sku = usualSku(products);
  const lines = sku === undefined ? {} : { lines: [{ sku, quantity: 1, amount: AMOUNT }] };
  return { orderId, amount: AMOUNT, ...lines };
}

/** Properties of the entering event: as they were set, or what the trigger asks for. */
export function entryProps(trigger: FlowNode, choices: PreviewChoices, products: readonly Product[]): JsonObject {
  const set = choices.entry[trigger.id];
  if (set) return set;
  if (trigger.type !== "trigger.event") return {};
  return { ...usualProps(trigger.data.event, products, "preview-entry"), ...propsThatMatch(trigger.data.where) };
}

interface Compiled {
  readonly check: CheckOptions;
  readonly now: number;
  readonly result: CompiledPreview;
}

/** Most previews are of the same flow, with other choices. */
const compiledFlows = new WeakMap<Flow, Compiled>();

function compiledOnce(flow: Flow, check: CheckOptions, now: number): CompiledPreview {
  const before = compiledFlows.get(flow);
  if (before?.check === check && before.now === now) return before.result;
  const result = compilePreview(flow, { ...check, version: 1, now });
  compiledFlows.set(flow, { check, now, result });
  return result;
}

/** Works the whole preview out. Fast enough to be done while somebody types. */
export function computePreview({ flow, check, choices, brand, document }: PreviewInput): PreviewResult {
  const { program, unfinished, errors } = compiledOnce(flow, check, choices.startAt);
  const compiled = { unfinished, errors };
  const trigger = triggerOf(flow, choices.trigger);
  if (!program || !trigger || unfinished.has(trigger.id)) return { compiled };
  const { who, startAt } = choices;
  if (who.kind === "real" && !document) return { compiled };
  const real = who.kind === "real" && document ? customerForPreview(document, flow.id) : undefined;
  const customer: Customer =
    real?.customer ??
    makeUpCustomer(
      withAdvisor(fieldsOf(choices, flow, brand.products).fields, brand),
      startAt,
      brand,
      personOf(flow, choices),
    );
  const preview = runPreview({
    program,
    customer,
    start: { at: startAt, trigger: trigger.id, props: entryProps(trigger, choices, brand.products) },
    events: choices.events.map(
      ({ id, type, afterMs, props }): PreviewEvent => ({ id, type, props, at: startAt + afterMs }),
    ),
    answers: choices.answers,
    ...brand,
  });
  return { compiled, preview, ...(real && { real: { isInFlow: real.isInFlow, entered: real.entered } }) };
}

/** A customer is somebody's: else no task would have an owner. */
function withAdvisor<F extends { readonly advisorId?: string }>(fields: F, { advisors }: PreviewBrand): F {
  const owner = advisors.find((one) => one.active);
  return fields.advisorId !== undefined || !owner ? fields : { ...fields, advisorId: owner.id };
}

/** The group of a split that was chosen, or else the first that is no holdout. */
export function personOf(flow: Flow, { groups }: Pick<PreviewChoices, "groups">): string | undefined {
  const wanted = splitGroups(flow).flatMap(({ nodeId, groups: own }) => {
    const chosen = own.find((one) => one.id === groups[nodeId]) ?? own.find((one) => !one.holdout) ?? own[0];
    return chosen ? [chosen] : [];
  });
  return wanted.length === 0 ? undefined : personInBuckets("preview", wanted);
}

import {
  type BrandSettings,
  type EventPropInfo,
  eventProps,
  type FactInfo,
  type FlowNode,
  lookUpFact,
} from "@sopflow/schemas";

export type AttributeDefinitions = BrandSettings["attributes"];

/** What the checks of one flow know of its facts, beyond the general catalogue. */
export interface FlowFacts {
  /** What a fact and path hold in this flow; `event` = type of the event at hand. Undefined = there is no such thing. */
  find(fact: string, path: string | undefined, event?: string): FactInfo | undefined;
}

/** Ports that the product leads to by itself, and so sets as outcomes. */
const OWN_OUTCOMES = ["done", "skipped", "expired", "stale", "not_friend", "limit"] as const;

/**
 * Narrows the catalogue by what the flow itself says: properties of its entering events, outcomes of its tasks, its
 * node ids, the brand's attributes. `whole` is false while some nodes could not be read: then nothing is ruled out.
 */
export function flowFacts(
  nodes: readonly FlowNode[],
  whole: boolean,
  attributes: AttributeDefinitions | undefined,
): FlowFacts {
  const nodeIds = new Set(nodes.map((n) => n.id));
  const outcomes = outcomesByNode(nodes);
  const allOutcomes = [...new Set([...outcomes.values()].flat())];
  const entry = entryProps(nodes, whole);

  return {
    find(fact, path, event) {
      const info = lookUpFact(fact, path, attributes);
      if (info === undefined) return undefined;
      const [first = "", second = "", ...deeper] = (path ?? "").replace(/^\$\.?/, "").split(".");
      if (fact === "event" && first === "props" && event !== undefined && deeper.length === 0) {
        return withProp(
          info,
          eventProps(event).find((p) => p.name === second),
        );
      }
      if (fact === "enrollment" && first === "entry" && deeper.length === 0) return withProp(info, entry.get(second));
      if (!whole) return info;
      if (fact === "enrollment" && first === "visits") return nodeIds.has(second) ? info : undefined;
      if (fact === "tasks") {
        if (!outcomes.has(first)) return undefined;
        return second === "outcome" ? { ...info, values: outcomes.get(first) ?? [] } : info;
      }
      return fact === "task" && first === "outcome" ? { ...info, values: allOutcomes } : info;
    },
  };
}

function withProp(info: FactInfo, prop: EventPropInfo | undefined): FactInfo {
  if (prop === undefined) return info;
  const { kind, values } = prop;
  return { ...info, guaranteed: prop.required, ...(kind && { kind }), ...(values && { values }) };
}

/** What every way in gives. A property is sure, or of a kind, only when all triggers that can enter agree on it. */
function entryProps(nodes: readonly FlowNode[], whole: boolean): ReadonlyMap<string, EventPropInfo> {
  const triggers = nodes.filter((n) => n.type.startsWith("trigger.") && n.disabled !== true);
  const perTrigger = triggers.map((n) => ("event" in n.data ? eventProps(n.data.event) : []));
  const [first = [], ...others] = perTrigger;
  const shared = new Map<string, EventPropInfo>();
  // A trigger that could not be read may give anything: its own faults are reported, no further ones are guessed.
  if (!whole) return shared;
  for (const prop of first) {
    const same = [prop, ...others.map((props) => props.find((p) => p.name === prop.name))];
    if (!same.every((p) => p !== undefined)) continue;
    const required = same.every((p) => p.required);
    const sameKind = prop.kind !== undefined && same.every((p) => p.kind === prop.kind) ? { kind: prop.kind } : {};
    const sameValues = prop.values && others.length === 0 ? { values: prop.values } : {};
    shared.set(prop.name, { name: prop.name, required, ...sameKind, ...sameValues });
  }
  return shared;
}

/** Outcomes that a task of each node can end with. */
function outcomesByNode(nodes: readonly FlowNode[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { id, data } of nodes) {
    if ("outcomes" in data) found.set(id, [...data.outcomes.map((o) => o.id), ...OWN_OUTCOMES]);
    else if ("slots" in data) {
      found.set(id, [...data.slots.flatMap((slot) => slot.outcomes.map((o) => o.id)), ...OWN_OUTCOMES]);
    }
  }
  return found;
}

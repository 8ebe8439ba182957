import type { Customer, EntryGate, JsonObject, NodeType, Where } from "@sopflow/schemas";
import { cloneCustomer } from "../profile/index.js";
import { compileCondition } from "../rules/compile-condition.js";
import { customerScope } from "./condition-facts.js";
import type { Context, PublishedFlow } from "./context.js";
import { later } from "./duration-of.js";
import { askEntryGates } from "./enroll.js";
import { entryKey } from "./entry-key.js";
import { waitsItsTurn } from "./entry-queue.js";
import { type JourneyEvent, StepRun } from "./run.js";
import { firstOccurrence } from "./schedule-occurrence.js";
import { conditionOfTrigger } from "./seen-at-entry.js";
import { seenValues } from "./seen-values.js";

/** An event of the customer's past that a trigger may have answered. */
export interface PastEvent {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly props: JsonObject;
}

/** One way into the flow, as it stands for the customer at this moment. */
export interface TriggerCheck {
  readonly nodeId: string;
  readonly type: NodeType;
  /** The event it answers, and when that last happened to the customer, epoch ms. */
  readonly event?: { readonly type: string; readonly lastAt?: number };
  /** What it asks, and what that reads now (`seenValues`). Of an event that never happened nothing is asked. */
  readonly where?: Where;
  readonly seen?: JsonObject;
  readonly holds: boolean;
  /**
   * Why nobody enters by it now, though its condition holds: `matched_before` (only who starts to match enters), `too_old`
   * (`maxAge`), `by_hand`, `at_time` (it asks at `nextAt`), `event_missing`.
   */
  readonly waits?: "matched_before" | "too_old" | "by_hand" | "at_time" | "event_missing";
  readonly nextAt?: number;
  /** So many enter a day: an entry would wait for its turn. */
  readonly throttled: boolean;
}

export interface EntryCheck {
  readonly version: number;
  /** What stands above every trigger, with the reason where it refuses. */
  readonly gates: readonly { readonly gate: EntryGate; readonly reason?: string }[];
  readonly triggers: readonly TriggerCheck[];
}

/**
 * Whether a customer would enter a flow's newest version at this moment, gate by gate and trigger by trigger. `lastEvent`
 * gives the latest of a type; triggers are asked as if it came now. Pure, changes nothing.
 */
export function checkEntry(
  customer: Customer,
  flow: PublishedFlow,
  context: Context,
  at: number,
  lastEvent: (type: string) => PastEvent | undefined,
): EntryCheck {
  const input = { kind: "tick", id: "check-entry", seq: 0, at, now: at } as const;
  const run = new StepRun(cloneCustomer(customer), input, context);
  run.advanceTo(at);
  const { plan, version } = flow.newest;
  const eventOf = (nodeId: string): PastEvent | undefined => {
    const type = eventType(flow, nodeId);
    return type === undefined ? undefined : lastEvent(type);
  };
  const keys = plan.triggers.flatMap((nodeId) => eventOf(nodeId) ?? []);
  const key = entryKey(plan.settings.key, keys[0]?.props ?? {});
  return {
    version,
    gates: askEntryGates(run, flow, key),
    triggers: plan.triggers.flatMap((nodeId) => checkTrigger(run, flow, nodeId, eventOf(nodeId)) ?? []),
  };
}

function checkTrigger(
  run: StepRun,
  flow: PublishedFlow,
  nodeId: string,
  event: PastEvent | undefined,
): TriggerCheck | undefined {
  const node = flow.newest.plan.nodes[nodeId];
  if (!node) return undefined;
  const { type } = node;
  const throttled = waitsItsTurn(run, flow, nodeId);
  const where = conditionOfTrigger(flow, nodeId);
  if (where === undefined) return { nodeId, type, holds: true, waits: "by_hand", throttled };
  const asked = eventType(flow, nodeId);
  if (asked !== undefined && !event) {
    return { nodeId, type, event: { type: asked }, holds: false, waits: "event_missing", throttled };
  }
  const zone = flow.newest.plan.settings.timezone;
  const posted: JourneyEvent | undefined = event && { ...event, source: "", depth: 0, raised: false };
  const facts = customerScope(run, zone, posted);
  const seen = seenValues([where], facts);
  return {
    nodeId,
    type,
    ...(asked !== undefined && event && { event: { type: asked, lastAt: event.at } }),
    where,
    ...(seen !== undefined && { seen }),
    holds: compileCondition(where)(facts),
    ...waitOf(run, flow, nodeId, event),
    throttled,
  };
}

function waitOf(
  run: StepRun,
  flow: PublishedFlow,
  nodeId: string,
  event: PastEvent | undefined,
): Pick<TriggerCheck, "waits" | "nextAt"> {
  const data = flow.newest.plan.nodes[nodeId]?.data;
  if (!data) return {};
  if (event && "maxAge" in data && data.maxAge !== undefined) {
    return run.at > later(flow.newest.plan.settings.timezone, event.at, data.maxAge) ? { waits: "too_old" } : {};
  }
  const bit = run.customer.audience[`${flow.flowId}/${nodeId}`];
  if ("checkAt" in data && bit?.in === true) return { waits: "matched_before" };
  if (!("catchUp" in data)) return {};
  const trigger = run.context.flows.schedules.find((one) => one.flow === flow && one.nodeId === nodeId);
  const nextAt = trigger && firstOccurrence(trigger, run.at + 1);
  return { waits: "at_time", ...(nextAt !== undefined && { nextAt }) };
}

function eventType({ newest }: PublishedFlow, nodeId: string): string | undefined {
  const node = newest.plan.nodes[nodeId];
  return node?.type === "trigger.event" ? node.data.event : undefined;
}

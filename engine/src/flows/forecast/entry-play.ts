import { setImmediate as giveWay } from "node:timers/promises";
import type { Customer, JsonObject } from "@sopflow/schemas";
import { loadProgram, type Program } from "../../core/flow/index.js";
import { type Context, FlowDirectory, type PublishedFlow } from "../../core/journey/index.js";
import { localDayNumber } from "../../core/time/index.js";
import { LoadTable } from "./load-table.js";
import { playOut } from "./play-out.js";

/** Somebody who entered a flow by a trigger of it, as they are now. */
export interface Entrant {
  readonly customer: Customer;
  readonly trigger: string;
  readonly entry: JsonObject;
}

export interface EntryPlay {
  readonly context: Context;
  readonly flowId: string;
  readonly zone: string;
  /** Moment of the entry, epoch ms. */
  readonly now: number;
  readonly days: number;
}

/** People between two breaths of everything else in this process. */
const PER_TURN = 5;

/** What one entry brings, day by day from the day of it: the mean over people who entered lately. */
export async function playEntries(
  { context, flowId, zone, now, days }: EntryPlay,
  entrants: readonly Entrant[],
): Promise<LoadTable> {
  const table = new LoadTable(days, context.advisors);
  const today = localDayNumber(zone, now);
  const until = now + days * 86_400_000;
  const doors = new Map<string, Context>();
  for (const [i, { customer, trigger, entry }] of entrants.entries()) {
    if (i % PER_TURN === 0) await giveWay();
    const door = doors.get(trigger) ?? contextWithDoor(context, flowId, trigger);
    if (!door) continue;
    doors.set(trigger, door);
    const times = { at: now, received: now, now };
    const props = { flowId, entry };
    const input = {
      kind: "event",
      id: "forecast",
      seq: 0,
      type: "flow.requested",
      source: "sopflow",
      ...times,
      props,
    } as const;
    for (const task of playOut(asStranger(customer, flowId), input, door, flowId, until)) {
      // Such work is out once a day anyway: who is inside already leads to it.
      if (task.scope === "advisor") continue;
      table.addTask(task, customer.advisorId, localDayNumber(zone, task.issuedAt) - today, 1 / entrants.length);
    }
  }
  return table;
}

/** The same person, never having been in the flow: no rule on entering anew holds. */
function asStranger(customer: Customer, flowId: string): Customer {
  const { [flowId]: _, ...flows } = customer.flows;
  return { ...customer, flows, enrollments: customer.enrollments.filter((one) => one.flowId !== flowId) };
}

/** The flow with a trigger that lets in whoever is sent there; undefined where it has no such trigger. */
function contextWithDoor(context: Context, flowId: string, trigger: string): Context | undefined {
  const flow = context.flows.get(flowId);
  const node = flow?.newest.plan.nodes[trigger];
  if (!flow || !node) return undefined;
  const { newest } = flow;
  const door = { ...node, type: "trigger.manual" as const, data: {} };
  const plan = { ...newest.plan, triggers: [trigger], nodes: { ...newest.plan.nodes, [trigger]: door } };
  const program: Program = loadProgram({ ...newest, plan });
  const versions = new Map([...flow.versions, [program.version, program]]);
  const flows = context.flows
    .all()
    .map((one): PublishedFlow => (one === flow ? { ...flow, newest: program, versions } : one));
  return { ...context, hash: `${context.hash}/door/${flowId}/${trigger}`, flows: new FlowDirectory(flows) };
}

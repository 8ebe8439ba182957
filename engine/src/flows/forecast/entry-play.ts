import type { Customer, JsonObject, Task } from "@sopflow/schemas";
import { loadProgram, type Program } from "../../core/flow/index.js";
import { type Context, FlowDirectory, type PublishedFlow } from "../../core/journey/index.js";
import { DAY_MS, localDayNumber } from "../../core/time/index.js";
import type { Answers } from "./answers.js";
import { Breaths } from "./breaths.js";
import { LoadTable } from "./load-table.js";
import { playOut } from "./play-out.js";

/** Somebody who entered a flow by a trigger of it, as they are now. */
export interface Entrant {
  readonly customer: Customer;
  readonly trigger: string;
  readonly entry: JsonObject;
  /** When they entered, epoch ms. */
  readonly at: number;
}

export interface EntryPlay {
  readonly context: Context;
  readonly flowId: string;
  readonly zone: string;
  /** Moment of the entry, epoch ms. */
  readonly now: number;
  readonly days: number;
  /** What became of the flow's tasks lately. */
  readonly answers: Answers;
}

/** What one entry brings, day by day from the day of it: the mean over people who entered lately. */
export async function playEntries(
  { context, flowId, zone, now, days, answers }: EntryPlay,
  entrants: readonly Entrant[],
): Promise<LoadTable> {
  const table = new LoadTable(days, context.advisors);
  const today = localDayNumber(zone, now);
  const door = new Doors(context, flowId, answers);
  const breaths = new Breaths();
  for (const entrant of entrants) {
    await breaths.take();
    for (const task of enterAt(entrant, door, now, now + days * DAY_MS)) {
      const day = localDayNumber(zone, task.issuedAt) - today;
      table.addTask(task, entrant.customer.advisorId, day, 1 / entrants.length);
    }
  }
  return table;
}

/** What one entry of the past brings by the version that is live. */
export interface PastPlay {
  readonly trigger: string;
  readonly entryDay: number;
  /** Entries of that day and trigger that it stands for. */
  readonly weight: number;
  /** Local days of its tasks. */
  readonly taskDays: readonly number[];
}

/** Lets people enter again when they entered, up to `until` (epoch ms). `entries`: how many entered on a day by a trigger. */
export async function playPast(
  { context, flowId, zone, until, answers }: Omit<EntryPlay, "now" | "days"> & { readonly until: number },
  entrants: readonly Entrant[],
  entries: (trigger: string, day: number) => number,
): Promise<PastPlay[]> {
  const door = new Doors(context, flowId, answers);
  const breaths = new Breaths();
  const placeOf = ({ trigger, at }: Entrant) => `${trigger}/${localDayNumber(zone, at)}`;
  const played = new Map<string, number>();
  for (const entrant of entrants) played.set(placeOf(entrant), (played.get(placeOf(entrant)) ?? 0) + 1);
  const plays: PastPlay[] = [];
  for (const entrant of entrants) {
    await breaths.take();
    const { trigger, at } = entrant;
    const entryDay = localDayNumber(zone, at);
    const weight = entries(trigger, entryDay) / (played.get(placeOf(entrant)) ?? 1);
    const taskDays = enterAt(entrant, door, at, until).map((task) => localDayNumber(zone, task.issuedAt));
    plays.push({ trigger, entryDay, weight, taskDays });
  }
  return plays;
}

/** Tasks that somebody gets who enters at a moment. Work that is out once a day anyway is not among them. */
function enterAt({ customer, trigger, entry, at }: Entrant, doors: Doors, now: number, until: number): Task[] {
  const door = doors.to(trigger);
  if (!door) return [];
  const { flowId, answers } = doors;
  const times = { at: now, received: now, now };
  const props = { flowId, entry };
  const event = { type: "flow.requested", source: "sopflow", ...times, props } as const;
  const input = { kind: "event", id: "forecast", seq: 0, ...event } as const;
  const tasks = playOut(asStranger(customer, flowId, at, now), input, { context: door, flowId, until, answers });
  return tasks.filter(({ scope }) => scope !== "advisor");
}

/**
 * The same person at the moment of an entry, as far as it can be known: never in the flow, and without what has come of
 * the entry since. Contacts and complaints after it would hold up what they were the answer to.
 */
function asStranger(customer: Customer, flowId: string, enteredAt: number, now: number): Customer {
  const { [flowId]: _, ...flows } = customer.flows;
  return {
    ...customer,
    flows,
    clock: now,
    seq: 0,
    recent: [],
    timers: [],
    enrollments: [],
    contacts: customer.contacts.filter(({ at }) => at < enteredAt),
    suppressions: customer.suppressions.filter(({ since }) => since < enteredAt),
  };
}

/** The flow with a trigger that lets in whoever is sent there, for each of its triggers. */
class Doors {
  readonly #doors = new Map<string, Context | undefined>();

  constructor(
    private readonly context: Context,
    readonly flowId: string,
    readonly answers: Answers,
  ) {}

  /** Undefined where the flow has no such trigger. */
  to(trigger: string): Context | undefined {
    if (!this.#doors.has(trigger)) this.#doors.set(trigger, contextWithDoor(this.context, this.flowId, trigger));
    return this.#doors.get(trigger);
  }
}

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

import type { Customer } from "@sopflow/schemas";
import { type Context, type ScheduleTrigger, type StepInput, step } from "../../core/journey/index.js";
import { firstOccurrence } from "../../core/journey/schedule-occurrence.js";
import type { Store } from "../../store/index.js";
import type { Answers } from "./answers.js";
import { Breaths } from "./breaths.js";
import { LoadTable } from "./load-table.js";
import { playOut, tickAt } from "./play-out.js";
import type { Span } from "./waiting-play.js";

/** Customers asked by every schedule of the coming days; more are estimated from them. */
const MAX_ASKED = 300;
const ID_PAGE = 2_000;
/** Times of one schedule within the days; one that runs all the time lets in whom it lets in at first. */
const MAX_TIMES = 60;

/** Some of all customers, spread evenly over their ids; at most `MAX_ASKED`. */
export async function sampleCustomers({ customers }: Pick<Store, "customers">): Promise<string[]> {
  const stride = Math.max(1, Math.ceil((await customers.count()) / MAX_ASKED));
  const chosen: string[] = [];
  let passed = 0;
  for (let afterId = ""; ; ) {
    const ids = await customers.pageIds(afterId, ID_PAGE);
    for (const id of ids) {
      if (passed % stride === 0) chosen.push(id);
      passed += 1;
    }
    if (ids.length < ID_PAGE) return chosen;
    afterId = ids.at(-1) ?? afterId;
  }
}

export interface SchedulePlay {
  readonly context: Context;
  readonly triggers: readonly ScheduleTrigger[];
  readonly answers: Answers;
  /** Customers that are asked. */
  readonly ids: readonly string[];
  readonly span: Span;
  readonly days: number;
}

/**
 * What one flow's schedules will bring: each of some customers is asked at each time that they run, as the engine asks
 * them, so that audiences and the rules of entering again decide; who enters is played on. Of a schedule that draws a
 * sample the same share is drawn.
 */
export async function playSchedules(
  { customers }: Pick<Store, "customers">,
  { context, triggers, answers, ids, span, days }: SchedulePlay,
): Promise<LoadTable> {
  const table = new LoadTable(days, context.advisors);
  const sum = new LoadTable(days, context.advisors);
  let entered = 0;
  const inputs = triggers.flatMap((trigger) => inputsOf(trigger, span)).sort((a, b) => a.at - b.at);
  const [flowId] = triggers.map(({ flow }) => flow.flowId);
  if (inputs.length === 0 || flowId === undefined || ids.length === 0) return sum;
  const all = await customers.count();
  const breaths = new Breaths();
  for (let i = 0; i < ids.length; i += PER_LOAD) {
    const found = await customers.load(ids.slice(i, i + PER_LOAD));
    for (const customer of found.values()) {
      await breaths.take();
      if (customer.status !== "live") continue;
      const inside = new Set(customer.enrollments.map(({ id }) => id));
      const isCounted = (enrollmentId: string) => !inside.has(enrollmentId);
      // Most are not let in, and need not be played.
      if (!inputs.some((input) => letsIn(customer, input, context, flowId))) continue;
      entered += 1;
      const play = { context, flowId, until: span.until, answers, inputs, isCounted };
      for (const task of playOut(customer, tickAt(span.now), play)) {
        if (task.scope !== "advisor") {
          table.addTask(task, customer.advisorId, span.dayOf(task.issuedAt), all / ids.length);
        }
      }
    }
  }
  const drawn = triggers.reduce((most, { data }) => most + (data.sample?.n ?? Number.POSITIVE_INFINITY), 0);
  sum.addTable(table, 0, Math.min(1, drawn / Math.max(1, (entered * all) / ids.length)));
  return sum;
}

const PER_LOAD = 50;

const letsIn = (customer: Customer, input: StepInput, context: Context, flowId: string): boolean =>
  step(customer, input, context).effects.some(
    (effect) => effect.kind === "trace" && effect.what === "entered" && effect.flowId === flowId,
  );

function inputsOf(trigger: ScheduleTrigger, { now, until }: Span) {
  const { flow, nodeId } = trigger;
  const times: number[] = [];
  for (let at = firstOccurrence(trigger, now); at !== undefined && at <= until && times.length < MAX_TIMES; ) {
    times.push(at);
    at = firstOccurrence(trigger, at + 1);
  }
  const { flowId } = flow;
  return times.map(
    (at) => ({ kind: "schedule", id: `forecast/${nodeId}/${at}`, seq: 0, at, now: at, flowId, nodeId }) as const,
  );
}

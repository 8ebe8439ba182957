import { setImmediate as giveWay } from "node:timers/promises";
import {
  type Advisor,
  type BrandSettings,
  brandSettingsSchema,
  type Product,
  type Task,
  type Taxonomy,
} from "@sopflow/schemas";
import { type CompiledFlow, loadProgram } from "../core/flow/index.js";
import type { Context } from "../core/journey/context.js";
import { LowestNumbers, takesPart } from "../core/journey/draw.js";
import { FlowDirectory } from "../core/journey/flow-directory.js";
import type { EventInput, ScheduleInput } from "../core/journey/input.js";
import { DAY_MS } from "../core/time/index.js";
import type { BacktestReport } from "./backtest-report.js";
import type { BadRows } from "./bad-rows.js";
import { type EventSource, type LoadedEvents, loadEvents } from "./load-events.js";
import type { ReplayEvent } from "./replay-event.js";
import { ReportTally } from "./report-tally.js";
import { ScheduleTimes } from "./schedule-times.js";
import { Simulation } from "./simulation.js";
import { describeResults, type ResultsAssumption, resultPlanner } from "./task-results.js";

/** Timers run on so long after the last event. */
export const DEFAULT_TAIL_MS = 60 * DAY_MS;
const EVENTS_PER_TURN = 2_000;
/** A daily schedule over a few years comes by quickly; one over millennia must still let a stop signal through. */
const SCHEDULES_PER_TURN = 200;

export interface BacktestOptions {
  readonly flows: readonly CompiledFlow[];
  /** History, one source after the other; ties in time are broken by this order. */
  readonly events: readonly EventSource[];
  /** The flows go live then, epoch ms: what happened before only updates profiles. Default: the first event. */
  readonly from?: number | undefined;
  /** Last moment of the replay, epoch ms. Default: 60 days after the last event. */
  readonly until?: number | undefined;
  readonly settings?: BrandSettings | undefined;
  readonly products?: readonly Product[] | undefined;
  readonly advisors?: readonly Advisor[] | undefined;
  readonly taxonomy?: Taxonomy | undefined;
  /** How tasks end. Default: nobody answers. */
  readonly results?: ResultsAssumption | undefined;
  /** Rows that the readers of `events` leave out; shown in the report. */
  readonly badRows?: BadRows | undefined;
  /** Given every task as it is issued. */
  readonly onTask?: ((task: Task) => void) | undefined;
  readonly onProgress?: ((progress: BacktestProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BacktestProgress {
  readonly events: number;
  readonly totalEvents: number;
  /** Virtual time reached, epoch ms. */
  readonly at: number;
}

/** A replay that has ended: its report, and the customers as it left them. */
export interface Backtest {
  readonly report: BacktestReport;
  readonly simulation: Simulation;
}

/**
 * Replays history through `step` in virtual time, in memory, and counts what the flows would have done. Received and
 * real time are the events' own; customers are created by their first event. Rejects when `signal` aborts.
 */
export async function runBacktest(options: BacktestOptions): Promise<BacktestReport> {
  return (await replay(options)).report;
}

/** `runBacktest` for callers who want to look at the customers too. */
export async function replay(options: BacktestOptions): Promise<Backtest> {
  const { flows, results = "expired", signal } = options;
  const loaded = await loadEvents(options.events, signal);
  const { events } = loaded;
  const from = options.from ?? events[0]?.at ?? 0;
  const until = options.until ?? (events.at(-1)?.at ?? from) + DEFAULT_TAIL_MS;
  const context = makeContext(options);
  const tally = new ReportTally(flows);
  // Before the flows go live they do not exist: no audience of theirs may begin to match by time alone.
  const before = { ...context, hash: "replay-before", flows: new FlowDirectory([]) };
  const simulation = new Simulation(loaded.ids, before, tally, resultPlanner(results));

  simulation.onTask = options.onTask;

  const startMs = performance.now();
  const done = await play(loaded, { from, until }, context, simulation, options);
  const seconds = (performance.now() - startMs) / 1_000;

  let customers = 0;
  for (const [, customer] of simulation.customers()) {
    customers += 1;
    tally.stands(customer);
  }
  const report: BacktestReport = {
    eventsPerSecond: seconds > 0 ? Math.round(done.played / seconds) : 0,
    events: done.played,
    customers,
    from,
    until,
    flows: tally.flows(),
    assumption: describeResults(results),
    lateEvents: done.late,
    ignoredEvents: events.length - done.played,
    duplicates: loaded.duplicates,
    alerts: tally.alerts,
    held: simulation.held,
    badRows: options.badRows?.list() ?? { count: 0, rows: [] },
  };
  return { report, simulation };
}

interface Span {
  readonly from: number;
  readonly until: number;
}

interface Played {
  readonly played: number;
  readonly late: number;
}

async function play(
  { events, owners }: LoadedEvents,
  { from, until }: Span,
  context: Context,
  simulation: Simulation,
  { onProgress, signal, flows }: BacktestOptions,
): Promise<Played> {
  const schedules = new ScheduleTimes(context.flows.schedules, from);
  simulation.onChange = schedules.noteChange;
  let published = false;
  const publish = () => {
    published = true;
    // What was due before belongs to the time before.
    simulation.catchUpWholly(from - 1);
    simulation.context = context;
    for (const { flowId, version } of flows) {
      const id = `publish/${flowId}@${version}`;
      simulation.askMany(() => {
        for (const [owner] of simulation.customers()) {
          simulation.apply(owner, { kind: "published", id, seq: 0, at: from, now: from, flowId, first: true });
        }
      });
    }
  };
  const breathe = async () => {
    await giveWay();
    signal?.throwIfAborted();
  };
  let runs = 0;
  const runSchedulesTo = async (at: number) => {
    while (schedules.nextTime() <= at) {
      const time = schedules.nextTime();
      runSchedule(simulation, schedules);
      runs += 1;
      if (runs % SCHEDULES_PER_TURN > 0) continue;
      onProgress?.({ events: played, totalEvents: events.length, at: time });
      await breathe();
    }
  };
  /** Undefined where nothing is due: most events have no schedule before them, and need not wait. */
  const runTimeTo = (at: number): Promise<void> | undefined => {
    if (!published && at >= from) publish();
    return schedules.nextTime() <= at ? runSchedulesTo(at) : undefined;
  };
  let played = 0;
  let late = 0;
  for (const [i, event] of events.entries()) {
    if (event.at > until) break;
    const due = runTimeTo(event.at);
    if (due) await due;
    const owner = owners[i] ?? 0;
    simulation.create(owner, event.at, event.bound === true);
    const history = event.history === true || event.at < from;
    if (history) late += 1;
    simulation.apply(owner, toInput(event, history));
    played += 1;
    if (played % EVENTS_PER_TURN === 0) {
      onProgress?.({ events: played, totalEvents: events.length, at: event.at });
      await breathe();
    }
  }
  await runTimeTo(until);
  simulation.catchUpWholly(until);
  onProgress?.({ events: played, totalEvents: events.length, at: until });
  return { played, late };
}

function runSchedule(simulation: Simulation, schedules: ScheduleTimes): void {
  const due = schedules.take();
  if (!due) return;
  const { at, trigger, audience } = due;
  const { flowId } = trigger.flow;
  const { nodeId } = trigger;
  // The worker's own id of the run: by it people draw who is part of a sample.
  const input = {
    kind: "schedule",
    id: `schedule/${flowId}/${nodeId}/${at}`,
    seq: 0,
    at,
    now: at,
    flowId,
    nodeId,
  } as const;
  simulation.catchUp(at);
  const owners = audience.matchingAt(at, (owner) => simulation.customer(owner));
  const drawn = drawSample(simulation, input, owners, trigger.data.sample?.n);
  simulation.askMany(() => {
    for (const owner of owners) simulation.apply(owner, { ...input, ...drawn });
  });
}

/** Up to which number people are drawn, where the schedule draws at most `n` of those who may enter. */
function drawSample(
  simulation: Simulation,
  input: ScheduleInput,
  owners: readonly number[],
  n: number | undefined,
): Pick<ScheduleInput, "drawnUpTo"> {
  if (n === undefined) return {};
  const lowest = new LowestNumbers(n);
  for (const owner of owners) {
    const customer = simulation.customer(owner);
    const number = customer && takesPart(customer, input, simulation.context);
    if (number !== undefined) lowest.add(number);
  }
  return { drawnUpTo: lowest.limit };
}

function toInput({ id, source, type, at, props }: ReplayEvent, history: boolean): EventInput {
  const times = { at, received: at, now: at };
  const input = { kind: "event", id: `${source}/${id}`, seq: 0, type, source, ...times, props } as const;
  return history ? { ...input, history } : input;
}

function makeContext({ flows, settings, products = [], advisors = [], taxonomy }: BacktestOptions): Context {
  const ids = new Set(flows.map((flow) => flow.flowId));
  if (ids.size < flows.length) throw new RangeError("two flows have the same id: replay one version of each");
  const published = flows.map((flow) => {
    const program = loadProgram(flow);
    return {
      flowId: flow.flowId,
      state: "live",
      newest: program,
      versions: new Map([[flow.version, program]]),
    } as const;
  });
  return {
    hash: "replay",
    queuesEntries: true,
    settings: settings ?? brandSettingsSchema.parse({}),
    products: new Map(products.map((product) => [product.sku, product])),
    advisors: new Map(advisors.map((advisor) => [advisor.id, advisor])),
    taxonomy: taxonomy ?? { groups: [] },
    flows: new FlowDirectory(published),
  };
}

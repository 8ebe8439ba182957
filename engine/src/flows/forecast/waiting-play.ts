import type { Task } from "@sopflow/schemas";
import type { Context } from "../../core/journey/index.js";
import type { Store } from "../../store/index.js";
import type { Answers } from "./answers.js";
import { Breaths } from "./breaths.js";
import type { LoadTable } from "./load-table.js";
import { playOut, tickAt } from "./play-out.js";

/** People played through at most over all flows; more are estimated from them. */
const MAX_SAMPLE = 300;
/** Of each place at least so many, so that its share of the error is known. */
const MIN_PER_PLACE = 5;
/** Standard errors that hold in 19 of 20 cases. */
const CONFIDENCE = 1.96;

/** People who stand on one node. */
export interface Standing {
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  readonly people: number;
  /** Version that they are told of; absent where nothing new is published. */
  readonly toVersion?: number;
}

/** One of the worlds to play in, and where its tasks are counted. */
export interface World {
  readonly context: Context;
  readonly table: LoadTable;
  /** Whether `toVersion` is published in it. */
  readonly isPublished: boolean;
}

export interface Waiting {
  readonly people: number;
  readonly sampled: number;
  readonly margin: number;
}

export interface Span {
  readonly now: number;
  /** Last moment, epoch ms. */
  readonly until: number;
  dayOf(at: number): number;
}

/**
 * Plays those who stand inside through the coming days, in each world; of many a sample of each place. `answersOf`: what
 * became of a flow's tasks lately.
 */
export async function playWaiting(
  store: Pick<Store, "readSide" | "customers">,
  places: readonly Standing[],
  worlds: readonly World[],
  span: Span,
  answersOf: (flowId: string) => Answers,
): Promise<Waiting> {
  const breaths = new Breaths();
  const people = places.reduce((sum, place) => sum + place.people, 0);
  let [sampled, variance] = [0, 0];
  for (const place of places) {
    const { flowId, version, nodeId } = place;
    const share = Math.max(MIN_PER_PLACE, Math.floor((MAX_SAMPLE * place.people) / people));
    const limit = Math.min(share, place.people);
    const rows = await store.readSide.enrollments({ flowId, version, nodeId, state: "active", limit });
    const found = await store.customers.load(rows.map((row) => row.customerId));
    const played: number[] = [];
    for (const { id, customerId } of rows) {
      await breaths.take();
      const customer = found.get(customerId);
      if (customer?.status !== "live") continue;
      // Held people and rows that are gone stand for nobody: the others speak for the place.
      const weight = place.people / rows.length;
      let tasks: Task[] | undefined;
      // Who enters anew meanwhile is among those who are to come.
      const isCounted = (enrollmentId: string) => enrollmentId === id;
      for (const { context, table, isPublished } of worlds) {
        const isTold = isPublished && place.toVersion !== undefined;
        const isFirst = tasks === undefined;
        // In flows that the draft leaves alone both worlds are alike.
        if (tasks === undefined || place.toVersion !== undefined) {
          const first = isTold ? told(place, id, span.now) : tickAt(span.now);
          tasks = playOut(customer, first, {
            context,
            flowId,
            until: span.until,
            answers: answersOf(flowId),
            isCounted,
          });
        }
        count(tasks, customer.advisorId, table, span, weight);
        if (isFirst) played.push(tasks.length);
      }
    }
    sampled += played.length;
    variance += varianceOf(place.people, played);
  }
  return { people, sampled, margin: Math.ceil(CONFIDENCE * Math.sqrt(variance)) };
}

function count(
  tasks: readonly Task[],
  ownerId: string | undefined,
  table: LoadTable,
  span: Span,
  weight: number,
): void {
  for (const task of tasks) table.addTask(task, ownerId, span.dayOf(task.issuedAt), weight);
}

const told = ({ flowId, toVersion = 0 }: Standing, enrollmentId: string, now: number) =>
  ({
    kind: "event",
    id: "forecast",
    seq: 0,
    type: "enrollment.moved",
    source: "sopflow",
    at: now,
    received: now,
    now,
    props: { enrollmentId, flowId, version: toVersion },
  }) as const;

function varianceOf(people: number, counts: readonly number[]): number {
  const n = counts.length;
  if (n < 2 || n >= people) return 0;
  const mean = counts.reduce((a, b) => a + b, 0) / n;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return people ** 2 * (1 - n / people) * (squares / (n - 1) / n);
}

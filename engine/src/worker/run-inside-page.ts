import type { JsonObject } from "@sopflow/schemas";
import { choiceAt } from "../core/flow/index.js";
import type { EnrollmentRow, NewLogEntry, ScheduleRow } from "../store/index.js";
import { applyAll } from "./consume-log.js";
import { type InsideWork, insideWorkOf } from "./inside-rows.js";
import type { Machine } from "./machine.js";
import { systemEvent } from "./system-event.js";

const PAGE_ROWS = 512;
/** Who goes on while a round passes by stands behind it: the next one finds them. The last leaves who is on hold. */
const MAX_ROUNDS = 3;
/** Place in a round's order when all of it is told, and the log has to be read up to there. */
const TOLD = "told";

interface Place {
  readonly version: number;
  readonly nodeId: string;
  readonly state: "active" | "closing";
}

/** Where a round is: behind this enrollment of this place. */
interface Position extends Place {
  readonly after?: { readonly customerId: string; readonly id: string };
}

type Progress = NonNullable<ScheduleRow["progress"]>;

/**
 * One page of the work over the people inside a flow, place by place, from the projection.
 *
 * I1. A move and an exit are inputs of the log, one for each enrollment: the worker applies them like any event, in order
 *     with everything else that happens to the customer.
 * I2. How far a round is stands in the same write as its inputs, and each has an id of its own for ever: after a crash it
 *     goes on there, and nobody is told twice.
 * I3. What an input does is decided where the enrollment stands when it is applied, by what the published version says.
 */
export async function runInsidePage(machine: Machine, row: ScheduleRow): Promise<void> {
  const work = insideWorkOf(row);
  const { running } = row;
  if (!work || !running) return;
  const progress = row.progress ?? (await begin(machine, row, work));
  if (running.afterId === TOLD) return endRound(machine, row, work, progress);
  const position = await positionOf(machine, row, work, progress);
  if (!position) return machine.commit({ schedules: [{ ...row, progress, running: { ...running, afterId: TOLD } }] });

  const { version, nodeId, state, after } = position;
  const query = { flowId: row.flowId, version, nodeId, state, limit: PAGE_ROWS, ...(after && { after }) };
  const found = await machine.patiently(() => machine.store.readSide.enrollments(query));
  const last = found.at(-1);
  const next: Position | undefined =
    last && found.length === PAGE_ROWS
      ? { version, nodeId, state, after: { customerId: last.customerId, id: last.id } }
      : await nextPlace(machine, row, work, progress, position);
  const schedules: ScheduleRow[] = [
    {
      ...row,
      progress: { ...progress, told: progress.told + found.length },
      running: { ...running, afterId: next ? JSON.stringify(next) : TOLD },
    },
  ];
  if (work === "wake") return wakePage(machine, row, found, schedules);
  const append = found.map((enrollment) => orderFor(machine, row, work, progress, enrollment));
  return machine.commit({ schedules, extra: (batch) => batch.append.push(...append) });
}

async function begin(machine: Machine, row: ScheduleRow, work: InsideWork): Promise<Progress> {
  const places = await placesOf(machine, row, work, 1);
  const total = places.reduce((sum, { count }) => sum + count, 0);
  return { total, told: 0, round: 1, startedAt: machine.now() };
}

/** Places that the work concerns, in order. */
async function placesOf(
  machine: Machine,
  { flowId, version }: ScheduleRow,
  work: InsideWork,
  round: number,
): Promise<(Place & { readonly count: number })[]> {
  const standing = await machine.patiently(() => machine.store.readSide.standing(flowId));
  // Who waits to enter is not inside yet.
  const places = standing.flatMap(({ state, ...place }) => (state === "waiting" ? [] : [{ ...place, state }]));
  if (work === "wake") return places;
  // Who only watches goals after the first round has no work out any more.
  if (work === "exit") return places.filter(({ state }) => round === 1 || state === "active");
  const { newest, inside } = machine.context.flows.get(flowId) ?? {};
  if (newest?.version !== version) return []; // a later version has its own choices
  return places.filter(
    (p) => p.state === "active" && p.version < version && choiceAt(inside, p.version, p.nodeId).do !== "stay",
  );
}

async function positionOf(
  machine: Machine,
  row: ScheduleRow,
  work: InsideWork,
  progress: Progress,
): Promise<Position | undefined> {
  const text = row.running?.afterId ?? "";
  if (text !== "") return JSON.parse(text) as Position; // written below
  return (await placesOf(machine, row, work, progress.round))[0];
}

async function nextPlace(machine: Machine, row: ScheduleRow, work: InsideWork, { round }: Progress, done: Place) {
  const places = await placesOf(machine, row, work, round);
  return places.find((place) => comparePlaces(place, done) > 0);
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const comparePlaces = (a: Place, b: Place): number =>
  compare(a.version, b.version) || compare(a.nodeId, b.nodeId) || compare(a.state, b.state);

/** Everything that was told is applied: another round if somebody stands in the way still, or the end. */
async function endRound(machine: Machine, row: ScheduleRow, work: InsideWork, progress: Progress): Promise<void> {
  const { running, ...rest } = row;
  const round = progress.round + 1;
  const places = work === "wake" ? [] : await placesOf(machine, row, work, round);
  const left = places.reduce((sum, { count }) => sum + count, 0);
  if (running && left > 0 && round <= MAX_ROUNDS) {
    const again = { ...row, progress: { ...progress, round }, running: { ...running, afterId: "" } };
    return machine.commit({ schedules: [again] });
  }
  const finished = { ...rest, progress: { ...progress, left, finishedAt: machine.now() } };
  return machine.commit({ schedules: [finished] });
}

function orderFor(
  machine: Machine,
  { flowId, version }: ScheduleRow,
  work: "move" | "exit",
  { round, startedAt }: Progress,
  { id: enrollmentId, customerId }: EnrollmentRow,
): NewLogEntry {
  const at = machine.now();
  const id = `inside/${work}/${flowId}/${startedAt}/${round}/${enrollmentId}`;
  const type = work === "move" ? "enrollment.moved" : "enrollment.exited";
  const props: JsonObject = { enrollmentId, flowId, ...(work === "move" ? { version } : { reason: "archived" }) };
  return systemEvent({ customerId, id, type, at, received: at, props });
}

/** Timers that rested are planned into the index again; what the pause's end means for each was decided with it. */
async function wakePage(
  machine: Machine,
  { flowId, running }: ScheduleRow,
  found: readonly EnrollmentRow[],
  schedules: readonly ScheduleRow[],
): Promise<void> {
  const at = running?.at ?? machine.now();
  const place = { at, now: machine.now(), seq: 0, flowId, first: false } as const;
  const input = { kind: "published", id: `resumed/${flowId}/${at}`, ...place } as const;
  const ids = new Set(found.map(({ customerId }) => customerId));
  const parts = await applyAll(machine, new Map([...ids].map((id) => [id, [{ input, tickedTo: 0 }]])));
  return machine.commit({ parts, schedules });
}

import type { Customer } from "@sopflow/schemas";
import { compareNodes } from "../core/flow/index.js";
import {
  applyInput,
  type Effect,
  type EventInput,
  partitionOf,
  type ScheduleInput,
  type StepInput,
} from "../core/journey/index.js";
import { cloneCustomer, newCustomer } from "../core/profile/index.js";
import { compareSides, type Found } from "./compare-sides.js";
import { type Marks, readMarks, visitsOf } from "./read-marks.js";
import { type ShadowPerson, SIDES, type SideName, type Sides } from "./shadow-records.js";
import type { Worlds } from "./shadow-worlds.js";

/** Most instants of one person in one piece of work: a tight loop must not hold up everything else. */
const MAX_WAKES = 2_000;

const emptyPerson = (live: Customer, draft: Customer): ShadowPerson => ({
  sides: { live, draft },
  wake: { live: null, draft: null },
  open: { live: [], draft: [] },
  ended: { live: {}, draft: {} },
  counts: { people: 1 },
});

/** Somebody whom their first input makes known: both sides begin with nothing. */
export function newPerson(id: string, bornAt: number): ShadowPerson {
  const customer = newCustomer(id, partitionOf(id), bornAt);
  return emptyPerson(customer, cloneCustomer(customer));
}

/**
 * Somebody who was there when the shadow began: both sides begin as the live customer is, at its position of the log.
 * Who is inside the live version goes on by the draft where it knows the step unchanged; who stands elsewhere goes on
 * as before, on both sides. Nothing is planned anew: a publish would do that, and the live version did not.
 */
export function takeOver(customer: Customer, worlds: Worlds): ShadowPerson {
  const person = emptyPerson(customer, JSON.parse(JSON.stringify(customer)));
  const { sides } = person;
  if (!sides) return person;
  const changes = compareNodes(worlds.plans.live, worlds.plans.draft);
  const isKnown = (nodeId: string) => changes.get(nodeId) === "same";
  for (const enrollment of sides.draft.enrollments) {
    if (enrollment.flowId !== worlds.flowId || enrollment.version !== worlds.liveVersion) continue;
    const places = [...enrollment.tasks, ...enrollment.pending].map(({ nodeId }) => nodeId);
    if (enrollment.state === "active") places.push(enrollment.nodeId);
    if (places.every(isKnown)) enrollment.version = worlds.draftVersion;
  }
  const { clock: at } = customer;
  const { flowId } = worlds;
  const published = { kind: "published", id: "shadow", seq: 0, at, now: at, flowId, first: true } as const;
  const hasAudience = worlds.draft.flows.audiences.some(({ flow }) => flow.flowId === flowId);
  if (hasAudience && customer.status === "live")
    sides.draft = applyInput(sides.draft, published, worlds.draft).customer;
  for (const side of SIDES) person.wake[side] = wakeOf(person, side, worlds, at);
  return person;
}

/** When a side's earliest timer is due, as the engine itself says. */
function wakeOf(person: ShadowPerson, side: SideName, worlds: Worlds, now: number): number | null {
  const customer = person.sides?.[side];
  if (!customer) return null;
  const before = { kind: "tick", id: "shadow", seq: 0, at: 0, now } as const;
  return applyInput(cloneCustomer(customer), before, worlds[side]).wakeAt;
}

/** Serves the timers of both sides up to `until` (epoch ms), each at its own time. */
export function passTime(person: ShadowPerson, until: number, worlds: Worlds): Found[] {
  const found: Found[] = [];
  for (let wakes = 0; person.sides; wakes += 1) {
    const at = Math.min(...SIDES.map((side) => person.wake[side] ?? Number.POSITIVE_INFINITY));
    if (at > until) break;
    if (wakes === MAX_WAKES) {
      fail(person);
      break;
    }
    const tick = { kind: "tick", id: `tick/${at}`, seq: 0, at, now: at } as const;
    const due = (side: SideName) => ((person.wake[side] ?? Number.POSITIVE_INFINITY) <= at ? tick : undefined);
    found.push(...apply(person, { live: due("live"), draft: due("draft") }, at, worlds));
  }
  return found;
}

/** Applies one event of the log to both sides, after the timers that were due before it was received. */
export function takeEvent(person: ShadowPerson, input: EventInput, worlds: Worlds): Found[] {
  if (!person.sides || input.seq <= person.sides.live.seq) return [];
  const found = passTime(person, input.received - 1, worlds);
  return [...found, ...apply(person, { live: input, draft: asToldToDraft(input, worlds) }, input.now, worlds)];
}

/** A lead's order for one person names the live version: the draft's has the draft's number. */
function asToldToDraft(input: EventInput, { flowId, liveVersion, draftVersion, plans }: Worlds): EventInput {
  const { type, props } = input;
  const isOrder = type === "enrollment.moved" && props.flowId === flowId && props.version === liveVersion;
  if (!isOrder || typeof props.nodeId !== "string" || !plans.draft.nodes[props.nodeId]) return input;
  return { ...input, props: { ...props, version: draftVersion } };
}

/** One occurrence of a schedule, or a change of another flow; a side without an input is not asked. */
export function takePass(
  person: ShadowPerson,
  inputs: Partial<Sides<StepInput>>,
  at: number,
  worlds: Worlds,
): { readonly found: Found[]; readonly isChanged: boolean } {
  const before = JSON.stringify(person.wake);
  const found = passTime(person, at, worlds);
  const effects: Effect[] = [];
  found.push(...apply(person, inputs, at, worlds, effects));
  return { found, isChanged: effects.length > 0 || before !== JSON.stringify(person.wake) };
}

export type ScheduleInputs = Partial<Sides<ScheduleInput>>;

type Inputs = { readonly [side in SideName]?: StepInput | undefined };

const NOTHING: Marks = { marks: [], endings: [] };

function apply(person: ShadowPerson, inputs: Inputs, at: number, worlds: Worlds, all: Effect[] = []): Found[] {
  const { sides } = person;
  if (!sides || SIDES.some((side) => sides[side].status === "held")) return [];
  const brought: { live: Marks; draft: Marks } = { live: NOTHING, draft: NOTHING };
  const effects: { live: readonly Effect[]; draft: readonly Effect[] } = { live: [], draft: [] };
  try {
    for (const side of SIDES) {
      const input = inputs[side];
      if (!input) continue;
      const visits = visitsOf(sides[side], worlds.flowId);
      effects[side] = stepSide(person, sides, side, input, worlds);
      if (side === "draft") effects.draft = [...effects.draft, ...answerAlone(person, sides, effects, at, worlds)];
      brought[side] = readMarks(effects[side], worlds.flowId, visits);
      all.push(...effects[side]);
    }
  } catch {
    // A document that a step threw over is half changed; what the engine itself would do is put the person on hold.
    fail(person);
    return [];
  }
  const found = compareSides(person, brought, at, worlds);
  const tasks = SIDES.flatMap((side) => person.open[side]).filter(({ kind }) => kind === "task").length;
  if (tasks > 0 || person.counts.undecided !== undefined) person.counts.undecided = tasks;
  return found;
}

function stepSide(
  person: ShadowPerson,
  sides: { live: Customer; draft: Customer },
  side: SideName,
  input: StepInput,
  worlds: Worlds,
): readonly Effect[] {
  const was = person.wake[side];
  const result = applyInput(sides[side], input, worlds[side]);
  sides[side] = result.customer;
  person.wake[side] = result.wakeAt;
  const isStuck = input.kind === "tick" && was !== null && result.wakeAt !== null && result.wakeAt <= was;
  if (isStuck && result.effects.length === 0) throw new Error("a timer stays due after it was served");
  return result.effects;
}

/**
 * What only the draft asks of the world has nobody to answer it: a call to another system is taken to succeed at once,
 * and who waits for their turn to enter by the draft alone is let in.
 */
function answerAlone(
  person: ShadowPerson,
  sides: { live: Customer; draft: Customer },
  effects: Sides<readonly Effect[]>,
  at: number,
  worlds: Worlds,
): Effect[] {
  const answers: Effect[] = [];
  const told = (id: string, type: string, props: EventInput["props"]) => {
    const times = { at, received: at, now: at };
    const input = { kind: "event", id, seq: 0, type, source: "sopflow", ...times, props } as const;
    answers.push(...stepSide(person, sides, "draft", input, worlds));
  };
  const calls = new Set(effects.live.flatMap((effect) => (effect.kind === "webhook" ? [effect.id] : [])));
  for (const effect of effects.draft) {
    if (effect.kind !== "webhook" || effect.flowId !== worlds.flowId || calls.has(effect.id)) continue;
    told(`${effect.id}/shadow`, "webhook.answered", { callId: effect.id, outcome: "ok" });
  }
  for (const { id, flowId } of [...(sides.draft.queued ?? [])]) {
    const isLives = sides.live.queued?.some((entry) => entry.id === id);
    if (flowId === worlds.flowId && !isLives)
      told(`flow.admitted/${id}/shadow`, "flow.admitted", { flowId, entryId: id });
  }
  return answers;
}

function fail(person: ShadowPerson): void {
  delete person.sides;
  person.wake = { live: null, draft: null };
  person.open = { live: [], draft: [] };
  person.counts.failed = 1;
  delete person.counts.undecided;
}

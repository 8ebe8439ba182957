import {
  type Context,
  LowestNumbers,
  type ScheduleInput,
  type ScheduleTrigger,
  type StepInput,
  takesPart,
} from "../core/journey/index.js";
import { firstOccurrence } from "../core/journey/schedule-occurrence.js";
import { takePass } from "./follow-person.js";
import type { ShadowBook } from "./shadow-book.js";
import { type Pass, type ShadowHeader, SIDES, type SideName, type Sides } from "./shadow-records.js";
import type { Worlds } from "./shadow-worlds.js";

/** Every draw is below this. */
export const ALL_DRAWS = 2 ** 48;

const keyOf = ({ flow: { flowId }, nodeId }: ScheduleTrigger) => `${flowId}/${nodeId}`;

/** The next occurrences of schedules after `from` and up to `until` (epoch ms), all of one moment; undefined = none. */
export function passesAt(
  worlds: Sides<Context>,
  from: number,
  until: number,
): Pick<ShadowHeader, "passes" | "scheduledTo"> | undefined {
  const triggers = SIDES.flatMap((side) => worlds[side].flows.schedules);
  const times = triggers.map((trigger) => firstOccurrence(trigger, from + 1) ?? Number.POSITIVE_INFINITY);
  const at = Math.min(...times);
  if (at > until) return undefined;
  const due = new Map<string, Pass>();
  for (const [i, trigger] of triggers.entries()) {
    const { flow, nodeId } = trigger;
    const id = `schedule/${keyOf(trigger)}/${at}`;
    const pass = { kind: "schedule", id, flowId: flow.flowId, nodeId, at, first: false, afterId: "" } as const;
    if (times[i] === at) due.set(keyOf(trigger), pass);
  }
  return { passes: [...due.values()], scheduledTo: at };
}

/** Version and state of each flow, as people are told of them. */
export const toldOf = ({ flows }: Context): Record<string, string> =>
  Object.fromEntries(flows.all().map(({ flowId, newest, state }) => [flowId, `${newest.version}/${state}`]));

/** What a change of flows tells everybody: of new versions, and of pauses that are over. */
export function passesAfterChange(context: Context, told: Readonly<Record<string, string>>, at: number): Pass[] {
  return context.flows.all().flatMap(({ flowId, newest: { version }, state }): Pass[] => {
    const before = told[flowId];
    if (state !== "live" || before === `${version}/live`) return [];
    const isNew = before === undefined || !before.startsWith(`${version}/`);
    const id = isNew ? `published/${flowId}/${version}/${at}` : `resumed/${flowId}/${at}`;
    return [{ kind: "published", id, flowId, nodeId: "", at, first: isNew, afterId: "" }];
  });
}

/** Numbers drawn so far by one occurrence: they are drawn anew after a restart. */
const draws = new WeakMap<ShadowBook, { readonly id: string; readonly lowest: Sides<LowestNumbers | undefined> }>();

/** One page of the people who are followed. */
export async function runPassPage(book: ShadowBook, pass: Pass, worlds: Worlds, limit: number): Promise<true> {
  const { at, kind, drawn } = pass;
  const page = await book.page(pass.afterId, limit);
  const isOver = page.length < limit;
  const afterId = page.at(-1)?.customerId ?? pass.afterId;
  const others = book.header.passes.slice(1);
  if (kind === "schedule" && !drawn && SIDES.some((side) => sampleOf(worlds, side, pass) !== undefined)) {
    const lowest = drawPage(book, pass, worlds, page);
    const next = isOver ? { ...pass, afterId: "", drawn: limitsOf(lowest) } : { ...pass, afterId };
    // The position is not written while people draw: after a crash all draw again.
    if (isOver) await book.saveHeader({ passes: [next, ...others] });
    else book.header = { ...book.header, passes: [next, ...others] };
    return true;
  }
  const inputs = inputsOf(pass, worlds);
  const changed = page.filter(({ person, found }) => {
    const { found: more, isChanged } = takePass(person, inputs, at, worlds);
    found.push(...more);
    return isChanged || more.length > 0;
  });
  await book.savePeople(changed);
  await book.saveHeader({ passes: isOver ? others : [{ ...pass, afterId }, ...others] });
  return true;
}

function inputsOf(pass: Pass, worlds: Worlds): { readonly [side in SideName]?: StepInput } {
  const { kind, id, at, flowId, first } = pass;
  const base = { id, seq: 0, at, now: at, flowId } as const;
  if (kind === "published") {
    const input = { ...base, kind: "published", first } as const;
    return { live: input, draft: input };
  }
  const inputs: { live?: ScheduleInput; draft?: ScheduleInput } = {};
  for (const side of SIDES) {
    const input = scheduleInput(pass, side, worlds);
    if (input) inputs[side] = input;
  }
  return inputs;
}

const triggerOf = (worlds: Worlds, side: SideName, { flowId, nodeId }: Pass): ScheduleTrigger | undefined =>
  worlds[side].flows.schedules.find((trigger) => trigger.flow.flowId === flowId && trigger.nodeId === nodeId);

/** A side whose trigger has another time, or is not there, is not asked. */
function scheduleInput(pass: Pass, side: SideName, worlds: Worlds): ScheduleInput | undefined {
  const trigger = triggerOf(worlds, side, pass);
  const { id, at, flowId, nodeId, drawn } = pass;
  if (!trigger || firstOccurrence(trigger, at) !== at) return undefined;
  const drawnUpTo = drawn?.[side];
  const input = { kind: "schedule", id, seq: 0, at, now: at, flowId, nodeId } as const;
  return drawnUpTo === undefined ? input : { ...input, drawnUpTo };
}

const sampleOf = (worlds: Worlds, side: SideName, pass: Pass): number | undefined =>
  triggerOf(worlds, side, pass)?.data.sample?.n;

function drawPage(
  book: ShadowBook,
  pass: Pass,
  worlds: Worlds,
  page: Awaited<ReturnType<ShadowBook["page"]>>,
): Sides<LowestNumbers | undefined> {
  const known = pass.afterId === "" ? undefined : draws.get(book);
  // Of a share of the customers the same share is drawn.
  const part = book.header.share / ALL_DRAWS;
  const drawOf = (side: SideName) => {
    const n = sampleOf(worlds, side, pass);
    return n === undefined ? undefined : new LowestNumbers(Math.max(1, Math.round(n * part)));
  };
  const lowest = known?.id === pass.id ? known.lowest : { live: drawOf("live"), draft: drawOf("draft") };
  draws.set(book, { id: pass.id, lowest });
  for (const { person } of page) {
    for (const side of SIDES) {
      const [customer, input] = [person.sides?.[side], scheduleInput(pass, side, worlds)];
      const number = customer && input ? takesPart(customer, input, worlds[side]) : undefined;
      if (number !== undefined) lowest[side]?.add(number);
    }
  }
  return lowest;
}

const limitsOf = (lowest: Sides<LowestNumbers | undefined>): NonNullable<Pass["drawn"]> => ({
  ...(lowest.live && { live: lowest.live.limit }),
  ...(lowest.draft && { draft: lowest.draft.limit }),
});

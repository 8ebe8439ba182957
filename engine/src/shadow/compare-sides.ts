import type { Customer, ShadowDifferenceKind, ShadowSide } from "@sopflow/schemas";
import type { Plan } from "../core/flow/index.js";
import type { Ending, Mark, Marks } from "./read-marks.js";
import { otherSide, type ShadowPerson, SIDES, type SideName, type Sides } from "./shadow-records.js";

/** A difference, before it is known whose it is. */
export interface Found {
  readonly kind: ShadowDifferenceKind;
  /** Tells it from every other one of the same kind and person. */
  readonly key: string;
  readonly at: number;
  readonly enrollmentId: string;
  readonly nodeId: string;
  readonly live?: ShadowSide;
  readonly draft?: ShadowSide;
}

/** Tasks over so much apart went out at other times. */
export const SAME_TIME_MS = 60_000;
/** Things of one side that wait for the other; of a person with more the oldest are given up. */
const MAX_OPEN = 300;
const MAX_TEXT = 1_000;

export interface Comparison {
  readonly flowId: string;
  /** Newest plans, for steps that exist on both sides. */
  readonly plans: Sides<Plan>;
  /** The plan of an enrollment's version; undefined when it is not known any more. */
  planOf(side: SideName, version: number): Plan | undefined;
}

/**
 * Takes in what one input did on both sides, and tells what differs.
 *
 * C1. What both did at the same place is compared and settled, whichever came first and however much later the other came.
 * C2. What one did and the other did not stays open while the other can still come to that place, and is a difference as
 *     soon as it cannot.
 * C3. Everything is settled once: sides that do the same at every input never differ.
 */
export function compareSides(person: ShadowPerson, brought: Sides<Marks>, at: number, world: Comparison): Found[] {
  const found: Found[] = [];
  const tell = (difference: Found) => {
    found.push(difference);
    count(person, difference.kind, difference.nodeId);
  };
  for (const side of SIDES) for (const mark of brought[side].marks) settle(person, side, mark, at, world, tell);
  for (const side of SIDES) for (const ending of brought[side].endings) settleEnding(person, side, ending, at, tell);
  for (const side of SIDES) giveUp(person, side, at, world, tell);
  return found;
}

const count = ({ counts }: ShadowPerson, kind: string, nodeId: string): void => {
  const key = `${kind}/${nodeId}`;
  counts[key] = (counts[key] ?? 0) + 1;
};

type Tell = (difference: Found) => void;

function settle(person: ShadowPerson, side: SideName, mark: Mark, at: number, world: Comparison, tell: Tell): void {
  const others = person.open[otherSide(side)];
  const place = others.findIndex(({ kind, key }) => kind === mark.kind && key === mark.key);
  const other = others[place];
  if (!other) {
    const own = person.open[side];
    own.push(mark);
    if (own.length > MAX_OPEN) own.shift();
    return;
  }
  others.splice(place, 1);
  const [live, draft] = side === "live" ? [mark, other] : [other, mark];
  const { nodeId, enrollmentId, key } = mark;
  const differ = (kind: ShadowDifferenceKind) =>
    tell({ kind, key, at, nodeId, enrollmentId, live: sideOf(live), draft: sideOf(draft) });
  if (live.kind === "entered") count(person, "same_entered", nodeId);
  else if (live.kind === "port" && draft.kind === "port") {
    if (!isSameStep(world, nodeId)) return;
    if (live.port !== draft.port) differ("port");
    // Nothing is decided where there is one way only.
    else if (live.port !== "out") count(person, "same_port", nodeId);
  } else if (live.kind === "task" && draft.kind === "task") {
    const isText = ["title", "text", "channel", "materials"] as const;
    const isSaidAlike = isText.every((part) => live[part] === draft[part]);
    const isTimely = Math.abs(live.at - draft.at) <= SAME_TIME_MS;
    if (!isSaidAlike) differ("text");
    if (!isTimely) differ("time");
    if (isSaidAlike && isTimely) count(person, "same_task", nodeId);
  }
}

/** Ports of a step that became another kind of step have nothing to do with each other. */
const isSameStep = ({ plans }: Comparison, nodeId: string): boolean =>
  plans.live.nodes[nodeId]?.type === plans.draft.nodes[nodeId]?.type;

function settleEnding(person: ShadowPerson, side: SideName, ending: Ending, at: number, tell: Tell): void {
  const other = otherSide(side);
  const { enrollmentId, nodeId, how, isExit } = ending;
  const ended = person.ended[other][enrollmentId];
  delete person.ended[other][enrollmentId];
  if (ended === TOLD) return;
  const differ = (otherEnd: string) => {
    const own: ShadowSide = { at: ending.at, end: how };
    const theirs: ShadowSide = { at, end: otherEnd };
    const sides = side === "live" ? { live: own, draft: theirs } : { live: theirs, draft: own };
    tell({ kind: "exit", key: enrollmentId, at, nodeId, enrollmentId, ...sides });
  };
  if (ended !== undefined) {
    if (ended === how) count(person, "same_exit", "");
    else differ(ended);
    return;
  }
  if (!isInside(person.sides?.[other], enrollmentId)) {
    // Ended over there in this very input, and its turn comes next; or never was inside.
    person.ended[side][enrollmentId] = how;
    return;
  }
  // Whoever comes to the end of the path may only have waited less long.
  if (isExit) differ("inside");
  person.ended[side][enrollmentId] = isExit ? TOLD : how;
}

/** In place of an ending: the difference has been told, however the other side goes on. */
const TOLD = "\u0000told";

const isInside = (customer: Customer | undefined, enrollmentId: string): boolean =>
  customer?.enrollments.some(({ id, state }) => id === enrollmentId && state === "active") ?? false;

/** What waits for the other side in vain is a difference, or no business of this comparison. */
function giveUp(person: ShadowPerson, side: SideName, at: number, world: Comparison, tell: Tell): void {
  const other = otherSide(side);
  const customer = person.sides?.[other];
  const { open, ended } = person;
  open[side] = open[side].filter((mark) => {
    if (customer && mayStill(mark, customer, other, world)) return true;
    const { kind, key, nodeId, enrollmentId } = mark;
    if (kind !== "port") tell({ kind: `${kind}_${side}`, key, at, nodeId, enrollmentId, [side]: sideOf(mark) });
    return false;
  });
  for (const enrollmentId of Object.keys(ended[side])) {
    const isAwaited = isInside(customer, enrollmentId) || isQueued(customer, enrollmentId);
    if (!isAwaited) delete ended[side][enrollmentId];
  }
}

const isQueued = (customer: Customer | undefined, entryId: string): boolean =>
  customer?.queued?.some(({ id }) => id === entryId) ?? false;

/** Whether a side can still come to the place of a mark. */
function mayStill(mark: Mark, customer: Customer, side: SideName, world: Comparison): boolean {
  if (isQueued(customer, mark.enrollmentId)) return true;
  if (mark.kind === "entered") return false;
  const enrollment = customer.enrollments.find(({ id }) => id === mark.enrollmentId);
  if (enrollment?.state !== "active") return false;
  const visits = enrollment.visits[mark.nodeId] ?? 0;
  if (visits > mark.visit) return false;
  if (visits === mark.visit) return enrollment.nodeId === mark.nodeId;
  const plan = world.planOf(side, enrollment.version);
  return plan !== undefined && leadsTo(plan, enrollment.nodeId, mark.nodeId);
}

const reachable = new WeakMap<Plan, Map<string, ReadonlySet<string>>>();

/** Whether a way leads from one step to another; from a step to itself only by a loop. */
function leadsTo(plan: Plan, from: string, to: string): boolean {
  const known = reachable.get(plan) ?? new Map<string, ReadonlySet<string>>();
  reachable.set(plan, known);
  let reached = known.get(from);
  if (!reached) {
    const seen = new Set<string>();
    const ahead = [from];
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      for (const next of Object.values(plan.nodes[id]?.next ?? {})) {
        if (next === null || seen.has(next)) continue;
        seen.add(next);
        ahead.push(next);
      }
    }
    reached = seen;
    known.set(from, reached);
  }
  return reached.has(to);
}

function sideOf(mark: Mark): ShadowSide {
  const { at } = mark;
  if (mark.kind === "port") return { at, port: mark.port };
  if (mark.kind === "entered") return { at };
  return { at, title: mark.title, text: mark.text.slice(0, MAX_TEXT), channel: mark.channel };
}

import type { Enrollment, Where } from "@sopflow/schemas";
import { localDayNumber } from "../time/index.js";
import type { StepRun } from "./run.js";

/**
 * An experiment gave the enrollment an arm: the first one at a place counts, a loop that comes by again does not. `place`
 * is the node, or `node/slot`. Counted by day of entry, so that only cohorts whose goal windows are over are compared.
 */
export function noteArm(run: StepRun, enrollment: Enrollment, place: string, arm: string): void {
  if (enrollment.arms !== undefined && Object.hasOwn(enrollment.arms, place)) return;
  enrollment.arms = { ...enrollment.arms, [place]: arm };
  run.trace("arm", enrollment, nodeOf(place), { port: armOf(place, arm), detail: { day: entryDay(run, enrollment) } });
}

/** A goal was reached: it counts for every arm that the enrollment was given before. */
export function convertArms(run: StepRun, enrollment: Enrollment, goal: string): void {
  for (const [place, arm] of Object.entries(enrollment.arms ?? {})) {
    const detail = { goal, day: entryDay(run, enrollment) };
    run.trace("converted", enrollment, nodeOf(place), { port: armOf(place, arm), detail });
  }
}

const entryDay = (run: StepRun, enrollment: Enrollment): number =>
  localDayNumber(run.zone(enrollment), enrollment.enteredAt);

const nodeOf = (place: string): string => place.split("/", 1)[0] ?? place;
/** The scripts of a campaign's slots are told apart by their slot. */
const armOf = (place: string, arm: string): string =>
  place.includes("/") ? `${place.slice(place.indexOf("/") + 1)}:${arm}` : arm;

interface ChosenText {
  readonly where?: Where | undefined;
}

const known = new WeakMap<readonly ChosenText[], boolean>();

/** Scripts are an experiment when one is chosen by bucket: then who got which is worth comparing. */
export function isExperiment(scripts: readonly ChosenText[]): boolean {
  const before = known.get(scripts);
  if (before !== undefined) return before;
  const found = scripts.length > 1 && scripts.some(({ where }) => where !== undefined && readsBucket(where));
  known.set(scripts, found);
  return found;
}

function readsBucket(condition: object): boolean {
  if ("fact" in condition) return condition.fact === "bucket";
  return Object.values(condition).some((part) =>
    Array.isArray(part) ? part.some(readsBucket) : typeof part === "object" && part !== null && readsBucket(part),
  );
}

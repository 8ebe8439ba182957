import type { TaskPurpose } from "@sopflow/schemas";
import { type ContactWindow, localParts, MINUTE_MS, nextOpenOfAll } from "../../core/time/index.js";

/** How advisors are told of new tasks. All times in ms. */
export interface TellingRules {
  readonly zone: string;
  /** Hours in which advisors may be told, any one of them. */
  readonly hours: readonly ContactWindow[];
  /** Tasks issued within this time of the first one go into one message. */
  readonly mergeMs: number;
  /** Least time between two messages to one advisor. */
  readonly gapMs: number;
  /** The same when a customer is waiting for an answer. */
  readonly replyGapMs: number;
}

/** A task of an advisor who has not been told of it. */
export interface UntoldTask {
  readonly issuedAt: number;
  readonly purpose: TaskPurpose;
}

/**
 * When an advisor is told of the given tasks, all in one message, epoch ms; undefined when there is none, or no hour to
 * tell them in. A customer who waits for an answer is told of at once. The minutes around the full and the half hour are
 * left out, because WeCom delivers late then (its own advice, message/send); `spread` (0–1, of the advisor) parts those
 * who would all be told at the next minute.
 */
export function whenToTell(
  tasks: readonly UntoldTask[],
  lastToldAt: number | undefined,
  rules: TellingRules,
  spread: number,
): number | undefined {
  if (tasks.length === 0) return undefined;
  const hasReply = tasks.some((task) => task.purpose === "reply");
  const ready = Math.min(...tasks.map((task) => task.issuedAt + (task.purpose === "reply" ? 0 : rules.mergeMs)));
  const gapEnds = lastToldAt === undefined ? ready : lastToldAt + (hasReply ? rules.replyGapMs : rules.gapMs);
  const open = nextOpenOfAll([rules.hours], rules.zone, Math.max(ready, gapEnds));
  if (open === undefined) return undefined;
  return hasReply ? open : awayFromHalfHours(open, rules.zone, spread);
}

/** WeCom's queues are long for some minutes after :00 and :30. */
const CROWDED_MINUTES = 2;
const SPREAD_MINUTES = 4;

function awayFromHalfHours(at: number, zone: string, spread: number): number {
  const { minute } = localParts(zone, at);
  const past = minute % 30;
  if (past >= CROWDED_MINUTES) return at;
  const startOfMinute = at - (at % MINUTE_MS);
  return startOfMinute + (CROWDED_MINUTES - past) * MINUTE_MS + Math.floor(spread * SPREAD_MINUTES * MINUTE_MS);
}

import type { DataOf, FlowNode, NodeType } from "@sopflow/schemas";
import { dateOf } from "../../time/date-value.js";
import {
  DAY_MS,
  durationUpperMs,
  MINUTE_MS,
  parseDuration,
  parseLocalTime,
  parseSignedDuration,
} from "../../time/index.js";

/** Length of a duration in ms, a day counted as 24 h; 0 where it cannot be read, which has been reported. */
export function durationMs(text: string): number {
  const duration = parseDuration(text);
  return duration === undefined ? 0 : durationUpperMs(duration);
}

/** How long a node holds people before they leave by a port, ms. */
interface Pace<T extends NodeType> {
  least(data: DataOf<T>, port: string): number;
  most(data: DataOf<T>, port: string): number;
}

const until = (timeout: string, port: string) => (port === "timeout" ? durationMs(timeout) : 0);
/** A clock time after a wait comes within a day. */
const withClock = (length: number, at: string | undefined) => (at === undefined ? length : length + DAY_MS);
const NEVER = Number.POSITIVE_INFINITY;

/** Node types that rest; all others pass people on at once. */
const PACE: { readonly [T in NodeType]?: Pace<T> } = {
  "wait.duration": {
    least: ({ duration }) => durationMs(duration),
    most: ({ duration, at }) => withClock(durationMs(duration), at),
  },
  "wait.event": {
    least: ({ timeout }, port) => until(timeout, port),
    most: ({ timeout }) => durationMs(timeout),
  },
  "wait.condition": {
    least: ({ timeout }, port) => until(timeout, port),
    most: ({ timeout }) => durationMs(timeout),
  },
  "wait.until": {
    least: () => 0,
    most: (data) =>
      "weekday" in data ? 7 * DAY_MS : "time" in data && !("anchor" in data) && !("attribute" in data) ? DAY_MS : NEVER,
  },
  "replenish.wait": { least: () => 0, most: () => NEVER },
  task: {
    least: ({ wait, expireIn }, port) => (wait && port === "expired" ? durationMs(expireIn) : 0),
    most: ({ wait, expireIn }) => (wait ? durationMs(expireIn) : 0),
  },
  "campaign.rhythm": { least: () => 0, most: () => NEVER },
};

type Timed = Pick<FlowNode, "type" | "data" | "disabled">;

function paceOf<T extends NodeType>(type: T): Pace<T> | undefined {
  const pace: unknown = PACE[type];
  return pace as Pace<T> | undefined; // the mapped type above ties each key to its own pace
}

/** The shortest stay of anyone who leaves by the port, ms. */
export const leastStay = (node: Timed, port: string): number =>
  node.disabled ? 0 : (paceOf(node.type)?.least(node.data, port) ?? 0);

/** The longest stay of anyone who leaves by the port, ms; infinite where it is open. Budgets may make it longer. */
export const mostStay = (node: Timed, port: string): number =>
  node.disabled ? 0 : (paceOf(node.type)?.most(node.data, port) ?? 0);

/** A time that hangs on something else than the arrival: two of the same key are a fixed distance apart. */
export interface Anchor {
  readonly key: string;
  /** Ms from the anchor. */
  readonly at: number;
}

/** Anchors that stay where they are once a customer has entered. */
export const isFixed = ({ key }: Anchor): boolean => key === ENTERED || key === "anchor:friendSince" || key === "date";

/** Key of the anchor that an enrollment has from the start. */
export const ENTERED = "anchor:enteredAt";

/** The anchored time that a node waits for; undefined for all others. */
export function anchorOf({ type, data, disabled }: Timed, zone: string): Anchor | undefined {
  if (disabled) return undefined;
  if ("leadDays" in data) return { key: "run-out", at: -data.leadDays * DAY_MS };
  if (type !== "wait.until") return undefined;
  if ("anchor" in data) return { key: `anchor:${data.anchor}`, at: data.day * DAY_MS + clockMs(data.time) };
  if ("attribute" in data && "offset" in data) {
    const offset = parseSignedDuration(data.offset);
    if (offset === undefined) return undefined;
    // With a clock time both stand on days, without one both on the very instant.
    if (data.time === undefined) return { key: `attribute:${data.attribute}`, at: durationUpperMs(offset) };
    return { key: `attribute-day:${data.attribute}`, at: offset.days * DAY_MS + clockMs(data.time) };
  }
  if ("weekday" in data) return { key: "week", at: data.weekday * DAY_MS + clockMs(data.time) };
  if (!("date" in data)) return undefined;
  const at = dateOf(data.date, zone);
  return at === undefined ? undefined : { key: "date", at };
}

const clockMs = (time: string): number => (parseLocalTime(time) ?? 0) * MINUTE_MS;

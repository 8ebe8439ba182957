import type { JsonObject } from "@sopflow/schemas";
import { DAY_MS } from "../core/time/index.js";
import type { NewLogEntry } from "../store/index.js";

/** How long (source, event id) is remembered (FLOW-FORMAT §4.5). */
export const DEDUPE_MS = 400 * DAY_MS;

/** Where the product's own events come from. */
export const SYSTEM_SOURCE = "sopflow";

export interface SystemEvent {
  readonly customerId: string;
  /** The same id is told once. */
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly received: number;
  readonly props: JsonObject;
  readonly history?: boolean;
}

/** An event that the product itself raises, as a log entry. Its dedupe key cannot be taken by a posted event. */
export function systemEvent({ customerId, id, type, at, received, props, history }: SystemEvent): NewLogEntry {
  return {
    kind: "event",
    customerId,
    id,
    dedupe: [{ key: `${SYSTEM_SOURCE}:${id}`, until: received + DEDUPE_MS }],
    at,
    received,
    type,
    source: SYSTEM_SOURCE,
    body: props,
    ...(history ? { history: true } : {}),
  };
}

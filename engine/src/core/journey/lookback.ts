import type { Customer } from "@sopflow/schemas";
import { jsonBytes } from "./entry-props.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** Bounds of what a customer's document keeps of past events; the newest is always kept. */
const MAX_EVENTS = 100;
const MAX_BYTES = 32_768;

/**
 * Keeps an event that a wait of this customer may look back for, in order of time, as long as the longest lookback of its
 * type. Versions in which only others stand do not count: which those are hangs on when they were last looked up.
 */
export function rememberEvent({ customer, context: { flows }, at: now }: StepRun, event: JourneyEvent): void {
  const { id, type, at, props } = event;
  const lookbackMs = (of: string) => flows.lookbackMsFor(customer.enrollments, of);
  if (flows.lookbackMs(type) === 0 || lookbackMs(type) === 0) return;
  const kept = customer.lookback.filter((e) => e.at > now - lookbackMs(e.type));
  kept.push({ id, type, at, props });
  kept.sort((a, b) => a.at - b.at);
  customer.lookback = kept.slice(firstThatFits(kept));
}

function firstThatFits(events: Customer["lookback"]): number {
  let bytes = 0;
  for (let i = events.length - 1; i >= 0; i--) {
    const props = events[i]?.props as JourneyEvent["props"]; // JSON when they came in
    bytes += jsonBytes(props);
    if (i < events.length - 1 && (events.length - i > MAX_EVENTS || bytes > MAX_BYTES)) return i + 1;
  }
  return 0;
}

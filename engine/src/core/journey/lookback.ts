import type { Customer } from "@sopflow/schemas";
import { jsonBytes } from "./entry-props.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** Bounds of what a customer's document keeps of past events; the newest is always kept. */
const MAX_EVENTS = 100;
const MAX_BYTES = 32_768;

/** Keeps an event that a wait may look back for, in order of time, as long as the longest lookback of its type. */
export function rememberEvent(run: StepRun, { id, type, at, props }: JourneyEvent): void {
  const { flows } = run.context;
  if (flows.lookbackMs(type) === 0) return;
  const kept = run.customer.lookback.filter((e) => e.at > run.at - flows.lookbackMs(e.type));
  kept.push({ id, type, at, props });
  kept.sort((a, b) => a.at - b.at);
  run.customer.lookback = kept.slice(firstThatFits(kept));
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

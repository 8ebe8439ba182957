import { nextCron, parseInstant } from "../time/index.js";
import type { ScheduleTrigger } from "./flow-directory.js";

/** First occurrence of a schedule trigger at or after `from` (epoch ms); undefined when there is none. */
export function firstOccurrence(trigger: ScheduleTrigger, from: number): number | undefined {
  const { cron, at } = trigger.data;
  if (cron !== undefined) return nextCron(cron, trigger.flow.newest.plan.settings.timezone, from - 1);
  const once = at === undefined ? undefined : parseInstant(at);
  return once !== undefined && once >= from ? once : undefined;
}

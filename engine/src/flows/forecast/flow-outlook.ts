import type { Context, PublishedFlow, ScheduleTrigger } from "../../core/journey/index.js";
import { atLocalTime } from "../../core/time/index.js";
import type { FlowParts } from "../flow-parts.js";
import { type Answers, readAnswers } from "./answers.js";
import { type Arrivals, scheduledArrivals, steadyArrivals } from "./arrivals.js";
import { countByDay, type EntryHistory, readEntries } from "./entry-history.js";
import { type Entrant, playPast } from "./entry-play.js";
import { findEntrants, samplePast } from "./find-entrants.js";
import { type FlowPast, type HeldBack, RATE_DAYS } from "./held-back.js";

/** One trigger of a flow that people come to at a rate: how many, and who speaks for them. */
export interface TriggerOutlook {
  readonly arrivals: Arrivals;
  readonly entrants: readonly Entrant[];
}

/** What a flow's past says of its next days. */
export interface FlowOutlook {
  readonly flowId: string;
  readonly triggers: readonly TriggerOutlook[];
  /** Triggers whose days are known: they are asked. */
  readonly schedules: readonly ScheduleTrigger[];
  readonly history: EntryHistory;
  /** Since when it is looked at, epoch ms. */
  readonly since: number;
  readonly answers: Answers;
}

export interface OutlookSpan {
  readonly zone: string;
  /** Local day of `now`. */
  readonly today: number;
  readonly now: number;
  readonly days: number;
}

/** Looks at who entered a flow lately, and at what became of its tasks. */
export async function lookAhead(
  { store }: FlowParts,
  { flowId, newest }: PublishedFlow,
  context: Context,
  { zone, today, now, days }: OutlookSpan,
): Promise<FlowOutlook> {
  const first = await store.flows.version(flowId, 1);
  const since = Math.min(now, Math.max(first?.publishedAt ?? now, atLocalTime(zone, today - RATE_DAYS - days, 0)));
  const history = await readEntries(store, flowId, newest.plan.triggers, since, zone);
  // People are let in one by one at a throttled trigger, on whatever days.
  const isAsked = ({ flow, nodeId }: ScheduleTrigger) =>
    flow.flowId === flowId && !context.flows.throttles.has(`${flowId}/${nodeId}`);
  const schedules = context.flows.schedules.filter(isAsked);
  const triggers: TriggerOutlook[] = [];
  for (const trigger of newest.plan.triggers) {
    if (schedules.some(({ nodeId }) => nodeId === trigger)) continue;
    const latest = history.rows.filter(({ nodeId }) => nodeId === trigger);
    const arrivals = steadyArrivals(trigger, { history, zone, since, day: today, rateDays: RATE_DAYS });
    triggers.push({ arrivals, entrants: await findEntrants(store, latest) });
  }
  const answers = await readAnswers(store, flowId, { from: since, before: now });
  return { flowId, triggers, schedules, history, since, answers };
}

/** A flow's entries played again, with what was known before the days that are held back. */
export async function playPastOf(
  { store }: FlowParts,
  { flowId, history, since }: FlowOutlook,
  context: Context,
  { start, days }: HeldBack,
  zone: string,
): Promise<FlowPast> {
  const { rows } = history;
  const triggers = context.flows.get(flowId)?.newest.plan.triggers ?? [];
  const byTrigger = new Map(
    triggers.map((trigger) => [
      trigger,
      countByDay(
        rows.filter(({ nodeId }) => nodeId === trigger),
        zone,
      ),
    ]),
  );
  const begins = atLocalTime(zone, start, 0);
  const sample = await samplePast(
    store,
    rows.filter(({ at }) => at < begins),
    zone,
  );
  const answers = await readAnswers(store, flowId, { from: since, before: begins });
  const until = atLocalTime(zone, start + days, 0) - 1;
  const entries = (trigger: string, day: number) => byTrigger.get(trigger)?.get(day) ?? 0;
  const plays = await playPast({ context, flowId, zone, until, answers }, sample, entries);
  const arrivals = (trigger: string): Arrivals => {
    const learned = { history, zone, since, day: start, rateDays: RATE_DAYS };
    const schedule = context.flows.schedules.find((one) => one.flow.flowId === flowId && one.nodeId === trigger);
    return schedule ? scheduledArrivals(schedule, learned) : steadyArrivals(trigger, learned);
  };
  return { flowId, plays, triggers, arrivals };
}

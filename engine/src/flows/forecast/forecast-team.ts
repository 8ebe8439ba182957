import type { Advisor, Forecast, ForecastCheck } from "@sopflow/schemas";
import { type CompiledFlow, loadProgram } from "../../core/flow/index.js";
import { type Context, FlowDirectory, type PublishedFlow } from "../../core/journey/index.js";
import { atLocalTime, DAY_MS, formatDayNumber, HOUR_MS, localDayNumber } from "../../core/time/index.js";
import type { FlowDraft } from "../../store/index.js";
import { loadContext } from "../../worker/load-context.js";
import type { FlowParts } from "../flow-parts.js";
import { insidePlanOf, type Place } from "../inside/plan-inside.js";
import type { Answers } from "./answers.js";
import { playEntries } from "./entry-play.js";
import { type FlowOutlook, lookAhead, playPastOf } from "./flow-outlook.js";
import { checkOnPast, type FlowPast, heldBack, type IssuedByFlow, RATE_DAYS } from "./held-back.js";
import { LoadTable, NOBODY } from "./load-table.js";
import { playSchedules, sampleCustomers } from "./schedule-play.js";
import { playWaiting, type Standing, type World } from "./waiting-play.js";

const DAYS = 14;

/** A draft that may be published, with what becomes of the people inside. */
export interface DraftToForecast {
  readonly draft: FlowDraft;
  readonly compiled: CompiledFlow;
  readonly places: readonly Place[];
}

/**
 * Tasks of the next 14 days by day and advisor: of the people inside flows now, played through with the engine's own
 * step, and of those who will enter. Schedules are asked when they will run, whom they would let in; by other triggers
 * people come at the rate by weekday of the last four weeks, each bringing what people who entered lately would get.
 * Tasks are answered as such tasks were lately; what else customers will do is not foreseen. How far off all that was is
 * measured on the past and told with it.
 */
export async function forecastTeam(parts: FlowParts, next?: DraftToForecast): Promise<Forecast> {
  const { store } = parts;
  const now = parts.clock.now();
  const before = await loadContext(store, new Map());
  const context = next ? contextWith(before, next) : before;
  const zone = before.settings.timezone;
  const today = localDayNumber(zone, now);
  const span = {
    now,
    until: atLocalTime(zone, today + DAYS, 0) - 1,
    dayOf: (at: number) => localDayNumber(zone, at) - today,
  };
  const table = () => new LoadTable(DAYS, before.advisors);
  const planned: Outlook = { waiting: table(), arriving: table() };
  const unchanged: Outlook | undefined = next && { waiting: table(), arriving: table() };

  const looks = new Map<string, FlowOutlook>();
  for (const flow of context.flows.all().filter(({ state }) => state === "live")) {
    looks.set(flow.flowId, await lookAhead(parts, flow, context, { zone, today, now, days: DAYS }));
  }
  const answersOf = (flowId: string) => looks.get(flowId)?.answers ?? NO_ANSWERS;

  const worlds: World[] = [{ context, table: planned.waiting, isPublished: true }];
  if (unchanged) worlds.push({ context: before, table: unchanged.waiting, isPublished: false });
  const waiting = await playWaiting(store, await standingIn(parts, context, next), worlds, span, answersOf);

  const restOfToday = 1 - (now - atLocalTime(zone, today, 0)) / DAY_MS;
  const ids = [...looks.values()].some(({ schedules }) => schedules.length > 0) ? await sampleCustomers(store) : [];
  let [entries, historyDays, isNew] = [0, 0, false];
  for (const [flowId, { triggers, schedules, history, answers }] of looks) {
    const isDrafts = unchanged !== undefined && flowId === next?.draft.flowId;
    // On its first day a flow has no whole day to make a rate of.
    if (isDrafts && history.rows.length === 0 && triggers.length > 0) isNew = true;
    const play = { flowId, zone, now, days: DAYS, answers };
    for (const { arrivals, entrants } of triggers) {
      const perEntry = await playEntries({ ...play, context }, entrants);
      const perEntryBefore = isDrafts ? await playEntries({ ...play, context: before }, entrants) : perEntry;
      for (let day = 0; day < DAYS; day += 1) {
        const people = arrivals(today + day) * (day === 0 ? restOfToday : 1);
        planned.arriving.addTable(perEntry, day, people);
        unchanged?.arriving.addTable(perEntryBefore, day, people);
      }
    }
    const asked = { triggers: schedules, answers, ids, span, days: DAYS };
    const scheduled = await playSchedules(store, { ...asked, context });
    planned.arriving.addTable(scheduled, 0, 1);
    const liveTriggers = before.flows.schedules.filter(({ flow }) => flow.flowId === flowId);
    unchanged?.arriving.addTable(
      isDrafts ? await playSchedules(store, { ...asked, context: before, triggers: liveTriggers }) : scheduled,
      0,
      1,
    );
    const rateFrom = Math.max(history.fromDay, today - RATE_DAYS);
    historyDays = Math.max(historyDays, today - rateFrom);
    entries += history.rows.filter(({ at }) => {
      const day = localDayNumber(zone, at);
      return day >= rateFrom && day < today;
    }).length;
  }
  const check = await checkMethod(parts, [...looks.values()], before, zone, today);
  return {
    asOf: now,
    ...waiting,
    history: { days: historyDays, entries },
    isNew,
    ...summed(planned, unchanged, [...before.advisors.values()], today),
    ...(check && { check }),
  };
}

const NO_ANSWERS: Answers = new Map();

/** The same method on the last days: the past was made by what is live, not by a draft. */
async function checkMethod(
  parts: FlowParts,
  looks: readonly FlowOutlook[],
  live: Context,
  zone: string,
  today: number,
): Promise<ForecastCheck | undefined> {
  const known = looks.filter(({ flowId, history }) => live.flows.get(flowId) && history.fromDay < today);
  const held = heldBack(
    known.map(({ history }) => history.fromDay),
    today,
  );
  if (!held) return undefined;
  const pasts: FlowPast[] = [];
  for (const look of known) pasts.push(await playPastOf(parts, look, live, held, zone));
  return checkOnPast(pasts, await issuedByFlow(parts, zone, held.start), held);
}

/** What is expected, with the draft or without. */
interface Outlook {
  readonly waiting: LoadTable;
  readonly arriving: LoadTable;
}

function contextWith(context: Context, { draft, compiled, places }: DraftToForecast): Context {
  const newest = loadProgram(compiled);
  const { flowId } = draft;
  const inside = insidePlanOf(places);
  const old = context.flows.get(flowId);
  const versions = new Map([...(old?.versions ?? []), [newest.version, newest] as const]);
  const flow: PublishedFlow = { ...old, flowId, state: "live", newest, versions, ...(inside && { inside }) };
  const others = context.flows.all().filter((one) => one.flowId !== flowId);
  return { ...context, hash: `${context.hash}/forecast`, flows: new FlowDirectory([...others, flow]) };
}

async function standingIn({ store }: FlowParts, context: Context, next?: DraftToForecast): Promise<Standing[]> {
  const places: Standing[] = [];
  for (const { flowId, state } of context.flows.all()) {
    if (state === "paused") continue;
    const toVersion = flowId === next?.draft.flowId ? { toVersion: next.compiled.version } : {};
    for (const { version, nodeId, state: inside, count } of await store.readSide.standing(flowId)) {
      if (inside === "active" && count > 0) places.push({ flowId, version, nodeId, people: count, ...toVersion });
    }
  }
  return places;
}

async function issuedByFlow({ store }: FlowParts, zone: string, from: number): Promise<IssuedByFlow> {
  const byFlow = new Map<string, Map<number, number>>();
  for (const { flowId, hour, count } of await store.tasks.issuedByHour(atLocalTime(zone, from, 0))) {
    const day = localDayNumber(zone, hour * HOUR_MS);
    const byDay = byFlow.get(flowId) ?? new Map<number, number>();
    byFlow.set(flowId, byDay.set(day, (byDay.get(day) ?? 0) + count));
  }
  return byFlow;
}

const round = (n: number) => Math.round(10 * n) / 10;

function summed(
  planned: Outlook,
  unchanged: Outlook | undefined,
  advisors: readonly Advisor[],
  today: number,
): Pick<Forecast, "days" | "advisors" | "nobody"> {
  const both = ({ waiting, arriving }: Outlook) => {
    const table = new LoadTable(DAYS, waiting.advisors);
    table.addTable(waiting, 0, 1);
    table.addTable(arriving, 0, 1);
    return table;
  };
  const all = both(planned);
  const allWithout = unchanged && both(unchanged);
  const [waiting, arriving, without] = [planned.waiting.totals(), planned.arriving.totals(), allWithout?.totals()];
  const over = (table: LoadTable, { id, capacityPerDay }: Advisor) =>
    table.of(id).contacts.flatMap((count, day) => (round(count) > capacityPerDay ? [day] : []));
  return {
    days: waiting.map((count, day) => ({
      date: formatDayNumber(today + day),
      waiting: round(count),
      arriving: round(arriving[day] ?? 0),
      ...(without && { without: round(without[day] ?? 0) }),
    })),
    advisors: advisors
      .filter(({ active }) => active)
      .map((advisor) => ({
        advisorId: advisor.id,
        name: advisor.name,
        capacityPerDay: advisor.capacityPerDay,
        tasks: all.of(advisor.id).tasks.map(round),
        contacts: all.of(advisor.id).contacts.map(round),
        over: over(all, advisor),
        ...(allWithout && { overWithout: over(allWithout, advisor).length }),
      })),
    nobody: round(all.of(NOBODY).tasks.reduce((a, b) => a + b, 0)),
  };
}

import type { Advisor, Forecast } from "@sopflow/schemas";
import { type CompiledFlow, loadProgram } from "../../core/flow/index.js";
import { type Context, FlowDirectory, type PublishedFlow } from "../../core/journey/index.js";
import { atLocalTime, DAY_MS, formatDayNumber, HOUR_MS, localDayNumber } from "../../core/time/index.js";
import type { FlowDraft } from "../../store/index.js";
import { loadContext } from "../../worker/load-context.js";
import type { FlowParts } from "../flow-parts.js";
import { insidePlanOf, type Place } from "../inside/plan-inside.js";
import { type EntryHistory, entryRate, readEntries } from "./entry-history.js";
import { playEntries } from "./entry-play.js";
import { findEntrants } from "./find-entrants.js";
import { checkOnPast, type FlowPast, RATE_DAYS } from "./held-back.js";
import { LoadTable, NOBODY } from "./load-table.js";
import { playWaiting, type Standing, type World } from "./waiting-play.js";

const DAYS = 14;
/** The past that is looked at: a rate for the days that are foretold again, and those days. */
const PAST_DAYS = RATE_DAYS + DAYS;

/** A draft that may be published, with what becomes of the people inside. */
export interface DraftToForecast {
  readonly draft: FlowDraft;
  readonly compiled: CompiledFlow;
  readonly places: readonly Place[];
}

/**
 * Tasks of the next 14 days by day and advisor: of the people inside flows now, played through by timers with the
 * engine's own step, and of those who will enter, at the rate by weekday of the last four weeks, each bringing what
 * people who entered lately would get. What customers will do is not foreseen; how far that was off is measured on the
 * past and told with it.
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

  const worlds: World[] = [{ context, table: planned.waiting, isPublished: true }];
  if (unchanged) worlds.push({ context: before, table: unchanged.waiting, isPublished: false });
  const waiting = await playWaiting(store, await standingIn(parts, context, next), worlds, span);

  const restOfToday = 1 - (now - atLocalTime(zone, today, 0)) / DAY_MS;
  const pasts: FlowPast[] = [];
  let [entries, historyDays, isNew] = [0, 0, false];
  for (const flow of context.flows.all().filter(({ state }) => state === "live")) {
    const { flowId } = flow;
    const history = await entriesOf(parts, flow, today, zone);
    const entrants = await findEntrants(store, history.latest);
    const rateFrom = Math.max(history.fromDay, today - RATE_DAYS);
    const rate = entryRate(history.byDay, rateFrom, today);
    // On its first day a flow has no whole day to make a rate of.
    if (flowId === next?.draft.flowId && history.latest.length === 0) isNew = true;
    const play = { flowId, zone, now, days: PAST_DAYS };
    const perEntry = await playEntries({ ...play, context }, entrants);
    const isDrafts = unchanged !== undefined && flowId === next?.draft.flowId;
    const perEntryBefore = isDrafts ? await playEntries({ ...play, context: before }, entrants) : perEntry;
    for (let day = 0; day < DAYS; day += 1) {
      const people = rate(today + day) * (day === 0 ? restOfToday : 1);
      planned.arriving.addTable(perEntry, day, people);
      unchanged?.arriving.addTable(perEntryBefore, day, people);
    }
    // The past was made by what is live, not by the draft.
    pasts.push({ ...history, perEntry: perEntryBefore.totals() });
    historyDays = Math.max(historyDays, today - rateFrom);
    entries += history.latest.filter(({ at }) => localDayNumber(zone, at) >= rateFrom).length;
  }
  const check = checkOnPast(pasts, await issuedByDay(parts, zone, today), today);
  return {
    asOf: now,
    ...waiting,
    history: { days: historyDays, entries },
    isNew,
    ...summed(planned, unchanged, [...before.advisors.values()], today),
    ...(check && { check }),
  };
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

async function entriesOf(parts: FlowParts, flow: PublishedFlow, today: number, zone: string): Promise<EntryHistory> {
  const { flowId, newest } = flow;
  const first = await parts.store.flows.version(flowId, 1);
  // From the day after it was first live: that one was not whole.
  const since = first ? localDayNumber(zone, first.publishedAt) + 1 : today;
  return readEntries(
    parts.store,
    flowId,
    newest.plan.triggers,
    Math.min(today, Math.max(since, today - PAST_DAYS)),
    zone,
  );
}

async function issuedByDay({ store }: FlowParts, zone: string, today: number): Promise<Map<number, number>> {
  const byDay = new Map<number, number>();
  for (const { hour, count } of await store.tasks.issuedByHour(atLocalTime(zone, today - DAYS, 0))) {
    const day = localDayNumber(zone, hour * HOUR_MS);
    byDay.set(day, (byDay.get(day) ?? 0) + count);
  }
  return byDay;
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

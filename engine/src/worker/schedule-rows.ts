import type { Context, PublishedFlow, ScheduleTrigger } from "../core/journey/index.js";
import { nextCron, parseInstant, previousCron } from "../core/time/index.js";
import type { ScheduleRow } from "../store/index.js";
import { insideRow, insideWorkOf } from "./inside-rows.js";
import { staffWorkOf } from "./staff-rows.js";
import { isBreakerRow } from "./volume-breaker.js";

type Rows = ReadonlyMap<string, ScheduleRow>;

/** Row that counts who was admitted at a throttled trigger, `<flow>/<node>`. */
export const entryRowId = (trigger: string): string => `${trigger}/entry`;

const publishId = (flowId: string) => `${flowId}/publish`;

/**
 * Rows that change when the context does: each live schedule trigger has its next time, each flow knows up to which
 * version and state its people were told. `at` is the log's time of the change; occurrences count from there.
 */
export function rowsAfterChange(context: Context, rows: Rows, at: number): ScheduleRow[] {
  const changed: ScheduleRow[] = [];
  const wanted = new Set<string>();
  const resumed = new Set<string>();
  for (const flow of context.flows.all()) {
    const known = rows.get(publishId(flow.flowId));
    wanted.add(publishId(flow.flowId));
    if (known?.state === "paused" && flow.state === "live") resumed.add(flow.flowId);
    const next = publishRow(context, flow, known, resumed.has(flow.flowId), at);
    if (next) changed.push(next);
    changed.push(...insideRows(flow, known, next?.running?.at === at, at));
    // A paused flow's schedules rest as they are.
    if (flow.state === "paused") for (const id of rows.keys()) if (rows.get(id)?.flowId === flow.flowId) wanted.add(id);
  }
  for (const key of context.flows.throttles.keys()) wanted.add(entryRowId(key));
  for (const trigger of context.flows.schedules) {
    const { flowId, newest } = trigger.flow;
    const id = `${flowId}/${trigger.nodeId}`;
    wanted.add(id);
    const known = rows.get(id);
    if (known?.version === newest.version && !resumed.has(flowId)) continue;
    // An occurrence that was due and not begun yet is still owed, unless it fell into a pause.
    const owed = resumed.has(flowId) ? undefined : known?.nextAt;
    const nextAt = occurrenceAfter(trigger, Math.min(at, owed === undefined ? at : owed - 1));
    changed.push({
      id,
      flowId,
      nodeId: trigger.nodeId,
      version: newest.version,
      ...(nextAt === undefined ? {} : { nextAt }),
      ...(known?.running ? { running: known.running } : {}),
      ...(known?.running && known.drawnUpTo !== undefined ? { drawnUpTo: known.drawnUpTo } : {}),
    });
  }
  for (const row of rows.values()) if (!wanted.has(row.id) && !isOther(row)) changed.push({ ...row, deleted: true });
  return changed;
}

/** Rows that are no schedules: work on shared tasks and over the people inside, and stopped steps. */
const isOther = (row: ScheduleRow): boolean =>
  (staffWorkOf(row) ?? insideWorkOf(row)) !== undefined || isBreakerRow(row);

/** Work over the people inside: those of earlier versions are moved, those of an archived flow leave, those of a pause wake. */
function insideRows(flow: PublishedFlow, known: ScheduleRow | undefined, asksEverybody: boolean, at: number) {
  const rows: ScheduleRow[] = [];
  const isNew = known?.version !== flow.newest.version;
  if (isNew && Object.keys(flow.inside ?? {}).length > 0) rows.push(insideRow("move", flow, at));
  const leaves = flow.state === "archived" && flow.turn?.exitAt !== undefined;
  // Published and archived once more before anybody looked, it is another end of another version.
  if (leaves && (isNew || known?.state !== "archived")) rows.push(insideRow("exit", flow, at));
  const goesOn = known?.state === "paused" && flow.state !== "paused" && !leaves;
  // A pass over everybody wakes them, too.
  if (goesOn && !asksEverybody) rows.push(insideRow("wake", flow, at));
  return rows;
}

function publishRow(
  context: Context,
  { flowId, state, newest, versions }: PublishedFlow,
  known: ScheduleRow | undefined,
  isResumed: boolean,
  at: number,
): ScheduleRow | undefined {
  const { version } = newest;
  const isNew = known?.version !== version;
  if (!isNew && known?.state === state) return undefined;
  const asksEverybody =
    context.flows.audiences.some((trigger) => trigger.flow.flowId === flowId) ||
    context.flows.schedules.some((trigger) => trigger.flow.flowId === flowId && trigger.data.existing === "enroll") ||
    [...versions.values()].some(({ plan }) => plan.settings.maxStay !== newest.plan.settings.maxStay);
  const first = isNew || known?.running?.first === true;
  const runs = state === "live" && asksEverybody && (isNew || isResumed);
  const running = runs ? { at, afterId: "", first } : known?.running;
  return { id: publishId(flowId), flowId, nodeId: "", version, state, ...(running ? { running } : {}) };
}

/** Occurrences that came due by `now`: begun, or passed over where they were missed (FLOW-FORMAT §3, `catchUp`). */
export function rowsDue(context: Context, rows: Rows, now: number): ScheduleRow[] {
  return context.flows.schedules.flatMap((trigger) => {
    const row = rows.get(`${trigger.flow.flowId}/${trigger.nodeId}`);
    if (row?.nextAt === undefined || row.nextAt > now || row.running) return [];
    const { nextAt: firstAt, drawnUpTo: _drawn, ...rest } = row;
    const at = latestOccurrence(trigger, firstAt, now);
    const nextAt = occurrenceAfter(trigger, now);
    const isMissed = trigger.data.catchUp === "none" && now - at > MISSED_AFTER_MS;
    return [
      {
        ...rest,
        ...(nextAt === undefined ? {} : { nextAt }),
        ...(isMissed ? {} : { running: { at, afterId: "" } }),
      },
    ];
  });
}

/** An occurrence that could not begin within this time was missed: the engine was down, not merely busy. */
const MISSED_AFTER_MS = 60_000;

function occurrenceAfter({ data, flow }: ScheduleTrigger, after: number): number | undefined {
  if (data.cron !== undefined) return nextCron(data.cron, flow.newest.plan.settings.timezone, after);
  const at = data.at === undefined ? undefined : parseInstant(data.at);
  return at !== undefined && at > after ? at : undefined;
}

function latestOccurrence({ data, flow }: ScheduleTrigger, first: number, now: number): number {
  if (data.cron === undefined) return first;
  return previousCron(data.cron, flow.newest.plan.settings.timezone, now, first) ?? first;
}

import type { ContactLimit, ContactPolicy, Diagnostic, FlowNode, FlowSettings, Text } from "@sopflow/schemas";
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_PER_DAY, parseLocalTime } from "../../../time/index.js";
import { durationWords } from "../duration-words.js";
import { type FlowView, warnAt } from "../flow-view.js";
import { durationMs } from "../node-pace.js";
import type { World } from "../solver/world.js";
import { budgetsOf } from "./budgets.js";
import { type Closest, closestContacts } from "./closest-contacts.js";
import { offsetsOf } from "./offsets.js";
import { walkMapOf } from "./walk-map.js";

/** So many contacts above a limit are told apart; more is too much in any case. */
const COUNTED_BEYOND = 3;
const MAX_COUNT = 60;
/** A flow that overdoes it everywhere is told of its first places. */
const MAX_REPORTED = 20;

/** Places where the quickest path asks for more contacts than the brand allows: the engine will put them off. */
export function findOverContact(view: FlowView, policy: ContactPolicy, world: World): Diagnostic[] {
  const reported = new Map<FlowNode, Diagnostic>();
  const openMs = openHoursMs(policy, view.flow.settings);
  const map = walkMapOf(view, world.zone);
  for (const budget of budgetsOf(policy)) {
    const { name, limit, reachedOnly = false } = budget;
    const offsets = view.nodes.map((node) => offsetsOf(node, budget, world));
    if (offsets.every(({ at }) => at.length === 0)) continue;
    const most = Math.max(1, ...limit.limits.map(({ max }) => max));
    const maxCount = Math.min(most + COUNTED_BEYOND, MAX_COUNT);
    const gapMs = limit.gap === undefined ? 0 : durationMs(limit.gap);
    const horizonMs = Math.max(gapMs, ...limit.limits.map(({ days }) => days * DAY_MS));
    const rows = closestContacts(map, offsets, { maxCount, horizonMs, reachedOnly });
    for (const [id, counts] of rows) {
      const node = view.node(id);
      if (!node || reported.has(node)) continue;
      const warning =
        tooMany(view, node, counts, limit, name, openMs) ?? tooSoon(view, node, counts.get(2), limit, name);
      if (warning) reported.set(node, warning);
    }
  }
  return [...reported.values()].slice(0, MAX_REPORTED);
}

/** Contacts of one day are no further apart than the hours in which contacts are allowed. */
function openHoursMs({ window }: ContactPolicy, { contactWindow }: FlowSettings): number {
  const lengths = [window, contactWindow ?? window].map(({ start, end }) => {
    const minutes = (parseLocalTime(end) ?? 0) - (parseLocalTime(start) ?? 0);
    return (minutes > 0 ? minutes : minutes + MINUTES_PER_DAY) * MINUTE_MS;
  });
  return Math.min(...lengths);
}

function tooMany(
  view: FlowView,
  node: FlowNode,
  counts: ReadonlyMap<number, Closest>,
  { limits }: ContactLimit,
  kind: Text,
  openMs: number,
): Diagnostic | undefined {
  for (const { days, max } of [...limits].sort((a, b) => a.days - b.days)) {
    const within = days === 1 ? openMs : days * DAY_MS;
    const inside = [...counts].filter(([count, { elapsedMs }]) => count > max && elapsedMs < within);
    const [count, row] = inside.reduce<readonly [number, Closest | undefined]>(
      (a, b) => (b[0] > a[0] ? b : a),
      [0, undefined],
    );
    if (row === undefined) continue;
    const params = {
      kind,
      first: view.nameOf(row.first),
      node: view.nameOf(node.id),
      span: durationWords(days * DAY_MS),
      count,
      max,
    };
    return warnAt(view, node, "contact.over_budget", params);
  }
  return undefined;
}

function tooSoon(
  view: FlowView,
  node: FlowNode,
  row: Closest | undefined,
  { gap }: ContactLimit,
  kind: Text,
): Diagnostic | undefined {
  const least = gap === undefined ? 0 : durationMs(gap);
  if (row === undefined || row.elapsedMs >= least) return undefined;
  const apart = row.elapsedMs < HOUR_MS ? { zh: "不到 1 小时", en: "less than an hour" } : durationWords(row.elapsedMs);
  const params = { kind, first: view.nameOf(row.first), node: view.nameOf(node.id), apart, gap: durationWords(least) };
  return warnAt(view, node, "contact.gap_short", params);
}

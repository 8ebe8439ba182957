import type { Store } from "@sopflow/engine";
import { formatDayNumber, parseLocalDate } from "@sopflow/engine/core";
import { HELD_KINDS, type HeldKind, type HeldQuery, type HeldSums } from "@sopflow/schemas";
import type { NameSteps } from "../flows/step-names.js";

interface Case {
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  readonly what: HeldKind;
  readonly reason: string;
  readonly day: number;
  readonly advisor: string;
  readonly count: number;
}

/** What did not go out as planned, summed by reason, flow, day, advisor and step. From counters: no customer is read. */
export async function sumHeld(store: Store, query: HeldQuery, nameSteps: NameSteps): Promise<HeldSums> {
  const [flows, advisors] = await Promise.all([store.flows.list(), store.brand.advisors()]);
  const asked = flows.filter(({ flowId }) => query.flowId === undefined || flowId === query.flowId);
  const cases = (await Promise.all(asked.map(({ flowId }) => casesOf(store, flowId)))).flat().filter(fits(query));
  const steps = await nameSteps(sumBy(cases, (one) => `${one.flowId}/${one.nodeId}/${one.what}/${one.reason}`));
  return {
    total: cases.reduce((sum, { count }) => sum + count, 0),
    byReason: sumBy(cases, (one) => `${one.what}/${one.reason}`).map(({ what, reason, count }) => ({
      key: reason,
      what,
      count,
    })),
    byFlow: sumBy(cases, (one) => one.flowId).map(({ flowId, count }) => ({
      key: flowId,
      name: flows.find((flow) => flow.flowId === flowId)?.flow.name ?? flowId,
      count,
    })),
    byDay: sumBy(cases, (one) => String(one.day))
      .sort((a, b) => a.day - b.day)
      .map(({ day, count }) => ({ key: formatDayNumber(day), count })),
    byAdvisor: sumBy(cases, (one) => one.advisor).map(({ advisor, count }) => {
      const name = advisors.find(({ id }) => id === advisor)?.name;
      return { key: advisor, count, ...(name !== undefined && { name }) };
    }),
    bySteps: steps.map(({ day: _day, advisor: _advisor, version: _version, ...step }) => step),
  };
}

async function casesOf(store: Store, flowId: string): Promise<Case[]> {
  const counters = await store.readSide.counters(flowId);
  return counters.flatMap(({ metric, key, version, nodeId, add: count }): Case[] => {
    if (metric !== "held") return [];
    const [what = "", reason = "", day = "", ...advisor] = key.split("/");
    const kind = HELD_KINDS.find((one) => one === what);
    return kind
      ? [{ flowId, version, nodeId, what: kind, reason, day: Number(day), advisor: advisor.join("/"), count }]
      : [];
  });
}

const fits = ({ what, reason, advisorId, from, to }: HeldQuery) => {
  const first = (from === undefined ? undefined : parseLocalDate(from)) ?? Number.NEGATIVE_INFINITY;
  const last = (to === undefined ? undefined : parseLocalDate(to)) ?? Number.POSITIVE_INFINITY;
  return (one: Case): boolean =>
    one.day >= first &&
    one.day <= last &&
    (what === undefined || one.what === what) &&
    (reason === undefined || one.reason === reason) &&
    (advisorId === undefined || one.advisor === advisorId);
};

/** One case for each key, with the sum of all; the most first. */
function sumBy(cases: readonly Case[], keyOf: (one: Case) => string): Case[] {
  const sums = new Map<string, Case>();
  for (const one of cases) {
    const key = keyOf(one);
    sums.set(key, { ...(sums.get(key) ?? one), count: (sums.get(key)?.count ?? 0) + one.count });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1));
}

import type { Experiment, Experiments, Flow, FlowNode, Goal } from "@sopflow/schemas";
import { later } from "../journey/duration-of.js";
import { localDayNumber, startOfLocalDay } from "../time/index.js";
import { differenceOf, shareOf } from "./shares.js";

/** A published version, and what was counted in it. */
export interface CountedVersion {
  readonly version: number;
  readonly flow: Flow;
  readonly counters: readonly { nodeId: string; metric: string; key: string; add: number }[];
}

/**
 * How the arms of a flow's experiments do. Only cohorts are compared whose goal windows are over: an entry day counts for
 * a goal once the last who entered on it had the goal's whole time. So a figure never changes after it was shown, but by
 * new days. `now`: epoch ms.
 */
export function compareArms(versions: readonly CountedVersion[], now: number): Experiments {
  const newest = versions.at(-1)?.flow.settings.goals ?? [];
  return {
    asOf: now,
    goals: newest.map(({ id, within }) => ({ id, within })),
    items: [...versions].reverse().flatMap((version) => experimentsOf(version, now)),
  };
}

interface ArmName {
  readonly label: string;
  readonly holdout: boolean;
}

function experimentsOf({ version, flow, counters }: CountedVersion, now: number): Experiment[] {
  return flow.nodes.flatMap((node): Experiment[] => {
    const joined = new DayCounts();
    const converted = new Map<string, DayCounts>();
    for (const { nodeId, metric, key, add } of counters) {
      if (nodeId !== node.id) continue;
      const parts = key.split("/");
      const [arm = "", goal = ""] = parts;
      const day = Number(parts.at(-1));
      if (metric === "arm") joined.add(arm, day, add);
      else if (metric === "converted") {
        const counts = converted.get(goal) ?? new DayCounts();
        converted.set(goal, counts);
        counts.add(arm, day, add);
      }
    }
    const named = armNames(node);
    const ids = [...new Set([...named.keys(), ...joined.arms()])];
    if (ids.length < 2 || joined.isEmpty) return [];
    const baseline = ids.find((id) => named.get(id)?.holdout) ?? ids[0] ?? "";
    const lastDay = (within: string) => lastMaturedDay(flow.settings.timezone, within, now);
    const { goals } = flow.settings;
    const allMatured = Math.min(...goals.map(({ within }) => lastDay(within)), lastDay("PT0S"));
    const resultsOf = (goal: Goal, arm: string) => {
      const until = lastDay(goal.within);
      const reached = converted.get(goal.id)?.upTo(arm, until) ?? 0;
      return { reached, rate: shareOf(reached, joined.upTo(arm, until)) };
    };
    const arms = ids.map((id) => ({
      id,
      label: named.get(id)?.label || id,
      holdout: named.get(id)?.holdout ?? false,
      matured: joined.upTo(id, allMatured),
      running: joined.upTo(id, Number.POSITIVE_INFINITY) - joined.upTo(id, allMatured),
      goals: goals.map((goal) => {
        const { reached, rate } = resultsOf(goal, id);
        const base = id === baseline ? undefined : resultsOf(goal, baseline).rate;
        const lift = rate && base && differenceOf(rate, base);
        return { goal: goal.id, reached, ...(rate && { rate }), ...(lift && { lift }) };
      }),
    }));
    const kind = node.type === "split" ? "split" : "scripts";
    return [{ version, nodeId: node.id, nodeLabel: node.label ?? "", kind, baseline, arms }];
  });
}

/** Arms in the order of the file; scripts of slots are `slot:script`, as they are counted. */
function armNames({ data }: FlowNode): Map<string, ArmName> {
  if ("variants" in data) {
    return new Map(data.variants.map((v) => [v.id, { label: v.label, holdout: v.holdout === true }]));
  }
  return new Map();
}

/** The last entry day whose people had all of `within`; days are those of the flow's zone. */
function lastMaturedDay(zone: string, within: string, now: number): number {
  let day = localDayNumber(zone, now);
  while (later(zone, startOfLocalDay(zone, day + 1), within) > now) day -= 1;
  return day;
}

/** Counts by arm and local day. */
class DayCounts {
  readonly #byArm = new Map<string, Map<number, number>>();

  get isEmpty(): boolean {
    return this.#byArm.size === 0;
  }

  add(arm: string, day: number, count: number): void {
    const days = this.#byArm.get(arm) ?? new Map<number, number>();
    this.#byArm.set(arm, days.set(day, (days.get(day) ?? 0) + count));
  }

  arms(): Iterable<string> {
    return this.#byArm.keys();
  }

  upTo(arm: string, lastDay: number): number {
    let sum = 0;
    for (const [day, count] of this.#byArm.get(arm) ?? []) if (day <= lastDay) sum += count;
    return sum;
  }
}

import { brandSettingsSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import type { Context } from "../core/journey/context.js";
import { FlowDirectory } from "../core/journey/flow-directory.js";
import { DAY_MS } from "../core/time/index.js";
import { ReportTally } from "./report-tally.js";
import { Simulation } from "./simulation.js";

const START = Date.parse("2026-01-05T10:00:00+08:00");
const context: Context = {
  hash: "test",
  settings: brandSettingsSchema.parse({}),
  products: new Map(),
  advisors: new Map(),
  taxonomy: { groups: [] },
  flows: new FlowDirectory([]),
};

const paid = (id: string, day: number) => {
  const at = START + day * DAY_MS;
  const times = { seq: 0, at, received: at, now: at } as const;
  return {
    kind: "event",
    id,
    type: "order.paid",
    source: "test",
    ...times,
    props: { orderId: id, amount: 100 },
  } as const;
};

/** Customers after two orders each, looked at every day of half a year; `inOrder`: every timer at its own time. */
function liveOn(inOrder: boolean): unknown[] {
  const nobodyAnswers = () => undefined;
  const simulation = new Simulation(["a", "b"], context, new ReportTally([]), inOrder ? nobodyAnswers : undefined);
  for (let day = 0; day < 180; day++) {
    simulation.catchUp(START + day * DAY_MS);
    for (const [owner, days] of [
      [0, [3, 60]],
      [1, [10, 15]],
    ] as const) {
      if (!days.some((one) => one === day)) continue;
      simulation.create(owner, START + day * DAY_MS, true);
      simulation.apply(owner, paid(`o${owner}-${day}`, day));
    }
  }
  simulation.catchUpWholly(START + 180 * DAY_MS);
  return [...simulation.customers()].map(([, customer]) => ({ ...customer, seq: 0 }));
}

describe("falls of activity that nobody hears", () => {
  it("wait for the customer's next input, and leave it as if each had come at its time", () => {
    expect(liveOn(false)).toEqual(liveOn(true));
    expect(liveOn(false)).toMatchObject([{ activityLevel: "over90" }, { activityLevel: "over90" }]);
  });
});

import { flowSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf } from "../journey/flows.testkit.js";
import { cst } from "../journey/journey.testkit.js";
import { localDayNumber } from "../time/index.js";
import { compareArms } from "./compare-arms.js";

const flow = flowSchema.parse(
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      [
        "s",
        "split",
        {
          variants: [
            { id: "a", label: "新话术", weight: 9 },
            { id: "h", label: "对照", weight: 1, holdout: true },
          ],
        },
      ],
    ],
    ["t:out>s"],
    { goals: [{ id: "buy", on: "order.paid", within: "P14D" }] },
  ),
);
const NOW = cst("2026-03-20 10:00");
const day = (text: string) => localDayNumber("Asia/Shanghai", cst(`${text} 12:00`));
const count = (metric: string, key: string, add: number) => ({ nodeId: "s", metric, key, add });

describe("the arms of a flow's experiment", () => {
  const old = day("2026-03-05");
  const young = day("2026-03-06");
  const counters = [
    count("arm", `a/${old}`, 200),
    count("arm", `h/${old}`, 100),
    count("arm", `a/${young}`, 50),
    count("converted", `a/buy/${old}`, 60),
    count("converted", `h/buy/${old}`, 15),
    // Young cohorts have converted less than they will: they do not count yet.
    count("converted", `a/buy/${young}`, 1),
  ];

  it("are compared with the holdout, in cohorts whose goal windows are over, with n and a 95 % interval", () => {
    const { items, goals } = compareArms([{ version: 3, flow, counters }], NOW);
    expect(goals).toEqual([{ id: "buy", within: "P14D" }]);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ version: 3, nodeId: "s", kind: "split", baseline: "h" });
    const [a, h] = items[0]?.arms ?? [];
    expect(a).toMatchObject({ label: "新话术", holdout: false, matured: 200, running: 50 });
    expect(h).toMatchObject({ label: "对照", holdout: true, matured: 100, running: 0 });
    expect(a?.goals[0]).toMatchObject({ goal: "buy", reached: 60, rate: { value: 0.3 } });
    expect(a?.goals[0]?.lift?.value).toBeCloseTo(0.15);
    expect(a?.goals[0]?.lift?.low).toBeGreaterThan(0);
    expect(h?.goals[0]).not.toHaveProperty("lift");
  });

  it("have no rate before anybody's time is over, and are not listed before anybody came by", () => {
    const early = compareArms([{ version: 1, flow, counters: [count("arm", `a/${young}`, 5)] }], NOW);
    expect(early.items[0]?.arms[0]).toMatchObject({ matured: 0, running: 5, goals: [{ goal: "buy", reached: 0 }] });
    expect(early.items[0]?.arms[0]?.goals[0]).not.toHaveProperty("rate");
    expect(compareArms([{ version: 1, flow, counters: [] }], NOW).items).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { drawOf, LowestNumbers } from "./draw.js";
import { flowOf, sentTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const D = 86_400_000;

const tried = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    [
      "s",
      "split",
      {
        variants: [
          { id: "a", weight: 1 },
          { id: "h", weight: 1, holdout: true },
        ],
      },
    ],
    ["w", "wait.duration", { duration: "P1D" }],
  ],
  ["t:out>s", "s:a>w"],
  { goals: [{ id: "buy", on: "order.paid", within: "P14D" }] },
);

const of = (play: Play, what: "arm" | "converted") =>
  play.trace(what).map(({ nodeId, port, detail }) => `${nodeId}:${port} ${detail?.goal ?? ""}`.trim());

describe("arms of an experiment", () => {
  it("people of a holdout are watched for the goals like the others, and both count for their arm", () => {
    const context = contextOf({ flows: [tried] });
    const arms = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const play = new Play(context, T0, `c${i}`);
      play.event("friend.added");
      const [arm = ""] = of(play, "arm");
      arms.add(arm);
      expect(play.trace("arm")[0]?.detail).toEqual({ day: Math.floor((T0 + 8 * 3_600_000) / D) });
      play.event("order.paid", { orderId: `o${i}`, amount: 1, lines: [] }, { at: T0 + 10 * D });
      expect(of(play, "converted")).toEqual([`${arm} buy`]);
      expect(play.tasks).toEqual([]);
    }
    expect(arms).toEqual(new Set(["s:a", "s:h"]));
  });

  it("a goal after its window converts nobody", () => {
    const play = new Play(contextOf({ flows: [tried] }), T0);
    play.event("friend.added");
    play.event("order.paid", { orderId: "o", amount: 1, lines: [] }, { at: T0 + 14 * D });
    expect(of(play, "converted")).toEqual([]);
  });

  it("scripts chosen by bucket are compared; scripts chosen by anything else are not", () => {
    const bucket = (value: number) => ({ all: [{ fact: "bucket", operator: "lessThan", value }] });
    const named = { all: [{ fact: "customer", path: "$.name", operator: "exists", value: true }] };
    const flow = (where: object) =>
      flowOf(
        "f",
        [
          ["t", "trigger.event", { event: "friend.added" }],
          [
            "k",
            "task",
            sentTask({
              script: undefined,
              scripts: [
                { id: "x", where, text: "X" },
                { id: "y", text: "Y" },
              ],
            }),
          ],
        ],
        ["t:out>k"],
        { goals: [{ id: "buy", on: "order.paid", within: "P14D" }] },
      );
    const tests = new Play(contextOf({ flows: [flow(bucket(5_000))] }), T0);
    tests.event("friend.added");
    expect(of(tests, "arm")).toEqual([`k:${tests.tasks[0]?.scriptId}`]);
    const plain = new Play(contextOf({ flows: [flow(named)] }), T0);
    plain.event("friend.added");
    expect(of(plain, "arm")).toEqual([]);
  });
});

describe("the draw of a sample", () => {
  it("is the n lowest numbers, even over the customers, and different at each occurrence", () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
    const lowest = new LowestNumbers(1_000);
    for (const id of ids) lowest.add(drawOf(id, "one"));
    const drawn = ids.filter((id) => drawOf(id, "one") <= lowest.limit);
    expect(drawn).toHaveLength(1_000);
    const inFirstHalf = drawn.filter((id) => ids.indexOf(id) < 5_000).length;
    expect(inFirstHalf).toBeGreaterThan(430);
    expect(inFirstHalf).toBeLessThan(570);
    const again = ids.filter((id) => drawOf(id, "two") <= lowest.limit && drawn.includes(id)).length;
    expect(again).toBeLessThan(160);
  });
});

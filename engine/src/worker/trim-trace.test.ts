import { afterEach, describe, expect, it, vi } from "vitest";
import { flowOf } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS } from "../core/time/index.js";
import { instantWaker, type Waker } from "./clock.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");
const visits = flowOf(
  "visits",
  [
    ["t", "trigger.event", { event: "message.received", where: { all: [] } }],
    ["x", "exit", { reason: "seen" }],
  ],
  ["t:out>x"],
  { reentry: "after_exit" },
);

let world: EngineWorld;
afterEach(() => world.dispose());

const daysOf = async (id: string) => {
  const rows = await world.store.readSide.trace(id, { limit: 1_000 });
  return rows.filter(({ what }) => what === "entered").map(({ at }) => (at - T0) / DAY_MS);
};

describe("what flows did about customers", () => {
  it("is kept as many days as the brand asks for, and the numbers made of it for ever", async () => {
    let second = () => {};
    const waker: Waker = {
      ...instantWaker,
      everySecond: (wake) => {
        second = wake;
        return () => {};
      },
    };
    world = await EngineWorld.create({ now: T0, flows: [visits], settings: { traceDays: 45 }, waker });
    // More than the worker looks at in one go.
    const people = Array.from({ length: 600 }, (_, i) => `c${i}`);
    for (const id of people) await world.post("message.received", id);
    await world.passTo(T0 + 20 * DAY_MS);
    await world.post("message.received", "c7");
    await world.passTo(T0 + 46 * DAY_MS);
    expect(await daysOf("c7")).toEqual([20, 0]);

    await world.engine.start();
    await vi.waitFor(async () => {
      second();
      for (const id of ["c0", "c599"]) expect(await daysOf(id)).toEqual([]);
    });
    expect(await daysOf("c7")).toEqual([20]);
    const entered = (await world.store.readSide.counters("visits")).find(({ metric }) => metric === "entered");
    expect(entered?.add).toBe(601);
  });
});

import { type BrandSettings, brandSettingsSchema } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { cst, openPolicy } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");

const flow = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "message.received" }],
    ["k", "task", sentTask({ purpose: "reply" })],
    ["next", "wait.duration", { duration: "P60D" }],
  ],
  ["t:out>k", "k:out>next"],
);

let world: EngineWorld;
afterEach(() => world.dispose());

const settings = (breaker: object): BrandSettings => brandSettingsSchema.parse({ ...openPolicy(), breaker });
const begin = async (breaker: object = { factor: 2, minimum: 3, days: 14 }) => {
  world = await EngineWorld.create({ now: T0, flows: [flow], settings: settings(breaker) });
};
let written = 0;
async function write(n: number) {
  for (let i = 0; i < n; i++) {
    written += 1;
    await world.post("message.received", `c${String(written).padStart(5, "0")}`);
  }
  await world.engine.runUntilIdle();
}
const issued = async () => (await world.tasks()).length;
const standing = async (nodeId: string) =>
  (await world.store.readSide.standing("f"))
    .filter((row) => row.nodeId === nodeId)
    .reduce((sum, row) => sum + row.count, 0);
const alerts = async () => (await world.store.readSide.alerts(10)).filter(({ code }) => code === "node.stopped");
const release = () => world.engine.releaseStep("f", "k", "lead");

describe("a step that issues far more than usual within an hour", () => {
  it("is stopped at its limit, keeps people where they are, and a lead is told once", async () => {
    await begin();
    await write(10);
    expect([await issued(), await standing("k"), await standing("next")]).toEqual([7, 3, 7]);
    expect(await alerts()).toMatchObject([{ flowId: "f", nodeId: "k", detail: { count: 7, forecast: 3 } }]);
    // Neither the next hour nor the longest a task is put off moves anybody.
    await world.passTo(T0 + 30 * DAY_MS);
    expect([await issued(), await standing("k")]).toEqual([7, 3]);
    expect(await alerts()).toHaveLength(1);
  });

  it("goes on for everybody when it is released, with a limit for the hour anew", async () => {
    await begin();
    await write(10);
    expect(await release()).toEqual({ status: "accepted" });
    await world.engine.runUntilIdle();
    expect([await issued(), await standing("k")]).toEqual([10, 0]);
    expect(await release()).toEqual({ status: "not_stopped" });
    await write(4);
    expect([await issued(), await standing("k")]).toEqual([14, 0]);
    await write(2);
    expect([await issued(), await standing("k")]).toEqual([14, 2]);
  });

  it("stays stopped over a restart, and its count goes on", async () => {
    await begin();
    await write(5);
    await world.restart();
    await write(4);
    expect([await issued(), await standing("k")]).toEqual([7, 2]);
    await world.restart();
    await write(1);
    expect([await issued(), await standing("k")]).toEqual([7, 3]);
    world.clock.advance(1_000);
    await release();
    await world.engine.runUntilIdle();
    await world.restart();
    await write(3);
    expect([await issued(), await standing("k")]).toEqual([13, 0]);
  });

  it("is measured by the same hour of the days before", async () => {
    await begin();
    for (let day = 0; day < 4; day++) {
      await write(6);
      world.clock.advance(HOUR_MS);
      await write(1);
      world.clock.set(T0 + (day + 1) * DAY_MS);
    }
    // Six a day at this hour: twelve are its limit now, while the hour after is still at the least.
    await write(13);
    expect(await standing("k")).toBe(0);
    await write(1);
    expect(await standing("k")).toBe(1);
    expect(await alerts()).toMatchObject([{ detail: { count: 13, forecast: 6 } }]);
  });

  it("is not stopped below the least number, in different hours, or where the brand wants no breaker", async () => {
    await begin();
    await write(6);
    world.clock.advance(HOUR_MS);
    await write(6);
    expect(await standing("k")).toBe(0);
    await world.dispose();
    await begin({ factor: 0 });
    await write(30);
    expect(await issued()).toBe(30);
  });

  it("lets exits take people out while it is stopped", async () => {
    await begin();
    await write(8);
    const [row] = await world.store.readSide.enrollments({ flowId: "f", nodeId: "k", state: "active", limit: 1 });
    await world.post("customer.erased", row?.customerId ?? "");
    await world.engine.runUntilIdle();
    expect(await standing("k")).toBe(0);
    await release();
    await world.engine.runUntilIdle();
    expect(await issued()).toBe(7);
  });
});

import { type BrandSettings, brandSettingsSchema } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "../core/journey/flows.testkit.js";
import { cst, openPolicy } from "../core/journey/journey.testkit.js";
import { DAY_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MIDNIGHT = cst("2026-03-03 00:00");

const advisor = (id: string, capacityPerDay: number) =>
  ({ id, name: id, pools: ["default"], capacityPerDay, active: true }) as const;
const flow = (data: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "message.received" }],
      ["k", "task", data],
    ],
    ["t:out>k"],
  );

let world: EngineWorld;
afterEach(() => world.dispose());

const settingsWith = (more: Record<string, unknown>): BrandSettings =>
  brandSettingsSchema.parse({ ...openPolicy(), capacity: {}, ...more });

/** So many of a's customers write. */
async function begin(n: number, data: Record<string, unknown>, capacity = 2, settings: Record<string, unknown> = {}) {
  const advisors = [advisor("a", capacity), advisor("b", 80)].map((one) => ({ ...one, pools: [...one.pools] }));
  world = await EngineWorld.create({ now: T0, flows: [flow(data)], advisors, settings: settingsWith(settings) });
  for (let i = 0; i < n; i++) {
    await world.post("friend.added", `c${i}`, { advisorId: "a" });
    await world.post("message.received", `c${i}`);
  }
  await world.engine.runUntilIdle();
}
const issued = async () => (await world.tasks()).map((t) => [t.customerId, t.channel, t.issuedAt]).sort();
const counted = async (metric: string) =>
  Object.fromEntries(
    (await world.store.readSide.counters("f")).filter((c) => c.metric === metric).map((c) => [c.key, c.add]),
  );

describe("an advisor whose day is full", () => {
  it("gets no more proactive chats that day; the rest goes out on the next ones", async () => {
    await begin(5, sentTask());
    expect(await issued()).toHaveLength(2);
    expect(await counted("deferred")).toEqual({ capacity: 3 });
    await world.passTo(MIDNIGHT);
    expect((await issued()).filter(([, , at]) => at === MIDNIGHT)).toHaveLength(2);
    await world.passTo(MIDNIGHT + DAY_MS);
    expect(await issued()).toHaveLength(5);
  });

  it("holds also over a restart, and for customers of one batch", async () => {
    await begin(1, sentTask());
    await world.restart();
    for (let i = 1; i < 4; i++) {
      await world.post("friend.added", `c${i}`, { advisorId: "a" });
      await world.post("message.received", `c${i}`);
    }
    await world.engine.runUntilIdle();
    expect(await issued()).toHaveLength(2);
  });

  describe("and several flows that want something of one customer", () => {
    const several = async (data: Record<string, unknown>, capacity: number) => {
      const flows = ["f", "g", "h"].map((id) => ({ ...flow(data), id, name: id }));
      const advisors = [{ ...advisor("a", capacity), pools: ["default"] }];
      world = await EngineWorld.create({ now: T0, flows, advisors, settings: settingsWith({}) });
      for (const id of ["c0", "c1", "c2"]) await world.post("friend.added", id, { advisorId: "a" });
      await world.post("message.received", "c0");
      await world.engine.runUntilIdle();
    };
    const visits = async () => (await world.store.tasks.proactive(MIDNIGHT - DAY_MS)).get("a");

    it("take one place in the day: it is one card, and one visit", async () => {
      await several(sentTask(), 2);
      expect(await issued()).toHaveLength(3);
      expect((await world.tasks()).map(({ sameVisit }) => sameVisit).sort()).toEqual([true, true, undefined]);
      expect(await visits()).toBe(1);
      // Also after a restart there is a place for one customer more, and none for a third.
      await world.restart();
      for (const id of ["c1", "c2"]) await world.post("message.received", id);
      await world.engine.runUntilIdle();
      expect((await issued()).map(([id]) => id)).toEqual(["c0", "c0", "c0", "c1", "c1", "c1"]);
      expect(await visits()).toBe(2);
      await world.passTo(MIDNIGHT);
      expect((await issued()).filter(([id]) => id === "c2")).toHaveLength(3);
    });

    it("take a place each where the pool decides who does it", async () => {
      await several(sentTask({ assign: "pool:default" }), 2);
      expect(await issued()).toHaveLength(2);
      expect(await visits()).toBe(2);
    });

    it("take another place for what comes up when the visit is over", async () => {
      await several(waitingTask(["ok"]), 2);
      for (const { id } of await world.tasks()) await world.post("task.completed", "c0", { taskId: id, outcome: "ok" });
      await world.post("message.received", "c0");
      await world.engine.runUntilIdle();
      expect(await visits()).toBe(2);
    });
  });

  it("still answers customers, and still gets group sends", async () => {
    await begin(4, sentTask({ purpose: "reply" }));
    expect(await issued()).toHaveLength(4);
    await world.dispose();
    await begin(4, sentTask({ channel: "group_send" }));
    expect(await issued()).toHaveLength(4);
  });

  it("has what the flow says become of the rest: dropped, with the reason", async () => {
    await begin(3, waitingTask([], { onFull: "drop" }));
    expect(await issued()).toHaveLength(2);
    expect(await counted("dropped")).toEqual({ capacity: 1 });
    const counters = await world.store.readSide.counters("f");
    expect(counters.filter((c) => c.metric === "left" && c.key === "skipped")).toHaveLength(1);
  });

  it("has it become a group send, where the policy lets one through, else wait", async () => {
    await begin(4, sentTask({ onFull: "group_send" }), 2);
    expect((await issued()).map(([, channel]) => channel)).toEqual(["chat", "chat", "group_send", "group_send"]);
    await world.dispose();
    const contactPolicy = { ...openPolicy().contactPolicy, groupSend: { limits: [{ days: 7, max: 0 }] } };
    await begin(4, sentTask({ onFull: "group_send" }), 2, { contactPolicy });
    expect(await issued()).toHaveLength(2);
    expect(await counted("deferred")).toEqual({ capacity: 2 });
  });

  it("a chat that became a group send and did not arrive leads on by skipped", async () => {
    await begin(3, waitingTask([], { onFull: "group_send" }));
    const task = (await world.tasks()).find(({ channel }) => channel === "group_send");
    const report = {
      kind: "complete",
      outcome: "not_friend",
      by: "wecom",
      at: world.clock.now(),
      requestId: "r",
    } as const;
    expect(await world.engine.reportTask(task?.id ?? "", report)).toEqual({ status: "accepted" });
    await world.engine.runUntilIdle();
    const left = (await world.store.readSide.counters("f")).filter((c) => c.metric === "left" && c.nodeId === "k");
    expect(left.map((c) => c.key)).toEqual(["skipped"]);
  });

  it("is passed over in a pool while somebody else has room, and the owner's chats go to nobody else", async () => {
    await begin(4, sentTask({ assign: "pool:default" }), 1);
    const byAdvisor = (await world.tasks()).map((t) => t.advisorId).sort();
    expect(byAdvisor).toEqual(["a", "b", "b", "b"]);
    await world.dispose();
    await begin(4, sentTask(), 1);
    expect((await world.tasks()).map((t) => t.advisorId)).toEqual(["a"]);
  });

  it("does not matter where the brand issues all the same, and is the brand's choice where a task says nothing", async () => {
    await begin(4, sentTask(), 1, { capacity: { onFull: "issue" } });
    expect(await issued()).toHaveLength(4);
    await world.dispose();
    await begin(4, sentTask(), 1, { capacity: { onFull: "drop" } });
    expect(await counted("dropped")).toEqual({ capacity: 3 });
  });

  it("has room again when a task of today is withdrawn", async () => {
    const left = { ...flow(sentTask()), settings: { exitWhen: [{ on: "order.paid", reason: "bought" }] } };
    const advisors = [{ ...advisor("a", 1), pools: ["default"] }];
    world = await EngineWorld.create({ now: T0, flows: [left], advisors, settings: settingsWith({}) });
    for (const id of ["c0", "c1"]) await world.post("friend.added", id, { advisorId: "a" });
    await world.post("message.received", "c0");
    await world.engine.runUntilIdle();
    await world.post("order.paid", "c0", { orderId: "o", amount: 1, lines: [] });
    await world.engine.runUntilIdle();
    await world.post("message.received", "c1");
    await world.engine.runUntilIdle();
    expect((await world.tasks()).map(({ customerId, state }) => [customerId, state]).sort()).toEqual([
      ["c0", "withdrawn"],
      ["c1", "open"],
    ]);
  });
});

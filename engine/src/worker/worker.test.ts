import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.js";
import { BATCH_DUE_ASIDE } from "./batch-size.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");

const waitsForOrder = flowOf(
  "first",
  [
    ["t", "trigger.event", { event: "friend.added", where: { all: [] } }],
    [
      "w",
      "wait.event",
      { on: [{ id: "paid", label: "下单", event: "order.paid", where: { all: [] } }], timeout: "P2D" },
    ],
    ["k", "task", waitingTask(["ok", "no"], { expireIn: "P1D" })],
    ["x", "exit", { reason: "bought" }],
  ],
  ["t:out>w", "w:paid>x", "w:timeout>k"],
);
const poolTask = flowOf(
  "pool",
  [
    ["t", "trigger.event", { event: "form.submitted", where: { all: [] } }],
    ["k", "task", sentTask({ assign: "pool:default", script: "您好，我是{{advisor.name}}" })],
  ],
  ["t:out>k"],
);

let world: EngineWorld;
afterEach(() => world.dispose());
const paid = (orderId: string) => ({ orderId, amount: 100 });

describe("the worker", () => {
  it("brings a customer from a posted event to a task on the owner's list, in time", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    expect(await world.post("friend.added", "c1", { advisorId: "a1" })).toMatchObject({ status: "accepted" });
    await world.engine.runUntilIdle();
    expect((await world.customer("c1")).enrollments).toMatchObject([{ flowId: "first", nodeId: "w" }]);
    await world.passTo(T0 + 2 * DAY_MS - 1);
    expect(await world.tasks()).toEqual([]);
    await world.passTo(T0 + 2 * DAY_MS);
    expect(await world.tasks()).toMatchObject([
      { customerId: "c1", advisorId: "a1", state: "open", issuedAt: T0 + 2 * DAY_MS },
    ]);
  });

  it("counts, traces and lists what happened beside the document", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.runUntilIdle();
    world.clock.advance(HOUR_MS);
    await world.post("order.paid", "c1", paid("o1"));
    await world.engine.runUntilIdle();
    const counters = await world.store.readSide.counters("first");
    expect(counters).toEqual(
      expect.arrayContaining([
        { flowId: "first", version: 1, nodeId: "t", metric: "entered", key: "", add: 1 },
        { flowId: "first", version: 1, nodeId: "w", metric: "left", key: "paid", add: 1 },
        { flowId: "first", version: 1, nodeId: "x", metric: "exited", key: "bought", add: 1 },
      ]),
    );
    const trace = await world.store.readSide.trace("c1", { limit: 100 });
    expect(trace.map((t) => t.what)).toEqual(expect.arrayContaining(["entered", "arrived", "left", "exited"]));
    expect(trace.find((t) => t.what === "left" && t.nodeId === "w")?.detail).toMatchObject({ port: "paid" });
    const ended = await world.store.readSide.enrollments({ flowId: "first", limit: 10 });
    expect(ended).toMatchObject([{ customerId: "c1", state: "ended", nodeId: "x", reason: "bought" }]);
  });

  it("never lets a timer overtake an event that stood before its tick", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.runUntilIdle();
    // The engine was down while the order came in and the timeout passed.
    const at = T0 + DAY_MS;
    await world.post("order.paid", "c1", paid("o1"), { at, received: at });
    world.clock.set(T0 + 3 * DAY_MS);
    await world.engine.runUntilIdle();
    expect((await world.customer("c1")).flows.first?.lastReason).toBe("bought");
    expect(await world.tasks()).toEqual([]);
  });

  it("serves timers due by a tick before any entry behind it", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    for (const id of ["c1", "c2"]) await world.post("friend.added", id, { advisorId: "a1" });
    await world.engine.runUntilIdle();
    const due = T0 + 2 * DAY_MS;
    const place = { dedupe: [], at: due, received: due, type: "tick", source: "sopflow", body: {} };
    await world.store.log.append([{ kind: "tick", id: "tick", ...place }]);
    // It says that it happened before the timeout, but time had come further when it was taken.
    const at = due - MINUTE_MS;
    await world.post("order.paid", "c1", paid("o1"), { at, received: due });
    world.clock.set(due);
    await world.engine.runUntilIdle();
    const tasks = await world.tasks();
    expect(tasks.map((t) => t.customerId).sort()).toEqual(["c1", "c2"]);
    expect(tasks.map((t) => t.issuedAt)).toEqual([due, due]);
  });

  it("appends a tick only when somebody is due and everything is applied", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    const ticks = async () => (await world.store.log.read(0, 100)).filter((e) => e.kind === "tick").map((e) => e.at);
    await world.engine.runUntilIdle();
    await world.engine.runUntilIdle();
    expect(await ticks()).toEqual([]);
    world.clock.set(T0 + 2 * DAY_MS);
    await world.engine.runUntilIdle();
    await world.engine.runUntilIdle();
    expect(await ticks()).toEqual([T0 + 2 * DAY_MS]);
  });

  it("remembers over a restart how far ticks had brought time", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.runUntilIdle();
    const due = T0 + 2 * DAY_MS;
    let commits = 0;
    const dying = (store: EngineWorld["store"]): EngineWorld["store"] => ({
      ...store,
      commit: (batch) => {
        commits += 1;
        // The tick is committed; the process dies before anybody due is served.
        return commits > 1 ? Promise.reject(new Error("killed")) : store.commit(batch);
      },
    });
    await world.restart(dying);
    world.clock.set(due);
    await expect(world.engine.runUntilIdle()).rejects.toThrow("killed");
    await world.restart();
    world.clock.set(due - 1);
    await world.engine.runUntilIdle();
    expect(await world.tasks()).toMatchObject([{ customerId: "c1", issuedAt: due }]);
  });

  it("applies a long backlog of one customer in bounded pieces, in order", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    const sizes: number[] = [];
    world.engine.onCommit(({ seq }) => sizes.push(seq));
    const events = Array.from({ length: 200 }, (_, i) => ({
      id: `m${i}`,
      type: "tag.added",
      customer: "c1",
      at: "2026-03-02T10:00:00+08:00",
      props: { tag: `t${String(i).padStart(3, "0")}` },
    }));
    await world.engine.post(events, { origin: "system", received: T0 });
    await world.engine.runUntilIdle();
    expect(sizes.filter((seq) => seq > 2).slice(0, 4)).toEqual([64, 128, 192, 200]);
    expect((await world.customer("c1")).tags).toEqual(events.map((e) => e.props.tag));
  });

  it("drains overdue timers in order of their due time, in bounded batches", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    const count = 1_100;
    for (let i = 0; i < count; i++) {
      const at = T0 + ((i * 7) % count) * 1_000;
      void world.post("friend.added", `c${i}`, { advisorId: "a1" }, { at, received: at });
    }
    await world.engine.runUntilIdle();
    const served: string[][] = [];
    world.engine.onCommit(({ customerIds }) => customerIds.length > 0 && served.push([...customerIds]));
    world.clock.set(T0 + 10 * DAY_MS);
    await world.engine.runUntilIdle();
    expect(Math.max(...served.map((batch) => batch.length))).toBe(BATCH_DUE_ASIDE);
    const joined = new Map(Array.from({ length: count }, (_, i) => [`c${i}`, (i * 7) % count]));
    const order = served.flat().map((id) => joined.get(id) ?? -1);
    expect(order.length).toBe(count);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("picks an advisor from the pool by load, writes the name and logs the assignment once", async () => {
    world = await EngineWorld.create({ now: T0, flows: [poolTask] });
    for (const id of ["c1", "c2", "c3"]) await world.post("form.submitted", id, {});
    await world.engine.runUntilIdle();
    const tasks = await world.tasks();
    expect(tasks.map((t) => t.advisorId).sort()).toEqual(["a1", "a1", "a2"]);
    expect(tasks.every((t) => t.text === `您好，我是${t.advisorId === "a1" ? "小林" : "小周"}`)).toBe(true);
    for (const task of tasks) {
      const [enrollment] = (await world.customer(task.customerId)).enrollments;
      expect(enrollment?.tasks).toMatchObject([{ id: task.id, advisorId: task.advisorId }]);
    }
    const assigned = (await world.store.log.read(0, 100)).filter((e) => e.type === "task.assigned");
    expect(assigned.length).toBe(3);
  });

  it("counts loads alike before and after a restart", async () => {
    world = await EngineWorld.create({ now: T0, flows: [poolTask] });
    const picks: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      if (i === 3) await world.restart();
      await world.post("form.submitted", `c${i}`, {}, { id: `f${i}` });
      await world.engine.runUntilIdle();
      picks.push((await world.tasks()).find((t) => t.customerId === `c${i}`)?.advisorId);
    }
    expect(picks).toEqual(["a1", "a2", "a1", "a2", "a1", "a2"]);
  });

  it("issues a task that nobody can do, unassigned, with an alert", async () => {
    world = await EngineWorld.create({ now: T0, flows: [poolTask], advisors: [] });
    await world.post("form.submitted", "c1", {});
    await world.engine.runUntilIdle();
    expect((await world.tasks()).map((t) => t.advisorId)).toEqual([undefined]);
    expect(await world.store.readSide.alerts(10)).toMatchObject([{ code: "advisor.none_available", customerId: "c1" }]);
  });

  it("lets an event that came too late update the profile and match nothing", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    const at = T0 - 25 * HOUR_MS;
    await world.post("friend.added", "c1", { advisorId: "a1" }, { at });
    await world.engine.runUntilIdle();
    const customer = await world.customer("c1");
    expect([customer.advisorId, customer.enrollments]).toEqual(["a1", []]);
  });

  it("moves a merged customer's identities and later events to the other", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waitsForOrder] });
    const identity = { idType: "external_user", value: "wm1" };
    const posted = await world.post("message.received", identity, {});
    if (posted.status !== "accepted") throw new Error("not accepted");
    const from = posted.customerId;
    await world.post("friend.added", "into", { advisorId: "a1" });
    await world.post("customer.merged", from, { fromId: from, intoId: "into" });
    await world.post("order.paid", from, paid("o1"));
    await world.engine.runUntilIdle();
    expect(await world.customer(from)).toMatchObject({ status: "merged", mergedInto: "into" });
    expect(await world.store.customers.resolve("external_user", "wm1")).toBe("into");
    expect(await world.customer("into")).toMatchObject({ mergedFrom: [from], orders: { count: 1 } });
    expect(await world.post("message.received", identity, {})).toMatchObject({ customerId: "into" });
  });

  it("removes an erased person everywhere and passes over what was still in the log", async () => {
    world = await EngineWorld.create({ now: T0, flows: [poolTask] });
    await world.post("form.submitted", "c1", {});
    await world.engine.runUntilIdle();
    await world.post("customer.erased", "c1", {});
    await world.post("message.received", "c1", { text: "还在吗" });
    await world.engine.runUntilIdle();
    expect((await world.store.customers.load(["c1"])).size).toBe(0);
    expect(await world.tasks()).toEqual([]);
    expect(await world.store.readSide.trace("c1", { limit: 10 })).toEqual([]);
    await world.engine.runUntilIdle();
    expect((await world.store.log.read(0, 100)).some((e) => e.customerId === "c1")).toBe(false);
    expect(await world.store.tasks.loads(0)).toEqual(new Map());
  });

  it("passes over an erased person's entries in batches after the one that erased", async () => {
    world = await EngineWorld.create({ now: T0 });
    await world.post("customer.erased", "c1", {});
    for (let i = 0; i < 100; i++) await world.post("message.received", "c1", {}, { id: `m${i}` });
    await world.engine.runUntilIdle();
    expect((await world.store.customers.load(["c1"])).size).toBe(0);
  });

  it("tells once a day that a document has grown large", async () => {
    world = await EngineWorld.create({ now: T0 });
    const tags = Array.from({ length: 900 }, (_, i) => `${"长".repeat(40)}${i}`);
    for (const [i, tag] of tags.entries()) void world.post("tag.added", "c1", { tag }, { id: `t${i}` });
    await world.engine.runUntilIdle();
    for (let i = 0; i < 5; i++) {
      await world.post("message.received", "c1", {}, { id: `m${i}` });
      await world.engine.runUntilIdle();
    }
    const customer = await world.customer("c1");
    expect(customer.sizeBytes).toBeGreaterThan(65_536);
    const large = (await world.store.readSide.alerts(50)).filter((a) => a.code === "customer.document_large");
    expect(large).toMatchObject([{ customerId: "c1", at: cst("2026-03-02 00:00") }]);
  });
});

import type { Customer } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { newCustomer } from "../core/profile/index.js";
import { DAY_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");
const greets = flowOf(
  "greets",
  [
    ["t", "trigger.event", { event: "friend.added", where: { all: [] } }],
    ["w", "wait.duration", { duration: "P1D" }],
    ["k", "task", sentTask()],
  ],
  ["t:out>w", "w:out>k"],
);

let world: EngineWorld;
afterEach(() => world.dispose());

/** Writes a document that a step cannot digest, or one that it can again. */
async function rewrite(id: string, change: (customer: Customer) => void): Promise<void> {
  const customer = await world.customer(id);
  const expectedVersion = customer.version;
  customer.version += 1;
  change(customer);
  const nothing = { newTasks: [], taskPatches: [], taskCloses: [], enrollments: [], trace: [], counters: [] };
  const empty = { ...nothing, notifications: [], alerts: [], append: [], schedules: [], erase: [] };
  await world.store.commit({ ...empty, customers: [{ customer, expectedVersion, wakeAt: null }] });
}

const spoil = (customer: Customer) => Object.assign(customer, { orders: { ...customer.orders, bySku: null } });
const mend = (customer: Customer) => Object.assign(customer, { orders: newCustomer("c1", 0, 0).orders });
const paid = (orderId: string) => ({ orderId, amount: 100, lines: [{ sku: "k1", quantity: 1 }] });

async function spoiltWorld(): Promise<void> {
  world = await EngineWorld.create({ now: T0, flows: [greets] });
  for (const id of ["c1", "c2"]) await world.post("message.received", id);
  await world.engine.runUntilIdle();
  await rewrite("c1", spoil);
  await world.restart();
}

describe("a customer that a step cannot digest", () => {
  it("goes on hold with what was applied before, while others go on", async () => {
    await spoiltWorld();
    await world.post("tag.added", "c1", { tag: "before" });
    await world.post("order.paid", "c1", paid("o1"));
    await world.post("tag.added", "c1", { tag: "after" });
    await world.post("order.paid", "c2", paid("o2"));
    await world.engine.runUntilIdle();
    expect(await world.customer("c1")).toMatchObject({
      status: "held",
      tags: ["before"],
      holdReason: expect.any(String),
    });
    expect((await world.customer("c2")).orders.count).toBe(1);
    expect(await world.store.readSide.alerts(10)).toMatchObject([{ code: "customer.held", customerId: "c1" }]);
    expect(await world.engine.health()).toMatchObject({ backlog: 0 });
  });

  it("applies everything that waited, in order, when it is released", async () => {
    await spoiltWorld();
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.post("order.paid", "c1", paid("o1"));
    for (let i = 0; i < 150; i++) void world.post("tag.added", "c1", { tag: `t${String(i).padStart(3, "0")}` });
    await world.engine.runUntilIdle();
    await world.post("order.paid", "c1", paid("o2"));
    await world.engine.runUntilIdle();
    expect((await world.customer("c1")).status).toBe("held");
    await rewrite("c1", mend);
    expect(await world.engine.release("c1", "lead")).toEqual({ status: "accepted" });
    await world.post("tag.added", "c1", { tag: "last" });
    await world.engine.runUntilIdle();
    const customer = await world.customer("c1");
    expect([customer.status, customer.holdReason, customer.orders.count]).toEqual(["live", undefined, 2]);
    expect(customer.tags).toEqual([...Array.from({ length: 150 }, (_, i) => `t${String(i).padStart(3, "0")}`), "last"]);
    // Its timers are in the index again.
    await world.passTo(T0 + DAY_MS);
    expect(await world.tasks()).toMatchObject([{ customerId: "c1", issuedAt: T0 + DAY_MS }]);
  });

  it("goes on hold again at the entry that still fails, keeping what went before", async () => {
    await spoiltWorld();
    await world.post("order.paid", "c1", paid("o1"));
    await world.engine.runUntilIdle();
    const { version } = await world.customer("c1");
    await world.engine.release("c1", "lead");
    await world.engine.runUntilIdle();
    const again = await world.customer("c1");
    expect([again.status, again.version > version, again.seq]).toEqual(["held", true, 1]);
    expect(await world.engine.health()).toMatchObject({ backlog: 0 });
  });

  it("goes on where a crash broke its release off", async () => {
    await spoiltWorld();
    await world.post("order.paid", "c1", paid("o0"));
    for (let i = 0; i < 200; i++) void world.post("tag.added", "c1", { tag: `t${i}` });
    await world.engine.runUntilIdle();
    await rewrite("c1", mend);
    await world.engine.release("c1", "lead");
    let commits = 0;
    await world.restart((store) => ({
      ...store,
      commit: (batch) => {
        commits += 1;
        return commits > 2 ? Promise.reject(new Error("killed")) : store.commit(batch);
      },
    }));
    await expect(world.engine.runUntilIdle()).rejects.toThrow("killed");
    expect(await world.customer("c1")).toMatchObject({ status: "held" });
    await world.restart();
    await world.post("tag.added", "c1", { tag: "new" });
    await world.engine.runUntilIdle();
    const customer = await world.customer("c1");
    expect([customer.status, customer.tags.length, customer.tags.at(-1)]).toEqual(["live", 201, "new"]);
    expect(customer.orders.count).toBe(1);
  });

  it("answers a release of somebody who is not on hold or not there", async () => {
    await spoiltWorld();
    expect(await world.engine.release("c2", "lead")).toEqual({ status: "not_held" });
    expect(await world.engine.release("nobody", "lead")).toEqual({ status: "not_found" });
  });

  it("can be erased while on hold", async () => {
    await spoiltWorld();
    await world.post("order.paid", "c1", paid("o1"));
    await world.engine.runUntilIdle();
    await world.post("customer.erased", "c1");
    await world.engine.runUntilIdle();
    expect((await world.store.customers.load(["c1"])).size).toBe(0);
  });

  it("goes on hold when only the store cannot digest it, and takes nobody along", async () => {
    world = await EngineWorld.create({
      now: T0,
      wrap: (store) => ({
        ...store,
        commit: (batch) =>
          batch.customers.some((w) => w.customer.tags.includes("poison"))
            ? Promise.reject(new TypeError("cannot be written"))
            : store.commit(batch),
      }),
    });
    await world.post("tag.added", "c1", { tag: "fine" });
    await world.engine.runUntilIdle();
    await world.post("tag.added", "c1", { tag: "poison" });
    await world.post("tag.added", "c2", { tag: "fine" });
    await world.engine.runUntilIdle();
    expect(await world.customer("c1")).toMatchObject({ status: "held", tags: ["fine"] });
    expect(await world.customer("c2")).toMatchObject({ status: "live", tags: ["fine"] });
    expect(await world.engine.health()).toMatchObject({ backlog: 0 });
  });
});

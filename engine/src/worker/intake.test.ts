import { afterEach, describe, expect, it } from "vitest";
import { stableId } from "../core/journey/index.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS } from "../core/time/index.js";
import { type Store, StoreError } from "../store/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");
const at = "2026-03-02T10:00:00+08:00";
const message = (more: object = {}) => ({ id: "m1", type: "message.received", customer: "c1", at, ...more });
const order = (id: string, orderId: string, more: object = {}) => ({
  ...message({ id, type: "order.paid", ...more }),
  props: { orderId, amount: 100 },
});

let world: EngineWorld;
afterEach(() => world.dispose());

async function postAll(events: unknown[], origin: "intake" | "system" = "intake") {
  return world.engine.post(events, { origin, received: T0 });
}

describe("intake", () => {
  it("accepts an event only once it is in the log", async () => {
    world = await EngineWorld.create({ now: T0 });
    const [answer] = await postAll([message()]);
    const entries = await world.store.log.read(0, 10);
    expect(answer).toEqual({ status: "accepted", seq: entries.at(-1)?.seq, customerId: "c1" });
    expect(entries.at(-1)).toMatchObject({
      kind: "event",
      customerId: "c1",
      type: "message.received",
      at: T0,
      received: T0,
    });
  });

  it("accepts nothing when the store cannot take it, and takes the same call later", async () => {
    let isBroken = true;
    const wrap = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        append: (entries) => (isBroken ? Promise.reject(new StoreError("disk full")) : store.log.append(entries)),
      },
    });
    world = await EngineWorld.create({ now: T0, wrap });
    await expect(postAll([message()])).rejects.toThrow(StoreError);
    expect(await world.store.log.lastSeq()).toBe(0);
    isBroken = false;
    expect(await postAll([message()])).toMatchObject([{ status: "accepted" }]);
  });

  it("answers each event of a call on its own, in order", async () => {
    world = await EngineWorld.create({ now: T0 });
    const answers = await postAll([message(), { nonsense: true }, message(), message({ id: "m2", customer: "c2" })]);
    expect(answers.map((a) => a.status)).toEqual(["accepted", "rejected", "duplicate", "accepted"]);
  });

  it("keeps the order of calls when the first of them waits long for its customer's id", async () => {
    let answerSlowly = () => {};
    const wrap = (store: Store): Store => ({
      ...store,
      customers: {
        ...store.customers,
        resolve: (idType, value) =>
          new Promise((resolve) => {
            answerSlowly = () => void store.customers.resolve(idType, value).then(resolve);
          }),
      },
    });
    world = await EngineWorld.create({ now: T0, wrap });
    const first = postAll([message({ id: "m1", customer: { idType: "externalUserId", value: "wm1" } })]);
    const second = postAll([message({ id: "m2", customer: "c2" })]);
    answerSlowly();
    await Promise.all([first, second]);
    const messages = (await world.store.log.read(0, 10)).filter(({ type }) => type === "message.received");
    expect(messages.map(({ id }) => id)).toEqual([expect.stringContaining("m1"), expect.stringContaining("m2")]);
  });

  it("takes calls of one moment into one durable write and keeps their order", async () => {
    let writes = 0;
    const wrap = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        append(entries) {
          writes += 1;
          return store.log.append(entries);
        },
      },
    });
    world = await EngineWorld.create({ now: T0, wrap });
    const answers = await Promise.all(["a", "b", "c"].map((id) => postAll([message({ id })])));
    expect(writes).toBe(1);
    expect(answers.flat().map((a) => (a.status === "accepted" ? a.seq : 0))).toEqual([1, 2, 3]);
  });

  it("knows an event by source and id for 400 days", async () => {
    world = await EngineWorld.create({ now: T0 });
    await postAll([message()]);
    const [other] = await postAll([message({ source: "shop" })]);
    expect(other?.status).toBe("accepted");
    const late = { ...message(), at: "2027-04-05T10:00:00+08:00" };
    const received = T0 + 399 * DAY_MS;
    expect(await world.engine.post([late], { origin: "intake", received })).toMatchObject([{ status: "duplicate" }]);
    const after = T0 + 400 * DAY_MS;
    expect(await world.engine.post([late], { origin: "intake", received: after })).toMatchObject([
      { status: "accepted" },
    ]);
  });

  it("knows an order of a kind for ever, whatever the event is called", async () => {
    world = await EngineWorld.create({ now: T0 });
    await postAll([order("e1", "o1")]);
    const again = { ...order("e2", "o1"), at: "2030-03-02T10:00:00+08:00" };
    const received = T0 + 1_500 * DAY_MS;
    expect(await world.engine.post([again], { origin: "intake", received })).toMatchObject([{ status: "duplicate" }]);
    expect(await postAll([{ ...order("e3", "o1"), type: "order.delivered" }])).toMatchObject([{ status: "accepted" }]);
    const refund = (id: string, refundId: string) => ({
      ...message({ id, type: "order.refunded" }),
      props: { orderId: "o1", refundId, amount: 10 },
    });
    const refunds = await postAll([refund("r1", "1"), refund("r2", "2"), refund("r3", "2")]);
    expect(refunds.map((a) => a.status)).toEqual(["accepted", "accepted", "duplicate"]);
  });

  it.each([
    ["event.too_large", message({ props: { text: "长".repeat(6_000) } })],
    ["event.invalid", message({ at: "yesterday" })],
    ["event.invalid", message({ props: { seconds: 1 }, type: "order.paid" })],
    ["event.invalid", null],
    ["event.unknown_type", message({ type: "order.eaten" })],
    ["event.not_allowed", message({ type: "task.completed", props: { taskId: "t" } })],
    ["event.not_allowed", message({ type: "tag.added", props: { tag: "勿扰" } })],
    ["event.not_allowed", message({ type: "profile.changed" })],
    ["event.not_allowed", message({ type: "customer.erased" })],
    ["event.future", message({ at: "2026-03-02T10:05:00.001+08:00" })],
  ])("refuses an event with %s and says so in both languages", async (code, event) => {
    world = await EngineWorld.create({ now: T0 });
    const [answer] = await postAll([event]);
    expect(answer).toMatchObject({
      status: "rejected",
      code,
      message: { zh: expect.any(String), en: expect.any(String) },
    });
    expect(await world.store.log.lastSeq()).toBe(0);
  });

  it("names the property at fault", async () => {
    world = await EngineWorld.create({ now: T0 });
    const [answer] = await postAll([{ ...order("e1", "o1"), props: { orderId: "o1", amount: "9.90" } }]);
    expect(answer).toMatchObject({ code: "event.invalid", path: "props.amount" });
  });

  it("lets the product itself post what outside systems may not, and takes custom events", async () => {
    world = await EngineWorld.create({ now: T0 });
    expect(await postAll([message({ type: "tag.added", props: { tag: "孕早" } })], "system")).toMatchObject([
      { status: "accepted" },
    ]);
    expect(await postAll([message({ id: "m2", type: "custom.clinic.visited" })])).toMatchObject([
      { status: "accepted" },
    ]);
  });

  it("takes an event up to five minutes ahead of its clock", async () => {
    world = await EngineWorld.create({ now: T0 });
    const answers = await postAll([message({ at: "2026-03-02T10:05:00+08:00" })]);
    expect(answers).toMatchObject([{ status: "accepted" }]);
  });

  it("finds one person for one identity, in every call and after every restart", async () => {
    world = await EngineWorld.create({ now: T0 });
    const customer = { idType: "external_user", value: "wm1" };
    const id = stableId("customer", "external_user", "wm1");
    const answers = await postAll([message({ customer }), message({ id: "m2", customer })]);
    expect(answers).toMatchObject([{ customerId: id }, { customerId: id }]);
    expect(await postAll([message({ id: "m3", customer })])).toMatchObject([{ customerId: id }]);
    await world.engine.runUntilIdle();
    expect((await world.customer(id)).identities).toEqual({ external_user: "wm1" });
    expect(await world.store.customers.resolve("external_user", "wm1")).toBe(id);
    await world.restart();
    expect(await postAll([message({ id: "m4", customer })])).toMatchObject([{ customerId: id }]);
    expect(await world.store.customers.count()).toBe(1);
  });

  it("leads an identity to the customer that it is bound to", async () => {
    world = await EngineWorld.create({ now: T0 });
    await postAll([{ ...message(), type: "profile.changed", props: { identities: { shop_member: "s7" } } }], "system");
    await world.engine.runUntilIdle();
    const customer = { idType: "shop_member", value: "s7" };
    expect(await postAll([message({ id: "m2", customer })])).toMatchObject([{ status: "accepted", customerId: "c1" }]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOON, startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const at = new Date(NOON - 60_000).toISOString();
const event = (id: string, more: object = {}) => ({
  id,
  type: "message.received",
  customer: "c1",
  at,
  props: { text: "你好" },
  ...more,
});

describe("posting events", () => {
  it("answers 202 once it is durable, 200 when it was known, and creates the customer", async () => {
    const intake = api.as("intake");
    const first = await intake.post("/v1/events", event("e1"));
    expect([first.statusCode, first.json()]).toEqual([202, { id: "e1", status: "accepted", customerId: "c1" }]);
    const again = await intake.post("/v1/events", event("e1"));
    expect([again.statusCode, again.json().status]).toEqual([200, "duplicate"]);
    await api.engine.runUntilIdle();
    const customer = await api.as("read").get("/v1/customers/c1");
    expect(customer.json().id).toBe("c1");
  });

  it("refuses one bad event with the reason and the place", async () => {
    const intake = api.as("intake");
    const cases: [object, number, string][] = [
      [event("e1", { at: "yesterday" }), 422, "event.invalid"],
      [event("e1", { at: new Date(NOON + 3_600_000).toISOString() }), 422, "event.future"],
      [event("e1", { type: "no.such" }), 422, "event.unknown_type"],
      [event("e1", { props: { text: "x".repeat(20_000) } }), 413, "event.too_large"],
      [event("e1", { type: "order.paid", props: { orderId: "o1", amount: 12.5 } }), 422, "event.invalid"],
      [{}, 422, "event.invalid"],
    ];
    for (const [body, status, code] of cases) {
      const answer = await intake.post("/v1/events", body);
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    }
  });

  it("answers each event of a batch on its own, in order", async () => {
    const answer = await api.as("intake").post("/v1/events/batch", {
      events: [event("e1"), event("e1"), event("e2", { at: "never" }), 7, null, event("e3", { customer: "c2" })],
    });
    expect(answer.statusCode).toBe(200);
    const { results, ...counts } = answer.json();
    expect(counts).toEqual({ accepted: 2, duplicate: 1, rejected: 3 });
    expect(results.map((r: { status: string }) => r.status)).toEqual([
      "accepted",
      "duplicate",
      "rejected",
      "rejected",
      "rejected",
      "accepted",
    ]);
    expect(results[2]).toMatchObject({ id: "e2", code: "event.invalid" });
  });

  it("takes 1,000 events at once and no more", async () => {
    const events = Array.from({ length: 1_001 }, (_, i) => event(`e${i}`));
    const intake = api.as("intake");
    const tooMany = await intake.post("/v1/events/batch", { events });
    expect([tooMany.statusCode, tooMany.json().code]).toEqual([400, "request.invalid"]);
    const full = await intake.post("/v1/events/batch", { events: events.slice(1) });
    expect(full.json()).toMatchObject({ accepted: 1_000, duplicate: 0, rejected: 0 });
  });

  it("refuses what only the product itself may say, whatever else the key may do", async () => {
    const types = [
      "task.completed",
      "tag.added",
      "profile.changed",
      "customer.merged",
      "customer.erased",
      "task.assigned",
    ];
    for (const caller of [api.as("intake"), api.as("intake", "tasks", "flows", "read")]) {
      for (const type of types) {
        const answer = await caller.post("/v1/events", event(`x-${type}`, { type, props: { taskId: "t", tag: "x" } }));
        expect([type, answer.statusCode, answer.json().code]).toEqual([type, 403, "event.not_allowed"]);
      }
      const batch = await caller.post("/v1/events/batch", {
        events: types.map((type) => event(`y-${type}`, { type })),
      });
      expect(batch.json()).toMatchObject({ accepted: 0, rejected: types.length });
    }
    const timers = await api.as("intake").post("/v1/events", event("x", { type: "timer" }));
    expect(timers.statusCode).toBe(422);
  });

  it("lets an administrator correct a person, but nobody speak for an advisor", async () => {
    const admin = api.as("admin");
    expect((await admin.post("/v1/events", event("a", { type: "tag.added", props: { tag: "老人" } }))).statusCode).toBe(
      202,
    );
    const faked = await admin.post("/v1/events", event("b", { type: "task.completed", props: { taskId: "t" } }));
    expect([faked.statusCode, faked.json().code]).toEqual([403, "event.not_allowed"]);
  });

  it("refuses a body that is too large before reading it", async () => {
    const answer = await api.as("intake").post("/v1/events", { text: "x".repeat(70_000) });
    expect([answer.statusCode, answer.json().code]).toEqual([413, "request.too_large"]);
  });
});

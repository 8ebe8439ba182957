import { advisorSchema } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Caller, NOON, startTestApi, type TestApi } from "../test-api.testkit.js";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let api: TestApi;
let amy: Caller;
let lead: Caller;
beforeEach(async () => {
  api = await startTestApi();
  await api.store.brand.saveAdvisors(["amy", "bob"].map((id) => advisorSchema.parse({ id, name: id })));
  const event = { id: "c1", source: "test", type: "friend.added", customer: "c1", props: { advisorId: "amy" } };
  await api.engine.post([{ ...event, at: new Date(NOON).toISOString() }], { origin: "system" });
  await api.engine.runUntilIdle();
  amy = await api.signedIn("advisor", "amy");
  lead = await api.signedIn("lead");
});
afterEach(() => api.close());

const make = async (body: object = {}, key?: string) =>
  amy.post(
    "/v1/customers/c1/reminders",
    { at: NOON + DAY_MS, text: "回电", ...body },
    key === undefined ? {} : { "idempotency-key": key },
  );
const open = async () => (await amy.get("/v1/reminders")).json().items;
const auditOf = (id: string) => api.store.flows.auditOf(`reminder:${id}`, { limit: 10 });

describe("a promise", () => {
  it("is moved to another time, with other words where some are given, and told of at its new time", async () => {
    const { id } = (await make()).json();
    const at = NOON + 2 * DAY_MS;
    const moved = await amy.post(`/v1/reminders/${id}/move`, { at });
    expect([moved.statusCode, moved.json()]).toMatchObject([200, { id, at, text: "回电", state: "open" }]);
    await amy.post(`/v1/reminders/${id}/move`, { at, text: "改约周四" });
    expect(await open()).toMatchObject([{ id, at, text: "改约周四" }]);
    expect((await api.store.records.get("desk.reminder", id))?.dueAt).toBe(at);
    const past = await amy.post(`/v1/reminders/${id}/move`, { at: NOON - 1 });
    expect([past.statusCode, past.json().code]).toEqual([422, "reminder.past"]);
  });

  it("is cancelled, is told of no more, and stays as it is afterwards", async () => {
    const { id } = (await make()).json();
    expect((await amy.post(`/v1/reminders/${id}/cancel`)).json()).toMatchObject({ id, state: "cancelled" });
    expect((await amy.post(`/v1/reminders/${id}/cancel`)).statusCode).toBe(200);
    expect(await open()).toEqual([]);
    expect((await api.store.records.get("desk.reminder", id))?.dueAt).toBeUndefined();
    const late = await amy.post(`/v1/reminders/${id}/move`, { at: NOON + DAY_MS });
    expect([late.statusCode, late.json().code]).toEqual([409, "reminder.cancelled"]);
    expect((await amy.post(`/v1/reminders/${id}/done`)).json().code).toBe("reminder.cancelled");
    const kept = (await make()).json();
    await amy.post(`/v1/reminders/${kept.id}/done`);
    expect((await amy.post(`/v1/reminders/${kept.id}/cancel`)).json().code).toBe("reminder.done");
  });

  it("leaves on record who moved and who cancelled it, once for each request", async () => {
    const { id } = (await make()).json();
    const at = NOON + 2 * DAY_MS;
    for (let tries = 0; tries < 2; tries++) {
      await amy.post(`/v1/reminders/${id}/move`, { at }, { "idempotency-key": "move-1" });
    }
    api.clock.advance(1_000);
    await lead.post(`/v1/reminders/${id}/cancel`);
    expect((await auditOf(id)).map(({ by, action, detail }) => [by, action, detail])).toEqual([
      ["lead", "reminder.cancelled", { customerId: "c1", advisorId: "amy", at }],
      ["amy", "reminder.moved", { customerId: "c1", advisorId: "amy", at, from: NOON + DAY_MS }],
    ]);
  });

  it("is moved and cancelled by its advisor or a lead, by nobody else", async () => {
    const { id } = (await make()).json();
    const bob = await api.signedIn("advisor", "bob");
    const viewer = await api.signedIn("viewer");
    for (const path of [`/v1/reminders/${id}/move`, `/v1/reminders/${id}/cancel`]) {
      const body = path.endsWith("move") ? { at: NOON + DAY_MS } : undefined;
      expect((await bob.post(path, body)).statusCode).toBe(404);
      expect((await viewer.post(path, body)).statusCode).toBe(403);
      expect((await lead.post(path, body)).statusCode).toBe(200);
    }
  });

  it("that was moved back and forth is not moved again by a request that was sent twice", async () => {
    const { id } = (await make()).json();
    const first = { at: NOON + 2 * DAY_MS };
    await amy.post(`/v1/reminders/${id}/move`, first, { "idempotency-key": "k1" });
    await lead.post(`/v1/reminders/${id}/move`, { at: NOON + 3 * DAY_MS });
    expect((await amy.post(`/v1/reminders/${id}/move`, first, { "idempotency-key": "k1" })).statusCode).toBe(200);
    expect(await open()).toMatchObject([{ at: NOON + 3 * DAY_MS }]);
  });

  it("that was made without a connection stands although its time has passed meanwhile, and is late", async () => {
    const madeAt = NOON - 3 * HOUR_MS;
    const made = await make({ at: NOON - HOUR_MS, madeAt });
    expect([made.statusCode, made.json().at]).toEqual([201, NOON - HOUR_MS]);
    expect((await make({ at: madeAt - 1, madeAt })).json().code).toBe("reminder.past");
    expect((await make({ at: NOON - 8 * DAY_MS, madeAt: NOON - 9 * DAY_MS })).json().code).toBe("reminder.past");
  });

  it("has the id that the phone gave it, so that it can be moved before the phone has heard the answer", async () => {
    const id = "0b6f3a4e-made-on-phone";
    expect((await make({ id }, "k1")).json().id).toBe(id);
    expect((await make({ id }, "k1")).json().id).toBe(id);
    expect(await open()).toHaveLength(1);
    const stolen = await make({ id, text: "别的事" }, "k2");
    expect([stolen.statusCode, stolen.json().code]).toEqual([409, "request.key_reused"]);
    expect((await amy.post(`/v1/reminders/${id}/move`, { at: NOON + 2 * DAY_MS })).statusCode).toBe(200);
  });
});

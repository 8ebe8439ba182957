import { advisorSchema } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Caller, NOON, startTestApi, type TestApi } from "../test-api.testkit.js";

const DAY_MS = 86_400_000;

let api: TestApi;
let amy: Caller;
beforeEach(async () => {
  api = await startTestApi();
  await api.store.brand.saveAdvisors(["amy", "bob"].map((id) => advisorSchema.parse({ id, name: id })));
  for (const [customer, advisorId] of [
    ["c1", "amy"],
    ["c2", "bob"],
  ] as const) {
    const event = { id: customer, source: "test", type: "friend.added", customer, props: { advisorId } };
    await api.engine.post([{ ...event, at: new Date(NOON).toISOString() }], { origin: "system" });
  }
  await api.engine.runUntilIdle();
  amy = await api.signedIn("advisor", "amy");
});
afterEach(() => api.close());

const key = { "idempotency-key": "k-1" };
const NOTE = "/v1/customers/c1/notes";
const notes = async () => (await amy.get(NOTE)).json().items;

describe("a request that is sent again with its key", () => {
  it("writes a note once, and gets the same answer, days later too", async () => {
    const first = await amy.post(NOTE, { text: "忌甜" }, key);
    api.clock.advance(2 * DAY_MS);
    const again = await amy.post(NOTE, { text: "忌甜" }, key);
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    expect(await notes()).toHaveLength(1);
  });

  it("makes a promise once, also when its time has passed by then", async () => {
    const body = { at: NOON + DAY_MS, text: "回电" };
    const first = await amy.post("/v1/customers/c1/reminders", body, key);
    api.clock.advance(2 * DAY_MS);
    const again = await amy.post("/v1/customers/c1/reminders", body, key);
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    expect((await amy.get("/v1/reminders")).json().items).toHaveLength(1);
  });

  it("takes a note away once, and says so both times", async () => {
    const { id } = (await amy.post(NOTE, { text: "忌甜" })).json();
    for (let tries = 0; tries < 2; tries++) {
      expect((await amy.delete(`${NOTE}/${id}`, key)).statusCode).toBe(204);
    }
    expect((await amy.delete(`${NOTE}/${id}`, { "idempotency-key": "k-2" })).statusCode).toBe(404);
  });

  it("saves a script once, and takes it away once", async () => {
    const body = { id: "script-of-the-phone", kind: "text", title: "破冰", text: "您好" };
    for (let tries = 0; tries < 2; tries++) {
      const saved = await amy.post("/v1/library", body, key);
      expect([saved.statusCode, saved.json().id]).toEqual([201, body.id]);
    }
    expect((await amy.get("/v1/library")).json().items).toHaveLength(1);
    expect((await amy.post("/v1/library", { ...body, text: "别的" })).json().code).toBe("request.key_reused");
    for (let tries = 0; tries < 2; tries++) {
      expect((await amy.delete(`/v1/library/${body.id}`, { "idempotency-key": "k-2" })).statusCode).toBe(204);
    }
  });

  it("puts a tag on once", async () => {
    const tag = () => amy.post("/v1/customers/c1/tags", { add: ["老人"] }, key);
    expect((await tag()).json().status).toBe("accepted");
    expect((await tag()).json().status).toBe("duplicate");
  });

  it("is refused in words when it asks for something else, or comes to another address", async () => {
    await amy.post(NOTE, { text: "忌甜" }, key);
    const others = [
      amy.post(NOTE, { text: "忌咸" }, key),
      amy.post("/v1/customers/c1/tags", { add: ["老人"] }, key),
      amy.post("/v1/customers/c1/reminders", { at: NOON + DAY_MS, text: "回电" }, key),
      amy.delete(`${NOTE}/n1`, key),
    ];
    for (const answer of await Promise.all(others)) {
      expect([answer.statusCode, answer.json().code]).toEqual([409, "request.key_reused"]);
      expect(answer.json().message).toContain("Idempotency-Key");
    }
    expect(await notes()).toHaveLength(1);
  });

  it("counts for each person on their own: the same key of somebody else is another one", async () => {
    const bob = await api.signedIn("advisor", "bob");
    const lead = await api.signedIn("lead");
    await amy.post(NOTE, { text: "忌甜" }, key);
    expect((await bob.post("/v1/customers/c2/notes", { text: "忌咸" }, key)).statusCode).toBe(201);
    expect((await lead.post(NOTE, { text: "忌甜" }, key)).statusCode).toBe(201);
    expect(await notes()).toHaveLength(2);
  });

  it("is forgotten after a month, and keys do not pile up", async () => {
    for (let i = 0; i < 5; i++) await amy.post(NOTE, { text: "忌甜" }, { "idempotency-key": `k-${i}` });
    expect(await api.store.records.count("api.key")).toBe(5);
    api.clock.advance(31 * DAY_MS);
    const again = await api.signedIn("advisor", "amy");
    await again.post(NOTE, { text: "忌咸" }, { "idempotency-key": "k-0" });
    await again.post(NOTE, { text: "忌辣" }, { "idempotency-key": "k-9" });
    expect(await api.store.records.count("api.key")).toBeLessThanOrEqual(2);
  });
});

describe("what was done without a connection", () => {
  it("stands with the time at which it was done, never with one that is still to come", async () => {
    const note = async (madeAt: number) => (await amy.post(NOTE, { text: "a", madeAt })).json().at;
    expect(await note(NOON - 1_000)).toBe(NOON - 1_000);
    expect(await note(NOON + 1_000)).toBe(NOON);
    expect(await note(NOON - 30 * DAY_MS)).toBe(NOON - 7 * DAY_MS);
  });
});

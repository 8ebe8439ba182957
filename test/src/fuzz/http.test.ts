import { eventBatchAnswerSchema, wireErrorSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { twoAdvisorsAtWork } from "../../../api/src/flow-files.testkit.js";
import { type Caller, startTestApi, type TestApi } from "../../../api/src/test-api.testkit.js";
import { holds } from "./hold.js";
import { hostileJson, hostileText, mutated, nudged } from "./hostile-values.js";
import { type FuzzRequest, type OpenApi, requestsTo } from "./openapi-requests.js";

/** Streams never end, WeCom's would ask the real one, and who signs out is heard no more: these have tests of their own. */
const LEFT_OUT = /\/live$|^\/v1\/wecom|^\/v1\/session|^\/v1\/demo|^\/(metrics|healthz|readyz)/;

let api: TestApi;
let lead: Caller;
let known: string[];
let paths: OpenApi;

beforeAll(async () => {
  api = await startTestApi({ limits: { rateLimit: 1_000_000, rateLimitAnonymous: 1_000_000 } });
  const { taskOf } = await twoAdvisorsAtWork(api);
  lead = await api.signedIn("administrator");
  const [enrollment] = (await api.store.customers.load(["c1"])).get("c1")?.enrollments ?? [];
  known = ["care", "c1", "c2", "a1", "k", "t", "1", "2", await taskOf("c1"), enrollment?.id ?? ""];
  paths = (await lead.get("/v1/openapi.json")).json();
});
afterAll(() => api.close());

const send = async (caller: Caller, { method, url, body }: FuzzRequest) => {
  if (method === "GET") return caller.get(url);
  if (method === "DELETE") return caller.delete(url);
  const text = JSON.stringify(body);
  const headers = JSON_TYPE;
  return method === "POST" ? caller.post(url, text, headers) : caller.put(url, text, headers);
};

/** Answered, and if refused then by a code of the table, in words, and where the shape is at fault with its place. */
function expectAnswer(request: FuzzRequest, { statusCode, body }: { statusCode: number; body: string }): void {
  const what = JSON.stringify(request).slice(0, 600);
  if (statusCode < 400) return;
  expect(`${statusCode} ${what} ${body}`).toMatch(/^4/);
  const { code, message, details } = wireErrorSchema.parse(JSON.parse(body));
  expect(message, what).not.toBe("");
  if (code === "request.invalid" && details?.fields) {
    const places = (details.fields as { path: string }[]).map((field) => field.path); // what the error answer says
    expect(
      places.every((path) => /^(body|querystring|params|headers)/.test(path)),
      `${what} ${body}`,
    ).toBe(true);
  }
}

/** Everything that was accepted was digested: nobody is on hold and nothing waits. */
async function expectDigested(): Promise<void> {
  await api.engine.runUntilIdle();
  expect(await api.engine.health()).toMatchObject({ backlog: 0 });
  const alerts = await api.store.readSide.alerts(1_000);
  expect(alerts.filter((alert) => alert.code === "customer.held" || alert.code === "customer.on_hold")).toEqual([]);
  const ids = await api.store.customers.pageIds("", 10_000);
  for (const person of (await api.store.customers.load(ids)).values())
    expect([person.id, person.status]).not.toEqual([person.id, "held"]);
}

describe("requests", () => {
  const counts = new Map<number, number>();
  holds(
    "to any address, with anything in path, query and body, are answered or refused by code and place",
    async () => requestsTo(paths, known, LEFT_OUT),
    { seed: 41, runs: 1_000 },
    async (request) => {
      const answer = await send(lead, request);
      counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1);
      expectAnswer(request, answer);
    },
  );
  it("many of them were answered, and all that they left behind is digested", async () => {
    expect(counts.get(200) ?? 0).toBeGreaterThan(100);
    await expectDigested();
  });

  holds(
    "that are no JSON, or cut off, are refused",
    fc.tuple(
      fc.constantFrom("/v1/events", "/v1/flows", "/v1/flows/validate", "/v1/library"),
      fc.oneof(
        hostileText,
        mutated({ id: "e", props: { a: [1] } }).map((value) => JSON.stringify({ value }).slice(0, -1)),
      ),
    ),
    { seed: 42, runs: 200 },
    async ([url, text]) => {
      const answer = await lead.post(url, text, JSON_TYPE);
      expect(answer.statusCode).toBeLessThan(500);
      expectAnswer({ method: "POST", url, body: text }, answer);
    },
  );
});

const EVENT = {
  id: "e1",
  source: "shop",
  type: "order.paid",
  customer: { idType: "phone", value: "13800000000" },
  at: "2026-06-01T09:59:00+08:00",
  props: { orderId: "o1", amount: 12_800, shop: "s", items: [{ sku: "A", quantity: 1, amount: 12_800 }] },
};
const SENT: readonly object[] = [
  EVENT,
  { ...EVENT, type: "friend.added", customer: "c9", props: { advisorId: "a1", name: "王芳", channel: "card" } },
  { ...EVENT, type: "message.received", customer: "c1", props: { advisorId: "a1", text: "在吗" } },
  { ...EVENT, type: "tag.added", customer: "c2", props: { tag: "VIP" } },
  { ...EVENT, type: "profile.changed", customer: "c2", props: { attributes: { skin: "dry" } } },
  { ...EVENT, type: "custom.visit", customer: "c1", props: { page: "a" } },
];

describe("events", () => {
  it("good ones are accepted", async () => {
    for (const [i, event] of SENT.entries()) {
      const { statusCode, body } = await lead.post("/v1/events", { ...event, id: `good${i}` });
      expect([statusCode, body]).toEqual([202, body]);
    }
    await expectDigested();
  });

  let sent = 0;
  let accepted = 0;
  const event = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...SENT).chain(mutated) },
    { weight: 6, arbitrary: fc.constantFrom(...SENT).chain(nudged) },
    { weight: 1, arbitrary: hostileJson },
  );
  holds(
    "changed anywhere are refused by code and place, or digested by the engine and shown on every page",
    fc.array(event, { minLength: 1, maxLength: 6 }),
    { seed: 43, runs: 300 },
    async (events) => {
      const body = events.map((one) =>
        isRecord(one) ? { ...one, id: typeof one.id === "string" && one.id === "e1" ? `f${sent++}` : one.id } : one,
      );
      const answer = await lead.post("/v1/events/batch", JSON.stringify({ events: body }), {
        "content-type": "application/json",
      });
      expectAnswer({ method: "POST", url: "/v1/events/batch", body }, answer);
      if (answer.statusCode !== 200) return;
      for (const result of eventBatchAnswerSchema.parse(answer.json()).results) {
        if (result.status === "accepted") accepted += 1;
        else if (result.status === "rejected") expect(result.message).not.toBe("");
      }
      await expectDigested();
    },
  );

  it("whoever came of them can be looked at", async () => {
    expect(accepted).toBeGreaterThan(60);
    for (const id of await api.store.customers.pageIds("", 10_000)) {
      for (const page of ["", "/timeline", "/preview"]) {
        const url = `/v1/customers/${encodeURIComponent(id)}${page}`;
        const answer = await lead.get(url);
        expectAnswer({ method: "GET", url }, answer);
      }
    }
    expect((await lead.get("/v1/customers?limit=100")).statusCode).toBe(200);
    expect((await lead.get("/v1/tasks?limit=100")).statusCode).toBe(200);
  });
});

describe("brand settings and library", () => {
  it("the settings as they are can be saved, and so can a script", async () => {
    const settings = (await lead.get("/v1/settings")).json() as object; // the settings
    expect((await lead.put("/v1/settings", settings)).statusCode).toBe(200);
    const script = { kind: "text", title: "问候", text: "您好{{customer.name}}" };
    const saved = await lead.post("/v1/library", script);
    expect([saved.statusCode, saved.body]).toEqual([201, saved.body]);
  });

  let saved = 0;
  let good: Record<string, unknown> = {};
  holds(
    "settings changed anywhere are refused at their place, or the engine goes on with them",
    async () => {
      good = (await lead.get("/v1/settings")).json();
      // A save changes what it names.
      return fc
        .constantFrom(...Object.keys(good))
        .chain((key) => fc.oneof(mutated({ [key]: good[key] }), nudged({ [key]: good[key] })));
    },
    { seed: 44, runs: 250 },
    async (settings) => {
      const answer = await lead.put("/v1/settings", JSON.stringify(settings), JSON_TYPE);
      expectAnswer({ method: "PUT", url: "/v1/settings", body: settings }, answer);
      if (answer.statusCode !== 200) return;
      saved += 1;
      const customer = `after-settings-${saved}`;
      const posted = { ...EVENT, id: customer, type: "message.received", customer, props: { advisorId: "a1" } };
      expect((await lead.post("/v1/events", posted)).statusCode).toBe(202);
      await expectDigested();
      expect((await lead.put("/v1/settings", good)).statusCode).toBe(200);
    },
  );
  it("some of them were taken", () => expect(saved).toBeGreaterThan(10));
});

const JSON_TYPE = { "content-type": "application/json" };
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

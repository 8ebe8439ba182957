import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brandSettingsSchema } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flowOf } from "../core/journey/flows.testkit.js";
import { cst, openPolicy } from "../core/journey/journey.testkit.js";
import { HOUR_MS, MINUTE_MS } from "../core/time/index.js";
import { EngineWorld } from "../worker/engine.testkit.js";
import { instantWaker } from "../worker/index.js";
import { webhookSecrets } from "./webhook-secrets.js";
import { WebhookSender, type WebhookSenderOptions } from "./webhook-sender.js";

const T0 = cst("2026-03-02 10:00");

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly url: string | undefined;
  readonly body: unknown;
}

let server: Server;
let port: number;
let received: Received[];
let answers: ((request: IncomingMessage) => { status: number; headers?: Record<string, string> } | "silence")[];
let world: EngineWorld;
let log: unknown[];

beforeEach(async () => {
  received = [];
  answers = [];
  log = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += String(chunk);
    });
    request.on("end", () => {
      received.push({ headers: request.headers, url: request.url, body: JSON.parse(text) });
      const answer = answers[received.length - 1]?.(request) ?? { status: 200 };
      if (answer !== "silence") response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port; // a TCP server's address
});

afterEach(async () => {
  await world.dispose();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const calling = (data: object = {}) =>
  flowOf(
    "crm",
    [
      ["t", "trigger.event", { event: "order.paid" }],
      ["h", "webhook", { url: `http://crm.example:${port}/in?x=1`, ...data }],
      ["good", "exit", { reason: "told" }],
      ["bad", "exit", { reason: "not_told" }],
    ],
    ["t:out>h", "h:ok>good", "h:failed>bad"],
  );

async function begin(flow = calling(), webhooks: object = { allowedHosts: ["crm.example"], allowPrivate: true }) {
  const settings = brandSettingsSchema.parse({ ...openPolicy(), webhooks });
  world = await EngineWorld.create({ now: T0, flows: [flow], settings });
  await world.post("order.paid", "c1", { orderId: "o1", amount: 100, lines: [] });
  await world.engine.runUntilIdle();
}

async function send(more: Partial<WebhookSenderOptions> = {}): Promise<void> {
  const note = (fields: object) => log.push(fields);
  await new WebhookSender({
    ...{ store: world.store, engine: world.engine, clock: world.clock, waker: instantWaker },
    logger: { info: note, warn: note, error: note },
    resolve: async () => ["127.0.0.1"],
    ...more,
  }).runDue();
  await world.engine.runUntilIdle();
}

const endReason = async () =>
  (await world.store.readSide.enrollments({ flowId: "crm", limit: 5 })).map((row) => row.reason ?? row.state);
const waiting = async () => (await world.store.records.list("webhook.call", { limit: 10 })).length;

describe("a webhook", () => {
  it("posts who, where and why with an idempotency key, and a 2xx leads on by ok", async () => {
    await begin();
    expect(await waiting()).toBe(1);
    await send();
    expect(received).toMatchObject([
      {
        url: "/in?x=1",
        headers: { host: `crm.example:${port}`, "content-type": "application/json" },
        body: { customerId: "c1", flowId: "crm", nodeId: "h", entry: { orderId: "o1" } },
      },
    ]);
    expect(received[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f]{32}$/);
    expect([await endReason(), await waiting()]).toEqual([["told"], 0]);
  });

  it("fills its body's texts, and puts secrets into headers that neither flow, log nor record holds", async () => {
    const headers = { Authorization: "Bearer {{secret.crm}}", "X-Brand": "demo" };
    await begin(
      calling({
        headers,
        body: { who: '{{customer.name | default:"客户"}}', list: ["{{enrollment.entry.orderId}}", 1] },
      }),
    );
    await webhookSecrets(world.store.records).put({ id: "crm", doc: { value: "s3cr3t", at: T0, by: "lead" } });
    await send();
    expect(received[0]?.body).toEqual({ who: "客户", list: ["o1", 1] });
    expect(received[0]?.headers).toMatchObject({ authorization: "Bearer s3cr3t", "x-brand": "demo" });
    expect(JSON.stringify([log, await world.store.flows.versions("crm")])).not.toContain("s3cr3t");
  });

  it("is tried five times within an hour with the same key, then leads on by failed", async () => {
    await begin();
    answers = Array.from({ length: 5 }, () => () => ({ status: 503 }));
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const [call] = await world.store.records.list("webhook.call", { limit: 1 });
      world.clock.set(Math.max(world.clock.now(), call?.dueAt ?? 0));
      times.push(world.clock.now() - T0);
      await send();
    }
    expect(times).toEqual([0, 1, 6, 21, 51].map((minutes) => minutes * MINUTE_MS));
    expect(new Set(received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect([await endReason(), await waiting()]).toEqual([["not_told"], 0]);
  });

  it("that succeeds at a later try leads on by ok", async () => {
    await begin();
    answers = [() => ({ status: 500 })];
    await send();
    world.clock.advance(MINUTE_MS);
    await send();
    expect(await endReason()).toEqual(["told"]);
  });

  it("is not tried again where the other side has understood and refused", async () => {
    await begin();
    answers = [() => ({ status: 422 })];
    await send();
    expect([received.length, await endReason()]).toEqual([1, ["not_told"]]);
  });

  it("follows no redirect", async () => {
    await begin();
    answers = [() => ({ status: 302, headers: { location: `http://127.0.0.1:${port}/elsewhere` } })];
    await send();
    expect([received.length, await endReason()]).toEqual([1, ["not_told"]]);
  });

  it("gives up on an answer that takes too long, and tries again", async () => {
    await begin();
    answers = [() => "silence"];
    const asked: number[] = [];
    const stop = new AbortController();
    const deadline = (ms: number) => {
      asked.push(ms);
      return stop.signal;
    };
    const sent = send({ deadline });
    const seen = () => new Promise((again) => setImmediate(again));
    while (received.length === 0) await seen();
    stop.abort();
    await sent;
    expect([asked, await waiting(), received.length]).toEqual([[10_000], 1, 1]);
  });

  it("goes to no host that the settings do not name, not even when they change after publishing", async () => {
    await begin(calling(), { allowedHosts: ["other.example"], allowPrivate: true });
    await send();
    expect([received.length, await endReason()]).toEqual([0, ["not_told"]]);
  });

  it.each([["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["fd00::1"]])(
    "goes to no private address, whatever name leads there: %s",
    async (address) => {
      await begin(calling(), { allowedHosts: ["crm.example"] });
      await send({ resolve: async () => [address] });
      expect([received.length, await endReason()]).toEqual([0, ["not_told"]]);
    },
  );

  it("refuses a private address written as such", async () => {
    await begin(calling({ url: `http://127.0.0.1:${port}/` }), { allowedHosts: ["127.0.0.1"] });
    await send();
    expect([received.length, await endReason()]).toEqual([0, ["not_told"]]);
  });

  it("is called again after a crash before its result was on record, and its result counts once", async () => {
    await begin();
    const engine = { post: async () => Promise.reject(new Error("killed")) };
    await send({ engine }).catch(() => {});
    world.clock.advance(HOUR_MS);
    await send();
    expect([received.length, await endReason()]).toEqual([2, ["told"]]);
    expect(received[0]?.headers["idempotency-key"]).toBe(received[1]?.headers["idempotency-key"]);
  });

  it("of a customer who was erased goes nowhere", async () => {
    await begin();
    await world.post("customer.erased", "c1");
    await world.engine.runUntilIdle();
    await send();
    expect([received.length, await waiting()]).toEqual([0, 0]);
  });
});

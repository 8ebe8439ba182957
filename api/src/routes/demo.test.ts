import { instantWaker } from "@sopflow/engine";
import type { PostedEvent } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startDemoStream } from "../demo/demo-stream.js";
import { claimDemo, seedDemo } from "../demo/seed-demo.js";
import { NOON, startTestApi, type TestApi } from "../test-api.testkit.js";

const CUSTOMERS = 40;

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi({ demoStream: true });
});
afterEach(() => api.close());

async function seed({ store, engine }: TestApi) {
  await claimDemo(store, NOON);
  await seedDemo({ store, until: NOON, customers: CUSTOMERS, liveDays: 1 });
  await engine.start();
  await engine.runUntilIdle();
}

describe("a demo brand", () => {
  it("is called one in every session, and no other brand is", async () => {
    const viewer = await api.signedIn("viewer");
    expect((await viewer.get("/v1/session")).json().brand).not.toHaveProperty("demo");
    await seed(api);
    expect((await viewer.get("/v1/session")).json().brand).toMatchObject({ demo: true });
  });

  it("makes up a friend when a lead asks: the lead's own flow greets the friend at once", async () => {
    await seed(api);
    const lead = await api.signedIn("lead");
    const flow = (await lead.post("/v1/flows", { template: "welcome-friend", name: "我的第一个流程" })).json();
    expect((await lead.post(`/v1/flows/${flow.flowId}/publish`, {})).statusCode).toBe(200);
    const made = await lead.post("/v1/demo/friends", {});
    expect(made.statusCode).toBe(201);
    await api.engine.runUntilIdle();
    const { customerId, name, advisorId } = made.json();
    const { items } = (await lead.get(`/v1/tasks?customerId=${customerId}`)).json();
    expect(items).toMatchObject([{ flowId: flow.flowId, advisorId, customerName: name, state: "open" }]);
    expect((await lead.get(`/v1/flows/${flow.flowId}/enrollments`)).json().items).toHaveLength(1);
  });

  it("can be silenced, and made to speak again, without what happened meanwhile", async () => {
    await seed(api);
    const lead = await api.signedIn("lead");
    const { store, clock } = api;
    let tick = () => {};
    const everySecond = (wake: () => void) => {
      tick = wake;
      return () => undefined;
    };
    const heard: PostedEvent[] = [];
    const post = async (events: readonly unknown[]) => {
      heard.push(...(events as PostedEvent[])); // what the stream posts
      return [];
    };
    const onError = (error: unknown) => {
      throw error;
    };
    await startDemoStream({
      store,
      engine: { post },
      clock,
      waker: { ...instantWaker, everySecond },
      onError,
      customers: CUSTOMERS,
    });
    const tenMinutes = () => {
      clock.advance(600_000);
      tick();
    };
    expect((await lead.put("/v1/demo", { stream: "off" })).json()).toEqual({ stream: "off" });
    tenMinutes();
    await lead.get("/v1/demo"); // by then the stream has asked whether it is wanted
    const silentUntil = clock.now();
    expect((await lead.put("/v1/demo", { stream: "on" })).json()).toEqual({ stream: "on" });
    tenMinutes();
    await vi.waitFor(() => expect(heard).not.toEqual([]));
    for (const { at } of heard) expect(Date.parse(at)).toBeGreaterThan(silentUntil);
  });
});

describe("a brand of one's own", () => {
  it("has nothing made up", async () => {
    const lead = await api.signedIn("lead");
    expect((await lead.get("/v1/demo")).json()).toEqual({ stream: "unavailable" });
    for (const answer of [await lead.put("/v1/demo", { stream: "off" }), await lead.post("/v1/demo/friends", {})]) {
      expect([answer.statusCode, answer.json().code]).toEqual([409, "demo.none"]);
    }
  });

  it("lets neither an advisor nor a viewer make anybody up", async () => {
    for (const role of ["viewer", "advisor"] as const) {
      const person = await api.signedIn(role, role === "advisor" ? "adv-1" : undefined);
      expect((await person.post("/v1/demo/friends", {})).statusCode).toBe(403);
    }
  });
});

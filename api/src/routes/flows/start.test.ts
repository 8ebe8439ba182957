import type { FlowFile } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../test-api.testkit.js";

const position = { x: 0, y: 0 };
const byHand = (more: Partial<FlowFile> = {}): FlowFile => ({
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  settings: { goals: [{ id: "buy", on: "order.paid", within: "P14D" }] },
  nodes: [
    { id: "t", type: "trigger.manual", position, data: {} },
    {
      id: "s",
      type: "split",
      position,
      data: {
        variants: [
          { id: "a", weight: 1 },
          { id: "h", weight: 1, holdout: true },
        ],
      },
    },
  ],
  edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "s" }],
  ...more,
});

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  const flows = api.as("flows");
  expect((await flows.post("/v1/flows", { flow: byHand() })).statusCode).toBe(201);
  expect((await flows.post("/v1/flows/care/publish")).json()).toMatchObject({ state: "live" });
  const at = new Date(api.clock.now()).toISOString();
  for (const [customer, advisorId] of [
    ["c1", "ann"],
    ["c2", "bob"],
  ] as const) {
    const event = { id: customer, source: "t", type: "friend.added", customer, at, props: { advisorId } };
    await api.engine.post([event], { origin: "system" });
  }
  await api.engine.runUntilIdle();
});
afterEach(() => api.close());

const inside = async () =>
  (await api.store.readSide.enrollments({ flowId: "care", limit: 10 })).map((row) => row.customerId);

describe("starting a flow by hand", () => {
  it("puts a list of customers in, names those that are not there, and counts a repeated request once", async () => {
    const lead = await api.signedIn("lead");
    const body = { customers: ["c1", "c2", "nobody"], entry: { why: "list" } };
    const key = { "idempotency-key": "list-of-june-1" };
    const first = await lead.post("/v1/flows/care/start", body, key);
    expect([first.statusCode, first.json()]).toEqual([
      202,
      { flowId: "care", accepted: 2, duplicate: 0, unknown: ["nobody"] },
    ]);
    expect((await lead.post("/v1/flows/care/start", body, key)).json()).toMatchObject({ accepted: 0, duplicate: 2 });
    await api.engine.runUntilIdle();
    expect(await inside()).toEqual(["c1", "c2"]);
    const audit = await api.store.flows.auditOf("flow:care", { limit: 10 });
    expect(audit.filter(({ action }) => action === "started")).toHaveLength(1);
  });

  it("lets an advisor start it for own customers only", async () => {
    const ann = await api.signedIn("advisor", "ann");
    expect((await ann.get("/v1/startable-flows")).json()).toEqual({ items: [{ flowId: "care", name: "关怀" }] });
    const answer = await ann.post("/v1/flows/care/start", { customers: ["c1", "c2"] });
    expect(answer.json()).toMatchObject({ accepted: 1, unknown: ["c2"] });
    await api.engine.runUntilIdle();
    expect(await inside()).toEqual(["c1"]);
  });

  it("is refused for a flow without a manual trigger, and for a paused one", async () => {
    const lead = await api.signedIn("lead");
    await lead.post("/v1/flows/care/pause");
    const answer = await lead.post("/v1/flows/care/start", { customers: ["c1"] });
    expect([answer.statusCode, answer.json().code]).toEqual([409, "flow.no_manual_trigger"]);
    expect((await lead.get("/v1/startable-flows")).json()).toEqual({ items: [] });
  });
});

describe("the experiments of a flow", () => {
  it("come with n, rate and interval by arm once the goal windows are over", async () => {
    const lead = await api.signedIn("lead");
    await lead.post("/v1/flows/care/start", { customers: ["c1", "c2"] });
    await api.engine.runUntilIdle();
    const early = (await lead.get("/v1/flows/care/experiments")).json();
    const sum = (arms: { running: number; matured: number }[], what: "running" | "matured") =>
      arms.reduce((total, arm) => total + arm[what], 0);
    expect(early.goals).toEqual([{ id: "buy", within: "P14D" }]);
    expect([sum(early.items[0].arms, "running"), sum(early.items[0].arms, "matured")]).toEqual([2, 0]);
    api.clock.advance(16 * 86_400_000);
    const { items } = (await api.as("read").get("/v1/flows/care/experiments")).json();
    expect(items[0]).toMatchObject({ nodeId: "s", kind: "split", baseline: "h" });
    expect([sum(items[0].arms, "running"), sum(items[0].arms, "matured")]).toEqual([0, 2]);
  });
});

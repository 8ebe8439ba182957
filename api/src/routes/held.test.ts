import type { FlowFile } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

const position = { x: 0, y: 0 };
const flow: FlowFile = {
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  settings: { reentry: "after_exit" },
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "message.received" } },
    { id: "k", type: "task", position, data: { title: "问候", script: "您好", wait: false, onFull: "drop" } },
  ],
  edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "k" }],
};

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  const pools = ["default"];
  await api.store.brand.saveAdvisors([
    { id: "ann", name: "小安", pools, capacityPerDay: 1, active: true },
    { id: "bob", name: "小博", pools, capacityPerDay: 80, active: true },
  ]);
  await api.as("flows").post("/v1/flows", { flow });
  expect((await api.as("flows").post("/v1/flows/care/publish")).statusCode).toBe(200);
  const at = new Date(api.clock.now()).toISOString();
  const post = (customer: string, type: string, props: object) =>
    api.engine.post([{ id: `${type}/${customer}/${Math.random()}`, source: "t", type, customer, at, props }], {
      origin: "system",
    });
  for (const [customer, advisorId] of [
    ["c1", "ann"],
    ["c2", "ann"],
    ["c3", "ann"],
    ["c4", "bob"],
  ] as const) {
    await post(customer, "friend.added", { advisorId, name: `客户${customer}` });
    await post(customer, "message.received", {});
  }
  // A second message on the same day: the policy allows one marketing contact in 48 hours.
  await post("c4", "message.received", {});
  await api.engine.runUntilIdle();
});
afterEach(() => api.close());

describe("what did not go out as planned", () => {
  it("is summed by reason, flow, day, advisor and step, and each sum opens its list", async () => {
    const lead = await api.signedIn("lead");
    const sums = (await lead.get("/v1/held")).json();
    expect(sums).toMatchObject({
      total: 3,
      byReason: [
        { key: "capacity", what: "dropped", count: 2 },
        { key: "budget.marketing", what: "deferred", count: 1 },
      ],
      byFlow: [{ key: "care", name: "关怀", count: 3 }],
      byDay: [{ key: "2026-06-01", count: 3 }],
      byAdvisor: [
        { key: "ann", name: "小安", count: 2 },
        { key: "bob", name: "小博", count: 1 },
      ],
    });
    for (const { flowId, nodeId, what, reason, count } of sums.bySteps) {
      const query = new URLSearchParams({ flowId, nodeId, what, reason });
      const { items } = (await lead.get(`/v1/held/lines?${query}`)).json();
      expect(items).toHaveLength(count);
      expect(items[0]).toMatchObject({ reason });
    }
    const dropped = (await lead.get("/v1/held/lines?flowId=care&nodeId=k&what=dropped&limit=1")).json();
    expect(dropped.items).toMatchObject([{ customerId: "c3", customerName: "客户c3", advisorId: "ann" }]);
    const rest = await lead.get(`/v1/held/lines?flowId=care&nodeId=k&what=dropped&limit=1&after=${dropped.next}`);
    expect(rest.json().items).toMatchObject([{ customerId: "c2" }]);
  });

  it("can be narrowed, and is nothing for advisors", async () => {
    const read = api.as("read");
    expect((await read.get("/v1/held?advisorId=bob")).json().total).toBe(1);
    expect((await read.get("/v1/held?what=dropped&from=2026-06-02")).json().total).toBe(0);
    expect((await read.get("/v1/held?from=nonsense")).statusCode).toBe(400);
    const advisor = await api.signedIn("advisor", "ann");
    expect((await advisor.get("/v1/held")).statusCode).toBe(403);
  });
});

import { brandSettingsSchema, type FlowFile } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../test-api.testkit.js";

const position = { x: 0, y: 0 };
const flow: FlowFile = {
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "message.received" } },
    { id: "k", type: "task", position, label: "问候", data: { title: "问候", script: "您好", purpose: "reply" } },
  ],
  edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "k" }],
};

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  await api.store.brand.saveSettings(brandSettingsSchema.parse({ breaker: { factor: 1, minimum: 2, days: 7 } }));
  await api.as("flows").post("/v1/flows", { flow });
  expect((await api.as("flows").post("/v1/flows/care/publish")).statusCode).toBe(200);
  const at = new Date(api.clock.now()).toISOString();
  const events = ["c1", "c2", "c3", "c4"].map((customer) => ({
    ...{ id: customer, source: "t", type: "message.received", customer, at, props: {} },
  }));
  await api.engine.post(events, { origin: "system" });
  await api.engine.runUntilIdle();
});
afterEach(() => api.close());

describe("a step that was stopped", () => {
  it("is listed with its numbers and told to leads, and goes on when a lead releases it", async () => {
    const lead = await api.signedIn("lead");
    const stops = (await lead.get("/v1/flows/care/stops")).json();
    expect(stops.items).toMatchObject([{ nodeId: "k", count: 3, forecast: 2 }]);
    const alerts = (await lead.get("/v1/alerts?limit=5")).json();
    expect(alerts.items).toContainEqual(expect.objectContaining({ code: "node.stopped", flowId: "care", nodeId: "k" }));
    expect(await api.store.tasks.count({ flowId: "care" })).toBe(3);
    expect((await lead.post("/v1/flows/care/steps/k/release")).statusCode).toBe(202);
    await api.engine.runUntilIdle();
    expect(await api.store.tasks.count({ flowId: "care" })).toBe(4);
    expect((await lead.get("/v1/flows/care/stops")).json().items).toEqual([]);
    const again = await lead.post("/v1/flows/care/steps/k/release");
    expect([again.statusCode, again.json().code]).toEqual([409, "node.not_stopped"]);
    const audit = await api.store.flows.auditOf("flow:care", { limit: 10 });
    expect(audit.map(({ action }) => action)).toContain("step.released");
  });

  it("is released by nobody who does not design flows", async () => {
    const advisor = await api.signedIn("advisor", "ann");
    expect((await advisor.post("/v1/flows/care/steps/k/release")).statusCode).toBe(403);
  });
});

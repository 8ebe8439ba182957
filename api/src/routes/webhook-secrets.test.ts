import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const position = { x: 0, y: 0 };
const headers = { Authorization: "Bearer {{secret.crm}}" };
const CALLING = {
  schema: "sopflow/flow@1",
  id: "calling",
  name: "Tells the shop",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "order.paid" } },
    { id: "call", type: "webhook", position, data: { url: "https://example.com/orders", headers } },
  ],
  edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "call" }],
};

describe("secrets of webhooks", () => {
  it("are saved and listed by name, and their values are never told", async () => {
    const lead = await api.signedIn("lead");
    const saved = await lead.put("/v1/webhook-secrets/crm_token", { value: "hidden-value" });
    expect([saved.statusCode, saved.json()]).toMatchObject([200, { name: "crm_token", by: "lead" }]);
    const listed = await lead.get("/v1/webhook-secrets");
    expect(listed.json().items).toMatchObject([{ name: "crm_token" }]);
    const audit = await api.store.flows.auditOf("webhook-secret:crm_token", { limit: 5 });
    expect(JSON.stringify([saved.json(), listed.json(), audit])).not.toContain("hidden-value");
    expect((await lead.delete("/v1/webhook-secrets/crm_token")).statusCode).toBe(204);
    expect((await lead.get("/v1/webhook-secrets")).json().items).toEqual([]);
  });

  it("are asked for by a flow only when they are saved, which the refusal tells at the header", async () => {
    const lead = await api.signedIn("lead");
    const settings = (await lead.get("/v1/settings")).json();
    await lead.put("/v1/settings", { ...settings, webhooks: { allowedHosts: ["example.com"] } });
    await lead.post("/v1/flows", { flow: CALLING });
    const refused = await lead.post("/v1/flows/calling/publish", {});
    expect([refused.statusCode, refused.json().details.diagnostics]).toMatchObject([
      422,
      [{ code: "webhook.secret_missing", nodeId: "call", path: "nodes.1.data.headers.Authorization" }],
    ]);
    await lead.put("/v1/webhook-secrets/crm", { value: "hidden-value" });
    expect((await lead.post("/v1/flows/calling/publish", {})).statusCode).toBe(200);
  });

  it("are nothing for advisors", async () => {
    const advisor = await api.signedIn("advisor", "ann");
    expect((await advisor.get("/v1/webhook-secrets")).statusCode).toBe(403);
  });
});

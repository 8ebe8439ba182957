import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

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

  it("are nothing for advisors", async () => {
    const advisor = await api.signedIn("advisor", "ann");
    expect((await advisor.get("/v1/webhook-secrets")).statusCode).toBe(403);
  });
});

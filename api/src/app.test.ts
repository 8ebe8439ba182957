import { ERROR_CODES } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "./test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe("the server", () => {
  it("tells its health to anybody, and readiness by the engine's state", async () => {
    expect((await api.app.inject("/healthz")).json()).toEqual({ status: "ok" });
    const waiting = await api.app.inject("/readyz");
    expect([waiting.statusCode, waiting.json().status]).toEqual([503, "starting"]);
    await api.engine.start();
    expect((await api.app.inject("/readyz")).json()).toEqual({ status: "ready" });
  });

  it("describes itself as OpenAPI 3.1, every route with its error answers", async () => {
    const description = (await api.as("read").get("/v1/openapi.json")).json();
    expect(description.openapi).toBe("3.1.0");
    const operations = Object.values(
      description.paths as Record<string, Record<string, { responses: object }>>,
    ).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(40);
    expect(
      description.paths["/v1/flows/{id}"].put.requestBody.content["application/json"].schema.properties.flow,
    ).toMatchObject({
      properties: { nodes: { type: "array" } },
    });
    for (const { responses } of operations.filter(
      (o) => !("200" in o.responses && Object.keys(o.responses).length === 1),
    )) {
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "403", "429", "500"]));
    }
  });

  it("gives every error one form, in the language asked for, and names the field", async () => {
    const zh = await api.as("admin").post("/v1/keys", { name: "", scopes: ["root"] });
    expect(zh.statusCode).toBe(400);
    expect(zh.json().code).toBe("request.invalid");
    expect(zh.json().message).toMatch(/^请求内容不对/);
    expect(zh.json().details.fields.map((f: { path: string }) => f.path)).toEqual(["body.name", "body.scopes.0"]);
    const en = await api.as("admin").post("/v1/keys", {}, { "accept-language": "en" });
    expect(en.json().message).toMatch(/^The request is not valid: body\.name/);
  });

  it("refuses bodies that are no JSON, of another type, or reach for prototypes", async () => {
    const admin = api.as("admin");
    const json = { "content-type": "application/json" };
    const bad = [
      ["{", json, 400],
      ['{"__proto__":{"a":1}}', json, 400],
      ['{"name":"x","constructor":{"prototype":{}}}', json, 400],
      ["name=x", { "content-type": "application/x-www-form-urlencoded" }, 415],
      ["x", { "content-type": "text/plain" }, 415],
    ] as const;
    for (const [body, headers, status] of bad) {
      const answer = await admin.post("/v1/keys", body, headers);
      expect([body, answer.statusCode, Object.hasOwn(ERROR_CODES, answer.json().code)]).toEqual([body, status, true]);
    }
  });

  it("answers an address that cannot be decoded in the same form", async () => {
    const answer = await api.app.inject("/v1/customers/%E0%A4%A");
    expect([answer.statusCode, Object.keys(answer.json())]).toEqual([400, ["code", "message"]]);
    expect(answer.json().code).toBe("request.invalid");
  });

  it("hides a failure of its own behind an id that the log has", async () => {
    await api.store.close();
    const answer = await api.app.inject({ url: "/v1/products", headers: { authorization: "Bearer sk_x" } });
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(Object.hasOwn(ERROR_CODES, answer.json().code)).toBe(true);
    expect(answer.body).not.toMatch(/\.ts|\.js|at /);
  });

  it("sends strict security headers", async () => {
    const { headers } = await api.app.inject("/healthz");
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    expect(headers["x-powered-by"]).toBeUndefined();
  });

  it("shows figures for Prometheus to who may read", async () => {
    const answer = await api.as("read").get("/metrics");
    expect(answer.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.body).toMatch(/^sopflow_backlog 0$/m);
  });
});

describe("the rate limit", () => {
  it("counts each key by itself and strangers by address, and says when to come back", async () => {
    await api.close();
    api = await startTestApi({ limits: { rateLimit: 2, rateLimitAnonymous: 3 } });
    const [a, b] = [api.as("read"), api.as("read", "flows")];
    for (let i = 0; i < 2; i++) expect((await a.get("/v1/products")).statusCode).toBe(200);
    const limited = await a.get("/v1/products");
    expect([limited.statusCode, limited.json().code]).toEqual([429, "rate.limited"]);
    expect(Number(limited.headers["retry-after"])).toBeGreaterThan(0);
    expect((await b.get("/v1/products")).statusCode).toBe(200);
    const strangers = [];
    for (let i = 0; i < 4; i++) {
      const made = { authorization: `Bearer sk_${i}` };
      strangers.push((await api.app.inject({ url: "/v1/products", headers: made })).statusCode);
    }
    expect(strangers).toEqual([401, 401, 401, 429]);
    expect((await api.app.inject("/healthz")).statusCode).toBe(200);
  });
});

import type { Role, Scope } from "@sopflow/engine";
import { ROLES, SCOPES } from "@sopflow/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";
import { ACCESS, type AccessRule } from "./access-table.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ limits: { rateLimit: 1_000_000, rateLimitAnonymous: 1_000_000 } });
});
afterAll(() => api.close());

type Method = "GET" | "POST" | "PUT" | "DELETE";
const routes = Object.entries(ACCESS as Record<string, AccessRule>).map(([route, rule]) => {
  const [method = "GET", path = "/"] = route.split(" ");
  const url = path.replace(":version", "1").replace(/:\w+/g, "some-id");
  return { route, method: method as Method, url, rule };
});
const guarded = routes.flatMap(({ rule, ...route }) => (rule === "open" ? [] : [{ ...route, rule }]));

describe("access", () => {
  it("is open for health, the console's files, signing in, and what WeCom proves by itself", () => {
    expect(routes.filter(({ rule }) => rule === "open").map(({ route }) => route)).toEqual([
      "GET /healthz",
      "GET /readyz",
      "GET /*",
      "POST /v1/session",
      "GET /shared/files/:file",
      "GET /wecom/callback",
      "POST /wecom/callback",
      "GET /wecom/callback/:connection",
      "POST /wecom/callback/:connection",
      "GET /wecom/sign-in",
      "GET /wecom/signed-in",
    ]);
  });

  it("refuses every other route without key or session, with a made-up key, and with a made-up cookie", async () => {
    for (const { route, method, url } of guarded) {
      const made = [
        {},
        { authorization: "Bearer sk_made-up" },
        { authorization: "Basic abc" },
        { authorization: "" },
        { cookie: "sopflow_session=made-up" },
      ];
      for (const headers of made) {
        const answer = await api.app.inject({ method, url, headers });
        expect([route, answer.statusCode, answer.json().code]).toEqual([route, 401, "auth.required"]);
      }
    }
  });

  it("refuses every route to keys of any other scope", async () => {
    for (const { route, method, url, rule } of guarded) {
      for (const scope of SCOPES.filter((s: Scope) => !rule.scopes.includes(s))) {
        const caller = api.as(scope);
        const answer = await callAs(caller, method, url);
        expect([route, scope, answer.statusCode, answer.json().code]).toEqual([route, scope, 403, "auth.forbidden"]);
      }
    }
  });

  it("refuses every route to people of any other role", async () => {
    for (const role of ROLES) {
      const caller = await api.signedIn(role, role === "advisor" ? "a1" : undefined);
      for (const { route, method, url } of guarded.filter(({ rule }) => !rule.roles.includes(role as Role))) {
        const answer = await callAs(caller, method, url);
        expect([route, role, answer.statusCode, answer.json().code]).toEqual([route, role, 403, "auth.forbidden"]);
      }
    }
  });

  it("lets the right scope and role through to the route itself", async () => {
    // A stream that is let through never ends; its own tests read it.
    const ending = guarded.filter(({ url }) => !url.endsWith("/session") && url !== "/v1/tasks/live");
    for (const { route, method, url, rule } of ending) {
      for (const scope of rule.scopes) {
        const answer = await callAs(api.as(scope), method, url);
        expect([route, scope, answer.statusCode]).not.toEqual([route, scope, 401]);
        expect([route, scope, answer.statusCode]).not.toEqual([route, scope, 403]);
      }
    }
  });

  it("refuses changes by cookie from any page but ours", async () => {
    const person = await api.signedIn("administrator");
    const changes = guarded.filter(({ method, rule }) => method !== "GET" && rule.roles.includes("administrator"));
    for (const { route, method, url } of changes) {
      for (const headers of [
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        { "x-sopflow": "" },
      ]) {
        const answer = await callAs(person, method, url, headers);
        expect([route, answer.statusCode, answer.json().code]).toEqual([route, 403, "auth.csrf"]);
      }
    }
  });

  it("tells a stranger nothing about which addresses exist", async () => {
    for (const url of ["/v1", "/v1/", "/v1/secrets", "/v1/flows/x/y/z"]) {
      const answer = await api.app.inject({ method: "GET", url });
      expect([url, answer.statusCode]).toEqual([url, url === "/v1" ? 404 : 401]);
    }
    const known = await api.as("read").get("/v1/secrets");
    expect([known.statusCode, known.json().code]).toEqual([404, "request.not_found"]);
  });

  it("stops a key the moment it is revoked, and never shows its secret or hash again", async () => {
    const admin = api.as("admin");
    const created = (await admin.post("/v1/keys", { name: "crm", scopes: ["read"] })).json();
    expect(created.secret).toMatch(/^sk_[\w-]{43}$/);
    const headers = { authorization: `Bearer ${created.secret}` };
    expect((await api.app.inject({ url: "/v1/products", headers })).statusCode).toBe(200);
    const listed = await admin.get("/v1/keys");
    expect(listed.body).not.toContain(created.secret);
    expect(listed.body).not.toContain("hash");
    expect((await admin.delete(`/v1/keys/${created.id}`)).statusCode).toBe(204);
    expect((await api.app.inject({ url: "/v1/products", headers })).statusCode).toBe(401);
    expect((await admin.delete(`/v1/keys/${created.id}`)).json().code).toBe("key.not_found");
  });
});

function callAs(caller: ReturnType<TestApi["as"]>, method: Method, url: string, headers?: Record<string, string>) {
  if (method === "GET") return caller.get(url, headers);
  if (method === "DELETE") return caller.delete(url, headers);
  return method === "PUT" ? caller.put(url, {}, headers) : caller.post(url, {}, headers);
}
